"""Fit the model of stated distances and directions (geomap/spatial/calibration.py) and say how well it holds.

    python data/build/calibration.py OFFSETS.csv [--seed N]

OFFSETS.csv has a row for each phrase such as "about 28 km west of": phrase, ref_lat, ref_lon (where it is measured
from), tgt_lat, tgt_lon (where the place really is). Prints the parameters fitted on one half with the share of the
other half that its regions hold, the same the other way round, and the parameters fitted on all rows, to be
copied into the table.

The fit looks for the shape of least area whose 90 % and 50 % sets hold their share in each band of distances: the
mean logarithm of the radius, and a penalty on every band, wind and "about" whose share is off. Levels are
quantiles, not fitted.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.optimize import minimize

from geomap.spatial.calibration import OFFSETS, OffsetModel
from geomap.spatial.geodesy import GEOD
from geomap.spatial.offsets import WORDS_SPREAD, Reach, offset_regions, ring_region
from geomap.spatial.precision import half_width

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UNITS_M = {"km": 1000.0, "kilomet": 1000.0, "mi": 1609.344, "mile": 1609.344}
WINDS = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip
HALF_WIDTHS = {1: 45.0, 2: 22.5, 3: 11.25}
ABOUT = re.compile(r"\s*(about|approx|some|around|roughly|ca\b|c\.|circa|nearly)", re.IGNORECASE)
ABOUT_SHARE = 0.1  # "about" widens a distance by a tenth
AMOUNT = re.compile(r"([\d.,]*\d)\s*(km|kilomet|mile|mi)\w*\.?\s*(?:\([^)]*\))?", re.IGNORECASE)
WIND = re.compile(r"\s*(?:to the |due )?((?:(?:north|south|east|west)[ -]*){1,3}|[NESW]{1,3})\b", re.IGNORECASE)
BANDS_M = ((0, 5e3), (5e3, 15e3), (15e3, 50e3), (50e3, math.inf))
SCORED_M = ((0, 15e3), (15e3, 50e3), (50e3, math.inf))
SHARES = (0.9, 0.5)
FREE = ("centre", "centre_slope", "spread_below", "spread_above", "growth", "bearing", "bearing_per_width", "place_m")
STEPS = 350
SMALLEST = 0.01  # a spread that shrinks to nothing is no fit


@dataclass(frozen=True)
class Rows:
    """The phrases as numbers, one array a column."""

    stated_m: Floats
    rounding_m: Floats
    about_m: Floats
    heading_deg: Floats
    half_width_deg: Floats
    true_m: Floats
    error_rad: Floats

    def __getitem__(self, chosen: NDArray[np.int64]) -> Rows:
        return Rows(*(column[chosen] for column in asdict(self).values()))

    def __len__(self) -> int:
        return len(self.stated_m)

    @property
    def points(self) -> NDArray[np.object_]:
        """Where the places are: the anchor as origin, the stated direction ahead, the stated distance as unit."""
        ratio = self.true_m / self.stated_m
        return shapely.points(np.column_stack((ratio * np.sin(self.error_rad), ratio * np.cos(self.error_rad))))

    def band(self, low: float, high: float) -> NDArray[np.bool_]:
        """Which rows state a distance in a band."""
        return (self.stated_m >= low) & (self.stated_m < high)


def read(path: Path) -> Rows:
    """Return the rows whose phrase could be read; the others are named."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = read_row(row)
            if numbers is None:
                print(f"not read: {row['phrase']!r}")
            else:
                found.append(numbers)
    return Rows(*np.array(found).T)


def read_row(row: dict[str, str]) -> tuple[float, ...] | None:
    """Return one phrase as the columns of :class:`Rows`."""
    amount = AMOUNT.search(row["phrase"])
    wind = WIND.match(row["phrase"], amount.end()) if amount else None
    if amount is None or wind is None:
        return None
    number, unit = amount[1].replace(",", ""), UNITS_M[amount[2].lower()]
    name = initials(wind[1])
    heading = WINDS.index(name) * 22.5
    azimuth, _, true_m = GEOD.inv(*(float(row[key]) for key in ("ref_lon", "ref_lat", "tgt_lon", "tgt_lat")))
    error = (azimuth - heading + 180) % 360 - 180
    stated_m = float(number) * unit
    about_m = ABOUT_SHARE * stated_m if ABOUT.match(row["phrase"]) else 0.0
    rounding_m = half_width(number) * unit
    return stated_m, rounding_m, about_m, heading, HALF_WIDTHS[len(name)], true_m, math.radians(error)


def initials(words: str) -> str:
    """Return a wind as its letters: "north-north-west" is NNW."""
    full = re.findall(r"north|south|east|west", words.lower())
    return "".join(word[0] for word in full).upper() if full else words.strip().upper()


def sets(rows: Rows, model: OffsetModel, level: float) -> tuple[NDArray[np.object_], Floats]:
    """Return the model's sets over all rows at once, in stated distances, and the margins about them."""
    scale = np.clip(rows.stated_m, model.shortest_m, model.longest_m) / model.scale_m
    words = (rows.rounding_m**2 + rows.about_m**2) / (WORDS_SPREAD * rows.stated_m) ** 2
    below, above = (
        np.hypot(own * scale**model.growth, np.sqrt(words)) for own in (model.spread_below, model.spread_above)
    )
    width = np.hypot(model.bearing, model.bearing_per_width * np.radians(rows.half_width_deg))
    turns = np.linspace(0, 2 * math.pi, 48, endpoint=False)[None]
    reach = np.where(np.cos(turns) > 0, above[:, None], below[:, None])
    centre = model.centre + model.centre_slope * np.log(scale)
    radii = np.maximum(centre[:, None] + level * reach * np.cos(turns), 0)
    angles = np.clip(level * width[:, None] * np.sin(turns), -math.pi, math.pi)
    polygons = shapely.polygons(np.stack((radii * np.sin(angles), radii * np.cos(angles)), axis=-1))
    spread = (model.spread_below + model.spread_above) / 2 * scale**model.growth
    return polygons, level * (np.hypot(spread, model.place_m / rows.stated_m) - spread)


def held(rows: Rows, model: OffsetModel, level: float) -> tuple[NDArray[np.bool_], Floats]:
    """Return which rows the sets hold, and the radius of the circle as large as each, in stated distances."""
    polygons, margin = sets(rows, model, level)
    area = shapely.area(polygons) + shapely.length(polygons) * margin + math.pi * margin**2
    return shapely.distance(rows.points, polygons) <= margin, np.sqrt(area / math.pi)


def level_of(rows: Rows, model: OffsetModel, share: float) -> float:
    """Return the level at which the sets hold a share of each scored band, on average."""
    bands = [rows.band(*band) for band in SCORED_M]
    low, high = 0.1, 8.0
    for _ in range(14):
        level = (low + high) / 2
        inside = held(rows, model, level)[0]
        reached = np.mean([inside[band].mean() for band in bands]) >= share
        low, high = (low, level) if reached else (level, high)
    return high


def badness(values: Floats, rows: Rows) -> float:
    """Return how large the sets are, and how unevenly they hold what they should."""
    model = replace(OFFSETS, **dict(zip(FREE, map(float, values), strict=True)))
    if min(values[2], values[3], values[5], values[7]) <= SMALLEST or values[6] < 0:
        return math.inf
    groups = [rows.band(*band) for band in BANDS_M]
    groups += [rows.half_width_deg == width for width in (45.0, 22.5)]
    groups += [rows.about_m > 0, rows.about_m == 0]
    total = 0.0
    for share in SHARES:
        inside, radius = held(rows, model, level_of(rows, model, share))
        off = sum(((inside[group].mean() - share) / 0.05) ** 2 * min(1.0, group.mean() * 4) for group in groups)
        total += float(np.log(radius).mean() + 0.1 * off)
    return total


def fit(rows: Rows) -> OffsetModel:
    """Return the model fitted on rows, its levels included."""
    values = np.array([getattr(OFFSETS, name) for name in FREE])
    for _ in range(2):  # a second start from the first's end: the simplex method stops early
        found = minimize(badness, values, args=(rows,), method="Nelder-Mead", options={"maxfev": STEPS})
        values = found.x
    model = replace(OFFSETS, **dict(zip(FREE, map(float, values), strict=True)))
    levels = {f"level_{share * 100:.0f}": level_of(rows, model, share) for share in SHARES}
    return replace(model, **levels, **ring_levels(rows, model))


def ring_levels(rows: Rows, model: OffsetModel) -> dict[str, float]:
    """Return the levels for phrases without a direction: quantiles of the distance alone."""
    scores = []
    for stated, rounding, about, true in zip(rows.stated_m, rows.rounding_m, rows.about_m, rows.true_m, strict=True):
        reach = Reach(stated, about, about, rounding)
        below, above = reach.spreads(model)
        off = true / stated - reach.centre(model)
        spread = (above if off > 0 else below) + reach.margin_m(model.place_m, 1.0, model) / stated
        scores.append(abs(off) / spread)
    return {f"ring_level_{share * 100:.0f}": float(np.quantile(scores, share)) for share in SHARES}


def report(rows: Rows, model: OffsetModel) -> None:
    """Print, for the regions as the package draws them, what they hold and how large they are."""
    print(f"{'':18}{'rows':>6}{'90 %':>8}{'50 %':>8}{'radius':>8}{'ring 90':>9}{'ring 50':>9}")
    table = np.array([drawn(rows, model, number) for number in range(len(rows))])
    bands = {"all": (0, math.inf), "under 15 km": SCORED_M[0], "15 to 50 km": SCORED_M[1], "over 50 km": SCORED_M[2]}
    for name, band in (bands | {"under 5 km": BANDS_M[0]}).items():
        part = table[rows.band(*band)]
        share = part.mean(axis=0)
        print(
            f"{name:18}{len(part):6}{share[0]:8.3f}{share[1]:8.3f}{np.median(part[:, 4]):8.3f}"
            f"{share[2]:9.3f}{share[3]:9.3f}"
        )


def drawn(rows: Rows, model: OffsetModel, number: int) -> tuple[float, ...]:
    """Return, for one row, whether each region holds the place, and the radius of the 90 % region's area."""
    stated, about = rows.stated_m[number], rows.about_m[number]
    reach = Reach(stated, about, about, rows.rounding_m[number])
    angle, true_m = rows.error_rad[number], rows.true_m[number]
    place = true_m * math.sin(angle), true_m * math.cos(angle)
    regions = list(offset_regions(reach, 0.0, rows.half_width_deg[number], model.place_m, model))
    regions += [ring_region(reach, model.place_m, level, model) for level in (model.ring_level_90, model.ring_level_50)]
    inside = [float(shapely.contains_xy(region, *place)) for region in regions]
    return (*inside, math.sqrt(regions[0].area / math.pi) / stated)


def main() -> None:
    """Fit on each half, check on the other; then fit on all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("offsets", type=Path)
    parser.add_argument("--seed", type=int, default=1, help="of the split in two halves")
    arguments = parser.parse_args()
    rows = read(arguments.offsets)
    order = np.random.default_rng(arguments.seed).permutation(len(rows))
    halves = order[::2], order[1::2]
    for learnt, kept in (halves, halves[::-1]):
        model = fit(rows[learnt])
        print(f"\nfitted on {len(learnt)} rows, checked on {len(kept)} others: {model}")
        report(rows[kept], model)
    model = fit(rows)
    print(f"\nfitted on all {len(rows)} rows: {model}")
    report(rows, model)


if __name__ == "__main__":
    main()
