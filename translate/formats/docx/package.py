"""A DOCX that came back, opened without harm: what it is, its parts, and none of what it points to.

Nothing is unpacked to the disk; relations to other files and addresses are not followed; macros are not looked at, and a
file that has some is not read: ours never had any, and Word leaves none in a .docx.
"""

from __future__ import annotations

import contextlib
import posixpath
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Self

from lxml import etree

from translate.errors import GlossaryError, InputError
from translate.glossary import safexml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

MAX_PARTS = 5_000
MAX_DOCUMENT = 1 << 30  # bytes, unpacked, of the part that is read row by row: 50,000 rows are 390 MB
MAX_PART = 64 << 20  # of the others, which are read whole
MAX_RATIO = 200  # unpacked to packed; a table of news is 19, one of a letter over and over 103, a zip bomb 1,000
_SMALL = 16 << 20  # below this the ratio does not matter
_HINT = "open it in Word, and save it as 'Word Document (.docx)'"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_KINDS = {b"%PDF": "a PDF", b"{\\rtf": "rich text (RTF)", b"<": "XML or a web page", b"\xef\xbb\xbf<": "XML or a web page"}
_MACROS = ("vbaproject.bin", "vbadata.xml")


class Package:
    """Open it with `with`. Raises InputError for whatever is no Word document, or more than should be read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        with self.edge():
            _check_kind(self.path)
            self._archive = zipfile.ZipFile(self.path)
            try:
                self._check_parts()
                self.document = self._main()
                self._check_size()
                self._relations = self._relations_of(self.document)
            except BaseException:
                self._archive.close()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    @contextlib.contextmanager
    def edge(self) -> Iterator[None]:
        """Errors of the archive and its XML as InputError."""
        try:
            yield
        except GlossaryError as error:  # safexml was made for the glossary, and its errors say so
            raise InputError(error.what, where=error.where, hint=_HINT) from error
        except etree.XMLSyntaxError as error:
            raise InputError(f"is not well-formed XML: {error.msg}", where=self.path, hint=_HINT) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise InputError(f"is damaged: {error}", where=self.path, hint="send it again, or save it once more") from error
        except OSError as error:
            raise InputError(
                f"cannot be read: {error.strerror}", where=self.path, hint="close it in Word, or check the rights of the file"
            ) from error

    def open_document(self) -> IO[bytes]:
        return self._archive.open(self.document)

    def tree(self, part: str) -> _Element | None:
        """The root of a part that is read whole, or None if there is no such part."""
        if part not in self._archive.namelist():
            return None
        with self.edge():
            return safexml.parse(self._archive.read(part), self.where(part))

    def related(self, kind: str) -> list[str]:
        """The parts that the document has of a kind, which is the last word of the relation's type."""
        return self._relations.get(kind, [])

    def where(self, part: str) -> str:
        return f"{self.path}:{part}"

    def _check_parts(self) -> None:
        """Before anything is unpacked. That a part does not unpack to more than it says, zipfile sees to."""
        parts = self._archive.infolist()
        if len(parts) > MAX_PARTS:
            raise InputError(f"has {len(parts):,} parts, more than {MAX_PARTS:,}", where=self.path, hint=_HINT)
        names = {part.filename.lower() for part in parts}
        if "mimetype" in names:
            raise InputError(
                "is an OpenDocument file", where=self.path, hint="save it in LibreOffice as 'Word 2007-365 (.docx)'"
            )
        if any(posixpath.basename(name) in _MACROS for name in names):
            raise InputError("has macros, which our tables never have", where=self.path, hint=_HINT)

    def _check_size(self) -> None:
        for part in self._archive.infolist():
            limit = MAX_DOCUMENT if part.filename == self.document else MAX_PART
            if part.file_size > limit:
                raise InputError(
                    f"unpacks to {part.file_size >> 20:,} MB, more than {limit >> 20:,}",
                    where=self.where(part.filename),
                    hint="take out pictures and whatever else is not ours",
                )
            if part.file_size > _SMALL and part.file_size > MAX_RATIO * part.compress_size:
                times = part.file_size // max(part.compress_size, 1)
                raise InputError(
                    f"unpacks to {times:,} times its size, as bombs do", where=self.where(part.filename), hint=_HINT
                )

    def _main(self) -> str:
        """The document's own part; that of a template, a macro file or a workbook has another type."""
        part = next(iter(self._relations_of("").get("officeDocument", [])), "")
        types = self.tree("[Content_Types].xml")
        overrides = () if types is None else safexml.named(types, "Override")
        kind = next((each.get("ContentType", "") for each in overrides if each.get("PartName") == f"/{part}"), "")
        if part not in self._archive.namelist() or "wordprocessingml" not in kind:
            what = "has macros, which our tables never have" if "macroEnabled" in kind else "is no Word document"
            raise InputError(what, where=self.path, hint=_HINT)
        return part

    def _relations_of(self, part: str) -> Mapping[str, list[str]]:
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, list[str]] = {}
        for relation in () if root is None else safexml.named(root, "Relationship"):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.setdefault((relation.get("Type") or "").rsplit("/", 1)[-1], []).append(target.lstrip("/"))
        return found


def _check_kind(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
        if not head:
            raise InputError("is empty", where=path, hint="send it again")
        if head == _OLE:
            if _ENCRYPTED in head + file.read(_SMALL):
                raise InputError("is encrypted", where=path, hint="open it in Word, take the password out, and save it again")
            raise InputError("is a document of Word 97–2003 (.doc)", where=path, hint=_HINT)
    for start, kind in _KINDS.items():
        if head.startswith(start):
            raise InputError(f"is {kind}, not a Word document", where=path, hint=_HINT)
    if not head.startswith(b"PK"):
        raise InputError("is no Word document", where=path, hint=_HINT)
