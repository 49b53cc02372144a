"""An edition as a book: EPUB 3, in one language or side by side with the Arabic.

Written part by part with zipfile: the format wants one file stored first and a manifest, which needs no library.
"""

from __future__ import annotations

import uuid
import zipfile
from typing import TYPE_CHECKING, Any

from translate.files import replacing
from translate.formats.view import now
from translate.model import Lang
from translate.publish.labels import LABELS
from translate.publish.templating import FONTS, font, render, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from translate.config import PublishConfig
    from translate.publish.edition import Edition

_STAMP = (1980, 1, 1, 0, 0, 0)
_SPACE = uuid.UUID("6f0b8a52-6d0e-4d0c-9a3c-7a1b4f0d2e11")  # of the books' identifiers; any fixed one will do
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write(edition: Edition, langs: Sequence[Lang], config: PublishConfig, path: Path) -> Path:
    """One language, or the Arabic and others side by side."""
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as book:
        for name, data in _parts(edition, tuple(langs), config):
            kind = zipfile.ZIP_STORED if name == "mimetype" or name.endswith(".woff2") else zipfile.ZIP_DEFLATED
            book.writestr(zipfile.ZipInfo(name, _STAMP), data, kind)
    return path


def _parts(edition: Edition, langs: tuple[Lang, ...], config: PublishConfig) -> Iterator[tuple[str, bytes]]:
    """(name in the archive, bytes); the media type comes first, as the format asks."""
    lang = next((each for each in langs if each is not Lang.AR), Lang.AR)
    values: dict[str, Any] = {
        "edition": edition,
        "langs": langs,
        "lang": lang,
        "told": edition.about[lang],
        "heading": edition.title,
        "words": LABELS[lang],
        "publisher": config.publisher,
        "identifier": uuid.uuid5(_SPACE, f"{edition.digest} {edition.name} {' '.join(langs)}"),
        "modified": now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "fonts": list(FONTS),
    }
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER.encode()
    for name in ("book.opf", "nav.xhtml", "text.xhtml"):
        yield f"EPUB/{name}", render(f"{name}.j2", **values).encode()
    yield "EPUB/style.css", style("fonts").encode()
    for name in FONTS:
        yield f"EPUB/fonts/{name}.woff2", font(name)
