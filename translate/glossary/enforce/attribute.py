"""An adjective of nationality that a draft lost beside a title: «الرئيس الروسي» drafted as “the President”.

The Arabic says what it belongs to: the noun right before it, and often a person right after it. Where in the draft that
noun stands once, or a title stands right before that person's name, the adjective's place is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.declension import Number
from translate.glossary.enforce import place
from translate.glossary.enforce.fit import english, written_in
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.glossary.declension import Slot
    from translate.glossary.enforce.fit import Edit
    from translate.glossary.enforce.search import Search
    from translate.glossary.termbase import Termbase
    from translate.model import Mention

_HEADS: Final = frozenset({"title", "term", "organisation"})
_CLAIMED: Final = re.compile(r"\s+(?:of|for)\b")
_OWNED: Final = re.compile(r"(?:\b(?:its|their|his|her|our|my|your|его|её|ее|их|сво\w+|наш\w*)|['’]s?)\s+$", re.IGNORECASE)
_PART_OF_TITLE: Final = re.compile(r"\b(?!The\b)[A-Z][\w-]*\s+$|-$")  # Major General, Press Secretary
_NEAR: Final = 80  # characters before a title that are looked at
_TITLE_BEFORE: Final = {  # right before a name
    Lang.EN: re.compile(
        r"(?<![\w-])(?:(?:Acting|Former|Vice|Deputy|Prime|First|Foreign|Defen[cs]e|Interior|Finance) )*"
        r"(?:President|Minister|Premier|King|Emir|Chancellor|Ambassador|Secretary|Envoy|General)\s+$",
        re.IGNORECASE,
    ),
    Lang.RU: re.compile(
        r"(?<![\w-])(?:и\. ?о\. )?(?:вице-)?(?:президент|премьер-министр|премьер|король|эмир|канцлер|посол|министр)"
        r"(?:а|у|ом|е|я|ю|ем)?\s+$",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class _Noun:
    """What the adjective goes with, as it stands in the draft. `slots` and `gender` are of the Russian noun."""

    start: int
    end: int
    slots: frozenset[Slot] = frozenset()
    gender: str = "m"


def insertion(search: Search, mention: Mention, mentions: Sequence[Mention], termbase: Termbase) -> Edit | None:
    """Where to put the missing adjective, and how it is written there; None where that is not certain."""
    if search.concept.type != "demonym":
        return None
    at = mentions.index(mention)
    before, after = mentions[at - 1] if at else None, mentions[at + 1] if at + 1 < len(mentions) else None
    if after is not None and _adjoins(mention, after):
        nouns = set(_titles(after, search, termbase))
    elif before is not None and _adjoins(before, mention):
        nouns = set(_renderings(before, search, termbase))
    else:
        return None
    noun = nouns.pop() if len(nouns) == 1 else None
    if noun is None or _CLAIMED.match(search.text, noun.end):
        return None
    left = search.text[max(0, noun.start - _NEAR) : noun.start]
    if _OWNED.search(left) or (search.lang is Lang.EN and _PART_OF_TITLE.search(left)):
        return None
    return _english(noun, search) if search.lang is Lang.EN else _russian(noun, search)


def _adjoins(one: Mention, other: Mention) -> bool:
    return other.match.start - one.match.end <= len(" ال")


def _titles(person: Mention, search: Search, termbase: Termbase) -> Iterator[_Noun]:
    """The titles right before the person's name."""
    concept = termbase.concepts[person.match.concept]
    if concept.type == "person":
        for hit in verify.right_places(concept, search.lang, search.text):
            at = max(0, hit.start - _NEAR)
            if title := _TITLE_BEFORE[search.lang].search(search.text[at : hit.start]):
                slots = place.slots_of(title[0]) if search.lang is Lang.RU else {}
                yield _Noun(at + title.start(), hit.start - 1, frozenset(slots))


def _renderings(head: Mention, search: Search, termbase: Termbase) -> Iterator[_Noun]:
    """Where the noun's own term stands."""
    concept = termbase.concepts[head.match.concept]
    if concept.type in _HEADS:
        for hit in verify.right_places(concept, search.lang, search.text):
            yield _Noun(hit.start, hit.end, frozenset(hit.cases), concept.gender or "m")


def _english(noun: _Noun, search: Search) -> Edit:
    start, _, written = english(search.text, noun.start, noun.start, search.wanted, search.concept)
    return start, noun.start, f"{written} "


def _russian(noun: _Noun, search: Search) -> Edit | None:
    """The adjective in the noun's gender, number and case."""
    before = search.text[: noun.start]
    singular = {case for case, number in noun.slots if number is Number.SG} & place.governed(before)
    if not singular:
        return None
    term = replace(verify.russian(search.concept, search.wanted), gender=noun.gender)
    written = written_in(term, singular, Number.SG, before)
    if written is None:
        return None
    first = search.text[noun.start]
    if first.isupper() and not before.strip('«"„“ '):
        return noun.start, noun.start + 1, f"{written[0].upper()}{written[1:]} {first.lower()}"
    return noun.start, noun.start, f"{written} "
