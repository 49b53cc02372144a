"""Web pages: the article and nothing else, whatever stands around it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import reader_samples as samples
from reader_samples import ADVERT, BANNER, DATE, HEADING, PARAGRAPH, SECOND, TITLE, page

from translate.errors import InputError
from translate.formats import reading
from translate.model import Document, Metadata
from translate.readers.source import of_bytes

ONE = "قال الوزير ذلك أمس."
BODY = f"<h1>{TITLE}</h1><p>{PARAGRAPH}</p><p>{SECOND}</p>"


def read(data: bytes | str, name: str = "article.html") -> Document:
    return reading.parse(of_bytes(Path(name), data.encode() if isinstance(data, str) else data))


def found(body: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(page(body)).blocks]


def texts(data: bytes | str) -> list[str]:
    return [block.text for block in read(data).blocks]


def test_the_article_is_read_and_all_around_it_left_out() -> None:
    blocks = [(block.kind.value, block.text) for block in read(samples.html()).blocks]
    assert blocks == [
        ("title", TITLE),
        ("dateline", DATE),
        ("paragraph", PARAGRAPH),
        ("heading", HEADING),
        ("paragraph", SECOND),
        ("caption", "قصر المؤتمرات"),
        ("credit", "المصدر: تاس"),
    ]


def test_what_the_head_says_is_kept() -> None:
    assert read(samples.html()).metadata == Metadata(
        title=TITLE,
        date="2022-01-10T18:00:00+03:00",
        author="أحمد سالم",
        source="روسيا والعالم الإسلامي",
        url="https://example.org/ar/1",
        links=(("ru", "https://example.org/ru/1"),),
    )


def test_linked_data_is_read_where_there_are_no_other_fields() -> None:
    data = '{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "datePublished": "2022-01-10", '
    data += '"author": [{"name": "سالم"}]}]}'
    known = read(f'<html><head><script type="application/ld+json">{data}</script></head><body>{BODY}</body></html>').metadata
    assert (known.date, known.author) == ("2022-01-10", "سالم")


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '"x"', "[]", "null", '{"@type": 5}', '{"@graph": {"@type": "Article"}}'])
def test_linked_data_that_cannot_be_read_is_passed_over(data: str) -> None:
    document = read(f'<html><head><script type="application/ld+json">{data}</script></head><body>{BODY}</body></html>')
    assert [block.text for block in document.blocks] == [TITLE, PARAGRAPH, SECOND]


CASES = {
    "a list": (f"<ul><li>{HEADING}</li><li><p>{SECOND}</p></li></ul>", [("list-item", HEADING), ("list-item", SECOND)]),
    "a quote": (f"<blockquote><p>{SECOND}</p></blockquote>", [("quote", SECOND)]),
    "a table": ("<table><tr><th>الاسم</th><td>12</td></tr></table>", [("cell", "الاسم"), ("cell", "12")]),
    "a caption": (f"<figure><figcaption>{HEADING}</figcaption></figure>", [("caption", HEADING)]),
    "a caption by its class": (f'<div class="wp-caption"><p class="caption">{HEADING}</p></div>', [("caption", HEADING)]),
    "a footnote": (f'<div role="doc-footnote"><p>{SECOND}</p></div>', [("footnote", SECOND)]),
    "a byline": ('<p class="byline">أحمد سالم</p>', [("credit", "أحمد سالم")]),
    "a heading in bold": (f"<p><strong>{HEADING}</strong></p>", [("heading", HEADING)]),
    "bold words in a sentence": ("<p>قال <b>الوزير</b> ذلك.</p>", [("paragraph", "قال الوزير ذلك.")]),
    "a link in a sentence": (
        f'<p>{SECOND} <a href="/x">وأكد الوزير</a> ذلك.</p>',
        [("paragraph", f"{SECOND} وأكد الوزير ذلك.")],
    ),
    "line breaks": (f"<div>{SECOND}<br><br>{PARAGRAPH}</div>", [("paragraph", SECOND), ("paragraph", PARAGRAPH)]),
    "a line break in a heading": ("<h2>استنتاجات<br>القادة</h2>", [("heading", HEADING)]),
    "blanks and entities": (
        "<p>قال\n\t  الوزير&nbsp;&laquo;نعم&raquo; &amp; لا.</p>",
        [("paragraph", "قال الوزير\u00a0«نعم» & لا.")],
    ),
    "a comment": ("<p>قال <!-- لا --> الوزير ذلك.</p>", [("paragraph", "قال الوزير ذلك.")]),
    "words of a script": (f"<script>document.write('{SECOND}')</script>", []),
    "a hidden paragraph": (f'<p style="display:none">{SECOND}</p>', []),
    "an advert": (f'<div class="ad-slot advertisement"><p>{ADVERT}</p></div>', []),
    "a newsletter": (f'<section id="newsletter-signup"><p>{ADVERT}</p></section>', []),
    "another story": (f'<p><a href="/3">اقرأ أيضا: {HEADING} في اليوم التالي</a></p>', []),
    "a sentence that is one link": (f'<p><a href="/3">{SECOND}</a></p>', [("paragraph", SECOND)]),
    "a quote that is one link": (f'<blockquote><a href="/3">«{ONE}»</a></blockquote>', [("quote", f"«{ONE}»")]),
    "a link to read more": ('<p><a href="/3">اقرأ المزيد…</a></p>', []),
    "buttons": ('<div class="social"><a href="#">تويتر</a></div><form><input value="x"><button>بحث</button></form>', []),
}


@pytest.mark.parametrize(("body", "wanted"), CASES.values(), ids=CASES)
def test_in_an_article(body: str, wanted: list[tuple[str, str]]) -> None:
    assert found(BODY + body) == [("title", TITLE), ("paragraph", PARAGRAPH), ("paragraph", SECOND), *wanted]


WRAPPED = {
    "nothing that says so": "<div><div>{}</div></div>",
    "a table for lay-out": "<table><tr><td><a href='/'>الرئيسية</a></td><td>{}</td></tr></table>",
    "a form around the page": "<form id='aspnetForm'>{}</form>",
    "a name like an advert's": "<div class='container advert-content-wrap'>{}</div>",
    "a body named after its side bar": "<div class='has-sidebar sidebar-right'>{}</div>",
    "microdata": "<div itemprop='articleBody'>{}</div>",
}


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED)
def test_an_article_is_found_within(wrapped: str) -> None:
    head = f"<html><head><title>{TITLE}</title></head><body><nav><a href='/'>الرئيسية</a></nav>"
    around = f"{head}{{}}<footer>{BANNER}</footer></body></html>"
    assert texts(around.format(wrapped.format(BODY))) == [TITLE, PARAGRAPH, SECOND]


def test_a_title_above_the_article_is_taken_with_its_date() -> None:
    made = f"<div><h1>{TITLE}</h1><time>{DATE}</time></div><div id='text'><p>{PARAGRAPH}</p><p>{SECOND}</p></div>"
    assert texts(f"<html><body>{made}</body></html>") == [TITLE, DATE, PARAGRAPH, SECOND]


def test_a_page_without_a_heading_has_the_title_of_its_head() -> None:
    document = read(f"<html><head><title>{TITLE} | الموقع</title></head><body><p>{PARAGRAPH}</p></body></html>")
    assert [(block.kind.value, block.text) for block in document.blocks] == [("title", TITLE), ("paragraph", PARAGRAPH)]
    assert document.blocks[0].place == "/html/head/title"


def test_hidden_text_is_noted() -> None:
    assert read(samples.html()).notes == ("1 hidden parts of the page left out",)


def test_links_left_out_of_an_article_are_noted() -> None:
    links = f'<p><a href="/3">{HEADING}</a></p><p><a href="/4">{DATE}</a></p>'
    assert read(page(BODY + links)).notes == ("1 hidden parts of the page left out", "2 lines of links left out")


ENCODINGS = [
    ("utf-8", "", "utf-8"),
    ("cp1256", '<meta charset="windows-1256">', "cp1256"),
    ("cp1256", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">', "cp1256"),
    ("cp1256", "", "cp1256"),
    ("cp1256", '<meta charset="no-such-charset">', "cp1256"),
    ("cp1256", '<meta charset="utf-7">', "cp1256"),
    ("iso8859_6", '<meta charset="iso-8859-6">', "iso8859-6"),
    ("utf-8", '<meta charset="windows-1256">', "utf-8"),
    ("utf-16", "", "utf-16"),
    ("utf-8-sig", '<meta charset="iso-8859-1">', "utf-8-sig"),
    ("cp1256", '<meta charset="iso-8859-1">', "cp1256"),
    ("cp1256", '<meta charset="windows-1252">', "cp1256"),
]


@pytest.mark.parametrize(("encoding", "said", "name"), ENCODINGS)
def test_a_page_reads_the_same_in_every_encoding(encoding: str, said: str, name: str) -> None:
    document = read(f"<html><head>{said}</head><body>{BODY}</body></html>".encode(encoding))
    assert [block.text for block in document.blocks] == [TITLE, PARAGRAPH, SECOND]
    assert document.encoding == name


@pytest.mark.parametrize("said", ["", '<meta charset="iso-8859-1">'])
def test_scripts_and_styles_do_not_hide_what_a_page_is_written_in(said: str) -> None:
    """They are longer than the article on most pages, and Latin."""
    code = "<script>var name = 'a long script';</script><style>p { color: red }</style>" * 50
    assert texts(f"<html><head>{said}{code}</head><body><script>var x</script>{BODY}".encode("cp1256")) == [
        TITLE,
        PARAGRAPH,
        SECOND,
    ]


HARMFUL = {
    "an external entity": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "a billion laughs": '<!DOCTYPE html [<!ENTITY a "هاها"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;">]>',
}


@pytest.mark.parametrize("head", HARMFUL.values(), ids=HARMFUL)
def test_entities_of_a_page_s_own_stand_for_nothing(head: str) -> None:
    document = read(f"{head}<html><body>{BODY}<p>{SECOND} &x;</p></body></html>")
    assert "root:" not in str(document.blocks)
    assert "هاها" not in str(document.blocks)


BAD = {
    "empty": (b"", "is empty"),
    "comments alone": (b"<!-- x --><html>", "holds no text"),
    "scripts alone": (b"<html><body><script>var x = 1</script></body></html>", "holds no text"),
    "in no encoding": (b"<html><body><p>\x81\x8d\x8f\x90\xff\xfa</p></body></html>", "in no encoding"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_a_bad_page_is_refused_with_one_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        read(data)
    assert raised.value.where == "article.html"


def test_elements_nested_without_end_are_given_up_in_time() -> None:
    assert texts("<div>" * 200 + f"<p>{PARAGRAPH}</p>") == [PARAGRAPH]
    assert texts("<div>" * 1_500 + f"<p>{PARAGRAPH}</p>") == [PARAGRAPH]
    with pytest.raises(InputError, match="nested too deep"):
        read(f"<p>{SECOND}</p>" + "<div>" * 50_000 + f"<p>{PARAGRAPH}</p>")


def test_text_on_every_level_of_a_deep_page_is_read_in_time_and_its_places_stay_short() -> None:
    """Each text's ancestors were gone over anew: 1,900 levels took the square of that."""
    begun = time.process_time()
    document = read(f"<div><p>{SECOND}</p>" * 1_900)
    assert time.process_time() - begun < 2.5  # some 0.15 s, and 5 before
    assert [block.text for block in document.blocks] == [SECOND] * 1_900
    assert document.blocks[0].place == "/html/body/div/p"
    assert document.blocks[-1].place == "/" + "/".join(["html", "body", *["div"] * 8, "…", *["div"] * 29, "p"])


INSIDE = f"<div><p>{ONE}</p><p>{SECOND} {PARAGRAPH}</p></div>"
HANDED = {
    "a footnote": (f"<div class='footnotes'>{INSIDE}</div>", ["footnote", "footnote"]),
    "a byline, if it is short": (f"<div class='byline'>{INSIDE}</div>", ["credit", "paragraph"]),
    "a cell, if it is short": (f"<table><tr><td>{INSIDE}</td></tr></table>", ["cell", "paragraph"]),
    "the innermost": (f"<blockquote><ul><li>{INSIDE}</li></ul></blockquote>", ["list-item", "list-item"]),
    "a byline around a quote": (f"<div class='author'><blockquote>{INSIDE}</blockquote></div>", ["quote", "quote"]),
    "a byline in a quote": (f"<blockquote><div class='author'>{INSIDE}</div></blockquote>", ["credit", "quote"]),
}


@pytest.mark.parametrize(("body", "wanted"), HANDED.values(), ids=HANDED)
def test_what_an_element_is_its_text_is_however_deep(body: str, wanted: list[str]) -> None:
    assert [kind for kind, _ in found(f"{BODY}{body}")][3:] == wanted


def test_an_element_of_very_many_attributes_is_refused_and_a_long_picture_is_not() -> None:
    picture = f"<img alt='> x' src=\"data:image/png;base64,{'AAAA /' * 50_000}\">"
    assert texts(f"<p>{PARAGRAPH}</p>{picture}<p>{SECOND}</p>") == [PARAGRAPH, SECOND]
    with pytest.raises(InputError, match="an element with some 50,001 attributes"):
        read(f"<p>{SECOND}</p><p {' '.join(f'a{number}=1' for number in range(50_000))}>{PARAGRAPH}</p>")


def test_what_an_accelerated_page_has_around_its_article_is_left_out() -> None:
    advert = f"<amp-ad width=300><div>{samples.ADVERT}</div></amp-ad>"
    around = f"<amp-sidebar id=s><ul><li>{samples.MENU}</li></ul></amp-sidebar>"
    related = f"<div id='jp-relatedposts' class='jp-relatedposts'><h3>{HEADING}</h3></div>"
    assert texts(f"{around}<article><h1>{TITLE}</h1><p>{PARAGRAPH}</p>{advert}<p>{SECOND}</p>{related}</article>") == [
        TITLE, PARAGRAPH, SECOND,
    ]  # fmt: skip


def test_a_page_of_very_many_paragraphs_is_read_in_time() -> None:
    document = read("<html><body>" + f"<p>{SECOND}</p>" * 5_000)
    assert len(document.blocks) == 5_000
    assert document.blocks[-1].place == "/html/body/p[5000]"
