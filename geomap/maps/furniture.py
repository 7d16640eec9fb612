"""What stands beside a printed map: locator, legend, north arrow and scale bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geomap.maps import content, style
from geomap.maps.basemap import BORDER_KINDS
from geomap.maps.ground import draw_lines, draw_shapes, set_up
from geomap.maps.names import Lettering, Names
from geomap.maps.printing import dashes, hatch, mark_path, tint, wrapped
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
_LOCATOR_NAME: Final = Lettering(5.5, _GREY, halo=1.2, order=4)
_HANDLE_IN, _WORDS_IN, _STEP_IN, _HEADING_IN = 0.34, 0.44, 0.175, 0.08
_LEAST_SCALE: Final = 0.6  # smaller letters cannot be read in print


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
    names = Names(inset, frame)
    for area in (*base.territories, *base.neighbours):
        names.inside(area.shape, [area.label], _LOCATOR_NAME)


# ---- legend


def draw_legend(ax: Axes, shown: Content, frame: Frame, width_in: float, height_in: float) -> None:
    """Explain marks, regions and lines: what is on the map and nothing else; a long legend is set smaller.

    Parameters
    ----------
    ax
        Axes without a frame whose unit is the inch, from 0 at the top downwards.
    """
    legend = _Legend(ax, width_in)
    if not shown.placed:
        legend.entry("No incident with a place was found")
    _event_keys(legend, shown)
    _told_keys(legend, shown)
    _region_keys(legend, shown)
    _line_keys(legend, shown, frame)
    legend.write(height_in)


Draw = Callable[["_Legend", float], "Artist"]


@dataclass(frozen=True)
class _Entry:
    """A line of the legend: its words, and what draws its handles about a height."""

    words: str
    draws: tuple[Draw, ...] = ()
    heading: bool = False


class _Legend:
    """Collects entries, then writes them below one another as large as the room allows."""

    def __init__(self, ax: Axes, width_in: float) -> None:
        self.ax, self.width_in, self.scale = ax, width_in, 1.0
        self.entries: list[_Entry] = []

    def heading(self, words: str) -> None:
        """Add a heading."""
        self.entries.append(_Entry(words, heading=True))

    def entry(self, words: str, *draws: Draw) -> None:
        """Add what drawn handles stand for."""
        self.entries.append(_Entry(words, draws))

    def write(self, height_in: float) -> None:
        """Write all entries into the room there is."""
        needed = sum(self.height(entry) for entry in self.entries)
        self.scale = min(1.0, max(_LEAST_SCALE, height_in / needed))
        y = 0.0
        for entry in self.entries:
            self.put(entry, y)
            y -= self.height(entry)

    def lines(self, entry: _Entry) -> list[str]:
        """Return the entry's words in lines."""
        return wrapped(entry.words, _TEXT_PT * self.scale, self.width_in - (0 if entry.heading else _WORDS_IN))

    def height(self, entry: _Entry) -> float:
        """Return how high an entry is."""
        further = (len(self.lines(entry)) - 1) * _TEXT_PT * 1.2 / 72
        return (_STEP_IN + further + self.above(entry)) * self.scale

    def above(self, entry: _Entry) -> float:
        """Return the room above an entry: headings but the first have some."""
        return _HEADING_IN if entry.heading and entry is not self.entries[0] else 0.0

    def put(self, entry: _Entry, top: float) -> None:
        """Draw one entry below a height."""
        y = top - self.above(entry) * self.scale
        for draw in entry.draws:
            handle = draw(self, y - 0.065 * self.scale)
            handle.set_clip_on(False)
            self.ax.add_artist(handle)
        look: dict[str, Any] = {"fontsize": _TEXT_PT * self.scale, "va": "top", "linespacing": 1.15}
        weight = "bold" if entry.heading else "normal"
        self.ax.text(0 if entry.heading else _WORDS_IN, y, "\n".join(self.lines(entry)), weight=weight, **look)


def _mark(mark: Any, size: float, **options: Any) -> Draw:
    """A mark at the middle of where handles stand."""

    def draw(legend: _Legend, y: float) -> Artist:
        from matplotlib.lines import Line2D

        return Line2D([_HANDLE_IN / 2], [y], linestyle="none", marker=mark, markersize=size * legend.scale, **options)

    return draw


def _line(**options: Any) -> Draw:
    """A line as wide as handles are."""

    def draw(_: _Legend, y: float) -> Artist:
        from matplotlib.lines import Line2D

        return Line2D([0, _HANDLE_IN], [y, y], **options)

    return draw


def _patch(**options: Any) -> Draw:
    """A box as wide as handles are."""

    def draw(legend: _Legend, y: float) -> Artist:
        from matplotlib.patches import Rectangle

        high = 0.11 * legend.scale
        return Rectangle((0, y - high / 2), _HANDLE_IN, high, **options)

    return draw


def _event_keys(legend: _Legend, shown: Content) -> None:
    """A key for each event type on the map, with how many claims it has."""
    present = [shown.columns["event_type"][i] for i in shown.placed]
    known = [event_type if event_type in style.EVENT_STYLES else "other" for event_type in present]
    if known:
        legend.heading("What was done (claims)")
    for event_type, look in style.EVENT_STYLES.items():
        if number := known.count(event_type):
            legend.entry(f"{look.label} ({number})", _mark(mark_path(look.mark), 8, color=look.colour))


def _told_keys(legend: _Legend, shown: Content) -> None:
    """A key for each way a claim on the map is told."""
    present = {content.told_as(shown.columns, i) for i in shown.placed}
    if present:
        legend.heading("How it is told")
    for kind, look in style.CLAIM_STYLES.items():
        if kind in present:
            fill = _GREY if kind == "told" else "white"
            mark = _mark("o", 6, color=_GREY, markerfacecolor=fill, zorder=3)
            legend.entry(look.label, _line(color=_GREY, linewidth=1.1, linestyle=dashes(look.dash)), mark)


def _region_keys(legend: _Legend, shown: Content) -> None:
    """Keys for what holds an incident, and for marks that are no locations."""
    if not shown.placed:
        return
    legend.heading("Regions")
    outer = _patch(facecolor=tint(_GREY, 0.15), edgecolor=_GREY, linewidth=1.1)
    legend.entry(f"hold the incident with 90{content.NBSP}% confidence", outer)
    inner = _patch(facecolor=tint(_GREY, 0.25), edgecolor=_GREY, linewidth=0.4, hatch=hatch("/"))
    legend.entry(f"with 50{content.NBSP}% confidence", inner)
    if any((shown.columns["uncertainty_m"][i] or 0) > style.COARSE_M for i in shown.placed):
        small = _mark("o", 4, color=_GREY, markerfacecolor="white")
        legend.entry(f"small mark: middle of a region wider than {style.COARSE_M / 1000:.0f} km, no location", small)


def _line_keys(legend: _Legend, shown: Content, frame: Frame) -> None:
    """A key for each line that the map shows, with its name and days."""
    seen = [line for line in shown.lines if frame.shows(line.shape)]
    if seen:
        legend.heading("Lines")
    for kind, words in dict.fromkeys((line.kind, line.name) for line in seen):
        look = style.LINE_STYLES.get(kind, style.LINE_STYLES["border"])
        legend.entry(words, _line(color=look.colour, linewidth=look.width * 0.8, linestyle=dashes(look.dash)))


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
