"""Which of the desk's languages a text is in, told from its script, its letters and its commonest words.

Made for blocks of a few words and more. Arabic, English and Russian are told; what is written in their scripts but in
another language (Persian, Ukrainian, French …) is `und`, and so is what has no letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translate.model import Block, Segment

UNKNOWN = "und"

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NOT_ASCII = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
_NOT_RUSSIAN = re.compile(r"[іїєґўәғқңөұүһјљњћђџѓќѕ]", re.IGNORECASE)
_RUSSIAN_ONLY = re.compile(r"[ыэё]", re.IGNORECASE)
_HARD_SIGN = re.compile(r"ъ", re.IGNORECASE)
_NOT_ARABIC = re.compile(r"[پچژگٹڈڑںےہھێۆڕڵە]")
_ARABIC_WORDS = frozenset("في من على إلى الى أن ان إن عن التي الذي هذا هذه مع كما بعد ما لا كان قال و".split())
_PERSIAN_WORDS = frozenset("از که را است این برای های با شد ہے کے میں کی سے نے اور کو که‌ می در لە بۆ ئەم".split())
_ENGLISH_WORDS = frozenset(
    "the of and to in is that for on with was by from at as are has have be it its not this which he said a an".split()
)
_OTHER_LATIN_WORDS = frozenset(
    "de la le les des et du un une est en el los las del y que der die das und ist von den zu mit di il che per una sono "
    "van het een ve bir bu da o os as para com na w z jest nie się".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_MUCH = 20_000  # characters looked at: enough to tell
_LONG = 80  # letters: a Russian text of this length has an ы, э or ё
_FEW = 0.02  # a share of letters that names from a neighbour's language do not reach


def detect(text: str) -> str:
    """`ar`, `en`, `ru` or `und`. Of two scripts the one with more letters counts."""
    text = text[:_MUCH]
    arabic, latin, cyrillic = (len(letters.findall(text)) for letters in (ARABIC_LETTER, _LATIN, _CYRILLIC))
    others = sum(char.isalpha() for char in text) - arabic - latin - cyrillic
    most = max(arabic, latin, cyrillic)
    if not most or others > most:
        return UNKNOWN
    if most == arabic:
        return _arabic_script(text, arabic)
    return _latin_script(text, latin) if most == latin else _cyrillic_script(text, cyrillic)


def has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def is_arabic(block: Block) -> bool:
    """What has no letters, as a date in digits, is of the language around it."""
    return block.lang == "ar" or not has_letters(block.text)


def arabic(segments: Iterable[Segment], blocks: Sequence[Block]) -> tuple[Segment, ...]:
    """The segments to draft. What is in another language is kept as it is: an engine would make Arabic of it that it is not."""
    return tuple(segment for segment in segments if is_arabic(blocks[segment.block]))


def _arabic_script(text: str, letters: int) -> str:
    """Persian ya and kaf alone do not count: they are slips of the keyboard."""
    words = text.split()
    ours = sum(word in _ARABIC_WORDS for word in words)
    theirs = sum(word in _PERSIAN_WORDS for word in words)
    foreign = len(_NOT_ARABIC.findall(text))
    return UNKNOWN if theirs > ours and (foreign > _FEW * letters or theirs > 1) else "ar"


def _latin_script(text: str, letters: int) -> str:
    words = [word.casefold() for word in _WORD.findall(text)]
    ours = sum(word in _ENGLISH_WORDS for word in words)
    theirs = sum(word in _OTHER_LATIN_WORDS for word in words)
    if ours != theirs:
        return "en" if ours > theirs else UNKNOWN
    return UNKNOWN if len(_NOT_ASCII.findall(text)) > _FEW * letters else "en"


def _cyrillic_script(text: str, letters: int) -> str:
    if len(_NOT_RUSSIAN.findall(text)) > 2 * _FEW * letters:
        return UNKNOWN
    bulgarian = letters > _LONG and not _RUSSIAN_ONLY.search(text) and len(_HARD_SIGN.findall(text)) > letters / 100
    return UNKNOWN if bulgarian else "ru"
