"""Blocks into sentences, long sentences into clauses, and back without loss.

Arabic news ends a sentence with a full stop, question mark, exclamation mark, ellipsis or semicolon, perhaps followed by
closing quotes and brackets, and then white space. It does not end inside quotes or brackets, after an initial or an
abbreviation, nor after a list marker.
"""

from translate.segment.blocks import segments
from translate.segment.clauses import clauses
from translate.segment.sentences import split

__all__ = ["clauses", "segments", "split"]
