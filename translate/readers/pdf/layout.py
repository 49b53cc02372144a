"""Lines of pages → pieces: running heads and feet taken off, lines joined to paragraphs, also over the end of a page."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from translate.model import BlockKind
from translate.readers import structure
from translate.readers.pdf.lines import brackets_mended
from translate.readers.structure import Piece, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.readers.pdf.lines import Line

_EDGE = 0.12  # of a page's height: where running heads and feet stand
_RUNNING = 0.4  # of the pages: a line that stands on as many is one
_SAME_PLACE = 4.0  # points
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[^\w]*(?:(?:page|صفحة|ص|стр|с)\.?\s*)?\d{1,4}(?:\s*(?:/|of|من|из)\s*\d{1,4})?[^\w]*", re.IGNORECASE)
_LEADING = 1.3  # of the usual distance of lines: a larger one parts paragraphs
_LARGER = 1.12  # of the size of most text: that of headings
_SAME_SIZE = 0.08
_MAX_HEADING = 200
_BULLETS = tuple("•▪●◦‣■□")
_LEAST_OVERLAP = 0.5
_MAX_COLUMNS = 20
_HYPHENS = ("-", "\u00ad", "\u2010")
_BLANK = 0.25  # of the size: the width of a blank


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line] = field(default_factory=list)

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def text(self) -> str:
        text = ""
        for line in self.lines:
            if text.endswith(_HYPHENS) and text[-2:-1].isalpha() and line.text[:1].islower():
                text = text[:-1] + line.text  # Latin and Cyrillic words are cut so, Arabic ones never
            else:
                text = f"{text} {line.text}" if text else line.text
        return clean(brackets_mended(text.replace("\u00ad", "")))


def pieces(pages: Sequence[tuple[float, Sequence[Line]]]) -> tuple[list[Piece], int]:
    """`pages`: height and lines of each. Also says how many running heads and feet were taken off."""
    kept, dropped = _without_running(pages)
    everything = [line for lines in kept for line in lines]
    if not everything:
        return [], dropped
    sizes: Counter[float] = Counter()
    weights: Counter[bool] = Counter()
    for line in everything:
        sizes[line.size] += len(line.text)
        weights[line.bold] += len(line.text)
    body, bold = sizes.most_common(1)[0][0], weights.most_common(1)[0][0]
    return list(_typed(_paragraphs(kept), body, body_is_bold=bold)), dropped


def _typed(paragraphs: Sequence[_Paragraph], body: float, *, body_is_bold: bool) -> Iterator[Piece]:
    largest = max((each.last.size for each in paragraphs), default=body)
    has_title = False
    for paragraph in paragraphs:
        text = paragraph.text
        if not text:
            continue
        size, bold = paragraph.last.size, paragraph.last.bold
        kind = None
        is_large = size > _LARGER * body or (bold and not body_is_bold)
        if is_large and len(text) <= _MAX_HEADING and not text.endswith((".", "؛", "،", ":")) and not structure.is_credit(text):
            if not has_title and size >= largest * (1 - _SAME_SIZE) and size > _LARGER * body:
                kind, has_title = BlockKind.TITLE, True
            elif not structure.is_date(text) and not structure.is_links(text):
                kind = BlockKind.HEADING
        elif text.startswith(_BULLETS):
            kind, text = BlockKind.LIST_ITEM, clean(text.lstrip("".join(_BULLETS)))
        if text:
            yield Piece(text, f"page {paragraph.lines[0].page}", kind)


def _paragraphs(pages: Sequence[Sequence[Line]]) -> list[_Paragraph]:
    result: list[_Paragraph] = []
    for lines in pages:
        widths, leading = _widths(lines), _leading(lines)
        before: Line | None = None
        for line in lines:
            if result and _goes_on(result[-1].last, line, widths, leading, over_page=before is None):
                result[-1].lines.append(line)
            else:
                result.append(_Paragraph([line]))
            before = line
    return result


def _goes_on(last: Line, line: Line, widths: dict[int, float], leading: float, *, over_page: bool) -> bool:
    """Whether a line goes on in the paragraph of the one before it."""
    if abs(last.size - line.size) > _SAME_SIZE * last.size or last.bold != line.bold or line.text.startswith(_BULLETS):
        return False
    column = max(widths.get(id(last), 0.0), widths.get(id(line), 0.0))
    would_have_fit = line.first_word + _BLANK * line.size < column - last.width
    if over_page or line.y >= last.y:  # the next page or column
        return not would_have_fit and not last.text.endswith(structure.SENTENCE_END)
    if last.y - line.y > _LEADING * leading * line.size:
        return False
    return not would_have_fit


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two lines of a paragraph, in sizes: the lower quartile, since paragraphs stand further apart."""
    steps = sorted((a.y - b.y) / b.size for a, b in pairwise(lines) if a.size == b.size and 0 < a.y - b.y < 4 * b.size)
    return steps[len(steps) // 4] if steps else 1.2


def _widths(lines: Sequence[Line]) -> dict[int, float]:
    """The width of the column of each line, by its `id`."""
    columns: list[list[float]] = []
    of: dict[int, int] = {}
    for line in sorted(lines, key=lambda each: -each.width):
        for place, (left, right) in enumerate(columns):
            if min(right, line.right) - max(left, line.left) >= _LEAST_OVERLAP * max(line.width, 1.0):
                of[id(line)] = place
                break
        else:
            of[id(line)] = len(columns)
            if len(columns) < _MAX_COLUMNS:
                columns.append([line.left, line.right])
            else:
                of[id(line)] = _MAX_COLUMNS - 1
    return {key: columns[place][1] - columns[place][0] for key, place in of.items()}


def _without_running(pages: Sequence[tuple[float, Sequence[Line]]]) -> tuple[list[list[Line]], int]:
    places: dict[str, list[float]] = defaultdict(list)
    for height, lines in pages:
        for line in lines:
            if _at_edge(line, height):
                places[_DIGITS.sub("#", line.text)].append(line.y)
    least = max(2, _RUNNING * len(pages))
    running = {text for text, ys in places.items() if len(ys) >= least and statistics.pstdev(ys) <= _SAME_PLACE}
    kept = [
        [
            line
            for line in lines
            if not (_at_edge(line, height) and (_DIGITS.sub("#", line.text) in running or _PAGE_NUMBER.fullmatch(line.text)))
        ]
        for height, lines in pages
    ]
    return kept, sum(len(lines) for _, lines in pages) - sum(map(len, kept))


def _at_edge(line: Line, height: float) -> bool:
    return line.y < _EDGE * height or line.y > (1 - _EDGE) * height
