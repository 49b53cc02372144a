"""Engines: which there are, which is taken, and what every one of them has promised."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

from translate import engines
from translate.config import Config
from translate.engines import ENGINES, models
from translate.engines.base import Engine, Hypothesis, Request
from translate.engines.pseudo import PseudoEngine
from translate.errors import EngineError, ModelError, UsageError
from translate.model import Lang, TermPair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AR, EN, RU = Lang
ROOT = Path(__file__).parents[2]


class Scripted(Engine):
    """An engine that answers as it is told: the numbers of requests, in this order."""

    name: ClassVar[str] = "scripted"

    def __init__(self, *answers: int, hypotheses: tuple[Hypothesis, ...] = (Hypothesis("x"),)) -> None:
        self._answers = answers
        self._hypotheses = hypotheses
        self.called = False

    @property
    def signature(self) -> str:
        return "engine:scripted"

    def supports(self, source: Lang, target: Lang) -> bool:
        return (source, target) == (AR, EN)

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        assert requests
        self.called = True
        yield from ((answer, self._hypotheses) for answer in self._answers)


def requests(count: int, target: Lang = EN) -> list[Request]:
    return [Request(f"قال {number}", AR, target) for number in range(count)]


def clean_environment(home: Path) -> dict[str, str]:
    """An environment in which nothing is installed."""
    keep = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ARGOS_", "TRANSLATE_"))}
    return keep | {"HOME": str(home), "USERPROFILE": str(home), models.HOME_VARIABLE: str(home / "models")}


class TestTheRegistry:
    def test_holds_every_engine_under_its_name(self) -> None:
        assert list(ENGINES) == ["firefox", "ctranslate", "argos", "gguf", "pseudo"]

    @pytest.mark.parametrize("name", ["auto", *ENGINES])
    def test_knows_its_engines(self, name: str) -> None:
        engines.check(name)

    @pytest.mark.parametrize("name", ["gpt", "", "Pseudo", "pseudo "])
    def test_says_which_there_are_when_it_misses_one(self, name: str) -> None:
        with pytest.raises(UsageError) as caught:
            engines.check(name, where="--engine")
        there_are = "there are: auto, firefox, ctranslate, argos, gguf, pseudo"
        assert str(caught.value) == " ".join(f"--engine: no engine '{name}' ({there_are})".split())

    def test_makes_what_is_named_and_says_why(self) -> None:
        engine, why = engines.make("pseudo", Config(), (EN, RU))
        assert isinstance(engine, PseudoEngine)
        assert why == "engine pseudo: named by you"

    def test_makes_nothing_of_an_unknown_name(self) -> None:
        with pytest.raises(UsageError, match="there are: auto, firefox, ctranslate, argos, gguf, pseudo"):
            engines.make("gpt", Config(), (EN,))

    def test_does_not_make_an_engine_for_a_language_it_cannot_do(self) -> None:
        with pytest.raises(EngineError, match="engine 'pseudo' cannot draft ar→ar"):
            engines.make("pseudo", Config(), (EN, AR))

    def test_names_the_missing_model_of_a_named_engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(models.HOME_VARIABLE, str(tmp_path))
        with pytest.raises(ModelError, match=r"'qwen2\.5-coder-1\.5b' is not installed \(translate models install"):
            engines.make("gguf", Config(), (EN,))

    def test_auto_with_nothing_installed_names_the_command_that_mends_it(self, tmp_path: Path) -> None:
        code = """
from translate import engines
from translate.config import Config
from translate.errors import ModelError
from translate.model import TARGETS
try:
    engines.make("auto", Config(), TARGETS)
except ModelError as error:
    print(error)
"""
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=clean_environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.stderr) == ("no model is installed (translate models install)\n", "")


class TestEveryEngine:
    """What the base class promises of all of them."""

    def test_answers_each_request_once_in_any_order(self) -> None:
        assert [index for index, _ in Scripted(2, 0, 1).draft(requests(3))] == [2, 0, 1]

    def test_answers_nothing_when_nothing_is_asked(self) -> None:
        assert list(PseudoEngine().draft([])) == []

    def test_gives_an_answer_as_soon_as_it_has_it(self) -> None:
        answers = Scripted(0, 1).draft(requests(3))
        assert [next(answers)[0], next(answers)[0]] == [0, 1]
        with pytest.raises(EngineError, match="left 1 of 3 requests unanswered"):
            next(answers)

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ((0, 0), "answered request 0 twice, unasked or with nothing"),
            ((0, 2), "answered request 2 twice, unasked or with nothing"),
            ((-1,), "answered request -1 twice"),
            ((0,), "left 1 of 2 requests unanswered"),
            ((), "left 2 of 2 requests unanswered"),
        ],
    )
    def test_that_breaks_its_word_is_told_of(self, answers: tuple[int, ...], said: str) -> None:
        with pytest.raises(EngineError, match=f"engine 'scripted' {said}"):
            list(Scripted(*answers).draft(requests(2)))

    def test_that_answers_with_no_hypothesis_is_told_of(self) -> None:
        with pytest.raises(EngineError, match=r"answered request 0 .*with nothing"):
            list(Scripted(0, hypotheses=()).draft(requests(1)))

    @pytest.mark.parametrize("source", ["", " ", "\n\t\u00a0"])
    def test_is_given_no_blank_sentence(self, source: str) -> None:
        engine = Scripted(0, 1)
        with pytest.raises(EngineError, match="was given a blank sentence"):
            list(engine.draft([*requests(1), Request(source, AR, EN)]))
        assert not engine.called

    @pytest.mark.parametrize(("source", "target"), [(AR, RU), (EN, AR), (EN, EN)])
    def test_is_given_no_pair_it_cannot_do(self, source: Lang, target: Lang) -> None:
        engine = Scripted(0, 1)
        with pytest.raises(EngineError, match=f"engine 'scripted' cannot draft {source}→{target}"):
            list(engine.draft([*requests(1), Request("قال", source, target)]))
        assert not engine.called

    def test_drafts_every_pair_as_its_signature_says_unless_it_says_more(self) -> None:
        assert Scripted().signature_for(AR, EN) == Scripted().signature

    def test_bridges_nothing_unless_it_says_so(self) -> None:
        assert Scripted().bridges == PseudoEngine().bridges == {}

    def test_can_be_closed(self) -> None:
        Scripted().close()


class TestPseudo:
    def test_marks_up_the_source_and_puts_the_terms_in(self) -> None:
        request = Request("قال بوتين نعم", AR, RU, terms=(TermPair("بوتين", "Путин"),))
        [(index, (hypothesis,))] = PseudoEngine().draft([request])
        assert (index, hypothesis.text, hypothesis.complete) == (0, "[ru: قال Путин نعم]", True)

    @pytest.mark.parametrize(
        ("source", "target", "able"), [(AR, EN, True), (AR, RU, True), (AR, AR, False), (EN, RU, False), (RU, EN, False)]
    )
    def test_drafts_from_arabic_only(self, source: Lang, target: Lang, able: bool) -> None:  # noqa: FBT001
        assert PseudoEngine().supports(source, target) is able

    def test_keeps_no_two_signatures(self) -> None:
        assert PseudoEngine().signature == PseudoEngine().signature
        assert PseudoEngine().signature.startswith("engine:pseudo|")
