"""Which names and terms of the termbase a draft holds, whatever its source holds.

Names are looked up by their first word, and a Russian one is declined only when a draft has a word that begins like it: to
decline ten thousand names takes many seconds, of which a run needs few. What begins with a word is remembered by the word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.inflect import forms
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from translate.glossary.termbase import Concept, Termbase

NAMES: Final = frozenset({"organisation", "person", "place", "demonym"})
_WORD: Final = re.compile(r"\w+")
_FIRST: Final = 3
"""Letters that all cases of a longer word share. A shorter word may lose its vowel (Лев, Льва), so there it is one."""

Found = tuple[int, int, frozenset[str]]
"""Start, end, and the ids of the concepts that have this form."""
_REMEMBERED: Final = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A form as it may be written, and the ids of the concepts that have it.

    `names`: those of them that are names. `whole`: those of which it is all of a form; «Газпром» is not without its quotes.
    """

    written: str
    concepts: frozenset[str]
    names: frozenset[str]
    whole: frozenset[str]


Hit = tuple[int, int, Surface]


class Names:
    """Finds names in drafts. It remembers what it declined."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self._surfaces: dict[tuple[Lang, str], Mapping[str, list[Surface]]] = {}
        self._begun = {lang: lru_cache(_REMEMBERED)(partial(self._beginning_in, lang)) for lang in TARGETS}

    def find(self, text: str, lang: Lang) -> tuple[Found, ...]:
        """Each name in `text`, in order; of those that overlap, the longest. English ones have capitals: "the west" is none."""
        return names_among(self.hits(text, lang), lang)

    def known(self, text: str, lang: Lang) -> tuple[Found, ...]:
        """Likewise each form of any concept, names or not."""
        return _longest((start, end, surface.concepts) for start, end, surface in self.hits(text, lang))

    def hits(self, text: str, lang: Lang) -> tuple[Hit, ...]:
        """Each form of any concept, in no order, overlapping or not."""
        likely = dict.fromkeys(chain.from_iterable(map(self._begun[lang], text.split(" "))))
        return tuple((start, end, surface) for surface in likely for start, end in _places(surface.written, text))

    def _beginning_in(self, lang: Lang, piece: str) -> tuple[Surface, ...]:
        """The surfaces that begin with a word of this piece of a text; an underscore after them is no letter."""
        return tuple(
            surface
            for word in _WORD.findall(piece)
            for letters in dict.fromkeys((word[:_FIRST], word[:1]))
            for at in (*(place for place, sign in enumerate(word) if sign == "_"), len(word))
            for surface in self._beginning(letters, lang).get(word[:at], ())
        )

    def _beginning(self, letters: str, lang: Lang) -> Mapping[str, list[Surface]]:
        """The surfaces of the names that begin with these letters, by their first word."""
        if (lang, letters) not in self._surfaces:
            known: dict[str, list[tuple[Concept, bool]]] = {}
            for concept, form, whole in self._index[lang].get(letters, ()):
                for written in forms(verify.russian(concept, form)) if lang is Lang.RU else (form,):
                    known.setdefault(written, []).append((concept, whole))
            by_word: dict[str, list[Surface]] = {}
            for written, among in known.items():
                surface = Surface(
                    written,
                    frozenset(concept.id for concept, _ in among),
                    frozenset(concept.id for concept, _ in among if concept.type in NAMES),
                    frozenset(concept.id for concept, whole in among if whole),
                )
                if first := _WORD.match(written):
                    by_word.setdefault(first[0], []).append(surface)
            self._surfaces[lang, letters] = by_word
        return self._surfaces[lang, letters]

    @cached_property
    def _index(self) -> Mapping[Lang, Mapping[str, list[tuple[Concept, str, bool]]]]:
        """Forms by the letters that they begin with, from their first word on, and whether that is all of them."""
        index: dict[Lang, dict[str, list[tuple[Concept, str, bool]]]] = {Lang.EN: {}, Lang.RU: {}}
        for concept in self._termbase.approved:
            for lang, forms_ in concept.targets.items():
                for form in forms_.right:
                    if first := _WORD.search(form):
                        letters = first[0][: _FIRST if len(first[0]) > _FIRST else 1]
                        index[lang].setdefault(letters, []).append((concept, form[first.start() :], first.start() == 0))
        return index


def names_among(hits: Iterable[Hit], lang: Lang) -> tuple[Found, ...]:
    """Those that are names, in order; of those that overlap, the longest."""
    return _longest(
        (start, end, surface.names)
        for start, end, surface in hits
        if surface.names and (lang is Lang.RU or not surface.written.islower())
    )


def _places(written: str, text: str) -> Iterator[tuple[int, int]]:
    """Where it begins with a word and ends with one."""
    start = text.find(written)
    while start >= 0:
        end = start + len(written)
        before = text[start - 1] if start else " "
        if not (before.isalnum() or before == "_" or text[end : end + 1].isalnum()):
            yield start, end
        start = text.find(written, start + 1)


def _longest(hits: Iterable[Found]) -> tuple[Found, ...]:
    """In order; of those that overlap, the longest."""
    found: list[Found] = []
    taken: set[int] = set()
    for start, end, ids in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if taken.isdisjoint(range(start, end)):
            found.append((start, end, ids))
            taken.update(range(start, end))
    return tuple(sorted(found, key=lambda hit: hit[:2]))
