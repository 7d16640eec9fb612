import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geomap.errors import NotRead
from geomap.spatial import geodesy

GEOD = Geod(ellps="WGS84")
LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-88, 88)


@given(LONGITUDES, LATITUDES, st.floats(10, 50_000))
def test_a_circle_has_the_radius_and_area_of_the_geodesic_one(longitude, latitude, radius):
    circle = geodesy.circle(longitude, latitude, radius)
    assert circle.is_valid
    assert geodesy.area_m2(circle) == pytest.approx(math.pi * radius**2, rel=2e-3)
    assert radius * 0.999 <= geodesy.farthest_m((longitude, latitude), circle) <= radius * 1.001


@given(LONGITUDES, LATITUDES, st.floats(-200, 560), st.floats(1, 100_000))
def test_a_destination_lies_where_the_geodesic_leads(longitude, latitude, heading, distance):
    reached = geodesy.destination(longitude, latitude, heading, distance)
    azimuth, _, length = GEOD.inv(longitude, latitude, *reached)
    assert length == pytest.approx(distance, rel=1e-6)
    if distance > 100:
        assert (azimuth - heading + 180) % 360 - 180 == pytest.approx(0, abs=1e-3)


@given(LONGITUDES, st.floats(-80, 80), st.tuples(*[st.floats(-1, 1)] * 4))
def test_lengths_in_a_plane_are_true_to_a_thousandth(longitude, latitude, degrees):
    squeeze = max(math.cos(math.radians(latitude)), 0.05)
    a = longitude + degrees[0] / squeeze, latitude + degrees[1]
    b = longitude + degrees[2] / squeeze, latitude + degrees[3]
    plane = geodesy.Plane(longitude, latitude)
    assert math.dist(plane.point(*a), plane.point(*b)) == pytest.approx(geodesy.distance_m(a, b), rel=1e-3, abs=0.01)


@given(LONGITUDES, LATITUDES, st.floats(-1, 1), st.floats(-1, 1))
def test_a_point_comes_back_from_the_plane_as_it_went(longitude, latitude, east, north):
    plane = geodesy.Plane(longitude, latitude)
    back = plane.unproject_point(*plane.point(longitude + east, latitude + north))
    assert (back[0] - longitude - east + 180) % 360 - 180 == pytest.approx(0, abs=1e-9)
    assert back[1] == pytest.approx(latitude + north, abs=1e-9)


def test_a_shape_across_the_antimeridian_is_two_parts_within_the_world():
    circle = geodesy.circle(179.99, 10.0, 10_000)
    assert circle.geom_type == "MultiPolygon"
    assert circle.is_valid
    assert circle.bounds[0] >= -180
    assert circle.bounds[2] <= 180
    assert geodesy.area_m2(circle) == pytest.approx(math.pi * 1e8, rel=2e-3)
    assert shapely.contains_xy(circle, -179.95, 10.0)
    assert shapely.contains_xy(circle, 179.95, 10.0)


@pytest.mark.parametrize("latitude", [89.95, -89.95])
def test_a_shape_at_a_pole_is_refused_with_the_reason(latitude):
    with pytest.raises(NotRead, match="pole"):
        geodesy.circle(10.0, latitude, 10_000)


def test_a_sector_holds_its_heading_only():
    sector = geodesy.sector(20.0, 40.0, 5_000, 10_000, 45.0, 22.5)
    assert shapely.contains_xy(sector, *geodesy.destination(20.0, 40.0, 45.0, 7_000))
    assert not shapely.contains_xy(sector, *geodesy.destination(20.0, 40.0, 90.0, 7_000))
    assert not shapely.contains_xy(sector, *geodesy.destination(20.0, 40.0, 45.0, 4_000))


def test_the_midpoint_is_as_far_from_both_ends():
    a, b = (45.73156, 40.1827), (45.86951, 40.20007)
    middle = geodesy.midpoint(a, b)
    assert middle == pytest.approx((45.80053, 40.19141), abs=1e-5)
    assert geodesy.distance_m(a, middle) == pytest.approx(geodesy.distance_m(middle, b), rel=1e-9)


def test_an_ellipse_points_along_its_heading():
    ellipse = geodesy.ellipse(10.0, 2.0, 90.0)
    assert ellipse.bounds == pytest.approx((-10, -2, 10, 2), rel=1e-2)
    assert ellipse.area == pytest.approx(math.pi * 20, rel=5e-3)


def test_lines_have_no_area():
    line = shapely.LineString([(20, 40), (20, 41)])
    assert geodesy.area_m2(line) == 0
    assert geodesy.bearing_deg((20, 40), (20, 41)) == pytest.approx(0)


def test_polygons_are_found_in_collections():
    box = shapely.box(0, 0, 1, 1)
    mixed = shapely.GeometryCollection([box, shapely.MultiPolygon([shapely.box(2, 2, 3, 3)]), shapely.Point(5, 5)])
    assert np.isclose(geodesy.polygons_of(mixed).area, 2)
    assert geodesy.polygons_of(shapely.Point(1, 1)).is_empty
