"""`translate evaluate` with the tests' two real Argos models: what the glossary adds to an engine, in figures."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from translate.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LINES = {
    "ar": ["اجتمع خالد مع طارق في بيروت.", "وصل سمير إلى دمشق في 12 نيسان 2011.", "وصل خالد إلى بيروت في 27 نيسان 2011."],
    "en": [
        "Nasser met Tariq in Mosul.",
        "Samir arrived in Damascus on 12 April 2011.",
        "Nasser arrived in Mosul on 27 April 2011.",
    ],
    "ru": [
        "Насер встретился с Тариком в Мосуле.",
        "Самир прибыл в Дамаск 12 апреля 2011 года.",
        "Насер прибыл в Мосул 27 апреля 2011 года.",
    ],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A test set, and a glossary with two names as no spelling of the models' own is like."""
    (tmp_path / "glossary").mkdir()
    for name, row in (("people", "خالد,Nasser,Насер,m"), ("places", "بيروت,Mosul,Мосул,m")):
        (tmp_path / "glossary" / f"{name}.csv").write_text(f"id,ar,en,ru,gender\n{name},{row}\n", encoding="utf-8")
    for lang, lines in LINES.items():
        (tmp_path / f"dev.{lang}").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def measured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> dict[str, Any]:
    monkeypatch.setattr(sys, "argv", ["translate", "evaluate", "--engine", "argos", "--json", *words])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    [system] = json.loads(capsys.readouterr().out)["systems"]
    return dict(system)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("to", ["en", "ru"])
def test_the_glossary_brings_every_term_and_bare_engine_none(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    words = ("--source", "dev.ar", "--reference", f"dev.{to}", "--to", to)
    at_the_desk = measured(capsys, monkeypatch, *words, "--save", "out")
    bare = measured(capsys, monkeypatch, *words, "--raw", "--save", "out")
    assert sorted(path.name for path in (folder / "out").iterdir()) == [f"argos-raw.ar-{to}.{to}", f"argos.ar-{to}.{to}"]
    assert (folder / "out" / f"argos.ar-{to}.{to}").read_text(encoding="utf-8").splitlines() == LINES[to]
    assert at_the_desk["terms"] == {"kept": 4, "total": 4, "share": 1}
    assert bare["terms"] == {"kept": 0, "total": 4, "share": 0}
    assert at_the_desk["scores"]["BLEU"]["value"] == pytest.approx(100)
    assert 0 < bare["scores"]["BLEU"]["value"] < 90
    assert bare["numbers"]["share"] == at_the_desk["numbers"]["share"] == 1
    assert "model:translate-ar_en" in bare["made_by"]


@pytest.mark.usefixtures("installed")
def test_russian_from_english_is_measured_bare(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--source", "dev.en", "--reference", "dev.ru", "--from", "en", "--to", "ru", "--raw")
    found = measured(capsys, monkeypatch, *words)
    assert folder.is_dir()
    assert found["empty"] == 0
    assert found["scores"]["chrF"]["value"] > 50
