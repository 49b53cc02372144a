"""Mozilla's models for Firefox, through fxtranslate: quick on a CPU, greedy, one text a sentence and no score."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, ClassVar

from translate.engines import firefox_files
from translate.engines.cutting import cut
from translate.engines.firefox_files import INSTALL_HINT, PACKAGE
from translate.engines.pairs import Candidate, PairEngine
from translate.engines.spm import Spm
from translate.errors import EngineError, ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.engines.firefox_files import FirefoxModel
    from translate.model import Lang

WINDOW_TOKENS = 127
"""Longer sources are translated in parts: fxtranslate's models were trained to no more, and drop what is beyond."""
_LONGEST = 256  # tokens; an answer also ends at twice its source and four more

Pair = tuple[str, str]


class FirefoxEngine(PairEngine[Pair]):
    """Drafts with the installed models, over English where a pair has none of its own. `processes` 0 takes every core.

    Models are looked up when first needed, and hashed before they are first drafted with.
    """

    name: ClassVar[str] = "firefox"

    def __init__(self, *, processes: int = 0) -> None:
        firefox_files.need_package()
        self._processes = processes or os.cpu_count() or 1
        self._crews: dict[Pair, _Crew] = {}
        self._digests: dict[Pair, str] = {}

    @cached_property
    def signature(self) -> str:
        return self._signature(self._installed)

    def signature_for(self, source: Lang, target: Lang) -> str:
        """Names the models on the pair's way only."""
        return self._signature(self._route(source, target))

    def close(self) -> None:
        for crew in self._crews.values():
            crew.dismiss()
        self._crews.clear()

    @cached_property
    def _installed(self) -> tuple[Pair, ...]:
        return firefox_files.installed()

    def _digest(self, pair: Pair) -> str:
        if pair not in self._digests:
            self._digests[pair] = firefox_files.digest(*pair)
        return self._digests[pair]

    def _signature(self, pairs: Sequence[Pair]) -> str:
        if not pairs:
            raise ModelError("no Firefox model is installed for the languages wanted", hint=INSTALL_HINT)
        names = sorted(f"model:{'-'.join(pair)}@{self._digest(pair)[:12]}" for pair in pairs)
        return "|".join((f"engine:{self.name}", *names, f"{PACKAGE}:{version(PACKAGE)}"))

    def _model(self, source: str, target: str) -> Pair | None:
        return next((pair for pair in self._installed if pair == (source, target)), None)

    def _translate(self, model: Pair, texts: list[str], *, align: bool) -> list[list[Candidate]]:  # noqa: ARG002 - it has none
        if model not in self._crews:
            self._crews[model] = _Crew(firefox_files.sound(*model), self._processes)
        return [[candidate] for candidate in self._crews[model].translate(texts)]


class _Crew:
    """The processes of one model. A sentence that its code cannot take gets an empty, incomplete draft."""

    def __init__(self, model: FirefoxModel, size: int) -> None:
        self._model = model
        self._source, self._target = Spm(model.source_vocabulary), Spm(model.target_vocabulary)
        names = (model.weights, model.source_vocabulary, model.target_vocabulary, model.shortlist or "")
        command = [sys.executable, "-P", "-m", "translate.engines.firefox_worker", *map(str, names)]
        self._workers = [_Worker(command) for _ in range(size)]
        try:
            with ThreadPoolExecutor(size) as threads:
                list(threads.map(self._prepare, self._workers))
        except BaseException:
            self.dismiss()
            raise

    def translate(self, texts: Sequence[str]) -> list[Candidate]:
        parts = [(owner, part) for owner, text in enumerate(texts) for _, part in cut(text, self._fits)]
        waiting = deque(sorted(range(len(parts)), key=lambda at: -len(parts[at][1])))  # the longest first: none is left last
        answers: dict[int, Candidate] = {}

        def work(worker: _Worker) -> None:
            with suppress(IndexError):  # nothing waits any more
                while True:
                    at = waiting.popleft()
                    answers[at] = self._candidate(parts[at][1], worker)

        with ThreadPoolExecutor(len(self._workers)) as threads:
            try:
                for done in as_completed([threads.submit(work, worker) for worker in self._workers]):
                    done.result()
            except BaseException:  # Ctrl-C, or a process that died
                waiting.clear()
                raise
        whole: list[list[Candidate]] = [[] for _ in texts]
        for at, (owner, _) in enumerate(parts):
            whole[owner].append(answers[at])
        return [
            Candidate(" ".join(each.text for each in one if each.text), complete=all(each.complete for each in one))
            for one in whole
        ]

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.stop()

    def _prepare(self, worker: _Worker) -> None:
        if error := worker.ask("").get("error"):
            raise ModelError(f"the model cannot be loaded: {error}", where=self._model.weights, hint=INSTALL_HINT)

    def _fits(self, text: str) -> bool:
        return len(self._source.encode(text)) <= WINDOW_TOKENS

    def _candidate(self, text: str, worker: _Worker) -> Candidate:
        length = len(self._source.encode(text))
        if not length:  # nothing to its tokenizer, say a lone zero-width mark
            return Candidate("")
        answer = worker.ask(text)
        if "error" in answer:
            return Candidate("", complete=False)
        draft = answer["text"].strip()
        return Candidate(draft, complete=len(self._target.encode(draft)) < min(2 * (length + 1) + 4, _LONGEST))


class _Worker:
    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="ascii"
        )

    def ask(self, text: str) -> dict[str, str]:
        """The answer to a text; an empty one only has the model loaded. Raises EngineError when the process has died."""
        stdin, stdout = self._process.stdin, self._process.stdout
        try:
            if stdin and stdout:
                stdin.write(json.dumps(text) + "\n")
                stdin.flush()
                if line := stdout.readline():
                    answer: dict[str, str] = json.loads(line)
                    return answer
        except (OSError, ValueError) as error:
            raise EngineError(f"{PACKAGE} stopped: {error}") from error
        raise EngineError(f"{PACKAGE} stopped with exit code {self._process.wait()}")

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()
