"""Quotes and brackets: closed where they were opened, and of the language's kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

PAIRS = "unpaired"
KIND = "quote-kind"
RULES = {
    PAIRS: "a quote or bracket that is opened and not closed, or the other way round",
    KIND: "quotes of another language: «» in English, “” outside «» in Russian",
}
_BRACKETS: Final = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹"}
_OPENING: Final = frozenset(_BRACKETS.values())
_ANY: Final = frozenset('()[]{}«»‹›“”„"')
_SIGN: Final = re.compile(r"[()\[\]{}«»‹›“”„]")
_STRAIGHT: Final = re.compile('"(?<!\\d.)')
_LISTED: Final = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[a-zA-Zа-яА-Яأ-ي])\)")
_GUILLEMETS: Final = re.compile(r"«([^«»„“”]*)»")
_LOW: Final = re.compile(r"„([^«»„“”]*)[“”]")
_QUOTE: Final = re.compile(r"[«»„“”]")
_CURLY: Final = re.compile(r"[“„]([^«»„“”]*)[”“]")


def check(case: Case) -> Iterator[Finding]:
    if _ANY.isdisjoint(case.signs):
        return
    odd = unpaired(case.text)
    if odd and not unpaired(case.source):  # a quotation may run over several sentences
        where = ", ".join(f"{sign} at “{_around(case.text, place)}”" for sign, place in odd[:3])
        yield Finding(PAIRS, Severity.WARNING, f"Opened and not closed, or closed and not opened: {where}.")
    if not odd and (wrong := _of_another_kind(case)):
        right = "“…”" if case.lang is Lang.EN else "«…»"
        yield Finding(KIND, Severity.INFO, f"Quotes of another kind: {wrong}. Write {right}.")


def unpaired(text: str) -> list[tuple[str, int]]:
    """The signs without a partner, and where they stand. A list's “1)” has none, nor has the sign of inches."""
    listed = {hit.end() - 1 for hit in _LISTED.finditer(text)} if ")" in text else set()
    waiting: list[tuple[str, int]] = []
    odd: list[tuple[str, int]] = []
    curly: list[int] = []
    straight = [hit.start() for hit in _STRAIGHT.finditer(text)]
    for hit in _SIGN.finditer(text):
        place, sign = hit.start(), hit[0]
        if sign in _OPENING:
            waiting.append((sign, place))
        elif sign in _BRACKETS:
            if waiting and waiting[-1][0] == _BRACKETS[sign]:
                waiting.pop()
            elif place not in listed:
                odd.append((sign, place))
        else:
            _take(curly, sign, place, odd)
    inches = text.count('"') - len(straight)
    if len(straight) % 2 and inches % 2 == 0:  # else one of the inches closes: "in 2022"
        odd.append(('"', straight[-1]))
    return sorted(odd + waiting + [(text[place], place) for place in curly], key=lambda found: found[1])


def fix(text: str, lang: Lang) -> str:
    """Only where all quotes are paired and none stands in another: which kind is the inner one's is for a reader."""
    if _ANY.isdisjoint(text) or unpaired(text) or _is_nested(text):
        return text
    if lang is Lang.EN:
        return _LOW.sub(r"“\1”", _GUILLEMETS.sub(r"“\1”", text)) if "«" in text or "„" in text else text
    return _CURLY.sub(r"«\1»", text) if "«" not in text else text


def _is_nested(text: str) -> bool:
    """Of a text whose quotes are paired."""
    opened = curly = 0
    for sign in _QUOTE.findall(text):
        if sign in "«„" or (sign == "“" and not curly):
            opened += 1
            curly += sign != "«"
        else:
            opened -= 1
            curly -= sign != "»"
        if opened > 1:
            return True
    return False


def _take(curly: list[int], sign: str, place: int, odd: list[tuple[str, int]]) -> None:
    """“ opens in English and closes „ in Russian and German; ” always closes, and also “ typed for it."""
    if sign == "„" or (sign == "“" and not curly):
        curly.append(place)
    elif curly:
        curly.pop()
    else:
        odd.append((sign, place))


def _of_another_kind(case: Case) -> str:
    signs = case.signs
    if case.lang is Lang.EN:
        return " ".join(sorted(signs & frozenset("«»„")))
    return "" if "«" in signs else " ".join(sorted(signs & frozenset("“”„")))


def _around(text: str, place: int) -> str:
    return text[max(0, place - 12) : place + 12].strip()
