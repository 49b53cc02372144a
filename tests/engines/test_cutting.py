"""Long sentences in parts: nothing lost, cut where it hurts least, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines.cutting import cut


def parts(text: str, size: int) -> list[str]:
    return [part for _, part in cut(text, lambda piece: len(piece) <= size)]


@pytest.mark.parametrize(
    ("text", "size", "wanted"),
    [
        pytest.param("one two", 20, ["one two"], id="what fits stays"),
        pytest.param(" one two ", 20, ["one two"], id="without white space around it"),
        pytest.param("قال نعم. ثم ذهب إلى هناك", 14, ["قال نعم.", "ثم ذهب", "إلى هناك"], id="at the end of a sentence"),
        pytest.param("aaa bb ccc, dd eee fff", 14, ["aaa bb ccc,", "dd eee fff"], id="at a comma rather than a space"),
        pytest.param("aaa bb ccc dd eee", 9, ["aaa bb", "ccc", "dd eee"], id="at a space near the middle"),
        pytest.param("aaaaaaaaaa", 5, ["aaaaa", "aaaaa"], id="within a word where there is nothing else"),
        pytest.param("a,bbbbbbbb", 5, ["a,bbb", "bbbbb"], id="a comma without a space is no place to cut"),
        pytest.param("12.345 67", 7, ["12.345", "67"], id="nor is a point within a number"),
        pytest.param("", 3, [], id="nothing"),
        pytest.param(" \n ", 1, [], id="white space alone"),
    ],
)
def test_cuts(text: str, size: int, wanted: list[str]) -> None:
    assert parts(text, size) == wanted


def test_no_vowel_sign_is_parted_from_its_letter() -> None:
    assert parts("بَبَبَ", 3) == ["بَ", "بَ", "بَ"]


@given(st.text(max_size=200), st.integers(min_value=1, max_value=20))
def test_loses_nothing_but_white_space_and_keeps_the_order(text: str, size: int) -> None:
    found = cut(text, lambda piece: len(piece) <= size)
    assert "".join("".join(part for _, part in found).split()) == "".join(text.split())
    assert all(text[start : start + len(part)] == part for start, part in found)
    assert all(part and len(part) <= size for _, part in found)


@pytest.mark.parametrize("text", ["كلمة " * 20_000, "x" * 100_000, ", " * 50_000], ids=["words", "one word", "commas"])
def test_a_text_without_measure_is_cut_in_bounded_time(text: str) -> None:
    start = time.monotonic()
    assert parts(text, 200)
    assert time.monotonic() - start < 10


def test_what_never_fits_ends_at_single_characters() -> None:
    assert [part for _, part in cut("abc d", lambda _: False)] == ["a", "b", "c", "d"]
