"""`translate run` over documents of all kinds: archives, mails, other languages, and the document's own format."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from translate import pipeline
from translate.cli import app
from translate.formats import reading

sys.path.append(str(Path(__file__).parent / "readers"))

import reader_samples as samples


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["run", *words, "--engine", "pseudo"])


def exported(desk: Path) -> list[str]:
    return sorted(path.relative_to(desk / "exports").as_posix() for path in (desk / "exports").rglob("*.*"))


def test_every_document_of_an_archive_has_exports_of_its_own(desk: Path) -> None:
    files = {
        "a.docx": samples.docx(),
        "day/b.html": samples.html(),
        "c.eml": samples.mail(attached={"d.txt": samples.ARTICLE.encode()}),
    }
    (desk / "in" / "news.zip").write_bytes(samples.zipped(files))
    done = run("in", "--to", "en")
    assert done.exit_code == 0, done.output
    assert "4 documents" in done.stdout
    assert [name for name in exported(desk) if name.endswith(".po")] == ["a/a.en.po", "b/b.en.po", "c/c.en.po", "d/d.en.po"]


def test_a_second_run_over_an_archive_drafts_nothing(desk: Path) -> None:
    (desk / "in" / "news.zip").write_bytes(samples.zipped({"a.docx": samples.docx()}))
    assert ": 13 drafted, 0 kept" in run("in", "--to", "en").stdout
    assert ": 0 drafted, 13 kept" in run("in", "--to", "en").stdout


def test_the_same_article_in_another_format_is_drafted_alike(desk: Path) -> None:
    for name, data in (
        ("a.html", samples.seed_html()),
        ("b.pdf", samples.SEED_PDF.read_bytes()),
        ("c.docx", samples.seed_docx()),
    ):
        (desk / "in" / name).write_bytes(data)
    assert run("in", "--to", "en", "--format", "csv").exit_code == 0
    tables = [(desk / "exports" / name / f"{name}.csv").read_text(encoding="utf-8-sig") for name in "abc"]
    assert len(tables[0].splitlines()) > 25
    assert tables[0] == tables[1] == tables[2]


def test_a_document_without_arabic_is_named_and_left_and_the_others_go_on(desk: Path) -> None:
    (desk / "in" / "a.txt").write_text("The leaders met in Dushanbe on Monday.\n", encoding="utf-8")
    (desk / "in" / "b.txt").write_text(samples.ARTICLE, encoding="utf-8")
    done = run("in", "--to", "en")
    assert done.exit_code == 1
    assert "a.txt: holds no Arabic text (only Arabic is translated; see: translate inspect)" in done.stderr
    assert "1 documents" in done.stdout


def test_a_block_in_another_language_is_never_drafted(desk: Path) -> None:
    (desk / "in" / "a.txt").write_text(f"{samples.ARTICLE}\nThe leaders met in Dushanbe on Monday.\n", encoding="utf-8")
    assert run("in", "--to", "en", "--format", "csv").exit_code == 0
    assert "Dushanbe" not in (desk / "exports" / "a" / "a.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("name", "data"), [("a.docx", samples.docx()), ("a.html", samples.html())])
def test_the_document_comes_back_in_its_own_format(desk: Path, name: str, data: bytes) -> None:
    (desk / "in" / name).write_bytes(data)
    assert run("in", "--same-format").exit_code == 0
    before = reading.read(desk / "in" / name).blocks
    for lang in ("en", "ru"):
        after = reading.read(desk / "exports" / "a" / f"a.{lang}{Path(name).suffix}").blocks
        assert len(after) == len(before)
        assert all(block.text != was.text for block, was in zip(after, before, strict=True))


def test_a_document_that_has_no_such_format_is_told_before_it_is_drafted_and_the_others_go_on(desk: Path) -> None:
    (desk / "in" / "a.txt").write_text(samples.ARTICLE, encoding="utf-8")
    (desk / "in" / "b.html").write_bytes(samples.html())
    done = run("in", "--same-format", "--to", "en")
    assert done.exit_code == 1
    assert "a.txt: cannot be written in its own format" in done.stderr
    assert exported(desk) == ["b/b.en.html", "b/b.en.po", "b/review.docx"]
    assert "1 documents" in done.stdout


def test_exports_are_no_articles(desk: Path) -> None:
    (desk / "in" / "a.txt").write_text(samples.ARTICLE, encoding="utf-8")
    (desk / "published" / "a").mkdir(parents=True)
    (desk / "published" / "a" / "ar.html").write_bytes(samples.html())
    for _ in range(2):
        done = run(".", "--to", "en")
        assert (done.exit_code, "1 documents" in done.stdout) == (0, True), done.output
    assert exported(desk) == ["a/a.en.po", "a/review.docx"]


def test_the_longest_name_that_a_disk_holds_is_drafted(desk: Path) -> None:
    name = "خ" * 125
    (desk / "in" / f"{name}.txt").write_text(samples.ARTICLE, encoding="utf-8")
    done = run("in", "--to", "en")
    assert done.exit_code == 0, done.output
    assert exported(desk) == [f"{name[:90]}/review.docx", f"{name[:90]}/{name[:90]}.en.po"]


def test_what_the_disk_refuses_of_one_document_leaves_the_others(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path) -> str:
        if path.parent.name == "a":
            raise OSError(errno.EIO, "Input/output error", str(path))
        return digest(path)

    digest = pipeline.sha256
    monkeypatch.setattr(pipeline, "sha256", refusing)
    for name in ("a.txt", "b.txt"):
        (desk / "in" / name).write_text(samples.ARTICLE, encoding="utf-8")
    done = run("in", "--to", "en")
    assert done.exit_code == 1
    assert "translate: in/a.txt: cannot be worked on: Input/output error" in done.stderr
    assert "1 documents" in done.stdout


def test_what_was_odd_about_a_document_is_told(desk: Path) -> None:
    (desk / "in" / "a.txt").write_bytes(samples.docx())
    shown = run("in", "--to", "en").stdout
    assert "a: is a Word document, whatever its name says, and was read as that" in shown
    assert "a: has tracked changes, read as if all were accepted" in shown


BAD = {
    "empty.docx": b"",
    "cut.pdf": b"%PDF-1.7\n",
    "pictures.pdf": samples.pdf(),
    "bomb.zip": samples.zipped({"a.txt": b"x" * 20_000_000}),
    "evil.zip": samples.zipped({"../../a.txt": samples.ARTICLE.encode()}),
    "laughs.odt": samples.zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    ),
    "script.html": b"<html><body><script>1</script></body></html>",
}


def test_bad_files_are_one_line_each_and_the_others_go_on(desk: Path) -> None:
    for name, data in BAD.items():
        (desk / "in" / name).write_bytes(data)
    with (desk / "in" / "huge.docx").open("wb") as file:
        file.truncate(200_000_000)
    (desk / "in" / "link.docx").symlink_to("/etc/passwd")
    (desk / "in" / "أخبار\n1.txt").write_text(samples.ARTICLE, encoding="utf-8")
    done = run("in", "--to", "en")
    assert done.exit_code == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("translate: in/")]
    assert len(lines) == len(BAD) + 1
    assert "is 200 MB, more than 64" in done.stderr
    assert "1 documents, 7 segments" in done.stdout
