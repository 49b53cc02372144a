"""How a review table carries its ids: three times over, since each program drops others.

- The tag of the content control around a text. Word keeps it through all editing; LibreOffice 7.4 drops it.
- The name of a bookmark around that control. LibreOffice keeps it; Word drops it where its whole text is replaced, and from
  a copy that stays in the same document.
- Small grey letters in the first column. They stay wherever text stays: in another document, in Google Docs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from translate.model import TARGETS, Lang

PROPERTY = "newsdesk-export"
"""The document property that holds the export's id. Word and LibreOffice keep those that they do not know."""
NAMESPACE = "urn:newsdesk-translate:review:1"
"""Of the custom XML part that lists the sources of the export. Both programs keep it."""


class Kind(StrEnum):
    EXPORT = "export"
    SOURCE = "src"
    TARGET = "seg"
    STATUS = "status"


_MARK = re.compile(rf"(?P<kind>{'|'.join(Kind)})[:_](?P<id>[0-9A-Za-z]{{1,32}})(?:[:_](?P<lang>{'|'.join(TARGETS)}))?")
_SEGMENT = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{12}(?![0-9A-Za-z])")  # as `translate.segment` makes them
_EXPORT = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stretch of text is. `id` is a segment's, of an EXPORT mark the export's; `lang` is None but for translations."""

    kind: Kind
    id: str
    lang: Lang | None = None

    @property
    def tag(self) -> str:
        return ":".join((self.kind, self.id, *((self.lang,) if self.lang else ())))

    @property
    def bookmark(self) -> str:
        """Letters, digits and underscores only, 40 at most: so Word wants it."""
        return self.tag.replace(":", "_")


def parsed(name: str | None) -> Mark | None:
    """The mark of a tag or a bookmark's name; None for those of others."""
    found = _MARK.fullmatch(name or "")
    if found is None:
        return None
    return Mark(Kind(found["kind"]), found["id"], Lang(found["lang"]) if found["lang"] else None)


def segments_in(text: str) -> list[str]:
    """The segment ids in the letters of a number cell."""
    return _SEGMENT.findall(text)


def exports_in(text: str) -> list[str]:
    return _EXPORT.findall(text)
