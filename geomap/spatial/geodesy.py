"""Lengths, bearings and shapes on the WGS84 ellipsoid.

Every helper is vectorised over numpy arrays and takes longitude first. Shapes are built in a
:class:`Plane` and come back as valid WGS84 geometries: cut in two where they cross the antimeridian,
refused where they reach a pole, which no polygon of longitudes and latitudes can hold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import Polygon

from geomap.errors import NotRead

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

__all__ = [
    "GEOD",
    "HALF_TURN",
    "METRES_PER_DEGREE",
    "Plane",
    "area_m2",
    "bearing_deg",
    "circle",
    "destination",
    "distance_m",
    "ellipse",
    "farthest_m",
    "midpoint",
    "polygons_of",
    "sector",
    "sector_in_plane",
]

GEOD = Geod(ellps="WGS84")
CIRCLE_SEGMENTS = 72  # a regular 72-gon about the circle is at most 0.1 % wider than it
METRES_PER_DEGREE = 111_132.0  # of latitude, mean
LONGEST_EDGE_M = 5_000.0  # of an edge of a plane put into degrees: half a metre off at most
LONGEST_EDGE_DEG = 0.05
EDGES_ACROSS = 50  # and of a large shape, of which a thousandth counts
SMALL_M = 20_000.0  # no edge of a shape this small is as much as 0.05 % off
SPHERE_SHARE = 0.97  # of a squared length
POLE_MARGIN_M = 1000.0  # a region that comes this near to a pole is refused
FULL_TURN = 360.0
HALF_TURN = 180.0


def destination(longitude: float, latitude: float, heading_deg: float, distance_m: float) -> tuple[float, float]:
    """Return the point reached along the geodesic that leaves at `heading_deg`."""
    there_lon, there_lat, _ = GEOD.fwd(longitude, latitude, heading_deg, distance_m)
    return float(there_lon), float(there_lat)


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the geodesic distance between two points."""
    return float(GEOD.inv(*a, *b)[2])


def bearing_deg(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the azimuth, 0 to 360, at which the geodesic from `a` to `b` leaves."""
    return float(GEOD.inv(*a, *b)[0]) % FULL_TURN


def midpoint(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """Return the point half-way along the geodesic between two points."""
    heading, _, length = GEOD.inv(*a, *b)
    return destination(*a, heading, length / 2)


def area_m2(geometry: BaseGeometry) -> float:
    """Return the geodesic area, whichever way the rings are wound; lines and points have none.

    The sides are taken as geodesics, which for the short edges of our regions is as good as rhumb lines.
    """
    polygons = [part for part in _parts(geometry) if part.geom_type == "Polygon"]
    return sum(abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(polygon))[0]) for polygon in polygons)


def farthest_m(point: tuple[float, float], geometry: BaseGeometry) -> float:
    """Return the distance from `point` to the farthest vertex of `geometry`.

    A sphere finds the few vertices that can be the farthest, within its 0.6 % of the ellipsoid; those are measured.
    """
    lons, lats = shapely.get_coordinates(geometry).T
    rough = _haversine(point, lons, lats)
    far = rough >= rough.max() * SPHERE_SHARE
    lons, lats = lons[far], lats[far]
    lengths = GEOD.inv(np.full_like(lons, point[0]), np.full_like(lats, point[1]), lons, lats)[2]
    return float(np.max(lengths))


def _haversine(point: tuple[float, float], lons: Floats, lats: Floats) -> Floats:
    """Return a number that grows with the spherical distance: the squared sine of half the angle."""
    halves = np.sin(np.radians(np.stack((lons - point[0], lats - point[1]))) / 2) ** 2
    squeeze = math.cos(math.radians(point[1])) * np.cos(np.radians(lats))
    rough: Floats = halves[1] + squeeze * halves[0]
    return rough


@dataclass(frozen=True, slots=True)
class Plane:
    """The azimuthal equidistant plane about a point: x east, y north, metres.

    Distances and bearings from the centre are exact (they are the geodesic's own). Between two other points lengths are
    true to c²/6 of the angle c to the centre: 0.004 % at 100 km, 0.04 % at 300 km, 0.1 % at 490 km (Snyder, Map
    Projections, 1987, p. 191).
    """

    longitude: float
    latitude: float

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a WGS84 geometry in the plane; its edges are straight in degrees."""
        return shapely.transform(shapely.segmentize(geometry, LONGEST_EDGE_DEG), self._to_metres)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return one point in the plane."""
        x, y = self._to_metres(np.array([[longitude, latitude]]))[0]
        return float(x), float(y)

    def unproject(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a plane geometry in WGS84, split at the antimeridian; NotRead where it reaches a pole."""
        return self.unproject_all(geometry)[0]

    def unproject_all(self, *geometries: BaseGeometry) -> list[BaseGeometry]:
        """Return several plane geometries in WGS84: one call to the geodesic's solver serves them all."""
        parts = np.array(geometries)
        metres = shapely.get_coordinates(parts)
        reach = float(np.hypot(metres[:, 0], metres[:, 1]).max(initial=0.0))
        self._refuse_pole(reach + POLE_MARGIN_M)
        if reach > SMALL_M:
            parts = shapely.segmentize(parts, max(LONGEST_EDGE_M, reach / EDGES_ACROSS))
            metres = shapely.get_coordinates(parts)
        degrees = self._to_degrees(metres)
        crosses = bool(np.abs(degrees[:, 0]).max(initial=0.0) > HALF_TURN)
        return [_tidy(geometry, crosses=crosses) for geometry in shapely.set_coordinates(parts, degrees)]

    def unproject_point(self, x: float, y: float) -> tuple[float, float]:
        """Return a plane point as longitude and latitude."""
        longitude, latitude = self._to_degrees(np.array([[x, y]]))[0]
        return float((longitude + HALF_TURN) % FULL_TURN - HALF_TURN), float(latitude)

    def _to_metres(self, degrees: Floats) -> Floats:
        lons, lats = np.full(len(degrees), self.longitude), np.full(len(degrees), self.latitude)
        azimuth, _, length = GEOD.inv(lons, lats, degrees[:, 0], degrees[:, 1])
        angle = np.radians(azimuth)
        return np.column_stack((length * np.sin(angle), length * np.cos(angle)))

    def _to_degrees(self, metres: Floats) -> Floats:
        lons, lats = np.full(len(metres), self.longitude), np.full(len(metres), self.latitude)
        azimuth = np.degrees(np.arctan2(metres[:, 0], metres[:, 1]))
        there_lons, there_lats, _ = GEOD.fwd(lons, lats, azimuth, np.hypot(metres[:, 0], metres[:, 1]))
        east = (there_lons - self.longitude + HALF_TURN) % FULL_TURN - HALF_TURN
        return np.column_stack((self.longitude + east, there_lats))

    def _refuse_pole(self, reach_m: float) -> None:
        if (90.0 - abs(self.latitude)) * METRES_PER_DEGREE <= reach_m:
            raise NotRead(f"the region would reach a pole: latitude {self.latitude:.4f} is too near it")


def _tidy(geometry: BaseGeometry, *, crosses: bool) -> BaseGeometry:
    """Make valid what rounding made touch itself, and cut what runs past the antimeridian."""
    if geometry.geom_type == "Point":
        return shapely.Point((geometry.x + HALF_TURN) % FULL_TURN - HALF_TURN, geometry.y)
    if not geometry.is_valid:
        geometry = polygons_of(shapely.make_valid(geometry))
    return split_antimeridian(geometry) if crosses else geometry


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry: edges and points that cutting left over are dropped."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in _parts(geometry) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts) if parts else shapely.Polygon()


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The simple parts of a collection, those of collections inside it too."""
    return list(shapely.get_parts(shapely.get_parts(geometry)))


def split_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry whose longitudes run past ±180 as parts on both sides of the antimeridian."""
    parts = [
        shapely.transform(shapely.intersection(geometry, shapely.box(west, -90, west + FULL_TURN, 90)), _shift(shift))
        for west, shift in ((-HALF_TURN, 0.0), (HALF_TURN, -FULL_TURN), (-HALF_TURN - FULL_TURN, FULL_TURN))
    ]
    return shapely.union_all([part for part in parts if not part.is_empty])


def _shift(degrees: float) -> Callable[[Floats], Floats]:
    return lambda xy: xy + np.array([degrees, 0.0])


def circle(longitude: float, latitude: float, radius_m: float) -> BaseGeometry:
    """Return the geodesic circle about a point; the polygon's sides touch the circle from outside."""
    return sector(longitude, latitude, 0.0, radius_m, 0.0, HALF_TURN)


def sector(
    longitude: float, latitude: float, inner_m: float, outer_m: float, heading_deg: float, half_width_deg: float
) -> BaseGeometry:
    """Return the part of the ring between two radii that lies within `half_width_deg` of a heading."""
    return Plane(longitude, latitude).unproject(sector_in_plane(inner_m, outer_m, heading_deg, half_width_deg))


def sector_in_plane(inner_m: float, outer_m: float, heading_deg: float, half_width_deg: float) -> BaseGeometry:
    """Return a sector about the origin of a :class:`Plane`; a half width of 180 makes a disc or a ring."""
    if half_width_deg >= HALF_TURN:
        holes = [arc(inner_m, 0.0, HALF_TURN)[:-1]] if inner_m > 0 else []
        return Polygon(arc(outer_m / np.cos(np.pi / CIRCLE_SEGMENTS), 0.0, HALF_TURN)[:-1], holes)
    inner = arc(inner_m, heading_deg, half_width_deg)[::-1] if inner_m > 0 else np.zeros((1, 2))
    return Polygon(np.concatenate((arc(outer_m, heading_deg, half_width_deg), inner)))


def ellipse(
    along_m: float, across_m: float, heading_deg: float, centre: tuple[float, float] = (0.0, 0.0)
) -> BaseGeometry:
    """Return an ellipse in a plane, its first half-axis in the direction of the heading."""
    turns = np.linspace(0.0, 2 * math.pi, CIRCLE_SEGMENTS, endpoint=False)
    forward, aside = along_m * np.cos(turns), across_m * np.sin(turns)
    sine, cosine = math.sin(math.radians(heading_deg)), math.cos(math.radians(heading_deg))
    return Polygon(np.column_stack((forward * sine + aside * cosine, forward * cosine - aside * sine)) + centre)


def arc(radius_m: float, heading_deg: float, half_width_deg: float) -> Floats:
    """Return plane points of an arc about the origin, at most five degrees apart."""
    count = max(2, int(np.ceil(CIRCLE_SEGMENTS * half_width_deg / HALF_TURN)) + 1)
    angles = np.radians(np.linspace(heading_deg - half_width_deg, heading_deg + half_width_deg, count))
    return radius_m * np.column_stack((np.sin(angles), np.cos(angles)))
