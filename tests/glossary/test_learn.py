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


# The demo's translation over two drafts of the seed article: sentences written anew, which share words by chance.
ANEW = [
    correction(
        'وفي الوقت ذاته، شدّد على أنه "وراء كل العوامل الخارجية يجب على المرء أيضا أن يرى العوامل الداخلية".',
        'At this time, it was emphasized that "all external factors must also be seen from the inside".',
        'At the same time, he stressed that "behind all the external factors one must also see the internal ones".',
    ),
    correction(
        "وفي السياق ذاته، قال توكاييف إنه يعتزم في 11 يناير/كانون الثاني تقديم مقترحات للبرلمان.",
        "In this context, Tokayev said he will hold a meeting with the parliament on January 11 to discuss it.",
        "In the same context, Tokayev said that on 11 January he intended to submit proposals to parliament.",
    ),
    correction(
        "كما وافق الرئيس بوتين على تقييم توكاييف.",
        "Как Путин согласился на оценку Токаева.",
        "Президент Путин согласился с оценкой Токаева.",
        RU,
    ),
    correction(
        "كما وأشار الرئيس البيلاروسي ألكسندر لوكاشينكو إلى مصير يوغوسلافيا والعراق.",
        "Как для президента Александра Лукашенко, он упомянул ситуацию в Югославии, Ираке.",
        "Президент Белоруссии Александр Лукашенко указал на судьбу Югославии, Ирака.",
        RU,
    ),
]
SUMMIT = ("انتهت القمة في موسكو أمس.", "حضر الوزراء القمة في موسكو.")


@pytest.mark.parametrize(
    "given",
    [
        ANEW,
        [  # small words
            correction(SUMMIT[0], "The summit in Moscow ended in that way.", "The summit in Moscow ended in this way."),
            correction(SUMMIT[1], "Ministers came to that summit in Moscow.", "Ministers came to this summit in Moscow."),
        ],
        [  # grammar
            correction(SUMMIT[0], "Вчера закончился саммит в Москва.", "Вчера закончился саммит в Москве.", RU),
            correction(SUMMIT[1], "Министры были на саммите в Москва.", "Министры были на саммите в Москве.", RU),
        ],
        [  # capitals
            correction(SUMMIT[0], "summit talks in Moscow ended.", "Summit talks in Moscow ended."),
            correction(SUMMIT[1], "summit guests: the ministers.", "Summit guests: the ministers."),
        ],
        [  # a verb with its preposition: “على” is a name only when it is folded
            correction(
                "شدد على دور اللجنة.", "He stressed the role of the committee.", "He underlined the role of the committee."
            ),
            correction("شدد أمس على السلام.", "He stressed peace yesterday.", "He underlined peace yesterday."),
        ],
        [  # a word for one that stands elsewhere in the text, the Arabic being no different
            correction(SUMMIT[0], "The summit in Moscow ended quietly.", "The summit in Moscow ended peacefully."),
            correction(
                SUMMIT[1],
                "Ministers came quietly to the summit in Moscow.",
                "Ministers came peacefully to the summit in Moscow.",
            ),
        ],
        [  # as often left as changed
            *DIALOGUE[:2],
            correction("فشل الحوار الوطني.", "The patriotic talk failed.", "The patriotic talk failed."),
            correction("نجح الحوار الوطني.", "The patriotic talk succeeded.", "The patriotic talk has succeeded."),
        ],
    ],
    ids=["anew", "small", "grammar", "capital", "verb", "elsewhere", "left"],
)
def test_what_is_style_or_grammar_is_none(given: list[Correction]) -> None:
    assert lessons(given) == []


@pytest.mark.parametrize(
    ("given", "learnt"),
    [
        (  # in long sentences, with other changes beside it
            [
                correction(
                    "وقال الرئيس نزارباييف إن البلاد تجاوزت الأزمة.",
                    "And the president Nazarbaev said that the country has passed the crisis.",
                    "President Nazarbayev said that the country had overcome the crisis.",
                ),
                correction(
                    "والتقى نزارباييف الوفد في العاصمة.",
                    "And Nazarbaev met the delegation in capital.",
                    "Nazarbayev met the delegation in the capital.",
                ),
            ],
            ("نزارباييف", "Nazarbaev", "Nazarbayev"),
        ),
        (  # with its article
            [
                correction(
                    "انتشرت قوات حفظ السلام في المدينة.",
                    "A peace army spread in the city.",
                    "The peacekeeping forces spread in the city.",
                ),
                correction(
                    "غادرت قوات حفظ السلام أمس.",
                    "A peace army left the country yesterday.",
                    "The peacekeeping forces left the country yesterday.",
                ),
            ],
            ("قوات حفظ السلام", "peace army", "peacekeeping forces"),
        ),
        (  # in several cases
            [
                correction(
                    "اجتمعت اللجنة أمس.",
                    "Вчера собрался совет страны.",
                    "Вчера собрался комитет страны.",
                    RU,
                ),
                correction(
                    "وصل رئيس اللجنة.",
                    "Прибыл глава совета страны.",
                    "Прибыл глава комитета страны.",
                    RU,
                ),
            ],
            ("اللجنة", "совет", "комитет"),
        ),
        (  # left once, changed twice
            [*DIALOGUE[:2], correction("فشل الحوار الوطني.", "The patriotic talk failed.", "The patriotic talk failed.")],
            ("الحوار الوطني", "patriotic talk", "National Dialogue"),
        ),
    ],
    ids=["name", "article", "cases", "mostly"],
)
def test_what_is_a_term_is_learnt(given: list[Correction], learnt: tuple[str, str, str]) -> None:
    assert [(lesson.ar, lesson.was, lesson.now) for lesson in lessons(given)] == [learnt]


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
