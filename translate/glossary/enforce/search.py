"""A term sought in a draft that renders it wrongly, and the stretches of the draft where it might."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.forms import english_lemma
from translate.glossary.inflect import forms
from translate.glossary.words import readings
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.glossary.declension import Slot
    from translate.glossary.termbase import Concept

NAMES: Final = frozenset({"person", "place", "organisation"})
"""Types of concepts that are names: of them spellings differ, and prepositions say the case."""
WORD: Final = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A wrong rendering in a draft: its offsets, in plain words why it is one, and the right form that it stands for.

    `slots`: where the draft's language is Russian and it is known, what the stretch is in case and number. `respelled`:
    the right word is there already, only written wrongly, so that the words around it fit.
    """

    start: int
    end: int
    why: str
    form: str
    slots: tuple[Slot, ...] = ()
    respelled: bool = False


@dataclass(frozen=True)
class Search:
    """A term sought in a draft.

    `wanted` is the form to write; `taken` the stretches that are right for other terms of the sentence, `known` those that
    any other concept of the termbase explains, in order and apart.
    """

    concept: Concept
    lang: Lang
    text: str
    wanted: str
    taken: Sequence[tuple[int, int]] = ()
    known: Sequence[tuple[int, int]] = ()

    def is_free(self, start: int, end: int) -> bool:
        return 1 not in self._mask[start:end]

    def is_unexplained(self, start: int, end: int) -> bool:
        """Whether it is free, and not all of it, nor a part that reaches beyond, a form of another concept.

        A shorter form within is no explanation: security in Collective Security Organization.
        """
        at = bisect_right(self.known, start, key=itemgetter(1))  # the first that ends after the beginning
        while at < len(self.known) and self.known[at][0] < end:
            s, e = self.known[at]
            if not (start <= s and e <= end) or (s, e) == (start, end):
                return False
            at += 1
        return self.is_free(start, end)

    @cached_property
    def _mask(self) -> bytearray:
        """1 for each character of `text` that is taken."""
        mask = bytearray(len(self.text))
        for start, end in self.taken:
            mask[start:end] = b"\1" * (end - start)
        return mask

    @property
    def right(self) -> tuple[str, ...]:
        """The right forms, the one to write first."""
        return tuple(dict.fromkeys((self.wanted, *self.concept.targets[self.lang].right)))

    @cached_property
    def surfaces(self) -> Mapping[str, tuple[str, tuple[Slot, ...]]]:
        """Every surface of every right form: the form it belongs to, and what it is in Russian."""
        surfaces: dict[str, tuple[str, tuple[Slot, ...]]] = {}
        for form in self.right:
            if self.lang is Lang.RU:
                for surface, slots in forms(verify.russian(self.concept, form)).items():
                    surfaces.setdefault(surface, (form, slots))
            else:
                surfaces.setdefault(form, (form, ()))
        return surfaces


Group = tuple[Stretch, ...]


def windows(search: Search, *, most: int, capital: bool = True) -> Iterator[tuple[int, int]]:
    """Stretches of up to `most` words with nothing but spaces and hyphens between, free of other terms.

    With `capital`, every word but particles has one: a name.
    """
    words = list(WORD.finditer(search.text))
    for first in range(len(words)):
        if capital and not words[first][0][0].isupper():
            continue
        for last in range(first, min(first + most, len(words))):
            start, end = words[first].start(), words[last].end()
            if last > first and not re.fullmatch(r"[\s\u00a0-]+", search.text[words[last - 1].end() : words[last].start()]):
                break
            if capital and not words[last][0][0].isupper():
                break
            if not search.is_free(start, end):
                break
            bare = end - 2 if re.search(r"['’]s$", search.text[start:end]) else end
            yield start, bare


@lru_cache(maxsize=16_384)
def lemmas(word: str, lang: Lang) -> frozenset[str]:
    """What the word may be in the dictionary's form; its own letters where there is none."""
    if lang is Lang.EN:
        return frozenset({english_lemma(word)})
    forms_ = {parse.normal_form.replace("ё", "е") for parse in readings(word.lower())[:3]}
    return frozenset(forms_ or {word.lower()})
