"""What a reader gets: the bytes of one document and the path that it is known by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MAX_BYTES = 64_000_000
_SAVE_AS = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".rtf", ".wpd", ".wps", ".pages"), "save it as .docx"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".epub"), "save its text as .docx or .txt"),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz"), "pack it as ZIP"),
    **dict.fromkeys((".mht", ".mhtml"), "save it as .html"),
    ".msg": "save it as .eml",
    ".tnef": "ask for the mail once more, sent as HTML or plain text",
}
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Source:
    """`load` gives the bytes, or raises InputError; what lies in an archive has the archive's path and its own after it."""

    path: Path
    load: Callable[[], bytes]
    notes: tuple[str, ...] = ()


def of_file(path: Path) -> Source:
    return Source(path, partial(_read, path))


def of_bytes(path: Path, data: bytes) -> Source:
    return Source(path, lambda: data)


def failing(path: Path, error: InputError) -> Source:
    """What cannot be had: the error comes when it is read, so that what lies beside it is read all the same."""

    def load() -> bytes:
        raise error

    return Source(path, load)


def untaken(path: Path, taken: dict[Path, int]) -> Path:
    """`path`, or with `-2`, `-3` … where one before it has that name. `taken` is kept from call to call."""
    found = path
    while found in taken:
        taken[path] += 1
        found = path.with_name(f"{path.stem}-{taken[path]}{path.suffix}")
    taken[found] = 1
    return found


def is_unread(name: str) -> bool:
    """Whether it is a document of a kind that is not read; what is no document (a picture, a program) is none."""
    return _suffix(name) in _SAVE_AS


def _suffix(name: str) -> str:
    """That of Outlook's own packing of text and attachments (MS-OXTNEF) is `.dat`, as that of much else."""
    path = PurePath(name)
    return ".tnef" if path.name.lower() == "winmail.dat" else path.suffix.lower()


def notes_on_unread(names: Iterable[str]) -> tuple[str, ...]:
    """A note for each document, of those within an archive or a mail, that is not read."""
    unread = [name for name in names if is_unread(name)]
    notes = [f"{name} is not read: {_SAVE_AS[_suffix(name)]}" for name in unread[:_MOST_NAMED]]
    if more := unread[_MOST_NAMED:]:
        notes.append(f"{len(more):,} more documents within are of kinds that are not read")
    return tuple(notes)


def too_large(size: int, path: Path, limit: int = MAX_BYTES) -> InputError:
    return InputError(
        f"is {size / 1e6:,.0f} MB, more than {limit / 1e6:,.0f}", where=path, hint="cut it into articles, take out pictures"
    )


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(size, path)
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", where=path) from error
