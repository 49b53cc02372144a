"""Terms found in drafts: what must be found, and as many look-alikes that must not."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary.declension import Case, Number, RussianTerm
from translate.glossary.forms import FormMatch, find_english, find_russian
from translate.glossary.inflect import forms, inflect

TABLE = Path(__file__).parents[1] / "data" / "russian_forms.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
TERMS = list(
    dict.fromkeys(
        RussianTerm(
            row["term"],
            row["gender"],
            row["number"],
            {"": None, "1": True, "0": False}[row["animate"]],
            row["person"] == "1",
            row["overrides"],
        )
        for row in ROWS
    )
)

RUSSIAN_FOUND = [
    ("Иран", "переговоры с Ираном", "Ираном"),
    ("Иран", "треугольник Россия–Иран–Турция", "Иран"),
    ("Тадж", "дворец Таджа", "Таджа"),
    ("Тадж", "Тадж.", "Тадж"),
    ("ОДКБ", "силы ОДКБ, по его словам", "ОДКБ"),
    ("министр иностранных дел", "Министры иностранных дел прибыли", "Министры иностранных дел"),
    ("министр иностранных дел", "о министре иностранных\u00a0дел", "министре иностранных\u00a0дел"),
    ("министр иностранных дел", "министра  иностранных\nдел", "министра  иностранных\nдел"),
    ("казахстанский", "в казахстанской столице", "казахстанской"),
    ("казахстанский", "Казахстанские силовики", "Казахстанские"),
    ("Нур-Султан", "из Нур\u2011Султана", "Нур\u2011Султана"),
    ("Алма-Ата", "под Алма-Атой,", "Алма-Атой"),
    ("Крым", "в Крыму", "Крыму"),
    ("Косово", "в Косово", "Косово"),
    ("самолёт", "два самолета", "самолета"),
    ("самолет", "два самолёта", "самолёта"),
    ("самолёт", "само\u00adлё\u0301том", "само\u00adлё\u0301том"),
    ("йогурт", "и\u0306огурта", "и\u0306огурта"),
    ("движение «Талибан»", 'движению "Талибан"', 'движению "Талибан"'),
    ("«Талибан»", "с „Талибаном“ встретились", "„Талибаном“"),
    ("государства — члены ОДКБ", "государствам - членам ОДКБ", "государствам - членам ОДКБ"),
    ("государства — члены ОДКБ", "государств-членов ОДКБ", "государств-членов ОДКБ"),
    ("Кот-д’Ивуар", "в Кот-д'Ивуаре", "Кот-д'Ивуаре"),
    ("президент", "Россия — президент — Казахстан", "президент"),
    ("Ближний Восток", "БЛИЖНИЙ ВОСТОК", "БЛИЖНИЙ ВОСТОК"),
    ("российско-", "в российско-казахстанском совете", "российско-"),
    ("-российский", "о казахстанско-российском совете", "-российском"),
    ("С-400", "комплексов С-400", "С-400"),
]
RUSSIAN_MISSED = [
    ("российско-", "русско-японская война"),
    ("-российский", "всероссийский съезд"),
    ("Иран", "иранский вопрос"),
    ("Иран", "Иранский вопрос"),
    ("Иран", "конфликт Иран-контрас"),
    ("Тадж", "в Таджикистане"),
    ("Тадж", "таджский"),
    ("Тадж", "Тадж-Махал"),
    ("ОДКБ", "одкб"),
    ("ОДКБ", "ОДКБшный"),
    ("ООН", "Одкб и Оон"),
    ("министр иностранных дел", "министр иностранных деловых кругов"),
    ("министр иностранных дел", "премьер-министр иностранных дел"),
    ("министр иностранных дел", "министр внутренних и иностранных дел"),
    ("казахстанский", "российско-казахстанский"),
    ("казахстанский", "казахстанец"),
    ("Султан", "Нур-Султан"),
    ("Нур-Султан", "Нур Султан"),
    ("Мир", "карта мира"),
    ("Оман", "романы и Османская империя"),
    ("Совет Безопасности", "совет безопасности"),
    ("Кум", "кум, кума, Кумык"),
    ("Сана", "сана и Санаа"),
    ("Газа", "цена газа"),
    ("движение «Талибан»", "движение Талибан"),
    ("президент", "вице-президента, экс-президента"),
    ("президент", "президентский, президентство"),
    ("С-400", "С-4000"),
]
ENGLISH_FOUND = [
    ("Oman", "Oman's position", "Oman"),
    ("Oman", "OMAN", "OMAN"),
    ("Oman", "an Oman-based group", "Oman"),
    ("Iran", "anti-Iran", "Iran"),
    ("CSTO", "the CSTO’s forces", "CSTO"),
    ("CSTO", "CSTO-led", "CSTO"),
    ("UAV", "UAVs", "UAVs"),
    ("peacekeeping force", "Peacekeeping forces' role", "Peacekeeping forces"),
    ("coup attempt", "a coup-attempt", "coup-attempt"),
    ("cease-fire", "a cease fire", "cease fire"),
    ("head of state", "heads of state", "heads of state"),
    ("emergency", "emergencies", "emergencies"),
    ("crisis", "crises", "crises"),
    ("colour revolution", "color revolutions", "color revolutions"),
    ("Ministry of Defence", "Ministry of Defense", "Ministry of Defense"),
    ("Shanghai Cooperation Organization", "Shanghai Cooperation Organisation's", "Shanghai Cooperation Organisation"),
    ("enrichment programme", "enrichment programs", "enrichment programs"),
    ("the Kremlin", "Kremlin officials", "Kremlin"),
    ("The Hague", "in the Hague", "Hague"),
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", "Recep Tayyip Erdoğan"),
    ("Sana'a", "near Sana’a.", "Sana’a"),
    ("Côte d’Ivoire", "Cote d'Ivoire's", "Cote d'Ivoire"),
    ("al-Assad", "Bashar al Assad", "al Assad"),
    ("foreign minister", "FOREIGN\u00a0MINISTER", "FOREIGN\u00a0MINISTER"),
    ("Kazakhstan foreign minister", "Kazakhstan's foreign minister", "Kazakhstan's foreign minister"),
    ("U.S. forces", "the U.S. forces", "U.S. forces"),
    ("U.S.", "in the U.S. now", "U.S."),
    ("People's Council", "the People’s Council", "People’s Council"),
]
ENGLISH_MISSED = [
    ("Oman", "Omani, Romania"),
    ("Oman", "oman"),
    ("Iran", "Iranian"),
    ("CSTO", "csto, Csto"),
    ("CSTO", "ACSTO, CSTO2"),
    ("UN", "un, Un, UNHCR"),
    ("US", "us, Us, USA"),
    ("peacekeeping force", "peacekeeping forced"),
    ("peacekeeping force", "peacekeeping task-force, peacekeeping force-feeding"),
    ("coup attempt", "coup: attempt"),
    ("coup attempt", "coupattempt"),
    ("head of state", "head of statement"),
    ("head of state", "head of states"),
    ("Ministry of Defence", "ministry of defence"),
    ("Ministry of Defence", "Ministries of Defence"),
    ("Defence", "Defences, Defenceless"),
    ("Sana", "Sana'a"),
    ("president", "vice-president, president-elect"),
    ("president", "presidential, presidency"),
    ("color", "colon"),
    ("Assad", "Assadi"),
    ("Nur-Sultan", "Nursultan"),
    ("Mali", "Somalia, Mālikī"),
    ("Oman foreign minister", "talks in Oman. Foreign ministers met"),
    ("U.S.", "US, U S"),
    ("the", "the"),
    ("...", "..."),
    ("Georgia", "georgia"),
]


def test_there_are_as_many_bad_examples_as_good() -> None:
    assert len(RUSSIAN_FOUND) == len(RUSSIAN_MISSED)
    assert len(ENGLISH_FOUND) == len(ENGLISH_MISSED)


@pytest.mark.parametrize(("term", "text", "found"), RUSSIAN_FOUND)
def test_a_russian_term_is_found_as_it_stands(term: str, text: str, found: str) -> None:
    assert [text[match.start : match.end] for match in find_russian(RussianTerm(term), text)] == [found]


@pytest.mark.parametrize(("term", "text"), RUSSIAN_MISSED)
def test_what_looks_like_a_russian_term_is_left(term: str, text: str) -> None:
    assert find_russian(RussianTerm(term), text) == ()


@pytest.mark.parametrize(("form", "text", "found"), ENGLISH_FOUND)
def test_an_english_form_is_found_as_it_stands(form: str, text: str, found: str) -> None:
    matches = find_english(form, text)
    assert [text[match.start : match.end] for match in matches] == [found]
    assert matches[0].form == form


@pytest.mark.parametrize(("form", "text"), ENGLISH_MISSED)
def test_what_looks_like_an_english_form_is_left(form: str, text: str) -> None:
    assert find_english(form, text) == ()


def test_a_match_says_the_form_of_the_glossary_and_what_it_may_be() -> None:
    text = "без самолета"
    assert find_russian(RussianTerm("самолёт"), text) == (FormMatch(4, 12, "самолёта", ((Case.GEN, Number.SG),)),)


def test_every_occurrence_is_found_in_order() -> None:
    text = "Иран и Ирак; Ирану — Иран"
    assert [m.start for m in find_russian(RussianTerm("Иран"), text)] == [0, 13, 21]
    assert [m.start for m in find_english("Iran", "Iran, Iraq, Iran's")] == [0, 12]


def test_a_person_is_found_by_name_and_surname_in_one_case() -> None:
    person = RussianTerm("Касым-Жомарт Токаев", gender="m", person=True)
    assert find_russian(person, "с Касым-Жомартом Токаевым")[0].cases == ((Case.INS, Number.SG),)
    assert find_russian(person, "с Касым-Жомартом Токаева") == ()


every_form = st.sampled_from(TERMS).flatmap(lambda term: st.tuples(st.just(term), st.sampled_from(sorted(forms(term)))))
around = st.sampled_from(["", " ", "В ", "— ", "(", "«", "и\u00a0", "Глава: ", "«Иран» и "])
after = st.sampled_from(["", ".", ", что", " — это", "\u00a0и", ")", "»", "…"])


@given(every_form, around, after)
def test_every_form_is_found_wherever_it_stands(term_and_form: tuple[RussianTerm, str], before: str, behind: str) -> None:
    term, form = term_and_form
    text = before + form + behind
    matches = [match for match in find_russian(term, text) if match.start == len(before)]
    assert [text[match.start : match.end] for match in matches] == [form]
    assert set(forms(term)[form]) <= set(matches[0].cases)


@given(st.sampled_from(TERMS), st.sampled_from(list(Case)), st.sampled_from([None, *Number]))
def test_what_inflect_writes_is_found_and_known_for_that_case(term: RussianTerm, case: Case, number: Number | None) -> None:
    text = f"Заявил: {inflect(term, case, number)}!"
    assert case in {found for match in find_russian(term, text) for found, _ in match.cases}


letters = st.text(alphabet="Иранае ОДКБ-—–«»\"'’.\u0301\u0306\u00ad\u00a0\u200fёЁİ", max_size=40) | st.text()


@given(st.sampled_from(TERMS), letters)
def test_any_russian_text_is_searched_and_every_offset_slices_back(term: RussianTerm, text: str) -> None:
    check_offsets(find_russian(term, text), text)


@given(st.sampled_from(["Oman", "CSTO", "U.S.", "peacekeeping force", "the Kremlin", "Sana'a", "æ ß", "'"]), letters)
def test_any_english_text_is_searched_and_every_offset_slices_back(form: str, text: str) -> None:
    check_offsets(find_english(form, text), text)
    check_offsets(find_english(form, f"{text} {form}s {text}'s {form}-{text}"), f"{text} {form}s {text}'s {form}-{text}")


@given(st.text(), st.text())
def test_any_form_is_sought_in_any_text(form: str, text: str) -> None:
    check_offsets(find_english(form, text + form), text + form)


def check_offsets(matches: tuple[FormMatch, ...], text: str) -> None:
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert all(one.end <= other.start for one, other in pairwise(matches))
