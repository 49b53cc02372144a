"""The checks as tables: what each finds, what it lets pass, and what is none of its business."""

from __future__ import annotations

import time

import pytest
from check_tables import EN, LONG, RU, case, concept
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import checks
from translate.checks import completeness, inventions, numbers, script, terms
from translate.checks.case import Case
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.glossary.names import Names
from translate.glossary.termbase import Concept, TargetForms, by_id
from translate.model import Finding, Lang, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def told(findings: object) -> list[tuple[Severity, str]]:
    assert isinstance(findings, tuple | list)
    return [(finding.severity, finding.message) for finding in findings]


class TestCompleteness:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            (LONG, "The participants said that the events had become an attempt to interfere."),
            (LONG, "x" * 40),
            ("نعم", "Yes, that is indeed what I meant to say."),  # short: lengths scatter
            ("أكد الرئيس اليوم أهمية العمل المشترك", "No."),
            (LONG, "They said yes, and they said yes, and so it became an attempt to interfere."),  # twice is style
            (LONG, "No, no, no, no: the participants said that events had become an attempt."),  # short words may be
        ],
    )
    @pytest.mark.parametrize("lang", [EN, RU])
    def test_finds_nothing_in_a_whole_draft(self, source: str, text: str, lang: Lang) -> None:
        assert list(completeness.check(case(source, text, lang))) == []

    @pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
    def test_finds_an_empty_draft_and_says_no_more(self, text: str) -> None:
        assert told(list(completeness.check(case(LONG, text, complete=False)))) == [(ERROR, "The draft is empty.")]

    @pytest.mark.parametrize(
        ("text", "complete", "said"),
        [
            ("The participants said that the events had become", False, "The engine was cut off"),
            ("of the members of the members of the members of the members", True, "The draft repeats itself"),
            ("In it the events, the events, the events became an attempt.", True, "The draft repeats itself"),
        ],
    )
    def test_finds_what_was_cut_or_loops(self, text: str, complete: bool, said: str) -> None:  # noqa: FBT001
        [finding] = completeness.check(case(LONG, text, complete=complete))
        assert (finding.severity, finding.message.startswith(said)) == (ERROR, True)

    @pytest.mark.parametrize(
        ("lang", "length", "said"),
        [
            (EN, 0.60, "Much shorter"),
            (EN, 0.65, None),
            (EN, 2.15, None),
            (EN, 2.25, "Much longer"),
            (RU, 0.60, "Much shorter"),
            (RU, 2.45, None),
            (RU, 2.55, "Much longer"),
        ],
    )
    def test_finds_an_unlikely_length(self, lang: Lang, length: float, said: str | None) -> None:
        source = "س" * 1000
        found = list(completeness.check(case(source, "x" * round(1000 * length), lang)))
        assert [(finding.severity, finding.message[:12].strip()) for finding in found] == ([(WARNING, said)] if said else [])

    def test_of_a_very_long_draft_takes_no_longer_than_reading_it(self) -> None:
        text = " ".join(f"word{number}" for number in range(20_000))
        started = time.process_time()
        assert list(completeness.check(case("س" * len(text), text))) == []
        assert time.process_time() - started < 5


class TestScript:
    @pytest.mark.parametrize(
        ("source", "text", "lang"),
        [
            ("قال", "He said “yes” – naïve café, Erdoğan, Łódź; 5 °C, 10 % … § 3", EN),
            ("قال", "Он сказал: «да» — ёлка, № 5, 10 %…", RU),
            ("قالت شركة NATO", "В NATO сказали", RU),
            ("قالت nato", "В NATO сказали", RU),
            ("فيتامين C", "Витамин C", RU),  # one letter is no word
            ("جامعة إيتمو", "В ITMO University", RU),  # the glossary has it in Latin letters
            ("قال", "", RU),
            ("قال", "10 000 €", EN),
        ],
    )
    def test_finds_nothing_where_every_letter_belongs(self, source: str, text: str, lang: Lang) -> None:
        assert list(script.check(case(source, text, lang))) == []

    @pytest.mark.parametrize(
        ("text", "lang", "foreign"),
        [
            ("He said نعم.", EN, "نعم"),
            ("He said да.", EN, "да"),
            ("The 会议 began", EN, "会议"),
            ("Το meeting", EN, "Το"),
            ("In the year ٢٠٢٢", EN, "٢٠٢٢"),
            ("Он сказал نعم", RU, "نعم"),
            ("Это 会议", RU, "会议"),
            ("Это שלום", RU, "שלום"),
        ],
    )
    def test_finds_letters_of_another_script(self, text: str, lang: Lang, foreign: str) -> None:
        found = told(list(script.check(case("قال", text, lang))))
        assert found == [(ERROR, f"Foreign script in the draft: “{foreign}”. Translate it or write it in our letters.")]

    @pytest.mark.parametrize(
        ("source", "text", "latin"),
        [
            ("قال", "Он сказал yes", "English words in the Russian: “yes”"),
            ("قال", "Он сказал, что the president ушёл", "English words in the Russian: “the”, “president”"),
            ("قال حلف", "В NATO сказали", "Latin names in the Russian: “NATO”"),
            ("قالت وكالة تاس", "Агентство TASS", "Latin names in the Russian: “TASS”"),  # a forbidden form is no excuse
            ("قال", "Группа Fire of Anatolia", "Latin names in the Russian: “Fire”, “of”, “Anatolia”"),
        ],
    )
    def test_finds_latin_in_russian_and_minds_words_more_than_names(self, source: str, text: str, latin: str) -> None:
        [(severity, message)] = told(list(script.check(case(source, text, RU))))
        assert (severity, message.split(". ")[0]) == (WARNING if "English" in latin else INFO, latin)


class TestNumbers:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("لا أرقام هنا", "No numbers here"),
            ("ثلاثون عاما", "30 years"),  # spelled out there, in digits here
            ("٣٠ عاما", "30 years"),
            ("۳۰ عاما", "30 лет"),
            ("10 يناير/كانون الثاني 2022", "10 January 2022"),
            ("١٠ يناير ٢٠٢٢", "January 10, 2022"),
            ("1.5 مليون", "1,5 млн"),
            ("١٫٥ مليون", "1.5 million"),
            ("10,000 قتيل", "10 000 погибших"),
            ("10.000 قتيل", "10,000 dead"),
            ("١٠٬٠٠٠ قتيل", "10\u00a0000 погибших"),
            ("10000 قتيل", "10\u202f000 погибших"),
            ("1,234,567.89 دولار", "1 234 567,89 доллара"),
            ("في عام 2012. ثم", "in 2012, then"),
            ("من 5 إلى 6", "5–6"),
            ("10-15 دولة", "10 to 15 states"),
            ("بنسبة 5%", "5 %"),
            ("القرار 1325 والقرار 1325", "Resolutions 1325 and 1325"),
            ("في 2022 قُتل 100 شخص", "In 2022, 100 people died"),
            ("في 2022 100 قتيل", "In 2022, 100 died"),
            ("عام 2022، 150 شخصا", "150 человек в 2022 году"),
            ("10 يناير 2022", "10.01.2022"),
            ("10/01/2022", "10.01.2022"),
            ("١٠/١/٢٠٢٢", "10.01.2022"),
            ("2022-01-10", "10.01.2022"),
            ("10.01.2022", "10/01/2022"),
            ("الساعة 10:30", "at 10:30"),
            ("الفقرة 3.", "Paragraph 3."),
            ("007", "7"),
        ],
    )
    def test_finds_nothing_where_every_number_is_kept(self, source: str, text: str) -> None:
        assert told(list(numbers.check(case(source, text)))) == []

    @pytest.mark.parametrize(
        ("source", "text", "said"),
        [
            ("30 عاما", "years", "30"),
            ("٣٠ عاما", "years", "30"),
            ("30 عاما", "31 years", "30; the draft has 31"),
            ("1.5 مليون", "15.5 million", "1.5; the draft has 15.5"),
            ("10,000 قتيل", "10 00 dead", "10000; the draft has 0, 10"),
            ("10,000 قتيل", "1,000 dead", "10000; the draft has 1000"),
            ("5 من 5", "5 of them", "5"),
            ("1 و2 و3", "2", "1, 3"),
            ("10 يناير 2022", "11.01.2022", "10; the draft has 1, 11"),
            ("10/01/2022", "10.02.2022", "1; the draft has 2"),
            ("2022", "2 022 000", "2022; the draft has 2022000"),
        ],
    )
    def test_finds_what_is_missing_or_changed(self, source: str, text: str, said: str) -> None:
        assert (ERROR, f"Number missing: {said}") in told(list(numbers.check(case(source, text))))


class TestTerms:
    @pytest.mark.parametrize(
        ("source", "text", "lang"),
        [
            ("لا مصطلحات هنا", "No terms here, Tass or not", EN),
            ("قال إمام علي رحمن", "Emomali Rahmon said", EN),
            ("قال إمام علي رحمن", "Rahmon said", EN),
            ("قال رحمن", "Rahmon said", EN),
            ("قال إمام علي رحمن", "Слова Эмомали Рахмона", RU),
            ("قال رحمن", "Встреча с Рахмоном", RU),
            ("في ألماتي", "in Alma-Ata", EN),  # admitted, though Alma is forbidden
            ("في ألماتي", "в Алматы", RU),
            ("وكالة تاس", "TASS", EN),
            ("قوات حفظ السلام", "Peacekeeping forces", EN),
            ("عمليات حفظ السلام", "опыт миротворчества", RU),
        ],
    )
    def test_finds_nothing_where_every_term_is_right(self, source: str, text: str, lang: Lang) -> None:
        assert told(list(terms.check(case(source, text, lang)))) == []

    @pytest.mark.parametrize(
        ("source", "text", "lang", "findings"),
        [
            ("قال إمام علي رحمن", "He said", EN, [(ERROR, "Term missing: إمام علي رحمن = “Emomali Rahmon”.")]),
            ("قال رحمن", "He said", EN, [(ERROR, "Term missing: رحمن = “Rahmon”.")]),
            ("قوات حفظ السلام", "forces", EN, [(WARNING, "Term missing: حفظ السلام = “peacekeeping”.")]),
            (
                "قال إمام علي رحمن",
                "Imam Ali Rahman said",
                EN,
                [
                    (ERROR, "“Imam Ali Rahman” is not our usage: write “Emomali Rahmon”."),
                    (ERROR, "Term missing: إمام علي رحمن = “Emomali Rahmon”."),
                ],
            ),
            (
                "قال إمام علي رحمن",
                "Слова Имама Али Рахмана",
                RU,
                [
                    (ERROR, "“Имам Али Рахман” is not our usage: write “Эмомали Рахмон”."),
                    (ERROR, "Term missing: إمام علي رحمن = “Эмомали Рахмон”."),
                ],
            ),
            ("قالت وكالة تاس", "TASS, or Tass, said", EN, [(ERROR, "“Tass” is not our usage: write “TASS”.")]),
            ("في ألماتي", "in Alma and Alma-Ata", EN, [(ERROR, "“Alma” is not our usage: write “Almaty”.")]),
            ("رحمن ورحمن", "He and he", EN, [(ERROR, "Term missing: رحمن = “Rahmon”.")]),  # told once
        ],
    )
    def test_finds_what_is_missing_or_forbidden(
        self, source: str, text: str, lang: Lang, findings: list[tuple[Severity, str]]
    ) -> None:
        assert told(list(terms.check(case(source, text, lang)))) == findings


class TestAllChecks:
    def test_say_nothing_of_a_good_draft(self) -> None:
        source = "قال إمام علي رحمن في ١٠ يناير ٢٠٢٢ إن قوات حفظ السلام وصلت إلى ألماتي."
        english = "Emomali Rahmon said on 10 January 2022 that the peacekeeping forces had reached Almaty."
        russian = "Эмомали Рахмон 10 января 2022 года заявил, что силы по миротворчеству прибыли в Алма-Ату."
        assert checks.run(case(source, english)) == ()
        assert checks.run(case(source, russian, RU)) == ()

    def test_sign_their_findings(self) -> None:
        found = checks.run(case("قال إمام علي رحمن 30 مرة في الاجتماع الاستثنائي لدول المنظمة", "да Imam Ali Rahman, TASS"))
        assert {finding.check for finding in found} >= {
            "completeness",
            "script",
            "numbers",
            "term-missing",
            "term-forbidden",
            "invention",
        }

    def test_tell_the_worst_first(self) -> None:
        found = checks.run(case("قال إمام علي رحمن 30 مرة؟", "he  said monday"))
        assert [finding.severity for finding in found] == sorted(
            (finding.severity for finding in found), key=[ERROR, WARNING, INFO].index
        )
        assert {finding.severity for finding in found} == {ERROR, WARNING, INFO}

    @given(
        source=st.text(st.sampled_from("قال رحمن ١٢3.,،«»() NATO\u200f\u202e😀\x00\n"), max_size=80),
        text=st.text(max_size=80),
        lang=st.sampled_from([EN, RU]),
    )
    @settings(max_examples=150, deadline=None)
    def test_never_raise_and_give_lines_an_editor_can_read(self, source: str, text: str, lang: Lang) -> None:
        for finding in checks.run(case(source, text, lang)):
            assert isinstance(finding, Finding)
            assert finding.check in checks.RULES
            assert finding.message.strip()


def named(name: str, kind: str, arabic: str, en: str, ru: str) -> Concept:
    """`en` and `ru`: the preferred form and, after a bar, the short one; what the source calls short is its last word."""
    (english, *short_en), (russian, *short_ru) = en.split("|"), ru.split("|")
    short = arabic.rsplit(" ", 1)[-1] if kind == "person" else ""
    return concept(
        name,
        kind,
        arabic,
        TargetForms(english, short=tuple(short_en)),
        TargetForms(russian, short=tuple(short_ru)),
        short=short,
    )


NAMED = by_id(
    [
        named("person.putin", "person", "فلاديمير بوتين", "Vladimir Putin|Putin", "Владимир Путин|Путин"),
        named("person.biden", "person", "جو بايدن", "Joe Biden|Biden", "Джо Байден|Байден"),
        named("place.russia", "place", "روسيا", "Russia", "Россия"),
        named("place.usa", "place", "الولايات المتحدة", "United States", "США"),
        named("org.un", "organisation", "الأمم المتحدة", "United Nations|UN", "Организация Объединённых Наций|ООН"),
        named("demonym.russian", "demonym", "روسي", "Russian|Russia", "российский|Россия"),
        named("term.summit", "term", "قمة", "summit", "саммит"),
    ]
)


class TestInventions:
    def told(self, source: str, text: str, lang: Lang) -> list[str]:
        found = inventions.check(
            Case(source, text, lang, as_found(Matcher(NAMED).find(source), NAMED, lang), NAMED, Names(NAMED))
        )
        return [finding.message.split("”")[0][1:] for finding in found]

    @pytest.mark.parametrize(
        ("source", "text", "lang", "names"),
        [
            ("قال بوتين إنه متفائل", "President Biden said he was optimistic.", EN, ["Biden"]),
            ("قال بوتين إنه متفائل", "Президент Байден сказал, что он настроен оптимистично.", RU, ["Байден"]),
            ("هجوم على المدينة", "An attack on the United States.", EN, ["United States"]),
            ("هجوم على المدينة", "Нападение на США.", RU, ["США"]),
            ("قالت المنظمة", "The UN and the United Nations said so.", EN, ["UN", "United Nations"]),
            ("قالت المنظمة", "Решение принято Организацией Объединённых Наций.", RU, ["Организацией Объединённых Наций"]),
            ("وصل الرئيس", "He met Vladimir Putin.", EN, ["Vladimir Putin"]),
            ("وصل الرئيس", "Он встретился с Владимиром Путиным в России.", RU, ["Владимиром Путиным", "России"]),
        ],
    )
    def test_are_told(self, source: str, text: str, lang: Lang, names: list[str]) -> None:
        assert self.told(source, text, lang) == names

    @pytest.mark.parametrize(
        ("source", "text", "lang"),
        [
            ("قال بوتين إنه متفائل", "Putin said he was optimistic.", EN),
            ("قال بوتين إنه متفائل", "По словам Путина, он настроен оптимистично.", RU),
            ("قال فلاديمير بوتين", "Putin said.", EN),
            ("الرئيس الروسي", "The president of Russia.", EN),  # the demonym admits the country
            ("الرئيس الروسي", "Президент России.", RU),
            ("قمة", "A summit in Bideniya and RUNNING united nations.", EN),  # inside other words, without capitals
            ("قمة", "Саммит в сша.", RU),
            ("قمة", "", EN),
        ],
    )
    def test_are_not_seen_in_what_the_source_says(self, source: str, text: str, lang: Lang) -> None:
        assert self.told(source, text, lang) == []

    def test_are_not_seen_without_a_glossary(self) -> None:
        empty = by_id([])
        assert not list(inventions.check(Case("قمة", "Biden met Putin.", EN, (), empty, Names(empty))))
