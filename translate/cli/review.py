"""`translate review`."""

from __future__ import annotations

import difflib
from json import dumps
from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.cli import drafted, named
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from translate.config import Config
    from translate.glossary.learn import Lesson
    from translate.review import Review, Verdict
    from translate.store import Store

app = typer.Typer(help="Take in what editors made of the drafts.", no_args_is_help=True, rich_markup_mode=None)


@app.command(
    "import",
    epilog="Examples:  translate review import review.docx --dry-run --diff  |  translate review import *.docx --author Lina",
)
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Review tables (.docx), PO or XLIFF files that came back.", show_default=False)
    ],
    author: Annotated[str, typer.Option(help="Who reviewed. Default: who saved the file last, as it says.")] = "",
    config: ConfigOption = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the report; store nothing.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show each changed text as a unified diff.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON, and nothing else.")] = False,
) -> None:
    """Read reviewed files back: verified row by row, then stored, one transaction a file.

    Approved text is never drafted again. What was not taken is named with the reason: exit code 1 if a file was refused.
    """
    from translate.feedback import PROPOSED  # noqa: PLC0415
    from translate.files import sha256  # noqa: PLC0415
    from translate.formats import returning  # noqa: PLC0415
    from translate.review import accept, examine  # noqa: PLC0415
    from translate.store import Store  # noqa: PLC0415

    named.must_be_files(*files)
    settings = configuration.load(config)
    drafted.must_be_there(settings)
    reports: list[dict[str, Any]] = []
    refused = False
    taken: list[Review] = []
    with Store(settings.store_folder) as store:
        for path in dict.fromkeys(files):
            try:
                digest = sha256(path) if path.is_file() else ""
                review = examine(returning.read(path), store, author=author)
                if not dry_run:
                    accept(review, store, digest=digest)
                    taken.append(review)
            except TranslateError as error:
                refused = True
                reports.append({"file": str(path), "error": str(error)})
                typer.echo(f"translate: {'' if error.where else f'{path}: '}{error}", err=True)
                continue
            reports.append(_as_json(review, dry_run=dry_run))
            if not json:
                for line in _report(review, dry_run=dry_run, diff=diff):
                    typer.echo(line)
        lessons, trouble = _learn(taken, store, settings)
    for lesson in lessons if not json else ():
        typer.echo(f"  proposed for the glossary: {lesson.ar} = {lesson.now} ({PROPOSED}; editors wrote it for “{lesson.was}”)")
    for line in trouble:
        typer.echo(f"translate: what was reviewed is stored, but {line}", err=True)
    if json:
        typer.echo(dumps(reports, ensure_ascii=False, indent=2))
    if refused or trouble:
        raise typer.Exit(1)


def _learn(taken: Sequence[Review], store: Store, settings: Config) -> tuple[list[Lesson], list[str]]:
    """What the memory and the glossary learn of reviews that are stored; and what went wrong with that, a line each."""
    from translate.feedback import propose, remember  # noqa: PLC0415
    from translate.glossary import termbase  # noqa: PLC0415
    from translate.memory import Memory  # noqa: PLC0415

    lessons: list[Lesson] = []
    trouble: list[str] = []
    if not taken:
        return lessons, trouble
    try:
        with Memory(settings.memory_file, threshold=settings.memory.threshold) as memory:
            for review in taken:
                remember(review, store, memory)
    except TranslateError as error:
        trouble.append(f"the memory has yet to get it (import the file again): {error}")
    try:
        lessons = propose(store, termbase.load(settings.glossary_folder), settings.glossary_folder)
    except TranslateError as error:
        trouble.append(f"no terms were proposed: {error}")
    return lessons, trouble


def _report(review: Review, *, dry_run: bool, diff: bool) -> Iterator[str]:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in review.counts.items())
    by = f", by {review.author}" if review.author else ""
    yield f"{review.file.path}{by}: {counts or 'no rows'}{' (nothing stored: --dry-run)' if dry_run else ''}"
    for verdict in review.verdicts:
        if verdict.why:
            yield f"  {_name(verdict)}: {verdict.outcome}: {verdict.why}"
        if diff and verdict.outcome.is_stored and verdict.before != verdict.after:
            yield from _diff(verdict)
    for where, what in review.file.notes:
        yield f"  {where}: {what}"
    for segment, lang, comment in review.comments:
        yield f"  comment on [{segment} {lang}], {comment.author or 'unknown'}: {comment.text}"
    tracked = sum(row.tracked for row in review.file.rows)
    if tracked:
        yield f"  {tracked} rows had tracked changes: all were taken as accepted"


def _name(verdict: Verdict) -> str:
    return " ".join(filter(None, (verdict.where, verdict.segment and f"[{verdict.segment} {verdict.lang}]"))) or "file"


def _diff(verdict: Verdict) -> Iterator[str]:
    lines = difflib.unified_diff(
        verdict.before.splitlines(), verdict.after.splitlines(), "draft", f"{verdict.where} {verdict.lang}", lineterm="", n=0
    )
    yield from (f"  {line}" for line in lines)


def _as_json(review: Review, *, dry_run: bool) -> dict[str, Any]:
    return {
        "file": str(review.file.path),
        "author": review.author,
        "stored": not dry_run,
        "notes": [f"{where}: {what}" for where, what in review.file.notes],
        "comments": [
            {"segment": segment, "lang": lang, "author": c.author, "date": c.date, "text": c.text}
            for segment, lang, c in review.comments
        ],
        "tracked": sum(row.tracked for row in review.file.rows),
        "counts": {str(outcome): count for outcome, count in review.counts.items()},
        "rows": [
            {
                "outcome": str(verdict.outcome),
                "where": verdict.where,
                "segment": verdict.segment,
                "lang": verdict.lang,
                "before": verdict.before,
                "after": verdict.after,
                "why": verdict.why,
            }
            for verdict in review.verdicts
        ],
    }
