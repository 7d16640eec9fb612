"""What lies under the incidents: territories, neighbours, water, relief, lines and towns, from a region pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geomap import regions
from geomap.errors import InputError
from geomap.gazetteer.display import display_name
from geomap.maps.towns import NOTICE, Town, towns_within
from geomap.model import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.regions import Feature, RegionPack

__all__ = ["BORDER_KINDS", "BaseMap", "Bounds", "Line", "Named", "load"]

Bounds = tuple[float, float, float, float]
Spot = tuple[float, float]

BORDER_KINDS: Final = frozenset({"border", "undelimited", "delimited", "exclave"})

# How finely shapes are looked at where only their look matters, degrees.
_GRAIN_DEG: Final = 0.01
_BORDER_WIDTH_DEG: Final = 0.004  # an outline this near to the border is the border: it is drawn once, as what it is
_OUTLINE_GAP_DEG: Final = 0.03  # neighbours' outlines come from a coarser source and stray this far from the sides' own
_LARGE_LAKE_DEG2: Final = 0.005  # some 50 km²: labels of land keep off it


@dataclass(frozen=True, eq=False)
class Named:
    """An area or a line, the label it carries, and where that label stands: a country's stands wherever it is seen."""

    label: str
    shape: BaseGeometry
    at: Spot | None = None

    @property
    def extent_deg(self) -> float:
        """How wide the shape is, or how high, whichever is more."""
        west, south, east, north = self.shape.bounds
        return float(max(east - west, north - south))


@dataclass(frozen=True, eq=False)
class Line:
    """A line of the base map: what it is (a key of the style table), its name, and the days it held."""

    kind: str
    name: str
    shape: BaseGeometry
    valid_from: date | None = None
    valid_to: date | None = None

    def held(self, first: str | None, last: str | None) -> bool:
        """Return whether the line held on some day of a window of ISO dates; an open side counts as any day."""
        begun = self.valid_from is None or last is None or self.valid_from.isoformat() <= last
        ended = self.valid_to is not None and first is not None and self.valid_to.isoformat() < first
        return begun and not ended


@dataclass(frozen=True, eq=False)
class BaseMap:
    """The layers under the incidents, in longitude and latitude; empty where no region is known."""

    title: str = ""
    territories: Sequence[Named] = ()
    neighbours: Sequence[Named] = ()
    outlines: Sequence[BaseGeometry] = ()  # borders other than the region's own
    provinces: Sequence[Named] = ()
    province_lines: Sequence[BaseGeometry] = ()
    lakes: Sequence[Named] = ()
    rivers: Sequence[Named] = ()
    exclaves: Sequence[Named] = ()
    towns: Sequence[Town] = ()
    lines: Sequence[Line] = ()
    line_notes: Sequence[str] = ()  # each line's source, date and error
    relief: Path | None = None  # a grey PNG with evenly spaced latitudes, that fills bounds
    bounds: Bounds | None = None
    core_bounds: Bounds | None = None  # of the region itself, which the locator shows
    notices: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # of the sides, by ISO3


def load(name: str | None, bounds: Bounds | None = None) -> BaseMap:
    """Return the base map of a region pack.

    Parameters
    ----------
    name
        The pack's. Tables lose it in some formats, and those that come from elsewhere can name a pack that is not
        here: then the pack is taken in whose region the middle of `bounds` lies, and an empty map where none is.
    bounds
        West, south, east, north of what is shown.
    """
    try:
        return _load(name or _around(bounds))
    except InputError:
        return _load(_around(bounds))


@lru_cache(maxsize=4)
def _load(name: str | None) -> BaseMap:
    return _of_pack(regions.load(name)) if name else BaseMap()


def _around(bounds: Bounds | None) -> str | None:
    if bounds is None:
        return None
    middle = shapely.Point((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    return next((name for name in regions.names() if shapely.box(*regions.load(name).bbox).covers(middle)), None)


def _of_pack(pack: RegionPack) -> BaseMap:
    names = {side: by_language["en"] for side, by_language in pack.side_names.items()}
    bounds = pack.hillshade_bounds or pack.bbox
    return BaseMap(
        title=pack.title,
        territories=[Named(names.get(side, side), shape) for side, shape in pack.territories.items()],
        neighbours=[Named(feature.name, feature.shape) for feature in pack.neighbours],
        outlines=_outlines(pack, bounds),
        provinces=_provinces(pack),
        province_lines=_province_lines(pack),
        lakes=[_named(_label(lake), lake.shape) for lake in pack.lakes],
        rivers=[Named(river.name, river.shape) for river in pack.rivers],
        exclaves=[_named(exclave.name, exclave.shape) for exclave in pack.exclaves],
        towns=towns_within(bounds, frozenset(pack.sides)),
        lines=_lines(pack),
        line_notes=_line_notes(pack),
        relief=pack.hillshade,
        bounds=bounds,
        core_bounds=pack.bbox,
        notices=[*pack.notices, NOTICE],
        names=names,
    )


# ---- where names stand


def _named(label: str, shape: BaseGeometry) -> Named:
    if not label:
        return Named(label, shape)
    point = shapely.point_on_surface(shape)
    return Named(label, shape, (point.x, point.y))


def _provinces(pack: RegionPack) -> list[Named]:
    """Provinces, their names on dry land."""
    shapes, lakes = np.array([area.shape for area in pack.provinces]), _large_lakes(pack)
    wet = shapely.intersects(lakes, shapes)
    shapes[wet] = shapely.difference(shapes[wet], lakes)
    points = shapely.point_on_surface(shapes)
    return [
        Named(area.name, area.shape, (point.x, point.y)) for area, point in zip(pack.provinces, points, strict=True)
    ]


def _large_lakes(pack: RegionPack) -> BaseGeometry:
    return shapely.union_all([lake.shape for lake in pack.lakes if shapely.area(lake.shape) > _LARGE_LAKE_DEG2])


def _province_lines(pack: RegionPack) -> list[BaseGeometry]:
    """Each line between provinces once: drawn twice, its dashes would fill up."""
    edges = shapely.boundary([area.shape for area in pack.provinces])
    return [shapely.line_merge(shapely.union_all(edges))]


def _label(feature: Feature) -> str:
    """Both sides' names, as for an incident's place."""
    if not feature.names:
        return feature.name
    return display_name(Place("", feature.name, "", 0, 0, 0, names=feature.names))


# ---- lines


def _outlines(pack: RegionPack, bounds: Bounds) -> list[BaseGeometry]:
    """Outlines of the sides and their neighbours, each drawn once and the region's own border left to its own style."""
    border = shapely.buffer(shapely.simplify(pack.border.line, _GRAIN_DEG / 10), _BORDER_WIDTH_DEG, quad_segs=1)
    sides = list(pack.territories.values())
    inner = shapely.simplify(shapely.union_all(sides), _GRAIN_DEG / 2)
    covered = shapely.buffer(inner, _OUTLINE_GAP_DEG, quad_segs=1)
    rim = 2 * _GRAIN_DEG  # neighbours end where the map does: that edge is no border
    west, south, east, north = bounds
    own = shapely.difference(shapely.boundary(sides), border)
    others = shapely.difference(shapely.boundary([feature.shape for feature in pack.neighbours]), covered)
    cut = shapely.clip_by_rect([*own, *others], west + rim, south + rim, east - rim, north - rim)
    dry = shapely.difference(cut, _large_lakes(pack))
    return [shape for shape in dry if not shape.is_empty]


def _lines(pack: RegionPack) -> list[Line]:
    lines = [Line(line.kind, line.name, line.geometry, line.valid_from, line.valid_to) for line in pack.lines]
    if not any(line.kind in BORDER_KINDS for line in lines):
        lines.insert(0, Line("border", pack.border.name, pack.border.line))
    schematic = [exclave for exclave in pack.exclaves if exclave.schematic]
    return [*lines, *(Line("exclave", f"{e.name}, schematic", shapely.boundary(e.shape)) for e in schematic)]


def _line_notes(pack: RegionPack) -> list[str]:
    source = f"Border: {pack.border_source}; its error is taken as {pack.border_error_m:.0f} m."
    lines = ((line.name, line.source, line.date, line.error_m) for line in pack.lines)
    others = [
        f"{name}: {source}{f', {day}' if day else ''}, good to {error:.0f} m." for name, source, day, error in lines
    ]
    return [f"{source} {pack.border_error_reason}".strip(), *others]
