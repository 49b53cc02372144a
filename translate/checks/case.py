"""What a check is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.glossary.names import Names
    from translate.glossary.termbase import Termbase
    from translate.model import Lang, Mention


@dataclass(frozen=True, slots=True)
class Case:
    """A source sentence with its terms, and its draft. `complete` is False when the engine was cut off at its bound."""

    source: str
    text: str
    lang: Lang
    mentions: tuple[Mention, ...]
    termbase: Termbase
    names: Names
    complete: bool = True
