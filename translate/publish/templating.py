"""Jinja2 as the editions use it: everything is escaped, what is missing is an error; and the style with its fonts."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from translate import __version__
from translate.publish.labels import DIRECTIONS, LABELS, NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

GENERATOR = f"newsdesk-translate {__version__}"
FONTS: Mapping[str, tuple[str, str]] = {
    "NotoSerif-Regular": ("Newsdesk Serif", "normal"),
    "NotoSerif-Bold": ("Newsdesk Serif", "bold"),
    "NotoNaskhArabic-Regular": ("Newsdesk Naskh", "normal"),
    "NotoNaskhArabic-Bold": ("Newsdesk Naskh", "bold"),
}
"""File → family in the style, weight."""


def render(template: str, *, package: str = "translate.publish", **values: Any) -> str:  # noqa: ANN401 - whatever it names
    """A template of the package's, which lies in its folder `templates`."""
    return _environment(package).get_template(template).render(**values)


@cache
def _environment(package: str) -> Environment:
    made = Environment(loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    made.globals |= {
        "generator": GENERATOR,
        "directions": DIRECTIONS,
        "labels": LABELS,
        "names": NAMES,
        "content_hash": content_hash,
    }
    return made


def font(name: str) -> bytes:
    """A bundled font, as WOFF2."""
    return (files("translate.publish") / "fonts" / f"{name}.woff2").read_bytes()


@cache
def style(fonts: str = "") -> str:
    """The style sheet: of pages, with the fonts in it; of a book, with its fonts in the folder that `fonts` names."""
    faces = (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
        f'src: url("{_address(name, fonts)}") format("woff2"); }}'
        for name, (family, weight) in FONTS.items()
    )
    sheets = ("style.css",) if fonts else ("style.css", "switches.css")  # EPUBCheck knows no `:has`, nor do most readers
    rules = ((files("translate.publish") / "templates" / name).read_text(encoding="utf-8") for name in sheets)
    return "\n".join((*faces, *rules))


def _address(name: str, folder: str) -> str:
    return f"{folder}/{name}.woff2" if folder else f"data:font/woff2;base64,{b64encode(font(name)).decode()}"


def embedded_style() -> Markup:
    """The style for a page that holds it. It is ours, and holds no `<`."""
    return Markup(style())  # noqa: S704 - no text of an article is in it


def content_hash(text: str) -> str:
    """As Content-Security-Policy names what may stand in a page."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def json_ld(data: Mapping[str, Any]) -> Markup:
    """JSON that can stand in a script element: no `<`, `>` or `&`, so no text of an article can end or escape it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - its mark-up was taken out above
