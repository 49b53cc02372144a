"""Engines behind one small interface; `ENGINES` is all there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.engines import models, ranking
from translate.errors import EngineError, UsageError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translate.config import Config
    from translate.engines.base import Engine, Request

AUTO = "auto"
_DRAWN = {Lang.EN: 1}
"""Candidates beside the greedy one in careful drafts: more gained little for what they cost (docs/drafts.md)."""


def _gguf(config: Config) -> Engine:
    from translate.engines import chat_template, prompt  # noqa: PLC0415
    from translate.engines.gguf import GgufEngine  # noqa: PLC0415 - an engine's library is loaded when it is used

    model, chat = models.gguf(config.gguf.model, config.root), prompt.chatml
    if models.is_path(config.gguf.model):
        template = chat_template.read(model.path)

        def chat(request: Request) -> str:
            return template.render(prompt.messages(request))

    return GgufEngine(
        model.path,
        model_hash=model.sha256,
        adapter=models.adapter(config.gguf.adapter, config.root),
        slots=config.gguf.slots,
        threads=config.gguf.threads,
        chat=chat,
        drawn=_DRAWN if config.run.quality == "careful" else None,
    )


def _argos(config: Config) -> Engine:
    from translate.engines.argos import ArgosEngine  # noqa: PLC0415

    return ArgosEngine(threads=config.argos.threads)


def _ctranslate(config: Config) -> Engine:
    from translate.engines.ctranslate import CtranslateEngine  # noqa: PLC0415

    return CtranslateEngine(ranking.declared(config), threads=config.ctranslate.threads)


def _firefox(config: Config) -> Engine:
    from translate.engines.firefox import FirefoxEngine  # noqa: PLC0415

    return FirefoxEngine(processes=config.firefox.processes)


def _pseudo(_config: Config) -> Engine:
    from translate.engines.pseudo import PseudoEngine  # noqa: PLC0415

    return PseudoEngine()


ENGINES: Mapping[str, Callable[[Config], Engine]] = {
    "firefox": _firefox,
    "ctranslate": _ctranslate,
    "argos": _argos,
    "gguf": _gguf,
    "pseudo": _pseudo,
}


def check(name: str, *, where: str = "") -> None:
    """Raise UsageError when there is no engine of this name; `where` it was named."""
    if name != AUTO and name not in ENGINES:
        raise UsageError(f"no engine '{name}'", where=where, hint=f"there are: {', '.join((AUTO, *ENGINES))}")


def make(name: str, config: Config, targets: Sequence[Lang]) -> tuple[Engine, str]:
    """The engine, and one line that says which it is and why.

    `auto` takes, of the engines that are installed and can do all `targets`, the one with the best known score.
    Raises ModelError, naming the command that mends it, when nothing is installed.
    """
    check(name)
    if name != AUTO:
        engine = ENGINES[name](config)
        unable = [target for target in targets if not engine.supports(Lang.AR, target)]
        if unable:
            raise EngineError(f"engine '{name}' cannot draft ar→{', ar→'.join(unable)}", hint="translate models install")
        return engine, f"engine {name}: named by you"
    best, *others = ranking.installed(config, targets)
    return ENGINES[best.engine](config), ranking.why(best, others)
