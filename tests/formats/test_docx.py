"""The review table opens in Word as it should: every sentence a row, Arabic as Arabic, and not a letter lost."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from translate.config import DocxConfig
from translate.errors import ExportError
from translate.formats import docx
from translate.formats.view import View
from translate.glossary.termbase import Termbase
from translate.model import Block, BlockKind, Document, Draft, Finding, Lang, Segment, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AR, EN, RU = Lang
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONFIG = DocxConfig()
TITLE, SOURCE = "قادة الأمن الجماعي يجتمعون", "قال الرئيس إن 5 دول (OTAN) وقّعت."

# source text, and what must stand in the cell: the same but for what XML cannot hold
NASTY = {
    "right-to-left mark": "قال\u200f: «نعم»\u200e.",
    "overrides": "\u202bقال\u202c \u2067نعم\u2069 \u202eabc\u202c",
    "zero width": "ال\u200dقا\u200cل\u200b\ufeff\u2060",
    "no-break spaces": "10\u00a0000\u202fقتيل",
    "outer blanks": "  قال  ",
    "markup": "<w:t>قال</w:t> & &amp; &#1575; <!-- ]]> -->",
    "quotes": "\"'«»“”„‟‹›",
    "emoji": "قال 👩‍👩‍👧‍👦 🇷🇺 𐤀",
    "marks and tatweel": "قَـــالَ ٱللَّهُ",
    "tab": "قال\tنعم",
    "line ends": "قال\r\nنعم\rلا\nبلى",
    "line separators": "قال\u2028نعم\u2029لا\u0085بلى",
    "three scripts": "قال Путин в NATO عام ٢٠٢٢ (1,5 %)",
    "presentation forms": "ﻼ ﷲ ﷺ",
    "private and last": "\ue000\ufffd",
    "long": "سلام عالم " * 10_000,
    "one long word": "س" * 100_000,
}
REMOVED = {
    "nul": ("قا\x00ل", "قال"),
    "escape and bell": ("\x1bقا\x07ل\x0b\x0c", "قال"),
    "not characters": ("قال\ufffe\uffff", "قال"),
    "half a pair": ("قا\ud83dل", "قال"),
    "only such": ("\x01\x02", ""),
}


def draft(segment: str, lang: Lang, text: str, *findings: Finding) -> Draft:
    return Draft(segment, lang, text, "engine:test", -0.1, findings=findings)


def view(
    rows: Sequence[tuple[str, str, str]], *, targets: Sequence[Lang] = (EN, RU), title: str = TITLE, name: str = "news"
) -> View:
    """A document of a title and these rows of Arabic, English and Russian."""
    rows = [(title, "Leaders meet", "Лидеры встречаются"), *rows]
    kinds = [BlockKind.TITLE] + [BlockKind.PARAGRAPH] * (len(rows) - 1)
    blocks = tuple(Block(kind, row[0], line) for line, (kind, row) in enumerate(zip(kinds, rows, strict=True), 1))
    segments = [Segment(f"{place:012x}", place, block.kind, block.text, "") for place, block in enumerate(blocks)]
    texts = {EN: 1, RU: 2}
    return View(
        document=Document(Path(f"{name}.txt"), name, "utf-8", "0" * 64, blocks),
        segments=segments,
        drafts={
            lang: {s.id: draft(s.id, lang, row[texts[lang]]) for s, row in zip(segments, rows, strict=True)} for lang in targets
        },
        mentions={lang: {segment.id: () for segment in segments} for lang in Lang},
        termbase=Termbase({}),
        signature="engine:test|version:1|to:en|terms:",
    )


def with_findings(made: View, place: int, lang: Lang, *findings: Finding) -> View:
    segment = made.segments[place].id
    drafts: Mapping[Lang, dict[str, Draft]] = {key: dict(value) for key, value in made.drafts.items()}
    drafts[lang][segment] = draft(segment, lang, drafts[lang][segment].text, *findings)
    return View(made.document, made.segments, drafts, made.mentions, made.termbase, made.signature)


def body(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        return etree.fromstring(archive.read("word/document.xml"))


def text(element: etree._Element) -> str:
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def table(path: Path) -> list[list[etree._Element]]:
    return [row.findall(f"{W}tc") for row in body(path).iter(f"{W}tr")]


def texts(path: Path) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in table(path)]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "exports" / "news" / "review.docx"


@pytest.fixture
def plain(target: Path) -> Path:
    return docx.write(
        view([(SOURCE, "He said 5 states (NATO) signed.", "Он сказал, что 5 стран (НАТО) подписали.")]), target, CONFIG
    )


class TestTheTable:
    def test_has_a_row_a_sentence_under_one_header_that_is_repeated(self, plain: Path) -> None:
        assert texts(plain) == [
            ["№", "العربية", "English", "Русский", "Notes"],
            ["1", TITLE, "Leaders meet", "Лидеры встречаются", ""],
            ["2", SOURCE, "He said 5 states (NATO) signed.", "Он сказал, что 5 стран (НАТО) подписали.", ""],
        ]
        rows = list(body(plain).iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]

    @pytest.mark.parametrize(
        ("targets", "header"),
        [
            ((EN,), ["№", "العربية", "English", "Notes"]),
            ((RU,), ["№", "العربية", "Русский", "Notes"]),
            ((RU, EN), ["№", "العربية", "Русский", "English", "Notes"]),
        ],
    )
    def test_has_a_column_for_each_language_asked_for_and_no_other(
        self, target: Path, targets: Sequence[Lang], header: list[str]
    ) -> None:
        docx.write(view([(SOURCE, "He said.", "Он сказал.")], targets=targets), target, CONFIG)
        assert {len(row) for row in texts(target)} == {len(header)}
        assert texts(target)[0] == header
        assert ("Он сказал." in texts(target)[2]) is (RU in targets)
        grid = body(target).find(f".//{W}tblGrid")
        assert grid is not None
        assert len(grid) == len(header)

    def test_leaves_a_cell_empty_where_there_is_no_draft(self, target: Path) -> None:
        made = view([(SOURCE, "He said.", "Он сказал.")])
        drafts = {EN: {}, RU: made.drafts[RU]}
        docx.write(View(made.document, made.segments, drafts, made.mentions, made.termbase, made.signature), target, CONFIG)
        assert texts(target)[2] == ["2", SOURCE, "", "Он сказал.", ""]

    def test_ends_every_cell_with_a_paragraph_as_word_demands(self, plain: Path) -> None:
        assert {cell[-1].tag for row in table(plain) for cell in row} == {f"{W}p"}


class TestArabic:
    def test_paragraphs_run_from_right_to_left_and_no_others(self, plain: Path) -> None:
        for row in table(plain):
            found = [cell.find(f"{W}p/{W}pPr/{W}bidi") is not None for cell in row]
            assert found == [False, True, False, False, False]

    def test_title_above_the_table_runs_from_right_to_left(self, plain: Path) -> None:
        title = body(plain).find(f"{W}body/{W}p")
        assert title is not None
        assert text(title) == TITLE
        assert title.find(f"{W}pPr/{W}bidi") is not None

    def test_runs_carry_font_size_and_language_for_complex_script_in_words_order(self, plain: Path) -> None:
        runs = [run for run in table(plain)[2][1].iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
        assert [text(run) for run in runs] == ["قال الرئيس إن 5 دول (", ") وقّعت."]
        for properties in (run.find(f"{W}rPr") for run in runs):
            assert properties is not None
            assert [child.tag.removeprefix(W) for child in properties] == ["rFonts", "sz", "szCs", "rtl", "lang"]
            assert properties.find(f"{W}rFonts").get(f"{W}cs") == "Arial"  # type: ignore[union-attr]
            assert properties.find(f"{W}szCs").get(f"{W}val") == "22"  # type: ignore[union-attr]
            assert properties.find(f"{W}lang").get(f"{W}bidi") == "ar-SA"  # type: ignore[union-attr]

    def test_leaves_latin_and_cyrillic_runs_from_left_to_right(self, plain: Path) -> None:
        runs = [run for row in table(plain) for cell in row for run in cell.iter(f"{W}r")]
        latin = [run for run in runs if any("a" <= char.lower() <= "z" or "а" <= char.lower() <= "я" for char in text(run))]
        assert "OTAN" in [text(run) for run in latin]
        assert [text(run) for run in latin if run.find(f"{W}rPr/{W}rtl") is not None] == []
        assert {run.find(f"{W}rPr/{W}lang").get(f"{W}val") for run in latin} == {"en-US", "ru-RU"}  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("source", "runs"),
        [
            ("قال (NATO) نعم", ["قال (", "NATO", ") نعم"]),
            ("قال NATO.", ["قال ", "NATO", "."]),
            ("(NATO)", ["(", "NATO", ")"]),
            ("EU, UN: نعم", ["EU, UN", ": نعم"]),
            ("طائرة Su-35 جديدة", ["طائرة ", "Su-35", " جديدة"]),
            ("قال: 5.", ["قال: 5."]),
        ],
    )
    def test_keeps_the_signs_around_a_latin_word(self, target: Path, source: str, runs: list[str]) -> None:
        docx.write(view([(source, "-", "-")]), target, CONFIG)
        found = list(table(target)[2][1].iter(f"{W}r"))
        assert [text(run) for run in found] == runs
        latin = [any("A" <= char <= "Z" for char in run) for run in runs]
        assert [run.find(f"{W}rPr/{W}rtl") is None for run in found] == latin

    def test_left_over_in_a_draft_is_a_run_of_its_own_in_a_left_to_right_paragraph(self, target: Path) -> None:
        docx.write(view([(SOURCE, "He said نعم twice.", "-")]), target, CONFIG)
        cell = table(target)[2][2]
        assert [(text(run), run.find(f"{W}rPr/{W}rtl") is not None) for run in cell.iter(f"{W}r")] == [
            ("He said ", False),
            ("نعم", True),
            (" twice.", False),
        ]
        assert cell.find(f"{W}p/{W}pPr/{W}bidi") is None

    def test_font_and_size_come_from_the_config(self, target: Path) -> None:
        docx.write(view([(SOURCE, "-", "-")]), target, DocxConfig(arabic_font="Amiri", font_size=14))
        fonts = {found.get(f"{W}cs") for row in table(target) for cell in row for found in cell.iter(f"{W}rFonts")}
        assert fonts == {"Amiri"}
        assert [found.get(f"{W}val") for found in table(target)[2][1].iter(f"{W}szCs")] == ["28"] * 3


class TestText:
    @pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
    def test_stands_in_every_column_to_the_letter(self, target: Path, nasty: str) -> None:
        docx.write(view([(nasty, nasty, nasty)]), target, CONFIG)
        assert texts(target)[2][1:4] == [nasty] * 3

    @pytest.mark.parametrize(("given", "stands"), REMOVED.values(), ids=REMOVED)
    def test_loses_only_what_xml_cannot_hold(self, target: Path, given: str, stands: str) -> None:
        docx.write(view([(given, given, given)]), target, CONFIG)
        assert texts(target)[2][1:4] == [stands] * 3

    @pytest.mark.parametrize("title", ["قال \x01نعم\x0b", "قال <&> \u202e😀", "س" * 300], ids=["control", "nasty", "long"])
    def test_of_a_strange_title_or_file_name_does_no_harm(self, target: Path, title: str) -> None:
        docx.write(view([(SOURCE, "-", "-")], title=title, name=f"news {title[:9]}"), target, CONFIG)
        found = body(target).find(f"{W}body/{W}p")
        assert found is not None
        assert text(found) == title.replace("\x01", "").replace("\x0b", "")


class TestFindings:
    ERROR, WARNING, INFO = (Finding("terms", severity, f"{severity} & <so>") for severity in reversed(Severity))

    def test_stand_in_the_notes_each_with_its_language(self, target: Path) -> None:
        made = with_findings(view([(SOURCE, "He.", "Он.")]), 1, EN, self.ERROR, self.INFO)
        docx.write(with_findings(made, 1, RU, self.WARNING), target, CONFIG)
        notes = [[text(paragraph) for paragraph in row[-1].iter(f"{W}p")] for row in table(target)]
        assert notes == [["Notes"], [""], ["EN ✗ error & <so>", "EN · info & <so>", "RU ! warning & <so>"]]

    @pytest.mark.parametrize(
        ("findings", "fill"),
        [
            ((), None),
            ((INFO,), None),
            ((INFO, WARNING), "FFF4D6"),
            ((WARNING, ERROR, INFO), "FBE3E0"),
        ],
        ids=["none", "info", "warning", "error"],
    )
    def test_shade_the_cell_in_doubt_by_the_worst_and_no_other(
        self, target: Path, findings: Sequence[Finding], fill: str | None
    ) -> None:
        docx.write(with_findings(view([(SOURCE, "He.", "Он.")]), 1, EN, *findings), target, CONFIG)
        shades = [cell.find(f"{W}tcPr/{W}shd") for cell in table(target)[2]]
        assert [None if shade is None else shade.get(f"{W}fill") for shade in shades] == [None, None, fill, None, None]


class TestTheFile:
    def test_has_the_same_bytes_for_the_same_content_at_the_same_epoch(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641772800")
        made = [
            docx.write(view([(SOURCE, "He.", "Он.")]), tmp_path / name, CONFIG).read_bytes() for name in ("a.docx", "b.docx")
        ]
        assert made[0] == made[1]
        with zipfile.ZipFile(tmp_path / "a.docx") as archive:
            assert b"2022-01-10T00:00:00Z" in archive.read("docProps/core.xml")

    def test_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(self, target: Path) -> None:
        for english in ("old", "new"):
            docx.write(view([(SOURCE, english, "-")]), target, CONFIG)
        assert texts(target)[2][2] == "new"
        assert [path.name for path in target.parent.iterdir()] == ["review.docx"]

    def test_that_cannot_be_written_is_named(self, target: Path) -> None:
        target.parent.parent.mkdir(parents=True)
        target.parent.write_text("a file in the way")
        with pytest.raises(ExportError, match=r"review\.docx: cannot be written: "):
            docx.write(view([(SOURCE, "-", "-")]), target, CONFIG)


@pytest.mark.external
@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice and poppler are needed")
def test_libreoffice_makes_a_pdf_that_says_it_in_three_languages(plain: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(plain)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    said = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "review.pdf"), "-"], check=True, capture_output=True, text=True
    )
    words = said.stdout.translate(dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))).split()
    # pdftotext may turn the ligature of lam and alef round
    assert [word for word in TITLE.split() if not {word, word.replace("لأ", "أل")} & set(words)] == []
    assert [word for word in ("signed.", "Leaders", "English", "NATO") if word not in " ".join(words)] == []
    assert [word for word in ("подписали.", "Лидеры", "Русский") if word not in " ".join(words)] == []
