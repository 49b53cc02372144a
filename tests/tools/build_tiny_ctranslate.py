"""Train the tests' two CTranslate2 folders: one laid out like OPUS-MT's models, one like NLLB-200.

Run by hand, from the repository's root, whenever they must be made anew (about ten minutes on one core):

    pip install ctranslate2 sentencepiece torch
    python tests/tools/build_tiny_ctranslate.py

Real models like those of build_tiny_argos.py, of the same sentences and with the same numbers held out; what differs is
what stands around the sentence. `opus`: a tokenizer for each side, the target's language as the source's first token
(`>>rus<<`), the end of the sentence as its last. `nllb`: one tokenizer, which does not know the languages' tokens; the
source begins with its own and the translation with the target's.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import build_tiny_argos as tiny
import ctranslate2
import sentencepiece
import torch
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DATA = Path(__file__).parent.parent / "data" / "ctranslate"
EOS, UNK = "</s>", "<unk>"
OPUS = {"en": ">>eng<<", "ru": ">>rus<<"}
NLLB = {"ar": "arb_Arab", "en": "eng_Latn", "ru": "rus_Cyrl"}

log = logging.getLogger("build_tiny_ctranslate")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the model sees it, in tokens: `prefix` is what the translation is made to begin with."""

    source: list[str]
    prefix: list[str]
    target: list[str]


def tokenizer(texts: Sequence[str], size: int, path: Path) -> sentencepiece.SentencePieceProcessor:
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus.txt"
        corpus.write_text("\n".join(texts), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(corpus),
            model_prefix=str(path.with_suffix("")),
            vocab_size=size,
            model_type="bpe",
            character_coverage=1.0,
            split_digits=True,
            num_threads=1,
            minloglevel=2,
        )
    path.with_suffix(".vocab").unlink()
    made = path.with_suffix(".model")
    if made != path:
        made.rename(path)
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def pieces(processor: sentencepiece.SentencePieceProcessor) -> list[str]:
    return [processor.id_to_piece(at) for at in range(len(processor)) if not processor.is_control(at)]


def texts(language: str, rng: random.Random, size: int) -> list[str]:
    return [getattr(triple, language) for triple in tiny.corpus(rng, size)]


def opus(folder: Path, rng: random.Random) -> tuple[list[str], Callable[[str, str, str, str], Example]]:
    source = tokenizer(texts("ar", rng, 8_000), 320, folder / "source.spm")
    target = tokenizer(texts("en", rng, 8_000) + texts("ru", rng, 8_000), 480, folder / "target.spm")
    known = dict.fromkeys([EOS, UNK, *pieces(source), *pieces(target), *OPUS.values()])

    def example(_: str, to: str, before: str, after: str) -> Example:
        return Example([OPUS[to], *source.encode(before, out_type=str), EOS], [], target.encode(after, out_type=str))

    return list(known), example


def nllb(folder: Path, rng: random.Random) -> tuple[list[str], Callable[[str, str, str, str], Example]]:
    several = [text for language in NLLB for text in texts(language, rng, 8_000)]
    both = tokenizer(several, 640, folder / "sentencepiece.bpe.model")
    known = dict.fromkeys(["<s>", "<pad>", EOS, UNK, *pieces(both), *NLLB.values()])

    def example(one: str, to: str, before: str, after: str) -> Example:
        return Example([NLLB[one], *both.encode(before, out_type=str), EOS], [NLLB[to]], both.encode(after, out_type=str))

    return list(known), example


def batches(examples: list[Example], ids: dict[str, int], rng: random.Random) -> Iterator[tuple[torch.Tensor, ...]]:
    """Source, the decoder's input and what it should say, without end; sentences of like length together."""
    rows = [
        tuple([ids[token] for token in tokens] for tokens in (each.source, [EOS, *each.prefix, *each.target]))
        for each in examples
    ]
    while True:
        rng.shuffle(rows)
        for start in range(0, len(rows), tiny.BATCH * 16):
            near = sorted(rows[start : start + tiny.BATCH * 16], key=lambda row: (len(row[0]), len(row[1])))
            groups = [near[at : at + tiny.BATCH] for at in range(0, len(near), tiny.BATCH)]
            rng.shuffle(groups)
            for group in groups:
                yield (
                    tiny.padded([source for source, _ in group]),
                    tiny.padded([given for _, given in group]),
                    tiny.padded([[*given[1:], ids[EOS]] for _, given in group]),
                )


def train(examples: list[Example], known: list[str], steps: int, rng: random.Random) -> tiny.TinyTransformer:
    torch.manual_seed(tiny.SEED)
    model = tiny.TinyTransformer(len(known))
    optimizer = torch.optim.AdamW(model.parameters(), lr=tiny.PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / tiny.WARM_UP, 0.5 * (1 + math.cos(math.pi * step / steps)))
    )
    feed = batches(examples, {token: at for at, token in enumerate(known)}, rng)
    for step in range(1, steps + 1):
        source, given, wanted = next(feed)
        logits = model(source, given)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=tiny.PAD, label_smoothing=0.05)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 500 == 0:
            log.info("  step %d, loss %.3f", step, loss.item())
    return model.eval()


def accuracy(folder: Path, examples: Sequence[Example]) -> float:
    """The share of sentences that the model, with its 8-bit weights, gets exactly right, token for token."""
    translator = ctranslate2.Translator(str(folder), intra_threads=1)
    results = translator.translate_batch(
        [each.source for each in examples], target_prefix=[each.prefix for each in examples], beam_size=4
    )
    wanted = [each.prefix + each.target for each in examples]
    right: int = sum(result.hypotheses[0] == tokens for result, tokens in zip(results, wanted, strict=True))
    return right / len(examples)


def build(name: str, pairs: Sequence[tuple[str, str]], steps: int, work: Path) -> Path:
    rng = random.Random(f"{tiny.SEED} {name}")  # noqa: S311  # no secret is made here
    folder = work / name
    folder.mkdir()
    known, example = {"opus": opus, "nllb": nllb}[name](folder, rng)

    def made(triples: Sequence[tiny.Triple]) -> list[Example]:
        return [example(one, to, getattr(triple, one), getattr(triple, to)) for triple in triples for one, to in pairs]

    log.info("%s: %d tokens in the vocabulary", name, len(known))
    model = train(made(tiny.corpus(rng, tiny.SENTENCES)), known, steps, rng)
    tiny.write_model(model, known, work / "model")
    for file in (work / "model").iterdir():
        shutil.move(file, folder / file.name)
    (work / "model").rmdir()
    config = folder / "config.json"
    settings = json.loads(config.read_text()) | {"decoder_start_token": EOS, "add_source_eos": False}
    config.write_text(json.dumps(settings, indent=2, sort_keys=True) + "\n")
    unseen = [tiny.number_words(number) for number in range(tiny.LARGEST + 1) if tiny.held_out(number)]
    fresh = tiny.corpus(random.Random(tiny.SEED + 1), 500)  # noqa: S311  # no secret is made here
    for kind, triples in (("numbers never seen", unseen), ("fresh sentences", fresh)):
        log.info("  exactly right of %d %s: %.1f %%", len(made(triples)), kind, 100 * accuracy(folder, made(triples)))
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the tests' tiny CTranslate2 folders.")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write the two folders to")
    out: Path = parser.parse_args().out
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    out.mkdir(parents=True, exist_ok=True)
    wanted = (
        ("opus", (("ar", "en"), ("ar", "ru")), 2_400),
        ("nllb", (("ar", "en"), ("ar", "ru"), ("en", "ru")), 3_000),
    )
    for name, pairs, steps in wanted:
        with tempfile.TemporaryDirectory() as work:
            folder = build(name, pairs, steps, Path(work))
            shutil.rmtree(out / name, ignore_errors=True)
            shutil.copytree(folder, out / name)
            log.info("  %s: %d bytes", out / name, sum(file.stat().st_size for file in (out / name).iterdir()))


if __name__ == "__main__":
    main()
