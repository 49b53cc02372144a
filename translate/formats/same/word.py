"""A Word document with other text in its paragraphs, set from left to right."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from translate.files import replacing
from translate.formats.docx.runs import clean
from translate.model import Lang
from translate.readers import docx
from translate.readers.zipped import Zipped
from translate.wordxml import child_of, in_namespace, local, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

_LANGUAGES = {Lang.EN: "en-US", Lang.RU: "ru-RU", Lang.AR: "ar-SA"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEFORE_BIDI = frozenset(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN".split()
)
_AFTER_RTL = frozenset("cs em lang eastAsianLayout specVanish oMath rPrChange".split())
_AFTER_LANG = frozenset("eastAsianLayout specVanish oMath rPrChange".split())
_TWINS = {"bCs": "b", "iCs": "i", "szCs": "sz"}
"""What complex scripts have of their own, and what it is for Latin and Cyrillic."""


def replace(data: bytes, path: Path, texts: Mapping[int, str], lang: Lang, target: Path) -> None:
    """`texts` by the places of the document's blocks, which are those of its pieces."""
    with Zipped(data, path) as archive:
        parts = docx.parts(archive)
        place = 0
        for part in parts:
            for piece in part.pieces:
                if place in texts:
                    _replace(piece.slots, texts[place], lang)
                place += 1
            _accept_changes(part.root)
            _left_to_right(part.root)
        trees = {
            part.name: etree.tostring(part.root, xml_declaration=True, encoding="UTF-8", standalone=True) for part in parts
        }
        with replacing(target) as temporary:
            archive.rewritten(temporary, trees)


def _replace(elements: Sequence[_Element], text: str, lang: Lang) -> None:
    texts = [element for element in elements if local(element) == "t"]
    outside = [element for element in texts if not _is_linked(element)]
    chosen = max(outside or texts, key=lambda element: len(element.text or ""))
    if len(outside) < len(texts) and sum(len((e.text or "").strip()) for e in outside) == 0:
        chosen = max(texts, key=lambda element: len(element.text or ""))
    first = texts[0]
    for element in elements[elements.index(first) :]:
        if element is chosen:
            element.text = clean(text)
            element.set(_SPACE, "preserve")
        elif local(element) == "t":
            element.text = ""
        elif (parent := element.getparent()) is not None:  # a tab or break within the text
            parent.remove(element)
    run = _up_to(chosen, "r")
    if run is not None:
        _set_run(run, lang)
    for paragraph in {id(each): each for element in texts if (each := _up_to(element, "p")) is not None}.values():
        _set_paragraph(paragraph)


def _is_linked(element: _Element) -> bool:
    return any(local(each) == "hyperlink" for each in element.iterancestors())


def _up_to(element: _Element, name: str) -> _Element | None:
    return next((each for each in element.iterancestors() if local(each) == name), None)


def _set_run(run: _Element, lang: Lang) -> None:
    """Latin and Cyrillic get what Arabic had of its own: weight and size of complex scripts are others in Word."""
    properties = child_of(run, "rPr")
    if properties is None:
        properties = _make(run, "rPr")
        run.insert(0, properties)
    for element in list(properties):
        name = local(element)
        if name in ("rtl", "cs"):
            properties.remove(element)
        elif name in _TWINS and child_of(properties, _TWINS[name]) is None:
            twin = copy.deepcopy(element)
            twin.tag = str(element.tag).replace(name, _TWINS[name])
            element.addprevious(twin)
    rtl = _make(properties, "rtl")  # a style may ask for it
    _set(rtl, "val", "0")
    _insert(properties, rtl, lambda name: name in _AFTER_RTL)
    language = child_of(properties, "lang")
    if language is None:
        language = _make(properties, "lang")
        _insert(properties, language, lambda name: name in _AFTER_LANG)
    _set(language, "val", _LANGUAGES[lang])


def _set_paragraph(paragraph: _Element) -> None:
    properties = child_of(paragraph, "pPr")
    if properties is None:
        properties = _make(paragraph, "pPr")
        paragraph.insert(0, properties)
    was_bidi = on(properties, "bidi")
    for element in list(properties):
        if local(element) == "bidi" or (local(element) == "jc" and not was_bidi and "right" in element.attrib.values()):
            properties.remove(element)
    bidi = _make(properties, "bidi")
    _set(bidi, "val", "0")
    _insert(properties, bidi, lambda name: name not in _BEFORE_BIDI)


def _insert(parent: _Element, element: _Element, is_after: object) -> None:
    for place, each in enumerate(parent):
        if callable(is_after) and is_after(local(each)):
            parent.insert(place, element)
            return
    parent.append(element)


def _accept_changes(root: _Element) -> None:
    for name in ("del", "moveFrom", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange"):
        _remove(list(root.iter(f"{{*}}{name}")))
    for element in list(root.iter("{*}ins", "{*}moveTo")):
        parent = element.getparent()
        if parent is not None:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)


def _left_to_right(root: _Element) -> None:
    """The columns of tables and the gutter of sections."""
    _remove(list(root.iter("{*}bidiVisual", "{*}rtlGutter")))
    _remove([bidi for section in root.iter("{*}sectPr") for bidi in section.iterchildren("{*}bidi")])


def _remove(elements: Iterable[_Element]) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _make(beside: _Element, name: str) -> _Element:
    return beside.makeelement(in_namespace(beside, name))


def _set(element: _Element, name: str, value: str) -> None:
    element.set(in_namespace(element, name), value)
