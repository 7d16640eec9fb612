"""Relations to a border: depth into a country, sections of the line, across from a place, belts in areas."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import affinity

from geomap.errors import NotRead
from geomap.spatial.geodesy import polygons_of, sector_in_plane
from geomap.spatial.places import Spot, highest_m
from geomap.spatial.sketches import Sketch, length, wind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.model import Distance, Heading
    from geomap.spatial.borders import Border, Section
    from geomap.spatial.rules import Rules

BOTH = 2  # sides

__all__ = ["Front", "beside", "border_section", "depth_into", "near_admin", "opposite", "toward_border", "within_admin"]


def _each(select: Callable[[Spot], Section], spots: Sequence[Spot]) -> tuple[list[tuple[Section, Spot]], list[NotRead]]:
    """The sections that spots select, each with its spot, and why the others select none."""
    found, refused = [], []
    for spot in spots:
        try:
            found.append((select(spot), spot))
        except NotRead as problem:
            refused.append(problem)
    return found, refused


@dataclass(frozen=True, slots=True)
class Front:
    """A border and the settings that turn words about it into metres."""

    border: Border
    rules: Rules

    def sections(self, spots: Sequence[Spot], half_length_rule: str) -> list[tuple[Section, Spot | None]]:
        """Return the parts of the border that places and areas select: one a place, cut by the areas beside it.

        Those too far from the border select none; NotRead where that goes for all.
        """
        areas, away = _each(self._area, [spot for spot in spots if spot.is_area])
        places, too_far = _each(lambda spot: self._place(spot, half_length_rule), [s for s in spots if not s.is_area])
        parts = self._facing([section for section, _ in areas])
        if places:
            return [(self._narrowed(section, parts), spot) for section, spot in places]
        if parts:
            return [(section, None) for section in parts]
        if spots:
            raise [*too_far, *away][0]
        return [(self.border.whole, None)]

    def _facing(self, sections: Sequence[Section]) -> list[Section]:
        """Areas of one side are a part each; areas that face each other across the border select what they share."""
        codes = list(self.border.territories)
        sides = [[s for s in sections if s.areas and self.border.lies_in(s.areas[0], code)] for code in codes]
        if len(sides) != BOTH or not all(sides):
            return list(sections)
        pairs = (self.border.shared(first, second) for first in sides[0] for second in sides[1])
        return [pair for pair in pairs if pair is not None] or list(sections)

    def _place(self, spot: Spot, half_length_rule: str) -> Section:
        away = self.border.depth_m(*spot.anchor.point)
        if away > self.rules["place_reach_m"]:
            raise NotRead(f"{spot.anchor.name} lies {length(away)} from the {self.border.name}: too far to name a part")
        return self.border.near(spot.anchor, self.rules[half_length_rule], half_length_rule)

    def _area(self, spot: Spot) -> Section:
        area = spot.anchor.shape
        if area is None and spot.kind == "country":
            raise NotRead(f"the outline of {spot.anchor.name} is not known")
        if area is None or area.area == 0:
            return self.border.near(spot.anchor, spot.extent_m, "extent_district_m")
        return self.border.along(area, spot.anchor.name, self.rules["area_gap_m"], self.rules["area_wide_gap_m"])

    def _narrowed(self, section: Section, areas: Sequence[Section]) -> Section:
        """A place's section within the first of the areas that it meets; all of it where it meets none."""
        shared = (self.border.shared(section, area) for area in areas)
        return next((part for part in shared if part is not None), section)

    def error_words(self, claim_m: float | None = None) -> str:
        """Return the border's error as a reading says it, and whether it swamps the claim."""
        words = f"border error {length(self.border.error_m)}"
        if claim_m is not None and self.border.error_m > claim_m:
            words += f", larger than the {length(claim_m)} claimed"
        return words


def depth_into(
    front: Front, country: str, spots: Sequence[Spot], stated: Distance | None, part: Heading | None = None
) -> list[Sketch]:
    """D into a country: from the line to the high depth; half of it is thought to lie within the median depth."""
    median, high = _depths(stated, front.rules)
    names = ("depth_strip", *(() if stated else ("depth_default_best_m",)))
    strips = [
        _strip(front, country, section, median, high, names, stated)
        for section, _ in front.sections(spots, "depth_half_length_m")
    ]
    return [_half(strip, part, strip.core) for strip in strips] if part else strips


def _strip(
    front: Front,
    country: str,
    section: Section,
    median: float,
    high: float,
    names: tuple[str, ...],
    stated: Distance | None,
) -> Sketch:
    border = front.border
    region, core = border.strips(country, section, median, high)
    where = f", {section.words}" if section.words else f", along all of the {border.name}"
    reason = "" if stated else " (no depth is stated)"
    words = (
        f"strip of {border.side_name(country)} up to {length(high)} from the border{reason}{where}; "
        f"{front.error_words(median)}"
    )
    return Sketch(border.plane, region, core, words, (*names, *section.rules))


def _depths(stated: Distance | None, rules: Rules) -> tuple[float, float]:
    """Median and high depth of a claim; the table's where it states none."""
    if stated is None:
        return rules["depth_default_best_m"], rules["depth_default_high_m"]
    high = highest_m(stated, rules)
    middle = (stated.low_m + high) / 2
    median = min(stated.best_m, middle) if stated.bound == "at_most" else stated.best_m
    median = median or middle
    if not (math.isfinite(high) and 0 < median <= high):
        raise NotRead(f"{stated.text!r} is no depth one can measure out")
    return median, high


def border_section(
    front: Front, spots: Sequence[Spot], stated: Distance | None, country: str | None, part: Heading | None
) -> list[Sketch]:
    """On a section of the border: a band on both sides of it, or on one, that reaches the place it is named after."""
    sides = (country,) if country else _sides(front, spots, stated)
    sections = front.sections(spots, "section_half_length_m")
    sketches = [_band(front, section, spot, sides, stated) for section, spot in sections]
    return [_half(sketch, part, sketch.core) for sketch in sketches] if part else sketches


def _sides(front: Front, spots: Sequence[Spot], stated: Distance | None) -> tuple[str, ...]:
    """Return the sides a band lies on: "500 m from the border at X" is said of X's side, a section has both."""
    every = tuple(front.border.territories)
    if stated is None:
        return every
    of_places = {front.border.side_of(*s.anchor.point) for s in spots if not s.is_area}
    return tuple(code for code in every if of_places == {code}) or every


def _band(front: Front, section: Section, spot: Spot | None, sides: Sequence[str], stated: Distance | None) -> Sketch:
    """A band along a section: to the stated distance from the line, else to the table's, and to the place."""
    border, rules = front.border, front.rules
    width = highest_m(stated, rules) if stated else rules["section_half_width_m"]
    inner = stated.best_m if stated else width * rules["section_core_share"]
    region, core = (border.ground(section, sides, reach) for reach in (width + border.error_m, inner))
    if spot is not None and stated is None:
        region, core = _reaching(front, spot, section, sides, region, core)
    if region.is_empty:
        raise NotRead(f"there is no {border.name} {section.words or 'there'}")
    core = polygons_of(shapely.intersection(core, region))
    where = section.words or f"all of the {border.name}"
    on = f" of {border.side_name(sides[0])}" if len(sides) == 1 else " on both sides"
    words = f"band{on} up to {length(width)} from the border, {where}; {front.error_words(width)}"
    names = ("border_section", *(() if stated else ("section_half_width_m",)), *section.rules)
    point = None if spot is None or stated else _towards_line(front, spot)
    return Sketch(border.plane, region, region if core.is_empty else core, words, names, point)


def _reaching(
    front: Front, spot: Spot, section: Section, sides: Sequence[str], region: BaseGeometry, core: BaseGeometry
) -> tuple[BaseGeometry, BaseGeometry]:
    """Join a band to the place it is named after: the ground between the two is part of the section."""
    border, rules = front.border, front.rules
    place = shapely.Point(border.plane.point(*spot.anchor.point))
    nearest = shapely.get_point(shapely.shortest_line(place, section.line), 1)
    corridor = shapely.convex_hull(
        shapely.union(
            shapely.buffer(place, rules["section_place_m"]), shapely.buffer(nearest, rules["section_half_width_m"])
        )
    )
    inner = shapely.buffer(shapely.shortest_line(place, section.line), rules["at_core_m"])
    if len(sides) == 1:
        corridor, inner = (
            shapely.intersection(shape, _clipped(border, sides[0], corridor)) for shape in (corridor, inner)
        )
    half = rules["section_half_length_m"] * rules["section_core_share"]
    core = shapely.intersection(core, shapely.buffer(nearest, half))
    return shapely.union(region, corridor), shapely.union(core, inner)


def _clipped(border: Border, country: str, shape: BaseGeometry) -> BaseGeometry:
    return shapely.clip_by_rect(border.territory(country), *shape.bounds)


def _towards_line(front: Front, spot: Spot) -> tuple[float, float]:
    """Half-way from a place to the border: where the positions of a section named after it are looked for."""
    border = front.border
    x, y = border.plane.point(*spot.anchor.point)
    nearest = shapely.get_point(shapely.shortest_line(shapely.Point(x, y), border.whole.line), 1)
    return (x + nearest.x) / 2, (y + nearest.y) / 2


def opposite(front: Front, spots: Sequence[Spot]) -> list[Sketch]:
    """Across the border from a place: the strip of the other side along the part that faces it."""
    depth = front.rules["opposite_depth_m"]
    sketches = []
    for spot in spots:
        own = front.border.side_of(*spot.anchor.point) or spot.anchor.country
        others = [code for code in front.border.territories if code != own]
        if own not in front.border.territories or not others:
            raise NotRead(f"{spot.anchor.name} lies on no side of the {front.border.name}: nothing is across from it")
        section, _ = front.sections([spot], "section_half_length_m")[0]
        region, core = front.border.strips(others[0], section, depth * front.rules["near_core_share"], depth)
        words = (
            f"strip of {front.border.side_name(others[0])} up to {length(depth)} from the border, "
            f"across from {spot.anchor.name}, {section.words}; {front.error_words()}"
        )
        sketches.append(Sketch(front.border.plane, region, core, words, ("opposite_depth_m", *section.rules)))
    return sketches


def toward_border(front: Front, spot: Spot, manner: str) -> Sketch:
    """Toward a place near the border, or from its direction: its section, and the ground between."""
    section, _ = front.sections([spot], "section_half_length_m")[0]
    sketch = _band(front, section, spot, tuple(front.border.territories), None)
    how = "from the direction of" if manner == "from" else "toward"
    return Sketch(
        sketch.plane,
        sketch.region,
        sketch.core,
        f"{how} {spot.anchor.name}: {sketch.reading}",
        sketch.rules,
        sketch.point,
    )


def within_admin(spot: Spot, part: Heading | None, front: Front | None, manner: str) -> Sketch:
    """In a province, district or country: all of it, the part named, or its belt along the border."""
    sketch = _belt(front, spot) if manner == "border" and front is not None else None
    sketch = sketch or _whole_area(spot)
    return _half(sketch, part, None) if part else sketch


def near_admin(spot: Spot, border: Border | None) -> Sketch:
    """Near a province or country: as far beyond its edge as the table says, on the ground of the border's sides.

    A country that has no side in the border is where it did not happen: only what lies beyond its edge is near it.
    """
    shape, name, margin = spot.shape, spot.anchor.name, spot.rules["near_area_m"]
    if shape is None or shape.area == 0:
        return _whole_area(spot)
    region = shapely.buffer(shape, margin, quad_segs=4)
    inner = shapely.buffer(shape, margin / 2, quad_segs=4)
    if border is not None and spot.kind == "country" and spot.anchor.country not in border.territories:
        ground = shapely.union_all([spot.plane.project(side) for side in border.territories.values()])
        region, inner = (polygons_of(shapely.intersection(part, ground)) for part in (region, inner))
        if region.is_empty:
            raise NotRead(f"nothing near {name} lies on either side of the {border.name}")
    return Sketch(
        spot.plane,
        region,
        inner if inner.area > 0 else region,
        f"near {name}: within {length(margin)} of it",
        ("near_area_m",),
    )


def beside(front: Front, neighbour: Spot, spots: Sequence[Spot], stated: Distance | None) -> Sketch:
    """On the border with a country that has no side in this one: the sides' ground along it, at the places named."""
    border, rules = front.border, front.rules
    shape, name = neighbour.anchor.shape, neighbour.anchor.name
    if shape is None or shape.area == 0:
        raise NotRead(f"the outline of {name} is not known")
    width = highest_m(stated, rules) if stated else rules["near_area_m"]
    land = border.plane.project(shape)
    ground = shapely.union_all([_clipped(border, code, shapely.buffer(land, width)) for code in border.territories])
    for spot in spots:
        ground = shapely.intersection(ground, _about(border, spot, rules["section_half_length_m"]))
    region, core = (
        polygons_of(shapely.intersection(ground, shapely.buffer(land, reach, quad_segs=4)))
        for reach in (width, width * rules["section_core_share"])
    )
    if region.is_empty:
        raise NotRead(f"nothing near {name} lies on either side of the {border.name}")
    at = "".join(f", within {length(rules['section_half_length_m'])} of {spot.anchor.name}" for spot in spots)
    words = f"within {length(width)} of {name}, on the ground of the {border.name}'s sides{at}"
    return Sketch(
        border.plane, region, core if core.area > 0 else region, words, ("near_area_m",) if not stated else ()
    )


def _about(border: Border, spot: Spot, reach_m: float) -> BaseGeometry:
    place = shapely.Point(border.plane.point(*spot.anchor.point))
    return shapely.buffer(place, reach_m + spot.extent_m)


def _whole_area(spot: Spot) -> Sketch:
    shape, name, share = spot.shape, spot.anchor.name, spot.rules["area_core_share"]
    if shape is None and spot.kind == "country":
        raise NotRead(f"the outline of {name} is not known")
    if shape is None or shape.area == 0:
        rule = spot.rules.for_kind("extent", spot.anchor.kind)
        region, core = (sector_in_plane(0.0, spot.extent_m * part, 0.0, 180.0) for part in (1.0, share))
        return Sketch(spot.plane, region, core, f"within {length(spot.extent_m)} of the middle of {name}", (rule,))
    return Sketch(spot.plane, shape, _shrunk(shape, share), f"in {name}", ("area_core_share",))


def _shrunk(shape: BaseGeometry, share: float) -> BaseGeometry:
    """An area drawn smaller about its middle, and what of that lies in it."""
    middle = shapely.point_on_surface(shape) if not shape.contains(shape.centroid) else shape.centroid
    smaller = shapely.intersection(affinity.scale(shape, share, share, origin=middle), shape)
    return smaller if smaller.area > 0 else shape


def _belt(front: Front, spot: Spot) -> Sketch | None:
    """What of an area lies along the border; None where it does not reach it."""
    area, rules, border = spot.anchor.shape, front.rules, front.border
    if area is None or area.area == 0:
        return None
    try:
        section = border.along(area, spot.anchor.name, rules["area_gap_m"], rules["area_wide_gap_m"])
    except NotRead:
        return None
    belts = [_inside(border, section, depth) for depth in (rules["belt_m"] + border.error_m, rules["belt_m"] / 2)]
    if any(belt.is_empty for belt in belts):
        return None
    words = f"in {spot.anchor.name}, up to {length(rules['belt_m'])} from the border; {front.error_words()}"
    return Sketch(border.plane, belts[0], polygons_of(shapely.intersection(*belts)), words, ("belt_m", *section.rules))


def _inside(border: Border, section: Section, depth_m: float) -> BaseGeometry:
    own = [code for code in border.territories if border.lies_in(section.areas[0], code)]
    if own:
        return border.strip(own[0], section, depth_m)
    return shapely.intersection(border.band(section, depth_m), section.areas[0])


def _half(sketch: Sketch, part: Heading, core: BaseGeometry | None) -> Sketch:
    """The half of a region in a direction from its middle; its core the outer half of that, or its share of `core`."""
    middle = sketch.region.centroid
    west, south, east, north = sketch.region.bounds
    far = 2 * math.hypot(east - west, north - south)
    half = affinity.translate(sector_in_plane(0.0, far, part.degrees, 90.0), middle.x, middle.y)
    region = shapely.intersection(sketch.region, half)
    if core is None:
        angle, depth = math.radians(part.degrees), _depth_along(region, part.degrees) / 4
        core = affinity.translate(half, depth * math.sin(angle), depth * math.cos(angle))
    core = shapely.intersection(core, region)
    words = f"the {wind(part.degrees)} part: {sketch.reading}"
    return Sketch(sketch.plane, region, core if core.area > 0 else region, words, (*sketch.rules, "part_of_area"))


def _depth_along(region: BaseGeometry, heading_deg: float) -> float:
    """How far a region runs in a direction."""
    _, south, _, north = affinity.rotate(region, heading_deg, origin=(0, 0)).bounds
    return float(north - south)
