"""The case that a place in a Russian sentence asks for. `|` marks the place; an empty answer: nothing is known."""

from __future__ import annotations

import pytest

from translate.glossary.declension import Case
from translate.glossary.enforce import place

ALL = "nom gen dat acc ins loc"
GOVERNED = [
    ("Он выехал из |", "gen"),
    ("Он едет к |", "dat"),
    ("Письмо согласно |", "dat"),
    ("Поговорили про |", "acc"),
    ("Между |", "ins"),
    ("Он живёт в |", "acc loc"),
    ("Атака на |", "acc"),
    ("Он прибыл в |", "acc"),
    ("Речь о |", "acc loc"),
    ("Встреча с |", "gen ins"),
    ("Из «|", "gen"),
    ("Он сказал это новому |", "dat"),
    ("Он сказал |", ALL),
    ("|", ALL),
    ("В первых рядах стоит |", ALL),
    ("из-за |", "gen"),
]
APPOSITION = [
    ("Письмо президенту |", "dat"),
    ("Он был с президентом |", "ins"),
    ("генеральным секретарём ОДКБ |", "ins"),
    ("президенту Республики Казахстан |", "dat"),
    ("помощника президента |", "gen acc"),
    ("президент |", ""),
    ("Помощнику |", ""),
    ("президенту, |", ""),
    ("президенту сказал |", ""),
    ("|", ""),
]
OBJECT = [("встретить |", True), ("встретил |", False), ("встретиться |", False), ("пойти |", False), ("|", False)]


def cases(names: str) -> frozenset[Case]:
    return frozenset(map(Case, names.split()))


@pytest.mark.parametrize(("sentence", "open_cases"), GOVERNED)
def test_the_words_before_leave_these_cases_open(sentence: str, open_cases: str) -> None:
    assert place.governed(sentence.partition("|")[0]) == cases(open_cases)


@pytest.mark.parametrize(("sentence", "asked"), APPOSITION)
def test_a_name_stands_in_the_case_of_its_title(sentence: str, asked: str) -> None:
    assert place.in_apposition(sentence.partition("|")[0]) == cases(asked)


@pytest.mark.parametrize(("sentence", "is_object"), OBJECT)
def test_an_infinitive_has_an_object(sentence: str, is_object: bool) -> None:  # noqa: FBT001
    assert place.is_object(sentence.partition("|")[0]) is is_object


@pytest.mark.parametrize(
    ("before", "left", "known", "plain"),
    [
        ("", "nom acc", False, "nom"),
        ("Он видел ", "acc", False, "acc"),
        ("По словам ", "nom gen", True, "gen"),
        ("После инцидента ", "nom gen", False, ""),  # it may be the subject: После инцидента Россия…
        ("Он видел ", "nom acc", True, ""),
    ],
)
def test_one_case_is_taken_only_where_the_place_makes_it_plain(before: str, left: str, known: bool, plain: str) -> None:  # noqa: FBT001
    found = place.narrowed(before, cases(left), known=known)
    assert (str(found) if found else "") == plain
