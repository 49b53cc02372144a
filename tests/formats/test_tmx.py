"""TMX: what other tools write is understood, what would harm is refused, and memory does not grow with the file."""

from __future__ import annotations

import tracemalloc
from itertools import islice
from pathlib import Path

import pytest
from lxml import etree
from views import EN, RU, view

from translate.errors import ExportError, InputError
from translate.formats import tmx
from translate.formats.tmx import Pair

DATA = Path(__file__).parents[1] / "data" / "tmx"
TMX = '<?xml version="1.0"?>\n{doctype}<tmx version="1.4"><header srclang="ar"/><body>{body}</body></tmx>'
AR = '<tuv xml:lang="ar"><seg>نعم</seg></tuv>'
TWO = AR + '<tuv xml:lang="en"><seg>Yes</seg></tuv>'
YES = Pair("نعم", "Yes", EN)


def back(folder: Path, body: str, doctype: str = "", encoding: str = "utf-8") -> list[Pair]:
    path = folder / "a.tmx"
    path.write_bytes(TMX.format(body=body, doctype=doctype).encode(encoding))
    return list(tmx.read(path))


def texts(pairs: list[Pair]) -> list[tuple[str, str, str]]:
    return [(pair.source, pair.lang, pair.target) for pair in pairs]


class TestWhatIsWritten:
    def test_has_the_header_that_the_standard_wants_and_a_unit_a_pair(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tmx"
        assert tmx.write([YES, Pair("لا", "Нет", RU, "Anna\nB", "2026-01-10T12:00:00+03:00", "a<b", "قبل", "بعد")], path) == 2
        root = etree.parse(path).getroot()
        header = root[0]
        assert root.get("version") == "1.4"
        assert set(header.attrib) == {
            "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype",
        }  # fmt: skip
        assert (header.get("srclang"), header.get("segtype")) == ("ar", "sentence")
        unit = root[1][1]
        assert [(each.get("type"), each.text) for each in unit.findall("prop")] == [
            ("x-document", "a<b"),
            ("x-context-pre", "قبل"),
            ("x-context-post", "بعد"),
        ]
        assert (unit[-1].get("changeid"), unit[-1].get("changedate")) == ("Anna B", "20260110T090000Z")
        assert len(root[1][0].attrib) == len(root[1][0][1].attrib) - 1 == 0  # nothing but xml:lang where nothing is known

    @pytest.mark.parametrize(
        ("date", "back"),
        [
            ("2026-01-10T12:00:00Z", "2026-01-10T12:00:00Z"),
            ("2026-01-10T12:00:00.5+03:00", "2026-01-10T09:00:00Z"),
            ("2026-01-10T12:00:00", "2026-01-10T12:00:00Z"),
            ("2026-01-10", "2026-01-10T00:00:00Z"),
            ("yesterday", ""),
            ("", ""),
        ],
    )
    def test_has_dates_in_utc(self, tmp_path: Path, date: str, back: str) -> None:
        tmx.write([Pair("نعم", "Yes", EN, date=date)], tmp_path / "a.tmx")
        assert [pair.date for pair in tmx.read(tmp_path / "a.tmx")] == [back]

    def test_is_whole_or_not_at_all(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tmx"
        tmx.write([YES], path)
        with pytest.raises(ZeroDivisionError):
            tmx.write((Pair("نعم", str(1 // (1 - number)), EN) for number in range(3)), path)
        assert (list(tmx.read(path)), list(tmp_path.iterdir())) == ([YES], [path])
        with pytest.raises(ExportError, match="cannot be written"):
            tmx.write([YES], path / "b.tmx")

    def test_of_an_export_has_each_draft_with_its_neighbours(self) -> None:
        made = view([("قال.", "He said."), ("لا.", ""), ("نعم.", "Yes.")])
        assert list(tmx.of_view(made, EN)) == [
            Pair("قال.", "He said.", EN, "", "", "news", "", "لا."),
            Pair("نعم.", "Yes.", EN, "", "", "news", "لا.", ""),
        ]


class TestWhatOtherToolsWrite:
    """The files of OmegaT 3.6 (`-omegat.tmx` of a project, TMX 1.1) and of po2tmx 3.20 are what these programs wrote."""

    def test_omegat(self) -> None:
        pairs = list(tmx.read(DATA / "omegat.tmx"))
        by_source = {pair.source: pair for pair in pairs}
        assert len(pairs) == 5
        assert by_source["قال: «نعم»."] == Pair("قال: «نعم».", "«Да», — сказал он.", RU, "anna", "2026-01-01T12:00:00Z")
        assert by_source["سطر\nثان"].target == "Строка\nвторая"
        assert by_source["قال 👩‍👩‍👧‍👦 %s {0} \\n"].target == "Сказал 👩‍👩‍👧‍👦 %s {0} \\n"

    def test_translate_toolkit(self) -> None:
        (pair,) = tmx.read(DATA / "translate_toolkit.tmx")
        assert (pair.lang, pair.target[:17]) == (RU, "Глава МИД прибыл ")

    def test_an_alternative_of_omegat_says_where_it_stood(self, tmp_path: Path) -> None:
        places = (
            '<prop type="file">a.txt</prop><prop type="prev">قبل</prop><prop type="next">بعد</prop><prop type="id">1</prop>'
        )
        assert back(tmp_path, f"<tu>{places}{TWO}</tu>") == [Pair("نعم", "Yes", EN, "", "", "a.txt", "قبل", "بعد")]

    def test_memoq_says_it_with_marks_around(self, tmp_path: Path) -> None:
        places = (
            '<prop type="x-document">a.docx</prop><prop type="x-context-pre">&lt;seg&gt;قبل&lt;/seg&gt;</prop>'
            '<prop type="x-context-post">&lt;seg&gt;بعد&lt;/seg&gt;</prop><prop type="client">x</prop><note>so</note>'
        )
        unit = f'<tu changedate="20260110T120000Z" changeid="anna" creationid="b">{places}{TWO}</tu>'
        assert back(tmp_path, unit) == [
            Pair("نعم", "Yes", EN, "anna", "2026-01-10T12:00:00Z", "a.docx", "قبل", "بعد"),
        ]  # fmt: skip

    def test_trados_writes_utf_16_and_regions(self, tmp_path: Path) -> None:
        unit = (
            '<tu creationdate="20260110T120000Z" creationid="DESK\\anna"><prop type="x-Origin">TM</prop>'
            '<tuv xml:lang="AR-SA"><seg>نعم<ph x="1" type="1"/></seg></tuv>'
            '<tuv xml:lang="EN-GB"><seg><bpt i="1" x="1" type="7"/>Yes<ept i="1"/></seg></tuv></tu>'
        )
        path = tmp_path / "a.tmx"
        path.write_bytes(TMX.replace("?>", ' encoding="utf-16"?>', 1).format(body=unit, doctype="").encode("utf-16"))
        assert list(tmx.read(path)) == [Pair("نعم", "Yes", EN, "DESK\\anna", "2026-01-10T12:00:00Z")]

    def test_an_arabic_code_page_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tmx"
        path.write_bytes(
            TMX.replace("?>", ' encoding="windows-1256"?>', 1).format(body=f"<tu>{TWO}</tu>", doctype="").encode("cp1256")
        )
        assert list(tmx.read(path)) == [YES]

    @pytest.mark.parametrize(
        "doctype", ['<!DOCTYPE tmx SYSTEM "tmx14.dtd">', '<!DOCTYPE tmx PUBLIC "-//x" "http://x/tmx11.dtd">']
    )
    def test_a_dtd_that_is_only_named_passes(self, tmp_path: Path, doctype: str) -> None:
        assert back(tmp_path, f"<tu>{TWO}</tu>", doctype) == [YES]

    @pytest.mark.parametrize(
        ("arabic", "english"), [("ar", "en"), ("ar-EG", "EN-US"), ("AR_sa", "en_GB"), ("ar-Arab-EG", "en")]
    )
    @pytest.mark.parametrize("name", ["xml:lang", "lang"])
    def test_languages_are_known_by_any_spelling(self, tmp_path: Path, arabic: str, english: str, name: str) -> None:
        unit = f'<tu><tuv {name}="{arabic}"><seg>نعم</seg></tuv><tuv {name}="{english}"><seg>Yes</seg></tuv></tu>'
        assert back(tmp_path, unit) == [YES]


class TestAUnit:
    @pytest.mark.parametrize(
        ("variants", "expected"),
        [
            (TWO, [("نعم", "en", "Yes")]),
            (TWO + '<tuv xml:lang="ru"><seg>Да</seg></tuv>', [("نعم", "en", "Yes"), ("نعم", "ru", "Да")]),
            (TWO + '<tuv xml:lang="en-GB"><seg>Aye</seg></tuv>', [("نعم", "en", "Yes"), ("نعم", "en", "Aye")]),
            ('<tuv xml:lang="en"><seg>Yes</seg></tuv>' + AR, [("نعم", "en", "Yes")]),
            (AR + '<tuv xml:lang="fr"><seg>Oui</seg></tuv>', []),
            (AR + '<tuv xml:lang="eng"><seg>Yes</seg></tuv>', []),
            (AR + '<tuv xml:lang="en"><seg> </seg></tuv>', []),
            (AR + '<tuv xml:lang="en"/>', []),
            ('<tuv xml:lang="ar"><seg/></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv>', []),
            ('<tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="ru"><seg>Да</seg></tuv>', []),
            ("", []),
        ],
    )
    def test_gives_a_pair_for_each_translation_of_arabic(
        self, tmp_path: Path, variants: str, expected: list[tuple[str, str, str]]
    ) -> None:
        assert texts(back(tmp_path, f"<tu>{variants}</tu>")) == expected

    @pytest.mark.parametrize(
        ("segment", "text"),
        [
            ("a<bpt i='1'>&lt;b&gt;</bpt>b<ept i='1'>&lt;/b&gt;</ept>c", "abc"),
            ("a<ph>x<sub>y</sub>z</ph>b<it pos='begin'>x</it>c<ut>x</ut>", "abc"),
            ("a<hi>b<hi>c</hi></hi>d", "abcd"),
            ("a&amp;&#x2028;&#13;<![CDATA[<b>]]>", "a&\u2028\r<b>"),
            ("a<!-- x -->b<?x y?>c", "abc"),
            ("  a \n b  ", "  a \n b  "),
        ],
    )
    def test_has_its_codes_taken_out_and_its_blanks_kept(self, tmp_path: Path, segment: str, text: str) -> None:
        unit = f'<tu>{AR}<tuv xml:lang="en"><seg>{segment}</seg></tuv></tu>'
        assert [pair.target for pair in back(tmp_path, unit)] == [text]

    def test_is_told_from_the_next(self, tmp_path: Path) -> None:
        told = '<tu changeid="a" changedate="20260110T120000Z"><prop type="x-document">d</prop>'
        plain = f"<tu>{TWO}</tu>"
        assert back(tmp_path, f"{told}{TWO}</tu>{plain}<tu>{AR}</tu>{plain}") == [
            Pair("نعم", "Yes", EN, "a", "2026-01-10T12:00:00Z", "d"),
            YES,
            YES,
        ]

    def test_is_believed_of_a_variant_before_itself(self, tmp_path: Path) -> None:
        changed = 'changeid="b" creationid="c" changedate="20260111T120000Z"'
        variant = f'<tuv xml:lang="en" {changed}><prop type="file">v</prop><seg>Yes</seg></tuv>'
        unit = f'<tu changeid="a" changedate="20260110T120000Z"><prop type="file">u</prop>{AR}{variant}</tu>'
        assert back(tmp_path, unit) == [Pair("نعم", "Yes", EN, "b", "2026-01-11T12:00:00Z", "v")]


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("content", "what"),
        [
            ("<html/>", "is no TMX, but <html>"),
            ("<tmx><body><tu>", "no element found"),
            ("<tmx><body></tmx>", "mismatched tag"),
            ('<!DOCTYPE tmx [<!ENTITY e "x">]><tmx>&e;</tmx>', "document type declaration"),
            ('<!DOCTYPE tmx SYSTEM "x.dtd" [ ]><tmx/>', "document type declaration"),
            ('<!DOCTYPE tmx SYSTEM "x.dtd"><tmx><body><tu><tuv><seg>&nbsp;</seg></tuv></tu></body></tmx>', "an entity"),
            ("<tmx>&e;</tmx>", "undefined entity"),
            ('<?xml version="1.0" encoding="nonsense"?><tmx/>', "unknown encoding"),
            ('<?xml version="1.0" encoding="shift_jis"?><tmx/>', "encoding"),
            ('<?xml version="1.0" encoding="utf-16"?><tmx/>', "encoding"),
        ],
    )
    def test_is_named_with_its_line(self, tmp_path: Path, content: str, what: str) -> None:
        (tmp_path / "a.tmx").write_text(content)
        with pytest.raises(InputError, match=what) as caught:
            list(tmx.read(tmp_path / "a.tmx"))
        assert caught.value.where == f"{tmp_path / 'a.tmx'}:1"

    def test_a_file_that_breaks_gives_what_came_before_and_then_says_where(self, tmp_path: Path) -> None:
        unit = f"<tu>{TWO}</tu>\n"
        (tmp_path / "a.tmx").write_text(f"<tmx><body>\n{unit * 5_000}<tu>", encoding="utf-8")
        pairs = tmx.read(tmp_path / "a.tmx")
        assert list(islice(pairs, 100)) == [YES] * 100
        with pytest.raises(InputError, match=r"a\.tmx:5002: "):
            list(pairs)

    @pytest.mark.parametrize(
        "unit",
        [
            lambda size: f'<tu><tuv xml:lang="ar"><seg>{"س" * size}</seg></tuv>',
            lambda size: f"<tu>{'<tuv/>' * (size // tmx._VARIANT + 1)}",
            lambda size: f"<tu>{'<prop>x</prop>' * size}",
        ],
        ids=["a sentence", "variants", "properties"],
    )
    def test_a_unit_beyond_measure(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unit: object) -> None:
        monkeypatch.setattr(tmx, "MAX_UNIT", 50_000)
        assert callable(unit)
        with pytest.raises(InputError, match="has a unit of more than"):
            back(tmp_path, unit(50_001) + "</tu>")


@pytest.mark.parametrize("piece", [f"<tu>{TWO}</tu>", "<note>x</note>", "<!-- x -->", "<x/>"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, piece: str) -> None:
    """Measured at two sizes, both of several chunks."""
    peaks = []
    for size in (2 * tmx._CHUNK, 6 * tmx._CHUNK):
        path = tmp_path / "a.tmx"
        path.write_text(TMX.format(body=piece * (size // len(piece)), doctype=""), encoding="utf-8")
        tracemalloc.start()
        for _ in tmx.read(path):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
