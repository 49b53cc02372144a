"""Checks of a whole document: one sentence or term should not be translated in two ways, nor two in one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.glossary import verify
from translate.glossary.mentions import concepts_of
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.checks.case import Case
    from translate.glossary.termbase import Concept
    from translate.model import Lang

SAME_SOURCE = "same-source"
SAME_TEXT = "same-translation"
TERM = "term-inconsistent"
RULES = {
    SAME_SOURCE: "the same Arabic is translated in two ways",
    SAME_TEXT: "different Arabic has one translation",
    TERM: "a name or term that the glossary allows several forms for has more than one",
}
_LONG_ENOUGH: Final = 20  # characters: shorter sentences repeat, and are said in several ways
_SHOWN: Final = 60  # characters
_TYPES: Final = frozenset(["organisation", "person", "place", "term"])
_ADJECTIVES: Final = ("ий", "ый", "ой", "ая", "ые", "ие", "-", "an", "ish", "ese", "i")


@dataclass(frozen=True, slots=True)
class Row:
    """A segment of a document by its number, which counts from 1."""

    number: int
    case: Case


def same_source(rows: Sequence[Row]) -> Iterator[tuple[Row, Finding]]:
    first: dict[str, Row] = {}
    for row in rows:
        earlier = first.setdefault(fold(row.case.source).text, row)
        if row.case.text.strip() and _plain(earlier.case.text) != _plain(row.case.text) and earlier.case.text.strip():
            said = f"The same Arabic is “{_short(earlier.case.text)}” in row {earlier.number}: make them one."
            yield row, Finding(SAME_SOURCE, Severity.WARNING, said)


def same_translation(rows: Sequence[Row]) -> Iterator[tuple[Row, Finding]]:
    first: dict[str, Row] = {}
    for row in rows:
        if len(row.case.text) < _LONG_ENOUGH:
            continue
        earlier = first.setdefault(_plain(row.case.text), row)
        if _bare(earlier.case.source) != _bare(row.case.source):
            said = f"Row {earlier.number} has this same text for other Arabic: “{_short(earlier.case.source)}”."
            yield row, Finding(SAME_TEXT, Severity.WARNING, said)


def inconsistent_terms(rows: Sequence[Row]) -> Iterator[tuple[Row, Finding]]:
    """Where a concept stands in one form here and in another there; a short form beside a full one is style."""
    places: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for name in concepts_of(row.case.mentions):
            places[name].append(row)
    for name, among in places.items():
        concept = among[0].case.termbase.concepts[name]
        forms = _alternatives(concept, among[0].case.lang)
        if len(among) < len(forms[:2]) or len(forms) == 1:
            continue
        used: dict[str, int] = {}
        for row in among:
            form = _form(concept, forms, row.case)
            if not form:
                continue
            used.setdefault(form, row.number)
            other = next((each for each in used if each != form), "")
            if other and used[form] == row.number:
                said = f"“{form}” here, “{other}” in row {used[other]}: one name, one form. The glossary prefers “{forms[0]}”."
                yield row, Finding(TERM, Severity.INFO, said)


def _alternatives(concept: Concept, lang: Lang) -> tuple[str, ...]:
    """The preferred form and those admitted that are no adjectives of it: Almaty, Alma-Ata."""
    if concept.type not in _TYPES:
        return ()
    forms = concept.targets[lang]
    return (forms.preferred, *(form for form in forms.admitted if not form.endswith(_ADJECTIVES) and form[0].isupper()))


def _form(concept: Concept, forms: Sequence[str], case: Case) -> str:
    """The longest of the forms that stands in the draft, if it is the only one."""
    found = [form for form in forms if verify.occurrences(concept, case.lang, form, case.text)]
    longest = max(found, key=len, default="")
    return longest if all(form in longest for form in found) else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _bare(source: str) -> str:
    return "".join(filter(str.isalnum, fold(source).text))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
