"""Numbers and months are put right where there is no doubt, and only there."""

from __future__ import annotations

import pytest

from translate.memory.adapt import Change, apply, edits
from translate.model import Lang

EN, RU = Lang.EN, Lang.RU


def number(before: str, after: str) -> Change:
    return Change(before, after)


def month(before: int, after: int) -> Change:
    return Change(str(before), str(after), month=True)


RIGHT = [
    (EN, "He has 10 ships.", [number("10", "12")], "He has 12 ships."),
    (EN, "10 of 20", [number("10", "20"), number("20", "10")], "20 of 10"),
    (EN, "It cost 2,500 dollars.", [number("2500", "12750")], "It cost 12,750 dollars."),
    (EN, "It cost 2500 dollars.", [number("2500", "12750")], "It cost 12750 dollars."),
    (EN, "up 1.5%", [number("1.5", "2.75")], "up 2.75%"),
    (EN, "at −5 degrees", [number("-5", "-7")], "at -7 degrees"),
    (EN, "on 2 January 2021", [number("2", "1"), month(1, 12), number("2021", "2020")], "on 1 December 2020"),
    (EN, "on January 1, 2021", [number("1", "22")], "on January 22, 2021"),
    (EN, "on 01/02/2021", [number("1", "9")], "on 09/02/2021"),
    (EN, "in Jan 2021", [month(1, 3)], "in Mar 2021"),
    (RU, "10 января 2022 года", [number("10", "1"), month(1, 8)], "1 августа 2022 года"),
    (RU, "в январе", [month(1, 5)], "в мае"),
    (RU, "5 кораблей", [number("5", "16")], "16 кораблей"),
    (RU, "5 000 тонн", [number("5000", "12500")], "12 500 тонн"),
    (RU, "5\u00a0000 тонн", [number("5000", "12500")], "12\u00a0500 тонн"),
    (RU, "1,5 процента", [number("1.5", "2.5")], "2,5 процента"),
    (RU, "21 корабль", [number("21", "31")], "31 корабль"),
]
DOUBTFUL = [
    (EN, "10 of 10", number("10", "12")),  # which?
    (EN, "ten ships", number("10", "12")),
    (EN, "1 ship", number("1", "2")),  # ships
    (EN, "2 ships", number("2", "1")),
    (EN, "the 21st of May", number("21", "22")),
    (EN, "COVID-19", number("19", "20")),
    (EN, "the G20", number("20", "7")),
    (EN, "110 ships", number("10", "12")),
    (EN, "1.10", number("10", "12")),
    (EN, "May and may and May", month(5, 6)),
    (EN, "He may go.", month(5, 6)),
    (EN, "01.2022", month(1, 2)),
    (RU, "1 корабль", number("1", "5")),
    (RU, "3 корабля", number("3", "5")),
    (RU, "21-й корабль", number("21", "31")),
    (RU, "Су-57", number("57", "35")),
    (RU, "мартовский", month(3, 4)),
]


@pytest.mark.parametrize(("lang", "target", "changes", "expected"), RIGHT)
def test_puts_right_what_stands_once(lang: Lang, target: str, changes: list[Change], expected: str) -> None:
    made, doubtful = edits(target, lang, changes)
    assert doubtful == []
    assert apply(target, made) == expected


@pytest.mark.parametrize(("lang", "target", "change"), DOUBTFUL)
def test_leaves_alone_what_is_doubtful(lang: Lang, target: str, change: Change) -> None:
    made, doubtful = edits(target, lang, [change])
    assert (made, doubtful) == ([], [change])
    assert apply(target, made) is None
