"""Each term of the source must stand in the draft in an approved form, and no forbidden one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.glossary import verify
from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

MISSING = "term-missing"
FORBIDDEN = "term-forbidden"
_NAMES = frozenset({"organisation", "person", "place", "date"})


def check(case: Case) -> Iterator[Finding]:
    told: set[tuple[str, bool]] = set()
    for match in case.matches:
        if (match.concept, match.short) in told:
            continue
        told.add((match.concept, match.short))
        concept = case.termbase.concepts[match.concept]
        source, wanted = case.source[match.start : match.end], concept.form(case.lang, short=match.short)
        for form in verify.forbidden(concept, case.lang, case.text):
            yield Finding(FORBIDDEN, Severity.ERROR, f"“{form}” is not our usage: write “{wanted}”.")
        if not verify.found(concept, case.lang, case.text):
            severity = Severity.ERROR if concept.type in _NAMES else Severity.WARNING
            yield Finding(MISSING, severity, f"Term missing: {source} = “{wanted}”.")
