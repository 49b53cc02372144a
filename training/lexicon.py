"""Train the word lexicons of `translate.lexicon` (IBM Model 1) from `../shared/train/ar-en-ru.tsv.xz` and the glossary.

    python training/lexicon.py ../shared/train/ar-en-ru.tsv.xz

Writes translate/lexicon/{ar-en,ar-ru,en-ru}.tsv.gz; the same pairs give the same bytes. One core, half a minute a pair.
What comes out is a statistic of words; no sentence of the data is in it.
"""

from __future__ import annotations

import gzip
import lzma
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from translate.glossary import termbase
from translate.lexicon.lexicon import MARK
from translate.model import Lang
from translate.stems import stems

ROOT = Path(__file__).resolve().parent.parent
PAIRS = ((Lang.AR, Lang.EN), (Lang.AR, Lang.RU), (Lang.EN, Lang.RU))
COLUMNS = {Lang.AR: 0, Lang.EN: 1, Lang.RU: 2}
WEIGHTS = {"ms-docs": 1, "tatoeba": 6, "tico19": 6, "glossary": 8}
"""Business software is two thirds of the sentences even so; without weights «رئيس» is “master”, and no president."""
MS_DOCS_SHARE = 0.4  # of its sentences: enough for its words, and it drowns the others less
LONGEST, SHORTEST_MS_DOCS = 300, 25  # characters; its short lines are names of buttons
ROUNDS = 6
LEAST_SEEN = 2
LEAST_SHARE, LEAST_COUNT, MOST_TRANSLATIONS = 0.01, 0.5, 12

Pair = tuple[list[str], list[str], int]
"""Stems of both sides, and how much the pair weighs."""


def main(path: Path) -> None:
    for source, target in PAIRS:
        words: dict[str, Counter[str]] = {}
        pairs = [*_pairs(path, source, target, words), *_glossary(source, target, words)]
        lines = _lines(pairs, words)
        file = ROOT / "translate" / "lexicon" / f"{source}-{target}.tsv.gz"
        file.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
        print(f"{file.name}: {len(pairs)} pairs, {len(lines)} lines, {file.stat().st_size / 1e3:.0f} kB")


def _pairs(path: Path, source: Lang, target: Lang, words: dict[str, Counter[str]]) -> list[Pair]:
    rng = random.Random(1)
    found: dict[tuple[str, str], str] = {}
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            cells = row.rstrip("\n").split("\t")
            pair = (cells[COLUMNS[source]], cells[COLUMNS[target]])
            if not all(pair) or pair in found or len(pair[0]) >= LONGEST:
                continue
            if cells[3] == "ms-docs" and (len(pair[0]) <= SHORTEST_MS_DOCS or rng.random() >= MS_DOCS_SHARE):
                continue
            found[pair] = cells[3]
    return [(_stems(one, source), _stems(other, target, words), WEIGHTS[origin]) for (one, other), origin in found.items()]


def _glossary(source: Lang, target: Lang, words: dict[str, Counter[str]]) -> list[Pair]:
    concepts = termbase.load(ROOT / "glossary").concepts.values()
    forms = {
        Lang.AR: lambda concept: concept.ar[0],
        Lang.EN: lambda concept: concept.targets[Lang.EN].preferred,
        Lang.RU: lambda concept: concept.targets[Lang.RU].preferred,
    }
    return [
        (_stems(forms[source](concept), source), _stems(forms[target](concept), target, words), WEIGHTS["glossary"])
        for concept in concepts
    ]


def _stems(text: str, lang: Lang, words: dict[str, Counter[str]] | None = None) -> list[str]:
    """The stems of a text; `words` counts the words that have them, a proper name's with its capital."""
    found = stems(text, lang)
    for place, (stem, start, end) in enumerate(found):
        if words is not None and place:  # the first word's capital says nothing
            words.setdefault(stem, Counter())[text[start:end]] += 1
    return [stem for stem, _, _ in found]


def _lines(pairs: list[Pair], words: dict[str, Counter[str]]) -> list[str]:
    seen = [Counter(stem for pair in pairs for stem in set(pair[side])) for side in (0, 1)]
    sources, targets = (sorted(stem for stem, count in counts.items() if count >= LEAST_SEEN) for counts in seen)
    probability, count, source, target = _model1(pairs, sources, targets)
    found: dict[str, list[tuple[float, str]]] = {}
    for at in np.flatnonzero((probability >= LEAST_SHARE) & (count >= LEAST_COUNT) & (source > 0)):
        found.setdefault(sources[source[at] - 1], []).append((-float(probability[at]), targets[target[at]]))
    total = Counter(stem for pair in pairs for stem in pair[1])
    return [
        *(f"{MARK}\t{stem}\t{total[stem]}\t{_commonest(words, stem)}" for stem in targets),
        *(
            f"{stem}\t{seen[0][stem]}\t"
            + " ".join(f"{other}:{-share * 1000:.0f}" for share, other in sorted(best)[:MOST_TRANSLATIONS])
            for stem, best in sorted(found.items())
        ),
    ]


def _commonest(words: dict[str, Counter[str]], stem: str) -> str:
    """Empty where it only began sentences."""
    return min(words[stem].items(), key=lambda item: (-item[1], item[0]))[0] if stem in words else ""


def _model1(pairs: list[Pair], sources: list[str], targets: list[str]) -> tuple[np.ndarray, ...]:
    """For each pair of stems that occurs: its probability and expected count, and the two numbers; source 0 is no word."""
    number_of = [{stem: number for number, stem in enumerate(sources, 1)}, {stem: n for n, stem in enumerate(targets)}]
    keys, owners, weights, words = [], [], [], 0
    for one, other, weight in pairs:
        row = np.array([0, *(number_of[0][stem] for stem in one if stem in number_of[0])], dtype=np.int64)
        column = np.array([number_of[1][stem] for stem in other if stem in number_of[1]], dtype=np.int64)
        keys.append((row[None, :] * len(targets) + column[:, None]).ravel())
        owners.append(np.repeat(np.arange(words, words + len(column), dtype=np.int32), len(row)))
        words += len(column)
        weights.append(np.full(len(column), weight, dtype=np.float64))
    owner, weight = np.concatenate(owners), np.concatenate(weights)
    known, at = np.unique(np.concatenate(keys), return_inverse=True)
    source, target = known // len(targets), known % len(targets)
    probability = np.full(len(known), 1.0)
    count = probability
    for _ in range(ROUNDS):
        share = probability[at]
        share *= (weight / np.bincount(owner, weights=share, minlength=words))[owner]
        count = np.bincount(at, weights=share, minlength=len(known))
        probability = count / np.bincount(source, weights=count)[source]
    return probability, count, source, target


if __name__ == "__main__":
    main(Path(sys.argv[1]))
