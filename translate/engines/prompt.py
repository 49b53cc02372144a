"""What an instruction model is told, and what it may answer.

The answer is held to one line in the target's script by a grammar, so that neither Arabic nor Chinese, nor an explanation
on further lines, can come out. Latin letters in Russian are let through only as the words that stand in Latin script in
the source or in the glossary's forms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.arabic import egyptian_months
from translate.model import Lang

if TYPE_CHECKING:
    from translate.engines.base import Request

VERSION = 4
"""Part of every draft's signature: raise it when a prompt or grammar changes, and old drafts are known to be stale."""

STOP = "\n"
MAX_LATIN_WORDS = 40  # of one sentence; more is no Arabic sentence

PAIRS = ((Lang.AR, Lang.EN), (Lang.AR, Lang.RU), (Lang.EN, Lang.RU))

_SYSTEM = (
    "You are a professional news translator. Translate the {source} text into {target}.{words} Output only the translation."
)
_WORDS = " Use these words: {pairs}."
"""Terms and hints, within the system message. In the user's turn, above the source, the model answered with the heading of
their list, unless worked examples showed what is wanted; those gained no chrF and lost a point of BLEU (docs/drafts.md)."""
_TALK = re.compile(  # how such answers begin; a sentence of news may begin with each of these words, but not go on so
    r"here(?:'s|’s| is| are)\b[^.]*\btranslat\w*"
    r"|(?:sure|certainly|of course|i(?:'m|’m| am) sorry|sorry|as an ai)\b.*\b(?:translat\w*|text|message|sentence)\b"
    r"|your (?:text|message|sentence)\b|the (?:given|provided|following) (?:\w+ )?(?:text|sentence)\b"
    r"|(?:use these terms|glossary|translation|the translation)\b[^.]*:"
    r"|вот (?:\w+ )?(?:перевод|текст)\w*\b|конечно,? вот\b|(?:извините|простите|к сожалению)\b[^.]*\bне могу перевести\b"
    r"|(?:извините, |к сожалению, )?ваш\w* (?:текст|сообщение|предложение|запрос)\b|(?:данный|следующий) текст\b"
    r"|(?:используйте эти|глоссарий|перевод)\b[^.]*:",
    re.IGNORECASE,
)
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.&'_@:/+-]+[A-Za-z0-9]+)*")
_COMMON = (
    r"\x20\x21\x22\x23\x24\x25\x26\x27()*+,\-./0-9:;<=>?@\x5B\x5C\x5D_~"
    r"\u00A0\u00A7\u00AB\u00B0\u00B7\u00BB\u2010-\u2015\u2018-\u201E\u2022\u2026\u2030\u2032\u2033\u20AC\u20BD\u2116"
)
_OPENING = r"0-9\x22\x27(\x5B\u00AB\u201C\u201E\u2018\u2013\u2014"  # so that an answer is never blank
_LETTERS = {
    Lang.EN: r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u017F",
    Lang.RU: r"\u0410-\u044F\u0401\u0451",
}
_CHARS_TO_TOKENS = {Lang.EN: 0.6, Lang.RU: 1.3}
"""Bound of the answer: tokens for a character of the source. English drafts of flores-dev took 0.27 with this model's
tokenizer; Russian takes somewhat over twice as many. The bounds are about twice that: a stop for answers that run away."""
_LEAST_TOKENS = 32


def messages(request: Request) -> tuple[tuple[str, str], ...]:
    """The turns, (role, text), up to the answer: the order with terms and hints, what was approved before, the sentence."""
    pairs = "; ".join(f"{_plain(pair.source)} = {pair.target}" for pair in (*request.terms, *request.hints))
    order = _SYSTEM.format(
        source=request.source_lang.english_name,
        target=request.target_lang.english_name,
        words=_WORDS.format(pairs=pairs) if pairs else "",
    )
    examples = (turn for pair in request.examples for turn in (("user", pair.source), ("assistant", pair.target)))
    return ("system", order), *examples, ("user", _plain(_with_forms(request) if request.insist else request.source))


def _with_forms(request: Request) -> str:
    """The sentence with the terms' forms in their place, alone or with a clitic before it: never inside another word."""
    source = request.source
    for term in sorted(request.terms, key=lambda term: -len(term.source)):
        piece = re.escape(term.source)
        source = re.sub(rf"(?<!\w){piece}|{piece}(?!\w)", term.target.replace("\\", r"\\"), source)
    return source


def _plain(arabic: str) -> str:
    """With the month names that the model knows: of أيلول it made October."""
    return egyptian_months(arabic)


def chatml(request: Request) -> str:
    """The whole prompt in ChatML. Control marks of the format are taken out of the texts: a text is never an order."""
    turns = ((role, text.replace("<|", "< |").replace("|>", "| >")) for role, text in messages(request))
    return "".join(f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in turns) + "<|im_start|>assistant\n"


def latin_words(request: Request) -> tuple[str, ...]:
    """The words in Latin script that a Russian answer may hold, sorted; English needs no leave."""
    if request.target_lang is Lang.EN:
        return ()
    own = request.source if request.source_lang is Lang.AR else request.context  # a bridge is all Latin
    texts = (own, *(term.target for term in request.terms))
    return tuple(sorted({word for text in texts for word in _LATIN_WORD.findall(text)}))[:MAX_LATIN_WORDS]


def grammar(target: Lang, latin: tuple[str, ...]) -> str:
    """A GBNF grammar: one line of the target's letters, digits and punctuation, and these words in Latin script.

    The end of the line ends the answer (see STOP).
    """
    words = "".join(f' | "{word}"' for word in latin)
    letters = _LETTERS[target]
    return f'root ::= first (char{words})* "\\n"?\nfirst ::= [{_OPENING}{letters}]{words}\nchar ::= [{_COMMON}{letters}]\n'


def is_no_translation(answer: str) -> bool:
    """Whether the answer talks about the translation, refuses it, or repeats the prompt, instead of being one."""
    return bool(_TALK.match(answer.lstrip("\"'«“*# ")))


def token_bound(request: Request) -> int:
    return _LEAST_TOKENS + int(len(request.source) * _CHARS_TO_TOKENS[request.target_lang])
