"""Several systems on one corpus, measured: as JSON, and as tables that are Markdown and read well on a terminal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from translate.evaluation import scores
from translate.evaluation.kept import Kept, Ruler

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.evaluation.corpus import Corpus, System
    from translate.evaluation.kept import Share
    from translate.glossary.termbase import Termbase

_SIDE_BY_SIDE = 2  # systems, from which on there are differences


@dataclass(frozen=True, slots=True)
class Row:
    system: System
    scores: scores.Scores
    kept: Kept


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`rows`: the first is the baseline. `reference`: what the human translation keeps. `glossary` is its version."""

    corpus: Corpus
    glossary: str
    signatures: Mapping[str, str]
    rows: tuple[Row, ...]
    reference: Kept

    def as_json(self) -> dict[str, Any]:
        return {
            "source": str(self.corpus.source_path),
            "reference": str(self.corpus.reference_path),
            "from": str(self.corpus.source_lang),
            "to": str(self.corpus.target_lang),
            "lines": len(self.corpus.sources),
            "glossary": self.glossary,
            "signatures": dict(self.signatures),
            "systems": [self._row(row) for row in self.rows],
            "human": _kept(self.reference),
        }

    def _row(self, row: Row) -> dict[str, Any]:
        lines, seconds = len(row.system.lines), row.system.seconds
        return {
            "name": row.system.name,
            "made_by": row.system.made_by,
            "empty": sum(not line.strip() for line in row.system.lines),
            "scores": {name: asdict(score) for name, score in row.scores.by_metric.items()},
            **_kept(row.kept),
            "seconds_a_segment": None if seconds is None else seconds / lines,
            "tokens_a_segment": row.scores.tokens / lines,
        }

    def as_text(self) -> str:
        """Two tables, of scores and of differences from the baseline, and what is needed to read and repeat them."""
        parts = [self._heading(), _table(list(self._scores()))]
        if len(self.rows) >= _SIDE_BY_SIDE:
            baseline = self.rows[0].system.name
            how = f"its 95 % interval, and how likely one as large is by chance (paired bootstrap, {scores.SAMPLES} resamples)"
            parts += [f"Difference from {baseline}, {how}:", _table(list(self._differences()))]
        parts.append("\n".join(f"{name}: {signature}" for name, signature in self.signatures.items()))
        return "\n\n".join(parts)

    def _heading(self) -> str:
        corpus, kept = self.corpus, self.reference
        return (
            f"{corpus.source_lang}→{corpus.target_lang}, {len(corpus.sources)} lines of {corpus.source_path.name}; "
            f"glossary {self.glossary}: {kept.terms.total} terms, of them {kept.names.total} names; "
            f"{kept.numbers.total} numbers"
        )

    def _scores(self) -> Iterator[Sequence[str]]:
        yield ("system", *self.signatures, "terms %", "names %", "numbers %", "s/segment", "tokens/segment")
        for row in self.rows:
            lines, seconds = len(row.system.lines), row.system.seconds
            yield (
                row.system.name,
                *(f"{score.value:.1f} ±{(score.high - score.low) / 2:.1f}" for score in row.scores.by_metric.values()),
                *_percents(row.kept),
                "–" if seconds is None else f"{seconds / lines:.2f}",
                f"{row.scores.tokens / lines:.1f}",
            )
        yield ("(human)", *("–" for _ in self.signatures), *_percents(self.reference), "–", "–")

    def _differences(self) -> Iterator[Sequence[str]]:
        yield ("system", *self.signatures)
        for row in self.rows[1:]:
            yield (
                row.system.name,
                *(
                    f"{d.value:+.1f} [{d.low:+.1f}, {d.high:+.1f}] p = {d.p:.3f}"
                    for score in row.scores.by_metric.values()
                    if (d := score.difference)
                ),
            )


def evaluate(corpus: Corpus, systems: Sequence[System], termbase: Termbase) -> Evaluation:
    """Measure the systems; the first is the baseline of the others."""
    ruler = Ruler(corpus, termbase)
    signatures, scored = scores.compare([system.lines for system in systems], corpus.references)
    return Evaluation(
        corpus=corpus,
        glossary=termbase.version,
        signatures=signatures,
        rows=tuple(Row(system, each, ruler.measure(system.lines)) for system, each in zip(systems, scored, strict=True)),
        reference=ruler.measure(corpus.references),
    )


def _kept(kept: Kept) -> dict[str, Any]:
    return {name: _share(share) for name, share in (("terms", kept.terms), ("names", kept.names), ("numbers", kept.numbers))}


def _share(share: Share) -> dict[str, Any]:
    return {"kept": share.kept, "total": share.total, "share": share.share}


def _percents(kept: Kept) -> tuple[str, ...]:
    shares = (kept.terms.share, kept.names.share, kept.numbers.share)
    return tuple("–" if share is None else f"{100 * share:.1f}" for share in shares)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells under a head, as Markdown; all but the first column to the right."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = [f"{'-' * width}{':' if place else '-'}" for place, width in enumerate(widths)]
    lines = [
        "| "
        + " | ".join(
            f"{cell:>{w}}" if place else f"{cell:<{w}}" for place, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in cells
    ]
    return "\n".join([lines[0], "|" + "|".join(f"-{dashes}" for dashes in rule) + "|", *lines[1:]])
