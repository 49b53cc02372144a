"""Which form is wanted where: full at first mention in the running text, short after it."""

from __future__ import annotations

import pytest

from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found, concepts_of, mentions
from translate.glossary.termbase import by_id, concept_of
from translate.model import BlockKind, Lang, Segment

EN, RU = Lang.EN, Lang.RU
TERMBASE = by_id(
    concept_of(row)
    for row in (
        {
            "id": "org.csto", "type": "organisation", "ar": "منظمة معاهدة الأمن الجماعي", "ar_short": "الأمن الجماعي",
            "en": "Collective Security Treaty Organization", "en_short": "CSTO",
            "ru": "Организация Договора о коллективной безопасности", "ru_short": "ОДКБ",
        },
        {"id": "org.tass", "type": "organisation", "ar": "وكالة تاس", "ar_short": "تاس", "en": "TASS", "ru": "ТАСС"},
        {
            "id": "person.putin", "type": "person", "ar": "فلاديمير بوتين", "ar_short": "بوتين",
            "en": "Vladimir Putin", "en_short": "Putin", "ru": "Владимир Путин", "ru_short": "Путин",
        },
    )
)  # fmt: skip
MATCHER = Matcher(TERMBASE)
FULL, SHORT = "منظمة معاهدة الأمن الجماعي", "الأمن الجماعي"
P, T, H = BlockKind.PARAGRAPH, BlockKind.TITLE, BlockKind.HEADING

CASES = [  # (kind, source) of each segment, and the forms wanted
    ([(P, FULL), (P, FULL)], ["Collective Security Treaty Organization", "CSTO"]),
    ([(P, SHORT), (P, FULL)], ["Collective Security Treaty Organization", "CSTO"]),
    ([(P, f"{FULL} و{FULL}")], ["Collective Security Treaty Organization", "CSTO"]),
    ([(T, SHORT), (P, SHORT), (P, SHORT)], ["CSTO", "Collective Security Treaty Organization", "CSTO"]),
    ([(P, FULL), (H, FULL), (P, FULL)], ["Collective Security Treaty Organization"] * 2 + ["CSTO"]),
    ([(P, "وكالة تاس"), (P, "تاس")], ["TASS", "TASS"]),
    ([(P, "بوتين"), (P, "فلاديمير بوتين"), (P, "بوتين")], ["Putin", "Vladimir Putin", "Putin"]),
]


@pytest.mark.parametrize(("blocks", "forms"), CASES)
def test_a_body_is_named_in_full_where_the_text_names_it_first(blocks: list[tuple[BlockKind, str]], forms: list[str]) -> None:
    segments = [Segment(str(place), place, kind, source, "") for place, (kind, source) in enumerate(blocks)]
    matches = {segment.id: MATCHER.find(segment.source) for segment in segments}
    found = mentions(segments, matches, TERMBASE, EN)
    assert [mention.form for segment in segments for mention in found[segment.id]] == forms


def test_a_first_mention_says_so_and_only_where_the_rule_made_it() -> None:
    segments = [Segment("a", 0, P, SHORT, ""), Segment("b", 1, P, "بوتين", "")]
    matches = {segment.id: MATCHER.find(segment.source) for segment in segments}
    found = mentions(segments, matches, TERMBASE, RU)
    assert [mention.introduces for each in found.values() for mention in each] == [True, False]


def test_a_sentence_that_stands_alone_follows_its_arabic() -> None:
    found = as_found(MATCHER.find(f"{SHORT} {FULL}"), TERMBASE, RU)
    assert [mention.form for mention in found] == ["ОДКБ", "Организация Договора о коллективной безопасности"]
    assert list(concepts_of(found)) == ["org.csto"]
    assert concepts_of(found)["org.csto"] is found[0]
