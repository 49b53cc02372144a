"""What can be measured of a draft without a reference translation.

Four sources that fail in different ways: what the words mean (the lexicon), what the sentences mean (multilingual-e5, where
it is installed), how sure the engine was, and whether its other candidates say the same.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import Indel

from translate import embedding
from translate.lexicon import load
from translate.lexicon.adequacy import adequacy
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.lexicon.adequacy import Span

_LIKELY_LENGTH: Final = {Lang.EN: 1.16, Lang.RU: 1.25}
"""Characters of translation for one of Arabic; tico19's human translations have a median of 1.11 and 1.28. The weights were
fitted with these."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signals:
    """Of one draft; None where something cannot be measured.

    `covered`, `supported`, `gain` and `longest` are those of `translate.lexicon.Adequacy`. `likeness`: the cosine of the
    sentences' vectors. `score`: the embedded model's mean log-probability of a token. `agreement`, from 0 to 1: the mean
    likeness to the other candidates, letter by letter. `length`: the absolute log of its length over the likely one.
    `repeated`: the share of its pairs of words that came before. `bridge`: how much of the English draft that it was made
    from is covered by it. `words`: the log of the number of words of the source; short sentences come out worse.
    """

    covered: float
    supported: float
    gain: float
    longest: int
    likeness: float | None
    score: float | None
    agreement: float | None
    length: float
    repeated: float
    words: float
    bridge: float | None = None

    def as_row(self) -> dict[str, float | None]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Measure:
    """Signals of a draft, and the words that speak against it: offsets into source and draft."""

    signals: Signals
    untranslated: tuple[Span, ...]
    unexplained: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft to measure. `known` are the stretches of it that are surely right: the glossary's forms.

    `score`: see `Signals`; that of an engine of another kind says something else, and is to be left out.
    """

    text: str
    score: float | None = None
    known: tuple[Span, ...] = ()


def measure(
    source: str,
    candidates: Sequence[Candidate],
    lang: Lang,
    *,
    known: Sequence[Span] = (),
    bridge: str = "",
) -> list[Measure]:
    """Measure candidates for one Arabic source. `known`: its stretches that the glossary knows.

    `bridge`: the English draft that they were made from, if they were.
    """
    lexicon = load(Lang.AR, lang)
    texts = [candidate.text for candidate in candidates]
    likenesses, agreements = _likenesses(source, texts), _agreements(texts)
    measures = []
    for candidate, likeness, agreement in zip(candidates, likenesses, agreements, strict=True):
        found = adequacy(lexicon, source, candidate.text, known_source=known, known_draft=candidate.known)
        signals = Signals(
            covered=found.covered,
            supported=found.supported,
            gain=found.gain,
            longest=found.longest,
            likeness=likeness,
            score=candidate.score,
            agreement=agreement,
            length=abs(math.log(max(len(candidate.text), 1) / (max(len(source), 1) * _LIKELY_LENGTH[lang]))),
            repeated=_repeated(candidate.text),
            words=math.log(len(_WORD.findall(source)) or 1),
            bridge=adequacy(load(Lang.EN, lang), bridge, candidate.text).covered if bridge else None,
        )
        measures.append(Measure(signals, found.untranslated, found.unexplained))
    return measures


def _likenesses(source: str, texts: Sequence[str]) -> list[float | None]:
    embedder = embedding.embedder()
    if embedder is None:
        return [None] * len(texts)
    vectors = embedder.embed([source, *texts])
    return [float(cosine) for cosine in vectors[1:] @ vectors[0]]


def _agreements(texts: Sequence[str]) -> list[float | None]:
    if len(texts) == 1:
        return [None]
    table = process.cdist(texts, texts, scorer=Indel.normalized_similarity)
    return [float((row.sum() - 1) / (len(texts) - 1)) for row in table]


def _repeated(text: str) -> float:
    pairs = list(pairwise(word.lower() for word in _WORD.findall(text)))
    return 1 - len(set(pairs)) / len(pairs) if pairs else 0.0
