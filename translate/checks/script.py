"""Letters that do not belong: Arabic left over, Chinese or other scripts, English words in Russian."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import TYPE_CHECKING, Final

from translate.checks import addresses, homographs
from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "script"
LATIN = "latin"
RULES = {
    NAME: "letters or digits of a script that is neither the language's nor Latin",
    LATIN: "Latin words in the Russian that the source does not have",
}
_PUNCTUATION: Final = "\u060c\u061b\u061f\u066a\u066b\u066c\u06d4\u0640\u061c\ufd3e\ufd3f\ufeff\ufffd"
"""Arabic signs and what is unseen are told by other checks."""
_COMMON: Final = r"\u0500-\u1cff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufaff\ufb50-\ufdff\ufe30-\ufffc"
_FOREIGN: Final = {
    Lang.EN: re.compile(rf"(?:(?![{_PUNCTUATION}])[\u0370-\u04ff{_COMMON}])+"),
    Lang.RU: re.compile(rf"(?:(?![{_PUNCTUATION}])[\u0370-\u03ff{_COMMON}])+"),
}
_LETTERS: Final = frozenset(ascii_letters)
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_RUN: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ \u00a0][A-Za-z][A-Za-z'’-]*)+")
_MEASURES: Final = frozenset("km kg mm cm mg kw mw ghz mhz khz db ph vs via".split())


def check(case: Case) -> Iterator[Finding]:
    if case.signs and _FOREIGN[case.lang].search(case.strange) and (foreign := _foreign(case)):
        shown = ", ".join(f"“{piece}”" for piece in sorted(set(foreign))[:3])
        yield Finding(NAME, Severity.ERROR, f"Foreign script in the draft: {shown}. Translate it or write it in our letters.")
    if case.is_russian and not _LETTERS.isdisjoint(case.signs) and (latin := _latin(case)):
        small = [word for word in latin if word.islower() and word not in _of_names(case.text)]
        shown = ", ".join(f"“{word}”" for word in (small or latin)[:3])
        if small:
            yield Finding(LATIN, Severity.WARNING, f"English words in the Russian: {shown}. The source does not have them.")
        else:
            yield Finding(LATIN, Severity.INFO, f"Latin names in the Russian: {shown}. Is there a usual Russian form?")


def _latin(case: Case) -> list[str]:
    text = addresses.without(case.text)
    if not _LATIN.search(text):
        return []
    known = {case.source.casefold()} | {
        form.casefold()
        for mention in case.mentions
        for form in case.termbase.concepts[mention.match.concept].targets[Lang.RU].right
    }
    hits = (hit for hit in _LATIN.finditer(text) if not homographs.is_mixed_at(text, hit.start(), hit.end()))
    words = [hit[0] for hit in hits if hit[0].lower() not in _MEASURES]
    return [word for word in words if not any(word.casefold() in text for text in known)]


def _of_names(text: str) -> frozenset[str]:
    """Small words of Latin names: Cirque du Soleil, Fire of Anatolia."""
    return frozenset(word for run in _RUN.findall(text) if not run.islower() for word in _LATIN.findall(run))


def _foreign(case: Case) -> list[str]:
    """As the text is once mixed words are mended: «Pоссия» with a Latin P is a slip of the keyboard."""
    return _FOREIGN[case.lang].findall(homographs.fix(case.text, case.lang))
