"""The heads of mails within a mail's text, as programs write them above what they forward or answer.

The words are those of Outlook, Gmail, Apple Mail and Thunderbird in Arabic, English and Russian.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FROM = r"from|من|от"
_SUBJECT = r"subject|الموضوع|тема"
_OTHERS = (
    r"sent|date|to|cc|reply-to|importance|attachments|تم الإرسال|تاريخ الإرسال|أرسلت|التاريخ|تاريخ|إلى|نسخة|نسخة إلى|المرفقات|"
    r"отправлено|дата|кому|копия|вложения"
)
_FIELD = re.compile(rf"(?:(?P<from>{_FROM})|(?P<subject>{_SUBJECT})|{_OTHERS})\s*:\s*(?P<value>.*)", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"_{10,}|(?:-{2,}\s*)?(?:begin forwarded message|original (?:message|appointment)|forwarded message|الرسالة الأصلية|"
    r"رسالة (?:معاد توجيهها|مُعاد توجيهها|محولة)|بدء الرسالة المعاد توجيهها|исходное сообщение|пересылаемое сообщение|"
    r"перенаправленное сообщение)\s*:?\s*-*",
    re.IGNORECASE,
)
NOTE = "sender, date and addressees of a forwarded or answered mail left out"
_AROUND = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff*> \t\xa0"
_LONGEST = 1_000  # characters of a line: addressees are many
_FEWEST = 3  # fields: two such lines are also those of a speech


def heads(lines: Sequence[str]) -> Mapping[int, str]:
    """The places of the lines of such heads: the subject's with the subject itself, the others with ""."""
    found: dict[int, str] = {}
    place = 0
    while place < len(lines):
        first = _field(lines[place])
        until = place + 1
        if first is not None and first["from"]:
            fields = [first]
            while until < len(lines) and (field := _field(lines[until])) is not None:
                fields.append(field)
                until += 1
            if len(fields) >= _FEWEST:
                for at, field in enumerate(fields, place):
                    found[at] = field["value"].strip(_AROUND) if field["subject"] else ""
                _add_separator(lines, place, found)
        place = until
    return found


def _add_separator(lines: Sequence[str], head: int, found: dict[int, str]) -> None:
    """It stands above the head, with a blank line between them or without."""
    above = next((place for place in (head - 1, head - 2) if place >= 0 and lines[place].strip(_AROUND)), None)
    if above is not None and len(lines[above]) <= _LONGEST and _SEPARATOR.fullmatch(lines[above].strip(_AROUND)):
        found[above] = ""


def _field(line: str) -> re.Match[str] | None:
    return _FIELD.fullmatch(line.strip(_AROUND)) if len(line) <= _LONGEST else None
