"""What is installed that can do the languages wanted, the best first: by chrF from Arabic to English on FLORES."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.engines import models
from translate.errors import ModelError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from translate.config import Config
    from translate.engines.ctranslate import PairModel

FAMILY_CHRF = {"nllb": 62.4, "opus": 61.0}
"""Of NLLB-200 (the distilled 600M) and OPUS-MT on FLORES devtest, as Mozilla's evaluation publishes them. That of another
model of the family, an own one, say, may differ."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`chrf` is None where no score is known: such an engine is taken only where there is no other."""

    engine: str
    title: str
    chrf: float | None

    def __str__(self) -> str:
        return f"{self.engine} {self.chrf:g}" if self.chrf else f"{self.engine} (no score known)"


def installed(config: Config, targets: Sequence[Lang]) -> list[Choice]:
    """Best first, at least one. Raises ModelError where nothing is installed, or what config.toml declares is not there."""
    choices = [*_firefox(targets), *_ctranslate(config, targets), *_argos(targets), *_gguf(config, targets)]
    if not choices:
        raise ModelError("no model is installed", hint="translate models install")
    return sorted(choices, key=lambda choice: -(choice.chrf or 0))


def why(best: Choice, others: Sequence[Choice]) -> str:
    """One line for the head of a run."""
    score = f"{best.chrf:g} chrF ar→en" if best.chrf else "no score known"
    also = f"; also installed: {', '.join(map(str, others))}" if others else ""
    return f"engine {best.engine} ({best.title}): best of those installed, {score}{also}"


def declared(config: Config) -> list[PairModel]:
    """The models of config.toml's ctranslate.models."""
    from translate.engines.ctranslate import PairModel  # noqa: PLC0415 - an engine's module is loaded when it is used

    return [
        PairModel.declared(config.root / each.path, each.source, each.target, each.family) for each in config.ctranslate.models
    ]


def _firefox(targets: Sequence[Lang]) -> list[Choice]:
    from translate.engines import firefox_files  # noqa: PLC0415

    if not firefox_files.package_is_here() or not _reach(firefox_files.installed(), targets):
        return []
    info = models.named("firefox:ar-en")
    return [Choice("firefox", info.title, info.chrf)]


def _ctranslate(config: Config, targets: Sequence[Lang]) -> list[Choice]:
    if not _reach([(model.source, model.target) for model in config.ctranslate.models], targets):
        return []
    all_models = declared(config)
    for model in all_models:
        model.folder.check()
    first = next((model for model in all_models if (model.source, model.target) == (Lang.AR, Lang.EN)), all_models[0])
    family = first.folder.family
    return [Choice("ctranslate", f"{first.folder.path.name}, {family}", FAMILY_CHRF.get(family))]


def _argos(targets: Sequence[Lang]) -> list[Choice]:
    from translate.engines.argos_packages import installed_pairs  # noqa: PLC0415 - loads Argos Translate

    if not _reach(installed_pairs(), targets):
        return []
    info = models.named("argos:ar-en")
    return [Choice("argos", info.title, info.chrf)]


def _gguf(config: Config, targets: Sequence[Lang]) -> list[Choice]:
    if models.is_path(config.gguf.model):
        info = models.gguf(config.gguf.model, config.root).info
    elif not models.is_installed(info := models.named(config.gguf.model)):
        return []
    able = all(f"ar-{target}" in info.pairs for target in targets)
    return [Choice("gguf", info.title, info.chrf)] if able else []


def _reach(pairs: Collection[tuple[str, str]], targets: Sequence[Lang]) -> bool:
    """Whether these pairs lead from Arabic to all targets, over English if need be."""
    known = {(str(source), str(target)) for source, target in pairs}
    return all(("ar", target) in known or {("ar", "en"), ("en", target)} <= known for target in targets)
