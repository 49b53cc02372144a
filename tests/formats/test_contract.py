"""What every format that comes back must do, with the texts that broke other tools; what a format loses is stated here."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from views import EN, NASTY, RU, view

from translate.config import DocxConfig
from translate.errors import ExportError, InputError, TranslateError
from translate.formats import docx, po, returning, tmx, xliff, xliff12
from translate.model import Lang, ReturnedFile, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translate.formats.view import View


def as_it_is(text: str) -> str:
    return text


def without_nul(text: str) -> str:
    """gettext takes it for the end of a text."""
    return text.replace("\0", "")


def in_xml(text: str) -> str:
    """Without the control characters and the two of the basic plane that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))


def in_word(text: str) -> str:
    """A line break is one, whatever it was; a soft hyphen is where Word may divide a word, and no letter."""
    return in_xml(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")


@dataclass(frozen=True)
class Format:
    """`kept`: what of a text comes back; `langs`: the languages that one file holds."""

    suffix: str
    write: Callable[[View, Path], object]
    kept: Callable[[str], str] = as_it_is
    langs: tuple[Lang, ...] = (EN,)


FORMATS = {
    "po": Format(".en.po", lambda made, path: po.write(made, EN, path), without_nul),
    "xliff 2.1": Format(".xlf", lambda made, path: xliff.write(made, EN, path)),
    "xliff 1.2": Format(".xliff", lambda made, path: xliff12.write(made, EN, path)),
    "docx": Format(".docx", lambda made, path: docx.write(made, path, DocxConfig()), in_word, (EN, RU)),
}

TEXTS = NASTY | {
    "nul": "قا\0ل",
    "only blanks": "  ",
    "byte order mark": "\ufeffقال",
    "soft hyphen": "قا\u00adل",
    "combining": "e\u0301 \u0627\u0653 \u1e9b\u0323",
    "last planes": "\U000e0001\U0010fffd",
    "looks like XML": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "e">]>&e;',
}


@pytest.fixture(params=FORMATS)
def format_(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


def round_trip(format_: Format, made: View, folder: Path) -> ReturnedFile:
    path = folder / f"news{format_.suffix}"
    format_.write(made, path)
    return returning.read(path)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back_as_it_was(format_: Format, tmp_path: Path, text: str) -> None:
    file = round_trip(format_, view([(text, text), ("نعم.", "Yes.")]), tmp_path)
    kept = format_.kept(text)
    assert [(row.source, row.text) for row in file.rows if row.lang is EN] == [(kept, kept), ("نعم.", "Yes.")]
    assert file.problems == ()


def test_ids_export_and_language_come_back_in_order(format_: Format, tmp_path: Path) -> None:
    made = view([("قال.", "He said."), ("نعم.", "Yes."), ("قال.", "He said so.")])
    file = round_trip(format_, made, tmp_path)
    assert file.export == made.export
    assert [(row.segment, row.lang) for row in file.rows] == [(s.id, lang) for s in made.segments for lang in format_.langs]
    assert len({row.where for row in file.rows}) == len({row.segment for row in file.rows})


@pytest.mark.parametrize(
    ("state", "back"),
    [(State.TRANSLATED, State.TRANSLATED), (State.REVIEWED, State.REVIEWED), (State.FINAL, State.REVIEWED)],
)
def test_a_state_comes_back(format_: Format, tmp_path: Path, state: State, back: State) -> None:
    """Draft or approved; that it was final is not told apart from reviewed."""
    file = round_trip(format_, view([("نعم.", "Yes.")], state=state), tmp_path)
    assert {row.state for row in file.rows} == {back}


def test_a_sentence_without_a_draft_comes_back_empty_and_not_approved(format_: Format, tmp_path: Path) -> None:
    made = view([("نعم.", "Yes."), ("لا.", "")])
    file = round_trip(format_, made, tmp_path)
    assert [(row.text, row.state is State.REVIEWED) for row in file.rows if row.lang is EN] == [("Yes.", False), ("", False)]


def test_notes_of_ours_are_no_comments_of_editors(format_: Format, tmp_path: Path) -> None:
    file = round_trip(format_, view([("نعم.", "Yes.")]), tmp_path)
    assert not any(row.comments or row.tracked for row in file.rows)


def test_nobody_is_named_before_anybody_has_saved_it(format_: Format, tmp_path: Path) -> None:
    assert round_trip(format_, view([("نعم.", "Yes.")]), tmp_path).author == ""


def test_reading_twice_gives_the_same(format_: Format, tmp_path: Path) -> None:
    made = round_trip(format_, view([(text, text) for text in TEXTS.values()]), tmp_path)
    assert returning.read(made.path) == made


def test_the_same_content_gives_the_same_bytes(format_: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641772800")
    paths = [tmp_path / f"{number}{format_.suffix}" for number in range(2)]
    for path in paths:
        format_.write(view([("قال\x1b", "He said"), ("نعم.", "")]), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


# Bad input


def refused(read: Callable[[Path], object], path: Path) -> InputError:
    """Refused in one line that says what, where and how to mend it."""
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.where.startswith(str(path))
    assert caught.value.what
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500 + len(str(path))
    return caught.value


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
BAD = {
    "empty": b"",
    "blank": b"\n \n",
    "binary": bytes(range(256)) * 40,
    "zeroes": bytes(10_000),
    "random": b"\x8f\x1d\xc3\x90\xa7\x02\xee\x5b\xfe\x00\x9c" * 99,
    "text": b"Dear colleague, here is the file.\n",
    "a zip": b"PK\x03\x04" + bytes(100),
    "an old Word file": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "an entity bomb": BOMB.encode(),
    "a file of the machine": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "deep": b"<x>" * 5_000 + b"</x>" * 5_000,
    "UTF-16": "msgid".encode("utf-16"),
    "another format's XML": b"<html><body>x</body></html>",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
@pytest.mark.parametrize("suffix", returning.READERS)
def test_what_is_no_file_of_its_kind_is_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"news.en{suffix}"
    path.write_bytes(data)
    refused(returning.read, path)


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(format_: Format, tmp_path: Path, part: float) -> None:
    path = round_trip(format_, view([(f"قال {n} \x1b.", f"He said {n}.") for n in range(40)]), tmp_path).path
    data = path.read_bytes()
    end = int(len(data) * part)
    if path.suffix == ".po":  # within a string: a PO that ends between entries is one
        end = data.index(b"He said", end) + 3 if part < 0.99 else len(data) - 3
    path.write_bytes(data[:end])
    refused(returning.read, path)


@pytest.mark.parametrize("other", FORMATS)
def test_a_file_under_the_suffix_of_another_kind_is_refused(format_: Format, tmp_path: Path, other: str) -> None:
    path = round_trip(format_, view([("نعم.", "Yes.")]), tmp_path).path
    renamed = path.with_name(f"renamed{FORMATS[other].suffix}")
    path.rename(renamed)
    if {path.suffix, renamed.suffix} <= {".xlf", ".xliff"} or path.suffix == renamed.suffix:
        assert returning.read(renamed).rows  # these are one kind
    else:
        refused(returning.read, renamed)


@pytest.mark.parametrize("name", ["news.txt", "news", "news.po.bak", "news.doc", "news.html"])
def test_another_kind_is_refused_with_the_kinds_there_are(tmp_path: Path, name: str) -> None:
    error = refused(returning.read, tmp_path / name)
    assert error.hint == f"kinds: {', '.join(returning.READERS)}"


def test_a_file_that_is_not_there_or_a_folder_is_refused(format_: Format, tmp_path: Path) -> None:
    path = tmp_path / f"none{format_.suffix}"
    refused(returning.read, path)
    path.mkdir()
    refused(returning.read, path)


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read everything, so be somebody else for a while."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


def test_a_file_that_may_not_be_read_is_refused(format_: Format, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = round_trip(format_, view([("نعم.", "Yes.")]), tmp_path).path
    path.chmod(0)
    request.getfixturevalue("nobody")
    refused(returning.read, path)


def test_a_read_only_file_is_read(format_: Format, tmp_path: Path) -> None:
    made = round_trip(format_, view([("نعم.", "Yes.")]), tmp_path)
    made.path.chmod(stat.S_IRUSR)
    assert returning.read(made.path) == made


def test_a_place_that_cannot_be_written_is_named(format_: Format, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError, match="cannot be written"):
        format_.write(view([("نعم.", "Yes.")]), tmp_path / "file" / f"a{format_.suffix}")


def test_a_file_beyond_measure_is_refused_unread(format_: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = round_trip(format_, view([("نعم.", "Yes.")]), tmp_path).path
    with path.open("ab") as file:
        file.truncate(1 << 34)  # sparse: it takes no room
    monkeypatch.setattr(Path, "read_bytes", partial(pytest.fail, "it was read"))
    refused(returning.read, path)


# TMX, which holds pairs and no rows


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_pair_comes_back_without_what_xml_cannot_hold(tmp_path: Path, text: str) -> None:
    pair = tmx.Pair(text, text, RU, "Anna <a@b>", "2026-01-10T12:00:00Z", "news & views", text, text)
    tmx.write([pair, tmx.Pair("نعم", "Да", RU)], tmp_path / "a.tmx")
    kept = in_xml(text)
    back = tmx.Pair(kept, kept, RU, pair.author, pair.date, pair.document, kept, kept)
    expected = [back] if kept.strip() else []
    assert list(tmx.read(tmp_path / "a.tmx")) == [*expected, tmx.Pair("نعم", "Да", RU)]


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_no_tmx_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(data)
    refused(lambda path: list(tmx.read(path)), path)


def test_every_refusal_is_one_of_the_family() -> None:
    """So that the command line shows a line and no traceback."""
    assert issubclass(InputError, TranslateError)
