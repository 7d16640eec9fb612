"""Which claims are about one incident: within a report as its words say, between reports by type, day and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pyproj import Geod

from geomap.model import Claim, DateWindow

__all__ = ["joined"]

_GEOD = Geod(ellps="WGS84")

# Two reports tell the same incident when they agree on the kind of event, their days meet within a window
# this narrow, and their best points lie this close. Ours: wider windows join a week's incidents at one village.
SAME_PLACE_M = 5_000
LONGEST_WINDOW_DAYS = 4

# Types that different reporters choose for one event.
_FAMILIES = (
    {"shelling", "clash", "casualty", "drone"},
    {"incursion", "capture", "withdrawal"},
    {"landmine"},
    {"construction"},
    {"blockade"},
    {"buildup"},
)
_FAMILY = {kind: number for number, kinds in enumerate(_FAMILIES) for kind in kinds}


def joined(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims with ``incident_id`` set to the id of the earliest claim about the same incident."""
    leaders = _Leaders(claims)
    _join_within_reports(claims, leaders)
    _join_between_reports(claims, leaders)
    earliest = _earliest(claims, leaders)
    return [replace(claim, incident_id=earliest[leaders.of(number)]) for number, claim in enumerate(claims)]


class _Leaders:
    """Disjoint sets of claim numbers; a set never holds two incidents that one report tells apart."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._leader = list(range(len(claims)))
        self._told = [{_report_key(claim): {_told_as(claim, n)}} for n, claim in enumerate(claims)]

    def of(self, number: int) -> int:
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, last = sorted((self.of(one), self.of(other)))
        if first == last or self._told_apart(first, last):
            return
        self._leader[last] = first
        for report, incidents in self._told[last].items():
            self._told[first].setdefault(report, set()).update(incidents)

    def _told_apart(self, one: int, other: int) -> bool:
        both = self._told[one].keys() & self._told[other].keys()
        return any(self._told[one][report] != self._told[other][report] for report in both)


def _report_key(claim: Claim) -> tuple[str, str]:
    return claim.report.id, claim.report.source_sha256


def _told_as(claim: Claim, number: int) -> tuple[str, int]:
    """Which incident of its report a claim is: the group its words give, else an incident of its own."""
    return ("alone", number) if claim.event.group is None else ("group", claim.event.group)


def _join_within_reports(claims: Sequence[Claim], leaders: _Leaders) -> None:
    first: dict[tuple[tuple[str, str], int], int] = {}
    for number, claim in enumerate(claims):
        if claim.event.group is not None:
            key = (_report_key(claim), claim.event.group)
            leaders.join(first.setdefault(key, number), number)


def _join_between_reports(claims: Sequence[Claim], leaders: _Leaders) -> None:
    """Compare only claims of one family that share a day, so that the work grows with the number of claims."""
    by_day: dict[tuple[int, date], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        for day in _days(claim.event.when):
            bucket = by_day[_FAMILY.get(claim.event.type, -1), day]
            for other in bucket:
                if _same(claims[other], claim):
                    leaders.join(other, number)
            bucket.append(number)


def _days(window: DateWindow | None) -> Iterable[date]:
    if window is None or (window.end - window.start).days >= LONGEST_WINDOW_DAYS:
        return []
    return [window.start + timedelta(days=n) for n in range((window.end - window.start).days + 1)]


def _same(one: Claim, other: Claim) -> bool:
    if one.event.type == "other" or one.footprint is None or other.footprint is None:
        return False
    if _report_key(one) == _report_key(other):
        return False  # within a report the words decide
    apart_m: float = _GEOD.inv(*one.footprint.point, *other.footprint.point)[2]
    return apart_m <= SAME_PLACE_M


def _earliest(claims: Sequence[Claim], leaders: _Leaders) -> dict[int, str]:
    """The id of each set's earliest claim: first published, then first read."""
    found: dict[int, tuple[date, int]] = {}
    for number, claim in enumerate(claims):
        key = (claim.report.published or date.max, number)
        leader = leaders.of(number)
        found[leader] = min(found.get(leader, key), key)
    return {leader: claims[number].claim_id for leader, (_, number) in found.items()}
