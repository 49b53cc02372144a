"""`translate review import` and `translate status`, from a run to the next: what an editor saved, and what became of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polib
import pytest
from command import ARTICLE, newsroom

from translate.engines.pseudo import PseudoEngine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUN = ("run", "articles", "--engine", "pseudo", "--to", "en")


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom whose drafts, marked up as they are, go to readers."""
    newsroom(desk)
    monkeypatch.setattr(PseudoEngine, "for_readers", True)
    return desk


def edit(path: Path, place: int, text: str | None = None, *, approve: bool = True) -> polib.POEntry:
    """What an editor does in Poedit: changes an entry, and clears its mark."""
    catalogue = polib.pofile(str(path))
    entry = catalogue[place]
    entry.msgstr = entry.msgstr if text is None else text
    if approve:
        entry.flags = []
    catalogue.metadata["Last-Translator"] = "Lina <lina@example.org>"
    catalogue.save()
    return entry


def test_an_approved_text_comes_back_stays_and_stands_in_the_next_export(
    translate: Callable[..., tuple[int, str, str]], desk: Path
) -> None:
    assert translate(*RUN)[0] == 0
    file = desk / "exports" / "summit" / "summit.en.po"
    edit(file, 1, "Putin says that the summit begins today.")
    code, out, err = translate("review", "import", str(file), "--diff")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].endswith("1 approved, 2 unchanged")
    assert "  +Putin says that the summit begins today." in out.splitlines()
    again = translate(*RUN)
    assert "0 drafted, 3 kept" in again[1]
    assert "was changed since it was written" not in again[2]  # the file was taken in: nothing to set aside
    entry = polib.pofile(str(file))[1]
    assert (entry.msgstr, entry.flags) == ("Putin says that the summit begins today.", [])
    assert translate(*RUN, "--fresh")[1].count("2 drafted, 1 kept") == 1


def test_a_dry_run_stores_nothing(translate: Callable[..., tuple[int, str, str]], desk: Path) -> None:
    translate(*RUN)
    file = desk / "exports" / "summit" / "summit.en.po"
    edit(file, 0, "A summit in Moscow")
    assert "(nothing stored: --dry-run)" in translate("review", "import", str(file), "--dry-run")[1]
    assert "3 drafts" in translate("status")[1]


def test_status_says_who_did_what_and_what_is_left(translate: Callable[..., tuple[int, str, str]], desk: Path) -> None:
    translate(*RUN)
    file = desk / "exports" / "summit" / "summit.en.po"
    edit(file, 0, "A summit in Moscow")
    edit(file, 2, "The guests came.", approve=False)
    translate("review", "import", str(file), "--author", "Lina")
    code, out, _ = translate("status", "articles", "--json")
    (found,) = json.loads(out)
    assert code == 0
    assert (found["approved"], found["changed"], found["drafts"], found["words_left"]) == (1, 1, 1, 9)
    assert found["authors"][0][0] == "Lina"
    assert "1 approved, 1 changed, 1 drafts; 9 words left; terms 1 of 1; Lina 20" in translate("status")[1]


def test_an_approved_sentence_comes_from_the_memory_into_another_article_and_a_similar_one_is_shown(
    translate: Callable[..., tuple[int, str, str]], desk: Path
) -> None:
    translate(*RUN)
    file = desk / "exports" / "summit" / "summit.en.po"
    edit(file, 1, "Putin says that the summit begins today.")
    edit(file, 2, "The guests came in the morning.", approve=False)  # changed, not approved: no memory of it
    translate("review", "import", str(file), "--author", "Lina")
    other = "خبر آخر\n\nقال بوتين إن القمة تبدأ اليوم. قال بوتين إن القمة تبدأ غدا. وصل الضيوف صباحا.\n"
    (desk / "articles" / "later.txt").write_text(other, encoding="utf-8")
    out = translate(*RUN)[1]
    assert "0 failed" in out
    entries = {entry.msgid: entry for entry in polib.pofile(str(desk / "exports" / "later" / "later.en.po"))}
    same = entries["قال بوتين إن القمة تبدأ اليوم."]
    assert same.msgstr == "Putin says that the summit begins today."
    assert "From the memory, 100 %: Lina 20" in same.comment
    assert "fuzzy" in same.flags  # a human has not seen it here
    similar = entries["قال بوتين إن القمة تبدأ غدا."]
    assert similar.msgstr.startswith("[en: ")
    assert "% like it" in similar.comment
    assert "“Putin says that the summit begins today.”" in similar.comment
    assert "memory" not in entries["وصل الضيوف صباحا."].comment
    assert "0 drafted" in translate(*RUN)[1]  # and so it stays


def test_what_editors_change_twice_in_the_same_way_is_proposed_for_the_glossary_once(
    translate: Callable[..., tuple[int, str, str]], desk: Path
) -> None:
    article = "بدأ الحوار الوطني في بغداد.\n\nرحب الوزير بالحوار الوطني أمس.\n"
    (desk / "articles" / "summit.txt").write_text(article, encoding="utf-8")
    translate(*RUN)
    file = desk / "exports" / "summit" / "summit.en.po"
    for place, phrase in enumerate(("الحوار الوطني", "بالحوار الوطني")):
        edit(file, place, polib.pofile(str(file))[place].msgstr.replace(phrase, "National Dialogue"))
    out = translate("review", "import", str(file))[1]
    assert "proposed for the glossary: الحوار الوطني = National Dialogue (proposed.csv" in out
    assert "proposed" in translate("glossary", "list", "--status", "proposed")[1]
    edit(file, 0, "At once the National Dialogue began.")
    assert "proposed for the glossary" not in translate("review", "import", str(file))[1]


def test_two_articles_of_one_name_and_text_do_not_take_each_others_files(
    translate: Callable[..., tuple[int, str, str]], desk: Path
) -> None:
    (desk / "other").mkdir()
    (desk / "other" / "summit.txt").write_text(ARTICLE, encoding="utf-8")
    translate(*RUN)
    translate("run", "other", "--engine", "pseudo", "--to", "en")
    second = desk / "exports" / "summit-2" / "summit-2.en.po"
    edit(second, 0, "A summit in Moscow")
    assert "1 approved" in translate("review", "import", str(second))[1]
    standing = {each["document"]: each["approved"] for each in json.loads(translate("status", "--json")[1])}
    assert standing == {"summit": 0, "summit-2": 1}


def test_a_comment_is_told_and_stands_in_the_next_export(translate: Callable[..., tuple[int, str, str]], desk: Path) -> None:
    translate(*RUN)
    file = desk / "exports" / "summit" / "summit.en.po"
    catalogue = polib.pofile(str(file))
    catalogue[1].tcomment = "Who said it?"
    catalogue.metadata["Last-Translator"] = "Lina"
    catalogue.save()
    assert "Lina: Who said it?" in translate("review", "import", str(file))[1]
    translate(*RUN)
    assert "Who said it?" in polib.pofile(str(file))[1].comment


def test_an_approval_that_is_taken_back_is_taken_out_of_the_memory(
    translate: Callable[..., tuple[int, str, str]], desk: Path
) -> None:
    translate(*RUN)
    file = desk / "exports" / "summit" / "summit.en.po"
    edit(file, 1, "Wrong.")
    translate("review", "import", str(file), "--author", "Lina")
    translate(*RUN)
    catalogue = polib.pofile(str(file))
    catalogue[1].flags = ["fuzzy"]
    catalogue.save()
    assert "1 reopened" in translate("review", "import", str(file), "--author", "Lina")[1]
    (desk / "articles" / "later.txt").write_text("خبر\n\nقال بوتين إن القمة تبدأ اليوم.\n", encoding="utf-8")
    translate(*RUN)
    assert "Wrong." not in (desk / "exports" / "later" / "later.en.po").read_text(encoding="utf-8")


def test_what_is_stored_is_reported_though_the_memory_cannot_have_it(
    translate: Callable[..., tuple[int, str, str]], desk: Path
) -> None:
    translate(*RUN)
    file = desk / "exports" / "summit" / "summit.en.po"
    edit(file, 1, "Putin says so.")
    (desk / ".translate" / "memory.db").write_bytes(b"no database at all" * 99)
    code, out, err = translate("review", "import", str(file))
    assert (code, "1 approved" in out) == (1, True)
    assert "what was reviewed is stored, but the memory has yet to get it" in err
    (desk / ".translate" / "memory.db").unlink()
    assert translate("review", "import", str(file))[0] == 0
    assert "Putin says so." in translate("memory", "search", "قال بوتين إن القمة تبدأ اليوم.")[1]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("status",), 2, "nothing was drafted here yet"),
        (("review", "import", "nowhere.po"), 2, "nowhere.po: no such file"),
        (("review", "import", "articles"), 2, "articles: is a folder (name a file)"),
        (("review", "import", "articles/summit.txt"), 2, "nothing was drafted here yet"),
        (("review", "import"), 2, "Missing argument"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    translate: Callable[..., tuple[int, str, str]], desk: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    found, _, err = translate(*words)
    assert found == code
    assert message in err
    assert "Traceback" not in err
    assert not (desk / ".translate").exists()  # none is made by looking


def test_a_file_of_another_kind_is_refused(translate: Callable[..., tuple[int, str, str]]) -> None:
    translate(*RUN)
    code, _, err = translate("review", "import", "articles/summit.txt")
    assert (code, "is of a kind that does not come back" in err) == (1, True)


def test_one_refused_file_leaves_the_others(translate: Callable[..., tuple[int, str, str]], desk: Path) -> None:
    translate(*RUN)
    good = desk / "exports" / "summit" / "summit.en.po"
    foreign = desk / "foreign.en.po"
    catalogue = polib.pofile(str(good))
    catalogue.metadata["X-Export"] = "f" * 16
    catalogue.save(str(foreign))
    edit(good, 0, "A summit in Moscow")
    code, out, err = translate("review", "import", str(foreign), str(good))
    assert code == 1
    assert "is from an export that this desk did not make" in err
    assert "1 approved" in out
