"""Cleaning: what goes, what stays, that all of it is known and can be undone."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate.arabic import FINAL_ALEF
from translate.cleaning import Change, Kind, clean

PUT_RIGHT = [
    ("letters as PDF has them", "ﺍﻟﺮﺋﻴﺲ", "الرئيس", Kind.FORM),
    ("a ligature", "ﻻ", "لا", Kind.FORM),
    ("the name of God as one character", "عبد ﷲ", "عبد الله", Kind.FORM),
    ("a mark that has a form of its own", "رﹰ", "رً", Kind.FORM),
    ("Persian ya as PDF has it", "ﻓﯽ", "في", Kind.FORM),
    ("tatweel within a word", "روســـيا", "روسيا", Kind.TATWEEL),
    ("tatweel under a vowel", "محمـّد", "محمّد", Kind.TATWEEL),
    ("tatweel after a preposition", "بـالحرب", "بالحرب", Kind.TATWEEL),
    ("two spaces", "قال  نعم", "قال نعم", Kind.BLANKS),
    ("a no-break space", "قال\u00a0نعم", "قال نعم", Kind.BLANKS),
    ("a tab", "قال\tنعم", "قال نعم", Kind.BLANKS),
    ("a space among direction marks", "قال\u200f \u200eنعم", "قال نعم", Kind.INVISIBLE),
    ("direction marks", "\u200fتاس\u200e", "تاس", Kind.INVISIBLE),
    ("isolates", "\u2067تاس\u2069", "تاس", Kind.INVISIBLE),
    ("a byte order mark", "\ufeffقال", "قال", Kind.INVISIBLE),
    ("a zero-width non-joiner", "تا\u200cس", "تاس", Kind.INVISIBLE),
    ("a soft hyphen", "قا\u00adل", "قال", Kind.INVISIBLE),
    ("Persian ya within a word", "روسیا", "روسيا", Kind.KEYBOARD),
    ("Persian ya at the end", "الذی", "الذي", Kind.KEYBOARD),
    ("Persian ya for alef maqsura", "على", "على", None),
    ("Persian ya in إلى", "إلی", "إلى", Kind.KEYBOARD),
    ("Persian ya after prefixes", "والأخری", "والأخرى", Kind.KEYBOARD),
    ("Persian ya in a nationality", "الكندی", "الكندي", Kind.KEYBOARD),
    ("Persian kaf", "کازاخستان", "كازاخستان", Kind.KEYBOARD),
    ("Urdu ha", "ہذا", "هذا", Kind.KEYBOARD),
    ("Arabic digits", "٢٠٢٢", "2022", Kind.DIGIT),
    ("Persian digits", "۲۰۲۲", "2022", Kind.DIGIT),
    ("decimal and thousands marks", "١٬٠٠٠٫٥", "1,000.5", Kind.DIGIT),
    ("curly quotes", "“تاس”", '"تاس"', Kind.QUOTE),
    ("low quotes", "„تاس“", '"تاس"', Kind.QUOTE),
    ("single quotes", "‘تاس’", "'تاس'", Kind.QUOTE),
]
LEFT_ALONE = [
    ("plain text", "أكد الرئيس أن الوضع تحت السيطرة."),
    ("vowels", "أكَّدَ الرئيسُ"),
    ("guillemets", "وكالة «تاس»"),
    ("the Hijri era", "عام 1443 هـ."),
    ("tatweel before a foreign word", "لـ NATO وبـ«الحرب» وبـ5 دولارات"),
    ("tatweel as a dash", "ـ11 بالمئة فقطـ منهم"),
    ("a line break", "قال\nنعم"),
    ("a verse", "﴿إِنَّ ٱللَّهَ  يَأۡمُرُ بِٱلۡعَدۡلِ ١٢﴾"),
    ("marks of the Quran", "ٱلرَّحۡمَـٰنِ ٱلرَّحِيمِ"),
    ("a Persian word", "گیلان"),
    ("a Persian word that a non-joiner parts", "می\u200cگوید"),
    ("a letter for a foreign sound", "پوتین"),
    ("an honorific", "النبي ﷺ"),
    ("emoji of several", "👩\u200d👩\u200d👧"),
    ("a decimal mark alone", "٫"),
    ("Latin and Cyrillic", "NATO и ОДКБ"),
    ("nothing", ""),
]


@pytest.mark.parametrize(("text", "cleaned"), [case[1:3] for case in PUT_RIGHT], ids=[case[0] for case in PUT_RIGHT])
def test_this_is_put_right(text: str, cleaned: str) -> None:
    assert clean(text).text == cleaned


@pytest.mark.parametrize(("text", "kind"), [(case[1], case[3]) for case in PUT_RIGHT], ids=[case[0] for case in PUT_RIGHT])
def test_what_was_wrong_is_told(text: str, kind: Kind | None) -> None:
    assert {change.kind for change in clean(text).changes} == ({kind} if kind else set())


@pytest.mark.parametrize("text", [text for _, text in LEFT_ALONE], ids=[name for name, _ in LEFT_ALONE])
def test_this_stays_as_it_is(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).changes == ()


def test_a_change_says_where_and_what() -> None:
    cleaned = clean("في روســيا  اليوم")
    assert cleaned.text == "في روسيا اليوم"
    assert cleaned.changes == (Change(Kind.TATWEEL, 6, 6, "ــ", ""), Change(Kind.BLANKS, 10, 8, "  ", " "))


NAME = "علی رضا ۳"


def test_a_name_that_is_to_be_kept_keeps_its_spelling() -> None:
    text = f"قال {NAME} إن الذی"
    assert clean(text, keep=[(4, 4 + len(NAME))]).text == f"قال {NAME} إن الذي"


def test_a_name_that_is_to_be_kept_still_loses_what_is_no_spelling() -> None:
    assert clean("رو\u200fســيا ﺗﺎﺱ", keep=[(0, 12)]).text == "روسيا تاس"


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("في روســـيا اليوم", "روسيا", "روســـيا"),
        ("قال\u200f «تاس»\u200e إن", "«تاس»", "«تاس»"),
        ("عام  ٢٠٢٢  م", "2022", "٢٠٢٢"),
        ("عبد ﷲ صالح", "الله", "ﷲ"),
        ("في ﻻهاي", "لاهاي", "ﻻهاي"),
        ("\u200f\u200fتاس\u200f", "تاس", "تاس"),
        ("🙂 تاس 🙂", "تاس", "تاس"),
    ],
)
def test_a_place_is_known_in_both_texts(text: str, part: str, original: str) -> None:
    cleaned = clean(text)
    start, end = cleaned.text.index(part), cleaned.text.index(part) + len(part)
    begin, stop = cleaned.to_original(start, end)
    assert text[begin:stop] == original
    assert cleaned.to_cleaned(begin, stop) == (start, end)


def test_half_a_ligature_is_the_whole_one_in_the_original() -> None:
    cleaned = clean("ﻻ")
    assert cleaned.to_original(1, 2) == (0, 1)
    assert cleaned.to_original(0, 1) == (0, 1)


def test_an_empty_stretch_stays_empty() -> None:
    assert clean("ا\u200fب").to_original(1, 1) == (2, 2)
    assert clean("ا\u200fب").to_cleaned(1, 2) == (1, 1)


TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="ابیکہلموی ـ\u200f\u200c\u200d\u00a0\n\u064bًۖﻻﷲﹰﹱﯽپ٠۲٫٬“’«»﴿﴾🙂a.", max_size=60),
)


@given(TEXTS)
@example("\u200f" * 3)
def test_cleaning_is_undone(text: str) -> None:
    assert clean(text).original == text


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(TEXTS, st.data())
def test_stretches_are_stretches_in_both_texts(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    begin, stop = cleaned.to_original(start, end)
    assert 0 <= begin <= stop <= len(text)
    back = cleaned.to_cleaned(begin, stop)
    assert back[0] <= start or start == end
    assert back[1] >= end or start == end


@given(TEXTS, st.data())
def test_what_stands_between_changes_is_the_same_in_both_texts(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    changed = {place for change in cleaned.changes for place in range(change.start, change.start + len(change.before))}
    kept = [place for place in range(len(text)) if place not in changed]
    if kept:
        place = data.draw(st.sampled_from(kept))
        start, end = cleaned.to_cleaned(place, place + 1)
        assert cleaned.text[start:end] == text[place]
        assert cleaned.to_original(start, end) == (place, place + 1)


@given(TEXTS)
def test_a_verse_is_never_touched(text: str) -> None:
    verse = f"﴿{text.replace('﴿', '').replace('﴾', '')}١ ﴾"
    assert verse in clean(f"قال  {verse}  صدق").text


@pytest.mark.parametrize("filler", ["ـ", "ـ\u064b", "ی", "\u200f", " ", "﴿", "٣٫", "ﹱ", "‘", "aی", " \u200f", "ـ\u200f"])
def test_a_text_full_of_it_is_cleaned_at_once(filler: str) -> None:
    """Quadratic work would take many minutes."""
    text = filler * (30_000 // len(filler))
    start = time.process_time()
    cleaned = clean(text)
    assert time.process_time() - start < 20
    assert cleaned.original == text


def test_the_words_that_end_in_alef_do() -> None:
    assert all(word.endswith("ى") for word in FINAL_ALEF)
