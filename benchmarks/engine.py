"""`translate run` against the same requests sent straight to xllamacpp, by turns, in one process: the cost of our part."""

import os
import statistics
import tempfile
import time
from pathlib import Path

import xllamacpp

from translate import config, pipeline
from translate.desk import Desk
from translate.engines import models, prompt
from translate.engines.base import Request
from translate.engines.gguf import SLOT_TOKENS, GgufEngine
from translate.formats import reading
from translate.glossary import termbase
from translate.glossary.match import Matcher
from translate.glossary.names import Names
from translate.model import Lang
from translate.segment import segments
from translate.store import Store

ROOT = Path(__file__).parents[1]
SEGMENTS = 12
ROUNDS = 2


class Strict(pipeline.Progress):
    def failed(self, path: Path, error: Exception) -> None:  # noqa: ARG002
        raise error


class Recording(GgufEngine):
    """Keeps what it was asked, call by call; asks nothing twice, since the other side does not."""

    can_insist = False

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.asked: list[list[Request]] = []

    def _draft(self, requests):  # noqa: ANN001, ANN202
        self.asked.append(list(requests))
        return super()._draft(requests)


def ours(model: models.InstalledModel) -> tuple[float, list[list[Request]]]:
    """Seconds from the file to the exports, English only, the loading of the model left out; and what was asked."""
    settings = config.load(ROOT / "config.toml")
    terms = termbase.load(settings.glossary_folder)
    engine = Recording(model.path, model_hash=model.sha256)
    engine._load()  # noqa: SLF001
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        desk = Desk(settings, terms, Matcher(terms), Names(terms), engine, store, (Lang.EN,), Path(folder), limit=SEGMENTS)
        start = time.perf_counter()
        pipeline.run([next((ROOT / "seeds").glob("*.txt"))], desk, Strict())
        return time.perf_counter() - start, [call for call in engine.asked if call]


def straight(model: models.InstalledModel, calls: list[list[Request]]) -> float:
    params = xllamacpp.CommonParams()
    params.model.path = str(model.path)
    params.n_parallel, params.n_ctx, params.kv_unified, params.verbosity = 4, SLOT_TOKENS * 4, False, -1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        params.hostnames = [str(Path(folder, "llama.sock"))]
        server = xllamacpp.Server(params)
    start = time.perf_counter()
    for requests in calls:
        server.handle_completions(
            {
                "prompt": [prompt.chatml(request) for request in requests],
                "grammar": prompt.grammar(Lang.EN, ()),
                "max_tokens": max(map(prompt.token_bound, requests)),
                "stop": [prompt.STOP],
                "temperature": 0,
            }
        )
    return time.perf_counter() - start


if __name__ == "__main__":
    installed = models.installed("qwen2.5-coder-1.5b")
    assert len(segments(reading.read(next((ROOT / "seeds").glob("*.txt"))).blocks)) >= SEGMENTS
    pairs = []
    for _ in range(ROUNDS):
        seconds, calls = ours(installed)
        pairs.append((seconds, straight(installed, calls)))
    ratio = statistics.median(theirs / own for own, theirs in pairs)
    print(
        f"translate run, {SEGMENTS} segments to English: {statistics.median(own for own, _ in pairs):.0f} s, "
        f"{ratio:.2f} of the throughput of xllamacpp alone (aim ≥ 0.9)"
    )
