"""`translate memory …`: what it prints, what it writes, with which exit code."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate.formats import tmx
from translate.memory import Entry, Memory
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from command import Outcome

EN, RU = Lang.EN, Lang.RU
PAIRS = [
    tmx.Pair("زار الرئيس موسكو.", "The president visited Moscow.", EN, "Anna", "2026-01-01T00:00:00Z", "visit", "", "قال."),
    tmx.Pair("زار الرئيس موسكو.", "Президент посетил Москву.", RU),
    tmx.Pair("قال.", "He said.", EN),
]
PO = """msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "a"
msgid "زار الوزير القاهرة."
msgstr "The minister visited Cairo."

#, fuzzy
msgctxt "b"
msgid "وصل الوفد."
msgstr "A draft."
"""


@pytest.fixture
def desk(desk: Path) -> Path:
    tmx.write(PAIRS, desk / "desk.tmx")
    return desk


@pytest.fixture
def memory(translate: Callable[..., Outcome]) -> Callable[..., Outcome]:
    return partial(translate, "memory")


def stored(desk: Path) -> list[Entry]:
    with Memory(desk / ".translate" / "memory.db") as opened:
        return list(opened.entries())


class TestImport:
    def test_takes_in_a_tmx_once(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        done = memory("import", "desk.tmx", "--author", "Reuters")
        assert (done.code, done.out) == (0, "desk.tmx: 2 en, 1 ru; 3 new\n")
        first, second, _ = stored(desk)
        assert (first.origin, first.author, first.document, first.after) == ("import", "Anna", "visit", "قال.")
        assert (second.author, second.document) == ("Reuters", "desk.tmx")
        assert memory("import", "desk.tmx").out == "desk.tmx: 2 en, 1 ru; 0 new\n"

    def test_takes_what_is_approved_in_a_po_file(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        (desk / "news.en.po").write_text(PO, encoding="utf-8")
        assert memory("import", "news.en.po").out == "news.en.po: 1 en; 1 new\n"
        assert [entry.target for entry in stored(desk)] == ["The minister visited Cairo."]

    def test_a_dry_run_writes_nothing(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        done = memory("import", "desk.tmx", "--dry-run")
        assert done.out == "desk.tmx: 2 en, 1 ru; nothing was written (--dry-run)\n"
        assert not (desk / ".translate").exists()

    def test_a_broken_file_leaves_no_half_and_the_others_are_taken(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        whole = (desk / "desk.tmx").read_bytes()
        (desk / "broken.tmx").write_bytes(whole[: len(whole) - 100])
        done = memory("import", "broken.tmx", "desk.tmx")
        assert done.code == 1
        assert done.err.startswith("translate: broken.tmx")
        assert done.err.count("\n") == 1
        assert done.out == "desk.tmx: 2 en, 1 ru; 3 new\n"
        assert {entry.document for entry in stored(desk)} == {"visit", "desk.tmx"}

    @pytest.mark.parametrize(
        ("words", "said"),
        [(["none.tmx"], "none.tmx: no such file"), (["desk.tmx", "a.xlsx"], "a.xlsx: is no translation memory")],
    )
    def test_wrong_use_is_one_line_and_stores_nothing(
        self, desk: Path, memory: Callable[..., Outcome], words: list[str], said: str
    ) -> None:
        (desk / "a.xlsx").write_bytes(b"")
        done = memory("import", *words)
        assert done.code == 2
        assert done.err.startswith(f"translate: {said}")
        assert done.err.count("\n") == 1
        assert not (desk / ".translate").exists()

    def test_goes_to_the_memory_that_the_config_names(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        (desk / "other.toml").write_text('[memory]\npath = "shared/tm.db"\n', encoding="utf-8")
        assert memory("import", "desk.tmx", "--config", "other.toml").code == 0
        assert (desk / "shared" / "tm.db").exists()
        assert not (desk / ".translate").exists()


class TestExport:
    def test_what_is_exported_comes_back(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        assert memory("export", "all.tmx").out == "3 entries written to all.tmx\n"
        again = list(tmx.read(desk / "all.tmx"))
        assert again[0] == PAIRS[0]
        assert [(pair.source, pair.target, pair.lang) for pair in again] == [(p.source, p.target, p.lang) for p in PAIRS]

    def test_one_language_alone(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        assert memory("export", "ru.tmx", "--to", "ru").out == "1 entries written to ru.tmx\n"
        assert [pair.lang for pair in tmx.read(desk / "ru.tmx")] == [RU]

    @pytest.mark.parametrize(
        ("words", "said"),
        [(["all.csv"], "all.csv: is written as TMX only"), (["all.tmx", "--to", "de"], "--to: 'de' is not known")],
    )
    def test_wrong_use_is_one_line(self, memory: Callable[..., Outcome], words: list[str], said: str) -> None:
        memory("import", "desk.tmx")
        done = memory("export", *words)
        assert done.code == 2
        assert done.err.startswith(f"translate: {said}")


class TestSearch:
    def test_shows_rate_text_who_when_and_where(self, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        done = memory("search", "زار الرئيس موسكو.", "--to", "en")
        assert done.out.splitlines() == [
            "100 % en  The president visited Moscow.",
            "          (import, Anna, 2026-01-01, visit)",
        ]

    def test_shows_the_source_of_a_similar_one_and_why(self, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        done = memory("search", "زار الرئيس موسكو أمس.")
        assert [line.split()[2] for line in done.out.splitlines()[::3]] == ["en", "ru"]
        assert "with “امس”" in done.out
        assert "زار الرئيس موسكو.\n" in done.out

    def test_as_json(self, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        found = json.loads(memory("search", "زار الرئيس موسكو.", "--limit", "1", "--json").out)
        assert [(hit["rate"], hit["kind"], hit["entry"]["lang"]) for hit in found] == [
            (100, "exact", "en"),
            (100, "exact", "ru"),
        ]

    def test_says_when_there_is_nothing(self, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        done = memory("search", "لا شيء من هذا")
        assert (done.code, done.out) == (0, "nothing like it at 75 % or more\n")


class TestStatsAndPrune:
    def test_stats_count(self, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        lines = memory("stats").out.splitlines()
        assert lines[0].startswith(f"{Path('.translate') / 'memory.db'}, 0.")
        assert lines[1:] == [
            "English: 2 entries (2 import)",
            "Russian: 1 entries (1 import)",
            "0 superseded; 2 documents, 1 authors, from 2026-01-01 to 2026-01-01",
        ]
        assert json.loads(memory("stats", "--json").out)["entries"] == {"en": {"import": 2}, "ru": {"import": 1}}

    def test_prune_shows_first_and_then_deletes(self, desk: Path, memory: Callable[..., Outcome]) -> None:
        memory("import", "desk.tmx")
        chosen = ("prune", "--origin", "import", "--before", "2026-06-01")
        assert memory(*chosen, "--dry-run").out == "1 entries would be deleted: nothing was written (--dry-run)\n"
        assert len(stored(desk)) == 3
        assert memory(*chosen).out == "1 entries deleted\n"
        assert len(stored(desk)) == 2
        assert memory("prune", "--superseded").out == "0 entries deleted\n"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ([], "says nothing to prune"),
            (["--origin", "google"], "--origin: 'google' is not known"),
            (["--before", "yesterday"], "--before: 'yesterday' is no day"),
        ],
    )
    def test_wrong_use_is_one_line_and_deletes_nothing(
        self, desk: Path, memory: Callable[..., Outcome], words: list[str], said: str
    ) -> None:
        memory("import", "desk.tmx")
        done = memory("prune", *words)
        assert done.code == 2
        assert done.err.startswith(f"translate: {said}")
        assert done.err.count("\n") == 1
        assert len(stored(desk)) == 3


@pytest.mark.parametrize("words", [["export", "a.tmx"], ["search", "قال"], ["stats"], ["prune", "--superseded"]])
def test_a_memory_that_is_not_there_yet_is_not_made(desk: Path, memory: Callable[..., Outcome], words: list[str]) -> None:
    done = memory(*words)
    assert done.code == 2
    assert "there is no translation memory yet (translate memory import FILE.tmx)" in done.err
    assert not (desk / ".translate").exists()


def test_a_file_that_is_no_memory_is_one_line(desk: Path, memory: Callable[..., Outcome]) -> None:
    (desk / ".translate").mkdir()
    (desk / ".translate" / "memory.db").write_bytes(b"This is a letter to the editor. " * 200)
    done = memory("stats")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "is no translation memory" in done.err
