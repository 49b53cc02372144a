"""Engines behind one small interface; `ENGINES` is all there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.engines import models
from translate.errors import EngineError, ModelError, UsageError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translate.config import Config
    from translate.engines.base import Engine

AUTO = "auto"


def _gguf(config: Config) -> Engine:
    from translate.engines.gguf import GgufEngine  # noqa: PLC0415 - an engine's library is loaded when it is used

    model = models.installed(config.gguf.model)
    return GgufEngine(model.path, model_hash=model.sha256, slots=config.gguf.slots, threads=config.gguf.threads)


def _argos(config: Config) -> Engine:
    from translate.engines.argos import ArgosEngine  # noqa: PLC0415

    return ArgosEngine(threads=config.argos.threads)


def _pseudo(_config: Config) -> Engine:
    from translate.engines.pseudo import PseudoEngine  # noqa: PLC0415

    return PseudoEngine()


ENGINES: Mapping[str, Callable[[Config], Engine]] = {"gguf": _gguf, "argos": _argos, "pseudo": _pseudo}


def check(name: str, *, where: str = "") -> None:
    """Raise UsageError when there is no engine of this name; `where` it was named."""
    if name != AUTO and name not in ENGINES:
        raise UsageError(f"no engine '{name}'", where=where, hint=f"there are: {', '.join((AUTO, *ENGINES))}")


def make(name: str, config: Config, targets: Sequence[Lang]) -> tuple[Engine, str]:
    """The engine, and one line that says which it is and why.

    `auto` takes, of the engines that are installed and can do all `targets`, the one with the best published score.
    Raises ModelError, naming the command that mends it, when nothing is installed.
    """
    check(name)
    if name != AUTO:
        engine = ENGINES[name](config)
        unable = [target for target in targets if not engine.supports(Lang.AR, target)]
        if unable:
            raise EngineError(f"engine '{name}' cannot draft ar→{', ar→'.join(unable)}", hint="translate models install")
        return engine, f"engine {name}: named by you"
    candidates = sorted(models.usable(targets, gguf=config.gguf.model), key=lambda found: -(found.chrf or 0))
    if not candidates:
        raise ModelError("no model is installed", hint="translate models install")
    best = candidates[0]
    others = f"; also installed: {', '.join(f'{c.engine} {c.chrf:g}' for c in candidates[1:])}" if candidates[1:] else ""
    return ENGINES[best.engine](
        config
    ), f"engine {best.engine} ({best.title}): best of those installed, {best.chrf:g} chrF ar→en published{others}"
