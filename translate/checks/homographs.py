"""Latin letters in Cyrillic words and the other way round: c and с look alike, and searches and screen readers trip."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "homograph"
RULES = {NAME: "a word that mixes Latin and Cyrillic letters"}
_LATIN: Final = "ABCEHIKMOPTXYaceiopxyë"
_CYRILLIC: Final = "АВСЕНІКМОРТХУасеіорхуё"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_C, _L = "[А-Яа-яЁёІі]", "[A-Za-zë]"
_MIXED: Final = re.compile(rf"(?<![^\W\d_])(?:{_C}+{_L}|{_L}+{_C})[A-Za-zëА-Яа-яЁёІі]*(?![^\W\d_])")
_CYRILLIC_WORD, _LATIN_WORD = re.compile(rf"{_C}+"), re.compile(rf"{_L}+")
_LATIN_LETTERS: Final = frozenset(ascii_letters)
_CYRILLIC_LETTERS: Final = frozenset(map(chr, (*range(ord("А"), ord("я") + 1), *map(ord, "ЁёІі"))))
_ALONE: Final = re.compile(r"(?<=[а-яё] )[acoyCOA](?= [А-Яа-яЁё])")  # Russian words of one letter: с, а, о, у


def check(case: Case) -> Iterator[Finding]:
    others = _LATIN_LETTERS if case.is_russian else _CYRILLIC_LETTERS
    if others.isdisjoint(case.signs) or _LATIN_LETTERS.isdisjoint(case.text):
        return
    if not (found := list(_found(case.text, case.lang))):
        return
    told = "; ".join(f"“{word}” ({', '.join(_odd(word, case.lang))})" for word in dict.fromkeys(found))
    yield Finding(
        NAME, Severity.WARNING, f"Letters of another alphabet: {told}. They look right and are not: type the word anew."
    )


def fix(text: str, lang: Lang) -> str:
    """Only words all of whose strange letters have a twin are put right."""
    if text.isascii():
        return text
    text = _MIXED.sub(lambda hit: _mended(hit[0], lang), text)
    return _ALONE.sub(lambda hit: hit[0].translate(_TO_CYRILLIC), text) if lang is Lang.RU else text


def is_mixed_at(text: str, start: int, end: int) -> bool:
    """Whether a stretch of Latin letters is part of a Cyrillic word."""
    return bool(_CYRILLIC_WORD.match(text, end) or (start and _CYRILLIC_WORD.match(text, start - 1)))


def _found(text: str, lang: Lang) -> Iterator[str]:
    for hit in _MIXED.finditer(text):
        yield hit[0]
    if lang is Lang.RU:
        for hit in _ALONE.finditer(text):
            yield hit[0]


def _mended(word: str, lang: Lang) -> str:
    """In the alphabet that it has most of; where it has as much of both, the language's."""
    latin, cyrillic = (sum(map(len, pattern.findall(word))) for pattern in (_LATIN_WORD, _CYRILLIC_WORD))
    to_cyrillic = cyrillic > latin or (cyrillic == latin and lang is Lang.RU)
    mended = word.translate(_TO_CYRILLIC if to_cyrillic else _TO_LATIN)
    return word if _MIXED.fullmatch(mended) else mended


def _odd(word: str, lang: Lang) -> list[str]:
    mended = _mended(word, lang)
    latin = mended == word or bool(_CYRILLIC_WORD.match(mended))
    kind, pattern = ("Latin", _LATIN_WORD) if latin else ("Cyrillic", _CYRILLIC_WORD)
    return [f"{kind} {letter}" for letter in dict.fromkeys("".join(pattern.findall(word)))]
