"""ZIPs: each document in its turn, the bad ones told, nothing unpacked to the disk and nothing beyond measure."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest
import reader_samples as samples
from reader_samples import ARTICLE, zipped

from translate.errors import InputError
from translate.formats import reading

if TYPE_CHECKING:
    from pathlib import Path

TEXT = ARTICLE.encode()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "news.zip"


def read(path: Path) -> dict[str, str]:
    """What becomes of each source, by its path within: its title, or the error."""
    found = {}
    for source in reading.sources(path):
        try:
            found[source.path.relative_to(path).as_posix()] = reading.parse(source).title
        except InputError as error:
            found[source.path.relative_to(path).as_posix()] = error.what
    return found


def test_an_archive_gives_its_documents_in_order_of_name(archive: Path) -> None:
    archive.write_bytes(
        zipped(
            {"b.txt": TEXT, "day/a.html": samples.html(), "x.exe": b"", ".h.txt": TEXT, "__MACOSX/a.txt": TEXT, "~$d.docx": b""}
        )
    )
    assert read(archive) == {"b.txt": samples.TITLE, "day/a.html": samples.TITLE}


def test_an_archive_in_an_archive_is_opened_three_deep(archive: Path) -> None:
    inner = zipped({"c.txt": TEXT})
    for _ in range(2):
        inner = zipped({"in.zip": inner})
    archive.write_bytes(inner)
    assert read(archive) == {"in.zip/in.zip/c.txt": samples.TITLE}
    archive.write_bytes(zipped({"in.zip": inner}))
    assert read(archive) == {"in.zip/in.zip/in.zip": "lies more than 3 archives or mails deep"}


def test_a_bad_document_does_not_stop_the_others(archive: Path) -> None:
    archive.write_bytes(zipped({"a.txt": b"", "b.docx": b"PK\x03\x04", "c.txt": TEXT, "d.pdf": samples.pdf()}))
    assert read(archive) == {
        "a.txt": "is empty",
        "b.docx": "is cut short, or damaged",
        "c.txt": samples.TITLE,
        "d.pdf": "holds no text, only pictures",
    }


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "خبر اليوم.txt"),
        ("cp720", "خبر اليوم.txt"),
        ("cp1256", "خبر اليوم.txt"),
        ("cp437", "Müller.txt"),
        ("cp437", "é.txt"),
    ],
)
def test_a_name_is_read_in_the_code_page_of_the_program_that_packed_it(archive: Path, encoding: str, name: str) -> None:
    """None of them says which; Python takes what does not say UTF-8 for code page 437."""
    raw = name.encode(encoding)
    held = "x" * len(raw)
    archive.write_bytes(zipped({held: TEXT}).replace(held.encode(), raw))
    assert read(archive) == {name: samples.TITLE}


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:/evil.txt", "..\\evil.txt"])
def test_a_path_out_of_the_archive_is_refused(archive: Path, name: str) -> None:
    archive.write_bytes(zipped({name: TEXT, "good.txt": TEXT}))
    said = read(archive)
    assert said.pop("good.txt") == samples.TITLE
    assert ["leads out of the archive" in each for each in said.values()] == [True]
    assert sorted(path.name for path in archive.parent.iterdir()) == ["news.zip"]


def test_a_link_in_an_archive_is_left_out(archive: Path) -> None:
    with zipfile.ZipFile(archive, "w") as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("a.txt", TEXT)
    assert read(archive) == {"a.txt": samples.TITLE}


def test_a_member_without_a_name_does_not_hide_the_others(archive: Path) -> None:
    nameless = zipfile.ZipInfo("x")
    nameless.filename = ""
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(nameless, TEXT)
        packed.writestr("a.txt", TEXT)
    assert list(read(archive)) == ["a.txt"]


def test_names_that_say_no_encoding_are_read_as_utf8(archive: Path) -> None:
    data = bytearray(zipped({"أخبار.txt": TEXT}))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at + 1] &= 0xF7  # without the flag that says so
    archive.write_bytes(data)
    assert read(archive) == {"أخبار.txt": samples.TITLE}


@pytest.mark.parametrize("names", [("d/a.txt", "d/a.txt"), ("d/a.txt", "d//a.txt"), ("d/a.txt", "d\\a.txt")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart(archive: Path, names: tuple[str, str]) -> None:
    with zipfile.ZipFile(archive, "w") as made:
        for name, title in zip(names, (samples.TITLE, samples.HEADING), strict=True):
            made.writestr(name, f"{title}\n\n{samples.PARAGRAPH}\n")
    said = read(archive)
    assert sorted(said) == ["d/a-2.txt", "d/a.txt"]
    assert sorted(said.values()) == sorted([samples.TITLE, samples.HEADING])


def test_documents_of_kinds_that_are_not_read_are_noted(archive: Path) -> None:
    archive.write_bytes(zipped({"a.doc": b"x", "b.txt": TEXT, "c.txt": TEXT, "d.RTF": b"x", "e.exe": b"x", ".f.doc": b"x"}))
    notes = [reading.parse(source).notes for source in reading.sources(archive)]
    assert notes == [("a.doc is not read: save it as .docx", "d.RTF is not read: save it as .docx"), ()]


def test_an_archive_of_such_documents_alone_says_so(archive: Path) -> None:
    archive.write_bytes(zipped({f"{number}.doc": b"x" for number in range(10, 33)}))
    (said,) = read(archive).values()
    assert said.startswith("10.doc is not read: save it as .docx; 11.doc")
    assert said.endswith("29.doc is not read: save it as .docx; 3 more documents within are of kinds that are not read")


BAD = {
    "empty": (b"", "is damaged: File is not a zip file"),
    "no archive": (b"PK\x03\x04" + b"x" * 99, "is damaged: File is not a zip file"),
    "with nothing to read": (zipped({"a.exe": b"x"}), "is an archive with nothing to translate"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_a_bad_archive_is_refused_with_one_clear_error(archive: Path, data: bytes, message: str) -> None:
    archive.write_bytes(data)
    assert read(archive) == {".": message}


def test_an_encrypted_member_is_named_as_that(archive: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    archive.write_bytes(data)
    assert read(archive) == {"a.txt": "is encrypted"}


def test_a_member_beyond_all_measure_is_refused_unread(archive: Path) -> None:
    archive.write_bytes(zipped({"a.txt": b"x" * 64_000_001, "b.txt": TEXT}))
    assert read(archive) == {"a.txt": "is 64 MB, more than 64", "b.txt": samples.TITLE}


def test_a_bomb_is_refused_unread(archive: Path) -> None:
    archive.write_bytes(zipped({"a.txt": b"x" * 20_000_000}))
    assert read(archive)["a.txt"].endswith("times its size, as bombs do")


def test_many_small_bombs_are_one(archive: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(17):
            made.writestr(f"{number}.txt", b"x" * 16_000_000)
    archive.write_bytes(packed.getvalue())
    assert ["as bombs do" in each for each in read(archive).values()] == [True]


def test_an_archive_of_one_document_is_read_as_that(archive: Path) -> None:
    archive.write_bytes(zipped({"a.txt": TEXT}))
    assert reading.read(archive).title == samples.TITLE
    archive.write_bytes(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    with pytest.raises(InputError, match="holds 2 documents"):
        reading.read(archive)


def test_a_document_in_an_archive_is_found_again_by_its_path(archive: Path) -> None:
    archive.write_bytes(zipped({"day/a.txt": TEXT, "b.zip": zipped({"c.md": samples.markdown()})}))
    for name in ("day/a.txt", "b.zip/c.md"):
        assert reading.read(archive / name).path == archive / name
    with pytest.raises(InputError, match="cannot be read"):
        reading.read(archive / "none.txt")


MISLABELLED = {
    "article.txt": (samples.docx(), "is a Word document, whatever its name says, and was read as that"),
    "article.docx": (samples.html(), "is a web page, whatever its name says, and was read as that"),
    "article.html": (TEXT, "is plain text, whatever its name says, and was read as that"),
    "article.pdf": (samples.odt(), "is an OpenDocument text, whatever its name says, and was read as that"),
    "article.md": (samples.SEED_PDF.read_bytes(), "is a PDF, whatever its name says, and was read as that"),
    "article.eml": (samples.subrip(), "is subtitles, whatever its name says, and was read as that"),
}


@pytest.mark.parametrize("name", MISLABELLED)
def test_a_mislabelled_file_is_read_as_what_it_is_and_that_is_noted(tmp_path: Path, name: str) -> None:
    data, note = MISLABELLED[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert note in reading.read(path).notes


@pytest.mark.parametrize("name", ["نص\u202e.txt", "a b\n.txt", "ñ'\"%s{0}.txt", "x" * 200 + ".txt"])
def test_a_file_with_an_odd_name_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT)
    assert [reading.parse(source).title for source in reading.sources(path)] == [samples.TITLE]
