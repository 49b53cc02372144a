"""`translate memory`: the translation memory, looked at, filled, searched and cleaned."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date
from json import dumps
from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate import config as configuration
from translate.cli import named
from translate.cli.glossary_change import one_of
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import InputError, UsageError
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.memory import Hit, Memory, Stats

app = typer.Typer(help="Approved translations: search, exchange and clean them.", no_args_is_help=True, rich_markup_mode=None)

_Json = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")]
_To = Annotated[str | None, typer.Option("--to", help="Only this language: en or ru.", show_default=False)]


@app.command("import", epilog="Example:  translate memory import partner.tmx --author Reuters --dry-run")
def import_(
    files: Annotated[list[Path], typer.Argument(help="TMX files, or PO files with approved entries.", show_default=False)],
    author: Annotated[str, typer.Option(help="Who translated, where the file does not say it.", show_default=False)] = "",
    config: ConfigOption = None,
    *,
    dry_run: _DryRun = False,
) -> None:
    """Take in other memories. What is there already changes nothing, so the same file may be taken in again.

    A file is read to its end before anything of it is stored, so that a broken one leaves no half; any size will do.
    """
    from translate.memory import exchange  # noqa: PLC0415 - libraries are loaded when they are needed

    for file in files:
        named.must_be_files(file)
        exchange.read(file)
    settings = configuration.load(config)
    failed = False
    for file in files:
        try:
            counts = Counter(entry.lang for entry in exchange.read(file))
            done = "nothing was written (--dry-run)"
            if not dry_run:
                with _open(settings) as memory:
                    done = f"{memory.put(exchange.read(file, author=author))} new"
        except InputError as error:  # of one file: the others may be sound
            typer.echo(f"translate: {error}", err=True)
            failed = True
        else:
            typer.echo(f"{file}: {_counted(counts)}; {done}")
    if failed:
        raise typer.Exit(1)


@app.command("export", epilog="Example:  translate memory export desk.tmx --to ru")
def export(
    file: Annotated[Path, typer.Argument(help="The TMX file to write.", show_default=False)],
    to: _To = None,
    config: ConfigOption = None,
) -> None:
    """Write the memory as TMX, for other tools; what was superseded is left out."""
    from translate.memory import exchange  # noqa: PLC0415

    lang = _lang(to)
    if file.suffix.lower() != ".tmx":
        raise UsageError("is written as TMX only", where=file, hint=f"name it {file.stem}.tmx")
    with _open(configuration.load(config), must_exist=True) as memory:
        count = exchange.write(memory.entries(lang), file)
    typer.echo(f"{count} entries written to {file}")


@app.command("search", epilog="Example:  translate memory search «أدلى الرئيس بتصريح للصحافة» --to ru")
def search(
    text: Annotated[str, typer.Argument(help="An Arabic sentence; put it in quotes.", show_default=False)],
    to: _To = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many, for each language.")] = 3,
    config: ConfigOption = None,
    *,
    json: _Json = False,
) -> None:
    """Find translations of a sentence and of similar ones: rate, text, who, when, where, and what differs."""
    from translate.glossary import termbase  # noqa: PLC0415
    from translate.glossary.match import Matcher  # noqa: PLC0415
    from translate.memory import Terms  # noqa: PLC0415

    lang = _lang(to)
    settings = configuration.load(config)
    glossary = termbase.load(settings.glossary_folder)
    terms = Terms(glossary, Matcher(glossary))
    with _open(settings, must_exist=True) as memory:
        hits = [hit for one in ([lang] if lang else TARGETS) for hit in memory.find(text, one, limit=limit, terms=terms)]
    if json:
        _print_json([asdict(hit) for hit in hits])
        return
    for line in (line for hit in hits for line in _told(hit)):
        typer.echo(line)
    if not hits:
        typer.echo(f"nothing like it at {settings.memory.threshold} % or more")


@app.command("stats", epilog="Example:  translate memory stats --json")
def stats(config: ConfigOption = None, *, json: _Json = False) -> None:
    """Count entries by language and origin, documents, authors; tell the dates and the size."""
    with _open(configuration.load(config), must_exist=True) as memory:
        found = memory.stats()
        path = memory.path
    if json:
        _print_json(asdict(found))
        return
    typer.echo(f"{path}, {found.size / 1e6:.1f} MB")
    for line in _counts(found):
        typer.echo(line)


@app.command("prune", epilog="Example:  translate memory prune --origin import --before 2020-01-01 --dry-run")
def prune(
    origin: Annotated[str | None, typer.Option(help="Entries from review, import or align.", show_default=False)] = None,
    document: Annotated[str | None, typer.Option(help="Entries of this document.", show_default=False)] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Older than this day, like 2020-01-31.")] = None,
    config: ConfigOption = None,
    *,
    superseded: Annotated[bool, typer.Option("--superseded", help="What a later review replaced.")] = False,
    dry_run: _DryRun = False,
) -> None:
    """Delete the entries that answer to all the options given. There is no way back: export them first."""
    from translate.memory import ORIGINS  # noqa: PLC0415

    chosen = next((known for known in ORIGINS if known == origin), None)
    one_of(origin, ORIGINS, "--origin")
    with _open(configuration.load(config), must_exist=True) as memory:
        count = memory.prune(origin=chosen, document=document, before=_day(before), superseded=superseded, dry_run=dry_run)
    typer.echo(f"{count} entries {'would be deleted: nothing was written (--dry-run)' if dry_run else 'deleted'}")


def _open(settings: configuration.Config, *, must_exist: bool = False) -> Memory:
    from translate.memory import Memory  # noqa: PLC0415

    if must_exist and not settings.memory_file.exists():
        raise UsageError(
            "there is no translation memory yet", where=settings.memory_file, hint="translate memory import FILE.tmx"
        )
    return Memory(settings.memory_file, threshold=settings.memory.threshold)


def _lang(to: str | None) -> Lang | None:
    one_of(to, [str(lang) for lang in TARGETS], "--to")
    return Lang(to) if to else None


def _day(text: str | None) -> str | None:
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is no day", where="--before", hint="like 2020-01-31") from None


def _counted(counts: Counter[Lang]) -> str:
    return ", ".join(f"{count} {lang}" for lang, count in sorted(counts.items())) or "no entry in a language of the desk"


def _told(hit: Hit) -> Iterator[str]:
    entry = hit.entry
    who = ", ".join(filter(None, (entry.origin, entry.author, entry.date[:10], entry.document)))
    yield f"{hit.rate:3} % {entry.lang}  {hit.text}"
    if hit.kind == "fuzzy":
        yield f"          {entry.source}"
    yield f"          ({who}{f'; {hit.why}' if hit.why else ''})"


def _counts(stats: Stats) -> Iterator[str]:
    for lang, origins in stats.entries.items():
        told = ", ".join(f"{count} {origin}" for origin, count in origins.items())
        yield f"{lang.english_name}: {sum(origins.values())} entries ({told})"
    dates = f", from {stats.oldest[:10]} to {stats.newest[:10]}" if stats.oldest else ""
    yield f"{stats.superseded} superseded; {stats.documents} documents, {stats.authors} authors{dates}"


def _print_json(value: Any) -> None:  # noqa: ANN401 - whatever can be JSON
    typer.echo(dumps(value, ensure_ascii=False, indent=2))
