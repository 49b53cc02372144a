"""A person's surname with another given name before it: Alimali Rahmon, where the source has إمام علي رحمن.

The surname alone counts as the person; a given name that is not the person's makes it somebody else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from translate.glossary import verify
from translate.glossary.enforce.likeness import key
from translate.glossary.enforce.search import WORD, Stretch
from translate.glossary.enforce.spelling import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.glossary.declension import Slot
    from translate.glossary.enforce.search import Search

_WORD_BEFORE: Final = re.compile(rf"({WORD.pattern})[ \u00a0]$")
_NEAR: Final = 80  # characters before a surname that are looked at
_LIKE: Final = 0.55
"""How like the person's own a given name must be to be a slip for it: Alimali for Emomali, not Vladimir for Alexander."""
_LONG_ENOUGH: Final = 5  # letters: But, Then and Но are like many a name


def misnamed(search: Search) -> Iterator[Stretch]:
    """Surnames with a word before them that is a slip for the given name; `wanted` of the search is the full name."""
    for start, end, slots, given in _half_named(search):
        if (
            len(given) >= _LONG_ENOUGH
            and max((Levenshtein.normalized_similarity(key(given), key(own)) for own in _given(search)), default=0.0) >= _LIKE
        ):
            piece = search.text[start:end]
            yield Stretch(start, end, f"it was spelled “{piece}”", search.wanted, slots, respelled=True)


def strange(search: Search) -> Iterator[str]:
    """What stands before a surname in the middle of a sentence and is no given name of the person: Vladimir Lukashenko."""
    for start, end, _, given in _half_named(search):
        if re.search(r"[^.!?…:«\"“\s]\s*$", search.text[:start]) and key(given) not in {key(own) for own in _given(search)}:
            yield search.text[start:end]


def _half_named(search: Search) -> Iterator[tuple[int, int, tuple[Slot, ...], str]]:
    """(start, end, slots, the word before) of each surname with a capitalised word before it, where no full name stands."""
    forms = search.concept.targets[search.lang]
    full = (search.wanted, forms.preferred, *(form for form in forms.admitted if len(WORD.findall(form)) > 1))
    if any(verify.occurrences(search.concept, search.lang, form, search.text) for form in full):
        return
    for short in forms.short:
        for hit in verify.occurrences(search.concept, search.lang, short, search.text):
            at = max(0, hit.start - _NEAR)
            found = _WORD_BEFORE.search(search.text[at : hit.start])
            if found and _is_name(found[1]) and search.is_unexplained(at + found.start(1), hit.end):
                yield at + found.start(1), hit.end, hit.cases, found[1]


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and word not in TITLES and not word.endswith(("'s", "’s"))


def _given(search: Search) -> list[str]:
    """The words of the full name but the surname."""
    short = {word for form in search.concept.targets[search.lang].short for word in WORD.findall(form)}
    return [word for word in WORD.findall(search.wanted) if word not in short]
