"""What every export is made from: a document, its segments, their current drafts and terms."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.glossary.termbase import Termbase
    from translate.model import Comment, Document, Draft, Lang, Mention, Segment


@dataclass(frozen=True, slots=True)
class Match:
    """A similar sentence of the translation memory with its translation; `rate` in percent, at most 100."""

    rate: int
    source: str
    target: str


@dataclass(frozen=True)
class View:
    """`drafts` holds, for each target language in the order of columns, the current draft by segment id; some may lack.

    `mentions` holds, for each target language, the terms of each segment by its id; `signature` is that of the engine of
    this run. `matches` holds what the memory has like each segment, best first, `comments` what editors remarked on it;
    some may lack. `folder` is the name of the document's exports, which no other document has.
    """

    document: Document
    segments: Sequence[Segment]
    drafts: Mapping[Lang, Mapping[str, Draft]]
    mentions: Mapping[Lang, Mapping[str, Sequence[Mention]]]
    termbase: Termbase
    signature: str
    matches: Mapping[Lang, Mapping[str, Sequence[Match]]] = field(default_factory=dict)
    folder: str = ""
    comments: Mapping[Lang, Mapping[str, Sequence[Comment]]] = field(default_factory=dict)

    @cached_property
    def export(self) -> str:
        """The id of this export, 16 hex digits: the same for the same texts, so that a file that comes back is known."""
        drafts = [
            (segment.id, str(lang), draft.text, str(draft.state))
            for lang, drafts in self.drafts.items()
            for segment in self.segments
            if (draft := drafts.get(segment.id))
        ]
        return hashlib.sha256(
            repr((self.folder or self.document.name, self.document.digest, drafts)).encode("utf-8", "replace")
        ).hexdigest()[:16]

    @property
    def targets(self) -> tuple[Lang, ...]:
        return tuple(self.drafts)

    def terms(self, segment: Segment, lang: Lang) -> list[str]:
        """`source = form` for each term of the segment, once."""
        forms = {segment.source[m.match.start : m.match.end]: m.form for m in self.mentions[lang][segment.id]}
        return [f"{source} = {form}" for source, form in forms.items()]


def now() -> datetime:
    """The time to write into exports: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
