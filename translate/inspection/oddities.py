"""What an editor should look at before a document is translated."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from translate.arabic import ARABIC_LETTER
from translate.language import has_letters

if TYPE_CHECKING:
    from translate.model import Block, Document

_LANGUAGES = {"ar": "Arabic", "en": "English", "ru": "Russian", "und": "another language"}
_PRESENTATION = re.compile(r"[\ufb50-\ufdfc\ufe70-\ufefc]")
_BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_ZERO_WIDTH = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff]")
_KNOWN_ENCODINGS = ("utf-8", "utf-16")
_MUCH = 0.3  # of the letters of an Arabic block
_FEWEST = 12  # letters that are much
_LONG = 2_000  # characters: longer than paragraphs of news are


def of_document(document: Document) -> tuple[str, ...]:
    found = list(document.notes)
    if not document.encoding.startswith(_KNOWN_ENCODINGS):
        found.append(f"says no encoding: it was read as {document.encoding}")
    texts = [block for block in document.blocks if block.kind.translatable and has_letters(block.text)]
    others = sorted({block.lang for block in texts} - {"ar"})
    if all(block.lang != "ar" for block in texts):
        found.append("holds no Arabic text: nothing will be translated")
    elif others:
        found.append(f"has text in {', '.join(_LANGUAGES[lang] for lang in others)}, which is kept as it is")
    return tuple(found)


def of_block(block: Block) -> tuple[str, ...]:
    text = block.text
    found = []
    controls = sorted({f"U+{ord(char):04X}" for char in text if unicodedata.category(char) == "Cc" and char not in "\t\n\r"})
    if controls:
        found.append(f"control characters: {', '.join(controls)}")
    for what, pattern in (
        ("presentation forms of Arabic letters", _PRESENTATION),
        ("marks of direction", _BIDI),
        ("characters without width", _ZERO_WIDTH),
    ):
        if count := len(pattern.findall(text)):
            found.append(f"{count} {what}")
    if any("\ue000" <= char <= "\uf8ff" for char in text):
        found.append("characters that only one font knows")
    if "\ufffd" in text:
        found.append("replacement characters (�): something was lost")
    letters, arabic = sum(char.isalpha() for char in text), len(ARABIC_LETTER.findall(text))
    if block.lang == "ar" and letters - arabic > max(_FEWEST, _MUCH * letters):
        found.append("languages are mixed")
    if len(text) > _LONG:
        found.append(f"{len(text):,} characters long")
    return tuple(found)
