"""`translate inspect`."""

from __future__ import annotations

from json import dumps
from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.cli import named
from translate.errors import TranslateError, UsageError

if TYPE_CHECKING:
    from translate.inspection import Inspection

EXAMPLES = "Examples:  translate inspect article.html  |  translate inspect mail.eml --html seen.html"


def inspect(
    file: Annotated[Path, typer.Argument(help="A document of any kind that is read, or an archive.", show_default=False)],
    html: Annotated[Path | None, typer.Option("--html", help="Write it as a web page, too.")] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what is understood of a document: its blocks, kinds, languages and sentences, and what is odd about it."""
    from translate.formats import reading  # noqa: PLC0415 - libraries are loaded when they are needed
    from translate.inspection import inspect as look  # noqa: PLC0415

    named.must_be_files(file)
    if html is not None and (html.resolve() == file.resolve() or (html.exists() and html.samefile(file))):
        raise UsageError("is the document itself", where=f"--html {html}", hint="name another file for the page")
    rules = configuration.load().segment_rules
    seen: list[Inspection] = []
    failed: list[TranslateError] = []
    for source in reading.sources(file):
        try:
            seen.append(look(reading.parse(source), rules))
        except TranslateError as error:
            failed.append(error)
            typer.echo(f"translate: {error}", err=True)
            continue
        if not json:
            _print(seen[-1])
    if html is not None:
        _write(seen, failed, html)
    if json:
        typer.echo(dumps([each.as_json() for each in seen], ensure_ascii=False, indent=2))
    if failed:
        raise typer.Exit(1)


def _print(inspection: Inspection) -> None:
    typer.echo(inspection.document.path)
    for name, value in inspection.about().items():
        typer.echo(f"  {name}: {value}")
    kinds = ", ".join(f"{count} {kind}" for kind, count in inspection.kinds.items())
    languages = ", ".join(f"{count} {lang}" for lang, count in inspection.languages.items())
    typer.echo(f"  {len(inspection.blocks)} blocks: {kinds}; in: {languages}; {inspection.sentences} sentences to translate")
    for oddity in inspection.oddities:
        typer.echo(f"  ! {oddity}")
    for seen in inspection.blocks:
        place = seen.block.place or f"line {seen.block.line}"
        kept = "" if seen.drafted else ", kept"
        typer.echo(f"\n[{seen.block.kind}, {seen.block.lang}{kept}] {place}")
        for oddity in seen.oddities:
            typer.echo(f"  ! {oddity}")
        for sentence in seen.sentences or (seen.block.text,):
            typer.echo(f"  {_shown(sentence)}")


def _shown(text: str) -> str:
    """Without what a terminal would obey."""
    return "".join(char if char.isprintable() or char == " " else "\ufffd" for char in text)


def _write(seen: list[Inspection], failed: list[TranslateError], path: Path) -> None:
    from translate.files import replacing  # noqa: PLC0415
    from translate.inspection.page import page  # noqa: PLC0415

    with replacing(path) as temporary:
        temporary.write_text(page(seen, failed), encoding="utf-8", errors="backslashreplace")
    typer.echo(f"written to {path}", err=True)
