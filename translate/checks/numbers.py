"""Numbers must stand on both sides, in whatever digits, with whatever marks, and small ones in digits or in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.checks import addresses, numerals
from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "numbers"
ADDED = "number-added"
WORDS = "number-words"
PERCENT = "percent"
RULES = {
    NAME: "a number that the source has in digits is missing or changed",
    ADDED: "a number in digits that the source does not have",
    WORDS: "a small number in words became another one",
    PERCENT: "a percentage that is none any more",
}
_DIGITS: Final = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_PERCENT_SIGNS: Final = frozenset("%٪")
_PERCENT_WORDS: Final = frozenset("الميه بالمئه بالمايه بالمائه المئه المايه المائه بالميه مئويه".split())
_PERCENT: Final = re.compile(r"%|per\s?cent|percentage|п\. ?п\.|процент", re.IGNORECASE)
_DOZENS: Final = re.compile(r"dozen|дюжин", re.IGNORECASE)
_COMPARED: Final = range(2, 101)
_VAGUE: Final = frozenset([1, 2, 100, 1000])


def check(case: Case) -> Iterator[Finding]:
    if _DIGITS.isdisjoint(case.source_signs):
        yield from _of_words(case)
        return
    source, draft = in_digits(case)
    lost = missing(source, draft, case)
    added = sorted((draft - source).elements()) if lost or not draft.keys() <= source.keys() else []
    if lost:
        instead = f"; the draft has {', '.join(added)}" if added else ""
        yield Finding(NAME, Severity.ERROR, f"Number missing: {', '.join(lost)}{instead}")
    elif strange := [number for number in dict.fromkeys(added) if _is_strange(number, source, case)]:
        yield Finding(ADDED, Severity.WARNING, f"Number added: {', '.join(strange)}. The source does not have it.")
    else:
        yield from _of_words(case)
    if (
        not _PERCENT_SIGNS.isdisjoint(case.source_signs) or not _PERCENT_WORDS.isdisjoint(case.source_vocabulary)
    ) and not _PERCENT.search(case.text):
        yield Finding(PERCENT, Severity.WARNING, "The source has a percentage, the draft has none.")


def in_digits(case: Case) -> tuple[Counter[str], Counter[str]]:
    """The numbers in digits of the source and of the draft. What `translate evaluate` counts, too."""
    return numerals.in_digits(case.source), numerals.in_digits(addresses.without(case.text))


def missing(source: Counter[str], draft: Counter[str], case: Case) -> list[str]:
    """The numbers in digits of the source that the draft has neither in digits nor in words, sorted."""
    return sorted(number for number in _lost(source, draft, case) if not _is_spelled(number, case))


def _lost(source: Counter[str], draft: Counter[str], case: Case) -> list[str]:
    """What is not there; a time may be 9:30, 9.30 or 0930."""
    if source.items() <= draft.items():
        return []
    lost = list((source - draft).elements())
    if not lost:
        return lost
    kept = numerals.times(case.source) & numerals.times(case.text)
    times = {form for hour, minute in kept for form in (f"{hour}{minute:02}", numerals.canonical(f"{hour}.{minute:02}"))}
    return [number for number in lost if number not in times]


def _is_spelled(number: str, case: Case) -> bool:
    parts = numerals.parts(number)
    if parts and parts <= numerals.in_words(case.words, case.lang):
        return True
    if _DOZENS.search(case.text) and number.isdigit() and int(number) % 12 == 0:
        return True
    return number in numerals.roman(case.text)


def _is_strange(number: str, source: Counter[str], case: Case) -> bool:
    """Whether nothing in the source may be written so: no words for it, no magnitude that it writes out."""
    if not number.isdigit() or len(number) == 1 or numerals.in_words(case.source_words, Lang.AR):
        return False
    digits = number.rstrip("0")
    return not any(digits and digits in other.replace(".", "") for other in source)


def _of_words(case: Case) -> Iterator[Finding]:
    """Only where one number took another's place: a source with one number in words, and a draft that has another instead."""
    if not numerals.has_arabic(case.source_vocabulary):
        return
    there = {value for value in numerals.in_words(case.source_words, Lang.AR) if value in _COMPARED} - _VAGUE
    if len(there) != 1:
        return
    here = numerals.in_words(case.words, case.lang) | {
        int(number) for number in numerals.in_digits(case.text) if number.isdigit() and len(number) <= len("100")
    }
    others = {value for value in here if value in _COMPARED} - _VAGUE
    if not there & here and len(others) == 1 and _DIGITS.isdisjoint(case.source_signs):
        [was], [now] = there, others
        yield Finding(WORDS, Severity.WARNING, f"The source has {was} in words, the draft {now}.")
