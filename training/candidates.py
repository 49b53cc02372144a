"""Candidates of the embedded model for lines of a parallel text, as the desk asks for them: what `quality.py` is fitted on.

    python training/candidates.py SOURCE --to en --lines 0:997:5 --out candidates.en.jsonl
    python training/candidates.py SOURCE --to ru --lines 0:997:5 --over candidates.en.jsonl --out candidates.ru.jsonl

A line of the output is {"line", "bridge", "candidates": [{"text", "score"}, …]}; lines that are there already are kept.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from translate import config, engines
from translate.cleaning import clean
from translate.engines.base import Request
from translate.lexicon import hints, load
from translate.model import Lang
from translate.quality import Candidate, measure, preference

BATCH = 8  # lines between two savings


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("source", type=Path)
    options.add_argument("--to", type=Lang, required=True)
    options.add_argument("--lines", default="0::1", help="start:stop:step")
    options.add_argument("--over", type=Path, help="the English candidates that Russian is made from")
    options.add_argument("--out", type=Path, required=True)
    told = options.parse_args()
    sources = told.source.read_text(encoding="utf-8").splitlines()
    done = {row["line"] for row in _rows(told.out)}
    lines = range(len(sources))[slice(*(int(part) if part else None for part in told.lines.split(":")))]
    bridges = {row["line"]: _best(sources[row["line"]], row) for row in _rows(told.over)}
    engine, _ = engines.make("gguf", config.load(), (told.to,))
    todo = [number for number in lines if number not in done and (not told.over or number in bridges)]
    with told.out.open("a", encoding="utf-8") as out:
        for start in range(0, len(todo), BATCH):
            batch = todo[start : start + BATCH]
            asked = [_request(sources[number], bridges.get(number, ""), told.to) for number in batch]
            for place, hypotheses in engine.draft(asked):
                made = [{"text": h.text, "score": h.score} for h in hypotheses]
                row = {"line": batch[place], "bridge": bridges.get(batch[place], ""), "candidates": made}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()
            print(start + len(batch), "of", len(todo), flush=True)
    engine.close()


def _rows(path: Path | None) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path and path.exists() else []


def _best(source: str, row: dict) -> str:
    candidates = [Candidate(each["text"], each["score"]) for each in row["candidates"] if each["text"]]
    measures = measure(source, candidates, Lang.EN)
    return max(zip(measures, candidates, strict=True), key=lambda pair: preference(pair[0].signals, Lang.EN))[1].text


def _request(source: str, bridge: str, target: Lang) -> Request:
    cleaned = clean(source).text
    if bridge:
        return Request(bridge, Lang.EN, target, context=source)
    return Request(cleaned, Lang.AR, target, context=source, hints=hints(load(Lang.AR, target), cleaned))


if __name__ == "__main__":
    main()
