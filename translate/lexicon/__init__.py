"""Which words translate which, learned from translated sentences: whether a draft says what its source says, word by word.

IBM Model 1 (Brown et al. 1993), trained by `training/lexicon.py`. It knows words, no grammar: a sentence that it calls
covered may still be wrong, one whose words it does not know cannot be judged.
"""

from translate.lexicon.adequacy import Adequacy
from translate.lexicon.hints import hints
from translate.lexicon.lexicon import Lexicon, load

__all__ = ["Adequacy", "Lexicon", "hints", "load"]
