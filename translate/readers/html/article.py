"""Which units of a page are its article: not the navigation, the adverts, the cookie banner, nor what else there is to read.

The way is that of Arc90's Readability, as most such programs go it: elements around prose score, links count against, what
calls itself an advert is left out. Here the page's own word (`article`, `main`, `articleBody`) comes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.model import BlockKind
from translate.readers import structure
from translate.readers.html.ancestry import Handed, summed, upwards
from translate.readers.structure import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from translate.readers.html.ancestry import Paths
    from translate.readers.html.tree import Unit

_NEVER = frozenset(
    "nav aside dialog menu fieldset amp-ad amp-auto-ads amp-consent amp-embed amp-sidebar amp-sticky-ad "
    "amp-user-notification".split()
)
_NEVER_ROLES = frozenset(
    "navigation banner contentinfo complementary dialog alertdialog search menu menubar toolbar alert".split()
)
_SURELY = frozenset(
    "cookie cookies consent gdpr ccpa advert adverts advertisement advertising ad adsense adslot adbox sponsored promoted "
    "newsletter comments disqus outbrain taboola breadcrumb breadcrumbs skiplink pagination addthis addtoany onetrust".split()
)
_PERHAPS = frozenset(
    "ads promo related relatedposts recommended recommendations trending popular mostread latest more readmore widget sidebar "
    "sidenav nav navbar navigation menu footer header toolbar tags taglist login signup search toc masthead topbar ticker "
    "teaser teasers subscribe subscription skip social sharing share sharebar modal popup lightbox sphinxsidebar headerlink "
    "sr".split()
)
_ROOTS = frozenset({"html", "body", "main", "article"})
_SENTENCES_IN = frozenset({"p", "blockquote"})
_CLOSING = "»”\"')]"
_FEWEST_WORDS = 4
_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "blockquote"})
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PROSE = 40  # characters that a paragraph has at least
_HEADS = frozenset({"header", "masthead", "more", "latest"})
"""Names that say nothing within an article, which has a head of its own."""
_NEARLY_ALL = 0.6  # of the prose: a part that holds as much is the article, whatever its name
_MOST_OF_A_PAGE = 0.4  # of the prose: a part that holds as much is not left out for a doubtful name
_ENOUGH = 0.6  # of the prose: an article holds as much, or is looked for further up
_LINKS = 0.5  # the share of a paragraph that may be links
_BYLINE = frozenset({"byline", "author"})
KINDS = {
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
}
_Kinds = tuple[BlockKind | None, BlockKind | None]
_NO_KINDS: _Kinds = (None, None)
_LONGEST_CELL = 200  # characters: a table of longer ones lays out a page
_LONGEST_HEADING = 100


def pieces(units: Sequence[Unit], title: str, paths: Paths, *, is_mail: bool = False) -> tuple[list[Piece], int]:
    """The article's pieces, and how many links within it are left out. `title` is what the page's head calls it."""
    page = _Page(units)
    main = page.main(is_mail=is_mail)
    is_within: Handed[bool] = Handed(lambda element, above: above or element is main)
    within = [unit for unit in units if is_within.of(unit.container) and not page.is_left_out(unit.container)]
    inside = [unit for unit in within if page.is_content(unit)]
    kept = {id(unit) for unit in inside}
    links = sum(unit.link_share > _LINKS and id(unit) not in kept for unit in within)
    heading = page.title(inside, title)
    if heading is not None and heading not in inside:  # the title stands above the article, and perhaps a date and a picture
        first = units.index(heading)
        last = next((place for place, unit in enumerate(units) if inside and unit is inside[0]), len(units))
        between = [unit for unit in units[first + 1 : last] if page.is_content(unit) and _is_head(unit)]
        inside = [heading, *between, *inside]
    return list(_typed(inside, heading, main, paths)), links


def _typed(inside: Sequence[Unit], heading: Unit | None, main: _Element, paths: Paths) -> Iterator[Piece]:
    kinds: Handed[_Kinds] = Handed(lambda element, above: _kinds(element, _NO_KINDS if element is main or not above else above))
    for unit in inside:
        kind = BlockKind.TITLE if unit is heading else _kind(unit, kinds)
        yield Piece(unit.text, paths.of(unit.container), kind, slots=unit.slots)


def _kind(unit: Unit, kinds: Handed[_Kinds]) -> BlockKind | None:
    text = unit.text
    if structure.is_links(text):
        return BlockKind.LINKS
    if (unit.time and len(text) <= _LONGEST_HEADING) or structure.is_date(text):
        return BlockKind.DATELINE
    short, long = kinds.of(unit.container)
    kind = short if len(text) <= _LONGEST_HEADING else long
    if kind is not None:
        return None if kind is BlockKind.CELL and len(text) > _LONGEST_CELL else kind
    is_heading = unit.bold_share > 0.9 and len(text) <= _LONGEST_HEADING  # noqa: PLR2004 - all of it but a sign or two
    if is_heading and not structure.is_credit(text) and not text.endswith(structure.SENTENCE_END):
        return BlockKind.HEADING
    return None


def _kinds(element: _Element, above: _Kinds) -> _Kinds:
    """What a short text and a longer one in it are, by the element's name and classes, or by those around it."""
    names = _names(element)
    kind = KINDS.get(str(element.tag))
    if "caption" in names:
        kind = BlockKind.CAPTION
    elif {"footnote", "footnotes"} & names or element.get("role") == "doc-footnote":
        kind = BlockKind.FOOTNOTE
    elif _BYLINE & names:
        return BlockKind.CREDIT, kind or above[1]
    return kind or above[0], kind or above[1]


class _Page:
    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._left_out: Handed[bool] = Handed(lambda element, above: above or self._is_aside(element))
        self._in_article: Handed[bool] = Handed(lambda element, above: above or _says_article(element))
        self._has_h1: set[_Element] = set()
        for unit in units:
            if unit.container.tag == "h1":
                for element in unit.container.iterancestors():
                    if element in self._has_h1:
                        break
                    self._has_h1.add(element)
        self._prose = summed(_lengths(unit for unit in units if _is_prose(unit)))
        self._total = max(self._prose.values(), default=0)

    def main(self, *, is_mail: bool) -> _Element:
        """The element that holds the article; all of a mail that names none."""
        prose = [unit for unit in self._units if _is_prose(unit) and not self.is_left_out(unit.container)]
        inside = summed(_lengths(prose))
        score: dict[_Element, float] = {}
        for unit in prose:
            worth = 1 + min(len(unit.text) / 100, 3)
            for element, share in zip(upwards(unit.container), (0.5, 1, 0.5, 0.25), strict=False):
                score[element] = score.get(element, 0.0) + worth * share
        root = self._units[0].container.getroottree().getroot()
        if not score or (is_mail and not any(_says_article(element) for element in inside)):
            return root
        total = max(inside.values())
        best = max(score, key=lambda element: score[element] * (2 if _says_article(element) else 1))
        while inside[best] < _ENOUGH * total and (parent := best.getparent()) is not None:
            best = parent
        for element in best.iterancestors():  # what the page itself calls its article, if it is this one
            if _says_article(element) and inside[element] < inside[best] / _ENOUGH:
                best = element
        return best

    def title(self, inside: Sequence[Unit], called: str) -> Unit | None:
        """The `h1` of the article; where it has none, one above it, best that of which the page's head speaks."""
        own = [unit for unit in inside if unit.container.tag == "h1"]
        if own:
            return next((unit for unit in own if _is_called(unit.text, called)), own[0])
        order = {id(unit): place for place, unit in enumerate(self._units)}
        until = order[id(inside[0])] if inside else len(self._units)
        above = [
            unit for unit in self._units[:until] if unit.container.tag in ("h1", "h2") and not self.is_left_out(unit.container)
        ]
        named = [unit for unit in above if _is_called(unit.text, called)]
        tops = [unit for unit in above if unit.container.tag == "h1"]
        return next(reversed(named or tops), None)

    def is_content(self, unit: Unit) -> bool:
        if self.is_left_out(unit.container):
            return False
        text = unit.text
        if unit.container.tag == "h1" or structure.is_links(text):
            return True
        if unit.link_share > _LINKS:
            cites = len(text) > 3 * _PROSE and unit.link_share < 0.9  # noqa: PLR2004 - prose that cites much
            return cites or _is_sentence(unit)
        return any(char.isalnum() for char in text)

    def is_left_out(self, element: _Element) -> bool:
        return self._left_out.of(element)

    def _is_aside(self, element: _Element) -> bool:
        name = str(element.tag)
        if name in _ROOTS:
            return False
        share = self._prose.get(element, 0) / self._total if self._total else 0.0
        names = _names(element)
        if name in _NEVER or element.get("role") in _NEVER_ROLES or (_SURELY & names and share < _NEARLY_ALL):
            return True
        if name in _LEAVES:
            return False
        parent = element.getparent()
        in_article = parent is not None and self._in_article.of(parent)
        if in_article:
            names -= _HEADS
        if name == "header":
            return not in_article and element not in self._has_h1 and share < _MOST_OF_A_PAGE
        if name == "footer":
            return not in_article
        return bool(name == "form" or _PERHAPS & names) and share < _MOST_OF_A_PAGE and element not in self._has_h1


def _names(element: _Element) -> set[str]:
    """The words of an element's classes and id: `siteNav main-menu` has site, nav, main, menu, and the whole ones."""
    given = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    if given == " ":
        return set()
    return {word.lower() for word in _TOKEN.findall(given)} | set(given.lower().split())


def _says_article(element: _Element) -> bool:
    return element.tag in ("article", "main") or element.get("role") == "main" or element.get("itemprop") == "articleBody"


def _is_prose(unit: Unit) -> bool:
    return len(unit.text) >= _PROSE and unit.link_share < _LINKS


def _is_sentence(unit: Unit) -> bool:
    """A paragraph that is one link is text all the same if it is a whole sentence, and no «read more…»."""
    ends = unit.text.rstrip(_CLOSING).endswith(structure.FULL_STOP)
    return unit.container.tag in _SENTENCES_IN and ends and len(unit.text.split()) >= _FEWEST_WORDS


def _is_head(unit: Unit) -> bool:
    return unit.time or _is_prose(unit) or structure.is_date(unit.text) or unit.container.tag == "figcaption"


def _is_called(text: str, called: str) -> bool:
    return bool(called) and (text in called or called in text)


def _lengths(units: Iterable[Unit]) -> dict[_Element, int]:
    """Characters of text by the element that they stand in."""
    lengths: dict[_Element, int] = {}
    for unit in units:
        lengths[unit.container] = lengths.get(unit.container, 0) + len(unit.text)
    return lengths
