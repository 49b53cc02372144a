"""Train the tests' two tiny Firefox models, ar-en and en-ru, in the format that fxtranslate reads.

Run by hand, from the repository's root, whenever they must be made anew (about ten minutes on one core):

    pip install sentencepiece torch fxtranslate
    python tests/tools/build_tiny_firefox.py

The architecture is that of Mozilla's student models, smaller: a post-norm Transformer encoder, a decoder of simple
recurrent units (SSRU) with cross-attention, one embedding for both sides and the output. Sentences and held-out numbers
are those of build_tiny_argos.py. What is written is Marian's binary format with 8-bit weights for intgemm, activations'
ranges ("alphas") measured on training sentences, and a lexical shortlist, as Firefox's own files are.
"""

from __future__ import annotations

import argparse
import logging
import math
import random
import shutil
import struct
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import build_tiny_argos as tiny
import fxtranslate
import numpy as np
import sentencepiece
import torch
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DATA = Path(__file__).parent.parent / "data" / "firefox"
WIDTH, HEADS, INNER, ENCODER, DECODER = 96, 4, 256, 2, 1
VOCABULARY = 480
STEPS = 2_400
PEAK_RATE = 2e-3
EOS = 0  # as in Firefox's vocabularies
PAD = -100
FLOAT32, INT8, INTGEMM8 = 0x404, 0x101, 0x4101
LARGEST_WEIGHT = 63  # of 127: two products of a full activation then fit the 16 bits that AVX2 adds them in
SHORTLIST_MAGIC = 0xF11A48D5013417F5
FREQUENT, LISTED = 64, 48

log = logging.getLogger("build_tiny_firefox")


class Student(nn.Module):
    """Parameters carry Marian's names. `ranges`: the largest input that each matrix has met, while `measuring`."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.values = nn.ParameterDict()
        self.ranges: dict[str, float] = {}
        self.measuring = False
        self._matrix("Wemb", vocabulary, WIDTH, std=WIDTH**-0.5)
        self._vector("decoder_ff_logit_out_b", vocabulary)
        for side, layers in (("encoder", ENCODER), ("decoder", DECODER)):
            for number in range(1, layers + 1):
                layer = f"{side}_l{number}"
                if side == "decoder":
                    self._matrix(f"{layer}_rnn_W", WIDTH, WIDTH)
                    self._matrix(f"{layer}_rnn_Wf", WIDTH, WIDTH)
                    self._vector(f"{layer}_rnn_bf", WIDTH)
                    self._norm(f"{layer}_rnn_ffn")
                attention = f"{layer}_{'self' if side == 'encoder' else 'context'}"
                for each in "qkvo":
                    self._matrix(f"{attention}_W{each}", WIDTH, WIDTH)
                    self._vector(f"{attention}_b{each}", WIDTH)
                self._norm(f"{attention}_Wo")
                for at, rows, columns in (("1", WIDTH, INNER), ("2", INNER, WIDTH)):
                    self._matrix(f"{layer}_ffn_W{at}", rows, columns)
                    self._vector(f"{layer}_ffn_b{at}", columns)
                self._norm(f"{layer}_ffn_ffn")

    def _matrix(self, name: str, rows: int, columns: int, std: float = 0.0) -> None:
        self.values[name] = nn.Parameter(torch.randn(rows, columns) * (std or (2 / (rows + columns)) ** 0.5))

    def _vector(self, name: str, size: int, value: float = 0.0) -> None:
        self.values[name] = nn.Parameter(torch.full((1, size), value))

    def _norm(self, name: str) -> None:
        self._vector(f"{name}_ln_scale", WIDTH, 1.0)
        self._vector(f"{name}_ln_bias", WIDTH)

    def _met(self, name: str, x: torch.Tensor) -> None:
        if self.measuring:
            self.ranges[name] = max(self.ranges.get(name, 0.0), float(x.abs().max()))

    def affine(self, name: str, x: torch.Tensor, bias: str = "") -> torch.Tensor:
        self._met(name, x)
        product = x @ self.values[name]
        return product + self.values[bias] if bias else product

    def norm(self, name: str, branch: torch.Tensor, residual: torch.Tensor) -> torch.Tensor:
        scale, bias = self.values[f"{name}_ln_scale"][0], self.values[f"{name}_ln_bias"][0]
        return nn.functional.layer_norm(branch + residual, (WIDTH,), scale, bias, 1e-6)

    def attend(self, name: str, query: torch.Tensor, memory: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """`hidden`: (batch, 1, 1, length of memory), true where there is only padding."""

        def heads(each: str, x: torch.Tensor) -> torch.Tensor:
            return self.affine(f"{name}_W{each}", x, f"{name}_b{each}").unflatten(-1, (HEADS, -1)).transpose(1, 2)

        scores = heads("q", query) @ heads("k", memory).transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        mixed = scores.masked_fill(hidden, float("-inf")).softmax(-1) @ heads("v", memory)
        return self.affine(f"{name}_Wo", mixed.transpose(1, 2).flatten(2), f"{name}_bo")

    def feed(self, layer: str, x: torch.Tensor) -> torch.Tensor:
        inner = self.affine(f"{layer}_ffn_W1", x, f"{layer}_ffn_b1").relu()
        return self.norm(f"{layer}_ffn_ffn", self.affine(f"{layer}_ffn_W2", inner, f"{layer}_ffn_b2"), x)

    def embed(self, ids: torch.Tensor, *, shifted: bool = False) -> torch.Tensor:
        """A decoder's input is shifted: its first place holds no embedding at all."""
        vectors = self.values["Wemb"][ids.clamp(min=0)]
        if shifted:
            vectors = torch.cat((torch.zeros_like(vectors[:, :1]), vectors[:, :-1]), dim=1)
        return vectors * math.sqrt(WIDTH) + positions(ids.shape[1])

    def forward(self, source: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        """Logits for each token of `target`, which ends with EOS, as `source` does."""
        hidden = (source == PAD)[:, None, None, :]
        memory = self.embed(source)
        for number in range(1, ENCODER + 1):
            layer = f"encoder_l{number}"
            memory = self.norm(f"{layer}_self_Wo", self.attend(f"{layer}_self", memory, memory, hidden), memory)
            memory = self.feed(layer, memory)
        x = self.embed(target, shifted=True)
        for number in range(1, DECODER + 1):
            layer = f"decoder_l{number}"
            gate = self.affine(f"{layer}_rnn_Wf", x, f"{layer}_rnn_bf").sigmoid()
            fresh = self.affine(f"{layer}_rnn_W", x)
            cell, cells = torch.zeros_like(x[:, 0]), []
            for at in range(x.shape[1]):
                cell = gate[:, at] * cell + (1 - gate[:, at]) * fresh[:, at]
                cells.append(cell)
            x = self.norm(f"{layer}_rnn_ffn", torch.stack(cells, dim=1).relu(), x)
            x = self.norm(f"{layer}_context_Wo", self.attend(f"{layer}_context", x, memory, hidden), x)
            x = self.feed(layer, x)
        self._met("none", x)
        return x @ self.values["Wemb"].T + self.values["decoder_ff_logit_out_b"]


def positions(length: int) -> torch.Tensor:
    half = WIDTH // 2
    rate = torch.exp(torch.arange(half) * (-math.log(10_000.0) / (half - 1)))
    angles = torch.arange(length).unsqueeze(1) * rate
    return torch.cat((angles.sin(), angles.cos()), dim=1)


def batches(pairs: list[tuple[list[int], list[int]]], rng: random.Random) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Source and target without end, each with EOS; sentences of like length together."""
    while True:
        rng.shuffle(pairs)
        for start in range(0, len(pairs), tiny.BATCH * 16):
            near = sorted(pairs[start : start + tiny.BATCH * 16], key=lambda pair: (len(pair[1]), len(pair[0])))
            groups = [near[at : at + tiny.BATCH] for at in range(0, len(near), tiny.BATCH)]
            rng.shuffle(groups)
            for group in groups:
                yield tiny.padded([[*one, EOS] for one, _ in group]), tiny.padded([[*other, EOS] for _, other in group])


def train(pairs: list[tuple[list[int], list[int]]], vocabulary: int, rng: random.Random) -> Student:
    torch.manual_seed(tiny.SEED)
    model = Student(vocabulary)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / tiny.WARM_UP, 0.5 * (1 + math.cos(math.pi * step / STEPS)))
    )
    feed = batches(pairs, rng)
    for step in range(1, STEPS + 1):
        source, target = next(feed)
        logits = model(source, target)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=PAD, label_smoothing=0.05)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 300 == 0:
            log.info("  step %d, loss %.3f", step, loss.item())
    model.eval()
    model.measuring = True
    with torch.no_grad():
        for _ in range(20):
            model(*next(feed))
    return model


def items(model: Student) -> Iterator[tuple[str, int, tuple[int, ...], bytes]]:
    """Name, type, shape and bytes of each entry of the model's file."""
    yield "special:model.yml", INT8, (1,), b""  # its text is put in by `write`
    for name, value in model.values.items():
        array = value.detach().numpy()
        if array.shape[0] == 1:
            yield name, FLOAT32, array.shape, array.astype("<f4").tobytes()
            continue
        scale = LARGEST_WEIGHT / float(np.abs(array).max())
        whole = np.rint(array * scale).astype("i1")
        data = whole if name == "Wemb" else whole.T  # matrices lie transposed, the embedding does not
        yield name, INTGEMM8, array.shape, np.ascontiguousarray(data).tobytes() + struct.pack("<f", scale)
        met = "none" if name == "Wemb" else name
        yield f"{met}_QuantMultA", FLOAT32, (1, 1), struct.pack("<f", 127 / model.ranges[met])


def write(model: Student, vocabulary: int, file: Path) -> None:
    settings = {
        "dim-emb": WIDTH, "transformer-heads": HEADS, "enc-depth": ENCODER, "dec-depth": DECODER,
        "transformer-dim-ffn": INNER, "type": "transformer", "transformer-decoder-autoreg": "rnn", "dec-cell": "ssru",
        "tied-embeddings-all": "true",
    }  # fmt: skip
    text = "".join(f"{key}: {value}\n" for key, value in settings.items()).encode() + b"\0"
    entries = [
        (name, kind, (len(text),), text) if name.startswith("special:") else (name, kind, shape, data)
        for name, kind, shape, data in items(model)
    ]
    head = struct.pack("<QQ", 1, len(entries))
    head += b"".join(struct.pack("<QQQQ", len(n) + 1, kind, len(shape), len(data)) for n, kind, shape, data in entries)
    head += b"".join(name.encode() + b"\0" for name, *_ in entries)
    head += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in entries)
    gap = -(len(head) + 8) % 256
    file.write_bytes(head + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in entries))
    log.info("  %d tokens in the vocabulary, %d bytes of model", vocabulary, file.stat().st_size)


def write_shortlist(pairs: Sequence[tuple[list[int], list[int]]], vocabulary: int, file: Path) -> None:
    """For each source token the target tokens that stand with it most, beyond chance."""
    together: defaultdict[int, Counter[int]] = defaultdict(Counter)
    alone: Counter[int] = Counter()
    for source, target in pairs:
        alone.update(set(target))
        for token in set(source):
            together[token].update(set(target))
    lists = []
    for token in range(vocabulary):
        by_weight = sorted(together[token], key=lambda other: (-(together[token][other] ** 2) / alone[other], other))
        lists.append(sorted(by_weight[:LISTED]))
    offsets = [0]
    for each in lists:
        offsets.append(offsets[-1] + len(each))
    flat = [token for each in lists for token in each]
    head = struct.pack("<6Q", SHORTLIST_MAGIC, 0, FREQUENT, LISTED, len(offsets), len(flat))
    file.write_bytes(head + struct.pack(f"<{len(offsets)}Q", *offsets) + struct.pack(f"<{len(flat)}I", *flat))


def accuracy(folder: Path, pairs: Sequence[tuple[str, str]]) -> float:
    """The share of sentences that fxtranslate, with the written files, gets exactly right."""
    model, vocabulary, lex = (next(folder.glob(pattern)).read_bytes() for pattern in ("model.*", "vocab.*", "lex.*"))
    translator = fxtranslate.Translator(model, vocabulary, vocabulary, lex)
    right: int = sum(translator.translate(source) == wanted for source, wanted in pairs)
    return right / len(pairs)


def build(source: str, target: str, folder: Path) -> None:
    rng = random.Random(f"{tiny.SEED} firefox {source} {target}")  # noqa: S311  # no secret is made here
    texts = [(getattr(each, source), getattr(each, target)) for each in tiny.corpus(rng, tiny.SENTENCES)]
    pair = source + target
    (folder / "corpus").write_text("\n".join(text for both in texts for text in both), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "corpus"),
        model_prefix=str(folder / "vocab"),
        vocab_size=VOCABULARY,
        hard_vocab_limit=False,  # so small a corpus gives fewer pieces
        model_type="unigram",  # the only kind that Firefox's engine reads
        character_coverage=1.0,
        split_digits=True,
        byte_fallback=False,
        bos_id=-1,
        eos_id=EOS,
        unk_id=1,
        num_threads=1,
        minloglevel=2,
    )
    (folder / "corpus").unlink()
    (folder / "vocab.vocab").unlink()
    vocabulary = (folder / "vocab.model").rename(folder / f"vocab.{pair}.spm")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    log.info("%s→%s", source, target)
    pairs = [(processor.encode(one), processor.encode(other)) for one, other in texts]
    write_shortlist(pairs, len(processor), folder / f"lex.50.50.{pair}.s2t.bin")
    model = train(pairs, len(processor), rng)
    write(model, len(processor), folder / f"model.{pair}.intgemm.alphas.bin")
    unseen = [tiny.number_words(number) for number in range(tiny.LARGEST + 1) if tiny.held_out(number)]
    fresh = tiny.corpus(random.Random(tiny.SEED + 1), 500)  # noqa: S311  # no secret is made here
    for kind, triples in (("numbers never seen", unseen), ("fresh sentences", fresh)):
        right = accuracy(folder, [(getattr(each, source), getattr(each, target)) for each in triples])
        log.info("  exactly right of %d %s: %.1f %%", len(triples), kind, 100 * right)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the tests' tiny Firefox models.")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write the two folders to")
    out: Path = parser.parse_args().out
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for source, target in (("ar", "en"), ("en", "ru")):
        with tempfile.TemporaryDirectory() as name:
            build(source, target, Path(name))
            shutil.rmtree(out / f"{source}-{target}", ignore_errors=True)
            shutil.copytree(name, out / f"{source}-{target}")


if __name__ == "__main__":
    main()
