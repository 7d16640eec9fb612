import dataclasses
import itertools
import math
import re
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from spatial_world import BORDER, KNOWN, MENTIONS, NORTH, NORTH_EAST, PLACES, SEVERAL, about, drawn, km, said

from geomap.errors import NotRead
from geomap.model import Anchor, Heading, Locative, Mention, Span
from geomap.spatial import RULES, footprint
from geomap.spatial.calibration import OFFSETS
from geomap.spatial.geodesy import area_m2, bearing_deg, circle, distance_m

ASH = (PLACES["Ash"].longitude, PLACES["Ash"].latitude)
LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-80, 80)
WINDS = st.integers(0, 15).map(lambda n: Heading(22.5 * n, (45.0, 11.25, 22.5, 11.25)[n % 4], f"wind {n}"))
DISTANCES = st.floats(0.2, 300)
EXPRESSIONS = [
    ("at", {}),
    ("at", {"manner": "outside"}),
    ("at", {"part": NORTH}),
    ("near", {}),
    ("near", {"manner": "outskirts"}),
    ("near", {"manner": "approaches"}),
    ("near", {"distance": km(5, 0, 5, "at_most")}),
    ("distance", {"distance": km(10)}),
    ("distance", {"distance": km(10), "manner": "road"}),
    ("distance", {"distance": SEVERAL}),
    ("distance", {"distance": km(3, bound="at_least")}),
    ("distance", {"distance": km(3, 0, 3, "at_most")}),
    ("direction", {"heading": NORTH_EAST}),
    ("direction_distance", {"distance": km(10), "heading": NORTH_EAST}),
    ("direction_distance", {"distance": km(10), "heading": NORTH, "manner": "road"}),
    ("direction_distance", {"distance": SEVERAL, "heading": NORTH}),
    ("direction_distance", {"distance": km(3, 0, 3, "at_most"), "heading": NORTH}),
    ("direction_distance", {"distance": km(3, bound="at_least"), "heading": NORTH}),
    (
        "orthogonal",
        {"distance": km(8), "heading": Heading(90, 45, "east"), "second_distance": km(6), "second_heading": NORTH},
    ),
]


def sound(found):
    """What every footprint promises."""
    assert found.region.is_valid
    assert found.core.is_valid
    assert found.region.covers(found.core)
    assert shapely.contains_xy(found.core, *found.point)
    assert 0 < area_m2(found.core) <= area_m2(found.region)
    farthest = max(distance_m(found.point, xy) for xy in shapely.get_coordinates(found.region))
    assert found.uncertainty_m == pytest.approx(farthest, rel=1e-6)
    assert found.reading
    assert found.rules
    return found


@pytest.mark.parametrize(("relation", "fields"), EXPRESSIONS)
@pytest.mark.parametrize("name", ["Ash", "Cedar", "Pond", "Road"])
def test_every_relation_to_a_place_is_sound(relation, fields, name):
    found = sound(drawn(relation, name, **fields))
    assert found.anchors == (PLACES[name].id,)
    assert found.relation == relation


@settings(max_examples=40)
@given(st.sampled_from(EXPRESSIONS), LONGITUDES, LATITUDES, st.floats(0, 20_000))
def test_every_relation_is_sound_everywhere_on_earth(expression, longitude, latitude, extent):
    mention, known = about(longitude, latitude, extent)
    relation, fields = expression
    found = footprint(Locative(relation, Span(0, 1), "here", (mention,), **fields), known)
    assert found.region.is_valid
    assert found.region.covers(found.core)
    assert shapely.contains_xy(found.core, *found.point)
    assert -180 <= found.region.bounds[0] <= found.region.bounds[2] <= 180


@pytest.mark.parametrize(("relation", "fields"), EXPRESSIONS)
def test_at_a_pole_the_answer_is_a_refusal(relation, fields):
    mention, known = about(0.0, 89.995)
    with pytest.raises(NotRead, match="pole"):
        footprint(Locative(relation, Span(0, 1), "here", (mention,), **fields), known)


def contains(larger, smaller):
    """Containment, but for what rounding and the chords of arcs take away."""
    return area_m2(shapely.difference(smaller.region, larger.region)) <= 1e-3 * area_m2(smaller.region)


VAGUER = [
    [("at", {}), ("near", {"manner": "outskirts"}), ("near", {}), ("near", {"manner": "approaches"})],
    [
        ("direction_distance", {"distance": km(3), "heading": NORTH}),
        ("direction_distance", {"distance": km(3, 2.7, 3.3, "about"), "heading": NORTH}),
        ("direction_distance", {"distance": SEVERAL, "heading": NORTH}),
    ],
    [
        ("distance", {"distance": km(10, written="10.0")}),
        ("distance", {"distance": km(10)}),
        ("distance", {"distance": km(10, 9, 11, "about")}),
        ("distance", {"distance": km(10, 5, 20)}),
    ],
    [
        ("direction_distance", {"distance": km(10), "heading": Heading(0, 1, "0")}),
        ("direction_distance", {"distance": km(10), "heading": NORTH}),
    ],
    [
        ("direction_distance", {"distance": km(5, 0, 5, "at_most"), "heading": NORTH}),
        ("direction", {"heading": NORTH}),
    ],
    [
        ("near", {"distance": km(1, 0, 1, "at_most")}),
        ("near", {"distance": km(2, 0, 2, "at_most")}),
        ("near", {}),
    ],
]


@pytest.mark.parametrize("chain", VAGUER)
@pytest.mark.parametrize("name", ["Ash", "Cedar"])
def test_a_vaguer_phrase_holds_all_of_the_sharper_one(chain, name):
    found = [drawn(relation, name, **fields) for relation, fields in chain]
    for sharper, vaguer in itertools.pairwise(found):
        assert contains(vaguer, sharper), (sharper.reading, vaguer.reading)
        assert area_m2(vaguer.region) >= area_m2(sharper.region)


WIDER = [
    [
        ("direction_distance", {"distance": SEVERAL, "heading": NORTH}),
        ("distance", {"distance": SEVERAL}),
    ],
    [
        ("direction_distance", {"distance": km(15), "heading": NORTH_EAST}),
        ("direction", {"heading": NORTH_EAST}),
    ],
    [
        ("direction_distance", {"distance": km(10), "heading": NORTH}),
        ("distance", {"distance": km(10)}),
        ("distance", {"distance": km(10, bound="at_least")}),
    ],
    [
        ("orthogonal", {**EXPRESSIONS[-1][1]}),
        ("direction_distance", {"distance": km(10), "heading": NORTH_EAST}),
    ],
]


@pytest.mark.parametrize("chain", WIDER)
@pytest.mark.parametrize("name", ["Ash", "Cedar"])
def test_a_vaguer_phrase_has_the_larger_region(chain, name):
    sizes = [area_m2(drawn(relation, name, **fields).region) for relation, fields in chain]
    assert sizes == sorted(sizes)


@settings(max_examples=40)
@given(DISTANCES, st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 0.5), WINDS, st.booleans())
def test_words_that_leave_more_open_never_give_less(best, below, above, more, heading, ring):
    sharp = km(best, best * (1 - below), best * (1 + above))
    vague = km(best, best * (1 - below) * (1 - more), best * (1 + above) * (1 + more))
    relation, fields = ("distance", {}) if ring else ("direction_distance", {"heading": heading})
    assert contains(drawn(relation, "Ash", distance=vague, **fields), drawn(relation, "Ash", distance=sharp, **fields))


@settings(max_examples=30)
@given(st.sampled_from(EXPRESSIONS), st.floats(100, 5000), st.floats(1, 4))
def test_a_larger_place_never_gives_a_smaller_region(expression, extent, factor):
    relation, fields = expression
    found = []
    for size in (extent, extent * factor):
        mention, known = about(20.0, 40.0, size)
        found.append(footprint(Locative(relation, Span(0, 1), "here", (mention,), **fields), known))
    assert area_m2(found[1].region) >= area_m2(found[0].region) * (1 - 1e-9)


@settings(max_examples=40)
@given(LONGITUDES, st.floats(-75, 75), st.floats(2, 200), st.integers(0, 15))
def test_what_is_said_to_lie_in_a_direction_lies_there(longitude, latitude, distance, wind):
    heading = Heading(22.5 * wind, 22.5, "")
    mention, known = about(longitude, latitude)
    said_so = Locative("direction_distance", Span(0, 1), "", (mention,), km(distance), heading)
    point = footprint(said_so, known).point
    off = (bearing_deg((longitude, latitude), point) - heading.degrees + 180) % 360 - 180
    assert abs(off) < 1
    assert 0.7 < distance_m((longitude, latitude), point) / (distance * 1000) < 1.2


def test_north_of_lies_north_across_the_antimeridian_too():
    mention, known = about(179.999, 65.0)
    east = Heading(90.0, 45.0, "east")
    found = footprint(Locative("direction_distance", Span(0, 1), "", (mention,), km(20), east), known)
    assert found.point[0] == pytest.approx(-179.6, abs=0.1)
    assert found.region.is_valid
    assert found.uncertainty_m < 20_000


def test_halfway_lies_in_the_middle_of_between():
    between, midway = (drawn("between", "Ash", "Birch", manner=manner) for manner in ("", "midway"))
    assert area_m2(sound(midway).region) < area_m2(between.region) / 2
    assert between.region.covers(midway.region)
    assert midway.point == pytest.approx(between.point)


@settings(max_examples=30)
@given(LONGITUDES, st.floats(-75, 75), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_between_two_places_is_the_same_from_either(longitude, latitude, east, north):
    a, b = Mention(Span(0, 1), "a"), Mention(Span(2, 3), "b")
    ends = (longitude, latitude), (longitude + 0.01 + east, latitude + north)
    known = {
        mention: PLACES["Ash"].__class__(mention.text, mention.text, *end, 500.0)
        for mention, end in zip((a, b), ends, strict=True)
    }
    one, other = (footprint(Locative("between", Span(0, 3), "", pair), known) for pair in ((a, b), (b, a)))
    difference = shapely.symmetric_difference(one.region, other.region)
    assert area_m2(difference) < 1e-4 * area_m2(one.region) + 1
    assert distance_m(one.point, other.point) < 1
    for end in ends:
        assert one.region.distance(shapely.Point((end[0] + 180) % 360 - 180, end[1])) < 1e-6 or abs(end[0]) > 180


def test_the_same_expression_gives_the_same_footprint():
    first, second = (drawn("direction_distance", "Ash", distance=km(10), heading=NORTH) for _ in range(2))
    assert first.region.equals_exact(second.region, 0)
    assert first == second or first.point == second.point


def test_said_twice_it_is_narrowed_to_itself():
    once = drawn("direction_distance", "Ash", distance=km(10), heading=NORTH)
    twice = drawn(
        "direction_distance", "Ash", distance=km(10), heading=NORTH,
        also=(said("direction_distance", "Ash", distance=km(10), heading=NORTH),),
    )  # fmt: skip
    assert area_m2(shapely.symmetric_difference(once.region, twice.region)) < 1e-6 * area_m2(once.region)


def test_a_village_holds_what_reports_put_in_it():
    found = drawn("at", "Ash")
    assert found.region.covers(circle(*ASH, 1_400))
    assert not found.region.covers(circle(*ASH, 1_600))
    assert found.point == pytest.approx(ASH)


def test_several_places_are_one_region_of_several_parts():
    found = sound(drawn("at", "Ash", "Birch", "Far"))
    assert found.region.geom_type == "MultiPolygon"
    assert len(found.region.geoms) == 3
    assert found.anchors == ("ash", "birch", "far")


def test_up_to_five_kilometres_reaches_from_the_place_itself():
    found = drawn("distance", "Ash", distance=km(5, 0, 5, "at_most"))
    assert shapely.contains_xy(found.region, *ASH)
    assert found.uncertainty_m > 5_000


def test_a_distance_without_a_direction_is_a_ring_with_its_best_point_towards_the_border():
    found = drawn("distance", "Ash", distance=km(3))
    assert not shapely.contains_xy(found.region, *ASH)
    assert bearing_deg(ASH, found.point) == pytest.approx(90, abs=20)
    assert drawn("distance", "Ash", distance=km(3), border=None).point[1] > ASH[1]


def test_a_distance_by_road_is_shorter_than_the_crow_flies():
    straight, by_road = (drawn("distance", "Ash", distance=km(20), manner=manner) for manner in ("", "road"))
    assert distance_m(ASH, by_road.point) < 0.85 * distance_m(ASH, straight.point)
    assert "road_sinuosity" in by_road.rules


def test_another_profile_leaves_less_open():
    default, gbif = (
        drawn("distance", "Ash", distance=km(10), profile=profile) for profile in ("frazier2004", "gbif2020")
    )
    assert area_m2(gbif.region) < area_m2(default.region)
    with pytest.raises(NotRead, match="profile"):
        drawn("at", "Ash", profile="anno 1900")


def test_a_rule_can_be_overridden_by_name():
    larger = footprint(said("near", "Ash"), KNOWN, rules=RULES.replace(near_village_m=9_000))
    assert larger.uncertainty_m == pytest.approx(9_000, rel=2e-3)
    with pytest.raises(KeyError, match="near_hamlet_m"):
        RULES.replace(near_hamlet_m=1)


def test_the_table_of_rules_is_a_mapping():
    assert len(RULES) == len(list(RULES)) > 40
    assert RULES["near_village_m"] == RULES.rule("near_village_m").value


def test_every_rule_says_what_it_measures_and_why():
    for name in RULES:
        rule = RULES.rule(name)
        assert rule.unit in {"m", "deg", "1"}
        assert len(rule.reason) > 10
        assert rule.value > 0


def test_a_written_coordinate_is_as_exact_as_it_is_written():
    mention = Mention(Span(0, 9), "40°05'04\"N 45°52'28\"E", longitude=45.87444, latitude=40.08444, precision_m=39.0)
    found = sound(footprint(Locative("coordinates", Span(0, 9), "", (mention,)), {}))
    assert found.point == pytest.approx((45.87444, 40.08444))
    assert 39 <= found.uncertainty_m < 40


def test_an_area_beside_a_place_narrows_it():
    alone, inside = drawn("near", "Ash"), sound(drawn("near", "Ash", "Province"))
    assert area_m2(inside.region) <= area_m2(alone.region)
    assert inside.anchors == ("ash", "province")
    assert "Province" in inside.reading


def test_expressions_that_do_not_meet_keep_the_wider_and_say_so():
    near_far = said("near", "Far")
    found = drawn("at", "Ash", also=(near_far,))
    assert "does not meet" in found.reading
    assert found.region.covers(circle(PLACES["Far"].longitude, PLACES["Far"].latitude, 4_000))
    assert "contradiction_wider_kept" in found.rules


def test_a_narrowing_that_cannot_be_read_is_left_out_and_said():
    found = drawn("at", "Ash", also=(said("distance", "Far"),))
    assert "states no distance" in found.reading
    assert area_m2(found.region) == pytest.approx(area_m2(drawn("at", "Ash").region))


def test_two_expressions_are_intersected():
    north, near = drawn("direction", "Ash", heading=NORTH), drawn("near", "Ash")
    both = sound(drawn("near", "Ash", also=(said("direction", "Ash", heading=NORTH),)))
    assert contains(north, both)
    assert contains(near, both)
    assert area_m2(both.region) < area_m2(near.region)


def test_along_a_road_is_the_part_beside_the_place():
    whole, part = drawn("along", "Road", manner="road"), sound(drawn("along", "Road", "Ash", manner="road"))
    assert area_m2(part.region) < area_m2(whole.region)
    assert contains(whole, part)


def test_along_a_shore_keeps_to_the_shore():
    found = sound(drawn("along", "Pond", manner="shore"))
    edge = PLACES["Pond"].shape.exterior
    assert all(edge.distance(shapely.Point(xy)) < 0.013 for xy in shapely.get_coordinates(found.region))


def test_so_far_along_the_way_from_one_place_to_another():
    found = sound(drawn("along", "Ash", "Birch", manner="road", distance=km(10)))
    assert bearing_deg(ASH, found.point) == pytest.approx(bearing_deg(ASH, (19.93, 40.60)), abs=1)


def test_a_way_between_two_places_whose_course_is_unknown_lies_between_them():
    along, between = drawn("along", "Ash", "Birch", manner="road"), drawn("between", "Ash", "Birch")
    assert along.region.equals(between.region)
    assert "road" in along.reading
    assert area_m2(drawn("along", "Ash").region) == pytest.approx(area_m2(drawn("near", "Ash").region))


def test_toward_a_place_far_from_any_border():
    assert area_m2(drawn("toward", "Far", border=None).region) == pytest.approx(area_m2(drawn("near", "Far").region))
    some_way = sound(drawn("toward", "Ash", "Birch", distance=km(5), border=None))
    assert distance_m(ASH, some_way.point) < 5_000


def test_a_heading_that_is_missing_leaves_a_distance():
    ring, offset = drawn("distance", "Ash", distance=km(5)), drawn("direction_distance", "Ash", distance=km(5))
    assert ring.region.equals(offset.region)
    within, at = (drawn(relation, "Ash", distance=km(5, 0, 5, "at_most")) for relation in ("near", "at"))
    assert within.region.equals(at.region)


def test_the_best_point_of_a_ring_far_from_the_border_lies_north():
    mention, known = about(10.0, 40.5)
    said_so = Locative("distance", Span(0, 1), "", (mention,), km(5))
    assert bearing_deg((10.0, 40.5), footprint(said_so, known, border=BORDER).point) % 360 == pytest.approx(0, abs=0.1)


def test_from_one_place_toward_another():
    found = sound(drawn("toward", "Ash", "Birch"))
    assert shapely.contains_xy(found.region, 19.94, 40.45)


@pytest.mark.parametrize(
    ("relation", "names", "fields", "reason"),
    [
        ("none", [], {}, "where"),
        ("at", [], {}, "no place"),
        ("between", ["Ash"], {}, "too few places"),
        ("between", ["Ash", "Ash"], {}, "same place"),
        ("distance", ["Ash"], {}, "no distance"),
        ("direction", ["Ash"], {}, "no direction"),
        ("orthogonal", ["Ash"], {"distance": km(3), "heading": NORTH}, "two distances"),
        ("distance", ["Ash"], {"distance": km(0, 0, 0)}, "no distance"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason(relation, names, fields, reason):
    with pytest.raises(NotRead, match=reason):
        drawn(relation, *names, **fields)


@pytest.mark.parametrize("position", [(20.0, 91.0), (float("nan"), 40.0), (20.0, float("inf"))])
def test_a_place_that_is_nowhere_on_earth_is_refused(position):
    mention, known = about(*position)
    with pytest.raises(NotRead, match="nowhere"):
        footprint(Locative("at", Span(0, 1), "", (mention,)), known)


def test_a_shape_that_crosses_itself_is_mended():
    bow = shapely.Polygon([(20, 40), (20.1, 40.1), (20.1, 40), (20, 40.1)])
    mention = Mention(Span(0, 3), "bow")
    known = {mention: Anchor("bow", "Bow", 20.05, 40.05, 0.0, kind="given", shape=bow)}
    for relation, fields in EXPRESSIONS:
        sound(footprint(Locative(relation, Span(0, 3), "", (mention,), **fields), known))


@pytest.mark.parametrize("distance", [km(float("inf")), km(3, 0, float("inf")), km(9_000)])
def test_a_distance_beyond_measure_is_refused(distance):
    for relation, heading in (("distance", None), ("direction_distance", NORTH)):
        with pytest.raises(NotRead):
            drawn(relation, "Ash", distance=distance, heading=heading)


def test_a_name_without_a_place_is_refused():
    stranger = Mention(Span(0, 5), "Atlantis")
    with pytest.raises(NotRead, match="Atlantis"):
        footprint(Locative("at", Span(0, 5), "at Atlantis", (stranger,)), KNOWN)
    assert MENTIONS["Ash"] in KNOWN


CIRCLES = [
    ("at", ["Cedar"], {}, 2_000),
    ("distance", ["Cedar"], {"distance": km(10)}, 2_000 + 10_000 + 500),
    ("direction_distance", ["Cedar"], {"distance": km(10), "heading": NORTH}, 8_914.78),
    ("direction_distance", ["Cedar"], {"distance": km(10), "heading": NORTH_EAST}, 5_027.93),
    ("orthogonal", ["Cedar"], {**EXPRESSIONS[-1][1]}, 2_000 + 0.5**0.5 * 1000),
]


@pytest.mark.parametrize(("relation", "names", "fields", "radius"), CIRCLES)
def test_the_point_radius_circle_is_that_of_the_method(relation, names, fields, radius):
    found = sound(drawn(relation, *names, profile="gbif2020", circle=True, **fields))
    assert found.uncertainty_m == pytest.approx(radius, rel=2e-3)
    assert "point_radius" in found.rules


def test_the_circle_of_an_offset_lies_about_the_geodesic_offset():
    mention, known = about(46.34168, 39.51111)
    said_so = Locative("direction_distance", Span(0, 1), "", (mention,), km(10), NORTH_EAST)
    assert footprint(said_so, known, circle=True).point == pytest.approx((46.423977, 39.574769), abs=1e-6)


def test_the_circle_between_two_places_is_half_their_distance():
    found = drawn("between", "Ash", "Birch", circle=True)
    apart = distance_m(ASH, (19.93, 40.60))
    assert found.uncertainty_m == pytest.approx(apart / 2, rel=2e-3)


def test_the_region_of_a_main_wind_is_smaller_than_its_circle():
    fields = {"distance": km(10), "heading": NORTH}
    region, ring = (drawn("direction_distance", "Cedar", circle=circled, **fields) for circled in (False, True))
    assert area_m2(region.region) < 0.6 * area_m2(ring.region)
    assert shapely.contains_xy(region.region, *ring.point)


def test_the_circle_of_a_coordinate_and_of_several_places():
    mention = Mention(Span(0, 9), "here", longitude=45.8, latitude=40.0, precision_m=155.7)
    written = Locative("coordinates", Span(0, 9), "", (mention,))
    assert footprint(written, {}, circle=True).uncertainty_m == pytest.approx(155.7, rel=2e-3)
    both = drawn("at", "Ash", "Birch", circle=True)
    assert both.uncertainty_m > distance_m(ASH, (19.93, 40.60)) / 2


def test_other_relations_get_the_circle_about_their_region():
    found, region = drawn("near", "Ash", circle=True), drawn("near", "Ash")
    assert found.uncertainty_m >= region.uncertainty_m * 0.999
    assert contains(found, region)
    assert math.isfinite(found.uncertainty_m)


def test_the_page_about_the_model_gives_every_number_as_it_is():
    page = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
    for name in RULES:
        rule = RULES.rule(name)
        unit = "" if rule.unit == "1" else f" {rule.unit}"
        assert f"| `{name}` | {rule.value:g}{unit} | {rule.reason} |" in page
    for parameter in dataclasses.fields(OFFSETS):
        assert f"| `{parameter.name}` | {getattr(OFFSETS, parameter.name):g} |" in page
    figures = re.findall(r"\((figures/\w+\.png)\)", page)
    assert len(figures) >= 15
    assert all((Path(__file__).parents[2] / "docs" / figure).is_file() for figure in figures)
