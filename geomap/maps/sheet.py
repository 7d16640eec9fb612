"""The printed map: a matplotlib figure with all that a map in a report carries, furniture in its margins."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geomap.errors import OutputError
from geomap.maps import content, furniture, printing, style
from geomap.maps.ground import draw_ground, draw_shapes, set_up
from geomap.maps.names import Lettering, Names
from geomap.maps.printing import dashes, halo, hatch, mark_path, settings, tint, wrapped
from geomap.maps.projection import Frame, Local
from geomap.records import whole
from geomap.spatial.geodesy import METRES_PER_DEGREE

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.figure import Figure
    from shapely.geometry.base import BaseGeometry

    from geomap.maps.basemap import Named
    from geomap.maps.content import Content
    from geomap.maps.style import EventStyle

__all__ = ["FORMATS", "draw", "figure", "save_figure"]

FORMATS: Final = ("png", "svg", "pdf")

# A4 on its side, inches; the map takes what the margins leave.
_WIDTH_IN, _HEIGHT_IN = 11.69, 8.27
_EDGE_IN, _SIDE_IN, _TOP_IN, _TICKS_IN, _LOCATOR_IN, _SCALE_IN = 0.35, 2.45, 0.78, 0.22, 1.62, 0.7
_DPI: Final = 200
_SPARED_SHARE: Final = 0.12  # of the map's width: names keep off regions smaller than this
_LABELS_MOST: Final = 60  # more incidents than this cannot all be named on one sheet
_REPORTS_MOST: Final = 3
_SMALL_PT: Final = 6.3
_EQUATOR_M: Final = 40_075_017.0
_SCREEN_DPI: Final = 96  # at which the zooms of towns are meant
_CITY_ZOOM: Final = 7.0
_SAME_PLACE_SHARE: Final = 0.05  # of the map's width: marks of one name nearer than this are named once
_DAYS_MOST: Final = 3
_REACHES_PT: Final = (14, 21, 28, 36, 46, 58, 74)  # of lines to names that have no room beside their mark
_INCIDENT: Final = Lettering(7.5, style.GROUND["text"], halo=2, order=30)
_CITY: Final = Lettering(7.5, style.GROUND["town"])
_TOWN: Final = Lettering(6.5, style.GROUND["town"])


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
        self.foot_lines = self.wrapped_foot()
        self.low_in = 0.22 + len(self.foot_lines) * _SMALL_PT * 1.32 / 72 + 0.12 + _TICKS_IN
        self.wide_in = _WIDTH_IN - 2 * _EDGE_IN - _SIDE_IN - _TICKS_IN - 0.15
        self.high_in = _HEIGHT_IN - _TOP_IN - self.low_in
        self.frame = Frame(shown.bounds, self.wide_in / self.high_in)
        self.ax = sheet.add_axes(self.share(_EDGE_IN + _TICKS_IN, self.low_in, self.wide_in, self.high_in), label="map")

    def compose(self) -> None:
        """Draw everything."""
        self.head()
        set_up(self.ax, self.frame, background=style.GROUND["neighbour"])
        draw_ground(self.ax, self.frame, self.shown.base, self.shown.lines)
        self.incidents()
        self.side()
        self.name_all()
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
        for number, line in enumerate(reversed(self.foot_lines)):
            y_in = 0.22 + number * _SMALL_PT * 1.32 / 72
            self.text(_EDGE_IN, y_in, line, _SMALL_PT, va="bottom", color="#333333")

    def wrapped_foot(self) -> list[str]:
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
        furniture.draw_legend(legend, self.shown, self.frame, _SIDE_IN, high_in)
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
        """Draw the regions of claims that look alike, each region once however many claims share it."""
        for coarse in (True, False):
            chosen = [i for i in members if self.is_coarse(i) is coarse]
            regions = _distinct(self.shown.regions[i] for i in chosen)
            cores = _distinct(self.shown.cores[i] for i in chosen)
            self.fill(style.event_style(event_type), told, regions, cores, style.COARSE_FAINT if coarse else 1.0)
            outline = {
                "edgecolor": style.event_style(event_type).colour,
                "linestyle": dashes(style.CLAIM_STYLES[told].dash),
            }
            draw_shapes(self.ax, self.frame, regions, 12, facecolor="none", linewidth=1.1, **outline)

    def fill(
        self, look: EventStyle, told: str, regions: Sequence[BaseGeometry], cores: Sequence[BaseGeometry], faint: float
    ) -> None:
        """Tint regions, and hatch the cores of what is not denied."""
        tints = style.TINTS["denied" if told == "denied" else "region"], style.TINTS["core"]
        draw_shapes(self.ax, self.frame, regions, 10, facecolor=tint(look.colour, tints[0] * faint), edgecolor="none")
        if told != "denied":
            hatched = {"edgecolor": tint(look.colour, 0.8 * faint), "hatch": hatch(look.hatch), "linewidth": 0.4}
            draw_shapes(self.ax, self.frame, cores, 11, facecolor=tint(look.colour, tints[1] * faint), **hatched)

    def is_coarse(self, i: int) -> bool:
        """Return whether claim `i`'s region is so wide that its best point is no location."""
        return (self.columns["uncertainty_m"][i] or 0) > style.COARSE_M

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
        coarse = all(self.is_coarse(i) for i in claims)
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

    def name_all(self) -> None:
        """Write the names as far as there is room: incidents first, then countries, towns, waters and provinces."""
        names, spots, base = Names(self.ax, self.frame), self.spots(), self.shown.base
        names.keep_off((spot.x, spot.y) for spot in spots)
        self.spare_regions(names)
        for group in self.places(spots)[:_LABELS_MOST]:
            names.beside((group[0].x, group[0].y), self.place_lines(group), _INCIDENT, 7, _REACHES_PT)
        self.name_countries(names, base.territories, Lettering(11, "#57524b", "bold"))
        self.name_countries(names, base.neighbours, Lettering(9.5, "#7a746c"))
        self.name_towns(names)
        self.name_areas(names, base.lakes, 0.3, Lettering(6.5, style.GROUND["water_text"], slant="italic"))
        self.name_areas(names, base.exclaves, 0.12, Lettering(6.5, "#5b5661"))
        self.name_areas(names, base.provinces, 0.7, Lettering(6.5, "#8a8177", slant="italic"))

    def spare_regions(self, names: Names) -> None:
        """Keep names off the regions that are small on this map."""
        most_m = self.frame.width_m * _SPARED_SHARE
        for part in shapely.get_parts([self.shown.regions[i] for i in self.shown.placed]):
            drawn = self.frame.projection.shape(part)
            if max(drawn.bounds[2] - drawn.bounds[0], drawn.bounds[3] - drawn.bounds[1]) < most_m:
                names.spare(drawn)

    def places(self, spots: Sequence[_Spot]) -> list[list[_Spot]]:
        """Return marks that bear one place's name together, of one incident or near each other: they are named once."""
        groups: dict[str, list[list[_Spot]]] = defaultdict(list)
        for spot in spots:
            place = self.labels[spot.claims[0]]
            if place and not spot.coarse:
                group = next((group for group in groups[place] if self.belongs(spot, group)), None)
                if group is None:
                    groups[place].append([spot])
                else:
                    group.append(spot)
        return [group for named in groups.values() for group in named]

    def belongs(self, spot: _Spot, group: Sequence[_Spot]) -> bool:
        """Return whether a mark is of an incident among others of its name, or lies near the first of them."""
        near = math.hypot(spot.x - group[0].x, spot.y - group[0].y) <= self.frame.width_m * _SAME_PLACE_SHARE
        incidents = self.columns["incident_id"]
        told = {incidents[i] for other in group for i in other.claims} - {None}
        return near or any(incidents[i] in told for i in spot.claims)

    def place_lines(self, spots: Sequence[_Spot]) -> list[str]:
        """Place, days and number of claims of marks that are named together."""
        claims = [i for spot in spots for i in spot.claims]
        windows = sorted({(self.columns["date_start"][i] or "", self.columns["date_end"][i] or "") for i in claims})
        days = [content.window_text(*window) for window in windows]
        if len(days) > _DAYS_MOST:
            days = [*days[: _DAYS_MOST - 1], f"and {len(days) - _DAYS_MOST + 1} more days"]
        denied = sum(content.told_as(self.columns, i) == "denied" for i in claims)
        told = content.counted(len(claims), "claim") + (f", {denied} denied" if denied else "")
        place = wrapped(self.labels[claims[0]], _INCIDENT.size, 2.1)[:3]
        return [*place, *days, *([told] if len(claims) > 1 else [])]

    @cached_property
    def labels(self) -> list[str]:
        """What names the mark of each claim."""
        return [content.label_of(self.columns, i) for i in range(len(self.shown))]

    @cached_property
    def named(self) -> frozenset[str]:
        """Places that incidents name: the base map does not name them again."""
        return frozenset(self.labels[i] for i in self.shown.placed)

    def name_countries(self, names: Names, countries: Sequence[Named], look: Lettering) -> None:
        """Write each country that is seen, as deep inside it as there is room."""
        for country in countries:
            names.inside(country.shape, wrapped(country.label, look.size, 1.8, look.weight), look)

    def name_areas(self, names: Names, areas: Sequence[Named], least_in: float, look: Lettering) -> None:
        """Write names of areas at least so wide on paper that have room."""
        least_deg = least_in / self.wide_in * self.frame.width_m / METRES_PER_DEGREE
        chosen = [(area.label, area.at) for area in areas if area.at and area.extent_deg >= least_deg]
        lonlat = np.array([at for _, at in chosen]).reshape(-1, 2)
        for (label, _), spot in zip(chosen, self.frame.projection.points(lonlat).tolist(), strict=True):
            if label not in self.named and names.shows(spot):
                names.on(spot, wrapped(label, look.size, 1.4, look.weight), look)

    def name_towns(self, names: Names) -> None:
        """Write the towns that a map of this scale has room for, each beside its dot."""
        round_m = _EQUATOR_M * math.cos(math.radians(self.frame.projection.latitude))
        zoom = math.log2(round_m / self.frame.width_m * self.wide_in * _SCREEN_DPI / 256)
        towns = [town for town in self.shown.base.towns if town.zoom <= zoom and town.label not in self.named]
        lonlat = np.array([(town.longitude, town.latitude) for town in towns]).reshape(-1, 2)
        for town, (x, y) in zip(towns, self.frame.projection.points(lonlat).tolist(), strict=True):
            look = _CITY if town.zoom < _CITY_ZOOM else _TOWN
            if names.shows((x, y)) and names.beside((x, y), wrapped(town.label, look.size, 1.2), look, 2.8):
                self.ax.plot(x, y, marker="o", markersize=2.2, color=look.colour, zorder=16, path_effects=halo(1.6))


def _distinct(shapes: Iterable[BaseGeometry | None]) -> list[BaseGeometry]:
    return list({shapely.to_wkb(shape): shape for shape in shapes if shape is not None}.values())


def _sources(shown: Content) -> str:
    reports = [report.line for report in shown.reports[:_REPORTS_MOST]]
    more = len(shown.reports) - len(reports)
    if more > 0:
        reports.append(f"and {content.counted(more, 'more report')}")
    return f"Sources: {'; '.join(reports)}." if reports else ""
