"""Numbers written in digits must stand on both sides, in whatever digits and with whatever marks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translate.arabic import digits
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "numbers"
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]?\d{3}(?!\d))*(?:[.,]\d+)?")
_MARKS = re.compile(r"[.,\u00a0\u202f ]")


def check(case: Case) -> Iterator[Finding]:
    """Only what is lost or changed is told; a number that the source spells out in words may well stand in digits."""
    source, draft = _numbers(case.source), _numbers(case.text)
    if missing := sorted((source - draft).elements()):
        added = sorted((draft - source).elements())
        instead = f"; the draft has {', '.join(added)}" if added else ""
        yield Finding(NAME, Severity.ERROR, f"Number missing: {', '.join(missing)}{instead}")


def _numbers(text: str) -> Counter[str]:
    """The numbers of a text with their marks taken out: 1,5 and 1.5 and ١٫٥ are one, and 10 000 and 10000."""
    return Counter(_MARKS.sub("", number).lstrip("0") or "0" for number in _NUMBER.findall(digits(text)))
