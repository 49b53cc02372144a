"""A version of a story as the aligner takes it: sentences, and the paragraphs that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from translate import language
from translate.errors import InputError
from translate.model import Lang
from translate.segment import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Text:
    """`paragraphs[i]` is the number of the paragraph that sentence `i` stands in; the numbers never fall.

    `date` is the day of the story, ISO 8601, or empty; `name` stands for the text in reports and in memories.
    """

    name: str
    lang: Lang
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    date: str = ""

    @cached_property
    def starts(self) -> tuple[bool, ...]:
        """Whether a paragraph begins with a sentence; one more than there are sentences, for the end."""
        changes = [before != after for before, after in pairwise(self.paragraphs)]
        return (True, *changes, True) if self.sentences else (True,)

    def joined(self, numbers: Iterable[int]) -> str:
        return " ".join(self.sentences[number] for number in numbers)


def text_of(name: str, lang: Lang, paragraphs: Iterable[Sequence[str]], date: str = "") -> Text:
    """A text from its paragraphs, each a sequence of sentences."""
    pairs = [(sentence, number) for number, sentences in enumerate(paragraphs) for sentence in sentences]
    return Text(name, lang, tuple(sentence for sentence, _ in pairs), tuple(number for _, number in pairs), date)


def read(path: Path) -> Text:
    """Raises InputError for what cannot be read, is empty, or is in no language of the desk."""
    blocks, date = _blocks(path)
    lang = language.detect(" ".join(blocks))
    if lang not in set(Lang):
        raise InputError("holds no Arabic, English or Russian text", where=path)
    sentences = [[piece.strip() for piece in split(block, lang) if piece.strip()] for block in blocks]
    return text_of(path.stem, Lang(lang), sentences, date)


def _blocks(path: Path) -> tuple[list[str], str]:
    """The blocks to align and the day of the story, as far as the file says it."""
    from translate.formats import reading  # noqa: PLC0415 - it loads the readers' libraries

    document = reading.read(path)
    return [block.text for block in document.blocks if block.kind.translatable], document.metadata.date[:10]
