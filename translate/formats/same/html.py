"""A web page with other text in its article, set from left to right. Scripts and styles stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from translate.files import replacing
from translate.formats.docx.runs import clean
from translate.model import BlockKind
from translate.readers import html as reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

    from translate.model import Lang
    from translate.readers.html.tree import Slot
    from translate.readers.structure import Piece

_DIRECTION = re.compile(r"direction(\s*:\s*)rtl", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align(\s*:\s*)right", re.IGNORECASE)
_TITLES = frozenset({"og:title", "twitter:title"})


def replace(data: bytes, path: Path, texts: Mapping[int, str], lang: Lang, target: Path) -> None:
    """`texts` by the places of the document's blocks, which are those of its pieces."""
    root = reader.parse(data, path)
    pieces, _ = reader.pieces(root)
    _set_titles(root, pieces, texts)
    for place, text in texts.items():
        _replace(pieces[place].slots, text)
    _left_to_right(root, lang)
    _say_utf8(root)
    has_type = b"<!doctype" in data[:2_000].lower()
    written = etree.tostring(root.getroottree() if has_type else root, method="html", encoding="utf-8")
    with replacing(target) as temporary:
        temporary.write_bytes(written)


def _replace(slots: Sequence[Slot], text: str) -> None:
    """Blanks around the text stay: they part it from what stands beside it."""
    filled = [slot for slot in slots if _get(slot).strip()]
    outside = [slot for slot in filled if not _is_linked(slot)]
    chosen = max(outside or filled, key=lambda slot: len(_get(slot)))
    for slot in filled:
        element, attribute = slot
        was = _get(slot)
        blank = was[: len(was) - len(was.lstrip())], was[len(was.rstrip()) :]
        setattr(element, attribute, f"{blank[0]}{clean(text)}{blank[1]}" if slot == chosen else "")


def _get(slot: Slot) -> str:
    return str(getattr(*slot) or "")


def _is_linked(slot: Slot) -> bool:
    element, attribute = slot
    holders = element.iterancestors("a")
    return (attribute == "text" and element.tag == "a") or any(True for _ in holders)


def _set_titles(root: _Element, pieces: Sequence[Piece], texts: Mapping[int, str]) -> None:
    """In the page's head, where they repeat the article's."""
    place = next((place for place, piece in enumerate(pieces) if piece.kind is BlockKind.TITLE and place in texts), None)
    if place is None:
        return
    source, text = pieces[place].text, clean(texts[place])
    title = root.find(".//head/title")
    if title is not None and title.text and source in " ".join(title.text.split()):
        title.text = " ".join(title.text.split()).replace(source, text)
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _TITLES and source in " ".join((meta.get("content") or "").split()):
            meta.set("content", " ".join((meta.get("content") or "").split()).replace(source, text))


def _left_to_right(root: _Element, lang: Lang) -> None:
    root.set("lang", str(lang))
    root.set("dir", "ltr")
    for element in root.iter(etree.Element):
        if (element.get("dir") or "").lower() == "rtl":
            element.set("dir", "ltr")
        if (element.get("lang") or "").lower().split("-")[0] == "ar":
            element.set("lang", str(lang))
        if (element.get("align") or "").lower() == "right":
            element.set("align", "left")
        if style := element.get("style"):
            element.set("style", _ALIGNED.sub(r"text-align\1left", _DIRECTION.sub(r"direction\1ltr", style)))


def _say_utf8(root: _Element) -> None:
    head = root.find("head")
    if head is None:
        head = root.makeelement("head")
        root.insert(0, head)
    for meta in list(head.iter("meta")):
        if meta.get("charset") is not None or (meta.get("http-equiv") or "").lower() == "content-type":
            parent = meta.getparent()
            if parent is not None:
                parent.remove(meta)
    meta = head.makeelement("meta")
    meta.set("charset", "utf-8")
    head.insert(0, meta)
