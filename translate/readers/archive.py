"""ZIP files → the sources in them, one at a time, so that an archive of any length is read in little memory."""

from __future__ import annotations

import contextlib
import re
import stat
from functools import partial
from operator import itemgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER
from translate.errors import InputError
from translate.readers.source import Source, failing, is_unread, notes_on_unread, untaken
from translate.readers.zipped import MAX_RATIO, Zipped

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator
    from pathlib import Path

_UTF8 = 0x800
_LATIN = re.compile(rb"[A-Za-z]")
_OPENED = (".zip", ".eml")  # what holds documents, and may be none itself
_LARGE = 256 << 20  # bytes; below this the ratio does not matter


def members(source: Source, archive: Path | bytes, is_read: Callable[[str], bool]) -> Iterator[Source]:
    """The files of a kind that is read, in order of name.

    Hidden ones, links and what Apple's packer adds are left out; a path that leads out of the archive is an error, though
    nothing is ever unpacked to the disk. Raises InputError for what is no archive.
    """
    with Zipped(archive, source.path) as opened:
        named = sorted(((_name(info), info) for info in opened.members()), key=itemgetter(0))
    shown = [(name, info) for name, info in named if name and not _is_hidden(name) and not _is_link(info)]
    found = [(name, info) for name, info in shown if is_read(name)]
    _check_total(source, [info for _, info in found])
    unread = [name for name, _ in shown if is_unread(name) and not is_read(name)]
    notes = notes_on_unread(unread)
    taken: dict[Path, int] = {}
    for name, info in found:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            path = untaken(source.path / PurePosixPath(name).name, taken)
            yield failing(path, InputError(f"has a path that leads out of the archive: {name[:80]}", where=source.path))
            continue
        path = untaken(source.path.joinpath(*parts), taken)
        load = partial(_load, archive, source.path, info, path)
        if path.suffix.lower() in _OPENED:
            yield Source(path, load)
        else:  # an archive is no document that could have notes: its first one has them
            yield Source(path, load, notes)
            notes = ()
    if notes:
        yield failing(source.path, InputError("; ".join(notes), where=source.path))


def _check_total(source: Source, infos: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = (
        (sum(sizes) for sizes in zip(*((info.file_size, info.compress_size) for info in infos), strict=True))
        if infos
        else (0, 0)
    )
    if unpacked > _LARGE and unpacked > MAX_RATIO * packed:
        times = unpacked // max(packed, 1)
        raise InputError(f"unpacks to {times:,} times its size, as bombs do", where=source.path, hint="unpack it with care")


def _load(archive: Path | bytes, path: Path, info: zipfile.ZipInfo, member: Path) -> bytes:
    with Zipped(archive, path) as opened:
        return opened.read(info, member)


def _name(info: zipfile.ZipInfo) -> str:
    """Zip programs that do not say so write UTF-8 all the same, or what Windows has; Python reads it as code page 437."""
    if not info.filename or info.is_dir():  # Python 3.11 fails at a member without a name
        return ""
    name = info.filename.replace("\\", "/")
    if not info.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = _decoded(name.encode("cp437"))
    return "".join(char for char in name if char.isprintable())


def _decoded(name: bytes) -> str:
    """Arabic Windows writes its names in code page 720, some programs in 1256: taken where it gives Arabic letters alone."""
    with contextlib.suppress(UnicodeError):
        return name.decode("utf-8")
    if not _LATIN.search(name.rpartition(b".")[0]):
        for encoding in ("cp720", "cp1256"):
            with contextlib.suppress(UnicodeError):
                found = name.decode(encoding)
                if all(char.isascii() or ARABIC_LETTER.match(char) for char in found):
                    return found
    return name.decode("cp437")


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX", "~$")) and part not in (".", "..") for part in parts)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
