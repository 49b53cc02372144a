"""What comes back from Word, LibreOffice and others: read to the letter where it can be told, named where it cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docx_files import (
    AS_EXPORTED,
    CONFIG,
    EN,
    EXPORT,
    MADE_OF_TWO,
    OF_PARAGRAPHS,
    ROWS,
    RU,
    TITLE,
    cell,
    changed,
    framed,
    in_document,
    row,
    rows_of,
    run,
    runs,
    told,
    view,
    with_draft,
)

from translate.config import ReviewConfig
from translate.formats import docx
from translate.model import Lang, State

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return docx.write(view(ROWS), tmp_path / "review.docx", CONFIG)


@pytest.fixture
def of_paragraphs(tmp_path: Path) -> Path:
    """Title; a paragraph of two sentences; one of one."""
    return docx.write(MADE_OF_TWO, tmp_path / "paragraphs.docx", CONFIG, ReviewConfig(rows="paragraph"))


class TestATableAsItWasWritten:
    def test_says_what_was_written(self, path: Path) -> None:
        file = docx.read(path)
        assert told(file) == AS_EXPORTED
        assert [each.source for each in file.rows[::2]] == [TITLE, ROWS[0][0], ROWS[1][0]]
        assert [each.where for each in file.rows[::2]] == ["row 1", "row 2", "row 3"]
        assert {(each.state, each.tracked, each.comments) for each in file.rows} == {(State.TRANSLATED, False, ())}
        assert (file.path, file.export, file.author, file.problems) == (path, EXPORT, "", ())

    def test_says_it_by_sentence_in_rows_of_paragraphs_too(self, of_paragraphs: Path) -> None:
        file = docx.read(of_paragraphs)
        assert told(file) == OF_PARAGRAPHS
        assert row(file, 2, RU).source == "وصل لافروف."
        assert [row(file, number).where for number in range(4)] == [
            "row 1",
            "row 2, sentence 1",
            "row 2, sentence 2",
            "row 3",
        ]
        assert file.problems == ()

    def test_has_no_text_where_there_was_none(self, tmp_path: Path) -> None:
        for lang in Lang:
            made = with_draft(view(ROWS), 1, EN, text="")
            file = docx.read(docx.write(made, tmp_path / "review.docx", CONFIG, ReviewConfig(interface=lang)))
            assert row(file, 1).text == ""
            assert row(file, 1, RU).text == "Путин сказал нет."

    @pytest.mark.parametrize("targets", [(EN,), (RU,), (RU, EN)])
    def test_holds_the_languages_that_were_asked_for(self, tmp_path: Path, targets: tuple[Lang, ...]) -> None:
        file = docx.read(docx.write(view(ROWS, targets=targets), tmp_path / "review.docx", CONFIG))
        assert {each.lang for each in file.rows} == set(targets)
        assert len(file.rows) == 3 * len(targets)
        assert row(file, 2, targets[0]).source == ROWS[1][0]

    def test_names_who_saved_it_last(self, path: Path) -> None:
        saved = "<cp:lastModifiedBy>Lina Haddad</cp:lastModifiedBy>"
        changed(path, {"docProps/core.xml": lambda text: text.replace("<cp:lastModifiedBy/>", saved)})
        assert docx.read(path).author == "Lina Haddad"


# what Word saves in the place of the run `Putin said no.`, and what it says
EDITS = {
    "split runs": (run("Put") + run("in said") + run(" yes."), "Putin said yes."),
    "proofing and bookmarks of Word": (
        (
            f'<w:proofErr w:type="spellStart"/>{run("Putin")}<w:proofErr w:type="spellEnd"/>'
            f'<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>{run(" said.")}'
        ),
        "Putin said.",
    ),
    "a soft hyphen": ("<w:r><w:t>Pu</w:t><w:softHyphen/><w:t>tin s\u00adaid.</w:t></w:r>", "Putin said."),
    "a hyphen that does not break": ("<w:r><w:t>Su</w:t><w:noBreakHyphen/><w:t>35</w:t></w:r>", "Su\u201135"),
    "tab and breaks": ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
    "tab stops": (f'<w:r><w:rPr><w:sz w:val="2"/></w:rPr></w:r>{run("a")}<w:r><w:ptab/></w:r>{run("b")}', "a\tb"),
    "a symbol": ('<w:r><w:t>a</w:t><w:sym w:font="Symbol" w:char="2192"/><w:t>b</w:t></w:r>', "a→b"),
    "a symbol that is none": ('<w:r><w:t>a</w:t><w:sym w:font="Symbol" w:char="XYZ"/><w:sym/></w:r>', "a"),
    "a link": (f'<w:hyperlink w:anchor="x">{run("Putin")}</w:hyperlink>{run(" said.")}', "Putin said."),
    "a smart tag": (
        f'<w:smartTag w:element="place"><w:smartTagPr><w:attr w:name="x"/></w:smartTagPr>{run("Moscow")}</w:smartTag>',
        "Moscow",
    ),
    "a field": (
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://x" </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Putin")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            f"{run(' said.')}"
        ),
        "Putin said.",
    ),
    "a field in a field": (
        (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("IF ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("yes")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "yes",
    ),
    "a simple field": (f'<w:fldSimple w:instr=" DATE ">{run("10 January")}</w:fldSimple>', "10 January"),
    "an emoji of Word": (
        (
            '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="urn:x" w16se:char="1F600"/></mc:Choice>'
            "<mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "😀",
    ),
    "a text box": (
        (
            f"{run('Putin')}<w:r><w:drawing><w:txbxContent><w:p>{run('BOX')}</w:p></w:txbxContent></w:drawing></w:r>"
            f"<w:r><w:pict><w:txbxContent><w:p>{run('BOX')}</w:p></w:txbxContent></w:pict></w:r>{run(' said.')}"
        ),
        "Putin said.",
    ),
    "a reading over characters": (
        f"<w:ruby><w:rt>{run('over')}</w:rt><w:rubyBase>{run('below')}</w:rubyBase></w:ruby>",
        "below",
    ),
    "a direction": (f'<w:bdo w:val="rtl">{run("نعم")}</w:bdo><w:dir w:val="ltr">{run(" yes")}</w:dir>', "نعم yes"),
    "a footnote": (f'{run("Putin")}<w:r><w:footnoteReference w:id="2"/></w:r>', "Putin"),
    "a formula": (f'{run("a")}<m:oMath xmlns:m="urn:m"><m:r><m:t>x</m:t></m:r></m:oMath>', "a"),
    "an instruction and a comment of XML": (f"<?x y?>{run('a')}<!-- z -->{run('b')}", "ab"),
    "nothing": ("", ""),
    "the letters of the placeholder": (run("[no text]"), ""),
    "blanks": (run("  "), "  "),
    "entities": (run("&lt;b&gt; &amp;amp; &#x627;"), "<b> &amp; ا"),
}
TRACKED = {
    "inserted": (run("Putin ") + f"<w:ins>{run('never ')}</w:ins>" + run("said no."), "Putin never said no."),
    "deleted": (run("Putin ") + "<w:del><w:r><w:delText>said </w:delText></w:r></w:del>" + run("no."), "Putin no."),
    "deleted and written as text": (run("Putin ") + f"<w:del>{run('said ')}</w:del>" + run("no."), "Putin no."),
    "moved": (
        f"<w:moveFrom>{run('Putin ')}</w:moveFrom>{run('said no ')}<w:moveTo>{run('Putin')}</w:moveTo>",
        "said no Putin",
    ),
    "inserted and deleted again": (
        f"{run('Putin')}<w:ins><w:del><w:r><w:delText> never</w:delText></w:r></w:del></w:ins>{run(' said.')}",
        "Putin said.",
    ),
    "a deleted field": (
        (
            '<w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>PAGE</w:delInstrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:delText>1</w:delText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>{run("no.")}'
        ),
        "no.",
    ),
    "all of it deleted": ("<w:del><w:r><w:delText>Putin said no.</w:delText></w:r></w:del>", ""),
}


class TestText:
    @pytest.mark.parametrize(("content", "says"), EDITS.values(), ids=EDITS)
    def test_is_what_the_editor_sees(self, path: Path, content: str, says: str) -> None:
        file = docx.read(in_document(path, runs(content)))
        assert row(file, 1).text == says
        assert not row(file, 1).tracked
        assert file.problems == ()

    @pytest.mark.parametrize(("content", "says"), TRACKED.values(), ids=TRACKED)
    def test_has_its_tracked_changes_accepted_and_says_so(self, path: Path, content: str, says: str) -> None:
        file = docx.read(in_document(path, runs(content)))
        assert row(file, 1).text == says
        assert [each.segment for each in file.rows if each.tracked] == ["000000000001"]

    @pytest.mark.parametrize(
        ("content", "says", "tracked"),
        [
            (f"<w:p>{run('one')}</w:p><w:p>{run('two')}</w:p>", "one\ntwo", False),
            (f"<w:p/><w:p>{run('one')}</w:p><w:p/><w:p>{run('two')}</w:p><w:p/>", "one\n\ntwo", False),
            (f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{run('one')}</w:p><w:p>{run('two')}</w:p>", "one\ntwo", True),
            (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('one ')}</w:p><w:p>{run('two')}</w:p>", "one two", True),
            (f"<w:tbl><w:tr><w:tc><w:p>{run('one')}</w:p></w:tc></w:tr></w:tbl><w:p/>", "one", False),
        ],
        ids=["two", "empty ones", "a tracked return", "a tracked deletion of a return", "a table in the cell"],
    )
    def test_of_paragraphs_has_line_ends_between(self, path: Path, content: str, says: str, *, tracked: bool) -> None:
        file = docx.read(in_document(path, cell(content)))
        assert row(file, 1).text == says
        assert row(file, 1).tracked is tracked
        assert len(file.rows) == 6

    @pytest.mark.parametrize(
        "content",
        [
            f"<w:p>{framed(run('Yes.'))}</w:p>",
            framed(f"<w:p>{run('Yes.')}</w:p>"),
            framed(f"<w:p>{framed(run('Yes.'), 'other')}</w:p>"),
            f"<w:p>{run('Ye')}{framed(run('s'))}{run('.')}</w:p>",
            f"<w:p>{framed('')}{run('Yes.')}</w:p>",
            f"<w:p>{framed(run('Ye'))}{framed(run('s.'))}</w:p>",
        ],
        ids=["run", "block", "nested", "typed beside the frame", "typed after the frame", "the frame twice"],
    )
    def test_is_all_that_stands_in_the_cell_of_a_sentence_whatever_the_frame(self, path: Path, content: str) -> None:
        assert row(docx.read(in_document(path, cell(content))), 1).text == "Yes."

    def test_may_have_its_frame_around_the_cell(self, path: Path) -> None:
        def around(document: str) -> str:
            return re.sub(
                r"<w:tc>((?:(?!</w:tc>).)*)<w:p>(?:(?!</w:tc>).)*Putin said no\..*?</w:tc>",
                lambda found: framed(f"<w:tc>{found[1]}<w:p>{run('Yes.')}</w:p></w:tc>"),
                document,
            )

        file = docx.read(in_document(path, around))
        assert row(file, 1).text == "Yes."
        assert row(file, 1, RU).text == "Путин сказал нет."

    def test_is_nothing_where_word_shows_a_placeholder_in_any_language(self, path: Path) -> None:
        shown = framed(run("Klicken oder tippen Sie hier"), properties="<w:showingPlcHdr/>")
        assert row(docx.read(in_document(path, cell(f"<w:p>{shown}</w:p>"))), 1).text == ""


class TestRows:
    def test_may_stand_in_any_order(self, path: Path) -> None:
        def reverse(document: str) -> str:
            _, first, *others = rows_of(document)
            rest = "".join((first, *others))
            return document.replace(rest, "".join((*reversed(others), first)))

        file = docx.read(in_document(path, reverse))
        assert sorted(told(file)) == AS_EXPORTED
        assert told(file) != AS_EXPORTED
        assert [row(file, number).where for number in range(3)] == ["row 1", "row 2", "row 3"], "as the editor numbers them"

    def test_that_are_gone_are_not_there(self, path: Path) -> None:
        file = docx.read(in_document(path, lambda document: document.replace(rows_of(document)[2], "")))
        assert told(file) == [*AS_EXPORTED[:2], *AS_EXPORTED[4:]]
        assert file.problems == ()

    def test_deleted_with_tracking_on_are_not_there_either(self, path: Path) -> None:
        def delete(document: str) -> str:
            gone = rows_of(document)[2]
            return document.replace(gone, gone.replace("</w:trPr>", "<w:del/></w:trPr>"))

        assert told(docx.read(in_document(path, delete))) == [*AS_EXPORTED[:2], *AS_EXPORTED[4:]]

    def test_moved_with_tracking_on_are_where_they_went(self, path: Path) -> None:
        """Word deletes all of it in one place and inserts it in the other, with the same tags."""

        def move(document: str) -> str:
            _, first, moved, _ = rows_of(document)
            gone = re.sub(r"(<w:r>.*?</w:r>)", r"<w:moveFrom>\1</w:moveFrom>", moved)
            there = re.sub(r"(<w:r>.*?</w:r>)", r"<w:moveTo>\1</w:moveTo>", moved)
            return document.replace(
                first + moved,
                there.replace("</w:trPr>", "<w:ins/></w:trPr>") + first + gone.replace("</w:trPr>", "<w:del/></w:trPr>"),
            )

        file = docx.read(in_document(path, move))
        assert told(file) == [*AS_EXPORTED[2:4], *AS_EXPORTED[:2], *AS_EXPORTED[4:]]
        assert [each.segment for each in file.rows if each.tracked] == ["000000000001"] * 2

    def test_that_stand_there_twice_are_given_twice(self, path: Path) -> None:
        file = docx.read(in_document(path, lambda document: document.replace(rows_of(document)[2], rows_of(document)[2] * 2)))
        assert [each.segment for each in file.rows].count("000000000001") == 4

    @pytest.mark.parametrize("content", ["", "<w:p/>", f"<w:p>{run(' ')}</w:p>"])
    def test_that_are_empty_say_nothing(self, path: Path, content: str) -> None:
        blank = f"<w:tc>{content}</w:tc>"
        added = f"<w:tr>{blank * 6}</w:tr></w:tbl>"
        file = docx.read(in_document(path, lambda document: document.replace("</w:tbl>", added)))
        assert told(file) == AS_EXPORTED
        assert file.problems == ()

    def test_that_the_editor_typed_are_named(self, path: Path) -> None:
        typed = f"<w:tc><w:p>{run('new')}</w:p></w:tc>"
        added = f"<w:tr>{typed * 6}</w:tr></w:tbl>"
        file = docx.read(in_document(path, lambda document: document.replace("</w:tbl>", added)))
        assert told(file) == AS_EXPORTED
        assert file.problems == (("row at place 4", "carries no id: it is none of ours, or was typed anew"),)
