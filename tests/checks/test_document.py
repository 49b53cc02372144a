"""What is only seen over a whole document: one sentence in two ways, two sentences in one, a term in two forms."""

from __future__ import annotations

import pytest
from check_tables import EN, RU, case

from translate import checks
from translate.checks.consistency import Row
from translate.config import ChecksConfig
from translate.model import Lang, Severity

GOVERNMENT = "أعلنت الحكومة القرار الجديد"


def found(lang: Lang, *pairs: tuple[str, str], off: frozenset[str] = frozenset()) -> list[tuple[int, str]]:
    rows = [Row(number, case(source, text, lang)) for number, (source, text) in enumerate(pairs, 1)]
    return [(row.number, finding.check) for row, finding in checks.run_document(rows, ChecksConfig(off=off))]


@pytest.mark.parametrize(
    ("lang", "pairs", "told"),
    [
        (EN, [("القمة اليوم", "The summit is today"), ("القمة اليوم", "The summit takes place today")], [(2, "same-source")]),
        (RU, [("القمة اليوم", "Саммит сегодня"), ("القِمّة اليوم", "Саммит проходит сегодня")], [(2, "same-source")]),
        (EN, [("نعم", "Yes"), ("لا", "No"), ("نعم", "Indeed")], [(3, "same-source")]),
        (
            EN,
            [(GOVERNMENT, "The government announced it"), ("رفضت الحكومة القرار", "The government announced it")],
            [(2, "same-translation")],
        ),
        (
            RU,
            [(GOVERNMENT, "Правительство объявило решение"), ("رفضت القرار", "Правительство объявило решение")],
            [(2, "same-translation")],
        ),
        (EN, [("في ألماتي", "in Almaty"), ("من ألماتي", "from Alma-Ata")], [(2, "term-inconsistent")]),
        (RU, [("في ألماتي", "в Алма-Ате"), ("من ألماتي", "из Алматы")], [(2, "term-inconsistent")]),
    ],
)
def test_differences_are_told_in_the_later_row(lang: Lang, pairs: list[tuple[str, str]], told: list[tuple[int, str]]) -> None:
    assert found(lang, *pairs) == told


@pytest.mark.parametrize(
    ("lang", "pairs"),
    [
        (EN, [("القمة اليوم", "The summit is today"), ("القمة اليوم", "The summit  is today")]),
        (EN, [("القمة اليوم", "The summit is today"), ("القمة اليوم", "")]),
        (EN, [("نعم", "Yes"), ("أجل", "Yes")]),  # short ones are alike
        (EN, [("قال: «أعلنت الحكومة»", "The government announced it"), ("قال أعلنت الحكومة.", "The government announced it")]),
        (EN, [("في ألماتي", "in Almaty"), ("من ألماتي", "from Almaty")]),
        (RU, [("في ألماتي", "в Алма-Ате"), ("من ألماتي", "из Алма-Аты")]),
        (EN, [("قال إمام علي رحمن", "Emomali Rahmon said"), ("قال رحمن", "Rahmon said")]),  # in full, then briefly
        (RU, [("قال إمام علي رحمن", "Эмомали Рахмон сказал"), ("قال رحمن", "Рахмон сказал")]),
        (EN, []),
    ],
)
def test_what_is_alike_or_is_style_is_let_pass(lang: Lang, pairs: list[tuple[str, str]]) -> None:
    assert found(lang, *pairs) == []


def test_what_is_off_is_not_told_and_severities_are_the_desks() -> None:
    pairs = [("القمة اليوم", "The summit is today"), ("القمة اليوم", "The summit takes place today")]
    assert found(EN, *pairs, off=frozenset(["same-source"])) == []
    rows = [Row(number, case(*pair)) for number, pair in enumerate(pairs, 1)]
    [(row, finding)] = checks.run_document(rows, ChecksConfig(severity={"same-source": Severity.ERROR}))
    assert (row.number, finding.severity) == (2, Severity.ERROR)
    assert "“The summit is today” in row 1" in finding.message
