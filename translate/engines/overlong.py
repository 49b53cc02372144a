"""A sentence that is too long for one prompt: cut where clauses begin, and its drafts joined again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translate.engines.base import Hypothesis, Request
from translate.segment import clauses

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SOURCE = 600
"""Characters of source in one prompt."""


def parts(request: Request) -> list[Request]:
    """The request, or what it is drafted as when its sentence is too long for a slot."""
    pieces = [stripped for piece in clauses(request.source, MAX_SOURCE) if (stripped := piece.strip())]
    if len(pieces) == 1:
        return [request]
    return [
        replace(
            request,
            source=part,
            examples=(),
            terms=tuple(pair for pair in request.terms if pair.source in part),
            hints=tuple(pair for pair in request.hints if pair.source in part),
        )
        for part in pieces
    ]


def joined(hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    """Of the parts of one attempt, in their order: complete if all are, scored by their mean."""
    if len(hypotheses) == 1:
        return hypotheses[0]
    scores = [hypothesis.score for hypothesis in hypotheses if hypothesis.score is not None]
    return Hypothesis(
        " ".join(hypothesis.text for hypothesis in hypotheses if hypothesis.text),
        score=sum(scores) / len(scores) if scores else None,
        complete=all(hypothesis.complete for hypothesis in hypotheses),
    )
