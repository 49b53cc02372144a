"""A large TMX, written and read: how fast, and does memory grow with it? Give other sizes in MB: `tmx.py 200 1000`."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from translate.formats import tmx
from translate.model import Lang

SIZES = (20, 200)  # MB
SOURCE = "وصل وزير الخارجية إلى موسكو يوم الثلاثاء في زيارة رسمية تستغرق يومين، وفق ما أعلنته الوزارة ({})."
TARGET = "The foreign minister arrived in Moscow on Tuesday for a two-day official visit, the ministry announced ({})."


def pairs() -> Iterator[tmx.Pair]:
    for number in count():
        before, source = SOURCE.format(number - 1), SOURCE.format(number)
        yield tmx.Pair(source, TARGET.format(number), Lang.EN, "Anna", "2026-01-10T12:00:00Z", "news.txt", before)


def limited(megabytes: int, folder: Path) -> Iterator[tmx.Pair]:
    """As many pairs as make a file of this size, by the size of the first thousand."""
    thousand = [pair for pair, _ in zip(pairs(), range(1_000), strict=False)]
    tmx.write(thousand, folder / "sample.tmx")
    size = (folder / "sample.tmx").stat().st_size / 1_000
    for pair, _ in zip(pairs(), range(int(megabytes * 1e6 / size)), strict=False):
        yield pair


def peak() -> float:
    """Of this process, in MB: VmHWM, which unlike ru_maxrss does not begin with what the parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def read(path: Path) -> None:
    """In a process of its own, for its own peak of memory."""
    start = time.perf_counter()
    found = sum(1 for _ in tmx.read(path))
    seconds = time.perf_counter() - start
    print(json.dumps({"pairs": found, "seconds": seconds, "peak": peak(), "megabytes": path.stat().st_size / 1e6}))


def measure(megabytes: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memory.tmx")
        start = time.perf_counter()
        written = tmx.write(limited(megabytes, Path(folder)), path)
        seconds = time.perf_counter() - start
        done = subprocess.run([sys.executable, __file__, "read", str(path)], check=True, capture_output=True, text=True)
        found: dict[str, float] = json.loads(done.stdout)
    assert found["pairs"] == written
    return found | {"writing": seconds}


if __name__ == "__main__":
    if sys.argv[1:2] == ["read"]:
        read(Path(sys.argv[2]))
    else:
        for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
            m = measure(size)
            print(
                f"TMX of {m['megabytes']:,.0f} MB, {m['pairs']:,} pairs: read at {m['megabytes'] / m['seconds']:.0f} MB/s "
                f"({m['pairs'] / m['seconds']:,.0f} pairs/s), peak {m['peak']:.0f} MB (aim < 300); "
                f"written at {m['megabytes'] / m['writing']:.0f} MB/s"
            )
