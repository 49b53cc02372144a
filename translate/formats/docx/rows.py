"""A row of a table that came back: its cells, its columns, and the ids of the sentences that it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.formats.docx.labels import LANGUAGES, NUMBER, STATUS_HEADINGS
from translate.formats.docx.marks import Kind, exports_in, segments_in
from translate.formats.docx.walk import Found, found, mark_of
from translate.model import TARGETS, Lang
from translate.wordxml import local, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from translate.formats.docx.marks import Mark


class UnclearError(Exception):
    """What a cell or row says cannot be told; the text says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`at` is its column, from 0."""

    at: int
    found: Found


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table are, by its headings; `exports` are the ids in them."""

    number: int = 0
    source: int | None = None
    status: int | None = None
    targets: Mapping[Lang, int] = field(default_factory=dict)
    exports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """`where` is its number as the editor sees it. `inserted`: with tracking on, the whole of it (it was moved)."""

    where: str
    cells: tuple[Cell, ...]
    columns: Columns
    inserted: bool

    def segments(self) -> tuple[str, ...]:
        """The ids of its sentences, in order; none of an empty row.

        They are those below its number, else those of the Arabic, else those of the translations. Raises UnclearError
        where they disagree, or where there are none.
        """
        number = self._at(self.columns.number)
        written = segments_in(number.found.text) if number else []
        sources = self._marked(Kind.SOURCE)
        if written and (strange := [name for name in sources if name not in written]):
            raise UnclearError(f"has the number of one sentence ({written[0]}) and the Arabic of another ({strange[0]})")
        segments = tuple(written or sources or self._marked(Kind.TARGET))
        if not segments and any(cell.found.text.strip() for cell in self.cells):
            raise UnclearError("carries no id: it is none of ours, or was typed anew")
        return segments

    def source(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.found.of(Kind.SOURCE)), None) or self._at(self.columns.source)

    def target(self, lang: Lang) -> Cell | None:
        """The cell of a language; None where the table has no such column. Raises UnclearError for more than one."""
        marked = [cell for cell in self.cells if any(mark.lang is lang for mark in cell.found.of(Kind.TARGET))]
        if len(marked) > 1:
            raise UnclearError(f"has two cells of {lang.english_name}")
        return marked[0] if marked else self._at(self.columns.targets.get(lang))

    def status(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.found.of(Kind.STATUS)), None) or self._at(self.columns.status)

    def language(self, cell: Cell) -> Lang | None:
        """The language of a cell with a translation; None for any other."""
        marked = next((mark.lang for mark in cell.found.of(Kind.TARGET)), None)
        return marked or next((lang for lang, at in self.columns.targets.items() if at == cell.at), None)

    def _marked(self, kind: Kind) -> list[str]:
        return list(dict.fromkeys(mark.id for cell in self.cells for mark in cell.found.of(kind)))

    def _at(self, at: int | None) -> Cell | None:
        return next((cell for cell in self.cells if cell.at == at), None)


def row_of(element: _Element, position: int, columns: Columns) -> Row | None:
    """None for a row that was deleted with tracking on; LibreOffice leaves such a row without a mark, but empty.

    `position` stands for its number where it has none.
    """
    properties = {local(each) for part in element if local(part) == "trPr" for each in part}
    if "del" in properties:
        return None
    cells = tuple(_cells(element))
    if any(cell.found.tracked for cell in cells) and not any(cell.found.text.strip() for cell in cells):
        return None
    number = next((cell.found.text.split("\n", 1)[0].strip() for cell in cells if cell.at == columns.number), "")
    where = f"row {number}" if number.isdecimal() else f"row at place {position}"
    return Row(where, cells, columns, inserted="ins" in properties)


def columns_of(row: Row) -> Columns | None:
    """The columns that a row of headings names; None for any other row."""
    if any(cell.found.marks for cell in row.cells):
        return None
    names = {cell.found.text.strip().casefold(): cell.at for cell in row.cells}
    languages = {lang: names[name.casefold()] for lang, name in LANGUAGES.items() if name.casefold() in names}
    if not languages:
        return None
    return Columns(
        number=next((at for name, at in names.items() if name.startswith(NUMBER)), 0),
        source=languages.get(Lang.AR),
        status=next((names[name] for name in STATUS_HEADINGS if name in names), None),
        targets={lang: at for lang, at in languages.items() if lang in TARGETS},
        exports=tuple(export for cell in row.cells for export in exports_in(cell.found.text)),
    )


def _cells(row: _Element) -> Iterator[Cell]:
    """A cell that spans columns stands in the first of them."""
    at = 0
    for element, mark in _elements(row, None):
        yield Cell(at, found(element, mark))
        at += _span(element)


def _elements(parent: _Element, within: Mark | None) -> Iterator[tuple[_Element, Mark | None]]:
    """The cells, and the marks of the content controls around whole cells, as Word makes them of those within."""
    for child in parent:
        name = local(child)
        if name == "tc":
            yield child, within
        elif name == "sdt":
            yield from _elements(child, mark_of(child) or within)
        elif name in {"sdtContent", "customXml", "smartTag"}:
            yield from _elements(child, within)


def _span(cell: _Element) -> int:
    spans = (value(each, "val") or "" for part in cell if local(part) == "tcPr" for each in part if local(each) == "gridSpan")
    span = next(spans, "")
    return int(span) if span.isdecimal() else 1
