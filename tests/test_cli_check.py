"""`translate check`: what an editor sees of the store, what is put right, what is waived and why."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from command import newsroom

from translate import checks, recall
from translate.cli import main
from translate.engines.pseudo import PseudoEngine
from translate.model import Draft, Finding, Lang, Severity, State
from translate.quality import trust
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARTICLE = "قمة في موسكو\n\nقال بوتين إن القمة لن تبدأ اليوم. وصل 25 ضيفا صباحا. وصل الضيوف <b>إلى</b> المدينة.\n"
ENGLISH = (
    "Summit in Moscow",
    "Putin said  that the summit would begin today؟",
    "52 guests arrived",
    "<script>alert(1)</script> guests came to the city.",
)


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with one article and faulty drafts of it."""
    newsroom(desk, ARTICLE, "summit.txt")
    monkeypatch.setattr(PseudoEngine, "for_readers", True)
    return desk


@pytest.fixture
def translate(desk: Path, translate: Callable[..., tuple[int, str, str]]) -> Callable[..., tuple[int, str, str]]:
    code, _, told = translate("run", "summit.txt", "--engine", "pseudo", "--to", "en")
    assert (code, told) == (0, "")
    write(desk, ENGLISH)
    return translate


def write(desk: Path, texts: tuple[str, ...], author: str = "") -> None:
    with Store(desk / ".translate") as store:
        [kept] = store.documents()
        segments = store.sentences(kept.number)
        assert len(segments) == len(texts)
        state = State.REVIEWED if author else State.TRANSLATED
        drafts = [
            Draft(s.id, Lang.EN, text, "test", state=state, author=author) for s, text in zip(segments, texts, strict=True)
        ]
        store.put_drafts(kept.number, drafts)


def texts(desk: Path) -> list[str]:
    with Store(desk / ".translate") as store:
        [kept] = store.documents()
        drafts = store.drafts(kept.number, Lang.EN)
        return [drafts[segment.id].text for segment in store.sentences(kept.number)]


def findings(out: str) -> list[tuple[int, str, str]]:
    return [(each["row"], each["severity"], each["check"]) for each in json.loads(out)]


def test_faults_are_told_by_row_the_worst_first(translate: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = translate("check")
    assert code == 1
    lines = out.splitlines()
    place = lines.index("summit row 3, en: 52 guests arrived")
    assert lines[place + 1] == "  error (numbers): Number missing: 25; the draft has 52"
    assert "summit row 2, en" in out
    assert "is a “not” lost?" in out
    assert lines[-1].startswith("1 error, ")
    assert out.index("row 2") < out.index("row 3")


def test_only_what_is_bad_enough_is_shown(translate: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = translate("check", "--severity", "error", "--json")
    assert findings(out) == [(3, "error", "numbers")]
    _, out, _ = translate("check", "--severity", "warning", "--json")
    assert {severity for _, severity, _ in findings(out)} == {"error", "warning"}
    assert (2, "warning", "negation-lost") in findings(out)


def test_slips_are_put_right_in_drafts(desk: Path, translate: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = translate("check", "--fix")
    assert code == 1
    assert "1 drafts put right" in out
    assert texts(desk)[1] == "Putin said that the summit would begin today?"
    assert translate("check", "--fix")[1].count("put right") == 0


def test_what_the_checks_did_not_find_stays_when_a_slip_is_put_right(
    desk: Path, translate: Callable[..., tuple[int, str, str]]
) -> None:
    doubtful = Finding(trust.NAME, Severity.WARNING, "Doubtful (40 of 100): check every word.")
    remembered = Finding(recall.NAME, Severity.INFO, "From the memory, 80 %.")
    stale = Finding("spaces", Severity.INFO, "two")
    with Store(desk / ".translate") as store:
        [kept] = store.documents()
        second = store.sentences(kept.number)[1].id
        draft = store.drafts(kept.number, Lang.EN)[second]
        store.put_drafts(kept.number, [replace(draft, findings=(doubtful, stale, remembered), confidence=40)])
    translate("check", "--fix")
    with Store(desk / ".translate") as store:
        mended = store.drafts(kept.number, Lang.EN)[second]
    assert mended.text == "Putin said that the summit would begin today?"
    assert trust.label_of(mended) is trust.Label.DOUBTFUL
    names = [finding.check for finding in mended.findings]
    assert {doubtful, remembered} <= set(mended.findings)
    assert "negation-lost" in names
    assert "spaces" not in names


def test_only_checks_can_be_waived_or_made_anew() -> None:
    assert checks.RULES.keys().isdisjoint({trust.NAME, recall.NAME})


def test_a_finding_is_waived_in_the_languages_that_have_it(desk: Path, translate: Callable[..., tuple[int, str, str]]) -> None:
    with Store(desk / ".translate") as store:
        [kept] = store.documents()
        segment = store.sentences(kept.number)[2].id
        store.put_drafts(kept.number, [Draft(segment, Lang.RU, "Утром прибыли 25 гостей.", "test")])
    told = translate("check", "--waive", "summit", "3", "numbers", "--reason", "x")[1]
    assert told.startswith("summit row 3: numbers is waived for en as")
    with Store(desk / ".translate") as store:
        assert store.waivers(kept.number, Lang.RU) == {}
        assert len(store.waivers(kept.number, Lang.EN)) == 1


def test_a_humans_text_is_left_to_her(desk: Path, translate: Callable[..., tuple[int, str, str]]) -> None:
    write(desk, ENGLISH, author="Lina")
    _, out, _ = translate("check", "--fix")
    assert texts(desk) == list(ENGLISH)
    assert "summit row 2, en: left to its author: “Putin said  that" in out


def test_a_waived_finding_is_kept_with_its_reason_until_the_text_changes(
    desk: Path, translate: Callable[..., tuple[int, str, str]]
) -> None:
    code, out, _ = translate("check", "--waive", "summit", "3", "numbers", "--reason", "the agency corrected it")
    assert (code, out) == (0, "summit row 3: numbers is waived for en as long as the text stays as it is\n")
    code, out, _ = translate("check")
    assert code == 0
    assert "52 guests arrived\n  error" not in out
    assert out.splitlines()[-1].endswith("1 waived")
    [waived] = [each for each in json.loads(translate("check", "--json")[1]) if each["waived"]]
    assert (waived["row"], waived["check"], waived["waived"]) == (3, "numbers", "the agency corrected it")
    write(desk, (*ENGLISH[:2], "53 guests arrived", ENGLISH[3]))
    assert translate("check")[0] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--waive", "summit", "3", "numbers"), "--waive and --reason belong together"),
        (("check", "--reason", "because"), "--waive and --reason belong together"),
        (("check", "--waive", "summit", "9", "numbers", "--reason", "x"), "summit: has no row 9 (its rows are 1 to 4)"),
        (("check", "--waive", "summit", "0", "numbers", "--reason", "x"), "summit: has no row 0"),
        (("check", "--waive", "valley", "3", "numbers", "--reason", "x"), "no document 'valley' (there are: summit)"),
        (("check", "--waive", "summit", "3", "number", "--reason", "x"), "no check finds 'number' (there are: completeness, "),
        (
            ("check", "--waive", "summit", "3", "dash", "--reason", "x"),
            "summit: row 3 has no finding 'dash' (found there: numbers",
        ),
        (("check", "nowhere.txt"), "nowhere.txt: was never drafted"),
    ],
)
def test_wrong_use_gets_one_line(translate: Callable[..., tuple[int, str, str]], words: tuple[str, ...], said: str) -> None:
    code, out, told = translate(*words)
    assert (code, out) == (2, "")
    assert said in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('off = ["speling"]', "'checks.off' names 'speling', which no check finds (there are: completeness,"),
        ('severity = { numbrs = "info" }', "'checks.severity' names 'numbrs'"),
        ('severity = { numbers = "fatal" }', "checks.severity.numbers"),
        ('headline = "loud"', "checks.headline"),
    ],
)
def test_a_profile_that_is_not_understood_is_told(
    desk: Path, translate: Callable[..., tuple[int, str, str]], table: str, said: str
) -> None:
    (desk / "config.toml").write_text(f"[checks]\n{table}\n", encoding="utf-8")
    code, _, told = translate("check")
    assert code == 2
    assert said in told


def test_the_profile_says_what_is_told_and_how_bad_it_is(desk: Path, translate: Callable[..., tuple[int, str, str]]) -> None:
    profile = '[checks]\noff = ["negation-lost", "no-break"]\nseverity = { numbers = "info" }\nheadline = "title"\n'
    (desk / "config.toml").write_text(profile, encoding="utf-8")
    code, out, _ = translate("check", "--json")
    assert code == 0
    assert (3, "info", "numbers") in findings(out)
    assert "negation-lost" not in {check for _, _, check in findings(out)}


def test_headlines_are_held_to_the_desks_style(desk: Path, translate: Callable[..., tuple[int, str, str]]) -> None:
    write(desk, ("Leaders Meet for the Great Summit in Moscow", *ENGLISH[1:]))
    (desk / "config.toml").write_text('[checks]\nheadline = "sentence"\n', encoding="utf-8")
    assert (1, "info", "headline") in findings(translate("check", "--json")[1])
    (desk / "config.toml").write_text('[checks]\nheadline = "title"\n', encoding="utf-8")
    assert (1, "info", "headline") not in findings(translate("check", "--json")[1])


def test_a_page_shows_all_text_as_text(desk: Path, translate: Callable[..., tuple[int, str, str]]) -> None:
    assert translate("check", "--html", "found.html")[0] == 1
    page = (desk / "found.html").read_text(encoding="utf-8")
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign] # noqa: ARG005
    parser.feed(page)
    assert "script" not in tags
    assert "b" not in tags
    assert "Number missing: 25; the draft has 52" in page
    assert 'lang="ar" dir="rtl"' in page
    assert "http" not in page.replace("http-equiv", "")


def test_nothing_drafted_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["translate", "check"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "nothing was drafted here yet (translate run FOLDER)" in capsys.readouterr().err
