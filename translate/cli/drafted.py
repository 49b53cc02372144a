"""What was drafted here, for the commands that look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from translate.config import Config
    from translate.store import Kept, Store


def must_be_there(settings: Config) -> None:
    """Raises UsageError where there is no work store, so that none is made by looking."""
    from translate.store import FILE_NAME  # noqa: PLC0415 - libraries are loaded when they are needed

    if not (settings.store_folder / FILE_NAME).exists():
        raise UsageError("nothing was drafted here yet", where=settings.store_folder, hint="translate run FOLDER")


def under(path: Path | None, store: Store) -> list[Kept]:
    """The documents of a file or folder, or all. Raises UsageError for a path that holds none."""
    kept = [each for each in store.documents() if path is None or each.path.is_relative_to(path.resolve())]
    if path is not None and not kept:
        raise UsageError("was never drafted", where=path, hint="translate run FOLDER")
    return kept
