"""Days and months, in both Arabic namings, and the Hijri calendar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.arabic import GREGORIAN_MONTHS, fold
from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.checks.case import Case

MONTH = "month"
DAY = "weekday"
HIJRI = "hijri"
RULES = {
    MONTH: "another month than the source's",
    DAY: "another day of the week than the source's",
    HIJRI: "a Hijri date that is not marked as one, or a Hijri month that is missing",
}

_MONTHS_EN: Final = "January February March April May June July August September October November December".split()
_MONTHS_RU: Final = "январ феврал март апрел ма[йяею]\\b июн июл август сентябр октябр ноябр декабр".split()
_DAYS_AR: Final = "الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد".split()
_DAYS_EN: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAYS_RU: Final = "понедельник вторник сред[ауыео] четверг пятниц суббот воскресен".split()
_HIJRI: Final = {  # folded Arabic → stems in English, in Russian
    "محرم": ("muharram", "мухаррам"),
    "صفر": ("safar", "сафар"),
    "ربيع الاول": ("rabi", "раби"),
    "ربيع الاخر": ("rabi", "раби"),
    "ربيع الثاني": ("rabi", "раби"),
    "جمادي الاولي": ("jumada", "джумад"),
    "جمادي الاخره": ("jumada", "джумад"),
    "جمادي الثانيه": ("jumada", "джумад"),
    "رجب": ("rajab", "раджаб"),
    "شعبان": ("sha.?ban", "шаабан"),
    "رمضان": ("ramad[ah]|ramzan", "рамадан|рамазан"),
    "شوال": ("shaww?al", "шаввал"),
    "ذو القعده": ("dhu|zul", "зу-?л"),
    "ذي القعده": ("dhu|zul", "зу-?л"),
    "ذو الحجه": ("dhu|zul", "зу-?л"),
    "ذي الحجه": ("dhu|zul", "зу-?л"),
}
_HIJRI_WORDS: Final = frozenset(word for month in _HIJRI for word in month.split())
_HIJRI_YEAR: Final = re.compile(r"\d{3,4} ?(?:هـ|ه(?!\w)|للهجرة|هجري)")
_HIJRI_SAID: Final = {
    Lang.EN: re.compile(r"\bA\.?H\b|hijr|hegir|muslim calendar|islamic", re.IGNORECASE),
    Lang.RU: re.compile(r"хиджр|\bг\. ?х\.|мусульман|лунн", re.IGNORECASE),
}


_BESIDE: Final = r"(?:\d|شهر|شهري|اوائل|اواخر|منتصف|مطلع|نهايه|بدايه{})(?:\s?/)?\s(?:من\s)?"
_AFTER: Final = r"(?:\s?/|\s(?:من\s)?(?:ال)?(?:عام\s)?\d)"
_ALSO_WORDS: Final = frozenset(["مارس", "أغسطس"])  # “practised”; beside August stands آب, “father”


def _months_ar() -> list[re.Pattern[str]]:
    """A month name counts beside a number, “of” or the word month: مارس is also “practised”, آب “father”, نيسان a car."""
    patterns = []
    for names in GREGORIAN_MONTHS:
        either = "|".join(fold(name).text for name in names)
        before = _BESIDE.format("" if names[0] in _ALSO_WORDS else "|من")
        patterns.append(re.compile(rf"{before}(?:{either})(?!\w)|(?<!\w)(?:{either}){_AFTER}"))
    return patterns


def _month_en(name: str) -> str:
    """May and March are words, too: they need a number or a preposition beside them."""
    if name in ("May", "March"):
        return rf"\b{name}\b(?=[ ,]+\d)|(?:\d(?:st|nd|rd|th)?|[Ii]n|[Oo]f|[Ll]ast|[Tt]his|[Nn]ext|[Ll]ate|[Ee]arly) {name}\b"
    return rf"\b{name}\b|\b{name[:3]}\.?(?= \d)|(?<=\d ){name[:3]}\b"


_MONTH: Final = {
    Lang.AR: _months_ar(),
    Lang.EN: [re.compile(_month_en(name)) for name in _MONTHS_EN],
    Lang.RU: [re.compile(rf"(?<![а-яё]){stem}", re.IGNORECASE) for stem in _MONTHS_RU],
}
_DAY: Final = {
    Lang.AR: [re.compile(rf"(?:يوم|مساء|صباح|فجر|ليله|ظهر|امس|غد|اليوم)\s{day}(?!\w)") for day in _DAYS_AR],
    Lang.EN: [re.compile(rf"\b{day}s?\b") for day in _DAYS_EN],
    Lang.RU: [re.compile(rf"(?<![а-яё]){day}", re.IGNORECASE) for day in _DAYS_RU],
}

_IN_ARABIC: Final = {MONTH: _MONTH[Lang.AR], DAY: _DAY[Lang.AR]}
_INDEX: Final[dict[str, dict[str, list[int]]]] = {MONTH: {}, DAY: {day: [index] for index, day in enumerate(_DAYS_AR)}}
"""For the first word of each name, which stands between no other letters, what it may be."""
for _index, _names in enumerate(GREGORIAN_MONTHS):
    for _name in _names:
        _INDEX[MONTH].setdefault(fold(_name).text.split()[0], []).append(_index)

_NUMERIC: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")


def check(case: Case) -> Iterator[Finding]:
    source = case.folded if _may_have_date(case) else ""
    if not source:
        return
    yield from _changed(case, source, MONTH, _MONTH, _MONTHS_EN)
    yield from _changed(case, source, DAY, _DAY, _DAYS_EN)
    yield from _hijri(case, source)


_CALENDAR: Final = (
    frozenset(fold(name).text.split()[0] for names in GREGORIAN_MONTHS for name in names)
    | frozenset(_DAYS_AR)
    | frozenset(month.split()[-1 if month.startswith("ذ") else 0] for month in _HIJRI)
)
"""Words without which there is no date that could go wrong."""


def _may_have_date(case: Case) -> bool:
    return not _CALENDAR.isdisjoint(case.source_vocabulary) or "هـ" in case.source


def _changed(
    case: Case, source: str, name: str, patterns: dict[Lang, list[re.Pattern[str]]], english: Sequence[str]
) -> Iterator[Finding]:
    there = _named(case, source, name)
    if not there:
        return
    here = _found(case.text, patterns[case.lang])
    lost, added = there - here, here - there
    if lost and added and not _NUMERIC.search(case.text) and not (name == DAY and len(there) != 1):
        said = " and ".join(english[index] for index in sorted(lost))
        wrong = " and ".join(english[index] for index in sorted(added))
        yield Finding(name, Severity.ERROR, f"The source says {said}, the draft {wrong}.")


def _named(case: Case, source: str, name: str) -> frozenset[int]:
    """What the source names, of what its words leave possible."""
    likely = {index for word in case.source_vocabulary & _INDEX[name].keys() for index in _INDEX[name][word]}
    return frozenset(index for index in likely if _IN_ARABIC[name][index].search(source))


def _found(text: str, patterns: Sequence[re.Pattern[str]]) -> frozenset[int]:
    return frozenset(index for index, pattern in enumerate(patterns) if pattern.search(text))


def _hijri(case: Case, source: str) -> Iterator[Finding]:
    dated = "ه" in case.source and _HIJRI_YEAR.search(case.source)
    if dated and not _HIJRI_SAID[case.lang].search(case.text):
        yield Finding(
            HIJRI, Severity.WARNING, "The source has a Hijri year (هـ): say so (AH, год хиджры), do not convert it silently."
        )
    if _HIJRI_WORDS.isdisjoint(case.source_vocabulary):
        return
    column = 0 if case.lang is Lang.EN else 1
    for month, stems in _HIJRI.items():
        if (
            month in source
            and re.search(rf"\d\s{month}(?!\w)|شهر\s{month}(?!\w)", source)
            and not re.search(stems[column], case.text, re.IGNORECASE)
        ):
            yield Finding(HIJRI, Severity.WARNING, f"The Hijri month «{month}» is missing: keep it.")
