"""Glyphs → lines of text in reading order, by where the glyphs stand: from the eye's order back to the reader's."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translate.readers.pdf.glyphs import Glyph

_SAME_LINE = 0.55  # of the size: how far base lines may lie apart, as of superscripts
_TATWEEL = "ـ"
_GAP = 0.22  # of the size: a gap that is a blank
_ARABIC_DIGIT = re.compile(r"[٠-٩۰-۹]")
_JOINS_DIGITS = frozenset(".,:/٫٬")  # one between two digits belongs to the number (UAX 9, W4)
_MIRRORED = str.maketrans("()[]{}«»‹›<>", ")(][}{»«›‹><")
_OPEN = {"(": ")", "[": "]", "{": "}", "«": "»"}


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    page: int
    first_word: float
    """The width of its first word."""

    @property
    def width(self) -> float:
        return self.right - self.left


def lines(glyphs: Iterable[Glyph], page: int) -> Iterator[Line]:
    """In the order of the file, which is that of reading in what programs for text write."""
    whole = list(glyphs)
    arabic_page = _is_rtl(whole, arabic_page=False)
    line: list[Glyph] = []
    for glyph in whole:
        if line and abs(glyph.y - line[-1].y) > _SAME_LINE * max(glyph.size, line[-1].size):
            yield from _line(line, page, arabic_page=arabic_page)
            line = []
        line.append(glyph)
    yield from _line(line, page, arabic_page=arabic_page)


def _line(glyphs: Sequence[Glyph], page: int, *, arabic_page: bool) -> Iterator[Line]:
    letters = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not letters:
        return
    size = statistics.mode(round(glyph.size, 1) for glyph in letters)
    words = _words(_with_marks(glyphs))
    rtl = _is_rtl(letters, arabic_page=arabic_page)
    text = " ".join(_logical(words, rtl=rtl)).replace(_TATWEEL, "")  # stretches a line to the margin
    if not text.strip():
        return
    first = words[0] if not rtl else words[-1]
    yield Line(
        text=text,
        left=min(glyph.left for glyph in letters),
        right=max(glyph.right for glyph in letters),
        y=statistics.median(glyph.y for glyph in letters),
        size=size,
        bold=sum(glyph.bold for glyph in letters) * 2 > len(letters),
        page=page,
        first_word=first[-1].right - first[0].left,
    )


def _with_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """From left to right, each vowel mark joined to the letter that it stands over."""
    bases = sorted((glyph for glyph in glyphs if not glyph.is_mark), key=lambda glyph: (glyph.left, glyph.right))
    marks = [glyph for glyph in glyphs if glyph.is_mark]
    inked = [base for base in bases if not base.text.isspace()]
    for mark in marks if inked else ():
        base = min(
            inked,
            key=lambda each: (max(each.left - mark.middle, mark.middle - each.right, 0.0), abs(each.middle - mark.middle)),
        )
        base.text += mark.text
    return bases


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut at blanks and at gaps."""
    words: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        word = words[-1]
        if glyph.text.isspace():
            words.append([])
        elif word and glyph.left - word[-1].right > _GAP * max(glyph.size, word[-1].size):
            words.append([glyph])
        else:
            word.append(glyph)
    return [word for word in words if word]


def _logical(words: Sequence[Sequence[Glyph]], *, rtl: bool) -> list[str]:
    """The words of a line in reading order. In a line of Arabic, Latin words that stand together read from left to right."""
    if not rtl:
        return ["".join(glyph.text for glyph in word) for word in words]
    ordered = [(_is_latin(word), _word(word)) for word in reversed(words)]
    result: list[str] = []
    latin: list[str] = []
    for is_latin, text in [*ordered, (False, "")]:
        if is_latin:
            latin.append(text)
            continue
        result += reversed(latin)
        latin = []
        result += [text] if text else []
    return result


def _word(glyphs: Sequence[Glyph]) -> str:
    """A word in a line of Arabic: from the right, but for its numbers and Latin letters."""
    texts = [glyph.text for glyph in reversed(glyphs)]
    left_to_right = [_is_left_to_right(text) for text in texts]
    for place in range(1, len(texts) - 1):
        if texts[place] in _JOINS_DIGITS and texts[place - 1][0].isdigit() and texts[place + 1][0].isdigit():
            left_to_right[place] = True
    letters = [place for place, text in enumerate(texts) if _is_latin_letter(text)]
    for before, after in pairwise(letters):  # what stands between Latin letters reads with them: e-mail, U.S.
        if not any(ARABIC_LETTER.search(text) for text in texts[before:after]):
            left_to_right[before:after] = [True] * (after - before)
    if letters and not any(ARABIC_LETTER.search(text) for text in texts):  # COVID-19
        digits = [place for place, text in enumerate(texts) if text[0].isalnum()]
        left_to_right[digits[0] : digits[-1] + 1] = [True] * (digits[-1] + 1 - digits[0])
    result: list[str] = []
    run: list[str] = []
    for text, ltr in zip([*texts, ""], [*left_to_right, False], strict=True):
        if ltr:
            run.append(text)
        else:
            result += [*reversed(run), text]
            run = []
    return "".join(result)


def _is_rtl(glyphs: Sequence[Glyph], *, arabic_page: bool) -> bool:
    """A line of an Arabic page is one wherever it has an Arabic letter, another where most are."""
    arabic = sum(bool(ARABIC_LETTER.search(glyph.text)) for glyph in glyphs)
    digits = any(_ARABIC_DIGIT.search(glyph.text) for glyph in glyphs)
    latin = sum(_is_latin_letter(glyph.text) for glyph in glyphs)
    return bool(arabic and (arabic_page or arabic * 2 >= latin)) or (digits and not latin)


def _is_latin(word: Sequence[Glyph]) -> bool:
    return any(_is_latin_letter(glyph.text) for glyph in word) and not any(ARABIC_LETTER.search(glyph.text) for glyph in word)


def _is_latin_letter(text: str) -> bool:
    return text[0].isalpha() and not ARABIC_LETTER.match(text[0])


def _is_left_to_right(text: str) -> bool:
    return text[0].isdigit() or _is_latin_letter(text)


def brackets_mended(text: str) -> str:
    """Some programs write the bracket that is seen, some the one that is meant, and PDFium turns some of them round."""
    mirrored = text.translate(_MIRRORED)
    if not _slips(text) or not _slips(mirrored):
        return text if not _slips(text) else mirrored
    text = text if _slips(text) <= _slips(mirrored) else mirrored
    for opening, closing in _OPEN.items():
        if (text.count(opening) + text.count(closing)) % 2 == 0:  # a lone one is that of "1)"
            text = _by_turns(text, opening, closing)
    return text


def _by_turns(text: str, opening: str, closing: str) -> str:
    pieces = re.split(f"[{re.escape(opening + closing)}]", text)
    signs = (closing if number % 2 else opening for number in range(len(pieces) - 1))
    return "".join(piece + sign for piece, sign in zip(pieces, [*signs, ""], strict=True))


def _slips(text: str) -> int:
    """Brackets that close what is not open, or are never closed."""
    open_: list[str] = []
    slips = 0
    for char in text:
        if char in _OPEN:
            open_.append(_OPEN[char])
        elif char in _OPEN.values():
            if open_ and open_[-1] == char:
                open_.pop()
            else:
                slips += 1
    return slips + len(open_)
