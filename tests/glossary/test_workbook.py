"""XLSX as a table of the glossary: what Excel and others save is read; what would harm or cannot be read is refused."""

from __future__ import annotations

import random
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from translate.errors import ExportError, GlossaryError
from translate.glossary import workbook
from translate.glossary.termbase import COLUMNS, load
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADER = ("id", "ar", "en", "ru")
RUSSIA = ("place.russia", "روسيا", "Russia", "Россия")
CHINA = ("place.china", "الصين", "China", "Китай")
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def changed(path: Path, **parts: bytes) -> Path:
    """The workbook with the parts whose stem is given replaced."""
    with zipfile.ZipFile(path) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in old.items():
            archive.writestr(name, parts.get(Path(name).stem, data))
    return path


def by_hand(path: Path, rows: str, *, strings: str = "", prolog: str = "") -> Path:
    """A workbook whose one sheet has this XML for rows, and these shared strings."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relation}">'
            '<sheets><sheet name="Terms" sheetId="1" r:id="rId7"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId7" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(SHEET, f'{prolog}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>')
        if strings:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')
    return path


def row(*cells: str, number: int | None = None) -> str:
    at = f' r="{number}"' if number else ""
    inside = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f"<row{at}>{inside}</row>"


HEAD = row(*HEADER)


# What is read


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    book(tmp_path / "places.xlsx", {"Sheet1": [HEADER, RUSSIA, [], CHINA]})
    termbase = load(tmp_path)
    assert [(c.id, c.where) for c in termbase.concepts.values()] == [
        ("place.russia", f"{tmp_path / 'places.xlsx'}:Sheet1!2"),
        ("place.china", f"{tmp_path / 'places.xlsx'}:Sheet1!4"),
    ]
    assert termbase.concepts["place.china"].targets[Lang.RU].preferred == "Китай"
    assert termbase.problems == ()


def test_every_sheet_is_a_table_and_gives_the_type(tmp_path: Path) -> None:
    book(tmp_path / "all.xlsx", {"Places": [HEADER, RUSSIA], "empty": [], "terms": [HEADER, CHINA]})
    assert [concept.type for concept in load(tmp_path).concepts.values()] == ["place", "term"]


def test_a_csv_and_a_workbook_make_one_termbase(tmp_path: Path) -> None:
    book(tmp_path / "b.xlsx", {"s": [HEADER, RUSSIA]})
    (tmp_path / "a.csv").write_text("id,ar,en,ru\n" + ",".join(CHINA), encoding="utf-8")
    assert list(load(tmp_path).concepts) == ["place.china", "place.russia"]


def test_a_csv_and_a_workbook_that_disagree_stop_the_run_and_are_both_named(tmp_path: Path) -> None:
    book(tmp_path / "b.xlsx", {"s": [HEADER, RUSSIA]})
    (tmp_path / "a.csv").write_text("id,ar,en,ru\n" + ",".join(RUSSIA), encoding="utf-8")
    with pytest.raises(GlossaryError) as raised:
        load(tmp_path)
    assert raised.value.where == f"{tmp_path / 'b.xlsx'}:s!2"
    assert raised.value.what == f"id 'place.russia' stands already at {tmp_path / 'a.csv'}:2"


CELLS = [
    ("line breaks", "South\nAfrica", "South Africa"),
    ("a carriage return as Excel writes it", "South_x000D_\nAfrica", "South Africa"),
    ("an underscore that is one", "a_b", "a_b"),
    ("marks of direction", "\u200fSouth\u200e Africa\u2069", "South Africa"),
    ("a no-break space", "South\u00a0Africa ", "South Africa"),
    ("a whole number", 20, "20"),
    ("a fraction", 1.5, "1.5"),
    ("a truth", True, "TRUE"),
    ("an ampersand", "R&D <x>", "R&D <x>"),
]


@pytest.mark.parametrize(("cell", "text"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_cell_is_text(tmp_path: Path, cell: object, text: str) -> None:
    book(tmp_path / "a.xlsx", {"s": [HEADER, ("x", "كلمة", cell, "слово")]})
    termbase = load(tmp_path)
    assert termbase.problems == ()
    assert termbase.concepts["x"].targets[Lang.EN].preferred == text


def test_rich_text_is_joined_and_readings_are_left_out(tmp_path: Path) -> None:
    strings = "<si><r><t>Rus</t></r><r><t>sia</t></r><rPh sb='0' eb='1'><t>ロシア</t></rPh></si>"
    cells = '<row><c t="inlineStr"><is><t>x</t></is></c><c t="inlineStr"><is><t>روسيا</t></is></c><c t="s"><v>0</v></c>'
    by_hand(tmp_path / "a.xlsx", HEAD + cells + '<c t="str"><v>Россия</v></c></row>', strings=strings)
    assert load(tmp_path).concepts["x"].targets[Lang.EN].preferred == "Russia"


def test_cells_are_placed_by_their_reference(tmp_path: Path) -> None:
    cells = "".join(
        f'<c r="{at}2" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in zip("ABCD", RUSSIA, strict=True) if text
    )
    by_hand(tmp_path / "a.xlsx", HEAD + f'<row r="2">{cells}<c r="AA2" s="1"/></row>')
    assert list(load(tmp_path).concepts) == ["place.russia"]


# Formulas


FORMULAS = [
    ("a formula", "=1+1", "=1+1"),
    ("a link to a program", '=HYPERLINK("http://example.org","Russia")', "=HYPERLINK("),
    ("a formula of tables", "=DDE('cmd';'/C calc';'x')", "=DDE("),
    ("a text like one", "@SUM(A1)", "@SUM(A1)"),
]


@pytest.mark.parametrize(("cell", "said"), [case[1:] for case in FORMULAS], ids=[case[0] for case in FORMULAS])
def test_a_row_with_a_formula_is_left_out_and_the_formula_is_not_evaluated(tmp_path: Path, cell: str, said: str) -> None:
    book(tmp_path / "a.xlsx", {"s": [HEADER, ("x", "كلمة", cell, "слово"), CHINA]})
    termbase = load(tmp_path)
    assert list(termbase.concepts) == ["place.china"]
    (problem,) = termbase.problems
    assert problem.where == f"{tmp_path / 'a.xlsx'}:s!2"
    assert f"column 'en' starts like a spreadsheet formula: {said}" in problem.what


def test_a_formula_is_one_even_where_its_value_is_stored_or_its_text_is_elsewhere(tmp_path: Path) -> None:
    cell = '<c t="str"><f t="shared" si="0"/><v>Russia</v></c><c t="str"><v>Россия</v></c>'
    by_hand(tmp_path / "a.xlsx", HEAD + row("x", "روسيا").replace("</row>", f"{cell}</row>") + row(*CHINA))
    termbase = load(tmp_path)
    assert list(termbase.concepts) == ["place.china"]
    assert "starts like a spreadsheet formula: =" in termbase.problems[0].what


# Size


@pytest.mark.parametrize(
    "empty", ['<row r="{0}" spans="1:4" s="1" customFormat="1"/>', '<row r="{0}"><c r="A{0}" s="1"/></row>', "<row/>"]
)
def test_a_million_empty_rows_cost_little(tmp_path: Path, empty: str) -> None:
    """A third of a second; the bound is for a busy machine."""
    below = "".join(empty.format(number) for number in range(3, 1_048_577))
    by_hand(tmp_path / "a.xlsx", HEAD + row(*RUSSIA) + below)
    start = time.perf_counter()
    termbase = load(tmp_path)
    assert time.perf_counter() - start < 10
    assert (list(termbase.concepts), termbase.problems) == (["place.russia"], ())


def test_rows_below_thousands_of_empty_ones_are_not_read_and_it_is_said(tmp_path: Path) -> None:
    for name, gap in (("one", "<row/>" * 6_000), ("two", "<row><c s='1'/></row>" * 200_000), ("three", "")):
        folder = tmp_path / name
        folder.mkdir()
        by_hand(folder / "a.xlsx", HEAD + row(*RUSSIA) + gap + row(*CHINA, number=None if gap else 9_000))
        termbase = load(folder)
        assert list(termbase.concepts) == ["place.russia"]
        (problem,) = termbase.problems
        assert problem.where == f"{folder / 'a.xlsx'}:Terms!2"
        assert problem.what == "5,000 empty rows follow: what stands below them is not read"


def test_rows_below_hundreds_of_empty_ones_are_read(tmp_path: Path) -> None:
    by_hand(tmp_path / "a.xlsx", HEAD + row(*RUSSIA) + "<row/>" * 4_900 + row(*CHINA))
    assert [c.where.rpartition("!")[2] for c in load(tmp_path).concepts.values()] == ["2", "4903"]


def error(folder: Path) -> GlossaryError:
    with pytest.raises(GlossaryError) as raised:
        load(folder)
    assert "\n" not in str(raised.value)
    assert raised.value.where.startswith(str(folder / "a.xlsx"))
    assert raised.value.hint
    return raised.value


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    by_hand(tmp_path / "a.xlsx", HEAD + row("x" * 30_000_000))
    start = time.perf_counter()
    assert "times its size (xl/worksheets/sheet1.xml), as bombs do" in str(error(tmp_path))
    assert time.perf_counter() - start < 1


def test_shared_strings_beyond_measure_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_STRINGS", 100_000)
    by_hand(tmp_path / "a.xlsx", HEAD, strings="<si><t>abcdef</t></si>" * 10_000)
    assert "(xl/sharedStrings.xml), more than 0" in str(error(tmp_path))


def test_a_file_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    by_hand(tmp_path / "a.xlsx", HEAD)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/media/{number}", b"")
    assert "has 2,003 parts, more than 2,000" in str(error(tmp_path))


def test_a_text_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    """By lxml, for one node may have ten; random letters, so that the ratio is none of a bomb."""
    by_hand(tmp_path / "a.xlsx", HEAD + row(random.Random(1).randbytes(5_500_000).hex()))  # noqa: S311 - no secret
    assert "is not well-formed XML" in str(error(tmp_path))


# What is no workbook, and what would harm


def test_a_dtd_in_a_sheet_is_refused(tmp_path: Path) -> None:
    by_hand(tmp_path / "a.xlsx", HEAD + row("x", "روسيا", "&b;&f;", "Россия"), prolog=DOCTYPE)
    assert "has a document type declaration (DTD)" in str(error(tmp_path))


def test_a_dtd_in_another_part_is_refused(tmp_path: Path) -> None:
    by_hand(tmp_path / "a.xlsx", HEAD, strings="<si><t>x</t></si>")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        strings = archive.read("xl/sharedStrings.xml")
    changed(tmp_path / "a.xlsx", sharedStrings=DOCTYPE.encode() + strings.replace(b"x</t>", b"&f;</t>"))
    assert "has a document type declaration (DTD)" in str(error(tmp_path))


NONE = [
    ("text", b"id,ar,en,ru\n"),
    ("empty", b""),
    ("an older Excel's or one with a password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
    ("a broken archive", b"PK\x03\x04" + bytes(200)),
]


@pytest.mark.parametrize("data", [case[1] for case in NONE], ids=[case[0] for case in NONE])
def test_what_is_no_workbook_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    assert "is no workbook that can be read" in str(error(tmp_path))


def test_an_archive_without_a_workbook_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "is no workbook that can be read" in str(error(tmp_path))


@pytest.mark.parametrize("at", [0.2, 0.5, 0.8])
def test_a_damaged_workbook_is_named(tmp_path: Path, at: float) -> None:
    path = book(tmp_path / "a.xlsx", {"s": [HEADER, *[(f"x{n}", f"كلمة{n}", "word", "слово") for n in range(2_000)]]})
    data = bytearray(path.read_bytes())
    middle = int(len(data) * at)
    data[middle : middle + 40] = bytes(40)
    path.write_bytes(data)
    error(tmp_path)


def test_a_sheet_that_is_cut_off_is_named(tmp_path: Path) -> None:
    by_hand(tmp_path / "a.xlsx", HEAD + "<row><c></row>")
    assert "is not well-formed XML" in str(error(tmp_path))


def test_a_sheet_without_the_header_stops_the_run(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", {"good": [HEADER, RUSSIA], "notes": [["to do"]]})
    raised = error(tmp_path)
    assert (raised.where, raised.what) == (f"{tmp_path / 'a.xlsx'}:notes!1", "has no column 'id'")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert "cannot be read" in str(error(tmp_path))


# Writing


ROWS = [COLUMNS, *(["x", "", "", "كلمة", "", "", "", "=1+1", "", "", "", "@слово", *["-1"] * 11] for _ in range(2))]


def test_what_is_written_is_text_whatever_it_starts_with(tmp_path: Path) -> None:
    workbook.write(ROWS, tmp_path / "a.xlsx", sheet="glossary", widths={1: 20})
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet.freeze_panes == "A2"
    assert [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()] == [[c for c in row if c] for row in ROWS]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    workbook.write([HEADER, RUSSIA, CHINA], tmp_path / "a.xlsx", sheet="places", widths={})
    assert [(c.id, c.type) for c in load(tmp_path).concepts.values()] == [("place.russia", "place"), ("place.china", "place")]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        workbook.write(ROWS, tmp_path / f"{name}.xlsx", sheet="glossary", widths={})
    time.sleep(1.1)
    workbook.write(ROWS, tmp_path / "b.xlsx", sheet="glossary", widths={})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_workbook_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError):
        workbook.write(ROWS, tmp_path / "file" / "a.xlsx", sheet="s", widths={})
