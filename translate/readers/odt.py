"""OpenDocument texts → Document. Tracked changes count as accepted, which is how the format keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.glossary import safexml
from translate.model import BlockKind, Metadata
from translate.readers import structure
from translate.readers.structure import Piece, clean
from translate.readers.zipped import Zipped
from translate.wordxml import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from translate.model import Document
    from translate.readers.source import Source

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SKIPPED = frozenset(
    "tracked-changes annotation annotation-end table-of-content alphabetical-index bibliography illustration-index forms "
    "sequence-decls variable-decls user-field-decls change change-start change-end ruby-text object object-ole image "
    "event-listeners table-column note-citation hidden-text hidden-paragraph meta".split()
)
_SIGNS = {"tab": " ", "soft-page-break": ""}
_KINDS_BY_NAME = {
    "Title": BlockKind.TITLE,
    "Caption": BlockKind.CAPTION,
    "Illustration": BlockKind.CAPTION,
    "Figure": BlockKind.CAPTION,
    "Table": BlockKind.CAPTION,
    "Quotations": BlockKind.QUOTE,
}
_DEEPEST = 20  # styles based on each other
_MOST_SPACES = 100
_LONGEST_CELL = 200


def read(source: Source) -> Document:
    data = source.load()
    with Zipped(data, source.path) as archive:
        _check_not_encrypted(archive)
        root = archive.tree("content.xml")
        if root is None:
            raise InputError("is no OpenDocument text", where=source.path, hint="open it in LibreOffice, and save it as .odt")
        styles = _styles(root, archive.tree("styles.xml"))
        known = _metadata(archive.tree("meta.xml"))
    walk = _Walk(styles)
    for body in safexml.named(root, "text"):
        parent = body.getparent()
        if parent is not None and local(parent) == "body":
            walk.over(body, None, "")
    notes = (
        ["has tracked changes, read as if all were accepted"]
        if next(safexml.named(root, "changed-region"), None) is not None
        else []
    )
    return structure.document(source, data, [*walk.pieces, *walk.footnotes], metadata=known, notes=notes)


def _check_not_encrypted(archive: Zipped) -> None:
    manifest = archive.tree("META-INF/manifest.xml")
    if manifest is not None and next(safexml.named(manifest, "encryption-data"), None) is not None:
        raise InputError("is encrypted", where=archive.path, hint="open it in LibreOffice, and save it without a password")


class _Walk:
    def __init__(self, styles: Mapping[str, BlockKind]) -> None:
        self.pieces: list[Piece] = []
        self.footnotes: list[Piece] = []
        self._styles = styles
        self._paragraphs = self._tables = self._notes = 0
        self._line: list[str] = []
        self._aside: list[tuple[str, _Element]] = []  # text boxes and notes of the paragraph that is read

    def over(self, element: _Element, kind: BlockKind | None, place: str) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = local(child)
            if name in _SKIPPED:
                continue
            if name in ("p", "h"):
                self._paragraph(child, kind, place)
            elif name == "list":
                self.over(child, BlockKind.LIST_ITEM if kind is None else kind, place)
            elif name == "table":
                self._table(child, kind)
            else:
                self.over(child, kind, place)

    def _table(self, table: _Element, kind: BlockKind | None) -> None:
        self._tables += 1
        number = self._tables
        for row_number, row in enumerate(safexml.named(table, "table-row"), 1):
            cells = [cell for cell in row if local(cell) == "table-cell"]
            for cell_number, cell in enumerate(cells, 1):
                inside = BlockKind.CELL if len(cells) > 1 else kind
                self.over(cell, inside, f"table {number}, row {row_number}, cell {cell_number}")

    def _paragraph(self, paragraph: _Element, kind: BlockKind | None, place: str) -> None:
        outer, self._line = self._line, []
        waiting, self._aside = self._aside, []
        self._paragraphs += not place
        where = place or f"paragraph {self._paragraphs}"
        style = self._styles.get(paragraph.get(f"{_TEXT}style-name") or "")
        own = BlockKind.HEADING if local(paragraph) == "h" else style
        is_heading = own in (BlockKind.HEADING, BlockKind.TITLE)
        self._inline(paragraph, is_heading=is_heading)
        for text in map(clean, "".join(self._line).split("\n")):
            if text:
                chosen = kind if kind is not None and own is not BlockKind.TITLE else own
                if chosen is BlockKind.CELL and len(text) > _LONGEST_CELL:
                    chosen = None
                self._put(Piece(text, where, chosen))
        aside, self._aside, self._line = self._aside, waiting, outer
        for what, element in aside:
            if what == "note":
                self._notes += 1
                self.over(element, BlockKind.FOOTNOTE, f"footnote {self._notes}")
            else:
                self.over(element, kind, where)

    def _put(self, piece: Piece) -> None:
        (self.footnotes if piece.kind is BlockKind.FOOTNOTE else self.pieces).append(piece)

    def _inline(self, element: _Element, *, is_heading: bool) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                name = local(child)
                if name == "s":
                    count = child.get(f"{_TEXT}c") or "1"
                    self._line.append(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 4 else 1))  # noqa: PLR2004
                elif name == "line-break":
                    self._line.append(" " if is_heading else "\n")
                elif name in _SIGNS:
                    self._line.append(_SIGNS[name])
                elif name == "note-body":
                    self._aside.append(("note", child))
                elif name == "text-box":
                    self._aside.append(("box", child))
                elif name not in _SKIPPED:
                    self._inline(child, is_heading=is_heading)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._line.append(" ".join(text.replace("\u00ad", "").split(" ")).replace("\n", " ").replace("\t", " "))


def _styles(*roots: _Element | None) -> dict[str, BlockKind]:
    """Kinds by the name of a paragraph style; automatic styles have that of their parent."""
    parents: dict[str, str] = {}
    for root in roots:
        for style in () if root is None else root.iter(f"{_STYLE}style"):
            parents[style.get(f"{_STYLE}name") or ""] = style.get(f"{_STYLE}parent-style-name") or ""
    found = dict(_KINDS_BY_NAME)
    for name in parents:
        each = name
        for _ in range(_DEEPEST):
            if kind := _KINDS_BY_NAME.get(each):
                found[name] = kind
                break
            each = parents.get(each, "")
    return found


def _metadata(root: _Element | None) -> Metadata:
    found: dict[str, str] = {}
    for each in () if root is None else safexml.named(root, "title", "initial-creator", "creator"):
        found.setdefault(local(each), " ".join((each.text or "").split())[:500])
    return Metadata(title=found.get("title", ""), author=found.get("initial-creator") or found.get("creator", ""))
