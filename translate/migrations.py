"""The store's schema, as numbered steps, and how a database gets them. Append only: a step that has shipped never changes.

`PRAGMA user_version` holds how many steps a database has had; each runs in the transaction that records it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import StoreError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,
            export TEXT NOT NULL UNIQUE,
            digest TEXT NOT NULL,
            encoding TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE segment (
            document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
            id TEXT NOT NULL,
            position INTEGER,
            block INTEGER NOT NULL,
            kind TEXT NOT NULL,
            source TEXT NOT NULL,
            gap TEXT NOT NULL,
            PRIMARY KEY (document, id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE draft (
            id INTEGER PRIMARY KEY,
            document INTEGER NOT NULL,
            segment TEXT NOT NULL,
            lang TEXT NOT NULL,
            text TEXT NOT NULL,
            state TEXT NOT NULL,
            signature TEXT NOT NULL,
            score REAL,
            created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
            current INTEGER NOT NULL DEFAULT 1,
            FOREIGN KEY (document, segment) REFERENCES segment ON DELETE CASCADE
        ) STRICT""",
        "CREATE UNIQUE INDEX draft_current ON draft (document, segment, lang) WHERE current",
        """CREATE TABLE finding (
            draft INTEGER NOT NULL REFERENCES draft ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            severity TEXT NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (draft, position)
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE export (
            path TEXT PRIMARY KEY,
            digest TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE repair (
            draft INTEGER NOT NULL REFERENCES draft ON DELETE CASCADE,
            position INTEGER NOT NULL,
            concept TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            why TEXT NOT NULL,
            PRIMARY KEY (draft, position)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE concept (
            id TEXT PRIMARY KEY,
            row TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        "ALTER TABLE draft ADD COLUMN author TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE exported (
            export TEXT NOT NULL,
            draft INTEGER NOT NULL REFERENCES draft ON DELETE CASCADE,
            PRIMARY KEY (export, draft)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE comment (
            document INTEGER NOT NULL,
            segment TEXT NOT NULL,
            lang TEXT NOT NULL,
            author TEXT NOT NULL,
            date TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (document, segment, lang, author, date, text),
            FOREIGN KEY (document, segment) REFERENCES segment ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE waiver (
            document INTEGER NOT NULL,
            segment TEXT NOT NULL,
            lang TEXT NOT NULL,
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            reason TEXT NOT NULL,
            created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
            PRIMARY KEY (document, segment, lang, name),
            FOREIGN KEY (document, segment) REFERENCES segment ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            ended TEXT NOT NULL,
            record TEXT NOT NULL
        ) STRICT""",
    ),
    ("ALTER TABLE draft ADD COLUMN confidence INTEGER",),
)


def migrate(database: sqlite3.Connection) -> None:
    """Bring a work store to the newest schema. Raises StoreError for one from a later version of this program."""
    upgrade(database, MIGRATIONS)


def upgrade(database: sqlite3.Connection, migrations: Sequence[Sequence[str]]) -> None:
    """Take the steps of `migrations` that a database has not had. Raises StoreError for one that has had more."""
    version = _version(database)
    if version > len(migrations):
        raise StoreError(
            f"was written by a later version (schema {version}, known {len(migrations)})",
            where=database.execute("PRAGMA database_list").fetchone()[2],
            hint="upgrade newsdesk-translate",
        )
    for number, steps in enumerate(migrations[version:], version + 1):
        database.execute("BEGIN IMMEDIATE")
        try:
            if _version(database) < number:  # else another run took this step while this one waited
                for step in steps:
                    database.execute(step)
                database.execute(f"PRAGMA user_version = {number}")
            database.execute("COMMIT")
        except BaseException:
            database.execute("ROLLBACK")
            raise


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
