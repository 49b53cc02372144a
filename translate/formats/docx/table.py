"""The rows of the review table: № · Arabic · English · Russian · status · notes."""

from __future__ import annotations

from itertools import chain, count, groupby
from typing import TYPE_CHECKING

from translate.formats.docx.labels import INTERFACES, LANGUAGES, NUMBER
from translate.formats.docx.marks import Kind, Mark
from translate.formats.docx.runs import PLAIN, Face, clean, paragraph, runs
from translate.formats.docx.terms import noted, underlined_in_draft, underlined_in_source
from translate.model import BlockKind, Lang, Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translate.config import DocxConfig, ReviewConfig
    from translate.formats.view import View
    from translate.model import Draft, Segment

_WIDTH = 15_250  # twentieths of a point between the margins
_NUMBER_WIDTH, _STATUS_WIDTH, _NOTES_WIDTH = 800, 1_500, 2_800
_CELL_MARGINS = {"top": 50, "left": 90, "bottom": 50, "right": 90}
_KIND_FILL = {BlockKind.TITLE: "DCE6F1", BlockKind.HEADING: "EEF3F8"}
_KIND_SCALE = {BlockKind.TITLE: 1.25, BlockKind.HEADING: 1.1, BlockKind.CREDIT: 0.9, BlockKind.DATELINE: 0.9}
_FINDING_FILL = {Severity.ERROR: "FBE3E0", Severity.WARNING: "FFF4D6"}
_FINDING_MARK = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
_COMMENT_MARK = "✎"
_REPAIR_MARK = "↻"
_HEADER_FILL = "D9D9D9"
_GREY, _FAINT = "595959", "A6A6A6"
_ID = Face(scale=0.4, colour=_FAINT)
_SMALL = Face(scale=0.8)
_TERM = Face(scale=0.72, colour=_GREY)
_ASIDE = Face(scale=0.8, colour=_GREY)
_APPROVED = (State.REVIEWED, State.FINAL)
_CHOICES = {State.TRANSLATED: "draft", State.INITIAL: "needs-work", State.REVIEWED: "approved"}


class Table:
    """`xml` gives the table piece by piece, so that memory does not grow with its rows."""

    def __init__(self, view: View, config: DocxConfig, review: ReviewConfig) -> None:
        self._view = view
        self._config = config
        self._review = review
        self._labels = INTERFACES[review.interface]
        text = (_WIDTH - _NUMBER_WIDTH - _STATUS_WIDTH - _NOTES_WIDTH) // (1 + len(view.targets))
        self._widths = [_NUMBER_WIDTH, *[text] * (1 + len(view.targets)), _STATUS_WIDTH, _NOTES_WIDTH]
        self._ids = count(1_000)  # of controls and bookmarks: unlike each other, and unlike those of the page

    def xml(self) -> Iterator[str]:
        yield self._properties()
        yield self._header()
        for number, segments in enumerate(self._rows(), 1):
            yield self._row(number, segments)
        yield "</w:tbl>"

    def _rows(self) -> Iterator[list[Segment]]:
        if self._review.rows == "sentence":
            return ([segment] for segment in self._view.segments)
        return (list(group) for _, group in groupby(self._view.segments, key=lambda segment: segment.block))

    def _properties(self) -> str:
        margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _CELL_MARGINS.items())
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_FAINT}"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _header(self) -> str:
        interface, bold = self._review.interface, Face(bold=True)
        names = [(LANGUAGES[lang], lang) for lang in (Lang.AR, *self._view.targets)]
        names += [(self._labels.status, interface), (self._labels.notes, interface)]
        number = paragraph(self._runs(NUMBER, Lang.EN, bold), Lang.EN)
        cells = [number + paragraph(self._runs(self._view.export, Lang.EN, _ID), Lang.EN)]
        cells += [paragraph(self._runs(name, lang, bold), lang) for name, lang in names]
        return self._tr(((cell, _HEADER_FILL) for cell in cells), "<w:cantSplit/><w:tblHeader/>")

    def _row(self, number: int, segments: Sequence[Segment]) -> str:
        kind = segments[0].kind
        fill = _KIND_FILL.get(kind, "")
        face = Face(_KIND_SCALE.get(kind, 1.0), bold=kind in _KIND_FILL)
        columns = [(lang, self._drafts(segments, lang)) for lang in self._view.targets]
        cells = [(self._number(number, segments), fill), (self._sources(number, segments, face), fill)]
        for lang, drafts in columns:
            cells.append((self._targets(number, segments, drafts, lang, face), _doubt(drafts) or fill))
        cells += [(self._statuses(number, segments, columns), fill), (self._notes(segments, columns), fill)]
        return self._tr(cells, "<w:cantSplit/>" if self._review.rows == "sentence" else "")

    def _drafts(self, segments: Sequence[Segment], lang: Lang) -> list[Draft | None]:
        return [self._view.drafts[lang].get(segment.id) for segment in segments]

    def _tr(self, cells: Iterable[tuple[str, str]], properties: str) -> str:
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_shade(fill)}</w:tcPr>{content}</w:tc>'
            for (content, fill), width in zip(cells, self._widths, strict=True)
        )
        return f"<w:tr>{properties and f'<w:trPr>{properties}</w:trPr>'}{made}</w:tr>"

    def _number(self, number: int, segments: Sequence[Segment]) -> str:
        lines = [(str(number), Face(scale=0.9)), *((segment.id, _ID) for segment in segments)]
        return "".join(paragraph(self._runs(text, Lang.EN, face), Lang.EN) for text, face in lines)

    def _sources(self, number: int, segments: Sequence[Segment], face: Face) -> str:
        pieces = []
        for segment in segments:
            spans = underlined_in_source(self._view, segment)
            content = runs(segment.source, Lang.AR, self._config, face, spans)
            pieces.append(self._control(Mark(Kind.SOURCE, segment.id), f"{LANGUAGES[Lang.AR]} {number}", content, locked=True))
            if segment is not segments[-1]:
                pieces.append(self._runs(segment.gap or " ", Lang.AR, face))
        return paragraph("".join(pieces), Lang.AR)

    def _targets(self, number: int, segments: Sequence[Segment], drafts: Sequence[Draft | None], lang: Lang, face: Face) -> str:
        pieces = []
        for segment, draft in zip(segments, drafts, strict=True):
            mark, name = Mark(Kind.TARGET, segment.id, lang), f"{LANGUAGES[lang]} {number}"
            if draft is not None and clean(draft.text):
                spans = underlined_in_draft(self._view, segment, draft)
                pieces.append(self._control(mark, name, runs(draft.text, lang, self._config, face, spans)))
            else:
                grey = Face(face.scale, colour=_FAINT)
                stand_in = self._runs(self._labels.empty, self._review.interface, grey)
                pieces.append(self._control(mark, name, stand_in, choice="<w:showingPlcHdr/>"))
        return paragraph(self._runs(" ", lang, face).join(pieces), lang)

    def _statuses(
        self, number: int, segments: Sequence[Segment], columns: Sequence[tuple[Lang, Sequence[Draft | None]]]
    ) -> str:
        """A drop-down a language. Where the sentences of a row differ it tells of each, until another item is chosen."""
        lines = []
        for lang, drafts in columns:
            states = [self._labels.state(draft.state if draft else State.TRANSLATED) for draft in drafts]
            each = ", ".join(f"{place} {state}" for place, state in enumerate(states, 1))
            label = states[0] if len(set(states)) == 1 else each
            items = "".join(
                f'<w:listItem w:displayText="{self._labels.states[state]}" w:value="{value}"/>'
                for state, value in _CHOICES.items()
            )
            control = self._control(
                Mark(Kind.STATUS, segments[0].id, lang),
                f"{self._labels.status} {lang.upper()} {number}",
                self._runs(label, self._review.interface, _SMALL),
                choice=f"<w:dropDownList>{items}</w:dropDownList>",
            )
            lines.append(paragraph(self._runs(f"{lang.upper()} ", Lang.EN, _ASIDE) + control, Lang.EN))
        return "".join(lines)

    def _notes(self, segments: Sequence[Segment], columns: Sequence[tuple[Lang, Sequence[Draft | None]]]) -> str:
        """What the checks found, what the glossary changed, then its terms; with the sentence's number where it has one."""
        lines = []
        for place, segment in enumerate(segments):
            at = f" {place + 1}" if len(segments) > 1 else ""
            notes = [f"{lang.upper()}{at} {note}" for lang, drafts in columns for note in _notes(drafts[place])]
            notes += [
                f"{lang.upper()}{at} {_COMMENT_MARK} {comment.author or '?'}: {comment.text}"
                for lang, _ in columns
                for comment in self._view.comments.get(lang, {}).get(segment.id, ())
            ]
            lines += [(note, _SMALL) for note in notes]
        if terms := dict.fromkeys(chain.from_iterable(noted(self._view, segment) for segment in segments)):
            lines.append((" · ".join(terms), _TERM))
        return "".join(paragraph(self._runs(text, Lang.EN, face), Lang.EN) for text, face in lines or [("", PLAIN)])

    def _control(self, mark: Mark, name: str, content: str, *, choice: str = "", locked: bool = False) -> str:
        """A content control that cannot be deleted, in a bookmark (see `marks`); `locked`: nor can its content be changed.

        That lock holds without a protection of the document, which would cost more than it gives: under the kind
        `trackedChanges` nobody can accept or reject a change, under `readOnly` none is tracked and no comment can be made.
        """
        bookmark, control = next(self._ids), next(self._ids)
        lock = "sdtContentLocked" if locked else "sdtLocked"
        return (
            f'<w:bookmarkStart w:id="{bookmark}" w:name="{mark.bookmark}"/><w:sdt><w:sdtPr><w:alias w:val="{name}"/>'
            f'<w:tag w:val="{mark.tag}"/><w:id w:val="{control}"/><w:lock w:val="{lock}"/>{choice}</w:sdtPr>'
            f'<w:sdtContent>{content}</w:sdtContent></w:sdt><w:bookmarkEnd w:id="{bookmark}"/>'
        )

    def _runs(self, text: str, lang: Lang, face: Face) -> str:
        return runs(text, lang, self._config, face)


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""


def _doubt(drafts: Iterable[Draft | None]) -> str:
    """The colour of the worst finding, or none. What a human has approved is no longer in doubt."""
    findings = (f for draft in drafts if draft and draft.state not in _APPROVED for f in draft.findings)
    severities = {finding.severity for finding in findings}
    return next((fill for severity, fill in _FINDING_FILL.items() if severity in severities), "")


def _notes(draft: Draft | None) -> Iterator[str]:
    if draft is not None:
        yield from (f"{_FINDING_MARK[finding.severity]} {finding.message}" for finding in draft.findings)
        yield from (f"{_REPAIR_MARK} {repair}" for repair in draft.repairs)
