"""The columns of the glossary and what a row may hold; for editors they are described in glossary/README.md.

A mistake of a row's own leaves the row out. A contradiction leaves open what is meant, and stops the run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER
from translate.errors import GlossaryError
from translate.glossary.declension import parse_overrides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REQUIRED = ("id", "ar", "en", "ru")
COLUMNS = (
    "id", "type", "status", "ar", "ar_variants", "ar_short", "ar_match",
    "en", "en_admitted", "en_forbidden", "en_short", "ru", "ru_admitted", "ru_forbidden", "ru_short",
    "pos", "gender", "number", "animate", "ru_forms", "note", "source", "example",
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
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""
_SCRIPT = {
    "en": re.compile(r"[\u0400-\u04ff\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0600-\u06ff]"),
    "ar": re.compile(r"[\u0400-\u04ff]"),
}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPREADSHEET_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")


def check_header(header: Sequence[str], where: str) -> None:
    """Raise GlossaryError unless all needed columns are there, once, and no unknown one; blank names are passed over."""
    missing = [name for name in REQUIRED if name not in header]
    unknown = [name for name in header if name and name not in COLUMNS]
    doubled = [name for name in header if name and header.count(name) > 1]
    hint = f"columns: {', '.join(COLUMNS)}; needed: {', '.join(REQUIRED)}"
    if missing:
        raise GlossaryError(f"has no column '{missing[0]}'", where=where, hint=hint)
    if unknown:
        raise GlossaryError(f"has an unknown column '{unknown[0]}'", where=where, hint=hint)
    if doubled:
        raise GlossaryError(f"has the column '{doubled[0]}' twice", where=where, hint=hint)


def forms(cell: str) -> tuple[str, ...]:
    """A cell's forms, separated by `|`."""
    return tuple(form for part in cell.split("|") if (form := part.strip()))


def mistakes(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row that has all COLUMNS, a sentence each."""
    yield from _wrong_values(row)
    yield from _wrong_text(row)
    try:
        parse_overrides(row["ru_forms"])
    except ValueError as error:
        yield f"column 'ru_forms': {error}"


def contradictions(row: Mapping[str, str]) -> Iterator[str]:
    """Where a row says of one form both that it is right and that it is not."""
    for lang in ("en", "ru"):
        right = {form for kind in ("", "_admitted", "_short") for form in forms(row[f"{lang}{kind}"])}
        for form in forms(row[f"{lang}_forbidden"]):
            if form in right:
                yield f"'{form}' is both right and forbidden in '{lang}'"


def _wrong_values(row: Mapping[str, str]) -> Iterator[str]:
    for name in REQUIRED:
        if not row[name]:
            yield f"column '{name}' is empty"
        elif "|" in row[name]:
            yield f"column '{name}' holds '|': one form only, the others go into the columns beside it"
    for name, allowed in ENUMERATED.items():
        if row[name] not in allowed:
            yield f"column '{name}' is '{row[name]}', not one of {', '.join(value for value in allowed if value)}"


def _wrong_text(row: Mapping[str, str]) -> Iterator[str]:
    for name, cell in row.items():
        if len(cell) > MAX_CELL:
            yield f"column '{name}' has {len(cell):,} characters, more than {MAX_CELL:,}"
        elif cell.startswith(FORMULA):
            yield f"column '{name}' starts like a spreadsheet formula: {cell[:20]}"
        elif _SPREADSHEET_ERROR.fullmatch(cell):
            yield f"column '{name}' holds the error of a spreadsheet: {cell}"
        elif found := _CONTROL.search(cell):
            yield f"column '{name}' holds a control character, U+{ord(found.group()):04X}"
        elif name not in ("note", "source") and (wrong := _SCRIPT.get(name.split("_")[0])) and (found := wrong.search(cell)):
            yield f"column '{name}' holds '{found.group()}', a letter of another script"
    if row["ar"] and not ARABIC_LETTER.search(row["ar"]):
        yield "column 'ar' holds no Arabic"
