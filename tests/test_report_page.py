"""`translate report`: the record of the runs, and the page that is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command import newsroom
from lxml import html

from translate.engines.pseudo import PseudoEngine
from translate.ledger import Ledger
from translate.model import Draft, Finding, Lang, Severity, State
from translate.reporting.page import bars

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.html import HtmlElement

    Command = Callable[..., tuple[int, str, str]]

ARTICLE = "قمة في موسكو <b>\n\nقال بوتين إن القمة تبدأ اليوم. وصل الضيوف صباحا.\n"


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom whose drafts, marked up as they are, go to readers."""
    newsroom(desk, ARTICLE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641808800")
    monkeypatch.setattr(PseudoEngine, "for_readers", True)
    return desk


def report(desk: Path, translate: Command) -> HtmlElement:
    code, _, err = translate("report", "--out", "report.html")
    assert (code, err) == (0, "")
    return html.document_fromstring((desk / "report.html").read_text(encoding="utf-8"))


def tiles(page: HtmlElement) -> dict[str, str]:
    return {tile[0].text: tile[1].text for tile in page.cssselect("dl.tiles div")}


def changes(page: HtmlElement) -> dict[str, tuple[str, ...]]:
    table = page.xpath("//h2[starts-with(., 'What changed')]/following-sibling::*[1][self::table]")
    return {row[0].text: tuple(cell.text for cell in row[1:]) for each in table for row in each.cssselect("tbody tr")}


def run(translate: Command) -> None:
    assert translate("run", "articles", "--engine", "pseudo", "--to", "en", "--quiet")[0] == 0


def test_the_first_run_is_told_in_numbers(desk: Path, translate: Command) -> None:
    run(translate)
    page = report(desk, translate)
    told = tiles(page)
    assert (told["documents"], told["sentences"], told["drafted"], told["kept from before"]) == ("1", "3", "3", "0")
    assert "first run on record" in page.text_content()
    charts = {svg.get("aria-label") for svg in page.cssselect("svg[role=img]")}
    assert {"English: 3 machine drafts", "English: 1 kept by the engine"} <= charts


def test_what_changed_since_the_last_run_is_told(desk: Path, translate: Command) -> None:
    run(translate)
    with Ledger(desk / ".translate") as ledger:
        kept = ledger.documents()[0]
        first = next(iter(ledger.segments(kept.number)))
        ledger.put_drafts(kept.number, [Draft(first, Lang.EN, "Summit", "human", state=State.REVIEWED, author="Lina")])
    run(translate)
    page = report(desk, translate)
    found = changes(page)
    assert found["English: approved"] == ("0", "1", "+1")
    assert found["English: machine drafts"] == ("3", "2", "−1")
    assert tiles(page)["kept from before"] == "3"
    assert "Lina, 2" in page.text_content()


def test_a_run_that_changes_nothing_says_so(desk: Path, translate: Command) -> None:
    run(translate)
    run(translate)
    assert "Nothing, since run 1." in report(desk, translate).text_content()


def test_a_default_page_is_named_by_its_run(desk: Path, translate: Command) -> None:
    run(translate)
    run(translate)
    assert translate("report") == (0, f"run 2 → {'exports/report-2.html'}\n", "")
    assert (desk / "exports" / "report-2.html").exists()


def test_the_page_opens_without_any_request_and_takes_nothing_for_mark_up(desk: Path, translate: Command) -> None:
    (desk / "articles" / "<i>x.txt").write_text(ARTICLE, encoding="utf-8")
    run(translate)
    page = report(desk, translate)
    assert not page.cssselect("script, link, img, b")
    assert "<i>x" in [cell.text for cell in page.cssselect("tbody th")]
    assert not [i for i in page.cssselect("i") if not (i.get("class") or "").startswith("k-")]
    assert "default-src 'none'" in page.cssselect("meta[http-equiv]")[0].get("content")


def test_without_a_run_there_is_no_report(desk: Path, translate: Command) -> None:
    assert translate("report")[2] == "translate: .translate: nothing was drafted here yet (translate run FOLDER)\n"
    with Ledger(desk / ".translate"):
        pass
    assert "no run is on record" in translate("report")[2]


def test_the_tally_counts_what_is_current_and_in_the_article(desk: Path, translate: Command) -> None:
    run(translate)
    with Ledger(desk / ".translate") as ledger:
        kept = ledger.documents()[0]
        first, second, third = ledger.segments(kept.number)
        findings = (Finding("numbers", Severity.ERROR, "x"), Finding("numbers", Severity.WARNING, "y"))
        ledger.put_drafts(
            kept.number,
            [
                Draft(first, Lang.EN, "a", "memory:exact|to:en", findings=findings),
                Draft(second, Lang.EN, " ", "engine:x"),
                Draft(third, Lang.EN, "c", "human", author="Lina"),
                Draft(first, Lang.RU, "d", "human", state=State.INITIAL),
            ],
        )
        told = ledger.tally()
    assert told["states"]["en"] == {"approved": 0, "changed": 1, "needs_work": 0, "drafts": 1, "empty": 1}
    assert told["states"]["ru"] == {"approved": 0, "changed": 0, "needs_work": 1, "drafts": 0, "empty": 2}
    assert (told["memory"], told["findings"]) == ({"en": 1, "ru": 0}, {"numbers": {"error": 1, "warning": 1}})


def test_confidences_are_drawn_by_class_and_label(desk: Path, translate: Command) -> None:
    run(translate)
    with Ledger(desk / ".translate") as ledger:
        kept = ledger.documents()[0]
        told = {95: (), 100: (), 41: (Severity.WARNING,), 3: (Severity.ERROR,)}
        ids = [*ledger.segments(kept.number)]
        for (confidence, severities), (segment, lang) in zip(
            told.items(), [(ids[0], Lang.EN), (ids[1], Lang.EN), (ids[2], Lang.EN), (ids[0], Lang.RU)], strict=True
        ):
            findings = tuple(Finding("trust", severity, "x") for severity in severities)
            ledger.put_drafts(kept.number, [Draft(segment, lang, "a", "engine:x", findings=findings, confidence=confidence)])
        classes = ledger.tally()["confidence"]
        ledger.put_run(dict(ledger.runs(1)[0].did), engine="x", glossary="y")
    assert (classes["en"][9], classes["en"][4], classes["ru"][0]) == ({"good": 2}, {"doubtful": 1}, {"unusable": 1})
    page = report(desk, translate)
    assert [svg.get("aria-label") for svg in page.cssselect(".histogram svg")] == [
        "English: 1 at 40–49, 2 at 90–100",
        "Russian: 1 at 0–9",
    ]
    bars_ = page.cssselect(".histogram")[0].cssselect("rect")
    assert [(bar.get("class"), bar.get("height")) for bar in bars_] == [("k-doubtful", "20.0"), ("k-good", "40.0")]


def test_bars_fill_their_chart_or_are_measured_by_the_whole() -> None:
    names = {"a": "A", "b": "B"}
    filled, none = bars({"x": {"a": 1, "b": 3}, "y": {}}, names)
    assert [(part.start, part.width) for part in filled.parts] == [(0, 25), (25, 75)]
    assert (filled.told, none.told, none.parts) == ("1 A, 3 B", "none", ())
    assert [part.width for part in bars({"x": {"a": 1}}, names, whole=4)[0].parts] == [25]
