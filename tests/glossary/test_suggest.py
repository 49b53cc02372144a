"""What is proposed for the termbase, and what is not."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats import reading
from translate.glossary.columns import COLUMNS, mistakes
from translate.glossary.suggest import suggest
from translate.glossary.termbase import Termbase, by_id, concept_of, load
from translate.segment import segments

if TYPE_CHECKING:
    from translate.glossary.suggest import Suggestion

ROOT = Path(__file__).parents[2]
EMPTY = by_id([])
NAMES = ("توكاييف", "لوكاشينكو", "كازاخستان", "منظمة معاهدة الأمن الجماعي", "قوات حفظ السلام")


@pytest.fixture(scope="module")
def seed() -> list[tuple[str, list[str]]]:
    document = reading.read(ROOT / "seeds" / "000_bbc6906954d71654.txt")
    return [(document.name, [segment.source for segment in segments(document.blocks)])]


def termbase(*rows: dict[str, str]) -> Termbase:
    return by_id(concept_of({"id": f"c{number}", "en": "x", "ru": "х", **row}) for number, row in enumerate(rows))


def proposed(*sentences: str, known: Termbase = EMPTY) -> dict[str, Suggestion]:
    return {suggestion.ar: suggestion for suggestion in suggest([("a", sentences)], known)}


def names(suggestions: list[Suggestion]) -> list[str]:
    return [form for one in suggestions for form in (one.ar, one.short) if form]


def test_the_seed_without_a_glossary_yields_its_names_and_terms(seed: list[tuple[str, list[str]]]) -> None:
    assert set(NAMES) <= set(names(suggest(seed, EMPTY)[:25]))


def test_the_glossary_leaves_nothing_of_them_to_propose(seed: list[tuple[str, list[str]]]) -> None:
    found = suggest(seed, load(ROOT / "glossary"))
    assert not [one.ar for one in found if any(name in one.ar or name == one.short for name in NAMES)]


def test_ordinary_words_of_the_seed_are_not_proposed(seed: list[tuple[str, list[str]]]) -> None:
    found = suggest(seed, EMPTY)
    assert not {"الأحداث", "أحداث", "خلال", "الرئيس", "الاجتماع", "الوضع", "البلاد"} & set(names(found))


def test_types_are_guessed(seed: list[tuple[str, list[str]]]) -> None:
    types = {one.ar: one.type for one in suggest(seed, EMPTY)}
    assert types["كازاخستان"] == "place"
    assert types["قاسم جومارت توكاييف"] == "person"
    assert types["منظمة معاهدة الأمن الجماعي"] == "organisation"
    assert types["تاس"] == "organisation"
    assert types["قوات حفظ السلام"] == "term"


def test_what_is_attached_does_not_count() -> None:
    found = proposed("سافر إلى كازاخستان.", "عاد من كازاخستان وبكازاخستان.", "ولكازاخستان حدود.")
    assert found["كازاخستان"].count == 4


def test_what_only_looks_attached_stays() -> None:
    assert set(proposed("قال بوتين ذلك.", "رفض بوتين هذا.", "وصل فوكوياما.", "عاد فوكوياما.")) == {"بوتين", "فوكوياما"}


def test_spellings_of_a_foreign_name_are_one_suggestion() -> None:
    found = proposed("زار غرينلاند أمس.", "عاد من غرينلاند.", "تقع جرينلاند هناك.")
    assert found["غرينلاند"].variants == ("جرينلاند",)
    assert found["غرينلاند"].count == 3


def test_a_surname_goes_with_its_full_name() -> None:
    (one,) = proposed("قال سيرغي ريابكوف ذلك.", "التقى سيرغي ريابكوف نظيره.", "وأكد ريابكوف ذلك.", "ونفى ريابكوف هذا.").values()
    assert (one.ar, one.short, one.count) == ("سيرغي ريابكوف", "ريابكوف", 4)
    assert (one.en, one.ru, one.id) == ("Sergei Ryabkov", "Сергей Рябков", "person.sergei-ryabkov")


def test_a_surname_of_two_is_short_for_neither() -> None:
    pair = ("قال سيرغي ريابكوف ذلك.", "وقال إيغور ريابكوف هذا.")
    assert {one.short for one in proposed(*pair, *pair).values()} == {""}


def test_a_given_name_alone_is_no_entry() -> None:
    assert not proposed("قال محمد ذلك.", "عاد محمد أمس.", "رأى محمد هذا.")


def test_a_part_is_not_proposed_beside_the_whole() -> None:
    found = proposed(*["زارت بعثة حفظ السلام البلاد.", "عادت بعثة حفظ السلام أمس."] * 2)
    assert "بعثة حفظ السلام" in found
    assert not {"حفظ السلام", "بعثة حفظ", "بعثة", "السلام"} & set(found)


@pytest.mark.parametrize("sign", ["،", ".", " - ", '"', "؟", " 5 ", " EU ", "("])
def test_no_phrase_goes_across_a_sign_or_number(sign: str) -> None:
    assert not proposed(*[f"رأت القوات{sign}المسلحة ذلك."] * 3)


def test_a_name_in_quotes_after_what_a_body_is_called_is_one() -> None:
    found = proposed('نقلت وكالة "خبر" ذلك.', 'ذكرت وكالة "خبر" هذا.')
    assert found["خبر"].type == "organisation"


def test_a_body_keeps_the_prepositions_of_its_name() -> None:
    found = proposed("أعلنت منظمة الأمن والتعاون في أوروبا ذلك.", "رحبت منظمة الأمن والتعاون في أوروبا بهذا.")
    assert "منظمة الأمن والتعاون في أوروبا" in found


def test_a_word_in_a_place_of_names_is_a_name_only_if_it_is_never_inflected() -> None:
    place = ("وصل إلى مدينة نبلة أمس.", "عاد من مدينة نبلة غدا.")
    assert proposed(*place)["نبلة"].type == "place"
    assert "نبلة" not in proposed(*place, "رأى النبلة هناك.", "عند النبلة.")


def test_what_the_termbase_has_is_not_proposed_whatever_its_status() -> None:
    sentences = ["سافر إلى كازاخستان.", "عاد من كازاخستان."]
    assert proposed(*sentences)
    for status in ("approved", "proposed", "deprecated"):
        assert not proposed(*sentences, known=termbase({"ar": "كازاخستان", "type": "place", "status": status}))


def test_a_body_that_contains_a_known_term_is_proposed() -> None:
    known = termbase({"ar": "الأمن الجماعي", "type": "organisation"})
    found = proposed(*["قالت منظمة معاهدة الأمن الجماعي ذلك.", "قال الأمن الجماعي هذا."] * 2, known=known)
    assert set(found) == {"منظمة معاهدة الأمن الجماعي"}


def test_a_body_of_known_words_has_its_translation_guessed() -> None:
    known = termbase({"ar": "دفاع", "type": "term", "en": "defence", "ru": "оборона"})
    one = proposed("أعلنت وزارة الدفاع ذلك.", "ونفت وزارة الدفاع هذا.", known=known)["وزارة الدفاع"]
    assert (one.en, one.ru) == ("Ministry of defence", "Министерство обороны")


def test_a_term_has_no_guess_and_its_row_says_so() -> None:
    one = proposed(*["رأى قوات حفظ السلام هناك."] * 2)["قوات حفظ السلام"]
    assert (one.en, one.ru) == ("", "")
    assert one.as_row()["en"]
    assert "not translated" in one.as_row()["note"]


def test_counts_documents_and_contexts() -> None:
    sentence = f"{'كلمة ' * 40}عن كازاخستان {'كلمة ' * 40}."
    (one, *_) = suggest([("a", [sentence, sentence]), ("b", ["في كازاخستان."]), ("c", [])], EMPTY)
    assert (one.ar, one.count, one.documents) == ("كازاخستان", 3, 2)
    assert one.contexts[1] == "في كازاخستان."
    assert one.contexts[0].startswith("…كلمة ")
    assert len(one.contexts) == 2
    assert all("كازاخستان" in context and len(context) < 180 for context in one.contexts)
    assert one.as_row()["note"].startswith("3 times in 2 documents; ")


def test_ids_are_unique_in_the_list_and_in_the_termbase() -> None:
    known = termbase({"id": "place.kazakhstan", "ar": "بلد"})
    assert proposed("سافر إلى كازاخستان.", "عاد من كازاخستان.", known=known)["كازاخستان"].id == "place.kazakhstan-2"


def test_limits_hold(seed: list[tuple[str, list[str]]]) -> None:
    everything = suggest(seed, EMPTY)
    assert suggest(seed, EMPTY, limit=3) == everything[:3]
    assert all(one.count >= 4 for one in suggest(seed, EMPTY, min_count=4))
    assert [one.score for one in everything] == sorted((one.score for one in everything), reverse=True)


def test_the_rows_load_as_a_glossary_that_steers_nothing(tmp_path: Path, seed: list[tuple[str, list[str]]]) -> None:
    found = suggest(seed, EMPTY)
    with (tmp_path / "suggestions.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(one.as_row() for one in found)
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert list(loaded.concepts) == [one.id for one in found]
    assert not list(loaded.approved)


PIECES = [
    "كازاخستان",
    "سيرغي",
    "لافروف",
    "وكالة",
    "=1+1",
    "-",
    '"',
    "و",
    "ال",
    " ",
    ".",
    "\x00",
    "\u202e",
    "🙂",
    "ـ",
    "\u064b",
    "في",
    "ﷺ",
    "ٹ",
    "Иван",
    "|",
]
SENTENCES = st.lists(st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40)), max_size=6)


@given(SENTENCES)
def test_any_text_gives_rows_without_mistakes(sentences: list[str]) -> None:
    rows = [one.as_row() for one in suggest([("a", sentences), ("b", sentences)], EMPTY)]
    assert not [wrong for row in rows for wrong in mistakes(row)]


@pytest.mark.parametrize("documents", [[], [("a", [])], [("a", ["", " ", "...", "123"])]])
def test_nothing_yields_nothing(documents: list[tuple[str, list[str]]]) -> None:
    assert suggest(documents, EMPTY) == []


def test_a_word_without_end_is_none() -> None:
    start = time.perf_counter()
    assert not proposed(*["بوتي" * 50_000] * 3)
    assert time.perf_counter() - start < 10


def test_a_large_corpus_is_read_at_once(seed: list[tuple[str, list[str]]]) -> None:
    """Measured: 10 MB in 7 s, with 135 MB at the most, on two shared cores."""
    start = time.perf_counter()
    suggest(seed * 150, EMPTY)  # 1.2 MB
    assert time.perf_counter() - start < 20
