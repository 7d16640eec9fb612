"""Make generalised provinces cover a territory exactly: no gap at the border, no overlap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

GRID_DEG = 1e-7  # about 1 cm: the precision of the overlay
SAMPLE_DEG = 0.005  # spacing of the points that share out the gaps
REACH_DEG = 0.02  # only outlines this near to a gap take part in sharing it


def tiled(territory: BaseGeometry, provinces: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Cut the provinces at the territory and give every gap to the nearest of them.

    Works in degrees with the longitudes shrunk to the middle latitude, so that near means near on the ground.
    """
    shrink = np.array([np.cos(np.radians(territory.centroid.y)), 1.0])
    inside = _without_overlaps([_clip(_scaled(shape, shrink), _scaled(territory, shrink)) for shape in provinces])
    gaps = shapely.difference(_scaled(territory, shrink), shapely.union_all(inside), grid_size=GRID_DEG)
    shares = _nearest_shares(gaps, inside)
    whole = [shapely.union(shape, share, grid_size=GRID_DEG) for shape, share in zip(inside, shares, strict=True)]
    return [_scaled(_polygons(shape), 1 / shrink) for shape in whole]


def _clip(shape: BaseGeometry, territory: BaseGeometry) -> BaseGeometry:
    return _polygons(shapely.intersection(shapely.make_valid(shape), territory, grid_size=GRID_DEG))


def _without_overlaps(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    taken: BaseGeometry = shapely.Polygon()
    result = []
    for shape in shapes:
        result.append(_polygons(shapely.difference(shape, taken, grid_size=GRID_DEG)))
        taken = shapely.union(taken, shape, grid_size=GRID_DEG)
    return result


def _nearest_shares(gaps: BaseGeometry, shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Split `gaps` among `shapes` by a Voronoi diagram of points on their outlines."""
    points, owner = _outline_points(gaps, shapes)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=gaps, ordered=True))
    shares = []
    for number in range(len(shapes)):
        mine = shapely.union_all(cells[owner == number], grid_size=GRID_DEG)
        shares.append(_polygons(shapely.intersection(gaps, mine, grid_size=GRID_DEG)))
    return shares


def _outline_points(gaps: BaseGeometry, shapes: Sequence[BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
    near = gaps.buffer(REACH_DEG)
    shapely.prepare(near)
    outlines = [shapely.get_coordinates(shapely.segmentize(shape, SAMPLE_DEG)) for shape in shapes]
    owner = np.repeat(np.arange(len(shapes)), [len(outline) for outline in outlines])
    points, first = np.unique(np.concatenate(outlines), axis=0, return_index=True)
    keep = shapely.contains_xy(near, points)
    return points[keep], owner[first][keep]


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Drop the points and lines that an overlay leaves where outlines only touch."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    areas = parts[shapely.get_dimensions(parts) == 2]  # noqa: PLR2004  two-dimensional
    return shapely.MultiPolygon(list(areas)) if len(areas) != 1 else areas[0]


def _scaled(shape: BaseGeometry, factor: np.ndarray) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: xy * factor)
