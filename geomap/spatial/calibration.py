"""What a stated distance and direction say about where a place is: the calibrated model.

A text says "D at heading H from X". With r the true distance and β the bearing error, the true place
lies at x = r / D and β, and the model is an ellipse-shaped law about (μ, 0):

    ρ² = ((x - μ) / σ∓)² + (β / w)²

    μ   = centre + centre_slope · ln(D / 20 km)          the further, the more it was measured by road or rounded
    σ∓² = spread∓² · (D / 20 km)^(2·growth) + v          below and above μ; v is the variance of the words: rounding
                                                         half-width squared over three, and the same of low and high
    w²  = bearing² + (bearing_per_width · half width)²   north leaves more open than north-east

with D held between 2 and 300 km in the powers. The 50 % and 90 % regions are the sets ρ <= level, widened on all
sides by the extent of the anchor ε, added in quadrature: level · (√((s·D)² + ε²) - s·D) with s the mean of both
spreads. Without a direction only ρ = |x - μ| / σ counts, with levels of its own. The levels are the 50 % and 90 %
quantiles of ρ over the calibration rows, so that no shape of tail is assumed.

Fitted by data/build/calibration.py on 1,500 phrases of English Wikipedia joined to GeoNames coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OFFSETS", "OffsetModel"]


@dataclass(frozen=True, slots=True)
class OffsetModel:
    """The parameters; names as in the module's formulas, ratios without unit, angles in radians."""

    centre: float
    centre_slope: float
    spread_below: float
    spread_above: float
    growth: float
    bearing: float
    bearing_per_width: float
    place_m: float  # ε of a place of ordinary extent
    level_90: float
    level_50: float
    ring_level_90: float
    ring_level_50: float
    scale_m: float = 20_000.0
    shortest_m: float = 2_000.0
    longest_m: float = 300_000.0


OFFSETS = OffsetModel(
    centre=0.905,
    centre_slope=-0.021,
    spread_below=0.132,
    spread_above=0.134,
    growth=0.05,
    bearing=0.28,
    bearing_per_width=0.09,
    place_m=450.0,
    level_90=2.38,
    level_50=1.12,
    ring_level_90=1.55,
    ring_level_50=0.58,
)
