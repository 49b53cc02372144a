"""A SentencePiece model in a file of its own."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from translate.engines.edge import edge
from translate.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Spm:
    """Read when first used. `lazy_processor` is what `pieces` asks for: with it, pieces tell where they lie."""

    file: Path

    @cached_property
    def _processor(self) -> Any:  # noqa: ANN401 - SentencePiece's types are not for mypy's strict mode
        with edge(ModelError, "is no SentencePiece model", where=self.file, hint="copy it again from the model's source"):
            return importlib.import_module("sentencepiece").SentencePieceProcessor(model_file=str(self.file))

    def lazy_processor(self) -> Any:  # noqa: ANN401 - likewise
        return self._processor

    def encode(self, sentence: str) -> list[str]:
        return list(self._processor.encode(sentence, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        return str(self._processor.decode_pieces(tokens))

    def pieces(self) -> set[str]:
        processor = self._processor
        return {
            processor.id_to_piece(at)
            for at in range(len(processor))
            if not (processor.is_control(at) or processor.is_unknown(at) or processor.is_byte(at))
        }
