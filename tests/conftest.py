"""The command line in a folder of the test's own. A file that wants more in that folder has a `desk` that takes this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command import Outcome

from translate.cli import main
from translate.engines import models

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands run: no config, and nothing of the machine's is installed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(models.HOME_VARIABLE, str(tmp_path / "models"))
    monkeypatch.setenv("TRANSLATE_DEBUG", "")  # --debug sets it; so it is put back
    return tmp_path


@pytest.fixture
def translate(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """The command line: its exit code, what it prints and what it complains of."""
    assert desk.is_dir()

    def run(*words: object) -> Outcome:
        monkeypatch.setattr("sys.argv", ["translate", *map(str, words)])
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        assert isinstance(code, int)
        return Outcome(code, *capsys.readouterr())

    return run
