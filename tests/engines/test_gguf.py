"""The language model's engine: what llama.cpp is asked, in which order, and what is made of its answers.

llama.cpp itself is played by a server that notes each call; the model is a gigabyte, and these are the engine's own parts.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from translate.engines import overlong, prompt
from translate.engines.base import Hypothesis, Request
from translate.engines.gguf import GgufEngine
from translate.engines.overlong import MAX_SOURCE
from translate.errors import EngineError
from translate.model import Lang, TermPair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

AR, EN, RU = Lang
DRAWN = {EN: 3, RU: 1}
SENTENCES = ("قال الرئيس نعم.", "قال الوزير لا.", "قال الملك ربما.", "قالت الملكة نعم.", "قال الأمير لا.")
CLAUSE = "وقال الرئيس إن بلاده لن تشارك في المؤتمر الذي يعقد الأسبوع المقبل، "
LONG = CLAUSE * 20 + "وصل بوتين."

Event = dict[str, Any]


def source_of(asked: str) -> str:
    """The sentence in a prompt: the last line of its last question."""
    return asked.removesuffix("<|im_end|>\n<|im_start|>assistant\n").rpartition("\n")[2]


def echo(asked: str, seed: int) -> str:
    """An answer that tells its prompt and its seed."""
    return f"{source_of(asked)} #{seed}"


def spoken(index: int, text: str, *, tokens: int = 2, finish: str | None = "stop") -> Event:
    content = [{"logprob": -0.5}] * tokens
    return {"choices": [{"index": index, "text": text, "finish_reason": finish, "logprobs": {"content": content}}]}


@dataclass
class Server:
    """In the place of xllamacpp.Server. Answers the last prompt of a call first, as one with several slots may."""

    answer: Callable[[str, int], str] = echo
    events: Iterable[Event] | None = None
    """What a call is told instead of its answers."""
    fault: Exception | None = None
    """What a call ends with."""
    calls: list[dict[str, Any]] = field(default_factory=list)
    was_stopped: bool = False

    def handle_completions(self, body: dict[str, Any], receive: Callable[[Event | None], bool]) -> None:
        self.calls.append(body)
        receive({})  # as llama.cpp does when a call has several prompts
        answers = (spoken(index, self.answer(text, body["seed"])) for index, text in reversed(list(enumerate(body["prompt"]))))
        for event in answers if self.events is None else self.events:
            if receive(event):
                self.was_stopped = True
                return
        if self.fault:
            raise self.fault

    @property
    def seeds(self) -> list[int]:
        return [call["seed"] for call in self.calls]

    @property
    def asked(self) -> list[tuple[int, list[str]]]:
        """Of each call the seed and the sentences."""
        return [(call["seed"], [source_of(text) for text in call["prompt"]]) for call in self.calls]


def engine(server: Server, *, slots: int = 4, drawn: dict[Lang, int] | None = None) -> GgufEngine:
    made = GgufEngine(Path("model.gguf"), model_hash="0" * 64, slots=slots, drawn=DRAWN if drawn is None else drawn)
    made._server = server
    return made


def drafts(server: Server, *requests: Request, **options: Any) -> list[tuple[Hypothesis, ...]]:
    """Each request's hypotheses, in the requests' order."""
    return [hypotheses for _, hypotheses in sorted(engine(server, **options).draft(requests), key=lambda item: item[0])]


def texts(hypotheses: Sequence[Hypothesis]) -> list[str]:
    return [hypothesis.text for hypothesis in hypotheses]


HINT = (TermPair("قال", "said"),)


def request(source: str = SENTENCES[0], target: Lang = EN, **rest: Any) -> Request:
    return Request(source, AR, target, **{"hints": HINT, **rest})


TERM = (TermPair("الرئيس", "the president"),)


class TestTheWays:
    @pytest.mark.parametrize(
        ("target", "terms", "insist", "ways"),
        [
            (EN, (), False, [0, 1, 2, 3]),
            (EN, TERM, False, [0, 1, 2, 3]),
            (EN, TERM, True, [0, 4, 5, 6, 7, 8, 9]),
            (EN, (), True, [4, 5, 6, 7, 8, 9]),
            (RU, (), False, [0, 1]),
            (RU, TERM, True, [0, 2, 3, 4, 5, 6, 7]),
            (RU, (), True, [2, 3, 4, 5, 6, 7]),
        ],
    )
    def test_are_those_of_the_target_and_of_the_round(
        self, target: Lang, terms: tuple[TermPair, ...], *, insist: bool, ways: list[int]
    ) -> None:
        server = Server()
        (hypotheses,) = drafts(server, request(target=target, terms=terms, insist=insist))
        assert server.seeds == ways
        assert [int(text.rpartition("#")[2]) for text in texts(hypotheses)] == ways

    @pytest.mark.parametrize("target", [EN, RU])
    @pytest.mark.parametrize("terms", [(), TERM])
    def test_put_no_prompt_twice_in_both_rounds(self, target: Lang, terms: tuple[TermPair, ...]) -> None:
        server = Server()
        plain = request(target=target, terms=terms)
        drafts(server, plain)
        drafts(server, replace(plain, insist=True))
        put = [(seed, text) for call in server.calls for seed, text in [(call["seed"], *call["prompt"])]]
        assert len(put) == len(set(put)) == 1 + DRAWN[target] + 6 + len(terms)
        drawn = [seed for seed in server.seeds if seed]
        assert len(drawn) == len(set(drawn))

    def test_are_the_greedy_one_alone_where_nothing_is_drawn(self) -> None:
        server = Server()
        drafts(server, request(), drawn={})
        assert [(call["seed"], call["temperature"]) for call in server.calls] == [(0, 0.0)]

    def test_draw_by_chance_at_a_temperature_and_never_with_the_forms_in_the_sentence(self) -> None:
        server = Server()
        drafts(server, request(terms=TERM, insist=True))
        greedy, *drawn = server.calls
        assert (greedy["temperature"], source_of(*greedy["prompt"])) == (0.0, "قال the president نعم.")
        assert all(call["temperature"] > 0 for call in drawn)
        assert {source_of(*call["prompt"]) for call in drawn} == {SENTENCES[0]}

    def test_leave_the_hints_out_once_but_never_the_terms(self) -> None:
        server = Server()
        drafts(server, request(terms=TERM))
        assert ["قال = said" in text for call in server.calls for text in call["prompt"]] == [True, False, True, True]
        assert all("الرئيس = the president" in text for call in server.calls for text in call["prompt"])
        assert [call["temperature"] for call in server.calls] == [0.0, 0.0, 0.5, 0.5]

    def test_of_a_sentence_without_hints_are_as_many(self) -> None:
        server = Server()
        drafts(server, request(hints=()))
        drafts(server, request(hints=(), insist=True))
        assert server.seeds == [0, 2, 3, 4, 5, 6, 7, 8, 9]


class TestTheCalls:
    def test_bring_a_chunk_of_sentences_through_all_attempts_before_the_next(self) -> None:
        server = Server()
        drafts(server, *map(request, SENTENCES), slots=2)
        chunks = (list(SENTENCES[0:2]), list(SENTENCES[2:4]), list(SENTENCES[4:5]))
        assert server.asked == [(seed, chunk) for chunk in chunks for seed in range(4)]

    def test_give_a_sentence_as_soon_as_its_last_attempt_is_in(self) -> None:
        server = Server()
        first, _ = next(iter(engine(server, slots=2).draft([request(source) for source in SENTENCES])))
        assert first in (0, 1)
        assert server.seeds == [0, 1, 2, 3]

    def test_give_each_sentence_its_own_answers_whatever_the_order(self) -> None:
        assert [texts(own) for own in drafts(Server(), *map(request, SENTENCES))] == [
            [f"{source} #{seed}" for seed in range(4)] for source in SENTENCES
        ]

    def test_ask_a_sentence_of_both_rounds_in_one_chunk_only_for_what_each_wants(self) -> None:
        server = Server()
        drafts(server, request(SENTENCES[0], RU), request(SENTENCES[1], RU, insist=True))
        assert server.asked == [(0, [SENTENCES[0]]), (1, [SENTENCES[0]])] + [(seed, [SENTENCES[1]]) for seed in range(2, 8)]

    def test_part_sentences_by_their_languages(self) -> None:
        server = Server()
        english = Request("The president said yes.", EN, RU)
        drafts(server, request(SENTENCES[0]), english, request(SENTENCES[1], RU), request(SENTENCES[2]), drawn={})
        groups = [[SENTENCES[0], SENTENCES[2]], [english.source], [SENTENCES[1]]]
        assert [sentences for _, sentences in server.asked] == groups
        assert [r"\u0410" in call["grammar"] for call in server.calls] == [False, True, True]

    def test_part_sentences_for_russian_by_their_words_in_latin_script(self) -> None:
        server = Server()
        sources = ("قالت NATO نعم.", "قال نعم.", "قالت NATO لا.", "قالت BBC و NATO لا.")
        drafts(server, *(request(source, RU) for source in sources), drawn={})
        assert [sentences for _, sentences in server.asked] == [[sources[0], sources[2]], [sources[1]], [sources[3]]]
        grammars = [call["grammar"] for call in server.calls]
        assert [[word for word in ("BBC", "NATO") if f'"{word}"' in text] for text in grammars] == [
            ["NATO"],
            [],
            ["BBC", "NATO"],
        ]

    def test_keep_sentences_for_english_together_whatever_their_script(self) -> None:
        server = Server()
        drafts(server, request("قالت NATO نعم."), request("قال نعم."), drawn={})
        assert len(server.calls) == 1

    def test_bound_the_answer_by_the_longest_sentence(self) -> None:
        server = Server()
        long = request("قال " * 100)
        drafts(server, request(), long, drawn={})
        assert [call["max_tokens"] for call in server.calls] == [prompt.token_bound(long)]


class TestALongSentence:
    def test_is_cut_into_parts_and_joined_in_their_order(self) -> None:
        server = Server()
        (hypotheses,) = drafts(server, request(LONG))
        for (seed, parts), text in zip(server.asked, texts(hypotheses), strict=True):
            assert len(parts) > 2
            assert max(map(len, parts)) <= MAX_SOURCE
            assert " ".join(parts) == LONG
            assert text == " ".join(f"{part} #{seed}" for part in parts)

    def test_counts_as_one_of_its_chunk(self) -> None:
        server = Server()
        drafts(server, request(LONG), request(), request(SENTENCES[1]), slots=2, drawn={})
        assert [sentences[-1] for _, sentences in server.asked] == [SENTENCES[0], SENTENCES[1]]

    def test_is_finished_when_each_part_is_and_scored_by_their_mean(self) -> None:
        parts = len(overlong.parts(request(LONG)))
        events = [spoken(index, "Yes.", tokens=1 + index) for index in range(parts)]
        (whole,), (cut,) = (
            drafts(Server(events=told), request(LONG), drawn={})[0]
            for told in (events, [*events[:-1], spoken(parts - 1, "Yes", finish="length")])
        )
        assert whole == Hypothesis(" ".join(["Yes."] * parts), score=-0.5, complete=True)
        assert not cut.complete

    def test_keeps_the_terms_and_hints_of_a_part_with_it(self) -> None:
        server = Server()
        terms, hints = (TermPair("بوتين", "Putin"),), (TermPair("المؤتمر", "conference"), TermPair("وصل", "arrived"))
        drafts(server, request(LONG, terms=terms, hints=hints), drawn={})
        *before, last = server.calls[0]["prompt"]
        assert before
        assert all("المؤتمر = conference" in text and "Putin" not in text and "arrived" not in text for text in before)
        assert "بوتين = Putin; " in last
        assert "وصل = arrived." in last

    def test_goes_without_examples_of_whole_sentences(self) -> None:
        server = Server()
        example = (TermPair("قال الملك لا.", "The king said no."),)
        drafts(server, request(LONG, examples=example), request(examples=example), drawn={})
        *parts, short = server.calls[0]["prompt"]
        assert not any("The king said no." in text for text in parts)
        assert "The king said no." in short

    def test_that_only_blanks_make_long_stays_whole(self) -> None:
        asked = request(" " * 2 * MAX_SOURCE + SENTENCES[0], terms=TERM)
        assert overlong.parts(asked) == [asked]


class TestAFault:
    @pytest.mark.parametrize(
        ("server", "message"),
        [
            (Server(events=[{"error": {"message": "prompt too long", "code": 400}}]), "llama.cpp refused: prompt too long"),
            (Server(events=[{"error": {"code": 500}}]), "llama.cpp refused: {'code': 500}"),
            (Server(events=[{"message": "no slot"}]), "llama.cpp refused: no slot"),
            (Server(events=[spoken(0, "Ye", finish=None)], fault=RuntimeError("gone")), "llama.cpp failed: gone"),
            (Server(events=[], fault=ValueError("no JSON")), "llama.cpp failed: no JSON"),
            (Server(events=[spoken(0, "Ye", finish=None)]), "engine 'gguf' left 1 of 1 requests unanswered"),
        ],
        ids=lambda value: "" if isinstance(value, Server) else value,
    )
    def test_of_the_server_is_one_of_the_engine(self, server: Server, message: str) -> None:
        with pytest.raises(EngineError) as caught:
            drafts(server, request())
        assert str(caught.value) == message

    def test_leaves_a_later_sentence_no_answer_of_an_earlier_call(self) -> None:
        server = Server(events=[spoken(0, "Yes", finish=None)], fault=RuntimeError("gone"))
        made = engine(server, drawn={})
        with pytest.raises(EngineError):
            list(made.draft([request()]))
        server.events, server.fault = None, None
        assert [texts(own) for _, own in made.draft([request()])] == [[f"{SENTENCES[0]} #0"]]

    def test_of_a_caller_who_goes_away_stops_the_call(self) -> None:
        def talk() -> Iterator[Event]:
            yield spoken(0, "Yes.")
            for _ in range(5000):
                time.sleep(0.001)
                yield spoken(1, "on and on", finish=None)

        server = Server(events=talk())
        answers = engine(server, drawn={})._draft([request(), request(SENTENCES[1])])
        assert next(answers)[0] == 0
        answers.close()  # type: ignore[attr-defined]
        assert server.was_stopped


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("The president said yes.", "The president said yes."),
            (" The  president\u00a0said yes.\n", "The president said yes."),
            ("Here is the translation: yes.", ""),
            ("I'm sorry, but I cannot translate this text.", ""),
            ("Here is what the president said.", "Here is what the president said."),
        ],
    )
    def test_is_kept_unless_it_is_no_translation(self, text: str, kept: str) -> None:
        ((hypothesis,),) = drafts(Server(lambda *_: text), request(), drawn={})
        assert hypothesis == (Hypothesis(kept, score=-0.5) if kept else Hypothesis("", complete=False))

    def test_is_put_together_from_its_events(self) -> None:
        events = [
            spoken(1, "No", tokens=1, finish=None),
            spoken(0, "Yes", tokens=1, finish=None),
            {"choices": [{"index": 0, "text": None, "finish_reason": "stop", "logprobs": None}]},
            spoken(1, ".", tokens=3),
        ]
        first, second = drafts(Server(events=events), request(), request(SENTENCES[1]), drawn={})
        assert (texts(first), texts(second)) == (["Yes"], ["No."])

    @pytest.mark.parametrize(("tokens", "finish", "complete"), [(0, "stop", True), (0, "length", False), (1, "stop", False)])
    def test_is_held_to_its_own_bound_and_not_to_that_of_its_neighbour(
        self, tokens: int, finish: str, *, complete: bool
    ) -> None:
        short = request()
        events = [spoken(0, "Yes", tokens=prompt.token_bound(short) + tokens, finish=finish), spoken(1, "No")]
        (own,), _ = drafts(Server(events=events), short, request("قال " * 100), drawn={})
        assert own.complete is complete


class TestTheSignature:
    def test_names_the_candidates_of_its_target_alone(self) -> None:
        signed = {lang: engine(Server(), drawn={EN: 3, RU: 1}).signature_for(AR, lang) for lang in (EN, RU)}
        assert [signed[lang].rpartition("|")[2] for lang in (EN, RU)] == ["decoding:greedy+3+6", "decoding:greedy+1+6"]
        other = engine(Server(), drawn={EN: 3, RU: 5})
        assert other.signature_for(AR, EN) == signed[EN]
        assert other.signature_for(AR, RU) != signed[RU]
        assert other.signature_for(EN, RU) == other.signature_for(AR, RU)

    def test_of_the_engine_names_those_of_both(self) -> None:
        signature = engine(Server()).signature
        assert signature == f"engine:gguf|model:model@000000000000|prompt:{prompt.VERSION}|decoding:greedy+3+1+6"
