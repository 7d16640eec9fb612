"""Footprints a second on one core, beside a plain shapely and pyproj script that does the same work."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import shapely
from pyproj import Geod, Transformer

from geomap import regions
from geomap.model import Anchor, Distance, Footprint, Heading, Locative, Mention, Span
from geomap.spatial import Border, footprint

GEOD = Geod(ellps="WGS84")
PLACES_PROMISE, SECTION_PROMISE, WHOLE_PROMISE, INDEX_PROMISE = 2_000, 200, 10, 0.5
SECONDS = 3.0
DICE = np.random.default_rng(1)


def main() -> None:
    pack = regions.load()
    border = replace(pack.border)
    start = time.process_time()
    shapes = border.whole.line, *(border.territory(side) for side in pack.sides)
    index = time.process_time() - start
    print(f"border index: {index:.3f} s for {sum(map(shapely.get_num_coordinates, shapes)):,} vertices", end="")
    print(f" (promise: under {INDEX_PROMISE})")
    line, territory = pack.border.line, pack.territories["ARM"]
    spots = list(places(pack))
    rate_beside("place-relative", PLACES_PROMISE, offsets(spots), plain_offset)
    rate_beside(
        "border depth at a place", SECTION_PROMISE, depths(spots, border), partial(plain_depth, line, territory)
    )
    rate_beside("depth along the border", WHOLE_PROMISE, depths([None], border), partial(plain_depth, line, territory))


def places(pack: regions.RegionPack) -> Iterator[tuple[float, float]]:
    """Points within some kilometres of the border, on one side."""
    for vertex in shapely.get_coordinates(pack.border.line)[::10]:
        point = vertex[0] + DICE.uniform(-0.1, 0.1), vertex[1] + DICE.uniform(-0.1, 0.1)
        if pack.country_at(*point) == "ARM":
            yield point


def stated(metres: float) -> Distance:
    return Distance(metres, metres, metres, "exact", "km", "", precision=f"{metres / 1000:.0f}")


def offsets(spots: list[tuple[float, float]]) -> Iterator[tuple[Callable[[], Footprint], tuple]]:
    """Distances and directions from a place, of every length and wind."""
    for x, y in itertools.cycle(spots):
        mention = Mention(Span(0, 1), "X")
        known = {mention: Anchor("x", "X", x, y, 700, "ARM", "village")}
        metres, degrees = float(DICE.integers(1, 51)) * 1000, float(DICE.integers(16)) * 22.5
        said = Locative("direction_distance", Span(0, 1), "", (mention,), stated(metres), Heading(degrees, 22.5, ""))
        yield partial(footprint, said, known), ((x, y), metres, degrees)


def depths(spots: list[tuple[float, float] | None], border: Border) -> Iterator[tuple[Callable[[], Footprint], tuple]]:
    """Depths into a country, at a place or along all of the border."""
    for spot in itertools.cycle(spots):
        mention = Mention(Span(0, 1), "X")
        known = {mention: Anchor("x", "X", *spot, 700, "ARM", "village")} if spot else {}
        metres = DICE.uniform(500, 7000)
        said = Locative("depth_into", Span(0, 1), "", tuple(known), stated(metres), into_country="ARM")
        yield partial(footprint, said, known, border=border), (spot, metres)


def rate_beside(name: str, promise: int, work: Iterator, plain: Callable[..., object]) -> None:
    """Print how many footprints a second both make of the same phrases, taking turns."""
    ours = theirs = 0.0
    count, deadline = 0, time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        make, arguments = next(work)
        ours += timed(make)
        theirs += timed(partial(plain, *arguments))
        count += 1
    ratio = theirs / ours
    print(f"{name:24} {count / ours:8,.0f} a second; plain script {count / theirs:8,.0f}", end="")
    print(f"; {ratio:5.1f} times as fast (promise: {promise:,} a second)")


def timed(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def plain_offset(origin: tuple[float, float], metres: float, degrees: float) -> object:
    """A ring sector and a smaller one in it, a best point, and the farthest distance from it."""
    region, core = (
        sector(origin, metres * low, metres * high, degrees, half)
        for low, high, half in ((0.6, 1.2, 40.0), (0.75, 1.05, 20.0))
    )
    point = GEOD.fwd(*origin, degrees, metres * 0.9)[:2]
    far = max(GEOD.inv(*point, *vertex)[2] for vertex in region.exterior.coords)
    return region.is_valid and core.is_valid and region.covers(core) and core.covers(shapely.Point(point)), far


def sector(origin: tuple[float, float], low: float, high: float, degrees: float, half: float) -> shapely.Polygon:
    angles = [degrees - half + 2 * half * step / 32 for step in range(33)]
    outer = [GEOD.fwd(*origin, angle, high)[:2] for angle in angles]
    return shapely.Polygon(outer + [GEOD.fwd(*origin, angle, low)[:2] for angle in reversed(angles)])


def plain_depth(
    line: shapely.Geometry, territory: shapely.Geometry, spot: tuple[float, float] | None, metres: float
) -> object:
    """Project line and territory, buffer, intersect, project back: region, core, best point, farthest distance."""
    x, y = spot or (45.6, 40.0)
    there = Transformer.from_crs("EPSG:4326", f"+proj=aeqd +lon_0={x} +lat_0={y} +datum=WGS84", always_xy=True)
    flat_line, flat_territory = (project(shape, there, "FORWARD") for shape in (line, territory))
    if spot:
        reach = math.hypot(flat_line.distance(shapely.Point(0, 0)), 10_000)
        disc = shapely.Point(0, 0).buffer(reach)
    flat = [flat_line.buffer(depth).intersection(flat_territory) for depth in (metres + 100, metres)]
    flat = [part.intersection(disc) for part in flat] if spot else flat
    region, core = (project(part, there, "INVERSE") for part in flat)
    centre = flat[0].minimum_rotated_rectangle.centroid
    nearest = shapely.shortest_line(flat[1], centre)
    point = there.transform(*nearest.coords[0], direction="INVERSE")
    vertices = shapely.get_coordinates(region)
    lons, lats = np.full(len(vertices), point[0]), np.full(len(vertices), point[1])
    return region.is_valid, core.is_valid, GEOD.inv(lons, lats, *vertices.T)[2].max()


def project(shape: shapely.Geometry, transformer: Transformer, direction: str) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: np.column_stack(transformer.transform(*xy.T, direction=direction)))


if __name__ == "__main__":
    main()
