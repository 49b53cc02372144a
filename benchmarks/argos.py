"""Our Argos engine against argostranslate's own translate(), by turns, in one process, on the same 500 sentences.

Two models that say the same: the tests' tiny package, and the same made as large as a real package (6+6 layers, 480
features, 32,000 words), where the model's own work counts most. The texts must be equal. Argos's splitting into sentences,
for which it would download a model, is left out: that is to its advantage.
"""

import functools
import importlib
import json
import os
import random
import shutil
import statistics
import struct
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from ctranslate2.specs import transformer_spec

from translate.engines.argos import ArgosEngine
from translate.engines.argos_packages import install_package
from translate.engines.base import Request
from translate.model import Lang

PACKAGE = Path(__file__).parents[1] / "tests" / "data" / "argos" / "translate-ar_en-0_1.argosmodel"
SENTENCES, ROUNDS = 500, 3
LARGE_ROUNDS = 1
TINY_WIDTH, TINY_HEADS, TINY_LAYERS = 96, 4, 2
TIMES, INNER_TIMES = 5, 8  # 480 features, 2,048 within a layer
LAYERS, VOCABULARY, POSITIONS = 6, 32_000, 1_100


def sentences(count: int) -> list[str]:
    rng = random.Random(7)  # noqa: S311
    people, cities = ["محمد", "أحمد", "علي", "حسن", "طارق"], ["بغداد", "دمشق", "لندن", "موسكو"]
    kinds: list[Callable[[], str]] = [
        lambda: f"اجتمع {rng.choice(people)} مع {rng.choice(people)} في {rng.choice(cities)}.",
        lambda: f"وصل {rng.choice(people)} إلى {rng.choice(cities)} في {rng.randint(1, 30)} أيار {rng.randint(1950, 2029)}.",
        lambda: f"قال {rng.choice(people)} إن العدد ثلاثمئة وسبعة عشر.",
    ]
    return [" ".join([rng.choice(kinds)() for _ in range(rng.choice((1, 1, 1, 2)))]) for _ in range(count)]


def weights(file: Path) -> dict[str, np.ndarray]:
    """The variables of a CTranslate2 model, 8-bit ones as what they stand for."""
    found: dict[str, np.ndarray] = {}
    with file.open("rb") as data:

        def number(form: str) -> int:
            return struct.unpack(f"<{form}", data.read(struct.calcsize(form)))[0]

        def text() -> str:
            return data.read(number("H"))[:-1].decode()

        number("I"), text(), number("I")
        for _ in range(number("I")):
            name, shape = text(), [number("I") for _ in range(number("B"))]
            kind = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}[number("B")]
            found[name] = np.frombuffer(data.read(number("I")), kind).reshape(shape)
    for name in [name for name in found if f"{name}_scale" in found]:
        found[name] = found[name].astype(np.float32) / found[f"{name}_scale"][:, None]
    return found


def enlarge(model: Path) -> None:
    """Make the tiny model as large as a real package's, so that it still says the same.

    Each feature stands several times side by side, so that layers and norms compute what they did; the layers that are
    added contribute nothing, the words that are added never win.
    """
    small = weights(model / "model.bin")
    tokens = json.loads((model / "shared_vocabulary.json").read_text(encoding="utf-8"))
    spec = transformer_spec.TransformerSpec.from_config(LAYERS, TINY_HEADS * TIMES)

    def linear(layer: object, name: str, *, times: int = TIMES, inner: int = TIMES, silent: bool = False) -> None:
        """Blocks of a matrix (query, key and value, say) are widened each by itself."""
        matrix, bias = small[f"{name}/weight"], small[f"{name}/bias"]
        blocks = max(1, len(bias) // TINY_WIDTH) if times == TIMES else 1
        wide = np.concatenate([np.tile(block, (times, inner)) / inner for block in np.split(matrix, blocks)])
        layer.weight = (wide * (not silent)).astype(np.float32)
        layer.bias = np.concatenate([np.tile(block, times) for block in np.split(bias, blocks)]) * np.float32(not silent)

    def norm(layer: object, name: str) -> None:
        layer.gamma, layer.beta = (np.tile(small[f"{name}/{each}"], TIMES) for each in ("gamma", "beta"))

    more = VOCABULARY - len(tokens)
    positions = np.tile(sinusoids(), (1, TIMES))
    for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        name = "encoder/embeddings_0/weight" if side == "encoder" else "decoder/embeddings/weight"
        table = small.get(name, small["decoder/embeddings/weight"])
        wide = np.pad(np.tile(table, (1, TIMES)) / TIMES**0.5, ((0, more), (0, 0))).astype(np.float32)
        embeddings = part.embeddings[0] if side == "encoder" else part.embeddings
        embeddings.weight, part.position_encodings.encodings = wide, positions
        norm(part.layer_norm, f"{side}/layer_norm")
        for at, layer in enumerate(part.layer):
            silent = at >= TINY_LAYERS
            own = f"{side}/layer_{0 if silent else at}"
            for attention in ("self_attention", "attention") if side == "decoder" else ("self_attention",):
                block = getattr(layer, attention)
                norm(block.layer_norm, f"{own}/{attention}/layer_norm")
                for place, each in enumerate(block.linear):
                    last = place == len(block.linear) - 1
                    linear(each, f"{own}/{attention}/linear_{place}", silent=silent and last)
            norm(layer.ffn.layer_norm, f"{own}/ffn/layer_norm")
            linear(layer.ffn.linear_0, f"{own}/ffn/linear_0", times=INNER_TIMES)
            linear(layer.ffn.linear_1, f"{own}/ffn/linear_1", inner=INNER_TIMES, silent=silent)
    output = small.get("decoder/projection/weight", small["decoder/embeddings/weight"])
    spec.decoder.projection.weight = np.pad(np.tile(output, (1, TIMES)) / TIMES, ((0, more), (0, 0))).astype(np.float32)
    spec.decoder.projection.bias = np.pad(small["decoder/projection/bias"], (0, more), constant_values=-1e4)
    for register in (spec.register_source_vocabulary, spec.register_target_vocabulary):
        register([*tokens, *(f"<unused{at}>" for at in range(more))])
    spec.validate()
    spec.optimize(quantization="int8")
    shutil.rmtree(model)
    model.mkdir()
    spec.save(str(model))


def sinusoids() -> np.ndarray:
    """The tiny model's position encodings, which CTranslate2 makes itself where a model brings none."""
    half = TINY_WIDTH // 2
    rate = np.exp(np.arange(half) * (-np.log(10_000.0) / (half - 1)))
    angles = np.arange(1, POSITIONS + 1)[:, None] * rate
    return np.concatenate((np.sin(angles), np.cos(angles)), axis=1).astype(np.float32)


def timed(work: Callable[[], list[str]]) -> tuple[float, list[str]]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def ours(engine: ArgosEngine, texts: list[str]) -> list[str]:
    answers = dict(engine.draft([Request(text, Lang.AR, Lang.EN) for text in texts]))
    return [answers[at][0].text for at in range(len(texts))]


def compare(argos: object, texts: list[str], rounds: int) -> tuple[float, float, bool]:
    """Our seconds, how many times as long Argos took, and whether the texts are the same."""
    engine = ArgosEngine()
    ours(engine, texts[:2])
    argos.installed_translates.clear()
    argos.get_installed_languages.cache_clear()
    theirs = functools.partial(argos.translate, from_code="ar", to_code="en")
    theirs(texts[0])
    times, same = [], True
    for _ in range(rounds):
        own, mine = timed(lambda: ours(engine, texts))
        other, its = timed(lambda: [theirs(text) for text in texts])
        times.append((own, other))
        same &= mine == its
    return statistics.median(own for own, _ in times), statistics.median(other / own for own, other in times), same


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
            os.environ[variable] = str(Path(name) / variable)
        install_package(PACKAGE)
        library = importlib.import_module("argostranslate.translate")
        importlib.import_module("argostranslate.sbd").MiniSBDSentencizer.split_sentences = lambda _, text: [text]
        seconds, ratio, same = compare(library, sentences(SENTENCES), ROUNDS)
        assert same, "the texts differ"
        print(f"Argos, tiny package, {SENTENCES} sentences: {seconds:.1f} s, {ratio:.1f} × argostranslate's throughput")
        (model,) = (Path(name) / "ARGOS_PACKAGES_DIR").glob("*/model")
        enlarge(model)
        seconds, ratio, same = compare(library, sentences(SENTENCES), LARGE_ROUNDS)
        assert same, "the texts differ"
        print(f"Argos, a package's size, {SENTENCES} sentences: {seconds:.1f} s, {ratio:.1f} × its throughput (aim ≥ 3)")
