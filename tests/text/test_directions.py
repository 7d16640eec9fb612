from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import in_proportion

from geomap.text import directions

SIXTEEN = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"]


def headings(text, lang):
    return [(h.degrees, h.half_width_deg) for h in directions.find(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "degrees", "half_width"),
    [
        ("en", "to the south-west of the lake", 225, 22.5),
        ("en", "northwest of the pass", 315, 22.5),
        ("en", "east-south-east of the bridge", 112.5, 11.25),
        ("en", "in the eastern part", 90, 45),
        ("en", "on a bearing of 120 degrees", 120, 1),
        ("ru", "к юго-западу от озера", 225, 22.5),
        ("ru", "северо-западнее перевала", 315, 22.5),
        ("ru", "востоко-юго-восточнее моста", 112.5, 11.25),
        ("ru", "в восточной части", 90, 45),
        ("ru", "по азимуту 120 градусов", 120, 1),
        ("hy", "լճից հարավ-արևմուտք", 225, 22.5),
        ("hy", "հյուսիսարևմտյան հատվածում", 315, 22.5),
        ("hy", "արեւելյան մասում", 90, 45),
        ("hy", "ազիմուտ 120 աստիճան", 120, 1),
        ("az", "gölün cənub-qərbində", 225, 22.5),
        ("az", "şimal-qərb hissəsində", 315, 22.5),
        ("az", "körpüdən şərqdə", 90, 45),
        ("az", "azimut 120 dərəcə", 120, 1),
    ],
)
def test_a_direction_is_read_with_what_it_leaves_open(lang, text, degrees, half_width):
    assert headings(text, lang) == [(degrees, half_width)]


@pytest.mark.parametrize(("position", "symbol"), list(enumerate(SIXTEEN)))
def test_the_sixteen_winds_go_round(position, symbol):
    assert headings(f"4 km {symbol} of the mill", "en")[0][0] == position * 22.5


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "talks in South Korea and the Middle East"),
        ("en", "He lives in flat E and drinks vitamin C"),
        ("ru", "на Южном Кавказе и Ближнем Востоке"),
        ("hy", "Հարավային Կովկասում եւ Մերձավոր Արևելքում"),
        ("az", "Cənubi Qafqazda və Yaxın Şərqdə"),
    ],
)
def test_a_direction_inside_a_name_is_none(lang, text):
    assert headings(text, lang) == []


def test_the_part_of_speech_is_told():
    roles = [f.role for f in directions.find_with_roles("к северу, севернее и северный", "ru")]
    assert roles == ["noun", "comparative", "adjective"]


@given(st.text(alphabet="nortsuhew- NESW\n", max_size=80))
def test_any_text_gives_spans_of_itself(text):
    for heading in directions.find(text, "en"):
        assert heading.span.of(text) == heading.text
        assert 0 <= heading.degrees < 360


def test_hostile_text_takes_time_in_proportion():
    assert in_proportion(lambda text: directions.find(text, "en"), "north-", 3_000)
