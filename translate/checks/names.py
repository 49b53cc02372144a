"""Names: one in the draft that is like nothing in the Arabic, and a given name of the Arabic that is not in the draft.

Names of the glossary are none of its business (see `terms` and `inventions`). A guess from spelling, so never an error.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.checks import spelling, transliteration
from translate.glossary import words
from translate.glossary.romanise import names as romanise
from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translate.checks.case import Case

STRANGE = "name-strange"
MISSING = "name-missing"
RULES = {
    STRANGE: "a name in the draft that sounds like no word of the source",
    MISSING: "a given name in the source that nothing in the draft sounds like",
}
_EN, _RU = Lang.EN, Lang.RU
_NAME: Final = {  # the space comes first, for that is what is found fastest
    Lang.EN: re.compile(r" (?<=[a-z0-9,’'\"”“(-] )[“\"(]?([A-Z][a-z]{3,})(?![\w’'-]*[A-Z])"),
    Lang.RU: re.compile(r" (?<=[а-яё0-9,\"»«(—-] )[«\"(]?([А-ЯЁ][а-яё]{3,})"),
}
_ARABIC_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST: Final = 4  # letters
_ANY_NAME: Final = {Lang.EN: re.compile(r"[A-Z][A-Za-z’'-]+"), Lang.RU: re.compile(r"[А-ЯЁ][А-Яа-яё-]+")}
_ENDING: Final = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ою|ом|ем|ам|ям|ах|ях|ов|ев|ия|ии|ию|ые|ие|ую|ая|ый|ий|[аяоеёуюыиь])$"
)
_CALENDAR: Final = frozenset(
    (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "
        "September October November December Christmas Easter Catholic Christian Muslim Islamic Jewish Internet "
        "English French Latin Bible Quran"
    ).split()
)


def check(case: Case) -> Iterator[Finding]:
    if case.text.islower() or not case.text:
        return
    stem_of, pattern = (_russian_name, _NAME[_RU]) if case.is_russian else (_english_name, _NAME[_EN])
    strange = [
        name
        for name in dict.fromkeys(pattern.findall(case.text))
        if (stem := stem_of(name)) and not transliteration.is_plausible(stem, case.source_words) and not _is_exonym(name, case)
    ]
    if strange and (strange := [name for name in strange if not _is_of_the_glossary(name, case)]):
        told = ", ".join(f"“{name}”" for name in strange[:4])
        yield Finding(STRANGE, Severity.INFO, f"No word of the Arabic sounds like {told}: is the name right?")
    yield from _missing(case)


@lru_cache(maxsize=65_536)
def _english_name(word: str) -> str:
    return _name(word, Lang.EN)


@lru_cache(maxsize=65_536)
def _russian_name(word: str) -> str:
    return _name(word, Lang.RU)


def _name(word: str, lang: Lang) -> str:
    """The stem of a word with a capital, if it is a name that is long enough to be told from others."""
    stem = _stem(word, lang)
    return stem if _is_name(word, lang) and len(transliteration.skeleton(stem)) >= transliteration.FEWEST else ""


def _stem(name: str, lang: Lang) -> str:
    return _ENDING.sub("", name) if lang is Lang.RU else name.removesuffix("s")


def _is_name(name: str, lang: Lang) -> bool:
    """Whether a word with a capital is nothing else: Council, University and the like are words, too."""
    if lang is Lang.RU:
        return not words.is_known(name.lower()) or _is_only_a_name(name.lower())
    if name in _CALENDAR or spelling.dictionary() is None:
        return False
    return not spelling.is_word(name.lower(), Lang.EN)


def _is_only_a_name(word: str) -> bool:
    return all({"Name", "Surn", "Geox", "Patr"} & parse.tag.grammemes for parse in words.readings(word)[:2])


def _is_exonym(name: str, case: Case) -> bool:
    """Whether it is a country or city that Arabic calls otherwise, and the source has that name."""
    lowered = name.lower()
    return any(
        lowered.startswith(stem) and any(arabic in word for word in case.source_words)
        for stem, arabic in _exonyms().get(lowered[:2], ())
    )


@cache
def _exonyms() -> Mapping[str, list[tuple[str, str]]]:
    """(beginning in English or Russian, folded Arabic stem), by the first two letters of the beginning."""
    table = files("translate.checks").joinpath("exonyms.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    by_letters: dict[str, list[tuple[str, str]]] = {}
    for arabic, *stems in rows:
        for stem in (stem for cell in stems for stem in cell.split("|")):
            by_letters.setdefault(stem[:2], []).append((stem, arabic))
    return by_letters


def _is_of_the_glossary(name: str, case: Case) -> bool:
    return any(name in case.text[start:end] for start, end, _ in case.names.known(case.text, case.lang))


def _missing(case: Case) -> Iterator[Finding]:
    given = list(filter(_is_telling, case.source_vocabulary))
    if not given:
        return
    covered = [(mention.match.start, mention.match.end) for mention in case.mentions]
    named = [_stem(hit[0], case.lang) for hit in _ANY_NAME[case.lang].finditer(case.text)]
    for hit in _ARABIC_WORD.finditer(case.source):
        if fold(hit[0]).text not in given or any(start <= hit.start() < end for start, end in covered):
            continue
        spelled = romanise.to_latin(hit[0]) if case.lang is Lang.EN else romanise.to_cyrillic(hit[0])
        if len(transliteration.skeleton(spelled)) < transliteration.FEWEST:
            continue
        if not any(transliteration.is_like(name, fold(hit[0]).text) for name in named):
            yield Finding(
                MISSING, Severity.INFO, f"«{hit[0]}» may be a name (“{spelled}”): nothing in the draft sounds like it."
            )


@lru_cache(maxsize=65_536)
def _is_telling(word: str) -> bool:
    """Whether a word is a foreign given name: Arabic ones are words, too."""
    return len(word) >= _FEWEST and romanise.is_given_name(word) and romanise.is_foreign(word)
