"""What may be wrong with a draft, told to its editor. `CHECKS` is all there are, one small module a concern.

A check takes a `Case` and yields findings; it returns early where it has nothing to say and never raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import completeness, inventions, numbers, script, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from translate.checks.case import Case
    from translate.model import Finding

CHECKS: Mapping[str, Callable[[Case], Iterable[Finding]]] = {
    "completeness": completeness.check,
    "script": script.check,
    "numbers": numbers.check,
    "terms": terms.check,
    "inventions": inventions.check,
}


def run(case: Case) -> tuple[Finding, ...]:
    return tuple(finding for check in CHECKS.values() for finding in check(case))
