"""config.toml, read once into frozen values and passed in. Nothing here is global."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping  # noqa: TC003 - pydantic reads it
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from translate.errors import ConfigError
from translate.model import Lang, Severity

FILE_NAME = "config.toml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _once(targets: tuple[Lang, ...]) -> tuple[Lang, ...]:
    return tuple(dict.fromkeys(targets))


class RunConfig(_Table):
    targets: Annotated[tuple[Literal[Lang.EN, Lang.RU], ...], Field(min_length=1), AfterValidator(_once)] = (Lang.EN, Lang.RU)
    engine: str = "auto"
    quality: Literal["fast", "careful"] = "careful"
    """`fast`: one draft a sentence by the embedded model; `careful`: the best of several."""
    formats: Annotated[tuple[str, ...], Field(min_length=1)] = ("docx", "po")


class PathsConfig(_Table):
    """Relative paths are relative to the folder of config.toml."""

    glossary: Path = Path("glossary")
    exports: Path = Path("exports")
    store: Path = Path(".translate")


class GgufConfig(_Table):
    model: str = "qwen2.5-coder-1.5b"
    """A name of the manifest, or the path of a .gguf file."""
    adapter: str = ""
    """A LoRA adapter for the model, in a .gguf file; empty: none."""
    slots: Annotated[int, Field(ge=1, le=64)] = 4
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """0: as many as the machine has cores."""


class ArgosConfig(_Table):
    threads: Annotated[int, Field(ge=0, le=256)] = 0


class CtranslateModel(_Table):
    """A folder in CTranslate2's format, and the pair that it is to do."""

    path: Path
    source: Lang = Field(alias="from")
    target: Lang = Field(alias="to")
    family: Literal["auto", "opus", "nllb", "m2m"] = "auto"

    @model_validator(mode="after")
    def _two_languages(self) -> Self:
        if self.source is self.target:
            raise ValueError("'from' and 'to' name the same language")
        return self


class CtranslateConfig(_Table):
    models: tuple[CtranslateModel, ...] = ()
    threads: Annotated[int, Field(ge=0, le=256)] = 0


class FirefoxConfig(_Table):
    processes: Annotated[int, Field(ge=0, le=256)] = 0
    """0: as many as the machine has cores."""


class DocxConfig(_Table):
    arabic_font: str = "Arial"
    latin_font: str = "Calibri"
    font_size: Annotated[float, Field(ge=6, le=32)] = 11.0


class ReviewConfig(_Table):
    """The table that editors get. `interface`: the language of its headings, statuses and notices."""

    rows: Literal["sentence", "paragraph"] = "sentence"
    interface: Lang = Lang.EN


class SegmentConfig(_Table):
    rules: str = ""
    """An SRX file whose rules come before the package's; empty: none."""


class MemoryConfig(_Table):
    """The translation memory. Several projects may name one `path`."""

    path: Path = Path(".translate/memory.db")
    threshold: Annotated[int, Field(ge=50, le=100)] = 75
    """The lowest match rate that is shown."""


def _is_known(pattern: str) -> str:
    """A dateline's pattern, if it names nothing but what a dateline can hold."""
    try:
        names = {name for _, name, form, conversion in Formatter().parse(pattern) if name is not None or form or conversion}
    except ValueError as error:
        raise ValueError(f"is no pattern: {error}") from None
    if unknown := names - {"date", "source", "author"}:
        raise ValueError(f"holds {{{min(map(str, unknown))}}}; {{date}}, {{source}} and {{author}} are known")
    return pattern


def _is_web(address: str) -> str:
    if address and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", address):
        raise ValueError("is no web address like https://example.org/news")
    return address.rstrip("/")


class PublishConfig(_Table):
    """Editions for readers. `publisher` and `address` stand in the pages' metadata where they are given."""

    folder: Path = Path("published")
    formats: Annotated[tuple[str, ...], Field(min_length=1)] = ("html",)
    publisher: str = ""
    address: Annotated[str, AfterValidator(_is_web)] = ""
    """Where the folder will be on the web, so that pages can name each other in full."""
    date: Literal["full", "long", "medium", "short"] = "long"
    """A length of CLDR."""
    dateline: Annotated[str, AfterValidator(_is_known)] = "{date}"
    english: Literal["en-GB", "en-US"] = "en-GB"
    template: str = ""
    """A DOCX whose styles, page and letterhead the articles get; none: python-docx's own."""


class ChecksConfig(_Table):
    """What the checks tell. `off` and `severity` are by the name of a finding, as docs/checks.md has them.

    `headline`: how English headlines are capitalised; empty where nobody minds.
    """

    off: frozenset[str] = frozenset(["no-break"])
    severity: Mapping[str, Severity] = {}
    headline: Literal["sentence", "title", ""] = ""


class Config(_Table):
    """The whole of config.toml. `root` is the folder that relative paths start from."""

    root: Path = Path()
    run: RunConfig = RunConfig()
    paths: PathsConfig = PathsConfig()
    gguf: GgufConfig = GgufConfig()
    argos: ArgosConfig = ArgosConfig()
    ctranslate: CtranslateConfig = CtranslateConfig()
    firefox: FirefoxConfig = FirefoxConfig()
    docx: DocxConfig = DocxConfig()
    review: ReviewConfig = ReviewConfig()
    segment: SegmentConfig = SegmentConfig()
    memory: MemoryConfig = MemoryConfig()
    checks: ChecksConfig = ChecksConfig()
    publish: PublishConfig = PublishConfig()

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
    def segment_rules(self) -> Path | None:
        return self.root / self.segment.rules if self.segment.rules else None

    @property
    def memory_file(self) -> Path:
        return self.root / self.memory.path

    @property
    def publish_folder(self) -> Path:
        return self.root / self.publish.folder

    @property
    def own_folders(self) -> tuple[Path, ...]:
        """What this program writes or keeps: no sources, wherever they lie."""
        return (self.exports_folder, self.publish_folder, self.store_folder, self.glossary_folder)


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
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise ConfigError(f"cannot be read: {why}", where=file, hint="see the commented config.toml of the project") from error
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
        if isinstance(part, str):  # a number stands for one of several tables
            annotation = table.model_fields[part].annotation
            inner = next(iter(get_args(annotation)), annotation)
            table = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else table
    return sorted(field.alias or name for name, field in table.model_fields.items() if name != "root")
