"""Codes for ACLED and UCDP GED, from one table (``coding.toml``)."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from geomap.model import Event, Footprint

__all__ = ["acled_event", "acled_geo_precision", "acled_time_precision", "ucdp_date_prec", "ucdp_where_prec"]

_EXACT_RELATIONS = frozenset({"at", "coordinates"})
_LINEAR_RELATIONS = frozenset({"depth_into", "border_section", "along", "between", "opposite", "toward"})


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("coding.toml").read_text("utf-8"))


def acled_event(event: Event) -> tuple[str, str]:
    """Return the ACLED event type and sub-event type of an event."""
    row = _table()["acled_sub_type"].get(event.sub_type) if event.type in {"shelling", "capture"} else None
    row = row or _table()["acled"][event.type]
    return row["event_type"], row["sub_event_type"]


def acled_geo_precision(footprint: Footprint) -> int:
    """Return 1 (the town or exact place), 2 (near a town, a small area) or 3 (a region)."""
    limits = _table()["geo_precision"]
    if footprint.relation in _EXACT_RELATIONS and footprint.uncertainty_m <= limits["exact_m"]:
        return 1
    return 2 if footprint.uncertainty_m <= limits["near_m"] else 3


def ucdp_where_prec(footprint: Footprint, anchor_kinds: tuple[str, ...]) -> int:
    """Return the UCDP code: 1 exact, 2 within about 25 km, 3 ADM2, 4 ADM1, 5 linear or fuzzy, 6 country."""
    precision = acled_geo_precision(footprint)
    if precision < 3:  # noqa: PLR2004 - the code itself
        return precision
    if footprint.relation in _LINEAR_RELATIONS:
        return 5
    if "province" in anchor_kinds:
        return 4
    if "country" in anchor_kinds:
        return 6
    return 3 if "district" in anchor_kinds else 5


def acled_time_precision(start: date, end: date) -> int:
    """Return 1 (the day, or the night between two), 2 (a week) or 3 (a month or more)."""
    days = (end - start).days + 1
    return 1 if days <= 2 else 2 if days <= 7 else 3  # noqa: PLR2004 - a night has two dates, a week seven


def ucdp_date_prec(start: date, end: date) -> int:
    """Return 1 (a day), 2 (two to six days), 3 (a week), 4 (a month) or 5 (a year or more)."""
    days = (end - start).days + 1
    return next((code for code, limit in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= limit), 5)
