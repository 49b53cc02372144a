"""What differs between two glossaries, given as rows by id: by file, by folder, or as the work store kept them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.glossary.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of one concept, before and after; "" is an empty one."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ids of what came and went, and the changes of what stayed, by id; each in the order of the glossary it is in."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[Change, ...]]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)


def compare(old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> Comparison:
    """Where a row lacks a column, it is blank: an old one may be from before that column."""
    both = {identity: changes(old[identity], row) for identity, row in new.items() if identity in old}
    return Comparison(
        added=tuple(identity for identity in new if identity not in old),
        removed=tuple(identity for identity in old if identity not in new),
        changed={identity: found for identity, found in both.items() if found},
    )


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """Cell by cell, in the order of the columns."""
    pairs = ((name, old.get(name, ""), new.get(name, "")) for name in COLUMNS)
    return tuple(Change(name, before, after) for name, before, after in pairs if before != after)
