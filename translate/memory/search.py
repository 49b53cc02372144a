"""Entries that answer a sentence: the same one by its key, similar ones by the pairs of words that they share with it.

Similar ones are found in three steps, each on far fewer than the one before: the rarest of the sentence's pairs vote for
the texts that have them, up to `_VOTES` pairs or `_POSTINGS` votes; the `_CANDIDATES` with most votes for their length are
compared by letters (rapidfuzz); those alike enough are rated, best first, until no other can be better. How rare a pair is
must be looked up, which is dear, so of a long sentence only the `_PAIRS` longest are: long words are the rare ones.

The numbers were tuned on 160,000 sentences of Tatoeba, TICO-19 and Dynamics 365 documentation, 700 others asked for: of
what a scan of all of them rates 75 or more (233 had any), the best is found each time, 99.5 % of the best three, in 1/60 of
its time. Pairs with the word after next make that so: without them a changed word hides both its neighbours. Runs of
four letters find as much, but a sentence has fifty times as many postings of them (FTS5's trigrams: more still).
"""

from __future__ import annotations

import json
from collections import defaultdict
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from translate.memory import sentence
from translate.memory.entry import Entry, Hit
from translate.memory.rate import rate
from translate.memory.schema import LENGTH_BITS
from translate.model import Lang

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from translate.memory.sentence import Sentence
    from translate.memory.terms import Terms

COLUMNS: Final = "source, target, lang, origin, author, date, document, before, after"
_SAME: Final = f"SELECT place, {COLUMNS} FROM entry WHERE key = ? AND lang = ? AND current"  # noqa: S608 - no value is put in
_SIMILAR: Final = (
    f"SELECT {COLUMNS} FROM entry WHERE text = ? AND current "  # noqa: S608
    "ORDER BY origin = 'review' DESC, date DESC LIMIT ?"
)
IN_CONTEXT, EXACT = 101, 100
_POSTINGS: Final = 2_000
_CANDIDATES: Final = 100
_PAIRS: Final = 32
_VOTES: Final = 12
_RATED: Final = 60
_A_TEXT: Final = 10
"""Entries rated of each skeleton: a dateline may have one a day."""
_LONGEST: Final = (1 << LENGTH_BITS) - 1


def entry_of(row: Sequence[str]) -> Entry:
    source, target, lang, origin, author, date, document, before, after = row
    return Entry(source, target, Lang(lang), origin, author, date, document, before, after)  # type: ignore[arg-type]


def same(db: sqlite3.Connection, asked: Sentence, lang: Lang, before: str, after: str) -> Iterator[Hit]:
    """The entries of this very sentence. Neighbours that are not known on either side are no context."""
    key, place = sentence.digest(lang, asked.written), place_of(before, after)
    for number, *row in db.execute(_SAME, (key, lang)):
        entry = entry_of(row)
        if sentence.written(entry.source) == asked.written:
            in_context = number == place and bool(before.strip() or after.strip())
            yield Hit(entry, IN_CONTEXT, "context") if in_context else Hit(entry, EXACT, "exact")


def similar(
    db: sqlite3.Connection, asked: Sentence, lang: Lang, *, limit: int, threshold: int, terms: Terms | None
) -> list[Hit]:
    """Entries of other sentences with a rate of `threshold` or more, best first, at least `limit` if there are so many."""
    texts = _texts(db, _candidates(db, asked, lang, threshold))
    alike = process.extract(asked.skeleton, texts, scorer=fuzz.ratio, processor=None, score_cutoff=threshold, limit=_RATED)
    hits: list[Hit] = []
    for _, likeness, text in alike:
        if len({hit.text for hit in hits if hit.rate >= likeness}) >= limit:
            break
        for row in db.execute(_SIMILAR, (text, _A_TEXT)):
            entry = entry_of(row)
            known = sentence.parse(entry.source)
            if known.written == asked.written:
                continue
            rating = rate(asked, known, entry.target, lang, terms)
            if rating.rate >= threshold:
                hits.append(Hit(entry, rating.rate, "fuzzy", rating.adapted, rating.why))
    return hits


def place_of(before: str, after: str) -> int:
    """What tells one occurrence of a sentence from another: its neighbours."""
    return sentence.digest(sentence.written(before), sentence.written(after))


def id_of(number: int, skeleton: str) -> int:
    """The id of a text: see `schema`."""
    return number << LENGTH_BITS | min(len(skeleton), _LONGEST)


def tokens(words: Sequence[str], lang: Lang) -> list[str]:
    """What a skeleton is indexed by; the languages share an index but no token."""
    return [lang + pair for pair in sentence.pairs(words)]


def _candidates(db: sqlite3.Connection, asked: Sentence, lang: Lang, threshold: int) -> list[int]:
    """The ids of the texts most likely to be alike, best first."""
    length = min(len(asked.skeleton), _LONGEST)
    shortest = length * threshold / (200 - threshold)  # a length further off makes the likeness impossible
    longest = length * (200 - threshold) / max(threshold, 1)
    votes: defaultdict[int, float] = defaultdict(float)
    left = _POSTINGS
    for count, token in _rarest(db, tokens(asked.words, lang))[:_VOTES]:
        weight = (count + 4) ** -0.25
        for (text,) in db.execute("SELECT rowid FROM pair WHERE pair MATCH ? LIMIT ?", (f'"{token}"', left)).fetchall():
            votes[text] += weight
        left -= count
        if left <= 0:
            break
    scored = [
        (vote / (length + size), text)
        for text, vote in votes.items()
        if shortest <= (size := text & _LONGEST) <= longest or size == _LONGEST
    ]
    return [text for _, text in nlargest(_CANDIDATES, scored)]


def _rarest(db: sqlite3.Connection, tokens: Sequence[str]) -> list[tuple[int, str]]:
    """The tokens that are in the index, each with the number of its texts, rarest first."""
    return sorted(
        db.execute(
            "SELECT doc, term FROM pair_count WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(tokens, key=len, reverse=True)[:_PAIRS], ensure_ascii=False),),
        )
    )


def _texts(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    return dict(db.execute("SELECT id, skeleton FROM text WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)))
