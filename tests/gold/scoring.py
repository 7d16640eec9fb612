"""Measure how well geomap reads the reports of tests/gold.

    python tests/gold/scoring.py            print the figures
    python tests/gold/scoring.py --misses   and what was missed or drawn in excess
    python tests/gold/scoring.py --update   write them down as the new floors

An incident counts as found where a drawn point lies within `REACH_KM` of where it can really have
been: of its point, or of the disc about it for incidents known only by a stretch or an area.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pyproj import Geod
from scipy.optimize import linear_sum_assignment
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

import geomap

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "hy", "az")
EXAMPLES = HERE.parents[1] / "data" / "examples"
FLOORS = HERE / "floors.json"
EARTH = Geod(ellps="WGS84")

REACH_KM = 15.0  # farther off than this is another incident
TIGHT_KM = 5.0  # truths known this well also measure error and area
WINDOW_SLACK = timedelta(days=7)  # a date window may be this much wider than the text allows
CAPITAL_KM = 15.0
LOSSES = ("killed", "wounded", "captured")
CAPITALS = {
    "Yerevan": (44.51, 40.18), "Baku": (49.88, 40.40), "Moscow": (37.62, 55.75), "Tbilisi": (44.79, 41.72),
    "Ankara": (32.86, 39.93), "Tehran": (51.39, 35.69), "Brussels": (4.35, 50.85), "Washington": (-77.03, 38.90),
    "Paris": (2.35, 48.86), "Stepanakert": (46.75, 39.82), "Minsk": (27.56, 53.90), "Almaty": (76.93, 43.25),
}  # fmt: skip

NEARLY = 0.15  # a length is read right within this share of itself
SLACK = 0.02  # a floor lies this far below what was measured
HEADROOM = 1.1  # a ceiling lies this much above
ERROR_HEADROOM_KM = 0.25  # and this much where the median error is next to nothing
CEILINGS = frozenset({"pins_on_capitals", "tight_error_km", "tight_area_km2"})  # here less is better


@dataclass
class Drawn:
    """One incident as drawn: its claims' best point, regions and what any of them says."""

    longitude: float
    latitude: float
    region: BaseGeometry | None
    types: set[str]
    start: str
    end: str
    hedged: bool
    figures: dict[str, set[int]]
    claims: list[tuple[float | None, float | None, str]]
    quote: str


@dataclass
class Tally:
    """Counts that add up over reports."""

    expected: int = 0
    drawn: int = 0
    found: int = 0
    empty: int = 0
    quiet: int = 0
    capitals: int = 0
    figures: int = 0
    claims: int = 0
    right: Counter[str] = field(default_factory=Counter)
    errors_km: list[float] = field(default_factory=list)
    areas_km2: list[float] = field(default_factory=list)
    tight: list[bool] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def reports(names: Iterable[str] = (*LANGUAGES, "examples")) -> list[dict[str, Any]]:
    """Return the annotated reports; the text of an example report is that of its file."""
    rows = [row for name in names for row in rows_of(HERE / f"{name}.jsonl")]
    return [row if "text" in row else row | {"text": (EXAMPLES / row["file"]).read_text("utf-8")} for row in rows]


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def sources() -> list[str]:
    """Return the files that hold the texts of the annotated reports."""
    files = {EXAMPLES / row["file"] for row in rows_of(HERE / "examples.jsonl")}
    return [str(HERE / f"{code}.jsonl") for code in LANGUAGES] + sorted(map(str, files))


def digest() -> str:
    """Return the SHA-256 of everything that is measured against."""
    files = [
        *HERE.glob("*.jsonl"),
        *(HERE / "quiet").glob("*.txt"),
        *(p for p in EXAMPLES.iterdir() if p.suffix != ".rst"),
    ]
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


# What was drawn


def drawn_by_report(frame: Any) -> dict[str, list[Drawn]]:
    """Group the rows that have a place by report, then by incident."""
    claims: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in frame.to_dict("records"):  # plain rows: each operation on a frame copies its attrs
        if not _missing(row["longitude"]):
            claims.setdefault((str(row["report_id"]), str(row["incident_id"])), []).append(row)
    found: dict[str, list[Drawn]] = {}
    for (report, _incident), rows in sorted(claims.items(), key=lambda item: item[0]):
        found.setdefault(report, []).append(_drawn(rows))
    return found


def _drawn(rows: Sequence[Mapping[str, Any]]) -> Drawn:
    first = rows[0]
    regions = [row["geometry"] for row in rows if row["geometry"] is not None and not row["geometry"].is_empty]
    return Drawn(
        longitude=float(first["longitude"]),
        latitude=float(first["latitude"]),
        region=unary_union(regions) if regions else None,
        types={str(row["event_type"]) for row in rows},
        start=min(_day(row["date_start"], "0001-01-01") for row in rows),
        end=max(_day(row["date_end"], "9999-12-31") for row in rows),
        hedged=any(bool(row["hedged"]) for row in rows),
        figures={key: {int(row[key]) for row in rows if not _missing(row[key])} for key in LOSSES},
        claims=[_claim(row["distance_low_m"], row["distance_high_m"], row["stance"]) for row in rows],
        quote=str(first["quote"]),
    )


def _claim(low_m: Any, high_m: Any, stance: Any) -> tuple[float | None, float | None, str]:
    low, high = (None if _missing(value) else float(value) / 1000 for value in (low_m, high_m))
    return low, high, str(stance)


def _day(value: Any, missing: str) -> str:
    return missing if _missing(value) else str(value)[:10]


def _missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


# Truth against drawing


def gap_km(truth: Mapping[str, Any], drawn: Drawn) -> float:
    """Return the kilometres between the true point and the drawn one."""
    return EARTH.inv(truth["lon"], truth["lat"], drawn.longitude, drawn.latitude)[2] / 1000


def miss_km(truth: Mapping[str, Any], drawn: Drawn) -> float:
    """Return the kilometres from the drawn point to where the incident can have been."""
    spread = 0.0 if truth["truth_kind"] == "point" else truth["truth_radius_km"] or 0.0
    return max(0.0, gap_km(truth, drawn) - spread)


def told(claim: Mapping[str, Any], drawn: Drawn) -> bool:
    """Return whether one of the rows says what a speaker is annotated to say: stance and length."""
    rows = [(low, high) for low, high, stance in drawn.claims if stance == claim["stance"]]
    if claim["low_km"] is None:
        return bool(rows)
    return any(low is not None and _alike(claim["low_km"], claim["high_km"], low, high) for low, high in rows)


def _alike(low: float, high: float | None, read_low: float, read_high: float | None) -> bool:
    if high is None or read_high is None:
        return high is read_high and abs(low - read_low) <= NEARLY * low
    shared, longer = min(high, read_high) - max(low, read_low), max(high - low, read_high - read_low)
    ends = abs(low - read_low) <= NEARLY * max(low, 0.001) and abs(high - read_high) <= NEARLY * high
    return ends or (longer > 0 and shared >= longer / 2)


def right_type(truth: Mapping[str, Any], drawn: Drawn) -> bool:
    """Return whether a claim has a type that an analyst would accept."""
    return not drawn.types.isdisjoint([truth["type"], *truth["type_alt"]])


def right_date(truth: Mapping[str, Any], drawn: Drawn) -> bool:
    """Return whether the windows meet and the drawn one is hardly wider than the true one."""
    if drawn.start > truth["date_end"] or drawn.end < truth["date_start"]:
        return False
    return _width(drawn.start, drawn.end) <= _width(truth["date_start"], truth["date_end"]) + WINDOW_SLACK


def _width(start: str, end: str) -> timedelta:
    return date.fromisoformat(end) - date.fromisoformat(start)


def covered(truth: Mapping[str, Any], region: BaseGeometry | None) -> bool:
    """Return whether the region holds the truth, or touches the stretch where it can lie."""
    if region is None:
        return False
    spread = truth["truth_radius_km"] or 0.0
    reach_km = min(spread, 1.0) if truth["truth_kind"] == "point" else spread
    narrow = math.cos(math.radians(truth["lat"]))  # a degree east is this much shorter than one north
    return region.distance(Point(truth["lon"], truth["lat"])) * narrow * 111.32 <= reach_km


def pairs(truths: Sequence[Mapping[str, Any]], drawings: Sequence[Drawn]) -> list[tuple[int, int]]:
    """Pair truths and drawings one to one at the least cost; none farther than `REACH_KM`."""
    if not truths or not drawings:
        return []
    never = 1e9
    costs = np.array([[_cost(truth, drawn, never) for drawn in drawings] for truth in truths])
    return [(int(t), int(d)) for t, d in zip(*linear_sum_assignment(costs), strict=True) if costs[t, d] < never]


def _cost(truth: Mapping[str, Any], drawn: Drawn, never: float) -> float:
    miss = miss_km(truth, drawn)
    if miss > REACH_KM:
        return never
    return miss + gap_km(truth, drawn) / 20 + 2 * (not right_type(truth, drawn)) + (not right_date(truth, drawn))


def on_a_capital(drawn: Drawn, truths: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether a pin stands on a capital where nothing happened."""
    if any(gap_km(truth, drawn) <= REACH_KM for truth in truths):
        return False
    return any(
        EARTH.inv(*point, drawn.longitude, drawn.latitude)[2] <= CAPITAL_KM * 1000 for point in CAPITALS.values()
    )


# Tallies and figures


def count(tally: Tally, report: Mapping[str, Any], drawings: Sequence[Drawn]) -> None:
    """Add one report to the tally."""
    truths = [truth for truth in report["incidents"] if truth["lat"] is not None]
    matched = pairs(truths, drawings)
    seen = {t for t, _ in matched}
    told = {truths[t]["event_group"] for t in seen} - {None}
    due = [t for t, truth in enumerate(truths) if t not in seen and truth["event_group"] not in told]
    missed = [truths[t] for t in due if not truths[t].get("optional")]
    counted = [(truths[t], drawings[d]) for t, d in matched if not truths[t].get("optional")]
    spare = _spare(report, drawings, {d for _, d in matched})
    tally.expected += len(counted) + len(missed)
    tally.drawn += len(counted) + len(spare)
    tally.found += len(counted)
    tally.empty += not report["incidents"]
    tally.quiet += not report["incidents"] and not drawings
    tally.capitals += sum(on_a_capital(drawn, truths) for drawn in drawings)
    tally.remarks += [f"{report['id']} missed {truth['type']}: {truth['place_text']}" for truth in missed]
    tally.remarks += [f"{report['id']} excess {'/'.join(sorted(drawn.types))}: {drawn.quote[:100]}" for drawn in spare]
    for truth, drawn in counted:
        _compare(tally, report, truth, drawn)


def _spare(report: Mapping[str, Any], drawings: Sequence[Drawn], used: set[int]) -> list[Drawn]:
    """Return drawings that match nothing; an incident nobody could place excuses one."""
    spare = [drawn for d, drawn in enumerate(drawings) if d not in used]
    unplaced = sum(truth["lat"] is None and truth["relation"] != "none" for truth in report["incidents"])
    return spare[unplaced:]


def _compare(tally: Tally, report: Mapping[str, Any], truth: Mapping[str, Any], drawn: Drawn) -> None:
    checks = {
        "type": right_type(truth, drawn),
        "date": right_date(truth, drawn),
        "hedge": truth["hedged"] == drawn.hedged,
        "cover": covered(truth, drawn.region),
    }
    for key in LOSSES:
        if truth[key] is not None:
            tally.figures += 1
            checks[key] = truth[key] in drawn.figures[key]
    for claim in truth.get("claims", []):
        tally.claims += 1
        checks[f"claim {tally.claims}"] = told(claim, drawn)
    tally.right.update(key for key, right in checks.items() if right)
    wrong = [key for key, right in checks.items() if not right]
    if wrong:
        tally.remarks.append(f"{report['id']} wrong {', '.join(wrong)}: {truth['place_text']}")
    if (truth["truth_radius_km"] or 0) <= TIGHT_KM:
        tally.errors_km.append(gap_km(truth, drawn))
        tally.tight.append(checks["cover"])
        tally.areas_km2 += [] if drawn.region is None else [area_km2(drawn.region)]


def area_km2(region: BaseGeometry) -> float:
    """Return the area of a region on the ellipsoid."""
    return abs(EARTH.geometry_area_perimeter(region)[0]) / 1e6


def figures(tally: Tally) -> dict[str, float | None]:
    """Turn counts into the figures that have floors and ceilings."""
    recall, precision = _share(tally.found, tally.expected), _share(tally.found, tally.drawn)
    named = sum(tally.right[key] for key in LOSSES)
    return {
        "recall": recall,
        "precision": precision,
        "f1": round(2 * recall * precision / (recall + precision), 4) if recall and precision else 0.0,
        "quiet": _share(tally.quiet, tally.empty),
        "pins_on_capitals": float(tally.capitals),
        "types": _share(tally.right["type"], tally.found),
        "dates": _share(tally.right["date"], tally.found),
        "hedges": _share(tally.right["hedge"], tally.found),
        "casualties": _share(named, tally.figures),
        "claims": _share(sum(right for key, right in tally.right.items() if key.startswith("claim ")), tally.claims),
        "coverage": _share(tally.right["cover"], tally.found),
        "tight_coverage": _share(sum(tally.tight), len(tally.tight)),
        "tight_error_km": _middle(tally.errors_km),
        "tight_area_km2": _middle(tally.areas_km2),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _middle(values: Sequence[float]) -> float | None:
    return round(statistics.median(values), 3) if values else None


# Short phrases, and texts in which nothing may be drawn


def distance_is_right(row: Mapping[str, Any]) -> bool:
    """Return whether geomap reads a phrase of distances.jsonl as its annotation does."""
    try:
        read = geomap.distance(row["text"])
    except geomap.NotRead:
        return row["value_min_km"] is None
    if row["value_min_km"] is None:
        return False
    high = None if read.high_m is None else read.high_m / 1000
    low = read.low_m / 1000
    return _overlap(row, low, high) if row["bound"] == "vague" else _close(row, low, high)


def _close(row: Mapping[str, Any], low: float, high: float | None) -> bool:
    """Both ends within 15 percent, and an open end open."""
    if (row["value_max_km"] is None) != (high is None):
        return False
    ends = [(row["value_min_km"], low)] + ([] if high is None else [(row["value_max_km"], high)])
    return all(abs(true - read) <= NEARLY * max(true, 0.001) for true, read in ends)


def _overlap(row: Mapping[str, Any], low: float, high: float | None) -> bool:
    """The ranges share half of the longer one: nobody knows what "several" is."""
    if high is None:
        return False
    shared = min(high, row["value_max_km"]) - max(low, row["value_min_km"])
    longer = max(high - low, row["value_max_km"] - row["value_min_km"])
    return shared >= longer / 2


def distance_figures() -> tuple[dict[str, float | None], list[str]]:
    """Return the share of phrases read right, and the others."""
    rows = list(rows_of(HERE / "distances.jsonl"))
    wrong = [row for row in rows if not distance_is_right(row)]
    return {"distances": _share(len(rows) - len(wrong), len(rows))}, [f"{w['id']} distance: {w['text']}" for w in wrong]


def locative_is_right(row: Mapping[str, Any]) -> bool:
    """Return whether geomap reads a phrase of locatives.jsonl: relation, angle, depth, country, whereabouts."""
    try:
        read = geomap.footprint(row["text"])
    except geomap.NotRead:
        return False
    if read.relation not in row["relations"] or not _angle_is_right(row["heading_deg"], read.heading_deg):
        return False
    return _length_is_right(row, read.distance) and _stands_right(row, read.point)


def _angle_is_right(true: float | None, read: float | None) -> bool:
    return true is None or (read is not None and abs((read - true + 180) % 360 - 180) <= 1)


def _length_is_right(row: Mapping[str, Any], read: geomap.Distance | None) -> bool:
    if row["value_min_km"] is None:
        return True
    if read is None or read.high_m is None:
        return False
    return _close(row, read.low_m / 1000, read.high_m / 1000)


def _stands_right(row: Mapping[str, Any], point: tuple[float, float]) -> bool:
    """The point lies about where the anchors are: homonyms lie farther off."""
    known = [anchor for anchor in row["points"] if anchor is not None]
    reach_km = (row["value_max_km"] or 0) + (30 if len(known) > 1 else REACH_KM)
    return all(EARTH.inv(*anchor, *point)[2] <= reach_km * 1000 for anchor in known)


def locative_figures() -> tuple[dict[str, float | None], list[str]]:
    """Return the share of place phrases read right, and the others."""
    rows = list(rows_of(HERE / "locatives.jsonl"))
    wrong = [row for row in rows if not locative_is_right(row)]
    return {"locatives": _share(len(rows) - len(wrong), len(rows))}, [f"{w['id']} locative: {w['text']}" for w in wrong]


def quiet_figures() -> tuple[dict[str, float | None], list[str]]:
    """Return the share of quiet texts on which nothing is drawn, and what is drawn on the others."""
    paths = sorted((HERE / "quiet").glob("*.txt"))
    loud = drawn_by_report(geomap.extract([str(path) for path in paths]))
    drawn = [f"{name} drawn: {one.quote[:100]}" for name, incidents in sorted(loud.items()) for one in incidents]
    return {"quiet_texts": _share(len(paths) - len(loud), len(paths))}, drawn


def measure() -> tuple[dict[str, dict[str, float | None]], list[str]]:
    """Read the whole corpus once; return the figures, over all and by language, and the remarks."""
    everything = geomap.extract(sources())
    drawings = drawn_by_report(everything)
    tallies = {"all": Tally()} | {code: Tally() for code in LANGUAGES}
    for report in reports():
        for name in ("all", report["lang"]):
            count(tallies[name], report, drawings.get(report["id"], []))
    table = {name: figures(tally) for name, tally in tallies.items()}
    remarks = tallies["all"].remarks
    for extra, notes in (distance_figures(), locative_figures(), quiet_figures()):
        table["all"] |= extra
        remarks += notes
    return table, remarks


# Floors


def bounds(table: Mapping[str, Mapping[str, float | None]]) -> dict[str, dict[str, float]]:
    """Return the floor or ceiling of each figure, a little slack below or above it."""
    return {
        name: {key: _bound(key, value) for key, value in row.items() if value is not None}
        for name, row in table.items()
    }


def _bound(key: str, value: float) -> float:
    if key == "pins_on_capitals":
        return value
    if key == "tight_error_km":
        value += ERROR_HEADROOM_KM
    return round(value * HEADROOM, 3) if key in CEILINGS else round(max(0.0, value - SLACK), 4)


def sunk(table: Mapping[str, Mapping[str, float | None]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a line for each figure that is worse than its floor or ceiling."""
    return [
        f"{name} {key}: {table[name].get(key)}, bound {bound}"
        for name, row in floors.items()
        for key, bound in row.items()
        if _worse(key, table[name].get(key), bound)
    ]


def _worse(key: str, value: float | None, bound: float) -> bool:
    if value is None:
        return True
    return value > bound if key in CEILINGS else value < bound


def main() -> None:
    """Print the figures; with --update pin them."""
    parser = argparse.ArgumentParser(description="Measure geomap on its own annotated reports.")
    parser.add_argument("--misses", action="store_true", help="also list what went wrong")
    parser.add_argument("--update", action="store_true", help="pin the measured figures as the new floors")
    options = parser.parse_args()
    table, remarks = measure()
    for key in table["all"]:
        print(f"{key:18}" + "".join(f"{name}={row.get(key)!s:10}" for name, row in table.items()))  # noqa: T201
    if options.misses:
        print("\n".join(remarks))  # noqa: T201
    if options.update:
        pinned = {"corpus_sha256": digest(), "bounds": bounds(table)}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
