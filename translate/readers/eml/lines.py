"""The lines of a mail's plain text → pieces: broken lines joined, what is quoted told apart, signatures left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import BlockKind
from translate.readers import structure
from translate.readers.eml import forwarded
from translate.readers.structure import Piece, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from email.message import Message

_SIGNATURE = "-- "  # with its blank: `--` alone is a rule within the text
_PARAGRAPH_END = 60  # characters: a mail's lines are broken at 72 or so, a shorter one ends a paragraph
_UNBROKEN = 100  # characters: a longer line was not broken, and is a paragraph


def pieces(text: str, part: Message) -> tuple[list[Piece], list[str]]:
    """(pieces, notes)"""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    until = lines.index(_SIGNATURE) if _SIGNATURE in lines else len(lines)
    signed = sum(bool(line.strip()) for line in lines[until + 1 :])
    notes = [f"a signature of {signed} lines left out"] if signed else []
    heads = forwarded.heads(lines[:until])
    goes_on = _flows if str(part.get_param("format", "")).lower() == "flowed" else _was_broken
    return list(_pieces(lines[:until], heads, goes_on)), [*notes, *([forwarded.NOTE] if heads else [])]


def _pieces(lines: list[str], heads: Mapping[int, str], goes_on: Callable[[str], bool]) -> Iterator[Piece]:
    """Lines that were broken to fit are joined again. The subject in the head of a forwarded mail is a heading."""
    paragraph: list[str] = []
    before = ""
    first, quoted = 0, False
    for number, line in enumerate([*lines, ""], 1):
        is_quoted = line.startswith(">")
        stripped = "" if number - 1 in heads else clean(line.lstrip("> "))
        if paragraph and (not stripped or is_quoted != quoted or not goes_on(before)):
            yield _piece(paragraph, first, quoted=quoted)
            paragraph = []
        before = line.lstrip("> ") if line.startswith(">") else line
        if subject := heads.get(number - 1):
            yield Piece(subject, kind=BlockKind.HEADING, line=number)
        if stripped:
            if not paragraph:
                first, quoted = number, is_quoted
            paragraph.append(stripped)
            if len(stripped) > structure.MAX_LINE:
                break
    if paragraph:
        yield _piece(paragraph, first, quoted=quoted)


def _piece(paragraph: list[str], first: int, *, quoted: bool) -> Piece:
    return Piece(" ".join(paragraph), kind=BlockKind.QUOTE if quoted else None, line=first)


def _was_broken(line: str) -> bool:
    """Whether it is as long as a mail's lines are."""
    return _PARAGRAPH_END <= len(clean(line)) <= _UNBROKEN


def _flows(line: str) -> bool:
    """By the mail's own word (RFC 3676): a blank at the end of a line that was broken."""
    return line.endswith(" ")
