"""Documents of the store → files for readers, one document after another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from translate.errors import PublishError, TranslateError
from translate.files import replacing
from translate.model import Lang
from translate.publish import docx, epub, html, listing, markdown, pdf, site
from translate.publish.edition import edition, manuscript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translate.config import Config
    from translate.publish.edition import Edition, Manuscript, Pending
    from translate.store import Kept, Store


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish: in which languages, as which formats, where; `as_site` makes an index of all that lies there."""

    langs: tuple[Lang, ...]
    formats: tuple[str, ...]
    folder: Path
    allow_drafts: bool = False
    as_site: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of an order. `failed` counts languages and formats that could not be made."""

    files: list[Path] = field(default_factory=list)
    failed: int = 0


class Progress(Protocol):
    """What an order tells while it is worked on."""

    def published(self, name: str, files: Sequence[Path]) -> None: ...

    def refused(self, name: str, lang: Lang, pending: Sequence[Pending], sentences: int, earlier: Path | None) -> None:
        """`earlier` is the folder where an edition of before still lies in that language."""

    def failed(self, error: TranslateError) -> None: ...


@dataclass(frozen=True, slots=True)
class _Job:
    edition: Edition
    config: Config
    folder: Path
    frame: html.Frame


def publish(documents: Iterable[Kept], store: Store, order: Order, config: Config, progress: Progress) -> Outcome:
    """Make every edition that can be made; what cannot is told, and the others are still made."""
    outcome, made_for = Outcome(), list[Lang]()
    usable = _usable(order, progress, outcome)
    for kept in documents:
        try:
            text = manuscript(kept, store, order.langs)
            ready = [lang for lang in order.langs if _is_ready(text, lang, order, progress)]
        except TranslateError as error:
            outcome.failed += 1
            progress.failed(_with_earlier(error, kept.export, order))
            continue
        outcome.failed += len(order.langs) - len(ready)
        if not ready:
            continue
        made = edition(text, ready, config.publish)
        frame = site.WITHIN if order.as_site else html.ALONE
        job = _Job(made, config, order.folder / made.name, frame)
        files = []
        for name in usable:
            try:
                files += list(FORMATS[name](job))
                made_for += [made.langs[0]] if name == "html" else []
            except TranslateError as error:
                outcome.failed += 1
                progress.failed(error)
        outcome.files += files
        progress.published(made.name, files)
    if order.as_site and made_for:
        index = _index(order.folder, made_for[0], config, progress, outcome)
        outcome.files.append(index)
        progress.published("index", [index])
    return outcome


def _index(folder: Path, lang: Lang, config: Config, progress: Progress, outcome: Outcome) -> Path:
    """Of all articles in the folder, also those of earlier orders."""
    entries = []
    for file in sorted(folder.glob(f"*/{listing.FILE_NAME}")):
        try:
            entries += [site.entry(file.parent, found, config.publish)] if (found := listing.read(file)) else []
        except PublishError as error:
            outcome.failed += 1
            progress.failed(error)
    return site.write(entries, config.publish, folder, lang)


def _earlier(name: str, langs: Iterable[Lang], order: Order) -> Path | None:
    """The folder of a document's editions, if one in any of these languages lies there."""
    folder = order.folder / name
    names = [file.name.removeprefix(f"{name}.") for file in folder.iterdir()] if folder.is_dir() else []
    return folder if any(lang in re.split(r"[.-]", each)[:-1] for each in names for lang in langs) else None


def _with_earlier(error: TranslateError, name: str, order: Order) -> TranslateError:
    earlier = _earlier(name, order.langs, order)
    if earlier is None:
        return error
    return PublishError(f"{error.what}; the earlier edition still lies in {earlier}", where=error.where, hint=error.hint)


def _usable(order: Order, progress: Progress, outcome: Outcome) -> list[str]:
    """The formats whose parts are installed; of each other, one line."""
    found = []
    for name in order.formats:
        try:
            if name == "pdf":
                pdf.check()
        except PublishError as error:
            outcome.failed += 1
            progress.failed(error)
        else:
            found.append(name)
    return found


def _is_ready(text: Manuscript, lang: Lang, order: Order, progress: Progress) -> bool:
    """Whether a language may be published; if not, which of its sentences stand in the way is told."""
    pending = [] if order.allow_drafts else text.pending(lang)
    if pending:
        progress.refused(text.name, lang, pending, len(text.segments), _earlier(text.name, (lang,), order))
    return not pending


def _html(job: _Job) -> Iterator[Path]:
    for name, text in html.pages(job.edition, job.config.publish, job.frame):
        with replacing(job.folder / name) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
        yield job.folder / name
    yield listing.write(job.edition, job.folder)


def _docx(job: _Job) -> Iterator[Path]:
    for lang in job.edition.langs:
        yield docx.write(job.edition, lang, job.config, job.folder / f"{job.edition.name}.{lang}.docx")


def _markdown(job: _Job) -> Iterator[Path]:
    for lang in job.edition.langs:
        yield markdown.write(job.edition, lang, job.config.publish, job.folder / f"{job.edition.name}.{lang}.md")


def _epub(job: _Job) -> Iterator[Path]:
    yield from _books(job, epub.write, "epub")


def _pdf(job: _Job) -> Iterator[Path]:
    yield from _books(job, pdf.write, "pdf")


def _books(job: _Job, write: Callable[..., Path], suffix: str) -> Iterator[Path]:
    """Each language by itself, and side by side with the Arabic."""
    for lang in job.edition.langs:
        for langs in ((Lang.AR, lang), (lang,)):
            path = job.folder / f"{job.edition.name}.{'-'.join(langs)}.{suffix}"
            yield write(job.edition.only(lang), langs, job.config.publish, path)


FORMATS: Mapping[str, Callable[[_Job], Iterator[Path]]] = {
    "html": _html,
    "docx": _docx,
    "epub": _epub,
    "pdf": _pdf,
    "md": _markdown,
}
"""All there are."""
