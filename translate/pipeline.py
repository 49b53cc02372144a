"""The whole way, from files to exports; `_one` is that way for one document.

files ─ read ─▶ Document ─ segment ─▶ Segment ─ match ─▶ engine.draft ─ checks ─▶ store ─▶ exports
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, Self

from translate import checks
from translate.arabic import one_month_name
from translate.checks import terms
from translate.checks.case import Case
from translate.engines.base import Request
from translate.errors import TranslateError
from translate.files import set_aside, sha256
from translate.formats import docx, po, reading
from translate.formats.view import View
from translate.glossary import verify
from translate.model import Draft, Lang, Severity, State, TermPair
from translate.segment import segments as cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translate.config import Config
    from translate.engines.base import Engine
    from translate.glossary.match import Matcher
    from translate.glossary.names import Names
    from translate.glossary.termbase import Termbase
    from translate.model import Document, Segment, TermMatch
    from translate.store import Store

_KEEP_EVERY = 5.0  # seconds: a killed run loses no more work than this


class Progress(Protocol):
    """What a run tells while it goes."""

    def started(self, document: Document, *, segments: int, to_draft: int) -> None: ...

    def drafted(self, count: int) -> None: ...

    def finished(self, document: Document, exports: Sequence[Path]) -> None: ...

    def set_aside(self, path: Path, aside: Path) -> None: ...

    def failed(self, path: Path, error: TranslateError) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What a run works with. `limit` bounds the segments of each document; `fresh` drafts again what is drafted."""

    config: Config
    termbase: Termbase
    matcher: Matcher
    names: Names
    engine: Engine
    store: Store
    targets: Sequence[Lang]
    exports: Path
    fresh: bool = False
    limit: int | None = None


@dataclass(slots=True)
class Report:
    """What a run did, counted over documents and target languages."""

    documents: int = 0
    failed: list[TranslateError] = field(default_factory=list)
    segments: int = 0
    drafted: int = 0
    kept: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    terms: Counter[Lang] = field(default_factory=Counter)
    terms_kept: Counter[Lang] = field(default_factory=Counter)
    seconds: float = 0.0


def run(paths: Iterable[Path], desk: Desk, progress: Progress) -> Report:
    """Draft and export every document. One that fails is reported and left; the others still run."""
    report, started = Report(), time.monotonic()
    for path in paths:
        try:
            _one(path, desk, progress, report)
        except TranslateError as error:
            report.failed.append(error)
            progress.failed(path, error)
    report.seconds = time.monotonic() - started
    return report


@dataclass(frozen=True, slots=True)
class _Job:
    """One document on its way: its number in the store, its segments, and the terms of each by segment id."""

    number: int
    document: Document
    segments: tuple[Segment, ...]
    matches: Mapping[str, tuple[TermMatch, ...]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A segment to draft, what the engine is asked, and how the draft will be signed."""

    segment: Segment
    request: Request
    signature: str


def _one(path: Path, desk: Desk, progress: Progress, report: Report) -> None:
    document = reading.read(path)
    segments = cut(document.blocks)[: desk.limit]
    number, export = desk.store.put_document(document, segments)
    job = _Job(number, document, segments, {segment.id: desk.matcher.find(segment.source) for segment in segments})
    order = _order(desk)
    progress.started(document, segments=len(segments), to_draft=sum(len(_wanted(job, lang, desk)) for lang in order))
    drafted = 0
    for lang in order:
        wanted = _wanted(job, lang, desk)  # again: a bridge has its drafts by now
        _draft(job, wanted, lang, desk, progress)
        drafted += len(wanted)
    view = View(
        document=document,
        segments=segments,
        drafts={lang: desk.store.drafts(number, lang) for lang in desk.targets},
        matches=job.matches,
        termbase=desk.termbase,
        signature=desk.engine.signature,
    )
    files = _export(view, desk, export, progress)
    _count(report, view, drafted, languages=len(order))
    progress.finished(document, files)


def _order(desk: Desk) -> tuple[Lang, ...]:
    """The languages to draft: the targets, and before each the one that the engine drafts it from."""
    chains = ((desk.engine.bridges[lang], lang) if lang in desk.engine.bridges else (lang,) for lang in desk.targets)
    return tuple(dict.fromkeys(lang for chain in chains for lang in chain))


def _wanted(job: _Job, lang: Lang, desk: Desk) -> list[_Wanted]:
    """The segments without a draft that was made as one would be made now. What a human wrote is never wanted."""
    present = desk.store.drafts(job.number, lang)
    bridge = desk.engine.bridges.get(lang)
    between = desk.store.drafts(job.number, bridge) if bridge else {}
    result = []
    for segment in job.segments:
        draft, via = present.get(segment.id), between.get(segment.id)
        if bridge and via and via.text.strip():
            request = _bridged(segment, job, lang, desk, via)
        else:
            request = _straight(segment, job, lang, desk)
        signature = _signature(desk.engine, request)
        human = draft is not None and draft.state in (State.REVIEWED, State.FINAL)
        if not human and (draft is None or desk.fresh or draft.signature != signature):
            result.append(_Wanted(segment, request, signature))
    return result


def _straight(segment: Segment, job: _Job, lang: Lang, desk: Desk) -> Request:
    pairs: dict[str, str] = {}
    for match in job.matches[segment.id]:
        form = desk.termbase.concepts[match.concept].form(lang, short=match.short)
        pairs.setdefault(one_month_name(segment.source[match.start : match.end]), form)
    return Request(
        source=one_month_name(segment.source),
        source_lang=Lang.AR,
        target_lang=lang,
        context=job.document.blocks[segment.block].text,
        terms=tuple(TermPair(source, target) for source, target in pairs.items()),
    )


def _bridged(segment: Segment, job: _Job, lang: Lang, desk: Desk, via: Draft) -> Request:
    """Asks for a translation of another language's draft, with the terms as they stand in it."""
    pairs: dict[str, str] = {}
    for match in job.matches[segment.id]:
        concept = desk.termbase.concepts[match.concept]
        if hits := verify.found(concept, via.lang, via.text):
            pairs.setdefault(via.text[hits[0].start : hits[0].end], concept.form(lang, short=match.short))
    return Request(
        source=via.text,
        source_lang=via.lang,
        target_lang=lang,
        context=job.document.blocks[segment.block].text,
        terms=tuple(TermPair(source, target) for source, target in pairs.items()),
    )


def _signature(engine: Engine, request: Request) -> str:
    """The engine's, the bridge's text where there is one, and the terms this very sentence is drafted with.

    So another term's change leaves the draft fresh, and a correction of the English makes the Russian stale.
    """
    bridged = request.source_lang is not Lang.AR
    via = f"|via:{request.source_lang}@{hashlib.sha256(request.source.encode()).hexdigest()[:12]}" if bridged else ""
    terms = ";".join(f"{term.source}={term.target}" for term in request.terms)
    return f"{engine.signature}|to:{request.target_lang}{via}|terms:{terms}"


def _draft(job: _Job, wanted: Sequence[_Wanted], lang: Lang, desk: Desk, progress: Progress) -> None:
    """Draft, check and keep; what is finished is in the store even when the run is killed.

    A draft with an error is asked for once more, with insistence, and the better of the two stays.
    """
    wrong: dict[int, Draft] = {}
    with _Keeping(job, desk.store) as keeping:
        try:
            for index, draft in _drafts(job, wanted, lang, desk):
                if desk.engine.can_insist and any(_errors(draft)):
                    wrong[index] = draft
                else:
                    keeping.put(draft)
                    progress.drafted(1)
            again = sorted(wrong)
            insisting = [replace(wanted[index], request=replace(wanted[index].request, insist=True)) for index in again]
            for place, second in _drafts(job, insisting, lang, desk):
                keeping.put(min(wrong.pop(again[place]), second, key=_errors))
                progress.drafted(1)
        finally:
            for draft in wrong.values():  # the run was broken off: a draft in doubt is better than none
                keeping.put(draft)


def _drafts(job: _Job, wanted: Sequence[_Wanted], lang: Lang, desk: Desk) -> Iterator[tuple[int, Draft]]:
    """Each one's place and checked draft, in the order of finishing."""
    for index, hypotheses in desk.engine.draft([each.request for each in wanted]):
        segment, best = wanted[index].segment, hypotheses[0]
        case = Case(
            source=segment.source,
            text=best.text,
            lang=lang,
            matches=job.matches[segment.id],
            termbase=desk.termbase,
            names=desk.names,
            complete=best.complete,
        )
        yield index, Draft(segment.id, lang, best.text, wanted[index].signature, best.score, findings=checks.run(case))


def _errors(draft: Draft) -> tuple[bool, int]:
    """How wrong a draft is known to be: an empty one is worst, then the number of errors counts."""
    errors = sum(finding.severity is Severity.ERROR for finding in draft.findings)
    return not draft.text.strip(), errors


class _Keeping:
    """Puts drafts into the store, a few at a time, and at the end, however it comes, the rest."""

    def __init__(self, job: _Job, store: Store) -> None:
        self._job = job
        self._store = store
        self._waiting: list[Draft] = []
        self._kept = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.put_drafts(self._job.number, self._waiting)

    def put(self, draft: Draft) -> None:
        self._waiting.append(draft)
        if time.monotonic() - self._kept > _KEEP_EVERY:
            self._store.put_drafts(self._job.number, self._waiting)
            self._waiting, self._kept = [], time.monotonic()


def _export(view: View, desk: Desk, export: str, progress: Progress) -> list[Path]:
    """Write the exports. A file that is not as it was last written has a human's work in it: it is set aside, never lost."""
    folder = desk.exports / export
    writers: dict[Path, Callable[[Path], Path]] = {
        folder / "review.docx": lambda path: docx.write(view, path, desk.config.docx),
        **{folder / f"{export}.{lang}.po": partial(po.write, view, lang) for lang in view.targets},
    }
    for path, write in writers.items():
        if path.exists() and desk.store.export_digest(path) != sha256(path):
            progress.set_aside(path, set_aside(path))
        write(path)
        desk.store.put_export(path, sha256(path))
    return list(writers)


def _count(report: Report, view: View, drafted: int, languages: int) -> None:
    report.documents += 1
    report.segments += len(view.segments)
    report.drafted += drafted
    report.kept += len(view.segments) * languages - drafted
    for lang in view.targets:
        for segment in view.segments:
            draft = view.drafts[lang].get(segment.id)
            findings = draft.findings if draft else ()
            report.findings.update(str(finding.severity) for finding in findings)
            matched = len({(match.concept, match.short) for match in view.matches[segment.id]})
            report.terms[lang] += matched
            report.terms_kept[lang] += matched - sum(finding.check == terms.MISSING for finding in findings)
