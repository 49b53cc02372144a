"""From what is wanted to drafts in the store: asked of the engine, held to the glossary, checked, and asked once more.

Of several hypotheses, and of the first and second draft, the one with the fewest faults stays, and of those alike the one
of which the signals of quality speak best. What is finished is in the store even when the run is killed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from translate import checks, recall
from translate.checks import terms
from translate.checks.case import Case
from translate.engines.alignment import translation_of
from translate.engines.base import Hypothesis
from translate.glossary import verify
from translate.glossary.enforce.repair import Enforced, Task, enforce
from translate.model import Draft, Lang, Severity
from translate.plan import UNFINISHED, Wanted
from translate.quality import Candidate, Label, Measure, confidence, finding, label, label_of, measure, preference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.desk import Desk, Job
    from translate.model import Finding, Mention, Segment
    from translate.store import Store

_WARNING_COSTS = 1.0  # points of chrF, as `preference` counts
_KEEP_EVERY = 5.0  # seconds: a killed run loses no more work than this


@dataclass(frozen=True, slots=True)
class _Made:
    """A hypothesis as a draft, and what was measured of it; `drawn`: its place among others means nothing."""

    draft: Draft
    measure: Measure
    drawn: bool

    @property
    def rank(self) -> tuple[bool, int, float]:
        """How wrong it is: an empty one is worst, then errors and missing terms count, then what is thought of the rest."""
        draft = self.draft
        faults = _faults(draft)
        warnings = sum(finding.severity is Severity.WARNING for finding in draft.findings if finding not in faults)
        liking = preference(self.measure.signals, draft.lang) if self.drawn else 0.0
        return not draft.text.strip(), len(faults), _WARNING_COSTS * warnings - liking

    @property
    def is_wrong(self) -> bool:
        return not self.draft.text.strip() or bool(_faults(self.draft))


def draft(job: Job, wanted: Sequence[Wanted], lang: Lang, desk: Desk, drafted: Callable[[int], None]) -> None:
    """Draft what is wanted; a draft with a fault that an editor must mend is asked for once more, with insistence.

    `drafted` is told of each draft that is done.
    """
    wrong: dict[int, _Made] = {}
    with _Keeping(job, desk.store) as keeping:
        for each in wanted:
            if hit := recall.exact(each.hits):
                keeping.put(_draft(Hypothesis(hit.text), each, job, lang, desk))
                drafted(1)
        wanted = [each for each in wanted if not recall.exact(each.hits)]
        for index, first in _best(job, wanted, lang, desk):
            if desk.engine.can_insist and first.is_wrong:
                wrong[index] = first
                keeping.put(replace(first.draft, signature=first.draft.signature + UNFINISHED))  # better than none
            else:
                keeping.put(_judged(first, wanted[index]))
                drafted(1)
        again = sorted(wrong)
        insisting = [replace(wanted[index], request=replace(wanted[index].request, insist=True)) for index in again]
        for place, best in _best(job, insisting, lang, desk, [wrong[index].draft for index in again]):
            del wrong[again[place]]
            keeping.put(_judged(best, wanted[again[place]]))
            drafted(1)


def current(job: Job, lang: Lang, desk: Desk) -> dict[str, Draft]:
    """The drafts of a document as they are now, by segment; a human's with what the checks have to say of it now.

    Of its style nothing is told: it is the human's. With a floor, unusable ones are empty; the store keeps their texts.
    """
    drafts = desk.store.drafts(job.number, lang)
    for segment in job.segments:
        draft = drafts.get(segment.id)
        if draft is not None and draft.is_human:
            mentions = job.mentions[lang][segment.id]
            case = _case(segment, draft.text, lang, mentions, desk)
            found = checks.run(case, desk.config.checks)
            told = tuple(each for each in found if each.severity is not Severity.INFO or each.check in terms.RULES)
            drafts[segment.id] = replace(draft, findings=told)
        elif draft is not None and desk.floor and label_of(draft) is Label.UNUSABLE:
            drafts[segment.id] = replace(draft, text="", repairs=())
    return drafts


def _best(
    job: Job, wanted: Sequence[Wanted], lang: Lang, desk: Desk, earlier: Sequence[Draft] = ()
) -> Iterator[tuple[int, _Made]]:
    """Each one's place and best draft, in the order of finishing; of equals the `earlier` one, if there is one for each."""
    for index, hypotheses in desk.engine.draft([each.request for each in wanted]):
        drafts = [*earlier[index : index + 1], *(_draft(each, wanted[index], job, lang, desk) for each in hypotheses)]
        measures = _measures(drafts, wanted[index], job, lang, desk)
        made = [_Made(*each, desk.engine.draws) for each in zip(drafts, measures, strict=True)]
        yield index, min(made, key=lambda one: one.rank)  # the first of equals


def _draft(hypothesis: Hypothesis, wanted: Wanted, job: Job, lang: Lang, desk: Desk) -> Draft:
    """A hypothesis with its terms put right, and what the checks say of it. A text from the memory stays as it is."""
    segment, mentions = wanted.segment, job.mentions[lang][wanted.segment.id]

    def rendered(concept: str) -> tuple[int, int] | None:
        place = wanted.places.get(concept)
        return translation_of(hypothesis.alignment, *place) if place else None

    task = Task(segment.source, lang, mentions, desk.termbase, desk.names)
    is_recalled = recall.exact(wanted.hits) is not None
    enforced = Enforced(hypothesis.text) if is_recalled else enforce(hypothesis.text, task, rendered)
    case = _case(segment, enforced.text, lang, mentions, desk, complete=hypothesis.complete)
    return Draft(
        segment=segment.id,
        lang=lang,
        text=enforced.text,
        signature=wanted.signature,
        score=hypothesis.score,
        findings=checks.run(case, desk.config.checks) + tuple(recall.told(hit) for hit in wanted.hits[:1]),
        repairs=enforced.repairs,
    )


def _measures(drafts: Sequence[Draft], wanted: Wanted, job: Job, lang: Lang, desk: Desk) -> list[Measure]:
    """Drafts of one segment measured together. What the glossary knows of both sides counts as translated."""
    mentions = job.mentions[lang][wanted.segment.id]
    concepts = [desk.termbase.concepts[name] for name in dict.fromkeys(mention.match.concept for mention in mentions)]
    candidates = [
        Candidate(
            draft.text,
            draft.score if desk.engine.draws else None,
            tuple((hit.start, hit.end) for concept in concepts for hit in verify.found(concept, lang, draft.text)),
        )
        for draft in drafts
    ]
    there = {each.id for each in concepts if any(verify.found(each, lang, draft.text) for draft in drafts)}
    known = [(each.match.start, each.match.end) for each in mentions if each.match.concept in there]
    request = wanted.request
    bridge = request.source if request.source_lang is not Lang.AR else ""
    return measure(wanted.segment.source, candidates, lang, known=known, bridge=bridge)


def _judged(made: _Made, wanted: Wanted) -> Draft:
    """The draft with its confidence, and, where it is not good, a finding that says so first of all."""
    draft, sure = made.draft, confidence(made.measure.signals, made.draft.lang)
    verdict = label(sure, draft.findings, made.measure.signals.longest) if draft.text.strip() else Label.UNUSABLE
    told = finding(verdict, sure, made.measure, wanted.segment.source, draft.text)
    return replace(draft, confidence=sure, findings=((told,) if told else ()) + draft.findings)


def _case(segment: Segment, text: str, lang: Lang, mentions: tuple[Mention, ...], desk: Desk, *, complete: bool = True) -> Case:
    return Case(
        source=segment.source,
        text=text,
        lang=lang,
        mentions=mentions,
        termbase=desk.termbase,
        names=desk.names,
        complete=complete,
        kind=segment.kind,
        headline=desk.config.checks.headline,
    )


def _faults(draft: Draft) -> list[Finding]:
    """What an editor must mend: errors and missing terms."""
    return [finding for finding in draft.findings if finding.severity is Severity.ERROR or finding.check == terms.MISSING]


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
