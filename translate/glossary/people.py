"""Declining names of people by school grammar: the dictionary knows few foreign names, and there it guesses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.glossary.declension import Number, Paradigm, RussianTerm
from translate.glossary.words import (
    GIVEN_F,
    PLAIN,
    SURNAME_F,
    SURNAME_M,
    V,
    by_ending,
    dictionary,
    is_word,
    joined,
    lexeme,
    nominatives,
    noun_readings,
    pos,
    traits,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEADING: Final = frozenset(("абд", "абдель", "абдул", "абу", "аль", "эль"))
_PARTICLES: Final = _LEADING | set(re.findall(r"\w+", "ад аз ан ар ас ат аш бен бин бинт ван да де ди дю ибн ла ле сан"))
"""In front of a name; in first place only `_LEADING` are, the others may be given names: Бен Уоллес."""
_DOUBLE: Final = ".+([оеё]ва?|[иы]на?|[сц]кий|[сц]кая|[оеё]вич)"
_SYLLABLE: Final = (  # of Chinese in Palladius' spelling
    "(?:[бпмфдтнлгкхцшжсчв]|цз|чж)?(?:у?ай?|у?ао|[ую]?ань?|эй?|энь?|я(?:о|нь?)?|инь?|и|оу?|у[йэо]?|унь?|е|ён|юй?|юэ|юнь?|ы)"
)


def person(tokens: Sequence[str], gender: str) -> list[str | Paradigm]:
    """Decline each name by the person's sex, the last as a surname, and titles before it (король Абдалла)."""
    parts = list[str | Paradigm](tokens)
    end = next((i for i, token in enumerate(tokens) if "(" in token), len(tokens))
    words = [i for i in range(end) if re.search("[а-яё]", tokens[i], re.IGNORECASE)]
    names = [i for i in words if not tokens[i].islower()]
    eastern = _is_eastern([token for token in tokens[:end] if is_word(token)])
    gender = gender or _sex([tokens[i] for i in names])
    for i in words:
        word, last = tokens[i], i in names[-1:]
        if word.isupper() or (word.lower() in (_PARTICLES if i else _LEADING) and not last) or (eastern and not last):
            continue
        if eastern:
            parts[i] = by_ending(word, GIVEN_F if gender == "f" else PLAIN, animate=True)
        elif i in names:
            parts[i] = _name(word, gender, last=last)
        elif pos(word) == "NOUN" and dictionary().word_is_known(word):
            titles = noun_readings(word, RussianTerm(word, number=Number.SG))
            parts[i] = next((title.paradigm for title in titles if title.animate), word)
    return parts


def _is_eastern(words: Sequence[str]) -> bool:
    """Chinese and Korean names decline at the end only: Ли Цяна, Ким Чен Ына."""
    syllables = [len(re.findall(V, word.lower())) for word in words]
    chinese = all(re.fullmatch(f"({_SYLLABLE})+", word.lower()) for word in words)
    return syllables == [1, 1, 1] or (len(words) > 1 and chinese and syllables[0] == 1)


def _sex(names: Sequence[str]) -> str:
    """By given names that the dictionary knows, else by the surname's ending, else m: an editor gives it for others."""
    for name in names[:-1] or names:
        given = name.partition("-")[0]
        for parse in nominatives(given, "NOUN") if dictionary().word_is_known(given) else ():
            if {"Name", "sing"} <= parse.tag.grammemes and traits(parse)[1]:
                return traits(parse)[1]
    return "f" if names and re.fullmatch(".+([оеё]ва|[иы]на|ая)", names[-1].lower()) else "m"


def _name(word: str, gender: str, *, last: bool) -> Paradigm:
    """Given names by the dictionary, for its Павла and Льва, surnames for its Дюма; the rest by rule."""
    for kind in ("Surn", "Name", "Patr")[not last :]:
        for parse in nominatives(word, "NOUN") if dictionary().word_is_known(word) else ():
            if {kind, "sing"} <= parse.tag.grammemes and traits(parse)[1] in {"", gender}:
                return lexeme(parse, word, animate=True)
    if "-" in word:  # Салтыкова-Щедрина, Анны-Марии; but Касым-Жомарта, аль-Асада
        first, _, rest = word.rpartition("-")
        both = re.fullmatch(_DOUBLE, first.lower()) if last else gender == "f" and first[-1] in "ая"
        both = both or rest in {"младший", "старший"}
        parts = _name(first, gender, last=last) if both else first, "-", _name(rest, gender, last=last)
        return joined(parts)
    rules = (SURNAME_F if last else GIVEN_F) if gender == "f" else (SURNAME_M if last else PLAIN)
    return by_ending(word, rules, animate=True)
