"""From signals to a confidence, a label, and a line that says what looks wrong.

The confidence is the probability, by a logistic regression, that a draft mostly says what its source says: that its chrF
against a human translation is 50 or more in English, 45 in Russian. It is fitted by `training/quality.py`, for each language
once to the embedded model's drafts with that model's own signals, and once without these to drafts of several systems; what
else cannot be measured counts as average.
"""

from __future__ import annotations

import hashlib
import json
import math
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    from translate.lexicon.adequacy import Span
    from translate.model import Draft, Lang
    from translate.quality.signals import Measure, Signals

NAME: Final = "trust"
DOUBTFUL_BELOW: Final = 40
UNUSABLE_BELOW: Final = 15
INVENTED_FROM: Final = 5
"""Content words in a row without a counterpart: an invented clause, mostly."""
GRAVE: Final = frozenset(
    {"negation-lost", "negation-added", "invention", "term-missing", "term-name", "name-missing", "name-strange"}
)
"""Findings of less than error severity that still tell of a wrong meaning."""
_FAR: Final = 3.0  # standard deviations; what lies further out weighs no more
_TOLD: Final = 4  # words of each text
_SHORTEST: Final = 3  # letters; «في» or “as” would tell an editor nothing


class Label(StrEnum):
    GOOD = "good"
    DOUBTFUL = "doubtful"
    UNUSABLE = "unusable"


def confidence(signals: Signals, lang: Lang) -> int:
    """From 0 to 100."""
    kind = "plain" if signals.score is None else "trust"
    return round(100 / (1 + math.exp(-_sum(signals, _weights()[lang][kind]))))


def preference(signals: Signals, lang: Lang) -> float:
    """By how much a candidate is to be preferred to others for the same source, in points of chrF, roughly."""
    return _sum(signals, _weights()[lang]["choice"])


def _sum(signals: Signals, weights: Mapping[str, Mapping[str, float]]) -> float:
    row, total = signals.as_row(), 0.0
    for name, of in weights.items():
        value = row.get(name, of["mean"])  # the bias is no signal
        if value is not None:
            total += of["weight"] * max(-_FAR, min(_FAR, (value - of["mean"]) / of["scale"] if name in row else 1.0))
    return total


def label(confidence: int, findings: Sequence[Finding], longest: int = 0) -> Label:
    """`longest`: see `Signals`. An error, or another grave finding, leaves no draft good, however fluent it is."""
    if confidence < UNUSABLE_BELOW:
        return Label.UNUSABLE
    wrong = any(finding.severity is Severity.ERROR or finding.check in GRAVE for finding in findings)
    if wrong or confidence < DOUBTFUL_BELOW or longest >= INVENTED_FROM:
        return Label.DOUBTFUL
    return Label.GOOD


def finding(verdict: Label, confidence: int, measure: Measure, source: str, text: str) -> Finding | None:
    """What an editor is told of a draft that is not good: how far it can be trusted, and the words that speak against it."""
    if verdict is Label.GOOD:
        return None
    head = (
        f"Unusable ({confidence} of 100): translate it anew."
        if verdict is Label.UNUSABLE
        else f"Doubtful ({confidence} of 100): check every word."
    )
    lost, added = _words(source, measure.untranslated), _words(text, measure.unexplained)
    told = [f"Not found in the draft: {lost}." if lost else "", f"Not found in the source: {added}." if added else ""]
    severity = Severity.ERROR if verdict is Label.UNUSABLE else Severity.WARNING
    return Finding(NAME, severity, " ".join(filter(None, (head, *told))))


def _words(text: str, spans: Sequence[Span]) -> str:
    words = list(dict.fromkeys(text[start:end] for start, end in spans if end - start >= _SHORTEST))
    return ", ".join(words[:_TOLD]) + (" …" if len(words) > _TOLD else "")


def label_of(draft: Draft) -> Label | None:
    """The label that a machine's draft was given; None for a text of which nothing was measured."""
    if draft.confidence is None:
        return None
    given = {found.severity for found in draft.findings if found.check == NAME}
    if Severity.ERROR in given:
        return Label.UNUSABLE
    return Label.DOUBTFUL if given else Label.GOOD


@cache
def digest() -> str:
    """Of the weights: other weights may choose otherwise."""
    return hashlib.sha256(_file().read_bytes()).hexdigest()[:8]


def _file() -> Traversable:
    return resources.files("translate.quality") / "weights.json"


@cache
def _weights() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, float]]]]:
    return json.loads(_file().read_text(encoding="utf-8"))  # type: ignore[no-any-return]
