from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.gazetteer import embedded
from geomap.text.folding import fold

ROOT = Path(__file__).parents[2]
KINDS = {
    "village", "town", "city", "settlement", "district", "province", "country", "region", "lake", "river", "reservoir",
    "peak", "pass", "road", "railway", "bridge", "mine", "sea",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows():
    with (ROOT / "data" / "gazetteer" / "regional.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_regional_table_is_in_it_with_all_its_names(rows):
    gazetteer = embedded()
    for row in rows:
        place = gazetteer.place(row["id"])
        known = {fold(name) for names in place.names.values() for name in names}
        for language in ("hy", "ru", "az", "en", "other"):
            assert {fold(n) for n in row[language].split(";") if n.strip()} <= known, row["id"]


def test_every_row_says_where_it_is_from(rows):
    assert [row["id"] for row in rows if not (row["source"] or row["via"])] == []
    assert len({row["id"] for row in rows}) == len(rows)


def test_no_place_is_a_bare_point():
    database = embedded()._db
    assert database.execute("SELECT count(*) FROM place WHERE extent_m <= 0").fetchone() == (0,)
    outside = "SELECT count(*) FROM place WHERE abs(longitude) > 180 OR abs(latitude) > 90"
    assert database.execute(outside).fetchone() == (0,)


def test_kinds_and_countries_are_of_the_known_ones():
    database = embedded()._db
    assert {kind for (kind,) in database.execute("SELECT DISTINCT kind FROM place")} <= KINDS
    codes = {code for (code,) in database.execute("SELECT DISTINCT country FROM place WHERE regional = 2")}
    assert codes == {"ARM", "AZE", "KGZ", "TJK"}


@pytest.mark.parametrize(
    ("place_id", "geometry"),
    [("geomap:syunik", "Polygon"), ("geomap:kalbajar-district", "Polygon"), ("geomap:nakhchivan", "Polygon"),
     ("geomap:goris-kapan-road", "LineString"), ("geomap:lake-sevan", "Polygon"), ("country:ARM", "Polygon")],
)  # fmt: skip
def test_areas_waters_and_roads_have_shapes(place_id, geometry):
    place = embedded().place(place_id)
    assert place.shape is not None
    assert geometry in place.shape.geom_type
    assert place.extent_m > 5_000


def test_a_place_of_a_side_knows_its_province():
    assert embedded().place("geomap:verin-shorzha").admin1 == "Gegharkunik"
    assert embedded().place("geonames:586268").admin1 == "Kalbajar"


def test_an_unknown_id_is_a_key_error():
    with pytest.raises(KeyError):
        embedded().place("geomap:atlantis")


@pytest.mark.parametrize(
    ("name", "country"),
    [("Moscow", "RUS"), ("Москва", "RUS"), ("Մոսկվա", "RUS"), ("Moskva", "RUS"), ("Tehran", "IRN"), ("Тегеран", "IRN"),
     ("Թեհրան", "IRN"), ("Brüssel", "BEL"), ("Բրյուսել", "BEL"), ("Soçi", "RUS"), ("Сочи", "RUS"), ("ԱՄՆ", "USA"),
     ("ABŞ", "USA"), ("США", "USA"), ("Gürcüstan", "GEO"), ("Վրաստան", "GEO"), ("Türkiyə", "TUR")],
)  # fmt: skip
def test_the_world_is_recognised_as_elsewhere(name, country):
    assert embedded().lookup(name)[0].country == country


def test_sides_are_named_in_four_languages():
    names = embedded().place("country:AZE").names
    assert names["hy"][0] == "Ադրբեջան"
    assert names["ru"][0] == "Азербайджан"
    assert names["az"][0] == "Azərbaycan"
    assert names["en"][0] == "Azerbaijan"


def test_the_nearest_places_come_first():
    found = embedded().nearest(45.8325, 40.08722)
    assert found[0].id == "geomap:verin-shorzha"
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert embedded().nearest(-140.0, -40.0) == []


def test_cues_show_what_a_text_is_about():
    cues = embedded().cues(("ARM", "AZE"))
    for word in ("armenian", "азербайджанские", "հայկական", "ermənistanın"):
        assert any(word.startswith(cue) for cue in cues), word


def test_opening_is_quick_and_light():
    """The budget is 0.3 s and 100 MB; what the interpreter itself takes is not counted."""
    script = (
        "import resource, time\n"
        "import shapely, ahocorasick, rapidfuzz\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; start = time.perf_counter()\n"
        "from geomap.gazetteer import embedded\n"
        "from geomap.text import toponyms\n"
        "toponyms.find('Verin Shorzha', embedded().name_index, 'en')\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(time.perf_counter() - start, (after - before) / 1024)\n"
    )
    times, megabytes = zip(
        *(map(float, subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True,
                                    cwd=ROOT).stdout.split()) for _ in range(3)), strict=True,
    )  # fmt: skip
    assert min(times) < 1.0  # 0.3 s on a quiet machine; a shared one is given some room
    assert min(megabytes) < 100


def test_the_build_is_described_in_the_file():
    gazetteer = embedded()
    assert gazetteer.version
    titles = " ".join(title for title, _, _ in gazetteer.sources())
    for source in ("GeoNames", "Natural Earth", "CLDR", "region"):
        assert source in titles
    assert all(licence for _, licence, _ in gazetteer.sources())
