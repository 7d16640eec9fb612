"""Which rows to draw: by date, place, side and type."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import geopandas as gpd

__all__ = ["Filter", "select"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What to keep; a field left out keeps everything."""

    since: date | None = None
    until: date | None = None
    bbox: tuple[float, float, float, float] | None = None  # west, south, east, north
    side: str | None = None  # ISO3, other or none: who claims it
    types: Collection[str] = ()


def select(incidents: gpd.GeoDataFrame, keep: Filter) -> gpd.GeoDataFrame:
    """Return the rows that `keep` lets through; a row whose date or place is unknown fails a filter on it."""
    rows = zip(*(incidents[name] for name in _COLUMNS), strict=True)
    kept = [number for number, row in enumerate(rows) if _passes(keep, *row)]
    return incidents.iloc[kept].reset_index(drop=True)


_COLUMNS = ("date_start", "date_end", "longitude", "latitude", "claimant_side", "event_type")


def _passes(
    keep: Filter, start: date | None, end: date | None, longitude: float, latitude: float, side: str | None, kind: str
) -> bool:
    west, south, east, north = keep.bbox or (-180.0, -90.0, 180.0, 90.0)
    return (
        (keep.since is None or (end is not None and end >= keep.since))
        and (keep.until is None or (start is not None and start <= keep.until))
        and (keep.bbox is None or (west <= longitude <= east and south <= latitude <= north))
        and (keep.side is None or (side or "").casefold() == keep.side.casefold())
        and (not keep.types or kind in keep.types)
    )
