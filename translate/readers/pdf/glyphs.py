"""The glyphs of a page with their places, as PDFium has them.

What PDFium makes of them (its order, its blanks, its line ends) is not used: it turns the two letters of a lam-alef round,
and puts numbers and brackets among Arabic where they do not belong.
"""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAM = "ل"
_ALEFS = frozenset("اأإآٱ")
_WORDS = frozenset({"الله", "أكبر", "اكبر", "محمد", "رسول", "ريال"})
"""What a glyph of U+FDF2 to U+FDFC unfolds to."""
_HYPHEN = "\u0002"  # what PDFium makes of a hyphen at a line's end
_NO_CHARACTERS = frozenset({0xFFFE, 0xFFFF, 0xFFFD})
_TATWEEL = "ـ"
_NEAR = 0.02  # points: glyphs of one origin
_BOLD = 600
_NAME = 200


@dataclass(slots=True)
class Glyph:
    """`left` and `right` in points, `y` of the base line; `text` may be several letters, in reading order."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool

    @property
    def is_mark(self) -> bool:
        return unicodedata.category(self.text[0]) == "Mn"

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def glyphs(page: Any, most: int) -> Iterator[Glyph]:  # noqa: ANN401 - PDFium's own, which has no types
    """In the order of the file; blanks are glyphs too. At most `most`."""
    count = min(pdfium.FPDFText_CountChars(page), most)
    x, y = ctypes.c_double(), ctypes.c_double()
    box, tight = pdfium.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    group: list[str] = []
    last: tuple[float, float] | None = None
    made: Glyph | None = None
    bold = _Bold()
    for index in range(count):
        if pdfium.FPDFText_IsGenerated(page, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(page, index)
        char = _letters(code)
        if not char:
            continue
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        place = (x.value, y.value)
        if (
            made is not None
            and last is not None
            and abs(place[0] - last[0]) < _NEAR
            and abs(place[1] - last[1]) < _NEAR
            and not _is_mark(char)
            and not _is_mark(made.text)
        ):
            group.append(char)
            made.text = _ligature(group)
            continue
        if made is not None:
            yield made
        pdfium.FPDFText_GetLooseCharBox(page, index, box)
        left, right = box.left, box.right
        if _is_mark(char):  # has no width of its own: where its ink is counts
            pdfium.FPDFText_GetCharBox(page, index, *tight)
            left, right = tight[0].value, tight[1].value
        size = max(1.0, min(pdfium.FPDFText_GetFontSize(page, index), 1000.0))
        group, last = [char], place
        made = Glyph(char, left, max(left, right), place[1], size, bold.is_bold(page, index, size, char))
    if made is not None:
        yield made


class _Bold:
    """Whether a glyph is bold, asked once a word: by the font's weight, or its name, since many say 400 whatever they are."""

    def __init__(self) -> None:
        self._size = 0.0
        self._known: bool | None = None

    def is_bold(self, page: Any, index: int, size: float, char: str) -> bool:  # noqa: ANN401
        if self._known is None or size != self._size or char.isspace():
            name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
            pdfium.FPDFText_GetFontInfo(page, index, name, _NAME, flags)
            self._known = pdfium.FPDFText_GetFontWeight(page, index) >= _BOLD or b"bold" in name.value.lower()
            self._size = size
        return self._known


def _letters(code: int) -> str:
    """A character as letters: presentation forms folded, controls and stretching dropped."""
    if code in _NO_CHARACTERS or not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:  # noqa: PLR2004 - of Unicode
        return ""
    char = chr(code)
    if char == _HYPHEN:
        return "-"
    if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn"):
        return "\u00ad" if char == "\u00ad" else ""
    if "\ufb00" <= char <= "\ufb06" or "\ufb50" <= char <= "\ufdfc" or "\ufe70" <= char <= "\ufefc":
        return unicodedata.normalize("NFKC", char).replace(_TATWEEL, "").strip() or ""
    return " " if char.isspace() else char


def _ligature(letters: list[str]) -> str:
    """The letters of one glyph, in reading order: PDFium turns those of Arabic round, but not those it unfolds itself."""
    text = "".join(letters)
    if not any("\u0600" <= letter[0] <= "\u06ff" for letter in letters) or text in _WORDS:
        return text
    if len(letters) == 2 and letters[0] == _LAM and letters[1] in _ALEFS:  # noqa: PLR2004 - right already
        return text
    return "".join(reversed(letters))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char[0]) == "Mn"
