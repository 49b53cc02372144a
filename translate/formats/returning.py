"""Which files come back from editors, and which module reads them. `READERS` is all there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.formats import markup, po, xliff, xliff12

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from translate.model import ReturnedFile


def read(path: Path) -> ReturnedFile:
    """Raises InputError for a file that cannot be read, and for one of another kind."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError("is of a kind that does not come back", where=path, hint=f"kinds: {', '.join(READERS)}")
    return reader(path)


def _docx(path: Path) -> ReturnedFile:
    from translate.formats import docx  # noqa: PLC0415 - python-docx, a third of a second, for this alone

    return docx.read(path)


def _xliff(path: Path) -> ReturnedFile:
    """Both versions have the same suffixes."""
    root = markup.parse(path)
    from_root = xliff12.from_root if (root.get("version") or "").startswith("1.") else xliff.from_root
    return from_root(root, path)


READERS: Mapping[str, Callable[[Path], ReturnedFile]] = {
    ".docx": _docx,
    ".po": po.read,
    **dict.fromkeys((".xlf", ".xliff", ".mxliff", ".mqxliff", ".sdlxliff"), _xliff),  # the last three: CAT tools' own
}
