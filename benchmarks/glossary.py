"""Does matching grow with the glossary, how does it stand to regular expressions, what does loading cost?

The glossaries are generated: names of two to four words, with a variant and often a short form of one word, and targets
as in the real one. The text is the seed's, with a name of the smallest glossary put into each sentence.
"""

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from translate.glossary.match import Matcher
from translate.glossary.tables import write_csv
from translate.glossary.termbase import COLUMNS, load

SMALL, LARGE = 100, 10_000
SENTENCES = 200
LONG = 20  # words
ROUNDS = 7
HAVE_SHORT = 0.4  # of the concepts; 0.2 in the repository's glossary
ROOT = Path(__file__).parents[1]
ROOTS = "كتب درس علم سلم حكم رسل نظر قدم جمع عمل شرف صدر قبل وزر امن دفع خرج دخل سفر حضر"
PATTERNS = ("{0}{1}{2}", "م{0}{1}و{2}", "ت{0}{1}ي{2}", "ا{0}ت{1}ا{2}", "{0}ا{1}{2}", "{0}{1}ي{2}ة", "م{0}ا{1}{2}ة")
LATIN = "ba da fa ga ka la ma na ra sa ta va za be de ne re to ko lo mi ni ri su tu lu".split()
CYRILLIC = "ба да фа га ка ла ма на ра са та ва за бе де не ре то ко ло ми ни ри су ту лу".split()


def arabic_word(chance: random.Random) -> str:
    root = chance.choice(ROOTS.split())
    return chance.choice(PATTERNS).format(*root) + chance.choice(("", "", "ات", "ين", "ية"))


def rows(count: int) -> list[dict[str, str]]:
    """As many concepts with Arabic forms that differ; the first hundred are the same whatever the count."""
    chance = random.Random(1)  # noqa: S311 - no secret
    made: list[dict[str, str]] = []
    seen: set[str] = set()
    while len(made) < count:
        words = [arabic_word(chance) for _ in range(chance.randint(2, 4))]
        name, variant = " ".join(words), " ".join([*words[:-1], f"{words[-1]}ي"])
        short = arabic_word(chance) + arabic_word(chance) if chance.random() < HAVE_SHORT else ""
        latin = ["".join(chance.choices(LATIN, k=3)).title() for _ in words]
        cyrillic = ["".join(chance.choices(CYRILLIC, k=3)).title() for _ in words]
        if {name, variant, short} & seen:
            continue
        seen |= {name, variant, short} - {""}
        cells = {
            "id": f"term.{len(made)}", "type": chance.choice(("term", "person", "place", "organisation")), "ar": name,
            "ar_variants": variant, "ar_short": short, "en": " ".join(latin), "en_admitted": latin[0], "ru": " ".join(cyrillic),
            "ru_short": cyrillic[-1], "gender": "m", "number": "sg", "animate": "no", "source": "made up",
        }  # fmt: skip
        made.append(dict.fromkeys(COLUMNS, "") | cells)
    return made


def sentences() -> list[str]:
    """Sentences of the seed, each with a name and a clitic in its middle."""
    chance = random.Random(2)  # noqa: S311
    names = [row["ar"] for row in rows(SMALL)]
    seed = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    lines = [line.split() for line in seed.splitlines() if len(line.split()) > LONG]
    made = []
    for number in range(SENTENCES):
        words = lines[number % len(lines)][:LONG]
        name = chance.choice(("", "و", "ب")) + chance.choice(names)
        made.append(" ".join([*words[: LONG // 2], name, *words[LONG // 2 :]]))
    return made


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - start


def matching(folder: Path) -> None:
    """Rounds in turn, so that a busy moment of the machine meets both."""
    texts = sentences()
    matchers = []
    for size in (SMALL, LARGE):
        (folder / str(size)).mkdir()
        write_csv(rows(size), folder / str(size) / "terms.csv")
        matchers.append(Matcher(load(folder / str(size))))
    found = [[match for text in texts for match in matcher.find(text)] for matcher in matchers]
    assert len(found[0]) >= SENTENCES
    times = [[seconds(matcher.find, texts) for matcher in matchers] for _ in range(ROUNDS)]
    small, large = (statistics.median(column) for column in zip(*times, strict=True))
    print(
        f"matching, {LARGE:,} terms over {SMALL}: {large / small:.2f} × the time (aim ≤ 1.5), "
        f"{small / SENTENCES * 1e6:.0f} → {large / SENTENCES * 1e6:.0f} µs a sentence, {len(found[0])} → {len(found[1])} found"
    )
    patterns = [
        re.compile(rf"\b[وف]?[بكل]?{re.escape(form)}\b") for row in rows(LARGE) for form in (row["ar"], row["ar_variants"])
    ]
    few = texts[:10]
    slow = seconds(lambda text: [pattern.search(text) for pattern in patterns], few)
    fast = statistics.median(seconds(matchers[1].find, few) for _ in range(ROUNDS))
    print(f"matching against a regular expression a form, {LARGE:,} terms: {slow / fast:.0f} × faster (aim ≥ 20)")


def loading(folder: Path) -> None:
    """In a process of its own, for its own memory."""
    write_csv(rows(LARGE), folder / "terms.csv")
    script = f"import {Path(__file__).stem} as benchmark; benchmark.loaded({str(folder)!r})"
    done = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", script], cwd=Path(__file__).parent, check=True, capture_output=True, text=True
            ).stdout
        )
        for _ in range(3)
    ]
    took, memory = (statistics.median(run[key] for run in done) for key in ("seconds", "megabytes"))
    print(
        f"loading {LARGE:,} terms and building the matcher: {took:.2f} s (aim < 2), "
        f"{memory:.0f} MB more memory at its peak (aim < 150)"
    )


def megabytes(name: str) -> float:
    """VmHWM is the peak of this process; `getrusage` would give the parent's where that was higher."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def loaded(folder: str) -> None:
    before = megabytes("VmRSS")
    start = time.perf_counter()
    termbase = load(Path(folder))
    matcher = Matcher(termbase)
    took = time.perf_counter() - start
    assert len(termbase.concepts) == LARGE
    assert matcher.find(next(iter(termbase.concepts.values())).ar[0])
    print(json.dumps({"seconds": took, "megabytes": megabytes("VmHWM") - before}))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        matching(Path(first))
        loading(Path(second))
