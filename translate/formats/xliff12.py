"""Drafts ⇄ XLIFF 1.2, for tools that do not know 2 (OmegaT, Virtaal, most CAT tools): a trans-unit a sentence.

`trans-unit/@id` is the segment's id, `file/@build-num` the export's. A draft is `needs-review-translation`, which
translate-toolkit and Weblate take for fuzzy. Terms are notes. `<x ctype="x-char-001b"/>` stands for what XML cannot hold,
which a tool may show as a tag, and an editor delete.

OmegaT 3 is a case of its own: it shows and translates what stands in `target`, and never the source. `for_omegat`, the
target is a copy of the Arabic; the drafts go to OmegaT as TMX. Such a copy comes back as no translation.

Of files that CAT tools make out of ours, their own marks are read where they say that a text is approved or deleted;
matches (`alt-trans`) and second copies of the source (`seg-source`) are passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from translate import __version__
from translate.errors import InputError
from translate.formats import incoming, markup
from translate.formats.markup import add, child, flat
from translate.formats.remarks import remarks
from translate.formats.xliff import SPACE
from translate.glossary.safexml import local, named
from translate.model import Comment, Lang, Returned, ReturnedFile, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from translate.formats.view import View
    from translate.model import Segment

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_TOOL = "newsdesk-translate"
_STATES = {
    State.INITIAL: "needs-translation",
    State.TRANSLATED: "needs-review-translation",
    State.REVIEWED: "signed-off",
    State.FINAL: "final",
}
_APPROVED = frozenset({"signed-off", "final"})
_TO_DO = frozenset({"new", "needs-translation", "needs-adaptation", "needs-l10n"})
_CONFIRMED = {
    "{MQXliff}status": re.compile("ManuallyConfirmed|Proofread|Reviewer[12]Confirmed"),  # memoQ
    "{http://www.memsource.com/mxlf/2.0}confirmed": re.compile("[1-9]"),  # Phrase: the steps of its workflow that are done
}
"""Attributes of a unit by which CAT tools say that a human has confirmed it, and their values that say so."""
_TRADOS_CONFIRMED = frozenset({"Translated", "ApprovedTranslation", "ApprovedSignOff"})
_TRADOS_ADDED, _TRADOS_DELETED = "x-sdl-added", "x-sdl-deleted"
_COPIED = "x-copied"  # the state of a target that holds a copy of the source; OmegaT keeps states
_CHAR = "x-char-"


def write(view: View, lang: Lang, path: Path, *, for_omegat: bool = False) -> Path:
    """Raises ExportError when the file cannot be written."""
    namespaces: Any = {None: NAMESPACE}  # lxml-stubs: no None among the keys
    root = etree.Element(etree.QName(NAMESPACE, "xliff"), nsmap=namespaces, version="1.2")
    file = add(
        root,
        "file",
        "\n",
        **{
            "original": view.document.path.name,
            "source-language": Lang.AR,
            "target-language": lang,
            "datatype": "plaintext",
            "product-name": _TOOL,
            "product-version": __version__,
            "build-num": view.export,
        },
    )
    header = add(file, "header")
    for name, value in {"engine": view.signature, "glossary": view.termbase.version}.items():
        add(header, "note", f"{name}: {value}", **{"from": _TOOL})
    body = add(file, "body", "\n")
    for segment in view.segments:
        _add_unit(body, view, segment, lang, for_omegat=for_omegat)
    return markup.save(root, path)


def _add_unit(body: _Element, view: View, segment: Segment, lang: Lang, *, for_omegat: bool) -> None:
    draft = view.drafts[lang].get(segment.id)
    text = segment.source if for_omegat else draft.text if draft else ""
    state = draft.state if draft and draft.text else State.INITIAL
    approved = "yes" if state in (State.REVIEWED, State.FINAL) and not for_omegat else "no"
    unit = add(body, "trans-unit", id=segment.id, approved=approved, restype=f"x-{segment.kind}")
    unit.set(SPACE, "preserve")
    markup.fill(add(unit, "source"), segment.source, _placeholder)
    markup.fill(add(unit, "target", state=_COPIED if for_omegat else _STATES[state]), text, _placeholder)
    for remark in remarks(view, segment, lang):
        add(unit, "note", remark.text, **{"from": _TOOL, "priority": str(remark.priority)})


def _placeholder(parent: _Element, char: str) -> _Element:
    """Its id, as they are matched between source and target: each character has one of its own."""
    return etree.SubElement(parent, etree.QName(NAMESPACE, "x"), id=f"c{len(parent) + 1}", ctype=f"{_CHAR}{ord(char):04x}")


def read(path: Path) -> ReturnedFile:
    """Raises InputError for what is no XLIFF 1, or no translation from Arabic into a language of the desk."""
    return from_root(markup.parse(path), path)


def from_root(root: _Element, path: Path) -> ReturnedFile:
    """As `read`, of a file that is parsed already. All `file`s of it must be in one language, and of one export."""
    files = list(named(root, "file"))
    if local(root) != "xliff" or not (root.get("version") or "").startswith("1.") or not files:
        raise InputError("is no XLIFF 1", where=path, hint="export it as XLIFF 1.2, or as 2.1")
    for file in files:
        incoming.check_source(file.get("source-language") or "", path)
    languages = {incoming.target(file.get("target-language") or "", path) for file in files}
    if len(languages) > 1:
        raise InputError("is in several languages", where=path, hint="save each language in a file of its own")
    export = incoming.the_export([file.get("build-num") or "" for file in files], path)
    rows = [_row(unit, max(languages), number) for number, unit in enumerate(named(root, "trans-unit"), 1)]
    taken, doubled = incoming.once(row for row in rows if row.segment)
    lost = [(row.where, "has no id, so that it cannot be told which one it is: not taken") for row in rows if not row.segment]
    return ReturnedFile(path, export, "", taken, (*doubled, *lost))


def _row(unit: _Element, lang: Lang, number: int) -> Returned:
    element, target = child(unit, "source"), child(unit, "target")
    source, text = None if element is None else flat(element, _CODES), flat(target, _CODES)
    state = "" if target is None else target.get("state") or ""
    if state == _COPIED and text == source:
        text = ""
    return Returned(
        segment=unit.get("id") or "",
        lang=lang,
        source=source,
        text=text,
        state=_state(unit, text, state),
        where=f"segment {number}",
        comments=tuple(_comments(unit)),
        tracked=target is not None and not {_TRADOS_ADDED, _TRADOS_DELETED}.isdisjoint(_mark_types(target)),
    )


def _state(unit: _Element, text: str, state: str) -> State:
    """A tool that says outright whether a text is approved is believed before the state of the target, which some keep."""
    if not text.strip():
        return State.INITIAL
    approved = unit.get("approved") or ""
    if approved == "yes" or _is_confirmed(unit) or (not approved and state in _APPROVED):
        return State.REVIEWED
    return State.INITIAL if state in _TO_DO else State.TRANSLATED


def _is_confirmed(unit: _Element) -> bool:
    """By the marks of memoQ, Phrase or Trados; Trados has one for each sentence that it found in the unit."""
    trados = [segment.get("conf") for segment in named(unit, "seg")]
    return any(values.fullmatch(unit.get(name) or "") for name, values in _CONFIRMED.items()) or (
        bool(trados) and _TRADOS_CONFIRMED.issuperset(trados)
    )


def _mark_types(target: _Element) -> Iterator[str]:
    for mark in named(target, "mrk"):
        yield mark.get("mtype") or ""


def _comments(unit: _Element) -> Iterator[Comment]:
    for note in unit:
        if local(note) == "note" and note.get("from") != _TOOL and (text := flat(note, {}).strip()):
            yield Comment(note.get("from") or "", "", text)


def _equivalent(element: _Element) -> str:
    """The character that one of ours stands for, or the plain text that another's tool says it stands for."""
    ctype = element.get("ctype") or ""
    if ctype.startswith(_CHAR):
        try:
            return chr(int(ctype.removeprefix(_CHAR), 16))
        except (ValueError, OverflowError):
            return ""
    return element.get("equiv-text") or ""


def _marked(element: _Element) -> str:
    return "" if element.get("mtype") == _TRADOS_DELETED else flat(element, _CODES)


_CODES: Mapping[str, Callable[[_Element], str]] = {
    **dict.fromkeys(("x", "bx", "ex", "bpt", "ept", "ph", "it"), _equivalent),
    "mrk": _marked,
}
"""What is inside `bpt`, `ept`, `ph` and `it` is the code of another format, not text."""
