"""Could this name be that Arabic word? Both are brought to a few kinds of consonants, which transcribers do not confuse.

Far rougher than `translate.glossary.enforce.likeness`: here a name is only told where nothing in the source is like it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translate.glossary.enforce.likeness import key

if TYPE_CHECKING:
    from collections.abc import Iterable

_ARABIC: Final = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"),
        **dict.fromkeys("تطدثةضظذ", "t"),
        **dict.fromkeys("جغقكخهحگچ", "k"),
        **dict.fromkeys("زسشصژ", "s"),
        **dict.fromkeys("فڤ", "f"),
        "ر": "r",
        "ل": "l",
        "م": "m",
        "ن": "n",
        "و": "w",
        **dict.fromkeys("اءعيىئؤآأإ", None),
    }
)
_OURS: Final = str.maketrans(
    {
        **dict.fromkeys("aeiou", None),
        **dict.fromkeys("gJhkX", "k"),
        **dict.fromkeys("szS", "s"),
        "C": "ts",
        **dict.fromkeys("td", "t"),
        "b": "b",
        "f": "f",
    }
)
_ARTICLE: Final = re.compile("^(?:و?ال|وال|بال|لل|فال|كال)(?=..)")
_CLITIC: Final = re.compile("^[وفبلك](?=...)")
_LIKE: Final = 0.55
FEWEST: Final = 3
"""Consonants that a name must have to be told from others."""


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """Of a name in Latin or Cyrillic letters."""
    return re.sub(r"(.)\1+", r"\1", key(name).translate(_OURS))


@lru_cache(maxsize=65_536)
def skeletons(word: str) -> frozenset[str]:
    """Of a folded Arabic word, with and without what may be a clitic or the article; و is v, w or a vowel."""
    stems = {word, _ARTICLE.sub("", word), _CLITIC.sub("", word), _ARTICLE.sub("", _CLITIC.sub("", word))}
    bare = {re.sub(r"(.)\1+", r"\1", stem.translate(_ARABIC)) for stem in stems}
    return frozenset(
        re.sub(r"(.)\1+", r"\1", form) for stem in bare for form in (stem.replace("w", ""), stem.replace("w", "f"))
    )


@lru_cache(maxsize=16)
def _bones(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The skeletons of the words of a sentence, and those of two that stand together."""
    known = [skeletons(word) for word in words]
    pairs = (one + other for first, second in pairwise(known) for one in first for other in second)
    return frozenset().union(*known), tuple(dict.fromkeys(pairs))


def is_plausible(name: str, words: tuple[str, ...]) -> bool:
    """Whether any of the folded Arabic words, or two that stand together, may be this name; yes for one too short to tell."""
    bones = skeleton(name)
    if len(bones) < FEWEST:
        return True
    single, pairs = _bones(words)
    return bones in single or _is_like(bones, single) or _is_like(bones, pairs)


def is_like(name: str, word: str) -> bool:
    """Whether a folded Arabic word may be this name."""
    bones = skeleton(name)
    return len(bones) >= FEWEST - 1 and _is_like(bones, skeletons(word))


def _is_like(bones: str, others: Iterable[str]) -> bool:
    choices = [other for other in others if len(other) >= FEWEST - 1]
    return process.extractOne(bones, choices, scorer=Levenshtein.normalized_similarity, score_cutoff=_LIKE) is not None
