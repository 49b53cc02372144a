"""Numbers and months of a target put right, where there is no doubt which ones they are.

A number is exchanged in place where it stands once in the target; where the word after it would have to change with it
(one person, two persons; 21 год, 25 лет) it is left alone. A Russian month keeps its case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.memory.sentence import canonical
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MONTHS: Final = {
    Lang.EN: (
        "January February March April May June July August September October November December".split(),
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    ),
    Lang.RU: (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
        "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split(),
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
        "январю февралю марту апрелю маю июню июлю августу сентябрю октябрю ноябрю декабрю".split(),
        "январём февралём мартом апрелем маем июнем июлем августом сентябрём октябрём ноябрём декабрём".split(),
    ),
}
_GROUP: Final = {Lang.EN: ",", Lang.RU: " \u00a0\u202f\u2009"}
_POINT: Final = {Lang.EN: ".", Lang.RU: ","}
_NUMBER: Final = {
    lang: re.compile(
        rf"(?:(?<![\w\-\u2013\u2212])[-\u2212])?(?:\d{{1,3}}(?:[{_GROUP[lang]}]\d{{3}})+(?!\d)(?:\{_POINT[lang]}\d+)?"
        rf"|(?<![\d.,])\d+\{_POINT[lang]}\d+(?![.,]?\d)|\d+)"
    )
    for lang in _MONTHS
}
_YEARS: Final = range(1800, 2200)
_LONGEST_DAY: Final = 31


@dataclass(frozen=True, slots=True)
class Change:
    """A value of the known source that is another in the asked one: numbers as `sentence.canonical`, months 1 to 12."""

    before: str
    after: str
    month: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the target, and what to put there."""

    start: int
    end: int
    text: str


def edits(target: str, lang: Lang, changes: Sequence[Change]) -> tuple[list[Edit], list[Change]]:
    """What to put into `target` for the changes that are beyond doubt, and the changes that are not."""
    made: list[Edit] = []
    open_: list[Change] = []
    for change in changes:
        edit = _month(target, lang, change) if change.month else _number(target, lang, change)
        if edit is None:
            open_.append(change)
        else:
            made.append(edit)
    return made, open_


def apply(target: str, edits: Iterable[Edit]) -> str | None:
    """The target with all edits made, or None where there are none or two of them meet."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < at:
            return None
        pieces += (target[at : edit.start], edit.text)
        at = edit.end
    return "".join((*pieces, target[at:])) if pieces else None


def _number(target: str, lang: Lang, change: Change) -> Edit | None:
    found = [match for match in _NUMBER[lang].finditer(target) if _value(match.group(), lang) == change.before]
    if len(found) != 1 or not _stands_free(target, found[0]):
        return None
    start, end = found[0].span()
    if _form(change.before, lang) != _form(change.after, lang) and not _is_of_date(target, lang, found[0], change):
        return None
    return Edit(start, end, _written(change.after, found[0].group(), lang))


def _value(number: str, lang: Lang) -> str:
    plain = re.sub(f"[{_GROUP[lang]}]", "", number).replace(_POINT[lang], ".").replace("\u2212", "-")
    return canonical(plain)


def _stands_free(target: str, match: re.Match[str]) -> bool:
    """Not part of a name or an ordinal: COVID-19, Su-57, 21st, 21-й."""
    before, after = target[: match.start()], target[match.end() :]
    return not (re.search(r"[^\W\d_][-\u2011]?$", before) or re.match(r"[-\u2011]?[^\W\d_]", after))


def _form(number: str, lang: Lang) -> int:
    """Which form of a noun follows a number: gettext's plural, and 3 for a fraction."""
    if "." in number:
        return 3
    count = abs(int(number))
    if lang is Lang.EN:
        return int(count != 1)
    if count % 10 == 1 and count % 100 != 11:  # noqa: PLR2004 - eleven
        return 0
    return 1 if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14} else 2


def _is_of_date(target: str, lang: Lang, match: re.Match[str], change: Change) -> bool:
    """Years, and days beside a month, rule no noun."""
    values = (change.before, change.after)
    if all(value.isdigit() and int(value) in _YEARS for value in values):
        return True
    months = "|".join(name for names in _MONTHS[lang] for name in names)
    beside = re.match(rf"\s(?:of\s)?(?:{months})\b", target[match.end() :]) or re.search(
        rf"\b(?:{months})\s$", target[: match.start()]
    )
    numeric = re.search(r"\d[./]$", target[: match.start()]) or re.match(r"[./]\d", target[match.end() :])
    return bool(beside or numeric) and all(value.isdigit() and int(value) <= _LONGEST_DAY for value in values)


def _written(number: str, like: str, lang: Lang) -> str:
    """A number in the style of the one whose place it takes: 07 for 10/01, 12,500 for 2,500."""
    sign, number = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, fraction = number.partition(".")
    if like.startswith("0") and like.isdigit():
        whole = whole.zfill(len(like))
    mark = re.search(f"[{_GROUP[lang]}]", like)
    if mark:
        whole = f"{int(whole):,}".replace(",", mark.group())
    return sign + whole + (_POINT[lang] + fraction if fraction else "")


def _month(target: str, lang: Lang, change: Change) -> Edit | None:
    names = "|".join(forms[int(change.before) - 1] for forms in _MONTHS[lang])
    found = list(re.finditer(rf"\b(?:{names})\b", target))
    if len(found) != 1:
        return None
    forms = next(forms for forms in _MONTHS[lang] if forms[int(change.before) - 1] == found[0].group())
    return Edit(*found[0].span(), forms[int(change.after) - 1])
