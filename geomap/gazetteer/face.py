"""The gazetteer as a geopy geocoder: it works wherever geopy's own do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.gazetteer.embedded import EmbeddedGazetteer, embedded
from geomap.gazetteer.tables import row
from geomap.model import Candidate

__all__ = ["Gazetteer"]


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy carries no types
    """A geopy geocoder that answers from geomap's gazetteer, with no network.

    Takes geopy's own options and ignores those that speak of a network. ``Location.raw`` is the whole candidate:
    id, names, kind, extent, score and reasons. Unknown names are None, queries that are no text raise
    ``geopy.exc.GeocoderQueryError``.

    >>> Gazetteer().geocode("Basarkechar").address
    'Vardenis, Gegharkunik, Armenia'
    """

    def __init__(self, *, gazetteer: EmbeddedGazetteer | None = None, timeout: Any = DEFAULT_SENTINEL,
                 user_agent: str | None = None, **options: Any) -> None:  # fmt: skip
        options.setdefault("adapter_factory", URLLibAdapter)  # never used, and the lightest to make
        super().__init__(timeout=timeout, user_agent=user_agent, **options)
        self._gazetteer = gazetteer or embedded()

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, limit: int | None = None,
        language: str | None = None, country_codes: str | Sequence[str] | None = None,
    ) -> Location | list[Location] | None:  # fmt: skip
        """Return the place a name most likely means, or all it may mean, best first; None where there is none.

        `language` (en, hy, ru, az) tells whose case endings a name in Latin letters has; `country_codes` are ISO
        3166-1 alpha-3 codes to choose from.
        """
        del timeout  # nothing is waited for
        if not isinstance(query, str):
            raise GeocoderQueryError(f"a name is text, not {type(query).__name__}")
        codes = {country_codes} if isinstance(country_codes, str) else set(country_codes or ())
        candidates = [c for c in self._gazetteer.lookup(query, language) if not codes or c.country in codes]
        return self._locations(candidates, exactly_one=exactly_one, limit=limit)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, limit: int | None = None,
    ) -> Location | list[Location] | None:  # fmt: skip
        """Return the nearest place to a point, or the nearest ones; None where none is within 50 km.

        The point is anything that geopy takes for one: a `geopy.Point`, (latitude, longitude), "latitude, longitude".
        """
        del timeout
        point = Point(query)
        candidates = self._gazetteer.nearest(point.longitude, point.latitude)
        return self._locations(candidates, exactly_one=exactly_one, limit=limit)

    def _locations(self, candidates: Sequence[Candidate], *, exactly_one: bool,
                   limit: int | None) -> Location | list[Location] | None:  # fmt: skip
        if limit is not None and limit < 1:
            raise ValueError("limit cannot be less than 1")
        if not candidates:
            return None
        found = [self._location(c) for c in candidates[: 1 if exactly_one else limit]]
        return found[0] if exactly_one else found

    def _location(self, candidate: Candidate) -> Location:
        return Location(self._address(candidate), (candidate.latitude, candidate.longitude), row(candidate))

    def _address(self, candidate: Candidate) -> str:
        parts = (candidate.name, candidate.admin1, self._gazetteer.country_name(candidate.country))
        return ", ".join(dict.fromkeys(part for part in parts if part))
