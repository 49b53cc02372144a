"""Doubtful rows for a person, as a page for the browser or a table in Word: which, with what stands around, and why."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate.align.rows import DOUBTFUL
from translate.errors import UsageError
from translate.files import replacing
from translate.formats.docx import runs
from translate.formats.view import now
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translate.align.rows import Alignment, Row
    from translate.config import DocxConfig

    Stories = Sequence[tuple[Alignment, Sequence["Line"]]]

NAMES: Final = {Lang.AR: "العربية", Lang.EN: "English", Lang.RU: "Русский"}
_TITLE: Final = "Doubtful alignments"
_WIDTH, _NUMBER_WIDTH, _NOTE_WIDTH = 13_900, 700, 1_900  # twentieths of a point
_STYLE: Final = (
    "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th,td{border:1px solid #a6a6a6;padding:.4em .6em;vertical-align:top;overflow-wrap:anywhere}"
    "th:first-child,td:first-child{width:3em}th:last-child,td:last-child{width:11em}"
    ".doubtful{background:#fff4d6}.aside{color:#767676}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. `note` says what is doubtful; it is empty where the row only stands beside one that is."""

    number: int
    cells: tuple[str, ...]
    note: str


def why(row: Row, langs: Iterable[Lang], least: int) -> str:
    """What is doubtful about a row of texts in these languages, or ""."""
    notes = [f"no {lang.english_name}" for lang in langs if not row.has(lang)]
    if row.moved:
        notes.append("stands elsewhere")
    notes += [f"{lang.upper()} {percent} %" for lang, percent in row.confidence.items() if percent < least]
    return "; ".join(notes)


def lines(alignment: Alignment, least: int = DOUBTFUL) -> Iterator[Line]:
    """The doubtful rows, each with the one before and the one after it."""
    notes = ["", *(why(row, alignment.texts, least) for row in alignment.rows), ""]
    for number, row in enumerate(alignment.rows, 1):
        if any(notes[number - 1 : number + 2]):
            yield Line(number, tuple(alignment.text(row, lang) for lang in alignment.texts), notes[number])


def write(alignments: Sequence[Alignment], path: Path, config: DocxConfig, least: int = DOUBTFUL) -> int:
    """Write the page or table that the name asks for; returns how many rows are doubtful. Raises UsageError for another."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UsageError("is no kind of review", where=path, hint=f"kinds: {', '.join(WRITERS)}")
    stories = [(alignment, list(lines(alignment, least))) for alignment in alignments]
    with replacing(path) as temporary:
        writer(stories, temporary, config)
    return sum(bool(line.note) for _, found in stories for line in found)


def _html(stories: Stories, path: Path, _: DocxConfig) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_TITLE}</title>')
        out.write(f"<style>{_STYLE}</style></head><body>\n<h1>{_TITLE}</h1>\n")
        for alignment, found in stories:
            out.write(f"<h2>{html.escape(_name(alignment))}</h2>\n")
            if not found:
                out.write("<p>No doubtful row.</p>\n")
                continue
            heads = "".join(f'<th lang="{lang}" dir="{_direction(lang)}">{NAMES[lang]}</th>' for lang in alignment.texts)
            out.write(f"<table><thead><tr><th>№</th>{heads}<th>Doubt</th></tr></thead><tbody>\n")
            for line in found:
                cells = "".join(
                    f'<td lang="{lang}" dir="{_direction(lang)}">{html.escape(cell)}</td>'
                    for lang, cell in zip(alignment.texts, line.cells, strict=True)
                )
                kind = "doubtful" if line.note else "aside"
                out.write(f'<tr class="{kind}"><td>{line.number}</td>{cells}<td>{html.escape(line.note)}</td></tr>\n')
            out.write("</tbody></table>\n")
        out.write("</body></html>\n")


def _docx(stories: Stories, path: Path, config: DocxConfig) -> None:
    import docx  # noqa: PLC0415 - slow to load, and seldom needed
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    word = docx.Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    word.core_properties.title = _TITLE
    word.core_properties.created = word.core_properties.modified = now().replace(tzinfo=None)
    word.add_heading(_TITLE, 1)
    for alignment, found in stories:
        word.add_heading(runs.clean(_name(alignment)), 2)
        if not found:
            word.add_paragraph("No doubtful row.")
            continue
        table = "".join(_table(alignment, found, config))
        word.element.body.insert_element_before(parse_xml(table.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)), "w:sectPr")
    with path.open("wb") as out:
        word.save(out)


def _table(alignment: Alignment, found: Sequence[Line], config: DocxConfig) -> Iterator[str]:
    langs = [Lang.EN, *alignment.texts, Lang.EN]
    text = (_WIDTH - _NUMBER_WIDTH - _NOTE_WIDTH) // len(alignment.texts)
    widths = [_NUMBER_WIDTH, *[text] * len(alignment.texts), _NOTE_WIDTH]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>' for side in sides)
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
    yield '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"

    def row(cells: Sequence[str], fill: str, face: runs.Face) -> str:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f"{runs.paragraph(runs.runs(cell, lang, config, face), lang)}</w:tc>"
            for cell, lang, width in zip(cells, langs, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr>"

    yield row(["№", *(NAMES[lang] for lang in alignment.texts), "Doubt"], "D9D9D9", runs.Face(bold=True))
    for line in found:
        face = runs.PLAIN if line.note else runs.Face(colour="767676")
        yield row([str(line.number), *line.cells, line.note], "FFF4D6" if line.note else "", face)
    yield "</w:tbl>"


def _name(alignment: Alignment) -> str:
    return " · ".join(text.name for text in alignment.texts.values())


def _direction(lang: Lang) -> str:
    return "rtl" if lang is Lang.AR else "ltr"


WRITERS: Final[Mapping[str, Callable[[Stories, Path, DocxConfig], None]]] = {".html": _html, ".docx": _docx}
