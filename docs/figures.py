"""Draw the figures of docs/model.md: one for each relation, from the footprints themselves.

python docs/figures.py
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib as mpl
import shapely
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from shapely.geometry.base import BaseGeometry

import geomap
from geomap import maps, regions
from geomap.model import Anchor, Distance, Footprint, Heading, Locative, Mention, Relation, Span
from geomap.spatial import footprint

FOLDER = Path(__file__).parent / "figures"
EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "sev-lich.txt"
REGION_COLOUR, CORE_COLOUR, LINE_COLOUR = "#f2b880", "#d9772b", "#5b5b5b"
PLACES = {
    "Goris": (46.34168, 39.51111, 2000, "town"),
    "Tegh": (46.48054, 39.55826, 700, "village"),
    "Sev Lich": (46.23167, 39.59806, 1200, "lake"),
    "Vardenis": (45.73156, 40.1827, 2000, "town"),
    "Sotk": (45.86951, 40.20007, 900, "village"),
    "Kut": (45.90167, 40.18083, 500, "village"),
    "Verin Shorzha": (45.8325, 40.08722, 500, "village"),
    "Norabak": (45.8483, 40.1435, 500, "village"),
    "Yeraskh": (44.82806, 39.73944, 700, "village"),
    "Jermuk": (45.67112, 39.83948, 2000, "town"),
}
WIDTH_TO_HEIGHT, KM_PER_DEGREE = 1.3, 111.2
NORTH, NORTH_EAST, EAST = (Heading(degrees, width, "") for degrees, width in ((0.0, 45.0), (45.0, 22.5), (90.0, 45.0)))
SEVERAL = Distance(2000, 3000, 7000, "vague", "km", "several kilometers")


@dataclass(frozen=True)
class Figure:
    """One picture: its file, the words it shows, and the expression they mean."""

    name: str
    words: str
    relation: Relation
    places: tuple[str, ...] = ()
    fields: dict[str, object] = field(default_factory=dict)


def km(best: float) -> Distance:
    """Return a distance in kilometres as one number says it."""
    return Distance(best * 1000, best * 1000, best * 1000, "exact", "km", f"{best:g} km", precision=f"{best:g}")


FIGURES = (
    Figure("at", "at Kut", "at", ("Kut",)),
    Figure("near", "near Kut, Norabak and Verin Shorzha", "near", ("Kut", "Norabak", "Verin Shorzha")),
    Figure("distance", "10 km from Goris", "distance", ("Goris",), {"distance": km(10)}),
    Figure("direction", "north-east of Goris", "direction", ("Goris",), {"heading": NORTH_EAST}),
    Figure(
        "direction_distance", "10 km north-east of Goris", "direction_distance", ("Goris",),
        {"distance": km(10), "heading": NORTH_EAST},
    ),
    Figure(
        "orthogonal", "8 km east and 6 km north of Goris", "orthogonal", ("Goris",),
        {"distance": km(8), "heading": EAST, "second_distance": km(6), "second_heading": NORTH},
    ),
    Figure("between", "between Vardenis and Sotk", "between", ("Vardenis", "Sotk")),
    Figure("along", "5 km along the road from Vardenis to Sotk", "along", ("Vardenis", "Sotk"),
           {"manner": "road", "distance": km(5)}),
    Figure("toward", "toward Jermuk", "toward", ("Jermuk",)),
    Figure("opposite", "opposite Kut, across the border", "opposite", ("Kut",)),
    Figure("border_section", "on the Yeraskh section of the border", "border_section", ("Yeraskh",)),
    Figure("depth_into", "3.5 km into Armenia at Sev Lich", "depth_into", ("Sev Lich",),
           {"distance": km(3.5), "into_country": "ARM"}),
    Figure("depth_into_whole", "advanced several kilometers into Armenia", "depth_into", (),
           {"distance": SEVERAL, "into_country": "ARM"}),
    Figure("depth_into_province", "several kilometers into Syunik", "depth_into", ("Syunik",),
           {"distance": SEVERAL, "into_country": "ARM"}),
    Figure("within_admin", "in the north of Syunik", "within_admin", ("Syunik",), {"part": NORTH}),
    Figure("coordinates", "40°05′04″N 45°52′28″E", "coordinates", ("40°05′04″N 45°52′28″E",)),
)  # fmt: skip


def main() -> None:
    """Draw every figure."""
    mpl.use("Agg")
    pack = regions.load()
    FOLDER.mkdir(exist_ok=True)
    for figure in FIGURES:
        draw(figure, pack)
    maps.save_figure(geomap.extract(EXAMPLE), FOLDER / "example.png", dpi=110)


def draw(figure: Figure, pack: regions.RegionPack) -> None:
    """Draw one footprint over the border and save it."""
    known = {mention: anchor(mention.text, pack) for mention in mentions(figure)}
    said = Locative(figure.relation, Span(0, 1), figure.words, tuple(known), **figure.fields)
    found = footprint(said, known, border=pack.border)
    canvas, axes = plt.subplots(figsize=(3.6, 3.0), dpi=80)
    fill(axes, found.region, REGION_COLOUR)
    fill(axes, found.core, CORE_COLOUR)
    frame(axes, found)
    for line in shapely.get_parts(pack.border.line):
        axes.plot(*shapely.get_coordinates(line).T, color=LINE_COLOUR, linewidth=0.9)
    for place in known.values():
        axes.plot(place.longitude, place.latitude, "s", color="#1f3b57", markersize=3)
        axes.annotate(
            place.name.split(" 4")[0], (place.longitude, place.latitude), (3, 3), textcoords="offset points", fontsize=7
        )
    axes.plot(*found.point, "+", color="black", markersize=9)
    axes.set_title(figure.words, fontsize=8)
    canvas.tight_layout(pad=0.4)
    canvas.savefig(FOLDER / f"{figure.name}.png", metadata={"Software": None})
    plt.close(canvas)


def mentions(figure: Figure) -> list[Mention]:
    """Return the places of a figure as mentions."""
    return [Mention(Span(at, at + 1), name) for at, name in enumerate(figure.places)]


def anchor(name: str, pack: regions.RegionPack) -> Anchor:
    """A place by its name: one of the table, a province of the pack, or a coordinate."""
    if name in PLACES:
        longitude, latitude, extent, kind = PLACES[name]
        return Anchor(name, name, longitude, latitude, extent, "ARM", kind)
    areas = [area for area in pack.provinces if area.name == name]
    if not areas:
        return Anchor(name, name, 45.87444, 40.08444, 39.0, "", "coordinates")
    middle = areas[0].shape.representative_point()
    return Anchor(name, name, middle.x, middle.y, 0.0, "ARM", "province", areas[0].shape)


def fill(axes: Axes, geometry: BaseGeometry, colour: str) -> None:
    """Paint polygons with their holes."""
    for part in shapely.get_parts(shapely.orient_polygons(geometry)):
        path = mpl.path.Path.make_compound_path(
            *(mpl.path.Path(ring.coords) for ring in (part.exterior, *part.interiors))
        )
        axes.add_patch(mpl.patches.PathPatch(path, facecolor=colour, edgecolor="none"))


def frame(axes: Axes, found: Footprint) -> None:
    """Show the region with some room, a kilometre as long either way, and a scale."""
    west, south, east, north = found.region.bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    height = 1.5 * max(north - south, (east - west) * squeeze / WIDTH_TO_HEIGHT)
    width = height * WIDTH_TO_HEIGHT / squeeze
    left, bottom = (west + east - width) / 2, (south + north - height) / 2
    axes.set(xlim=(left, left + width), ylim=(bottom, bottom + height), xticks=[], yticks=[], aspect=1 / squeeze)
    scale(axes, left + width / 20, bottom + height / 20, width * KM_PER_DEGREE * squeeze, KM_PER_DEGREE * squeeze)


def scale(axes: Axes, x: float, y: float, width_km: float, km_per_degree: float) -> None:
    """Draw a bar of a round length, at most a third of the picture."""
    unit = 10 ** math.floor(math.log10(width_km / 3))
    bar_km = max(step * unit for step in (1, 2, 5) if step * unit <= width_km / 3)
    axes.plot([x, x + bar_km / km_per_degree], [y, y], color="black", linewidth=1.5)
    size = f"{bar_km:g} km" if bar_km >= 1 else f"{bar_km * 1000:g} m"
    axes.annotate(size, (x, y), (0, 3), textcoords="offset points", fontsize=7)


if __name__ == "__main__":
    main()
