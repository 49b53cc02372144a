"""What a place in a Russian sentence asks of the noun put there: its case, by the words around it.

Prepositions and their cases are those of Rozental's handbook (Справочник по правописанию и литературной правке, on the
government of prepositions); the rarer second cases (по with the accusative of a limit, с of a measure) are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.glossary.declension import Case, Number, Slot
from translate.glossary.words import CASES, pos, readings, traits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translate.glossary.declension import Untyped

ALL: Final = frozenset(Case)
_GOVERNMENT: Final = (  # without those that are adverbs or gerunds too: «Накануне Путин заявил», «благодаря Путина за…»
    ("без безо для до из из-за из-под изо кроме от ото ради среди у", {Case.GEN}),
    ("к ко по", {Case.DAT}),
    ("про сквозь через", {Case.ACC}),
    ("над надо перед передо между", {Case.INS}),
    ("при обо", {Case.LOC}),
    ("в во на о об", {Case.ACC, Case.LOC}),
    ("за под", {Case.ACC, Case.INS}),
    ("с со", {Case.GEN, Case.INS}),
)
_PREPOSITIONS: Final = {word: frozenset(cases) for words, cases in _GOVERNMENT for word in words.split()}
_TOWARDS: Final = re.compile(  # after these, в and на say where to: атака на, прибыл в; but удары в Сирии
    r"\b(?:(?:атак|нападе|давлен)\w*\s+на|(?:вторж|вторг|прибы|приех|приезд|отправ|поех|поездк|уех|вернул|возвра|визит|въезд|"
    r"въех)\w*\s+(?:в|во|на))\s+$",
    re.IGNORECASE,
)
_NEAR: Final = 80  # characters before a place that are looked at
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[ \u00a0]+[«\"„“(]?$")
WORDS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOOK_BACK: Final = 60  # characters from a name to its title
_TITLES: Final = frozenset(
    (
        "президент премьер премьер-министр министр король эмир шейх султан император принц генерал полковник маршал адмирал "
        "канцлер посол спикер господин генсек секретарь"
    ).split()
)
"""After these a name stands in apposition, in their case; after others (помощник, советник) it may be a genitive."""
_POSSIBLE: Final = 0.2
"""A reading of less weight is none that a reader would think of."""
_LIKELY: Final = 0.7
"""Of the dictionary's readings of a form (`score`), how much of the weight one case must have to be believed."""


def governed(before: str) -> frozenset[Case]:
    """The cases that the words before a place leave open to a noun there; all of them where nothing is known.

    `before` is the sentence up to the place. Asked is a preposition right before it, else an adjective.
    """
    word = _word_before(before)
    if word in _PREPOSITIONS:
        return _PREPOSITIONS[word]
    adjectives = [p for p in readings(word) if str(p.tag.POS) in {"ADJF", "PRTF"} and "Apro" not in p.tag.grammemes]
    cases = frozenset(case for parse in adjectives for case in _cases(parse))
    likely = sum(parse.score for parse in adjectives) >= _LIKELY
    return cases if likely and Case.NOM not in cases else ALL  # one in the nominative may be a noun, or a name


def is_governed(before: str) -> bool:
    """Whether a preposition stands right before the place."""
    return _word_before(before) in _PREPOSITIONS


def in_apposition(before: str) -> frozenset[Case]:
    """The cases of a title that stands before the place, where none of them is the nominative; else none.

    Between them may stand what the title is of: генеральным секретарём ОДКБ, президенту Республики Казахстан.
    """
    for found in reversed(list(WORDS.finditer(before, max(0, len(before) - _LOOK_BACK)))):
        between = before[found.end() :]
        if not re.fullmatch(r"[\s\u00a0\w-]*", between):
            return frozenset()
        nouns = [p for p in readings(found[0].lower()) if p.normal_form in _TITLES]
        cases = frozenset(case for parse in nouns for case in _cases(parse) if traits(parse)[0] is Number.SG)
        if cases:
            plain = Case.NOM not in cases and all(map(_may_be_genitive, WORDS.findall(between)))
            return cases if plain else frozenset()
    return frozenset()


def has_verb_for(clause: str, gender: str) -> bool:
    """Whether a finite verb stands in the clause that a person of this gender may be the subject of.

    «После встречи с президентом Казахстана Путин заявил»: there a name in the nominative is right where it stands.
    """
    genders = {"masc": "m", "femn": "f", "neut": "n"}
    for word in WORDS.findall(clause):
        for parse in readings(word.lower()):
            if str(parse.tag.POS) in {"VERB", "PRTS"} and parse.score >= _POSSIBLE and "plur" not in parse.tag.grammemes:
                own = next((letter for tag, letter in genders.items() if tag in parse.tag.grammemes), "")
                if not own or own == (gender or own):
                    return True
    return False


def _word_before(before: str) -> str:
    found = _WORD_BEFORE.search(before[-_NEAR:])
    return found[1].lower() if found else ""


def _may_be_genitive(word: str) -> bool:
    """Also a country's name that goes undeclined beside its kind: Республики Казахстан."""
    return word.isupper() or any({"gent", "Geox"} & parse.tag.grammemes for parse in readings(word))


def narrowed(before: str, cases: Iterable[Case], *, known: bool) -> Case | None:
    """The one case that is left, or that the place makes plain; None where one could only guess.

    At the head of a sentence a nominative is the subject; right after a noun a genitive depends on it, if the word itself
    is `known` to look like one: a noun may also be the subject of what follows («После инцидента Россия…»).
    """
    left = set(cases)
    if len(left) == 1:
        return left.pop()
    if left == {Case.ACC, Case.LOC} and _TOWARDS.search(before[-_NEAR:]):
        return Case.ACC
    if Case.NOM in left and not before.strip(' \u00a0«"„“(–—-'):
        return Case.NOM
    if known and Case.GEN in left and pos(_word_before(before)) == "NOUN":
        return Case.GEN
    return None


def slots_of(phrase: str) -> dict[Slot, float]:
    """What the noun phrase may be, with the dictionary's weight of each; empty where it knows no noun in it.

    The head is the first noun: организации безопасности is what организации is.
    """
    weights: dict[Slot, float] = {}
    for word in WORDS.findall(phrase):
        nouns = [p for p in readings(word) if str(p.tag.POS) == "NOUN"]
        if not nouns or "LATN" in str(nouns[0].tag):
            continue
        for parse in nouns:
            for case in _cases(parse):
                slot = case, traits(parse)[0]
                weights[slot] = weights.get(slot, 0.0) + parse.score
        return weights
    return weights


def likely(weights: dict[Slot, float]) -> Slot | None:
    """The reading that outweighs all others, or None."""
    total = sum(weights.values())
    best = max(weights, key=lambda slot: weights[slot], default=None)
    return best if best and weights[best] >= _LIKELY * total else None


def number_of(slots: Iterable[Slot]) -> Number | None:
    """The number that all these share, or None."""
    numbers = {number for _, number in slots}
    return numbers.pop() if len(numbers) == 1 else None


def _cases(parse: Untyped) -> list[Case]:
    return [case for tag, case in CASES.items() if tag in parse.tag.grammemes]
