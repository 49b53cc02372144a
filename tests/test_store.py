"""The work store keeps what was drafted, by whom, and all that came before; and says in one line when it cannot."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate import database
from translate.errors import StoreError
from translate.ledger import Ledger
from translate.migrations import MIGRATIONS, migrate
from translate.model import BlockKind, Document, Draft, Finding, Lang, Repair, Segment, Severity, State
from translate.store import FILE_NAME, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

EN, RU = Lang.EN, Lang.RU
NASTY = ["", " ", "'; DROP TABLE draft; --", "\x00\x01", "سلام\u200f\u202e", "line\nline\r\n", "😀" * 1000, "x" * 100_000]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / ".translate"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "export"),
    [
        ("خ" * 125, "خ" * 90),
        ("x" + "خ" * 125, "x" + "خ" * 89),
        ("x" * 180, "x" * 180),
        ("x" * 179 + " y", "x" * 179),
        (". news. ", "news"),
        ("...", "document"),
        (" ", "document"),
    ],
)
def test_a_folder_s_name_is_no_longer_than_disks_hold_and_never_of_dots(store: Store, wanted: str, export: str) -> None:
    assert store.put_document(document(wanted, "/a"), segments("a"))[1] == export
    assert store.put_document(document(wanted, "/b"), segments("a"))[1] == f"{export}-2"
    assert store.put_document(document(wanted, "/a"), segments("a"))[1] == export, "one that is stored keeps its name"


def document(name: str = "news", where: str = "/articles", digest: str = "0" * 64) -> Document:
    return Document(path=Path(where) / f"{name}.txt", name=name, encoding="utf-8", digest=digest, blocks=())


def segments(*sources: str) -> list[Segment]:
    return [Segment(source, place, BlockKind.PARAGRAPH, source, " ") for place, source in enumerate(sources)]


def draft(segment: str, text: str = "draft", **changes: object) -> Draft:
    return replace(Draft(segment, EN, text, "engine:test"), **changes)  # type: ignore[arg-type]


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        return database.execute(query).fetchall()


def open_and_put(folder: Path, name: str, gate: multiprocessing.synchronize.Barrier) -> None:  # type: ignore[name-defined]
    gate.wait()
    with Store(folder) as store:
        number, _ = store.put_document(document(name), segments("a"))
        store.put_drafts(number, [draft("a", name)])


class TestSchema:
    def test_is_made_from_nothing(self, store: Store, folder: Path) -> None:
        assert store.path == folder / FILE_NAME
        assert rows(folder, "PRAGMA user_version") == [(len(MIGRATIONS),)]

    def test_is_brought_from_the_oldest_to_the_newest(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as database:
            database.execute("PRAGMA user_version = 0")
            migrate(database)
            made = database.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall()
        with Store(folder) as store:
            number, _ = store.put_document(document(), segments("a"))
            store.put_drafts(number, [draft("a")])
        assert rows(folder, "SELECT sql FROM sqlite_schema ORDER BY name") == made

    def test_stays_as_it_is_when_opened_again(self, folder: Path) -> None:
        for _ in range(2):
            with Store(folder) as store:
                assert store.drafts(1, EN) == {}
        assert rows(folder, "PRAGMA user_version") == [(len(MIGRATIONS),)]

    def test_a_step_that_fails_leaves_no_trace(self, monkeypatch: pytest.MonkeyPatch) -> None:
        broken = (*MIGRATIONS, ("CREATE TABLE half (id INTEGER) STRICT", "CREATE NONSENSE"))
        monkeypatch.setattr("translate.migrations.MIGRATIONS", broken)
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
            with pytest.raises(sqlite3.OperationalError):
                migrate(database)
            assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
            assert database.execute("SELECT name FROM sqlite_schema WHERE name = 'half'").fetchall() == []

    def test_of_a_later_version_is_refused_with_the_file_named(self, folder: Path) -> None:
        with Store(folder):
            pass
        with closing(sqlite3.connect(folder / FILE_NAME)) as database:
            database.execute("PRAGMA user_version = 999")
        with pytest.raises(StoreError, match=r"work\.db: was written by a later version \(schema 999.*upgrade"):
            Store(folder)

    def test_is_made_once_when_several_open_it_at_the_same_moment(self, folder: Path) -> None:
        context = multiprocessing.get_context("fork")
        gate = context.Barrier(4)
        workers = [context.Process(target=open_and_put, args=(folder, f"n{number}", gate)) for number in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
        assert len(rows(folder, "SELECT * FROM draft")) == 4


class TestDrafts:
    def test_come_back_as_they_were_put(self, store: Store) -> None:
        number, _ = store.put_document(document(), segments("a", "b"))
        findings = (Finding("terms", Severity.ERROR, "one"), Finding("numbers", Severity.WARNING, "two"))
        repairs = (Repair("org.x", "Y", "X", "it was spelled “Y”"), Repair("org.x", "", "X ", "it was missing"))
        put = [draft("a", "A", score=-0.25, findings=findings, repairs=repairs), draft("b", "B"), draft("a", "А", lang=RU)]
        store.put_drafts(number, put)
        assert store.drafts(number, EN) == {"a": put[0], "b": put[1]}
        assert store.drafts(number, RU) == {"a": put[2]}

    def test_lose_their_repairs_with_their_place(self, store: Store) -> None:
        number, _ = store.put_document(document(), segments("a"))
        store.put_drafts(number, [draft("a", repairs=(Repair("x", "a", "b", "why"),))])
        store.put_drafts(number, [draft("a", "newer")])
        assert store.drafts(number, EN)["a"].repairs == ()

    @pytest.mark.parametrize("text", NASTY, ids=[repr(text)[:20] for text in NASTY])
    def test_keep_every_character(self, folder: Path, text: str) -> None:
        with Store(folder) as store:
            number, _ = store.put_document(document(), segments("a"))
            store.put_drafts(number, [draft("a", text, findings=(Finding("x", Severity.INFO, text),))])
        with Store(folder) as store:
            found = store.drafts(number, EN)["a"]
        assert (found.text, found.findings[0].message) == (text, text)

    def test_that_are_newer_take_the_place_and_the_older_stay_as_history(self, store: Store, folder: Path) -> None:
        number, _ = store.put_document(document(), segments("a"))
        for text in ("first", "second", "third"):
            store.put_drafts(number, [draft("a", text, findings=(Finding("x", Severity.INFO, text),))])
        assert store.drafts(number, EN)["a"].text == "third"
        assert [finding.message for finding in store.drafts(number, EN)["a"].findings] == ["third"]
        assert rows(folder, "SELECT text, current FROM draft ORDER BY id") == [("first", 0), ("second", 0), ("third", 1)]
        assert rows(folder, "SELECT count(*) FROM finding") == [(3,)]

    def test_of_two_documents_do_not_mix(self, store: Store) -> None:
        one, _ = store.put_document(document("one"), segments("a"))
        two, _ = store.put_document(document("two"), segments("a"))
        store.put_drafts(one, [draft("a", "of one")])
        store.put_drafts(two, [draft("a", "of two")])
        assert [store.drafts(number, EN)["a"].text for number in (one, two)] == ["of one", "of two"]

    def test_are_put_all_or_none(self, store: Store) -> None:
        number, _ = store.put_document(document(), segments("a", "b"))
        store.put_drafts(number, [draft("b", "human", state=State.REVIEWED)])
        with pytest.raises(StoreError):
            store.put_drafts(number, [draft("a", "machine"), draft("b", "machine")])
        assert {key: value.text for key, value in store.drafts(number, EN).items()} == {"b": "human"}


class TestAHumansText:
    @pytest.mark.parametrize("state", [State.REVIEWED, State.FINAL])
    def test_is_never_replaced_by_a_machines(self, store: Store, state: State) -> None:
        number, _ = store.put_document(document(), segments("a"))
        store.put_drafts(number, [draft("a", "human", state=state)])
        with pytest.raises(StoreError, match=rf"segment a \(en\) is {state}"):
            store.put_drafts(number, [draft("a", "machine")])
        assert store.drafts(number, EN)["a"].text == "human"

    @pytest.mark.parametrize("state", [State.REVIEWED, State.FINAL])
    def test_takes_the_place_of_a_machines_and_of_an_earlier_one(self, store: Store, state: State) -> None:
        number, _ = store.put_document(document(), segments("a"))
        store.put_drafts(number, [draft("a", "machine")])
        store.put_drafts(number, [draft("a", "human", state=State.REVIEWED)])
        store.put_drafts(number, [draft("a", "again", state=state)])
        assert store.drafts(number, EN)["a"].text == "again"

    def test_in_one_language_leaves_the_other_to_the_machine(self, store: Store) -> None:
        number, _ = store.put_document(document(), segments("a"))
        store.put_drafts(number, [draft("a", "human", state=State.FINAL)])
        store.put_drafts(number, [draft("a", "машина", lang=RU)])
        assert store.drafts(number, RU)["a"].text == "машина"


class TestDocuments:
    def test_keep_their_number_and_name_of_exports(self, store: Store) -> None:
        first = store.put_document(document(digest="0"), segments("a"))
        store.put_document(document("other"), segments("a"))
        assert store.put_document(document(digest="1"), segments("b")) == first

    def test_of_one_name_get_names_of_their_own_as_windows_tells_them_apart(self, store: Store) -> None:
        places = [("news", "/a"), ("News", "/b"), ("NEWS", "/c"), ("news-2", "/d"), ("STRASSE", "/e"), ("straße", "/f")]
        exports = [store.put_document(document(name, where), [])[1] for name, where in places]
        assert exports == ["news", "News-2", "NEWS-3", "news-2-2", "STRASSE", "straße-2"]
        assert [store.put_document(document(name, where), [])[1] for name, where in reversed(places)] == exports[::-1]

    def test_that_lose_a_sentence_keep_its_draft_for_the_day_it_comes_back(self, store: Store, folder: Path) -> None:
        number, _ = store.put_document(document(), segments("a", "b"))
        store.put_drafts(number, [draft("a"), draft("b", "kept", state=State.REVIEWED)])
        store.put_document(document(), segments("a"))
        assert rows(folder, "SELECT id, position FROM segment ORDER BY id") == [("a", 0), ("b", None)]
        store.put_document(document(), segments("b", "a"))
        assert rows(folder, "SELECT id, position FROM segment ORDER BY id") == [("a", 1), ("b", 0)]
        assert store.drafts(number, EN)["b"].text == "kept"


class TestFailures:
    def test_a_file_that_is_no_database_is_named_and_left_alone(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / FILE_NAME).write_bytes(b"This is a letter to the editor. " * 200)
        with pytest.raises(StoreError, match=r"work\.db: is no work store.*move it away"):
            Store(folder)
        assert (folder / FILE_NAME).read_bytes().startswith(b"This is a letter")

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(StoreError, match=r"file.*cannot be made: "):
            Store(tmp_path / "file" / ".translate")

    def test_a_folder_in_the_place_of_the_file_is_named(self, folder: Path) -> None:
        (folder / FILE_NAME).mkdir(parents=True)
        with pytest.raises(StoreError, match=r"work\.db: .*unable to open database file"):
            Store(folder)

    def test_a_run_that_holds_it_is_told_of(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
        with Store(folder) as store, closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
            number, _ = store.put_document(document(), segments("a"))
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match=r"locked \(another run holds it: wait"):
                store.put_drafts(number, [draft("a")])
            assert store.drafts(number, EN) == {}  # reading is free meanwhile
            other.execute("COMMIT")
            store.put_drafts(number, [draft("a")])
            assert list(store.drafts(number, EN)) == ["a"]

    def test_a_draft_of_an_unknown_segment_is_refused_and_the_store_stays_sound(self, store: Store) -> None:
        number, _ = store.put_document(document(), segments("a"))
        with pytest.raises(StoreError):
            store.put_drafts(number, [draft("unknown")])
        store.put_drafts(number, [draft("a")])
        assert list(store.drafts(number, EN)) == ["a"]


def test_the_glossary_of_the_last_run_comes_back_as_it_was_put_and_the_next_takes_its_place(folder: Path) -> None:
    rows = {"a": {"id": "a", "ar": "قال"}, "b": {"id": "b", "note": "'; DROP TABLE concept; --\n"}}
    with Ledger(folder) as ledger:
        assert ledger.glossary() == {}
        ledger.put_glossary(rows)
        assert ledger.glossary() == rows
        ledger.put_glossary({"b": {"id": "b"}})
        assert ledger.glossary() == {"b": {"id": "b"}}


class TestWaivers:
    def test_come_back_with_their_text_and_reason_and_a_newer_reason_wins(self, store: Store) -> None:
        number, _ = store.put_document(document(), segments("a", "b"))
        store.put_drafts(number, [draft("a"), draft("b")])
        assert store.waivers(number, EN) == {}
        store.put_waiver(number, draft("a"), "numbers", "first")
        store.put_waiver(number, draft("a"), "numbers", "'; DROP TABLE waiver; --")
        store.put_waiver(number, draft("b"), "script", "it is a brand")
        assert store.waivers(number, EN) == {
            ("a", "numbers"): (draft("a").text, "'; DROP TABLE waiver; --"),
            ("b", "script"): (draft("b").text, "it is a brand"),
        }
        assert store.waivers(number, Lang.RU) == {}

    def test_of_a_segment_that_is_not_there_are_refused(self, store: Store) -> None:
        number, _ = store.put_document(document(), segments("a"))
        with pytest.raises(StoreError):
            store.put_waiver(number, draft("unknown"), "numbers", "why")


def test_the_sentences_of_a_document_are_those_it_has_now(store: Store) -> None:
    number, _ = store.put_document(document(), segments("a", "b"))
    assert list(store.sentences(number)) == segments("a", "b")
    store.put_document(document(), segments("b"))
    assert list(store.sentences(number)) == segments("b")
