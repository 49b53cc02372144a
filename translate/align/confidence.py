"""How likely a bead is right, in percent.

A logistic regression on the even hundreds of flores-dev, by `training/alignment.py`: with 5 to 30 % changed, the same with
half of either side left out, and halves that have nothing in common (7,545 beads, without vectors 8,710). Of those at 98 %
and more 0.995 were right, between 90 and 94 % 0.920, below 30 % 0.07; without vectors 0.990, 0.949 and 0.05, and of the odd
hundreds 0.990, 0.963 and 0.09.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.align.dynamic import Step


@dataclass(frozen=True, slots=True)
class _Weights:
    base: float
    score: float
    """For each unit of the bead's own score."""
    more: float
    """For each sentence beyond one on either side."""
    alone: float
    """For each sentence beside the bead that has no counterpart: it may belong to the bead."""
    follows: float
    """For each neighbouring bead that is its neighbour in the other text, too."""


_WITH_VECTORS: Final = _Weights(3.033, 0.239, -2.541, -1.188, -0.145)
_WITHOUT: Final = _Weights(1.004, 0.489, -2.110, -1.317, 0.067)


def confidences(steps: Sequence[Step], rows: int, columns: int, *, vectors: bool) -> list[int]:
    """For each step, of which none is a skip; `rows` and `columns` are the numbers of sentences."""
    return [_percent(_WITH_VECTORS if vectors else _WITHOUT, *found) for found in signals(steps, rows, columns)]


def signals(steps: Sequence[Step], rows: int, columns: int) -> Iterator[tuple[float, int, int, int]]:
    """Of each step what the weights but `base` are for."""
    left = {number for step in steps for number in range(step.i0, step.i1)} | {-1, rows}
    right = {number for step in steps for number in range(step.j0, step.j1)} | {-1, columns}
    ends = {step.i1: step.j1 for step in steps} | {0: 0}
    starts = {step.i0: step.j0 for step in steps} | {rows: columns}
    for step in steps:
        alone = sum(number not in left for number in (step.i0 - 1, step.i1))
        alone += sum(number not in right for number in (step.j0 - 1, step.j1))
        follows = (ends.get(step.i0, step.j0) == step.j0) + (starts.get(step.i1, step.j1) == step.j1)
        yield step.score, step.i1 - step.i0 + step.j1 - step.j0 - 2, alone, follows


def of_score(score: float, sentences: int, *, vectors: bool) -> int:
    """Of a bead by itself, with so many sentences on both sides."""
    return _percent(_WITH_VECTORS if vectors else _WITHOUT, score, sentences - 2, 0, 2)


def _percent(weights: _Weights, score: float, more: int, alone: int, follows: int) -> int:
    odds = weights.base + weights.score * score + weights.more * more + weights.alone * alone + weights.follows * follows
    return round(100 / (1 + math.exp(-odds)))
