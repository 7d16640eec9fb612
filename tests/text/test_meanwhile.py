"""What went on while something happened is no incident of its own."""

from __future__ import annotations

import pytest

import geomap


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("az", "Sotk istiqamətində mövqelərimizi gücləndirərkən ermənilər atəş açıb."),
        ("hy", "Սոթքի ուղղությամբ դիրքերն ամրացնելիս մեր զինծառայողները գնդակոծվել են։"),
    ],
)
def test_a_verb_in_the_form_of_while_tells_no_second_incident(lang, text):
    incidents = geomap.extract(text=text, lang=lang, published="2021-05-28")
    assert list(incidents["event_type"]) == ["shelling"]


def test_a_collision_on_the_road_between_two_capitals_is_an_accident():
    text = "Автобус Капан – Ереван столкнулся с грузовиком в ДТП у поворота на Татев, пострадали шесть человек."
    assert geomap.extract(text=text, published="2021-05-28").empty
