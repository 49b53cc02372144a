"""A story of our own in three languages, paragraph by paragraph, and what editors do to such versions."""

from __future__ import annotations

import hashlib

import numpy as np

from translate.align import Text, text_of
from translate.model import Lang

AR, EN, RU = Lang.AR, Lang.EN, Lang.RU

STORY = (
    (
        (
            "القمة العربية تختتم أعمالها في المنامة",
            "Arab summit ends in Manama",
            "Арабский саммит завершился в Манаме",
        ),
    ),
    (
        (
            "اختتم القادة العرب أعمال قمتهم في المنامة يوم الخميس 16 مايو/أيار 2024 بحضور 22 وفداً.",
            "Arab leaders concluded their summit in Manama on Thursday, 16 May 2024, with 22 delegations present.",
            "Арабские лидеры завершили саммит в Манаме в четверг, 16 мая 2024 года, в присутствии 22 делегаций.",
        ),
        (
            "ودعا البيان الختامي إلى عقد مؤتمر دولي للسلام برعاية الأمم المتحدة.",
            "The final statement called for an international peace conference under the auspices of the United Nations.",
            "Итоговое заявление призвало созвать международную мирную конференцию под эгидой ООН.",
        ),
        (
            "وقال الملك إن المنطقة لا تحتمل حرباً جديدة.",
            "The king said that the region could not bear another war.",
            "Король сказал, что регион не выдержит ещё одной войны.",
        ),
    ),
    (
        (
            "وفي موسكو رحب سيرغي لافروف بنتائج القمة وأعلن زيارة إلى الرياض في 3 يونيو.",
            "In Moscow, Sergei Lavrov welcomed the outcome of the summit and announced a visit to Riyadh on 3 June.",
            "В Москве Сергей Лавров приветствовал итоги саммита и объявил о визите в Эр-Рияд 3 июня.",
        ),
        (
            "وأضاف أن حجم التبادل التجاري بلغ 4.5 مليار دولار في العام الماضي.",
            "He added that trade had reached 4.5 billion dollars in the past year.",
            "Он добавил, что товарооборот за прошлый год достиг 4,5 млрд долларов.",
        ),
        (
            "أما واشنطن فلم تعلق على البيان حتى الآن.",
            "Washington, for its part, has not commented on the statement so far.",
            "Вашингтон же пока не прокомментировал это заявление.",
        ),
    ),
    (
        (
            "ومن المقرر أن تستضيف بغداد القمة المقبلة في ربيع عام 2025.",
            "Baghdad is to host the next summit in the spring of 2025.",
            "Следующий саммит примет Багдад весной 2025 года.",
        ),
        (
            "وذكرت شركة BAPCO أن المصفاة ستعمل بكامل طاقتها بعد 18 شهراً.",
            "The company BAPCO said that the refinery would work at full capacity in 18 months.",
            "Компания BAPCO сообщила, что завод выйдет на полную мощность через 18 месяцев.",
        ),
    ),
    (
        (
            "وكان المزارعون في الجنوب قد احتجوا على نقص المياه.",
            "Farmers in the south had protested against a shortage of water.",
            "Ранее фермеры на юге протестовали против нехватки воды.",
        ),
        (
            "وتعهدت الحكومة ببناء 7 سدود صغيرة قبل نهاية العقد.",
            "The government promised to build 7 small dams before the end of the decade.",
            "Правительство обещало построить 7 небольших плотин до конца десятилетия.",
        ),
        (
            "ولم يصب أحد بأذى في المظاهرات.",
            "Nobody was hurt in the demonstrations.",
            "Во время демонстраций никто не пострадал.",
        ),
    ),
)
SENTENCES = [sentence for paragraph in STORY for sentence in paragraph]
LANGS = (AR, EN, RU)


def version(lang: Lang, paragraphs: list[list[str]] | None = None, name: str = "") -> Text:
    at = LANGS.index(lang)
    made = paragraphs if paragraphs is not None else [[sentence[at] for sentence in paragraph] for paragraph in STORY]
    return text_of(name or f"story.{lang}", lang, made)


def paragraphs(lang: Lang) -> list[list[str]]:
    at = LANGS.index(lang)
    return [[sentence[at] for sentence in paragraph] for paragraph in STORY]


class Meanings:
    """Vectors as a good multilingual model would give them: near for what the table says is one meaning.

    A sentence that is joined of several, or is the beginning or end of one, lies between or near those. Whatever is not of
    the story has a meaning of its own. Each vector leans to one side and has some noise, like those of real models.
    """

    name = "meanings"

    def __init__(self, more: list[tuple[str, ...]] | None = None) -> None:
        self._known = [*SENTENCES, *(more or [])]

    def embed(self, texts: list[str] | tuple[str, ...]) -> np.ndarray:
        return np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, 384), dtype=np.float32)

    def _vector(self, text: str) -> np.ndarray:
        vector = _random("lean", "") * 3 + _random("noise", text) * 0.3
        shares = [
            (number, min(len(text), len(form)) / max(len(text), len(form)) ** 0.5)
            for number, forms in enumerate(self._known)
            for form in forms
            if form in text or (len(text) > 12 and text in form)
        ]
        for number, share in shares:
            vector = vector + _random("meaning", str(number)) * share / sum(share for _, share in shares)
        if not shares:
            vector = vector + _random("meaning", text)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def _random(kind: str, key: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(f"{kind}:{key}".encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).normal(size=384)
    return np.asarray(drawn / np.linalg.norm(drawn))
