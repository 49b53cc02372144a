"""What a run can write for editors and their tools. `WRITERS` is all there is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from translate.formats import docx, po, same, sheet, tmx, xliff, xliff12

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from translate.config import Config
    from translate.formats.view import View

Write = tuple[str, "Callable[[Path], object]"]
"""The name of a file, and what writes it."""


def files(view: View, name: str, config: Config, formats: tuple[str, ...]) -> Iterator[Write]:
    """The files of a document in these formats, `name` being that of its folder."""
    for each in dict.fromkeys(formats):
        yield from WRITERS[each](view, name, config)


def _docx(view: View, _name: str, config: Config) -> Iterator[Write]:
    yield "review.docx", lambda path: docx.write(view, path, config.docx, config.review)


def _po(view: View, name: str, _config: Config) -> Iterator[Write]:
    for lang in view.targets:
        yield f"{name}.{lang}.po", partial(po.write, view, lang)


def _xliff(view: View, name: str, _config: Config) -> Iterator[Write]:
    for lang in view.targets:
        yield f"{name}.{lang}.xlf", partial(xliff.write, view, lang)


def _xliff12(view: View, name: str, _config: Config) -> Iterator[Write]:
    for lang in view.targets:
        yield f"{name}.{lang}.1.2.xlf", partial(xliff12.write, view, lang)


def _tmx(view: View, name: str, _config: Config) -> Iterator[Write]:
    for lang in view.targets:
        yield f"{name}.{lang}.tmx", partial(tmx.write, tuple(tmx.of_view(view, lang)))


def _csv(view: View, name: str, _config: Config) -> Iterator[Write]:
    yield f"{name}.csv", partial(sheet.write, view)


def _xlsx(view: View, name: str, _config: Config) -> Iterator[Write]:
    yield f"{name}.xlsx", partial(sheet.write, view)


WRITERS: Mapping[str, Callable[[View, str, Config], Iterator[Write]]] = {
    "docx": _docx,
    "po": _po,
    "xliff": _xliff,
    "xliff12": _xliff12,
    "tmx": _tmx,
    "csv": _csv,
    "xlsx": _xlsx,
    "same": same.files,
}
