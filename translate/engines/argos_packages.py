"""Argos Translate's packages: found where it and `argospm` keep them, installed, fetched, removed.

`argostranslate.package` imports `argostranslate.translate`, which loads onnxruntime, which reports to its makers when
imported: `_argos` turns the reports off first.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import logging
import os
import re
import shutil
import socket
import stat
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Protocol

from translate.engines.edge import edge
from translate.errors import ModelError
from translate.files import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TOKENIZERS = ("sentencepiece.model", "bpe.model")
MAX_UNPACKED = 4 * 2**30
MAX_RATIO = 200
MAX_METADATA = 2**20
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
INDEX_TIMEOUT = 10.0
INSTALL_HINT = "translate models install PATH.argosmodel"
REINSTALL_HINT = f"delete it and install the package again: {INSTALL_HINT}"


class Tokenizer(Protocol):
    def encode(self, sentence: str) -> list[str]: ...

    def decode(self, tokens: list[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package that translates `source` to `target`, as ISO 639 codes."""

    path: Path
    source: str
    target: str
    version: str
    target_prefix: str
    tokenizer: Tokenizer | None

    @property
    def name(self) -> str:
        return f"translate-{self.source}_{self.target}-{self.version.replace('.', '_')}"

    @property
    def age(self) -> tuple[tuple[int, ...], str]:
        return _version_key(self.version), self.path.name

    def digest(self) -> str:
        """Hash all that decides a translation: the model with its vocabulary, the tokenizer and the prefix."""
        total = hashlib.sha256(self.target_prefix.encode())
        files = sorted(file for file in (self.path / "model").glob("*") if file.is_file())
        with edge(ModelError, "the Argos package cannot be read", where=self.path, hint=REINSTALL_HINT):
            for file in [*files, *(self.path / name for name in TOKENIZERS if (self.path / name).is_file())]:
                total.update(f"{file.name} {sha256(file)}\n".encode())
        return total.hexdigest()


def installed_pairs() -> tuple[tuple[str, str], ...]:
    """The pairs that have a package of their own. Packages whose description cannot be read are not among them."""
    return tuple(sorted({(package.source, package.target) for package in scan()[0]}))


def install_package(path: Path) -> str:
    """Look through a package file and install it, over one of the same name; return its label (`argos:ar-en`)."""
    argos = _argos()
    with edge(ModelError, "the Argos package cannot be installed", where=path):
        if not path.is_file():
            raise ModelError("there is no such file", where=path, hint=INSTALL_HINT)
        if not zipfile.is_zipfile(path):
            raise ModelError("this is not an Argos package: it is not a zip file", where=path)
        with zipfile.ZipFile(path) as archive:
            name, size = _check_members(archive.infolist(), path)
            source, target = _check_content(archive, name, path)
            if (broken := archive.testzip()) is not None:
                raise ModelError(f"the Argos package is damaged at {broken}", where=path, hint="fetch it again")
        packages = Path(argos.settings.package_data_dir)
        if shutil.disk_usage(packages).free < size:
            raise ModelError(f"the disk has no room for {size // 2**20} MB", where=packages)
        folder = packages / name
        if folder.exists():
            shutil.rmtree(folder)
        try:
            argos.install_from_path(path)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return f"argos:{source}-{target}"


def install_from_index(source: str, target: str) -> str:
    """Fetch the newest package for a pair from Argos's index and install it; return its label. This goes online."""
    argos = _argos()
    url, index = argos.settings.remote_package_index, Path(argos.settings.local_package_index)
    with edge(ModelError, "the Argos package index cannot be had", where=url, hint=INSTALL_HINT), _time_limit():
        before = _stamp(index)
        argos.update_package_index()
        if _stamp(index) == before:  # Argos swallows the failure, and without an index recurses until it falls over
            raise ModelError("the Argos package index cannot be reached", where=url, hint=INSTALL_HINT)
        offers = [
            offer
            for offer in argos.get_available_packages()
            if (offer.type, offer.from_code, offer.to_code) == ("translate", source, target)
        ]
    if not offers:
        raise ModelError(f"the Argos package index has nothing for {source}→{target}", where=url, hint=INSTALL_HINT)
    offer = max(offers, key=lambda offer: _version_key(str(offer.package_version)))
    file = Path(argos.settings.downloads_dir) / f"{argos.argospm_package_name(offer)}.argosmodel"
    try:
        with edge(ModelError, "the Argos package cannot be fetched", where=url, hint=INSTALL_HINT), _time_limit():
            file.unlink(missing_ok=True)  # Argos would take what an interrupted fetch left for the whole
            offer.download()
        return install_package(file)
    finally:
        file.unlink(missing_ok=True)


def remove_package(source: str, target: str) -> None:
    """Remove every installed version of a pair's package."""
    argos = _argos()
    found = [package for package in scan()[0] if (package.source, package.target) == (source, target)]
    if not found:
        raise ModelError(f"no Argos package is installed for {source}→{target}")
    for package in found:
        with edge(ModelError, "the Argos package cannot be removed", where=package.path):
            argos.uninstall(argos.Package(package.path))


def digest_of(source: str, target: str) -> str:
    """The hash of the newest package of a pair. Raises ModelError where there is none or it cannot be read."""
    found = [package for package in scan()[0] if (package.source, package.target) == (source, target)]
    if not found:
        raise ModelError(f"no Argos package is installed for {source}→{target}", hint=INSTALL_HINT)
    return found[-1].digest()


def _argos() -> ModuleType:
    """Import argostranslate.package, which makes folders and reads settings when imported, and keep it quiet."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    with edge(ModelError, "Argos Translate cannot be started", hint="see ARGOS_* and XDG_* in the environment"):
        module = importlib.import_module("argostranslate.package")
    log = logging.getLogger("argostranslate")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.propagate = False
    return module


def scan() -> tuple[list[Package], list[ModelError]]:
    """The installed packages, oldest version first, and what is wrong with those that cannot be read.

    Done folder by folder, because Argos's own list fails whole where one folder is damaged.
    """
    argos = _argos()
    packages: list[Package] = []
    unreadable: list[ModelError] = []
    for root in map(Path, argos.settings.package_dirs):
        with edge(ModelError, "the folder of Argos packages cannot be read", where=root):
            folders = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
        for folder in folders:
            if not (folder / "metadata.json").exists() and not (folder / "model").exists():
                continue
            try:
                with edge(ModelError, "the Argos package cannot be read", where=folder, hint=REINSTALL_HINT):
                    packages += _read(argos, folder)
            except ModelError as error:
                unreadable.append(error)
    return sorted(packages, key=lambda package: package.age), unreadable


def _read(argos: ModuleType, folder: Path) -> list[Package]:
    found = argos.Package(folder)
    if found.type != "translate":
        return []
    if not (isinstance(found.from_code, str) and isinstance(found.to_code, str)):
        raise ModelError("metadata.json does not say from_code and to_code", where=folder, hint=REINSTALL_HINT)
    return [
        Package(
            path=folder,
            source=found.from_code,
            target=found.to_code,
            version=str(found.package_version or "0"),
            target_prefix=str(found.target_prefix or ""),
            tokenizer=getattr(found, "tokenizer", None),
        )
    ]


def _check_members(members: list[zipfile.ZipInfo], path: Path) -> tuple[str, int]:
    """Refuse what would land outside the package's one folder, or fill the disk; return the folder and its size."""
    for member in members:
        place = PureWindowsPath(member.filename)  # which knows / and \ and drives
        kind = stat.S_IFMT(member.external_attr >> 16)
        if place.drive or place.root or ".." in place.parts or kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise ModelError(f"the Argos package is refused: {member.filename} leads out of it", where=path)
    size, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if size > MAX_UNPACKED or size > MAX_RATIO * max(packed, 1):
        raise ModelError(f"the Argos package is refused: it unpacks to {size // 2**20} MB", where=path)
    folders = {PureWindowsPath(member.filename).parts[:1] for member in members}
    if len(folders) != 1 or not (name := "".join(*folders)):
        raise ModelError("this is not an Argos package: it does not hold just one folder", where=path)
    return name, size


def _check_content(archive: zipfile.ZipFile, folder: str, path: Path) -> tuple[str, str]:
    names = set(archive.namelist())
    for choice in (["metadata.json"], ["model/model.bin"], TOKENIZERS):
        if not any(f"{folder}/{name}" in names for name in choice):
            raise ModelError(f"this is not an Argos package: it has no {' or '.join(choice)}", where=path)
    entry = archive.getinfo(f"{folder}/metadata.json")
    metadata = json.loads(archive.read(entry)) if entry.file_size <= MAX_METADATA else None
    codes = [str(metadata.get(key, "")) for key in ("from_code", "to_code")] if isinstance(metadata, dict) else [""]
    if not all(map(CODE.fullmatch, codes)):
        raise ModelError("this is not an Argos package: metadata.json has no from_code and to_code", where=path)
    return codes[0], codes[1]


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def _stamp(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


@contextmanager
def _time_limit() -> Iterator[None]:
    """Argos's downloads set no limit of their own."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(INDEX_TIMEOUT)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
