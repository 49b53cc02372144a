"""What an instruction model is told, and what it may answer.

The answer is held to one line in the target's script by a grammar, so that neither Arabic nor Chinese, nor an explanation
on further lines, can come out. Latin letters in Russian are let through only as the words that stand in Latin script in
the source or in the glossary's forms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.model import Lang

if TYPE_CHECKING:
    from translate.engines.base import Request

VERSION = 1
"""Part of every draft's signature: raise it when a prompt or grammar changes, and old drafts are known to be stale."""

STOP = "\n"
MAX_LATIN_WORDS = 40  # of one sentence; more is no Arabic sentence

_SYSTEM = (
    "You are a professional news translator. Translate the Arabic text into {target}, completely and exactly, adding nothing. "
    "Output only the translation."
)
_ANNOUNCES = re.compile(r"\b(?:translat\w*|перевод\w*|перевести|version|вариант\w*|text|текст\w*)\b", re.IGNORECASE)
_LEAD_IN = re.compile(rf"^[^:]*{_ANNOUNCES.pattern}[^:]*:\s*", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.&'_@:/+-]+[A-Za-z0-9]+)*")
_COMMON = (
    r"\x20\x21\x22\x23\x24\x25\x26\x27()*+,\-./0-9:;<=>?@\x5B\x5C\x5D_~"
    r"\u00A0\u00A7\u00AB\u00B0\u00B7\u00BB\u2010-\u2015\u2018-\u201E\u2022\u2026\u2030\u2032\u2033\u20AC\u20BD\u2116"
)
_LETTERS = {
    Lang.EN: r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u017F",
    Lang.RU: r"\u0410-\u044F\u0401\u0451",
}
_CHARS_TO_TOKENS = {Lang.EN: 0.6, Lang.RU: 1.3}
"""Bound of the answer: tokens for a character of Arabic. Twice what flores-dev's human translations take with this
model's tokenizer (0.27 and 0.62)."""
_LEAST_TOKENS = 32


def messages(request: Request) -> tuple[str, str]:
    """The system and the user message. What is common to all requests comes first, so that it is computed once."""
    system = _SYSTEM.format(target=request.target_lang.english_name)
    parts = []
    if request.terms:
        lines = "\n".join(f"{term.source} = {term.target}" for term in request.terms)
        parts.append(f"Glossary:\n{lines}\n")
    parts.append(request.source)
    return system, "\n".join(parts)


def chatml(request: Request) -> str:
    """The whole prompt in ChatML. Control marks of the format are taken out of the source: a text is never an order."""
    system, user = messages(request)
    user = user.replace("<|", "< |").replace("|>", "| >")
    return f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{user}<|im_end|>\n<|im_start|>assistant\n"


def latin_words(request: Request) -> tuple[str, ...]:
    """The words in Latin script that a Russian answer may hold, sorted; English needs no leave."""
    if request.target_lang is Lang.EN:
        return ()
    texts = (request.source, *(term.target for term in request.terms))
    return tuple(sorted({word for text in texts for word in _LATIN_WORD.findall(text)}))[:MAX_LATIN_WORDS]


def grammar(target: Lang, latin: tuple[str, ...], *, may_end_line: bool = True) -> str:
    """A GBNF grammar: one line of the target's letters, digits and punctuation, and these words in Latin script.

    The end of the line ends the answer (see STOP); with `may_end_line` False only the model's own end mark does.
    """
    words = "".join(f' | "{word}"' for word in latin)
    end = ' "\\n"?' if may_end_line else ""
    return f"root ::= (char{words})+{end}\nchar ::= [{_COMMON}{_LETTERS[target]}]\n"


def is_lead_in(source: str, answer: str) -> bool:
    """Whether the answer announces a translation instead of being one ("Here is the translation:", then a new line)."""
    return answer.rstrip().endswith(":") and not source.rstrip().endswith(":") and bool(_ANNOUNCES.search(answer))


def without_lead_in(answer: str) -> str:
    return _LEAD_IN.sub("", answer, count=1)


def token_bound(request: Request) -> int:
    return _LEAST_TOKENS + int(len(request.source) * _CHARS_TO_TOKENS[request.target_lang])
