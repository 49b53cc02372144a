"""XLSX workbooks as lines of text, read in bounded memory and time; and a workbook of text cells, written.

A workbook is read part by part here, not with openpyxl: that parses a whole sheet just to learn its size where the file
does not say it (a million empty rows of 22 cells took it 56 s; this takes the 5,000 rows it needs). Formulas are handed
out as text that begins with `=`, never evaluated; macros, links and styles are not looked at.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from translate.errors import GlossaryError
from translate.files import replacing
from translate.glossary import safexml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

MAX_PARTS = 2_000
MAX_STRINGS = 64 << 20  # bytes, unpacked, of a part that is read whole
MAX_SHEET = 1 << 30  # a million empty rows of 22 formatted cells are 543 MB, packed to 44
MAX_RATIO = 100  # unpacked to packed; those same rows are 12 and, without cells, 24; a zip bomb is about 1,000
_SMALL = 16 << 20  # below this the ratio does not matter
MAX_EMPTY = 5_000
"""Empty rows in a row after which a sheet is taken to be at its end."""
MAX_COLUMNS = 16_384  # of Excel
_CHUNK = 1 << 16
_VALUE = re.compile(rb"<(?:\w+:)?[vtf][ />]")
_ROW = re.compile(rb"<(?:\w+:)?row[ />]")
_LONGEST_TAG = 40  # bytes of one chunk looked at again with the next, so that a tag cut in two is seen
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same content
_HINT = "save it once more in Excel or LibreOffice, or as 'CSV UTF-8'"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; `where` is file:line, or file:sheet!row."""

    where: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is left out, and why; the rest is used."""

    where: str
    what: str


def sheets(path: Path) -> Iterator[tuple[str, Iterator[Line | Problem]]]:
    """(name, lines that are not empty) of each sheet, hidden ones too, in their order; of charts nothing.

    Raises GlossaryError for what is no workbook, or one that unpacks to more than it should.
    """
    with _edge(path), zipfile.ZipFile(path) as archive:
        _check_size(archive, path)
        strings = _shared_strings(archive, path)
        for name, part in _parts(archive, path).items():
            with archive.open(part) as stream:
                yield name, _lines(stream, path, name, strings)


@contextlib.contextmanager
def _edge(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        raise GlossaryError(f"is no workbook that can be read: {error}", where=path, hint=_HINT) from error
    except OSError as error:
        raise GlossaryError(
            f"cannot be read: {error.strerror}", where=path, hint="close it in Excel, or check the rights of the file"
        ) from error


def _check_size(archive: zipfile.ZipFile, path: Path) -> None:
    """Before anything is unpacked. That a part does not unpack to more than it says, zipfile sees to."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise GlossaryError(f"has {len(parts):,} parts, more than {MAX_PARTS:,}", where=path, hint=_HINT)
    for part in parts:
        limit = MAX_SHEET if part.filename.startswith("xl/worksheets/") else MAX_STRINGS
        if part.file_size > limit:
            raise GlossaryError(
                f"unpacks to {part.file_size >> 20:,} MB ({part.filename}), more than {limit >> 20:,}",
                where=path,
                hint="delete the empty rows below the table",
            )
        if part.file_size > _SMALL and part.file_size > MAX_RATIO * part.compress_size:
            raise GlossaryError(
                f"unpacks to {part.file_size // max(part.compress_size, 1):,} times its size ({part.filename}), as bombs do",
                where=path,
                hint=_HINT,
            )


def _parts(archive: zipfile.ZipFile, path: Path) -> Mapping[str, str]:
    """The sheets' names and parts."""
    relations = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        for relation in _tree(archive, "xl/_rels/workbook.xml.rels", path)
        if (relation.get("Type") or "").endswith("/worksheet")
    }
    found: dict[str, str] = {}
    for sheet in safexml.named(_tree(archive, "xl/workbook.xml", path), "sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
        if key in relations:
            found[str(sheet.get("name"))] = relations[key]
    return found


def _tree(archive: zipfile.ZipFile, part: str, path: Path) -> _Element:
    return safexml.parse(archive.read(part), f"{path}:{part}")


def _shared_strings(archive: zipfile.ZipFile, path: Path) -> Sequence[str]:
    part = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    return [_text(item) for item in safexml.named(_tree(archive, part, path), "si")] if part else ()


def _lines(stream: IO[bytes], path: Path, sheet: str, strings: Sequence[str]) -> Iterator[Line | Problem]:
    """The rows that are not empty, up to the first MAX_EMPTY empty ones; a Problem if something stands below those."""
    place, number, last = f"{path}:{sheet}!", 0, 0
    with _edge(path):
        for rows, chunk in _chunks(stream, place):
            for at, row in enumerate(rows):
                number = int(row.get("r") or number + 1)
                if number - last > MAX_EMPTY:
                    if any(map(_holds_value, rows[at:])) or _has_values(stream, chunk):
                        yield Problem(f"{place}{last}", f"{MAX_EMPTY:,} empty rows follow: what stands below them is not read")
                    return
                cells = _cells(row, strings)
                if any(cells):
                    yield Line(f"{place}{number}", cells)
                    last = number


def _chunks(stream: IO[bytes], place: str) -> Iterator[tuple[list[_Element], bytes]]:
    """The rows that end in each piece of a sheet, and the piece. They are emptied at the next: memory does not grow."""
    parser = safexml.pull_parser("row")
    while chunk := stream.read(_CHUNK):
        rows = safexml.fed(parser, chunk, place)
        yield rows, chunk
        for row in rows:
            safexml.discard(row)


def _has_values(stream: IO[bytes], chunk: bytes) -> bool:
    """Whether a value or formula is in what is left of a sheet, from the last row that begins in `chunk` on.

    A search for their tags: to parse half a gigabyte of empty cells takes 46 s, this 4.
    """
    rest = chunk[max((row.start() for row in _ROW.finditer(chunk)), default=0) :]
    while not _VALUE.search(rest):
        if not (chunk := stream.read(_CHUNK)):
            return False
        rest = rest[-_LONGEST_TAG:] + chunk
    return True


def _holds_value(row: _Element) -> bool:
    return any(safexml.local(part) in {"v", "t", "f"} for cell in row for part in cell)


def _cells(row: _Element, strings: Sequence[str]) -> list[str]:
    found: dict[int, str] = {}
    column = -1
    for cell in row:
        column = _column(cell.get("r", "")) if cell.get("r") else column + 1
        if column >= MAX_COLUMNS:
            raise ValueError(f"a cell at {cell.get('r')}")
        if value := _value(cell, strings):
            found[column] = value
    return [found.get(column, "") for column in range(max(found, default=-1) + 1)]


def _column(reference: str) -> int:
    """`AB12` is 27. Raises ValueError for what is no reference."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + int(letter, 36) - 9
    return number - 1


def _value(cell: _Element, strings: Sequence[str]) -> str:
    """A cell as text: numbers as they are stored (a date is the number of its day), a formula with its `=`."""
    parts = {safexml.local(part): part for part in cell}
    if "f" in parts:
        return f"={parts['f'].text or ''}"
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(parts["is"]) if "is" in parts else ""
    value = (parts["v"].text or "") if "v" in parts else ""
    if kind == "s":
        return strings[int(value)] if value and int(value) < len(strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    return value


def _text(element: _Element) -> str:
    """The runs of a string, without the readings that Japanese has above its characters."""
    texts = (node for node in safexml.named(element, "t") if safexml.local(node.getparent()) != "rPh")
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(node.text or "" for node in texts))


def write(rows: Iterable[Sequence[str]], path: Path, *, sheet: str, widths: Mapping[int, float]) -> None:
    """A workbook of text cells, its first row in bold and frozen; `widths` of columns, from 1, in characters.

    Nothing is a formula, whatever it starts with. The same rows give the same bytes. Raises ExportError.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a sixth of a second, for this alone
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    made = book.create_sheet(sheet)
    made.freeze_panes = "A2"
    for number, width in widths.items():
        made.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(rows):
        cells = [WriteOnlyCell(made, value=cell) for cell in row]
        for cell in cells:
            cell.data_type, cell.number_format = "s", "@"
            if number == 0:
                cell.font = Font(bold=True)
        made.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    with replacing(path) as temporary:
        _repack(buffer, temporary)


def _repack(buffer: io.BytesIO, path: Path) -> None:
    """Without the time of writing."""
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            data = made.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", data)
            target.writestr(info, data)
