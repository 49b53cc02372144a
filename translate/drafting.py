"""From what is wanted to drafts in the store: asked of the engine, held to the glossary, checked, and asked once more.

Of several hypotheses, and of the first and second draft, the one with the fewest faults stays. What is finished is in the
store even when the run is killed.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from translate import checks, recall
from translate.checks import terms
from translate.checks.case import Case
from translate.engines.alignment import translation_of
from translate.engines.base import Hypothesis
from translate.glossary.enforce.repair import Enforced, Task, enforce
from translate.model import Draft, Severity
from translate.plan import UNFINISHED, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.desk import Desk, Job
    from translate.model import Lang
    from translate.store import Store

_KEEP_EVERY = 5.0  # seconds: a killed run loses no more work than this


def draft(job: Job, wanted: Sequence[Wanted], lang: Lang, desk: Desk, drafted: Callable[[int], None]) -> None:
    """Draft what is wanted; a draft with a fault that an editor must mend is asked for once more, with insistence.

    `drafted` is told of each draft that is done.
    """
    wrong: dict[int, Draft] = {}
    with _Keeping(job, desk.store) as keeping:
        for each in wanted:
            if hit := recall.exact(each.hits):
                keeping.put(_made(Hypothesis(hit.text), each, job, lang, desk))
                drafted(1)
        wanted = [each for each in wanted if not recall.exact(each.hits)]
        for index, first in _drafts(job, wanted, lang, desk):
            if desk.engine.can_insist and any(_faults(first)[:2]):
                wrong[index] = first
                keeping.put(replace(first, signature=first.signature + UNFINISHED))  # in doubt, but better than none
            else:
                keeping.put(first)
                drafted(1)
        again = sorted(wrong)
        insisting = [replace(wanted[index], request=replace(wanted[index].request, insist=True)) for index in again]
        for place, second in _drafts(job, insisting, lang, desk):
            keeping.put(min(wrong.pop(again[place]), second, key=_faults))
            drafted(1)


def current(job: Job, lang: Lang, desk: Desk) -> dict[str, Draft]:
    """The drafts of a document as they are now, by segment; a human's with what the glossary has to say of its terms now."""
    drafts = desk.store.drafts(job.number, lang)
    for segment in job.segments:
        draft = drafts.get(segment.id)
        if draft is not None and draft.is_human:
            mentions = job.mentions[lang][segment.id]
            case = Case(segment.source, draft.text, lang, mentions, desk.termbase, desk.names)
            drafts[segment.id] = replace(draft, findings=tuple(terms.check(case)))
    return drafts


def _drafts(job: Job, wanted: Sequence[Wanted], lang: Lang, desk: Desk) -> Iterator[tuple[int, Draft]]:
    """Each one's place and best draft, in the order of finishing."""
    for index, hypotheses in desk.engine.draft([each.request for each in wanted]):
        made = (_made(hypothesis, wanted[index], job, lang, desk) for hypothesis in hypotheses)
        yield index, min(made, key=_faults)


def _made(hypothesis: Hypothesis, wanted: Wanted, job: Job, lang: Lang, desk: Desk) -> Draft:
    """A hypothesis with its terms put right, and what the checks say of it. A text from the memory stays as it is."""
    segment, mentions = wanted.segment, job.mentions[lang][wanted.segment.id]

    def rendered(concept: str) -> tuple[int, int] | None:
        place = wanted.places.get(concept)
        return translation_of(hypothesis.alignment, *place) if place else None

    task = Task(segment.source, lang, mentions, desk.termbase, desk.names)
    is_recalled = recall.exact(wanted.hits) is not None
    enforced = Enforced(hypothesis.text) if is_recalled else enforce(hypothesis.text, task, rendered)
    case = Case(
        source=segment.source,
        text=enforced.text,
        lang=lang,
        mentions=mentions,
        termbase=desk.termbase,
        names=desk.names,
        complete=hypothesis.complete,
    )
    return Draft(
        segment=segment.id,
        lang=lang,
        text=enforced.text,
        signature=wanted.signature,
        score=hypothesis.score,
        findings=checks.run(case) + tuple(recall.told(hit) for hit in wanted.hits[:1]),
        repairs=enforced.repairs,
    )


def _faults(draft: Draft) -> tuple[bool, int, int]:
    """How wrong a draft is known to be: an empty one is worst, then errors and missing terms count, then warnings."""
    faults = [finding for finding in draft.findings if finding.severity is Severity.ERROR or finding.check == terms.MISSING]
    warnings = [finding for finding in draft.findings if finding.severity is Severity.WARNING and finding not in faults]
    return not draft.text.strip(), len(faults), len(warnings)


class _Keeping:
    """Puts drafts into the store, a few at a time, and at the end, however it comes, the rest."""

    def __init__(self, job: Job, store: Store) -> None:
        self._job = job
        self._store = store
        self._waiting: list[Draft] = []
        self._kept = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.put_drafts(self._job.number, self._waiting, yielding=True)

    def put(self, draft: Draft) -> None:
        self._waiting.append(draft)
        if time.monotonic() - self._kept > _KEEP_EVERY:
            self._store.put_drafts(self._job.number, self._waiting, yielding=True)
            self._waiting, self._kept = [], time.monotonic()
