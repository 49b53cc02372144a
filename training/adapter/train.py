"""LoRA on the embedded model, bounded by minutes: attention and MLP, loss on the answers, best checkpoint by chrF.

    python training/adapter/train.py model.gguf .adapter --out adapter --minutes 12

Needs torch, transformers, peft, gguf, sacrebleu; nothing of the package. Writes OUT/last and OUT/best (peft's format) and
OUT/log.jsonl. What all prompts of two languages begin with (the system message, worked examples where the prompt has some) is
computed once a batch, and its keys and values are shared by all rows. That is the same function and the same gradient as with
the whole prompt in each row, whatever it costs there; --check says by how much they differ here.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from measure import DEVICE, NAMES, Lines, chrf, greedy, load, translator
from peft import LoraConfig, get_peft_model
from torch.nn.functional import cross_entropy
from transformers import DynamicCache

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
WARM_UP = 30  # steps
FLOOR = 0.05  # of the learning rate, at the end
ALIKE = 2048  # examples sorted by length at a time
NOTHING = -100  # a label without a loss


class Examples:
    """data.npz: each example is a question and its answer; what stands before the question is kept by languages."""

    def __init__(self, file: Path, vocabulary: int) -> None:
        arrays = np.load(file)
        to_model = translator(arrays["vocabulary"], vocabulary)
        self._table = np.array([to_model(number) for number in range(len(arrays["vocabulary"]))])
        self._ids, self.starts, self.pair, self.held = (arrays[name] for name in ("ids", "starts", "pair", "held"))
        self.ends = arrays["ends"]
        self.begins = np.concatenate([[0], self.ends[:-1]])
        self.lengths = self.ends - self.begins
        self.beginnings = [torch.from_numpy(self._table[arrays[f"beginning{n}"]]) for n in range(len(NAMES))]

    def batches(self, chosen: np.ndarray, tokens: int, dice: np.random.Generator) -> list[np.ndarray]:
        """Of one pair of languages and of like length each, at most so many tokens with padding, in random order."""
        made: list[np.ndarray] = []
        for number in range(len(NAMES)):
            own = dice.permutation(chosen[self.pair[chosen] == number])
            for chunk in np.array_split(own, max(1, len(own) // ALIKE)):
                batch: list[int] = []
                for index in sorted(chunk, key=lambda one: self.lengths[one]):
                    if batch and self.lengths[index] * (len(batch) + 1) > tokens:
                        made.append(np.array(batch))
                        batch = []
                    batch.append(index)
                if batch:
                    made.append(np.array(batch))
        return [made[place] for place in dice.permutation(len(made))]

    def answers(self, batch: np.ndarray) -> int:
        return int((self.lengths[batch] - self.starts[batch]).sum())

    def tensors(self, batch: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens, padded on the right, where causal attention makes it harmless, and labels of the answers."""
        width = int(self.lengths[batch].max())
        ids, labels = (np.full((len(batch), width), filling, dtype=np.int64) for filling in (0, NOTHING))
        for row, index in enumerate(batch):
            own = self._table[self._ids[self.begins[index] : self.ends[index]]]
            ids[row, : len(own)] = own
            labels[row, self.starts[index] : len(own)] = own[self.starts[index] :]
        return torch.from_numpy(ids).to(DEVICE), torch.from_numpy(labels).to(DEVICE)


def loss(model: Any, examples: Examples, batch: np.ndarray, *, whole: bool = False) -> torch.Tensor:  # noqa: ANN401
    """Summed over the answers' tokens; the head is applied to those alone. `whole`: the beginning in each row, as a check."""
    ids, labels = examples.tensors(batch)
    beginning = examples.beginnings[examples.pair[batch[0]]].to(DEVICE)[None]
    core, head = model.base_model.model.model, model.base_model.model.lm_head
    with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda"):
        if whole:
            states = core(input_ids=torch.cat([beginning.expand(len(ids), -1), ids], 1), use_cache=False).last_hidden_state
            states = states[:, beginning.shape[1] :]
        else:
            first, cache = DynamicCache(), DynamicCache()
            core(input_ids=beginning, past_key_values=first, use_cache=True)
            for number, layer in enumerate(first.layers):
                cache.update(*(each.expand(len(ids), -1, -1, -1) for each in (layer.keys, layer.values)), number)
            states = core(input_ids=ids, past_key_values=cache, use_cache=True).last_hidden_state
        told = labels[:, 1:] != NOTHING
        logits = head(states[:, :-1][told])
    return cross_entropy(logits.float(), labels[:, 1:][told], reduction="sum")


class Training:
    def __init__(self, told: argparse.Namespace) -> None:
        self._told, self._begun, self._best, self._since = told, time.monotonic(), -1.0, 0
        torch.manual_seed(told.seed)
        base = load(told.gguf)
        settings = LoraConfig(r=told.rank, lora_alpha=2 * told.rank, task_type="CAUSAL_LM", target_modules=MODULES)
        self.model = get_peft_model(base, settings)
        self.weights = [each for each in self.model.parameters() if each.requires_grad]
        for each in self.weights:
            each.data = each.data.float()
        size = base.config.vocab_size
        self.examples = Examples(told.data / "data.npz", size)
        self._lines = Lines(told.data / "eval.npz", size, part=told.part)
        self._held = np.flatnonzero(self.examples.held)[: told.held]
        self._adam = torch.optim.AdamW(self.weights, lr=told.lr, betas=(0.9, 0.98), weight_decay=0.0)
        self._note(loaded=True, weights=sum(each.numel() for each in self.weights), held=len(self._held))

    def run(self) -> None:
        told, step, tokens = self._told, 0, 0
        if not told.steps:
            self._measure(0)
        begun = measured = time.monotonic()
        for step, group in enumerate(self._steps(), 1):
            done = (time.monotonic() - begun) / (60 * told.minutes)
            for each in self._adam.param_groups:
                each["lr"] = (
                    told.lr * min(1, step / WARM_UP) * (FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * min(1, done))))
                )
            answers = sum(map(self.examples.answers, group))
            total = 0.0
            for batch in group:
                part = loss(self.model, self.examples, batch) / answers
                part.backward()
                total += float(part.detach())
            torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
            self._adam.step()
            self._adam.zero_grad(set_to_none=True)
            tokens += sum(int(self.examples.lengths[batch].sum()) for batch in group)
            if step % told.tell == 1 or told.tell == 1:
                speed = tokens / (time.monotonic() - begun)
                memory = torch.cuda.max_memory_allocated() / 2**30 if DEVICE == "cuda" else 0
                self._note(step=step, loss=round(total, 4), tokens=tokens, per_second=round(speed), gib=round(memory, 1))
            over = done >= 1 or step == told.steps
            if over or time.monotonic() - measured > 60 * told.every:
                self.model.save_pretrained(told.out / "last")
                if not self._measure(step) or over:
                    break
                measured = time.monotonic()

    def _steps(self) -> Iterator[list[np.ndarray]]:
        """Epoch after epoch, the batches of a step."""
        dice, chosen = np.random.default_rng(self._told.seed), np.flatnonzero(~self.examples.held)
        while True:
            batches = self.examples.batches(chosen, self._told.tokens, dice)
            for start in range(0, len(batches), self._told.accumulate):
                yield batches[start : start + self._told.accumulate]

    def _measure(self, step: int) -> bool:
        """Held-out loss, chrF of a few lines; the best is kept. False when it has not grown for so many times."""
        self.model.eval()
        with torch.no_grad():
            batches = self.examples.batches(self._held, self._told.tokens, np.random.default_rng(0))
            held = sum(float(loss(self.model, self.examples, batch)) for batch in batches)
        held /= max(1, sum(map(self.examples.answers, batches)))
        scores = {}
        for name in NAMES if self._told.part else ():
            answers = greedy(self.model, self._lines.prompts[name], self._lines, longest=self._told.longest)
            scores[name] = round(chrf(answers, self._lines.references[name]), 2)
            print(f"  {name}: {answers[len(answers) // 2]}")
        self.model.train()
        mean = sum(scores.values()) / max(1, len(scores)) or -held
        self._note(step=step, held_loss=round(held, 4), chrf=scores)
        if step and mean > self._best:
            self.model.save_pretrained(self._told.out / "best")
        self._since = 0 if mean > self._best else self._since + 1
        self._best = max(self._best, mean)
        return self._since < self._told.patience

    def _note(self, **what: object) -> None:
        line = json.dumps({"minute": round((time.monotonic() - self._begun) / 60, 2), **what})
        print(line, flush=True)
        with (self._told.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def check(training: Training) -> None:
    """The loss and the gradient of two examples with a beginning that is shared, and with one in each row."""
    examples, model, found = training.examples, training.model, []
    for name, weights in model.named_parameters():
        if ".lora_B." in name:  # they begin at zero, which would hide the others
            torch.nn.init.normal_(weights, std=0.02)
    batch = np.flatnonzero(examples.pair == 0)[:2]
    for whole in (False, True):
        value = loss(model, examples, batch, whole=whole)
        value.backward()
        found.append((float(value.detach()), torch.cat([each.grad.flatten() for each in training.weights])))
        model.zero_grad()
    (shared, one), (separate, other) = found
    print(f"loss {shared:.5f} and {separate:.5f}; gradients differ by {float((one - other).norm() / other.norm()):.1e}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gguf", type=Path)
    options.add_argument("data", type=Path, help="the folder of data.npz and eval.npz")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--minutes", type=float, default=12)
    options.add_argument("--steps", type=int, default=0, help="stop after so many, for a dry run")
    options.add_argument("--rank", type=int, default=16)
    options.add_argument("--lr", type=float, default=2e-4)
    options.add_argument("--tokens", type=int, default=8192, help="of a batch, padding counted, the common beginning not")
    options.add_argument("--accumulate", type=int, default=2, help="batches a step")
    options.add_argument("--every", type=float, default=2.5, help="minutes between two measurings and savings")
    options.add_argument("--part", type=int, default=16, help="measure chrF on every so manyeth line; 0: not at all")
    options.add_argument("--longest", type=int, default=160, help="tokens of an answer that is measured")
    options.add_argument("--held", type=int, default=400, help="held-out examples, at most")
    options.add_argument("--patience", type=int, default=3, help="measurings without a better chrF before it stops")
    options.add_argument("--tell", type=int, default=20, help="steps between two lines")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--check", action="store_true", help="only compare the shared beginning with the plain way")
    told = options.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    training = Training(told)
    if told.check:
        check(training)
    else:
        training.run()


if __name__ == "__main__":
    main()
