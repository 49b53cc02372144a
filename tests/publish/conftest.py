from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editions import EN, RU, draft_article

from translate.config import Config, PublishConfig
from translate.publish.edition import edition, manuscript
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from translate.publish.edition import Edition


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """At a time that stands still."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641808800")
    return desk


@pytest.fixture
def store(desk: Path) -> Iterator[Store]:
    with Store(desk / ".translate") as opened:
        yield opened


@pytest.fixture
def make(desk: Path, store: Store) -> Callable[..., Edition]:
    """An edition of an article with these translations."""

    def made(publish: PublishConfig | None = None, **article: object) -> Edition:
        draft_article(store, desk / "articles" / "summit.txt", **article)  # type: ignore[arg-type]
        source = manuscript(store.documents()[0], store, (EN, RU))
        return edition(source, (EN, RU), publish or Config().publish)

    return made
