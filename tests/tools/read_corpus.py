"""Read the documents that lie about on this machine, and some that are made, and count: none may end in anything but an answer.

    python tests/tools/read_corpus.py [FOLDER…]

Without folders: /usr/share, LibreOffice's own files and this environment's packages, at most --most of a kind; and Word,
OpenDocument and PDF files that LibreOffice makes of some of them, in a temporary folder. Nothing is copied or kept.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "readers")]

import reader_samples  # noqa: E402

from translate.errors import TranslateError  # noqa: E402
from translate.formats import reading  # noqa: E402
from translate.inspection import inspect  # noqa: E402

say = partial(print, flush=True)

PLACES = ("/usr/share/doc", "/usr/share", "/usr/lib/libreoffice", "/usr/lib/python3", str(Path(sys.prefix)), str(ROOT / "docs"))
MADE_OF = 60
TIMEOUT = 300


def files(folders: list[Path], most: int) -> dict[str, list[Path]]:
    """At most so many of each suffix, the first by name of each folder in turn."""
    found: dict[str, list[Path]] = defaultdict(list)
    seen: set[Path] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            suffix = path.suffix.lower()
            if (
                suffix in reading.READERS
                and len(found[suffix]) < most
                and path.is_file()
                and (real := path.resolve()) not in seen
            ):
                seen.add(real)
                found[suffix].append(path)
    return found


def made(folder: Path) -> list[Path]:
    """Documents that LibreOffice makes of the project's own texts and of what lies about, and mails and archives of them."""
    texts = [reader_samples.ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), reader_samples.SEED]
    sources = []
    for number in range(MADE_OF):
        text = texts[number % len(texts)].read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.strip()][number // len(texts) :]
        source = folder / f"made-{number}.docx"
        source.write_bytes(reader_samples.word([(line, "Heading 1" if line.startswith("#") else None) for line in lines]))
        sources.append(source)
    office = shutil.which("soffice")
    for kind in ("odt", "pdf", "html", "txt:Text (encoded):UTF8") if office else ():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(office), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    for number, source in enumerate(sources):
        text = source.with_suffix(".txt").read_text(encoding="utf-8-sig") if office else reader_samples.ARTICLE
        lines = [line for line in text.splitlines() if line.strip()]
        (folder / f"mail-{number}.eml").write_bytes(reader_samples.mail(text, {"a.docx": source.read_bytes()}))
        (folder / f"cues-{number}.srt").write_text("\n".join(cues(lines)).replace(".", ","), encoding="utf-8")
        (folder / f"cues-{number}.vtt").write_text("WEBVTT\n\n" + "\n".join(cues(lines)), encoding="utf-8")
        (folder / f"all-{number}.zip").write_bytes(
            reader_samples.zipped({"a.docx": source.read_bytes(), "b.txt": text.encode()})
        )
    return [path for path in sorted(folder.iterdir()) if path.suffix in reading.READERS]


def cues(lines: list[str]) -> list[str]:
    return [f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\n{line}\n" for n, line in enumerate(lines, 1)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=150, help="of each suffix")
    given = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: Counter[str] = Counter()
    crashes, longest = 0, (0.0, "")
    with tempfile.TemporaryDirectory() as temporary:
        found = [
            path for paths in files(given.folders or [Path(place) for place in PLACES], given.most).values() for path in paths
        ]
        for path in [*found, *([] if given.folders else made(Path(temporary)))]:
            suffix, started = path.suffix.lower(), time.monotonic()
            for source in reading.sources(path):
                try:
                    seen = inspect(reading.parse(source))
                    counts[suffix]["read"] += 1
                    counts[suffix]["blocks"] += len(seen.blocks)
                except TranslateError as error:
                    counts[suffix]["refused"] += 1
                    reasons[f"{suffix}: {error.what[:60]}"] += 1
                except Exception:  # noqa: BLE001 - which is what is looked for
                    crashes += 1
                    say(f"{path}: {traceback.format_exc()}")
            longest = max(longest, (time.monotonic() - started, str(path)))
    for suffix, count in sorted(counts.items()):
        say(f"{suffix:10} {count['read']:5} read, {count['blocks']:7} blocks, {count['refused']:4} refused with a reason")
    for reason, count in reasons.most_common(15):
        say(f"  {count:4} {reason}")
    say(f"{crashes} crashes; the longest took {longest[0]:.1f} s: {longest[1]}")
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
