"""Russian names that stand in a wrong case: «президенту Владимир Путин», «из Казахстан», «в Ираке и Украины».

Only what the words before make certain is corrected: a preposition, a title in apposition, an infinitive that takes an
object, a list that goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.declension import Case
from translate.glossary.enforce import place
from translate.glossary.enforce.fit import written_in
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.glossary.termbase import Concept

_NAMES: Final = frozenset({"person", "place", "organisation"})  # with dates and terms prepositions have more uses
_QUOTES: Final = ("«", '"', "„", "“")
_GOES_ON: Final = re.compile(r"\s*,\s+(?:и\s+|а\s+также\s+)?|\s+(?:и|или)\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a draft: its offsets, the form of its concept that it is a case of, and the cases that it may be in."""

    concept: Concept
    form: str
    start: int
    end: int
    cases: frozenset[Case]


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A name in none of the cases that its place leaves open (`asked`), and in plain words what asks for them."""

    name: Name
    asked: frozenset[Case]
    why: str


def misplaced(text: str, concepts: Iterable[Concept]) -> Iterator[Misplaced]:
    """The names of these concepts that stand in a wrong case, in order."""
    previous: tuple[Name, frozenset[Case]] | None = None  # a name whose case is asked for, and what it can be in
    for name in _names(text, concepts):
        asked, why = _asked(text, name, previous)
        if asked and not name.cases & asked:
            yield Misplaced(name, asked, why)
        previous = (name, name.cases & asked or asked) if asked else None


def correction(text: str, wrong: Misplaced) -> str | None:
    """The name in the case that its place asks for, or None where two are left that are written differently."""
    name = wrong.name
    written = written_in(verify.russian(name.concept, name.form), set(wrong.asked), None, text[: name.start])
    return written if written != text[name.start : name.end] else None


def _names(text: str, concepts: Iterable[Concept]) -> list[Name]:
    """The names of people, places and bodies, in order; of those that overlap, the longest."""
    found = [
        Name(concept, form, hit.start, hit.end, frozenset(case for case, _ in hit.cases))
        for concept in concepts
        if concept.type in _NAMES
        for form in concept.targets[Lang.RU].right
        for hit in verify.occurrences(concept, Lang.RU, form, text)
    ]
    kept: list[Name] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if not any(name.start < other.end and other.start < name.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def _asked(text: str, name: Name, previous: tuple[Name, frozenset[Case]] | None) -> tuple[frozenset[Case], str]:
    """The cases that a name's place leaves open, and why; none where nothing before it tells."""
    before = text[: name.start]
    if before.endswith(_QUOTES):  # a quoted name may stay in the nominative: из «Вашингтон Кэпиталз»
        return frozenset(), ""
    if place.is_governed(before):
        return place.governed(before), "the preposition asks for another case"
    if previous is not None:
        earlier, cases = previous
        same_kind = earlier.concept.type == name.concept.type
        if same_kind and _GOES_ON.fullmatch(text, earlier.end, name.start):
            return cases, "it stands in the case of the names before it"
    if name.concept.type == "person" and name.cases == {Case.NOM}:
        if asked := place.in_apposition(before):
            return asked, "it stands in the case of its title"
        if place.is_object(before):
            return frozenset({Case.ACC}), "the verb asks for another case"
    return frozenset(), ""
