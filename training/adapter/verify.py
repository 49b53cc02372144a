"""Whether an adapter does in llama.cpp what it does in the framework that trained it.

    python training/adapter/verify.py framework model.gguf eval.npz adapter/best top.json    # torch; where it was trained
    python training/adapter/verify.py llama top.json adapter.gguf [--model FILE.gguf]        # xllamacpp; on any machine

The first writes the likeliest next tokens of a few prompts with their log-probabilities, without and with the adapter; the
second asks llama.cpp for the same, with the prompt as tokens and as text, and says how far the two are apart and how far the
adapter moved them. A little noise (16-bit sums, 8-bit activations) are to be expected; the adapter must move more.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

TOP = 6
THREADS = 2


def framework(told: argparse.Namespace) -> None:
    import numpy as np  # noqa: PLC0415 - one half of this script runs where the other's libraries are not
    import torch  # noqa: PLC0415
    from measure import DEVICE, NAMES, Lines, load  # noqa: PLC0415
    from peft import PeftModel  # noqa: PLC0415

    model = load(told.model)
    vocabulary = np.load(told.lines)["vocabulary"]
    pruned = model.config.vocab_size == len(vocabulary)
    lines = Lines(told.lines, model.config.vocab_size)
    prompts = [prompt for name in NAMES for prompt in lines.prompts[name][: told.prompts]]

    @torch.inference_mode()
    def top(model: Any) -> list[list[tuple[int, float]]]:  # noqa: ANN401
        made = []
        for prompt in prompts:
            logits = (
                model(input_ids=torch.tensor([prompt], device=DEVICE), use_cache=False, logits_to_keep=1).logits[0, -1].float()
            )
            best = torch.log_softmax(logits, -1).topk(TOP)
            numbers = [int(vocabulary[number]) if pruned else number for number in best.indices.tolist()]
            made.append(list(zip(numbers, best.values.tolist(), strict=True)))
        return made

    before = top(model)
    model = PeftModel.from_pretrained(model, told.adapter)
    for name, weights in model.named_parameters():
        if ".lora_B." in name:
            weights.data *= told.strength
    rows = [
        {
            "ids": [int(vocabulary[number]) if pruned else number for number in prompt],
            "text": lines.text(prompt, whole=True),
            "without": one,
            "with": other,
        }
        for prompt, one, other in zip(prompts, before, top(model), strict=True)
    ]
    told.out.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    print(f"{told.out}: {len(rows)} prompts")


def llama(told: argparse.Namespace) -> None:
    from translate.engines import models  # noqa: PLC0415

    rows = json.loads(told.top.read_text(encoding="utf-8"))
    model = told.model or models.installed("qwen2.5-coder-1.5b").path
    worst = 0.0
    for side, adapter in (("without", None), ("with", told.adapter)):
        server = _server(model, adapter)
        gaps, moves, same = [], [], 0
        for row in rows:
            found = _top(server, row["ids"])
            if _top(server, row["text"]) != found:
                raise SystemExit(f"llama.cpp cuts this prompt into other tokens: {row['text'][-200:]!r}")
            wanted, unmoved = dict(row[side]), dict(row["without"])
            same += found[0][0] == row[side][0][0]
            gaps += [abs(value - wanted[number]) for number, value in found if number in wanted]
            moves += [abs(value - unmoved[number]) for number, value in row[side] if number in unmoved]
        worst = max(gaps, default=float("inf"))
        print(
            f"{side}: likeliest token the same {same} of {len(rows)}; of the first {TOP} {len(gaps) / len(rows):.1f} in both, "
            f"apart by {_mean(gaps):.3f} on average, {worst:.3f} at most; {len(moves) / len(rows):.1f} of them those of the "
            f"model without, moved by {_mean(moves):.3f}"
        )
        del server
    sys.exit(worst > told.most)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


def _server(model: Path, adapter: Path | None) -> Any:  # noqa: ANN401 - xllamacpp ships no types
    import xllamacpp  # noqa: PLC0415

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_parallel, params.n_ctx, params.verbosity = 1, 2048, -1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
    if adapter:
        lora = xllamacpp.CommonAdapterLoraInfo()
        lora.path, lora.scale = str(adapter), 1.0
        params.lora_adapters = [lora]
    with tempfile.TemporaryDirectory() as folder:
        params.hostnames = [str(Path(folder) / "llama.sock")]
        return xllamacpp.Server(params)


def _top(server: Any, prompt: str | list[int]) -> list[tuple[int, float]]:  # noqa: ANN401
    body = {"prompt": prompt, "max_tokens": 1, "temperature": 0.0, "logprobs": TOP, "cache_prompt": False}
    token = server.handle_completions(body)["choices"][0]["logprobs"]["content"][0]
    return [(each["id"], each["logprob"]) for each in token["top_logprobs"]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    halves = options.add_subparsers(required=True)
    first = halves.add_parser("framework")
    first.add_argument("model", type=Path)
    first.add_argument("lines", type=Path)
    first.add_argument("adapter", type=Path)
    first.add_argument("out", type=Path)
    first.add_argument("--strength", type=float, default=1.0, help="multiplies what the adapter adds, as convert.py's")
    first.add_argument("--prompts", type=int, default=4, help="of each two languages")
    first.set_defaults(half=framework)
    second = halves.add_parser("llama")
    second.add_argument("top", type=Path)
    second.add_argument("adapter", type=Path)
    second.add_argument("--model", type=Path)
    second.add_argument("--most", type=float, default=0.5, help="apart, at most")
    second.set_defaults(half=llama)
    told = options.parse_args()
    told.half(told)


if __name__ == "__main__":
    main()
