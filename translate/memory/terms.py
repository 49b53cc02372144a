"""Glossary terms in which two sources differ, and the target with the asked sentence's in place of the entry's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from translate.glossary import verify
from translate.glossary.inflect import inflect
from translate.memory.adapt import Edit
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.glossary.forms import FormMatch
    from translate.glossary.match import Matcher
    from translate.glossary.termbase import Concept, Termbase
    from translate.model import TermMatch


@dataclass(frozen=True, slots=True)
class Difference:
    """Terms that stand in the entry's source only, and in the asked one only, at the same place of the order of terms."""

    before: tuple[TermMatch, ...]
    after: tuple[TermMatch, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """A termbase and what finds its terms: all that is needed to compare two sources by them."""

    termbase: Termbase
    matcher: Matcher

    def differences(self, asked: str, known: str) -> tuple[Difference, ...]:
        """Where the order of concepts of two sources parts; the same concept in another form is no difference."""
        after, before = self.matcher.find(asked), self.matcher.find(known)
        steps = Levenshtein.opcodes([match.concept for match in before], [match.concept for match in after])
        return tuple(
            Difference(before[step.src_start : step.src_end], after[step.dest_start : step.dest_end])
            for step in steps
            if step.tag != "equal"
        )

    def name(self, matches: Sequence[TermMatch]) -> str:
        """The terms for a reader, in Arabic."""
        return "، ".join(self.termbase.concepts[match.concept].ar[0] for match in matches)

    def edit(self, difference: Difference, target: str, lang: Lang) -> Edit | None:
        """One term for another of its kind, where the old one stands once in the target; else None.

        What is written around a term may depend on its gender and number, so both must have the same.
        """
        if len(difference.before) != 1 or len(difference.after) != 1:
            return None
        old, new = (self.termbase.concepts[match.concept] for match in (*difference.before, *difference.after))
        places = _outermost(verify.right_places(old, lang, target))
        if len(places) != 1 or (old.type, old.gender, old.number) != (new.type, new.gender, new.number):
            return None
        text = _form(new, difference.after[0], places[0], lang)
        return Edit(places[0].start, places[0].end, text) if text else None


def _outermost(places: Sequence[FormMatch]) -> list[FormMatch]:
    """Places that are not inside another: the surname within the full name is the same mention."""
    spans = {(place.start, place.end): place for place in places}
    return [
        place
        for (start, end), place in spans.items()
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)
    ]


def _form(concept: Concept, match: TermMatch, place: FormMatch, lang: Lang) -> str | None:
    """The form to write; in Russian in the case of the one it replaces, None where that may be several."""
    form = concept.form(lang, short=match.short)
    if lang is not Lang.RU:
        return form
    term = verify.russian(concept, form)
    possible = {inflect(term, case, number) for case, number in place.cases}
    return possible.pop() if len(possible) == 1 else None
