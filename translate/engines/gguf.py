"""A local instruction model in a GGUF file, through xllamacpp (llama.cpp).

All requests of one kind go to llama.cpp in one call: it keeps its slots full, and since they are queued at once, the same
calls in the same order on the same machine give the same drafts. (Requests from several threads would not: sums depend on
which sentences happen to be computed together.)

llama.cpp's server insists on a listener. It is given a Unix socket in a private folder, removed at once, so no port is open.
"""

from __future__ import annotations

import os
import queue
import secrets
import tempfile
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from translate.engines import overlong, prompt
from translate.engines.base import Engine, Hypothesis, Request
from translate.errors import EngineError, ModelError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from translate.engines.models import Adapter

SLOT_TOKENS = 2560
"""Context of a slot: a prompt and its answer. A slot's memory is 28 KB a token with the embedded model."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to draft a sentence. By chance, unless the temperature is 0."""

    temperature: float = 0.0
    hinted: bool = True


_WAYS = (_Way(), _Way(hinted=False), *[_Way(0.5)] * 3, *[_Way(0.8)] * 5)
"""In the order in which they are tried. Two greedy drafts, with hints and without, differ more than those by chance do: the
better of the two gains more, and where they agree there is reason to trust; 0.8 brings stubborn terms oftenest
(docs/drafts.md)."""
_INSISTING = 6
"""Attempts by chance, at most, at a sentence whose first drafts are all wrong."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A request, and the number of the way in which it is drafted."""

    request: Request
    way: int = 0


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
    """Loads the model at the first draft. `threads` 0: as many as there are cores. `chat` writes a request as a prompt.

    `drawn`: how many more ways than the greedy one each sentence is drafted in, by target; none where it is silent.
    """

    name: ClassVar[str] = "gguf"
    can_insist: ClassVar[bool] = True
    uses_examples: ClassVar[bool] = True
    draws: ClassVar[bool] = True

    def __init__(
        self,
        path: Path,
        *,
        model_hash: str,
        adapter: Adapter | None = None,
        slots: int = 4,
        threads: int = 0,
        chat: Callable[[Request], str] = prompt.chatml,
        drawn: Mapping[Lang, int] | None = None,
    ) -> None:
        self._path = path
        self._drawn = dict(drawn or {})
        self._chat = chat
        self._hash = model_hash
        self._adapter = adapter
        self._slots = slots
        self._threads = threads or os.cpu_count() or 1
        self._server: Any = None

    @property
    def bridges(self) -> Mapping[Lang, Lang]:
        """On the seed Russian over English kept 72 of 80 terms and left no draft empty; straight from Arabic 56, and six."""
        return {Lang.RU: Lang.EN}

    @property
    def signature(self) -> str:
        return self._signature("+".join(str(self._drawn.get(lang, 0)) for lang in (Lang.EN, Lang.RU)))

    def signature_for(self, source: Lang, target: Lang) -> str:  # noqa: ARG002 - the source changes nothing
        return self._signature(str(self._drawn.get(target, 0)))

    def _signature(self, drawn: str) -> str:
        model = f"{self._path.stem}@{self._hash[:12]}"
        if self._adapter:
            model += f"|adapter:{self._adapter.path.stem}@{self._adapter.sha256[:12]}"
        return f"engine:gguf|model:{model}|prompt:{prompt.VERSION}|decoding:greedy+{drawn}+{_INSISTING}"

    def supports(self, source: Lang, target: Lang) -> bool:
        return (source, target) in prompt.PAIRS

    def close(self) -> None:
        self._server = None

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """As many sentences as there are slots at a time, all attempts at them: a slot computes a prompt once for them all."""
        parts = [
            [
                _Part(index, attempt, number, part)
                for attempt in self._attempts(request)
                for number, part in enumerate(overlong.parts(attempt.request))
            ]
            for index, request in enumerate(requests)
        ]
        done: list[dict[tuple[int, int], Hypothesis]] = [{} for _ in requests]  # by attempt and number of the part
        missing = [len(own) for own in parts]
        for latin, group in self._groups(parts):
            for place, hypothesis in self._complete([part.request for part in group], group[0].attempt.way, latin):
                part = group[place]
                done[part.owner][part.attempt.way, part.number] = hypothesis
                missing[part.owner] -= 1
                if not missing[part.owner]:
                    yield part.owner, tuple(_whole(done[part.owner]))

    def _attempts(self, request: Request) -> Iterator[_Attempt]:
        """The request in the first ways; one that insists greedily, and in the next ways as it was first put.

        Without terms there is nothing to insist on, and the greedy draft would come out as before; without hints a way that
        leaves them out would, too.
        """
        if request.terms or not request.insist:
            yield _Attempt(request)
        plain = replace(request, insist=False)
        ways = [number for number, way in enumerate(_WAYS) if way.hinted or request.hints]
        first = self._drawn.get(request.target_lang, 0) + 1
        for number in ways[first : first + _INSISTING] if request.insist else ways[1:first]:
            yield _Attempt(plain if _WAYS[number].hinted else replace(plain, hints=()), number)

    def _groups(self, parts: Sequence[Sequence[_Part]]) -> Iterator[tuple[tuple[str, ...], list[_Part]]]:
        """The parts that one call can answer: same way, same languages, same words in Latin script; a few sentences each."""
        alike: dict[tuple[Lang, Lang, tuple[str, ...]], list[Sequence[_Part]]] = {}
        for own in parts:
            request = own[0].request
            words = dict.fromkeys(word for part in own for word in prompt.latin_words(part.request))
            latin = tuple(words)[: prompt.MAX_LATIN_WORDS]
            alike.setdefault((request.source_lang, request.target_lang, latin), []).append(own)
        for (_, _, latin), sentences in alike.items():
            for start in range(0, len(sentences), self._slots):
                chunk = sentences[start : start + self._slots]
                for way in sorted({part.attempt.way for own in chunk for part in own}):
                    yield latin, [part for own in chunk for part in own if part.attempt.way == way]

    def _complete(self, requests: Sequence[Request], way: int, latin: tuple[str, ...]) -> Iterator[tuple[int, Hypothesis]]:
        """One call for requests that share target and grammar. llama.cpp runs in a thread, so that Ctrl-C is heard."""
        server = self._load()
        body = {
            "prompt": [self._chat(request) for request in requests],
            "grammar": prompt.grammar(requests[0].target_lang, latin),
            "max_tokens": max(prompt.token_bound(request) for request in requests),
            "stop": [prompt.STOP],
            "temperature": _WAYS[way].temperature,
            "seed": way,
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
            if self._adapter:
                lora = xllamacpp.CommonAdapterLoraInfo()
                lora.path, lora.scale = str(self._adapter.path), 1.0
                params.lora_adapters = [lora]
            with tempfile.TemporaryDirectory(prefix="translate-") as folder:
                params.hostnames = [str(Path(folder) / "llama.sock")]
                try:
                    self._server = xllamacpp.Server(params)
                except RuntimeError as error:
                    raise self._unloadable() from error
        return self._server

    def _unloadable(self) -> ModelError:
        """llama.cpp does not say what it cannot load; an adapter is likelier at fault than a model that was verified."""
        if self._adapter is None:
            return ModelError("cannot be loaded", where=self._path, hint="translate models verify")
        return ModelError(
            f"cannot be loaded over {self._path.name}: it is damaged or was made for another model",
            where=self._adapter.path,
            hint="config.toml: gguf.adapter; is the model itself sound? translate models verify",
        )


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


def _whole(parts: Mapping[tuple[int, int], Hypothesis]) -> Iterator[Hypothesis]:
    """One hypothesis an attempt, the greedy one first, each joined from its parts."""
    for way in sorted({way for way, _ in parts}):
        yield overlong.joined(
            [hypothesis for (own, _), hypothesis in sorted(parts.items(), key=lambda item: item[0]) if own == way]
        )
