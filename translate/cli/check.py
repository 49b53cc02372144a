"""`translate check`."""

from __future__ import annotations

from collections import Counter
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate import config as configuration
from translate.cli import drafted
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import UsageError
from translate.model import TARGETS, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.proofreading import Found, Mended
    from translate.store import Kept, Store

EXAMPLES = (
    "Examples:  translate check --severity warning  |  translate check article.txt --fix  |  "
    'translate check --waive article 7 numbers --reason "the agency corrected the toll"'
)


def check(  # noqa: PLR0917 - Typer takes them by name
    path: Annotated[Path | None, typer.Argument(help="An article or a folder. Default: all.", show_default=False)] = None,
    severity: Annotated[Severity, typer.Option(help="Show what is this bad or worse: info, warning or error.")] = Severity.INFO,
    html: Annotated[Path | None, typer.Option(help="Write the findings as a page, too.", show_default=False)] = None,
    waive: Annotated[
        tuple[str, int, str] | None,
        typer.Option(help="DOCUMENT ROW CHECK: tell this finding no more, of this text.", show_default=False),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is waived; kept, and shown in --json and --html.")] = "",
    config: ConfigOption = None,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Put spaces, quotes, marks and the like right in drafts.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Look for what is wrong in what is drafted or reviewed. Exit code 1 if an error stands."""
    from translate import proofreading  # noqa: PLC0415 - libraries are loaded when they are needed
    from translate.checks import page, spelling  # noqa: PLC0415
    from translate.files import replacing  # noqa: PLC0415
    from translate.glossary import termbase  # noqa: PLC0415
    from translate.glossary.match import Matcher  # noqa: PLC0415
    from translate.glossary.names import Names  # noqa: PLC0415
    from translate.store import Store  # noqa: PLC0415

    settings = configuration.load(config)
    proofreading.validate(settings.checks, where=config or configuration.FILE_NAME)
    if bool(waive) != bool(reason.strip()):
        raise UsageError("--waive and --reason belong together", hint='--waive DOCUMENT ROW CHECK --reason "why"')
    drafted.must_be_there(settings)
    with Store(settings.store_folder) as store:
        terms = termbase.load(settings.glossary_folder)
        reader = proofreading.Proofreader(store, terms, Matcher(terms), Names(terms), settings.checks)
        if waive:
            document, row, name = waive
            langs = reader.waive(_named(document, store), row, name, reason.strip())
            typer.echo(f"{document} row {row}: {name} is waived for {' and '.join(langs)} as long as the text stays as it is")
            return
        kept = drafted.under(path, store)
        mended = [each for one in kept for lang in TARGETS for each in reader.mend(one, lang)] if fix else []
        found = [each for one in kept for lang in TARGETS for each in reader.findings(one, lang)]
    shown = list(proofreading.at_least(found, severity))
    if html:
        with replacing(html) as temporary:
            temporary.write_text(page.html(shown), encoding="utf-8")
    if json:
        typer.echo(dumps([each.as_json() for each in shown], ensure_ascii=False, indent=2))
    else:
        for line in (*_of_mended(mended), *_lines(shown)):
            typer.echo(line)
        if spelling.dictionary() is None:
            typer.echo("English spelling is not checked: pip install 'newsdesk-translate[spelling]'", err=True)
    if any(each.severity is Severity.ERROR and not each.waived for each in found):
        raise typer.Exit(1)


def _named(name: str, store: Store) -> Kept:
    """A document by the name of its exports, or by its path."""
    there = store.documents()
    for each in there:
        if each.export == name or each.path == Path(name).resolve():
            return each
    hint = f"there are: {', '.join(each.export for each in there[:9])}" if there else "translate run FOLDER"
    raise UsageError(f"no document '{name}'", where="--waive", hint=hint)


def _of_mended(mended: Sequence[Mended]) -> Iterator[str]:
    if done := sum(not each.is_left for each in mended):
        yield f"{done} drafts put right; `translate run` writes them into the exports"
    for each in mended:
        if each.is_left:
            yield f"{each.document} row {each.row}, {each.lang}: left to its author: “{each.before}” → “{each.after}”"


def _lines(found: Sequence[Found]) -> Iterator[str]:
    standing = [each for each in found if not each.waived]
    place: tuple[str, int, Lang] | None = None
    for each in standing:
        if place != (place := (each.document, each.row, each.lang)):
            yield f"{each.document} row {each.row}, {each.lang}: {_short(each.text)}"
        yield f"  {each.severity} ({each.check}): {each.message}"
    counted = Counter(each.severity for each in standing)
    counts = ", ".join(f"{counted[each]} {each}" for each in reversed(Severity) if counted[each]) or "nothing found"
    waived = len(found) - len(standing)
    yield counts + (f"; {waived} waived" if waived else "")


def _short(text: str) -> str:
    return f"{text[:97]}…" if len(text) > len(text[:98]) else text or "(empty)"
