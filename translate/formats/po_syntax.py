r"""The text of a PO file → its entries, read as gettext reads it.

Not with polib 1.2: it takes a string that is not closed (a file cut off) for one that is a letter shorter, does not know
the escapes `\a` and `\330` that msgcat writes, and splits text that it is given at U+2028.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE_END = re.compile(r"\r\n|\r|\n")
_STRING = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])?\s*)?"((?:[^"\\]++|\\.)*+)"')
_ESCAPE = re.compile(r'\\([abfnrtv"\\])|((?:\\(?:[0-3]?[0-7]{1,2}|x[0-9A-Fa-f]{2}))+)')
_BYTE = re.compile(r"\\(?:(x)?([0-9A-Fa-f]+))")
_ESCAPED = dict(zip('abfnrtv"\\', '\a\b\f\n\r\t\v"\\', strict=True))
_STARTS = ("msgctxt", "msgid")
_HINT = "save it once more in Poedit, or see what `msgfmt -c` says"


@dataclass(frozen=True, slots=True)
class Entry:
    """`line` is its first, from 1, comments included. `comment`: the translators' own lines, not those made by programs."""

    line: int
    context: str | None
    source: str
    target: str
    comment: str = ""
    flags: frozenset[str] = frozenset()
    is_obsolete: bool = False
    is_plural: bool = False

    @property
    def is_header(self) -> bool:
        return not self.source and self.context is None and not self.is_obsolete


@dataclass(slots=True)
class _Unfinished:
    """The entry that is being read: its strings in pieces, by keyword."""

    line: int
    strings: dict[str, list[str]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    is_obsolete: bool = False

    def finished(self) -> Entry:
        texts = {keyword: "".join(pieces) for keyword, pieces in self.strings.items()}
        return Entry(
            self.line,
            texts.get("msgctxt"),
            texts["msgid"],
            texts["msgstr"],
            "\n".join(self.comments),
            frozenset(self.flags),
            self.is_obsolete,
            "msgid_plural" in texts,
        )


def entries(text: str, path: Path) -> Iterator[Entry]:
    """In the order of the file, header and obsolete ones included. Raises InputError for what is no PO, with its line.

    Of entries with plural forms the target means nothing. Previous sources (`#|`), references and extracted comments are
    passed over.
    """
    entry, keyword, number = _Unfinished(1), "", 0
    for number, raw in enumerate(_LINE_END.split(text), 1):
        line = raw.strip()
        is_obsolete = line.startswith("#~")
        if is_obsolete:
            line = line[2:].lstrip()
        if not line or (is_obsolete and line.startswith("|")):
            continue
        string = _STRING.fullmatch(line)
        if string is None and not line.startswith("#"):
            raise InputError("is no line of a PO file", where=f"{path}:{number}", hint=_HINT)
        if "msgstr" in entry.strings and (string is None or string[1] in _STARTS):
            yield entry.finished()
            entry, keyword = _Unfinished(number), ""
        if string is None:
            _check_closed(entry, path)
            _add_comment(entry, line)
            continue
        keyword = _add_string(entry, string, keyword, f"{path}:{number}")
        entry.is_obsolete |= is_obsolete
    if "msgstr" in entry.strings:
        yield entry.finished()
    _check_closed(entry, path)


def _check_closed(entry: _Unfinished, path: Path) -> None:
    """A source without a target: the file was cut off there, or two were mixed."""
    if entry.strings and "msgstr" not in entry.strings:
        raise InputError("has an entry without msgstr", where=f"{path}:{entry.line}", hint=_HINT)


def _add_comment(entry: _Unfinished, line: str) -> None:
    if line.startswith(("#,", "#=")):
        entry.flags.update(flag.strip() for flag in line[2:].split(","))
    elif not line.startswith(("#:", "#.", "#|")):
        entry.comments.append(line[1:].removeprefix(" "))


def _add_string(entry: _Unfinished, string: re.Match[str], keyword: str, where: str) -> str:
    """Add a string to its keyword, which is given back: one without stands for the rest of the one before."""
    named = string[1]
    if not named and not keyword:
        raise InputError("has a string without a keyword", where=where, hint=_HINT)
    if named == "msgstr" and "msgid" not in entry.strings:
        raise InputError("has a msgstr without a msgid", where=where, hint=_HINT)
    if named in entry.strings and named != "msgstr":
        raise InputError(f"has {named} twice in one entry", where=where, hint=_HINT)
    entry.strings.setdefault(named or keyword, []).append(_ESCAPE.sub(_unescaped, string[2]))
    return named or keyword


def _unescaped(found: re.Match[str]) -> str:
    """Octal and hexadecimal escapes are bytes: `msgcat --escape` writes each letter that is not ASCII as two or three."""
    if found[1]:
        return _ESCAPED[found[1]]
    data = bytes(int(digits, 16 if is_hex else 8) for is_hex, digits in _BYTE.findall(found[2]))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return found[2]
