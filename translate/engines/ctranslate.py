"""Any encoder–decoder model in CTranslate2's format with SentencePiece files: OPUS-MT, NLLB-200, M2M-100.

The folders are the user's, named in config.toml. They are driven as Argos's packages are (argos.py): int8, in batches that
CTranslate2 sorts by length, one core a batch, n-best out of the beam, aligned by the cross-attention.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from translate.engines import pieces
from translate.engines.alignment import links
from translate.engines.ctranslate_folder import AUTO, CONVERT, PATHS, Folder
from translate.engines.cutting import cut
from translate.engines.edge import edge
from translate.engines.pairs import Candidate, PairEngine
from translate.errors import EngineError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from translate.engines.base import Link
    from translate.engines.ctranslate_folder import Frame
    from translate.engines.spm import Spm
    from translate.model import Lang

PART_TOKENS = 200
"""Of a longer sentence in one go these models drop clauses; their tables of positions end at 512 (OPUS-MT) or 1024."""
MAX_TOKENS = 400
BATCH_TOKENS = 512  # as measured for Argos
LENGTH_PENALTY = 1.0  # as OPUS-MT, NLLB-200 and M2M-100 are published with


@dataclass(frozen=True, slots=True)
class PairModel:
    """A folder and the pair that it is to do."""

    folder: Folder
    source: Lang
    target: Lang

    @classmethod
    def declared(cls, path: Path, source: Lang, target: Lang, family: str = AUTO) -> PairModel:
        return cls(Folder(path, family), source, target)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one call to CTranslate2 is to translate: a sentence or a piece of it, from `start` on."""

    owner: int
    start: int
    text: str
    tokens: list[str]


class CtranslateEngine(PairEngine[PairModel]):
    """Drafts with the models given, over English where a pair has none of its own. `threads` 0 takes every core.

    Files are looked at when the engine is made, models loaded when first drafted with; one folder may do several pairs.
    `hypotheses` come out of the beam that is searched anyhow.
    """

    name: ClassVar[str] = "ctranslate"

    def __init__(
        self, declared: Iterable[PairModel], *, hypotheses: int = 4, beam: int = 4, align: bool = True, threads: int = 0
    ) -> None:
        if min(hypotheses, beam) < 1 or threads < 0:
            raise EngineError("engine 'ctranslate' needs hypotheses and a beam of at least 1, and no negative threads")
        self._models = {(each.source, each.target): each for each in reversed(list(declared))}  # of two, the first declared
        if not self._models:
            raise ModelError("no model is declared for engine 'ctranslate'", hint=f"{PATHS} wants path, from and to")
        for model in self._models.values():
            model.folder.check()
        self._hypotheses = hypotheses
        self._beam = max(beam, hypotheses)
        self._align = align
        self._threads = threads or os.cpu_count() or 1
        self._translators: dict[Path, Any] = {}
        self._frames: dict[tuple[Lang, Lang], Frame] = {}
        self._digests: dict[Path, str] = {}

    @cached_property
    def signature(self) -> str:
        return self._signature(self._models.values())

    def signature_for(self, source: Lang, target: Lang) -> str:
        """Names the models on the pair's way only."""
        return self._signature(self._route(source, target))

    def close(self) -> None:
        self._translators.clear()

    def _signature(self, used: Iterable[PairModel]) -> str:
        names = sorted({f"model:{model.folder.path.name}@{self._digest(model.folder)[:12]}" for model in used})
        options = f"beam:{self._beam}|hypotheses:{self._hypotheses}|align:{'yes' if self._align else 'no'}|compute:int8"
        return "|".join((f"engine:{self.name}", *names, options))

    def _digest(self, folder: Folder) -> str:
        if folder.path not in self._digests:
            self._digests[folder.path] = folder.digest()
        return self._digests[folder.path]

    def _model(self, source: str, target: str) -> PairModel | None:
        return next((model for pair, model in self._models.items() if pair == (source, target)), None)

    def _translate(self, model: PairModel, texts: list[str], *, align: bool) -> list[list[Candidate]]:
        translator, frame = self._load(model)
        source, target = model.folder.tokenizers
        reader = _Reader(frame, source, target)
        with edge(EngineError, "the model fails to translate", where=model.folder.path):
            parts = [part for owner, text in enumerate(texts) for part in _parts(owner, text, source.encode)]
            asked = [part for part in parts if part.tokens]
            results = translator.translate_batch(
                [[*frame.before, *part.tokens, *frame.after] for part in asked],
                target_prefix=[list(frame.prefix)] * len(asked) if frame.prefix else None,
                replace_unknowns=True,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                beam_size=self._beam,
                num_hypotheses=self._hypotheses,
                length_penalty=LENGTH_PENALTY,
                return_scores=True,
                return_attention=align and self._align,
                max_input_length=0,  # no bound but PART_TOKENS
                max_decoding_length=MAX_TOKENS,
            )
            done: list[list[list[Candidate]]] = [[] for _ in texts]
            for part, result in zip(asked, results, strict=True):
                done[part.owner].append(reader.candidates(part, result))
        return [_whole(candidates) for candidates in done]

    def _load(self, model: PairModel) -> tuple[Any, Frame]:
        folder, pair = model.folder, (model.source, model.target)
        if pair not in self._frames:
            folder.fits()
            self._frames[pair] = folder.frame(*pair)
        if folder.path not in self._translators:
            with edge(ModelError, "the model cannot be loaded", where=folder.path, hint=CONVERT):
                self._translators[folder.path] = importlib.import_module("ctranslate2").Translator(
                    str(folder.path), device="cpu", compute_type="int8", inter_threads=self._threads, intra_threads=1
                )
        return self._translators[folder.path], self._frames[pair]


def _parts(owner: int, text: str, encode: Callable[[str], list[str]]) -> list[_Part]:
    tokens = encode(text)
    if len(tokens) <= PART_TOKENS:
        return [_Part(owner, 0, text, tokens)]
    return [
        _Part(owner, start, part, encode(part)[:PART_TOKENS])
        for start, part in cut(text, lambda piece: len(encode(piece)) <= PART_TOKENS)
    ]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns what CTranslate2 found back into text."""

    frame: Frame
    source: Spm
    target: Spm

    def candidates(self, part: _Part, result: Any) -> list[Candidate]:  # noqa: ANN401 - CTranslate2 ships no types
        """What was found for one part, aligned with it where the attention was asked for."""
        attentions: Sequence[Sequence[Sequence[float]]] = result.attention or [()] * len(result.hypotheses)
        before = pieces.encoded(self.source, part.text, part.tokens) if result.attention else None
        found = zip(result.hypotheses, result.scores, attentions, strict=True)
        return [self._candidate(before, tokens, score, attention) for tokens, score, attention in found]

    def _candidate(
        self, before: pieces.Pieces | None, tokens: list[str], score: float, attention: Sequence[Sequence[float]]
    ) -> Candidate:
        """Undo CTranslate2's length penalty: it divides the sum by length**penalty, the end token and a prefix counted.

        The prefix is given, not guessed, so it is no part of the sum. An output of MAX_TOKENS has no end token. An unknown
        token may have been replaced by a mark of the source's frame: no mark is text.
        """
        ended = len(tokens) < MAX_TOKENS
        length = len(tokens) + ended
        own = [token for token in tokens if token not in self.frame.marks]
        text = self.target.decode(own).strip()
        alignment: tuple[Link, ...] = ()
        if before and (after := pieces.decoded(self.target, own, text)):
            first = len(self.frame.before)
            rows = [row for token, row in zip(tokens, attention, strict=True) if token not in self.frame.marks]
            alignment = links(before, after, [row[first : first + len(before.spans)] for row in rows])
        return Candidate(text, score * length**LENGTH_PENALTY, length - len(self.frame.prefix), ended, alignment)


def _whole(parts: list[list[Candidate]]) -> list[Candidate]:
    """The candidates of a sentence: its own, or those that the best of its parts make together."""
    if not parts:  # white space to the tokenizer, say a lone zero-width mark
        return [Candidate("")]
    if len(parts) == 1:
        return parts[0]
    best = [candidates[0] for candidates in parts]
    return [
        Candidate(
            " ".join(candidate.text for candidate in best if candidate.text),
            sum(candidate.total for candidate in best),
            sum(candidate.tokens for candidate in best),
            all(candidate.complete for candidate in best),
        )
    ]
