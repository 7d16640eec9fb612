"""One table of incidents to any of the outputs; the suffix chooses which."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd

from geomap.errors import OutputError
from geomap.records import SUFFIXES as RECORD_SUFFIXES
from geomap.records import save

__all__ = ["MAP_SUFFIXES", "check_map_suffix", "check_record_suffix", "write_map", "write_records"]

MAP_SUFFIXES = (".html", ".png", ".svg", ".pdf", ".docx")


def check_map_suffix(path: Path) -> None:
    """Raise OutputError when no map can be written under this name."""
    if path.suffix.lower() not in MAP_SUFFIXES:
        raise OutputError(f"{path}: no map with the suffix '{path.suffix}': use one of {' '.join(MAP_SUFFIXES)}")


def check_record_suffix(path: Path) -> None:
    """Raise OutputError when no records can be written under this name."""
    if path.suffix.lower() not in RECORD_SUFFIXES:
        raise OutputError(f"{path}: no format for the suffix '{path.suffix}': use one of {' '.join(RECORD_SUFFIXES)}")


def write_map(incidents: gpd.GeoDataFrame, path: Path, *, report: bool = False) -> None:
    """Write the interactive page, a figure or a document; a PDF is a document where `report` asks for one.

    Raises
    ------
    OutputError
        Unknown suffix, or the file cannot be written; nothing half written is left.
    """
    check_map_suffix(path)
    suffix = path.suffix.lower()
    if suffix == ".html":
        from geomap import maps

        maps.save_page(incidents, path)
    elif suffix == ".docx" or (suffix == ".pdf" and report):
        from geomap import documents

        (documents.save_docx if suffix == ".docx" else documents.save_pdf)(incidents, path)
    else:
        from geomap import maps

        maps.save_figure(incidents, path)


def write_records(incidents: gpd.GeoDataFrame, path: Path) -> None:
    """Write the records in the format of the suffix; raises as :func:`geomap.records.save` does."""
    save(incidents, path)
