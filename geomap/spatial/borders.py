"""A border as geometry: strips along it, sections of it, depth across it.

Nothing here knows a country: the line, the territories on its sides and the line's error come from a region
pack. All depths are taken in one azimuthal equidistant plane about the middle of the line, whose lengths are
true to 0.02 % on a border of 500 km and to 0.1 % on one of 1,000 km.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.errors import NotRead
from geomap.spatial.geodesy import HALF_TURN, Plane, polygons_of
from geomap.spatial.sketches import length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Anchor

__all__ = ["Border", "Section", "held"]

PIECE_VERTICES = 20
MOST_SECTIONS = 500  # remembered, one an area
BANDS_KEPT = 64  # bands along the line that are remembered


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the border: its line in the border's plane, and what it is called."""

    line: BaseGeometry
    words: str = ""  # "within 12 km of Sev Lich", "along Syunik"
    disc: BaseGeometry | None = None  # about the place that selects the part
    side: str | None = None  # the territory that place lies in: across from it the disc is no bound
    areas: tuple[BaseGeometry, ...] = ()  # that select the part: a strip on the side of one stays in it
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Border:
    """A line between territories, with its error and where it comes from.

    Parameters
    ----------
    line
        LineString or MultiLineString in WGS84, exclave rings included.
    territories
        (Multi)Polygon of each side by ISO 3166-1 alpha-3 code, exclaves placed where they belong; empty for a line
        that parts no territories (a line of contact).
    error_m
        How far the drawn line may lie from the real one.
    source
        Named in readings and in the `border_source` column.
    name, kind
        "Armenia-Azerbaijan border"; "border", "line_of_contact".
    valid_from, valid_to
        First and last day the line held; None where open.
    side_names
        What readings call each side, by code.
    """

    line: BaseGeometry
    territories: Mapping[str, BaseGeometry]
    error_m: float
    source: str
    name: str = "border"
    kind: str = "border"
    valid_from: date | None = None
    valid_to: date | None = None
    side_names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def plane(self) -> Plane:
        """The plane about the middle of the line."""
        west, south, east, north = self.line.bounds
        if east - west > HALF_TURN:
            raise NotRead(f"the {self.name} crosses the antimeridian: give its longitudes east of 180 as they run on")
        return Plane((west + east) / 2, (south + north) / 2)

    @cached_property
    def whole(self) -> Section:
        """All of the border, exclave rings included."""
        line = self.plane.project(self.line)
        shapely.prepare(line)
        return Section(line)

    @cached_property
    def _territories(self) -> dict[str, BaseGeometry]:
        shapes = {code: self.plane.project(shape) for code, shape in self.territories.items()}
        for shape in shapes.values():
            shapely.prepare(shape)
        return shapes

    @cached_property
    def _land(self) -> BaseGeometry:
        return shapely.union_all(list(self._territories.values()))

    def held_on(self, day: date | None) -> bool:
        """Return whether the line held on a day; an unknown day is one on which it may have."""
        return held(self.valid_from, self.valid_to, day)

    def side_name(self, country: str) -> str:
        """Return what readings call a side."""
        return self.side_names.get(country, country)

    def side_of(self, longitude: float, latitude: float) -> str | None:
        """Return the code of the territory a point lies in, None outside both."""
        x, y = self.plane.point(longitude, latitude)
        return next((code for code, shape in self._territories.items() if shapely.contains_xy(shape, x, y)), None)

    def territory(self, country: str) -> BaseGeometry:
        """Return a side's territory in the border's plane; NotRead for a country the border does not touch."""
        if country not in self._territories:
            sides = ", ".join(self.territories) or "none"
            raise NotRead(f"{self.name} has no side {country!r}: its sides are {sides}")
        return self._territories[country]

    def depth_m(self, longitude: float, latitude: float, country: str | None = None) -> float:
        """Return how far from the border a point lies; negative outside `country` where one is named."""
        x, y = self.plane.point(longitude, latitude)
        depth = float(shapely.distance(self.whole.line, shapely.Point(x, y)))
        return depth if country is None or shapely.contains_xy(self.territory(country), x, y) else -depth

    def near(self, anchor: Anchor, half_length_m: float, rule: str = "") -> Section:
        """Return the part of the border that a place is about.

        That is what lies within √(D² + h²) of it, D being its own distance from the border and h the half length: h on
        either side of the nearest point of a straight border.
        """
        place = self._place(anchor)
        reach = math.hypot(float(shapely.distance(self.whole.line, place)), half_length_m)
        disc = shapely.buffer(place, reach, quad_segs=18)
        line = shapely.intersection(self._clipped(disc), disc)
        side = self.side_of(*anchor.point)
        return Section(line, f"within {length(reach)} of {anchor.name}", disc, side, rules=(rule,) if rule else ())

    def along(self, area: BaseGeometry, name: str, gap_m: float, wide_gap_m: float) -> Section:
        """Return the part of the border that an area (WGS84) touches.

        That is what lies within `gap_m` of it; within `wide_gap_m` where its outline, being of another scale, leaves
        less than half of that within the small gap.
        """
        key = id(area), gap_m, wide_gap_m
        if key not in self._sections:
            if len(self._sections) >= MOST_SECTIONS:
                self._sections.clear()
            shape = self.plane.project(area)
            exact, wide = (self._beside(shape, gap) for gap in (gap_m, wide_gap_m))
            self._sections[key] = area, exact if exact.line.length * 2 > wide.line.length else wide
        section = self._sections[key][1]
        if section.line.length == 0:
            raise NotRead(f"{name} does not lie at the {self.name}")
        return replace(section, words=f"along {name}", rules=("area_gap_m",))

    def _beside(self, shape: BaseGeometry, gap_m: float) -> Section:
        around = shapely.buffer(shape, gap_m, quad_segs=4)
        return Section(shapely.intersection(self._clipped(around), around), areas=(around,))

    @cached_property
    def _sections(self) -> dict[tuple[int, float, float], tuple[BaseGeometry, Section]]:
        """Sections by the area they run along, which is kept so that its identity stays its own."""
        return {}

    def shared(self, first: Section, second: Section) -> Section | None:
        """Return what two sections share, a place's and an area's or two areas'; None where that is nothing."""
        line = shapely.intersection(first.line, second.line)
        if line.length == 0:
            return None
        words, names = f"{first.words}, {second.words}", (*first.rules, *second.rules)
        return Section(line, words, first.disc, first.side, (*first.areas, *second.areas), names)

    def strip(self, country: str, section: Section, depth_m: float) -> BaseGeometry:
        """Return the part of a country within `depth_m` of a section, in the border's plane; it may be empty."""
        disc = section.disc if section.side in (None, country) else None
        band = _band(section.line, depth_m)
        for bound in ((disc,) if disc is not None else ()) + self._own(section.areas, country):
            band = shapely.intersection(band, bound)
        return polygons_of(shapely.intersection(band, _clip(self.territory(country), band)))

    def ground(self, section: Section, sides: Sequence[str], depth_m: float) -> BaseGeometry:
        """Return the strips of several sides as one; without territories, all within the depth."""
        if not sides:
            return self.band(section, depth_m)
        if set(sides) == set(self.territories) and section.disc is None and not section.areas:
            return polygons_of(shapely.intersection(_band(section.line, depth_m), self._land))
        return shapely.union_all([self.strip(side, section, depth_m) for side in sides])

    def lies_in(self, area: BaseGeometry, country: str) -> bool:
        """Return whether an area of the border's plane belongs to a side."""
        inside = shapely.point_on_surface(area)
        return bool(shapely.contains_xy(self.territory(country), inside.x, inside.y))

    def band(self, section: Section, width_m: float) -> BaseGeometry:
        """Return all within a distance of a section, whoever's it is, in the border's plane."""
        band = _band(section.line, width_m)
        return band if section.disc is None else shapely.intersection(band, section.disc)

    def strips(
        self, country: str, section: Section, median_m: float, high_m: float
    ) -> tuple[BaseGeometry, BaseGeometry]:
        """Return the 90 % strip, to the high depth and the border's error, and the 50 % strip, to the median depth."""
        region = self.strip(country, section, high_m + self.error_m)
        if region.is_empty:
            raise NotRead(f"no part of {self.side_name(country)} lies {section.words or 'there'} at the {self.name}")
        core = polygons_of(shapely.intersection(_band(section.line, median_m), region))
        return region, region if core.is_empty else core

    def _own(self, areas: Sequence[BaseGeometry], country: str) -> tuple[BaseGeometry, ...]:
        return tuple(area for area in areas if self.lies_in(area, country))

    def _clipped(self, shape: BaseGeometry) -> BaseGeometry:
        return _clip(self.whole.line, shape)

    def _place(self, anchor: Anchor) -> BaseGeometry:
        if anchor.shape is not None and not anchor.shape.is_empty:
            return self.plane.project(anchor.shape)
        return shapely.Point(self.plane.point(*anchor.point))


@lru_cache(maxsize=BANDS_KEPT)
def held(first: date | None, last: date | None, day: date | None) -> bool:
    """Return whether a line that held from `first` to `last` did on a day; what is unknown is open."""
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


def _band(line: BaseGeometry, width_m: float) -> BaseGeometry:
    """All within a distance of a line: piece by piece, which on a long winding line takes a fifth of the time.

    Reports ask for the same stretches again and again, above all for the whole border.
    """
    pieces = [
        shapely.linestrings(vertices[start : start + PIECE_VERTICES + 1])
        for vertices in map(shapely.get_coordinates, shapely.get_parts(line))
        for start in range(0, max(1, len(vertices) - 1), PIECE_VERTICES)
        if len(vertices) > 1
    ]
    return shapely.union_all(shapely.buffer(pieces, width_m, quad_segs=8))


def _clip(geometry: BaseGeometry, shape: BaseGeometry) -> BaseGeometry:
    """What of a geometry lies in the frame of a shape, a metre wider."""
    west, south, east, north = shape.bounds
    return shapely.clip_by_rect(geometry, west - 1, south - 1, east + 1, north + 1)
