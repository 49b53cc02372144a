"""Drafts → gettext PO, one file a language, as gettext tools and `msgfmt -c` want it.

msgctxt is the segment's id. A machine's draft is `fuzzy` until a human has reviewed it. Terms and findings are extracted
comments, which translators see and tools keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib

from translate import __version__
from translate.files import replacing
from translate.formats.view import now
from translate.model import Lang, State

if TYPE_CHECKING:
    from pathlib import Path

    from translate.formats.view import View
    from translate.model import Draft, Segment

PLURALS = {
    Lang.EN: "nplurals=2; plural=(n != 1);",
    Lang.RU: ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"),
}
_WIDTH = 100


def write(view: View, lang: Lang, path: Path) -> Path:
    catalogue = polib.POFile(wrapwidth=_WIDTH, encoding="utf-8")
    stamp = now().strftime("%Y-%m-%d %H:%M+0000")
    catalogue.header = f"{view.document.title}\nMachine drafts, not reviewed: every entry marked fuzzy is one."
    catalogue.metadata = {
        "Project-Id-Version": " ".join(view.document.name.split()),
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": stamp,
        "PO-Revision-Date": stamp,
        "Last-Translator": "machine draft",
        "Language-Team": f"{lang.english_name} desk",
        "Language": str(lang),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[lang],
        "X-Generator": f"newsdesk-translate {__version__}",
        "X-Source-Language": str(Lang.AR),
        "X-Engine": view.signature,
        "X-Glossary": view.termbase.version,
    }
    for segment in view.segments:
        catalogue.append(_entry(view, segment, lang, view.drafts[lang].get(segment.id)))
    with replacing(path) as temporary:
        catalogue.save(str(temporary), newline="\n")
    return path


def _entry(view: View, segment: Segment, lang: Lang, draft: Draft | None) -> polib.POEntry:
    comments = [f"Kind: {segment.kind}"]
    comments += [f"Term: {term}" for term in view.terms(segment, lang)]
    if draft is not None:
        comments += [f"{finding.severity.upper()} {finding.check}: {finding.message}" for finding in draft.findings]
        comments += [f"REPAIRED {repair.concept}: {repair}" for repair in draft.repairs]
        if draft.score is not None:
            comments.append(f"Engine score: {draft.score:.2f} (mean log-probability of a token)")
    return polib.POEntry(
        msgctxt=segment.id,
        msgid=segment.source,
        msgstr=draft.text if draft else "",
        occurrences=[("_".join(view.document.path.name.split()), view.document.blocks[segment.block].line)],
        comment="\n".join(comments),
        flags=["fuzzy"] if draft and draft.text and draft.state is State.TRANSLATED else [],
    )
