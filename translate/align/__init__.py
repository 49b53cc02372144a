"""Versions of a story in several languages, set side by side: what a desk has published becomes its memory."""

from translate.align.anchors import Anchors
from translate.align.pairs import Bead, align
from translate.align.rows import DOUBTFUL, Alignment, Row, align_all
from translate.align.texts import Text, read, text_of

__all__ = ["DOUBTFUL", "Alignment", "Anchors", "Bead", "Row", "Text", "align", "align_all", "read", "text_of"]
