"""An article in one language as a Word document, in the house's template where there is one."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from translate.errors import PublishError
from translate.files import replacing
from translate.formats.view import now
from translate.model import Lang
from translate.publish.labels import LABELS
from translate.publish.templating import GENERATOR

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from translate.config import Config
    from translate.publish.edition import Edition

_STYLES = {
    "headline": ("Title",),
    "title": ("Heading 1",),
    "dateline": ("Dateline", "Subtitle"),
    "heading": ("Heading 1",),
    "paragraph": ("Body Text", "Normal"),
    "list-item": ("List Bullet", "Body Text"),
    "quote": ("Quote", "Body Text"),
    "caption": ("Caption", "Body Text"),
    "credit": ("Credit", "Caption"),
    "notice": ("Intense Quote", "Normal"),
}
"""For each part of an article the styles to look for in the template; where it has none of them, its default."""
_LANGUAGES = {Lang.AR: "ar-SA", Lang.EN: "en-GB", Lang.RU: "ru-RU"}
_STAMP = (1980, 1, 1, 0, 0, 0)  # of every part in the archive, so that the same text gives the same file


def write(edition: Edition, lang: Lang, config: Config, path: Path) -> Path:
    """Raises PublishError for a template that is no Word document."""
    document = _template(config)
    _fill(document, edition, lang, config)
    buffer = BytesIO()
    document.save(buffer)
    with replacing(path) as temporary, zipfile.ZipFile(buffer) as parts, zipfile.ZipFile(temporary, "w") as made:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            made.writestr(zipfile.ZipInfo(name, _STAMP), parts.read(name), zipfile.ZIP_DEFLATED)
    return path


def _template(config: Config) -> Document:
    """The template without its text; its page, header and footer stay. `.dotx` is not read by python-docx."""
    named = config.publish.template
    if not named:
        return docx.Document()
    path = config.root / named
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, ValueError, KeyError, zipfile.BadZipFile, OSError) as error:
        raise PublishError(
            f"cannot be used as a template: {error}", where=path, hint="publish.template wants a .docx saved by Word"
        ) from error
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


def _fill(document: Document, edition: Edition, lang: Lang, config: Config) -> None:
    told, core = edition.about[lang], document.core_properties
    core.title, core.language, core.author = told.title[:255], _LANGUAGES[lang], told.author[:255]
    core.subject, core.comments = told.source[:255], GENERATOR
    core.created = core.modified = now().replace(microsecond=0, tzinfo=None)
    core.last_modified_by = config.publish.publisher[:255]
    if lang in edition.drafts:
        _add(document, "notice", LABELS[lang]["notice"], lang)
    _add(document, "headline", edition.title.texts[lang], lang)
    if told.dateline:
        _add(document, "dateline", told.dateline, lang)
    for row in edition.body:
        _add(document, row.kind, row.texts[lang], lang)
    for row in edition.credits:
        _add(document, "credit", row.texts[lang], lang)


def _add(document: Document, part: str, text: str, lang: Lang) -> Paragraph:
    there = {style.name for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    wanted = _STYLES.get(part, _STYLES["paragraph"])
    style = next((name for name in wanted if name in there), None)
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGES[lang])
    run._r.get_or_add_rPr().append(language)  # noqa: SLF001 - python-docx has no other way to the run's language
    return paragraph
