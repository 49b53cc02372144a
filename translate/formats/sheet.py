"""Drafts → a table in CSV or XLSX, for those who ask. Out only: a spreadsheet changes texts too freely to be read back.

Nothing in it is taken for a formula. Lost are control characters, and in XLSX what a cell has beyond Excel's limit, which
then ends in `…`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import ExportError
from translate.files import replacing
from translate.formats.markup import clean
from translate.formats.remarks import remarks
from translate.glossary import tables, workbook
from translate.glossary.columns import FORMULA
from translate.model import Lang, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translate.formats.view import View
    from translate.model import Segment

_MAX_CELL = 32_767  # of Excel
_NARROW, _WIDE = 14.0, 60.0  # characters


def write(view: View, path: Path) -> Path:
    """By the path's suffix. Raises ExportError for another than `.csv` or `.xlsx`, and when it cannot be written."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExportError("is no kind of table", where=path, hint=f"kinds: {', '.join(WRITERS)}")
    writer(view, path)
    return path


def _write_csv(view: View, path: Path) -> None:
    text = tables.csv_text(([_harmless(cell) for cell in row] for row in _rows(view)), tables.Dialect())
    with replacing(path) as temporary:
        temporary.write_bytes((tables.BOM + text).encode())


def _harmless(cell: str) -> str:
    """The writer of tables looks at the first character only; some spreadsheets pass over blanks before it."""
    return f"'{cell}" if cell[:1].isspace() and cell.lstrip().startswith(FORMULA) else cell


def _write_xlsx(view: View, path: Path) -> None:
    rows = ([cell if len(cell) <= _MAX_CELL else f"{cell[: _MAX_CELL - 1]}…" for cell in row] for row in _rows(view))
    texts = range(4, 5 + len(view.targets))
    widths = {2: _NARROW, 3: _NARROW, **dict.fromkeys(texts, _WIDE), texts.stop + len(view.targets): _WIDE}
    workbook.write(rows, path, sheet="Review", widths=widths)


WRITERS: Mapping[str, Callable[[View, Path], None]] = {".csv": _write_csv, ".xlsx": _write_xlsx}


def _rows(view: View) -> Iterator[Sequence[str]]:
    """The header, then a row a sentence."""
    states = [f"State ({lang})" for lang in view.targets]
    yield ["№", "Id", "Kind", *(lang.english_name for lang in (Lang.AR, *view.targets)), *states, "Notes"]
    for number, segment in enumerate(view.segments, 1):
        drafts = [view.drafts[lang].get(segment.id) for lang in view.targets]
        cells = [
            str(number),
            segment.id,
            segment.kind,
            segment.source,
            *(draft.text if draft else "" for draft in drafts),
            *(draft.state if draft else State.INITIAL for draft in drafts),
            "\n".join(_notes(view, segment)),
        ]
        yield [clean(cell) for cell in cells]


def _notes(view: View, segment: Segment) -> Iterator[str]:
    for lang in view.targets:
        for remark in remarks(view, segment, lang):
            if remark.category != "kind":
                yield f"{lang.upper()} {remark.text}"
