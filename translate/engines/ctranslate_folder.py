"""A folder with a CTranslate2 encoder–decoder model and its SentencePiece files: what it is, and whether it fits together.

Three families differ in what must stand around a sentence. OPUS-MT: nothing, or the target's language as the source's first
token (`>>rus<<`) where the model knows several. NLLB-200 and M2M-100: the source begins with its language's token, the
translation with the target's. With all of them the source ends with `</s>`, which CTranslate2 adds itself only where the
model's config.json says so.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from translate.engines import models
from translate.engines.edge import edge
from translate.engines.spm import Spm
from translate.errors import ModelError
from translate.files import sha256
from translate.model import Lang

if TYPE_CHECKING:
    from pathlib import Path

FAMILIES = ("opus", "nllb", "m2m")
AUTO = "auto"
PATHS = "config.toml: ctranslate.models"
CONVERT = "make it with CTranslate2's ct2-transformers-converter, --copy_files for the SentencePiece files"
_SHARED = ("sentencepiece.bpe.model", "sentencepiece.model", "spm.128k.model", "spm.model")
"""Names that one tokenizer for both sides goes by."""
_LANGUAGES = {
    "nllb": {Lang.AR: "arb_Arab", Lang.EN: "eng_Latn", Lang.RU: "rus_Cyrl"},
    "m2m": {Lang.AR: "__ar__", Lang.EN: "__en__", Lang.RU: "__ru__"},
}
_OPUS = {
    Lang.AR: (">>ara<<", ">>ar<<", ">>arb<<"),
    Lang.EN: (">>eng<<", ">>en<<"),
    Lang.RU: (">>rus<<", ">>ru<<"),
}
_OPUS_TOKEN = re.compile(r">>\w+<<")
_LEAST_KNOWN = 0.5
"""Share of a tokenizer's pieces that the model must know. Of a pair that belongs together nearly all are known; of two
languages' tokenizers that do not, the digits and punctuation."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a sentence: tokens before and after the source's, and those that the translation begins with."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    prefix: tuple[str, ...]

    @property
    def marks(self) -> frozenset[str]:
        return frozenset((*self.before, *self.after, *self.prefix))


@dataclass(frozen=True)
class Folder:
    """`declared`: one of FAMILIES or AUTO. Files are read when they are needed; what is amiss raises ModelError then."""

    path: Path
    declared: str = AUTO

    def check(self) -> None:
        """Raise ModelError unless all files are there."""
        if not self.path.is_dir():
            raise ModelError("there is no such folder", where=self.path, hint=PATHS)
        if not (self.path / "model.bin").is_file():
            raise ModelError("is no CTranslate2 folder: it has no model.bin", where=self.path, hint=CONVERT)
        _ = self._vocabulary_files, self.tokenizers

    @cached_property
    def tokenizers(self) -> tuple[Spm, Spm]:
        """Of the source and of the target."""
        own = tuple(self.path / name for name in ("source.spm", "target.spm"))
        if all(file.is_file() for file in own):
            return Spm(own[0]), Spm(own[1])
        for name in _SHARED:
            if (file := self.path / name).is_file():
                return (both := Spm(file)), both
        raise ModelError(
            "has no SentencePiece model: source.spm and target.spm, or sentencepiece.bpe.model", where=self.path, hint=CONVERT
        )

    @cached_property
    def family(self) -> str:
        if self.declared != AUTO:
            return self.declared
        for family, tokens in _LANGUAGES.items():
            if tokens[Lang.EN] in self.vocabulary:
                return family
        return "opus"

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The source's tokens."""
        return self._known(self._vocabulary_files[0])

    def frame(self, source: Lang, target: Lang) -> Frame:
        """Raises ModelError where the model does not know one of the languages."""
        end = () if self._config.get("add_source_eos") else (str(self._config.get("eos_token") or "</s>"),)
        if self.family == "opus":
            return Frame(self._opus_target(target), end, ())
        own = _LANGUAGES[self.family]
        for lang in (source, target):
            if own[lang] not in self.vocabulary:
                raise ModelError(f"knows no {lang.english_name}: it has no token {own[lang]}", where=self.path, hint=PATHS)
        return Frame((own[source],), end, (own[target],))

    def fits(self) -> None:
        """Raise ModelError when the tokenizers' pieces are not those that the model knows."""
        for tokenizer, file in dict(
            zip(self.tokenizers, (self._vocabulary_files[0], self._vocabulary_files[-1]), strict=True)
        ).items():
            pieces = tokenizer.pieces()
            known = len(pieces & self._known(file))
            if known < _LEAST_KNOWN * len(pieces):
                raise ModelError(
                    f"{tokenizer.file.name} and the model do not belong together: "
                    f"of its {len(pieces):,} pieces the vocabulary has {known:,}",
                    where=self.path,
                    hint=CONVERT,
                )

    def digest(self) -> str:
        """Hash all that decides a translation. The model's own hash is recorded beside it, so that it is taken once."""
        self.check()
        total = hashlib.sha256(self.family.encode())
        small = {*self._vocabulary_files, *(tokenizer.file for tokenizer in self.tokenizers), self.path / "config.json"}
        with edge(ModelError, "cannot be read", where=self.path):
            total.update(models.hash_of(self.path / "model.bin").encode())
            for file in sorted(file for file in small if file.is_file()):
                total.update(f"{file.name} {sha256(file)}\n".encode())
        return total.hexdigest()

    @cached_property
    def _vocabulary_files(self) -> tuple[Path, ...]:
        """The shared vocabulary, or the source's and the target's."""
        for names in (("shared",), ("source", "target")):
            found = [self._vocabulary(name) for name in names]
            if all(found):
                return tuple(file for file in found if file)
        raise ModelError(
            "has no vocabulary: shared_vocabulary.json, or that of source and target", where=self.path, hint=CONVERT
        )

    def _known(self, vocabulary: Path) -> frozenset[str]:
        with edge(ModelError, "cannot be read", where=vocabulary, hint=CONVERT):
            return frozenset(_tokens(vocabulary))

    def _vocabulary(self, name: str) -> Path | None:
        files = (self.path / f"{name}_vocabulary{ending}" for ending in (".json", ".txt"))
        return next((file for file in files if file.is_file()), None)

    @cached_property
    def _config(self) -> dict[str, object]:
        """CTranslate2's own; converters of long ago wrote none."""
        file = self.path / "config.json"
        if not file.is_file():
            return {}
        with edge(ModelError, "cannot be read", where=file, hint=CONVERT):
            data = json.loads(file.read_text(encoding="utf-8"))
        return data if isinstance(data, dict) else {}

    def _opus_target(self, target: Lang) -> tuple[str, ...]:
        tokens = sorted(token for token in self.vocabulary if _OPUS_TOKEN.fullmatch(token))
        if not tokens:
            return ()
        for token in _OPUS[target]:
            if token in self.vocabulary:
                return (token,)
        raise ModelError(
            f"does not translate into {target.english_name}: it knows {', '.join(tokens[:5])}", where=self.path, hint=PATHS
        )


def _tokens(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".txt":
        return text.split("\n")
    tokens = json.loads(text)
    if not (isinstance(tokens, list) and all(isinstance(token, str) for token in tokens)):
        raise ValueError("is no list of tokens")
    return tokens
