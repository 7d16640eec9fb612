"""geomap turns reports of border incidents into maps that can be defended.

A short tour::

    incidents = geomap.extract("articles/")     # reports in, one row per claim out
    geomap.explore(incidents)                   # the layered map, in Jupyter or geomap.save(incidents, "map.html")
    geomap.plot(incidents)                      # the printable figure
    geomap.footprint("3.5 km into Armenia at Sev Lich")  # one phrase to its region
    geomap.geocode("Basarkechar")               # one name to places, under either side's name
    geomap.distance("several kilometers")       # one length to low, best and high metres

What stands behind each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap._version import __version__
from geomap.errors import (
    GeomapError,
    InputError,
    MissingExtra,
    NotRead,
    OutputError,
    ReportError,
    ServiceError,
    UnsupportedScript,
)
from geomap.front import distance, explore, extract, footprint, geocode, load, plot, save
from geomap.model import Candidate, Distance, Footprint, Report
from geomap.spatial.point_radius import point_radius

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer

__all__ = [
    "Candidate",
    "Distance",
    "Footprint",
    "Gazetteer",
    "GeomapError",
    "InputError",
    "MissingExtra",
    "NotRead",
    "OutputError",
    "Report",
    "ReportError",
    "ServiceError",
    "UnsupportedScript",
    "__version__",
    "distance",
    "explore",
    "extract",
    "footprint",
    "geocode",
    "load",
    "plot",
    "point_radius",
    "save",
]


def __getattr__(name: str) -> Any:
    if name == "Gazetteer":  # a geopy geocoder: geopy is imported only for it
        return import_module("geomap.gazetteer").Gazetteer
    raise AttributeError(f"module 'geomap' has no attribute {name!r}")
