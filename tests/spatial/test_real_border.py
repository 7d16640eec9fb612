"""The same promises on the border that ships with geomap; coordinates from GeoNames and OpenStreetMap."""

from datetime import date

import pytest
import shapely
from spatial_world import SEVERAL, km

from geomap import regions
from geomap.errors import NotRead
from geomap.model import Anchor, Locative, Mention, Span
from geomap.spatial import footprint
from geomap.spatial.geodesy import GEOD, area_m2, distance_m

PLACES = {
    "Sev Lich": (46.23167, 39.59806, 1200, "lake", "ARM"),
    "Verin Shorzha": (45.8325, 40.08722, 500, "village", "ARM"),
    "Yeraskh": (44.82806, 39.73944, 700, "village", "ARM"),
    "Tegh": (46.48054, 39.55826, 700, "village", "ARM"),
    "Jermuk": (45.67112, 39.83948, 2000, "town", "ARM"),
    "Yerevan": (44.51361, 40.17765, 10000, "city", "ARM"),
    "Kut": (45.90167, 40.18083, 500, "village", "ARM"),
}


@pytest.fixture(scope="module")
def pack():
    return regions.load()


@pytest.fixture(scope="module")
def known(pack):
    spots = {name: Anchor(name, name, x, y, size, side, kind) for name, (x, y, size, kind, side) in PLACES.items()}
    areas = {
        area.name: Anchor(
            area.name, area.name, *area.shape.centroid.coords[0], 0.0, area.country, "province", area.shape
        )
        for area in (*pack.provinces, *pack.areas)
    }
    return {Mention(Span(0, 1), name): anchor for name, anchor in {**areas, **spots}.items()}


@pytest.fixture(scope="module")
def draw(pack, known):
    def drawn(relation, *names, **fields):
        anchors = tuple(Mention(Span(0, 1), name) for name in names)
        said = Locative(relation, Span(0, 1), relation, anchors, **fields)
        found = footprint(said, known, border=pack.border)
        assert found.region.is_valid
        assert found.region.covers(found.core)
        assert shapely.contains_xy(found.core, *found.point)
        return found

    return drawn


def outside(found, territory):
    return area_m2(shapely.difference(found.region, territory)) / area_m2(found.region)


def province(pack, beginning):
    return next(area for area in pack.provinces if area.name.startswith(beginning))


def test_the_best_point_of_a_winding_strip_is_the_core_s_nearest_to_the_middle_of_the_region(draw, pack):
    found = draw("depth_into", into_country="ARM", distance=SEVERAL)
    plane = pack.border.plane
    centre = shapely.centroid(shapely.minimum_bounding_circle(plane.project(found.region)))
    gap = shapely.Point(plane.point(*found.point)).distance(centre)
    assert gap == pytest.approx(plane.project(found.core).distance(centre), abs=200)


def test_several_kilometers_into_armenia_are_its_strip_down_to_seven(pack, draw):
    found = draw("depth_into", into_country="ARM", distance=SEVERAL)
    assert outside(found, pack.territories["ARM"]) < 1e-3
    assert area_m2(shapely.intersection(found.region, pack.territories["AZE"])) < 1e-3 * area_m2(found.region)
    vertices = shapely.get_coordinates(found.region)
    assert max(pack.border.depth_m(*xy) for xy in vertices[::7]) <= 7_100 * 1.001
    assert shapely.contains_xy(found.region, 44.86, 39.745), "the Nakhichevan side belongs to it"
    assert shapely.contains_xy(found.region, 46.22, 39.60), "so does Sev Lich"
    assert found.uncertainty_m > 100_000
    assert "Armenia up to 7 km" in found.reading


def test_half_a_kilometre_at_a_lake(pack, draw):
    found = draw("depth_into", "Sev Lich", into_country="ARM", distance=km(3.5))
    assert outside(found, pack.territories["ARM"]) < 1e-3
    assert area_m2(found.region) < 150e6
    assert distance_m(found.point, (46.23167, 39.59806)) < 5_000
    assert "of Sev Lich; border error 100 m" in found.reading


def test_the_exclaves_are_bordered_too(pack, draw):
    for exclave in pack.exclaves:
        if exclave.schematic:
            continue
        host = next(side for side in pack.sides if side != exclave.country)
        ring = draw("depth_into", into_country=host, distance=km(1))
        assert ring.region.distance(exclave.shape) < 1e-6
        assert area_m2(shapely.intersection(ring.region, exclave.shape)) < 1e-3 * area_m2(exclave.shape)


@pytest.mark.parametrize("beginning", ["Syunik", "Gegharkunik", "Tavush", "Vayots", "Ararat"])
def test_a_depth_in_a_province_is_a_strip_of_that_province(pack, draw, beginning):
    area = province(pack, beginning)
    found = draw("depth_into", area.name, into_country="ARM", distance=km(2))
    assert outside(found, area.shape.buffer(0.005)) < 1e-3
    assert area_m2(found.region) > 20e6


def test_the_nakhichevan_section_is_that_side_of_the_border(pack, draw):
    area = next(area for area in pack.areas if area.name == "Nakhchivan")
    found = draw("border_section", area.name)
    assert (
        shapely.contains_xy(found.region, 44.86, 39.745) or found.region.distance(shapely.Point(44.86, 39.745)) < 0.02
    )
    assert found.region.bounds[2] < 46.6
    at_yeraskh = draw("border_section", "Yeraskh", area.name)
    assert area_m2(at_yeraskh.region) < 150e6
    assert distance_m(at_yeraskh.point, (44.82806, 39.73944)) < 4_000


@pytest.mark.parametrize("name", ["Verin Shorzha", "Yeraskh", "Tegh", "Kut"])
def test_a_section_at_a_village_is_small_and_reaches_it(draw, name):
    found = draw("border_section", name)
    longitude, latitude, *_ = PLACES[name]
    assert shapely.contains_xy(found.region, longitude, latitude)
    assert 30e6 < area_m2(found.region) < 160e6
    assert distance_m(found.point, (longitude, latitude)) < 4_000


def test_a_town_well_behind_the_border_still_selects_its_part(draw):
    found = draw("depth_into", "Jermuk", into_country="ARM", distance=km(7.5))
    assert distance_m(found.point, (45.67112, 39.83948)) < 15_000
    with pytest.raises(NotRead, match="too far"):
        draw("depth_into", "Yerevan", into_country="AZE", distance=km(3))


def test_the_line_of_contact_is_the_pack_s_own(pack, known):
    front = pack.front("line_of_contact", date(2016, 4, 2))
    assert front is not None
    said = Locative("border_section", Span(0, 1), "line of contact", manner="line_of_contact")
    found = footprint(said, known, border=pack.border, lines=[front], on=date(2016, 4, 2))
    assert found.region.bounds[2] > 46.8
    with pytest.raises(NotRead, match="line of contact"):
        footprint(said, known, border=pack.border, lines=[], on=date(2021, 5, 12))


def test_the_border_with_a_neighbour_is_ground_of_the_sides_along_it(pack):
    iran = next(feature.shape for feature in pack.neighbours if feature.country == "IRN")
    mentions = Mention(Span(0, 1), "Iran"), Mention(Span(2, 3), "Meghri")
    known = {
        mentions[0]: Anchor("country:IRN", "Iran", 53.0, 32.0, 0.0, "IRN", "country", iran),
        mentions[1]: Anchor("m", "Meghri", 46.2446, 38.9029, 1500.0, "ARM", "town"),
    }
    along, at_meghri = (
        footprint(Locative("border_section", Span(0, 1), "", anchors), known, border=pack.border)
        for anchors in (mentions[:1], mentions)
    )
    assert along.region.covers(at_meghri.region.buffer(-1e-4))
    assert shapely.Point(46.2, 38.87).within(at_meghri.region)
    assert not shapely.Point(45.9, 40.2).within(along.region)  # the border between the sides
    assert shapely.intersection(along.region, iran).area < 0.02 * along.region.area


def test_depths_agree_with_geodesics_to_the_line(pack):
    line = shapely.get_coordinates(shapely.segmentize(pack.border.line, 0.001))
    for longitude, latitude, *_ in PLACES.values():
        here = [[value] * len(line) for value in (longitude, latitude)]
        geodesic = min(GEOD.inv(*here, line[:, 0], line[:, 1])[2])
        assert pack.border.depth_m(longitude, latitude) == pytest.approx(geodesic, rel=1e-3, abs=5)
