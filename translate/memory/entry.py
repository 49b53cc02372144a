"""What a memory holds and what it answers: plain, frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.model import Lang

Origin = Literal["review", "import", "align"]
ORIGINS: tuple[Origin, ...] = ("review", "import", "align")
"""Approved in a review; taken in from another tool's memory; cut out of a text and its published translation."""
Kind = Literal["context", "exact", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence and its translation.

    `date` is ISO 8601 in UTC, or empty where it is not known. `before` and `after` are the sentences beside it in the
    source document, empty where there is none or none is known.
    """

    source: str
    target: str
    lang: Lang
    origin: Origin = "review"
    author: str = ""
    date: str = ""
    document: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that answers a sentence, and how well.

    `rate`: 101 the same sentence between the same neighbours, 100 the same sentence, below that a similar one. `adapted`:
    the target with the asked sentence's numbers, months and terms in place of the entry's, or None where nothing was
    changed. `why`: what lowered the rate, in plain words, empty for 100 and more.
    """

    entry: Entry
    rate: int
    kind: Kind
    adapted: str | None = None
    why: str = ""

    @property
    def text(self) -> str:
        """What to show: the adapted target where there is one."""
        return self.entry.target if self.adapted is None else self.adapted


@dataclass(frozen=True, slots=True)
class Stats:
    """`entries` are those in use, by language and then by origin; `superseded` those whose place a later review took."""

    entries: Mapping[Lang, Mapping[Origin, int]]
    superseded: int
    documents: int
    authors: int
    oldest: str
    newest: str
    size: int
    """Of the database, in bytes."""
