"""Web pages → Document: the article, its title, date, captions and credits, and what the page's head says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import BlockKind
from translate.readers import structure
from translate.readers.html import about, article, tree
from translate.readers.html.ancestry import Paths
from translate.readers.structure import Piece

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

    from translate.model import Document
    from translate.readers.source import Source


def read(source: Source) -> Document:
    data = source.load()
    root, encoding = tree.parse(data, source.path)
    found, notes = pieces(root)
    known = about.metadata(root)
    return structure.document(source, data, found, encoding=encoding, metadata=known, headings=False, notes=notes)


def pieces(root: _Element, *, is_mail: bool = False) -> tuple[list[Piece], list[str]]:
    """The article's pieces, with their places in the tree; and notes on what of the page is left out.

    In a mail, the words above a forwarded article are part of it.
    """
    units, hidden = tree.units(root)
    notes = [f"{hidden} hidden parts of the page left out"] if hidden else []
    if not units:
        return [], notes
    paths = Paths()
    called = about.title(root)
    found, links = article.pieces(units, called, paths, is_mail=is_mail)
    if links:
        notes.append(f"{links} lines of links left out")
    head = root.find(".//head/title")
    if found and called and head is not None and all(piece.kind is not BlockKind.TITLE for piece in found):
        found.insert(0, Piece(called, paths.of(head), BlockKind.TITLE, slots=((head, "text"),)))
    return found, notes


def parse(data: bytes, path: Path) -> _Element:
    return tree.parse(data, path)[0]
