"""Which file of one folder tells the story of which of another: by name, date, names, numbers and similarity."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from translate.align.anchors import Anchors, Tokens
    from translate.align.texts import Text
    from translate.embedding import Embedder

_HEAD: Final = 6
"""Sentences of a story that are compared by their vectors: news says what it is about at the start."""
_LANGUAGE: Final = re.compile(r"(?:^|[._\- ])(?:ar|en|ru|arabic|english|russian|eng|rus|ara)(?=$|[._\- ])", re.IGNORECASE)
_FOR_VECTORS: Final = 6
"""Stories, below which their vectors are not asked: what is common to all has to be taken off them first."""
_ENOUGH: Final = 1.0
_ENOUGH_WITH_VECTORS: Final = 0.0
"""The least score of two stories that belong together. By chance not one pair in a thousand reaches it (stories of 3 to 12
sentences out of flores-dev)."""


@dataclass(frozen=True, slots=True)
class Match:
    """An Arabic story and what tells it in the other languages; `score` is the least of its pairs."""

    texts: Mapping[Lang, Text]
    score: float


def match(
    arabic: Sequence[Text], others: Mapping[Lang, Sequence[Text]], anchors: Anchors, embedder: Embedder | None
) -> list[Match]:
    """Each Arabic story with at most one of each language, the best pairs first taken; in the order of the Arabic."""
    chosen: list[dict[Lang, tuple[Text, float]]] = [{} for _ in arabic]
    for lang, texts in others.items():
        model = embedder if len(arabic) + len(texts) >= _FOR_VECTORS else None
        scores = _scores(arabic, texts, anchors, model)
        for i, j in _assigned(scores, _ENOUGH_WITH_VECTORS if model else _ENOUGH):
            chosen[i][lang] = texts[j], float(scores[i, j])
    return [
        Match({Lang.AR: text} | {lang: other for lang, (other, _) in found.items()}, min(score for _, score in found.values()))
        for text, found in zip(arabic, chosen, strict=True)
        if found
    ]


def _assigned(scores: NDArray[np.float64], enough: float) -> Iterator[tuple[int, int]]:
    rows, columns = set[int](), set[int]()
    for place in np.argsort(-scores, axis=None, kind="stable"):
        i, j = (int(number) for number in np.unravel_index(place, scores.shape))
        if scores[i, j] < enough:
            return
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            yield i, j


def _scores(left: Sequence[Text], right: Sequence[Text], anchors: Anchors, embedder: Embedder | None) -> NDArray[np.float64]:
    langs = left[0].lang, right[0].lang
    sides = anchors.of([_whole(text) for text in left], [_whole(text) for text in right], langs)
    scores = _shared(*sides)
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            scores[i, j] += _dates(one.date, other.date) + (2.0 if _stem(one.name) == _stem(other.name) else 0.0)
    if embedder:
        first, second = _heads((left, right), embedder)
        scores += 10 * (first @ second.T - 0.3)  # about 0.65 for a story and its translation, 0 by chance
    return scores


def _whole(text: Text) -> str:
    return " ".join(text.sentences)


def _shared(left: Tokens, right: Tokens) -> NDArray[np.float64]:
    """What the cosine of their tokens, weighted by rarity, says: 2 for a cosine of 0.6, 0 for 0.2, as by chance.

    Never much against: some stories name nobody.
    """
    counts = Counter(token for side in (left, right) for tokens in side for token in tokens)
    worth = {token: math.log(1 + (len(left) + len(right)) / count) for token, count in counts.items()}
    places: dict[str, list[int]] = {}
    for j, tokens in enumerate(right):
        for token in tokens:
            places.setdefault(token, []).append(j)
    dots = np.zeros((len(left), len(right)))
    for i, tokens in enumerate(left):
        for token in tokens:
            dots[i, places.get(token, [])] += worth[token] ** 2
    norms = [np.sqrt([sum(worth[token] ** 2 for token in tokens) for tokens in side]) for side in (left, right)]
    cosines: NDArray[np.float64] = dots / np.maximum(np.outer(*norms), 1e-9)
    return np.maximum(5 * (cosines - 0.2), -0.5)


def _dates(one: str, other: str) -> float:
    """A translation appears on the day of its source or on the next; where a day is not known it says nothing."""
    if not (one and other):
        return 0.0
    try:
        apart = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return 0.0
    return 1.5 if apart <= 1 else 0.0 if apart <= 3 else -3.0  # noqa: PLR2004 - days


def _stem(name: str) -> str:
    return _LANGUAGE.sub("", name).lower()


def _heads(sides: Sequence[Sequence[Text]], embedder: Embedder) -> list[NDArray[np.float32]]:
    """The mean vectors of the first sentences, about the mean of them all."""
    vectors = [embedder.embed([sentence for text in texts for sentence in text.sentences[:_HEAD]]) for texts in sides]
    middle = np.concatenate(vectors).mean(axis=0)
    heads: list[NDArray[np.float32]] = []
    for texts, found in zip(sides, vectors, strict=True):
        starts = np.cumsum([0, *(min(_HEAD, len(text.sentences)) for text in texts)])[:-1]
        sums = np.add.reduceat(found - middle, starts, axis=0)
        heads.append((sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32))
    return heads
