"""Which names of the termbase a draft holds: to find those that the source does not hold.

One automaton a language over every form of every name, in Russian in every case, so that a sentence costs one pass.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import ahocorasick

from translate.glossary import verify
from translate.glossary.inflect import forms
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.glossary.termbase import Concept, Termbase

NAMES = frozenset({"organisation", "person", "place", "demonym"})


class Names:
    """Finds names in drafts. The automata are built when first used: Russian takes about half a millisecond a form."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase

    def find(self, text: str, lang: Lang) -> tuple[tuple[int, int, frozenset[str]], ...]:
        """(start, end, ids of the concepts that have this form) of each name in `text`; the longest wins."""
        automaton = self._russian if lang is Lang.RU else self._english
        if not len(automaton):
            return ()
        hits = sorted(
            (start - last, start, last + 1, ids)
            for last, (length, ids) in automaton.iter(text)
            if _stands_alone(text, start := last + 1 - length, last + 1)
        )
        found: list[tuple[int, int, frozenset[str]]] = []
        for _, start, end, ids in hits:
            if not any(start < other_end and other_start < end for other_start, other_end, _ in found):
                found.append((start, end, ids))
        return tuple(sorted(found, key=lambda hit: hit[:2]))

    @cached_property
    def _english(self) -> ahocorasick.Automaton:
        return self._automaton(Lang.EN)

    @cached_property
    def _russian(self) -> ahocorasick.Automaton:
        return self._automaton(Lang.RU)

    def _automaton(self, lang: Lang) -> ahocorasick.Automaton:
        known: dict[str, set[str]] = {}
        for concept in self._termbase.approved:
            if concept.type in NAMES:
                for form in _surfaces(concept, lang):
                    known.setdefault(form, set()).add(concept.id)
        automaton = ahocorasick.Automaton()
        for form, ids in known.items():
            automaton.add_word(form, (len(form), frozenset(ids)))
        if known:
            automaton.make_automaton()
        return automaton


def _surfaces(concept: Concept, lang: Lang) -> Iterator[str]:
    """Every form, in Russian every case. English names have capitals: "the west" is no name, and Russian demonyms have none."""
    for form in concept.targets[lang].right:
        if lang is Lang.RU:
            yield from forms(verify.russian(concept, form))
        elif form != form.lower():
            yield form


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
