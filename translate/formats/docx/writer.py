"""Drafts → the review table in Word, landscape A4. python-docx gives the package, its styles and sections."""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm, Pt
from lxml import etree

from translate import __version__
from translate.config import ReviewConfig
from translate.files import replacing
from translate.formats.docx.labels import INTERFACES
from translate.formats.docx.marks import NAMESPACE, PROPERTY, Kind, Mark
from translate.formats.docx.runs import Face, clean, paragraph, runs
from translate.formats.docx.table import Table
from translate.formats.view import now
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from docx.document import Document as Word

    from translate.config import DocxConfig
    from translate.formats.view import View

_PAGE = (Mm(297), Mm(210))
_MARGIN = Mm(14)
_TABLE_HERE, _SOURCES_HERE = b"<!--table-->", b"<!--sources-->"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same content
_MAX_PROPERTY = 255  # characters: python-docx refuses more
_DEFAULT = ReviewConfig()
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of the properties that users define, in all of Office
_ITEM_ID = "{6D1F2E0C-6B0E-4C7E-9C57-6E65777364BD}"  # of our custom XML part: any, but always the same
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(view: View, path: Path, config: DocxConfig, review: ReviewConfig = _DEFAULT) -> Path:
    """The rows are written to the package one by one, so that memory does not grow with them."""
    word = docx.Document()
    _page(word, view, config, review)
    _settings(word)
    _carriers(word, view)
    word.element.body.insert(2, etree.Comment(_TABLE_HERE[4:-3].decode()))
    streams: Mapping[bytes, Callable[[], Iterator[str]]] = {
        _TABLE_HERE: Table(view, config, review).xml,
        _SOURCES_HERE: partial(_sources, view),
    }
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
            data = made.read(name)
            mark = next((mark for mark in streams if mark in data), None)
            head, _, tail = data.partition(mark) if mark else (data, b"", b"")
            with target.open(info, "w") as part:
                part.write(head)
                if mark:
                    for piece in streams[mark]():
                        part.write(piece.encode())
                part.write(tail)
    return path


def _page(word: Word, view: View, config: DocxConfig, review: ReviewConfig) -> None:
    """Page, styles, properties, header, footer, and the two lines above the table."""
    labels = INTERFACES[review.interface]
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
        clean(view.document.title)[:_MAX_PROPERTY],
        f"newsdesk-translate {__version__}",
        "",
    )
    properties.created = properties.modified = now().replace(tzinfo=None)
    properties.language = str(Lang.AR)
    warning = paragraph(runs(labels.warning, review.interface, config), review.interface)
    for place, text in enumerate((_title(view, config), warning)):
        word.element.body.insert(place, _parsed(text))
    engine = clean(view.signature).split("|terms:")[0].replace("|", " · ")
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for each in (header, footer):
        each.style = normal  # the styles of header and footer have tab stops for a portrait page
        each.paragraph_format.tab_stops.add_tab_stop(Length(_PAGE[0] - 2 * _MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    header.text = f"{clean(view.document.name)}\t{labels.glossary} {view.termbase.version}"
    footer.text = f"{engine}\t"
    footer._p.extend(_field("PAGE"))  # noqa: SLF001
    footer.add_run(" / ")
    footer._p.extend(_field("NUMPAGES"))  # noqa: SLF001


def _title(view: View, config: DocxConfig) -> str:
    """The article's title, locked, with the id of the export: a second place for it, should a program drop the property."""
    mark = Mark(Kind.EXPORT, view.export)
    content = runs(view.document.title, Lang.AR, config, Face(scale=1.4, bold=True))
    return (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:bidi/></w:pPr>'
        f'<w:bookmarkStart w:id="1" w:name="{mark.bookmark}"/><w:sdt><w:sdtPr><w:tag w:val="{mark.tag}"/><w:id w:val="2"/>'
        f'<w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        '<w:bookmarkEnd w:id="1"/></w:p>'
    )


def _settings(word: Word) -> None:
    """Track what is written from now on, but not how it looks; as a document of Word 2013, not in its compatibility mode."""
    settings = word.settings.element
    place = settings.index(settings.find(qn("w:defaultTabStop")))
    settings[place:place] = [_parsed("<w:trackRevisions/>"), _parsed("<w:doNotTrackFormatting/>")]
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _carriers(word: Word, view: View) -> None:
    """The id of the export as a property of the document, and the part that lists its sources."""
    package = word.part.package
    properties = (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{_FORMAT_ID}" pid="2" name="{PROPERTY}"><vt:lpwstr>{view.export}</vt:lpwstr></property></Properties>'
    )
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, properties.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    sources = f'{_XML}<export xmlns="{NAMESPACE}" id="{view.export}">{_SOURCES_HERE.decode()}</export>'
    item = Part(PackURI("/customXml/item2.xml"), CONTENT_TYPE.XML, sources.encode(), package)
    described = (
        f'{_XML}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    props = Part(PackURI("/customXml/itemProps2.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, described.encode(), package)
    item.relate_to(props, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _sources(view: View) -> Iterator[str]:
    """Of each sentence its id, the SHA-256 of the Arabic, and the state of each translation when it was exported."""
    for segment in view.segments:
        digest = hashlib.sha256(segment.source.encode("utf-8", "surrogatepass")).hexdigest()
        drafts = ((lang, view.drafts[lang].get(segment.id)) for lang in view.targets)
        states = "".join(f' {lang}="{draft.state}"' for lang, draft in drafts if draft)
        yield f'<source id="{segment.id}" sha256="{digest}"{states}/>'


def _parsed(xml: str) -> etree._Element:
    """An element of python-docx's tree, from XML that does not declare its namespace."""
    name = xml[: min(xml.index(end) for end in ">/ " if end in xml)]
    return parse_xml(f"{name} {nsdecls('w')}{xml[len(name) :]}")


def _field(code: str) -> list[etree._Element]:
    """A field that Word computes: PAGE, NUMPAGES."""
    parts = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>", '<w:fldChar w:fldCharType="end"/>')
    return [_parsed(f"<w:r>{part}</w:r>") for part in parts]
