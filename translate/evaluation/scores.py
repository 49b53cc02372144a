"""BLEU, chrF, chrF++ and TER by sacrebleu, and how sure a difference is, by paired bootstrap.

Metrics and their statistics are sacrebleu's. Its PairedTest is not used: it calls two equal outputs different (p = 0.001),
has no interval for the difference, and holds all resamples at once, up to 100 KB a line. The resamples here are those that
it draws from the same seed, so where it is right, intervals and p are its own (tests/test_evaluate.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from sacrebleu.metrics.base import Metric

SAMPLES: Final = 1000
SEED: Final = 12345  # sacrebleu's


@dataclass(frozen=True, slots=True)
class Difference:
    """From the baseline's score, with its 95 % interval; `p`: how likely one as large is by chance (two-sided)."""

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Score:
    """From 0 to 100, TER above it for what is quite wrong, with its 95 % interval. The baseline has no difference."""

    value: float
    low: float
    high: float
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """`by_metric`, in the order of the table. `tokens`: of the output, as the 13a tokenizer of BLEU cuts it."""

    by_metric: Mapping[str, Score]
    tokens: int


def compare(outputs: Sequence[Sequence[str]], references: Sequence[str]) -> tuple[dict[str, str], list[Scores]]:
    """The signature of each metric, and the scores of each output; the first is the baseline of the others."""
    bleu = BLEU(force=True, references=[references])  # force: no advice on tokens among our lines
    metrics: dict[str, Metric] = {
        "BLEU": bleu,
        "chrF": CHRF(references=[references]),
        "chrF++": CHRF(word_order=2, references=[references]),
        "TER": TER(references=[references]),
    }
    columns = {name: _scored(metric, outputs) for name, metric in metrics.items()}
    rows = [
        Scores({name: column[place] for name, column in columns.items()}, bleu.corpus_score(output, None).sys_len)
        for place, output in enumerate(outputs)
    ]
    return {name: _signature(metric) for name, metric in metrics.items()}, rows


def _signature(metric: Metric) -> str:
    signature = metric.get_signature()
    signature.update("bs", SAMPLES)
    signature.update("seed", SEED)
    return str(signature)


def _scored(metric: Metric, outputs: Sequence[Sequence[str]]) -> list[Score]:
    """Of one metric, for each output; its statistics are additive over lines, so a resample is a sum of rows."""
    stats = [np.array(metric._extract_corpus_statistics(output, None), dtype=float) for output in outputs]  # noqa: SLF001
    values = [_score(metric, rows.sum(axis=0)) for rows in stats]
    rng = np.random.default_rng(SEED)
    size = len(stats[0])
    resampled = np.empty((len(outputs), SAMPLES))
    for sample in range(SAMPLES):
        lines = rng.integers(size, size=size)
        resampled[:, sample] = [_score(metric, rows[lines].sum(axis=0)) for rows in stats]
    return [
        Score(value, *_interval(samples), _difference(value - values[0], samples - resampled[0]) if place else None)
        for place, (value, samples) in enumerate(zip(values, resampled, strict=True))
    ]


def _score(metric: Metric, stats: NDArray[np.float64]) -> float:
    return float(metric._compute_score_from_stats(list(stats)).score)  # noqa: SLF001


def _interval(samples: NDArray[np.float64]) -> tuple[float, float]:
    ordered, outside = np.sort(samples), len(samples) // 40
    return float(ordered[outside]), float(ordered[-outside - 1])


def _difference(value: float, samples: NDArray[np.float64]) -> Difference:
    """`p` as in sacrebleu and Moses: the share of resamples whose difference strays from their mean as far as it is large."""
    strays = np.abs(samples) - np.abs(samples).mean()
    p = (int((strays >= abs(value)).sum()) + 1) / (len(samples) + 1)
    return Difference(value, *_interval(samples), p)
