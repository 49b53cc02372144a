"""Two versions of a story: which sentences stand for which, by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from aligned_story import AR, EN, RU, SENTENCES, Meanings, paragraphs, version
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.align import Anchors, Bead, align, text_of
from translate.align.band import around, backbone
from translate.align.dynamic import KINDS, best_path

if TYPE_CHECKING:
    from translate.embedding import Embedder
    from translate.model import Lang

BOTH = pytest.mark.parametrize("embedder", [None, Meanings()], ids=["without vectors", "with vectors"])
"""Without vectors lengths, numbers, names and the lexicon have to do."""
Pairs = dict[tuple[int, ...], tuple[int, ...]]


def pairs(left: list[list[str]], right: list[list[str]], embedder: Embedder | None, lang: Lang = EN) -> Pairs:
    beads = align(version(AR, left), version(lang, right), Anchors(), embedder)
    return {bead.left: bead.right for bead in beads if bead.is_pair}


def alike(count: int, *, but: Pairs | None = None, after: dict[int, int] | None = None) -> Pairs:
    """1-1 throughout, with the exceptions; `after`: from which left sentence on the right one is so many further."""
    found: Pairs = {}
    special = {number for numbers in (but or {}) for number in numbers}
    for number in range(count):
        shift = sum(by for start, by in (after or {}).items() if number >= start)
        if number not in special:
            found[number,] = (number + shift,)
    return found | {left: right for left, right in (but or {}).items() if right}


class TestKnownAlignments:
    @BOTH
    @pytest.mark.parametrize("lang", [EN, RU])
    def test_a_faithful_version_is_one_to_one(self, embedder: Embedder | None, lang: Lang) -> None:
        assert pairs(paragraphs(AR), paragraphs(lang), embedder, lang) == alike(12)

    @BOTH
    def test_two_sentences_that_the_translator_joined(self, embedder: Embedder | None) -> None:
        right = paragraphs(EN)
        right[1][:2] = [" ".join(right[1][:2])]
        assert pairs(paragraphs(AR), right, embedder) == alike(12, but={(1, 2): (1,)}, after={3: -1})

    @BOTH
    def test_a_sentence_that_the_translator_cut(self, embedder: Embedder | None) -> None:
        right = paragraphs(EN)
        right[1][0:1] = [
            "Arab leaders concluded their summit in Manama on Thursday, 16 May 2024.",
            "22 delegations were present.",
        ]
        more = [
            (
                "Arab leaders concluded their summit in Manama on Thursday, 16 May 2024.",
                "22 delegations were present.",
                SENTENCES[1][0],
            )
        ]
        found = pairs(paragraphs(AR), right, embedder and Meanings(more))
        assert found == alike(12, but={(1,): (1, 2)}, after={2: 1})

    @BOTH
    def test_a_sentence_that_was_left_out(self, embedder: Embedder | None) -> None:
        right = paragraphs(EN)
        del right[2][1]
        assert pairs(paragraphs(AR), right, embedder) == alike(12, but={(5,): ()}, after={6: -1})

    @BOTH
    def test_a_sentence_that_was_added(self, embedder: Embedder | None) -> None:
        right = paragraphs(EN)
        right[3].insert(
            1, "The organisers expect some 3,000 journalists from 40 countries, according to the agency's reporter."
        )
        assert pairs(paragraphs(AR), right, embedder) == alike(12, after={8: 1})

    @BOTH
    def test_a_paragraph_that_was_left_out(self, embedder: Embedder | None) -> None:
        right = paragraphs(EN)
        del right[2]
        assert pairs(paragraphs(AR), right, embedder) == alike(12, but={(4,): (), (5,): (), (6,): ()}, after={7: -3})

    @BOTH
    def test_a_paragraph_that_was_moved(self, embedder: Embedder | None) -> None:
        right = paragraphs(EN)
        right.insert(2, right.pop())
        beads = align(version(AR), version(EN, right), Anchors(), embedder)
        assert {bead.left: bead.right for bead in beads} == alike(12, after={4: 3, 9: -8})
        assert [bead.left for bead in beads if bead.moved] == [(9,), (10,), (11,)]

    @BOTH
    def test_three_that_became_one(self, embedder: Embedder | None) -> None:
        right = paragraphs(EN)
        right[1] = [" ".join(right[1])]
        assert pairs(paragraphs(AR), right, embedder)[1, 2, 3] == (1,)


class TestConfidence:
    def test_what_was_translated_faithfully_is_sure(self) -> None:
        assert min(bead.confidence for bead in align(version(AR), version(EN), Anchors(), Meanings())) > 90

    def test_without_vectors_it_is_less_sure(self) -> None:
        with_vectors, without = (
            sum(bead.confidence for bead in align(version(AR), version(EN), Anchors(), embedder))
            for embedder in (Meanings(), None)
        )
        assert without < with_vectors

    @BOTH
    def test_another_story_is_doubtful(self, embedder: Embedder | None) -> None:
        other = text_of("other", EN, [[f"Something else happened in town, said witness {name}." for name in "ABCDEFGH"]])
        beads = align(version(AR), other, Anchors(), embedder)
        assert [bead for bead in beads if bead.is_pair and bead.confidence >= 80] == []

    def test_what_has_no_counterpart_has_none(self) -> None:
        right = paragraphs(EN)
        del right[2]
        beads = align(version(AR), version(EN, right), Anchors(), Meanings())
        assert {bead.confidence for bead in beads if not bead.is_pair} == {0}


class Numbered:
    """Vectors at random, the same for the same text."""

    name = "numbered"

    def embed(self, texts: list[str] | tuple[str, ...]) -> np.ndarray:
        rows = [np.random.default_rng(sum(map(ord, text))).normal(size=16) for text in texts]
        return (
            np.stack([row / np.linalg.norm(row) for row in rows]).astype(np.float32) if rows else np.empty((0, 16), np.float32)
        )


SENTENCE = st.text("abc 12.دهر", min_size=1, max_size=30).filter(str.strip)
PARAGRAPHS = st.lists(st.lists(SENTENCE, min_size=1, max_size=4), max_size=8)


@settings(max_examples=60, deadline=None)
@given(left=PARAGRAPHS, right=PARAGRAPHS, embedder=st.sampled_from([None, Numbered()]))
def test_every_sentence_is_in_one_bead_and_beads_are_runs(
    left: list[list[str]], right: list[list[str]], embedder: Embedder | None
) -> None:
    one, other = version(AR, left), version(EN, right)
    beads = align(one, other, Anchors(), embedder)
    assert sorted(number for bead in beads for number in bead.left) == list(range(len(one.sentences)))
    assert sorted(number for bead in beads for number in bead.right) == list(range(len(other.sentences)))
    for bead in beads:
        assert bead.left or bead.right
        for side in (bead.left, bead.right):
            assert list(side) == list(range(side[0], side[0] + len(side))) if side else True
        assert 0 <= bead.confidence <= 100
    kept = [bead.right for bead in beads if bead.is_pair and not bead.moved]
    assert kept == sorted(kept)


def test_the_same_texts_are_aligned_the_same_way() -> None:
    assert align(version(AR), version(EN), Anchors(), Meanings()) == align(version(AR), version(EN), Anchors(), Meanings())


@pytest.mark.parametrize(("left", "right"), [([], [["One."]]), ([["واحد."]], []), ([], [])])
def test_an_empty_side_leaves_the_other_alone(left: list[list[str]], right: list[list[str]]) -> None:
    beads = align(version(AR, left), version(EN, right), Anchors(), None)
    assert beads == tuple([Bead((0,), ())] * len(left) + [Bead((), (0,))] * len(right))


class Diagonal:
    """What stands at the same place is alike, all else is not."""

    def scores(self, i: int, a: int, first: int, last: int, b: int) -> np.ndarray:
        return np.where((np.arange(first, last) == i) & (a == b), 5.0, -5.0)


class TestBand:
    @given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), st.floats(0.1, 3), max_size=14))
    def test_the_backbone_is_the_heaviest_rising_chain(self, points: dict[tuple[int, int], float]) -> None:
        chain = backbone(points)
        assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
        best: dict[tuple[int, int], float] = {}
        for point in sorted(points):
            best[point] = points[point] + max((w for p, w in best.items() if p[0] < point[0] and p[1] < point[1]), default=0)
        assert sum(points[point] for point in chain) == pytest.approx(max(best.values(), default=0))

    @given(st.integers(1, 900), st.integers(1, 900), st.lists(st.tuples(st.integers(0, 800), st.integers(0, 800)), max_size=5))
    def test_a_way_leads_through_every_band(self, rows: int, columns: int, points: list[tuple[int, int]]) -> None:
        chain = backbone({(i % rows, j % columns): 1.0 for i, j in points})
        band = around(chain, rows, columns)
        assert band[0][0] == 0
        assert band[-1][1] == columns + 1
        assert all(low < high and after[0] < high and low <= after[0] for (low, high), after in pairwise(band))
        assert all(band[i][0] <= j < band[i][1] for i, j in chain)

    def test_the_best_way_is_found(self) -> None:
        steps = best_path([(0, 7)] * 7, Diagonal())
        assert [(step.i0, step.i1, step.j0, step.j1) for step in steps] == [(n, n + 1, n, n + 1) for n in range(6)]

    def test_one_to_one_is_likeliest_beforehand(self) -> None:
        assert max(KINDS, key=lambda kind: KINDS[kind]) == (1, 1)
