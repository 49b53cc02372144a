"""Drafts ⇄ XLIFF 2.1, one file a language: a unit a block, a segment a sentence.

The core namespace is that of 2.0, so that tools for either can read it. Ids: `file/@id` holds the export, since every tool
must keep it and may drop a module; `segment/@id` the segment. Terms are in the glossary module, the engine and the version
of the glossary in the metadata module. Whatever a sentence holds comes back: `<cp/>` stands for what XML cannot hold.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from lxml import etree

from translate.errors import InputError
from translate.formats import incoming, markup
from translate.formats.markup import add, child, flat
from translate.formats.remarks import CATEGORIES, remarks
from translate.glossary.safexml import local, named
from translate.model import Comment, Lang, Returned, ReturnedFile, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

    from translate.formats.view import View
    from translate.model import Draft, Segment

CORE = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_NAMESPACES: Any = {None: CORE, "gls": _GLOSSARY, "mda": _METADATA, "mtc": _MATCHES}  # lxml-stubs: no None among the keys
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EXPORT, _SEGMENT, _UNIT = "export-", "s-", "u-"  # ids are name tokens, each kind of them with a beginning of its own
_STATES = {
    "initial": State.INITIAL,
    "translated": State.TRANSLATED,
    "reviewed": State.REVIEWED,
    "final": State.REVIEWED,
}


def write(view: View, lang: Lang, path: Path) -> Path:
    """Raises ExportError when the file cannot be written."""
    root = etree.Element(etree.QName(CORE, "xliff"), nsmap=_NAMESPACES)
    for name, value in {"version": "2.1", "srcLang": Lang.AR, "trgLang": lang}.items():
        root.set(name, value)
    file = add(
        root,
        "file",
        "\n",
        id=f"{_EXPORT}{view.export}",
        original=view.document.path.name,
        srcDir="rtl",
        trgDir="ltr",
        canResegment="no",
    )
    file.set(SPACE, "preserve")
    _add_metadata(file, {"engine": view.signature, "glossary": view.termbase.version})
    for _, segments in groupby(view.segments, key=lambda segment: segment.block):
        _add_unit(file, view, list(segments), lang)
    return markup.save(root, path)


def _add_metadata(file: _Element, values: Mapping[str, str]) -> None:
    metadata = etree.SubElement(file, etree.QName(_METADATA, "metadata"))
    metadata.tail = "\n"
    group = add(metadata, "metaGroup", category="newsdesk-translate")
    for name, value in values.items():
        add(group, "meta", value, type=name)


def _add_unit(file: _Element, view: View, segments: Sequence[Segment], lang: Lang) -> None:
    first = segments[0]
    unit = add(file, "unit", "\n", id=f"{_UNIT}{first.block}", type=f"newsdesk:{first.kind}")
    unit.set(SPACE, "preserve")  # again: translate-toolkit does not inherit it from the file
    _add_matches(unit, view, segments, lang)
    _add_glossary(unit, view, segments, lang)
    notes = add(unit, "notes")
    for number, segment in enumerate(segments, 1):
        place = f"Sentence {number}: " if len(segments) > 1 else ""
        for remark in remarks(view, segment, lang):
            if remark.category != "term" and (remark.category != "kind" or number == 1):
                text = remark.text if remark.category == "kind" else f"{place}{remark.text}"
                add(notes, "note", text, category=remark.category, priority=str(remark.priority))
    for segment in segments:
        _add_segment(unit, segment, view.drafts[lang].get(segment.id))
        if segment.gap and segment is not segments[-1]:
            markup.fill(add(add(unit, "ignorable"), "source"), segment.gap, _code_point)


def _add_matches(unit: _Element, view: View, segments: Sequence[Segment], lang: Lang) -> None:
    """What the memory has like the unit's segments; a schema wants no empty list."""
    known = view.matches.get(lang, {})
    found = [(segment, match) for segment in segments for match in known.get(segment.id, ())]
    if not found:
        return
    matches = etree.SubElement(unit, etree.QName(_MATCHES, "matches"))
    matches.tail = "\n"
    for segment, match in found:
        element = etree.SubElement(matches, etree.QName(_MATCHES, "match"))
        element.set("ref", f"#{_SEGMENT}{segment.id}")
        element.set("type", "tm")
        element.set("matchQuality", str(match.rate))
        for tag, text in (("source", match.source), ("target", match.target)):
            markup.fill(etree.SubElement(element, etree.QName(CORE, tag)), text, _code_point)


def _add_glossary(unit: _Element, view: View, segments: Sequence[Segment], lang: Lang) -> None:
    """Each term of a unit once; a schema wants no empty glossary."""
    terms = {
        (segment.source[mention.match.start : mention.match.end], mention.form): None
        for segment in segments
        for mention in view.mentions[lang][segment.id]
    }
    if not terms:
        return
    glossary = etree.SubElement(unit, etree.QName(_GLOSSARY, "glossary"))
    glossary.tail = "\n"
    for source, form in terms:
        entry = add(glossary, "glossEntry")
        add(entry, "term", source)
        add(entry, "translation", form)


def _add_segment(unit: _Element, segment: Segment, draft: Draft | None) -> None:
    state = draft.state if draft and draft.text else State.INITIAL
    element = add(unit, "segment", id=f"{_SEGMENT}{segment.id}", state=state)
    markup.fill(add(element, "source"), segment.source, _code_point)
    if draft and draft.text:
        markup.fill(add(element, "target"), draft.text, _code_point)


def _code_point(parent: _Element, char: str) -> _Element:
    return etree.SubElement(parent, etree.QName(CORE, "cp"), hex=f"{ord(char):04X}")


def read(path: Path) -> ReturnedFile:
    """Raises InputError for what is no XLIFF 2, or no translation from Arabic into a language of the desk."""
    return from_root(markup.parse(path), path)


def from_root(root: _Element, path: Path) -> ReturnedFile:
    """As `read`, of a file that is parsed already."""
    if local(root) != "xliff" or not (root.get("version") or "").startswith("2."):
        raise InputError("is no XLIFF 2", where=path, hint="export it as XLIFF 2.0 or 2.1, or as 1.2")
    incoming.check_source(root.get("srcLang") or "", path)
    lang = incoming.target(root.get("trgLang") or "", path)
    export = incoming.the_export(
        [(file.get("id") or "").removeprefix(_EXPORT) for file in root if (file.get("id") or "").startswith(_EXPORT)], path
    )
    rows: list[Returned] = []
    problems: list[tuple[str, str]] = []
    for number, element in enumerate(named(root, "segment"), 1):
        row = _row(element, lang, f"segment {number}")
        if row.segment:
            rows.append(row)
        else:
            problems.append((row.where, "has no id, so that it cannot be told which one it is: not taken"))
    taken, doubled = incoming.once(rows)
    return ReturnedFile(path, export, "", taken, (*doubled, *problems))


def _row(element: _Element, lang: Lang, where: str) -> Returned:
    source, target = child(element, "source"), child(element, "target")
    text = flat(target, _CODES)
    return Returned(
        segment=(element.get("id") or "").removeprefix(_SEGMENT),
        lang=lang,
        source=None if source is None else flat(source, _CODES),
        text=text,
        state=_state(text, element.get("state")),
        where=where,
        comments=tuple(_comments(element)),
    )


def _state(text: str, state: str | None) -> State:
    """That a text without a state is `initial`, as the standard has it, a tool that drops states cannot have meant."""
    if not text.strip():
        return State.INITIAL
    return _STATES.get(state or "", State.TRANSLATED)


def _comments(segment: _Element) -> Iterator[Comment]:
    """Notes that are not ours.

    Those of a unit, which do not say which sentence they mean, go with its first; those that translate-toolkit puts inside
    a segment, against the schema, with that one.
    """
    unit = segment.getparent()
    places = [segment]
    if unit is not None and child(unit, "segment") is segment:
        places.append(unit)
    for place in places:
        notes = child(place, "notes")
        for note in () if notes is None else notes:
            if note.get("category") not in CATEGORIES and (text := flat(note, _CODES).strip()):
                yield Comment("", "", text)
    for mark in named(segment, "mrk"):
        if mark.get("type") == "comment" and (value := mark.get("value")):
            yield Comment("", "", value)


def _char(element: _Element) -> str:
    """What a `cp` stands for; nothing where it is no code point."""
    try:
        return chr(int(element.get("hex") or "", 16))
    except (ValueError, OverflowError):
        return ""


def _equivalent(element: _Element) -> str:
    return element.get("equiv") or ""


_CODES = {"cp": _char, **dict.fromkeys(("ph", "sc", "ec"), _equivalent)}
"""A code gives the plain text that its tool says it stands for, if it says so."""
