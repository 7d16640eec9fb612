"""What stands beside a printed map: locator, legend, north arrow and scale bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.maps import content, style
from geomap.maps.basemap import BORDER_KINDS
from geomap.maps.ground import draw_lines, draw_shapes, set_up
from geomap.maps.printing import dashes, haloed, hatch, mark_path, tint, wrapped
from geomap.maps.projection import Frame

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from geomap.maps.basemap import BaseMap
    from geomap.maps.content import Content

__all__ = ["draw_legend", "draw_locator", "draw_scale"]

_GREY: Final = "#444444"
_TEXT_PT: Final = 7.5
_LOCATOR_LAKE_DEG: Final = 0.3
_HANDLE_IN, _WORDS_IN, _STEP_IN = 0.34, 0.44, 0.175


def draw_locator(inset: Axes, base: BaseMap, shown: Frame, aspect: float) -> None:
    """Draw where the map lies in the region."""
    frame = Frame(base.core_bounds or (0, 0, 1, 1), aspect, margin=0)
    set_up(inset, frame, background=style.GROUND["neighbour"])
    draw_shapes(inset, frame, [area.shape for area in base.territories], 1, facecolor="#ffffff", edgecolor="none")
    lakes = [lake.shape for lake in base.lakes if lake.extent_deg > _LOCATOR_LAKE_DEG]
    draw_shapes(inset, frame, lakes, 2, facecolor=style.GROUND["lake"], edgecolor="none")
    borders = [line.shape for line in base.lines if line.kind in BORDER_KINDS]
    draw_lines(inset, frame, [*base.outlines, *borders], 2.5, color="#8a8290", linewidth=0.5)
    corners = frame.projection.points(shown.outline())
    inset.plot(*corners.T, color="#b3261e", linewidth=1.3, zorder=3)
    for area in (*base.territories, *base.neighbours):
        x, y = frame.projection.points(np.array(area.spots[:1])).tolist()[0]
        look: dict[str, Any] = {
            "ha": "center",
            "va": "center",
            "color": _GREY,
            "clip_on": True,
            "zorder": 4,
        }
        haloed(inset, x, y, area.label, 1.2, fontsize=5.5, **look)


# ---- legend


def draw_legend(ax: Axes, shown: Content, width_in: float) -> None:
    """Explain marks, regions and lines: what is on the map and nothing else.

    Parameters
    ----------
    ax
        Axes without a frame whose unit is the inch, from 0 at the top downwards.
    """
    legend = _Legend(ax, width_in)
    if not shown.placed:
        legend.entry([], "No incident with a place was found")
    _event_keys(legend, shown)
    _told_keys(legend, shown)
    _region_keys(legend, shown)
    _line_keys(legend, shown)


class _Legend:
    """Writes entries below one another."""

    def __init__(self, ax: Axes, width_in: float) -> None:
        self.ax, self.width_in, self.y = ax, width_in, 0.0

    def heading(self, words: str) -> None:
        """Write a heading, with some room above all but the first."""
        self.y -= 0.08 if self.y else 0.0
        self.ax.text(0, self.y, words, fontsize=_TEXT_PT, weight="bold", va="top")
        self.y -= _STEP_IN

    def entry(self, handles: Sequence[Artist], words: str) -> None:
        """Add drawn handles and write what they stand for, in as many lines as it takes."""
        lines = wrapped(words, _TEXT_PT, self.width_in - _WORDS_IN)
        for handle in handles:
            handle.set_clip_on(False)
            self.ax.add_artist(handle)
        self.ax.text(_WORDS_IN, self.y, "\n".join(lines), fontsize=_TEXT_PT, va="top", linespacing=1.15)
        self.y -= _STEP_IN + (len(lines) - 1) * _TEXT_PT * 1.2 / 72

    @property
    def middle(self) -> float:
        """Height of the middle of the next line."""
        return self.y - 0.065

    def mark(self, mark: Any, **options: Any) -> Artist:
        """A mark at the middle of where handles stand."""
        from matplotlib.lines import Line2D

        return Line2D([_HANDLE_IN / 2], [self.middle], linestyle="none", marker=mark, **options)

    def line(self, **options: Any) -> Artist:
        """A line as wide as handles are."""
        from matplotlib.lines import Line2D

        return Line2D([0, _HANDLE_IN], [self.middle, self.middle], **options)

    def patch(self, **options: Any) -> Artist:
        """A box as wide as handles are."""
        from matplotlib.patches import Rectangle

        return Rectangle((0, self.middle - 0.055), _HANDLE_IN, 0.11, **options)


def _event_keys(legend: _Legend, shown: Content) -> None:
    """A key for each event type on the map, with how many claims it has."""
    present = [shown.columns["event_type"][i] for i in shown.placed]
    known = [event_type if event_type in style.EVENT_STYLES else "other" for event_type in present]
    if known:
        legend.heading("What was done (claims)")
    for event_type, look in style.EVENT_STYLES.items():
        if number := known.count(event_type):
            mark = legend.mark(mark_path(look.mark), markersize=8, color=look.colour)
            legend.entry([mark], f"{look.label} ({number})")


def _told_keys(legend: _Legend, shown: Content) -> None:
    """A key for each way a claim on the map is told."""
    present = {content.told_as(shown.columns, i) for i in shown.placed}
    if present:
        legend.heading("How it is told")
    for kind, look in style.CLAIM_STYLES.items():
        if kind in present:
            line = legend.line(color=_GREY, linewidth=1.1, linestyle=dashes(look.dash))
            fill = _GREY if kind == "told" else "white"
            mark = legend.mark("o", markersize=6, color=_GREY, markerfacecolor=fill, zorder=3)
            legend.entry([line, mark], look.label)


def _region_keys(legend: _Legend, shown: Content) -> None:
    """Keys for what holds an incident, and for marks that are no locations."""
    if not shown.placed:
        return
    legend.heading("Regions")
    outer = legend.patch(facecolor=tint(_GREY, 0.15), edgecolor=_GREY, linewidth=1.1)
    legend.entry([outer], "holds the incident with 90 % confidence")
    inner = legend.patch(facecolor=tint(_GREY, 0.25), edgecolor=_GREY, linewidth=0.4, hatch=hatch("/"))
    legend.entry([inner], "with 50 % confidence")
    if any((shown.columns["uncertainty_m"][i] or 0) > style.COARSE_M for i in shown.placed):
        small = legend.mark("o", markersize=4, color=_GREY, markerfacecolor="white")
        legend.entry([small], f"small mark: middle of a region wider than {style.COARSE_M / 1000:.0f} km, no location")


def _line_keys(legend: _Legend, shown: Content) -> None:
    """A key for each line on the map, with its name and days."""
    if shown.lines:
        legend.heading("Lines")
    for kind, words in dict.fromkeys((line.kind, line.name) for line in shown.lines):
        look = style.LINE_STYLES.get(kind, style.LINE_STYLES["border"])
        line = legend.line(color=look.colour, linewidth=look.width * 0.8, linestyle=dashes(look.dash))
        legend.entry([line], words)


# ---- scale and north


def draw_scale(ax: Axes, corner: tuple[float, float]) -> None:
    """Draw the north arrow and beside it the scale bar, from a corner in shares of the sheet.

    Parameters
    ----------
    ax
        The map that the bar measures.
    corner
        Lower left, shares of the sheet.
    """
    from matplotlib_scalebar.scalebar import ScaleBar

    sheet: Any = ax.figure
    width, height = sheet.get_size_inches()
    bar = ScaleBar(
        1, "m", length_fraction=0.2, width_fraction=0.006, location="lower left", frameon=False, pad=0, border_pad=0,
        sep=2, bbox_to_anchor=(corner[0] + 0.4 / width, corner[1]), bbox_transform=sheet.transFigure,
        font_properties={"size": _TEXT_PT},
    )  # fmt: skip
    ax.add_artist(bar)
    x, y = corner[0] + 0.12 / width, corner[1]
    sheet.text(x, y + 0.42 / height, "N", fontsize=9, weight="bold", ha="center", va="bottom")
    sheet.add_artist(_arrow(x, y, 0.085 / width, 0.4 / height, sheet.transFigure))


def _arrow(x: float, y: float, half: float, height: float, transform: Any) -> Any:
    """The arrow that points north along the middle meridian."""
    from matplotlib.patches import Polygon

    corners = [(x, y + height), (x + half, y), (x, y + height * 0.22), (x - half, y)]
    return Polygon(corners, closed=True, transform=transform, facecolor="#222222", edgecolor="none")
