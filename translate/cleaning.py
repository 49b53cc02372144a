"""What typing, copying and PDF leave in Arabic text, taken out for those who read it by machine; every change is known.

Nothing is put right that somebody may have meant: what stands in ﴿…﴾ or bears the marks of the Quran stays as it is, words
with letters that Arabic lacks (پ چ ژ گ) are Persian, Kurdish or Urdu, and what the caller names (`keep`) keeps its spelling.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER, DIGITS, FINAL_ALEF, FOREIGN_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Kind(StrEnum):
    """What was wrong."""

    FORM = "presentation form"
    TATWEEL = "tatweel"
    BLANKS = "blanks"
    INVISIBLE = "invisible character"
    KEYBOARD = "letter of another keyboard"
    DIGIT = "digit"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` stood at `start` in the original; `after` stands at `at` in the cleaned text."""

    kind: Kind
    start: int
    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text` is the cleaned one, `changes` all that was changed, in order."""

    text: str
    changes: tuple[Change, ...] = ()

    @property
    def original(self) -> str:
        """The text as it was."""
        pieces: list[str] = []
        done = 0
        for change in self.changes:
            pieces += (self.text[done : change.at], change.before)
            done = change.at + len(change.after)
        return "".join((*pieces, self.text[done:]))

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original for a stretch of the cleaned text. What was changed is in as a whole, or not at all."""
        return _stretch(start, end, self.changes, back=True)

    def to_cleaned(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the cleaned text for a stretch of the original; likewise."""
        return _stretch(start, end, self.changes, back=False)


def _stretch(start: int, end: int, changes: Sequence[Change], *, back: bool) -> tuple[int, int]:
    """A start goes behind what was taken out before it, an end before what was taken out behind it."""
    key = _at if back else _start
    first, last = bisect_right(changes, start, key=key) - 1, bisect_left(changes, end, key=key) - 1
    moved_start = _moved(start, changes[first], back=back, up=False) if first >= 0 else start
    moved_end = _moved(end, changes[last], back=back, up=True) if last >= 0 else end
    return moved_start, max(moved_start, moved_end)


def _at(change: Change) -> int:
    return change.at


def _start(change: Change) -> int:
    return change.start


def _moved(offset: int, change: Change, *, back: bool, up: bool) -> int:
    """An offset at a change or behind it, in the other text; one within the change goes to its upper or lower edge."""
    here, there = (change.at, change.start) if back else (change.start, change.at)
    length, other = (len(change.after), len(change.before)) if back else (len(change.before), len(change.after))
    if offset >= here + length:
        return there + other + offset - here - length
    return there + other if up else there


_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_BLANK = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_FOUND = re.compile(
    r"(?P<verse>﴿[^﴿﴾]{1,4000}﴾)"
    rf"|(?P<blanks>[{_BLANK}{_INVISIBLE}]{{2,}}|[{_BLANK[1:]}{_INVISIBLE}])"
    r"|(?P<tatweel>ـ+)"
    r"|(?P<form>[\ufb50-\ufd3d\ufd50-\ufdcf\ufdf2\ufe70-\ufefc])"
    r"|(?P<keyboard>[یکڪہھۃ])"
    r"|(?P<digit>[٠-٩۰-۹]+(?:[٫٬][٠-٩۰-۹]+)*)"
    r"|(?P<quote>[“”„‟″＂〝〞‘’‚‛′`])"
)
_LATIN_QUOTE = str.maketrans(dict.fromkeys("“”„‟″＂〝〞", '"') | dict.fromkeys("‘’‚‛′`", "'"))
_KEYBOARD = str.maketrans("کڪہھۃ", "ككههة")
_OF_KEYBOARD = frozenset("یکڪہھۃ")
_PART_OF_WORD = re.compile(rf"[\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed{_INVISIBLE}]*")
_QURANIC = re.compile("[\u0670\u0671\u06d6-\u06ed]")
_EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_HAS_BLANK = re.compile(f"[{_BLANK}]")
_PREFIX = re.compile(r"[وف]?(?:[بك]?ال|لل|[بكل])?")
_LONGEST_PREFIX = 4
_LONGEST = 40  # characters looked at on each side of one: a word, or the marks on a letter


def clean(text: str, keep: Sequence[tuple[int, int]] = ()) -> Cleaned:
    """The text without what typing and copying leave; cleaned again, it stays as it is.

    Presentation forms become letters, ornamental tatweel goes (that of «هـ» and of «لـ» before a foreign word stays), blanks
    become one space, invisible and direction marks go, Persian ya and kaf become Arabic, digits ASCII, quotes straight ones
    but for «». Line breaks stay. In `keep`, stretches that hold names, letters and digits and quotes stay.
    """
    pieces: list[str] = []
    changes: list[Change] = []
    done = length = 0
    for start, before, kind, after in _wanted(text, keep):
        pieces += (text[done:start], after)
        length += start - done
        changes.append(Change(kind, start, length, before, after))
        length += len(after)
        done = start + len(before)
    return Cleaned("".join((*pieces, text[done:])), tuple(changes))


def _wanted(text: str, keep: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str, Kind, str]]:
    """Each change: where, what stands there, its kind, what is to stand there."""
    has_quranic = _QURANIC.search(text) is not None  # asked once: hardly a text has them
    for match in _FOUND.finditer(text):
        group = match.lastgroup
        if group == "verse" or (has_quranic and group != "blanks" and _is_quranic(text, match.start())):
            continue
        kind, after = _blanks(text, match) if group == "blanks" else _other(text, match, keep)
        if after != match.group():
            yield match.start(), match.group(), kind, after


def _other(text: str, match: re.Match[str], keep: Sequence[tuple[int, int]]) -> tuple[Kind, str]:
    start, found, kept = match.start(), match.group(), _is_kept(keep, match.start())
    match match.lastgroup:
        case "tatweel":
            return Kind.TATWEEL, "" if _joins(text, start, match.end()) else found
        case "form":
            return Kind.FORM, _letters(text, start, found, kept=kept)
        case "keyboard":
            return Kind.KEYBOARD, found if kept or _is_foreign(text, start) else _arabic(text, start, found)
        case "digit":
            return Kind.DIGIT, found if kept else found.translate(DIGITS)
        case _:
            return Kind.QUOTE, found if kept else found.translate(_LATIN_QUOTE)


def _blanks(text: str, run: re.Match[str]) -> tuple[Kind, str]:
    """One space for a run that holds a blank; nothing for one that holds none, but where it joins emoji or Persian words."""
    found = run.group()
    if blanks := _HAS_BLANK.findall(found):
        return (Kind.INVISIBLE if blanks == [" "] else Kind.BLANKS), " "
    around = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if all(map(_EMOJI.match, around)) or (found in "\u200c\u200d" and _is_foreign(text, run.start())):
        return Kind.INVISIBLE, found
    return Kind.INVISIBLE, ""


def _joins(text: str, start: int, end: int) -> bool:
    """Whether tatweel stands between two letters of a word."""
    before = next((char for char in reversed(text[max(0, start - _LONGEST) : start]) if not _is_mark(char)), "")
    after = next((char for char in text[end : end + _LONGEST] if not _is_mark(char)), "")
    return bool(ARABIC_LETTER.match(before) and ARABIC_LETTER.match(after))


def _is_mark(char: str) -> bool:
    return char == "ـ" or unicodedata.category(char) in ("Mn", "Cf")


def _letters(text: str, start: int, form: str, *, kept: bool) -> str:
    """The letters of a presentation form; a mark that has one of its own loses the blank or tatweel that carries it."""
    letters = unicodedata.normalize("NFKC", form)
    if unicodedata.combining(letters[-1]):
        letters = letters.strip(" ـ")
    if kept or not _OF_KEYBOARD & set(letters) or _is_foreign(text, start):
        return letters
    return "".join(_arabic(text, start, letter) if letter in _OF_KEYBOARD else letter for letter in letters)


def _arabic(text: str, start: int, letter: str) -> str:
    """The Arabic letter for a Persian or Urdu one. A final ya is ي but in words that are known to end in ى."""
    if letter != "ی":
        return letter.translate(_KEYBOARD)
    after = next((char for char in text[start + 1 : start + 1 + _LONGEST] if not _is_mark(char)), "")
    if ARABIC_LETTER.match(after):
        return "ي"
    word = "".join(char for char in _word(text, start)[0] if not _is_mark(char)).translate(_KEYBOARD).replace("ی", "ي")
    stems = (word[cut:] for cut in range(_LONGEST_PREFIX + 1) if _PREFIX.fullmatch(word[:cut]))
    return "ى" if any(f"{stem}ى" in FINAL_ALEF for stem in stems) else "ي"


def _word(text: str, offset: int) -> tuple[str, str]:
    """What stands before and after an offset in the word around it, presentation forms as letters."""
    before = text[max(0, offset - _LONGEST) : offset][::-1]
    left, right = _PART_OF_WORD.match(before), _PART_OF_WORD.match(text, offset, offset + _LONGEST)
    sides = (left.group()[::-1] if left else ""), (right.group() if right else "")
    return unicodedata.normalize("NFKC", sides[0]), unicodedata.normalize("NFKC", sides[1])


def _is_foreign(text: str, offset: int) -> bool:
    return FOREIGN_LETTER.search("".join(_word(text, offset))) is not None


def _is_quranic(text: str, offset: int) -> bool:
    return _QURANIC.search("".join(_word(text, offset))) is not None


def _is_kept(keep: Sequence[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in keep)
