"""Plain text → Document.

A text editor's article has no mark-up: its structure is told from the length of its lines, the blank lines between them
and a few words. A blank line may hold a no-break space.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from translate.arabic import ARABIC_LETTER, DIGITS, GREGORIAN_MONTHS, fold
from translate.errors import InputError
from translate.model import Block, BlockKind, Document

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = frozenset({".txt", ".text"})

MAX_BYTES = 64_000_000
MAX_LINE = 200_000
"""Characters in a line. Longer than any paragraph of prose; what comes in longer lines is no article."""

_SAVE_AS_UTF8 = "open it in an editor and save it as UTF-8"
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_GUESSES = ("cp1256", "iso8859_6", "utf_16_le", "utf_16_be")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no text in any code page of one byte a letter holds them
_FUNCTION_WORDS = re.compile(r"(?<!\w)(?:و?(?:في|من|على|إلى|الى|أن|ان|إن|عن|التي|الذي|هذا|هذه|مع|كما|بعد|ما|لا|كان|قال))(?!\w)")
_WORDS_A_FUNCTION_WORD = 30  # Arabic prose has one in 5 to 8; a wrong code page leaves none

_LANGUAGE_LINKS = re.compile(
    r"(?:ar|en|ru|fr|de|es|tr|fa|zh|he|uk|kk|русский|english|français|العربية)"
    r"(?:[\s|/,،·•-]+(?:ar|en|ru|fr|de|es|tr|fa|zh|he|uk|kk|русский|english|français|العربية))*",
    re.IGNORECASE,
)
_MONTH = "|".join(re.escape(fold(name).text) for pair in GREGORIAN_MONTHS for name in pair)
_WEEKDAY = r"(?:(?:يوم )?(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)[ ,،]+)?"
_DATE = re.compile(
    rf"{_WEEKDAY}(?:\d{{1,2}} (?:{_MONTH})(?: ?/ ?(?:{_MONTH}))?,?،? \d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:[ ,،|-]+\d{1,2}:\d\d)?"
)
_CREDIT = re.compile(r"(?:الصوره|صوره|تصوير|المصدر|مصدر|الكاتب|بقلم|ترجمه|تحرير|حقوق الصوره|photo|source|image)\s*:")
_FULL_STOP = tuple(".!?؟…")
_SENTENCE_END = tuple('.!?؟…؛:،"»”')
_MAX_HEADING = 100
_MAX_CREDIT = 160
_MAX_CREDIT_GAP = 2  # lines: at most one blank line between credits
_FIRST_LINES = 4  # a dateline stands at the head


def read(path: Path) -> Document:
    """Read a text file in any common encoding of Arabic.

    Raises InputError for what is empty, binary, in no recognisable encoding, damaged, or holds no Arabic. An encoding
    that had to be guessed is believed only when the result reads as Arabic.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"is {size / 1e6:.0f} MB, more than {MAX_BYTES / 1e6:.0f}", where=path, hint="cut it into articles"
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=path) from error
    text, encoding = _decode(data, path)
    if not text.strip():
        raise InputError("is empty", where=path)
    if not ARABIC_LETTER.search(text):
        raise InputError("holds no Arabic text", where=path, hint=f"if it should, {_SAVE_AS_UTF8}")
    if "\ufffd" in text:
        raise InputError(
            "holds replacement characters (�): it was damaged by an earlier conversion",
            where=path,
            hint="go back to the original file",
        )
    if _is_mojibake(text):
        raise InputError(
            f"was opened in a wrong code page and saved so: it starts '{text.strip()[:12]}'",
            where=path,
            hint="go back to the original file",
        )
    return Document(
        path=path,
        name=path.stem,
        encoding=encoding,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=blocks(text, path),
    )


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    for encoding, mark in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise InputError(
                    f"starts as {encoding} but is damaged at byte {error.start}", where=path, hint=_SAVE_AS_UTF8
                ) from None
    if b"\0" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    best = from_bytes(data, cp_isolation=list(_GUESSES), threshold=0.5).best()
    ordered = sorted(_GUESSES, key=lambda name: best is None or name != best.encoding)
    for encoding in ordered:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_arabic(text):
            return text, encoding
    if _CONTROL.search(data):
        raise InputError("is not a text file", where=path, hint="plain text (.txt) is read")
    raise InputError("is in no encoding that gives readable Arabic", where=path, hint=_SAVE_AS_UTF8)


def _reads_as_arabic(text: str) -> bool:
    """Whether a guess holds: mostly Arabic letters, no control characters, and as many function words as prose has."""
    if any(char < " " and char not in "\t\r\n\f" for char in text):
        return False
    letters = sum(char.isalpha() for char in text)
    if not letters or len(ARABIC_LETTER.findall(text)) < letters / 2:
        return False
    words = len(text.split())
    return len(_FUNCTION_WORDS.findall(text)) * _WORDS_A_FUNCTION_WORD >= words


def _is_mojibake(text: str) -> bool:
    """Whether this is UTF-8 that a program took for Windows-1256 (`ط§ظ„ط£`): taken back, it is UTF-8, as no Arabic is."""
    try:
        return text.encode("cp1256").decode("utf-8") != text
    except UnicodeError:
        return False


def blocks(text: str, path: Path) -> tuple[Block, ...]:
    """Cut text into typed blocks, one for each line that is not blank."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text), 1):
        if len(line) > MAX_LINE:
            raise InputError(
                f"line {number} has {len(line):,} characters: this is no article",
                where=path,
                hint=f"paragraphs of up to {MAX_LINE:,} are read",
            )
        if stripped := line.strip().strip("\ufeff\u200b").strip():
            lines.append((number, stripped))
    credits_from = _credits_from(lines)
    result: list[Block] = []
    has_title = False
    for place, (number, line) in enumerate(lines):
        folded = fold(line).text
        if place < _FIRST_LINES and _LANGUAGE_LINKS.fullmatch(line):
            kind = BlockKind.LINKS
        elif place >= credits_from:
            kind = BlockKind.CREDIT
        elif place < _FIRST_LINES and _DATE.fullmatch(folded):
            kind = BlockKind.DATELINE
        elif not has_title and len(lines) > 1 and _is_heading(line, sentences=True):
            kind, has_title = BlockKind.TITLE, True
        elif _is_heading(line) and place + 1 < credits_from and has_title:
            kind = BlockKind.HEADING
        else:
            kind, has_title = BlockKind.PARAGRAPH, True
        result.append(Block(kind, line, number))
    return tuple(result)


def _is_heading(line: str, *, sentences: bool = False) -> bool:
    """A short line that does not end as a sentence; a title may be longer and may ask or exclaim."""
    if sentences:
        return len(line) <= 2 * _MAX_HEADING and not line.endswith((".", "؛", "،", ":"))
    return len(line) <= _MAX_HEADING and not line.endswith(_SENTENCE_END) and bool(re.search(r"\w", line.translate(DIGITS)))


def _credits_from(lines: list[tuple[int, str]]) -> int:
    """Where the closing credits start: the last short lines, no sentences, close together, one of which names a source."""
    start = len(lines)
    while start > 1 and _may_be_credit(lines, start - 1):
        start -= 1
    named = any(_CREDIT.match(fold(line).text) for _, line in lines[start:])
    return start if named else len(lines)


def _may_be_credit(lines: list[tuple[int, str]], place: int) -> bool:
    number, line = lines[place]
    below = lines[place + 1][0] if place + 1 < len(lines) else number
    return len(line) <= _MAX_CREDIT and not line.endswith(_FULL_STOP) and below - number <= _MAX_CREDIT_GAP
