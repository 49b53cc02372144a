"""What an article says of itself, and how its date is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from editions import AR, ARTICLE, EN, ENGLISH, RU, RUSSIAN, draft_article

from translate.config import Config, PublishConfig
from translate.errors import InputError, PublishError
from translate.model import BlockKind, Lang, Metadata
from translate.publish import dates, html
from translate.publish.edition import edition, manuscript

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from translate.publish.edition import Edition
    from translate.store import Store

DAY = date(2022, 1, 10)
DATELINES = {
    "١٠ يناير ٢٠٢٢": (DAY, True),
    "10 يناير 2022": (DAY, True),
    "10 يناير/كانون الثاني 2022": (DAY, True),
    "10 كانون الثاني 2022": (DAY, True),
    "الاثنين، 10 يناير 2022": (DAY, True),
    "10/01/2022": (DAY, True),
    "2022-01-10": (DAY, True),
    "10 يناير 2022 - 12:30": (DAY, False),
    "1 كانون الأول 2021": (date(2021, 12, 1), True),
}
NO_DATES = ("", "موسكو", "32 يناير 2022", "10 رمضان 1443", "2022", "30/02/2022", "99-99-9999")
WRITTEN = {
    (EN, "long", "en-GB"): "10 January 2022",
    (EN, "long", "en-US"): "January 10, 2022",
    (EN, "full", "en-GB"): "Monday, 10 January 2022",
    (RU, "long", "en-GB"): "10 января 2022\u202fг.",
    (RU, "full", "en-US"): "понедельник, 10 января 2022\u202fг.",
    (RU, "short", "en-GB"): "10.01.2022",
}


@pytest.mark.parametrize(("line", "found"), DATELINES.items())
def test_a_dateline_in_arabic_is_read(line: str, found: tuple[date, bool]) -> None:
    assert dates.read(line) == dates.Dateline(*found)


@pytest.mark.parametrize("line", NO_DATES)
def test_what_is_no_date_is_none(line: str) -> None:
    assert dates.read(line) is None


@pytest.mark.parametrize(("asked", "wanted"), WRITTEN.items())
def test_dates_are_written_out_as_cldr_has_them(asked: tuple[Lang, str, str], wanted: str) -> None:
    assert dates.written(DAY, *asked) == wanted


def test_what_an_article_says_of_itself_stands_in_its_first_and_last_lines(make: Callable[..., Edition]) -> None:
    made = make()
    assert made.day == DAY
    english, russian, arabic = (made.about[lang] for lang in (EN, RU, AR))
    assert (english.title, english.dateline, english.source, english.credit) == (
        "Summit in Moscow",
        "10 January 2022",
        "TASS",
        "Kremlin",
    )
    assert (russian.title, russian.source, russian.credit) == ("Саммит в\u00a0Москве", "ТАСС", "Кремль")
    assert (arabic.dateline, arabic.source) == ("١٠ يناير ٢٠٢٢", "تاس"), "the Arabic stays as it stands"
    assert [row.kind for row in made.body] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert made.body[0].texts[EN] == "Putin said the summit was “historic”. The guests arrived in the morning."
    assert made.body[0].texts[RU] == "Путин сказал, что\u00a0саммит «исторический». Гости прибыли утром."


def test_a_dateline_is_styled_as_the_config_says(make: Callable[..., Edition]) -> None:
    made = make(PublishConfig(date="full", dateline="{source}, {date}", english="en-US"))
    assert made.about[EN].dateline == "TASS, Monday, January 10, 2022"
    assert made.about[RU].dateline == "ТАСС, понедельник, 10 января 2022\u202fг."


def test_a_dateline_that_names_no_source_has_no_stray_comma(make: Callable[..., Edition]) -> None:
    text = ARTICLE.replace("المصدر: تاس\n", "")
    made = make(PublishConfig(dateline="{source}, {date}"), text=text, texts={EN: ENGLISH[:-1], RU: RUSSIAN[:-1]})
    assert made.about[EN].dateline == "10 January 2022"


def test_a_dateline_with_more_than_a_date_stays_as_it_was_translated(make: Callable[..., Edition]) -> None:
    made = make(
        text=ARTICLE.replace("١٠ يناير ٢٠٢٢", "١٠ يناير ٢٠٢٢ - 12:30"),
        texts={lang: [told if at != 1 else "as translated" for at, told in enumerate(ENGLISH)] for lang in (EN, RU)},
    )
    assert (made.day, made.about[EN].dateline) == (DAY, "as translated")


def test_an_article_without_title_and_date_is_named_by_its_file(make: Callable[..., Edition]) -> None:
    made = make(text="وصل الضيوف صباحا.\n", texts={EN: ["The guests arrived."], RU: ["Гости прибыли."]})
    assert made.day is None
    assert made.about[EN].title == "summit"
    assert made.about[EN].dateline == ""
    assert made.title.texts == {AR: "summit", EN: "summit", RU: "summit"}
    assert len(made.body) == 1


def test_what_the_reader_knows_of_a_document_is_used(desk: Path, store: Store) -> None:
    draft_article(store, desk / "a.txt", "وصل الضيوف صباحا.\n", {EN: ["The guests arrived."]})
    source = manuscript(store.documents()[0], store, (EN,))
    told = Metadata(
        title="عنوان",
        date="2022-01-10T12:00:00+03:00",
        author="Lina",
        source="TASS",
        url="https://example.org/a",
        credit="AP",
        links=(("fr", "https://example.org/fr"), ("de", "javascript:alert(1)")),
    )
    made = edition(replace(source, document=replace(source.document, metadata=told)), (EN,), Config().publish)
    assert (made.day, made.url, made.originals) == (DAY, "https://example.org/a", (("fr", "https://example.org/fr"),))
    assert (made.about[EN].author, made.about[EN].source, made.about[EN].credit) == ("Lina", "TASS", "AP")
    assert made.about[EN].dateline == "10 January 2022"
    for _, page in html.pages(made, Config().publish):
        assert '<a href="https://example.org/a" rel="noreferrer">' in page
        assert '<a href="https://example.org/fr" hreflang="fr" rel="noreferrer">' in page
        assert "javascript:" not in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://", "x"])
def test_an_address_that_is_none_of_the_web_is_left_out(desk: Path, store: Store, address: str) -> None:
    draft_article(store, desk / "a.txt", "وصل الضيوف صباحا.\n", {EN: ["The guests arrived."]})
    source = manuscript(store.documents()[0], store, (EN,))
    document = replace(source.document, metadata=Metadata(url=address))
    assert edition(replace(source, document=document), (EN,), Config().publish).url == ""


def test_an_article_that_changed_since_it_was_drafted_is_not_published(desk: Path, store: Store) -> None:
    draft_article(store, desk / "a.txt")
    (desk / "a.txt").write_text(ARTICLE + "\nجملة جديدة.\n", encoding="utf-8")
    with pytest.raises(PublishError, match="has changed since it was drafted"):
        manuscript(store.documents()[0], store, (EN,))


def test_an_article_that_is_gone_is_told_in_one_line(desk: Path, store: Store) -> None:
    draft_article(store, desk / "a.txt")
    (desk / "a.txt").unlink()
    with pytest.raises(InputError, match=r"a\.txt"):
        manuscript(store.documents()[0], store, (EN,))
