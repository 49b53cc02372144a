"""The engine interface: a batch of requests in, hypotheses with scores out, as they are finished."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from translate.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.model import Lang, TermPair


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence to draft, with the glossary's forms to use as `terms`.

    `context` is the paragraph it stands in, in the document's language even where `source` is a bridge's draft.
    `insist` marks the second request for a sentence whose first draft was wrong. `examples`: similar sentences with their
    approved translations, `hints`: words of the source with their usual translations, for engines that use them.
    """

    source: str
    source_lang: Lang
    target_lang: Lang
    context: str = ""
    terms: tuple[TermPair, ...] = ()
    insist: bool = False
    examples: tuple[TermPair, ...] = ()
    hints: tuple[TermPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A word of a hypothesis' text, and the stretch of the request's source that it goes back to most.

    Offsets are of characters. `weight`: how much of the word's attention went to the source word that the stretch is of,
    from 0 to 1.
    """

    target_start: int
    target_end: int
    source_start: int
    source_end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A candidate translation. `score`: mean natural log-probability of a token (≤ 0), None where an engine has none.

    `complete` is False when the output was cut at its bound of length. `alignment`: links in the order of the text, at
    most one a word, none where an engine knows none; `alignment.translation_of` reads them.
    """

    text: str
    score: float | None = None
    complete: bool = True
    alignment: tuple[Link, ...] = ()


class Engine(ABC):
    """Owns argument checks and order; a subclass implements `supports`, `signature` and `_draft`."""

    name: ClassVar[str]
    for_readers: ClassVar[bool] = True
    """Whether its drafts may stand beside those of others; if not, they get a store of their own."""
    uses_examples: ClassVar[bool] = False
    """Whether a request's examples and hints change the answer."""
    can_insist: ClassVar[bool] = False
    """Whether a request that insists is answered differently from one that does not."""

    draws: ClassVar[bool] = False
    """Whether hypotheses are made in several ways, so that their order says little of their worth."""

    @property
    def bridges(self) -> Mapping[Lang, Lang]:
        """Targets that come out better from another target's draft than from the source: Russian from English, say.

        The engine must be able to draft both steps.
        """
        return {}

    @property
    @abstractmethod
    def signature(self) -> str:
        """How this engine drafts: `engine:…|model:…|option:…`. Equal signatures promise equal drafts."""

    def signature_for(self, source: Lang, target: Lang) -> str:  # noqa: ARG002 - to be overridden
        """How it drafts this pair; less than `signature` where that names models which other pairs use.

        Called for every sentence, so it must be quick when called again.
        """
        return self.signature

    @abstractmethod
    def supports(self, source: Lang, target: Lang) -> bool: ...

    @abstractmethod
    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """Yield, in any order, each request's index and its hypotheses, best first, or the greedy one first where it draws."""

    def draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """Yield (index, hypotheses, best first) for each request exactly once, in the order of finishing.

        Raises EngineError for a language pair the engine cannot do, a blank source, or an engine that breaks its word.
        """
        for request in requests:
            if not self.supports(request.source_lang, request.target_lang):
                raise EngineError(f"engine '{self.name}' cannot draft {request.source_lang}→{request.target_lang}")
            if not request.source.strip():
                raise EngineError(f"engine '{self.name}' was given a blank sentence")
        pending = set(range(len(requests)))
        for index, hypotheses in self._draft(requests):
            if index not in pending or not hypotheses:
                raise EngineError(f"engine '{self.name}' answered request {index} twice, unasked or with nothing")
            pending.discard(index)
            yield index, hypotheses
        if pending:
            raise EngineError(f"engine '{self.name}' left {len(pending)} of {len(requests)} requests unanswered")

    def close(self) -> None:  # noqa: B027 - most engines hold nothing
        """Free what the engine holds. Called once, after the last draft."""
