"""The translation memory: sentences with their approved translations. SQLite; several processes may use one.

A place is a sentence between its neighbours. A review takes the place of every other target that it has, unless a later
review is there already; what was superseded stays as history. What was imported or aligned never replaces anything, it
stands beside.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Final

from translate.database import Database
from translate.errors import StoreError, UsageError
from translate.memory import search, sentence, write
from translate.memory.entry import Entry, Hit, Origin, Stats
from translate.memory.rate import MOST_FUZZY
from translate.memory.schema import APPLICATION, MIGRATIONS
from translate.migrations import upgrade
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from translate.memory.terms import Terms

THRESHOLD: Final = 75
_BATCH: Final = 2_000
"""Entries a transaction: a second's work, which is as long as another process has to wait."""
_MERGE_AFTER: Final = 20_000
"""New texts after which the index is made one piece again: on 157,000 that halves the time of a look-up."""


class Memory(Database):
    """`threshold` is the lowest rate that `find` shows if it is not told another."""

    kind: ClassVar[str] = "translation memory"
    if_damaged: ClassVar[str] = "move it away, or see memory.path in config.toml"

    def __init__(self, path: Path, *, threshold: int = THRESHOLD) -> None:
        self._threshold = threshold
        super().__init__(path)

    def _open(self) -> None:
        self._db.execute("PRAGMA cache_size = -32000")  # KiB
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version and application != APPLICATION:
            raise StoreError("is a database, but no translation memory", where=self.path, hint="see memory.path in config.toml")
        upgrade(self._db, MIGRATIONS)

    def put(self, entries: Iterable[Entry]) -> int:
        """Store entries as they come, a transaction every 2,000; returns how many were new.

        What is there already changes nothing, but a review confirms what was only imported. An entry without a source or a
        target is passed over; a review without a date counts as the latest.
        """
        stream, new, texts = iter(entries), 0, 0
        while batch := list(islice(stream, _BATCH)):  # before the transaction: nobody waits for a slow file
            with self._transaction() as db:
                taken, fresh = write.put(db, batch)
            new, texts = new + taken, texts + fresh
        if texts > _MERGE_AFTER:
            with self._edge():
                self._db.execute("INSERT INTO pair (pair) VALUES ('optimize')")
        return new

    def withdraw(self, source: str, lang: Lang, target: str, *, document: str) -> None:
        """Take back what a review of this document approved: it is history from now on."""
        with self._transaction() as db:
            db.execute(
                "UPDATE entry SET current = 0 "
                "WHERE source = ? AND lang = ? AND target = ? AND document = ? AND origin = 'review' AND current",
                (source, lang, target, document),
            )

    def find(
        self,
        source: str,
        lang: Lang,
        *,
        before: str = "",
        after: str = "",
        limit: int = 3,
        threshold: int | None = None,
        terms: Terms | None = None,
    ) -> tuple[Hit, ...]:
        """The best answers to a sentence, best first; among equals reviews before the rest, then the latest.

        `before` and `after` are its neighbours in the document. One target is shown once. With `terms`, glossary terms that
        differ are put right in `adapted` or lower the rate; see `rate` for the formula.
        """
        asked = sentence.parse(source)
        least = self._threshold if threshold is None else threshold
        with self._edge():
            hits = list(search.same(self._db, asked, lang, before, after))
            if least <= MOST_FUZZY and asked.words and len({hit.text for hit in hits}) < limit:
                hits += search.similar(self._db, asked, lang, limit=limit, threshold=least, terms=terms)
        return tuple(islice(_once(_ordered(hit for hit in hits if hit.rate >= least)), limit))

    def entries(self, lang: Lang | None = None, *, superseded: bool = False) -> Iterator[Entry]:
        """All entries in the order in which they came, read in pieces, so that others may write meanwhile."""
        last = 0
        while True:
            with self._edge():
                rows = self._db.execute(
                    f"SELECT id, {search.COLUMNS} FROM entry "  # noqa: S608
                    "WHERE id > ? AND (? IS NULL OR lang = ?) AND (current OR ?) ORDER BY id LIMIT ?",
                    (last, lang, lang, superseded, _BATCH),
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield from (search.entry_of(row[1:]) for row in rows)

    def stats(self) -> Stats:
        with self._edge():
            counts: defaultdict[Lang, dict[Origin, int]] = defaultdict(dict)
            for lang, origin, count in self._db.execute(
                "SELECT lang, origin, count(*) FROM entry WHERE current GROUP BY lang, origin ORDER BY lang, origin"
            ):
                counts[Lang(lang)][origin] = count
            row = self._db.execute(
                "SELECT count(*) - coalesce(sum(current), 0), count(DISTINCT nullif(document, '')), "
                "count(DISTINCT nullif(author, '')), coalesce(min(nullif(date, '')), ''), coalesce(max(date), '') FROM entry"
            ).fetchone()
            (size,) = self._db.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
        superseded, documents, authors, oldest, newest = row
        return Stats(dict(counts), superseded, documents, authors, oldest, newest, size)

    def prune(
        self,
        *,
        origin: Origin | None = None,
        document: str | None = None,
        before: str | None = None,
        superseded: bool = False,
        dry_run: bool = False,
    ) -> int:
        """Delete the entries that answer all that is given, and return how many they are.

        `before`: those dated earlier; an entry without a date is never meant. `superseded`: history only. History of a place
        whose entry is deleted stays history. Raises UsageError when nothing is given.
        """
        chosen = {
            "origin = ?": origin,
            "document = ?": document,
            "date <> '' AND date < ?": before,
            "current = ?": 0 if superseded else None,
        }
        given = {condition: value for condition, value in chosen.items() if value is not None}
        if not given:
            raise UsageError("says nothing to prune", hint="give an origin, a document, a date, or superseded")
        where, values = " AND ".join(given), tuple(given.values())
        with self._transaction() as db:
            (count,) = db.execute(f"SELECT count(*) FROM entry WHERE {where}", values).fetchone()  # noqa: S608
            if not dry_run:
                db.execute(f"DELETE FROM entry WHERE {where}", values)  # noqa: S608
                write.forget_texts(db)
        return int(count)


def _ordered(hits: Iterable[Hit]) -> list[Hit]:
    latest = sorted(hits, key=lambda hit: hit.entry.date, reverse=True)
    return sorted(latest, key=lambda hit: (-hit.rate, hit.entry.origin != "review"))


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Each text once, where it is best."""
    shown: set[str] = set()
    for hit in hits:
        if hit.text not in shown:
            shown.add(hit.text)
            yield hit
