"""What was understood of a document: its blocks, their languages and sentences, and what is odd."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.inspection.oddities import of_block, of_document
from translate.language import is_arabic
from translate.segment import segments

if TYPE_CHECKING:
    from pathlib import Path

    from translate.model import Block, Document


@dataclass(frozen=True, slots=True)
class Seen:
    """A block, its sentences, what is odd about it, and whether it is going to be drafted."""

    block: Block
    sentences: tuple[str, ...]
    oddities: tuple[str, ...]
    drafted: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "line": self.block.line,
            "place": self.block.place,
            "kind": str(self.block.kind),
            "lang": self.block.lang,
            "drafted": self.drafted,
            "text": self.block.text,
            "sentences": list(self.sentences),
            "oddities": list(self.oddities),
        }


@dataclass(frozen=True, slots=True)
class Inspection:
    document: Document
    blocks: tuple[Seen, ...]
    oddities: tuple[str, ...]

    @property
    def kinds(self) -> Counter[str]:
        return Counter(str(seen.block.kind) for seen in self.blocks)

    @property
    def languages(self) -> Counter[str]:
        return Counter(seen.block.lang for seen in self.blocks)

    @property
    def sentences(self) -> int:
        """How many are going to be drafted."""
        return sum(len(seen.sentences) for seen in self.blocks if seen.drafted)

    def about(self) -> dict[str, str]:
        """What the document says of itself, as far as it says it."""
        known = self.document.metadata
        links = " ".join(f"{code} {address}" for code, address in known.links)
        named = {
            "title": known.title,
            "date": known.date,
            "author": known.author,
            "source": known.source,
            "picture": known.credit,
            "address": known.url,
            "languages": links,
        }
        return {name: value for name, value in named.items() if value}

    def as_json(self) -> dict[str, Any]:
        return {
            "path": str(self.document.path),
            "encoding": self.document.encoding,
            "sha256": self.document.digest,
            "about": self.about(),
            "kinds": dict(self.kinds),
            "languages": dict(self.languages),
            "sentences": self.sentences,
            "oddities": list(self.oddities),
            "blocks": [seen.as_json() for seen in self.blocks],
        }


def inspect(document: Document, rules: Path | None = None) -> Inspection:
    """`rules`: an SRX file of the desk's own."""
    sentences: dict[int, list[str]] = {}
    for segment in segments(document.blocks, rules):
        sentences.setdefault(segment.block, []).append(segment.source)
    blocks = tuple(
        Seen(block, tuple(sentences.get(place, ())), of_block(block), block.kind.translatable and is_arabic(block))
        for place, block in enumerate(document.blocks)
    )
    return Inspection(document, blocks, of_document(document))
