"""Each term of the source must stand in the draft in an approved form, in Russian in its place's case, and none forbidden."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.enforce import agreement, given_names
from translate.glossary.enforce.search import Search
from translate.glossary.mentions import concepts_of
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case
    from translate.glossary.termbase import Concept
    from translate.model import Mention

MISSING = "term-missing"
FORBIDDEN = "term-forbidden"
CASE = "term-case"
FIRST = "term-first"
NAME = "term-name"
RULES = {
    MISSING: "a term of the source without an approved form in the draft",
    FORBIDDEN: "a form that the glossary forbids",
    CASE: "a Russian name in a case that the word before it rules out",
    FIRST: "the first mention of an organisation is not in full",
    NAME: "another given name before a surname than the source has",
}
_NAMES: Final = frozenset({"organisation", "person", "place", "date"})
_EDGES: Final = frozenset(["", *" .,;:!?()"])
_ARTICLES: Final = frozenset(["a", "an", "the"])


def check(case: Case) -> Iterator[Finding]:
    if not case.mentions:
        return
    yield from _terms(case)
    if case.is_russian:
        concepts = (case.termbase.concepts[name] for name in concepts_of(case.mentions))
        for wrong in agreement.misplaced(case.text, concepts):
            written = case.text[wrong.name.start : wrong.name.end]
            yield Finding(CASE, Severity.WARNING, f"“{written}” stands in a wrong case: {wrong.asked.why}.")


def _terms(case: Case) -> Iterator[Finding]:
    standing = _standing(case)
    for mention in concepts_of(case.mentions).values():
        concept = case.termbase.concepts[mention.match.concept]
        source = case.source[mention.match.start : mention.match.end]
        for form, _ in verify.forbidden(concept, case.lang, case.text):
            yield Finding(FORBIDDEN, Severity.ERROR, f"“{form}” is not our usage: write “{mention.form}”.")
        if concept.id not in standing and not verify.found(concept, case.lang, case.text):
            severity = Severity.ERROR if concept.type in _NAMES else Severity.WARNING
            yield Finding(MISSING, severity, f"Term missing: {source} = “{mention.form}”.")
        elif concept.type == "person" and not mention.match.short:
            search = Search(concept, case.lang, case.text, mention.form)
            for name in given_names.strange(search):
                yield Finding(NAME, Severity.WARNING, f"“{name}”: the source names {source} = “{mention.form}”.")
        elif mention.introduces and not _is_in_full(concept, mention, case):
            yield Finding(FIRST, Severity.INFO, f"First mention: write “{mention.form}” in full.")


def _standing(case: Case) -> set[str]:
    """Concepts that are in the draft to the letter: of the others `verify` can tell, which costs fifty times as much."""
    text = case.text
    return {
        concept
        for start, end, surface in case.hits
        if text[max(0, start - 1) : start] in _EDGES and text[end : end + 1] in _EDGES and _is_plain(surface.written)
        for concept in surface.whole
    }


@lru_cache(maxsize=65_536)
def _is_plain(written: str) -> bool:
    """Whether it is words and spaces, which are compared as they are."""
    return written.replace(" ", "").isalpha() and written.lower() not in _ARTICLES


def _is_in_full(concept: Concept, mention: Mention, case: Case) -> bool:
    forms = concept.targets[case.lang]
    full = (mention.form, forms.preferred, *forms.admitted)
    return any(verify.occurrences(concept, case.lang, form, case.text) for form in full)
