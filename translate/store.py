"""The work store: documents, their segments, every draft ever made with its findings. SQLite, one writer.

A draft is never changed: a newer one takes its place as the current one, and the older stays as history. A human's text
(state reviewed or final) is never replaced by a machine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from translate.errors import StoreError
from translate.exported import Exported
from translate.glossary.learn import Correction
from translate.migrations import migrate
from translate.model import BlockKind, Comment, Draft, Finding, Lang, Repair, Segment, Severity, State, is_human

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from translate.model import Document

FILE_NAME = "work.db"
_LONGEST_NAME = 180  # bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A document in the store: its number, the path that it was read from, and the name of its folder of exports.

    `digest` is that of its bytes when it was last read.
    """

    number: int
    path: Path
    export: str
    digest: str = ""


class Store(Exported):
    """Every method that writes is one transaction."""

    kind: ClassVar[str] = "work store"
    if_damaged: ClassVar[str] = "move it away; its drafts will be made again"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / FILE_NAME)

    def _open(self) -> None:
        self._db.execute("PRAGMA foreign_keys = ON")
        migrate(self._db)

    def put_document(self, document: Document, segments: Sequence[Segment]) -> tuple[int, str]:
        """Record a document as it stands now; returns its number and the name of its folder of exports.

        Segments that are gone keep their drafts, for the day they come back, but have no position.
        """
        with self._transaction() as db:
            path = str(document.path.resolve())
            if not _is_text(path):
                raise StoreError("has a name that is not text", where=document.path, hint="rename the file or its folder")
            row = db.execute("SELECT id, export FROM document WHERE path = ?", (path,)).fetchone()
            export = row[1] if row else self._free_name(document.name)
            db.execute(
                "INSERT INTO document (path, export, digest, encoding) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET digest = excluded.digest, encoding = excluded.encoding",
                (path, export, document.digest, document.encoding),
            )
            number = int(db.execute("SELECT id FROM document WHERE path = ?", (path,)).fetchone()[0])
            db.execute("UPDATE segment SET position = NULL WHERE document = ?", (number,))
            db.executemany(
                "INSERT INTO segment (document, id, position, block, kind, source, gap) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (document, id) DO UPDATE SET "
                "position = excluded.position, block = excluded.block, kind = excluded.kind, gap = excluded.gap",
                [(number, s.id, place, s.block, s.kind, s.source, s.gap) for place, s in enumerate(segments)],
            )
        return number, export

    def drafts(self, document: int, lang: Lang) -> dict[str, Draft]:
        """The current draft of each segment of a document, by segment id."""
        with self._edge():
            repairs: dict[int, list[Repair]] = {}
            for draft, *repair in self._db.execute(
                "SELECT draft, concept, before, after, why FROM repair JOIN draft ON draft.id = draft "
                "WHERE document = ? AND lang = ? AND current ORDER BY draft, position",
                (document, lang),
            ):
                repairs.setdefault(draft, []).append(Repair(*repair))
            findings: dict[int, list[Finding]] = {}
            for draft, name, severity, message in self._db.execute(
                "SELECT draft, name, severity, message FROM finding JOIN draft ON draft.id = draft "
                "WHERE document = ? AND lang = ? AND current ORDER BY draft, position",
                (document, lang),
            ):
                findings.setdefault(draft, []).append(Finding(name, Severity(severity), message))
            return {
                segment: Draft(
                    segment=segment,
                    lang=lang,
                    text=text,
                    signature=signature,
                    score=score,
                    state=State(state),
                    findings=tuple(findings.get(number, ())),
                    repairs=tuple(repairs.get(number, ())),
                    author=author,
                    confidence=confidence,
                )
                for number, segment, text, signature, score, state, author, confidence in self._db.execute(
                    "SELECT id, segment, text, signature, score, state, author, confidence FROM draft "
                    "WHERE document = ? AND lang = ? AND current",
                    (document, lang),
                )
            }

    def put_drafts(self, document: int, drafts: Sequence[Draft], *, yielding: bool = False) -> None:
        """Make these drafts the current ones. Raises StoreError rather than put a machine's text in a human's place.

        `yielding`: such a draft is passed over instead; somebody approved the text while the machine was at it.
        """
        with self._transaction() as db:
            for draft in drafts:
                _put(db, document, draft, self.path, yielding=yielding)

    def put_review(
        self,
        document: int,
        drafts: Sequence[Draft],
        comments: Iterable[tuple[str, Lang, Comment]],
        seen: Mapping[tuple[str, Lang], Draft],
    ) -> None:
        """What one file brought back, all of it or nothing: texts, and comments with their segment and language.

        `seen` are the current drafts that the file was verified against. Raises StoreError where one of those to be
        replaced has changed since.
        """
        with self._transaction() as db:
            for draft in drafts:
                before = seen.get((draft.segment, draft.lang))
                row = db.execute(
                    "SELECT text, state, author FROM draft WHERE document = ? AND segment = ? AND lang = ? AND current",
                    (document, draft.segment, draft.lang),
                ).fetchone()
                if row != (before and (before.text, str(before.state), before.author)):
                    raise StoreError(
                        f"segment {draft.segment} ({draft.lang}) was changed meanwhile; nothing was stored",
                        where=self.path,
                        hint="import the file again",
                    )
                _put(db, document, draft, self.path)
            db.executemany(
                "INSERT OR IGNORE INTO comment (document, segment, lang, author, date, text) VALUES (?, ?, ?, ?, ?, ?)",
                [(document, segment, lang, c.author, c.date, c.text) for segment, lang, c in comments],
            )

    def comments(self, document: int, lang: Lang) -> dict[str, tuple[Comment, ...]]:
        """What editors remarked, by segment, the oldest first."""
        found: dict[str, list[Comment]] = {}
        with self._edge():
            for segment, author, date, text in self._db.execute(
                "SELECT segment, author, date, text FROM comment WHERE document = ? AND lang = ? ORDER BY date, author, text",
                (document, lang),
            ):
                found.setdefault(segment, []).append(Comment(author, date, text))
        return {segment: tuple(comments) for segment, comments in found.items()}

    def authors(self, document: int, lang: Lang) -> list[tuple[str, str]]:
        """Whose texts are the current ones, and when each of them last wrote or approved one (ISO 8601, UTC); latest first."""
        with self._edge():
            rows = self._db.execute(
                "SELECT author, max(created) FROM draft WHERE document = ? AND lang = ? AND current AND author != '' "
                "GROUP BY author ORDER BY max(created) DESC",
                (document, lang),
            )
            return [(author, when) for author, when in rows]

    def corrections(self, lang: Lang) -> list[Correction]:
        """The sentences whose text a human wrote or approved, with the machine's last draft before it."""
        with self._edge():
            return [
                Correction(source, lang, draft, text, export)
                for source, draft, text, export in self._db.execute(
                    "SELECT source, machine.text, human.text, export FROM draft AS human "
                    "JOIN draft AS machine ON machine.id = (SELECT max(id) FROM draft WHERE document = human.document "
                    "AND segment = human.segment AND lang = human.lang AND author = '' AND id < human.id) "
                    "JOIN segment ON segment.document = human.document AND segment.id = human.segment "
                    "JOIN document ON document.id = human.document "
                    "WHERE human.current AND human.author != '' AND human.lang = ? "
                    "ORDER BY human.id",
                    (lang,),
                )
            ]

    def documents(self) -> list[Kept]:
        """Every document that was ever drafted, by name of its exports."""
        with self._edge():
            return [
                Kept(number, Path(path), export, digest)
                for number, path, export, digest in self._db.execute(
                    "SELECT id, path, export, digest FROM document ORDER BY export"
                )
            ]

    def segments(self, document: int) -> dict[str, tuple[str, int | None]]:
        """Source and position of every segment that the document has or had, by id; one that is gone has no position."""
        with self._edge():
            return {
                name: (source, position)
                for name, source, position in self._db.execute(
                    "SELECT id, source, position FROM segment WHERE document = ? ORDER BY position", (document,)
                )
            }

    def sentences(self, document: int) -> tuple[Segment, ...]:
        """The segments that the document has now, in its order."""
        with self._edge():
            return tuple(
                Segment(name, block, BlockKind(kind), source, gap)
                for name, block, kind, source, gap in self._db.execute(
                    "SELECT id, block, kind, source, gap FROM segment "
                    "WHERE document = ? AND position IS NOT NULL ORDER BY position",
                    (document,),
                )
            )

    def put_waiver(self, document: int, draft: Draft, check: str, reason: str) -> None:
        """A finding that is not to be told of this text any more, and why; a newer reason takes an older one's place."""
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO waiver (document, segment, lang, name, text, reason) VALUES (?, ?, ?, ?, ?, ?)",
                (document, draft.segment, draft.lang, check, draft.text, reason),
            )

    def waivers(self, document: int, lang: Lang) -> dict[tuple[str, str], tuple[str, str]]:
        """By segment and the finding's name: the text that it was waived for, and the reason."""
        with self._edge():
            return {
                (segment, name): (text, reason)
                for segment, name, text, reason in self._db.execute(
                    "SELECT segment, name, text, reason FROM waiver WHERE document = ? AND lang = ?", (document, lang)
                )
            }

    def _free_name(self, wanted: str) -> str:
        """`wanted`, or, where another document has that name, `wanted-2`, `wanted-3`…; told apart as Windows does.

        It is cut, so that with a language and a suffix behind it no file's name is longer than the 255 bytes of most disks.
        """
        cut = wanted.encode("utf-8", "replace")[:_LONGEST_NAME].decode(errors="ignore")
        wanted = cut.strip(". \t\r\n") or "document"
        taken = {row[0].casefold() for row in self._db.execute("SELECT export FROM document")}
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}-{number}"
        return name


def _put(db: sqlite3.Connection, document: int, draft: Draft, path: Path, *, yielding: bool = False) -> None:
    key = (document, draft.segment, draft.lang)
    row = db.execute(
        "SELECT state, author FROM draft WHERE document = ? AND segment = ? AND lang = ? AND current", key
    ).fetchone()
    if row and is_human(State(row[0]), row[1]) and not draft.is_human:
        if yielding:
            return
        raise StoreError(
            f"segment {draft.segment} ({draft.lang}) is {row[0]} by a human: a machine's draft cannot replace it", where=path
        )
    db.execute("UPDATE draft SET current = 0 WHERE document = ? AND segment = ? AND lang = ? AND current", key)
    cursor = db.execute(
        "INSERT INTO draft (document, segment, lang, text, state, signature, score, author, confidence) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, draft.text, draft.state, draft.signature, draft.score, draft.author, draft.confidence),
    )
    db.executemany(
        "INSERT INTO finding (draft, position, name, severity, message) VALUES (?, ?, ?, ?, ?)",
        [(cursor.lastrowid, place, f.check, f.severity, f.message) for place, f in enumerate(draft.findings)],
    )
    db.executemany(
        "INSERT INTO repair (draft, position, concept, before, after, why) VALUES (?, ?, ?, ?, ?, ?)",
        [(cursor.lastrowid, place, r.concept, r.before, r.after, r.why) for place, r in enumerate(draft.repairs)],
    )


def _is_text(path: str) -> bool:
    """Whether a path can be kept: on Linux a name may be any bytes, and Python stands in surrogates for what is not UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in path)
