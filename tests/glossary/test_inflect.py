"""Russian forms, checked against rows that were written by hand (tests/data/russian_forms.csv), never by the code."""

from __future__ import annotations

import csv
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate.glossary.declension import Case, Number, RussianTerm, parse_overrides
from translate.glossary.inflect import forms, inflect

TABLE = Path(__file__).parents[1] / "data" / "russian_forms.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
ANIMACY = {"": None, "1": True, "0": False}


def term_of(row: dict[str, str]) -> RussianTerm:
    return RussianTerm(
        row["term"], row["gender"], row["number"], ANIMACY[row["animate"]], row["person"] == "1", row["overrides"]
    )


TERMS = list(dict.fromkeys(map(term_of, ROWS)))


def name_of(row: dict[str, str]) -> str:
    return f"{row['term']}-{row['case']}{row['number_out']}"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_term_declines_as_a_native_speaker_writes_it(row: dict[str, str]) -> None:
    number = Number(row["number_out"]) if row["number_out"] else None
    assert inflect(term_of(row), Case(row["case"]), number) == row["expected"]


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_the_forms_hold_the_expected_form_and_say_what_it_is(row: dict[str, str]) -> None:
    slots = forms(term_of(row))[row["expected"]]
    assert Case(row["case"]) in {case for case, _ in slots}
    assert not row["number_out"] or Number(row["number_out"]) in {number for _, number in slots}


def test_the_table_covers_every_case_and_has_no_row_twice() -> None:
    assert {row["case"] for row in ROWS} == set(Case)
    assert len({tuple(row.values()) for row in ROWS}) == len(ROWS) >= 180


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.text)
def test_a_term_stands_in_the_nominative_as_given(term: RussianTerm) -> None:
    adjective_of_another_gender = term.text in {"казахстанский", "арабский"} and term.gender not in {"", "m"}
    assert adjective_of_another_gender or inflect(term, Case.NOM) == term.text


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.text)
def test_the_forms_hold_all_that_inflect_gives_and_are_made_once(term: RussianTerm) -> None:
    every = {inflect(term, case, number) for case, number in product(Case, (None, *Number))}
    assert every <= forms(term).keys()
    assert forms(term) is forms(term)


@pytest.mark.parametrize(
    ("text", "person"), [("Токаев", True), ("Казахстан", False), ("ОДКБ", False), ("Совет Безопасности", False)]
)
def test_a_name_has_its_own_number_only(text: str, person: bool) -> None:  # noqa: FBT001
    term = RussianTerm(text, person=person)
    assert {number for slots in forms(term).values() for _, number in slots} == {Number.SG}
    assert inflect(term, Case.GEN, Number.PL) == inflect(term, Case.GEN)


@pytest.mark.parametrize("text", ["Афины", "Вооружённые силы", "Объединённые Арабские Эмираты", "«Братья-мусульмане»"])
def test_a_name_in_the_plural_has_the_plural_only(text: str) -> None:
    assert {number for slots in forms(RussianTerm(text)).values() for _, number in slots} == {Number.PL}


@pytest.mark.parametrize(
    ("text", "number", "other"),
    [
        ("министр иностранных дел", Number.PL, "министров иностранных дел"),
        ("миротворческие силы", Number.SG, "миротворческой силы"),
        ("боевики", Number.SG, "боевика"),
    ],
)
def test_a_common_noun_has_both_numbers_whichever_is_given(text: str, number: Number, other: str) -> None:
    assert inflect(RussianTerm(text), Case.GEN, number) == other


def test_what_has_no_singular_stays_in_the_plural() -> None:
    assert inflect(RussianTerm("выборы"), Case.GEN, Number.SG) == "выборов"


def test_an_adjective_has_all_genders_and_both_accusatives() -> None:
    found = forms(RussianTerm("казахстанский"))
    assert {"казахстанский", "казахстанская", "казахстанское", "казахстанские", "казахстанскую"} <= found.keys()
    for form in ("казахстанский", "казахстанского"):
        assert (Case.ACC, Number.SG) in found[form]


def test_a_locative_after_v_is_found_but_not_written() -> None:
    crimea = RussianTerm("Крым")
    assert inflect(crimea, Case.LOC) == "Крыме"
    assert (Case.LOC, Number.SG) in forms(crimea)["Крыму"]


def test_a_place_in_ovo_declines_or_stays() -> None:
    assert {(Case.GEN, Number.SG), (Case.LOC, Number.SG)} <= set(forms(RussianTerm("Косово"))["Косово"])


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Мария Захарова", "Марии Захаровой"),
        ("Ерлан Карин", "Ерлана Карина"),
        ("Хасан Насралла", "Хасана Насраллы"),
        ("Дарига Назарбаева", "Дариги Назарбаевой"),
        ("Илья Ким", "Ильи Кима"),
    ],
)
def test_the_sex_of_a_person_is_found_out_where_it_is_not_given(name: str, genitive: str) -> None:
    assert inflect(RussianTerm(name, person=True), Case.GEN) == genitive


@pytest.mark.parametrize(
    ("given", "genitive"),
    [
        ("МВД России", "МВД России"),
        ("Саудовская аравия", "Саудовской аравии"),
        ("МинФин России", "МинФина России"),
        ("полёт", "полёта"),
        ("полет", "полета"),
    ],
)
def test_capitals_and_yo_stay_as_the_editor_writes_them(given: str, genitive: str) -> None:
    assert inflect(RussianTerm(given), Case.GEN) == genitive


def test_letters_in_two_code_points_decline_too() -> None:
    assert inflect(RussianTerm("хусии\u0306скии\u0306"), Case.GEN) == "хусийского"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", {}),
        ("indeclinable", {}),
        ("gen=Алма-Аты", {(Case.GEN, None): "Алма-Аты"}),
        (" gen = Алма-Аты ; loc=Алма-Ате; ", {(Case.GEN, None): "Алма-Аты", (Case.LOC, None): "Алма-Ате"}),
        ("pl.gen=МИДов; sg.ins=МИДом", {(Case.GEN, Number.PL): "МИДов", (Case.INS, Number.SG): "МИДом"}),
    ],
)
def test_a_cell_of_forms_is_read(cell: str, expected: object) -> None:
    assert parse_overrides(cell) == expected


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("Алма-Аты", "'Алма-Аты' is neither"),
        ("gen=", "'gen=' is neither"),
        ("gen", "'gen' is neither"),
        ("voc=Алма-Ато", "'voc=Алма-Ато' is neither"),
        ("dual.gen=Алма-Аты", "'dual.gen=Алма-Аты' is neither"),
        ("indeclinable; gen=Алма-Аты", "'indeclinable' is neither"),
        ("gen=Алма-Аты; gen=Алматы", "'gen' stands there twice"),
    ],
)
def test_a_cell_of_nonsense_is_refused_with_what_is_wrong(cell: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        RussianTerm("Алма-Ата", overrides=cell)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"text": "  "}, "is blank"),
        ({"text": "мир", "gender": "x"}, "gender 'x'"),
        ({"text": "мир", "number": "dual"}, "number 'dual'"),
    ],
)
def test_a_term_of_nonsense_is_refused_with_what_is_wrong(fields: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        RussianTerm(**fields)


def test_overrides_win_over_rules_and_leave_the_other_cases() -> None:
    term = RussianTerm("Рабин", person=True, overrides="ins=Рабином; pl.nom=Рабины")
    assert [inflect(term, Case.INS), inflect(term, Case.GEN)] == ["Рабином", "Рабина"]
    assert inflect(term, Case.NOM, Number.PL) == "Рабины"
    assert "Рабиным" not in forms(term)


def test_an_indeclinable_term_has_one_form() -> None:
    assert list(forms(RussianTerm("Бен Али", person=True, overrides="indeclinable"))) == ["Бен Али"]


def test_the_dictionary_is_not_loaded_by_the_import() -> None:
    code = "from translate.glossary import forms, words; print(words.dictionary.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


words = st.text(alphabet="абвгдеёийклмнопрстуъыьэюяБМРС -—«»()'.1A\u0306\u0301²_", min_size=1).filter(str.strip)


@example(text="аб\U00017000", person=False, gender="")  # a character without a name: pymorphy3 raises
@given(words | st.text(min_size=1).filter(str.strip), st.booleans(), st.sampled_from(["", "m", "f", "n"]))
def test_any_text_has_all_its_cases(text: str, person: bool, gender: str) -> None:  # noqa: FBT001
    term = RussianTerm(text, gender=gender, person=person)
    assert all(inflect(term, case, number) for case, number in product(Case, Number))


@given(st.text(alphabet="АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ", min_size=1, max_size=8), st.sampled_from(list(Case)))
def test_an_acronym_never_declines(acronym: str, case: Case) -> None:
    assert inflect(RussianTerm(acronym), case) == acronym
    assert inflect(RussianTerm(f"силы {acronym}"), case).endswith(f" {acronym}")
