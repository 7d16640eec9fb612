"""One locative phrase, asked about directly: words in, a footprint out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geomap import spatial
from geomap.errors import NotRead
from geomap.model import Anchor, Footprint, Locative, Mention, Span
from geomap.pipeline.placing import anchor_of
from geomap.pipeline.tools import open_tools
from geomap.regions import DEFAULT as DEFAULT_REGION
from geomap.text import languages, locatives, toponyms

__all__ = ["AnchorLike", "feature", "footprint"]

AnchorLike: TypeAlias = tuple[float, float] | tuple[float, float, float] | BaseGeometry

_POINT_ALONE = 2  # numbers: longitude and latitude, no extent


def footprint(
    phrase: str,
    *,
    anchors: Mapping[str, AnchorLike] | None = None,
    profile: str = "frazier2004",
    circle: bool = False,
    region: str = DEFAULT_REGION,
    border_error_m: float | None = None,
) -> Footprint:
    """Return the region that a locative phrase leaves open.

    Parameters
    ----------
    phrase
        Such as "3.5 km into Armenia at Sev Lich", in any of the four languages.
    anchors
        Your own places by the name the phrase uses: (longitude, latitude), (longitude, latitude, extent in
        metres) or a shapely geometry in WGS84. They beat the gazetteer.
    profile
        How written numbers are taken to be rounded: frazier2004, gbif2020 or wieczorek2001.
    circle
        The circle of the point-radius method instead of the region.
    region
        The name of a region pack, or the path of one's folder.
    border_error_m
        How far the border may really run from where it is drawn; the pack's own figure where left out.

    Raises
    ------
    NotRead
        The phrase, or a place in it, cannot be read; the message says why.
    """
    tools = open_tools(region, border_error_m)
    lang = languages.detect(phrase) or "en"
    own = _own_mentions(phrase, anchors or {})
    found = [m for m in toponyms.find(phrase, tools.gazetteer.name_index, lang) if not _overlaps(m, own)]
    locative = locatives.read(phrase, sorted([*own, *found], key=lambda m: m.span), lang, kinds_of=tools.kinds_of)
    resolutions = tools.resolved(found, phrase, lang, about_region=True)
    known: dict[Mention, Anchor] = {r.mention: anchor_of(r.chosen.place, tools.region) for r in resolutions if r.chosen}
    known.update(own)
    _demand_known(locative, known)
    border, lines = tools.region.border, tools.fronts(None)
    return spatial.footprint(locative, known, border=border, lines=lines, profile=profile, circle=circle)


def feature(phrase: str, found: Footprint) -> dict[str, Any]:
    """Return a footprint as a GeoJSON Feature: the 90 % region, and everything else as properties."""
    distance = found.distance
    return {
        "type": "Feature",
        "geometry": mapping(found.region),
        "properties": {
            "phrase": phrase,
            "relation": found.relation,
            "reading": found.reading,
            "longitude": found.point[0],
            "latitude": found.point[1],
            "uncertainty_m": found.uncertainty_m,
            "core": found.core.wkt,
            "distance_low_m": distance.low_m if distance else None,
            "distance_best_m": distance.best_m if distance else None,
            "distance_high_m": distance.high_m if distance else None,
            "heading_deg": found.heading_deg,
            "into_country": found.into_country,
            "anchors": list(found.anchors),
            "rules": list(found.rules),
        },
    }


def _own_mentions(phrase: str, anchors: Mapping[str, AnchorLike]) -> dict[Mention, Anchor]:
    lowered, found = phrase.lower(), {}
    for name, value in anchors.items():
        start = lowered.find(name.lower())
        if start < 0:
            raise NotRead(f"the phrase does not name {name!r}")
        span = Span(start, start + len(name))
        found[Mention(span, span.of(phrase), rule="given")] = _own_anchor(name, value)
    return found


def _own_anchor(name: str, value: AnchorLike) -> Anchor:
    if isinstance(value, BaseGeometry):
        if value.is_empty:
            raise NotRead(f"{name}: the geometry given for it is empty")
        point = value.representative_point()
        return Anchor(name, name, point.x, point.y, 0.0, kind="given", shape=value)
    try:
        longitude, latitude, extent_m = map(float, value if len(value) != _POINT_ALONE else (*value, 0.0))
    except (TypeError, ValueError) as problem:
        raise NotRead(f"{name}: give (lon, lat), (lon, lat, extent in metres) or a shapely geometry") from problem
    return Anchor(name, name, longitude, latitude, extent_m, kind="given")


def _overlaps(mention: Mention, own: Mapping[Mention, Anchor]) -> bool:
    return any(mention.span.overlaps(given.span) for given in own)


def _demand_known(locative: Locative, known: Mapping[Mention, Anchor]) -> None:
    for part in (locative, *locative.also):
        for mention in part.anchors:
            if mention not in known and mention.longitude is None:
                raise NotRead(f"no place is known for {mention.text!r}: give it as an anchor")
