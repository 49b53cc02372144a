"""What stands elsewhere in the other version: sentences that have no counterpart in order, compared with each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from translate.align.band import ALIKE, backbone, full, landmarks
from translate.align.dynamic import Step, best_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translate.align.band import Points
    from translate.align.dynamic import Floats
    from translate.align.features import Evidence

    Box = tuple[int, int, int, int]

_WEAK: Final = 0.0
"""A bead that scores less is looked at again: it may stand there only since both sides had to go somewhere."""
_FOUND: Final = 5.0
"""What a stretch must score to be taken for moved; tuned on the even hundreds of flores-dev."""
_TRANSLATED: Final = 6.0
"""The least that rare words must explain of two sentences that are left over, each other's best."""
_BEAD: Final = 1.0
_AROUND: Final = 3  # sentences beside those that are alike beyond doubt


def moved(steps: Sequence[Step], evidence: Evidence) -> list[Step]:
    """The steps found among what `steps` leaves over, and those of `steps` that stay; skips are left out."""
    kept = [step for step in steps if not step.is_skip and step.score >= _WEAK]
    weak = [step for step in steps if not step.is_skip and step.score < _WEAK]
    free = _Free(kept, len(evidence.left.sentences), len(evidence.right.sentences))
    found: list[Step] = []
    points = _points(evidence, free)
    while points:
        new = list(_round(points, evidence, free))
        found += new
        points = {(i, j): weight for (i, j), weight in points.items() if free.left[i] and free.right[j]} if new else {}
    return [*kept, *found, *(step for step in weak if free.take(step))]


class _Free:
    """Which sentences of either side have no counterpart yet."""

    def __init__(self, steps: Iterable[Step], rows: int, columns: int) -> None:
        self.left, self.right = np.ones(rows, dtype=bool), np.ones(columns, dtype=bool)
        for step in steps:
            self.take(step)

    def take(self, step: Step) -> bool:
        """Take the sentences of a step if all are free."""
        if not (self.left[step.i0 : step.i1].all() and self.right[step.j0 : step.j1].all()):
            return False
        self.left[step.i0 : step.i1] = self.right[step.j0 : step.j1] = False
        return True


def _points(evidence: Evidence, free: _Free) -> Points:
    points = {(i, j): worth for (i, j), worth in landmarks(evidence.anchored).items() if free.left[i] and free.right[j]}
    if evidence.similarity and free.left.any() and free.right.any():
        rows, columns = np.flatnonzero(free.left), np.flatnonzero(free.right)
        right = evidence.similarity.right[columns]
        for start in range(0, len(rows), 1024):
            cosines = evidence.similarity.left[rows[start : start + 1024]] @ right.T
            for row, column in zip(*np.nonzero(cosines >= ALIKE), strict=True):
                pair = int(rows[start + row]), int(columns[column])
                points[pair] = points.get(pair, 0.0) + float(cosines[row, column]) * 10
    for pair, worth in evidence.translations.alike((free.left, free.right)).items():
        if worth >= _TRANSLATED:
            points[pair] = points.get(pair, 0.0) + worth
    return points


def _round(points: Points, evidence: Evidence, free: _Free) -> Iterator[Step]:
    """The stretches of free sentences that have most in common, the best first."""
    groups: defaultdict[tuple[int, int], dict[tuple[int, int], float]] = defaultdict(dict)
    left, right = _runs(free.left), _runs(free.right)
    for (i, j), weight in points.items():
        groups[left[i], right[j]][i, j] = weight
    chains = [(backbone(group), group) for group in groups.values()]
    for chain, _ in sorted(chains, key=lambda item: (-sum(item[1][point] for point in item[0]), item[0])):
        box = _box(chain, free)
        if box is None:
            continue
        steps = best_path(full(box[1] - box[0], box[3] - box[2]), _Within(evidence, box))
        good = [step for step in steps if not step.is_skip and step.score >= _BEAD]
        if sum(step.score for step in good) >= _FOUND:
            for step in good:
                placed = replace(step, i0=step.i0 + box[0], i1=step.i1 + box[0], j0=step.j0 + box[2], j1=step.j1 + box[2])
                if free.take(placed):
                    yield placed


class _Within:
    """The evidence of a part of both texts."""

    def __init__(self, evidence: Evidence, box: Box) -> None:
        self._evidence, self._i, self._j = evidence, box[0], box[2]

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        return self._evidence.scores(i + self._i, a, first + self._j, last + self._j, b)


def _runs(free: np.ndarray) -> np.ndarray:
    """For each sentence the number of the stretch of free ones that it lies in."""
    return np.cumsum(np.diff(free.astype(np.int8), prepend=0) == 1)


def _box(chain: Sequence[tuple[int, int]], free: _Free) -> Box | None:
    """From where to where in either text to look closely: the chain and the free sentences beside it."""
    first, last = chain[0], chain[-1]
    if not all(free.left[i] and free.right[j] for i, j in chain):
        return None
    i0, i1 = _grown(first[0], last[0] + 1, free.left)
    j0, j1 = _grown(first[1], last[1] + 1, free.right)
    return i0, i1, j0, j1


def _grown(start: int, end: int, free: np.ndarray) -> tuple[int, int]:
    for _ in range(_AROUND):
        start -= bool(start > 0 and free[start - 1])
        end += bool(end < len(free) and free[end])
    return start, end
