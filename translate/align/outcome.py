"""What becomes of rows: pairs for TMX and the memory, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.formats.tmx import Pair
from translate.memory import Entry
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.align.rows import Alignment, Row


def pairs(alignment: Alignment, least: int) -> Iterator[Pair]:
    """Arabic with each language, of the rows whose confidence in that language is `least` or more.

    The contexts are the Arabic of the rows before and after. Of what was moved they are left empty: a memory would take it
    for the same place.
    """
    rows = [row for row in alignment.rows if row.has(Lang.AR)]
    sources = ["", *(alignment.text(row, Lang.AR) for row in rows), ""]
    for number, row in enumerate(rows, 1):
        for lang in TARGETS:
            if row.has(lang) and row.confidence[lang] >= least:
                yield Pair(
                    sources[number],
                    alignment.text(row, lang),
                    lang,
                    date=_moment(alignment.texts[lang].date),
                    document=alignment.texts[Lang.AR].name,
                    context_before="" if row.moved else sources[number - 1],
                    context_after="" if row.moved else sources[number + 1],
                )


def entries(found: Iterable[Pair], author: str) -> Iterator[Entry]:
    """For the memory: nobody has approved them, so they come as `align` and never take the place of a review."""
    for pair in found:
        yield Entry(
            pair.source, pair.target, pair.lang, "align", author, pair.date, pair.document, pair.context_before,
            pair.context_after,
        )  # fmt: skip


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z" if day else ""


def as_json(alignment: Alignment) -> dict[str, Any]:
    """Sentences are numbered from 0."""
    return {
        "texts": {str(lang): text.name for lang, text in alignment.texts.items()},
        "rows": [_row(alignment, row) for row in alignment.rows],
    }


def _row(alignment: Alignment, row: Row) -> dict[str, Any]:
    return {
        "sentences": {str(lang): list(numbers) for lang, numbers in row.sentences.items()},
        "confidence": {str(lang): percent for lang, percent in row.confidence.items()},
        "moved": row.moved,
        **{str(lang): alignment.text(row, lang) for lang in row.sentences},
    }
