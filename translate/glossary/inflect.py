"""Russian declension of glossary terms: the dictionary of pymorphy3 where it knows the word, rules of ending where not.

The dictionary knows common words, adjectives and many places, but few foreign names, and there it guesses (Зась: "a
verb"). So names of people decline by school grammar, and so does a capitalised word that the dictionary lacks. What no
rule can tell (stress, the usage of one desk) an editor writes into `ru_forms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any, Final

import pymorphy3


class Case(StrEnum):
    NOM = "nom"
    GEN = "gen"
    DAT = "dat"
    ACC = "acc"
    INS = "ins"
    LOC = "loc"
    """The prepositional, without its preposition."""


class Number(StrEnum):
    SG = "sg"
    PL = "pl"


Slot = tuple[Case, Number]
Paradigm = Mapping[Slot, tuple[str, ...]]
"""The forms of a word or term, the one to write first; a number that it lacks is absent."""
INDECLINABLE: Final = "indeclinable"
_Untyped = Any  # what pymorphy3 hands out
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*|[\W_]+")


@dataclass(frozen=True, slots=True)
class RussianTerm:
    """A term in the nominative. Raises ValueError where a field holds nonsense.

    `gender`: m, f or n; `number`: sg or pl, that of the text as given; `animate`: None leaves it to the dictionary;
    `overrides`: the cell `ru_forms`, see `parse_overrides`. What is blank is found out from the words.
    """

    text: str
    gender: str = ""
    number: str = ""
    animate: bool | None = None
    person: bool = False
    overrides: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a Russian term is blank")
        if self.gender not in {"", "m", "f", "n"}:
            raise ValueError(f"gender '{self.gender}' of '{self.text}' is none of m, f, n")
        if self.number not in {"", *Number}:
            raise ValueError(f"number '{self.number}' of '{self.text}' is neither sg nor pl")
        parse_overrides(self.overrides)


def parse_overrides(cell: str) -> dict[tuple[Case, Number | None], str]:
    """Read `gen=Алма-Аты; pl.gen=…`; a form without sg. or pl. is in the term's own number (None).

    A blank cell and the word `indeclinable` hold no forms. Raises ValueError for anything else.
    """
    found: dict[tuple[Case, Number | None], str] = {}
    for entry in [] if cell.strip() == INDECLINABLE else filter(None, map(str.strip, cell.split(";"))):
        key, _, form = (part.strip() for part in entry.partition("="))
        number, _, case = key.rpartition(".")
        if not form or case not in set(Case) or number not in {"", *Number}:
            raise ValueError(f"ru_forms: '{entry}' is neither '{INDECLINABLE}' nor like gen=… or pl.gen=…")
        slot = Case(case), Number(number) if number else None
        if slot in found:
            raise ValueError(f"ru_forms: '{key}' stands there twice")
        found[slot] = form
    return found


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
_V: Final = "[аеёиоуыэюя]"
_PLAIN: Final = (  # first match wins; -а after a vowel is foreign (Шараа, Гарсиа)
    (f".*{_V}а|.*[еёиоуыэю]", ""),
    (".*а", "столица"),
    (".*ия", "Россия"),
    (".*я", "земля"),
    (".*ий", "гений"),
    (".*[йь]", "король"),
    (".*", "завод"),
)
_SLAVIC: Final = ".+([оеё]в|[иы]н)о"
_PLACE: Final = ((_SLAVIC, "Косово"), *_PLAIN)
_PLACE_F: Final = ((".*ь", "Казань"), *_PLACE)
_GIVEN_F: Final = ((".*[^ая]", ""), *_PLAIN)
_SURNAME_F: Final = ((f".*{_V}.*([оеё]в|[иы]н)а", "Путина"), (".*ая", "Зеленская"), *_GIVEN_F)
_SURNAME_M: Final = (  # -ым takes two syllables and no Arabic "дин": Путиным, but Грином, Салахуддином
    (".*ых", ""),
    (f"(?!.*ддин).*{_V}.*([оеё]в|[иы]н)", "Путин"),
    (f".*{_V}.*([гкхшщч]ий|ый|ой)", "Зеленский"),
    *_PLAIN,
)


def _by_ending(word: str, rules: Sequence[tuple[str, str]], *, animate: bool) -> Paradigm:
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


_CASES: Final = dict(zip(("nomn", "gent", "datv", "accs", "ablt", "loct"), Case, strict=True)) | {"loc2": Case.LOC}
_GENDERS: Final = {"masc": "m", "femn": "f", "neut": "n"}
_ODD: Final = frozenset({"Infr", "Litr", "Arch", "Erro", "Dist", "Slng", "V-oy", "V-ey", "V-ie", "V-bi", "Init"})
_NAMES: Final = frozenset({"Name", "Surn", "Patr"})
_QUALIFIERS: Final = frozenset({"бизнес", "интернет", "кризис", "медиа", "онлайн", "офис", "пресс"})
_KIND: Final = frozenset({"Fixd", "Supr", "V-be", "actv", "pssv", "pres", "past"})
"""What keeps apart the words that the dictionary files under one: a man's and a woman's Дарвин, two participles."""


@cache
def _dictionary() -> _Untyped:
    return pymorphy3.MorphAnalyzer()


def _nominatives(word: str, *classes: str) -> list[_Untyped]:
    """The dictionary's readings; none for acronyms, initials, numbers and Latin, which never decline."""
    if not re.search("[а-яё]", word):
        return []
    odd = _ODD if _dictionary().word_is_known(word) else _ODD | {"Fixd"}  # a guess of "indeclinable" is no knowledge
    parses = [p for p in _dictionary().parse(word) if str(p.tag.POS) in classes]
    parses = [p for p in parses if "nomn" in p.tag.grammemes and not p.tag.grammemes & odd]
    return sorted(parses, key=lambda p: (-p.score, p.normal_form == "больший" or "V-be" in p.tag.grammemes))


def _traits(parse: _Untyped) -> tuple[Number, str]:
    found = parse.tag.grammemes
    return Number.PL if "plur" in found else Number.SG, next((g for tag, g in _GENDERS.items() if tag in found), "")


def _lexeme(parse: _Untyped, like: str, *, animate: bool | None, genders: str = "") -> Paradigm:
    """The noun's forms, or with `genders` an adjective's (both accusatives if animacy is open), spelled as `like`."""
    forms: dict[Slot, list[str]] = {}
    unwanted = _ODD if animate is None or not genders else _ODD | {"inan" if animate else "anim"}
    stem = parse.word[:-2] if "Supr" in parse.tag.grammemes else ""  # высшей, not высочайшей
    lexeme = sorted(parse.lexeme, key=lambda form: "anim" in form.tag.grammemes)
    for gender, form in product(genders or _traits(parse)[1] or " ", lexeme):
        found = form.tag.grammemes
        (number, own), case = _traits(form), next((case for tag, case in _CASES.items() if tag in found), None)
        strange = found & unwanted or found & _KIND != parse.tag.grammemes & _KIND or form.tag.POS != parse.tag.POS
        if case and not strange and own in {"", gender} and form.word.startswith(stem):
            forms.setdefault((case, number), []).append(_as_written(form.word, parse.word, like))
    for number in Number if animate is not None and not genders else ():
        as_nom, as_gen, given = (forms.get((case, number), [""]) for case in (Case.NOM, Case.GEN, Case.ACC))
        if (number is Number.PL or _traits(parse)[1] == "m") and given[0] and given[0] in {as_nom[0], as_gen[0]}:
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


def _joined(parts: Sequence[str | Paradigm]) -> dict[Slot, tuple[str, ...]]:
    """One paradigm of words and of what stands between them: only the slots that every word has."""
    joined: dict[Slot, tuple[str, ...]] = {}
    for slot in product(Case, Number):
        columns = [(part,) if isinstance(part, str) else part.get(slot, ()) for part in parts]
        if all(columns):
            rows = range(max(map(len, columns)))
            joined[slot] = tuple("".join(column[min(row, len(column) - 1)] for column in columns) for row in rows)
    return joined


@dataclass(frozen=True, slots=True)
class _Noun:
    """The head of a phrase. `gender`: letters that agree, blank for any; `likely`: by the dictionary, 0 to 1."""

    paradigm: Paradigm
    number: Number
    gender: str
    animate: bool | None
    likely: float = 0.0

    def agreeing(self, adjectives: Sequence[_Untyped]) -> _Untyped | None:
        for adjective in adjectives:
            number, gender = _traits(adjective)
            if number is self.number and (number is Number.PL or not self.gender or gender in self.gender):
                return adjective
        return None


def _nouns(word: str, term: RussianTerm) -> list[_Noun]:
    """What `word` may be as a noun in the nominative, best first."""
    if not re.search("[а-яё]", word) or (word.islower() and _pos(word) in {"PREP", "CONJ", "PRCL"}):
        return []
    known, capital = _dictionary().word_is_known(word), word[0].isupper()
    if "-" in word and not known:
        return _compound(word, term)

    def badness(parse: _Untyped) -> tuple[bool, bool, bool, float]:
        (number, gender), name = _traits(parse), bool(_NAMES & parse.tag.grammemes)
        return term.number not in {"", number}, bool(gender) and term.gender not in {"", gender}, name, -parse.score

    nouns = []
    guessable = known or not capital or term.number == Number.PL
    for parse in sorted(_nominatives(word, "NOUN") if guessable else (), key=badness):
        name = _NAMES & parse.tag.grammemes or (capital and word == term.text)  # of a place or body: Кум, Аден
        animate = term.animate if term.animate is not None else "anim" in parse.tag.grammemes and not name
        nouns.append(_Noun(_lexeme(parse, word, animate=animate), *_traits(parse), animate, parse.score))
    if not nouns and (capital or not known):
        table = _by_ending(word, _PLACE_F if term.gender == "f" else _PLACE, animate=bool(term.animate))
        nouns.append(_Noun(table, Number.SG, term.gender, bool(term.animate)))
    if capital and re.fullmatch(_SLAVIC, word.lower()):  # may also stay as it is: в Косово
        return [replace(n, paradigm={slot: (*found, word) for slot, found in n.paradigm.items()}) for n in nouns]
    return nouns


def _compound(word: str, term: RussianTerm) -> list[_Noun]:
    """Decline the last part (Эр-Рияд), the first too if it names the thing (страна-участница), or Ростов alone."""
    first, *rest = word.split("-")
    if not word.islower():
        term = replace(term, animate=bool(term.animate))
    if {"на", "над", "под"} & set(rest):
        return [replace(n, paradigm=_joined([n.paradigm, word[len(first) :]])) for n in _nouns(first, term)[:1]]
    stem, found = word.removesuffix(rest[-1]), []
    for noun in _nouns(rest[-1], term):
        thing = first[-1] in "аяоыи" or (noun.animate and first not in _QUALIFIERS)
        for named in _nouns(first, term) if rest[-1].islower() and _dictionary().word_is_known(first) else ():
            if named.number is noun.number and (named.animate or thing):
                as_named = _nouns(rest[-1], replace(term, animate=named.animate, number=noun.number))[0]
                found.append(replace(named, paradigm=_joined([named.paradigm, "-", as_named.paradigm])))
        found.append(replace(noun, paradigm=_joined([stem, noun.paradigm])))
    return found


def _phrase(tokens: Sequence[str], at: int, term: RussianTerm) -> tuple[dict[int, Paradigm], _Noun | None, int]:
    """Decline the first noun phrase from token `at` on: what declines, its head, the token where it ends.

    That is: adjectives, the first noun in the nominative that agrees with them, adjectives right after it.
    """
    run: dict[int, list[_Untyped]] = {}
    while at < len(tokens) and "(" not in tokens[at]:
        if adjectives := _nominatives(tokens[at], "ADJF", "PRTF"):
            run[at] = adjectives
        elif _is_word(tokens[at]) and not (tokens[at].islower() and _pos(tokens[at]) in {"ADVB", "CONJ"}):
            break
        at += 1
    head, at = _head(tokens, at, run, term)
    if head is None:
        return {}, None, at
    declined = {at: head.paradigm} if head.paradigm else {}
    while tokens[at + 1 : at + 2] == [" "] and head.agreeing(after := _nominatives(tokens[at + 2], "ADJF", "PRTF")):
        at += 2
        run[at] = after
    for i in run.keys() - declined.keys():
        adjective = head.agreeing(run[i]) or run[i][0]
        genders = head.gender or _traits(adjective)[1] or "mfn"
        declined[i] = _lexeme(adjective, tokens[i], animate=head.animate, genders=genders)
    return declined, head, at


def _head(tokens: Sequence[str], at: int, run: Mapping[int, list[_Untyped]], term: RussianTerm) -> tuple[_Noun | None, int]:
    """The noun at `at` after the adjectives `run`, else the last of these: as a noun (данные), else as what it is.

    The whole term an adjective: all genders, that of the term first. Only its beginning: a person (уполномоченный по…).
    """
    nouns = _nouns(tokens[at], term) if at < len(tokens) and _is_word(tokens[at]) else []
    head = next((noun for noun in nouns if all(map(noun.agreeing, run.values()))), None)
    if head or not run:
        return head, at
    at = max(run)
    (number, gender), score = _traits(run[at][0]), run[at][0].score
    nouns = [noun for noun in _nouns(tokens[at], term) if noun.likely >= score]
    if len(run) == sum(map(_is_word, tokens)):
        adjective = _Noun({}, number, "".join(dict.fromkeys((term.gender or gender) + "mfn")), term.animate)
    else:
        adjective = _Noun({}, number, gender, animate=term.animate is not False)
    return next((noun for noun in nouns if all(map(noun.agreeing, run.values()))), adjective), at


_LEADING: Final = frozenset(("абд", "абдель", "абдул", "абу", "аль", "эль"))
_PARTICLES: Final = _LEADING | set(re.findall(r"\w+", "ад аз ан ар ас ат аш бен бин бинт ван да де ди дю ибн ла ле сан"))
"""In front of a name; in first place only `_LEADING` are, the others may be given names: Бен Уоллес."""
_DOUBLE: Final = ".+([оеё]ва?|[иы]на?|[сц]кий|[сц]кая|[оеё]вич)"
_SYLLABLE: Final = (  # of Chinese in Palladius' spelling
    "(?:[бпмфдтнлгкхцшжсчв]|цз|чж)?(?:у?ай?|у?ао|[ую]?ань?|эй?|энь?|я(?:о|нь?)?|инь?|и|оу?|у[йэо]?|унь?|е|ён|юй?|юэ|юнь?|ы)"
)


def _person(tokens: Sequence[str], gender: str) -> list[str | Paradigm]:
    """Decline each name by the person's sex, the last as a surname, and titles before it (король Абдалла)."""
    parts = list[str | Paradigm](tokens)
    end = next((i for i, token in enumerate(tokens) if "(" in token), len(tokens))
    words = [i for i in range(end) if re.search("[а-яё]", tokens[i], re.IGNORECASE)]
    names = [i for i in words if not tokens[i].islower()]
    eastern = _is_eastern([token for token in tokens[:end] if _is_word(token)])
    gender = gender or _sex([tokens[i] for i in names])
    for i in words:
        word, last = tokens[i], i in names[-1:]
        if word.isupper() or (word.lower() in (_PARTICLES if i else _LEADING) and not last) or (eastern and not last):
            continue
        if eastern:
            parts[i] = _by_ending(word, _GIVEN_F if gender == "f" else _PLAIN, animate=True)
        elif i in names:
            parts[i] = _name(word, gender, last=last)
        elif _pos(word) == "NOUN" and _dictionary().word_is_known(word):
            titles = _nouns(word, RussianTerm(word, number=Number.SG))
            parts[i] = next((title.paradigm for title in titles if title.animate), word)
    return parts


def _is_eastern(words: Sequence[str]) -> bool:
    """Chinese and Korean names decline at the end only: Ли Цяна, Ким Чен Ына."""
    syllables = [len(re.findall(_V, word.lower())) for word in words]
    chinese = all(re.fullmatch(f"({_SYLLABLE})+", word.lower()) for word in words)
    return syllables == [1, 1, 1] or (len(words) > 1 and chinese and syllables[0] == 1)


def _sex(names: Sequence[str]) -> str:
    """By given names that the dictionary knows, else by the surname's ending, else m: an editor gives it for others."""
    for name in names[:-1] or names:
        given = name.partition("-")[0]
        for parse in _nominatives(given, "NOUN") if _dictionary().word_is_known(given) else ():
            if {"Name", "sing"} <= parse.tag.grammemes and _traits(parse)[1]:
                return _traits(parse)[1]
    return "f" if names and re.fullmatch(".+([оеё]ва|[иы]на|ая)", names[-1].lower()) else "m"


def _name(word: str, gender: str, *, last: bool) -> Paradigm:
    """Given names by the dictionary, for its Павла and Льва, surnames for its Дюма; the rest by rule."""
    for kind in ("Surn", "Name", "Patr")[not last :]:
        for parse in _nominatives(word, "NOUN") if _dictionary().word_is_known(word) else ():
            if {kind, "sing"} <= parse.tag.grammemes and _traits(parse)[1] in {"", gender}:
                return _lexeme(parse, word, animate=True)
    if "-" in word:  # Салтыкова-Щедрина, Анны-Марии; but Касым-Жомарта, аль-Асада
        first, _, rest = word.rpartition("-")
        both = re.fullmatch(_DOUBLE, first.lower()) if last else gender == "f" and first[-1] in "ая"
        both = both or rest in {"младший", "старший"}
        parts = _name(first, gender, last=last) if both else first, "-", _name(rest, gender, last=last)
        return _joined(parts)
    rules = (_SURNAME_F if last else _GIVEN_F) if gender == "f" else (_SURNAME_M if last else _PLAIN)
    return _by_ending(word, rules, animate=True)


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _pos(word: str) -> str:
    return str(_dictionary().parse(word)[0].tag.POS)


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
        parts = _person(tokens, term.gender)
    else:
        parts, own = _phrases(tokens, term)
    table = _joined(parts)
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
