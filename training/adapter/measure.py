"""Greedy answers to flores-dev's prompts, and their chrF: during training on a few lines, afterwards on all.

    python training/adapter/measure.py model.gguf eval.npz --out drafts --adapter adapter/best

Writes drafts/ar-en.en, ar-ru.ru and en-ru.ru, a line a sentence, for `translate evaluate --against`; without --adapter the
base model's. It is the engine's prompt and greedy decoding, but without the grammar and the glossary's terms: the figures of
the product itself are `translate evaluate --engine gguf`'s.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from peft import PeftModel
from sacrebleu.metrics import CHRF
from transformers import AutoModelForCausalLM, GgufConfig

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("ar-en", "ar-ru", "en-ru")  # translate.engines.prompt.PAIRS; that package need not be here
LONGEST = 224  # tokens of an answer
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def load(gguf: Path) -> Any:  # noqa: ANN401
    """The model's weights, dequantised by transformers; kept beside the file, since that takes a minute."""
    dtype = torch.bfloat16 if DEVICE == "cuda" else torch.float32  # a CPU without bfloat16 crawls
    kept = gguf.with_suffix(f".{DEVICE}")
    if kept.is_dir() and kept.stat().st_mtime > gguf.stat().st_mtime:
        return AutoModelForCausalLM.from_pretrained(kept, dtype=dtype).to(DEVICE)
    plain = GgufConfig(dequantize=True)  # else a GPU may keep the blocks packed, which nothing can be trained on
    model = AutoModelForCausalLM.from_pretrained(str(gguf.parent), gguf_file=gguf.name, dtype=dtype, quantization_config=plain)
    model.hf_quantizer = None  # its weights are plain numbers now, and may be written as such
    model.config.__dict__.pop("quantization_config", None)
    model.save_pretrained(kept, save_original_format=False)
    return model.to(DEVICE)


class Lines:
    """flores-dev's prompts and references, from eval.npz; `part`: every so manyeth line; 0: one line."""

    def __init__(self, file: Path, vocabulary: int, *, part: int = 1) -> None:
        arrays = np.load(file)
        self._to_model = translator(arrays["vocabulary"], vocabulary)
        texts = np.split(arrays["texts"], arrays["text_ends"][:-1])
        self._texts = {self._to_model(number): text.tobytes() for number, text in enumerate(texts)}
        self._end = self._to_model(int(arrays["end"]))
        self.stops = [self._end, *(number for number, text in self._texts.items() if text == b"\n")]
        questions = np.split(arrays["ids"], arrays["ends"][:-1])
        self.prompts: dict[str, list[list[int]]] = {}
        self.references: dict[str, list[str]] = {}
        for number, name in enumerate(NAMES):
            own = np.flatnonzero(arrays["pair"] == number)[:: part or len(questions)]
            beginning = arrays[f"beginning{number}"].tolist()
            self.prompts[name] = [[self._to_model(i) for i in (*beginning, *questions[line].tolist())] for line in own]
            self.references[name] = [arrays["references"][line].decode() for line in own]

    def text(self, ids: Sequence[int], *, whole: bool = False) -> str:
        """What an answer says, up to its end or that of its first line; or tokens as they stand."""
        stop = next((place for place, number in enumerate(ids) if number in self.stops), len(ids))
        said = b"".join(self._texts.get(number, b"") for number in (ids if whole else ids[:stop])).decode(errors="replace")
        return said if whole else " ".join(said.lstrip().partition("\n")[0].split())


def translator(vocabulary: np.ndarray, size: int) -> Any:  # noqa: ANN401
    """From numbers in the arrays to numbers of a model that has all tokens, or only those of the arrays."""
    return (lambda number: number) if size == len(vocabulary) else (lambda number: int(vocabulary[number]))


@torch.inference_mode()
def greedy(model: Any, prompts: list[list[int]], lines: Lines, *, batch: int = 96, longest: int = LONGEST) -> list[str]:  # noqa: ANN401
    answers = [""] * len(prompts)
    order = sorted(range(len(prompts)), key=lambda place: len(prompts[place]))
    for start in range(0, len(order), batch):
        chunk = order[start : start + batch]
        width = max(len(prompts[place]) for place in chunk)
        ids = torch.tensor([[lines.stops[0]] * (width - len(prompts[place])) + prompts[place] for place in chunk])
        mask = torch.tensor([[0] * (width - len(prompts[place])) + [1] * len(prompts[place]) for place in chunk])
        with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda"):
            out = model.generate(
                input_ids=ids.to(DEVICE),
                attention_mask=mask.to(DEVICE),
                max_new_tokens=longest,
                do_sample=False,
                eos_token_id=lines.stops,
                pad_token_id=lines.stops[0],
            )
        for place, answer in zip(chunk, out[:, width:].tolist(), strict=True):
            answers[place] = lines.text(answer)
    return answers


def chrf(answers: list[str], references: list[str]) -> float:
    return CHRF().corpus_score(answers, [references]).score


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gguf", type=Path)
    options.add_argument("lines", type=Path)
    options.add_argument("--adapter", type=Path)
    options.add_argument("--part", type=int, default=1)
    options.add_argument("--longest", type=int, default=LONGEST)
    options.add_argument("--out", type=Path, required=True)
    told = options.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    model = load(told.gguf)
    if told.adapter:
        model = PeftModel.from_pretrained(model, told.adapter).merge_and_unload()  # quicker, and alike in bfloat16
    model.eval()
    lines = Lines(told.lines, model.config.vocab_size, part=told.part)
    for name in NAMES:
        begun = time.monotonic()
        answers = greedy(model, lines.prompts[name], lines, longest=told.longest)
        (told.out / f"{name}.{name[-2:]}").write_text("\n".join(answers) + "\n", encoding="utf-8")
        score = chrf(answers, lines.references[name])
        print(f"{name}: chrF {score:.1f}, {len(answers)} lines in {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
