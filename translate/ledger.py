"""The record of the runs, kept in the work store: what each did, and where everything stood when it ended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.formats.view import now
from translate.model import Severity, State
from translate.quality import Label, trust
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("approved", "changed", "needs_work", "drafts", "empty")
"""As `status` tells sentences apart."""
_KEPT = 500
"""Runs; the oldest give way."""
_CURRENT = (
    "FROM draft JOIN segment ON segment.document = draft.document AND segment.id = draft.segment {} "
    "WHERE current AND segment.position IS NOT NULL"
)
_KIND = (
    "CASE WHEN trim(text) = '' THEN 'empty' "
    f"WHEN state IN ('{State.REVIEWED}', '{State.FINAL}') THEN 'approved' "
    f"WHEN state = '{State.INITIAL}' THEN 'needs_work' WHEN author != '' THEN 'changed' ELSE 'drafts' END"
)
_TRUST = f"LEFT JOIN finding AS told ON told.draft = draft.id AND told.name = '{trust.NAME}'"
_LABEL = (
    f"CASE told.severity WHEN '{Severity.ERROR}' THEN '{Label.UNUSABLE}' WHEN '{Severity.WARNING}' THEN '{Label.DOUBTFUL}' "
    f"ELSE '{Label.GOOD}' END"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run: `did` is its report as JSON, `stood` the tally when it ended. `ended` is ISO 8601, UTC."""

    number: int
    ended: str
    engine: str
    glossary: str
    did: Mapping[str, Any]
    stood: Mapping[str, Any]


class Ledger(Store):
    """The work store, for those who keep the record or read it."""

    def put_run(self, did: Mapping[str, Any], *, engine: str, glossary: str) -> None:
        """Record a run that has just ended."""
        record = {"engine": engine, "glossary": glossary, "did": did, "stood": self.tally()}
        with self._transaction() as db:
            db.execute(
                "INSERT INTO run (ended, record) VALUES (?, ?)",
                (now().strftime("%Y-%m-%dT%H:%M:%SZ"), json.dumps(record, ensure_ascii=False)),
            )
            db.execute("DELETE FROM run WHERE id <= (SELECT max(id) FROM run) - ?", (_KEPT,))

    def runs(self, limit: int) -> list[Run]:
        """The last runs, the latest first."""
        with self._edge():
            rows = self._db.execute("SELECT id, ended, record FROM run ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [Run(number, ended, **json.loads(record)) for number, ended, record in rows]

    def glossary(self) -> dict[str, dict[str, str]]:
        """The termbase as the last run used it: rows by id, each by its columns."""
        with self._edge():
            return {name: json.loads(row) for name, row in self._db.execute("SELECT id, row FROM concept ORDER BY id")}

    def put_glossary(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        """Remember the termbase that a run uses, in place of the one before."""
        with self._transaction() as db:
            db.execute("DELETE FROM concept")
            db.executemany(
                "INSERT INTO concept (id, row) VALUES (?, ?)",
                [(name, json.dumps(row, ensure_ascii=False)) for name, row in rows.items()],
            )

    def tally(self) -> dict[str, Any]:
        """Where all sentences stand now, by language: their states, those from the memory, findings by kind and severity.

        A sentence without a text in a language that others have one in is `empty`. `confidence`: ten classes, from 0 to 9 up to
        90 to 100, each with how many drafts of it have which label.
        """
        with self._edge():
            documents, segments = self._db.execute(
                "SELECT count(DISTINCT document), count(*) FROM segment WHERE position IS NOT NULL"
            ).fetchone()
            states: dict[str, dict[str, int]] = {}
            memory: dict[str, int] = {}
            for lang, kind, recalled, count in self._db.execute(
                f"SELECT lang, {_KIND}, signature LIKE 'memory:%', count(*) {_CURRENT.format('')} GROUP BY 1, 2, 3"
            ):
                of_lang = states.setdefault(lang, dict.fromkeys(KINDS, 0))
                of_lang[kind] += count
                memory[lang] = memory.get(lang, 0) + count * recalled
            findings: dict[str, dict[str, int]] = {}
            for name, severity, count in self._db.execute(
                f"SELECT name, severity, count(*) {_CURRENT.format('JOIN finding ON finding.draft = draft.id')} GROUP BY 1, 2"
            ):
                findings.setdefault(name, {})[severity] = count
            confidence: dict[str, list[dict[str, int]]] = {}
            for lang, place, label, count in self._db.execute(
                f"SELECT lang, min(confidence / 10, 9), {_LABEL}, count(*) {_CURRENT.format(_TRUST)} "
                "AND confidence IS NOT NULL GROUP BY 1, 2, 3"
            ):
                confidence.setdefault(lang, [{} for _ in range(10)])[place][label] = count
        for of_lang in states.values():
            of_lang["empty"] += segments - sum(of_lang.values())
        return {
            "documents": documents,
            "segments": segments,
            "states": states,
            "memory": memory,
            "findings": findings,
            "confidence": confidence,
        }
