"""The language of a block: Arabic, English, Russian, or another."""

from __future__ import annotations

import pytest

from translate.language import arabic, detect, is_arabic
from translate.model import Block, BlockKind
from translate.segment import segments

TEXTS = {
    "ar": [
        "أكد المشاركون في الاجتماع أن الأحداث أصبحت محاولة للتدخل.",
        "نعم",
        "قال «بوتين» إن شركة Gazprom Neft لن تغادر.",
        "قال الوزیر إن کل شیء انتهی",  # Persian ya and kaf: slips of the keyboard
        "وزار الرئيس پوتين مدينة گروزني مع ڤلاديمير",
        "ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ",
        "١٠ يناير ٢٠٢٢",
    ],
    "en": ["The leaders met in Dushanbe on Monday.", "Reuters", "BBC News", "He said that café owners had left."],
    "ru": [
        "Участники встречи заявили, что события стали попыткой вмешательства.",
        "ТАСС",
        "Токаев сказал, что все кончено и что Қазақстан, как он назвал свою страну, благодарен союзникам за помощь",
    ],
    "und": [
        "",
        "10/01/2022",
        "—",
        "رئیس جمهور گفت که این کار برای مردم است و از آن راضی است",
        "وزیر نے کہا کہ یہ سب کے لیے ہے اور اس میں",
        "Les participants à la réunion ont déclaré que les événements étaient une tentative.",
        "Der Minister sagte, dass die Lage und das Land nicht von den Ereignissen",
        "Cumhurbaşkanı Erdoğan açıkladı",
        "Учасники зустрічі заявили, що події стали спробою втручання у її справи",
        "中国外交部",
        "Η κυβέρνηση ανακοίνωσε",
    ],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in TEXTS.items() for text in texts])
def test_a_text_is_in(lang: str, text: str) -> None:
    assert detect(text) == lang


BLOCKS = [
    Block(BlockKind.PARAGRAPH, text, line, lang=detect(text))
    for line, text in enumerate(("قال الوزير ذلك. ثم غادر.", "The minister said so.", "10/01/2022", "Министр сказал."), 1)
]


def test_only_arabic_is_drafted_and_what_has_no_letters_goes_with_it() -> None:
    assert [is_arabic(block) for block in BLOCKS] == [True, False, True, False]
    assert [segment.source for segment in arabic(segments(BLOCKS), BLOCKS)] == ["قال الوزير ذلك.", "ثم غادر.", "10/01/2022"]
