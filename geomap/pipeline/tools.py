"""What the stages work with: one gazetteer and one region pack, opened once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geomap import gazetteer, regions
from geomap.gazetteer import Embedded
from geomap.regions import RegionPack
from geomap.settings import DEFAULT_REGION

__all__ = ["Tools", "open_tools"]


@dataclass(frozen=True)
class Tools:
    """The gazetteer that knows the names and the region pack that knows the border."""

    gazetteer: Embedded
    region: RegionPack


@cache
def open_tools(region: str = DEFAULT_REGION) -> Tools:
    """Return the tools for a region; opened once, then shared."""
    return Tools(gazetteer.embedded(), regions.load(region))
