"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.readers.subtitles import TIMES

if TYPE_CHECKING:
    from pathlib import Path

_HINT = "open it in the program that it is from, and save it as .docx, .odt or .txt"
_OCR = "read it with an OCR program first, for example: ocrmypdf -l ara IN.pdf OUT.pdf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIL = "__substg1.0_".encode("utf-16-le")
_REFUSED = (
    (b"{\\rtf", "is rich text (RTF)", _HINT),
    (b"\x89PNG", "is a picture (PNG)", _OCR),
    (b"\xff\xd8\xff", "is a picture (JPEG)", _OCR),
    (b"GIF8", "is a picture (GIF)", _OCR),
    (b"II*\0", "is a picture (TIFF)", _OCR),
    (b"MM\0*", "is a picture (TIFF)", _OCR),
    (b"\x1f\x8b", "is packed with gzip", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", "pack it as ZIP"),
    (b"Rar!", "is a RAR archive", "pack it as ZIP"),
    (b"BZh", "is packed with bzip2", "unpack it first"),
    (b"\xfd7zXZ\0", "is packed with xz", "unpack it first"),
    (b"\x7fELF", "is a program", ""),
)
_PACKED = (  # a part whose name begins so, and what has it
    ("word/", "docx", ""),
    ("xl/", "", "is an Excel workbook"),
    ("ppt/", "", "is a PowerPoint presentation"),
    ("META-INF/container.xml", "", "is an e-book (EPUB)"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_PDF_WITHIN = 1_024  # bytes before %PDF- that readers of PDF pass over
_LOOKED_AT = 4_096
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(rb"<(?:html|head|body|p|div|h[1-6]|br|table|article|meta|title|span|a|ul|li)\b", re.IGNORECASE)
_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_HEADERS = 2
_LOOSE = frozenset({"text", "markdown", "html", "eml", "subtitles"})


def kind(data: bytes, said: str, path: Path) -> str:
    """`docx`, `odt`, `zip`, `pdf`, `html`, `eml`, `subtitles`, `markdown` or `text`; `said` is that of the file's name.

    Raises InputError for what is known and not read. Between the kinds of plain text the name counts, if the content may
    be that.
    """
    _refuse(data, path)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, path)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    head = data[:_LOOKED_AT]
    if b"\0" in head and head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    return _of_text(head.removeprefix(b"\xef\xbb\xbf"), said)


def _of_text(head: bytes, said: str) -> str:
    if _HTML.match(head):
        return "html"
    first = head.lstrip().split(b"\n", 1)[0]
    if first.startswith(b"WEBVTT") or any(TIMES.match(line.decode("ascii", "replace")) for line in head.split(b"\n", 3)[:3]):
        return "subtitles"
    if _is_mail(head):
        return "eml"
    if said == "html" and not _TAGS.search(head):
        return "text"
    if said == "eml" and len(_HEADERS.findall(head.split(b"\n\n", 1)[0])) < _FEWEST_HEADERS:
        return "text"
    return said if said in _LOOSE else "text"


def _is_mail(head: bytes) -> bool:
    """Whether it has the head of a mail or of a web archive (.mht), whatever it is called."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    return bool(_HEADERS.match(block)) and {b"mime-version:", b"content-type:"} <= {h.lower() for h in _HEADERS.findall(block)}


def _refuse(data: bytes, path: Path) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError("is encrypted", where=path, hint="open it in Word, take the password out, and save it again")
        if _MAIL in data:
            raise InputError("is an Outlook message (.msg)", where=path, hint="save it as .eml, or as text")
        raise InputError("is a document of Word 97–2003 (.doc)", where=path, hint="save it as 'Word Document (.docx)'")
    for start, what, hint in _REFUSED:
        if data.startswith(start):
            raise InputError(what, where=path, hint=hint)


def _packed(data: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (
        zipfile.BadZipFile,
        ValueError,
        NotImplementedError,
        OSError,
        EOFError,
        IndexError,
        OverflowError,
        RuntimeError,
    ) as error:
        raise InputError("is cut short, or damaged", where=path, hint="send it again") from error
    if "mimetype" in names and (at := data.find(_OPEN_DOCUMENT, 0, 200)) >= 0:
        if data.startswith(b"text", at + len(_OPEN_DOCUMENT)):
            return "odt"
        raise InputError("is an OpenDocument file, but no text", where=path, hint="save it as .odt or .docx")
    if "[Content_Types].xml" in names or "META-INF/container.xml" in names:
        for start, name, refused in _PACKED:
            if any(each.startswith(start) for each in names):
                if refused:
                    raise InputError(refused, where=path, hint=_HINT)
                return name
    return "zip"
