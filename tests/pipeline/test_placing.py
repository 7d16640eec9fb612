"""How an incident is named: by the place, not by the area that it lies in."""

import pytest

import geomap


def told(text):
    incidents = geomap.extract(text=text, published="2021-05-28")
    assert len(incidents) == 1
    return incidents.iloc[0]


def test_the_province_of_a_place_is_no_part_of_its_name():
    row = told("On May 12 Azerbaijani troops advanced 3.5 km into Armenia at Sev Lich, a mountain lake in Syunik.")
    assert (row.place, row.admin1) == ("Sev Lich / Qaragöl", "Syunik")


def test_a_place_goes_before_the_area_named_first():
    row = told("On May 12, in Syunik province, the village of **Tegh** came under Azerbaijani fire.")
    assert (row.place, row.relation) == ("Tegh / Dığ", "at")


def test_an_area_alone_is_the_place():
    assert told("On May 12 Azerbaijani troops advanced 3 km into Armenia in Syunik.").place.startswith("Syunik")


@pytest.mark.parametrize("how", ["at", "in the direction of"])
def test_all_villages_of_a_strip_are_named(how):
    row = told(f"On May 12 Azerbaijani troops advanced 1.5 km into Armenia {how} Nerkin Hand and Verin Shorzha.")
    assert {"Nerkin Hand", "Verin Shorzha"} <= {name.split(" / ")[0] for name in row.place.split(", ")}
