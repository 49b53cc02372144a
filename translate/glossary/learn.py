"""Terms from corrections that recur.

Where editors changed the same words in the same way in more than one sentence, and those sentences share an Arabic phrase,
that phrase with the editors' words is a proposal for the termbase. Only a change within a sentence that otherwise stays
counts: one that was written anew shares words with the draft by chance.
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
from translate.glossary.forms import english_lemma
from translate.glossary.romanise.names import to_cyrillic, to_latin
from translate.glossary.suggest.cues import FUNCTION_WORDS, ON
from translate.glossary.words import readings
from translate.lexicon import load as lexicon_of
from translate.model import Lang
from translate.stems import stems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from translate.glossary.termbase import Termbase
    from translate.lexicon import Lexicon

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*")
_PROCLITIC: Final = re.compile(r"^(?:[وف]?(?:لل|[بك]?ال)|[وف](?=...)|[بكل](?=ال))")
_CONJUNCTION: Final = re.compile("^[وف]")
_LONGEST: Final = 6  # words of a term, on either side
_TIMES: Final = 2
_CONTEXTS: Final = 2
_SHORT: Final = 3  # letters: what is shared by chance
_KEPT: Final = 0.5  # of draft and text together, in words: of less, the sentence was written anew
_CONTENT: Final = 6.5  # the weight in the lexicon from which a word is none of “this”, “as”, “has”
_MORE: Final = 1  # words that the Arabic may have more
_TRANSLATES: Final = 0.1  # the share of a word's translations from which one is no accident


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence that an editor changed or approved as it was: its Arabic, the machine's draft, and what stands there now."""

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
    every = list(corrections)
    seen: dict[tuple[Lang, tuple[str, ...]], list[_Change]] = {}
    for correction in every:
        for change in _changes(correction):
            seen.setdefault((correction.lang, _lemmas(change.now, correction.lang)), []).append(change)
    meant: dict[tuple[Lang, tuple[str, ...]], list[str]] = {}
    for key, changes in seen.items():
        different = {change.correction.source for change in changes}
        if len(different) >= _TIMES:
            shared = set.intersection(*(set(_phrases(source)) for source in different))
            meant[key] = [phrase for phrase in shared if all(change.may_render(phrase) for change in changes)]
    holding = _holding(every, {(lang, phrase) for (lang, _), phrases in meant.items() for phrase in phrases})
    found: dict[tuple[Lang, str], Lesson] = {}
    for (lang, now), phrases in sorted(meant.items(), key=lambda item: -len(seen[item[0]])):
        changes = seen[lang, now]
        sources = tuple(dict.fromkeys(change.correction.source for change in changes))
        # the phrase that stands in as few sentences as can be whose text says it otherwise; of such the longest
        otherwise = {phrase: sum(not _holds(text, now) for text in holding[lang, phrase].values()) for phrase in phrases}
        best = min(otherwise, key=lambda phrase: (otherwise[phrase], -len(phrase), phrase), default=None)
        if best is not None and otherwise[best] < len(sources):
            forms = Counter(change.now for change in changes)
            words = max(forms, key=lambda form: (form.lower() == " ".join(now), forms[form]))
            found.setdefault((lang, best), Lesson(_surface(best, sources[0]), lang, changes[0].was, words, sources))
    return list(found.values())


def _holding(
    corrections: Iterable[Correction], wanted: Collection[tuple[Lang, str]]
) -> dict[tuple[Lang, str], dict[str, tuple[str, ...]]]:
    """The sentences that have a wanted phrase, each with its text as it is now, in lemmas."""
    holding: dict[tuple[Lang, str], dict[str, tuple[str, ...]]] = {}
    for correction in corrections if wanted else ():
        lang = correction.lang
        if phrases := [phrase for phrase in set(_phrases(correction.source)) if (lang, phrase) in wanted]:
            text = _lemmas(correction.text, lang)
            for phrase in phrases:
                holding.setdefault((lang, phrase), {})[correction.source] = text
    return holding


@dataclass(frozen=True, slots=True)
class _Change:
    """Words of a draft that an editor replaced, without what is about them that says nothing."""

    correction: Correction
    was: str
    now: str

    @property
    def stems(self) -> tuple[str, ...]:
        return _stems(self.now, self.correction.lang)

    def may_render(self, phrase: str) -> bool:
        """Whether the new words may stand for an Arabic phrase, as far as the lexicon knows.

        It is not much longer; no new word translates only what is beside it; and its outer words are translated nowhere else.
        """
        words = phrase.split()
        if len(words) > max(len(self.was.split()), len(self.now.split())) + _MORE:
            return False
        lexicon = lexicon_of(Lang.AR, self.correction.lang)
        inside = _stems(phrase, Lang.AR)
        outside = set(_stems(self.correction.source, Lang.AR)).difference(inside)
        elsewhere = set(_stems(self.correction.text, self.correction.lang)).difference(self.stems)
        if any(_translate(lexicon, outside, [word]) and not _translate(lexicon, inside, [word]) for word in self.stems):
            return False
        return not any(
            _translate(lexicon, [word], elsewhere) and not _translate(lexicon, [word], self.stems)
            for word in (inside[0], inside[-1])
        )


def _translate(lexicon: Lexicon, words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one of the Arabic stems is known to be translated by one of the other language's, small words aside."""
    telling = [other for other in others if lexicon.weight(other) >= _CONTENT]
    return any(lexicon.table.get(word, {}).get(other, 0) >= _TRANSLATES for word in words for other in telling)


def _changes(correction: Correction) -> Iterator[_Change]:
    """The stretches of words that were replaced by others, each short enough for a term."""
    before, after, lang = correction.draft, correction.text, correction.lang
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    matcher = SequenceMatcher(None, [m[0].lower() for m in old], [m[0].lower() for m in new], autojunk=False)
    if matcher.ratio() < _KEPT:
        return
    for kind, i, j, k, n in matcher.get_opcodes():
        was, now = _telling(old[i:j], lang), _telling(new[k:n], lang)
        if kind != "replace" or not was or not now or max(len(was), len(now)) > _LONGEST:
            continue
        change = _Change(correction, _between(before, was), _between(after, now))
        if all(of(change.was, lang) != of(change.now, lang) for of in (_lemmas, _stems)):  # else it is grammar
            yield change


def _holds(text: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(text[at : at + len(words)] == words for at in range(len(text) - len(words) + 1))


def _lemmas(text: str, lang: Lang) -> tuple[str, ...]:
    words = (word[0].lower() for word in _WORD.finditer(text))
    if lang is Lang.EN:
        return tuple(map(english_lemma, words))
    return tuple(next((reading.normal_form for reading in readings(word)), word) for word in words)


def _stems(text: str, lang: Lang) -> tuple[str, ...]:
    return tuple(stem for stem, _, _ in stems(text, lang))


def _telling(words: Sequence[re.Match[str]], lang: Lang) -> Sequence[re.Match[str]]:
    """From the first word that says something to the last one."""
    lexicon = lexicon_of(Lang.AR, lang)
    content = [at for at, word in enumerate(words) if any(lexicon.weight(s) >= _CONTENT for s in _stems(word[0], lang))]
    return words[content[0] : content[-1] + 1] if content else ()


def _between(text: str, words: Sequence[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()]


def _phrases(source: str) -> Iterator[str]:
    """Runs of words of an Arabic sentence, folded and without proclitics, that begin and end with a content word."""
    for clause in re.split(r"[.,،؛;:!?؟()«»\"“”–—-]+", source):
        words = [_PROCLITIC.sub("", fold(word).text) for word in clause.split()]
        small = [_CONJUNCTION.sub("", word) == ON for word in clause.split()]  # folded, it is a name
        content = [
            len(word) >= _SHORT and not no and FUNCTION_WORDS.isdisjoint((word, _CONJUNCTION.sub("", word)))
            for word, no in zip(words, small, strict=True)
        ]
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
