"""Which story of one folder is which of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from aligned_story import AR, EN, RU, STORY, Meanings, paragraphs, version

from translate.align import Anchors, Text
from translate.align.stories import match

if TYPE_CHECKING:
    from translate.embedding import Embedder
    from translate.model import Lang


def story(lang: Lang, at: int, name: str, date: str = "") -> Text:
    """A paragraph of the story as a story of its own."""
    return replace(version(lang, [paragraphs(lang)[at]], name), date=date)


def matched(arabic: list[Text], others: dict[Lang, list[Text]], embedder: Embedder | None) -> list[tuple[str, ...]]:
    return [tuple(text.name for text in found.texts.values()) for found in match(arabic, others, Anchors(), embedder)]


@pytest.mark.parametrize("embedder", [None, Meanings()], ids=["without vectors", "with vectors"])
class TestByWhatTheySay:
    def test_stories_are_matched_in_whatever_order(self, embedder: Embedder | None) -> None:
        arabic = [story(AR, at, f"a{at}") for at in (1, 2, 3)]
        english = [story(EN, at, f"e{at}") for at in (3, 1, 2)]
        russian = [story(RU, at, f"r{at}") for at in (2, 3, 1)]
        assert matched(arabic, {EN: english, RU: russian}, embedder) == [
            ("a1", "e1", "r1"), ("a2", "e2", "r2"), ("a3", "e3", "r3"),
        ]  # fmt: skip

    def test_a_story_that_nobody_else_tells_stays_alone(self, embedder: Embedder | None) -> None:
        arabic = [story(AR, at, f"a{at}") for at in (1, 2, 4)]
        english = [story(EN, at, f"e{at}") for at in (2, 3, 1)]
        assert matched(arabic, {EN: english}, embedder) == [("a1", "e1"), ("a2", "e2")]

    def test_each_is_used_once(self, embedder: Embedder | None) -> None:
        arabic = [story(AR, 1, "one"), story(AR, 1, "other")]
        assert len(matched(arabic, {EN: [story(EN, 1, "english")]}, embedder)) == 1


class TestByNameAndDate:
    @pytest.mark.parametrize(
        ("arabic", "english"), [("000_abc.ar", "000_abc.en"), ("ar-17", "en-17"), ("visit_arabic", "visit_english"), ("x", "x")]
    )
    def test_names_that_differ_by_the_language_alone(self, arabic: str, english: str) -> None:
        others = [story(EN, 4, "other"), story(EN, 4, english)]
        assert matched([story(AR, 4, arabic)], {EN: others}, None) == [(arabic, english)]

    def test_the_day_decides_between_like_stories(self) -> None:
        arabic = [story(AR, 1, "a", "2024-05-16"), story(AR, 1, "b", "2023-05-16")]
        english = [story(EN, 1, "later", "2024-05-17"), story(EN, 1, "earlier", "2023-05-16")]
        assert matched(arabic, {EN: english}, None) == [("a", "later"), ("b", "earlier")]

    def test_a_date_that_is_none_says_nothing(self) -> None:
        arabic, english = [story(AR, 1, "a", "May 16")], [story(EN, 1, "e", "2024-05-16")]
        assert matched(arabic, {EN: english}, None) == [("a", "e")]


def test_the_story_has_a_paragraph_for_each_of_these() -> None:
    assert len(STORY) == 5
