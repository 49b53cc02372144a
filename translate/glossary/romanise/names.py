"""A guess at how a name in Arabic script is written in English and Russian news: a start for an editor, no more.

The commonest given names, whose spelling is custom, are looked up (`given_names.tsv`); what is not there is sounded out
(see `translate.glossary.romanise.sounds`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from translate.arabic import ARABIC, fold
from translate.glossary.romanise import sounds
from translate.glossary.romanise.sounds import CONSONANT, VOWEL, Rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HYPHEN: Final = re.compile("[\u2010\u2011]")
_SIGNS: Final = re.compile(r"[^\w\s\u064b-\u0652\u0670-]|_")
_JOINED_SLAVE: Final = re.compile(r"\bعبد(?=ال\w{2})")
_ALIKE: Final = str.maketrans({"ٱ": "ا", "ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ہ": "ه", "ۀ": "ه", "ـ": None})
_SUN: Final = "تثدذرزسشصضطظن"
_ARTICLE: Final = re.compile(r"ال(?=..)")
_LONGEST_NAME: Final = 2  # words that stand together in the dictionary


class _Script(StrEnum):
    LATIN = "latin"
    CYRILLIC = "cyrillic"


@dataclass(frozen=True, slots=True)
class _Known:
    spelled: Mapping[_Script, str]
    foreign: bool


_LETTERS: Final[Mapping[str, tuple[str, str]]] = {
    "ب": ("b", "б"), "ت": ("t", "т"), "ث": ("th", "с"), "ج": ("j", "дж"), "ح": ("h", "х"), "خ": ("kh", "х"),
    "د": ("d", "д"), "ذ": ("dh", "з"), "ر": ("r", "р"), "ز": ("z", "з"), "س": ("s", "с"), "ش": ("sh", "ш"),
    "ص": ("s", "с"), "ض": ("d", "д"), "ط": ("t", "т"), "ظ": ("z", "з"), "ع": ("", ""), "غ": ("gh", "г"),
    "ف": ("f", "ф"), "ق": ("q", "к"), "ك": ("k", "к"), "ل": ("l", "л"), "م": ("m", "м"), "ن": ("n", "н"),
    "ه": ("h", "х"), "ء": ("", ""), "w": ("w", "в"), "y": ("y", "й"), "v": ("v", "в"), "g": ("g", "г"),
    "p": ("p", "п"), "Q": ("ts", "ц"), "C": ("ch", "ч"), "Z": ("zh", "ж"), "ь": ("", "ь"), "Y": ("y", "ий"),
    "a": ("a", "а"), "e": ("e", "е"), "i": ("i", "и"), "o": ("o", "о"), "u": ("u", "у"),
    "A": ("a", "а"), "I": ("i", "и"), "U": ("u", "у"), "E": ("e", "э"),
}  # fmt: skip
_RULES: Final[Mapping[_Script, Rules]] = {
    _Script.LATIN: (
        (f"aع(?={CONSONANT}|$)", "aa"),
        (f"(?<={CONSONANT})ay(?=[^aeiouAIUYw])", "ai"),
        (f"U(?={CONSONANT}I?$)", "ou"),
    ),
    _Script.CYRILLIC: (
        (f"aع(?={CONSONANT}|$)", "aa"),
        (f"aw(?={CONSONANT}|$)", "au"),
        ("^e", "E"),
        (f"(?<=[AIU])ل$|(?<={VOWEL})ل(?=[^aeiouAIUYلy])", "لь"),
    ),
}
_POLISH: Final[Mapping[_Script, Rules]] = {
    _Script.LATIN: (("a{3,}", "aa"), ("iy(?=i)", "y"), ("iia", "ia")),
    _Script.CYRILLIC: (("а{3,}", "аа"), ("йа", "я"), ("йу", "ю"), ("йе", "е"), ("йи", "и"), ("(?<=.)йо", "ио"), ("иа$", "ия")),
}
_PARTICLES: Final[Mapping[str, Mapping[_Script, str]]] = {
    word: {_Script.LATIN: latin, _Script.CYRILLIC: cyrillic}
    for word, latin, cyrillic in (
        ("بن", "bin", "бен"),
        ("ابن", "ibn", "ибн"),
        ("بنت", "bint", "бинт"),
        ("أبو", "Abu", "Абу"),
        ("أبي", "Abi", "Аби"),
        ("أم", "Umm", "Умм"),
        ("آل", "Al", "Аль"),
    )
}
_SLAVE: Final = {_Script.LATIN: "Abdel", _Script.CYRILLIC: "Абдель"}
"""عبد ال…, servant of, before one of the names of God."""


def to_latin(arabic: str) -> str:
    """A guess at the English spelling. What is not in Arabic script stays; signs that are no hyphen go."""
    return _romanised(arabic, _Script.LATIN)


def to_cyrillic(arabic: str) -> str:
    """A guess at the Russian spelling; see `to_latin`."""
    return _romanised(arabic, _Script.CYRILLIC)


def is_given_name(word: str) -> bool:
    """Whether a bare word is in the dictionary of given names, in any spelling of its hamza."""
    return fold(word).text in _dictionary()


def is_foreign(word: str) -> bool:
    """Whether a bare word is a foreign given name, or is spelled as Arabic words are not."""
    known = _dictionary().get(fold(word).text)
    return known.foreign if known else sounds.looks_foreign(word) and not _ARTICLE.match(word)


def _romanised(arabic: str, script: _Script) -> str:
    words = _words(arabic)
    foreign = any(is_foreign(word) for word in words)
    pieces: list[str] = []
    place = 0
    while place < len(words):
        taken, piece = _next(words[place:], script, foreign=foreign)
        pieces.append(piece)
        place += taken
    return " ".join(filter(None, pieces))


def _words(arabic: str) -> list[str]:
    text = unicodedata.normalize("NFKC", arabic).translate(_ALIKE)
    text = _SIGNS.sub("", _HYPHEN.sub("-", text))
    return _JOINED_SLAVE.sub("عبد ", text).split()


def _next(words: Sequence[str], script: _Script, *, foreign: bool) -> tuple[int, str]:
    """How many of the words are taken, and how they are spelled."""
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if known := _dictionary().get(fold(" ".join(words[:count])).text):
            return count, known.spelled[script]
    if words[0] == "عبد" and len(words) > 1 and _ARTICLE.match(words[1]):
        return 2, f"{_SLAVE[script]} {_stem(words[1][2:], script)}"
    if words[0] in _PARTICLES:
        return 1, _PARTICLES[words[0]][script]
    return 1, "-".join(_word(part, script, foreign=foreign) for part in words[0].split("-") if part)


def _word(word: str, script: _Script, *, foreign: bool) -> str:
    if not ARABIC.search(word):
        return word
    if is_foreign(word) or (foreign and sounds.may_be_foreign(word)):
        return _spelled(sounds.of_foreign(word), script)
    if _ARTICLE.match(word):
        return f"{_article(word[2], script)}-{_stem(word[2:], script)}"
    return _stem(word, script)


def _article(following: str, script: _Script) -> str:
    """In English it stays as it is written, in Russian as it is heard; before l, too, it is usually аль."""
    if script is _Script.LATIN:
        return "al"
    return f"а{_LETTERS[following][1]}" if following in _SUN else "аль"


def _stem(stem: str, script: _Script) -> str:
    known = _dictionary().get(fold(stem).text)
    return known.spelled[script] if known else _spelled(sounds.of_arabic(stem), script)


def _spelled(heard: str, script: _Script) -> str:
    column = list(_Script).index(script)
    letters = (_LETTERS.get(sound, ("", ""))[column] for sound in sounds.applied(_RULES[script], heard))
    word = sounds.applied(_POLISH[script], "".join(letters))
    return word[:1].upper() + word[1:]


@cache
def _dictionary() -> Mapping[str, _Known]:
    """Folded Arabic → spelling; read on first use."""
    table = files("translate.glossary.romanise").joinpath("given_names.tsv").read_text(encoding="utf-8")
    return {
        fold(spelling.strip()).text: _Known(
            {_Script.LATIN: row["latin"], _Script.CYRILLIC: row["cyrillic"]}, foreign=row["origin"] == "foreign"
        )
        for row in csv.DictReader(table.splitlines(), delimiter="\t")
        for spelling in row["arabic"].split("|")
    }
