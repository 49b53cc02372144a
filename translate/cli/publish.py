"""`translate publish`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.cli import drafted
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import UsageError
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from translate.errors import TranslateError
    from translate.publish.edition import Pending

EXAMPLES = "Examples:  translate publish seeds/  |  translate publish article.txt --lang en --format html,docx,pdf"

_MOST_ROWS = 12
_WORDS = 8


def publish(
    path: Annotated[Path, typer.Argument(help="An article that was drafted here, or a folder: a site.", show_default=False)],
    *,
    lang: Annotated[
        list[str] | None, typer.Option(help="en or ru; may be given twice, or en,ru. Default: config.toml: run.targets.")
    ] = None,
    format_: Annotated[
        list[str] | None, typer.Option("--format", help="html, docx, epub, pdf, md; several with commas. Default: config.toml.")
    ] = None,
    allow_drafts: Annotated[
        bool, typer.Option("--allow-drafts", help="Take in what nobody has approved, marked as such.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Where to. Default: config.toml: publish.folder.", show_default=False)
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Make editions for readers from approved text: pages, books, articles, also side by side with the Arabic.

    Refused is a language that holds text nobody has approved: its rows are named, the exit code is 1.
    """
    from translate.publish import press  # noqa: PLC0415 - libraries are loaded when they are needed
    from translate.store import Store  # noqa: PLC0415

    settings = configuration.load(config)
    langs = tuple(Lang(name) for name in _listed(lang, TARGETS, "--lang")) or settings.run.targets
    formats = _listed(format_, press.FORMATS, "--format") or _listed(
        settings.publish.formats, press.FORMATS, "config.toml: publish.formats"
    )
    drafted.must_be_there(settings)
    with Store(settings.store_folder) as store:
        documents = drafted.under(path, store)
        order = press.Order(langs, formats, out or settings.publish_folder, allow_drafts=allow_drafts, as_site=path.is_dir())
        outcome = press.publish(documents, store, order, settings, _Lines())
    if outcome.failed:
        raise typer.Exit(1)


def _listed(values: Sequence[str] | None, known: Collection[str], where: str) -> tuple[str, ...]:
    """Names given one by one or with commas, each once. Raises UsageError for one that is not known."""
    names = tuple(dict.fromkeys(name.strip() for value in values or () for name in value.split(",") if name.strip()))
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"there is no '{unknown[0]}'", where=where, hint=f"there are: {', '.join(known)}")
    return names


class _Lines:
    """What is published and what is not, a line each."""

    def published(self, name: str, files: Sequence[Path]) -> None:
        typer.echo(f"{name} → {', '.join(map(str, files))}" if files else f"{name}: nothing was made")

    def refused(self, name: str, lang: Lang, pending: Sequence[Pending], sentences: int, earlier: Path | None) -> None:
        there = f"; the earlier edition still lies in {earlier}" if earlier else ""
        typer.echo(
            f"translate: {name}, {lang}: not published: {len(pending)} of {sentences} sentences are not approved{there} "
            "(approve them in the review table and import it, or publish with --allow-drafts)",
            err=True,
        )
        for each in pending[:_MOST_ROWS]:
            words = each.source.split()
            start = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
            state = {"": "empty", "translated": "not approved", "initial": "needs work"}[each.state]
            typer.echo(f"  row {each.number}, {lang}: {state}: {start}", err=True)
        if len(pending) > _MOST_ROWS:
            typer.echo(f"  … and {len(pending) - _MOST_ROWS} more", err=True)

    def failed(self, error: TranslateError) -> None:
        typer.echo(f"translate: {error}", err=True)
