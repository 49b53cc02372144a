"""Plain text → Document.

A text editor's article has no mark-up: its structure is told from the length of its lines, the blank lines between them
and a few words. A blank line may hold a no-break space.
"""

from __future__ import annotations

import codecs
import re
import string
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from translate.arabic import ARABIC_LETTER
from translate.errors import InputError
from translate.language import detect
from translate.readers import structure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translate.model import Document
    from translate.readers.source import Source
    from translate.readers.structure import Piece

_SAVE_AS_UTF8 = "open it in an editor and save it as UTF-8"
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_ARABIC_GUESSES = ("cp1256", "iso8859_6", "utf_16_le", "utf_16_be")
_OTHER_GUESSES = (("cp1251", "ru"), ("koi8_r", "ru"), ("cp1252", "en"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no text in any code page of one byte a letter holds them
_CONTROL_CHAR = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_FUNCTION_WORDS = {
    "ar": re.compile(r"(?<!\w)(?:و?(?:في|من|على|إلى|الى|أن|ان|إن|عن|التي|الذي|هذا|هذه|مع|كما|بعد|ما|لا|كان|قال))(?!\w)"),
    "ru": re.compile(r"(?<!\w)(?:и|в|во|на|с|со|по|из|к|у|о|об|за|от|до|не|что|как|его|это|для|при)(?!\w)", re.IGNORECASE),
    "en": re.compile(r"(?<!\w)(?:the|of|and|to|in|is|that|for|on|with|was|by|from|at|as|a)(?!\w)", re.IGNORECASE),
}
_ASCII, _LETTERS = bytes(range(128)), string.ascii_letters.encode()
_WESTERN = frozenset(codecs.lookup(name).name for name in ("cp1252", "latin_1", "cp1250", "cp1254"))
_WORDS_A_FUNCTION_WORD = 30  # prose has one in 3 to 8; a wrong code page leaves none
_GUESSED_FROM = 2_000_000  # bytes that a guess looks at
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_MOJIBAKE = ("cp1256", "cp1252", "latin-1", "cp1251")


def read(source: Source) -> Document:
    """Read a text in any common encoding of Arabic, and in those of Russian and English that were common before UTF-8.

    Raises InputError for what is empty, binary, in no recognisable encoding, or damaged. An encoding that had to be guessed
    is believed only when the result reads as the language that it was made for.
    """
    data = source.load()
    text, encoding = decoded(data, source.path)
    return structure.document(source, data, list(_pieces(text)), encoding=encoding)


def decoded(data: bytes, path: Path) -> tuple[str, str]:
    """(text, name of the encoding). Raises InputError where there is no text, or none that can be trusted."""
    text, encoding = _decode(data, path)
    if not structure.clean(text):
        raise InputError("is empty", where=path)
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
    return text, encoding


def guess(data: bytes) -> tuple[str, str] | None:
    """(text, encoding) of bytes that do not say it, or None where no guess reads as prose."""
    head = data[:_GUESSED_FROM]
    best = from_bytes(head, cp_isolation=list(_ARABIC_GUESSES), threshold=0.5).best()
    ordered = sorted(_ARABIC_GUESSES, key=lambda name: best is None or name != best.encoding)
    for encoding, lang in (*((name, "ar") for name in ordered), *_OTHER_GUESSES):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as(lang, text[:_GUESSED_FROM]):
            return text, encoding
    return None


def unless_mislabelled(encoding: str, text: str, data: bytes) -> str:
    """The encoding that a file says it is in; but one of Arabic, where it says a Western one and reads as Arabic.

    Programs that know no better call everything `iso-8859-1` or `windows-1252`. `text` is `data` as the file says.
    """
    if codecs.lookup(encoding).name not in _WESTERN or ARABIC_LETTER.search(text):
        return encoding
    if len(data.translate(None, _ASCII)) < len(data) - len(data.translate(None, _LETTERS)):  # no alphabet but the Latin
        return encoding
    found = guess(data)
    return found[1] if found and found[1] in _ARABIC_GUESSES[:2] else encoding


def _pieces(text: str) -> Iterator[Piece]:
    for number, line in enumerate(_LINE_END.split(text), 1):
        if stripped := structure.clean(line):
            yield structure.Piece(stripped, line=number)


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
    if found := guess(data):
        return found
    if _CONTROL.search(data):
        raise InputError("is not a text file", where=path, hint="plain text (.txt) is read")
    raise InputError("is in no encoding that gives readable Arabic", where=path, hint=_SAVE_AS_UTF8)


def _reads_as(lang: str, text: str) -> bool:
    """Whether a guess holds: of that language, no control characters, and as many function words as prose has."""
    if _CONTROL_CHAR.search(text):
        return False
    if lang == "ar":
        letters = sum(char.isalpha() for char in text)
        if not letters or len(ARABIC_LETTER.findall(text)) < letters / 2:
            return False
    elif detect(text) != lang or sum(char.isupper() for char in text) > sum(char.islower() for char in text):
        return False  # KOI8-R taken for Windows-1251 has its cases the wrong way round
    return len(_FUNCTION_WORDS[lang].findall(text)) * _WORDS_A_FUNCTION_WORD >= len(text.split())


def _is_mojibake(text: str) -> bool:
    """Whether this is UTF-8 that a program took for another code page (`ط§ظ„ط£`): taken back, it is UTF-8, as no prose is."""
    for encoding in _MOJIBAKE:
        try:
            back = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if back != text:
            return True
    return False
