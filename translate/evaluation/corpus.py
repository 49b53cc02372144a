"""Test sets and finished outputs: plain text, one segment a line, line for line the same segments in every file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate.errors import UsageError
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAX_BYTES = 64_000_000
MAX_LINE = 20_000
"""Characters in a line. TER takes minutes for one of 2,000 words; what comes in longer ones was not cut into segments."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Source lines and what a human made of each; as many of both. `whole`: how many there are without a limit."""

    source_path: Path
    reference_path: Path
    source_lang: Lang
    target_lang: Lang
    sources: tuple[str, ...]
    references: tuple[str, ...]
    whole: int

    def file_name(self, system: str) -> str:
        """Of a finished output, as test sets have it: `argos.ar-en.en`."""
        return f"{system}{self._ending}"

    def system_of(self, path: Path) -> str:
        """The system that made a finished output: `argos.ar-en.en` is argos's, another name stands for itself."""
        return path.name.removesuffix(self._ending) or path.name

    @property
    def _ending(self) -> str:
        return f".{self.source_lang}-{self.target_lang}.{self.target_lang}"


@dataclass(frozen=True, slots=True)
class System:
    """What one engine or file has for the lines of a corpus.

    `made_by`: the engine's signature, or the file. `seconds`: what drafting took in all, with the loading of the model;
    None for a finished output.
    """

    name: str
    lines: tuple[str, ...]
    made_by: str
    seconds: float | None = None

    @property
    def is_file(self) -> bool:
        return self.seconds is None


def pair(source: str, target: str) -> tuple[Lang, Lang]:
    """The two languages. Raises UsageError for a code that is not the desk's, and for a target without a glossary."""
    for code, option, known in ((source, "--from", tuple(Lang)), (target, "--to", TARGETS)):
        if code not in known:
            raise UsageError(f"no language '{code}' here", where=option, hint=f"there are: {', '.join(known)}")
    if source == target:
        raise UsageError(f"is {target}, and so is --from", where="--to")
    return Lang(source), Lang(target)


def load(source: Path, reference: Path, langs: tuple[Lang, Lang], *, limit: int | None = None) -> Corpus:
    """Read a test set, or its first `limit` lines. Raises UsageError where the two files cannot belong together."""
    sources, references = read(source), read(reference)
    if len(references) != len(sources):
        raise _unequal(reference, len(references), source, len(sources))
    return Corpus(source, reference, *langs, sources[:limit], references[:limit], len(sources))


def load_output(path: Path, corpus: Corpus) -> System:
    """A finished output for a corpus; of a limited one, its first lines. Raises UsageError like `load`."""
    lines = read(path)
    if len(lines) != corpus.whole:
        raise _unequal(path, len(lines), corpus.source_path, corpus.whole)
    return System(corpus.system_of(path), lines[: len(corpus.sources)], str(path))


def apart(systems: Sequence[System]) -> list[System]:
    """Finished outputs that share a name with another system, by their paths. Raises UsageError for one named twice."""
    names = Counter(system.name for system in systems)
    result = [
        replace(system, name=system.made_by) if names[system.name] > 1 and system.is_file else system for system in systems
    ]
    for name, count in Counter(system.name for system in result).items():
        if count > 1:
            raise UsageError(f"'{name}' is named twice", where="--against")
    return result


def read(path: Path) -> tuple[str, ...]:
    """The lines of a UTF-8 file, with or without a byte order mark and carriage returns; blank ones count.

    Only a line feed ends a line: U+2028, U+0085 and form feeds stand inside segments of real test sets.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", where=path) from error
    if len(data) > MAX_BYTES:
        raise UsageError(f"is larger than {MAX_BYTES // 1_000_000} MB", where=path, hint="cut it into smaller test sets")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8 (at byte {error.start})", where=path, hint="save it as UTF-8") from None
    if "\0" in text:
        raise UsageError("holds NUL bytes: is it UTF-16?", where=path, hint="save it as UTF-8")
    if not text.strip():
        raise UsageError("is empty", where=path)
    lines = tuple(line.removesuffix("\r") for line in text.removesuffix("\n").split("\n"))
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise UsageError(f"line {number} has {len(line):,} characters", where=path, hint="one segment a line in every file")
    return lines


def _unequal(path: Path, lines: int, source: Path, wanted: int) -> UsageError:
    return UsageError(f"has {lines} lines, but {source} has {wanted}", where=path, hint="one segment a line in every file")
