from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import in_proportion

from geomap.errors import NotRead
from geomap.text import distances
from geomap.text.languages import load
from geomap.text.numbers import quantities

LANGUAGES = ["en", "ru", "hy", "az"]
SYMBOLS = {"en": "km", "ru": "км", "hy": "կմ", "az": "km"}


def metres(phrase, lang=None):
    found = distances.read(phrase, lang)
    return found.low_m, found.best_m, found.high_m


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("4.2 km", 4200), ("850 metres", 850), ("six kilometres", 6000), ("two and a half miles", 4023.36),
        ("a kilometre and a half", 1500), ("300 yards", 274.32), ("1,200 feet", 365.76), ("8 versts", 8534.4),
        ("4,2 км", 4200), ("в полутора километрах", 1500), ("шесть километров", 6000), ("двести метров", 200),
        ("три с половиной версты", 3733.8), ("в километре от села", 1000),
        ("4,2 կմ", 4200), ("վեց կիլոմետր", 6000), ("երկու հարյուր մետր", 200), ("երկուսուկես կիլոմետր", 2500),
        ("4,2 km məsafədə", 4200), ("altı kilometr", 6000), ("iki yüz metr", 200), ("iki kilometr yarım", 2500),
    ],
)  # fmt: skip
def test_an_exact_distance_is_the_same_three_times(phrase, value):
    assert metres(phrase) == pytest.approx((value, value, value))
    assert distances.read(phrase).bound == "exact"


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("6-8 km", 6000, 8000), ("between 300 and 400 metres", 300, 400), ("from 700 m to 1 km", 700, 1000),
        ("от 300 до 400 метров", 300, 400), ("в трех-четырех километрах", 3000, 4000), ("от 700 метров до 1 километра", 700, 1000),
        ("300-400 մետր", 300, 400), ("երեք-չորս կիլոմետր", 3000, 4000), ("300-ից 400 մետր", 300, 400),
        ("300-400 metr", 300, 400), ("üç-dörd kilometr", 3000, 4000), ("300 ilə 400 metr arasında", 300, 400),
    ],
)  # fmt: skip
def test_a_range_has_its_middle_as_best(phrase, low, high):
    assert metres(phrase) == (low, (low + high) / 2, high)


@pytest.mark.parametrize(
    "phrase",
    ["about 6 km", "some 6 km", "6 km or so", "около 6 км", "примерно в 6 км", "километрах в шести", "մոտ 6 կմ",
     "մոտավորապես 6 կմ", "təxminən 6 km", "6 km civarında"],
)  # fmt: skip
def test_about_widens_by_a_tenth(phrase):
    assert metres(phrase) == pytest.approx((5400, 6000, 6600))
    assert distances.read(phrase).bound == "about"


@pytest.mark.parametrize("phrase", ["nearly 6 km", "almost 6 km", "почти 6 км", "գրեթե 6 կմ", "6 km-ə yaxın"])
def test_almost_stays_below_the_number(phrase):
    low, best, high = metres(phrase)
    assert (low, high) == (5400, 6000)
    assert low < best < high


@pytest.mark.parametrize(
    "phrase",
    ["at least 6 km", "more than 6 km", "no less than 6 km", "6 km or more", "не менее 6 км", "более чем на 6 км",
     "свыше шести километров", "առնվազն 6 կմ", "6 կմ-ից ավելի", "ավելի քան 6 կմ", "ən azı 6 km", "6 km-dən çox"],
)  # fmt: skip
def test_at_least_has_no_high(phrase):
    found = distances.read(phrase)
    assert (found.low_m, found.high_m, found.bound) == (6000, None, "at_least")
    assert found.best_m >= 6000


@pytest.mark.parametrize(
    "phrase",
    ["up to 6 km", "no more than 6 km", "less than 6 km", "within 6 km", "до 6 км", "не более чем в 6 км", "менее шести километров",
     "մինչև 6 կմ", "ոչ ավելի, քան 6 կմ", "6 կմ-ից պակաս", "6 km-ə qədər", "6 km-dən az", "ən çoxu 6 km", "6 km-dən artıq olmayan"],
)  # fmt: skip
def test_up_to_has_a_low_of_nothing(phrase):
    found = distances.read(phrase)
    assert (found.low_m, found.high_m, found.bound) == (0, 6000, "at_most")


@pytest.mark.parametrize(
    ("phrase", "row", "factor"),
    [
        ("several kilometres", "several", 1000), ("a few miles", "few", 1609.344), ("a couple of hundred metres", "couple", 100),
        ("hundreds of metres", "hundreds", 1), ("kilometres deep", "bare", 1000), ("one or two kilometres", "one_or_two", 1000),
        ("несколько верст", "several", 1066.8), ("в паре километров", "couple", 1000), ("десятки метров", "dozens", 1),
        ("километр-другой", "one_or_two", 1000), ("մի քանի հարյուր մետր", "several", 100), ("հարյուրավոր մետրեր", "hundreds", 1),
        ("bir neçə metr", "several", 1), ("onlarla metr", "dozens", 1), ("bir-iki kilometr", "one_or_two", 1000),
    ],
)  # fmt: skip
def test_vague_words_come_from_the_table(phrase, row, factor):
    figures = quantities()["vague"][row]
    expected = tuple(figures[key] * factor for key in ("low", "best", "high"))
    assert metres(phrase) == pytest.approx(expected)
    assert distances.read(phrase).bound == "vague"


@pytest.mark.parametrize(
    ("phrase", "row"),
    [
        ("a stone's throw from the mill", "stones_throw"), ("within walking distance", "walking"), ("near the mill", "near"),
        ("рукой подать до мельницы", "stones_throw"), ("в пешей доступности", "walking"), ("на окраине", "outskirts"),
        ("քարընկեցի հեռավորության վրա", "stones_throw"), ("մատույցներում", "approaches"), ("մոտակայքում", "near"),
        ("piyada məsafəsində", "walking"), ("bilavasitə yaxınlığında", "immediate"), ("ətrafında", "vicinity"),
    ],
)  # fmt: skip
def test_nearness_without_a_number_comes_from_the_table(phrase, row):
    figures = quantities()["proximity"][row]
    assert metres(phrase) == (figures["low"], figures["best"], figures["high"])


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("2 km into the valley", "depth"), ("dug in 2 km deep", "depth"), ("на 2 км вглубь", "depth"), ("2 կմ խորությամբ", "depth"),
        ("2 km dərinlikdə", "depth"), ("a 9-km stretch", "length"), ("a trench 200 m long", "length"),
        ("девятикилометровый участок", "length"), ("9 կիլոմետրանոց հատված", "length"), ("9 km-lik hissə", "length"),
        ("the 12-km mark", "along"), ("на 12-м километре", "along"), ("9 km from the mill", "distance"),
    ],
)  # fmt: skip
def test_the_kind_of_length_is_told(phrase, kind):
    assert distances.read(phrase).kind == kind


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("at 2,900 m", "altitude"), ("2900 metres above sea level", "altitude"), ("высота 2114 м", "altitude"),
        ("2900 մ բարձրության վրա", "altitude"), ("2900 metr hündürlükdə", "altitude"), ("17 square kilometres", "area"),
        ("17 кв. км", "area"), ("17 քառ. կմ", "area"), ("17 kvadrat kilometr", "area"), ("17 km²", "area"),
        ("rockets with a range of 70 km", "range"), ("60 mm mortar", "no distance"), ("миномет калибра 60 мм", "no distance"),
        ("70 km/h", "no distance"), ("70 километров в час", "no distance"), ("saatda 70 km", "no distance"),
        ("3 hours", "no distance"), ("40 tonnes", "no distance"), ("to the north", "no distance"),
    ],
)  # fmt: skip
def test_what_is_no_distance_is_refused_with_the_reason(phrase, reason):
    with pytest.raises(NotRead, match=reason):
        distances.read(phrase)


def test_at_a_height_measured_from_somewhere_is_a_distance():
    assert distances.read("at 2,900 m from the mill").best_m == 2900


def test_a_conversion_in_brackets_is_the_same_distance():
    text = "about 16 kilometres (10 mi) south of the mill"
    found = distances.find(text, "en")
    assert [d.text for d in found] == ["about 16 kilometres (10 mi)"]
    assert found[0].best_m == 16000


def test_every_distance_of_a_text_is_found_in_its_place():
    text = "They moved 3 km, then half a mile, and stopped 200 m from the mill."
    found = distances.find(text, "en")
    assert [d.text for d in found] == ["3 km", "half a mile", "200 m"]
    assert all(d.span.of(text) == d.text for d in found)


@pytest.mark.parametrize("phrase", ["3.50 km", "12 km", "6-8 km"])
def test_the_number_as_written_is_kept(phrase):
    assert distances.read(phrase).precision in ("3.5", "12", "6-8")


@given(st.integers(1, 500), st.sampled_from(LANGUAGES))
def test_whole_kilometres_read_back(value, lang):
    assert metres(f"x {value} {SYMBOLS[lang]} y", lang) == (value * 1000,) * 3


@given(st.integers(1, 400), st.integers(1, 90), st.sampled_from(["-", "–"]), st.sampled_from(LANGUAGES))
def test_ranges_read_back(low, more, dash, lang):
    found = distances.read(f"{low}{dash}{low + more} {SYMBOLS[lang]}", lang)
    assert (found.low_m, found.high_m) == (low * 1000, (low + more) * 1000)


@given(st.text(alphabet="0123456789 .,-kmкмkilometr\n()", max_size=120), st.sampled_from(LANGUAGES))
def test_any_text_gives_ordered_figures(text, lang):
    for distance in distances.find(text, lang):
        assert 0 <= distance.low_m <= distance.best_m
        assert distance.high_m is None or distance.best_m <= distance.high_m or distance.kind == "area"
        assert distance.span.of(text) == distance.text


@pytest.mark.parametrize("piece", ["3 km 2 km to ", "km ", "1 2 3 ", "less than a ", "трех", "about 3 ", "(3 km) "])
def test_hostile_text_takes_time_in_proportion(piece):
    assert in_proportion(lambda text: distances.find(text, "en"), piece, 2_000)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_nearness_is_read_by_its_row(lang):
    for row, phrases in load(lang).table("distance")["proximity"].items():
        for phrase in phrases:
            found = distances.proximity(phrase.replace("*", ""), lang)
            assert found, (row, phrase)
