"""Mails (.eml) → Document: the subject as title, the sender as author, the text; and what is attached, as sources of its own.

All parts of text are read, and of parts that are alternatives of one another text/plain, but text/html where only that has
Arabic. What is quoted of an earlier mail is a quote; what
follows the line `-- ` is a signature and left out.
"""

from __future__ import annotations

import email
import email.policy
import re
from contextlib import suppress
from email.header import decode_header
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.model import BlockKind, Metadata
from translate.readers import html, structure
from translate.readers import text as plain
from translate.readers.html import tree
from translate.readers.source import Source, notes_on_unread, untaken
from translate.readers.structure import Piece, clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message
    from pathlib import Path

    from translate.model import Document

MAX_ATTACHMENTS = 200
_MAX_PARTS = 2_000
_LONGEST_NAME = 120
_LONGEST_HEADER = 5_000
_SIGNATURE = "-- "  # with its blank: `--` alone is a rule within the text
_ARABIC = re.compile("[\u0621-\u064a]")
_PARAGRAPH_END = 60  # characters: a mail's lines are broken at 72 or so, a shorter one ends a paragraph


def read(source: Source) -> Document:
    data = source.load()
    message = _parse(data, source)
    pieces, encoding, notes = _body(message, source)
    unread = _notes_on_unread(message)
    if not pieces:
        hint = "; ".join(unread) or "what is attached is read on its own"
        raise InputError("holds no text", where=source.path, hint=hint)
    subject = _header(message, "Subject")
    if subject:
        pieces.insert(0, Piece(subject, "Subject", BlockKind.TITLE))
    known = Metadata(title=subject, date=_date(message), author=_header(message, "From"))
    return structure.document(source, data, pieces, encoding=encoding, metadata=known, notes=(*notes, *unread))


def has_text(source: Source) -> bool:
    return _has_text(_parse(source.load(), source), source)


def _has_text(message: Message, source: Source) -> bool:
    """A text that cannot be read is one too: the error comes when it is read, and what is attached is read all the same."""
    try:
        return bool(_body(message, source)[0])
    except InputError:
        return True


def attachments(source: Source) -> Iterator[tuple[str, Source]]:
    """(name, source) of what is attached; a mail within the mail is one file. Raises InputError if there are too many."""
    message = _parse(source.load(), source)
    taken: dict[Path, int] = {}
    notes = () if _has_text(message, source) else _notes_on_unread(message)  # else the mail itself has them
    for number, part in enumerate(_attached(message)):
        if number >= MAX_ATTACHMENTS:
            raise InputError(
                f"has more than {MAX_ATTACHMENTS} attachments", where=source.path, hint="give the files themselves"
            )
        path = untaken(source.path / _name(part, number), taken)
        yield path.name, Source(path, partial(_payload, part), notes)


def _notes_on_unread(message: Message) -> tuple[str, ...]:
    return notes_on_unread(_name(part, number) for number, part in enumerate(_attached(message)))


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


def _body(message: Message, source: Source) -> tuple[list[Piece], str, list[str]]:
    """(pieces, encoding, notes)"""
    pieces: list[Piece] = []
    encodings: list[str] = []
    notes: list[str] = []
    for group in _alternatives(message):
        read_ = [(part, *_text(part, data, source)) for part in group if (data := _bytes(part)).strip()]
        plain_ = [each for each in read_ if each[0].get_content_type() == "text/plain"]
        pages = [each for each in read_ if each[0].get_content_type() == "text/html"]
        if pages and (not plain_ or (not _has_arabic(plain_) and _has_arabic(pages))):
            for _, text, encoding in pages:
                found, left_out = html.pieces(tree.parse(text.encode("utf-8", "replace"), source.path)[0])
                pieces += found
                notes += left_out
                encodings.append(encoding)
            continue
        for _, text, encoding in plain_:
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            until = lines.index(_SIGNATURE) if _SIGNATURE in lines else len(lines)
            pieces += _pieces(lines[:until])
            if signed := sum(bool(line.strip()) for line in lines[until + 1 :]):
                notes.append(f"a signature of {signed} lines left out")
            encodings.append(encoding)
    return pieces, next(iter(encodings), "utf-8"), notes


def _alternatives(message: Message) -> list[list[Message]]:
    """The parts of text in order, those that are alternatives of one another together."""
    groups: list[list[Message]] = []
    within: dict[int, list[Message]] = {}  # the group of what lies in a multipart/alternative, by the part's id
    for part in _parts(message):
        group = within.get(id(part))
        if part.is_multipart():
            if group is None and part.get_content_type() == "multipart/alternative":
                groups.append(group := [])
            if group is not None:
                within.update((id(each), group) for each in part.get_payload() if not isinstance(each, str))
        elif part.get_content_type() in ("text/plain", "text/html") and not _is_attached(part):
            if group is None:
                groups.append([part])
            else:
                group.append(part)
    return groups


def _has_arabic(texts: list[tuple[Message, str, str]]) -> bool:
    return any(_ARABIC.search(text) for _, text, _ in texts)


def _text(part: Message, data: bytes, source: Source) -> tuple[str, str]:
    """By the charset that the part names, if it can be that, else as any text."""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        charset = str(part.get_content_charset() or "").lower()
        if tree.is_known(charset):
            return data.decode(charset), charset
    return plain.decoded(data, source.path)


def _pieces(lines: list[str]) -> Iterator[Piece]:
    """Lines that were broken to fit are joined again: those that are as long as a mail's lines are."""
    paragraph: list[str] = []
    first, quoted = 0, False
    for number, line in enumerate([*lines, ""], 1):
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
