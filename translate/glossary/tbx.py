"""TBX, the exchange format of terminology tools, read as rows of the glossary.

Understood is what `tbx_writer` writes, the `ed-3.0` namespaces, DCT style, and the `martif` of 2008 that Weblate, memoQ
and most others write. Of theirs is lost: languages but Arabic, English and Russian; who changed what and when; links
between concepts; all but the texts of definitions and notes, which become the row's note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.errors import GlossaryError
from translate.glossary import safexml
from translate.glossary.columns import COLUMNS, TYPES
from translate.glossary.tables import Row, clean
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

MAX_BYTES = 64 << 20
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES, _LANGUAGES, _TERMS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")
_TYPED = frozenset({"termNote", "descrip", "admin", "note"})
_NEVER = ("deprecated", "superseded", "forbidden", "obsolete", "notrecommended")  # the beginning of a status
_SHORT = frozenset({"acronym", "shortform", "abbreviation", "abbreviatedform", "initialism"})
_STATUS = ("administrativestatus", "normativeauthorization", "status")
BRACKETED = ("id", "status", "ar_match", "number", "animate", "ru_forms")
"""Columns that TBX-Basic has no place for: they stand in notes, `[status] approved`."""
_NOTE = re.compile(rf"\[({'|'.join(BRACKETED)})\] (.+)")
GENDERS = {"m": "masculine", "f": "feminine", "n": "neuter"}
_NUMBERS = {"singular": "sg", "plural": "pl"}
_ANIMACY = {"animate": "yes", "inanimate": "no"}
OUR_ID = re.compile(r"[a-z]+\.[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    status: str
    is_short: bool
    about: Mapping[str, Sequence[str]]

    @property
    def is_never_right(self) -> bool:
        return self.status.startswith(_NEVER)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The terms of one language by what a row says of them."""

    preferred: str = ""
    admitted: Sequence[str] = ()
    forbidden: Sequence[str] = ()
    short: Sequence[str] = ()
    about: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read(path: Path) -> Iterator[Row]:
    """The concepts as rows, to be checked like those of a table; `id` is blank unless it is like ours (`place.russia`).

    Raises GlossaryError for what is no TBX, is not well-formed, is too large or declares entities.
    """
    root = safexml.parse(_bytes(path), str(path), may_name_dtd=True)
    if safexml.local(root) not in {"tbx", "martif"}:
        raise GlossaryError(f"is no TBX, but <{safexml.local(root)}>", where=path, hint="export it as TBX-Basic")
    for entry in safexml.named(root, *_ENTRIES):
        yield Row(f"{path}:{entry.sourceline}", path.stem.lower(), _row(entry))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GlossaryError(f"is larger than {MAX_BYTES >> 20} MB", where=path, hint="export it in parts")
        return path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"cannot be read: {error.strerror}", where=path) from error


def _row(entry: _Element) -> dict[str, str]:
    about = _about(entry, leave_out=_LANGUAGES)
    terms = {lang: _sorted(_terms(entry, lang), source=lang is Lang.AR) for lang in Lang}
    subject = _first(about, "subjectfield")
    row = dict.fromkeys(COLUMNS, "")
    for lang in Lang:
        row |= _cells(lang, terms[lang])
    row |= _grammar(terms[Lang.RU].about)
    row |= {
        "id": identity if OUR_ID.fullmatch(identity := entry.get("id") or "") else "",
        "type": subject.lower() if subject.lower() in TYPES else "",
        "source": _first(about, "source"),
        "example": _first(terms[Lang.AR].about, "context"),
    }
    notes = [] if row["type"] or not subject else [subject]
    for note in (*_texts(about), *_notes_of_terms(entry)):
        if ours := _NOTE.fullmatch(note):
            row[ours[1]] = ours[2]
        else:
            notes.append(note)
    return row | {"note": "; ".join(dict.fromkeys(notes))}


def _first(about: Mapping[str, Sequence[str]], category: str) -> str:
    return next(iter(about.get(category, ())), "")


def _texts(about: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Definitions and notes."""
    yield from about.get("definition", ())
    yield from about.get("note", ())


def _notes_of_terms(entry: _Element) -> Iterator[str]:
    for language in entry.iter(*_tags(_LANGUAGES)):
        if _language(language) in set(Lang):
            yield from _texts(_about(language))


def _grammar(russian: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Of the Russian form to prefer; values that are not known are left out."""
    part = _first(russian, "partofspeech").lower()
    gender, number, animacy = (_first(russian, name).lower() for name in ("grammaticalgender", "grammaticalnumber", "animacy"))
    return {
        "pos": {"adjective": "adj", "noun": "", "propernoun": "", "proper noun": ""}.get(part, part),
        "gender": next((short for short, long in GENDERS.items() if long == gender), ""),
        "number": _NUMBERS.get(number, ""),
        "animate": _ANIMACY.get(animacy, ""),
    }


def _terms(entry: _Element, lang: Lang) -> list[_Term]:
    """Each once."""
    languages = [language for language in entry.iter(*_tags(_LANGUAGES)) if _language(language) == lang]
    found = [_term(element) for language in languages for element in language.iter(*_tags(_TERMS))]
    return list({(term.text, term.is_short): term for term in reversed(found) if term.text}.values())[::-1]


def _language(element: _Element) -> str:
    """The main language: `en-GB` is English."""
    return (element.get(LANG) or element.get("lang") or "").replace("_", "-").partition("-")[0].lower()


def _term(element: _Element) -> _Term:
    about = _about(element)
    status = next((about[name][0] for name in _STATUS if name in about), "")
    types = {text.replace(" ", "").lower() for text in about.get("termtype", ())}
    text = next((clean(safexml.text(term)) for term in safexml.named(element, "term")), "")
    return _Term(text, status.replace(" ", "").lower(), bool(types & _SHORT), about)


def _about(element: _Element, *, leave_out: Sequence[str] = ()) -> dict[str, list[str]]:
    """What is said of a concept or term, by its category in small letters: an attribute in DCA, an element in DCT style."""
    found: dict[str, list[str]] = {}
    for child in element:
        name = safexml.local(child)
        if name in leave_out or not name:
            continue
        if name.endswith("Grp") or name in _TERMS:
            for category, texts in _about(child).items():
                found.setdefault(category, []).extend(texts)
        elif text := clean(safexml.text(child)):
            category = (child.get("type") or name) if name in _TYPED else name
            found.setdefault(category.lower(), []).append(text)
    return found


def _sorted(terms: Sequence[_Term], *, source: bool) -> _Sorted:
    """The one to prefer is the first that says so, else the first full form. Of the source nothing is forbidden."""
    right = [term for term in terms if source or not term.is_never_right]
    if not right:
        return _Sorted(forbidden=[term.text for term in terms])
    preferred = min(right, key=lambda term: (not term.status.startswith("preferred"), term.is_never_right, term.is_short))
    others = [term for term in right if term is not preferred]
    return _Sorted(
        preferred=preferred.text,
        admitted=[term.text for term in others if not term.is_short],
        forbidden=[term.text for term in terms if term not in right],
        short=[term.text for term in others if term.is_short],
        about=preferred.about,
    )


def _cells(lang: Lang, terms: _Sorted) -> dict[str, str]:
    def joined(texts: Sequence[str]) -> str:
        return " | ".join(texts)

    cells = {str(lang): terms.preferred, f"{lang}_short": joined(terms.short)}
    if lang is Lang.AR:
        return cells | {"ar_variants": joined(terms.admitted)}
    return cells | {f"{lang}_admitted": joined(terms.admitted), f"{lang}_forbidden": joined(terms.forbidden)}


def _tags(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)
