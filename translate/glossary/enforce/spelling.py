"""Terms that a draft has, but written wrongly: in other capitals, another script, another transcription, with a slip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from translate.glossary.enforce.fit import SENTENCE_START
from translate.glossary.enforce.likeness import alike, consonants, key
from translate.glossary.enforce.search import NAMES, WORD, Stretch, lemmas, windows
from translate.glossary.words import is_known, pos, readings
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translate.glossary.declension import Slot
    from translate.glossary.enforce.search import Group, Search

_LIKE_SOUND: Final = 0.84
"""On the outputs of four systems for flores-dev below this other names came in (Tajikistan for Turkestan: 0.82)."""
_LIKE_SPELLING: Final = 0.8
_ENOUGH_CONSONANTS: Final = 4
_ALSO_WORDS: Final = frozenset(["turkey"])  # English names that are other things in small letters
_NEAR: Final = 80  # characters on either side that are looked at
_LONG_ENOUGH: Final = 6  # letters: shorter words are one slip of the pen away from other words
_ADJECTIVE: Final = re.compile(r"(?:[ai]n|i|o|ish|ese|al|ic)$")  # English ones of places: Hungarian, Somali, Indo-
_ONLY_NAMES: Final = frozenset("Geox Surn Name Patr Orgn".split())
_NAME_BEFORE: Final = re.compile(r"(?<![.!?…] )\b([A-ZА-ЯЁ][\w-]+)[ \u00a0]$")
_NAME_AFTER: Final = re.compile(r"[ \u00a0]([A-ZА-ЯЁ][\w-]+)")
TITLES: Final = frozenset(
    (
        "President Premier Minister Secretary General King Queen Emir Prince Princess Sheikh Sultan Chancellor Ambassador "
        "Commander Colonel Marshal Mr Mrs Ms Dr Sir Lord Pope Ayatollah Imam Chairman Speaker Governor Senator"
    ).split()
)


def miswritten(search: Search) -> Iterator[Group]:
    """A right form in other capitals: президент казахстана. A lone common noun is none: a congress, the Congress."""
    for surface, (form, slots) in search.surfaces.items():
        if len(surface) < _LONG_ENOUGH or _is_common(surface, search):
            continue
        pattern = re.compile(rf"(?<![\w-]){re.escape(surface)}(?![\w-])", re.IGNORECASE)
        hits = [m for m in pattern.finditer(search.text) if m[0] != surface and search.is_free(*m.span())]
        if hits:
            yield tuple(Stretch(m.start(), m.end(), "its capitals were wrong", form, slots, respelled=True) for m in hits)


def untranslated(search: Search) -> Iterator[Group]:
    """The Arabic, or the form of the other target language, left in the draft."""
    others = [form for lang, target in search.concept.targets.items() if lang is not search.lang for form in target.right]
    kinds = ((search.concept.ar + search.concept.ar_short, "it was left in Arabic"), (others, "it was left untranslated"))
    for known, why in kinds:
        for form in sorted(known, key=len, reverse=True):
            if not _is_foreign(form, search.lang):
                continue
            pattern = rf"(?<!\w){re.escape(form)}(?!\w)"
            hits = [
                m
                for m in re.finditer(pattern, search.text)
                if search.is_free(*m.span()) and not _goes_on(search.text, *m.span())
            ]
            if hits:
                yield tuple(Stretch(m.start(), m.end(), why, search.wanted) for m in hits)
                return


def sounding_alike(search: Search) -> Iterator[Group]:
    """A name spelled otherwise: words with a capital that sound like a right form, and are nothing else that is known."""
    if search.concept.type not in NAMES:
        return
    models = {surface: known for surface, known in search.surfaces.items() if _is_name(known[0], search)}
    best: tuple[float, int] = (0.0, 0)
    found: list[tuple[str, Stretch]] = []
    for start, end in windows(search, most=max(len(WORD.findall(form)) for form in search.right) + 1) if models else ():
        piece = search.text[start:end]
        if not search.is_unexplained(start, end) or _is_ordinary(search, start, end):
            continue
        fitting = [surface for surface in models if piece.isupper() or not surface.isupper()]
        surface, likeness = max(((s, _likeness(piece, s)) for s in fitting), key=lambda pair: pair[1], default=("", 0.0))
        rank = round(likeness, 3), end - start
        if likeness < _LIKE_SOUND or rank < best or _is_another(search, start, end, models[surface][0]):
            continue
        if rank > best:
            found = []
        best = rank
        form, _ = models[surface]
        slots = _nearest_slots(piece, models)
        found.append((piece, Stretch(start, end, f"it was spelled “{piece}”", form, slots, respelled=True)))
    if len({piece for piece, _ in found}) == 1:
        yield tuple(stretch for _, stretch in found)


def respaced(search: Search) -> Iterator[Group]:
    """A phrase with its words joined or parted otherwise: peace-keeping forces."""
    surfaces = {surface: known for surface, known in search.surfaces.items() if not _is_common(surface, search)}
    models = {letters: surface for surface in surfaces if len(letters := _letters(surface)) >= _LONG_ENOUGH}
    found = []
    most = max((len(WORD.findall(surface)) for surface in surfaces), default=0) + 1
    for start, end in windows(search, most=most, capital=False) if models else ():
        surface = models.get(_letters(search.text[start:end]))
        if surface is not None and search.text[start:end].lower() != surface.lower():
            form, slots = surfaces[surface]
            why = f"it was spelled “{search.text[start:end]}”"
            found.append(Stretch(start, end, why, form, slots, respelled=True))
    if len(found) == 1:
        yield (found[0],)


def _likeness(piece: str, surface: str) -> float:
    """How alike they sound; names of few consonants must be spelled alike too, or Back would be Baku."""
    likeness = alike(piece, surface)
    if likeness >= _LIKE_SOUND and min(consonants(piece), consonants(surface)) < _ENOUGH_CONSONANTS:
        return likeness if Levenshtein.normalized_similarity(key(piece), key(surface)) >= _LIKE_SPELLING else 0.0
    return likeness


def _is_ordinary(search: Search, start: int, end: int) -> bool:
    """Whether one word at the head of a sentence may have its capital from there alone."""
    piece = search.text[start:end]
    if len(WORD.findall(piece)) > 1 or not SENTENCE_START.search(search.text[max(0, start - _NEAR) : start]):
        return False
    if search.lang is Lang.RU:
        return any(not _ONLY_NAMES & parse.tag.grammemes for parse in readings(piece.lower())) and is_known(piece.lower())
    similar = max(Levenshtein.normalized_similarity(piece.lower(), surface.lower()) for surface in search.surfaces)
    return len(piece) < _LONG_ENOUGH or similar < _LIKE_SPELLING


def _is_name(form: str, search: Search) -> bool:
    """Whether a right form is a name to spell others by, no adjective that is admitted for a place: бразильский, Brazilian."""
    ending = _ADJECTIVE.search(form) if search.lang is Lang.EN and search.concept.type == "place" else None
    return form[0].isupper() and (not ending or search.wanted.endswith(ending[0]))


def _is_common(surface: str, search: Search) -> bool:
    """Whether it is one word that is not only a name."""
    if len(WORD.findall(surface)) != 1:
        return False
    if search.lang is Lang.EN:
        return (
            surface.islower() or surface.lower() in _ALSO_WORDS or search.concept.type == "organisation"
        )  # a congress, the Congress
    return not all(_ONLY_NAMES & parse.tag.grammemes for parse in readings(surface.lower()))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a word of the same foreign script beside it shows that it is a part of another name: Turkish Airlines."""
    script = "A-Za-z" if text[start].isascii() else "\u0600-\u06ff"
    return bool(re.search(rf"[{script}]+[\s-]+$", text[:start]) or re.match(rf"[\s-]+[{script}]", text[end:]))


def _is_another(search: Search, start: int, end: int, form: str) -> bool:
    """Whether the words that sound like a name are something else: an adjective made from it, or a part of another name."""
    piece = search.text[start:end]
    if has_other_names(search, start, end):
        return True
    if search.lang is Lang.RU and is_known(piece) and lemmas(piece, Lang.RU) & lemmas(form, Lang.RU):
        return True  # the name itself, in the plural: отель Трампов
    if search.concept.type == "person":
        return False
    if search.lang is Lang.EN:
        ending = _ADJECTIVE.search(piece)
        return piece.rstrip("s") == form.rstrip("s") or bool(ending and not form.endswith(ending[0]))
    if piece.isascii():
        return _goes_on(search.text, start, end)
    return pos(piece) == "ADJF"


def has_other_names(search: Search, start: int, end: int) -> bool:
    """Whether a name beside the words, and none that is known, is no part of this one: Haris Alexiou is not Kamala Harris."""
    own = [word for form in search.right for word in WORD.findall(form)]
    at = max(0, start - _NEAR)
    before, after = _NAME_BEFORE.search(search.text[at:start]), _NAME_AFTER.match(search.text[end : end + _NEAR])
    beside = []
    if before and before[1] not in TITLES and search.is_free(at + before.start(1), at + before.end(1)):
        beside.append(before[1])
    if after and after[1] not in TITLES and search.is_free(end + after.start(1), end + after.end(1)):
        beside.append(after[1])
    return any(max(alike(name, word) for word in own) < _LIKE_SOUND for name in beside)


def _nearest_slots(piece: str, models: Mapping[str, tuple[str, tuple[Slot, ...]]]) -> tuple[Slot, ...]:
    """What a misspelled Russian name probably is in case and number: what the forms spelled most like it are."""
    if piece.isascii():
        return ()
    likeness = {surface: Levenshtein.normalized_similarity(piece.lower(), surface.lower()) for surface in models}
    best = max(likeness.values())
    return tuple(dict.fromkeys(slot for surface, value in likeness.items() if value == best for slot in models[surface][1]))


def _is_foreign(form: str, lang: Lang) -> bool:
    """Whether a form is in a script that the language is not written in."""
    own = "[A-Za-z]" if lang is Lang.EN else "[А-Яа-яЁё]"
    return not re.search(own, form)


def _letters(text: str) -> str:
    return "".join(char for char in text.lower().replace("ё", "е") if char.isalnum())
