"""Offline is a promise: drafting opens no socket, and importing touches neither the net nor the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

GUARD = """
import sys
MET = []
def guard(event, arguments):
    if event.startswith("socket.") or event in {"urllib.Request", "http.client.connect"}:
        MET.append(event)
        raise PermissionError(f"{event} {arguments}")
    if event == "os.mkdir" and FOLDERS_FORBIDDEN:
        MET.append(event)
        raise PermissionError(f"{event} {arguments}")
sys.addaudithook(guard)
"""

RUN = """
FOLDERS_FORBIDDEN = False
sys.argv = ["translate", "run", "seeds", "--engine", "pseudo"]
from translate.cli import main
try:
    main()
except SystemExit as end:
    print("exit", end.code)
print("met", *MET)
"""

IMPORT = """
FOLDERS_FORBIDDEN = True
import importlib, pkgutil, translate
names = [found.name for found in pkgutil.walk_packages(translate.__path__, "translate.")]
for name in sorted(names):
    if name != "translate.__main__":  # which is the command itself
        importlib.import_module(name)
print(len(names))
print("met", *MET)
"""

HEAVY = ("xllamacpp", "argostranslate", "ctranslate2", "onnxruntime")


def python(code: str, folder: Path) -> list[str]:
    """What a process prints that dies at the first socket, run in `folder` as its home."""
    keep = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ARGOS_", "TRANSLATE_"))}
    done = subprocess.run(
        [sys.executable, "-B", "-c", GUARD + code],
        cwd=folder,
        env=keep | {"PYTHONPATH": str(ROOT), "HOME": str(folder), "USERPROFILE": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    assert done.returncode == 0
    return done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("seeds", "glossary"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_guard_lets_no_socket_through(folder: Path) -> None:
    with pytest.raises(AssertionError, match=r"PermissionError: socket\.__new__"):
        python("FOLDERS_FORBIDDEN = False\nimport socket\nsocket.socket()", folder)


def test_the_guard_lets_no_folder_be_made(folder: Path) -> None:
    with pytest.raises(AssertionError, match=r"PermissionError: os\.mkdir"):
        python("FOLDERS_FORBIDDEN = True\nimport os\nos.mkdir('x')", folder)


def test_a_whole_run_on_the_seed_opens_no_socket(folder: Path) -> None:
    *_, last = said = python(RUN, folder)
    assert last == "met"
    assert "exit 0" in said or not any(line.startswith("exit") for line in said)
    [seed] = (folder / "seeds").glob("*.txt")
    made = sorted(path.name for path in (folder / "exports" / seed.stem).iterdir())
    assert made == sorted(["review.docx", f"{seed.stem}.en.po", f"{seed.stem}.ru.po"])


def test_importing_every_module_opens_no_socket_and_makes_no_folder(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    count, met = python(IMPORT, folder)
    assert int(count) > 30
    assert met == "met"
    assert sorted(folder.rglob("*")) == before


def test_importing_the_command_line_loads_no_engine(folder: Path) -> None:
    code = f"FOLDERS_FORBIDDEN = True\nimport translate.cli\nprint(*({set(HEAVY)!r} & sys.modules.keys()))"
    assert python(code, folder) == [""]
