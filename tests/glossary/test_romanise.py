"""Names in Arabic script as English and Russian news write them.

tests/data/names.tsv was written by hand: no name of it is in the dictionary, and the rules were tuned on
glossary/people.csv and places.csv. It is held out but in part, for the total was seen while tuning; the last 26 names,
which came after the rules, score 82, the whole 86. Accepted spellings have ` | ` between them.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from translate.arabic import ARABIC_LETTER
from translate.glossary.romanise.names import is_foreign, is_given_name, to_cyrillic, to_latin

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = (Path(__file__).parents[1] / "data" / "names.tsv").read_text(encoding="utf-8").splitlines()[1:]
HELD_OUT = [line.split("\t") for line in LINES]


def test_the_names_held_out_are_many_and_not_in_the_dictionary() -> None:
    names = [name for name, _, _ in HELD_OUT]
    assert len(set(names)) == len(names) >= 120
    assert not [name for name in names if is_given_name(name) or is_given_name(name.removeprefix("ال"))]


@pytest.mark.parametrize(
    ("guess", "column", "exact", "alike"),
    [(to_latin, 1, 0.25, 85.0), (to_cyrillic, 2, 0.30, 85.0)],
    ids=["English: measured 0.26 and 85.6", "Russian: measured 0.32 and 85.7"],
)
def test_names_held_out_come_close_to_an_accepted_spelling(
    guess: Callable[[str], str], column: int, exact: float, alike: float
) -> None:
    likeness = [max(fuzz.ratio(guess(row[0]), accepted) for accepted in row[column].split(" | ")) for row in HELD_OUT]
    assert fmean(one == 100 for one in likeness) >= exact
    assert fmean(likeness) >= alike


@pytest.mark.parametrize(
    ("arabic", "english", "russian"),
    [
        ("محمد بن سلمان", "Mohammed bin Salman", "Мухаммед бен Сальман"),
        ("عبد الفتاح السيسي", "Abdel Fattah al-Sisi", "Абдель Фаттах ас-Сиси"),
        ("عبدالفتاح السيسي", "Abdel Fattah al-Sisi", "Абдель Фаттах ас-Сиси"),
        ("عبد الله", "Abdullah", "Абдалла"),
        ("عبدالله", "Abdullah", "Абдалла"),
        ("عبد الرحمن", "Abdulrahman", "Абдуррахман"),
        ("أحمد الشرع", "Ahmed al-Sharaa", "Ахмед аш-Шараа"),
        ("بشار الأسد", "Bashar al-Assad", "Башар аль-Асад"),
        ("الرياض", "al-Riyad", "ар-Рияд"),
        ("نوري المالكي", "Nouri al-Maliki", "Нури аль-Малики"),
        ("مقتدى الصدر", "Muqtada al-Sadr", "Муктада ас-Садр"),
        ("تميم بن حمد آل ثاني", "Tamim bin Hamad Al Thani", "Тамим бен Хамад Аль Сани"),
        ("أبو مازن", "Abu Mazin", "Абу Мазин"),
        ("فاطمه", "Fatima", "Фатима"),
        ("احمد", "Ahmed", "Ахмед"),
        ("فلاديمير بوتين", "Vladimir Botin", "Владимир Ботин"),
        ("سيرغي لافروف", "Sergei Lavrov", "Сергей Лавров"),
        ("سيرجي لافروف", "Sergei Lavrov", "Сергей Лавров"),
        ("دميتري بيسكوف", "Dmitry Beskov", "Дмитрий Бесков"),
        ("ماريا زاخاروفا", "Maria Zakharova", "Мария Захарова"),
        ("ماتفيينكو", "Matvienko", "Матвиенко"),
        ("زورابيشفيلي", "Zorabishvili", "Зорабишвили"),
        ("كازاخستان", "Kazakhstan", "Казахстан"),
        ("ألما-آتا", "Alma-Ata", "Альма-Ата"),
        ("«تاس»", "Tas", "Тас"),
        ("مُهَنَّد", "Muhannad", "Муханнад"),
        ("عُقْبة", "Uqba", "Укба"),
        ("أوباما 2020 ABC", "Obama 2020 ABC", "Обама 2020 ABC"),
    ],
)
def test_a_name_is_spelled(arabic: str, english: str, russian: str) -> None:
    assert (to_latin(arabic), to_cyrillic(arabic)) == (english, russian)


@pytest.mark.parametrize("word", ["بوتين", "لوكاشينكو", "ماكرون", "محمدوف", "تشيلي", "غوتيريش", "ڤيينا", "جورج", "كازاخستان"])
def test_a_foreign_name_is_told_by_its_spelling(word: str) -> None:
    assert is_foreign(word)


@pytest.mark.parametrize(
    "word", ["منصور", "محمود", "معروف", "تعريف", "تشمل", "يبدو", "مسؤولين", "باحثين", "السياسي", "اليابان", "حكومات", "قوات"]
)
def test_an_arabic_word_is_not_taken_for_a_foreign_name(word: str) -> None:
    assert not is_foreign(word)


@given(st.one_of(st.text(), st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژڤگ ـًَُِّْ-")))
def test_no_arabic_letter_is_left(text: str) -> None:
    """Letters that are neither Arabic's own nor Persian fall silent."""
    for guess in (to_latin(text), to_cyrillic(text)):
        assert not ARABIC_LETTER.search(guess)
        assert not re.search(r"^\s|\s$|\s\s", guess)


def test_a_word_without_end_is_spelled_at_once() -> None:
    """The patterns of foreign names would take hours over it."""
    start = time.perf_counter()
    assert to_latin("بوتي" * 5_000).startswith("Butibuti")
    assert time.perf_counter() - start < 5
