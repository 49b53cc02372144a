"""What a check is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.glossary.names import Names
    from translate.glossary.termbase import Termbase
    from translate.model import Lang, TermMatch


@dataclass(frozen=True, slots=True)
class Case:
    """A source sentence and its draft. `complete` is False when the engine was cut off at its bound of length."""

    source: str
    text: str
    lang: Lang
    matches: tuple[TermMatch, ...]
    termbase: Termbase
    names: Names
    complete: bool = True
