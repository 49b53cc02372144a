"""A LoRA adapter in peft's format → a GGUF adapter for llama.cpp, in 16 bits.

    python training/adapter/convert.py adapter/best adapter.gguf [--card "name=value" …] [--strength 1.0]

Needs gguf, safetensors and numpy. --card puts keys of general.* into the file, as in --card license=Apache-2.0.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
from gguf import GGUFWriter
from safetensors.numpy import load_file

NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
KEY = re.compile(r"layers\.(\d+)\.(.+)\.lora_([AB])\.weight$")


def convert(adapter: Path, out: Path, *, card: dict[str, str] | None = None, strength: float = 1.0) -> int:
    """How many tensors there are. llama.cpp adds alpha / rank times B A x, as peft does; `strength` multiplies B."""
    settings = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    tensors = load_file(adapter / "adapter_model.safetensors")
    writer = GGUFWriter(out, "qwen2")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(settings["lora_alpha"]))
    for name, value in (card or {}).items():
        writer.add_string(f"general.{name}", value)
    for key, value in sorted(tensors.items()):
        found = KEY.search(key)
        if not found:
            raise SystemExit(f"{adapter}: {key} is nothing that llama.cpp's adapters have")
        layer, module, side = found.groups()
        scaled = value.astype(np.float32) * (strength if side == "B" else 1.0)
        writer.add_tensor(f"blk.{layer}.{NAMES[module]}.weight.lora_{side.lower()}", scaled.astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return len(tensors)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("adapter", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--card", nargs="*", default=[])
    options.add_argument("--strength", type=float, default=1.0)
    told = options.parse_args()
    count = convert(told.adapter, told.out, card=dict(each.split("=", 1) for each in told.card), strength=told.strength)
    print(f"{told.out}: {count} tensors, {told.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
