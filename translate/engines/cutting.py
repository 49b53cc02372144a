"""Long sentences in parts that a model can take, cut where it hurts least."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_BREAKS = tuple(
    re.compile(pattern)  # best first
    for pattern in (r"[.!?؟…][\"'»”’)\]]*\s+", r"[،,؛;:–—]\s+", r"\s+")
)


def cut(text: str, fits: Callable[[str], bool]) -> list[tuple[int, str]]:
    """The text in parts that fit, each with where it starts, without the white space between them.

    What does not fit is halved at the end of a sentence or clause, else at white space, else anywhere, and again, so that
    the work is bounded whatever the text. One character is taken to fit.
    """
    parts: list[tuple[int, str]] = []
    waiting = [(0, text)]
    while waiting:
        start, piece = waiting.pop()
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if not piece:
            continue
        if len(piece) == 1 or fits(piece):
            parts.append((start, piece))
            continue
        at = _middle(piece)
        waiting += [(start + at, piece[at:]), (start, piece[:at])]  # the first half is taken next
    return parts


def _middle(text: str) -> int:
    """The best place to cut: of the best kind that is to be found in the middle half, the one nearest to the middle."""
    middle = len(text) // 2
    for low, high in ((len(text) // 4, len(text) - len(text) // 4), (1, len(text))):
        for pattern in _BREAKS:
            places = [match.end() for match in pattern.finditer(text, low, high)]
            if places := [place for place in places if 0 < place < len(text)]:
                return min(places, key=lambda place: abs(place - middle))
    while middle < len(text) - 1 and unicodedata.combining(text[middle]):
        middle += 1
    return middle
