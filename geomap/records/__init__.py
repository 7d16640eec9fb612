"""Claims as rows: the schema, the frame, the file formats and the coding schemes."""

from geomap.records.files import check_place, together, whole
from geomap.records.formats import SUFFIXES, load, save, to_geojson
from geomap.records.frames import frame
from geomap.records.schema import COLUMNS, Column

__all__ = ["COLUMNS", "SUFFIXES", "Column", "check_place", "frame", "load", "save", "to_geojson", "together", "whole"]
