"""`translate status`."""

from __future__ import annotations

from json import dumps
from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.cli import drafted
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.model import TARGETS

if TYPE_CHECKING:
    from translate.status import Standing

EXAMPLES = "Examples:  translate status  |  translate status seeds/ --json"


def status(
    path: Annotated[Path | None, typer.Argument(help="An article or a folder. Default: all.", show_default=False)] = None,
    config: ConfigOption = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show where each document stands: segments by state, words left, terms kept, who worked on it and when."""
    from translate.glossary import termbase  # noqa: PLC0415
    from translate.glossary.match import Matcher  # noqa: PLC0415
    from translate.status import standing  # noqa: PLC0415
    from translate.store import Store  # noqa: PLC0415

    settings = configuration.load(config)
    drafted.must_be_there(settings)
    terms = termbase.load(settings.glossary_folder)
    matcher = Matcher(terms)
    with Store(settings.store_folder) as store:
        found = [standing(each, lang, store, terms, matcher) for each in drafted.under(path, store) for lang in TARGETS]
    found = [each for each in found if each.segments > each.empty]
    if json:
        typer.echo(dumps([each.as_json() for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        typer.echo(_line(each))


def _line(each: Standing) -> str:
    counts = {
        "approved": each.approved,
        "changed": each.changed,
        "need work": each.needs_work,
        "drafts": each.drafts,
        "empty": each.empty,
    }
    states = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    terms = f"; terms {each.terms_kept} of {each.terms}" if each.terms else ""
    who = "; " + ", ".join(f"{author} {when[:16].replace('T', ' ')}" for author, when in each.authors) if each.authors else ""
    return f"{each.document}  {each.lang}  {each.segments} segments: {states}; {each.words_left} words left{terms}{who}"
