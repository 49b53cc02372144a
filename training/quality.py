"""Fit the weights of `translate.quality` to candidates (see `candidates.py`) and a human translation of their lines.

    python training/quality.py en SOURCE REFERENCE candidates.en.jsonl --others argos.en google.en
    python training/quality.py ru SOURCE REFERENCE candidates.ru.jsonl --others google.ru
    python training/quality.py en SOURCE REFERENCE other-lines.en.jsonl --test

Writes the language's part of translate/quality/weights.json; with --test it only says what the weights that are there are
worth on other lines. Three models: `choice`, a ridge regression of chrF within the candidates of a line; `trust`, a logistic
regression of "at least MENDABLE chrF" on the embedded model's drafts; and `plain`, the same without what only that model
tells, on its drafts and those of other systems, whose outputs for all lines of the source are named as `--others`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from sacrebleu.metrics import CHRF

from translate.model import Lang
from translate.quality import Candidate, confidence, measure, preference

WEIGHTS = Path(__file__).resolve().parent.parent / "translate" / "quality" / "weights.json"
CHOICE = ("covered", "supported", "gain", "likeness", "score", "agreement", "length", "bridge")
PLAIN = ("gain", "covered", "likeness", "words", "length")
TRUST = ("gain", "covered", "likeness", "score", "agreement", "words", "length", "bridge")
"""Few, for few lines; more of the signals told bad lines from good ones no better (docs/drafts.md)."""
EVERY = 5  # of the other systems' lines
RIDGE = {"choice": 40.0, "trust": 4.0}
MISALIGNED = frozenset({125, 130, 165})
"""Lines of flores-dev (dev.ar, from 0) that translate other lines: their reference says nothing of a draft."""
MENDABLE = {Lang.EN: 50.0, Lang.RU: 45.0}
"""chrF from which a draft mostly says what its source says. Of 30 English drafts that were read nearly all below it said
something else, of those above every second one; Russian words change more, so that equal sense has less chrF."""
FOLDS = 8
FAR = 3.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lang", type=Lang)
    options.add_argument("source", type=Path)
    options.add_argument("reference", type=Path)
    options.add_argument("candidates", type=Path, nargs="+")
    options.add_argument("--others", type=Path, nargs="*", default=[])
    options.add_argument("--test", action="store_true")
    told = options.parse_args()
    sources, references = (p.read_text(encoding="utf-8").splitlines() for p in (told.source, told.reference))
    rows = [json.loads(line) for path in told.candidates for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["line"] not in MISALIGNED]
    lines = [_line(row, sources[row["line"]], references[row["line"]], told.lang) for row in rows]
    if not told.test:
        weights = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
        others = [_output(path, sources, references, told.lang) for path in told.others]
        weights[told.lang] = _fit(lines, told.lang, verbose=True) | {
            "plain": _trust([*lines, *(line for output in others for line in output)], told.lang, PLAIN)
        }
        WEIGHTS.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    _tell(lines, told.lang)


class Line:
    """The candidates of one line: their signals, one row each, and their chrF."""

    def __init__(self, number: int, signals: list, scores: list[float]) -> None:
        self.number = number
        self.signals = signals
        self.scores = np.array(scores)

    def table(self, names: tuple[str, ...]) -> np.ndarray:
        return np.array([[_number(signals.as_row()[name]) for name in names] for signals in self.signals])


def _line(row: dict, source: str, reference: str, lang: Lang) -> Line:
    candidates = [Candidate(each["text"], each["score"]) for each in row["candidates"]]
    measures = measure(source, candidates, lang, bridge=row.get("bridge", ""))
    chrf = CHRF()
    return Line(
        row["line"], [m.signals for m in measures], [chrf.sentence_score(c.text, [reference]).score for c in candidates]
    )


def _output(path: Path, sources: list[str], references: list[str], lang: Lang) -> list[Line]:
    drafts = path.read_text(encoding="utf-8").splitlines()
    rows = [{"line": at, "candidates": [{"text": drafts[at], "score": None}]} for at in range(0, len(drafts), EVERY)]
    return [_line(row, sources[row["line"]], references[row["line"]], lang) for row in rows if row["line"] not in MISALIGNED]


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _fit(lines: list[Line], lang: Lang, *, verbose: bool = False) -> dict:
    if verbose:
        _cross_validated(lines, lang)
    return {"choice": _choice(lines), "trust": _trust(lines, lang, TRUST)}


def _scaled(lines: list[Line], names: tuple[str, ...]) -> tuple[list[np.ndarray], dict]:
    whole = np.concatenate([line.table(names) for line in lines])
    there = [place for place, name in enumerate(names) if not np.isnan(whole[:, place]).all()]
    means, scales = np.nanmean(whole[:, there], 0), np.nanstd(whole[:, there], 0) + 1e-6
    tables = [np.clip(np.nan_to_num((line.table(names)[:, there] - means) / scales), -FAR, FAR) for line in lines]
    about = {names[place]: {"mean": float(m), "scale": float(s)} for place, m, s in zip(there, means, scales, strict=True)}
    return tables, about


def _choice(lines: list[Line]) -> dict:
    tables, about = _scaled(lines, CHOICE)
    x = np.concatenate([table - table.mean(0) for table in tables])
    y = np.concatenate([line.scores - line.scores.mean() for line in lines])
    weights = np.linalg.solve(x.T @ x + RIDGE["choice"] * np.eye(x.shape[1]), x.T @ y)
    return _packed(about, weights)


def _trust(lines: list[Line], lang: Lang, names: tuple[str, ...]) -> dict:
    tables, about = _scaled(lines, names)
    x = np.concatenate([np.c_[np.ones(len(table)), table] for table in tables])
    y = np.concatenate([line.scores >= MENDABLE[lang] for line in lines]).astype(float)
    penalty = RIDGE["trust"] * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    weights = np.zeros(x.shape[1])
    for _ in range(50):  # Newton's method
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, x.T @ (y - p) - penalty @ weights)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return _packed(about, weights[1:]) | {"bias": {"mean": 0.0, "scale": 1.0, "weight": round(float(weights[0]), 4)}}


def _packed(about: dict, weights: np.ndarray) -> dict:
    return {
        name: {"mean": round(of["mean"], 4), "scale": round(of["scale"], 4), "weight": round(float(weight), 4)}
        for (name, of), weight in zip(about.items(), weights, strict=True)
    }


def _value(line: Line, weights: dict) -> np.ndarray:
    names = tuple(name for name in weights if name != "bias")
    table = (line.table(names) - [weights[n]["mean"] for n in names]) / [weights[n]["scale"] for n in names]
    total = np.clip(np.nan_to_num(table), -FAR, FAR) @ [weights[n]["weight"] for n in names]
    return total + weights.get("bias", {"weight": 0.0})["weight"]


def _chosen(line: Line, choice: dict) -> int:
    return int(_value(line, choice).argmax())


def _cross_validated(lines: list[Line], lang: Lang) -> None:
    """What both models are worth on lines that they were not fitted on."""
    numbers = sorted({line.number for line in lines})  # drafts of one line are never on both sides
    folds = dict(zip(numbers, np.random.default_rng(1).permutation(len(numbers)) % FOLDS, strict=True))
    order = np.array([folds[line.number] for line in lines])
    chosen, trust = np.zeros(len(lines)), np.zeros(len(lines))
    for fold in range(FOLDS):
        weights = _fit([line for line, own in zip(lines, order, strict=True) if own != fold], lang)
        for at in np.flatnonzero(order == fold):
            best = _chosen(lines[at], weights["choice"])
            chosen[at], trust[at] = lines[at].scores[best], _value(lines[at], weights["trust"])[best]
    print(f"cross-validated: chosen {chosen.mean():.2f} chrF; AUC of the worst quarter {_auc(trust, chosen):.3f}")


def _tell(lines: list[Line], lang: Lang) -> None:
    best = [int(np.argmax([preference(signals, lang) for signals in line.signals])) for line in lines]
    scores = np.array([line.scores[at] for line, at in zip(lines, best, strict=True)])
    sure = np.array([confidence(line.signals[at], lang) for line, at in zip(lines, best, strict=True)])
    first, most = np.mean([line.scores[0] for line in lines]), np.mean([line.scores.max() for line in lines])
    print(f"{len(lines)} lines: first {first:.2f}, chosen {scores.mean():.2f}, best possible {most:.2f} chrF")
    print(f"AUC of the worst quarter {_auc(sure, scores):.3f}; correlation {np.corrcoef(sure, scores)[0, 1]:.3f}")
    for least, below in ((0, 25), (25, 50), (50, 60), (60, 75), (75, 90), (90, 101)):
        own = (sure >= least) & (sure < below)
        if own.any():
            print(f"  confidence {least}–{below - 1}: {own.sum()} lines, mean chrF {scores[own].mean():.1f}")


def _auc(sure: np.ndarray, scores: np.ndarray) -> float:
    bad = scores <= np.quantile(scores, 0.25)
    pairs = sure[bad][:, None] - sure[~bad][None, :]
    return float(((pairs < 0) + 0.5 * (pairs == 0)).mean())


if __name__ == "__main__":
    main()
