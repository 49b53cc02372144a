"""A returned table is known by its ids, whatever the program that saved it left of them; what is left in doubt is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import docx as python_docx
import pytest
from docx_files import (
    AS_EXPORTED,
    CONFIG,
    EN,
    EXPORT,
    MADE_OF_TWO,
    OF_PARAGRAPHS,
    RELATIONS,
    ROWS,
    RU,
    cell,
    changed,
    framed,
    in_document,
    row,
    rows_of,
    run,
    text_only,
    told,
    view,
    with_comments,
    with_states,
    without_bookmarks,
    without_controls,
    without_tags,
)

from translate.config import ReviewConfig
from translate.errors import InputError
from translate.formats import docx
from translate.model import Comment, Lang, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST, SECOND, THIRD = (f"{number:012x}" for number in range(3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return docx.write(view(ROWS), tmp_path / "review.docx", CONFIG)


@pytest.fixture
def of_paragraphs(tmp_path: Path) -> Path:
    """Title; a paragraph of two sentences; one of one."""
    return docx.write(MADE_OF_TWO, tmp_path / "paragraphs.docx", CONFIG, ReviewConfig(rows="paragraph"))


def without_numbers(document: str) -> str:
    """The small grey ids, and that of the export."""
    return re.sub(r"<w:t[^>]*>[0-9a-f]{12,16}</w:t>", "", document)


def both(*changes: Callable[[str], str]) -> Callable[[str], str]:
    def change(document: str) -> str:
        for each in changes:
            document = each(document)
        return document

    return change


class TestASentence:
    @pytest.mark.parametrize(
        "change",
        [
            without_tags,
            without_controls,
            without_bookmarks,
            without_numbers,
            text_only,
            both(without_tags, without_numbers),
            both(without_controls, without_numbers),
            both(without_bookmarks, without_numbers),
        ],
        ids=[
            "tags",
            "controls",
            "bookmarks",
            "numbers",
            "all but numbers",
            "all but bookmarks in controls",
            "all but bookmarks",
            "all but tags",
        ],
    )
    def test_is_known_without(self, path: Path, change: Callable[[str], str]) -> None:
        file = docx.read(in_document(path, change))
        assert told(file) == AS_EXPORTED
        assert row(file, 2).source == ROWS[1][0]
        assert {each.state for each in file.rows} == {State.TRANSLATED}
        assert file.problems == ()

    @pytest.mark.parametrize("change", [without_tags, without_controls, without_bookmarks, without_numbers])
    def test_of_a_paragraph_is_known_without(self, of_paragraphs: Path, change: Callable[[str], str]) -> None:
        file = docx.read(in_document(of_paragraphs, change))
        assert told(file) == OF_PARAGRAPHS
        assert [row(file, number).source for number in (1, 2)] == [ROWS[0][0], ROWS[1][0]]
        assert file.problems == ()

    def test_of_a_paragraph_cannot_be_told_from_the_next_without_any_frame_and_is_not_guessed(
        self, of_paragraphs: Path
    ) -> None:
        file = docx.read(in_document(of_paragraphs, text_only))
        assert told(file) == [*AS_EXPORTED[:2], *OF_PARAGRAPHS[-2:]], "rows of one sentence can be told"
        gone = "its 2 sentences cannot be told apart, their frames are gone"
        assert file.problems == (
            ("row 2", f"English: {gone}: “Putin said no. Lavrov came.”"),
            ("row 2", f"Russian: {gone}: “Путин сказал нет. Приехал Лавров.”"),
        )

    def test_without_any_id_is_named_and_not_guessed_by_its_place(self, path: Path) -> None:
        file = docx.read(in_document(path, both(text_only, without_numbers)))
        assert file.rows == ()
        assert [where for where, _ in file.problems] == ["row 1", "row 2", "row 3"]

    def test_with_the_number_of_one_and_the_arabic_of_another_is_neither(self, path: Path) -> None:
        file = docx.read(in_document(path, lambda document: document.replace(f">{SECOND}<", f">{THIRD}<")))
        assert told(file) == [*AS_EXPORTED[:2], *AS_EXPORTED[4:]]
        assert file.problems == (("row 2", f"has the number of one sentence ({THIRD}) and the Arabic of another ({SECOND})"),)

    @pytest.mark.parametrize(
        ("tag", "says"),
        [
            (f"seg:{THIRD}:en", {EN: f"its cell holds the text of another ({THIRD}, en)"}),
            ("seg:f00:en", {EN: "its cell holds the text of another (f00, en)"}),
            (f"seg:{SECOND}:ru", {EN: f"its cell holds the text of another ({SECOND}, ru)", RU: "has two cells of Russian"}),
        ],
        ids=["another row", "another table", "the other language"],
    )
    def test_into_whose_cell_another_was_pasted_is_named(self, path: Path, tag: str, says: dict[Lang, str]) -> None:
        pasted = f"<w:p>{framed(run('Yes.'))}{framed(run('Pasted.'), tag)}</w:p>"
        file = docx.read(in_document(path, cell(pasted)))
        assert file.problems == tuple(("row 2", f"{lang.english_name}: {what}") for lang, what in says.items())
        assert [each.lang for each in file.rows if each.segment == SECOND] == [lang for lang in (EN, RU) if lang not in says]
        assert [each.lang for each in file.rows if each.segment == THIRD] == [EN, RU]

    @pytest.mark.parametrize(("bookmark", "left"), [("", []), (r"\g<0>", [""])], ids=["with it", "that stays"])
    def test_of_a_paragraph_whose_frame_was_deleted_takes_none_of_the_next(
        self, of_paragraphs: Path, bookmark: str, left: list[str]
    ) -> None:
        def without_frame(document: str) -> str:
            document = re.sub(r"<w:sdt>(?:(?!</w:sdt>).)*Lavrov came\..*?</w:sdt>", "", document)
            return re.sub(rf'<w:bookmarkStart[^>]*"seg_{THIRD}_en"/>', bookmark, document)

        file = docx.read(in_document(of_paragraphs, without_frame))
        assert row(file, 1).text == "Putin said no."
        assert [each.text for each in file.rows if (each.segment, each.lang) == (THIRD, EN)] == left
        assert row(file, 2, RU).text == "Приехал Лавров."
        assert file.problems == ()

    def test_typed_between_the_frames_of_a_paragraph_is_named_not_lost(self, of_paragraphs: Path) -> None:
        def typed(document: str) -> str:
            return re.sub(
                r"(Putin said no\..*?</w:bookmarkEnd>|Putin said no\..*?<w:bookmarkEnd[^>]*>)", rf"\1{run(' Twice.')}", document
            )

        file = docx.read(in_document(of_paragraphs, typed))
        assert [each.lang for each in file.rows if each.segment in (SECOND, THIRD)] == [RU, RU]
        assert file.problems == (("row 2", "English: “Twice.” stands in no frame of a sentence"),)


class TestColumns:
    def test_are_known_by_their_headings_where_nothing_else_is_left_even_in_another_order(self, path: Path) -> None:
        def turned(document: str) -> str:
            for each in rows_of(text := text_only(document)):
                cells = re.findall(r"<w:tc>.*?</w:tc>", each)
                text = text.replace("".join(cells), "".join(reversed(cells)))
            return text

        file = docx.read(in_document(path, turned))
        assert told(file) == AS_EXPORTED
        assert row(file, 1).source == ROWS[0][0]
        assert row(file, 1).where == "row 2"

    def test_that_were_deleted_are_not_there(self, path: Path) -> None:
        def without_russian(document: str) -> str:
            for each in rows_of(document):
                document = document.replace(re.findall(r"<w:tc>.*?</w:tc>", each)[3], "")
            return document

        file = docx.read(in_document(path, without_russian))
        assert told(file) == AS_EXPORTED[::2]
        assert file.problems == ()

    def test_after_a_cell_that_spans_two_are_counted_as_they_stand(self, path: Path) -> None:
        def spanned(document: str) -> str:
            text = text_only(document)
            cells = re.findall(r"<w:tc>.*?</w:tc>", rows_of(text)[2])
            wide = cells[1].replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>')
            return text.replace(cells[1] + cells[2], wide)

        file = docx.read(in_document(path, spanned))
        assert row(file, 1, RU).text == "Путин сказал нет."
        assert [each.lang for each in file.rows if each.segment == SECOND] == [RU]

    def test_of_one_language_cannot_be_two(self, path: Path) -> None:
        def twice(document: str) -> str:
            english = re.findall(r"<w:tc>.*?</w:tc>", rows_of(document)[2])[2]
            return document.replace(english, english * 2)

        file = docx.read(in_document(path, twice))
        assert [each.lang for each in file.rows if each.segment == SECOND] == [RU]
        assert file.problems == (("row 2", "English: has two cells of English"),)


class TestTheExport:
    CARRIERS: ClassVar = {
        "the property": {"docProps/custom.xml": lambda text: text.replace(EXPORT, "")},
        "the part": {"customXml/item2.xml": lambda text: text.replace(EXPORT, "")},
        "the tag": {"word/document.xml": lambda text: text.replace(f"export:{EXPORT}", "")},
        "the bookmark": {"word/document.xml": lambda text: text.replace(f"export_{EXPORT}", "")},
        "the number": {"word/document.xml": lambda text: text.replace(f">{EXPORT}<", "><")},
    }

    @pytest.mark.parametrize("left", CARRIERS)
    def test_is_known_by_any_one_of_its_carriers(self, path: Path, left: str) -> None:
        for name, parts in self.CARRIERS.items():
            if name != left:
                changed(path, parts)
        assert docx.read(path).export == EXPORT

    def test_is_not_known_where_all_are_gone(self, path: Path) -> None:
        for parts in self.CARRIERS.values():
            changed(path, parts)
        file = docx.read(path)
        assert file.export == ""
        assert told(file) == AS_EXPORTED

    @pytest.mark.parametrize("carrier", CARRIERS)
    def test_cannot_be_two(self, path: Path, carrier: str) -> None:
        name = next(iter(self.CARRIERS[carrier]))
        sign = {"the tag": "export:", "the bookmark": "export_", "the number": ">"}.get(carrier, "")
        other = "0123456789abcdef"
        changed(path, {name: lambda text: text.replace(f"{sign}{EXPORT}", f"{sign}{other}")})
        with pytest.raises(InputError, match=f"holds tables of 2 exports \\({other}, {EXPORT}\\)"):
            docx.read(path)

    def test_is_that_of_the_table_in_a_document_of_another_program(self, path: Path) -> None:
        """python-docx saves what it does not know as it is."""
        document = python_docx.Document(str(path))
        document.add_paragraph("Typed below the table.")
        document.save(str(path))
        file = docx.read(path)
        assert (file.export, told(file), file.problems) == (EXPORT, AS_EXPORTED, ())


def status(english: str, document: str) -> str:
    """The second row's English status, typed or chosen."""
    cells = re.findall(r"<w:tc>.*?</w:tc>", rows_of(document)[2])
    return document.replace(cells[4], re.sub(r">draft<", f">{english}<", cells[4], count=1))


class TestStatus:
    @pytest.mark.parametrize("interface", Lang)
    @pytest.mark.parametrize("change", [None, without_tags, text_only], ids=["as written", "LibreOffice", "text only"])
    def test_comes_back_as_it_was_written_in_any_interface(
        self, tmp_path: Path, interface: Lang, change: Callable[[str], str] | None
    ) -> None:
        states = {EN: [State.TRANSLATED, State.INITIAL, State.REVIEWED], RU: [State.REVIEWED, State.TRANSLATED, State.INITIAL]}
        path = docx.write(with_states(view(ROWS), states), tmp_path / "review.docx", CONFIG, ReviewConfig(interface=interface))
        file = docx.read(in_document(path, change) if change else path)
        assert {lang: [row(file, number, lang).state for number in range(3)] for lang in (EN, RU)} == states
        assert file.problems == ()

    @pytest.mark.parametrize(
        ("label", "state"),
        [
            ("approved", State.REVIEWED),
            ("Approved", State.REVIEWED),
            (" APPROVED ", State.REVIEWED),
            ("утверждено", State.REVIEWED),
            ("Утверждено", State.REVIEWED),
            ("معتمد", State.REVIEWED),
            ("\u200fمعتمد\u200f", State.REVIEWED),
            ("needs work", State.INITIAL),
            ("доработать", State.INITIAL),
            ("черновик", State.TRANSLATED),
            (": approved", State.REVIEWED),
        ],
    )
    def test_may_be_typed_in_any_of_the_languages(self, path: Path, label: str, state: State) -> None:
        file = docx.read(in_document(path, lambda document: status(label, document).replace(">EN ", ">en ")))
        assert row(file, 1).state is state
        assert row(file, 1, RU).state is State.TRANSLATED
        assert file.problems == ()

    @pytest.mark.parametrize("label", ["ok", "approved?", "not approved", "approved by Lina", "draft approved"])
    def test_that_is_none_is_named_and_the_state_stays(self, path: Path, label: str) -> None:
        file = docx.read(in_document(path, lambda document: status(label, document)))
        assert row(file, 1).state is State.TRANSLATED
        assert file.problems == (("row 2", f"its status “{label}” is none of: draft, needs work, approved"),)

    def test_that_was_chosen_with_tracking_on_is_the_new_one(self, path: Path) -> None:
        def choose(document: str) -> str:
            cells = re.findall(r"<w:tc>.*?</w:tc>", rows_of(document)[2])
            tracked = "<w:del><w:r><w:delText>draft</w:delText></w:r></w:del><w:ins>" + run("approved") + "</w:ins>"
            return document.replace(cells[4], re.sub(r"<w:r>(?:(?!</w:r>).)*>draft<.*?</w:r>", tracked, cells[4], count=1))

        file = docx.read(in_document(path, choose))
        assert row(file, 1).state is State.REVIEWED
        assert not row(file, 1).tracked, "its text was not changed"

    @pytest.mark.parametrize("exported", [State.TRANSLATED, State.INITIAL, State.REVIEWED])
    def test_that_is_gone_leaves_each_text_in_the_state_that_it_had(self, tmp_path: Path, exported: State) -> None:
        path = docx.write(with_states(view(ROWS), {EN: [State.TRANSLATED, exported]}), tmp_path / "review.docx", CONFIG)

        def without_column(document: str) -> str:
            for each in rows_of(document):
                document = document.replace(re.findall(r"<w:tc>.*?</w:tc>", each)[4], "", 1)
            return document

        file = docx.read(in_document(path, without_column))
        assert row(file, 1).state is exported
        assert file.problems == ()

    def test_that_is_gone_with_the_part_that_lists_them_stays_as_it_was_and_is_named(self, path: Path) -> None:
        changed(path, {"customXml/item2.xml": None, "customXml/itemProps2.xml": None})
        file = docx.read(in_document(path, lambda document: status("", document)))
        assert row(file, 1).state is None
        assert file.problems == (("row 2", "English: has no status that can be told: it stays as it was"),)

    def test_of_a_paragraph_counts_for_each_of_its_sentences(self, of_paragraphs: Path) -> None:
        file = docx.read(in_document(of_paragraphs, lambda document: status("approved", document)))
        assert [row(file, number).state for number in (1, 2, 3)] == [State.REVIEWED, State.REVIEWED, State.TRANSLATED]

    @pytest.mark.parametrize("interface", Lang)
    def test_of_a_paragraph_whose_sentences_differ_is_told_of_each(self, tmp_path: Path, interface: Lang) -> None:
        made = with_states(MADE_OF_TWO, {EN: [State.TRANSLATED, State.REVIEWED, State.INITIAL]})
        review = ReviewConfig(rows="paragraph", interface=interface)
        path = docx.write(made, tmp_path / "review.docx", CONFIG, review)
        file = docx.read(changed(path, {"customXml/item2.xml": None, "customXml/itemProps2.xml": None}))
        assert [row(file, number).state for number in (1, 2)] == [State.REVIEWED, State.INITIAL]
        assert file.problems == ()

    @pytest.mark.parametrize(
        ("label", "states"),
        [
            ("2 approved", [State.TRANSLATED, State.REVIEWED]),
            ("1 утверждено; 2 needs work", [State.REVIEWED, State.INITIAL]),
            ("3 approved", None),
            ("0 approved", None),
            ("1 approved, 2", None),
            ("1 approved, 2 fine", None),
            ("both approved", None),
        ],
    )
    def test_of_a_paragraph_may_be_typed_for_some_of_its_sentences(
        self, of_paragraphs: Path, label: str, states: list[State] | None
    ) -> None:
        file = docx.read(in_document(of_paragraphs, lambda document: status(label, document)))
        assert [row(file, number).state for number in (1, 2)] == (states or [State.TRANSLATED, State.TRANSLATED])
        assert [what for _, what in file.problems] == (
            [] if states else [f"its status “{label}” is none of: draft, needs work, approved"]
        )


def remark(number: int, text: str, *, author: str = "Lina", date: str = "2022-01-10T09:30:00Z") -> str:
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}"><w:p>{run(text)}</w:p></w:comment>'


def commented(number: int, before: str, document: str, *, only_reference: bool = False) -> str:
    """A comment on the first run that begins with these words."""
    start = f'<w:commentRangeStart w:id="{number}"/>'
    end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    around = (r"\1" + end) if only_reference else (start + r"\1" + end)
    return re.sub(rf"(<w:r>(?:(?!</w:r>).)*>{before}.*?</w:r>)", around, document, count=1)


SAID = Comment("Lina", "2022-01-10T09:30:00Z", "Who says so?")


class TestComments:
    @pytest.mark.parametrize("only_reference", [False, True])
    def test_belong_to_the_text_that_they_are_on(self, path: Path, *, only_reference: bool) -> None:
        with_comments(path, remark(4, "Who says so?"))
        in_document(path, lambda text: commented(4, "Путин", text, only_reference=only_reference))
        file = docx.read(path)
        assert row(file, 1, RU).comments == (SAID,)
        assert [each for each in file.rows if each.comments] == [row(file, 1, RU)]
        assert not row(file, 1, RU).tracked
        assert file.problems == ()

    @pytest.mark.parametrize("on", ["قال بوتين", "2</w:t>"])
    def test_on_the_arabic_or_the_number_belong_to_all_languages(self, path: Path, on: str) -> None:
        with_comments(path, remark(4, "Who says so?"))
        file = docx.read(in_document(path, lambda text: commented(4, on, text)))
        assert [(each.segment, each.lang) for each in file.rows if each.comments] == [(SECOND, EN), (SECOND, RU)]

    def test_on_a_status_belong_to_its_language(self, path: Path) -> None:
        with_comments(path, remark(4, "Who says so?"))
        file = docx.read(in_document(path, lambda text: commented(4, "draft", text)))
        assert [(each.segment, each.lang) for each in file.rows if each.comments] == [(FIRST, EN)]

    def test_in_a_paragraph_belong_to_the_sentence_at_which_they_begin(self, of_paragraphs: Path) -> None:
        with_comments(of_paragraphs, remark(4, "Who says so?"))
        file = docx.read(in_document(of_paragraphs, lambda text: commented(4, "Lavrov", text)))
        assert [(each.segment, each.lang) for each in file.rows if each.comments] == [(THIRD, EN)]

    def test_keep_their_order_authors_and_lines(self, path: Path) -> None:
        first = "<w:p><w:r><w:annotationRef/></w:r><w:r><w:t>one</w:t></w:r></w:p>"
        lines = f'<w:comment w:id="5" w:author="Олег">{first}<w:p>{run("two")}</w:p></w:comment>'
        with_comments(path, remark(4, "Who says so?") + lines)
        in_document(path, lambda text: commented(5, "Putin", commented(4, "Putin", text)))
        assert set(row(docx.read(path), 1).comments) == {SAID, Comment("Олег", "", "one\ntwo")}

    def test_that_were_inserted_with_tracking_on_change_no_text(self, path: Path) -> None:
        """LibreOffice tracks them."""
        with_comments(path, remark(4, "Who says so?"))
        tracked = '<w:ins><w:r><w:commentReference w:id="4"/></w:r></w:ins>'
        in_document(path, lambda text: re.sub(r"(<w:r>(?:(?!</w:r>).)*>Putin.*?</w:r>)", rf"\1{tracked}", text))
        assert (row(docx.read(path), 1).comments, row(docx.read(path), 1).tracked) == ((SAID,), False)

    def test_without_a_word_are_none(self, path: Path) -> None:
        with_comments(path, remark(4, " "))
        file = docx.read(in_document(path, lambda text: commented(4, "Putin", text)))
        assert (row(file, 1).comments, file.problems) == ((), ())

    @pytest.mark.parametrize("place", ["Machine drafts", "English", "nowhere"])
    def test_on_no_row_are_named_not_lost(self, path: Path, place: str) -> None:
        with_comments(path, remark(4, "All is well.", author="Олег"))
        if place != "nowhere":
            in_document(path, lambda text: commented(4, place, text))
        assert docx.read(path).problems == (("comment of Олег", "is at no row that could be read: “All is well.”"),)

    def test_that_stand_in_a_file_elsewhere_are_not_fetched(self, path: Path) -> None:
        relation = (
            '<Relationship Id="rIdX" Target="file:///etc/passwd" TargetMode="External" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
        )
        changed(path, {RELATIONS: lambda text: text.replace("</Relationships>", relation)})
        assert told(docx.read(path)) == AS_EXPORTED
