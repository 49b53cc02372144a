"""What is wrong or likely wrong in a termbase: more than loading looks for, and slower.

An error keeps a concept from doing its work; a warning is to be looked at, and may be meant; the rest is for tidiness.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate.glossary import verify
from translate.glossary.declension import INDECLINABLE
from translate.glossary.inflect import forms
from translate.glossary.match import Matcher
from translate.glossary.termbase import by_id
from translate.model import TARGETS, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.glossary.termbase import Concept, Termbase

_MIXED = re.compile(r"[^\W\d_]*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])[^\W\d_]*")
_ALIKE = str.maketrans(
    dict.fromkeys("«»„“”‟″", '"') | dict.fromkeys("‘’‚‛`ʼ", "'") | dict.fromkeys("‐‑‒–—−", "-") | {"ё": "е", "Ё": "Е"}
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """`where` is file:line, `what` is wrong there, `mend` says how to put it right."""

    severity: Severity
    where: str
    what: str
    mend: str


def audit(termbase: Termbase) -> list[Flaw]:
    """All flaws, the gravest first, each kind in the order of the glossary. Deprecated concepts are not looked at."""
    concepts = [concept for concept in termbase.concepts.values() if concept.status != "deprecated"]
    found = [Flaw(Severity.ERROR, problem.where, f"left out: {problem.what}", "mend the row") for problem in termbase.problems]
    found += _unmatched(termbase, concepts)
    found += _forbidden_elsewhere(concepts)
    for concept in concepts:
        for check in CHECKS:
            found += check(concept)
    return sorted(found, key=lambda flaw: list(Severity).index(flaw.severity), reverse=True)


# The Arabic ---------------------------------------------------------------------------------------------------------


def _unmatched(termbase: Termbase, concepts: Sequence[Concept]) -> Iterator[Flaw]:
    """Forms that are not found as their own concept, alone or in its example; if all proposed ones were approved, too."""
    matcher = Matcher(by_id(replace(concept, status="approved") for concept in concepts))
    for concept in concepts:
        for form in dict.fromkeys((*concept.ar, *concept.ar_short)):
            ids = [match.concept for match in matcher.find(form)]
            if concept.id not in ids:
                yield _never_found(termbase, concept, form, ids)
        if concept.example and concept.id not in [match.concept for match in matcher.find(concept.example)]:
            what = f"{concept.id} is not found in its own example «{concept.example}»"
            yield Flaw(
                Severity.ERROR, concept.where, what, "add the form that stands there to ar_variants, or mend the example"
            )


def _never_found(termbase: Termbase, concept: Concept, form: str, ids: Sequence[str]) -> Flaw:
    if not ids:
        return Flaw(Severity.ERROR, concept.where, f"'{form}' is never found", "write it as it stands in articles")
    owner = termbase.concepts[ids[0]]
    both = concept.status == owner.status == "approved"
    return Flaw(
        Severity.ERROR if both else Severity.WARNING,
        concept.where,
        f"'{form}' of {concept.id} is taken for {owner.id} ({owner.where})",
        "delete it in one of the two, or set one to deprecated",
    )


# The targets --------------------------------------------------------------------------------------------------------


def _forbidden_elsewhere(concepts: Sequence[Concept]) -> Iterator[Flaw]:
    for lang in TARGETS:
        owners = {_alike(form): concept for concept in reversed(concepts) for form in concept.targets[lang].right}
        for concept in concepts:
            for form in concept.targets[lang].forbidden:
                if (owner := owners.get(_alike(form))) and owner is not concept:
                    what = f"'{form}' is forbidden for {concept.id} and right for {owner.id} ({owner.where})"
                    yield Flaw(Severity.WARNING, concept.where, what, "forbid only what is wrong everywhere")


def _forbidden_but_right(concept: Concept) -> Iterator[Flaw]:
    """A form that is never reported since a right one is found in its place: the same but for ё, dashes or its ending."""
    for lang, forms_ in concept.targets.items():
        for form in forms_.forbidden:
            if form not in dict(verify.forbidden(concept, lang, form)):
                what = f"'{form}' is forbidden in '{lang}', but taken for a right form wherever it stands"
                yield Flaw(Severity.ERROR, concept.where, what, f"take it out of {lang}_forbidden or of the right forms")


def _alphabets(concept: Concept) -> Iterator[Flaw]:
    """A word half in Latin, half in Cyrillic letters looks right and matches nothing: Сhina."""
    for lang, forms_ in concept.targets.items():
        for form in (*forms_.right, *forms_.forbidden):
            if word := _MIXED.search(form):
                latin = "".join(dict.fromkeys(letter for letter in word.group() if letter.isascii()))
                what = f"'{word.group()}' mixes alphabets in '{lang}': {latin} are Latin letters"
                yield Flaw(Severity.ERROR, concept.where, what, "type the word again in one alphabet")


def _short_forms(concept: Concept) -> Iterator[Flaw]:
    full = {"ar": concept.ar, **{str(lang): (forms_.preferred,) for lang, forms_ in concept.targets.items()}}
    short = {"ar": concept.ar_short, **{str(lang): forms_.short for lang, forms_ in concept.targets.items()}}
    for name, forms_ in short.items():
        for form in forms_:
            if form in full[name]:
                what = f"'{form}' is both the full and the short form in '{name}'"
                yield Flaw(Severity.INFO, concept.where, what, f"delete it from {name}_short")


# The grammar --------------------------------------------------------------------------------------------------------


def _gender(concept: Concept) -> Iterator[Flaw]:
    if concept.type == "person" and concept.gender not in {"m", "f"}:
        yield Flaw(
            Severity.WARNING,
            concept.where,
            f"{concept.id} is a person without a gender: the name may be declined wrongly",
            "write m or f into gender",
        )


def _declension(concept: Concept) -> Iterator[Flaw]:
    """Where a gender is given, forms are expected; acronyms and what is marked indeclinable have none."""
    preferred = concept.targets[Lang.RU].preferred
    if not concept.gender or concept.ru_forms == INDECLINABLE or preferred.isupper():
        return
    if len(forms(verify.russian(concept, preferred))) == 1:
        yield Flaw(
            Severity.WARNING,
            concept.where,
            f"'{preferred}' does not decline",
            "write its cases into ru_forms, or indeclinable if that is right",
        )


def _alike(form: str) -> str:
    """What no reader tells apart; capitals do count."""
    return " ".join(unicodedata.normalize("NFC", form).translate(_ALIKE).split())


CHECKS: tuple[Callable[[Concept], Iterator[Flaw]], ...] = (
    _alphabets,
    _forbidden_but_right,
    _short_forms,
    _gender,
    _declension,
)
