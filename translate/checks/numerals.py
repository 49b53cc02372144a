"""Numbers as texts have them: digits of any script brought to one spelling, and the words for small numbers.

A canonical number has no thousands marks, a full stop before its decimals, and no zeros that say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from translate.arabic import digits
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

_DATE: Final = re.compile(r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-])\d{1,2}\2\d{1,2})(?!\d)")
_GROUP: Final = "[.,'\u00a0\u202f\u2009 ،]"
_NUMBER: Final = re.compile(rf"\d(?:\d{{0,2}}(?:{_GROUP}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d*(?:[.,،:]\d+)?)")
_OF_ARABIC: Final = re.compile("[٠-٩۰-۹٫٬]")
_DATES: Final = re.compile(r"\d[./-]\d")  # a date has two of these
_SQUARE: Final = re.compile(r"[²³23](?:(?<=م.)|(?<=[mм][23]))(?!\d)")
_GROUPED: Final = re.compile(rf"\d{{1,3}}((?:{_GROUP}\d{{3}})+)(?:[.,](\d+))?")
_MARKS: Final = re.compile(r"\D")


def in_digits(text: str) -> Counter[str]:
    """The numbers that a text has in digits: 1,5 and 1.5 and ١٫٥ are one, and 10 000 and 10,000 and 10.000.

    A date in digits is three numbers, so that 10.01.2022 holds the 10 and 2022 of 10 January 2022. A time is one: 10:30 is
    1030, as in 1030 GMT.
    """
    plain = _SQUARE.sub(" ", digits(text) if _OF_ARABIC.search(text) else text)
    if _DATES.search(plain):
        plain = _DATE.sub(lambda date: re.sub(r"\D", "; ", date[0]), plain)
    return Counter(map(canonical, _NUMBER.findall(plain)))


@lru_cache(maxsize=65_536)
def canonical(number: str) -> str:
    whole, decimals = number, ""
    if grouped := _GROUPED.fullmatch(number):
        decimals = grouped[2] or ""
        whole = number[: len(number) - len(decimals) - 1] if decimals else number
        if decimals == "" and number.startswith("0"):  # 0.125
            whole, decimals = "0", _MARKS.sub("", grouped[1])
    elif "." in number or "," in number or "،" in number:
        whole, _, decimals = number.replace(",", ".").replace("،", ".").partition(".")
    plain = _MARKS.sub("", whole).lstrip("0") or "0"
    return f"{plain}.{decimals.rstrip('0')}" if decimals.rstrip("0") else plain


_TIME: Final = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[:.]?([0-5]\d)(?![\d.,:]?\d)")


def times(text: str) -> frozenset[tuple[int, int]]:
    """What may be a time of day, as hours and minutes: 9:30, 9.30 or 0930, and also a year."""
    return frozenset((int(hour), int(minute)) for hour, minute in _TIME.findall(digits(text)))


_ROMAN: Final = re.compile(r"\b[IVXLC]+\b")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> frozenset[str]:
    """Roman numerals up to 300 or so, as centuries and kings have them."""
    return frozenset(str(_of_roman(hit)) for hit in _ROMAN.findall(text))


def _of_roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


_EN: Final = (
    "one|first|single|once|an?\\b:1 two|second|both|twice|couple|half|pair|dual|double:2 three|third|triple|thrice:3 "
    "four|quarter|quadruple:4 five|fif:5 six:6 seven:7 eight|eigh:8 nine|nin:9 ten:10 eleven:11 twelve|twelf|dozen:12 "
    "thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twent:20 thirt:30 fort:40 "
    "fift:50 sixt:60 "
    "sevent:70 eight:80 ninet:90 hundred|century|centur:100 thousand|millenni:1000"
)
_RU: Final = (
    "один|одн|перв|полутор|раз:1 дв|обо|обе|втор|пар|пол:2 тр[иеё]|трет:3 четыр|четвер|четв[её]рт:4 пят:5 шест:6 сем|седьм:7 "
    "восем|восьм:8 девят:9 десят:10 одиннадц:11 двенадц|дюжин:12 тринадц:13 четырнадц:14 пятнадц:15 шестнадц:16 семнадц:17 "
    "восемнадц:18 девятнадц:19 двадц:20 тридц:30 сорок:40 пятьдесят|пятидесят:50 шестьдесят|шестидесят:60 "
    "семьдесят|семидесят:70 "
    "восемьдесят|восьмидесят:80 девяност:90 сто|ста|сот|век|столет:100 тысяч:1000"
)
_AR: Final = (
    "واحد|واحده|احدي|احد|اول|اولي:1 اثنان|اثنين|اثنتان|اثنتين|اثنا|اثني|ثاني|ثانيه|مرتين|كلا|زوج|نصف:2 "
    "ثلاث|ثلاثه|ثالث|ثالثه|ثلث:3 "
    "اربع|اربعه|رابع|رابعه|ربع:4 خمس|خمسه|خامس|خامسه:5 ست|سته|سادس|سادسه:6 سبع|سبعه|سابع|سابعه:7 "
    "ثمان|ثماني|ثمانيه|ثامن|ثامنه:8 "
    "تسع|تسعه|تاسع|تاسعه:9 عشر|عشره|عاشر|عاشره:10 عشرون|عشرين:20 ثلاثون|ثلاثين:30 اربعون|اربعين:40 خمسون|خمسين:50 "
    "ستون|ستين:60 "
    "سبعون|سبعين:70 ثمانون|ثمانين:80 تسعون|تسعين:90 مئه|مايه|مائه|ميه|مئات|مايات|مئتين|مايتين|ميتين|مئتان:100 "
    "الف|الاف|الفي|الفين:1000"
)


def _table(rows: str) -> dict[str, int]:
    return {
        stem: int(value)
        for row in rows.split()
        for stem in row.rsplit(":", 1)[0].split("|")
        for value in [row.rsplit(":", 1)[1]]
    }


_STEMS: Final = {Lang.EN: _table(_EN), Lang.RU: _table(_RU)}
_ARABIC: Final = _table(_AR)
_TEN, _TEENS, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_LONGEST: Final = 6  # digits
_CLITICS: Final = ("", "ال", "و", "ب", "ل", "ك", "ف", "وال", "بال", "لل", "فال", "وب", "ول")
_ARABIC_WORDS: Final = {clitic + spelled: value for spelled, value in _ARABIC.items() for clitic in _CLITICS}


def has_arabic(vocabulary: AbstractSet[str]) -> bool:
    """Whether a folded Arabic text has a number word."""
    return not _ARABIC_WORDS.keys().isdisjoint(vocabulary)


def in_words(words: Iterable[str], lang: Lang) -> frozenset[int]:
    """The values of the number words of a text: “twenty-four” is 20 and 4. Generous: Russian «тридцать» begins like 3."""
    if lang is Lang.AR:
        return frozenset(_arabic(words))
    return frozenset(chain.from_iterable(map(_russian if lang is Lang.RU else _english, words)))


def _arabic(words: Iterable[str]) -> Iterator[int]:
    """«اثني عشر» is twelve, «خمسة وعشرون» 20 and 5."""
    unit = 0
    for word in words:
        value = _ARABIC_WORDS.get(word, 0)
        if value == _TEN and 0 < unit < _TEN and word.startswith("عشر"):
            yield unit + _TEN
            unit = 0
            continue
        if unit:
            yield unit
        unit = value
    if unit:
        yield unit


@lru_cache(maxsize=65_536)
def _english(word: str) -> tuple[int, ...]:
    return tuple(_values(word, _STEMS[Lang.EN]))


@lru_cache(maxsize=65_536)
def _russian(word: str) -> tuple[int, ...]:
    return tuple(_values(word, _STEMS[Lang.RU]))


def _values(word: str, stems: Mapping[str, int]) -> list[int]:
    return [value for stem, value in stems.items() if re.match(stem, word)]


def parts(number: str) -> frozenset[int]:
    """What a whole number is spelled with: 24 is 20 and 4; empty for what news does not spell out."""
    if not number.isdigit() or len(number) > _LONGEST:
        return frozenset()
    value = int(number)
    if value <= _TEENS or (value < _HUNDRED and value % _TEN == 0):
        return frozenset([value])
    if value < _HUNDRED:
        return frozenset([value // _TEN * _TEN, value % _TEN])
    for unit in (_THOUSAND, _HUNDRED):
        if value % unit == 0 and value // unit < _HUNDRED:
            return frozenset([unit]) | (parts(str(value // unit)) - {1})
    return frozenset()
