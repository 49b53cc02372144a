"""Repeated phrases of a corpus, each a number, with where they stand.

A phrase is at most six words long and holds no punctuation. It begins and ends with a word that is none of grammar's, and
what is attached to its first word does not count. Within it nothing may be attached (`في`, `و…`), nor stand that the
termbase knows, unless it begins with what a body is called: `منظمة الأمن والتعاون في أوروبا`.

The work is one pass over the text for each length, and only phrases whose beginnings are frequent are kept from one pass
to the next, so memory grows with what is repeated.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.glossary.suggest.cues import BODIES

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from translate.glossary.suggest.corpus import Corpus

LONGEST: Final = 6
_BITS: Final = 32


@dataclass(frozen=True, slots=True)
class Phrase:
    """`keys`: its words' keys. `places`: where in the stream it begins.

    `longest`: how often the commonest repeated phrase stands there that has one word more before or behind.
    """

    keys: tuple[int, ...]
    places: Sequence[int]
    longest: int


@dataclass(frozen=True, slots=True)
class _Level:
    """All phrases of one length: the number of each at each place, and what each is made of."""

    places: array[int]
    numbers: array[int]
    keys: tuple[tuple[int, ...], ...]


def repeated(corpus: Corpus, min_count: int) -> Iterator[Phrase]:
    """All phrases that stand at least `min_count` times, the shorter first."""
    levels = list(_levels(corpus, min_count))
    function = {word.joined for word in corpus.words if word.function}
    longest = _longest(levels, function)
    for level in levels:
        places: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        for place, number in zip(level.places, level.numbers, strict=True):
            places[number].append(place)
        for number, keys in enumerate(level.keys):
            if keys[-1] not in function:
                yield Phrase(keys, places[number], longest[keys])


def _longest(levels: Sequence[_Level], function: Container[int]) -> Counter[tuple[int, ...]]:
    """For each phrase how often the commonest longer one stands there; one that ends with a function word is none itself."""
    longest: Counter[tuple[int, ...]] = Counter()
    for level in reversed(levels):
        counts = Counter(level.numbers)
        for number, keys in enumerate(level.keys):
            count = longest[keys] if keys[-1] in function else counts[number]
            for part in (keys[1:], keys[:-1]):
                longest[part] = max(longest[part], count)
    return longest


def _levels(corpus: Corpus, min_count: int) -> Iterator[_Level]:
    words, stream = corpus.words, corpus.stream
    heads = frozenset(number for number, word in enumerate(words) if _is_body(word.core))
    may_start = [not word.function for word in words]
    starts = array("i", (i for i, word in enumerate(stream) if word >= 0 and may_start[word] and not corpus.covered[i]))
    level = _frequent(starts, array("q", (words[stream[i]].key for i in starts)), ((),), min_count)
    for length in range(2, LONGEST + 1):
        yield level
        places, codes = array("i"), array("q")
        for place, number in zip(level.places, level.numbers, strict=True):
            last = place + length - 1
            if (following := stream[last]) < 0:  # a sentence ends with a break, so there is always one
                continue
            word = words[following]
            if not (word.function or word.clitic or corpus.covered[last]) or stream[place] in heads:
                places.append(place)
                codes.append(number << _BITS | word.joined)
        level = _frequent(places, codes, level.keys, min_count)
    yield level


def _frequent(places: array[int], codes: array[int], before: Sequence[tuple[int, ...]], min_count: int) -> _Level:
    """Keep what is frequent. A code holds the number of a phrase that is one word shorter, and the key of the last word."""
    counts = Counter(codes)
    frequent = [code for code, count in counts.items() if count >= min_count]
    numbers = {code: number for number, code in enumerate(frequent)}
    kept = [(place, numbers[code]) for place, code in zip(places, codes, strict=True) if code in numbers]
    return _Level(
        array("i", (place for place, _ in kept)),
        array("i", (number for _, number in kept)),
        tuple((*before[code >> _BITS], code & ((1 << _BITS) - 1)) for code in frequent),
    )


def _is_body(core: str) -> bool:
    folded = fold(core).text
    return folded in BODIES or folded.removeprefix("ال") in BODIES
