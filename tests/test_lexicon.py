"""Words and their translations: what of a source is in a draft, what of a draft in its source, and hints for an engine."""

from __future__ import annotations

import pytest

from translate.errors import TranslateError
from translate.lexicon import hints, load
from translate.lexicon.adequacy import adequacy
from translate.model import Lang, TermPair
from translate.stems import stems

AR, EN, RU = Lang
SOURCE = "أعلن وزير الدفاع الحرب على الإرهاب."


class TestStems:
    @pytest.mark.parametrize(
        ("text", "lang", "expected"),
        [
            ("والاجتماعات", AR, [("اجتماع", 0, 11)]),
            ("قمّةُ", AR, [("قمه", 0, 5)]),
            ("Meets, meeting", EN, [("meet", 0, 5), ("meet", 7, 14)]),
            ("the president’s 12", EN, [("th", 0, 3), ("presiden", 4, 15), ("12", 16, 18)]),
            ("Ёлки", RU, [("елки", 0, 4)]),
            ("переговоры, переговоров", RU, [("перегов", 0, 10), ("перегов", 12, 23)]),
            ("İstanbul 1", EN, [("istanbul", 0, 8), ("1", 9, 10)]),
            ("", EN, []),
        ],
    )
    def test_know_where_their_words_stand(self, text: str, lang: Lang, expected: list[tuple[str, int, int]]) -> None:
        assert stems(text, lang) == expected


class TestTheLexicon:
    @pytest.mark.parametrize(
        ("pair", "word", "translation"),
        [((AR, EN), "حرب", "war"), ((AR, EN), "وزير", "minister"), ((AR, RU), "حرب", "война"), ((EN, RU), "war", "война")],
    )
    def test_knows_words_of_the_news(self, pair: tuple[Lang, Lang], word: str, translation: str) -> None:
        [(stem, _, _)], [(other, _, _)] = stems(word, pair[0]), stems(translation, pair[1])
        table = load(*pair).table[stem]
        assert table[other] == max(table.values())

    @pytest.mark.parametrize("pair", [(AR, EN), (AR, RU), (EN, RU)])
    def test_holds_probabilities(self, pair: tuple[Lang, Lang]) -> None:
        lexicon = load(*pair)
        assert len(lexicon.table) > 7_000
        assert all(0 < share <= 1 for table in lexicon.table.values() for share in table.values())
        assert max(sum(table.values()) for table in lexicon.table.values()) < 1.01

    def test_that_is_not_there_is_named(self) -> None:
        with pytest.raises(TranslateError, match="no lexicon ru→ar"):
            load(RU, AR)


class TestAdequacy:
    def test_of_a_sound_draft_is_high(self) -> None:
        found = adequacy(load(AR, EN), SOURCE, "The defence minister declared war on terrorism.")
        assert found.covered > 0.8
        assert found.longest == 0

    def test_of_a_lost_word_tells_where_it_stands(self) -> None:
        found = adequacy(load(AR, EN), SOURCE, "The minister declared something.")
        lost = [SOURCE[start:end] for start, end in found.untranslated]
        assert "الحرب" in lost

    def test_of_an_added_clause_tells_its_words(self) -> None:
        text = "The defence minister declared war on terrorism, and bought red shoes from a good doctor."
        found = adequacy(load(AR, EN), SOURCE, text)
        added = [text[start:end] for start, end in found.unexplained]
        assert {"bought", "red", "doctor"} <= set(added)
        assert found.longest >= 3

    def test_leaves_out_what_the_glossary_knows(self) -> None:
        start = SOURCE.index("الحرب")
        plain = adequacy(load(AR, EN), SOURCE, "The defence minister declared something on terrorism.")
        known = adequacy(
            load(AR, EN), SOURCE, "The defence minister declared something on terrorism.", known_source=[(start, start + 5)]
        )
        assert plain.covered < known.covered
        assert "الحرب" not in [SOURCE[a:b] for a, b in known.untranslated]
        everything = adequacy(load(AR, EN), SOURCE, "Xyzzy.", known_source=[(0, len(SOURCE))], known_draft=[(0, 5)])
        assert everything.covered == 0.5  # nothing left to judge

    def test_of_unknown_words_is_not_judged(self) -> None:
        found = adequacy(load(AR, EN), "ززززز ضضضضض", "Qwqwq zxzxz")
        assert (found.covered, found.supported) == (0.5, 0.5)


class TestHints:
    def test_are_words_with_one_usual_translation(self) -> None:
        assert TermPair("الحرب", "war") in hints(load(AR, EN), SOURCE)

    def test_leave_to_the_glossary_what_it_knows(self) -> None:
        start = SOURCE.index("الحرب")
        assert TermPair("الحرب", "war") not in hints(load(AR, EN), SOURCE, [(start, start + 5)])

    def test_are_few_and_name_no_number(self) -> None:
        found = hints(load(AR, EN), f"{SOURCE} 2016 " * 20)
        assert len(found) <= 6
        assert not any(pair.source.isdigit() for pair in found)
