"""Argos packages: the same text as Argos gives, in batches, offline, and one clear line where something is wrong.

The two packages in data/argos are real and tiny (see tools/build_tiny_argos.py); they know number words, dates, names.
"""

from __future__ import annotations

import functools
import http.server
import importlib
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from translate.engines import argos, argos_packages, pairs
from translate.engines.argos import ArgosEngine
from translate.engines.argos_packages import (
    install_from_index,
    install_package,
    installed_pairs,
    remove_package,
)
from translate.engines.base import Hypothesis, Request
from translate.errors import EngineError, ModelError, TranslateError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "argos"
AR_EN, EN_RU = DATA / "translate-ar_en-0_1.argosmodel", DATA / "translate-en_ru-0_1.argosmodel"
AR, EN, RU = Lang

# Numbers that build_tiny_argos.held_out keeps from training.
UNSEEN = [
    ("ثمانية وثلاثون", "thirty-eight", "тридцать восемь"),
    ("مئة وثلاثة وأربعون", "one hundred and forty-three", "сто сорок три"),
    ("أربعمئة وستة وثمانون", "four hundred and eighty-six", "четыреста восемьдесят шесть"),
    ("ستمئة وأربعة وخمسون", "six hundred and fifty-four", "шестьсот пятьдесят четыре"),
    ("ثمانمئة وواحد وسبعون", "eight hundred and seventy-one", "восемьсот семьдесят один"),
]
ARABIC = [
    "14 نيسان 2003",
    "قال محمد إن العدد ثلاثمئة وسبعة عشر.",
    "وصل سامي إلى لندن في 3 أيار 1999.",
    "اجتمع علي مع حسن في بغداد.",
    "اجتمع طارق مع خالد في موسكو ووصل علي إلى دمشق في 21 تشرين الثاني 2011.",
    "xyz ☃ سلام_عليكم",
    "انتخب البرلمان رئيسا جديدا للجمهورية بعد جلسة طويلة",
]
ENGLISH = [
    "14 April 2003",
    "Mohammed said the number is three hundred and seventeen.",
    "Ali met Hassan in Baghdad and Sami arrived in London on 3 May 1999.",
    "Nobody taught it this ☃.",
]


@pytest.fixture
def argos_itself(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Argos's own translate(), taking its text for one sentence: its splitter would be downloaded."""
    assert installed.is_dir()
    module = importlib.import_module("argostranslate.translate")
    monkeypatch.setattr("argostranslate.sbd.MiniSBDSentencizer.split_sentences", lambda _, text: [text])
    monkeypatch.setattr(module, "installed_translates", [])
    module.get_installed_languages.cache_clear()
    return module.translate


def draft(engine: ArgosEngine, sources: Sequence[str], source: Lang = AR, target: Lang = EN) -> list[tuple[Hypothesis, ...]]:
    answers = dict(engine.draft([Request(text, source, target) for text in sources]))
    return [answers[index] for index in range(len(sources))]


def texts(engine: ArgosEngine, sources: Sequence[str], source: Lang = AR, target: Lang = EN) -> list[str]:
    return [hypotheses[0].text for hypotheses in draft(engine, sources, source, target)]


def change_metadata(folder: Path, **changes: object) -> None:
    file = folder / "metadata.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


class TestDrafting:
    @pytest.mark.parametrize(
        ("sources", "source", "target"),
        [(ARABIC, AR, EN), (ENGLISH, EN, RU), (ARABIC, AR, RU)],
        ids=["ar-en", "en-ru", "ar-ru"],
    )
    def test_gives_a_sentence_the_text_that_argos_gives_it(
        self, argos_itself: Callable[[str, str, str], str], sources: list[str], source: Lang, target: Lang
    ) -> None:
        assert texts(ArgosEngine(), sources, source, target) == [
            argos_itself(text, str(source), str(target)) for text in sources
        ]

    @pytest.mark.usefixtures("installed")
    def test_translates_numbers_it_was_not_trained_on(self) -> None:
        arabic, english, russian = map(list, zip(*UNSEEN, strict=True))
        engine = ArgosEngine()
        assert texts(engine, arabic, AR, EN) == english
        assert texts(engine, english, EN, RU) == russian

    @pytest.mark.usefixtures("installed")
    def test_goes_over_english_where_a_pair_has_no_package(self) -> None:
        arabic, _, russian = map(list, zip(*UNSEEN, strict=True))
        assert texts(ArgosEngine(), arabic, AR, RU) == russian

    @pytest.mark.usefixtures("installed")
    def test_answers_each_request_of_a_mixed_batch_with_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pairs, "WINDOW", 4)
        requests, wanted = [], []
        for number in range(30):
            arabic, english, russian = UNSEEN[number % len(UNSEEN)]
            source, text, target, answer = [
                (AR, arabic, EN, english),
                (AR, arabic, RU, russian),
                (EN, english, RU, russian),
            ][number % 3]
            requests.append(Request(text, source, target))
            wanted.append(answer)
        answers = dict(ArgosEngine().draft(requests))
        assert [answers[index][0].text for index in range(len(requests))] == wanted

    @pytest.mark.usefixtures("installed")
    def test_gives_a_sentence_the_same_draft_alone_and_among_others(self) -> None:
        engine = ArgosEngine(threads=2)
        together = [hypotheses[0] for hypotheses in draft(engine, ARABIC * 5)]
        for text, answer in zip(ARABIC * 5, together, strict=True):
            ((alone, *_),) = draft(engine, [text])
            assert alone.text == answer.text
            assert alone.score == pytest.approx(answer.score, abs=1e-4)

    @pytest.mark.parametrize("prefix", ["", "-", "▁one"])
    def test_scores_with_the_mean_log_probability_of_a_token(self, installed: Path, prefix: str) -> None:
        """Checked against CTranslate2's own scoring of the tokens, which knows no length penalty."""
        folder = installed / "translate-ar_en-0_1"
        change_metadata(folder, target_prefix=prefix)
        pieces = importlib.import_module("sentencepiece").SentencePieceProcessor(str(folder / "sentencepiece.model"))
        translator = importlib.import_module("ctranslate2").Translator(str(folder / "model"))
        for text, hypotheses in zip(ARABIC, draft(ArgosEngine(), ARABIC), strict=True):
            source = [pieces.encode(text, out_type=str)]
            forced = [[prefix]] if prefix else None
            (result,) = translator.translate_batch(source, forced, beam_size=4, length_penalty=0.2)
            (scored,) = translator.score_batch(source, result.hypotheses)
            log_probabilities = scored.log_probs[1 if prefix else 0 :]
            assert hypotheses[0].score is not None
            assert hypotheses[0].score <= 0
            assert hypotheses[0].score == pytest.approx(sum(log_probabilities) / len(log_probabilities), abs=2e-3)

    def test_honours_the_prefix_of_a_package_as_argos_does(
        self, argos_itself: Callable[[str, str, str], str], installed: Path
    ) -> None:
        plain = texts(ArgosEngine(), ARABIC)
        change_metadata(installed / "translate-ar_en-0_1", target_prefix="-")
        prefixed = texts(ArgosEngine(), ARABIC)
        assert prefixed == [argos_itself(text, "ar", "en") for text in ARABIC]
        assert prefixed != plain

    def test_takes_packages_with_byte_pair_encoding_too(
        self, argos_itself: Callable[[str, str, str], str], installed: Path
    ) -> None:
        folder = installed / "translate-en_ru-0_1"
        (folder / "sentencepiece.model").unlink()
        (folder / "bpe.model").write_text("#version: 0.2\nn d</w>\na nd</w>\n")
        assert texts(ArgosEngine(), ENGLISH, EN, RU) == [argos_itself(text, "en", "ru") for text in ENGLISH]

    @pytest.mark.usefixtures("installed")
    def test_a_pivot_is_scored_over_the_tokens_of_both_steps(self) -> None:
        engine = ArgosEngine()
        ((english, *_),) = draft(engine, ARABIC[:1], AR, EN)
        ((second, *_),) = draft(engine, [english.text], EN, RU)
        ((russian, *_),) = draft(engine, ARABIC[:1], AR, RU)
        assert russian.text == second.text
        assert english.score is not None
        assert second.score is not None
        assert russian.score is not None
        assert min(english.score, second.score) <= russian.score <= max(english.score, second.score)

    @pytest.mark.usefixtures("installed")
    @pytest.mark.parametrize(("source", "target", "sources"), [(AR, EN, ARABIC), (EN, RU, ENGLISH), (AR, RU, ARABIC)])
    def test_offers_several_hypotheses_the_same_one_first_and_none_twice(
        self, source: Lang, target: Lang, sources: list[str]
    ) -> None:
        one = draft(ArgosEngine(hypotheses=1), sources, source, target)
        several = draft(ArgosEngine(hypotheses=3), sources, source, target)
        for (best,), hypotheses in zip(one, several, strict=True):
            assert hypotheses[0].text == best.text
            assert hypotheses[0].score == pytest.approx(best.score, abs=1e-4)
            assert 1 < len({hypothesis.text for hypothesis in hypotheses}) == len(hypotheses) <= 3

    @pytest.mark.usefixtures("installed")
    def test_offers_them_in_the_order_in_which_argos_offers_them(self, argos_itself: Callable[..., str]) -> None:
        language = importlib.import_module("argostranslate.translate").get_language_from_code
        translation = language("ar").get_translation(language("en"))
        assert argos_itself("سبعة", "ar", "en") == "seven"
        for text, hypotheses in zip(ARABIC, draft(ArgosEngine(), ARABIC), strict=True):
            offered = [each.value for each in translation.hypotheses(text, num_hypotheses=4)]
            assert [hypothesis.text for hypothesis in hypotheses] == list(dict.fromkeys(offered))

    @pytest.mark.usefixtures("installed")
    @pytest.mark.parametrize("target", [EN, RU])
    @pytest.mark.parametrize("bound", ["MAX_TOKENS", "MAX_SOURCE_TOKENS"])
    def test_says_so_when_it_was_cut_short(self, monkeypatch: pytest.MonkeyPatch, bound: str, target: Lang) -> None:
        monkeypatch.setattr(argos, bound, 6)
        (number,), (long,) = draft(ArgosEngine(hypotheses=1), ["سبعة", ARABIC[4]], AR, target)
        assert number.complete
        assert not long.complete
        assert long.score is not None
        assert long.score < 0

    @pytest.mark.usefixtures("installed")
    def test_a_sentence_without_anything_for_the_tokenizer_has_no_score(self) -> None:
        assert draft(ArgosEngine(), ["\u200b", "سبعة"], AR, RU)[0] == (Hypothesis("", None, complete=True),)
        assert draft(ArgosEngine(), ["\u200b"])[0] == (Hypothesis("", None, complete=True),)

    @pytest.mark.usefixtures("installed")
    def test_nothing_asked_is_nothing_answered(self) -> None:
        assert list(ArgosEngine().draft([])) == []

    @pytest.mark.usefixtures("installed")
    def test_refuses_a_pair_it_has_no_packages_for(self) -> None:
        with pytest.raises(EngineError, match="cannot draft ru→ar"):
            draft(ArgosEngine(), ["семь"], RU, AR)
        with pytest.raises(EngineError, match="cannot draft en→ru"):
            draft(ArgosEngine([(AR, EN)]), ["seven"], EN, RU)

    @pytest.mark.parametrize("options", [{"hypotheses": 0}, {"beam": 0}, {"threads": -1}])
    def test_refuses_senseless_options(self, options: dict[str, int]) -> None:
        with pytest.raises(EngineError, match="at least 1"):
            ArgosEngine(**options)  # type: ignore[arg-type]  # a mapping of int options

    @pytest.mark.usefixtures("installed")
    def test_can_draft_again_after_it_was_closed(self) -> None:
        engine = ArgosEngine()
        before = texts(engine, ARABIC)
        engine.close()
        assert texts(engine, ARABIC) == before


class TestOffline:
    @pytest.mark.usefixtures("installed")
    def test_drafting_opens_no_socket(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            raise AssertionError("a socket was opened")

        monkeypatch.setattr(socket, "socket", refuse)
        engine = ArgosEngine()
        assert engine.signature
        assert texts(engine, [UNSEEN[0][0]], AR, RU) == [UNSEEN[0][2]]

    def test_drafting_loads_nothing_that_calls_home_and_importing_loads_nothing(self, installed: Path, tmp_path: Path) -> None:
        program = (
            "import sys\n"
            "from translate.engines.argos import ArgosEngine\n"
            "assert not {'argostranslate', 'ctranslate2', 'sentencepiece'} & set(sys.modules)\n"
            "from translate.engines.base import Request\n"
            "from translate.model import Lang\n"
            "[(_, (best, *_))] = ArgosEngine().draft([Request('سبعة', Lang.AR, Lang.RU)])\n"
            "assert best.text == 'семь', best\n"
            "assert not {'argostranslate.translate', 'onnxruntime', 'minisbd', 'stanza', 'spacy'} & set(sys.modules)\n"
        )
        environment = os.environ | {"ARGOS_PACKAGES_DIR": str(installed), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        environment |= {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")

    @pytest.mark.usefixtures("packages")
    def test_installing_silences_the_reports_of_onnxruntime_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
        install_package(AR_EN)
        assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


class TestSignature:
    @pytest.mark.usefixtures("installed")
    def test_names_every_package_with_its_hash_and_the_options(self) -> None:
        engine, *models, beam, hypotheses, align, compute = ArgosEngine(hypotheses=2, beam=5).signature.split("|")
        assert (engine, beam, hypotheses) == ("engine:argos", "beam:5", "hypotheses:2")
        assert (align, compute) == ("align:yes", "compute:default")
        assert [model.partition("@")[0] for model in models] == [
            "model:translate-ar_en-0_1",
            "model:translate-en_ru-0_1",
        ]
        assert all(len(model.partition("@")[2]) == 12 for model in models)

    @pytest.mark.usefixtures("installed")
    def test_names_only_what_the_pairs_use(self) -> None:
        assert "en_ru" not in ArgosEngine([(AR, EN)]).signature
        assert ArgosEngine([(AR, RU)]).signature == ArgosEngine().signature

    @pytest.mark.usefixtures("installed")
    @pytest.mark.parametrize(
        ("source", "target", "named"),
        [(AR, EN, ["ar_en"]), (EN, RU, ["en_ru"]), (AR, RU, ["ar_en", "en_ru"])],
    )
    def test_of_a_pair_names_the_packages_on_its_way(self, source: Lang, target: Lang, named: list[str]) -> None:
        _, *models = ArgosEngine().signature_for(source, target).split("|model:")
        assert [model.partition("-")[2].partition("-")[0] for model in models] == named

    @pytest.mark.usefixtures("packages")
    def test_of_a_pair_stays_when_another_pair_gets_a_package(self) -> None:
        install_package(AR_EN)
        before, whole = ArgosEngine().signature_for(AR, EN), ArgosEngine().signature
        install_package(EN_RU)
        assert ArgosEngine().signature_for(AR, EN) == before == whole
        assert ArgosEngine().signature != whole

    def test_of_a_pair_changes_with_its_package(self, installed: Path) -> None:
        before = ArgosEngine()
        assert before.signature_for(AR, EN)
        change_metadata(installed / "translate-ar_en-0_1", target_prefix="-")
        assert ArgosEngine().signature_for(AR, EN) != before.signature_for(AR, EN)
        assert ArgosEngine().signature_for(EN, RU) == before.signature_for(EN, RU)

    @pytest.mark.usefixtures("installed")
    def test_of_a_pair_without_a_package_says_how_to_get_one(self) -> None:
        with pytest.raises(ModelError, match=r"no Argos package .*models install"):
            ArgosEngine().signature_for(RU, AR)

    @pytest.mark.usefixtures("installed")
    def test_of_a_pair_reads_no_model_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read: list[Path] = []
        monkeypatch.setattr(argos_packages, "sha256", lambda path: read.append(path) or "0")
        engine = ArgosEngine()
        for _ in range(3):
            engine.signature_for(AR, EN)
            engine.signature_for(AR, RU)
        assert len(read) == len(set(read)) > 0

    @pytest.mark.parametrize("file", ["model/model.bin", "model/shared_vocabulary.json", "sentencepiece.model"])
    def test_changes_with_whatever_decides_a_translation(self, installed: Path, file: str) -> None:
        before = ArgosEngine().signature
        path = installed / "translate-en_ru-0_1" / file
        path.write_bytes(path.read_bytes() + b" ")
        assert ArgosEngine().signature != before

    @pytest.mark.usefixtures("packages")
    def test_without_a_package_says_how_to_get_one(self) -> None:
        with pytest.raises(ModelError, match=r"no Argos package .*models install"):
            _ = ArgosEngine().signature


class TestBridges:
    @pytest.mark.usefixtures("installed")
    def test_russian_is_drafted_from_english_where_only_both_steps_have_packages(self) -> None:
        engine = ArgosEngine()
        assert engine.bridges == {RU: EN}
        assert engine.supports(AR, EN)
        assert engine.supports(EN, RU)

    def test_not_where_russian_has_a_package_of_its_own(self, installed: Path) -> None:
        direct = Path(shutil.copytree(installed / "translate-en_ru-0_1", installed / "direct"))
        change_metadata(direct, from_code="ar")
        assert ArgosEngine().bridges == {}

    @pytest.mark.usefixtures("packages")
    @pytest.mark.parametrize("path", [AR_EN, EN_RU])
    def test_not_where_a_step_has_no_package(self, path: Path) -> None:
        install_package(path)
        assert ArgosEngine().bridges == {}

    @pytest.mark.usefixtures("installed")
    @pytest.mark.parametrize("pairs", [[(AR, RU)], [(AR, EN), (AR, RU)], [(EN, RU), (AR, RU)]])
    def test_not_where_the_engine_was_not_made_for_both_steps(self, pairs: list[tuple[Lang, Lang]]) -> None:
        assert ArgosEngine(pairs).bridges == {}

    @pytest.mark.usefixtures("installed")
    def test_a_bridge_gives_the_text_of_the_engine_s_own_way_over_english(self) -> None:
        engine = ArgosEngine()
        assert texts(engine, texts(engine, ARABIC, AR, EN), EN, RU) == texts(engine, ARABIC, AR, RU)


def spoil(file: str, content: bytes | None) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        path = folder / file
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)

    return do


def cut_model(folder: Path) -> None:
    path = folder / "model" / "model.bin"
    path.write_bytes(path.read_bytes()[:100_000])


class TestDamage:
    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(spoil("model/model.bin", None), id="no model"),
            pytest.param(spoil("model/model.bin", b""), id="empty model"),
            pytest.param(spoil("model/model.bin", b"not a model at all" * 50), id="garbage for a model"),
            pytest.param(cut_model, id="half a model"),
            pytest.param(spoil("model/shared_vocabulary.json", None), id="no vocabulary"),
            pytest.param(spoil("sentencepiece.model", None), id="no tokenizer"),
            pytest.param(spoil("sentencepiece.model", b"garbage"), id="garbage for a tokenizer"),
            pytest.param(spoil("metadata.json", None), id="no description"),
            pytest.param(spoil("metadata.json", b"{"), id="half a description"),
            pytest.param(spoil("metadata.json", b"[]"), id="a description that is a list"),
            pytest.param(spoil("metadata.json", b"{}"), id="an empty description"),
        ],
    )
    def test_gives_one_line_with_the_folder_and_how_to_mend_it(self, installed: Path, damage: Callable[[Path], None]) -> None:
        folder = installed / "translate-ar_en-0_1"
        damage(folder)
        with pytest.raises(TranslateError) as caught:
            draft(ArgosEngine(), ["سبعة"])
        line = str(caught.value)
        assert isinstance(caught.value, ModelError)
        assert line.startswith(f"{folder}: ")
        assert "install the package again" in line
        assert "\n" not in line
        assert "Traceback" not in line

    def test_of_one_package_leaves_the_others_alone(self, installed: Path) -> None:
        spoil("metadata.json", b"{")(installed / "translate-ar_en-0_1")
        (installed / "stray" / "folder").mkdir(parents=True)
        engine = ArgosEngine()
        assert texts(engine, ["seven"], EN, RU) == ["семь"]
        assert "|model:translate-en_ru-0_1@" in engine.signature
        assert installed_pairs() == (("en", "ru"),)
        with pytest.raises(ModelError, match="cannot be read"):
            engine.supports(AR, RU)

    def test_a_folder_that_is_no_package_is_passed_over(self, packages: Path) -> None:
        (packages / "stray" / "folder").mkdir(parents=True)
        assert not ArgosEngine().supports(AR, EN)

    @pytest.mark.usefixtures("installed")
    def test_a_failure_to_translate_is_wrapped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(argos, "LENGTH_PENALTY", "much")
        with pytest.raises(EngineError, match="fails to translate"):
            draft(ArgosEngine(), ["سبعة"])


def archive(path: Path, members: dict[str, str | bytes], *, link: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = ((stat.S_IFLNK | 0o777) if name == link else (stat.S_IFREG | 0o644)) << 16
            file.writestr(entry, content)
    return path


GOOD: dict[str, str | bytes] = {
    "p/metadata.json": '{"from_code": "ar", "to_code": "en"}',
    "p/model/model.bin": b"x",
    "p/sentencepiece.model": b"x",
}


def without(name: str) -> dict[str, str | bytes]:
    return {member: content for member, content in GOOD.items() if member != name}


class TestInstalling:
    def test_a_package_makes_its_pair_known_and_removing_it_unknown(self, packages: Path) -> None:
        assert installed_pairs() == ()
        assert install_package(EN_RU) == "argos:en-ru"
        assert installed_pairs() == (("en", "ru"),)
        assert texts(ArgosEngine(), ["seven"], EN, RU) == ["семь"]
        remove_package("en", "ru")
        assert installed_pairs() == ()
        assert list(packages.iterdir()) == []
        with pytest.raises(ModelError, match="en→ru"):
            remove_package("en", "ru")

    def test_again_leaves_nothing_of_the_old_one(self, installed: Path) -> None:
        spoil("bpe.model", b"old")(installed / "translate-en_ru-0_1")
        install_package(EN_RU)
        assert not (installed / "translate-en_ru-0_1" / "bpe.model").exists()
        assert texts(ArgosEngine(), ["seven"], EN, RU) == ["семь"]

    def test_the_newest_version_is_the_one_used(self, installed: Path) -> None:
        for version in ("0.9", "0.10"):
            newer = installed / f"a-{version}"
            shutil.copytree(installed / "translate-ar_en-0_1", newer)
            change_metadata(newer, package_version=version)
        assert "|model:translate-ar_en-0_10@" in ArgosEngine().signature
        remove_package("ar", "en")
        assert installed_pairs() == (("en", "ru"),)

    def test_a_package_of_its_own_goes_before_the_way_over_english(self, installed: Path) -> None:
        direct = Path(shutil.copytree(installed / "translate-en_ru-0_1", installed / "direct"))
        change_metadata(direct, from_code="ar")
        assert texts(ArgosEngine(), ["seven"], AR, RU) == ["семь"]

    @pytest.mark.parametrize(
        ("members", "link", "complaint"),
        [
            pytest.param(GOOD | {"p/../../evil": "x"}, "", "leads out", id="escape"),
            pytest.param(GOOD | {"../evil": "x"}, "", "leads out", id="escape at the start"),
            pytest.param(GOOD | {"p\\..\\..\\evil": "x"}, "", "leads out", id="escape in Windows' way"),
            pytest.param(GOOD | {"/evil": "x"}, "", "leads out", id="absolute"),
            pytest.param(GOOD | {"C:\\evil": "x"}, "", "leads out", id="drive"),
            pytest.param(GOOD | {"p/link": "/etc/passwd"}, "p/link", "leads out", id="link"),
            pytest.param(GOOD | {"p/zeros": bytes(2**20)}, "", "unpacks to", id="bomb"),
            pytest.param(GOOD | {"q/other": "x"}, "", "just one folder", id="two folders"),
            pytest.param(GOOD | {"loose": "x"}, "", "just one folder", id="a loose file"),
            pytest.param({}, "", "just one folder", id="empty"),
            pytest.param(without("p/metadata.json"), "", "no metadata.json", id="no metadata"),
            pytest.param(without("p/model/model.bin"), "", "no model/model.bin", id="no model"),
            pytest.param(without("p/sentencepiece.model"), "", "no sentencepiece.model or", id="no tokenizer"),
            pytest.param(GOOD | {"p/metadata.json": "{"}, "", "cannot be installed", id="half a metadata.json"),
            pytest.param(GOOD | {"p/metadata.json": "[]"}, "", "no from_code", id="metadata.json is a list"),
            pytest.param(GOOD | {"p/metadata.json": '{"from_code": "ar"}'}, "", "no from_code", id="no to_code"),
            pytest.param(
                GOOD | {"p/metadata.json": '{"from_code": "ar", "to_code": "../x"}'}, "", "no from_code", id="odd code"
            ),
        ],
    )
    def test_a_file_that_is_not_a_package_or_an_evil_one_is_refused(
        self, packages: Path, tmp_path: Path, members: dict[str, str | bytes], link: str, complaint: str
    ) -> None:
        path = archive(tmp_path / "bad.argosmodel", members, link=link)
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(ModelError, match=complaint) as caught:
            install_package(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert sorted(tmp_path.rglob("*")) == before
        assert list(packages.iterdir()) == []

    def test_a_good_file_made_in_the_same_way_is_taken(self, packages: Path, tmp_path: Path) -> None:
        assert install_package(archive(tmp_path / "good.argosmodel", GOOD)) == "argos:ar-en"
        assert [path.name for path in packages.iterdir()] == ["p"]

    @pytest.mark.usefixtures("packages")
    def test_a_file_that_would_fill_the_disk_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(argos_packages, "MAX_UNPACKED", 2**19)
        with pytest.raises(ModelError, match="unpacks to 0 MB"):
            install_package(AR_EN)

    @pytest.mark.usefixtures("packages")
    @pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut short"])
    def test_what_is_no_zip_file_is_refused(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "file.argosmodel"
        path.write_bytes(content)
        with pytest.raises(ModelError, match="not a zip file"):
            install_package(path)

    @pytest.mark.usefixtures("packages")
    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="no such file"):
            install_package(tmp_path / "none.argosmodel")

    def test_a_damaged_file_leaves_the_installed_package_as_it_was(self, installed: Path, tmp_path: Path) -> None:
        content = bytearray(AR_EN.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path = tmp_path / AR_EN.name
        path.write_bytes(content)
        with pytest.raises(ModelError, match=r"damaged|cannot be installed"):
            install_package(path)
        assert (installed / "translate-ar_en-0_1" / "model" / "model.bin").exists()
        assert texts(ArgosEngine(), ["سبعة"]) == ["seven"]

    def test_a_failure_half_way_leaves_nothing_behind(self, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(path: Path) -> NoReturn:
            with zipfile.ZipFile(path) as file:
                file.extract("translate-ar_en-0_1/README.md", packages)
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("argostranslate.package.install_from_path", fail)
        with pytest.raises(ModelError, match="No space left"):
            install_package(AR_EN)
        assert list(packages.iterdir()) == []


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def shop(tmp_path: Path, packages: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package index on this machine: what lies in the folder is served, index.json first of all."""
    assert packages.is_dir()
    folder = tmp_path / "shop"
    folder.mkdir()
    shutil.copy(AR_EN, folder / "new.argosmodel")
    (folder / "broken.argosmodel").write_bytes(b"not a zip")
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        site = f"http://127.0.0.1:{server.server_address[1]}"
        entries = [("ar", "en", "0.1", "old"), ("ar", "en", "0.10", "new"), ("en", "ru", "1.0", "broken")]
        index = [
            {"from_code": source, "to_code": target, "package_version": version, "links": [f"{site}/{name}.argosmodel"]}
            for source, target, version, name in entries
        ]
        (folder / "index.json").write_text(json.dumps(index))
        monkeypatch.setattr(settings, "remote_package_index", f"{site}/index.json")
        yield folder
        server.shutdown()
        thread.join()


class TestIndex:
    @pytest.mark.usefixtures("shop")
    def test_the_newest_package_is_fetched_and_installed(self, settings: Any) -> None:
        left_by_a_killed_run = settings.downloads_dir / "translate-ar_en.argosmodel"
        left_by_a_killed_run.write_bytes(b"half")
        assert install_from_index("ar", "en") == "argos:ar-en"
        assert texts(ArgosEngine(), ["سبعة"]) == ["seven"]
        assert list(settings.downloads_dir.iterdir()) == []
        assert socket.getdefaulttimeout() is None

    @pytest.mark.usefixtures("shop")
    def test_a_pair_that_is_not_offered_is_named(self) -> None:
        with pytest.raises(ModelError, match=r"nothing for ar→ru .*models install PATH\.argosmodel"):
            install_from_index("ar", "ru")

    @pytest.mark.usefixtures("shop")
    def test_a_damaged_package_is_refused_and_not_kept(self, settings: Any) -> None:
        with pytest.raises(ModelError, match="not a zip file"):
            install_from_index("en", "ru")
        assert list(settings.downloads_dir.iterdir()) == []

    def test_an_index_that_is_no_index_is_refused(self, shop: Path) -> None:
        (shop / "index.json").write_text("<html>Please log in</html>")
        with pytest.raises(ModelError, match="index cannot be had"):
            install_from_index("ar", "en")

    def test_a_package_that_is_gone_is_refused(self, shop: Path) -> None:
        (shop / "new.argosmodel").unlink()
        with pytest.raises(ModelError, match="cannot be fetched"):
            install_from_index("ar", "en")

    @pytest.mark.usefixtures("packages")
    @pytest.mark.parametrize("stale", [False, True])
    def test_out_of_reach_is_one_line_within_seconds(
        self, settings: Any, capfd: pytest.CaptureFixture[str], *, stale: bool
    ) -> None:
        if stale:
            settings.local_package_index.write_text("[]")
        start = time.monotonic()
        with pytest.raises(ModelError) as caught:
            install_from_index("ar", "en")
        assert time.monotonic() - start < 5
        assert str(caught.value) == (
            "http://127.0.0.1:9/index.json: the Argos package index cannot be reached"
            " (translate models install PATH.argosmodel)"
        )
        assert capfd.readouterr() == ("", "")

    def test_that_never_answers_is_given_up(self, packages: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        assert packages.is_dir()
        monkeypatch.setattr(argos_packages, "INDEX_TIMEOUT", 0.3)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            monkeypatch.setattr(settings, "remote_package_index", f"http://127.0.0.1:{silent.getsockname()[1]}/")
            with pytest.raises(ModelError, match="cannot be reached"):
                install_from_index("ar", "en")


def test_settings_that_argos_cannot_start_with_are_one_line(tmp_path: Path) -> None:
    """Argos reads its settings when imported; a home that cannot be written to ends in a traceback of its own."""
    (tmp_path / "file").touch()
    program = (
        "from translate.engines.argos_packages import installed_pairs\n"
        "from translate.errors import ModelError\n"
        "try: installed_pairs()\n"
        "except ModelError as error: print(error)\n"
    )
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path / "file"), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True)
    assert done.stdout.startswith("Argos Translate cannot be started: ")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
