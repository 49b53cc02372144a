"""Break valid files at random and read them: whatever is not a TranslateError, takes long or much memory is a finding.

    python tests/tools/fuzz_readers.py --seconds 600 --reader pdf --seed 1

Each reader runs in a process of its own, so that a crash of a library in C is a finding too. A case that finds something is
kept under --keep. Exit code 1 if there were any.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "readers")]

import reader_samples  # noqa: E402

from translate.errors import TranslateError  # noqa: E402
from translate.formats import reading  # noqa: E402
from translate.inspection import inspect  # noqa: E402
from translate.inspection.page import page  # noqa: E402
from translate.readers.source import of_bytes  # noqa: E402

say = partial(print, flush=True)

LONGEST = 30  # seconds of the processor a file: a machine may be busy with other things
MOST_MEMORY = 1 << 30  # bytes that a file may add to what the process had
TOKENS = [
    *(
        token.encode()
        for token in "< > </p> <p> <table> <br> &#0; &amp; <!-- --> <![CDATA[ ]]> {\\an <script> <w:p> <w:tbl> <w:tc/>".split()
    ),
    *(
        mark * count
        for mark, count in ((b"<div>", 300), (b"[", 500), (b"> ", 300), (b"* ", 200), (b"*", 999), (b"`", 99), (b"|", 200))
    ),
    *(char.encode() for char in ("\0", "\n\n", "\r", "\u2028", "\u202e", "پ", "ﻻ", "ـ" * 100, "\ufeff")),
    b"\xff\xfe",
    b"\x85",
    b"00:00:00.000 --> 00:00:01.000\n",
    b"WEBVTT\n",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"Content-Type: text/html; charset=utf-7\n",
    b"Content-Transfer-Encoding: base64\n",
    b"=?utf-8?B?////?=",
    b"99999999999999999999",
    b"-1",
    b"/Kids [2 0 R]",
    b"/Length 99999999",
    b"/Filter [/FlateDecode /FlateDecode]",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"<w:r><w:br/></w:r>",
    b"<text:s text:c='99999'/>",
    b"PK\x03\x04",
    b"%PDF-1.7",
]


def broken(data: bytes, other: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        at, length = chance.randrange(len(made) + 1), chance.choice((1, 2, 8, 64, 1024))
        kind = chance.randrange(7)
        if kind == 0 and made:
            made[min(at, len(made) - 1)] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + length]
        elif kind == 2:
            made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            made[at:at] = chance.choice(TOKENS)
        elif kind == 4:
            made[at : at + length] = other[chance.randrange(len(other)) :][:length]
        elif kind == 5:
            made[at:at] = chance.randbytes(length)
        elif chance.random() < 0.1:
            del made[at:]
    return bytes(made[:4_000_000])


def broken_inside(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A ZIP whose members are broken and packed again."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        infos = archive.infolist()
        target = chance.choice(infos).filename
        for info in infos:
            content = archive.read(info)
            hit = info.filename == target or (info.filename.endswith(("document.xml", "content.xml")) and chance.random() < 0.7)
            copy.writestr(info, broken(content, other, chance) if hit else content)
    return made.getvalue()


def fuzz(name: str, seconds: float, seed: int, keep: Path) -> int:
    samples = reader_samples.everything()
    chance = random.Random(f"{seed}{name}")  # noqa: S311 - not a secret
    files = [(each, data) for each, data in samples.items() if Path(each).suffix[1:] == name]
    others = [data for _, data in files] + [chance.choice(list(samples.values()))]
    until, count, found, longest = time.monotonic() + seconds, 0, 0, 0.0
    case = keep / f"{name}-running"
    signal.signal(signal.SIGPROF, _too_long)
    while time.monotonic() < until:
        each, data = chance.choice(files)
        is_zip = data.startswith(b"PK")
        made = (broken_inside if is_zip and chance.random() < 0.8 else broken)(data, chance.choice(others), chance)
        case.write_bytes(made)
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            _read(Path(each), made, keep)
            problem = ""
        except TranslateError as error:
            problem = "" if "\n" not in str(error) else f"more than one line: {error}"
        except BaseException:  # noqa: BLE001 - whatever else comes is what is looked for
            problem = traceback.format_exc()
        signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.process_time() - started
        if took > longest:
            longest = took
            (keep / f"{name}-longest").write_bytes(made)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        if grown * 1024 > MOST_MEMORY:
            problem += f"memory grew by {grown >> 10} MB"
        count += 1
        if problem:
            found += 1
            kept = keep / f"{name}-{seed}-{count}{Path(each).suffix}"
            kept.write_bytes(made)
            say(f"{kept}: {problem}")
            if found >= 20:
                break
    case.unlink(missing_ok=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    say(f"{name}: {count} files, {found} findings, longest {longest:.1f} s, peak {peak} MB")
    return found


def _read(path: Path, data: bytes, keep: Path) -> None:
    """All the ways in: as one document, and as a file that may hold several."""
    file = keep / f"{os.getpid()}-{path.name}"
    file.write_bytes(data)
    failed: list[TranslateError] = []
    seen = []
    for source in reading.sources(file):
        try:
            seen.append(inspect(reading.parse(source)))
        except TranslateError as error:
            failed.append(error)
    page(seen, failed)
    file.unlink()
    if path.suffix != ".zip":
        reading.parse(of_bytes(path, data))


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {LONGEST} s")


def main() -> int:
    kinds = sorted({Path(name).suffix[1:] for name in reader_samples.everything()})
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--reader", choices=[*kinds, "all"], default="all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"), help="where to keep what finds something")
    given = parser.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    bad = 0
    for name in kinds if given.reader == "all" else [given.reader]:
        child = os.fork()
        if child == 0:
            os._exit(min(fuzz(name, given.seconds, given.seed, given.keep), 100))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status < 0:
            say(f"{name}: died of signal {-status}; the file is {given.keep / f'{name}-running'}")
        bad += status != 0
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
