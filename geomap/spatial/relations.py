"""From a place expression whose places are known to the region it leaves open.

:func:`footprint` reads a :class:`geomap.model.Locative`. What each relation takes from it
(`anchors` are mentions; the mapping handed over says which :class:`geomap.model.Anchor` each
of them is; several point-like anchors mean "at each of them": the region has a part for each):

===================  ==================================================================================
relation             fields
===================  ==================================================================================
at                   anchors 1..n. ``manner``: "" at or in the place · "outside" just outside it
                     (the place itself left out where it is small). ``part``: its north, its centre
near                 anchors 1..n; distance optional ("within 5 km of X": bound at_most; "walking distance").
                     ``manner``: "" near, close to, around, in the area of X · "outskirts" on the edge of
                     X, just outside X · "approaches" on the approaches to X
distance             anchors 1..n, distance. ``manner``: "" · "road" where the words say by road
direction            anchors 1, heading ("north of Goris")
direction_distance   anchors 1, distance, heading. ``manner``: "" · "road"
orthogonal           anchors 1, distance + heading and second_distance + second_heading
between              anchors 2..n ("between A and B", "the A-B section" of no border and no road).
                     ``manner``: "" · "midway" where the words say half-way
along                anchors 1 (a road, river, railway or lake with a shape) or 2 (from A to B).
                     ``manner``: "road" "railway" "river" "shore" "pipeline".
                     distance optional: that far along the way from the first anchor ("the 10-km mark")
toward               anchors 1 (X) or 2 (from A toward X); distance optional ("advanced 2 km toward X": from the
                     border into X's side, or into_country).
                     ``manner``: "" toward X · "from" from the direction of X
opposite             anchors 1..n: across the border from X
border_section       anchors 0..n. None: the whole border (or the ``part`` of it: "the northern section").
                     Places and areas select the part of the line near or touching them: "the Yeraskh
                     section", "the Nakhichevan section", "the border with Kalbajar", "in the direction of X"
                     in front-line language. Several places: a part for each; an area beside a place: the
                     place's part within the area's. distance optional: how far from the border ("500 m from
                     the border at X"). into_country optional: on that side only.
                     ``manner``: "" · "line_of_contact" where the words name the line of contact
within_admin         anchors 1..n with a shape (province, district, country), ``part`` optional ("the north
                     of Syunik"). ``manner``: "" all of the area · "border" its belt along the border
depth_into           into_country; distance optional (none: the default row of the table). anchors 0..n: places
                     select the part of the border near them, areas (province, district) cut it; ``part``
                     of what they select ("in the north of Syunik")
coordinates          anchors 1..n: the mention carries longitude, latitude, precision_m (the mapping may hold
                     an Anchor for it, which then wins)
none                 raises NotRead: there is nothing to draw
===================  ==================================================================================

`also` holds further expressions about the same spot ("10 km north-east of Goris, near Tegh"): each is read in
the same way and the regions are intersected; where the intersection is empty the wider one is kept and
the reading says so. An area beside a place ("near Sev Lich in Syunik") belongs into `also` as within_admin for the
relations at, near, distance, direction, ...; for depth_into and border_section it may stand among the
anchors or in `also`: both read the same.

Rules in `Locative.rules` are passed on in front of those the geometry adds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.errors import NotRead
from geomap.model import Anchor, Distance, Footprint, Locative, Mention, Relation
from geomap.spatial import circles, fronts, paths, places
from geomap.spatial.borders import Border
from geomap.spatial.fronts import Front
from geomap.spatial.geodesy import Plane, polygons_of
from geomap.spatial.places import Spot
from geomap.spatial.precision import PROFILES
from geomap.spatial.rules import RULES, Rules
from geomap.spatial.sketches import Sketch, best_point, nested, uncertainty_m

__all__ = ["footprint"]

# Relations whose place a province named beside it may cut; the border's own relations cut the line instead.
TO_A_PLACE = (
    "at",
    "near",
    "distance",
    "direction",
    "direction_distance",
    "between",
    "along",
    "orthogonal",
    "coordinates",
)
AT_THE_BORDER = ("depth_into", "border_section")
RING_TO_BORDER_M = 60_000.0  # a ring about a place this near the border has its best point on the border's side
AREAS_KEPT = 64  # widened areas that are remembered: provinces and districts


def footprint(
    locative: Locative,
    anchors: Mapping[Mention, Anchor],
    *,
    border: Border | None = None,
    lines: Sequence[Border] = (),
    on: date | None = None,
    profile: str = "frazier2004",
    circle: bool = False,
    rules: Rules = RULES,
) -> Footprint:
    """Return the region a place expression leaves open, its core, best point and how it was read.

    Parameters
    ----------
    locative
        What the words say; see the table at the top of this module.
    anchors
        The place each of its mentions was taken to be. Mentions with coordinates of their own need none.
    border
        The border that depths and sections are measured on.
    lines
        Other lines that words may name, such as a line of contact, with the days they held.
    on
        The day it is about: which lines held.
    profile
        How written numbers were rounded: frazier2004, gbif2020 or wieczorek2001.
    circle
        The point-radius circle about the best point instead of the region.
    rules
        The table of numbers, :data:`geomap.spatial.rules.RULES` or what :meth:`Rules.replace` makes of it.

    Raises
    ------
    NotRead
        Where nothing can be drawn: an anchor is missing, a relation needs a border or a distance, the
        region would reach a pole. The message says why.
    """
    if profile not in PROFILES:
        raise NotRead(f"no rounding profile is called {profile!r}: there are {', '.join(PROFILES)}")
    reading = _Reading(anchors, border, tuple(lines), on, profile, rules)
    sketch = reading.sketch(locative)
    if circle:
        sketch = circles.circle(locative, reading.spots(locative), sketch)
    assert sketch.point is not None  # noqa: S101 (sketches in degrees have one)
    names = (*locative.rules, *((locative.distance.rule,) if locative.distance else ()), *sketch.rules)
    return Footprint(
        region=sketch.region,
        core=sketch.core,
        point=sketch.point,
        uncertainty_m=uncertainty_m(sketch.point, sketch.region),
        relation=reading.relation(locative),
        distance=locative.distance,
        heading_deg=locative.heading.degrees if locative.heading else None,
        anchors=tuple(dict.fromkeys(reading.anchor_ids(locative))),
        reading=sketch.reading,
        rules=tuple(dict.fromkeys(name for name in names if name)),
        into_country=reading.entered(locative) if locative.relation == "depth_into" else locative.into_country,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """One expression's surroundings: its places, the border of its day, the settings."""

    known: Mapping[Mention, Anchor]
    border: Border | None
    lines: tuple[Border, ...]
    on: date | None
    profile: str
    rules: Rules

    def sketch(self, locative: Locative) -> Sketch:
        """Return the expression in WGS84, narrowed by what else is said of the same spot."""
        locative = _with_border_places(locative)
        if locative.relation not in _DRAWN:
            raise NotRead(f"{locative.text!r} says nothing about where" if locative.text else "nothing says where")
        main, areas = self._split(locative)
        sketch = _merged(_DRAWN[locative.relation](self, main))
        for also in (*areas, *locative.also):
            sketch = _narrowed(sketch, self._read_also(also), also.relation)
        return sketch

    def spots(self, locative: Locative) -> list[Spot]:
        """Return the anchors of an expression with the settings; NotRead for a name no place is known for."""
        return [Spot(_on_earth(self._anchor(mention)), self.rules, self.profile) for mention in locative.anchors]

    def anchor_ids(self, locative: Locative) -> list[str]:
        """Return the ids of every anchor, also of those that narrow it."""
        own = [self._anchor(mention).id for mention in locative.anchors]
        return own + [anchor for also in locative.also for anchor in self.anchor_ids(also)]

    def front(self, manner: str = "", *, fall_back: bool = False) -> Front:
        """Return the line an expression means, with the settings; NotRead where none is known or it did not hold.

        With `fall_back` the border stands in for a line that did not hold: a place beside it says where.
        """
        line = self._line(manner) if manner == "line_of_contact" else self.border
        if line is None and manner and not fall_back:
            when = f" on {self.on.isoformat()}" if self.on else ""
            raise NotRead(f"no {manner.replace('_', ' ')} is known{when}")
        line = line or self.border
        if line is None:
            raise NotRead("it is said in terms of a border, and no border is loaded")
        return Front(line, self.rules)

    def relation(self, locative: Locative) -> Relation:
        """Return the relation as read: at an administrative area is within it."""
        areas = [spot.is_area and spot.kind != "place" for spot in self.spots(locative)]
        return "within_admin" if locative.relation == "at" and areas and all(areas) else locative.relation

    @property
    def sides(self) -> tuple[str, ...]:
        """The codes of the border's two sides."""
        return tuple(self.border.territories) if self.border is not None else ()

    def entered(self, locative: Locative) -> str:
        """Return the country entered: the one named, else the one side all its places lie on."""
        if locative.into_country:
            return locative.into_country
        border = self.front().border
        sides = {border.side_of(*s.anchor.point) for s in self.spots(locative)}
        if len(sides) == 1 and (side := sides.pop()) is not None:
            return side
        raise NotRead("it does not say which country was entered")

    def _anchor(self, mention: Mention) -> Anchor:
        if mention in self.known:
            return self.known[mention]
        if mention.longitude is None or mention.latitude is None:
            raise NotRead(f"no place is known for {mention.text!r}")
        extent = mention.precision_m or 0.0
        return Anchor(mention.text, mention.text, mention.longitude, mention.latitude, extent, kind="coordinates")

    def _line(self, kind: str) -> Border | None:
        return next((line for line in self.lines if line.kind == kind and line.held_on(self.on)), None)

    def _split(self, locative: Locative) -> tuple[Locative, tuple[Locative, ...]]:
        """An area named among the places of a relation to a place only narrows it."""
        if locative.relation not in TO_A_PLACE or len(locative.anchors) == 1:
            return locative, ()
        spots = dict(zip(locative.anchors, self.spots(locative), strict=True))
        areas = tuple(mention for mention, spot in spots.items() if spot.is_area and spot.anchor.shape is not None)
        if not areas or len(areas) == len(spots):
            return locative, ()
        inside = tuple(Locative("within_admin", area.span, area.text, (area,)) for area in areas)
        return replace(locative, anchors=tuple(m for m in spots if m not in areas)), inside

    def _read_also(self, also: Locative) -> Sketch | str:
        """What narrows an expression, or why it cannot be read; an area is taken as far as its outline may be off."""
        try:
            sketch = self.sketch(also)
        except NotRead as problem:
            return str(problem)
        if also.relation != "within_admin" or also.part is not None:
            return sketch
        return _widened(sketch, self.rules["area_wide_gap_m"])


def _on_earth(anchor: Anchor) -> Anchor:
    if math.isfinite(anchor.longitude) and abs(anchor.latitude) <= 90:  # noqa: PLR2004 (the poles)
        return anchor
    raise NotRead(f"{anchor.name} lies nowhere: {anchor.longitude}, {anchor.latitude} are no longitude and latitude")


def _with_border_places(locative: Locative) -> Locative:
    """Places and areas said beside a depth or a section select the part of the border: they become anchors."""
    if locative.relation not in AT_THE_BORDER:
        return locative
    narrowing = list(_flat(locative.also))
    plain = [also for also in narrowing if _selects(also)]
    if not plain:
        return locative
    anchors = (*locative.anchors, *(m for also in plain for m in also.anchors))
    rest = tuple(also for also in narrowing if not _selects(also))
    return replace(locative, anchors=tuple(dict.fromkeys(anchors)), also=rest)


def _flat(narrowing: Iterable[Locative]) -> Iterator[Locative]:
    """What narrows a spot, and what narrows that, one after the other: all of them hold at once."""
    for also in narrowing:
        yield replace(also, also=())
        yield from _flat(also.also)


def _selects(also: Locative) -> bool:
    named = also.relation in ("at", "near", "within_admin", "border_section", "toward")
    return named and not (also.part or also.distance or also.heading) and len(also.anchors) > 0


Drawn = Callable[[_Reading, Locative], list[Sketch]]


def _at(reading: _Reading, said: Locative) -> list[Sketch]:
    if said.distance is not None:
        return _near(reading, said)
    return [
        fronts.within_admin(spot, said.part, None, "") if spot.is_area else places.at(spot, said.manner, said.part)
        for spot in reading.spots(_demanding(said, 1))
    ]


def _near(reading: _Reading, said: Locative) -> list[Sketch]:
    return [_near_one(reading, said, spot) for spot in reading.spots(_demanding(said, 1))]


def _near_one(reading: _Reading, said: Locative, spot: Spot) -> Sketch:
    if not spot.is_area or said.distance is not None:
        return places.near(spot, said.manner, said.distance, said.part)
    if said.part is not None:
        return fronts.within_admin(spot, said.part, None, "")
    return fronts.near_admin(spot, reading.border)


def _distance(reading: _Reading, said: Locative) -> list[Sketch]:
    stated = _stated(said)
    return [
        places.distance(spot, stated, said.manner, _border_side(reading.border, spot) or 0.0)
        for spot in reading.spots(_demanding(said, 1))
    ]


def _direction(reading: _Reading, said: Locative) -> list[Sketch]:
    if said.heading is None:
        raise NotRead(f"{said.text!r} names no direction")
    return [places.direction(spot, said.heading) for spot in reading.spots(_demanding(said, 1))]


def _direction_distance(reading: _Reading, said: Locative) -> list[Sketch]:
    if said.heading is None:
        return _distance(reading, said)
    stated = _stated(said)
    spots = reading.spots(_demanding(said, 1))
    return [places.direction_distance(spot, stated, said.heading, said.manner) for spot in spots]


def _orthogonal(reading: _Reading, said: Locative) -> list[Sketch]:
    if said.heading is None or said.second_heading is None or said.second_distance is None:
        raise NotRead(f"{said.text!r} needs two distances and two directions")
    legs = (_stated(said), said.heading), (said.second_distance, said.second_heading)
    return [places.orthogonal(spot, *legs) for spot in reading.spots(_demanding(said, 1))]


def _between(reading: _Reading, said: Locative) -> list[Sketch]:
    midway = ("midway between", "midway") if said.manner == "midway" else ()
    return paths.between_all(reading.spots(_demanding(said, 2)), *midway)


def _along(reading: _Reading, said: Locative) -> list[Sketch]:
    return paths.along(reading.spots(_demanding(said, 1)), said.manner, said.distance)


def _toward(reading: _Reading, said: Locative) -> list[Sketch]:
    spots = reading.spots(_demanding(said, 1))
    if len(spots) > 1 or _border_side(reading.border, spots[0]) is None:
        return [paths.toward(spots, said.distance)]
    front, (spot,) = reading.front(), spots
    if said.distance is None:
        return [fronts.toward_border(front, spot, said.manner)]
    side = said.into_country or front.border.side_of(*spot.anchor.point)
    return [paths.toward(spots)] if side is None else fronts.depth_into(front, side, spots, said.distance)


def _opposite(reading: _Reading, said: Locative) -> list[Sketch]:
    return fronts.opposite(reading.front(), reading.spots(_demanding(said, 1)))


def _border_section(reading: _Reading, said: Locative) -> list[Sketch]:
    front = reading.front(said.manner, fall_back=bool(said.anchors))
    spots = [s for s in reading.spots(said) if not (s.kind == "country" and s.anchor.country in reading.sides)]
    neighbour = next((s for s in spots if s.kind == "country"), None)
    if neighbour is not None:
        return [fronts.beside(front, neighbour, [s for s in spots if s is not neighbour], said.distance)]
    try:
        return fronts.border_section(front, spots, said.distance, said.into_country, said.part)
    except NotRead:
        if front.border is reading.border or not said.anchors:
            raise
        # people call the border the line of contact too: the one that the place lies at is meant
        return fronts.border_section(reading.front(), spots, said.distance, said.into_country, said.part)


def _depth_into(reading: _Reading, said: Locative) -> list[Sketch]:
    country = reading.entered(said)
    spots = [s for s in reading.spots(said) if not (s.kind == "country" and s.anchor.country in reading.sides)]
    return fronts.depth_into(reading.front(), country, spots, said.distance, said.part)


def _within_admin(reading: _Reading, said: Locative) -> list[Sketch]:
    front = reading.front() if reading.border is not None else None
    return [fronts.within_admin(s, said.part, front, said.manner) for s in reading.spots(_demanding(said, 1))]


def _coordinates(reading: _Reading, said: Locative) -> list[Sketch]:
    return [places.coordinates(spot) for spot in reading.spots(_demanding(said, 1))]


_DRAWN: dict[str, Drawn] = {
    "at": _at,
    "near": _near,
    "distance": _distance,
    "direction": _direction,
    "direction_distance": _direction_distance,
    "orthogonal": _orthogonal,
    "between": _between,
    "along": _along,
    "toward": _toward,
    "opposite": _opposite,
    "border_section": _border_section,
    "depth_into": _depth_into,
    "within_admin": _within_admin,
    "coordinates": _coordinates,
}


def _demanding(said: Locative, least: int) -> Locative:
    if len(said.anchors) < least:
        raise NotRead(f"{said.text!r} names {'too few places' if least > 1 else 'no place'} to measure from")
    return said


def _stated(said: Locative) -> Distance:
    if said.distance is None:
        raise NotRead(f"{said.text!r} states no distance")
    return said.distance


def _border_side(border: Border | None, spot: Spot) -> float | None:
    """The bearing of the nearest point of a border that is not far, where a ring is most likely meant to lie."""
    if border is None:
        return None
    x, y = border.plane.point(*spot.anchor.point)
    place = shapely.Point(x, y)
    if not shapely.dwithin(border.whole.line, place, RING_TO_BORDER_M):
        return None
    nearest = shapely.get_point(shapely.shortest_line(border.whole.line, place), 0)
    return math.degrees(math.atan2(nearest.x - x, nearest.y - y))


def _merged(sketches: Sequence[Sketch]) -> Sketch:
    """Several places of one event: one region of several parts; its best point is that of the part in their midst.

    A point between the parts would lie in a corner of one of them, where nobody said that anything was.
    """
    if len(sketches) == 1:
        return sketches[0].in_degrees()
    parts = [sketch.in_degrees() for sketch in sketches]
    region, core = (shapely.union_all([getattr(part, name) for part in parts]) for name in ("region", "core"))
    reading = "; or ".join(dict.fromkeys(part.reading for part in parts))
    names = tuple(name for part in parts for name in part.rules)
    core = nested(region, core)
    x, y = _best(region, core)
    squeeze = math.cos(math.radians(y))
    points = [part.point for part in parts if part.point is not None]
    point = min(points, key=lambda p: math.hypot((p[0] - x) * squeeze, p[1] - y), default=None)
    return Sketch(None, region, core, reading, names, _best(region, core, point))


def _narrowed(sketch: Sketch, other: Sketch | str, relation: str) -> Sketch:
    """The intersection of two expressions; where there is none, the wider one, and the reading says so."""
    if isinstance(other, str):
        return replace(sketch, reading=f"{sketch.reading}; not narrowed further: {other}")
    region = polygons_of(shapely.intersection(sketch.region, other.region))
    if region.is_empty:
        kept = sketch if relation == "within_admin" or sketch.region.area >= other.region.area else other
        reading = f"{kept.reading}; does not meet {(other if kept is sketch else sketch).reading}, so that is left out"
        return replace(kept, reading=reading, rules=(*sketch.rules, "contradiction_wider_kept"))
    core = polygons_of(shapely.intersection(sketch.core, other.core))
    for wider in (
        shapely.intersection(sketch.core, other.region),
        shapely.intersection(sketch.region, other.core),
        region,
    ):
        core = polygons_of(wider) if core.is_empty else core
    core = nested(region, core)
    reading = f"{sketch.reading}; and {other.reading}"
    return Sketch(None, region, core, reading, (*sketch.rules, *other.rules), _best(region, core, sketch.point))


def _best(region: BaseGeometry, core: BaseGeometry, wanted: tuple[float, float] | None = None) -> tuple[float, float]:
    """The best point of a region in WGS84: the one wanted if it is in the core."""
    if wanted is not None and shapely.contains_xy(core, *wanted):
        return wanted
    west, south, east, north = region.bounds
    plane = Plane((west + east) / 2, (south + north) / 2)
    wanted = plane.unproject_point(*best_point(plane.project(region), plane.project(core)))
    return best_point(region, core, wanted)


def _widened(sketch: Sketch, margin_m: float) -> Sketch:
    region = _wider(sketch.region, margin_m)
    return replace(sketch, region=region, core=region)


@lru_cache(maxsize=AREAS_KEPT)
def _wider(region: BaseGeometry, margin_m: float) -> BaseGeometry:
    """A region of degrees and what lies within a margin of it; provinces come again and again."""
    west, south, east, north = region.bounds
    plane = Plane((west + east) / 2, (south + north) / 2)
    return plane.unproject(shapely.buffer(plane.project(region), margin_m, quad_segs=4))
