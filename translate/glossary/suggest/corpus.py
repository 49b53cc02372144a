"""Documents as a stream of words that is small enough for a newsroom's archive: numbers in arrays, each word described once.

What is attached to a word (`و ف ب ك ل`) is taken off only where the corpus itself shows the rest as a word at least as
common: `لمنظمة` is ل + منظمة, but بوتين is not ب + وتين.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from translate.arabic import fold
from translate.glossary.match import Matcher
from translate.glossary.romanise.names import is_foreign, is_given_name
from translate.glossary.suggest.cues import FUNCTION_WORDS, NOT_AND, ON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translate.glossary.termbase import Termbase

_LETTERS: Final = (
    r"\u0620-\u065f\u0670-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdfb\ufe70-\ufefc"
)
_WORD: Final = re.compile(rf"[{_LETTERS}]+(?:[-‐‑][{_LETTERS}]+)*")
_MARKS: Final = re.compile("[\u064b-\u065f\u0670\u0640]")
_SPACE: Final = re.compile(r"[ \t\u00a0\u200c-\u200f]+")
_QUOTE: Final = re.compile("[\"«»“”„‟‹›']")

BREAK: Final = -1
"""Stands in the stream for punctuation, a number, foreign script, the end of a sentence."""
QUOTE: Final = -2
"""A break that opens or closes a quotation."""

_WITH_ARTICLE: Final = re.compile("([وف]?[بك]?)(ال.{2,})")
_ASSIMILATED: Final = re.compile("([وف]?)لل(.{2,})")
_BARE: Final = (re.compile("([وف])(.{2,})"), re.compile("([بكل])(.{3,})"), re.compile("([وف][بكل])(.{3,})"))
_LONGEST: Final = 40  # letters
_LONG_WORDS: Final = 4
"""A rest of four letters or more is a word, though it stands alone only a quarter as often: chance makes few such words."""
_SHORTEST_SKELETON: Final = 3
_ALIKE: Final = 74.0
"""How like each other (rapidfuzz's ratio) foreign names of one skeleton must be: سيرغي and سيرجي are, بوتين and باتان not."""


@dataclass(frozen=True, slots=True)
class Word:
    """A spelling without what is attached to it. `key`: what it counts as; `joined`: the same with its clitic.

    The article does not count: `المنظمة` and `منظمة` have one key. `clitic` is "" or what was taken off.
    """

    core: str
    clitic: str
    key: int
    joined: int
    article: bool
    function: bool
    foreign: bool
    given: bool


class Corpus:
    """`stream[i]` is the number of a word in `words`, or a break; `sentence_of[i]` the number of its sentence.

    `covered[i]` is 1 where the termbase knows the term that stands there.
    """

    def __init__(self, documents: Iterable[tuple[str, Sequence[str]]], termbase: Termbase) -> None:
        self.sentences: list[str] = []
        self.document_of = array("i")
        self.stream = array("i")
        self.sentence_of = array("i")
        self.covered = bytearray()
        self._spellings: dict[str, int] = {}
        self._counts: Counter[int] = Counter()
        self.matcher = Matcher(termbase)
        for number, (_, sentences) in enumerate(documents):
            for sentence in sentences:
                self._add(sentence, number, [(match.start, match.end) for match in self.matcher.find(sentence)])
        self.words = _Vocabulary(list(self._spellings), self._counts).words()

    def _add(self, sentence: str, document: int, known: Sequence[tuple[int, int]]) -> None:
        number = len(self.sentences)
        self.sentences.append(sentence)
        self.document_of.append(document)
        done, terms = 0, list(reversed(known))
        for match, spelling in _spellings(sentence):
            if not _SPACE.fullmatch(gap := sentence[done : match.start()]):
                self._push(QUOTE if _QUOTE.search(gap) else BREAK, number)
            done = match.end()
            while terms and terms[-1][1] <= match.start():
                terms.pop()
            word = self._spellings.setdefault(spelling, len(self._spellings))
            self._counts[word] += 1
            self._push(word, number, covered=bool(terms) and terms[-1][0] < match.end())
        self._push(QUOTE if _QUOTE.search(sentence, done) else BREAK, number)

    def _push(self, word: int, sentence: int, *, covered: bool = False) -> None:
        self.stream.append(word)
        self.sentence_of.append(sentence)
        self.covered.append(covered)

    def word(self, place: int) -> Word | None:
        """The word at a place of the stream; None for a break and beyond its ends."""
        if not 0 <= place < len(self.stream) or self.stream[place] < 0:
            return None
        return self.words[self.stream[place]]

    def document(self, place: int) -> int:
        """The number of the document in which a place of the stream lies."""
        return self.document_of[self.sentence_of[place]]

    def context(self, place: int, length: int, around: int) -> str:
        """The sentence of `length` words at a place, cut to some `around` characters on either side of them."""
        number = self.sentence_of[place]
        text = self.sentences[number]
        earlier = 0
        while earlier < place and self.sentence_of[place - earlier - 1] == number:
            earlier += 1
        index = sum(word >= 0 for word in self.stream[place - earlier : place])
        words = [match for match, _ in _spellings(text)]
        start, end = words[index].start(), words[index + length - 1].end()
        left = text.rfind(" ", 0, start - around) + 1 if start > around else 0
        right = text.find(" ", end + around)
        cut = text[left : right if right >= 0 else len(text)]
        return f"{'…' if left else ''}{cut}{'…' if right >= 0 else ''}"


class _Vocabulary:
    """Describes each spelling once."""

    def __init__(self, spellings: Sequence[str], counts: Mapping[int, int]) -> None:
        self._spellings = spellings
        self._counts = {spelling: counts[number] for number, spelling in enumerate(spellings)}
        self._keys: dict[str, int] = {}
        self._skeletons: dict[str, list[str]] = {}

    def words(self) -> list[Word]:
        """In the order of the spellings; the most common ones choose the keys of names that are spelled in several ways."""
        order = sorted(range(len(self._spellings)), key=lambda number: -self._counts[self._spellings[number]])
        described = {number: self._described(self._spellings[number]) for number in order}
        return [described[number] for number in range(len(self._spellings))]

    def _described(self, spelling: str) -> Word:
        clitic, core = self._split(spelling)
        article = core.startswith("ال") and len(core) > len("ال") + 1 and not is_given_name(core)
        bare = core[2:] if article else core
        foreign = not article and is_foreign(core)
        stem = self._spelled_alike(fold(bare).text) if foreign else fold(bare).text
        return Word(
            core,
            clitic,
            key=self._number(stem),
            joined=self._number(f"{clitic}+{stem}" if clitic else stem),
            article=article,
            function=_is_function(core),
            foreign=foreign,
            given=not article and is_given_name(core),
        )

    def _number(self, stem: str) -> int:
        return self._keys.setdefault(stem, len(self._keys))

    def _split(self, spelling: str) -> tuple[str, str]:
        """What is attached, and the word."""
        if _is_function(spelling) or fold(spelling).text in NOT_AND:
            return "", spelling
        for clitic, core in _readings(spelling):
            rest = self._counts.get(core, 0) + self._counts.get(f"ال{core}", 0)
            shown = rest * (_LONG_WORDS if len(core) > len("كتب") else 1) >= self._counts[spelling]
            if shown or (clitic in "وف" and _is_function(core)) or self._is_definite(clitic, core):
                return clitic, core
        return "", spelling

    def _is_definite(self, clitic: str, core: str) -> bool:
        """Whether `core` is a word with an article, of which less proof is asked: few words begin with the like of `وال`."""
        if not core.startswith("ال"):
            return False
        if clitic.endswith("ل"):
            return core in self._counts or not core.startswith("الل")
        return clitic == "و" or core in self._counts or core[2:] in self._counts

    def _spelled_alike(self, folded: str) -> str:
        """The most common spelling of a foreign name: its writers agree on consonants, more or less."""
        skeleton = _skeleton(folded)
        if len(skeleton.rstrip("-")) < _SHORTEST_SKELETON:
            return folded
        known = self._skeletons.setdefault(skeleton, [])
        for other in known:
            if fuzz.ratio(folded, other) >= _ALIKE:
                return other
        known.append(folded)
        return folded


def _spellings(sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    """The words of a sentence, each with its spelling without marks. What is too long to be a word is a sign between words."""
    for match in _WORD.finditer(sentence):
        spelling = _MARKS.sub("", unicodedata.normalize("NFKC", match[0]))
        if 0 < len(spelling) <= _LONGEST:
            yield match, spelling


def _readings(spelling: str) -> Iterator[tuple[str, str]]:
    if (match := _ASSIMILATED.fullmatch(spelling)) and match[2]:
        yield f"{match[1]}ل", f"الل{match[2]}"
        yield f"{match[1]}ل", f"ال{match[2]}"
    if (match := _WITH_ARTICLE.fullmatch(spelling)) and match[1]:
        yield match[1], match[2]
    for pattern in _BARE:
        if (match := pattern.fullmatch(spelling)) and not match[2].startswith("ال"):
            yield match[1], match[2]


def _is_function(word: str) -> bool:
    return word == ON or fold(word).text in FUNCTION_WORDS


def _skeleton(folded: str) -> str:
    """Consonants and whether a vowel ends it; those that writers take for each other (غ ج ق ك for g) are one, doubles too."""
    letters = folded.translate(_SKELETON)
    consonants = "".join(letter for before, letter in pairwise(f" {letters}") if letter != before)
    return consonants if folded[-1] == letters[-1:] else f"{consonants}-"


_SKELETON: Final = str.maketrans("غجقڤپط", "كككفبت", "اويهء")
