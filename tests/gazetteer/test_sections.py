import pytest

import geomap


@pytest.mark.parametrize(
    "name", ["Yeraskh-Nakhichevan", "нахичеванский участок", "Գորիս–Լաչին", "Qafan–Zəngilan", "eastern border"]
)
def test_a_named_section_of_the_border_is_found_in_each_language_with_its_line(name):
    best = geomap.geocode(name)[0]
    assert best.kind == "border_section"
    assert best.extent_m > 1000
    assert best.place.shape.length > 0


def test_a_province_is_not_taken_for_the_section_that_bears_its_name():
    assert "border_section" not in {candidate.kind for candidate in geomap.geocode("Syunik")}
