"""Long sentences: cut at clauses where they are too long, not at all where they are not, and joined again without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.segment import clauses

# A bar stands where a piece starts; the number is the longest that a piece may be.
CUT = [
    ("before a connective, not at the comma before", "وصل الوفد، والوزير معه، |كما غادر السفير ليلاً.", 30),
    ("before و and a verb after a comma", "زار العراق، ومصر، ولبنان، |وأكد دعمه، وشكره، للجميع.", 30),
    ("before و and a verb without a comma", "وصل الوفد الكبير إلى دمشق |وأكد دعمه للحكومة الجديدة", 32),
    ("at a comma rather than a space", "في صباح الأحد الماضي، |عقد مجلس الوزراء جلسته", 30),
    ("at a sentence within quotes rather than a comma", "قال: «نعم، هذا صحيح. |نحن، كما ترون، نعمل.»", 28),
    ("at a space where there is nothing better", "وصل الوفد الكبير |إلى مدينة دمشق", 18),
    ("in English", "He came to Moscow, Russia, |while she stayed in Paris.", 30),
    ("in Russian", "Он прилетел в Москву, Россия, |а она осталась в Париже.", 32),
]


@pytest.mark.parametrize(("marked", "longest"), [case[1:] for case in CUT], ids=[case[0] for case in CUT])
def test_it_is_cut_here(marked: str, longest: int) -> None:
    assert clauses(marked.replace("|", ""), longest) == tuple(marked.split("|"))


@pytest.mark.parametrize("text", ["وصل الوفد، كما غادر السفير، وأكد الوزير دعمه.", "قال نعم. وقال لا.", "نعم"])
def test_what_is_short_enough_stays_whole(text: str) -> None:
    assert clauses(text, len(text)) == (text,)


def test_pieces_are_of_like_length() -> None:
    """Not 600 characters and a rest of three words, which says nothing to an engine."""
    pieces = clauses("أكد الوزير أن الحكومة ستعمل، " * 24, 600)
    assert len(pieces) == 2
    assert min(map(len, pieces)) > 250


def test_no_number_is_cut_at_its_comma() -> None:
    assert not any(piece.endswith(("1,", "10,")) for piece in clauses("بلغ العدد 1,000,000 شخص 10,500 مرة " * 20, 40))


def test_a_word_that_is_too_long_is_cut_amid_its_letters() -> None:
    assert clauses("س" * 25, 10) == ("س" * 10, "س" * 10, "س" * 5)


def test_nothing_gives_nothing() -> None:
    assert clauses("", 10) == ()


@pytest.mark.parametrize("longest", [0, -1])
def test_a_length_of_nothing_is_an_error_of_the_caller(longest: int) -> None:
    with pytest.raises(ValueError, match=str(longest)):
        clauses("قال", longest)


@given(st.one_of(st.text(), st.text(alphabet="وقال كما،. \n«»1,a", max_size=300)), st.integers(1, 60))
def test_no_character_is_lost_and_no_piece_too_long(text: str, longest: int) -> None:
    pieces = clauses(text, longest)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= longest for piece in pieces)
