"""An edition as web pages: the parallel one and one a language, which name each other. No script, no request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from translate.model import Lang
from translate.publish.labels import LABELS, NAMES
from translate.publish.templating import embedded_style, json_ld, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from markupsafe import Markup

    from translate.config import PublishConfig
    from translate.publish.edition import Edition, Row

PARALLEL = "index.html"


@dataclass(frozen=True, slots=True)
class Version:
    """A link to another page of the same article; `lang` is empty for the parallel page."""

    href: str
    name: str
    lang: str
    current: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What the templates' head and frame need. `langs`: the languages on it; `lang` is that of its own words."""

    title: str
    lang: Lang
    langs: tuple[Lang, ...] = ()
    heading: Row | None = None
    datelines: bool = False
    day: date | None = None
    author: str = ""
    source: str = ""
    credit: str = ""
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    stylesheet: str = ""
    json_ld: Markup | None = None
    home: str = ""
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where pages stand: the address of their style sheet and of the index; empty for pages that stand alone."""

    stylesheet: str = ""
    home: str = ""


ALONE = Frame()


def pages(edition: Edition, config: PublishConfig, frame: Frame = ALONE) -> Iterator[tuple[str, str]]:
    """(file name, page) of the parallel page, then of each language."""
    yield PARALLEL, _page("parallel.html.j2", edition, (Lang.AR, *edition.langs), config, frame)
    for lang in (Lang.AR, *edition.langs):
        yield f"{lang}.html", _page("single.html.j2", edition, (lang,), config, frame)


def _page(template: str, edition: Edition, langs: Sequence[Lang], config: PublishConfig, frame: Frame) -> str:
    is_parallel = len(langs) > 1
    lang = langs[1] if is_parallel else langs[0]
    told = edition.about[lang]
    file = PARALLEL if is_parallel else f"{lang}.html"
    page = Page(
        title=" · ".join(edition.about[each].title for each in reversed(langs)),
        lang=lang,
        langs=tuple(langs),
        heading=edition.title,
        datelines=any(edition.about[each].dateline for each in langs),
        day=edition.day,
        author=told.author,
        source=told.source,
        credit=told.credit,
        canonical=_address(edition, file, config) if config.address else "",
        alternates=_alternates(edition, config),
        stylesheet=frame.stylesheet,
        json_ld=json_ld(_article(edition, lang, file, config)),
        home=frame.home,
        versions=tuple(_versions(edition, file, LABELS[lang]["parallel"])),
    )
    return render(
        template,
        page=page,
        edition=edition,
        words=LABELS[lang],
        publisher=config.publisher,
        style="" if frame.stylesheet else embedded_style(),
    )


def _versions(edition: Edition, file: str, parallel: str) -> Iterator[Version]:
    yield Version(PARALLEL, parallel, "", file == PARALLEL)
    for lang in (Lang.AR, *edition.langs):
        yield Version(f"{lang}.html", NAMES[lang], str(lang), file == f"{lang}.html")


def _alternates(edition: Edition, config: PublishConfig) -> tuple[tuple[str, str], ...]:
    ours = [(str(lang), _address(edition, f"{lang}.html", config)) for lang in (Lang.AR, *edition.langs)]
    return (*ours, ("x-default", _address(edition, PARALLEL, config)))


def _address(edition: Edition, file: str, config: PublishConfig) -> str:
    """In full where the config says where on the web; else as seen from its neighbours."""
    return f"{config.address}/{quote(edition.name)}/{file}" if config.address else file


def _article(edition: Edition, lang: Lang, file: str, config: PublishConfig) -> dict[str, Any]:
    """schema.org's NewsArticle; what is not known is left out."""
    told, original = edition.about[lang], edition.about[Lang.AR]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.title,
        "inLanguage": str(lang),
        "datePublished": edition.day.isoformat() if edition.day else "",
        "author": {"@type": "Person", "name": told.author} if told.author else {},
        "publisher": {"@type": "Organization", "name": config.publisher} if config.publisher else {},
        "sourceOrganization": {"@type": "Organization", "name": told.source} if told.source else {},
        "creditText": told.credit,
        "isBasedOn": edition.url,
        "url": _address(edition, file, config) if config.address else "",
    }
    if lang is not Lang.AR:
        data["translationOfWork"] = {"@type": "NewsArticle", "inLanguage": "ar", "headline": original.title}
    return {name: value for name, value in data.items() if value}
