"""Which words of two texts translate which, by the lexicon, and where they stand.

A word is the number of its stem within its text; only words that say something are kept. A link is a pair of them with its
ratio: how much likelier the one is where the other stands than anywhere, share over frequency. That is the same from either
side, by Bayes' rule, so one table serves both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from translate.lexicon.adequacy import CONTENT
from translate.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from translate.align.dynamic import Floats
    from translate.align.texts import Text
    from translate.lexicon import Lexicon

    Ints = NDArray[np.int64]

_LEAST: Final = 12.0
"""The least ratio of a link that says something."""
_COMMON: Final = 100
"""Pairs of sentences that a link may be in to be looked for through whole texts: there are so many for one link at most."""


@dataclass(frozen=True)
class Side:
    """`words` of all sentences in a row, of `size` different ones; sentence `n` has `words[starts[n]:starts[n + 1]]`."""

    words: Ints
    starts: Ints
    size: int

    @cached_property
    def sentences(self) -> Ints:
        """The sentence that each word stands in."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    @cached_property
    def places(self) -> tuple[Ints, Ints]:
        """Positions in `words`, word by word, and where those of each word begin; one more for the end."""
        order = np.argsort(self.words, kind="stable")
        return order, np.searchsorted(self.words[order], np.arange(self.size + 1))


@dataclass(frozen=True)
class Links:
    """`starts[w]:starts[w + 1]` are the links of the left word `w` in `targets`, words of the right text, and `ratios`."""

    left: Side
    right: Side
    starts: Ints
    targets: Ints
    ratios: Floats

    @classmethod
    def between(cls, left: Text, right: Text, lexicon: Lexicon) -> Links:
        """The frequency of a word is the lexicon's, or the text's where that is more.

        For what a story is about tells no sentence of it from another. In the text one time does not count, or no word of a
        short one would be rare.
        """
        spelled = [[[stem for stem, _, _ in stems(each, text.lang)] for each in text.sentences] for text in (left, right)]
        shares = [_shares(side) for side in spelled]
        numbers: tuple[dict[str, int], dict[str, int]] = {}, {}
        found: list[tuple[int, int, float]] = []
        for other in shares[1]:
            if lexicon.weights.get(other, 0.0) > CONTENT:
                numbers[1][other] = len(numbers[1])
        for stem, seen in shares[0].items():
            its = [
                (numbers[1].get(other, -1), min(share / max(frequency, shares[1].get(other, 0.0)), 1 / max(seen, 1e-9)))
                for other, share in lexicon.table.get(stem, {}).items()
                if lexicon.weight(other) > CONTENT and share / (frequency := math.exp(-lexicon.weight(other))) >= _LEAST
            ]
            if its:
                number = numbers[0][stem] = len(numbers[0])
                found += [(number, target, ratio) for target, ratio in its if target >= 0]
        one, another = (_side(sentences, known) for sentences, known in zip(spelled, numbers, strict=True))
        owners, targets, ratios = (np.asarray(column) for column in zip(*found, strict=True)) if found else np.empty((3, 0))
        starts = np.searchsorted(owners, np.arange(one.size + 1))
        return cls(one, another, starts, targets.astype(np.int64), ratios.astype(np.float64))

    @cached_property
    def _keys(self) -> Ints:
        """The right text's words in their order with the sentences, so that a stretch of sentences is found by bisection."""
        order = self.right.places[0]
        return self.right.words[order] * len(self.right.starts) + self.right.sentences[order]

    def within(self, sentence: int, low: int, high: int) -> tuple[Ints, Ints, Floats]:
        """Wherever a word of a left sentence is linked to one of right `low:high`.

        The number of the word in its sentence, the position of the other in `right.words`, the ratio.
        """
        words = self.left.words[self.left.starts[sentence] : self.left.starts[sentence + 1]]
        word, link = _ranges(self.starts[words], self.starts[words + 1])
        keys = self.targets[link] * len(self.right.starts)
        hit, place = _ranges(np.searchsorted(self._keys, keys + low), np.searchsorted(self._keys, keys + high))
        return word[hit], self.right.places[0][place], self.ratios[link[hit]]

    def rare(self) -> tuple[Ints, Ints, Floats]:
        """Left sentence, right sentence and ratio, wherever a link stands of words that are rare in both texts."""
        (order, at), (other_order, other_at) = self.left.places, self.right.places
        owner = np.repeat(np.arange(self.left.size), np.diff(self.starts))
        often = np.diff(at)[owner] * np.diff(other_at)[self.targets]
        kept = np.flatnonzero(often <= _COMMON)
        link, place = _ranges(at[owner[kept]], at[owner[kept] + 1])
        links, lefts = kept[link], self.left.sentences[order[place]]
        hit, other_place = _ranges(other_at[self.targets[links]], other_at[self.targets[links] + 1])
        return lefts[hit], self.right.sentences[other_order[other_place]], self.ratios[links[hit]]


def _shares(sentences: Iterable[Sequence[str]]) -> Mapping[str, float]:
    """Of all words the share of each but for one time."""
    counts: dict[str, int] = {}
    for sentence in sentences:
        for stem in sentence:
            counts[stem] = counts.get(stem, 0) + 1
    total = sum(counts.values())
    return {stem: (count - 1) / total for stem, count in counts.items()}


def _side(sentences: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> Side:
    known = [[numbers[stem] for stem in sentence if stem in numbers] for sentence in sentences]
    words = np.asarray([number for sentence in known for number in sentence], dtype=np.int64)
    return Side(words, np.cumsum([0, *map(len, known)], dtype=np.int64), len(numbers))


def _ranges(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """All numbers of the ranges one after another, each with the number of its range before it."""
    sizes = ends - starts
    which = np.repeat(np.arange(len(sizes)), sizes)
    return which, np.arange(len(which)) + (starts - np.cumsum(sizes) + sizes)[which]
