"""Where the terms of the glossary stand in the review table, and how the notes name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.arabic import ARABIC
from translate.glossary import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.formats.view import View
    from translate.model import Draft, Segment

    Spans = Sequence[tuple[int, int]]


def underlined_in_source(view: View, segment: Segment) -> Spans:
    """The words that hold a term, with what is glued to them: letters of one word in two runs may lose their joining."""
    matches = {mention.match for lang in view.targets for mention in view.mentions[lang][segment.id]}
    return [_whole_words(segment.source, match.start, match.end) for match in matches]


def underlined_in_draft(view: View, segment: Segment, draft: Draft) -> Spans:
    concepts = {mention.match.concept for mention in view.mentions[draft.lang][segment.id]}
    return [
        (hit.start, hit.end)
        for concept in concepts
        for hit in verify.found(view.termbase.concepts[concept], draft.lang, draft.text)
    ]


def noted(view: View, segment: Segment) -> list[str]:
    """`ألما-آتا = Almaty = Алма-Ата`: each term as it stands in the source, with the form to write in each language."""
    forms: dict[str, list[str]] = {}
    for lang in view.targets:
        named = {segment.source[m.match.start : m.match.end]: m.form for m in reversed(view.mentions[lang][segment.id])}
        for source, form in reversed(named.items()):
            forms.setdefault(source, []).append(form)
    return [" = ".join((source, *targets)) for source, targets in forms.items()]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and ARABIC.match(text[start - 1]) and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and ARABIC.match(text[end]) and not text[end].isspace() and text[end] not in "،؛؟":
        end += 1
    return start, end
