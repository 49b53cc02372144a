"""Argos Translate's packages, drafted with in batches.

The packages are Argos's own, found where it and `argospm` keep them. Its `translate()` is not used: it splits sentences
again (and downloads a model to do so), sums scores and goes sentence by sentence. The package's CTranslate2 model and
tokenizer are driven here with Argos's settings, so that a single sentence gives the text that Argos gives.

`argostranslate.translate` is never imported to draft.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import replace
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, Any, ClassVar

from translate.engines import pieces
from translate.engines.alignment import links
from translate.engines.argos_packages import INSTALL_HINT, REINSTALL_HINT, TOKENIZERS, scan
from translate.engines.edge import edge
from translate.engines.pairs import Candidate, PairEngine
from translate.errors import EngineError, ModelError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from translate.engines.argos_packages import Package, Tokenizer

LENGTH_PENALTY = 0.2  # as argostranslate/translate.py has it, and so are the two bounds: CTranslate2's defaults
MAX_TOKENS = 256
MAX_SOURCE_TOKENS = 1024
BATCH_TOKENS = 512
"""Measured on a model of a real package's size (6+6 layers of 512): one core a batch, in batches of this size, beats
larger batches and several cores a batch."""


class ArgosEngine(PairEngine["Package"]):
    """Drafts with the installed packages, over English where a pair has none of its own (ar→ru: ar→en, then en→ru).

    `pairs` narrows what it supports, and so what its signature names; None stands for every pair of the desk's
    languages. `threads` 0 takes every core. Argos knows no terms and no context: a request's are not used. Packages are
    looked up once, when first needed; one installed later needs a new engine.

    `hypotheses`, best first in Argos's order, come out of the beam that is searched anyhow: up to `beam` of them cost
    nothing that can be measured and leave the first as it is; more widen the beam. `align` has them carry an alignment:
    on a model of a real package's size it costs less than timings vary; on the tests' tiny ones two thirds of a
    millisecond a sentence, as much as the drafting itself.
    """

    name: ClassVar[str] = "argos"

    def __init__(
        self,
        pairs: Iterable[tuple[Lang, Lang]] | None = None,
        *,
        hypotheses: int = 4,
        beam: int = 4,
        align: bool = True,
        threads: int = 0,
        compute_type: str = "default",
    ) -> None:
        if min(hypotheses, beam) < 1 or threads < 0:
            raise EngineError("engine 'argos' needs hypotheses and a beam of at least 1, and no negative threads")
        self._pairs = tuple(permutations(Lang, 2)) if pairs is None else tuple(pairs)
        self._hypotheses = hypotheses
        self._beam = max(beam, hypotheses)
        self._align = align
        self._threads = threads or os.cpu_count() or 1
        self._compute_type = compute_type
        self._translators: dict[Path, Any] = {}
        self._digests: dict[Path, str] = {}

    @cached_property
    def signature(self) -> str:
        """Names the packages of all its pairs. Raises ModelError where none of them is installed."""
        return self._signature(package for pair in self._pairs for package in self._route(*pair))

    def signature_for(self, source: Lang, target: Lang) -> str:
        """Names the packages on the pair's way only: another package installed leaves the pair's drafts fresh."""
        return self._signature(self._route(source, target))

    def _signature(self, packages: Iterable[Package]) -> str:
        models = sorted({f"model:{package.name}@{self._digest(package)[:12]}" for package in packages})
        if not models:
            self._explain()
            raise ModelError("no Argos package is installed for the languages wanted", hint=INSTALL_HINT)
        options = {
            "beam": self._beam,
            "hypotheses": self._hypotheses,
            "align": "yes" if self._align else "no",
            "compute": self._compute_type,
        }
        return "|".join((f"engine:{self.name}", *models, *(f"{key}:{value}" for key, value in options.items())))

    def _digest(self, package: Package) -> str:
        if package.path not in self._digests:
            self._digests[package.path] = package.digest()
        return self._digests[package.path]

    def _bridges_allowed(self) -> bool:
        return {(Lang.AR, Lang.EN), (Lang.EN, Lang.RU)} <= set(self._pairs)

    def supports(self, source: Lang, target: Lang) -> bool:
        """Raises ModelError where no package does it but one is installed whose description cannot be read."""
        if (source, target) not in self._pairs:
            return False
        if not (route := self._route(source, target)):
            self._explain()
        return bool(route)

    def close(self) -> None:
        self._translators.clear()

    @cached_property
    def _installed(self) -> tuple[dict[tuple[str, str], Package], list[ModelError]]:
        packages, unreadable = scan()
        return {(package.source, package.target): package for package in packages}, unreadable

    def _model(self, source: str, target: str) -> Package | None:
        return self._installed[0].get((source, target))

    def _explain(self) -> None:
        """Where nothing was found, an unreadable package may be why, so say that."""
        if unreadable := self._installed[1]:
            raise unreadable[0]

    def _translate(self, model: Package, texts: list[str], *, align: bool) -> list[list[Candidate]]:
        package, align = model, align and self._align
        translator, tokenizer = self._load(package)
        with edge(EngineError, "the Argos package fails to translate", where=package.path):
            sources = [tokenizer.encode(text) for text in texts]
            results = translator.translate_batch(
                sources,
                target_prefix=[[package.target_prefix]] * len(sources) if package.target_prefix else None,
                replace_unknowns=True,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                beam_size=self._beam,
                num_hypotheses=self._hypotheses,
                length_penalty=LENGTH_PENALTY,
                return_scores=True,
                return_attention=align,
                max_input_length=MAX_SOURCE_TOKENS,
                max_decoding_length=MAX_TOKENS,
            )
            return [
                _candidates(package, tokenizer, text, source, result)
                for text, source, result in zip(texts, sources, results, strict=True)
            ]

    def _load(self, package: Package) -> tuple[Any, Tokenizer]:
        if package.tokenizer is None:
            missing = " or ".join(TOKENIZERS)
            raise ModelError(f"the Argos package has no {missing}", where=package.path, hint=REINSTALL_HINT)
        if package.path not in self._translators:
            with edge(ModelError, "the Argos package cannot be loaded", where=package.path, hint=REINSTALL_HINT):
                package.tokenizer.encode("1")  # Argos reads the tokenizer's file when it is first used
                self._translators[package.path] = importlib.import_module("ctranslate2").Translator(
                    str(package.path / "model"),
                    device="cpu",
                    compute_type=self._compute_type,
                    inter_threads=self._threads,
                    intra_threads=1,
                )
        return self._translators[package.path], package.tokenizer


def _candidates(
    package: Package,
    tokenizer: Tokenizer,
    text: str,
    source: list[str],
    result: Any,  # noqa: ANN401 - CTranslate2 ships no types
) -> list[Candidate]:
    """What CTranslate2 found for one text, aligned with it where the attention was asked for."""
    candidates = [
        _candidate(package, tokenizer, source, tokens, score)
        for tokens, score in zip(result.hypotheses, result.scores, strict=True)
    ]
    if not result.attention or (before := pieces.encoded(tokenizer, text, source)) is None:
        return candidates
    return [
        replace(candidate, alignment=links(before, after, attention))
        if (after := pieces.decoded(tokenizer, tokens, candidate.text))
        else candidate
        for candidate, tokens, attention in zip(candidates, result.hypotheses, result.attention, strict=True)
    ]


def _candidate(package: Package, tokenizer: Tokenizer, source: list[str], tokens: list[str], score: float) -> Candidate:
    """Undo CTranslate2's length penalty: it divides the sum by length**penalty, the end token and a prefix counted.

    The prefix is given, not guessed, so it is no part of the sum. An output of MAX_TOKENS has no end token.
    """
    ended = len(tokens) < MAX_TOKENS
    length = len(tokens) + ended
    text = tokenizer.decode(tokens).removeprefix(package.target_prefix).removeprefix(" ")
    if not source:  # white space to the tokenizer, say a lone zero-width mark: CTranslate2 answers with nothing, at 0
        return Candidate(text)
    scored = length - (1 if package.target_prefix else 0)
    return Candidate(text, score * length**LENGTH_PENALTY, scored, ended and len(source) <= MAX_SOURCE_TOKENS)
