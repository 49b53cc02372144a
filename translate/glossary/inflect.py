"""Russian declension of glossary terms: the dictionary of pymorphy3 where it knows the word, rules of ending where not.

The dictionary knows common words, adjectives and many places, but few foreign names, and there it guesses (Зась: "a
verb"). So names of people decline by school grammar, and so does a capitalised word that the dictionary lacks. What no
rule can tell (stress, the usage of one desk) an editor writes into `ru_forms`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from translate.glossary.declension import INDECLINABLE, Case, Number, Paradigm, RussianTerm, Slot, Untyped, parse_overrides
from translate.glossary.people import person
from translate.glossary.words import Noun, is_word, joined, lexeme, nominatives, noun_readings, pos, traits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*|[\W_]+")


def _phrase(tokens: Sequence[str], at: int, term: RussianTerm) -> tuple[dict[int, Paradigm], Noun | None, int]:
    """Decline the first noun phrase from token `at` on: what declines, its head, the token where it ends.

    That is: adjectives, the first noun in the nominative that agrees with them, adjectives right after it.
    """
    run: dict[int, list[Untyped]] = {}
    while at < len(tokens) and "(" not in tokens[at]:
        if adjectives := nominatives(tokens[at], "ADJF", "PRTF"):
            run[at] = adjectives
        elif is_word(tokens[at]) and not (tokens[at].islower() and pos(tokens[at]) in {"ADVB", "CONJ"}):
            break
        at += 1
    head, at = _head(tokens, at, run, term)
    if head is None:
        return {}, None, at
    declined = {at: head.paradigm} if head.paradigm else {}
    while tokens[at + 1 : at + 2] == [" "] and head.agreeing(after := nominatives(tokens[at + 2], "ADJF", "PRTF")):
        at += 2
        run[at] = after
    for i in run.keys() - declined.keys():
        adjective = head.agreeing(run[i]) or run[i][0]
        genders = head.gender or traits(adjective)[1] or "mfn"
        declined[i] = lexeme(adjective, tokens[i], animate=head.animate, genders=genders)
    return declined, head, at


def _head(tokens: Sequence[str], at: int, run: Mapping[int, list[Untyped]], term: RussianTerm) -> tuple[Noun | None, int]:
    """The noun at `at` after the adjectives `run`, else the last of these: as a noun (данные), else as what it is.

    The whole term an adjective: all genders, that of the term first. Only its beginning: a person (уполномоченный по…).
    """
    nouns = noun_readings(tokens[at], term) if at < len(tokens) and is_word(tokens[at]) else []
    head = next((noun for noun in nouns if all(map(noun.agreeing, run.values()))), None)
    if head or not run:
        return head, at
    at = max(run)
    (number, gender), score = traits(run[at][0]), run[at][0].score
    nouns = [noun for noun in noun_readings(tokens[at], term) if noun.likely >= score]
    if len(run) == sum(map(is_word, tokens)):
        adjective = Noun({}, number, "".join(dict.fromkeys((term.gender or gender) + "mfn")), term.animate)
    else:
        adjective = Noun({}, number, gender, animate=term.animate is not False)
    return next((noun for noun in nouns if all(map(noun.agreeing, run.values()))), adjective), at


@cache
def _paradigm(term: RussianTerm) -> tuple[Paradigm, Number]:
    """All forms of the term, and its own number."""
    text = unicodedata.normalize("NFC", " ".join(term.text.split()))
    tokens: list[str] = _TOKEN.findall(text)
    parts: list[str | Paradigm] = [text]
    own = Number(term.number or Number.SG)
    if term.overrides.strip() == INDECLINABLE:
        pass
    elif term.person:
        parts = person(tokens, term.gender)
    else:
        parts, own = _phrases(tokens, term)
    table = joined(parts)
    if term.person or next(filter(str.isalpha, text), "").isupper():
        table = {slot: forms for slot, forms in table.items() if slot[1] is own}
    for case in Case:
        table.setdefault((case, own), (text,))
    for (case, number), form in parse_overrides(term.overrides).items():
        table[case, number or own] = (form,)
    return table, own


def _phrases(tokens: Sequence[str], term: RussianTerm) -> tuple[list[str | Paradigm], Number]:
    """Decline each of the phrases that a dash or `и` joins: государства — члены ОДКБ, Босния и Герцеговина."""
    parts = list[str | Paradigm](tokens)
    own, at = None, 0
    while at < len(tokens):
        declined, head, at = _phrase(tokens, at, term)
        if head is None:
            break
        if own is None:
            own, term = head.number, replace(term, animate=head.animate)
        for i, paradigm in declined.items():
            other = {(case, number): paradigm.get((case, head.number), ()) for case, number in product(Case, Number)}
            parts[i] = paradigm if head.number is own else other
        if tokens[at + 1 : at + 4] == [" ", "и", " "]:
            at += 4
        elif tokens[at + 1 : at + 2] in ([" - "], [" – "], [" — "]):
            at += 2
        else:
            break
    return parts, own or Number(term.number or Number.SG)


def inflect(term: RussianTerm, case: Case, number: Number | None = None) -> str:
    """The form to write. A number that the term lacks (a name's plural) gives its own number, as does None."""
    table, own = _paradigm(term)
    return table.get((case, number or own), table[case, own])[0]


@cache
def forms(term: RussianTerm) -> Mapping[str, tuple[Slot, ...]]:
    """Every surface form, with what it may be. A name has its own number only; an adjective alone, all genders."""
    found: dict[str, list[Slot]] = {}
    for slot, variants in _paradigm(term)[0].items():
        for form in variants:
            found.setdefault(form, []).append(slot)
    return MappingProxyType({form: tuple(slots) for form, slots in found.items()})
