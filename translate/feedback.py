"""What editors did, for the next run: approved text to the memory, and their words as proposals for the termbase."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from translate.glossary import editing
from translate.glossary.learn import lessons
from translate.memory import Entry
from translate.model import TARGETS, State
from translate.review import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translate.glossary.learn import Lesson
    from translate.glossary.termbase import Termbase
    from translate.memory import Memory
    from translate.review import Review
    from translate.store import Store

PROPOSED = "proposed.csv"
"""The table of the glossary's folder that proposals are added to."""


def remember(review: Review, store: Store, memory: Memory) -> int:
    """Put all that is approved in a review's document into the memory, with its neighbours; returns how many were new.

    All, not this file's alone: what an earlier import could not store there is made good. What was approved and is not any
    more is taken back.
    """
    document = next(kept.export for kept in store.documents() if kept.number == review.document)
    sources = store.segments(review.document)
    order = [source for source, position in sources.values() if position is not None]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for verdict in review.verdicts:
        if verdict.lang and verdict.outcome.is_stored and verdict.outcome is not Outcome.APPROVED:
            memory.withdraw(verdict.source, verdict.lang, verdict.before, document=document)

    def entries() -> Iterator[Entry]:
        for lang in TARGETS:
            for draft in store.drafts(review.document, lang).values():
                if draft.state is State.REVIEWED:
                    source, position = sources[draft.segment]
                    yield Entry(
                        source=source,
                        target=draft.text,
                        lang=lang,
                        origin="review",
                        author=draft.author,
                        date=now,
                        document=document,
                        before=order[position - 1] if position else "",
                        after=order[position + 1] if position is not None and position + 1 < len(order) else "",
                    )

    return memory.put(entries())


def propose(store: Store, termbase: Termbase, folder: Path) -> list[Lesson]:
    """Add what recurs in the corrections of all documents to the proposals, and return what was added.

    What the termbase has already, in whatever status, is not proposed again: so what an editor deprecated stays so.
    """
    corrections = [correction for lang in TARGETS for correction in store.corrections(lang)]
    new = {}
    for lesson in lessons(corrections):
        row = lesson.as_row(termbase)
        known = (c for c in termbase.concepts.values() if lesson.ar in (*c.ar, *c.ar_short))
        if row["id"] not in termbase.concepts and not any(lesson.now in c.targets[lesson.lang].right for c in known):
            new[row["id"]] = lesson, row
    if new:
        editing.write(folder, {PROPOSED: [row for _, row in new.values()]}, {})
    return [lesson for lesson, _ in new.values()]
