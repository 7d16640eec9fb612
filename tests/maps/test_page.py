"""The page as a file, before any browser opens it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import pytest
import samples

from geomap import maps
from geomap.errors import OutputError
from geomap.maps.packing import block, pack_all

from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box  # isort: skip


def text_of(frame, path):
    maps.save_page(frame, path)
    return path.read_text(encoding="utf-8")


def test_the_same_frame_gives_the_same_bytes(tmp_path):
    assert text_of(samples.several(), tmp_path / "a.html") == text_of(samples.several(), tmp_path / "b.html")


def test_another_process_gives_the_same_bytes(tmp_path):
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import samples; from geomap import maps; maps.save_page(samples.several(), sys.argv[1])"
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", script, tmp_path / seed], env=os.environ | {"PYTHONHASHSEED": seed}, check=True
        )
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_no_address_is_loaded(tmp_path):
    text = text_of(samples.several(), tmp_path / "map.html")
    assert re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=", text) == []
    assert re.findall(r"@import|url\((?!images/|#|data:)", text) == []
    assert not any(name in text.lower() for name in ("jquery", "bootstrap", "fontawesome", "cdn."))


def test_leaflet_brings_its_licence(tmp_path):
    assert "Redistribution and use in source and binary forms" in text_of(samples.village(), tmp_path / "map.html")


def test_text_of_a_report_stands_in_data_blocks_only(tmp_path):
    text = text_of(samples.hostile(), tmp_path / "map.html")
    outside = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    assert "__pwned" not in outside
    assert text.count("<script>window") == 0
    assert "49" not in re.findall(r'"gm-claims">(.*?)</script>', text, re.DOTALL)[0].split("{{")[1][:6]


def test_a_title_is_text(tmp_path):
    path = tmp_path / "map.html"
    maps.save_page(samples.village(), path, title="</title><script>alert(1)</script> {{ 7*7 }}")
    head = path.read_text(encoding="utf-8")[:4000]
    assert "&lt;/title&gt;&lt;script&gt;" in head
    assert "{{ 7*7 }}" in head


def test_the_page_is_a_folium_map_that_shows_itself():
    drawn = maps.page(samples.village())
    assert isinstance(drawn, folium.Map)
    assert "srcdoc" in drawn._repr_html_()


def test_further_layers_can_be_added_and_loosen_the_policy():
    drawn = maps.page(samples.village())
    assert "Content-Security-Policy" in drawn.get_root().render()
    folium.TileLayer("OpenStreetMap").add_to(drawn)
    assert "Content-Security-Policy" not in drawn.get_root().render()


def test_a_page_with_its_base_map_is_small(tmp_path):
    assert len(text_of(samples.strip(), tmp_path / "map.html").encode()) < 1_500_000


def test_a_frame_with_nothing_but_a_geometry_is_drawn(tmp_path):
    bare = gpd.GeoDataFrame({"event_type": ["clash"]}, geometry=[box(45, 40, 45.1, 40.1)], crs="EPSG:4326")
    assert "Clash" in text_of(bare, tmp_path / "map.html")


@pytest.mark.parametrize("region", [None, "no-such-pack"])
def test_a_frame_that_lost_its_region_finds_it_by_its_place(tmp_path, region):
    frame = samples.village()
    frame.attrs["region"] = region
    assert "OpenStreetMap contributors (ODbL" in text_of(frame, tmp_path / "map.html")
    frame.geometry = frame.geometry.translate(-60)
    assert "OpenStreetMap contributors" not in text_of(frame, tmp_path / "elsewhere.html")


def test_columns_as_other_readers_give_them_are_drawn(tmp_path):
    frame = samples.several()
    frame["date_start"] = pd.to_datetime(frame["date_start"])
    frame["killed"] = frame["killed"].astype("float64")
    frame["rules"] = frame["rules"].map(tuple)
    data = json.loads(re.findall(r'"gm-claims">(.*?)</script>', text_of(frame, tmp_path / "map.html"), re.DOTALL)[0])
    assert data["claims"]["date_start"][0] == "2021-05-12"
    assert data["claims"]["losses"][5] == "1 killed, 2 wounded"
    assert data["claims"]["rules"][0] == ["incursion.advanced", "depth_into.place"]


def test_a_page_that_cannot_be_written_leaves_what_was_there(tmp_path):
    with pytest.raises(OutputError):
        maps.save_page(samples.village(), tmp_path / "missing" / "map.html")
    assert list(tmp_path.iterdir()) == []


def unpacked(parts):
    def ring(steps):
        x = y = 0
        out = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            out.append((x / 1e5, y / 1e5))
        return out

    return [[ring(steps) for steps in rings] for rings in parts]


@pytest.mark.parametrize(
    "shape",
    [
        box(45, 40, 46, 41),
        MultiPolygon([box(0, 0, 1, 1), Polygon([(4, 4), (8, 4), (8, 8)], [[(7, 5), (7.5, 5), (7.5, 6)]])]),
    ],
)
def test_polygons_are_packed_without_loss(shape):
    parts = [Polygon(rings[0], rings[1:]) for rings in unpacked(pack_all([shape])[0])]
    assert MultiPolygon(parts).equals(shape)


def test_lines_are_packed_and_points_left_out():
    mixed = GeometryCollection([LineString([(0, 0), (0.000001, 0), (1, 1)]), Point(3, 3), box(0, 0, 1, 1)])
    polygon, line = unpacked(pack_all([mixed])[0])
    assert line == [[(0, 0), (1, 1)]]
    assert len(polygon[0]) == 5
    assert pack_all([Point(0, 0)]) == [[]]
    assert pack_all([]) == []


@pytest.mark.parametrize("text", [samples.HOSTILE, samples.HOSTILE * 2000])
def test_no_text_ends_its_data_block(text):
    written = block("gm-claims", {"quote": text})
    assert written.count("</script>") == 1
    assert written.endswith("</script>")
    assert not set("\u2028\u2029") & set(written)


def test_vendored_files_are_as_released():
    folder = Path(maps.__file__).parent / "vendor" / "leaflet"
    assert "Leaflet 1.9.4" in (folder / "leaflet.js").read_text(encoding="utf-8")[:100]
    assert (folder / "LICENSE.txt").read_text(encoding="utf-8").startswith("BSD 2-Clause License")
