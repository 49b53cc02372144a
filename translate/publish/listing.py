"""What an index says of an edition, kept beside its pages, so that a later index has the articles of earlier orders as well.

It lies where anybody may have changed it: it is read as a stranger's file.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from translate.errors import PublishError
from translate.files import replacing
from translate.formats.markup import clean
from translate.model import Lang
from translate.publish.html import PARALLEL

if TYPE_CHECKING:
    from pathlib import Path

    from translate.publish.edition import Edition

FILE_NAME = "entry.json"
_LARGEST = 1_000_000


class Listing(BaseModel):
    """The title in each language, in the order to show; addresses are not kept but made of the folder that it lies in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date | None
    titles: Annotated[dict[Lang, str], Field(min_length=1)]


def write(edition: Edition, folder: Path) -> Path:
    titles = {lang: clean(edition.about[lang].title) for lang in (*edition.langs, Lang.AR)}
    path = folder / FILE_NAME
    with replacing(path) as temporary:
        temporary.write_text(Listing(day=edition.day, titles=titles).model_dump_json(indent=2) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> Listing | None:
    """None where the pages have been removed. Raises PublishError for a file that `write` has not made."""
    folder = path.parent
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            raise PublishError("is no list of an edition's titles", where=path, hint="publish the article again")
        listed = Listing.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise PublishError(
            "is no list of an edition's titles: the index lacks the article", where=path, hint="publish the article again"
        ) from error
    titles = {
        lang: " ".join(clean(title).split()) for lang, title in listed.titles.items() if (folder / f"{lang}.html").is_file()
    }
    return Listing(day=listed.day, titles=titles) if titles and (folder / PARALLEL).is_file() else None
