"""Characters that nobody sees: joiners and marks of direction that the Arabic needs and the translation does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

NAME = "invisible"
DAMAGED = "damaged"
RULES = {
    NAME: "zero-width, direction or control characters, soft hyphens",
    DAMAGED: "the sign � of a character that was lost",
}
_KINDS: Final = {
    "direction mark": "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "zero-width character": "\u200b\u200c\u200d\u2060\ufeff\u180e",
    "soft hyphen": "\u00ad",
    "Arabic lengthening sign": "\u0640",
    "control character": "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160)))),
}
_UNSEEN: Final = frozenset("".join(_KINDS.values()))
_TOLD: Final = _UNSEEN | {"\ufffd"}
_RUN: Final = re.compile(f"[{re.escape(''.join(sorted(_UNSEEN)))}]+")
_EMOJI: Final = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])")


def check(case: Case) -> Iterator[Finding]:
    if not case.signs or _TOLD.isdisjoint(case.signs):
        return
    if "\ufffd" in case.signs:
        yield Finding(DAMAGED, Severity.WARNING, "“�” stands where a character was lost: write what belongs there.")
    if not _UNSEEN.isdisjoint(case.signs) and (kinds := _kinds(case.text)):
        yield Finding(NAME, Severity.INFO, f"Unseen characters: {', '.join(kinds)}. `translate check --fix` takes them out.")


def fix(text: str, _lang: Lang) -> str:
    return _RUN.sub("", text) if not _EMOJI.search(text) else text


def _kinds(text: str) -> list[str]:
    plain = _EMOJI.sub("", text)
    return [kind for kind, signs in _KINDS.items() if not frozenset(signs).isdisjoint(plain)]
