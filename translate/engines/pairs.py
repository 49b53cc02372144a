"""What engines with a model for each pair of languages have in common: the way from a language to another, and windows.

A pair without a model goes over English. The desk then asks for the English first and corrects it (`bridges`); where it has
none to give, both steps are taken in one draft.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from translate.engines.base import Engine, Hypothesis
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.engines.base import Link, Request

WINDOW = 256
"""Sentences handed to a model at once: enough to sort by length, few enough that a killed run loses little."""
HUB = Lang.EN

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`total` is the summed log-probability of `tokens` tokens, the end of the sentence among them.

    No tokens: a model that tells no probabilities, or nothing that it could have been asked for.
    """

    text: str
    total: float = 0.0
    tokens: int = 0
    complete: bool = True
    alignment: tuple[Link, ...] = ()

    @property
    def score(self) -> float | None:
        return min(0.0, self.total / self.tokens) if self.tokens else None

    def then(self, following: Candidate) -> Candidate:
        return Candidate(
            following.text,
            self.total + following.total,
            self.tokens + following.tokens,
            self.complete and following.complete,
            following.alignment,
        )


class PairEngine(Engine, Generic[Model]):
    """A subclass says which model does a pair, and has a model translate texts."""

    @abstractmethod
    def _model(self, source: str, target: str) -> Model | None:
        """The model of this pair itself. Must be quick when called again."""

    @abstractmethod
    def _translate(self, model: Model, texts: list[str], *, align: bool) -> list[list[Candidate]]:
        """Each text's candidates, best first, at least one."""

    def _bridges_allowed(self) -> bool:
        return True

    @cached_property
    def bridges(self) -> Mapping[Lang, Lang]:
        """Russian from English, where both steps have a model and Russian from Arabic has none.

        So Russian follows the English that the glossary and the editors have corrected, as it could not if both steps
        were taken in one draft.
        """
        return {Lang.RU: HUB} if self._bridges_allowed() and len(self._route(Lang.AR, Lang.RU)) > 1 else {}

    def supports(self, source: Lang, target: Lang) -> bool:
        return bool(self._route(source, target))

    def _route(self, source: str, target: str) -> tuple[Model, ...]:
        """The models that lead from `source` to `target`, one after the other; none where there is no way."""
        for steps in ([(source, target)], [(source, HUB), (HUB, target)]):
            models = [self._model(*step) for step in steps]
            found = tuple(model for model in models if model is not None)
            if len(found) == len(steps):
                return found
        return ()

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        by_pair: dict[tuple[Lang, Lang], list[int]] = {}
        for index, request in enumerate(requests):
            by_pair.setdefault((request.source_lang, request.target_lang), []).append(index)
        for pair, indices in by_pair.items():
            route = self._route(*pair)
            for start in range(0, len(indices), WINDOW):
                window = indices[start : start + WINDOW]
                answers = self._along(route, [requests[index].source for index in window])
                for index, candidates in zip(window, answers, strict=True):
                    yield index, tuple(Hypothesis(best.text, best.score, best.complete, best.alignment) for best in candidates)

    def _along(self, route: Sequence[Model], texts: list[str]) -> list[list[Candidate]]:
        """Each text's candidates, best first; a pivot goes on with the best of the step before.

        Only a way of one step is aligned: over two the links would have to be chained, and their errors with them.
        """
        answers = [[Candidate(text)] for text in texts]
        for model in route:
            before = [candidates[0] for candidates in answers]
            following = self._translate(model, [best.text for best in before], align=len(route) == 1)
            answers = [[best.then(each) for each in nexts] for best, nexts in zip(before, following, strict=True)]
        return [_no_text_twice(candidates) for candidates in answers]


def _no_text_twice(candidates: list[Candidate]) -> list[Candidate]:
    """Different tokens can make the same text; the better of the two stays."""
    unique: dict[str, Candidate] = {}
    for candidate in candidates:
        unique.setdefault(candidate.text, candidate)
    return list(unique.values())
