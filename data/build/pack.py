"""Build a region pack: read geomap/regions/packs/NAME/pack.toml, write pack.gpkg and hillshade.png beside it.

    python data/build/pack.py armenia-azerbaijan

No country is known here: which packages, which sides, which names all stand in the description. Needs npm, the
Debian packages qgis-common and gmt-gshhg-full, and the Python packages geopandas, h5py and pillow.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import basemap
import geopandas as gpd
import numpy as np
import shapely
import sources
from provinces import tiled
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

PACKS = Path(__file__).parents[2] / "geomap" / "regions" / "packs"
GEOD = Geod(ellps="WGS84")
SECTION_SHORTEST_M = 1000.0  # a province that touches the border for less than this has no section of its own
TOUCH_DEG = 1e-4  # about 10 m: a border segment belongs to the provinces this near to its middle

Row = dict[str, Any]
Ring = tuple[tuple[float, ...], tuple[float, ...]]


def main() -> None:
    """Build the packs named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", help="folders under geomap/regions/packs")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "geomap-build")
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    for name in arguments.names:
        build(PACKS / name, arguments.cache)


def build(folder: Path, cache: Path) -> None:
    """Build one pack from its description."""
    description = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    sides = description["sides"]
    territories = sources.countries(sources.npm(description["sources"]["maritime"], cache), sides)
    border = shared_line(*(territories[side] for side in sides))
    provinces = [row for side in sides for row in province_rows(side, territories[side], description)]
    areas = area_rows(description, provinces)
    layers = {
        "territories": [{"country": side, "geometry": territories[side]} for side in sides],
        "border": [{"name": description["title"], "geometry": border}],
        "provinces": provinces,
        "areas": areas,
        "exclaves": exclave_rows(description, territories),
        "sections": section_rows(description, border, provinces),
        "lines": [line_row(entry, border, provinces) for entry in description.get("lines", [])],
        **basemap.layers(description, cache),
    }
    write(folder / "pack.gpkg", layers)
    basemap.write_relief(description, cache, folder / "hillshade.png")
    for name, rows in layers.items():
        points = sum(int(shapely.get_num_coordinates(row["geometry"])) for row in rows)
        print(f"{name:12} {len(rows):4} features, {points} points")


# --- border and exclaves


def shared_line(first: BaseGeometry, second: BaseGeometry) -> BaseGeometry:
    """Return the line two territories share, rings of exclaves included, merged into long parts.

    Both boundaries carry the same vertices, so their common segments are found exactly.
    """
    common = segments(first) & segments(second)
    return shapely.line_merge(shapely.MultiLineString([list(pair) for pair in sorted(common)]))


def segments(shape: BaseGeometry) -> set[Ring]:
    """Return the segments of all rings, each with its lesser end first."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    chains = [[tuple(point) for point in shapely.get_coordinates(ring).tolist()] for ring in rings]
    return {(min(pair), max(pair)) for chain in chains for pair in pairwise(chain)}


def exclave_rows(description: Row, territories: Mapping[str, BaseGeometry]) -> list[Row]:
    """Return the named exclaves: the owner's part that holds the point, or a disc where there are no data."""
    return [
        {
            "name": entry["name"],
            "names": basemap.as_json(entry["names"]),
            "country": entry["owner"],
            "schematic": int("schematic_radius_m" in entry),
            "geometry": exclave_shape(entry, territories[entry["owner"]]),
        }
        for entry in description.get("exclaves", [])
    ]


def exclave_shape(entry: Row, territory: BaseGeometry) -> BaseGeometry:
    """Return the part of the owner's territory that holds the entry's point, or its schematic disc."""
    point = shapely.Point(entry["point"])
    if "schematic_radius_m" in entry:
        return basemap.disc(point, entry["schematic_radius_m"])
    parts = [part for part in shapely.get_parts(territory) if part.contains(point)]
    if len(parts) != 1:
        raise ValueError(f"{entry['name']}: its point lies in no part of {entry['owner']}")
    return parts[0]


# --- provinces and areas


def province_rows(side: str, territory: BaseGeometry, description: Row) -> list[Row]:
    """Return the provinces of a side, covering its territory; exclaves go where the description says."""
    frame = sources.natural_earth("states_provinces", where=f"adm0_a3 = '{side}'")
    frame = frame.dissolve(by="gn_name", as_index=False)
    own = [entry for entry in description.get("exclaves", []) if entry["owner"] == side and "province" in entry]
    parts = {entry["province"]: [] for entry in own}
    for entry in own:
        parts[entry["province"]].append(exclave_shape(entry, territory))
    mainland = territory.difference(shapely.union_all([part for shapes in parts.values() for part in shapes]))
    rows = []
    for key, shape in zip(frame["gn_name"], tiled(mainland, list(frame.geometry)), strict=True):
        whole = shapely.union_all([shape, *parts.get(key, [])])
        rows.append(area_row(description["provinces"][key], side, whole, kind="province", key=key))
    return rows


def area_rows(description: Row, provinces: Sequence[Row]) -> list[Row]:
    """Return the areas made of provinces or closed by lines."""
    rows = []
    for entry in description.get("areas", []):
        if "members" in entry:
            shape = shapely.union_all([row["geometry"] for row in provinces if row["key"] in entry["members"]])
        else:
            shape = enclosed(disputed(entry["ring_of"]))
        rows.append(area_row(entry["names"], entry["country"], shape, kind=entry["kind"], key=entry["name"]))
    return rows


def area_row(names: Mapping[str, Sequence[str]], country: str, shape: BaseGeometry, *, kind: str, key: str) -> Row:
    """Return the row of one area; its main name is the first English one."""
    return {
        "key": key,
        "name": names["en"][0],
        "names": basemap.as_json(names),
        "country": country,
        "kind": kind,
        "geometry": shape,
    }


def disputed(name: str) -> BaseGeometry:
    """Return Natural Earth's line of that name."""
    frame = sources.natural_earth("disputed_borders", where=f"name = '{name}'")
    return shapely.line_merge(shapely.node(shapely.union_all(frame.geometry.values)))


def enclosed(line: BaseGeometry) -> BaseGeometry:
    """Return the area that a line encloses once its loose ends are joined to their nearest neighbours."""
    ring = shapely.union_all(basemap.joined(list(shapely.get_parts(line))))
    areas = shapely.get_parts(shapely.polygonize([shapely.node(ring)]))
    if not len(areas):
        raise ValueError("the line encloses nothing")
    return shapely.union_all(areas)


# --- sections and lines


def section_rows(description: Row, border: BaseGeometry, provinces: Sequence[Row]) -> list[Row]:
    """Return the border's named sections: those described, and one for each province that touches it."""
    pieces = shapely.get_parts(basemap.exploded(border))
    touching = touched(pieces, provinces)
    sides = [(row["name"], row["names"], {row["key"]}, None) for row in provinces]
    for entry in description.get("sections", []):
        one, other = (expanded(keys, description, provinces) for keys in entry["between"])
        sides.append((entry["name"], basemap.as_json(entry["names"]), one, other))
    rows = []
    for name, names, one, other in sides:
        line = merged(pieces, [bool(keys & one) and (other is None or bool(keys & other)) for keys in touching])
        if GEOD.geometry_length(line) >= SECTION_SHORTEST_M:
            along = [row["name"] for row in provinces if row["key"] in one | (other or set())]
            rows.append({"name": name, "names": names, "provinces": basemap.as_json(along), "geometry": line})
    return rows


def touched(pieces: Sequence[BaseGeometry], provinces: Sequence[Row]) -> list[set[str]]:
    """Return for each border segment the keys of the provinces on its two sides."""
    tree = shapely.STRtree([row["geometry"] for row in provinces])
    middles = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    keys: list[set[str]] = [set() for _ in pieces]
    for segment, province in tree.query(middles, predicate="dwithin", distance=TOUCH_DEG).T:
        keys[segment].add(provinces[province]["key"])
    return keys


def expanded(keys: Iterable[str], description: Row, provinces: Sequence[Row]) -> set[str]:
    """Return province keys for a mixture of province keys, names of areas and ISO3 codes of sides."""
    members = {area["name"]: set(area.get("members", [])) for area in description.get("areas", [])}
    for side in description["sides"]:
        members[side] = {row["key"] for row in provinces if row["country"] == side}
    return set().union(*(members.get(key, {key}) for key in keys))


def merged(pieces: Sequence[BaseGeometry], chosen: Sequence[bool]) -> BaseGeometry:
    """Return the chosen segments as one line of as few parts as possible."""
    return shapely.line_merge(shapely.MultiLineString(list(np.asarray(pieces)[np.asarray(chosen)])))


def line_row(entry: Row, border: BaseGeometry, provinces: Sequence[Row]) -> Row:
    """Return one dated line."""
    line = border_part(entry, border, provinces) if entry["from"] == "border" else disputed(entry["where"])
    return {
        "kind": entry["kind"],
        "name": entry["name"],
        "names": basemap.as_json(entry.get("names", {})),
        "valid_from": iso(entry.get("valid_from")),
        "valid_to": iso(entry.get("valid_to")),
        "error_m": entry.get("error_m"),
        "source": entry["source"],
        "date": iso(entry.get("date")),
        "geometry": line,
    }


def border_part(entry: Row, border: BaseGeometry, provinces: Sequence[Row]) -> BaseGeometry:
    """Return the border, or the part of it near the entry's points and on the entry's provinces; no rings."""
    if "near" not in entry:
        return border
    pieces = shapely.get_parts(basemap.exploded(mainline(border)))
    near = shapely.union_all([basemap.disc(shapely.Point(point), entry["near_km"] * 1000) for point in entry["near"]])
    wanted = set(entry["provinces"])
    inside = shapely.contains(near, shapely.line_interpolate_point(pieces, 0.5, normalized=True))
    return merged(pieces, [wanted <= keys and ok for keys, ok in zip(touched(pieces, provinces), inside, strict=True)])


def mainline(border: BaseGeometry) -> BaseGeometry:
    """Return the border without the closed rings of exclaves."""
    return shapely.MultiLineString([part for part in shapely.get_parts(border) if not part.is_closed])


# --- writing


def write(path: Path, layers: Mapping[str, Sequence[Row]]) -> None:
    """Write the layers as a GeoPackage, the same bytes for the same input."""
    os.environ["OGR_CURRENT_DATE"] = "2000-01-01T00:00:00Z"
    path.unlink(missing_ok=True)
    for name, rows in layers.items():
        if not rows:
            continue
        frame = gpd.GeoDataFrame(list(rows), geometry="geometry", crs="EPSG:4326")
        if not frame.geometry.is_valid.all():
            raise ValueError(f"{name}: not every geometry is valid")
        frame.to_file(path, layer=name, engine="pyogrio", layer_options={"SPATIAL_INDEX": "NO"}, promote_to_multi=True)


def iso(day: object) -> str | None:
    """Return an ISO date, or None for an open end."""
    return None if day is None else str(day)


if __name__ == "__main__":
    main()
