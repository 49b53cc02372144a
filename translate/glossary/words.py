"""Declining one Russian word: by rules of ending, or by the dictionary of pymorphy3."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

import pymorphy3

from translate.glossary.declension import Case, Number, Paradigm, RussianTerm, Slot, Untyped

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDINGS: Final = {  # a word that shows the type: letters to cut, then gen dat acc ins loc; * is as animacy has it
    "завод": (0, "а у * ом е"),
    "король": (1, "я ю * ем е"),
    "гений": (1, "я ю * ем и"),
    "столица": (1, "ы е у ой е"),
    "земля": (1, "и е ю ей е"),
    "Россия": (1, "и и ю ей и"),
    "Казань": (1, "и и ь ью и"),
    "Косово": (1, "а у о ом е"),
    "Путин": (0, "а у а ым е"),
    "Путина": (1, "ой ой у ой ой"),
    "Зеленский": (2, "ого ому ого ым ом"),
    "Зеленская": (2, "ой ой ую ой ой"),
}
V: Final = "[аеёиоуыэюя]"
PLAIN: Final = (  # first match wins; -а after a vowel is foreign (Шараа, Гарсиа)
    (f".*{V}а|.*[еёиоуыэю]", ""),
    (".*а", "столица"),
    (".*ия", "Россия"),
    (".*я", "земля"),
    (".*ий", "гений"),
    (".*[йь]", "король"),
    (".*", "завод"),
)
_SLAVIC: Final = ".+([оеё]в|[иы]н)о"
_PLACE: Final = ((_SLAVIC, "Косово"), *PLAIN)
_PLACE_F: Final = ((".*ь", "Казань"), *_PLACE)
GIVEN_F: Final = ((".*[^ая]", ""), *PLAIN)
SURNAME_F: Final = ((f".*{V}.*([оеё]в|[иы]н)а", "Путина"), (".*ая", "Зеленская"), *GIVEN_F)
SURNAME_M: Final = (  # -ым takes two syllables and no Arabic "дин": Путиным, but Грином, Салахуддином
    (".*ых", ""),
    (f"(?!.*ддин).*{V}.*([оеё]в|[иы]н)", "Путин"),
    (f".*{V}.*([гкхшщч]ий|ый|ой)", "Зеленский"),
    *PLAIN,
)


def by_ending(word: str, rules: Sequence[tuple[str, str]], *, animate: bool) -> Paradigm:
    """Decline in the singular, by the first rule that fits."""
    kind = next(kind for pattern, kind in rules if re.fullmatch(pattern, word.lower()))
    cut, endings = _ENDINGS.get(kind, (0, ""))
    stem = word[: len(word) - cut]
    forms = {Case.NOM: word}
    for case, ending in zip(list(Case)[1:], endings.split() or [""] * 5, strict=True):
        as_other = forms[Case.GEN if animate else Case.NOM] if ending == "*" else ""
        forms[case] = as_other or stem + _spelled(stem, ending)
    return {(case, Number.SG): (form,) for case, form in forms.items()}


def _spelled(stem: str, ending: str) -> str:
    """No ы after velars and hushers; no о after hushers and ц, where names seldom have the stress."""
    last, vowel = stem[-1:].lower(), ending[:1]
    swap = {"ы": "и" if last in "гкхжшчщ" else vowel, "о": "е" if last in "жшчщц" else vowel}
    return swap.get(vowel, vowel) + ending[1:]


CASES: Final = dict(zip(("nomn", "gent", "datv", "accs", "ablt", "loct"), Case, strict=True)) | {"loc2": Case.LOC}
_GENDERS: Final = {"masc": "m", "femn": "f", "neut": "n"}
_ODD: Final = frozenset({"Infr", "Litr", "Arch", "Erro", "Dist", "Slng", "V-oy", "V-ey", "V-ie", "V-bi", "Init"})
_NAMES: Final = frozenset({"Name", "Surn", "Patr"})
_QUALIFIERS: Final = frozenset({"бизнес", "интернет", "кризис", "медиа", "онлайн", "офис", "пресс"})
_KIND: Final = frozenset({"Fixd", "Supr", "V-be", "actv", "pssv", "pres", "past"})
"""What keeps apart the words that the dictionary files under one: a man's and a woman's Дарвин, two participles."""


@cache
def dictionary() -> Untyped:
    return pymorphy3.MorphAnalyzer()


def nominatives(word: str, *classes: str) -> list[Untyped]:
    """The dictionary's readings; none for acronyms, initials, numbers and Latin, which never decline."""
    if not re.search("[а-яё]", word):
        return []
    odd = _ODD if dictionary().word_is_known(word) else _ODD | {"Fixd"}  # a guess of "indeclinable" is no knowledge
    parses = [p for p in readings(word) if str(p.tag.POS) in classes]
    parses = [p for p in parses if "nomn" in p.tag.grammemes and not p.tag.grammemes & odd]
    return sorted(parses, key=lambda p: (-p.score, p.normal_form == "больший" or "V-be" in p.tag.grammemes))


def traits(parse: Untyped) -> tuple[Number, str]:
    found = parse.tag.grammemes
    return Number.PL if "plur" in found else Number.SG, next((g for tag, g in _GENDERS.items() if tag in found), "")


def lexeme(parse: Untyped, like: str, *, animate: bool | None, genders: str = "") -> Paradigm:
    """The noun's forms, or with `genders` an adjective's (both accusatives if animacy is open), spelled as `like`."""
    forms: dict[Slot, list[str]] = {}
    unwanted = _ODD if animate is None or not genders else _ODD | {"inan" if animate else "anim"}
    stem = parse.word[:-2] if "Supr" in parse.tag.grammemes else ""  # высшей, not высочайшей
    lexeme = sorted(parse.lexeme, key=lambda form: "anim" in form.tag.grammemes)
    for gender, form in product(genders or traits(parse)[1] or " ", lexeme):
        found = form.tag.grammemes
        (number, own), case = traits(form), next((case for tag, case in CASES.items() if tag in found), None)
        strange = found & unwanted or found & _KIND != parse.tag.grammemes & _KIND or form.tag.POS != parse.tag.POS
        if case and not strange and own in {"", gender} and form.word.startswith(stem):
            forms.setdefault((case, number), []).append(_as_written(form.word, parse.word, like))
    for number in Number if animate is not None and not genders else ():
        as_nom, as_gen, given = (forms.get((case, number), [""]) for case in (Case.NOM, Case.GEN, Case.ACC))
        if (number is Number.PL or traits(parse)[1] == "m") and given[0] and given[0] in {as_nom[0], as_gen[0]}:
            forms[Case.ACC, number] = as_gen if animate else as_nom
    return {slot: tuple(dict.fromkeys(variants)) for slot, variants in forms.items()}


def _as_written(form: str, found: str, like: str) -> str:
    """Give `form` the capitals of `like`, and no ё where `like` spells the dictionary's (in `found`) as е."""
    if "ё" in found and "ё" not in like.lower():
        form = form.replace("ё", "е")
    parts, models = form.split("-"), like.split("-")
    if len(parts) != len(models):
        parts, models = [form], [like]
    pairs = zip(parts, models, strict=True)
    return "-".join("".join(c.upper() if m[i : i + 1].isupper() else c for i, c in enumerate(p)) for p, m in pairs)


def joined(parts: Sequence[str | Paradigm]) -> dict[Slot, tuple[str, ...]]:
    """One paradigm of words and of what stands between them: only the slots that every word has."""
    joined: dict[Slot, tuple[str, ...]] = {}
    for slot in product(Case, Number):
        columns = [(part,) if isinstance(part, str) else part.get(slot, ()) for part in parts]
        if all(columns):
            rows = range(max(map(len, columns)))
            joined[slot] = tuple("".join(column[min(row, len(column) - 1)] for column in columns) for row in rows)
    return joined


@dataclass(frozen=True, slots=True)
class Noun:
    """The head of a phrase. `gender`: letters that agree, blank for any; `likely`: by the dictionary, 0 to 1."""

    paradigm: Paradigm
    number: Number
    gender: str
    animate: bool | None
    likely: float = 0.0

    def agreeing(self, adjectives: Sequence[Untyped]) -> Untyped | None:
        for adjective in adjectives:
            number, gender = traits(adjective)
            if number is self.number and (number is Number.PL or not self.gender or gender in self.gender):
                return adjective
        return None


def noun_readings(word: str, term: RussianTerm) -> list[Noun]:
    """What `word` may be as a noun in the nominative, best first."""
    if not re.search("[а-яё]", word) or (word.islower() and pos(word) in {"PREP", "CONJ", "PRCL"}):
        return []
    known, capital = dictionary().word_is_known(word), word[0].isupper()
    if "-" in word and not known:
        return _compound(word, term)

    def badness(parse: Untyped) -> tuple[bool, bool, bool, float]:
        (number, gender), name = traits(parse), bool(_NAMES & parse.tag.grammemes)
        return term.number not in {"", number}, bool(gender) and term.gender not in {"", gender}, name, -parse.score

    nouns = []
    guessable = known or not capital or term.number == Number.PL
    for parse in sorted(nominatives(word, "NOUN") if guessable else (), key=badness):
        name = _NAMES & parse.tag.grammemes or (capital and word == term.text)  # of a place or body: Кум, Аден
        animate = term.animate if term.animate is not None else "anim" in parse.tag.grammemes and not name
        nouns.append(Noun(lexeme(parse, word, animate=animate), *traits(parse), animate, parse.score))
    if not nouns and (capital or not known):
        table = by_ending(word, _PLACE_F if term.gender == "f" else _PLACE, animate=bool(term.animate))
        nouns.append(Noun(table, Number.SG, term.gender, bool(term.animate)))
    if capital and re.fullmatch(_SLAVIC, word.lower()):  # may also stay as it is: в Косово
        return [replace(n, paradigm={slot: (*found, word) for slot, found in n.paradigm.items()}) for n in nouns]
    return nouns


def _compound(word: str, term: RussianTerm) -> list[Noun]:
    """Decline the last part (Эр-Рияд), the first too if it names the thing (страна-участница), or Ростов alone."""
    first, *rest = word.split("-")
    if not word.islower():
        term = replace(term, animate=bool(term.animate))
    if {"на", "над", "под"} & set(rest):
        return [replace(n, paradigm=joined([n.paradigm, word[len(first) :]])) for n in noun_readings(first, term)[:1]]
    stem, found = word.removesuffix(rest[-1]), []
    for noun in noun_readings(rest[-1], term):
        thing = first[-1] in "аяоыи" or (noun.animate and first not in _QUALIFIERS)
        for named in noun_readings(first, term) if rest[-1].islower() and dictionary().word_is_known(first) else ():
            if named.number is noun.number and (named.animate or thing):
                as_named = noun_readings(rest[-1], replace(term, animate=named.animate, number=noun.number))[0]
                found.append(replace(named, paradigm=joined([named.paradigm, "-", as_named.paradigm])))
        found.append(replace(noun, paradigm=joined([stem, noun.paradigm])))
    return found


@lru_cache(maxsize=16_384)
def readings(word: str) -> tuple[Untyped, ...]:
    """The dictionary's readings of a word, the likeliest first; none for words without a Russian letter."""
    if not re.search("[а-яё]", word, re.IGNORECASE):
        return ()
    try:
        return tuple(dictionary().parse(word))
    except ValueError:  # pymorphy3 asks for the name of every character, and some have none
        return ()


def is_known(word: str) -> bool:
    return bool(dictionary().word_is_known(word))


def is_word(token: str) -> bool:
    return token[0].isalnum()


def pos(word: str) -> str:
    """The part of speech by the likeliest reading; "" for what is no Russian word."""
    return next((str(parse.tag.POS) for parse in readings(word)), "")
