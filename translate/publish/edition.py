"""A document as it is published: rows of the Arabic and its approved translations, set as each language wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from translate.errors import PublishError
from translate.formats import reading
from translate.formats.markup import clean
from translate.language import is_arabic
from translate.model import BlockKind, Lang, State
from translate.publish import about
from translate.publish.labels import LABELS
from translate.publish.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from translate.config import PublishConfig
    from translate.model import Block, Document, Draft, Segment
    from translate.publish.about import About
    from translate.store import Kept, Store

_APPROVED = (State.REVIEWED, State.FINAL)


@dataclass(frozen=True, slots=True)
class Pending:
    """A sentence that nobody has approved in one language.

    `number` is its row in the review table; `state` is empty for one without any text.
    """

    number: int
    lang: Lang
    source: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """A block in all the languages of an edition. `drafts`: the languages in which some of it is not approved."""

    kind: BlockKind
    texts: Mapping[Lang, str]
    drafts: frozenset[Lang] = frozenset()


@dataclass(frozen=True, slots=True)
class Edition:
    """`name` is the folder of its files, which no other document has; `langs` are the translations in the order to show.

    `url` is where the original was published, `original` its other language versions; both only with addresses of the web.
    """

    name: str
    digest: str
    langs: tuple[Lang, ...]
    rows: tuple[Row, ...]
    about: Mapping[Lang, About]
    day: date | None
    url: str
    originals: tuple[tuple[str, str], ...]

    @property
    def title(self) -> Row:
        """The first title, or what stands in for it where the article has none."""
        texts = {lang: about.title for lang, about in self.about.items()}
        return next((row for row in self.rows if row.kind is BlockKind.TITLE), Row(BlockKind.TITLE, texts))

    @property
    def body(self) -> list[Row]:
        return [row for row in self.rows if row.kind not in (BlockKind.DATELINE, BlockKind.CREDIT) and row is not self.title]

    @property
    def credits(self) -> list[Row]:
        return [row for row in self.rows if row.kind is BlockKind.CREDIT]

    @property
    def drafts(self) -> frozenset[Lang]:
        """The languages that hold text which nobody has approved."""
        return frozenset(lang for row in self.rows for lang in row.drafts)

    def only(self, *langs: Lang) -> Edition:
        """The same with these translations alone."""
        return Edition(self.name, self.digest, langs, self.rows, self.about, self.day, self.url, self.originals)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document with all that the store has of it in some languages, approved or not."""

    name: str
    document: Document
    segments: Sequence[Segment]
    drafts: Mapping[Lang, Mapping[str, Draft]]

    def pending(self, lang: Lang) -> list[Pending]:
        """What is not approved yet."""
        found = []
        for number, segment in enumerate(self.segments, 1):
            draft = self.drafts[lang].get(segment.id)
            if draft is None or not draft.text.strip():
                found.append(Pending(number, lang, segment.source, ""))
            elif draft.state not in _APPROVED:
                found.append(Pending(number, lang, segment.source, str(draft.state)))
        return found


def manuscript(kept: Kept, store: Store, langs: Sequence[Lang]) -> Manuscript:
    """Read the source again, for its structure; the sentences and texts are the store's.

    Raises InputError where it cannot be read, PublishError where it is not what was drafted.
    """
    document = reading.read(kept.path)
    if document.digest != kept.digest:
        raise PublishError("has changed since it was drafted", where=kept.path, hint="run it again, and approve what is new")
    segments = store.sentences(kept.number)
    if not _is_of(segments, document.blocks):
        raise PublishError("is read otherwise than when it was drafted", where=kept.path, hint="run it again")
    drafts = {lang: store.drafts(kept.number, lang) for lang in langs}
    return Manuscript(kept.export, document, segments, drafts)


def _is_of(segments: Sequence[Segment], blocks: Sequence[Block]) -> bool:
    """Whether the segments are those of these blocks: a newer version may cut the same file otherwise."""
    stored: dict[int, str] = {}
    for segment in segments:
        stored[segment.block] = stored.get(segment.block, "") + segment.source + segment.gap
    wanted = (
        place for place, block in enumerate(blocks) if block.kind.translatable and block.text.strip() and is_arabic(block)
    )
    return stored.keys() >= set(wanted) and all(
        place < len(blocks) and blocks[place].kind.translatable and blocks[place].text.strip() == text.strip()
        for place, text in stored.items()
    )


def edition(source: Manuscript, langs: Sequence[Lang], config: PublishConfig) -> Edition:
    """Set a manuscript in these languages; what is not approved is taken as it is, and marked."""
    rows = tuple(_rows(source, langs))
    told = source.document.metadata
    return Edition(
        name=source.name,
        digest=source.document.digest,
        langs=tuple(langs),
        rows=rows,
        about={lang: about.about(source.document, rows, lang, config) for lang in (Lang.AR, *langs)},
        day=about.day_of(source.document),
        url=_web(told.url),
        originals=tuple((code, address) for code, address in told.links if _web(address)),
    )


def _rows(source: Manuscript, langs: Sequence[Lang]) -> list[Row]:
    pending = {lang: {each.number for each in source.pending(lang)} for lang in langs}
    numbered: dict[int, list[tuple[int, Segment]]] = {}
    for number, segment in enumerate(source.segments, 1):
        numbered.setdefault(segment.block, []).append((number, segment))
    rows = []
    for place, block in enumerate(source.document.blocks):
        if not block.kind.translatable:
            continue
        sentences = numbered.get(place, [])  # none where it is not in Arabic: then it stays as it is
        texts = {Lang.AR: " ".join(clean(block.text).split("\n"))}
        for lang in langs:
            told = " ".join(_text(source.drafts[lang].get(segment.id), lang) for _, segment in sentences)
            texts[lang] = typeset(told, lang) if sentences else texts[Lang.AR]
        unapproved = frozenset(lang for lang in langs if any(number in pending[lang] for number, _ in sentences))
        rows.append(Row(block.kind, texts, unapproved))
    return rows


def _text(draft: Draft | None, lang: Lang) -> str:
    """A sentence on one line, without what XML cannot hold; one that is missing says so."""
    text = " ".join(clean(draft.text).splitlines()).strip() if draft else ""
    return text or LABELS[lang]["missing"]


def _web(address: str) -> str:
    """An address of the web as it is; "" for any other, such as a script."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
