"""Russian: where no line may break. Nobody sees it in a table, so it is off unless a desk wants it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "no-break"
RULES = {NAME: "Russian: an ordinary space before a dash, after № or between initials"}
_BREAKABLE: Final = re.compile(r"(?<=\S) (?=—(?: |$))|(?<=[№§]) (?=\d)|(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ])")
_SIGNS: Final = frozenset("—№§.")
_INITIALS: Final = re.compile(r"[А-ЯЁ]\. [А-ЯЁ]")


def check(case: Case) -> Iterator[Finding]:
    if not case.is_russian or _SIGNS.isdisjoint(case.signs) or not _may_break(case.text):
        return
    if hit := _BREAKABLE.search(case.text):
        place = case.text[max(0, hit.start() - 10) : hit.end() + 10].strip()
        yield Finding(NAME, Severity.INFO, f"A line may break at “{place}”: put a no-break space.")


def _may_break(text: str) -> bool:
    return " —" in text or "№ " in text or "§ " in text or (". " in text and _INITIALS.search(text) is not None)


def fix(text: str, lang: Lang) -> str:
    return _BREAKABLE.sub("\u00a0", text) if lang is Lang.RU else text
