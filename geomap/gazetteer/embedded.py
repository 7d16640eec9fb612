"""The gazetteer that travels with geomap: the region's names in memory, the world's on disk, the user's own beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib import resources
from math import cos, radians
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geomap.gazetteer import user
from geomap.gazetteer.search import Search
from geomap.gazetteer.storage import Core, Lines, Source
from geomap.model import Candidate, Place
from geomap.spatial.geodesy import METRES_PER_DEGREE, distance_m
from geomap.text.placephrases import SETTLEMENTS
from geomap.text.toponyms import NameIndex

__all__ = ["FAR_M", "EmbeddedGazetteer", "embedded"]

NEAREST_M = 50_000.0  # farther than this no place is said to be near a point
NEAREST_MOST = 10
FAR_M = 1_000_000.0  # from the border, of a place of the region that is on neither side
CLOSE_M = 15_000.0  # villages that one report of an incident names: half of them lie within 8 km of the border
PLACES_REMEMBERED = 16_384
STEM_LEAST = 5  # letters of a country's name that its adjectives keep, and letters cut off its end
STEM_CUT = 2
AREAS = frozenset({"country", "province", "district", "region", "sea"})


class EmbeddedGazetteer:
    """Places by id, by name and by position, read from a folder of files.

    The user's own places, where there are any, are looked up beside it.
    """

    def __init__(self, folder: Path, own: user.UserPlaces | None = None) -> None:
        self.folder = folder
        self._own = own
        self._core = Core.read(folder)
        self._lines = Lines(folder)
        self.place = lru_cache(maxsize=PLACES_REMEMBERED)(self._place)

    @property
    def version(self) -> str:
        """The version of the data."""
        return self._core.version

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the data were made from."""
        return self._core.sources

    @property
    def iso3(self) -> Mapping[str, str]:
        """ISO 3166-1 alpha-3 by alpha-2, which services answer with."""
        return self._core.iso3

    def __iter__(self) -> Iterator[Place]:
        """Yield every place, those of the regions first; the user's own are not among them."""
        return iter(self._lines)

    def lookup(self, name: str, lang: str | None = None) -> list[Candidate]:
        """Return the places a name may mean, best first, each with score and reasons; empty where there is none."""
        return self._search.lookup(name, lang)

    def nearest(self, longitude: float, latitude: float) -> list[Candidate]:
        """Return the places around a point, nearest first; areas and lines are left out. Longitude comes first."""
        ids, longitudes, latitudes = self._points
        east = (longitudes - longitude + 180) % 360 - 180  # a plane will do, and takes all places at once
        distances_m = METRES_PER_DEGREE * np.hypot(east * cos(radians(latitude)), latitudes - latitude)
        near = np.flatnonzero(distances_m <= NEAREST_M)
        found = sorted((float(distances_m[n]), ids[n]) for n in near)
        return [_at_distance(self.place(place_id), metres) for metres, place_id in found[:NEAREST_MOST]]

    def cues(self, countries: Iterable[str]) -> tuple[str, ...]:
        """Return beginnings of words, in lower case, that show a text to be about one of these countries (ISO3)."""
        codes = list(countries)
        stems = [stem for code in codes for stem in self._core.people.get(code, ())]
        names = [n for code in codes for names in self.place(f"country:{code}").names.values() for n in names]
        cut = [name[: max(STEM_LEAST, len(name) - STEM_CUT)] for name in names if len(name) >= STEM_LEAST]
        return tuple(dict.fromkeys(word.lower() for word in (*stems, *cut)))

    def country_name(self, code: str) -> str:
        """Return the English name of a country by its ISO3 code; a code that is no country's as it stands."""
        try:
            return self.place(f"country:{code}").name
        except KeyError:
            return code

    def counts(self) -> dict[str, Counter[str]]:
        """Return how many places there are by kind, and of the regions by kind and by country."""
        regional = [place for place in self if place.id in self._core.border_m]
        return {
            "kind": Counter(place.kind for place in self),
            "regional kind": Counter(place.kind for place in regional),
            "regional country": Counter(place.country for place in regional),
        }

    @cached_property
    def name_index(self) -> NameIndex:
        """The names to look for in texts."""
        core = self._core
        return NameIndex(
            names=core.names,
            sounds=core.sounds,
            world=self._searched,
            world_begins=self._begins,
            ordinary=core.ordinary.__contains__,
            person=core.persons.__contains__,
            close=self._close,
            misspellable=core.misspellable,
        )

    @cached_property
    def _search(self) -> Search:
        return Search(self.name_index, self.place, self._named, self._border_distance_m)

    @cached_property
    def _points(self) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
        """Ids, longitudes and latitudes of the places that are no areas or lines."""
        places = [(p.id, p.longitude, p.latitude) for p in self if p.shape is None and p.kind not in AREAS]
        ids, longitudes, latitudes = zip(*places, strict=True)
        return list(ids), np.array(longitudes), np.array(latitudes)

    def _close(self, one: str, other: str) -> bool:
        """Return whether two different settlements of the region lie within `CLOSE_M` of each other."""
        if one == other or not {one, other} <= self._core.border_m.keys():
            return False
        first, second = self.place(one), self.place(other)
        return {first.kind, second.kind} <= SETTLEMENTS and distance_m(first.point, second.point) <= CLOSE_M

    def _begins(self, key: str) -> bool:
        return key in self._core.beginnings or (self._own is not None and self._own.begins(key))

    def _searched(self, key: str, least: int) -> tuple[str, ...]:
        """Return the ids of the places of a name that are not in memory, where texts are searched for it."""
        own = self._own.ids(key) if self._own is not None else ()
        return (*own, *(place.id for place in self._lines.searched(key, least)))

    def _named(self, key: str) -> list[Place]:
        """Return the places that bear a folded name: the region's, the user's own, and those elsewhere."""
        found = [self.place(place_id) for place_id in self._core.names.get(key, ())]
        if self._own is not None:
            found += [self.place(place_id) for place_id in self._own.ids(key)]
        return found + self._lines.elsewhere(key)

    def _border_distance_m(self, place_id: str) -> float | None:
        """Return a place's distance to the nearest border that geomap knows, None for a place elsewhere."""
        if self._own is not None and self._own.place(place_id) is not None:
            return FAR_M
        return self._core.border_m.get(place_id)

    def _place(self, place_id: str) -> Place:
        """Return the place of an id; KeyError for an id that is not in it."""
        place = self._lines.place(place_id)
        if place is None and self._own is not None:
            place = self._own.place(place_id)
        if place is None:
            raise KeyError(place_id)
        return place


def _at_distance(place: Place, away_m: float) -> Candidate:
    return Candidate(place, round(1 / (1 + away_m / 5_000), 3), (f"{away_m / 1000:.1f} km from the point",))


@cache
def embedded() -> EmbeddedGazetteer:
    """Return the gazetteer in the package, opened once, with the user's own places beside it."""
    return EmbeddedGazetteer(Path(str(resources.files("geomap.gazetteer").joinpath("places"))), user.opened())
