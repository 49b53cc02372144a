"""Terms in the drafts of an engine that cannot be told of them: the whole way with Argos's tiny models.

The desk writes two names as no spelling of the model's own is like, so that only the engine's alignment can show what to
replace; the Russian is drafted from the English that was put right.
"""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING

import pytest

from translate import pipeline
from translate.config import Config
from translate.desk import Desk
from translate.engines.argos import ArgosEngine
from translate.formats import reading
from translate.glossary.match import Matcher
from translate.glossary.names import Names
from translate.glossary.termbase import by_id, concept_of
from translate.model import Lang
from translate.report import Adherence
from translate.segment import segments
from translate.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from translate.report import Report

PEOPLE = {"طارق": ("Tariq", "Тарик", "Тариком"), "سمير": ("Samir", "Самир", "Самиром"), "يوسف": ("Yusuf", "Юсуф", "Юсуфом")}
CITIES = {"دمشق": ("Damascus", "Дамаск"), "موسكو": ("Moscow", "Москву"), "طهران": ("Tehran", "Тегеран")}
DESK_PEOPLE = {"خالد": ("Nasser", "Насер", "Насером")}
DESK_CITIES = {"بيروت": ("Mosul", "Мосул")}
ROWS = (
    {"id": "p", "type": "person", "ar": "خالد", "en": "Nasser", "ru": "Насер", "gender": "m"},
    {"id": "c", "type": "place", "ar": "بيروت", "en": "Mosul", "ru": "Мосул", "gender": "m"},
)


class Strict(pipeline.Progress):
    def failed(self, path: Path, error: Exception) -> None:  # noqa: ARG002
        raise error


def sentences() -> list[tuple[str, str, str]]:
    """Arabic, and the English and Russian that the desk wants."""
    people, cities = PEOPLE | DESK_PEOPLE, CITIES | DESK_CITIES
    made = []
    for (one, (english, russian, _)), (other, (their_english, _, with_them)) in permutations(people.items(), 2):
        made.append(
            (
                f"اجتمع {one} مع {other} في بيروت.",
                f"{english} met {their_english} in Mosul.",
                f"{russian} встретился с {with_them} в Мосуле.",
            )
        )
    for (one, (english, russian, _)), (city, (place, into)), day in product(people.items(), cities.items(), (3, 12, 27)):
        arabic = f"وصل {one} إلى {city} في {day} نيسان 2011."
        made.append(
            (arabic, f"{english} arrived in {place} on {day} April 2011.", f"{russian} прибыл в {into} {day} апреля 2011 года.")
        )
    return made


def drafted(folder: Path, sources: list[str]) -> tuple[Report, dict[Lang, list[str]]]:
    article = folder / "article.txt"
    article.write_text("\n\n".join(sources), encoding="utf-8")
    terms = by_id(map(concept_of, ROWS))
    cut = segments(reading.read(article).blocks)
    with Store(folder / "store") as store:
        desk = Desk(Config(), terms, Matcher(terms), Names(terms), ArgosEngine(), store, (Lang.EN, Lang.RU), folder / "exports")
        report = pipeline.run([article], desk, Strict())
        number, _ = store.put_document(reading.read(article), cut)
        drafts = {lang: store.drafts(number, lang) for lang in desk.targets}
    return report, {lang: [found[segment.id].text for segment in cut] for lang, found in drafts.items()}


@pytest.mark.usefixtures("installed")
def test_names_are_written_as_the_desk_has_them_though_the_model_writes_others(tmp_path: Path) -> None:
    wanted = sentences()
    report, texts = drafted(tmp_path, [source for source, _, _ in wanted])
    assert texts[Lang.EN] == [english for _, english, _ in wanted]
    assert texts[Lang.RU] == [russian for _, _, russian in wanted]
    terms = sum(source.count(name) for source, _, _ in wanted for name in (*DESK_PEOPLE, *DESK_CITIES))
    assert report.terms[Lang.EN] == Adherence(matched=terms, repaired=terms)
    assert report.terms[Lang.RU] == Adherence(matched=terms, kept=terms)
