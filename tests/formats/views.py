"""Views to be written by the tests of all formats, and the texts that every format must carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from translate.formats.view import View
from translate.glossary.mentions import as_found
from translate.glossary.termbase import Concept, TargetForms, by_id
from translate.model import Block, BlockKind, Document, Draft, Finding, Lang, Segment, State, TermMatch

if TYPE_CHECKING:
    from collections.abc import Sequence

AR, EN, RU = Lang
NATO = Concept(
    "org.nato", "organisation", "approved", ("حلف الناتو",), (), "", {EN: TargetForms("NATO"), RU: TargetForms("НАТО")}
)
NASTY = {
    "bidi marks": "قال\u200f: «نعم»\u200e \u202babc\u202c \u2067د\u2069",
    "zero width": "ال\u200dقا\u200cل\u200b\ufeff\u2060",
    "no-break spaces": "10\u00a0000\u202fقتيل",
    "outer blanks": "  قال  ",
    "quotes and backslashes": "\"قال\" \\n \\\\ '\\'",
    "entities": "&amp; &lt;b&gt; &#10; &nbsp; ]]> <![CDATA[x]]> <!-- x --> <?x?>",
    "formats": "%s %(name)d %1$s {0} {{x}} $x ${x}",
    "formulas": "=1+1",
    "markup": "<b>قال</b> & %s %(name)d {0}",
    "line ends": "قال\nنعم\n",
    "only line ends": "\n\n",
    "left to right": "\u202e\u2066abc\u2069\u202c\u061c",
    "other controls": "قا\x01ل\x07\x0b\x0c\x1b\x7f نعم",
    "tab and return": "قال\tنعم\r\nلا\rبلى",
    "line separators": "قال\u2028نعم\u2029لا\u0085بلى\x1cو\x1d\x1e",
    "no characters": "قال\ufffe نعم\uffff",
    "emoji": "قال 👩‍👩‍👧‍👦 🇷🇺 𐤀",
    "looks like PO": 'msgid "قال"\n#, fuzzy\n#~ msgstr ""',
    "long": "سلام عالم " * 10_000,
    "one long word": "س" * 100_000,
}


def view(
    rows: Sequence[tuple[str, str]],
    *,
    state: State = State.TRANSLATED,
    findings: tuple[Finding, ...] = (),
    file: str = "news.txt",
    matches: tuple[TermMatch, ...] = (),
) -> View:
    """A document whose sentences are these rows of Arabic and draft; the same draft in both languages."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, source, 2 * line) for line, (source, _) in enumerate(rows, 1))
    segments = [Segment(f"{place:012x}", place, block.kind, block.text, "") for place, block in enumerate(blocks)]
    drafts = {
        lang: {
            s.id: Draft(s.id, lang, row[1], "engine:test", -0.25, state, findings)
            for s, row in zip(segments, rows, strict=True)
        }
        for lang in (EN, RU)
    }
    return View(
        Document(Path("seeds") / file, Path(file).stem, "utf-8", "0" * 64, blocks),
        segments,
        drafts,
        {lang: {segment.id: as_found(matches, by_id([NATO]), lang) for segment in segments} for lang in (EN, RU)},
        by_id([NATO]),
        "engine:test|version:1",
    )
