"""Entries into the memory's tables and out of them, within a transaction of the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.memory import search, sentence
from translate.memory.schema import LENGTH_BITS
from translate.model import Lang

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from translate.memory.entry import Entry
    from translate.memory.sentence import Sentence


@dataclass(frozen=True, slots=True)
class _Rival:
    """What stands already at the place of a new entry."""

    id: int
    target: str
    origin: str
    date: str
    current: bool

    @property
    def is_review(self) -> bool:
        return self.origin == "review"


def put(db: sqlite3.Connection, entries: Iterable[Entry]) -> tuple[int, int]:
    """Store what is new; returns how many entries and how many texts that were."""
    new, tokens = 0, list[tuple[int, str]]()
    for entry in entries:
        if entry.source.strip() and entry.target.strip():
            new += _put(db, entry, tokens)
    db.executemany("INSERT INTO pair (rowid, pairs) VALUES (?, ?)", tokens)
    return new, len(tokens)


def forget_texts(db: sqlite3.Connection) -> None:
    """Take texts without an entry out of the index."""
    gone = db.execute(
        "SELECT id, lang, skeleton FROM text WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.text = text.id)"
    ).fetchall()
    db.executemany(
        "INSERT INTO pair (pair, rowid, pairs) VALUES ('delete', ?, ?)",
        ((number, _tokens(skeleton.split(" "), Lang(lang))) for number, lang, skeleton in gone),
    )
    db.executemany("DELETE FROM text WHERE id = ?", ((number,) for number, *_ in gone))


def _put(db: sqlite3.Connection, entry: Entry, tokens: list[tuple[int, str]]) -> bool:
    """Store one entry, unless it is there; the tokens of a new text are left for the caller to index, all in one go."""
    parsed = sentence.parse(entry.source)
    key, place = sentence.digest(entry.lang, parsed.written), search.place_of(entry.before, entry.after)
    rivals = [
        _Rival(*row)
        for row in db.execute("SELECT id, target, origin, date, current FROM entry WHERE key = ? AND place = ?", (key, place))
    ]
    if _is_known(entry, rivals):
        return False
    is_review = entry.origin == "review"
    outdated = is_review and any(r.current and r.is_review and entry.date and r.date > entry.date for r in rivals)
    if is_review and not outdated:
        db.executemany("UPDATE entry SET current = 0 WHERE id = ?", ((r.id,) for r in rivals if r.current))
    db.execute(
        f"INSERT INTO entry (text, key, place, current, {search.COLUMNS}) "  # noqa: S608 - names of columns
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            _text(db, parsed, entry.lang, tokens), key, place, not outdated, entry.source, entry.target, entry.lang,
            entry.origin, entry.author, entry.date, entry.document, entry.before, entry.after,
        ),
    )  # fmt: skip
    return True


def _is_known(entry: Entry, rivals: Sequence[_Rival]) -> bool:
    """Whether the target stands at this place already, or once stood there and this is no news of it.

    A review of what was only imported is news, and so is one that returns to what a later review had replaced.
    """
    same = [rival for rival in rivals if rival.target == entry.target]
    if entry.origin != "review":
        return bool(same)
    return any(r.is_review and (r.current or (entry.date and entry.date <= r.date)) for r in same)


def _text(db: sqlite3.Connection, parsed: Sentence, lang: Lang, tokens: list[tuple[int, str]]) -> int | None:
    """The id of a sentence's skeleton, stored if it is new; None where nothing can be found by it."""
    if not parsed.words:
        return None
    skeleton = parsed.skeleton
    key = sentence.digest(lang, skeleton)
    for number, known in db.execute("SELECT id, skeleton FROM text WHERE key = ?", (key,)):
        if known == skeleton:
            return int(number)
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM text").fetchone()
    number = search.id_of((last >> LENGTH_BITS) + 1, skeleton)
    db.execute("INSERT INTO text (id, key, lang, skeleton) VALUES (?, ?, ?, ?)", (number, key, lang, skeleton))
    tokens.append((number, _tokens(parsed.words, lang)))
    return number


def _tokens(words: Sequence[str], lang: Lang) -> str:
    return " ".join(search.tokens(words, lang))
