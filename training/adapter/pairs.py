"""Which translated sentences are learnt from: what is mixed, how often, and what is left out.

The table is ../shared/train/ar-en-ru.tsv.xz: Arabic, English, Russian, origin, in the order of the documents.
"""

from __future__ import annotations

import lzma
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.arabic import digits
from translate.cleaning import clean
from translate.engines import prompt
from translate.model import Lang

if TYPE_CHECKING:
    import random
    from pathlib import Path

AR, EN, RU = Lang
COLUMNS = {AR: 0, EN: 1, RU: 2}
CAP = {("ms-docs", AR, EN): 26_000, ("ms-docs", AR, RU): 22_000, ("ms-docs", EN, RU): 10_000, ("tatoeba", EN, RU): 10_000}
"""Examples of a kind, at most: of 150,000 sentences on business software a fifth has nearly all their words."""
REPEAT = {("tico19", AR): 3, ("tico19", EN): 2, ("tatoeba", AR): 2}  # with other lines above the sentence each time
PARAGRAPHS = {"ms-docs": 0.15, "tico19": 0.3}  # share that gets the one or two sentences that follow it
STORIES = re.compile(r"\b(?:Sami|Layla|Fadil|Tom|Mary|Ziri|Yanni|Skura|Mennad)\b")
STORIES_KEPT = 0.15  # a fifth of Tatoeba's Arabic is about the same four people
HELD = 400  # one row in so many is never trained on
LEAST_WORDS = 2
LEAST_MS_DOCS, MOST = 25, 600  # characters; shorter ones name buttons, longer ones the engine cuts
RATIO = {(AR, EN): 1.12, (AR, RU): 1.25, (EN, RU): 1.12}  # characters of the target for one of the source, the median
FAR = 2.0
SCRIPT = {
    AR: re.compile(r"[\u0621-\u064a]"),
    EN: re.compile(r"[A-Za-z\u00c0-\u017f]"),
    RU: re.compile(r"[\u0401\u0410-\u0451]"),
}
LEAST_OF_SCRIPT = {AR: 0.7, EN: 0.98, RU: 0.75}
MARKUP = re.compile(r"[<>{}|\\`*#\[\]=~^_]|https?:|www\.|&\w+;|\w\.\w+\(|[a-zа-я][.!?][A-ZА-Я]|\.{4}|\u2026.*\u2026")
WINDOW = 8  # words in a row that no example may share with flores-dev


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence or paragraph and its translation; `row`: of the table."""

    source: str
    target: str
    langs: tuple[Lang, Lang]
    origin: str
    row: int


def read(table: Path) -> list[list[str]]:
    with lzma.open(table, "rt", encoding="utf-8") as lines:
        next(lines)
        return [line.rstrip("\n").split("\t") for line in lines]


def mixed(rows: list[list[str]], dice: random.Random, business: float = 1.0) -> list[Pair]:
    """Sound pairs of all origins and directions, capped and repeated; some are paragraphs. `business`: times ms-docs' caps."""
    kept: list[Pair] = []
    why: Counter[str] = Counter()
    for langs in prompt.PAIRS:
        seen: set[str] = set()
        full: Counter[str] = Counter()
        for row in dice.sample(range(len(rows)), len(rows)):
            origin = rows[row][3]
            cap = CAP.get((origin, *langs), len(rows)) * (business if origin == "ms-docs" else 1)
            if full[origin] >= cap:
                continue
            pair = _pair(rows, row, langs, dice)
            fault = "no text" if not pair else "seen" if pair.source in seen else _fault(pair, dice)
            if fault or not pair:
                why[fault] += 1
                continue
            seen.add(pair.source)
            full[origin] += 1
            kept += [pair] * REPEAT.get((origin, langs[0]), 1)
    print("left out:", dict(why.most_common()))
    return kept


def _pair(rows: list[list[str]], row: int, langs: tuple[Lang, Lang], dice: random.Random) -> Pair | None:
    """The row, perhaps with the ones that follow it in its document, on the same side of what is held out."""
    origin, sides = rows[row][3], [COLUMNS[lang] for lang in langs]
    count = dice.choice((2, 3)) if dice.random() < PARAGRAPHS.get(origin, 0) else 1
    cells = [[each[side].strip() for side in sides] for each in rows[row : row + count] if each[3] == origin]
    whole = all(source[-1:] in ".؟!?" and target[-1:] in ".!?" for source, target in cells)  # sentences, not headings
    alike = len({number % HELD == 0 for number in range(row, row + count)}) == 1
    if not all(cells[0]):
        return None
    if not (whole and alike and all(map(all, cells))) or sum(len(source) for source, _ in cells) > MOST:
        cells = cells[:1]
    source, target = (" ".join(side) for side in zip(*cells, strict=True))
    return Pair(clean(source).text, _plain(target), langs, origin, row)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def _fault(pair: Pair, dice: random.Random) -> str:
    """Why a pair is not to be learnt from, or nothing."""
    sides = (pair.source, pair.target)
    long = max(map(len, sides)) > LEAST_MS_DOCS
    ratio = len(pair.target) / max(1, len(pair.source)) / RATIO[pair.langs]
    faults = {
        "length": len(pair.source.split()) < LEAST_WORDS or len(pair.source) > MOST or not pair.target,
        "a button": pair.origin == "ms-docs" and len(pair.source) < LEAST_MS_DOCS,
        "markup": any(MARKUP.search(text) for text in sides),
        "script": any(_share(text, lang) < LEAST_OF_SCRIPT[lang] for text, lang in zip(sides, pair.langs, strict=True)),
        "ratio": long and not 1 / FAR <= ratio <= FAR,
        "numbers": _numbers(pair.source) != _numbers(pair.target),
        "stories": bool(STORIES.search(pair.target)) and dice.random() >= STORIES_KEPT,
    }
    return next((name for name, is_so in faults.items() if is_so), "")


def _share(text: str, lang: Lang) -> float:
    letters = sum(char.isalpha() for char in text)
    return len(SCRIPT[lang].findall(text)) / letters if letters else 0.0


def _numbers(text: str) -> Counter[str]:
    """Of two digits and more, in any script and however grouped; small ones may be words."""
    return Counter(found for found in re.findall(r"\d+", re.sub(r"(?<=\d)[.,\u00a0 ](?=\d{3})", "", digits(text))) if found[1:])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", digits(text).lower())


def without(dev: dict[Lang, list[str]], pairs: list[Pair]) -> list[Pair]:
    """The pairs that share no line and no WINDOW of words with flores-dev, in any language."""
    known = {key for lines in dev.values() for line in lines for key in _windows(_words(line))}

    def is_new(text: str) -> bool:
        return known.isdisjoint(_windows(_words(text)))

    kept = [pair for pair in pairs if is_new(pair.source) and is_new(pair.target)]
    print(f"{len(pairs) - len(kept)} pairs left out that share words with flores-dev")
    return kept


def _windows(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + WINDOW]) for at in range(max(1, len(words) - WINDOW + 1))}


def told(pairs: list[Pair]) -> str:
    counts = Counter(f"{pair.origin} {pair.langs[0]}-{pair.langs[1]}" for pair in pairs)
    paragraphs = sum(bool(re.search(r"[.!?؟] \S", pair.source)) for pair in pairs)
    return f"{len(pairs)} pairs, {paragraphs} of several sentences; {dict(sorted(counts.items()))}"
