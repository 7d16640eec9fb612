"""Which rows to draw: by date, place, side and type."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

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
    chosen = pd.Series(data=True, index=incidents.index)
    if keep.since:
        chosen &= [day is not None and day >= keep.since for day in incidents["date_end"]]
    if keep.until:
        chosen &= [day is not None and day <= keep.until for day in incidents["date_start"]]
    if keep.bbox:
        west, south, east, north = keep.bbox
        chosen &= incidents["longitude"].between(west, east) & incidents["latitude"].between(south, north)
    if keep.side:
        chosen &= incidents["claimant_side"] == keep.side
    if keep.types:
        chosen &= incidents["event_type"].isin(list(keep.types))
    return incidents[chosen].reset_index(drop=True)
