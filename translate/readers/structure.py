"""What the pieces of a document are, where its file does not say: told from their length, order and a few words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from translate.arabic import DIGITS, GREGORIAN_MONTHS, fold
from translate.errors import InputError
from translate.language import detect
from translate.model import Block, BlockKind, Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.readers.source import Source

MAX_LINE = 200_000
"""Characters in a piece. Longer than any paragraph of prose; what comes in longer ones is no article."""

_LANGUAGE_LINKS = re.compile(
    r"(?:ar|en|ru|fr|de|es|tr|fa|zh|he|uk|kk|русский|english|français|العربية)"
    r"(?:[\s|/,،·•-]+(?:ar|en|ru|fr|de|es|tr|fa|zh|he|uk|kk|русский|english|français|العربية))*",
    re.IGNORECASE,
)
_MONTHS = {fold(name).text: number for number, pair in enumerate(GREGORIAN_MONTHS, 1) for name in pair}
_MONTH = "|".join(map(re.escape, _MONTHS))
_WEEKDAY = r"(?:(?:يوم )?(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)[ ,،]+)?"
_DATE = re.compile(
    rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: ?/ ?(?:{_MONTH}))?,?،? (?P<year>\d{{4}})"
    r"|(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<iso>\d{4}-\d\d-\d\d))"
    r"(?:[ ,،|-]+\d{1,2}:\d\d)?"
)
_DIGIT = re.compile(r"\d")  # most texts are no dates, and have none
_CREDIT = re.compile(r"(?:الصوره|صوره|تصوير|المصدر|مصدر|الكاتب|بقلم|ترجمه|تحرير|حقوق الصوره|photo|source|image)\s*:")
_PICTURE = re.compile(r"(?:الصوره|صوره|تصوير|حقوق الصوره|photo|image)\s*:\s*")
_SOURCE = re.compile(r"(?:المصدر|مصدر|source)\s*:\s*")
_AUTHOR = re.compile(r"(?:الكاتب|بقلم)\s*:\s*")
FULL_STOP = tuple(".!?؟…")
SENTENCE_END = tuple('.!?؟…؛:،"»”')
"""Signs that a heading does not end with."""
_MAX_HEADING = 100
_MAX_CREDIT = 160
_MAX_CREDIT_GAP = 2  # lines: at most one blank line between credits
_FIRST_LINES = 4  # a dateline stands at the head
_EDGES = "\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text in reading order. `text` is `clean` and not empty.

    `kind` is None where the file does not say it. `line` is 0 where the file has none: pieces are counted then. `slots` are
    the reader's own: where the text stands in the file's tree, for a reader whose files can be written back.
    """

    text: str
    place: str = ""
    kind: BlockKind | None = None
    line: int = 0
    slots: tuple[Any, ...] = ()


def clean(text: str) -> str:
    return text.strip().strip(_EDGES).strip()


def document(  # a reader's last step
    source: Source,
    data: bytes,
    pieces: Sequence[Piece],
    *,
    encoding: str = "utf-8",
    metadata: Metadata | None = None,
    headings: bool = True,
    notes: Sequence[str] = (),
) -> Document:
    """Raises InputError where there is no text. `headings`: short lines may be some, in a file that has none of its own."""
    if not pieces:
        raise InputError("is empty" if not data.strip() else "holds no text", where=source.path)
    blocks = typed(pieces, source, headings=headings)
    return Document(
        path=source.path,
        name=source.path.stem,
        encoding=encoding,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=blocks,
        metadata=completed(metadata or Metadata(), blocks),
        notes=(*source.notes, *notes),
    )


def typed(pieces: Sequence[Piece], source: Source, *, headings: bool = True) -> tuple[Block, ...]:
    """A block for each piece, in their order."""
    lines = [(piece.line or number, piece.text) for number, piece in enumerate(pieces, 1)]
    given = {piece.kind for piece in pieces}
    headings = headings and BlockKind.HEADING not in given
    has_title = BlockKind.TITLE in given
    credits_from = _credits_from(pieces, lines)
    result: list[Block] = []
    for place, (piece, (number, line)) in enumerate(zip(pieces, lines, strict=True)):
        if len(line) > MAX_LINE:
            raise InputError(
                f"{piece.place or f'line {number}'} has {len(line):,} characters: this is no article",
                where=source.path,
                hint=f"paragraphs of up to {MAX_LINE:,} are read",
            )
        kind = piece.kind
        if kind is None:
            kind = _kind(lines, place, credits_from, has_title=has_title, headings=headings)
        elif kind is BlockKind.HEADING and not has_title and place < _FIRST_LINES:
            kind = BlockKind.TITLE
        has_title = has_title or kind in (BlockKind.TITLE, BlockKind.PARAGRAPH)
        result.append(Block(kind, line, number, piece.place, detect(line)))
    return tuple(result)


def _kind(lines: Sequence[tuple[int, str]], place: int, credits_from: int, *, has_title: bool, headings: bool) -> BlockKind:
    line = lines[place][1]
    if place < _FIRST_LINES and _LANGUAGE_LINKS.fullmatch(line):
        return BlockKind.LINKS
    if place >= credits_from:
        return BlockKind.CREDIT
    if place < _FIRST_LINES and len(line) <= _MAX_HEADING and _DATE.fullmatch(fold(line).text):
        return BlockKind.DATELINE
    if headings and not has_title and len(lines) > 1 and _is_heading(line, sentences=True):
        return BlockKind.TITLE
    if headings and _is_heading(line) and place + 1 < credits_from and has_title:
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def is_links(text: str) -> bool:
    return bool(_LANGUAGE_LINKS.fullmatch(text))


def is_credit(text: str) -> bool:
    return len(text) <= _MAX_CREDIT and bool(_CREDIT.match(fold(text).text))


def is_date(text: str) -> bool:
    return len(text) <= _MAX_HEADING and bool(_DIGIT.search(text)) and bool(_DATE.fullmatch(fold(text).text))


def completed(metadata: Metadata, blocks: Sequence[Block]) -> Metadata:
    """What the file's own fields leave open, as the text has it: «المصدر: تاس»."""
    found = {"title": "", "date": "", "author": "", "source": "", "credit": ""}
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            found["title"] = found["title"] or block.text
        elif block.kind is BlockKind.DATELINE:
            found["date"] = found["date"] or _iso(block.text)
        elif block.kind in (BlockKind.CREDIT, BlockKind.CAPTION):
            for name, cue in (("credit", _PICTURE), ("source", _SOURCE), ("author", _AUTHOR)):
                folded = fold(block.text)
                if not found[name] and (match := cue.match(folded.text)):
                    found[name] = block.text[folded.span(0, match.end())[1] :].strip()
    return replace(
        metadata,
        title=metadata.title or found["title"],
        date=metadata.date or found["date"],
        author=metadata.author or found["author"],
        source=metadata.source or found["source"],
        credit=metadata.credit or found["credit"],
    )


def _iso(text: str) -> str:
    match = _DATE.fullmatch(fold(text).text)
    if match is None:
        return ""
    if match["iso"]:
        return match["iso"]
    year, month, day = (
        (match["y"], int(match["m"]), match["d"]) if match["y"] else (match["year"], _MONTHS[match["month"]], match["day"])
    )
    return f"{year}-{month:02}-{int(day):02}" if 0 < month <= len(GREGORIAN_MONTHS) else ""


def _is_heading(line: str, *, sentences: bool = False) -> bool:
    """A short line that does not end as a sentence; a title may be longer and may ask or exclaim."""
    if sentences:
        return len(line) <= 2 * _MAX_HEADING and not line.endswith((".", "؛", "،", ":"))
    return len(line) <= _MAX_HEADING and not line.endswith(SENTENCE_END) and bool(re.search(r"\w", line.translate(DIGITS)))


def _credits_from(pieces: Sequence[Piece], lines: Sequence[tuple[int, str]]) -> int:
    """Where the closing credits start: the last short lines, no sentences, close together, one of which names a source."""
    start = len(lines)
    while start > 1 and pieces[start - 1].kind is None and _may_be_credit(lines, start - 1):
        start -= 1
    named = any(_CREDIT.match(fold(line).text) for _, line in lines[start:])
    return start if named else len(lines)


def _may_be_credit(lines: Sequence[tuple[int, str]], place: int) -> bool:
    number, line = lines[place]
    below = lines[place + 1][0] if place + 1 < len(lines) else number
    return len(line) <= _MAX_CREDIT and not line.endswith(FULL_STOP) and below - number <= _MAX_CREDIT_GAP
