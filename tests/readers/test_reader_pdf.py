"""PDFs: what the eye reads, in the reader's order, without running heads, and joined to paragraphs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader_samples import pdf

from translate.errors import InputError
from translate.formats import reading
from translate.readers.pdf.lines import brackets_mended
from translate.readers.source import of_bytes

if TYPE_CHECKING:
    from translate.model import Document

ARABIC = {"a": "ا", "b": "ب", "l": "ل", "m": "م", "s": "س", "w": "و"}


def read(data: bytes) -> Document:
    return reading.parse(of_bytes(Path("article.pdf"), data))


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


FORMS = {
    "letters": ("lbs", {"l": "ل", "b": "ب", "s": "س"}, "سبل"),
    "presentation forms": ("mAls", {"m": "\ufee1", "A": "\ufe8e", "l": "\ufedf", "s": "\ufeb3"}, "سلام"),
    "the glyph lam-alef, as its letters": ("mLs", {"m": "م", "L": "لا", "s": "س"}, "سلام"),
    "the glyph lam-alef, as its own character": ("mLs", {"m": "\ufee1", "L": "\ufefc", "s": "\ufeb3"}, "سلام"),
    "the word Allah, as its own character": ("A", {"A": "\ufdf2"}, "الله"),
    "tatweel": ("mls--s", {"m": "م", "l": "ل", "s": "س", "-": "ـ"}, "سسلم"),
    "a number": ("2022 ms", {"m": "م", "s": "س"}, "سم 2022"),
    "a number with its signs": ("10/1/2022 3.5 ms", {"m": "م", "s": "س"}, "سم 3.5 10/1/2022"),
    "Arabic digits": ("21 ms", {"m": "م", "s": "س", "2": "٢", "1": "١"}, "سم ٢١"),
    "Latin words": ("The Hour zxzxz", {"z": "م", "x": "س"}, "مسمسم The Hour"),
    "a Latin word with a number": ("ml COVID-19 ms", {"m": "م", "s": "س", "l": "ل"}, "سم COVID-19 لم"),
    "brackets": (r"2022 \(mls\) ms", {"m": "م", "s": "س", "l": "ل"}, "سم (سلم) 2022"),
    "a full stop": (".ms", {"m": "م", "s": "س"}, "سم."),
}


@pytest.mark.parametrize(("line", "letters", "wanted"), FORMS.values(), ids=FORMS)
def test_a_line_that_is_written_from_left_to_right_is_read_from_the_right(
    line: str, letters: dict[str, str], wanted: str
) -> None:
    assert texts(pdf([line], letters=letters)) == [wanted]


BRACKETS = [
    ("قال (نعم) ثم", "قال (نعم) ثم"),
    ("قال )نعم( ثم", "قال (نعم) ثم"),
    ("قال )نعم) ثم", "قال (نعم) ثم"),
    ("قال »نعم« ثم (لا(", "قال «نعم» ثم (لا)"),
    ("1) نعم", "1) نعم"),
    ("قال ((نعم)) ثم", "قال ((نعم)) ثم"),
    ("لا أقواس", "لا أقواس"),
]


@pytest.mark.parametrize(("seen", "meant"), BRACKETS)
def test_brackets_that_were_turned_round_are_turned_back(seen: str, meant: str) -> None:
    assert brackets_mended(seen) == meant


def test_the_lines_of_a_paragraph_are_joined_and_a_hyphen_at_their_end_goes() -> None:
    long = "The leaders met in Dushanbe on Monday and spoke of co-"
    assert texts(pdf([long, "operation with the neighbours, of the peace and of the", "border."])) == [
        "The leaders met in Dushanbe on Monday and spoke of cooperation with the neighbours, of the peace and of the border."
    ]


def test_a_short_line_ends_a_paragraph() -> None:
    lines = [
        "The leaders met in Dushanbe on Monday and spoke of the peace",
        "and left.",
        "Then the others came to see what was to be done.",
    ]
    assert texts(pdf(lines)) == ["The leaders met in Dushanbe on Monday and spoke of the peace and left.", lines[2]]


def test_what_stands_at_the_head_of_every_page_is_left_out() -> None:
    document = read(pdf(["The Daily Courier, page 7"] + [""] * 6 + ["The leaders met in Dushanbe."], pages=3))
    assert [block.text for block in document.blocks] == ["The leaders met in Dushanbe."] * 3
    assert [block.place for block in document.blocks] == ["page 1", "page 2", "page 3"]
    assert document.notes == ("3 running heads, feet and page numbers left out",)


BAD = {
    "of pictures only": (pdf(), r"holds no text, only pictures \(read it with an OCR program"),
    "without pages": (b"%PDF-1.4\n", "is no PDF, or a damaged one"),
    "cut short": (pdf(["x"])[:300], "is no PDF, or a damaged one"),
    "empty": (b"", "is empty"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_one_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(data)


def test_an_encrypted_file_is_named_as_that() -> None:
    locked = pdf(["The leaders met."]).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard"
        b" /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    )
    with pytest.raises(InputError, match="is encrypted"):
        read(locked)


def test_too_many_pages_are_refused_unread() -> None:
    with pytest.raises(InputError, match="has 2,001 pages, more than 2,000"):
        read(pdf(["x"], pages=2_001))


def test_an_author_that_is_no_text_is_left_out() -> None:
    half = pdf(["The leaders met."]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 4 0 R")  # the font: any dictionary will do
    document = read(half.replace(b"/Type /Font", b"/Type /Font /Author <FEFF0041D8000042>"))
    assert document.metadata.author == ""
    assert [block.text for block in document.blocks] == ["The leaders met."]
