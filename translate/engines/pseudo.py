"""A marked-up copy of the source, as localisers use it: for tests and dry runs, never for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from translate.engines.base import Engine, Hypothesis
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.engines.base import Request


class PseudoEngine(Engine):
    """`[en: … ]` around the source, in which the terms are replaced by their target forms."""

    name: ClassVar[str] = "pseudo"
    for_readers: ClassVar[bool] = False

    @property
    def signature(self) -> str:
        return "engine:pseudo|version:1"

    def supports(self, source: Lang, target: Lang) -> bool:
        return source is Lang.AR and target is not Lang.AR

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        for index, request in enumerate(requests):
            text = request.source
            for term in request.terms:
                text = text.replace(term.source, term.target, 1)
            yield index, (Hypothesis(f"[{request.target_lang}: {text}]", score=0.0),)
