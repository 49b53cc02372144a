"""Findings as one HTML page that opens from disk: a row a finding, the Arabic to the right, nothing from outside."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Placed(Protocol):
    """A finding and where it stands."""

    @property
    def document(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def lang(self) -> str: ...
    @property
    def check(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def waived(self) -> str: ...


_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 72rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } caption { text-align: left; font-size: 1.2rem; margin: 1.5rem 0 .5rem }
th, td { border-top: 1px solid #8886; padding: .4rem .6rem; text-align: left; vertical-align: top }
td[lang=ar] { text-align: right } .error { font-weight: 700 } .waived { opacity: .6 }
"""


def html(found: Iterable[Placed]) -> str:
    """What is found, by document. All text is escaped: an article may hold HTML."""
    by_document: dict[str, list[Placed]] = {}
    for each in found:
        by_document.setdefault(each.document, []).append(each)
    tables = "\n".join(_table(document, among) for document, among in by_document.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What the checks found</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>What the checks found</h1>
{tables or "<p>Nothing.</p>"}
</main>
</body>
</html>
"""


def _table(document: str, found: Iterable[Placed]) -> str:
    return "\n".join(
        (
            f"<table><caption>{escape(document)}</caption>",
            "<thead><tr><th>Row<th>Finding<th>Translation<th>Arabic</tr></thead><tbody>",
            *_rows(found),
            "</tbody></table>",
        )
    )


def _rows(found: Iterable[Placed]) -> Iterator[str]:
    for each in found:
        waived = f"<br>Waived: {escape(each.waived)}" if each.waived else ""
        kind = "waived" if each.waived else escape(each.severity)
        yield (
            f'<tr class="{kind}"><td>{each.row} {escape(each.lang)}'
            f"<td>{escape(each.severity)}, {escape(each.check)}: {escape(each.message)}{waived}"
            f'<td lang="{escape(each.lang)}">{escape(each.text)}<td lang="ar" dir="rtl">{escape(each.source)}</tr>'
        )
