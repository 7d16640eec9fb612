import dataclasses
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from spatial_world import BORDER, EAST, EXCLAVE, LINE, NORTH, PLACES, PROVINCE, SEVERAL, WEST, drawn, km, said

from geomap.errors import NotRead
from geomap.model import Anchor, Mention, Span
from geomap.spatial import Border, footprint
from geomap.spatial.geodesy import area_m2, distance_m

GEOD = Geod(ellps="WGS84")


def sound(found):
    assert found.region.is_valid
    assert found.core.is_valid
    assert found.region.covers(found.core)
    assert shapely.contains_xy(found.core, *found.point)
    assert found.uncertainty_m > 0
    return found


def across(found, territory):
    """The share of a region that lies outside a territory."""
    return area_m2(shapely.difference(found.region, territory)) / area_m2(found.region)


def deepest_m(geometry):
    return max(BORDER.depth_m(*xy) for xy in shapely.get_coordinates(geometry))


def test_several_kilometers_into_a_country_is_its_strip_along_all_of_the_border():
    found = sound(drawn("depth_into", into_country="AAA", distance=SEVERAL))
    assert across(found, WEST) < 1e-3
    assert deepest_m(found.region) <= 7_100 * 1.001
    assert deepest_m(found.region) >= 7_100 * 0.98
    assert deepest_m(found.core) <= 3_000 * 1.001
    assert shapely.contains_xy(found.region, 19.95, 40.05)
    assert shapely.contains_xy(found.region, 19.95, 40.95)
    assert shapely.contains_xy(found.region, 19.74, 40.38), "the strip runs round the exclave too"
    assert not found.region.intersects(EXCLAVE.buffer(-0.001))
    assert found.into_country == "AAA"
    assert "7 km" in found.reading
    assert "border error 100 m" in found.reading


def test_the_best_point_is_the_core_s_nearest_to_the_middle_of_the_region():
    found = drawn("depth_into", into_country="AAA", distance=SEVERAL)
    plane = BORDER.plane
    centre = shapely.centroid(shapely.minimum_bounding_circle(plane.project(found.region)))
    gap = shapely.Point(plane.point(*found.point)).distance(centre)
    assert gap == pytest.approx(plane.project(found.core).distance(centre), abs=20)


@pytest.mark.parametrize("side", ["AAA", "BBB"])
def test_a_strip_lies_in_the_country_entered(side):
    found = sound(drawn("depth_into", into_country=side, distance=km(2)))
    assert across(found, {"AAA": WEST, "BBB": EAST}[side]) < 1e-3


def test_a_strip_in_an_exclave_stays_in_the_exclave():
    found = sound(drawn("depth_into", "Exclave", into_country="BBB", distance=km(1)))
    assert across(found, EXCLAVE) < 1e-3
    assert "Exclave" in found.reading


@settings(max_examples=15, deadline=None)
@given(st.floats(0.3, 20), st.floats(1.01, 3))
def test_deeper_never_gives_less(depth, factor):
    less, more = (drawn("depth_into", "Ash", into_country="AAA", distance=km(d)) for d in (depth, depth * factor))
    assert area_m2(shapely.difference(less.region, more.region)) < 1e-3 * area_m2(less.region)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.5, 10), st.sampled_from(["Ash", "Birch", "Province"]))
def test_a_part_of_the_border_lies_in_all_of_it(depth, name):
    part = drawn("depth_into", name, into_country="AAA", distance=km(depth))
    whole = drawn("depth_into", into_country="AAA", distance=km(depth))
    assert area_m2(shapely.difference(part.region, whole.region)) < 1e-3 * area_m2(part.region)


def test_depth_is_that_of_the_ellipsoid():
    line = np.array(shapely.get_coordinates(shapely.segmentize(LINE, 0.0005)))
    for lon, lat in [(19.95, 40.3), (19.9, 40.6), (20.2, 40.8)]:
        geodesic = GEOD.inv(np.full(len(line), lon), np.full(len(line), lat), line[:, 0], line[:, 1])[2].min()
        assert BORDER.depth_m(lon, lat) == pytest.approx(geodesic, rel=1e-3)
    assert BORDER.depth_m(19.95, 40.3, "AAA") > 0
    assert BORDER.depth_m(19.95, 40.3, "BBB") < 0


def test_a_depth_at_a_place_is_the_part_of_the_strip_it_is_about():
    found = sound(drawn("depth_into", "Ash", into_country="AAA", distance=km(3.5)))
    ash = PLACES["Ash"]
    assert all(distance_m((ash.longitude, ash.latitude), xy) < 14_000 for xy in shapely.get_coordinates(found.region))
    assert "of Ash" in found.reading
    assert deepest_m(found.region) <= 3_600 * 1.001
    assert found.anchors == ("ash",)


def test_a_depth_at_a_lake_is_measured_from_its_shore():
    lake, village = (drawn("depth_into", name, into_country="AAA", distance=km(8)) for name in ("Pond", "Ash"))
    assert sound(lake).region.covers(shapely.Point(19.93, 40.4))
    assert "of Pond" in lake.reading
    assert lake.anchors != village.anchors


def test_no_part_of_the_country_there_is_refused():
    inner = Border(LINE, {"AAA": WEST, "CCC": shapely.box(30, 40, 31, 41)}, 100.0, "drawn")
    with pytest.raises(NotRead, match="no part of CCC"):
        drawn("depth_into", into_country="CCC", distance=km(3), border=inner)


def test_an_area_known_by_a_point_selects_the_part_near_it():
    bare = Mention(Span(0, 4), "bare")
    known = {bare: Anchor("bare", "Bare", 19.9, 40.2, 0.0, "AAA", "district")}
    expression = dataclasses.replace(said("depth_into", into_country="AAA", distance=km(3)), anchors=(bare,))
    found = sound(footprint(expression, known, border=BORDER))
    assert found.region.bounds[3] < 40.6
    country = {bare: Anchor("bare", "Bare", 19.9, 40.2, 0.0, "CCC", "country")}
    with pytest.raises(NotRead, match="outline of Bare"):
        footprint(expression, country, border=BORDER)


def test_the_belt_of_an_area_away_from_the_border_or_across_it_is_what_there_is():
    inland, across_it = Mention(Span(0, 6), "Inland"), Mention(Span(1, 6), "Both")
    bare = Mention(Span(2, 6), "Bare")
    known = {
        inland: Anchor("inland", "Inland", 19.2, 40.5, 0.0, "AAA", "district", shapely.box(19.1, 40.4, 19.2, 40.6)),
        across_it: Anchor("both", "Both", 20.0, 40.5, 0.0, "", "district", shapely.box(18.9, 41.0, 21, 41.2)),
        bare: Anchor("bare", "Bare", 19.9, 40.2, 0.0, "AAA", "district"),
    }

    def belt(mention):
        return footprint(
            dataclasses.replace(said("within_admin", manner="border"), anchors=(mention,)), known, border=BORDER
        )

    assert area_m2(belt(inland).region) == pytest.approx(area_m2(known[inland].shape), rel=2e-3)
    assert "of the middle of Bare" in belt(bare).reading
    assert area_m2(belt(across_it).region) < 300e6


def test_nothing_near_a_country_elsewhere_is_refused():
    third = Mention(Span(0, 5), "Third")
    known = {third: Anchor("third", "Third", 30, 41.5, 0.0, "CCC", "country", shapely.box(30, 41, 31, 42))}
    with pytest.raises(NotRead, match="nothing near Third"):
        footprint(dataclasses.replace(said("near"), anchors=(third,)), known, border=BORDER)


def test_in_the_north_near_a_province_is_its_north():
    near, inside = (drawn(relation, "Province", part=NORTH) for relation in ("near", "within_admin"))
    assert near.region.equals(inside.region)


def test_a_depth_in_a_province_keeps_to_it_though_its_outline_misses_the_line():
    found = sound(drawn("depth_into", "Province", into_country="AAA", distance=km(3)))
    assert across(found, PROVINCE.buffer(0.05)) < 1e-3
    assert found.region.distance(LINE) < 1e-6


def test_a_place_in_a_province_may_be_said_either_way():
    among = drawn("depth_into", "Ash", "Province", into_country="AAA", distance=km(3))
    beside = drawn("depth_into", "Ash", into_country="AAA", distance=km(3), also=(said("within_admin", "Province"),))
    assert area_m2(shapely.symmetric_difference(among.region, beside.region)) < 1e-6 * area_m2(among.region)


def test_a_place_said_with_its_province_selects_the_border_near_it():
    near = said("near", "Ash", also=(said("within_admin", "Province"),))
    beside = drawn("depth_into", into_country="AAA", distance=km(3), also=(near,))
    among = drawn("depth_into", "Ash", "Province", into_country="AAA", distance=km(3))
    assert area_m2(shapely.symmetric_difference(among.region, beside.region)) < 1e-6 * area_m2(among.region)


def test_no_depth_is_read_from_the_table_and_said():
    found = sound(drawn("depth_into", into_country="AAA"))
    assert "no depth is stated" in found.reading
    assert "depth_default_best_m" in found.rules


def test_the_country_entered_may_follow_from_the_place():
    assert drawn("depth_into", "Ash", distance=km(3)).into_country == "AAA"
    with pytest.raises(NotRead, match="which country"):
        drawn("depth_into", distance=km(3))


def test_the_country_entered_is_no_part_of_its_own_border():
    named, plain = (drawn("depth_into", *names, into_country="AAA", distance=km(3)) for names in (["Aland"], []))
    assert area_m2(named.region) == pytest.approx(area_m2(plain.region))


def test_a_claim_smaller_than_the_border_s_error_says_so():
    coarse = dataclasses.replace(BORDER, error_m=1_500.0)
    found = sound(drawn("depth_into", into_country="AAA", distance=km(0.5), border=coarse))
    assert "border error 1.5 km, larger than the 500 m claimed" in found.reading
    assert deepest_m(found.region) == pytest.approx(2_000, rel=0.02)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"into_country": "CCC", "distance": km(3)}, "no side 'CCC'"),
        ({"into_country": "AAA", "distance": km(0, 0, 0)}, "no depth"),
        ({"into_country": "AAA", "distance": km(3), "border": None}, "border"),
    ],
)
def test_a_depth_that_cannot_be_drawn_is_refused(fields, reason):
    with pytest.raises(NotRead, match=reason):
        drawn("depth_into", **fields)


def test_a_place_far_from_the_border_selects_no_part_of_it():
    with pytest.raises(NotRead, match="too far"):
        drawn("depth_into", "Far", into_country="AAA", distance=km(3))


def test_of_several_places_those_at_the_border_count():
    both, near = (
        drawn("depth_into", *names, into_country="AAA", distance=km(3)) for names in (["Far", "Ash"], ["Ash"])
    )
    assert area_m2(both.region) == pytest.approx(area_m2(near.region))


def test_areas_that_face_each_other_select_what_they_share():
    names = [Mention(Span(0, 1), "west"), Mention(Span(1, 2), "east"), Mention(Span(2, 3), "south")]
    shapes = [
        shapely.box(19.6, 40.3, 19.99, 41),
        shapely.box(20.03, 40, 20.5, 40.5),
        shapely.box(19.6, 40, 19.99, 40.2),
    ]
    known = {
        name: Anchor(name.text, name.text, *shape.centroid.coords[0], 0.0, "", "district", shape)
        for name, shape in zip(names, shapes, strict=True)
    }

    def section(*mentions):
        return footprint(dataclasses.replace(said("border_section"), anchors=mentions), known, border=BORDER)

    west, east, south = (section(name) for name in names)
    shared = sound(section(names[0], names[1]))
    assert area_m2(shared.region) < 0.6 * min(area_m2(west.region), area_m2(east.region))
    assert shared.region.bounds[1] > 40.25
    assert shared.region.bounds[3] < 40.55
    apart = section(names[0], names[2])
    assert area_m2(apart.region) > area_m2(west.region)
    assert area_m2(apart.region) > area_m2(south.region)


def test_a_section_is_a_band_on_both_sides_that_reaches_the_place():
    found = sound(drawn("border_section", "Ash"))
    assert shapely.contains_xy(found.region, PLACES["Ash"].longitude, PLACES["Ash"].latitude)
    assert found.region.intersects(WEST)
    assert found.region.intersects(EAST)
    assert 30e6 < area_m2(found.region) < 150e6


def test_a_section_on_one_side_stays_there():
    assert across(drawn("border_section", "Ash", into_country="AAA"), WEST) < 1e-3


def test_so_far_from_the_border_at_a_place_is_on_the_place_s_side():
    found = sound(drawn("border_section", "Ash", distance=km(0.5, written="500")))
    assert across(found, WEST) < 1e-3
    assert deepest_m(found.region) <= 600 * 1.01


def test_a_section_may_be_that_of_an_area_of_several_places_or_of_the_whole():
    area, many, whole = (sound(drawn("border_section", *names)) for names in (["Exclave"], ["Ash", "Birch"], []))
    assert area.region.distance(shapely.Point(19.73, 40.42)) < 0.02
    assert area_m2(area.region) < area_m2(whole.region)
    assert "Ash" in many.reading
    assert "Birch" in many.reading
    assert "all of the test border" in whole.reading


def test_the_northern_section_lies_in_the_north():
    found = sound(drawn("border_section", part=NORTH))
    assert found.region.bounds[1] > 40.4


def test_an_area_away_from_the_border_has_no_section_of_it():
    inland = Mention(Span(0, 6), "Inland")
    known = {
        inland: Anchor("inland", "Inland", 19.2, 40.5, 5000, "AAA", "district", shapely.box(19.1, 40.4, 19.2, 40.6))
    }
    expression = dataclasses.replace(said("border_section"), anchors=(inland,))
    with pytest.raises(NotRead, match="does not lie at"):
        footprint(expression, known, border=BORDER)


def test_opposite_lies_across():
    found = sound(drawn("opposite", "Ash"))
    assert across(found, EAST) < 1e-3
    assert "across from Ash" in found.reading
    with pytest.raises(NotRead, match="no side"):
        drawn("opposite", "Ash", border=dataclasses.replace(BORDER, territories={}))


def test_toward_and_from_the_direction_of_a_border_village_hold_it():
    for manner in ("", "from"):
        found = sound(drawn("toward", "Ash", manner=manner))
        assert shapely.contains_xy(found.region, PLACES["Ash"].longitude, PLACES["Ash"].latitude)
    assert "from the direction of Ash" in found.reading


def test_so_far_toward_a_village_behind_the_border_is_a_depth_on_its_side():
    found = sound(drawn("toward", "Ash", distance=km(2)))
    assert across(found, WEST) < 1e-3
    assert deepest_m(found.region) <= 2_100 * 1.001
    assert found.relation == "toward"


def test_a_depth_in_the_north_lies_in_the_north():
    found = sound(drawn("depth_into", "Province", into_country="AAA", distance=km(2), part=NORTH))
    whole = drawn("depth_into", "Province", into_country="AAA", distance=km(2))
    assert found.region.bounds[1] > 40.2
    assert area_m2(found.region) < 0.7 * area_m2(whole.region)


def test_within_an_area_is_all_of_it_and_its_core_half():
    found = sound(drawn("within_admin", "Province"))
    assert area_m2(found.region) == pytest.approx(area_m2(PROVINCE), rel=2e-3)
    assert area_m2(found.core) == pytest.approx(area_m2(PROVINCE) / 2, rel=0.02)


def test_at_an_area_is_within_it():
    at, within = (drawn(relation, "Province") for relation in ("at", "within_admin"))
    assert at.region.equals(within.region)
    assert at.relation == "within_admin"


def test_the_north_of_an_area_is_its_northern_half():
    found = sound(drawn("within_admin", "Province", part=NORTH))
    assert area_m2(found.region) == pytest.approx(area_m2(PROVINCE) / 2, rel=0.02)
    assert found.point[1] > 40.25


def test_a_border_district_is_its_belt():
    found = sound(drawn("within_admin", "Province", manner="border"))
    assert deepest_m(found.region) <= 5_100 * 1.001
    assert across(found, WEST) < 1e-3


def test_near_an_area_reaches_beyond_it_and_near_a_third_country_keeps_out_of_it():
    near, inside = sound(drawn("near", "Province")), drawn("within_admin", "Province")
    assert area_m2(shapely.difference(inside.region, near.region)) == 0
    third = Mention(Span(0, 5), "Third")
    shape = shapely.box(19, 41, 21, 42)
    known = {third: Anchor("third", "Third", 20, 41.5, 0.0, "CCC", "country", shape)}
    found = sound(footprint(dataclasses.replace(said("near"), anchors=(third,)), known, border=BORDER))
    assert area_m2(shapely.intersection(found.region, shape)) < 1e-2 * area_m2(found.region)
    unknown = {third: Anchor("third", "Third", 20, 41.5, 0.0, "CCC", "country")}
    with pytest.raises(NotRead, match="outline of Third"):
        footprint(dataclasses.replace(said("near"), anchors=(third,)), unknown, border=BORDER)


def test_an_area_known_by_a_point_is_its_extent():
    bare = Mention(Span(0, 4), "bare")
    known = {bare: Anchor("bare", "Bare", 19.5, 40.5, 0.0, "AAA", "district")}
    found = footprint(dataclasses.replace(said("within_admin"), anchors=(bare,)), known, border=BORDER)
    assert found.uncertainty_m == pytest.approx(20_000, rel=2e-3)


CONTACT = Border(
    shapely.LineString([(20.5, 40.2), (20.5, 40.8)]), {}, 300.0, "ceasefire map", "line of contact", "line_of_contact",
    valid_to=date(2020, 11, 9),
)  # fmt: skip


def test_the_line_of_contact_is_meant_while_it_held():
    held = drawn("border_section", manner="line_of_contact", lines=[CONTACT], on=date(2019, 5, 1))
    assert sound(held).region.contains(shapely.Point(20.5, 40.5))
    assert not held.region.intersects(LINE)
    with pytest.raises(NotRead, match="no line of contact is known on 2021-05-01"):
        drawn("border_section", manner="line_of_contact", lines=[CONTACT], on=date(2021, 5, 1))


def test_far_from_the_line_of_contact_the_border_is_meant():
    far = drawn("border_section", "Ash", manner="line_of_contact", lines=[CONTACT], on=date(2019, 5, 1))
    assert far.region.intersects(LINE)


def test_an_index_is_built_once():
    fresh = dataclasses.replace(BORDER)
    assert fresh.whole is fresh.whole


def test_a_border_cut_in_two_at_the_antimeridian_is_refused():
    line = shapely.MultiLineString([[(179.9, 60.0), (180, 60.5)], [(-180, 60.5), (-179.9, 61.0)]])
    with pytest.raises(NotRead, match="antimeridian"):
        drawn("border_section", border=Border(line, {}, 100.0, "drawn"))


def test_a_border_beside_the_antimeridian_is_answered():
    line = shapely.LineString([(179.9, 60.0), (179.95, 60.5), (179.9, 61.0)])
    west = shapely.Polygon([(178, 60), *line.coords, (178, 61)])
    border = Border(line, {"AAA": west}, 100.0, "drawn", side_names={})
    found = sound(drawn("depth_into", into_country="AAA", distance=km(5), border=border))
    assert across(found, west) < 1e-3
