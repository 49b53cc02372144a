"""The editors' termbase: a folder of tables, one concept a row.

The columns are documented in glossary/README.md. A row with a mistake is left out and named, with file and line; what
leaves open which row is meant stops the run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from translate.arabic import fold
from translate.errors import GlossaryError
from translate.glossary import tables
from translate.glossary.columns import COLUMNS, STATUSES, TYPE_OF_FILE, TYPES, contradictions, forms, mistakes
from translate.glossary.workbook import Problem
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from translate.glossary.tables import Row

__all__ = [
    "COLUMNS",
    "STATUSES",
    "TYPES",
    "Concept",
    "Problem",
    "TargetForms",
    "Termbase",
    "by_id",
    "concept_of",
    "load",
    "read",
    "row_of",
    "shared_forms",
]

_AS_THEY_ARE = ("pos", "gender", "number", "animate", "ru_forms", "note", "source", "example")
"""Columns that are fields of a concept, cell for cell."""


@dataclass(frozen=True, slots=True)
class TargetForms:
    """A concept in one target language. `preferred` is what drafts should say; `admitted` is right too; `forbidden` never."""

    preferred: str
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        return (self.preferred, *self.admitted, *self.short)


@dataclass(frozen=True, slots=True)
class Concept:
    """One row. `ar` holds the preferred Arabic form first, then its variants; `where` is file:line."""

    id: str
    type: str
    status: str
    ar: tuple[str, ...]
    ar_short: tuple[str, ...]
    ar_match: str
    targets: Mapping[Lang, TargetForms]
    gender: str = ""
    number: str = ""
    animate: str = ""
    ru_forms: str = ""
    note: str = ""
    pos: str = ""
    source: str = ""
    example: str = ""
    where: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """Changes when anything that steers a draft changes (a note does not), 8 hex digits."""
        arabic = (self.type, self.status, self.ar, self.ar_short, self.ar_match)
        grammar = (self.gender, self.number, self.animate, self.ru_forms)
        steering = (*arabic, sorted(self.targets.items()), *grammar)
        return hashlib.sha256(repr(steering).encode()).hexdigest()[:8]

    def form(self, lang: Lang, *, short: bool) -> str:
        """The form to ask for: the preferred one, or the short one where the source itself is short."""
        forms = self.targets[lang]
        return forms.short[0] if short and forms.short else forms.preferred


@dataclass(frozen=True)
class Termbase:
    """All concepts by id, in the order of the files; `problems`: what was left out, and why."""

    concepts: Mapping[str, Concept]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def version(self) -> str:
        """A digest of all that steers, 8 hex digits."""
        return hashlib.sha256("".join(f"{c.id}{c.digest}" for c in self.concepts.values()).encode()).hexdigest()[:8]

    @property
    def approved(self) -> Iterator[Concept]:
        return (concept for concept in self.concepts.values() if concept.status == "approved")


def load(folder: Path) -> Termbase:
    """Read every CSV and XLSX file of `folder`; a folder that does not exist is an empty termbase.

    Rows with a mistake of their own stand in `problems`. Raises GlossaryError for a file that cannot be read and for what
    disagrees, naming the places, and how many more there are.
    """
    return read(tables.files(folder))


def read(paths: Iterable[Path]) -> Termbase:
    """A termbase of these tables; see `load`."""
    concepts: dict[str, Concept] = {}
    problems: list[Problem] = []
    clashes: list[Problem] = []
    for row in (row for path in paths for row in tables.read(path)):
        if isinstance(row, Problem):
            problems.append(row)
        elif wrong := list(mistakes(row.cells)):
            problems.extend(Problem(row.where, what) for what in wrong)
        elif row.cells["id"] in concepts:
            first = concepts[row.cells["id"]].where
            clashes.append(Problem(row.where, f"id '{row.cells['id']}' stands already at {first}"))
        else:
            clashes.extend(Problem(row.where, what) for what in contradictions(row.cells))
            concepts[row.cells["id"]] = _concept(row)
    clashes.extend(shared_forms(concepts.values()))
    if clashes:
        more = f"; {len(clashes) - 1} more like it" if len(clashes) > 1 else ""
        raise GlossaryError(
            f"{clashes[0].what}{more}", where=clashes[0].where, hint="mend one of them in a spreadsheet or editor"
        )
    return Termbase(concepts, tuple(problems))


def shared_forms(concepts: Iterable[Concept]) -> Iterator[Problem]:
    """An Arabic form, however it is spelt, that two approved concepts have: which one a text means is left open."""
    owners: dict[str, Concept] = {}
    for concept in concepts:
        if concept.status == "approved":
            for form in (*concept.ar, *concept.ar_short):
                key = fold(form).text
                if key and (owner := owners.setdefault(key, concept)) is not concept:
                    yield Problem(concept.where, f"'{form}' of {concept.id} is a form of {owner.id} too, at {owner.where}")


def _concept(row: Row) -> Concept:
    """A blank type is that of the file or sheet, a blank status is approved."""
    blanks = {"type": TYPE_OF_FILE.get(row.group, "term"), "status": "approved"}
    return concept_of({**row.cells, **{name: row.cells[name] or value for name, value in blanks.items()}}, where=row.where)


def concept_of(row: Mapping[str, str], *, where: str = "") -> Concept:
    """The concept of a row by COLUMNS that has been checked; columns that are not there are blank."""
    cell = {name: row.get(name, "") for name in COLUMNS}
    return Concept(
        id=cell["id"],
        type=cell["type"] or "term",
        status=cell["status"] or "approved",
        ar=(cell["ar"], *forms(cell["ar_variants"])),
        ar_short=forms(cell["ar_short"]),
        ar_match=cell["ar_match"],
        targets={
            lang: TargetForms(
                preferred=cell[lang],
                admitted=forms(cell[f"{lang}_admitted"]),
                forbidden=forms(cell[f"{lang}_forbidden"]),
                short=forms(cell[f"{lang}_short"]),
            )
            for lang in TARGETS
        },
        where=where,
        **{name: cell[name] for name in _AS_THEY_ARE},
    )


def row_of(concept: Concept) -> dict[str, str]:
    """The concept as a row by COLUMNS, from which `concept_of` makes the same one."""
    row = dict.fromkeys(COLUMNS, "") | {
        "id": concept.id,
        "type": concept.type,
        "status": concept.status,
        "ar": concept.ar[0],
        "ar_variants": " | ".join(concept.ar[1:]),
        "ar_short": " | ".join(concept.ar_short),
        "ar_match": concept.ar_match,
    }
    for lang, forms_ in concept.targets.items():
        row[lang] = forms_.preferred
        row[f"{lang}_admitted"] = " | ".join(forms_.admitted)
        row[f"{lang}_forbidden"] = " | ".join(forms_.forbidden)
        row[f"{lang}_short"] = " | ".join(forms_.short)
    return row | {name: getattr(concept, name) for name in _AS_THEY_ARE}


def by_id(concepts: Iterable[Concept]) -> Termbase:
    """A termbase of these concepts (for tests and for what has no files)."""
    return Termbase({concept.id: concept for concept in concepts})
