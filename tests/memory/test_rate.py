"""The rate says how much an entry helps: 95 and more the same words, no other number, name or negation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.memory.rate import Rating, rate
from translate.memory.sentence import parse
from translate.model import Lang

SOURCE = "زار الرئيس فلاديمير بوتين العاصمة موسكو في 10 يناير 2022."
TARGET = "President Vladimir Putin visited the capital Moscow on 10 January 2022."


def rated(asked: str, source: str = SOURCE, target: str = TARGET, lang: Lang = Lang.EN) -> Rating:
    return rate(parse(asked), parse(source), target, lang)


SAME_WORDS = [
    ("a conjunction", "وزار الرئيس فلاديمير بوتين العاصمة موسكو في 10 يناير 2022.", "a conjunction or article"),
    ("no full stop", "زار الرئيس فلاديمير بوتين العاصمة موسكو في 10 يناير 2022", "punctuation"),
    ("quotes", "زار الرئيس «فلاديمير بوتين» العاصمة موسكو في 10 يناير 2022.", "punctuation"),
    ("ة written ه", "زار الرئيس فلاديمير بوتين العاصمه موسكو في 10 يناير 2022.", "spelling"),
    ("no hamza", "زار الرييس فلاديمير بوتين العاصمة موسكو في 10 يناير 2022.", "spelling"),
    ("the month's other name", "زار الرئيس فلاديمير بوتين العاصمة موسكو في 10 كانون الثاني 2022.", "spelling"),
    ("both names", "زار الرئيس فلاديمير بوتين العاصمة موسكو في 10 يناير/كانون الثاني 2022.", "punctuation"),
    ("a day put right", "زار الرئيس فلاديمير بوتين العاصمة موسكو في 12 يناير 2022.", "number: 12 for 10, put right"),
    ("a month put right", "زار الرئيس فلاديمير بوتين العاصمة موسكو في 10 شباط 2022.", "month: 2 for 1, put right"),
]
OTHER_WORDS = [
    ("another name", "زار الرئيس فلاديمير زيلينسكي العاصمة موسكو في 10 يناير 2022.", "“زيلينسكي” for “بوتين”"),
    ("a name like it", "زار الرئيس فلاديمير بوتيم العاصمة موسكو في 10 يناير 2022.", "“بوتيم” for “بوتين”"),
    ("a word less", "زار الرئيس بوتين العاصمة موسكو في 10 يناير 2022.", "without “فلاديمير”"),
    ("a word more", "زار الرئيس فلاديمير بوتين العاصمة الروسية موسكو في 10 يناير 2022.", "with “الروسيه”"),
    ("another order", "زار فلاديمير الرئيس بوتين العاصمة موسكو في 10 يناير 2022.", "words: "),
    ("a preposition", "زار الرئيس فلاديمير بوتين العاصمة بموسكو في 10 يناير 2022.", "“بموسكو” for “موسكو”"),
    ("a question", "زار الرئيس فلاديمير بوتين العاصمة موسكو في 10 يناير 2022؟", "with “?”"),
    ("a number more", "زار الرئيس فلاديمير بوتين العاصمة موسكو في 10 يناير 2022 5.", "number: 5 stands in one only"),
]
NEGATED = [
    ("one has it", "لم يزر الرئيس موسكو أمس", "زار الرئيس موسكو أمس"),
    ("glued to و", "قال ذلك ولم يؤكد الخبر أمس في موسكو", "قال ذلك وأكد الخبر أمس في موسكو"),
    ("لن for nothing", "لن يشارك الوفد في الاجتماع المقبل", "يشارك الوفد في الاجتماع المقبل"),
    ("ليس", "ليس القرار نهائيا حسب المتحدث باسم الوزارة", "القرار نهائيا حسب المتحدث باسم الوزارة"),
    ("ليست", "ليست الأزمة جديدة حسب المتحدث باسم الوزارة", "الأزمة جديدة حسب المتحدث باسم الوزارة"),
    ("لسنا", "لسنا طرفا في هذا النزاع المسلح في المنطقة", "نحن طرف في هذا النزاع المسلح في المنطقة"),
    ("إلا", "لم يحضر الاجتماع إلا الوزير ونائبه الأول", "لم يحضر الاجتماع الوزير ونائبه الأول"),
    ("غير", "الاتفاق غير ملزم للأطراف الموقعة عليه في جنيف", "الاتفاق ملزم للأطراف الموقعة عليه في جنيف"),
    ("دون", "عقد الاجتماع دون حضور الوزير والسفير الروسي", "عقد الاجتماع حضور الوزير والسفير الروسي"),
    ("عدم", "أكد الوزير عدم التزام بلاده بالاتفاق النووي", "أكد الوزير التزام بلاده بالاتفاق النووي"),
    ("two for one", "لا يريد الرئيس ولا الوزير الحرب في المنطقة", "لا يريد الرئيس والوزير الحرب في المنطقة"),
    ("moved", "لا يعتقد أن الوزير يعرف سبب الأزمة الحالية", "يعتقد أن الوزير لا يعرف سبب الأزمة الحالية"),
]
ALIKE_NEGATED = [
    ("both negate", "لم يزر الرئيس موسكو أمس", "لم يزر الوزير موسكو أمس"),
    ("both negate another word", "لم يزر الرئيس موسكو أمس", "لم يترك الرئيس موسكو أمس"),
    ("a word that begins like one", "لاحظ الرئيس تقدما كبيرا في المحادثات", "حظي الرئيس تقدما كبيرا في المحادثات"),
    ("another", "غيرت الحكومة القانون", "الحكومة القانون"),
]


@pytest.mark.parametrize(("_what", "asked", "why"), SAME_WORDS, ids=[case[0] for case in SAME_WORDS])
def test_the_same_words_rate_95_to_99(_what: str, asked: str, why: str) -> None:
    found = rated(asked)
    assert 95 <= found.rate <= 99
    assert why in found.why


@pytest.mark.parametrize(("_what", "asked", "why"), OTHER_WORDS, ids=[case[0] for case in OTHER_WORDS])
def test_other_words_rate_less_and_are_told(_what: str, asked: str, why: str) -> None:
    found = rated(asked)
    assert 75 <= found.rate <= 94
    assert why in found.why


@pytest.mark.parametrize(("_what", "one", "other"), NEGATED, ids=[case[0] for case in NEGATED])
def test_another_negation_never_passes_75_and_is_told(_what: str, one: str, other: str) -> None:
    for found in (rated(one, other), rated(other, one)):
        assert found.rate <= 69
        assert "negation differs" in found.why


@pytest.mark.parametrize(("_what", "one", "other"), ALIKE_NEGATED, ids=[case[0] for case in ALIKE_NEGATED])
def test_what_is_no_other_negation_is_not_told_as_one(_what: str, one: str, other: str) -> None:
    assert "negation" not in rated(one, other).why
    assert "negation" not in rated(other, one).why


class TestNumbers:
    def test_are_put_right_together(self) -> None:
        found = rated("زار الرئيس فلاديمير بوتين العاصمة موسكو في 3 تموز 2024.")
        assert found.adapted == "President Vladimir Putin visited the capital Moscow on 3 July 2024."
        assert found.rate == 94

    def test_are_put_right_in_russian(self) -> None:
        found = rated("وصل 7 وزراء في 3 آذار", "وصل 5 وزراء في 10 يناير", "5 министров прибыли 10 января", Lang.RU)
        assert found.adapted == "7 министров прибыли 3 марта"

    @pytest.mark.parametrize(
        ("asked", "source", "target"),
        [
            ("قتل 7 أشخاص", "قتل 5 أشخاص", "five people were killed"),
            ("قتل شخص و7 نساء", "قتل شخص و5 نساء", "5 killed, of them 5 women"),
            ("من 7 إلى 9", "من 5 إلى 5", "from 5 to 5"),
        ],
    )
    def test_that_cannot_be_put_right_lower_the_rate(self, asked: str, source: str, target: str) -> None:
        found = rated(asked, source, target)
        assert found.adapted is None
        assert found.rate <= 94
        assert "not put right" in found.why

    def test_are_not_taken_for_each_other_where_the_words_around_differ(self) -> None:
        found = rated("في 2022 أصيب 7", "أصيب 5 في 2021", "5 were hurt in 2021")
        assert found.adapted is None

    def test_that_differ_in_sign_differ(self) -> None:
        assert rated("بلغت الحرارة -5 درجات", "بلغت الحرارة 5 درجات", "It was five degrees").rate <= 94


def test_a_short_heading_of_other_words_is_not_alike() -> None:
    assert rated("استيراد تعريفات التقارير", "تصدير تعريفات التقارير").rate < 80


WORDS = st.lists(st.sampled_from("زار الرئيس وقال موسكو في لم لا بعد الوزير يوم كبير قرار و".split()), max_size=12).map(
    " ".join
)


@given(WORDS, WORDS)
def test_the_rate_of_words_is_symmetric_and_in_range(one: str, other: str) -> None:
    there, back = rated(one, other), rated(other, one)
    assert 0 <= there.rate <= 99
    assert there.rate == back.rate


@given(st.text(), st.text(), st.text(), st.sampled_from([Lang.EN, Lang.RU]))
def test_any_texts_can_be_rated(asked: str, source: str, target: str, lang: Lang) -> None:
    found = rated(asked, source, target, lang)
    assert 0 <= found.rate <= 99
    assert found.why


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_another_number_is_put_right_or_rates_below_95(one: int, other: int) -> None:
    found = rated(
        f"بلغ عدد السكان {one} نسمة حسب الإحصاءات الرسمية",
        f"بلغ عدد السكان {other} نسمة حسب الإحصاءات الرسمية",
        f"population: {other}",
    )
    if one != other:
        assert found.adapted == f"population: {one}" if found.rate >= 95 else found.adapted is None
