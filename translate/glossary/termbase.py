"""The editors' termbase: a folder of CSV files, one concept a row.

The columns are documented in glossary/README.md. What Excel does to a CSV (a byte order mark, semicolons or tabs,
typographic quotes around cells) is understood. Every mistake is named with file and line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER
from translate.errors import GlossaryError
from translate.glossary.declension import RussianTerm
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

REQUIRED = ("id", "ar", "en", "ru")
COLUMNS = (
    "id", "type", "status", "ar", "ar_variants", "ar_short", "ar_match",
    "en", "en_admitted", "en_forbidden", "en_short", "ru", "ru_admitted", "ru_forbidden", "ru_short",
    "pos", "gender", "number", "animate", "ru_forms", "note", "source",
)  # fmt: skip
TYPES = ("organisation", "person", "place", "term", "title", "date", "demonym")
TYPE_OF_FILE = {"organisations": "organisation", "people": "person", "places": "place"}
STATUSES = ("approved", "proposed", "deprecated")
ENUMERATED = {
    "type": ("", *TYPES),
    "status": ("", *STATUSES),
    "ar_match": ("", "exact", "demonym"),
    "gender": ("", "m", "f", "n"),
    "number": ("", "sg", "pl"),
    "animate": ("", "yes", "no"),
}
MAX_CELL = 2_000
_SCRIPT = {
    "en": re.compile(r"[\u0400-\u04ff\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0600-\u06ff]"),
    "ar": re.compile(r"[\u0400-\u04ff]"),
}
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")


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
    """All concepts by id, in the order of the files."""

    concepts: Mapping[str, Concept]

    @cached_property
    def version(self) -> str:
        """A digest of all that steers, 8 hex digits."""
        return hashlib.sha256("".join(f"{c.id}{c.digest}" for c in self.concepts.values()).encode()).hexdigest()[:8]

    @property
    def approved(self) -> Iterator[Concept]:
        return (concept for concept in self.concepts.values() if concept.status == "approved")


def load(folder: Path) -> Termbase:
    """Read every CSV file of `folder`; a folder that does not exist is an empty termbase.

    Raises GlossaryError naming the first mistake by file and line, and how many more there are.
    """
    concepts: dict[str, Concept] = {}
    problems: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.csv")):
        for concept in _read(path, problems):
            if concept.id in concepts:
                problems.append((concept.where, f"id '{concept.id}' stands already at {concepts[concept.id].where}"))
            else:
                concepts[concept.id] = concept
    if problems:
        where, what = problems[0]
        more = f"; {len(problems) - 1} more like it" if len(problems) > 1 else ""
        raise GlossaryError(f"{what}{more}", where=where, hint="mend the row in a spreadsheet or editor, saved as CSV UTF-8")
    return Termbase(concepts)


def _read(path: Path, problems: list[tuple[str, str]]) -> Iterator[Concept]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"is not UTF-8 (byte {error.start})", where=path, hint="in Excel: save as 'CSV UTF-8'") from None
    except OSError as error:
        raise GlossaryError(f"cannot be read: {error.strerror}", where=path) from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        _check_header(header, path)
        line = rows.line_num + 1
        for cells in rows:
            where, line = f"{path}:{line}", rows.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                problems.append(
                    (
                        where,
                        f"has {len(cells)} cells under {len(header)} columns: quote a cell that holds '{delimiter}'",
                    )
                )
                continue
            row = dict.fromkeys(COLUMNS, "") | {
                name: " ".join(_INVISIBLE.sub("", cell).split()) for name, cell in zip(header, cells, strict=False)
            }
            wrong = list(_mistakes(row))
            problems.extend((where, what) for what in wrong)
            if not wrong:
                yield _concept(row, path, where)
    except csv.Error as error:
        raise GlossaryError(
            f"has a stray quote or broken cell: {error}",
            where=f"{path}:{rows.line_num}",
            hint="a quote inside a quoted cell is written twice",
        ) from None


def _check_header(header: list[str], path: Path) -> None:
    missing = [name for name in REQUIRED if name not in header]
    unknown = [name for name in header if name and name not in COLUMNS]
    doubled = [name for name in header if name and header.count(name) > 1]
    hint = f"columns: {', '.join(COLUMNS)}; needed: {', '.join(REQUIRED)}"
    if missing:
        raise GlossaryError(f"has no column '{missing[0]}'", where=f"{path}:1", hint=hint)
    if unknown:
        raise GlossaryError(f"has an unknown column '{unknown[0]}'", where=f"{path}:1", hint=hint)
    if doubled:
        raise GlossaryError(f"has the column '{doubled[0]}' twice", where=f"{path}:1", hint=hint)


def _mistakes(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row, a sentence each."""
    yield from _wrong_values(row)
    yield from _wrong_text(row)
    for lang in ("en", "ru"):
        for form in _forms(row[f"{lang}_forbidden"]):
            if form in (row[lang], *_forms(row[f"{lang}_admitted"]), *_forms(row[f"{lang}_short"])):
                yield f"'{form}' is both right and forbidden in '{lang}'"
    try:
        RussianTerm(row["ru"] or "-", overrides=row["ru_forms"])
    except ValueError as error:
        yield f"column 'ru_forms': {error}"


def _wrong_values(row: Mapping[str, str]) -> Iterator[str]:
    for name in REQUIRED:
        if not row[name]:
            yield f"column '{name}' is empty"
    for name, allowed in ENUMERATED.items():
        if row[name] not in allowed:
            yield f"column '{name}' is '{row[name]}', not one of {', '.join(value for value in allowed if value)}"


def _wrong_text(row: Mapping[str, str]) -> Iterator[str]:
    for name, cell in row.items():
        if len(cell) > MAX_CELL:
            yield f"column '{name}' has {len(cell):,} characters"
        elif cell.startswith(("=", "@", "+")):
            yield f"column '{name}' starts like a spreadsheet formula: {cell[:20]}"
        elif name not in ("note", "source") and (wrong := _SCRIPT.get(name.split("_")[0])) and (found := wrong.search(cell)):
            yield f"column '{name}' holds '{found.group()}', a letter of another script"
    if row["ar"] and not ARABIC_LETTER.search(row["ar"]):
        yield "column 'ar' holds no Arabic"


def _concept(row: Mapping[str, str], path: Path, where: str) -> Concept:
    return Concept(
        id=row["id"],
        type=row["type"] or TYPE_OF_FILE.get(path.stem, "term"),
        status=row["status"] or "approved",
        ar=(row["ar"], *_forms(row["ar_variants"])),
        ar_short=_forms(row["ar_short"]),
        ar_match=row["ar_match"],
        targets={
            lang: TargetForms(
                preferred=row[lang],
                admitted=_forms(row[f"{lang}_admitted"]),
                forbidden=_forms(row[f"{lang}_forbidden"]),
                short=_forms(row[f"{lang}_short"]),
            )
            for lang in (Lang.EN, Lang.RU)
        },
        gender=row["gender"],
        number=row["number"],
        animate=row["animate"],
        ru_forms=row["ru_forms"],
        note=row["note"],
        where=where,
    )


def _forms(cell: str) -> tuple[str, ...]:
    """A cell's forms, separated by `|`."""
    return tuple(form for part in cell.split("|") if (form := part.strip()))


def by_id(concepts: Iterable[Concept]) -> Termbase:
    """A termbase of these concepts (for tests and for what has no files)."""
    return Termbase({concept.id: concept for concept in concepts})
