"""Punctuation of the target language: no Arabic signs, spaces where they belong, dashes, the mark at the end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from translate.checks import addresses
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
_RUSSIAN: Final = {**_MARKS, "٫": ",", "٬": "\u00a0"}
_TO_RUSSIAN: Final = str.maketrans(_RUSSIAN)
_ARABIC: Final = frozenset(_MARKS)
_BEFORE: Final = re.compile(r"(?<=[^\W_]) +(?=[,;!?]|[.:](?:\s|$))")
_MISSING: Final = re.compile(r"(?:(?<=[^\W\d_][,;!?؟،؛])|(?<=[^\W\d_] [,;!?؟،؛]))(?=[^\W\d_])")
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
        marks = _RUSSIAN if case.is_russian else _MARKS
        ours = " ".join(marks[mark].replace("\u00a0", "a no-break space") for mark in left.split())
        yield Finding(ARABIC, Severity.WARNING, f"Arabic punctuation is left: {left}. Write {ours}")
    if any(map(_may_be_odd, case.pieces)) and (hit := _odd(text)):
        place = text[max(0, hit.start() - 10) : hit.end() + 10].strip()
        yield Finding(SPACING, Severity.INFO, f"Punctuation and spaces at “{place}”.")
    if "-" in case.signs or "–" in case.signs:
        yield from _dashes(case)
    yield from _end(case)


def fix(text: str, lang: Lang) -> str:
    """All but the mark at the end."""
    text = _spaced(text).translate(_TO_RUSSIAN if lang is Lang.RU else _TO_OURS)
    text = _INNER.sub("", _BEFORE.sub("", text))
    apart, dash = addresses.spans(text), " —" if lang is Lang.RU else "—"
    text = _DASHES[lang].sub(lambda hit: hit[0] if addresses.is_within(hit.start(), apart) else dash, text)
    return text if lang is Lang.RU else _AFTER_DASH.sub("", text)


def _spaced(text: str) -> str:
    """With a space after each mark that lacks it, but for addresses and names like Yahoo!Japan."""
    apart = addresses.spans(text)

    def space(hit: re.Match[str]) -> str:
        place = hit.start()
        is_name = text[place - 1] in "!?" and text[place].isupper() and text[place - 2] != " "
        return "" if is_name or addresses.is_within(place - 1, apart) else " "

    return _MISSING.sub(space, text)


def _odd(text: str) -> re.Match[str] | None:
    apart = addresses.spans(text)
    return next((hit for hit in _ODD.finditer(text) if not addresses.is_within(hit.start() - 1, apart)), None)


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
