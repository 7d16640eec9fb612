"""How large a place is that no shape is known of: the radius about its point that holds it."""

from __future__ import annotations

import math

__all__ = ["EXTENT_OF_KIND_M", "extent_m"]

EXTENT_LEAST_M = 800.0  # a village's houses: half of located damage lay within 0.7 km of a village's point
EXTENT_PER_ROOT_INHABITANT_M = 13.0  # a disc at about 1,900 inhabitants a square kilometre, usual for towns here
EXTENT_OF_KIND_M = {
    "peak": 1500.0,  # "on the mountain" is its flanks, not its top
    "pass": 1000.0,
    "bridge": 400.0,
    "mine": 1500.0,
    "lake": 800.0,
    "reservoir": 1200.0,
    "river": 10_000.0,  # only where no line is known: a point says little of a river or road
    "road": 10_000.0,
    "railway": 10_000.0,
    "district": 20_000.0,
    "province": 40_000.0,
    "region": 60_000.0,
    "country": 200_000.0,
}


def extent_m(kind: str, population: int = 0) -> float:
    """Return the radius in metres that holds a place; a settlement's grows with the root of its inhabitants."""
    if kind in EXTENT_OF_KIND_M:
        return EXTENT_OF_KIND_M[kind]
    return max(EXTENT_LEAST_M, float(round(EXTENT_PER_ROOT_INHABITANT_M * math.sqrt(max(0, population)), -1)))
