"""Saving and loading incidents: GeoJSON, GeoPackage, GeoParquet, CSV, KML, JSON lines.

Every format holds every column; what the rows cannot hold (reports, mentions,
what stayed unresolved) travels in GeoJSON as a foreign member, in GeoPackage
as layers, in GeoParquet as metadata. Reading a file back gives the same rows.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping, shape

from geomap.errors import InputError, MissingExtra, OutputError
from geomap.records.files import whole
from geomap.records.frames import CRS, frame_of_rows
from geomap.records.qgis import add_styles
from geomap.records.schema import COLUMNS, KIND_OF, Kind

__all__ = ["SUFFIXES", "load", "save", "to_geojson"]

ATTRS = ("reports", "mentions", "unresolved", "region")


def save(incidents: gpd.GeoDataFrame, path: str | Path) -> Path:
    """Write incidents to `path`; the suffix chooses the format.

    Raises
    ------
    OutputError
        Unknown suffix, or the file cannot be written; nothing half written is left.
    MissingExtra
        ``.parquet`` without pyarrow.
    """
    path = Path(path)
    writer = _format(path, OutputError)[0]
    with whole(path) as part:
        writer(incidents, part)
    return path


def load(path: str | Path) -> gpd.GeoDataFrame:
    """Read incidents that :func:`save` wrote, with the same rows, types and attributes.

    Raises
    ------
    InputError
        Missing file, unknown suffix, or a file that does not hold incidents.
    """
    path = Path(path)
    reader = _format(path, InputError)[1]
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    try:
        return reader(path)
    except MissingExtra:
        raise
    except Exception as problem:
        raise InputError(f"{path}: does not hold incidents written by geomap extract ({_brief(problem)})") from problem


def to_geojson(incidents: gpd.GeoDataFrame) -> str:
    """Return incidents as GeoJSON text: a FeatureCollection in WGS84."""
    features = [_feature(row) for row in _plain_rows(incidents)]
    members = {"type": "FeatureCollection", "features": features, "geomap": _attrs(incidents)}
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def _format(
    path: Path, error: type[InputError | OutputError]
) -> tuple[Callable[..., None], Callable[..., gpd.GeoDataFrame]]:
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise error(f"{path}: no format for the suffix '{path.suffix}': use one of {' '.join(SUFFIXES)}") from None


def _brief(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}".splitlines()[0][:200]


# Rows as plain values -------------------------------------------------------------------------------


def _plain_rows(incidents: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Rows as JSON values: dates as ISO text, lists as lists, missing values as None; geometry as it is."""
    columns = {c.name: [_plain(v, c.kind) for v in incidents[c.name]] for c in COLUMNS}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any, kind: Kind) -> Any:
    if kind == "list":
        return [str(item) for item in value] if value is not None else []
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if kind == "geometry":
        return value if not value.is_empty else None
    return _PLAIN[kind](value)


_PLAIN: dict[Kind, Callable[[Any], Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "date": lambda day: day.isoformat()[:10],
}


def _typed(value: Any, kind: Kind) -> Any:
    """The reverse of :func:`_plain`, also from text cells where a format knows only text."""
    if kind == "list":
        return json.loads(value) if isinstance(value, str) else [str(item) for item in value if item is not None]
    if value is None or value is pd.NA or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    return _TYPED[kind](value)


_TYPED: dict[Kind, Callable[[Any], Any]] = {
    "str": str,
    "int": lambda value: int(float(value)),
    "float": float,
    "bool": lambda value: value if isinstance(value, bool) else str(value).lower() in {"true", "1", "1.0"},
    "date": lambda value: value if type(value) is date else date.fromisoformat(str(value)[:10]),
    "geometry": lambda value: value,
}


def _table(rows: Sequence[Mapping[str, Any]], attrs: Mapping[str, Any] | None = None) -> gpd.GeoDataFrame:
    if rows and "claim_id" not in rows[0]:
        raise ValueError("the column claim_id is missing")
    typed = [{name: _typed(row.get(name), kind) for name, kind in KIND_OF.items() if name in row} for row in rows]
    return frame_of_rows(typed, attrs or {})


def _attrs(incidents: gpd.GeoDataFrame) -> dict[str, Any]:
    return {name: incidents.attrs[name] for name in ATTRS if name in incidents.attrs}


# GeoJSON and JSON lines -----------------------------------------------------------------------------


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    geometry = row["geometry"]
    properties = {name: value for name, value in row.items() if name != "geometry"}
    return {
        "type": "Feature",
        "geometry": mapping(geometry) if geometry is not None else None,
        "properties": properties,
    }


def _row_of_feature(feature: Mapping[str, Any]) -> dict[str, Any]:
    geometry = feature.get("geometry")
    return {**feature["properties"], "geometry": shape(geometry) if geometry else None}


def _write_geojson(incidents: gpd.GeoDataFrame, path: Path) -> None:
    path.write_text(to_geojson(incidents), "utf-8")


def _read_geojson(path: Path) -> gpd.GeoDataFrame:
    members = json.loads(path.read_text("utf-8-sig"))
    return _table([_row_of_feature(feature) for feature in members["features"]], members.get("geomap"))


def _write_jsonl(incidents: gpd.GeoDataFrame, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for row in _plain_rows(incidents):
            lines.write(json.dumps(_feature(row), ensure_ascii=False, separators=(",", ":")) + "\n")


def _read_jsonl(path: Path) -> gpd.GeoDataFrame:
    with path.open(encoding="utf-8-sig") as lines:
        return _table([_row_of_feature(json.loads(line)) for line in lines if line.strip()])


# Tables of text and numbers: CSV, KML, GeoPackage ---------------------------------------------------


def _cells(incidents: gpd.GeoDataFrame) -> pd.DataFrame:
    """Columns as plain cells: lists as JSON text, dates as ISO text; without the geometry."""
    rows = _plain_rows(incidents)
    dtypes = {"int": "Int64", "float": "float64", "bool": "bool"}
    return pd.DataFrame(
        {
            c.name: pd.Series([_cell(row[c.name], c.kind) for row in rows], dtype=dtypes.get(c.kind, "object"))
            for c in COLUMNS
            if c.kind != "geometry"
        }
    )


def _cell(value: Any, kind: Kind) -> Any:
    return json.dumps(value, ensure_ascii=False) if kind == "list" else value


def _write_csv(incidents: gpd.GeoDataFrame, path: Path) -> None:
    cells = _cells(incidents)
    position = list(KIND_OF).index("geometry")
    cells.insert(position, "geometry", [g.wkt if g is not None else None for g in incidents.geometry])
    cells.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _read_csv(path: Path) -> gpd.GeoDataFrame:
    cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    cells["geometry"] = [shapely.from_wkt(wkt) if wkt else None for wkt in cells["geometry"]]
    return _table(cells.to_dict("records"))


def _write_kml(incidents: gpd.GeoDataFrame, path: Path) -> None:
    """KML through GDAL: every cell as text of the ExtendedData, so that nothing is lost to its few types."""
    cells = _cells(incidents).astype(object)
    cells = cells.where(cells.notna(), "").astype(str)
    cells.insert(0, "Name", incidents["place"].fillna(incidents["event_type"]).astype(str))
    layer = gpd.GeoDataFrame(cells, geometry=list(incidents.geometry), crs=CRS)
    with _named_for_gdal(path, ".kml") as named:
        _write_layer(layer, named, "incidents", "LIBKML")


def _read_kml(path: Path) -> gpd.GeoDataFrame:
    layer = gpd.read_file(path, layer="incidents")
    return _rows_of_layer(layer.set_geometry(shapely.force_2d(layer.geometry)) if len(layer) else layer)


def _write_gpkg(incidents: gpd.GeoDataFrame, path: Path) -> None:
    cells = _cells(incidents)
    points = gpd.points_from_xy(incidents["longitude"], incidents["latitude"])
    geometries = {
        "incidents": list(incidents.geometry),
        "core": [shapely.from_wkt(core) if core else None for core in incidents["core"]],
        "points": [None if math.isnan(lon) else p for p, lon in zip(points, incidents["longitude"], strict=True)],
    }
    with _named_for_gdal(path, ".gpkg") as named:
        for layer, geometry in geometries.items():
            _write_layer(gpd.GeoDataFrame(cells, geometry=geometry, crs=CRS), named, layer, "GPKG")
        for layer in _ATTRIBUTE_COLUMNS:
            _write_layer(_attribute_layer(incidents.attrs.get(layer) or [], layer), named, layer, "GPKG")
        add_styles(named)


_ATTRIBUTE_COLUMNS: dict[str, dict[str, str]] = {
    "mentions": {
        "report_id": "object", "text": "object", "start": "Int64", "end": "Int64", "name": "object",
        "place_id": "object", "longitude": "float64", "latitude": "float64", "country": "object",
        "resolved": "bool", "reason": "object",
    },
    "unresolved": {
        "report_id": "object", "text": "object", "start": "Int64", "end": "Int64", "kind": "object", "reason": "object",
    },
    "reports": {
        "id": "object", "title": "object", "publisher": "object", "url": "object", "published": "object",
        "lang": "object", "source_sha256": "object", "retrieved": "object",
    },
}  # fmt: skip


def _attribute_layer(rows: Sequence[Mapping[str, Any]], layer: str) -> gpd.GeoDataFrame:
    cells = {
        name: pd.Series([row.get(name) for row in rows], dtype=dtype)
        for name, dtype in _ATTRIBUTE_COLUMNS[layer].items()
    }
    points = [
        shapely.Point(row["longitude"], row["latitude"]) if row.get("longitude") is not None else None for row in rows
    ]
    return gpd.GeoDataFrame(cells, geometry=gpd.GeoSeries(points, crs=CRS))


def _read_gpkg(path: Path) -> gpd.GeoDataFrame:
    attrs = {layer: _plain_layer(gpd.read_file(path, layer=layer)) for layer in _ATTRIBUTE_COLUMNS}
    table = _rows_of_layer(gpd.read_file(path, layer="incidents"))
    table.attrs.update(attrs)
    return table


def _plain_layer(layer: pd.DataFrame) -> list[dict[str, Any]]:
    cells = layer.drop(columns="geometry", errors="ignore").astype(object)
    return [dict(row) for row in cells.where(cells.notna(), None).to_dict("records")]


def _rows_of_layer(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    geometry = list(layer.geometry) if "geometry" in layer else [None] * len(layer)
    rows = _plain_layer(layer)
    return _table([{**row, "geometry": g} for row, g in zip(rows, geometry, strict=True)])


@contextmanager
def _named_for_gdal(path: Path, suffix: str) -> Iterator[Path]:
    """A name with the suffix GDAL insists on, moved to `path` when the block ended well."""
    named = path.with_name(path.name + suffix)
    try:
        yield named
        named.replace(path)
    finally:
        named.unlink(missing_ok=True)


def _write_layer(layer: gpd.GeoDataFrame, path: Path, name: str, driver: str) -> None:
    """One layer through pyogrio; regions as multipolygons, so that a layer has one geometry type."""
    if layer.geometry.geom_type.isin({"Polygon", "MultiPolygon"}).any():
        layer = layer.set_geometry([_multi(g) for g in layer.geometry], crs=CRS)
    geometry_type = "MultiPolygon" if name in {"incidents", "core"} else "Point"
    layer.to_file(path, layer=name, driver=driver, engine="pyogrio", geometry_type=geometry_type)


def _multi(geometry: Any) -> Any:
    return shapely.MultiPolygon([geometry]) if geometry is not None and geometry.geom_type == "Polygon" else geometry


# GeoParquet -----------------------------------------------------------------------------------------


def _need_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401, ICN001 - an optional extra, imported only for this format
    except ImportError as problem:
        raise MissingExtra("pyarrow", "parquet", "GeoParquet") from problem


def _write_parquet(incidents: gpd.GeoDataFrame, path: Path) -> None:
    _need_pyarrow()
    incidents.to_parquet(path, index=False)


def _read_parquet(path: Path) -> gpd.GeoDataFrame:
    _need_pyarrow()
    table = gpd.read_parquet(path)
    return _table([dict(row) for row in table.to_dict("records")], table.attrs)


SUFFIXES: dict[str, tuple[Callable[..., None], Callable[..., gpd.GeoDataFrame]]] = {
    ".geojson": (_write_geojson, _read_geojson),
    ".gpkg": (_write_gpkg, _read_gpkg),
    ".parquet": (_write_parquet, _read_parquet),
    ".csv": (_write_csv, _read_csv),
    ".kml": (_write_kml, _read_kml),
    ".jsonl": (_write_jsonl, _read_jsonl),
}
