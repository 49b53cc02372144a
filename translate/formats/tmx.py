"""Translation memories ⇄ TMX 1.4b, both ways pair by pair, so that memory does not grow with them.

Read with expat rather than lxml: nothing is kept but the unit that is being read, whatever a file puts beside units. Lost
on the way out are characters that XML cannot hold; on the way in inline codes, other languages, and properties but those
that say where a sentence stood (ours, OmegaT's and memoQ's).
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from translate import __version__
from translate.errors import InputError
from translate.files import replacing
from translate.formats import incoming
from translate.formats.markup import clean
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from translate.formats.view import View

MAX_UNIT = 16 << 20
"""Characters of one unit; what has more is no unit of a translation memory."""
_VARIANT = 256  # what an empty variant counts for, roughly its bytes in memory
_CHUNK = 1 << 18
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})  # what is in them is the code of another format; `hi` marks text
_TEXTS = frozenset({"seg", "prop"})
_PLACES = {
    **dict.fromkeys(("x-document", "file"), "document"),
    **dict.fromkeys(("x-context-pre", "prev"), "context_before"),
    **dict.fromkeys(("x-context-post", "next"), "context_after"),
}
"""Properties that say where a sentence stood: memoQ's names, which are ours, and OmegaT's."""
_DATE = "%Y%m%dT%H%M%SZ"
_HINT = "export it once more in the program that it comes from"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation, as a memory holds them.

    `date` is ISO 8601 in UTC, `document` the name of the one it comes from, the contexts are the sources of the sentences
    before and after it there; each is empty where it is not known.
    """

    source: str
    target: str
    lang: Lang
    author: str = ""
    date: str = ""
    document: str = ""
    context_before: str = ""
    context_after: str = ""


def of_view(view: View, lang: Lang) -> Iterator[Pair]:
    """The texts of an export, drafts too: what OmegaT shows beside the Arabic when it lies in its folder `tm`."""
    sources = ["", *(segment.source for segment in view.segments), ""]
    for number, segment in enumerate(view.segments, 1):
        draft = view.drafts[lang].get(segment.id)
        if draft and draft.text:
            yield Pair(
                segment.source,
                draft.text,
                lang,
                draft.author,
                document=view.document.name,
                context_before=sources[number - 1],
                context_after=sources[number + 1],
            )


def write(pairs: Iterable[Pair], path: Path) -> int:
    """Write pairs, each as a unit; return how many. Raises ExportError when the file cannot be written."""
    count = 0
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n')
        out.write(
            f'<header creationtool="newsdesk-translate" creationtoolversion="{__version__}" segtype="sentence" '
            f'o-tmf="newsdesk-translate" adminlang="en" srclang="{Lang.AR}" datatype="plaintext"/>\n<body>\n'
        )
        for pair in pairs:
            _write_unit(out, pair)
            count += 1
        out.write("</body>\n</tmx>\n")
    return count


def _write_unit(out: IO[str], pair: Pair) -> None:
    properties = {"document": pair.document, "context-pre": pair.context_before, "context-post": pair.context_after}
    out.write("<tu>\n")
    for name, value in properties.items():
        if value:
            out.write(f'<prop type="x-{name}">{_escaped(value)}</prop>\n')
    changed = {"changedate": _tmx_date(pair.date), "changeid": " ".join(pair.author.split())}
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in changed.items() if value)
    out.write(f'<tuv xml:lang="{Lang.AR}"><seg>{_escaped(pair.source)}</seg></tuv>\n')
    out.write(f'<tuv xml:lang="{pair.lang}"{attributes}><seg>{_escaped(pair.target)}</seg></tuv>\n</tu>\n')


def _escaped(text: str) -> str:
    """A carriage return as a reference: a parser takes a bare one for a line feed."""
    return html.escape(clean(text)).replace("\r", "&#13;")


def _tmx_date(date: str) -> str:
    """ISO 8601 as TMX has it, in UTC; "" for what is no date. One that names no zone is in UTC already."""
    try:
        parsed = datetime.fromisoformat(date)
    except ValueError:
        return ""
    return (parsed.astimezone(UTC) if parsed.tzinfo else parsed).strftime(_DATE)


def _iso_date(date: str) -> str:
    try:
        return datetime.strptime(date, _DATE).replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    except ValueError:
        return ""


def read(path: Path) -> Iterator[Pair]:
    """The pairs of Arabic and a language of the desk, in either direction, in the order of the file.

    A unit in more than two languages gives a pair for each translation. A broken file raises InputError where it breaks:
    what came before was handed out already, so take all of a file or nothing.
    """
    reader = _Reader(path)
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                reader.feed(chunk)
                yield from reader.pairs()
            reader.close()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=path, hint="close it in the other program, or check its rights"
        ) from error
    yield from reader.pairs()


@dataclass(slots=True)
class _Variant:
    """A `tuv`."""

    lang: Lang | None
    author: str
    date: str
    text: str = ""
    places: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Makes pairs of what expat tells of a file. Names are taken as they stand: TMX has no namespace."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pairs: list[Pair] = []
        self._unit, self._variants = _Variant(None, "", ""), list[_Variant]()
        self._open = 0  # how many elements
        self._text: list[str] | None = None  # of the `seg` or `prop` that is open
        self._code = 0  # how many elements are open from an inline code on
        self._place = ""
        self._size = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text, parser.buffer_size = True, _CHUNK
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler, parser.SkippedEntityHandler = self._doctype, self._entity

    def pairs(self) -> list[Pair]:
        """Those that were found since the last time."""
        found, self._pairs = self._pairs, []
        return found

    def feed(self, data: bytes, *, final: bool = False) -> None:
        try:
            self._parser.Parse(data, final)
        except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: an encoding that Python lacks
            line = self._parser.CurrentLineNumber
            raise InputError(f"is no TMX that can be read: {error}", where=f"{self._path}:{line}", hint=_HINT) from error

    def close(self) -> None:
        self.feed(b"", final=True)

    def _refuse(self, what: str) -> InputError:
        return InputError(what, where=f"{self._path}:{self._parser.CurrentLineNumber}", hint=_HINT)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
        """`<!DOCTYPE tmx SYSTEM "tmx14.dtd">`, which many write, passes; that file is not looked for."""
        if has_declarations:
            raise self._refuse("has a document type declaration (DTD) of its own, which is not read")

    def _entity(self, name: str, _is_parameter: int) -> None:
        raise self._refuse(f"has an entity that it does not declare, &{name};")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open and name != "tmx":
            raise self._refuse(f"is no TMX, but <{name}>")
        self._open += 1
        if self._code or (self._text is not None and name in _CODES):
            self._code += 1
        elif name == "tu":
            self._unit, self._variants, self._size = _variant(attributes), [], 0
        elif name == "tuv":
            self._grow(_VARIANT)
            self._variants.append(_variant(attributes))
        elif name in _TEXTS:
            self._text, self._place = [], _PLACES.get(attributes.get("type", ""), "")

    def _characters(self, text: str) -> None:
        if self._text is not None and not self._code:
            self._grow(len(text))
            self._text.append(text)

    def _grow(self, characters: int) -> None:
        self._size += characters
        if self._size > MAX_UNIT:
            raise self._refuse(f"has a unit of more than {MAX_UNIT >> 20} million characters")

    def _end(self, name: str) -> None:
        self._open -= 1
        if self._code:
            self._code -= 1
        elif name in _TEXTS and self._text is not None:
            self._take(name, "".join(self._text))
            self._text = None
        elif name == "tu":
            self._pairs += _pairs(self._unit, self._variants)
            self._unit, self._variants = _Variant(None, "", ""), []

    def _take(self, name: str, text: str) -> None:
        """A sentence, or where it stood."""
        holder = self._variants[-1] if self._variants else self._unit
        if name == "seg":
            holder.text = text
        elif self._place:
            holder.places[self._place] = text.removeprefix("<seg>").removesuffix("</seg>")  # as memoQ has its contexts


def _variant(attributes: dict[str, str]) -> _Variant:
    """`lang` is what `xml:lang` was called before TMX 1.4."""
    return _Variant(
        incoming.language(attributes.get("xml:lang") or attributes.get("lang") or ""),
        attributes.get("changeid") or attributes.get("creationid") or "",
        _iso_date(attributes.get("changedate") or attributes.get("creationdate") or ""),
    )


def _pairs(unit: _Variant, variants: Iterable[_Variant]) -> Iterator[Pair]:
    """What a variant does not say of itself, its unit says."""
    told = [variant for variant in variants if variant.text.strip()]
    source = next((variant for variant in told if variant.lang is Lang.AR), None)
    for variant in told if source else ():
        if source and variant.lang is not None and variant.lang in TARGETS:
            yield Pair(
                source.text,
                variant.text,
                variant.lang,
                variant.author or unit.author,
                variant.date or unit.date,
                **{**unit.places, **source.places, **variant.places},
            )
