"""The memory's schema, as numbered steps: append only, as in `translate.migrations`.

`text` holds each skeleton once a language (see `sentence`), `pair` finds them by pairs of words. The id of a text is a
number in its upper bits and the length of its skeleton in the lower `LENGTH_BITS`, so that a candidate of another length is
left out before it is read. `pair` keeps no text: what is taken out of it must be given to it as it was put in, so a change
of `sentence.pairs` or of the skeleton needs a step that fills `text` and `pair` anew.
"""

from __future__ import annotations

from typing import Final

APPLICATION: Final = 0x4E44_544D
"""`NDTM`, in the header of the file: it tells a memory from a work store, which counts its steps by itself."""
LENGTH_BITS: Final = 12

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        f"PRAGMA application_id = {APPLICATION}",
        """CREATE TABLE text (
            id INTEGER PRIMARY KEY,
            key INTEGER NOT NULL,
            lang TEXT NOT NULL,
            skeleton TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX text_key ON text (key)",
        """CREATE TABLE entry (
            id INTEGER PRIMARY KEY,
            text INTEGER REFERENCES text,
            key INTEGER NOT NULL,
            place INTEGER NOT NULL,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            lang TEXT NOT NULL,
            origin TEXT NOT NULL,
            author TEXT NOT NULL,
            date TEXT NOT NULL,
            document TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            current INTEGER NOT NULL DEFAULT 1
        ) STRICT""",
        "CREATE INDEX entry_key ON entry (key, place)",
        "CREATE INDEX entry_text ON entry (text)",
        """CREATE VIRTUAL TABLE pair USING fts5 (
            pairs, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '_^$'"
        )""",
        "CREATE VIRTUAL TABLE pair_count USING fts5vocab (pair, 'row')",
    ),
)
