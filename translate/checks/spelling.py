"""Spelling: English by Hunspell's dictionary (chunspell, extra `spelling`), Russian by pymorphy3's.

Words with a capital are names and left alone, and so is what the glossary or the source has.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, Final

from translate.checks import addresses
from translate.glossary import words
from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "spelling"
RULES = {NAME: "a word that no dictionary has"}
_WORD: Final = re.compile(r"(?<![\w.@’'/-])[^\W\d_]+(?:[’'][^\W\d_]+)?(?![\w@]|[-/.’']\w)")
_FEWEST: Final = 4  # letters
_MOST_TOLD: Final = 4
_BRITISH: Final = (  # the dictionary is American, and either spelling is right
    (re.compile("our"), "or"),
    (re.compile("is(?=e|ing|ation)"), "iz"),
    (re.compile("ys(?=e|ing)"), "yz"),
    (re.compile("tre(?=s?$)"), "ter"),
    (re.compile("ll(?=ed$|ing$|er)"), "l"),
    (re.compile("ence(?=s?$)"), "ense"),
    (re.compile("ogue(?=s?$)"), "og"),
    (re.compile("mme(?=s?$)"), "m"),
    (re.compile("ae|oe"), "e"),
    (re.compile("l(?=ment|ful)"), "ll"),
    (re.compile("dgement"), "dgment"),
    (re.compile("(?<=n)exion|que(?=s?$)"), "ection"),
)
_NEWER: Final = frozenset(  # words younger than the dictionary
    (
        "online offline internet email emails smartphone smartphones app apps blog blogs blogger bloggers podcast "
        "podcasts spam euro euros website websites webinar cryptocurrency blockchain startup startups lockdown "
        "lockdowns hashtag selfie livestream ransomware cyberattack cyberattacks cybersecurity geopolitics "
        "geopolitical geoeconomic multipolar multipolarity peacekeeper peacekeepers rainforest crewmember "
        "crewmembers medallist hijab niqab halal jihadist jihadists jihadi airstrike airstrikes ceasefire "
        "ceasefires extremism"
    ).split()
)
_RUSSIAN: Final = re.compile("[а-яё]+")
_STRESS: Final = "\u0301"


def check(case: Case) -> Iterator[Finding]:
    if not case.is_russian and dictionary() is None:
        return
    is_known = _is_russian if case.is_russian else _is_english
    if not any(word in case.text for word in filterfalse(is_known, case.vocabulary)):  # else only names are unknown
        return
    unknown = [word for word in dict.fromkeys(_words(case)) if not is_known(word)]
    if not unknown or not (unknown := [word for word in unknown if not _is_excepted(word, case)]):
        return
    told = ", ".join(f"“{word}”" for word in unknown[:_MOST_TOLD])
    yield Finding(NAME, Severity.INFO, f"Not in the dictionary: {told}. Is the spelling right?")


@cache
def dictionary() -> Any:  # noqa: ANN401 - chunspell ships no types
    """Hunspell with its American dictionary, or None where the extra is not installed."""
    try:
        from hunspell import Hunspell  # noqa: PLC0415 - an optional extra
    except ImportError:
        return None
    return Hunspell("en_US")


def is_word(word: str, lang: Lang) -> bool:
    """Whether a word in small letters is one; what is not in the language's letters is none of our business."""
    if lang is Lang.RU:
        return not _RUSSIAN.fullmatch(word) or words.is_known(word)
    known = dictionary()
    if known is None or not word.isascii() or word in _NEWER or known.spell(word):
        return True
    return any(known.spell(pattern.sub(american, word)) for pattern, american in _BRITISH if pattern.search(word))


@lru_cache(maxsize=65_536)
def _is_english(word: str) -> bool:
    return len(word) < _FEWEST or is_word(word, Lang.EN)


@lru_cache(maxsize=65_536)
def _is_russian(word: str) -> bool:
    return len(word) < _FEWEST or is_word(word, Lang.RU)


def _words(case: Case) -> Iterator[str]:
    text = addresses.without(case.text).replace("’", "'").replace(_STRESS, "")
    for hit in _WORD.finditer(text):
        if len(hit[0]) >= _FEWEST and hit[0].islower():
            yield hit[0]


def _is_excepted(word: str, case: Case) -> bool:
    """Whether the source or a term of it has the word."""
    forms = (
        form for mention in case.mentions for form in case.termbase.concepts[mention.match.concept].targets[case.lang].right
    )
    return word in case.source.casefold() or any(word[:_FEWEST] in form.casefold() for form in forms)
