"""Up to three versions of a text → rows, in which what is said of two languages never contradicts the third.

Arabic is aligned with English and with Russian; whatever stands for the same Arabic is one row. What has no Arabic is
aligned English with Russian. So the English and Russian of a row stand for each other because both stand for its Arabic,
and where all three languages agree, each pair is surer than by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from translate.align.confidence import of_score
from translate.align.dynamic import MOST
from translate.align.features import Evidence
from translate.align.pairs import align
from translate.align.texts import Text
from translate.model import TARGETS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translate.align.anchors import Anchors
    from translate.align.pairs import Bead
    from translate.embedding import Embedder

    Node = tuple[Lang, int]

DOUBTFUL: Final = 80
"""Pairs below this confidence are shown to a person. Where it was fitted (see `confidence`), three in five of them were
wrong, and above it one in seventy; without vectors three in four and one in forty-five."""
_SURE_ENOUGH: Final = 60
_CONTRADICTED: Final = 20
"""A confidence of English for Russian below which a row cannot be right in both."""


@dataclass(frozen=True, slots=True)
class Row:
    """`sentences`: of each language the numbers of the sentences that stand for each other, in order; none is empty-handed.

    `confidence` is a percentage for each language beside the first of the row's languages. `moved`: it stands elsewhere in
    another version.
    """

    sentences: Mapping[Lang, tuple[int, ...]]
    confidence: Mapping[Lang, int]
    moved: bool = False

    @property
    def least(self) -> int:
        """The least of its confidences; 0 where it is in one language alone."""
        return min(self.confidence.values(), default=0)

    def has(self, *langs: Lang) -> bool:
        return all(self.sentences.get(lang) for lang in langs)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every sentence of each text is in one row."""

    texts: Mapping[Lang, Text]
    rows: tuple[Row, ...]

    def text(self, row: Row, lang: Lang) -> str:
        return self.texts[lang].joined(row.sentences.get(lang, ()))

    @property
    def share(self) -> float:
        """How much of the Arabic has a counterpart that is no more doubtful than not."""
        arabic = [row for row in self.rows if row.has(Lang.AR)]
        return sum(row.least >= 50 for row in arabic) / len(arabic) if arabic else 0.0  # noqa: PLR2004 - percent


def align_all(texts: Mapping[Lang, Text], anchors: Anchors, embedder: Embedder | None) -> Alignment:
    """`texts` has Arabic and one or both of the other languages."""
    arabic = texts[Lang.AR]
    targets = [lang for lang in TARGETS if lang in texts]
    beads = {lang: align(arabic, texts[lang], anchors, embedder) for lang in targets}
    rows = list(_joined(beads))
    if len(targets) == len(TARGETS):
        rows = _without_arabic(rows, texts, anchors, embedder)
        rows = _agreed(rows, Evidence(texts[Lang.EN], texts[Lang.RU], anchors, embedder), vectors=embedder is not None)
    return Alignment(dict(texts), tuple(_in_order(rows)))


def _joined(beads: Mapping[Lang, Sequence[Bead]]) -> Iterator[Row]:
    """Beads that share a sentence of the Arabic are one row."""
    chosen: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while (above := chosen.setdefault(node, node)) != node:
            chosen[node] = chosen[above]
            node = above
        return node

    for lang, found in beads.items():
        for bead in found:
            nodes = [*((Lang.AR, number) for number in bead.left), *((lang, number) for number in bead.right)]
            for node in nodes:
                chosen[root(node)] = root(nodes[0])
    rows: dict[Node, list[Node]] = {}
    for node in list(chosen):
        rows.setdefault(root(node), []).append(node)
    sure = {(lang, number): bead for lang, found in beads.items() for bead in found for number in bead.right}
    for nodes in rows.values():
        sentences = {lang: tuple(sorted(number for its, number in nodes if its is lang)) for lang in (Lang.AR, *beads)}
        sentences = {lang: numbers for lang, numbers in sentences.items() if numbers}
        its_beads = {lang: [sure[lang, number] for number in sentences.get(lang, ())] for lang in beads}
        yield Row(
            sentences,
            {lang: min(bead.confidence for bead in found) for lang, found in its_beads.items() if found}
            if Lang.AR in sentences
            else {},
            any(bead.moved for found in its_beads.values() for bead in found),
        )


def _without_arabic(rows: Sequence[Row], texts: Mapping[Lang, Text], anchors: Anchors, embedder: Embedder | None) -> list[Row]:
    """The same with what has no Arabic joined to what it stands for in the other language.

    A row with Arabic but without one of the languages takes in what stands for its other language there.
    """
    lacking = {lang: [row for row in rows if row.has(lang) and len(row.sentences) < len(texts)] for lang in TARGETS}
    lacking = {lang: [row for row in its if not row.has(*TARGETS)] for lang, its in lacking.items()}
    numbers = {lang: sorted(number for row in its for number in row.sentences[lang]) for lang, its in lacking.items()}
    parts = {lang: _part(texts[lang], numbers[lang]) for lang in TARGETS}
    owner = {(lang, number): row for lang in TARGETS for row in lacking[lang] for number in row.sentences[lang]}
    gone: set[int] = set()
    made: list[Row] = []
    for bead in align(parts[Lang.EN], parts[Lang.RU], anchors, embedder):
        if bead.confidence < _SURE_ENOUGH:
            continue
        nodes = [(Lang.EN, numbers[Lang.EN][at]) for at in bead.left] + [(Lang.RU, numbers[Lang.RU][at]) for at in bead.right]
        its = {id(row): row for row in (owner[node] for node in nodes)}
        if sum(row.has(Lang.AR) for row in its.values()) > 1 or not gone.isdisjoint(its):
            continue
        gone |= its.keys()
        made.append(_merged(its.values(), bead))
    return [*(row for row in rows if id(row) not in gone), *made]


def _part(text: Text, numbers: Sequence[int]) -> Text:
    return Text(
        text.name,
        text.lang,
        tuple(text.sentences[number] for number in numbers),
        tuple(text.paragraphs[number] for number in numbers),
        text.date,
    )


def _merged(rows: Iterable[Row], bead: Bead) -> Row:
    sentences: dict[Lang, tuple[int, ...]] = {}
    confidence: dict[Lang, int] = {}
    moved = bead.moved
    for row in rows:
        for lang, numbers in row.sentences.items():
            sentences[lang] = tuple(sorted((*sentences.get(lang, ()), *numbers)))
        confidence |= row.confidence
        moved |= row.moved
    ordered = {lang: sentences[lang] for lang in (Lang.AR, *TARGETS) if lang in sentences}
    known = min([bead.confidence, *confidence.values()])
    return Row(ordered, {lang: confidence.get(lang, known) for lang in list(ordered)[1:]}, moved)


def _agreed(rows: Iterable[Row], evidence: Evidence, *, vectors: bool) -> list[Row]:
    """Two pairs that agree carry the third; English and Russian that have nothing in common throw doubt on both."""
    agreed: list[Row] = []
    for row in rows:
        en, ru = (row.sentences.get(lang, ()) for lang in TARGETS)
        if not (row.has(Lang.AR, *TARGETS) and _is_run(en) and _is_run(ru)):
            agreed.append(row)
            continue
        score = float(evidence.scores(en[-1] + 1, len(en), ru[-1] + 1, ru[-1] + 2, len(ru))[0])
        third = of_score(score, len(en) + len(ru), vectors=vectors)
        first, second = row.confidence[Lang.EN], row.confidence[Lang.RU]
        ceiling = 50 if third < _CONTRADICTED else 100
        lifted = {Lang.EN: max(first, min(second, third)), Lang.RU: max(second, min(first, third))}
        agreed.append(replace(row, confidence={lang: min(percent, ceiling) for lang, percent in lifted.items()}))
    return agreed


def _is_run(numbers: Sequence[int]) -> bool:
    return numbers[-1] - numbers[0] == len(numbers) - 1 < MOST


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """In the order of the Arabic; what has none, after what it follows in its own language."""
    arabic = sorted((row for row in rows if row.has(Lang.AR)), key=lambda row: row.sentences[Lang.AR])
    others = [row for row in rows if not row.has(Lang.AR)]
    places = {
        lang: sorted((number, at) for at, row in enumerate(arabic) for number in row.sentences.get(lang, ()))
        for lang in TARGETS
    }

    def place(row: Row) -> tuple[int, int]:
        lang, numbers = next(iter(row.sentences.items()))
        before = bisect_left(places[lang], (numbers[0], 0))
        return (places[lang][before - 1][1] if before else -1), numbers[0]

    following: dict[int, list[Row]] = {}
    for row in sorted(others, key=place):
        following.setdefault(place(row)[0], []).append(row)
    first = following.get(-1, [])
    return [*first, *(each for at, row in enumerate(arabic) for each in (row, *following.get(at, ())))]
