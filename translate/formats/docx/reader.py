"""The review table that came back from Word, LibreOffice or whatever they were sent through → what it says, row by row.

It is read with lxml, since python-docx drops text in content controls and in tracked insertions, and gives back what tracked
deletions took out (its issues 689, 757, 1123).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.formats.docx.marks import NAMESPACE, PROPERTY
from translate.formats.docx.package import Package
from translate.formats.docx.rows import Columns, columns_of, row_of
from translate.formats.docx.stream import rows
from translate.formats.docx.telling import Problem, told
from translate.formats.docx.walk import found
from translate.glossary import safexml
from translate.model import TARGETS, Comment, Lang, Returned, ReturnedFile, State
from translate.wordxml import value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_STATES = {str(state): state for state in State}


def read(path: Path) -> ReturnedFile:
    """Raises InputError for what is no Word document, is damaged or dangerous, or holds tables of two exports."""
    returned: list[Returned] = []
    problems: list[tuple[str, str]] = []
    columns = Columns()
    with Package(path) as package:
        exports, exported = _exported(package)
        comments = _comments(package)
        for position, element in enumerate(rows(package, exports)):
            row = row_of(element, position, columns)
            if row is None:
                continue
            if headings := columns_of(row):
                columns = headings
                exports.update(headings.exports)
                continue
            for each in told(row, comments, exported):
                if isinstance(each, Problem):
                    problems.append(each)
                else:
                    returned.append(each)
        author = _author(package)
    if len(exports) > 1:
        raise InputError(
            f"holds tables of {len(exports)} exports ({', '.join(sorted(exports))})",
            where=path,
            hint="give each back in its own file",
        )
    taken = {comment for row in returned for comment in row.comments}
    problems += [
        (f"comment of {comment.author}", f"is at no row that could be read: “{comment.text}”")
        for comment in comments.values()
        if comment not in taken
    ]
    return ReturnedFile(path, next(iter(exports), ""), author, tuple(returned), tuple(problems))


def _exported(package: Package) -> tuple[set[str], Mapping[tuple[str, Lang], State]]:
    """The ids of exports in the properties and in our own part, and the states that it lists."""
    exports: set[str] = set()
    states: dict[tuple[str, Lang], State] = {}
    properties = package.tree("docProps/custom.xml")
    for each in () if properties is None else safexml.named(properties, "property"):
        if each.get("name") == PROPERTY:
            exports.add(safexml.text(each).strip())
    for part in package.related("customXml"):
        root = package.tree(part)
        if root is None or root.tag != f"{{{NAMESPACE}}}export":
            continue
        exports.add(root.get("id", ""))
        for source in safexml.named(root, "source"):
            for lang in TARGETS:
                if state := _STATES.get(source.get(lang, "")):
                    states[source.get("id", ""), lang] = state
    return exports - {""}, states


def _comments(package: Package) -> Mapping[str, Comment]:
    """By id; a comment without a word says nothing."""
    comments: dict[str, Comment] = {}
    for part in package.related("comments"):
        root = package.tree(part)
        for each in () if root is None else safexml.named(root, "comment"):
            if text := found(each).text.strip():
                author, date = ((value(each, name) or "").strip() for name in ("author", "date"))
                comments[value(each, "id") or ""] = Comment(author, date, text)
    return comments


def _author(package: Package) -> str:
    """Who saved it last; of a file as we wrote it, nobody."""
    root = package.tree("docProps/core.xml")
    names = () if root is None else safexml.named(root, "lastModifiedBy")
    return next((safexml.text(name).strip() for name in names), "")
