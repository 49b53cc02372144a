"""Names that may be one, and names that are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary.enforce.likeness import alike
from translate.glossary.enforce.spelling import _LIKE_SOUND

ONE = [
    ("Tokayev", "Tokaev"),
    ("Токаев", "Такаев"),
    ("Kassym-Jomart Tokayev", "Qasim Jomart Tokaev"),
    ("Касым-Жомарт Токаев", "Касым Джомарт Токаев"),
    ("Зась", "Зас"),
    ("Zas", "Zass"),
    ("Lukashenko", "Lukashenka"),
    ("Rahmon", "Rahman"),
    ("Serdyukov", "Sirdyukov"),
    ("Dushanbe", "Doshanba"),
    ("Almaty", "Alma-Ata"),
    ("Shoigu", "Shuigo"),
    ("Kyrgyzstan", "Kirgizstan"),
    ("Tokayev", "Токаев"),
    ("Mishustin", "Мишустин"),
]
TWO = [
    ("Zas", "Zaz"),
    ("Iran", "Iraq"),
    ("Mali", "Many"),
    ("Serdyukov", "Siderov"),
    ("Lavrov", "Lavrentiev"),
    ("Uzbekistan", "Kazakhstan"),
    ("Belarus", "Bulgaria"),
    ("Ali", "Al"),
    ("Tajikistan", "Turkestan"),
    ("Sudan", "Sweden"),
    ("Jordan", "Georgian"),
    ("Армения", "Румыния"),
    ("Иран", "Ирак"),
    ("Ливия", "Латвия"),
    ("Putin", ""),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_transcriptions_of_a_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other) >= _LIKE_SOUND


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_names_are_not(one: str, other: str) -> None:
    assert alike(one, other) < _LIKE_SOUND


@given(st.text(), st.text())
def test_likeness_is_mutual_and_between_nought_and_one(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1
