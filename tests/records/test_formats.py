import json
import sqlite3
import sys

import pytest
from geopandas.testing import assert_geodataframe_equal

from geomap import records
from geomap.errors import InputError, MissingExtra, OutputError
from geomap.records.schema import COLUMNS

SUFFIXES = list(records.SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_reading_a_file_back_gives_the_same_rows(incidents, tmp_path, suffix):
    again = records.load(records.save(incidents, tmp_path / f"incidents{suffix}"))
    rounded = suffix == ".kml"  # GDAL writes KML coordinates with 15 digits
    assert_geodataframe_equal(again, incidents, check_less_precise=rounded, normalize=True)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_incident_is_a_file_too(no_incidents, tmp_path, suffix):
    again = records.load(records.save(no_incidents, tmp_path / f"incidents{suffix}"))
    assert len(again) == 0
    assert list(again.columns) == [column.name for column in COLUMNS]


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet"])
def test_mentions_and_unresolved_travel_with_the_rows(incidents, tmp_path, suffix):
    again = records.load(records.save(incidents, tmp_path / f"incidents{suffix}"))
    assert again.attrs["mentions"] == incidents.attrs["mentions"]
    assert again.attrs["unresolved"] == incidents.attrs["unresolved"]


def test_a_geopackage_holds_the_five_layers_and_a_style_for_qgis(incidents, tmp_path):
    path = records.save(incidents, tmp_path / "incidents.gpkg")
    with sqlite3.connect(path) as package:
        layers = {name for (name,) in package.execute("SELECT table_name FROM gpkg_contents")}
        styled = {name for (name,) in package.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
    package.close()
    assert {"incidents", "core", "points", "mentions", "unresolved"} <= layers
    assert {"incidents", "core", "points", "mentions"} <= styled


def test_lists_are_json_arrays_and_geometry_is_wkt_in_csv(incidents, tmp_path):
    import csv

    with records.save(incidents, tmp_path / "i.csv").open(encoding="utf-8", newline="") as lines:
        first = next(csv.DictReader(lines))
    assert json.loads(first["anchors"]) == ["p:1", "p:2"]
    assert first["geometry"].startswith("POLYGON")


def test_a_claim_without_a_place_has_no_geometry_and_no_coordinates(incidents, tmp_path):
    features = json.loads(records.save(incidents, tmp_path / "i.geojson").read_text("utf-8"))["features"]
    last = features[-1]
    assert last["geometry"] is None
    assert last["properties"]["longitude"] is None
    assert last["properties"]["relation"] == "none"


def test_a_failed_save_leaves_the_old_file_and_nothing_half_written(incidents, tmp_path):
    path = tmp_path / "incidents.geojson"
    path.write_text("old", "utf-8")
    incidents = incidents.drop(columns="quote")
    with pytest.raises(KeyError):
        records.save(incidents, path)
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["incidents.geojson"]


def test_an_unknown_suffix_is_named_with_the_ones_that_work(incidents, tmp_path):
    with pytest.raises(OutputError, match=r"\.shp.*\.geojson"):
        records.save(incidents, tmp_path / "incidents.shp")


def test_a_missing_folder_is_named(incidents, tmp_path):
    with pytest.raises(OutputError, match="does not exist"):
        records.save(incidents, tmp_path / "no" / "incidents.csv")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_holds_no_incidents_is_refused_with_its_name(tmp_path, suffix):
    path = tmp_path / f"other{suffix}"
    path.write_text('{"a": 1}\n', "utf-8")
    with pytest.raises(InputError, match="other"):
        records.load(path)


def test_a_missing_library_says_what_to_install(incidents, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"geomap\[parquet\]"):
        records.save(incidents, tmp_path / "incidents.parquet")
    assert list(tmp_path.iterdir()) == []
