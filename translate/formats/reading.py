"""Which files are sources, and which module reads them. `READERS` is all there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import InputError, UsageError
from translate.formats import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from translate.model import Document

READERS: Mapping[str, Callable[[Path], Document]] = dict.fromkeys(sorted(text.SUFFIXES), text.read)


def read(path: Path) -> Document:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError("is of a kind that is not read", where=path, hint=f"kinds: {', '.join(READERS)}")
    return reader(path)


def find(paths: Iterable[Path]) -> list[Path]:
    """The files named, and in folders, at any depth, those of a kind that is read, in order of name; each once.

    Hidden files and links out of a folder are left out. Raises UsageError for a path that does not exist and for a
    folder without anything to read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if _is_source(file, path)]
            if not inside:
                raise UsageError("holds nothing to translate", where=path, hint=f"kinds: {', '.join(READERS)}")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise UsageError("no such file or folder", where=path)
    return list(found)


def _is_source(file: Path, folder: Path) -> bool:
    relative = file.relative_to(folder)
    return (
        file.suffix.lower() in READERS
        and file.is_file()
        and not any(part.startswith(".") for part in relative.parts)
        and file.resolve().is_relative_to(folder.resolve())
    )
