"""Whether two spellings may be one name: Tokaev and Tokayev, Такаев and Токаев, Kasym-Zhomart and Qasim Jomart.

Latin and Cyrillic spellings are brought to one rough alphabet, in which letters that transcribers confuse are one
letter. Consonants tell names apart; vowels are what transcribers disagree about, so they count for less.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler, Levenshtein

_CYRILLIC: Final = dict(
    zip("абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґўқғңұүһөә", "abvgdeeJziiklmnoprstufhCXSSieuaiiegukgnuuhoa", strict=True)
) | {"ъ": "", "ь": ""}
_DIGRAPHS: Final = (  # longest first; capitals stand for one sound each: S sh, X ch, C ts, J zh and dj
    ("shch", "S"),
    ("sch", "S"),
    ("tch", "X"),
    ("dzh", "J"),
    ("дж", "J"),
    ("sh", "S"),
    ("ch", "X"),
    ("zh", "J"),
    ("dj", "J"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ts", "C"),
    ("tz", "C"),
    ("ck", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("j", "J"),
    ("c", "k"),
)
_ALIKE: Final = str.maketrans({"y": "i", "v": "f", "p": "b"})  # Arabic has neither v nor p
_VOWELS: Final = frozenset("aeiou")
_FEWEST: Final = 2  # consonants: a shorter name is like too many others
_CONSONANTS_WEIGH: Final = 0.7


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """The rough spelling of a name in Latin or Cyrillic; signs and spaces are dropped, doubled letters are one."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("й", "i").replace("ё", "e"))
    plain = "".join(char for char in decomposed if char.isalnum())
    for written, sound in _DIGRAPHS:
        plain = plain.replace(written, sound)
    plain = "".join(_CYRILLIC.get(char, char) for char in plain).translate(_ALIKE)
    return re.sub(r"(.)\1+", r"\1", plain)


def alike(one: str, other: str) -> float:
    """How alike two names sound, 0 to 1; 0 where they begin differently or have too few consonants to tell."""
    first, second = key(one), key(other)
    bones, others = _consonants(first), _consonants(second)
    if min(len(bones), len(others)) < _FEWEST or bones[0] != others[0] or (first[0] in _VOWELS) != (second[0] in _VOWELS):
        return 0.0
    skeleton = Levenshtein.normalized_similarity(bones, others)
    return _CONSONANTS_WEIGH * skeleton + (1 - _CONSONANTS_WEIGH) * JaroWinkler.similarity(first, second)


def consonants(name: str) -> int:
    """How many there are to tell a name by."""
    return len(_consonants(key(name)))


def _consonants(sounds: str) -> str:
    return "".join(char for char in sounds if char not in _VOWELS)
