"""The projection of a printed map: equal in area about its own middle, so that regions compare by size."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["Frame", "Local"]


_NAME_CELLS = (32, 24)  # of the grid on which room for a country's name is looked for
_NAME_SPOTS = 60


class Local:
    """Lambert's azimuthal equal-area projection about a point; metres from that point, north up along its meridian.

    Parameters
    ----------
    longitude, latitude
        The middle, degrees.
    """

    def __init__(self, longitude: float, latitude: float) -> None:
        self.longitude, self.latitude = longitude, latitude
        target = f"+proj=laea +lon_0={longitude:.6f} +lat_0={latitude:.6f} +datum=WGS84 +units=m +type=crs"
        self._there = pyproj.Transformer.from_crs("EPSG:4326", target, always_xy=True)
        self._back = pyproj.Transformer.from_crs(target, "EPSG:4326", always_xy=True)

    @property
    def description(self) -> str:
        """The projection in words, for the margin of the map."""
        north, east = "NS"[self.latitude < 0], "EW"[self.longitude < 0]
        middle = f"{abs(self.latitude):.2f}° {north} {abs(self.longitude):.2f}° {east}"
        return f"Lambert azimuthal equal-area about {middle}, WGS 84"

    def points(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return positions (N, 2) in metres of longitudes and latitudes (N, 2)."""
        return np.column_stack(self._there.transform(lonlat[:, 0], lonlat[:, 1]))

    def lonlat(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return longitudes and latitudes (N, 2) of positions (N, 2) in metres."""
        return np.column_stack(self._back.transform(metres[:, 0], metres[:, 1]))

    def shape(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a geometry in metres."""
        return shapely.transform(shape, self.points)


class Frame:
    """The rectangle of ground that a map shows.

    Parameters
    ----------
    bounds
        West, south, east, north of what must be seen, degrees.
    aspect
        Width over height of the paper.
    least_m
        Width and height shown at least.
    margin
        Share of the extent left free on each side.
    """

    def __init__(
        self, bounds: tuple[float, float, float, float], aspect: float, least_m: float = 20_000, margin: float = 0.06
    ) -> None:
        west, south, east, north = bounds
        self.projection = Local((west + east) / 2, (south + north) / 2)
        edge = shapely.get_coordinates(shapely.segmentize(shapely.box(west, south, east, north), 0.1))
        x0, y0, x1, y1 = shapely.total_bounds(shapely.multipoints(self.projection.points(edge)))
        width = max(least_m, (x1 - x0) * (1 + 2 * margin))
        height = max(least_m, (y1 - y0) * (1 + 2 * margin))
        width, height = max(width, height * aspect), max(height, width / aspect)
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        self.x = (middle_x - width / 2, middle_x + width / 2)
        self.y = (middle_y - height / 2, middle_y + height / 2)

    @property
    def width_m(self) -> float:
        """Width of the ground shown."""
        return float(self.x[1] - self.x[0])

    @property
    def box(self) -> BaseGeometry:
        """The rectangle in metres."""
        return shapely.box(self.x[0], self.y[0], self.x[1], self.y[1])

    @cached_property
    def _cut(self) -> tuple[float, float, float, float]:
        """West, south, east, north a little outside the rectangle."""
        (west, south), (east, north) = self.outline().min(axis=0).tolist(), self.outline().max(axis=0).tolist()
        rim = (east - west) / 20
        return (west - rim, south - rim, east + rim, north + rim)

    def shows(self, shape: BaseGeometry) -> bool:
        """Return whether some of a shape in longitudes and latitudes lies in the rectangle."""
        return bool(shapely.Polygon(self.outline()).intersects(shape))

    def outline(self) -> NDArray[np.float64]:
        """The rectangle's edge as longitudes and latitudes."""
        edge = shapely.segmentize(self.box, self.width_m / 40)
        return self.projection.lonlat(shapely.get_coordinates(edge))

    def grid(self, columns: int, rows: int) -> NDArray[np.float64]:
        """Longitudes and latitudes (rows, columns, 2) of the middles of the cells of a grid over the rectangle."""
        x = self.x[0] + (np.arange(columns) + 0.5) * self.width_m / columns
        y = self.y[1] - (np.arange(rows) + 0.5) * (self.y[1] - self.y[0]) / rows
        metres = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        return self.projection.lonlat(metres).reshape(rows, columns, 2)

    def spots(self, shape: BaseGeometry, half_width_m: float) -> list[tuple[float, float]]:
        """Return positions in metres for the name of an area, the deepest inside what is seen of it first.

        Parameters
        ----------
        half_width_m
            Half the width of the name: it lies in the area from end to end.
        """
        coarse = shapely.make_valid(shapely.simplify(self._nearby(shape), self.width_m / 500))
        seen = shapely.intersection(coarse, self.box)
        if seen.is_empty:
            return []
        across, up = np.linspace(*self.x, _NAME_CELLS[0]), np.linspace(*self.y, _NAME_CELLS[1])
        x, y = (grid.ravel() for grid in np.meshgrid(across, up))
        holds = [shapely.contains_xy(seen, x + shift, y) for shift in (-half_width_m, 0, half_width_m)]
        points = shapely.points(x, y)[np.logical_and.reduce(holds)]
        deepest = np.argsort(-shapely.distance(points, shapely.boundary(seen)), kind="stable")
        return [(point.x, point.y) for point in points[deepest][:_NAME_SPOTS]]

    def draw(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a geometry in metres, cut a little outside the rectangle and thinned to what print can show."""
        return shapely.simplify(self._nearby(shape), self.width_m / 6000, preserve_topology=False)

    def _nearby(self, shape: BaseGeometry) -> BaseGeometry:
        return self.projection.shape(shapely.clip_by_rect(shape, *self._cut))
