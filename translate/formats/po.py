"""Drafts ⇄ gettext PO, one file a language, as gettext tools and `msgfmt -c` want it.

msgctxt is the segment's id. A machine's draft is `fuzzy` until a human has reviewed it: a text that comes back without the
mark is approved. Terms and findings are extracted comments, which translators see and tools keep; what translators write
themselves comes back.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import polib

from translate import __version__
from translate.errors import InputError
from translate.files import replacing
from translate.formats import incoming, po_syntax
from translate.formats.remarks import remarks
from translate.formats.view import now
from translate.model import Comment, Lang, Returned, ReturnedFile, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from translate.formats.po_syntax import Entry
    from translate.formats.view import View
    from translate.model import Draft, Segment

PLURALS = {
    Lang.EN: "nplurals=2; plural=(n != 1);",
    Lang.RU: ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"),
}
_WIDTH = 100
_NUL = "\0"  # left out: gettext takes it for the end of a text
_MACHINE = "machine draft"
_NOBODY = frozenset({_MACHINE, "FULL NAME <EMAIL@ADDRESS>", ""})  # Last-Translator before anyone has saved the file
_CHARSET = re.compile(rb'Content-Type:[^\n"]*?charset=([^\s\\"]+)', re.IGNORECASE)
_CHARSETS = {"utf-8": "UTF-8", "cp1256": "Windows-1256", "iso8859-6": "ISO-8859-6"}
"""Those that can hold Arabic, by the names of Python's codecs."""
_BLANKET = (
    "no draft is fuzzy any more and Last-Translator is still the machine, which is how OmegaT leaves a file that nobody has "
    "read: nothing is approved by it, what was changed counts as changed"
)


def write(view: View, lang: Lang, path: Path) -> Path:
    catalogue = polib.POFile(wrapwidth=_WIDTH, encoding="utf-8")
    stamp = now().strftime("%Y-%m-%d %H:%M+0000")
    catalogue.header = f"{view.document.title}\nMachine drafts, not reviewed: every entry marked fuzzy is one."
    catalogue.metadata = {
        "Project-Id-Version": " ".join(view.document.name.split()),
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": stamp,
        "PO-Revision-Date": stamp,
        "Last-Translator": _MACHINE,
        "Language-Team": f"{lang.english_name} desk",
        "Language": str(lang),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[lang],
        "X-Generator": f"newsdesk-translate {__version__}",
        "X-Source-Language": str(Lang.AR),
        "X-Engine": view.signature,
        "X-Glossary": view.termbase.version,
        "X-Export": view.export,
    }
    for segment in view.segments:
        catalogue.append(_entry(view, segment, lang, view.drafts[lang].get(segment.id)))
    catalogue.metadata["X-Drafts"] = str(sum(entry.fuzzy for entry in catalogue))
    with replacing(path) as temporary:
        catalogue.save(str(temporary), newline="\n")
    return path


def _entry(view: View, segment: Segment, lang: Lang, draft: Draft | None) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=segment.id,
        msgid=segment.source.replace(_NUL, ""),
        msgstr=draft.text.replace(_NUL, "") if draft else "",
        occurrences=[("_".join(view.document.path.name.split()), view.document.blocks[segment.block].line)],
        comment="\n".join(remark.text for remark in remarks(view, segment, lang)),
        flags=["fuzzy"] if draft and draft.text and draft.state is State.TRANSLATED else [],
    )


def read(path: Path) -> ReturnedFile:
    """Raises InputError for what is no PO, is in another language, or not in the charset that its header names."""
    entries = list(po_syntax.entries(_text(path), path))
    if not entries:
        raise InputError("holds no entries", where=path, hint="is it the file that you meant?")
    header = _header(entries)
    lang = incoming.target(header.get("language", ""), path)
    named = header.get("last-translator", "")
    author = "" if named in _NOBODY else named
    comment = Comment(author, _iso(header.get("po-revision-date", "")), "")
    left_out = [(_where(entry), what) for entry in entries if (what := _problem(entry))]
    obsolete = [(_where(entry), "is obsolete (#~): not taken") for entry in entries if entry.is_obsolete and not entry.target]
    left_out += [
        (_where(entry), f"is obsolete (#~), so its text is not taken: “{entry.target}”")
        for entry in entries
        if entry.is_obsolete and entry.target
    ]
    taken = [entry for entry in entries if not (entry.is_header or entry.is_obsolete or _problem(entry))]
    is_blanket = not author and _lost_all_marks(header, taken)
    rows, doubled = incoming.once(_rows(taken, lang, comment, approve=not is_blanket))
    blanket = (("header", _BLANKET),) * is_blanket
    return ReturnedFile(
        path, header.get("x-export", ""), author, rows, problems=(*doubled, *left_out), notes=(*blanket, *obsolete)
    )


def _lost_all_marks(header: Mapping[str, str], entries: Iterable[Entry]) -> bool:
    """Whether the file went out with drafts, and none is marked as one any more."""
    return header.get("x-drafts", "0") != "0" and not any("fuzzy" in entry.flags for entry in entries)


def _text(path: Path) -> str:
    """Decoded as the header says. ASCII and the `CHARSET` of templates are taken for UTF-8."""
    data = incoming.data_of(path).removeprefix(codecs.BOM_UTF8)
    found = _CHARSET.search(data)
    named = found[1].decode("ascii", "replace") if found else "UTF-8"
    charset = "utf-8" if named.upper() in {"CHARSET", "ASCII", "US-ASCII"} else _codec(named)
    if charset not in _CHARSETS:
        raise InputError(f"is in {named[:20]}, which cannot hold Arabic", where=path, hint="save it as UTF-8")
    if charset != "utf-8" and not data.isascii() and _is_utf8(data):
        raise InputError(f"says that it is in {named}, but is UTF-8", where=path, hint="mend 'charset=' in its header")
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        says = "as its header says " if found else ""
        raise InputError(
            f"is not {_CHARSETS[charset]} {says}(byte {error.start:,})", where=path, hint="save it as UTF-8"
        ) from None


def _codec(name: str) -> str:
    """Python's name of an encoding; the name itself where there is no such encoding."""
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return name


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _header(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The header's fields, their names in small letters."""
    text = next((entry.target for entry in entries if entry.is_header), "")
    fields = (line.partition(":") for line in text.split("\n"))
    return {name.strip().lower(): value.strip() for name, _, value in fields}


def _iso(date: str) -> str:
    """`2022-01-10 09:30+0300` in ISO 8601; "" for what is no date, as in templates."""
    try:
        return datetime.strptime(date, "%Y-%m-%d %H:%M%z").isoformat(timespec="minutes")
    except ValueError:
        return ""


def _problem(entry: Entry) -> str:
    """Why an entry cannot be taken though it is neither the header nor obsolete, or ""."""
    if entry.is_header or entry.is_obsolete:
        return ""
    if entry.is_plural:
        return "has plural forms, which we never write: not taken"
    return "" if entry.context else "has no msgctxt, so that its segment cannot be told: not taken"


def _rows(entries: Iterable[Entry], lang: Lang, comment: Comment, *, approve: bool) -> Iterator[Returned]:
    """`comment` has the author and date of all comments; `approve`: whether a text that is not fuzzy is approved."""
    for entry in entries:
        yield Returned(
            segment=entry.context or "",
            lang=lang,
            source=entry.source,
            text=entry.target,
            state=_state(entry, approve=approve),
            where=_where(entry),
            comments=(replace(comment, text=entry.comment),) if entry.comment.strip() else (),
        )


def _state(entry: Entry, *, approve: bool) -> State | None:
    if not entry.target.strip():
        return State.INITIAL
    if "fuzzy" in entry.flags:
        return State.TRANSLATED
    return State.REVIEWED if approve else None  # all marks were cleared at once: what it was is lost


def _where(entry: Entry) -> str:
    return f"entry {entry.line}"
