"""1,000 web pages in constant memory: the peak after 1,000 pages against that after 100, and the pages a second."""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "readers"))

import reader_samples as samples

from translate.formats import reading

SEED = 20220110
FEW, MANY = 100, 1_000
MOST = 1.05  # of the peak


def page(chance: random.Random) -> bytes:
    """A page of 5 to 200 paragraphs, with what stands around articles."""
    blocks = [block.text for block in samples.seed().blocks[3:]]
    body = "".join(f"<p>{chance.choice(blocks)}</p>" for _ in range(chance.randrange(5, 200)))
    return samples.page(f"<h1>{samples.TITLE}</h1>{body}").encode()


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    chance = random.Random(SEED)  # noqa: S311 - not a secret
    blocks, size, after_few = 0, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(samples.page(f"<h1>{samples.TITLE}</h1>" + f"<p>{samples.PARAGRAPH}</p>" * 400).encode())
        reading.read(path)  # the largest first: what libraries take once is no growth
        spent = 0.0
        for number in range(1, MANY + 1):
            path.write_bytes(page(chance))
            size += path.stat().st_size
            started = time.monotonic()
            blocks += len(reading.read(path).blocks)
            spent += time.monotonic() - started
            if number == FEW:
                after_few = peak()
    print(f"{MANY} pages of {size / MANY / 1000:.0f} KB on average, {blocks} blocks: {MANY / spent:.0f} pages a second")
    print(f"peak after {FEW}: {after_few:.0f} MB, after {MANY}: {peak():.0f} MB ({peak() / after_few:.2f} ×, aim ≤ {MOST})")
    assert peak() <= MOST * after_few


if __name__ == "__main__":
    main()
