"""`translate run`."""

from __future__ import annotations

import sys
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.errors import UsageError
from translate.model import TARGETS, Lang
from translate.quality.trust import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.errors import TranslateError
    from translate.glossary.termbase import Termbase
    from translate.model import Document
    from translate.plan import Reason
    from translate.report import Report

EXAMPLES = "Examples:  translate run seeds/  |  translate run article.txt --to en  |  translate run seeds/ --engine pseudo"

_MOST_REASONS = 12
_REASONS = {
    "asked": "you asked for it (--fresh)",
    "unfinished": "the last run was broken off before it was done with them",
    "engine": "the engine, its model or its prompt changed",
    "bridge": "the English that the Russian is made from changed",
    "memory": "what the translation memory has of the sentence changed",
}

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Another config.toml than the one in this folder.", show_default=False)
]


def run(
    paths: Annotated[list[Path], typer.Argument(help="Articles, archives of them (.zip), or folders.", show_default=False)],
    *,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="Language to draft, en or ru; may be given twice. Default: config.toml."),
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="auto, firefox, ctranslate, argos, gguf, pseudo. Default: config.toml.")
    ] = None,
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", help="docx, po, xliff, xliff12, tmx, csv or xlsx; may be repeated. Default: config.toml."),
    ] = None,
    same_format: Annotated[
        bool, typer.Option("--same-format", help="Also the document itself with the translation in it (DOCX, HTML).")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for the exports. Default: config.toml.")] = None,
    config: ConfigOption = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Draft again what is drafted already; reviewed text is kept.")] = False,
    floor: Annotated[bool, typer.Option("--floor", help="Leave unusable drafts empty: nothing misleads less.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N sentences of each article.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON, and nothing else.")] = False,
) -> None:
    """Draft articles and write, for each, a review table (DOCX) and a PO file a language.

    What was drafted before and is still up to date is kept, so a second run costs seconds, and a broken one goes on.
    """
    from translate import engines, pipeline, proofreading  # noqa: PLC0415 - libraries are loaded when they are needed
    from translate.desk import Desk  # noqa: PLC0415
    from translate.formats import reading, writing  # noqa: PLC0415
    from translate.glossary import termbase  # noqa: PLC0415
    from translate.glossary.match import Matcher  # noqa: PLC0415
    from translate.glossary.names import Names  # noqa: PLC0415
    from translate.ledger import Ledger  # noqa: PLC0415
    from translate.memory import Memory  # noqa: PLC0415

    settings = configuration.load(config)
    targets = _targets(to) or settings.run.targets
    formats = (*(format_ or settings.run.formats), *(("same",) if same_format else ()))
    if unknown := [name for name in formats if name not in writing.WRITERS]:
        where = "--format" if format_ else "config.toml: run.formats"
        raise UsageError(f"no format '{unknown[0]}'", where=where, hint=f"there are: {', '.join(writing.WRITERS)}")
    proofreading.validate(settings.checks, where=config or configuration.FILE_NAME)
    files = reading.find(paths, leave_out=settings.own_folders)
    name = engine or settings.run.engine
    engines.check(name, where="--engine" if engine else "config.toml: run.engine")
    terms = termbase.load(settings.glossary_folder)
    drafter, why = engines.make(name, settings, targets)
    silent = quiet or json
    if not silent:
        typer.echo(f"{why}; glossary {terms.version}, {len(terms.concepts)} concepts")
    _warn(settings, terms)
    progress = Bars(files, quiet=silent)
    try:
        with (
            Ledger(settings.store_folder if drafter.for_readers else settings.store_folder / drafter.name) as store,
            Memory(settings.memory_file, threshold=settings.memory.threshold) as memory,
        ):
            desk = Desk(
                config=settings,
                termbase=terms,
                matcher=Matcher(terms),
                names=Names(terms),
                engine=drafter,
                store=store,
                targets=targets,
                exports=out or settings.exports_folder,
                fresh=fresh,
                limit=limit,
                memory=memory,
                formats=formats,
                floor=floor,
            )
            report = pipeline.run(files, desk, progress)
            store.put_glossary({name: termbase.row_of(concept) for name, concept in terms.concepts.items()})
            store.put_run(report.as_json(), engine=drafter.signature, glossary=terms.version)
    except KeyboardInterrupt:
        progress.close()
        typer.echo("translate: stopped; what was drafted is kept, the same command goes on from here", err=True)
        raise typer.Exit(130) from None
    finally:
        progress.close()
        drafter.close()
    if json:
        typer.echo(dumps(report.as_json(), ensure_ascii=False, indent=2))
    elif not quiet:
        _print(report)
    if report.failed:
        raise typer.Exit(1)


def _targets(names: list[str] | None) -> tuple[Lang, ...]:
    known = [str(lang) for lang in TARGETS]
    for name in names or ():
        if name not in known:
            raise UsageError(f"no target language '{name}'", where="--to", hint=f"there are: {', '.join(known)}")
    return tuple(dict.fromkeys(Lang(name) for name in names or ()))


def _warn(settings: configuration.Config, terms: Termbase) -> None:
    """Name the rows of the glossary that are left out, and a folder for it that config.toml names but nobody made."""
    if "glossary" in settings.paths.model_fields_set and not settings.glossary_folder.is_dir():
        typer.echo(f"translate: {settings.glossary_folder}: no such folder: nothing is held to a glossary", err=True)
    for problem in terms.problems:
        typer.echo(f"translate: {problem.where}: {problem.what}: this row is left out", err=True)


def _print(report: Report) -> None:
    typer.echo(
        f"{report.documents} documents, {report.segments} segments: "
        f"{report.drafted} drafted, {report.kept} kept, in {report.seconds:.0f} s"
    )
    for line in _changes(report):
        typer.echo(line)
    for lang, terms in report.terms.items():
        if terms.matched:
            typer.echo(
                f"  {lang}: {terms.matched} terms: {terms.kept} kept, {terms.repaired} repaired, {terms.failed} failed"
                f" ({terms.share:.0%} in their place)"
            )
    for lang, labels in report.labels.items():
        told = ", ".join(f"{labels[label]} {label}" for label in Label if labels[label])
        typer.echo(f"  {lang}: {told}; nothing is to be published unread")
    for trouble in report.worst:
        missing = ", ".join(trouble.missing)
        typer.echo(f"  {trouble.document} row {trouble.number}, {trouble.lang}: lacks {missing}")
    if report.findings:
        counts = ", ".join(f"{count} {severity}" for severity, count in sorted(report.findings.items()))
        typer.echo(f"  findings: {counts}; they stand in the notes of the review table")
    if report.failed:
        typer.echo(f"  {len(report.failed)} documents failed, see above", err=True)


def _changes(report: Report) -> Iterator[str]:
    """Why drafts that were there already were made again, the commonest reasons first."""
    told = 0
    for reason, count in report.reasons.most_common():
        if reason.kind == "new":
            continue
        told += 1
        if told <= _MOST_REASONS:
            yield f"  {count} drafted again: {_because(reason)}"
    if told > _MOST_REASONS:
        yield f"  … and for {told - _MOST_REASONS} more reasons; --json has all"


def _because(reason: Reason) -> str:
    if reason.kind != "term":
        return _REASONS[reason.kind]
    if not reason.before:
        return f"{reason.concept} is a term now: “{reason.after}”"
    if not reason.after:
        return f"{reason.concept} is no term here any more"
    if reason.before == reason.after:
        return f"the entry of {reason.concept} (“{reason.after}”) changed"
    return f"{reason.concept}: “{reason.before}” → “{reason.after}”"


class Bars:
    """Progress on a terminal: sentences drafted of those to draft, with the time left. Elsewhere, a line a document."""

    def __init__(self, files: Sequence[Path], *, quiet: bool) -> None:
        from tqdm import tqdm  # noqa: PLC0415

        self._quiet = quiet
        self._files = len(files)
        self._done = 0
        self._bar = tqdm(total=0, unit="seg", disable=quiet or not sys.stderr.isatty(), leave=False, file=sys.stderr)

    def started(self, document: Document, *, segments: int, to_draft: int) -> None:
        self._bar.total = (self._bar.total or 0) + to_draft
        self._bar.set_description(f"{self._done + 1}/{self._files} {document.name[:24]} ({segments} seg)")
        self._bar.refresh()

    def drafted(self, count: int) -> None:
        self._bar.update(count)

    def finished(self, document: Document, exports: Sequence[Path]) -> None:
        self._done += 1
        if not self._quiet:
            note = "" if document.encoding.startswith(("utf-8", "utf-16")) else f" (read as {document.encoding}, guessed)"
            self._bar.write(f"{document.name}{note} → {', '.join(map(str, exports))}", file=sys.stdout)
            for each in document.notes:
                self._bar.write(f"  {document.name}: {each}", file=sys.stdout)

    def set_aside(self, path: Path, aside: Path) -> None:
        self._bar.write(f"translate: {path} was changed since it was written: kept as {aside.name}", file=sys.stderr)

    def failed(self, path: Path, error: TranslateError) -> None:
        self._done += 1
        place = "" if error.where else f"{path}: "
        self._bar.write(f"translate: {place}{error}", file=sys.stderr)

    def close(self) -> None:
        self._bar.close()
