"""The tables of tests/data/checks, a check each: what is good, what is bad, what is none of its business.

`\\u200b`, `\\t` and the like stand for characters that nobody would see; LONG for a source long enough to have a length.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from translate.checks.case import Case
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.glossary.names import Names
from translate.glossary.termbase import Concept, TargetForms, Termbase, by_id
from translate.model import Lang

FOLDER = Path(__file__).parents[1] / "data" / "checks"
PLAIN = "plain"
LONG = "أكد المشاركون في الاجتماع أن الأحداث أصبحت محاولة للتدخل."
AR, EN, RU = Lang
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\t")


def concept(name: str, kind: str, arabic: str, english: TargetForms, russian: TargetForms, *, short: str = "") -> Concept:
    return Concept(name, kind, "approved", (arabic,), (short,) if short else (), "", {EN: english, RU: russian})


TERMBASE = by_id(
    [
        concept(
            "person.rahmon",
            "person",
            "إمام علي رحمن",
            TargetForms("Emomali Rahmon", forbidden=("Imam Ali Rahman",), short=("Rahmon",)),
            TargetForms("Эмомали Рахмон", forbidden=("Имам Али Рахман",), short=("Рахмон",)),
            short="رحمن",
        ),
        concept(
            "place.almaty",
            "place",
            "ألماتي",
            TargetForms("Almaty", admitted=("Alma-Ata",), forbidden=("Alma",)),
            TargetForms("Алма-Ата", admitted=("Алматы",)),
        ),
        concept(
            "org.tass",
            "organisation",
            "وكالة تاس",
            TargetForms("TASS", forbidden=("Tass",)),
            TargetForms("ТАСС", forbidden=("TASS",)),
        ),
        concept("term.peacekeeping", "term", "حفظ السلام", TargetForms("peacekeeping"), TargetForms("миротворчество")),
        concept("org.itmo", "organisation", "جامعة إيتمو", TargetForms("ITMO"), TargetForms("ITMO University")),
    ]
)
MATCHER = Matcher(TERMBASE)
NAMES = Names(TERMBASE)


def case(source: str, text: str, lang: Lang = EN, *, complete: bool = True, termbase: Termbase = TERMBASE) -> Case:
    return Case(source, text, lang, as_found(MATCHER.find(source), termbase, lang), termbase, Names(termbase), complete)


@dataclass(frozen=True, slots=True)
class Row:
    table: str
    kind: str
    lang: Lang
    source: str
    text: str
    finding: str

    def __str__(self) -> str:
        return f"{self.table}-{self.lang}-{self.kind}-{self.text[:24]}"


def rows(table: str) -> list[Row]:
    with (FOLDER / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                table,
                row["kind"],
                Lang(row["lang"]),
                LONG if row["source"] == "LONG" else row["source"],
                _seen(row["text"]),
                row["finding"],
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def _seen(text: str) -> str:
    return _ESCAPE.sub(lambda hit: chr(int(hit[1] or hit[2], 16)) if hit[1] or hit[2] else "\t", text)
