"""What two languages share: numbers, dates, Latin words, names, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translate.align import Anchors
from translate.glossary.termbase import Concept, TargetForms, by_id
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

AR, EN, RU = Lang.AR, Lang.EN, Lang.RU
PUTIN = Concept(
    id="person.putin", type="person", status="approved", ar=("فلاديمير بوتين",), ar_short=("بوتين",), ar_match="",
    targets={
        EN: TargetForms("Vladimir Putin", short=("Putin",)),
        RU: TargetForms("Владимир Путин", short=("Путин",)),
    },
    gender="m", number="sg",
)  # fmt: skip
CENTRAL_BANK = Concept(
    id="org.central-bank", type="organisation", status="approved", ar=("البنك المركزي",), ar_short=(), ar_match="",
    targets={EN: TargetForms("central bank"), RU: TargetForms("Центральный банк")},
)  # fmt: skip


def shared(left: str, right: str, lang: Lang, concepts: Sequence[Concept] = ()) -> set[str]:
    one, other = Anchors(by_id(concepts)).of([left], [right], (AR, lang))
    return set(one[0] & other[0])


@pytest.mark.parametrize(
    ("arabic", "lang", "other", "token"),
    [
        ("بلغ ١٬٢٥٠ طناً", EN, "reached 1,250 tonnes", "n:1250"),
        ("بلغ 4.5 مليار", RU, "достигло 4,5 млрд", "n:45"),
        ("في 16 مايو 2024", EN, "on 16 May 2024", "n:2024"),
        ("في 16 مايو 2024", EN, "on 16 May 2024", "m:5"),
        ("في أيار الماضي", RU, "в мае прошлого года", "m:5"),
        ("في كانون الثاني", EN, "in January", "m:1"),
        ("ذكرت شركة BAPCO", RU, "сообщила BAPCO", "l:bapco"),
        ("قال سيرغي لافروف", EN, "Sergei Lavrov said", "s:lfrf"),
        ("قال سيرغي لافروف", RU, "сказал Лаврову", "s:lfrf"),
        ("وبرلسكوني", EN, "and Berlusconi's", "s:prlskn"),
        ("إلى دونالد ترامب", RU, "с Дональдом Трампом", "s:trmp"),
    ],
)
def test_these_are_one(arabic: str, lang: Lang, other: str, token: str) -> None:
    assert token in shared(arabic, other, lang)


@pytest.mark.parametrize(
    ("arabic", "lang", "other"),
    [
        ("بلغ 1250 طناً", EN, "reached 1,350 tonnes"),
        ("في مارس", EN, "in April"),
        ("أعلنت مارسيليا", EN, "may be announced in a city"),
        ("كتاب جديد", EN, "a new book"),
        ("قال لافروف", RU, "сказал президент"),
    ],
)
def test_these_are_not(arabic: str, lang: Lang, other: str) -> None:
    assert shared(arabic, other, lang) == set()


@pytest.mark.parametrize(
    ("arabic", "lang", "other", "token"),
    [
        ("وصل بوتين", EN, "Putin's plane landed", "t:person.putin"),
        ("التقى فلاديمير بوتين", RU, "встретился с Владимиром Путиным", "t:person.putin"),
        ("أعلن البنك المركزي", EN, "The central banks announced", "t:org.central-bank"),
        ("أعلن البنك المركزي", RU, "в Центральном банке", "t:org.central-bank"),
    ],
)
def test_a_term_is_found_in_its_forms(arabic: str, lang: Lang, other: str, token: str) -> None:
    assert token in shared(arabic, other, lang, [PUTIN, CENTRAL_BANK])


def test_a_term_that_the_other_has_not_does_not_count() -> None:
    one, _ = Anchors(by_id([PUTIN])).of(["وصل بوتين"], ["He landed."], (AR, EN))
    assert one == [frozenset()]


def test_a_number_counts_even_if_the_other_text_has_it_nowhere() -> None:
    one, _ = Anchors().of(["بلغ 4.5 مليار"], ["He landed."], (AR, EN))
    assert one == [frozenset({"n:45"})]
