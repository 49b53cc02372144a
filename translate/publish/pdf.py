"""An edition as PDF, set by WeasyPrint from the same pages with the same fonts; an optional part, with Pango from the system.

Nothing is fetched: the fonts stand in the style, and any other address is refused.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from translate.errors import PublishError
from translate.files import replacing
from translate.publish import html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translate.config import PublishConfig
    from translate.model import Lang
    from translate.publish.edition import Edition


def write(edition: Edition, langs: Sequence[Lang], config: PublishConfig, path: Path) -> Path:
    """One language, or the Arabic and one other. Raises PublishError where WeasyPrint or Pango is missing."""
    weasyprint = _weasyprint()
    wanted = html.PARALLEL if len(langs) > 1 else f"{langs[0]}.html"
    text = next(text for name, text in html.pages(edition, config) if name == wanted)
    document = weasyprint.HTML(
        string=text, base_url="about:blank", url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    )
    with replacing(path) as temporary:
        document.write_pdf(temporary, pdf_identifier=edition.digest.encode(), pdf_tags=True, pdf_variant="pdf/ua-1")
    return path


def check() -> None:
    """Raises PublishError where WeasyPrint or Pango is missing."""
    _weasyprint()


def _weasyprint() -> Any:  # noqa: ANN401 - an optional module
    try:
        import weasyprint  # noqa: PLC0415 - it loads Pango, which may be missing
    except (ImportError, OSError) as error:
        missing = "WeasyPrint is not installed" if isinstance(error, ImportError) else "WeasyPrint does not find Pango"
        raise PublishError(
            f"no PDF: {missing}",
            hint="pip install 'newsdesk-translate[pdf]', and on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0",
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it names each rule of screens that print has no use for
    return weasyprint
