"""`translate glossary …`: what it prints, what it writes, with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from translate.glossary.termbase import load, row_of
from translate.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from command import Outcome

    from translate.glossary.termbase import Concept

PEOPLE = (
    "id,status,ar,ar_short,en,en_short,ru,ru_short,gender\n"
    "person.putin,,فلاديمير بوتين,بوتين,Vladimir Putin,Putin,Владимир Путин,Путин,m\n"
    "person.old,deprecated,قديم,,Old,,Старый,,m\n"
)
PLACES = "id;ar;en;ru\r\nplace.almaty;ألماتي;Almaty;Алматы\r\n"
TBX = Path(__file__).parent / "data" / "tbx"


@pytest.fixture
def desk(desk: Path) -> Path:
    """The folder in which the commands run, with a small glossary."""
    (desk / "glossary").mkdir()
    (desk / "glossary" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (desk / "glossary" / "places.csv").write_bytes(PLACES.encode())
    return desk


@pytest.fixture
def glossary(translate: Callable[..., Outcome]) -> Callable[..., Outcome]:
    return partial(translate, "glossary")


def concepts(desk: Path) -> dict[str, Concept]:
    return dict(load(desk / "glossary").concepts)


def untouched(desk: Path) -> bool:
    files = {path.name: path.read_bytes() for path in (desk / "glossary").iterdir()}
    return files == {"people.csv": PEOPLE.encode(), "places.csv": PLACES.encode()}


class TestList:
    def test_shows_each_concept_with_its_status(self, glossary: Callable[..., Outcome]) -> None:
        done = glossary("list")
        assert (done.code, done.err) == (0, "")
        assert [" ".join(line.split()) for line in done.out.splitlines()] == [
            "+ person.putin فلاديمير بوتين Vladimir Putin Владимир Путин",
            "- person.old قديم Old Старый",
            "+ place.almaty ألماتي Almaty Алматы",
            "3 concepts",
        ]

    @pytest.mark.parametrize(
        ("words", "ids"),
        [
            (("--type", "place"), ["place.almaty"]),
            (("--status", "deprecated"), ["person.old"]),
            (("--type", "person", "--status", "approved"), ["person.putin"]),
            (("--type", "date"), []),
        ],
    )
    def test_shows_only_what_is_asked_for(
        self, glossary: Callable[..., Outcome], words: tuple[str, ...], ids: list[str]
    ) -> None:
        assert [row["id"] for row in json.loads(glossary("list", "--json", *words).out)] == ids

    @pytest.mark.parametrize("words", [("--type", "country"), ("--status", "ok")])
    def test_of_an_unknown_kind_is_wrong_use(self, glossary: Callable[..., Outcome], words: tuple[str, ...]) -> None:
        done = glossary("list", *words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"translate: {words[0]}: '{words[1]}' is not known (there are: ")

    def test_says_that_rows_are_left_out(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "glossary" / "terms.csv").write_text("id,ar,en,ru\nx,قمة,summit,\n", encoding="utf-8")
        done = glossary("list")
        assert done.code == 0
        assert done.err == "translate: 1 mistakes in rows that are left out: translate glossary check\n"


class TestShow:
    def test_shows_all_forms_and_the_declension(self, glossary: Callable[..., Outcome]) -> None:
        done = glossary("show", "person.putin")
        assert (done.code, done.err) == (0, "")
        lines = [" ".join(line.split()) for line in done.out.splitlines()]
        assert "ar_short بوتين" in lines
        assert "where glossary/people.csv:2" in lines
        assert "ins Владимиром Путиным" in lines
        assert lines[-6:] == ["nom Путин", "gen Путина", "dat Путину", "acc Путина", "ins Путиным", "loc Путине"]

    def test_shows_both_numbers_of_a_common_noun(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "glossary" / "terms.csv").write_text("id,ar,en,ru\nterm.summit,قمة,summit,саммит\n", encoding="utf-8")
        assert "gen  саммита  |  саммитов" in glossary("show", "term.summit").out

    def test_names_what_is_near_an_unknown_id(self, glossary: Callable[..., Outcome]) -> None:
        done = glossary("show", "place.almati")
        assert (done.code, done.err) == (2, "translate: no concept 'place.almati' (near it: place.almaty)\n")


class TestMatch:
    TEXT = "زار بوتين ألما-آتا وألماتي"

    def test_shows_each_term_with_its_place(self, glossary: Callable[..., Outcome]) -> None:
        done = glossary("match", self.TEXT)
        assert done.out.splitlines() == [
            "4-9  بوتين  person.putin  Putin  Путин",
            "20-26  ألماتي  place.almaty  Almaty  Алматы",
        ]

    def test_tells_machines_the_same(self, glossary: Callable[..., Outcome]) -> None:
        found = json.loads(glossary("match", self.TEXT, "--json").out)
        assert found[0] == {
            "start": 4, "end": 9, "form": "بوتين", "short": True, "concept": "person.putin", "en": "Putin", "ru": "Путин",
        }  # fmt: skip
        assert all(self.TEXT[hit["start"] : hit["end"]] == hit["form"] for hit in found)

    def test_says_that_there_is_none(self, glossary: Callable[..., Outcome]) -> None:
        assert glossary("match", "لا شيء").out == "no term of the glossary\n"


class TestCheck:
    def test_of_a_sound_glossary_ends_well(self, glossary: Callable[..., Outcome]) -> None:
        done = glossary("check")
        assert (done.code, done.out, done.err) == (0, "3 concepts, 0 findings, 0 of them errors\n", "")

    def test_names_an_error_and_fails(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "glossary" / "terms.csv").write_text("id,ar,en,ru\nterm.summit,قمة,summit,cаммит\nx,قمم,y,\n", encoding="utf-8")
        done = glossary("check")
        assert done.code == 1
        assert done.out.splitlines() == [
            "error: glossary/terms.csv:3: left out: column 'ru' is empty (mend the row)",
            (
                "error: glossary/terms.csv:2: 'cаммит' mixes alphabets in 'ru': c are Latin letters "
                "(type the word again in one alphabet)"
            ),
            "4 concepts, 2 findings, 2 of them errors",
        ]
        assert [flaw["where"] for flaw in json.loads(glossary("check", "--json").out)] == [
            "glossary/terms.csv:3",
            "glossary/terms.csv:2",
        ]

    def test_of_tables_that_disagree_names_both(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "glossary" / "terms.csv").write_text("id,ar,en,ru\nplace.almaty,آلما,Alma,Алма\n", encoding="utf-8")
        done = glossary("check")
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith(
            "translate: glossary/terms.csv:2: id 'place.almaty' stands already at glossary/places.csv:2 ("
        )


class TestAdd:
    def test_appends_one_row_in_the_way_the_table_is_written(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        done = glossary(
            "add", "--type", "place", "--ar", "بشكيك", "--ar", "بيشكيك", "--en", "Bishkek", "--ru", "Бишкек", "--gender", "m"
        )
        assert (done.code, done.out, done.err) == (0, "added place.bishkek to glossary/places.csv\n", "")
        text = (desk / "glossary" / "places.csv").read_bytes().decode()
        assert text == (
            "id;ar;en;ru;type;status;ar_variants;gender\r\nplace.almaty;ألماتي;Almaty;Алматы\r\n"
            "place.bishkek;بشكيك;Bishkek;Бишкек;place;approved;بيشكيك;m\r\n"
        )
        assert (desk / "glossary" / "people.csv").read_text(encoding="utf-8") == PEOPLE

    def test_keeps_all_that_is_said(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        said = {
            "id": "org.x", "type": "organisation", "status": "proposed", "ar_short": "س", "en_short": "X", "ru_short": "Х",
            "gender": "f", "number": "sg", "animate": "no", "ru_forms": "gen=иксы", "note": "a, b; c", "source": "x.org",
            "example": "قال إكس",
        }  # fmt: skip
        options = [word for name, value in said.items() for word in (f"--{name.replace('_', '-')}", value)]
        assert glossary("add", "--ar", "إكس", "--en", "Ex", "--en", "the Ex", "--ru", "Икс", *options).code == 0
        row = row_of(concepts(desk)["org.x"])
        assert said.items() <= row.items()
        assert (row["ar"], row["en"], row["en_admitted"], row["ru"]) == ("إكس", "Ex", "the Ex", "Икс")

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"--ar": "ألماتي"}, "is there already: place.almaty, glossary/places.csv:2"),
            ({"--ar": "الماتى"}, "is there already: place.almaty, glossary/places.csv:2"),
            ({"--id": "person.putin"}, "is there already: person.putin, glossary/people.csv:2"),
            ({"--ar-short": "بوتين"}, "'بوتين' of term.x is a form of person.putin too, at glossary/people.csv:2"),
            ({"--ar": "latin"}, "column 'ar' holds no Arabic"),
            ({"--en": "=1+1"}, "column 'en' starts like a spreadsheet formula"),
            ({"--ru": " "}, "column 'ru' is empty"),
            ({"--gender": "x"}, "column 'gender' is 'x', not one of m, f, n"),
            ({"--type": "country"}, "column 'type' is 'country'"),
            ({"--ru-forms": "voc=а"}, "column 'ru_forms'"),
        ],
    )
    def test_refuses_what_clashes_or_is_wrong_and_changes_nothing(
        self, desk: Path, glossary: Callable[..., Outcome], options: dict[str, str], said: str
    ) -> None:
        words = {"--ar": "س", "--en": "x", "--ru": "х"} | options
        done = glossary("add", *[word for pair in words.items() for word in pair])
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"translate: the new concept: {said}")
        assert untouched(desk)


class TestImport:
    def test_shows_what_it_would_do_and_does_nothing_on_a_dry_run(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        done = glossary("import", TBX / "weblate.tbx", "--dry-run")
        assert done.code == 0
        assert done.out.splitlines() == [
            "+ term.summit (proposed): قمة  summit  саммит",
            "1 new, 0 differ and stay (--replace changes them), 0 there already, 1 mistakes",
            "nothing was written (--dry-run)",
        ]
        assert done.err == f"translate: {TBX / 'weblate.tbx'}:30: column 'ru' is empty: left out\n"
        assert untouched(desk)

    def test_takes_in_new_concepts_as_proposed_unless_the_file_approves(
        self, desk: Path, glossary: Callable[..., Outcome]
    ) -> None:
        for name in ("weblate", "memoq", "dct"):
            assert glossary("import", TBX / f"{name}.tbx").code == 0
        found = concepts(desk)
        assert [(name, found[name].status) for name in ("term.summit", "term.csto", "place.minsk")] == [
            ("term.summit", "proposed"),
            ("term.csto", "proposed"),
            ("place.minsk", "approved"),
        ]

    def test_a_second_time_brings_nothing(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        glossary("import", TBX / "dct.tbx")
        before = (desk / "glossary" / "places.csv").read_bytes()
        done = glossary("import", TBX / "dct.tbx")
        assert done.out.splitlines()[-2:] == [
            "0 new, 0 differ and stay (--replace changes them), 1 there already, 0 mistakes",
            "written: nothing",
        ]
        assert (desk / "glossary" / "places.csv").read_bytes() == before

    def test_changes_what_is_there_only_when_asked(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        book = openpyxl.Workbook()
        for row in (("id", "ar", "en", "ru"), ("place.almaty", "ألماتي", "Alma-Ata", "Алма-Ата")):
            book.active.append(row)
        book.save(desk / "new.xlsx")
        done = glossary("import", "new.xlsx")
        assert "= place.almaty: en: Almaty → Alma-Ata" in done.out
        assert untouched(desk)
        done = glossary("import", "new.xlsx", "--replace")
        assert "~ place.almaty: en: Almaty → Alma-Ata" in done.out
        assert "place.almaty;ألماتي;Alma-Ata;Алма-Ата" in (desk / "glossary" / "places.csv").read_text(encoding="utf-8")

    def test_writes_into_the_table_that_is_named(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        assert glossary("import", TBX / "dct.tbx", "--into", "belarus.csv").out.endswith("written: glossary/belarus.csv\n")
        assert concepts(desk)["place.minsk"].where == f"{desk / 'glossary' / 'belarus.csv'}:2"

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("missing.tbx",), 2, "missing.tbx: no such file"),
            (("glossary",), 2, "glossary: is a folder"),
            (("notes.txt",), 2, "notes.txt: is of a kind that is not read"),
            (("notes.txt", "--into", "../x.csv"), 2, "--into: '../x.csv' is no name of a table"),
            (("notes.txt", "--into", "x.xlsx"), 2, "--into: 'x.xlsx' is no name of a table"),
            (("broken.tbx",), 1, "broken.tbx: is not well-formed XML"),
            (("bomb.tbx",), 1, "bomb.tbx: has a document type declaration (DTD)"),
            (("other.csv",), 1, "other.csv:1: has no column 'id'"),
        ],
    )
    def test_of_what_cannot_be_read_is_one_line(
        self, desk: Path, glossary: Callable[..., Outcome], words: tuple[str, ...], code: int, said: str
    ) -> None:
        for name, text in {
            "notes.txt": "x",
            "broken.tbx": "<tbx>",
            "bomb.tbx": '<!DOCTYPE tbx [<!ENTITY a "b">]><tbx/>',
            "other.csv": "a,b\n",
        }.items():
            (desk / name).write_text(text)
        done = glossary("import", *words)
        assert (done.code, done.out) == (code, "")
        assert done.err.startswith(f"translate: {said}")
        assert len(done.err.splitlines()) == 1
        assert untouched(desk)


class TestExport:
    @pytest.mark.parametrize(
        ("words", "begins"),
        [
            (("g.csv",), b"\xef\xbb\xbfid,type,"),
            (("g.xlsx",), b"PK"),
            (("g.tbx",), b"<?xml version='1.0' encoding='UTF-8'?>\n<tbx xmlns="),
            (("g.tbx", "--format", "martif"), b"<?xml version='1.0' encoding='UTF-8'?>\n<martif"),
        ],
    )
    def test_writes_what_the_name_or_the_format_says(
        self, desk: Path, glossary: Callable[..., Outcome], words: tuple[str, ...], begins: bytes
    ) -> None:
        done = glossary("export", *words)
        assert (done.code, done.out) == (0, f"3 concepts written to {words[0]}\n")
        assert (desk / words[0]).read_bytes().startswith(begins)
        assert glossary("diff", words[0]).out == "0 added, 0 removed, 0 changed\n"

    @pytest.mark.parametrize("form", ["omegat", "deepl"])
    def test_writes_the_approved_terms_of_a_language(self, desk: Path, glossary: Callable[..., Outcome], form: str) -> None:
        done = glossary("export", "g.txt", "--format", form, "--to", "ru")
        assert (done.code, done.out) == (0, "2 concepts written to g.txt\n")
        lines = (desk / "g.txt").read_text(encoding="utf-8").splitlines()
        assert [line.split("\t")[:2] for line in lines] == [
            ["فلاديمير بوتين", "Владимир Путин"],
            ["بوتين", "Путин"],
            ["ألماتي", "Алматы"],
        ]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("g.txt",), "g.txt: says no format by its name"),
            (("g.txt", "--format", "word"), "--format: no format 'word'"),
            (("g.txt", "--format", "omegat"), "--to: omegat holds one target language"),
            (("g.tbx", "--to", "ru"), "--to: tbx holds all languages"),
            (("g.txt", "--format", "deepl", "--to", "fr"), "--to: 'fr' is not known"),
            (("glossary/all.csv",), "glossary/all.csv: lies in the glossary"),
        ],
    )
    def test_of_what_does_not_fit_is_wrong_use(
        self, desk: Path, glossary: Callable[..., Outcome], words: tuple[str, ...], said: str
    ) -> None:
        done = glossary("export", *words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"translate: {said}")
        assert not (desk / words[0]).exists()


class TestDiff:
    def test_against_another_folder_shows_what_changed(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "old").mkdir()
        (desk / "old" / "all.csv").write_text(
            "id,type,ar,en,ru\nplace.almaty,place,ألماتي,Alma-Ata,Алматы\nplace.gone,place,ذهب,Gone,Ушло\n", encoding="utf-8"
        )
        done = glossary("diff", "old")
        assert done.code == 0
        assert done.out.splitlines() == [
            "+ person.putin: فلاديمير بوتين = Vladimir Putin = Владимир Путин",
            "+ person.old: قديم = Old = Старый",
            "- place.gone: ذهب = Gone = Ушло",
            "~ place.almaty: en: Alma-Ata → Almaty",
            "2 added, 1 removed, 1 changed",
        ]
        found = json.loads(glossary("diff", "old", "--json").out)
        assert found["changed"] == {"place.almaty": [{"column": "en", "before": "Alma-Ata", "after": "Almaty"}]}

    def test_a_table_is_read_as_the_glossary_reads_it(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        """A blank status is approved, not proposed as on an import."""
        (desk / "people.csv").write_text(PEOPLE, encoding="utf-8")
        assert glossary("diff", "people.csv").out.splitlines() == [
            "+ place.almaty: ألماتي = Almaty = Алматы",
            "1 added, 0 removed, 0 changed",
        ]

    def test_without_another_compares_with_what_the_last_run_used(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        rows = {name: row_of(concept) for name, concept in concepts(desk).items()}
        with Ledger(desk / ".translate") as ledger:
            ledger.put_glossary(rows | {"place.almaty": rows["place.almaty"] | {"ru": "Алма-Ата"}})
        assert glossary("diff").out.splitlines() == [
            "~ place.almaty: ru: Алма-Ата → Алматы",
            "0 added, 0 removed, 1 changed",
        ]

    def test_before_the_first_run_makes_no_store(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        done = glossary("diff")
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("translate: .translate: no run has used a glossary yet")
        assert not (desk / ".translate").exists()

    def test_against_what_is_not_there_is_wrong_use(self, glossary: Callable[..., Outcome]) -> None:
        done = glossary("diff", "nowhere")
        assert (done.code, done.err) == (2, "translate: nowhere: no such file or folder\n")


class TestSuggest:
    ARTICLE = "اجتماع المنظمة\n\n" + "التقى الوزير يوري أوشاكوف نظيره. وقال يوري أوشاكوف إن الاجتماع مهم.\n\n" * 3

    def test_prints_what_comes_again_and_again(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "a.txt").write_text(self.ARTICLE, encoding="utf-8")
        done = glossary("suggest", "a.txt")
        assert (done.code, done.err) == (0, "")
        assert "يوري أوشاكوف" in done.out
        assert done.out.splitlines()[-1].endswith(" suggestions")

    def test_writes_a_table_that_can_be_imported(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "a.txt").write_text(self.ARTICLE, encoding="utf-8")
        done = glossary("suggest", "a.txt", "--out", "new.csv", "--min-count", "2")
        assert done.out.endswith("edit them, then: translate glossary import new.csv\n")
        assert " 0 mistakes" in glossary("import", "new.csv").out
        assert any("يوري أوشاكوف" in concept.ar and concept.status == "proposed" for concept in concepts(desk).values())

    @pytest.mark.parametrize("own", ["exports", "published", ".translate", "glossary"])
    def test_leaves_out_what_the_desk_itself_wrote(self, desk: Path, glossary: Callable[..., Outcome], own: str) -> None:
        (desk / "a.txt").write_text("وصل الوفد.\n", encoding="utf-8")
        (desk / own / "a").mkdir(parents=True)
        (desk / own / "a" / "ar.html").write_text(f"<p>{self.ARTICLE}</p>", encoding="utf-8")
        assert glossary("suggest", ".").out == "0 suggestions\n"
        assert "يوري أوشاكوف" in glossary("suggest", own).out  # named, it is wanted

    @pytest.mark.parametrize(("name", "said"), [("none.tmx", "none.tmx: no such file"), ("glossary", "glossary: is a folder")])
    def test_with_pairs_from_a_wrong_path_is_wrong_use(
        self, desk: Path, glossary: Callable[..., Outcome], name: str, said: str
    ) -> None:
        (desk / "a.txt").write_text(self.ARTICLE, encoding="utf-8")
        done = glossary("suggest", "a.txt", "--pairs", name)
        assert (done.code, done.out) == (2, "")
        assert done.error.startswith(f"translate: {said}")

    def test_of_what_comes_too_seldom_finds_nothing(self, desk: Path, glossary: Callable[..., Outcome]) -> None:
        (desk / "a.txt").write_text(self.ARTICLE, encoding="utf-8")
        assert glossary("suggest", "a.txt", "--min-count", "99").out == "0 suggestions\n"


@pytest.mark.parametrize(
    "command", ["list", "show x", "check", "match x", "diff", "export g.csv", "import g.csv", "suggest a.txt"]
)
def test_every_command_takes_another_config(desk: Path, glossary: Callable[..., Outcome], command: str) -> None:
    (desk / "g.csv").write_text("id,ar,en,ru\n")
    (desk / "a.txt").write_text("قمة\n", encoding="utf-8")
    done = glossary(*command.split(), "--config", "missing.toml")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("translate: missing.toml: no such file")


def test_help_loads_no_library_that_it_does_not_need(desk: Path) -> None:
    code = "import sys; sys.argv = ['translate', 'glossary', '--help']\nfrom translate.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += "print(*sorted({'lxml', 'openpyxl', 'pymorphy3', 'ahocorasick'} & sys.modules.keys()))"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], cwd=desk, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""
