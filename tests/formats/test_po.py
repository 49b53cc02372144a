"""The PO files are what gettext tools expect: every sentence an entry, every draft fuzzy, nothing lost on the way."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polib
import pytest
from views import EN, NASTY, RU, view

from translate.errors import ExportError, InputError
from translate.formats import po
from translate.formats.view import View
from translate.model import Comment, Finding, Lang, ReturnedFile, Severity, State, TermMatch

DATA = Path(__file__).parents[1] / "data" / "po"
FILES = ["news.txt", "two words.txt", "أخبار اليوم.txt", "a\u00a0b\tc\nd.txt", "a:12.txt", "\u2068x\u2069.txt", 'q"\\.txt']


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "exports" / "news.en.po"


def entries(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(path), encoding="utf-8", check_for_duplicates=True))


class TestEntries:
    def test_hold_source_draft_and_id_of_every_sentence_in_order(self, target: Path) -> None:
        po.write(view([("قال.", "He said."), ("نعم.", "Yes."), ("قال.", "He said so.")]), EN, target)
        assert [(entry.msgid, entry.msgstr) for entry in entries(target)] == [
            ("قال.", "He said."),
            ("نعم.", "Yes."),
            ("قال.", "He said so."),
        ]
        assert len({entry.msgctxt for entry in entries(target)}) == 3

    @pytest.mark.parametrize(
        ("state", "text", "fuzzy"),
        [
            (State.TRANSLATED, "Yes.", True),
            (State.REVIEWED, "Yes.", False),
            (State.FINAL, "Yes.", False),
            (State.TRANSLATED, "", False),
        ],
    )
    def test_are_fuzzy_while_they_are_a_machines_draft(self, target: Path, state: State, text: str, fuzzy: bool) -> None:  # noqa: FBT001
        po.write(view([("نعم.", text)], state=state), EN, target)
        assert [entry.fuzzy for entry in entries(target)] == [fuzzy]

    def test_without_a_draft_are_empty_and_not_fuzzy(self, target: Path) -> None:
        made = view([("نعم.", "Yes.")])
        po.write(View(made.document, made.segments, {EN: {}}, made.mentions, made.termbase, made.signature), EN, target)
        assert [(entry.msgstr, entry.fuzzy) for entry in entries(target)] == [("", False)]

    def test_tell_the_translator_of_terms_findings_and_score(self, target: Path) -> None:
        findings = (Finding("terms", Severity.ERROR, "Term missing: “NATO”."), Finding("numbers", Severity.INFO, "so"))
        po.write(view([("حلف الناتو", "the pact")], findings=findings, matches=(TermMatch("org.nato", 0, 10),)), RU, target)
        assert entries(target)[0].comment.splitlines() == [
            "Kind: paragraph",
            "Term: حلف الناتو = НАТО",
            "ERROR terms: Term missing: “NATO”.",
            "INFO numbers: so",
            "Engine score: -0.25 (mean log-probability of a token)",
        ]

    @pytest.mark.parametrize("file", FILES, ids=ascii)
    def test_refer_to_file_and_line_whatever_the_file_is_called(self, target: Path, file: str) -> None:
        po.write(view([("قال.", "He said."), ("نعم.", "Yes.")], file=file), EN, target)
        found = [entry.occurrences for entry in entries(target)]
        assert [[line for _, line in places] for places in found] == [["2"], ["4"]]
        assert all(name.endswith(".txt") for places in found for name, _ in places)
        assert all(not any(char.isspace() for char in name) for places in found for name, _ in places)

    @pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
    def test_keep_every_character(self, target: Path, nasty: str) -> None:
        po.write(view([(nasty, nasty), ("نعم.", "Yes.")]), EN, target)
        assert [(entry.msgid, entry.msgstr) for entry in entries(target)] == [(nasty, nasty), ("نعم.", "Yes.")]


class TestHeader:
    @pytest.mark.parametrize(
        ("lang", "plural", "team"), [(EN, "nplurals=2", "English desk"), (RU, "nplurals=3", "Russian desk")]
    )
    def test_is_complete(self, target: Path, lang: Lang, plural: str, team: str) -> None:
        po.write(view([("نعم.", "Yes.")]), lang, target)
        header = polib.pofile(str(target)).metadata
        assert {
            "Project-Id-Version",
            "POT-Creation-Date",
            "PO-Revision-Date",
            "Last-Translator",
            "Language-Team",
            "MIME-Version",
            "Content-Transfer-Encoding",
            "X-Generator",
            "X-Glossary",
        } <= {key for key, value in header.items() if value}
        assert (header["Language"], header["Language-Team"]) == (lang, team)
        assert header["Content-Type"] == "text/plain; charset=UTF-8"
        assert header["Plural-Forms"].startswith(plural)
        assert header["X-Engine"] == "engine:test|version:1"

    @pytest.mark.parametrize("file", FILES, ids=ascii)
    def test_survives_any_file_name(self, target: Path, file: str) -> None:
        po.write(view([("نعم.", "Yes.")], file=file), EN, target)
        header = polib.pofile(str(target)).metadata
        assert header["Language"] == "en"
        assert header["Project-Id-Version"].split() == Path(file).stem.split()


class TestTheFile:
    def test_has_the_same_bytes_for_the_same_content_at_the_same_epoch(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641772800")
        made = [po.write(view([("نعم.", "Yes.")]), EN, tmp_path / name).read_bytes() for name in ("a.po", "b.po")]
        assert made[0] == made[1]
        assert b"PO-Revision-Date: 2022-01-10 00:00+0000" in made[0]

    def test_is_utf8_without_a_byte_order_mark_and_with_plain_line_ends(self, target: Path) -> None:
        data = po.write(view([("قال.", "Он.")]), RU, target).read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert "قال." in data.decode("utf-8")

    def test_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(self, target: Path) -> None:
        for text in ("old", "new"):
            po.write(view([("نعم.", text)]), EN, target)
        assert [entry.msgstr for entry in entries(target)] == ["new"]
        assert [path.name for path in target.parent.iterdir()] == ["news.en.po"]

    def test_that_cannot_be_written_is_named(self, target: Path) -> None:
        target.parent.write_text("a file in the way")
        with pytest.raises(ExportError, match=r"news\.en\.po: cannot be written: "):
            po.write(view([("نعم.", "Yes.")]), EN, target)


# Coming back

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n"Language: {language}\\n"\n'
    '"Last-Translator: {who}\\n"\n"PO-Revision-Date: {date}\\n"\n"X-Export: 0123456789abcdef\\n"\n'
)
ENTRY = 'msgctxt "aa"\nmsgid "قال"\nmsgstr "He said"\n'


def header(charset: str = "UTF-8", language: str = "en", who: str = "Anna", date: str = "2026-01-02 09:30+0300") -> str:
    return HEADER.format(charset=charset, language=language, who=who, date=date)


def back(folder: Path, text: str | bytes, name: str = "news.po") -> ReturnedFile:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return po.read(path)


def states(file: ReturnedFile) -> list[State]:
    return [row.state for row in file.rows]


MACHINE, DRAFT, OPEN, DONE = "machine draft", State.TRANSLATED, State.INITIAL, State.REVIEWED


class TestWhatRealProgramsSave:
    """Each file is the same export of six sentences, the fifth of them without a draft, saved by another program.

    `edited` was signed by Anna Petrova, who approved the first sentence and wrote a comment on it. The files of gettext
    0.21, OmegaT 3.6 and translate-toolkit 3.20 (pofilter; and its library, which Weblate uses, with Weblate's header) are
    what these programs wrote; that of Poedit was made by hand after its habits.
    """

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("msgmerge", [DONE, DRAFT, DRAFT, DRAFT, OPEN]),  # the sixth became obsolete
            ("msgcat_escaped", [DONE, DRAFT, DRAFT, DRAFT, OPEN, DRAFT]),
            ("pofilter", [DONE, DRAFT, DRAFT, DRAFT, OPEN, DRAFT]),
            ("poedit", [DONE, DONE, DRAFT, DRAFT, OPEN, DRAFT]),
            ("weblate", [DONE, DONE, DRAFT, OPEN, OPEN, DRAFT]),
            ("omegat", [None, None, None, None, OPEN, None]),
            ("msgattrib_cleared", [None, None, None, None, OPEN, None]),
        ],
    )
    def test_has_the_states_that_its_editor_left(self, name: str, expected: list[State]) -> None:
        file = po.read(DATA / f"{name}.ru.po")
        assert states(file) == expected
        assert [row.segment for row in file.rows] == [f"{place:012x}" for place in range(len(expected))]
        assert file.export == "532f710f84bade2f"
        assert {row.lang for row in file.rows} == {RU}

    @pytest.mark.parametrize("name", ["msgmerge", "msgcat_escaped", "pofilter", "poedit", "weblate", "omegat"])
    def test_has_the_texts_whole_whatever_its_line_breaks_and_escapes(self, name: str) -> None:
        rows = po.read(DATA / f"{name}.ru.po").rows
        assert rows[0].source == (
            "وصل الوزير إلى موسكو يوم الثلاثاء في زيارة رسمية تستغرق يومين، وفق ما أعلنته وزارة الخارجية."
        )
        assert rows[0].text.endswith(
            "прибыл в Москву во вторник с официальным визитом, который продлится два дня, "
            "сообщило министерство иностранных дел."
        )
        assert (rows[2].source, rows[2].text) == (
            "قتل 10 أشخاص <b>هناك</b> & هنا.",
            "10 человек погибли <b>там</b> & здесь.",
        )
        assert rows[3].source == "سطر\nثان"

    @pytest.mark.parametrize(
        ("name", "author"),
        [
            ("msgmerge", "Anna Petrova <anna@desk.example>"),
            ("poedit", "Anna Petrova <anna@desk.example>"),
            ("weblate", "Борис <boris@desk.example>"),
            ("omegat", ""),
        ],
    )
    def test_names_who_saved_it_but_never_the_machine(self, name: str, author: str) -> None:
        assert po.read(DATA / f"{name}.ru.po").author == author

    @pytest.mark.parametrize("name", ["msgmerge", "msgcat_escaped", "poedit"])
    def test_has_the_editors_comments_and_none_of_ours(self, name: str) -> None:
        comments = [row.comments for row in po.read(DATA / f"{name}.ru.po").rows]
        author, date = "Anna Petrova <anna@desk.example>", "2026-01-02T09:30+03:00"
        assert comments[0] == (Comment(author, date, "Проверить название\nи дату"),)
        assert not any(comments[1:])

    def test_that_cleared_all_fuzzy_marks_at_once_approves_nothing_and_says_so(self) -> None:
        """OmegaT does, of drafts that nobody has read too; the next run would publish them."""
        assert [what for _, what in po.read(DATA / "omegat.ru.po").notes] == [po._BLANKET]

    def test_an_obsolete_entry_is_named_and_not_taken(self) -> None:
        (problem,) = po.read(DATA / "msgmerge.ru.po").problems
        assert problem[0] == "entry 77"
        assert problem[1].startswith("is obsolete (#~), so its text is not taken: “")


class TestAnEntryThatComesBack:
    @pytest.mark.parametrize(
        ("entry", "state"),
        [
            (ENTRY, DONE),
            ("#, fuzzy\n" + ENTRY, DRAFT),
            ("#, no-wrap, fuzzy\n" + ENTRY, DRAFT),
            ("#,fuzzy\n" + ENTRY, DRAFT),
            ("# #, fuzzy\n" + ENTRY, DONE),
            ("#. fuzzy\n" + ENTRY, DONE),
            (ENTRY.replace("He said", "#, fuzzy"), DONE),
            (ENTRY.replace("He said", ""), OPEN),
            ("#, fuzzy\n" + ENTRY.replace("He said", " "), OPEN),
        ],
    )
    def test_is_approved_without_fuzzy_a_draft_with_it_and_open_when_empty(
        self, tmp_path: Path, entry: str, state: State
    ) -> None:
        assert states(back(tmp_path, header() + "\n" + entry)) == [state]

    def test_is_approved_by_an_editor_who_cleared_the_only_mark_and_signed(self, tmp_path: Path) -> None:
        path = po.write(view([("نعم.", "Yes.")]), EN, tmp_path / "news.en.po")
        text = path.read_text().replace("#, fuzzy\n", "")
        assert states(back(tmp_path, text)) == [None]
        assert states(back(tmp_path, text.replace(MACHINE, "Anna"))) == [DONE]

    def test_is_approved_still_when_all_were_when_they_went_out(self, tmp_path: Path) -> None:
        file = po.read(po.write(view([("نعم.", "Yes.")], state=State.FINAL), EN, tmp_path / "news.en.po"))
        assert (states(file), file.problems) == ([DONE], ())

    @pytest.mark.parametrize(
        ("written", "text"),
        [
            (r'"a\tb\n"', "a\tb\n"),
            (r'"\a\b\f\v\r\"\\"', '\a\b\f\v\r"\\'),
            (r'"\\n\\t"', r"\n\t"),
            (r'"\330\247\x41\101"', "اAA"),
            (r'"\330"', r"\330"),  # half a letter: nobody knows what was meant
            (r'"\q"', r"\q"),
            ('"a"\n\n"b"\n  "c"', "abc"),
            ('""', ""),
        ],
    )
    def test_has_its_escapes_read_as_gettext_reads_them(self, tmp_path: Path, written: str, text: str) -> None:
        file = back(tmp_path, f'{header()}\nmsgctxt "aa"\nmsgid "قال"\nmsgstr {written}\n')
        assert [row.text for row in file.rows] == [text]

    @pytest.mark.parametrize(
        ("entry", "problem"),
        [
            ('msgid "قال"\nmsgstr "He said"\n', "has no msgctxt"),
            ('msgctxt "aa"\nmsgid "قال"\nmsgid_plural "قالوا"\nmsgstr[0] "a"\nmsgstr[1] "b"\n', "has plural forms"),
            ('#~ msgctxt "aa"\n#~ msgid "قال"\n#~ msgstr "He said"\n', "is obsolete"),
        ],
    )
    def test_that_cannot_be_told_is_named_by_its_line_and_the_rest_is_taken(
        self, tmp_path: Path, entry: str, problem: str
    ) -> None:
        file = back(tmp_path, f"{header()}\n# x\n{entry}\n{ENTRY}")
        assert [row.segment for row in file.rows] == ["aa"]
        assert [(where, what.startswith(problem)) for where, what in (*file.problems, *file.notes)] == [("entry 9", True)]

    def test_whose_id_stands_there_twice_is_taken_neither_time(self, tmp_path: Path) -> None:
        other = ENTRY.replace("aa", "bb")
        file = back(tmp_path, "\n".join([header(), ENTRY, other, ENTRY.replace("He", "She")]))
        assert [row.segment for row in file.rows] == ["bb"]
        assert file.problems == (("entry 9, entry 17", "have one id, 'aa': none of them is taken"),)


class TestTheHeaderThatComesBack:
    @pytest.mark.parametrize(
        ("language", "name", "expected"),
        [
            ("en", "x.po", EN),
            ("en_GB", "x.po", EN),
            ("ru-RU", "news.en.po", RU),
            ("ru@latin", "x.po", RU),
            ("", "news.ru.po", RU),
            ("", "news.en.edited-1.po", EN),
            ("", "desk-news-ru.po", RU),
        ],
    )
    def test_tells_the_language_or_else_the_files_name_does(
        self, tmp_path: Path, language: str, name: str, expected: Lang
    ) -> None:
        assert [row.lang for row in back(tmp_path, header(language=language) + "\n" + ENTRY, name).rows] == [expected]

    @pytest.mark.parametrize(
        ("language", "name", "what"),
        [("fr", "news.en.po", "'fr'"), ("ar", "x.po", "'ar'"), ("", "green.po", "does not say"), ("", "x.po", "does not say")],
    )
    def test_in_no_language_of_the_desk_is_refused(self, tmp_path: Path, language: str, name: str, what: str) -> None:
        with pytest.raises(InputError, match=what):
            back(tmp_path, header(language=language) + "\n" + ENTRY, name)

    @pytest.mark.parametrize("who", ["machine draft", "FULL NAME <EMAIL@ADDRESS>", ""])
    def test_of_a_file_that_nobody_has_signed_names_no_author(self, tmp_path: Path, who: str) -> None:
        assert back(tmp_path, header(who=who) + "\n" + ENTRY).author == ""

    def test_with_the_date_of_a_template_gives_comments_none(self, tmp_path: Path) -> None:
        file = back(tmp_path, header(date="YEAR-MO-DA HO:MI+ZONE") + "\n# so\n" + ENTRY)
        assert file.rows[0].comments == (Comment("Anna", "", "so"),)

    def test_may_be_missing(self, tmp_path: Path) -> None:
        file = back(tmp_path, ENTRY, "news.en.po")
        assert (file.export, file.author, states(file)) == ("", "", [DONE])


class TestTheCharset:
    @pytest.mark.parametrize(
        ("charset", "codec"),
        [
            ("UTF-8", "utf-8"),
            ("utf8", "utf-8"),
            ("CHARSET", "utf-8"),
            ("ASCII", "utf-8"),
            ("UTF-8", "utf-8-sig"),
            ("windows-1256", "cp1256"),
            ("ISO-8859-6", "iso8859-6"),
        ],
    )
    def test_is_the_one_that_the_header_names(self, tmp_path: Path, charset: str, codec: str) -> None:
        file = back(tmp_path, (header(charset) + "\n" + ENTRY).encode(codec))
        assert [row.source for row in file.rows] == ["قال"]

    @pytest.mark.parametrize(
        ("charset", "codec", "what"),
        [
            ("UTF-8", "cp1256", "is not UTF-8 as its header says"),
            ("UTF-8", "utf-16", "is not UTF-8 "),
            ("windows-1256", "utf-8", "says that it is in windows-1256, but is UTF-8"),
            ("KOI8-R", "utf-8", "is in KOI8-R, which cannot hold Arabic"),
            ("ISO-8859-1", "utf-8", "is in ISO-8859-1, which cannot hold Arabic"),
            ("nonsense", "utf-8", "is in nonsense, which cannot hold Arabic"),
            ("rot13", "utf-8", "is in rot13, which cannot hold Arabic"),
        ],
    )
    def test_that_is_wrong_is_one_clear_line(self, tmp_path: Path, charset: str, codec: str, what: str) -> None:
        with pytest.raises(InputError) as caught:
            back(tmp_path, (header(charset) + "\n" + ENTRY).encode(codec))
        assert what in str(caught.value)
        assert "news.po" in str(caught.value)
        assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "قال"\nmsgstr "He sai', 2),  # cut off in a string: polib reads "He sa"
        ('msgid "قال"\n', 1),
        ('msgctxt "aa"\n# x\nmsgid "قال"\nmsgstr ""\n', 1),
        ('msgstr "He said"\n', 1),
        ('"He said"\n', 1),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 2),
        ('msgid "a "b""\nmsgstr ""\n', 1),
        ("Dear colleague,\n", 1),
        ('# x\nmsgid "a"\nmsgstr "b"\n<<<<<<< HEAD\n', 4),
    ],
)
def test_a_file_that_is_no_po_is_refused_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(InputError, match=rf"news\.en\.po:{line}: "):
        back(tmp_path, text, "news.en.po")


@pytest.mark.external
@pytest.mark.parametrize(
    "command",
    [
        ["msgcat"],
        ["msgcat", "--width=40"],
        ["msgcat", "--no-wrap"],
        ["msgcat", "--no-escape", "--sort-output"],
        ["msgcat", "--escape", "--indent"],
        ["msgcat", "--to-code=UTF-8", "--strict"],
        ["msgattrib", "--no-obsolete"],
    ],
    ids=" ".join,
)
def test_what_gettext_saves_comes_back_as_it_was(target: Path, command: list[str]) -> None:
    made = po.read(po.write(view([(text, text) for text in NASTY.values()]), EN, target))
    saved = target.with_name("saved.en.po")
    subprocess.run([*command, target, "-o", saved], check=True, capture_output=True)
    file = po.read(saved)
    assert {row.segment: (row.source, row.text, row.state) for row in file.rows} == {
        row.segment: (row.source, row.text, row.state) for row in made.rows
    }
    assert (file.export, file.problems) == (made.export, ())


@pytest.mark.external
@pytest.mark.parametrize("lang", [EN, RU])
@pytest.mark.parametrize("state", [State.TRANSLATED, State.REVIEWED])
def test_msgfmt_accepts_it(target: Path, lang: Lang, state: State) -> None:
    # msgfmt wants both sides to begin and end alike with a line end, which all these do
    po.write(view([(text, text) for text in NASTY.values()], state=state, file="two words.txt"), lang, target)
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(target)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
