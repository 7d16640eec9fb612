"""Regions of a distance, a direction, or both, from a point: the calibrated model drawn.

All in the plane about the anchor (:class:`geomap.spatial.geodesy.Plane`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.spatial.calibration import OFFSETS, OffsetModel
from geomap.spatial.geodesy import sector_in_plane

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

__all__ = ["Reach", "offset_regions", "ring_region"]

EGG_VERTICES = 48
QUARTER_TURN = math.pi / 2
_AFTER, _BEFORE = (np.roll(np.arange(EGG_VERTICES), step) for step in (-1, 1))
WORDS_SPREAD = math.sqrt(3)  # half-width over standard deviation of an even spread


@dataclass(frozen=True, slots=True)
class Reach:
    """A stated distance as geometry needs it: best, and what the words leave open below and above, metres.

    `below_m` None: nothing is too near ("up to"); `rounding_m` is what the writing of the number leaves open.
    """

    best_m: float
    below_m: float
    above_m: float
    rounding_m: float

    def spreads(self, model: OffsetModel) -> tuple[float, float]:
        """Return σ below and above as shares of the best distance."""
        growth = self._scaled(model) ** model.growth
        return (
            self._spread(model.spread_below * growth, self.below_m),
            self._spread(model.spread_above * growth, self.above_m),
        )

    def margin_m(self, extent_m: float, level: float, model: OffsetModel) -> float:
        """Return what the anchor's extent adds on all sides, in quadrature with the model's own spread.

        The words' spread is left out: it must not make the margin of a vaguer phrase smaller.
        """
        growth = self._scaled(model) ** model.growth
        spread_m = (model.spread_below + model.spread_above) / 2 * growth * self.best_m
        return float(level * (math.hypot(spread_m, extent_m) - spread_m))

    def centre(self, model: OffsetModel) -> float:
        """Return μ: the true over the stated distance that is expected."""
        return model.centre + model.centre_slope * math.log(self._scaled(model))

    def _scaled(self, model: OffsetModel) -> float:
        return min(max(self.best_m, model.shortest_m), model.longest_m) / model.scale_m

    def _spread(self, own: float, words_m: float) -> float:
        return math.hypot(own, words_m / self.best_m / WORDS_SPREAD, self.rounding_m / self.best_m / WORDS_SPREAD)


def offset_regions(
    reach: Reach, heading_deg: float, half_width_deg: float, extent_m: float, model: OffsetModel = OFFSETS
) -> tuple[BaseGeometry, BaseGeometry]:
    """Return where a place may be that is said to lie at a distance and a heading: the 90 % and the 50 % set."""
    levels = np.array([model.level_90, model.level_50])
    width = math.hypot(model.bearing, model.bearing_per_width * math.radians(half_width_deg))
    eggs = _eggs(reach, heading_deg, width, levels, model)
    margins = [reach.margin_m(extent_m, level, model) for level in levels.tolist()]
    nearest = reach.centre(model) - model.level_90 * reach.spreads(model)[0]
    if margins[0] < reach.best_m * nearest / 2 and model.level_90 * width < QUARTER_TURN:
        region, core = shapely.polygons(_outwards(eggs, np.array(margins)))
    else:
        region, core = shapely.buffer(shapely.polygons(eggs), margins, quad_segs=8)
    return region, core


def ring_region(reach: Reach, extent_m: float, level: float, model: OffsetModel = OFFSETS) -> BaseGeometry:
    """Return where a place may be that is said to lie at a distance, in no direction."""
    below, above = reach.spreads(model)
    centre, margin = reach.centre(model), reach.margin_m(extent_m, level, model)
    inner = max(0.0, reach.best_m * (centre - level * below) - margin)
    return sector_in_plane(inner, reach.best_m * (centre + level * above) + margin, 0.0, 180.0)


def _eggs(reach: Reach, heading_deg: float, width: float, levels: Floats, model: OffsetModel) -> Floats:
    """The sets ρ <= level: ellipses in distance and bearing, bent round the anchor; a ring of points each."""
    below, above = reach.spreads(model)
    cosines, sines = _unit_circle()
    out = np.where(cosines > 0, above, below) * cosines
    radii = reach.best_m * np.maximum(reach.centre(model) + levels[:, None] * out, 0.0)
    angles = math.radians(heading_deg) + np.clip(levels[:, None] * (width * sines), -math.pi, math.pi)
    return np.stack((radii * np.sin(angles), radii * np.cos(angles)), axis=-1)


def _outwards(rings: Floats, margins_m: Floats) -> Floats:
    """Smooth rings drawn larger by a margin, along their normals: buffers where they bend gently, and much quicker."""
    along = rings[:, _AFTER] - rings[:, _BEFORE]
    scale = margins_m[:, None] / np.hypot(along[..., 0], along[..., 1])
    larger: Floats = rings + np.stack((-along[..., 1] * scale, along[..., 0] * scale), axis=-1)
    return larger


@lru_cache(maxsize=1)
def _unit_circle() -> tuple[Floats, Floats]:
    turns = np.linspace(0, 2 * math.pi, EGG_VERTICES, endpoint=False)
    return np.cos(turns), np.sin(turns)
