"""Several articles as a small site: a page of their titles, their pages, one style sheet. It opens from the disk as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from translate.files import replacing
from translate.publish import dates
from translate.publish.html import PARALLEL, Frame, Page
from translate.publish.labels import LABELS
from translate.publish.templating import render, style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from translate.config import PublishConfig
    from translate.model import Lang
    from translate.publish.listing import Listing

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


def entry(folder: Path, listed: Listing, config: PublishConfig) -> Entry:
    """Of an edition in its folder."""
    name = quote(folder.name, errors="surrogateescape")
    return Entry(
        href=f"{name}/{PARALLEL}",
        day=listed.day,
        written=dates.written(listed.day, next(iter(listed.titles)), config.date, config.english) if listed.day else "",
        lines=tuple(Line(lang, title, f"{name}/{lang}.html") for lang, title in listed.titles.items()),
    )


def write(entries: Sequence[Entry], config: PublishConfig, folder: Path, lang: Lang) -> Path:
    """The index, its own words in `lang`, the latest article first; and the style sheet. Returns the index."""
    newest = sorted(entries, key=lambda each: (each.day is None, -each.day.toordinal() if each.day else 0, each.href))
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
