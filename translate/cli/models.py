"""`translate models`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from translate.engines import models

app = typer.Typer(help="See, install, verify and remove translation models.", no_args_is_help=True, rich_markup_mode=None)
_Name = Annotated[str, typer.Argument(help="A name from `translate models list`.", show_default=False)]


@app.command("list")
def list_() -> None:
    """List the known models: + is installed; scores are BLEU / chrF on FLORES as published (see the manifest)."""
    for info in models.manifest().values():
        mark = "+" if models.is_installed(info) else " "
        size = f"{info.bytes / 1e6:.0f} MB" if info.bytes else "size varies"
        score = f"{info.bleu:g} / {info.chrf:g}" if info.chrf else "-"
        typer.echo(f"{mark} {info.name:20} {', '.join(info.pairs):14} {size:12} {score:12} {info.license}")
        typer.echo(f"    {info.title}; {info.source}")


@app.command(
    "install",
    epilog="Examples:  translate models install  |  translate models install firefox:ar-en firefox:en-ru  |  "
    "translate models install PATH.argosmodel",
)
def install(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Names from the list, .gguf or .argosmodel files, folders of Firefox files. "
            "Default: the best that can be reached.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Install a model. Goes on where an interrupted installation stopped."""
    from tqdm import tqdm  # noqa: PLC0415

    from translate.engines import install as installer  # noqa: PLC0415

    known = models.manifest()
    bar = tqdm(total=None, unit="B", unit_scale=True, disable=not sys.stderr.isatty(), leave=False, file=sys.stderr)

    def progress(count: int) -> None:
        bar.update(count)

    try:
        if not names:
            done = [installer.best_reachable(typer.echo, progress)]
        else:
            bar.total = sum(known[name].bytes for name in names if name in known) or None
            done = [installer.named(name, progress) for name in names]
    except KeyboardInterrupt:
        bar.close()
        typer.echo("translate: stopped; the same command goes on from here", err=True)
        raise typer.Exit(130) from None
    finally:
        bar.close()
    typer.echo(f"installed: {', '.join(done)}")


@app.command("verify")
def verify(
    name: Annotated[str | None, typer.Argument(help="Default: all that are installed.", show_default=False)] = None,
) -> None:
    """Hash installed models and compare with what the manifest says."""
    chosen = [models.named(name)] if name else [info for info in models.manifest().values() if models.is_installed(info)]
    for info in chosen:
        typer.echo(f"{info.name}: sound, SHA-256 {models.verify(info)}")
    if not chosen:
        typer.echo("no model is installed (translate models install)")


@app.command("remove")
def remove(name: _Name) -> None:
    """Delete an installed model."""
    models.remove(models.named(name))
    typer.echo(f"removed: {name}")


@app.command("path")
def path() -> None:
    """Print the folder of the models."""
    typer.echo(models.folder())
