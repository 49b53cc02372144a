"""Headers of mails, as they are decoded whatever is wrong with them."""

from __future__ import annotations

import email.errors
import re
from contextlib import suppress
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from translate.readers.html import tree
from translate.readers.structure import clean

_LONGEST = 5_000
_BYTES = re.compile("[\udc80-\udcff]")


def header(message: Message, name: str) -> str:
    return clean(" ".join(decoded(_raw(message, name)).split()))


def file_name(part: Message) -> str:
    """That which the part gives, or "" for none."""
    with suppress(ValueError, LookupError, TypeError, AttributeError, IndexError):
        named = Message()
        for name in ("Content-Disposition", "Content-Type"):
            if raw := _raw(part, name):
                named[name] = _unescaped(raw)
        return decoded(named.get_filename() or "")
    return ""


def date(message: Message) -> str:
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(str(message.get("Date") or "")).isoformat()
    return ""


def decoded(raw: str) -> str:
    """=?windows-1256?B?…?= and the like; what cannot be decoded stays as it is."""
    raw = _unescaped(raw[:_LONGEST])
    with suppress(LookupError, ValueError, TypeError, AttributeError, email.errors.MessageError):
        parts = []
        for text, charset in decode_header(raw):
            if isinstance(text, str):
                parts.append(text)
            elif charset:
                parts.append(_text(text, charset))
            else:  # what stands between encoded words; Python takes it for bytes of Unicode
                parts.append(text.decode("raw-unicode-escape", "replace"))
        return "".join(parts).encode("utf-8", "replace").decode()  # "\\ud800", which no text can hold
    return raw


def _text(data: bytes, charset: str) -> str:
    """By the charset named, if it can be that; else as any text."""
    with suppress(LookupError, ValueError):
        if tree.is_known(charset):
            return data.decode(charset)
    return data.decode("utf-8", "replace")


def _raw(message: Message, name: str) -> str:
    """With bytes above 127 as surrogates: `get` would lose them."""
    return next((str(value) for each, value in message.raw_items() if each.lower() == name.lower()), "")


def _unescaped(raw: str) -> str:
    """Bytes above 127, which some programs write into headers, as the text that they are.

    Windows-1256 has the letters of French, too, where Windows-1252 has them.
    """
    if not _BYTES.search(raw):
        return raw
    data = raw.encode("utf-8", "surrogateescape")
    with suppress(ValueError):
        return data.decode("utf-8")
    return data.decode("cp1256", "replace")
