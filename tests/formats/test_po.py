"""The PO files are what gettext tools expect: every sentence an entry, every draft fuzzy, nothing lost on the way."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest

from translate.errors import ExportError
from translate.formats import po
from translate.formats.view import View
from translate.glossary.mentions import as_found
from translate.glossary.termbase import Concept, TargetForms, by_id
from translate.model import Block, BlockKind, Document, Draft, Finding, Lang, Segment, Severity, State, TermMatch

if TYPE_CHECKING:
    from collections.abc import Sequence

AR, EN, RU = Lang
NATO = Concept(
    "org.nato", "organisation", "approved", ("حلف الناتو",), (), "", {EN: TargetForms("NATO"), RU: TargetForms("НАТО")}
)
NASTY = {
    "bidi marks": "قال\u200f: «نعم»\u200e \u202babc\u202c \u2067د\u2069",
    "zero width": "ال\u200dقا\u200cل\u200b\ufeff\u2060",
    "no-break spaces": "10\u00a0000\u202fقتيل",
    "outer blanks": "  قال  ",
    "quotes and backslashes": "\"قال\" \\n \\\\ '\\'",
    "markup": "<b>قال</b> & %s %(name)d {0}",
    "line ends": "قال\nنعم\n",
    "only line ends": "\n\n",
    "other controls": "قا\x01ل\x07\x0b\x0c\x1b\x7f نعم",
    "tab and return": "قال\tنعم\r\nلا\rبلى",
    "line separators": "قال\u2028نعم\u2029لا\u0085بلى\x1cو\x1d\x1e",
    "emoji": "قال 👩‍👩‍👧‍👦 🇷🇺 𐤀",
    "looks like PO": 'msgid "قال"\n#, fuzzy\n#~ msgstr ""',
    "long": "سلام عالم " * 10_000,
    "one long word": "س" * 100_000,
}
FILES = ["news.txt", "two words.txt", "أخبار اليوم.txt", "a\u00a0b\tc\nd.txt", "a:12.txt", "\u2068x\u2069.txt", 'q"\\.txt']


def view(
    rows: Sequence[tuple[str, str]],
    *,
    state: State = State.TRANSLATED,
    findings: tuple[Finding, ...] = (),
    file: str = "news.txt",
    matches: tuple[TermMatch, ...] = (),
) -> View:
    """A document whose sentences are these rows of Arabic and draft; the same draft in both languages."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, source, 2 * line) for line, (source, _) in enumerate(rows, 1))
    segments = [Segment(f"{place:012x}", place, block.kind, block.text, "") for place, block in enumerate(blocks)]
    drafts = {
        lang: {
            s.id: Draft(s.id, lang, row[1], "engine:test", -0.25, state, findings)
            for s, row in zip(segments, rows, strict=True)
        }
        for lang in (EN, RU)
    }
    return View(
        Document(Path("seeds") / file, Path(file).stem, "utf-8", "0" * 64, blocks),
        segments,
        drafts,
        {lang: {segment.id: as_found(matches, by_id([NATO]), lang) for segment in segments} for lang in (EN, RU)},
        by_id([NATO]),
        "engine:test|version:1",
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "exports" / "news.en.po"


def entries(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(path), encoding="utf-8", check_for_duplicates=True))


class TestEntries:
    def test_hold_source_draft_and_id_of_every_sentence_in_order(self, target: Path) -> None:
        po.write(view([("قال.", "He said."), ("نعم.", "Yes."), ("قال.", "He said so.")]), EN, target)
        assert [(entry.msgid, entry.msgstr) for entry in entries(target)] == [
            ("قال.", "He said."),
            ("نعم.", "Yes."),
            ("قال.", "He said so."),
        ]
        assert len({entry.msgctxt for entry in entries(target)}) == 3

    @pytest.mark.parametrize(
        ("state", "text", "fuzzy"),
        [
            (State.TRANSLATED, "Yes.", True),
            (State.REVIEWED, "Yes.", False),
            (State.FINAL, "Yes.", False),
            (State.TRANSLATED, "", False),
        ],
    )
    def test_are_fuzzy_while_they_are_a_machines_draft(self, target: Path, state: State, text: str, fuzzy: bool) -> None:  # noqa: FBT001
        po.write(view([("نعم.", text)], state=state), EN, target)
        assert [entry.fuzzy for entry in entries(target)] == [fuzzy]

    def test_without_a_draft_are_empty_and_not_fuzzy(self, target: Path) -> None:
        made = view([("نعم.", "Yes.")])
        po.write(View(made.document, made.segments, {EN: {}}, made.mentions, made.termbase, made.signature), EN, target)
        assert [(entry.msgstr, entry.fuzzy) for entry in entries(target)] == [("", False)]

    def test_tell_the_translator_of_terms_findings_and_score(self, target: Path) -> None:
        findings = (Finding("terms", Severity.ERROR, "Term missing: “NATO”."), Finding("numbers", Severity.INFO, "so"))
        po.write(view([("حلف الناتو", "the pact")], findings=findings, matches=(TermMatch("org.nato", 0, 10),)), RU, target)
        assert entries(target)[0].comment.splitlines() == [
            "Kind: paragraph",
            "Term: حلف الناتو = НАТО",
            "ERROR terms: Term missing: “NATO”.",
            "INFO numbers: so",
            "Engine score: -0.25 (mean log-probability of a token)",
        ]

    @pytest.mark.parametrize("file", FILES, ids=ascii)
    def test_refer_to_file_and_line_whatever_the_file_is_called(self, target: Path, file: str) -> None:
        po.write(view([("قال.", "He said."), ("نعم.", "Yes.")], file=file), EN, target)
        found = [entry.occurrences for entry in entries(target)]
        assert [[line for _, line in places] for places in found] == [["2"], ["4"]]
        assert all(name.endswith(".txt") for places in found for name, _ in places)
        assert all(not any(char.isspace() for char in name) for places in found for name, _ in places)

    @pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
    def test_keep_every_character(self, target: Path, nasty: str) -> None:
        po.write(view([(nasty, nasty), ("نعم.", "Yes.")]), EN, target)
        assert [(entry.msgid, entry.msgstr) for entry in entries(target)] == [(nasty, nasty), ("نعم.", "Yes.")]


class TestHeader:
    @pytest.mark.parametrize(
        ("lang", "plural", "team"), [(EN, "nplurals=2", "English desk"), (RU, "nplurals=3", "Russian desk")]
    )
    def test_is_complete(self, target: Path, lang: Lang, plural: str, team: str) -> None:
        po.write(view([("نعم.", "Yes.")]), lang, target)
        header = polib.pofile(str(target)).metadata
        assert {
            "Project-Id-Version",
            "POT-Creation-Date",
            "PO-Revision-Date",
            "Last-Translator",
            "Language-Team",
            "MIME-Version",
            "Content-Transfer-Encoding",
            "X-Generator",
            "X-Glossary",
        } <= {key for key, value in header.items() if value}
        assert (header["Language"], header["Language-Team"]) == (lang, team)
        assert header["Content-Type"] == "text/plain; charset=UTF-8"
        assert header["Plural-Forms"].startswith(plural)
        assert header["X-Engine"] == "engine:test|version:1"

    @pytest.mark.parametrize("file", FILES, ids=ascii)
    def test_survives_any_file_name(self, target: Path, file: str) -> None:
        po.write(view([("نعم.", "Yes.")], file=file), EN, target)
        header = polib.pofile(str(target)).metadata
        assert header["Language"] == "en"
        assert header["Project-Id-Version"].split() == Path(file).stem.split()


class TestTheFile:
    def test_has_the_same_bytes_for_the_same_content_at_the_same_epoch(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641772800")
        made = [po.write(view([("نعم.", "Yes.")]), EN, tmp_path / name).read_bytes() for name in ("a.po", "b.po")]
        assert made[0] == made[1]
        assert b"PO-Revision-Date: 2022-01-10 00:00+0000" in made[0]

    def test_is_utf8_without_a_byte_order_mark_and_with_plain_line_ends(self, target: Path) -> None:
        data = po.write(view([("قال.", "Он.")]), RU, target).read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert "قال." in data.decode("utf-8")

    def test_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(self, target: Path) -> None:
        for text in ("old", "new"):
            po.write(view([("نعم.", text)]), EN, target)
        assert [entry.msgstr for entry in entries(target)] == ["new"]
        assert [path.name for path in target.parent.iterdir()] == ["news.en.po"]

    def test_that_cannot_be_written_is_named(self, target: Path) -> None:
        target.parent.write_text("a file in the way")
        with pytest.raises(ExportError, match=r"news\.en\.po: cannot be written: "):
            po.write(view([("نعم.", "Yes.")]), EN, target)


@pytest.mark.external
@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is needed")
@pytest.mark.parametrize("lang", [EN, RU])
@pytest.mark.parametrize("state", [State.TRANSLATED, State.REVIEWED])
def test_msgfmt_accepts_it(target: Path, lang: Lang, state: State) -> None:
    # msgfmt wants both sides to begin and end alike with a line end, which all these do
    po.write(view([(text, text) for text in NASTY.values()], state=state, file="two words.txt"), lang, target)
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(target)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
