"""`translate publish`: what is approved comes out, what is not is named, what cannot be made is one line."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import TYPE_CHECKING

import polib
import pytest
from editions import DEMO, EN, ENGLISH, ROOT, RU, RUSSIAN, draft_article
from lxml import html

from translate.errors import PublishError
from translate.formats import reading
from translate.model import BlockKind, Draft, State
from translate.publish import pdf
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]

SEED = ROOT / "seeds" / "000_bbc6906954d71654.txt"


def put(desk: Path, name: str = "summit", **changes: object) -> Path:
    path = desk / "articles" / f"{name}.txt"
    with Store(desk / ".translate") as store:
        draft_article(store, path, **changes)  # type: ignore[arg-type]
    return path


def test_an_article_becomes_pages_that_stand_alone(desk: Path, translate: Command) -> None:
    code, out, err = translate("publish", put(desk))
    assert (code, err) == (0, "")
    made = sorted(path.relative_to(desk / "published").as_posix() for path in (desk / "published").rglob("*.*"))
    assert made == ["summit/ar.html", "summit/en.html", "summit/entry.json", "summit/index.html", "summit/ru.html"]
    assert out.startswith("summit → ")


def test_a_folder_becomes_a_site_with_an_index(desk: Path, translate: Command) -> None:
    put(desk)
    put(desk, "second & <third>", text="وصل الضيوف صباحا.\n", texts={EN: ["The guests arrived."], RU: ["Гости прибыли."]})
    code, _, err = translate("publish", "articles", "--out", "site")
    assert (code, err) == (0, "")
    index = html.document_fromstring((desk / "site" / "index.html").read_text(encoding="utf-8"))
    links = [link.get("href") for link in index.cssselect("main a")]
    assert len(links) == 8
    assert links[:2] == ["summit/en.html", "summit/ru.html"], "what has a date stands before what has none"
    for link in links:
        page = desk / "site" / link.replace("%20", " ").replace("%26", "&").replace("%3C", "<").replace("%3E", ">")
        text = page.read_text(encoding="utf-8")
        assert '<link rel="stylesheet" href="../style.css">' in text
        assert '<a class="publisher" href="../index.html">' in text
    assert (desk / "site" / "style.css").stat().st_size < 150_000


def on_index(folder: Path) -> list[str]:
    index = html.document_fromstring((folder / "index.html").read_text(encoding="utf-8"))
    return [str(link.text_content()) for link in index.cssselect("main a[hreflang=en]")]


def two_articles(desk: Path) -> None:
    put(desk)
    put(desk, "sub/second", text="وصل الضيوف صباحا.\n", texts={EN: ["The guests arrived."], RU: ["Гости прибыли."]})


def test_the_index_keeps_the_articles_of_earlier_orders(desk: Path, translate: Command) -> None:
    two_articles(desk)
    assert translate("publish", "articles")[0] == 0
    before = (desk / "published" / "index.html").read_bytes()
    assert on_index(desk / "published") == ["Summit in Moscow", "second"]
    assert translate("publish", "articles/sub")[0] == 0
    assert (desk / "published" / "index.html").read_bytes() == before


def test_an_article_whose_pages_were_removed_leaves_the_index(desk: Path, translate: Command) -> None:
    two_articles(desk)
    translate("publish", "articles")
    (desk / "published" / "summit" / "index.html").unlink()
    assert translate("publish", "articles/sub")[0] == 0
    assert on_index(desk / "published") == ["second"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"day": null, "titles": {}}',
        b'{"day": "soon", "titles": {"en": "A"}}',
        b'{"day": null, "titles": {"../../x": "A"}}',
        b'{"day": null, "titles": {"en": ["A"]}}',
        b'{"day": null, "titles": {"en": "A"}, "href": "https://example.org"}',
        b'{"day": null, "titles": {"en": "' + b"A" * 1_000_000 + b'"}}',
    ],
)
def test_a_damaged_entry_is_told_and_left_out_of_the_index(desk: Path, translate: Command, data: bytes) -> None:
    two_articles(desk)
    translate("publish", "articles")
    (desk / "published" / "summit" / "entry.json").write_bytes(data)
    code, _, err = translate("publish", "articles/sub")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "summit/entry.json: is no list of an edition's titles" in err
    assert on_index(desk / "published") == ["second"]


def test_a_link_in_place_of_an_entry_is_not_followed(desk: Path, translate: Command) -> None:
    two_articles(desk)
    translate("publish", "articles")
    entry = desk / "published" / "summit" / "entry.json"
    entry.rename(desk / "secret.json")
    entry.symlink_to(desk / "secret.json")
    assert translate("publish", "articles/sub")[0] == 1
    assert on_index(desk / "published") == ["second"]


def test_marks_in_an_entry_are_text_on_the_index(desk: Path, translate: Command) -> None:
    two_articles(desk)
    translate("publish", "articles")
    evil = '{"day": null, "titles": {"en": "</a><script>alert(1)</script>", "ar": "x"}}'
    (desk / "published" / "summit" / "entry.json").write_text(evil, encoding="utf-8")
    assert translate("publish", "articles/sub")[0] == 0
    assert b"<script" not in (desk / "published" / "index.html").read_bytes()


def test_a_refusal_says_that_an_earlier_edition_still_lies_there(desk: Path, translate: Command) -> None:
    path = put(desk)
    assert translate("publish", path, "--lang", "en", "--format", "md")[0] == 0
    path.write_text(path.read_text(encoding="utf-8") + "\nعاد الضيوف.\n", encoding="utf-8")
    still = f"; the earlier edition still lies in {desk / 'published' / 'summit'} ("
    code, _, err = translate("publish", path)
    assert (code, "has changed since it was drafted" in err, still.replace(f"{desk}/", "") in err) == (1, True, True)
    put(desk, text="وصل الضيوف صباحا.\n", texts={EN: ["The guests."], RU: ["Гости."]})
    with Store(desk / ".translate") as store:
        (segment,) = store.sentences(1)
        store.put_drafts(1, [Draft(segment.id, lang, "", "human", state=State.INITIAL, author="Lina") for lang in (EN, RU)])
    code, _, err = translate("publish", path)
    english, russian = (line for line in err.splitlines() if "not published" in line)
    assert (code, still.replace(f"{desk}/", "") in english, "earlier" in russian) == (1, True, False)


def test_a_file_that_is_read_otherwise_than_when_it_was_drafted_is_refused(
    desk: Path, translate: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(desk)
    known = reading.read(path)
    title, dateline, first, *rest = known.blocks
    cuts = {
        "one less": known.blocks[:-1],
        "one more": (*known.blocks, first),
        "another order": (title, first, dateline, *rest),
        "joined": (title, dateline, dataclasses.replace(first, text=f"{first.text} {rest[0].text}"), *rest),
        "a kind that is not drafted": (title, dateline, dataclasses.replace(first, kind=BlockKind.LINKS), *rest),
    }
    for cut, blocks in cuts.items():
        monkeypatch.setattr(reading, "read", lambda _, now=blocks: dataclasses.replace(known, blocks=now))
        code, out, err = translate("publish", path)
        assert (cut, code, out) == (cut, 1, "")
        assert err.endswith("summit.txt: is read otherwise than when it was drafted (run it again)\n")
    monkeypatch.setattr(reading, "read", lambda _: known)
    assert translate("publish", path)[0] == 0


def test_drafts_are_refused_and_their_rows_named(desk: Path, translate: Command) -> None:
    code, out, err = translate("publish", put(desk, state=State.TRANSLATED), "--lang", "en")
    assert (code, out) == (1, "")
    assert "summit, en: not published: 8 of 8 sentences are not approved" in err
    assert "row 3, en: not approved: قال بوتين إن القمة" in err
    assert not (desk / "published").exists()


def test_one_row_that_needs_work_or_is_empty_keeps_its_language_back_and_no_other(desk: Path, translate: Command) -> None:
    path = put(desk, texts={EN: ENGLISH, RU: [*RUSSIAN[:3], "", *RUSSIAN[4:]]})
    code, out, err = translate("publish", path)
    assert code == 1
    assert "summit, ru: not published: 1 of 8" in err
    assert "row 4, ru: empty: وصل الضيوف صباحا." in err
    assert (desk / "published" / "summit" / "en.html").exists()
    assert not (desk / "published" / "summit" / "ru.html").exists()
    assert "en.html" in out


def test_allowed_drafts_are_marked_in_every_edition(desk: Path, translate: Command) -> None:
    path = put(desk, state=State.TRANSLATED, texts={EN: [*ENGLISH[:3], "", *ENGLISH[4:]]})
    code, _, _ = translate("publish", path, "--lang", "en", "--format", "html,md,docx,epub", "--allow-drafts")
    assert code == 0
    folder = desk / "published" / "summit"
    for page in ("index.html", "en.html"):
        text = html.document_fromstring((folder / page).read_text(encoding="utf-8"))
        assert "nobody has reviewed" in text.cssselect(".notice")[0].text_content()
        assert "[not translated]" in text.text_content()
    assert "nobody has reviewed" in (folder / "summit.en.md").read_text(encoding="utf-8")


def test_other_formats_are_made_where_one_cannot_be(desk: Path, translate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise PublishError("no PDF: WeasyPrint is not installed", hint="pip install 'newsdesk-translate[pdf]'")

    monkeypatch.setattr(pdf, "check", missing)
    code, out, err = translate("publish", put(desk), "--format", "pdf", "--format", "md,docx")
    assert code == 1
    assert err.splitlines() == ["translate: no PDF: WeasyPrint is not installed (pip install 'newsdesk-translate[pdf]')"]
    assert "summit.en.md" in out
    assert "summit.ru.docx" in out


def test_an_article_that_cannot_be_read_leaves_the_others(desk: Path, translate: Command) -> None:
    put(desk)
    put(desk, "gone").unlink()
    code, out, err = translate("publish", "articles")
    assert code == 1
    assert "gone.txt" in err
    assert "summit → " in out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--format", "odt"), "--format: there is no 'odt' (there are: html, docx, epub, pdf, md)"),
        (("--lang", "fr"), "--lang: there is no 'fr' (there are: en, ru)"),
    ],
)
def test_what_is_not_known_is_told_with_what_is(desk: Path, translate: Command, words: tuple[str, ...], line: str) -> None:
    assert translate("publish", put(desk), *words) == (2, "", f"translate: {line}\n")


def test_what_was_never_drafted_is_told(desk: Path, translate: Command) -> None:
    code, _, err = translate("publish", "articles")
    assert (code, "nothing was drafted here yet" in err) == (2, True)
    put(desk)
    code, _, err = translate("publish", "elsewhere")
    assert (code, "was never drafted" in err) == (2, True)


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ('dateline = "{place}"', "{place}"),
        ('dateline = "{"', "is no pattern"),
        ('address = "javascript:alert(1)"', "is no web address"),
        ('date = "huge"', "publish.date"),
        ('formats = ["odt"]', "there is no 'odt'"),
    ],
)
def test_a_wrong_setting_is_one_line(desk: Path, translate: Command, setting: str, line: str) -> None:
    (desk / "config.toml").write_text(f"[publish]\n{setting}\n", encoding="utf-8")
    code, _, err = translate("publish", put(desk))
    assert (code, len(err.splitlines())) == (2, 1)
    assert line in err


def test_the_demo_s_translation_is_of_the_seed_and_whole(desk: Path, translate: Command) -> None:
    """The tour of the README: run, the translation made by hand, import, publish."""
    (desk / "glossary").mkdir()
    settings = '[run]\nengine = "pseudo"\nformats = ["po"]\n[paths]\nstore = "{}"\n[memory]\npath = "memory.db"\n'
    (desk / "run.toml").write_text(settings.format("store"), encoding="utf-8")
    (desk / "desk.toml").write_text(settings.format("store/pseudo"), encoding="utf-8")  # where that engine keeps its drafts
    assert translate("run", SEED, "--config", "run.toml", "--quiet")[0] == 0
    exports = sorted((desk / "exports" / SEED.stem).glob("*.po"))
    subprocess.run([sys.executable, DEMO / "approve.py", *exports], check=True, capture_output=True)
    assert [len(polib.pofile(str(path)).fuzzy_entries()) for path in exports] == [0, 0]
    code, out, _ = translate("review", "import", *exports, "--config", "desk.toml")
    assert (code, out.count("29 approved")) == (0, 2)
    code, _, err = translate("publish", SEED, "--config", "desk.toml")
    assert (code, err) == (0, "")
    page = html.document_fromstring((desk / "published" / SEED.stem / "ru.html").read_text(encoding="utf-8"))
    assert page.cssselect("h1")[0].text_content().startswith("Лидеры ОДКБ")
    assert page.cssselect(".dateline")[0].text_content() == "10 января 2022\u202fг."
    assert "«подорвать" not in page.text_content(), "what stands within a quotation has the inner marks"
    assert "„подорвать" in page.text_content()
