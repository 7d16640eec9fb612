"""The method's published examples; facts from the guides named beside each, figures as printed there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import NotRead
from geomap.spatial import point_radius
from geomap.spatial.point_radius import coordinate_precision_m, heading_half_width
from geomap.spatial.precision import half_width

MILE = 1609.344
SECOND = 1 / 3600
BEST_PRACTICES = "GBIF Georeferencing Best Practices 2020"
GUIDE_2001 = "MaNIS/HerpNet/ORNIS Georeferencing Guidelines 2001"
CALCULATOR = "Georeferencing Calculator, VertNet/georefcalculator"
EXAMPLES = [
    (BEST_PRACTICES, {"kind": "heading", "offset_m": 10_000, "heading": "NE"}, 3_901.806),
    (
        GUIDE_2001,
        {"kind": "path", "offset_m": 6_000, "extent_m": 3_000, "distance_precision_m": 1_000, "map_m": 51},
        4_051.0,
    ),
    (
        GUIDE_2001,
        {
            "kind": "distance", "offset_m": 5 * MILE, "extent_m": 2 * MILE, "distance_precision_m": MILE / 2,
            "coordinate_precision_deg": 0.001, "latitude": 35.373,
        },
        7.589112 * MILE,
    ),
    (
        GUIDE_2001,
        {
            "kind": "heading", "offset_m": 10 * MILE, "heading": "ENE", "extent_m": 2 * MILE, "measurement_m": 0.007 * MILE,
            "map_m": 40 * 0.3048, "distance_precision_m": 5 * MILE, "coordinate_precision_deg": SECOND, "latitude": 35.3733,
        },
        7.490869 * MILE,
    ),
    (
        GUIDE_2001,
        {
            "kind": "heading", "offset_m": 10 * MILE, "heading": "E", "extent_m": 2 * MILE, "datum_m": 3045,
            "distance_precision_m": 5 * MILE, "coordinate_precision_deg": SECOND, "latitude": 35.3733,
        },
        22_207.709,
    ),
    (BEST_PRACTICES, {"kind": "orthogonal", "distance_precision_m": 500}, 707.107),
    (
        GUIDE_2001,
        {
            "kind": "named_place", "extent_m": 3_000, "datum_m": 3_045, "coordinate_precision_deg": SECOND,
            "latitude": 35.37,
        },
        6_084.837,
    ),
    (
        GUIDE_2001,
        {"kind": "coordinates", "coordinate_precision_deg": 0.01, "latitude": 35.37, "map_m": 40 * 0.3048},
        1_446.334,
    ),
    (CALCULATOR, {"kind": "heading", "offset_m": 10_000, "heading": "NE", "extent_m": 2_000, "distance_precision_m": 500}, 5_027.934),
    (CALCULATOR, {"kind": "heading", "offset_m": 10_000, "heading": "N", "extent_m": 2_000, "distance_precision_m": 500}, 8_914.780),
    (CALCULATOR, {"kind": "heading", "offset_m": 10_500, "heading": "NE", "extent_m": 2_000, "distance_precision_m": 250}, 5_044.180),
    (CALCULATOR, {"kind": "path", "offset_m": 10_000, "extent_m": 2_000, "distance_precision_m": 500}, 2_500.0),
    (CALCULATOR, {"kind": "heading", "offset_m": 3_500, "heading": "E", "extent_m": 500, "distance_precision_m": 250}, 3_045.665),
    ("Quick Reference Guide 2020, between two features", {"kind": "between", "offset_m": 11_904.0}, 5_952.0),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inputs", "metres"), EXAMPLES)
def test_the_published_examples_come_out_to_the_metre(source, inputs, metres):
    assert point_radius(**inputs) == pytest.approx(metres, abs=1e-3), source


def test_the_coordinate_term_stands_outside_the_root():
    without = point_radius("heading", offset_m=10_000, heading="NE", extent_m=4_079)
    with_precision = point_radius(
        "heading", offset_m=10_000, heading="NE", extent_m=4_079, coordinate_precision_deg=SECOND, latitude=35.3733
    )
    assert with_precision - without == pytest.approx(coordinate_precision_m(SECOND, 35.3733))
    assert without + 40 == pytest.approx(6_210, abs=1)


@pytest.mark.parametrize(
    ("precision_deg", "latitude", "metres"),
    [(1.0, 30.0, 146_962), (0.01, 10.27, 1_556.8), (0.01, 39.51, 1_404.4), (SECOND, 39.51, 39.0), (1.0, 0.0, 156_903)],
)
def test_coordinate_precision_is_that_of_the_guide(precision_deg, latitude, metres):
    assert coordinate_precision_m(precision_deg, latitude) == pytest.approx(metres, abs=0.6)


@pytest.mark.parametrize(
    ("heading", "degrees"),
    [("N", 45), ("sw", 22.5), ("ESE", 11.25), ("NbE", 5.625), ("NEbN", 5.625), ("37", 1), (37.5, 1), (0, 1)],
)
def test_a_heading_leaves_open_what_its_name_does(heading, degrees):
    assert heading_half_width(heading) == degrees


@pytest.mark.parametrize("heading", ["up", "", "NSE", None, float("nan"), "inf"])
def test_what_is_no_heading_is_refused(heading):
    with pytest.raises(NotRead, match="heading"):
        point_radius("heading", offset_m=1, heading=heading)


@pytest.mark.parametrize(
    "wrong", [{"kind": "somewhere"}, {"kind": "path", "extent_m": -1}, {"kind": "path", "map_m": float("inf")}]
)
def test_wrong_inputs_are_refused_with_the_reason(wrong):
    with pytest.raises(NotRead, match=r"kind|finite"):
        point_radius(**wrong)


KINDS = ["heading", "distance", "path", "orthogonal", "between", "named_place", "coordinates"]
METRES = st.floats(0, 1e5)


@given(st.sampled_from(KINDS), METRES, METRES, METRES, METRES)
def test_more_error_never_gives_a_smaller_radius(kind, offset, extent, precision, more):
    def radius(**errors):
        return point_radius(kind, offset_m=offset, heading="N", **errors)

    least = radius(extent_m=extent, distance_precision_m=precision)
    assert radius(extent_m=extent + more, distance_precision_m=precision) >= least - 1e-6
    assert radius(extent_m=extent, distance_precision_m=precision + more) >= least - 1e-6


WRITTEN = ["10.1", "10.25", "10.5", "10.6", "10.75", "10", "15", "30", "33", "100", "140", "200", "1000", "2000"]
PUBLISHED = {
    "gbif2020": [0.05, 0.125, 0.25, 0.05, 0.125, 0.5, 0.5, 0.5, 0.5, 5, 5, 5, 50, 50],
    "frazier2004": [0.1, 0.01, 0.1, 0.1, 0.01, 1.5, 1, 4.5, 1, 15, 21, 30, 150, 300],
}


@pytest.mark.parametrize("profile", PUBLISHED)
def test_written_numbers_are_as_exact_as_the_published_table_says(profile):
    assert [half_width(number, profile) for number in WRITTEN] == PUBLISHED[profile]


@pytest.mark.parametrize(("written", "left_open"), [("10", 5), ("10.5", 0.5), ("140", 5), ("2000", 500), ("6", 1)])
def test_the_rule_of_2001_takes_the_whole_unit(written, left_open):
    assert half_width(written, "wieczorek2001") == left_open


def test_a_comma_and_an_unknown_profile():
    assert half_width("3,5", "gbif2020") == 0.25
    assert half_width("3,5") == 0.1
    with pytest.raises(NotRead, match="profile"):
        half_width("3", "anno 1900")
