"""One name to ranked candidates: the gazetteer's, and those of an online service where the user names one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp

from geomap.errors import ServiceError
from geomap.gazetteer import sections
from geomap.gazetteer.embedded import EmbeddedGazetteer, embedded
from geomap.model import Candidate
from geomap.spatial.geodesy import distance_m

__all__ = ["geocode"]

NEAR_SHARE = 0.5  # of the score that nearness decides where a point is given
NEAR_REACH_M = 100_000.0  # distance at which nearness says little more
SAME_M = 3_000.0  # an online answer this near to one of ours is the same place


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
        alike = (n for n, c in enumerate(merged) if c.kind == answer.kind)
        same = next((n for n in alike if distance_m(merged[n].place.point, answer.place.point) <= SAME_M), None)
        if same is None:
            merged.append(answer)
        else:
            merged[same] = replace(merged[same], reasons=(*merged[same].reasons, *answer.reasons))
    return merged


def _nearer(candidate: Candidate, longitude: float, latitude: float) -> Candidate:
    apart_m = distance_m(candidate.place.point, (longitude, latitude))
    score = (1 - NEAR_SHARE) * candidate.score + NEAR_SHARE * exp(-apart_m / NEAR_REACH_M)
    return Candidate(
        candidate.place, round(score, 3), (*candidate.reasons, f"{apart_m / 1000:.0f} km from the point given")
    )
