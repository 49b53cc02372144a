"""The tables for those who ask: each sentence a row, nothing a formula, and a spreadsheet opens them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from views import EN, NASTY, RU, view

from translate.errors import ExportError
from translate.formats import sheet
from translate.formats.view import View
from translate.model import Finding, Severity, State, TermMatch

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["№", "Id", "Kind", "Arabic", "English", "Russian", "State (en)", "State (ru)", "Notes"]


def rows(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    lines = openpyxl.load_workbook(path).active
    return [[str(cell.value or "") for cell in line] for line in lines.iter_rows()] if lines else []


@pytest.fixture(params=[".csv", ".xlsx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"news{request.param}"


def test_each_sentence_is_a_row_with_what_is_to_say_of_it(path: Path) -> None:
    made = view(
        [("حلف الناتو", "the pact"), ("نعم.", "Yes.")],
        findings=(Finding("terms", Severity.ERROR, "missing"),),
        state=State.REVIEWED,
    )
    assert sheet.write(made, path) == path
    score = "Engine score: -0.25 (mean log-probability of a token)"
    notes = "\n".join(f"{lang} {note}" for lang in ("EN", "RU") for note in ("ERROR terms: missing", score))
    assert rows(path) == [
        HEADER,
        ["1", "000000000000", "paragraph", "حلف الناتو", "the pact", "the pact", "reviewed", "reviewed", notes],
        ["2", "000000000001", "paragraph", "نعم.", "Yes.", "Yes.", "reviewed", "reviewed", notes],
    ]


def test_one_language_has_one_column_and_a_missing_draft_is_empty(path: Path) -> None:
    made = view([("نعم.", "Yes.")], matches=(TermMatch("org.nato", 0, 3),))
    sheet.write(View(made.document, made.segments, {RU: {}}, made.mentions, made.termbase, made.signature), path)
    assert rows(path) == [
        ["№", "Id", "Kind", "Arabic", "Russian", "State (ru)", "Notes"],
        ["1", "000000000000", "paragraph", "نعم.", "", "initial", "RU Term: نعم = НАТО"],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1+1", "\t=1+1", "\r=1+1", "\n@x"])
def test_nothing_is_a_formula(path: Path, text: str) -> None:
    sheet.write(view([("نعم.", text)]), path)
    if path.suffix == ".csv":
        assert rows(path)[1][4] == f"'{text}"
    else:
        (cell,) = [row[4] for row in openpyxl.load_workbook(path)["Review"].iter_rows(min_row=2)]
        assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


@pytest.mark.parametrize("text", [text for name, text in NASTY.items() if name != "formulas"])
def test_texts_are_kept_but_for_control_characters_and_excels_limit(path: Path, text: str) -> None:
    sheet.write(view([("نعم.", text)]), path)
    kept = "".join(char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
    if path.suffix == ".xlsx" and len(kept) > 32_767:
        kept = kept[:32_766] + "…"
    assert rows(path)[1][4] == kept


def test_a_csv_begins_with_a_byte_order_mark_for_excel(tmp_path: Path) -> None:
    data = sheet.write(view([("نعم.", "Yes.")]), tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")


@pytest.mark.parametrize("name", ["a.ods", "a", "a.xls", "a.po"])
def test_another_kind_is_refused_with_the_kinds_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"is no kind of table \(kinds: \.csv, \.xlsx\)"):
        sheet.write(view([("نعم.", "Yes.")]), tmp_path / name)


def test_a_place_that_cannot_be_written_is_named(path: Path) -> None:
    path.mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        sheet.write(view([("نعم.", "Yes.")]), path)


def test_targets_stand_in_the_order_of_the_view(path: Path) -> None:
    made = view([("نعم.", "Yes.")])
    sheet.write(View(made.document, made.segments, {RU: made.drafts[RU], EN: {}}, made.mentions, made.termbase, "x"), path)
    assert rows(path)[1][4:8] == ["Yes.", "", "translated", "initial"]
