"""The point-radius method: one point, one radius that holds everything the words can mean.

Wieczorek, Guo and Hijmans, The point-radius method for georeferencing locality descriptions and
calculating associated uncertainty, IJGIS 18 (2004) 745-767; Chapman and Wieczorek, Georeferencing Best
Practices, and Zermoglio et al., Georeferencing Quick Reference Guide (both GBIF 2020).
"""

from __future__ import annotations

import math
import re
from typing import Literal, get_args

from geomap.errors import NotRead

__all__ = ["Kind", "coordinate_precision_m", "heading_half_width", "heading_radius_m", "point_radius"]

Kind = Literal["heading", "distance", "path", "orthogonal", "between", "named_place", "coordinates"]

SEMI_MAJOR_M = 6_378_137.0
FLATTENING = 1 / 298.257223563
DEGREES_HALF_WIDTH = 1.0  # a heading given in degrees
# What the name of a wind leaves open on each side: half the angle to the next wind of its own rank.
WIND_HALF_WIDTHS = {1: 45.0, 2: 22.5, 3: 11.25}
BY_HALF_WIDTH = 5.625  # NbE


def point_radius(  # noqa: PLR0913 (each is a source of uncertainty of the method)
    kind: Kind,
    *,
    offset_m: float = 0.0,
    heading: float | str | None = None,
    extent_m: float = 0.0,
    datum_m: float = 0.0,
    measurement_m: float = 0.0,
    map_m: float = 0.0,
    distance_precision_m: float = 0.0,
    coordinate_precision_deg: float = 0.0,
    latitude: float = 0.0,
) -> float:
    """Return the maximum uncertainty distance of a locality description, in metres.

    Parameters
    ----------
    kind
        heading (an offset in a direction), distance (no direction given), path (an offset along a road or
        river), orthogonal (two offsets at right angles), between (two features), named_place, coordinates.
    offset_m
        The stated distance; for `between` that of the two features. For a path or a named place it does not count.
    heading
        For kind heading: degrees, or a wind: N, NE, NNE, NbE.
    extent_m
        Radius of the feature the offset is measured from.
    datum_m, measurement_m, map_m
        Error of an unknown datum, of measuring on the map, of the map.
    distance_precision_m
        What the writing of the distance leaves open (see :mod:`geomap.spatial.precision`).
    coordinate_precision_deg, latitude
        Precision of the coordinates, and where: see :func:`coordinate_precision_m`.

    Raises
    ------
    NotRead
        For an unknown kind, a negative or non-finite length, or a heading that is none.
    """
    if kind not in get_args(Kind):
        raise NotRead(f"no kind of locality is called {kind!r}: there are {', '.join(get_args(Kind))}")
    lengths = (offset_m, extent_m, datum_m, measurement_m, map_m, distance_precision_m, coordinate_precision_deg)
    if any(not math.isfinite(length) or length < 0 for length in lengths):
        raise NotRead("lengths and precisions must be finite and not negative")
    place_m = extent_m + datum_m + measurement_m + map_m
    coordinate_m = coordinate_precision_m(coordinate_precision_deg, latitude)
    if kind == "heading":
        half_width = heading_half_width(heading)
        return heading_radius_m(offset_m, place_m + distance_precision_m, half_width) + coordinate_m
    own = {
        "distance": offset_m + distance_precision_m,
        "path": distance_precision_m,
        "orthogonal": math.sqrt(2) * distance_precision_m,
        "between": offset_m / 2 + distance_precision_m,
        "named_place": 0.0,
        "coordinates": 0.0,
    }
    return own[kind] + place_m + coordinate_m


def heading_radius_m(offset_m: float, error_m: float, half_width_deg: float) -> float:
    """Return the distance to the farthest corner of the ring sector: √(d² + (d + d')² - 2·d·(d + d')·cos α)."""
    outer = offset_m + error_m
    squared = offset_m**2 + outer**2 - 2 * offset_m * outer * math.cos(math.radians(half_width_deg))
    return math.sqrt(max(0.0, squared))


def heading_half_width(heading: float | str | None) -> float:
    """Return what a heading leaves open on each side: 45 degrees for N, 22.5 for NE, 1 for degrees.

    >>> heading_half_width("NNE"), heading_half_width("NbE"), heading_half_width(37.0)
    (11.25, 5.625, 1.0)
    """
    if heading is None:
        raise NotRead("an offset at a heading needs a heading: degrees, or a wind such as N, NE, NNE or NbE")
    if isinstance(heading, str):
        return _wind_half_width(heading.strip())
    if not math.isfinite(heading):
        raise NotRead("a heading must be a finite number of degrees")
    return DEGREES_HALF_WIDTH


def _wind_half_width(wind: str) -> float:
    if re.fullmatch(r"[NESW]{1,2}b[NESW]", wind):
        return BY_HALF_WIDTH
    if re.fullmatch(r"[NS][EW]|[NESW]|NNE|ENE|ESE|SSE|SSW|WSW|WNW|NNW", wind.upper()):
        return WIND_HALF_WIDTHS[len(wind)]
    try:
        return heading_half_width(float(wind))
    except ValueError as error:
        raise NotRead(f"{wind!r} is no heading: give degrees, or a wind such as N, NE, NNE or NbE") from error


def coordinate_precision_m(precision_deg: float, latitude: float) -> float:
    """Return how far off a coordinate written to `precision_deg` may be: p · π/180 · √(M² + (N cos φ)²).

    M and N are the meridional and the prime vertical radius of curvature of the WGS84 ellipsoid at the latitude.
    """
    squared = FLATTENING * (2 - FLATTENING)
    curve = 1 - squared * math.sin(math.radians(latitude)) ** 2
    meridional = SEMI_MAJOR_M * (1 - squared) / curve**1.5
    transverse = SEMI_MAJOR_M / math.sqrt(curve) * math.cos(math.radians(latitude))
    return math.radians(precision_deg) * math.hypot(meridional, transverse)
