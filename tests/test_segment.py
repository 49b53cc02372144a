"""Sentences: where Arabic news ends one, and where it only looks so; no character lost, no id lost to an edit elsewhere."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats import text
from translate.model import Block, BlockKind
from translate.segment import segments, split

SEED = Path(__file__).parents[1] / "seeds" / "000_bbc6906954d71654.txt"

# A bar stands where a new sentence starts.
ENDS = [
    ("full stop", "انتهى الاجتماع. |غادر الوفد العاصمة."),
    ("question mark", "هل انتهت الأزمة؟ |لا أحد يعلم."),
    ("Latin question mark", "هل انتهت الأزمة? |لا أحد يعلم."),
    ("exclamation mark", "كفى! |قالها الرئيس مرتين."),
    ("ellipsis", "ثم صمت… |وبعد دقيقة تابع كلامه."),
    ("three dots", "ثم صمت... |وبعد دقيقة تابع كلامه."),
    ("semicolon", "انتهت المفاوضات؛ |ولم يصدر بيان."),
    ("several marks", "ماذا حدث؟! |لا جواب حتى الآن."),
    ("Urdu full stop", "انتهى الاجتماع۔ |غادر الوفد."),
    ("line break", "انتهى الاجتماع.\n|غادر الوفد."),
    ("no-break space", "انتهى الاجتماع.\u00a0|غادر الوفد."),
    ("several blanks", "انتهى الاجتماع.   |غادر الوفد."),
    ("closing quote after the stop", "وقال: «انتهت المهمة.» |ثم غادر القاعة."),
    ("closing straight quote after the stop", 'وقال: "انتهت المهمة." |ثم غادر القاعة.'),
    ("closing curly quote after the stop", "وقال: “انتهت المهمة.” |ثم غادر القاعة."),
    ("closing quote before the stop", 'وصف الأحداث بأنها "عدوان". |ودعا إلى الهدوء.'),
    ("closing bracket after the stop", "(انسحبت من المنظمة عام 2012.) |ولم تعد إليها."),
    ("closing bracket before the stop", "في أوزبكستان (انسحبت عام 2012). |ولم تعد."),
    ("quote and bracket", "وقال (إن الأمر «انتهى.») |ثم غادر."),
    ("a question closed by its quote", "وتساءل: «إلى أين؟» |ثم غادر القاعة."),
    ("direction mark after the stop", "انتهى الاجتماع.\u200f |غادر الوفد."),
    ("year before the stop", "انسحبت من المنظمة في عام 2012. |ولم تعد إليها."),
    ("Arabic digits before the stop", "انسحبت من المنظمة في عام ٢٠١٢. |ولم تعد إليها."),
    ("per cent before the stop", "ارتفعت الأسعار بنسبة 3.5%. |وتراجع الطلب."),
    ("English word before the stop", "نقلت ذلك قناة BBC. |ولم تعلق موسكو."),
    ("a Latin sentence", "He left. |Then he came back."),
    ("three sentences", "وصل الوفد. |عقد اجتماعاً. |غادر مساءً."),
    ("unclosed guillemet", "وقال «إن الأمر انتهى. |ثم غادر القاعة. |ولم يعد."),
    ("unopened guillemet", "إن الأمر انتهى». |ثم غادر القاعة. |ولم يعد."),
    ("odd straight quotes", 'قال "إن الأمر انتهى. |ثم غادر القاعة. |ولم يعد.'),
    ("unclosed bracket", "أوزبكستان (انسحبت عام 2012. |ولم تعد. |وهذا كل شيء."),
    ("unopened bracket", "انسحبت عام 2012). |ولم تعد."),
    ("crossed brackets", "قال (إن «الأمر) انتهى. |ثم غادر. |ولم يعد»."),
    ("a quote opened inside a closed bracket", "قال (إن «الأمر). |ثم غادر. |ولم يعد."),
    ("two quotes that are closed", "قال «نعم». |ثم قال «لا». |ثم سكت."),
]
RUNS_ON = [
    ("inside guillemets", "وقال «انتهت المهمة. سنعود إلى الوطن. شكراً لكم» في ختام كلمته."),
    ("inside curly quotes", "وقال “انتهت المهمة. سنعود إلى الوطن” في ختام كلمته."),
    ("inside straight quotes", 'وقال "انتهت المهمة. سنعود إلى الوطن" في ختام كلمته.'),
    ("inside low quotes", "وقال „انتهت المهمة. سنعود إلى الوطن“ في ختام كلمته."),
    ("inside round brackets", "في أوزبكستان (انسحبت عام 2012. ثم صمتت) وفي غيرها."),
    ("inside square brackets", "وأضاف [بعد صمت. ثم تنهد] أنه باق."),
    ("inside nested quotes", "وقال «إن تقرير “السلام. والحرب” كاذب. لا تصدقوه» أمام الصحفيين."),
    ("a question inside quotes", "وتساءل «ماذا حدث؟ ولماذا الآن» أمام البرلمان."),
    ("decimal point", "ارتفع السعر إلى 3.5 دولار للتر."),
    ("Arabic decimal mark", "ارتفع السعر إلى ٣٫٥ دولار للتر."),
    ("Arabic digits with a full stop", "ارتفع السعر إلى ٣.٥ دولار للتر."),
    ("date with dots", "عقد الاجتماع في 10.01.2022 في موسكو."),
    ("version or section number", "وفق البند 2.1.3 من الاتفاق."),
    ("address of a site", "وفق موقع odkb-csto.org الرسمي."),
    ("Latin initial", "وقال J. Biden إن بلاده لن تتراجع."),
    ("two Latin initials", "وقال J. R. Biden إن بلاده لن تتراجع."),
    ("Latin abbreviation", "وقال Dr. Smith إن المرض ينتشر."),
    ("Latin title", "وقال Gen. Smith إن الجيش مستعد."),
    ("doctor", "وقال د. أحمد سالم إن المرض ينتشر."),
    ("professor doctor", "وقال أ.د. أحمد سالم إن المرض ينتشر."),
    ("doctor after a conjunction's blank", "اجتمع أ. محمد مع الوزير."),
    ("two Arabic initials", "وقع الاتفاق أ. م. سالم نيابة عن الحكومة."),
    ("Hijri year", "ولد عام 1443 هـ. في مدينة حلب."),
    ("before Christ", "بنيت عام 300 ق.م. في عهد الملك."),
    ("list marker", "1. تشكيل حكومة جديدة"),
    ("Arabic list marker", "٢. تشكيل حكومة جديدة"),
    ("lower-case continuation", "شركة approx. five دولارات"),
    ("Cyrillic lower-case continuation", "г. москва"),
    ("comma", "قال، ثم سكت، ثم عاد."),
    ("colon", "وقال: إن الأمر انتهى."),
    ("stop without a blank", "انتهى.غادر"),
    ("no end at all", "قادة الأمن الجماعي يصفون أحداث كازاخستان"),
    ("blanks only", "   "),
]


def sentences(marked: str) -> tuple[str, ...]:
    return tuple(marked.split("|"))


@pytest.mark.parametrize("marked", [text for _, text in ENDS], ids=[name for name, _ in ENDS])
def test_a_sentence_ends_here(marked: str) -> None:
    assert split(marked.replace("|", "")) == sentences(marked)


@pytest.mark.parametrize("sentence", [text for _, text in RUNS_ON], ids=[name for name, _ in RUNS_ON])
def test_a_sentence_runs_on_here(sentence: str) -> None:
    assert split(sentence) == (sentence,)


@pytest.mark.parametrize("sentence", [text for _, text in RUNS_ON if text.strip()][:23])
def test_what_runs_on_still_ends_where_the_next_sentence_starts(sentence: str) -> None:
    closed = sentence if sentence.endswith(".") else f"{sentence}."
    assert split(f"{closed} وغادر الوفد.") == (f"{closed} ", "وغادر الوفد.")


def test_an_empty_text_has_no_sentences() -> None:
    assert split("") == ()


TEXTS = st.one_of(st.text(), st.text(alphabet='.!?؟…؛"«»“”„()[]{}\n\u00a0\u200f 1٣aبJ،'))


@given(TEXTS)
def test_no_character_is_lost(any_text: str) -> None:
    pieces = split(any_text)
    assert "".join(pieces) == any_text
    assert all(pieces)


@given(st.lists(TEXTS.map(str.strip).filter(bool)))
def test_the_sources_and_gaps_of_a_block_are_its_text(texts: list[str]) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, source, line) for line, source in enumerate(texts, 1)]
    rejoined = {
        index: "".join(part.source + part.gap for part in parts)
        for index, parts in groupby(segments(blocks), key=lambda part: part.block)
    }
    assert rejoined == dict(enumerate(texts))


def article(*paragraphs: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, paragraph, line) for line, paragraph in enumerate(paragraphs, 1)]


def ids(blocks: list[Block]) -> list[str]:
    return [segment.id for segment in segments(blocks)]


FIRST = "وصل الوفد إلى دوشنبه. وعقد اجتماعاً مع الرئيس."
SECOND = "وأكد الوزير أن الوضع تحت السيطرة."
THIRD = "ولم يصدر أي بيان؛ وغادر الجميع."


@pytest.mark.parametrize(
    "paragraphs",
    [
        (FIRST, "ونفى الوزير ذلك.", THIRD),
        ("عاجل.", FIRST, SECOND, THIRD),
        (FIRST, "ونفى الوزير ذلك.", SECOND, THIRD),
        (FIRST, THIRD),
        (FIRST, SECOND, THIRD, "انتهى."),
    ],
    ids=["edited", "inserted at the head", "inserted between", "removed", "added at the end"],
)
def test_ids_stay_when_another_paragraph_changes(paragraphs: tuple[str, ...]) -> None:
    before = {part.source: part.id for part in segments(article(FIRST, SECOND, THIRD))}
    after = {part.source: part.id for part in segments(article(*paragraphs))}
    common = before.keys() & after.keys()
    assert len(common) >= 4
    assert all(before[source] == after[source] for source in common)


def test_ids_stay_when_paragraphs_change_places() -> None:
    assert sorted(ids(article(FIRST, SECOND, THIRD))) == sorted(ids(article(THIRD, FIRST, SECOND)))


def test_an_edited_sentence_gets_a_new_id_and_its_neighbour_keeps_its_own() -> None:
    before, after = ids(article(FIRST)), ids(article(FIRST.replace("دوشنبه", "موسكو")))
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_repeated_sentence_has_an_id_of_its_own() -> None:
    repeated = ids(article(SECOND, SECOND, f"{SECOND} {SECOND}"))
    assert len(set(repeated)) == 4


def test_the_first_of_a_repeated_sentence_keeps_the_id_it_had_alone() -> None:
    assert ids(article(SECOND, SECOND))[0] == ids(article(SECOND))[0]


def test_an_id_is_12_hex_digits_of_the_sentence_alone() -> None:
    """The value is pinned: another would orphan every draft that a desk has kept."""
    assert ids(article("السلام.")) == ["d9c5e27bb584"]
    assert re.fullmatch("[0-9a-f]{12}", "d9c5e27bb584")


def test_links_are_not_segmented_and_keep_their_place() -> None:
    blocks = [Block(BlockKind.LINKS, "Ru En", 1), Block(BlockKind.TITLE, "عنوان", 2)]
    assert [(part.block, part.source) for part in segments(blocks)] == [(1, "عنوان")]


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind is not BlockKind.LINKS])
def test_every_other_kind_is_segmented_and_keeps_its_kind(kind: BlockKind) -> None:
    (part,) = segments([Block(kind, "نص عربي", 1)])
    assert (part.kind, part.source, part.gap) == (kind, "نص عربي", "")


def test_a_block_that_is_blank_has_no_segments() -> None:
    assert segments([Block(BlockKind.PARAGRAPH, " \n", 1)]) == ()


def test_the_seed_is_cut_and_rejoined_without_loss() -> None:
    blocks = text.read(SEED).blocks
    parts = segments(blocks)
    assert len({part.id for part in parts}) == len(parts)
    for index, block in enumerate(blocks):
        joined = "".join(part.source + part.gap for part in parts if part.block == index)
        assert joined == (block.text if block.kind.translatable else "")


@pytest.mark.parametrize("filler", ["(", "«", '"', ")", ". ", "ب. ", "([{", "(». ", "ب.ب."])
def test_a_paragraph_full_of_slips_is_cut_at_once(filler: str) -> None:
    """Quadratic work would take minutes here."""
    slips = filler * (60_000 // len(filler))
    assert "".join(split(slips)) == slips


def test_brackets_that_nothing_closes_are_cut_at_once() -> None:
    slips = "(" * 30_000 + "»" * 30_000
    assert split(slips) == (slips,)
