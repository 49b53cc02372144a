"""`auto`: of what is installed the best by published score, and why."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate import engines
from translate.config import Config, CtranslateConfig, CtranslateModel
from translate.engines import argos_packages, firefox_files, install, models, ranking
from translate.engines.ctranslate import CtranslateEngine
from translate.engines.firefox import FirefoxEngine
from translate.errors import ModelError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parents[1] / "data"
AR, EN, RU = Lang
ALL = ("opus", "nllb", "m2m")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packages: Path) -> Path:
    """A folder for config.toml, with a model of two families beside it and nothing installed."""
    assert packages.is_dir()
    monkeypatch.setenv(models.HOME_VARIABLE, str(tmp_path / "models"))
    for family in ("opus", "nllb"):
        shutil.copytree(DATA / "ctranslate" / family, tmp_path / family)
    shutil.copytree(DATA / "ctranslate" / "nllb", tmp_path / "m2m")
    vocabulary = tmp_path / "m2m" / "shared_vocabulary.json"
    renamed = vocabulary.read_text().replace("arb_Arab", "__ar__").replace("eng_Latn", "__en__").replace("rus_Cyrl", "__ru__")
    vocabulary.write_text(renamed)
    return tmp_path


def config(root: Path, *declared: tuple[str, Lang, Lang]) -> Config:
    entries = tuple(CtranslateModel.model_validate({"path": path, "from": one, "to": other}) for path, one, other in declared)
    return Config(root=root, ctranslate=CtranslateConfig(models=entries))


def both(path: str) -> tuple[tuple[str, Lang, Lang], ...]:
    return (path, AR, EN), (path, AR, RU)


def put_argos() -> None:
    for name in ("ar_en", "en_ru"):
        argos_packages.install_package(DATA / "argos" / f"translate-{name}-0_1.argosmodel")


def put_firefox(*pairs: str) -> None:
    for pair in pairs or ("ar-en", "en-ru"):
        install.from_folder(DATA / "firefox" / pair)


def ranked(settings: Config, targets: Sequence[Lang] = (EN, RU)) -> list[str]:
    return [choice.engine for choice in ranking.installed(settings, targets)]


def test_all_that_is_installed_stands_in_the_order_of_the_scores(root: Path) -> None:
    put_argos()
    put_firefox()
    (root / "models" / models.named("qwen2.5-coder-1.5b").file).touch()
    settings = config(root, *both("nllb"))
    assert ranked(settings) == ["firefox", "ctranslate", "argos", "gguf"]
    engine, why = engines.make("auto", settings, (EN, RU))
    assert isinstance(engine, FirefoxEngine)
    assert why == (
        "engine firefox (Mozilla's Arabic to English for Firefox): best of those installed, 64.9 chrF ar→en; "
        "also installed: ctranslate 62.4, argos 57.3, gguf 44"
    )


@pytest.mark.parametrize(
    ("family", "chrf"), [("nllb", "62.4 chrF ar→en"), ("opus", "61 chrF ar→en"), ("m2m", "no score known")]
)
def test_a_declared_model_counts_by_its_family(root: Path, family: str, chrf: str) -> None:
    engine, why = engines.make("auto", config(root, *both(family)), (EN, RU))
    assert isinstance(engine, CtranslateEngine)
    assert why == f"engine ctranslate ({family}, {family}): best of those installed, {chrf}"


def test_one_without_a_score_comes_last(root: Path) -> None:
    put_argos()
    assert ranked(config(root, *both("m2m"))) == ["argos", "ctranslate"]


@pytest.mark.parametrize(
    ("declared", "targets", "able"),
    [
        ((("opus", AR, EN),), (EN,), True),
        ((("opus", AR, EN),), (EN, RU), False),
        ((("opus", AR, EN), ("nllb", EN, RU)), (EN, RU), True),
        ((("opus", AR, EN), ("nllb", EN, RU)), (RU,), True),
        ((("opus", AR, RU),), (RU,), True),
        ((("nllb", EN, RU),), (RU,), False),
    ],
)
def test_only_what_leads_from_arabic_to_all_targets_is_taken(
    root: Path, declared: tuple[tuple[str, Lang, Lang], ...], targets: tuple[Lang, ...], *, able: bool
) -> None:
    if able:
        assert ranked(config(root, *declared), targets) == ["ctranslate"]
    else:
        with pytest.raises(ModelError, match=r"no model is installed \(translate models install\)"):
            ranked(config(root, *declared), targets)


def test_half_a_way_by_firefox_is_not_taken(root: Path) -> None:
    put_argos()
    put_firefox("ar-en")
    assert ranked(config(root)) == ["argos"]
    assert ranked(config(root), (EN,)) == ["firefox", "argos"]


def test_firefox_is_not_taken_without_its_package(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_argos()
    put_firefox()
    monkeypatch.setattr(firefox_files, "PACKAGE", "fxtranslate_that_is_not_here")
    assert ranked(config(root)) == ["argos"]


def test_a_declared_folder_that_is_not_there_is_told_rather_than_passed_over(root: Path) -> None:
    put_argos()
    with pytest.raises(ModelError, match=r"nowhere: there is no such folder \(config\.toml: ctranslate\.models\)"):
        ranked(config(root, *both("nowhere")))
