"""One name to ranked candidates: the gazetteer's, and those of an online service where the user names one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import cos, exp, hypot, radians

from geomap.errors import ServiceError
from geomap.gazetteer import sections
from geomap.gazetteer.embedded import EmbeddedGazetteer, embedded
from geomap.model import Candidate, Place

__all__ = ["geocode"]

NEAR_SHARE = 0.5  # of the score that nearness decides where a point is given
NEAR_REACH_M = 100_000.0  # distance at which nearness says little more
SAME_M = 3_000.0  # an online answer this near to one of ours is the same place
DEGREE_M = 111_195.0


def geocode(
    name: str,
    *,
    near: tuple[float, float] | None = None,
    country: str | None = None,
    online: str | None = None,
    lang: str | None = None,
    gazetteer: EmbeddedGazetteer | None = None,
    on_problem: Callable[[str], None] | None = None,
) -> list[Candidate]:
    """Return the places a name may mean, best first; empty where there is none.

    `near` is (longitude, latitude); `country` an ISO 3166-1 alpha-3 code that all candidates have. `online` names a
    service that is asked besides (nominatim, photon or geonames), with nothing but the name; what it answers stays a
    candidate among the others.

    Raises
    ------
    ServiceError
        The service did not answer; where `on_problem` is given it is told so instead, and the rest is returned.
    """
    ours = gazetteer or embedded()
    candidates = [*ours.lookup(name, lang), *sections.candidates(name)]
    if online is not None:
        candidates = _joined(candidates, _asked(name, online, ours, on_problem))
    if country is not None:
        candidates = [c for c in candidates if c.country == country.upper()]
    if near is not None:
        candidates = [_nearer(c, *near) for c in candidates]
    return sorted(candidates, key=lambda c: (-c.score, c.id))


def _asked(
    name: str, service: str, ours: EmbeddedGazetteer, on_problem: Callable[[str], None] | None
) -> list[Candidate]:
    from geomap.gazetteer import online

    try:
        return online.ask(name, service, iso3=ours.iso3)
    except ServiceError as problem:
        if on_problem is None:
            raise
        on_problem(str(problem))
        return []


def _joined(ours: Sequence[Candidate], theirs: Sequence[Candidate]) -> list[Candidate]:
    """Return both lists; an online answer that lies where one of ours does is a reason of that one."""
    merged = list(ours)
    for answer in theirs:
        same = next(
            (n for n, c in enumerate(merged) if _metres(c.place, answer.place) <= SAME_M and c.kind == answer.kind),
            None,
        )
        if same is None:
            merged.append(answer)
        else:
            merged[same] = replace(merged[same], reasons=(*merged[same].reasons, *answer.reasons))
    return merged


def _nearer(candidate: Candidate, longitude: float, latitude: float) -> Candidate:
    point = Place("", "", "point", longitude, latitude, 0.0)
    distance_m = _metres(candidate.place, point)
    score = (1 - NEAR_SHARE) * candidate.score + NEAR_SHARE * exp(-distance_m / NEAR_REACH_M)
    return Candidate(
        candidate.place, round(score, 3), (*candidate.reasons, f"{distance_m / 1000:.0f} km from the point given")
    )


def _metres(one: Place, other: Place) -> float:
    east = (one.longitude - other.longitude + 180) % 360 - 180
    return DEGREE_M * hypot(east * cos(radians(one.latitude)), one.latitude - other.latitude)
