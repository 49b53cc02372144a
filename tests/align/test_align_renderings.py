"""What published translations call what the glossary lacks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from translate.align.renderings import Renderings
from translate.cli import main
from translate.formats.tmx import Pair, write
from translate.glossary import tables
from translate.model import Lang

if TYPE_CHECKING:
    from pathlib import Path

EN, RU = Lang.EN, Lang.RU
TEXTS = [
    ("زار رئيس وكالة الطاقة النووية طهران.", "The head of the Nuclear Energy Agency visited Tehran.",
     "Глава Агентства по ядерной энергии посетил Тегеран."),
    ("وقالت وكالة الطاقة النووية إنها ستعود.", "It would return, the Nuclear Energy Agency said.",
     "Агентство по ядерной энергии сообщило, что вернётся."),
    ("ورحبت موسكو ببيان وكالة الطاقة النووية.", "Moscow welcomed the statement of the Nuclear Energy Agency.",
     "Москва приветствовала заявление Агентства по ядерной энергии."),
    ("وقال الوزير إن الطقس جميل.", "The weather is fine, the minister said.", "Министр сказал, что погода хорошая."),
    ("زار الوزير موسكو.", "The minister visited Moscow.", "Министр посетил Москву."),
]  # fmt: skip
PAIRS = [Pair(ar, text, lang) for ar, en, ru in TEXTS for lang, text in ((EN, en), (RU, ru))]


@pytest.mark.parametrize(
    ("arabic", "lang", "rendering"),
    [
        ("وكالة الطاقة النووية", EN, ("Nuclear Energy Agency", 3, 3)),
        ("وكالة الطاقة النووية", RU, ("Агентства по ядерной энергии", 3, 3)),
        ("موسكو", EN, ("Moscow", 2, 2)),
        ("الوزير", EN, ("The minister", 2, 2)),
    ],
)
def test_what_translators_agree_on_is_found(arabic: str, lang: Lang, rendering: tuple[str, int, int]) -> None:
    assert Renderings(PAIRS).of([arabic], lang) == rendering


@pytest.mark.parametrize("arabic", ["طهران", "القاهرة", "رئيس"])
def test_once_or_never_is_no_evidence(arabic: str) -> None:
    assert Renderings(PAIRS).of([arabic], EN) is None


def test_a_sentence_that_comes_twice_counts_once() -> None:
    twice = [Pair(TEXTS[0][0], TEXTS[0][1], EN)] * 3
    assert Renderings(twice).of(["طهران"], EN) is None


def test_suggestions_take_it_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("\n\n".join(arabic for arabic, *_ in TEXTS), encoding="utf-8")
    write(PAIRS, tmp_path / "pairs.tmx")
    words = ["translate", "glossary", "suggest", "a.txt", "--pairs", "pairs.tmx", "--out", "new.csv"]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    rows = {row.cells["ar"]: row.cells for row in tables.read(tmp_path / "new.csv") if isinstance(row, tables.Row)}
    agency = next(cells for arabic, cells in rows.items() if "الطاقة النووية" in arabic)
    assert (agency["en"], agency["status"]) == ("Nuclear Energy Agency", "proposed")
    assert "“Nuclear Energy Agency” in 3 of 3 translations" in agency["note"]
