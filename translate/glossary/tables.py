"""Tables of the glossary as rows of text, whatever program saved them: CSV, and XLSX (see `workbook`).

Nothing is known here of what a row means. Understood: a byte order mark; commas, semicolons or tabs; typographic quotes
around all cells of a row; line breaks in cells, which become spaces. Marks that are not seen are removed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.errors import GlossaryError
from translate.files import replacing
from translate.glossary import workbook
from translate.glossary.columns import COLUMNS, FORMULA, check_header
from translate.glossary.workbook import Line, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

SUFFIXES = (".csv", ".xlsx")
MAX_BYTES = 256 << 20  # of a CSV; a million empty rows of 23 columns are 23 MB
BOM = "\ufeff"
_DELIMITERS = ",;\t"
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_QUOTED = re.compile(r"\s*(?:[“„‟”][^“„‟”]*[“‟”]|«[^«»]*»)\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """`where` is file:line (in a workbook file:sheet!row), `group` the file's stem or the sheet's name, in small letters.

    `cells` has all COLUMNS; what the table lacks is "".
    """

    where: str
    group: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV is written, so that what is added to it is written likewise."""

    bom: bool = True
    delimiter: str = ","
    line_end: str = "\r\n"


def files(folder: Path) -> list[Path]:
    """The tables of a folder in order of name, without hidden files and those that Excel keeps beside open ones (`~$…`)."""
    return sorted(
        path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))
    )


def read(path: Path) -> Iterator[Row | Problem]:
    """Each row that is not empty, or what is wrong with it. Raises GlossaryError where the file cannot be understood."""
    if path.suffix.lower() == ".xlsx":
        for name, lines in workbook.sheets(path):
            yield from _rows(lines, name.strip().lower())
    else:
        lines = _csv_lines(path)
        first = next(lines, Line(f"{path}:1", ()))
        yield from _rows(_before(first, lines), path.stem.lower())


def _before(first: Line, others: Iterator[Line]) -> Iterator[Line]:
    yield first
    yield from others


def _rows(lines: Iterator[Line | Problem], group: str) -> Iterator[Row | Problem]:
    """The rows under a header. A sheet without a header is one that is empty."""
    header: list[str] | None = None
    for line in lines:
        if isinstance(line, Problem):
            yield line
            continue
        cells = [clean(cell) for cell in line.cells]
        if all(_QUOTED.fullmatch(cell) for cell in cells if cell):
            cells = [cell.strip()[1:-1].strip() for cell in cells]
        if header is None:
            header = [name.lower() for name in cells]
            check_header(header, line.where)
        elif any(cells[len(header) :]):
            yield Problem(
                line.where, f"has {len(cells)} cells under {len(header)} columns: in a CSV, quote a cell that holds a delimiter"
            )
        elif any(cells):
            named = {name: cell for name, cell in zip(header, cells, strict=False) if name}
            yield Row(line.where, group, dict.fromkeys(COLUMNS, "") | named)


def clean(cell: str) -> str:
    """Without what is not seen; white space of any kind, line breaks too, is one space."""
    return " ".join(_INVISIBLE.sub("", cell).split())


def text_of(path: Path) -> str:
    """Raises GlossaryError for what is not UTF-8 and what is beyond measure. A byte order mark stays."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GlossaryError(f"is larger than {MAX_BYTES >> 20} MB", where=path, hint="delete the empty rows at its end")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"is not UTF-8 (byte {error.start})", where=path, hint="in Excel: save as 'CSV UTF-8'") from None
    except OSError as error:
        raise GlossaryError(
            f"cannot be read: {error.strerror}", where=path, hint="close it in Excel, or check the rights of the file"
        ) from error


def dialect_of(text: str) -> Dialect:
    """How a CSV is written, by its header. One without a line break gets the line ends of RFC 4180."""
    first = text.lstrip("\r\n")
    breaks = re.search(r"\r\n|\n|\r", first)
    header = first[: breaks.start()] if breaks else first
    return Dialect(
        bom=text.startswith(BOM),
        delimiter=max(_DELIMITERS, key=header.count),
        line_end=breaks.group() if breaks else "\r\n",
    )


def _csv_lines(path: Path) -> Iterator[Line]:
    text = text_of(path)
    delimiter = dialect_of(text).delimiter
    lines = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in lines:
            if any(cells):
                yield Line(f"{path}:{start}", cells)
            start = lines.line_num + 1
    except csv.Error as error:
        raise GlossaryError(
            f"has a stray quote or broken cell: {error}",
            where=f"{path}:{start}",
            hint="a quote inside a quoted cell is written twice",
        ) from None


def write_csv(rows: Iterable[Mapping[str, str]], path: Path, dialect: Dialect | None = None) -> None:
    """Write rows by COLUMNS, whole or not at all; with a byte order mark, by which Excel knows UTF-8.

    Raises ExportError when the file cannot be written.
    """
    dialect = dialect or Dialect()
    text = csv_text([COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)], dialect)
    with replacing(path) as temporary:
        temporary.write_bytes((BOM * dialect.bom + text).encode())


def csv_text(rows: Iterable[Sequence[str]], dialect: Dialect) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a one gets the apostrophe by which they know text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
