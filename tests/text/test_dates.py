from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import in_proportion

from geomap.text import dates

PUBLISHED = date(2023, 3, 15)  # a Wednesday


def windows(text, lang, published=PUBLISHED):
    return [(w.start.isoformat(), w.end.isoformat()) for w in dates.find(text, lang, published)]


@pytest.mark.parametrize(
    ("lang", "text", "start", "end"),
    [
        ("en", "on 2 February 2022", "2022-02-02", "2022-02-02"),
        ("en", "on February 2", "2023-02-02", "2023-02-02"),
        ("en", "on the 2nd of February", "2023-02-02", "2023-02-02"),
        ("en", "on October 20", "2022-10-20", "2022-10-20"),
        ("en", "on Monday evening", "2023-03-13", "2023-03-13"),
        ("en", "on Wednesday", "2023-03-15", "2023-03-15"),
        ("en", "on Thursday", "2023-03-09", "2023-03-09"),
        ("en", "last Wednesday", "2023-03-08", "2023-03-08"),
        ("en", "yesterday morning", "2023-03-14", "2023-03-14"),
        ("en", "overnight", "2023-03-14", "2023-03-15"),
        ("en", "earlier this month", "2023-03-01", "2023-03-15"),
        ("en", "last week", "2023-03-06", "2023-03-12"),
        ("en", "last month", "2023-02-01", "2023-02-28"),
        ("en", "in mid-January", "2023-01-10", "2023-01-20"),
        ("en", "last November", "2022-11-01", "2022-11-30"),
        ("en", "in April 2021", "2021-04-01", "2021-04-30"),
        ("en", "since February 20", "2023-02-20", "2023-03-15"),
        ("en", "from late on Sunday until the early hours of Monday", "2023-03-12", "2023-03-13"),
        ("en", "the night of March 10-11", "2023-03-10", "2023-03-11"),
        ("en", "three days ago", "2023-03-12", "2023-03-12"),
        ("en", "in the 1980s", "1980-01-01", "1989-12-31"),
        ("ru", "2 февраля 2022 года", "2022-02-02", "2022-02-02"),
        ("ru", "осенью", "2022-09-01", "2022-11-30"),
        ("ru", "в понедельник, на следующий день после встречи", "2023-03-13", "2023-03-13"),
        ("ru", "в ночь на 11 марта", "2023-03-10", "2023-03-11"),
        ("ru", "с 10 по 12 марта", "2023-03-10", "2023-03-12"),
        ("ru", "во вторник", "2023-03-14", "2023-03-14"),
        ("ru", "накануне", "2023-03-14", "2023-03-14"),
        ("ru", "в прошлом месяце", "2023-02-01", "2023-02-28"),
        ("ru", "с 10 марта", "2023-03-10", "2023-03-15"),
        ("ru", "с вечера воскресенья до утра понедельника", "2023-03-12", "2023-03-13"),
        ("hy", "2022 թվականի փետրվարի 2-ին", "2022-02-02", "2022-02-02"),
        ("hy", "մարտի 10-ի լույս 11-ի գիշերը", "2023-03-10", "2023-03-11"),
        ("hy", "երեքշաբթի երեկոյան", "2023-03-14", "2023-03-14"),
        ("hy", "երեկ", "2023-03-14", "2023-03-14"),
        ("hy", "փետրվարի կեսերին", "2023-02-10", "2023-02-20"),
        ("hy", "փետրվարի 20-ից", "2023-02-20", "2023-03-15"),
        ("hy", "անցած շաբաթ", "2023-03-06", "2023-03-12"),
        ("az", "2022-ci il fevralın 2-də", "2022-02-02", "2022-02-02"),
        ("az", "martın 11-nə keçən gecə", "2023-03-10", "2023-03-11"),
        ("az", "çərşənbə axşamı", "2023-03-14", "2023-03-14"),
        ("az", "dünən axşam", "2023-03-14", "2023-03-14"),
        ("az", "martın 10-dan 12-dək", "2023-03-10", "2023-03-12"),
        ("az", "ötən ay", "2023-02-01", "2023-02-28"),
        ("az", "fevralın sonunda", "2023-02-20", "2023-02-28"),
        ("en", "in the summer of 2019", "2019-06-01", "2019-08-31"),
    ],
)
def test_words_of_time_become_windows(lang, text, start, end):
    assert windows(text, lang) == [(start, end)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Troops may march on; in 300 metres"),
        ("ru", "для окружающей среды"),
        ("hy", "մարտի ընթացքում կրակել են"),
        ("az", "bazarda insanlar"),
    ],
)
def test_words_that_only_look_like_dates_are_none(lang, text):
    assert windows(text, lang) == []


def test_a_date_beside_its_weekday_is_one_date():
    assert windows("on Tuesday, March 14, the posts", "en") == [("2023-03-14", "2023-03-14")]


def test_a_bare_day_takes_the_month_before_it():
    assert windows("Martın 9-da bir, 11-də iki nəfər", "az")[1] == ("2023-03-11", "2023-03-11")


def test_earlier_counts_from_the_date_said_before():
    assert windows("On March 10 they left. Two days earlier shots were heard.", "en")[1] == ("2023-03-08", "2023-03-08")


def test_after_counts_back_to_what_it_names():
    assert windows("on Monday, two weeks after shots were heard", "en")[1] == ("2023-02-24", "2023-03-02")


def test_a_year_belongs_to_the_date_it_stands_before():
    text = "փետրվարի 3-ին, 2021 թ. հունիսի 4-ին"
    assert windows(text, "hy") == [("2023-02-03", "2023-02-03"), ("2021-06-04", "2021-06-04")]


@pytest.mark.parametrize(
    ("lang", "text", "year"),
    [
        ("en", "In 2020 the village was shelled. On 14 July a soldier was killed.", 2020),
        ("ru", "Летом 2021-го обстрелы участились: 14 июля погиб военный.", 2021),
        ("hy", "2021 թվականի ամռանը կրակոցները հաճախացել են. հուլիսի 14-ին զոհվել է զինվոր։", 2021),
        ("az", "2020-ci ildə kənd atəşə tutulub. İyulun 14-də əsgər həlak olub.", 2020),
        ("en", "Since 2020 villages have been shelled. On 14 July a soldier was killed.", 2023),
        ("en", "In 2020 the village was shelled.\n\nOn 14 July a soldier was killed.", 2023),
        ("en", "In 2020 the village was shelled. On Monday it was again. On 14 July a soldier was killed.", 2023),
    ],
)
def test_a_year_that_opens_a_sentence_holds_for_the_paragraph(lang, text, year):
    assert dates.find(text, lang, date(2024, 5, 1))[-1].start == date(year, 7, 14)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "In 2020 they fired often. At that time a man was killed."),
        ("ru", "В 2020 году стреляли часто. В то время погиб житель."),
        ("hy", "2020 թվականին հաճախ էին կրակում։ Այդ ժամանակ զոհվել է բնակիչ։"),
        ("az", "2020-ci ildə tez-tez atəş açılırdı. Həmin vaxt bir sakin həlak olub."),
    ],
)
def test_at_that_time_is_the_time_said_before(lang, text):
    assert [w.start.year for w in dates.find(text, lang, date(2024, 5, 1))] == [2020, 2020]


def test_what_needs_a_publication_date_gives_no_window_without_one():
    assert windows("on Friday and yesterday and on May 5", "en", None) == []
    assert windows("on May 5, 2020", "en", None) == [("2020-05-05", "2020-05-05")]


@pytest.mark.parametrize(
    ("lang", "text", "published"),
    [
        ("en", "GORIS, March 3, 2022. Two posts were shelled.", date(2022, 3, 3)),
        ("en", "Talks resume\n\nBy A Reporter\n3 March 2022\n\nTwo posts were shelled.", date(2022, 3, 3)),
        ("en", "A view of the lake, March 3, 2022.\n\nTwo posts were shelled.", date(2022, 3, 3)),
        ("ru", "КАПАН, 3 марта 2022 г. Обстреляны два поста.", date(2022, 3, 3)),
        ("ru", "03.03.2022, 12:40\nОбстреляны два поста.", date(2022, 3, 3)),
        ("hy", "Հրապարակվել է՝ 2022-03-03\nԿրակել են դիրքերի վրա։", date(2022, 3, 3)),
        ("az", "3 mart 2022, 12:40\nMövqelər atəşə tutulub.", date(2022, 3, 3)),
        ("en", "Meghri, 3 March 2022 (Agency)\nTwo posts were shelled.", date(2022, 3, 3)),
        ("ru", "3 марта 2022. Мегри — Агарак\nОбстреляны два поста.", date(2022, 3, 3)),
        ("hy", "Մեղրի, մարտի 3, 2022\nՄարտի 1-ի առավոտյան կրակել են դիրքերի վրա։", date(2022, 3, 3)),
        ("az", "3 mart 2022 | Ordubad\nMartın 1-dən mövqelər atəşə tutulub.", date(2022, 3, 3)),
        ("en", "On March 3, 2022, two posts were shelled.", None),
        ("en", "GORIS, March 3. Two posts were shelled.", None),
        ("en", "The truce of May 12, 1994 held for years, he said.", None),
    ],
)
def test_the_publication_date_is_read_or_left_unknown(lang, text, published):
    assert dates.publication(text, lang) == published


@given(st.dates(date(1995, 1, 1), date(2030, 12, 31)), st.integers(0, 363))
def test_a_date_without_a_year_is_the_nearest_past(published, back):
    day = published - timedelta(days=back)
    if (day.month, day.day) != (2, 29):
        found = dates.find(f"on {day:%B} {day.day}", "en", published)
        assert [w.start for w in found] == [day]


@given(st.text(max_size=150), st.sampled_from(["en", "ru", "hy", "az"]))
def test_any_text_gives_windows_that_do_not_end_before_they_start(text, lang):
    assert all(w.start <= w.end and w.span.of(text) == w.text for w in dates.find(text, lang, PUBLISHED))


@pytest.mark.parametrize(
    "piece", ["May 12 ", "Monday until ", "since ", "12 and 13 ", "early hours of ", "two days ago "]
)
def test_hostile_text_takes_time_in_proportion(piece):
    assert in_proportion(lambda text: dates.find(text, "en", PUBLISHED), piece, 3_000)


@pytest.mark.parametrize(
    ("lang", "text", "start", "end"),
    [
        ("az", "bu ilin iyulunda", date(2022, 7, 1), date(2022, 7, 31)),
        ("az", "ötən ilin iyulunda", date(2021, 7, 1), date(2021, 7, 31)),
        ("az", "sentyabr ayının 3-ü", date(2022, 9, 3), date(2022, 9, 3)),
        ("hy", "այս տարվա հուլիս ամսվա 12-ին", date(2022, 7, 12), date(2022, 7, 12)),
        ("en", "in July of this year", date(2022, 7, 1), date(2022, 7, 31)),
    ],
)
def test_a_month_beside_its_year_is_of_that_year(lang, text, start, end):
    (window,) = dates.find(text, lang, date(2022, 9, 20))
    assert (window.start, window.end) == (start, end)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "On Tuesday it was the heaviest loss since 2016. On the same day two were hurt."),
        ("ru", "Во вторник это была самая крупная потеря с 2016 года. В тот же день ранены двое."),
        ("hy", "Երեքշաբթի դա 2016 թվականից ի վեր ամենածանր կորուստն էր։ Նույն օրը երկուսը վիրավորվել են։"),
        ("az", "Çərşənbə axşamı bu, 2016-cı ildən bəri ən ağır itki idi. Həmin gün iki nəfər yaralanıb."),
    ],
)
def test_the_same_day_is_no_year(lang, text):
    found = dates.find(text, lang, date(2020, 7, 15))
    assert (found[-1].start, found[-1].end) == (date(2020, 7, 14), date(2020, 7, 14))
