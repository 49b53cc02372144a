"""Glossaries for OmegaT and DeepL: tables of two or three columns, one target language each. Out only.

Every Arabic form has a line of its own, a short one with the short form of the target. What such a table cannot say is
lost: admitted and forbidden forms (OmegaT gets them as a comment), grammar, and how a form may be matched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from translate.glossary.termbase import Concept
    from translate.model import Lang


def omegat(concepts: Iterable[Concept], lang: Lang) -> Iterator[tuple[str, str, str]]:
    """(source, target, comment)."""
    for concept in concepts:
        for source, target in _pairs(concept, lang):
            yield source, target, _comment(concept, lang)


def deepl(concepts: Iterable[Concept], lang: Lang) -> Iterator[tuple[str, str]]:
    """(source, target), each source once, for DeepL refuses a table with two; the first stays."""
    seen: set[str] = set()
    for concept in concepts:
        for source, target in _pairs(concept, lang):
            if source not in seen:
                seen.add(source)
                yield source, target


def write(lines: Iterable[Sequence[str]], path: Path) -> None:
    """UTF-8 without a byte order mark, which DeepL takes for a letter. Raises ExportError when it cannot be written."""
    text = "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in lines)
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode())


def _pairs(concept: Concept, lang: Lang) -> Iterator[tuple[str, str]]:
    for short, forms in ((False, concept.ar), (True, concept.ar_short)):
        for form in forms:
            yield form, concept.form(lang, short=short)


def _comment(concept: Concept, lang: Lang) -> str:
    forms = concept.targets[lang]
    parts = (
        "also: " * bool(forms.admitted) + ", ".join(forms.admitted),
        "not: " * bool(forms.forbidden) + ", ".join(forms.forbidden),
    )
    return "; ".join(part for part in (*parts, concept.note) if part)
