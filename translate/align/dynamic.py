"""The best way through a band of the lattice of two texts: which sentences stand for which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

KINDS: Final[Mapping[tuple[int, int], float]] = {
    (1, 1): 0.0, (1, 2): -2.5, (2, 1): -2.5, (2, 2): -5.0, (1, 3): -5.0, (3, 1): -5.0, (1, 4): -7.0, (4, 1): -7.0,
}  # fmt: skip
"""How many sentences of either side a bead may have, and how likely that is beforehand, as a logarithm.

Tuned, like SKIP, on the even hundreds of flores-dev (`benchmarks/alignment.py`).
"""
SKIP: Final = -2.0
"""For a sentence that has no counterpart."""
MOST: Final = max(max(kind) for kind in KINDS)
_RIGHT_SKIP: Final = -1
_LEFT_SKIP: Final = -2
_NONE: Final = -3


class Scorer(Protocol):
    def scores(self, i: int, a: int, first: int, last: int, b: int) -> Floats:
        """For each `j` from `first` to below `last`: how well left `i-a:i` and right `j-b:j` stand for each other."""


@dataclass(frozen=True, slots=True)
class Step:
    """Left `i0:i1` stands for right `j0:j1`; one of the two is empty where a sentence has no counterpart."""

    i0: int
    i1: int
    j0: int
    j1: int
    score: float

    @property
    def is_skip(self) -> bool:
        return self.i0 == self.i1 or self.j0 == self.j1


def best_path(band: Sequence[tuple[int, int]], scorer: Scorer) -> list[Step]:
    """`band[i]`: from which `j` to below which `j` the node (i, j) may be passed, for i from 0 to the number of sentences.

    Neighbouring rows must overlap; the first begins at 0. The way ends at the last node of the last row.
    """
    moves = [(_LEFT_SKIP, (1, 0), SKIP), *((number, kind, prior) for number, (kind, prior) in enumerate(KINDS.items()))]
    rows: list[tuple[Floats, NDArray[np.int8]]] = []
    for i, (low, high) in enumerate(band):
        best = np.full(high - low, -np.inf)
        back = np.full(high - low, _NONE, dtype=np.int8)
        if i == 0:
            best[0] = 0.0
        for number, (a, b), prior in moves:
            if i >= a and (reach := _reach((low, high), band[i - a], b)):
                scores = scorer.scores(i, a, *reach, b) + prior if b else prior
                before, shift = rows[i - a][0], b + band[i - a][0]
                candidates = before[reach[0] - shift : reach[1] - shift] + scores
                here = slice(reach[0] - low, reach[1] - low)
                better = candidates > best[here]
                best[here][better], back[here][better] = candidates[better], number
        climb = SKIP * np.arange(high - low)
        along = np.maximum.accumulate(best - climb) + climb
        skips = along > best + 1e-9
        best[skips], back[skips] = along[skips], _RIGHT_SKIP
        rows.append((best, back))
    return list(_steps(band, rows))


def _reach(row: tuple[int, int], earlier: tuple[int, int], b: int) -> tuple[int, int] | None:
    """The nodes of a row that are reached from those of an earlier one by `b` sentences."""
    first, last = max(row[0], earlier[0] + b), min(row[1], earlier[1] + b)
    return (first, last) if first < last else None


def _steps(band: Sequence[tuple[int, int]], rows: Sequence[tuple[Floats, NDArray[np.int8]]]) -> Iterator[Step]:
    found: list[Step] = []
    kinds = list(KINDS)
    i, j = len(band) - 1, band[-1][1] - 1
    while i or j:
        number = int(rows[i][1][j - band[i][0]])
        a, b = {_RIGHT_SKIP: (0, 1), _LEFT_SKIP: (1, 0)}.get(number) or kinds[number]
        gained = rows[i][0][j - band[i][0]] - rows[i - a][0][j - b - band[i - a][0]]
        found.append(Step(i - a, i, j - b, j, float(gained)))
        i, j = i - a, j - b
    return reversed(found)
