"""SRX 2.0: what a user's file says, that it comes before the package's own, and one clear line for what is not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translate.config import load
from translate.errors import ConfigError
from translate.model import Block, BlockKind
from translate.segment import segments, split, srx

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="{cascade}"/><body>'


def rule(before: str, after: str, *, cuts: bool = False) -> str:
    answer = "yes" if cuts else "no"
    return f'<rule break="{answer}"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>'


def srx_text(*named: tuple[str, str, str], cascade: str = "yes") -> str:
    """A file of (name, pattern of languages, rules)."""
    rules = "".join(f'<languagerule languagerulename="{name}">{inner}</languagerule>' for name, _, inner in named)
    maps = "".join(f'<languagemap languagepattern="{pattern}" languagerulename="{name}"/>' for name, pattern, _ in named)
    head = HEAD.format(cascade=cascade)
    return f"{head}<languagerules>{rules}</languagerules><maprules>{maps}</maprules></body></srx>"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "my.srx"


def test_an_abbreviation_of_the_desk_is_not_cut(own: Path) -> None:
    own.write_text(srx_text(("A", "ar.*", rule(r"\bتلفز\.", r"\s"))), encoding="utf-8")
    assert split("قناة تلفز. لبنان. وغادر.", rules=own) == ("قناة تلفز. لبنان. ", "وغادر.")
    assert split("قناة تلفز. لبنان. وغادر.") == ("قناة تلفز. ", "لبنان. ", "وغادر.")


def test_semicolons_can_be_left_whole(own: Path) -> None:
    own.write_text(srx_text(("A", "ar", rule("؛", r"\s"))), encoding="utf-8")
    assert split("انتهى؛ وغادر. ثم عاد.", rules=own) == ("انتهى؛ وغادر. ", "ثم عاد.")


def test_a_place_to_cut_can_be_added(own: Path) -> None:
    own.write_text(srx_text(("A", "ar", rule("،", r"\s+كما", cuts=True))), encoding="utf-8")
    assert split("انتهى، كما غادر، ثم عاد.", rules=own) == ("انتهى، ", "كما غادر، ثم عاد.")


def test_the_first_rule_that_fits_decides(own: Path) -> None:
    first, second = rule("د", r"\s", cuts=True), rule("د", r"\s")
    own.write_text(srx_text(("A", "ar", first + second)), encoding="utf-8")
    assert split("د نعم", rules=own) == ("د ", "نعم")
    other = own.with_name("other.srx")
    other.write_text(srx_text(("A", "ar", second + first)), encoding="utf-8")
    assert split("د نعم", rules=other) == ("د نعم",)


def test_rules_speak_of_their_languages_only(own: Path) -> None:
    own.write_text(srx_text(("A", "en", rule("؛", r"\s"))), encoding="utf-8")
    assert split("انتهى؛ وغادر.", rules=own) == ("انتهى؛ ", "وغادر.")


@pytest.mark.parametrize(("cascade", "pieces"), [("yes", ("أ+ ", "ب* ", "ج")), ("no", ("أ+ ", "ب* ج"))])
def test_with_cascade_all_maps_that_fit_speak_else_the_first(own: Path, cascade: str, pieces: tuple[str, ...]) -> None:
    one, two = rule(r"\+", r"\s", cuts=True), rule(r"\*", r"\s", cuts=True)
    own.write_text(srx_text(("A", "ar", one), ("B", ".*", two), cascade=cascade), encoding="utf-8")
    assert split("أ+ ب* ج", rules=own) == pieces


def test_the_expressions_of_icu_are_known(own: Path) -> None:
    inner = rule(r"(?i)\bXYZ\.", r"\h[\p{L}&amp;&amp;\p{Arabic}]") + rule(r"\u0651?+\x{62F}\.", r"\s")
    own.write_text(srx_text(("A", "AR|ar", inner)), encoding="utf-8")
    assert split("قناة xyz. لبند. نعم.", rules=own) == ("قناة xyz. لبند. نعم.",)


def test_what_no_rule_can_say_holds_for_a_users_rules_too(own: Path) -> None:
    own.write_text(srx_text(("A", "ar", rule("،", r"\s", cuts=True))), encoding="utf-8")
    assert split("قال «نعم، لا»، ثم غادر.", rules=own) == ("قال «نعم، لا»، ", "ثم غادر.")


def test_the_segments_of_a_document_follow_a_users_rules(own: Path) -> None:
    own.write_text(srx_text(("A", "ar", rule("؛", r"\s"))), encoding="utf-8")
    block = Block(BlockKind.PARAGRAPH, "انتهى؛ وغادر.", 1)
    assert [part.source for part in segments([block], own)] == ["انتهى؛ وغادر."]


@pytest.mark.parametrize(("lang", "pieces"), [("en", 1), ("ar", 2), ("fr", 2)])
def test_a_block_is_cut_in_its_own_language(lang: str, pieces: int) -> None:
    assert len(segments([Block(BlockKind.PARAGRAPH, "He met Sen. Brown", 1, lang=lang)])) == pieces


@pytest.mark.parametrize(
    ("toml", "named"), [('[segment]\nrules = "my.srx"\n', True), ('[segment]\nrules = ""\n', False), ("", False)]
)
def test_config_names_the_file_from_its_own_folder(tmp_path: Path, toml: str, *, named: bool) -> None:
    config = tmp_path / "config.toml"
    config.write_text(toml, encoding="utf-8")
    assert load(config).segment_rules == (tmp_path / "my.srx" if named else None)


def test_no_comment_nor_mark_up_disturbs_the_package_s_own_rules() -> None:
    for lang in ("ar", "en", "ru", "und"):
        assert srx.rules(lang).cuts


BAD = {
    "no XML": ("قال", ["not well-formed"]),
    "cut off": (srx_text(("A", "ar", ""))[:-9], ["not well-formed"]),
    "another root": ("<tmx/>", ["is no SRX 2.0"]),
    "SRX 1.0": ('<srx version="1.0"/>', ["is no SRX 2.0"]),
    "an expression that is none": (
        srx_text(("A", "ar", rule("(", r"\s"))),
        ["beforebreak of rule 1 of “A”", "no regular expression"],
    ),
    "one behind": (srx_text(("A", "ar", rule("a", "[") + rule("a", ""))), ["afterbreak of rule 1 of “A”"]),
    "a second rule": (srx_text(("A", "ar", rule("a", "b") + rule("*", ""))), ["rule 2 of “A”"]),
    "a reference back": (srx_text(("A", "ar", rule(r"(.)\1", ""))), ["rule 1 of “A” refers back to a group"]),
    "a code point that is none": (srx_text(("A", "ar", rule(r"\x{110000}", ""))), ["rule 1 of “A”"]),
    "a pattern of languages that is none": (srx_text(("A", "(ar", "")), ["languagepattern of “A”"]),
    "rules that are not there": (
        srx_text(("A", "ar", "")).replace('languagerulename="A"/>', 'languagerulename="B"/>'),
        ["“B”", "there: A"],
    ),
    "an entity": (f'<!DOCTYPE srx [<!ENTITY e "x">]>{srx_text(("A", "ar", rule("&amp;e;", "")))}', ["DTD"]),
    "a file that is fetched": (f'<!DOCTYPE srx SYSTEM "file:///etc/passwd">{srx_text(("A", "ar", ""))}', ["DTD"]),
    "a billion laughs": (
        '<!DOCTYPE srx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><srx xmlns="http://www.lisa.org/srx20">&b;</srx>',
        ["DTD"],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_clear_line(own: Path, name: str) -> None:
    content, words = BAD[name]
    own.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        split("قال. نعم.", rules=own)
    message = str(caught.value)
    assert message.startswith(str(own))
    assert all(word in message for word in words), message
    assert "\n" not in message


def test_a_file_that_is_not_there_is_told(own: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        split("قال.", rules=own)


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="directory"):
        split("قال.", rules=tmp_path)


def test_a_file_that_is_too_large_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_text(srx_text(("A", "ar", "")), encoding="utf-8")
    monkeypatch.setattr(srx, "MAX_BYTES", 100)
    with pytest.raises(ConfigError, match="larger than"):
        split("قال.", rules=own)


def test_a_rule_that_never_comes_to_an_end_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_text(srx_text(("A", "ar", rule(r"(?:\w|\w\w)+\W", "", cuts=True))), encoding="utf-8")
    monkeypatch.setattr(srx, "_SECONDS", 0.2)
    with pytest.raises(ConfigError, match="rule 1 of “A”"):
        split("س" * 3000, rules=own)
