"""`translate inspect`: what was understood, on the terminal, as JSON and as a page that needs nothing else."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from translate.cli import app
from translate.errors import UsageError
from translate.inspection.oddities import of_block
from translate.model import Block, BlockKind

sys.path.append(str(Path(__file__).parent / "readers"))

import reader_samples as samples

SEED = samples.SEED


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["inspect", *map(str, words)])


def test_the_seed_is_shown_block_by_block() -> None:
    shown = run(SEED).stdout
    assert "27 blocks: 1 links, 1 title, 1 dateline, 18 paragraph, 3 heading, 3 credit; in: 1 und, 26 ar; 29 sentences" in shown
    assert "[title, ar] line 3" in shown
    assert "[links, und, kept] line 1" in shown
    assert "source: تاس" in shown


def test_as_json_it_has_all_blocks_and_sentences() -> None:
    [seen] = json.loads(run(SEED, "--json").stdout)
    assert len(seen["blocks"]) == 27
    assert seen["blocks"][1]["kind"] == "title"
    assert seen["about"]["date"] == "2022-01-10"
    assert sum(len(block["sentences"]) for block in seen["blocks"] if block["drafted"]) == seen["sentences"] == 29


def test_as_a_page_it_is_whole_escaped_and_needs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "<b>&.txt"
    path.write_text(f"{samples.ARTICLE}\nقال الوزير إن الأمر انتهى <script>alert(1)</script> & غادر.\n", encoding="utf-8")
    out = tmp_path / "seen.html"
    assert run(path, "--html", out).exit_code == 0
    page = out.read_text(encoding="utf-8")
    root = etree.HTML(page)
    assert root.find(".//script") is None
    assert not re.search(r"(?:src|href)=|@import|url\(", page)
    assert root.findtext(".//h1/bdi") == "<b>&.txt"
    rows = root.findall(".//td[@lang]")
    assert len(rows) == 7
    assert {(row.get("dir"), row.get("lang")) for row in rows} == {("rtl", "ar")}


def test_an_archive_is_shown_document_by_document_and_the_bad_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(samples.zipped({"a.txt": samples.ARTICLE.encode(), "b.pdf": samples.pdf()}))
    done = run(path)
    assert done.exit_code == 1
    assert samples.TITLE in done.stdout
    assert "holds no text, only pictures" in done.stderr


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (samples.ARTICLE.encode("cp1256"), "says no encoding: it was read as cp1256"),
        (b"The leaders met in Dushanbe.\n", "holds no Arabic text: nothing will be translated"),
        (f"{samples.ARTICLE}\nThe leaders met.\n".encode(), "has text in English, which is kept as it is"),
        (samples.docx(), "is a Word document, whatever its name says, and was read as that"),
    ],
)
def test_what_is_odd_about_a_document_is_said(tmp_path: Path, data: bytes, wanted: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert f"! {wanted}" in run(path).stdout


ODD = [
    ("قال الوزير ذلك.", ()),
    ("قال الوزير في CNN ذلك.", ()),
    ("قال\x07 ذلك.", ("control characters: U+0007",)),
    ("ﻗﺎﻝ ذلك.", ("3 presentation forms of Arabic letters",)),
    ("قال\u200f ذلك\u202b.", ("2 marks of direction",)),
    ("قا\u200bل ذلك.", ("1 characters without width",)),
    ("قال \ue001 ذلك.", ("characters that only one font knows",)),
    ("قال \ufffd ذلك.", ("replacement characters (�): something was lost",)),
    ("قال الوزير ذلك في صحيفة the Daily Courier", ("languages are mixed",)),
    ("قال " * 600, ("2,400 characters long",)),
]


@pytest.mark.parametrize(("text", "wanted"), ODD)
def test_what_is_odd_about_a_block_is_said(text: str, wanted: tuple[str, ...]) -> None:
    assert of_block(Block(BlockKind.PARAGRAPH, text, 1)) == wanted


def test_what_a_terminal_would_obey_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{samples.SECOND} \x1b[31mأحمر", encoding="utf-8")
    assert "\x1b" not in run(path).stdout


@pytest.mark.parametrize(("words", "message"), [(("none.txt",), "no such file"), ((".",), "is a folder")])
def test_wrong_use_is_told(words: tuple[str, ...], message: str) -> None:
    assert message in str(run(*words).exception)


@pytest.mark.parametrize("page", ["a.html", "x/../a.html", "link.html", "hard.html"])
def test_the_page_never_takes_the_document_s_place(tmp_path: Path, page: str) -> None:
    article = tmp_path / "a.html"
    article.write_text("<p>وصل الضيوف صباحا.</p>", encoding="utf-8")
    (tmp_path / "x").mkdir()
    (tmp_path / "link.html").symlink_to(article)
    (tmp_path / "hard.html").hardlink_to(article)
    before = article.read_bytes()
    done = run(article, "--html", tmp_path / page)
    assert isinstance(done.exception, UsageError)
    assert (done.exception.exit_code, "is the document itself" in str(done.exception), done.stdout) == (2, True, "")
    assert article.read_bytes() == before
