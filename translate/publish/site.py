"""Several articles as a small site: a page of their titles, their pages, one style sheet. It opens from the disk as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from translate.files import replacing
from translate.model import Lang
from translate.publish import dates
from translate.publish.html import PARALLEL, Frame, Page
from translate.publish.labels import LABELS
from translate.publish.templating import render, style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from translate.config import PublishConfig
    from translate.publish.edition import Edition

INDEX = "index.html"
STYLE = "style.css"
WITHIN = Frame(stylesheet=f"../{STYLE}", home=f"../{INDEX}")
"""Of a page in the folder of its article."""


@dataclass(frozen=True, slots=True)
class Line:
    """A title on the index, in one language."""

    lang: Lang
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on the index."""

    href: str
    day: date | None
    written: str
    lines: tuple[Line, ...]


def entry(edition: Edition, config: PublishConfig) -> Entry:
    folder = quote(edition.name)
    lead = edition.langs[0]
    return Entry(
        href=f"{folder}/{PARALLEL}",
        day=edition.day,
        written=dates.written(edition.day, lead, config.date, config.english) if edition.day else "",
        lines=tuple(Line(lang, edition.about[lang].title, f"{folder}/{lang}.html") for lang in (*edition.langs, Lang.AR)),
    )


def write(entries: Sequence[Entry], config: PublishConfig, folder: Path) -> Path:
    """The index, the latest article first, and the style sheet; returns the index."""
    newest = sorted(entries, key=lambda each: (each.day is None, -each.day.toordinal() if each.day else 0, each.href))
    lang = entries[0].lines[0].lang
    page = Page(
        title=config.publisher or LABELS[lang]["articles"],
        lang=lang,
        stylesheet=STYLE,
        canonical=f"{config.address}/{INDEX}" if config.address else "",
    )
    index = folder / INDEX
    for path, text in (
        (folder / STYLE, style()),
        (index, render("index.html.j2", page=page, entries=newest, words=LABELS[lang], style="", publisher=config.publisher)),
    ):
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return index
