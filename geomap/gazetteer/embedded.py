"""The gazetteer that travels with geomap: the region's names in memory, the world's on disk, the user's own beside."""

from __future__ import annotations

import json
import sqlite3
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache, partial
from importlib import resources
from math import cos, radians
from pathlib import Path
from typing import Any

from geomap.gazetteer import user
from geomap.gazetteer.search import Search
from geomap.gazetteer.shapes import shape_of
from geomap.model import Candidate, Place
from geomap.text.toponyms import NameIndex

__all__ = ["EmbeddedGazetteer", "embedded"]

MAPPED_BYTES = 1 << 28  # of the file that SQLite may map: more than its size
PLACES_MOST = 8  # elsewhere, of one name: the largest
NEAREST_M = 50_000.0  # farther than this no place is said to be near a point
NEAREST_MOST = 10
FAR_M = 1_000_000.0  # from the border, of a place of the region that is on neither side
DEGREE_M = 111_195.0  # of latitude
LOOKUPS_REMEMBERED = 16_384  # names asked for: a report, and a table, ask for the same few again and again
STEM_LEAST = 5  # letters of a country's name that its adjectives keep, and letters cut off its end
STEM_CUT = 2


class EmbeddedGazetteer:
    """Places by id, by name and by position, read from one SQLite file.

    The user's own places, where there are any, are looked up beside it.
    """

    def __init__(self, path: Path | str, own: user.UserPlaces | None = None) -> None:
        self.path = Path(path)
        self._own = own
        self._db = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._db.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        self._hashes = {name: memoryview(data).cast("I") for name, data in self._db.execute("SELECT * FROM filter")}
        self._meta: dict[str, str] = dict(self._db.execute("SELECT * FROM meta"))
        self.place = lru_cache(maxsize=16_384)(self._place)

    @property
    def version(self) -> str:
        """The version of the data."""
        return self._meta["version"]

    def lookup(self, name: str, lang: str | None = None) -> list[Candidate]:
        """Return the places a name may mean, best first, each with score and reasons; empty where there is none."""
        return list(self._remembered(name, lang))

    def nearest(self, longitude: float, latitude: float) -> list[Candidate]:
        """Return the places around a point, nearest first; areas and lines are left out. Longitude comes first."""
        reach = NEAREST_M / DEGREE_M
        query = """SELECT id, longitude, latitude FROM place WHERE latitude BETWEEN ? AND ?
                   AND shape = '' AND kind NOT IN ('country', 'province', 'district', 'region', 'sea')"""
        shrink = cos(radians(latitude))
        found = []
        for place_id, lon, lat in self._db.execute(query, (latitude - reach, latitude + reach)):
            east = (lon - longitude + 180) % 360 - 180
            distance_m = DEGREE_M * ((east * shrink) ** 2 + (lat - latitude) ** 2) ** 0.5
            if distance_m <= NEAREST_M:
                found.append((distance_m, place_id))
        return [_at_distance(self.place(place_id), metres) for metres, place_id in sorted(found)[:NEAREST_MOST]]

    def cues(self, countries: Iterable[str]) -> tuple[str, ...]:
        """Return beginnings of words, in lower case, that show a text to be about one of these countries (ISO3)."""
        people: dict[str, list[str]] = json.loads(self._meta["people"])
        codes = list(countries)
        stems = [stem for code in codes for stem in people.get(code, ())]
        names = [n for code in codes for names in self.place(f"country:{code}").names.values() for n in names]
        cut = [name[: max(STEM_LEAST, len(name) - STEM_CUT)] for name in names if len(name) >= STEM_LEAST]
        return tuple(dict.fromkeys(word.lower() for word in (*stems, *cut)))

    def country_name(self, code: str) -> str:
        """Return the English name of a country by its ISO3 code; a code that is no country's as it stands."""
        try:
            return self.place(f"country:{code}").name
        except KeyError:
            return code

    @cached_property
    def iso3(self) -> Mapping[str, str]:
        """ISO 3166-1 alpha-3 by alpha-2, which services answer with."""
        codes: dict[str, str] = json.loads(self._meta["iso3"])
        return codes

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many places there are by kind, and of the regions by kind and by country; the most first."""
        query = "SELECT {0}, count(*) FROM place {1} GROUP BY {0} ORDER BY 2 DESC"
        wanted = (
            ("kind", "kind", ""),
            ("regional kind", "kind", "WHERE regional"),
            ("regional country", "country", "WHERE regional"),
        )
        return {title: dict(self._db.execute(query.format(column, where))) for title, column, where in wanted}

    def sources(self) -> list[tuple[str, str, str]]:
        """Return what the data were made from: title, licence, address."""
        return list(self._db.execute("SELECT title, licence, url FROM source ORDER BY key"))

    @cached_property
    def name_index(self) -> NameIndex:
        """The names to look for in texts."""
        return NameIndex(
            names=self._names,
            sounds=self._keys(1),
            world=lru_cache(maxsize=65_536)(partial(self._elsewhere, searched=True)),
            world_begins=self._begins,
            ordinary=lru_cache(maxsize=65_536)(partial(self._holds, "ordinary")),
            person=lru_cache(maxsize=65_536)(partial(self._holds, "persons")),
            misspellable=self._misspellable(),
        )

    @cached_property
    def _remembered(self) -> Callable[[str, str | None], tuple[Candidate, ...]]:
        return lru_cache(maxsize=LOOKUPS_REMEMBERED)(lambda name, lang: tuple(self._search.lookup(name, lang)))

    @cached_property
    def _search(self) -> Search:
        world = lru_cache(maxsize=65_536)(partial(self._elsewhere, searched=False))
        return Search(self.name_index, self.place, self._border_distance_m, world)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return self._keys(0)

    def _keys(self, skeleton: int) -> dict[str, tuple[str, ...]]:
        query = """SELECT key, group_concat(id, char(31)) FROM regional_name JOIN place ON number = place
                   WHERE skeleton = ? GROUP BY key"""
        return {key: tuple(ids.split("\x1f")) for key, ids in self._db.execute(query, (skeleton,))}

    def _misspellable(self) -> frozenset[str]:
        query = """SELECT key FROM regional_name JOIN place ON number = place
                   WHERE skeleton = 0 AND regional = 2 AND kind != 'country' AND length(key) >= 6"""
        return frozenset(row[0] for row in self._db.execute(query))

    def _holds(self, name: str, key: str) -> bool:
        hashes, hashed = self._hashes[name], zlib.crc32(key.encode())
        place = bisect_left(hashes, hashed)
        return place < len(hashes) and hashes[place] == hashed

    def _begins(self, key: str) -> bool:
        return self._holds("beginnings", key) or (self._own is not None and self._own.begins(key))

    def _elsewhere(self, key: str, least: int, *, searched: bool) -> tuple[str, ...]:
        """Return the places of a name that are not in memory; `searched`: where texts are searched for it."""
        own = self._own.ids(key) if self._own is not None else ()
        if not self._holds("names" if searched else "world", key):
            return own
        query = """SELECT id FROM world_name JOIN place ON number = place WHERE key = ?
                   AND (population >= ? OR kind NOT IN ('village', 'town', 'city')) ORDER BY population DESC LIMIT ?"""
        return (*own, *(row[0] for row in self._db.execute(query, (key, least, PLACES_MOST))))

    @cached_property
    def _regional(self) -> dict[str, float]:
        query = "SELECT id, coalesce(border_m, ?) FROM place WHERE regional"
        return dict(self._db.execute(query, (FAR_M,)))

    def _border_distance_m(self, place_id: str) -> float | None:
        """Return a place's distance to the nearest border that geomap knows, None for a place elsewhere."""
        if self._own is not None and self._own.place(place_id) is not None:
            return FAR_M
        return self._regional.get(place_id)

    def _place(self, place_id: str) -> Place:
        """Return the place of an id; KeyError for an id that is not in it."""
        row = self._db.execute("SELECT * FROM place WHERE id = ?", (place_id,)).fetchone()
        if row is not None:
            return _as_place(row)
        own = self._own.place(place_id) if self._own is not None else None
        if own is None:
            raise KeyError(place_id)
        return own


def _as_place(row: tuple[Any, ...]) -> Place:
    _, place_id, name, kind, longitude, latitude, extent, country, admin1, population, names, source, shape, _, _ = row
    by_language = {language: tuple(spellings) for language, spellings in json.loads(names).items()}
    return Place(
        place_id, name, kind, longitude, latitude, extent, country, admin1, by_language, population, source,
        shape_of(shape),
    )  # fmt: skip


def _at_distance(place: Place, distance_m: float) -> Candidate:
    return Candidate(place, round(1 / (1 + distance_m / 5_000), 3), (f"{distance_m / 1000:.1f} km from the point",))


@cache
def embedded() -> EmbeddedGazetteer:
    """Return the gazetteer in the package, opened once, with the user's own places beside it."""
    return EmbeddedGazetteer(str(resources.files("geomap.gazetteer").joinpath("gazetteer.sqlite")), user.opened())
