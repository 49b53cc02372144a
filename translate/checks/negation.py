"""Is something denied on one side only? A dropped “not” turns a sentence round and reads as fluently as before.

Languages deny by different means: «لا تزال» is “still”, “unable” may be «لا يستطيع», «غير قانوني» is “illegal”. So a side
that denies outright (لا لم لن ليس, not, не) is held against anything on the other side that may carry it, and only where
there is nothing of the kind is it told. The words stand in `negation.tsv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translate.checks.case import Case

LOST = "negation-lost"
ADDED = "negation-added"
RULES = {LOST: "the source denies something, the draft nothing", ADDED: "the draft denies something, the source nothing"}

_BUT: Final = re.compile(r"(?<!\w)[وف]?إل[اّ]{1,2}\s+أن\w*")
_EXCEPT: Final = re.compile(r"(?<!\w)[وف]?إل[اّ]{1,2}(?!\w)")
_ONLY: Final = re.compile(r"[^.؛!؟]{0,60}?(?<!\w)(?:%|سوي|فقط|و?حسب|فحسب|[يت]قتصر\w*|مجرد)(?!\w)")


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of `negation.tsv`, which says what they are."""

    nothing: Mapping[Lang, re.Pattern[str]]
    denial: Mapping[Lang, re.Pattern[str]]
    carrier: Mapping[Lang, re.Pattern[str]]
    signal: Mapping[Lang, frozenset[str]]


def negations(text: str, lang: Lang) -> int:
    """How many outright negations a text has: not, никто, لن. “without”, “unable”, «غير» and the like are none."""
    return len(_denials(_plain(text, lang), lang))


def check(case: Case) -> Iterator[Finding]:
    if not case.text.strip():
        return
    words = _words()
    may_deny, may_be_denying = (
        not case.source_vocabulary.isdisjoint(words.signal[Lang.AR]),
        not case.vocabulary.isdisjoint(words.signal[case.lang]),
    )
    if not may_deny and not may_be_denying:
        return
    draft = words.nothing[case.lang].sub(" ", case.text)
    denying = _denials(draft, case.lang) if may_be_denying else []
    if not may_deny and not denying:
        return
    source = _source(case)
    denied = _denials(source, Lang.AR) if may_deny else []
    if bool(denied) == bool(denying):
        return
    more = _carriers(draft, case.lang) - _carriers(source, Lang.AR)  # what one side has of its own may stand for the “not”
    if denied and more <= 0:
        said = ", ".join(f"«{word}»" for word in dict.fromkeys(denied))
        yield Finding(LOST, Severity.WARNING, f"The source denies something ({said}), the draft nothing: is a “not” lost?")
    elif denying and more >= 0:
        said = ", ".join(f"“{word}”" for word in dict.fromkeys(denying))
        yield Finding(ADDED, Severity.WARNING, f"The draft denies something ({said}), the source nothing: is that meant?")


@cache
def _words() -> _Words:
    table = files("translate.checks").joinpath("negation.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    lists: dict[str, dict[Lang, list[tuple[str, str]]]] = {}
    for name, lang, attached, word in rows:
        lists.setdefault(name, {}).setdefault(Lang(lang), []).append((attached, word))
    patterns = {name: {lang: _pattern(of) for lang, of in lists[name].items()} for name in ("nothing", "denial", "carrier")}
    signals = {lang: frozenset(word for _, word in of) for lang, of in lists["signal"].items()}
    return _Words(**patterns, signal=signals)


def _pattern(words: list[tuple[str, str]]) -> re.Pattern[str]:
    """One expression for whole words, each with what may be attached before it."""
    groups = (
        f"{attached}(?:{'|'.join(word for _, word in group)})" for attached, group in groupby(words, key=lambda pair: pair[0])
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _carriers(plain: str, lang: Lang) -> int:
    words = _words()
    return sum(1 for _ in words.carrier[lang].finditer(words.denial[lang].sub(" ", plain)))


def _denials(plain: str, lang: Lang) -> list[str]:
    """In Arabic but for those that the clause takes back: «لم … إلا» is “only”, «ليس … فحسب» “not only”."""
    hits = _words().denial[lang].finditer(plain)
    return [hit.group() for hit in hits if lang is not Lang.AR or not _ONLY.match(plain, hit.end())]


def _source(case: Case) -> str:
    folded = case.folded if "إل" not in case.source else _folded(case.source)
    return _words().nothing[Lang.AR].sub(" ", folded)


def _plain(text: str, lang: Lang) -> str:
    return _words().nothing[lang].sub(" ", _folded(text) if lang is Lang.AR else text)


def _folded(text: str) -> str:
    """With «إلا» as “%”, and without the «إلا أن» that is “but”."""
    return fold(_EXCEPT.sub("%", _BUT.sub(" ", text))).text
