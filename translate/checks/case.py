"""What a check is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from operator import eq
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

from translate.arabic import fold
from translate.model import BlockKind, Lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from translate.glossary.names import Hit, Names
    from translate.glossary.termbase import Termbase
    from translate.model import Mention

T = TypeVar("T")
_RU: Final = Lang.RU  # an enum's member costs as much to look up as a small check
_WORD: Final = re.compile(r"\w+")
_REMEMBERED: Final = 65_536  # pieces of text between spaces, of which a text has many and a language few
_LETTERS_AR: Final = re.compile("[\u0621-\u063f\u0641-\u064a]+")
_LETTERS_EN: Final = re.compile("[a-zA-Z]+")
_LETTERS_RU: Final = re.compile("[а-яёА-ЯЁ]+")
Piece = tuple[tuple[str, ...], str]
"""Its words in small letters, and what is left of it without the letters of its language."""


@lru_cache(_REMEMBERED)
def _english(piece: str) -> Piece:
    return tuple(_WORD.findall(piece.lower())), _LETTERS_EN.sub("", piece)


@lru_cache(_REMEMBERED)
def _russian(piece: str) -> Piece:
    return tuple(_WORD.findall(piece.lower())), _LETTERS_RU.sub("", piece)


@lru_cache(_REMEMBERED)
def _arabic(piece: str) -> tuple[tuple[str, ...], str, str]:
    """Likewise, and the piece folded; the words are of the folded piece."""
    folded = fold(piece).text
    return tuple(_WORD.findall(folded)), _LETTERS_AR.sub("", piece), folded


class derived(Generic[T]):  # noqa: N801 - used like cached_property, whose lock costs more than most of what is derived
    """Worked out when it is first asked for, and kept with the case."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, case: None, _owner: type) -> derived[T]: ...
    @overload
    def __get__(self, case: object, _owner: type) -> T: ...
    def __get__(self, case: object | None, _owner: type) -> derived[T] | T:
        if case is None:
            return self
        value = case.__dict__[self._name] = self._make(case)
        return value


@dataclass(frozen=True)  # no slots: what is derived is kept with it, for several checks ask
class Case:
    """A source sentence with its terms, and its draft. `complete` is False when the engine was cut off at its bound.

    `headline`: how English headlines are capitalised, `sentence` or `title`, or empty where nobody minds.
    """

    source: str
    text: str
    lang: Lang
    mentions: tuple[Mention, ...]
    termbase: Termbase
    names: Names
    complete: bool = True
    kind: BlockKind = BlockKind.PARAGRAPH
    headline: str = ""

    @derived
    def is_russian(self) -> bool:
        return self.lang is _RU

    @derived
    def pieces(self) -> list[str]:
        """The draft, cut at its spaces."""
        return self.text.split(" ")

    @derived
    def signs(self) -> frozenset[str]:
        """The characters of `strange`: most checks look for some, and are done where there is none."""
        return frozenset(self.strange)

    @derived
    def strange(self) -> str:
        """The draft without spaces and letters of its language."""
        return "".join(self._draft[1])

    @derived
    def source_signs(self) -> frozenset[str]:
        return frozenset("".join(self._arabic[1]))

    @derived
    def words(self) -> tuple[str, ...]:
        """The words of the draft in small letters."""
        return tuple(chain.from_iterable(self._draft[0]))

    @derived
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @derived
    def has_twice(self) -> bool:
        """Whether a word of the draft stands beside itself."""
        return any(map(eq, self.words, islice(self.words, 1, None)))

    @derived
    def folded(self) -> str:
        """The source, folded (see `translate.arabic.fold`); without its offsets."""
        return " ".join(self._arabic[2])

    @derived
    def source_words(self) -> tuple[str, ...]:
        """The words of the folded source."""
        return tuple(chain.from_iterable(self._arabic[0]))

    @derived
    def source_vocabulary(self) -> frozenset[str]:
        return frozenset(self.source_words)

    @derived
    def hits(self) -> tuple[Hit, ...]:
        """Every form of the glossary in the draft."""
        return self.names.hits(self.text, self.lang)

    @derived
    def _draft(self) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
        words, rest = zip(*map(_russian if self.is_russian else _english, self.pieces), strict=True)
        return words, rest

    @derived
    def _arabic(self) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], tuple[str, ...]]:
        words, rest, folded = zip(*map(_arabic, self.source.split(" ")), strict=True)
        return words, rest, folded
