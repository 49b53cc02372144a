"""`translate glossary`: what changes the termbase or takes it elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.cli import named
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import UsageError
from translate.glossary.columns import COLUMNS, STATUSES, TYPES
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from translate.glossary.exchange import Plan
    from translate.glossary.suggest import Suggestion
    from translate.glossary.termbase import Termbase


def load(config: ConfigOption) -> tuple[configuration.Config, Termbase]:
    """The settings and the termbase; that rows are left out is said on standard error."""
    from translate.glossary import termbase  # noqa: PLC0415 - libraries are loaded when they are needed

    settings = configuration.load(config)
    terms = termbase.load(settings.glossary_folder)
    if terms.problems:
        typer.echo(f"translate: {len(terms.problems)} mistakes in rows that are left out: translate glossary check", err=True)
    return settings, terms


def one_of(value: str | None, known: Collection[str], option: str) -> None:
    if value is not None and value not in known:
        raise UsageError(f"'{value}' is not known", where=option, hint=f"there are: {', '.join(known)}")


def add(
    *,
    ar: Annotated[list[str], typer.Option("--ar", help="The Arabic form; given again, a variant.", show_default=False)],
    en: Annotated[list[str], typer.Option("--en", help="The English form; given again, one also right.", show_default=False)],
    ru: Annotated[list[str], typer.Option("--ru", help="The Russian form; given again, one also right.", show_default=False)],
    name: Annotated[str, typer.Option("--id", help="Default: made from the English.")] = "",
    type_: Annotated[str, typer.Option("--type", help=f"One of: {', '.join(TYPES)}.")] = "term",
    status: Annotated[str, typer.Option("--status", help=f"One of: {', '.join(STATUSES)}.")] = "approved",
    ar_short: Annotated[str, typer.Option(help="What stands on later mention.")] = "",
    en_short: Annotated[str, typer.Option(help="What to write there.")] = "",
    ru_short: Annotated[str, typer.Option(help="What to write there.")] = "",
    gender: Annotated[str, typer.Option(help="m, f or n: of the Russian form.")] = "",
    number: Annotated[str, typer.Option(help="sg or pl: of the Russian form.")] = "",
    animate: Annotated[str, typer.Option(help="yes or no: of the Russian form.")] = "",
    ru_forms: Annotated[str, typer.Option(help="indeclinable, or cases: gen=…; dat=….")] = "",
    note: Annotated[str, typer.Option(help="For editors.")] = "",
    source: Annotated[str, typer.Option(help="Where the official form stands.")] = "",
    example: Annotated[str, typer.Option(help="An Arabic sentence that has the term.")] = "",
    config: ConfigOption = None,
) -> None:
    """Add one concept to the table of its type. Nothing is changed when it clashes with one that is there."""
    from translate.glossary import exchange  # noqa: PLC0415
    from translate.glossary.tables import Row, clean  # noqa: PLC0415

    settings, terms = load(config)
    cells = dict.fromkeys(COLUMNS, "") | {
        "id": name, "type": type_, "status": status, "ar": ar[0], "ar_variants": " | ".join(ar[1:]), "ar_short": ar_short,
        "en": en[0], "en_admitted": " | ".join(en[1:]), "en_short": en_short,
        "ru": ru[0], "ru_admitted": " | ".join(ru[1:]), "ru_short": ru_short,
        "gender": gender, "number": number, "animate": animate, "ru_forms": ru_forms,
        "note": note, "source": source, "example": example,
    }  # fmt: skip
    row = Row("the new concept", "", {column: clean(cell) for column, cell in cells.items()})
    plan = exchange.plan([row], terms)
    for problem in plan.problems:
        raise UsageError(problem.what, where=problem.where)
    if not plan.added:
        known = terms.concepts.get(row.cells["id"]) or exchange.same_form(row.cells["ar"], terms)
        place = f"{known.id}, {known.where}" if known else "under another id"
        raise UsageError(f"is there already: {place}", where=row.where, hint="change it in that file")
    (path,) = exchange.carry_out(plan, terms, settings.glossary_folder, replace=False)
    typer.echo(f"added {plan.added[0].id} to {path}")


def import_(
    file: Annotated[Path, typer.Argument(help="A .tbx, .csv or .xlsx file.", show_default=False)],
    into: Annotated[str | None, typer.Option(metavar="NAME.csv", help="A table of the glossary. Default: by type.")] = None,
    config: ConfigOption = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Change the concepts that are there and differ.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")] = False,
) -> None:
    """Take in concepts from TBX, CSV or XLSX; new ones as proposed, unless the file says approved.

    A concept that is there already, by its id or Arabic form, and differs is shown and stays as it is. Empty cells of the
    file say nothing.
    """
    from translate.glossary import exchange  # noqa: PLC0415

    if into is not None and (Path(into).name != into or not into.lower().endswith(".csv") or into.startswith(".")):
        raise UsageError(f"'{into}' is no name of a table", where="--into", hint="a name like terms.csv, without a folder")
    named.must_be_files(file)
    settings, terms = load(config)
    plan = exchange.plan(exchange.read(file), terms)
    for line in _planned(plan, replace=replace):
        typer.echo(line)
    for problem in plan.problems:
        typer.echo(f"translate: {problem.where}: {problem.what}: left out", err=True)
    if dry_run:
        typer.echo("nothing was written (--dry-run)")
    else:
        written = exchange.carry_out(plan, terms, settings.glossary_folder, replace=replace, into=into)
        typer.echo(f"written: {', '.join(map(str, written)) or 'nothing'}")


def _planned(plan: Plan, *, replace: bool) -> Iterator[str]:
    for concept in plan.added:
        forms = "  ".join(forms.preferred for forms in concept.targets.values())
        yield f"+ {concept.id} ({concept.status}): {concept.ar[0]}  {forms}"
    for item in plan.differing:
        for change in item.changes:
            yield f"{'~' if replace else '='} {item.known.id}: {change.column}: {change.before or '(empty)'} → {change.after}"
    what = "to change" if replace else "differ and stay (--replace changes them)"
    yield f"{len(plan.added)} new, {len(plan.differing)} {what}, {plan.same} there already, {len(plan.problems)} mistakes"


def export(
    file: Annotated[
        Path, typer.Argument(help="What to write: .csv, .xlsx, .tbx, or any name with --format.", show_default=False)
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format", help="csv, xlsx, tbx, martif (TBX of 2008, for Weblate), omegat or deepl. Default: by the name."
        ),
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="en or ru: the language for omegat and deepl.")] = None,
    config: ConfigOption = None,
) -> None:
    """Write the whole glossary as CSV, XLSX or TBX, or the approved terms of one language for OmegaT or DeepL."""
    from translate.glossary import exchange, tables  # noqa: PLC0415

    one_of(to, [str(lang) for lang in TARGETS], "--to")
    kind = form or file.suffix.lower().removeprefix(".")
    if not form and kind not in exchange.WHOLE:
        raise UsageError("says no format by its name", where=file, hint="name it .csv, .xlsx or .tbx, or say --format")
    settings, terms = load(config)
    if file.resolve().parent == settings.glossary_folder.resolve() and file.suffix.lower() in tables.SUFFIXES:
        raise UsageError("lies in the glossary, which would read it", where=file, hint="write to another folder")
    count = exchange.export(terms, file, kind=kind, lang=Lang(to) if to else None)
    typer.echo(f"{count} concepts written to {file}")


def suggest(
    paths: Annotated[list[Path], typer.Argument(help="Articles or folders of them.", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="A CSV to edit and then import. Default: print a table.")] = None,
    min_count: Annotated[int, typer.Option(min=1, help="How often a name must come.")] = 2,
    pairs: Annotated[
        Path | None, typer.Option(help="A TMX of published translations, to see what they call it.", show_default=False)
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Propose concepts: names and phrases that come again and again in articles and are not in the glossary."""
    from translate.formats import reading  # noqa: PLC0415
    from translate.glossary import suggest as suggesting  # noqa: PLC0415
    from translate.glossary import tables  # noqa: PLC0415

    if pairs:
        named.must_be_files(pairs)
    settings, terms = load(config)
    files = reading.find(paths, leave_out=settings.own_folders)
    found = suggesting.suggest(_sentences(files), terms, min_count=min_count)
    if pairs:
        from translate.align.renderings import Renderings, with_renderings  # noqa: PLC0415
        from translate.formats import tmx  # noqa: PLC0415

        found = list(with_renderings(found, Renderings(tmx.read(pairs))))
    if out:
        tables.write_csv((suggestion.as_row() for suggestion in found), out)
        typer.echo(f"{len(found)} suggestions written to {out}; edit them, then: translate glossary import {out}")
        return
    for suggestion in found:
        typer.echo(_suggested(suggestion))
    typer.echo(f"{len(found)} suggestions")


def _sentences(files: Iterable[Path]) -> Iterator[tuple[str, Sequence[str]]]:
    from translate.formats import reading  # noqa: PLC0415
    from translate.language import arabic  # noqa: PLC0415
    from translate.segment import segments  # noqa: PLC0415

    for file in files:
        for source in reading.sources(file):
            document = reading.parse(source)
            yield document.name, [segment.source for segment in arabic(segments(document.blocks), document.blocks)]


def _suggested(suggestion: Suggestion) -> str:
    row = suggestion.as_row()
    return f"{suggestion.count:5}  {row['ar']}  {row['en']}  {row['ru']}  ({row['type']})"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    example = 'translate glossary add --type person --ar "يوري أوشاكوف" --en "Yuri Ushakov" --ru "Юрий Ушаков" --gender m'
    app.command("add", epilog=f"Example:  {example}")(add)
    app.command("import", epilog="Example:  translate glossary import partner.tbx --dry-run")(import_)
    app.command("export", epilog="Examples:  translate glossary export g.xlsx  |  export g.txt --format omegat --to ru")(export)
    app.command("suggest", epilog="Example:  translate glossary suggest seeds/ --out suggestions.csv")(suggest)
