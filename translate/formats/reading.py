"""Which files are sources, and which module reads them. `READERS` is all there are.

A file is read as what it is, whatever its name says. One that holds several documents, a ZIP or a mail with attachments,
gives them one after another.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import InputError, UsageError
from translate.readers import archive, docx, eml, html, markdown, odt, pdf, sniff, subtitles, text
from translate.readers.source import Source, failing, of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from translate.model import Document

_BY_KIND: Mapping[str, Callable[[Source], Document]] = {
    "text": text.read,
    "markdown": markdown.read,
    "html": html.read,
    "docx": docx.read,
    "odt": odt.read,
    "pdf": pdf.read,
    "eml": eml.read,
    "subtitles": subtitles.read,
}
_ZIP = "zip"
_EML = "eml"
_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".eml": _EML,
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".zip": _ZIP,
}
READERS = tuple(_SUFFIXES)
"""The suffixes of the files that are read."""

_NAMES = {"text": "plain text", "html": "a web page", "docx": "a Word document", "odt": "an OpenDocument text", "pdf": "a PDF",
          "subtitles": "subtitles", _ZIP: "a ZIP archive", _EML: "a mail", "markdown": "Markdown"}  # fmt: skip
_MOST_SOURCES = 20_000
_DEEPEST = 3  # archives and mails in one another


def read(path: Path) -> Document:
    """The one document of a file; of a mail its text. Raises InputError for an archive that holds more than one."""
    source = at(path)
    data, kind = content(source)
    if kind != _ZIP:
        return _parsed(source, data, kind)
    inside = list(_expanded(source, data, kind, 1))
    if len(inside) != 1:
        raise InputError(f"holds {len(inside)} documents", where=path, hint="unpack it and name one")
    return parse(inside[0])


def sources(path: Path) -> Iterator[Source]:
    """All documents of a file, one after another. Never raises: what is wrong with one comes when it is parsed."""
    for number, source in enumerate(_all(path)):
        if number >= _MOST_SOURCES:
            error = InputError(f"holds more than {_MOST_SOURCES:,} documents", where=path, hint="cut it into several")
            yield failing(path, error)
            return
        yield source


def _all(path: Path) -> Iterator[Source]:
    if path.suffix.lower() == ".zip" and path.is_file():  # may be larger than what is read at once
        yield from _members(of_file(path), path, 1)
    else:
        yield from _opened(of_file(path), 1)


def parse(source: Source) -> Document:
    return _parsed(source, *content(source))


def at(path: Path) -> Source:
    """The source of a document by its `path`, which may lie in an archive or a mail. Raises InputError if it is not there."""
    outer = next((each for each in (path, *path.parents) if each.is_file()), path)
    if outer != path:
        for source in sources(outer):
            if source.path == path:
                return source
    return of_file(path)


def find(paths: Iterable[Path], leave_out: Sequence[Path] = ()) -> list[Path]:
    """The files named, and in folders, at any depth, those of a kind that is read, in order of name; each once.

    Hidden files and links out of a folder are left out, and so is what lies in a folder of `leave_out`, unless that or
    something in it is named. Raises UsageError for a path that does not exist and for a folder without anything to read.
    """
    skipped = [folder.resolve() for folder in leave_out]
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            foreign = [folder for folder in skipped if not path.resolve().is_relative_to(folder)]
            inside = [file for file in sorted(path.rglob("*")) if _is_source(file, path, foreign)]
            if not inside:
                raise UsageError("holds nothing to translate", where=path, hint=f"kinds: {', '.join(READERS)}")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise UsageError("no such file or folder", where=path)
    return list(found)


def _is_source(file: Path, folder: Path, foreign: Iterable[Path]) -> bool:
    relative = file.relative_to(folder)
    return (
        _is_read(file.name)
        and file.is_file()
        and not any(part.startswith((".", "~$")) for part in relative.parts)
        and file.resolve().is_relative_to(folder.resolve())
        and not any(file.resolve().is_relative_to(each) for each in foreign)
    )


def _is_read(name: str) -> bool:
    return Path(name).suffix.lower() in _SUFFIXES


def content(source: Source) -> tuple[bytes, str]:
    """The bytes, and what they are."""
    said = _said(source)
    data = source.load()
    return data, sniff.kind(data, said, source.path) if data.strip() else said


def _said(source: Source) -> str:
    said = _SUFFIXES.get(source.path.suffix.lower())
    if said is None:
        raise InputError("is of a kind that is not read", where=source.path, hint=f"kinds: {', '.join(READERS)}")
    return said


def _parsed(source: Source, data: bytes, kind: str) -> Document:
    if not data.strip():
        raise InputError("is empty", where=source.path)
    if kind == _ZIP:
        raise InputError("is a ZIP archive with no document in it", where=source.path)
    notes = source.notes
    if kind != _said(source):
        notes = (*notes, f"is {_NAMES[kind]}, whatever its name says, and was read as that")
    return _BY_KIND[kind](Source(source.path, lambda: data, notes))


def _opened(source: Source, depth: int) -> Iterator[Source]:
    try:
        data, kind = content(source)
    except InputError as error:
        yield failing(source.path, error)
        return
    opened = Source(source.path, lambda: data, source.notes)
    if kind in (_ZIP, _EML):
        yield from _expanded(opened, data, kind, depth)
    else:
        yield opened


def _expanded(source: Source, data: bytes, kind: str, depth: int) -> Iterator[Source]:
    if kind == _ZIP:
        yield from _members(source, data, depth)
        return
    try:
        inside = [each for name, each in eml.attachments(source) if _is_read(name)]
        if not inside or eml.has_text(source):
            yield source
    except InputError as error:
        yield failing(source.path, error)
        return
    for each in inside:
        yield from _deeper(each, depth)


def _members(source: Source, packed: Path | bytes, depth: int) -> Iterator[Source]:
    empty = True
    try:
        for member in archive.members(source, packed, _is_read):
            empty = False
            yield from _deeper(member, depth)
    except InputError as error:
        yield failing(source.path, error)
        return
    if empty:
        yield failing(
            source.path,
            InputError("is an archive with nothing to translate", where=source.path, hint=f"kinds: {', '.join(READERS)}"),
        )


def _deeper(source: Source, depth: int) -> Iterator[Source]:
    if depth < _DEEPEST or source.path.suffix.lower() not in (".zip", ".eml"):
        yield from _opened(source, depth + 1)
    else:
        error = InputError(f"lies more than {_DEEPEST} archives or mails deep", where=source.path, hint="unpack it")
        yield failing(source.path, error)
