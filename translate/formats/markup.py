"""XML as bilingual files use it: read without harm, inline codes made flat, characters that it cannot hold stood in for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from translate.errors import GlossaryError, InputError
from translate.files import replacing
from translate.formats import incoming
from translate.glossary import safexml
from translate.glossary.safexml import local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

MAX_TAGS = 4_000_000
"""100,000 of our sentences have 2.2 million; lxml takes about 120 bytes of memory for the least element."""
_NOT_XML = re.compile("([^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")


def parse(path: Path) -> _Element:
    """The root of a document. Raises InputError for what is no well-formed XML, is too large, or has a DTD."""
    data = incoming.data_of(path)
    if (tags := data.count(b"<")) > MAX_TAGS:
        raise InputError(f"has {tags:,} tags, more than {MAX_TAGS:,}", where=path, hint="export it in parts")
    try:
        return safexml.parse(data, str(path))
    except GlossaryError as error:  # safexml was made for the glossary, and its errors say so
        raise InputError(error.what, where=path, hint=error.hint) from error


def save(root: _Element, path: Path) -> Path:
    """Whole or not at all; the same tree gives the same bytes. Raises ExportError."""
    with replacing(path) as temporary:
        temporary.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return path


def add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    """An element of the parent's namespace on a line of its own; characters that XML cannot hold are left out."""
    space = etree.QName(parent).namespace
    element = etree.SubElement(parent, etree.QName(space, name), {key: clean(value) for key, value in attributes.items()})
    element.text = None if text is None else clean(text)
    element.tail = "\n"
    return element


def clean(text: str) -> str:
    """Without the characters that XML cannot hold: most control characters, lone surrogates, U+FFFE and U+FFFF."""
    return _NOT_XML.sub("", text)


def fill(element: _Element, text: str, stand_in: Callable[[_Element, str], _Element]) -> None:
    """Give an element its text; `stand_in` adds the child that stands for a character that XML cannot hold."""
    head, *rest = _NOT_XML.split(text)
    element.text = head
    for char, tail in zip(rest[::2], rest[1::2], strict=True):
        stand_in(element, char).tail = tail


def flat(element: _Element | None, codes: Mapping[str, Callable[[_Element], str]]) -> str:
    """The text of an element: `codes` says what inline elements of a name stand for; of others it is what is in them."""
    return "".join(_pieces(element, codes)) if element is not None else ""


def _pieces(element: _Element, codes: Mapping[str, Callable[[_Element], str]]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if code := codes.get(local(child)):
            yield code(child)
        elif local(child):
            yield from _pieces(child, codes)
        yield child.tail or ""


def child(element: _Element, name: str) -> _Element | None:
    """The first child of this name, of any namespace."""
    return next((child for child in element if local(child) == name), None)
