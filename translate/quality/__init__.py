"""How far a draft can be trusted: signals of its quality, and a confidence from them."""

from translate import embedding
from translate.quality.signals import Candidate, Measure, Signals, measure
from translate.quality.trust import Label, confidence, digest, finding, label, label_of, preference

VERSION = 3
"""Part of the signature of drafts that are chosen among candidates: raise it when the choice could come out otherwise."""


def signature() -> str:
    """How candidates are chosen: with the vectors of sentences, or without them."""
    embedder = embedding.embedder()
    made_by = f"{VERSION}.{digest()}"
    return f"{made_by}+{embedder.name}" if embedder else made_by


__all__ = [
    "Candidate",
    "Label",
    "Measure",
    "Signals",
    "confidence",
    "finding",
    "label",
    "label_of",
    "measure",
    "preference",
    "signature",
]
