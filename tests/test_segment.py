"""Sentences: where Arabic news ends one, and where it only looks so; no character lost, no id lost to an edit elsewhere."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats import reading
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
    ("a stop without a blank", "انتهى الاجتماع.|غادر الوفد."),
    ("a question without a blank", "ماذا حدث؟|لا جواب."),
    ("a closed quote without a blank", "وقال: «انتهى الأمر».|ثم غادر."),
    ("a year without a blank", "انسحبت عام 2012.|ولم تعد."),
    ("a unit at the end", "يبلغ طول الجسر 10 كم. |ويفتتح غداً."),
    ("a Hijri year at the end", "ولد عام 1443 هـ. |ودرس في حلب."),
    ("and so on at the end", "يبيع القمح والسكر إلخ. |وارتفعت الأسعار."),
    ("an agency at the end", "نقلت الخبر وكالة أ.ف.ب. |وأضافت أن الوضع هادئ."),
    ("a vitamin at the end", "يحتاج الجسم إلى فيتامين د. |ويوجد في السمك."),
    ("an item of a list", "وجاء في البيان ما يلي: 1. وقف النار. |2. تبادل الأسرى. |ورحبت به الأمم المتحدة."),
    ("speech after a colon that ends with a question", "وتساءل: «أين الوعود؟ أين العدالة؟» |وغادر القاعة."),
    ("a lower-case brand after Arabic", "انخفضت المبيعات. |iPhone هو السبب."),
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
    ("initials with a dot between", "وقال أ.د.محمد سالم إن المرض ينتشر."),
    ("an agency", "نقلت وكالة أ.ف.ب. عن مصدر أمني ذلك."),
    ("a unit", "يقع على بعد 10 كم. من المدينة."),
    ("and so on", "زادت صادرات القمح والذرة إلخ. في النصف الأول."),
    ("a company", "قال محللون في Apple Inc. إن السوق جيدة."),
    ("an answer after a question", "سأله القاضي: «أتعرفه؟» فأجاب: «لا»."),
    ("a question that opens a sentence", "«هل انتهت الحرب؟» سؤال يطرحه الجميع."),
    ("a cry that opens a sentence", "«كفى!» قالها الرئيس مرتين."),
    ("cries amid a sentence", "رفعوا لافتات كتب عليها «ارحلوا!» و«كفى!» قبل أن تفرقهم الشرطة."),
    ("a pause", "لم يكن أحد يتوقع... أن تسقط المدينة."),
    ("a question with an alternative", "من أين هذه الطاقة؟ أو ذلك الصوت؟"),
    ("an article of a law", "المادة 1. يعد هذا القانون نافذاً."),
    ("a list after a colon", "وجاء في البيان: 1. وقف النار."),
    ("a day and a month", "يلعب يوم 12.6. على ملعب الجامعة."),
    ("a verse", "قال تعالى: ﴿يأمر بالعدل. والإحسان﴾ صدق الله."),
    ("quotes in straight quotes", 'وقال: "دخلت مجموعات. هدفها "تقويض" النظام. انتهى" ثم غادر.'),
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
    blocks = reading.read(SEED).blocks
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


HOSTILE = [
    "«",
    ".",
    "a.",
    "ب.",
    '". ',
    "«». ",
    "1. ",
    "أ: 1. ",
    "\n",
    ".\u200f",
    "اااا.اااا",
    ": «؟» ",
    "U.S. ",
    "ab.Cd ",
    "؟» فقال ",
]


@pytest.mark.parametrize("filler", HOSTILE)
@pytest.mark.parametrize("lang", ["ar", "en", "ru"])
def test_twice_as_much_of_it_takes_twice_as_long(filler: str, lang: str) -> None:
    """Quadratic work on the larger of the two would take 16 times as long, and minutes."""
    times = []
    for length in (25_000, 100_000):
        slips = filler * (length // len(filler))
        start = process_time()
        assert "".join(split(slips, lang)) == slips
        times.append(process_time() - start)
    assert times[1] < 8 * times[0] + 0.1


@given(TEXTS, st.sampled_from(["ar", "en", "ru", "und"]))
def test_no_character_is_lost_in_any_language(any_text: str, lang: str) -> None:
    pieces = split(any_text, lang)
    assert "".join(pieces) == any_text
    assert all(pieces)
    assert not any(piece[0].isspace() for piece in pieces[1:])


NASTY = [
    "قال\u200f: «نعم»\u200e \u202babc\u202c \u2067د\u2069. نعم.",
    "ال\u200dقا\u200cل\u200b\ufeff\u2060. نعم.",
    "10\u00a0000\u202fقتيل.\u00a0نعم.",
    "  قال.  نعم.  ",
    "قال.\r\nنعم.\tلا.\rبلى.",
    "قال.\u2028نعم.\u2029لا.\u0085بلى.\x1cو.\x1d\x1e",
    "قا\x01ل.\x07\x0b\x0c\x1b\x7f نعم.",
    "قا\0ل.\0 نعم.",
    "قال.\ufffe نعم.\uffff",
    "\ud800. \udfff.",
    "قال 👩‍👩‍👧‍👦. 🇷🇺. 𐤀.",
    "&amp; &lt;b&gt; &#10;. ]]> <![CDATA[x]]>. <!-- x -->",
    "%s. %(name)d. {0}. ${x}.",
    ".",
    ". . .",
    "...",
    "؟!؟!",
    "س" * 100_000,
    "سلام عالم. " * 10_000,
]


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("lang", ["ar", "en", "ru"])
def test_nasty_texts_are_cut_and_rejoined_without_loss(nasty: str, lang: str) -> None:
    pieces = split(nasty, lang)
    assert "".join(pieces) == nasty
    assert all(pieces)


HARD = Path(__file__).parent / "data" / "segmentation"


def hard_paragraphs(name: str) -> list[list[str]]:
    lines = [line for line in (HARD / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [block.splitlines() for block in "\n".join(lines).strip().split("\n\n")]


@pytest.mark.parametrize("paragraph", hard_paragraphs("hard.txt"), ids=lambda paragraph: paragraph[0][:20])
def test_the_hard_set_is_cut_as_a_translator_would(paragraph: list[str]) -> None:
    joined = "".join(line[1:] if line.startswith("~") else f" {line}" for line in paragraph).strip()
    assert [piece.strip() for piece in split(joined)] == [line.removeprefix("~") for line in paragraph]
