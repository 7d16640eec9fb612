"""Where a place's shape comes from: a line of its own, or a layer of a region pack, so that nothing is held twice."""

from __future__ import annotations

from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from geomap import regions

__all__ = ["shape_of"]


def shape_of(reference: str) -> BaseGeometry | None:
    """Return the shape that a reference names, None where there is none.

    References are "line:WKT" or "PACK:LAYER:NAME"; layers are territories, provinces, areas, lakes and rivers.
    """
    if not reference:
        return None
    if reference.startswith("line:"):
        return shapely.from_wkt(reference[5:])
    pack, layer, key = reference.split(":", 2)
    return _layer(pack, layer).get(key)


@cache
def _layer(pack: str, layer: str) -> dict[str, BaseGeometry]:
    region = regions.load(pack)
    if layer == "territories":
        return dict(region.territories)
    return {feature.name: feature.shape for feature in getattr(region, layer)}
