"""What an editor is told of a sentence besides its two texts; every format has a place for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.formats.view import View
    from translate.model import Draft, Lang, Segment

CATEGORIES = frozenset({"kind", "term", "finding", "repair", "score", "comment"})
_PRIORITY = {Severity.ERROR: 1, Severity.WARNING: 3, Severity.INFO: 5}
_LEAST = 9


@dataclass(frozen=True, slots=True)
class Remark:
    """`category` is one of CATEGORIES; `priority` from 1, the highest, to 10, as XLIFF has it."""

    category: str
    text: str
    priority: int = _LEAST


def remarks(view: View, segment: Segment, lang: Lang) -> Iterator[Remark]:
    yield Remark("kind", f"Kind: {segment.kind}")
    for term in view.terms(segment, lang):
        yield Remark("term", f"Term: {term}")
    for comment in view.comments.get(lang, {}).get(segment.id, ()):
        yield Remark(
            "comment", f"Comment, {comment.author or 'unknown'} {comment.date[:10]}: {comment.text}".replace(" :", ":"), 1
        )
    draft = view.drafts[lang].get(segment.id)
    if draft is not None:
        yield from _of_draft(draft)


def _of_draft(draft: Draft) -> Iterator[Remark]:
    for finding in draft.findings:
        text = f"{finding.severity.upper()} {finding.check}: {finding.message}"
        yield Remark("finding", text, _PRIORITY[finding.severity])
    for repair in draft.repairs:
        yield Remark("repair", f"REPAIRED {repair.concept}: {repair}")
    if draft.confidence is not None:
        yield Remark("score", f"Confidence: {draft.confidence} of 100")
    if draft.score is not None:
        yield Remark("score", f"Engine score: {draft.score:.2f} (mean log-probability of a token)")
