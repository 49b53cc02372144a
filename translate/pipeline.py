"""The whole way, from files to exports, on one screen.

files ─ read ─▶ Document ─ segment ─▶ Segment ─ match ─▶ engine.draft ─ checks ─▶ store ─▶ exports
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from translate import checks
from translate.arabic import one_month_name
from translate.checks.case import Case
from translate.engines.base import Request
from translate.errors import TranslateError
from translate.formats import docx, po, reading
from translate.formats.view import View
from translate.glossary import verify
from translate.model import Draft, Lang, State, TermPair
from translate.segment import segments as cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from translate.config import Config
    from translate.engines.base import Engine
    from translate.glossary.match import Matcher
    from translate.glossary.termbase import Termbase
    from translate.model import Document, Segment
    from translate.store import Store

_KEEP_EVERY = 5.0  # seconds: a killed run loses no more work than this


class Progress(Protocol):
    """What a run tells while it goes."""

    def started(self, document: Document, *, segments: int, to_draft: int) -> None: ...

    def drafted(self, count: int) -> None: ...

    def finished(self, document: Document, exports: Sequence[Path]) -> None: ...

    def failed(self, path: Path, error: TranslateError) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What a run works with. `limit` bounds the segments of each document; `fresh` drafts again what is drafted."""

    config: Config
    termbase: Termbase
    matcher: Matcher
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


def _one(path: Path, desk: Desk, progress: Progress, report: Report) -> None:
    document = reading.read(path)
    segments = cut(document.blocks)[: desk.limit]
    number, export = desk.store.put_document(document, segments)
    wanted = {lang: _wanted(document, segments, lang, desk, number) for lang in desk.targets}
    progress.started(document, segments=len(segments), to_draft=sum(map(len, wanted.values())))
    for lang in desk.targets:
        _draft(wanted[lang], lang, number, desk, progress)
    view = View(
        document=document,
        segments=segments,
        drafts={lang: desk.store.drafts(number, lang) for lang in desk.targets},
        matches={segment.id: desk.matcher.find(segment.source) for segment in segments},
        termbase=desk.termbase,
        signature=desk.engine.signature,
    )
    files = _export(view, desk, export)
    _count(report, view, drafted=sum(map(len, wanted.values())))
    progress.finished(document, files)


def _wanted(
    document: Document, segments: Sequence[Segment], lang: Lang, desk: Desk, number: int
) -> list[tuple[Segment, Request, str]]:
    """The segments to draft, each with its request and signature: those without a draft that was made like this one."""
    present = desk.store.drafts(number, lang)
    result = []
    for segment in segments:
        request = _request(segment, document, lang, desk)
        signature = _signature(desk.engine, request)
        draft = present.get(segment.id)
        human = draft is not None and draft.state in (State.REVIEWED, State.FINAL)
        if not human and (draft is None or desk.fresh or draft.signature != signature):
            result.append((segment, request, signature))
    return result


def _request(segment: Segment, document: Document, lang: Lang, desk: Desk) -> Request:
    pairs: dict[str, str] = {}
    for match in desk.matcher.find(segment.source):
        form = desk.termbase.concepts[match.concept].form(lang, short=match.short)
        pairs.setdefault(one_month_name(segment.source[match.start : match.end]), form)
    return Request(
        source=one_month_name(segment.source),
        source_lang=Lang.AR,
        target_lang=lang,
        context=document.blocks[segment.block].text,
        terms=tuple(TermPair(source, target) for source, target in pairs.items()),
    )


def _signature(engine: Engine, request: Request) -> str:
    """The engine's, and the terms this very sentence was drafted with: another term's change leaves the draft fresh."""
    terms = ";".join(f"{term.source}={term.target}" for term in request.terms)
    return f"{engine.signature}|to:{request.target_lang}|terms:{terms}"


def _draft(wanted: Sequence[tuple[Segment, Request, str]], lang: Lang, number: int, desk: Desk, progress: Progress) -> None:
    """Draft, check and keep; what is finished is in the store even when the run is killed."""
    done: list[Draft] = []
    kept = time.monotonic()
    try:
        for index, hypotheses in desk.engine.draft([request for _, request, _ in wanted]):
            segment, _, signature = wanted[index]
            best = hypotheses[0]
            case = Case(
                source=segment.source,
                text=best.text,
                lang=lang,
                matches=desk.matcher.find(segment.source),
                termbase=desk.termbase,
                complete=best.complete,
            )
            done.append(Draft(segment.id, lang, best.text, signature, best.score, findings=checks.run(case)))
            progress.drafted(1)
            if time.monotonic() - kept > _KEEP_EVERY:
                desk.store.put_drafts(number, done)
                done, kept = [], time.monotonic()
    finally:
        desk.store.put_drafts(number, done)


def _export(view: View, desk: Desk, export: str) -> list[Path]:
    folder = desk.exports / export
    files = [docx.write(view, folder / "review.docx", desk.config.docx)]
    return files + [po.write(view, lang, folder / f"{export}.{lang}.po") for lang in desk.targets]


def _count(report: Report, view: View, drafted: int) -> None:
    report.documents += 1
    report.segments += len(view.segments)
    report.drafted += drafted
    report.kept += len(view.segments) * len(view.targets) - drafted
    for lang in view.targets:
        for segment in view.segments:
            draft = view.drafts[lang].get(segment.id)
            findings = draft.findings if draft else ()
            report.findings.update(str(finding.severity) for finding in findings)
            matched = {match.concept for match in view.matches[segment.id]}
            report.terms[lang] += len(matched)
            report.terms_kept[lang] += sum(
                bool(draft and verify.found(view.termbase.concepts[concept], lang, draft.text)) for concept in matched
            )
