"""What a page's head says of it: Open Graph, schema.org (JSON-LD and microdata), and plain HTML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from translate.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_LONGEST = 500  # characters of a value
_MOST_LINKS = 50
_LARGEST_JSON = 500_000
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")
_DATES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dc.date",
    "date",
    "pubdate",
    "publishdate",
)


def metadata(root: _Element) -> Metadata:
    meta, data = _meta(root), _linked_data(root)
    return Metadata(
        title=title(root, meta),
        date=_date(root, meta, data),
        author=_first(
            meta.get("author"), _name(data.get("author")), _marked(root, "author"), _unless_url(meta.get("article:author"))
        ),
        source=_first(meta.get("og:site_name"), _name(data.get("publisher")), meta.get("dc.publisher")),
        url=_first(_canonical(root), meta.get("og:url")),
        credit=_first(_credit(data), _marked(root, "copyrightHolder")),
        links=tuple(_links(root)),
    )


def title(root: _Element, meta: Mapping[str, str] | None = None) -> str:
    """The article's: `og:title`, or the page's without its site's name after a bar or dash."""
    known = _meta(root) if meta is None else meta
    element = root.find(".//head/title")
    whole = "" if element is None else _tidy(element.text or "")
    return _first(known.get("og:title"), _SITE.sub("", whole))


def _meta(root: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = _tidy(element.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _linked_data(root: _Element) -> Mapping[str, Any]:
    """The first JSON-LD object that is an article; what cannot be read is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _LARGEST_JSON:
            continue
        try:
            data = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        for each in _objects(data):
            kind = each.get("@type")
            if "Article" in str(kind)[:200] or "datePublished" in each:
                return each
    return {}


def _objects(data: object) -> Iterator[Mapping[str, Any]]:
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            if isinstance(graph, list):
                yield from (inner for inner in graph if isinstance(inner, dict))


def _name(value: object) -> str:
    """Of a person or organisation, which may be a name, an object, or a list of them."""
    each = value[0] if isinstance(value, list) and value else value
    found = each.get("name") if isinstance(each, dict) else each
    return _tidy(found) if isinstance(found, str) else ""


def _credit(data: Mapping[str, Any]) -> str:
    image = data.get("image")
    each = image[0] if isinstance(image, list) and image else image
    found = each.get("creditText") if isinstance(each, dict) else None
    return _tidy(found) if isinstance(found, str) else ""


def _date(root: _Element, meta: Mapping[str, str], data: Mapping[str, Any]) -> str:
    values = [meta.get(name) for name in _DATES]
    values += [data.get("datePublished")]
    values += [element.get("datetime") for element in root.iter("time")]
    for value in values:
        if isinstance(value, str) and (match := _ISO_DATE.match(value.strip())):
            return match.group()
    return ""


def _marked(root: _Element, name: str) -> str:
    for element in root.iter("a", "span", "div", "p", "address"):
        if name in (element.get("rel"), element.get("itemprop")):
            return _tidy("".join(str(text) for text in element.itertext()))
    return ""


def _canonical(root: _Element) -> str:
    return next(
        (_tidy(link.get("href") or "") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"), ""
    )


def _links(root: _Element) -> Iterator[tuple[str, str]]:
    """The other language versions that the page names."""
    seen: set[str] = set()
    for element in root.iter("link", "a"):
        code, address = (element.get("hreflang") or "").strip(), _tidy(element.get("href") or "")
        if address and _LANGUAGE.fullmatch(code) and code not in seen and len(seen) < _MOST_LINKS:
            seen.add(code)
            yield code, address


def _unless_url(value: str | None) -> str:
    return "" if not value or "://" in value else value


def _first(*values: str | None) -> str:
    return next((value for value in values if value), "")


def _tidy(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
