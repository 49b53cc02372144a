"""The same article as text, as a web page, as a Word document and as a PDF gives the same blocks."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import reader_samples as samples

from translate.formats import reading
from translate.language import arabic
from translate.segment import segments

if TYPE_CHECKING:
    from pathlib import Path

    from translate.model import Document

MADE = {
    "seed.html": samples.seed_html,
    "seed.docx": samples.seed_docx,
    "seed.pdf": samples.SEED_PDF.read_bytes,
}


def read(folder: Path, name: str) -> Document:
    path = folder / name
    path.write_bytes(MADE[name]())
    return reading.read(path)


def content(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.text, block.lang) for block in document.blocks]


@pytest.mark.parametrize("name", MADE)
def test_the_seed_gives_the_same_blocks(tmp_path: Path, name: str) -> None:
    assert content(read(tmp_path, name)) == content(samples.seed())


@pytest.mark.parametrize("name", MADE)
def test_the_seed_gives_the_same_sentences_under_the_same_ids(tmp_path: Path, name: str) -> None:
    """So a draft or approval is found again, whatever the article came as."""
    document, text = read(tmp_path, name), samples.seed()
    ours, theirs = (arabic(segments(each.blocks), each.blocks) for each in (document, text))
    assert [segment.id for segment in ours] == [segment.id for segment in theirs]
    assert len(ours) > 20


@pytest.mark.parametrize("name", MADE)
def test_what_the_article_says_of_itself_is_known(tmp_path: Path, name: str) -> None:
    known = read(tmp_path, name).metadata
    assert known.date[:10] == "2022-01-10"
    assert known.title == samples.seed().title
    assert known.credit == "الموقع الرسمي لرئيس روسيا الاتحادية"


@pytest.mark.parametrize(
    ("name", "place"),
    [("seed.html", "/html/body/main/article/h1"), ("seed.docx", "paragraph 2"), ("seed.pdf", "page 1")],
)
def test_a_block_knows_its_place(tmp_path: Path, name: str, place: str) -> None:
    assert read(tmp_path, name).blocks[1].place == place


@pytest.mark.external
def test_a_pdf_that_libreoffice_prints_now_gives_the_same_blocks(tmp_path: Path) -> None:
    (tmp_path / "seed.docx").write_bytes(samples.seed_docx())
    office = shutil.which("soffice")
    assert office
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "seed.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert content(reading.read(tmp_path / "seed.pdf")) == content(samples.seed())


@pytest.mark.external
@pytest.mark.parametrize("kind", ["odt", "html"])
def test_what_libreoffice_saves_as_another_kind_gives_the_same_texts(tmp_path: Path, kind: str) -> None:
    (tmp_path / "seed.docx").write_bytes(samples.seed_docx())
    office = shutil.which("soffice")
    assert office
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / "seed.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    document = reading.read(tmp_path / f"seed.{kind}")
    assert [block.text for block in document.blocks] == [block.text for block in samples.seed().blocks]
