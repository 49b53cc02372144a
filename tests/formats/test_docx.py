"""The review table opens in Word as it should: every sentence a row, Arabic as Arabic, and not a letter lost."""

from __future__ import annotations

import hashlib
import re
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx_files import EN, RU, TITLE, W, body, paragraphs, part, table, text, texts, view, with_draft, with_states
from lxml import etree

from translate.config import DocxConfig, ReviewConfig
from translate.errors import ExportError
from translate.formats import docx
from translate.glossary.termbase import Concept, TargetForms, by_id
from translate.model import Finding, Lang, Mention, Severity, State, TermMatch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CONFIG = DocxConfig()
SOURCE = "قال الرئيس إن 5 دول (OTAN) وقّعت."
DRAFTS = "EN draft RU draft"

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
        assert [row[1:] for row in texts(plain)] == [
            ["العربية", "English", "Русский", "Status", "Notes"],
            [TITLE, "Leaders meet", "Лидеры встречаются", DRAFTS, ""],
            [SOURCE, "He said 5 states (NATO) signed.", "Он сказал, что 5 стран (НАТО) подписали.", DRAFTS, ""],
        ]
        assert [row[0].split()[0] for row in texts(plain)] == ["№", "1", "2"]
        rows = list(body(plain).iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]

    @pytest.mark.parametrize(
        ("targets", "header"),
        [
            ((EN,), ["العربية", "English", "Status", "Notes"]),
            ((RU,), ["العربية", "Русский", "Status", "Notes"]),
            ((RU, EN), ["العربية", "Русский", "English", "Status", "Notes"]),
        ],
    )
    def test_has_a_column_for_each_language_asked_for_and_no_other(
        self, target: Path, targets: Sequence[Lang], header: list[str]
    ) -> None:
        docx.write(view([(SOURCE, "He said.", "Он сказал.")], targets=targets), target, CONFIG)
        assert {len(row) for row in texts(target)} == {len(header) + 1}
        assert texts(target)[0][1:] == header
        assert texts(target)[2][-2] == " ".join(f"{lang.upper()} draft" for lang in targets)
        assert ("Он сказал." in texts(target)[2]) is (RU in targets)
        grid = body(target).find(f".//{W}tblGrid")
        assert grid is not None
        assert len(grid) == len(header) + 1

    def test_says_that_there_is_no_text_where_there_is_no_draft(self, target: Path) -> None:
        made = view([(SOURCE, "He said.", "Он сказал.")])
        docx.write(replace(made, drafts={EN: {}, RU: made.drafts[RU]}), target, CONFIG)
        assert texts(target)[2][1:] == [SOURCE, "[no text]", "Он сказал.", DRAFTS, ""]
        control = table(target)[2][2].find(f"{W}p/{W}sdt")
        assert control is not None
        assert control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None, "Word would take it for the text"

    def test_ends_every_cell_with_a_paragraph_as_word_demands(self, plain: Path) -> None:
        assert {cell[-1].tag for row in table(plain) for cell in row} == {f"{W}p"}


class TestArabic:
    def test_paragraphs_run_from_right_to_left_and_no_others(self, plain: Path) -> None:
        for row in table(plain):
            found = [cell.find(f"{W}p/{W}pPr/{W}bidi") is not None for cell in row]
            assert found == [False, True, False, False, False, False]

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
        assert texts(target)[2][1:4] == [re.sub("\r\n?", "\n", nasty)] * 3

    @pytest.mark.parametrize(("given", "stands"), REMOVED.values(), ids=REMOVED)
    def test_loses_only_what_xml_cannot_hold(self, target: Path, given: str, stands: str) -> None:
        docx.write(view([(given, given, given)]), target, CONFIG)
        assert texts(target)[2][1:4] == [stands, stands or "[no text]", stands or "[no text]"]

    @pytest.mark.parametrize("title", ["قال \x01نعم\x0b", "قال <&> \u202e😀", "س" * 300], ids=["control", "nasty", "long"])
    def test_of_a_strange_title_or_file_name_does_no_harm(self, target: Path, title: str) -> None:
        docx.write(view([(SOURCE, "-", "-")], title=title, name=f"news {title[:9]}"), target, CONFIG)
        found = body(target).find(f"{W}body/{W}p")
        assert found is not None
        assert text(found) == title.replace("\x01", "").replace("\x0b", "")


class TestFindings:
    ERROR, WARNING, INFO = (Finding("terms", severity, f"{severity} & <so>") for severity in reversed(Severity))
    ROW = view([(SOURCE, "He.", "Он.")])

    def test_stand_in_the_notes_each_with_its_language(self, target: Path) -> None:
        made = with_draft(self.ROW, 1, EN, findings=(self.ERROR, self.INFO))
        docx.write(with_draft(made, 1, RU, findings=(self.WARNING,)), target, CONFIG)
        notes = [[text(paragraph) for paragraph in row[-1].iter(f"{W}p")] for row in table(target)]
        assert notes == [["Notes"], [""], ["EN ✗ error & <so>", "EN · info & <so>", "RU ! warning & <so>"]]

    def test_name_their_sentence_in_a_row_of_several(self, target: Path) -> None:
        made = with_draft(paragraphs([[(SOURCE, "He.", "Он."), (SOURCE, "She.", "Она.")]]), 2, RU, findings=(self.WARNING,))
        docx.write(made, target, CONFIG, ReviewConfig(rows="paragraph"))
        assert texts(target)[2][-1] == "RU 2 ! warning & <so>"

    @pytest.mark.parametrize(
        ("findings", "state", "fill"),
        [
            ((), State.TRANSLATED, None),
            ((INFO,), State.TRANSLATED, None),
            ((INFO, WARNING), State.TRANSLATED, "FFF4D6"),
            ((WARNING, ERROR, INFO), State.TRANSLATED, "FBE3E0"),
            ((WARNING, ERROR, INFO), State.INITIAL, "FBE3E0"),
            ((WARNING, ERROR, INFO), State.REVIEWED, None),
            ((WARNING, ERROR, INFO), State.FINAL, None),
        ],
        ids=["none", "info", "warning", "error", "needs work", "approved", "final"],
    )
    def test_shade_the_cell_in_doubt_by_the_worst_and_no_other(
        self, target: Path, findings: Sequence[Finding], state: State, fill: str | None
    ) -> None:
        docx.write(with_draft(self.ROW, 1, EN, findings=findings, state=state), target, CONFIG)
        shades = [cell.find(f"{W}tcPr/{W}shd") for cell in table(target)[2]]
        assert [None if shade is None else shade.get(f"{W}fill") for shade in shades] == [None, None, fill, None, None, None]


def matched(term: str, source: str) -> TermMatch:
    start = source.index(term)
    return TermMatch("place.almaty", start, start + len(term))


class TestTerms:
    ALMATY = Concept(
        "place.almaty",
        "place",
        "approved",
        ("ألما-آتا",),
        (),
        "",
        {EN: TargetForms("Almaty", short=("Alma",)), RU: TargetForms("Алма-Ата")},
    )
    ARABIC, ENGLISH, RUSSIAN = "وفي ألما-آتا، قُتل ٥.", "In Almaty, 5 died.", "В Алма-Ате погибли пять."

    @pytest.fixture
    def row(self, target: Path) -> list[etree._Element]:
        made = view([(self.ARABIC, self.ENGLISH, self.RUSSIAN)])
        match = matched("ألما-آتا", self.ARABIC)
        mentions = {
            lang: {segment.id: (Mention(match, form),) if segment.source == self.ARABIC else () for segment in made.segments}
            for lang, form in ((EN, "Almaty"), (RU, "Алма-Ата"))
        }
        docx.write(replace(made, mentions=mentions, termbase=by_id([self.ALMATY])), target, CONFIG)
        return table(target)[2]

    @pytest.mark.parametrize(("column", "words"), [(1, ["ألما-آتا"]), (2, ["Almaty"]), (3, ["Алма-Ате"]), (5, [])])
    def test_are_underlined_with_dots_in_the_source_and_in_the_drafts_as_they_stand_there(
        self, row: list[etree._Element], column: int, words: list[str]
    ) -> None:
        found = [run for run in row[column].iter(f"{W}r") if run.find(f"{W}rPr/{W}u") is not None]
        assert [text(run) for run in found] == words
        assert {run.find(f"{W}rPr/{W}u").get(f"{W}val") for run in found} <= {"dotted"}  # type: ignore[union-attr]

    def test_stand_in_one_line_of_the_notes_in_all_languages(self, row: list[etree._Element]) -> None:
        assert text(row[5]) == "ألما-آتا = Almaty = Алма-Ата"

    def test_never_cut_an_arabic_word_in_two_which_might_lose_its_joining(self, target: Path) -> None:
        source = "وصل إلى بكازاخستان أمس"
        made = view([(source, "-", "-")])
        mentions = {
            lang: {
                segment.id: (Mention(matched("كازاخستان", source), "Kazakhstan"),) if segment.source == source else ()
                for segment in made.segments
            }
            for lang in (EN, RU)
        }
        docx.write(replace(made, mentions=mentions, termbase=by_id([self.ALMATY])), target, CONFIG)
        assert [text(run) for run in table(target)[2][1].iter(f"{W}r")] == ["وصل إلى ", "بكازاخستان", " أمس"]


def controls(element: etree._Element) -> list[tuple[str, str, str]]:
    """(tag, lock, text) of the content controls."""
    found = []
    for control in element.iter(f"{W}sdt"):
        tag, lock = (control.find(f"{W}sdtPr/{W}{name}") for name in ("tag", "lock"))
        assert tag is not None
        assert lock is not None
        found.append((tag.get(f"{W}val") or "", lock.get(f"{W}val") or "", text(control)))
    return found


class TestControls:
    def test_lock_the_arabic_and_let_the_translations_and_statuses_be_edited_but_not_deleted(self, plain: Path) -> None:
        assert [controls(cell) for cell in table(plain)[2]] == [
            [],
            [("src:000000000001", "sdtContentLocked", SOURCE)],
            [("seg:000000000001:en", "sdtLocked", "He said 5 states (NATO) signed.")],
            [("seg:000000000001:ru", "sdtLocked", "Он сказал, что 5 стран (НАТО) подписали.")],
            [("status:000000000001:en", "sdtLocked", "draft"), ("status:000000000001:ru", "sdtLocked", "draft")],
            [],
        ]

    def test_stand_one_a_sentence_in_rows_of_paragraphs_with_the_gap_of_the_source_between(self, target: Path) -> None:
        made = paragraphs(
            [[("أولا.", "First.", "Первое."), ("ثانيا.", "Second.", "Второе.")], [("ثالثا.", "Third.", "Третье.")]]
        )
        docx.write(made, target, CONFIG, ReviewConfig(rows="paragraph"))
        assert [row[1:5] for row in texts(target)[2:]] == [
            ["أولا. ثانيا.", "First. Second.", "Первое. Второе.", DRAFTS],
            ["ثالثا.", "Third.", "Третье.", DRAFTS],
        ]
        assert [tag for tag, _, _ in controls(table(target)[2][2])] == ["seg:000000000001:en", "seg:000000000002:en"]

    def test_and_bookmarks_have_numbers_and_names_of_their_own(self, plain: Path) -> None:
        found = body(plain)
        numbers = [each.get(f"{W}val") for each in found.iter(f"{W}id")]
        bookmarks = [each.get(f"{W}name") or "" for each in found.iter(f"{W}bookmarkStart")]
        assert len(numbers) == len(set(numbers)) == 11
        assert len(bookmarks) == len(set(bookmarks)) == 11
        assert {"seg_000000000001_en", "src_000000000001"} <= set(bookmarks)
        assert max(map(len, bookmarks)) <= 40, "longer names are cut by Word"

    def test_of_statuses_offer_three_and_show_the_one_of_the_text(self, target: Path) -> None:
        states = [State.INITIAL, State.TRANSLATED, State.REVIEWED, State.FINAL]
        made = with_states(view([(SOURCE, "He.", "Он.")] * 3), {EN: states, RU: states})
        docx.write(made, target, CONFIG)
        shown = [row[4] for row in texts(target)[1:]]
        assert shown == [f"EN {state} RU {state}" for state in ("needs work", "draft", "approved", "approved")]
        for chosen in table(target)[1][4].iter(f"{W}dropDownList"):
            assert [item.get(f"{W}displayText") for item in chosen] == ["draft", "needs work", "approved"]

    def test_tell_the_status_of_each_where_the_sentences_of_a_row_differ(self, target: Path) -> None:
        row = [("أولا.", "First.", "Первое."), ("ثانيا.", "Second.", "Второе.")]
        made = with_states(paragraphs([row]), {EN: [State.TRANSLATED, State.TRANSLATED, State.REVIEWED]})
        docx.write(made, target, CONFIG, ReviewConfig(rows="paragraph"))
        assert texts(target)[2][4] == "EN 1 draft, 2 approved RU draft"


class TestInterface:
    @pytest.mark.parametrize(
        ("lang", "headings", "status", "warning"),
        [
            (Lang.EN, ["Status", "Notes"], "draft", "Machine drafts"),
            (Lang.RU, ["Статус", "Примечания"], "черновик", "Машинные черновики"),
            (Lang.AR, ["الحالة", "ملاحظات"], "مسودة", "مسودات آلية"),
        ],
    )
    def test_speaks_the_language_of_the_desk(
        self, target: Path, lang: Lang, headings: list[str], status: str, warning: str
    ) -> None:
        docx.write(view([(SOURCE, "He.", "Он.")]), target, CONFIG, ReviewConfig(interface=lang))
        assert texts(target)[0][1:] == ["العربية", "English", "Русский", *headings]
        assert texts(target)[2][4] == f"EN {status} RU {status}"
        above = list(body(target).iterfind(f"{W}body/{W}p"))[1]
        assert text(above).startswith(warning)
        assert (above.find(f"{W}pPr/{W}bidi") is not None) is (lang is Lang.AR)


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

    def test_tracks_changes_and_forbids_none_by_a_protection_that_would_forbid_to_accept_them(self, plain: Path) -> None:
        settings = etree.fromstring(part(plain, "word/settings.xml").encode())
        names = [child.tag.removeprefix(W) for child in settings]
        assert names[names.index("proofState") : names.index("defaultTabStop")] == [
            "proofState",
            "trackRevisions",
            "doNotTrackFormatting",
        ]
        assert "documentProtection" not in names

    def test_names_its_export_in_five_places(self, target: Path) -> None:
        made = view([(SOURCE, "He.", "Он.")])
        docx.write(made, target, CONFIG)
        title = next(body(target).iterfind(f"{W}body/{W}p"))
        assert f'name="newsdesk-export"><vt:lpwstr>{made.export}<' in part(target, "docProps/custom.xml")
        assert etree.fromstring(part(target, "customXml/item2.xml").encode()).get("id") == made.export
        assert controls(title) == [(f"export:{made.export}", "sdtContentLocked", TITLE)]
        assert [each.get(f"{W}name") for each in title.iter(f"{W}bookmarkStart")] == [f"export_{made.export}"]
        assert texts(target)[0][0] == f"№ {made.export}"

    def test_lists_its_sources_with_their_hashes_and_states(self, target: Path) -> None:
        docx.write(with_states(view([(SOURCE, "He.", "Он.")]), {EN: [State.TRANSLATED, State.FINAL]}), target, CONFIG)
        listed = etree.fromstring(part(target, "customXml/item2.xml").encode())
        assert [dict(each.attrib) for each in listed] == [
            {"id": f"{number:012x}", "sha256": hashlib.sha256(source.encode()).hexdigest(), "en": state, "ru": "translated"}
            for number, (source, state) in enumerate(((TITLE, "translated"), (SOURCE, "final")))
        ]

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
