"""What the readers of files that come back share: bytes within measure, languages, and rows that are told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from translate.model import Returned

MAX_BYTES = 64 << 20
"""Of a file that is read whole; 100,000 of our sentences are 44 MB in PO and 62 in XLIFF."""
_LANGUAGE_IN_NAME = re.compile(rf"(?<![^\W_])(?:{'|'.join(TARGETS)})(?![^\W_])")


def data_of(path: Path) -> bytes:
    """Raises InputError for what cannot be read, is empty or is beyond measure."""
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise InputError(f"is larger than {MAX_BYTES >> 20} MB", where=path, hint="export it in parts")
        data = path.read_bytes() if size else b""
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=path, hint="close it in the other program, or check its rights"
        ) from error
    if not data:
        raise InputError("is empty", where=path, hint="save it once more in the program that it comes from")
    return data


def language(code: str) -> Lang | None:
    """The desk's language of a code that may name a region or script: `ar-EG`, `en_US`, `RU@latin`; None if not ours."""
    main = re.split(r"[-_@.]", code.strip().lower())[0]
    return next((lang for lang in Lang if lang == main), None)


def target(code: str, path: Path) -> Lang:
    """The language of a translation, by its code, or by the file's name (`news.ru.po`) where the file has none.

    Raises InputError where it is none of ours, or cannot be told.
    """
    wanted = ", ".join(TARGETS)
    if code.strip():
        lang = language(code)
        if lang not in TARGETS:
            raise InputError(f"is a translation into '{code.strip()[:20]}', not into one of {wanted}", where=path)
        return lang
    named = _LANGUAGE_IN_NAME.findall(path.stem.lower())
    if not named:
        raise InputError(
            "does not say which language it is in", where=path, hint=f"name it like {path.stem}.{TARGETS[0]}{path.suffix}"
        )
    return Lang(named[-1])


def check_source(code: str, path: Path) -> None:
    """Raises InputError where a file says that it is not translated from Arabic."""
    if language(code) is not Lang.AR:
        raise InputError(f"is a translation from '{code.strip()[:20]}', not from {Lang.AR}", where=path)


def the_export(found: Iterable[str], path: Path) -> str:
    """The export that a file names, "" for none. Raises InputError where there are several: files that a tool has joined."""
    exports = list(dict.fromkeys(found))
    if len(exports) > 1:
        raise InputError(f"holds {len(exports)} exports in one", where=path, hint="have them saved as files of their own")
    return "".join(exports)


def once(rows: Iterable[Returned]) -> tuple[tuple[Returned, ...], list[tuple[str, str]]]:
    """The rows whose segment stands there once in a language; of the others a problem: nobody could choose from them."""
    found: defaultdict[tuple[str, Lang], list[Returned]] = defaultdict(list)
    for row in rows:
        found[row.segment, row.lang].append(row)
    problems = [
        (", ".join(row.where for row in alike), f"have one id, '{segment}': none of them is taken")
        for (segment, _), alike in found.items()
        if len(alike) > 1
    ]
    return tuple(alike[0] for alike in found.values() if len(alike) == 1), problems
