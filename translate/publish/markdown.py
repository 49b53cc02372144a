"""An article in one language as Markdown with front matter in YAML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from translate.files import replacing
from translate.model import BlockKind
from translate.publish.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translate.config import PublishConfig
    from translate.model import Lang
    from translate.publish.edition import Edition, Row

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^]|&(?=#?\w+;))")
"""What CommonMark and its common extensions may take for mark-up: a backslash before it is never seen."""
_LINE_START = re.compile(r"^(\s*)(?:([-+])(?=\s|$)|(\d+)([.)])(?=\s|$)|([-+]{2,}))")
_BEFORE = {BlockKind.TITLE: "## ", BlockKind.HEADING: "## ", BlockKind.LIST_ITEM: "- ", BlockKind.QUOTE: "> "}
_NOT_PRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def write(edition: Edition, lang: Lang, config: PublishConfig, path: Path) -> Path:
    with replacing(path) as temporary:
        temporary.write_text("\n".join(_lines(edition, lang, config)), encoding="utf-8", newline="\n")
    return path


def _lines(edition: Edition, lang: Lang, config: PublishConfig) -> Iterator[str]:
    told = edition.about[lang]
    matter = {
        "title": told.title,
        "lang": str(lang),
        "date": edition.day.isoformat() if edition.day else "",
        "dateline": told.dateline,
        "author": told.author,
        "source": told.source,
        "image_credit": told.credit,
        "publisher": config.publisher,
        "original": edition.url,
        "draft": "true" if lang in edition.drafts else "",
    }
    yield "---"
    for name, value in matter.items():
        if value:
            yield f"{name}: {value if name in ('date', 'draft') else scalar(value)}"
    yield "---\n"
    if lang in edition.drafts:
        yield f"> **{escape(LABELS[lang]['notice'])}**\n"
    yield f"# {_text(edition.title, lang)}\n"
    if told.dateline:
        yield f"{escape(told.dateline)}\n"
    for row in edition.body:
        yield f"{_BEFORE.get(row.kind, '')}{_text(row, lang)}\n"
    if edition.credits:
        yield "* * *\n"
    for row in edition.credits:
        yield f"{_text(row, lang)}\n"


def scalar(text: str) -> str:
    """A double-quoted scalar of YAML: that of JSON, with what YAML does not print escaped as well."""
    return _NOT_PRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def escape(text: str) -> str:
    """Text that comes out of Markdown as it went in, on one line."""
    flat = " ".join(text.split("\n")).strip(" \t")
    escaped = _SPECIAL.sub(r"\\\1", flat)
    return _LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}" if m[3] else f"{m[1]}\\{m[5]}", escaped
    )


def _text(row: Row, lang: Lang) -> str:
    return escape(row.texts[lang])
