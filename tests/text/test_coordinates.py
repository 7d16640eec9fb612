from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.text import coordinates


@pytest.mark.parametrize(
    "written",
    ["40°05'04\"N 45°52'28\"E", "N 40°05′04″ E 45°52′28″", "40°05'04'' N, 45°52'28'' E", "40° 05' 04\" N; 45° 52' 28\" E",
     "40°05′04″ с. ш. 45°52′28″ в. д.", "40°05'04\" с.ш., 45°52'28\" в.д.", "40°05'04\" հս. լայն. 45°52'28\" արլ. երկ.",
     "40°05'04\" ş.e. 45°52'28\" ş.u.", "40.08444° N, 45.87444° E", "40.08444, 45.87444", "40,08444° с. ш. 45,87444° в. д.",
     "lat 40.08444, lon 45.87444", "Latitude: 40.08444; Longitude: 45.87444", "N40.08444 E45.87444",
     "40° 05.067' N, 45° 52.467' E", "40.08444 N 45.87444 E"],
)  # fmt: skip
def test_the_usual_spellings_are_read(written):
    (mention,) = coordinates.find(f"It fell at {written}, they said.")
    assert mention.latitude == pytest.approx(40.08444, abs=2e-4)
    assert mention.longitude == pytest.approx(45.87444, abs=2e-4)
    assert mention.rule == "coordinate"


@pytest.mark.parametrize(
    ("written", "precision_m"),
    [
        ("40°05'04\"N 45°52'28\"E", 30.9),
        ("40°05'N 45°52'E", 1855.3),
        ("40.08 N 45.87 E", 1113.2),
        ("40.0844, 45.8744", 11.1),
    ],
)
def test_precision_is_that_of_the_last_digit(written, precision_m):
    (mention,) = coordinates.find(written)
    assert mention.precision_m == precision_m


def test_south_and_west_are_negative():
    (mention,) = coordinates.find("33°51'S 151°12'W")
    assert (mention.latitude, mention.longitude) == (pytest.approx(-33.85), pytest.approx(-151.2))


@pytest.mark.parametrize(
    "text",
    ["version 3.10.12 and 4.5", "sold for 12.345, 67.890 dollars", "from 2.5 to 3.5 km", "at 40°C and 45°F", "5,123, 6,789 people",
     "95.1234, 200.5678", "Section N 5 E", "12°75'N 45°10'E", "an angle of 45°"],
)  # fmt: skip
def test_other_numbers_are_no_coordinates(text):
    assert coordinates.find(text) == []


@given(st.text(alphabet="0123456789°'\".,;NSEW -+сшвд", max_size=120))
def test_any_heap_of_digits_can_be_read(text):
    for mention in coordinates.find(text):
        assert mention.span.of(text) == mention.text
        assert mention.longitude is not None
        assert abs(mention.longitude) <= 180
