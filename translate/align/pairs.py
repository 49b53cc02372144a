"""Two versions of a text → beads: which sentences of one stand for which of the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.align.band import backbone, band
from translate.align.confidence import confidences
from translate.align.dynamic import best_path
from translate.align.features import Evidence
from translate.align.moved import moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.align.anchors import Anchors
    from translate.align.dynamic import Step
    from translate.align.texts import Text
    from translate.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Bead:
    """Numbers of sentences that stand for each other, in order; one side is empty where a sentence has no counterpart.

    `confidence` is a percentage, 0 where there is no counterpart. `moved`: it stands elsewhere in the right text, or the
    sentences that it crosses do.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    confidence: int = 0
    moved: bool = False

    @property
    def is_pair(self) -> bool:
        return bool(self.left and self.right)


def align(left: Text, right: Text, anchors: Anchors, embedder: Embedder | None) -> tuple[Bead, ...]:
    """Every sentence of either text is in one bead. In the order of the left text, then what only the right one has."""
    if not (left.sentences and right.sentences):
        return tuple(_beads([], [], len(left.sentences), len(right.sentences)))
    evidence = Evidence(left, right, anchors, embedder)
    steps = sorted(moved(best_path(band(evidence), evidence), evidence), key=lambda step: step.i0)
    sure = confidences(steps, len(left.sentences), len(right.sentences), vectors=embedder is not None)
    return tuple(_beads(steps, sure, len(left.sentences), len(right.sentences)))


def _beads(steps: Sequence[Step], sure: Sequence[int], rows: int, columns: int) -> Iterator[Bead]:
    taken = {number for step in steps for number in range(step.i0, step.i1)}
    in_order = set(backbone({(step.i0, step.j0): step.i1 - step.i0 + step.j1 - step.j0 for step in steps}))
    found = [
        Bead(tuple(range(step.i0, step.i1)), tuple(range(step.j0, step.j1)), percent, (step.i0, step.j0) not in in_order)
        for step, percent in zip(steps, sure, strict=True)
    ]
    found += [Bead((number,), ()) for number in range(rows) if number not in taken]
    yield from sorted(found, key=lambda bead: bead.left)
    there = {number for step in steps for number in range(step.j0, step.j1)}
    yield from (Bead((), (number,)) for number in range(columns) if number not in there)
