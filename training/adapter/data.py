"""Translated sentences → token arrays for `train.py`, with the product's own prompts.

    python training/adapter/data.py ../shared/train/ar-en-ru.tsv.xz ../shared/eval/flores-dev --out .adapter

Runs where the package, transformers and the installed GGUF are (its tokenizer is used). Writes OUT/data.npz, which is
trained on, and OUT/eval.npz, flores-dev's prompts and references, which is only measured on: nothing of it is in the first.
docs/adapter.md says what is mixed and why.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
from pairs import HELD, MOST, SCRIPT, Pair, mixed, read, told, without
from terms import terms
from transformers import AutoTokenizer

from translate.arabic import one_month_name
from translate.cleaning import clean
from translate.engines import models, prompt
from translate.engines.base import Request
from translate.glossary import termbase, verify
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.lexicon import hints, load
from translate.model import Lang, TermPair

ROOT = Path(__file__).resolve().parents[2]
AR, EN, RU = Lang
FREQUENT = 50_000  # tokens of the vocabulary, commonest first, that are kept whether seen or not
WITH_TERMS, INSISTING, WITH_HINTS, WITH_EXAMPLE = 0.4, 0.1, 0.75, 0.04


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("table", type=Path)
    options.add_argument("flores", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--business", type=float, default=1.0, help="times as many sentences on business software")
    options.add_argument("--most", type=int, default=0, help="examples, for a trial")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    begun, dice = time.monotonic(), random.Random(8)
    dev = {lang: (chosen.flores / f"dev.{lang}").read_text(encoding="utf-8").splitlines() for lang in Lang}
    pairs = without(dev, mixed(read(chosen.table), dice, chosen.business))
    dice.shuffle(pairs)
    pairs = pairs[: chosen.most] if chosen.most else pairs
    print(told(pairs), flush=True)
    asking = Asking(dice)
    requests = [(asking.request(pair, pairs), pair.target) for pair in pairs]
    kept = [(pair, *one) for pair, one in zip(pairs, requests, strict=True) if _may_be_written(*one)]
    print(f"{len(kept)} examples in {time.monotonic() - begun:.0f} s; {asking.told()}", flush=True)
    measured = [
        (Pair(source, target, langs, "flores-dev", line), asking.plain(source, langs), target)
        for langs in prompt.PAIRS
        for line, (source, target) in enumerate(zip(dev[langs[0]], dev[langs[1]], strict=True))
    ]
    Writer().write(chosen.out, kept, measured)
    print(f"done in {time.monotonic() - begun:.0f} s")


class Asking:
    """Pairs as the desk would ask for them: terms, hints and examples as `translate.plan` gives them, or none."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._termbase = termbase.load(ROOT / "glossary")
        self._matcher = Matcher(self._termbase)
        self._count: Counter[str] = Counter()

    def request(self, pair: Pair, others: list[Pair]) -> Request:
        lexicon = load(*pair.langs)
        told: tuple[TermPair, ...] = ()
        spans: list[tuple[int, int]] = []
        source = one_month_name(pair.source) if pair.langs[0] is AR else pair.source
        if self._dice.random() < WITH_TERMS:
            told = (*self._of_glossary(source, pair), *self._of_pair(source, pair))[:5]
            told = tuple({each.source: each for each in told}.values())
            spans = [(source.find(each.source), source.find(each.source) + len(each.source)) for each in told]
        guessed = hints(lexicon, source, spans) if pair.langs[0] is AR and self._dice.random() < WITH_HINTS else ()
        example = self._dice.choice(others) if self._dice.random() < WITH_EXAMPLE else None
        alike = example if example and example.langs == pair.langs and example.row != pair.row else None
        self._note(told, guessed, pair)
        return Request(
            source,
            *pair.langs,
            context=source,
            terms=told,
            insist=bool(told) and self._dice.random() < INSISTING,
            examples=(TermPair(alike.source, alike.target),) if alike and len(alike.source) < MOST / 2 else (),
            hints=guessed,
        )

    def plain(self, source: str, langs: tuple[Lang, Lang]) -> Request:
        """As `translate.plan` asks for a sentence that no glossary term is looked up for."""
        if langs[0] is not AR:
            return Request(source, *langs)
        cleaned = one_month_name(clean(source).text)
        return Request(cleaned, *langs, context=source, hints=hints(load(*langs), cleaned))

    def _of_glossary(self, source: str, pair: Pair) -> tuple[TermPair, ...]:
        """The glossary's terms of an Arabic sentence that the reference has too."""
        if pair.langs[0] is not AR:
            return ()
        mentions = as_found(self._matcher.find(source), self._termbase, pair.langs[1])
        return tuple(
            TermPair(source[mention.match.start : mention.match.end], mention.form)
            for mention in mentions
            if verify.found(self._termbase.concepts[mention.match.concept], pair.langs[1], pair.target)
        )

    def _of_pair(self, source: str, pair: Pair) -> list[TermPair]:
        """One to three, of two words rather than of one; none within another."""
        found = terms(load(*pair.langs), source, pair.target)
        found.sort(key=lambda each: self._dice.random() - (0.3 if " " in each.source else 0))
        chosen: list[TermPair] = []
        for each in found[: self._dice.choice((1, 2, 2, 3, 4))]:
            if not any(each.source in other.source or other.source in each.source for other in chosen):
                chosen.append(each)
        return chosen

    def _note(self, told: tuple[TermPair, ...], guessed: tuple[TermPair, ...], pair: Pair) -> None:
        target = pair.target.lower()
        self._count.update(examples=1, with_terms=bool(told), terms=len(told), with_hints=bool(guessed), hints=len(guessed))
        self._count.update(hints_borne_out=sum(each.target.lower()[:5] in target for each in guessed))

    def told(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in self._count.items())


def _may_be_written(request: Request, target: str) -> bool:
    """Whether the engine's grammar lets the reference through: Latin words in Russian only where the source has them."""
    if request.target_lang is EN:
        return True
    there = {*prompt.latin_words(request), *re.findall(r"[A-Za-z]+", request.source)}
    return all(word in there for word in re.findall(r"[A-Za-z]+", target))


class Writer:
    """Examples as arrays. The tokens that all prompts of two languages begin with are kept once, by themselves."""

    def __init__(self) -> None:
        path = models.installed("qwen2.5-coder-1.5b").path
        self._tokenizer = AutoTokenizer.from_pretrained(str(path.parent), gguf_file=path.name)
        self._end = self._tokenizer.convert_tokens_to_ids("<|im_end|>")

    def write(self, out: Path, kept: list[tuple[Pair, Request, str]], dev: list[tuple[Pair, Request, str]]) -> None:
        prompts = [self._many([prompt.chatml(request) for _, request, _ in part]) for part in (kept, dev)]
        beginnings = [_beginning(prompts, (kept, dev), langs) for langs in prompt.PAIRS]
        train, measured = (self._arrays(*each, beginnings) for each in zip(prompts, (kept, dev), strict=True))
        questions = self._questions(measured)
        seen = np.unique(np.concatenate([train["ids"], *beginnings, *questions, [self._end]]))
        spoken = [_bytes(token) for token in self._tokenizer.convert_ids_to_tokens(range(len(self._tokenizer)))]
        ours = [number for number, text in enumerate(spoken) if _is_ours(text.decode(errors="ignore"))]
        vocabulary = np.unique(np.concatenate([np.arange(FREQUENT), ours, seen])).astype("i4")
        small = "u2" if len(vocabulary) <= 2**16 else "i4"
        common = {
            "vocabulary": vocabulary,
            **{f"beginning{n}": np.searchsorted(vocabulary, ids) for n, ids in enumerate(beginnings)},
            "end": np.searchsorted(vocabulary, self._end),
        }
        train["ids"] = np.searchsorted(vocabulary, train["ids"]).astype(small)
        train["held"] = np.array([pair.row % HELD == 0 for pair, _, _ in kept])
        np.savez_compressed(out / "data.npz", **train, **common)
        texts = [spoken[number] for number in vocabulary]
        np.savez_compressed(
            out / "eval.npz",
            ids=np.searchsorted(vocabulary, np.concatenate(questions)).astype(small),
            ends=np.cumsum([len(ids) for ids in questions]),
            pair=measured["pair"],
            references=np.array([text.encode() for _, _, text in dev], dtype=object).astype("S"),
            texts=np.frombuffer(b"".join(texts), dtype="u1"),
            text_ends=np.cumsum([len(text) for text in texts]),
            **common,
        )
        answers = train["ends"] - np.concatenate([[0], train["ends"][:-1]]) - train["starts"]
        print(f"prompt version {prompt.VERSION}: {len(train['ids'])} tokens, {answers.sum()} of answers;", end=" ")
        print(f"{len(vocabulary)} of the vocabulary; beginnings of {[len(ids) for ids in beginnings]}")
        for file in ("data.npz", "eval.npz"):
            print(f"{file}: {(out / file).stat().st_size / 1e6:.1f} MB")

    def _arrays(
        self, prompts: list[list[int]], examples: list[tuple[Pair, Request, str]], beginnings: list[list[int]]
    ) -> dict[str, np.ndarray]:
        pair = np.array([prompt.PAIRS.index(pair.langs) for pair, _, _ in examples], "u1")
        questions = [ids[len(beginnings[number]) :] for ids, number in zip(prompts, pair, strict=True)]
        answers = self._many([text for _, _, text in examples])
        whole = [[*question, *answer, self._end] for question, answer in zip(questions, answers, strict=True)]
        return {
            "ids": np.concatenate([np.array(ids, "i4") for ids in whole]),
            "ends": np.cumsum([len(ids) for ids in whole]),
            "starts": np.array([len(ids) for ids in questions], "i4"),
            "pair": pair,
        }

    def _questions(self, arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
        begins = [0, *arrays["ends"][:-1]]
        return [arrays["ids"][at : at + start] for at, start in zip(begins, arrays["starts"], strict=True)]

    def _many(self, texts: list[str]) -> list[list[int]]:
        return self._tokenizer(texts, add_special_tokens=False)["input_ids"]


def _beginning(
    prompts: list[list[list[int]]], parts: tuple[list[tuple[Pair, Request, str]], ...], langs: tuple[Lang, Lang]
) -> list[int]:
    """The tokens that all prompts of these languages begin with."""
    own = [
        ids
        for some, part in zip(prompts, parts, strict=True)
        for ids, each in zip(some, part, strict=True)
        if each[0].langs == langs
    ]
    first, last = min(own), max(own)  # what these two share, all share
    same = next((place for place, two in enumerate(zip(first, last, strict=False)) if two[0] != two[1]), len(first))
    return first[:same]


def _is_ours(text: str) -> bool:
    return bool(SCRIPT[AR].search(text) or SCRIPT[RU].search(text))


def _bytes(token: str) -> bytes:
    """A token of a byte-level vocabulary as what it stands for."""
    return bytes(_BYTES[char] for char in token) if all(char in _BYTES for char in token) else b""


def _byte_alphabet() -> dict[str, int]:
    """GPT-2's: a printable byte is its own letter, the others are U+0100 and on."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + place): byte for place, byte in enumerate(others)}


_BYTES = _byte_alphabet()


if __name__ == "__main__":
    main()
