"""The words of the pages themselves, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Mapping[Lang, str] = {Lang.AR: "العربية", Lang.EN: "English", Lang.RU: "Русский"}
DIRECTIONS: Mapping[Lang, str] = {Lang.AR: "rtl", Lang.EN: "ltr", Lang.RU: "ltr"}

LABELS: Mapping[Lang, Mapping[str, str]] = {
    Lang.EN: {
        "articles": "Articles",
        "columns": "Columns",
        "draft": "Machine draft, not reviewed",
        "missing": "[not translated]",
        "notice": "Parts of this text are machine drafts that nobody has reviewed. Not for publication.",
        "one": "One",
        "original": "Original publication",
        "parallel": "Side by side",
        "skip": "Skip to the text",
        "translation": "Translation",
        "two": "Two",
        "undated": "Without a date",
        "versions": "Versions",
        "view": "View",
    },
    Lang.RU: {
        "articles": "Статьи",
        "columns": "Колонки",
        "draft": "Машинный черновик, не проверен",
        "missing": "[не переведено]",
        "notice": "Части этого текста — машинные черновики, которые никто не проверил. Не для публикации.",
        "one": "Одна",
        "original": "Исходная публикация",
        "parallel": "Параллельно",
        "skip": "Перейти к тексту",
        "translation": "Перевод",
        "two": "Две",
        "undated": "Без даты",
        "versions": "Версии",
        "view": "Вид",
    },
    Lang.AR: {
        "articles": "مقالات",
        "columns": "الأعمدة",
        "draft": "مسودة آلية لم تُراجَع",
        "missing": "[لم يُترجَم]",
        "notice": "أجزاء من هذا النص مسودات آلية لم يراجعها أحد. ليس للنشر.",
        "one": "واحد",
        "original": "النشر الأصلي",
        "parallel": "جنبًا إلى جنب",
        "skip": "الانتقال إلى النص",
        "translation": "الترجمة",
        "two": "اثنان",
        "undated": "بلا تاريخ",
        "versions": "النسخ",
        "view": "العرض",
    },
}
