"""Text → runs of WordprocessingML, one a script, each with what Arabic needs.

That is the complex-script font, size, weight and language, which python-docx does not write (its issues 307, 430, 510, 973).
The XML is put together as text: a table of 10,000 rows has two million elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from translate.arabic import ARABIC
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.config import DocxConfig

    Spans = Sequence[tuple[int, int]]

_LANGUAGES = {Lang.AR: "ar-SA", Lang.EN: "en-US", Lang.RU: "ru-RU"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]")
_BREAK = re.compile(r"(\r\n|[\r\n\t])")


@dataclass(frozen=True, slots=True)
class Face:
    """How a text is set; `scale` is of the size in the config, `colour` six hex digits."""

    scale: float = 1.0
    bold: bool = False
    colour: str = ""


PLAIN = Face()


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def paragraph(content: str, lang: Lang) -> str:
    return f"<w:p>{'<w:pPr><w:bidi/></w:pPr>' if lang is Lang.AR else ''}{content}</w:p>"


def runs(text: str, lang: Lang, config: DocxConfig, face: Face = PLAIN, underlined: Spans = ()) -> str:
    """One run a script, in logical order; signs and digits stay with the run they stand in. Line ends become line breaks.

    `underlined`: offsets into `text` of what is underlined with dots.
    """
    return "".join(
        f"<w:r>{_properties(lang, config, face, is_arabic=is_arabic, underlined=is_underlined)}{_content(piece)}</w:r>"
        for piece, is_arabic, is_underlined in _pieces(text, lang, underlined)
        if clean(piece)
    )


@lru_cache(maxsize=256)
def _properties(lang: Lang, config: DocxConfig, face: Face, *, is_arabic: bool, underlined: bool) -> str:
    """In the order that Word asks for."""
    size = round(config.font_size * face.scale * 2)  # half points
    latin, arabic = (escape(font, {'"': "&quot;"}) for font in (config.latin_font, config.arabic_font))
    language = "" if is_arabic else _LANGUAGES[lang if lang is not Lang.AR else Lang.EN]
    return "".join(
        (
            f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{arabic}"/>',
            "<w:b/><w:bCs/>" if face.bold else "",
            f'<w:color w:val="{face.colour}"/>' if face.colour else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
            '<w:u w:val="dotted"/>' if underlined else "",
            f'<w:lang w:val="{language}"/>' if language else f'<w:rtl/><w:lang w:bidi="{_LANGUAGES[Lang.AR]}"/>',
            "</w:rPr>",
        )
    )


def _content(text: str) -> str:
    """Word takes a line end in `w:t` for a space."""
    plain = escape(clean(text))
    if not _BREAK.search(plain):
        return f'<w:t xml:space="preserve">{plain}</w:t>'
    return "".join(
        ("<w:tab/>" if part == "\t" else "<w:br/>") if _BREAK.fullmatch(part) else f'<w:t xml:space="preserve">{part}</w:t>'
        for part in _BREAK.split(plain)
        if part
    )


def _pieces(text: str, lang: Lang, underlined: Spans) -> Iterator[tuple[str, bool, bool]]:
    """(piece, is it Arabic, is it underlined), in order."""
    edges = sorted({edge for span in underlined for edge in span})
    start = 0
    for piece, is_arabic in _by_script(text, lang):
        end = start + len(piece)
        for left, right in pairwise([start, *(edge for edge in edges if start < edge < end), end]):
            yield text[left:right], is_arabic, any(first <= left and right <= last for first, last in underlined)
        start = end


def _by_script(text: str, lang: Lang) -> list[tuple[str, bool]]:
    """(piece, is it Arabic), in order.

    Signs after a word of the other script run as the paragraph does: Word would set the bracket
    that closes a Latin word in Arabic on the wrong side of it.
    """
    base = current = lang is Lang.AR
    if not (_LATIN if base else ARABIC).search(text):
        return [(text, base)]
    pieces: list[tuple[str, bool]] = []
    start = after_word = 0
    for offset, char in enumerate(text):
        arabic = bool(ARABIC.match(char))
        if (arabic or _LATIN.match(char)) and arabic != current:
            end = offset if current is base else after_word
            pieces.append((text[start:end], current))
            start, current = end, arabic
        if arabic or char.isalnum():
            after_word = offset + 1
    end = len(text) if current is base else after_word
    pieces += [(text[start:end], current), (text[end:], base)]
    return [piece for piece in pieces if piece[0]]
