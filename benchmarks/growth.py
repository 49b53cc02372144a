"""From text to DOCX and PO with the pseudo engine: does time grow linearly with the segments, and how much memory goes?"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from translate.cli import app

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000)
PARAGRAPH = 150  # characters at least


def article(segments: int, path: Path) -> None:
    seed = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    paragraphs = [line for line in seed.splitlines() if len(line) > PARAGRAPH]
    lines = [f"{paragraphs[number % len(paragraphs)][:160]} {number}." for number in range(segments)]
    path.write_text("\n\n".join(lines), encoding="utf-8")


def run(segments: int) -> None:
    """In a process of its own, for its own peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "article.txt")
        article(segments, source)
        config = Path(folder, "config.toml")
        config.write_text(f'[paths]\nglossary = "{ROOT / "glossary"}"\n', encoding="utf-8")
        start = time.perf_counter()
        app(["run", str(source), "--engine", "pseudo", "--config", str(config), "--quiet"], standalone_mode=False)
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(int(sys.argv[1]))
    else:
        done = [
            json.loads(subprocess.run([sys.executable, __file__, str(size)], check=True, capture_output=True, text=True).stdout)
            for size in SIZES
        ]
        ratio = done[1]["seconds"] / done[0]["seconds"]
        print(
            f"text to DOCX and PO, {SIZES[1]:,} segments over {SIZES[0]:,}: {ratio:.1f} × the time (aim ≤ 12), "
            f"{done[1]['seconds']:.1f} s, peak {done[1]['megabytes']:.0f} MB (aim < 500)"
        )
