"""Firefox's models: through the real fxtranslate, in processes of their own, and only as they were installed.

The two models in data/firefox are real and tiny (see tools/build_tiny_firefox.py); they know number words, dates, names.
"""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from translate.engines import firefox, firefox_files, install, models
from translate.engines.base import Hypothesis, Request
from translate.engines.firefox import FirefoxEngine
from translate.engines.spm import Spm
from translate.errors import EngineError, ModelError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DATA = Path(__file__).parents[1] / "data" / "firefox"
AR_EN, EN_RU = DATA / "ar-en", DATA / "en-ru"
AR, EN, RU = Lang

# Numbers that build_tiny_argos.held_out keeps from training.
ARABIC = ["خمسة وأربعون", "ستمئة وثلاثة وثلاثون", "ثمانمئة واثنان وتسعون"]
ENGLISH = ["forty-five", "six hundred and thirty-three", "eight hundred and ninety-two"]
RUSSIAN = ["сорок пять", "шестьсот тридцать три", "восемьсот девяносто два"]
SENTENCE, MET = "اجتمع علي مع حسن في بغداد.", "Ali met Hassan in Baghdad."


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of Firefox models; it does not exist yet."""
    monkeypatch.setenv(models.HOME_VARIABLE, str(tmp_path / "models"))
    return tmp_path / "models" / "firefox"


@pytest.fixture
def installed(home: Path) -> Path:
    assert [install.from_folder(folder) for folder in (AR_EN, EN_RU)] == ["firefox:ar-en", "firefox:en-ru"]
    return home


@pytest.fixture
def engine(installed: Path) -> Iterator[FirefoxEngine]:
    assert installed.is_dir()
    made = FirefoxEngine(processes=2)
    yield made
    made.close()


def draft(made: FirefoxEngine, sources: Sequence[str], source: Lang = AR, target: Lang = EN) -> list[Hypothesis]:
    answers = dict(made.draft([Request(text, source, target) for text in sources]))
    assert all(len(hypotheses) == 1 for hypotheses in answers.values())
    return [answers[index][0] for index in range(len(sources))]


def texts(made: FirefoxEngine, sources: Sequence[str], source: Lang = AR, target: Lang = EN) -> list[str]:
    return [hypothesis.text for hypothesis in draft(made, sources, source, target)]


class TestDrafting:
    def test_translates_what_it_was_not_trained_on(self, engine: FirefoxEngine) -> None:
        assert texts(engine, [*ARABIC, SENTENCE]) == [*ENGLISH, MET]
        assert texts(engine, ENGLISH, EN, RU) == RUSSIAN

    def test_russian_is_drafted_over_english(self, engine: FirefoxEngine) -> None:
        assert engine.bridges == {RU: EN}
        assert texts(engine, ARABIC, AR, RU) == RUSSIAN

    def test_answers_each_of_many_with_its_own_whatever_process_had_it(self, engine: FirefoxEngine) -> None:
        assert texts(engine, [*ARABIC, SENTENCE] * 10) == [*ENGLISH, MET] * 10

    def test_tells_no_score_and_no_alignment(self, engine: FirefoxEngine) -> None:
        assert draft(engine, [SENTENCE]) == [Hypothesis(MET, None, complete=True)]

    def test_takes_a_sentence_of_any_length_in_parts(self, engine: FirefoxEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(firefox, "WINDOW_TOKENS", len(Spm(AR_EN / "vocab.aren.spm").encode(SENTENCE)))
        (whole,) = draft(engine, [" ".join([SENTENCE] * 20)])
        assert whole == Hypothesis(" ".join([MET] * 20))

    def test_says_so_when_an_answer_ran_to_its_bound(self, engine: FirefoxEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(firefox, "_LONGEST", 4)
        assert [each.complete for each in draft(engine, ["7", SENTENCE])] == [True, False]

    def test_a_sentence_without_anything_for_the_tokenizer_is_not_asked_for(self, engine: FirefoxEngine) -> None:
        assert draft(engine, ["\u200b", ARABIC[0]]) == [Hypothesis(""), Hypothesis(ENGLISH[0])]

    def test_what_its_code_cannot_take_harms_no_other(self, engine: FirefoxEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        """Half a character cannot be handed to it; nothing else is known that it fails at."""
        monkeypatch.setattr("translate.engines.spm.Spm.encode", lambda _, text: text.split())
        first, broken, last = draft(engine, [ARABIC[0], "\ud800", ARABIC[1]])
        assert (first.text, last.text) == (ENGLISH[0], ENGLISH[1])
        assert broken == Hypothesis("", None, complete=False)

    def test_a_process_that_dies_is_told_in_one_line(self, engine: FirefoxEngine) -> None:
        texts(engine, ARABIC)
        for worker in engine._crews["ar", "en"]._workers:
            worker._process.kill()
        with pytest.raises(EngineError, match="fxtranslate stopped"):
            texts(engine, ARABIC)

    def test_can_draft_again_after_it_was_closed_and_leaves_no_process(self, engine: FirefoxEngine) -> None:
        before = texts(engine, ARABIC)
        workers = engine._crews["ar", "en"]._workers
        engine.close()
        assert all(worker._process.returncode is not None for worker in workers)
        assert texts(engine, ARABIC) == before

    def test_drafting_opens_no_socket(self, engine: FirefoxEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            raise AssertionError("a socket was opened")

        monkeypatch.setattr(socket, "socket", refuse)
        assert texts(engine, ARABIC) == ENGLISH

    def test_takes_no_module_from_the_folder_it_is_run_in(
        self, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert installed.is_dir()
        (tmp_path / "fxtranslate.py").write_text("raise SystemExit('taken from the folder of the articles')")
        monkeypatch.chdir(tmp_path)
        made = FirefoxEngine(processes=1)
        assert texts(made, ARABIC) == ENGLISH
        made.close()


class TestSignature:
    def test_names_the_models_and_what_runs_them(self, engine: FirefoxEngine) -> None:
        name, one, other, package = engine.signature.split("|")
        assert (name, package.partition(":")[0]) == ("engine:firefox", "fxtranslate")
        assert [model.partition("@")[0] for model in (one, other)] == ["model:ar-en", "model:en-ru"]

    def test_of_a_pair_names_the_models_on_its_way(self, engine: FirefoxEngine) -> None:
        assert "en-ru" not in engine.signature_for(AR, EN)
        assert engine.signature_for(AR, RU) == engine.signature

    @pytest.mark.usefixtures("home")
    def test_without_a_model_says_how_to_get_one(self) -> None:
        with pytest.raises(ModelError, match=r"no Firefox model is installed .*translate models install firefox:ar-en"):
            _ = FirefoxEngine().signature

    @pytest.mark.usefixtures("installed")
    def test_without_its_package_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(firefox_files, "PACKAGE", "fxtranslate_that_is_not_here")
        with pytest.raises(ModelError, match=r"is not installed \(pip install 'newsdesk-translate\[firefox\]'\)"):
            FirefoxEngine()


def change(pattern: str, content: bytes | None) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        (file,) = folder.glob(pattern)
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)

    return do


class TestInstalling:
    def test_copies_a_models_files_and_takes_their_sums(self, home: Path) -> None:
        assert firefox_files.installed() == ()
        assert install.from_folder(AR_EN) == "firefox:ar-en"
        assert firefox_files.installed() == (("ar", "en"),)
        made = sorted(path.name for path in (home / "ar-en").iterdir())
        assert made == sorted([*(path.name for path in AR_EN.iterdir()), "SHA256SUMS"])
        assert [path.name for path in home.iterdir()] == ["ar-en"]

    def test_again_leaves_nothing_of_the_old_one(self, installed: Path) -> None:
        (installed / "ar-en" / "old").touch()
        install.from_folder(AR_EN)
        assert not (installed / "ar-en" / "old").exists()

    def test_leaves_aside_what_is_no_part_of_the_model(self, home: Path, tmp_path: Path) -> None:
        folder = Path(shutil.copytree(AR_EN, tmp_path / "download"))
        (folder / "README.md").touch()
        install.from_folder(folder)
        assert not (home / "ar-en" / "README.md").exists()

    @pytest.mark.usefixtures("installed")
    def test_is_known_to_the_commands(self) -> None:
        info = models.named("firefox:ar-en")
        assert models.is_installed(info)
        assert len(models.verify(info)) == 64
        models.remove(info)
        assert not models.is_installed(info)
        with pytest.raises(ModelError, match="model 'firefox:ar-en' is not installed"):
            models.verify(info)

    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            pytest.param(change("model.*", None), "is no Firefox model: it has no file model*.bin", id="no weights"),
            pytest.param(change("vocab.*", None), "it has no file srcvocab*.spm", id="no vocabulary"),
            pytest.param(lambda folder: shutil.copy(next(folder.glob("model.*")), folder / "model.enru.bin"),
                         "it has several files model*.bin", id="two models"),
            pytest.param(lambda folder: next(folder.glob("model.*")).rename(folder / "model.aren.bin.zst"),
                         "it has no file model*.bin (unpack the .gz or .zst first)", id="packed"),
            pytest.param(lambda folder: next(folder.glob("model.*")).rename(folder / "model.esen.bin"),
                         "does not say a pair of this desk's languages", id="another pair"),
            pytest.param(shutil.rmtree, "there is no such folder", id="no folder"),
        ],
    )  # fmt: skip
    def test_a_folder_that_is_no_model_is_refused_in_one_line(
        self, home: Path, tmp_path: Path, damage: Callable[[Path], object], said: str
    ) -> None:
        folder = Path(shutil.copytree(AR_EN, tmp_path / "download"))
        damage(folder)
        with pytest.raises(ModelError) as caught:
            install.from_folder(folder)
        assert str(caught.value).startswith(f"{folder}: ")
        assert said in str(caught.value)
        assert not home.exists()

    @pytest.mark.usefixtures("home")
    def test_a_ctranslate2_folder_is_told_where_it_belongs(self) -> None:
        with pytest.raises(ModelError, match=r"is a CTranslate2 model: .*ctranslate\.models"):
            install.from_folder(DATA.parent / "ctranslate" / "opus")


class TestDamage:
    @pytest.mark.parametrize("pattern", ["model.*", "vocab.*", "lex.*"])
    def test_a_file_that_is_not_what_was_installed_is_not_drafted_with(self, installed: Path, pattern: str) -> None:
        (file,) = (installed / "ar-en").glob(pattern)
        file.write_bytes(file.read_bytes() + b" ")
        with pytest.raises(ModelError) as caught:
            draft(FirefoxEngine(processes=1), ARABIC)
        assert str(caught.value).startswith(f"{file}: is not the file that was installed: its SHA-256 differs")
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        ("pattern", "content"),
        [
            pytest.param("model.*", b"", id="empty weights"),
            pytest.param("model.*", b"not a model at all" * 50, id="garbage for weights"),
            pytest.param("model.*", (AR_EN / "model.aren.intgemm.alphas.bin").read_bytes()[:100_000], id="half the weights"),
            pytest.param("lex.*", b"garbage", id="garbage for a shortlist"),
        ],
    )
    def test_what_fxtranslate_cannot_load_is_told_in_one_line(
        self, home: Path, tmp_path: Path, pattern: str, content: bytes
    ) -> None:
        folder = Path(shutil.copytree(AR_EN, tmp_path / "download"))
        change(pattern, content)(folder)
        install.from_folder(folder)
        with pytest.raises(ModelError) as caught:
            draft(FirefoxEngine(processes=1), ARABIC)
        (weights,) = (home / "ar-en").glob("model.*")
        assert str(caught.value).startswith(f"{weights}: the model cannot be loaded: ")
        assert "\n" not in str(caught.value)

    def test_sums_that_are_gone_mean_that_nothing_is_installed(self, installed: Path) -> None:
        (installed / "ar-en" / "SHA256SUMS").unlink()
        assert not FirefoxEngine().supports(AR, EN)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Mozilla's list of models on this machine: what lies in the folder is served, records.json first of all."""
    folder = tmp_path / "shop"
    folder.mkdir()
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", f"http://127.0.0.1:{server.server_address[1]}/records.json")
        yield folder
        server.shutdown()
        thread.join()


def record(source: str, target: str) -> dict[str, object]:
    return {
        "name": f"model.{source}{target}.intgemm.alphas.bin", "fileType": "model", "version": "3.0",
        "sourceLanguage": source, "targetLanguage": target, "attachment": {"location": "none"},
    }  # fmt: skip


class TestMozilla:
    @pytest.mark.usefixtures("home")
    def test_a_pair_that_is_not_offered_is_named(self, shop: Path) -> None:
        """Not even where two others would lead there: those are installed by their own names."""
        offered = [record("ar", "en"), record("en", "es")]
        (shop / "records.json").write_text(json.dumps({"data": offered}))
        with pytest.raises(ModelError, match=r"Mozilla has no model for en→ru \(translate models list\)"):
            firefox_files.install_from_mozilla("en", "ru")

    @pytest.mark.usefixtures("home")
    @pytest.mark.parametrize("body", [None, "<html>Please log in</html>", "[]"], ids=["gone", "a portal", "no list"])
    def test_a_list_that_cannot_be_had_is_told_with_the_other_way(self, shop: Path, body: str | None) -> None:
        if body is not None:
            (shop / "records.json").write_text(body)
        with pytest.raises(ModelError) as caught:
            firefox_files.install_from_mozilla("ar", "en")
        assert str(caught.value).startswith("Mozilla's list of models cannot be had: ")
        assert str(caught.value).endswith("(translate models install FOLDER with the files)")

    def test_out_of_reach_is_told_and_leaves_nothing(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "http://127.0.0.1:9/records.json")
        with pytest.raises(ModelError, match="Mozilla's list of models cannot be had"):
            install.named("firefox:ar-en", lambda _: None)
        assert not home.exists()
