"""The tests' two Argos packages, installed where only a test sees them."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from translate.engines.argos_packages import install_package

DATA = Path(__file__).parents[1] / "data" / "argos"
PACKAGES = (DATA / "translate-ar_en-0_1.argosmodel", DATA / "translate-en_ru-0_1.argosmodel")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Argos's settings. They make folders when first imported: let that be under a temporary one."""
    root = tmp_path_factory.mktemp("argos")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
            patch.setenv(name, str(root / name))
        return importlib.import_module("argostranslate.settings")


def point_argos_at(folder: Path, settings: Any, patch: pytest.MonkeyPatch) -> Path:
    packages = folder / "packages"
    (folder / "downloads").mkdir(parents=True)
    packages.mkdir()
    patch.setattr(settings, "package_data_dir", packages)
    patch.setattr(settings, "package_dirs", [packages])
    patch.setattr(settings, "downloads_dir", folder / "downloads")
    patch.setattr(settings, "local_package_index", folder / "index.json")
    patch.setattr(settings, "remote_package_index", "http://127.0.0.1:9/index.json")
    return packages


@pytest.fixture
def packages(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that Argos takes for that of its packages."""
    return point_argos_at(tmp_path / "argos", settings, monkeypatch)


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        folder = point_argos_at(tmp_path_factory.mktemp("unpacked") / "argos", settings, patch)
        assert [install_package(path) for path in PACKAGES] == ["argos:ar-en", "argos:en-ru"]
        return folder


@pytest.fixture
def installed(packages: Path, unpacked: Path) -> Path:
    """The folder of packages with both in it, to be damaged at will."""
    return Path(shutil.copytree(unpacked, packages, dirs_exist_ok=True))
