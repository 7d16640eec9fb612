from __future__ import annotations

import geopandas
import geopy.geocoders
import pytest
from geopy.exc import GeocoderQueryError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.point import Point
from shapely import geometry

from geomap.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def geocoder():
    return Gazetteer()


def test_it_is_a_geopy_geocoder(geocoder):
    assert isinstance(geocoder, geopy.geocoders.base.Geocoder)
    assert Gazetteer(timeout=3, user_agent="me", scheme="https").timeout == 3


def test_one_name_one_location(geocoder):
    location = geocoder.geocode("Basarkechar")
    assert location.address == "Vardenis, Gegharkunik, Armenia"
    assert (location.latitude, location.longitude) == (40.1827, 45.73156)


def test_all_of_them_where_asked_for(geocoder):
    several = geocoder.geocode("Agarak", exactly_one=False)
    assert len(several) > 2
    assert len(geocoder.geocode("Agarak", exactly_one=False, limit=2)) == 2
    assert geocoder.geocode("Agarak").raw == several[0].raw


def test_raw_is_the_whole_candidate(geocoder):
    raw = geocoder.geocode("Sev Lich").raw
    assert raw["names"]["az"][0] == "Qaragöl"
    assert {"id", "kind", "extent_m", "country", "admin1", "score", "reasons"} <= set(raw)


@pytest.mark.parametrize("query", ["no such place anywhere", "", "   "])
def test_nothing_found_is_none(geocoder, query):
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


@pytest.mark.parametrize("query", [None, 7, b"Sotk", ["Sotk"]])
def test_what_is_no_text_is_a_query_error(geocoder, query):
    with pytest.raises(GeocoderQueryError) as error:
        geocoder.geocode(query)
    assert isinstance(error.value, GeopyError)


@pytest.mark.parametrize("point", ["40.08722, 45.8325", (40.08722, 45.8325), Point(40.08722, 45.8325)])
def test_a_point_back_to_the_nearest_place(geocoder, point):
    assert geocoder.reverse(point).address == "Verin Shorzha, Gegharkunik, Armenia"
    assert len(geocoder.reverse(point, exactly_one=False, limit=3)) == 3


def test_no_place_near_a_point_is_none(geocoder):
    assert geocoder.reverse((-50.0, -140.0)) is None


def test_a_bad_point_is_a_value_error(geocoder):
    with pytest.raises(ValueError, match="Point"):
        geocoder.reverse("not a point")


def test_a_bad_limit_is_a_value_error(geocoder):
    with pytest.raises(ValueError, match="limit"):
        geocoder.geocode("Sotk", exactly_one=False, limit=0)


def test_countries_and_language_choose(geocoder):
    assert geocoder.geocode("Tovuz", country_codes="AZE").raw["country"] == "AZE"
    assert geocoder.geocode("Basarkeçərdə", language="az").raw["id"] == "geonames:616108"


def test_it_works_in_geopandas():
    frame = geopandas.tools.geocode(["Sotk", "Սոթք", "nowhere at all"], provider=Gazetteer)
    assert frame.address.tolist()[:2] == ["Sotk, Gegharkunik, Armenia"] * 2
    assert frame.geometry.is_empty.tolist() == [False, False, True]
    assert frame.geometry[0].x == pytest.approx(45.86951)
    back = geopandas.tools.reverse_geocode([geometry.Point(45.8325, 40.08722)], provider=Gazetteer)
    assert back.address[0].startswith("Verin Shorzha")


def test_it_works_under_a_rate_limiter(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.001)
    assert [limited(name).address.split(",")[0] for name in ("Sotk", "Goris")] == ["Sotk", "Goris"]


def test_it_is_a_context_manager():
    with Gazetteer() as geocoder:
        assert geocoder.geocode("Goris")
