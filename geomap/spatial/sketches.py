"""A region in the making: plane geometry with the words and rules that made it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.spatial.geodesy import Plane, farthest_m

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Sketch", "best_point", "length", "nested", "uncertainty_m", "wind"]

WINDS = (
    "north", "north-north-east", "north-east", "east-north-east", "east", "east-south-east", "south-east",
    "south-south-east", "south", "south-south-west", "south-west", "west-south-west", "west", "west-north-west",
    "north-west", "north-north-west",
)  # fmt: skip
ROUNDING_DEG = 1e-7
INWARDS = (1e-3, 1e-4, 1e-5)  # steps off the core's edge, as shares of the side of a square of its area


@dataclass(frozen=True, slots=True)
class Sketch:
    """The 90 % region and the 50 % core in a plane, or in WGS84 where `plane` is None.

    `point` is the best point where the relation has one of its own; else it is found from the two.
    """

    plane: Plane | None
    region: BaseGeometry
    core: BaseGeometry
    reading: str
    rules: tuple[str, ...]
    point: tuple[float, float] | None = None

    def in_degrees(self) -> Sketch:
        """Return the sketch in WGS84."""
        if self.plane is None:
            return self
        point = shapely.Point(best_point(self.region, self.core, self.point))
        region, core, wanted = self.plane.unproject_all(self.region, self.core, point)
        core = nested(region, core)
        return Sketch(None, region, core, self.reading, self.rules, best_point(region, core, (wanted.x, wanted.y)))


def nested(region: BaseGeometry, core: BaseGeometry) -> BaseGeometry:
    """Return the core cut to the region, in WGS84: straight edges of a plane are not straight in degrees.

    The cut core is drawn a centimetre smaller, so that rounding leaves none of it outside.
    """
    if region.covers(core):
        return core
    cut = shapely.buffer(shapely.intersection(core, region), -ROUNDING_DEG, join_style="mitre")
    return cut if cut.area > 0 else region


def best_point(
    region: BaseGeometry, core: BaseGeometry, wanted: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Return the point of the core nearest the one wanted, by default the middle of the region's smallest circle.

    The point is inside the core, not merely on its edge. Degrees will do where the wanted point is all but there.
    """
    if wanted is not None and shapely.contains_xy(core, *wanted):
        return wanted
    centre = shapely.Point(wanted) if wanted else shapely.centroid(shapely.minimum_bounding_circle(region))
    if shapely.contains_xy(core, centre.x, centre.y):
        return centre.x, centre.y
    edge = shapely.get_point(shapely.shortest_line(core, centre), 0)
    parts = shapely.get_parts(core)
    return _just_inside(parts[int(np.argmin(shapely.distance(parts, edge)))], edge)


def _just_inside(part: BaseGeometry, edge: BaseGeometry) -> tuple[float, float]:
    """Step off the edge to the nearest point that is a little way inside, however the core winds."""
    for share in INWARDS:
        step = share * math.sqrt(part.area)
        window = shapely.buffer(edge, 10 * step, cap_style="square")
        inner = shapely.buffer(shapely.clip_by_rect(part, *window.bounds), -step)
        if not inner.is_empty:
            nearest = shapely.get_point(shapely.shortest_line(inner, edge), 0)
            return nearest.x, nearest.y
    inside = shapely.point_on_surface(part)
    return inside.x, inside.y


def uncertainty_m(point: tuple[float, float], region: BaseGeometry) -> float:
    """Return the smallest geodesic radius about the point that holds the region (Darwin Core)."""
    return farthest_m(point, region)


def length(metres: float) -> str:
    """Return a length as a person writes it: 500 m, 3.5 km, 12 km."""
    if metres < 995:  # noqa: PLR2004 (rounds to 1 km from here on)
        return f"{metres:.0f} m" if metres < 100 else f"{round(metres, -1):.0f} m"  # noqa: PLR2004
    kilometres = metres / 1000
    return f"{kilometres:.2g} km" if kilometres < 10 else f"{kilometres:.0f} km"  # noqa: PLR2004


def wind(degrees: float) -> str:
    """Return the name of the nearest of the sixteen winds."""
    return WINDS[round(degrees / 22.5) % 16]
