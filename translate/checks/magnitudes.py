"""Money and magnitudes: a milliard is a billion, and dollars stay dollars."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translate.checks.case import Case

MAGNITUDE = "magnitude"
CURRENCY = "currency"
RULES = {
    MAGNITUDE: "million, billion and trillion (مليون، مليار، تريليون) do not agree",
    CURRENCY: "the currency of an amount does not agree",
}
_AR_END: Final = r"(?:ا|ات|ين|ان|ي|يه|ه)?(?!\w)"
_AR: Final = r"(?<!\w)[وفبلك]{0,2}(?:ال|ل)?"


def _arabic(stems: str) -> re.Pattern[str]:
    return re.compile(rf"{_AR}(?:{stems}){_AR_END}")


def _words(stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d])(?:{stems})", re.IGNORECASE)


_Names = dict[str, dict[Lang, re.Pattern[str]]]
MAGNITUDES: Final[_Names] = {
    "million": {
        Lang.AR: _arabic("مليون|ملايين"),
        Lang.EN: _words(r"millions?\b|mn\b|mln\b"),
        Lang.RU: _words("миллион|млн|полумиллион|двухмиллион|многомиллион"),
    },
    "billion": {
        Lang.AR: _arabic("مليار|بليون|بلايين|مليارات"),
        Lang.EN: _words(r"billions?\b|bn\b|bln\b|milliards?\b"),
        Lang.RU: _words("миллиард|млрд|многомиллиард|биллион"),
    },
    "trillion": {
        Lang.AR: _arabic("تريليون|ترليون|تريليونات|ترليونات"),
        Lang.EN: _words(r"trillions?\b|tn\b|trn\b"),
        Lang.RU: _words("триллион|трлн|многотриллион"),
    },
}
CURRENCIES: Final[_Names] = {
    "dollar": {Lang.AR: _arabic(r"دولار|دولارات"), Lang.EN: _words("dollar|usd"), Lang.RU: _words("доллар|долл")},
    "euro": {Lang.AR: _arabic("يورو"), Lang.EN: _words(r"euros?\b|eur\b"), Lang.RU: _words("евро")},
    "rouble": {Lang.AR: _arabic("روبل|روبلات"), Lang.EN: _words("rouble|ruble|rub\\b"), Lang.RU: _words("рубл|руб")},
    "pound": {Lang.AR: _arabic("جنيه|جنيهات"), Lang.EN: _words("pound|gbp|egp|sterling"), Lang.RU: _words("фунт")},
    "riyal": {Lang.AR: _arabic("ريال|ريالات"), Lang.EN: _words("riyal|rial|sar\\b"), Lang.RU: _words("риял|риал")},
    "dinar": {Lang.AR: _arabic("دينار|دنانير"), Lang.EN: _words("dinar"), Lang.RU: _words("динар")},
    "dirham": {Lang.AR: _arabic("درهم|دراهم"), Lang.EN: _words("dirham|aed\\b"), Lang.RU: _words("дирхам")},
    "lira": {
        Lang.AR: _arabic("ليره|ليرات"),
        Lang.EN: _words("lira|lir[ae]s?\\b|pound"),
        Lang.RU: _words("лир[аыуе]?\\b|лирах|фунт"),
    },
    "yuan": {Lang.AR: _arabic("يوان"), Lang.EN: _words("yuan|renminbi"), Lang.RU: _words("юан")},
    "yen": {
        Lang.AR: re.compile(r"(?:\d|الف|مليون|مليار)\s*ين(?!\w)|(?<!\w)(?:ال)?ين\s(?:ال)?ياباني"),
        Lang.EN: _words(r"yen\b"),
        Lang.RU: _words(r"(?:й|и)ен[аыуе]?\b"),
    },
    "rupee": {Lang.AR: _arabic("روبيه|روبيات"), Lang.EN: _words("rupee|rupiah"), Lang.RU: _words("рупи")},
}
_ALL: Final[_Names] = MAGNITUDES | CURRENCIES
YEN: Final = "yen"
_SIGNS: Final = {"$": "dollar", "€": "euro", "£": "pound", "₽": "rouble", "¥": "yuan"}
_LIKELY: Final = frozenset(
    "million millions billion billions trillion trillions mn bn mln bln tn trn milliard milliards млн млрд трлн".split()
)
_MONEY_SIGNS: Final = frozenset(_SIGNS)
_STEMS: Final = (
    "مليون ملايين مليار بليون بلايين تريليون ترليون دولار يورو روبل جنيه ريال دينار دنانير درهم دراهم لير ليره يوان "
    "ين روبيه روبي"
).split()
_LONG: Final = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){2,}|\d{7,}")
_AMOUNT: Final = 7  # digits: written out, a million


def check(case: Case) -> Iterator[Finding]:
    sums = _arabic_words()
    if not sums.isdisjoint(case.source_vocabulary) or not _MONEY_SIGNS.isdisjoint(case.source_signs):
        source = " ".join(case.source_words)
        there, here = _in_arabic(case.source_words, source), _in_draft(case)
        yield from _magnitudes(case, *(_only(names, MAGNITUDES) for names in (there, here)))
        yield from _currencies(case, *(_only(names, CURRENCIES) for names in (there, here)))
    elif _may_have_magnitude(case):
        yield from _magnitudes(case, {}, _only(_in_draft(case), MAGNITUDES))


@cache
def _arabic_words() -> frozenset[str]:
    """Every form of a magnitude or currency in folded Arabic: a source that has none of them needs no patterns."""
    prefixes = [f"{one}{other}" for one in ("", "و", "ف", "ب", "ل", "ك", "وب", "ول") for other in ("", "ال", "ل")]
    endings = ["", *"ا ات ين ان ي يه ه".split()]
    return frozenset(prefix + stem + ending for prefix in prefixes for stem in _STEMS for ending in endings)


def _magnitudes(case: Case, there: Mapping[str, str], here: Mapping[str, str]) -> Iterator[Finding]:
    lost, added = there.keys() - here.keys(), here.keys() - there.keys()
    if lost and added and not _is_written_out(case.text):
        said = ", ".join(f"«{there[name]}» is {name}" for name in MAGNITUDES if name in lost)
        wrong = ", ".join(f"“{here[name]}”" for name in MAGNITUDES if name in added)
        yield Finding(MAGNITUDE, Severity.ERROR, f"Magnitude changed: {said}; the draft has {wrong}.")
    elif lost and not here and not _is_written_out(case.text):
        said = ", ".join(f"«{there[name]}» ({name})" for name in MAGNITUDES if name in lost)
        yield Finding(MAGNITUDE, Severity.WARNING, f"Magnitude missing: {said}.")
    elif added and not there and not _is_written_out(case.source) and case.source_signs & frozenset("0123456789٠١٢٣٤٥٦٧٨٩"):
        wrong = ", ".join(f"“{here[name]}”" for name in MAGNITUDES if name in added)
        yield Finding(MAGNITUDE, Severity.WARNING, f"Magnitude added: {wrong} is not in the source.")


def _currencies(case: Case, named: Mapping[str, str], ours: Mapping[str, str]) -> Iterator[Finding]:
    there = {**named} | {_SIGNS[sign]: sign for sign in _SIGNS if sign in case.source_signs}
    if not there:
        return
    here = {**ours} | {_SIGNS[sign]: sign for sign in _SIGNS if sign in case.signs}
    lost, added = there.keys() - here.keys(), here.keys() - there.keys()
    if "yen" in lost and "yuan" in added and "¥" in case.signs:
        return
    if lost and added:
        said = ", ".join(f"«{there[name]}» is {name}" for name in sorted(lost))
        wrong = ", ".join(f"“{here[name]}”" for name in sorted(added))
        yield Finding(CURRENCY, Severity.ERROR, f"Currency changed: {said}; the draft has {wrong}.")
    elif lost:
        said = ", ".join(f"«{there[name]}» ({name})" for name in sorted(lost))
        yield Finding(CURRENCY, Severity.WARNING, f"Currency missing: {said}.")


def _in_arabic(words: tuple[str, ...], source: str) -> dict[str, str]:
    """What a source names, and the words by which it does: each is one word, but for «ين», which needs another beside it."""
    found: dict[str, str] = {}
    for word in words:
        for name in _of_arabic(word):
            found.setdefault(name, word)
    if yen := _ALL[YEN][Lang.AR].search(source):
        found[YEN] = yen[0]
    return found


def _in_draft(case: Case) -> dict[str, str]:
    of_word = _of_russian if case.is_russian else _of_english
    names = {name for word in case.vocabulary for name in of_word(word)}
    return {name: hit[0] for name in names if (hit := _ALL[name][case.lang].search(case.text))}


def _only(found: Mapping[str, str], names: _Names) -> dict[str, str]:
    return {name: word for name, word in found.items() if name in names}


@lru_cache(maxsize=65_536)
def _of_arabic(word: str) -> tuple[str, ...]:
    return tuple(name for name, patterns in _ALL.items() if name != YEN and patterns[Lang.AR].search(word))


@lru_cache(maxsize=65_536)
def _of_english(word: str) -> tuple[str, ...]:
    return tuple(name for name, patterns in _ALL.items() if patterns[Lang.EN].search(word))


@lru_cache(maxsize=65_536)
def _of_russian(word: str) -> tuple[str, ...]:
    return tuple(name for name, patterns in _ALL.items() if patterns[Lang.RU].search(word))


def _may_have_magnitude(case: Case) -> bool:
    return not _LIKELY.isdisjoint(case.vocabulary) or "лли" in case.text


def _is_written_out(text: str) -> bool:
    return any(sum(map(str.isdigit, hit[0])) >= _AMOUNT for hit in _LONG.finditer(text))
