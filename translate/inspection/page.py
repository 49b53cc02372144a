"""An inspection as one HTML file that needs nothing else: no script, no font or picture from elsewhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.errors import TranslateError
    from translate.inspection import Inspection, Seen

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; width: 100%; }
td { vertical-align: top; padding: .4rem .6rem; border-top: 1px solid #ddd; }
td.what { width: 11rem; color: #555; font-size: 85%; overflow-wrap: anywhere; }
td.text[dir=rtl] { font-size: 115%; }
.title, .heading { font-weight: bold; }
.kept { background: #f4f4f4; color: #666; }
.odd { color: #a40000; font-size: 85%; }
span.sentence:nth-of-type(odd) { background: #eef4ff; }
span.sentence:nth-of-type(even) { background: #fff6e0; }
dt { font-weight: bold; float: left; clear: left; width: 7rem; } dd { margin-left: 8rem; overflow-wrap: anywhere; }
"""


def page(inspections: Iterable[Inspection], failed: Iterable[TranslateError] = ()) -> str:
    return "\n".join(_lines(inspections, failed))


def _lines(inspections: Iterable[Inspection], failed: Iterable[TranslateError]) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>What was understood</title><style>{_STYLE}</style></head><body>"
    for error in failed:
        yield f'<p class="odd">{escape(str(error))}</p>'
    for inspection in inspections:
        yield from _document(inspection)
    yield "</body></html>\n"


def _document(inspection: Inspection) -> Iterator[str]:
    yield f"<h1><bdi>{escape(inspection.document.path.name)}</bdi></h1><dl>"
    for name, value in inspection.about().items():
        yield f'<dt>{name}</dt><dd dir="auto">{escape(value)}</dd>'
    for name, counts in (("blocks", inspection.kinds), ("in", inspection.languages)):
        yield f"<dt>{name}</dt><dd>{', '.join(f'{count} {escape(what)}' for what, count in counts.items())}</dd>"
    yield f"<dt>sentences</dt><dd>{inspection.sentences} to be translated</dd></dl>"
    for oddity in inspection.oddities:
        yield f'<p class="odd">{escape(oddity)}</p>'
    yield "<table>"
    for seen in inspection.blocks:
        yield from _row(seen)
    yield "</table>"


def _row(seen: Seen) -> Iterator[str]:
    block = seen.block
    direction = "rtl" if block.lang == "ar" else "auto"
    kept = "" if seen.drafted else " kept"
    odd = "".join(f'<div class="odd">{escape(oddity)}</div>' for oddity in seen.oddities)
    yield f'<tr><td class="what">{block.kind} · {block.lang}<br>{escape(block.place) or f"line {block.line}"}{odd}</td>'
    sentences = " ".join(f'<span class="sentence">{escape(text)}</span>' for text in seen.sentences) or escape(block.text)
    yield f'<td class="text {block.kind}{kept}" dir="{direction}" lang="{block.lang}">{sentences}</td></tr>'
