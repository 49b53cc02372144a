"""`translate evaluate`."""

from __future__ import annotations

import sys
from json import dumps
from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from translate import config as configuration
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tqdm import tqdm

EXAMPLES = (
    "Examples:  translate evaluate --source dev.ar --reference dev.en --engine gguf --limit 200 --save out/  |  "
    "translate evaluate --source dev.ar --reference dev.en --against argos.ar-en.en --against google.ar-en.en"
)


def evaluate(
    *,
    source: Annotated[Path, typer.Option("--source", help="The source, one segment a line.", show_default=False)],
    reference: Annotated[Path, typer.Option("--reference", help="What a human made of it, line for line.", show_default=False)],
    from_: Annotated[str, typer.Option("--from", help="The language of the source: ar, en or ru.")] = "ar",
    to: Annotated[str, typer.Option("--to", help="The language of the reference: en or ru.")] = "en",
    engine: Annotated[
        list[str] | None,
        typer.Option("--engine", help="Measure this engine; may be repeated. Default: config.toml, if no file is named."),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", help="Measure a finished output, line for line; may be repeated.", show_default=False),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N lines.")] = None,
    save: Annotated[
        Path | None, typer.Option("--save", help="Folder for what the engines draft, to be compared later.", show_default=False)
    ] = None,
    config: ConfigOption = None,
    raw: Annotated[bool, typer.Option("--raw", help="The bare engines: no glossary, checks or second attempts.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else.")] = False,
) -> None:
    """Score engines and finished outputs on a test set: BLEU, chrF, TER, and what they keep of terms, names and numbers.

    Engines stand first, then files, each in the order given; the first of all is the baseline of the others.
    """
    from translate.evaluation import corpus as test_set  # noqa: PLC0415 - libraries are loaded when they are needed
    from translate.evaluation import drafts, result  # noqa: PLC0415
    from translate.glossary import termbase  # noqa: PLC0415

    settings = configuration.load(config)
    corpus = test_set.load(source, reference, test_set.pair(from_, to), limit=limit)
    finished = test_set.apart([test_set.load_output(path, corpus) for path in against or ()])
    names = engine or ([] if finished else [settings.run.engine])
    if save and not names:
        raise UsageError("there is nothing to save without an engine", where="--save", hint="add --engine NAME")
    terms = termbase.load(settings.glossary_folder)
    used = drafts.make(names, settings, corpus, raw=raw)
    files = drafts.places(save, [drafts.label(one, raw=raw) for one in used], corpus) if save else {}
    systems = []
    try:
        for one in used:
            with _bar(drafts.label(one, raw=raw), len(corpus.sources) * len(drafts.steps(one, corpus))) as bar:
                systems.append(drafts.draft(one, corpus, terms, settings, _telling(bar), raw=raw))
            if save:
                drafts.save(systems[-1], files[systems[-1].name])
        measured = result.evaluate(corpus, test_set.apart([*systems, *finished]), terms)
    except KeyboardInterrupt:
        kept = f"the finished engines' drafts are in {save}" if save and systems else "nothing was kept"
        typer.echo(f"translate: stopped; {kept}", err=True)
        raise typer.Exit(130) from None
    typer.echo(dumps(measured.as_json(), ensure_ascii=False, indent=2) if json else measured.as_text())


def _bar(name: str, total: int) -> tqdm[NoReturn]:
    """Drafts done of those to do, on a terminal only."""
    from tqdm import tqdm  # noqa: PLC0415

    return tqdm(total=total, desc=name, unit="seg", disable=not sys.stderr.isatty(), leave=False, file=sys.stderr)


def _telling(bar: tqdm[NoReturn]) -> Callable[[int], None]:
    def drafted(count: int) -> None:
        bar.update(count)

    return drafted
