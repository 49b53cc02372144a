"""What a reader gets: the bytes of one document and the path that it is known by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES = 64_000_000


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
