"""XML that others wrote, read without harm: no DTD, no entities of its own, nothing fetched, and within lxml's limits.

These limits (depth 256, a text of 10 MB, entities that multiply) hold as long as `huge_tree` is off.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml.etree import _Element

from translate.errors import GlossaryError

if TYPE_CHECKING:
    from collections.abc import Iterator

_HINT = "save it once more in the program that it comes from"


def parse(data: bytes, where: str, *, may_name_dtd: bool = False) -> _Element:
    """The root of a document. Raises GlossaryError for what is not well-formed, and for a DTD.

    With `may_name_dtd`, a DTD that is named but not there passes (it is not fetched): Weblate and many others write
    `<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">` into each TBX file. One with declarations of its own never does.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    with _edge(where):
        root = etree.fromstring(data, parser)
    _check_no_dtd(root, where, may_be_named=may_name_dtd)
    return root


def pull_parser(name: str) -> etree.XMLPullParser:
    """For what is too large to be held: it tells of each element of this name, when `fed` its end."""
    return etree.XMLPullParser(
        events=("end",),
        tag=f"{{*}}{name}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )


def fed(parser: etree.XMLPullParser, data: bytes, where: str) -> list[_Element]:
    """The elements that end in this piece of a document. When done with, `discard` them. Raises as `parse` does."""
    with _edge(where):
        parser.feed(data)
        found = [element for _, element in parser.read_events() if isinstance(element, _Element)]
    for element in found[:1]:
        _check_no_dtd(element, where)
    return found


def discard(element: _Element) -> None:
    """Free an element's content and all that stands before it beside it, so that memory does not grow."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


@contextlib.contextmanager
def _edge(where: str) -> Iterator[None]:
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise GlossaryError(f"is not well-formed XML: {error.msg}", where=where, hint=_HINT) from error


def _check_no_dtd(element: _Element, where: str, *, may_be_named: bool = False) -> None:
    """A glossary needs none; entities that a DTD declares may name files, and grow beyond all measure."""
    dtd: Any = element.getroottree().docinfo.internalDTD  # lxml-stubs lacks None and its methods
    if dtd is None or (may_be_named and not any(dtd.iterentities()) and not any(dtd.iterelements())):
        return
    raise GlossaryError("has a document type declaration (DTD), which is not read", where=where, hint=_HINT)


def local(element: _Element | None) -> str:
    """The name without its namespace; "" for none, and for what is no element (an entity, an instruction)."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return etree.QName(element).localname


def text(element: _Element) -> str:
    """All text in an element, that of elements inside it too."""
    return "".join(str(part) for part in element.itertext())


def named(root: _Element, *names: str) -> Iterator[_Element]:
    """The elements below `root` of these names, of any namespace."""
    return root.iter(*(f"{{*}}{name}" for name in names))
