"""What the corpus tells of a word: how it is inflected, and what stands before it. All counts are by a word's key."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.glossary.suggest.corpus import QUOTE
from translate.glossary.suggest.cues import BODIES, IN, NEWS, PLACES, PRONOUNS, SAYING, TITLES

if TYPE_CHECKING:
    from translate.glossary.suggest.corpus import Corpus, Word

_SELDOM: Final = 0.1
"""A share up to which a form may be a slip of the pen, or another word that is written alike."""
_OFTEN: Final = 0.25
"""Share of a word's occurrences that stand after a title, or after what governs places, if it is a name."""
_ROOT: Final = 3  # letters
_ADJECTIVE: Final = re.compile("ال(.{3,})ي(?:ه|ين|ون)?")
_PREPOSITIONS: Final = ("ب", "ل", "ك")


class Evidence:
    """Counts of one pass over the corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.total: Counter[int] = Counter()
        self.definite: Counter[int] = Counter()
        self.governed: Counter[int] = Counter()
        self.names_body: Counter[int] = Counter()
        self.after_title: Counter[int] = Counter()
        self.after_saying: Counter[int] = Counter()
        self.after_place: Counter[int] = Counter()
        self.after_in: Counter[int] = Counter()
        self._folded = [fold(word.core).text for word in corpus.words]
        self._known = frozenset(self._folded)
        self._adjectives = frozenset(match[1] for folded in self._folded if (match := _ADJECTIVE.fullmatch(folded)))
        self._count(corpus)

    def _count(self, corpus: Corpus) -> None:
        stream, words = corpus.stream, corpus.words
        before = {
            **dict.fromkeys(IN, self.after_in),
            **dict.fromkeys(SAYING, self.after_saying),
            **dict.fromkeys(TITLES, self.after_title),
            **dict.fromkeys(PLACES, self.after_place),
        }
        counts = [before.get(folded) for folded in self._folded]
        bodies = [folded.removeprefix("ال") in BODIES or folded == NEWS for folded in self._folded]
        for place, number in enumerate(stream):
            if number < 0:
                continue
            word = words[number]
            self.total[word.key] += 1
            self.definite[word.key] += word.article
            self.governed[word.key] += word.clitic.endswith(_PREPOSITIONS)
            self.after_in[word.key] += word.clitic.endswith("ب")
            if (previous := stream[place - 1]) >= 0 and (count := counts[previous]) is not None:
                count[word.key] += 1
                self.governed[word.key] += count is self.after_in
            if previous == QUOTE and (body := stream[place - 2]) >= 0:
                self.names_body[word.key] += bodies[body]

    def share(self, count: Counter[int], key: int) -> float:
        """How much of a word's occurrences a count makes up."""
        return count[key] / self.total[key]

    def names_person(self, key: int) -> bool:
        return self._often(self.after_title, key)

    def names_place(self, word: Word) -> bool:
        """By what a place is called, or as countries are used; شعب, too, has an adjective, but names are longer."""
        as_country = len(word.core) > _ROOT and self._often(self.after_in, word.key) and self.has_adjective(word)
        return as_country or self._often(self.after_place, word.key)

    def _often(self, count: Counter[int], key: int) -> bool:
        return count[key] > 1 and self.share(count, key) >= _OFTEN

    def is_noun(self, word: Word) -> bool:
        """Whether it is seen with an article or after a preposition, is a name, or ends as nouns do."""
        seen = self.definite[word.key] or self.governed[word.key]
        return bool(seen or word.foreign or word.given or word.core.endswith(("ة", "ات")))

    def is_inflected(self, word: Word) -> bool:
        """Whether it takes an article, a pronoun, or the endings of gender and number, as a name does not."""
        return not _inflections(fold(word.core).text).isdisjoint(self._known) or self.share(self.definite, word.key) > _SELDOM

    def has_adjective(self, word: Word) -> bool:
        """Whether a definite adjective in -ي is made of it, as of countries: كازاخستان, الكازاخستاني."""
        stem = fold(word.core).text
        return any(stem.removesuffix(ending) in self._adjectives for ending in ("", "يا", "ا", "ه"))


def _inflections(stem: str) -> frozenset[str]:
    """Other forms that a word with this folded spelling has if it is no name; many of them exist in no text."""
    bound = f"{stem[:-1]}ت" if stem.endswith("ه") else stem
    other = {"ون": "ين", "ين": "ون", "ه": ""}
    swapped = {stem.removesuffix(ending) + instead for ending, instead in other.items() if stem.endswith(ending)}
    return frozenset({bound + ending for ending in (*PRONOUNS, "ين", "ون")} | swapped)
