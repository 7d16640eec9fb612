"""The gazetteer that travels with geomap: the region's names in memory, the world's on disk."""

from __future__ import annotations

import json
import sqlite3
import zlib
from bisect import bisect_left
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.gazetteer.search import Search
from geomap.model import Candidate, Place
from geomap.text.toponyms import NameIndex

__all__ = ["EmbeddedGazetteer", "embedded"]

MAPPED_BYTES = 1 << 28  # of the file that SQLite may map: more than its size
_COLUMNS = "id, name, kind, longitude, latitude, extent_m, country, admin1, population, names, source, shape, regional"


class EmbeddedGazetteer:
    """Places by id and by name, read from one SQLite file."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._db = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._db.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        self._names = self._keys(0)
        self._hashes = {name: memoryview(data).cast("I") for name, data in self._db.execute("SELECT * FROM filter")}
        self._world = lru_cache(maxsize=65_536)(self._world_places)

    def lookup(self, name: str, lang: str | None = None) -> list[Candidate]:
        """Return the places a name may mean, best first, each with score and reasons; empty where there is none."""
        return self._search.lookup(name, lang)

    @cached_property
    def _search(self) -> Search:
        regional = frozenset(row[0] for row in self._db.execute("SELECT id FROM place WHERE regional"))
        return Search(self.name_index, self.place, regional.__contains__)

    def _keys(self, skeleton: int) -> dict[str, tuple[str, ...]]:
        query = "SELECT key, group_concat(id, char(31)) FROM regional_name JOIN place ON number = place WHERE skeleton = ? GROUP BY key"
        return {key: tuple(ids.split("\x1f")) for key, ids in self._db.execute(query, (skeleton,))}

    @cached_property
    def name_index(self) -> NameIndex:
        """Return the names to look for in texts."""
        return NameIndex(self._names, self._sounds, self._world, self._begins)

    @cached_property
    def _sounds(self) -> dict[str, tuple[str, ...]]:
        return self._keys(1)

    def _holds(self, name: str, key: str) -> bool:
        hashes, hashed = self._hashes[name], zlib.crc32(key.encode())
        place = bisect_left(hashes, hashed)
        return place < len(hashes) and hashes[place] == hashed

    def _begins(self, key: str) -> bool:
        return self._holds("beginnings", key)

    def _world_places(self, key: str, least: int) -> tuple[str, ...]:
        if not self._holds("names", key):
            return ()
        query = """SELECT id FROM world_name JOIN place ON number = place WHERE key = ?
                   AND (population >= ? OR kind IN ('country', 'province')) ORDER BY population DESC LIMIT 8"""
        return tuple(row[0] for row in self._db.execute(query, (key, least)))

    @lru_cache(maxsize=16_384)  # noqa: B019  a gazetteer lives as long as the program
    def place(self, place_id: str) -> Place:
        """Return the place of an id; KeyError for an id that is not in it."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (place_id,)).fetchone()
        if row is None:
            raise KeyError(place_id)
        *head, names, source, shape, _ = row
        by_language = {language: tuple(spellings) for language, spellings in json.loads(names).items()}
        return Place(head[0], head[1], head[2], head[3], head[4], head[5], head[6], head[7],
                     names=by_language, population=head[8], source=source, shape=_shape(shape))  # fmt: skip


def _shape(reference: str) -> BaseGeometry | None:
    """Return the line a place carries, or the area that a region pack holds for it."""
    if reference.startswith("line:"):
        return shapely.from_wkt(reference[5:])
    return None


@cache
def embedded() -> EmbeddedGazetteer:
    """Return the gazetteer in the package, opened once."""
    return EmbeddedGazetteer(str(resources.files("geomap.gazetteer").joinpath("gazetteer.sqlite")))
