"""A sentence as the memory compares it: as written, as words, and as the pairs of words that it is found by.

- *written*: what no reader tells apart is made one: tatweel, vowel marks, invisible marks, white space, shapes of quotes,
  dashes, digits and letters. Two sentences that are written alike are the same sentence.
- *skeleton*: the words alone, folded (`translate.arabic.fold`), each number a 0 and each month, by either of its names or
  both, a 0m. A sign that has a meaning of its own (%, $, ?) is a word; other punctuation is not in it.
- *pairs*: each word's stem with the next one's and the one after; what two similar sentences share, and few others.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translate.arabic import GREGORIAN_MONTHS, fold
from translate.stems import arabic as stem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NUMBER: Final = "0"
MONTH: Final = "0m"
_PUNCTUATION: Final = r"""\s.,;:!"'()\[\]{}<>/\\|_~*·•…\-"""
_ARABIC_PUNCTUATION: Final = str.maketrans("،؛؟٪۔", ",;?%.")
_MONTHS: Final = {fold(name).text: number for number, names in enumerate(GREGORIAN_MONTHS, 1) for name in names}
_ALSO_WORDS: Final = frozenset({"مارس", "اب"})
"""March is also “practised”, August also “father”: months only beside a number or after «شهر»."""
_NAMES: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TOKEN: Final = re.compile(
    r"(?P<number>(?:(?<![\w-])-)?(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|(?<![\d.])\d+\.\d+(?!\.?\d)|\d+))"
    rf"|(?<![^\W\d_])(?P<clitic>[وف]?[بكل]?)(?P<month>{_NAMES})(?:\s?/\s?(?P<twin>{_NAMES}))?(?![^\W\d_])"
    rf"|(?P<word>[^\W\d_]+|[^\w{_PUNCTUATION}])"
)
_SPACE_BEFORE_STOP: Final = re.compile(r" (?=[.,:;!?،؛؟])")
_NO_PUNCTUATION: Final = re.compile(r"[\w\s]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CONJUNCTION_ARTICLE: Final = re.compile(r"[وف]?(?:ال)?(?=\w{3})")


class _Table(dict[int, str]):
    """For `str.translate`: what a letter becomes, worked out when it is first met."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self._change = change

    def __missing__(self, code: int) -> str:
        self[code] = changed = self._change(chr(code))
        return changed


def _as_written(char: str) -> str:
    folded = fold(char).text
    if not folded or not char.isalpha():
        return folded
    return unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char


_WRITTEN: Final = _Table(_as_written)
_FOLDED: Final = _Table(lambda char: fold(char).text)


@dataclass(frozen=True, slots=True)
class Value:
    """A number (`12`, `-3.5`) or month (`1` to `12`) of a sentence; `at` is its place among the words."""

    at: int
    text: str
    month: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is as it was given; `punctuation` all that is neither word nor white space, in order."""

    text: str
    written: str
    words: tuple[str, ...]
    values: tuple[Value, ...]
    punctuation: str

    @property
    def skeleton(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=64)  # a sentence is soon met again, as the neighbour of the next
def written(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_WRITTEN).split())
    return _SPACE_BEFORE_STOP.sub("", plain)


def parse(text: str) -> Sentence:
    """Take a sentence apart; any text will do."""
    plain = written(text)
    folded = plain.translate(_FOLDED).translate(_ARABIC_PUNCTUATION)
    words: list[str] = []
    values: list[Value] = []
    for token in _TOKEN.finditer(folded):
        if word := token["word"]:
            words.append(word)
        elif number := token["number"]:
            values.append(Value(len(words), canonical(number.replace(",", "")), month=False))
            words.append(NUMBER)
        elif (month := token["month"]) and _is_month(token, words, folded):
            values.append(Value(len(words), str(_MONTHS[month]), month=True))
            words.append(token["clitic"] + MONTH)
        else:
            words += _WORD.findall(token.group())
    return Sentence(text, plain, tuple(words), tuple(values), _NO_PUNCTUATION.sub("", folded))


def canonical(number: str) -> str:
    """A number without what does not count: leading zeros, zeros that end its fraction."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, fraction = digits.partition(".")
    return f"{sign}{int(whole)}" + (f".{fraction.rstrip('0')}" if fraction.rstrip("0") else "")


def pairs(words: Sequence[str]) -> list[str]:
    """What a sentence is found by, each once: stems with the next one and the one after, its ends included."""
    stems = ["^", *map(stem, filter(_is_indexed, words)), "$"]
    return list(dict.fromkeys(f"{a}_{b}" for step in (1, 2) for a, b in zip(stems, stems[step:], strict=False)))


def differs_by_clitic(one: str, other: str) -> bool:
    """Whether two folded words differ only by a conjunction or an article: رئيس, الرئيس, والرئيس; a preposition says more."""
    bare, other_bare = (_without(_CONJUNCTION_ARTICLE, word) for word in (one, other))
    return one != other and bool({one, bare} & {other, other_bare})


def digest(*parts: str) -> int:
    """64 bits as SQLite's signed integer."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def _without(prefix: re.Pattern[str], word: str) -> str:
    found = prefix.match(word)
    return word[found.end() :] if found else word


def _is_indexed(word: str) -> bool:
    return word.isalnum()


def _is_month(token: re.Match[str], words: Sequence[str], folded: str) -> bool:
    if token["twin"]:
        return _MONTHS[token["twin"]] == _MONTHS[token["month"]]
    if token["month"] not in _ALSO_WORDS:
        return True
    beside = bool(words) and words[-1] in {NUMBER, "شهر"}
    return beside or bool(re.match(r"\s*\d", folded[token.end() : token.end() + 3]))
