"""What is to be drafted, what the engine is asked for it, and why an earlier draft will not do.

A draft carries the signature of what made it: the engine, the text it was made from where that is another draft, and the
terms of its own sentence. One that was made as it would be made now is kept; so another term's change leaves it alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate import quality, recall
from translate.arabic import one_month_name
from translate.cleaning import clean
from translate.engines.base import Request
from translate.glossary import verify
from translate.glossary.enforce.repair import VERSION
from translate.lexicon import hints, load
from translate.model import Lang, TermPair

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.desk import Desk, Job
    from translate.engines.base import Engine
    from translate.glossary.termbase import Concept, Termbase
    from translate.memory import Hit
    from translate.model import Draft, Mention, Segment


_LONGEST_EXAMPLE = 400  # characters: a slot holds a prompt of two such sentences and the answer
UNFINISHED = "|unfinished"
"""Ends the signature of a draft that was to be asked for once more when a run was broken off."""
_MEMORY = "memory:"  # how the signature of a text from the memory begins


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is drafted.

    `kind` is `new`, `asked` (--fresh), `unfinished` (a run was broken off), `engine`,
    `bridge` (the draft that it is made from changed), `memory` (which has the sentence now, or no more, or
    otherwise) or `term`. For a term, its id and the form to write before and now: empty where it was or is no term of the
    sentence, equal where something else in its entry changed.
    """

    kind: str
    concept: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A segment to draft, what the engine is asked, and how the draft will be signed.

    `places`: for each term, by its concept's id, where it stands in the request's source. `hits`: what the memory has; where
    the first is exact, its text is the draft and the engine is not asked.
    """

    segment: Segment
    request: Request
    signature: str
    reasons: tuple[Reason, ...]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()


def order(engine: Engine, targets: Sequence[Lang]) -> tuple[Lang, ...]:
    """The languages to draft: the targets, and before each the one that the engine drafts it from."""
    bridges = engine.bridges
    chains = ((bridges[lang], lang) if lang in bridges else (lang,) for lang in targets)
    return tuple(dict.fromkeys(lang for chain in chains for lang in chain))


def wanted(job: Job, lang: Lang, desk: Desk) -> list[Wanted]:
    """The segments without a draft that was made as one would be made now. What a human wrote is never wanted."""
    present = desk.store.drafts(job.number, lang)
    bridge = desk.engine.bridges.get(lang)
    between = desk.store.drafts(job.number, bridge) if bridge else {}
    result = []
    for segment in job.segments:
        draft, via = present.get(segment.id), between.get(segment.id)
        if draft is not None and draft.is_human:
            continue
        mentions = job.mentions[lang][segment.id]
        if via and via.text.strip():
            pairs, places, source, source_lang = *_in_draft(mentions, via, desk.termbase), via.text, via.lang
            known: list[tuple[int, int]] = []
        else:
            (pairs, places, source, known), source_lang = _in_source(mentions, segment), Lang.AR
        hits = job.hits[lang].get(segment.id, ())
        helped = desk.engine.uses_examples and source_lang is Lang.AR
        request = Request(
            source=source,
            source_lang=source_lang,
            target_lang=lang,
            context=job.document.blocks[segment.block].text,
            terms=pairs,
            examples=_examples(hits) if helped else (),
            hints=hints(load(Lang.AR, lang), source, known) if helped else (),
        )
        hit = recall.exact(hits)
        signature = _recalled(hit, lang) if hit else _signature(desk.engine, request, mentions, desk.termbase)
        if reasons := tuple(_reasons(draft, signature, fresh=desk.fresh)):
            result.append(Wanted(segment, request, signature, reasons, places, hits))
    return result


_InSource = tuple[tuple[TermPair, ...], dict[str, tuple[int, int]], str, list[tuple[int, int]]]
_Asked = tuple[tuple[TermPair, ...], dict[str, tuple[int, int]]]


def _in_source(mentions: Sequence[Mention], segment: Segment) -> _InSource:
    """The terms as they stand in the Arabic as the engine gets it; that Arabic, cleaned; and where all mentions stand in it."""
    pairs: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    known: list[tuple[int, int]] = []
    cleaned = clean(segment.source, keep=[(mention.match.start, mention.match.end) for mention in mentions])
    source = one_month_name(cleaned.text)
    for mention in mentions:
        start, end = cleaned.to_cleaned(mention.match.start, mention.match.end)
        piece = one_month_name(cleaned.text[start:end])
        pairs.setdefault(piece, mention.form)
        at = len(one_month_name(cleaned.text[:start]))
        if source.startswith(piece, at):
            known.append((at, at + len(piece)))
            places.setdefault(mention.match.concept, known[-1])
    return tuple(TermPair(source, target) for source, target in pairs.items()), places, source, known


def _in_draft(mentions: Sequence[Mention], via: Draft, termbase: Termbase) -> _Asked:
    """The terms as they stand in another language's draft."""
    pairs: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for mention in mentions:
        if hits := verify.found(termbase.concepts[mention.match.concept], via.lang, via.text):
            pairs.setdefault(via.text[hits[0].start : hits[0].end], mention.form)
            places.setdefault(mention.match.concept, (hits[0].start, hits[0].end))
    return tuple(TermPair(source, target) for source, target in pairs.items()), places


def _examples(hits: Sequence[Hit]) -> tuple[TermPair, ...]:
    """The most similar sentence of the memory, if it is short enough to stand in a prompt beside another."""
    return tuple(
        TermPair(hit.entry.source, hit.entry.target)
        for hit in hits[:1]
        if max(len(hit.entry.source), len(hit.entry.target) / 1.5) <= _LONGEST_EXAMPLE
    )


def _signature(engine: Engine, request: Request, mentions: Sequence[Mention], termbase: Termbase) -> str:
    """The engine's, the bridge's text where there is one, and of each term its id, its entry's digest, the form to write.

    A correction of the English makes the Russian that is drafted from it stale.
    """
    bridged = request.source_lang is not Lang.AR
    via = f"|via:{request.source_lang}@{_digest(request.source, 12)}" if bridged else ""
    terms = {}
    for mention in reversed(mentions):  # the first mention of a concept stays
        concept = termbase.concepts[mention.match.concept]
        terms[concept.id] = f"{concept.id}@{_steering(concept, request.target_lang)}={_plain(mention.form)}"
    engine_part = engine.signature_for(request.source_lang, request.target_lang)
    if engine.draws:
        engine_part += f"|choice:{quality.signature()}"
    example = f"|example:{_digest(repr(request.examples), 12)}" if request.examples else ""
    # where a term is found in a bridge depends on its forms in that language too
    asked = _digest(repr(request.terms) + (repr(request.hints) if request.hints else ""), 8)
    told = ";".join(sorted(terms.values()))
    return f"{engine_part}|repair:{VERSION}|to:{request.target_lang}{example}{via}|asked:{asked}|terms:{told}"


def _recalled(hit: Hit, lang: Lang) -> str:
    return f"{_MEMORY}{hit.kind}|entry:{_digest(hit.entry.target, 12)}|to:{lang}"


def _steering(concept: Concept, lang: Lang) -> str:
    """A digest of all in an entry that bears on drafts in one language: not its notes, nor the other language's forms."""
    arabic = (concept.type, concept.status, concept.ar, concept.ar_short, concept.ar_match)
    grammar = (concept.gender, concept.number, concept.animate, concept.ru_forms) if lang is Lang.RU else ()
    return _digest(repr((arabic, concept.targets[lang], grammar)), 8)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def _plain(form: str) -> str:
    """A form without the signs that part a signature."""
    return re.sub(r"[|;=@]", "/", form)


def _reasons(draft: Draft | None, signature: str, *, fresh: bool) -> Iterator[Reason]:
    """Why a draft must be made, told from the signature of the one that is there; nothing where that will do."""
    if draft is None:
        yield Reason("new")
    elif draft.signature == signature:
        if fresh:
            yield Reason("asked")
    elif _MEMORY in (draft.signature[: len(_MEMORY)], signature[: len(_MEMORY)]):
        yield Reason("memory")
    elif told := list(_differences(_parts(draft.signature), _parts(signature))):
        yield from told
    else:  # a part that is not told apart, or a draft that was left in doubt when a run was broken off
        yield Reason("engine" if UNFINISHED not in draft.signature else "unfinished")


def _differences(before: _Parts, now: _Parts) -> Iterator[Reason]:
    if before.engine != now.engine:
        yield Reason("engine")
        return
    if before.example != now.example:
        yield Reason("memory")
    if before.via != now.via:
        yield Reason("bridge")
    for concept in sorted(before.terms.keys() | now.terms.keys()):
        old, new = before.terms.get(concept, ("", "")), now.terms.get(concept, ("", ""))
        if old != new:
            yield Reason("term", concept, old[1], new[1])


@dataclass(frozen=True, slots=True)
class _Parts:
    """Of a signature. `terms`: (digest of the entry, form) by concept; one of an older make has its own kind of terms."""

    engine: str
    example: str
    via: str
    terms: Mapping[str, tuple[str, str]]


def _parts(signature: str) -> _Parts:
    head, _, tail = signature.removesuffix(UNFINISHED).partition("|terms:")
    head, _, _ = head.partition("|asked:")
    head, _, via = head.partition("|via:")
    engine, _, example = head.partition("|example:")
    terms = {}
    for term in filter(None, tail.split(";")):
        entry, _, form = term.partition("=")
        concept, _, digest = entry.partition("@")
        terms[concept] = digest, form
    return _Parts(engine, example, via, terms)
