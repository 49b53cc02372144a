"""The date of an article: read from its Arabic dateline, written out as CLDR has it for each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from translate.arabic import GREGORIAN_MONTHS, fold
from translate.model import Lang

_MONTHS = {fold(name).text: number for number, names in enumerate(GREGORIAN_MONTHS, 1) for name in names}
_NAME = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_WEEKDAY = r"(?:(?:يوم )?(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)[ ,،]+)?"
_WRITTEN = re.compile(rf"{_WEEKDAY}(\d{{1,2}}) ({_NAME})(?: ?/ ?(?:{_NAME}))?[,،]? (\d{{4}})(.*)")
_FIGURES = re.compile(rf"{_WEEKDAY}(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(.*)")  # the day comes first in Arabic
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(.*)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`is_bare`: the line holds the date and nothing else, so that it may be written anew."""

    date: date
    is_bare: bool


def read(text: str) -> Dateline | None:
    """The date that an Arabic dateline begins with; None where it has none, or one that no calendar has."""
    folded = fold(text).text.strip()
    if found := _WRITTEN.fullmatch(folded):
        day, month, year = int(found[1]), _MONTHS[found[2]], int(found[3])
    elif found := _FIGURES.fullmatch(folded):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    elif found := _ISO.fullmatch(folded):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        return None
    try:
        return Dateline(date(year, month, day), is_bare=not found[4].strip())
    except ValueError:
        return None


def of_iso(text: str) -> date | None:
    """The day of an ISO 8601 date or time, None for what is none."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def written(day: date, lang: Lang, style: str, english: str) -> str:
    """A date in words. `style` is CLDR's: full, long, medium or short; `english` is en-GB or en-US."""
    locale = english.replace("-", "_") if lang is Lang.EN else str(lang)
    return format_date(day, style, locale=locale)
