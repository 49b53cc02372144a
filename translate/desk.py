"""What a run works with, and a document on its way through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from translate.config import Config
    from translate.engines.base import Engine
    from translate.glossary.match import Matcher
    from translate.glossary.names import Names
    from translate.glossary.termbase import Termbase
    from translate.memory import Hit, Memory
    from translate.model import Document, Lang, Mention, Segment
    from translate.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """`limit` bounds the segments of each document; `fresh` drafts again what is drafted; `formats`: none are the config's.

    `floor` leaves unusable drafts empty.
    """

    config: Config
    termbase: Termbase
    matcher: Matcher
    names: Names
    engine: Engine
    store: Store
    targets: Sequence[Lang]
    exports: Path
    fresh: bool = False
    limit: int | None = None
    memory: Memory | None = None
    formats: tuple[str, ...] = ()
    floor: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One document: its number in the store, its segments, and for each language that is drafted the terms of each segment.

    `mentions` is by language, then by the segment's id; so is `hits`, what the translation memory has like it, best first.
    """

    number: int
    document: Document
    segments: tuple[Segment, ...]
    mentions: Mapping[Lang, Mapping[str, tuple[Mention, ...]]]
    hits: Mapping[Lang, Mapping[str, tuple[Hit, ...]]]
