"""Mozilla's models for Firefox: which files make one, where they are kept, and that they are what was installed.

A model lies in the folder of models as `firefox/ar-en/` with the names that Mozilla gives its files, and SHA256SUMS, written
when it was installed. Files may come from any folder, or from Mozilla through fxtranslate's discovery.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import shutil
import tempfile
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.engines import models
from translate.engines.edge import edge
from translate.errors import ModelError
from translate.files import sha256
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "fxtranslate"
PACKAGE_HINT = "pip install 'newsdesk-translate[firefox]'"
SUMS = "SHA256SUMS"
INSTALL_HINT = "translate models install firefox:ar-en, or the folder of its files"
_PAIRS = {f"{source}{target}": (source, target) for source, target in permutations(map(str, Lang), 2)}
_PAIR = re.compile(r"\.([a-z]{4})\.")
_SUM = re.compile(r"([0-9a-f]{64}) [ *](\S+)")


@dataclass(frozen=True, slots=True)
class FirefoxModel:
    """`shortlist`: the words that may stand in a translation; without it all may."""

    source: str
    target: str
    weights: Path
    source_vocabulary: Path
    target_vocabulary: Path
    shortlist: Path | None

    @property
    def files(self) -> tuple[Path, ...]:
        named = (self.weights, self.source_vocabulary, self.target_vocabulary, self.shortlist)
        return tuple(dict.fromkeys(file for file in named if file))


def package_is_here() -> bool:
    return importlib.util.find_spec(PACKAGE) is not None


def home() -> Path:
    return models.folder() / "firefox"


def find(folder: Path) -> FirefoxModel:
    """The model whose files lie in the folder. Raises ModelError where one is missing or it is not clear which."""
    weights = _one(folder, "model*.bin")
    shared = sorted(folder.glob("vocab*.spm"))
    source, target = (
        (shared[0], shared[0]) if len(shared) == 1 else (_one(folder, "srcvocab*.spm"), _one(folder, "trgvocab*.spm"))
    )
    pair = _PAIR.search(weights.name)
    if not pair or pair[1] not in _PAIRS:
        raise ModelError(
            f"{weights.name} does not say a pair of this desk's languages, as model.aren.intgemm.alphas.bin does", where=folder
        )
    shortlists = sorted(folder.glob("lex*.bin"))
    return FirefoxModel(*_PAIRS[pair[1]], weights, source, target, shortlists[0] if shortlists else None)


def installed() -> tuple[tuple[str, str], ...]:
    """The pairs that have a folder; whether it is sound is another question."""
    return tuple(pair for pair in _PAIRS.values() if (_place(*pair) / SUMS).is_file())


def digest(source: str, target: str) -> str:
    """Of all that was installed, from the sums that were taken then."""
    place = _place(source, target)
    return hashlib.sha256("\n".join(sorted(f"{name} {total}" for name, total in _sums(place).items())).encode()).hexdigest()


def sound(source: str, target: str) -> FirefoxModel:
    """The installed model, hashed file by file. Raises ModelError where one is not what was installed."""
    place = _place(source, target)
    sums = _sums(place)
    model = find(place)
    for file in model.files:
        with edge(ModelError, "cannot be read", where=file):
            found = sha256(file)
        if found != sums.get(file.name):
            raise ModelError("is not the file that was installed: its SHA-256 differs", where=file, hint=INSTALL_HINT)
    return model


def install_folder(folder: Path) -> str:
    """Copy a model's files into place and take their sums; returns its label (`firefox:ar-en`)."""
    model = find(folder)
    place = _place(model.source, model.target)
    with edge(ModelError, "the model cannot be installed", where=place):
        if folder.resolve() == place.resolve():
            raise ModelError("is the installed model itself", where=folder, hint="translate models verify")
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as name:
            made = Path(name) / place.name
            made.mkdir()
            for file in model.files:
                shutil.copyfile(file, made / file.name)
            lines = sorted(f"{sha256(made / file.name)}  {file.name}\n" for file in model.files)
            (made / SUMS).write_text("".join(lines), encoding="ascii")
            if place.exists():
                place.rename(Path(name) / "old")
            made.rename(place)
    return f"firefox:{model.source}-{model.target}"


def install_from_mozilla(source: str, target: str) -> str:
    """Fetch the pair's newest model from Mozilla's settings server and install it. This goes online."""
    discovery = _package().discovery
    with edge(ModelError, "Mozilla's list of models cannot be had", hint="translate models install FOLDER with the files"):
        pairs = discovery.model_pairs(discovery.fetch_records_body())
    if (source, target) not in pairs:
        raise ModelError(f"Mozilla has no model for {source}→{target}", hint="translate models list")
    with edge(ModelError, "the model cannot be fetched", hint="translate models install FOLDER with the files"):
        home().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch.", dir=home()) as name:
            discovery.add_models(source, target, cache_dir=name, progress=False)
            return install_folder(Path(name) / f"{source}-{target}")


def remove(source: str, target: str) -> None:
    place = _place(source, target)
    with edge(ModelError, "cannot be removed", where=place):
        shutil.rmtree(place)


def need_package() -> None:
    """Raise ModelError unless fxtranslate can be imported."""
    if not package_is_here():
        raise ModelError(f"{PACKAGE} is not installed", hint=PACKAGE_HINT)


def _package() -> Any:  # noqa: ANN401 - an optional package
    need_package()
    return importlib.import_module(PACKAGE)


def _place(source: str, target: str) -> Path:
    return home() / f"{source}-{target}"


def _one(folder: Path, pattern: str) -> Path:
    if not folder.is_dir():
        raise ModelError("there is no such folder", where=folder, hint=INSTALL_HINT)
    found = sorted(folder.glob(pattern))
    if len(found) == 1:
        return found[0]
    packed = " (unpack the .gz or .zst first)" if not found and any(folder.glob(pattern + ".*")) else ""
    number = "has several files" if found else "has no file"
    raise ModelError(f"is no Firefox model: it {number} {pattern}{packed}", where=folder, hint=INSTALL_HINT)


def _sums(place: Path) -> dict[str, str]:
    with edge(ModelError, "cannot be read", where=place / SUMS, hint=INSTALL_HINT):
        return dict(_lines((place / SUMS).read_text(encoding="ascii")))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if match := _SUM.fullmatch(line):
            yield match[2], match[1]
