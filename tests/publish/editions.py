"""A desk with one approved article, and texts that no edition may take for mark-up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from translate.formats import reading
from translate.model import Draft, Lang, State
from translate.segment import segments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.store import Store

AR, EN, RU = Lang
ROOT = Path(__file__).parents[2]
DEMO = ROOT / "docs" / "demo"
ARTICLE = """قمة في موسكو

١٠ يناير ٢٠٢٢

قال بوتين إن القمة "تاريخية". وصل الضيوف صباحا.

ماذا بعد

عاد الضيوف إلى بلدانهم في المساء ولم يقولوا شيئا.

الصورة: الكرملين
المصدر: تاس
"""
ENGLISH = [
    "Summit in Moscow",
    "January 10, 2022",
    'Putin said the summit was "historic".',
    "The guests arrived in the morning.",
    "What next",
    "The guests went home in the evening - and said nothing.",
    "Photo: Kremlin",
    "Source: TASS",
]
RUSSIAN = [
    "Саммит в Москве",
    "10 января 2022",
    'Путин сказал, что саммит "исторический".',
    "Гости прибыли утром.",
    "Что дальше",
    "Гости вернулись домой вечером - и ничего не сказали.",
    "Фото: Кремль",
    "Источник: ТАСС",
]
ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></script><b>bold</b>",
    "]]> <!-- x --> <![CDATA[ y ]]> &amp; &lt;i&gt;",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "javascript:alert(1)",
    "\u202eabc\u202c \x00\x07\ufffe nul",
)


def draft_article(
    store: Store,
    path: Path,
    text: str = ARTICLE,
    texts: Mapping[Lang, Sequence[str]] | None = None,
    state: State = State.REVIEWED,
) -> None:
    """Write an article and put it into the store with its translations, one a sentence, in this state."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    document = reading.read(path)
    sentences = segments(document.blocks)
    number, _ = store.put_document(document, sentences)
    for lang, drafts in (texts or {EN: ENGLISH, RU: RUSSIAN}).items():
        store.put_drafts(
            number,
            [
                Draft(segment.id, lang, told, "human", state=state, author="Lina" if state is not State.TRANSLATED else "")
                for segment, told in zip(sentences, drafts, strict=True)
            ],
        )
