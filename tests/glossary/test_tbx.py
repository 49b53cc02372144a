"""TBX: what we write comes back as it was, what others write is understood, what would harm is refused."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from translate.errors import GlossaryError
from translate.glossary import tbx, tbx_writer
from translate.glossary.tbx_writer import ED_2008, ED_2019, Edition
from translate.glossary.termbase import concept_of, load, row_of

DATA = Path(__file__).parents[1] / "data" / "tbx"
REPOSITORY = Path(__file__).parents[2]
ROW = {"id": "place.russia", "type": "place", "status": "approved", "ar": "روسيا", "en": "Russia", "ru": "Россия"}
ENTRY = (
    '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca"><text><body><conceptEntry>{about}'
    '<langSec xml:lang="ar"><termSec><term>روسيا</term></termSec></langSec>'
    '<langSec xml:lang="en">{en}</langSec><langSec xml:lang="ru">{ru}</langSec></conceptEntry></body></text></tbx>'
)
RUSSIAN = "<termSec><term>Россия</term></termSec>"
ENGLISH = "<termSec><term>Russia</term></termSec>"


def cells(path: Path) -> list[dict[str, str]]:
    """The cells that are not empty."""
    return [{name: cell for name, cell in row.cells.items() if cell} for row in tbx.read(path)]


def one(folder: Path, *, about: str = "", en: str = ENGLISH, ru: str = RUSSIAN) -> dict[str, str]:
    (folder / "a.tbx").write_text(ENTRY.format(about=about, en=en, ru=ru), encoding="utf-8")
    (row,) = cells(folder / "a.tbx")
    return row


# Round trip


@pytest.mark.parametrize("edition", [ED_2019, ED_2008], ids=["2019", "2008"])
def test_the_glossary_of_the_repository_comes_back_as_it_was(tmp_path: Path, edition: Edition) -> None:
    concepts = list(load(REPOSITORY / "glossary").concepts.values())
    tbx_writer.write(concepts, tmp_path / "a.tbx", edition)
    assert [concept_of(row.cells) for row in tbx.read(tmp_path / "a.tbx")] == concepts


ROWS = [
    ("least", {}),
    ("all columns", {
        "type": "title", "status": "proposed", "ar_variants": "أ | ب", "ar_short": "ر", "ar_match": "exact",
        "en_admitted": "RF | R.F.", "en_forbidden": "Muscovy", "en_short": "RF", "ru_admitted": "РФ", "ru_forbidden": "Русь",
        "ru_short": "РФ | Рус", "pos": "adj", "gender": "f", "number": "pl", "animate": "yes", "ru_forms": "gen=а; dat=б",
        "note": "one & <two>", "source": "kremlin.ru", "example": "في روسيا",
    }),
    ("an id unlike ours", {"id": "Россия 1"}),
    ("an id that is no XML name", {"id": "1-2"}),
    ("full and short alike", {"en_short": "Russia", "ar_short": "روسيا"}),
    ("quotes", {"ar": 'مجموعة "روسيا"', "ru": "Группа «Россия»"}),
    ("a note like one of ours", {"note": "[sic] Russia"}),
    ("another part of speech", {"pos": "verb"}),
]  # fmt: skip


@pytest.mark.parametrize("edition", [ED_2019, ED_2008], ids=["2019", "2008"])
@pytest.mark.parametrize("more", [case[1] for case in ROWS], ids=[case[0] for case in ROWS])
def test_a_concept_comes_back_as_it_was(tmp_path: Path, more: dict[str, str], edition: Edition) -> None:
    concept = concept_of(ROW | more)
    tbx_writer.write([concept], tmp_path / "a.tbx", edition)
    (row,) = tbx.read(tmp_path / "a.tbx")
    assert row.cells == row_of(concept)


def test_what_is_written_is_tbx_basic_in_dca_style(tmp_path: Path) -> None:
    concept = replace(concept_of(ROW | {"en_short": "RF", "en_forbidden": "Muscovy", "gender": "f"}), note="x")
    tbx_writer.write([concept], tmp_path / "a.tbx")
    root = etree.parse(tmp_path / "a.tbx").getroot()
    names = {"t": "urn:iso:std:iso:30042:ed-2"}
    assert (root.tag, dict(root.attrib)["style"], root.get("type")) == (f"{{{names['t']}}}tbx", "dca", "TBX-Basic")
    assert root.xpath("t:tbxHeader/t:fileDesc/t:sourceDesc/t:p", namespaces=names)
    (entry,) = root.xpath("t:text/t:body/t:conceptEntry[@id='place.russia']", namespaces=names)
    assert entry.xpath("t:langSec/@xml:lang", namespaces=names) == ["ar", "en", "ru"]
    statuses = entry.xpath(
        "t:langSec[@xml:lang='en']/t:termSec/t:termNote[@type='administrativeStatus']/text()", namespaces=names
    )
    assert statuses == ["preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"]
    assert entry.xpath("//t:termNote[@type='termType']/text()", namespaces=names) == ["acronym"]
    assert entry.xpath("//t:termNote[@type='grammaticalGender']/text()", namespaces=names) == ["feminine"]


def test_the_same_concepts_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        tbx_writer.write([concept_of(ROW)], tmp_path / f"{name}.tbx")
    assert (tmp_path / "a.tbx").read_bytes() == (tmp_path / "b.tbx").read_bytes()


# What others write


def test_what_weblate_writes_is_understood() -> None:
    summit, session = cells(DATA / "weblate.tbx")
    assert summit == {
        "ar": "قمة", "en": "summit", "en_admitted": "summit meeting", "en_forbidden": "top",
        "ru": "саммит", "ru_forbidden": "верхушка", "note": "A meeting of heads of state.; Capital in names only",
    }  # fmt: skip
    assert session == {"ar": "جلسة", "en": "session"}


def test_what_memoq_writes_is_understood() -> None:
    """The term that says it is to be preferred, in whichever English; the acronym is short."""
    (csto,) = cells(DATA / "memoq.tbx")
    assert csto == {
        "ar": "منظمة معاهدة الأمن الجماعي",
        "en": "Collective Security Treaty Organization",
        "en_admitted": "Collective Security Treaty Organisation",
        "en_short": "CSTO",
        "ru": "Организация Договора о коллективной безопасности",
        "ru_forbidden": "Ташкентский пакт",
        "gender": "f",
        "number": "sg",
        "note": "Military",
    }


def test_dct_style_and_the_third_edition_are_understood() -> None:
    (minsk,) = cells(DATA / "dct.tbx")
    assert minsk == {
        "id": "place.minsk", "type": "place", "status": "approved", "ar": "مينسك", "example": "وصل الوفد إلى مينسك.",
        "en": "Minsk", "en_forbidden": "Mensk", "ru": "Минск", "gender": "m", "note": "The capital of Belarus.",
    }  # fmt: skip


def test_the_line_of_each_concept_is_known() -> None:
    assert [row.where for row in tbx.read(DATA / "weblate.tbx")] == [f"{DATA / 'weblate.tbx'}:{line}" for line in (13, 30)]


def term(text: str, **notes: str) -> str:
    inside = "".join(f'<termNote type="{kind}">{value}</termNote>' for kind, value in notes.items())
    return f"<termSec><term>{text}</term>{inside}</termSec>"


STATUSES = [
    ("preferred", "administrativeStatus", "preferredTerm-admn-sts", "en"),
    ("preferred, short for it", "administrativeStatus", "preferred", "en"),
    ("admitted", "administrativeStatus", "admittedTerm-admn-sts", "en_admitted"),
    ("deprecated", "administrativeStatus", "deprecatedTerm-admn-sts", "en_forbidden"),
    ("superseded", "administrativeStatus", "supersededTerm-admn-sts", "en_forbidden"),
    ("Weblate's forbidden", "administrativeStatus", "forbidden", "en_forbidden"),
    ("Weblate's obsolete", "administrativeStatus", "obsolete", "en_forbidden"),
    ("not recommended", "administrativeStatus", "Not recommended", "en_forbidden"),
    ("XTM's", "status", "FORBIDDEN", "en_forbidden"),
    ("an older category", "normativeAuthorization", "supersededTerm", "en_forbidden"),
    ("an acronym", "termType", "acronym", "en_short"),
    ("a short form", "termType", "shortForm", "en_short"),
    ("a short form, in words", "termType", "short form", "en_short"),
    ("a full form", "termType", "fullForm", "en_admitted"),
    ("a status of another kind", "administrativeStatus", "standardizedTerm-admn-sts", "en_admitted"),
]


@pytest.mark.parametrize(("kind", "value", "column"), [case[1:] for case in STATUSES], ids=[case[0] for case in STATUSES])
def test_a_term_goes_where_its_status_and_type_say(tmp_path: Path, kind: str, value: str, column: str) -> None:
    row = one(tmp_path, en=term("Russia") + term("RF", **{kind: value}))
    assert row[column] == "RF"
    assert (row["en"] == "Russia") == (column != "en")


def test_a_language_that_has_only_an_acronym_prefers_it(tmp_path: Path) -> None:
    assert one(tmp_path, en=term("RF", termType="acronym"))["en"] == "RF"


def test_a_language_that_has_only_what_is_forbidden_lacks_a_form(tmp_path: Path) -> None:
    row = one(tmp_path, en=term("Muscovy", administrativeStatus="forbidden"))
    assert "en" not in row
    assert row["en_forbidden"] == "Muscovy"


def test_marks_and_line_breaks_are_cleaned_as_in_a_table(tmp_path: Path) -> None:
    assert one(tmp_path, en=term("\u200eRussian\n   Federation\u200f"))["en"] == "Russian Federation"


@pytest.mark.parametrize(("identity", "kept"), [("place.russia", True), ("c5", False), ("tid-db-1-2", False), ("", False)])
def test_only_an_id_like_ours_is_kept(tmp_path: Path, *, identity: str, kept: bool) -> None:
    """Other programs number their concepts, so that `c5` is another one in the next file."""
    (tmp_path / "a.tbx").write_text(
        ENTRY.format(about="", en=ENGLISH, ru=RUSSIAN).replace("<conceptEntry>", f'<conceptEntry id="{identity}">'),
        encoding="utf-8",
    )
    assert ("id" in cells(tmp_path / "a.tbx")[0]) is kept


# What would harm, and what is no TBX

LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BODY = ENTRY.format(about="<note>&l11;</note>", en=ENGLISH, ru=RUSSIAN)
ATTRIBUTE = BODY.replace("<note>&l11;</note>", "<note from='&l11;'/>")
HARMFUL = [
    ("an entity bomb", f'<!DOCTYPE tbx [<!ENTITY l0 "lol">{LOL}]>{BODY}'),
    (
        "a bomb in an attribute",
        f"<!DOCTYPE tbx [<!ENTITY l0 'lol'>{LOL}]>{ATTRIBUTE}",
    ),
    ("a file of this machine", f'<!DOCTYPE tbx [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>{BODY}'),
    ("an address", f'<!DOCTYPE tbx [<!ENTITY l11 SYSTEM "http://example.invalid/x">]>{BODY}'),
    ("a parameter entity", f'<!DOCTYPE tbx [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>{BODY.replace("&l11;", "")}'),
    ("a DTD of its own", f"<!DOCTYPE tbx [<!ELEMENT tbx ANY>]>{BODY.replace('&l11;', '')}"),
    ("an entity that is not declared", BODY),
    ("not well-formed", "<tbx><text></tbx>"),
    ("another XML", "<html/>"),
    ("text", "id,ar,en,ru"),
    ("nothing", ""),
    ("too deep", "<tbx>" + "<p>" * 5_000 + "</p>" * 5_000 + "</tbx>"),
]


@pytest.mark.parametrize("text", [case[1] for case in HARMFUL], ids=[case[0] for case in HARMFUL])
def test_what_would_harm_or_is_no_tbx_is_refused_at_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.tbx").write_text(text, encoding="utf-8")
    start = time.perf_counter()
    with pytest.raises(GlossaryError) as raised:
        list(tbx.read(tmp_path / "a.tbx"))
    assert time.perf_counter() - start < 2
    assert raised.value.where == str(tmp_path / "a.tbx")
    assert "root:" not in str(raised.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_another_encoding_hides_no_bomb(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{HARMFUL[0][1]}'
    (tmp_path / "a.tbx").write_bytes(text.encode(encoding))
    with pytest.raises(GlossaryError):
        list(tbx.read(tmp_path / "a.tbx"))


def test_a_dtd_that_is_only_named_is_not_fetched(tmp_path: Path) -> None:
    """The one named lies there and would give the term away."""
    (tmp_path / "evil.dtd").write_text('<!ENTITY l11 "stolen">', encoding="utf-8")
    body = BODY.replace("&l11;", "fine")
    (tmp_path / "a.tbx").write_text(f'<!DOCTYPE tbx SYSTEM "{(tmp_path / "evil.dtd").as_uri()}">{body}', encoding="utf-8")
    assert cells(tmp_path / "a.tbx")[0]["note"] == "fine"
    (tmp_path / "a.tbx").write_text(f'<!DOCTYPE tbx SYSTEM "{(tmp_path / "evil.dtd").as_uri()}">{BODY}', encoding="utf-8")
    assert "stolen" not in str([row.cells for row in _or_nothing(tmp_path / "a.tbx")])


def _or_nothing(path: Path) -> list[tbx.Row]:
    try:
        return list(tbx.read(path))
    except GlossaryError:
        return []


def test_a_file_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tbx, "MAX_BYTES", 100)
    (tmp_path / "a.tbx").write_text(BODY, encoding="utf-8")
    with pytest.raises(GlossaryError, match="is larger than"):
        list(tbx.read(tmp_path / "a.tbx"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="cannot be read"):
        list(tbx.read(tmp_path / "none.tbx"))
