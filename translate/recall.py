"""What the translation memory has for the sentences of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.formats.view import Match
from translate.memory import Terms
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.desk import Desk
    from translate.memory import Hit
    from translate.model import Lang, Segment

NAME = "memory"
EXACT = 100
"""From this rate on a hit is the sentence itself, and its translation takes the place of a draft."""


def recalled(segments: Sequence[Segment], lang: Lang, desk: Desk) -> dict[str, tuple[Hit, ...]]:
    """The hits for each segment by its id, best first; those without any are left out."""
    if desk.memory is None:
        return {}
    sources = ["", *(segment.source for segment in segments), ""]
    terms = Terms(desk.termbase, desk.matcher)
    found = {
        segment.id: desk.memory.find(segment.source, lang, before=sources[at], after=sources[at + 2], terms=terms)
        for at, segment in enumerate(segments)
    }
    return {name: hits for name, hits in found.items() if hits}


def exact(hits: Sequence[Hit]) -> Hit | None:
    """The hit that is the sentence itself; none where other tools have it in several ways and no editor has chosen."""
    same = [hit for hit in hits if hit.rate >= EXACT]
    if not same or (same[0].entry.origin != "review" and len({hit.text for hit in same}) > 1):
        return None
    return same[0]


def as_matches(hits: Sequence[Hit]) -> tuple[Match, ...]:
    """The hits as exports show them."""
    return tuple(Match(min(hit.rate, EXACT), hit.entry.source, hit.text) for hit in hits)


def told(hit: Hit) -> Finding:
    """A hit as a note for the editor: where its text comes from, or, if it is only similar, the text itself."""
    entry = hit.entry
    who = " ".join(filter(None, (entry.author, entry.date[:10], entry.document and f"in {entry.document}")))
    if hit.rate >= EXACT:
        return Finding(NAME, Severity.INFO, f"From the memory, {hit.rate} %{f': {who}' if who else ''}.")
    why = f"; {hit.why}" if hit.why else ""
    return Finding(NAME, Severity.INFO, f"The memory has, {hit.rate} % like it{why}: {entry.source} = “{hit.text}”")
