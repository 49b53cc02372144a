"""Blocks into sentences, and back without loss.

Arabic news ends a sentence with a full stop, question mark, exclamation mark, ellipsis or semicolon, perhaps followed by
closing quotes and brackets, and then white space. It does not end inside quotes or brackets, after an initial or an
abbreviation, nor after a list marker.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER
from translate.model import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.model import Block

_END = re.compile(r"[.!?؟…؛۔]+[\"'”’»›)\]}\u200f\u200e]*(?=\s|$)")
_OPENING = {"«": "»", "“": "”", "„": "“", "‹": "›", "(": ")", "[": "]", "{": "}"}
_WORD_BEFORE = re.compile(r"[^\s\"'«“„‹(\[{.،,]+(?:\.[^\s\"'«“„‹(\[{.،,]+)*$")
_LONGEST_WORD = 40  # characters looked back: more than any abbreviation, and a bound on the work
_LATIN_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "jr", "sr", "gen", "col", "u.s", "u.n"})
_ARABIC_ABBREVIATIONS = frozenset({"هـ", "أ.د", "ق.م", "ب.م", "ص.ب", "د.م", "تلف", "ط.م"})


def split(text: str) -> tuple[str, ...]:
    """Cut `text` into sentences, each with the white space that follows it: `"".join(split(text)) == text`."""
    pieces: list[str] = []
    start = 0
    for end in _boundaries(text):
        pieces.append(text[start:end])
        start = end
    if start < len(text):
        pieces.append(text[start:])
    return tuple(pieces)


def segments(blocks: Iterable[Block]) -> tuple[Segment, ...]:
    """The translatable sentences of a document, in order."""
    seen: Counter[str] = Counter()
    result: list[Segment] = []
    for index, block in enumerate(blocks):
        if not block.kind.translatable:
            continue
        for piece in split(block.text):
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


def _boundaries(text: str) -> Iterator[int]:
    """Offsets at which a new sentence starts."""
    depth = _depths(text)
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if depth[end] > 0 or _is_inner_stop(text, start, match):
            continue
        following = end
        while following < len(text) and text[following].isspace():
            following += 1
        if following == len(text):
            return
        if text[following].islower():  # only Latin and Cyrillic letters have case: "approx. five"
            continue
        yield following
        start = following


def _depths(text: str) -> list[int]:
    """How many quotes and brackets are open before each offset (len(text) + 1 values).

    What is never closed, or never opened, is taken for a slip of the pen and does not count; nor do straight quotes
    when their number is odd.
    """
    straight = text.count('"') % 2 == 0
    steps = [0] * (len(text) + 1)
    open_at: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()  # the closing marks of `open_at`: one that nobody awaits is passed over at once
    quote_at: int | None = None
    for offset, char in enumerate(text):
        if char == '"' and straight:
            if quote_at is None:
                quote_at = offset
            else:
                steps[quote_at + 1] += 1
                steps[offset + 1] -= 1
                quote_at = None
        elif char in _OPENING and not (open_at and char == open_at[-1][0]):  # “ opens, but closes after „
            open_at.append((_OPENING[char], offset))
            awaited[_OPENING[char]] += 1
        elif awaited[char]:
            while open_at[-1][0] != char:
                awaited[open_at.pop()[0]] -= 1
            steps[open_at.pop()[1] + 1] += 1
            steps[offset + 1] -= 1
            awaited[char] -= 1
    depths: list[int] = []
    depth = 0
    for step in steps:
        depth += step
        depths.append(depth)
    return depths


def _is_inner_stop(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a single full stop belongs to an initial, an abbreviation or a list marker."""
    if match.group() != ".":
        return False
    found = _WORD_BEFORE.search(text, max(start, match.start() - _LONGEST_WORD), match.start())
    if found is None:
        return False
    word = found.group()
    if word.isdigit():
        return not text[start : found.start()].strip()  # "1. …" opens the sentence; "… في عام 2012. …" ends it
    last = word.rsplit(".", 1)[-1]
    if len(last) == 1:
        return bool(ARABIC_LETTER.match(last)) or last.isupper()
    return word in _ARABIC_ABBREVIATIONS or word.lower() in _LATIN_ABBREVIATIONS
