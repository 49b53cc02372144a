"""Russian names that stand in a wrong case: «президенту Владимир Путин», «из Казахстан», «в Ираке и Украины».

Only what the words before make certain is corrected: a preposition, a list that goes on, a title in apposition where no verb
stands by that could have the name for its subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.declension import Case
from translate.glossary.enforce import place
from translate.glossary.enforce.fit import written_in
from translate.glossary.enforce.search import NAMES
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.glossary.termbase import Concept

_QUOTES: Final = ("«", '"', "„", "“")
_GOES_ON: Final = re.compile(r"\s*,\s+(?:и\s+|а\s+также\s+)?|\s+(?:и|или)\s+")


_GOES_ON_AS_NAME: Final = re.compile(r"[ \u00a0](?:[A-ZА-ЯЁ]|пост\b|таймс\b|сегодня\b|сити\b|молл\b)")
_CLAUSE_BEFORE: Final = re.compile(r"[.,;:!?—–()]\s")
_CLAUSE_AFTER: Final = re.compile(r"[.,;:!?—–()]")
_NEAR: Final = 120  # characters on either side of a name that are looked at


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a draft: its offsets, the form of its concept that it is a case of, and the cases that it may be in."""

    concept: Concept
    form: str
    start: int
    end: int
    cases: frozenset[Case]


@dataclass(frozen=True, slots=True)
class Asked:
    """The cases that a name's place allows, those among them to write where the name is in none, and what asks for them."""

    allowed: frozenset[Case]
    best: frozenset[Case]
    why: str


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A name in none of the cases that its place allows."""

    name: Name
    asked: Asked


def misplaced(text: str, concepts: Iterable[Concept]) -> Iterator[Misplaced]:
    """The names of these concepts that stand in a wrong case, in order."""
    previous: tuple[Name, Asked] | None = None
    for name in _names(text, concepts):
        asked = _asked(text, name, previous)
        if asked and not name.cases & asked.allowed:
            yield Misplaced(name, asked)
        previous = (name, asked) if asked else None


def correction(text: str, wrong: Misplaced) -> str | None:
    """The name in the case that its place asks for, or None where two are left that are written differently."""
    name = wrong.name
    written = written_in(verify.russian(name.concept, name.form), set(wrong.asked.best), None, text[: name.start])
    return written if written != text[name.start : name.end] else None


def _names(text: str, concepts: Iterable[Concept]) -> list[Name]:
    """The names of people, places and bodies, in order; of those that overlap, the longest.

    Names alone: with dates and terms prepositions have more uses (с ноября по март).
    """
    found = [
        Name(concept, form, hit.start, hit.end, frozenset(case for case, _ in hit.cases))
        for concept in concepts
        if concept.type in NAMES
        for form in concept.targets[Lang.RU].right
        for hit in verify.occurrences(concept, Lang.RU, form, text)
    ]
    kept: list[Name] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if not any(name.start < other.end and other.start < name.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def _asked(text: str, name: Name, previous: tuple[Name, Asked] | None) -> Asked | None:
    """What a name's place asks for, by the words before it and by the name before it, if that is of the same list."""
    before = text[max(0, name.start - _NEAR) : name.start]
    if before.endswith(_QUOTES) or _GOES_ON_AS_NAME.match(text, name.end):  # из «Вашингтон Кэпиталз», для Вашингтон пост
        return None
    if place.is_governed(before):
        allowed = place.governed(before)
        best = place.narrowed(before, allowed, known=False)
        return Asked(allowed, frozenset({best}) if best else allowed, "the preposition asks for another case")
    if previous is not None and Case.NOM not in name.cases:  # in the nominative it may begin a new clause
        earlier, asked = previous
        if earlier.concept.type == name.concept.type and _GOES_ON.fullmatch(text, earlier.end, name.start):
            best_there = earlier.cases & asked.best or asked.best
            return Asked(asked.allowed, best_there, "it stands in the case of the names before it")
    if name.concept.type == "person" and name.cases == {Case.NOM} and (cases := place.in_apposition(before)):
        clause = _CLAUSE_BEFORE.split(before)[-1] + _CLAUSE_AFTER.split(text[name.end : name.end + _NEAR])[0]
        if not place.has_verb_for(clause, name.concept.gender):
            return Asked(cases, cases, "it stands in the case of its title")
    return None
