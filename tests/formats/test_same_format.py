"""A document with the translation in place of its text: all else as it was."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from lxml import etree
from views import EN, RU

from translate.config import Config
from translate.errors import ExportError
from translate.formats import reading, same
from translate.formats.view import View
from translate.glossary.termbase import by_id
from translate.language import arabic
from translate.model import Draft, Lang
from translate.readers.zipped import Zipped
from translate.segment import segments

sys.path.append(str(Path(__file__).parents[1] / "readers"))

import reader_samples as samples
from reader_samples import PARAGRAPH, SECOND, TITLE, page, word
from test_reader_docx import paragraph, run, with_body


def view(path: Path, lang: Lang = EN, limit: int | None = None) -> View:
    """Each sentence is drafted as `<its number>.`"""
    document = reading.read(path)
    cut = arabic(segments(document.blocks), document.blocks)[:limit]
    drafts = {segment.id: Draft(segment.id, lang, f"T{number} & <b>.", "x") for number, segment in enumerate(cut, 1)}
    return View(document, cut, {lang: drafts}, {lang: {}}, by_id([]), "x")


def written(folder: Path, name: str, data: bytes, **options: object) -> Path:
    path = folder / name
    path.write_bytes(data)
    [(file, write)] = same.files(view(path, **options), "news", Config())  # type: ignore[arg-type]
    write(folder / file)
    return folder / file


def texts(path: Path) -> list[str]:
    return [block.text for block in reading.read(path).blocks]


def body(path: Path) -> str:
    with Zipped(path.read_bytes(), path) as archive:
        return archive.read("word/document.xml").decode()


def test_a_word_document_keeps_its_paragraphs_and_styles(tmp_path: Path) -> None:
    made = written(tmp_path, "a.docx", samples.docx())
    assert made.name == "news.en.docx"
    assert texts(made) == [f"T{number} & <b>." for number in (1, 2)] + ["T3 & <b>. T4 & <b>."] + [
        *(f"T{number} & <b>." for number in range(5, 11)),
        "T11 & <b>. T12 & <b>.",
        "T13 & <b>.",
    ]
    before, after = (re.findall(r'w:pStyle w:val="(\w+)"', body(path)) for path in (tmp_path / "a.docx", made))
    assert before == after


def test_a_page_keeps_all_but_the_article(tmp_path: Path) -> None:
    made = written(tmp_path, "a.html", samples.html())
    assert made.name == "news.en.html"
    assert texts(made)[0] == "T1 & <b>."
    page = made.read_text(encoding="utf-8")
    for kept in (
        samples.BANNER,
        samples.ADVERT,
        samples.RIGHTS,
        samples.RELATED,
        "لا يقرأ أحد",
        "p { color: red }",
        "<!DOCTYPE html>",
    ):
        assert kept in page
    for gone in (TITLE, PARAGRAPH, SECOND):
        assert gone not in page
    root = etree.HTML(page)
    assert (root.get("dir"), root.get("lang")) == ("ltr", "en")
    assert root.findtext(".//title") == "T1 & <b>. | روسيا والعالم الإسلامي"


@pytest.mark.parametrize("lang", [EN, RU])
def test_right_to_left_marks_go_and_the_language_is_said(tmp_path: Path, lang: Lang) -> None:
    made = body(written(tmp_path, "a.docx", word([(SECOND, None)]), lang=lang))
    assert '<w:bidi w:val="0"/>' in made
    assert '<w:rtl w:val="0"/>' in made
    assert f'<w:lang w:val="{lang}-' in made


def test_the_weight_and_size_of_arabic_become_those_of_latin(tmp_path: Path) -> None:
    data = with_body(paragraph(run(SECOND, '<w:bCs/><w:szCs w:val="40"/><w:rtl/><w:cs/>')))
    made = body(written(tmp_path, "a.docx", data))
    assert re.search(r'<w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/><w:rtl w:val="0"/><w:lang', made)


def test_the_run_with_most_of_the_text_gets_the_translation(tmp_path: Path) -> None:
    runs = run("موسكو: ", "<w:b/>") + run(SECOND[:-1]) + f'<w:hyperlink w:anchor="x">{run("هنا")}</w:hyperlink>'
    made = body(written(tmp_path, "a.docx", with_body(paragraph(runs))))
    assert re.findall(r"<w:t[^>]*>([^<]+)</w:t>", made) == ["T1 &amp; &lt;b&gt;."]
    assert made.index("<w:b/>") < made.index("T1") < made.index("w:hyperlink")


def test_a_link_that_spans_the_paragraph_stays_one(tmp_path: Path) -> None:
    made = body(written(tmp_path, "a.docx", with_body(paragraph(f'<w:hyperlink w:anchor="x">{run(SECOND)}</w:hyperlink>'))))
    assert re.search(r"<w:hyperlink[^>]*>.*T1 &amp;.*</w:hyperlink>", made)
    made = written(tmp_path, "a.html", page(f'<h1><a href="/x">{TITLE}</a></h1><p>{PARAGRAPH}</p>').encode()).read_text("utf-8")
    assert '<h1><a href="/x">T1 &amp; &lt;b&gt;.</a></h1>' in made


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    made = body(written(tmp_path, "a.docx", samples.docx()))
    assert "w:ins" not in made
    assert "w:del" not in made


def test_columns_of_a_table_run_from_left_to_right(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tr><w:tc>{paragraph(run('أ'))}</w:tc></w:tr></w:tbl>"
    assert "bidiVisual" not in body(written(tmp_path, "a.docx", with_body(table)))


def test_styles_in_a_page_s_elements_are_turned(tmp_path: Path) -> None:
    styled = f'<div dir="rtl" lang="ar-SA" style="direction: rtl; text-align:right"><p align="right">{PARAGRAPH}</p></div>'
    text = f"<h1>{TITLE}</h1>{styled}"
    made = written(tmp_path, "a.html", page(text).encode()).read_text(encoding="utf-8")
    assert '<div dir="ltr" lang="en" style="direction: ltr; text-align:left"><p align="left">' in made


def test_a_page_in_another_encoding_is_written_in_utf8_and_says_so(tmp_path: Path) -> None:
    data = f'<html><head><meta charset="windows-1256"></head><body><h1>{TITLE}</h1><p>{PARAGRAPH}</p></body></html>'.encode(
        "cp1256"
    )
    made = written(tmp_path, "a.html", data).read_bytes()
    assert made.startswith(b'<html lang="en" dir="ltr"><head><meta charset="utf-8">')
    assert b"1256" not in made


def test_what_has_no_draft_or_is_no_arabic_stays(tmp_path: Path) -> None:
    data = word([(TITLE, "Title"), ("The Times", None), ("١٢٫٥", None), (SECOND, None)])
    assert texts(written(tmp_path, "a.docx", data, limit=1)) == ["T1 & <b>.", "The Times", "12.5", SECOND]


def test_half_a_paragraph_is_followed_by_the_rest_of_its_source(tmp_path: Path) -> None:
    made = written(tmp_path, "a.docx", word([(f"{SECOND} {SECOND}", None)]), limit=1)
    assert texts(made) == [f"T1 & <b>. {SECOND}"]


def test_the_same_drafts_give_the_same_bytes(tmp_path: Path) -> None:
    for name, data in (("a.docx", samples.docx()), ("a.html", samples.html())):
        assert written(tmp_path, name, data).read_bytes() == written(tmp_path, name, data).read_bytes()


def test_a_document_in_an_archive_is_written_back_too(tmp_path: Path) -> None:
    (tmp_path / "news.zip").write_bytes(samples.zipped({"a.docx": samples.docx()}))
    [(file, write)] = same.files(view(tmp_path / "news.zip" / "a.docx"), "a", Config())
    write(tmp_path / file)
    assert texts(tmp_path / "a.en.docx")[0] == "T1 & <b>."


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.odt", "a.md", "a.srt"])
def test_other_kinds_cannot_be_written_back(tmp_path: Path, name: str) -> None:
    made = {"a.txt": samples.ARTICLE.encode(), "a.pdf": samples.SEED_PDF.read_bytes(), "a.odt": samples.odt()}
    data = made | {"a.md": samples.markdown(), "a.srt": samples.subrip()}
    with pytest.raises(ExportError, match="cannot be written in its own format"):
        written(tmp_path, name, data[name])


def test_a_document_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(samples.docx())
    seen = view(path)
    path.write_bytes(samples.seed_docx())
    with pytest.raises(ExportError, match="changed while it was translated"):
        list(same.files(seen, "a", Config()))
