"""Word documents → Document: the body with its tables and text boxes, then footnotes and endnotes.

Headers and footers of the pages are left out. Macros are not looked at; what lies outside the file is not fetched.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.glossary import safexml
from translate.model import BlockKind, Metadata
from translate.readers import structure
from translate.readers.structure import Piece, clean
from translate.readers.wordml import Walk
from translate.readers.zipped import Zipped
from translate.wordxml import child_of, local, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from translate.model import Document
    from translate.readers.source import Source
    from translate.readers.wordml import Line

_HINT = "open it in Word, and save it as 'Word Document (.docx)'"
_KINDS = {
    "title": BlockKind.TITLE,
    "caption": BlockKind.CAPTION,
    "quote": BlockKind.QUOTE,
    "intense quote": BlockKind.QUOTE,
    "list paragraph": BlockKind.LIST_ITEM,
    "footnote text": BlockKind.FOOTNOTE,
    "endnote text": BlockKind.FOOTNOTE,
}
_CONTENTS = re.compile(r"toc ?\d")
_NO_LEVEL = 9  # an outline level of body text
_DEEPEST = 20  # styles based on each other
_LONGEST_CELL = 200  # characters: a table of longer ones lays out a page
_LONGEST_HEADING = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package that holds text, as read: `name`, the root, and its pieces with their `w:t` as slots."""

    name: str
    root: _Element
    pieces: tuple[Piece, ...]
    tracked: bool
    hidden: bool


def read(source: Source) -> Document:
    data = source.load()
    with Zipped(data, source.path) as archive:
        found = parts(archive)
        known = _metadata(archive)
    notes = []
    if any(part.tracked for part in found):
        notes.append("has tracked changes, read as if all were accepted")
    if any(part.hidden for part in found):
        notes.append("has hidden text, which is left out")
    return structure.document(source, data, [piece for part in found for piece in part.pieces], metadata=known, notes=notes)


def parts(archive: Zipped) -> list[Part]:
    """The document's own part first."""
    main, related = _main(archive)
    folder = posixpath.dirname(main)
    styles = _Styles(archive.tree(related.get("styles", "")))
    found = []
    for name, what in ((main, ""), (related.get("footnotes", ""), "footnote"), (related.get("endnotes", ""), "endnote")):
        root = archive.tree(name)
        if root is not None:
            found.append(_part(name, root, styles, what))
    if not found:
        raise InputError("is no Word document", where=archive.path, hint=f"{folder or 'it'} has no text; {_HINT}")
    return found


def _part(name: str, root: _Element, styles: _Styles, what: str) -> Part:
    walk = Walk(styles.headings)
    pieces: list[Piece] = []
    if not what:
        walk.over(root)
        pieces += _pieces(walk.lines, styles)
    else:
        for number, note in enumerate((each for each in safexml.named(root, what) if value(each, "type") is None), 1):
            walk.lines = []
            walk.over(note)
            pieces += (
                Piece(clean(line.text), f"{what} {number}", BlockKind.FOOTNOTE, slots=line.elements)
                for line in walk.lines
                if clean(line.text)
            )
    return Part(name, root, tuple(pieces), walk.tracked, walk.hidden)


def _pieces(lines: list[Line], styles: _Styles) -> Iterator[Piece]:
    for line in lines:
        text = clean(line.text)
        kind, is_contents = styles.kind(line.paragraph)
        if not text or is_contents:
            continue
        place = f"paragraph {line.number}"
        if line.box:
            place = f"text box {line.box}"
        elif line.cell is not None:
            place = "table {}, row {}, cell {}".format(*line.cell)
            if line.columns > 1 and len(text) <= _LONGEST_CELL:
                kind = kind or BlockKind.CELL
        if kind is None and _is_bold_heading(line, text):
            kind = BlockKind.HEADING
        yield Piece(text, place, kind, slots=line.elements)


def _is_bold_heading(line: Line, text: str) -> bool:
    whole = line.bold >= len(text)
    return (
        whole
        and len(text) <= _LONGEST_HEADING
        and not text.endswith(structure.SENTENCE_END)
        and not structure.is_credit(text)
        and not structure.is_date(text)
    )


class _Styles:
    """What the paragraph styles mean, by their English names, which Word keeps in every language, and outline levels."""

    def __init__(self, root: _Element | None) -> None:
        self._based: dict[str, str] = {}
        self._own: dict[str, tuple[str, int, bool]] = {}
        for style in () if root is None else safexml.named(root, "style"):
            key = value(style, "styleId") or ""
            properties = child_of(style, "pPr")
            self._based[key] = value(child_of(style, "basedOn"), "val") or ""
            name = (value(child_of(style, "name"), "val") or key).lower()
            self._own[key] = name, _level(properties), child_of(properties, "numPr") is not None
        self.headings = frozenset(key for key in self._own if self._of_style(key) in (BlockKind.HEADING, BlockKind.TITLE))

    def kind(self, paragraph: _Element) -> tuple[BlockKind | None, bool]:
        """(kind, whether it is a line of a table of contents)."""
        properties = child_of(paragraph, "pPr")
        key = value(child_of(properties, "pStyle"), "val") or ""
        if _CONTENTS.fullmatch(self._own.get(key, (key.lower(), 0, False))[0]):
            return None, True
        if _level(properties) < _NO_LEVEL:
            return BlockKind.HEADING, False
        kind = self._of_style(key)
        if kind is None and child_of(properties, "numPr") is not None:
            kind = BlockKind.LIST_ITEM
        return kind, False

    def _of_style(self, key: str) -> BlockKind | None:
        for _ in range(_DEEPEST):
            name, level, numbered = self._own.get(key, (key.lower(), _NO_LEVEL, False))
            if name in _KINDS:
                return _KINDS[name]
            if level < _NO_LEVEL or name.startswith("heading "):
                return BlockKind.HEADING
            if numbered or name.startswith("list "):
                return BlockKind.LIST_ITEM
            key = self._based.get(key, "")
            if not key:
                break
        return None


def _level(properties: _Element | None) -> int:
    given = value(child_of(properties, "outlineLvl"), "val") or ""
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 3 else _NO_LEVEL  # noqa: PLR2004


def _main(archive: Zipped) -> tuple[str, Mapping[str, str]]:
    """The document's own part, and those that it names, by the last word of the relation's type."""
    part = _relations(archive, "").get("officeDocument", "")
    if part not in archive:
        raise InputError("is no Word document", where=archive.path, hint=_HINT)
    return part, _relations(archive, part)


def _relations(archive: Zipped, part: str) -> Mapping[str, str]:
    folder, name = posixpath.split(part)
    root = archive.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in () if root is None else safexml.named(root, "Relationship"):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            found.setdefault((relation.get("Type") or "").rsplit("/", 1)[-1], target.lstrip("/"))
    return found


def _metadata(archive: Zipped) -> Metadata:
    """Title and author. The file's dates say when it was saved, not when it was published."""
    root = archive.tree(_relations(archive, "").get("core-properties", ""))
    found = {} if root is None else {local(each): " ".join((each.text or "").split())[:500] for each in root}
    author = found.get("creator", "")
    return Metadata(title=found.get("title", ""), author="" if author == "python-docx" else author)
