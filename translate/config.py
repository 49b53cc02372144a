"""config.toml, read once into frozen values and passed in. Nothing here is global."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from translate.errors import ConfigError
from translate.model import Lang

FILE_NAME = "config.toml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _once(targets: tuple[Lang, ...]) -> tuple[Lang, ...]:
    return tuple(dict.fromkeys(targets))


class RunConfig(_Table):
    targets: Annotated[tuple[Literal[Lang.EN, Lang.RU], ...], Field(min_length=1), AfterValidator(_once)] = (Lang.EN, Lang.RU)
    engine: str = "auto"
    formats: Annotated[tuple[str, ...], Field(min_length=1)] = ("docx", "po")


class PathsConfig(_Table):
    """Relative paths are relative to the folder of config.toml."""

    glossary: Path = Path("glossary")
    exports: Path = Path("exports")
    store: Path = Path(".translate")


class GgufConfig(_Table):
    model: str = "qwen2.5-coder-1.5b"
    slots: Annotated[int, Field(ge=1, le=64)] = 4
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """0: as many as the machine has cores."""


class ArgosConfig(_Table):
    threads: Annotated[int, Field(ge=0, le=256)] = 0


class DocxConfig(_Table):
    arabic_font: str = "Arial"
    latin_font: str = "Calibri"
    font_size: Annotated[float, Field(ge=6, le=32)] = 11.0


class ReviewConfig(_Table):
    """The table that editors get. `interface`: the language of its headings, statuses and notices."""

    rows: Literal["sentence", "paragraph"] = "sentence"
    interface: Lang = Lang.EN


class MemoryConfig(_Table):
    """The translation memory. Several projects may name one `path`."""

    path: Path = Path(".translate/memory.db")
    threshold: Annotated[int, Field(ge=50, le=100)] = 75
    """The lowest match rate that is shown."""


class Config(_Table):
    """The whole of config.toml. `root` is the folder that relative paths start from."""

    root: Path = Path()
    run: RunConfig = RunConfig()
    paths: PathsConfig = PathsConfig()
    gguf: GgufConfig = GgufConfig()
    argos: ArgosConfig = ArgosConfig()
    docx: DocxConfig = DocxConfig()
    review: ReviewConfig = ReviewConfig()
    memory: MemoryConfig = MemoryConfig()

    @property
    def glossary_folder(self) -> Path:
        return self.root / self.paths.glossary

    @property
    def exports_folder(self) -> Path:
        return self.root / self.paths.exports

    @property
    def store_folder(self) -> Path:
        return self.root / self.paths.store

    @property
    def memory_file(self) -> Path:
        return self.root / self.memory.path


def load(path: Path | None = None) -> Config:
    """Read `path`, or ./config.toml, or, when that does not exist, the defaults.

    Raises ConfigError naming the file, the key and what it should be.
    """
    file = path or Path(FILE_NAME)
    if not file.is_file():
        if path is not None:
            raise ConfigError("no such file", where=path, hint="leave out --config to use ./config.toml or the defaults")
        return Config()
    try:
        with file.open("rb") as handle:
            data = tomllib.load(handle)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(
            f"cannot be read: {error}", where=file, hint="see the commented config.toml of the project"
        ) from error
    if "root" in data:
        raise ConfigError("unknown key 'root'", where=file, hint="relative paths start at the file's own folder")
    try:
        return Config(**data, root=file.parent)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise ConfigError(f"unknown key '{key}'", where=file, hint=f"known: {', '.join(_keys(first['loc']))}") from None
        raise ConfigError(f"'{key}': {first['msg']}, got {first['input']!r}", where=file) from None


def _keys(loc: tuple[int | str, ...]) -> list[str]:
    """The keys that would have been understood where the unknown one stands."""
    table: type[BaseModel] = Config
    for part in loc[:-1]:
        annotation = table.model_fields[str(part)].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            table = annotation
    return sorted(name for name in table.model_fields if name != "root")
