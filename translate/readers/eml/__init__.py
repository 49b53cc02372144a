"""Mails (.eml) → Document: the subject as title, the sender as author, the text; and what is attached, as sources of its own.

What is quoted of an earlier mail is a quote; what follows the line `-- ` is a signature and left out.
"""

from __future__ import annotations

import email
import email.policy
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.model import BlockKind, Metadata
from translate.readers import structure
from translate.readers.eml.body import content, is_attached, parts, texts
from translate.readers.eml.headers import date, file_name, header
from translate.readers.source import Source, notes_on_unread, untaken
from translate.readers.structure import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message
    from pathlib import Path

    from translate.model import Document

MAX_ATTACHMENTS = 200
_LONGEST_NAME = 120


def read(source: Source) -> Document:
    data = source.load()
    message = _parse(data, source)
    found = texts(message, source)
    pieces = [piece for text in found for piece in text.pieces]
    unread = _notes_on_unread(message)
    if not pieces:
        hint = "; ".join(unread) or "what is attached is read on its own"
        raise InputError("holds no text", where=source.path, hint=hint)
    subject = header(message, "Subject")
    if subject:
        pieces.insert(0, Piece(subject, "Subject", BlockKind.TITLE))
    notes = [note for text in found for note in text.notes]
    known = Metadata(title=subject, date=date(message), author=header(message, "From"))
    return structure.document(source, data, pieces, encoding=found[0].encoding, metadata=known, notes=(*notes, *unread))


def has_text(source: Source) -> bool:
    return _has_text(_parse(source.load(), source), source)


def _has_text(message: Message, source: Source) -> bool:
    """A text that cannot be read is one too: the error comes when it is read, and what is attached is read all the same."""
    try:
        return any(text.pieces for text in texts(message, source))
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


def _attached(message: Message) -> Iterator[Message]:
    for part in parts(message):
        if part is not message and (part.get_content_type() == "message/rfc822" or is_attached(part)):
            yield part


def _name(part: Message, number: int) -> str:
    """The last step of the name that the mail gives, without signs that lead out of a folder."""
    given = file_name(part).replace("\\", "/").rsplit("/", 1)[-1]
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
    return content(part)
