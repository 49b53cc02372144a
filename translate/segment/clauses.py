"""A sentence that is too long for an engine, cut where it hurts least, and joined again without loss.

Arabic news chains clauses by commas and by و; a sentence of 800 characters is no rarity. The best place to cut is a sentence
that ends within quotes; then a comma before a word that opens a clause (إلى ذلك، كما، بينما) or before و and a verb; then any
comma, و and a verb without one, and at last a space.
"""

from __future__ import annotations

import re
from math import ceil

_CONNECTIVES = (
    "إلى ذلك|كما|فيما|بينما|في حين|لكن|ولكن|غير أن|إلا أن|بيد أن|حيث|إذ|مما|ما أدى|وذلك|علماً|علما|لافتاً|لافتا|مشيراً"
    "|مشيرا|مؤكداً|مؤكدا|مضيفاً|مضيفا|موضحاً|موضحا|داعياً|داعيا|معتبراً|معتبرا|فضلاً عن|فضلا عن|إضافة إلى|بالإضافة إلى"
    "|بدوره|بدورها|وبحسب|وفي|ومن|وعلى|وبعد|وقبل|ثم|which|who|while|whereas|but|and|because|although|что|который|которая"
    "|которые|а|но|и"
)
_VERBS = (
    "قال|أضاف|أكد|أوضح|أشار|ذكر|كان|جاء|تابع|لفت|شدد|اعتبر|رأى|أعلن|نقل|نفى|دعا|طالب|أفاد|صرح|كشف|حذر|رحب|وصف|أعرب|اتهم|بحث|عقد|وقع"
    "|وصل|غادر|التقى|استقبل|ناقش|قرر|وافق|رفض|بدأ|استمر|توقف|انتهى|أدى|تسبب|قتل|أصيب|جرح|اعتقل|أطلق|شن|استهدف|سيطر|انسحب|فرض|وجه|تعهد"
    "|هدد|شارك|حضر|ترأس|اختتم|افتتح|بلغ|ارتفع|انخفض|تراجع|سجل|تمكن|حصل|تم|اتفق|أقر|صوت|نشر|عرض|قدم|طرح|أدان|استنكر|استخدم|تحدث|عاد|ظل"
    "|يقول|يضيف|يؤكد|يرى|يأتي|يشير|يذكر|يعتبر|يشمل|يتضمن|يسعى|يواجه|يتوقع|تقول|تضيف|تؤكد|ترى|تأتي|تشير|تذكر|تعتبر|تشمل|تتضمن|تسعى|تواجه"
    "|تتوقع|قد|لم|لن|ليس|ليست|سوف"
)
_VERB = rf"و(?:{_VERBS})(?:ت|وا|ا)?(?!\w)"
_CUTS = (
    re.compile(r"[.!?؟…؛;][\"'”’»›)\]]?\s+"),
    re.compile(rf"(?:[،,:]|\s[-–—])\s+(?={_VERB}|(?:{_CONNECTIVES})(?!\w))"),
    re.compile(r"(?:[،,:]|\s[-–—])\s+"),
    re.compile(rf"\s+(?={_VERB})"),
    re.compile(r"\s+"),
)
"""From the best to the worst place. A piece ends after the white space."""
_SHORTEST = 0.4  # of the longest: a clause of a few words says little to an engine


def clauses(text: str, longest: int) -> tuple[str, ...]:
    """Cut `text` into as few pieces of at most `longest` characters as can be: `"".join(clauses(text, n)) == text`.

    One that is short enough stays whole. A word that is longer is cut amid its letters.
    """
    if longest < 1:
        raise ValueError(longest)
    pieces: list[str] = []
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start, longest)
        pieces.append(text[start:end])
        start = end
    if start < len(text):
        pieces.append(text[start:])
    return tuple(pieces)


def _cut(text: str, start: int, longest: int) -> int:
    """The end of the first piece: the best kind of place, and of that the one nearest to pieces of equal length."""
    left = len(text) - start
    wish = start + ceil(left / ceil(left / longest))
    earliest, latest = start + max(1, int(longest * _SHORTEST)), start + longest
    for kind in _CUTS:
        # White space after the last character that fits goes with the piece if all of it fits.
        places = [
            place for match in kind.finditer(text, earliest - 1, latest + 1) if earliest <= (place := match.end()) <= latest
        ]
        if places:
            return min(places, key=lambda place: abs(place - wish))
    return latest
