"""The paragraphs of a WordprocessingML part in reading order, with the elements that their text stands in.

Tracked changes count as accepted. What a field asks is left out, and its result kept; hidden text, tables of contents,
pictures and formulas are left out; of alternatives the first is read. A line break within a paragraph parts it in two but
in a heading: authors break lines so where they mean paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.wordxml import DELETED, SOFT_HYPHEN, Fields, child_of, has_text, local, on, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_SKIPPED = frozenset(
    "pPr rPr tblPr tblGrid tcPr trPr sdtPr sdtEndPr sectPr delText delInstrText instrText fldData Fallback "
    "annotationRef footnoteRef endnoteRef oMath oMathPara smartTagPr customXmlPr rt rubyPr object".split()
)
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}


@dataclass(slots=True)
class Line:
    """A paragraph, or a part of one between line breaks. `parts`: texts with their element, `t` or a sign.

    `cell` says in which table, row and cell it stands, from 1;
    `columns` how many cells its row has. `box` is the number of its text box, 0 for none.
    """

    paragraph: _Element
    number: int
    cell: tuple[int, int, int] | None = None
    columns: int = 0
    box: int = 0
    parts: list[tuple[_Element, str]] = field(default_factory=list)
    bold: int = 0

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.parts)

    @property
    def elements(self) -> tuple[_Element, ...]:
        return tuple(element for element, _ in self.parts)


class Walk:
    """One pass over a part. `tracked` and `hidden` say whether there were any tracked changes or hidden text."""

    def __init__(self, headings: frozenset[str]) -> None:
        """`headings`: the ids of the styles in which a line break is a space."""
        self.lines: list[Line] = []
        self.tracked = False
        self.hidden = False
        self._headings = headings
        self._line: Line | None = None
        self._fields = Fields()
        self._paragraphs = self._tables = self._boxes = 0
        self._cell: tuple[int, int, int] | None = None
        self._columns = 0
        self._box = 0
        self._goes_on = False  # the end of the last paragraph was deleted
        self._waiting: list[_Element] = []  # text boxes of the paragraph that is read

    def over(self, element: _Element) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = local(child)
            if name in _SKIPPED:
                continue
            if name in DELETED:
                self.tracked = self.tracked or has_text(child)
            elif name in _SIGNS:
                self._text(child, _SIGNS[name])
            else:
                handle = _HANDLERS.get(name)
                if handle is None:
                    self.over(child)
                else:
                    handle(self, child)

    def _paragraph(self, paragraph: _Element) -> None:
        self._paragraphs += not self._box
        before, self._waiting = self._waiting, []
        properties = child_of(paragraph, "pPr")
        if not (self._goes_on and self._line is not None):
            self._line = self._new(paragraph)
        self.over(paragraph)
        mark = child_of(properties, "rPr")
        self._goes_on = mark is not None and any(local(each) in DELETED for each in mark)
        self.tracked = self.tracked or self._goes_on
        if not self._goes_on:
            self._end_line()
        boxes, self._waiting = self._waiting, before
        for box in boxes:
            self._text_box(box)

    def _new(self, paragraph: _Element) -> Line:
        return Line(paragraph, self._paragraphs, self._cell, self._columns, self._box)

    def _end_line(self) -> None:
        if self._line is not None and self._line.parts:
            self.lines.append(self._line)
        self._line = None

    def _text_box(self, content: _Element) -> None:
        self._boxes += 1
        line, box, fields, cell = self._line, self._box, self._fields, self._cell
        self._line, self._box, self._fields, self._cell, self._goes_on = None, self._boxes, Fields(), None, False
        self.over(content)
        self._end_line()
        self._line, self._box, self._fields, self._cell, self._goes_on = line, box, fields, cell, False

    def _run(self, run: _Element) -> None:
        properties = child_of(run, "rPr")
        hidden = on(properties, "vanish") or on(properties, "webHidden")
        before = len(self._line.parts) if self._line else 0
        self.over(run)
        if self._line is None:
            return
        if hidden and len(self._line.parts) > before:
            self.hidden = True
            del self._line.parts[before:]
        elif on(properties, "b") or on(properties, "bCs"):
            self._line.bold += sum(len(text) for _, text in self._line.parts[before:])

    def _text_of(self, element: _Element) -> None:
        self._text(element, (element.text or "").replace(SOFT_HYPHEN, ""))

    def _text(self, element: _Element, text: str) -> None:
        if self._line is not None and text and self._fields.shown:
            self._line.parts.append((element, text))

    def _break(self, element: _Element) -> None:
        if self._line is None or value(element, "type") in ("page", "column"):
            return
        style = value(child_of(child_of(self._line.paragraph, "pPr"), "pStyle"), "val")
        if style in self._headings:
            self._text(element, " ")
            return
        paragraph = self._line.paragraph
        self._end_line()
        self._line = self._new(paragraph)

    def _inserted(self, element: _Element) -> None:
        self.tracked = self.tracked or any(text.text for text in element.iter("{*}t"))
        self.over(element)

    def _control(self, control: _Element) -> None:
        properties, content = child_of(control, "sdtPr"), child_of(control, "sdtContent")
        gallery = child_of(child_of(properties, "docPartObj"), "docPartGallery")
        if content is None or "table of contents" in (value(gallery, "val") or "").lower():
            return
        if child_of(properties, "showingPlcHdr") is None:  # else its text only says that there is none
            self.over(content)

    def _field(self, char: _Element) -> None:
        self._fields.meet(char)

    def _table(self, table: _Element) -> None:
        self._tables += 1
        before, number = (self._cell, self._columns), self._tables
        for row_number, row in enumerate(_within(table, "tr"), 1):
            cells = list(_within(row, "tc"))
            for cell_number, cell in enumerate(cells, 1):
                self._cell, self._columns = (number, row_number, cell_number), len(cells)
                self.over(cell)
        self._cell, self._columns = before

    def _box_later(self, content: _Element) -> None:
        self._waiting.append(content)


_HANDLERS = {
    "p": Walk._paragraph,  # noqa: SLF001 - the class's own table
    "r": Walk._run,  # noqa: SLF001
    "t": Walk._text_of,  # noqa: SLF001
    "br": Walk._break,  # noqa: SLF001
    "cr": Walk._break,  # noqa: SLF001
    "ins": Walk._inserted,  # noqa: SLF001
    "moveTo": Walk._inserted,  # noqa: SLF001
    "sdt": Walk._control,  # noqa: SLF001
    "fldChar": Walk._field,  # noqa: SLF001
    "tbl": Walk._table,  # noqa: SLF001
    "txbxContent": Walk._box_later,  # noqa: SLF001
}


def _within(element: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table or cells of a row, also those in content controls and tracked insertions."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _within(child, name)
