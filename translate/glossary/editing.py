"""Changing the editors' tables: the rows that are meant, and of all others not a byte."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import GlossaryError
from translate.files import replacing
from translate.glossary.columns import COLUMNS
from translate.glossary.tables import BOM, clean, csv_text, dialect_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE_OF_TYPE = {"organisation": "organisations.csv", "person": "people.csv", "place": "places.csv"}
_OTHER_FILE = "terms.csv"


def write(
    folder: Path, added: Mapping[str, Sequence[Mapping[str, str]]], replaced: Mapping[str, Mapping[str, str]]
) -> list[Path]:
    """Write the rows `added` to tables of `folder`, by their names, and `replaced` in place of those at file:line.

    All files are written beside their targets before the first takes its place. Returns the files, in order. Raises
    GlossaryError for a row in a workbook, ExportError when a file cannot be written.
    """
    lines: dict[Path, dict[int, Mapping[str, str]]] = {folder / name: {} for name in added}
    for where, row in replaced.items():
        path, line = _place(folder, where)
        lines.setdefault(path, {})[line] = row
    texts = {path: edited(_text(path), added.get(path.name, ()), changed) for path, changed in lines.items()}
    with contextlib.ExitStack() as stack:
        for path, text in texts.items():
            stack.enter_context(replacing(path)).write_bytes(text.encode())
    return sorted(texts)


def file_for(row: Mapping[str, str]) -> str:
    """The name of the table that a new concept goes into."""
    return FILE_OF_TYPE.get(row["type"], _OTHER_FILE)


def edited(text: str, added: Sequence[Mapping[str, str]], replaced: Mapping[int, Mapping[str, str]]) -> str:
    """The text of a CSV with rows changed, by the line they begin at, and added at its end, in the file's own way of writing.

    A column that the file lacks and a row needs is added to the header; the other rows are shorter then, which is fine.
    Raises GlossaryError when another row stands at a line to be replaced: someone saved the file in the meantime.
    """
    dialect = dialect_of(text)
    pieces = list(_pieces(text.removeprefix(BOM), dialect.delimiter))
    header_at = next((at for at, (_, cells, _) in enumerate(pieces) if any(cells)), None)
    if header_at is None:
        return BOM * dialect.bom + csv_text([COLUMNS, *(_cells(row, COLUMNS) for row in added)], dialect)
    _, names, _ = pieces[header_at]
    columns = [clean(name).lower() for name in names]
    rows = [*added, *replaced.values()]
    new = [name for name in COLUMNS if name not in columns and any(row.get(name) for row in rows)]
    out = [raw for _, _, raw in pieces]
    if new:
        out[header_at] = csv_text([[*names, *new]], dialect)
    columns += new
    places = {line: at for at, (line, cells, _) in enumerate(pieces) if cells}
    for line, row in replaced.items():
        at = places.get(line, header_at)
        if dict(zip(columns, map(clean, pieces[at][1]), strict=False)).get("id") != row["id"]:
            raise GlossaryError(f"line {line} is no longer that of {row['id']}", hint="the file was changed: do it again")
        out[at] = csv_text([_cells(row, columns)], dialect)
    if added and out[-1] == out[-1].rstrip("\r\n"):
        out[-1] += dialect.line_end
    return BOM * dialect.bom + "".join(out) + csv_text([_cells(row, columns) for row in added], dialect)


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    return [row.get(name, "") for name in columns]


def _pieces(text: str, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """(line it begins at, cells, text as it stands) of each row, empty ones too."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = 0
    for cells in reader:
        yield start + 1, cells, "".join(lines[start : reader.line_num])
        start = reader.line_num


def _text(path: Path) -> str:
    """What is there; of a file that is not there yet, the mark by which Excel will know UTF-8."""
    return text_of(path) if path.exists() else BOM


def _place(folder: Path, where: str) -> tuple[Path, int]:
    """`glossary/people.csv:12` as path and line."""
    name, _, line = where.rpartition(":")
    path = folder / Path(name).name
    if path.suffix.lower() != ".csv":
        raise GlossaryError("stands in a workbook, which is not changed here", where=where, hint="change it in Excel")
    return path, int(line)
