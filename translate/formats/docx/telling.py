"""What a row says of each sentence and language: text, state, source, comments.

A cell is known by the marks in it or, where those are lost, by the heading of its column and the ids of its row. Where that
leaves a doubt, the cell is named and not read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from translate.formats.docx.labels import EMPTY, INTERFACES, STATES
from translate.formats.docx.marks import Kind
from translate.formats.docx.rows import UnclearError
from translate.model import TARGETS, Lang, Returned, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.formats.docx.marks import Mark
    from translate.formats.docx.rows import Row
    from translate.formats.docx.walk import Found
    from translate.model import Comment

_LANGUAGE = re.compile(rf"({'|'.join(TARGETS)})\b[\s:.–-]*", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,،;]\s*")
_LONGEST_QUOTE = 60  # characters
_LABELS = ", ".join(INTERFACES[Lang.EN].states.values())


class Problem(NamedTuple):
    where: str
    what: str


class _Text(NamedTuple):
    segment: str
    text: str
    tracked: bool


def told(row: Row, comments: Mapping[str, Comment], exported: Mapping[tuple[str, Lang], State]) -> Iterator[Returned | Problem]:
    """`comments` are those of the file, by id; `exported` the states that the file itself says its texts had."""
    try:
        segments = row.segments()
    except UnclearError as error:
        yield Problem(row.where, str(error))
        return
    if not segments:
        return
    sources = _sources(row, segments)
    states: dict[tuple[str, Lang], State] = {}
    for label, lang in _statuses(row):
        of_each = _states(label, segments)
        if lang is None or of_each is None:
            yield Problem(row.where, f"its status “{_short(label)}” is none of: {_LABELS}")
        else:
            states |= {(segment, lang): state for segment, state in of_each.items()}
    for lang in TARGETS:
        try:
            texts = _texts(row, segments, lang)
        except UnclearError as error:
            yield Problem(row.where, f"{lang.english_name}: {error}")
            continue
        for segment, text, tracked in texts:
            state = states.get((segment, lang)) or exported.get((segment, lang))
            if state is None:
                yield Problem(row.where, f"{lang.english_name}: has no status that can be told: it stays as it was")
            yield Returned(
                segment=segment,
                lang=lang,
                source=sources.get(segment),
                text=text,
                state=state,
                where=row.where if len(segments) == 1 else f"{row.where}, sentence {segments.index(segment) + 1}",
                comments=tuple(comments[name] for name in _comments(row, segments, segment, lang) if name in comments),
                tracked=tracked or row.inserted,
            )


def _texts(row: Row, segments: Sequence[str], lang: Lang) -> list[_Text]:
    """Of a cell with one sentence, all that stands in it: one may have typed beside its frame."""
    cell = row.target(lang)
    if cell is None:
        return []
    marks = cell.found.of(Kind.TARGET)
    for mark in marks:
        if mark.id not in segments or mark.lang is not lang:
            raise UnclearError(f"its cell holds the text of another ({mark.id}, {mark.lang})")
    if len(segments) == 1:
        return [_Text(segments[0], _text(cell.found.text), bool(cell.found.tracked))]
    if not marks:
        raise UnclearError(
            f"its {len(segments)} sentences cannot be told apart, their frames are gone: “{_short(cell.found.text)}”"
        )
    if stray := "".join(text for owner, text in cell.found.parts if owner not in marks).strip():
        raise UnclearError(f"“{_short(stray)}” stands in no frame of a sentence")
    return [_Text(mark.id, _text(cell.found.text_of(mark)), mark in cell.found.tracked) for mark in marks]


def _sources(row: Row, segments: Sequence[str]) -> dict[str, str]:
    """The Arabic by segment; what was typed between two sentences goes to the first, so that the change is seen."""
    cell = row.source()
    if cell is None:
        return {}
    if len(segments) == 1:
        return {segments[0]: cell.found.text}
    sources: dict[str, str] = {}
    last: Mark | None = None
    for owner, text in cell.found.parts:
        if owner is not None and owner.kind is Kind.SOURCE:
            last = owner
        elif not text.strip():
            continue
        if last is not None:
            sources[last.id] = sources.get(last.id, "") + text
    return sources


def _statuses(row: Row) -> Iterator[tuple[str, Lang | None]]:
    """(label, language) of each line that says something: a drop-down, what became of it, or what somebody typed."""
    cell = row.status()
    for line, marks in _lines(cell.found) if cell else ():
        visible = "".join(char for char in line if unicodedata.category(char) != "Cf").strip()
        named = _LANGUAGE.match(visible)
        label = visible[named.end() :] if named else visible
        if label:
            tagged = next((mark.lang for mark in marks if mark.kind is Kind.STATUS), None)
            yield label, Lang(named[1].lower()) if named else tagged


def _states(label: str, segments: Sequence[str]) -> dict[str, State] | None:
    """What a status says of each sentence: `approved` of all, `1 draft, 2 approved` of some. None if it says neither."""
    if state := STATES.get(label.casefold()):
        return dict.fromkeys(segments, state)
    states = {}
    for part in _COMMA.split(label):
        place, _, word = part.partition(" ")
        state = STATES.get(word.strip().casefold())
        if state is None or not place.isdecimal() or not 0 < int(place) <= len(segments):
            return None
        states[segments[int(place) - 1]] = state
    return states


def _lines(found: Found) -> Iterator[tuple[str, list[Mark]]]:
    """Each line of a cell with the marks in it."""
    line = ""
    marks: list[Mark] = []
    for owner, text in found.parts:
        head, *more = text.split("\n")
        line += head
        for start in more:
            yield line, marks
            line, marks = start, []
        if owner is not None:
            marks.append(owner)
    yield line, marks


def _comments(row: Row, segments: Sequence[str], segment: str, lang: Lang) -> Iterator[str]:
    """The ids of the comments on a text: those at its frame or cell, and those on the row that are on no other language.

    In a row of several sentences, a comment that begins at none of them belongs to the first.
    """
    for cell in row.cells:
        for name, mark in cell.found.comments:
            of = mark.id if mark is not None and mark.id in segments else segments[0]
            about = (mark and mark.lang) or row.language(cell)
            if of == segment and about in (lang, None):
                yield name


def _text(text: str) -> str:
    return "" if text.strip() in EMPTY else text


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
