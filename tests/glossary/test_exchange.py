"""What comes in is sorted before anything is written; what is written leaves all else as it is; what goes out is harmless."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from translate.errors import ExportError, GlossaryError, UsageError
from translate.glossary import editing, exchange, tables, tsv
from translate.glossary.columns import COLUMNS
from translate.glossary.compare import Change, compare
from translate.glossary.editing import edited
from translate.glossary.tables import Row
from translate.glossary.termbase import Termbase, by_id, concept_of, load, row_of
from translate.model import Lang

REPOSITORY = Path(__file__).parents[2]
RUSSIA = {"id": "place.russia", "type": "place", "status": "approved", "ar": "روسيا", "en": "Russia", "ru": "Россия"}
CHINA = {"id": "place.china", "type": "place", "status": "approved", "ar": "الصين", "en": "China", "ru": "Китай"}
HEADER = "id,ar,en,ru\n"


def row(cells: dict[str, str], group: str = "file", number: int = 2) -> Row:
    return Row(f"file.csv:{number}", group, dict.fromkeys(COLUMNS, "") | cells)


def planned(*cells: dict[str, str], known: tuple[dict[str, str], ...] = (RUSSIA,)) -> exchange.Plan:
    termbase = by_id(concept_of(old, where=f"glossary/places.csv:{number}") for number, old in enumerate(known, start=2))
    return exchange.plan([row(new, number=number) for number, new in enumerate(cells, start=2)], termbase)


# What an import would do


def test_a_new_concept_is_proposed_unless_its_file_says_approved() -> None:
    plan = planned(CHINA | {"status": ""}, CHINA | {"id": "place.cuba", "ar": "كوبا"})
    assert [(c.id, c.status) for c in plan.added] == [("place.china", "proposed"), ("place.cuba", "approved")]
    assert (plan.differing, plan.same, plan.problems) == ((), 0, ())


def test_a_concept_that_is_there_just_so_is_counted() -> None:
    assert planned(RUSSIA).same == 1


SAME = [
    ("by its id", {"id": "place.russia", "ar": "الروسيا"}, "ar"),
    ("by its Arabic form", {"id": "x.1", "en": "Rossiya"}, "en"),
    ("by its Arabic form, spelt otherwise", {"id": "", "ar": "رُوسيا", "ru": "РФ"}, "ar"),
]


@pytest.mark.parametrize(("cells", "column"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_a_concept_that_is_there_and_differs_is_shown_and_not_added(cells: dict[str, str], column: str) -> None:
    plan = planned(RUSSIA | cells)
    assert (plan.added, plan.same) == ((), 0)
    (item,) = plan.differing
    assert item.known.id == "place.russia"
    assert item.changes[0].column == column
    assert item.row["id"] == "place.russia"


def test_an_empty_cell_says_nothing() -> None:
    plan = planned({"id": "place.russia", "ar": "روسيا"}, known=(RUSSIA | {"note": "kept"},))
    assert plan.same == 1


LEFT_OUT = [
    ("a language is missing", {"ru": ""}, "column 'ru' is empty"),
    ("another script", {"en": "Китай"}, "a letter of another script"),
    ("a formula", {"note": "=1"}, "starts like a spreadsheet formula"),
    ("a contradiction", {"en_forbidden": "China"}, "is both right and forbidden"),
    ("a form of another concept", {"ar_short": "روسيا"}, "'روسيا' of place.china is a form of place.russia too, at glossary"),
]


@pytest.mark.parametrize(("cells", "message"), [case[1:] for case in LEFT_OUT], ids=[case[0] for case in LEFT_OUT])
def test_a_wrong_row_is_left_out_and_the_others_come_in(cells: dict[str, str], message: str) -> None:
    plan = planned(CHINA | cells, CHINA | {"id": "place.cuba", "ar": "كوبا"})
    assert [c.id for c in plan.added] == ["place.cuba"]
    (problem,) = plan.problems
    assert message in problem.what
    assert problem.where == "file.csv:2"


def test_a_concept_twice_in_one_file_comes_in_once() -> None:
    plan = planned(CHINA, CHINA | {"ar": "صين"})
    assert [c.ar[0] for c in plan.added] == ["الصين"]
    assert plan.problems[0].what == "id 'place.china' stands already at file.csv:2"


IDS = [
    ({"type": "place", "en": "China"}, "place.china"),
    ({"type": "organisation", "en": "Collective Security Treaty Organization", "en_short": "CSTO"}, "org.csto"),
    ({"type": "person", "en": "Nicolás Maduro"}, "person.nicolas-maduro"),
    ({"type": "person", "en": "Sa'ad al-Hariri"}, "person.saad-al-hariri"),
    ({"type": "term", "en": "peace-keeping / forces"}, "term.peace-keeping-forces"),
    ({"type": "place", "en": "Russia"}, "place.russia-3"),
    ({"type": "term", "en": "…"}, "term.unnamed"),
    ({"type": "term", "en": "x" * 100}, "term." + "x" * 60),
]


@pytest.mark.parametrize(("cells", "identity"), IDS)
def test_an_id_is_made_from_the_english(cells: dict[str, str], identity: str) -> None:
    taken = {"place.russia", "place.russia-2"}
    assert exchange.new_id(dict.fromkeys(COLUMNS, "") | cells, taken) == identity


# Carrying it out


def desk(folder: Path, **files: str) -> Path:
    glossary = folder / "glossary"
    glossary.mkdir()
    for stem, text in files.items():
        (glossary / f"{stem}.csv").write_bytes(text.encode())
    return glossary


def test_each_new_concept_goes_to_the_table_of_its_type(tmp_path: Path) -> None:
    glossary = desk(tmp_path, places=HEADER + "place.cuba,كوبا,Cuba,Куба\n")
    termbase = load(glossary)
    rows = [row(CHINA), row(CHINA | {"id": "org.x", "type": "organisation", "ar": "سين"})]
    written = exchange.carry_out(exchange.plan(rows, termbase), termbase, glossary, replace=False)
    assert [path.name for path in written] == ["organisations.csv", "places.csv"]
    assert [(c.id, c.type) for c in load(glossary).concepts.values()] == [
        ("org.x", "organisation"),
        ("place.cuba", "place"),
        ("place.china", "place"),
    ]
    assert (glossary / "organisations.csv").read_bytes().startswith(b"\xef\xbb\xbfid,type,")


def test_what_differs_is_changed_only_if_asked(tmp_path: Path) -> None:
    before = HEADER + "place.cuba,كوبا,Cuba,Куба\nplace.russia,روسيا,Russia,Россия\nplace.mali,مالي,Mali,Мали\n"
    glossary = desk(tmp_path, places=before)
    termbase = load(glossary)
    plan = exchange.plan([row(RUSSIA | {"en": "RF", "note": "new"})], termbase)
    assert exchange.carry_out(plan, termbase, glossary, replace=False) == []
    assert (glossary / "places.csv").read_text(encoding="utf-8") == before
    exchange.carry_out(plan, termbase, glossary, replace=True)
    lines, old = (glossary / "places.csv").read_text(encoding="utf-8").splitlines(), before.splitlines()
    assert lines[0] == "id,ar,en,ru,type,status,note"
    assert lines[2] == "place.russia,روسيا,RF,Россия,place,approved,new"
    assert lines[1::2] == old[1::2]
    assert load(glossary).problems == ()


def test_what_would_clash_when_replaced_leaves_everything_as_it_was(tmp_path: Path) -> None:
    glossary = desk(tmp_path, places=HEADER + "place.cuba,كوبا,Cuba,Куба\nplace.russia,روسيا,Russia,Россия\n")
    termbase = load(glossary)
    before = (glossary / "places.csv").read_bytes()
    plan = exchange.plan([row(RUSSIA | {"ar_variants": "كوبا"}), row(CHINA)], termbase)
    with pytest.raises(GlossaryError, match=r"is a form of place\.cuba too"):
        exchange.carry_out(plan, termbase, glossary, replace=True)
    assert (glossary / "places.csv").read_bytes() == before
    assert [path.name for path in glossary.iterdir()] == ["places.csv"]


def test_nothing_is_half_written_when_a_file_cannot_be(tmp_path: Path) -> None:
    glossary = desk(tmp_path, places=HEADER)
    (glossary / "organisations.csv").mkdir()
    before = (glossary / "places.csv").read_bytes()
    rows = [CHINA, CHINA | {"id": "org.x", "type": "organisation"}]
    with pytest.raises((ExportError, GlossaryError)):
        editing.write(glossary, {"places.csv": rows[:1], "organisations.csv": rows[1:]}, {})
    assert (glossary / "places.csv").read_bytes() == before
    assert sorted(path.name for path in glossary.iterdir()) == ["organisations.csv", "places.csv"]


def test_a_row_in_a_workbook_is_not_changed(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="stands in a workbook"):
        editing.write(tmp_path, {}, {f"{tmp_path / 'a.xlsx'}:Sheet1!2": RUSSIA})


# Editing a table


EDITS = [
    ("commas", HEADER, HEADER + "place.russia,روسيا,Russia,Россия\n"),
    ("semicolons", "id;ar;en;ru\n", "id;ar;en;ru\nplace.russia;روسيا;Russia;Россия\n"),
    ("tabs and Windows", "id\tar\ten\tru\r\n", "id\tar\ten\tru\r\nplace.russia\tروسيا\tRussia\tРоссия\r\n"),
    ("a mark", "\ufeff" + HEADER, "\ufeff" + HEADER + "place.russia,روسيا,Russia,Россия\n"),
    ("another order", "ru,id,ar,en\n", "ru,id,ar,en\nРоссия,place.russia,روسيا,Russia\n"),
    ("no line end at the end", "id,ar,en,ru\nx,س,x,х", "id,ar,en,ru\nx,س,x,х\nplace.russia,روسيا,Russia,Россия\n"),
    ("a header and no line end", "id;ar;en;ru", "id;ar;en;ru\r\nplace.russia;روسيا;Russia;Россия\r\n"),
    ("capitals and blanks", "ID, Ar ,EN,RU\n", "ID, Ar ,EN,RU\nplace.russia,روسيا,Russia,Россия\n"),
    ("columns without a name", "id,ar,en,ru,,\n", "id,ar,en,ru,,\nplace.russia,روسيا,Russia,Россия,,\n"),
    ("odd rows", HEADER + '\n,,\n"a",س,"x\ny",х\n', HEADER + '\n,,\n"a",س,"x\ny",х\nplace.russia,روسيا,Russia,Россия\n'),
]
NEW = {name: RUSSIA[name] for name in ("id", "ar", "en", "ru")}


@pytest.mark.parametrize(("text", "after"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_a_row_is_added_in_the_way_the_file_is_written(text: str, after: str) -> None:
    assert edited(text, [NEW], {}) == after


def test_a_row_of_several_lines_is_replaced_whole() -> None:
    text = HEADER + 'a,س,"x\ny",х\nplace.russia,"رو\nسيا","R","Р"\nb,ص,z,з\n'
    assert edited(text, [], {4: NEW}) == HEADER + 'a,س,"x\ny",х\nplace.russia,روسيا,Russia,Россия\nb,ص,z,з\n'


@pytest.mark.parametrize("line", [1, 2, 3, 99])
def test_a_row_that_moved_in_the_meantime_is_not_written_over(line: int) -> None:
    with pytest.raises(GlossaryError, match=r"is no longer that of place\.russia"):
        edited(HEADER + "a,س,x,х\n\nplace.russia,روسيا,R,Р\n", [], {line: NEW})


def test_a_column_that_the_file_lacks_is_added_to_its_header() -> None:
    text = edited(HEADER + "x,س,x,х\n", [NEW | {"gender": "f", "note": "a, b"}], {})
    assert text == 'id,ar,en,ru,gender,note\nx,س,x,х\nplace.russia,روسيا,Russia,Россия,f,"a, b"\n'


def test_an_empty_file_gets_all_columns() -> None:
    assert edited("\ufeff", [NEW], {}).split("\r\n")[0] == "\ufeff" + ",".join(COLUMNS)


def test_the_tables_of_the_repository_stay_byte_for_byte_but_for_what_is_added() -> None:
    for path in (REPOSITORY / "glossary").glob("*.csv"):
        text = tables.text_of(path)
        assert edited(text, [], {}) == text
        assert edited(text, [NEW], {}).startswith(text)


# Writing CSV


def test_a_csv_is_written_for_excel_and_comes_back(tmp_path: Path) -> None:
    termbase = load(REPOSITORY / "glossary")
    tables.write_csv(map(row_of, termbase.concepts.values()), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,type")
    assert load(tmp_path).concepts == termbase.concepts


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_that_is_written_is_a_formula(tmp_path: Path, cell: str) -> None:
    tables.write_csv([RUSSIA | {"note": cell}], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["note"] == f"'{cell}"
    assert load(tmp_path).problems == ()


# Exports


@pytest.fixture(scope="module")
def repository() -> Termbase:
    return load(REPOSITORY / "glossary")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "tbx", "martif"])
def test_what_is_exported_whole_can_be_imported_and_is_the_same(tmp_path: Path, repository: Termbase, kind: str) -> None:
    path = tmp_path / f"a.{'tbx' if kind == 'martif' else kind}"
    assert exchange.export(repository, path, kind=kind, lang=None) == len(repository.concepts)
    plan = exchange.plan(exchange.read(path), repository)
    assert (plan.added, plan.differing, plan.problems) == ((), (), ())
    assert plan.same == len(repository.concepts)
    rows = exchange.snapshot(path, repository)
    assert not compare({name: row_of(concept) for name, concept in repository.concepts.items()}, rows)


def test_a_workbook_has_its_header_frozen(tmp_path: Path, repository: Termbase) -> None:
    exchange.export(repository, tmp_path / "a.xlsx", kind="xlsx", lang=None)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet.freeze_panes == "A2"
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS


CSTO = concept_of(
    {
        "id": "org.csto", "ar": "منظمة معاهدة الأمن الجماعي", "ar_variants": "معاهدة الأمن", "ar_short": "المنظمة",
        "en": "Collective Security Treaty Organization", "en_short": "CSTO", "en_admitted": "Tashkent Pact",
        "en_forbidden": "CSTO Pact", "ru": "Организация Договора", "ru_short": "ОДКБ", "note": "see there",
    }
)  # fmt: skip


def test_omegat_gets_a_line_for_each_arabic_form_with_the_form_to_write() -> None:
    comment = "also: Tashkent Pact; not: CSTO Pact; see there"
    assert list(tsv.omegat([CSTO], Lang.EN)) == [
        ("منظمة معاهدة الأمن الجماعي", "Collective Security Treaty Organization", comment),
        ("معاهدة الأمن", "Collective Security Treaty Organization", comment),
        ("المنظمة", "CSTO", comment),
    ]


def test_deepl_gets_each_source_once() -> None:
    other = concept_of({"id": "x", "ar": "المنظمة", "ar_variants": "هيئة", "en": "body", "ru": "орган"})
    assert [source for source, _ in tsv.deepl([CSTO, other], Lang.RU)] == [*CSTO.ar, "المنظمة", "هيئة"]
    assert dict(tsv.deepl([CSTO, other], Lang.RU))["المنظمة"] == "ОДКБ"


def test_a_tsv_has_no_tabs_and_breaks_but_its_own(tmp_path: Path) -> None:
    tsv.write([("a\tb", "c\nd"), ("e", "f")], tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"a b\tc d\ne\tf\n"


@pytest.mark.parametrize(("kind", "columns"), [("omegat", 3), ("deepl", 2)])
def test_only_approved_concepts_go_out_in_pairs(tmp_path: Path, kind: str, columns: int) -> None:
    termbase = by_id([concept_of(RUSSIA), concept_of(CHINA | {"status": "proposed"})])
    assert exchange.export(termbase, tmp_path / "a.txt", kind=kind, lang=Lang.EN) == 1
    (line,) = (tmp_path / "a.txt").read_text(encoding="utf-8").splitlines()
    assert line.split("\t")[:2] == ["روسيا", "Russia"]
    assert len(line.split("\t")) == columns


@pytest.mark.parametrize(("kind", "lang"), [("omegat", None), ("deepl", None), ("tbx", Lang.EN), ("word", None)])
def test_what_does_not_fit_is_wrong_use(tmp_path: Path, kind: str, lang: Lang | None) -> None:
    with pytest.raises(UsageError):
        exchange.export(by_id([]), tmp_path / "a", kind=kind, lang=lang)
    assert not list(tmp_path.iterdir())


# Comparing


def test_two_glossaries_are_compared_cell_by_cell() -> None:
    cuba = CHINA | {"id": "place.cuba", "ar": "كوبا"}
    found = compare(
        {"place.russia": RUSSIA, "place.china": CHINA}, {"place.china": CHINA | {"en": "PRC", "note": "x"}, "place.cuba": cuba}
    )
    assert (found.added, found.removed) == (("place.cuba",), ("place.russia",))
    assert found.changed == {"place.china": (Change("en", "China", "PRC"), Change("note", "", "x"))}
    assert found


def test_a_column_that_did_not_exist_then_is_no_change_while_it_is_empty() -> None:
    assert not compare({"place.russia": RUSSIA}, {"place.russia": RUSSIA | {"example": ""}})
