"""The published seed in Chromium: sides measured, switches clicked, keyboard walked, axe-core run, requests counted.

The browser is Debian's (apt install chromium); the one that Playwright would fetch is not needed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from editions import DEMO, EN, ROOT, RU, draft_article
from playwright.sync_api import sync_playwright
from polib import pofile

from translate.config import Config, PublishConfig
from translate.publish import press
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.external

SEED = ROOT / "seeds" / "000_bbc6906954d71654.txt"
WIDTHS = (360, 768, 1280)
RUNS_AXE = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed with the demo's translation: alone, and as a site beside an article with a long title and no date."""
    desk = tmp_path_factory.mktemp("desk")
    texts = {lang: [entry.msgstr for entry in pofile(str(DEMO / f"{SEED.stem}.{lang}.po"))] for lang in (EN, RU)}
    config = Config(root=desk, publish=PublishConfig(publisher="The Desk"))
    with Store(desk / ".translate") as store:
        draft_article(store, desk / "articles" / SEED.name, SEED.read_text(encoding="utf-8"), texts)
        long = {EN: ["<script>alert(1)</script> " + "longword" * 60], RU: ["Оченьдлинноеслово" * 30]}
        draft_article(store, desk / "articles" / "long.txt", "وصل الضيوف صباحا.\n", long)
        documents = store.documents()
        seed = [kept for kept in documents if kept.export == SEED.stem]
        for chosen, folder, as_site in ((seed, "one", False), (documents, "site", True)):
            order = press.Order((EN, RU), ("html",), desk / folder, as_site=as_site)
            assert press.publish(chosen, store, order, config, Silent()).failed == 0
    return desk


class Silent:
    def published(self, *_: object) -> None: ...

    def refused(self, *_: object) -> None: ...

    def failed(self, error: Exception) -> None:
        raise error


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def asked() -> list[str]:
    """The addresses that the page asked for."""
    return []


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(5_000)
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (complaints.append(f"a script ran: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert complaints == []


MEASURED = """() => [...document.querySelectorAll("article > .row.paragraph")].map(row => {
    const box = element => element.getBoundingClientRect();
    const cells = [...row.children].map(cell => {
        const { direction, textAlign } = getComputedStyle(cell);
        const { left, right, top, bottom, width } = box(cell);
        return { lang: cell.lang, direction, align: textAlign, left, right, top, bottom, width };
    });
    return { top: box(row).top, bottom: box(row).bottom, cells };
})"""


def parallel(published: Path) -> str:
    return (published / "one" / SEED.stem / "index.html").as_uri()


def style(locator: Locator, name: str) -> str:
    return str(locator.evaluate(f"element => getComputedStyle(element).{name}"))


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return dict(found)


def paragraphs(page: Page) -> list[Locator]:
    return page.locator("article > .row.paragraph").all()


@pytest.mark.parametrize("width", [768, 1280])
def test_arabic_stands_right_and_the_translation_left_and_rows_begin_together(page: Page, published: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(parallel(published))
    rows = page.evaluate(MEASURED)
    assert len(rows) == 18
    for row in rows:
        arabic, english, russian = row["cells"]
        assert (arabic["direction"], english["direction"]) == ("rtl", "ltr")
        assert (arabic["align"], english["align"]) == ("start", "start")
        assert english["right"] <= arabic["left"]
        assert abs(english["top"] - arabic["top"]) < 1
        assert russian["width"] == 0
    assert all(above["bottom"] <= below["top"] + 1 for above, below in pairwise(rows))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["index.html", "ar.html", "en.html", "ru.html"])
def test_no_page_is_wider_than_its_window(page: Page, published: Path, width: int, name: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for folder in (SEED.stem, "long"):
        page.goto((published / "site" / folder / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_the_arabic_stands_above_its_translation(page: Page, published: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(parallel(published))
    for row in page.evaluate(MEASURED):
        arabic, english, _ = row["cells"]
        assert arabic["bottom"] <= english["top"]
        assert abs(arabic["right"] - english["right"]) < 1
        assert arabic["width"] > 300
    assert not page.locator(".columns").is_visible()


def test_letters_stand_where_their_script_begins(page: Page, published: Path) -> None:
    """The first letter of a paragraph: at its right edge in Arabic, at its left edge in English."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(parallel(published))
    row = paragraphs(page)[0]
    first = """element => { const range = document.createRange(); const text = [...element.childNodes].at(-1);
        range.setStart(text, 0); range.setEnd(text, 1); const { left, right } = range.getBoundingClientRect();
        return [left, right]; }"""
    arabic, english = row.locator("[lang=ar]"), row.locator("[lang=en]")
    edge = box(arabic)
    assert abs(arabic.evaluate(first)[1] - edge["x"] - edge["width"]) < 3
    assert abs(english.evaluate(first)[0] - box(english)["x"]) < 3


def test_the_bundled_fonts_are_the_ones_that_are_used(page: Page, published: Path) -> None:
    page.goto(parallel(published))
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded')"
        ".map(f => f.family + ' ' + f.weight))"
    )
    assert {name.replace('"', "") for name in loaded} == {
        "Newsdesk Serif normal",
        "Newsdesk Serif bold",
        "Newsdesk Naskh normal",
        "Newsdesk Naskh bold",
    }
    assert fonts_of(page, ".paragraph .t-ar") == {"Noto Naskh Arabic"}
    assert fonts_of(page, ".paragraph .t-en") == {"Noto Serif"}
    page.get_by_role("radio", name="Русский").check()
    assert fonts_of(page, ".paragraph .t-ru") == {"Noto Serif"}
    page.goto((published / "site" / SEED.stem / "ar.html").as_uri())
    assert fonts_of(page, "article > p.paragraph") == {"Noto Naskh Arabic"}


def fonts_of(page: Page, selector: str) -> set[str]:
    """What the letters of the first such element are really drawn with; all must be the page's own.

    A font that draws less than a tenth, the signs that the Naskh lacks, is left out.
    """
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert all(font["isCustomFont"] for font in fonts), fonts
    glyphs = sum(font["glyphCount"] for font in fonts)
    return {font["familyName"] for font in fonts if font["glyphCount"] > glyphs / 10}


def test_the_switches_change_language_and_columns(page: Page, published: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(parallel(published))
    row = paragraphs(page)[0]
    page.get_by_role("radio", name="Русский").check()
    assert row.locator("[lang=ru]").is_visible()
    assert not row.locator("[lang=en]").is_visible()
    assert page.get_by_text("Колонки").is_visible(), "the words of the switches follow"
    left, right = box(row.locator("[lang=ru]")), box(row.locator("[lang=ar]"))
    assert left["x"] + left["width"] <= right["x"]
    page.get_by_role("radio", name="Одна").check()
    above, below = box(row.locator("[lang=ar]")), box(row.locator("[lang=ru]"))
    assert above["y"] + above["height"] <= below["y"]
    page.get_by_role("radio", name="English").check()
    page.get_by_role("radio", name="Two").check()
    assert box(row.locator("[lang=en]"))["x"] < box(row.locator("[lang=ar]"))["x"]


def test_a_keyboard_reaches_everything_and_shows_where_it_is(page: Page, published: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(parallel(published))
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.count():
            break
        reached.append(focused.evaluate("e => e.id || e.getAttribute('href')"))
        assert style(focused, "outlineStyle") != "none", reached
        place = box(focused)
        assert place["x"] >= 0, "the link past the head comes into sight"
    assert reached[:7] == ["#text", "index.html", "ar.html", "en.html", "ru.html", "show-en", "columns-two"]
    page.focus("#show-en")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("#show-ru")
    page.focus("#columns-two")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("#columns-one")
    page.focus(".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (768, "light"), (1280, "light")])
@pytest.mark.parametrize(
    "name", [f"one/{SEED.stem}/index.html", f"one/{SEED.stem}/ar.html", f"site/{SEED.stem}/ru.html", "site/index.html"]
)
def test_axe_finds_nothing(page: Page, published: Path, name: str, width: int, scheme: Literal["dark", "light"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((published / name).as_uri())
    found = Axe().run(page, options=RUNS_AXE)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 15


def test_dark_and_light_differ(page: Page, published: Path) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(parallel(published))
        colours.add(style(page.locator("body"), "backgroundColor"))
    assert len(colours) == 2


def test_no_request_leaves_the_page(page: Page, published: Path, asked: list[str]) -> None:
    page.goto(parallel(published))
    page.evaluate("document.fonts.ready")
    assert asked == [parallel(published)]
    asked.clear()
    page.goto((published / "site" / SEED.stem / "index.html").as_uri())
    page.evaluate("document.fonts.ready")
    assert asked == [page.url, (published / "site" / "style.css").as_uri()]
    assert style(page.locator("h1"), "fontFamily").startswith('"Newsdesk'), "the policy lets the site's own style in"


def test_mark_up_of_an_editor_is_shown_as_text(page: Page, published: Path) -> None:
    for name in ("index.html", "en.html"):
        page.goto((published / "site" / "long" / name).as_uri())
        assert page.get_by_text("<script>alert(1)</script>").first.is_visible()


def test_print_shows_the_rows_and_no_switches(page: Page, published: Path) -> None:
    page.goto(parallel(published))
    page.get_by_role("radio", name="Русский").check()
    page.emulate_media(media="print")
    assert not page.locator(".switches").is_visible()
    row = paragraphs(page)[0]
    assert style(row, "breakInside") == "avoid"
    assert box(row.locator("[lang=ru]"))["x"] < box(row.locator("[lang=ar]"))["x"]
    assert style(page.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"
