"""Towns and villages to find one's way by, and from which scale each is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geomap import gazetteer
from geomap.gazetteer.display import display_name
from geomap.spatial.geodesy import METRES_PER_DEGREE

if TYPE_CHECKING:
    from geomap.model import Place

__all__ = ["NOTICE", "Town", "towns_within"]

# Least population and the zoom (256 pixels to the world at 0, doubled at each step) from which such places are shown.
# Chosen so that a map of any scale names some twenty of them.
_ZOOMS: Final = ((100_000, 6.0), (20_000, 7.5), (5_000, 8.75), (1_000, 9.75), (300, 10.5), (0, 11.25))
_PART_ZOOM: Final = 12.0  # a part of a larger town waits until that town fills the view
_KINDS: Final = frozenset({"city", "town", "village", "settlement"})

NOTICE: Final = "Places: GeoNames (CC BY 4.0)"
"""What GeoNames asks of whoever shows its places."""


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place: its label, where it lies, and the zoom from which it is shown."""

    label: str
    longitude: float
    latitude: float
    zoom: float


def towns_within(bounds: tuple[float, float, float, float], sides: frozenset[str]) -> list[Town]:
    """Return the populated places of the embedded gazetteer in west, south, east, north, the largest first.

    Parameters
    ----------
    sides
        ISO3 codes of the countries whose places carry both sides' names; elsewhere one name is enough.
    """
    places = sorted(_places(bounds), key=lambda place: (-place.population, place.id))
    parts = _parts(places)
    return [
        Town(
            display_name(place) if place.country in sides else place.name,
            place.longitude,
            place.latitude,
            _PART_ZOOM if part else _zoom(place.population),
        )
        for place, part in zip(places, parts, strict=True)
    ]


def _places(bounds: tuple[float, float, float, float]) -> list[Place]:
    west, south, east, north = bounds
    known = gazetteer.embedded()
    ids = {place_id for ids in known.name_index.names.values() for place_id in ids}
    places = (known.place(place_id) for place_id in ids)
    return [
        place
        for place in places
        if place.kind in _KINDS and west < place.longitude < east and south < place.latitude < north
    ]


def _zoom(population: int) -> float:
    return next(zoom for least, zoom in _ZOOMS if population >= least)


def _parts(places: list[Place]) -> list[bool]:
    """Tell which places lie inside a larger one of the list: the list has the largest first."""
    at = np.array([(place.longitude, place.latitude) for place in places]).reshape(-1, 2)
    inside = np.zeros(len(places), dtype=bool)
    for number, place in enumerate(places):
        if place.kind != "city":
            continue
        steps = (at[number + 1 :] - at[number]) * (np.cos(np.radians(place.latitude)), 1)
        inside[number + 1 :] |= np.hypot(*steps.T) * METRES_PER_DEGREE < place.extent_m
    result: list[bool] = inside.tolist()
    return result
