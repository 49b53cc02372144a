"""The glossary as TBX-Basic, in the structure of 2019 (ISO 30042:2019, DCA style) or of 2008 (`martif`).

Read back by `tbx`, a file gives the same rows. What TBX-Basic has no place for (status, ar_match, number, animate,
ru_forms, and an id unlike ours) stands in notes like `[status] approved`: it is lost only where another program drops these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from translate.files import replacing
from translate.glossary.tbx import BRACKETED, GENDERS, LANG, OUR_ID
from translate.glossary.termbase import row_of
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from translate.glossary.termbase import Concept, TargetForms

_PREFERRED, _ADMITTED, _DEPRECATED = (f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated"))


@dataclass(frozen=True, slots=True)
class Edition:
    """The names of one edition of the standard."""

    namespace: str | None
    root: str
    header: str
    entry: str
    language: str
    term: str
    style: str | None


ED_2019 = Edition("urn:iso:std:iso:30042:ed-2", "tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", "dca")
ED_2008 = Edition(None, "martif", "martifHeader", "termEntry", "langSet", "tig", None)
"""The one that translate-toolkit and with it Weblate can read: of the newer they refuse the root."""


def write(concepts: Iterable[Concept], path: Path, edition: Edition = ED_2019) -> None:
    """The same concepts give the same bytes. Raises ExportError when the file cannot be written."""
    namespaces: Any = {None: edition.namespace} if edition.namespace else None  # lxml-stubs: no None among the keys
    prefix = f"{{{edition.namespace}}}" if edition.namespace else ""
    root = etree.Element(f"{prefix}{edition.root}", nsmap=namespaces, type="TBX-Basic")
    if edition.style:
        root.set("style", edition.style)
    root.set(LANG, "en")
    description = _add(_add(_add(root, edition.header), "fileDesc"), "sourceDesc")
    _add(description, "p", "Glossary of newsdesk-translate")
    body = _add(_add(root, "text"), "body")
    for concept in concepts:
        _add_concept(body, concept, edition)
    with replacing(path) as temporary:
        temporary.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    """An element of the parent's namespace."""
    element = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name), attributes)
    element.text = text
    return element


def _add_concept(body: _Element, concept: Concept, edition: Edition) -> None:
    row = row_of(concept)
    is_xml_id = bool(OUR_ID.fullmatch(concept.id))
    entry = _add(body, edition.entry, **({"id": concept.id} if is_xml_id else {}))
    _add(entry, "descrip", concept.type, type="subjectField")
    if concept.source:
        _add(entry, "admin", concept.source, type="source")
    for note in (concept.note, *(f"[{name}] {row[name]}" for name in BRACKETED[is_xml_id:] if row[name])):
        if note:
            _add(entry, "note", note)
    _add_arabic(_add_language(entry, Lang.AR, edition), concept, edition.term)
    for lang, forms in concept.targets.items():
        grammar = _russian_grammar(concept) if lang is Lang.RU else {}
        _add_target(_add_language(entry, lang, edition), forms, grammar, edition.term)


def _add_arabic(language: _Element, concept: Concept, tag: str) -> None:
    _add_term(_add(language, tag), concept.ar[0], _PREFERRED, example=concept.example)
    for form in concept.ar[1:]:
        _add_term(_add(language, tag), form, _ADMITTED, kind="variant")
    for form in concept.ar_short:
        _add_term(_add(language, tag), form, _ADMITTED, kind="shortForm")


def _add_target(language: _Element, forms: TargetForms, grammar: Mapping[str, str], tag: str) -> None:
    _add_term(_add(language, tag), forms.preferred, _PREFERRED, **grammar)
    for form in forms.admitted:
        _add_term(_add(language, tag), form, _ADMITTED)
    for form in forms.short:
        _add_term(_add(language, tag), form, _ADMITTED, kind="acronym" if form.isupper() else "shortForm")
    for form in forms.forbidden:
        _add_term(_add(language, tag), form, _DEPRECATED)


def _russian_grammar(concept: Concept) -> dict[str, str]:
    return {"pos": concept.pos, "gender": GENDERS.get(concept.gender, "")}


def _add_language(entry: _Element, lang: Lang, edition: Edition) -> _Element:
    language = _add(entry, edition.language)
    language.set(LANG, str(lang))
    return language


def _add_term(
    term: _Element, text: str, status: str, *, kind: str = "", pos: str = "", gender: str = "", example: str = ""
) -> None:
    _add(term, "term", text)
    _add(term, "termNote", status, type="administrativeStatus")
    for category, value in (
        ("termType", kind),
        ("partOfSpeech", {"adj": "adjective"}.get(pos, pos)),
        ("grammaticalGender", gender),
    ):
        if value:
            _add(term, "termNote", value, type=category)
    if example:
        _add(term, "descrip", example, type="context")
