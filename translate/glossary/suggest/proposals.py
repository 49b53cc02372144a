"""Entries for the termbase, proposed from documents: repeated names and phrases that it does not cover.

An editor looks through them as a CSV. A proposed row is never used in a draft, so a guess can do no harm there; but a row
without English or Russian would not load, so where there is no guess the Arabic stands sounded out, and the note says so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.glossary.columns import COLUMNS
from translate.glossary.declension import Case, RussianTerm
from translate.glossary.inflect import inflect
from translate.glossary.romanise.names import to_cyrillic, to_latin
from translate.glossary.suggest.candidates import candidates, spelled, spellings
from translate.glossary.suggest.corpus import Corpus
from translate.glossary.suggest.cues import BODIES, CALLED
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from translate.glossary.suggest.candidates import Candidate
    from translate.glossary.termbase import Concept, Termbase

_CONTEXTS: Final = 3
_AROUND: Final = 70  # characters
_PREFIX: Final = {"organisation": "org"}
_UNSAFE_START: Final = "=+-@ "  # what a spreadsheet takes for a formula


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name or phrase that might become an entry, in its commonest spelling and without what is attached to it.

    `short`: a surname that stands for the whole name, too, or "". `count` takes in the variants and the short form.
    `en`, `ru`: a guess, or "" where a guess would be no better than none. A higher `score` is a better suggestion; it
    compares suggestions of one list only.
    """

    id: str
    type: str
    ar: str
    variants: tuple[str, ...]
    short: str
    count: int
    documents: int
    contexts: tuple[str, ...]
    en: str
    ru: str
    reason: str
    score: float

    def as_row(self) -> dict[str, str]:
        """A row of the termbase, by its columns, that loads as it is."""
        guessed = self.en and self.ru
        short = {"en_short": to_latin(self.short), "ru_short": to_cyrillic(self.short)}
        return (
            dict.fromkeys(COLUMNS, "")
            | short
            | {
                "id": self.id,
                "type": self.type,
                "status": "proposed",
                "ar": self.ar,
                "ar_variants": " | ".join(self.variants),
                "ar_short": self.short,
                "en": self.en or to_latin(self.ar) or self.id,
                "ru": self.ru or to_cyrillic(self.ar) or self.id,
                "animate": "yes" if self.type == "person" else "",
                "note": self._note("the English and Russian are guesses" if guessed else "not translated, only sounded out"),
                "example": self.contexts[0] if self.contexts else "",
            }
        )

    def _note(self, guess: str) -> str:
        documents = "1 document" if self.documents == 1 else f"{self.documents} documents"
        return f"{self.count} times in {documents}; {self.reason}; {guess}"


def suggest(
    documents: Iterable[tuple[str, Sequence[str]]], termbase: Termbase, *, min_count: int = 2, limit: int = 200
) -> list[Suggestion]:
    """The best `limit` suggestions from documents, each its name and its sentences; best first.

    What the termbase has, whatever its status, is not proposed again; what lies within an approved term neither.
    """
    corpus = Corpus(documents, termbase)
    known = {_plain(form) for concept in termbase.concepts.values() for form in (*concept.ar, *concept.ar_short)}
    found = [candidate for candidate in candidates(corpus, min_count) if _plain(candidate.text) not in known]
    families = sorted(_families(found, known), key=lambda family: (-family.score, family.main.text))[:limit]
    ids = set(termbase.concepts)
    return [_suggestion(corpus, termbase, family, known, ids) for family in families]


@dataclass(frozen=True, slots=True)
class _Family:
    """What makes one entry: a candidate, its surname if it is one to stand for it, and that as a candidate of its own."""

    main: Candidate
    short: str = ""
    alone: Candidate | None = None

    @property
    def members(self) -> tuple[Candidate, ...]:
        return (self.main, self.alone) if self.alone else (self.main,)

    @property
    def score(self) -> float:
        return round(sum(member.score for member in self.members), 2)


def _families(found: Sequence[Candidate], known: Container[str]) -> Iterator[_Family]:
    """Each candidate, a full name with its surname if no other full name ends so. A given name alone is no entry."""
    surnames = {c.phrase.keys[0]: c for c in found if len(c.words) == 1 and c.words[0].foreign}
    owners = Counter(c.phrase.keys[-1] for c in found if _has_surname(c) and _plain(c.words[-1].core) not in known)
    unique = {key for key, count in owners.items() if count == 1}
    for candidate in found:
        key = candidate.phrase.keys[-1]
        if key in unique and _has_surname(candidate):
            yield _Family(candidate, candidate.words[-1].core, surnames.get(key))
        elif len(candidate.words) > 1 or not (key in unique or candidate.words[0].given):
            yield _Family(candidate)


def _has_surname(candidate: Candidate) -> bool:
    """Whether it is a full name whose last word is no word of Arabic's own, which might mean something else elsewhere."""
    last = candidate.words[-1]
    return candidate.type == "person" and len(candidate.words) > 1 and last.foreign and not last.given


def _suggestion(corpus: Corpus, termbase: Termbase, family: _Family, known: Container[str], ids: set[str]) -> Suggestion:
    """The id is added to `ids`."""
    main = family.main
    phrases = [member.phrase for member in family.members]
    en, ru = _guess(corpus, termbase, main)
    return Suggestion(
        id=_identity(main.type, en or to_latin(main.text), ids),
        type=main.type,
        ar=main.text,
        variants=_variants(corpus, main, known),
        short=family.short,
        count=len(phrases[-1].places),  # a surname stands within its full name, too
        documents=len({corpus.document(place) for phrase in phrases for place in phrase.places}),
        contexts=_contexts(corpus, family.members),
        en=en,
        ru=ru,
        reason=main.reason,
        score=family.score,
    )


def _plain(form: str) -> str:
    """What makes forms the same for the matcher: folded, without the first article."""
    return re.sub("^ال(?=..)", "", fold(form).text)


def _variants(corpus: Corpus, candidate: Candidate, known: Container[str]) -> tuple[str, ...]:
    """The other spellings, the commonest first, that the matcher would not see as the same."""
    seen = {_plain(candidate.text)}
    variants: list[str] = []
    for words, _ in spellings(corpus, candidate.phrase).most_common():
        if (plain := _plain(text := spelled(words))) not in seen and plain not in known:
            seen.add(plain)
            variants.append(text)
    return tuple(variants)


def _contexts(corpus: Corpus, members: Iterable[Candidate]) -> tuple[str, ...]:
    """Sentences around it, each document's first ones first come, no sentence twice."""
    found: dict[str, None] = {}
    for member in members:
        for place in member.phrase.places:
            if len(found) == _CONTEXTS:
                return tuple(found)
            found[_one_line(corpus.context(place, len(member.words), _AROUND))] = None
    return tuple(found)


def _one_line(text: str) -> str:
    printable = "".join(char for char in text if char.isprintable() or char.isspace())
    return " ".join(printable.split()).lstrip(_UNSAFE_START)


def _guess(corpus: Corpus, termbase: Termbase, candidate: Candidate) -> tuple[str, str]:
    """English and Russian: of names as they sound, of bodies from what the termbase has; else nothing."""
    head, _, rest = candidate.text.partition(" ")
    if not CALLED & {fold(word.core).text for word in candidate.words}:
        return (to_latin(candidate.text), to_cyrillic(candidate.text)) if candidate.is_name else ("", "")
    named = _concept(corpus, termbase, rest)
    if named is None or (body := BODIES.get(fold(head).text)) is None:
        return "", ""
    return f"{body[0]} of {named.targets[Lang.EN].preferred}", f"{body[1]} {_genitive(named)}"


def _concept(corpus: Corpus, termbase: Termbase, text: str) -> Concept | None:
    """The concept that has the whole text for a form."""
    matches = corpus.matcher.find(text)
    if len(matches) != 1 or matches[0].end != len(text) or text[: matches[0].start] not in {"", "ال"}:
        return None
    return termbase.concepts[matches[0].concept]


def _genitive(concept: Concept) -> str:
    term = RussianTerm(
        concept.targets[Lang.RU].preferred,
        gender=concept.gender,
        number=concept.number,
        person=concept.type == "person",
        overrides=concept.ru_forms,
    )
    return inflect(term, Case.GEN)


def _identity(type_: str, latin: str, taken: set[str]) -> str:
    """Like `person.sergei-lavrov`; a number follows where that is taken. It is taken from now on."""
    slug = re.sub("[^a-z0-9]+", "-", latin.lower()).strip("-") or "x"
    wanted = unique = f"{_PREFIX.get(type_, type_)}.{slug}"
    number = 1
    while unique in taken:
        number += 1
        unique = f"{wanted}-{number}"
    taken.add(unique)
    return unique
