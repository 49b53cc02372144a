"""Which names and terms of the termbase a draft holds, whatever its source holds.

Names are looked up by the first letters of their first word, and a Russian one is declined only when a draft has a word
that begins like it: to decline ten thousand names takes many seconds, of which a run needs few.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.inflect import forms
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from translate.glossary.termbase import Concept, Termbase

NAMES: Final = frozenset({"organisation", "person", "place", "demonym"})
_WORD: Final = re.compile(r"\w+")
_FIRST: Final = 3
"""Letters that all cases of a longer word share. A shorter word may lose its vowel (Лев, Льва), so there it is one."""

Found = tuple[int, int, frozenset[str]]
"""Start, end, and the ids of the concepts that have this form."""


class Names:
    """Finds names in drafts. `find` remembers what it declined."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self._surfaces: dict[tuple[Lang, str], Mapping[str, frozenset[str]]] = {}

    def find(self, text: str, lang: Lang) -> tuple[Found, ...]:
        """Each name in `text`, in order; of those that overlap, the longest. English ones have capitals: "the west" is none."""
        return _longest(
            (start, end, names)
            for start, end, ids in self._hits(text, lang)
            if (names := frozenset(each for each in ids if self._termbase.concepts[each].type in NAMES))
            and (lang is Lang.RU or not text[start:end].islower())
        )

    def known(self, text: str, lang: Lang) -> tuple[Found, ...]:
        """Likewise each form of any concept, names or not."""
        return _longest(self._hits(text, lang))

    def _hits(self, text: str, lang: Lang) -> Iterator[Found]:
        for word in _WORD.finditer(text):
            for beginning in {word[0][:_FIRST], word[0][:1]}:
                for surface, ids in self._beginning(beginning, lang).items():
                    end = word.start() + len(surface)
                    if text.startswith(surface, word.start()) and not text[end : end + 1].isalnum():
                        yield word.start(), end, ids

    def _beginning(self, letters: str, lang: Lang) -> Mapping[str, frozenset[str]]:
        """The surfaces of the names that begin so, with the concepts that have them."""
        if (lang, letters) not in self._surfaces:
            known: dict[str, set[str]] = {}
            for concept, form in self._index[lang].get(letters, ()):
                for surface in forms(verify.russian(concept, form)) if lang is Lang.RU else (form,):
                    known.setdefault(surface, set()).add(concept.id)
            self._surfaces[lang, letters] = {surface: frozenset(ids) for surface, ids in known.items()}
        return self._surfaces[lang, letters]

    @cached_property
    def _index(self) -> Mapping[Lang, Mapping[str, list[tuple[Concept, str]]]]:
        """Forms by the letters that they begin with."""
        index: dict[Lang, dict[str, list[tuple[Concept, str]]]] = {Lang.EN: {}, Lang.RU: {}}
        for concept in self._termbase.approved:
            for lang, forms_ in concept.targets.items():
                for form in forms_.right:
                    if first := _WORD.search(form):
                        letters = first[0][: _FIRST if len(first[0]) > _FIRST else 1]
                        index[lang].setdefault(letters, []).append((concept, form[first.start() :]))
        return index


def _longest(hits: Iterable[Found]) -> tuple[Found, ...]:
    """In order; of those that overlap, the longest."""
    found: list[Found] = []
    taken: set[int] = set()
    for start, end, ids in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if taken.isdisjoint(range(start, end)):
            found.append((start, end, ids))
            taken.update(range(start, end))
    return tuple(sorted(found, key=lambda hit: hit[:2]))
