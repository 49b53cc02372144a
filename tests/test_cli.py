"""The command line: what it prints, where, with which exit code; and never a traceback that nobody asked for."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command import ARTICLE, Outcome, newsroom

from translate import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]


@pytest.fixture
def desk(desk: Path) -> Path:
    """With an article and a glossary."""
    newsroom(desk)
    return desk


def in_a_process(*words: str, home: Path, **environment: str) -> Outcome:
    """The command in a process of its own, in a home where nothing is installed."""
    keep = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ARGOS_", "TRANSLATE_"))}
    done = subprocess.run(
        [sys.executable, "-m", "translate", *words],
        cwd=home,
        env=keep | {"HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


class TestHelp:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "Commands"),
            (("run",), "--engine"),
            (("doctor",), "--config"),
            (("models",), "install"),
            (("models", "list"), "installed"),
            (("models", "install"), "PATH.argosmodel"),
            (("models", "verify"), "Hash"),
            (("models", "remove"), "Delete"),
            (("models", "path"), "folder"),
        ],
    )
    @pytest.mark.parametrize("option", ["--help", "-h"])
    def test_of_every_command_explains_it(
        self, translate: Callable[..., Outcome], words: tuple[str, ...], said: str, option: str
    ) -> None:
        done = translate(*words, option)
        assert (done.code, done.err) == (0, "")
        assert said in done.out
        assert "Usage: " in done.out

    def test_is_shown_when_nothing_is_asked(self, translate: Callable[..., Outcome]) -> None:
        done = translate()
        assert "Commands" in done.out + done.err
        assert "Traceback" not in done.err

    def test_loads_no_library_that_it_does_not_need(self, tmp_path: Path) -> None:
        code = "import sys; sys.argv = ['translate', '--help']\nfrom translate.cli import main\n"
        code += "try: main()\nexcept SystemExit: pass\n"
        code += "print(*sorted({'xllamacpp', 'argostranslate', 'docx', 'ctranslate2', 'pymorphy3'} & sys.modules.keys()))"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == ""
        assert tmp_path.is_dir()


class TestTheVersion:
    def test_is_told_alone(self, translate: Callable[..., Outcome]) -> None:
        done = translate("--version")
        assert (done.code, done.out, done.err) == (0, f"newsdesk-translate {__version__}\n", "")

    def test_is_told_by_python_dash_m(self, tmp_path: Path) -> None:
        done = in_a_process("--version", home=tmp_path)
        assert (done.code, done.out, done.err) == (0, f"newsdesk-translate {__version__}\n", "")


class TestWrongUse:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("run", "missing.txt"), "missing.txt: no such file or folder"),
            (("run", "articles", "missing"), "missing: no such file or folder"),
            (
                ("run", "empty"),
                (
                    "empty: holds nothing to translate (kinds: .txt, .text, .md, .markdown, .html, .htm, .xhtml, .docx, .odt, "
                    ".pdf, .eml, .srt, .vtt, .zip)"
                ),
            ),
            (("run", "articles", "--engine", "gpt"), "--engine: no engine 'gpt' (there are: auto, firefox, ctranslate, argos,"),
            (("run", "articles", "--to", "fr"), "--to: no target language 'fr' (there are: en, ru)"),
            (("run", "articles", "--to", "ar"), "--to: no target language 'ar' (there are: en, ru)"),
            (("run", "articles", "--config", "none.toml"), "none.toml: no such file"),
            (("run", "articles", "--config", "broken.toml"), "broken.toml: cannot be read: "),
            (("run", "articles", "--config", "unknown.toml"), "unknown.toml: unknown key 'run.langs' (known: "),
            (("run", "articles", "--config", "engine.toml"), "config.toml: run.engine: no engine 'gpt'"),
            (("models", "install", "gpt"), "no model 'gpt' (there are: "),
            (("models", "verify", "gpt"), "no model 'gpt' (there are: "),
            (("models", "remove", "gpt"), "no model 'gpt' (there are: "),
        ],
    )
    def test_is_told_in_one_line_with_exit_code_2(
        self, translate: Callable[..., Outcome], desk: Path, words: tuple[str, ...], said: str
    ) -> None:
        (desk / "empty").mkdir()
        (desk / "broken.toml").write_text("[run")
        (desk / "unknown.toml").write_text("[run]\nlangs = 1\n")
        (desk / "engine.toml").write_text('[run]\nengine = "gpt"\n')
        done = translate(*words)
        assert done.error.startswith(f"translate: {said}")
        assert (done.code, done.out) == (2, "")
        assert not (desk / ".translate").exists()

    @pytest.mark.parametrize(
        "words",
        [
            ("run",),
            ("run", "articles", "--limit", "0"),
            ("run", "articles", "--limit", "many"),
            ("run", "articles", "--nonsense"),
            ("nonsense",),
            ("models", "nonsense"),
            ("models", "remove"),
        ],
    )
    def test_of_the_syntax_is_told_with_exit_code_2(self, translate: Callable[..., Outcome], words: tuple[str, ...]) -> None:
        done = translate(*words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("Usage: ")
        assert "Traceback" not in done.err


class TestAFailedJob:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("run", "articles", "--engine", "gguf"), "model 'qwen2.5-coder-1.5b' is not installed (translate models install"),
            (("models", "remove", "qwen2.5-coder-1.5b"), "model 'qwen2.5-coder-1.5b' is not installed"),
            (("models", "verify", "qwen2.5-coder-1.5b"), "model 'qwen2.5-coder-1.5b' is not installed"),
            (("models", "install", "none.gguf"), "none.gguf: no such file"),
            (("models", "install", "wrong.gguf"), "wrong.gguf: is neither a GGUF nor an .argosmodel file"),
        ],
    )
    def test_is_told_in_one_line_with_exit_code_1(
        self, translate: Callable[..., Outcome], desk: Path, words: tuple[str, ...], said: str
    ) -> None:
        (desk / "wrong.gguf").write_text("not a model")
        done = translate(*words)
        assert done.error.startswith(f"translate: {said}")
        assert (done.code, done.out) == (1, "")

    def test_by_two_rows_of_the_glossary_that_disagree_names_both(self, translate: Callable[..., Outcome], desk: Path) -> None:
        (desk / "glossary" / "terms.csv").write_text("id,ar,en,ru\na,قال,said,сказал\na,رأى,saw,видел\n", encoding="utf-8")
        done = translate("run", "articles", "--engine", "pseudo")
        assert done.error.startswith("translate: glossary/terms.csv:3: id 'a' stands already at glossary/terms.csv:2")
        assert done.code == 1

    def test_by_a_store_that_is_none_names_it(self, translate: Callable[..., Outcome], desk: Path) -> None:
        (desk / ".translate" / "pseudo").mkdir(parents=True)
        (desk / ".translate" / "pseudo" / "work.db").write_text("no database at all\n" * 99)
        done = translate("run", "articles", "--engine", "pseudo", "--quiet")
        assert done.error.startswith("translate: .translate/pseudo/work.db: is no work store")
        assert done.code == 1

    def test_of_a_dry_run_leaves_the_work_store_alone(self, translate: Callable[..., Outcome], desk: Path) -> None:
        assert translate("run", "articles", "--engine", "pseudo", "--quiet").code == 0
        assert not (desk / ".translate" / "work.db").exists()

    @pytest.mark.parametrize(("debug", "traceback"), [((), False), (("--debug",), True)])
    def test_shows_its_traceback_only_when_asked(
        self,
        translate: Callable[..., Outcome],
        debug: tuple[str, ...],
        traceback: bool,  # noqa: FBT001
    ) -> None:
        done = translate(*debug, "run", "missing.txt")
        assert done.code == 2
        assert done.err.splitlines()[-1] == "translate: missing.txt: no such file or folder"
        assert ("Traceback (most recent call last)" in done.err) is traceback


class TestRun:
    def test_goes_on_without_a_row_of_the_glossary_that_is_mistaken_and_names_it(
        self, translate: Callable[..., Outcome], desk: Path
    ) -> None:
        (desk / "glossary" / "terms.csv").write_text("id,ar,en,ru\na,قال,said,\n", encoding="utf-8")
        done = translate("run", "articles", "--engine", "pseudo")
        assert done.err == "translate: glossary/terms.csv:2: column 'ru' is empty: this row is left out\n"
        assert (done.code, "6 drafted" in done.out) == (0, True)

    def test_names_a_folder_of_the_config_s_that_was_to_hold_the_glossary_and_is_not_there(
        self, translate: Callable[..., Outcome], desk: Path
    ) -> None:
        (desk / "config.toml").write_text('[paths]\nglossary = "glosary"\n')
        done = translate("run", "articles", "--engine", "pseudo", "--quiet")
        assert (done.code, done.error) == (0, "translate: glosary: no such folder: nothing is held to a glossary")

    def test_reports_as_json_and_says_nothing_else(self, translate: Callable[..., Outcome]) -> None:
        done = translate("run", "articles", "--engine", "pseudo", "--json")
        report = json.loads(done.out)
        assert (done.code, done.err) == (0, "")
        assert (report["drafted"], report["kept"], report["failed"], report["worst"]) == (6, 0, [], [])
        assert report["terms"]["en"] == {"matched": 1, "kept": 1, "repaired": 0, "failed": 0, "share": 1.0}
        assert report["redrafted"] == [{"kind": "new", "concept": "", "before": "", "after": "", "drafts": 6}]

    def test_says_which_change_of_the_glossary_made_which_drafts_stale(
        self, translate: Callable[..., Outcome], desk: Path
    ) -> None:
        translate("run", "articles", "--engine", "pseudo", "--quiet")
        table = next((desk / "glossary").glob("*.csv"))
        text = table.read_text(encoding="utf-8")
        english = next(iter(csv.DictReader(text.splitlines())))["en"]
        table.write_text(text.replace(f",{english},", ",Changed,"), encoding="utf-8")
        done = translate("run", "articles", "--engine", "pseudo")
        assert re.search(rf"  1 drafted again: \S+: “{english}” → “Changed”", done.out)
        assert "1 drafted, 5 kept" in done.out

    def test_says_what_it_did_and_where_it_is(self, translate: Callable[..., Outcome], desk: Path) -> None:
        done = translate("run", "articles", "--engine", "pseudo")
        assert (done.code, done.err) == (0, "")
        first, second, third, *terms = done.out.splitlines()[:5]
        assert first.startswith("engine pseudo: named by you; glossary ")
        assert first.endswith(", 1 concepts")
        assert second == "summit → " + ", ".join(
            f"exports/summit/{name}" for name in ("review.docx", "summit.en.po", "summit.ru.po")
        )
        assert third.startswith("1 documents, 3 segments: 6 drafted, 0 kept, in ")
        assert terms == [f"  {lang}: 1 terms: 1 kept, 0 repaired, 0 failed (100% in their place)" for lang in ("en", "ru")]
        assert sorted(path.name for path in (desk / "exports" / "summit").iterdir()) == [
            "review.docx",
            "summit.en.po",
            "summit.ru.po",
        ]

    def test_a_second_time_keeps_everything(self, translate: Callable[..., Outcome]) -> None:
        translate("run", "articles", "--engine", "pseudo")
        done = translate("run", "articles", "--engine", "pseudo")
        assert "0 drafted, 6 kept" in done.out
        assert "6 drafted, 0 kept" in translate("run", "articles", "--engine", "pseudo", "--fresh").out

    @pytest.mark.parametrize("option", ["--quiet", "-q"])
    def test_quietly_says_nothing(self, translate: Callable[..., Outcome], desk: Path, option: str) -> None:
        done = translate("run", "articles", "--engine", "pseudo", option)
        assert (done.code, done.out, done.err) == (0, "", "")
        assert (desk / "exports" / "summit" / "review.docx").is_file()

    @pytest.mark.parametrize(
        ("words", "files"),
        [
            (("--to", "en"), ["review.docx", "summit.en.po"]),
            (("--to", "ru"), ["review.docx", "summit.ru.po"]),
            (("--to", "ru", "--to", "en", "--to", "ru"), ["review.docx", "summit.en.po", "summit.ru.po"]),
        ],
    )
    def test_drafts_the_languages_asked_for(
        self, translate: Callable[..., Outcome], desk: Path, words: tuple[str, ...], files: list[str]
    ) -> None:
        assert translate("run", "articles", "--engine", "pseudo", *words).code == 0
        assert sorted(path.name for path in (desk / "exports" / "summit").iterdir()) == files

    def test_puts_the_exports_where_it_is_told(self, translate: Callable[..., Outcome], desk: Path) -> None:
        assert translate("run", "articles/summit.txt", "--engine", "pseudo", "--out", desk / "there").code == 0
        assert (desk / "there" / "summit" / "review.docx").is_file()
        assert not (desk / "exports").exists()

    def test_takes_engine_and_folders_from_the_config(self, translate: Callable[..., Outcome], desk: Path) -> None:
        (desk / "config.toml").write_text(
            '[run]\nengine = "pseudo"\ntargets = ["ru"]\n[paths]\nexports = "made"\nstore = "kept"\n'
        )
        assert translate("run", "articles").code == 0
        assert sorted(path.name for path in (desk / "made" / "summit").iterdir()) == ["review.docx", "summit.ru.po"]
        assert (desk / "kept" / "pseudo" / "work.db").is_file()

    def test_drafts_only_the_first_sentences(self, translate: Callable[..., Outcome]) -> None:
        assert "1 segments: 2 drafted" in translate("run", "articles", "--engine", "pseudo", "--limit", "1").out

    def test_with_one_bad_file_exports_the_good_one_and_fails(self, translate: Callable[..., Outcome], desk: Path) -> None:
        (desk / "articles" / "bad.txt").write_bytes(b"")
        done = translate("run", "articles", "--engine", "pseudo")
        assert done.code == 1
        assert done.err.splitlines()[0] == "translate: articles/bad.txt: is empty"
        assert (desk / "exports" / "summit" / "review.docx").is_file()
        quiet = translate("run", "articles", "--engine", "pseudo", "--quiet")
        assert (quiet.code, quiet.out, quiet.error) == (1, "", "translate: articles/bad.txt: is empty")

    def test_says_when_an_encoding_was_guessed(self, translate: Callable[..., Outcome], desk: Path) -> None:
        text = "قال الرئيس في الاجتماع إن البلاد واجهت الأحداث على مدى يومين من الاحتجاج في المدينة.\n"
        (desk / "articles" / "summit.txt").write_bytes((text * 4).encode("cp1256"))
        done = translate("run", "articles", "--engine", "pseudo")
        assert "summit (read as cp1256, guessed) → " in done.out
        assert done.code == 0


class TestInAProcess:
    def test_doctor_names_what_is_missing_and_the_command_that_mends_it(self, tmp_path: Path) -> None:
        done = in_a_process("doctor", home=tmp_path)
        assert (done.code, done.err) == (1, "")
        lines = done.out.splitlines()
        assert lines[0].startswith(f"✓ newsdesk-translate {__version__}, Python ")
        assert "✗ no model is installed: translate models install" in lines
        assert [line for line in lines if line[:2] not in {"✓ ", "! ", "✗ "}] == []

    def test_doctor_names_a_broken_config(self, tmp_path: Path) -> None:
        (tmp_path / "config.toml").write_text("[run")
        done = in_a_process("doctor", home=tmp_path)
        assert done.code == 1
        assert "✗ config.toml: cannot be read: " in done.out

    def test_models_list_shows_each_with_its_scores(self, tmp_path: Path) -> None:
        done = in_a_process("models", "list", home=tmp_path)
        assert (done.code, done.err) == (0, "")
        named = [line for line in done.out.splitlines() if not line.startswith("    ")]
        assert [line.split()[0] for line in named] == [
            "qwen2.5-coder-1.5b", "argos:ar-en", "argos:en-ru", "firefox:ar-en", "firefox:en-ru",
        ]  # fmt: skip
        assert "1117 MB" in named[0]
        assert "29.5 / 57.3" in named[1]
        assert "38.9 / 64.9" in named[3]

    def test_models_verify_with_nothing_installed_says_so(self, tmp_path: Path) -> None:
        done = in_a_process("models", "verify", home=tmp_path)
        assert (done.code, done.out, done.err) == (0, "no model is installed (translate models install)\n", "")

    def test_models_path_prints_the_folder_and_makes_none(self, tmp_path: Path) -> None:
        done = in_a_process("models", "path", home=tmp_path, TRANSLATE_MODELS=str(tmp_path / "here"))
        assert (done.code, done.out, done.err) == (0, f"{tmp_path / 'here'}\n", "")
        assert not (tmp_path / "here").exists()

    def test_auto_with_nothing_installed_names_the_command_that_mends_it(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
        done = in_a_process("run", "a.txt", home=tmp_path)
        assert (done.code, done.error) == (1, "translate: no model is installed (translate models install)")

    @pytest.mark.skipif(sys.platform == "win32", reason="pipes are POSIX here")
    def test_a_reader_that_goes_away_is_no_fault(self, tmp_path: Path) -> None:
        command = f"{sys.executable} -m translate models list | true"
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, 1, 141}
        assert done.stderr == ""

    @pytest.mark.parametrize("encoding", ["ascii", "cp1251"])
    def test_a_terminal_that_has_no_arabic_is_no_fault(self, tmp_path: Path, encoding: str) -> None:
        (tmp_path / "خبر.txt").write_text(ARTICLE, encoding="utf-8")
        done = in_a_process("run", ".", "--engine", "pseudo", home=tmp_path, PYTHONIOENCODING=encoding)
        assert (done.code, done.err) == (0, "")
        assert (tmp_path / "exports" / "خبر" / "review.docx").is_file()
