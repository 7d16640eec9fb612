"""What lies under the incidents: territories, neighbours, water, relief and lines, from a region pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["BaseMap", "Line", "Named", "load"]

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Named:
    """An area or a line with the label it carries and where that label stands (longitude, latitude)."""

    label: str
    at: tuple[float, float]
    shape: BaseGeometry


@dataclass(frozen=True, eq=False)
class Line:
    """A line of the base map: what it is (a key of the style table), and its name with its dates for the legend."""

    kind: str
    legend: str
    shape: BaseGeometry


@dataclass(frozen=True, eq=False)
class BaseMap:
    """The layers under the incidents, in longitude and latitude; empty where no region is known."""

    title: str = ""
    territories: Sequence[Named] = ()
    neighbours: Sequence[Named] = ()
    provinces: Sequence[Named] = ()
    lakes: Sequence[Named] = ()
    rivers: Sequence[Named] = ()
    towns: Sequence[Named] = ()
    lines: Sequence[Line] = ()
    line_notes: Sequence[str] = ()  # each line's source, date and error
    relief: Path | None = None  # a grey PNG with evenly spaced latitudes, that fills relief_bounds
    relief_bounds: Bounds | None = None
    bounds: Bounds | None = None
    notices: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # of the sides, by ISO3


def load(name: str | None) -> BaseMap:
    """Return the base map of a region pack; an empty one for None or a pack that is not installed."""
    del name
    return BaseMap()
