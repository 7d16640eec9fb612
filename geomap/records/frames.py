"""Claims to a GeoDataFrame, and nothing else: the only place where findings become rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geomap._version import __version__
from geomap.model import Claim
from geomap.records import coding
from geomap.records.schema import COLUMNS, KIND_OF, Kind

__all__ = ["CRS", "frame", "frame_of_rows"]

CRS = "EPSG:4326"

_DTYPE: dict[Kind, str] = {"int": "Int64", "float": "float64", "bool": "bool"}


def frame(claims: Iterable[Claim], *, sources: Mapping[str, str], attrs: Mapping[str, Any]) -> gpd.GeoDataFrame:
    """Return one row per claim, in the schema's columns; `attrs` keeps what the rows cannot hold.

    Parameters
    ----------
    claims
        In the order of the reports.
    sources
        ``gazetteer_version`` and ``border_source``, the same for every row of a run.
    attrs
        ``reports``, ``mentions``, ``unresolved``, ``region``: plain JSON values.
    """
    return frame_of_rows([_row(claim, sources) for claim in claims], attrs)


def frame_of_rows(rows: Sequence[Mapping[str, Any]], attrs: Mapping[str, Any]) -> gpd.GeoDataFrame:
    """Return a table with the schema's columns and types from plain rows (missing values are None)."""
    series = {c.name: _series([row.get(c.name) for row in rows], c.kind) for c in COLUMNS if c.kind != "geometry"}
    geometry = gpd.GeoSeries([_simplest(row.get("geometry")) for row in rows], crs=CRS)
    table = gpd.GeoDataFrame(series, geometry=geometry)[[c.name for c in COLUMNS]]
    table.attrs.update({name: _Shared(value) if isinstance(value, list) else value for name, value in attrs.items()})
    return table


class _Shared(list[Any]):
    """Findings that tables made from one another share: pandas would copy them, mention by mention, at every step."""

    def __deepcopy__(self, _: dict[int, Any]) -> _Shared:
        return self


def _simplest(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """One part alone is a Polygon, so that a format that knows only multipolygons gives the same row back."""
    parts = list(getattr(geometry, "geoms", []))
    return parts[0] if len(parts) == 1 else geometry


def _series(values: list[Any], kind: Kind) -> pd.Series:
    """One column; text, lists and dates stay Python objects, so that a missing one is None everywhere."""
    return pd.Series(values, dtype=_DTYPE.get(kind, "object"))


def _row(claim: Claim, sources: Mapping[str, str]) -> dict[str, Any]:
    row = {**_report_values(claim), **_event_values(claim), **_place_values(claim), **sources}
    row["geomap_version"] = __version__
    return {name: None if value == "" else value for name, value in row.items() if name in KIND_OF}


def _report_values(claim: Claim) -> dict[str, Any]:
    report = claim.report
    retrieved = report.retrieved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if report.retrieved else None
    return {
        "claim_id": claim.claim_id,
        "incident_id": claim.incident_id,
        "report_id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "published": report.published,
        "lang": report.lang,
        "source_sha256": report.source_sha256,
        "retrieved": retrieved,
    }


def _event_values(claim: Claim) -> dict[str, Any]:
    event, text = claim.event, claim.report.text
    acled_type, acled_sub_type = coding.acled_event(event)
    return {
        "event_type": event.type,
        "acled_event_type": acled_type,
        "acled_sub_event_type": acled_sub_type,
        **_date_values(event.when.start if event.when else None, event.when.end if event.when else None),
        "initiator": event.initiator,
        "target": event.target,
        "claimant": event.claimant,
        "claimant_side": event.claimant_side,
        "hedged": event.hedged,
        "stance": event.stance,
        "killed": event.killed,
        "wounded": event.wounded,
        "captured": event.captured,
        "quote": event.quote.of(text),
        "quote_start": event.quote.start,
        "quote_end": event.quote.end,
        "rules": list(claim.rules),
    }


def _date_values(start: date | None, end: date | None) -> dict[str, Any]:
    if start is None or end is None:
        return {}
    return {
        "date_start": start,
        "date_end": end,
        "acled_time_precision": coding.acled_time_precision(start, end),
        "ucdp_date_prec": coding.ucdp_date_prec(start, end),
    }


def _place_values(claim: Claim) -> dict[str, Any]:
    values: dict[str, Any] = {
        "place": claim.place,
        "place_text": claim.place_text,
        "anchors": [],
        "origin_anchors": list(claim.origin_anchors),
        "relation": "none",
        "into_country": claim.event.into_country,
        "reading": claim.unplaced_reason,
    }
    footprint = claim.footprint
    if footprint is None:
        return values
    return values | {
        "reading": footprint.reading,
        "anchors": list(footprint.anchors),
        "country": claim.country,
        "admin1": claim.admin1,
        "relation": footprint.relation,
        **_distance_values(claim),
        "heading_deg": footprint.heading_deg,
        "into_country": footprint.into_country or claim.event.into_country,
        "longitude": footprint.point[0],
        "latitude": footprint.point[1],
        "geometry": footprint.region,
        "core": footprint.core.wkt,
        "uncertainty_m": footprint.uncertainty_m,
        "acled_geo_precision": coding.acled_geo_precision(footprint),
        "ucdp_where_prec": coding.ucdp_where_prec(footprint, claim.anchor_kinds),
    }


def _distance_values(claim: Claim) -> dict[str, Any]:
    distance = claim.footprint.distance if claim.footprint else None
    if distance is None:
        return {}
    return {
        "distance_low_m": distance.low_m,
        "distance_best_m": distance.best_m,
        "distance_high_m": distance.high_m,
    }
