"""How published translations render what the glossary lacks: evidence for `translate glossary suggest`.

A rendering is the run of words that is in the translations of the sentences with an Arabic form, and in few others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.glossary.forms import english_lemma
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translate.formats.tmx import Pair
    from translate.glossary.suggest import Suggestion

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONGEST: Final = 5  # words
_LEAST: Final = 2  # translations that have it
_ENOUGH: Final = 0.6
"""The Dice coefficient of sentences that have the Arabic and translations that have the rendering."""
_STEM: Final = 4  # letters of a Russian word that no ending takes off


class Renderings:
    """Of the pairs of a memory, indexed once."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        found = list(dict.fromkeys((pair.source, pair.target, pair.lang) for pair in pairs))
        self._sources = {lang: [fold(source).text for source, _, its in found if its is lang] for lang in TARGETS}
        self._targets = {lang: [_words(target) for _, target, its in found if its is lang] for lang in TARGETS}
        self._places: dict[Lang, defaultdict[str, set[int]]] = {lang: defaultdict(set) for lang in TARGETS}
        for lang, targets in self._targets.items():
            for number, words in enumerate(targets):
                for word in words:
                    self._places[lang][_key(word, lang)].add(number)

    def of(self, forms: Sequence[str], lang: Lang) -> tuple[str, int, int] | None:
        """The rendering in its commonest form, in how many translations it is, and of how many; None where none stands out."""
        pattern = re.compile("|".join(rf"(?<!\w)[وف]?[بكل]?(?:ال)?{re.escape(fold(form).text)}(?!\w)" for form in forms))
        here = {number for number, source in enumerate(self._sources[lang]) if pattern.search(source)}
        forms_of: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for number in sorted(here):
            for run in set(_runs(self._targets[lang][number])):
                forms_of[tuple(_key(word, lang) for word in run)][" ".join(run)] += 1
        best: tuple[float, int, str, int] | None = None
        for keys, spelled in forms_of.items():
            everywhere = set.intersection(*(self._places[lang][key] for key in keys))
            both = len(everywhere & here)
            dice = 2 * both / (len(everywhere) + len(here))
            form = min(spelled, key=lambda text: (-spelled[text], text))
            if both >= _LEAST and dice >= _ENOUGH and _is_term(form):
                best = max(best or (0.0, 0, "", 0), (dice, len(keys), form, both))
        return (best[2], best[3], len(here)) if best else None


def with_renderings(suggestions: Iterable[Suggestion], renderings: Renderings) -> Iterator[Suggestion]:
    """The suggestions with what translators have written in place of guesses, and the reason told."""
    for suggestion in suggestions:
        told: list[str] = []
        changed = suggestion
        for lang in TARGETS:
            if found := renderings.of([suggestion.ar, *suggestion.variants], lang):
                form, count, of = found
                told.append(f"“{form}” in {count} of {of} translations")
                changed = replace(changed, en=form) if lang is Lang.EN else replace(changed, ru=form)
        yield replace(changed, reason="; ".join([suggestion.reason, *told]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(words) - size + 1))


def _is_term(form: str) -> bool:
    """A run that does not begin or end in a word of the grammar's."""
    first, *_, last = [*form.split(), form.rsplit(maxsplit=1)[-1]]
    return all(len(word) > 3 or word[0].isupper() for word in (first, last))  # noqa: PLR2004 - letters


@lru_cache(maxsize=65_536)
def _key(word: str, lang: Lang) -> str:
    """Russian without most of its endings, which is enough to count with."""
    plain = re.sub("['’]s$", "", word)
    return english_lemma(plain) if lang is Lang.EN else plain.lower()[: max(_STEM, len(plain) - 2)]
