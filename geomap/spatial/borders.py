"""A border as geometry: strips along it, sections of it, depth across it.

Nothing here knows a country: the line, the territories on its sides and the line's error come from a
region pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

__all__ = ["Border"]


@dataclass(frozen=True)
class Border:
    """A line between territories, with its error and where it comes from.

    Parameters
    ----------
    line
        LineString or MultiLineString in WGS84, exclave rings included.
    territories
        (Multi)Polygon of each side by ISO 3166-1 alpha-3 code, exclaves placed where they belong; empty for a line
        that parts no territories (a line of contact).
    error_m
        How far the drawn line may lie from the real one.
    source
        Named in readings and in the `border_source` column.
    name, kind
        "Armenia-Azerbaijan border"; "border", "line_of_contact".
    valid_from, valid_to
        First and last day the line held; None where open.
    """

    line: BaseGeometry
    territories: Mapping[str, BaseGeometry]
    error_m: float
    source: str
    name: str = "border"
    kind: str = "border"
    valid_from: date | None = None
    valid_to: date | None = None
    side_names: Mapping[str, str] = field(default_factory=dict)  # by ISO3, for readings
