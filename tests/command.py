"""What a command leaves, and a newsroom for it to run in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "قمة في موسكو\n\nقال بوتين إن القمة تبدأ اليوم. وصل الضيوف صباحا.\n"


class Outcome(NamedTuple):
    """The exit code, and what was printed where."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        return line

    @property
    def json(self) -> Any:
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


def newsroom(folder: Path, article: str = ARTICLE, name: str = "articles/summit.txt") -> None:
    """Put an article and a glossary of one person there."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(article, encoding="utf-8")
    (folder / "glossary").mkdir()
    (folder / "glossary" / "people.csv").write_text("id,ar,en,ru\nputin,بوتين,Putin,Путин\n", encoding="utf-8")
