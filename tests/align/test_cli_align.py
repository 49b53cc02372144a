"""`translate align …`: what it prints, what it writes, with which exit code."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import docx
import pytest
from aligned_story import AR, EN, RU, Meanings, paragraphs
from lxml import html

from translate import embedding
from translate.formats import tmx
from translate.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from command import Outcome

    from translate.model import Lang


def write(path: Path, lang: Lang, its: list[list[str]] | None = None) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n".join(" ".join(sentences) for sentences in its or paragraphs(lang)), encoding="utf-8")
    return path


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(embedding, "embedder", Meanings)
    for lang in (AR, EN, RU):
        write(desk / f"story.{lang}.txt", lang)
    return desk


@pytest.fixture
def align(translate: Callable[..., Outcome]) -> Callable[..., Outcome]:
    return partial(translate, "align")


ALL = ("story.ar.txt", "story.en.txt", "story.ru.txt")


class TestFiles:
    def test_three_versions_are_told_in_a_line(self, align: Callable[..., Outcome]) -> None:
        done = align(*ALL)
        assert (done.code, done.err) == (0, "")
        assert done.out == "story.ar = story.en = story.ru: 12 rows: 12 sure\n"

    def test_without_vectors_it_says_so(self, align: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(embedding, "embedder", lambda: None)
        done = align(*ALL)
        assert done.code == 0
        assert "12 rows" in done.out
        assert "numbers and names alone" in done.err

    def test_the_pairs_go_to_tmx(self, desk: Path, align: Callable[..., Outcome]) -> None:
        assert "24 pairs written to pairs.tmx" in align(*ALL, "--out", "pairs.tmx").out
        pairs = list(tmx.read(desk / "pairs.tmx"))
        assert (pairs[0].source, pairs[0].target, pairs[1].lang) == (paragraphs(AR)[0][0], paragraphs(EN)[0][0], RU)

    def test_and_to_the_memory_once(self, desk: Path, align: Callable[..., Outcome]) -> None:
        assert "24 new pairs" in align(*ALL, "--remember", "--author", "Reuters").out
        assert "0 new pairs" in align(*ALL, "--remember", "--author", "Reuters").out
        with Memory(desk / ".translate" / "memory.db") as memory:
            assert {(entry.origin, entry.author) for entry in memory.entries()} == {("align", "Reuters")}
            (hit,) = memory.find(paragraphs(AR)[1][1], RU, limit=1)
        assert hit.text == paragraphs(RU)[1][1]

    def test_nothing_is_remembered_unless_it_is_wished(self, desk: Path, align: Callable[..., Outcome]) -> None:
        align(*ALL)
        assert not (desk / ".translate").exists()

    def test_json_is_all_that_goes_to_standard_output(self, desk: Path, align: Callable[..., Outcome]) -> None:
        (story,) = json.loads(align(*ALL, "--json", "--out", "p.tmx").out)
        assert len(story["rows"]) == 12
        assert story["rows"][3]["ar"] == paragraphs(AR)[1][2]
        assert (desk / "p.tmx").exists()

    def test_two_versions_in_any_order_after_the_arabic(self, align: Callable[..., Outcome]) -> None:
        assert (
            align("story.ar.txt", "story.ru.txt", "story.en.txt").out
            == align("story.ar.txt", "story.ru.txt", "story.en.txt").out
        )
        assert "12 sure" in align("story.ar.txt", "story.ru.txt").out

    def test_strangers_are_suspected(self, desk: Path, align: Callable[..., Outcome]) -> None:
        write(desk / "x.txt", EN, [[f"Quite another thing happened to person number {n} in the mountains."] for n in range(9)])
        assert "are these versions of one story?" in align("story.ar.txt", "x.txt").out


class TestReview:
    @pytest.fixture
    def changed(self, desk: Path) -> Path:
        english = paragraphs(EN)
        del english[2][1]
        english.insert(2, english.pop())
        return write(desk / "changed.txt", EN, english)

    def test_as_a_page_with_every_doubt_and_its_neighbours(
        self, desk: Path, changed: Path, align: Callable[..., Outcome]
    ) -> None:
        assert "4 doubtful rows written to doubt.html" in align("story.ar.txt", changed, "--review", "doubt.html").out
        page = html.parse(str(desk / "doubt.html")).getroot()
        doubts = page.xpath("//tr[@class='doubtful']")
        assert [row.xpath("string(td[last()])") for row in doubts] == ["no English", *["stands elsewhere"] * 3]
        assert doubts[0].xpath("string(td[@dir='rtl'][@lang='ar'])") == paragraphs(AR)[2][1]
        assert [row.xpath("string(td[1])") for row in page.xpath("//tr[@class='aside']")] == ["5", "7", "9"]

    def test_as_a_table_in_word(self, desk: Path, changed: Path, align: Callable[..., Outcome]) -> None:
        align("story.ar.txt", changed, "--review", "doubt.docx")
        word = docx.Document(str(desk / "doubt.docx"))
        (table,) = word.tables
        assert [cell.text for cell in table.rows[0].cells] == ["№", "العربية", "English", "Doubt"]
        assert [row.cells[3].text for row in table.rows][1:] == ["", "no English", "", "", *["stands elsewhere"] * 3]
        assert "<w:bidi/>" in table.rows[2].cells[1]._tc.xml

    def test_text_that_looks_like_mark_up_stays_text(self, desk: Path, align: Callable[..., Outcome]) -> None:
        english = paragraphs(EN)
        english.append(["The site showed <script>alert(1)</script> & nothing else, said the agency's own correspondent."])
        write(desk / "marked.txt", EN, english)
        for kind in ("html", "docx"):
            assert align("story.ar.txt", "marked.txt", "--review", f"doubt.{kind}").code == 0
        assert "<script>" not in (desk / "doubt.html").read_text(encoding="utf-8")
        assert "<script>alert(1)</script> &" in docx.Document(str(desk / "doubt.docx")).tables[0].rows[-1].cells[2].text

    def test_where_nothing_is_doubtful_it_says_so(self, desk: Path, align: Callable[..., Outcome]) -> None:
        align(*ALL, "--review", "doubt.html")
        assert "No doubtful row." in (desk / "doubt.html").read_text(encoding="utf-8")


class TestFolders:
    @pytest.fixture
    def folders(self, desk: Path) -> Path:
        for lang in (AR, EN, RU):
            for at in (1, 2, 3):
                name = {AR: f"a{at}", EN: f"b{5 - at}", RU: f"c{(at + 1) % 3}"}[lang]
                write(desk / str(lang) / f"{name}.txt", lang, [paragraphs(lang)[at]])
        return desk

    def test_stories_are_matched_and_written_to_one_file(self, folders: Path, align: Callable[..., Outcome]) -> None:
        done = align("ar", "en", "ru", "--out", "all.tmx")
        assert (done.code, done.err) == (0, "")
        assert done.out.splitlines()[-1] == "16 pairs written to all.tmx"
        known = {
            arabic: english
            for paragraph in zip(paragraphs(AR), paragraphs(EN), strict=True)
            for arabic, english in zip(*paragraph, strict=True)
        }
        assert {p.source: p.target for p in tmx.read(folders / "all.tmx") if p.lang is EN}.items() <= known.items()

    def test_what_is_alone_broken_or_strange_is_named_and_the_others_go_on(
        self, folders: Path, align: Callable[..., Outcome]
    ) -> None:
        write(folders / "en" / "weather.txt", EN, [["Rain is expected on the coast.", "Winds will be light."]])
        write(folders / "en" / "russian.txt", RU)
        (folders / "ru" / "empty.txt").write_bytes(b"")
        done = align("ar", "en", "ru")
        assert done.code == 1
        assert "en/weather.txt: no other folder tells this story" in done.out
        assert sorted(line.split(" ", 2)[1] for line in done.err.splitlines()) == ["en/russian.txt:", "ru/empty.txt:"]
        assert done.out.count(" = ") == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["story.en.txt", "story.ar.txt"], "story.en.txt: is English, and stands where the Arabic belongs (the Arabic first"),
        (["story.ar.txt", "story.ar.txt"], "story.ar.txt: is given twice"),
        (["story.ar.txt", "copy.txt"], "copy.txt: is Arabic, like one before it"),
        (["story.ar.txt", "story.en.txt", "./story.en.txt"], "story.en.txt: is given twice"),
        (["story.ar.txt", "none.txt"], "none.txt: no such file or folder"),
        (["story.ar.txt", "empty.txt"], "empty.txt: is empty"),
        (["story.ar.txt", "digits.txt"], "digits.txt: "),
        (["story.ar.txt", "folder"], "story.ar.txt, folder: are files and folders mixed"),
        (["folder", "other"], "folder: holds nothing to translate"),
        (["story.ar.txt", "story.en.txt", "--out", "pairs.csv"], "pairs.csv: is written as TMX only (name it pairs.tmx)"),
        (["story.ar.txt", "story.en.txt", "--review", "a.pdf"], "a.pdf: is no kind of review (kinds: .html, .docx)"),
        (["story.ar.txt", "story.en.txt", "--out", "story.ar.txt/x.tmx"], "story.ar.txt/x.tmx: cannot be written"),
    ],
)
def test_bad_input_is_one_line(desk: Path, align: Callable[..., Outcome], words: list[str], said: str) -> None:
    write(desk / "copy.txt", AR)
    (desk / "empty.txt").write_bytes(b"")
    (desk / "digits.txt").write_text("12 34\n\n56\n", encoding="utf-8")
    for folder in ("folder", "other"):
        (desk / folder).mkdir()
    done = align(*words)
    assert done.code in (1, 2)
    assert done.err.startswith(f"translate: {said}")
    assert done.err.count("\n") == 1
