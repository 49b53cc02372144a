"""How well some sentences of one text stand for some of another: a sum of small features.

Each gives the logarithm of how much likelier what it sees is in translations than by chance, so that they add up. A new one
is a class with `scores`, and a line in `Evidence`. The constants were fitted on the even hundreds of flores-dev.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from translate.align.dynamic import MOST
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from translate.align.anchors import Anchors, Tokens
    from translate.align.dynamic import Floats, Scorer
    from translate.align.texts import Text
    from translate.embedding import Embedder

_RATIOS: Final[Mapping[tuple[Lang, Lang], float]] = {
    (Lang.AR, Lang.EN): 1.13,
    (Lang.AR, Lang.RU): 1.25,
    (Lang.EN, Lang.RU): 1.10,
}
"""Characters of a text for one of the other."""


class Lengths:
    """Gale and Church (1993): the difference of lengths, in characters, is normal with a variance that grows with them."""

    variance: Final = 4.5
    chance: Final = 3.0
    """The standard deviation among sentences put together by chance, against 1 among translations."""
    least: Final = -6.0

    def __init__(self, left: Text, right: Text) -> None:
        self._left, self._right = (np.cumsum([0, *map(len, text.sentences)]) for text in (left, right))
        usual = _RATIOS.get((left.lang, right.lang), 1.0)
        seen = (self._right[-1] + 1) / (self._left[-1] + 1)
        self._ratio = float(np.clip(seen, usual / 1.1, usual * 1.1))

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        expected = float(self._left[i] - self._left[i - a]) * self._ratio
        actual = self._right[first:last] - self._right[first - b : last - b]
        spread = np.sqrt(self.variance * (expected + actual) / 2 + 1)
        delta = (actual - expected) / spread
        gain: Floats = math.log(self.chance) - delta**2 / 2 * (1 - self.chance**-2)
        return np.maximum(gain, np.float64(self.least))


class Similarity:
    """The cosine of sentence vectors. The vector of several sentences is their sum, weighted by their lengths.

    From each text's vectors their mean is taken off, since those of multilingual-e5-small all point one way: it turns a
    cosine of 0.90 against 0.78 by chance into 0.65 against 0.
    """

    slope: Final = 25.0
    even: Final = 0.40
    most: Final = 6.0

    def __init__(self, left: Text, right: Text, embedder: Embedder) -> None:
        self.left, self.right = (_centred(embedder.embed(text.sentences)) for text in (left, right))
        self._sums = [
            _spans(vectors, [len(sentence) for sentence in text.sentences])
            for vectors, text in ((self.left, left), (self.right, right))
        ]

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        cosines = self._sums[1][b][first - b : last - b] @ self._sums[0][a][i - a]
        gain: Floats = np.clip((cosines.astype(np.float64) - self.even) * self.slope, -self.most, self.most)
        return gain


def _centred(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    if len(vectors) > 2:  # noqa: PLR2004 - of one or two nothing would be left
        vectors = vectors - vectors.mean(axis=0)
    return _unit(vectors)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return unit


def _spans(vectors: NDArray[np.float32], lengths: Sequence[int]) -> dict[int, NDArray[np.float32]]:
    """For each count of sentences the unit vectors of the spans, by where they begin."""
    weighted = vectors * np.asarray(lengths, dtype=np.float32)[:, None]
    total, spans = weighted, {1: vectors}
    for count in range(2, MOST + 1):
        total = total[:-1] + weighted[count - 1 :] if len(total) else total
        spans[count] = _unit(total)
    return spans


class Anchored:
    """Numbers, dates, names and terms: each that both have is worth its rarity, each that one alone has counts against."""

    worth: Final[Mapping[str, float]] = {"n": 0.9, "m": 0.6, "l": 0.8, "s": 0.6, "t": 0.8}
    lost: Final[Mapping[str, float]] = {"n": 0.7, "m": 0.5, "l": 0.2, "s": 0.05, "t": 0.3}
    """By the first letter of a token."""
    most: Final = 8.0
    too_often: Final = 20
    """Sentences. What stands in more of them says little and would cost much."""

    def __init__(self, left: Tokens, right: Tokens) -> None:
        self._left = left
        self.places = _places(right)
        seen = _places(left)
        self.both = {token: (seen[token], places) for token, places in self.places.items() if token in seen}
        size = max(len(left), len(right)) + 1
        often = {token: max(len(places), len(seen.get(token, ()))) for token, places in self.places.items()}
        self.weights = {
            token: self.worth[token[0]] * math.log(size / count)
            for token, count in often.items()
            if token in seen and count <= self.too_often
        }
        self._alone = [np.cumsum([0.0, *(sum(map(self._lost, tokens)) for tokens in side)]) for side in (left, right)]
        self._rows: dict[int, tuple[NDArray[np.int64], Floats, Floats]] = {}

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        ends = np.arange(first, last)
        gained, kept = np.zeros(last - first), np.zeros(last - first)
        for row in (self._row(number) for number in range(i - a, i)):
            if len(row[0]):
                upper, lower = np.searchsorted(row[0], ends), np.searchsorted(row[0], ends - b)
                gained += row[1][upper] - row[1][lower]
                kept += row[2][upper] - row[2][lower]
        alone = self._alone[0][i] - self._alone[0][i - a] + self._alone[1][ends] - self._alone[1][ends - b]
        total: Floats = np.minimum(gained, self.most) - np.maximum(alone - 2 * kept, 0.0)
        return total

    def _lost(self, token: str) -> float:
        """Nothing for a small number that the other text has not: it may stand there in words."""
        return self.lost[token[0]] if token in self.weights or (token[0] == "n" and len(token) > len("n:9")) else 0.0

    def _row(self, number: int) -> tuple[NDArray[np.int64], Floats, Floats]:
        """The right sentences that share tokens with a left one, in order, with sums of what that is worth up to each."""
        if number not in self._rows:
            pairs = sorted(
                (place, self.weights[token], self.lost[token[0]])
                for token in self._left[number]
                if token in self.weights
                for place in self.places[token]
            )
            sums = np.cumsum([(0.0, 0.0), *((worth, lost) for _, worth, lost in pairs)], axis=0)
            self._rows[number] = np.asarray([place for place, *_ in pairs], dtype=np.int64), sums[:, 0], sums[:, 1]
        return self._rows[number]


def _places(side: Tokens) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, tokens in enumerate(side):
        for token in tokens:
            places.setdefault(token, []).append(number)
    return places


class Paragraphs:
    """Translators keep paragraphs, mostly: a bead seldom lies across the end of one, and begins where one begins."""

    across: Final = -2.0
    agrees: Final = 0.8

    def __init__(self, left: Text, right: Text) -> None:
        self._starts = [np.asarray(text.starts) for text in (left, right)]
        self._counts = [np.cumsum(starts) for starts in self._starts]

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        ends = np.arange(first, last)
        left, right = self._counts
        crossed = (left[i - 1] - left[i - a]) + (right[ends - 1] - right[ends - b])
        same = self._starts[0][i - a] == self._starts[1][ends - b]
        total: Floats = crossed * self.across + np.where(same, self.agrees, -self.agrees)
        return total


class Evidence:
    """The sum of the features that are to be had for two texts."""

    def __init__(self, left: Text, right: Text, anchors: Anchors, embedder: Embedder | None) -> None:
        self.left, self.right = left, right
        self.anchored = Anchored(*anchors.of(left.sentences, right.sentences, (left.lang, right.lang)))
        self.similarity = Similarity(left, right, embedder) if embedder else None
        self.features: tuple[Scorer, ...] = (
            Lengths(left, right),
            self.anchored,
            Paragraphs(left, right),
            *([self.similarity] if self.similarity else []),
        )

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        total: Floats = sum((each.scores(i, a, first, last, b) for each in self.features), np.zeros(last - first))
        return total
