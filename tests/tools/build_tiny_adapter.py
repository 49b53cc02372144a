"""A LoRA adapter of a few layers' attention for a model in a GGUF file, of random numbers: small, and of a format that is real.

    python tests/tools/build_tiny_adapter.py OUT.gguf --strength 0.5

Written by hand after ggml's docs/gguf.md, so that the tests need no library for it. The defaults are of the embedded model.
"""

from __future__ import annotations

import argparse
import random
import struct
from pathlib import Path

WIDTH = 1536  # of the embedded model
LAYERS = (8, 14, 20)
ALIGNMENT = 32
_STRING, _FLOAT32, _UINT32 = 8, 6, 4
_F32 = 0


def build(
    path: Path,
    *,
    strength: float = 1.0,
    architecture: str = "qwen2",
    width: int = WIDTH,
    kind: str = "adapter",
    layers: tuple[int, ...] = LAYERS,
) -> Path:
    """Rank 1 on the outputs of attention; `strength` scales what is added, 0 adds nothing."""
    dice = random.Random(5)  # noqa: S311 - no secret
    tensors = [
        (f"blk.{layer}.attn_output.weight.lora_{side}", shape, [scale * dice.gauss(0, 1) for _ in range(width)])
        for layer in layers
        for side, shape, scale in (("a", (width, 1), 1 / width**0.5), ("b", (1, width), strength))
    ]
    strings = {"general.architecture": architecture, "general.type": kind, "adapter.type": "lora"}
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), len(strings) + 1)
    for key, value in strings.items():
        head += _string(key) + struct.pack("<I", _STRING) + _string(value)
    head += _string("adapter.lora.alpha") + struct.pack("<If", _FLOAT32, 1.0)
    offset, data = 0, b""
    for name, shape, values in tensors:
        head += _string(name) + struct.pack("<IQQIQ", len(shape), *shape, _F32, offset)
        piece = struct.pack(f"<{len(values)}f", *values)
        data += piece + bytes(-len(piece) % ALIGNMENT)
        offset = len(data)
    path.write_bytes(head + bytes(-len(head) % ALIGNMENT) + data)
    return path


def _string(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("--strength", type=float, default=1.0)
    told = options.parse_args()
    print(build(told.out, strength=told.strength).stat().st_size, "bytes")  # noqa: T201
