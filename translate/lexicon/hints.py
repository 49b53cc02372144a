"""Words of a source with the translation that they have nearly always: for an engine that reads the language poorly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import TermPair
from translate.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translate.lexicon.lexicon import Lexicon

MOST = 6
_CONTENT = 5.5  # weight of the translation: a word of content
_SURE = 0.45  # share of the translation
_SURE_OF_NAME = 0.6  # Tatoeba's sentences are about a Layla, so that «الليلة», tonight, is often she
_LEAST_SEEN = 3  # sentences
_SHORTEST = 3  # letters


def hints(lexicon: Lexicon, source: str, known: Iterable[tuple[int, int]] = ()) -> tuple[TermPair, ...]:
    """The rarest words first, at most MOST; none in the stretches that are `known` by other means, the glossary's terms."""
    spans = tuple(known)
    found: dict[str, tuple[int, TermPair]] = {}
    for stem, start, end in stems(source, lexicon.source):
        if end - start < _SHORTEST or any(start < other_end and other < end for other, other_end in spans):
            continue
        best = max(lexicon.table.get(stem, {}).items(), key=lambda item: item[1], default=None)
        if best is None or stem.isdigit() or lexicon.weight(best[0]) < _CONTENT or lexicon.seen[stem] < _LEAST_SEEN:
            continue
        word, translation = source[start:end], lexicon.words[best[0]]
        if translation and best[1] >= (_SURE_OF_NAME if translation[:1].isupper() else _SURE):
            found.setdefault(word, (lexicon.seen[stem], TermPair(word, translation)))
    return tuple(pair for _, pair in sorted(found.values(), key=lambda item: item[0])[:MOST])
