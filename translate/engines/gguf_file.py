"""What a GGUF file says of itself, read without loading the model.

The format (ggml's docs/gguf.md, versions 2 and 3): a magic, a version, how many tensors and how many keys there are, then
the keys with their values, little-endian throughout.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from translate.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_FORMATS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_MAX_KEYS = 100_000
_MAX_STRING = 16 * 2**20
_MAX_ITEMS = 10_000_000  # the largest vocabularies have a million tokens

Value = int | float | str | list["Value"]


class _Broken(Exception):  # noqa: N818 - never leaves this module
    """What the file holds is no GGUF."""


def metadata(path: Path, wanted: Collection[str]) -> dict[str, Value]:
    """The values of those wanted keys that the file has. Raises ModelError when it is no GGUF file or is cut short."""
    try:
        with path.open("rb") as file:
            return _read(file, wanted)
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", where=path) from error
    except (_Broken, struct.error, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, _Broken) else "it is cut short or damaged"
        raise ModelError(f"is no sound GGUF file: {reason}", where=path, hint="fetch it again") from error


def _read(file: BinaryIO, wanted: Collection[str]) -> dict[str, Value]:
    if file.read(4) != MAGIC:
        raise _Broken("it does not begin with GGUF")
    version, _, keys = struct.unpack("<IQQ", file.read(20))
    if version not in _VERSIONS:
        raise _Broken(f"version {version} is not known here")
    if keys > _MAX_KEYS:
        raise _Broken("it is cut short or damaged")
    found: dict[str, Value] = {}
    for _ in range(keys):
        key = _string(file)
        (kind,) = struct.unpack("<I", file.read(4))
        value = _value(file, kind)
        if key in wanted:
            found[key] = value
    return found


def _value(file: BinaryIO, kind: int, depth: int = 0) -> Value:
    if kind == _STRING:
        return _string(file)
    if kind == _ARRAY and depth < 3:  # noqa: PLR2004 - deeper ones are not in use
        inner, count = struct.unpack("<IQ", file.read(12))
        if count > _MAX_ITEMS:
            raise _Broken("it is cut short or damaged")
        if form := _FORMATS.get(inner):
            return list(struct.unpack(f"<{count}{form}", file.read(count * struct.calcsize(form))))
        return [_value(file, inner, depth + 1) for _ in range(count)]
    if form := _FORMATS.get(kind):
        value: int | float = struct.unpack(f"<{form}", file.read(struct.calcsize(form)))[0]
        return value
    raise _Broken("it is cut short or damaged")


def _string(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    if length > _MAX_STRING:
        raise _Broken("it is cut short or damaged")
    data = file.read(length)
    if len(data) < length:
        raise _Broken("it is cut short or damaged")
    return data.decode("utf-8", errors="replace")  # a token may be half a character
