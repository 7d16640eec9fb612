from __future__ import annotations

import csv
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from geomap.gazetteer import embedded
from geomap.text import toponyms
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


def test_no_place_bears_a_name_that_the_table_of_wrong_ones_takes_from_it():
    with (ROOT / "data" / "gazetteer" / "wrong.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known = {fold(name) for names in embedded().place(row["id"]).names.values() for name in names}
            assert known.isdisjoint(fold(name) for name in row["names"].split(";")), row["id"]


def test_no_place_is_a_bare_point():
    assert [place.id for place in embedded() if place.extent_m <= 0] == []
    assert [place.id for place in embedded() if abs(place.longitude) > 180 or abs(place.latitude) > 90] == []


def test_kinds_and_countries_are_of_the_known_ones():
    assert {place.kind for place in embedded()} <= KINDS
    assert {"ARM", "AZE", "KGZ", "TJK"} <= set(embedded().counts()["regional country"])


def test_each_place_is_found_by_its_id_and_by_its_name():
    gazetteer = embedded()
    for place in islice(gazetteer, 0, None, 50):
        assert gazetteer.place(place.id) == place
        assert place.name in {candidate.name for candidate in gazetteer.lookup(place.name)}


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


def test_opening_is_light():
    """The budget is 100 MB; what the interpreter itself takes is not counted."""
    script = (
        "import resource\n"
        "import shapely, ahocorasick, rapidfuzz\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from geomap.gazetteer import embedded\n"
        "from geomap.text import toponyms\n"
        "toponyms.find('Verin Shorzha', embedded().name_index, 'en')\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print((after - before) / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert float(done.stdout) < 100


def test_the_build_is_described_in_the_file():
    gazetteer = embedded()
    assert gazetteer.version
    titles = " ".join(source.title for source in gazetteer.sources)
    for source in ("GeoNames", "Natural Earth", "CLDR", "region"):
        assert source in titles
    assert all(source.licence for source in gazetteer.sources)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "On Sunday a checkpoint was opened at the bridge over the Hakari, where the road to Stepanakert begins.",
        ),
        ("ru", "В воскресенье пропускной пункт поставлен на мосту через реку Хакари, в начале дороги на Степанакерт."),
        ("hy", "Կիրակի օրը Հակարի գետի վրա գտնվող կամրջին անցակետ է տեղադրվել։"),
        ("az", "Bazar günü Həkəri çayının üstündəki körpüdə nəzarət-buraxılış məntəqəsi qurulub."),
    ],
)
def test_a_bridge_over_a_river_is_found_where_its_name_begins_in_lower_case(lang, text):
    found = toponyms.find(text, embedded().name_index, lang)
    assert "geomap:hakari-bridge" in {place for mention in found for place in mention.place_ids}
