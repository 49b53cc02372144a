"""The memory finds what was approved, for the same sentence and for similar ones, and loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate import database
from translate.errors import StoreError, UsageError
from translate.glossary.match import Matcher
from translate.glossary.termbase import load
from translate.memory import Entry, Memory, Terms
from translate.memory import memory as module
from translate.memory.rate import rate
from translate.memory.schema import MIGRATIONS
from translate.memory.sentence import parse
from translate.migrations import migrate
from translate.model import Lang
from translate.segment import split

if TYPE_CHECKING:
    from collections.abc import Iterator

EN, RU = Lang.EN, Lang.RU
SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))
VISIT = Entry("زار الرئيس موسكو في 10 يناير.", "The president visited Moscow on 10 January.", EN, date="2026-01-01")
NASTY = [
    "'; DROP TABLE entry; --",
    "\x00\x01",
    "a\x00b",
    "سلام\u200f\u202e",
    "line\nline\r\n",
    "😀" * 1000,
    "x" * 100_000,
    "كلمة " * 20_000,
    '"AND OR NOT NEAR(',
    "^_$ * : + -",
    "0m 0",
    "ﷺ",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "memory.db"


@pytest.fixture
def memory(path: Path) -> Iterator[Memory]:
    with Memory(path) as opened:
        yield opened


def rates(memory: Memory, source: str, lang: Lang = EN, **options: object) -> list[int]:
    return [hit.rate for hit in memory.find(source, lang, **options)]  # type: ignore[arg-type]


def sentences() -> list[str]:
    return [piece.strip() for line in SEED.read_text(encoding="utf-8").splitlines() for piece in split(line) if piece.strip()]


class TestExact:
    def test_the_same_sentence_is_100_and_between_the_same_neighbours_101(self, memory: Memory) -> None:
        memory.put([replace(VISIT, before="قبل", after="بعد")])
        (alone,) = memory.find(VISIT.source, EN)
        (placed,) = memory.find(VISIT.source, EN, before="قبل", after="بعد")
        assert (alone.rate, alone.kind, alone.why) == (100, "exact", "")
        assert (placed.rate, placed.kind, placed.why) == (101, "context", "")
        assert placed.entry == replace(VISIT, before="قبل", after="بعد")

    @pytest.mark.parametrize(
        ("stored", "asked", "rate"),
        [
            (("قبل", "بعد"), ("قبل", "بعد"), 101),
            (("«قبل»", "بعـد"), ('"قبل"', "بعد"), 101),
            (("", "بعد"), ("", "بعد"), 101),  # the first sentence of a document
            (("", ""), ("", ""), 100),  # nothing is known of either place
            (("قبل", "بعد"), ("", ""), 100),
            (("", ""), ("قبل", "بعد"), 100),
            (("قبل", "بعد"), ("قبل", "آخر"), 100),
            (("قبل", "بعد"), ("بعد", "قبل"), 100),
        ],
    )
    def test_a_context_is_both_neighbours(
        self, memory: Memory, stored: tuple[str, str], asked: tuple[str, str], rate: int
    ) -> None:
        memory.put([replace(VISIT, before=stored[0], after=stored[1])])
        assert rates(memory, VISIT.source, before=asked[0], after=asked[1]) == [rate]

    def test_the_target_of_the_context_comes_before_others(self, memory: Memory) -> None:
        memory.put([replace(VISIT, before="ا", target="one"), replace(VISIT, before="ب", target="two")])
        assert [(hit.rate, hit.text) for hit in memory.find(VISIT.source, EN, before="ا")] == [(101, "one"), (100, "two")]
        assert [(hit.rate, hit.text) for hit in memory.find(VISIT.source, EN, before="ب")] == [(101, "two"), (100, "one")]

    @pytest.mark.parametrize(
        ("asked", "rate"),
        [
            ("زار الرئيس موسكو في ١٠ يناير.", 100),
            ("زار الـرئيسُ  موسكو في 10 يناير .", 100),
            ("زار الرييس موسكو في 10 يناير.", 99),
            ("زار الرئيس موسكو في 10 كانون الثاني.", 99),
        ],
    )
    def test_letters_as_they_are_spelled_are_100_and_folded_ones_99(self, memory: Memory, asked: str, rate: int) -> None:
        memory.put([VISIT])
        assert rates(memory, asked) == [rate]

    def test_a_threshold_of_101_asks_for_the_context(self, memory: Memory) -> None:
        memory.put([replace(VISIT, before="قبل")])
        assert rates(memory, VISIT.source, before="قبل", threshold=101) == [101]
        assert rates(memory, VISIT.source, before="آخر", threshold=101) == []
        assert rates(memory, VISIT.source, before="آخر", threshold=100) == [100]

    def test_each_language_has_its_own(self, memory: Memory) -> None:
        memory.put([VISIT, replace(VISIT, lang=RU, target="Президент посетил Москву 10 января.")])
        assert [hit.entry.lang for hit in memory.find(VISIT.source, EN)] == [EN]
        assert [hit.text for hit in memory.find("زار الرئيس موسكو في 12 شباط.", RU)] == ["Президент посетил Москву 12 февраля."]

    def test_one_target_is_shown_once_and_reviews_before_the_rest_and_the_latest_first(self, memory: Memory) -> None:
        memory.put(
            [
                replace(VISIT, target="c", origin="import", date="2026-03-01", before="1"),
                replace(VISIT, target="b", date="2026-01-01", before="2"),
                replace(VISIT, target="a", date="2026-02-01", before="3"),
                replace(VISIT, target="a", date="2025-02-01", before="4"),
            ]
        )
        hits = memory.find(VISIT.source, EN)
        assert [(hit.text, hit.entry.date[:7]) for hit in hits] == [("a", "2026-02"), ("b", "2026-01"), ("c", "2026-03")]


class TestFuzzy:
    def test_a_similar_sentence_is_found_with_its_number_put_right(self, memory: Memory) -> None:
        memory.put([VISIT])
        (hit,) = memory.find("وزار الرئيس موسكو في 12 يناير.", EN)
        assert (hit.kind, hit.adapted, hit.text) == ("fuzzy", hit.text, "The president visited Moscow on 12 January.")
        assert hit.entry.target == VISIT.target
        assert 95 <= hit.rate <= 98

    def test_what_is_below_the_threshold_is_not_shown(self, path: Path) -> None:
        asked = "لم يزر الرئيس موسكو في 10 يناير."
        with Memory(path, threshold=40) as memory:
            memory.put([VISIT])
            (rate,) = rates(memory, asked)
            assert rates(memory, asked, threshold=rate) == [rate]
            assert rates(memory, asked, threshold=rate + 1) == []
        with Memory(path) as memory:
            assert rates(memory, asked) == []

    def test_as_many_as_asked_for_the_best_first(self, memory: Memory) -> None:
        memory.put(replace(VISIT, source=f"{VISIT.source} {'كلمة ' * n}", target=str(n)) for n in range(1, 5))
        found = rates(memory, VISIT.source, limit=10, threshold=50)
        assert len(found) == 4
        assert found == sorted(found, reverse=True)
        assert rates(memory, VISIT.source, limit=2, threshold=50) == found[:2]
        assert rates(memory, VISIT.source, limit=0, threshold=50) == []

    def test_the_newest_of_a_thousand_that_differ_by_a_number_is_exact(self, memory: Memory) -> None:
        memory.put(replace(VISIT, source=f"العدد {n}", target=f"No. {n}") for n in range(2, 1000))
        (best, *rest) = memory.find("العدد 777", EN)
        assert (best.rate, best.text) == (100, "No. 777")
        assert all(hit.rate < 100 for hit in rest)
        assert {hit.text for hit in memory.find("العدد 5000", EN)} == {"No. 5000"}

    def test_what_a_scan_finds_is_found(self, memory: Memory) -> None:
        """Every sentence of the seed with each third of its words gone in turn, among all the others."""
        known = sentences()
        memory.put(Entry(source, f"t{n}", EN) for n, source in enumerate(known))
        asked = [
            " ".join(word for n, word in enumerate(source.split()) if n % 4 != gone)
            for source in known
            for gone in range(3)
            if len(source.split()) > 6
        ]
        assert len(asked) > 50
        parsed = [parse(source) for source in known]
        for text in asked:
            best = max(rate(parse(text), one, "", EN).rate for one in parsed)
            assert best < 75 or memory.find(text, EN)[0].rate >= best, text


class TestTerms:
    @pytest.fixture
    def terms(self, tmp_path: Path) -> Terms:
        (tmp_path / "people.csv").write_text(
            "id,ar,ar_short,en,en_short,ru,ru_short,gender\n"
            "putin,فلاديمير بوتين,بوتين,Vladimir Putin,Putin,Владимир Путин,Путин,m\n"
            "lavrov,سيرغي لافروف,لافروف,Sergei Lavrov,Lavrov,Сергей Лавров,Лавров,m\n"
            "zakharova,ماريا زاخاروفا,زاخاروفا,Maria Zakharova,Zakharova,Мария Захарова,Захарова,f\n",
            encoding="utf-8",
        )
        termbase = load(tmp_path)
        return Terms(termbase, Matcher(termbase))

    @pytest.mark.parametrize(
        "case",
        [
            (EN, "Putin met the minister.", "التقى لافروف الوزير أمس", "Lavrov met the minister."),
            (EN, "Vladimir Putin met the minister.", "التقى سيرغي لافروف الوزير أمس", "Sergei Lavrov met the minister."),
            (RU, "Встреча с Путиным прошла вчера.", "التقى لافروف الوزير أمس", "Встреча с Лавровым прошла вчера."),
            (RU, "Он говорил о Путине.", "التقى لافروف الوزير أمس", "Он говорил о Лаврове."),
            (RU, "Он видел Путина.", "التقى لافروف الوزير أمس", "Он видел Лаврова."),
            (EN, "Putin met Putin.", "التقى لافروف الوزير أمس", None),
            (EN, "He met the minister.", "التقى لافروف الوزير أمس", None),
            (RU, "Путин сказал.", "التقى زاخاروفا الوزير أمس", None),  # сказала
            (EN, "Putin met the minister.", "التقى الوزير أمس", None),
        ],
    )
    def test_are_put_right_where_one_stands_for_one(
        self, memory: Memory, terms: Terms, case: tuple[Lang, str, str, str | None]
    ) -> None:
        lang, target, asked, adapted = case
        source = "التقى فلاديمير بوتين الوزير أمس" if "سيرغي" in asked else "التقى بوتين الوزير أمس"
        memory.put([Entry(source, target, lang)])
        (hit,) = memory.find(asked, lang, terms=terms, threshold=50)
        assert hit.adapted == adapted
        assert hit.rate <= 94
        assert "term: " in hit.why

    def test_that_are_the_same_are_not_told(self, memory: Memory, terms: Terms) -> None:
        memory.put([Entry("التقى بوتين الوزير أمس في موسكو", "Putin met the minister.", EN)])
        (hit,) = memory.find("التقى بوتين الوزير أول أمس في موسكو", EN, terms=terms)
        assert "term" not in hit.why


class TestPut:
    def test_the_same_again_changes_nothing(self, memory: Memory) -> None:
        assert memory.put([VISIT, VISIT]) == 1
        assert memory.put([VISIT, replace(VISIT, date="2027-01-01", author="other", document="other")]) == 0
        assert list(memory.entries(superseded=True)) == [VISIT]

    def test_a_newer_review_supersedes_and_the_history_is_kept(self, memory: Memory) -> None:
        newer = replace(VISIT, target="better", date="2026-02-01")
        assert memory.put([VISIT, newer]) == 2
        assert [hit.text for hit in memory.find(VISIT.source, EN)] == ["better"]
        assert list(memory.entries()) == [newer]
        assert list(memory.entries(superseded=True)) == [VISIT, newer]

    def test_an_older_review_that_comes_later_is_history_at_once(self, memory: Memory) -> None:
        older = replace(VISIT, target="worse", date="2025-01-01")
        assert memory.put([VISIT, older]) == 2
        assert list(memory.entries()) == [VISIT]
        assert memory.put([older, VISIT]) == 0

    def test_a_review_may_return_to_what_was_superseded(self, memory: Memory) -> None:
        again = replace(VISIT, date="2026-03-01")
        memory.put([VISIT, replace(VISIT, target="better", date="2026-02-01"), again])
        assert list(memory.entries()) == [again]

    def test_a_review_in_another_place_stands_beside(self, memory: Memory) -> None:
        memory.put([VISIT, replace(VISIT, before="قبل", target="here", date="2026-02-01")])
        assert len(list(memory.entries())) == 2

    def test_an_import_replaces_nothing_and_is_replaced(self, memory: Memory) -> None:
        imported = [replace(VISIT, origin="import", target=text, date="2027-01-01") for text in ("one", "two")]
        memory.put(imported)
        assert list(memory.entries()) == imported
        memory.put([VISIT])
        assert list(memory.entries()) == [VISIT]
        assert memory.put(imported) == 0
        memory.put([replace(imported[0], target="three")])
        assert [hit.text for hit in memory.find(VISIT.source, EN)] == [VISIT.target, "three"]

    def test_a_review_confirms_an_import(self, memory: Memory) -> None:
        assert memory.put([replace(VISIT, origin="import"), VISIT, VISIT]) == 2
        assert [entry.origin for entry in memory.entries()] == ["review"]

    @pytest.mark.parametrize("entry", [replace(VISIT, source=" \n"), replace(VISIT, target="")])
    def test_what_is_empty_is_passed_over(self, memory: Memory, entry: Entry) -> None:
        assert memory.put([entry]) == 0

    @pytest.mark.parametrize("text", NASTY, ids=lambda text: repr(text[:12]))
    def test_any_text_comes_back_as_it_was(self, memory: Memory, text: str) -> None:
        entry = Entry(text, text, EN, "align", text, text, text, text, text)
        memory.put([VISIT, entry])
        assert list(memory.entries()) == [VISIT, entry]
        (best, *_) = memory.find(text, EN, before=text, after=text)
        assert (best.rate, best.entry) == (101, entry)
        memory.find(f"{text} {text}", EN)

    def test_half_a_character_is_refused_and_its_batch_left_out(self, memory: Memory) -> None:
        with pytest.raises(StoreError, match=r"memory\.db: a text holds half of a character"):
            memory.put([VISIT, replace(VISIT, target="\ud800")])
        assert list(memory.entries()) == []
        assert memory.find("\ud800", EN) == ()

    def test_a_stream_that_breaks_leaves_whole_batches(self, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "_BATCH", 10)

        def broken() -> Iterator[Entry]:
            yield from numbered(25)
            raise OSError("the cable")

        with pytest.raises(OSError, match="the cable"):
            memory.put(broken())
        assert len(list(memory.entries())) == 20
        assert memory.put(numbered(25)) == 5

    def test_an_import_that_is_killed_leaves_whole_batches_and_goes_on(self, path: Path) -> None:
        context = multiprocessing.get_context("fork")
        worker = context.Process(target=put_slowly, args=(path,))
        worker.start()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and (not path.exists() or not count(path)):
            time.sleep(0.01)
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        with Memory(path) as memory:
            stored = len(list(memory.entries()))
            assert stored
            assert stored % 10 == 0
            assert memory.put(numbered(stored + 5)) == 5
            assert rates(memory, "الجملة رقم 3 في الملف", limit=1) == [100]

    def test_several_processes_write_at_once(self, path: Path) -> None:
        context = multiprocessing.get_context("fork")
        gate = context.Barrier(3)
        workers = [context.Process(target=put_together, args=(path, gate, n)) for n in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert [worker.exitcode for worker in workers] == [0, 0, 0]
        with Memory(path) as memory:
            assert len(list(memory.entries())) == 1 + 3 * 40  # one entry is the same in all three


def numbered(count: int) -> Iterator[Entry]:
    return (Entry(f"الجملة رقم {n} في الملف", f"Sentence {n}", EN, "import") for n in range(count))


def put_slowly(path: Path) -> None:
    module._BATCH = 10  # type: ignore[misc]

    def slow() -> Iterator[Entry]:
        for entry in numbered(100_000):
            time.sleep(0.001)
            yield entry

    with Memory(path) as memory:
        memory.put(slow())


def put_together(path: Path, gate: multiprocessing.synchronize.Barrier, number: int) -> None:  # type: ignore[name-defined]
    module._BATCH = 4  # type: ignore[misc]
    gate.wait()
    with Memory(path) as memory:
        memory.put([VISIT])
        memory.put(Entry(f"كلمة {number} من {n}", f"{number} {n}", EN) for n in range(40))


def count(path: Path) -> int:
    try:
        with closing(sqlite3.connect(path)) as database:
            return int(database.execute("SELECT count(*) FROM entry").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


class TestPrune:
    @pytest.fixture
    def filled(self, memory: Memory) -> Memory:
        memory.put(
            [
                Entry("واحد اثنان ثلاثة", "one", EN, "review", "Anna", "2020-01-01", "a"),
                Entry("واحد اثنان ثلاثة", "better", EN, "review", "Anna", "2024-01-01", "a"),
                Entry("أربعة خمسة ستة", "four", EN, "import", "", "2021-06-01T10:00:00Z", "b"),
                Entry("أربعة خمسة ستة", "четыре", RU, "import", "", "", "b"),
                Entry("سبعة ثمانية تسعة", "seven", EN, "align", "Boris", "2025-01-01", "c"),
            ]
        )
        return memory

    @pytest.mark.parametrize(
        ("chosen", "left"),
        [
            ({"origin": "import"}, ["one", "better", "seven"]),
            ({"document": "a"}, ["four", "четыре", "seven"]),
            ({"document": "no such"}, ["one", "better", "four", "четыре", "seven"]),
            ({"before": "2021-06-02"}, ["better", "четыре", "seven"]),
            ({"before": "2021-06-01"}, ["better", "four", "четыре", "seven"]),
            ({"superseded": True}, ["better", "four", "четыре", "seven"]),
            ({"origin": "import", "before": "2022-01-01"}, ["one", "better", "четыре", "seven"]),
        ],
    )
    def test_deletes_what_answers_to_all(self, filled: Memory, chosen: dict[str, object], left: list[str]) -> None:
        before = [entry.target for entry in filled.entries(superseded=True)]
        counted = filled.prune(**chosen, dry_run=True)  # type: ignore[arg-type]
        assert [entry.target for entry in filled.entries(superseded=True)] == before
        assert filled.prune(**chosen) == counted == len(before) - len(left)  # type: ignore[arg-type]
        assert [entry.target for entry in filled.entries(superseded=True)] == left

    def test_without_a_choice_is_refused(self, filled: Memory) -> None:
        with pytest.raises(UsageError, match="nothing to prune"):
            filled.prune()

    def test_takes_the_index_along_and_leaves_the_rest_findable(self, filled: Memory, path: Path) -> None:
        filled.prune(origin="import")
        assert filled.find("أربعة خمسة ستة سبعة", EN, threshold=50) == ()
        assert [hit.text for hit in filled.find("سبعة ثمانية تسعة عشرة", EN)] == ["seven"]
        filled.prune(before="2100-01-01")
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("SELECT count(*) FROM pair_count").fetchone() == (0,)
            database.execute("INSERT INTO pair (pair) VALUES ('integrity-check')")
        filled.put([VISIT])
        assert rates(filled, VISIT.source + " أمس") != []

    def test_stats_count_what_is_in_use(self, filled: Memory) -> None:
        found = filled.stats()
        assert found.entries == {EN: {"review": 1, "import": 1, "align": 1}, RU: {"import": 1}}
        assert (found.superseded, found.documents, found.authors) == (1, 3, 2)
        assert (found.oldest, found.newest) == ("2020-01-01", "2025-01-01")
        assert found.size > 4096

    def test_stats_of_an_empty_memory(self, memory: Memory) -> None:
        found = memory.stats()
        assert (found.entries, found.superseded, found.documents, found.oldest) == ({}, 0, 0, "")

    def test_entries_are_read_while_others_write(self, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "_BATCH", 2)
        memory.put(numbered(5))
        stream = memory.entries()
        next(stream)
        memory.prune(document="no such")
        memory.put([VISIT])
        assert len(list(stream)) == 5
        assert [entry.lang for entry in memory.entries(RU)] == []


class TestFile:
    def test_is_made_with_its_folder_and_stays_as_it_is(self, path: Path) -> None:
        for _ in range(2):
            with Memory(path) as memory:
                memory.put([VISIT])
                assert len(list(memory.entries())) == 1
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)

    def test_of_a_later_version_is_refused(self, path: Path) -> None:
        with Memory(path):
            pass
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA user_version = 999")
        with pytest.raises(StoreError, match=r"memory\.db: was written by a later version \(schema 999.*upgrade"):
            Memory(path)

    def test_a_work_store_is_told_from_a_memory(self, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "work.db", isolation_level=None)) as database:
            migrate(database)
        with pytest.raises(StoreError, match=r"work\.db: is a database, but no translation memory"):
            Memory(tmp_path / "work.db")

    def test_a_letter_is_told_from_a_memory_and_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "m.db").write_bytes(b"This is a letter to the editor. " * 200)
        with pytest.raises(StoreError, match=r"m\.db: is no translation memory.*move it away"):
            Memory(tmp_path / "m.db")
        assert (tmp_path / "m.db").read_bytes().startswith(b"This is a letter")

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(StoreError, match=r"file.*cannot be made: "):
            Memory(tmp_path / "file" / "memory.db")

    def test_one_that_is_held_is_told_of_and_read_meanwhile(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
        with Memory(path) as memory, closing(sqlite3.connect(path, isolation_level=None)) as other:
            memory.put([VISIT])
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match=r"locked \(another run holds it: wait"):
                memory.put([replace(VISIT, target="other")])
            assert rates(memory, VISIT.source) == [100]
            other.execute("COMMIT")
            assert memory.put([replace(VISIT, target="other")]) == 1


TEXTS = st.text(st.sampled_from("ابتثسلمنهوي أإىة 012٣٤.,؟«»\u200f\u064b😀aZ-/"), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(source=TEXTS, before=TEXTS, after=TEXTS)
def test_what_was_stored_is_always_found(memory: Memory, source: str, before: str, after: str) -> None:
    entry = Entry(source, f"target of {source}", EN, before=before, after=after)
    memory.put([entry])
    hits = memory.find(source, EN, before=before, after=after, limit=100)
    if source.strip():
        assert any(hit.entry.target == entry.target and hit.rate >= 100 for hit in hits)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters()), threshold=st.integers(0, 101))
def test_any_text_may_be_asked_for(memory: Memory, text: str, threshold: int) -> None:
    memory.put([VISIT, Entry("كلمة أخرى", "another word", EN)])
    for hit in memory.find(text, EN, threshold=threshold):
        assert 0 <= hit.rate <= 101
        assert hit.rate >= threshold
