"""Finding a term in a draft, whatever form it stands in. Offsets are into the text as given.

What looks alike is folded first: е and ё, the kinds of quotes, dashes, hyphens, apostrophes and spaces, stress marks,
soft hyphens; in English all diacritics. A capital of the term must be a capital in the text, so names and acronyms are
not found in common words; small letters match either.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translate.glossary.inflect import forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translate.glossary.declension import Case, Number, RussianTerm


@dataclass(frozen=True, slots=True)
class FormMatch:
    """`form` is the form as the glossary spells it; `cases`: what a Russian form may be, empty for English."""

    start: int
    end: int
    form: str
    cases: tuple[tuple[Case, Number], ...] = ()


_HYPHENS: Final = "-\u2010\u2011"
_CLUSTER: Final = re.compile(
    "([\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff])|(.)([\u0300-\u036f]*)", re.DOTALL
)  # what is not seen, or a character and its marks
_ALIKE: Final = (
    dict.fromkeys("«»„“”‟″", '"')
    | dict.fromkeys("‘’‚‛`´ʼʻʿʾ′", "'")
    | dict.fromkeys(f"{_HYPHENS}\u2212", "-")
    | dict.fromkeys("\u2012\u2013\u2014\u2015", "–")
    | {"ё": "е", "Ё": "Е"}
)
_LATIN: Final = {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "œ": "oe", "ß": "ss"}


@dataclass(frozen=True, slots=True)
class _Folded:
    """`text[i]` and `lower[i]` stand for the given text from `starts[i]` to `ends[i]`."""

    text: str
    lower: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=256)
def _fold(text: str, *, latin: bool = False) -> _Folded:
    """Runs of white space become one space; in Russian, a dash loses the spaces around it and equals a hyphen."""
    folded: list[tuple[str, int, int]] = []
    for match in _CLUSTER.finditer(text):
        if match[1]:
            continue
        char = unicodedata.normalize("NFD" if latin else "NFC", match[0])[0]
        char = " " if char.isspace() else _ALIKE.get(char, char)
        if not latin:
            char = "-" if char == "–" else char
            if folded and char == "-" and folded[-1][0] == " ":
                folded.pop()
        if char == " " and folded and folded[-1][0] in (" " if latin else " -"):
            continue
        folded += [(piece, match.start(), match.end()) for piece in (_LATIN.get(char, char) if latin else char)]
    chars = "".join(char for char, _, _ in folded)
    lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in chars)
    return _Folded(chars, lower, tuple(start for _, start, _ in folded), tuple(end for _, _, end in folded))


# Russian ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _sought(term: RussianTerm) -> Mapping[str, tuple[str, str, tuple[tuple[Case, Number], ...]]]:
    """Folded form in small letters → folded form with its capitals, the form, what it may be."""
    sought: dict[str, tuple[str, str, tuple[tuple[Case, Number], ...]]] = {}
    for form, cases in forms(term).items():
        folded = _fold(form)
        pattern, first, known = sought.get(folded.lower, (folded.text, form, ()))
        sought[folded.lower] = pattern, first, tuple(dict.fromkeys(known + cases))
    return sought


def find_russian(term: RussianTerm, text: str) -> tuple[FormMatch, ...]:
    """Every whole word or words that are a form of the term, in order.

    A hyphen glues, a dash does not: `президент` is in «встреча посол–президент» but not in «вице-президент».
    """
    folded = _fold(text)
    found: list[FormMatch] = []
    for lower, (pattern, form, cases) in _sought(term).items():
        at = folded.lower.find(lower)
        while at >= 0:
            end = at + len(lower)
            capitals = all(folded.text[at + i].isupper() for i, char in enumerate(pattern) if char.isupper())
            if capitals and not _is_glued(folded, at, end) and not _is_hyphenated(text, folded, at, end):
                found.append(FormMatch(folded.starts[at], folded.ends[end - 1], form, cases))
            at = folded.lower.find(lower, at + 1)
    return _longest(found)


def _is_glued(folded: _Folded, start: int, end: int) -> bool:
    edges = folded.text[max(start - 1, 0) : start + 1], folded.text[end - 1 : end + 1]
    return any(len(edge) > 1 and edge.isalnum() for edge in edges)


def _is_hyphenated(text: str, folded: _Folded, start: int, end: int) -> bool:
    """Asks the given text, for the folded one knows no dash from a hyphen."""
    first, last = folded.starts[start], folded.ends[end - 1]
    before, after = text[max(first - 2, 0) : first], text[last : last + 2]
    return bool(re.fullmatch(f"\\w[{_HYPHENS}]", before) or re.fullmatch(f"[{_HYPHENS}]\\w", after))


def _longest(found: list[FormMatch]) -> tuple[FormMatch, ...]:
    """In order, without what overlaps an earlier or longer match."""
    kept: list[FormMatch] = []
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return tuple(kept)


# English ------------------------------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ARTICLES: Final = frozenset(("the", "The", "a", "an", "An"))  # a lone A may be a grade, or somebody's initial
_LINKS: Final = frozenset(("of", "for", "in", "on", "at", "to", "by", "with", "against", "from", "between", "under"))
_SPELLINGS: Final = tuple(  # British to American; the pattern is the whole word
    (re.compile(pattern), american)
    for pattern, american in (
        (r"(arm|behavi|col|endeav|fav|harb|hon|hum|lab|neighb|rum|sav|splend|tum|val|vap|vig)our(\w*)", r"\1or\2"),
        (r"(def|off|lic|pret)ence(\w*)", r"\1ense\2"),
        (r"programme(s?)", r"program\1"),
        (r"(\w*(?:cent|theat|met|lit|fib|calib|sab|spect))re(s?)", r"\1er\2"),
        (r"(\w{4,})is(e|ed|es|er|ers|ing|ations?|ational)", r"\1iz\2"),
        (r"(\w+)lys(e|ed|es|er|ers|ing)", r"\1lyz\2"),
        (r"(cancel|counsel|fuel|label|level|marshal|model|signal|travel|tunnel)l(ed|ing|ers?|ors?)", r"\1\2"),
        (r"(manoeuvre)(s?)", r"maneuver\2"),
        (r"(judg|acknowledg)ement(s?)", r"\1ment\2"),
        (r"sceptic(\w*)", r"skeptic\1"),
        (r"artefact(s?)", r"artifact\1"),
        (r"aeroplane(s?)", r"airplane\1"),
        (r"grey(\w*)", r"gray\1"),
        (r"ageing", r"aging"),
    )
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word without its possessive. `gap`: the punctuation before it, of which spaces and dashes do not count."""

    word: str
    spelling: str
    gap: str
    start: int
    end: int
    hyphen_before: bool
    hyphen_after: bool

    @property
    def is_acronym(self) -> bool:
        return len(self.word) > 1 and self.word.isupper()


_ENDINGS: Final = {"y": "ies", "is": "es", "man": "men", "um": "a", "fe": "ves", "f": "ves"} | {
    hissing: f"{hissing}es" for hissing in ("s", "x", "z", "ch", "sh", "o")
}
"""Of the plural, for those of the singular."""


@lru_cache(maxsize=4096)
def _american(word: str) -> str:
    for british, american in _SPELLINGS:
        if match := british.fullmatch(word):
            return match.expand(american)
    return word


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[_Token, ...]:
    folded = _fold(text, latin=True)
    tokens: list[_Token] = []
    done = 0
    for match in _WORD.finditer(folded.text):
        start, end = match.start(), match.end()
        gap = re.sub(r"^'s?|[\s–-]+", "", folded.text[done:start], flags=re.IGNORECASE)
        before, after = folded.text[max(start - 2, 0) : start], folded.text[end : end + 2]
        done = end - 2 if match[0].lower().endswith("'s") else end
        tokens.append(
            _Token(
                folded.text[start:done],
                _american(folded.lower[start:done]),
                gap,
                folded.starts[start],
                folded.ends[done - 1],
                bool(re.fullmatch(r"\w-", before)),
                bool(re.fullmatch(r"-\w", after)),
            )
        )
    return tuple(_without_articles(tokens))


def _without_articles(tokens: list[_Token]) -> Iterator[_Token]:
    """An article says nothing of a term: affairs of the region, affairs of a region. What stood before it stays known."""
    gap = ""
    for place, token in enumerate(tokens):
        if token.word in _ARTICLES and place + 1 < len(tokens) and not (token.hyphen_before or token.hyphen_after):
            gap += token.gap
        else:
            yield replace(token, gap=gap + token.gap) if gap else token
            gap = ""


@lru_cache(maxsize=4096)
def _wanted(form: str) -> tuple[tuple[_Token, frozenset[str]], ...]:
    """The words of the form but its articles, each with what it may be in American spelling."""
    tokens = [token for token in _tokens(form) if token.word not in _ARTICLES]
    links = (i for i, token in enumerate(tokens) if i and token.spelling in _LINKS)
    head = next(links, len(tokens)) - 1
    return tuple(
        (token, _plurals(token) | {token.spelling} if i == head else frozenset({token.spelling}))
        for i, token in enumerate(tokens)
    )


def _plurals(token: _Token) -> frozenset[str]:
    """Of a common noun or an acronym; a name has none."""
    word = token.spelling
    if token.is_acronym:
        return frozenset({f"{word}s"})
    if not token.word.islower():
        return frozenset()
    return frozenset({f"{word}s", *(word.removesuffix(old) + new for old, new in _ENDINGS.items() if word.endswith(old))})


def english_lemma(word: str) -> str:
    """A word in small letters, American spelling and, by its ending, the singular: enough to tell whether two are one."""
    lower = _american(word.lower())
    for singular, plural in (
        ("y", "ies"),
        ("man", "men"),
        *((hissing, f"{hissing}es") for hissing in ("s", "x", "z", "ch", "sh")),
    ):
        if lower.endswith(plural) and len(lower) > len(plural) + 1:
            return lower.removesuffix(plural) + singular
    return lower[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 3 else lower  # noqa: PLR2004


def find_english(form: str, text: str) -> tuple[FormMatch, ...]:
    """Every occurrence of the form, in order; the match leaves out the article and the last possessive.

    Beside itself that is: its head in the plural, if a common noun or an acronym (UAVs); British and American spelling;
    a hyphen for a space. A hyphen goes on after a name (UN-led, anti-Iran) but glues a common word (vice-president).
    """
    wanted, tokens = _wanted(form), _tokens(text)
    found: list[FormMatch] = []
    for at in range(len(tokens) - len(wanted) + 1 if wanted else 0):
        (first, spellings), (last, _) = wanted[0], wanted[-1]
        if tokens[at].spelling not in spellings:
            continue
        window = tokens[at : at + len(wanted)]
        glued = window[0].hyphen_before and first.word.islower(), window[-1].hyphen_after and last.word.islower()
        words = all(_is_form(token, *want) for token, want in zip(window, wanted, strict=True))
        if words and not any(glued) and [t.gap for t in window[1:]] == [want.gap for want, _ in wanted[1:]]:
            stop = form.endswith(".") and text[window[-1].end :].startswith(".")  # U.S.
            found.append(FormMatch(window[0].start, window[-1].end + stop, form))
    return _longest(found)


def _is_form(token: _Token, wanted: _Token, spellings: frozenset[str]) -> bool:
    capitals = wanted.word if wanted.is_acronym else wanted.word[:1]
    return token.spelling in spellings and (token.word.startswith(capitals) or not capitals.isupper())
