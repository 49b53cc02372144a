"""Word documents as Word, LibreOffice and others save them: all their text once, in order, and what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reader_samples as samples
from docx import Document as Word
from lxml import etree
from reader_samples import HEADING, PARAGRAPH, SECOND, TITLE, word, zipped

from translate.errors import InputError
from translate.formats import reading
from translate.readers.source import of_bytes
from translate.readers.zipped import Zipped

if TYPE_CHECKING:
    from translate.model import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(data: bytes) -> Document:
    return reading.parse(of_bytes(Path("article.docx"), data))


def found(data: bytes) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.text, block.place) for block in read(data).blocks]


def with_body(xml: str, **parts: str) -> bytes:
    """A Word document with this body; `parts` are other parts of it, by their names."""
    empty = Zipped(samples.saved(Word()), Path("x"))
    body = f'<w:document xmlns:w="{W}" xmlns:v="urn:v" xmlns:mc="urn:mc"><w:body>{xml}</w:body></w:document>'
    with empty as archive:
        files = {info.filename: archive.read(info) for info in archive.members()}
    files["word/document.xml"] = body.encode()
    relations = etree.fromstring(files["word/_rels/document.xml.rels"])
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">{content}</w:{name}>'.encode()
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
        relations.append(relations.makeelement("Relationship", {"Id": f"x{name}", "Type": kind, "Target": f"{name}.xml"}))
    files["word/_rels/document.xml.rels"] = etree.tostring(relations)
    return zipped(files)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def test_headings_lists_tables_quotes_and_changes_are_told_apart() -> None:
    assert found(samples.docx()) == [
        ("title", TITLE, "paragraph 1"),
        ("dateline", samples.DATE, "paragraph 2"),
        ("paragraph", PARAGRAPH, "paragraph 3"),
        ("heading", HEADING, "paragraph 4"),
        ("list-item", SECOND, "paragraph 5"),
        ("cell", "خلية 1", "table 1, row 1, cell 1"),
        ("cell", "خلية 2", "table 1, row 1, cell 2"),
        ("cell", "خلية 1", "table 1, row 2, cell 1"),
        ("cell", "خلية 2", "table 1, row 2, cell 2"),
        ("quote", PARAGRAPH, "paragraph 10"),
        ("paragraph", "قال الوزير إن الأمر انتهى.", "paragraph 11"),
    ]
    assert read(samples.docx()).notes == ("has tracked changes, read as if all were accepted",)


def test_an_article_without_styles_is_cut_as_its_text_would_be() -> None:
    data = word([(line, None) for line in samples.ARTICLE.split("\n")])
    assert [block.kind.value for block in read(data).blocks] == samples.KINDS
    assert [block.text for block in read(data).blocks] == samples.TEXTS


ONE = "قال الوزير ذلك."
INLINE = {
    "runs": run("قال ") + run("الوزير", "<w:b/><w:rtl/>") + run(" ذلك."),
    "a link": run("قال ") + f"<w:hyperlink>{run('الوزير')}</w:hyperlink>" + run(" ذلك."),
    "a content control": run("قال ") + f"<w:sdt><w:sdtContent>{run('الوزير')}</w:sdtContent></w:sdt>" + run(" ذلك."),
    "an insertion": run("قال ") + f"<w:ins>{run('الوزير')}</w:ins>" + run(" ذلك."),
    "a deletion": run("قال ") + "<w:del><w:r><w:delText>الرئيس</w:delText></w:r></w:del>" + run("الوزير ذلك."),
    "a move": f"<w:moveFrom>{run('ذلك')}</w:moveFrom>" + run("قال الوزير ") + f"<w:moveTo>{run('ذلك.')}</w:moveTo>",
    "hidden text": run("قال الوزير ") + run("سرا ", "<w:vanish/>") + run("ذلك."),
    "a field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("قال")}'
    f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(" الوزير ذلك.")}',
    "a tab": f"{run('قال')}<w:r><w:tab/></w:r>{run('الوزير ذلك.')}",
    "a soft hyphen": run("قال الو\u00adزير ذلك."),
    "a page break": run("قال الوزير") + '<w:r><w:br w:type="page"/></w:r>' + run(" ذلك."),
    "ruby": f"<w:r><w:ruby><w:rt>{run('قراءة')}</w:rt><w:rubyBase>{run('قال')}</w:rubyBase></w:ruby></w:r>"
    f"{run(' الوزير ذلك.')}",
}


@pytest.mark.parametrize("runs", INLINE.values(), ids=INLINE)
def test_a_paragraph_with(runs: str) -> None:
    assert [block.text for block in read(with_body(paragraph(runs))).blocks] == [ONE]


BOX = f"<w:txbxContent>{paragraph(run(SECOND))}</w:txbxContent>"
BODIES = {
    "a text box": (
        paragraph(run("قال.") + f"<w:r><w:pict><v:shape>{BOX}</v:shape></w:pict></w:r>"),
        [("قال.", "paragraph 1"), (SECOND, "text box 1")],
    ),
    "a text box that is written twice": (
        paragraph(
            run("قال.")
            + f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
            + f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        [("قال.", "paragraph 1"), (SECOND, "text box 1")],
    ),
    "a line break": (
        paragraph(run(PARAGRAPH) + "<w:r><w:br/></w:r>" + run(SECOND)),
        [(PARAGRAPH, "paragraph 1"), (SECOND, "paragraph 1")],
    ),
    "a line break in a heading": (
        paragraph(run("استنتاجات") + "<w:r><w:br/></w:r>" + run("القادة"), properties='<w:pStyle w:val="Heading1"/>'),
        [(HEADING, "paragraph 1")],
    ),
    "a paragraph whose end was deleted": (
        paragraph(run("قال "), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("الوزير ذلك.")),
        [(ONE, "paragraph 1")],
    ),
    "a table of contents": (
        paragraph(run("استنتاجات 3"), properties='<w:pStyle w:val="TOC1"/>') + paragraph(run(ONE)),
        [(ONE, "paragraph 2")],
    ),
    "a block in a content control": (
        f"<w:sdt><w:sdtContent>{paragraph(run(ONE))}</w:sdtContent></w:sdt>",
        [(ONE, "paragraph 1")],
    ),
    "a placeholder": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph(run('انقر'))}</w:sdtContent></w:sdt>"
        + paragraph(run(ONE)),
        [(ONE, "paragraph 1")],
    ),
    "a table in a table": (
        f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph(run('أ'))}</w:tc></w:tr></w:tbl>{paragraph(run('ب'))}</w:tc></w:tr></w:tbl>",
        [("أ", "table 2, row 1, cell 1"), ("ب", "table 1, row 1, cell 1")],
    ),
}


@pytest.mark.parametrize(("body", "wanted"), BODIES.values(), ids=BODIES)
def test_a_body_with(body: str, wanted: list[tuple[str, str]]) -> None:
    assert [(text, place) for _, text, place in found(with_body(body))] == wanted


def test_footnotes_come_last() -> None:
    separator = f'<w:footnote w:type="separator" w:id="0">{paragraph(run("—"))}</w:footnote>'
    data = with_body(paragraph(run(ONE)), footnotes=f'{separator}<w:footnote w:id="1">{paragraph(run(SECOND))}</w:footnote>')
    assert found(data)[-1] == ("footnote", SECOND, "footnote 1")


def test_a_caption_is_one() -> None:
    data = with_body(paragraph(run(ONE)) + paragraph(run(HEADING), properties='<w:pStyle w:val="Caption"/>'))
    assert found(data)[1][:2] == ("caption", HEADING)


def test_a_numbered_paragraph_is_a_list_item() -> None:
    numbered = paragraph(run(SECOND), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert found(with_body(paragraph(run(ONE)) + numbered))[1][0] == "list-item"


def test_hidden_text_is_noted() -> None:
    assert read(with_body(paragraph(INLINE["hidden text"]))).notes == ("has hidden text, which is left out",)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGHS, XXE], ids=["a billion laughs", "an external entity"])
def test_a_document_type_is_refused(head: str) -> None:
    with Zipped(with_body(paragraph(run(ONE))), Path("x")) as archive:
        files = {info.filename: archive.read(info) for info in archive.members()}
    files["word/document.xml"] = head.encode() + files["word/document.xml"].replace(ONE.encode(), b"&a;")
    with pytest.raises(InputError, match="document type declaration"):
        read(zipped(files))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BAD = {
    "empty": (b"", "is empty"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "of Word 97": (OLE, "is a document of Word 97"),
    "cut short": (samples.docx()[:2000], "is cut short, or damaged"),
    "a workbook": (zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "is an Excel workbook"),
    "a presentation": (
        zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}),
        "is a PowerPoint presentation",
    ),
    "without a document": (zipped({"[Content_Types].xml": b"<x/>", "word/styles.xml": b"<x/>"}), "is no Word document"),
    "without text": (samples.saved(Word()), "holds no text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, r"is a picture \(PNG\) \(read it with an OCR program"),
    "rich text": (b"{\\rtf1 x}", "is rich text"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_a_bad_document_is_refused_with_one_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        read(data)
    assert "\n" not in str(raised.value)


def test_a_bomb_is_refused_unread() -> None:
    with pytest.raises(InputError, match=r"unpacks to .* times its size, as bombs do"):
        read(with_body(" " * 40_000_000))


def test_a_part_beyond_all_measure_is_refused_unread() -> None:
    with pytest.raises(InputError, match="is 70 MB, more than 64"):
        read(with_body(" " * 70_000_000))
