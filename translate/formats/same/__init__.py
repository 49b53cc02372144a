"""A document as it came, with the translation in place of its text: DOCX and HTML, the layout kept.

A paragraph's translation takes the place of the run that holds most of its text, with that run's formatting; its other runs
are emptied. A link stays where it spans the paragraph. What has no draft stays as it is.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from translate.arabic import digits
from translate.errors import ExportError
from translate.formats import reading
from translate.formats.same import html, word
from translate.language import has_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from translate.config import Config
    from translate.formats.view import View
    from translate.model import Lang
    from translate.readers.source import Source

_KINDS: Mapping[str, tuple[str, Callable[[bytes, Path, Mapping[int, str], Lang, Path], None]]] = {
    "docx": (".docx", word.replace),
    "html": (".html", html.replace),
}


def check(source: Source) -> tuple[bytes, str]:
    """The bytes and the kind of a document. Raises ExportError where it cannot be written back."""
    data, kind = reading.content(source)
    if kind not in _KINDS:
        raise ExportError(
            "cannot be written in its own format", where=source.path, hint="only DOCX and HTML can; run without --same-format"
        )
    return data, kind


def files(view: View, name: str, _config: Config) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """`NAME.en.docx` and so on. Raises ExportError for a document that cannot be written back."""
    path = view.document.path
    data, kind = check(reading.at(path))
    if hashlib.sha256(data).hexdigest() != view.document.digest:
        raise ExportError("changed while it was translated", where=path, hint="run again")
    suffix, replace = _KINDS[kind]
    for lang in view.targets:
        yield f"{name}.{lang}{suffix}", partial(replace, data, path, texts(view, lang), lang)


def texts(view: View, lang: Lang) -> dict[int, str]:
    """The translation of each block that has one, by its place in the document."""
    done: dict[int, list[tuple[str, str, str]]] = {}
    for segment in view.segments:
        draft = view.drafts[lang].get(segment.id)
        text = draft.text if draft and draft.text.strip() else segment.source
        done.setdefault(segment.block, []).append((segment.source, text, segment.gap))
    result = {}
    for place, block in enumerate(view.document.blocks):
        if parts := done.get(place):
            rest = block.text[sum(len(source) + len(gap) for source, _, gap in parts) :]  # of a run with --limit
            text = "".join(text + gap for _, text, gap in parts) + rest
            if text != block.text:
                result[place] = text
        elif not has_letters(block.text) and digits(block.text) != block.text:
            result[place] = digits(block.text)
    return result
