"""A local instruction model in a GGUF file, through xllamacpp (llama.cpp).

All requests of one kind go to llama.cpp in one call: it keeps its slots full, and since they are queued at once, the same
calls in the same order on the same machine give the same drafts. (Requests from several threads would not: sums depend on
which sentences happen to be computed together.)

llama.cpp's server insists on a listener. It is given a Unix socket in a private folder, removed at once, so no port is open.
"""

from __future__ import annotations

import os
import queue
import re
import secrets
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from translate.engines import prompt
from translate.engines.base import Engine, Hypothesis, Request
from translate.errors import EngineError, ModelError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SLOT_TOKENS = 2048
"""Context of a slot: a prompt and its answer. A slot's memory is 28 KB a token with the embedded model."""
MAX_SOURCE = 600
"""Characters of source in one prompt; a longer sentence is drafted in parts, cut at commas or spaces."""
_COMMAS = "،,؛;:"
_CUT = re.compile(r"[،,؛;:]\s|\s")


_TEMPERATURES = (0.0, 0.5, 0.5, 0.5, 0.8, 0.8, 0.8)
"""Of the attempts at a sentence whose first draft was wrong, by their seed; the first is greedy. On sentences of the seed
that lacked a term, a greedy draft with insistence brought it in one of four, one at 0.5 in one of four to five, one at 0.8
in one of two; drafts at 0.8 wander more, so among equals the earlier attempt stays."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way to put a request; seed 0 is greedy."""

    request: Request
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the source of an attempt, small enough for a slot. `owner` is the place of the request."""

    owner: int
    attempt: _Attempt
    number: int
    request: Request


@dataclass(slots=True)
class _Answer:
    """What has come back for one prompt so far."""

    text: str = ""
    logprobs: list[float] = field(default_factory=list)
    finish: str | None = None


class GgufEngine(Engine):
    """Loads the model at the first draft. `threads` 0 means as many as there are cores."""

    name: ClassVar[str] = "gguf"
    can_insist: ClassVar[bool] = True
    uses_examples: ClassVar[bool] = True

    def __init__(self, path: Path, *, model_hash: str, slots: int = 4, threads: int = 0) -> None:
        self._path = path
        self._hash = model_hash
        self._slots = slots
        self._threads = threads or os.cpu_count() or 1
        self._server: Any = None

    @property
    def bridges(self) -> Mapping[Lang, Lang]:
        """On the seed Russian over English kept 72 of 80 terms and left no draft empty; straight from Arabic 56, and six."""
        return {Lang.RU: Lang.EN}

    @property
    def signature(self) -> str:
        model = f"{self._path.stem}@{self._hash[:12]}"
        return f"engine:gguf|model:{model}|prompt:{prompt.VERSION}|decoding:greedy+{len(_TEMPERATURES) - 1}"

    def supports(self, source: Lang, target: Lang) -> bool:
        return (source, target) in prompt.PAIRS

    def close(self) -> None:
        self._server = None

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        parts = [
            _Part(index, attempt, number, part)
            for index, request in enumerate(requests)
            for attempt in _attempts(request)
            for number, part in enumerate(_parts(attempt.request))
        ]
        done: list[dict[tuple[int, int], Hypothesis]] = [{} for _ in requests]  # by attempt and number of the part
        missing = Counter(part.owner for part in parts)
        for group in _groups(parts):
            for place, hypothesis in self._complete([part.request for part in group], group[0].attempt.seed):
                part = group[place]
                done[part.owner][part.attempt.seed, part.number] = hypothesis
                missing[part.owner] -= 1
                if not missing[part.owner]:
                    yield part.owner, tuple(_whole(done[part.owner]))

    def _complete(self, requests: Sequence[Request], seed: int) -> Iterator[tuple[int, Hypothesis]]:
        """One call for requests that share target and grammar. llama.cpp runs in a thread, so that Ctrl-C is heard."""
        server = self._load()
        body = {
            "prompt": [prompt.chatml(request) for request in requests],
            "grammar": prompt.grammar(requests[0].target_lang, prompt.latin_words(requests[0])),
            "max_tokens": max(prompt.token_bound(request) for request in requests),
            "stop": [prompt.STOP],
            "temperature": _TEMPERATURES[seed],
            "seed": seed,
            "logprobs": 1,
            "cache_prompt": True,
            "stream": True,
        }
        events: queue.SimpleQueue[dict[str, Any] | BaseException | None] = queue.SimpleQueue()
        stopped = threading.Event()

        def receive(event: dict[str, Any] | None) -> bool:
            if event:  # the first event of a call with several prompts is empty
                events.put(event)
            return stopped.is_set()  # True ends the call

        def call() -> None:
            try:
                server.handle_completions(body, receive)
                events.put(None)
            except BaseException as error:  # noqa: BLE001 - handed to the waiting thread
                events.put(error)

        worker = threading.Thread(target=call, name="llama.cpp", daemon=True)
        worker.start()
        try:
            yield from _answers(requests, events)
        finally:
            stopped.set()
            worker.join()

    def _load(self) -> Any:  # noqa: ANN401 - xllamacpp ships no types
        if self._server is None:
            import xllamacpp  # noqa: PLC0415 - 100 MB, needed only here

            params = xllamacpp.CommonParams()
            params.model.path = str(self._path)
            params.n_parallel = self._slots
            params.n_ctx = SLOT_TOKENS * self._slots
            params.kv_unified = False  # each slot its own cache: no sentence's numbers depend on another's place in it
            params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._threads
            params.cache_ram_mib = 0
            params.verbosity = -1
            params.offline = True
            params.api_keys = [secrets.token_hex(16)]
            with tempfile.TemporaryDirectory(prefix="translate-") as folder:
                params.hostnames = [str(Path(folder) / "llama.sock")]
                try:
                    self._server = xllamacpp.Server(params)
                except RuntimeError as error:
                    raise ModelError("cannot be loaded", where=self._path, hint="translate models verify") from error
        return self._server


def _answers(
    requests: Sequence[Request], events: queue.SimpleQueue[dict[str, Any] | BaseException | None]
) -> Iterator[tuple[int, Hypothesis]]:
    answers = [_Answer() for _ in requests]
    while (event := events.get()) is not None:
        if isinstance(event, BaseException):
            raise EngineError(f"llama.cpp failed: {event}") from event
        if "choices" not in event:
            problem = event.get("error", event)
            raise EngineError(f"llama.cpp refused: {problem.get('message', problem)}")
        for choice in event["choices"]:
            index = choice["index"]
            answer = answers[index]
            answer.text += choice.get("text") or ""
            answer.logprobs += [token["logprob"] for token in (choice.get("logprobs") or {}).get("content") or ()]
            if choice.get("finish_reason") and answer.finish is None:
                answer.finish = choice["finish_reason"]
                yield index, _hypothesis(answer, prompt.token_bound(requests[index]))


def _hypothesis(answer: _Answer, bound: int) -> Hypothesis:
    """An answer that is no translation becomes an empty one: nothing is better than talk.

    The bound of llama.cpp is that of the longest request of the call; each answer is held to its own here.
    """
    tokens = len(answer.logprobs)
    if prompt.is_no_translation(answer.text):
        return Hypothesis("", complete=False)
    score = sum(answer.logprobs) / tokens if tokens else None
    return Hypothesis(" ".join(answer.text.split()), score=score, complete=answer.finish == "stop" and tokens <= bound)


def _attempts(request: Request) -> Iterator[_Attempt]:
    """The request, greedily; one that insists also as it was first put, by chance."""
    yield _Attempt(request)
    if request.insist:
        yield from (_Attempt(replace(request, insist=False), seed) for seed in range(1, len(_TEMPERATURES)))


def _groups(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts that one call can answer: same seed, same languages, same words in Latin script."""
    groups: dict[tuple[int, Lang, Lang, tuple[str, ...]], list[_Part]] = {}
    for part in parts:
        key = (part.attempt.seed, part.request.source_lang, part.request.target_lang, prompt.latin_words(part.request))
        groups.setdefault(key, []).append(part)
    return list(groups.values())


def _whole(parts: Mapping[tuple[int, int], Hypothesis]) -> Iterator[Hypothesis]:
    """One hypothesis an attempt, the greedy one first, each joined from its parts."""
    for seed in sorted({seed for seed, _ in parts}):
        yield _joined([hypothesis for (own, _), hypothesis in sorted(parts.items(), key=lambda item: item[0]) if own == seed])


def _parts(request: Request) -> list[Request]:
    """The request, or what it is drafted as when its sentence is too long for a slot."""
    rest, parts = request.source, []
    while len(rest) > MAX_SOURCE:
        cuts = [match.end() for match in _CUT.finditer(rest, MAX_SOURCE // 2, MAX_SOURCE)]
        commas = [cut for cut in cuts if rest[cut - 2] in _COMMAS]
        cut = (commas or cuts or [MAX_SOURCE])[-1]
        parts.append(rest[:cut].strip())
        rest = rest[cut:]
    parts = [part for part in (*parts, rest.strip()) if part]
    if len(parts) == 1:
        return [request]
    return [
        replace(request, source=part, examples=(), terms=tuple(t for t in request.terms if t.source in part)) for part in parts
    ]


def _joined(hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    if len(hypotheses) == 1:
        return hypotheses[0]
    scores = [hypothesis.score for hypothesis in hypotheses if hypothesis.score is not None]
    return Hypothesis(
        " ".join(hypothesis.text for hypothesis in hypotheses).strip(),
        score=sum(scores) / len(scores) if scores else None,
        complete=all(hypothesis.complete for hypothesis in hypotheses),
    )
