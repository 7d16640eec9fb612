"""The typed, immutable findings that travel from a report's words to a row.

Each stage of the pipeline adds findings that point back to characters of the
text; none changes what an earlier stage found. Longitude comes first, angles
are degrees clockwise from true north, lengths are metres, coordinates WGS84.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from shapely.geometry.base import BaseGeometry

__all__ = [
    "Anchor",
    "Bound",
    "Candidate",
    "Claim",
    "DateWindow",
    "Distance",
    "Event",
    "EventType",
    "Footprint",
    "Heading",
    "Locative",
    "Mention",
    "Place",
    "Relation",
    "Report",
    "Resolution",
    "Span",
    "Unresolved",
]

Bound = Literal["exact", "about", "at_most", "at_least", "vague"]

Relation = Literal[
    "at", "near", "distance", "direction", "direction_distance", "between", "along", "toward",
    "opposite", "border_section", "depth_into", "within_admin", "orthogonal", "coordinates", "none",
]  # fmt: skip

EventType = Literal[
    "incursion", "shelling", "clash", "casualty", "capture", "withdrawal", "construction",
    "blockade", "landmine", "drone", "buildup", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read: its text and what is known about where it came from."""

    id: str
    text: str
    lang: str | None = None  # en hy ru az; None where it could not be told
    published: date | None = None
    title: str = ""
    url: str = ""
    publisher: str = ""
    source_sha256: str = ""
    retrieved: datetime | None = None  # UTC


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry; `extent_m` is the radius about the point that holds the place."""

    id: str
    name: str
    kind: (
        str  # village town city settlement district province country region sea lake river reservoir peak pass road ...
    )
    longitude: float
    latitude: float
    extent_m: float
    country: str = ""  # ISO 3166-1 alpha-3
    admin1: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language: hy ru az en, "other"
    population: int = 0
    source: str = ""
    shape: BaseGeometry | None = None  # the area or line where one is known

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.longitude, self.latitude


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym may mean, with how well it fits (0 to 1) and why."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The gazetteer id."""
        return self.place.id

    @property
    def name(self) -> str:
        """The main name."""
        return self.place.name

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """All names, by language."""
        return self.place.names

    @property
    def kind(self) -> str:
        """What it is: village, lake, province."""
        return self.place.kind

    @property
    def longitude(self) -> float:
        """Degrees east, WGS84."""
        return self.place.longitude

    @property
    def latitude(self) -> float:
        """Degrees north, WGS84."""
        return self.place.latitude

    @property
    def extent_m(self) -> float:
        """Radius about the point that holds the place, metres."""
        return self.place.extent_m

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-3."""
        return self.place.country

    @property
    def admin1(self) -> str:
        """Province."""
        return self.place.admin1


@dataclass(frozen=True, slots=True)
class Mention:
    """The occurrence of a toponym in a text; `place_ids` are the places that bear the name."""

    span: Span
    text: str
    place_ids: tuple[str, ...] = ()
    rule: str = ""  # how the word was recognised: exact, inflected, misspelt, coordinate
    kind_hint: str = ""  # "village" where the text says "the village of X"
    longitude: float | None = None  # for coordinates written in the text
    latitude: float | None = None
    precision_m: float | None = None  # of such coordinates
    found_by: str = ""  # the recogniser that found a name which no gazetteer holds


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention was taken to mean: ranked candidates, the chosen one or none, and why."""

    mention: Mention
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    reason: str


@dataclass(frozen=True, slots=True)
class Distance:
    """A length as the words leave it open, in metres; `high_m` is None for "at least"."""

    low_m: float
    best_m: float
    high_m: float | None
    bound: Bound
    unit: str
    text: str
    span: Span = Span(0, 0)
    rule: str = ""
    kind: str = "distance"  # distance, depth, length, altitude, area: only the first two locate
    precision: str = ""  # the number as written ("10.5", "15"): what rounding profiles work on


@dataclass(frozen=True, slots=True)
class Heading:
    """A direction; `half_width_deg` is what its name leaves open (45 for north, 22.5 for north-east)."""

    degrees: float
    half_width_deg: float
    text: str
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class DateWindow:
    """First and last day something can have happened, and the words that say so."""

    start: date
    end: date
    text: str = ""
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Locative:
    """A place expression: how something lies to its anchors. `also` narrows it further (intersected)."""

    relation: Relation
    span: Span
    text: str
    anchors: tuple[Mention, ...] = ()
    distance: Distance | None = None
    heading: Heading | None = None
    part: Heading | None = None  # "the north of Syunik"
    into_country: str | None = None  # ISO3 of the territory entered
    origin: bool = False  # where fire or troops came from, not where it happened
    rules: tuple[str, ...] = ()
    also: tuple[Locative, ...] = ()
    manner: str = ""  # what the relation leaves open: the words are listed in geomap.spatial.relations
    second_distance: Distance | None = None  # "8 km east and 6 km north": the other leg
    second_heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place as geometry works with it: a point with an extent, or a shape."""

    id: str
    name: str
    longitude: float
    latitude: float
    extent_m: float
    country: str = ""
    kind: str = ""
    shape: BaseGeometry | None = None

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.longitude, self.latitude


@dataclass(frozen=True, slots=True)
class Footprint:
    """The region the words leave open (90 %), its core (50 %), a best point and how it was read."""

    region: BaseGeometry
    core: BaseGeometry
    point: tuple[float, float]  # longitude, latitude
    uncertainty_m: float
    relation: Relation
    distance: Distance | None
    heading_deg: float | None
    anchors: tuple[str, ...]
    reading: str
    rules: tuple[str, ...]
    into_country: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One statement that something happened: words only, before any place is resolved."""

    type: EventType
    quote: Span  # the evidence
    trigger: Span
    locatives: tuple[Locative, ...] = ()
    origins: tuple[Locative, ...] = ()
    when: DateWindow | None = None
    initiator: str = ""
    initiator_side: str = ""  # ISO3
    target: str = ""
    claimant: str = ""
    claimant_side: str = "none"  # ISO3, other, none
    hedged: bool = False
    stance: Literal["asserts", "denies"] = "asserts"
    killed: int | None = None
    wounded: int | None = None
    captured: int | None = None
    into_country: str | None = None
    sub_type: str = ""  # small arms, mortar: decides the ACLED sub-event
    group: int | None = None  # events of one report that tell the same incident share it
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Something the text says that got no place on the map, and why."""

    span: Span
    text: str
    reason: str
    kind: str = "mention"  # mention, locative, event


@dataclass(frozen=True, slots=True)
class Claim:
    """One row: what one source says about one incident."""

    claim_id: str
    incident_id: str
    report: Report
    event: Event
    footprint: Footprint | None
    place: str = ""
    place_text: str = ""
    anchor_kinds: tuple[str, ...] = ()
    origin_anchors: tuple[str, ...] = ()
    country: str = ""
    admin1: str = ""
    unplaced_reason: str = ""  # why there is no footprint
    rules: tuple[str, ...] = ()
