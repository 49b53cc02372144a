"""Drafts → the review table in Word: № · Arabic · English · Russian · notes, one row a sentence, landscape A4.

python-docx gives the package, its styles and sections. The table is built with lxml, since python-docx takes quadratic
time for rows and does not write what Arabic needs: `w:bidi` on the paragraph, and on the run the complex-script font,
size, weight and language (see its issues 307, 430, 510, 973).
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm, Pt
from lxml import etree

from translate import __version__
from translate.arabic import ARABIC
from translate.files import replacing
from translate.formats.view import now
from translate.model import BlockKind, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document as Word

    from translate.config import DocxConfig
    from translate.formats.view import View
    from translate.model import Draft, Segment

_NAMESPACE = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_W = f"{{{_NAMESPACE['w']}}}"
_DECLARATION = f' xmlns:w="{_NAMESPACE["w"]}"'.encode()
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PAGE = (Mm(297), Mm(210))
_MARGIN = Mm(14)
_TEXT_WIDTH = 15_250  # twentieths of a point between the margins
_NUMBER_WIDTH, _NOTES_WIDTH = 700, 2_900
_CELL_MARGINS = {"top": 50, "left": 90, "bottom": 50, "right": 90}
_LANGUAGES = {Lang.AR: "ar-SA", Lang.EN: "en-US", Lang.RU: "ru-RU"}
_HEADINGS = {Lang.AR: "العربية", Lang.EN: "English", Lang.RU: "Русский"}
_KIND_FILL = {BlockKind.TITLE: "DCE6F1", BlockKind.HEADING: "EEF3F8"}
_KIND_SCALE = {BlockKind.TITLE: 1.25, BlockKind.HEADING: 1.1, BlockKind.CREDIT: 0.9, BlockKind.DATELINE: 0.9}
_FINDING_FILL = {Severity.ERROR: "FBE3E0", Severity.WARNING: "FFF4D6"}
_FINDING_MARK = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
_REPAIR_MARK = "↻"
_HEADER_FILL = "D9D9D9"
_ROWS_HERE = b"<!--rows-->"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same content
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_PROPERTY = 255  # characters: python-docx refuses more
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]")


def write(view: View, path: Path, config: DocxConfig) -> Path:
    """The rows are written to the package one by one, so that memory does not grow with them."""
    word = docx.Document()
    _page(word, view, config)
    table = _Table(view, config)
    word.element.body.insert(2, table.element)
    buffer = io.BytesIO()
    word.save(buffer)
    with (
        replacing(path) as temporary,
        zipfile.ZipFile(buffer) as made,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            with target.open(info, "w") as part:
                head, found, tail = made.read(name).partition(_ROWS_HERE)
                part.write(head)
                if found:
                    for row in table.rows():
                        part.write(row)
                part.write(tail)
    return path


def _page(word: Word, view: View, config: DocxConfig) -> None:
    """Page, styles, properties, header, footer, and the two lines above the table."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = Mm(7)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = config.latin_font, Pt(config.font_size)
    normal.paragraph_format.space_after = Pt(0)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = (
        _xml(view.document.title)[:_MAX_PROPERTY],
        f"newsdesk-translate {__version__}",
        "",
    )
    properties.created = properties.modified = now().replace(tzinfo=None)
    properties.language = str(Lang.AR)
    title = word.add_heading(level=1)
    title._p.extend(_runs(view.document.title, Lang.AR, config, scale=1.4, bold=True))  # noqa: SLF001
    _set_bidi(title._p)  # noqa: SLF001
    word.add_paragraph(
        "Machine drafts for review. Nothing here is fit to publish before a human has read it against the Arabic."
    )
    engine = _xml(view.signature).split("|terms:")[0].replace("|", " · ")
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (header, footer):
        paragraph.style = normal  # the styles of header and footer have tab stops for a portrait page
        paragraph.paragraph_format.tab_stops.add_tab_stop(Length(_PAGE[0] - 2 * _MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    header.text = f"{_xml(view.document.name)}\tglossary {view.termbase.version}"
    footer.text = f"{engine}\t"
    footer._p.extend(_field("PAGE"))  # noqa: SLF001
    footer.add_run(" / ")
    footer._p.extend(_field("NUMPAGES"))  # noqa: SLF001


class _Table:
    """`element` is `w:tbl` with a mark where its rows go; `rows` gives them as XML. Widths are in twentieths of a point."""

    def __init__(self, view: View, config: DocxConfig) -> None:
        self._view = view
        self._config = config
        text = (_TEXT_WIDTH - _NUMBER_WIDTH - _NOTES_WIDTH) // (1 + len(view.targets))
        self._widths = [_NUMBER_WIDTH, *[text] * (1 + len(view.targets)), _NOTES_WIDTH]
        margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _CELL_MARGINS.items())
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        self.element = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
        )
        self.element.append(etree.Comment(_ROWS_HERE[4:-3].decode()))

    def rows(self) -> Iterator[bytes]:
        yield _serialized(self._header())
        for number, segment in enumerate(self._view.segments, 1):
            yield _serialized(self._row(number, segment))

    def _header(self) -> etree._Element:
        row = etree.Element(f"{_W}tr", nsmap=_NAMESPACE)
        properties = _child(row, "trPr")
        _child(properties, "cantSplit")
        _child(properties, "tblHeader")
        languages = [(_HEADINGS[lang], lang) for lang in (Lang.AR, *self._view.targets)]
        names = [("№", Lang.EN), *languages, ("Notes", Lang.EN)]
        for (name, lang), width in zip(names, self._widths, strict=True):
            self._cell(row, width, _HEADER_FILL, [(name, lang)], bold=True)
        return row

    def _row(self, number: int, segment: Segment) -> etree._Element:
        row = etree.Element(f"{_W}tr", nsmap=_NAMESPACE)
        _child(_child(row, "trPr"), "cantSplit")
        drafts = [(lang, self._view.drafts[lang].get(segment.id)) for lang in self._view.targets]
        widths = iter(self._widths)
        fill = _KIND_FILL.get(segment.kind, "")
        bold = segment.kind in (BlockKind.TITLE, BlockKind.HEADING)
        scale = _KIND_SCALE.get(segment.kind, 1.0)
        self._cell(row, next(widths), fill, [(str(number), Lang.EN)], scale=0.9)
        self._cell(row, next(widths), fill, [(segment.source, Lang.AR)], bold=bold, scale=scale)
        for lang, draft in drafts:
            text = draft.text if draft else ""
            self._cell(row, next(widths), _doubt(draft) or fill, [(text, lang)], bold=bold, scale=scale)
        notes = [(note, Lang.EN) for lang, draft in drafts if draft for note in _notes(lang, draft)]
        self._cell(row, next(widths), fill, notes or [("", Lang.EN)], scale=0.8)
        return row

    def _cell(
        self,
        row: etree._Element,
        width: int,
        fill: str,
        lines: list[tuple[str, Lang]],
        *,
        bold: bool = False,
        scale: float = 1.0,
    ) -> None:
        cell = _child(row, "tc")
        properties = _child(cell, "tcPr")
        _child(properties, "tcW", w=str(width), type="dxa")
        if fill:
            _child(properties, "shd", val="clear", color="auto", fill=fill)
        for text, lang in lines:
            paragraph = _child(cell, "p")
            if lang is Lang.AR:
                _child(_child(paragraph, "pPr"), "bidi")
            paragraph.extend(_runs(text, lang, self._config, scale=scale, bold=bold))


def _serialized(element: etree._Element) -> bytes:
    """An element of the main part, whose root declares the namespace already."""
    return etree.tostring(element, encoding="utf-8").replace(_DECLARATION, b"", 1)


def _doubt(draft: Draft | None) -> str:
    """The colour of the worst finding, or none."""
    severities = {finding.severity for finding in draft.findings} if draft else set()
    return next((fill for severity, fill in _FINDING_FILL.items() if severity in severities), "")


def _notes(lang: Lang, draft: Draft) -> Iterator[str]:
    """What the checks found, then what the glossary changed."""
    for finding in draft.findings:
        yield f"{lang.upper()} {_FINDING_MARK[finding.severity]} {finding.message}"
    for repair in draft.repairs:
        yield f"{lang.upper()} {_REPAIR_MARK} {repair}"


def _runs(text: str, lang: Lang, config: DocxConfig, *, scale: float = 1.0, bold: bool = False) -> list[etree._Element]:
    """One run a script, in logical order; signs and digits stay with the run they stand in."""
    return [
        _run(piece, lang, config, is_arabic=is_arabic, scale=scale, bold=bold)
        for piece, is_arabic in _by_script(_xml(text), lang)
    ]


def _xml(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _by_script(text: str, lang: Lang) -> list[tuple[str, bool]]:
    """(piece, is it Arabic), in order.

    Signs after a word of the other script run as the paragraph does: Word would set the bracket
    that closes a Latin word in Arabic on the wrong side of it.
    """
    pieces: list[tuple[str, bool]] = []
    base = current = lang is Lang.AR
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


def _run(text: str, lang: Lang, config: DocxConfig, *, is_arabic: bool, scale: float, bold: bool) -> etree._Element:
    run = etree.Element(f"{_W}r")
    properties = _child(run, "rPr")
    _child(properties, "rFonts", ascii=config.latin_font, hAnsi=config.latin_font, cs=config.arabic_font)
    if bold:
        _child(properties, "b")
        _child(properties, "bCs")
    size = str(round(config.font_size * scale * 2))  # half points
    _child(properties, "sz", val=size)
    _child(properties, "szCs", val=size)
    if is_arabic:
        _child(properties, "rtl")
        _child(properties, "lang", bidi=_LANGUAGES[Lang.AR])
    else:
        _child(properties, "lang", val=_LANGUAGES[lang if lang is not Lang.AR else Lang.EN])
    element = _child(run, "t")
    element.set(_XML_SPACE, "preserve")
    element.text = text
    return run


def _child(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{_W}{tag}", {f"{_W}{name}": value for name, value in attributes.items()})


def _set_bidi(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is not None:
        properties.append(etree.Element(f"{_W}bidi"))


def _field(code: str) -> list[etree._Element]:
    """A field that Word computes: PAGE, NUMPAGES."""
    runs = []
    for tag, attributes, text in (
        ("fldChar", {"fldCharType": "begin"}, ""),
        ("instrText", {}, code),
        ("fldChar", {"fldCharType": "end"}, ""),
    ):
        run = etree.Element(f"{_W}r")
        element = _child(run, tag, **attributes)
        if text:
            element.text = text
        runs.append(run)
    return runs
