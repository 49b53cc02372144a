"""What left the house: the files that were written, and the drafts that each holds, so that one that comes back is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.database import Database
from translate.errors import StoreError
from translate.model import Draft, Lang, State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Exported(Database):
    """The part of the work store that answers for its exports."""

    def export_digest(self, path: Path) -> str | None:
        """The SHA-256 of what was last exported to `path`, or None."""
        with self._edge():
            row = self._db.execute("SELECT digest FROM export WHERE path = ?", (_key(path),)).fetchone()
            return str(row[0]) if row else None

    def put_export(self, path: Path, digest: str) -> None:
        with self._transaction() as db:
            db.execute(
                "INSERT INTO export (path, digest) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET digest = excluded.digest",
                (_key(path), digest),
            )

    def put_exported(self, export: str, document: int, langs: Sequence[Lang], segments: Sequence[str]) -> None:
        """Remember which drafts an export holds: the current ones of these segments in these languages."""
        with self._transaction() as db:
            db.executemany(
                "INSERT OR IGNORE INTO exported (export, draft) "
                "SELECT ?, id FROM draft WHERE document = ? AND segment = ? AND lang = ? AND current",
                [(export, document, segment, lang) for lang in langs for segment in segments],
            )

    def exported(self, export: str) -> tuple[int, dict[tuple[str, Lang], Draft]] | None:
        """The document of an export and its drafts by segment and language, as they then were; None for a foreign one.

        Their findings, repairs and scores are left out.
        """
        with self._edge():
            rows = self._db.execute(
                "SELECT document, segment, lang, text, signature, state, author "
                "FROM exported JOIN draft ON draft.id = draft WHERE export = ?",
                (export,),
            ).fetchall()
        if len({row[0] for row in rows}) > 1:
            raise StoreError(f"export {export} is of more than one document", where=self.path, hint="export again")
        drafts = {
            (segment, Lang(lang)): Draft(segment, Lang(lang), text, signature, state=State(state), author=author)
            for _, segment, lang, text, signature, state, author in rows
        }
        return (rows[0][0], drafts) if rows else None


def _key(path: Path) -> str:
    """A path as text that SQLite can hold, whatever bytes its name has."""
    return str(path.resolve()).encode("utf-8", "backslashreplace").decode()
