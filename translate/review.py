"""A file that came back from an editor → verified changes, and what became of each of its rows.

Rows go by segment id and export id, never by place. Three texts are compared: the one that was exported, the editor's, and
the one in the store now; where somebody else has changed the store meanwhile, the editor's text is a conflict and neither
is lost. Nothing is stored on any doubt: a row is taken, or named with the reason why not.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from translate.errors import ReviewError
from translate.model import Draft, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translate.model import Comment, Lang, Returned, ReturnedFile
    from translate.store import Store

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u202f\u2009", " "),
        **dict.fromkeys("«»“”„‟″", '"'),
        **dict.fromkeys("‘’‚‛`", "'"),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_SIGNATURE = "human"
_REOPENED = "human|reopened"


class Outcome(StrEnum):
    """What became of a row."""

    APPROVED = "approved"
    CHANGED = "changed"
    NEEDS_WORK = "needs work"
    REOPENED = "reopened"
    """It was approved, and the editor took that back."""
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    MISSING = "missing"
    CONFLICT = "conflict"
    SET_ASIDE = "set aside"

    @property
    def is_stored(self) -> bool:
        return self in (Outcome.APPROVED, Outcome.CHANGED, Outcome.NEEDS_WORK, Outcome.REOPENED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row, and why. `before`: the text that was exported; `after`: the editor's."""

    outcome: Outcome
    where: str
    segment: str
    lang: Lang | None
    source: str = ""
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What one file brings: a verdict a row, and what is to be stored of it."""

    file: ReturnedFile
    document: int
    author: str
    verdicts: tuple[Verdict, ...]
    drafts: tuple[Draft, ...]
    comments: tuple[tuple[str, Lang, Comment], ...]
    seen: Mapping[tuple[str, Lang], Draft]
    """The current drafts that the file was verified against."""

    @property
    def left_out(self) -> list[Verdict]:
        """The rows whose text was not taken though the editor may have meant it to be."""
        return [verdict for verdict in self.verdicts if verdict.outcome in (Outcome.CONFLICT, Outcome.SET_ASIDE)]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows had each outcome, in the order of `Outcome`."""
        counted = Counter(verdict.outcome for verdict in self.verdicts)
        return {outcome: counted[outcome] for outcome in Outcome if counted[outcome]}


@dataclass(frozen=True, slots=True)
class _Base:
    """What the store knows of an export: its document, the texts that it held, and those of now."""

    document: int
    exported: Mapping[tuple[str, Lang], Draft]
    current: Mapping[tuple[str, Lang], Draft]
    sources: Mapping[str, tuple[str, int | None]]


def examine(file: ReturnedFile, store: Store, *, author: str = "") -> Review:
    """Verify a returned file against the store; nothing is stored.

    Raises ReviewError for a file of no known export: then no row of it can be trusted.
    """
    base = _base(file, store)
    by_key: dict[tuple[str, Lang], list[Returned]] = {}
    for row in file.rows:
        by_key.setdefault((row.segment, row.lang), []).append(row)
    who = author or file.author
    verdicts = [Verdict(Outcome.SET_ASIDE, where, "", None, why=what) for where, what in file.problems]
    drafts: list[Draft] = []
    for key, rows in by_key.items():
        verdict = _verdict(key, rows, base, who)
        verdicts.append(verdict)
        if verdict.outcome.is_stored:
            drafts.append(_draft(verdict, base.current.get(key), who))
    verdicts += _missing(base, by_key)
    comments = tuple((row.segment, row.lang, c) for row in file.rows if row.segment in base.sources for c in row.comments)
    return Review(file, base.document, who, tuple(verdicts), tuple(drafts), comments, base.current)


def accept(review: Review, store: Store, *, digest: str) -> None:
    """Store what a review brings, all of it or nothing.

    `digest` is that of the file when it was read. If nothing of it was left out it has done its work, and the next run may
    write over it, unless it was saved again meanwhile.
    """
    store.put_review(review.document, review.drafts, review.comments, review.seen)
    path = review.file.path
    if not review.left_out and store.export_digest(path) is not None:
        store.put_export(path, digest)


def same(one: str, other: str) -> bool:
    """Whether two texts differ at most in what programs change by themselves: kinds of quotes, spaces, unseen marks."""
    return _folded(one) == _folded(other)


def _base(file: ReturnedFile, store: Store) -> _Base:
    again = "export again with `translate run`, and let the editor work on that file"
    if not file.export:
        raise ReviewError("does not say which export it is from", where=file.path, hint=again)
    found = store.exported(file.export)
    if found is None:
        raise ReviewError(f"is from an export that this desk did not make ({file.export})", where=file.path, hint=again)
    document, exported = found
    langs = {lang for _, lang in exported}
    current = {(draft.segment, lang): draft for lang in langs for draft in store.drafts(document, lang).values()}
    return _Base(document, exported, current, store.segments(document))


def _verdict(key: tuple[str, Lang], rows: Sequence[Returned], base: _Base, who: str) -> Verdict:
    segment, lang = key
    row = rows[0]
    source, position = base.sources.get(segment, ("", None))
    then = base.exported.get(key)
    before, state = (then.text, then.state) if then else ("", State.INITIAL)
    made = Verdict(Outcome.UNCHANGED, row.where, segment, lang, source, before, row.text)
    if reason := _untrusted(key, rows, base):
        return replace(made, outcome=Outcome.SET_ASIDE, where=", ".join(each.where for each in rows), why=reason)
    if not row.text.strip():
        return replace(made, outcome=Outcome.EMPTY, why="the draft stays") if before.strip() else made
    outcome = _outcome(row, before, state)
    now = base.current.get(key)
    if outcome.is_stored and now is not None and not _is_as_exported(now, then):
        made = replace(made, outcome=outcome)
        return _after_a_human(made, now, who) if now.is_human else _after_the_machine(made, now)
    gone = "" if position is not None else "its sentence is no longer in the article; kept for the day it comes back"
    return replace(made, outcome=outcome, why=gone)


def _after_a_human(made: Verdict, now: Draft, who: str) -> Verdict:
    """A row whose text somebody has changed or approved since the export. What is newer is never turned back silently."""
    state, name = _state(made.outcome), now.author or "somebody"
    if not same(now.text, made.after) and now.author and now.author == who:  # an editor who went on in her file
        return made
    if not same(now.text, made.after):
        return replace(made, outcome=Outcome.CONFLICT, why=f"{name} has meanwhile written “{now.text}”")
    if now.state is state:
        return replace(made, outcome=Outcome.UNCHANGED, why="the store has it so already")
    if now.state is State.REVIEWED:
        outcome = Outcome.CONFLICT if state is State.INITIAL else Outcome.UNCHANGED
        return replace(made, outcome=outcome, why=f"{name} has meanwhile approved it")
    if state is State.REVIEWED and now.signature == _REOPENED:
        return replace(made, outcome=Outcome.CONFLICT, why=f"{name} has meanwhile taken the approval back")
    return made


def _after_the_machine(made: Verdict, now: Draft) -> Verdict:
    """A row whose sentence was drafted again since the export: an editor's words stand above it, a mere mark does not."""
    if made.outcome is Outcome.NEEDS_WORK and same(made.after, made.before):
        if now.state is State.INITIAL and same(now.text, made.after):
            return replace(made, outcome=Outcome.UNCHANGED, why="the store has it so already")
        return replace(made, outcome=Outcome.UNCHANGED, why="a newer draft is there already")
    return made


def _untrusted(key: tuple[str, Lang], rows: Sequence[Returned], base: _Base) -> str:
    """Why a row cannot be taken for what its id says, or nothing."""
    segment, lang = key
    if key not in base.exported:
        return f"the export has no row of this id ({segment}, {lang})"
    if len({(_folded(row.text), row.state) for row in rows}) > 1:
        return "the row stands there more than once, with different texts"
    source = base.sources.get(segment, ("", None))[0]
    altered = next((row.source for row in rows if row.source is not None and not same(row.source, source)), None)
    return f"its Arabic was changed: “{altered}”" if altered is not None else ""


def _is_as_exported(now: Draft, then: Draft | None) -> bool:
    """Also of an approval that was taken back: the text and state of a draft, but a human's decision."""
    return (
        then is not None
        and same(now.text, then.text)
        and now.state is then.state
        and (now.signature == _REOPENED) == (then.signature == _REOPENED)
    )


def _outcome(row: Returned, before: str, state: State) -> Outcome:
    """By the status first; a text that differs is a change, approved or not."""
    changed = not same(row.text, before)
    was_approved = state in (State.REVIEWED, State.FINAL)
    if row.state is None:  # lost: a changed text is a change, and nothing else is known
        return Outcome.CHANGED if changed else Outcome.UNCHANGED
    if row.state in (State.REVIEWED, State.FINAL):
        return Outcome.APPROVED if changed or not was_approved else Outcome.UNCHANGED
    if row.state is State.INITIAL:
        return Outcome.NEEDS_WORK if changed or state is not State.INITIAL else Outcome.UNCHANGED
    if changed:
        return Outcome.CHANGED
    return Outcome.REOPENED if was_approved else Outcome.UNCHANGED


def _state(outcome: Outcome) -> State:
    return {Outcome.APPROVED: State.REVIEWED, Outcome.NEEDS_WORK: State.INITIAL}.get(outcome, State.TRANSLATED)


def _draft(verdict: Verdict, now: Draft | None, author: str) -> Draft:
    """The text to store. One that only needs work stays the machine's, so that a better draft may take its place."""
    assert verdict.lang is not None  # noqa: S101 - only rows with a language are stored
    unchanged = same(verdict.after, verdict.before)
    text = now.text if now is not None and unchanged and same(now.text, verdict.before) else verdict.after
    is_machines = verdict.outcome is Outcome.NEEDS_WORK and unchanged and not (now and now.is_human)
    signature = _REOPENED if verdict.outcome is Outcome.REOPENED else _SIGNATURE
    return Draft(
        segment=verdict.segment,
        lang=verdict.lang,
        text=text,
        signature=now.signature if now is not None and is_machines else signature,
        score=now.score if now is not None and is_machines else None,
        state=_state(verdict.outcome),
        findings=now.findings if now is not None and is_machines else (),
        repairs=now.repairs if now is not None and is_machines else (),
        confidence=now.confidence if now is not None and is_machines else None,
        author="" if is_machines else author or "unknown",
    )


def _missing(base: _Base, seen: Mapping[tuple[str, Lang], object]) -> Iterator[Verdict]:
    """Rows that the export had and the file has not, of the languages that the file has: never read as deletions."""
    langs: Iterable[Lang] = {lang for _, lang in seen} or {lang for _, lang in base.exported}
    for (segment, lang), then in base.exported.items():
        if lang in langs and (segment, lang) not in seen:
            source = base.sources.get(segment, ("", None))[0]
            yield Verdict(
                Outcome.MISSING, "", segment, lang, source, then.text, why="the file has no row for it; the text stays"
            )


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_ALIKE)
    visible = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return " ".join(visible.split())
