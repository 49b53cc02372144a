"""What comes back from editors: each row's outcome, what is stored of it, and that nothing else is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from translate.errors import ReviewError, StoreError
from translate.files import sha256
from translate.model import Block, BlockKind, Comment, Document, Draft, Lang, Returned, ReturnedFile, Segment, State
from translate.review import Outcome, Review, accept, examine, same
from translate.store import Store

if TYPE_CHECKING:
    from pathlib import Path

EN, RU = Lang.EN, Lang.RU
A, B, C = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
SOURCES = {A: "قال بوتين نعم.", B: "وصل الضيوف.", C: "انتهت القمة."}
DRAFTS = {A: "Putin said yes.", B: "The guests came.", C: "The summit ended."}
EXPORT = "e" * 16
APPROVED, WORK, DRAFT = State.REVIEWED, State.INITIAL, State.TRANSLATED


class Desk:
    """A store with one document of three sentences, drafted and exported in English."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / ".translate")
        self.path = folder / "summit.en.po"
        self.path.write_text("as exported", encoding="utf-8")
        self.document = Document(
            folder / "summit.txt",
            "summit",
            "utf-8",
            "0" * 64,
            tuple(Block(BlockKind.PARAGRAPH, s, 1) for s in SOURCES.values()),
        )
        self.segments = [Segment(name, i, BlockKind.PARAGRAPH, s, "") for i, (name, s) in enumerate(SOURCES.items())]
        self.number, _ = self.store.put_document(self.document, self.segments)
        self.store.put_drafts(self.number, [Draft(name, EN, text, "engine:test", -0.5) for name, text in DRAFTS.items()])
        self.export(EXPORT)

    def export(self, name: str) -> None:
        self.store.put_exported(name, self.number, [EN], list(SOURCES))
        self.store.put_export(self.path, sha256(self.path))

    def file(self, *rows: Returned, export: str = EXPORT, author: str = "Lina", **changes: object) -> ReturnedFile:
        return replace(ReturnedFile(self.path, export, author, rows), **changes)  # type: ignore[arg-type]

    def examine(self, *rows: Returned, **changes: object) -> Review:
        return examine(self.file(*rows, **changes), self.store)  # type: ignore[arg-type]

    def take(self, *rows: Returned, **changes: object) -> Review:
        review = self.examine(*rows, **changes)
        accept(review, self.store, digest=sha256(self.path))
        return review

    def now(self, segment: str = A) -> Draft:
        return self.store.drafts(self.number, EN)[segment]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def row(segment: str = A, text: str | None = None, state: State | None = DRAFT, **changes: object) -> Returned:
    made = Returned(segment, EN, SOURCES.get(segment, ""), DRAFTS.get(segment, "") if text is None else text, state, "row 1")
    return replace(made, **changes)  # type: ignore[arg-type]


def all_rows(*first: Returned) -> list[Returned]:
    given = {each.segment for each in first}
    return [*first, *(row(name) for name in SOURCES if name not in given)]


OUTCOMES = [  # what the row says, its outcome, and what is then in the store: text, state, author
    (row(), Outcome.UNCHANGED, (DRAFTS[A], DRAFT, "")),
    (row(state=APPROVED), Outcome.APPROVED, (DRAFTS[A], APPROVED, "Lina")),
    (row(text="Putin agreed.", state=APPROVED), Outcome.APPROVED, ("Putin agreed.", APPROVED, "Lina")),
    (row(text="Putin agreed."), Outcome.CHANGED, ("Putin agreed.", DRAFT, "Lina")),
    (row(text="Putin agreed.", state=WORK), Outcome.NEEDS_WORK, ("Putin agreed.", WORK, "Lina")),
    (row(state=WORK), Outcome.NEEDS_WORK, (DRAFTS[A], WORK, "")),
    (row(text=""), Outcome.EMPTY, (DRAFTS[A], DRAFT, "")),
    (row(text=" \u00a0\n", state=APPROVED), Outcome.EMPTY, (DRAFTS[A], DRAFT, "")),
    (row(text="Putin\u00a0said \u200fyes."), Outcome.UNCHANGED, (DRAFTS[A], DRAFT, "")),
    (row(text="Putin  said\nyes."), Outcome.UNCHANGED, (DRAFTS[A], DRAFT, "")),
    (row(state=None), Outcome.UNCHANGED, (DRAFTS[A], DRAFT, "")),
    (row(text="Putin agreed.", state=None), Outcome.CHANGED, ("Putin agreed.", DRAFT, "Lina")),
    (row(text="putin said yes."), Outcome.CHANGED, ("putin said yes.", DRAFT, "Lina")),
    (row(source=None, state=APPROVED), Outcome.APPROVED, (DRAFTS[A], APPROVED, "Lina")),
    (row(source="قال  بوتين\u00a0نعم.\u200f", state=APPROVED), Outcome.APPROVED, (DRAFTS[A], APPROVED, "Lina")),
    (row(source="قال بوتين لا.", state=APPROVED), Outcome.SET_ASIDE, (DRAFTS[A], DRAFT, "")),
    (row(source="", state=APPROVED), Outcome.SET_ASIDE, (DRAFTS[A], DRAFT, "")),
    (row("dddddddddddd", "Who?", APPROVED), Outcome.SET_ASIDE, (DRAFTS[A], DRAFT, "")),
    (row("", "Who?", APPROVED), Outcome.SET_ASIDE, (DRAFTS[A], DRAFT, "")),
    (row(lang=RU, state=APPROVED), Outcome.SET_ASIDE, (DRAFTS[A], DRAFT, "")),
]


@pytest.mark.parametrize(("given", "outcome", "stored"), OUTCOMES)
def test_each_row_has_its_outcome_and_only_that_is_stored(
    desk: Desk, given: Returned, outcome: Outcome, stored: tuple[str, State, str]
) -> None:
    review = desk.take(given)
    assert [v.outcome for v in review.verdicts if v.outcome is not Outcome.MISSING] == [outcome]
    assert (desk.now().text, desk.now().state, desk.now().author) == stored
    assert {desk.now(name).text for name in (B, C)} == {DRAFTS[B], DRAFTS[C]}


@pytest.mark.parametrize(("given", "outcome", "_"), OUTCOMES)
def test_a_report_alone_stores_nothing(desk: Desk, given: Returned, outcome: Outcome, _: object) -> None:
    assert outcome in desk.examine(given).counts
    assert desk.now() == Draft(A, EN, DRAFTS[A], "engine:test", -0.5)


@pytest.mark.parametrize(("given", "outcome", "stored"), OUTCOMES)
def test_the_same_file_twice_changes_nothing_more(
    desk: Desk, given: Returned, outcome: Outcome, stored: tuple[str, State, str]
) -> None:
    desk.take(given)
    again = desk.take(given)
    assert outcome in (Outcome.SET_ASIDE, Outcome.EMPTY) or not again.drafts or again.drafts[0].author == ""
    assert (desk.now().text, desk.now().state, desk.now().author) == stored


class TestAFile:
    def test_of_no_export_is_refused_whole(self, desk: Desk) -> None:
        with pytest.raises(ReviewError, match=r"does not say which export it is from"):
            desk.examine(row(state=APPROVED), export="")

    def test_of_a_foreign_export_is_refused_whole(self, desk: Desk) -> None:
        with pytest.raises(ReviewError, match="from an export that this desk did not make"):
            desk.examine(row(state=APPROVED), export="f" * 16)
        assert desk.now().state is DRAFT

    def test_whose_rows_were_moved_goes_by_their_ids(self, desk: Desk) -> None:
        review = desk.take(row(C, state=APPROVED), row(A, "Putin agreed."), row(B))
        assert review.counts == {Outcome.APPROVED: 1, Outcome.CHANGED: 1, Outcome.UNCHANGED: 1}
        assert (desk.now(C).state, desk.now(A).text) == (APPROVED, "Putin agreed.")

    def test_that_lacks_rows_names_them_and_deletes_nothing(self, desk: Desk) -> None:
        review = desk.take(row(B, state=APPROVED))
        missing = [v for v in review.verdicts if v.outcome is Outcome.MISSING]
        assert [(v.segment, v.source, v.before) for v in missing] == [(n, SOURCES[n], DRAFTS[n]) for n in (A, C)]
        assert desk.now(A).text == DRAFTS[A]

    def test_without_rows_names_all_as_missing(self, desk: Desk) -> None:
        assert desk.take().counts == {Outcome.MISSING: 3}

    @pytest.mark.parametrize("second", [row(text="Putin agreed.", where="row 9"), row(state=APPROVED, where="row 9")])
    def test_with_a_row_twice_takes_neither_and_names_both(self, desk: Desk, second: Returned) -> None:
        review = desk.take(*all_rows(row()), second)
        found = [v for v in review.verdicts if v.outcome is Outcome.SET_ASIDE]
        assert [(v.where, "more than once" in v.why) for v in found] == [("row 1, row 9", True)]
        assert desk.now() == Draft(A, EN, DRAFTS[A], "engine:test", -0.5)

    def test_with_a_row_twice_that_says_the_same_takes_it_once(self, desk: Desk) -> None:
        assert desk.take(row(state=APPROVED), row(state=APPROVED, text="Putin said\u00a0yes."), row(B), row(C)).counts == {
            Outcome.APPROVED: 1,
            Outcome.UNCHANGED: 2,
        }

    def test_with_rows_that_cannot_be_read_names_them_and_takes_the_others(self, desk: Desk) -> None:
        review = desk.take(row(state=APPROVED), problems=(("row 4", "its id is gone"),))
        assert ("row 4", "its id is gone") in [(v.where, v.why) for v in review.verdicts]
        assert desk.now().state is APPROVED

    def test_names_its_author_unless_another_is_given(self, desk: Desk) -> None:
        assert desk.take(row(state=APPROVED), author="").drafts[0].author == "unknown"
        assert examine(desk.file(row(B, state=APPROVED)), desk.store, author="Omar").drafts[0].author == "Omar"

    def test_that_did_its_work_may_be_written_over(self, desk: Desk) -> None:
        desk.path.write_text("edited", encoding="utf-8")
        desk.take(*all_rows(row(state=APPROVED)))
        assert desk.store.export_digest(desk.path) == sha256(desk.path)

    def test_of_which_a_row_was_left_out_may_not(self, desk: Desk) -> None:
        desk.path.write_text("edited", encoding="utf-8")
        desk.take(*all_rows(row(source="قال", state=APPROVED)))
        assert desk.store.export_digest(desk.path) != sha256(desk.path)

    def test_that_was_never_exported_to_its_place_is_not_remembered(self, desk: Desk, tmp_path: Path) -> None:
        copy = tmp_path / "mail.po"
        copy.write_text("edited", encoding="utf-8")
        desk.take(row(state=APPROVED), path=copy)
        assert desk.store.export_digest(copy) is None

    def test_brings_its_comments_once(self, desk: Desk) -> None:
        remark = Comment("Lina", "2026-11-24T10:00:00Z", "Who said it?")
        for _ in range(2):
            desk.take(row(comments=(remark,)))
        assert desk.store.comments(desk.number, EN) == {A: (remark,)}

    def test_with_a_comment_on_an_unknown_row_loses_only_that(self, desk: Desk) -> None:
        desk.take(row("dddddddddddd", "x", comments=(Comment("L", "", "?"),)), row(state=APPROVED))
        assert (desk.now().state, desk.store.comments(desk.number, EN)) == (APPROVED, {})


class TestTwoEditors:
    def test_who_touched_different_rows_are_both_taken(self, desk: Desk) -> None:
        desk.take(*all_rows(row(A, "Putin agreed.", APPROVED)), author="Lina")
        second = desk.take(*all_rows(row(B, "Guests came.", APPROVED)), author="Omar")
        assert second.counts == {Outcome.APPROVED: 1, Outcome.UNCHANGED: 2}
        assert [(desk.now(n).text, desk.now(n).author) for n in (A, B)] == [("Putin agreed.", "Lina"), ("Guests came.", "Omar")]

    def test_who_changed_one_row_differently_are_a_conflict_with_both_texts(self, desk: Desk) -> None:
        desk.take(row(text="Putin agreed.", state=APPROVED), author="Lina")
        second = desk.take(row(text="Putin consented.", state=APPROVED), author="Omar")
        conflict = next(v for v in second.verdicts if v.outcome is Outcome.CONFLICT)
        assert (conflict.after, conflict.why) == ("Putin consented.", "Lina has meanwhile written “Putin agreed.”")
        assert (desk.now().text, desk.now().author) == ("Putin agreed.", "Lina")

    def test_who_agree_are_no_conflict(self, desk: Desk) -> None:
        desk.take(row(text="Putin agreed.", state=APPROVED), author="Lina")
        second = desk.take(row(text="Putin\u00a0agreed.", state=APPROVED), author="Omar")
        assert Outcome.CONFLICT not in second.counts
        assert desk.now().author == "Lina"

    def test_of_whom_one_approves_what_the_other_only_changed_is_taken(self, desk: Desk) -> None:
        desk.take(row(text="Putin agreed."), author="Lina")
        desk.take(row(text="Putin agreed.", state=APPROVED), author="Omar")
        assert (desk.now().state, desk.now().author) == (APPROVED, "Omar")


class TestWhatIsNewer:
    """A file is a picture of an earlier day: it does not turn back what was done since."""

    def test_an_approval_stands_against_an_older_copy_that_only_has_the_text(self, desk: Desk) -> None:
        desk.take(row(text="Putin agreed.", state=APPROVED))
        older = desk.take(*all_rows(row(text="Putin agreed.")), author="Omar")
        assert older.counts == {Outcome.UNCHANGED: 3}
        assert desk.now().state is APPROVED

    def test_an_approval_and_a_mark_that_it_needs_work_are_a_conflict(self, desk: Desk) -> None:
        desk.take(row(text="Putin agreed.", state=APPROVED))
        assert Outcome.CONFLICT in desk.take(row(text="Putin agreed.", state=WORK), author="Omar").counts
        assert desk.now().state is APPROVED

    def test_an_approval_taken_back_is_not_given_again_by_the_old_file(self, desk: Desk) -> None:
        desk.take(row(state=APPROVED))
        desk.export("f" * 16)
        desk.take(row(), export="f" * 16, author="Chief")
        again = desk.take(row(state=APPROVED))
        assert "Chief has meanwhile taken the approval back" in [v.why for v in again.verdicts]
        assert desk.now().state is DRAFT

    def test_a_newer_draft_is_not_replaced_by_an_older_one_that_needed_work(self, desk: Desk) -> None:
        desk.store.put_drafts(desk.number, [Draft(A, EN, "A newer draft.", "engine:newer")])
        assert desk.take(*all_rows(row(state=WORK))).counts == {Outcome.UNCHANGED: 3}
        assert desk.now() == Draft(A, EN, "A newer draft.", "engine:newer")

    def test_an_editor_who_goes_on_in_her_file_is_no_conflict(self, desk: Desk) -> None:
        desk.take(row(text="Putin agreed."))
        desk.take(row(text="Putin has agreed.", state=APPROVED))
        assert (desk.now().text, desk.now().state) == ("Putin has agreed.", APPROVED)

    def test_two_imports_at_one_moment_do_not_lose_the_first(self, desk: Desk) -> None:
        reviews = [desk.examine(row(text=f"By {name}.", state=APPROVED), author=name) for name in ("Lina", "Omar")]
        accept(reviews[0], desk.store, digest="")
        with pytest.raises(StoreError, match="was changed meanwhile; nothing was stored"):
            accept(reviews[1], desk.store, digest="")
        assert desk.now().text == "By Lina."

    def test_a_file_that_was_saved_again_while_it_was_read_is_not_written_over(self, desk: Desk) -> None:
        review = desk.examine(*all_rows(row(state=APPROVED)))
        digest = sha256(desk.path)
        desk.path.write_text("saved again", encoding="utf-8")
        accept(review, desk.store, digest=digest)
        assert desk.store.export_digest(desk.path) != sha256(desk.path)


class TestAnOlderExport:
    def test_after_which_the_machine_drafted_again_gives_way_to_the_human(self, desk: Desk) -> None:
        desk.store.put_drafts(desk.number, [Draft(A, EN, "A newer draft.", "engine:newer")])
        desk.take(row(text="Putin agreed.", state=APPROVED))
        assert desk.now().text == "Putin agreed."

    def test_of_a_sentence_that_is_gone_is_kept_for_the_day_it_comes_back(self, desk: Desk) -> None:
        desk.store.put_document(desk.document, desk.segments[1:])
        review = desk.take(row(state=APPROVED))
        assert "no longer in the article" in review.verdicts[0].why
        assert desk.now().state is APPROVED

    def test_can_take_an_approval_back(self, desk: Desk) -> None:
        desk.take(row(state=APPROVED))
        desk.export("f" * 16)
        review = desk.take(row(), export="f" * 16)
        assert review.verdicts[0].outcome is Outcome.REOPENED
        assert (desk.now().state, desk.now().is_human) == (DRAFT, True)

    def test_whose_status_was_lost_leaves_what_is_approved(self, desk: Desk) -> None:
        desk.take(row(state=APPROVED))
        desk.export("f" * 16)
        assert desk.take(*all_rows(row(state=None)), export="f" * 16).counts == {Outcome.UNCHANGED: 3}
        assert desk.now().state is APPROVED

    def test_leaves_what_is_approved_and_unchanged(self, desk: Desk) -> None:
        desk.take(row(state=APPROVED))
        desk.export("f" * 16)
        assert desk.take(*all_rows(row(state=APPROVED)), export="f" * 16).counts == {Outcome.UNCHANGED: 3}


SAME = [
    ("a b", "a\u00a0b"),
    ("«a»", '"a"'),
    ("it’s", "it's"),
    ("a\u200fb", "ab"),
    ("a\u00adb", "ab"),
    ("  a  b ", "a b"),
    ("e\u0301", "é"),
    ("non\u2011stop", "non-stop"),
]
OTHER = [("a", "A"), ("a.", "a"), ("a-b", "a–b"), ("10", "١٠"), ("ё", "е"), ("a b", "ab"), ("", "a"), ("أ", "ا")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_programs_change_by_themselves_is_no_change(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_an_editor_may_mean_is_one(one: str, other: str) -> None:
    assert not same(one, other)
