"""PDFs with a text layer → Document. One of pictures only is named as that: reading pictures is another program's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from translate.errors import InputError
from translate.model import Metadata
from translate.readers import structure
from translate.readers.pdf import layout
from translate.readers.pdf.glyphs import glyphs
from translate.readers.pdf.lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Document
    from translate.readers.pdf.lines import Line
    from translate.readers.source import Source

MAX_PAGES = 2_000
MAX_GLYPHS = 5_000_000
_MAX_ON_A_PAGE = 100_000
_OCR = "read it with an OCR program first, for example: ocrmypdf -l ara IN.pdf OUT.pdf"
_LOCKED = "password"  # in PDFium's message


def read(source: Source) -> Document:
    data = source.load()
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _LOCKED in str(error).lower():
            raise InputError("is encrypted", where=source.path, hint="open it, and save it without a password") from error
        raise InputError(
            "is no PDF, or a damaged one", where=source.path, hint="send it again, or print it to a new PDF"
        ) from error
    try:
        pages = list(_pages(file, source))
        author = _author(file)
    finally:
        file.close()
    found, running = layout.pieces(pages)
    if not any(char.isalpha() for piece in found for char in piece.text):
        raise InputError("holds no text, only pictures", where=source.path, hint=_OCR)
    notes = [f"{running} running heads, feet and page numbers left out"] if running else []
    return structure.document(source, data, found, metadata=Metadata(author=author), notes=notes)


def _author(file: pypdfium2.PdfDocument) -> str:
    """Empty, too, where it is no text: pypdfium2 raises for half a surrogate pair."""
    try:
        author = _tidy(file.get_metadata_value("Author"))
    except UnicodeDecodeError:
        return ""
    return "" if author == "python-docx" else author


def _pages(file: pypdfium2.PdfDocument, source: Source) -> Iterator[tuple[float, list[Line]]]:
    """Height and lines of each page. One that cannot be opened counts as empty."""
    count = len(file)
    if count > MAX_PAGES:
        raise InputError(f"has {count:,} pages, more than {MAX_PAGES:,}", where=source.path, hint="cut it into articles")
    left = MAX_GLYPHS
    for number in range(count):
        page = pdfium.FPDF_LoadPage(file.raw, number)
        if not page:
            continue
        try:
            text = pdfium.FPDFText_LoadPage(page)
            if text:
                try:
                    found = list(glyphs(text, min(left, _MAX_ON_A_PAGE)))
                finally:
                    pdfium.FPDFText_ClosePage(text)
                left -= len(found)
                yield float(pdfium.FPDF_GetPageHeightF(page)), list(lines(found, number + 1))
        finally:
            pdfium.FPDF_ClosePage(page)
        if left <= 0:
            raise InputError(f"has more than {MAX_GLYPHS:,} letters", where=source.path, hint="cut it into articles")


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())[:500]
