"""Terms from corrections that recur.

Where editors changed the same words in the same way in more than one sentence, and those sentences share an Arabic phrase,
that phrase with the editors' words is a proposal for the termbase.
A proposal is never used before an editor approves it, so one too many costs a glance and one too few a correction.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.glossary.columns import COLUMNS
from translate.glossary.romanise.names import to_cyrillic, to_latin
from translate.glossary.suggest.cues import FUNCTION_WORDS
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translate.glossary.termbase import Termbase

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*")
_PROCLITIC: Final = re.compile(r"^(?:[وف]?(?:لل|[بك]?ال)|[وف](?=...)|[بكل](?=ال))")
_LONGEST: Final = 6  # words of a term, on either side
_TIMES: Final = 2
_CONTEXTS: Final = 2
_SHORT: Final = 3  # letters: what is shared by chance


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence that an editor changed: its Arabic, the machine's draft, and what stands there now."""

    source: str
    lang: Lang
    draft: str
    text: str
    document: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """An Arabic phrase that editors wrote otherwise than the machine, more than once.

    `was` is what the machine had, `now` what editors wrote; `sentences` are the Arabic ones that it was seen in.
    """

    ar: str
    lang: Lang
    was: str
    now: str
    sentences: tuple[str, ...]

    def as_row(self, termbase: Termbase) -> dict[str, str]:
        """A row for the termbase, by its columns.

        The other language is the termbase's where it knows the phrase, else sounded out, since no row may lack it; the
        note says so.
        """
        known = next((c for c in termbase.concepts.values() if self.ar in (*c.ar, *c.ar_short)), None)
        guesses = {Lang.EN: to_latin(self.ar), Lang.RU: to_cyrillic(self.ar)}
        forms = {lang: known.targets[lang].preferred if known else guess for lang, guess in guesses.items()}
        forms[self.lang] = self.now
        other = next(lang for lang in guesses if lang is not self.lang)
        told = f"editors wrote “{self.now}” for “{self.was}” in {len(self.sentences)} sentences"
        told += f"; the glossary has {known.id}" if known else f"; {other} is not translated, only sounded out"
        slug = re.sub(r"[^a-z0-9]+", "-", forms[Lang.EN].lower()).strip("-") or "term"
        return dict.fromkeys(COLUMNS, "") | {
            "id": f"proposed.{self.lang}-{slug}",
            "type": known.type if known else "term",
            "status": "proposed",
            "ar": self.ar,
            "en": forms[Lang.EN],
            "ru": forms[Lang.RU],
            "note": f"{told}: {' / '.join(self.sentences[:_CONTEXTS])}",
            "example": self.sentences[0],
        }


def lessons(corrections: Iterable[Correction]) -> list[Lesson]:
    """What recurs in these corrections, the most frequent first; one lesson for each Arabic phrase and language."""
    seen: dict[tuple[Lang, str], list[tuple[Correction, str, str]]] = {}
    every = list(corrections)
    for correction in every:
        for was, now in _replacements(correction.draft, correction.text):
            seen.setdefault((correction.lang, now.casefold()), []).append((correction, was, now))
    phrases = Counter(phrase for source in {c.source for c in every} for phrase in set(_phrases(source)))
    found: dict[tuple[Lang, str], Lesson] = {}
    for (lang, _), changes in sorted(seen.items(), key=lambda item: -len(item[1])):
        sources = tuple(dict.fromkeys(correction.source for correction, _, _ in changes))
        if len(sources) < _TIMES:
            continue
        shared = set.intersection(*(set(_phrases(source)) for source in sources))
        # the phrase that these sentences share and as few others as can be; of such the longest
        best = min(shared, key=lambda phrase: (phrases[phrase], -len(phrase), phrase), default=None)
        if best is not None:
            _, was, now = changes[0]
            found.setdefault((lang, best), Lesson(_surface(best, sources[0]), lang, was, now, sources))
    return list(found.values())


def _replacements(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The stretches of words that were replaced by others, each short enough for a term."""
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    matcher = SequenceMatcher(None, [m[0] for m in old], [m[0] for m in new], autojunk=False)
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind == "replace" and j - i <= _LONGEST and n - k <= _LONGEST:
            yield _between(before, old[i:j]), _between(after, new[k:n])


def _between(text: str, words: Sequence[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()]


def _phrases(source: str) -> Iterator[str]:
    """Runs of words of an Arabic sentence, folded and without proclitics, that begin and end with a content word."""
    for clause in re.split(r"[.,،؛;:!?؟()«»\"“”–—-]+", source):
        words = [_PROCLITIC.sub("", fold(word).text) for word in clause.split()]
        content = [len(word) >= _SHORT and word not in FUNCTION_WORDS for word in words]
        for first in range(len(words)):
            for last in range(first, min(first + _LONGEST, len(words))):
                if content[first] and content[last]:
                    yield " ".join(words[first : last + 1])


def _surface(phrase: str, source: str) -> str:
    """The phrase as the sentence has it, with its article and without conjunctions and prepositions before that."""
    wanted = phrase.split()
    words = re.sub(r"[.,،؛;:!?؟()«»\"“”–—-]+", " ", source).split()
    bare = [_PROCLITIC.sub("", fold(word).text) for word in words]
    at = next(i for i in range(len(bare)) if bare[i : i + len(wanted)] == wanted)
    first = re.sub(r"^[وف]?[بك]?(?=ال)", "", words[at])
    first = re.sub(r"^[وف]?لل", "ال", first)
    first = first if fold(first).text.endswith(wanted[0]) and len(first) <= len(wanted[0]) + 2 else words[at]
    return " ".join((first, *words[at + 1 : at + len(wanted)]))
