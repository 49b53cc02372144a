"""Putting the glossary's forms into a draft that lacks them.

A term that is missing is put where the draft renders it wrongly, in the form that the place asks for. A repair is made
only when its place and form are certain, and it stands only if the draft then holds the term, still holds every other
one, and repeats no word at the seam. Whatever is done is told as a `Repair`; whatever is not is left for a second draft,
and in the end for the editor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from translate.glossary import verify
from translate.glossary.enforce import agreement, attribute, given_names, spelling, wording
from translate.glossary.enforce.fit import fit
from translate.glossary.enforce.search import WORD, Search, Stretch
from translate.glossary.mentions import concepts_of
from translate.model import Lang, Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translate.glossary.declension import Slot
    from translate.glossary.enforce.fit import Edit
    from translate.glossary.enforce.search import Group
    from translate.glossary.names import Names
    from translate.glossary.termbase import Concept, Termbase
    from translate.model import Mention

WAYS: Final[tuple[Callable[[Search], Iterator[Group]], ...]] = (
    spelling.miswritten,
    spelling.untranslated,
    spelling.sounding_alike,
    spelling.misspelled,
    wording.overlapping,
)
"""How a wrong rendering is found, the surest way first. Each yields groups of stretches, to be replaced together. None
guesses between two places: where several fit equally and are not the same words, it yields nothing."""

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
    search = Search(task.concept(mention), task.lang, done.text, mention.form)
    for group in wording.forbidden(search):
        done = _replaced(done, group, replace(search, text=done.text), task) or done
        return _without_forbidden(done, mention, task) if done.text != search.text else done
    return done


def _with(done: Enforced, mention: Mention, task: Task, rendered: Rendered | None) -> Enforced:
    """The draft with one missing term, by the first way that succeeds; as it was where none does."""
    search = Search(task.concept(mention), task.lang, done.text, mention.form, _taken(done.text, task, but=mention))
    ways = chain(*(way(search) for way in WAYS), _strangers(search, task), _aligned(search, mention, rendered, done))
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
    search = Search(concept, task.lang, done.text, mention.form, _taken(done.text, task, but=mention))
    for stretch in given_names.misnamed(search):
        done = _replaced(done, (stretch,), search, task) or done
        break
    return done


def _taken(text: str, task: Task, *, but: Mention) -> tuple[tuple[int, int], ...]:
    """Where the other terms of the sentence stand right."""
    return tuple(
        (hit.start, hit.end)
        for mention in task.wanted.values()
        if mention.match.concept != but.match.concept
        for hit in verify.right_places(task.concept(mention), task.lang, text)
    )


def _strangers(search: Search, task: Task) -> Iterator[Group]:
    """A person whom only the draft names, where the source names one whom the draft does not: Obama for بوتين.

    Only people, and only one for one: a place may well stand for its government.
    """
    if search.concept.type != "person":
        return
    missing = [
        mention
        for mention in task.wanted.values()
        if task.concept(mention).type == "person" and not verify.found(task.concept(mention), task.lang, search.text)
    ]
    known = set(task.wanted)
    strange = [
        (start, end, ids)
        for start, end, ids in task.names.find(search.text, task.lang)
        if not ids & known and search.is_free(start, end) and all(task.termbase.concepts[name].type == "person" for name in ids)
    ]
    if len(missing) == 1 and len({ids for _, _, ids in strange}) == 1:
        yield tuple(
            Stretch(s, e, f"“{search.text[s:e]}” is not in the source", search.wanted, _slots(s, e, ids, search, task))
            for s, e, ids in strange
        )


def _slots(start: int, end: int, ids: Iterable[str], search: Search, task: Task) -> tuple[Slot, ...]:
    """What a known name is in case and number where it stands."""
    hits = (h for name in ids for h in verify.right_places(task.termbase.concepts[name], search.lang, search.text))
    return tuple(dict.fromkeys(slot for hit in hits if (hit.start, hit.end) == (start, end) for slot in hit.cases))


def _aligned(search: Search, mention: Mention, rendered: Rendered | None, done: Enforced) -> Iterator[Group]:
    """What the engine itself says it made of the term.

    For words that a model has never seen, attention strays: so only what looks like a name, whole, is one (of 23 such
    answers of the tiny models for invented names, 22 were right; of all 35, 22), and nothing much longer than the term.
    """
    aligned = rendered(mention.match.concept) if rendered else None
    found = done.now(*aligned) if aligned else None
    if found is None or not search.is_free(*found):
        return
    piece = search.text[slice(*found)]
    words = WORD.findall(piece)
    if not words or len(words) > len(WORD.findall(search.wanted)) + 1:
        return
    is_name = all(word[0].isupper() for word in words) and not spelling.has_other_names(search, *found)
    if is_name or search.concept.type not in spelling.NAMES:
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
        if _doubles(text, start, end, written):
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
    before, after = WORD.findall(text[:start].lower())[-1:], WORD.findall(text[end:].lower())[:1]
    return bool(words) and (before == words[:1] or after == words[-1:])


def _agreeing(done: Enforced, task: Task) -> Enforced:
    """Names put into the case that the words before them ask for."""
    concepts = [task.concept(mention) for mention in task.wanted.values()]
    for wrong in reversed(list(agreement.misplaced(done.text, concepts))):
        if written := agreement.correction(done.text, wrong):
            search = Search(wrong.name.concept, task.lang, done.text, written)
            done = _edited(done, [(wrong.name.start, wrong.name.end, written)], search, wrong.asked.why, task) or done
    return done
