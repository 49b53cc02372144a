"""The termbase: what spreadsheets do to a CSV is understood, and every mistake is named by file and line."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate.errors import GlossaryError
from translate.glossary.termbase import COLUMNS, Termbase, load
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
    assert len(termbase.version) == 8
    for concept in termbase.concepts.values():
        path, _, line = concept.where.rpartition(":")
        assert concept.id in Path(path).read_text(encoding="utf-8-sig").split("\n")[int(line) - 1]


def test_a_folder_that_is_not_there_is_an_empty_termbase(tmp_path: Path) -> None:
    assert not load(tmp_path / "none").concepts


def test_only_csv_files_are_read_in_order_of_name(tmp_path: Path) -> None:
    write(tmp_path, HEADER + CHINA, "b.csv")
    write(tmp_path, HEADER + RUSSIA, "a.csv")
    write(tmp_path, "not a glossary", "README.md")
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


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    """A cell with line breaks is one row of several lines; an empty row is a line too."""
    write(tmp_path, 'id,ar,en,ru,note\nplace.russia,روسيا,Russia,Россия,"one\ntwo\n\nfour"\n\n' + CHINA)
    assert [concept.where.rpartition(":")[2] for concept in load(tmp_path).concepts.values()] == ["2", "7"]


def test_a_hundred_thousand_empty_rows_are_passed_over_at_once(tmp_path: Path) -> None:
    write(tmp_path, HEADER + ",,,\n" * 50_000 + RUSSIA + "\n" * 50_000)
    start = time.perf_counter()
    (concept,) = load(tmp_path).concepts.values()
    assert time.perf_counter() - start < 5
    assert concept.where.endswith(":50002")


def test_a_row_carries_all_its_cells(tmp_path: Path) -> None:
    concept = one(
        tmp_path,
        type="place", status="proposed", ar_variants="روسيا الاتحادية | الروسيا|", ar_short="ر", ar_match="exact",
        en_admitted="Russian Federation", en_forbidden="Rossiya | Muscovy", en_short="RF", ru_admitted="РФ",
        gender="f", number="sg", animate="no", ru_forms="gen=России", note="заметка",
    ).concepts["place.russia"]  # fmt: skip
    assert concept.ar == ("روسيا", "روسيا الاتحادية", "الروسيا")
    assert (concept.ar_short, concept.ar_match, concept.type, concept.status) == (("ر",), "exact", "place", "proposed")
    assert concept.targets[Lang.EN].forbidden == ("Rossiya", "Muscovy")
    assert concept.targets[Lang.EN].right == ("Russia", "Russian Federation", "RF")
    assert concept.targets[Lang.RU].admitted == ("РФ",)
    assert (concept.gender, concept.number, concept.animate, concept.ru_forms) == ("f", "sg", "no", "gen=России")


@pytest.mark.parametrize(
    ("name", "type_"),
    [("organisations.csv", "organisation"), ("people.csv", "person"), ("places.csv", "place"), ("other.csv", "term")],
)
def test_a_blank_type_is_that_of_the_file(tmp_path: Path, name: str, type_: str) -> None:
    write(tmp_path, sheet(ROW), name)
    concept = load(tmp_path).concepts["place.russia"]
    assert (concept.type, concept.status) == (type_, "approved")


def test_only_approved_concepts_are_approved(tmp_path: Path) -> None:
    rows = [ROW | {"id": status or "blank", "status": status} for status in ("", "approved", "proposed", "deprecated")]
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
    ("forbidden and preferred", {"en_forbidden": "Rossiya | Russia"}, "'Russia' is both right and forbidden in 'en'"),
    ("forbidden and admitted", {"ru_admitted": "РФ", "ru_forbidden": "РФ"}, "'РФ' is both right and forbidden in 'ru'"),
    ("forbidden and short", {"en_short": "RF", "en_forbidden": "RF"}, "'RF' is both right and forbidden in 'en'"),
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
def test_a_wrong_cell_is_named_by_file_and_line(tmp_path: Path, cells: dict[str, str], message: str) -> None:
    china = ROW | {"id": "place.china", "ar": "الصين"}
    raised = error(tmp_path, sheet(china, ROW | cells))
    assert message in str(raised)
    assert raised.where == f"{tmp_path / 'terms.csv'}:3"


WRONG_FILES = [
    ("missing column", "id,ar,en\nx,روسيا,Russia\n", ":1", "has no column 'ru'"),
    ("empty file", "", ":1", "has no column 'id'"),
    ("no header", RUSSIA, ":1", "has no column 'id'"),
    ("unknown column", "id,ar,en,ru,comment\n", ":1", "has an unknown column 'comment'"),
    ("column twice", "id,ar,en,ru,en\n", ":1", "has the column 'en' twice"),
    ("stray quote", HEADER + CHINA + 'x,روسيا,"Russia" proper,Россия\n', ":3", "stray quote"),
    ("quote never closed", HEADER + CHINA + 'x,روسيا,"Russia,Россия\n', ":3", "stray quote"),
    (
        "comma in a cell that is not quoted",
        HEADER + CHINA + "x,روسيا,Russia, the,Россия\n",
        ":3",
        "has 5 cells under 4 columns",
    ),
    ("not UTF-8", (HEADER + RUSSIA).encode("utf-16"), "", "is not UTF-8"),
    ("Windows-1256", "id,ar,en,ru\nx,روسيا,Russia,Russia\n".encode("cp1256"), "", "is not UTF-8"),
    ("binary", b"\x89PNG\r\n\x1a\n\0\0", "", "is not UTF-8"),
    ("NUL", HEADER.encode() + b"x,\0,\0,\0\n", ":2", ""),
    ("a cell of megabytes", HEADER + "x,روسيا," + "a" * 200_000 + ",Россия\n", ":2", ""),
]


@pytest.mark.parametrize(("data", "line", "message"), [case[1:] for case in WRONG_FILES], ids=[case[0] for case in WRONG_FILES])
def test_a_wrong_file_is_named_by_file_and_line(tmp_path: Path, data: str | bytes, line: str, message: str) -> None:
    raised = error(tmp_path, data)
    assert message in str(raised)
    assert raised.where == f"{tmp_path / 'terms.csv'}{line}"
    assert raised.hint


def test_an_id_given_twice_names_both_places(tmp_path: Path) -> None:
    write(tmp_path, HEADER + CHINA + RUSSIA, "a.csv")
    raised = error(tmp_path, HEADER + "\n" + RUSSIA, "b.csv")
    assert raised.where == f"{tmp_path / 'b.csv'}:3"
    assert f"id 'place.russia' stands already at {tmp_path / 'a.csv'}:3" in str(raised)


def test_an_id_given_twice_in_one_file_names_both_lines(tmp_path: Path) -> None:
    raised = error(tmp_path, HEADER + RUSSIA + CHINA + RUSSIA)
    assert raised.where.endswith("terms.csv:4")
    assert "terms.csv:2" in raised.what


def test_the_first_mistake_is_named_and_the_others_counted(tmp_path: Path) -> None:
    raised = error(tmp_path, sheet(ROW | {"en": ""}, ROW | {"ru": "", "type": "x"}))
    assert raised.where.endswith(":2")
    assert "column 'en' is empty; 2 more like it" in str(raised)


def test_the_line_of_a_mistake_after_a_cell_with_line_breaks_is_right(tmp_path: Path) -> None:
    raised = error(tmp_path, sheet(ROW | {"note": "one\ntwo\nthree"}, ROW | {"id": "x", "ru": ""}))
    assert raised.where.endswith(":5")


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
SILENT = [{"note": "a remark"}, {"source": "kremlin.ru"}, {"en": " Russia "}, {"status": "approved"}, {"type": "term"}]


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
