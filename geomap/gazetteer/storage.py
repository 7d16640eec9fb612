"""The gazetteer's files: one place a line, where the line of a name begins, and what is always in memory.

Lines and names are mapped, not read: only what is asked for is brought into memory. The places of the regions come
first, those elsewhere follow by the number of their inhabitants, the largest first.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import marisa_trie
import msgspec

from geomap.gazetteer.shapes import shape_of
from geomap.model import Place

__all__ = ["CORE_FILE", "NAMES_FILE", "PLACES_FILE", "RECORD", "Core", "Lines", "Source"]

PLACES_FILE = "places.jsonl"
NAMES_FILE = "names.marisa"
CORE_FILE = "core.json"
RECORD = ">I?"  # of a name elsewhere or an id: where a place's line begins; whether texts are searched for the name
PLACES_MOST = 8  # of one name: the largest
SETTLEMENTS = frozenset({"village", "town", "city"})


@dataclass(frozen=True, slots=True)
class Source:
    """What the data were made from."""

    title: str
    licence: str
    url: str


@dataclass(frozen=True, slots=True)
class Core:
    """What is read when the gazetteer is opened. Names are folded, places are ids, countries ISO3."""

    version: str
    sources: tuple[Source, ...]
    names: dict[str, tuple[str, ...]]  # of the regions' places
    sounds: dict[str, tuple[str, ...]]  # skeletons of the names of the sides' places
    misspellable: frozenset[str]  # names recognised with a letter wrong
    border_m: dict[str, float]  # distance of each of the regions' places to the nearest border that a pack describes
    beginnings: frozenset[str]  # of the names of several words of places elsewhere
    ordinary: frozenset[str]  # names, and case forms of them, that are ordinary words too
    persons: frozenset[str]  # names of smaller places elsewhere that people are called after
    people: dict[str, tuple[str, ...]]  # beginnings of words for a country's people and things
    iso3: dict[str, str]  # ISO 3166-1 alpha-3 by alpha-2

    @staticmethod
    def read(folder: Path) -> Core:
        """Read the file in a folder."""
        return msgspec.json.decode((folder / CORE_FILE).read_bytes(), type=Core)


class Lines:
    """The places of a file, by id and by name."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / PLACES_FILE
        with self._file.open("rb") as file:
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._starts: Mapping[str, list[tuple[int, bool]]] = marisa_trie.RecordTrie(RECORD).mmap(
            str(folder / NAMES_FILE)
        )
        self._decode = msgspec.json.Decoder(Place, dec_hook=_shape).decode

    def __iter__(self) -> Iterator[Place]:
        with self._file.open("rb") as lines:
            yield from map(self._decode, lines)

    def place(self, place_id: str) -> Place | None:
        """Return the place of an id, None where there is none."""
        found = self._starts.get(place_id)
        return self._at(found[0][0]) if found else None

    def elsewhere(self, key: str) -> list[Place]:
        """Return the places elsewhere that bear a folded name, the largest first."""
        return [self._at(start) for start, _ in sorted(self._starts.get(key, ()))[:PLACES_MOST]]

    def searched(self, key: str, least: int) -> list[Place]:
        """Return those of them that texts are searched for, settlements only with at least so many inhabitants."""
        starts = (start for start, searched in sorted(self._starts.get(key, ())) if searched)
        known = (place for place in map(self._at, starts) if place.population >= least or place.kind not in SETTLEMENTS)
        return list(islice(known, PLACES_MOST))

    def _at(self, start: int) -> Place:
        return self._decode(self._lines[start : self._lines.find(b"\n", start)])


def _shape(kind: type, reference: Any) -> Any:  # noqa: ARG001  the shape is the only field that is no plain value
    return shape_of(reference)
