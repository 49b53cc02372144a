"""The text of what Word, LibreOffice and others really save, with whose it is.

Tracked insertions and moves are taken and deletions left out, as if all were accepted. Text comes from runs alone: not from
text boxes, pictures or formulas, not from what a field asks but from its result, and not from the readings over characters.
A paragraph's end is a line end between two texts, none at either end. Soft hyphens are dropped; a hyphen that does not break
is U+2011.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.formats.docx.marks import Kind, Mark, parsed
from translate.wordxml import DELETED, INSERTED, SOFT_HYPHEN, Fields, child_of, has_text, local, value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

_SKIPPED = frozenset(
    "pPr rPr tblPr tblGrid tcPr trPr sdtPr sdtEndPr drawing pict object delText delInstrText instrText rt rubyPr fldData "
    "footnoteReference endnoteReference annotationRef oMath oMathPara Choice smartTagPr customXmlPr".split()
)
_SIGNS: Mapping[str, str] = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class Found:
    """What stands in a cell: `parts` are its texts in order, each with the mark that it stands under, or None.

    `tracked` are the marks under which something was changed with tracking on, and `comments` the ids of comments with the
    mark at which they begin; None where they stand under none.
    """

    parts: list[tuple[Mark | None, str]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    tracked: set[Mark | None] = field(default_factory=set)
    comments: list[tuple[str, Mark | None]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.parts)

    def text_of(self, mark: Mark) -> str:
        return "".join(text for owner, text in self.parts if owner == mark)

    def of(self, kind: Kind) -> list[Mark]:
        """The marks of a kind, once each, in order."""
        return list(dict.fromkeys(mark for mark in self.marks if mark.kind is kind))


def found(element: _Element, within: Mark | None = None) -> Found:
    """`within`: the mark of a content control that holds the whole element."""
    walk = _Walk(within)
    walk.children(element)
    return walk.found


class _Walk:
    """One pass over an element. `_owners` are the marks of the controls that are open, `_bookmarks` of the bookmarks."""

    def __init__(self, within: Mark | None) -> None:
        self.found = Found(marks=[within] if within else [])
        self._owners = [within] if within else []
        self._bookmarks: dict[str | None, Mark] = {}
        self._fields = Fields()
        self._ends = 0  # paragraphs that ended since the last text

    def children(self, element: _Element) -> None:
        for child in element:
            if not isinstance(child.tag, str):  # a comment, an instruction, an entity
                continue
            name = local(child)
            if name in _SKIPPED:
                continue
            if name == "t":
                self._text((child.text or "").replace(SOFT_HYPHEN, ""))
            elif name in _SIGNS:
                self._text(_SIGNS[name])
            elif handle := _HANDLERS.get(name):
                handle(self, child)
            else:
                self.children(child)

    def _text(self, text: str) -> None:
        if not text or not self._fields.shown:
            return
        if self._ends:
            if self.found.parts:
                text = "\n" * self._ends + text
            self._ends = 0
        self.found.parts.append((self._owner, text))

    @property
    def _owner(self) -> Mark | None:
        if self._owners:
            return self._owners[-1]
        return next(reversed(self._bookmarks.values()), None)

    def _paragraph(self, paragraph: _Element) -> None:
        self.children(paragraph)
        properties = child_of(child_of(paragraph, "pPr"), "rPr")
        if properties is not None and any(local(each) in DELETED for each in properties):
            self.found.tracked.add(self._owner)  # its end is deleted: the next paragraph goes on in it
        else:
            self._ends += 1
        if properties is not None and any(local(each) in INSERTED for each in properties):
            self.found.tracked.add(self._owner)

    def _deleted(self, element: _Element) -> None:
        """Nothing of it but that there was text, and the bookmarks that begin or end in it."""
        if has_text(element):
            self.found.tracked.add(self._owner)
        for each in element.iter("{*}bookmarkStart", "{*}bookmarkEnd"):
            _HANDLERS[local(each)](self, each)

    def _inserted(self, element: _Element) -> None:
        """LibreOffice tracks comments too: they are no change of the text."""
        before = len(self.found.parts)
        self.children(element)
        if len(self.found.parts) > before:
            self.found.tracked.add(self._owner)

    def _control(self, control: _Element) -> None:
        mark, content = mark_of(control), child_of(control, "sdtContent")
        if content is None:
            return
        if mark is None:  # LibreOffice drops the tag, and lets the bookmark begin in the control
            inside = {parsed(value(each, "name")) for each in content.iter("{*}bookmarkStart")} - {None}
            mark = inside.pop() if len(inside) == 1 else None
        if mark is not None:
            self.found.marks.append(mark)
            self._owners.append(mark)
        if child_of(child_of(control, "sdtPr"), "showingPlcHdr") is None:  # else its text only says that there is none
            self.children(content)
        if mark is not None:
            self._owners.pop()

    def _bookmark(self, start: _Element) -> None:
        mark = parsed(value(start, "name"))
        if mark is not None:
            self.found.marks.append(mark)
            self._bookmarks[value(start, "id")] = mark

    def _end_of_bookmark(self, end: _Element) -> None:
        self._bookmarks.pop(value(end, "id"), None)

    def _comment(self, element: _Element) -> None:
        """The range's start, or the reference: some have but one of the two."""
        number = value(element, "id") or ""
        if number not in {known for known, _ in self.found.comments}:
            self.found.comments.append((number, self._owner))

    def _field(self, char: _Element) -> None:
        self._fields.meet(char)

    def _symbol(self, element: _Element) -> None:
        """A character of a symbol font: of U+F000 on where only that font knows it."""
        try:
            self._text(chr(int(value(element, "char") or "", 16)))
        except (ValueError, OverflowError):
            return


_HANDLERS: Mapping[str, Callable[[_Walk, _Element], None]] = {
    "p": _Walk._paragraph,  # noqa: SLF001 - the class's own table
    **dict.fromkeys(DELETED, _Walk._deleted),  # noqa: SLF001
    **dict.fromkeys(INSERTED, _Walk._inserted),  # noqa: SLF001
    "sdt": _Walk._control,  # noqa: SLF001
    "bookmarkStart": _Walk._bookmark,  # noqa: SLF001
    "bookmarkEnd": _Walk._end_of_bookmark,  # noqa: SLF001
    "commentRangeStart": _Walk._comment,  # noqa: SLF001
    "commentReference": _Walk._comment,  # noqa: SLF001
    "fldChar": _Walk._field,  # noqa: SLF001
    "sym": _Walk._symbol,  # noqa: SLF001
}


def mark_of(control: _Element) -> Mark | None:
    """The mark in the tag of a content control."""
    return parsed(value(child_of(child_of(control, "sdtPr"), "tag"), "val"))
