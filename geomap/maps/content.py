"""What a map says: the claims as plain values, the title, the dates, the sources and the notices.

The page, the figure and the documents take their words from here, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import shapely

from geomap._version import __version__
from geomap.maps import basemap, style
from geomap.records import COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geomap.maps.basemap import BaseMap, Bounds, Line

__all__ = [
    "DISCLAIMER",
    "Content",
    "ReportLine",
    "counted",
    "distance_of",
    "label_of",
    "length_text",
    "losses_of",
    "one_line",
    "precision_of",
    "quoted",
    "read",
    "said_by",
    "told_as",
    "uncertainty_of",
    "where",
    "window_text",
]

NBSP: Final = "\N{NO-BREAK SPACE}"

_WINDS: Final = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip
_BESIDE: Final = frozenset({"distance", "direction", "direction_distance", "orthogonal", "between"})  # not at the place
_EXACT_SHARE: Final = 1.25  # a length whose high is within this share of its low is named without "about"

_WORLD: Final = (-170.0, -60.0, 170.0, 75.0)

Columns = Mapping[str, list[Any]]

_PLAIN: Final = frozenset({str, int, bool, type(None)})

DISCLAIMER: Final = (
    "Boundaries, names and designations shown do not imply endorsement or acceptance by anyone. "
    "What is shown are claims, each with who makes it, and not established facts; "
    "a region is what the words leave open, not where something was seen."
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as a line of a list of sources, and the address it was published under."""

    line: str
    url: str


@dataclass(frozen=True)
class Content:
    """All that a map of a frame of claims shows.

    Parameters
    ----------
    columns
        The contract's columns as lists of plain values (dates as ISO text, None where empty), without geometry.
    regions, cores
        One geometry or None per claim, longitude and latitude.
    """

    title: str
    period: str
    summary: str
    columns: Columns
    regions: Sequence[BaseGeometry | None]
    cores: Sequence[BaseGeometry | None]
    mentions: Sequence[Mapping[str, Any]]
    unresolved: Sequence[Mapping[str, Any]]
    reports: Sequence[ReportLine]
    notices: Sequence[str]
    base: BaseMap
    version: str = __version__

    @property
    def placed(self) -> list[int]:
        """Numbers of the claims that have a place."""
        return [i for i, region in enumerate(self.regions) if region is not None]

    @property
    def lines_held(self) -> list[bool]:
        """For each line of the base map, whether it held on some day of the period."""
        days = [day for name in ("date_start", "date_end") for day in self.columns[name] if day]
        first, last = (min(days), max(days)) if days else (None, None)
        return [line.held(first, last) for line in self.base.lines]

    @property
    def lines(self) -> list[Line]:
        """The lines that held on some day of the period: what a printed map draws."""
        return [line for line, held in zip(self.base.lines, self.lines_held, strict=True) if held]

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north of what a map must show: the incidents, else the region; never mentions."""
        return _bounds(self.regions) or self.base.bounds or _WORLD

    def __len__(self) -> int:
        """Return how many claims there are."""
        return len(self.regions)


def read(frame: gpd.GeoDataFrame, title: str | None = None) -> Content:
    """Return what a map of `frame` says; columns that are missing count as empty."""
    columns = {column.name: _values(frame, column.name) for column in COLUMNS if column.kind != "geometry"}
    regions = _regions(frame)
    base = basemap.load(frame.attrs.get("region"), _bounds(regions))
    reports = _reports(frame.attrs.get("reports") or (), columns)
    return Content(
        title=title or (f"Reported incidents: {base.title}" if base.title else "Reported incidents"),
        period=_period(columns),
        summary=_summary(columns, len(reports)),
        columns=columns,
        regions=regions,
        cores=_cores(columns.pop("core")),
        mentions=[_plain_mapping(mention) for mention in frame.attrs.get("mentions") or ()],
        unresolved=_unresolved(frame.attrs.get("unresolved") or ()),
        reports=reports,
        notices=base.notices,
        base=base,
    )


def _unresolved(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What got no place, each sentence once for each reason."""
    plain = [_plain_mapping(item) for item in items]
    return list({(item.get("report_id"), item.get("text"), item.get("reason")): item for item in plain}.values())


def _values(frame: gpd.GeoDataFrame, name: str) -> list[Any]:
    if name not in frame:
        return [None] * len(frame)
    values = frame[name].tolist()
    return values if _PLAIN.issuperset(map(type, values)) else [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: dates as ISO text, arrays as lists, anything missing as None."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        inner = value.tolist() if hasattr(value, "tolist") else value
        return [_plain(item) for item in inner] if isinstance(inner, list | tuple) else _plain(inner)
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value != value.normalize() else value.date().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else value


def _plain_mapping(values: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key): _plain(value) for key, value in values.items()}


def _regions(frame: gpd.GeoDataFrame) -> list[BaseGeometry | None]:
    if frame.active_geometry_name is None:
        return [None] * len(frame)
    return [None if shape is None or shape.is_empty else shape for shape in frame.geometry]


def _bounds(shapes: Sequence[BaseGeometry | None]) -> Bounds | None:
    known = [shape for shape in shapes if shape is not None]
    if not known:
        return None
    west, south, east, north = shapely.total_bounds(known).tolist()
    return (west, south, east, north)


def _cores(texts: Sequence[str | None]) -> list[BaseGeometry | None]:
    shapes = shapely.from_wkt(list(texts), on_invalid="ignore") if texts else []
    return [None if shape is None or shape.is_empty else shape for shape in shapes]


def _summary(columns: Columns, reports: int) -> str:
    claims = len(columns["claim_id"])
    incidents = len({i if incident is None else incident for i, incident in enumerate(columns["incident_id"])})
    of = f" from {counted(reports, 'report')}" if reports else ""
    return f"{counted(incidents, 'incident')}, {counted(claims, 'claim')}{of}"


def counted(number: int, noun: str) -> str:
    """Return "1 claim", "2 claims"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _period(columns: Columns) -> str:
    starts = sorted(filter(None, columns["date_start"]))
    ends = sorted(filter(None, columns["date_end"]))
    return window_text(starts[0], ends[-1]) if starts and ends else "dates unknown"


def window_text(start: str | None, end: str | None) -> str:
    """Return a date window in words: "12 May 2021", "1–28 May 2021", "28 May – 2 June 2021".

    Parameters
    ----------
    start, end
        ISO dates; None where unknown.
    """
    if not start or not end:
        return "date unknown"
    first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    if first == last:
        return _day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    shown = f"{first.day} {first:%B}" if first.year == last.year else _day(first)
    return f"{shown} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def length_text(metres: float) -> str:
    """Return a length as a reader says it: "350 m", "3.5 km", "120 km"."""
    if metres < 1000:  # noqa: PLR2004  a kilometre
        return f"{metres:.0f} m"
    return f"{metres / 1000:.3g} km" if metres < 1e6 else f"{metres / 1000:,.0f} km"  # noqa: PLR2004  four digits


def distance_of(columns: Columns, i: int) -> str:
    """Return claim `i`'s distance as read: "3.5 km", "2 km to 7 km, best 3 km", "at least 2 km", "" for none."""
    low, best, high = (columns[f"distance_{bound}_m"][i] for bound in ("low", "best", "high"))
    if best is None and low is None and high is None:
        return ""
    if high is None:
        return f"at least {length_text(low or best or 0)}"
    if low == high:
        return length_text(high)
    if not low:
        return f"up to {length_text(high)}"
    middle = f", best {length_text(best)}" if best is not None else ""
    return f"{length_text(low)} to {length_text(high)}{middle}"


def uncertainty_of(columns: Columns, i: int) -> str:
    """Return claim `i`'s uncertainty in words; "" where it has no place."""
    uncertainty = columns["uncertainty_m"][i]
    return f"within {length_text(uncertainty)} of the best point (90{NBSP}%)" if uncertainty is not None else ""


def label_of(columns: Columns, i: int) -> str:
    """Return what names claim `i`'s mark: "Sotk / Zod", "10 km NE of Goris / Gorus", "between A and B"; "" for none.

    A mark beside a place must not bear the place's bare name: it would be taken for the place.
    """
    place, relation = columns["place"][i] or "", columns["relation"][i]
    if not place or relation not in _BESIDE:
        return place
    heading = columns["heading_deg"][i]
    wind = _WINDS[round(heading / (360 / len(_WINDS))) % len(_WINDS)] if heading is not None else ""
    offset = " ".join(part for part in (_about(columns, i), wind) if part)
    if relation == "between":
        return f"between {' and '.join(place.rsplit(', ', 1))}"
    return f"{offset} {'of' if wind else 'from'} {place}" if offset else f"off {place}"


def _about(columns: Columns, i: int) -> str:
    low, best, high = (columns[f"distance_{bound}_m"][i] for bound in ("low", "best", "high"))
    if best is None or high is None or not low:
        return distance_of(columns, i)
    return length_text(best) if high <= _EXACT_SHARE * low else f"about {length_text(best)}"


def where(shown: Content, i: int) -> str:
    """Return claim `i`'s place, province and country as far as they are known, no name twice."""
    columns, sides = shown.columns, shown.base.names
    country, place = columns["country"][i], label_of(columns, i)
    province = columns["admin1"][i]
    parts = (place, None if province and province in place else province, sides.get(country, country))
    return ", ".join(part for part in parts if part)


def said_by(shown: Content, i: int) -> str:
    """Return who makes claim `i`, and for which side."""
    claimant, side = shown.columns["claimant"][i], shown.columns["claimant_side"][i]
    told = claimant or "not said"
    return f"{told} ({shown.base.names.get(side, side)})" if side and side not in ("none", "other") else told


def told_as(columns: Columns, i: int) -> str:
    """Return which of the style table's kinds of claim `i` is."""
    return style.claim_kind(hedged=bool(columns["hedged"][i]), stance=columns["stance"][i])


def one_line(text: str | None) -> str:
    """Return text on one line, without control characters and halves of letters."""
    shown = "".join(c if c.isprintable() or c == NBSP else " " for c in text or "")
    return " ".join(word for word in shown.split(" ") if word)


def quoted(text: str | None) -> str:
    """Return text on one line in quotation marks, unless it brings its own."""
    line = one_line(text)
    return line if line.startswith(("“", "«", "„", '"')) else f"“{line}”"


def losses_of(columns: Columns, i: int) -> str:
    """Return claim `i`'s figures: "2 killed, 1 wounded"; "" where it gives none."""
    figures = ((columns[name][i], name) for name in ("killed", "wounded", "captured"))
    return ", ".join(f"{number:.0f} {name}" for number, name in figures if number is not None)


def precision_of(columns: Columns, i: int) -> str:
    """Return claim `i`'s precision codes by the names analysts know them under."""
    codes = (
        ("ACLED geo", "acled_geo_precision"),
        ("time", "acled_time_precision"),
        ("UCDP where", "ucdp_where_prec"),
        ("date", "ucdp_date_prec"),
    )
    return ", ".join(f"{label} {columns[name][i]:.0f}" for label, name in codes if columns[name][i] is not None)


def _reports(reports: Sequence[Mapping[str, Any]], columns: Columns) -> list[ReportLine]:
    """One line per report: title, publisher, day; from the attrs, else from the rows."""
    known = [_plain_mapping(report) for report in reports] or _reports_of_rows(columns)
    return [ReportLine(_report_line(report), str(report.get("url") or "")) for report in known]


def _reports_of_rows(columns: Columns) -> list[dict[str, Any]]:
    names = ("report_id", "title", "publisher", "published", "url")
    rows = zip(*(columns[name] for name in names), strict=True)
    return list({row[0]: dict(zip(("id", *names[1:]), row, strict=True)) for row in rows}.values())


def _report_line(report: Mapping[str, Any]) -> str:
    published = str(report.get("published") or "")[:10]
    day = window_text(published, published) if published else "date unknown"
    parts = (report.get("title") or report.get("id"), report.get("publisher"), day)
    return ", ".join(str(part) for part in parts if part)
