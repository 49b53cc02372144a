"""Addresses stand in a translation as they are: links, e-mail addresses, @names and #tags."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.checks.case import Case

NAME = "address"
RULES = {NAME: "a link, an e-mail address, an @name or a #tag of the source is lost or changed"}
_LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'«»“”،؛؟]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[a-z0-9-]+\.(?:com|org|net|ru|gov|edu|info|int)\b(?:/\S*)?",
    re.ASCII | re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"(?:https?://|www\.)[^\s؟،؛]+|(?<!\S)[^\s@]+@[^\s؟،؛]+|(?<![\w.-])\w[\w-]*(?:\.[\w-]+)+/[^\s؟،؛]*", re.IGNORECASE
)
"""Wider than a link: all that a fix had better not touch."""
_MARK: Final = re.compile(r"(?<![\w@#/.])[@#][A-Za-z_]\w{1,60}", re.ASCII)
_TRAILING: Final = ".,;:!?)]}"
_SIGNS: Final = frozenset("@#/.")


def check(case: Case) -> Iterator[Finding]:
    if case.source_signs.isdisjoint(_SIGNS) or case.source_signs.isdisjoint(ascii_letters):
        return
    text = case.text.casefold()
    lost = [address for address in _found(_LINK, case.source) if address.casefold().rstrip("/") not in text]
    for address in lost:
        yield Finding(NAME, Severity.ERROR, f"Address missing: {address}. Copy it as the source has it.")
    for mark in _found(_MARK, case.source):
        if mark.casefold() not in text and not any(mark in address for address in lost):
            yield Finding(NAME, Severity.WARNING, f"“{mark}” of the source is missing.")


def without(text: str) -> str:
    """The text with its addresses cut out."""
    return text if _SIGNS.isdisjoint(text) else _MARK.sub(" ", _LINK.sub(" ", text))


def spans(text: str) -> list[tuple[int, int]]:
    """Where addresses stand in a text, with the marks that stand right behind them."""
    if "/" not in text and "@" not in text and "www." not in text.casefold():
        return []
    return [hit.span() for hit in _SPAN.finditer(text)]


def is_within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(hit[0].rstrip(_TRAILING) for hit in pattern.finditer(text)))
