"""Terms in Arabic text, found through spelling and clitics, at a cost that does not grow with the glossary.

Text and terms are folded (see `translate.arabic.fold`), quotes dropped, hyphens read as spaces. An Aho-Corasick automaton
finds every form; a hit counts only when what is glued to it on either side is grammar, not another word:

- before: `و ف`, then `ب ك ل`, then the article `ال` (with ل: `لل`), the article only for terms, titles and demonyms:
  names that take one carry it (`الأردن`), and `المالي` is not Mali;
- after: a pronoun (`ه ها هم هما هن نا كم`, written with ه, never ة: سلامة is not سلام), only on terms and titles;
  before it ة is written ت, ء is ؤ or ئ, ى is ا, and only then ي is one too (حكومتي, but رئيسي is an adjective);
- after a demonym: its feminine, dual and plural endings; never a bare `ا`, since روسي + ا is a country;
- an accusative `ا` with its tanwin written, after a term, title or demonym; a name never has one (`روسياً`, `كوباً`).

Digits do not belong to the word they are glued to (`10يناير`).

Overlaps: the longest form wins; among equals the full form before the short one, then the earlier, then the smaller id.
"""

from __future__ import annotations

import re
import unicodedata
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
_PRONOUN_BOUND = re.compile(rf"{_PRONOUN.pattern}|ي")
_BEFORE_PRONOUN = {"ة": "ت", "ء": "وي", "ى": "ا"}  # folded: ؤ is و, ئ is ي
_ARTICLE = re.compile(r"[اٱ]ل")
_TANWIN = re.compile(r"(?:\u064b\W*ا|ا\W*\u064b)\W*\Z")
_DEMONYM_ENDING = re.compile(r"(?:ه|ون|ين|ان|ات|تان|تين|يون|يين)")
_TAKES_ARTICLE = frozenset({"term", "title", "demonym"})
_LONGEST_AFFIX = 5  # characters looked at on either side: one more than the longest that is grammar (`وبال`)
_TAKES_PRONOUN = frozenset({"term", "title"})


@dataclass(frozen=True, slots=True)
class _Form:
    """A pattern of the automaton. `assimilated`: its article was merged into `لل`; `bound`: changed before a pronoun."""

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
                floor = key.offsets[end - 1] + 1
                matches.append(TermMatch(concept, begin, _trimmed(text, begin, floor, stop), short))
        return tuple(sorted(matches, key=lambda match: match.start))


def _trimmed(text: str, start: int, floor: int, end: int) -> int:
    """Where a match ends in the original: after its last letter (`floor`), its marks and a quote that it opened itself."""
    stop = end
    while stop > floor and not (is_word(text[stop - 1]) or unicodedata.category(text[stop - 1]) == "Mn"):
        stop -= 1
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
    if _ARTICLE.match(spelling.lstrip()):
        yield "لل" + key[2:].removeprefix("ل"), _Form(concept, short, assimilated=True)  # ل + اللجنة is للجنة
    if concept.type in _TAKES_PRONOUN:
        for letter in _BEFORE_PRONOUN.get(spelling.rstrip()[-1], ""):
            yield key[:-1] + letter, _Form(concept, short, bound=True)


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
    while left > max(start - _LONGEST_AFFIX, 0) and _is_one_word(key.text[left - 1], key.text[left]):
        left -= 1
    while right < min(end + _LONGEST_AFFIX, len(key.text)) and _is_one_word(key.text[right - 1], key.text[right]):
        right += 1
    if not _proclitics(form).fullmatch(key.text[left:start]):
        return False
    begin, stop = key.span(end - 1, right)
    return _may_follow(form, key.text[end:right], text[max(begin - 1, 0) : stop])


def _is_one_word(char: str, following: str) -> bool:
    return is_word(char) and is_word(following) and char.isdigit() == following.isdigit()


def _proclitics(form: _Form) -> re.Pattern[str]:
    if form.assimilated:
        return _CONJUNCTION
    takes_article = form.concept.type in _TAKES_ARTICLE and form.concept.ar_match != "exact"
    return _PROCLITICS_ARTICLE if takes_article else _PROCLITICS


def _may_follow(form: _Form, after: str, written: str) -> bool:
    """Whether the term can end in `after`; `written` is the end of both in the original."""
    is_demonym = "demonym" in (form.concept.type, form.concept.ar_match)
    has_tanwin = bool(_TANWIN.search(written))
    if not after:
        return not form.bound and (is_demonym or form.concept.type in _TAKES_PRONOUN or not has_tanwin)
    if form.concept.ar_match == "exact":
        return False
    if is_demonym:
        return has_tanwin if after == "ا" else bool(_DEMONYM_ENDING.fullmatch(after))
    if form.concept.type not in _TAKES_PRONOUN:
        return False
    if after == "ا":
        return has_tanwin and not form.bound
    pronoun = _PRONOUN_BOUND if form.bound else _PRONOUN
    return bool(pronoun.fullmatch(after)) and "ة" not in written
