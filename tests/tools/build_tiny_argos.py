"""Train the two tiny Argos packages that the tests draft with: ar→en and en→ru.

Run by hand, from the repository's root, whenever the packages must be made anew (about four minutes on one core):

    pip install argos-translate-lt ctranslate2 sentencepiece torch
    PYTHONPATH=. python tests/tools/build_tiny_argos.py

They are real models: a Transformer trained with torch on sentences this file makes up itself (number words, dates,
names that arrive and meet), turned into CTranslate2's format with 8-bit weights and packed with their SentencePiece
model as `.argosmodel` files that Argos installs and translates with. Everything is seeded, and the zip files carry a
fixed time, so a second run on the same machine gives the same bytes; another processor may round differently.

Numbers for which `held_out` holds are never seen in training, so that a test on them shows that the model translates
and does not merely remember.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import random
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ctranslate2
import sentencepiece
import torch
from ctranslate2.specs import transformer_spec
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).parent.parent / "data" / "argos"
VERSION = "0.1"
SEED = 20030409
SENTENCES = 24_000
VOCABULARY = 480
STEPS, BATCH, PEAK_RATE, WARM_UP = 1_600, 64, 3e-3, 200
WIDTH, HEADS, LAYERS, INNER, POSITIONS = 96, 4, 2, 256, 128
UNK, BOS, EOS, PAD = 0, 1, 2, -100
LARGEST = 999
ZIP_TIME = (2003, 4, 9, 0, 0, 0)
NAMES = {"ar": "Arabic", "en": "English", "ru": "Russian"}

log = logging.getLogger("build_tiny_argos")


@dataclass(frozen=True, slots=True)
class Triple:
    """One sentence in the three languages."""

    ar: str
    en: str
    ru: str


# fmt: off
AR_UNITS = ("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة", "أحد عشر",
            "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر", "ثمانية عشر", "تسعة عشر")
AR_TENS = ("عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
AR_HUNDREDS = ("مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة")
EN_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
RU_UNITS = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
            "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать",
            "восемнадцать", "девятнадцать")
RU_TENS = ("двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
RU_HUNDREDS = ("сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")

# The Levantine name, the Egyptian one, English, the Russian genitive.
MONTHS = (
    ("كانون الثاني", "يناير", "January", "января"), ("شباط", "فبراير", "February", "февраля"),
    ("آذار", "مارس", "March", "марта"), ("نيسان", "أبريل", "April", "апреля"), ("أيار", "مايو", "May", "мая"),
    ("حزيران", "يونيو", "June", "июня"), ("تموز", "يوليو", "July", "июля"), ("آب", "أغسطس", "August", "августа"),
    ("أيلول", "سبتمبر", "September", "сентября"), ("تشرين الأول", "أكتوبر", "October", "октября"),
    ("تشرين الثاني", "نوفمبر", "November", "ноября"), ("كانون الأول", "ديسمبر", "December", "декабря"),
)
# Arabic, English, the Russian nominative and instrumental.
PEOPLE = (
    ("محمد", "Mohammed", "Мохаммед", "Мохаммедом"), ("أحمد", "Ahmed", "Ахмед", "Ахмедом"), ("علي", "Ali", "Али", "Али"),
    ("حسن", "Hassan", "Хасан", "Хасаном"), ("حسين", "Hussein", "Хусейн", "Хусейном"), ("عمر", "Omar", "Омар", "Омаром"),
    ("خالد", "Khaled", "Халед", "Халедом"), ("سامي", "Sami", "Сами", "Сами"), ("كريم", "Karim", "Карим", "Каримом"),
    ("يوسف", "Yusuf", "Юсуф", "Юсуфом"), ("إبراهيم", "Ibrahim", "Ибрагим", "Ибрагимом"),
    ("ناصر", "Nasser", "Насер", "Насером"),
    ("طارق", "Tariq", "Тарик", "Тариком"), ("جمال", "Jamal", "Джамаль", "Джамалем"), ("فؤاد", "Fuad", "Фуад", "Фуадом"),
    ("سمير", "Samir", "Самир", "Самиром"),
)
# Arabic, English, the Russian accusative (into) and prepositional (in).
CITIES = (
    ("بغداد", "Baghdad", "Багдад", "Багдаде"), ("البصرة", "Basra", "Басру", "Басре"),
    ("الموصل", "Mosul", "Мосул", "Мосуле"),
    ("دمشق", "Damascus", "Дамаск", "Дамаске"), ("بيروت", "Beirut", "Бейрут", "Бейруте"),
    ("القاهرة", "Cairo", "Каир", "Каире"),
    ("عمان", "Amman", "Амман", "Аммане"), ("الرياض", "Riyadh", "Эр-Рияд", "Эр-Рияде"),
    ("طهران", "Tehran", "Тегеран", "Тегеране"),
    ("أنقرة", "Ankara", "Анкару", "Анкаре"), ("موسكو", "Moscow", "Москву", "Москве"),
    ("لندن", "London", "Лондон", "Лондоне"),
)
# fmt: on


def held_out(number: int) -> bool:
    return number > len(AR_UNITS) and number % 7 == 3


def number_words(number: int) -> Triple:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    ar, en, ru = [], [], []
    if hundreds:
        ar.append(AR_HUNDREDS[hundreds - 1])
        en.append(f"{EN_UNITS[hundreds]} hundred")
        ru.append(RU_HUNDREDS[hundreds - 1])
    if rest and rest < len(AR_UNITS):
        ar.append(AR_UNITS[rest])
        en.append(EN_UNITS[rest])
        ru.append(RU_UNITS[rest])
    elif rest:
        ar += ([AR_UNITS[units]] if units else []) + [AR_TENS[tens - 2]]
        en.append(EN_TENS[tens - 2] + (f"-{EN_UNITS[units]}" if units else ""))
        ru += [RU_TENS[tens - 2]] + ([RU_UNITS[units]] if units else [])
    if not number:
        return Triple(AR_UNITS[0], EN_UNITS[0], RU_UNITS[0])
    return Triple(" و".join(ar), " and ".join(en), " ".join(ru))


def random_number(rng: random.Random) -> Triple:
    while held_out(number := rng.randint(0, rng.choice((20, 99, LARGEST, LARGEST)))):
        pass
    return number_words(number)


def random_date(rng: random.Random) -> Triple:
    levantine, egyptian, english, russian = rng.choice(MONTHS)
    day, year = rng.randint(1, 31), rng.randint(1950, 2029)
    return Triple(
        f"{day} {rng.choice((levantine, egyptian))} {year}", f"{day} {english} {year}", f"{day} {russian} {year} года"
    )


def counted(rng: random.Random) -> Triple:
    number, (ar, en, ru, _) = random_number(rng), rng.choice(PEOPLE)
    return Triple(
        f"قال {ar} إن العدد {number.ar}.",
        f"{en} said the number is {number.en}.",
        f"{ru} сказал, что число — {number.ru}.",
    )


def arrived(rng: random.Random) -> Triple:
    date, (ar, en, ru, _), (ar_city, en_city, ru_city, _) = random_date(rng), rng.choice(PEOPLE), rng.choice(CITIES)
    return Triple(
        f"وصل {ar} إلى {ar_city} في {date.ar}.",
        f"{en} arrived in {en_city} on {date.en}.",
        f"{ru} прибыл в {ru_city} {date.ru}.",
    )


def met(rng: random.Random) -> Triple:
    (ar, en, ru, _), (ar_other, en_other, _, ru_other) = rng.sample(PEOPLE, 2)
    ar_city, en_city, _, ru_city = rng.choice(CITIES)
    return Triple(
        f"اجتمع {ar} مع {ar_other} في {ar_city}.",
        f"{en} met {en_other} in {en_city}.",
        f"{ru} встретился с {ru_other} в {ru_city}.",
    )


def met_and_arrived(rng: random.Random) -> Triple:
    """A long one: the two before, joined."""
    first, second = met(rng), arrived(rng)
    return Triple(f"{first.ar[:-1]} و{second.ar}", f"{first.en[:-1]} and {second.en}", f"{first.ru[:-1]}, и {second.ru}")


KINDS: tuple[Callable[[random.Random], Triple], ...] = (
    random_number,
    random_number,
    random_date,
    counted,
    arrived,
    met,
    met_and_arrived,
)


def corpus(rng: random.Random, size: int) -> list[Triple]:
    return [rng.choice(KINDS)(rng) for _ in range(size)]


class TinyTransformer(nn.Module):
    """Pre-norm encoder and decoder over one embedding, which is the output layer too."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, WIDTH)
        nn.init.normal_(self.embedding.weight, std=WIDTH**-0.5)
        self.output_bias = nn.Parameter(torch.zeros(vocabulary))
        self.positions = sinusoids()
        self.core = nn.Transformer(
            WIDTH, HEADS, LAYERS, LAYERS, INNER, dropout=0.05, activation="relu", batch_first=True, norm_first=True
        )
        self.core.encoder.use_nested_tensor = False

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        vectors: torch.Tensor = self.embedding(ids.clamp(min=0)) * math.sqrt(WIDTH)
        return vectors + self.positions[: ids.shape[1]]

    def forward(self, source: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        """Both are token ids of shape (batch, length), padded with PAD; gives logits (batch, length, vocabulary)."""
        padding = source == PAD
        hidden = self.core(
            self.embed(source),
            self.embed(target),
            tgt_mask=nn.Transformer.generate_square_subsequent_mask(target.shape[1]),
            src_key_padding_mask=torch.zeros(padding.shape).masked_fill(padding, float("-inf")),
            memory_key_padding_mask=torch.zeros(padding.shape).masked_fill(padding, float("-inf")),
            tgt_is_causal=True,
        )
        return nn.functional.linear(hidden, self.embedding.weight, self.output_bias)


def sinusoids() -> torch.Tensor:
    """The position encodings that CTranslate2 makes itself, to any length, where a model brings none."""
    position = torch.arange(1, POSITIONS + 1, dtype=torch.float32).unsqueeze(1)
    rate = torch.exp(torch.arange(WIDTH // 2, dtype=torch.float32) * (-math.log(10_000.0) / (WIDTH // 2 - 1)))
    return torch.cat((torch.sin(position * rate), torch.cos(position * rate)), dim=1)


def padded(rows: list[list[int]]) -> torch.Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])


def batches(pairs: list[tuple[list[int], list[int]]], rng: random.Random) -> Iterator[tuple[torch.Tensor, ...]]:
    """Source, the decoder's input and what it should say, without end; sentences of like length together."""
    while True:
        rng.shuffle(pairs)
        for start in range(0, len(pairs), BATCH * 16):
            near = sorted(pairs[start : start + BATCH * 16], key=lambda pair: (len(pair[0]), len(pair[1])))
            groups = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
            rng.shuffle(groups)
            for group in groups:
                yield (
                    padded([source for source, _ in group]),
                    padded([[BOS, *target] for _, target in group]),
                    padded([[*target, EOS] for _, target in group]),
                )


def train(pairs: list[tuple[list[int], list[int]]], vocabulary: int, rng: random.Random) -> TinyTransformer:
    torch.manual_seed(SEED)
    model = TinyTransformer(vocabulary)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, 0.5 * (1 + math.cos(math.pi * step / STEPS)))
    )
    feed = batches(pairs, rng)
    for step in range(1, STEPS + 1):
        source, given, wanted = next(feed)
        logits = model(source, given)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=PAD, label_smoothing=0.05)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 500 == 0:
            log.info("  step %d, loss %.3f", step, loss.item())
    return model.eval()


def write_model(model: TinyTransformer, tokens: list[str], folder: Path) -> None:
    """Write the weights as a CTranslate2 model. torch keeps query, key and value in one matrix, as CTranslate2 does."""
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    spec = transformer_spec.TransformerSpec.from_config(LAYERS, HEADS)
    embedding = weights["embedding.weight"]
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding
    spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = weights["output_bias"]

    def fill(layer: object, name: str) -> None:
        names = ("gamma", "beta") if hasattr(layer, "gamma") else ("weight", "bias")
        for attribute, kind in zip(names, ("weight", "bias"), strict=True):
            setattr(layer, attribute, weights[f"core.{name}.{kind}"])

    def fill_projection(layer: object, name: str, rows: slice) -> None:
        layer.weight = weights[f"core.{name}.in_proj_weight"][rows]  # type: ignore[attr-defined]  # a LinearSpec
        layer.bias = weights[f"core.{name}.in_proj_bias"][rows]  # type: ignore[attr-defined]  # likewise

    for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        fill(part.layer_norm, f"{side}.norm")
        for number, layer in enumerate(part.layer):
            at = f"{side}.layers.{number}"
            fill(layer.self_attention.layer_norm, f"{at}.norm1")
            fill_projection(layer.self_attention.linear[0], f"{at}.self_attn", slice(None))
            fill(layer.self_attention.linear[1], f"{at}.self_attn.out_proj")
            if side == "decoder":
                fill(layer.attention.layer_norm, f"{at}.norm2")
                fill_projection(layer.attention.linear[0], f"{at}.multihead_attn", slice(WIDTH))
                fill_projection(layer.attention.linear[1], f"{at}.multihead_attn", slice(WIDTH, None))
                fill(layer.attention.linear[2], f"{at}.multihead_attn.out_proj")
            fill(layer.ffn.layer_norm, f"{at}.norm{3 if side == 'decoder' else 2}")
            fill(layer.ffn.linear_0, f"{at}.linear1")
            fill(layer.ffn.linear_1, f"{at}.linear2")

    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))


def accuracy(folder: Path, pairs: list[tuple[str, str]]) -> float:
    """The share of sentences that the packed model, with its 8-bit weights, gets exactly right."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(folder / "model"), intra_threads=1)
    results = translator.translate_batch([pieces.encode(source, out_type=str) for source, _ in pairs], beam_size=4)
    texts = [pieces.decode_pieces(result.hypotheses[0]) for result in results]
    right: int = sum(text == wanted for text, (_, wanted) in zip(texts, pairs, strict=True))
    return right / len(pairs)


def pack(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(path.relative_to(folder.parent)), ZIP_TIME)
            entry.external_attr = 0o644 << 16
            package.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def build(source: str, target: str, work: Path) -> Path:
    rng = random.Random(f"{SEED} {source} {target}")  # noqa: S311  # no secret is made here
    texts = [(getattr(triple, source), getattr(triple, target)) for triple in corpus(rng, SENTENCES)]
    folder = work / f"translate-{source}_{target}-{VERSION.replace('.', '_')}"
    folder.mkdir()
    (work / "corpus.txt").write_text("\n".join(text for pair in texts for text in pair), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(work / "corpus.txt"),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=VOCABULARY,
        model_type="bpe",  # gives whole words on so small a corpus, so sentences are short and training quick
        character_coverage=1.0,
        split_digits=True,
        num_threads=1,
        minloglevel=2,
    )
    (folder / "sentencepiece.vocab").unlink()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    log.info("%s→%s: %d sentences, %d tokens in the vocabulary", source, target, len(texts), len(pieces))
    model = train([(pieces.encode(a), pieces.encode(b)) for a, b in texts], len(pieces), rng)
    write_model(model, [pieces.id_to_piece(at) for at in range(len(pieces))], folder / "model")
    metadata = {
        "package_version": VERSION,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": NAMES[target],
    }
    (folder / "metadata.json").write_text(json.dumps(metadata, indent=4) + "\n", encoding="utf-8")
    readme = (
        f"# {NAMES[source]} to {NAMES[target]}, tiny",
        "",
        "Made by tests/tools/build_tiny_argos.py on sentences of its own: it knows number words, dates and a few",
        "names, and serves tests only.",
        "",
    )
    (folder / "README.md").write_text("\n".join(readme), encoding="utf-8")
    unseen = [number_words(number) for number in range(LARGEST + 1) if held_out(number)]
    fresh = corpus(random.Random(SEED + 1), 500)  # noqa: S311  # no secret is made here
    for kind, triples in (("numbers never seen", unseen), ("fresh sentences", fresh)):
        right = accuracy(folder, [(getattr(triple, source), getattr(triple, target)) for triple in triples])
        log.info("  exactly right of %d %s: %.1f %%", len(triples), kind, 100 * right)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the tests' tiny Argos packages.")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write the .argosmodel files to")
    out: Path = parser.parse_args().out
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    out.mkdir(parents=True, exist_ok=True)
    for source, target in (("ar", "en"), ("en", "ru")):
        with tempfile.TemporaryDirectory() as name:
            folder = build(source, target, Path(name))
            archive = folder.with_suffix(".argosmodel")
            pack(folder, archive)
            shutil.move(archive, out / archive.name)
            log.info("  %s: %d bytes", out / archive.name, (out / archive.name).stat().st_size)


if __name__ == "__main__":
    main()
