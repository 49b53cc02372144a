"""The sentences of a document, each with an identity that edits elsewhere leave as it is."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from translate.model import Lang, Segment
from translate.segment.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from translate.model import Block

_LANGS = frozenset(Lang)


def segments(blocks: Iterable[Block], rules: Path | None = None) -> tuple[Segment, ...]:
    """The translatable sentences of a document, in order. `rules`: a user's SRX file.

    A block in a language that the desk does not know is cut as Arabic.
    """
    seen: Counter[str] = Counter()
    result: list[Segment] = []
    for index, block in enumerate(blocks):
        if not block.kind.translatable:
            continue
        for piece in split(block.text, block.lang if block.lang in _LANGS else Lang.AR, rules):
            source = piece.strip()
            if not source:
                continue
            result.append(
                Segment(
                    id=_identity(source, seen[source]),
                    block=index,
                    kind=block.kind,
                    source=source,
                    gap=piece[len(piece.rstrip()) :],
                )
            )
            seen[source] += 1
    return tuple(result)


def _identity(source: str, earlier: int) -> str:
    """12 hex digits (48 bits: a clash among a million sentences of one document has a chance of 1 in 500)."""
    return hashlib.sha256(f"{source}\0{earlier}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
