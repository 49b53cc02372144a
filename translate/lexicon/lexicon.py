"""The table of word translations, and how it is kept in a file.

A file is gzipped UTF-8, in lines of parts that tabs keep apart: `>`, a stem of the target, its count and its commonest word;
or a stem of the source, its count, and its translations as `stem:per-mille`, best first.
"""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from translate.errors import TranslateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.model import Lang

MARK = ">"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`table[source stem][target stem]`: how probably the one is translated by the other.

    `weights`: for each target stem, the negative log of its share of all words: small words weigh little. `words`: the
    commonest word that has the stem. `seen`: in how many sentences a source stem stood.
    """

    source: Lang
    target: Lang
    table: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]
    words: Mapping[str, str]
    seen: Mapping[str, int]
    unknown: float
    """The weight of a target stem that was never seen."""

    def weight(self, stem: str) -> float:
        return self.weights.get(stem, self.unknown)


@cache
def load(source: Lang, target: Lang) -> Lexicon:
    """The one that comes with the package: ar-en, ar-ru and en-ru. About 0.1 s and 15 MB, once.

    Raises TranslateError for another pair.
    """
    file = resources.files("translate.lexicon") / f"{source}-{target}.tsv.gz"
    if not file.is_file():
        raise TranslateError(f"there is no lexicon {source}→{target}")
    table: dict[str, dict[str, float]] = {}
    counts: dict[str, int] = {}
    words: dict[str, str] = {}
    seen: dict[str, int] = {}
    for line in gzip.decompress(file.read_bytes()).decode().splitlines():
        first, *rest = line.split("\t")
        if first == MARK:
            stem, count, words[stem] = rest
            counts[stem] = int(count)
        else:
            seen[first] = int(rest[0])
            pairs = (pair.rsplit(":", 1) for pair in rest[1].split())
            table[first] = {stem: int(share) / 1000 for stem, share in pairs}
    total = sum(counts.values())
    weights = {stem: -math.log(count / total) for stem, count in counts.items()}
    return Lexicon(source, target, table, weights, words, seen, unknown=-math.log(0.5 / total))
