"""Zip files that others made, opened without harm: nothing is unpacked to the disk, and nothing beyond measure."""

from __future__ import annotations

import contextlib
import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Self

from translate.errors import GlossaryError, InputError
from translate.glossary import safexml
from translate.readers.source import MAX_BYTES, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

MAX_MEMBERS = 20_000
MAX_RATIO = 200  # unpacked to packed; a table of news is 19, one of a letter over and over 103, a zip bomb 1,000
_SMALL = 16 << 20  # bytes; below this the ratio does not matter
_ENCRYPTED = 0x1
_HINT = "send it again, or save it once more"


class Zipped:
    """Open it with `with`. Whatever is wrong with the archive or a member is an InputError."""

    def __init__(self, source: Path | bytes, path: Path) -> None:
        self.path = path
        self._file = io.BytesIO(source) if isinstance(source, bytes) else source

    def __enter__(self) -> Self:
        with self._edge():
            self._archive = zipfile.ZipFile(self._file)
        if len(self._archive.infolist()) > MAX_MEMBERS:
            count = len(self._archive.infolist())
            self._archive.close()
            raise InputError(f"has {count:,} parts, more than {MAX_MEMBERS:,}", where=self.path, hint="cut it into several")
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def members(self) -> list[zipfile.ZipInfo]:
        return self._archive.infolist()

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, member: str | zipfile.ZipInfo, where: Path | None = None) -> bytes:
        """That a member does not unpack to more than it says, zipfile sees to."""
        path = where or self.path
        with self._edge(path):
            info = self._archive.getinfo(member) if isinstance(member, str) else member
            if info.flag_bits & _ENCRYPTED:
                raise InputError("is encrypted", where=path, hint="unpack it with its password, and give the files")
            if info.file_size > MAX_BYTES:
                raise too_large(info.file_size, path)
            if info.file_size > _SMALL and info.file_size > MAX_RATIO * info.compress_size:
                times = info.file_size // max(info.compress_size, 1)
                raise InputError(f"unpacks to {times:,} times its size, as bombs do", where=path, hint=_HINT)
            return self._archive.read(info)

    def tree(self, name: str) -> _Element | None:
        """The root of a part that is XML, or None if there is no such part. A DTD is refused, and with it every entity."""
        if name not in self:
            return None
        data = self.read(name)
        try:
            return safexml.parse(data, f"{self.path}:{name}")
        except GlossaryError as error:  # safexml was made for the glossary, and its errors say so
            raise InputError(error.what, where=error.where, hint=_HINT) from error
        except ValueError as error:  # an encoding that lxml does not have
            raise InputError(f"is damaged: {error}", where=f"{self.path}:{name}", hint=_HINT) from error

    def rewritten(self, target: Path, replaced: Mapping[str, bytes]) -> None:
        """A copy in which some members are others; all else, with its order and dates, is as it was."""
        with self._edge(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in self.members():
                data = replaced[info.filename] if info.filename in replaced else self.read(info)
                copy.writestr(info, data, compress_type=info.compress_type)

    @contextlib.contextmanager
    def _edge(self, path: Path | None = None) -> Iterator[None]:
        where = path or self.path
        try:
            yield
        except (
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            struct.error,
            EOFError,
            KeyError,
            IndexError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OverflowError,
        ) as error:
            raise InputError(f"is damaged: {error}", where=where, hint=_HINT) from error
        except MemoryError as error:
            raise InputError("is damaged: it asks for more memory than there is", where=where, hint=_HINT) from error
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", where=where, hint=_HINT) from error
