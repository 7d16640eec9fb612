"""What every region pack promises, and what the embedded ones know."""

import math
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from itertools import combinations

import pytest
import shapely
from pyproj import Geod

from geomap import regions
from geomap.errors import InputError

GEOD = Geod(ellps="WGS84")
ARMENIA_AZERBAIJAN = "armenia-azerbaijan"
LAYERS_WITH_SHAPES = ("provinces", "areas", "exclaves", "neighbours", "lakes", "rivers")


def km(line):
    return GEOD.geometry_length(line) / 1000


def km2(shape):
    return abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6


def flat_km2(shape):
    """For slivers along long straight edges, where a geodesic would bulge away from the line as drawn."""
    return shape.area * 111.2**2 * math.cos(math.radians(shape.centroid.y)) if not shape.is_empty else 0.0


@pytest.fixture(params=regions.names())
def any_pack(request):
    return regions.load(request.param)


@pytest.fixture
def pack():
    return regions.load(ARMENIA_AZERBAIJAN)


# ---- every pack


def test_two_packs_ship_so_that_no_code_can_rely_on_one_border():
    assert regions.names() == ["armenia-azerbaijan", "kyrgyzstan-tajikistan"]


def test_every_geometry_is_valid_and_none_is_empty(any_pack):
    shapes = [f.shape for layer in LAYERS_WITH_SHAPES for f in getattr(any_pack, layer)]
    shapes += [*any_pack.territories.values(), any_pack.border.line]
    shapes += [line.geometry for line in any_pack.lines] + [section.line for section in any_pack.sections]
    assert all(shapely.is_valid(shapes))
    assert not any(shapely.is_empty(shapes))


def test_territories_do_not_overlap(any_pack):
    first, second = any_pack.territories.values()
    assert km2(shapely.intersection(first, second)) < 0.01


def test_the_border_lies_on_the_edge_of_both_territories(any_pack):
    for shape in any_pack.territories.values():
        edge = shapely.buffer(shapely.boundary(shape), 1e-6)
        assert shapely.covers(edge, any_pack.border.line)


def test_open_ends_of_the_border_are_points_where_a_third_country_begins(any_pack):
    both = shapely.union_all(list(any_pack.territories.values()))
    open_parts = [part for part in any_pack.border.line.geoms if not part.is_closed]
    ends = [shapely.Point(part.coords[i]) for part in open_parts for i in (0, -1)]
    hundred_metres = 0.001  # at one of them the source's own outlines part a little before the end
    assert all(shapely.dwithin(shapely.boundary(both), end, hundred_metres) for end in ends)


def test_provinces_of_a_side_are_its_territory_without_gap_or_overlap(any_pack):
    for side in any_pack.sides:
        shapes = [area.shape for area in any_pack.provinces if area.country == side]
        territory = any_pack.territories[side]
        assert flat_km2(shapely.symmetric_difference(shapely.union_all(shapes), territory)) < 0.01
        tree = shapely.STRtree(shapes)
        pairs = {tuple(sorted(pair)) for pair in tree.query(shapes, predicate="overlaps").T.tolist()}
        assert sum(flat_km2(shapely.intersection(shapes[a], shapes[b])) for a, b in pairs) < 0.01


def test_no_two_provinces_of_a_side_share_their_main_name(any_pack):
    names = [(area.country, area.name) for area in any_pack.provinces]
    assert len(names) == len(set(names))


def test_a_point_just_inside_a_side_has_a_province_of_that_side(any_pack):
    points = [any_pack.border.line.interpolate(share, normalized=True) for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
    for point, side in ((point, side) for point in points for side in any_pack.sides):
        assert any_pack.province_at(point.x, point.y, side).country == side


def test_the_border_tells_where_it_comes_from_and_how_far_it_may_be_off(any_pack):
    assert any_pack.border.error_m == any_pack.border_error_m > 0
    assert any_pack.border.source == any_pack.border_source
    assert any_pack.border_error_reason


def test_licence_notices_of_openstreetmap_travel_with_the_pack(any_pack):
    assert any("OpenStreetMap contributors" in text and "ODbL" in text for text in any_pack.notices)
    for source in ("Natural Earth", "GSHHG", "GLOBE"):
        assert any(source in text for text in any_pack.notices)


def test_sections_lie_on_the_border(any_pack):
    near = shapely.buffer(any_pack.border.line, 1e-6)
    assert all(shapely.covers(near, section.line) for section in any_pack.sections)


def test_the_relief_fills_its_bounds(any_pack):
    header = any_pack.hillshade.read_bytes()[:24]
    width, height = int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")
    west, south, east, north = any_pack.hillshade_bounds
    assert (width, height) == (round((east - west) * 120), round((north - south) * 120))


def test_the_file_is_a_geopackage_as_others_read_it(any_pack):
    path = any_pack.folder / "pack.gpkg"
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG", "big")
        assert {srs for (srs,) in file.execute("SELECT srs_id FROM gpkg_geometry_columns")} == {4326}
    assert path.stat().st_size < 3_000_000


def test_territories_and_border_load_without_gdal():
    program = (
        "import sys; from geomap import regions; pack = regions.load(); pack.territories; pack.border;"
        "assert 'pyogrio' not in sys.modules and 'geopandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# ---- Armenia and Azerbaijan


def test_the_border_is_as_long_as_its_source_says(pack):
    parts = sorted((part for part in pack.border.line.geoms), key=km)
    rings, open_parts = [p for p in parts if p.is_closed], [p for p in parts if not p.is_closed]
    assert [round(km(part)) for part in open_parts] == [248, 657]  # Nakhchivan, the rest
    assert sum(km(ring) for ring in rings) == pytest.approx(66, abs=1)


@pytest.mark.parametrize(
    ("where", "longitude", "latitude", "side"),
    [
        ("Artsvashen, an Armenian exclave", 45.52, 40.63, "ARM"),
        ("Yukhari Askipara, an Azerbaijani exclave", 45.00, 41.065, "AZE"),
        ("Barkhudarli, an Azerbaijani exclave", 45.21, 40.995, "AZE"),
        ("Nakhchivan, which belongs to Azerbaijan", 45.41, 39.21, "AZE"),
        ("Sev Lich, a lake that must not be a hole", 46.232, 39.598, "ARM"),
        ("the middle of Lake Sevan", 45.35, 40.33, "ARM"),
        ("Goris", 46.34, 39.51, "ARM"),
        ("Lachin", 46.55, 39.64, "AZE"),
        ("Tigranashen, in no data and left to its host", 44.95, 39.79, "ARM"),
        ("Tbilisi, in neither", 44.80, 41.72, None),
    ],
)
def test_each_place_lies_on_its_side(pack, where, longitude, latitude, side):
    assert pack.country_at(longitude, latitude) == side, where


@pytest.mark.parametrize(
    ("longitude", "latitude", "country", "province"),
    [
        (46.232, 39.598, "ARM", "Syunik"),
        (46.34, 39.51, "ARM", "Syunik"),
        (45.52, 40.63, "ARM", "Gegharkunik"),  # Artsvashen
        (45.00, 41.065, "AZE", "Gazakh"),  # Yukhari Askipara
        (45.64, 39.84, "ARM", "Vayots Dzor"),  # Jermuk
        (46.40, 39.75, "AZE", "Lachin"),
        (46.03, 40.10, "AZE", "Kalbajar"),
        (44.83, 39.74, "ARM", "Ararat"),  # Yeraskh
        (44.51, 40.18, "ARM", "Yerevan"),
    ],
)
def test_a_point_has_its_province_on_both_sides(pack, longitude, latitude, country, province):
    assert pack.province_at(longitude, latitude, country).name == province


def test_a_point_beyond_the_line_gets_the_nearest_province_of_the_country_asked_for(pack):
    assert pack.province_at(46.40, 39.75, "AZE").name == "Lachin"
    assert pack.province_at(46.40, 39.75, "ARM").name == "Syunik"
    assert pack.province_at(46.40, 39.75, "GEO") is None


def test_what_lies_far_from_both_sides_is_not_the_regions_business(pack):
    assert pack.concerns(46.34, 39.51)
    assert not pack.concerns(37.62, 55.75)  # Moscow


def test_eleven_provinces_and_seventy_eight_districts_have_names_in_the_languages_of_reports(pack):
    counts = {side: sum(area.country == side for area in pack.provinces) for side in pack.sides}
    assert counts == {"ARM": 11, "AZE": 78}
    assert all({"en", "ru", "az"} <= set(area.names) for area in pack.provinces)
    on_the_border = [area for area in pack.provinces if area.name in {section.name for section in pack.sections}]
    assert len(on_the_border) > 15
    assert all("hy" in area.names for area in on_the_border)


def test_an_exclave_without_data_is_marked_schematic_and_is_in_no_territory(pack):
    (karki,) = [exclave for exclave in pack.exclaves if exclave.schematic]
    assert karki.country == "AZE"
    assert not shapely.intersects(pack.territories["AZE"], karki.shape)
    assert not shapely.intersects(pack.border.line, karki.shape.centroid.buffer(0.001))


def test_the_named_exclaves_are_those_whose_rings_are_in_the_border(pack):
    rings = [shapely.Polygon(part) for part in pack.border.line.geoms if part.is_closed]
    named = [exclave.shape for exclave in pack.exclaves if not exclave.schematic]
    assert len(rings) == len(named)
    assert all(any(km2(shapely.symmetric_difference(ring, shape)) < 0.01 for shape in named) for ring in rings)


def test_sections_divide_the_border_by_the_provinces_on_it(pack):
    own = [
        section for section in pack.sections if section.name in {a.name for a in pack.provinces if a.country == "ARM"}
    ]
    assert sum(km(section.line) for section in own) == pytest.approx(km(pack.border.line), rel=0.001)
    assert all(km(shapely.intersection(a.line, b.line)) < 0.01 for a, b in combinations(own, 2))


def test_a_section_lies_where_its_name_says(pack):
    lines = {name: section.line for section in pack.sections for names in section.names.values() for name in names}
    assert 20 < km(lines["Yeraskh–Nakhichevan"]) < 50
    assert shapely.Point(44.80, 39.71).distance(lines["Yeraskh–Nakhichevan"]) < 0.03
    assert km(lines["нахичеванский участок"]) == pytest.approx(248, abs=1)


def test_areas_have_the_names_and_the_size_they_are_known_by(pack):
    names = {
        name for area in pack.provinces if area.name == "Kalbajar" for names in area.names.values() for name in names
    }
    assert {"Kelbajar", "Kəlbəcər", "Քարվաճառ", "Кельбаджар"} <= names
    nakhchivan = next(area for area in pack.areas if "Нахичевань" in area.names["ru"])
    assert km2(nakhchivan.shape) == pytest.approx(5500, rel=0.05)


def test_the_line_of_contact_held_until_november_2020_and_not_after(pack):
    assert pack.front("line_of_contact", date(2016, 4, 2)).kind == "line_of_contact"
    assert pack.front("line_of_contact", date(2021, 5, 12)) is None
    assert pack.front("line_of_contact", date(1990, 1, 1)) is None
    assert pack.front("line_of_contact", None).error_m >= 1000  # generalised to 1:10,000,000


def test_the_delimited_stretch_is_about_as_long_as_was_announced_and_dates_from_2024(pack):
    assert not pack.lines_on(date(2023, 1, 1), "delimited")
    (stretch,) = pack.lines_on(date(2024, 6, 1), "delimited")
    assert km(stretch.geometry) == pytest.approx(12.7, abs=2)
    assert "schematic" in stretch.name


# ---- the second border


def test_the_second_pack_knows_its_sides_and_its_exclave():
    pack = regions.load("kyrgyzstan-tajikistan")
    assert pack.sides == ("KGZ", "TJK")
    assert pack.country_at(70.62, 39.83) == "TJK"  # Vorukh, inside Kyrgyzstan
    assert pack.country_at(71.13, 39.95) is None  # Sokh, an exclave of a third country
    assert pack.province_at(70.82, 40.06, "KGZ").name == "Batken"
    assert km(pack.border.line) == pytest.approx(950, rel=0.05)


def test_lines_change_with_the_treaty_of_the_second_border():
    pack = regions.load("kyrgyzstan-tajikistan")
    assert [line.kind for line in pack.lines_on(date(2022, 9, 16))] == ["undelimited"]
    assert [line.kind for line in pack.lines_on(date(2025, 4, 1))] == ["delimited"]


# ---- packs of one's own


def test_a_pack_is_opened_once_by_name_or_by_folder(pack):
    assert regions.load() is pack
    assert regions.load(pack.folder) is pack
    assert regions.load(str(pack.folder)) is pack


def test_a_pack_that_is_not_there_is_refused_with_the_names_there_are():
    with pytest.raises(InputError, match="armenia-azerbaijan"):
        regions.load("atlantis")


@pytest.mark.parametrize("description", ["not [ toml", 'name = "x"\nsides = ["AAA", "BBB"]'])
def test_a_description_that_cannot_be_read_is_refused_by_name(tmp_path, description):
    (tmp_path / "pack.toml").write_text(description, encoding="utf-8")
    with pytest.raises(InputError, match=r"pack\.toml"):
        regions.load(tmp_path)


def test_shapes_that_are_no_geopackage_are_refused_by_name(tmp_path, pack):
    (tmp_path / "pack.toml").write_bytes((pack.folder / "pack.toml").read_bytes())
    (tmp_path / "pack.gpkg").write_bytes(b"no database at all" * 100)
    with pytest.raises(InputError, match="not a GeoPackage"):
        _ = regions.load(tmp_path).territories
