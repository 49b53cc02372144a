"""What an article says of itself, in each language: title, date, author, source, whose picture it is.

A reader of a format that knows its metadata has filled `Document.metadata`; of plain text they stand in its first and last
lines, and their translations in the translations of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.arabic import fold
from translate.model import BlockKind, Lang
from translate.publish import dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from translate.config import PublishConfig
    from translate.model import Document
    from translate.publish.edition import Row

_CREDITS = {
    "credit": re.compile(r"(?:حقوق )?(?:الصوره|صوره|تصوير|photo|image)\s*:"),
    "source": re.compile(r"(?:المصدر|مصدر|source)\s*:"),
    "author": re.compile(r"(?:الكاتب|بقلم|author)\s*:"),
}


@dataclass(frozen=True, slots=True)
class About:
    """Of an article in one language; empty where it does not say. `dateline` is as it is to be printed."""

    title: str
    dateline: str = ""
    author: str = ""
    source: str = ""
    credit: str = ""


def day_of(document: Document) -> date | None:
    """The day that the article names for itself."""
    if found := dates.of_iso(document.metadata.date):
        return found
    line = _dateline(document)
    return line.date if line else None


def about(document: Document, rows: Sequence[Row], lang: Lang, config: PublishConfig) -> About:
    """`rows` has the texts of the document's blocks."""
    title = next((row.texts[lang] for row in rows if row.kind is BlockKind.TITLE), "")
    told = document.metadata
    named = _named(rows, lang)
    credits_ = {
        name: named.get(name) or getattr(told, name)  # a translation of its line, else as the file has it
        for name in _CREDITS
    }
    whole = About(title=title or told.title or document.name, **credits_)
    return About(whole.title, _printed(document, rows, lang, whole, config), whole.author, whole.source, whole.credit)


def _named(rows: Sequence[Row], lang: Lang) -> Mapping[str, str]:
    """What follows the colon of `المصدر: تاس`, or of the line that translates it."""
    found: dict[str, str] = {}
    for row in rows:
        for name, pattern in _CREDITS.items():
            if row.kind is BlockKind.CREDIT and pattern.match(fold(row.texts[Lang.AR]).text):
                found.setdefault(name, row.texts[lang].partition(":")[2].strip())
    return found


def _printed(document: Document, rows: Sequence[Row], lang: Lang, whole: About, config: PublishConfig) -> str:
    """The dateline: Arabic as it stands; a mere date as the config wants it; one that says more as it was translated."""
    stands = next((row.texts[lang] for row in rows if row.kind is BlockKind.DATELINE), "")
    line, day = _dateline(document), day_of(document)
    if day is None or (stands and (lang is Lang.AR or not (line and line.is_bare))):
        return stands
    written = dates.written(day, lang, config.date, config.english)
    text = config.dateline.format(date=written, source=whole.source, author=whole.author)
    return text.strip(" ,;|·—–-()\u00a0")  # what stood beside a source that is not named


def _dateline(document: Document) -> dates.Dateline | None:
    line = next((block.text for block in document.blocks if block.kind is BlockKind.DATELINE), "")
    return dates.read(line)
