"""`translate report`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import Annotated

import typer

from translate import config as configuration
from translate.cli import drafted
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import UsageError
from translate.files import replacing
from translate.model import TARGETS

EXAMPLES = "Examples:  translate report  |  translate report --out report.html"

_RUNS = 30  # drawn in the line of times


def report(
    out: Annotated[
        Path | None, typer.Option(help="The page. Default: report-NUMBER.html in the exports.", show_default=False)
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write one HTML page on the last run: what it did, where everything stands, what changed since the run before."""
    from translate.glossary import termbase  # noqa: PLC0415 - libraries are loaded when they are needed
    from translate.glossary.match import Matcher  # noqa: PLC0415
    from translate.ledger import Ledger  # noqa: PLC0415
    from translate.reporting.page import page  # noqa: PLC0415
    from translate.status import standing  # noqa: PLC0415

    settings = configuration.load(config)
    drafted.must_be_there(settings)
    terms = termbase.load(settings.glossary_folder)
    matcher = Matcher(terms)
    with Ledger(settings.store_folder) as ledger:
        runs = ledger.runs(_RUNS)
        if not runs:
            raise UsageError("no run is on record", where=settings.store_folder, hint="translate run FOLDER")
        found = [standing(each, lang, ledger, terms, matcher) for each in ledger.documents() for lang in TARGETS]
    text = page(runs, [each for each in found if each.segments > each.empty])
    target = out or settings.exports_folder / f"report-{runs[0].number}.html"
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    typer.echo(f"run {runs[0].number} → {target}")
