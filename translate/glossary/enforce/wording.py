"""Terms that a draft renders by other words: forbidden ones, or only most of the right ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.enforce.search import WORD, Stretch, lemmas
from translate.glossary.words import pos
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.glossary.enforce.search import Group, Search

_OVERLAP: Final = 0.85
_FEWEST: Final = 3  # words that both have: two are shared by too many bodies
"""Of the words of term and stretch, the share that both have (Dice). At 0.7 a free trade area was taken for the African
Continental Free Trade Area, at 0.8 with two words the National Security Council for the Collective one."""
_WORDED: Final = frozenset({"organisation", "term", "title", "date"})
_MOST_GAPS: Final = {"organisation": 1}
_FUNCTION_WORDS: Final = {
    Lang.EN: frozenset("a an the of for and in on to by at with from as or".split()),
    Lang.RU: frozenset("и в во на о об по для при с со из от до к ко за а или".split()),
}
_LINKS: Final = {Lang.EN: frozenset(["of", "the"]), Lang.RU: frozenset(["о", "по"])}


def forbidden(search: Search) -> Iterator[Group]:
    """Forms that the glossary forbids."""
    for form, hits in verify.forbidden(search.concept, search.lang, search.text):
        yield tuple(Stretch(hit.start, hit.end, f"“{form}” is not our usage", search.wanted, hit.cases) for hit in hits)


def overlapping(search: Search) -> Iterator[Group]:
    """A phrase that shares most of its words with a right form: Collective Security Organization."""
    if search.concept.type not in _WORDED:
        return
    best: list[tuple[float, Stretch]] = []
    words = list(WORD.finditer(search.text))
    stems = [lemmas(match[0], search.lang) for match in words]
    for form in search.right:
        sought = [lemmas(word, search.lang) for word in _content(form, search.lang)]
        head = lemmas(_head(form, search.lang), search.lang)
        for first, last, share in _runs(search, words, stems, sought):
            start, end = words[first].start(), words[last].end()
            if share >= _OVERLAP and search.is_unexplained(start, end) and any(head & stem for stem in stems[first : last + 1]):
                piece = search.text[start:end]
                best.append((share, Stretch(start, end, f"it was worded “{piece}”", form)))
    if best:
        most = max(share for share, _ in best)
        places = {(s.start, s.end): s for share, s in best if share == most}
        if len(places) == 1:
            yield tuple(places.values())


def _content(form: str, lang: Lang) -> list[str]:
    return [word for word in WORD.findall(form) if word.lower() not in _FUNCTION_WORDS[lang]]


def _head(form: str, lang: Lang) -> str:
    """The word that says what the thing is: in English the last before a preposition, in Russian the first noun or verb."""
    words: list[str] = WORD.findall(form)
    if lang is Lang.EN:
        links = (i for i, word in enumerate(words) if i and word.lower() in _FUNCTION_WORDS[lang])
        return words[next(links, len(words)) - 1]
    return next((word for word in words if pos(word.lower()) in {"NOUN", "INFN"}), words[0])


def _runs(
    search: Search, words: Sequence[re.Match[str]], stems: Sequence[frozenset[str]], sought: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int, float]]:
    """(first word, last word, share of common words) of stretches that begin and end with a word of the term.

    The common words stand in the term's order, with nothing between but `of` and, in a body's name, one other word.
    """
    idle = _LINKS[search.lang]
    for first, stem in enumerate(stems):
        at = next((i for i, other in enumerate(sought) if stem & other), None)
        if at is None:
            continue
        gaps, content, common = 0, 1, 1
        for last in range(first + 1, len(words)):
            if not re.fullmatch(r"[\s\u00a0-]+", search.text[words[last - 1].end() : words[last].start()]):
                break
            if words[last][0].lower() in idle:
                continue
            content += 1
            following = next((i for i in range(at + 1, len(sought)) if stems[last] & sought[i]), None)
            if following is None:
                gaps += 1
                if gaps > _MOST_GAPS.get(search.concept.type, 0):
                    break
                continue
            at, common = following, common + 1
            if common >= _FEWEST:
                yield first, last, 2 * common / (len(sought) + content)
