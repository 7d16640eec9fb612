"""Default styles inside a GeoPackage, so that its layers open styled in QGIS."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

__all__ = ["add_styles"]

# Fill, outline and outline width (mm) of each layer. QGIS reads them from the table layer_styles.
_STYLES: dict[str, tuple[str, str, str, str]] = {
    "incidents": ("fill", "213,94,0,60", "213,94,0,255", "0.3"),
    "core": ("fill", "213,94,0,120", "150,60,0,255", "0.4"),
    "points": ("marker", "20,20,20,255", "255,255,255,255", "0.3"),
    "mentions": ("marker", "150,150,150,160", "255,255,255,200", "0.2"),
}

_QML = """<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology">
 <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
  <symbols><symbol type="{type}" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
   <layer class="{layer_class}" enabled="1" locked="0" pass="0">
    <Option type="Map">
     <Option type="QString" name="color" value="{fill}"/>
     <Option type="QString" name="outline_color" value="{line}"/>
     <Option type="QString" name="outline_width" value="{width}"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option>
   </layer>
  </symbol></symbols>
 </renderer-v2>
</qgis>"""

_LAYER_STYLES = """CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT '1970-01-01')"""


def add_styles(path: Path) -> None:
    """Add QGIS's ``layer_styles`` table, with a default style for each layer, to a GeoPackage."""
    with closing(sqlite3.connect(path)) as package, package:
        package.execute(_LAYER_STYLES)
        package.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles')"
        )
        package.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
            " styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '')",
            [(layer, layer, _qml(*style)) for layer, style in _STYLES.items()],
        )


def _qml(symbol_type: str, fill: str, line: str, width: str) -> str:
    layer_class = "SimpleFill" if symbol_type == "fill" else "SimpleMarker"
    return _QML.format(type=symbol_type, layer_class=layer_class, fill=fill, line=line, width=width)
