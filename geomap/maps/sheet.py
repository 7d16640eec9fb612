"""The printed map: a matplotlib figure with all that a map in a report carries, furniture in its margins."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geomap.errors import OutputError
from geomap.maps import content, furniture, printing, style
from geomap.maps.ground import draw_ground, draw_shapes, set_up
from geomap.maps.labels import Box, Placer
from geomap.maps.printing import dashes, halo, hatch, mark_path, settings, tint, wrapped
from geomap.maps.projection import Frame, Local
from geomap.records import whole

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.figure import Figure

    from geomap.maps.basemap import Named
    from geomap.maps.content import Content
    from geomap.maps.towns import Town

__all__ = ["FORMATS", "draw", "figure", "save_figure"]

FORMATS: Final = ("png", "svg", "pdf")

# A4 on its side, inches; the map takes what the margins leave.
_WIDTH_IN, _HEIGHT_IN = 11.69, 8.27
_EDGE_IN, _SIDE_IN, _TOP_IN, _TICKS_IN, _LOCATOR_IN, _SCALE_IN = 0.35, 2.45, 0.78, 0.22, 1.62, 0.7
_DPI: Final = 200
_SPARED_SHARE: Final = 0.12  # of the map's width: names keep off regions smaller than this
_LABELS_MOST: Final = 60  # more incidents than this cannot all be named on one sheet
_REPORTS_MOST: Final = 3
_TEXT_PT, _SMALL_PT = 7.5, 6.3
_METRES_PER_DEGREE: Final = 111_320.0
_EQUATOR_M: Final = 40_075_017.0
_SCREEN_DPI: Final = 96  # at which the zooms of towns are meant
_LARGE_TOWN_ZOOM: Final = 7.0


def figure(frame: gpd.GeoDataFrame, *, title: str | None = None) -> Figure:
    """Return a map of a frame of claims for print: A4 on its side; it shows itself in a notebook.

    Parameters
    ----------
    frame
        One row per claim, with the columns and attrs of an extraction; missing columns count as empty.
    title
        Stands above the map; by default it names the region.
    """
    return draw(content.read(frame, title))


def save_figure(frame: gpd.GeoDataFrame, path: str | Path, *, title: str | None = None, dpi: int = _DPI) -> None:
    """Write the printed map as PNG, SVG or PDF, by suffix; the same frame gives the same bytes.

    Raises
    ------
    OutputError
        The suffix is another one, or the file cannot be written.
    """
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise OutputError(f"{path}: a figure is written as .png, .svg or .pdf")
    sheet = figure(frame, title=title)
    with whole(path) as part, settings():
        sheet.savefig(part, format=kind, dpi=dpi, metadata=printing.UNDATED[kind])


def draw(shown: Content) -> Figure:
    """Return the figure of what a map says."""
    sheet = printing.blank(_WIDTH_IN, _HEIGHT_IN)
    with settings():
        _Sheet(sheet, shown).compose()
    return sheet


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mark on the map: where it stands, in metres, and the claims it stands for."""

    x: float
    y: float
    event_type: str
    kind: str
    coarse: bool
    claims: tuple[int, ...]


class _Sheet:
    """One sheet being composed: title above, map, legend at its side, sources below."""

    def __init__(self, sheet: Figure, shown: Content) -> None:
        self.sheet, self.shown, self.columns = sheet, shown, shown.columns
        self.low_in = 0.22 + len(self.foot_lines()) * _SMALL_PT * 1.32 / 72 + 0.12 + _TICKS_IN
        self.wide_in = _WIDTH_IN - 2 * _EDGE_IN - _SIDE_IN - _TICKS_IN - 0.15
        self.high_in = _HEIGHT_IN - _TOP_IN - self.low_in
        self.frame = Frame(shown.bounds, self.wide_in / self.high_in)
        self.ax = sheet.add_axes(self.share(_EDGE_IN + _TICKS_IN, self.low_in, self.wide_in, self.high_in), label="map")
        self.placer = Placer((0, 0, 0, 0))

    def compose(self) -> None:
        """Draw everything."""
        self.head()
        set_up(self.ax, self.frame, background=style.GROUND["neighbour"])
        draw_ground(self.ax, self.frame, self.shown.base, self.shown.lines)
        self.incidents()
        self.side()
        self.names()
        self.foot()

    def share(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        """Return inches as shares of the sheet."""
        return (x / _WIDTH_IN, y / _HEIGHT_IN, width / _WIDTH_IN, height / _HEIGHT_IN)

    # ---- words and furniture around the map

    def text(self, x_in: float, y_in: float, words: str, size: float, **options: Any) -> Any:
        """Write on the sheet at inches from its lower left corner."""
        return self.sheet.text(x_in / _WIDTH_IN, y_in / _HEIGHT_IN, words, fontsize=size, **options)

    def head(self) -> None:
        """Write title, dates and what was read."""
        title = wrapped(self.shown.title, 15, _WIDTH_IN - 2 * _EDGE_IN, "bold")[:1]
        self.text(_EDGE_IN, _HEIGHT_IN - 0.26, "".join(title), 15, weight="bold", va="top")
        self.text(_EDGE_IN, _HEIGHT_IN - 0.72, self.shown.period, 9.5, weight="bold", va="bottom")
        right_in = _EDGE_IN + printing.width_in(self.shown.period, 9.5, "bold")
        self.text(right_in + 0.15, _HEIGHT_IN - 0.72, self.shown.summary, 9.5, va="bottom", color="#444444")

    def foot(self) -> None:
        """Write sources, notices, projection and disclaimer."""
        for number, line in enumerate(reversed(self.foot_lines())):
            y_in = 0.22 + number * _SMALL_PT * 1.32 / 72
            self.text(_EDGE_IN, y_in, line, _SMALL_PT, va="bottom", color="#333333")

    def foot_lines(self) -> list[str]:
        """The words below the map, wrapped."""
        shown = self.shown
        west, south, east, north = shown.bounds
        projection = Local((west + east) / 2, (south + north) / 2).description
        paragraphs = (
            _sources(shown),
            " ".join(f"{note}." for note in shown.notices),
            f"{projection}. Made with geomap {shown.version}.",
            content.DISCLAIMER,
        )
        return [line for words in paragraphs if words for line in wrapped(words, _SMALL_PT, _WIDTH_IN - 2 * _EDGE_IN)]

    def side(self) -> None:
        """Put locator, legend, north arrow and scale beside the map."""
        left_in, top_in = _WIDTH_IN - _EDGE_IN - _SIDE_IN, self.low_in + self.high_in
        if self.shown.base.core_bounds:
            place = self.share(left_in, top_in - _LOCATOR_IN, _SIDE_IN, _LOCATOR_IN)
            inset = self.sheet.add_axes(place, label="locator")
            furniture.draw_locator(inset, self.shown.base, self.frame, _SIDE_IN / _LOCATOR_IN)
            top_in -= _LOCATOR_IN + 0.14
        high_in = top_in - self.low_in - _SCALE_IN
        legend = self.sheet.add_axes(self.share(left_in, top_in - high_in, _SIDE_IN, high_in), label="legend")
        legend.set(xlim=(0, _SIDE_IN), ylim=(-high_in, 0))
        legend.set_axis_off()
        furniture.draw_legend(legend, self.shown, _SIDE_IN)
        furniture.draw_scale(self.ax, (left_in / _WIDTH_IN, self.low_in / _HEIGHT_IN))

    # ---- the incidents

    def incidents(self) -> None:
        """Draw regions, cores and marks, the widest first."""
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i in sorted(self.shown.placed, key=lambda i: -(self.columns["uncertainty_m"][i] or 0)):
            groups[self.columns["event_type"][i] or "other", content.told_as(self.columns, i)].append(i)
        for (event_type, told), members in groups.items():
            self.regions(event_type, told, members)
        for spot in self.spots():
            self.mark(spot)

    def regions(self, event_type: str, told: str, members: Sequence[int]) -> None:
        """Draw the regions of claims that look alike."""
        look, line = style.event_style(event_type), style.CLAIM_STYLES[told]
        regions = [region for i in members if (region := self.shown.regions[i]) is not None]
        cores = [core for i in members if (core := self.shown.cores[i]) is not None]
        faint = tint(look.colour, 0.05 if told == "denied" else 0.18)
        inner = {"facecolor": tint(look.colour, 0.22), "edgecolor": tint(look.colour, 0.8), "hatch": hatch(look.hatch)}
        draw_shapes(self.ax, self.frame, regions, 10, facecolor=faint, edgecolor="none")
        if told != "denied":
            draw_shapes(self.ax, self.frame, cores, 11, linewidth=0.4, **inner)
        outline = {"facecolor": "none", "edgecolor": look.colour, "linewidth": 1.1, "linestyle": dashes(line.dash)}
        draw_shapes(self.ax, self.frame, regions, 12, **outline)

    def spots(self) -> list[_Spot]:
        """The marks of the map: one at each point for each type of event."""
        placed = self.shown.placed
        lonlat = [(self.columns["longitude"][i], self.columns["latitude"][i]) for i in placed]
        metres = self.frame.projection.points(np.array(lonlat, dtype=float).reshape(-1, 2)).tolist()
        groups: dict[tuple[float, float, str], list[int]] = defaultdict(list)
        for i, (x, y) in zip(placed, metres, strict=True):
            groups[round(x, 1), round(y, 1), self.columns["event_type"][i] or "other"].append(i)
        return [self.spot(x, y, event_type, members) for (x, y, event_type), members in groups.items()]

    def spot(self, x: float, y: float, event_type: str, claims: Sequence[int]) -> _Spot:
        """Return the mark of claims that share a point: drawn as the surest of them."""
        told = {content.told_as(self.columns, i) for i in claims}
        surest = next(kind for kind in style.CLAIM_STYLES if kind in told)
        coarse = all((self.columns["uncertainty_m"][i] or 0) > style.COARSE_M for i in claims)
        return _Spot(x, y, event_type, surest, coarse, tuple(claims))

    def mark(self, spot: _Spot) -> None:
        """Draw a mark: filled where the report tells it itself, hollow where it is attributed, struck where denied."""
        look, full = style.event_style(spot.event_type), spot.kind == "told"
        size = 6 if spot.coarse else 10
        self.ax.plot(
            [spot.x], [spot.y], linestyle="none", marker=mark_path(look.mark), markersize=size,
            markerfacecolor=look.colour if full else "white", markeredgecolor=look.colour,
            markeredgewidth=0.8 if full else 1.4, zorder=20, path_effects=halo(2.2),
        )  # fmt: skip
        if spot.kind == "denied":
            strike: dict[str, Any] = {
                "marker": [(-1, -1), (1, 1)],
                "markersize": size * 1.6,
                "markeredgecolor": look.colour,
            }
            self.ax.plot([spot.x], [spot.y], linestyle="none", markeredgewidth=1.4, zorder=21, **strike)

    # ---- names

    def names(self) -> None:
        """Write the names: incidents first, then sides, neighbours, waters and provinces, as far as there is room."""
        self.placer = Placer(self.frame_px())
        spots = self.spots()
        for spot in spots:
            x, y = self.ax.transData.transform((spot.x, spot.y))
            reach = 6 * self.sheet.dpi / 72
            self.placer.block((x - reach, y - reach, x + reach, y + reach))
        self.spare_regions()
        for spot in [spot for spot in spots if not spot.coarse][:_LABELS_MOST]:
            self.name_incident(spot)
        base, water = self.shown.base, style.GROUND["water_text"]
        self.name_areas(base.territories, 0.6, fontsize=11, color="#57524b", weight="bold")
        self.name_areas(base.neighbours, 0.6, fontsize=9.5, color="#7a746c")
        self.name_towns(base.towns)
        self.name_areas(base.lakes, 0.3, fontsize=6.5, color=water, style="italic")
        self.name_areas(base.exclaves, 0.12, fontsize=6.5, color="#5b5661")
        self.name_areas(base.provinces, 0.7, fontsize=6.5, color="#8a8177", style="italic")

    def spare_regions(self) -> None:
        """Keep names off the regions that are small on this map."""
        most_m = self.frame.width_m * _SPARED_SHARE
        for i in self.shown.placed:
            for part in shapely.get_parts(self.shown.regions[i]):
                left, bottom, right, top = self.frame.projection.shape(part).bounds
                if max(right - left, top - bottom) < most_m:
                    corners = self.ax.transData.transform([(left, bottom), (right, top)])
                    self.placer.spare(tuple(corners.ravel().tolist()))

    def frame_px(self) -> Box:
        """The map's frame in pixels, less a little."""
        left, bottom, right, top = self.ax.get_window_extent().extents
        return (left + 3, bottom + 3, right - 3, top - 3)

    def name_incident(self, spot: _Spot) -> None:
        """Write place and dates beside a mark, or farther off with a line to it."""
        options: dict[str, Any] = {
            "linespacing": 1.15,
            "ha": "center",
            "va": "center",
            "path_effects": halo(2),
            "zorder": 30,
        }
        written = self.ax.text(0, 0, self.spot_words(spot), fontsize=_TEXT_PT, **options)
        extent = written.get_window_extent()
        at = tuple(self.ax.transData.transform((spot.x, spot.y)).tolist())
        gap = 7 * self.sheet.dpi / 72
        box = self.placer.beside(at, extent.width, extent.height, gap)
        if box is None:
            box = self.placer.away(at, extent.width, extent.height, [gap * n for n in (2, 3.5, 5, 7, 10)])
            if box is None:
                written.remove()
                return
            self.tie(at, box)
        written.set_position(self.middle(box))

    def spot_words(self, spot: _Spot) -> str:
        """Place, dates and number of claims of a mark."""
        first = spot.claims[0]
        place = "\n".join(wrapped(self.columns["place"][first] or "", _TEXT_PT, 2.1)[:3])
        days = content.window_text(self.columns["date_start"][first], self.columns["date_end"][first])
        denied = sum(content.told_as(self.columns, i) == "denied" for i in spot.claims)
        claims = content.counted(len(spot.claims), "claim") + (f", {denied} denied" if denied else "")
        return "\n".join(line for line in (place, days, claims if len(spot.claims) > 1 else "") if line)

    def middle(self, box: Box) -> tuple[float, float]:
        """Return the middle of a box of pixels in metres."""
        x, y = self.ax.transData.inverted().transform(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        return float(x), float(y)

    def tie(self, at: tuple[float, ...], box: Box) -> None:
        """Draw a line from a mark to its label."""
        near = (min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3]))
        ends = self.ax.transData.inverted().transform([at, near])
        self.ax.plot(*ends.T, color="#333333", linewidth=0.6, zorder=19)

    def name_areas(self, areas: Sequence[Named], least_in: float, **options: Any) -> None:
        """Write names of areas that are at least so wide on paper, at their first spot that is on the map and free."""
        written = {self.columns["place"][i] for i in self.shown.placed}
        least_deg = least_in / self.wide_in * self.frame.width_m / _METRES_PER_DEGREE
        for area in areas:
            if area.extent_deg >= least_deg and area.label not in written:
                self.name_area(area, options)

    def name_area(self, area: Named, options: Mapping[str, Any]) -> None:
        """Write the name of an area, or nothing where every spot of it is taken."""
        for x, y in self.frame.projection.points(np.array(area.spots).reshape(-1, 2)).tolist():
            if self.frame.box.contains(shapely.Point(x, y)) and self.write((x, y), area.label, options):
                return

    def write(self, at: tuple[float, float], words: str, options: Mapping[str, Any]) -> bool:
        """Write words about a point in metres if nothing stands there; return whether it was done."""
        lines = "\n".join(wrapped(words, options["fontsize"], 1.4))
        written = self.ax.text(*at, lines, ha="center", va="center", zorder=15, path_effects=halo(1.8), **options)
        extent = written.get_window_extent()
        middle = ((extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2)
        if self.placer.on(middle, extent.width + 4, extent.height + 4) is None:
            written.remove()
            return False
        return True

    def name_towns(self, towns: Sequence[Town]) -> None:
        """Write the towns that a map of this scale has room for, each beside its dot."""
        round_m = _EQUATOR_M * math.cos(math.radians(self.frame.projection.latitude))
        zoom = math.log2(round_m / self.frame.width_m * self.wide_in * _SCREEN_DPI / 256)
        written = {self.columns["place"][i] for i in self.shown.placed}
        near = [town for town in towns if town.zoom <= zoom and town.label not in written]
        lonlat = np.array([(town.longitude, town.latitude) for town in near]).reshape(-1, 2)
        metres = self.frame.projection.points(lonlat)
        pixels = self.ax.transData.transform(metres)
        for town, (x, y), at in zip(near, metres.tolist(), pixels.tolist(), strict=True):
            if self.frame.x[0] < x < self.frame.x[1] and self.frame.y[0] < y < self.frame.y[1]:
                self.name_town(town, (x, y), (at[0], at[1]))

    def name_town(self, town: Town, metres: tuple[float, float], at: tuple[float, float]) -> None:
        """Write one town beside its dot, or neither where there is no room."""
        size = 7.5 if town.zoom < _LARGE_TOWN_ZOOM else 6.5
        words = "\n".join(wrapped(town.label, size, 1.2))
        high = size * 1.2 * (1 + words.count("\n")) * self.sheet.dpi / 72
        wide = max(printing.width_in(line, size) for line in words.split("\n")) * self.sheet.dpi
        box = self.placer.beside(at, wide, high, 3.5)
        if box is None:
            return
        look: dict[str, Any] = {"color": style.GROUND["town"], "zorder": 16, "path_effects": halo(1.6)}
        self.ax.text(*self.middle(box), words, fontsize=size, ha="center", va="center", linespacing=1.1, **look)
        self.ax.plot(*metres, marker="o", markersize=2.2, **look)


def _sources(shown: Content) -> str:
    reports = [report.line for report in shown.reports[:_REPORTS_MOST]]
    more = len(shown.reports) - len(reports)
    if more > 0:
        reports.append(f"and {content.counted(more, 'more report')}")
    return f"Sources: {'; '.join(reports)}." if reports else ""
