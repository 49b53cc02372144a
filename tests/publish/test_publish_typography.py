"""Text is set as its language wants it; what is not certain stays; letters and digits always do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.model import Lang
from translate.publish.typography import typeset

AR, EN, RU = Lang
_ = "\u00a0"

ENGLISH = {
    'He said "yes".': "He said “yes”.",
    "He said «yes».": "He said “yes”.",
    "He said „yes“.": "He said “yes”.",
    '"First," he said, "second."': "“First,” he said, “second.”",
    '"the "joint attack" came"': "“the ‘joint attack’ came”",
    "\"the 'joint attack' came\"": "“the ‘joint attack’ came”",
    '("yes")': "(“yes”)",
    "the leaders' view, it's Putin's": "the leaders’ view, it’s Putin’s",
    "the '90s": "the ’90s",
    "war - and peace": f"war{_}– and peace",
    "war -- and peace": f"war{_}– and peace",
    "war — and peace": f"war{_}– and peace",
    "in 2010-2012": "in 2010–2012",
    "wait...": "wait…",
    "two  spaces": "two spaces",
    "5 million people": f"5{_}million people",
    "10 January": f"10{_}January",
    "January 10, 2022": f"January{_}10, 2022",
    "Mr Putin and Dr. No": f"Mr{_}Putin and Dr.{_}No",
    "J. R. R. Tolkien": f"J.{_}R.{_}R.{_}Tolkien",
    "50 %": f"50{_}%",
}
RUSSIAN = {
    'Он сказал "да".': "Он сказал «да».",
    "Он сказал “да”.": "Он сказал «да».",
    '"операция "Щит" началась"': "«операция „Щит“ началась»",
    '"захватить "власть""': "«захватить „власть“»",
    "«операция „Щит“»": "«операция „Щит“»",
    "Путин - президент": f"Путин{_}— президент",
    "Путин – президент": f"Путин{_}— президент",
    "- Да, сказал он": f"—{_}Да, сказал он",
    "в Москве и в Минске": f"в{_}Москве и{_}в{_}Минске",
    "из-за роста": f"из-за{_}роста",
    "он же сказал бы": f"он{_}же сказал{_}бы",
    "А. С. Пушкин": f"А.{_}С.{_}Пушкин",
    "30 лет": f"30{_}лет",
    "10 января 2022 г.": f"10{_}января 2022{_}г.",
    "10 000 человек": f"10{_}000{_}человек",
    "№ 5": f"№{_}5",
    "т. е. завтра": f"т.{_}е. завтра",
    "г. Москва, г-н Иванов": f"г.{_}Москва, г-н{_}Иванов",
    "О'Коннор": "О’Коннор",
    "2010-2012 годы": f"2010–2012{_}годы",
}
AS_IT_IS = {
    EN: (
        'a "quote without its end',
        'it is 5" wide',
        "a well-known, post-Soviet word",
        "see https://example.org/a-b?x=2010-2012...&y=%20 here",
        "write to first.last-name@example-news.org now",
        "on 2022-01-10",
        "call 555-1234-99",
        "COVID-19",
        "1.5",
        "",
    ),
    RU: (
        'слово "давно забыто',
        "из-под, по-русски, кто-то",
        "https://example.org/a-b-в-в",
        "2022-01-10",
        "COVID-19",
        "1,5",
        "",
    ),
    AR: ('قال "نعم" - ثم  عاد...', "«نعم»", "10 يناير", ""),
}


@pytest.mark.parametrize(("typed", "wanted"), ENGLISH.items())
def test_english_is_set_as_english(typed: str, wanted: str) -> None:
    assert typeset(typed, EN) == wanted


@pytest.mark.parametrize(("typed", "wanted"), RUSSIAN.items())
def test_russian_is_set_as_russian(typed: str, wanted: str) -> None:
    assert typeset(typed, RU) == wanted


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in AS_IT_IS.items() for text in texts])
def test_what_is_right_or_uncertain_stays(lang: Lang, text: str) -> None:
    assert typeset(text, lang) == text


TEXTS = st.text(st.sampled_from("abЩви 0129.,-–—\"“”„«»'’()!№% \u00a0"), max_size=40)


@given(TEXTS, st.sampled_from(Lang))
def test_letters_and_digits_never_change(text: str, lang: Lang) -> None:
    assert [char for char in typeset(text, lang) if char.isalnum()] == [char for char in text if char.isalnum()]


@given(TEXTS, st.sampled_from(Lang))
def test_what_is_set_stays_set(text: str, lang: Lang) -> None:
    once = typeset(text, lang)
    assert typeset(once, lang) == once


@given(st.text(max_size=60), st.sampled_from((EN, RU)))
def test_any_text_can_be_set(text: str, lang: Lang) -> None:
    assert len(typeset(text, lang)) <= len(text)
