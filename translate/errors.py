"""The one family of errors.

Every error says what is wrong, where, and how to mend it, in one line. Third-party errors are wrapped at the edge where
they arise; only the command line turns an error into a message and an exit code.
"""

from __future__ import annotations

from typing import ClassVar


class TranslateError(Exception):
    """`what` is wrong, `where` (a path, perhaps with a line), and a `hint` how to mend it; the last two may be empty."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: object = "", hint: str = "") -> None:
        self.what = what
        self.where = str(where)
        self.hint = hint
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}{self.what}{mend}".split())


class UsageError(TranslateError):
    """The command was called wrongly."""

    exit_code = 2


class ConfigError(TranslateError):
    """config.toml says something that is not understood."""

    exit_code = 2


class InputError(TranslateError):
    """A source document cannot be read."""


class GlossaryError(TranslateError):
    """The termbase holds a mistake."""


class ModelError(TranslateError):
    """A model is missing, damaged or cannot be had."""


class EngineError(TranslateError):
    """An engine failed to draft."""


class StoreError(TranslateError):
    """The work store cannot be opened, read or written."""


class ReviewError(TranslateError):
    """A file that came back cannot be told from a stranger's."""


class ExportError(TranslateError):
    """An export cannot be written."""


class PublishError(TranslateError):
    """A document is not ready to be published, or an edition of it cannot be made."""
