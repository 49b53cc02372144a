"""A draft that is its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "untranslated"
RULES = {NAME: "the draft is the Arabic itself"}


def check(case: Case) -> Iterator[Finding]:
    text = case.text.strip()
    if text == case.source.strip() and text and ARABIC_LETTER.search(text):
        yield Finding(NAME, Severity.ERROR, "The draft is the Arabic itself: translate it.")
