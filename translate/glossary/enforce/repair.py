"""Putting the glossary's forms into a draft that lacks them.

A term that is missing is put where the draft renders it wrongly, in the form that the place asks for. A repair is made
only when its place and form are certain, and it stands only if the draft then holds the term, still holds every other
one, and repeats no word at the seam. Whatever is done is told as a `Repair`; whatever is not is left for a second draft,
and in the end for the editor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.enforce import agreement, attribute, given_names, spelling, wording
from translate.glossary.enforce.fit import fit
from translate.glossary.enforce.search import NAMES, WORD, Search, Stretch
from translate.glossary.mentions import concepts_of
from translate.model import Lang, Repair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.glossary.enforce.fit import Edit
    from translate.glossary.enforce.search import Group
    from translate.glossary.names import Names
    from translate.glossary.termbase import Concept, Termbase
    from translate.model import Mention

VERSION: Final = 2
"""Part of every draft's signature: raise it when a repair could come out otherwise, and old drafts are known to be stale."""

WAYS: Final[tuple[Callable[[Search], Iterator[Group]], ...]] = (
    spelling.miswritten,
    spelling.untranslated,
    spelling.sounding_alike,
    spelling.respaced,
    wording.overlapping,
)
"""How a wrong rendering is found, the surest way first. Each yields groups of stretches, to be replaced together. None
guesses between two places: where several fit equally and are not the same words, it yields nothing."""

_NEAR: Final = 80  # characters on either side of an edit that are looked at

Rendered = Callable[[str], tuple[int, int] | None]
"""Gives, for a concept's id, the stretch of the draft that translates it, where the engine knows."""


@dataclass(frozen=True, slots=True)
class Task:
    """A source sentence with its terms, to be enforced in drafts of one language."""

    source: str
    lang: Lang
    mentions: tuple[Mention, ...]
    termbase: Termbase
    names: Names

    @property
    def wanted(self) -> Mapping[str, Mention]:
        return concepts_of(self.mentions)

    def concept(self, mention: Mention) -> Concept:
        return self.termbase.concepts[mention.match.concept]


@dataclass(frozen=True, slots=True)
class Enforced:
    """A draft after its repairs, in the order in which they were made; `edits` has their places, each as it then was."""

    text: str
    repairs: tuple[Repair, ...] = ()
    edits: tuple[Edit, ...] = field(default=(), repr=False, compare=False)

    def now(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the engine's draft stands after the edits, or None if one of them touched it."""
        for edited, stop, written in self.edits:
            if start < stop and edited < end:
                return None
            if stop <= start:
                shift = len(written) - (stop - edited)
                start, end = start + shift, end + shift
        return start, end


def enforce(text: str, task: Task, rendered: Rendered | None = None) -> Enforced:
    """The draft with its terms put right as far as that is certain; `rendered` is used where the engine can align."""
    done = Enforced(text)
    if not text.strip():
        return done
    for mention in task.wanted.values():
        done = _without_forbidden(done, mention, task)
    for mention in task.wanted.values():
        if not verify.found(task.concept(mention), task.lang, done.text):
            done = _with(done, mention, task, rendered)
        done = _in_full(done, mention, task)
    return _agreeing(done, task) if task.lang is Lang.RU else done


def _without_forbidden(done: Enforced, mention: Mention, task: Task) -> Enforced:
    """The draft with the right form in the place of each forbidden one that has a place plain enough."""
    search = Search(task.concept(mention), task.lang, done.text, mention.form)
    for stretch in sorted((s for group in wording.forbidden(search) for s in group), key=lambda s: -s.start):
        done = _replaced(done, (stretch,), replace(search, text=done.text), task) or done
    return done


def _with(done: Enforced, mention: Mention, task: Task, rendered: Rendered | None) -> Enforced:
    """The draft with one missing term, by the first way that succeeds; as it was where none does."""
    search = _search(done, mention, task)
    ways = chain(*(way(search) for way in WAYS), _aligned(search, mention, rendered, done))
    for group in ways:
        if better := _replaced(done, group, search, task):
            return better
    if insertion := attribute.insertion(search, mention, task.mentions, task.termbase):
        return _edited(done, [insertion], search, "the adjective was missing", task) or done
    return done


def _in_full(done: Enforced, mention: Mention, task: Task) -> Enforced:
    """A person with the right given name, where the source has both names and the draft a slip for one."""
    concept = task.concept(mention)
    if concept.type != "person" or mention.match.short:
        return done
    search = _search(done, mention, task)
    for stretch in given_names.misnamed(search):
        done = _replaced(done, (stretch,), search, task) or done
        break
    return done


def _search(done: Enforced, mention: Mention, task: Task) -> Search:
    """For a term, with what is not free: other terms of the sentence that stand right, and all that other concepts explain."""
    own = mention.match.concept
    taken = tuple(
        (hit.start, hit.end)
        for other in task.wanted.values()
        if other.match.concept != own
        for hit in verify.right_places(task.concept(other), task.lang, done.text)
    )
    known = tuple((start, end) for start, end, ids in task.names.known(done.text, task.lang) if own not in ids)
    return Search(task.concept(mention), task.lang, done.text, mention.form, taken, known)


def _aligned(search: Search, mention: Mention, rendered: Rendered | None, done: Enforced) -> Iterator[Group]:
    """What the engine itself says it made of the term.

    For words that a model has never seen, attention strays: so only what looks like a name, whole, is one (of 23 such
    answers of the tiny models for invented names, 22 were right; of all 35, 22), and nothing much longer than the term.
    """
    aligned = rendered(mention.match.concept) if rendered else None
    found = done.now(*aligned) if aligned else None
    if found is None or not search.is_unexplained(*found):
        return
    piece = search.text[slice(*found)]
    words = WORD.findall(piece)
    if not words or len(words) > len(WORD.findall(search.wanted)) + 1:
        return
    is_name = all(word[0].isupper() for word in words) and not spelling.has_other_names(search, *found)
    if is_name or search.concept.type not in NAMES:
        yield (Stretch(*found, f"it was translated “{piece}”", search.wanted),)


def _replaced(done: Enforced, group: Group, search: Search, task: Task) -> Enforced | None:
    edits = [fit(stretch, search) for stretch in group]
    if not all(edits):
        return None
    return _edited(done, [edit for edit in edits if edit], search, group[0].why, task)


def _edited(done: Enforced, edits: Sequence[Edit], search: Search, why: str, task: Task) -> Enforced | None:
    """The draft after these edits, or None where they would do harm."""
    text, repairs = done.text, []
    for start, end, written in sorted(edits, reverse=True):
        if _doubles(text, start, end, written) or _in_an_address(text, start, end):
            return None
        repairs.append(Repair(search.concept.id, text[start:end], written, why))
        text = text[:start] + written + text[end:]
    if not _is_gain(done.text, text, search, task):
        return None
    return Enforced(text, (*done.repairs, *reversed(repairs)), (*done.edits, *sorted(edits, reverse=True)))


def _is_gain(before: str, after: str, search: Search, task: Task) -> bool:
    """Whether the term now stands in the draft and no other term was lost."""
    if not verify.found(search.concept, search.lang, after):
        return False
    others = [task.concept(m) for name, m in task.wanted.items() if name != search.concept.id]
    return all(verify.found(other, search.lang, after) for other in others if verify.found(other, search.lang, before)) and len(
        verify.forbidden(search.concept, search.lang, after)
    ) <= len(verify.forbidden(search.concept, search.lang, before))


def _doubles(text: str, start: int, end: int, written: str) -> bool:
    """Whether a word of what is put in would stand beside itself: the the, Совет Совет."""
    words = WORD.findall(written.lower())
    before = WORD.findall(text[max(0, start - _NEAR) : start].lower())[-1:]
    after = WORD.findall(text[end : end + _NEAR].lower())[:1]
    return bool(words) and (before == words[:1] or after == words[-1:])


def _in_an_address(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a part of an internet address: Tass.com, @Tass."""
    return text[start - 1 : start] in {"@", "/", "_"} or bool(re.match(r"[./@_]\w", text[end : end + 2]))


def _agreeing(done: Enforced, task: Task) -> Enforced:
    """Names put into the case that the words before them ask for."""
    concepts = [task.concept(mention) for mention in task.wanted.values()]
    for wrong in reversed(list(agreement.misplaced(done.text, concepts))):
        if written := agreement.correction(done.text, wrong):
            search = Search(wrong.name.concept, task.lang, done.text, written)
            done = _edited(done, [(wrong.name.start, wrong.name.end, written)], search, wrong.asked.why, task) or done
    return done
