"""Coarse to fine: where in the lattice of two texts the way may lie, from pairs of sentences that are alike beyond doubt.

First groups of sentences are compared with each other, then the sentences of those groups that are most alike. The pairs
that follow each other in both texts make the backbone; the band lies around it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from translate.align.features import Anchored, Evidence

    Points = Mapping[tuple[int, int], float]

_GROUP: Final = 4  # sentences
_NEAREST: Final = 3  # groups that a group is compared with, sentence by sentence
ALIKE: Final = 0.45
"""The least cosine of centred vectors that is taken for no chance: 99 of 100 chance pairs are below 0.25."""
_TRANSLATED: Final = 8.0
"""The least that the rare words of two sentences, each other's best, must explain: half of the chance pairs stay below 5."""
_SURELY_TRANSLATED: Final = 16.0
_RARE: Final = 3  # a token in more sentences than this is no landmark
_LANDMARK: Final = 5.0
"""The least that the shared tokens of two sentences must be worth together."""
_MARGIN: Final = 8  # sentences
_SLACK: Final = 2  # points of the backbone on either side that may be wrong
_WIDEST: Final = 400  # sentences


def band(evidence: Evidence) -> list[tuple[int, int]]:
    """For each row of the lattice from which to below which column the way may pass; see `dynamic.best_path`."""
    rows, columns = len(evidence.left.sentences), len(evidence.right.sentences)
    points = backbone(points_of(evidence))
    return around(points, rows, columns)


def full(rows: int, columns: int) -> list[tuple[int, int]]:
    return [(0, columns + 1)] * (rows + 1)


def points_of(evidence: Evidence) -> Points:
    """Pairs of sentences that are alike, each with a weight."""
    points: defaultdict[tuple[int, int], float] = defaultdict(float)
    for pair, worth in landmarks(evidence.anchored).items():
        points[pair] += min(worth / _LANDMARK, 2.0)
    if evidence.similarity:
        for pair, cosine in _mutual(evidence.similarity.left, evidence.similarity.right).items():
            points[pair] += 1 + cosine
    for pair, worth in evidence.translations.alike().items():
        if worth >= _TRANSLATED:
            points[pair] += min(worth / _SURELY_TRANSLATED, 2.0)
    return points


def landmarks(anchored: Anchored) -> Points:
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    for token, (left, right) in anchored.both.items():
        if len(left) <= _RARE and len(right) <= _RARE and token in anchored.weights:
            for pair in ((i, j) for i in left for j in right):
                shared[pair] += anchored.weights[token]
    return {pair: worth for pair, worth in shared.items() if worth >= _LANDMARK}


def _mutual(left: NDArray[np.float32], right: NDArray[np.float32]) -> Points:
    """The pairs of sentences that are each other's nearest, as far as their groups are near, with their cosines."""
    best_left: dict[int, tuple[float, int]] = {}
    best_right: dict[int, tuple[float, int]] = {}
    groups = _nearest(_grouped(left), _grouped(right))
    for group, near in enumerate(groups):
        numbers = np.concatenate([np.arange(each * _GROUP, min((each + 1) * _GROUP, len(right))) for each in near])
        first = group * _GROUP
        cosines = left[first : first + _GROUP] @ right[numbers].T
        for row, column in enumerate(cosines.argmax(axis=1)):
            best_left[first + row] = float(cosines[row, column]), int(numbers[column])
        for column, row in enumerate(cosines.argmax(axis=0)):
            found = float(cosines[row, column]), first + int(row)
            best_right[int(numbers[column])] = max(found, best_right.get(int(numbers[column]), found))
    return {(i, j): cosine for i, (cosine, j) in best_left.items() if cosine >= ALIKE and best_right.get(j, (0.0, -1))[1] == i}


def _grouped(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    sums = np.add.reduceat(vectors, np.arange(0, len(vectors), _GROUP), axis=0)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    grouped: NDArray[np.float32] = sums / np.maximum(norms, 1e-9)
    return grouped


def _nearest(left: NDArray[np.float32], right: NDArray[np.float32]) -> list[NDArray[np.intp]]:
    """For each group the numbers of those most like it; in slices, so that memory grows with the texts alone."""
    count = min(_NEAREST, len(right))
    found: list[NDArray[np.intp]] = []
    for start in range(0, len(left), 1024):
        cosines = left[start : start + 1024] @ right.T
        found += list(np.argpartition(-cosines, count - 1, axis=1)[:, :count])
    return found


def backbone(points: Points) -> list[tuple[int, int]]:
    """The heaviest chain of points that rises in both texts."""
    heaviest: list[float] = []  # of chains that end at or before a column, in order of both
    columns: list[int] = []
    ends: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for point in sorted(points, key=lambda point: (point[0], -point[1])):
        at = bisect_left(columns, point[1])
        before[point] = ends[at - 1] if at else None
        weight = points[point] + (heaviest[at - 1] if at else 0.0)
        if at < len(columns) and columns[at] == point[1] and heaviest[at] >= weight:
            continue
        stop = at
        while stop < len(heaviest) and heaviest[stop] <= weight:
            stop += 1
        heaviest[at:stop], columns[at:stop], ends[at:stop] = [weight], [point[1]], [point]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def around(points: Iterable[tuple[int, int]], rows: int, columns: int) -> list[tuple[int, int]]:
    """The band: what lies between the points before and after a row, and a margin; no wider than it may be."""
    corners = [(0, 0), *((i, j) for i, j in points), (rows, columns)]
    at = np.arange(rows + 1)
    known = np.asarray([i for i, _ in corners])
    place = np.searchsorted(known, at, side="right")
    js = np.asarray([j for _, j in corners])
    low = js[np.maximum(place - 1 - _SLACK, 0)] - _MARGIN
    high = js[np.minimum(place + _SLACK, len(js) - 1)] + _MARGIN
    middle = np.interp(at, known, js)
    low = np.maximum(low, np.floor(middle) - _WIDEST // 2)
    high = np.minimum(high, np.ceil(middle) + _WIDEST // 2)
    low[0], high[-1] = 0, columns
    low, high = np.clip(low, 0, columns), np.clip(high, 0, columns)
    high[:-1] = np.maximum(high[:-1], low[1:])  # a long stretch that one text alone has is passed in one row
    return [(int(first), int(last) + 1) for first, last in zip(low, high, strict=True)]
