"""The rows of a document one by one, in memory that does not grow with them, whatever stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.formats.docx.marks import Kind, parsed
from translate.glossary import safexml
from translate.wordxml import local, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from translate.formats.docx.package import Package

MAX_BETWEEN = 64 << 20
"""Bytes that may pass without a row coming to its end: what is parsed meanwhile is held."""
_CHUNK = 1 << 16


def rows(package: Package, exports: set[str]) -> Iterator[_Element]:
    """Each row of a table that is not itself in a row; it is emptied at the next.

    Ids of exports in the tags and bookmarks outside of tables are added to `exports`.
    """
    parser = safexml.pull_parser("tr")
    where = package.where(package.document)
    root: _Element | None = None
    between = 0
    with package.edge(), package.open_document() as stream:
        while chunk := stream.read(_CHUNK):
            ended = safexml.fed(parser, chunk, where)
            between = 0 if ended else between + len(chunk)
            if between > MAX_BETWEEN:
                raise InputError(
                    f"has {MAX_BETWEEN >> 20} MB that are no row of a table", where=where, hint="save only our table"
                )
            for row in ended:
                root = row.getroottree().getroot()
                if not any(local(above) == "tr" for above in row.iterancestors()):
                    yield row
                    safexml.discard(row)
            if root is not None:
                _prune(root, exports)
        _note(parser.close(), exports)


def _prune(root: _Element, exports: set[str]) -> None:
    """Drop what has been parsed to its end: all children of the body but the last."""
    for part in root:
        for child in list(part)[:-1]:
            _note(child, exports)
            part.remove(child)


def _note(element: _Element, exports: set[str]) -> None:
    for each in element.iter("{*}tag", "{*}bookmarkStart"):
        mark = parsed(value(each, "val") or value(each, "name"))
        if mark is not None and mark.kind is Kind.EXPORT:
            exports.add(mark.id)
