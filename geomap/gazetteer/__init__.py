"""Places and their names: the gazetteer in the package, the user's own, and services asked on request."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.embedded import EmbeddedGazetteer, embedded
from geomap.gazetteer.geocoding import geocode

if TYPE_CHECKING:
    from geomap.gazetteer.face import Gazetteer

__all__ = ["EmbeddedGazetteer", "Gazetteer", "embedded", "geocode"]


def __getattr__(name: str) -> Any:
    if name == "Gazetteer":  # geopy is imported only for it
        return import_module("geomap.gazetteer.face").Gazetteer
    raise AttributeError(f"module 'geomap.gazetteer' has no attribute {name!r}")
