"""What LibreOffice really makes of a review table: files that it saved (tests/data/docx), and the program itself."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from docx_files import AR, CONFIG, EN, RU, paragraphs, told, view, with_states

from translate.config import ReviewConfig
from translate.formats import docx
from translate.model import Comment, Lang, ReturnedFile, State
from translate.review import Outcome, accept, examine
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).parents[1] / "data" / "docx"
EXPORTED = view(
    [
        ("قال الرئيس إن 5 دول (OTAN) وقّعت.", "He said 5 states.", "Сказал? Да."),
        ("وقال بوتين", "Putin said no.", "Путин сказал нет."),
        ("ثالث", "Third.", "Третий."),
        ("رابع", "Fourth.", "Четвёртый."),
    ]
)
TEXTS = [(segment.id, lang, EXPORTED.drafts[lang][segment.id].text) for segment in EXPORTED.segments for lang in (EN, RU)]
STATES = (State.TRANSLATED, State.INITIAL, State.REVIEWED, State.FINAL)


def rows(file: ReturnedFile) -> list[tuple[str, Lang, str]]:
    return sorted((row.segment, row.lang, row.text) for row in file.rows)


def assert_is_edited(file: ReturnedFile) -> None:
    """Exactly what edit.bas does, and nothing else."""
    first, second, third = (f"{number:012x}" for number in range(1, 4))
    changes = {
        (first, EN): "He told reporters that 5 states.",
        (second, RU): "Путин сказал «нет».",
    }
    assert rows(file) == [(segment, lang, changes.get((segment, lang), text)) for segment, lang, text in TEXTS]
    assert [row.segment for row in file.rows[::2]] == [second, "0" * 12, first, third, f"{4:012x}"], "a row was moved"
    assert [row.where for row in file.rows[::2]] == ["row 3", "row 1", "row 2", "row 4", "row 5"]
    assert {(row.segment, row.lang): row.state for row in file.rows if row.state is not State.TRANSLATED} == {
        (third, EN): State.REVIEWED
    }
    assert {(row.segment, row.lang): row.comments for row in file.rows if row.comments} == {
        (first, RU): (Comment("Lina Haddad", "2022-01-10T09:30:00Z", "Кто это сказал?"),)
    }
    assert {(row.segment, row.lang) for row in file.rows if row.tracked} == {(first, EN), (second, EN), (second, RU)}
    sources = {segment.id: segment.source for segment in EXPORTED.segments}
    assert [row.source for row in file.rows] == [sources[row.segment] for row in file.rows]
    assert file.problems == ()


class TestSavedFiles:
    def test_edited_in_libreoffice_shows_the_edits_and_nothing_else(self) -> None:
        file = docx.read(DATA / "libreoffice-edited.docx")
        assert_is_edited(file)
        assert file.export == EXPORTED.export

    @pytest.mark.parametrize("name", ["libreoffice-pasted.docx", "by-way-of-html.docx"])
    def test_without_a_tag_is_known_by_what_is_left(self, name: str) -> None:
        file = docx.read(DATA / name)
        assert rows(file) == TEXTS
        assert {(row.state, row.tracked) for row in file.rows} == {(State.TRANSLATED, False)}
        assert (file.export, file.problems) == (EXPORTED.export, ())


class TestTheLoop:
    """From the file that LibreOffice saved into the store, and on into the next export."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with Store(tmp_path / ".translate") as opened:
            number, _ = opened.put_document(EXPORTED.document, EXPORTED.segments)
            for lang in (EN, RU):
                opened.put_drafts(number, list(EXPORTED.drafts[lang].values()))
            opened.put_exported(EXPORTED.export, number, (EN, RU), [segment.id for segment in EXPORTED.segments])
            yield opened

    @pytest.mark.parametrize("name", ["libreoffice-pasted.docx", "by-way-of-html.docx"])
    def test_takes_nothing_from_a_file_in_which_nothing_was_edited(self, store: Store, name: str) -> None:
        assert examine(docx.read(DATA / name), store).counts == {Outcome.UNCHANGED: len(TEXTS)}

    def test_takes_just_what_was_edited_and_the_next_table_has_it(self, store: Store, tmp_path: Path) -> None:
        first, second, third = (f"{number:012x}" for number in range(1, 4))
        review = examine(docx.read(DATA / "libreoffice-edited.docx"), store, author="Lina")
        assert {(v.segment, v.lang): v.outcome for v in review.verdicts if v.outcome is not Outcome.UNCHANGED} == {
            (first, EN): Outcome.CHANGED,
            (second, RU): Outcome.CHANGED,
            (third, EN): Outcome.APPROVED,
        }
        accept(review, store, digest="")
        drafts = {lang: store.drafts(review.document, lang) for lang in (EN, RU)}
        assert (drafts[EN][third].state, drafts[EN][third].author) == (State.REVIEWED, "Lina")
        assert [c.text for comments in store.comments(review.document, RU).values() for c in comments] == ["Кто это сказал?"]
        again = docx.read(docx.write(replace(EXPORTED, drafts=drafts), tmp_path / "review.docx", CONFIG))
        assert again.export != EXPORTED.export
        assert {(row.segment, row.lang): row.state for row in again.rows if row.state is not State.TRANSLATED} == {
            (third, EN): State.REVIEWED
        }
        assert (
            next(row.text for row in again.rows if (row.segment, row.lang) == (first, EN)) == "He told reporters that 5 states."
        )
        assert examine(docx.read(DATA / "libreoffice-edited.docx"), store).drafts == ()  # a second time: nothing more


def soffice(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def converted(path: Path, kind: str = "docx") -> Path:
    folder = path.parent / f"as-{kind}"
    soffice(path.parent, "--convert-to", kind, "--outdir", str(folder), str(path))
    return folder / f"{path.stem}.{kind}"


@pytest.mark.external
class TestTheProgram:
    @pytest.fixture
    def macro(self, tmp_path: Path) -> Callable[[str, Path, Path], None]:
        """Run one of edit.bas in a profile of its own, which a first start must have made."""

        def run(name: str, source: Path, target: Path) -> None:
            converted(source)
            code = escape((DATA / "edit.bas").read_text(encoding="utf-8"))
            head = '<?xml version="1.0" encoding="UTF-8"?>\n'
            declared = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
            (tmp_path / "profile" / "user" / "basic" / "Standard" / "Module1.xba").write_text(
                f'{head}{declared}\n<script:module xmlns:script="http://openoffice.org/2000/script" '
                f'script:name="Module1" script:language="StarBasic">{code}</script:module>',
                encoding="utf-8",
            )
            soffice(tmp_path, f'macro:///Standard.Module1.{name}("{source.as_uri()}","{target.as_uri()}")')

        return run

    @pytest.mark.parametrize(
        ("layout", "interface", "kinds"),
        [
            ("sentence", EN, ("docx",)),
            ("paragraph", EN, ("docx",)),
            ("paragraph", RU, ("docx", "docx")),
            ("paragraph", AR, ("odt", "docx")),
            ("sentence", AR, ("doc", "docx")),
        ],
    )
    def test_saves_every_text_state_and_source_as_it_was(
        self, tmp_path: Path, layout: str, interface: Lang, kinds: tuple[str, ...]
    ) -> None:
        made = paragraphs(
            [
                [
                    ("قال: «نعم».", "He said: “yes” & <no>.", "Он сказал: «да»\u00a0— и…"),
                    ("وثم 5%.", "5\u00a0% then.", "5\u202f%."),
                ],
                [("ثالث\u200f (NATO).", "One\nline\tmore 👍🏽.", "Третий\u2011\u2060.")],
            ]
        )
        made = with_states(made, {EN: STATES, RU: STATES[::-1]})
        review = ReviewConfig.model_validate({"rows": layout, "interface": interface})
        first = path = docx.write(made, tmp_path / "review.docx", CONFIG, review)
        for kind in kinds:
            path = converted(path, kind)
        before, after = docx.read(first), docx.read(path)
        assert after.rows == before.rows
        assert (after.export, after.problems) == (made.export, ())

    def test_driven_as_an_editor_would_saves_the_edits_and_nothing_else(
        self, tmp_path: Path, macro: Callable[[str, Path, Path], None]
    ) -> None:
        source = docx.write(EXPORTED, tmp_path / "review.docx", CONFIG)
        macro("Main", source, tmp_path / "edited.docx")
        file = docx.read(tmp_path / "edited.docx")
        assert_is_edited(file)
        assert file.export == EXPORTED.export

    def test_pastes_the_table_into_a_new_document_with_its_ids(
        self, tmp_path: Path, macro: Callable[[str, Path, Path], None]
    ) -> None:
        source = docx.write(EXPORTED, tmp_path / "review.docx", CONFIG)
        macro("Paste", source, tmp_path / "pasted.docx")
        file = docx.read(tmp_path / "pasted.docx")
        assert told(file) == told(docx.read(source))
        assert (file.export, file.problems) == (EXPORTED.export, ())
