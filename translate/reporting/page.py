"""The last run, where everything stands, and what changed since the run before: values, then the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate import recall
from translate.ledger import KINDS
from translate.publish.templating import render
from translate.quality import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.ledger import Run
    from translate.status import Standing

KIND_NAMES = {
    "approved": "approved",
    "changed": "changed, not approved",
    "needs_work": "needs work",
    "drafts": "machine drafts",
    "empty": "empty",
}
TERM_NAMES = {"kept": "kept by the engine", "repaired": "put right", "failed": "missing"}
SEVERITIES = ("error", "warning", "info")
_HEIGHT = 40.0
LANGUAGES = {"en": "English", "ru": "Russian"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar; `start` and `width` in percent of the chart's."""

    kind: str
    name: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, with its parts in words for those who do not see it."""

    label: str
    parts: tuple[Part, ...]
    total: int

    @property
    def told(self) -> str:
        return ", ".join(f"{part.count} {part.name}" for part in self.parts) or "none"


@dataclass(frozen=True, slots=True)
class Column:
    """A class of a histogram; its parts stand on one another, in a field that is 40 high."""

    name: str
    parts: tuple[Part, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of the run before and of this one."""

    name: str
    before: int
    after: int

    @property
    def by(self) -> str:
        return f"{self.after - self.before:+d}".replace("-", "−")


def bars(rows: Mapping[str, Mapping[str, int]], names: Mapping[str, str], *, whole: int = 0) -> list[Bar]:
    """A bar a row, in parts by kind. Each fills the chart; or all are measured by `whole`."""
    made = []
    for label, counts in rows.items():
        total = sum(counts.get(kind, 0) for kind in names)
        start, parts = 0.0, []
        for kind, name in names.items():
            if count := counts.get(kind, 0):
                width = 100 * count / (whole or total)
                parts.append(Part(kind, name, count, round(start, 3), round(width, 3)))
                start += width
        made.append(Bar(label, tuple(parts), total))
    return made


def columns(classes: Sequence[Mapping[str, int]]) -> list[Column]:
    """A histogram of confidences: ten classes, the parts by label."""
    most = max(sum(counts.values()) for counts in classes)
    made = []
    for place, counts in enumerate(classes):
        start, parts = _HEIGHT, []
        for label in Label:
            if count := counts.get(label, 0):
                height = _HEIGHT * count / most
                start -= height
                parts.append(Part(label, label, count, round(start, 3), round(height, 3)))
        made.append(
            Column(f"{place * 10}–{place * 10 + 9 if place < len(classes) - 1 else 100}", tuple(parts), sum(counts.values()))
        )
    return made


def changes(last: Run, before: Run | None) -> list[Change]:
    """What stands otherwise than when the run before ended; figures that are alike are left out."""
    if before is None:
        return []
    then, now = dict(_figures(before.stood)), dict(_figures(last.stood))
    found = (Change(name, then.get(name, 0), now.get(name, 0)) for name in {**now, **then})
    return [change for change in found if change.before != change.after]


def _figures(stood: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    yield "documents", stood["documents"]
    yield "sentences", stood["segments"]
    for lang, counts in stood["states"].items():
        for kind in KINDS:
            yield f"{LANGUAGES[lang]}: {KIND_NAMES[kind]}", counts[kind]
    for lang, count in stood["memory"].items():
        yield f"{LANGUAGES[lang]}: from the memory", count
    for name, counts in stood["findings"].items():
        for severity, count in counts.items() if name != recall.NAME else ():
            yield f"finding “{name}” ({severity})", count


def page(runs: Sequence[Run], standings: Sequence[Standing]) -> str:
    """`runs`: the latest first, at least one."""
    last, before = runs[0], runs[1] if len(runs) > 1 else None
    stood = last.stood
    found = {name: counts for name, counts in stood["findings"].items() if name != recall.NAME}  # a note, not a fault
    findings = dict(sorted(found.items(), key=lambda item: -sum(item[1].values())))
    terms = {LANGUAGES[lang]: counts for lang, counts in last.did["terms"].items()}
    seconds = [run.did["seconds"] for run in reversed(runs)]
    return render(
        "report.html.j2",
        package="translate.reporting",
        run=last,
        before=before,
        did=last.did,
        changes=changes(last, before),
        states=bars({LANGUAGES[lang]: counts for lang, counts in stood["states"].items()}, KIND_NAMES),
        terms=bars(terms, TERM_NAMES),
        confidence={LANGUAGES[lang]: columns(classes) for lang, classes in stood.get("confidence", {}).items()},
        findings=bars(
            findings,
            {name: name for name in SEVERITIES},
            whole=max((sum(each.values()) for each in findings.values()), default=0),
        ),
        memory={LANGUAGES[lang]: (count, stood["segments"]) for lang, count in stood["memory"].items()},
        standings=standings,
        languages=LANGUAGES,
        times=_line(seconds),
        longest=max(seconds),
        count=len(seconds),
    )


def _line(values: Sequence[float]) -> str:
    """The points of a line through a field of 100 by 40."""
    most = max(values) or 1.0
    step = 100 / max(len(values) - 1, 1)
    return " ".join(f"{place * step:.2f},{40 - 38 * value / most:.2f}" for place, value in enumerate(values))
