"""What two versions of a sentence share whatever the language: numbers, dates, Latin words, names, terms of the glossary.

Each is a token that looks the same in all languages: `n:2022`, `m:1` for January, `l:covid`, `s:ptn` for the consonants of
a name, `t:person.putin` for a term. Of a token that only one of the texts has nothing can be said, so it is left
out; but for numbers, which translators keep.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from translate.arabic import GREGORIAN_MONTHS, digits, fold
from translate.glossary import verify
from translate.glossary.forms import english_lemma
from translate.glossary.inflect import forms as inflected
from translate.glossary.match import Matcher
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translate.glossary.termbase import Concept, Termbase

    Tokens = Sequence[frozenset[str]]

_NUMBER: Final = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)?")
_MARKS: Final = re.compile(r"[.,:\u00a0\u202f ]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_MONTHS: Final[Mapping[Lang, Sequence[str]]] = {
    Lang.AR: [f"(?:{'|'.join(fold(name).text for name in names)})" for names in GREGORIAN_MONTHS],
    Lang.EN: "january february march april may june july august september october november december".split(),
    Lang.RU: [
        f"{stem}\\w{{0,3}}" for stem in "январ феврал март апрел ма[йяе] июн июл август сентябр октябр ноябр декабр".split()
    ],
}
_MONTH_PATTERNS: Final = {
    lang: [re.compile(rf"(?<!\w)[وبل]?{name}(?!\w)" if lang is Lang.AR else rf"\b{name}\b") for name in names]
    for lang, names in _MONTHS.items()
}
_ARTICLE: Final = re.compile(r"^(?:[وف]?[بكل]?ال|[وف]?لل)(?=.{3})")
_PROCLITIC: Final = re.compile(r"^[وفبكل](?=.{3})")
_ENDING: Final = re.compile(r"(?:ами|ями|ого|его|ому|ему|ом|ем|ым|им|ой|ей|ах|ях|ов|ев)$")
_SOUNDS: Final[Mapping[Lang, Sequence[tuple[str, str]]]] = {
    Lang.AR: (("تش", "s"), ("تس", "s")),
    Lang.EN: tuple(
        (sound, sound_class)
        for sound, sound_class in (
            ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("kh", ""), ("gh", "k"), ("ph", "f"), ("th", "t"),
            ("ts", "s"), ("ng", "n"), ("ce", "s"), ("ci", "s"), ("x", "ks"),
        )
    ),
    Lang.RU: (("дж", "k"), ("кс", "ks"), ("нг", "n")),
}  # fmt: skip
_CLASSES: Final[Mapping[Lang, Mapping[str, str]]] = {
    Lang.AR: dict(zip("بتثدذرزسشصضطظغجفقكلمن", "pttttrssssttskkfkklmn", strict=True)),
    Lang.EN: dict(zip("bpvfdtszrlmnkgcqj", "ppffttssrlmnkkkkk", strict=True)),
    Lang.RU: dict(zip("бпвфдтсзцшщжчрлмнкг", "ppffttsssssssrlmnkk", strict=True)),
}
"""Consonants that one name is written with in the three languages, as one; vowels and breathings do not count."""
_LONG_ENOUGH: Final = 3  # consonants: with fewer, too many words sound alike


class Anchors:
    """Finds them. `termbase` None: no terms of a glossary."""

    def __init__(self, termbase: Termbase | None = None) -> None:
        self._termbase = termbase
        self._matcher = Matcher(termbase) if termbase else None

    def of(self, left: Sequence[str], right: Sequence[str], langs: tuple[Lang, Lang]) -> tuple[Tokens, Tokens]:
        """For each sentence of two texts its tokens, of those that both texts have."""
        sides = [[set(_plain(sentence, lang)) for sentence in side] for side, lang in zip((left, right), langs, strict=True)]
        if self._matcher and self._termbase and langs[0] is Lang.AR:
            found = [{match.concept for match in self._matcher.find(sentence)} for sentence in left]
            for tokens, concepts in zip(sides[0], found, strict=True):
                tokens |= {f"t:{concept}" for concept in concepts}
            wanted = [self._termbase.concepts[concept] for concept in sorted(set().union(*found))]
            for number, concept in _occurring(wanted, right, langs[1]):
                sides[1][number].add(f"t:{concept}")
        both = set().union(*sides[0]) & set().union(*sides[1])
        kept = [[frozenset(token for token in tokens if token in both or token[0] == "n") for tokens in side] for side in sides]
        return kept[0], kept[1]


@lru_cache(maxsize=16_384)
def _plain(sentence: str, lang: Lang) -> frozenset[str]:
    """All but the terms."""
    text = digits(sentence)
    numbers = {_MARKS.sub("", number).lstrip("0") or "0" for number in _NUMBER.findall(text)}
    folded = fold(text).text if lang is Lang.AR else text.lower()
    months = {number for number, pattern in enumerate(_MONTH_PATTERNS[lang], 1) if pattern.search(folded)}
    latin = {word.lower() for word in _LATIN_WORD.findall(text) if len(word) >= _LONG_ENOUGH}
    return frozenset(
        {f"n:{number}" for number in numbers}
        | {f"m:{month}" for month in months}
        | {f"l:{word}" for word in latin}
        | {f"s:{skeleton}" for skeleton in _skeletons(sentence, lang)}
    )


def _skeletons(sentence: str, lang: Lang) -> Iterator[str]:
    """How the names of a sentence sound, more or less. Arabic has no capitals, so there any word may be one."""
    for word in _WORD.findall(fold(sentence).text if lang is Lang.AR else sentence):
        if lang is not Lang.AR and not word[0].isupper():
            continue
        for reading in _readings(word, lang):
            skeleton = _skeleton(reading, lang)
            if len(skeleton) >= _LONG_ENOUGH:
                yield skeleton


def _readings(word: str, lang: Lang) -> Iterator[str]:
    """The word, and what it is without what may be attached to it."""
    if lang is Lang.AR:
        stem = _ARTICLE.sub("", word)
        yield stem
        yield _PROCLITIC.sub("", stem)
    elif lang is Lang.RU:
        yield word.lower()
        yield _ENDING.sub("", word.lower())
    else:
        yield re.sub("['’]s$", "", word.lower())


@lru_cache(maxsize=65_536)
def _skeleton(word: str, lang: Lang) -> str:
    classes = _CLASSES[lang]
    sounds = word
    for sound, sound_class in _SOUNDS[lang]:
        sounds = sounds.replace(sound, sound_class.upper())
    consonants = (char.lower() if char.isupper() else classes.get(char, "") for char in sounds)
    return "".join(key for key, _ in groupby("".join(consonants)))


def _occurring(concepts: Iterable[Concept], sentences: Sequence[str], lang: Lang) -> Iterator[tuple[int, str]]:
    """(number of a sentence, id) where a sentence has a right form of a concept.

    Only sentences that have the rarest word of that form are looked at closely.
    """
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for word in {_key(word, lang) for word in _WORD.findall(sentence)}:
            index[word].append(number)
    for concept in concepts:
        for form in concept.targets[lang].right:
            spelled = list(inflected(verify.russian(concept, form))) if lang is Lang.RU else [form]
            near = {number for each in spelled for number in _rarest(each, lang, index)}
            yield from ((number, concept.id) for number in near if verify.occurrences(concept, lang, form, sentences[number]))


def _rarest(form: str, lang: Lang, index: Mapping[str, Sequence[int]]) -> Sequence[int]:
    places = [index.get(_key(word, lang), ()) for word in _WORD.findall(form)]
    return min(places, key=len, default=())


@lru_cache(maxsize=65_536)
def _key(word: str, lang: Lang) -> str:
    plain = re.sub("['’]s$", "", word)
    return english_lemma(plain) if lang is Lang.EN else plain.lower().replace("ё", "е")
