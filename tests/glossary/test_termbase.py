"""The termbase: what spreadsheets do to a CSV is understood, and every mistake is named by file and line.

A row with a mistake of its own is left out; what leaves open which is meant stops the run.
"""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate.errors import GlossaryError
from translate.glossary import tables
from translate.glossary.termbase import COLUMNS, Problem, Termbase, by_id, concept_of, load, row_of
from translate.model import Lang

REPOSITORY = Path(__file__).parents[2]
ROW = {"id": "place.russia", "ar": "روسيا", "en": "Russia", "ru": "Россия"}
HEADER = "id,ar,en,ru\n"
RUSSIA = "place.russia,روسيا,Russia,Россия\n"
CHINA = "place.china,الصين,China,Китай\n"


def write(folder: Path, data: str | bytes, name: str = "terms.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def sheet(*rows: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def one(folder: Path, **cells: str) -> Termbase:
    write(folder, sheet(ROW | cells))
    return load(folder)


def problems(folder: Path, data: str | bytes, name: str = "terms.csv") -> tuple[Problem, ...]:
    write(folder, data, name)
    return load(folder).problems


def error(folder: Path, data: str | bytes, name: str = "terms.csv") -> GlossaryError:
    write(folder, data, name)
    with pytest.raises(GlossaryError) as raised:
        load(folder)
    assert "\n" not in str(raised.value)
    return raised.value


# The repository's own


def test_the_glossary_of_the_repository_loads() -> None:
    termbase = load(REPOSITORY / "glossary")
    assert {"org.csto", "person.putin", "place.russia", "month.january"} <= set(termbase.concepts)
    assert termbase.problems == ()
    assert len(termbase.version) == 8
    for concept in termbase.concepts.values():
        path, _, line = concept.where.rpartition(":")
        assert concept.id in Path(path).read_text(encoding="utf-8-sig").split("\n")[int(line) - 1]


def test_a_folder_that_is_not_there_is_an_empty_termbase(tmp_path: Path) -> None:
    assert not load(tmp_path / "none").concepts


def test_only_tables_are_read_in_order_of_name(tmp_path: Path) -> None:
    write(tmp_path, HEADER + CHINA, "b.CSV")
    write(tmp_path, HEADER + RUSSIA, "a.csv")
    for name in ("README.md", "~$a.xlsx", ".a.csv.part", ".hidden.csv", ".~lock.a.csv#"):
        write(tmp_path, "not a glossary", name)
    assert list(load(tmp_path).concepts) == ["place.russia", "place.china"]


# What spreadsheets do

GOOD = [
    ("plain", HEADER + RUSSIA),
    ("byte order mark", "\ufeff" + HEADER + RUSSIA),
    ("semicolons", (HEADER + RUSSIA).replace(",", ";")),
    ("tabs", (HEADER + RUSSIA).replace(",", "\t")),
    ("semicolons and a mark", "\ufeff" + (HEADER + RUSSIA).replace(",", ";")),
    ("Windows line ends", (HEADER + RUSSIA).replace("\n", "\r\n")),
    ("old Macintosh line ends", (HEADER + RUSSIA).replace("\n", "\r")),
    ("no line end at the end", (HEADER + RUSSIA).rstrip()),
    ("every cell quoted", '"id","ar","en","ru"\n"place.russia","روسيا","Russia","Россия"\n'),
    ("quoted and a mark", '\ufeff"id","ar","en","ru"\n"place.russia","روسيا","Russia","Россия"\n'),
    ("a cell with a line break", 'id,ar,en,ru\nplace.russia,روسيا,"Russia\n",Россия\n'),
    ("blanks around cells", "id , ar,en ,ru\n place.russia , روسيا, Russia ,Россия \n"),
    ("no-break spaces", "id,ar,en,ru\nplace.russia,روسيا\u00a0,\u00a0Russia,Россия\n"),
    ("capitals in the header", "ID,Ar,EN,RU\n" + RUSSIA),
    ("columns in another order", "ru,en,ar,id\nРоссия,Russia,روسيا,place.russia\n"),
    ("empty columns at the end", "id,ar,en,ru,,\nplace.russia,روسيا,Russia,Россия,,\n"),
    ("empty cells beyond the header", "id,ar,en,ru\nplace.russia,روسيا,Russia,Россия,,,\n"),
    ("empty rows", HEADER + "\n,,,\n\n" + RUSSIA + ",,,\n   \n"),
    ("direction marks in a term", "id,ar,en,ru\nplace.russia,\u200fرو\u200fسيا\u200e,Russia\u200e,Россия\n"),
    ("typographic quotes around all cells", "“id”,“ar”,“en”,“ru”\n“place.russia”,“روسيا”,“Russia”,“Россия”\n"),
    ("guillemets and low quotes around all cells", HEADER + "«place.russia»,«روسيا»,„Russia“,«Россия»\n"),
    ("an Arabic letter mark and a word joiner", "id,ar,en,ru\nplace.russia,\u061cروسيا,Rus\u2060sia,Россия\n"),
    ("every kind of line break in a cell", 'id,ar,en,ru,note\nplace.russia,"روسيا\n","\r\nRussia",Россия,"a\u2028b\vc"\n'),
    ("empty rows before the header", "\n,,,\n" + HEADER + RUSSIA),
    ("zero-width blanks and isolates", "id,ar,en,ru\nplace.russia,\u2067روسيا\u2069,Rus\u200bsia,Россия\ufeff\n"),
]


@pytest.mark.parametrize("data", [case[1] for case in GOOD], ids=[case[0] for case in GOOD])
def test_a_spreadsheets_csv_is_understood(tmp_path: Path, data: str) -> None:
    write(tmp_path, data)
    (concept,) = load(tmp_path).concepts.values()
    assert (concept.id, concept.ar) == ("place.russia", ("روسيا",))
    assert {lang.value: forms.preferred for lang, forms in concept.targets.items()} == {"en": "Russia", "ru": "Россия"}


def test_a_quote_inside_a_quoted_cell_is_written_twice(tmp_path: Path) -> None:
    write(tmp_path, 'id,ar,en,ru\norg.svg,"مجموعة ""روسيا""","Group ""Russia""",Группа «Россия»\n')
    (concept,) = load(tmp_path).concepts.values()
    assert concept.ar == ('مجموعة "روسيا"',)
    assert concept.targets[Lang.EN].preferred == 'Group "Russia"'


def test_a_delimiter_inside_a_quoted_cell_is_text(tmp_path: Path) -> None:
    write(tmp_path, 'id,ar,en,ru,note\nplace.russia,روسيا,Russia,Россия,"a, b; c"\n')
    assert load(tmp_path).concepts["place.russia"].note == "a, b; c"


def test_a_form_keeps_typographic_quotes_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "id,ar,en,ru\norg.izvestia,إزفستيا,“Izvestia”,«Известия»\n")
    (concept,) = load(tmp_path).concepts.values()
    assert [forms.preferred for forms in concept.targets.values()] == ["“Izvestia”", "«Известия»"]


def test_a_line_break_in_a_cell_is_a_space(tmp_path: Path) -> None:
    write(tmp_path, 'id,ar,en,ru\nplace.sa,جنوب أفريقيا,"South\n Africa",Южная Африка\n')
    assert load(tmp_path).concepts["place.sa"].targets[Lang.EN].preferred == "South Africa"


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    """A cell with line breaks is one row of several lines; an empty row is a line too."""
    write(tmp_path, 'id,ar,en,ru,note\nplace.russia,روسيا,Russia,Россия,"one\ntwo\n\nfour"\n\n' + CHINA)
    assert [concept.where.rpartition(":")[2] for concept in load(tmp_path).concepts.values()] == ["2", "7"]


def test_a_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    """A fifth of a second; the bound is for a busy machine."""
    write(tmp_path, HEADER + ",,,\n" * 500_000 + RUSSIA + "\n" * 500_000)
    start = time.perf_counter()
    (concept,) = load(tmp_path).concepts.values()
    assert time.perf_counter() - start < 10
    assert concept.where.endswith(":500002")


def test_a_row_carries_all_its_cells(tmp_path: Path) -> None:
    concept = one(
        tmp_path,
        type="place", status="proposed", ar_variants="روسيا الاتحادية | الروسيا|", ar_short="ر", ar_match="exact",
        en_admitted="Russian Federation", en_forbidden="Rossiya | Muscovy", en_short="RF", ru_admitted="РФ",
        gender="f", number="sg", animate="no", ru_forms="gen=России", note="заметка",
        pos="adj", source="kremlin.ru", example="سافر إلى روسيا أمس.",
    ).concepts["place.russia"]  # fmt: skip
    assert concept.ar == ("روسيا", "روسيا الاتحادية", "الروسيا")
    assert (concept.ar_short, concept.ar_match, concept.type, concept.status) == (("ر",), "exact", "place", "proposed")
    assert concept.targets[Lang.EN].forbidden == ("Rossiya", "Muscovy")
    assert concept.targets[Lang.EN].right == ("Russia", "Russian Federation", "RF")
    assert concept.targets[Lang.RU].admitted == ("РФ",)
    assert (concept.gender, concept.number, concept.animate, concept.ru_forms) == ("f", "sg", "no", "gen=России")
    assert (concept.note, concept.pos, concept.source) == ("заметка", "adj", "kremlin.ru")
    assert concept.example == "سافر إلى روسيا أمس."


def test_a_row_and_its_concept_are_the_same_thing(tmp_path: Path) -> None:
    termbase = load(REPOSITORY / "glossary")
    rows = [row_of(concept) for concept in termbase.concepts.values()]
    assert all(tuple(row) == COLUMNS for row in rows)
    again = by_id(map(concept_of, rows))
    assert again.concepts == termbase.concepts
    assert again.version == termbase.version
    write(tmp_path, sheet(*rows))
    assert load(tmp_path).concepts == termbase.concepts


def test_a_row_that_lacks_columns_is_a_concept_with_blanks() -> None:
    """As the work store may hold it from before there was a column."""
    concept = concept_of(ROW)
    assert (concept.type, concept.status, concept.example) == ("term", "approved", "")


@pytest.mark.parametrize(
    ("name", "type_"),
    [("organisations.csv", "organisation"), ("people.csv", "person"), ("places.csv", "place"), ("other.csv", "term")],
)
def test_a_blank_type_is_that_of_the_file(tmp_path: Path, name: str, type_: str) -> None:
    write(tmp_path, sheet(ROW), name)
    concept = load(tmp_path).concepts["place.russia"]
    assert (concept.type, concept.status) == (type_, "approved")


def test_only_approved_concepts_are_approved(tmp_path: Path) -> None:
    ways = {"": "صفر", "approved": "واحد", "proposed": "اثنان", "deprecated": "ثلاثة"}
    rows = [ROW | {"id": status or "blank", "status": status, "ar": ar} for status, ar in ways.items()]
    write(tmp_path, sheet(*rows))
    assert [concept.id for concept in load(tmp_path).approved] == ["blank", "approved"]


@pytest.mark.parametrize(("short", "form"), [(True, "RF"), (False, "Russia")])
def test_a_short_source_asks_for_the_short_form(tmp_path: Path, *, short: bool, form: str) -> None:
    assert one(tmp_path, en_short="RF").concepts["place.russia"].form(Lang.EN, short=short) == form


def test_a_concept_without_a_short_form_asks_for_the_full_one(tmp_path: Path) -> None:
    assert one(tmp_path).concepts["place.russia"].form(Lang.EN, short=True) == "Russia"


# Mistakes


def test_the_clean_row_of_the_next_tests_is_right(tmp_path: Path) -> None:
    assert one(tmp_path).concepts


WRONG_CELLS = [
    ("empty id", {"id": " "}, "column 'id' is empty"),
    ("empty Arabic", {"ar": ""}, "column 'ar' is empty"),
    ("invisible Arabic", {"ar": "\u200f"}, "column 'ar' is empty"),
    ("empty English", {"en": ""}, "column 'en' is empty"),
    ("empty Russian", {"ru": ""}, "column 'ru' is empty"),
    ("Arabic in English", {"en": "Russia روسيا"}, "column 'en' holds 'ر', a letter of another script"),
    ("Cyrillic o in English", {"en_admitted": "Mоscow"}, "column 'en_admitted' holds 'о'"),
    ("Arabic in Russian", {"ru": "روسيا"}, "column 'ru' holds 'ر'"),
    ("Cyrillic in Arabic", {"ar_variants": "روсия"}, "column 'ar_variants' holds 'с'"),
    ("no Arabic in Arabic", {"ar": "Russia"}, "column 'ar' holds no Arabic"),
    ("formula", {"en": "=SUM(A1:A2)"}, "column 'en' starts like a spreadsheet formula: =SUM(A1:A2)"),
    ("formula in a note", {"note": "@cmd"}, "column 'note' starts like a spreadsheet formula"),
    ("formula by its sign", {"note": "-2+3"}, "column 'note' starts like a spreadsheet formula: -2+3"),
    ("formula in a source", {"source": "+49"}, "column 'source' starts like a spreadsheet formula: +49"),
    ("formula behind a blank", {"example": " \u200f=A1"}, "column 'example' starts like a spreadsheet formula: =A1"),
    ("error of a spreadsheet", {"en": "#REF!"}, "column 'en' holds the error of a spreadsheet: #REF!"),
    ("control character", {"en": "Rus\x07sia"}, "column 'en' holds a control character, U+0007"),
    ("two forms to prefer", {"en": "Russia | RF"}, "column 'en' holds '|'"),
    ("type", {"type": "country"}, "column 'type' is 'country', not one of organisation, person"),
    ("status", {"status": "ok"}, "column 'status' is 'ok', not one of approved, proposed, deprecated"),
    ("way of matching", {"ar_match": "fuzzy"}, "column 'ar_match' is 'fuzzy', not one of exact, demonym"),
    ("gender", {"gender": "x"}, "column 'gender' is 'x', not one of m, f, n"),
    ("number", {"number": "dual"}, "column 'number' is 'dual', not one of sg, pl"),
    ("animate", {"animate": "1"}, "column 'animate' is '1', not one of yes, no"),
    ("unknown case", {"ru_forms": "voc=Россие"}, "column 'ru_forms'"),
    ("form without a case", {"ru_forms": "России"}, "column 'ru_forms'"),
    ("a cell beyond measure", {"note": "x" * 2_001}, "column 'note' has 2,001 characters"),
]


@pytest.mark.parametrize(("cells", "message"), [case[1:] for case in WRONG_CELLS], ids=[case[0] for case in WRONG_CELLS])
def test_a_row_with_a_wrong_cell_is_left_out_and_named(tmp_path: Path, cells: dict[str, str], message: str) -> None:
    china = ROW | {"id": "place.china", "ar": "الصين"}
    write(tmp_path, sheet(china, ROW | cells, ROW | {"id": "place.cuba", "ar": "كوبا"}))
    termbase = load(tmp_path)
    assert list(termbase.concepts) == ["place.china", "place.cuba"]
    (problem,) = termbase.problems
    assert message in problem.what
    assert problem.where == f"{tmp_path / 'terms.csv'}:3"


UNLIKELY_BUT_RIGHT = [
    ("a dash in a note", {"note": "– see there"}),
    ("a minus inside", {"note": "1-2"}),
    ("a Russian form in Latin letters", {"ru_admitted": "Russia Today"}),
    ("any language in a note", {"note": "سعيد, Сaid"}),
    ("a number", {"en": "1"}),
    ("the longest cell", {"note": "x" * 2_000}),
    ("a hash", {"note": "#1"}),
    ("an apostrophe at the beginning", {"note": "'=1"}),
]


@pytest.mark.parametrize("cells", [case[1] for case in UNLIKELY_BUT_RIGHT], ids=[case[0] for case in UNLIKELY_BUT_RIGHT])
def test_a_row_with_unlikely_cells_is_used(tmp_path: Path, cells: dict[str, str]) -> None:
    termbase = one(tmp_path, **cells)
    assert (list(termbase.concepts), termbase.problems) == (["place.russia"], ())


def test_all_mistakes_of_a_row_are_named(tmp_path: Path) -> None:
    termbase = one(tmp_path, en="", type="x")
    assert not termbase.concepts
    assert [problem.what.split(" is ")[0] for problem in termbase.problems] == ["column 'en'", "column 'type'"]


# What stops the run

CONTRADICTIONS = [
    ("forbidden and preferred", {"en_forbidden": "Rossiya | Russia"}, "'Russia' is both right and forbidden in 'en'"),
    ("forbidden and admitted", {"ru_admitted": "РФ", "ru_forbidden": "РФ"}, "'РФ' is both right and forbidden in 'ru'"),
    ("forbidden and short", {"en_short": "RF", "en_forbidden": "RF"}, "'RF' is both right and forbidden in 'en'"),
]


@pytest.mark.parametrize(("cells", "message"), [case[1:] for case in CONTRADICTIONS], ids=[case[0] for case in CONTRADICTIONS])
def test_a_form_both_right_and_forbidden_stops_the_run(tmp_path: Path, cells: dict[str, str], message: str) -> None:
    raised = error(tmp_path, sheet(ROW | {"id": "place.china", "ar": "الصين"}, ROW | cells))
    assert message in raised.what
    assert raised.where == f"{tmp_path / 'terms.csv'}:3"


SHARED = [
    ("the preferred form", {"ar": "روسيا"}, {"ar": "روسيا"}, "روسيا"),
    ("a variant and a preferred form", {"ar": "ألماتي"}, {"ar_variants": "آلما-آتا | ألماتي"}, "ألماتي"),
    ("a short form", {"ar_short": "رس"}, {"ar_short": "رس"}, "رس"),
    ("a short form and a full one", {"ar": "رس"}, {"ar_short": "رس"}, "رس"),
    ("spelt with another hamza", {"ar": "أنقرة"}, {"ar": "انقره"}, "انقره"),
    ("spelt with marks", {"ar": "عمان"}, {"ar": "عُمان"}, "عُمان"),
]


@pytest.mark.parametrize(("first", "second", "form"), [case[1:] for case in SHARED], ids=[case[0] for case in SHARED])
def test_an_arabic_form_of_two_concepts_stops_the_run_and_names_both(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], form: str
) -> None:
    write(tmp_path, sheet(ROW | {"id": "one", "ar": "ألف"} | first), "a.csv")
    raised = error(tmp_path, "\n" + sheet(ROW | {"id": "two", "ar": "باء"} | second), "b.csv")
    assert raised.where == f"{tmp_path / 'b.csv'}:3"
    assert raised.what == f"'{form}' of two is a form of one too, at {tmp_path / 'a.csv'}:2"


@pytest.mark.parametrize("status", ["proposed", "deprecated"])
def test_an_arabic_form_of_a_row_that_is_not_used_is_no_clash(tmp_path: Path, status: str) -> None:
    write(tmp_path, sheet(ROW, ROW | {"id": "place.rus", "status": status}))
    assert len(load(tmp_path).concepts) == 2


def test_two_concepts_of_one_translation_are_no_clash(tmp_path: Path) -> None:
    write(tmp_path, sheet(ROW, ROW | {"id": "place.rus", "ar": "الاتحاد الروسي"}))
    assert len(list(load(tmp_path).approved)) == 2


WRONG_FILES = [
    ("missing column", "id,ar,en\nx,روسيا,Russia\n", ":1", "has no column 'ru'"),
    ("empty file", "", ":1", "has no column 'id'"),
    ("no header", RUSSIA, ":1", "has no column 'id'"),
    ("unknown column", "id,ar,en,ru,comment\n", ":1", "has an unknown column 'comment'"),
    ("column twice", "id,ar,en,ru,en\n", ":1", "has the column 'en' twice"),
    ("stray quote", HEADER + CHINA + 'x,روسيا,"Russia" proper,Россия\n', ":3", "stray quote"),
    ("quote never closed", HEADER + CHINA + 'x,روسيا,"Russia,Россия\n', ":3", "stray quote"),
    ("stray quote after a cell of two lines", 'id,ar,en,ru\nx,روسيا,"a\nb",ру\ny,"a"b,c,d\n', ":4", "stray quote"),
    ("not UTF-8", (HEADER + RUSSIA).encode("utf-16"), "", "is not UTF-8"),
    ("Windows-1256", "id,ar,en,ru\nx,روسيا,Russia,Russia\n".encode("cp1256"), "", "is not UTF-8"),
    ("binary", b"\x89PNG\r\n\x1a\n\0\0", "", "is not UTF-8"),
    ("a cell of megabytes", HEADER + "x,روسيا," + "a" * 200_000 + ",Россия\n", ":2", ""),
]


@pytest.mark.parametrize(("data", "line", "message"), [case[1:] for case in WRONG_FILES], ids=[case[0] for case in WRONG_FILES])
def test_a_wrong_file_is_named_by_file_and_line(tmp_path: Path, data: str | bytes, line: str, message: str) -> None:
    raised = error(tmp_path, data)
    assert message in str(raised)
    assert raised.where == f"{tmp_path / 'terms.csv'}{line}"
    assert raised.hint


LEFT_OUT = [
    ("comma in a cell that is not quoted", "x,روسيا,Russia, the,Россия\n", "has 5 cells under 4 columns"),
    ("NUL", "x,روسيا,Rus\0sia,Россия\n", "column 'en' holds a control character, U+0000"),
    ("too few cells", "x,روسيا,Russia\n", "column 'ru' is empty"),
    ("typographic quotes around a cell with a comma", "“x”,“روسيا”,“Russia, the”,“Россия”\n", "has 5 cells under 4"),
]


@pytest.mark.parametrize(("row", "message"), [case[1:] for case in LEFT_OUT], ids=[case[0] for case in LEFT_OUT])
def test_a_wrong_row_is_left_out_and_the_others_are_used(tmp_path: Path, row: str, message: str) -> None:
    (problem,) = problems(tmp_path, HEADER + CHINA + row + RUSSIA)
    assert message in problem.what
    assert problem.where == f"{tmp_path / 'terms.csv'}:3"
    assert list(load(tmp_path).concepts) == ["place.china", "place.russia"]


def test_an_id_given_twice_names_both_places(tmp_path: Path) -> None:
    write(tmp_path, HEADER + CHINA + RUSSIA, "a.csv")
    raised = error(tmp_path, HEADER + "\n" + RUSSIA, "b.csv")
    assert raised.where == f"{tmp_path / 'b.csv'}:3"
    assert f"id 'place.russia' stands already at {tmp_path / 'a.csv'}:3" in str(raised)


def test_an_id_given_twice_in_one_file_names_both_lines(tmp_path: Path) -> None:
    raised = error(tmp_path, HEADER + RUSSIA + CHINA + RUSSIA)
    assert raised.where.endswith("terms.csv:4")
    assert "terms.csv:2" in raised.what


def test_the_first_clash_is_named_and_the_others_counted(tmp_path: Path) -> None:
    raised = error(tmp_path, HEADER + RUSSIA + RUSSIA + RUSSIA)
    assert raised.where.endswith(":3")
    assert raised.what.endswith("terms.csv:2; 1 more like it")


def test_the_line_of_a_mistake_after_a_cell_with_line_breaks_is_right(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, sheet(ROW | {"note": "one\ntwo\nthree"}, ROW | {"id": "x", "ru": ""}))
    assert problem.where.endswith(":5")


def test_a_file_that_cannot_be_read_is_a_glossary_error(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(GlossaryError, match="cannot be read"):
        load(tmp_path)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=80).map(lambda junk: HEADER.encode() + junk),
        st.lists(st.text('",;\t\n\r روسA=й\u200f|', max_size=20), max_size=5).map(lambda cells: HEADER + ",".join(cells)),
    )
)
def test_any_file_is_read_or_refused(tmp_path: Path, data: str | bytes) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    try:
        termbase = load(tmp_path)
    except GlossaryError as raised:
        assert raised.where.startswith(str(path))  # noqa: PT017 - reading it is right too
    else:
        assert all(concept.ar[0] and concept.targets[Lang.EN].preferred for concept in termbase.concepts.values())
        assert all(problem.where.startswith(f"{path}:") and problem.what for problem in termbase.problems)


def test_a_file_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 10)
    assert "is larger than" in error(tmp_path, HEADER + RUSSIA).what


# The version

STEERING = [
    {"id": "place.rus"},
    {"type": "place"},
    {"status": "proposed"},
    {"ar": "الروسيا"},
    {"ar_variants": "روسية"},
    {"ar_short": "روس"},
    {"ar_match": "exact"},
    {"en": "Rossiya"},
    {"en_admitted": "RF"},
    {"en_forbidden": "RF"},
    {"en_short": "RF"},
    {"ru": "Русь"},
    {"ru_admitted": "РФ"},
    {"ru_forbidden": "РФ"},
    {"ru_short": "РФ"},
    {"gender": "f"},
    {"number": "sg"},
    {"animate": "no"},
    {"ru_forms": "gen=России"},
]
SILENT = [
    {"note": "a remark"},
    {"source": "kremlin.ru"},
    {"example": "في روسيا"},
    {"pos": "adj"},
    {"en": " Russia "},
    {"status": "approved"},
    {"type": "term"},
]


@pytest.mark.parametrize("cells", STEERING, ids=[next(iter(cells)) for cells in STEERING])
def test_the_version_changes_with_what_steers(tmp_path: Path, cells: dict[str, str]) -> None:
    assert one(tmp_path).version != one(tmp_path, **cells).version


@pytest.mark.parametrize("cells", SILENT, ids=[next(iter(cells)) for cells in SILENT])
def test_the_version_stays_with_what_does_not(tmp_path: Path, cells: dict[str, str]) -> None:
    assert one(tmp_path).version == one(tmp_path, **cells).version


def test_the_version_stays_when_a_row_moves_down_a_line(tmp_path: Path) -> None:
    write(tmp_path, HEADER + RUSSIA)
    before = load(tmp_path).version
    write(tmp_path, HEADER + "\n" + RUSSIA)
    assert load(tmp_path).version == before


def test_the_same_form_right_in_one_row_and_forbidden_in_another_gives_two_versions(tmp_path: Path) -> None:
    assert one(tmp_path, en_admitted="RF").version != one(tmp_path, en_forbidden="RF").version
