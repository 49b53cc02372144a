"""The review table in Word: `write` makes it, `read` takes it back."""

from __future__ import annotations

from translate.formats.docx.reader import read
from translate.formats.docx.writer import write

__all__ = ["read", "write"]
