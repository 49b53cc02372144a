"""A web page as units of text: what stands between two block elements or line breaks, with where it stands in the tree.

Scripts, styles, forms' fields and what is drawn are passed over. Nothing is fetched and no script runs.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from translate.errors import InputError
from translate.readers import text as plain
from translate.readers.structure import clean

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

Slot = tuple["_Element", str]
"""An element and where of it a text stands: its `text` or its `tail`."""

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed applet canvas audio video map select datalist textarea button "
    "input head rt rp frameset noframes".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,40})""", re.IGNORECASE
)
_TAG = re.compile(rb"<[^>]{0,2000}>")
_CODE = re.compile(rb"<(/?)(?:script|style)\b[^<>]{0,2000}", re.IGNORECASE)
_WHOLE_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")
_LONG_TAG = 20_000  # characters
_MOST_ATTRIBUTES = 5_000  # of an element: libxml2 takes the square of their number
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARABLE = frozenset(
    codecs.lookup(name).name
    for name in "cp1256 iso8859_6 cp1251 koi8_r iso8859_5 cp1252 iso8859_1 utf_16 utf_16_le utf_16_be cp1254 cp1250 gb18030 "
    "shift_jis euc_jp euc_kr big5 mac_arabic cp720 cp864".split()
)
"""A page's word for its encoding is taken for these alone: others are no encodings of text, or slow beyond measure."""


@dataclass(slots=True)
class Unit:
    """`container` is the block element around it. `linked` and `bold` count the characters within links and in bold type.

    `text` is set when the unit is whole.
    """

    container: _Element
    parts: list[tuple[Slot | None, str]] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    time: bool = False
    text: str = ""

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for slot, _ in self.parts if slot is not None)

    @property
    def link_share(self) -> float:
        return self.linked / max(1, sum(len(text.strip()) for _, text in self.parts))

    @property
    def bold_share(self) -> float:
        return self.bold / max(1, sum(len(text.strip()) for _, text in self.parts))


def parse(data: bytes, path: Path) -> tuple[_Element, str]:
    """(root, name of the encoding)."""
    text, encoding = decoded(data, path)
    _check_attributes(text, path)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"cannot be read as a web page: {error.msg}", where=path) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):  # and all that follows is lost
        raise InputError("has elements nested too deep to be read", where=path, hint="save its text as .txt")
    if root is None:  # lxml-stubs do not know it: a page of comments alone
        raise InputError("holds no text", where=path)
    return root, encoding


def _check_attributes(text: str, path: Path) -> None:
    for tag in _WHOLE_TAG.finditer(text):
        if tag.end() - tag.start() > _LONG_TAG:  # most that are as long hold a picture
            count = len(_BETWEEN_ATTRIBUTES.split(_QUOTED.sub(" ", tag.group())))
            if count > _MOST_ATTRIBUTES:
                raise InputError(f"has an element with some {count:,} attributes", where=path, hint="save its text as .txt")


def decoded(data: bytes, path: Path) -> tuple[str, str]:
    """By its byte order mark, as UTF-8 where it is that, as it says, or as it reads best."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if match := _DECLARED.search(data[:8_192]):
        name = match[1].decode("ascii").lower()
        try:
            known = codecs.lookup(name).name
        except (LookupError, ValueError):
            known = ""
        if known == "utf-8":  # said to be, and damaged
            return data.decode("utf-8", "replace"), "utf-8"
        if known in _DECLARABLE:
            text = data.decode(known, "replace")
            really = plain.unless_mislabelled(known, text, without_tags(data))
            return (text, known) if really == known else (data.decode(really, "replace"), really)
    found = plain.guess(without_tags(data))
    if found is None:
        raise InputError(
            "is in no encoding that gives readable text", where=path, hint="save it from the browser as 'Web page, complete'"
        )
    return data.decode(found[1], "replace"), found[1]


def without_tags(data: bytes) -> bytes:
    """For guesses: the names of tags are Latin in every page, and so are its scripts and styles."""
    kept: list[bytes] = []
    start, is_code = 0, False
    for edge in _CODE.finditer(data):
        if not is_code:
            kept.append(data[start : edge.start()])
        start, is_code = edge.end(), not edge[1]
    if not is_code:
        kept.append(data[start:])
    return _TAG.sub(b" ", b" ".join(kept))


def is_known(name: str) -> bool:
    """Whether a file's word for its encoding is taken."""
    try:
        return codecs.lookup(name).name in (*_DECLARABLE, "utf-8", "ascii")
    except (LookupError, ValueError):
        return False


def units(root: _Element) -> tuple[list[Unit], int]:
    """All units of a page in order, those that are blank left out; and how many elements with text are hidden."""
    walk = _Walk()
    walk.over(root)
    return [unit for unit in walk.units if unit.text], walk.hidden


class _Walk:
    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.hidden = 0
        self._unit: Unit | None = None
        self._open: list[_Element] = []
        self._links = self._bolds = self._times = 0

    def over(self, root: _Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if self._is_passed_over(element):
                    walk.skip_subtree()
                else:
                    self._start(element)
            elif event == "end" and not self._is_passed_over(element, again=True):
                self._end(element)
            if event != "start" and element is not root:
                self._text(element, "tail")

    def _is_passed_over(self, element: _Element, *, again: bool = False) -> bool:
        if str(element.tag) in _SKIPPED:
            return True
        if is_hidden(element):
            if not again:
                self.hidden += any(str(text).strip() for text in element.itertext())
                self._flush()
            return True
        return False

    def _start(self, element: _Element) -> None:
        name = str(element.tag)
        if name in _BLOCKS:
            self._flush()
            self._open.append(element)
        elif name == "br":
            if self._open and str(self._open[-1].tag) in _HEADINGS:
                self._current().parts.append((None, " "))
            else:
                self._flush()
        self._count(name, 1)
        self._text(element, "text")

    def _end(self, element: _Element) -> None:
        name = str(element.tag)
        self._count(name, -1)
        if name in _BLOCKS:
            self._flush()
            self._open.pop()

    def _count(self, name: str, step: int) -> None:
        if name == "a":
            self._links += step
        elif name in _BOLD:
            self._bolds += step
        elif name == "time":
            self._times += step

    def _current(self) -> Unit:
        if self._unit is None:
            self._unit = Unit(self._open[-1])
        return self._unit

    def _text(self, element: _Element, attribute: str) -> None:
        text = getattr(element, attribute)
        if not text or not self._open:
            return
        unit = self._current()
        unit.parts.append(((element, attribute), text))
        visible = len(text.strip())
        unit.linked += visible if self._links else 0
        unit.bold += visible if self._bolds else 0
        unit.time = unit.time or bool(self._times and visible)

    def _flush(self) -> None:
        if self._unit is not None:
            self._unit.text = clean(_BLANKS.sub(" ", "".join(text for _, text in self._unit.parts)))
            self.units.append(self._unit)
            self._unit = None


def is_hidden(element: _Element) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool((style := element.get("style")) and _HIDDEN.search(style))
    )
