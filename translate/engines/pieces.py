"""Where a tokenizer's pieces lie in a text, and which words they make.

Exactly or not at all: SentencePiece normalises (NFKC, white space) and says itself what became of each character, since
its version 0.2.2. Of an older one, and of byte pair encoding behind Moses's tokenizer, nothing is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translate.engines.argos_packages import Tokenizer

Span = tuple[int, int]

_LETTER = r"[\w\u0300-\u036f\u064b-\u065f\u0670]"  # accents and vowel signs are no \w
_WORD = re.compile(rf"(?!(?<=\w['’])s\b){_LETTER}+(?:['’](?!s\b){_LETTER}+)*")
"""The English 's belongs to no word, so that it stays where a name before it is replaced."""
_SPACES = str.maketrans("▁_", "  ")  # as Argos's tokenizer does to what it has decoded, whatever they stood for


@dataclass(frozen=True)
class Pieces:
    """A text, and for each of a tokenizer's pieces of it, in order, the characters that the piece stands for.

    Where several pieces make one character (its bytes, or a ligature taken apart), all but the last stand for none. None
    is for a piece that is no part of the text at all.
    """

    text: str
    spans: tuple[Span | None, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        spans = [match.span() for match in _WORD.finditer(self.text)]
        parts: list[dict[int, Span]] = [{} for _ in spans]
        owner = {at: number for number, span in enumerate(spans) for at in range(*span)}
        for index, (start, end) in enumerate(self._visible()):
            for number in {owner[at] for at in range(start, end) if at in owner}:
                parts[number][index] = max(start, spans[number][0]), min(end, spans[number][1])
        return tuple(Word(*span, pieces) for span, pieces in zip(spans, parts, strict=True))

    def _visible(self) -> list[Span]:
        """The spans, but what stands for nothing or for white space goes with the next that stands for more."""
        visible: list[Span] = []
        following = nowhere = (0, 0)
        for span in reversed(self.spans):
            if span and self.text[slice(*span)].strip():
                following = span
            visible.append(following if span else nowhere)
        return visible[::-1]


@dataclass(frozen=True, slots=True)
class Word:
    """`pieces`: by their numbers, the pieces that make the word, and what of it each stands for."""

    start: int
    end: int
    pieces: dict[int, Span]


def encoded(tokenizer: Tokenizer, text: str, tokens: Sequence[str]) -> Pieces | None:
    """Where the tokens that were made of the text lie in it."""
    if (processor := _sentencepiece(tokenizer)) is None:
        return None
    mapping = processor.encode(text, return_type="offset_mapping")
    return _pieces(text, mapping["offsets"]) if mapping["pieces"] == list(tokens) else None


def decoded(tokenizer: Tokenizer, tokens: Sequence[str], text: str) -> Pieces | None:
    """Where the tokens lie in the text that was made of them. What was cut off at its start, a prefix, lies nowhere."""
    if (processor := _sentencepiece(tokenizer)) is None:
        return None
    mapping = processor.decode(list(tokens), return_type="offset_mapping")
    cut = len(mapping["text"]) - len(text)
    if cut < 0 or mapping["text"].translate(_SPACES)[cut:] != text:
        return None
    return _pieces(
        text, [(max(0, start - cut), end - cut) if start >= cut or end > cut else None for start, end in mapping["offsets"]]
    )


def _sentencepiece(tokenizer: Tokenizer) -> Any:  # noqa: ANN401 - Argos ships no types
    """The SentencePiece model behind Argos's tokenizer, if there is one that can tell where its pieces lie."""
    load = getattr(tokenizer, "lazy_processor", None)
    processor = load() if load else None
    return processor if hasattr(processor, "encode_as_offset_mapping") else None


def _pieces(text: str, spans: Iterable[Span | None]) -> Pieces | None:
    pieces = Pieces(text, tuple(spans))
    edges = (0, *chain.from_iterable(filter(None, pieces.spans)), len(text))
    return pieces if all(one <= other for one, other in pairwise(edges)) else None
