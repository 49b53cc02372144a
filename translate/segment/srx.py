r"""Segmentation Rules eXchange 2.0: where a text may be cut, said in regular expressions by a file that users can edit.

Read for plain text: `formathandle` and `segmentsubflows`, which speak of mark-up, are passed over. The expressions are those
of ICU, as far as `regex` knows them too: `\p{Lu}`, `\h`, sets with `&&` and `--`, possessive quantifiers. A reference back
to a group, which cannot be matched backwards, is refused.

At a place in the text the first rule that fits it decides. So a rule that cuts is run over the whole text, and where it
fits, the rules before it that forbid are asked. Of one rule only fits that do not overlap are found; where a rule's
`beforebreak` may end in several places, it is the last that counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import regex
from lxml import etree

from translate.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

OWN = Path(__file__).with_name("rules.srx")
MAX_BYTES = 4_000_000
_NAMESPACE = "http://www.lisa.org/srx20"
_SECONDS = 20
"""For a user's rule on one text: it may try more ways than there are atoms. The package's own are known to be quick, and
go without: the clock costs five times what they do."""
_CODE_POINT = re.compile(r"\\x\{(0{0,4}[0-9A-Fa-f]{1,5}|0{0,2}10[0-9A-Fa-f]{4})\}")  # as ICU and Java write it
_BACK_REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*(?:\\[1-9k]|\(\?P=)")
_HINT = "see the package's own translate/segment/rules.srx"


@dataclass(frozen=True, slots=True)
class Rule:
    """Cut, or do not, between what `before` and `after` fit. `name` tells a person which rule of the file it is."""

    cuts: bool
    before: str
    after: str
    name: str


@dataclass(frozen=True, slots=True)
class _Cut:
    """A rule that cuts, and those before it that forbid, as one expression."""

    rule: Rule
    fits: regex.Pattern[str]
    forbidden: regex.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one language, in their order. `where`: a user's file that some of them come from."""

    cuts: tuple[_Cut, ...]
    where: Path | None = None

    def places(self, text: str) -> list[int]:
        """The offsets at which the rules cut, in order. White space after a sentence may still follow such a place."""
        found: set[int] = set()
        seconds = _SECONDS if self.where else None
        for cut in self.cuts:
            try:
                found.update(
                    place
                    for place in (match.end() for match in cut.fits.finditer(text, timeout=seconds))
                    if cut.forbidden is None or not cut.forbidden.match(text, place, timeout=seconds)
                )
            except TimeoutError as error:
                raise ConfigError(
                    f"{cut.rule.name}, or one before it that forbids, takes more than {_SECONDS} seconds on one text",
                    where=self.where,
                    hint="give every + and * an upper bound, as {1,9}",
                ) from error
        return sorted(found)


@dataclass(frozen=True, slots=True)
class _Map:
    pattern: regex.Pattern[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class _File:
    maps: tuple[_Map, ...]
    cascade: bool

    def rules(self, lang: str) -> Iterator[Rule]:
        for entry in self.maps:
            if entry.pattern.fullmatch(lang):
                yield from entry.rules
                if not self.cascade:
                    return


@lru_cache(maxsize=64)
def rules(lang: str, own: Path | None = None) -> Rules:
    """The rules for a language: those of a user's file first, then the package's, which decide what the first leave open.

    A file is read once in the life of a process. Raises ConfigError for one that is not understood.
    """
    files = (*((own,) if own else ()), OWN)
    ordered = [rule for file in files for rule in _read(file).rules(lang)]
    return Rules(tuple(_compiled(ordered)), own)


def _compiled(ordered: Iterable[Rule]) -> Iterator[_Cut]:
    forbidding: list[str] = []
    for rule in ordered:
        if rule.cuts:
            fits = regex.compile(f"(?:{rule.before})(?={rule.after})", regex.V1)
            yield _Cut(rule, fits, _any("|".join(forbidding)) if forbidding else None)
        else:
            forbidding.append(f"(?<={rule.before})(?={rule.after})")


@lru_cache(maxsize=64)
def _any(expression: str) -> regex.Pattern[str]:
    """Rules that cut with no other between them share what forbids them."""
    return regex.compile(expression, regex.V1)


@lru_cache(maxsize=16)
def _read(path: Path) -> _File:
    root = _root(path)
    if root.tag != f"{{{_NAMESPACE}}}srx":
        raise ConfigError("is no SRX 2.0", where=path, hint="its root should be <srx> of http://www.lisa.org/srx20")
    named = {
        element.get("languagerulename", ""): tuple(_rules(element, path))
        for element in root.iter(f"{{{_NAMESPACE}}}languagerule")
    }
    maps = []
    for element in root.iter(f"{{{_NAMESPACE}}}languagemap"):
        name, pattern = element.get("languagerulename", ""), element.get("languagepattern", "")
        if name not in named:
            known = ", ".join(named) or "none"
            raise ConfigError(
                f"a languagemap names the rules “{name}”, which are not there", where=path, hint=f"there: {known}"
            )
        expression = _expression(pattern, f"languagepattern of “{name}”", path)
        maps.append(_Map(regex.compile(expression, regex.V1), named[name]))
    header = root.find(f"{{{_NAMESPACE}}}header")
    return _File(tuple(maps), header is not None and header.get("cascade") == "yes")


def _rules(element: _Element, path: Path) -> Iterator[Rule]:
    for number, rule in enumerate(element.iter(f"{{{_NAMESPACE}}}rule"), 1):
        name = f"rule {number} of “{element.get('languagerulename', '')}”"
        before, after = (
            _expression(rule.findtext(f"{{{_NAMESPACE}}}{side}") or "", f"{side} of {name}", path)
            for side in ("beforebreak", "afterbreak")
        )
        yield Rule(rule.get("break", "yes") != "no", f"(?:{before})", f"(?:{after})", name)


def _expression(written: str, name: str, path: Path) -> str:
    """One that is known to compile, forwards and as a lookbehind."""
    expression = _CODE_POINT.sub(lambda match: f"\\U{int(match[1], 16):08x}", written)
    if _BACK_REFERENCE.search(expression):
        raise ConfigError(f"{name} refers back to a group, which is not supported", where=path, hint=_HINT)
    try:
        regex.compile(f"(?:{expression})(?<=(?:{expression}))", regex.V1)
    except regex.error as error:
        raise ConfigError(f"{name} is no regular expression: {error}", where=path, hint=_HINT) from error
    return expression


def _root(path: Path) -> _Element:
    """Read without harm: no DTD, no entities, nothing fetched."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"is larger than {MAX_BYTES / 1e6:.0f} MB", where=path)
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {error.strerror or error}", where=path, hint="segment.rules in config.toml names it"
        ) from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(f"is not well-formed XML: {error.msg}", where=path, hint=_HINT) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ConfigError("has a document type declaration (DTD), which is not read", where=path, hint="take it out")
    return root
