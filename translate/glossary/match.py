"""Terms in Arabic text, found through spelling and clitics, at a cost that does not grow with the glossary.

Text and terms are folded (see `translate.arabic.fold`), quotes dropped, hyphens read as spaces. An Aho-Corasick automaton
finds every form; a hit counts only when what is glued to it on either side is grammar, not another word:

- before: `و ف`, then `ب ك ل`, then the article `ال` (with ل: `لل`), the article only for terms, titles and demonyms:
  names that take one carry it (`الأردن`), and `المالي` is not Mali;
- after: a pronoun (`ه ها هم هما هن نا كم`), only on terms and titles; before it ة is written ت;
- after a demonym: its feminine, dual and plural endings; never a bare `ا`, since روسي + ا is a country.

Overlaps: the longest form wins; among equals the full form before the short one, then the earlier, then the smaller id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick

from translate.arabic import Folded, fold, is_word
from translate.model import TermMatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.glossary.termbase import Concept, Termbase

_PROCLITICS = re.compile(r"[وف]?[بكل]?")
_PROCLITICS_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل|[بكل])?")
_CONJUNCTION = re.compile(r"[وف]?")
_PRONOUN = re.compile(r"(?:ه|ها|هم|هما|هن|نا|كم)")
_DEMONYM_ENDING = re.compile(r"(?:ه|ون|ين|ان|ات|تان|تين|يون|يين)")
_TAKES_ARTICLE = frozenset({"term", "title", "demonym"})
_TRAILING = ' \t\u00a0"«»“”-–—\u200e\u200f'
_TAKES_PRONOUN = frozenset({"term", "title"})


@dataclass(frozen=True, slots=True)
class _Form:
    """A pattern of the automaton. `assimilated`: its article was merged into `لل`; `bound`: its ة is ت before a pronoun."""

    concept: Concept
    short: bool
    assimilated: bool = False
    bound: bool = False


class Matcher:
    """Finds the approved terms of a termbase. Building costs a pass over the forms; matching one pass over the text."""

    def __init__(self, termbase: Termbase) -> None:
        forms: dict[str, list[_Form]] = {}
        for concept in termbase.approved:
            for short, spellings in ((False, concept.ar), (True, concept.ar_short)):
                for spelling in spellings:
                    for key, form in _patterns(spelling, concept, short=short):
                        forms.setdefault(key, []).append(form)
        self._automaton = ahocorasick.Automaton()
        for key, known in forms.items():
            self._automaton.add_word(key, (len(key), tuple(known)))
        if forms:
            self._automaton.make_automaton()

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """The terms of `text`, in order, not overlapping; offsets into `text` leave clitics out."""
        if not len(self._automaton):
            return ()
        key = _key(text)
        hits: list[tuple[int, bool, int, str, int]] = []  # in the order of preference
        for last, (length, forms) in self._automaton.iter(key.text):
            start, end = last + 1 - length, last + 1
            hits += [
                (-length, form.short, start, form.concept.id, end)
                for form in forms
                if _stands_alone(key, text, start, end, form)
            ]
        taken = bytearray(len(key.text))
        matches: list[TermMatch] = []
        for _, short, start, concept, end in sorted(hits):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                begin, stop = key.span(start, end)
                matches.append(TermMatch(concept, begin, _trimmed(text, begin, stop), short))
        return tuple(sorted(matches, key=lambda match: match.start))


def _trimmed(text: str, start: int, end: int) -> int:
    """Where a match ends in the original: before trailing blanks and marks, but after a quote that it opened itself."""
    stop = start + len(text[start:end].rstrip(_TRAILING))
    for opening, closing in ('""', "«»", "“”"):
        inside = text[start:stop]
        if text[stop : stop + 1] == closing and (inside.count('"') % 2 if opening == closing else opening in inside):
            return stop + 1
    return stop


def _patterns(spelling: str, concept: Concept, *, short: bool) -> Iterator[tuple[str, _Form]]:
    key = _key(spelling).text.strip()
    if not key:
        return
    yield key, _Form(concept, short)
    if key.startswith("ال"):
        yield "لل" + key[2:], _Form(concept, short, assimilated=True)
    if spelling.rstrip().endswith("ة") and concept.type in _TAKES_PRONOUN:
        yield key[:-1] + "ت", _Form(concept, short, bound=True)


def _key(text: str) -> Folded:
    """Folded text without quotes, hyphens as spaces, runs of spaces as one."""
    folded = fold(text)
    letters: list[str] = []
    offsets: list[int] = []
    for letter, offset in zip(folded.text, folded.offsets, strict=False):
        char = " " if letter == "-" else letter
        if char == '"' or (char == " " and letters and letters[-1] == " "):
            continue
        letters.append(char)
        offsets.append(offset)
    return Folded("".join(letters), (*offsets, len(text)))


def _stands_alone(key: Folded, text: str, start: int, end: int, form: _Form) -> bool:
    """Whether what is glued to a hit, before and after, is grammar."""
    left, right = start, end
    while left and is_word(key.text[left - 1]):
        left -= 1
    while right < len(key.text) and is_word(key.text[right]):
        right += 1
    has_article = key.text.startswith("ال", start)
    if not _proclitics(form, has_article=has_article).fullmatch(key.text[left:start]):
        return False
    begin, stop = key.span(end, right)
    return _may_follow(form, key.text[end:right], "\u064b" in text[max(begin - 1, 0) : stop + 1])


def _proclitics(form: _Form, *, has_article: bool) -> re.Pattern[str]:
    if form.assimilated:
        return _CONJUNCTION
    takes_article = form.concept.type in _TAKES_ARTICLE and form.concept.ar_match != "exact"
    return _PROCLITICS_ARTICLE if takes_article and not has_article else _PROCLITICS


def _may_follow(form: _Form, after: str, has_tanwin: bool) -> bool:  # noqa: FBT001
    """Whether the term can end in `after`. An accusative ا counts only where its tanwin is written."""
    if not after:
        return not form.bound
    if form.concept.ar_match == "exact":
        return False
    if "demonym" in (form.concept.type, form.concept.ar_match):
        return bool(_DEMONYM_ENDING.fullmatch(after))
    if form.concept.type not in _TAKES_PRONOUN:
        return False
    return has_tanwin if after == "ا" else bool(_PRONOUN.fullmatch(after))
