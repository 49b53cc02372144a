"""Mails as newsrooms get them: forwarded, mislabelled, with the same text twice."""

from __future__ import annotations

import base64
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader_samples import FIRST_HALF, HEADING, PARAGRAPH, SECOND, SECOND_HALF, TITLE, html, mail

from translate.errors import InputError
from translate.formats import reading
from translate.readers.source import of_bytes

if TYPE_CHECKING:
    from email.message import Message

    from translate.model import Document

FOOTER = "القائمة البريدية للأخبار العالمية، لإلغاء الاشتراك راسلونا."
COVER = "للاطلاع والترجمة اليوم لو سمحتم."
LEFT_OUT = "sender, date and addressees of a forwarded or answered mail left out"


def read(raw: bytes | str | Message) -> Document:
    data = raw.encode() if isinstance(raw, str) else raw if isinstance(raw, bytes) else raw.as_bytes()
    return reading.parse(of_bytes(Path("a.eml"), data))


def texts(raw: bytes | str | Message) -> list[str]:
    return [block.text for block in read(raw).blocks]


def multipart(kind: str, *parts: Message) -> MIMEMultipart:
    made = MIMEMultipart(kind)
    for part in parts:
        made.attach(part)
    return made


def plain(text: str) -> MIMEText:
    return MIMEText(text, "plain", "utf-8")


def page(body: str) -> MIMEText:
    return MIMEText(f"<html><body>{body}</body></html>", "html", "utf-8")


# The same text twice

PAGE = f"<h2>{HEADING}</h2><p>{PARAGRAPH}</p><p>{SECOND} <a href='https://a.org/1'>https://a.org/1</a></p>"
AS_PLAIN = f"{HEADING}\n\n{FIRST_HALF}\n{SECOND_HALF}\n\n* {SECOND} <https://a.org/1>\n"
PICTURE = MIMEImage(b"x", "png")
ONCE = [HEADING, PARAGRAPH, f"{SECOND} https://a.org/1"]
DOUBLES = {
    "side by side": (multipart("mixed", plain(AS_PLAIN), page(PAGE)), ONCE),
    "the page first": (multipart("mixed", page(PAGE), plain(AS_PLAIN)), ONCE),
    "with a footer of its own": (multipart("mixed", plain(AS_PLAIN), page(PAGE), plain(FOOTER)), [*ONCE, FOOTER]),
    "with a footer in the page": (multipart("mixed", plain(AS_PLAIN), page(f"{PAGE}<p>{FOOTER}</p>")), [*ONCE, FOOTER]),
    "with a footer in the text": (multipart("mixed", plain(f"{PARAGRAPH}\n\n{FOOTER}"), page(f"<p>{PARAGRAPH}</p>")),
                                  [PARAGRAPH, FOOTER]),
    "with a footer that the article has": (multipart("mixed", page(PAGE), plain(HEADING)), [*ONCE, HEADING]),
    "not the same": (multipart("mixed", plain(PARAGRAPH), page(f"<p>{SECOND}</p>")), [PARAGRAPH, SECOND]),
    "overlapping": (
        multipart("mixed", plain(f"{PARAGRAPH}\n\n{FOOTER}"), page(f"<p>{PARAGRAPH}</p><p>{SECOND}</p>")),
        [PARAGRAPH, FOOTER, PARAGRAPH, SECOND],
    ),
    "related": (multipart("related", page(PAGE), PICTURE), ONCE),
    "alternatives within related": (
        multipart("mixed", multipart("related", multipart("alternative", plain(SECOND), page(PAGE)), PICTURE), plain(FOOTER)),
        [SECOND, FOOTER],
    ),
    "related within alternatives": (
        multipart("alternative", plain(PARAGRAPH), multipart("related", page(PAGE), PICTURE)),
        [PARAGRAPH],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("message", "wanted"), DOUBLES.values(), ids=DOUBLES)
def test_what_a_mail_says_twice_is_read_once_and_nothing_else_is_lost(message: Message, wanted: list[str]) -> None:
    assert texts(message) == wanted


# Forwarded

HEADS = {
    "Outlook": f"-----Original Message-----\nFrom: TASS [mailto:x@tass.ru]\nSent: Monday\nTo: desk\nSubject: {HEADING}\n\n",
    "Gmail": f"---------- Forwarded message ---------\nFrom: T <x@t.ru>\nDate: Mon\nSubject: {HEADING}\nTo: <d@x.org>\n\n\n",
    "Outlook in Arabic": f"{'_' * 32}\nمن: تاس <x@t.ru>\nتم الإرسال: الاثنين\nإلى: المكتب\nالموضوع: {HEADING}\n\n",
    "in Russian": f"-------- Пересылаемое сообщение --------\n\nОт: ТАСС\nДата: 10 января\nКому: desk\nТема: {HEADING}\n\n",
    "Apple Mail": f"Begin forwarded message:\n\n> From: T <x@t.ru>\n> Subject: {HEADING}\n> Date: Mon\n> To: d@x.org\n>\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_of_the_head_of_a_forwarded_mail_the_subject_is_read(head: str) -> None:
    document = read(mail(f"{COVER}\n\n{head}{PARAGRAPH}\n\n{SECOND}\n"))
    assert [block.text for block in document.blocks] == [TITLE, COVER, HEADING, PARAGRAPH, SECOND]
    assert [str(block.kind) for block in document.blocks] == ["title", "paragraph", "heading", "paragraph", "paragraph"]
    assert document.notes == (LEFT_OUT,)


def test_a_subject_that_the_mail_has_itself_is_read_once() -> None:
    assert texts(mail(f"{HEADS['Gmail'].replace(HEADING, TITLE)}{PARAGRAPH}\n")) == [TITLE, PARAGRAPH]


@pytest.mark.parametrize("text", ["من: موسكو\n\nإلى: بكين", "من: موسكو\n\nوصل الوزير.", f"الموضوع: {HEADING}"])
def test_lines_that_only_begin_like_such_a_head_are_text(text: str) -> None:
    assert texts(mail(f"{PARAGRAPH}\n\n{text}\n")) == [TITLE, PARAGRAPH, *text.split("\n\n")]


def test_what_stands_above_a_forwarded_page_is_read() -> None:
    """The forwarded article has nearly all of the text: on a web page it would be all that is read."""
    head = "---------- Forwarded message ---------<br>From: T<br>Date: Mon<br>Subject: " + HEADING + "<br>To: d@x.org<br>"
    forwarded = f"<div class='gmail_quote'><div>{head}</div><br><div><div>{PARAGRAPH}</div><div>{SECOND}</div></div></div>"
    document = read(multipart("mixed", page(f"<div dir='rtl'><div>{COVER}</div><br>{forwarded}</div>")))
    assert [block.text for block in document.blocks] == [COVER, HEADING, PARAGRAPH, SECOND]
    assert document.notes == (LEFT_OUT,)


# Lines

FLOWED = (
    "Subject: x\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: 8bit\n\n"
    f"{FIRST_HALF} \n{SECOND_HALF}\n{SECOND[:80]}\n{HEADING}\n"
)


def test_a_flowed_mail_says_itself_which_lines_were_broken() -> None:
    assert texts(FLOWED) == ["x", PARAGRAPH, SECOND[:80], HEADING]


def test_lines_too_long_to_have_been_broken_are_paragraphs() -> None:
    assert texts(mail(f"{PARAGRAPH}\n{SECOND}\n{PARAGRAPH}\n")) == [TITLE, PARAGRAPH, SECOND, PARAGRAPH]


# Encodings

BODY = f"{PARAGRAPH}\n\n{SECOND}"
FRENCH = "Le président a dit hier à la télévision que les élèves étaient très fatigués."
CHARSETS = {
    "Arabic called Western": ("cp1256", "text/plain; charset=iso-8859-1", BODY, [PARAGRAPH, SECOND]),
    "Arabic called Windows-1252": ("cp1256", "text/plain; charset=windows-1252", BODY, [PARAGRAPH, SECOND]),
    "UTF-8 called Windows-1256": ("utf-8", "text/plain; charset=windows-1256", BODY, [PARAGRAPH, SECOND]),
    "Western called Western": ("latin-1", "text/plain; charset=iso-8859-1", FRENCH, [FRENCH]),
    "a page called Western": ("cp1256", "text/html; charset=iso-8859-1", f"<p>{PARAGRAPH}<p>{SECOND}", [PARAGRAPH, SECOND]),
    "a page that says it itself": (
        "cp1256", "text/html", f"<html><meta charset=windows-1256><p>{HEADING}", [HEADING],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("encoding", "said", "body", "wanted"), CHARSETS.values(), ids=CHARSETS)
def test_a_charset_that_cannot_be_is_not_believed(encoding: str, said: str, body: str, wanted: list[str]) -> None:
    head = f"From: a@b.org\nMIME-Version: 1.0\nContent-Type: {said}\nContent-Transfer-Encoding: 8bit\n\n"
    assert texts(head.encode() + body.encode(encoding)) == wanted


def encoded(text: str) -> str:
    return f"=?windows-1256?B?{base64.b64encode(text.encode('cp1256')).decode()}?="


SUBJECTS = {
    "encoded words": f"{encoded(TITLE[:20])}\n {encoded(TITLE[20:])}".encode(),
    "UTF-8 as it is": TITLE.encode(),
    "Windows-1256 as it is": TITLE.encode("cp1256"),
}


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)
def test_an_arabic_subject_is_read_however_it_is_written(subject: bytes) -> None:
    raw = b"From: a@b.org\nSubject: " + subject + b"\nContent-Type: text/plain; charset=utf-8\n\n" + PARAGRAPH.encode()
    assert texts(raw) == [TITLE, PARAGRAPH]


def test_an_attachment_is_known_by_an_arabic_name_that_is_not_encoded(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    head = 'Content-Disposition: attachment; filename="خبر.txt"\nContent-Type: text/plain\n\n'
    path.write_text(f"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{head}{PARAGRAPH}\n--b--\n", "utf-8")
    assert [source.path.name for source in reading.sources(path)] == ["خبر.txt"]


# What Outlook packs, and archives of pages


def packed_by_outlook(text: str) -> Message:
    part = MIMEBase("application", "ms-tnef")
    part.add_header("Content-Disposition", "attachment", filename="winmail.dat")
    part.set_payload(b"x")
    return multipart("mixed", plain(text), part)


def test_what_outlook_packs_is_named() -> None:
    note = "winmail.dat is not read: ask for the mail once more, sent as HTML or plain text"
    assert read(packed_by_outlook(PARAGRAPH)).notes == (note,)
    with pytest.raises(InputError, match="holds no text") as raised:
        read(packed_by_outlook("\n"))
    assert note in str(raised.value.hint)


def test_a_web_archive_is_read_as_what_it_is_whatever_its_name_says() -> None:
    head = "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    part = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    document = reading.parse(of_bytes(Path("a.html"), f"{head}{part}".encode() + html() + b"\n--b--\n"))
    assert document.blocks[0].text == TITLE
    assert not any("MIME" in block.text for block in document.blocks)
    assert document.notes[0] == "is a mail, whatever its name says, and was read as that"
