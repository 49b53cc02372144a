"""Mails (.eml) → Document: the subject as title, the sender as author, the text; and what is attached, as sources of its own.

The text/plain part is read where there is one, else the text/html part. What is quoted of an earlier mail is a quote; what
follows the line `-- ` is a signature and left out.
"""

from __future__ import annotations

import email
import email.policy
from contextlib import suppress
from email.header import decode_header
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.model import BlockKind, Metadata
from translate.readers import html, structure
from translate.readers import text as plain
from translate.readers.html import tree
from translate.readers.source import Source
from translate.readers.structure import Piece, clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from translate.model import Document

MAX_ATTACHMENTS = 200
_MAX_PARTS = 2_000
_LONGEST_NAME = 120
_LONGEST_HEADER = 5_000
_PARAGRAPH_END = 60  # characters: a mail's lines are broken at 72 or so, a shorter one ends a paragraph


def read(source: Source) -> Document:
    data = source.load()
    message = _parse(data, source)
    pieces, encoding = _body(message, source)
    if not pieces:
        raise InputError("holds no text", where=source.path, hint="what is attached is read on its own")
    subject = _header(message, "Subject")
    if subject:
        pieces.insert(0, Piece(subject, "Subject", BlockKind.TITLE))
    known = Metadata(title=subject, date=_date(message), author=_header(message, "From"))
    return structure.document(source, data, pieces, encoding=encoding, metadata=known)


def has_text(source: Source) -> bool:
    data = source.load()
    return bool(_body(_parse(data, source), source)[0])


def attachments(source: Source) -> Iterator[tuple[str, Source]]:
    """(name, source) of what is attached; a mail within the mail is one file. Raises InputError if there are too many."""
    message = _parse(source.load(), source)
    seen: dict[str, int] = {}
    for number, part in enumerate(_attached(message)):
        if number >= MAX_ATTACHMENTS:
            raise InputError(
                f"has more than {MAX_ATTACHMENTS} attachments", where=source.path, hint="give the files themselves"
            )
        name = _name(part, number)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            path = PurePosixPath(name)
            name = f"{path.stem}-{seen[name]}{path.suffix}"
        yield name, Source(source.path / name, partial(_payload, part))


def _parse(data: bytes, source: Source) -> Message:
    """With the older policy: the newer one's parsers of headers fall over what is malformed in ways of their own."""
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except (RecursionError, ValueError, LookupError) as error:
        raise InputError("is a mail too damaged to be read", where=source.path, hint="save it again as .eml") from error


def _parts(message: Message) -> Iterator[Message]:
    """All parts in order, without recursion: mails may be nested as deep as a sender likes."""
    waiting = [message]
    count = 0
    while waiting and count < _MAX_PARTS:
        part = waiting.pop()
        count += 1
        yield part
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting.extend(reversed([each for each in part.get_payload() if not isinstance(each, str)]))


def _attached(message: Message) -> Iterator[Message]:
    for part in _parts(message):
        if part is not message and (part.get_content_type() == "message/rfc822" or _is_attached(part)):
            yield part


def _is_attached(part: Message) -> bool:
    if part.is_multipart():
        return False
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or bool(_raw_name(part))


def _raw_name(part: Message) -> str:
    with suppress(ValueError, LookupError, TypeError, AttributeError, IndexError):
        return part.get_filename() or ""
    return ""


def _name(part: Message, number: int) -> str:
    """The last step of the name that the mail gives, without signs that lead out of a folder."""
    given = _decoded_header(_raw_name(part)).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(char for char in given if char.isprintable()).strip(". ")[-_LONGEST_NAME:]
    if name:
        return name
    return f"attachment-{number + 1}{'.eml' if part.get_content_type() == 'message/rfc822' else ''}"


def _payload(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
            if isinstance(inner, list) and inner and not isinstance(inner[0], str):
                return bytes(inner[0].as_bytes())
    return _bytes(part)


def _bytes(part: Message) -> bytes:
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return payload
    return b""


def _body(message: Message, source: Source) -> tuple[list[Piece], str]:
    texts = [part for part in _parts(message) if not part.is_multipart() and not _is_attached(part)]
    for part in texts:
        if part.get_content_type() == "text/plain" and (data := _bytes(part)).strip():
            text, encoding = _text(part, data, source)
            return list(_pieces(text)), encoding
    for part in texts:
        if part.get_content_type() == "text/html" and (data := _bytes(part)).strip():
            root, encoding = tree.parse(_text(part, data, source)[0].encode("utf-8", "replace"), source.path)
            return html.pieces(root)[0], encoding
    return [], "utf-8"


def _text(part: Message, data: bytes, source: Source) -> tuple[str, str]:
    """By the charset that the part names, if it can be that, else as any text."""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        charset = str(part.get_content_charset() or "").lower()
        if tree.is_known(charset):
            return data.decode(charset), charset
    return plain.decoded(data, source.path)


def _pieces(text: str) -> Iterator[Piece]:
    """Lines that were broken to fit are joined again: those that are as long as a mail's lines are."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraph: list[str] = []
    first, quoted = 0, False
    for number, line in enumerate([*lines, ""], 1):
        if line in ("-- ", "--"):
            break
        is_quoted = line.startswith(">")
        stripped = clean(line.lstrip("> "))
        if paragraph and (not stripped or is_quoted != quoted or len(paragraph[-1]) < _PARAGRAPH_END):
            yield _piece(paragraph, first, quoted=quoted)
            paragraph = []
        if stripped:
            if not paragraph:
                first, quoted = number, is_quoted
            paragraph.append(stripped)
            if len(stripped) > structure.MAX_LINE:
                break
    if paragraph:
        yield _piece(paragraph, first, quoted=quoted)


def _piece(paragraph: list[str], first: int, *, quoted: bool) -> Piece:
    return Piece(" ".join(paragraph), kind=BlockKind.QUOTE if quoted else None, line=first)


def _header(message: Message, name: str) -> str:
    return clean(" ".join(_decoded_header(str(message.get(name) or "")).split()))


def _decoded_header(raw: str) -> str:
    """=?windows-1256?B?…?= and the like; what cannot be decoded stays as it is."""
    raw = raw[:_LONGEST_HEADER]
    with suppress(LookupError, ValueError, TypeError, AttributeError, email.errors.MessageError):
        parts = []
        for text, charset in decode_header(raw):
            if isinstance(text, str):
                parts.append(text)
            else:
                known = charset if charset and tree.is_known(charset) else "utf-8"
                parts.append(text.decode(known, "replace"))
        return "".join(parts)
    return raw


def _date(message: Message) -> str:
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(str(message.get("Date") or "")).isoformat()
    return ""
