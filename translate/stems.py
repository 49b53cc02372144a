"""Words cut down to what their forms have in common: for finding and counting, not for judging."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PROCLITIC: Final = re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|[وف])(?=\w{3})")
_SUFFIX: Final = re.compile(r"(?<=\w{3})(?:هما|تان|تين|كما|ها|هم|هن|نا|كم|ات|ان|ون|ين|يه|ه|ي|ت|ا)$")
_ARABIC: Final = 6  # letters; more tell no more, and a longer one is oftener inflected
_ENGLISH: Final = 8
_RUSSIAN: Final = (4, 7)
_ENGLISH_ENDINGS: Final = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+")


def arabic(word: str) -> str:
    """Of a folded word (`translate.arabic.fold`): without article, conjunction and endings."""
    found = _PROCLITIC.match(word)
    return _SUFFIX.sub("", word[found.end() :] if found else word)[:_ARABIC]


def english(word: str) -> str:
    """Of a word in lower case: `meets`, `meeting` and `meet` are one."""
    word = word.replace("’", "'").removesuffix("'s")
    for ending, instead in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            word = word.removesuffix(ending) + instead
            break
    return word.rstrip("e")[:_ENGLISH] or word


def russian(word: str) -> str:
    """Of a word in lower case: without the two letters in which its cases mostly differ."""
    word = word.replace("ё", "е")
    least, most = _RUSSIAN
    return word if len(word) <= least else word[: max(least, min(most, len(word) - 2))]


_OF: Final[Mapping[Lang, Callable[[str], str]]] = {
    Lang.AR: lru_cache(maxsize=20_000)(arabic),
    Lang.EN: lru_cache(maxsize=20_000)(english),
    Lang.RU: lru_cache(maxsize=20_000)(russian),
}


def stems(text: str, lang: Lang) -> list[tuple[str, int, int]]:
    """(stem, start, end) of each word and number, offsets into `text`; a number is its own stem."""
    place: Callable[[int], int]
    if lang is Lang.AR:
        folded = fold(text)
        plain, place = folded.text, folded.offsets.__getitem__
    else:
        plain = text.lower()
        if len(plain) != len(text):  # a few letters grow when they are made small
            plain = "".join(char.lower()[:1] or char for char in text)
        place = int  # as it is
    stem = _OF[lang]
    return [
        (found.group() if found.group().isdigit() else stem(found.group()), place(found.start()), place(found.end()))
        for found in _WORD.finditer(plain)
    ]
