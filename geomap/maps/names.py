"""Names on a printed map: written only where there is room, each on a halo of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.maps.labels import Box, Placer, tie
from geomap.maps.printing import haloed, width_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from geomap.maps.projection import Frame

__all__ = ["Lettering", "Names"]

Point = tuple[float, float]

_LINE: Final = 1.22  # line height over letter height
_MARK_PT: Final = 6.0  # how far a mark reaches from its point
_APART_PT: Final = 4.0  # from one name to the next, with the dot that may stand between


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a name is written; sizes in points."""

    size: float
    colour: str
    weight: str = "normal"
    slant: str = "normal"
    halo: float = 1.8
    order: float = 15


class Names:
    """The names of one map. Positions are given in the map's metres."""

    def __init__(self, ax: Axes, frame: Frame) -> None:
        self.ax, self.frame = ax, frame
        figure: Any = ax.figure
        self._dpi = float(figure.dpi)
        left, bottom, right, top = (float(edge) for edge in ax.get_window_extent().extents)
        self._placer = Placer((left + 3, bottom + 3, right - 3, top - 3), self._px(_APART_PT))

    def keep_off(self, marks: Iterable[Point]) -> None:
        """Leave marks free of names."""
        reach = self._px(_MARK_PT)
        for x, y in map(self._pixel, marks):
            self._placer.block((x - reach, y - reach, x + reach, y + reach))

    def spare(self, shape: BaseGeometry) -> None:
        """Leave the box of a shape free as long as there is room elsewhere."""
        left, bottom, right, top = shape.bounds
        self._placer.spare((*self._pixel((left, bottom)), *self._pixel((right, top))))

    def shows(self, at: Point) -> bool:
        """Return whether a point lies on the map, not at its very edge."""
        left, bottom, right, top = self._placer.frame
        x, y = self._pixel(at)
        return left < x < right and bottom < y < top

    def beside(
        self, at: Point, lines: Sequence[str], look: Lettering, gap_pt: float, reaches_pt: Sequence[float] = ()
    ) -> bool:
        """Write beside a point, else so many points off with a line to it; return whether there was room."""
        pixel, (width, height) = self._pixel(at), self._size(lines, look)
        box = self._placer.beside(pixel, width, height, self._px(gap_pt))
        if box is None and reaches_pt:
            box = self._placer.away(pixel, width, height, [self._px(reach) for reach in reaches_pt])
            if box is not None:
                self._tie(pixel, box)
        return self._write(lines, box, look)

    def on(self, at: Point, lines: Sequence[str], look: Lettering) -> bool:
        """Write about a point; return whether there was room."""
        width, height = self._size(lines, look)
        return self._write(lines, self._placer.on(self._pixel(at), width + 4, height + 4), look)

    def width_m(self, lines: Sequence[str], look: Lettering) -> float:
        """Return how wide lines are on the map."""
        return self._metres((self._size(lines, look)[0], 0))[0] - self._metres((0, 0))[0]

    def inside(self, shape: BaseGeometry, lines: Sequence[str], look: Lettering) -> bool:
        """Write the name of an area as deep inside what is seen of it as there is room; return whether there was."""
        spots = self.frame.spots(shape, self.width_m(lines, look) / 2)
        return any(self.on(spot, lines, look) for spot in spots)

    def _size(self, lines: Sequence[str], look: Lettering) -> tuple[float, float]:
        width = max(width_in(line, look.size, look.weight) for line in lines) * self._dpi
        return width, self._px(len(lines) * look.size * _LINE)

    def _write(self, lines: Sequence[str], box: Box | None, look: Lettering) -> bool:
        if box is None:
            return False
        x, y = self._metres(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        haloed(
            self.ax, x, y, "\n".join(lines), look.halo, fontsize=look.size, color=look.colour, weight=look.weight,
            style=look.slant, ha="center", va="center", linespacing=1.1, zorder=look.order,
        )  # fmt: skip
        return True

    def _tie(self, pixel: Point, box: Box) -> None:
        """Draw a line from a mark to its name."""
        ends = np.array([self._metres(end) for end in tie(pixel, box)])
        self.ax.plot(*ends.T, color="#333333", linewidth=0.6, zorder=19)

    def _px(self, points: float) -> float:
        return points * self._dpi / 72

    def _pixel(self, metres: Point) -> Point:
        x, y = self.ax.transData.transform(metres)
        return float(x), float(y)

    def _metres(self, pixel: Point) -> Point:
        x, y = self.ax.transData.inverted().transform(pixel)
        return float(x), float(y)
