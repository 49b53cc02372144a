"""Every check by its table: it finds what is bad, and keeps its peace with what is good or none of its business."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from check_tables import EN, FOLDER, PLAIN, RU, Row, case, rows

from translate import checks

CASES = [row for table in checks.CHECKS for row in rows(table)]
PLAINS = [row for table in [PLAIN] for row in rows(table)]
FEWEST = 8


def found(table: str, row: Row) -> set[str]:
    return {finding.check for finding in checks.CHECKS[table].find(case(row.source, row.text, row.lang))}


@pytest.mark.parametrize("row", [row for row in CASES if row.kind == "bad"], ids=str)
def test_what_is_bad_is_found_by_its_name(row: Row) -> None:
    assert row.finding in found(row.table, row)


@pytest.mark.parametrize("row", [row for row in CASES if row.kind != "bad"], ids=str)
def test_what_is_good_or_no_business_of_the_check_is_let_pass(row: Row) -> None:
    assert found(row.table, row) == set()


@pytest.mark.parametrize("table", checks.CHECKS)
def test_a_plain_sentence_and_its_translation_are_no_business_of_any_check(table: str) -> None:
    assert {row.text: found(table, row) for row in PLAINS if found(table, row)} == {}


@pytest.mark.parametrize(
    ("table", "lang"), [(table, lang) for table in checks.CHECKS for lang in (EN, RU) if (table, lang) != ("breaks", EN)]
)
def test_every_check_has_eight_examples_of_each_kind_in_each_language(table: str, lang: str) -> None:
    count = Counter(row.kind for row in rows(table) if row.lang == lang)
    none = count["none"] + sum(row.lang == lang for row in PLAINS)
    assert min(count["good"], count["bad"], none) >= FEWEST, count


def test_every_table_belongs_to_a_check() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == {*checks.CHECKS, PLAIN}


def test_every_finding_of_the_tables_is_a_rule_of_its_check() -> None:
    assert [str(row) for row in CASES if row.finding and row.finding not in checks.CHECKS[row.table].rules] == []


def test_every_finding_is_explained_in_the_docs() -> None:
    told = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [name for name in checks.RULES if f"`{name}`" not in told] == []
