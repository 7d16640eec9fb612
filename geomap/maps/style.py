"""One table of how things look, for the page and for the figure alike.

Colours follow Okabe and Ito (2008) and Tol (2021), told apart with any colour vision; each event type has a
mark and each kind of claim a line of its own, so nothing is told by hue alone. Sides of a border share one tint.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Final

__all__ = [
    "CLAIM_STYLES",
    "COARSE_FAINT",
    "COARSE_M",
    "EVENT_STYLES",
    "GROUND",
    "LINE_STYLES",
    "MARKS",
    "TINTS",
    "EventStyle",
    "LineStyle",
    "as_json",
    "claim_kind",
    "event_style",
]

Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class EventStyle:
    """How one event type is drawn: its name, colour, mark and the hatch of its region."""

    label: str
    colour: str
    mark: str  # one of MARKS
    hatch: str  # "/" moves of troops and works, "\\" fire, "." people hit, "" the rest


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line is drawn: colour, width and dashes, in points; what the legend calls it."""

    label: str
    colour: str
    width: float
    dash: tuple[float, ...] = ()


def _regular(corners: int, turn: float = 0.0, inner: float = 1.0) -> Outline:
    """Corners of a regular polygon about the origin; every second one drawn in to `inner` makes a star."""
    radii = (1.0, inner)
    angles = [math.pi / 2 + turn + 2 * math.pi * i / corners for i in range(corners)]
    return tuple((radii[i % 2] * math.cos(a), radii[i % 2] * math.sin(a)) for i, a in enumerate(angles))


def _plus(arm: float) -> Outline:
    """A cross with arms of half width `arm`."""
    a = arm
    return ((a, 1), (a, a), (1, a), (1, -a), (a, -a), (a, -1), (-a, -1), (-a, -a), (-1, -a), (-1, a), (-a, a), (-a, 1))


def _turned(outline: Outline, angle: float) -> Outline:
    c, s = math.cos(angle), math.sin(angle)
    return tuple((x * c - y * s, x * s + y * c) for x, y in outline)


MARKS: Final[dict[str, Outline]] = {
    "triangle": ((0, 1.05), (1.05, -0.8), (-1.05, -0.8)),
    "triangle-down": ((0, -1.05), (-1.05, 0.8), (1.05, 0.8)),
    "square": ((0.85, 0.85), (0.85, -0.85), (-0.85, -0.85), (-0.85, 0.85)),
    "diamond": ((0, 1.1), (1.1, 0), (0, -1.1), (-1.1, 0)),
    "pentagon": _regular(5),
    "hexagon": _regular(6),
    "house": ((0, 1.1), (0.95, 0.2), (0.95, -0.85), (-0.95, -0.85), (-0.95, 0.2)),
    "bar": ((1.15, 0.45), (1.15, -0.45), (-1.15, -0.45), (-1.15, 0.45)),
    "star": _regular(10, inner=0.45),
    "plus": _plus(0.36),
    "cross": _turned(_plus(0.36), math.pi / 4),
    "circle": _regular(24),
}
"""Outlines of the marks about the origin, y upwards, about one unit in radius."""

EVENT_STYLES: Final[dict[str, EventStyle]] = {
    "incursion": EventStyle("Incursion", "#c44601", "triangle", "/"),
    "capture": EventStyle("Capture", "#882255", "square", "/"),
    "withdrawal": EventStyle("Withdrawal", "#2a7fb8", "triangle-down", "/"),
    "buildup": EventStyle("Build-up", "#5b4fa8", "pentagon", "/"),
    "construction": EventStyle("Construction", "#7a5c00", "house", "/"),
    "blockade": EventStyle("Blockade", "#3d3d3d", "bar", "/"),
    "clash": EventStyle("Clash", "#d98e04", "cross", "\\"),
    "shelling": EventStyle("Shelling", "#b5387f", "star", "\\"),
    "drone": EventStyle("Drone strike", "#00856a", "diamond", "\\"),
    "landmine": EventStyle("Landmine", "#4b6b1f", "hexagon", "\\"),
    "casualty": EventStyle("Casualty", "#111111", "plus", "."),
    "other": EventStyle("Other", "#6b6b6b", "circle", ""),
}

# How far a claim is sure, by its line and mark: own voice filled and solid, hedged hollow and dashed, denied struck.
CLAIM_STYLES: Final[dict[str, LineStyle]] = {
    "told": LineStyle("told in the report's own voice", "", 1.8),
    "hedged": LineStyle("attributed or doubted (hedged)", "", 1.8, (7.0, 4.0)),
    "denied": LineStyle("denied", "", 1.8, (1.5, 4.0)),
}

LINE_STYLES: Final[dict[str, LineStyle]] = {
    "border": LineStyle("International border", "#3c3648", 1.5),
    "delimited": LineStyle("Border, delimited", "#3c3648", 1.5),
    "undelimited": LineStyle("Border, not delimited", "#3c3648", 1.5, (7.0, 3.5)),
    "line_of_contact": LineStyle("Line of contact", "#6a5a3a", 1.3, (1.5, 3.0)),
    "disputed": LineStyle("Disputed or former line", "#77707f", 1.1, (6.0, 3.0, 1.5, 3.0)),
    "exclave": LineStyle("Exclave", "#3c3648", 1.1, (4.0, 2.5)),
    "province": LineStyle("Province", "#a39a90", 0.6, (2.5, 2.0)),
    "neighbour": LineStyle("Other border", "#8a8290", 1.0),
    "river": LineStyle("River", "#7fa9c9", 0.9),
}

GROUND: Final[dict[str, str]] = {
    "side": "#fbf9f4",  # both sides of the border alike
    "neighbour": "#edeae2",  # and whatever lies beyond what is drawn
    "lake": "#bfd7e6",
    "lake_line": "#7fa9c9",
    "text": "#2b2b2b",
    "town": "#4a4641",
    "water_text": "#3f6f92",
    "faint_text": "#6d665e",
    "mention": "#5f6b76",
    "halo": "#ffffff",
}

COARSE_M: Final = 25_000.0
"""Beyond this uncertainty a best point is drawn small: UCDP GED's bound for "near a place" (where_prec 2)."""


TINTS: Final[dict[str, float]] = {"region": 0.16, "core": 0.22, "denied": 0.05}
"""How much of its colour a region's fill has."""

COARSE_FAINT: Final = 0.5
"""A region wider than COARSE_M is so much fainter: it covers much of the map and says little."""


def event_style(event_type: str | None) -> EventStyle:
    """Return the style of an event type; an unknown one looks like "other"."""
    return EVENT_STYLES.get(event_type or "other", EVENT_STYLES["other"])


def claim_kind(*, hedged: bool, stance: str | None) -> str:
    """Return which of :data:`CLAIM_STYLES` a claim takes; a denial is one, hedged or not."""
    if stance == "denies":
        return "denied"
    return "hedged" if hedged else "told"


def as_json() -> dict[str, Any]:
    """Return the tables as plain values, for the page's script."""
    return {
        "events": {name: asdict(style) for name, style in EVENT_STYLES.items()},
        "claims": {name: asdict(style) for name, style in CLAIM_STYLES.items()},
        "lines": {name: asdict(style) for name, style in LINE_STYLES.items()},
        "ground": GROUND,
        "marks": {name: [[round(x, 3), round(-y, 3)] for x, y in outline] for name, outline in MARKS.items()},
        "coarse_m": COARSE_M,
        "coarse_faint": COARSE_FAINT,
        "tints": TINTS,
    }
