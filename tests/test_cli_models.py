"""`translate models` and `translate doctor` with models from folders: installed, listed, verified, removed, examined."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from translate.cli import app
from translate.engines import models

if TYPE_CHECKING:
    from typing import Any

DATA = Path(__file__).parent / "data"
CONFIG = """
[gguf]
model = "base.gguf"
[[ctranslate.models]]
path = "opus"
from = "ar"
to = "en"
[[ctranslate.models]]
path = "nowhere"
from = "en"
to = "ru"
"""


def translate(*words: Any) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    said = done.output if done.exception is None or isinstance(done.exception, SystemExit) else f"{done.exception}"
    return done.exit_code, said


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(models.HOME_VARIABLE, str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestFirefox:
    @pytest.mark.usefixtures("desk")
    def test_is_installed_from_folders_listed_verified_and_removed(self) -> None:
        folders = [DATA / "firefox" / pair for pair in ("ar-en", "en-ru")]
        assert translate("models", "install", *folders) == (0, "installed: firefox:ar-en, firefox:en-ru\n")
        listed = translate("models", "list")[1].splitlines()
        assert [line.split()[1] for line in listed if line.startswith("+")] == ["firefox:ar-en", "firefox:en-ru"]
        assert translate("models", "verify", "firefox:ar-en")[1].startswith("firefox:ar-en: sound, SHA-256 ")
        assert translate("models", "remove", "firefox:ar-en") == (0, "removed: firefox:ar-en\n")
        assert translate("models", "remove", "firefox:ar-en") == (1, "model 'firefox:ar-en' is not installed")

    def test_that_was_changed_since_is_not_sound(self, desk: Path) -> None:
        translate("models", "install", DATA / "firefox" / "ar-en")
        (file,) = (desk / "models" / "firefox" / "ar-en").glob("lex*")
        file.write_bytes(b"")
        code, said = translate("models", "verify")
        assert code == 1
        assert said.startswith(f"{file}: is not the file that was installed")


def test_doctor_examines_what_the_config_declares(desk: Path) -> None:
    shutil.copytree(DATA / "ctranslate" / "opus", desk / "opus")
    (desk / "base.gguf").write_bytes(b"GGUF")
    (desk / "config.toml").write_text(CONFIG)
    code, said = translate("doctor")
    assert code == 1
    lines = said.splitlines()
    assert "✓ model opus (opus): ar to en" in lines
    assert "✗ nowhere: there is no such folder (config.toml: ctranslate.models)" in lines
    assert "✗ base.gguf: is no sound GGUF file: it is cut short or damaged (fetch it again)" in lines


def test_doctor_says_what_an_edition_as_pdf_lacks_and_is_well_without(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.is_dir()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    lines = translate("doctor")[1].splitlines()
    (line,) = (line for line in lines if "WeasyPrint" in line)
    assert line.startswith("! no PDF: WeasyPrint is not installed (pip install 'newsdesk-translate[pdf]', ")
    assert any(line.startswith("✓ babel ") for line in lines)
