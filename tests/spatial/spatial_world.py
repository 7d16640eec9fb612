"""A made-up border for tests, and short ways to write place expressions.

Two countries side by side, AAA west and BBB east of a zigzag line near 20 E, and an exclave of BBB inside AAA.
"""

from __future__ import annotations

import shapely

from geomap.model import Anchor, Distance, Heading, Locative, Mention, Span
from geomap.spatial import Border, footprint

ZIGZAG = [(20.0, 40.0), (20.03, 40.25), (19.98, 40.5), (20.05, 40.75), (20.0, 41.0)]
EXCLAVE = shapely.box(19.7, 40.4, 19.76, 40.44)
WEST = shapely.Polygon([(19.0, 40.0), *ZIGZAG, (19.0, 41.0)]).difference(EXCLAVE)
EAST = shapely.union(shapely.Polygon([*ZIGZAG, (21.0, 41.0), (21.0, 40.0)]), EXCLAVE)
LINE = shapely.multilinestrings([ZIGZAG, list(EXCLAVE.exterior.coords)])
BORDER = Border(
    LINE,
    {"AAA": WEST, "BBB": EAST},
    error_m=100.0,
    source="drawn for tests",
    name="test border",
    side_names={"AAA": "Aland", "BBB": "Beland"},
)
PROVINCE = shapely.box(19.5, 40.0, 19.99, 40.5)  # south-east of Aland; misses the line by a kilometre or two
PLACES = {
    "Ash": Anchor("ash", "Ash", 19.95, 40.30, 500, "AAA", "village"),
    "Birch": Anchor("birch", "Birch", 19.93, 40.60, 500, "AAA", "village"),
    "Cedar": Anchor("cedar", "Cedar", 20.10, 40.55, 2000, "BBB", "town"),
    "Far": Anchor("far", "Far", 19.10, 40.50, 500, "AAA", "village"),
    "Pond": Anchor("pond", "Pond", 19.9, 40.4, 0, "AAA", "lake", shapely.Point(19.9, 40.4).buffer(0.01)),
    "Road": Anchor("road", "Road", 19.7, 40.335, 0, "AAA", "road", shapely.LineString([(19.4, 40.33), (19.98, 40.34)])),
    "Province": Anchor("province", "Province", 19.75, 40.25, 30000, "AAA", "province", PROVINCE),
    "Exclave": Anchor("exclave", "Exclave", 19.73, 40.42, 4000, "BBB", "district", EXCLAVE),
    "Aland": Anchor("aland", "Aland", 19.5, 40.5, 60000, "AAA", "country", WEST),
}
MENTIONS = {name: Mention(Span(at, at + 1), name) for at, name in enumerate(PLACES)}
KNOWN = {MENTIONS[name]: anchor for name, anchor in PLACES.items()}
NORTH = Heading(0.0, 45.0, "north")
NORTH_EAST = Heading(45.0, 22.5, "north-east")


def said(relation, *names, **fields):
    """A place expression about places of the made-up world."""
    return Locative(relation, Span(0, 10), f"{relation} {names}", tuple(MENTIONS[name] for name in names), **fields)


def drawn(relation, *names, border=BORDER, circle=False, profile="frazier2004", on=None, lines=(), **fields):
    """Its footprint."""
    expression = said(relation, *names, **fields)
    return footprint(expression, KNOWN, border=border, circle=circle, profile=profile, on=on, lines=lines)


def about(longitude, latitude, extent_m=500.0, kind="village"):
    """A mention of a place of one's own, and the mapping that knows it."""
    mention = Mention(Span(0, 4), "here")
    return mention, {mention: Anchor("here", "here", longitude, latitude, extent_m, "", kind)}


def km(value, low=None, high=None, bound="exact", written=None):
    """A distance in kilometres; `written` is the number as it stands in the text."""
    low, high = value if low is None else low, value if high is None else high
    text = f"{value:g}" if written is None else written
    high_m = None if bound == "at_least" else high * 1000
    return Distance(low * 1000, value * 1000, high_m, bound, "km", f"{text} km", precision=text)


SEVERAL = Distance(2000, 3000, 7000, "vague", "km", "several kilometers", rule="distance.several")
