"""Which of a corpus' repeated phrases are names or terms, of what type, and why.

A name is a word that is spelled as Arabic ones are not, a known given name, or a word that is never inflected and stands
where names stand; or several of these. A term is a noun phrase by the places of its articles (`محاولة انقلاب`,
`قوات حفظ السلام`, `الثورات الملونة`) whose words stand together more often than by chance. What stands only within one
longer phrase is not proposed beside it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.glossary.suggest.corpus import QUOTE
from translate.glossary.suggest.cues import BODIES, CALLED, PART_OF_NAME, PLACES, TITLES
from translate.glossary.suggest.evidence import Evidence
from translate.glossary.suggest.phrases import repeated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.glossary.suggest.corpus import Corpus, Word
    from translate.glossary.suggest.phrases import Phrase

# The numbers below were set by reading what is proposed for the seed article; more of them would be pretence.
_TOGETHER: Final = 0.35
"""Normalised pointwise mutual information that a term needs: 0 is chance, 1 is words that never stand apart."""
_WEIGHT: Final[Mapping[str, float]] = {"person": 1.5, "place": 1.5, "organisation": 1.5, "term": 1.0}
_SHORTEST_NAME: Final = 3
_PLACE: Final = re.compile(".*(?:ستان|غراد|بورغ|لاند|[^اوي]يا|آباد)")
_VERB: Final = re.compile("[يتنأ]..+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that is worth an editor's look. `words` are those of its commonest spelling, without what is attached."""

    phrase: Phrase
    words: tuple[Word, ...]
    type: str
    reason: str
    score: float

    @property
    def text(self) -> str:
        return spelled(self.words)

    @property
    def is_name(self) -> bool:
        return self.type in {"person", "place"} or len(self.words) == 1


def candidates(corpus: Corpus, min_count: int) -> list[Candidate]:
    """All that stand at least `min_count` times other than within a longer one, best first."""
    judge = _Judge(corpus)
    found = [candidate for phrase in repeated(corpus, min_count) if (candidate := judge.candidate(phrase))]
    longer: Counter[tuple[int, ...]] = Counter()
    for candidate in found:
        if candidate.is_name:
            keys = candidate.phrase.keys
            for part in (keys[1:], keys[:-1]):
                longer[part] = max(longer[part], len(candidate.phrase.places))
    kept = (judge.scored(c, longer[c.phrase.keys] if c.is_name else c.phrase.longest, min_count) for c in found)
    return sorted(filter(None, kept), key=lambda c: (-c.score, c.text))


def spelled(words: Sequence[Word]) -> str:
    """The phrase, its first word without what is attached to it."""
    return " ".join((words[0].core, *(f"{word.clitic}{word.core}" for word in words[1:])))


def spellings(corpus: Corpus, phrase: Phrase) -> Counter[tuple[Word, ...]]:
    """The words that stand at its places, and how often."""
    numbers = Counter(tuple(corpus.stream[place : place + len(phrase.keys)]) for place in phrase.places)
    return Counter({tuple(corpus.words[number] for number in found): count for found, count in numbers.items()})


class _Judge:
    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._evidence = Evidence(corpus)
        self._size = sum(self._evidence.total.values())

    def candidate(self, phrase: Phrase) -> Candidate | None:
        """Without a score; None for what is neither a name nor a term."""
        words = self._commonest(phrase)
        verdict = self._single(phrase, words[0]) if len(words) == 1 else self._several(phrase, words)
        return Candidate(phrase, words, *verdict, score=0.0) if verdict else None

    def scored(self, candidate: Candidate, longest: int, min_count: int) -> Candidate | None:
        """None for what stands on its own too seldom. A frequent, long phrase in many documents is worth most."""
        alone = len(candidate.phrase.places) - longest
        if alone < min_count:
            return None
        documents = len({self._corpus.document(place) for place in candidate.phrase.places})
        score = _WEIGHT[candidate.type] * alone * math.log2(1 + len(candidate.words)) * (1 + math.log2(documents) / 4)
        return Candidate(candidate.phrase, candidate.words, candidate.type, candidate.reason, score)

    def _commonest(self, phrase: Phrase) -> tuple[Word, ...]:
        counts = spellings(self._corpus, phrase)
        return min(counts, key=lambda words: (-counts[words], spelled(words)))

    def _single(self, phrase: Phrase, word: Word) -> tuple[str, str] | None:
        common = word.article or len(word.core) < _SHORTEST_NAME or fold(word.core).text in CALLED
        if common or self._evidence.is_inflected(word):
            return None
        if self._evidence.names_body[phrase.keys[0]]:
            return "organisation", "in quotes after what a body is called"
        if word.foreign or word.given:
            return self._type_of_name((word,)), "a given name" if word.given else "spelled as foreign names are"
        if self._evidence.names_place(word):
            return "place", "never inflected, and stands where places stand"
        return ("person", "never inflected, and stands after titles") if self._evidence.names_person(word.key) else None

    def _several(self, phrase: Phrase, words: Sequence[Word]) -> tuple[str, str] | None:
        heads = [fold(word.core).text for word in words]
        names = [self._is_name(word) or head in PART_OF_NAME for word, head in zip(words, heads, strict=True)]
        if heads[0] in BODIES:
            return ("organisation", "begins with what a body is called") if not words[1].function else None
        if all(names) or (words[0].given and self._is_full_name(words)):
            return self._type_of_name(words), "names that stand together"
        if heads[0] in PLACES and all(names[1:]):
            return "place", "a name after what a place is called"
        if any(names) or heads[0].removeprefix("ال") in BODIES or (words[0].article and heads[0] in TITLES):
            return None
        if not self._is_noun_phrase(words) or self._togetherness(phrase) < _TOGETHER:
            return None
        quoted = any(self._is_quoted(place, len(words)) for place in phrase.places)
        return "term", "a fixed phrase in quotes" if quoted else "words that mostly stand together"

    def _is_name(self, word: Word) -> bool:
        return (word.foreign or word.given) and not self._evidence.is_inflected(word)

    def _is_full_name(self, words: Sequence[Word]) -> bool:
        """A given name and a surname with an article: بشار الأسد."""
        return words[-1].article and all(self._is_name(word) for word in words[:-1])

    def _type_of_name(self, words: Sequence[Word]) -> str:
        if any(word.given for word in words):
            return "person"
        evidence, key = self._evidence, words[0].key
        if _PLACE.fullmatch(words[-1].core) or evidence.has_adjective(words[0]):
            return "place"
        spoken = evidence.after_title[key] + evidence.after_saying[key]
        return "place" if evidence.after_in[key] + evidence.after_place[key] > spoken else "person"

    def _is_noun_phrase(self, words: Sequence[Word]) -> bool:
        """Indefinite words, then definite ones; the first and last no verbs."""
        articles = [word.article for word in words]
        if articles != sorted(articles):
            return False
        if not all(self._evidence.is_noun(word) for word in (words[0], words[-1])):
            return False
        return not (_VERB.fullmatch(words[0].core) and not self._evidence.definite[words[0].key])

    def _togetherness(self, phrase: Phrase) -> float:
        probability = len(phrase.places) / self._size
        by_chance = math.fsum(math.log(max(self._evidence.total[key], 1) / self._size) for key in phrase.keys)
        return (math.log(probability) - by_chance) / ((len(phrase.keys) - 1) * -math.log(probability))

    def _is_quoted(self, place: int, length: int) -> bool:
        stream = self._corpus.stream
        return stream[place - 1] == QUOTE == stream[place + length]
