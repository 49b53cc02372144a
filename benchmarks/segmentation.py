"""Boundaries of sentences: ours, those of pysbd, and a bare split after a stop and a space; F1, and the time that each takes.

Two sets. The first are sentences of UD_Arabic-PUD, joined two to six to a paragraph in five ways (they lie outside the
project: give their path as the argument). The second is tests/data/segmentation: prose with what makes Arabic hard to cut;
`hard` was written before the rules and they were made to fit it, `unseen` after, and they were not.

pysbd is measured where it is installed: `pip install pysbd`.
"""

import importlib.util
import json
import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translate.segment import split

ROOT = Path(__file__).parents[1]
PUD = ROOT.parent / "shared/eval/segmentation/pud-dev.jsonl"
HARD = ROOT / "tests/data/segmentation"
WAYS = 5  # to join the sentences of PUD
ROUNDS = 5
BARE = re.compile(r"[.؟!?]\s+")

Cutter = Callable[[str], set[int]]


@dataclass(frozen=True)
class Paragraph:
    """`cuts`: the offsets at which a sentence but the first starts."""

    text: str
    cuts: frozenset[int]


def joined(sentences: list[str]) -> Paragraph:
    """One that starts with ~ follows without a space."""
    text, cuts = "", set()
    for sentence in sentences:
        if text:
            text += "" if sentence.startswith("~") else " "
            cuts.add(len(text))
        text += sentence.removeprefix("~")
    return Paragraph(text, frozenset(cuts))


def pud(path: Path) -> list[Paragraph]:
    lines = path.read_text(encoding="utf-8").splitlines()
    sentences = [sentence for line in lines for sentence in json.loads(line)["sentences"]]
    made = []
    for way in range(WAYS):
        chance = random.Random(way)  # noqa: S311 - no secret
        rest = sentences
        while rest:
            count = chance.randint(2, 6)
            made.append(joined(rest[:count]))
            rest = rest[count:]
    return made


def written(path: Path) -> list[Paragraph]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [joined(block.splitlines()) for block in "\n".join(lines).strip().split("\n\n")]


def ours(text: str) -> set[int]:
    cuts, end = set(), 0
    for piece in split(text):
        end += len(piece)
        cuts.add(end)
    return cuts - {len(text)}


def bare(text: str) -> set[int]:
    return {match.end() for match in BARE.finditer(text)} - {len(text)}


def cutters() -> dict[str, Cutter]:
    found: dict[str, Cutter] = {"ours": ours, "bare split": bare}
    if importlib.util.find_spec("pysbd") is None:
        print("pysbd is not installed, so not measured: pip install pysbd")
        return found
    import pysbd  # noqa: PLC0415

    segmenter = pysbd.Segmenter(language="ar", clean=False, char_span=True)

    def pysbd_(text: str) -> set[int]:
        """Where it starts a sentence: its spans may end before or after the space."""
        ends = {span.end for span in segmenter.segment(text)}
        return {end + len(text[end:]) - len(text[end:].lstrip()) for end in ends} - {len(text)}

    return found | {"pysbd": pysbd_}


def f1(cutter: Cutter, paragraphs: list[Paragraph]) -> str:
    right = wrong = missed = 0
    for paragraph in paragraphs:
        cuts = cutter(paragraph.text)
        right += len(cuts & paragraph.cuts)
        wrong += len(cuts - paragraph.cuts)
        missed += len(paragraph.cuts - cuts)
    return f"F1 {2 * right / (2 * right + wrong + missed):.4f} ({right} right, {wrong} wrong, {missed} missed)"


def seconds(cutter: Cutter, paragraphs: list[Paragraph]) -> float:
    """The best of some rounds: the machine has other things to do."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for paragraph in paragraphs:
            cutter(paragraph.text)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PUD
    sets = {"hard": written(HARD / "hard.txt"), "unseen": written(HARD / "unseen.txt")}
    if path.is_file():
        sets = {"PUD": pud(path), **sets}
    else:
        print(f"no {path}, so PUD is not measured: give the path of pud-dev.jsonl as the argument")
    found = cutters()
    for name, paragraphs in sets.items():
        print(f"{name}: {sum(len(paragraph.cuts) for paragraph in paragraphs)} boundaries in {len(paragraphs)} paragraphs")
        for who, cutter in found.items():
            print(f"  {who}: {f1(cutter, paragraphs)}")
    everything = [paragraph for paragraphs in sets.values() for paragraph in paragraphs]
    characters = sum(len(paragraph.text) for paragraph in everything)
    needed = {who: seconds(cutter, everything) for who, cutter in found.items()}
    for who, took in needed.items():
        ratio = "" if who == "ours" else f", {took / needed['ours']:.2f} times ours"
        print(f"{who}: {took * 1e6 / characters * 1000:.0f} µs per 1,000 characters{ratio}")


if __name__ == "__main__":
    main()
