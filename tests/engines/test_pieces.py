"""Where a tokenizer's pieces lie: exactly, or not known."""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Any

import pytest

from translate.engines import pieces
from translate.engines.pieces import Pieces

if TYPE_CHECKING:
    from pathlib import Path

NASTY = [
    "اجتمع علي مع حسن في بغداد.",
    "  قال  محمد\u00a0 إن ",
    "صلى ﷺ ﻻ إن",
    "① ½ \u200bقال",
    "e\u0301 a",
    "سَلامٌ ـــ 😀.",
    "xyz ☃ سلام_عليكم",
    "▁a ▁",
    "سبعة\x00ستة",
    "\u200f«قال»\u200f",
    "\u200b",
    "21,5 % - 3",
]


class Sentencepiece:
    """As Argos wraps a SentencePiece model."""

    def __init__(self, processor: Any) -> None:
        self._processor = processor

    def lazy_processor(self) -> Any:
        return self._processor

    def encode(self, sentence: str) -> list[str]:
        return list(self._processor.encode(sentence, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        return str(self._processor.decode_pieces(tokens)).replace("▁", " ").replace("_", " ")


class Words:
    """A tokenizer of another kind."""

    def encode(self, sentence: str) -> list[str]:
        return sentence.split()

    def decode(self, tokens: list[str]) -> str:
        return " ".join(tokens)


@pytest.fixture(scope="module")
def tiny(unpacked: Path) -> Sentencepiece:
    path = unpacked / "translate-ar_en-0_1" / "sentencepiece.model"
    return Sentencepiece(importlib.import_module("sentencepiece").SentencePieceProcessor(model_file=str(path)))


@pytest.fixture(scope="module")
def bytewise() -> Sentencepiece:
    """A model that spells a character it has not learned in bytes."""
    sentencepiece = importlib.import_module("sentencepiece")
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["Ali met Hassan in Baghdad and Sami arrived in London"] * 20),
        model_writer=model,
        vocab_size=300,
        byte_fallback=True,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return Sentencepiece(sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()))


def shown(found: Pieces | None) -> list[tuple[str, list[str]]]:
    """Each word of a text, with what of it each of its pieces stands for."""
    assert found is not None
    text = found.text
    return [(text[word.start : word.end], [text[slice(*span)] for span in word.pieces.values()]) for word in found.words]


def numbers(found: Pieces | None) -> list[list[int]]:
    assert found is not None
    return [list(word.pieces) for word in found.words]


class TestOfASource:
    @pytest.mark.parametrize("text", NASTY)
    def test_lie_in_the_text_one_after_another_and_every_word_has_its_own(self, tiny: Sentencepiece, text: str) -> None:
        tokens = tiny.encode(text)
        found = pieces.encoded(tiny, text, tokens)
        assert found is not None
        assert found.text == text
        assert len(found.spans) == len(tokens)
        edges = [edge for span in found.spans if span for edge in span]
        assert edges == sorted(edges)
        assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
        for word in found.words:
            assert "".join(text[slice(*span)] for span in dict.fromkeys(word.pieces.values())) == text[word.start : word.end]

    def test_stand_for_the_characters_that_they_were_made_of(self, tiny: Sentencepiece) -> None:
        text = "اجتمع  علي مع حسن."
        found = pieces.encoded(tiny, text, tiny.encode(text))
        assert [word for word, _ in shown(found)] == ["اجتمع", "علي", "مع", "حسن"]

    def test_that_took_a_ligature_apart_stand_for_it_together(self, tiny: Sentencepiece) -> None:
        text = "في ½"
        tokens = tiny.encode(text)
        assert tokens == ["▁في", "▁", "1", "⁄", "2"]
        found = pieces.encoded(tiny, text, tokens)
        assert shown(found) == [("في", ["في"]), ("½", ["½", "½", "½", "½"])]
        assert numbers(found) == [[0], [1, 2, 3, 4]]

    def test_that_are_bytes_of_a_character_stand_for_it_together(self, bytewise: Sentencepiece) -> None:
        text = "Ali ش"
        tokens = bytewise.encode(text)
        assert tokens[-2:] == ["<0xD8>", "<0xB4>"]
        *_, (word, parts) = shown(pieces.encoded(bytewise, text, tokens))
        assert word == "ش"
        assert set(parts) == {"ش"}

    def test_that_begin_a_word_with_its_space_belong_to_it_not_to_the_one_before(self, tiny: Sentencepiece) -> None:
        text = "في 21"
        assert tiny.encode(text) == ["▁في", "▁", "2", "1"]
        assert numbers(pieces.encoded(tiny, text, tiny.encode(text))) == [[0], [1, 2, 3]]

    def test_are_unknown_where_the_tokens_are_others(self, tiny: Sentencepiece) -> None:
        assert pieces.encoded(tiny, "في 21", tiny.encode("في 22")) is None


class TestOfADraft:
    @pytest.mark.parametrize(
        ("tokens", "words"),
        [
            (["▁Ali", "▁met", "▁Hassan", "."], [["Ali"], ["met"], ["Hassan"]]),
            (["▁T", "ari", "q", "▁", "2", "1", "."], [["T", "ari", "q"], ["2", "2", "1"]]),
            (["▁", ".", "▁Ali"], [["Ali"]]),
            (["▁Ali", "_", "▁met", "▁"], [["Ali"], ["met", "met"]]),
            (["▁Ali", "☃", "طارق"], [["Ali"], ["طارق"]]),
            ([], []),
        ],
    )
    def test_lie_in_the_text_that_argos_makes_of_them(
        self, tiny: Sentencepiece, tokens: list[str], words: list[list[str]]
    ) -> None:
        text = tiny.decode(tokens)
        found = pieces.decoded(tiny, tokens, text)
        assert found is not None
        assert found.text == text
        assert len(found.spans) == len(tokens)
        assert [parts for _, parts in shown(found)] == words

    def test_that_are_bytes_of_a_character_stand_for_it_together(self, bytewise: Sentencepiece) -> None:
        tokens = ["▁Ali", "▁", "<0xD8>", "<0xB4>", "▁met"]
        found = pieces.decoded(bytewise, tokens, bytewise.decode(tokens))
        assert shown(found)[1] == ("ش", ["ش", "ش", "ش"])
        assert numbers(found)[1] == [1, 2, 3]

    @pytest.mark.parametrize("prefix", ["-", "▁of", ">>rus<<"])
    def test_are_shifted_where_a_prefix_was_cut_off_and_the_prefix_lies_nowhere(self, tiny: Sentencepiece, prefix: str) -> None:
        found = pieces.decoded(tiny, [prefix, "▁Ali", "▁met"], "Ali met")
        assert shown(found) == [("Ali", ["Ali"]), ("met", ["met"])]
        assert numbers(found) == [[1], [2]]

    @pytest.mark.parametrize("text", ["Ali meets", "ali met", "and Ali met", "Ali"])
    def test_are_unknown_where_the_text_is_another(self, tiny: Sentencepiece, text: str) -> None:
        assert pieces.decoded(tiny, ["▁Ali", "▁met"], text) is None


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Moscow's mayor", ["Moscow", "mayor"]),
            ("Moscow’s", ["Moscow"]),
            ("’s", ["s"]),
            ("O'Brien and Sha'ab", ["O'Brien", "and", "Sha'ab"]),
            ("O'sullivan", ["O'sullivan"]),
            ("Эр-Рияд", ["Эр", "Рияд"]),
            ("«سَلام»", ["سَلام"]),
            ("Макро́н, 2011.", ["Макро́н", "2011"]),
            ("... — !", []),
        ],
    )
    def test_are_runs_of_letters_without_the_english_s(self, text: str, words: list[str]) -> None:
        whole = Pieces(text, ((0, len(text)),))
        assert [text[word.start : word.end] for word in whole.words] == words


class TestWithoutOffsets:
    def test_nothing_is_known_of_a_tokenizer_of_another_kind(self) -> None:
        assert pieces.encoded(Words(), "علي", ["علي"]) is None
        assert pieces.decoded(Words(), ["Ali"], "Ali") is None

    def test_nothing_is_known_of_a_sentencepiece_too_old_to_tell(self) -> None:
        old = Sentencepiece(object())
        assert pieces.encoded(old, "علي", ["▁علي"]) is None
        assert pieces.decoded(old, ["▁Ali"], "Ali") is None

    @pytest.mark.parametrize("offsets", [[(0, 9)], [(2, 1)], [(1, 2), (0, 1)], [(-1, 1)]])
    def test_nothing_is_known_where_the_offsets_make_no_sense(self, offsets: list[tuple[int, int]]) -> None:
        class Confused:
            encode_as_offset_mapping = None

            def encode(self, _: str, **__: object) -> dict[str, Any]:
                return {"pieces": ["x"], "offsets": offsets}

        assert pieces.encoded(Sentencepiece(Confused()), "علي", ["x"]) is None
