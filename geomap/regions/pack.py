"""What a region pack is: a border between two sides, and all that is known around it.

A pack is a folder with `pack.toml` (words and figures) and `pack.gpkg` (shapes, longitude and latitude on
WGS84). Layers are read when they are first asked for.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.regions.storage import Row, read_layer
from geomap.spatial.borders import Border, held

__all__ = ["Area", "Exclave", "Feature", "Line", "Names", "RegionPack", "Section", "read"]

Names = Mapping[str, tuple[str, ...]]  # by language code; the first of each is the usual one
Bounds = tuple[float, float, float, float]  # west, south, east, north

CONCERN_DEG = 0.05  # about 5 km: a point this near to a side is still this region's business
PROVINCE_REACH_DEG = 1.0  # a point of a side lies in one of its provinces; farther off, none is named


@dataclass(frozen=True, slots=True)
class Feature:
    """A shape of the base map: a country, a lake, a river; a schematic one only marks where it is."""

    name: str
    names: Names
    shape: BaseGeometry
    country: str = ""
    schematic: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A province, or an area made of several; the provinces of a side cover its territory without gap or overlap."""

    name: str
    names: Names
    country: str
    kind: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Exclave:
    """A piece of one side inside the other; a schematic one only marks where it is, and is in no territory."""

    name: str
    names: Names
    country: str
    schematic: bool
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of the border, and the provinces that it runs along."""

    name: str
    names: Names
    provinces: tuple[str, ...]
    line: BaseGeometry


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the days it held; `kind` is undelimited, delimited, line_of_contact or disputed."""

    kind: str
    name: str
    names: Names
    geometry: BaseGeometry
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str
    date: dt.date | None  # of the source
    error_m: float

    def held_on(self, day: dt.date | None) -> bool:
        """Return whether the line held on a day; an unknown day is one on which it may have."""
        return held(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, eq=False)
class RegionPack:
    """A border region as data."""

    folder: Path
    name: str
    title: str
    sides: tuple[str, str]  # ISO 3166-1 alpha-3
    side_names: Mapping[str, Mapping[str, str]]  # by side, then by language
    bbox: Bounds
    border_source: str
    border_date: dt.date | None
    border_error_m: float
    border_error_reason: str
    notices: tuple[str, ...]  # lines every map and export carries
    hillshade_bounds: Bounds | None
    cues: tuple[str, ...]  # beginnings of words that show a text to be about this border

    @cached_property
    def territories(self) -> dict[str, BaseGeometry]:
        """Each side's territory, lakes and exclaves where they belong."""
        return {row["country"]: row["geometry"] for row in self._rows("territories")}

    @cached_property
    def border(self) -> Border:
        """The line between the sides, rings of exclaves included."""
        line = shapely.multilinestrings(list(shapely.get_parts([row["geometry"] for row in self._rows("border")])))
        names = {side: names["en"] for side, names in self.side_names.items()}
        return Border(
            line, self.territories, self.border_error_m, self.border_source, name=self.title, side_names=names
        )

    @cached_property
    def provinces(self) -> tuple[Area, ...]:
        """The provinces of both sides; together they are their territories."""
        return tuple(_area(row) for row in self._rows("provinces"))

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Areas other than provinces: an autonomous republic, a former oblast."""
        return tuple(_area(row) for row in self._rows("areas"))

    @cached_property
    def exclaves(self) -> tuple[Exclave, ...]:
        """Pieces of one side inside the other, schematic ones too."""
        return tuple(
            Exclave(row["name"], _names(row), row["country"], bool(row["schematic"]), row["geometry"])
            for row in self._rows("exclaves")
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Named parts of the border: one for each province on it, then those that people speak of."""
        return tuple(
            Section(row["name"], _names(row), tuple(json.loads(row["provinces"])), row["geometry"])
            for row in self._rows("sections")
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The border as drawn on a map, lines of contact, disputed and former lines, each with its days."""
        return tuple(_line(row, self.border_error_m) for row in self._rows("lines"))

    @cached_property
    def neighbours(self) -> tuple[Feature, ...]:
        """The countries around, for drawing: good to 100 m."""
        return tuple(_feature(row) for row in self._rows("neighbours"))

    @cached_property
    def lakes(self) -> tuple[Feature, ...]:
        """Lakes and sea; most have no name."""
        return tuple(_feature(row) for row in self._rows("lakes"))

    @cached_property
    def rivers(self) -> tuple[Feature, ...]:
        """The large rivers; some have no name."""
        return tuple(_feature(row) for row in self._rows("rivers"))

    @property
    def hillshade(self) -> Path | None:
        """The shaded relief within `hillshade_bounds`, a grey image in plate carrée; None where the pack has none."""
        path = self.folder / "hillshade.png"
        return path if self.hillshade_bounds is not None and path.is_file() else None

    def country_at(self, longitude: float, latitude: float) -> str | None:
        """Return the side whose territory holds a point; None outside both."""
        shapes = self._prepared
        return next((side for side in self.sides if shapely.contains_xy(shapes[side], longitude, latitude)), None)

    def concerns(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies in one of the sides or so near that it is this region's business."""
        if self.country_at(longitude, latitude) is not None:
            return True
        point = shapely.Point(longitude, latitude)
        return any(shapely.dwithin(shape, point, CONCERN_DEG) for shape in self._prepared.values())

    def province_at(self, longitude: float, latitude: float, country: str | None = None) -> Area | None:
        """Return the province that holds a point, else the nearest one, of `country` only where one is named.

        None where the pack knows no province of that country, or none within about 100 km.
        """
        chosen = [area for area in self.provinces if country in (None, area.country)]
        if not chosen:
            return None
        tree = self._province_trees[country]
        point = shapely.Point(longitude, latitude)
        found = tree.query_nearest(point, max_distance=PROVINCE_REACH_DEG, all_matches=False)
        return chosen[int(found[0])] if len(found) else None

    def lines_on(self, day: dt.date | None, kind: str | None = None) -> tuple[Line, ...]:
        """Return the lines that held on a day, of one kind only where one is named."""
        return tuple(line for line in self.lines if line.held_on(day) and kind in (None, line.kind))

    def front(self, kind: str, day: dt.date | None) -> Border | None:
        """Return the line of a kind that held on a day, as a border that parts no territories; None where none did."""
        lines = self.lines_on(day, kind)
        if not lines:
            return None
        line = shapely.multilinestrings(list(shapely.get_parts([line.geometry for line in lines])))
        first = lines[0]
        return Border(
            line, {}, max(line.error_m for line in lines), first.source, name=first.name, kind=kind,
            valid_from=first.valid_from, valid_to=first.valid_to,
        )  # fmt: skip

    @cached_property
    def _prepared(self) -> dict[str, BaseGeometry]:
        for shape in self.territories.values():
            shapely.prepare(shape)
        return self.territories

    @cached_property
    def _province_trees(self) -> dict[str | None, shapely.STRtree]:
        countries = {None, *(area.country for area in self.provinces)}
        return {
            country: shapely.STRtree([area.shape for area in self.provinces if country in (None, area.country)])
            for country in countries
        }

    def _rows(self, layer: str) -> list[Row]:
        return read_layer(self.folder / "pack.gpkg", layer)


def read(folder: Path) -> RegionPack:
    """Read a pack's description; its layers follow when they are asked for."""
    path = folder / "pack.toml"
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return _pack(folder, told)
    except OSError as problem:
        raise InputError(f"{path}: no region pack there ({problem.strerror})") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InputError(f"{path}: not a region pack ({problem})") from problem
    except KeyError as problem:
        raise InputError(f"{path}: the entry {problem} is missing") from problem


def _pack(folder: Path, told: Mapping[str, Any]) -> RegionPack:
    first, second = told["sides"]
    border, relief = told["border"], told.get("map")
    return RegionPack(
        folder=folder,
        name=told["name"],
        title=told["title"],
        sides=(first, second),
        side_names=told["side_names"],
        bbox=tuple(told["bbox"]),
        border_source=border["source"],
        border_date=border.get("date"),
        border_error_m=float(border["error_m"]),
        border_error_reason=border.get("error_reason", ""),
        notices=tuple(notice["text"] for notice in told["notices"]),
        hillshade_bounds=tuple(relief["bbox"]) if relief else None,
        cues=tuple(told["cues"]),
    )


def _area(row: Row) -> Area:
    return Area(row["name"], _names(row), row["country"], row["kind"], row["geometry"])


def _feature(row: Row) -> Feature:
    return Feature(row["name"], _names(row), row["geometry"], row.get("country") or "", bool(row.get("schematic")))


def _line(row: Row, border_error_m: float) -> Line:
    return Line(
        kind=row["kind"],
        name=row["name"],
        names=_names(row),
        geometry=row["geometry"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        source=row["source"],
        date=_day(row["date"]),
        error_m=border_error_m if row["error_m"] is None else row["error_m"],
    )


def _names(row: Row) -> Names:
    told = json.loads(row["names"])
    return {lang: (names,) if isinstance(names, str) else tuple(names) for lang, names in told.items()}


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
