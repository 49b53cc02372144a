"""How much of a source has a counterpart in its draft, and how much of the draft has one in the source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translate.lexicon.lexicon import Lexicon

Span = tuple[int, int]

CONTENT = 4.0
"""The weight from which a target's word counts as one that says something: “the”, “of” and “had” weigh less."""
_SURE = 0.33
"""Of a word's translations, the share from which one found is as good as any; words that have many share it among them."""
_LINKED = 0.2
_LEAST_KNOWN = 2  # words; a sentence of fewer known ones is not judged
_UNJUDGED = 0.5


@dataclass(frozen=True, slots=True)
class Adequacy:
    """What the lexicon has to say of a draft.

    `covered`, from 0 to 1: the source's known words that are translated in the draft; `supported`: the draft's words of
    content that a source word explains; 0.5 where too few words are known. `gain`: by how much the source makes the draft
    likelier than its words' frequencies do, in nats a word (Model 1). `untranslated` and `unexplained` are the words that
    have no counterpart, as offsets into source and draft; `longest` the most content words in a row that have none.
    """

    covered: float
    supported: float
    gain: float
    untranslated: tuple[Span, ...]
    unexplained: tuple[Span, ...]
    longest: int


def adequacy(
    lexicon: Lexicon, source: str, draft: str, *, known_source: Iterable[Span] = (), known_draft: Iterable[Span] = ()
) -> Adequacy:
    """Hold a draft against its source; the known stretches, the glossary's terms say, are left out of the count.

    They are right anyhow, and would cover up what is wrong around them.
    """
    words, drafted = stems(source, lexicon.source), stems(draft, lexicon.target)
    here = {stem for stem, _, _ in drafted}
    settled = _Stretches(known_source)
    covered: list[float] = []
    untranslated: list[Span] = []
    for stem, start, end in words:
        table = lexicon.table.get(stem)
        if settled.hold(start, end):
            continue
        if table is not None and any(lexicon.weight(other) > CONTENT for other in table):
            share = max((table[other] for other in here & table.keys() if lexicon.weight(other) > CONTENT), default=0.0)
            covered.append(min(1.0, share / _SURE))
            if not share:
                untranslated.append((start, end))
    tables = [lexicon.table[stem] for stem, _, _ in words if stem in lexicon.table]
    best, total = _inverted(tables)
    right = _Stretches(known_draft)
    supported, unexplained, longest = _support(lexicon, drafted, best, right, {stem for stem, _, _ in words})
    return Adequacy(
        covered=sum(covered) / len(covered) if len(covered) >= _LEAST_KNOWN else _UNJUDGED,
        supported=sum(supported) / len(supported) if len(supported) >= _LEAST_KNOWN else _UNJUDGED,
        gain=_gain(lexicon, [stem for stem, start, end in drafted if not right.hold(start, end)], total, len(tables)),
        untranslated=tuple(untranslated),
        unexplained=unexplained,
        longest=longest,
    )


class _Stretches:
    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = tuple(spans)

    def hold(self, start: int, end: int) -> bool:
        return any(start < other_end and other_start < end for other_start, other_end in self._spans)


def _support(
    lexicon: Lexicon,
    drafted: Sequence[tuple[str, int, int]],
    best: Mapping[str, float],
    settled: _Stretches,
    as_is: set[str],
) -> tuple[list[float], tuple[Span, ...], int]:
    """How well each content word of the draft is explained; those not at all; and the most of these in a row."""
    supported: list[float] = []
    unexplained: list[Span] = []
    row = longest = 0
    for stem, start, end in drafted:
        if lexicon.weight(stem) < CONTENT:
            continue
        if settled.hold(start, end):
            continue
        if stem in as_is:
            share = 1.0
        elif stem not in lexicon.weights:  # a word that the lexicon never saw says nothing
            continue
        else:
            share = min(1.0, best.get(stem, 0.0) / _LINKED)
        supported.append(share)
        row = 0 if share else row + 1
        longest = max(longest, row)
        if not share:
            unexplained.append((start, end))
    return supported, tuple(unexplained), longest


def _inverted(tables: Sequence[Mapping[str, float]]) -> tuple[dict[str, float], dict[str, float]]:
    """Of each target stem the best of its probabilities and their sum."""
    best: dict[str, float] = {}
    total: dict[str, float] = {}
    for table in tables:
        for stem, share in table.items():
            best[stem] = max(best.get(stem, 0.0), share)
            total[stem] = total.get(stem, 0.0) + share
    return best, total


def _gain(lexicon: Lexicon, drafted: Sequence[str], shares: Mapping[str, float], sources: int) -> float:
    total = 0.0
    for stem in drafted:
        base = math.exp(-lexicon.weight(stem))
        given = shares.get(stem, 0.0) / (sources + 1)
        total += math.log((0.9 * given + 0.1 * base + 1e-7) / base)
    return total / len(drafted) if drafted else 0.0
