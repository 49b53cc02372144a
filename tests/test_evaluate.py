"""`translate evaluate`: scores as sacrebleu's, what is kept of terms and numbers, engines as the desk runs them, bad files."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from command import Outcome

from translate import engines
from translate.engines.pseudo import PseudoEngine
from translate.errors import UsageError
from translate.evaluation import corpus, scores
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translate.engines.base import Hypothesis, Request

SOURCE = """وصل بوتين إلى موسكو في ٣ مارس.
قال لافروف إن 25 دولة وقعت على البيان. ثم غادر.
وقعت روسيا على الاتفاق بعد 12 ساعة.
غادر الوفد القاعة مساء.
التقى لافروف نظيره في موسكو.
بلغ عدد الضيوف 1,500 ضيف."""
ENGLISH = """Putin arrived in Moscow on 3 March.
Lavrov said that 25 states had signed the statement. Then he left.
Russia signed the agreement after 12 hours.
The delegation left the hall in the evening.
Lavrov met his counterpart in Moscow.
The number of guests reached 1,500."""
RUSSIAN = """Путин прибыл в Москву 3 марта.
Лавров сказал, что заявление подписали 25 государств. Затем он уехал.
Россия подписала соглашение через 12 часов.
Вечером делегация покинула зал.
Лавров встретился с коллегой в Москве.
Число гостей достигло 1500."""
CLOSE = """Putin arrived to Moscow on three March.
Lavrov said 25 states had signed the statement. Then he went.
Russia signed the accord after 12 hours.
The delegation left the hall at evening.
Lavrov met his counterpart in Moscow.
The number of the guests reached 1500."""
FAR = """Obama came to Moscow in May.
The minister told that 52 countries agreed the paper.
Moscow signed a agreement after hours.
A group has left a room.
The minister was meeting his colleague in Moscow.
There were 1,500 guests."""
PEOPLE = "id,ar,en,ru,gender\nputin,بوتين,Putin,Путин,m\nlavrov,لافروف,Lavrov,Лавров,m\n"
PLACES = "id,ar,en,ru,gender\nmoscow,موسكو,Moscow,Москва,f\nrussia,روسيا,Russia,Россия,f\n"
TERMS = "id,ar,en,ru\nstatement,البيان,statement,заявление\n"
METRICS = ["BLEU", "chrF", "chrF++", "TER"]


class Scored(Outcome):
    @property
    def systems(self) -> dict[str, dict[str, Any]]:
        return {system["name"]: system for system in self.json["systems"]}


@pytest.fixture
def desk(desk: Path) -> Path:
    """The folder in which the command runs: a test set, two finished outputs, a glossary, no models."""
    (desk / "glossary").mkdir()
    for name, table in (("people", PEOPLE), ("places", PLACES), ("terms", TERMS)):
        (desk / "glossary" / f"{name}.csv").write_text(table, encoding="utf-8")
    texts = {"dev.ar": SOURCE, "dev.en": ENGLISH, "dev.ru": RUSSIAN, "close.ar-en.en": CLOSE, "far.ar-en.en": FAR}
    for name, text in texts.items():
        (desk / name).write_text(text + "\n", encoding="utf-8")
    return desk


@pytest.fixture
def evaluate(translate: Callable[..., Outcome]) -> Callable[..., Scored]:
    """Runs the command on dev.ar and dev.en, unless the words say otherwise."""

    def run(*words: str | Path) -> Scored:
        given = list(map(str, words))
        defaults = [("--source", "dev.ar"), ("--reference", "dev.en")]
        given += [word for option, file in defaults if option not in given for word in (option, file)]
        return Scored(*translate("evaluate", *given))

    return run


def sacrebleu(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "sacrebleu", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


CLOSE_AND_FAR = ("--against", "close.ar-en.en", "--against", "far.ar-en.en")


class TestScores:
    def test_are_those_of_sacrebleu_s_own_command_line(self, evaluate: Callable[..., Scored]) -> None:
        ours = evaluate(*CLOSE_AND_FAR, "--json").systems
        for system in ("close", "far"):
            for metric, options in {"BLEU": (), "chrF": (), "chrF++": ("--chrf-word-order", "2"), "TER": ()}.items():
                kind = metric.rstrip("+").lower()
                theirs = sacrebleu("dev.en", "-i", f"{system}.ar-en.en", "-m", kind, *options, "-w", "6", "-b")
                assert ours[system]["scores"][metric]["value"] == pytest.approx(float(theirs), abs=1e-5)

    def test_have_the_intervals_and_p_of_its_paired_bootstrap(self, evaluate: Callable[..., Scored]) -> None:
        ours = evaluate(*CLOSE_AND_FAR, "--json").systems
        options = ("-m", "bleu", "chrf", "ter", "--paired-bs", "-w", "6", "-f", "text")
        table = sacrebleu("dev.en", "-i", "close.ar-en.en", "far.ar-en.en", *options)
        theirs = re.findall(r"([\d.]+) \([\d.]+ ± ([\d.]+)\)", table)  # three metrics of one system, then of the other
        p = [float(found) for found in re.findall(r"p = ([\d.]+)", table)]
        columns = [(system, metric) for system in ("close", "far") for metric in ("BLEU", "chrF", "TER")]
        assert len(theirs) == len(columns)
        for (system, metric), (value, half) in zip(columns, theirs, strict=True):
            score = ours[system]["scores"][metric]
            assert score["value"] == pytest.approx(float(value), abs=1e-4)
            assert (score["high"] - score["low"]) / 2 == pytest.approx(float(half), abs=1e-3)
        differences = [ours["far"]["scores"][metric]["difference"] for metric in ("BLEU", "chrF", "TER")]
        assert [difference["p"] for difference in differences] == pytest.approx(p, abs=1e-4)

    def test_come_with_signatures_that_name_the_bootstrap(self, evaluate: Callable[..., Scored]) -> None:
        signatures = evaluate(*CLOSE_AND_FAR, "--json").json["signatures"]
        assert list(signatures) == METRICS
        assert all(signature.startswith("nrefs:1|bs:1000|seed:12345|") for signature in signatures.values())
        assert "tok:13a" in signatures["BLEU"]
        assert "nw:2" in signatures["chrF++"]

    def test_are_the_same_every_time_whatever_the_environment_says(
        self, evaluate: Callable[..., Scored], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = evaluate(*CLOSE_AND_FAR).out
        monkeypatch.setenv("SACREBLEU_SEED", "7")
        assert evaluate(*CLOSE_AND_FAR).out == first

    def test_of_a_better_system_differ_from_the_baseline_in_the_right_direction(self, evaluate: Callable[..., Scored]) -> None:
        better = evaluate("--against", "far.ar-en.en", "--against", "close.ar-en.en", "--json").systems["close"]["scores"]
        for metric in METRICS:
            difference, sign = better[metric]["difference"], -1 if metric == "TER" else 1
            assert sign * difference["value"] > 0
            assert difference["low"] < difference["value"] < difference["high"]
            assert sign * difference["low"] > 0

    def test_of_equal_outputs_do_not_differ(self) -> None:
        """sacrebleu's PairedTest has p = 0.001 here."""
        lines = CLOSE.split("\n")
        _, (_, same) = scores.compare([lines, list(lines)], ENGLISH.split("\n"))
        assert {score.difference for score in same.by_metric.values()} == {scores.Difference(0.0, 0.0, 0.0, 1.0)}

    @pytest.mark.parametrize("lines", [["", ""], ["a", ""]])
    def test_of_blank_outputs_and_references_are_numbers(self, lines: list[str]) -> None:
        for references in (["a b", "c d"], ["", "c d"], ["", ""]):
            _, (one,) = scores.compare([lines], references)
            assert all(0 <= score.low <= score.value <= score.high for score in one.by_metric.values())


class TestWhatIsKept:
    """Of six names and one other term, and of the numbers ٣, 25, 12 and 1,500."""

    @pytest.mark.parametrize(
        ("system", "terms", "names", "numbers"),
        [("close", 7, 6, 4), ("far", 2, 2, 1)],  # close: "three" for ٣ is right, so is 1500; far: Moscow for Russia is not
    )
    def test_by_a_system_is_counted(
        self, evaluate: Callable[..., Scored], system: str, terms: int, names: int, numbers: int
    ) -> None:
        found = evaluate(*CLOSE_AND_FAR, "--json").systems[system]
        kept = [(found[what]["kept"], found[what]["total"]) for what in ("terms", "names", "numbers")]
        assert kept == [(terms, 7), (names, 6), (numbers, 4)]

    def test_by_the_human_is_counted_too(self, evaluate: Callable[..., Scored]) -> None:
        human = evaluate(*CLOSE_AND_FAR, "--json").json["human"]
        assert {what: found["share"] for what, found in human.items()} == {"terms": 1, "names": 1, "numbers": 1}

    def test_in_russian_may_be_declined(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        (desk / "mt.ar-ru.ru").write_text(RUSSIAN, encoding="utf-8")
        found = evaluate("--reference", "dev.ru", "--to", "ru", "--against", "mt.ar-ru.ru", "--json").systems["mt"]
        assert (found["names"]["share"], found["scores"]["BLEU"]["value"]) == (1, pytest.approx(100))

    def test_of_english_sources_are_the_names(self, evaluate: Callable[..., Scored]) -> None:
        words = ("--source", "dev.en", "--reference", "dev.ru", "--from", "en", "--to", "ru", "--against", "dev.ru")
        found = evaluate(*words, "--json").systems["dev.ru"]
        assert [(found[what]["kept"], found[what]["total"]) for what in ("terms", "names")] == [(6, 6), (6, 6)]

    def test_is_no_share_where_there_is_nothing_to_keep(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        for name in ("one.ar", "one.en", "mt.en"):
            (desk / name).write_text("مساء.\n" if name == "one.ar" else "Evening.\n", encoding="utf-8")
        done = evaluate("--source", "one.ar", "--reference", "one.en", "--against", "mt.en")
        assert re.search(r"^\| mt\.en +\|.*\| +– \| +– \| +– \| +– \| +2\.0 \|$", done.out, re.MULTILINE)


class TestTheTable:
    def test_has_the_systems_in_order_each_with_all_columns(self, evaluate: Callable[..., Scored]) -> None:
        done = evaluate("--engine", "pseudo", *CLOSE_AND_FAR)
        assert (done.code, done.err) == (0, "")
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.out.splitlines() if line[:1] == "|"]
        head, _, *systems = rows[:6]
        assert head == ["system", *METRICS, "terms %", "names %", "numbers %", "s/segment", "tokens/segment"]
        assert [row[0] for row in systems] == ["pseudo", "close", "far", "(human)"]
        assert {len(row) for row in systems} == {len(head)}
        assert [row[5:9] for row in systems[1:]] == [
            ["100.0", "100.0", "100.0", "–"],
            ["28.6", "33.3", "25.0", "–"],
            ["100.0", "100.0", "100.0", "–"],
        ]
        assert re.fullmatch(r"\d+\.\d\d", systems[0][8])

    def test_of_differences_names_the_baseline_and_how_sure_each_is(self, evaluate: Callable[..., Scored]) -> None:
        done = evaluate(*CLOSE_AND_FAR)
        assert "\nDifference from close, its 95 % interval" in done.out
        assert re.search(r"^\| far +\| +-\d+\.\d \[-\d+\.\d, -\d+\.\d\] p = 0\.\d{3} \|", done.out, re.MULTILINE)

    def test_of_one_system_has_no_differences(self, evaluate: Callable[..., Scored]) -> None:
        done = evaluate("--against", "close.ar-en.en")
        assert "Difference" not in done.out
        assert done.out.startswith("ar→en, 6 lines of dev.ar; glossary ")
        assert "BLEU: nrefs:1|" in done.out


class TestFiles:
    def test_with_byte_order_mark_and_carriage_returns_are_read(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        plain = evaluate(*CLOSE_AND_FAR, "--json").json["systems"]
        for file in desk.glob("*.*"):
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
        assert evaluate(*CLOSE_AND_FAR, "--json").json["systems"] == plain

    def test_may_lack_the_last_line_feed(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        (desk / "dev.en").write_text(ENGLISH, encoding="utf-8")
        assert evaluate(*CLOSE_AND_FAR, "--json").json["lines"] == 6

    @pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\x0c", "\x0b", "\r"])
    def test_are_cut_at_line_feeds_only(self, tmp_path: Path, mark: str) -> None:
        (tmp_path / "lines").write_bytes(f"a{mark}b\n\nc\n".encode())
        assert corpus.read(tmp_path / "lines") == (f"a{mark}b", "", "c")

    def test_are_measured_up_to_the_limit(self, evaluate: Callable[..., Scored]) -> None:
        done = evaluate("--against", "close.ar-en.en", "--limit", "2", "--json")
        assert (done.json["lines"], done.systems["close"]["numbers"]["total"]) == (2, 2)

    def test_are_told_apart_by_their_paths_where_names_are_the_same(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        (desk / "old").mkdir()
        (desk / "old" / "close.ar-en.en").write_text(FAR, encoding="utf-8")
        done = evaluate("--against", "close.ar-en.en", "--against", desk / "old" / "close.ar-en.en", "--json")
        assert list(done.systems) == ["close.ar-en.en", str(desk / "old" / "close.ar-en.en")]


class Asked(PseudoEngine):
    """Pseudo, and keeps what it was asked; drafts Russian over English."""

    name: ClassVar[str] = "asked"
    requests: ClassVar[list[Request]] = []

    @property
    def bridges(self) -> Mapping[Lang, Lang]:
        return {Lang.RU: Lang.EN}

    def supports(self, source: Lang, target: Lang) -> bool:
        return source is not target

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        self.requests.extend(requests)
        yield from super()._draft(requests)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    monkeypatch.setattr(Asked, "requests", [])
    monkeypatch.setitem(engines.ENGINES, "asked", lambda _config: Asked())
    return Asked.requests


class TestAnEngine:
    def test_drafts_every_line_uncut_and_is_told_its_terms(self, evaluate: Callable[..., Scored], asked: list[Request]) -> None:
        found = evaluate("--engine", "asked", "--json").systems["asked"]
        assert [request.source for request in asked] == SOURCE.replace("٣", "3").split("\n")  # cleaned
        assert [[term.target for term in request.terms] for request in asked][:2] == [
            ["Putin", "Moscow"],
            ["Lavrov", "statement"],
        ]
        assert found["made_by"].startswith("desk|glossary:")
        assert found["terms"]["share"] == 1
        assert found["seconds_a_segment"] > 0

    def test_that_is_bare_is_told_nothing(self, evaluate: Callable[..., Scored], asked: list[Request]) -> None:
        found = evaluate("--engine", "asked", "--raw", "--json").systems["asked-raw"]
        assert [request.source for request in asked] == SOURCE.split("\n")
        assert not any(request.terms for request in asked)
        assert found["made_by"].startswith("bare|engine:pseudo")
        assert found["terms"]["share"] == 0

    @pytest.mark.parametrize("raw", [(), ("--raw",)])
    def test_goes_over_its_bridge(self, evaluate: Callable[..., Scored], asked: list[Request], raw: tuple[str, ...]) -> None:
        evaluate("--engine", "asked", "--reference", "dev.ru", "--to", "ru", "--limit", "1", *raw, "--json")
        assert [(request.source_lang, request.target_lang) for request in asked] == [("ar", "en"), ("en", "ru")]
        assert asked[1].source.startswith("[en: ")

    def test_drafts_from_english_when_it_is_bare(self, evaluate: Callable[..., Scored], asked: list[Request]) -> None:
        words = ("--source", "dev.en", "--reference", "dev.ru", "--from", "en", "--to", "ru", "--raw")
        assert list(evaluate("--engine", "asked", *words, "--json").systems) == ["asked-raw"]
        assert [request.source for request in asked] == ENGLISH.split("\n")

    @pytest.mark.parametrize("raw", [(), ("--raw",)])
    def test_is_not_asked_for_blank_lines(
        self, evaluate: Callable[..., Scored], asked: list[Request], desk: Path, raw: tuple[str, ...]
    ) -> None:
        (desk / "dev.ar").write_text(SOURCE.replace("غادر الوفد القاعة مساء.", " "), encoding="utf-8")
        done = evaluate("--engine", "asked", *raw, "--json", "--save", desk / "out")
        assert len(asked) == 5
        assert next(iter(done.systems.values()))["empty"] == 1
        [saved] = (desk / "out").iterdir()
        assert [bool(line) for line in corpus.read(saved)] == [True, True, True, False, True, True]

    def test_that_is_saved_scores_the_same_as_a_file(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        drafted = evaluate("--engine", "pseudo", "--save", "out", "--json").systems["pseudo"]
        [saved] = (desk / "out").iterdir()
        assert saved.name == "pseudo.ar-en.en"
        assert evaluate("--against", saved, "--json").systems["pseudo"]["scores"] == drafted["scores"]

    def test_leaves_nothing_in_the_desk_s_own_store(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        before = sorted(desk.rglob("*"))
        assert evaluate("--engine", "pseudo").code == 0
        assert sorted(desk.rglob("*")) == before

    def test_is_that_of_the_config_when_nothing_is_named(self, evaluate: Callable[..., Scored], desk: Path) -> None:
        (desk / "config.toml").write_text('[run]\nengine = "pseudo"\n', encoding="utf-8")
        assert list(evaluate("--json").systems) == ["pseudo"]

    def test_that_is_stopped_says_what_was_kept(
        self, evaluate: Callable[..., Scored], desk: Path, asked: list[Request], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Asked, "_draft", stop)
        done = evaluate("--engine", "pseudo", "--engine", "asked", "--save", "out")
        assert (done.code, done.out, asked) == (130, "", [])
        assert done.err == "translate: stopped; the finished engines' drafts are in out\n"
        assert [path.name for path in (desk / "out").iterdir()] == ["pseudo.ar-en.en"]


class TestWrongUse:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--against", "short.en"), "short.en: has 5 lines, but dev.ar has 6 (one segment a line in every file)"),
            (("--reference", "short.en", "--engine", "pseudo"), "short.en: has 5 lines, but dev.ar has 6"),
            (("--against", "short.en", "--limit", "2"), "short.en: has 5 lines, but dev.ar has 6"),
            (("--against", "gone.en"), "gone.en: cannot be read: No such file or directory"),
            (("--source", "gone.ar", "--engine", "pseudo"), "gone.ar: cannot be read: No such file or directory"),
            (("--against", "glossary"), "glossary: cannot be read: Is a directory"),
            (("--against", "empty.en"), "empty.en: is empty"),
            (("--against", "blank.en"), "blank.en: is empty"),
            (("--source", "cp1256.ar", "--engine", "pseudo"), "cp1256.ar: is not UTF-8 (at byte 0) (save it as UTF-8)"),
            (("--against", "utf16.en"), "utf16.en: is not UTF-8 (at byte 0)"),
            (("--against", "nul.en"), "nul.en: holds NUL bytes: is it UTF-16?"),
            (("--against", "long.en"), "long.en: line 2 has 20,001 characters (one segment a line in every file)"),
            (("--from", "he", "--engine", "pseudo"), "--from: no language 'he' here (there are: ar, en, ru)"),
            (("--to", "ar", "--engine", "pseudo"), "--to: no language 'ar' here (there are: en, ru)"),
            (("--from", "en", "--engine", "pseudo"), "--to: is en, and so is --from"),
            (("--engine", "gpt"), "--engine: no engine 'gpt' (there are: auto, "),
            (("--engine", "pseudo", "--engine", "pseudo"), "--engine: 'pseudo' is named twice"),
            (("--against", "dev.en", "--against", "dev.en"), "--against: 'dev.en' is named twice"),
            (("--from", "en", "--to", "ru", "--engine", "gguf"), "--from: the desk drafts from ar, not from en (--raw"),
            (("--from", "en", "--to", "ru", "--engine", "pseudo", "--raw"), "--engine: engine 'pseudo' cannot draft en→ru"),
            (("--against", "dev.en", "--save", "out"), "--save: there is nothing to save without an engine"),
            (("--engine", "pseudo", "--save", "taken"), "pseudo.ar-en.en: is there already (name another folder"),
            (("--engine", "pseudo", "--config", "gone.toml"), "gone.toml: no such file"),
        ],
    )
    def test_is_one_line_and_exit_code_2(
        self, evaluate: Callable[..., Scored], desk: Path, words: tuple[str, ...], said: str
    ) -> None:
        (desk / "taken").mkdir()
        files = {
            "short.en": ENGLISH.rpartition("\n")[0].encode(),
            "empty.en": b"",
            "blank.en": b"\xef\xbb\xbf \n\n",
            "cp1256.ar": SOURCE.translate(dict.fromkeys(map(ord, "٣"))).encode("cp1256"),
            "utf16.en": ENGLISH.encode("utf-16"),
            "long.en": b"a\n" + b"a" * 20_001,
            "nul.en": ENGLISH.encode("utf-16-le"),
            "taken/pseudo.ar-en.en": b"somebody's\n",
        }
        for name, data in files.items():
            (desk / name).write_bytes(data)
        done = evaluate(*words)
        assert (done.code, done.out) == (2, "")
        [line] = done.err.splitlines()
        assert said in line
        assert (desk / "taken" / "pseudo.ar-en.en").read_bytes() == b"somebody's\n"

    def test_a_file_that_never_ends_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(corpus, "MAX_BYTES", 1_000_000)
        (tmp_path / "large").write_bytes(b"word\n" * 200_001)
        with pytest.raises(UsageError, match="is larger than 1 MB"):
            corpus.read(tmp_path / "large")

    def test_an_engine_that_is_not_installed_says_how_to_get_it(self, evaluate: Callable[..., Scored]) -> None:
        done = evaluate("--engine", "gguf")
        assert (done.code, done.out) == (1, "")
        assert "translate models install" in done.err
