"""What ``import geomap`` promises, through the front door."""

from datetime import date

import folium
import geopandas as gpd
import pytest
import shapely
from matplotlib.figure import Figure

import geomap

STORY = "Azerbaijani troops advanced 3.5 kilometers into Armenia at Sev Lich on May 12, the ministry said.\n"
QUIET = "The two foreign ministers met on Thursday and spoke about trade and rail links.\n"


@pytest.fixture(scope="module")
def incidents():
    return geomap.extract(text=STORY, published="2021-05-28")


def test_a_text_is_read_by_name_and_as_a_bare_string(incidents):
    bare = geomap.extract(STORY, published=date(2021, 5, 28))
    assert list(bare["claim_id"]) == list(incidents["claim_id"])
    assert incidents["date_start"][0] == date(2021, 5, 12)


def test_a_folder_a_glob_with_blanks_and_a_list_are_read(tmp_path):
    folder = tmp_path / "my reports"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text(STORY, "utf-8")
    for source in (str(folder), str(folder / "*.txt"), path, [path]):
        assert list(geomap.extract(source)["report_id"]) == ["a.txt"]


def test_a_report_given_twice_is_read_once(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(STORY, "utf-8")
    assert len(geomap.extract([path, tmp_path])) == 1


def test_a_bad_input_among_good_ones_is_kept_in_attrs_and_alone_is_raised(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(STORY, "utf-8")
    incidents = geomap.extract([path, tmp_path / "missing.txt"])
    assert len(incidents) == 1
    assert "missing.txt" in incidents.attrs["problems"][0]
    for nothing in (tmp_path / "missing.txt", ""):
        with pytest.raises(geomap.InputError):
            geomap.extract(nothing)


@pytest.mark.parametrize("text", [STORY, QUIET])
def test_incidents_are_explored_and_plotted_also_where_there_are_none(text):
    incidents = geomap.extract(text=text)
    assert isinstance(geomap.explore(incidents), folium.Map)
    assert isinstance(geomap.plot(incidents), Figure)


@pytest.mark.parametrize(
    "place",
    [(46.3, 39.5), (46.3, 39.5, 200), [46.3, 39.5], shapely.Point(46.3, 39.5), shapely.Point(46.3, 39.5).buffer(0.001)],
)
def test_an_anchor_of_ones_own_is_a_point_with_or_without_extent_or_a_geometry(place):
    found = geomap.footprint("1 km E of the old mill", anchors={"the old mill": place})
    assert found.point == pytest.approx((46.3111, 39.5), abs=0.001)


@pytest.mark.parametrize("place", [(46.3,), (46.3, 39.5, 1, 1), ("x", "y"), "here", None, (400, 99), shapely.Point()])
def test_an_anchor_that_is_no_place_is_refused_with_its_name(place):
    with pytest.raises(geomap.NotRead, match="the old mill"):
        geomap.footprint("1 km E of the old mill", anchors={"the old mill": place})


@pytest.mark.parametrize("phrase", ["", "hello", "no distance here"])
def test_a_phrase_that_cannot_be_read_raises_a_value_error_that_says_why(phrase):
    assert issubclass(geomap.NotRead, ValueError)
    for read in (geomap.distance, geomap.footprint):
        with pytest.raises(geomap.NotRead, match=r"\w"):
            read(phrase)


def test_a_circle_and_another_profile_are_given_when_asked_for():
    circles = [
        geomap.footprint("10 km north-east of Goris", profile=profile, circle=True)
        for profile in ("gbif2020", "frazier2004", "wieczorek2001")
    ]
    radii = [circle.uncertainty_m for circle in circles]
    assert radii == sorted(radii)
    assert len(set(radii)) == len(radii)
    assert all(circle.core.within(circle.region) for circle in circles)


def test_names_are_geocoded_by_geopandas():
    found = gpd.tools.geocode(["Sotk", "Goris"], provider=geomap.Gazetteer)
    assert found.geometry.iloc[0].distance(shapely.Point(45.87, 40.2)) < 0.01
