"""CTranslate2 folders: the right marks around a sentence for each family, in batches, and one clear line where files are amiss.

The two folders in data/ctranslate are real and tiny (see tools/build_tiny_ctranslate.py); they know number words, dates, names.
"""

from __future__ import annotations

import importlib
import json
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from translate.engines import ctranslate, models
from translate.engines.alignment import translation_of
from translate.engines.base import Hypothesis, Request
from translate.engines.ctranslate import CtranslateEngine, PairModel
from translate.engines.ctranslate_folder import Folder
from translate.errors import EngineError, ModelError, TranslateError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DATA = Path(__file__).parents[1] / "data" / "ctranslate"
AR, EN, RU = Lang

# Numbers that build_tiny_argos.held_out keeps from training.
UNSEEN = [
    ("خمسة وأربعون", "forty-five", "сорок пять"),
    ("مئة وواحد وسبعون", "one hundred and seventy-one", "сто семьдесят один"),
    ("ستمئة وثلاثة وثلاثون", "six hundred and thirty-three", "шестьсот тридцать три"),
    ("ثمانمئة واثنان وتسعون", "eight hundred and ninety-two", "восемьсот девяносто два"),
]
ARABIC, ENGLISH, RUSSIAN = (list(column) for column in zip(*UNSEEN, strict=True))
SENTENCE = "اجتمع علي مع حسن في بغداد."
MET = {EN: "Ali met Hassan in Baghdad.", RU: "Али встретился с Хасаном в Багдаде."}
FAMILIES = ["opus", "nllb", "m2m"]
M2M = {"arb_Arab": "__ar__", "eng_Latn": "__en__", "rus_Cyrl": "__ru__"}


def rewrite(file: Path, change: Callable[[Any], Any]) -> None:
    file.write_text(json.dumps(change(json.loads(file.read_text(encoding="utf-8")))), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a family's folder, to be damaged at will. M2M-100's is NLLB's with the languages' tokens renamed."""

    def copy(family: str) -> Path:
        made = Path(shutil.copytree(DATA / ("nllb" if family == "m2m" else family), tmp_path / family))
        if family == "m2m":
            rewrite(made / "shared_vocabulary.json", lambda tokens: [M2M.get(token, token) for token in tokens])
        return made

    return copy


def engine(path: Path, *pairs: tuple[Lang, Lang], **options: Any) -> CtranslateEngine:
    return CtranslateEngine([PairModel.declared(path, *pair) for pair in pairs or ((AR, EN), (AR, RU))], **options)


def draft(made: CtranslateEngine, sources: Sequence[str], source: Lang = AR, target: Lang = EN) -> list[tuple[Hypothesis, ...]]:
    answers = dict(made.draft([Request(text, source, target) for text in sources]))
    return [answers[index] for index in range(len(sources))]


def texts(made: CtranslateEngine, sources: Sequence[str], source: Lang = AR, target: Lang = EN) -> list[str]:
    return [hypotheses[0].text for hypotheses in draft(made, sources, source, target)]


class TestDrafting:
    @pytest.mark.parametrize("family", FAMILIES)
    @pytest.mark.parametrize(("target", "numbers"), [(EN, ENGLISH), (RU, RUSSIAN)])
    def test_translates_what_it_was_not_trained_on_into_either_language(
        self, folder: Callable[[str], Path], family: str, target: Lang, numbers: list[str]
    ) -> None:
        assert texts(engine(folder(family)), [*ARABIC, SENTENCE], AR, target) == [*numbers, MET[target]]

    @pytest.mark.parametrize("family", FAMILIES)
    def test_knows_the_family_by_its_vocabulary(self, folder: Callable[[str], Path], family: str) -> None:
        assert Folder(folder(family)).family == family

    @pytest.mark.parametrize("family", FAMILIES)
    def test_ends_the_source_once_whoever_adds_the_end(self, folder: Callable[[str], Path], family: str) -> None:
        """OPUS-MT's own converter has CTranslate2 add `</s>`, that of transformers leaves it to the caller."""
        path = folder(family)
        before = draft(engine(path), [SENTENCE])
        rewrite(path / "config.json", lambda config: config | {"add_source_eos": True})
        assert draft(engine(path), [SENTENCE]) == before

    def test_answers_each_request_of_a_mixed_batch_with_its_own(self, folder: Callable[[str], Path]) -> None:
        made = engine(folder("nllb"), (AR, EN), (AR, RU), (EN, RU))
        requests, wanted = [], []
        for number in range(24):
            arabic, english, russian = UNSEEN[number % len(UNSEEN)]
            source, text, target, answer = [
                (AR, arabic, EN, english), (AR, arabic, RU, russian), (EN, english, RU, russian),
            ][number % 3]  # fmt: skip
            requests.append(Request(text, source, target))
            wanted.append(answer)
        answers = dict(made.draft(requests))
        assert [answers[index][0].text for index in range(len(requests))] == wanted

    def test_gives_a_sentence_the_same_draft_alone_and_among_others(self, folder: Callable[[str], Path]) -> None:
        made = engine(folder("opus"), threads=2)
        sources = [*ARABIC, SENTENCE, "14 نيسان 2003", "xyz ☃"] * 3
        for text, together in zip(sources, draft(made, sources), strict=True):
            ((alone, *_),) = draft(made, [text])
            assert alone.text == together[0].text
            assert alone.score == pytest.approx(together[0].score, abs=1e-4)

    @pytest.mark.parametrize("family", FAMILIES)
    def test_scores_with_the_mean_log_probability_of_a_token(self, folder: Callable[[str], Path], family: str) -> None:
        """Checked against CTranslate2's own scoring of the tokens; the language's token is given, so it is not counted."""
        path = folder(family)
        part = Folder(path)
        frame, tokenizer = part.frame(AR, EN), part.tokenizers[0]
        translator = importlib.import_module("ctranslate2").Translator(str(path), compute_type="int8")
        for text in (SENTENCE, *ARABIC):
            source = [[*frame.before, *tokenizer.encode(text), *frame.after]]
            (found,) = translator.translate_batch(source, target_prefix=[list(frame.prefix)], beam_size=4)
            (scored,) = translator.score_batch(source, found.hypotheses)
            own = scored.log_probs[len(frame.prefix) :]
            assert draft(engine(path), [text])[0][0].score == pytest.approx(sum(own) / len(own), abs=1e-3)

    def test_offers_several_hypotheses_the_same_one_first_and_none_twice(self, folder: Callable[[str], Path]) -> None:
        path = folder("opus")
        one, several = (draft(engine(path, hypotheses=count), [SENTENCE, *ARABIC]) for count in (1, 4))
        for (best,), hypotheses in zip(one, several, strict=True):
            assert hypotheses[0].text == best.text
            assert 1 < len({hypothesis.text for hypothesis in hypotheses}) == len(hypotheses) <= 4

    @pytest.mark.parametrize("family", FAMILIES)
    @pytest.mark.parametrize(("target", "city"), [(EN, "London"), (RU, "Лондон")])
    def test_tells_which_words_render_a_name(self, folder: Callable[[str], Path], family: str, target: Lang, city: str) -> None:
        source = "وصل سامي إلى لندن في 3 أيار 1999."
        ((best, *_),) = draft(engine(folder(family)), [source], AR, target)
        start = source.index("لندن")
        span = translation_of(best.alignment, start, start + len("لندن"))
        assert span is not None
        assert best.text[slice(*span)] == city

    def test_tells_nothing_of_it_when_not_asked(self, folder: Callable[[str], Path]) -> None:
        assert all(each.alignment == () for each in draft(engine(folder("nllb"), align=False), [SENTENCE])[0])

    def test_takes_a_sentence_of_any_length_in_parts(
        self, folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ctranslate, "PART_TOKENS", 12)
        ((whole,),) = draft(engine(folder("opus")), [" ".join([SENTENCE] * 40)])
        assert whole.text == " ".join([MET[EN]] * 40)
        assert whole.complete
        assert whole.score is not None

    def test_says_so_when_it_was_cut_short(self, folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ctranslate, "MAX_TOKENS", 6)
        (short, *_), (long, *_) = (answer for answer in draft(engine(folder("nllb")), ["سبعة", SENTENCE]))
        assert short.complete
        assert not long.complete

    @pytest.mark.parametrize("family", FAMILIES)
    def test_a_sentence_without_anything_for_the_tokenizer_is_not_asked_for(
        self, folder: Callable[[str], Path], family: str
    ) -> None:
        """To such a source models invent."""
        assert draft(engine(folder(family)), ["\u200b", "سبعة"])[0] == (Hypothesis("", None, complete=True),)

    def test_no_mark_of_the_frame_gets_into_a_text(self, folder: Callable[[str], Path]) -> None:
        """Unknown words are replaced by what the model attends to, which may be a mark."""
        for family in FAMILIES:
            for text in texts(engine(folder(family)), ["☃", "🙂🙂🙂", "中文 ☃ 中文", "ᚠᚢᚦ"]):
                assert not any(mark in text for mark in (">>", "</s>", "_Latn", "__en"))

    def test_can_draft_again_after_it_was_closed(self, folder: Callable[[str], Path]) -> None:
        made = engine(folder("opus"))
        before = texts(made, ARABIC)
        made.close()
        assert texts(made, ARABIC) == before

    def test_drafting_opens_no_socket(self, folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            raise AssertionError("a socket was opened")

        monkeypatch.setattr(socket, "socket", refuse)
        assert texts(engine(folder("opus")), ARABIC) == ENGLISH


class TestPairs:
    def test_russian_is_drafted_from_english_where_no_model_is_declared_for_arabic(self, folder: Callable[[str], Path]) -> None:
        made = engine(folder("nllb"), (AR, EN), (EN, RU))
        assert made.bridges == {RU: EN}
        assert texts(made, ARABIC, AR, RU) == texts(made, ENGLISH, EN, RU) == RUSSIAN

    def test_russian_is_drafted_from_arabic_where_one_is(self, folder: Callable[[str], Path]) -> None:
        made = engine(folder("nllb"), (AR, EN), (EN, RU), (AR, RU))
        assert made.bridges == {}

    @pytest.mark.parametrize(("source", "target"), [(EN, AR), (RU, EN), (EN, RU), (AR, AR)])
    def test_what_is_not_declared_is_refused(self, folder: Callable[[str], Path], source: Lang, target: Lang) -> None:
        with pytest.raises(EngineError, match=f"engine 'ctranslate' cannot draft {source}→{target}"):
            draft(engine(folder("opus")), ["x"], source, target)

    def test_of_two_models_of_a_pair_the_first_declared_is_used(self, folder: Callable[[str], Path]) -> None:
        opus, nllb = folder("opus"), folder("nllb")
        made = CtranslateEngine([PairModel.declared(nllb, AR, EN), PairModel.declared(opus, AR, EN)])
        assert "|model:nllb@" in made.signature
        assert "opus" not in made.signature

    def test_one_folder_is_loaded_once_for_all_its_pairs(
        self, folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        library = importlib.import_module("ctranslate2")
        loaded: list[str] = []
        load = library.Translator
        monkeypatch.setattr(library, "Translator", lambda path, **rest: loaded.append(path) or load(path, **rest))
        made = engine(folder("nllb"), (AR, EN), (AR, RU), (EN, RU))
        for source, target in ((AR, EN), (AR, RU), (EN, RU)):
            draft(made, ["7"], source, target)
        assert len(loaded) == 1

    def test_none_at_all_is_told(self) -> None:
        with pytest.raises(ModelError, match=r"no model is declared .*ctranslate\.models wants path, from and to"):
            CtranslateEngine([])

    @pytest.mark.parametrize("options", [{"hypotheses": 0}, {"beam": 0}, {"threads": -1}])
    def test_senseless_options_are_refused(self, folder: Callable[[str], Path], options: dict[str, int]) -> None:
        with pytest.raises(EngineError, match="at least 1"):
            engine(folder("opus"), **options)


class TestSignature:
    def test_names_model_and_options(self, folder: Callable[[str], Path]) -> None:
        name, model, *options = engine(folder("opus"), hypotheses=2, beam=5, align=False).signature.split("|")
        assert (name, options) == ("engine:ctranslate", ["beam:5", "hypotheses:2", "align:no", "compute:int8"])
        assert model.startswith("model:opus@")
        assert len(model) == len("model:opus@") + 12

    def test_of_a_pair_names_the_models_on_its_way(self, folder: Callable[[str], Path]) -> None:
        made = CtranslateEngine([PairModel.declared(folder("opus"), AR, EN), PairModel.declared(folder("nllb"), EN, RU)])
        assert "nllb" not in made.signature_for(AR, EN)
        assert "opus" not in made.signature_for(EN, RU)
        assert made.signature_for(AR, RU) == made.signature

    @pytest.mark.parametrize("file", ["model.bin", "shared_vocabulary.json", "source.spm", "target.spm", "config.json"])
    def test_changes_with_whatever_decides_a_translation(self, folder: Callable[[str], Path], file: str) -> None:
        path = folder("opus")
        before = engine(path).signature
        with (path / file).open("ab") as handle:
            handle.write(b" ")
        assert engine(path).signature != before

    def test_reads_a_model_through_once_however_often_it_is_run(
        self, folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = folder("opus")
        before = engine(path).signature
        read: list[Path] = []
        monkeypatch.setattr(models, "sha256", lambda file: read.append(file) or "0")
        assert engine(path).signature == before
        assert read == []

    def test_needs_no_right_to_write_where_the_model_lies(self, folder: Callable[[str], Path]) -> None:
        path = folder("opus")
        (path / "model.bin.json").mkdir()  # stands in for a folder without that right: root may write anywhere
        assert engine(path).signature == engine(path).signature


def spoil(file: str, content: bytes | None) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        if content is None:
            (path / file).unlink()
        else:
            (path / file).write_bytes(content)

    return do


def forget_arabic(path: Path) -> None:
    """The vocabulary as it would be of a model for other languages: Latin and Cyrillic letters, digits, punctuation."""
    rewrite(
        path / "shared_vocabulary.json",
        lambda tokens: [
            f"x{at}" if any("\u0600" < letter < "\u06ff" for letter in token) else token for at, token in enumerate(tokens)
        ],
    )


VOCABULARY, SOURCE = "shared_vocabulary.json", "source.spm"


class TestDamage:
    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            pytest.param(shutil.rmtree, "there is no such folder (config.toml: ctranslate.models)", id="no folder"),
            pytest.param(spoil("model.bin", None), "is no CTranslate2 folder: it has no model.bin", id="no model"),
            pytest.param(spoil(VOCABULARY, None), "has no vocabulary: ", id="no vocabulary"),
            pytest.param(spoil("target.spm", None), "has no SentencePiece model: ", id="half its tokenizers"),
            pytest.param(spoil(SOURCE, b"no model"), "source.spm: is no SentencePiece model", id="garbage for a tokenizer"),
            pytest.param(spoil(VOCABULARY, b"{"), "shared_vocabulary.json: cannot be read: ", id="half a vocabulary"),
            pytest.param(spoil(VOCABULARY, b"{}"), "is no list of tokens", id="a vocabulary that is none"),
            pytest.param(spoil("config.json", b"{"), "config.json: cannot be read: ", id="half a config"),
            pytest.param(spoil("model.bin", b""), "the model cannot be loaded: ", id="empty model"),
            pytest.param(spoil("model.bin", b"not a model" * 50), "the model cannot be loaded: ", id="garbage for a model"),
            pytest.param(forget_arabic, "source.spm and the model do not belong together: of its ", id="another's vocabulary"),
        ],
    )  # fmt: skip
    def test_gives_one_line_that_says_what_and_where(
        self, folder: Callable[[str], Path], damage: Callable[[Path], None], said: str
    ) -> None:
        path = folder("opus")
        damage(path)
        with pytest.raises(TranslateError) as caught:
            draft(engine(path), ["سبعة"])
        assert isinstance(caught.value, ModelError)
        assert str(caught.value).startswith(str(path))
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_folder_without_any_tokenizer_says_which_it_looked_for(self, folder: Callable[[str], Path]) -> None:
        path = folder("nllb")
        (path / "sentencepiece.bpe.model").unlink()
        with pytest.raises(ModelError, match=r"has no SentencePiece model: source\.spm and target\.spm, or sentencepiece"):
            engine(path)

    def test_a_language_that_the_model_does_not_know_is_named(self, folder: Callable[[str], Path]) -> None:
        path = folder("nllb")
        rewrite(path / "shared_vocabulary.json", lambda tokens: [token.replace("rus_Cyrl", "ukr_Cyrl") for token in tokens])
        with pytest.raises(ModelError, match="knows no Russian: it has no token rus_Cyrl"):
            draft(engine(path), ["سبعة"], AR, RU)
        assert texts(engine(path), ["سبعة"]) == ["seven"]

    def test_an_opus_model_says_which_languages_it_knows(self, folder: Callable[[str], Path]) -> None:
        path = folder("opus")
        rewrite(path / "shared_vocabulary.json", lambda tokens: [token.replace(">>rus<<", ">>deu<<") for token in tokens])
        with pytest.raises(ModelError, match="does not translate into Russian: it knows >>deu<<, >>eng<<"):
            draft(engine(path), ["سبعة"], AR, RU)

    def test_an_opus_model_of_one_language_gets_no_token_for_it(self, folder: Callable[[str], Path]) -> None:
        path = folder("opus")
        rewrite(path / "shared_vocabulary.json", lambda tokens: [token.strip("><") for token in tokens])
        assert Folder(path).frame(AR, EN).before == ()

    def test_a_wrong_family_is_told_before_anything_is_translated(self, folder: Callable[[str], Path]) -> None:
        made = CtranslateEngine([PairModel.declared(folder("opus"), AR, EN, "nllb")])
        with pytest.raises(ModelError, match="knows no Arabic: it has no token arb_Arab"):
            draft(made, ["سبعة"])
