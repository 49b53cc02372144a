"""English and Russian news: where a sentence ends, and where it only looks so."""

from __future__ import annotations

import pytest

from translate.segment import split

# A bar stands where a new sentence starts.
ENGLISH = [
    ("two sentences", "He left. |Then he came back."),
    ("a question", "Who won? |Nobody knows yet."),
    ("a title", "Dr. Smith met Gen. Lee and Sen. Brown on Monday. |They agreed."),
    ("initials", "J. R. R. Tolkien and George W. Bush never met. |So what."),
    ("the United States in the middle", "The U.S. Senate voted on the U.S. budget. |It passed."),
    ("the United States at the end", "He returned to the U.S. |The visit was short."),
    ("a company", "Apple Inc. shares fell and Alpha Ltd. rose. |Nobody was surprised."),
    ("a company at the end", "She works for Apple Inc. |Her brother does not."),
    ("a time of day", "It began at 9.30 a.m. on Friday. |It ended at 5 p.m. |Everybody left."),
    ("a month", "On Jan. 10 and Sept. 3 they met. |Nothing came of it."),
    ("a decimal", "Prices rose 3.5 per cent. |Wages did not."),
    ("for example", "Some states, e.g. Kansas, i.e. the smaller ones, refused. |Others agreed."),
    ("a number", "He lives at No. 10 with his cat. |It is called Larry."),
    ("et cetera in the middle", "Wheat, corn, etc. were sold. |Nothing was left."),
    ("a world war", "His father died in World War I. |He was young."),
    ("speech of two sentences", 'He said, "We won. We are happy." |Then he left.'),
    ("a question that is asked", '"Who won?" he asked. |Nobody answered.'),
    ("a question in single quotes", "He asked, ‘Who won? Who lost?’ and left. |Nobody’s answer came."),
    ("an apostrophe", "The workers’ strike goes on. |It’s the third day."),
    ("a bracket", "Moscow (see p. 5. and p. 6.) denied it. |Kyiv did not."),
    ("a stop without a space", "The talks ended.|Nobody spoke to the press."),
    ("a file or a site", "See example.com and Node.js for details. |Nothing else."),
    ("an ellipsis", "Well… he said nothing. |Then he left."),
    ("a product", "Sales fell. |iPhone owners complained."),
    ("a list", "1. Stop the fire. |2. Open the crossings."),
    ("an article of a law", "Article 5. The law is in force. |Article 6. It is published."),
]
RUSSIAN = [
    ("two sentences", "Он ушёл. |Потом вернулся."),
    ("initials", "А. С. Пушкин и В.В. Путин не встречались. |Это факт."),
    ("a year in the middle", "В 2022 г. Россия вышла из договора. |Это вызвало протест."),
    ("years in the middle", "В 2010–2012 гг. Иванов работал в Киеве. |Затем уехал."),
    ("a year at the end", "Договор подписан в 2022 г. |Он вступил в силу."),
    ("a city", "Он родился в г. Москва на ул. Ленина. |Там и живёт."),
    ("a century", "Храм построен в XVII в. |В нём хранится икона."),
    ("before our era", "Город основан в 300 г. до н. э. римлянами. |Он разрушен."),
    ("and so on in the middle", "Зерно, сахар и т. д. подорожали. |Хлеб тоже."),
    ("and so on at the end", "Подорожали зерно, сахар и т. д. |Хлеб тоже подорожал."),
    ("and others at the end", "Прибыли Иванов, Петров и др. |Встреча началась."),
    ("that is", "Договор, т. е. его текст, опубликован. |Споры продолжаются."),
    ("thousands of roubles", "Штраф составит 5 тыс. руб. в месяц. |Платить не хотят."),
    ("thousands of roubles at the end", "Штраф составит 5 тыс. руб. |Платить не хотят."),
    ("a professor", "Выступил проф. Иванов и акад. Петров. |Зал аплодировал."),
    ("a page", "См. стр. 5 и рис. 2 доклада. |Там всё сказано."),
    ("speech with a dash", "— Кто там? — спросил он. |Никто не ответил."),
    ("speech in quotes", "Он сказал: «Мы победили. Мы рады». |Потом ушёл."),
    ("quotes in quotes", "Он сказал: «Это „Победа. Труд“. Да». |Потом ушёл."),
    ("a title in quotes", "Фильм «Кто виноват? Что делать?» вышел в прокат. |Зрители довольны."),
    ("a decimal comma", "Цены выросли на 3,5 %. |Зарплаты нет."),
    ("a date", "Встреча прошла 10.01.2022 в Москве. |Решений нет."),
    ("a stop without a space", "Переговоры прошли в столице.|Президент доволен."),
    ("a name with a stop", "Компании Яндекс.Такси и Газета.Ру спорят. |Суд отложен."),
    ("an ellipsis in the middle", "Он… не знал. |Потом понял."),
]


@pytest.mark.parametrize("marked", [text for _, text in ENGLISH], ids=[name for name, _ in ENGLISH])
def test_english(marked: str) -> None:
    assert split(marked.replace("|", ""), "en") == tuple(marked.split("|"))


@pytest.mark.parametrize("marked", [text for _, text in RUSSIAN], ids=[name for name, _ in RUSSIAN])
def test_russian(marked: str) -> None:
    assert split(marked.replace("|", ""), "ru") == tuple(marked.split("|"))


@pytest.mark.parametrize("lang", ["en-GB", "EN", "en"])
def test_a_language_is_known_by_any_of_its_codes(lang: str) -> None:
    assert split("He met Sen. Brown. He left.", lang) == ("He met Sen. Brown. ", "He left.")


@pytest.mark.parametrize("lang", ["fr", "und", ""])
def test_another_language_is_cut_by_what_all_have_in_common(lang: str) -> None:
    assert split("Il est parti. J. Dupont reste.", lang) == ("Il est parti. ", "J. Dupont reste.")
