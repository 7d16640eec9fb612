from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap.text import numbers


def figures(text, lang):
    return [(n.low, n.best, n.high) for n in numbers.find(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "4.25", 4.25),
        ("en", "4,250", 4250),
        ("en", "12 400", 12400),
        ("en", "seventy-two", 72),
        ("en", "four hundred and seven", 407),
        ("en", "three and a half", 3.5),
        ("en", "2¾", 2.75),
        ("en", "3 1/2", 3.5),
        ("en", "three thousand two hundred", 3200),
        ("ru", "4,25", 4.25),
        ("ru", "двести сорок шесть", 246),
        ("ru", "четырех с половиной", 4.5),
        ("ru", "полутора", 1.5),
        ("ru", "6 тыс.", 6000),
        ("ru", "три десятка", 30),
        ("hy", "քսանհինգ", 25),
        ("hy", "չորս հարյուր", 400),
        ("hy", "երկուսուկես", 2.5),
        ("hy", "հինգ ու կես", 5.5),
        ("az", "qırx iki", 42),
        ("az", "üç yüz on beş", 315),
        ("az", "dörd yarım", 4.5),
        ("az", "2.400", 2400),
    ],
)
def test_a_number_has_one_value(lang, text, value):
    assert figures(text, lang) == [(value, value, value)]


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"),
    [
        ("en", "8–11", 8, 11),
        ("en", "between 40 and 60", 40, 60),
        ("en", "from four to six", 4, 6),
        ("en", "four or five hundred", 400, 500),
        ("ru", "от 40 до 60", 40, 60),
        ("ru", "четырёх-пяти", 4, 5),
        ("ru", "двести-триста", 200, 300),
        ("ru", "с 4 до 6", 4, 6),
        ("hy", "չորս-հինգ", 4, 5),
        ("hy", "40-ից 60", 40, 60),
        ("hy", "40 և 60 մետրի միջև", 40, 60),
        ("az", "dörd-beş", 4, 5),
        ("az", "40 ilə 60 metr arasında", 40, 60),
        ("az", "dörddən altıya", 4, 6),
        ("az", "iyirmi-iyirmi beş", 20, 25),
    ],
)
def test_a_range_keeps_both_ends(lang, text, low, high):
    assert figures(text, lang) == [(low, (low + high) / 2, high)]


@pytest.mark.parametrize(
    ("lang", "text", "row"),
    [
        ("en", "a handful of", "few"),
        ("ru", "нескольких", "several"),
        ("hy", "մի քանի", "several"),
        ("az", "onlarla", "dozens"),
    ],
)
def test_a_vague_count_comes_from_the_table(lang, text, row):
    figures_of_row = numbers.quantities()["vague"][row]
    assert figures(text, lang) == [(figures_of_row["low"], figures_of_row["best"], figures_of_row["high"])]


@pytest.mark.parametrize("row", numbers.quantities()["vague"].values())
def test_vague_rows_are_ordered_and_say_why(row):
    assert row["low"] < row["best"] < row["high"]
    assert row["reason"]


@pytest.mark.parametrize(("lang", "text"), [("en", "the 7th"), ("ru", "7-й"), ("hy", "7-րդ"), ("az", "7-ci")])
def test_an_ordinal_is_no_count(lang, text):
    assert numbers.find(text, lang) == []


def test_numbers_that_do_not_rise_are_no_range():
    assert figures("9-4", "en") == [(9, 9, 9), (4, 4, 4)]


def test_a_run_of_digits_is_an_identifier():
    assert numbers.find("call 37410555123456 now", "en") == []


@given(st.integers(0, 999_999), st.sampled_from(["en", "ru", "hy", "az"]))
def test_whole_numbers_read_back(value, lang):
    assert figures(f"x {value} y", lang) == [(value, value, value)]


@given(
    st.integers(1, 998),
    st.integers(1, 500),
    st.sampled_from(["-", "–", " - "]),
    st.sampled_from(["en", "ru", "hy", "az"]),
)
def test_ranges_read_back(low, more, dash, lang):
    assert figures(f"{low}{dash}{low + more}", lang) == [(low, low + more / 2, low + more)]


@example(".¼A", "en")
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "hy", "az"]))
def test_any_text_is_read_without_error(text, lang):
    for number in numbers.find(text, lang):
        assert number.low <= number.best <= number.high
        assert number.text == number.span.of(text)


def test_the_azerbaijani_word_for_a_mine_is_no_thousand():
    assert not numbers.find("piyada əleyhinə mina partlayışında yaralanıb", "az")
    assert [number.best for number in numbers.find("iki minə yaxın", "az")] == [2000]
