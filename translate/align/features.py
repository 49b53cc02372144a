"""How well some sentences of one text stand for some of another: a sum of small features.

Each gives the logarithm of how much likelier what it sees is in translations than by chance, so that they add up. A new one
is a class with `scores`, and a line in `Evidence`. The constants were fitted on the even hundreds of flores-dev.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from translate.align.dynamic import MOST
from translate.align.links import Links
from translate.lexicon import load
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from translate.align.anchors import Anchors, Tokens
    from translate.align.dynamic import Floats, Scorer
    from translate.align.links import Side
    from translate.align.texts import Text
    from translate.embedding import Embedder
    from translate.lexicon import Lexicon

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


class Translations:
    """How much better the words of either side are explained by those of the other than by chance, by the lexicon.

    As in IBM Model 1, where a word is a link's or anyone's; of several links the best counts, so that what each sentence
    explains is found once and spans are made of it. In nats; `slope` since words that stand together are not independent.
    """

    share: Final = 0.5
    """Of the words of a translation, those that a link explains."""
    unexplained: Final = math.log(1 - share) - 0.1
    """For each word. The tenth is what a good translation has by chance."""
    slope: Final = 0.25
    most: Final = 8.0
    margin: Final = 12
    """Sentences on either side that are looked up beforehand: the next rows of a band will ask for them."""
    remembered: Final = 64

    def __init__(self, left: Text, right: Text, lexicon: Lexicon) -> None:
        self._links = Links.between(left, right, lexicon)
        self._rows: dict[int, tuple[int, int, Sequence[Floats], Floats]] = {}

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        low, starts, left = first - b, self._links.right.starts, self._links.left.starts
        begin, end = starts[low], starts[last - 1]
        explained, best = np.zeros(last - first), np.zeros(end - begin)
        for number in range(i - a, i):
            its_low, _, sums, gains = self._row(number, low, last - 1)
            explained += sums[b - 1][low - its_low :][: last - first]
            np.maximum(best, gains[begin - starts[its_low] :][: end - begin], out=best)
        upto = np.concatenate([[0.0], np.cumsum(best)])
        ends = starts[first:last]
        begins = starts[low : last - b]
        explained += upto[ends - begin] - upto[begins - begin]
        words = left[i] - left[i - a] + ends - begins
        total: Floats = np.clip(self.slope * (explained + self.unexplained * words), -self.most, self.most)
        return total

    def alike(self, free: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None) -> dict[tuple[int, int], float]:
        """Pairs of sentences that are each other's best by their rare words, of those that are free; in nats."""
        pairs, worth = self._rare
        if free is not None:
            kept = free[0][pairs[0]] & free[1][pairs[1]]
            pairs, worth = pairs[:, kept], worth[kept]
        mutual = np.ones(len(worth), dtype=bool)
        for side, text in zip(pairs, (self._links.left, self._links.right), strict=True):
            best = np.zeros(len(text.starts))
            np.maximum.at(best, side, worth)
            mutual &= worth >= best[side]
        return dict(zip(zip(*pairs[:, mutual].tolist(), strict=True), worth[mutual].tolist(), strict=True))

    @cached_property
    def _rare(self) -> tuple[NDArray[np.int64], Floats]:
        left, right, ratios = self._links.rare()
        gains = self._gains(ratios, self._links.left, left) + self._gains(ratios, self._links.right, right)
        keys, which = np.unique(left * len(self._links.right.starts) + right, return_inverse=True)
        worth: Floats = np.bincount(which, gains, minlength=len(keys)).astype(np.float64)
        return np.stack(np.divmod(keys, len(self._links.right.starts))), worth

    def _row(self, number: int, low: int, high: int) -> tuple[int, int, Sequence[Floats], Floats]:
        """What a left sentence and right `low:high`, or more, explain of each other.

        From where, to below where; for each count of right sentences the gain of the left one, by where they begin; the gain
        of each right word.
        """
        known = self._rows.get(number)
        if known and known[0] <= low and high <= known[1]:
            return known
        left, right = self._links.left, self._links.right
        low, high = max(low - self.margin, 0), min(high + self.margin, len(right.starts) - 1)
        word, place, ratios = self._links.within(number, low, high)
        sentence = right.sentences[place]
        spans = np.zeros((left.starts[number + 1] - left.starts[number], high - low))
        np.maximum.at(spans, (word, sentence - low), self._gains(ratios, right, sentence))
        sums, single = [spans.sum(axis=0)], spans
        for count in range(1, min(MOST, high - low)):
            spans = np.maximum(spans[:, :-1], single[:, count:])
            sums.append(spans.sum(axis=0))
        gains = np.zeros(right.starts[high] - right.starts[low])
        np.maximum.at(gains, place - right.starts[low], self._gains(ratios, left, np.full(len(place), number)))
        if len(self._rows) >= self.remembered:
            self._rows.clear()
        found = self._rows[number] = low, high, sums, gains
        return found

    def _gains(self, ratios: Floats, side: Side, sentences: NDArray[np.int64]) -> Floats:
        """Of words that one in a sentence may explain, any of them beforehand."""
        gains: Floats = np.log1p(self.share / (1 - self.share) * ratios / (np.diff(side.starts)[sentences] + 1))
        return gains


class Evidence:
    """The sum of the features that are to be had for two texts."""

    def __init__(self, left: Text, right: Text, anchors: Anchors, embedder: Embedder | None) -> None:
        self.left, self.right = left, right
        self.anchored = Anchored(*anchors.of(left.sentences, right.sentences, (left.lang, right.lang)))
        self.similarity = Similarity(left, right, embedder) if embedder else None
        self.translations = Translations(left, right, load(left.lang, right.lang))
        self.features: tuple[Scorer, ...] = (
            Lengths(left, right),
            self.anchored,
            Paragraphs(left, right),
            self.translations,
            *([self.similarity] if self.similarity else []),
        )

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        total: Floats = sum((each.scores(i, a, first, last, b) for each in self.features), np.zeros(last - first))
        return total
