"""Which files are taken for sources, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from translate.errors import InputError, UsageError
from translate.formats import reading
from translate.formats.reading import find


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as a desk has it: articles at two depths, and what else lies about."""
    folder = tmp_path / "desk"
    for name in (
        "b.txt",
        "a.txt",
        "أخبار.txt",
        "B.TXT",
        "day/c.text",
        "day/deeper/d.txt",
        "notes.rtf",
        "README",
        "data.csv",
        "txt",
        ".hidden.txt",
        ".git/e.txt",
        "day/.cache/f.txt",
        "day/~$lock.docx",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("قال الوزير إن الأمر انتهى.", encoding="utf-8")
    return folder


def names(found: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found]


def test_a_folder_gives_its_sources_at_any_depth_in_order_of_name(desk: Path) -> None:
    assert names(find([desk]), desk) == ["B.TXT", "a.txt", "b.txt", "day/c.text", "day/deeper/d.txt", "أخبار.txt"]


def test_paths_keep_the_order_in_which_they_are_named(desk: Path) -> None:
    assert names(find([desk / "b.txt", desk / "day", desk / "a.txt"]), desk) == [
        "b.txt",
        "day/c.text",
        "day/deeper/d.txt",
        "a.txt",
    ]


@pytest.mark.parametrize("again", ["b.txt", "day", "day/c.text", "."])
def test_a_file_named_twice_is_found_once(desk: Path, again: str) -> None:
    assert len(find([desk, desk / again])) == len(find([desk])) == 6


def test_a_file_named_first_keeps_its_place(desk: Path) -> None:
    assert names(find([desk / "b.txt", desk]), desk)[:2] == ["b.txt", "B.TXT"]


@pytest.mark.parametrize("name", [".hidden.txt", ".git/e.txt"])
def test_a_hidden_file_is_found_only_when_it_is_named(desk: Path, name: str) -> None:
    assert desk / name not in find([desk])
    assert find([desk / name]) == [desk / name]


def test_a_folder_inside_a_hidden_one_is_read_when_it_is_named(desk: Path) -> None:
    assert names(find([desk / ".git"]), desk) == [".git/e.txt"]


def test_a_link_out_of_the_folder_is_left_out(desk: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("سر", encoding="utf-8")
    (desk / "link.txt").symlink_to(outside)
    (desk / "folder").symlink_to(tmp_path, target_is_directory=True)
    assert len(find([desk])) == 6


def test_a_link_within_the_folder_is_read(desk: Path) -> None:
    (desk / "link.txt").symlink_to(desk / "a.txt")
    assert desk / "link.txt" in find([desk])


def test_a_link_to_nothing_and_a_link_to_itself_are_left_out(desk: Path) -> None:
    (desk / "broken.txt").symlink_to(desk / "none.txt")
    (desk / "loop.txt").symlink_to(desk / "loop.txt")
    assert len(find([desk])) == 6


def test_a_folder_with_the_name_of_a_source_is_no_source(desk: Path) -> None:
    (desk / "folder.txt").mkdir()
    assert len(find([desk])) == 6


def test_a_pipe_is_no_source(desk: Path) -> None:
    os.mkfifo(desk / "pipe.txt")
    assert len(find([desk])) == 6


@pytest.mark.parametrize("name", ["none.txt", "none", "day/none.txt"])
def test_a_path_that_does_not_exist_is_a_usage_error(desk: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no such file or folder") as raised:
        find([desk / "a.txt", desk / name])
    assert raised.value.where == str(desk / name)


@pytest.mark.parametrize("inside", [None, "notes.rtf", ".hidden.txt"])
def test_a_folder_with_nothing_to_read_is_a_usage_error(tmp_path: Path, inside: str | None) -> None:
    if inside:
        (tmp_path / inside).write_text("نص", encoding="utf-8")
    with pytest.raises(UsageError, match="holds nothing to translate") as raised:
        find([tmp_path])
    assert ".txt" in str(raised.value)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (".", ["B.TXT", "a.txt", "b.txt", "أخبار.txt"]),
        ("day", ["day/c.text", "day/deeper/d.txt"]),
        ("day/deeper", ["day/deeper/d.txt"]),
        ("day/c.text", ["day/c.text"]),
    ],
)
def test_what_lies_in_a_folder_to_leave_out_is_found_only_when_it_is_named(desk: Path, named: str, found: list[str]) -> None:
    assert names(find([desk / named], leave_out=[desk / "day", desk / "nowhere"]), desk) == found


def test_no_paths_give_no_files() -> None:
    assert find([]) == []


@pytest.mark.parametrize("name", ["notes.rtf", "README", "data.csv", "txt"])
def test_a_file_of_another_kind_is_refused_when_it_is_read(desk: Path, name: str) -> None:
    (path,) = find([desk / name])
    with pytest.raises(InputError, match=r"is of a kind that is not read \(kinds: \.txt, \.text, \.md, "):
        reading.read(path)


@pytest.mark.parametrize("name", ["a.txt", "B.TXT", "day/c.text"])
def test_a_file_of_a_kind_that_is_read_is_read(desk: Path, name: str) -> None:
    assert reading.read(desk / name).name == Path(name).stem
