"""The embedded model in pieces small enough to travel to a machine without a network, less the tokens that are not needed.

    python training/adapter/pack.py .adapter/data.npz --out .adapter          # .adapter/weights.00 … .NN, weights.sha256
    python training/adapter/pack.py --layers 4 --out /tmp/toy                 # /tmp/toy/model.gguf: a toy for dry runs

The rows of the vocabulary that no example and no likely answer has are left out (with data.npz): 200 MB less to send, and a
smaller softmax. What is kept is byte for byte as in the GGUF file; put together again, the pieces are a GGUF file that
transformers reads, but no tokenizer. The toy has its first layers alone, and all tokens.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
from gguf import GGUFReader, GGUFValueType, GGUFWriter

from translate.engines import models

PIECE = 50 * 2**20  # 64 MiB travel at once, the repository among them
ROWS = ("token_embd.weight", "output.weight")  # a row a token
LISTS = ("tokenizer.ggml.tokens", "tokenizer.ggml.token_type")  # an item a token
LEFT_OUT = ("GGUF.", "tokenizer.ggml.merges")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?")
    options.add_argument("--layers", type=int, default=0)
    options.add_argument("--out", type=Path, required=True)
    told = options.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    vocabulary = np.load(told.data)["vocabulary"] if told.data else None
    whole = told.out / "model.gguf"
    write(models.installed("qwen2.5-coder-1.5b").path, whole, vocabulary=vocabulary, layers=told.layers)
    print(f"{whole}: {whole.stat().st_size / 1e6:.0f} MB")
    if told.data:
        print(f"{cut(whole)} pieces of {PIECE / 2**20:.0f} MiB")


def write(source: Path, out: Path, *, vocabulary: np.ndarray | None = None, layers: int = 0) -> None:
    """A copy of the model with these rows of its vocabulary, and its first layers; None and 0 keep all."""
    reader = GGUFReader(source)
    writer = GGUFWriter(out, "qwen2")
    for name, field in reader.fields.items():
        if name == "general.architecture" or name.startswith(LEFT_OUT if vocabulary is not None else LEFT_OUT[0]):
            continue
        value = field.contents()
        if name in LISTS and vocabulary is not None:
            value = [value[number] for number in vocabulary]
        if name.endswith("_token_id") and vocabulary is not None:
            if value not in vocabulary:
                continue
            value = int(np.searchsorted(vocabulary, value))
        if name == "qwen2.block_count" and layers:
            value = layers
        kind, inner = field.types[0], field.types[-1] if field.types[0] is GGUFValueType.ARRAY else None
        writer.add_key_value(name, value, kind, inner)
    for tensor in reader.tensors:
        number = tensor.name.split(".")[1]
        if layers and number.isdigit() and int(number) >= layers:
            continue
        data = tensor.data[vocabulary] if tensor.name in ROWS and vocabulary is not None else tensor.data
        writer.add_tensor(tensor.name, np.ascontiguousarray(data), raw_dtype=tensor.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def cut(whole: Path) -> int:
    """Write the file's pieces beside it as weights.NN, and what they must hash to together; the file itself goes."""
    digest, count = hashlib.sha256(), 0
    with whole.open("rb") as file:
        while piece := file.read(PIECE):
            (whole.parent / f"weights.{count:02}").write_bytes(piece)
            digest.update(piece)
            count += 1
    (whole.parent / "weights.sha256").write_text(f"{digest.hexdigest()}  model.gguf\n", encoding="ascii")
    whole.unlink()
    return count


if __name__ == "__main__":
    main()
