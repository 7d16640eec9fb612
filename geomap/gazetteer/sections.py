"""Named sections of the borders that the region packs describe, as places with the line for a shape."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import shapely

from geomap import regions
from geomap.model import Candidate, Place
from geomap.regions import RegionPack, Section
from geomap.spatial.sketches import uncertainty_m
from geomap.text.folding import fold

__all__ = ["candidates"]

SCORE = 0.8  # a name said in full, of a thing that few people name


def candidates(name: str) -> list[Candidate]:
    """Return the border sections that bear a name, in any language; spelling is compared as the gazetteer does."""
    reasons = ("named so", "a section of the border")
    return [Candidate(place, SCORE, reasons) for place in _by_name().get(fold(name), ())]


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    found: dict[str, dict[str, Place]] = {}
    for pack in map(regions.load, regions.names()):
        for section in pack.sections:
            place = _place(pack, section)
            for spelling in _own_names(pack, section):
                found.setdefault(fold(spelling), {})[place.id] = place
    return {key: tuple(places.values()) for key, places in found.items()}


def _own_names(pack: RegionPack, section: Section) -> Iterator[str]:
    """The section's names that are not a province's or a village's too: those of more than one word."""
    areas = {fold(spelling) for area in pack.provinces for names in area.names.values() for spelling in names}
    for spelling in (section.name, *(spelling for names in section.names.values() for spelling in names)):
        key = fold(spelling)
        if " " in key and key not in areas:
            yield spelling


def _place(pack: RegionPack, section: Section) -> Place:
    """The section at the middle of its longest part."""
    longest = max(shapely.get_parts(section.line), key=lambda part: part.length)
    middle = longest.interpolate(0.5, normalized=True)
    return Place(
        id=f"{pack.name}:sections:{section.name}",
        name=section.name,
        kind="border_section",
        longitude=round(middle.x, 5),
        latitude=round(middle.y, 5),
        extent_m=round(uncertainty_m((middle.x, middle.y), section.line)),
        names=section.names,
        source=pack.border_source,
        shape=section.line,
    )
