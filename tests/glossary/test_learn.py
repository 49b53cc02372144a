"""Corrections that recur become proposals; corrections that do not, or that share no Arabic, do not."""

from __future__ import annotations

import pytest

from translate.glossary.columns import mistakes
from translate.glossary.learn import Correction, Lesson, lessons
from translate.glossary.termbase import by_id, concept_of
from translate.model import Lang

EN, RU = Lang.EN, Lang.RU


def correction(source: str, draft: str, text: str, lang: Lang = EN) -> Correction:
    return Correction(source, lang, draft, text, "summit")


DIALOGUE = [
    correction(
        "رحب الوزير بالحوار الوطني أمس.",
        "The minister welcomed the patriotic talk.",
        "The minister welcomed the National Dialogue.",
    ),
    correction(
        "بدأ الحوار الوطني في بغداد.", "The patriotic talk began in Baghdad.", "The National Dialogue began in Baghdad."
    ),
    correction("عاد الوفد إلى موسكو.", "The team came back to Moscow.", "The delegation returned to Moscow."),
]


def test_the_same_change_of_the_same_phrase_twice_is_a_lesson() -> None:
    (lesson,) = lessons(DIALOGUE)
    assert (lesson.ar, lesson.lang, lesson.was, lesson.now) == ("الحوار الوطني", EN, "patriotic talk", "National Dialogue")
    assert lesson.sentences == tuple(c.source for c in DIALOGUE[:2])


def test_so_it_is_in_russian() -> None:
    russian = [
        correction("أعلنت الهيئة ذلك.", "Орган объявил об этом.", "Комиссия объявила об этом.", RU),
        correction("اجتمعت الهيئة اليوم.", "Орган собрался сегодня.", "Комиссия собралась сегодня.", RU),
    ]
    assert [(lesson.ar, lesson.was.split()[0]) for lesson in lessons(russian)] == []  # one change is not the other
    alike = [
        correction("أعلنت الهيئة ذلك.", "Орган тут.", "Комиссия тут.", RU),
        correction("اجتمعت الهيئة اليوم.", "Орган там.", "Комиссия там.", RU),
    ]
    assert [(lesson.ar, lesson.now) for lesson in lessons(alike)] == [("الهيئة", "Комиссия")]


@pytest.mark.parametrize(
    "given",
    [
        [],
        DIALOGUE[:1],
        [DIALOGUE[0], DIALOGUE[0]],  # one sentence is one, however often it comes
        [DIALOGUE[0], DIALOGUE[2]],
        [
            correction("قال نعم.", "He said yes.", "He agreed."),
            correction("وصل الوفد.", "He said yes.", "He agreed."),
        ],  # no Arabic in common
        [correction("قال نعم.", "He said yes.", "He said yes."), correction("قال لا.", "No.", "No.")],
        [
            correction("قال الوزير نعم.", "a", "b c d e f g h i"),
            correction("عاد الوزير.", "x", "b c d e f g h i"),
        ],  # too long for a term
    ],
)
def test_what_does_not_recur_is_none(given: list[Correction]) -> None:
    assert lessons(given) == []


def test_a_row_can_be_loaded_is_only_proposed_and_says_why() -> None:
    (lesson,) = lessons(DIALOGUE)
    row = lesson.as_row(by_id([]))
    assert list(mistakes(row)) == []
    concept = concept_of(row)
    assert (concept.status, concept.ar, concept.targets[EN].preferred) == ("proposed", ("الحوار الوطني",), "National Dialogue")
    assert row["note"].startswith("editors wrote “National Dialogue” for “patriotic talk” in 2 sentences; ru is not translated")
    assert row["example"] == DIALOGUE[0].source


def test_a_phrase_that_the_glossary_has_keeps_its_other_language() -> None:
    known = concept_of({"id": "term.dialogue", "ar": "الحوار الوطني", "en": "patriotic talk", "ru": "национальный диалог"})
    row = Lesson("الحوار الوطني", EN, "patriotic talk", "National Dialogue", ("a", "b")).as_row(by_id([known]))
    assert (row["ru"], "the glossary has term.dialogue" in row["note"]) == ("национальный диалог", True)
