"""The form that fits a place in a draft: in English with its article and capital, in Russian in the case that the place has.

What cannot be told is not guessed: then there is no fit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.declension import Case
from translate.glossary.enforce import place
from translate.glossary.inflect import inflect
from translate.model import Lang

if TYPE_CHECKING:
    from translate.glossary.declension import Number, RussianTerm, Slot
    from translate.glossary.enforce.search import Search, Stretch
    from translate.glossary.termbase import Concept

Edit = tuple[int, int, str]
"""Start and end of what is replaced, and what comes in its place."""

_ARTICLE_BEFORE: Final = re.compile(r"\b(the|an?)\s+$", re.IGNORECASE)
_COMMON_HEADS: Final = frozenset(
    (
        "Agency Alliance Assembly Bank Commission Committee Community Congress Convention Council Court Emirates Federation "
        "Front Fund Group Gulf Heights Islands Kingdom League Ministry Movement Nations Organisation Organization Parliament "
        "Peninsula Republic Sea Senate State States Strait Strip Union"
    ).split()
)
"""A name with a common noun for its head has an article: the United States, the Council of Europe."""
SENTENCE_START: Final = re.compile(r"(?:^|[.!?…][\"'”’»)]*\s+)[\"'“‘«(]*$")
_VOWEL: Final = re.compile(  # how it begins to the ear: an hour, an MP, but a European, a one-day, a UN, a US
    r"(?!(?:[Ee]u|[Oo]ne|[Uu]n(?:i(?!n|m)|a|e)|[Uu]s|[Uu][gkrt]|UN|US|UK|UAE|U\.))(?:[aeiouAEIOU]|[Hh](?:our|onest|eir|ono)|"
    r"[FHLMNRSX](?=[BCDFGHJKLMNPQRSTVWXZ]))"  # an MP, but a NATO
)
_ACRONYM: Final = 5  # letters: longer words in capitals are a headline's
_NEAR: Final = 80  # characters before a place that are looked at


def fit(stretch: Stretch, search: Search) -> Edit | None:
    """How the form of a stretch is to stand in its place, or None where that cannot be told."""
    if search.lang is Lang.RU:
        written = _russian(stretch, search)
    elif stretch.respelled:
        written = stretch.form
    else:
        return english(search.text, stretch.start, stretch.end, stretch.form, search.concept)
    if written is None:
        return None
    piece = search.text[stretch.start : stretch.end]
    shouted = piece.isupper() and len(piece) > _ACRONYM and not stretch.form.isupper()
    return stretch.start, stretch.end, written.upper() if shouted else _capital(written, search.text, stretch.start)


def english(text: str, start: int, end: int, form: str, concept: Concept) -> Edit:
    """Names of people and most of places lose an article, a or an follows the word's beginning, the rest keeps its own."""
    at = max(0, start - _NEAR)
    article = _ARTICLE_BEFORE.search(text[at:start])
    written = _capital(form, text, start)
    if not article:
        return start, end, written
    before, after = at + article.start(), at + article.end()
    if concept.type == "person" or (concept.type == "place" and not _takes_article(form, concept)):
        return before, end, _capital(form, text, before)
    right = article[1] if article[1].lower() == "the" else indefinite(form, article[1])
    if right == article[1]:
        return start, end, written
    return before, end, f"{right}{text[at + article.end(1) : after]}{written}"


def _takes_article(form: str, concept: Concept) -> bool:
    head = re.split(r"\s(?:of|for|on|in|against)\s", form)[0].split()[-1]
    return concept.type in {"organisation", "place"} and head in _COMMON_HEADS


def indefinite(form: str, given: str) -> str:
    """The indefinite article before a form, with the capital of the one that is given."""
    right = "an" if _VOWEL.match(form) else "a"
    return right.capitalize() if given[0].isupper() else right


def _capital(form: str, text: str, start: int) -> str:
    """The form with a capital where it begins a sentence that began with one."""
    if form[:1].islower() and SENTENCE_START.search(text[max(0, start - _NEAR) : start]) and text[start : start + 1].isupper():
        return form[0].upper() + form[1:]
    return form


def _russian(stretch: Stretch, search: Search) -> str | None:
    term = verify.russian(search.concept, stretch.form)
    slots = _slots(stretch, search.text)
    before = search.text[: stretch.start]
    open_cases = place.governed(before)
    if search.concept.type == "date" and before.lower().endswith("по "):  # с ноября по март: a limit of time
        open_cases = frozenset({Case.ACC})
    number = place.number_of(slots) if slots else None
    cases = {case for case, _ in slots} & open_cases if slots else set(open_cases)
    if not cases:  # the draft was at odds with itself: a preposition is surer than an ending
        cases = set(open_cases) if place.is_governed(before) else {case for case, _ in slots}
    return written_in(term, cases, number, before, slots)


def written_in(
    term: RussianTerm, cases: set[Case], number: Number | None, before: str, weights: dict[Slot, float] | None = None
) -> str | None:
    """The term in the one case of `cases` that the place makes plain; None where two are left that are written differently."""
    if len({inflect(term, case, number) for case in cases}) == 1:
        return inflect(term, next(iter(cases)), number)
    left = {slot: weight for slot, weight in (weights or {}).items() if slot[0] in cases}
    plain = place.narrowed(before, cases, known=bool(left))
    if plain is None and (best := place.likely(left)):
        plain = best[0]
    return inflect(term, plain, number) if plain else None


def _slots(stretch: Stretch, text: str) -> dict[Slot, float]:
    """What the stretch is, as far as known: from the form it was taken for, else from the dictionary."""
    if stretch.slots:
        return dict.fromkeys(stretch.slots, 1.0)
    return place.slots_of(text[stretch.start : stretch.end])
