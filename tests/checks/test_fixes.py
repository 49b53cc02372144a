"""What can be put right without knowing what a text says: as a table, and never more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from check_tables import EN, RU, Row, case, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import checks
from translate.config import ChecksConfig

if TYPE_CHECKING:
    from translate.model import Lang

NBSP = "\u00a0"
EVERYTHING = ChecksConfig(off=frozenset())


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        (EN, "Has he come؟", "Has he come?"),
        (EN, "He spoke، then left", "He spoke, then left"),
        (EN, "He spoke،then left", "He spoke, then left"),
        (EN, "5٪", "5%"),
        (EN, "He spoke , then ( softly ) left .", "He spoke, then (softly) left."),
        (EN, "Two  spaces at the end ", "Two spaces at the end"),
        (EN, "A tab\there", "A tab here"),
        (EN, "in the the house", "In the house"),
        (EN, "«Yes», he said", "“Yes”, he said"),
        (EN, "„Yes“, he said", "“Yes”, he said"),
        (EN, "zero\u200bwidth \u202btext\u202c", "Zerowidth text"),
        (EN, "The Pоlish сouncil", "The Polish council"),
        (EN, "on monday in january", "On Monday in January"),
        (EN, "he said so", "He said so"),
        (EN, "well--known", "Well—known"),
        (EN, "He came؟Then he left,and slept", "He came? Then he left, and slept"),
        (EN, "See https://e.org/a،then go", "See https://e.org/a, then go"),
        (EN, "Yes,https://e.org/a,b is it", "Yes, https://e.org/a,b is it"),
        (EN, "See https://e.org/a ,then go", "See https://e.org/a, then go"),
        (EN, "It is 1٫5 million", "It is 1.5 million"),
        (EN, "He went to to it", "He went to it"),
        (EN, "The the house", "The house"),
        (EN, "So. A a house", "So. A house"),
        (EN, "He «said» „yes“", "He “said” “yes”"),
        (RU, "Их 1٫5 млн из 10٬000", f"Их 1,5 млн из 10{NBSP}000"),
        (RU, "Он приехал؟", "Он приехал?"),
        (RU, "Москва - столица", "Москва — столица"),
        (RU, "Москва – столица", "Москва — столица"),
        (RU, "Он сказал: “Да”", "Он сказал: «Да»"),
        (RU, "Pоссия и Kазахстан", "Россия и Казахстан"),
        (RU, "встреча c министром", "Встреча с министром"),
        (RU, "в в Москве", "В Москве"),
        (RU, "Это было в Понедельник, 10 Января", "Это было в понедельник, 10 января"),
    ],
)
def test_a_slip_is_put_right(lang: Lang, before: str, after: str) -> None:
    assert checks.fixed(before, lang) == after


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (EN, "He said that that man had had enough."),
        (EN, "The ratio is 1.5, at 10:30 a.m., i.e. 1,000 people…"),
        (EN, "See https://example.org/a-b_c, info@example.org"),
        (EN, "al-Assad’s iPhone – an A-line, a B-52"),
        (EN, "«Opened and not closed, he said"),
        (EN, "A family: \U0001f468\u200d\U0001f469"),
        (EN, "He said да."),
        (EN, "See https://tass.com/p?id=1 and https://e.org/a,b,c/d;e"),
        (EN, "See www.e.org/a--b, https://e.org/monday/"),
        (EN, "twitter.com/x?s=20"),
        (EN, "info@example.org?subject=a,b is it"),
        (EN, "Yahoo!Japan said so"),
        (EN, "The WHO who"),
        (EN, "WHO WHO"),
        (EN, "On IT it said"),
        (EN, "Hepatitis A a threat"),
        (EN, "It reads «quote “inner” here»."),
        (EN, "It reads “quote «inner» here”."),
        (EN, "«One „in“ another»"),
        (RU, "Он: “Одно „в“ другом”"),
        (RU, "Гепатит В в Москве"),
        (EN, ""),
        (RU, "Кто-то из-за угла, 2010–2015"),
        (RU, "ИТ- и IT-компании, COVID-19, Су-35"),
        (RU, "«Одно „в“ другом»"),
        (RU, "Среднее значение: 10 000, 1,5 и 10:30"),
        (RU, "Он сказал: «Да"),
        (RU, ""),
    ],
)
def test_what_is_right_or_in_doubt_is_left_alone(lang: Lang, text: str) -> None:
    assert checks.fixed(text, lang) == text


@given(
    text=st.text(st.sampled_from('aAbв Вс.,;:!?؟،()«»“”"-–—\u200f\u00a0№1 \t\n'), max_size=60), lang=st.sampled_from([EN, RU])
)
@settings(max_examples=300, deadline=None)
def test_a_text_is_put_right_at_once(text: str, lang: Lang) -> None:
    once = checks.fixed(text, lang)
    assert checks.fixed(once, lang) == once


@pytest.mark.parametrize(
    "row", [row for row in rows("numbers") + rows("negation") + rows("addresses") if row.kind == "good"], ids=str
)
def test_a_fix_changes_nothing_of_what_a_text_says(row: Row) -> None:
    fixed = checks.fixed(row.text, row.lang)
    assert list(checks.CHECKS[row.table].find(case(row.source, fixed, row.lang))) == []


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("homographs", {"homograph"}),
        ("breaks", {"no-break"}),
        ("invisible", {"invisible"}),
        ("punctuation", {"arabic-mark", "dash"}),
        ("spacing", {"spaces"}),
        ("quotes", {"quote-kind"}),
        ("capitals", {"capital-calendar"}),
    ],
)
def test_a_fix_takes_its_finding_away(table: str, names: set[str]) -> None:
    mended = [row for row in rows(table) if row.finding in names]
    left = {
        row.text: found
        for row in mended
        if (
            found := {
                f.check
                for f in checks.CHECKS[table].find(case(row.source, checks.fixed(row.text, row.lang, EVERYTHING), row.lang))
            }
            & names
        )
    }
    assert mended
    assert left == {}


def test_what_is_off_is_not_put_right() -> None:
    assert checks.fixed("Two  spaces", EN, ChecksConfig(off=frozenset(["spaces", "doubled-word"]))) == "Two  spaces"
    assert checks.fixed("Two  spaces", EN, EVERYTHING) == "Two spaces"


@pytest.mark.parametrize("text", ["See https://tass.com/p?id=1", "twitter.com/x?s=20", "https://e.org/a,b,c/d;e"])
def test_an_address_is_no_slip(text: str) -> None:
    found = {finding.check for finding in checks.run(case("انظر", text, EN))}
    assert found.isdisjoint({"mark-spacing", "capital-start"})


def test_no_break_spaces_are_set_where_a_desk_wants_them() -> None:
    text = "№ 5 и В. В. Путин — президент"
    assert checks.fixed(text, RU) == text
    assert checks.fixed(text, RU, EVERYTHING) == f"№{NBSP}5 и В.{NBSP}В.{NBSP}Путин{NBSP}— президент"
