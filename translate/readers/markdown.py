"""Markdown (CommonMark with tables, and a head of fields between lines of `---`) → Document: its text without the marks."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from translate.model import BlockKind, Metadata
from translate.readers import structure
from translate.readers.html import article, tree
from translate.readers.structure import Piece, clean
from translate.readers.text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from translate.model import Document
    from translate.readers.source import Source

_HEAD = re.compile(r"\A---[ \t]*\n(?P<fields>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|date|author|source|url)[ \t]*:[ \t]*(.{1,500})$", re.MULTILINE | re.IGNORECASE)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*(.*(?:\n(?:  |\t)[ \t]*\S.*){0,200})", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,80})\]")
_TEXTS = frozenset({"text", "code_inline", "text_special"})
_CODE = frozenset({"fence", "code_block"})
_SCRIPT = re.compile(r"\s*<(?:script|style)\b", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_INNERMOST = (
    ("td_open", BlockKind.CELL),
    ("th_open", BlockKind.CELL),
    ("heading_open", BlockKind.HEADING),
    ("list_item_open", BlockKind.LIST_ITEM),
    ("blockquote_open", BlockKind.QUOTE),
)


def read(source: Source) -> Document:
    data = source.load()
    text, encoding = decoded(data, source.path)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    skipped = 0
    if head := _HEAD.match(text):
        fields = {name.lower(): clean(value).strip("\"'") for name, value in _FIELD.findall(head["fields"])}
        skipped = head.group().count("\n")
        text = text[head.end() :]
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).enable("table")
    text, footnotes = _without_footnotes(text)
    tokens = parser.parse(text)
    pieces = list(_pieces(tokens, skipped, source))
    for line, footnote in footnotes:
        of_footnote = _pieces(parser.parse(footnote), skipped + line, source)
        pieces += (replace(piece, kind=BlockKind.FOOTNOTE) for piece in of_footnote)
    code = sum(token.type in _CODE or bool(_SCRIPT.match(token.content)) for token in tokens if not token.children)
    notes = [f"{code} blocks of code left out"] if code else []
    return structure.document(source, data, pieces, encoding=encoding, metadata=_metadata(fields), headings=False, notes=notes)


def _without_footnotes(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Footnotes as Pandoc and GitHub have them, with the lines before each; to CommonMark they are addresses of links."""
    notes: list[tuple[int, str]] = []
    names: set[str] = set()
    lines, until = 0, 0

    def taken(match: re.Match[str]) -> str:
        nonlocal lines, until
        lines, until = lines + text.count("\n", until, match.start()), match.start()
        notes.append((lines, textwrap.dedent(match[2])))
        names.add(match[1])
        return "\n" * match.group().count("\n")

    left = _FOOTNOTE.sub(taken, text)
    return _REFERENCE.sub(lambda match: "" if match[1] in names else match.group(), left), notes


def _metadata(fields: Mapping[str, str]) -> Metadata:
    return Metadata(
        title=fields.get("title", ""),
        date=fields.get("date", ""),
        author=fields.get("author", ""),
        source=fields.get("source", ""),
        url=fields.get("url", ""),
    )


def _pieces(tokens: Sequence[Token], skipped: int, source: Source) -> Iterator[Piece]:
    open_: list[str] = []
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.nesting > 0:
            open_.append(token.type)
        elif token.nesting < 0:
            open_.pop()
        elif token.type == "html_block":
            kind = next((kind for name, kind in _INNERMOST if name in open_), None)
            root = tree.parse(f"<html><body>{token.content}</body></html>".encode("utf-8", "replace"), source.path)[0]
            for unit in tree.units(root)[0]:
                yield Piece(unit.text, kind=article.KINDS.get(str(unit.container.tag), kind), line=skipped + line + 1)
        elif token.type == "inline":
            kind = next((kind for name, kind in _INNERMOST if name in open_), None)
            for number, text in enumerate(_lines(token.children or ())):
                if kept := clean(text):
                    yield Piece(kept, kind=kind, line=skipped + line + number + 1)


def _lines(tokens: Sequence[Token]) -> list[str]:
    """The text of an inline token, cut at hard breaks; pictures have none."""
    lines = [""]
    for token in tokens:
        if token.type in _TEXTS:
            lines[-1] += token.content
        elif token.type == "softbreak":
            lines[-1] += " "
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.match(token.content)):
            lines.append("")
    return lines
