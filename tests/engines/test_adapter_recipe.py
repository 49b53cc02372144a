"""training/adapter: what is learnt from. (What trains needs PyTorch and a GPU, and is tried by hand: docs/adapter.md.)"""

from __future__ import annotations

import lzma
import random
import sys
from pathlib import Path

import pytest

from translate.lexicon import load
from translate.model import Lang, TermPair

sys.path.append(str(Path(__file__).parents[2] / "training" / "adapter"))
import pairs
import terms

AR, EN, RU = Lang
SENTENCE = ("وصل الوزير إلى القاهرة صباح اليوم.", "The minister arrived in Cairo this morning.", "Министр прибыл утром в Каир.")


def mixed(*rows: tuple[str, str, str, str]) -> list[pairs.Pair]:
    return pairs.mixed([list(row) for row in rows], random.Random(1))  # noqa: S311 - no secret


def test_a_row_of_three_languages_gives_the_three_pairs() -> None:
    found = mixed((*SENTENCE, "news"))
    assert [(pair.langs, pair.source, pair.target) for pair in found] == [
        ((AR, EN), SENTENCE[0], SENTENCE[1]),
        ((AR, RU), SENTENCE[0], SENTENCE[2]),
        ((EN, RU), SENTENCE[1], SENTENCE[2]),
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("وصل الوزير إلى القاهرة <b>صباح</b> اليوم.", SENTENCE[1]),
        ("The minister arrived in Cairo.", SENTENCE[1]),
        (SENTENCE[0], "وصل الوزير إلى القاهرة."),
        (SENTENCE[0], SENTENCE[2]),
        (SENTENCE[0], "He arrived."),
        (
            SENTENCE[0],
            "The minister arrived in Cairo this morning on board of a plane that had left Vienna late in the evening.",
        ),
        ("وصل الوزير إلى القاهرة في 12 يناير.", "The minister arrived in Cairo on January 13."),
        (SENTENCE[0], "The minister arrived in Cairo.He left at once."),
        ("حفظ", "Save"),
        (SENTENCE[0], ""),
    ],
    ids="markup not-arabic not-english russian much-shorter much-longer numbers glued one-word empty".split(),
)
def test_what_is_not_to_be_learnt_from_is_left_out(source: str, target: str) -> None:
    assert mixed((source, target, "", "news")) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("وصل الوزير إلى القاهرة في ١٢ يناير.", "The minister arrived in Cairo on January 12."),
        ("بلغ العدد 1,200 شخص في اليوم.", "The number reached 1200 people in a day."),
        ("نعم، بالطبع!", "Yes, of course!"),
        ("قال إن شركة Apple ستبيع هواتفها.", "He said that Apple would sell its phones."),
    ],
    ids="digits grouped short latin".split(),
)
def test_what_is_sound_stays(source: str, target: str) -> None:
    assert len(mixed((source, target, "", "news"))) == 1


def test_the_same_source_is_taken_once() -> None:
    assert (
        len(mixed((SENTENCE[0], SENTENCE[1], "", "a"), (SENTENCE[0], "This morning the minister arrived in Cairo.", "", "b")))
        == 1
    )


def test_paragraphs_are_of_sentences_that_follow_each_other_in_one_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "PARAGRAPHS", {"a": 1.0})
    held = ("سطر لا يُتعلم منه.", "", "", "a")  # row 0 is on the other side
    first = ("قال الرئيس إنه سيسافر غدا.", "The president said he would travel tomorrow.", "", "a")
    heading = ("عنوان بلا نقطة", "A heading without a dot", "", "a")
    both = mixed(held, first, (SENTENCE[0], SENTENCE[1], "", "a"))
    assert f"{first[0]} {SENTENCE[0]}" in {pair.source for pair in both}
    assert {pair.source for pair in mixed(held, first, (SENTENCE[0], SENTENCE[1], "", "b"))} == {first[0], SENTENCE[0]}
    assert {pair.source for pair in mixed(held, first, heading)} == {first[0], heading[0]}


@pytest.mark.parametrize(("side", "is_new"), [(0, False), (1, False), (2, False)])
def test_nothing_that_stands_in_flores_is_learnt_from(side: int, *, is_new: bool) -> None:
    """Neither a line nor eight words in a row, in whichever language."""
    found = mixed((*SENTENCE, "news"))
    other = {lang: ["Nothing alike."] for lang in Lang}
    assert pairs.without(other, found) == found
    dev = {**other, (AR, EN, RU)[side]: [SENTENCE[side]]}
    kept = pairs.without(dev, found)
    assert any((AR, EN, RU)[side] in pair.langs for pair in kept) is is_new
    assert len(kept) == 1


def test_eight_words_within_longer_ones_are_enough() -> None:
    shared = "one two three four five six seven eight"
    pair = pairs.Pair("نص", f"It begins, {shared} and ends.", (AR, EN), "news", 0)
    dev = {lang: [f"Before {shared} after."] for lang in Lang}
    assert pairs.without(dev, [pair]) == []
    assert pairs.without({lang: ["two three four five six seven eight nine"] for lang in Lang}, [pair]) == [pair]


def test_the_table_is_read_without_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write("ar\ten\tru\torigin\n" + "\t".join((*SENTENCE, "news")) + "\n")
    assert pairs.read(path) == [[*SENTENCE, "news"]]


class TestTermsOfASentence:
    def test_are_words_that_stand_in_both(self) -> None:
        found = terms.terms(
            load(AR, EN), "أعلنت الحكومة أن المستشفى سيفتح أبوابه غدا.", "The government announced the hospital would open."
        )
        assert TermPair("الحكومة", "government") in found
        assert TermPair("المستشفى", "hospital") in found

    def test_are_none_where_the_reference_has_them_not(self) -> None:
        assert not [pair for pair in terms.terms(load(AR, EN), "أعلنت الحكومة قرارها.", "It was raining.") if pair]

    def test_are_none_where_a_word_stands_twice(self) -> None:
        found = terms.terms(load(AR, EN), "قالت الحكومة إن الحكومة مستعدة.", "The government said it was ready.")
        assert "الحكومة" not in {pair.source for pair in found}

    @pytest.mark.parametrize(
        ("phrase", "nominative"),
        [
            ("правительством", "правительство"),
            ("Москве", "Москва"),
            ("новой больницы", "новая больница"),
            ("выборах", "выборы"),
            ("ООН", "ООН"),
            ("пришёл", ""),
            ("быстро", ""),
        ],
    )
    def test_in_russian_are_nominatives_or_none(self, phrase: str, nominative: str) -> None:
        assert terms._nominative(phrase) == nominative
