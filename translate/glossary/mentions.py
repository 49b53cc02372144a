"""Which form of a term a draft should have at each place: the full one at first mention, the short one after it.

An organisation that has a short form in the target language is named in full where the running text names it first, and
briefly from then on, however the Arabic has it: that is the style of news agencies in both languages, and Arabic has few
acronyms. Elsewhere (titles, headings, captions) and for all other terms the Arabic decides: full where it is full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import BlockKind, Mention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.glossary.termbase import Concept, Termbase
    from translate.model import Lang, Segment, TermMatch


_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def mentions(
    segments: Sequence[Segment], matches: Mapping[str, Sequence[TermMatch]], termbase: Termbase, lang: Lang
) -> dict[str, tuple[Mention, ...]]:
    """The terms of each segment, by its id, each with the form to write; `segments` in the order of the document."""
    named: set[str] = set()
    result: dict[str, tuple[Mention, ...]] = {}
    for segment in segments:
        found = []
        for match in matches[segment.id]:
            concept = termbase.concepts[match.concept]
            if segment.kind in _RUNNING and _is_abbreviated(concept, lang):
                first = match.concept not in named
                named.add(match.concept)
                found.append(Mention(match, concept.form(lang, short=not first), introduces=first))
            else:
                found.append(Mention(match, concept.form(lang, short=match.short)))
        result[segment.id] = tuple(found)
    return result


def as_found(matches: Sequence[TermMatch], termbase: Termbase, lang: Lang) -> tuple[Mention, ...]:
    """The terms of a sentence that stands alone: full where the Arabic is full, short where it is short."""
    return tuple(Mention(match, termbase.concepts[match.concept].form(lang, short=match.short)) for match in matches)


def concepts_of(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """The first mention of each concept, by its id, in the order of the sentence."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.match.concept, mention)
    return first


def _is_abbreviated(concept: Concept, lang: Lang) -> bool:
    return concept.type == "organisation" and bool(concept.targets[lang].short)
