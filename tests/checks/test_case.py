"""What checks share of a case, and the short ways that they take: each must say what the long one says."""

from __future__ import annotations

import pytest
from check_tables import EN, RU, TERMBASE, case

from translate.arabic import fold
from translate.checks.case import Case
from translate.checks.terms import MISSING, check
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.glossary.names import Names
from translate.glossary.termbase import Concept, TargetForms, by_id

NASTY = ["", " ", "  a\u00a0b ", "ﻼ ١٫٥\tأإآ «ى»", "Rahmon_x x_Rahmon", "Σ ΑΣ", "Pоссия\u200b - 5", "one one"]


@pytest.mark.parametrize("text", NASTY)
def test_a_source_in_pieces_is_folded_as_a_whole(text: str) -> None:
    assert case(text, "").folded == fold(text).text


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("lang", [EN, RU])
def test_signs_are_all_but_spaces_and_the_letters_of_the_language(text: str, lang: str) -> None:
    ours = "abcdefghijklmnopqrstuvwxyz" if lang is EN else "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    assert case("", text, lang).signs == frozenset(text) - set(ours + ours.upper() + " ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rahmon met Rahmon.", [(0, 6), (11, 17)]),
        ("Emomali Rahmon", [(0, 14), (8, 14)]),
        ("Rahmon_2 but not x_Rahmon, xRahmon, Rahmons", [(0, 6)]),
        ("“Rahmon”, Rahmon's", [(1, 7), (10, 16)]),
    ],
)
def test_a_form_stands_where_a_word_begins_and_one_ends(text: str, found: list[tuple[int, int]]) -> None:
    assert sorted(hit[:2] for hit in Names(TERMBASE).hits(text, EN)) == found


@pytest.mark.parametrize(("text", "missing"), [("Акции «Газпрома» растут.", 0), ("Акции Газпрома растут.", 1)])
def test_a_form_in_quotes_is_not_there_without_them(text: str, missing: int) -> None:
    forms = {EN: TargetForms("Gazprom"), RU: TargetForms("«Газпром»")}
    termbase = by_id([Concept("org.gazprom", "organisation", "approved", ("غازبروم",), (), "", forms)])
    source = "ارتفعت أسهم غازبروم."
    mentions = as_found(Matcher(termbase).find(source), termbase, RU)
    found = check(Case(source, text, RU, mentions, termbase, Names(termbase)))
    assert [finding.check for finding in found] == [MISSING] * missing
