"""Whether a draft carries a concept in a right form, and whether it carries a forbidden one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.glossary.declension import RussianTerm
from translate.glossary.forms import find_english, find_russian
from translate.model import Lang

if TYPE_CHECKING:
    from translate.glossary.forms import FormMatch
    from translate.glossary.termbase import Concept


def found(concept: Concept, lang: Lang, text: str) -> tuple[FormMatch, ...]:
    """Where the first of the concept's right forms (preferred, admitted, short) that stands in `text` stands."""
    return next((hits for form in concept.targets[lang].right if (hits := occurrences(concept, lang, form, text))), ())


def right_places(concept: Concept, lang: Lang, text: str) -> tuple[FormMatch, ...]:
    """Every occurrence of every right form; they may overlap."""
    return tuple(hit for form in concept.targets[lang].right for hit in occurrences(concept, lang, form, text))


def forbidden(concept: Concept, lang: Lang, text: str) -> tuple[tuple[str, tuple[FormMatch, ...]], ...]:
    """The forbidden forms that stand in `text`, and where, but not as part of a right one (Alma in Alma-Ata)."""
    right = right_places(concept, lang, text) if concept.targets[lang].forbidden else ()
    return tuple(
        (form, hits)
        for form in concept.targets[lang].forbidden
        if (
            hits := tuple(
                hit
                for hit in occurrences(concept, lang, form, text)
                if not any(r.start <= hit.start and hit.end <= r.end for r in right)
            )
        )
    )


def occurrences(concept: Concept, lang: Lang, form: str, text: str) -> tuple[FormMatch, ...]:
    """Every occurrence of one form, declined where the language declines."""
    if lang is Lang.RU:
        return find_russian(russian(concept, form), text)
    return find_english(form, text)


def russian(concept: Concept, form: str) -> RussianTerm:
    """What is known of a Russian form. The exceptions (`ru_forms`) belong to the preferred form alone."""
    return RussianTerm(
        text=form,
        gender=concept.gender,
        number=concept.number,
        animate={"yes": True, "no": False}.get(concept.animate),
        person=concept.type == "person",
        overrides=concept.ru_forms if form == concept.targets[Lang.RU].preferred else "",
    )
