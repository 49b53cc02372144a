"""What `translate glossary check` finds, and what it leaves in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.glossary.audit import Flaw, audit
from translate.glossary.columns import COLUMNS
from translate.glossary.termbase import Problem, Termbase, by_id, concept_of, load
from translate.model import Severity

REPOSITORY = Path(__file__).parents[2]
ROW = {"id": "place.russia", "type": "place", "ar": "روسيا", "en": "Russia", "ru": "Россия"}


def audited(*rows: dict[str, str]) -> list[Flaw]:
    return audit(by_id(concept_of(row, where=f"places.csv:{number}") for number, row in enumerate(rows, start=2)))


FOUND = [
    ("a form that is only marks", {"ar_variants": "ـَ"}, "error", "'ـَ' is never found"),
    ("an example without the term", {"example": "سافر إلى الصين"}, "error", "is not found in its own example"),
    ("an example with the term inside a word", {"example": "بيلاروسيا"}, "error", "is not found in its own example"),
    ("forbidden but for ё", {"ru": "Пётр", "ru_forbidden": "Петр"}, "error", "'Петр' is forbidden in 'ru', but taken for"),
    ("forbidden but for its case", {"ru": "Россия", "ru_forbidden": "России"}, "error", "'России' is forbidden in 'ru'"),
    ("forbidden but for a dash", {"en": "Alma-Ata", "en_forbidden": "Alma–Ata"}, "error", "'Alma–Ata' is forbidden in 'en'"),
    ("a Latin letter in a Russian word", {"ru": "Kитай"}, "error", "'Kитай' mixes alphabets in 'ru': K are Latin letters"),
    ("a Cyrillic letter in an English word", {"en_admitted": "Сhina"}, "error", "'Сhina' mixes alphabets in 'en': hina"),
    ("a person without gender", {"type": "person"}, "warning", "is a person without a gender"),
    ("a name that does not decline", {"ru": "Марко Рубио", "gender": "m", "type": "person"}, "warning", "does not decline"),
    ("full and short alike in Arabic", {"ar_short": "روسيا"}, "info", "'روسيا' is both the full and the short form in 'ar'"),
    ("full and short alike in English", {"en_short": "Russia"}, "info", "both the full and the short form in 'en'"),
    ("full and short alike in Russian", {"ru_short": "Россия"}, "info", "both the full and the short form in 'ru'"),
]


@pytest.mark.parametrize(("cells", "severity", "message"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_it_is_found_with_its_place_and_how_to_mend_it(cells: dict[str, str], severity: str, message: str) -> None:
    (flaw,) = audited(ROW | cells)
    assert (flaw.severity, flaw.where) == (Severity(severity), "places.csv:2")
    assert message in flaw.what
    assert flaw.mend


IN_PEACE = [
    ("a plain row", {}),
    ("variants and short forms", {"ar_variants": "روسيا الاتحادية | الاتحاد الروسي", "ar_short": "رس"}),
    ("an example with clitics and marks", {"example": "وبرُوسيا التقى"}),
    ("a demonym", {"type": "demonym", "ar": "روسي", "ru": "российский", "example": "المواطنون الروسيون", "gender": "m"}),
    ("a title with an article", {"type": "title", "ar": "رئيس", "ru": "президент", "example": "للرئيس", "gender": "m"}),
    ("an exact match", {"ar": "مالي", "ar_match": "exact", "example": "في مالي"}),
    ("a form in quotes", {"ar": 'صحيفة "روسيا"', "example": "قالت صحيفة «روسيا»"}),
    ("a form with its article", {"ar": "الأردن", "example": "للأردن", "ru": "Иордания", "gender": "f"}),
    ("forbidden but for a capital", {"en": "TASS", "en_forbidden": "Tass"}),
    ("forbidden as part of a right one", {"en": "Alma-Ata", "en_forbidden": "Alma"}),
    ("words in two alphabets", {"ru": "IT-компания Google", "gender": "f"}),
    ("a number in a word", {"ru": "АН26"}),
    ("an acronym with a gender", {"ru": "ОДКБ", "gender": "f"}),
    ("marked indeclinable", {"ru": "Марко Рубио", "gender": "m", "type": "person", "ru_forms": "indeclinable"}),
    ("not declinable and no gender", {"ru": "Тбилиси"}),
    ("a person with gender", {"type": "person", "ru": "Владимир Путин", "gender": "m"}),
    ("deprecated", {"status": "deprecated", "ru": "Kитай"}),
]


@pytest.mark.parametrize("cells", [case[1] for case in IN_PEACE], ids=[case[0] for case in IN_PEACE])
def test_it_is_left_in_peace(cells: dict[str, str]) -> None:
    assert audited(ROW | cells) == []


@pytest.mark.parametrize(("status", "severity"), [("approved", Severity.ERROR), ("proposed", Severity.WARNING)])
def test_an_arabic_form_of_two_concepts_is_found_however_it_is_spelt(status: str, severity: Severity) -> None:
    """The matcher sees neither hyphens nor quotes, so that these two are one form."""
    other = ROW | {"id": "place.alma", "ar": "ألما-آتا"}
    flaws = audited(other, ROW | {"ar": "«الما» اتا", "status": status})
    assert [(flaw.severity, flaw.where) for flaw in flaws] == [(severity, "places.csv:3")]
    assert "of place.russia is taken for place.alma (places.csv:2)" in flaws[0].what


def test_one_translation_for_two_arabic_forms_is_fine() -> None:
    assert audited(ROW, ROW | {"id": "place.rf", "ar": "الاتحاد الروسي"}) == []


def test_a_form_forbidden_here_and_right_there_is_a_warning() -> None:
    flaws = audited(
        ROW | {"en_forbidden": "Soviet Union"}, ROW | {"id": "place.ussr", "ar": "الاتحاد السوفيتي", "en": "Soviet Union"}
    )
    assert [flaw.severity for flaw in flaws] == [Severity.WARNING]
    assert flaws[0].what == "'Soviet Union' is forbidden for place.russia and right for place.ussr (places.csv:3)"


def test_rows_that_are_left_out_are_errors_and_stand_first() -> None:
    concept = concept_of(ROW | {"en_short": "Russia"}, where="a.csv:2")
    flaws = audit(Termbase({concept.id: concept}, (Problem("a.csv:3", "column 'ru' is empty"),)))
    assert [(flaw.severity, flaw.where) for flaw in flaws] == [(Severity.ERROR, "a.csv:3"), (Severity.INFO, "a.csv:2")]
    assert flaws[0].what == "left out: column 'ru' is empty"


def test_the_glossary_of_the_repository_has_no_errors() -> None:
    assert [flaw for flaw in audit(load(REPOSITORY / "glossary")) if flaw.severity is Severity.ERROR] == []


def test_the_rows_of_these_tests_have_columns_that_exist() -> None:
    assert {name for case in (*FOUND, *IN_PEACE) for name in case[1]} <= set(COLUMNS)
