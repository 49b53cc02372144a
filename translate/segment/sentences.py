"""A text into sentences, and back without loss.

Where a text may be cut, rules.srx says. Here is what rules cannot say: a sentence does not end within quotes or brackets, nor
after a list marker, nor before a word in lower case; and whether it ends with a quotation depends on where that began.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER
from translate.segment import srx
from translate.segment.quotes import is_quote, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translate.segment.quotes import Pairs

_BLANKS = re.compile(r"\s*")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_MARKER = re.compile(r"\d{1,4}(?:\.\d{1,3})*|[^\W\d_]")
_FIRST_MARKER = re.compile(r"[1١أaAаА]")
_HEADING = re.compile(r"المادة|البند|الفقرة|الفصل|القسم|الباب|الملحق|Article|Section|Chapter|Part|Статья|Пункт|Глава|Раздел")
_LONGEST_WORD = 40  # characters looked back: more than any marker, and a bound on the work
_LEAD = re.compile(r"[\s\-–—\"'«“„‹(\[]*")
_PRODUCT = re.compile(r"[a-z][A-Z]")  # iPhone
_CLOSING = "\"'”’»›)]}﴾\u200e\u200f"
_OPENS_ANEW = re.compile(r"و|(?:ثم|لكن)\s")


def split(text: str, lang: str = "ar", rules: Path | None = None) -> tuple[str, ...]:
    """Cut `text` into sentences, each with the white space that follows it: `"".join(split(text)) == text`.

    `lang` is a BCP 47 code, `rules` a user's SRX file. Raises ConfigError where that is not understood.
    """
    pieces: list[str] = []
    start = 0
    for end in _boundaries(text, srx.rules(lang, rules).places(text)):
        pieces.append(text[start:end])
        start = end
    if start < len(text):
        pieces.append(text[start:])
    return tuple(pieces)


def _boundaries(text: str, places: list[int]) -> Iterator[int]:
    """Offsets at which a new sentence starts."""
    quoted = pairs(text) if places else None
    start = len(text) - len(text.lstrip())
    for place in places:
        following = _end_of_blanks(text, place)
        if following == len(text):
            return
        if following <= start or quoted is None or quoted.within(place):
            continue
        if _is_marker(text, start, place) or _goes_on(text, place, following) or _quotes_on(text, start, place, quoted):
            continue
        yield following
        start = following


def _end_of_blanks(text: str, place: int) -> int:
    blanks = _BLANKS.match(text, place)
    return blanks.end() if blanks else place


def _is_marker(text: str, start: int, place: int) -> bool:
    """Whether the stop is that of a list marker: "1." or "Article 5." at the head of a sentence, "the following: 1."."""
    if text[place - 1] != ".":
        return False
    word = _WORD_BEFORE.search(text, max(start, place - 1 - _LONGEST_WORD), place - 1)
    if word is None:
        return False
    before = text[max(start, word.start() - _LONGEST_WORD) : word.start()].rstrip()
    if before.endswith(":"):  # another number there is a figure
        return _FIRST_MARKER.fullmatch(word.group()) is not None
    is_head = not before or _HEADING.fullmatch(before) is not None
    return is_head and _MARKER.fullmatch(word.group()) is not None


def _goes_on(text: str, place: int, following: int) -> bool:
    """Whether a word in lower case follows ("approx. five"), which says nothing after a script without case."""
    lead = _LEAD.match(text, following)
    first = lead.end() if lead else following
    if not text[first : first + 1].islower() or _PRODUCT.match(text, first):
        return False
    before = next((char for char in reversed(text[max(0, place - _LONGEST_WORD) : place]) if char.isalpha()), "")
    return not ARABIC_LETTER.match(before)


def _quotes_on(text: str, start: int, place: int, quoted: Pairs) -> bool:
    """Whether the stop is that of a quotation, and the sentence around it goes on.

    «…؟» سؤال يطرحه الجميع: a quotation that opens a sentence is followed by what belongs to it, unless that opens anew.
    لافتات كتب عليها «ارحلوا!» قبل أن: one amid a sentence ends it with a full stop only. One after a colon does.
    """
    following = _end_of_blanks(text, place)
    if not ARABIC_LETTER.match(text, following):  # elsewhere a capital letter has told
        return False
    close = place - 1
    while close >= start and text[close] in _CLOSING and close not in quoted.opened:
        close -= 1
    opened = quoted.opened.get(close)
    if opened is None or opened < start or text[close - 1] not in ".!?؟…":
        return False
    before = text[start:opened].rstrip(" -–—\u200e\u200f")
    if not before:
        return is_quote(text[close]) and not _OPENS_ANEW.match(text, following)
    return text[close - 1] != "." and not before.endswith(":")
