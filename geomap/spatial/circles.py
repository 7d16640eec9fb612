"""The point-radius circle of an expression, for those whose protocol asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.spatial.geodesy import circle as geodesic_circle
from geomap.spatial.geodesy import destination, distance_m, midpoint
from geomap.spatial.places import Spot, highest_m, rounding_m
from geomap.spatial.point_radius import heading_radius_m, point_radius
from geomap.spatial.sketches import Sketch, length, uncertainty_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Distance, Locative

__all__ = ["circle"]

HALF_OF_A_DISC = 0.5**0.5


def circle(said: Locative, spots: Sequence[Spot], sketch: Sketch) -> Sketch:
    """Return the circle of the point-radius method where it knows the relation, else the one about the region."""
    found = _known(said, spots) if len(spots) > 0 and not said.also else None
    if found is None:
        assert sketch.point is not None  # noqa: S101 (sketches in degrees have one)
        found = sketch.point, uncertainty_m(sketch.point, sketch.region)
    point, radius = found
    words = f"point-radius circle of {length(radius)} about {point[1]:.5f}, {point[0]:.5f}: {sketch.reading}"
    region, core = (geodesic_circle(*point, size) for size in (radius, radius * HALF_OF_A_DISC))
    return Sketch(None, region, core, words, (*sketch.rules, "point_radius"), point)


def _known(said: Locative, spots: Sequence[Spot]) -> tuple[tuple[float, float], float] | None:
    place = spots[0]
    origin, extent = place.anchor.point, place.anchor.extent_m
    stated = said.distance
    if said.relation == "between" and len(spots) == 2:  # noqa: PLR2004 (two ends)
        other = spots[1].anchor.point
        return midpoint(origin, other), point_radius("between", offset_m=distance_m(origin, other))
    if len(spots) > 1:
        return None
    if said.relation == "at":
        return origin, point_radius("named_place", extent_m=place.extent_m)
    if said.relation == "coordinates":
        return origin, point_radius("coordinates", measurement_m=max(extent, place.rules["coordinates_floor_m"]))
    if stated is None:
        return None
    return _offset(said, place, origin, stated)


def _offset(
    said: Locative, place: Spot, origin: tuple[float, float], stated: Distance
) -> tuple[tuple[float, float], float] | None:
    extent, precision = place.anchor.extent_m, _precision_m(place, stated)
    if said.relation == "distance":
        return origin, point_radius("distance", offset_m=stated.best_m, extent_m=extent, distance_precision_m=precision)
    if said.relation == "direction_distance" and said.heading is not None:
        radius = heading_radius_m(stated.best_m, extent + precision, said.heading.half_width_deg)
        return destination(*origin, said.heading.degrees, stated.best_m), radius
    if said.relation == "orthogonal" and said.heading and said.second_heading and said.second_distance:
        corner = destination(*origin, said.heading.degrees, stated.best_m)
        corner = destination(*corner, said.second_heading.degrees, said.second_distance.best_m)
        return corner, point_radius("orthogonal", extent_m=extent, distance_precision_m=precision)
    return None


def _precision_m(place: Spot, stated: Distance) -> float:
    """What the distance leaves open: its writing, or the words' own range where that is wider."""
    return max(rounding_m(stated, place.profile), (highest_m(stated, place.rules) - stated.low_m) / 2)
