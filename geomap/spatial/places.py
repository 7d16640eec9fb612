"""Relations to a place: at, near, so far away, in a direction, at a coordinate.

Each function takes one anchor and returns a :class:`geomap.spatial.sketches.Sketch` in the plane about it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import affinity

from geomap.errors import NotRead
from geomap.spatial.calibration import OFFSETS
from geomap.spatial.geodesy import Plane, ellipse, sector_in_plane
from geomap.spatial.offsets import Reach, offset_regions, ring_region
from geomap.spatial.precision import half_width
from geomap.spatial.rules import KINDS, Rules
from geomap.spatial.sketches import Sketch, length, wind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.model import Anchor, Distance, Heading

__all__ = [
    "Spot",
    "at",
    "coordinates",
    "direction",
    "direction_distance",
    "distance",
    "highest_m",
    "near",
    "orthogonal",
    "rounding_m",
]

AREA_KINDS = ("district", "province", "country")


@dataclass(frozen=True, slots=True)
class Spot:
    """An anchor in its plane, with the settings that turn words about it into metres."""

    anchor: Anchor
    rules: Rules
    profile: str = "frazier2004"

    @property
    def plane(self) -> Plane:
        """The plane about the anchor's point."""
        return Plane(*self.anchor.point)

    @property
    def kind(self) -> str:
        """The class of place that the table of rules knows: village, town, lake, line, district."""
        return KINDS.get(self.anchor.kind, "place")

    @property
    def extent_m(self) -> float:
        """The anchor's extent, that of its shape, or the table's for its kind: never zero."""
        if self.anchor.extent_m > 0:
            return self.anchor.extent_m
        shape = self.shape
        of_shape = 0.0 if shape is None else float(shapely.hausdorff_distance(shape, shapely.Point(0.0, 0.0)))
        return of_shape or self.rules[self.rules.for_kind("extent", self.anchor.kind)]

    @property
    def shape(self) -> BaseGeometry | None:
        """The anchor's shape in the plane, where it has one that is more than a point."""
        shape = self.anchor.shape
        if shape is None or not shape.length > 0:
            return None
        return self.plane.project(shape if shape.is_valid else shapely.make_valid(shape))

    @property
    def is_area(self) -> bool:
        """Whether the anchor is an administrative area rather than a place."""
        shape = self.anchor.shape
        return self.kind in AREA_KINDS or (self.anchor.kind == "given" and shape is not None and shape.area > 0)

    def reach(self, distance: Distance) -> Reach:
        """Return a distance as the geometry needs it; NotRead where it has no length."""
        low, high = distance.low_m, highest_m(distance, self.rules)
        best = distance.best_m if distance.best_m > 0 else (low + high) / 2
        if not (math.isfinite(best) and best > 0 and low <= high < math.inf):
            raise NotRead(f"{distance.text!r} is no distance one can measure out")
        return Reach(best, max(0.0, best - low), max(0.0, high - best), rounding_m(distance, self.profile))

    @property
    def offset_extent_m(self) -> float:
        """ε of the calibrated model: that of an ordinary place, more or less as this one is larger or smaller."""
        ordinary = self.rules["offset_extent_m"]
        known = self.anchor.extent_m > 0 or self.anchor.shape is not None
        share = self.extent_m / ordinary if known else 1.0
        return OFFSETS.place_m * max(self.rules["offset_extent_floor"], share)


def highest_m(distance: Distance, rules: Rules) -> float:
    """Return the high end of a distance, the table's where the words give none."""
    if distance.high_m is not None:
        return distance.high_m
    return max(distance.best_m, distance.low_m) * rules["at_least_factor"]


UNITS_M = {
    "m": 1.0, "metre": 1.0, "meter": 1.0, "km": 1000.0, "kilometre": 1000.0, "kilometer": 1000.0, "mi": 1609.344,
    "mile": 1609.344, "verst": 1066.8, "ft": 0.3048, "foot": 0.3048, "yd": 0.9144, "yard": 0.9144,
}  # fmt: skip


def rounding_m(distance: Distance, profile: str) -> float:
    """Return what the writing of the number leaves open; vague words are as rough as the number they stand for."""
    unit_m = UNITS_M.get(distance.unit, 1.0)
    written = distance.precision or f"{distance.best_m / unit_m:g}"
    return half_width(written, profile) * unit_m


def at(spot: Spot, manner: str = "", part: Heading | None = None) -> Sketch:
    """At or in a place: the spread of what reports put there, about its point or along its shape."""
    shape, rules = spot.shape, spot.rules
    if manner == "outside":
        return near(spot, "outskirts", part=part)
    if shape is not None:
        rule = "line_margin_m" if shape.area == 0 else "at_shape_margin_m"
        sketch = _about_shape(spot, shape, rules[rule], rule, f"at {spot.anchor.name}")
    else:
        excess = max(0.0, spot.extent_m - rules["at_extent_m"])
        outer, inner = rules["at_region_m"] + excess, rules["at_core_m"] + excess * rules["at_extent_core_share"]
        sketch = _disc(
            spot, outer, inner, f"within {length(outer)} of {spot.anchor.name}", ("at_region_m", "at_core_m")
        )
    return _cut(sketch, spot, part) if part else sketch


def near(spot: Spot, manner: str = "", distance: Distance | None = None, part: Heading | None = None) -> Sketch:
    """Near a place: as far as the table has it for its kind, or as far as the words say."""
    rules, shape, name = spot.rules, spot.shape, spot.anchor.name
    if distance is not None:
        return within(spot, distance)
    rule = f"{manner}_m" if manner in ("outskirts", "approaches") else rules.for_kind("near", spot.anchor.kind)
    if shape is not None:
        sketch = _about_shape(spot, shape, rules[rule], rule, f"within {length(rules[rule])} of {name}")
    else:
        outer = rules[rule] + max(0.0, spot.extent_m - rules["at_extent_m"])
        inner = max(outer * rules["near_core_share"], rules["at_core_m"])
        sketch = _disc(spot, outer, inner, f"within {length(outer)} of {name}", (rule, "near_core_share"))
    return _cut(sketch, spot, part) if part else sketch


def within(spot: Spot, distance: Distance) -> Sketch:
    """Within D of a place: all of the disc, from the place's edge; the half of it nearest the place is the core.

    D is a bound: what its writing leaves open is not added.
    """
    rules = spot.rules
    stated = highest_m(distance, rules)
    outer = stated + spot.extent_m
    words = f"within {length(stated)} of {spot.anchor.name}"
    shape = spot.shape
    if shape is not None:
        return _about_shape(spot, shape, outer - spot.extent_m, "within_core_share", words)
    return _disc(spot, outer, outer * rules["within_core_share"], words, ("within_core_share",))


def distance(spot: Spot, stated: Distance, manner: str = "", towards_deg: float = 0.0) -> Sketch:
    """D from a place, in no direction: a ring. `towards_deg` settles on which side of it the best point lies."""
    if stated.bound == "at_most":
        return within(spot, stated)
    reach, name = spot.reach(_by_road(stated, manner, spot.rules)), spot.anchor.name
    shape = spot.shape
    extent_m = spot.offset_extent_m if shape is None else 0.0
    region, core = (ring_region(reach, extent_m, level) for level in (OFFSETS.ring_level_90, OFFSETS.ring_level_50))
    if shape is not None:
        region, core = (_ring_about(shape, ring) for ring in (region, core))
    words = f"{_range(region)} from {name}" if shape is None else f"{length(reach.best_m)} from the edge of {name}"
    point = None if shape is not None else _ahead(_expected(reach), towards_deg)
    return Sketch(spot.plane, region, core, f"{words}, as stated distances turn out", _offset_rules(manner), point)


def direction(spot: Spot, heading: Heading, manner: str = "") -> Sketch:
    """In a direction from a place, no distance given: a sector as far as another place would be named."""
    del manner
    rules = spot.rules
    half = heading.half_width_deg + rules["direction_slack_deg"]
    outer = rules["direction_reach_m"] + spot.extent_m
    region = sector_in_plane(0.0, outer, heading.degrees, half)
    core = sector_in_plane(0.0, rules["direction_core_m"], heading.degrees, heading.half_width_deg)
    words = f"{wind(heading.degrees)} of {spot.anchor.name}, up to {length(outer)} away"
    names = ("direction_reach_m", "direction_core_m", "direction_slack_deg")
    return Sketch(spot.plane, region, core, words, names, _ahead(rules["direction_core_m"] / 2, heading.degrees))


def direction_distance(spot: Spot, stated: Distance, heading: Heading, manner: str = "") -> Sketch:
    """D in a direction from a place: the calibrated model's sets about it."""
    stated = _by_road(stated, manner, spot.rules)
    if stated.bound == "at_most":
        return _up_to(spot, stated, heading)
    reach, extent = spot.reach(stated), spot.offset_extent_m
    region, core = offset_regions(reach, heading.degrees, heading.half_width_deg, extent)
    words = f"{length(reach.best_m)} {wind(heading.degrees)} of {spot.anchor.name}, as such statements turn out"
    return Sketch(spot.plane, region, core, words, _offset_rules(manner), _ahead(_expected(reach), heading.degrees))


def orthogonal(spot: Spot, first: tuple[Distance, Heading], second: tuple[Distance, Heading]) -> Sketch:
    """Two offsets at right angles: an ellipse about the corner they lead to."""
    reaches = [spot.reach(stated) for stated, _ in (first, second)]
    corners = [
        _ahead(reach.best_m, heading.degrees) for reach, (_, heading) in zip(reaches, (first, second), strict=True)
    ]
    corner = corners[0][0] + corners[1][0], corners[0][1] + corners[1][1]
    spreads = [_leg_spread(spot, reach) for reach in reaches]
    region, core = (
        ellipse(level * spreads[0], level * spreads[1], first[1].degrees, corner)
        for level in (OFFSETS.level_90, OFFSETS.level_50)
    )
    legs = " and ".join(
        f"{length(reach.best_m)} {wind(h.degrees)}" for reach, (_, h) in zip(reaches, (first, second), strict=True)
    )
    return Sketch(spot.plane, region, core, f"{legs} of {spot.anchor.name}", _offset_rules(""), corner)


def coordinates(spot: Spot) -> Sketch:
    """At a coordinate written in the text: as far about it as its writing leaves open."""
    outer = max(spot.anchor.extent_m, spot.rules["coordinates_floor_m"])
    words = f"at {spot.anchor.latitude:.5f}, {spot.anchor.longitude:.5f}, to {length(outer)}"
    return _disc(spot, outer, outer * spot.rules["within_core_share"], words, ("coordinates_floor_m",))


def _disc(spot: Spot, outer: float, inner: float, words: str, names: tuple[str, ...]) -> Sketch:
    region, core = (sector_in_plane(0.0, radius, 0.0, 180.0) for radius in (outer, inner))
    return Sketch(spot.plane, region, core, words, names, (0.0, 0.0))


def _about_shape(spot: Spot, shape: BaseGeometry, margin: float, rule: str, words: str) -> Sketch:
    """A shape and a margin about it; the core is the shape and the share of the margin that holds half."""
    region = shapely.buffer(shape, margin, quad_segs=8)
    inner = margin * spot.rules["near_core_share"]
    core = shapely.buffer(shape, 0.0 if shape.area > math.pi * inner**2 else inner, quad_segs=8)
    return Sketch(spot.plane, region, core, words, (rule,))


def _cut(sketch: Sketch, spot: Spot, part: Heading) -> Sketch:
    """The part of a place that lies in a direction from its middle."""
    middle = shapely.centroid(sketch.region)
    far = 4 * math.sqrt(sketch.region.area) + sketch.region.length
    half = affinity.translate(sector_in_plane(0.0, far, part.degrees, 90.0), middle.x, middle.y)
    region = shapely.intersection(sketch.region, half)
    core = shapely.intersection(sketch.core, half)
    core = core if core.area > 0 else region
    words = f"the {wind(part.degrees)} of {spot.anchor.name}: {sketch.reading}"
    middle = shapely.centroid(core)
    return Sketch(sketch.plane, region, core, words, (*sketch.rules, "part_of_place"), (middle.x, middle.y))


def _ring_about(shape: BaseGeometry, ring: BaseGeometry) -> BaseGeometry:
    _, _, outer, _ = ring.bounds
    inner = ring.interiors[0].bounds[2] if len(ring.interiors) else 0.0
    whole = shapely.buffer(shape, outer, quad_segs=8)
    return shapely.difference(whole, shapely.buffer(shape, inner, quad_segs=8)) if inner else whole


def _range(ring: BaseGeometry) -> str:
    outer = ring.bounds[2]
    inner = ring.interiors[0].bounds[2] if len(ring.interiors) else 0.0
    return f"{length(inner)} to {length(outer)}" if inner else f"up to {length(outer)}"


def _up_to(spot: Spot, stated: Distance, heading: Heading) -> Sketch:
    high = highest_m(stated, spot.rules)
    outer = high + spot.extent_m
    half = heading.half_width_deg + spot.rules["direction_slack_deg"]
    region = sector_in_plane(0.0, outer, heading.degrees, half)
    core = sector_in_plane(0.0, high * spot.rules["within_core_share"], heading.degrees, heading.half_width_deg)
    words = f"up to {length(high)} {wind(heading.degrees)} of {spot.anchor.name}"
    return Sketch(
        spot.plane, region, core, words, ("within_core_share", "direction_slack_deg"), _ahead(high / 2, heading.degrees)
    )


def _by_road(stated: Distance, manner: str, rules: Rules) -> Distance:
    """A distance by road as the straight line it covers."""
    if manner != "road":
        return stated
    share = rules["road_sinuosity"]
    high = None if stated.high_m is None else stated.high_m
    return type(stated)(
        stated.low_m * share, stated.best_m * share, high, stated.bound, stated.unit, stated.text,
        stated.span, stated.rule, stated.kind, stated.precision,
    )  # fmt: skip


def _leg_spread(spot: Spot, reach: Reach) -> float:
    return math.hypot(sum(reach.spreads(OFFSETS)) / 2 * reach.best_m, spot.offset_extent_m)


def _expected(reach: Reach) -> float:
    return reach.best_m * reach.centre(OFFSETS)


def _ahead(distance_m: float, heading_deg: float) -> tuple[float, float]:
    angle = math.radians(heading_deg)
    return distance_m * math.sin(angle), distance_m * math.cos(angle)


def _offset_rules(manner: str) -> tuple[str, ...]:
    return ("offset_model", "road_sinuosity") if manner == "road" else ("offset_model",)
