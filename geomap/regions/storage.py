"""Read a GeoPackage's layers with nothing but sqlite: quick to open, and no GDAL at run time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import shapely

from geomap.errors import InputError

__all__ = ["Row", "read_layer"]

Row = dict[str, Any]

GEOMETRY_COLUMN = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?"
HEADER_BYTES = 8  # magic, version, flags, reference system
ENVELOPE_BYTES = (0, 32, 48, 48, 64)  # by the envelope code in bits 1 to 3 of the flags


def read_layer(path: Path, layer: str) -> list[Row]:
    """Return a layer's rows in their order, the geometry as a shapely one under `geometry`.

    A layer that the file does not hold is empty: packs need not have every layer.
    """
    with closing(_open(path)) as file:
        try:
            known = file.execute(GEOMETRY_COLUMN, (layer,)).fetchone()
            rows = [dict(row) for row in file.execute(_all_of(layer))] if known else []
        except sqlite3.DatabaseError as problem:
            raise InputError(f"{path}: not a GeoPackage ({problem})") from problem
    blobs = [row.pop(known[0]) for row in rows]
    for row, shape in zip(rows, shapely.from_wkb([_wkb(blob) for blob in blobs]), strict=True):
        row["geometry"] = shape
    return rows


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    file = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    file.row_factory = sqlite3.Row
    return file


def _all_of(layer: str) -> str:
    name = layer.replace('"', '""')
    return f'SELECT * FROM "{name}" ORDER BY 1'  # noqa: S608 (names cannot be bound; this one is quoted and known)


def _wkb(blob: bytes) -> bytes:
    """Strip the GeoPackage header (OGC 12-128r18, clause 2.1.3) off a geometry."""
    return blob[HEADER_BYTES + ENVELOPE_BYTES[blob[3] >> 1 & 7] :]
