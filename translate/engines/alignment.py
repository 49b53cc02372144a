"""Which stretch of a draft renders which stretch of its source, as far as a model's cross-attention tells.

Attention goes from piece to piece, what is asked for are words: weights are averaged over the pieces of a word of the
draft and summed up over those of a word of the source.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from translate.engines.base import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.engines.pieces import Pieces, Span, Word

STRONG = 0.4
"""A link that weighs less is believed only beside a stronger one."""
FAINT = 0.5
"""Of the links that point into a stretch, those below this share of the heaviest are strays: prepositions, mostly.

These two and SCATTERED were tuned on the tiny models of tests/data/argos, by names, numbers and dates in drafts that are
right: at 0.3 for FAINT nearly every second date took a preposition with it, at 0.6 every ninth number lost an end.
"""
SCATTERED = 0.5
"""A rendering is in doubt when the strays elsewhere weigh more than this share of it together."""
_TRIM = 0.15
"""Pieces at the ends of a source word with less than this share of its heaviest's weight are left out: Arabic's clitics."""
_HYPHENS = frozenset("-\u2010\u2011")


def links(source: Pieces, target: Pieces, attention: Sequence[Sequence[float]]) -> tuple[Link, ...]:
    """Link each word of `target`, a hyphenated one as a whole, to what it attends to most within a word of `source`.

    `attention` has a row for each target piece, in it a weight for each source piece. Where the numbers of pieces do not
    agree, nothing is known, so there are no links. A word without a piece of its own has none either.
    """
    if len(attention) != len(target.spans) or any(len(row) != len(source.spans) for row in attention):
        return ()
    found = [link for word in target.words if (link := _link(word, source, attention))]
    return tuple(map(_joined, _hyphenated(found, target.text)))


def _link(word: Word, source: Pieces, attention: Sequence[Sequence[float]]) -> Link | None:
    rows = [attention[piece] for piece in word.pieces]
    if not rows or not source.words:
        return None
    weights = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    sums = [sum(weights[piece] for piece in other.pieces) for other in source.words]
    weight = max(sums)
    if not weight:
        return None
    pieces = source.words[sums.index(weight)].pieces
    bar = _TRIM * max(weights[piece] for piece in pieces)
    kept = [span for piece, span in pieces.items() if weights[piece] >= bar]
    return Link(word.start, word.end, kept[0][0], kept[-1][1], min(1.0, weight))


def _hyphenated(found: Sequence[Link], text: str) -> Iterator[list[Link]]:
    """The links of each word; more than one where it is hyphenated."""
    word: list[Link] = []
    for link in found:
        if word and text[word[-1].target_end : link.target_start] not in _HYPHENS:
            yield word
            word = []
        word.append(link)
    if word:
        yield word


def _joined(parts: Sequence[Link]) -> Link:
    """One link for the whole word, back to all that its strong parts go back to; where none is strong, its strongest.

    So Эр is not found without Рияд, and “Russian-Armenian” not as what renders one of its two words in the source.
    """
    bar = min(STRONG, max(part.weight for part in parts))
    strong = [part for part in parts if part.weight >= bar]
    return Link(
        parts[0].target_start,
        parts[-1].target_end,
        min(part.source_start for part in strong),
        max(part.source_end for part in strong),
        sum(part.weight for part in strong) / len(strong),
    )


def translation_of(alignment: Sequence[Link], start: int, end: int) -> Span | None:
    """The stretch of the draft that renders the source from `start` to `end`, or None where that is too doubtful.

    Counted are the links with more than half of their source in there, but for those that are faint beside the heaviest,
    which must be strong. They make one stretch where they follow each other with at most one other word between, a weak
    one. The heaviest stretch is the answer, if the others together do not rival it.

    Trust it for what the model knows. In the place of a name that it does not know, attention strays: on the tiny models
    a third to a half of the answers were wrong there, but few of those that were capitalised. So look at what the answer
    holds before you replace it. A rendering of several words may also be found in part: look at what stands beside it.
    """
    stretches = list(_stretches(alignment, start, end))
    weights = [sum(link.weight for link in stretch) for stretch in stretches]
    best = max(weights, default=0.0)
    if not stretches or sum(weights) - best > SCATTERED * best:
        return None
    stretch = stretches[weights.index(best)]
    return stretch[0].target_start, stretch[-1].target_end


def _stretches(alignment: Sequence[Link], start: int, end: int) -> Iterator[list[Link]]:
    """The links that count, those that hang together in one list."""
    pointing = {at: link for at, link in enumerate(alignment) if _within(link, start, end)}
    heaviest = max((link.weight for link in pointing.values()), default=0.0)
    if heaviest < STRONG:
        return
    counted = [at for at, link in pointing.items() if link.weight >= FAINT * heaviest]
    stretch = [alignment[counted[0]]]
    for before, at in pairwise(counted):
        if not _near(alignment[before + 1 : at]):
            yield stretch
            stretch = []
        stretch.append(alignment[at])
    yield stretch


def _within(link: Link, start: int, end: int) -> bool:
    shared = min(link.source_end, end) - max(link.source_start, start)
    return 2 * shared > link.source_end - link.source_start


def _near(between: Sequence[Link]) -> bool:
    return len(between) <= 1 and all(link.weight < STRONG for link in between)
