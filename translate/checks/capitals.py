"""Capitals: at the start of a sentence, of days and months, in headlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.checks import addresses
from translate.model import BlockKind, Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.checks.case import Case

START = "capital-start"
CALENDAR = "capital-calendar"
HEADLINE = "headline"
SHOUTING = "all-capitals"
RULES = {
    START: "a sentence that begins with a small letter",
    CALENDAR: "days and months: capitals in English, small letters in Russian",
    HEADLINE: "an English headline in the style that `checks.headline` does not want",
    SHOUTING: "a whole sentence in capitals",
}
_START: Final = re.compile(r"^[\"'“«„(\[…. —–-]*([a-zа-яё])([\w’'-]*)")
_INNER: Final = re.compile(r"[^\W\d_]{3,}\.[\"”»)]* ([a-zа-яё])([\w’'-]*)")
_STOP: Final = re.compile(r"\.[\"”»)]* [a-zа-яё]")  # finds a full stop fast
_MAY_BE_SMALL: Final = re.compile(r"(?:al|el|as|ar|ash|de|van|von|bin|ibn|http|www|e-|[a-z][A-Z]|аль|эль|ар|ас|аш|бен|фон|де)")
_DAYS_RU: Final = "понедельник|вторник|сред[ауы]|четверг|пятниц|суббот|воскресень"
_MONTHS_RU: Final = "январ|феврал|март|апрел|ма[йяею]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_CALENDAR: Final = {
    Lang.EN: re.compile(
        r"(?<![\w-])(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?![\w-])"
        r"|(?<![\w-])(?:january|february|april|june|july|august|september|october|november|december)(?![\w-])"
        r"|(?:\b\d{1,2} |\bin )(?:march|may)(?= \d)"
    ),
    Lang.RU: re.compile(
        rf"(?<=[а-яё,] )(?:{_DAYS_RU})(?:|а|у|и|ы|е|ой|ом|ю|я|ье|ья)\b|(?<=\d )(?:{_MONTHS_RU})(?:|а|я|ь|е|ю|у)\b",
        re.IGNORECASE,
    ),
}
_CALENDAR_WORDS: Final = {
    Lang.EN: frozenset(
        (
            "monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday "
            "saturdays sunday sundays january february march april may june july august september october november "
            "december"
        ).split()
    ),
    Lang.RU: frozenset(
        stem + ending
        for stems, endings in (
            ("понедельник четверг", " а у ом е и"),
            ("вторник", " а у ом е и"),
            ("сред пятниц суббот", "а ы у е ой ам ах"),
            ("воскресень", "е я ю ем"),
            ("январ феврал апрел июн июл сентябр октябр ноябр декабр", "ь я ю ем е"),
            ("март август", " а у ом е"),
            ("ма", "й я ю ем е"),
        )
        for stem in stems.split()
        for ending in endings.split(" ")
    ),
}
_DAYS_AND_MONTHS: Final = (_CALENDAR_WORDS[Lang.EN], _CALENDAR_WORDS[Lang.RU])
_AUGUST: Final = "august"  # also an adjective
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_SMALL_IN_TITLES: Final = frozenset(
    "a an the and but or nor for so yet as at by in of off on per to up via from with into over after amid than".split()
)
_HEADLINES: Final = frozenset([BlockKind.TITLE, BlockKind.HEADING])
_FEWEST: Final = 4  # words: a shorter headline may be a name
_MOST: Final = 0.75  # of the principal words have capitals: it is in title style


def check(case: Case) -> Iterator[Finding]:
    if (hit := _small_start(case.text)) is not None:
        yield Finding(START, Severity.INFO, f"“{hit[1]}{hit[2]}” begins a sentence with a small letter.")
    for word in _calendar(case.text, case.lang) if not case.vocabulary.isdisjoint(_DAYS_AND_MONTHS[case.is_russian]) else ():
        how = "a small letter" if case.lang is Lang.RU else "a capital"
        yield Finding(CALENDAR, Severity.INFO, f"“{word}”: {case.lang.english_name} writes it with {how}.")
    if case.text.isupper() and len(case.words) > _FEWEST:
        yield Finding(SHOUTING, Severity.INFO, "The whole text is in capitals.")
    elif case.headline and not case.is_russian and case.kind in _HEADLINES:
        yield from _headline(case)


def fix(text: str, lang: Lang) -> str:
    """The start of the text and the calendar; headlines are left to the editor."""
    apart = addresses.spans(text)
    if (hit := _START.match(text)) and not _may_be_small(hit, apart):
        text = text[: hit.start(1)] + hit[1].upper() + text[hit.end(1) :]

    def proper(hit: re.Match[str]) -> str:
        if (hit[0] == _AUGUST and lang is Lang.EN) or addresses.is_within(hit.start(), apart):
            return hit[0]
        return hit[0].lower() if lang is Lang.RU else " ".join(part[:1].upper() + part[1:] for part in hit[0].split(" "))

    return _CALENDAR[lang].sub(proper, text)


def _small_start(text: str) -> re.Match[str] | None:
    begins = not text[:1].isupper() and _START.match(text)
    for hit in (begins, _STOP.search(text) and _INNER.search(text)):
        if hit and not _may_be_small(hit, addresses.spans(text)):
            return hit
    return None


def _may_be_small(hit: re.Match[str], apart: Sequence[tuple[int, int]]) -> bool:
    """Whether what begins here is written small anywhere, goes on from before, or is an address."""
    if _MAY_BE_SMALL.match(hit[1] + hit[2]) or hit.string.startswith(("…", "...")):
        return True
    return addresses.is_within(hit.start(1), apart)


def _calendar(text: str, lang: Lang) -> list[str]:
    hits = (hit[0].split()[-1] for hit in _CALENDAR[lang].finditer(text))
    if lang is Lang.RU:
        return [word for word in hits if word[0].isupper() and not word.isupper()]
    return [word for word in hits if word != _AUGUST]


def _headline(case: Case) -> Iterator[Finding]:
    words = _WORD.findall(case.text)[1:]
    principal = [word for word in words if word.lower() not in _SMALL_IN_TITLES]
    if len(principal) < _FEWEST:
        return
    small = [word for word in principal if word[0].islower()]
    share = 1 - len(small) / len(principal)
    if case.headline == "title" and small and share < 1:
        yield Finding(HEADLINE, Severity.INFO, f"Headline in title style: capitals for {', '.join(small[:4])}.")
    elif case.headline == "title" and small:
        yield Finding(HEADLINE, Severity.INFO, "Headline: this desk gives its principal words capitals (checks.headline).")
    elif case.headline == "sentence" and share > _MOST:
        yield Finding(HEADLINE, Severity.INFO, "Headline: this desk gives capitals to names only (checks.headline).")
