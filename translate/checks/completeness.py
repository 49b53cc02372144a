"""Is there a draft, is it whole, is it of a likely length?"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "completeness"
RULES = {NAME: "an empty or cut-off draft, one that repeats itself or is much shorter or longer than its source"}
_LIKELY = {Lang.EN: (0.62, 2.2), Lang.RU: (0.62, 2.5)}
"""Characters of translation for one of Arabic. All but 0.2 % of the human translations of flores-dev lie between."""
_LONG_ENOUGH = 40  # characters of Arabic; below, lengths scatter
_REPEATED = re.compile(
    r"""(\b\w[\w ,'’().°"“”«»-]{6,200}\b)(?:\W+\1\b){2,}"""
)  # bounded: a draft may be 100,000 characters long


def check(case: Case) -> Iterator[Finding]:
    if not case.text.strip():
        yield Finding(NAME, Severity.ERROR, "The draft is empty.")
        return
    if not case.complete:
        yield Finding(NAME, Severity.ERROR, "The engine was cut off at its limit: the end may be missing or wrong.")
    if _may_repeat(case) and _REPEATED.search(case.text):
        yield Finding(NAME, Severity.ERROR, "The draft repeats itself.")
    if len(case.source) >= _LONG_ENOUGH:
        ratio, (least, most) = len(case.text) / len(case.source), _LIKELY[case.lang]
        if ratio < least:
            yield Finding(
                NAME,
                Severity.WARNING,
                f"Much shorter than the source ({ratio:.0%} of its length): something may be missing.",
            )
        elif ratio > most:
            yield Finding(
                NAME,
                Severity.WARNING,
                f"Much longer than the source ({ratio:.0%} of its length): something may be added.",
            )


def _may_repeat(case: Case) -> bool:
    """Whether two words stand together three times, or one beside itself: the pattern costs fifty times as much."""
    if len(case.words) == len(case.vocabulary):
        return False
    if case.has_twice:
        return True
    pairs = list(pairwise(case.words))
    return len(set(pairs)) <= len(pairs) - 2 and max(Counter(pairs).values()) > 2  # noqa: PLR2004 - three times
