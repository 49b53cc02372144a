"""The case that a place in a Russian sentence asks for. `|` marks the place; an empty answer: nothing is known."""

from __future__ import annotations

import pytest

from translate.glossary.declension import Case
from translate.glossary.enforce import place

ALL = "nom gen dat acc ins loc"
GOVERNED = [
    ("Он выехал из |", "gen"),
    ("Он едет к |", "dat"),
    ("Накануне |", ALL),
    ("Благодаря |", ALL),
    ("Речь, о которой |", ALL),
    ("Поговорили про |", "acc"),
    ("Между |", "ins"),
    ("Он живёт в |", "acc loc"),
    ("Атака на |", "acc loc"),
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
VERBS = [
    ("заявил", "m", True), ("заявила", "m", False), ("заявила", "f", True), ("назначен", "m", True),
    ("заявлено", "m", False), ("едет", "f", True), ("письмо", "m", False), ("встретить", "m", False),
]  # fmt: skip


def cases(names: str) -> frozenset[Case]:
    return frozenset(map(Case, names.split()))


@pytest.mark.parametrize(("sentence", "open_cases"), GOVERNED)
def test_the_words_before_leave_these_cases_open(sentence: str, open_cases: str) -> None:
    assert place.governed(sentence.partition("|")[0]) == cases(open_cases)


@pytest.mark.parametrize(("sentence", "asked"), APPOSITION)
def test_a_name_stands_in_the_case_of_its_title(sentence: str, asked: str) -> None:
    assert place.in_apposition(sentence.partition("|")[0]) == cases(asked)


@pytest.mark.parametrize(("clause", "gender", "has"), VERBS)
def test_a_verb_may_have_a_name_for_its_subject(clause: str, gender: str, has: bool) -> None:  # noqa: FBT001
    assert place.has_verb_for(clause, gender) is has


@pytest.mark.parametrize(
    ("before", "left", "known", "plain"),
    [
        ("", "nom acc", False, "nom"),
        ("Он видел ", "acc", False, "acc"),
        ("По словам ", "nom gen", True, "gen"),
        ("После инцидента ", "nom gen", False, ""),  # it may be the subject: После инцидента Россия…
        ("Он видел ", "nom acc", True, ""),
        ("Атака на ", "acc loc", False, "acc"),
        ("Он прибыл в ", "acc loc", False, "acc"),
        ("Удары в ", "acc loc", False, ""),
        ("Он влиял в ", "acc loc", False, ""),
    ],
)
def test_one_case_is_taken_only_where_the_place_makes_it_plain(before: str, left: str, known: bool, plain: str) -> None:  # noqa: FBT001
    found = place.narrowed(before, cases(left), known=known)
    assert (str(found) if found else "") == plain
