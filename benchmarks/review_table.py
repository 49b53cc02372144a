"""The review table: does its time grow linearly with the rows, against python-docx's own way, and what does reading take?"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx as python_docx

from translate.config import DocxConfig
from translate.formats import docx, text
from translate.formats.view import View
from translate.glossary import termbase
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.model import TARGETS, BlockKind, Draft, Lang, Segment
from translate.segment import segments

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000)
SMALL = 300  # rows of python-docx's way, which takes quadratic time
DRAFTS = {
    Lang.EN: "The president of Kazakhstan told the leaders of the CSTO that order had been restored in Almaty, number {}.",
    Lang.RU: "Президент Казахстана сообщил лидерам ОДКБ, что в Алма-Ате восстановлен порядок, номер {}.",
}


def view(size: int) -> View:
    """Sentences of the seed over and over, with their terms, and drafts that hold some."""
    document = text.read(next((ROOT / "seeds").glob("*.txt")))
    base = termbase.load(ROOT / "glossary")
    matcher = Matcher(base)
    sources = [segment.source for segment in segments(document.blocks)]
    matches = {source: matcher.find(source) for source in sources}
    rows = [
        Segment(f"{number:012x}", number, BlockKind.PARAGRAPH, sources[number % len(sources)], "") for number in range(size)
    ]
    return View(
        document=document,
        segments=rows,
        drafts={
            lang: {row.id: Draft(row.id, lang, DRAFTS[lang].format(row.block), "engine:none") for row in rows}
            for lang in TARGETS
        },
        mentions={lang: {row.id: as_found(matches[row.source], base, lang) for row in rows} for lang in TARGETS},
        termbase=base,
        signature="engine:none",
    )


def by_cells(made: View, path: Path) -> None:
    """A table of plain text by `table.cell()`, as the documentation of python-docx shows it."""
    word = python_docx.Document()
    table = word.add_table(rows=len(made.segments), cols=3)
    for place, segment in enumerate(made.segments):
        table.cell(place, 0).text = segment.source
        for column, lang in enumerate(TARGETS, 1):
            table.cell(place, column).text = made.drafts[lang][segment.id].text
    word.save(str(path))


def run(size: int) -> None:
    """In a process of its own, for its own peak of memory."""
    made = view(size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "review.docx")
        docx.write(view(1), path, DocxConfig())  # what is imported and cached once
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        docx.write(made, path, DocxConfig())
        written = time.perf_counter()
        file = docx.read(path)
        read = time.perf_counter()
        assert len(file.rows) == size * len(TARGETS)
        assert not file.problems
        cells = 0.0
        if size <= SMALL:
            begin = time.perf_counter()
            by_cells(made, path)
            cells = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"write": written - start, "read": read - written, "cells": cells, "memory": (after - before) / 1024}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(int(sys.argv[1]))
    else:
        few, thousand, many = (
            json.loads(subprocess.run([sys.executable, __file__, str(size)], check=True, capture_output=True, text=True).stdout)
            for size in (SMALL, *SIZES)
        )
        print(
            f"review table, {SIZES[1]:,} rows over {SIZES[0]:,}: {many['write'] / thousand['write']:.1f} × the time "
            f"(aim ≤ 12), {many['write']:.1f} s, {many['memory']:.0f} MB more than before"
        )
        print(f"review table of {SMALL} rows: {few['cells'] / few['write']:.1f} × as fast as table.cell() (aim ≥ 5)")
        print(f"review table of {SIZES[1]:,} rows read back: {many['read'] / many['write']:.2f} of the time (aim < 2)")
