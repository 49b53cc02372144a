"""What of a source must stand in its translation, and how much of that does: terms of the glossary, names, numbers.

The human reference is measured in the same way. It does not reach 100 %: translators write pronouns for names, words that
the glossary does not have, and round numbers. What it reaches is what a system can be expected to reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.checks import numbers
from translate.checks.case import Case
from translate.glossary import verify
from translate.glossary.match import Matcher
from translate.glossary.names import Names
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.evaluation.corpus import Corpus
    from translate.glossary.termbase import Termbase

NAMES: Final = frozenset({"person", "place", "organisation"})

_Term = frozenset[str]
"""The ids of the concepts that a form of the source may stand for: one in Arabic, perhaps several in other languages."""


@dataclass(frozen=True, slots=True)
class Share:
    """`kept` of `total` stand in the output."""

    kept: int
    total: int

    @property
    def share(self) -> float | None:
        """None where there was nothing to keep."""
        return self.kept / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Kept:
    """`terms` are all of the glossary, `names` those of them that are persons, places and organisations."""

    terms: Share
    names: Share
    numbers: Share


class Ruler:
    """Knows what the source lines of a corpus hold; measures outputs against it."""

    def __init__(self, corpus: Corpus, termbase: Termbase) -> None:
        self._lang = corpus.target_lang
        self._termbase = termbase
        self._sources = corpus.sources
        self._names = Names(termbase)
        self._terms = _terms(corpus, termbase, self._names)

    def measure(self, lines: Sequence[str]) -> Kept:
        """Each term counts once a line, each number as often as it stands there."""
        held = [(term, self._holds(line, term)) for line, terms in zip(lines, self._terms, strict=True) for term in terms]
        names = [kept for term, kept in held if any(self._termbase.concepts[name].type in NAMES for name in term)]
        return Kept(
            terms=Share(sum(kept for _, kept in held), len(held)),
            names=Share(sum(names), len(names)),
            numbers=self._numbers(lines),
        )

    def _holds(self, line: str, term: _Term) -> bool:
        return any(verify.found(self._termbase.concepts[name], self._lang, line) for name in term)

    def _numbers(self, lines: Sequence[str]) -> Share:
        total = lost = 0
        for source, line in zip(self._sources, lines, strict=True):
            case = Case(source, line, self._lang, mentions=(), termbase=self._termbase, names=self._names)
            there, here = numbers.in_digits(case)
            total += there.total()
            lost += len(numbers.missing(there, here, case))
        return Share(total - lost, total)


def _terms(corpus: Corpus, termbase: Termbase, names: Names) -> list[tuple[_Term, ...]]:
    """The terms of each source line, each once, in order.

    In Arabic all approved ones. In another language only names and demonyms: the glossary has its words to be written,
    not to be found, and "right" would be taken for a political wing.
    """
    if corpus.source_lang is Lang.AR:
        matcher = Matcher(termbase)
        found = [[frozenset({match.concept}) for match in matcher.find(line)] for line in corpus.sources]
    else:
        found = [[concepts for _, _, concepts in names.find(line, corpus.source_lang)] for line in corpus.sources]
    return [tuple(dict.fromkeys(terms)) for terms in found]
