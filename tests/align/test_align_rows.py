"""Three languages at once: rows in which no pair contradicts another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aligned_story import AR, EN, RU, Meanings, paragraphs, version
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.align import Alignment, Anchors, align_all, outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.model import Lang

Numbers = dict[str, tuple[int, ...]]


def aligned(**changed: list[list[str]]) -> Alignment:
    texts = {lang: version(lang, changed.get(str(lang))) for lang in (AR, EN, RU)}
    return align_all(texts, Anchors(), Meanings())


def numbers(alignment: Alignment) -> list[Numbers]:
    return [{str(lang): its for lang, its in row.sentences.items()} for row in alignment.rows]


def same(number: int, *, en: int = 0, ru: int = 0) -> Numbers:
    return {"ar": (number,), "en": (number + en,), "ru": (number + ru,)}


def test_faithful_versions_give_a_row_a_sentence() -> None:
    assert numbers(aligned()) == [same(number) for number in range(12)]


def test_what_one_translator_joined_is_one_row_in_all() -> None:
    english = paragraphs(EN)
    english[1][:2] = [" ".join(english[1][:2])]
    rows = numbers(aligned(en=english))
    assert rows[1] == {"ar": (1, 2), "en": (1,), "ru": (1, 2)}
    assert rows[2:] == [same(number, en=-1) for number in range(3, 12)]


def test_what_both_joined_differently_is_one_row() -> None:
    english, russian = paragraphs(EN), paragraphs(RU)
    english[1][:2] = [" ".join(english[1][:2])]
    russian[1][1:] = [" ".join(russian[1][1:])]
    assert numbers(aligned(en=english, ru=russian))[1] == {"ar": (1, 2, 3), "en": (1, 2), "ru": (1, 2)}


def test_what_english_lacks_is_a_row_of_arabic_and_russian() -> None:
    english = paragraphs(EN)
    del english[2][1]
    rows = numbers(aligned(en=english))
    assert rows[5] == {"ar": (5,), "ru": (5,)}
    assert rows[6] == same(6, en=-1)


def test_what_arabic_lacks_is_a_row_of_english_and_russian_in_its_place() -> None:
    arabic = paragraphs(AR)
    del arabic[2][1]
    rows = numbers(aligned(ar=arabic))
    assert rows[4:7] == [same(4), {"en": (5,), "ru": (5,)}, same(5, en=1, ru=1)]


def test_a_paragraph_that_one_version_moved_is_found_in_all() -> None:
    russian = paragraphs(RU)
    russian.insert(2, russian.pop())
    alignment = aligned(ru=russian)
    assert numbers(alignment) == [same(n, ru=0 if n < 4 else 3 if n < 9 else -5) for n in range(12)]
    assert [row.sentences[AR] for row in alignment.rows if row.moved] == [(9,), (10,), (11,)]


@pytest.mark.parametrize("lang", [EN, RU])
def test_two_languages_are_enough(lang: Lang) -> None:
    alignment = align_all({AR: version(AR), lang: version(lang)}, Anchors(), Meanings())
    assert [row.sentences for row in alignment.rows] == [{AR: (number,), lang: (number,)} for number in range(12)]


def test_the_share_tells_versions_from_strangers() -> None:
    stranger = [[f"Another thing entirely happened on day {number} of the journey."] for number in range(12)]
    assert aligned().share == 1.0
    assert align_all({AR: version(AR), EN: version(EN, stranger)}, Anchors(), Meanings()).share < 0.3


PARTS = st.lists(st.lists(st.sampled_from("Aa Bb Cc Dd Ee 1 2 3".split()), min_size=1, max_size=3), max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({AR: PARTS, EN: PARTS, RU: PARTS}), st.booleans())
def test_every_sentence_is_in_one_row(parts: Mapping[Lang, list[list[str]]], vectors: bool) -> None:  # noqa: FBT001
    texts = {lang: version(lang, its) for lang, its in parts.items()}
    alignment = align_all(texts, Anchors(), Meanings() if vectors else None)
    for lang, text in texts.items():
        found = sorted(number for row in alignment.rows for number in row.sentences.get(lang, ()))
        assert found == list(range(len(text.sentences)))
    assert all(row.sentences and all(row.sentences.values()) for row in alignment.rows)
    assert all(set(row.confidence) == set(list(row.sentences)[1:]) for row in alignment.rows)


class TestOutcome:
    def test_pairs_know_their_neighbours_and_their_document(self) -> None:
        pairs = list(outcome.pairs(aligned(), 80))
        assert len(pairs) == 24
        first, second = pairs[0], pairs[2]
        assert (first.source, first.lang, first.document) == (paragraphs(AR)[0][0], EN, "story.ar")
        assert (first.context_before, first.context_after) == ("", second.source)
        assert second.context_before == first.source

    def test_what_is_doubtful_stays_out(self) -> None:
        assert list(outcome.pairs(aligned(), 101)) == []

    def test_what_was_moved_has_no_context(self) -> None:
        russian = paragraphs(RU)
        russian.insert(2, russian.pop())
        pairs = [pair for pair in outcome.pairs(aligned(ru=russian), 80) if pair.source == paragraphs(AR)[4][1]]
        assert [(pair.context_before, pair.context_after) for pair in pairs] == [("", ""), ("", "")]

    def test_the_memory_knows_that_nobody_has_approved_them(self) -> None:
        entries = list(outcome.entries(outcome.pairs(aligned(), 80), ""))
        assert {(entry.origin, entry.author) for entry in entries} == {("align", "")}

    def test_json_tells_every_row(self) -> None:
        told = outcome.as_json(aligned())
        assert told["texts"] == {"ar": "story.ar", "en": "story.en", "ru": "story.ru"}
        assert [row["sentences"]["ru"] for row in told["rows"]] == [[number] for number in range(12)]
        assert told["rows"][0]["en"] == "Arab summit ends in Manama"
