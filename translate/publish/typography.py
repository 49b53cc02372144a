"""Approved text as it is set: the quotes, dashes and no-break spaces of each language.

Only quotation marks, apostrophes, dashes, dots that stand for an ellipsis and spaces change; letters and digits never do, nor
do addresses. What cannot be told for certain, such as a quotation mark without its other half, stays as it is. Setting a text
that is set already changes nothing.

English: “ ” and within them ‘ ’, spaced en dashes (R. M. Ritter, New Hart's Rules, 2014, ch. 4 and 9). Russian: « » and
within them „ “, spaced em dashes; no-break spaces by A. E. Milchin and L. K. Cheltsova, Справочник издателя и автора.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    _Rules = Sequence[tuple[re.Pattern[str], str]]

NBSP = "\u00a0"
_QUOTES = {Lang.EN: ("“”", "‘’"), Lang.RU: ("«»", "„“")}
"""The outer pair, and the one for all that stands within another."""
_ADDRESS = re.compile(r"""((?:https?://|www\.)[^\s<>«»“”„"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)""")
_QUOTE = re.compile('[“”„‟«»"]')
_MOST_PASSES = 8
_BEFORE_OPENING = frozenset(" \u00a0\u202f\t\n([{—–-/")

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNITS = "thousand|million|billion|trillion|per cent|percent|km|kg|cm|mm|GW|MW|kW|GB|MB|am|pm|a\\.m\\.|p\\.m\\.|years?|people"
_SHORT = (
    "а|без|в|во|до|для|за|и|из|из-за|из-под|или|к|ко|на|над|не|ни|но|о|об|обо|от|по|под|при|про|с|со|у|что"  # before a word
)
_ALL: _Rules = (
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r" {2,}"), " "),
    (re.compile(r"(?<![\d-])((?:1\d|20)\d\d)-((?:1\d|20)\d\d)(?![\d-])"), r"\1–\2"),  # years
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
)
_RULES: dict[Lang, _Rules] = {
    Lang.EN: (
        *_ALL,
        (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
        (re.compile(r"(?<!\w)'(?=\d\ds?\b)"), "’"),  # the '90s
        (re.compile(r"(?<![\w'’])'(?=[^\s'])([^'\n]*[^\s'])'(?![\w'])"), r"‘\1’"),
        (re.compile(r"(?<=\w)'"), "’"),
        (re.compile(r"(?<=\S)[ \u00a0]+(?:--?|–|—)[ \u00a0]+(?=\S)"), f"{NBSP}– "),
        (re.compile(rf"(?<=\d) (?=(?:{_UNITS}|{_MONTHS})(?!\w))"), NBSP),
        (re.compile(r"(?<=\d) (?=[%°])|(?<=[£€$]) (?=\d)"), NBSP),
        (re.compile(rf"(?<!\w)({_MONTHS}) (?=\d{{1,2}}(?!\d))"), rf"\1{NBSP}"),
        (re.compile(r"(?<!\w)((?:Mr|Mrs|Ms|Dr|Prof|St|No|Gen|Col|Sen|Rep|Gov|Lt)\.?) (?=[A-Z\d])"), rf"\1{NBSP}"),
        (re.compile(r"(?<![\w.])([A-Z]\.) (?=[A-Z])"), rf"\1{NBSP}"),
    ),
    Lang.RU: (
        *_ALL,
        (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
        (re.compile(r"(?<=\S)[ \u00a0]+(?:--?|–|—)[ \u00a0]+(?=\S)"), f"{NBSP}— "),
        (re.compile(r"^(?:--?|–|—)[ \u00a0]+(?=\S)"), f"—{NBSP}"),  # direct speech
        (re.compile(rf"(?<![\w\-])({_SHORT}) (?=\S)", re.IGNORECASE), rf"\1{NBSP}"),
        (re.compile(r"(?<=\w) (?=(?:же?|бы?|л[иь])(?!\w))"), NBSP),
        (re.compile(r"(?<=\d) (?=[^\W\d_]|[%‰°$€₽])"), NBSP),
        (re.compile(r"(?<=[№§]) (?=\d)"), NBSP),
        (re.compile(r"(?<![\w.])([А-ЯЁ]\.) (?=[А-ЯЁ])"), rf"\1{NBSP}"),  # initials
        (re.compile(r"(?<!\w)([тн]\.) (?=[а-яё]{1,2}\.)"), rf"\1{NBSP}"),  # т. е., т. д., н. э.
        (re.compile(r"(?<!\w)((?:г|ул|им|стр|ст|п)\.|г-н|г-жа) (?=[А-ЯЁ\d])"), rf"\1{NBSP}"),
    ),
}


def typeset(text: str, lang: Lang) -> str:
    """A paragraph as its language wants it set. Arabic stays as it was written."""
    if lang not in _RULES:
        return text
    for _ in range(_MOST_PASSES):  # what one rule changes another may have waited for
        before, text = text, _pass(text, lang)
        if text == before:
            break
    return text


def _pass(text: str, lang: Lang) -> str:
    pieces = _ADDRESS.split(" ".join(text.split(" ")))  # text, address, text …
    for pattern, instead in _RULES[lang]:
        pieces[::2] = [pattern.sub(instead, piece) for piece in pieces[::2]]
    return _quoted("".join(pieces), *_QUOTES[lang])


def _quoted(text: str, outer: str, inner: str) -> str:
    """Quotation marks as outer and inner pairs; as they are where they do not pair."""
    letters = list(text)
    depth = 0
    for offset, opens in _marks(text):
        depth += 1 if opens else 0
        if depth == 0:
            return text
        letters[offset] = (outer if depth == 1 else inner)[0 if opens else 1]
        depth -= 0 if opens else 1
    return text if depth else "".join(letters)


def _marks(text: str) -> Iterator[tuple[int, bool]]:
    """(offset, does it open) of each double quotation mark outside of addresses. What is no arrow is told by its neighbours."""
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    opened_at = -1
    for match in _QUOTE.finditer(text):
        offset, mark = match.start(), match.group()
        if any(start <= offset < end for start, end in addresses):
            continue
        if mark in "«„‟":
            opens = True
        elif mark == "»":
            opens = False
        else:
            before = text[offset - 1] if offset else " "
            after = text[offset + 1] if offset + 1 < len(text) else " "
            opens = (before in _BEFORE_OPENING or opened_at == offset - 1) and not after.isspace()
        if opens:
            opened_at = offset
        yield offset, opens
