"""`translate glossary`: looking at the termbase. What changes it is in `glossary_change`."""

from __future__ import annotations

import json as json_
from dataclasses import asdict
from pathlib import Path  # noqa: TC003 - Typer reads it when the command is made
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate import config as configuration
from translate.cli import glossary_change
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import UsageError
from translate.glossary.columns import STATUSES, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translate.glossary.compare import Comparison
    from translate.glossary.declension import RussianTerm
    from translate.glossary.termbase import Concept, Termbase

app = typer.Typer(help="Look at the glossary, check, change and exchange it.", no_args_is_help=True, rich_markup_mode=None)

_Json = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
_MARKS = {"approved": "+", "proposed": "?", "deprecated": "-"}


@app.command("list", epilog="Example:  translate glossary list --type person --status proposed")
def list_(
    type_: Annotated[str | None, typer.Option("--type", help=f"Only one of: {', '.join(TYPES)}.")] = None,
    status: Annotated[str | None, typer.Option("--status", help=f"Only one of: {', '.join(STATUSES)}.")] = None,
    config: ConfigOption = None,
    *,
    json: _Json = False,
) -> None:
    """List the concepts, one a line: + is approved, ? proposed, - deprecated."""
    from translate.glossary import termbase  # noqa: PLC0415 - libraries are loaded when they are needed

    glossary_change.one_of(type_, TYPES, "--type")
    glossary_change.one_of(status, STATUSES, "--status")
    concepts = glossary_change.load(config)[1].concepts.values()
    chosen = [c for c in concepts if type_ in {None, c.type} and status in {None, c.status}]
    if json:
        _print_json([termbase.row_of(concept) for concept in chosen])
        return
    for concept in chosen:
        typer.echo(f"{_MARKS[concept.status]} {concept.id:32} {_in_one_line(concept)}")
    typer.echo(f"{len(chosen)} concepts")


@app.command("show", epilog="Example:  translate glossary show place.almaty")
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of a concept, as `translate glossary list` shows it.")],
    config: ConfigOption = None,
) -> None:
    """Show all that the glossary says of a concept, and how its Russian declines."""
    from translate.glossary import termbase, verify  # noqa: PLC0415
    from translate.model import Lang  # noqa: PLC0415

    concept = _named(name, glossary_change.load(config)[1])
    for column, cell in termbase.row_of(concept).items():
        if cell:
            typer.echo(f"{column:14} {cell}")
    typer.echo(f"{'where':14} {concept.where}")
    russian = concept.targets[Lang.RU]
    for form in dict.fromkeys((russian.preferred, *russian.short[:1])):
        typer.echo("")
        for line in _declension(verify.russian(concept, form)):
            typer.echo(line)


@app.command("check", epilog="Example:  translate glossary check --json")
def check(config: ConfigOption = None, *, json: _Json = False) -> None:
    """Look for mistakes: rows left out, forms never found or given twice, contradictions, grammar. Exit code 1 for errors."""
    from translate.glossary.audit import audit  # noqa: PLC0415
    from translate.glossary.termbase import load  # noqa: PLC0415
    from translate.model import Severity  # noqa: PLC0415

    terms = load(configuration.load(config).glossary_folder)
    flaws = audit(terms)
    errors = sum(flaw.severity is Severity.ERROR for flaw in flaws)
    if json:
        _print_json([asdict(flaw) for flaw in flaws])
    else:
        for flaw in flaws:
            typer.echo(f"{flaw.severity}: {flaw.where}: {flaw.what} ({flaw.mend})")
        typer.echo(f"{len(terms.concepts)} concepts, {len(flaws)} findings, {errors} of them errors")
    if errors:
        raise typer.Exit(1)


@app.command("match", epilog="Example:  translate glossary match «زار بوتين كازاخستان»")
def match(
    text: Annotated[str, typer.Argument(help="Arabic text; put it in quotes.")],
    config: ConfigOption = None,
    *,
    json: _Json = False,
) -> None:
    """Find the approved terms of an Arabic text: place in the text, the form there, the concept, English and Russian."""
    from translate.glossary.match import Matcher  # noqa: PLC0415
    from translate.model import TARGETS  # noqa: PLC0415

    terms = glossary_change.load(config)[1]
    found = [
        {
            "start": hit.start,
            "end": hit.end,
            "form": text[hit.start : hit.end],
            "short": hit.short,
            "concept": hit.concept,
            **{str(lang): terms.concepts[hit.concept].form(lang, short=hit.short) for lang in TARGETS},
        }
        for hit in Matcher(terms).find(text)
    ]
    if json:
        _print_json(found)
        return
    for hit in found:
        typer.echo(f"{hit['start']}-{hit['end']}  {hit['form']}  {hit['concept']}  {hit['en']}  {hit['ru']}")
    if not found:
        typer.echo("no term of the glossary")


@app.command("diff", epilog="Examples:  translate glossary diff  |  translate glossary diff ../old/glossary  |  diff other.tbx")
def diff(
    other: Annotated[
        Path | None,
        typer.Argument(help="A glossary folder, or a .csv, .xlsx or .tbx file. Default: what the last run used."),
    ] = None,
    config: ConfigOption = None,
    *,
    json: _Json = False,
) -> None:
    """Show what came, went and changed in the glossary since the last run, or against another one."""
    from translate.glossary import termbase  # noqa: PLC0415
    from translate.glossary.compare import compare  # noqa: PLC0415

    settings, terms = glossary_change.load(config)
    new = {name: termbase.row_of(concept) for name, concept in terms.concepts.items()}
    old = _rows_of(other, terms) if other else _last_used(settings)
    found = compare(old, new)
    if json:
        _print_json(asdict(found))
        return
    for line in _differences(found, old, new):
        typer.echo(line)
    typer.echo(f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed")


def _rows_of(path: Path, terms: Termbase) -> Mapping[str, Mapping[str, str]]:
    from translate.glossary import exchange, termbase  # noqa: PLC0415

    if not path.exists():
        raise UsageError("no such file or folder", where=path)
    if path.is_dir():
        return {name: termbase.row_of(concept) for name, concept in termbase.load(path).concepts.items()}
    return exchange.snapshot(path, terms)


def _last_used(settings: configuration.Config) -> Mapping[str, Mapping[str, str]]:
    from translate.ledger import Ledger  # noqa: PLC0415
    from translate.store import FILE_NAME  # noqa: PLC0415

    rows: Mapping[str, Mapping[str, str]] = {}
    if (settings.store_folder / FILE_NAME).exists():
        with Ledger(settings.store_folder) as ledger:
            rows = ledger.glossary()
    if not rows:
        raise UsageError("no run has used a glossary yet", where=settings.store_folder, hint="name another folder or file")
    return rows


def _differences(
    found: Comparison, old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    for sign, names, rows in (("+", found.added, new), ("-", found.removed, old)):
        for name in names:
            yield f"{sign} {name}: {rows[name].get('ar', '')} = {rows[name].get('en', '')} = {rows[name].get('ru', '')}"
    for name, changes in found.changed.items():
        for change in changes:
            yield f"~ {name}: {change.column}: {change.before or '(empty)'} → {change.after or '(empty)'}"


def _named(name: str, terms: Termbase) -> Concept:
    from difflib import get_close_matches  # noqa: PLC0415

    if concept := terms.concepts.get(name):
        return concept
    near = get_close_matches(name, terms.concepts, n=3)
    raise UsageError(f"no concept '{name}'", hint=f"near it: {', '.join(near)}" if near else "see translate glossary list")


def _in_one_line(concept: Concept) -> str:
    return "  ".join((concept.ar[0], *(forms.preferred for forms in concept.targets.values())))


def _declension(term: RussianTerm) -> Iterator[str]:
    """A table of the cases, in the numbers that the term has."""
    from translate.glossary.declension import Case, Number  # noqa: PLC0415
    from translate.glossary.inflect import forms, inflect  # noqa: PLC0415

    there = {number for slots in forms(term).values() for _, number in slots}
    numbers = [number for number in Number if number in there]
    for case in Case:
        yield f"{case:4} " + "  |  ".join(inflect(term, case, number) for number in numbers)


def _print_json(value: Any) -> None:  # noqa: ANN401 - whatever can be JSON
    typer.echo(json_.dumps(value, ensure_ascii=False, indent=2))


glossary_change.add_to(app)
