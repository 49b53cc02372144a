"""What the words of a command name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def must_be_files(*paths: Path) -> None:
    """Raises UsageError for a folder and for what is not there."""
    for path in paths:
        if path.is_dir():
            raise UsageError("is a folder", where=path, hint="name a file")
        if not path.exists():
            raise UsageError("no such file", where=path)
