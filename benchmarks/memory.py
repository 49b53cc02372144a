"""Looking up similar sentences among 200,000, against a scan of all of them with rapidfuzz; building, size, what is missed.

The scan is as fast as rapidfuzz can be: it compares skeletons that lie ready in memory, in one call, and gives up a
comparison below 75. What it finds there, rated, is what a look-up should find.

The sentences are generated, as long as those of news, with words as frequent as Zipf has them, one in ten a variant of an
earlier one; those asked for are variants, known and unknown ones. With the name of a text file, one sentence a line, its
sentences are taken instead: `benchmarks/memory.py sentences.txt`.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from rapidfuzz import fuzz, process

from glossary import PATTERNS
from translate.memory import THRESHOLD, Entry, Memory
from translate.memory.rate import rate
from translate.memory.sentence import Sentence, parse
from translate.model import Lang

ENTRIES = 200_000
ASKED = 300
BEST = 3
VARIANTS = 0.1  # of the entries
FUNCTION_WORDS = "في من على إلى أن عن مع هذا التي الذي بعد قبل كما وقد لم لا بين خلال حول منذ".split()


def words(chance: random.Random) -> list[str]:
    """20,000 words, all that differ; the first, function words, are the most frequent."""
    roots = ["".join(letters) for letters in product("بتجحخدرزسشصضطعغفقكلمن", repeat=3)]
    chance.shuffle(roots)
    made = (
        chance.choice(("", "", "ال", "و", "ب")) + pattern.format(*root) + chance.choice(("", "", "ها", "ان"))
        for root in roots
        for pattern in PATTERNS
    )
    return list(dict.fromkeys((*FUNCTION_WORDS, *islice(made, 20_000))))


def generated(count: int) -> list[str]:
    chance = random.Random(3)  # noqa: S311 - no secret
    vocabulary = words(chance)
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]
    pool = chance.choices(vocabulary, weights, k=400_000)
    made: list[str] = []
    while len(made) < count:
        if made and chance.random() < VARIANTS:
            made.append(variant(chance.choice(made), pool, chance))
        else:
            start = chance.randrange(len(pool) - 40)
            sentence = pool[start : start + chance.randint(6, 36)]
            chance.shuffle(sentence)
            made.append(" ".join([*sentence, str(chance.randint(1, 2030))]) + ".")
    return made


def variant(sentence: str, pool: list[str], chance: random.Random) -> str:
    """One to a third of its words others, gone or new."""
    changed = sentence.split()
    for _ in range(chance.randint(1, max(1, len(changed) // 3))):
        at = chance.randrange(len(changed))
        changed[at : at + chance.randint(0, 1)] = [chance.choice(pool)] * chance.randint(0, 1)
        changed = changed or [chance.choice(pool)]
    return " ".join(changed)


def sentences() -> tuple[list[str], list[str]]:
    """Those to know, and those to ask for."""
    chance = random.Random(4)  # noqa: S311
    if len(sys.argv) > 1:
        lines = list(dict.fromkeys(filter(None, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())))
        chance.shuffle(lines)
        return lines[ASKED:][:ENTRIES], lines[:ASKED]
    known = generated(ENTRIES)
    pool = " ".join(known[:1000]).split()
    asked = [variant(sentence, pool, chance) for sentence in chance.sample(known, ASKED * 2 // 3)]
    asked += chance.sample(known, ASKED // 6)
    asked += [" ".join(chance.sample(pool, 20)) for _ in range(ASKED // 6)]
    return known, asked


def entries(known: list[str]) -> Iterator[Entry]:
    return (Entry(source, f"Translation {number}", Lang.EN, "import") for number, source in enumerate(known))


def rates(asked: Sentence, found: list[str]) -> list[int]:
    """The best rates of what the scan found."""
    rated = [100 if known.written == asked.written else rate(asked, known, "", Lang.EN).rate for known in map(parse, found)]
    return sorted((number for number in rated if number >= THRESHOLD), reverse=True)[:BEST]


def main() -> None:
    known, asked = sentences()
    with tempfile.TemporaryDirectory() as folder, Memory(Path(folder, "memory.db")) as memory:
        start = time.perf_counter()
        memory.put(entries(known))
        built = time.perf_counter() - start
        size = memory.stats().size / 1e6
        print(f"building a memory of {len(known):,}: {built:.0f} s, {built / len(known) * 1e6:.0f} µs an entry, {size:.0f} MB")

        skeletons = {source: parse(source).skeleton for source in known}
        look_ups, scans = [], []
        wanted = found = best_wanted = best_found = 0
        for source in asked:
            sentence = parse(source)
            start = time.perf_counter()
            hits = memory.find(source, Lang.EN, limit=BEST)
            look_ups.append(time.perf_counter() - start)
            start = time.perf_counter()
            alike = process.extract(
                sentence.skeleton, skeletons, scorer=fuzz.ratio, processor=None, score_cutoff=THRESHOLD, limit=50
            )
            scans.append(time.perf_counter() - start)
            best = rates(sentence, [source for _, _, source in alike])
            got = [hit.rate for hit in hits]
            wanted += len(best)
            found += sum(place < len(got) and got[place] >= number for place, number in enumerate(best))
            best_wanted += bool(best)
            best_found += bool(best and got and got[0] >= best[0])
    assert best_wanted > ASKED // 10
    look_up, scan = statistics.median(look_ups), statistics.median(scans)
    print(
        f"looking up among {len(known):,}: 1/{scan / look_up:.0f} of a scan with rapidfuzz (aim ≤ 1/50), median "
        f"{look_up * 1e3:.1f} ms (aim < 20), 95 of 100 within {statistics.quantiles(look_ups, n=20)[-1] * 1e3:.1f} ms"
    )
    print(
        f"of what the scan finds at {THRESHOLD}, the look-up finds the best for {best_found / best_wanted:.1%} of "
        f"{best_wanted} sentences, and {found / wanted:.1%} of the best {BEST} (aim ≥ 97 %)"
    )


if __name__ == "__main__":
    main()
