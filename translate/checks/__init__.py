"""What may be wrong with a draft, told to its editor. `CHECKS` is all there are, one small module a concern.

A check takes a `Case` and yields findings; it returns early where it has nothing to say and never raises. An error is a
fault of meaning, for which a draft is asked for again; a warning is to be looked at; an info is style. Where it can, a
check has a fix, a pure function of the text. `DOCUMENT_CHECKS` look at all rows of a document together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from translate.checks import (
    addresses,
    breaks,
    capitals,
    completeness,
    consistency,
    dates,
    homographs,
    inventions,
    invisible,
    magnitudes,
    names,
    negation,
    numbers,
    punctuation,
    quotes,
    script,
    spacing,
    spelling,
    terms,
    untranslated,
)
from translate.config import ChecksConfig
from translate.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from translate.checks.case import Case
    from translate.checks.consistency import Row
    from translate.model import Finding, Lang


@dataclass(frozen=True, slots=True)
class Check:
    """`rules`: what its findings are called, and what each tells. `fix` never changes what a text says."""

    find: Callable[[Case], Iterable[Finding]]
    rules: Mapping[str, str]
    fix: Callable[[str, Lang], str] | None = None


CHECKS: Final[Mapping[str, Check]] = {
    "completeness": Check(completeness.check, completeness.RULES),
    "untranslated": Check(untranslated.check, untranslated.RULES),
    "script": Check(script.check, script.RULES),
    "numbers": Check(numbers.check, numbers.RULES),
    "dates": Check(dates.check, dates.RULES),
    "magnitudes": Check(magnitudes.check, magnitudes.RULES),
    "addresses": Check(addresses.check, addresses.RULES),
    "terms": Check(terms.check, terms.RULES),
    "inventions": Check(inventions.check, inventions.RULES),
    "negation": Check(negation.check, negation.RULES),
    "names": Check(names.check, names.RULES),
    "invisible": Check(invisible.check, invisible.RULES, invisible.fix),
    "punctuation": Check(punctuation.check, punctuation.RULES, punctuation.fix),
    "quotes": Check(quotes.check, quotes.RULES, quotes.fix),
    "spacing": Check(spacing.check, spacing.RULES, spacing.fix),
    "capitals": Check(capitals.check, capitals.RULES, capitals.fix),
    "breaks": Check(breaks.check, breaks.RULES, breaks.fix),
    "homographs": Check(homographs.check, homographs.RULES, homographs.fix),
    "spelling": Check(spelling.check, spelling.RULES),
}

DOCUMENT_CHECKS: Final[Mapping[str, Callable[[Sequence[Row]], Iterable[tuple[Row, Finding]]]]] = {
    consistency.SAME_SOURCE: consistency.same_source,
    consistency.SAME_TEXT: consistency.same_translation,
    consistency.TERM: consistency.inconsistent_terms,
}

RULES: Final[Mapping[str, str]] = {
    name: told for rules in (*(check.rules for check in CHECKS.values()), consistency.RULES) for name, told in rules.items()
}
"""Everything that can be found, by the name that config.toml and `--waive` use."""

_WORST_FIRST: Final = tuple(reversed(Severity))
_DEFAULT: Final = ChecksConfig()
_ROUNDS: Final = 5  # one fix may make work for another


def run(case: Case, settings: ChecksConfig = _DEFAULT) -> tuple[Finding, ...]:
    """What is wrong with a draft, the worst first."""
    found = (finding for check in CHECKS.values() for finding in check.find(case))
    return tuple(sorted(_judged(found, settings), key=lambda finding: _WORST_FIRST.index(finding.severity)))


def run_document(rows: Sequence[Row], settings: ChecksConfig = _DEFAULT) -> Iterator[tuple[Row, Finding]]:
    """What is wrong between the rows of a document."""
    for check in DOCUMENT_CHECKS.values():
        for row, finding in check(rows):
            for judged in _judged([finding], settings):
                yield row, judged


def fixed(text: str, lang: Lang, settings: ChecksConfig = _DEFAULT) -> str:
    """The text with all put right that can be without knowing what it says; what is `off` is left alone."""
    fixes = [check.fix for check in CHECKS.values() if check.fix is not None and not settings.off.issuperset(check.rules)]
    for _ in range(_ROUNDS):
        before = text
        for fix in fixes:
            text = fix(text, lang)
        if text == before:
            break
    return text


def _judged(findings: Iterable[Finding], settings: ChecksConfig) -> Iterator[Finding]:
    """Without what is off, and with the severities that the desk gives."""
    for finding in findings:
        if finding.check in settings.off:
            continue
        severity = settings.severity.get(finding.check)
        yield finding if severity is None else replace(finding, severity=severity)
