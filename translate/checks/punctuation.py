"""Punctuation of the target language: no Arabic signs, spaces where they belong, dashes, the mark at the end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translate.model import BlockKind, Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

ARABIC = "arabic-mark"
SPACING = "mark-spacing"
DASH = "dash"
END = "end-mark"
RULES = {
    ARABIC: "an Arabic comma, semicolon, question or percent mark is left",
    SPACING: "a space before a comma or full stop, none after it, a mark twice",
    DASH: "a hyphen, or two, where a dash belongs",
    END: "the sentence ends otherwise than its source",
}
_MARKS: Final = {"؟": "?", "،": ",", "؛": ";", "٪": "%", "۔": ".", "٫": ".", "٬": ","}
_TO_OURS: Final = str.maketrans(_MARKS)
_ARABIC: Final = frozenset(_MARKS)
_BEFORE: Final = re.compile(r"(?<=[^\W_]) +(?=[,;!?]|[.:](?:\s|$))")
_MISSING: Final = re.compile(r"(?<=[^\W\d_][,;!?])(?=[^\W\d_])")  # also after «؟» and «،», which are marks by then
_INNER: Final = re.compile(r"(?<=[(\[«]) +|(?<=[ (]“) +| +(?=[)\]»])")
_ODD: Final = re.compile(
    r"(?<=[^\W_] )(?:[,;!?]|[.:](?:\s|$))|(?<=[,;!?])[^\W\d_](?<=[^\W\d_][,;!?].)"
    r"|[,;] *[,;]|,\.|(?<![.…])\.\.(?!\.)|(?<=[(\[«]) |(?<=[ (]“) | (?=[)\]»])"
)
"""The same, in one pass."""
_ODD_PIECE: Final = re.compile(r"^[,;!?.:)\]»]|[(\[«“]$|[,;][,;]|,\.|\.\.|[,;!?][^\W\d_]")
"""What stands between two spaces where something may be odd."""
_DASHES: Final = {
    Lang.RU: re.compile(r"(?<=[^\s\d-])(?:[ \u00a0](?:-|--|–)(?= )|--)|(?<=\d)[ \u00a0]-(?= [^\W\d])"),
    Lang.EN: re.compile(r"(?<=\w) ?--(?= ?\w)"),
}
_AFTER_DASH: Final = re.compile(r"(?<=\w—) (?=\w)")
_CLOSING: Final = " \u00a0\u200f\u200e\"'”’»“)]}›*"
_END: Final = ".!?…؟:؛;,،۔"
_PLAIN: Final = frozenset(["", "."])
_STOPS: Final = frozenset(".…۔")


def check(case: Case) -> Iterator[Finding]:
    text = case.text
    if not _ARABIC.isdisjoint(case.signs):
        left = " ".join(sorted(_ARABIC & case.signs))
        ours = " ".join(_MARKS[mark] for mark in left.split())
        yield Finding(ARABIC, Severity.WARNING, f"Arabic punctuation is left: {left}. Write {ours}")
    if any(map(_may_be_odd, case.pieces)) and (hit := _ODD.search(text)):
        place = text[max(0, hit.start() - 10) : hit.end() + 10].strip()
        yield Finding(SPACING, Severity.INFO, f"Punctuation and spaces at “{place}”.")
    if "-" in case.signs or "–" in case.signs:
        yield from _dashes(case)
    yield from _end(case)


def fix(text: str, lang: Lang) -> str:
    """All but the mark at the end."""
    text = text.translate(_TO_OURS)
    text = _INNER.sub("", _MISSING.sub(" ", _BEFORE.sub("", text)))
    text = _DASHES[lang].sub(" —" if lang is Lang.RU else "—", text)
    return text if lang is Lang.RU else _AFTER_DASH.sub("", text)


@lru_cache(maxsize=65_536)
def _may_be_odd(piece: str) -> bool:
    return _ODD_PIECE.search(piece) is not None


def _dashes(case: Case) -> Iterator[Finding]:
    if case.lang is Lang.RU and case.kind is BlockKind.DATELINE:
        return
    if hit := _DASHES[case.lang].search(case.text):
        place = case.text[max(0, hit.start() - 10) : hit.end() + 10].strip()
        yield Finding(DASH, Severity.INFO, f"A dash belongs at “{place}”: write —")


def _end(case: Case) -> Iterator[Finding]:
    there, here = _mark(case.source), _mark(case.text)
    if there == here or not case.text.strip():
        return
    if "?" in (there, here):
        asks, other = ("source", "draft") if there == "?" else ("draft", "source")
        yield Finding(END, Severity.WARNING, f"The {asks} ends with a question mark, the {other} does not.")
    elif there and not here:
        yield Finding(END, Severity.INFO, f"The draft ends without a mark, the source with “{there}”.")
    elif here in {",", ";", ":"} and there in {"", ".", "!"} and case.source[-1:] not in "،؛:":
        yield Finding(END, Severity.INFO, f"The draft ends with “{here}”: is the rest missing?")


def _mark(text: str) -> str:
    """The mark that ends a text, as its own kind: ? ! . , ; : or nothing."""
    end = text.rstrip(_CLOSING).removesuffix("\n")
    marks = end[len(end.rstrip(_END)) :]
    return marks if marks in _PLAIN else _kind(marks)


def _kind(marks: str) -> str:
    marks = marks.translate(_TO_OURS)
    if "?" in marks:
        return "?"
    return "." if marks[-1] in _STOPS else marks[-1]
