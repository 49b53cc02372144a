"""Taking in concepts that come from elsewhere, and giving ours away: CSV, XLSX and TBX; OmegaT and DeepL, out only.

Nothing is taken in unseen: a new concept is proposed unless its file says approved; one that is there already and differs
is shown, and stays as it is unless it is to be replaced. An empty cell of the other file says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate.arabic import fold
from translate.errors import GlossaryError, UsageError
from translate.glossary import editing, tables, tbx, tbx_writer, tsv, workbook
from translate.glossary.columns import COLUMNS, TYPE_OF_FILE, contradictions, mistakes
from translate.glossary.compare import Change, changes
from translate.glossary.termbase import concept_of, row_of, shared_forms
from translate.glossary.termbase import read as read_tables
from translate.glossary.workbook import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from translate.glossary.tables import Row
    from translate.glossary.termbase import Concept, Termbase
    from translate.model import Lang

_PREFIX_OF_TYPE = {"organisation": "org"}
_LONGEST_ID = 60
_WIDTHS = {"id": 24, "ar": 32, "ar_variants": 24, "en": 32, "en_admitted": 24, "ru": 32, "ru_admitted": 24, "note": 40}
"""Of the columns of a workbook, in characters; the others stay as they are."""


# In -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A concept that is there, and what would change in it."""

    known: Concept
    row: Mapping[str, str]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would come in; `same` counts what is there just so, `problems` says what is left out."""

    added: tuple[Concept, ...]
    differing: tuple[Difference, ...]
    same: int
    problems: tuple[Problem, ...]


def read(path: Path) -> Iterator[Row | Problem]:
    """The rows of a table or TBX file, to be checked. Raises GlossaryError where the file cannot be understood."""
    if path.suffix.lower() == ".tbx":
        return tbx.read(path)
    if path.suffix.lower() in tables.SUFFIXES:
        return tables.read(path)
    raise UsageError("is of a kind that is not read", where=path, hint="kinds: .tbx, .csv, .xlsx")


def plan(rows: Iterable[Row | Problem], termbase: Termbase) -> Plan:
    """Sort rows into what is new and what is there, by id or by the Arabic form that they prefer."""
    by_form = _by_form(termbase)
    added: dict[str, Concept] = {}
    differing: list[Difference] = []
    problems: list[Problem] = []
    same = 0
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        known = termbase.concepts.get(row.cells["id"]) or by_form.get(fold(row.cells["ar"]).text)
        cells = _merged(known, row.cells) if known else _completed(row, termbase.concepts.keys() | added.keys())
        if wrong := [*mistakes(cells), *contradictions(cells)]:
            problems.extend(Problem(row.where, what) for what in wrong)
        elif known:
            found = changes(row_of(known), cells)
            same += not found
            differing += [Difference(known, cells, found)] if found else []
        elif cells["id"] in added:
            problems.append(Problem(row.where, f"id '{cells['id']}' stands already at {added[cells['id']].where}"))
        else:
            added[cells["id"]] = concept_of(cells, where=row.where)
    clashes = {clash.where: clash for clash in shared_forms((*termbase.concepts.values(), *added.values()))}
    return Plan(
        added=tuple(concept for concept in added.values() if concept.where not in clashes),
        differing=tuple(differing),
        same=same,
        problems=(*problems, *clashes.values()),
    )


def carry_out(plan: Plan, termbase: Termbase, folder: Path, *, replace: bool, into: str | None = None) -> list[Path]:
    """Write what is new, to the table `into` or that of its type, and if asked what differs. Returns the files written.

    Raises GlossaryError, with nothing written, when what is replaced would give two concepts one Arabic form.
    """
    differing = plan.differing if replace else ()
    result = dict(termbase.concepts) | {item.known.id: concept_of(item.row, where=item.known.where) for item in differing}
    for clash in shared_forms((*result.values(), *plan.added)):
        raise GlossaryError(clash.what, where=clash.where, hint="nothing was written; mend it in the file and import again")
    added: dict[str, list[Mapping[str, str]]] = {}
    for row in map(row_of, plan.added):
        added.setdefault(into or editing.file_for(row), []).append(row)
    return editing.write(folder, added, {item.known.where: item.row for item in differing})


def snapshot(path: Path, termbase: Termbase) -> dict[str, dict[str, str]]:
    """The rows of a file by id, for comparison; rows with a mistake are left out.

    A table is read like one of the glossary. In TBX, a concept without an id has that of ours with the same Arabic.
    """
    if path.suffix.lower() in tables.SUFFIXES:
        return {name: row_of(concept) for name, concept in read_tables([path]).concepts.items()}
    by_form = _by_form(termbase)
    rows: dict[str, dict[str, str]] = {}
    for row in read(path):
        if isinstance(row, Problem):
            continue
        known = by_form.get(fold(row.cells["ar"]).text)
        cells = {**row.cells, "id": row.cells["id"] or (known.id if known else "")}
        cells = _completed(replace(row, cells=cells), termbase.concepts.keys() | rows.keys())
        if not any(mistakes(cells)):
            rows[cells["id"]] = row_of(concept_of(cells))
    return rows


def same_form(form: str, termbase: Termbase) -> Concept | None:
    """The concept that has this Arabic form as a full one, however it is spelt."""
    return _by_form(termbase).get(fold(form).text)


def _by_form(termbase: Termbase) -> dict[str, Concept]:
    """By full forms; where a concept that is not used has the form too, the approved one."""
    concepts = sorted(termbase.concepts.values(), key=lambda concept: concept.status == "approved")
    return {fold(form).text: concept for concept in concepts for form in concept.ar}


def _merged(known: Concept, cells: Mapping[str, str]) -> dict[str, str]:
    """The known concept's row with what the other says, under the known one's id."""
    return row_of(known) | {name: cell for name, cell in cells.items() if cell and name != "id"}


def _completed(row: Row, taken: Container[str]) -> dict[str, str]:
    cells = dict(row.cells)
    cells["type"] = cells["type"] or TYPE_OF_FILE.get(row.group, "term")
    cells["status"] = cells["status"] or "proposed"
    cells["id"] = cells["id"] or new_id(cells, taken)
    return cells


def new_id(cells: Mapping[str, str], taken: Container[str]) -> str:
    """`org.csto`, from the type and the English, the short form if there is one; with a number where that is taken."""
    english = (cells["en_short"] or cells["en"]).partition("|")[0]
    plain = unicodedata.normalize("NFKD", english.lower()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:_LONGEST_ID] or "unnamed"
    wanted = found = f"{_PREFIX_OF_TYPE.get(cells['type'], cells['type'])}.{name}"
    number = 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


# Out ----------------------------------------------------------------------------------------------------------------


def _to_csv(termbase: Termbase, path: Path) -> None:
    tables.write_csv(map(row_of, termbase.concepts.values()), path)


def _to_xlsx(termbase: Termbase, path: Path) -> None:
    rows = (tuple(row_of(concept).values()) for concept in termbase.concepts.values())
    widths = {COLUMNS.index(name) + 1: width for name, width in _WIDTHS.items()}
    workbook.write((COLUMNS, *rows), path, sheet="glossary", widths=widths)


def _to_tbx(termbase: Termbase, path: Path) -> None:
    tbx_writer.write(termbase.concepts.values(), path)


def _to_martif(termbase: Termbase, path: Path) -> None:
    tbx_writer.write(termbase.concepts.values(), path, tbx_writer.ED_2008)


WHOLE: Mapping[str, Callable[[Termbase, Path], None]] = {"csv": _to_csv, "xlsx": _to_xlsx, "tbx": _to_tbx, "martif": _to_martif}
"""Formats that hold all languages and all concepts, and can be read again."""
PAIRS = {"omegat": tsv.omegat, "deepl": tsv.deepl}
"""Formats of one target language and the approved concepts; out only."""


def export(termbase: Termbase, path: Path, *, kind: str, lang: Lang | None) -> int:
    """Write the termbase in one of these formats; returns the number of concepts. Raises UsageError for what does not fit."""
    if kind in WHOLE:
        if lang:
            raise UsageError(f"{kind} holds all languages", where="--to", hint="it is for omegat and deepl")
        WHOLE[kind](termbase, path)
        return len(termbase.concepts)
    if kind not in PAIRS:
        raise UsageError(f"no format '{kind}'", where="--format", hint=f"there are: {', '.join((*WHOLE, *PAIRS))}")
    if lang is None:
        raise UsageError(f"{kind} holds one target language", where="--to", hint="say --to en or --to ru")
    approved = list(termbase.approved)
    tsv.write(PAIRS[kind](approved, lang), path)
    return len(approved)
