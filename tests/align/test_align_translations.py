"""What the lexicon says of two sentences, and what it is good for where there are no vectors."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from aligned_story import AR, EN, RU, SENTENCES, paragraphs, version

from translate import lexicon
from translate.align import Anchors, align, text_of
from translate.align.features import Translations
from translate.align.links import Links
from translate.lexicon import Lexicon

if TYPE_CHECKING:
    from translate.model import Lang

SMALL = Lexicon(
    AR,
    EN,
    table={"كتاب": {"book": 0.8, "th": 0.1}, "بحر": {"sea": 0.9}, "قلم": {"pen": 0.9}},
    weights={"book": 8.0, "sea": 9.0, "pen": 9.0, "th": 2.0, "other": 8.0},
    words={},
    seen={},
    unknown=12.0,
)
WORDS = {AR: ("كتاب", "بحر", "قلم"), EN: ("book", "sea", "pen")}


FILLER = ["other " * 50]
"""So that a word that stands twice is still rare."""


def small(left: list[str], right: list[str]) -> Links:
    return Links.between(text_of("left", AR, [left]), text_of("right", EN, [right]), SMALL)


def all_of(features: Translations, rows: int, columns: int) -> np.ndarray:
    return np.stack([features.scores(i + 1, 1, 1, columns + 1, 1) for i in range(rows)])


def scores(left: list[str], right: list[str]) -> np.ndarray:
    features = Translations(text_of("left", AR, [left]), text_of("right", EN, [right]), SMALL)
    return all_of(features, len(left), len(right))


class TestScores:
    @pytest.mark.parametrize("lang", [EN, RU])
    def test_a_translation_scores_above_what_it_does_not_translate(self, lang: Lang) -> None:
        table = all_of(Translations(version(AR), version(lang), lexicon.load(AR, lang)), 12, 12)
        own = np.diag(table)
        others = table[~np.eye(12, dtype=bool)].reshape(12, 11)
        assert (own > others.max(axis=1)).sum() >= 10
        assert own.mean() > 1
        assert others.mean() < -1

    def test_english_and_russian_too(self) -> None:
        table = all_of(Translations(version(EN), version(RU), lexicon.load(EN, RU)), 12, 12)
        assert np.diag(table).mean() > table.mean() + 2

    def test_a_word_that_nothing_explains_counts_against(self) -> None:
        alone, with_another, _ = scores(["كتاب"], ["The book.", "The book, the other.", *FILLER])[0]
        assert alone > 0
        assert with_another < alone

    def test_a_word_that_the_lexicon_does_not_know_says_nothing(self) -> None:
        alone, with_another, _ = scores(["كتاب"], ["The book.", "The zyxwv book.", *FILLER])[0]
        assert alone == with_another > 0

    def test_either_side_counts_alike(self) -> None:
        """One word for two, and two for one."""
        assert scores(["كتاب بحر"], ["book"])[0, 0] == pytest.approx(scores(["كتاب"], ["book sea"])[0, 0], abs=0.2)

    def test_what_the_whole_story_is_about_tells_little(self) -> None:
        once = scores(["كتاب", "بحر", "قلم"], ["book", "sea", "pen"])[0, 0]
        always = scores(["كتاب", "كتاب", "كتاب"], ["book", "book", "book"])[0, 0]
        assert always < once / 2

    def test_it_is_clipped(self) -> None:
        long = [" ".join(WORDS[AR] * 40)], [" ".join(WORDS[EN] * 40), "other " * 200]
        assert np.abs(scores(*long)).max() <= Translations.most

    def test_a_span_is_explained_by_what_either_of_its_sentences_explains(self) -> None:
        left, right = ["كتاب", "بحر", "قلم"], ["book", "sea", "pen"]
        features = Translations(text_of("left", AR, [left]), text_of("right", EN, [right]), SMALL)
        (whole,) = features.scores(2, 2, 2, 3, 2)
        (half,) = features.scores(2, 2, 1, 2, 1)
        (wrong,) = features.scores(2, 2, 3, 4, 2)
        assert whole > half > 0
        assert whole > wrong

    def test_it_does_not_matter_which_part_was_asked_for_before(self) -> None:
        one, other = (Translations(version(AR), version(EN), lexicon.load(AR, EN)) for _ in range(2))
        one.scores(12, 1, 11, 13, 1)
        one.scores(1, 1, 1, 3, 1)
        for i, a, b in ((12, 1, 1), (12, 3, 1), (4, 1, 4), (7, 2, 2)):
            np.testing.assert_allclose(one.scores(i, a, b, 13, b), other.scores(i, a, b, 13, b))

    @pytest.mark.parametrize(("left", "right"), [(["…"], ["…", "!"]), (["كتاب"], ["?", "book"]), (["زخ"], ["book", ""])])
    def test_sentences_without_words_that_it_knows(self, left: list[str], right: list[str]) -> None:
        assert np.isfinite(scores(left, right)).all()
        assert scores(["…"], ["…"])[0, 0] == 0


class TestLinks:
    def test_they_are_found_where_they_stand(self) -> None:
        links = small(["كتاب بحر", "قلم"], ["a pen", "the sea and the book", "a book"])
        word, place, ratios = links.within(0, 1, 3)
        found = sorted(zip(word.tolist(), links.right.sentences[place].tolist(), strict=True))
        assert found == [(0, 1), (0, 2), (1, 1)]
        assert (ratios > 1).all()

    def test_small_words_are_none(self) -> None:
        assert small(["كتاب"], ["the the"]).within(0, 0, 1)[0].size == 0

    def test_common_words_are_not_sought_through_whole_texts(self) -> None:
        few, many = small(["كتاب"] * 10, ["book"] * 10), small(["كتاب"] * 11, ["book"] * 10)
        assert (few.rare()[0].size, many.rare()[0].size) == (100, 0)

    def test_only_what_is_each_others_best_is_alike(self) -> None:
        left, right = ["كتاب بحر", "كتاب"], ["book", "the sea, the book"]
        features = Translations(text_of("left", AR, [left]), text_of("right", EN, [right]), SMALL)
        assert features.alike().keys() == {(0, 1), (1, 0)}
        assert features.alike((np.array([False, True]), np.array([True, True]))).keys() == {(1, 0)}


def aligned(left: list[list[str]], right: list[list[str]], lang: Lang = EN) -> dict[tuple[int, ...], tuple[int, ...]]:
    return {bead.left: bead.right for bead in align(version(AR, left), version(lang, right), Anchors(), None) if bead.is_pair}


# Neither names nor numbers: what only words can tell.
PLAIN = [
    ("كان الطفل يلعب مع الكلب في الحديقة.", "The child was playing with the dog in the garden.",
     "Ребёнок играл с собакой в саду."),
    ("اشترت أمي الخبز والحليب من السوق.", "My mother bought bread and milk at the market.",
     "Моя мать купила хлеб и молоко на рынке."),
    ("كتب الطالب رسالة طويلة إلى صديقه.", "The student wrote a long letter to his friend.",
     "Студент написал длинное письмо своему другу."),
    ("المدرسة قريبة من بيتنا.", "The school is near our house.", "Школа находится рядом с нашим домом."),
    ("أغلق الباب لأن الجو بارد.", "Close the door because the weather is cold.", "Закрой дверь, потому что погода холодная."),
    ("لا يحب أخي السمك.", "My brother does not like fish.", "Мой брат не любит рыбу."),
    ("قرأت الكتاب في القطار أمس.", "I read the book on the train yesterday.", "Вчера я читал книгу в поезде."),
    ("سقط المطر طوال الليل.", "The rain fell all night.", "Дождь шёл всю ночь."),
    ("فتح الطبيب النافذة وجلس.", "The doctor opened the window and sat down.", "Врач открыл окно и сел."),
    ("المال لا يشتري السعادة.", "Money does not buy happiness.", "За деньги счастья не купишь."),
    ("غسل يديه بالماء الساخن.", "He washed his hands with hot water.", "Он вымыл руки горячей водой."),
    ("تعلمت البنت اللغة بسرعة.", "The girl learned the language quickly.", "Девочка быстро выучила язык."),
]  # fmt: skip


def plain(lang: Lang) -> list[list[str]]:
    """In four paragraphs of three."""
    column = [sentence[(AR, EN, RU).index(lang)] for sentence in PLAIN]
    return [column[at : at + 3] for at in range(0, len(column), 3)]


@pytest.mark.parametrize("lang", [EN, RU])
class TestWithoutVectors:
    def test_a_paragraph_without_names_that_was_moved(self, lang: Lang) -> None:
        right = plain(lang)
        right.insert(0, right.pop(2))
        found = aligned(plain(AR), right, lang)
        assert found == {(n,): ((n + 3) if n < 6 else (n - 6) if n < 9 else n,) for n in range(12)}

    def test_a_paragraph_without_names_that_was_left_out(self, lang: Lang) -> None:
        right = plain(lang)
        del right[1]
        assert aligned(plain(AR), right, lang) == {(n,): (n if n < 3 else n - 3,) for n in range(12) if not 3 <= n < 6}

    def test_what_lies_far_away_is_found_too(self, lang: Lang) -> None:
        """Farther than any band is wide, with nothing between that tells."""
        filler = [[f"{word} …" for word in "زخ ضغ ظث".split()] for _ in range(150)]
        found = align(version(AR, [*filler, *plain(AR)]), version(lang, plain(lang)), Anchors(), None)
        assert {bead.left: bead.right for bead in found if bead.is_pair} == {(n + 450,): (n,) for n in range(12)}


def test_a_paragraph_of_the_story_that_was_left_out() -> None:
    right = paragraphs(EN)
    del right[4]
    assert {number for left in aligned(paragraphs(AR), right) for number in left} == set(range(9))
    assert len(SENTENCES) == 12


def test_time_grows_with_the_texts_and_not_with_their_product() -> None:
    """Eight times the sentences must not take more than twenty times as long; 64 would be their product."""
    rng = np.random.default_rng(1)
    stems = list(lexicon.load(AR, EN).table)
    best = {stem: max(its, key=its.__getitem__) for stem, its in lexicon.load(AR, EN).table.items()}

    def seconds(size: int) -> float:
        drawn = [[stems[n] for n in rng.integers(0, len(stems), 12)] for _ in range(size)]
        texts = (
            text_of("left", AR, [[" ".join(words)] for words in drawn]),
            text_of("right", EN, [[" ".join(best[word] for word in words)] for words in drawn]),
        )
        start = time.process_time()
        features = Translations(*texts, lexicon.load(AR, EN))
        features.alike()
        for i in range(1, size + 1):
            features.scores(i, 1, max(i - 10, 1), min(i + 10, size + 1), 1)
        return time.process_time() - start

    seconds(100)
    assert seconds(2_400) < 20 * seconds(300)
