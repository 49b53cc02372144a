"""The command line: parse, call, print, exit code. No logic."""

from __future__ import annotations

import io
import os
import sys
import traceback
from typing import Annotated

import typer

from translate import __version__
from translate.cli import (
    align,
    check,
    doctor,
    evaluate,
    glossary,
    inspect,
    memory,
    models,
    publish,
    report,
    review,
    run,
    status,
)
from translate.errors import TranslateError

app = typer.Typer(
    name="translate",
    help="Drafts Arabic news in English and Russian, offline, kept right by a glossary, laid out for review.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: translate run seeds/      Begin with: translate doctor",
)
app.command("run", epilog=run.EXAMPLES)(run.run)
app.command("status", epilog=status.EXAMPLES)(status.status)
app.command("publish", epilog=publish.EXAMPLES)(publish.publish)
app.command("report", epilog=report.EXAMPLES)(report.report)
app.command("evaluate", epilog=evaluate.EXAMPLES)(evaluate.evaluate)
app.command("align", epilog=align.EXAMPLES)(align.align)
app.command("check", epilog=check.EXAMPLES)(check.check)
app.command("inspect", epilog=inspect.EXAMPLES)(inspect.inspect)
app.command("doctor", epilog=doctor.EXAMPLES)(doctor.doctor)
app.add_typer(review.app, name="review")
app.add_typer(glossary.app, name="glossary")
app.add_typer(memory.app, name="memory")
app.add_typer(models.app, name="models")


def _show_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsdesk-translate {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[  # noqa: ARG001 - eager: it ends before a command is missed
        bool, typer.Option("--version", help="Show the version and end.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    if debug:
        os.environ["TRANSLATE_DEBUG"] = "1"


def main() -> None:
    """Run the command; every error becomes one line on standard error and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or pipe without Arabic letters is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except TranslateError as error:
        if os.environ.get("TRANSLATE_DEBUG"):
            traceback.print_exc()
        typer.echo(f"translate: {error}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last line of defence: an editor never sees a traceback
        if os.environ.get("TRANSLATE_DEBUG"):
            traceback.print_exc()
        typer.echo(
            f"translate: a fault of this program: {type(error).__name__}: {error} (run with --debug and report it)",
            err=True,
        )
        sys.exit(1)
