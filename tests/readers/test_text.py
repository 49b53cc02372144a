"""Plain text read: in every encoding the same blocks, and for every bad file one clear error."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate.errors import InputError
from translate.formats import reading
from translate.model import BlockKind, Document
from translate.readers.source import MAX_BYTES

SEED = Path(__file__).parents[2] / "seeds" / "000_bbc6906954d71654.txt"

TITLE = "قادة الأمن الجماعي يصفون أحداث كازاخستان بالعدوان"
PARAGRAPH = (
    "أكد المشاركون في الاجتماع الاستثنائي لمجلس الأمن الجماعي، أن الأحداث في كازاخستان أصبحت محاولة للتدخل في الشؤون "
    "الداخلية من الخارج؛ وقال الرئيس إن قوات حفظ السلام ستبقى في البلاد حتى يستقر الوضع. فهل يكفي ذلك؟"
)
SECOND = "ومن جهته، شدد الأمين العام للمنظمة على أن القوات لن تبقى طويلاً بعد انتهاء المهمة التي جاءت من أجلها."
ARTICLE = f"Ru En\n\n{TITLE}\n\n10 يناير 2022\n\n{PARAGRAPH}\n\nاستنتاجات القادة\n\n{SECOND}\n\nالمصدر: تاس\n"
KINDS = ["links", "title", "dateline", "paragraph", "heading", "paragraph", "credit"]
TEXTS = ["Ru En", TITLE, "10 يناير 2022", PARAGRAPH, "استنتاجات القادة", SECOND, "المصدر: تاس"]


def read(folder: Path, data: bytes | str) -> Document:
    path = folder / "article.txt"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return reading.read(path)


def kinds(folder: Path, data: bytes | str) -> list[str]:
    return [block.kind.value for block in read(folder, data).blocks]


def error(folder: Path, data: bytes | str) -> str:
    with pytest.raises(InputError) as raised:
        read(folder, data)
    assert raised.value.where == str(folder / "article.txt")
    message = str(raised.value)
    assert "\n" not in message
    return message


# The seed


def test_the_seed_is_cut_as_its_editor_laid_it_out() -> None:
    document = reading.read(SEED)
    assert Counter(block.kind.value for block in document.blocks) == {
        "links": 1, "title": 1, "dateline": 1, "heading": 3, "paragraph": 18, "credit": 3,
    }  # fmt: skip
    assert document.title == 'قادة "الأمن الجماعي" يصفون أحداث كازاخستان بالعدوان الخارجي وقرار بتحسين الاتحاد'
    assert [block.kind.value for block in document.blocks[:4]] == ["links", "title", "dateline", "paragraph"]
    assert [(block.line, block.text) for block in document.blocks if block.kind is BlockKind.HEADING] == [
        (21, "الأسباب وراء ما حدث"),
        (47, "تقييم رد الفعل والوضع في كازاخستان"),
        (69, "استنتاجات القادة"),
    ]
    assert [(block.line, block.text) for block in document.blocks[-3:]] == [
        (99, 'مجموعة الرؤية الاستراتيجية "روسيا - العالم الإسلامي"'),
        (101, "الصورة: الموقع الرسمي لرئيس روسيا الاتحادية"),
        (103, "المصدر: تاس"),
    ]
    assert {block.kind.value for block in document.blocks[-3:]} == {"credit"}


def test_a_document_knows_where_it_came_from() -> None:
    document = reading.read(SEED)
    assert (document.path, document.name, document.encoding) == (SEED, SEED.stem, "utf-8")
    assert document.digest == hashlib.sha256(SEED.read_bytes()).hexdigest()


def test_every_line_of_the_seed_that_is_not_blank_is_a_block() -> None:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    wanted = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    assert [(block.line, block.text) for block in reading.read(SEED).blocks] == wanted


# Encodings

ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8-sig"),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf_16_le"),
    ("utf-16-be", "utf_16_be"),
    ("cp1256", "cp1256"),
    ("iso8859_6", "iso8859_6"),
]


@pytest.mark.parametrize(("encoding", "name"), ENCODINGS)
def test_an_article_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    document = read(tmp_path, ARTICLE.encode(encoding))
    assert [block.text for block in document.blocks] == TEXTS
    assert [block.kind.value for block in document.blocks] == KINDS
    assert document.encoding == name


@pytest.mark.parametrize(("encoding", "name"), ENCODINGS)
def test_a_single_paragraph_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    document = read(tmp_path, PARAGRAPH.encode(encoding))
    assert [block.text for block in document.blocks] == [PARAGRAPH]
    assert document.encoding == name


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"], ids=["little-endian", "big-endian"])
def test_a_byte_order_mark_says_the_byte_order(tmp_path: Path, mark: bytes) -> None:
    data = mark + ARTICLE.encode("utf-16-le" if mark == b"\xff\xfe" else "utf-16-be")
    assert [block.text for block in read(tmp_path, data).blocks] == TEXTS


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_seed_reads_the_same_where_an_encoding_holds_it(tmp_path: Path, encoding: str) -> None:
    source = SEED.read_text(encoding="utf-8")
    if encoding == "cp1256":
        source = source.translate({0x0660 + digit: str(digit) for digit in range(10)})
    data = source.encode(encoding)
    assert read(tmp_path, data).blocks == read(tmp_path, source).blocks


# Lay-out


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\u2028", "\x0b"])
def test_every_kind_of_line_break_is_one(tmp_path: Path, newline: str) -> None:
    document = read(tmp_path, ARTICLE.replace("\n", newline))
    assert [block.text for block in document.blocks] == TEXTS
    assert [block.line for block in document.blocks] == [1, 3, 5, 7, 9, 11, 13]


@pytest.mark.parametrize("blank", ["\u00a0", " \t ", "\u200b", "\ufeff", "\u3000", " \u00a0 "])
def test_a_line_of_blanks_is_blank(tmp_path: Path, blank: str) -> None:
    document = read(tmp_path, ARTICLE.replace("\n\n", f"\n\n{blank}\n\n"))
    assert [block.text for block in document.blocks] == TEXTS
    assert [block.kind.value for block in document.blocks if block.kind is not BlockKind.CREDIT] == KINDS[:-1]


def test_an_article_without_blank_lines_is_cut_alike(tmp_path: Path) -> None:
    assert kinds(tmp_path, ARTICLE.replace("\n\n", "\n")) == KINDS


DATELINES = [
    "١٠ يناير ٢٠٢٢",
    "10 يناير/كانون الثاني 2022",
    "10 كانون الثاني 2022",
    "الاثنين، 10 يناير 2022",
    "يوم الاثنين 10 يناير 2022",
    "10/01/2022",
    "10.1.2022",
    "2022-01-10",
    "10 يناير 2022 - 14:30",
]
NO_DATELINES = ["يناير", "10", "2022", "10 يناير", "عقد الاجتماع في 10 يناير 2022", "10 أشخاص 2022"]


@pytest.mark.parametrize("line", DATELINES)
def test_a_date_at_the_head_is_a_dateline(tmp_path: Path, line: str) -> None:
    assert kinds(tmp_path, f"{TITLE}\n\n{line}\n\n{PARAGRAPH}\n")[1] == "dateline"


@pytest.mark.parametrize("line", NO_DATELINES)
def test_what_only_holds_a_date_is_no_dateline(tmp_path: Path, line: str) -> None:
    assert kinds(tmp_path, f"{TITLE}\n\n{line}\n\n{PARAGRAPH}\n")[1] != "dateline"


def test_a_date_far_down_is_no_dateline(tmp_path: Path) -> None:
    assert "dateline" not in kinds(tmp_path, f"{TITLE}\n{PARAGRAPH}\n{SECOND}\n{PARAGRAPH}\n10 يناير 2022\n{SECOND}\n")


@pytest.mark.parametrize("line", ["Ru En", "RU | EN", "En", "Русский / English", "ar, en, ru"])
def test_languages_at_the_head_are_links(tmp_path: Path, line: str) -> None:
    assert kinds(tmp_path, f"{line}\n{TITLE}\n{PARAGRAPH}\n")[0] == "links"


@pytest.mark.parametrize("line", ["Reuters", "Ru En AFP", "En route"])
def test_other_latin_words_at_the_head_are_no_links(tmp_path: Path, line: str) -> None:
    assert kinds(tmp_path, f"{line}\n{TITLE}\n{PARAGRAPH}\n")[0] != "links"


@pytest.mark.parametrize(
    "line", ["المصدر: تاس", "الصورة: رويترز", "بقلم: أحمد سالم", "Photo: AFP", "تصوير: أ. سالم", "ترجمة : سالم"]
)
def test_a_last_line_that_names_a_source_is_a_credit(tmp_path: Path, line: str) -> None:
    assert kinds(tmp_path, f"{TITLE}\n\n{PARAGRAPH}\n\n{line}\n")[-1] == "credit"


@pytest.mark.parametrize("line", [SECOND, "المصدر: قال الوزير إن الأمر انتهى.", "وغادر الوفد."])
def test_a_last_line_that_is_a_sentence_is_a_paragraph(tmp_path: Path, line: str) -> None:
    assert kinds(tmp_path, f"{TITLE}\n\n{PARAGRAPH}\n\n{line}\n")[-1] == "paragraph"


@pytest.mark.parametrize(
    ("source", "expected"),
    [(TITLE, ["paragraph"]), (PARAGRAPH, ["paragraph"]), ("نعم", ["paragraph"])],
    ids=["short", "long", "a word"],
)
def test_a_single_line_is_a_paragraph(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert kinds(tmp_path, source) == expected


def test_an_article_that_starts_with_a_sentence_has_no_title_but_its_name(tmp_path: Path) -> None:
    document = read(tmp_path, f"{PARAGRAPH}\n\n{SECOND}\n")
    assert [block.kind.value for block in document.blocks] == ["paragraph", "paragraph"]
    assert document.title == "article"


# What is refused

RANDOM = random.Random(20220110)  # noqa: S311 - not a secret
GREEK = "Η κυβέρνηση ανακοίνωσε σήμερα ότι οι ειρηνευτικές δυνάμεις θα αποχωρήσουν από τη χώρα μέσα σε δέκα ημέρες. " * 3
RUSSIAN = "Участники встречи заявили, что события в Казахстане стали попыткой вмешательства во внутренние дела страны. " * 3
FRENCH = "Les participants à la réunion ont déclaré que les événements étaient une tentative d’ingérence étrangère. " * 3
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00\x1f\xf3\xffa\x00\x00\x00"
BAD = [
    ("empty", b"", "is empty"),
    ("blanks only", b" \n\t\n\xc2\xa0\n", "is empty"),
    ("a byte order mark only", b"\xef\xbb\xbf", "is empty"),
    ("a UTF-16 byte order mark only", b"\xff\xfe", "is empty"),
    ("PNG", PNG, "is a picture (PNG)"),
    ("NUL bytes", b"\0" * 512, "is not a text file"),
    ("NUL bytes among Arabic", ARTICLE.encode() + b"\0\0\0", "is not a text file"),
    ("random bytes", RANDOM.randbytes(5000), "is not a text file"),
    ("half a zip", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + RANDOM.randbytes(900), "is cut short, or damaged"),
    ("truncated UTF-16", ARTICLE.encode("utf-16")[:-1], "damaged"),
    ("truncated UTF-8 with a mark", ARTICLE.encode("utf-8-sig")[:-2], "damaged"),
    ("truncated UTF-8", ARTICLE.encode()[:-2], "no encoding that gives readable Arabic"),
    ("Greek code page", GREEK.encode("cp1253"), "no encoding that gives readable Arabic"),
    ("French code page", FRENCH.encode("cp1252"), "no encoding that gives readable Arabic"),
    ("damaged", ARTICLE.replace("كازاخستان", "كازا\ufffdستان").encode(), "replacement characters"),
    ("mojibake as Western", ARTICLE.encode().decode("latin-1").encode(), "wrong code page"),
    ("mojibake as Arabic", ARTICLE.encode().decode("cp1256").encode(), "wrong code page"),
    ("mojibake of one line", PARAGRAPH.encode().decode("cp1256").encode(), "wrong code page"),
    ("a line of 20 MB", ("كلمة " * 2_300_000).encode(), "this is no article"),
]


@pytest.mark.parametrize(("data", "message"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_file_is_refused_with_one_clear_error(tmp_path: Path, data: bytes, message: str) -> None:
    assert message in error(tmp_path, data)


def test_a_file_beyond_all_measure_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="is 64 MB, more than 64"):
        reading.read(path)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        reading.read(tmp_path / "none.txt")


def test_a_folder_is_an_input_error(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        reading.read(folder)


ENGLISH = "The leaders met in Dushanbe on Monday, and they said that the forces “would leave” the country in ten days. " * 3
OTHERS = [
    (RUSSIAN, "utf-8", "utf-8", "ru"),
    (RUSSIAN, "cp1251", "cp1251", "ru"),
    (RUSSIAN, "koi8-r", "koi8_r", "ru"),
    (ENGLISH, "utf-8", "utf-8", "en"),
    (ENGLISH, "cp1252", "cp1252", "en"),
    (FRENCH, "utf-8", "utf-8", "und"),
]


@pytest.mark.parametrize(("source", "encoding", "name", "lang"), OTHERS)
def test_another_language_is_read_and_told(tmp_path: Path, source: str, encoding: str, name: str, lang: str) -> None:
    """Whether it is fit to be translated is not for the reader to say."""
    document = read(tmp_path, source.encode(encoding))
    assert [(block.text, block.lang) for block in document.blocks] == [(source.strip(), lang)]
    assert document.encoding == name


BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=100).map(lambda drawn: drawn.encode("utf-8", "surrogatepass")),
    st.builds(
        lambda encoding, cut, junk: ARTICLE.encode(encoding)[cut : cut + 160] + junk,
        st.sampled_from([encoding for encoding, _ in ENCODINGS]),
        st.integers(0, 120),
        st.binary(max_size=4),
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BYTES)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    try:
        document = read(tmp_path, data)
    except InputError:
        return
    assert document.blocks
    assert all(block.text == block.text.strip() and block.text for block in document.blocks)
