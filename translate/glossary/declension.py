"""The words of Russian declension: cases, numbers, and a term with what its entry says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Case(StrEnum):
    NOM = "nom"
    GEN = "gen"
    DAT = "dat"
    ACC = "acc"
    INS = "ins"
    LOC = "loc"
    """The prepositional, without its preposition."""


class Number(StrEnum):
    SG = "sg"
    PL = "pl"


Slot = tuple[Case, Number]
Paradigm = Mapping[Slot, tuple[str, ...]]
"""The forms of a word or term, the one to write first; a number that it lacks is absent."""
INDECLINABLE: Final = "indeclinable"
Untyped = Any  # what pymorphy3 hands out


@dataclass(frozen=True, slots=True)
class RussianTerm:
    """A term in the nominative. Raises ValueError where a field holds nonsense.

    `gender`: m, f or n; `number`: sg or pl, that of the text as given; `animate`: None leaves it to the dictionary;
    `overrides`: the cell `ru_forms`, see `parse_overrides`. What is blank is found out from the words.
    """

    text: str
    gender: str = ""
    number: str = ""
    animate: bool | None = None
    person: bool = False
    overrides: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a Russian term is blank")
        if self.gender not in {"", "m", "f", "n"}:
            raise ValueError(f"gender '{self.gender}' of '{self.text}' is none of m, f, n")
        if self.number not in {"", *Number}:
            raise ValueError(f"number '{self.number}' of '{self.text}' is neither sg nor pl")
        parse_overrides(self.overrides)


def parse_overrides(cell: str) -> dict[tuple[Case, Number | None], str]:
    """Read `gen=Алма-Аты; pl.gen=…`; a form without sg. or pl. is in the term's own number (None).

    A blank cell and the word `indeclinable` hold no forms. Raises ValueError for anything else.
    """
    found: dict[tuple[Case, Number | None], str] = {}
    for entry in [] if cell.strip() == INDECLINABLE else filter(None, map(str.strip, cell.split(";"))):
        key, _, form = (part.strip() for part in entry.partition("="))
        number, _, case = key.rpartition(".")
        if not form or case not in set(Case) or number not in {"", *Number}:
            raise ValueError(f"ru_forms: '{entry}' is neither '{INDECLINABLE}' nor like gen=… or pl.gen=…")
        slot = Case(case), Number(number) if number else None
        if slot in found:
            raise ValueError(f"ru_forms: '{key}' stands there twice")
        found[slot] = form
    return found
