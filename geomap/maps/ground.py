"""Drawing on a map of paper: shapes, lines, relief and degrees, in the map's own projection."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geomap.maps import style
from geomap.maps.printing import dashes, polygon_path

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from geomap.maps.basemap import BaseMap, Line, Named
    from geomap.maps.projection import Frame

__all__ = ["draw_ground", "draw_lines", "draw_shapes", "set_up"]

_LINE_STRING = 1  # shapely's type id
_TICKS_MOST = 7
_DEGREE_STEPS = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
_SHADE = 0.55  # how dark the deepest shade of the relief is
_SHADE_CELLS = (600, 450)
_FAINT = "#8f8a80"

Floats = np.ndarray[Any, np.dtype[np.float64]]


def set_up(ax: Axes, frame: Frame, *, background: str) -> None:
    """Make axes show a frame of ground, one metre as long across as up, without ticks."""
    ax.set(xlim=frame.x, ylim=frame.y, xticks=[], yticks=[], facecolor=background)
    ax.set_aspect(1)
    for spine in ax.spines.values():
        spine.set(linewidth=0.7, color="#444444", zorder=40)


def draw_ground(ax: Axes, frame: Frame, base: BaseMap, lines: Sequence[Line]) -> None:
    """Draw land, relief, water, provinces, those of the base map's lines that held, and degrees, from below upwards."""
    colours, looks = style.GROUND, style.LINE_STYLES
    edge, province, river = looks["neighbour"], looks["province"], looks["river"]
    _areas(ax, frame, base.neighbours, 1, facecolor=colours["neighbour"], edgecolor="none")
    _areas(ax, frame, base.territories, 2, facecolor=colours["side"], edgecolor="none")
    _relief(ax, frame, base)
    draw_lines(ax, frame, [river.shape for river in base.rivers], 4, color=river.colour, linewidth=river.width * 0.8)
    _areas(ax, frame, base.lakes, 5, facecolor=colours["lake"], edgecolor=colours["lake_line"], linewidth=0.4)
    faint = {"color": province.colour, "linewidth": 0.5, "linestyle": dashes(province.dash)}
    draw_lines(ax, frame, base.province_lines, 6, **faint)
    draw_lines(ax, frame, base.outlines, 7.5, color=edge.colour, linewidth=edge.width)
    for line in lines:
        look = looks.get(line.kind, looks["border"])
        draw_lines(ax, frame, [line.shape], 8, color="white", linewidth=look.width + 1.4, alpha=0.7)
        draw_lines(
            ax, frame, [line.shape], 8.1, color=look.colour, linewidth=look.width * 0.8, linestyle=dashes(look.dash)
        )
    _graticule(ax, frame)


def draw_shapes(ax: Axes, frame: Frame, shapes: Iterable[BaseGeometry], order: float, **options: Any) -> None:
    """Draw polygons of longitudes and latitudes alike, as one artist."""
    from matplotlib.collections import PathCollection

    paths = [polygon_path(drawn) for shape in shapes if not (drawn := frame.draw(shape)).is_empty]
    if paths:
        ax.add_collection(PathCollection(paths, zorder=order, **options), autolim=False)


def _areas(ax: Axes, frame: Frame, areas: Sequence[Named], order: float, **options: Any) -> None:
    draw_shapes(ax, frame, [area.shape for area in areas], order, **options)


def draw_lines(ax: Axes, frame: Frame, lines: Iterable[BaseGeometry], order: float, **options: Any) -> None:
    """Draw lines of longitudes and latitudes alike, as one artist."""
    from matplotlib.collections import LineCollection

    parts = [part for line in lines for part in shapely.get_parts(frame.draw(line))]
    runs = [shapely.get_coordinates(part) for part in parts if shapely.get_type_id(part) == _LINE_STRING]
    ax.add_collection(LineCollection(runs, zorder=order, **options), autolim=False)


# ---- relief


def _relief(ax: Axes, frame: Frame, base: BaseMap) -> None:
    """Lay the hillshade over the land as ink, warped to the projection; flat ground takes none."""
    if base.relief is None or base.bounds is None:
        return
    from matplotlib.image import imread

    shade = np.asarray(imread(base.relief), dtype=float)
    shade = shade if shade.ndim == 2 else shade[..., 0]  # noqa: PLR2004  a grey image has two dimensions
    drawn = _sampled(shade / np.median(shade), base.bounds, frame.grid(*_SHADE_CELLS))
    ink = np.zeros((*drawn.shape, 4))
    ink[..., 3] = np.clip(1 - drawn, 0, 1) * _SHADE
    ax.imshow(ink, extent=(*frame.x, *frame.y), origin="upper", interpolation="bilinear", zorder=3, aspect="equal")


def _sampled(image: Floats, bounds: tuple[float, float, float, float], lonlat: Floats) -> Floats:
    """Return values of an image of evenly spaced degrees at positions, between cells in proportion; 1 outside it."""
    west, south, east, north = bounds
    rows, columns = image.shape
    x = (lonlat[..., 0] - west) / (east - west) * columns - 0.5
    y = (north - lonlat[..., 1]) / (north - south) * rows - 0.5
    column, row = np.clip(x.astype(int), 0, columns - 2), np.clip(y.astype(int), 0, rows - 2)
    right, down = np.clip(x - column, 0, 1), np.clip(y - row, 0, 1)
    upper = image[row, column] * (1 - right) + image[row, column + 1] * right
    lower = image[row + 1, column] * (1 - right) + image[row + 1, column + 1] * right
    inside = (x > -1) & (x < columns) & (y > -1) & (y < rows)
    return np.where(inside, upper * (1 - down) + lower * down, 1.0)


# ---- degrees


def _graticule(ax: Axes, frame: Frame) -> None:
    """Draw meridians and parallels and write their degrees outside the frame."""
    outline = frame.outline()
    (west, south), (east, north) = outline.min(axis=0), outline.max(axis=0)
    step = next((step for step in _DEGREE_STEPS if (east - west) / step <= _TICKS_MOST), 10.0)
    for degrees in _rounds(west, east, step):
        _meridian(ax, frame, degrees, (south, north), step)
    for degrees in _rounds(south, north, step):
        _parallel(ax, frame, degrees, (west, east), step)


def _rounds(low: float, high: float, step: float) -> list[float]:
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _meridian(ax: Axes, frame: Frame, degrees: float, reach: tuple[float, float], step: float) -> None:
    """Draw one meridian; its degrees stand below the map."""
    run = frame.projection.points(np.column_stack([np.full(40, degrees), np.linspace(reach[0] - 1, reach[1] + 1, 40)]))
    ax.plot(*run.T, color=_FAINT, linewidth=0.3, alpha=0.5, zorder=7)
    x = float(np.interp(frame.y[0], run[:, 1], run[:, 0]))
    if frame.x[0] < x < frame.x[1]:
        _tick(ax, (x, frame.y[0]), _degrees(degrees, "EW", step), (0, -3), ha="center", va="top")


def _parallel(ax: Axes, frame: Frame, degrees: float, reach: tuple[float, float], step: float) -> None:
    """Draw one parallel; its degrees stand beside the map."""
    run = frame.projection.points(np.column_stack([np.linspace(reach[0] - 1, reach[1] + 1, 40), np.full(40, degrees)]))
    ax.plot(*run.T, color=_FAINT, linewidth=0.3, alpha=0.5, zorder=7)
    y = float(np.interp(frame.x[0], run[:, 0], run[:, 1]))
    if frame.y[0] < y < frame.y[1]:
        _tick(ax, (frame.x[0], y), _degrees(degrees, "NS", step), (-3, 0), ha="right", va="center", rotation=90)


def _tick(ax: Axes, at: tuple[float, float], words: str, shift: tuple[float, float], **options: Any) -> None:
    ax.annotate(
        words, at, shift, textcoords="offset points", fontsize=6, color="#555555", annotation_clip=False, **options
    )


def _degrees(value: float, sides: str, step: float) -> str:
    """Return degrees with as many decimals as the step needs: "45° E", "45.5° E", "45.25° E"."""
    digits = next(digits for digits in (0, 1, 2) if digits == 2 or (step * 10**digits) % 1 == 0)  # noqa: PLR2004
    return f"{abs(value):.{digits}f}° {sides[value < 0]}"
