"""Glossary lines made of a translated sentence itself, so that a model learns to obey the real ones.

A line is a word or two of the source and what the reference has for them, found through the lexicon: the two are each
other's only likely translation. A glossary has Russian in the nominative, and the draft must decline it: so have these lines.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pymorphy3

from translate.model import Lang, TermPair
from translate.stems import stems

if TYPE_CHECKING:
    from translate.lexicon import Lexicon

LIKELY = 0.15  # share of a translation; with the demand that nothing else fits, that is enough
CONTENT = 5.5  # weight of a word of content, as the hints have it
SHORTEST = 3  # letters
_DECLINED = frozenset({"NOUN", "ADJF", "PRTF"})

_Stem = tuple[str, int, int]


def terms(lexicon: Lexicon, source: str, target: str) -> list[TermPair]:
    """Pairs of one and of two words that stand in both, two words first."""
    left, right = stems(source, lexicon.source), stems(target, lexicon.target)
    links = _links(lexicon, left, right)
    doubles, singles = [], []
    for one, other in sorted(links.items()):
        start, end = left[one][1:]
        singles.append(_pair(source[start:end], target[right[other][1] : right[other][2]], lexicon.target))
        following = links.get(one + 1)
        if following is not None and abs(following - other) == 1 and source[end : left[one + 1][1]] == " ":
            begin, stop = right[min(other, following)][1], right[max(other, following)][2]
            doubles.append(_pair(source[start : left[one + 1][2]], target[begin:stop], lexicon.target))
    return [pair for pair in (*doubles, *singles) if pair]


def _links(lexicon: Lexicon, left: list[_Stem], right: list[_Stem]) -> dict[int, int]:
    """The place of a source word's translation, for words of content that have exactly one and are its only source."""
    often = Counter(stem for stem, _, _ in left), Counter(stem for stem, _, _ in right)
    sources: dict[int, list[int]] = {}
    for one, (stem, start, end) in enumerate(left):
        known = lexicon.table.get(stem)
        if not known or often[0][stem] > 1 or end - start < SHORTEST or stem.isdigit():
            continue
        fitting = [other for other, (word, _, _) in enumerate(right) if known.get(word, 0) >= LIKELY]
        if len(fitting) == 1 and often[1][right[fitting[0]][0]] == 1 and lexicon.weight(right[fitting[0]][0]) >= CONTENT:
            sources.setdefault(fitting[0], []).append(one)
    return {ones[0]: other for other, ones in sources.items() if len(ones) == 1}


def _pair(source: str, target: str, lang: Lang) -> TermPair | None:
    if lang is Lang.RU:
        target = _nominative(target)
    return TermPair(source, target) if target and "\n" not in source + target else None


def _nominative(phrase: str) -> str:
    """A noun, or a noun and its adjective, in the nominative; empty where it is anything else, a verb say."""
    words = phrase.split(" ")
    parses = [_parse(word) for word in words]
    kinds = [str(parse.tag.POS) for parse in parses]
    if "NOUN" not in kinds or not _DECLINED.issuperset(kinds):
        return ""
    head = kinds.index("NOUN")
    made = []
    for place, (word, parse) in enumerate(zip(words, parses, strict=True)):
        wanted = {"nomn", str(parses[head].tag.number)}
        form = parse.inflect(wanted) if place <= head else None  # what follows the noun is governed by it and stays
        if place <= head and form is None:
            return ""
        made.append(_like(word, form.word) if form else word)
    return " ".join(made)


@cache
def _parse(word: str) -> pymorphy3.analyzer.Parse:
    return _analyzer().parse(word)[0]


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def _like(word: str, form: str) -> str:
    """The form with the capitals of the word."""
    if len(word) > 1 and word.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form
