"""The whole way, from files to exports; `_one` is that way for one document.

files ─ read ─▶ Document ─ segment ─▶ Segment ─ match ─▶ plan ─▶ engine.draft ─ enforce ─ checks ─▶ store ─▶ exports
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from translate import drafting, plan
from translate.desk import Job
from translate.errors import ExportError, InputError, TranslateError
from translate.files import set_aside, sha256
from translate.formats import reading, same, writing
from translate.formats.view import View
from translate.glossary.mentions import mentions
from translate.language import arabic
from translate.model import Lang
from translate.recall import as_matches, recalled
from translate.report import Report
from translate.segment import segments as cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from translate.desk import Desk
    from translate.model import Document
    from translate.readers.source import Source


class Progress(Protocol):
    """What a run tells while it goes. A subclass need not listen to all of it."""

    def started(self, document: Document, *, segments: int, to_draft: int) -> None: ...

    def drafted(self, count: int) -> None: ...

    def finished(self, document: Document, exports: Sequence[Path]) -> None: ...

    def set_aside(self, path: Path, aside: Path) -> None: ...

    def failed(self, path: Path, error: TranslateError) -> None: ...


def run(paths: Iterable[Path], desk: Desk, progress: Progress) -> Report:
    """Draft and export every document. One that fails is reported and left; the others still run."""
    report, started = Report(), time.monotonic()
    for path in paths:
        for source in reading.sources(path):  # one, or all that an archive or a mail holds
            try:
                if "same" in (desk.formats or desk.config.run.formats):
                    same.check(source)  # before an hour's drafting, not after it
                _one(source, desk, progress, report)
            except BrokenPipeError:  # nobody reads what is printed any more
                raise
            except (TranslateError, OSError) as error:
                told = error if isinstance(error, TranslateError) else _failing(error, source)
                report.failed.append(told)
                progress.failed(source.path, told)
    report.seconds = time.monotonic() - started
    return report


def _failing(error: OSError, source: Source) -> ExportError:
    """What a file system refused that nobody nearer had an answer to."""
    return ExportError(f"cannot be worked on: {error.strerror or error}", where=source.path)


def _one(source: Source, desk: Desk, progress: Progress, report: Report) -> None:
    document = reading.parse(source)
    whole = arabic(cut(document.blocks, desk.config.segment_rules), document.blocks)
    if not any(block.lang == Lang.AR for block in document.blocks):
        raise InputError("holds no Arabic text", where=document.path, hint="only Arabic is translated; see: translate inspect")
    number, export = desk.store.put_document(document, whole)
    segments = whole[: desk.limit]
    matches = {segment.id: desk.matcher.find(segment.source) for segment in segments}
    order = plan.order(desk.engine, desk.targets)
    named = {lang: mentions(segments, matches, desk.termbase, lang) for lang in order}
    job = Job(number, document, segments, named, {lang: recalled(segments, lang, desk) for lang in order})
    to_draft = sum(len(plan.wanted(job, lang, desk)) for lang in order)
    progress.started(document, segments=len(segments), to_draft=to_draft)
    drafted = 0
    for lang in order:
        wanted = plan.wanted(job, lang, desk)  # again: a bridge has its drafts by now
        drafting.draft(job, wanted, lang, desk, progress.drafted)
        drafted += len(wanted)
        report.reasons.update(reason for each in wanted for reason in each.reasons)
    view = View(
        document=document,
        segments=segments,
        drafts={lang: drafting.current(job, lang, desk) for lang in desk.targets},
        mentions={lang: named[lang] for lang in desk.targets},
        termbase=desk.termbase,
        signature=desk.engine.signature,
        folder=export,
        comments={lang: desk.store.comments(number, lang) for lang in desk.targets},
        matches={lang: {name: as_matches(hits) for name, hits in job.hits[lang].items()} for lang in desk.targets},
    )
    desk.store.put_exported(
        view.export, number, desk.targets, [segment.id for segment in segments]
    )  # first: what an editor has must be known when it comes back
    files = _export(view, desk, export, progress)
    report.add(view, drafted, languages=len(order))
    progress.finished(document, files)


def _export(view: View, desk: Desk, export: str, progress: Progress) -> list[Path]:
    """Write the exports. A file that is not as it was last written has a human's work in it: it is set aside, never lost."""
    written = []
    for name, write in writing.files(view, export, desk.config, desk.formats or desk.config.run.formats):
        path = desk.exports / export / name
        if path.exists() and desk.store.export_digest(path) != sha256(path):
            progress.set_aside(path, set_aside(path))
        write(path)
        desk.store.put_export(path, sha256(path))
        written.append(path)
    return written
