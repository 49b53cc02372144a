"""Memories of other tools in and out: TMX both ways, and what is approved in a PO file in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import UsageError
from translate.formats import po, tmx
from translate.memory.entry import Entry
from translate.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path


def read(path: Path, *, author: str = "") -> Iterator[Entry]:
    """The entries of a file, as they are read; `author` stands where the file names none, the file's name for a document.

    Raises UsageError for a file of another kind at once, and InputError where a file breaks, perhaps after many entries.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError("is no translation memory", where=path, hint=f"kinds: {', '.join(READERS)}")
    return reader(path, author)


def write(entries: Iterable[Entry], path: Path) -> int:
    """Write entries as TMX; returns how many. Lost is only where they came from (`Entry.origin`)."""
    return tmx.write(map(_pair, entries), path)


def _pair(entry: Entry) -> tmx.Pair:
    return tmx.Pair(entry.source, entry.target, entry.lang, entry.author, entry.date, entry.document, entry.before, entry.after)


def _tmx(path: Path, author: str) -> Iterator[Entry]:
    for pair in tmx.read(path):
        yield Entry(
            source=pair.source,
            target=pair.target,
            lang=pair.lang,
            origin="import",
            author=pair.author or author,
            date=pair.date,
            document=pair.document or path.name,
            before=pair.context_before,
            after=pair.context_after,
        )


def _po(path: Path, author: str) -> Iterator[Entry]:
    """Entries that are not fuzzy. Their neighbours are not known: other tools sort a PO file as they like."""
    file = po.read(path)
    for row in file.rows:
        if row.state is State.REVIEWED and row.source:
            yield Entry(row.source, row.text, row.lang, "import", file.author or author, document=path.name)


READERS: Mapping[str, Callable[[Path, str], Iterator[Entry]]] = {".tmx": _tmx, ".po": _po}
