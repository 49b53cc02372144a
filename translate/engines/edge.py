"""Where third parties' errors become ours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from translate.errors import TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def edge(kind: type[TranslateError], what: str, *, where: object = "", hint: str = "") -> Iterator[None]:
    """Turn whatever a third party raises into one of ours."""
    try:
        yield
    except TranslateError:
        raise
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise kind(f"{what}: {reason}", where=where, hint=hint) from error
