"""The text of a mail: which of its parts are read, in what encoding, and as what pieces.

All parts of text are read; of parts that are alternatives of one another text/plain, but text/html where only that has
Arabic. Of two parts that say the same without calling themselves alternatives, the page is read.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate.model import BlockKind
from translate.readers import html
from translate.readers import text as plain
from translate.readers.eml import forwarded
from translate.readers.eml.headers import file_name, header
from translate.readers.eml.lines import pieces
from translate.readers.html import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import Message

    from translate.readers.source import Source
    from translate.readers.structure import Piece

_MAX_PARTS = 2_000
_ARABIC = re.compile("[\u0621-\u064a]")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:|cid:)[^\s<>]+>?|\[(?:image|cid):[^\]\n]{0,200}\]", re.IGNORECASE)
_MOST_COMPARED = 50  # texts of a mail
_SAME = 0.5  # of the longer text: what is within it and as long says nothing else


@dataclass(frozen=True, slots=True)
class Text:
    """What is read of one part, or of one of several alternatives."""

    pieces: tuple[Piece, ...]
    encoding: str
    notes: tuple[str, ...]
    is_page: bool


def texts(message: Message, source: Source) -> list[Text]:
    found = [each for group in _alternatives(message) for each in _chosen(group, source)]
    subject = header(message, "Subject")
    return [_without_title(text, subject) for text in _without_doubles(found)]


def parts(message: Message) -> Iterator[Message]:
    """All parts in order, without recursion: mails may be nested as deep as a sender likes."""
    waiting = [message]
    count = 0
    while waiting and count < _MAX_PARTS:
        part = waiting.pop()
        count += 1
        yield part
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting.extend(reversed([each for each in part.get_payload() if not isinstance(each, str)]))


def is_attached(part: Message) -> bool:
    if part.is_multipart():
        return False
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or bool(file_name(part))


def content(part: Message) -> bytes:
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return payload
    return b""


def _chosen(group: Sequence[Message], source: Source) -> Iterator[Text]:
    read = [(part, *_text(part, data, source)) for part in group if (data := content(part)).strip()]
    plain_ = [each for each in read if each[0].get_content_type() == "text/plain"]
    pages = [each for each in read if each[0].get_content_type() == "text/html"]
    if pages and (not plain_ or (not _has_arabic(plain_) and _has_arabic(pages))):
        for _, text, encoding in pages:
            found, notes = html.pieces(tree.parse(text.encode("utf-8", "replace"), source.path)[0], is_mail=True)
            kept, more = _without_heads(found)
            yield Text(kept, encoding, (*notes, *more), is_page=True)
        return
    for part, text, encoding in plain_:
        found, notes = pieces(text, part)
        yield Text(tuple(found), encoding, tuple(notes), is_page=False)


def _alternatives(message: Message) -> list[list[Message]]:
    """The parts of text in order, those that are alternatives of one another together."""
    groups: list[list[Message]] = []
    within: dict[int, list[Message]] = {}  # the group of what lies in a multipart/alternative, by the part's id
    for part in parts(message):
        group = within.get(id(part))
        if part.is_multipart():
            if group is None and part.get_content_type() == "multipart/alternative":
                groups.append(group := [])
            if group is not None:
                within.update((id(each), group) for each in part.get_payload() if not isinstance(each, str))
        elif part.get_content_type() in ("text/plain", "text/html") and not is_attached(part):
            if group is None:
                groups.append([part])
            else:
                group.append(part)
    return groups


def _without_heads(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """(pieces, notes)"""
    heads = forwarded.heads([piece.text for piece in pieces])
    kept = (
        replace(piece, text=heads[place], kind=BlockKind.HEADING) if place in heads else piece
        for place, piece in enumerate(pieces)
        if heads.get(place, piece.text)
    )
    return tuple(kept), (forwarded.NOTE,) if heads else ()


def _without_title(text: Text, subject: str) -> Text:
    """The subject of a forwarded mail stands in that of the mail already, after Fwd: or the like."""
    kept = tuple(piece for piece in text.pieces if piece.kind is not BlockKind.HEADING or not subject.endswith(piece.text))
    return replace(text, pieces=kept)


def _without_doubles(found: Sequence[Text]) -> list[Text]:
    """Some programs put the text and the page with the same text side by side. What says anything else is kept."""
    if len(found) > _MOST_COMPARED:
        return list(found)
    said = [_said(text) for text in found]
    left_out: set[int] = set()
    for place, text in enumerate(found):
        for other, page in enumerate(found):
            if not text.is_page and page.is_page and not {place, other} & left_out:
                if _is_within(said[place], said[other]):
                    left_out.add(place)
                elif _is_within(said[other], said[place]):
                    left_out.add(other)
    return [text for place, text in enumerate(found) if place not in left_out]


def _said(text: Text) -> str:
    """Letters and digits alone: bullets, rules and the addresses of links are of one kind of part or the other."""
    whole = _ADDRESS.sub(" ", " ".join(piece.text for piece in text.pieces))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", whole).casefold()))


def _is_within(text: str, other: str) -> bool:
    return bool(text) and len(text) >= _SAME * len(other) and text in other


def _has_arabic(read: Sequence[tuple[Message, str, str]]) -> bool:
    return any(_ARABIC.search(text) for _, text, _ in read)


def _text(part: Message, data: bytes, source: Source) -> tuple[str, str]:
    """As UTF-8 where it is that, by the charset that the part names if it can be that, else as any text or page."""
    charset = ""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        charset = str(part.get_content_charset() or "").lower()
    if charset not in ("utf-8", "us-ascii") and not data.isascii():
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8"), "utf-8"
    with suppress(LookupError, ValueError):
        if tree.is_known(charset):
            text = data.decode(charset)
            really = plain.unless_mislabelled(charset, text, tree.without_tags(data))
            return (text, charset) if really == charset else (data.decode(really, "replace"), really)
    if part.get_content_type() == "text/html":
        return tree.decoded(data, source.path)
    return plain.decoded(data, source.path)
