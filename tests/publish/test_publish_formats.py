"""Every edition carries its texts whole, takes none of them for mark-up, and comes out the same twice."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from typing import TYPE_CHECKING

import docx as python_docx
import pytest
import yaml
from editions import AR, ARTICLE, ATTACKS, EN, ENGLISH, RU, RUSSIAN
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from translate.config import Config, PublishConfig
from translate.errors import PublishError
from translate.formats.markup import clean
from translate.model import Lang
from translate.publish import docx, epub, html, markdown, pdf
from translate.publish.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.html import HtmlElement

    from translate.publish.edition import Edition

CONFIG = Config()
LONG = "Слово и дело " * 39  # 507 characters


def pages(made: Edition, publish: PublishConfig = CONFIG.publish) -> dict[str, str]:
    return dict(html.pages(made, publish))


def attacked(make: Callable[..., Edition], attack: str) -> Edition:
    """An article whose source and every translation hold the attack."""
    text = ARTICLE.replace("ماذا بعد", f"ماذا بعد {attack}".replace("\x00", "").replace("\x07", "").replace("\ufffe", ""))
    return make(
        text=text, texts={lang: [f"{told} {attack}" for told in texts] for lang, texts in ((EN, ENGLISH), (RU, RUSSIAN))}
    )


def tree(page: str) -> HtmlElement:
    return lxml_html.document_fromstring(page)


def test_the_parallel_page_has_each_row_in_its_languages_and_directions(make: Callable[..., Edition]) -> None:
    page = tree(pages(make())["index.html"])
    rows = page.cssselect("article .row")
    assert len(rows) == 7
    for row in rows:
        assert [(cell.get("lang"), cell.get("dir")) for cell in row] == [("ar", "rtl"), ("en", "ltr"), ("ru", "ltr")]
    assert len(page.cssselect("h1")) == 1
    assert [cell.text_content() for cell in page.cssselect("h1 > *")] == [
        "قمة في موسكو",
        "Summit in Moscow",
        "Саммит в\u00a0Москве",
    ]
    assert page.get("lang") == "en"


@pytest.mark.parametrize(
    ("file", "lang", "direction"), [("ar.html", "ar", "rtl"), ("en.html", "en", "ltr"), ("ru.html", "ru", "ltr")]
)
def test_a_page_of_one_language_is_in_that_language(make: Callable[..., Edition], file: str, lang: str, direction: str) -> None:
    page = tree(pages(make())[file])
    assert (page.get("lang"), page.get("dir")) == (lang, direction)
    assert len(page.cssselect("article > p")) == 2
    assert [time.get("datetime") for time in page.cssselect("time")] == ["2022-01-10"]


def test_pages_name_each_other(make: Callable[..., Edition]) -> None:
    page = tree(pages(make())["en.html"])
    assert {link.get("hreflang"): link.get("href") for link in page.cssselect("link[rel=alternate]")} == {
        "ar": "ar.html",
        "en": "en.html",
        "ru": "ru.html",
        "x-default": "index.html",
    }
    assert [link.get("href") for link in page.cssselect("nav a")] == ["index.html", "ar.html", "en.html", "ru.html"]
    assert [link.get("href") for link in page.cssselect("nav a[aria-current=page]")] == ["en.html"]


def test_pages_name_each_other_in_full_where_the_config_says_where_on_the_web(make: Callable[..., Edition]) -> None:
    page = tree(pages(make(), PublishConfig(address="https://example.org/news/"))["en.html"])
    assert page.cssselect("link[rel=canonical]")[0].get("href") == "https://example.org/news/summit/en.html"
    assert page.cssselect("link[hreflang=ru]")[0].get("href") == "https://example.org/news/summit/ru.html"


def test_the_metadata_say_what_is_known(make: Callable[..., Edition]) -> None:
    page = tree(pages(make(), PublishConfig(publisher="Desk & Co"))["en.html"])
    data = json.loads(page.cssselect("script[type='application/ld+json']")[0].text)
    assert data == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Summit in Moscow",
        "inLanguage": "en",
        "datePublished": "2022-01-10",
        "publisher": {"@type": "Organization", "name": "Desk & Co"},
        "sourceOrganization": {"@type": "Organization", "name": "TASS"},
        "creditText": "Kremlin",
        "translationOfWork": {"@type": "NewsArticle", "inLanguage": "ar", "headline": "قمة في موسكو"},
    }
    assert page.cssselect("title")[0].text == "Summit in Moscow"
    assert page.cssselect("meta[name='dcterms.source']")[0].get("content") == "TASS"


@pytest.mark.parametrize("attack", ATTACKS)
def test_mark_up_comes_out_as_text_on_pages(make: Callable[..., Edition], attack: str) -> None:
    for name, text in pages(attacked(make, attack)).items():
        page = tree(text)
        assert not page.cssselect("img, b, i"), name
        assert {script.get("type") for script in page.cssselect("script")} == {"application/ld+json"}
        assert not [key for element in page.iter() for key in element.attrib if key.startswith("on")]
        assert [link.get("href") for link in page.cssselect("a") if "script" in link.get("href")] == []
        lang = name.removesuffix(".html")
        if lang in ("en", "ru"):
            wanted = typeset(clean(f"{ENGLISH[4] if lang == EN else RUSSIAN[4]} {attack}"), Lang(lang))
            assert page.cssselect("h2")[0].text_content() == wanted
            data = json.loads(page.cssselect("script")[0].text)
            assert data["headline"] == page.cssselect("h1")[0].text_content()


@pytest.mark.parametrize("attack", ATTACKS)
def test_mark_up_comes_out_as_text_in_books(make: Callable[..., Edition], tmp_path: Path, attack: str) -> None:
    epub.write(attacked(make, attack).only(EN), (AR, EN), CONFIG.publish, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                root = etree.fromstring(book.read(name), etree.XMLParser(resolve_entities=False))
                assert not [each for each in root.iter() if etree.QName(each).localname in ("script", "img", "b", "i")]
        texts = etree.fromstring(book.read("EPUB/text.xhtml"))
        heading = texts.findall(".//{*}h2/{*}span")[1]
        assert "".join(heading.itertext()) == typeset(clean(f"{ENGLISH[4]} {attack}"), EN)


@pytest.mark.parametrize("attack", ATTACKS)
def test_mark_up_comes_out_as_text_in_word(make: Callable[..., Edition], tmp_path: Path, attack: str) -> None:
    docx.write(attacked(make, attack), EN, CONFIG, tmp_path / "a.docx")
    texts = [paragraph.text for paragraph in python_docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert typeset(clean(f"{ENGLISH[4]} {attack}"), EN) in texts


@pytest.mark.parametrize("attack", [*ATTACKS, "*a* _b_ `c` [d](e) # f ![g](h) <http://i.j>"])
def test_mark_up_comes_out_as_text_in_markdown(make: Callable[..., Edition], tmp_path: Path, attack: str) -> None:
    markdown.write(attacked(make, attack), EN, CONFIG.publish, tmp_path / "a.md")
    _, matter, body = (tmp_path / "a.md").read_text(encoding="utf-8").split("---\n", 2)
    assert yaml.safe_load(matter)["title"] == typeset(clean(f"{ENGLISH[0]} {attack}"), EN)
    page = lxml_html.fragment_fromstring(MarkdownIt("commonmark").render(body), create_parent="div")
    assert page.cssselect("h2")[0].text_content() == typeset(clean(f"{ENGLISH[4]} {attack}"), EN).strip()
    assert not page.cssselect("script, img, b, i, em, strong, code, a, li, blockquote")


@pytest.mark.parametrize(
    "line",
    [
        "1. one",
        "2022. год",
        "12) twelve",
        "- two",
        "+ three",
        "---",
        "+++",
        "***",
        "* * *",
        "===",
        "# h",
        "> q",
        "~~~",
        "    code",
        "[a]: b",
        "|a|b|",
    ],
)
def test_no_beginning_of_a_line_is_mark_up_in_markdown(line: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(f"{markdown.escape(line)}\n")
    assert rendered == f"<p>{line.strip().replace('>', '&gt;')}</p>\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=30))
def test_any_text_comes_back_from_markdown_and_yaml(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(f"{markdown.escape(text)}\n")
    back = lxml_html.fragment_fromstring(rendered, create_parent="div").text_content().strip() if rendered else ""
    assert back == clean(text).strip() or clean(text) != text
    assert yaml.safe_load(f"a: {markdown.scalar(text)}") == {"a": text}


def test_the_front_matter_says_what_is_known(make: Callable[..., Edition], tmp_path: Path) -> None:
    markdown.write(make(), RU, PublishConfig(publisher='Desk: "a" #b'), tmp_path / "a.md")
    matter = yaml.safe_load((tmp_path / "a.md").read_text(encoding="utf-8").split("---\n")[1])
    assert {name: str(value) for name, value in matter.items()} == {
        "title": "Саммит в\u00a0Москве",
        "lang": "ru",
        "date": "2022-01-10",
        "dateline": "10 января 2022\u202fг.",
        "source": "ТАСС",
        "image_credit": "Кремль",
        "publisher": 'Desk: "a" #b',
    }


def test_a_word_article_has_the_styles_of_the_house(make: Callable[..., Edition], desk: Path) -> None:
    template = python_docx.Document()
    template.styles.add_style("Dateline", 1)
    template.add_paragraph("to be replaced")
    template.sections[0].header.paragraphs[0].text = "The Desk"
    template.save(str(desk / "house.docx"))
    config = Config(root=desk, publish=PublishConfig(template="house.docx"))
    docx.write(make(), EN, config, desk / "a.docx")
    made = python_docx.Document(str(desk / "a.docx"))
    assert [(p.style.name, p.text) for p in made.paragraphs if p.style][:4] == [
        ("Title", "Summit in Moscow"),
        ("Dateline", "10 January 2022"),
        ("Body Text", "Putin said the summit was “historic”. The guests arrived in the morning."),
        ("Heading 1", "What next"),
    ]
    assert made.sections[0].header.paragraphs[0].text == "The Desk"
    assert "to be replaced" not in [paragraph.text for paragraph in made.paragraphs]
    assert (made.core_properties.title, made.core_properties.language) == ("Summit in Moscow", "en-GB")


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04broken"])
def test_a_template_that_is_no_document_is_named(make: Callable[..., Edition], desk: Path, content: bytes) -> None:
    (desk / "house.docx").write_bytes(content)
    with pytest.raises(PublishError, match="cannot be used as a template") as caught:
        docx.write(make(), EN, Config(root=desk, publish=PublishConfig(template="house.docx")), desk / "a.docx")
    assert "house.docx" in str(caught.value)


def test_a_book_begins_with_its_media_type_and_holds_its_fonts(make: Callable[..., Edition], tmp_path: Path) -> None:
    epub.write(make().only(EN), (AR, EN), CONFIG.publish, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert sum(name.endswith(".woff2") for name in book.namelist()) == 4
        package = book.read("EPUB/book.opf").decode()
        assert re.findall("<dc:language>(..)</dc:language>", package) == ["ar", "en"]
        assert '<meta property="dcterms:modified">2022-01-10T10:00:00Z</meta>' in package


def test_the_same_article_gives_the_same_bytes(make: Callable[..., Edition], tmp_path: Path) -> None:
    made = make()
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        epub.write(made.only(RU), (AR, RU), CONFIG.publish, folder / "a.epub")
        docx.write(made, RU, CONFIG, folder / "a.docx")
        markdown.write(made, RU, CONFIG.publish, folder / "a.md")
    assert pages(made) == pages(made)
    for name in ("a.epub", "a.docx", "a.md"):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_a_title_of_500_characters_stands_whole(make: Callable[..., Edition], tmp_path: Path) -> None:
    made = make(texts={EN: [LONG, *ENGLISH[1:]], RU: [LONG, *RUSSIAN[1:]]})
    assert len(made.about[RU].title) > 500
    assert tree(pages(made)["ru.html"]).cssselect("h1")[0].text_content() == made.about[RU].title
    docx.write(made, RU, CONFIG, tmp_path / "a.docx")
    assert python_docx.Document(str(tmp_path / "a.docx")).paragraphs[0].text == made.about[RU].title
    epub.write(made.only(RU), (RU,), CONFIG.publish, tmp_path / "a.epub")
    markdown.write(made, RU, CONFIG.publish, tmp_path / "a.md")
    assert made.about[RU].title in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_an_article_without_title_and_date_makes_all_editions(make: Callable[..., Edition], tmp_path: Path) -> None:
    made = make(text="وصل الضيوف صباحا.\n", texts={EN: ["The guests arrived."], RU: ["Гости прибыли."]})
    page = tree(pages(made)["en.html"])
    assert page.cssselect("time") == []
    assert page.cssselect("h1")[0].text_content() == "summit"
    assert "datePublished" not in page.cssselect("script")[0].text
    docx.write(made, EN, CONFIG, tmp_path / "a.docx")
    epub.write(made.only(EN), (EN,), CONFIG.publish, tmp_path / "a.epub")
    markdown.write(made, EN, CONFIG.publish, tmp_path / "a.md")
    assert "date:" not in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_no_page_asks_for_anything_and_none_runs_a_script(make: Callable[..., Edition]) -> None:
    for text in pages(make()).values():
        page = tree(text)
        policy = page.cssselect("meta[http-equiv='Content-Security-Policy']")[0].get("content")
        assert "default-src 'none'" in policy
        assert not page.cssselect("link[rel=stylesheet], img, iframe, script[src]")
        assert set(re.findall(r"url\(\"?([a-z]+):", text)) == {"data"}


@pytest.mark.parametrize("error", [ImportError("no weasyprint"), OSError("no libpango")])
def test_without_weasyprint_or_pango_a_line_says_what_to_install(
    make: Callable[..., Edition], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise error

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(PublishError, match="no PDF: WeasyPrint") as caught:
        pdf.write(make(), (EN,), CONFIG.publish, tmp_path / "a.pdf")
    assert "libpango" in str(caught.value)
