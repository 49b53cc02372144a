"""Review tables for the tests, and ways to change one as programs and people do."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from translate.config import DocxConfig
from translate.formats.view import View
from translate.glossary.termbase import Termbase
from translate.model import Block, BlockKind, Document, Draft, Lang, Returned, ReturnedFile, Segment, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

AR, EN, RU = Lang
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "قادة الأمن الجماعي يجتمعون"
DOCUMENT = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"


def view(
    rows: Sequence[tuple[str, str, str]], *, targets: Sequence[Lang] = (EN, RU), title: str = TITLE, name: str = "news"
) -> View:
    """A document of a title and these rows of Arabic, English and Russian, each a paragraph."""
    return paragraphs([[row] for row in rows], targets=targets, title=title, name=name)


def paragraphs(
    blocks: Sequence[Sequence[tuple[str, str, str]]],
    *,
    targets: Sequence[Lang] = (EN, RU),
    title: str = TITLE,
    name: str = "news",
) -> View:
    """A document of a title and these paragraphs of one or more sentences."""
    blocks = [[(title, "Leaders meet", "Лидеры встречаются")], *blocks]
    kinds = [BlockKind.TITLE] + [BlockKind.PARAGRAPH] * (len(blocks) - 1)
    rows = [(place, row, row is block[-1]) for place, block in enumerate(blocks) for row in block]
    segments = [
        Segment(f"{number:012x}", place, kinds[place], row[0], "" if is_last else " ")
        for number, (place, row, is_last) in enumerate(rows)
    ]
    texts = {EN: 1, RU: 2}
    return View(
        document=Document(
            Path(f"{name}.txt"),
            name,
            "utf-8",
            "0" * 64,
            tuple(
                Block(kind, " ".join(row[0] for row in block), line)
                for line, (kind, block) in enumerate(zip(kinds, blocks, strict=True), 1)
            ),
        ),
        segments=segments,
        drafts={
            lang: {
                s.id: Draft(s.id, lang, row[texts[lang]], "engine:test") for s, (_, row, _) in zip(segments, rows, strict=True)
            }
            for lang in targets
        },
        mentions={lang: {segment.id: () for segment in segments} for lang in Lang},
        termbase=Termbase({}),
        signature="engine:test|version:1|to:en|terms:",
    )


def with_draft(made: View, place: int, lang: Lang, **changes: object) -> View:
    """The same with something else in one draft, by the place of its segment."""
    drafts = {key: dict(value) for key, value in made.drafts.items()}
    segment = made.segments[place].id
    drafts[lang][segment] = replace(drafts[lang][segment], **changes)  # type: ignore[arg-type]
    return View(made.document, made.segments, drafts, made.mentions, made.termbase, made.signature)


def with_states(made: View, states: Mapping[Lang, Sequence[State]]) -> View:
    for lang, of_lang in states.items():
        for place, state in enumerate(of_lang):
            made = with_draft(made, place, lang, state=state)
    return made


def part(path: Path, name: str = DOCUMENT) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def changed(path: Path, parts: Mapping[str, str | bytes | Callable[[str], str] | None]) -> Path:
    """The file with some of its parts made anew: by text, by a function of the text, or left out with None."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for name, change in parts.items():
        if change is None:
            del held[name]
        elif callable(change):
            before = held[name].decode()
            after = change(before)
            assert after != before, "the change changes nothing"
            held[name] = after.encode()
        else:
            held[name] = change if isinstance(change, bytes) else change.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return path


def in_document(path: Path, change: Callable[[str], str]) -> Path:
    return changed(path, {DOCUMENT: change})


def rows_of(document: str) -> list[str]:
    """The rows of a table, the one with headings first."""
    return re.findall(r"<w:tr>.*?</w:tr>", document, re.DOTALL)


def with_comments(path: Path, comments: str) -> Path:
    """A part of comments, named in the relations; its places in the text are not made."""
    root = f'<w:comments xmlns:w="{W[1:-1]}">{comments}</w:comments>'
    relation = (
        '<Relationship Id="rIdComments" Target="comments.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    return changed(path, {"word/comments.xml": root, RELATIONS: lambda text: text.replace("</Relationships>", relation)})


def body(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        return etree.fromstring(archive.read(DOCUMENT))


def text(element: etree._Element) -> str:
    """Paragraphs after each other with a blank between, line breaks and tabs as such."""
    if element.tag == f"{W}tc":
        return " ".join(text(paragraph) for paragraph in element.iter(f"{W}p"))
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(signs.get(each.tag, each.text or "") for each in element.iter(f"{W}t", *signs))


def table(path: Path) -> list[list[etree._Element]]:
    return [row.findall(f"{W}tc") for row in body(path).iter(f"{W}tr")]


def texts(path: Path) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in table(path)]


CONFIG = DocxConfig()
ROWS = [
    ("قال بوتين.", "Putin said no.", "Путин сказал нет."),
    ("وصل لافروف.", "Lavrov came.", "Приехал Лавров."),
]
EXPORT = view(ROWS).export
MADE_OF_TWO = paragraphs([[*ROWS], [("ثالثا.", "Third.", "Третье.")]])
AS_EXPORTED = [
    ("0", "en", "Leaders meet"),
    ("0", "ru", "Лидеры встречаются"),
    ("1", "en", "Putin said no."),
    ("1", "ru", "Путин сказал нет."),
    ("2", "en", "Lavrov came."),
    ("2", "ru", "Приехал Лавров."),
]
OF_PARAGRAPHS = [
    *AS_EXPORTED[:2],
    *(AS_EXPORTED[place] for place in (2, 4, 3, 5)),
    ("3", "en", "Third."),
    ("3", "ru", "Третье."),
]


def row(file: ReturnedFile, number: int, lang: Lang = EN) -> Returned:
    """What the file says of a segment, by its place in the article; it must say it once."""
    found = [each for each in file.rows if each.segment == f"{number:012x}" and each.lang is lang]
    assert len(found) == 1, found
    return found[0]


def told(file: ReturnedFile) -> list[tuple[str, str, str]]:
    return [(each.segment.lstrip("0") or "0", str(each.lang), each.text) for each in file.rows]


def runs(content: str) -> Callable[[str], str]:
    """Something else in the place of the run that holds the first row's English."""
    return lambda document: re.sub(r"<w:r>(?:(?!</w:r>).)*Putin said no\..*?</w:r>", lambda _: content, document)


def cell(content: str) -> Callable[[str], str]:
    """Something else in the place of the paragraph that holds it, with its frame."""
    return lambda document: re.sub(r"<w:p>(?:(?!</w:p>).)*Putin said no\..*?</w:p>", lambda _: content, document)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def framed(content: str, tag: str = "seg:000000000001:en", properties: str = "") -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def without_tags(document: str) -> str:
    """As LibreOffice 7.4 saves content controls."""
    return re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr/>", document)


def without_controls(document: str) -> str:
    return re.sub(r"</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", document)


def without_bookmarks(document: str) -> str:
    return re.sub(r"<w:bookmark(?:Start|End)[^>]*>", "", document)


def text_only(document: str) -> str:
    """What is left where a table is pasted as text with a bit of form: into Google Docs, or by way of the web."""
    return without_controls(without_bookmarks(document))
