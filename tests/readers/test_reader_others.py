"""OpenDocument, Markdown, mails and subtitles."""

from __future__ import annotations

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reader_samples as samples
from reader_samples import DATE, HEADING, PARAGRAPH, SECOND, SOURCE, TITLE, mail, open_document

from translate.errors import InputError
from translate.formats import reading
from translate.readers.source import of_bytes

if TYPE_CHECKING:
    from email.message import Message

    from translate.model import Document


def read(name: str, data: bytes | str) -> Document:
    return reading.parse(of_bytes(Path(name), data.encode() if isinstance(data, str) else data))


def found(name: str, data: bytes | str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(name, data).blocks]


# OpenDocument

ONE = "قال الوزير ذلك."
NOTE_BODY = f"<text:note-body><text:p>{SECOND}</text:p></text:note-body>"
NOTE = f"<text:note><text:note-citation>1</text:note-citation>{NOTE_BODY}</text:note>"
DELETED = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>حذف</text:p></text:deletion></text:changed-region>"
    "</text:tracked-changes>"
)


def cell(text: str) -> str:
    return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"


BODIES = {
    "spans and spaces": ('<text:p>قال<text:s text:c="1"/><text:span>الوزير</text:span> ذلك.</text:p>', [("paragraph", ONE)]),
    "a list": (f"<text:list><text:list-item><text:p>{ONE}</text:p></text:list-item></text:list>", [("list-item", ONE)]),
    "a table": (
        f"<table:table><table:table-row>{cell('أ')}{cell('ب')}</table:table-row></table:table>",
        [("cell", "أ"), ("cell", "ب")],
    ),
    "a footnote": (
        f"<text:p>قال{NOTE} الوزير ذلك.</text:p><text:p>{PARAGRAPH}</text:p>",
        [("paragraph", ONE), ("paragraph", PARAGRAPH), ("footnote", SECOND)],
    ),
    "a text box": (
        f"<text:p>قال الوزير ذلك.<draw:frame><draw:text-box><text:p>{SECOND}</text:p></draw:text-box></draw:frame></text:p>",
        [("paragraph", ONE), ("paragraph", SECOND)],
    ),
    "tracked changes": (
        f"{DELETED}<text:p>قال <text:change text:change-id='1'/>الوزير ذلك.</text:p>",
        [("paragraph", ONE)],
    ),
    "a line break": (
        f"<text:p>{SECOND}<text:line-break/>{PARAGRAPH}</text:p>",
        [("paragraph", SECOND), ("paragraph", PARAGRAPH)],
    ),
    "a comment": (
        "<text:p>قال <office:annotation><text:p>لا</text:p></office:annotation>الوزير ذلك.</text:p>",
        [("paragraph", ONE)],
    ),
}


@pytest.mark.parametrize(("body", "wanted"), BODIES.values(), ids=BODIES)
def test_an_open_document_with(body: str, wanted: list[tuple[str, str]]) -> None:
    assert found("a.odt", open_document(body)) == wanted


def test_an_open_document_is_cut_as_its_text_would_be() -> None:
    assert [text for _, text in found("a.odt", samples.odt())] == samples.TEXTS
    assert [kind for kind, _ in found("a.odt", samples.odt())] == samples.KINDS


def test_an_encrypted_open_document_is_named_as_that() -> None:
    manifest = b'<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    files = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"x", "META-INF/manifest.xml": manifest}
    with pytest.raises(InputError, match="is encrypted"):
        read("a.odt", samples.zipped(files))


def test_an_open_document_with_a_document_type_is_refused() -> None:
    files = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    with pytest.raises(InputError, match="document type declaration"):
        read("a.odt", samples.zipped(files))


# Markdown


def test_markdown_is_read_without_its_marks() -> None:
    document = read("a.md", samples.markdown())
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("title", TITLE),
        ("paragraph", PARAGRAPH),
        ("heading", HEADING),
        ("list-item", SECOND),
        ("list-item", f"{HEADING} ورابط"),
        ("quote", SECOND),
        ("cell", "اسم"),
        ("cell", "عدد"),
        ("cell", "وزير"),
        ("cell", "12"),
    ]
    assert (document.metadata.title, document.metadata.date) == (TITLE, "2022-01-10")
    assert [block.line for block in document.blocks][:4] == [5, 7, 10, 12]


@pytest.mark.parametrize("text", ["```\nقال\n```\n", "![صورة](x.png)\n", "<script>قال</script>\n\n", "<!-- قال -->", "---\n"])
def test_what_is_no_text_in_markdown_is_left_out(text: str) -> None:
    assert found("a.md", f"{PARAGRAPH}\n\n{text}") == [("paragraph", PARAGRAPH)]


@pytest.mark.parametrize("code", ["```\nقال\n```\n", "    قال\n", "<script>قال</script>\n"])
def test_code_in_markdown_is_noted(code: str) -> None:
    assert read("a.md", f"{PARAGRAPH}\n\n{code}").notes == ("1 blocks of code left out",)
    assert read("a.md", f"{PARAGRAPH}\n").notes == ()


def test_footnotes_of_markdown_are_read_after_the_text() -> None:
    """CommonMark takes them for addresses of links, and nothing of them is left."""
    text = f"{PARAGRAPH}[^1] {ONE}[^ب]\n\n[^1]: {SECOND}\n    **{ONE}**\n[^ب]: {HEADING}\n\n{SECOND} [^no]\n"
    assert found("a.md", text) == [
        ("paragraph", f"{PARAGRAPH} {ONE}"),
        ("paragraph", f"{SECOND} [^no]"),
        ("footnote", f"{SECOND} {ONE}"),
        ("footnote", HEADING),
    ]
    assert [block.line for block in read("a.md", text).blocks] == [1, 7, 3, 5]


RAW = {
    "a paragraph": (f'<p dir="rtl">{SECOND}</p>', [("paragraph", SECOND)]),
    "two": (f"<div><p>{SECOND}</p><p>{ONE}</p></div>", [("paragraph", SECOND), ("paragraph", ONE)]),
    "a heading": (f'<h2 align="right">{HEADING}</h2>', [("heading", HEADING)]),
    "a frame around Markdown": (f'<div dir="rtl">\n\n**{ONE}**\n\n</div>', [("paragraph", ONE)]),
    "tags in a line": ("قال <b>الوزير</b> ذلك.", [("paragraph", ONE)]),
    "a break in a line": (f"{SECOND}<br/>{ONE}", [("paragraph", SECOND), ("paragraph", ONE)]),
    "no tag": ("قال 3 < 5 ذلك.", [("paragraph", "قال 3 < 5 ذلك.")]),
}


@pytest.mark.parametrize(("text", "wanted"), RAW.values(), ids=RAW)
def test_html_in_markdown_is_read_without_its_tags(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found("a.md", f"{PARAGRAPH}\n\n{text}\n") == [("paragraph", PARAGRAPH), *wanted]


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5_000 + "قال",
        "*" * 20_000 + "قال",
        "[" * 20_000 + "قال",
        "`" * 9_999 + "قال",
        "- " * 5_000 + "قال",
        "x <!-- " * 5_000 + "قال",
        "<div>\n\n" * 5_000 + "قال",
        "[^1]: x\n" * 2_000 + "قال",
        f"[^1]: x\n  {' ' * 50_000}\n" * 2 + "قال",
    ],
)
def test_marks_without_end_are_read_in_time(text: str) -> None:
    assert found("a.md", f"{PARAGRAPH}\n\n{text}\n")[0] == ("paragraph", PARAGRAPH)


# Mails


def test_a_mail_is_its_subject_and_text() -> None:
    document = read("a.eml", mail())
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("title", TITLE),
        ("paragraph", PARAGRAPH),
        ("paragraph", SECOND),
    ]
    assert document.metadata.date == "2022-01-10T18:00:00+03:00"
    assert "أحمد سالم" in document.metadata.author


def test_lines_broken_to_fit_are_joined_and_quotes_and_signatures_told() -> None:
    broken = f"{PARAGRAPH[:70]}\n{PARAGRAPH[70:]}\n\n> {SECOND}\n\n-- \nأحمد\n"
    assert found("a.eml", mail(broken))[1:] == [
        ("paragraph", f"{PARAGRAPH[:70].strip()} {PARAGRAPH[70:].strip()}"),
        ("quote", SECOND),
    ]


def multipart(kind: str, *parts: Message) -> MIMEMultipart:
    made = MIMEMultipart(kind)
    for part in parts:
        made.attach(part)
    return made


def test_the_texts_around_a_picture_in_a_mail_are_all_read() -> None:
    parts = MIMEText(f"{PARAGRAPH}\n"), MIMEImage(b"x", "png"), MIMEText(f"{SECOND}\n")
    assert [text for _, text in found("a.eml", multipart("mixed", *parts).as_bytes())] == [PARAGRAPH, SECOND]


ALTERNATIVES = {
    "both in Arabic": (PARAGRAPH, SECOND, PARAGRAPH),
    "plain text without Arabic": ("Your mail program shows no HTML.", SECOND, SECOND),
    "no Arabic at all": ("A text", "Another text", "A text"),
    "no plain text": ("", SECOND, SECOND),
}


@pytest.mark.parametrize(("text", "page", "wanted"), ALTERNATIVES.values(), ids=ALTERNATIVES)
def test_of_alternatives_the_one_with_the_text_is_read(text: str, page: str, wanted: str) -> None:
    picture = MIMEImage(b"x", "png")
    html = multipart("mixed", MIMEText(f"<p>{page}</p>", "html"), picture)
    raw = multipart("mixed", multipart("alternative", MIMEText(text), html), MIMEText(ONE)).as_bytes()
    assert [text for _, text in found("a.eml", raw)] == [wanted, ONE]


def test_two_dashes_alone_end_no_mail_and_a_signature_is_noted() -> None:
    document = read("a.eml", mail(f"{PARAGRAPH}\n\n--\n\n{SECOND}\n\n-- \nأحمد\nالمحرر\n"))
    assert [block.text for block in document.blocks] == [TITLE, PARAGRAPH, "--", SECOND]
    assert document.notes == ("a signature of 2 lines left out",)


def test_attachments_of_kinds_that_are_not_read_are_noted(tmp_path: Path) -> None:
    attached = {"a.doc": b"x", "b.png": b"x", "c.txt": samples.ARTICLE.encode()}
    note = "a.doc is not read: save it as .docx"
    path = tmp_path / "mail.eml"
    path.write_bytes(mail(attached=attached))
    assert [reading.parse(source).notes for source in reading.sources(path)] == [(note,), ()]
    path.write_bytes(mail("\n", attached=attached))
    assert [reading.parse(source).notes for source in reading.sources(path)] == [(note,)]
    path.write_bytes(mail("\n", attached={"a.doc": b"x"}))
    with pytest.raises(InputError, match=f"holds no text .{note}"):
        reading.read(path)


def test_a_mail_whose_text_cannot_be_read_gives_its_attachments_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(multipart("mixed", MIMEText("<div>" * 9_999, "html"), attachment("a.txt", samples.ARTICLE)).as_bytes())
    first, second = reading.sources(path)
    assert reading.parse(second).title == TITLE
    with pytest.raises(InputError, match="nested too deep"):
        reading.parse(first)


def test_attachments_of_one_name_are_told_apart(tmp_path: Path) -> None:
    parts = (attachment(name, samples.ARTICLE) for name in ("a-2.txt", "a.txt", "a.txt"))
    path = tmp_path / "mail.eml"
    path.write_bytes(multipart("mixed", *parts).as_bytes())
    assert [source.path.name for source in reading.sources(path)] == ["a-2.txt", "a.txt", "a-3.txt"]


def attachment(name: str, text: str) -> Message:
    made = MIMEText(text)
    made.add_header("Content-Disposition", "attachment", filename=name)
    return made


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "no-such-charset", ""])
def test_a_mail_is_read_in_the_charset_that_it_names_or_that_fits(charset: str) -> None:
    said = f'; charset="{charset}"' if charset else ""
    body = PARAGRAPH.encode("cp1256" if charset != "utf-8" else "utf-8")
    raw = f"Subject: x\nFrom: y\nContent-Type: text/plain{said}\nContent-Transfer-Encoding: 8bit\n\n".encode() + body
    assert found("a.eml", raw)[-1] == ("paragraph", PARAGRAPH)


def test_the_article_of_a_mail_that_is_a_page_is_read() -> None:
    raw = b"Subject: x\nFrom: y\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + samples.html()
    assert PARAGRAPH in [text for _, text in found("a.eml", raw)]
    assert samples.ADVERT not in [text for _, text in found("a.eml", raw)]


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = mail(attached={"deep.txt": samples.ARTICLE.encode()})
    path = tmp_path / "mail.eml"
    path.write_bytes(
        mail(attached={"a.docx": samples.docx(), "../../b.txt": samples.ARTICLE.encode(), "c.exe": b"x", "d.eml": inner})
    )
    found = [source.path.relative_to(path).as_posix() for source in reading.sources(path)]
    assert found == [".", "a.docx", "b.txt", "d.eml", "d.eml/deep.txt"]
    assert all(reading.parse(source).blocks for source in reading.sources(path))


def test_a_covering_mail_without_words_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(mail("\n", attached={"a.docx": samples.docx()}))
    assert [source.path.name for source in reading.sources(path)] == ["a.docx"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b"Subject: x\nFrom: y\n\n\n", "holds no text"), (b"", "is empty")],
)
def test_a_bad_mail_is_refused_with_one_clear_error(raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read("a.eml", raw)


# Subtitles


def test_subtitles_are_cues_with_their_times() -> None:
    document = read("a.srt", samples.subrip())
    assert [(block.kind.value, block.text, block.place) for block in document.blocks] == [
        ("cue", PARAGRAPH, "00:00:01,000 --> 00:00:04,000"),
        ("cue", SECOND, "00:00:05,000 --> 00:00:08,250"),
    ]


def test_web_subtitles_lose_their_notes_styles_and_marks() -> None:
    document = read("a.vtt", samples.webvtt())
    assert [(block.text, block.place) for block in document.blocks] == [
        (PARAGRAPH, "00:01.000 --> 00:04.000"),
        (SECOND, "00:05.000 --> 00:08.250"),
    ]


def test_cues_without_blank_lines_between_them_are_told_by_their_times() -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{ONE}\n2\n00:00:03,000 --> 00:00:04,000\n{SECOND}\n"
    assert found("a.srt", text) == [("cue", ONE), ("cue", SECOND)]


def test_times_without_text_are_no_subtitles() -> None:
    with pytest.raises(InputError, match="holds no subtitles"):
        read("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n")


@pytest.mark.parametrize("line", [DATE, SOURCE])
def test_lines_of_a_cue_are_never_taken_for_datelines_or_credits(line: str) -> None:
    assert found("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n") == [("cue", line)]
