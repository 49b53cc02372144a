"""Where each document stands: what is approved, what is left to do, whether the terms are kept, who worked on it last."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from translate.glossary import verify
from translate.glossary.mentions import as_found, concepts_of
from translate.model import State

if TYPE_CHECKING:
    from translate.glossary.match import Matcher
    from translate.glossary.termbase import Termbase
    from translate.model import Draft, Lang
    from translate.store import Kept, Store


@dataclass(slots=True)
class Standing:
    """One document in one language, counted by segment; `words_left` are the Arabic words that nobody has approved yet.

    `approved` and `changed` are a human's; `needs_work` was marked so; `drafts` are the machine's; `empty` has none.
    `terms` and `terms_kept` are counted once a sentence. `authors`: (name, when), the latest first.
    """

    document: str
    path: str
    lang: Lang
    segments: int = 0
    approved: int = 0
    changed: int = 0
    needs_work: int = 0
    drafts: int = 0
    empty: int = 0
    words_left: int = 0
    terms: int = 0
    terms_kept: int = 0
    authors: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def standing(kept: Kept, lang: Lang, store: Store, termbase: Termbase, matcher: Matcher) -> Standing:
    """How a document stands now; segments that are no longer in the article are not counted."""
    found = Standing(kept.export, str(kept.path), lang, authors=store.authors(kept.number, lang))
    drafts = store.drafts(kept.number, lang)
    for segment, (source, position) in store.segments(kept.number).items():
        if position is None:
            continue
        draft = drafts.get(segment)
        found.segments += 1
        kind = _kind(draft)
        setattr(found, kind, getattr(found, kind) + 1)
        if kind != "approved":
            found.words_left += len(source.split())
        if draft is not None:
            concepts = concepts_of(as_found(matcher.find(source), termbase, lang))
            found.terms += len(concepts)
            found.terms_kept += sum(bool(verify.found(termbase.concepts[name], lang, draft.text)) for name in concepts)
    return found


def _kind(draft: Draft | None) -> str:
    if draft is None or not draft.text.strip():
        return "empty"
    if draft.state in (State.REVIEWED, State.FINAL):
        return "approved"
    if draft.state is State.INITIAL:
        return "needs_work"
    return "changed" if draft.author else "drafts"
