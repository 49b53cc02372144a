"""A file that is no review table, is damaged or means harm gives one clear line, in bounded time and memory."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx_files import (
    AS_EXPORTED,
    CONFIG,
    CONTENT_TYPES,
    DOCUMENT,
    EXPORT,
    RELATIONS,
    ROWS,
    W,
    changed,
    in_document,
    part,
    told,
    view,
    with_comments,
)

from translate.errors import InputError
from translate.formats import docx
from translate.formats.docx import package, stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return docx.write(view(ROWS), tmp_path / "review.docx", CONFIG)


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


NO_DOCX = {
    "empty": (b"", "is empty"),
    "a PDF": (b"%PDF-1.7\n...", "is a PDF, not a Word document"),
    "rich text": (b"{\\rtf1 ...}", "is rich text (RTF), not a Word document"),
    "a web page": (b"<html></html>", "is XML or a web page, not a Word document"),
    "a web page with a byte order mark": (b"\xef\xbb\xbf<!DOCTYPE html>", "is XML or a web page, not a Word document"),
    "letters": ("قال بوتين".encode(), "is no Word document"),
    "an old document": (OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le"), "is a document of Word 97–2003 (.doc)"),
    "an encrypted one": (OLE + b"\0" * 1528 + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "half an archive": (archive(x=b"x" * 999)[:500], "is damaged: "),
    "an archive of anything": (archive(x=b"x"), "is no Word document"),
    "OpenDocument": (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "is an OpenDocument file"),
}


class TestNoWordDocument:
    @pytest.mark.parametrize(("data", "what"), NO_DOCX.values(), ids=NO_DOCX)
    def test_is_named_in_one_line_with_a_hint(self, tmp_path: Path, data: bytes, what: str) -> None:
        path = tmp_path / "review.docx"
        path.write_bytes(data)
        with pytest.raises(InputError) as raised:
            docx.read(path)
        assert raised.value.what.startswith(what)
        assert raised.value.where == str(path)
        assert raised.value.hint
        assert "\n" not in str(raised.value)

    def test_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read: No such file"):
            docx.read(tmp_path / "review.docx")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_that_may_not_be_read_is_named(self, path: Path) -> None:
        path.chmod(0)
        with pytest.raises(InputError, match="cannot be read: Permission denied"):
            docx.read(path)

    def test_is_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read: Is a directory"):
            docx.read(tmp_path)


def broken_packing(path: Path) -> None:
    """A byte of the packed text turned over."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        start = made.getinfo(DOCUMENT).header_offset
    data[start + 400] ^= 0xFF
    path.write_bytes(data)


def renamed_macros(path: Path) -> None:
    changed(
        path, {CONTENT_TYPES: lambda text: text.replace("wordprocessingml.document.main", "word.document.macroEnabled.main")}
    )
    changed(path, {CONTENT_TYPES: lambda text: text.replace("officedocument.word.document", "ms-word.document")})


def with_dtd(name: str) -> Callable[[Path], object]:
    """Entities of ours: one grows beyond measure, one names a file."""
    declared = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )

    def change(path: Path) -> None:
        changed(path, {name: lambda text: text.replace("?>", f"?>{declared}", 1) if "?>" in text else declared + text})
        if name == DOCUMENT:
            in_document(path, lambda text: text.replace("Putin", "&b;&c;"))

    return change


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-300]), "is damaged: "),
    "a byte turned over": (broken_packing, "is damaged: |is not well-formed XML: "),
    "no document in it": (lambda path: changed(path, {DOCUMENT: None}), "is no Word document"),
    "no types": (lambda path: changed(path, {CONTENT_TYPES: None}), "is no Word document"),
    "no relations": (lambda path: changed(path, {"_rels/.rels": None}), "is no Word document"),
    "a workbook": (
        lambda path: changed(path, {CONTENT_TYPES: lambda text: text.replace("wordprocessingml", "spreadsheetml")}),
        "is no Word document",
    ),
    "broken XML": (lambda path: in_document(path, lambda text: text.replace("</w:sdt>", "", 1)), "is not well-formed XML: "),
    "XML cut off": (lambda path: in_document(path, lambda text: text[:-20]), "is not well-formed XML: "),
    "an entity of nobody": (
        lambda path: in_document(path, lambda text: text.replace("Putin", "&putin;")),
        "is not well-formed",
    ),
    "a broken part of comments": (lambda path: with_comments(path, "<w:comment>"), "is not well-formed XML: "),
    "a bomb of entities": (with_dtd(DOCUMENT), r"has a document type declaration \(DTD\)"),
    "one in the properties": (with_dtd("docProps/custom.xml"), r"has a document type declaration \(DTD\)"),
    "one in the relations": (with_dtd(RELATIONS), r"has a document type declaration \(DTD\)"),
    "macros": (lambda path: changed(path, {"word/vbaProject.bin": OLE}), "has macros, which our tables never have"),
    "a .docm renamed": (renamed_macros, "has macros, which our tables never have"),
    "too many parts": (lambda path: changed(path, {f"x/{number}": "" for number in range(5_001)}), "has 5,0.. parts"),
    "a bomb": (lambda path: changed(path, {"word/media/image1.png": b"\0" * (17 << 20)}), "times its size, as bombs do"),
    "a large part": (
        lambda path: changed(path, {"word/media/image1.png": b"\0" * (65 << 20)}),
        "unpacks to 65 MB, more than 64",
    ),
}


class TestADamagedTable:
    @pytest.mark.parametrize(("damage", "what"), DAMAGES.values(), ids=DAMAGES)
    def test_is_named_in_one_line_with_a_hint(self, path: Path, damage: Callable[[Path], object], what: str) -> None:
        assert told(docx.read(path)) == AS_EXPORTED
        damage(path)
        with pytest.raises(InputError, match=what) as raised:
            docx.read(path)
        assert raised.value.where.startswith(str(path))
        assert raised.value.hint
        assert "\n" not in str(raised.value)

    def test_whose_document_is_a_bomb_is_not_unpacked(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(package, "MAX_DOCUMENT", 10_000)
        with pytest.raises(InputError, match=r"word/document\.xml: unpacks to 0 MB, more than 0"):
            docx.read(path)


class TestALargeDocument:
    def test_of_something_else_is_not_held(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stream, "MAX_BETWEEN", 1 << 20)
        filler = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 40_000
        in_document(path, lambda text: text.replace("</w:tbl>", "</w:tbl>" + filler))
        with pytest.raises(InputError, match="has 1 MB that are no row of a table"):
            docx.read(path)

    def test_with_much_between_its_tables_is_read(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The ids of the export stand before and behind it."""
        monkeypatch.setattr(stream, "MAX_BETWEEN", 1 << 20)
        filler = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 20_000
        end = f'<w:p><w:bookmarkStart w:id="7" w:name="export_{EXPORT}"/></w:p>'
        changed(path, {"docProps/custom.xml": None, "customXml/item2.xml": None})
        in_document(path, lambda text: text.replace(EXPORT, "").replace("</w:tbl>", f"</w:tbl>{filler}{end}"))
        assert docx.read(path).export == EXPORT
        in_document(path, lambda text: text.replace("<w:tbl>", f"{end}{filler}<w:tbl>").replace(f"{filler}{end}", ""))
        file = docx.read(path)
        assert (file.export, told(file)) == (EXPORT, AS_EXPORTED)


class TestAnotherTool:
    def test_that_says_nothing_of_an_export_is_read_as_a_table_of_none(self, path: Path) -> None:
        document = f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>A letter.</w:t></w:r></w:p></w:body></w:document>'
        changed(path, {DOCUMENT: document, "docProps/custom.xml": None, "customXml/item2.xml": None})
        file = docx.read(path)
        assert (file.export, file.rows, file.problems) == ("", (), ())

    def test_that_writes_strict_documents_is_understood(self, path: Path) -> None:
        """Word's `Strict Open XML Document` has namespaces of its own."""
        strict = {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
                "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
        }

        def renamed(text: str) -> str:
            for old, new in strict.items():
                text = text.replace(old, new)
            return text

        changed(path, {DOCUMENT: renamed, RELATIONS: renamed, "_rels/.rels": renamed})
        assert "oclc" in part(path)
        file = docx.read(path)
        assert (file.export, told(file), file.problems) == (EXPORT, AS_EXPORTED, ())
