"""XLIFF 2.1 and 1.2: as the standards have it, whole on the way back, and patient with what other tools put in."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from views import EN, RU, view

from translate.errors import InputError
from translate.formats import markup, po, returning, tmx, xliff, xliff12
from translate.formats.view import Match, View
from translate.model import Block, BlockKind, Comment, Finding, Repair, Returned, Segment, Severity, State, TermMatch

DATA = Path(__file__).parents[1] / "data" / "xliff"
DRAFT, OPEN, DONE = State.TRANSLATED, State.INITIAL, State.REVIEWED
CORE, OLD = {"x": xliff.CORE}, {"x": xliff12.NAMESPACE}
GLOSSARY, METADATA = "urn:oasis:names:tc:xliff:glossary:2.0", "urn:oasis:names:tc:xliff:metadata:2.0"
TERM = (TermMatch("org.nato", 0, 10),)


def paragraph() -> View:
    """A title, and a paragraph of two sentences, the second without a draft in English."""
    made = view([("عنوان", "A title"), ("حلف الناتو قال.", "NATO said."), ("نعم.", "Yes.")], matches=())
    segments = [
        Segment(each.id, min(each.block, 1), BlockKind.PARAGRAPH if each.block else BlockKind.TITLE, each.source, gap)
        for each, gap in zip(made.segments, ("", "  ", "\n"), strict=True)
    ]
    blocks = (Block(BlockKind.TITLE, "عنوان", 1), Block(BlockKind.PARAGRAPH, "حلف الناتو قال.  نعم.", 3))
    drafts = {**made.drafts, EN: {key: draft for key, draft in made.drafts[EN].items() if key != segments[2].id}}
    document = made.document
    return View(
        type(document)(document.path, document.name, document.encoding, document.digest, blocks),
        segments,
        drafts,
        made.mentions,
        made.termbase,
        made.signature,
    )


def tree(path: Path) -> etree._Element:
    return etree.parse(path).getroot()


def strings(root: etree._Element, path: str, names: dict[str, str]) -> list[str]:
    found = root.xpath(path, namespaces=names)
    assert isinstance(found, list)
    return [str(each) for each in found]


class TestWhatIsWrittenAs21:
    def test_has_a_unit_a_block_a_segment_a_sentence_and_the_blanks_between(self, tmp_path: Path) -> None:
        root = tree(xliff.write(paragraph(), RU, tmp_path / "a.xlf"))
        assert strings(root, "//x:unit/@id", CORE) == ["u-0", "u-1"]
        assert strings(root, "//x:unit/@type", CORE) == ["newsdesk:title", "newsdesk:paragraph"]
        assert strings(root, "//x:unit[2]/*[self::x:segment or self::x:ignorable]/x:source/text()", CORE) == [
            "حلف الناتو قال.",
            "  ",
            "نعم.",
        ]

    def test_says_what_it_is(self, tmp_path: Path) -> None:
        made = paragraph()
        root = tree(xliff.write(made, EN, tmp_path / "a.xlf"))
        assert dict(root.attrib) == {"version": "2.1", "srcLang": "ar", "trgLang": "en"}
        file = root[0]
        assert (file.get("id"), file.get("original")) == (f"export-{made.export}", "news.txt")
        assert (file.get("srcDir"), file.get("canResegment"), file.get(xliff.SPACE)) == ("rtl", "no", "preserve")
        assert strings(root, "//m:meta/text()", {"m": METADATA}) == ["engine:test|version:1", made.termbase.version]

    @pytest.mark.parametrize("state", State)
    def test_has_the_words_of_our_states(self, tmp_path: Path, state: State) -> None:
        root = tree(xliff.write(view([("نعم.", "Yes.")], state=state), EN, tmp_path / "a.xlf"))
        assert strings(root, "//x:segment/@state", CORE) == [state.value]

    def test_has_no_target_and_the_first_state_where_there_is_no_draft(self, tmp_path: Path) -> None:
        root = tree(xliff.write(paragraph(), EN, tmp_path / "a.xlf"))
        assert strings(root, "//x:segment/@state", CORE) == ["translated", "translated", "initial"]
        assert len(root.findall(".//x:target", CORE)) == 2

    def test_tells_of_terms_in_the_glossary_module_each_once(self, tmp_path: Path) -> None:
        made = view([("حلف الناتو و حلف الناتو", "NATO")], matches=(*TERM, TermMatch("org.nato", 13, 23)))
        root = tree(xliff.write(made, RU, tmp_path / "a.xlf"))
        assert strings(root, "//g:term/text()", {"g": GLOSSARY}) == ["حلف الناتو"]
        assert strings(root, "//g:translation/text()", {"g": GLOSSARY}) == ["НАТО"]

    def test_tells_of_what_the_memory_has_in_the_matches_module_and_reads_none_of_it_back(self, tmp_path: Path) -> None:
        made = paragraph()
        key = made.segments[2].id
        has = replace(made, matches={RU: {key: (Match(82, "قال لا.\x01", "Он сказал «нет»."), Match(76, "لا.", "Нет."))}})
        path = xliff.write(has, RU, tmp_path / "a.xlf")
        namespaces = {"m": "urn:oasis:names:tc:xliff:matches:2.0", "x": "urn:oasis:names:tc:xliff:document:2.0"}
        root = tree(path)
        assert strings(root, "//m:match/@ref", namespaces) == [f"#s-{key}"] * 2
        assert strings(root, "//m:match/@matchQuality", namespaces) == ["82", "76"]
        assert strings(root, "//m:match/x:target/text()", namespaces) == ["Он сказал «нет».", "Нет."]
        assert xliff.read(path).rows == xliff.read(xliff.write(made, RU, tmp_path / "b.xlf")).rows

    def test_tells_of_kind_findings_and_repairs_in_notes_and_of_which_sentence(self, tmp_path: Path) -> None:
        made = paragraph()
        key = made.segments[2].id
        draft = made.drafts[RU][key]
        doubted = type(draft)(
            key, RU, "Да.", "engine:test", None, DRAFT,
            (Finding("terms", Severity.ERROR, "missing"),), (Repair("org.nato", "a", "b", "so"),),
        )  # fmt: skip
        told = View(
            made.document, made.segments, {RU: {**made.drafts[RU], key: doubted}}, made.mentions, made.termbase, made.signature
        )
        root = tree(xliff.write(told, RU, tmp_path / "a.xlf"))
        notes = [(note.get("category"), note.text) for note in root.findall(".//x:unit[2]/x:notes/x:note", CORE)]
        assert notes == [
            ("kind", "Kind: paragraph"),
            ("score", "Sentence 1: Engine score: -0.25 (mean log-probability of a token)"),
            ("finding", "Sentence 2: ERROR terms: missing"),
            ("repair", "Sentence 2: REPAIRED org.nato: “a” → “b”: so."),
        ]

    def test_has_code_points_for_what_xml_cannot_hold(self, tmp_path: Path) -> None:
        path = xliff.write(view([("قا\x1bل", "\0a\ufffe")]), EN, tmp_path / "a.xlf")
        assert strings(tree(path), "//x:cp/@hex", CORE) == ["001B", "0000", "FFFE"]
        assert "<target><cp" in path.read_text(encoding="utf-8")  # nothing between them that would count as text


class TestWhatIsWrittenAs12:
    @pytest.mark.parametrize(
        ("state", "approved", "word"),
        [
            (OPEN, "no", "needs-translation"),
            (DRAFT, "no", "needs-review-translation"),
            (DONE, "yes", "signed-off"),
            (State.FINAL, "yes", "final"),
        ],
    )
    def test_has_its_own_words_for_our_states(self, tmp_path: Path, state: State, approved: str, word: str) -> None:
        root = tree(xliff12.write(view([("نعم.", "Yes.")], state=state), EN, tmp_path / "a.xlf"))
        assert strings(root, "//x:trans-unit/@approved | //x:target/@state", OLD) == [approved, word]

    def test_says_what_it_is(self, tmp_path: Path) -> None:
        made = paragraph()
        file = tree(xliff12.write(made, RU, tmp_path / "a.xlf"))[0]
        assert (file.get("original"), file.get("build-num")) == ("news.txt", made.export)
        assert (file.get("source-language"), file.get("target-language")) == ("ar", "ru")

    def test_tells_of_terms_and_findings_in_notes_of_ours(self, tmp_path: Path) -> None:
        made = view([("حلف الناتو", "x")], matches=TERM, findings=(Finding("terms", Severity.WARNING, "missing"),))
        root = tree(xliff12.write(made, RU, tmp_path / "a.xlf"))
        assert strings(root, "//x:trans-unit/x:note[@from='newsdesk-translate']/text()", OLD) == [
            "Kind: paragraph",
            "Term: حلف الناتو = НАТО",
            "WARNING terms: missing",
            "Engine score: -0.25 (mean log-probability of a token)",
        ]

    def test_for_omegat_has_the_arabic_to_be_written_over(self, tmp_path: Path) -> None:
        made = view([("نعم.", "Yes."), ("لا.", "No.")], state=DONE)
        path = xliff12.write(made, EN, tmp_path / "a.xlf", for_omegat=True)
        assert strings(tree(path), "//x:target/text()", OLD) == ["نعم.", "لا."]
        path.write_text(path.read_text(encoding="utf-8").replace(">لا.</target>", ">No!</target>"), encoding="utf-8")
        assert [(row.text, row.state) for row in xliff12.read(path).rows] == [("", OPEN), ("No!", DRAFT)]


class TestWhatRealProgramsSave:
    """The files are the same export of six sentences, the fifth without a draft, saved by OmegaT 3.6 in console mode, and by
    the library of translate-toolkit 3.20, which Weblate and Virtaal use: the first text changed and approved, the second
    marked as needing work, a note added to the third.
    """

    @pytest.mark.parametrize(
        ("name", "author"),
        [("translate_toolkit", ""), ("translate_toolkit_12", "Anna")],
    )
    def test_comes_back_from_translate_toolkit(self, name: str, author: str) -> None:
        file = returning.read(DATA / f"{name}.ru.xlf")
        assert (file.export, file.problems) == ("532f710f84bade2f", ())
        assert [row.state for row in file.rows] == [DONE, OPEN, DRAFT, DRAFT, OPEN, DRAFT]
        assert [row.segment for row in file.rows] == [f"{place:012x}" for place in range(6)]
        assert [row.text for row in file.rows][:2] == ["Министр приехал.", "Он сказал: «Да»."]
        assert file.rows[2].comments == (Comment(author, "", "Проверить число"),)
        assert (file.rows[3].source, file.rows[3].text) == ("سطر\nثان", "Строка\nвторая")
        assert not any(row.comments for row in file.rows if row is not file.rows[2])

    def test_comes_back_from_omegat(self) -> None:
        """The drafts came from our TMX in `tm/auto`, but for one that stood in the project's memory."""
        file = returning.read(DATA / "omegat.ru.xlf")
        assert (file.export, file.problems) == ("532f710f84bade2f", ())
        assert [row.state for row in file.rows] == [DRAFT, DRAFT, DRAFT, DRAFT, OPEN, DRAFT]
        assert [row.text for row in file.rows][1:5] == [
            "«Да», — сказал он.",
            "10 человек погибли <b>там</b> & здесь.",
            "Строка\nвторая",
            "",
        ]


# Flavours of other tools, made by hand after files of theirs

NEW = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:z="urn:z" version="2.{minor}" srcLang="{source}" '
    'trgLang="{target}"><file id="{file}" z:x="1"><z:any/><unit id="u">{unit}</unit></file></xliff>'
)
OLDER = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" xmlns:m="http://www.memsource.com/mxlf/2.0" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" version="1.2">'
    '<file original="x" source-language="{source}" target-language="{target}" datatype="x" build-num="e">'
    "<header><sdl:ref-files/></header><body><group>{unit}</group></body></file></xliff>"
)


def new(folder: Path, unit: str, **changes: str) -> list[Returned]:
    path = folder / "a.xliff"
    values = {"minor": "1", "source": "ar", "target": "en", "file": "export-e"} | changes
    path.write_text(NEW.format(unit=unit, **values), encoding="utf-8")
    return list(returning.read(path).rows)


def older(folder: Path, unit: str, suffix: str = ".xlf", **changes: str) -> list[Returned]:
    path = folder / f"a{suffix}"
    path.write_text(OLDER.format(unit=unit, **({"source": "ar", "target": "en"} | changes)), encoding="utf-8")
    return list(returning.read(path).rows)


SEGMENT = '<segment id="s-a"{state}><source>نعم</source><target>{target}</target></segment>'


class TestASegmentOf2:
    @pytest.mark.parametrize(
        ("attributes", "target", "state"),
        [
            (' state="initial"', "Yes", OPEN),
            (' state="translated"', "Yes", DRAFT),
            (' state="reviewed"', "Yes", DONE),
            (' state="final" subState="x:y"', "Yes", DONE),
            ("", "Yes", DRAFT),
            (' state="signed"', "Yes", DRAFT),
            (' state="final"', "", OPEN),
        ],
    )
    def test_has_the_state_that_the_file_says(self, tmp_path: Path, attributes: str, target: str, state: State) -> None:
        assert [row.state for row in new(tmp_path, SEGMENT.format(state=attributes, target=target))] == [state]

    @pytest.mark.parametrize(
        ("target", "text"),
        [
            ('<pc id="1">He</pc> <mrk id="2" type="term">said</mrk>', "He said"),
            ('a<ph id="1" equiv="-"/>b<ph id="2"/>c', "a-bc"),
            ('<sc id="1"/>a<ec startRef="1"/>', "a"),
            ('<sm id="1"/>a<em startRef="1"/>', "a"),
            ('a<cp hex="001b"/>b<cp hex="zz"/><cp/><cp hex="110000"/>c', "a\x1bbc"),
            ("a<!-- x -->b<?x y?>c", "abc"),
            ("<![CDATA[<b>]]>&amp;&#x2028;", "<b>&\u2028"),
        ],
    )
    def test_has_its_codes_made_flat(self, tmp_path: Path, target: str, text: str) -> None:
        assert [row.text for row in new(tmp_path, SEGMENT.format(state="", target=target))] == [text]

    @pytest.mark.parametrize(
        "unit",
        [
            "<notes><note>so</note></notes>" + SEGMENT,
            '<notes><note category="kind">Kind: x</note><note category="editor">so</note></notes>' + SEGMENT,
            SEGMENT.replace("<source>", "<notes><note>so</note></notes><source>"),
            SEGMENT.replace("{target}", '<mrk id="1" type="comment" value="so">{target}</mrk>'),
        ],
    )
    def test_has_the_editors_notes(self, tmp_path: Path, unit: str) -> None:
        rows = new(tmp_path, unit.format(state="", target="Yes") + SEGMENT.format(state="", target="No").replace("s-a", "s-b"))
        assert [row.comments for row in rows] == [(Comment("", "", "so"),), ()]

    def test_may_have_lost_its_source(self, tmp_path: Path) -> None:
        assert [row.source for row in new(tmp_path, '<segment id="s-a"><target>Yes</target></segment>')] == [None]

    def test_may_be_of_version_2_0_and_of_a_region(self, tmp_path: Path) -> None:
        rows = new(tmp_path, SEGMENT.format(state="", target="Yes"), minor="0", source="ar-EG", target="en_GB")
        assert [(row.lang, row.text) for row in rows] == [(EN, "Yes")]

    def test_that_has_no_id_or_one_twice_is_named_and_not_taken(self, tmp_path: Path) -> None:
        good = SEGMENT.format(state="", target="Yes")
        rows = new(tmp_path, good + good.replace("s-a", "s-b") + good.replace(' id="s-a"', "") + good)
        assert [row.segment for row in rows] == ["b"]
        assert returning.read(tmp_path / "a.xliff").problems == (
            ("segment 1, segment 4", "have one id, 'a': none of them is taken"),
            ("segment 3", "has no id, so that it cannot be told which one it is: not taken"),
        )


UNIT = '<trans-unit id="a"{unit}><source>نعم</source>{more}<target{target}>{text}</target>{after}</trans-unit>'


def unit(*, unit: str = "", more: str = "", target: str = "", text: str = "Yes", after: str = "") -> str:
    return UNIT.format(unit=unit, more=more, target=target, text=text, after=after)


def trados(*confirmed: str) -> str:
    segments = "".join(f'<sdl:seg id="{number}" conf="{conf}"/>' for number, conf in enumerate(confirmed))
    return f"<sdl:seg-defs>{segments}</sdl:seg-defs>"


class TestAUnitOf12:
    @pytest.mark.parametrize(
        ("made", "state"),
        [
            (unit(), DRAFT),
            (unit(text=" "), OPEN),
            (unit(target=' state="needs-translation"'), OPEN),
            (unit(target=' state="new"'), OPEN),
            (unit(target=' state="needs-review-translation"'), DRAFT),
            (unit(target=' state="translated"'), DRAFT),
            (unit(target=' state="x-other"'), DRAFT),
            (unit(target=' state="final"'), DONE),
            (unit(target=' state="signed-off"'), DONE),
            (unit(unit=' approved="yes"', target=' state="translated"'), DONE),
            (unit(unit=' approved="yes"', text=""), OPEN),
            (unit(unit=' approved="no"', target=' state="final"'), DRAFT),
            (unit(unit=' mq:status="ManuallyConfirmed"'), DONE),
            (unit(unit=' mq:status="PartiallyEdited"'), DRAFT),
            (unit(unit=' mq:status="NotStarted"', text=""), OPEN),
            (unit(unit=' m:confirmed="1"'), DONE),
            (unit(unit=' m:confirmed="0"'), DRAFT),
            (unit(after=trados("ApprovedTranslation", "Translated")), DONE),
            (unit(after=trados("ApprovedTranslation", "Draft")), DRAFT),
            (unit(after=trados()), DRAFT),
        ],
    )
    def test_has_the_state_that_its_tool_gave_it(self, tmp_path: Path, made: str, state: State) -> None:
        assert [row.state for row in older(tmp_path, made)] == [state]

    @pytest.mark.parametrize(
        ("target", "text"),
        [
            ('<g id="1">He</g> <mrk mtype="term">said</mrk>', "He said"),
            ('a<x id="1"/>b<x id="2" equiv-text="-"/>c', "ab-c"),
            ('a<ph id="1">&lt;br/&gt;</ph>b<bpt id="2">{\\b <sub>x</sub></bpt>c<ept id="2">}</ept>', "abc"),
            ('<mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk>', "One. Two."),
            ('a<x id="1" ctype="x-char-001b"/>b<x id="2" ctype="x-char-"/><x id="3" ctype="lb"/>', "a\x1bb"),
        ],
    )
    def test_has_its_codes_made_flat(self, tmp_path: Path, target: str, text: str) -> None:
        assert [row.text for row in older(tmp_path, unit(text=target))] == [text]

    def test_has_the_changes_that_trados_tracked_taken_as_accepted(self, tmp_path: Path) -> None:
        target = 'Yes<mrk mtype="x-sdl-deleted">, no</mrk><mrk mtype="x-sdl-added">!</mrk>'
        assert [(row.text, row.tracked) for row in older(tmp_path, unit(text=target))] == [("Yes!", True)]
        comment = '<mrk mtype="x-sdl-comment">Yes</mrk>'
        assert [(row.text, row.tracked) for row in older(tmp_path, unit(text=comment))] == [("Yes", False)]

    def test_is_not_confused_by_matches_and_second_sources(self, tmp_path: Path) -> None:
        more = '<seg-source><mrk mtype="seg" mid="1">نعم</mrk></seg-source>'
        after = "<alt-trans><source>لا</source><target>No</target></alt-trans><mq:minorversions/>"
        rows = older(tmp_path, unit(more=more, after=after))
        assert [(row.source, row.text) for row in rows] == [("نعم", "Yes")]

    def test_has_the_editors_notes_with_their_names(self, tmp_path: Path) -> None:
        after = '<note from="newsdesk-translate">ours</note><note from="Anna">so</note><note> </note><note>also</note>'
        (row,) = older(tmp_path, unit(after=after))
        assert row.comments == (Comment("Anna", "", "so"), Comment("", "", "also"))

    @pytest.mark.parametrize("suffix", [".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".XLF"])
    def test_may_be_in_a_file_of_any_of_these_suffixes(self, tmp_path: Path, suffix: str) -> None:
        assert [row.segment for row in older(tmp_path, unit(), suffix)] == ["a"]

    def test_that_has_no_id_or_one_twice_is_named_and_not_taken(self, tmp_path: Path) -> None:
        rows = older(tmp_path, unit() + unit().replace('"a"', '"b"') + unit().replace(' id="a"', "") + unit())
        assert [row.segment for row in rows] == ["b"]
        assert [where for where, _ in returning.read(tmp_path / "a.xlf").problems] == ["segment 1, segment 4", "segment 3"]


@pytest.mark.parametrize("read", [new, older])
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"source": "en"}, "is a translation from 'en', not from ar"),
        ({"source": ""}, "is a translation from ''"),
        ({"target": "fr"}, "is a translation into 'fr'"),
        ({"target": ""}, "does not say which language"),
    ],
)
def test_another_pair_of_languages_is_refused(tmp_path: Path, read: object, changes: dict[str, str], what: str) -> None:
    assert callable(read)
    with pytest.raises(InputError, match=what):
        read(tmp_path, "", **changes)


def test_two_exports_joined_in_one_file_are_refused(tmp_path: Path) -> None:
    for name, text in (("new", NEW), ("old", OLDER)):
        values = {"minor": "1", "source": "ar", "target": "en", "file": "export-e", "unit": ""}
        one = text.format(**values)
        start, end = one.index("<file"), one.index("</xliff>")
        other = one[start:end].replace('"export-e"', '"export-f"').replace('"e"', '"f"')
        path = tmp_path / f"{name}.xlf"
        path.write_text(one[:end] + other + one[end:], encoding="utf-8")
        with pytest.raises(InputError, match="holds 2 exports in one"):
            returning.read(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<html/>", "is no XLIFF"),
        ('<xliff version="3.0"/>', "is no XLIFF 2"),
        ('<xliff version="1.2"/>', "is no XLIFF 1"),
        ("<xliff/>", "is no XLIFF"),
    ],
)
def test_other_xml_is_refused(tmp_path: Path, content: str, what: str) -> None:
    (tmp_path / "a.xlf").write_text(content)
    with pytest.raises(InputError, match=what):
        returning.read(tmp_path / "a.xlf")


def test_a_file_of_too_many_tags_is_refused_unparsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """64 MB of the shortest tags would make a tree of 2 GB."""
    path = xliff.write(view([("نعم.", "Yes.")]), EN, tmp_path / "a.xlf")
    tags = path.read_bytes().count(b"<")
    monkeypatch.setattr(markup, "MAX_TAGS", tags)
    assert returning.read(path).rows
    monkeypatch.setattr(markup, "MAX_TAGS", tags - 1)
    with pytest.raises(InputError, match=f"has {tags} tags"):
        returning.read(path)


def test_each_version_reads_only_its_own(tmp_path: Path) -> None:
    made = view([("نعم.", "Yes.")])
    new_file, old_file = xliff.write(made, EN, tmp_path / "2.xlf"), xliff12.write(made, EN, tmp_path / "1.xlf")
    with pytest.raises(InputError, match="is no XLIFF 2"):
        xliff.read(old_file)
    with pytest.raises(InputError, match="is no XLIFF 1"):
        xliff12.read(new_file)
    assert xliff.read(new_file).rows == xliff12.read(old_file).rows


OMEGAT = """<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>AR</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg>
</project></omegat>"""


@pytest.mark.external
def test_omegat_opens_translates_and_gives_back_what_we_write(tmp_path: Path) -> None:
    """Xliff 1.2 and PO as sources, our TMX as its memory."""
    texts = ["He said: “Yes”.", "10 <b>killed</b> & 5 hurt.", "A line\nsecond", "%s {0} \\n 👩‍👩‍👧‍👦", ""]
    made = view(
        [
            ("قال: «نعم».", texts[0]),
            ("قتل 10 & جرح 5.", texts[1]),
            ("سطر\nثان", texts[2]),
            ("%s 👩‍👩‍👧‍👦", texts[3]),
            ("لا.", ""),
        ]
    )
    for folder in ("source", "target", "omegat", "tm/auto", "glossary", "dictionary"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(OMEGAT)
    xliff12.write(made, EN, tmp_path / "source" / "news.en.xlf", for_omegat=True)
    po.write(made, EN, tmp_path / "source" / "news.en.po")
    tmx.write(tmx.of_view(made, EN), tmp_path / "tm" / "auto" / "drafts.tmx")
    command = ["omegat", "--mode=console-translate", "--no-team", f"--config-dir={tmp_path / 'config'}", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name in ("news.en.xlf", "news.en.po"):
        file = returning.read(tmp_path / "target" / name)
        assert (file.export, [row.text for row in file.rows]) == (made.export, texts)
        assert [row.source for row in file.rows] == [segment.source for segment in made.segments]
        lost = None if name.endswith(".po") else DRAFT  # OmegaT clears every mark of a PO, read or not
        assert [row.state for row in file.rows] == [lost] * 4 + [OPEN]
    assert {pair.target for pair in tmx.read(tmp_path / f"{tmp_path.name}-omegat.tmx")} == set(texts[:4])
