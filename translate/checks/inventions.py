"""Names that the draft has and the source has not: a fluent wrong sentence often gives itself away by one.

Only names of the glossary are known, and a name that the glossary cannot find in this source (a homograph, a spelling
that it lacks) is told too: so this is a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.glossary import verify
from translate.glossary.names import names_among
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "invention"
RULES = {NAME: "a name of the glossary that the source does not have"}


def check(case: Case) -> Iterator[Finding]:
    matched = {mention.match.concept for mention in case.mentions}
    if all(not surface.names or surface.names & matched for _, _, surface in case.hits):
        return
    hits = [hit for hit in names_among(case.hits, case.lang) if not hit[2] & matched]
    if not hits:
        return
    concepts = [case.termbase.concepts[concept] for concept in matched]
    right = [  # every right form of every term of the source: President of Russia is Russian president
        (found.start, found.end)
        for concept in concepts
        for form in concept.targets[case.lang].right
        for found in verify.occurrences(concept, case.lang, form, case.text)
    ]
    told = [
        case.text[start:end]
        for start, end, _ in hits
        if not any(start < right_end and right_start < end for right_start, right_end in right)
    ]
    for name in dict.fromkeys(told):
        yield Finding(NAME, Severity.WARNING, f"“{name}” stands in the draft, but was not found in the source.")
