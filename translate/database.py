"""SQLite as this toolkit uses it: one file, several processes, whole transactions, errors of one line."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING, ClassVar, Self

from translate.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 20.0
"""How long one process waits for another's transaction."""


class Database:
    """Open it with `with`. A subclass says what it is, and prepares a connection in `_open`."""

    kind: ClassVar[str]
    """What it is, for messages: `work store`."""
    if_damaged: ClassVar[str]
    """What to do about a file that is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._edge():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                _switch_to_wal(self._db)
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._open()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _open(self) -> None:
        """Set what this database needs, and bring it to the newest schema."""
        raise NotImplementedError

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._edge():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _edge(self) -> Iterator[None]:
        """Turns SQLite's errors into StoreErrors."""
        try:
            yield
        except sqlite3.OperationalError as error:
            held = "locked" in str(error)
            hint = "another run holds it: wait for its end" if held else "check the disk and the rights of its folder"
            raise StoreError(f"the {self.kind} failed: {error}", where=self.path, hint=hint) from error
        except sqlite3.IntegrityError as error:
            raise StoreError(f"the {self.kind} refused what does not fit: {error}", where=self.path) from error
        except sqlite3.DatabaseError as error:
            raise StoreError(f"is no {self.kind}: {error}", where=self.path, hint=self.if_damaged) from error
        except UnicodeEncodeError as error:
            raise StoreError("a text holds half of a character, which is no text", where=self.path) from error
        except OSError as error:
            raise StoreError(
                f"the {self.kind} cannot be made: {error.strerror}", where=self.path, hint="check the rights of its folder"
            ) from error


def _switch_to_wal(database: sqlite3.Connection) -> None:
    """SQLite does not wait for a lock to do this, as it does for all else: two runs may begin with a new file at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
