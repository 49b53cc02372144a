"""The whole way: what is drafted, what is kept, what goes stale and why, and what a break leaves behind."""

from __future__ import annotations

import csv
import dataclasses
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import docx
import polib
import pytest

from translate import pipeline
from translate.config import Config
from translate.desk import Desk
from translate.engines.base import Hypothesis
from translate.engines.pseudo import PseudoEngine
from translate.errors import EngineError, InputError
from translate.formats import reading
from translate.glossary import termbase
from translate.glossary.match import Matcher
from translate.glossary.names import Names
from translate.memory import Entry, Memory
from translate.model import Document, Draft, Lang, State, TermPair
from translate.plan import Reason
from translate.quality import Label
from translate.report import Adherence, Report
from translate.segment import segments
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.engines.base import Request
    from translate.errors import TranslateError

EN, RU = Lang.EN, Lang.RU
ROOT = Path(__file__).parents[1]
SEED = next((ROOT / "seeds").glob("*.txt"))
ARTICLE = """قمة في موسكو

1 مارس 2022

قال بوتين إن القمة تبدأ اليوم. وصل لوكاشينكو إلى موسكو صباحا.

التقى بوتين نظيره البيلاروسي لوكاشينكو مساء. وانتهى اللقاء بعد ساعة واحدة.
"""
SENTENCES = 6  # title, dateline, four


class Counting(PseudoEngine):
    """Pseudo, and keeps what it was asked."""

    name: ClassVar[str] = "counting"

    def __init__(self) -> None:
        self.asked: list[tuple[Lang, str]] = []

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        self.asked += [(request.target_lang, request.source) for request in requests]
        yield from super()._draft(requests)


class Breaking(Counting):
    """Counting, until it has answered `answers` requests."""

    name: ClassVar[str] = "breaking"

    def __init__(self, answers: int, error: BaseException) -> None:
        super().__init__()
        self._left = answers
        self._error = error

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        for answer in super()._draft(requests):
            if not self._left:
                raise self._error
            self._left -= 1
            yield answer


class Stubborn(Counting):
    """Drafts badly at first, and as it is told to when asked again; breaks after so many answers."""

    name: ClassVar[str] = "stubborn"
    can_insist: ClassVar[bool] = True

    def __init__(self, second: str, answers: int = 1000) -> None:
        super().__init__()
        self._second = second
        self._left = answers

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        self.asked += [(request.target_lang, request.source) for request in requests]
        for index, request in enumerate(requests):
            if not self._left:
                raise EngineError("the engine died")
            self._left -= 1
            yield index, (Hypothesis(self._second if request.insist else "bad 会议"),)


class Log:
    """What a run told."""

    def __init__(self) -> None:
        self.exports: dict[str, list[Path]] = {}
        self.failures: list[tuple[Path, TranslateError]] = []
        self.kept: list[tuple[Path, Path]] = []
        self.promised = self.counted = 0

    def started(self, document: Document, *, segments: int, to_draft: int) -> None:
        assert 0 <= to_draft <= 2 * segments
        assert document.name not in self.exports
        self.promised += to_draft

    def drafted(self, count: int) -> None:
        self.counted += count

    def finished(self, document: Document, exports: Sequence[Path]) -> None:
        self.exports[document.name] = list(exports)

    def set_aside(self, path: Path, aside: Path) -> None:
        self.kept.append((path, aside))

    def failed(self, path: Path, error: TranslateError) -> None:
        self.failures.append((path, error))


class Newsroom:
    """A folder with an article and a glossary of two names, to run over and over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = Config(root=folder)
        self.article = folder / "articles" / "summit.txt"
        self.article.parent.mkdir()
        self.article.write_text(ARTICLE, encoding="utf-8")
        self.config.glossary_folder.mkdir()
        self.put_terms()
        self.log = Log()

    def put_terms(self, **changes: str) -> None:
        """The glossary; `putin_en`, `putin_note` and the like change a cell."""
        rows = [
            {"id": "putin", "ar": "بوتين", "en": "Putin", "ru": "Путин"},
            {"id": "lukashenko", "ar": "لوكاشينكو", "en": "Lukashenko", "ru": "Лукашенко"},
        ]
        rows = [dict.fromkeys(("status", "ru_admitted", "gender", "note"), "") | row for row in rows]
        for change, value in changes.items():
            name, column = change.split("_", 1)
            next(row for row in rows if row["id"] == name)[column] = value
        with (self.config.glossary_folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    def run(
        self,
        engine: PseudoEngine | None = None,
        *,
        paths: Sequence[Path] = (),
        targets: Sequence[Lang] = (EN, RU),
        fresh: bool = False,
        limit: int | None = None,
        floor: bool = False,
    ) -> Report:
        terms = termbase.load(self.config.glossary_folder)
        self.log = Log()
        with Store(self.config.store_folder) as store, Memory(self.config.memory_file) as memory:
            desk = Desk(
                config=self.config,
                termbase=terms,
                matcher=Matcher(terms),
                names=Names(terms),
                engine=engine or PseudoEngine(),
                store=store,
                targets=targets,
                exports=self.config.exports_folder,
                fresh=fresh,
                limit=limit,
                memory=memory,
                floor=floor,
            )
            return pipeline.run(paths or [self.article], desk, self.log)

    def remember(self, entry: Entry) -> None:
        with Memory(self.config.memory_file) as memory:
            memory.put([entry])

    def drafted(self, **options: object) -> Counter[str]:
        """Run; the sources that the engine was asked for, and how often."""
        engine = Counting()
        self.run(engine, **options)  # type: ignore[arg-type]
        return Counter(source for _, source in engine.asked)

    def review(self, source: str, text: str, state: State = State.REVIEWED) -> None:
        """Put a human's English where the draft of `source` stands."""
        document = reading.read(self.article)
        with Store(self.config.store_folder) as store:
            number, _ = store.put_document(document, segments(document.blocks))
            segment = next(found.id for found in segments(document.blocks) if found.source == source)
            draft = store.drafts(number, EN)[segment]
            store.put_drafts(number, [dataclasses.replace(draft, text=text, state=state)])

    def drafts(self) -> list[Draft]:
        with Store(self.config.store_folder) as store:
            return list(store.drafts(1, EN).values())

    def sentences(self) -> list[str]:
        return [segment.source for segment in segments(reading.read(self.article).blocks)]

    def english(self) -> dict[str, str]:
        file = self.config.exports_folder / "summit" / "summit.en.po"
        return {entry.msgid: entry.msgstr for entry in polib.pofile(str(file))}

    def files(self) -> list[str]:
        return sorted(path.name for path in self.config.exports_folder.rglob("*") if path.is_file())


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


class TestARun:
    def test_on_the_seed_makes_three_files_and_a_second_one_drafts_nothing(self, newsroom: Newsroom) -> None:
        shutil.copytree(ROOT / "glossary", newsroom.config.glossary_folder, dirs_exist_ok=True)
        first = newsroom.run(paths=[SEED])
        assert (first.documents, first.failed, first.kept) == (1, [], 0)
        assert first.drafted == 2 * first.segments > 0
        assert newsroom.files() == sorted(["review.docx", f"{SEED.stem}.en.po", f"{SEED.stem}.ru.po"])
        assert newsroom.log.counted == newsroom.log.promised == first.drafted
        second = newsroom.run(paths=[SEED])
        assert (second.drafted, second.kept, second.failed) == (0, first.drafted, [])
        assert (second.findings, second.terms, second.worst) == (first.findings, first.terms, first.worst)

    def test_cuts_an_article_into_the_sentences_we_count_here(self, newsroom: Newsroom) -> None:
        assert len(newsroom.sentences()) == SENTENCES
        assert newsroom.run().segments == SENTENCES

    def test_a_second_time_asks_the_engine_nothing_and_writes_the_same(
        self, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641772800")
        newsroom.run()
        before = {path: path.read_bytes() for path in newsroom.log.exports["summit"]}
        assert newsroom.drafted() == Counter()
        assert {path: path.read_bytes() for path in newsroom.log.exports["summit"]} == before

    def test_for_one_language_leaves_the_other_for_later(self, newsroom: Newsroom) -> None:
        assert newsroom.run(targets=[EN]).drafted == SENTENCES
        assert newsroom.files() == ["review.docx", "summit.en.po"]
        report = newsroom.run()
        assert (report.drafted, report.kept) == (SENTENCES, SENTENCES)

    def test_counts_terms_and_those_in_their_place(self, newsroom: Newsroom) -> None:
        report = newsroom.run()
        assert report.terms == dict.fromkeys((EN, RU), Adherence(matched=4, kept=4))

    def test_on_no_files_is_an_empty_report(self, newsroom: Newsroom) -> None:
        report = pipeline.run([], None, Log())  # type: ignore[arg-type]
        assert (report.documents, report.segments, report.failed) == (0, 0, [])
        assert newsroom.files() == []

    def test_gives_two_articles_of_one_name_a_folder_each(self, newsroom: Newsroom) -> None:
        other = newsroom.folder / "other" / "Summit.txt"
        other.parent.mkdir()
        other.write_text(ARTICLE, encoding="utf-8")
        report = newsroom.run(paths=[newsroom.article, other])
        assert (report.documents, report.drafted) == (2, 4 * SENTENCES)
        assert sorted(path.name for path in newsroom.config.exports_folder.iterdir()) == ["Summit-2", "summit"]


class TestStale:
    """A draft is made again when what it was made from changed, and only then."""

    @pytest.mark.parametrize(
        ("changes", "word"),
        [
            ({"putin_en": "V. Putin"}, "بوتين"),
            ({"putin_ru": "В. Путин"}, "بوتين"),
            ({"lukashenko_en": "Lukashenka"}, "لوكاشينكو"),
        ],
    )
    def test_is_every_sentence_with_a_changed_term_and_no_other(
        self, newsroom: Newsroom, changes: dict[str, str], word: str
    ) -> None:
        newsroom.run()
        newsroom.put_terms(**changes)
        expected = {sentence for sentence in newsroom.sentences() if word in sentence}
        assert 0 < len(expected) < SENTENCES
        assert newsroom.drafted() == dict.fromkeys(expected, 1)  # in the language of the change alone
        assert newsroom.drafted() == Counter()
        newsroom.put_terms()  # and back
        assert newsroom.drafted() == dict.fromkeys(expected, 1)

    def test_is_a_sentence_whose_term_came_or_went(self, newsroom: Newsroom) -> None:
        newsroom.run()
        file = newsroom.config.glossary_folder / "places.csv"
        file.write_text("id,ar,en,ru\nmoscow,موسكو,Moscow,Москва\n", encoding="utf-8")
        expected = dict.fromkeys((sentence for sentence in newsroom.sentences() if "موسكو" in sentence), 2)
        assert newsroom.drafted() == expected
        file.unlink()
        assert newsroom.drafted() == expected

    def test_is_nothing_when_a_note_changed(self, newsroom: Newsroom) -> None:
        newsroom.run()
        newsroom.put_terms(putin_note="president of Russia")
        assert newsroom.drafted() == Counter()

    def test_is_nothing_when_a_term_came_that_no_sentence_holds(self, newsroom: Newsroom) -> None:
        newsroom.run()
        (newsroom.config.glossary_folder / "places.csv").write_text("id,ar,en,ru\nx,طوكيو,Tokyo,Токио\n", encoding="utf-8")
        assert newsroom.drafted() == Counter()

    def test_is_only_the_sentence_that_was_edited(self, newsroom: Newsroom) -> None:
        newsroom.run()
        newsroom.article.write_text(ARTICLE.replace("ساعة واحدة", "ساعتين"), encoding="utf-8")
        assert newsroom.drafted() == {"وانتهى اللقاء بعد ساعتين.": 2}
        assert "وانتهى اللقاء بعد ساعتين." in newsroom.english()
        newsroom.article.write_text(ARTICLE, encoding="utf-8")
        assert newsroom.drafted() == Counter()  # its draft was kept

    def test_is_only_the_paragraph_that_was_put_in(self, newsroom: Newsroom) -> None:
        newsroom.run()
        newsroom.article.write_text(ARTICLE.replace("التقى", "وهذا جديد تماما.\n\nالتقى"), encoding="utf-8")
        assert newsroom.drafted() == {"وهذا جديد تماما.": 2}

    def test_is_everything_when_asked_for_fresh(self, newsroom: Newsroom) -> None:
        newsroom.run()
        assert newsroom.drafted(fresh=True) == dict.fromkeys(newsroom.sentences(), 2)
        assert newsroom.drafted() == Counter()


def why(report: Report) -> set[tuple[str, ...]]:
    return {(r.kind, r.concept, r.before, r.after) for r in report.reasons}


class TestWhyADraftIsMade:
    def test_is_that_there_was_none(self, newsroom: Newsroom) -> None:
        assert newsroom.run().reasons == {Reason("new"): 2 * SENTENCES}
        assert newsroom.run().reasons == {}

    def test_is_that_it_was_asked_for(self, newsroom: Newsroom) -> None:
        newsroom.run()
        assert newsroom.run(fresh=True).reasons == {Reason("asked"): 2 * SENTENCES}

    def test_is_another_engine(self, newsroom: Newsroom) -> None:
        class Other(PseudoEngine):
            signature = "engine:other"  # type: ignore[assignment]

        newsroom.run()
        newsroom.put_terms(putin_en="V. Putin")  # which is no reason of its own: all is drafted again
        assert newsroom.run(Other()).reasons == {Reason("engine"): 2 * SENTENCES}

    @pytest.mark.parametrize(
        ("changes", "reasons"),
        [
            ({"putin_en": "V. Putin"}, {("term", "putin", "Putin", "V. Putin")}),
            ({"putin_status": "deprecated"}, {("term", "putin", "Putin", ""), ("term", "putin", "Путин", "")}),
            ({"putin_ru_admitted": "В. Путин"}, {("term", "putin", "Путин", "Путин")}),
            ({"putin_gender": "f"}, {("term", "putin", "Путин", "Путин")}),
            ({"putin_note": "president"}, set()),
        ],
    )
    def test_is_a_change_of_the_entry_of_a_term(
        self, newsroom: Newsroom, changes: dict[str, str], reasons: set[tuple[str, ...]]
    ) -> None:
        newsroom.run()
        newsroom.put_terms(**changes)
        assert why(newsroom.run()) == reasons

    def test_is_the_english_that_the_russian_is_made_from(self, newsroom: Newsroom) -> None:
        newsroom.run(Bridging())
        newsroom.review(newsroom.sentences()[3], "Lukashenko came to Moscow.")
        assert newsroom.run(Bridging()).reasons == {Reason("bridge"): 1}

    def test_is_told_of_almaty_in_the_seed_and_its_sentence_alone_is_drafted_again(self, newsroom: Newsroom) -> None:
        shutil.copytree(ROOT / "glossary", newsroom.config.glossary_folder, dirs_exist_ok=True)
        newsroom.run(paths=[SEED])
        places = newsroom.config.glossary_folder / "places.csv"
        rows = list(csv.DictReader(places.read_text(encoding="utf-8").splitlines()))
        almaty = next(row for row in rows if row["id"] == "place.almaty")
        almaty["en"], almaty["en_admitted"] = "Alma-Ata", "Almaty"
        with places.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        engine = Counting()
        report = newsroom.run(engine, paths=[SEED])
        assert [(lang, "ألما-آتا" in source) for lang, source in engine.asked] == [(EN, True)]
        assert report.reasons == {Reason("term", "place.almaty", "Almaty", "Alma-Ata"): 1}


class Guessing(PseudoEngine):
    """Several hypotheses for every sentence, the best for its engine first."""

    name: ClassVar[str] = "guessing"

    def __init__(self, *guesses: str) -> None:
        self._guesses = guesses

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        for index, _ in enumerate(requests):
            yield index, tuple(Hypothesis(guess) for guess in self._guesses)


class TestTheMemory:
    def test_gives_a_sentence_that_it_has_and_the_engine_is_not_asked(self, newsroom: Newsroom) -> None:
        sentence = newsroom.sentences()[2]
        newsroom.remember(Entry(sentence, "Putin said so.", EN))
        engine = Counting()
        report = newsroom.run(engine, targets=[EN])
        assert (EN, sentence) not in engine.asked
        assert len(engine.asked) == SENTENCES - 1
        assert newsroom.english()[sentence] == "Putin said so."
        assert report.drafted == SENTENCES == newsroom.log.counted
        assert newsroom.run(targets=[EN]).reasons == {}

    def test_takes_the_place_of_a_draft_once_it_has_the_sentence_and_gives_way_when_it_says_otherwise(
        self, newsroom: Newsroom
    ) -> None:
        sentence = newsroom.sentences()[2]
        newsroom.run(targets=[EN])
        for text in ("Putin said so.", "Putin spoke so."):
            newsroom.remember(Entry(sentence, text, EN))
            assert newsroom.run(targets=[EN]).reasons == {Reason("memory"): 1}
            assert newsroom.english()[sentence] == text

    def test_of_other_tools_that_says_two_things_is_shown_and_not_taken(self, newsroom: Newsroom) -> None:
        sentence = newsroom.sentences()[2]
        for text in ("Putin said so.", "Putin spoke so."):
            newsroom.remember(Entry(sentence, text, EN, origin="import"))
        engine = Counting()
        newsroom.run(engine, targets=[EN])
        assert (EN, sentence) in engine.asked
        newsroom.remember(Entry(sentence, "Putin has said so.", EN))
        newsroom.run(targets=[EN])
        assert newsroom.english()[sentence] == "Putin has said so."

    def test_is_not_put_right_by_the_glossary_but_told_of(self, newsroom: Newsroom) -> None:
        sentence = newsroom.sentences()[2]
        newsroom.remember(Entry(sentence, "Puten said so.", EN))
        report = newsroom.run(targets=[EN])
        assert newsroom.english()[sentence] == "Puten said so."
        assert report.terms[EN].failed == 1

    def test_gives_an_engine_that_uses_them_a_similar_sentence_and_its_draft_goes_stale_with_it(
        self, newsroom: Newsroom
    ) -> None:
        class Learning(Counting):
            uses_examples: ClassVar[bool] = True

            def __init__(self) -> None:
                super().__init__()
                self.examples: dict[str, tuple[TermPair, ...]] = {}

            def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
                self.examples |= {request.source: request.examples for request in requests}
                yield from super()._draft(requests)

        sentence = newsroom.sentences()[2]
        newsroom.run(Learning(), targets=[EN])
        newsroom.remember(Entry(sentence.replace("اليوم", "غدا"), "Putin said tomorrow.", EN))
        engine = Learning()
        assert newsroom.run(engine, targets=[EN]).reasons == {Reason("memory"): 1}
        assert engine.examples == {sentence: (TermPair(sentence.replace("اليوم", "غدا"), "Putin said tomorrow."),)}
        reasons = newsroom.run(Counting(), targets=[EN]).reasons  # it uses none: without it again, and without hints
        assert reasons == {Reason("memory"): 1, Reason("engine"): SENTENCES - 1}

    def test_never_takes_the_place_of_a_humans_text(self, newsroom: Newsroom) -> None:
        sentence = newsroom.sentences()[2]
        newsroom.run(targets=[EN])
        newsroom.review(sentence, "A human's.")
        newsroom.remember(Entry(sentence, "Putin said so.", EN))
        assert newsroom.run(targets=[EN]).reasons == {}
        assert newsroom.english()[sentence] == "A human's."


class TestOfSeveralHypotheses:
    @pytest.mark.parametrize(
        ("guesses", "taken"),
        [
            (["He met him.", "Putin met Lukashenko."], "Putin met Lukashenko."),
            (["He met him.", "Putin met him.", ""], "Putin met him."),
            (["Putin met Lukashenko.", "Lukashenko met Putin."], "Putin met Lukashenko."),
            (["Putin met Lukashenko 会议.", "Lukashenko met Putin."], "Lukashenko met Putin."),
        ],
        ids=["all terms", "most terms", "the engine's own order", "no fault"],
    )
    def test_the_one_with_the_fewest_faults_stays(self, newsroom: Newsroom, guesses: list[str], taken: str) -> None:
        newsroom.article.write_text("التقى بوتين لوكاشينكو.", encoding="utf-8")
        newsroom.run(Guessing(*guesses), targets=[EN])
        assert list(newsroom.english().values()) == [taken]


class TestRepairs:
    def test_are_kept_counted_and_told_to_the_editor(self, newsroom: Newsroom) -> None:
        newsroom.article.write_text("التقى بوتين لوكاشينكو.", encoding="utf-8")
        report = newsroom.run(Guessing("Putin met Lukashenka."), targets=[EN])
        assert report.terms == {EN: Adherence(matched=2, kept=1, repaired=1)}
        assert list(newsroom.english().values()) == ["Putin met Lukashenko."]
        told = "“Lukashenka” → “Lukashenko”: it was spelled “Lukashenka”."
        folder = newsroom.config.exports_folder / "summit"
        assert told in polib.pofile(str(folder / "summit.en.po"))[0].comment
        assert told in "".join(
            cell.text for row in docx.Document(str(folder / "review.docx")).tables[0].rows for cell in row.cells
        )
        assert newsroom.run(Guessing("Putin met Lukashenka."), targets=[EN]).terms == report.terms

    def test_that_cannot_be_made_leave_the_sentence_among_the_worst(self, newsroom: Newsroom) -> None:
        newsroom.article.write_text("التقى بوتين لوكاشينكو. قال بوتين نعم.", encoding="utf-8")
        report = newsroom.run(Guessing("He said yes."), targets=[EN])
        assert report.terms == {EN: Adherence(matched=3, failed=3)}
        assert [(t.number, t.lang, t.missing) for t in report.worst] == [
            (1, EN, ("بوتين = Putin", "لوكاشينكو = Lukashenko")),
            (2, EN, ("بوتين = Putin",)),
        ]


class TestALimit:
    def test_drafts_and_exports_only_the_first_sentences(self, newsroom: Newsroom) -> None:
        assert newsroom.drafted(limit=2) == dict.fromkeys(newsroom.sentences()[:2], 2)
        assert list(newsroom.english()) == newsroom.sentences()[:2]

    def test_when_lifted_drafts_the_rest(self, newsroom: Newsroom) -> None:
        newsroom.run(limit=2)
        assert newsroom.drafted() == dict.fromkeys(newsroom.sentences()[2:], 2)
        assert list(newsroom.english()) == newsroom.sentences()

    def test_beyond_the_end_is_none(self, newsroom: Newsroom) -> None:
        assert newsroom.run(limit=1000).segments == SENTENCES


class TestReviewedText:
    @pytest.mark.parametrize("state", [State.REVIEWED, State.FINAL])
    @pytest.mark.parametrize("fresh", [False, True])
    def test_is_never_sent_to_the_engine_and_stands_in_the_exports(
        self,
        newsroom: Newsroom,
        state: State,
        fresh: bool,  # noqa: FBT001
    ) -> None:
        newsroom.run()
        sentence = newsroom.sentences()[2]
        newsroom.review(sentence, "Putin said so.", state)
        newsroom.put_terms(putin_en="V. Putin")  # which would make it stale
        engine = Counting()
        report = newsroom.run(engine, fresh=fresh)
        assert (EN, sentence) not in engine.asked
        assert engine.asked != []
        assert report.failed == []
        assert newsroom.english()[sentence] == "Putin said so."

    def test_whose_term_has_changed_since_is_told_of(self, newsroom: Newsroom) -> None:
        newsroom.run()
        sentence = newsroom.sentences()[2]
        newsroom.review(sentence, "Putin said so.")
        newsroom.put_terms(putin_en="Poutine")
        report = newsroom.run(targets=[EN])
        file = newsroom.config.exports_folder / "summit" / "summit.en.po"
        entry = next(entry for entry in polib.pofile(str(file)) if entry.msgid == sentence)
        assert "Term missing: بوتين = “Poutine”" in entry.comment
        assert entry.msgstr == "Putin said so."
        assert report.terms[EN].failed == 1


class TestABadFile:
    BAD: ClassVar[dict[str, bytes]] = {
        "empty": b"",
        "binary": bytes(range(256)) * 20,
        "no Arabic": b"Nothing here is Arabic.",
        "damaged": "قال\ufffd نعم".encode(),
    }

    @pytest.mark.parametrize("data", BAD.values(), ids=BAD)
    def test_among_good_ones_is_reported_and_the_others_run(self, newsroom: Newsroom, data: bytes) -> None:
        bad, last = newsroom.article.with_name("bad.txt"), newsroom.article.with_name("last.txt")
        bad.write_bytes(data)
        last.write_text(ARTICLE, encoding="utf-8")
        report = newsroom.run(paths=[newsroom.article, bad, last])
        assert (report.documents, [type(error) for error in report.failed]) == (2, [InputError])
        assert [path for path, _ in newsroom.log.failures] == [bad]
        assert list(newsroom.log.exports) == ["summit", "last"]
        assert not (newsroom.config.exports_folder / "bad").exists()

    def test_that_vanished_is_reported(self, newsroom: Newsroom) -> None:
        report = newsroom.run(paths=[newsroom.article.with_name("gone.txt"), newsroom.article])
        assert (report.documents, len(report.failed)) == (1, 1)

    def test_of_control_characters_is_drafted_like_any_other(self, newsroom: Newsroom) -> None:
        newsroom.article.write_text("قمة \x01في\x1b موسكو\n\nقال \x02نعم.\n", encoding="utf-8")
        report = newsroom.run()
        assert (report.documents, report.failed) == (1, [])

    @pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux")
    def test_whose_name_is_no_text_is_reported_and_the_others_run(self, newsroom: Newsroom) -> None:
        strange = Path(str(newsroom.article.parent) + "/خبر".encode("cp1256").decode("utf-8", "surrogateescape") + ".txt")
        strange.write_text(ARTICLE, encoding="utf-8")
        report = newsroom.run(paths=[strange, newsroom.article])
        assert (report.documents, len(report.failed)) == (1, 1)
        assert "name" in str(report.failed[0])


class TestABreak:
    @pytest.mark.parametrize("answers", [0, 1, 4, SENTENCES, SENTENCES + 2])
    @pytest.mark.parametrize("error", [KeyboardInterrupt(), EngineError("the engine died")], ids=["Ctrl-C", "engine"])
    def test_keeps_what_was_finished_and_the_next_run_drafts_the_rest(
        self, newsroom: Newsroom, answers: int, error: BaseException
    ) -> None:
        broken = Breaking(answers, error)
        if isinstance(error, KeyboardInterrupt):
            with pytest.raises(KeyboardInterrupt):
                newsroom.run(broken)
        else:
            report = newsroom.run(broken)
            assert (report.documents, report.failed) == (0, [error])
        assert newsroom.files() == []
        assert sum(newsroom.drafted().values()) == 2 * SENTENCES - answers
        assert newsroom.files() == ["review.docx", "summit.en.po", "summit.ru.po"]

    def test_of_the_engine_at_one_article_leaves_the_exports_of_the_last_run(self, newsroom: Newsroom) -> None:
        newsroom.run()
        before = {path: path.read_bytes() for path in newsroom.log.exports["summit"]}
        newsroom.run(Breaking(3, EngineError("the engine died")), fresh=True)
        assert {path: path.read_bytes() for path in before} == before
        assert [str(error) for _, error in newsroom.log.failures] == ["the engine died"]

    def test_of_an_engine_that_leaves_sentences_out_is_told(self, newsroom: Newsroom) -> None:
        class Lazy(PseudoEngine):
            def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
                yield from list(super()._draft(requests))[1:]

        report = newsroom.run(Lazy())
        assert "left 1 of 6 requests unanswered" in str(report.failed[0])
        assert sum(newsroom.drafted().values()) == 2 * SENTENCES - (SENTENCES - 1)

    def test_by_a_human_who_reviews_meanwhile_is_none(self, newsroom: Newsroom) -> None:
        class Meddling(PseudoEngine):
            """A human reviews the first sentence while the machine drafts it."""

            def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
                if requests and requests[0].target_lang is EN:
                    newsroom.review(requests[0].source, "A human's.")
                yield from super()._draft(requests)

        newsroom.run()
        report = newsroom.run(Meddling(), fresh=True)
        assert report.failed == []
        assert newsroom.drafted() == Counter()
        assert newsroom.english()[newsroom.sentences()[0]] == "A human's."


class TestInsistence:
    @pytest.mark.parametrize(
        ("second", "stays"),
        [
            ("Putin, Lukashenko: 1 March 2022", "Putin, Lukashenko: 1 March 2022"),
            ("", "bad 会议"),
            ("会议 and it repeats itself, and it repeats itself, and it repeats itself", "bad 会议"),
        ],
        ids=["better", "empty", "worse"],
    )
    def test_asks_once_more_for_a_draft_with_an_error_and_keeps_the_better(
        self, newsroom: Newsroom, second: str, stays: str
    ) -> None:
        engine = Stubborn(second)
        report = newsroom.run(engine, targets=[EN])
        assert Counter(engine.asked) == dict.fromkeys([(EN, sentence) for sentence in newsroom.sentences()], 2)
        assert set(newsroom.english().values()) == {stays}
        assert (report.drafted, newsroom.log.counted) == (SENTENCES, SENTENCES)

    def test_is_spared_an_engine_that_would_say_the_same(self, newsroom: Newsroom) -> None:
        assert newsroom.drafted(targets=[EN]) == dict.fromkeys(newsroom.sentences(), 1)

    @pytest.mark.parametrize("answers", [2, SENTENCES, SENTENCES + 2])
    def test_that_is_broken_off_loses_no_draft(self, newsroom: Newsroom, answers: int) -> None:
        newsroom.run(Stubborn("Putin, Lukashenko: 1 March 2022", answers), targets=[EN])
        assert [str(error) for _, error in newsroom.log.failures] == ["the engine died"]
        with Store(newsroom.config.store_folder) as store:
            kept = Counter(draft.text for draft in store.drafts(1, EN).values())
        good = max(0, answers - SENTENCES)
        assert kept == Counter({"bad 会议": min(answers, SENTENCES) - good, "Putin, Lukashenko: 1 March 2022": good})

    def test_that_is_broken_off_is_taken_up_again(self, newsroom: Newsroom) -> None:
        second = "Putin, Lukashenko: 1 March 2022"
        newsroom.run(Stubborn(second, SENTENCES + 2), targets=[EN])
        report = newsroom.run(Stubborn(second), targets=[EN])
        assert report.reasons == {Reason("unfinished"): SENTENCES - 2}
        assert set(newsroom.english().values()) == {second}
        assert newsroom.run(Stubborn(second), targets=[EN]).reasons == {}


class Drawing(Counting):
    """Gives the candidates that it was made with, for every sentence."""

    name: ClassVar[str] = "drawing"
    draws: ClassVar[bool] = True

    def __init__(self, *candidates: str, score: float = -0.1) -> None:
        super().__init__()
        self._candidates = candidates
        self._score = score

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        self.asked += [(request.target_lang, request.source) for request in requests]
        for index, _ in enumerate(requests):
            yield index, tuple(Hypothesis(text, score=self._score) for text in self._candidates)


class Asking(PseudoEngine):
    """Keeps the hints that it was given."""

    name: ClassVar[str] = "asking"
    uses_examples: ClassVar[bool] = True

    def __init__(self) -> None:
        self.hints: list[TermPair] = []

    def _draft(self, requests: Sequence[Request]) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        self.hints += [pair for request in requests for pair in request.hints]
        yield from super()._draft(requests)


SOUND = "Putin met Lukashenko on 1 March 2022."
OTHER = "My neighbour’s hens 1 2022 laid enormous purple eggs while dancing under broken kitchen furniture"


class TestTrust:
    def test_of_several_candidates_the_one_stays_that_says_what_the_source_says(self, newsroom: Newsroom) -> None:
        newsroom.article.write_text("التقى بوتين ولوكاشينكو في 1 مارس 2022.\n", encoding="utf-8")
        for candidates in ((SOUND, OTHER), (OTHER, SOUND)):
            newsroom.run(Drawing(*candidates), targets=[EN], fresh=True)
            assert set(newsroom.english().values()) == {SOUND}

    def test_an_engine_that_ranks_is_taken_at_its_word(self, newsroom: Newsroom) -> None:
        class Ranking(Drawing):
            draws = False

        newsroom.run(Ranking("Putin, Lukashenko 1 March 2022 zzz", "Putin, Lukashenko 1 March 2022"), targets=[EN])
        assert set(newsroom.english().values()) == {"Putin, Lukashenko 1 March 2022 zzz"}

    def test_every_draft_has_a_confidence_and_the_report_counts_the_labels(self, newsroom: Newsroom) -> None:
        report = newsroom.run(Drawing(OTHER, score=-6.0), targets=[EN])
        drafts = newsroom.drafts()
        assert all(draft.confidence is not None for draft in drafts)
        assert sum(report.labels[EN].values()) == SENTENCES
        assert report.labels[EN][Label.GOOD] == 0
        assert all(draft.findings[0].check == "trust" for draft in drafts)
        assert report.as_json()["labels"] == {"en": {str(label): n for label, n in report.labels[EN].items()}}

    def test_with_a_floor_unusable_drafts_are_empty_for_editors_but_not_lost(self, newsroom: Newsroom) -> None:
        engine = Drawing("zzz qqq 1 2022", score=-9.0)
        unusable = newsroom.run(engine, targets=[EN]).labels[EN][Label.UNUSABLE]
        assert unusable
        report = newsroom.run(engine, targets=[EN], floor=True)
        assert (report.drafted, self.empty(newsroom)) == (0, unusable)
        assert report.terms[EN].kept == 0
        assert all(draft.text for draft in newsroom.drafts())
        newsroom.run(engine, targets=[EN])
        assert self.empty(newsroom) == 0

    @staticmethod
    def empty(newsroom: Newsroom) -> int:
        [file] = newsroom.config.exports_folder.rglob("*.en.po")
        return sum(not entry.msgstr for entry in polib.pofile(str(file)))

    def test_a_term_that_stands_twice_gets_no_hint(self, newsroom: Newsroom) -> None:
        newsroom.put_terms(putin_ar="الكنيست", putin_en="Knesset")
        newsroom.article.write_text("أعلن الكنيست أن الكنيست لن يجتمع.\n", encoding="utf-8")
        engine = Asking()
        newsroom.run(engine, targets=[EN])
        assert [pair.source for pair in engine.hints] == ["أعلن"]

    def test_a_human_text_has_none(self, newsroom: Newsroom) -> None:
        newsroom.run(targets=[EN])
        newsroom.review(newsroom.sentences()[0], SOUND)
        report = newsroom.run(targets=[EN])
        assert sum(report.labels[EN].values()) == SENTENCES - 1


FULL_DISK = """
import resource, sys
from pathlib import Path
from translate import config, pipeline
from translate.desk import Desk
from translate.engines.base import Hypothesis
from translate.engines.pseudo import PseudoEngine
from translate.glossary.match import Matcher
from translate.glossary.names import Names
from translate.glossary.termbase import Termbase
from translate.model import Lang
from translate.store import Store

class Quiet:
    def started(self, document, *, segments, to_draft):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    def drafted(self, count): pass
    def finished(self, document, exports): print("finished")
    def set_aside(self, path, aside): print("aside", aside)
    def failed(self, path, error): print(type(error).__name__, error)

root = Path(sys.argv[1])
terms = Termbase({})
with Store(root / "store") as store:
    finders = Matcher(terms), Names(terms)
    desk = Desk(config.Config(), terms, *finders, PseudoEngine(), store, [Lang.EN], root / "exports")
    report = pipeline.run([root / "long.txt"], desk, Quiet())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(report.documents, report.drafted)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
class TestAFullDisk:
    """Stood in for by a limit on the size of files, which fails a write in the middle just so."""

    @pytest.mark.parametrize("limit", [1_000, 10_000, 30_000])
    def test_leaves_the_old_exports_whole_and_nothing_half_written(self, tmp_path: Path, limit: int) -> None:
        (tmp_path / "long.txt").write_text("عنوان\n\n" + "قال الرئيس نعم.\n\n", encoding="utf-8")

        def run(size: int) -> list[str]:
            command = [sys.executable, "-c", FULL_DISK, str(tmp_path), str(size)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
            assert done.stderr == ""
            return done.stdout.splitlines()

        unlimited = 1 << 30
        assert run(unlimited)[-2:] == ["finished", "1 2"]
        files = {path: path.read_bytes() for path in (tmp_path / "exports").rglob("*") if path.is_file()}
        assert len(files) == 2
        told = run(limit)
        assert told[0].startswith(f"ExportError {tmp_path / 'exports' / 'long' / 'review.docx'}: cannot be written: ")
        assert told[1:] == ["0 0"]
        assert {path: path.read_bytes() for path in (tmp_path / "exports").rglob("*") if path.is_file()} == files
        assert run(unlimited) == ["finished", "1 0"]


class Bridging(Counting):
    """Russian over English."""

    name: ClassVar[str] = "bridging"

    @property
    def bridges(self) -> Mapping[Lang, Lang]:
        return {RU: EN}

    def supports(self, source: Lang, target: Lang) -> bool:
        return source is not target


class TestABridge:
    def test_is_drafted_first_and_what_is_asked_next_is_its_draft_with_the_terms_that_stand_in_it(
        self, newsroom: Newsroom
    ) -> None:
        engine = Bridging()
        newsroom.run(engine)
        english = [source for lang, source in engine.asked if lang is EN]
        russian = [source for lang, source in engine.asked if lang is RU]
        assert len(english) == len(russian) == SENTENCES
        assert all(source.startswith("[en: ") for source in russian)

    def test_leaves_nothing_to_draft_the_second_time(self, newsroom: Newsroom) -> None:
        newsroom.run(Bridging())
        again = Bridging()
        assert newsroom.run(again).drafted == 0
        assert not again.asked

    def test_that_an_editor_corrects_makes_only_its_own_sentence_stale(self, newsroom: Newsroom) -> None:
        newsroom.run(Bridging())
        with Store(newsroom.config.store_folder) as store:
            document = reading.read(newsroom.article)
            number, _ = store.put_document(document, segments(document.blocks))
            draft = next(iter(store.drafts(number, EN).values()))
            store.put_drafts(number, [dataclasses.replace(draft, text="Corrected by hand.", state=State.REVIEWED)])
        again = Bridging()
        assert newsroom.run(again).drafted == 1
        assert again.asked == [(RU, "Corrected by hand.")]


class TestWhatAnEditorChangedInTheExports:
    def test_is_kept_under_another_name_and_told(self, newsroom: Newsroom) -> None:
        newsroom.run()
        review = next(newsroom.config.exports_folder.rglob("review.docx"))
        review.write_bytes(b"the editor's work")
        newsroom.run()
        assert [(path.name, aside.name) for path, aside in newsroom.log.kept] == [("review.docx", "review.edited-1.docx")]
        assert review.with_name("review.edited-1.docx").read_bytes() == b"the editor's work"
        assert review.read_bytes() != b"the editor's work"
        review.write_bytes(b"more work")
        newsroom.run()
        assert review.with_name("review.edited-2.docx").read_bytes() == b"more work"

    def test_is_nothing_when_nobody_touched_them(self, newsroom: Newsroom) -> None:
        newsroom.run()
        newsroom.run()
        assert newsroom.log.kept == []
        assert not list(newsroom.config.exports_folder.rglob("*.edited-*"))
