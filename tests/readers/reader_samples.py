"""One document in every kind that is read: made here, so that a test says what is in it."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from html import escape
from pathlib import Path

from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from translate.formats import reading
from translate.model import BlockKind, Document

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_bbc6906954d71654.txt"
SEED_PDF = ROOT / "tests" / "data" / "readers" / "seed.pdf"
"""The seed's DOCX as `seed_docx` makes it, printed by LibreOffice."""

TITLE = "قادة الأمن الجماعي يصفون أحداث كازاخستان بالعدوان"
PARAGRAPH = "أكد المشاركون في الاجتماع الاستثنائي أن الأحداث أصبحت محاولة للتدخل في الشؤون الداخلية من الخارج. فهل يكفي ذلك؟"
FIRST_HALF, SECOND_HALF = PARAGRAPH[: PARAGRAPH.index(" ", 40)], PARAGRAPH[PARAGRAPH.index(" ", 40) + 1 :]
SECOND = "ومن جهته، شدد الأمين العام للمنظمة على أن القوات لن تبقى طويلاً بعد انتهاء المهمة التي جاءت من أجلها."
HEADING = "استنتاجات القادة"
DATE = "10 يناير 2022"
SOURCE = "المصدر: تاس"
ARTICLE = f"{TITLE}\n\n{DATE}\n\n{PARAGRAPH}\n\n{HEADING}\n\n{SECOND}\n\n{SOURCE}\n"
KINDS = ["title", "dateline", "paragraph", "heading", "paragraph", "credit"]
TEXTS = [TITLE, DATE, PARAGRAPH, HEADING, SECOND, SOURCE]
BANNER = "نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا، وبمواصلة التصفح فإنك توافق على سياسة الخصوصية."
ADVERT = "اشتر الآن واحصل على خصم خمسين بالمئة على جميع المنتجات في متجرنا الإلكتروني الجديد حتى نهاية الشهر."
MENU = "الرئيسية"
RELATED = "خبر آخر عن القمة التي عقدت أمس في العاصمة موسكو"
RIGHTS = "جميع الحقوق محفوظة لموقعنا الإخباري ولا يجوز النسخ من دون إذن كتابي مسبق من الإدارة"

_PAGE = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} | روسيا والعالم الإسلامي</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="روسيا والعالم الإسلامي">
<meta property="article:published_time" content="2022-01-10T18:00:00+03:00"><meta name="author" content="أحمد سالم">
<link rel="canonical" href="https://example.org/ar/1"><link rel="alternate" hreflang="ru" href="https://example.org/ru/1">
<script>var x = "<p>لا يقرأ أحد هذا النص لأنه برنامج وليس مقالا، وإن كان طويلا</p>";</script>
<style>p {{ color: red }}</style></head>
<body class="page with-sidebar"><div id="cookie-banner"><p>{banner}</p><button>موافق</button></div>
<header class="site-header"><a href="/">{menu}</a>
<nav><ul><li><a href="/p">سياسة</a></li><li><a href="/e">اقتصاد</a></li></ul></nav></header>
<div class="advertisement"><p>{advert}</p></div><div style="display: none"><p>{advert}</p></div>
<main><article>{body}<div class="share"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div></article>
<aside class="related"><h2>اقرأ أيضا</h2><ul><li><a href="/2">{related}</a></li></ul></aside></main>
<footer><p>{rights}</p></footer></body></html>"""


def page(body: str, title: str = TITLE) -> str:
    """A web page with an article, and around it what such pages have."""
    return _PAGE.format(title=escape(title), banner=BANNER, menu=MENU, advert=ADVERT, related=RELATED, rights=RIGHTS, body=body)


def html() -> bytes:
    return page(
        f'<h1>{TITLE}</h1><time datetime="2022-01-10">{DATE}</time><p>{PARAGRAPH}</p><h2>{HEADING}</h2><p>{SECOND}</p>'
        f"<figure><img src='x.jpg'><figcaption>قصر المؤتمرات</figcaption></figure><p>{SOURCE}</p>"
    ).encode()


def seed() -> Document:
    return reading.read(SEED)


def seed_html() -> bytes:
    """The seed as a page; its links to other languages stand in the article, as on the site that it is from."""
    tags = {BlockKind.TITLE: "h1", BlockKind.HEADING: "h2", BlockKind.DATELINE: "time"}
    languages = '<div class="languages"><a hreflang="ru" href="/ru/1">Ru</a> <a hreflang="en" href="/en/1">En</a></div>'
    blocks = [f"<{tags.get(b.kind, 'p')}>{escape(b.text)}</{tags.get(b.kind, 'p')}>" for b in seed().blocks[1:]]
    return page(languages + "\n".join(blocks), seed().title).encode()


def seed_docx() -> bytes:
    styles = {BlockKind.TITLE: "Title", BlockKind.HEADING: "Heading 1"}
    return word([(block.text, styles.get(block.kind)) for block in seed().blocks])


def word(paragraphs: list[tuple[str, str | None]]) -> bytes:
    """A Word document of right-to-left paragraphs, (text, name of the style)."""
    made = Word()
    for text, style in paragraphs:
        paragraph = made.add_paragraph(style=style)
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run = paragraph.add_run(text)
        run.font.rtl = True
    return saved(made)


def saved(made: object) -> bytes:
    data = io.BytesIO()
    made.save(data)  # type: ignore[attr-defined]
    return data.getvalue()


def docx() -> bytes:
    """With a table, a list, a link, a quote, tracked changes and a content control."""
    made = Word()
    for text, style in ((TITLE, "Title"), (DATE, None), (PARAGRAPH, None), (HEADING, "Heading 1"), (SECOND, "List Bullet")):
        made.add_paragraph(text, style=style)
    table = made.add_table(2, 2)
    for row in table.rows:
        for number, cell in enumerate(row.cells, 1):
            cell.text = f"خلية {number}"
    made.add_paragraph(PARAGRAPH, style="Quote")
    changed = made.add_paragraph("قال ")
    for name, inner, text in (("w:ins", "w:t", "الوزير "), ("w:del", "w:delText", "الرئيس ")):
        change, run, words = OxmlElement(name), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        change.append(run)
        changed._p.append(change)
    changed.add_run("إن الأمر انتهى.")
    return saved(made)


def odt() -> bytes:
    body = (
        f'<text:p text:style-name="Title">{TITLE}</text:p><text:p>{DATE}</text:p><text:p>{PARAGRAPH}</text:p>'
        f'<text:h text:outline-level="1">{HEADING}</text:h><text:p>{SECOND}</text:p><text:p>{SOURCE}</text:p>'
    )
    return open_document(body)


def open_document(body: str) -> bytes:
    names = "office text style table draw fo meta dc"
    kinds = {"draw": "drawing", "fo": "xsl-fo-compatible"}
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{kinds.get(n, n)}:1.0"' for n in names.split())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def markdown() -> bytes:
    return (
        f"---\ntitle: {TITLE}\ndate: 2022-01-10\n---\n# {TITLE}\n\n{FIRST_HALF}\n{SECOND_HALF}\n\n## {HEADING}\n\n* {SECOND}\n"
        f"* **{HEADING}** و[رابط](https://example.org)\n\n> {SECOND}\n\n| اسم | عدد |\n|---|---|\n| وزير | 12 |\n"
    ).encode()


def mail(body: str = f"{PARAGRAPH}\n\n{SECOND}\n", attached: dict[str, bytes] | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = TITLE, "أحمد سالم <a@example.org>", "desk@example.org"
    message["Date"] = "Mon, 10 Jan 2022 18:00:00 +0300"
    message.set_content(body)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def subrip() -> bytes:
    return (
        f"1\n00:00:01,000 --> 00:00:04,000\n<i>{FIRST_HALF}\n{SECOND_HALF}</i>\n\n"
        f"2\n00:00:05,000 --> 00:00:08,250\n{{\\an8}}{SECOND}\n"
    ).encode()


def webvtt() -> bytes:
    return (
        f"WEBVTT - نص\n\nNOTE ملاحظة\n\nSTYLE\n::cue {{ color: red }}\n\nintro\n00:01.000 --> 00:04.000 align:start\n"
        f"<v أحمد>{PARAGRAPH}</v>\n\n00:05.000 --> 00:08.250\n{SECOND}\n"
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return data.getvalue()


def pdf(lines: list[str] | None = None, pages: int = 1, letters: dict[str, str] | None = None) -> bytes:
    """A PDF of Latin lines, its streams not packed; with no lines, a picture of one point on each page.

    `letters`: what the font says that its glyphs stand for, as programs do that write Arabic.
    """
    picture = b"q 100 0 0 100 50 500 cm /I Do Q"
    content = (
        picture
        if lines is None
        else b"BT /F 12 Tf 14 TL 50 760 Td " + b" T* ".join(f"({line}) Tj".encode() for line in lines) + b" ET"
    )
    kids = " ".join(f"{6 + number} 0 R" for number in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R /Resources "
    page += b"<< /Font << /F 4 0 R >> /XObject << /I 5 0 R >> >> >>"
    picture_object = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    picture_object += b"/Length 1 >>\nstream\n0\nendstream"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode %d 0 R >>" % (6 + pages),
        picture_object,
        *[page] * pages,
        _stands_for(letters or {}),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(data),
    )  # fmt: skip


def _stands_for(letters: dict[str, str]) -> bytes:
    pairs = "".join(f"<{ord(glyph):02x}> <{text.encode('utf-16-be').hex()}>\n" for glyph, text in letters.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}endbfchar\nendcmap end end"
    ).encode()
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(table), table)


def everything() -> dict[str, bytes]:
    """A valid file of every kind, by its name."""
    return {
        "article.txt": ARTICLE.encode(),
        "article-1256.txt": ARTICLE.encode("cp1256"),
        "article.md": markdown(),
        "article.html": html(),
        "article.docx": docx(),
        "article.odt": odt(),
        "article.pdf": SEED_PDF.read_bytes(),
        "latin.pdf": pdf(["The leaders met in Dushanbe on Monday and", "spoke of peace."]),
        "article.eml": mail(attached={"a.docx": docx(), "b.txt": ARTICLE.encode()}),
        "article.srt": subrip(),
        "article.vtt": webvtt(),
        "articles.zip": zipped({"a.txt": ARTICLE.encode(), "b/c.html": html(), "d.zip": zipped({"e.docx": docx()})}),
    }
