"""What stands in quotes and brackets: where each pair opens and closes.

What is never closed, or never opened, is taken for a slip of the pen and does not count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = {"«": "»", "“": "”", "„": "“", "‹": "›", "‘": "’", "(": ")", "[": "]", "{": "}", "﴿": "﴾"}
_MARKS = re.compile(r"[«»“”„‹›‘’()\[\]{}﴿﴾]")
_QUOTES = frozenset('"»”“›’')


@dataclass(frozen=True, slots=True)
class Pairs:
    """`opened`: for the offset of each closing mark, that of its opening one. The rest: stretches within, none in another."""

    opened: dict[int, int]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def within(self, offset: int) -> bool:
        """Whether a quote or bracket is open before this offset, and will be closed at it or later."""
        place = bisect_left(self.starts, offset) - 1
        return place >= 0 and offset <= self.ends[place]


def pairs(text: str) -> Pairs:
    opened = {**dict(_paired(text)), **dict(_straight(text))}
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted((start, end) for end, start in opened.items()):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Pairs(opened, tuple(starts), tuple(ends))


def _paired(text: str) -> Iterator[tuple[int, int]]:
    """Where each pair of marks that differ closes and opens."""
    open_at: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()  # the closing marks of `open_at`: one that nobody awaits is passed over at once
    for match in _MARKS.finditer(text):
        char, offset = match.group(), match.start()
        if char in "‘’" and _is_apostrophe(text, offset):
            continue
        if char in _OPENING and not (open_at and char == open_at[-1][0]):  # “ opens, but closes after „
            open_at.append((_OPENING[char], offset))
            awaited[_OPENING[char]] += 1
        elif awaited[char]:
            while open_at[-1][0] != char:
                awaited[open_at.pop()[0]] -= 1
            yield offset, open_at.pop()[1]
            awaited[char] -= 1


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """Likewise for straight quotes."""
    open_at: list[int] = []
    offset = text.find('"')
    while offset >= 0:
        if _opens(text, offset, is_open=bool(open_at)):
            open_at.append(offset)
        elif open_at:
            yield offset, open_at.pop()
        offset = text.find('"', offset + 1)


def is_quote(char: str) -> bool:
    """Whether it closes a quotation (and no bracket)."""
    return char in _QUOTES


def _opens(text: str, offset: int, *, is_open: bool) -> bool:
    """Whether a straight quote opens: told from the side on which it stands apart; between two letters, by what is open."""
    before = text[offset - 1] if offset else " "
    after = text[offset + 1] if offset + 1 < len(text) else " "
    apart, joined = before.isspace(), after.isalnum()
    if apart and joined:
        return True
    if after.isspace() and not apart:
        return False
    return not is_open


def _is_apostrophe(text: str, offset: int) -> bool:
    around = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    return all(char.isalnum() for char in around) or (text[offset] == "’" and not around[0].strip())
