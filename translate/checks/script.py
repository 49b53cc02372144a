"""Letters that do not belong: Arabic left over, Chinese or other scripts, Latin in Russian that the source does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "script"
_FOREIGN = {
    Lang.EN: re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\uffef]+"),
    Lang.RU: re.compile(r"[\u0370-\u03ff\u0500-\u1fff\u2c00-\ud7ff\uf900-\uffef]+"),
}
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")


def check(case: Case) -> Iterator[Finding]:
    if foreign := _FOREIGN[case.lang].findall(case.text):
        yield Finding(NAME, Severity.ERROR, f"Foreign script in the draft: {', '.join(sorted(set(foreign))[:3])}")
    if case.lang is not Lang.RU:
        return
    known = {case.source.casefold()} | {
        form.casefold()
        for mention in case.mentions
        for form in case.termbase.concepts[mention.match.concept].targets[Lang.RU].right
    }
    latin = [word for word in _LATIN.findall(case.text) if not any(word.casefold() in text for text in known)]
    if latin:
        yield Finding(
            NAME,
            Severity.WARNING,
            f"Latin letters in the Russian that the source does not have: {', '.join(latin[:3])}",
        )
