"""Online geocoders, asked through geopy and only when the user names one; nothing but the name leaves the machine.

Every answer is kept in the user's cache directory, so that no name is asked for twice: keyed by service, address and
name, with the day it was given. What goes wrong is one kind of error, :class:`geomap.errors.ServiceError`, after
retries with growing pauses that end.

Where a service is found can be changed for one's own server, and for tests, by the environment variables
``GEOMAP_NOMINATIM_URL``, ``GEOMAP_PHOTON_URL`` and ``GEOMAP_GEONAMES_URL``; GeoNames wants a user name, given in
``GEOMAP_GEONAMES_USER``.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import platformdirs

from geomap._version import __version__
from geomap.errors import ServiceError
from geomap.gazetteer.extents import extent_m
from geomap.model import Candidate, Place
from geomap.spatial.geodesy import METRES_PER_DEGREE

__all__ = ["SERVICES", "Service", "ask", "cache_folder"]

USER_AGENT = f"geomap/{__version__} (maps reports of border incidents)"
ANSWERS_MOST = 5
SCORE_BEST, SCORE_STEP = (
    0.6,
    0.05,
)  # of a service's first answer, and less for each further one: never above our own sure ones
PROBLEM_MOST = 160  # characters of a service's own words that are shown
NAME_AND_COUNTRY = 2  # parts of an address that has no province between


@dataclass(frozen=True, slots=True)
class Service:
    """How one service is asked: where, how often, how long, how many times."""

    name: str
    scheme: str = "https"
    domain: str = ""
    pause_s: float = 1.0  # between two requests: Nominatim's policy is one a second at most
    timeout_s: float = 10.0
    attempts: int = 3
    backoff_s: float = 2.0  # before the second attempt, doubled before each further one
    wait_most_s: float = 30.0  # however long a service asks to wait
    keep_days: int = 90  # an older answer is asked for again
    user: str = ""

    def from_environment(self) -> Service:
        """Return the service as the environment has it."""
        url = urlsplit(os.environ.get(f"GEOMAP_{self.name.upper()}_URL", ""))
        user = os.environ.get(f"GEOMAP_{self.name.upper()}_USER", self.user)
        return replace(
            self, scheme=url.scheme or self.scheme, domain=url.netloc + url.path.rstrip("/") or self.domain, user=user
        )


SERVICES: Mapping[str, Service] = {
    "nominatim": Service("nominatim", domain="nominatim.openstreetmap.org"),
    "photon": Service("photon", domain="photon.komoot.io"),
    "geonames": Service("geonames", domain="secure.geonames.org"),
}

KIND_OF_TYPE = {
    # what OpenStreetMap's services call it: what geomap does
    "hamlet": "village", "isolated_dwelling": "village", "locality": "village", "suburb": "village", "town": "town",
    "city": "city", "municipality": "town", "water": "lake", "reservoir": "reservoir", "peak": "peak", "saddle": "pass",
    "mountain_pass": "pass", "river": "river", "stream": "river", "country": "country", "state": "province",
    "province": "province", "region": "region", "county": "district", "district": "district",
    "administrative": "district",
}  # fmt: skip
KIND_OF_FEATURE_CLASS = {
    "P": "village",
    "H": "lake",
    "T": "peak",
    "A": "district",
    "R": "road",
    "S": "village",
    "L": "region",
}

_LAST_ASKED: dict[str, float] = {}
_LOCK = threading.Lock()


def cache_folder() -> Path:
    """Return the folder that answers are kept in."""
    return Path(platformdirs.user_cache_dir("geomap", appauthor=False)) / "geocoders"


def ask(name: str, service: str | Service, *, iso3: Mapping[str, str] | None = None) -> list[Candidate]:
    """Return what an online service says a name may be, best first; empty where it knows none.

    `iso3` turns two-letter country codes into three-letter ones. Each candidate's reasons name the service and say
    how old its answer is.

    Raises
    ------
    ServiceError
        There is no such service, or it did not answer, or not in its own format.
    """
    asked = _service(service)
    raw, day = _answers(name, asked)
    age = (datetime.now(tz=UTC) - day).days
    when = "today" if age < 1 else f"{age} day{'s' if age > 1 else ''} ago"
    try:
        places = [_place(item, asked.name, iso3 or {}) for item in raw]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as problem:
        raise ServiceError(f"{asked.name} answered something that is not in its own format ({problem!r})") from problem
    return [
        Candidate(place, round(SCORE_BEST - SCORE_STEP * n, 3), (f"answer {n + 1} of {asked.name}, {when}",))
        for n, place in enumerate(places[:ANSWERS_MOST])
    ]


def _service(service: str | Service) -> Service:
    if isinstance(service, Service):
        return service
    if service not in SERVICES:
        raise ServiceError(f"no online geocoder is called {service!r}: there are {', '.join(SERVICES)}")
    return SERVICES[service].from_environment()


# --- the cache


def _answers(name: str, service: Service) -> tuple[list[dict[str, Any]], datetime]:
    """Return the raw answers and the time they were given, from the cache where they are fresh enough."""
    from diskcache import Cache, Timeout

    key = (service.name, service.domain, name)
    try:
        with Cache(str(cache_folder())) as cache:
            kept = cache.get(key)
            if kept is not None and datetime.now(tz=UTC) - kept["time"] < timedelta(days=service.keep_days):
                return kept["answers"], kept["time"]
            answers, now = _with_retries(name, service), datetime.now(tz=UTC)
            cache.set(key, {"answers": answers, "time": now})
            return answers, now
    except (OSError, Timeout) as problem:  # a cache that cannot be used must not keep anybody from asking
        if isinstance(problem, ServiceError):
            raise
        return _with_retries(name, service), datetime.now(tz=UTC)


# --- the network


def _with_retries(name: str, service: Service) -> list[dict[str, Any]]:
    """Ask until there is an answer, the attempts are used up or asking again cannot help."""
    from geopy import exc

    hopeless = (
        exc.ConfigurationError,
        exc.GeocoderAuthenticationFailure,
        exc.GeocoderInsufficientPrivileges,
        exc.GeocoderQueryError,
    )
    for attempt in range(1, service.attempts + 1):
        try:
            _wait_turn(service)
            return _once(name, service)
        except hopeless as problem:
            raise ServiceError(f"{service.name} refused the request: {problem}") from problem
        except (exc.GeopyError, OSError, ValueError, LookupError, TypeError, AttributeError) as problem:
            if attempt == service.attempts:
                raise ServiceError(
                    f"{service.name} did not answer after {attempt} attempts: {_brief(problem, service)}"
                ) from problem
            sleep(_pause(problem, attempt, service))
    raise ServiceError(f"{service.name} was not asked: it is set to no attempts")


def _once(name: str, service: Service) -> list[dict[str, Any]]:
    geocoder = _geocoder(service)
    options = {"limit": ANSWERS_MOST} if service.name != "geonames" else {}
    with geocoder:
        found = geocoder.geocode(name, exactly_one=False, **options)
    return [location.raw for location in found or []]


def _geocoder(service: Service) -> Any:
    from geopy.adapters import RequestsAdapter
    from geopy.geocoders import GeoNames, Nominatim, Photon

    common = {
        "domain": service.domain, "scheme": service.scheme, "timeout": service.timeout_s, "user_agent": USER_AGENT,
        "adapter_factory": partial(RequestsAdapter, max_retries=0),  # retries are ours: counted and bounded
    }  # fmt: skip
    if service.name == "geonames":
        if not service.user:
            raise ServiceError("GeoNames wants a user name: set GEOMAP_GEONAMES_USER")
        return GeoNames(service.user, **common)
    return {"nominatim": Nominatim, "photon": Photon}[service.name](**common)


def _wait_turn(service: Service) -> None:
    """Sleep until the service may be asked again; threads take turns."""
    with _LOCK:
        wait_s = _LAST_ASKED.get(service.domain, -service.pause_s) + service.pause_s - monotonic()
        if wait_s > 0:
            sleep(wait_s)
        _LAST_ASKED[service.domain] = monotonic()


def _pause(problem: Exception, attempt: int, service: Service) -> float:
    asked_for = getattr(problem, "retry_after", None)
    return float(min(asked_for or service.backoff_s * 2 ** (attempt - 1), service.wait_most_s))


def _brief(problem: Exception, service: Service) -> str:
    from geopy import exc

    if isinstance(problem, exc.GeocoderTimedOut):
        return f"nothing came within {service.timeout_s:g} s"
    if isinstance(problem, exc.GeocoderUnavailable):
        return f"there is no connection to {service.domain}"
    return (str(problem) or type(problem).__name__).splitlines()[0][:PROBLEM_MOST]


# --- reading answers


def _place(raw: Mapping[str, Any], service: str, iso3: Mapping[str, str]) -> Place:
    read = {"nominatim": _from_nominatim, "photon": _from_photon, "geonames": _from_geonames}[service]
    return read(raw, iso3)


def _from_nominatim(raw: Mapping[str, Any], _: Mapping[str, str]) -> Place:
    kind = KIND_OF_TYPE.get(raw.get("addresstype") or raw.get("type", ""), "village")
    south, north, west, east = map(float, raw["boundingbox"]) if raw.get("boundingbox") else (0.0, 0.0, 0.0, 0.0)
    parts = str(raw["display_name"]).split(", ")
    return Place(
        f"nominatim:{raw.get('osm_type', 'place')}{raw.get('osm_id', raw.get('place_id'))}",
        str(raw.get("name") or parts[0]), kind,
        float(raw["lon"]), float(raw["lat"]), max(extent_m(kind), _radius_m(west, south, east, north)),
        "", parts[-2] if len(parts) > NAME_AND_COUNTRY else "", source="OpenStreetMap, Nominatim",
    )  # fmt: skip


def _from_photon(raw: Mapping[str, Any], iso3: Mapping[str, str]) -> Place:
    properties = raw["properties"]
    kind = KIND_OF_TYPE.get(properties.get("osm_value", ""), KIND_OF_TYPE.get(properties.get("type", ""), "village"))
    longitude, latitude = map(float, raw["geometry"]["coordinates"][:2])
    west, north, east, south = map(float, properties.get("extent") or (0, 0, 0, 0))
    return Place(
        f"photon:{properties.get('osm_type', '')}{properties.get('osm_id', '')}", str(properties["name"]), kind,
        longitude, latitude,
        max(extent_m(kind), _radius_m(west, south, east, north)), iso3.get(properties.get("countrycode", ""), ""),
        str(properties.get("state", "")), source="OpenStreetMap, Photon",
    )  # fmt: skip


def _from_geonames(raw: Mapping[str, Any], iso3: Mapping[str, str]) -> Place:
    kind = KIND_OF_FEATURE_CLASS.get(raw.get("fcl", ""), "village")
    population = int(raw.get("population") or 0)
    return Place(
        f"geonames:{raw['geonameId']}", str(raw["name"]), kind, float(raw["lng"]), float(raw["lat"]),
        extent_m(kind, population), iso3.get(raw.get("countryCode", ""), ""), str(raw.get("adminName1", "")),
        population=population, source="GeoNames",
    )  # fmt: skip


def _radius_m(west: float, south: float, east: float, north: float) -> float:
    return METRES_PER_DEGREE * max(abs(north - south), 0.75 * abs(east - west)) / 2
