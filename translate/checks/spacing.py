"""Spaces and doubled words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

SPACES = "spaces"
DOUBLED = "doubled-word"
RULES = {SPACES: "two spaces, a tab or line break, a space at either end", DOUBLED: "a word stands twice in a row"}
_SPACE: Final = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]|(?<=\u00a0)[ \u00a0]+|^[ \u00a0]|[ \u00a0]$")
_BLANKS: Final = " \u00a0"
_DOUBLED: Final = re.compile(r"\b([^\W\d_]+)[ \u00a0\n]+(\1)\b(?![-’'])", re.IGNORECASE)
_BEGINS: Final = re.compile(r"(?:^|[.!?…:][\"”»)]*\s)[\s\"“„«(—–-]*\Z")  # a sentence, behind this
_MAY_REPEAT: Final = frozenset(
    "had that very so no is blah bye ha really long far many as never очень да нет ну еле все всё всем то это и".split()
)
_SLIPS: Final = frozenset(
    (
        "the a an of to and or for with by from at be are was were has have will would he she it they we this which "
        "who their its his в на с к у о от до из за по не что как для при или его их её был была были будет который "
        "которая которые также"
    ).split()
)
"""Words that no sentence has twice in a row: the second goes."""


def check(case: Case) -> Iterator[Finding]:
    if _has_odd_spaces(case):
        yield Finding(
            SPACES, Severity.INFO, "Spaces: two in a row, at an end, or a tab. `translate check --fix` puts them right."
        )
    for word in _doubled(case):
        yield Finding(DOUBLED, Severity.WARNING, f"“{word} {word}”: the word stands twice. Take one out.")


def _has_odd_spaces(case: Case) -> bool:
    text = case.text
    if "  " in text or "\n" in case.signs or "\t" in case.signs or "\r" in case.signs:
        return True
    return bool(text) and (text[0] in _BLANKS or text[-1] in _BLANKS or ("\u00a0" in case.signs and bool(_SPACE.search(text))))


def fix(text: str, _lang: Lang) -> str:
    text = _DOUBLED.sub(lambda hit: hit[1] if _is_slip(hit) else hit[0], text)
    return _SPACE.sub(
        lambda hit: " " if hit.start() > 0 and hit.end() < len(text) and hit[0][0] != "\u00a0" else "", text
    ).strip()


def _is_slip(hit: re.Match[str]) -> bool:
    """Not where the first is another word: WHO who, Hepatitis A a threat."""
    first, second = hit[1], hit[2]
    if second not in _SLIPS or first not in {second, second.capitalize()}:
        return False
    return len(first) > 1 or first == second or _BEGINS.search(hit.string[: hit.start()]) is not None


def _doubled(case: Case) -> Iterator[str]:
    if len(case.words) == len(case.vocabulary) or not case.has_twice:
        return
    twice = {one for one, other in pairwise(case.words) if one == other and not one.isdigit()} - _MAY_REPEAT
    if not twice:
        return
    source = case.source_words
    if any(one == other for one, other in pairwise(source)):  # an emphasis, or a name like Pago Pago
        return
    for hit in _DOUBLED.finditer(case.text):
        if hit[1].lower() in twice and not (hit[1][0].isupper() and hit[2][0].isupper()):
            yield hit[1]
