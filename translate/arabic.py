"""What is known of Arabic script: folding for comparison, digits, clitics, letters that look alike.

Folding keeps offsets, so that whatever is found in folded text is known by its place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
ARABIC_LETTER = re.compile(
    r"[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdfb\ufe70-\ufefc]"
)

FOREIGN_LETTER = re.compile("[پچژگٹڈڑںےۆێڵڕۊېټډړښڼ]")
"""Letters of Persian, Kurdish, Urdu and Pashto that Arabic lacks."""

FINAL_ALEF = frozenset(
    "على إلى حتى متى لدى مدى سوى أخرى كبرى صغرى عظمى قصوى وسطى أولى يسرى يمنى مستوى محتوى منتدى ملتقى مستشفى مبنى معنى مرمى"
    " مسعى مجرى مأوى ملهى مقهى مرضى قتلى جرحى أسرى موتى قرى قوى ذكرى دعوى شكوى فتوى عدوى جدوى تقوى بشرى رؤى خطى هدى أعلى"
    " أدنى أقصى أقوى أغنى أغلى أسمى سلمى ليلى مصطفى مرتضى موسى عيسى يحيى مجتبى أدى أجرى جرى أعطى ألقى التقى تلقى انتهى سعى"
    " نفى بنى قضى مضى أوصى أبدى أنهى استدعى اشترى توفى تولى تخلى تبنى تبقى تعدى تصدى تحدى يبقى يرى يسعى يتولى يتلقى ترى"
    " تسعى تتولى تتلقى يخشى تخشى اكتفى اختفى".split()
)
"""Words that end in ى, not ي: common ones of the news."""

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
"""Arabic-Indic and Persian digits, decimal and thousands marks → ASCII."""

GREGORIAN_MONTHS = (
    ("يناير", "كانون الثاني"),
    ("فبراير", "شباط"),
    ("مارس", "آذار"),
    ("أبريل", "نيسان"),
    ("مايو", "أيار"),
    ("يونيو", "حزيران"),
    ("يوليو", "تموز"),
    ("أغسطس", "آب"),
    ("سبتمبر", "أيلول"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني"),
    ("ديسمبر", "كانون الأول"),
)
"""January to December: the name used in Egypt and the Gulf, and the one used in the Levant and Iraq."""

_TWO_MONTH_NAMES = {
    re.compile(rf"(?:{here}\s?/\s?{there}|{there}\s?/\s?{here})(?!\w)"): here for here, there in GREGORIAN_MONTHS
}

_FOLD = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیې", "ي"),
    "ة": "ه",
    "ۀ": "ه",
    "ہ": "ه",
    "ؤ": "و",
    "ئ": "ي",
    **dict.fromkeys("کڪ", "ك"),
    "گ": "ك",
    **dict.fromkeys("«»“”„‟″＂‹›‘’‚‛`", '"'),
    "'": '"',
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys(
        "\t\n\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        " ",
    ),
    **{chr(code): chr(target) for code, target in DIGITS.items()},
}
_DROP = frozenset(
    "ـ\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u061c\u2060"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` for comparison, and for each of its characters the offset in the original; `offsets` has one more, the end."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original for a stretch of the folded text; marks that follow its last letter belong to it."""
        return self.offsets[start], self.offsets[end]


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """One character's folded form: "" drops it. Presentation forms are decomposed first (ﻼ is two letters)."""
    if _is_dropped(char):
        return ""
    if char in _FOLD:
        return _FOLD[char]
    plain = unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char
    return "".join(_FOLD.get(part, part) for part in plain.casefold() if not _is_dropped(part))


def _is_dropped(char: str) -> bool:
    return char in _DROP or unicodedata.category(char) == "Mn"


def fold(text: str) -> Folded:
    """Fold what a reader does not tell apart: marks, tatweel, hamza and alef forms, ى/ي, ة/ه, digits, quotes, dashes, case."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for letter in _fold_char(char):
            letters.append(letter)
            offsets.append(offset)
    offsets.append(len(text))
    return Folded("".join(letters), tuple(offsets))


def digits(text: str) -> str:
    """The text with its Arabic-Indic digits as ASCII."""
    return text.translate(DIGITS)


def one_month_name(text: str) -> str:
    """The text with a month that is named twice, «يناير/كانون الثاني», named once: engines take the two for two months."""
    if "/" in text:
        for pair, name in _TWO_MONTH_NAMES.items():
            text = pair.sub(name, text)
    return text


_LEVANTINE = {there: here for here, there in GREGORIAN_MONTHS}
_SURELY_MONTHS = "|".join(sorted(_LEVANTINE.keys() - {"آب"}, key=len, reverse=True))
_LEVANTINE_MONTH = re.compile(rf"(?<![^\W\d_])([وفبلك]{{0,2}})({_SURELY_MONTHS}|(?<=\d\s)آب|آب(?=\s\d))(?!\w)")
"""آب is also “father”: a month only beside a number."""


def egyptian_months(text: str) -> str:
    """The text with أيلول as سبتمبر and so on: small models take the names of the Levant and Iraq for other months."""
    return _LEVANTINE_MONTH.sub(lambda month: month[1] + _LEVANTINE[month[2]], text)


def is_word(char: str) -> bool:
    """Whether a character of folded text belongs to a word: a letter or a digit."""
    return char.isalnum()
