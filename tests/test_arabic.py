"""Folding: what a reader does not tell apart is made equal, and every place in the original stays known."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.arabic import ARABIC, ARABIC_LETTER, GREGORIAN_MONTHS, digits, egyptian_months, fold, is_word

SAME = [
    ("short vowels", "مُحَمَّد", "محمد"),
    ("tanwin", "وفقاً", "وفقا"),
    ("tanwin before the alef", "وفقًا", "وفقا"),
    ("shadda", "شدّد", "شدد"),
    ("superscript alef", "هٰذا", "هذا"),
    ("tatweel", "روســـيا", "روسيا"),
    ("alef with hamza above", "أمن", "امن"),
    ("alef with hamza below", "إيران", "ايران"),
    ("alef with madda", "آسيا", "اسيا"),
    ("alef wasla", "ٱلأمن", "الأمن"),
    ("combining hamza", "ا\u0654من", "أمن"),
    ("alef maqsura", "مصطفى", "مصطفي"),
    ("Persian yeh", "روسیا", "روسيا"),
    ("Persian kaf", "کازاخستان", "كازاخستان"),
    ("gaf", "گازاخستان", "كازاخستان"),
    ("ta marbuta", "منظمة", "منظمه"),
    ("hamza on waw", "مسؤول", "مسوول"),
    ("hamza on yeh", "رئيس", "رييس"),
    ("Arabic digits", "٢٠٢٢", "2022"),
    ("Persian digits", "۲۰۲۲", "2022"),
    ("decimal mark", "٣٫٥", "3.5"),
    ("thousands mark", "١٬٠٠٠", "1,000"),
    ("guillemets", "«تاس»", '"تاس"'),
    ("curly quotes", "“تاس”", '"تاس"'),
    ("single quotes", "‘تاس’", "'تاس'"),
    ("en dash", "ألما–آتا", "ألما-آتا"),
    ("no-break hyphen", "ألما‑آتا", "ألما-آتا"),
    ("no-break space", "الأمم\u00a0المتحدة", "الأمم المتحدة"),
    ("line break", "الأمم\nالمتحدة", "الأمم المتحدة"),
    ("direction marks", "\u200fتاس\u200e", "تاس"),
    ("zero-width non-joiner", "تا\u200cس", "تاس"),
    ("isolates", "\u2067تاس\u2069", "تاس"),
    ("presentation forms", "ﺗﺎﺱ", "تاس"),
    ("ligature lam-alef", "ﻻ", "لا"),
    ("ligature lam-alef with hamza", "ﻷمن", "لأمن"),
    ("Latin case", "TASS", "tass"),
    ("Cyrillic case", "ТАСС", "тасс"),
]
DIFFERENT = [
    ("emphatic letters", "تين", "طين"),
    ("ha and ta marbuta are one, ta is not", "منظمت", "منظمة"),
    ("hamza alone is a letter", "سماء", "سما"),
    ("ya and alef", "على", "علا"),
    ("sin and sad", "سار", "صار"),
    ("qaf and kaf", "قلب", "كلب"),
    ("two words and one", "ما زال", "مازال"),
    ("doubled letters", "روسسيا", "روسيا"),
    ("comma and Arabic comma", "،", ","),
    ("digits", "١٢", "٢١"),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_a_reader_takes_these_for_one(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT])
def test_a_reader_tells_these_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@pytest.mark.parametrize(
    ("source", "part", "original"),
    [
        ("في روســيا اليوم", "روسيا", "روســيا"),
        ("أكّد الرئيسُ ذلك", "الرييس", "الرئيسُ"),
        ("وكالة «تاس» الروسية", "تاس", "تاس"),
        ("في ﻻهاي", "لاهاي", "ﻻهاي"),
        ("عام ٢٠٢٢ م", "2022", "٢٠٢٢"),
        ("\u200fتاس\u200e و", "تاس", "تاس\u200e"),
        ("مُحَمَّد", "محمد", "مُحَمَّد"),
        ("🙂 تاس 🙂", "تاس", "تاس"),
    ],
)
def test_a_place_in_folded_text_is_known_in_the_original(source: str, part: str, original: str) -> None:
    folded = fold(source)
    start = folded.text.index(part)
    begin, end = folded.span(start, start + len(part))
    assert source[begin:end] == original


TEXTS = st.one_of(st.text(), st.text(alphabet="أإآىيةهؤئكگـَُّْٰ\u0654ﻼﻷﷲ٠١۲٫«»“”'\"–- \u00a0\n\u200f\u200cABßİтТ🙂"))


@given(TEXTS)
def test_offsets_never_go_back_and_end_at_the_end(source: str) -> None:
    folded = fold(source)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(source)
    assert all(here <= after for here, after in pairwise(folded.offsets))
    assert all(0 <= offset < len(source) for offset in folded.offsets[:-1])


@given(TEXTS, st.data())
def test_a_span_slices_back_to_what_folds_alike(source: str, data: st.DataObject) -> None:
    folded = fold(source)
    whole = [place for place in range(len(folded.offsets)) if not place or folded.offsets[place - 1] != folded.offsets[place]]
    start = data.draw(st.sampled_from(whole))
    end = data.draw(st.sampled_from([place for place in whole if place >= start]))
    begin, stop = folded.span(start, end)
    assert fold(source[begin:stop]).text == folded.text[start:end]


@given(TEXTS)
def test_folding_twice_is_folding_once(source: str) -> None:
    once = fold(source).text
    assert fold(once).text == once


@given(st.text(alphabet="محد \u064e\u0651\u0640"), st.text(alphabet="محد \u064e\u0651\u0640"))
def test_texts_fold_piece_by_piece(first: str, second: str) -> None:
    assert fold(first + second).text == fold(first).text + fold(second).text


@pytest.mark.parametrize("arabic", ["محمد", "پ", "ﻻ", "ۀ"])
def test_these_are_arabic_letters(arabic: str) -> None:
    assert ARABIC_LETTER.search(arabic)


@pytest.mark.parametrize("other", ["٢٠٢٢", "۲", "،", "؟", "ـ", "\u064b", "abc", "где", "«»", "\u200f", "\ufeff", ""])
def test_these_are_not(other: str) -> None:
    assert not ARABIC_LETTER.search(other)


def test_arabic_marks_and_digits_are_arabic_script() -> None:
    assert all(map(ARABIC.match, "م٢؟،\u064b"))
    assert not ARABIC.search("abc 123 где «»")


def test_digits_become_ascii_and_nothing_else_changes() -> None:
    assert digits("في ١٠ يناير ٢٠٢٢، ٣٫٥٪ و۷") == "في 10 يناير 2022، 3.5٪ و7"


@pytest.mark.parametrize(
    ("char", "expected"), [("م", True), ("7", True), ("a", True), (" ", False), ("،", False), ('"', False)]
)
def test_a_word_is_letters_and_digits(char: str, *, expected: bool) -> None:
    assert is_word(char) is expected


def test_the_year_has_twelve_months_with_two_names_each_all_different() -> None:
    assert len(GREGORIAN_MONTHS) == 12
    assert len({fold(name).text for pair in GREGORIAN_MONTHS for name in pair}) == 24


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("في 24 أيلول 1759", "في 24 سبتمبر 1759"),
        ("وفي تشرين الأول الماضي", "وفي أكتوبر الماضي"),
        ("بنيسان", "بأبريل"),
        ("5 آب", "5 أغسطس"),
        ("آب 2012", "أغسطس 2012"),
        ("آب إلى بيته", "آب إلى بيته"),
        ("آبار وشباطة وكانون", "آبار وشباطة وكانون"),
        ("24 September", "24 September"),
    ],
)
def test_months_of_the_levant_are_told_by_their_other_names(text: str, plain: str) -> None:
    assert egyptian_months(text) == plain
