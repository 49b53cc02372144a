"""The checks over what the store holds: what is found, what was waived, and what can be put right without a reader."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from translate import checks
from translate.checks import consistency
from translate.checks.case import Case
from translate.errors import ConfigError, UsageError
from translate.glossary.mentions import mentions
from translate.model import TARGETS, Draft, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translate.config import ChecksConfig
    from translate.glossary.match import Matcher
    from translate.glossary.names import Names
    from translate.glossary.termbase import Termbase
    from translate.model import Finding, Segment
    from translate.store import Kept, Store

_WORST_FIRST = tuple(reversed(Severity))


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in its place: `row` counts from 1 as in the review table. `waived`: the reason, empty where it stands."""

    document: str
    row: int
    lang: Lang
    check: str
    severity: Severity
    message: str
    source: str
    text: str
    waived: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Mended:
    """What `mend` did to one row: `is_left` where the text is a human's, which stays for the human to change."""

    document: str
    row: int
    lang: Lang
    before: str
    after: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Proofreader:
    """Reads what a store holds with a glossary and the desk's settings."""

    store: Store
    termbase: Termbase
    matcher: Matcher
    names: Names
    settings: ChecksConfig

    def findings(self, kept: Kept, lang: Lang) -> list[Found]:
        """Of one document in one language, by row, the worst of a row first; none where nothing is drafted."""
        segments, drafts = self.store.sentences(kept.number), self.store.drafts(kept.number, lang)
        if not any(segment.id in drafts for segment in segments):
            return []
        waivers = self.store.waivers(kept.number, lang)
        rows = self._rows(segments, drafts, lang)
        found = [(row, finding) for row in rows for finding in checks.run(row.case, self.settings)]
        found += checks.run_document(rows, self.settings)
        found.sort(key=lambda pair: (pair[0].number, _WORST_FIRST.index(pair[1].severity)))
        place = _Place(kept.export, segments, waivers)
        return [place.of(row, finding) for row, finding in found]

    def mend(self, kept: Kept, lang: Lang) -> list[Mended]:
        """Put right what can be, in machine drafts; they stay drafts, with what the checks say of them now."""
        segments, drafts = self.store.sentences(kept.number), self.store.drafts(kept.number, lang)
        done: list[Mended] = []
        better: list[Draft] = []
        for row in self._rows(segments, drafts, lang):
            draft = drafts.get(segments[row.number - 1].id)
            text = checks.fixed(row.case.text, lang, self.settings)
            if draft is None or text == draft.text:
                continue
            done.append(Mended(kept.export, row.number, lang, draft.text, text, is_left=draft.is_human))
            if not draft.is_human:
                others = tuple(found for found in draft.findings if found.check not in checks.RULES)  # of trust, of the memory
                findings = others + checks.run(replace(row.case, text=text), self.settings)
                better.append(replace(draft, text=text, findings=findings))
        self.store.put_drafts(kept.number, better, yielding=True)
        return done

    def waive(self, kept: Kept, row: int, check: str, reason: str) -> tuple[Lang, ...]:
        """Tell a finding no more of a row's texts as they are now; returns the languages in which it stands.

        A changed text is checked anew.
        """
        known(check, where="--waive")
        segments = self.store.sentences(kept.number)
        if not 1 <= row <= len(segments):
            raise UsageError(f"has no row {row}", where=kept.export, hint=f"its rows are 1 to {len(segments)}")
        segment = segments[row - 1].id
        texts = [drafts[segment] for lang in TARGETS if segment in (drafts := self.store.drafts(kept.number, lang))]
        if not texts:
            raise UsageError(f"row {row} is not drafted yet", where=kept.export, hint="translate run FOLDER")
        found = [each for draft in texts for each in self.findings(kept, draft.lang) if each.row == row]
        langs = {each.lang for each in found if each.check == check}
        if not langs:
            there = ", ".join(dict.fromkeys(each.check for each in found)) or "nothing"
            raise UsageError(f"row {row} has no finding '{check}'", where=kept.export, hint=f"found there: {there}")
        waived = [draft for draft in texts if draft.lang in langs]
        for draft in waived:
            self.store.put_waiver(kept.number, draft, check, reason)
        return tuple(draft.lang for draft in waived)

    def _rows(self, segments: Sequence[Segment], drafts: Mapping[str, Draft], lang: Lang) -> list[consistency.Row]:
        matches = {segment.id: self.matcher.find(segment.source) for segment in segments}
        named = mentions(segments, matches, self.termbase, lang)
        return [
            consistency.Row(
                number,
                Case(
                    source=segment.source,
                    text=drafts[segment.id].text if segment.id in drafts else "",
                    lang=lang,
                    mentions=named[segment.id],
                    termbase=self.termbase,
                    names=self.names,
                    kind=segment.kind,
                    headline=self.settings.headline,
                ),
            )
            for number, segment in enumerate(segments, 1)
        ]


def validate(settings: ChecksConfig, *, where: object) -> None:
    """Raises ConfigError where config.toml names a finding that there is not."""
    for key, names in (("off", settings.off), ("severity", settings.severity)):
        if unknown := sorted(set(names) - checks.RULES.keys()):
            hint = f"there are: {', '.join(checks.RULES)}"
            raise ConfigError(f"'checks.{key}' names '{unknown[0]}', which no check finds", where=where, hint=hint)


def known(check: str, *, where: str) -> None:
    if check not in checks.RULES:
        raise UsageError(f"no check finds '{check}'", where=where, hint=f"there are: {', '.join(checks.RULES)}")


def at_least(found: Iterable[Found], severity: Severity) -> Iterator[Found]:
    """Those of a severity or worse."""
    worth = _WORST_FIRST[: _WORST_FIRST.index(severity) + 1]
    return (each for each in found if each.severity in worth)


@dataclass(frozen=True, slots=True)
class _Place:
    """A document's rows and what was waived of them."""

    document: str
    segments: Sequence[Segment]
    waivers: Mapping[tuple[str, str], tuple[str, str]]

    def of(self, row: consistency.Row, finding: Finding) -> Found:
        text, reason = self.waivers.get((self.segments[row.number - 1].id, finding.check), ("", ""))
        return Found(
            document=self.document,
            row=row.number,
            lang=row.case.lang,
            check=finding.check,
            severity=finding.severity,
            message=finding.message,
            source=row.case.source,
            text=row.case.text,
            waived=reason if text == row.case.text else "",
        )
