"""config.toml: what is left out has a default, what is wrong is named in one line with the key and what it should be."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from translate.config import Config, load
from translate.errors import ConfigError
from translate.model import Lang

ROOT = Path(__file__).parents[1]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def keys(table: type[BaseModel] = Config, prefix: str = "") -> set[str]:
    """Every key that config.toml may hold, as `table.key`."""
    found: set[str] = set()
    for name, field in table.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found |= keys(field.annotation, f"{name}.")
        elif prefix:
            found.add(f"{prefix}{name}")
    return found


def flat(data: dict[str, Any]) -> set[str]:
    return {f"{table}.{key}" for table, values in data.items() for key in values}


class TestTheFileOfTheRepository:
    def test_says_the_defaults(self) -> None:
        assert load(ROOT / "config.toml") == Config(root=ROOT)

    def test_holds_every_key_there_is_and_no_other(self) -> None:
        assert flat(tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))) == keys()


class TestGoodFiles:
    def test_none_in_this_folder_means_the_defaults(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert load() == Config()

    def test_the_one_in_this_folder_is_taken_unasked(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(file.parent)
        file.write_text('[run]\nengine = "pseudo"\n')
        assert load().run.engine == "pseudo"

    def test_an_empty_one_means_the_defaults(self, file: Path) -> None:
        file.write_text("")
        assert load(file) == Config(root=file.parent)

    def test_a_key_alone_leaves_its_neighbours_as_they_are(self, file: Path) -> None:
        file.write_text("[gguf]\nslots = 2\n")
        assert load(file).gguf.slots == 2
        assert load(file).gguf.model == Config().gguf.model

    @pytest.mark.parametrize(
        ("text", "targets"),
        [
            ('["en"]', (Lang.EN,)),
            ('["ru", "en"]', (Lang.RU, Lang.EN)),
            ('["en", "ru", "en"]', (Lang.EN, Lang.RU)),
        ],
    )
    def test_targets_keep_their_order_and_stand_once(self, file: Path, text: str, targets: tuple[Lang, ...]) -> None:
        file.write_text(f"[run]\ntargets = {text}\n")
        assert load(file).run.targets == targets

    def test_relative_paths_start_at_the_file_and_absolute_ones_stay(self, file: Path) -> None:
        file.write_text('[paths]\nglossary = "terms"\nstore = "/var/lib/desk"\n')
        config = load(file)
        assert config.glossary_folder == file.parent / "terms"
        assert config.exports_folder == file.parent / "exports"
        assert config.store_folder == Path("/var/lib/desk")

    def test_what_was_read_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            Config().gguf.slots = 9


BAD = {
    "unknown table": ("[engine]\nname = 1\n", ["unknown key 'engine'", "known: argos, checks, ctranslate, "]),
    "unknown key": ("[gguf]\nslot = 3\n", ["unknown key 'gguf.slot'", "known: adapter, model, slots, threads"]),
    "unknown key of a model": (
        '[[ctranslate.models]]\npath = "m"\nfrom = "ar"\nto = "en"\nkind = "opus"\n',
        ["unknown key 'ctranslate.models.0.kind'", "known: family, from, path, to"],
    ),
    "a model without a pair": ('[[ctranslate.models]]\npath = "m"\nfrom = "ar"\n', ["'ctranslate.models.0.to'", "required"]),
    "a model of one language": ('[[ctranslate.models]]\npath = "m"\nfrom = "ar"\nto = "ar"\n', ["name the same language"]),
    "a family that is none": (
        '[[ctranslate.models]]\npath = "m"\nfrom = "ar"\nto = "en"\nfamily = "bert"\n',
        ["'ctranslate.models.0.family'", "'auto', 'opus', 'nllb' or 'm2m'", "'bert'"],
    ),
    "unknown key at the top": ('engine = "pseudo"\n', ["unknown key 'engine'", "known: argos,"]),
    "the root is not for the file": ('root = "/"\n', ["unknown key 'root'", "relative paths start"]),
    "table that is a value": ("gguf = 3\n", ["'gguf'", "got 3"]),
    "number that is a word": ('[gguf]\nslots = "many"\n', ["'gguf.slots'", "integer", "'many'"]),
    "number too small": ("[gguf]\nslots = 0\n", ["'gguf.slots'", "greater than or equal to 1", "got 0"]),
    "number too big": ("[argos]\nthreads = 1000\n", ["'argos.threads'", "less than or equal to 256"]),
    "no number at all": ("[docx]\nfont_size = nan\n", ["'docx.font_size'", "nan"]),
    "word that is a list": ('[docx]\nlatin_font = ["Arial"]\n', ["'docx.latin_font'", "string"]),
    "language that is no target": ('[run]\ntargets = ["ar"]\n', ["'run.targets.0'", "'en'", "'ru'", "'ar'"]),
    "targets that are no list": ('[run]\ntargets = "en"\n', ["'run.targets'", "got 'en'"]),
    "no target": ("[run]\ntargets = []\n", ["'run.targets'", "at least 1"]),
    "broken TOML": ("[run\n", ["cannot be read", "line 1"]),
    "the same table twice": ("[run]\n[run]\n", ["cannot be read", "commented config.toml"]),
}


class TestBadFiles:
    @pytest.mark.parametrize(("text", "parts"), BAD.values(), ids=BAD)
    def test_are_refused_in_one_line_that_names_file_and_key(self, file: Path, text: str, parts: list[str]) -> None:
        file.write_text(text)
        with pytest.raises(ConfigError) as caught:
            load(file)
        said = str(caught.value)
        assert said.startswith(f"{file}: ")
        assert "\n" not in said
        assert [part for part in parts if part not in said] == []
        assert caught.value.exit_code == 2

    def test_one_that_is_not_utf8_is_refused(self, file: Path) -> None:
        file.write_bytes('[run]\nengine = "القاهرة"\n'.encode("cp1256"))
        with pytest.raises(ConfigError, match="cannot be read"):
            load(file)

    def test_one_that_is_asked_for_and_missing_is_refused(self, file: Path) -> None:
        with pytest.raises(ConfigError, match="no such file"):
            load(file)

    def test_a_folder_in_its_place_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="no such file"):
            load(tmp_path)
