"""Numbers written in digits must stand on both sides, in whatever digits and with whatever marks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translate.arabic import digits
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "numbers"
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-])\d{1,2}\2\d{1,2})(?!\d)")
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)?")
_MARKS = re.compile(r"[.,:\u00a0\u202f ]")
_SPELLED = {  # what news style writes out
    "1": r"\b(?:one|first|од(?:ин|на|но|ного|ной|ному|ним)|перв\w+)\b",
    "2": r"\b(?:two|second|дв(?:а|е|ух|ум|умя)|обо?их|втор\w+)\b",
    "3": r"\b(?:three|third|тр(?:и|[её]х|[её]м|емя)|трет\w+)\b",
    "4": r"\b(?:four|fourth|четыр\w+|четв[её]рт\w+)\b",
    "5": r"\b(?:five|fifth|пят(?:ь|и|ью|ый|ого|ая|ой))\b",
    "6": r"\b(?:six|sixth|шест\w+)\b",
    "7": r"\b(?:seven|seventh|сем(?:ь|и|ью)|седьм\w+)\b",
    "8": r"\b(?:eight|eighth|вос(?:емь|ьми|емью|ьм\w+))\b",
    "9": r"\b(?:nine|ninth|девят(?:ь|и|ью|ый|ого|ая|ой))\b",
    "10": r"\b(?:ten|tenth|десят(?:ь|и|ью|ый|ого|ая|ой))\b",
}


def check(case: Case) -> Iterator[Finding]:
    """Only what is lost or changed is told; a number that the source spells out in words may well stand in digits."""
    source, draft = _numbers(case.source), _numbers(case.text)
    lost = (source - draft).elements()
    if missing := sorted(number for number in lost if not _is_spelled(number, case.text)):
        added = sorted((draft - source).elements())
        instead = f"; the draft has {', '.join(added)}" if added else ""
        yield Finding(NAME, Severity.ERROR, f"Number missing: {', '.join(missing)}{instead}")


def _is_spelled(number: str, text: str) -> bool:
    return number in _SPELLED and bool(re.search(_SPELLED[number], text, re.IGNORECASE))


def _numbers(text: str) -> Counter[str]:
    """The numbers of a text with their marks taken out: 1,5 and 1.5 and ١٫٥ are one, and 10 000 and 10000.

    A date in digits is three numbers, so that 10.01.2022 is 10/1/2022 and holds the 10 and 2022 of 10 January 2022.
    """
    plain = _DATE.sub(lambda date: re.sub(r"\D", "; ", date.group()), digits(text))
    return Counter(_MARKS.sub("", number).lstrip("0") or "0" for number in _NUMBER.findall(plain))
