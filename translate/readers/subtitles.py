"""SubRip (.srt) and WebVTT (.vtt) subtitles → Document: a block a cue, its place the time at which it is shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.model import BlockKind
from translate.readers import structure
from translate.readers.structure import Piece, clean
from translate.readers.text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Document
    from translate.readers.source import Source

_STAMP = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
TIMES = re.compile(rf"^\s*({_STAMP})\s*-->\s*({_STAMP})(?:\s.*)?$", re.ASCII)
_MARKS = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,200}\}")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(source: Source) -> Document:
    data = source.load()
    text, encoding = decoded(data, source.path)
    pieces = list(_pieces(_LINE_END.split(text)))
    if not pieces:
        raise InputError(
            "holds no subtitles", where=source.path, hint="a cue is a line of times, 00:00:01,000 --> 00:00:02,500, and text"
        )
    return structure.document(source, data, pieces, encoding=encoding)


def _pieces(lines: list[str]) -> Iterator[Piece]:
    """Lines under a line of times up to a blank one; the lines of a cue are one text, broken to fit the screen."""
    times, first, cue = "", 0, list[str]()
    for number, line in enumerate([*lines, ""], 1):
        if match := TIMES.match(line):
            yield from _cue(times, first, cue[:-1] if cue and cue[-1].strip().isdecimal() else cue)
            times, first, cue = f"{match[1]} --> {match[2]}", number + 1, []
        elif not line.strip():
            yield from _cue(times, first, cue)
            times, cue = "", []
        elif times:
            cue.append(line)


def _cue(times: str, first: int, lines: list[str]) -> Iterator[Piece]:
    text = clean(" ".join(html.unescape(_MARKS.sub("", line)).strip() for line in lines))
    if times and text:
        yield Piece(text, times, BlockKind.CUE, first)
