"""What a run did, in numbers: for the end of a run, and as JSON for machines."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from translate.checks import terms
from translate.glossary import verify
from translate.glossary.mentions import concepts_of
from translate.quality import label_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from translate.errors import TranslateError
    from translate.formats.view import View
    from translate.glossary.termbase import Termbase
    from translate.model import Draft, Lang, Mention
    from translate.plan import Reason

WORST = 10
"""How many of the worst segments are named."""


@dataclass(slots=True)
class Adherence:
    """Terms of one language, each counted once a sentence: matched = kept + repaired + failed.

    Kept: the engine wrote them right; repaired: the toolkit put them right; failed: missing in the draft.
    """

    matched: int = 0
    kept: int = 0
    repaired: int = 0
    failed: int = 0

    @property
    def share(self) -> float:
        """Of the matched terms, those that stand in the draft; 1 where none was matched."""
        return 1 - self.failed / self.matched if self.matched else 1.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence whose draft lacks terms, each as `source = form to write`. `number` is its row in the review table."""

    document: str
    number: int
    segment: str
    lang: Lang
    source: str
    missing: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """What a run did, counted over documents and target languages. `labels`: machine's drafts by how far to trust them."""

    documents: int = 0
    failed: list[TranslateError] = field(default_factory=list)
    segments: int = 0
    drafted: int = 0
    kept: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    labels: dict[Lang, Counter[str]] = field(default_factory=dict)
    terms: dict[Lang, Adherence] = field(default_factory=dict)
    reasons: Counter[Reason] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def worst(self) -> list[Trouble]:
        """The sentences that lack most terms, the worst first."""
        return sorted(self.troubles, key=lambda trouble: -len(trouble.missing))[:WORST]

    def add(self, view: View, drafted: int, languages: int) -> None:
        """Count a document: what its exports are made from, how many drafts were made, in how many languages."""
        self.documents += 1
        self.segments += len(view.segments)
        self.drafted += drafted
        self.kept += len(view.segments) * languages - drafted
        for lang in view.targets:
            adherence = self.terms.setdefault(lang, Adherence())
            for number, segment in enumerate(view.segments, 1):
                draft = view.drafts[lang].get(segment.id)
                if draft is None:
                    continue
                mentions = concepts_of(view.mentions[lang][segment.id])
                lacking = _missing(draft, mentions, view.termbase)
                missing = tuple(f"{segment.source[m.match.start : m.match.end]} = {m.form}" for m in lacking.values())
                self.findings.update(str(finding.severity) for finding in draft.findings)
                if not draft.is_human and (label := label_of(draft)):
                    self.labels.setdefault(lang, Counter())[str(label)] += 1
                _count(adherence, draft, mentions.keys(), lacking.keys())
                if missing:
                    self.troubles.append(Trouble(view.document.name, number, segment.id, lang, segment.source, missing))

    def as_json(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "failed": [str(error) for error in self.failed],
            "segments": self.segments,
            "drafted": self.drafted,
            "kept": self.kept,
            "seconds": round(self.seconds, 1),
            "findings": dict(self.findings),
            "labels": {str(lang): dict(counts) for lang, counts in self.labels.items()},
            "terms": {str(lang): asdict(counted) | {"share": round(counted.share, 4)} for lang, counted in self.terms.items()},
            "redrafted": [asdict(reason) | {"drafts": count} for reason, count in self.reasons.most_common()],
            "worst": [asdict(trouble) for trouble in self.worst],
        }


def _missing(draft: Draft, mentions: Mapping[str, Mention], termbase: Termbase) -> dict[str, Mention]:
    """The terms that the draft lacks; only a human's text, and a draft with such a finding, is searched again."""
    if draft.text.strip() and not (draft.is_human or any(finding.check == terms.MISSING for finding in draft.findings)):
        return {}
    return {
        concept: mention
        for concept, mention in mentions.items()
        if not verify.found(termbase.concepts[concept], draft.lang, draft.text)
    }


def _count(adherence: Adherence, draft: Draft, matched: AbstractSet[str], failed: AbstractSet[str]) -> None:
    repaired = {repair.concept for repair in draft.repairs} & (matched - failed)
    adherence.matched += len(matched)
    adherence.failed += len(failed)
    adherence.repaired += len(repaired)
    adherence.kept += len(matched) - len(failed) - len(repaired)
