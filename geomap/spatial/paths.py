"""Relations along a way: between two places, along a road, river or shore, toward a place."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely

from geomap.errors import NotRead
from geomap.model import Heading
from geomap.spatial.geodesy import Plane, bearing_deg, distance_m, ellipse, midpoint, sector_in_plane
from geomap.spatial.places import Spot, direction_distance, near
from geomap.spatial.sketches import Sketch, length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.model import Distance

__all__ = ["along", "between", "between_all", "toward"]

SAME_PLACE_M = 1.0


def between_all(spots: Sequence[Spot], words: str = "between", manner: str = "between") -> list[Sketch]:
    """Between each place of a list and the next."""
    return [between(a, b, words, manner) for a, b in pairwise(spots)]


def between(a: Spot, b: Spot, words: str = "between", manner: str = "between") -> Sketch:
    """Between two places: an ellipse that reaches a little beyond each and is as wide as roads wind.

    "midway" between them is a part about the middle, as wide.
    """
    first, second = a.anchor.point, b.anchor.point
    apart = distance_m(first, second)
    if apart < SAME_PLACE_M:
        raise NotRead(f"{a.anchor.name} and {b.anchor.name} are the same place: nothing lies between them")
    rules, extent = a.rules, max(a.extent_m, b.extent_m)
    plane = Plane(*midpoint(first, second))
    heading = math.degrees(math.atan2(*_difference(plane.point(*first), plane.point(*second))))
    region, core = (
        ellipse(
            apart * rules[f"{manner}_{part}length_share"] + margin,
            apart * rules[f"between_{part}width_share"] + margin,
            heading,
        )
        for part, margin in (("", extent), ("core_", 0.0))
    )
    text = f"{words} {a.anchor.name} and {b.anchor.name}, {length(apart)} apart"
    return Sketch(plane, region, core, text, (f"{manner}_length_share", "between_width_share"), (0.0, 0.0))


def along(spots: Sequence[Spot], manner: str = "", stated: Distance | None = None) -> list[Sketch]:
    """Along a way that has a shape, its part near the places named beside it; else along what joins two places."""
    lines = [spot for spot in spots if spot.shape is not None and not spot.is_area]
    places = [spot for spot in spots if spot not in lines]
    if lines:
        return [_along_shape(lines[0], places, manner)]
    if len(places) > 1 and stated is not None:
        return [_down_the_way(places[0], places[1], stated)]
    if len(places) > 1:
        return between_all(places, f"on the {manner or 'way'} between")
    return [near(places[0])]


def toward(spots: Sequence[Spot], stated: Distance | None = None) -> Sketch:
    """From one place toward another: the sector between them; toward one alone: near it."""
    if len(spots) == 1:
        return near(spots[0])
    start, goal = spots[0], spots[-1]
    if stated is not None:
        return _down_the_way(start, goal, stated)
    apart = distance_m(start.anchor.point, goal.anchor.point)
    heading = bearing_deg(start.anchor.point, goal.anchor.point)
    half = start.rules["toward_half_width_deg"]
    region = sector_in_plane(0.0, apart + goal.extent_m, heading, half)
    core = sector_in_plane(apart / 4, apart * 3 / 4, heading, half / 2)
    words = f"from {start.anchor.name} toward {goal.anchor.name}"
    return Sketch(start.plane, region, core, words, ("toward_half_width_deg",))


def _down_the_way(start: Spot, goal: Spot, stated: Distance) -> Sketch:
    """So far from one place on the way to another: an offset by road at the bearing of the other."""
    heading = Heading(bearing_deg(start.anchor.point, goal.anchor.point), 22.5, f"toward {goal.anchor.name}")
    sketch = direction_distance(start, stated, heading, "road")
    words = f"{length(stated.best_m)} from {start.anchor.name} on the way to {goal.anchor.name}"
    return Sketch(sketch.plane, sketch.region, sketch.core, words, sketch.rules, sketch.point)


def _along_shape(way: Spot, places: Sequence[Spot], manner: str) -> Sketch:
    shape = way.shape
    assert shape is not None  # noqa: S101 (the caller chose it for having one)
    line = shapely.boundary(shape) if shape.area > 0 else shape
    rule = "at_shape_margin_m" if manner == "shore" else "line_margin_m"
    margin = way.rules[rule]
    beside = _stretch(way, places)
    line = shapely.intersection(line, beside) if beside is not None and shapely.intersects(line, beside) else line
    region, core = (shapely.buffer(line, width, quad_segs=8) for width in (margin, margin / 2))
    at_places = f" at {', '.join(spot.anchor.name for spot in places)}" if places else ""
    words = f"within {length(margin)} of {'the shore of ' if manner == 'shore' else ''}{way.anchor.name}{at_places}"
    return Sketch(way.plane, region, core, words, (rule, *(("along_reach_m",) if places else ())))


def _stretch(way: Spot, places: Sequence[Spot]) -> BaseGeometry | None:
    """Where the named places cut a way: about one place, or from the first to the last."""
    if not places:
        return None
    points = [shapely.Point(way.plane.point(*spot.anchor.point)) for spot in places]
    ends = shapely.MultiPoint(points)
    reach = way.rules["along_reach_m"]
    return shapely.buffer(shapely.convex_hull(ends), reach if len(points) == 1 else ends.length / 4 + reach / 2)


def _difference(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return b[0] - a[0], b[1] - a[1]
