"""The values that flow through: frozen, plain, picklable. A step takes some and returns new ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Lang(StrEnum):
    """The desk's languages, as BCP 47 codes."""

    AR = "ar"
    EN = "en"
    RU = "ru"

    @property
    def english_name(self) -> str:
        return {"ar": "Arabic", "en": "English", "ru": "Russian"}[self.value]


TARGETS = (Lang.EN, Lang.RU)


class BlockKind(StrEnum):
    LINKS = "links"
    """A line that points to other language versions (`Ru En`): kept, not translated."""
    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CELL = "cell"
    """Of a table."""
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    CUE = "cue"
    """A subtitle."""
    CREDIT = "credit"

    @property
    def translatable(self) -> bool:
        return self is not BlockKind.LINKS


class State(StrEnum):
    """Where a translation stands; the words of XLIFF 2."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    """A machine's draft."""
    REVIEWED = "reviewed"
    FINAL = "final"


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of structure. `text` is the source as it stands, stripped of outer white space; `line` counts from 1.

    `place` says where it stands in a file that has no lines: a page, a paragraph, an XPath. `lang` is the language it is
    in, as a BCP 47 code, `und` where that cannot be told.
    """

    kind: BlockKind
    text: str
    line: int
    place: str = ""
    lang: str = "ar"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; empty where it says nothing.

    `date` is ISO 8601, `url` where it was published, `source` who published it, `credit` whose picture it is; `links`:
    the other language versions, as (BCP 47 code, address).
    """

    title: str = ""
    date: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    credit: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source text cut into blocks. `name` is its file's stem; `digest` the SHA-256 of its bytes, in hex.

    What lies in an archive or a mail has the path of that and its own name after it. `notes`: what an editor should know
    of how it was read, each a line.
    """

    path: Path
    name: str
    encoding: str
    digest: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return next((block.text for block in self.blocks if block.kind is BlockKind.TITLE), self.name)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a block.

    `id` depends on the sentence alone (and on how often it came before), so edits elsewhere leave it as it is. `gap` is
    the white space that follows within the block: the sources and gaps of a block, joined, are its text.
    """

    id: str
    block: int
    kind: BlockKind
    source: str
    gap: str


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found in a source sentence: offsets into the original text, and the concept's id in the termbase.

    `short` says that the source used a short form (a surname, an acronym).
    """

    concept: str
    start: int
    end: int
    short: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A term of a source sentence and the form to write for it in one target language.

    `introduces`: it is the concept's first mention in the running text, so that its full form is wanted.
    """

    match: TermMatch
    form: str
    introduces: bool = False


@dataclass(frozen=True, slots=True)
class TermPair:
    """What an engine is told of a term: the source as it stands in the sentence, and the form to use."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say of one draft, to be read by an editor."""

    check: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What the glossary changed in an engine's draft: `before` stood there, `after` took its place, `why` in plain words.

    `concept` is the term's id in the termbase. An insertion has an empty `before`.
    """

    concept: str
    before: str
    after: str
    why: str

    def __str__(self) -> str:
        was = f"“{self.before.strip()}” → " if self.before else "+ "
        return f"{was}“{self.after.strip()}”: {self.why}."


def is_human(state: State, author: str) -> bool:
    """Whether a text is a human's: approved, or changed by somebody and not approved yet."""
    return state in (State.REVIEWED, State.FINAL) or bool(author)


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation of one segment.

    `score` is the engine's own: the mean natural log-probability of a token (≤ 0), or None. `signature` says how the
    draft was made, so that a stale one is known and why. `repairs` are told in the order in which they were made.
    `author`: who wrote or approved it, empty for a machine's. A human's text that is not approved is TRANSLATED, or
    INITIAL where it needs work. `confidence`: how far a machine's draft can be trusted, from 0 to 100; None where nothing
    was measured.
    """

    segment: str
    lang: Lang
    text: str
    signature: str
    score: float | None = None
    state: State = State.TRANSLATED
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    author: str = ""
    confidence: int | None = None

    @property
    def is_human(self) -> bool:
        return is_human(self.state, self.author)


@dataclass(frozen=True, slots=True)
class Comment:
    """An editor's remark on a row of a review file. `date` is ISO 8601 as the file has it, or empty."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file that came back from an editor says of one segment in one language.

    `segment` is the id as the file has it, which may be unknown. `source` is the source as the file has it, None where it
    has none. `state`: REVIEWED where the file says that the text is approved, INITIAL where it says that it needs work,
    TRANSLATED where it is still a draft, None where its status was lost. `where` is the row or entry, in words for a
    report; `tracked`: the text has tracked changes, all taken as accepted.
    """

    segment: str
    lang: Lang
    source: str | None
    text: str
    state: State | None
    where: str
    comments: tuple[Comment, ...] = ()
    tracked: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came back. `export` is the id of the export that it was made from, empty where it names none.

    `author`: who saved it last, as the file has it. `problems`: rows that cannot be read, as (where, what). `notes`:
    likewise, what an editor should know though nothing was lost by it.
    """

    path: Path
    export: str
    author: str
    rows: tuple[Returned, ...]
    problems: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
