"""Files as this toolkit writes and reads them: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; on success it takes the target's place in one rename, else it vanishes.

    Raises ExportError when the folder or file cannot be written (a full disk, a locked file, missing rights).
    """
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        hint = {
            errno.ENOSPC: "free some space and run again; what was drafted is kept",
            errno.EACCES: "close the file in Word, or check the rights of the folder",
            errno.EPERM: "close the file in Word, or check the rights of the folder",
        }.get(error.errno or 0, "name another file or folder")
        raise ExportError(f"cannot be written: {error.strerror or error}", where=target, hint=hint) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Rename a file to the first free `NAME.edited-N.SUFFIX` beside it, and return that."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        raise ExportError(
            f"cannot be set aside: {error.strerror or error}", where=path, hint="close the file in Word"
        ) from error
    return aside


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
