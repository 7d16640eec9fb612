"""From what a text says happened to where: resolved places, a footprint, a claim."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geomap import spatial
from geomap.errors import NotRead
from geomap.gazetteer.display import display_name
from geomap.model import (
    Anchor,
    Candidate,
    Claim,
    Event,
    Footprint,
    Locative,
    Mention,
    Place,
    Report,
    Resolution,
    Unresolved,
)
from geomap.pipeline.tools import Tools
from geomap.regions import RegionPack

__all__ = ["Placing", "anchor_of"]


AREAS = frozenset({"country", "region", "province", "district"})
IN_AREA = frozenset({"at", "within_admin"})
ALONG_BORDER = frozenset({"depth_into", "border_section"})
OF_ALL = frozenset({"between", "along", "toward"})  # relations that need every place they name
FRONT = "locative:front_direction"  # "in the direction of X": a section of the border, or near X where that is far off


class _ElsewhereError(Exception):
    """The words place an event in another part of the world: it is no incident of this border."""


class Placing:
    """Places the events of one report, with the places its names were resolved to."""

    def __init__(self, report: Report, resolutions: Sequence[Resolution], tools: Tools) -> None:
        self._report = report
        self._tools = tools
        self._foreign = tools.is_foreign(report.text, resolutions)
        self._chosen = {r.mention.span: r.chosen for r in resolutions}

    def claims(self, events: Sequence[Event]) -> tuple[tuple[Claim, ...], tuple[Unresolved, ...]]:
        """Return one claim per event, and what could not be placed with its reason."""
        claims, unplaced = [], []
        for number, event in enumerate(events):
            try:
                footprint, locative, reason = self._footprint(event)
            except _ElsewhereError as problem:
                unplaced.append(Unresolved(event.quote, event.quote.of(self._report.text), str(problem), "event"))
                continue
            claims.append(self._claim(event, number, footprint, locative, reason))
            if footprint is None:
                span = locative.span if locative else event.quote
                unplaced.append(Unresolved(span, span.of(self._report.text), reason, "event"))
        return tuple(claims), tuple(unplaced)

    def _footprint(self, event: Event) -> tuple[Footprint | None, Locative | None, str]:
        """The region of the first expression that can be drawn, narrowed by the others; else why there is none."""
        if self._foreign:
            raise _ElsewhereError(f"nothing in the report is of the region of the {self._tools.region.title}")
        if not event.locatives:
            return None, None, "the text names no place for it"
        reason = ""
        for locative in _narrowed(sorted(event.locatives, key=self._only_narrows)):
            try:
                return self._drawn(locative, event), locative, ""
            except NotRead as problem:
                reason = reason or str(problem)
        return None, event.locatives[0], reason

    def _only_narrows(self, locative: Locative) -> bool:
        """Tell whether an expression names areas alone, which hold what is said beside it."""
        chosen = [self._chosen.get(m.span) for m in locative.anchors]
        return locative.relation in IN_AREA and bool(chosen) and all(c is not None and c.kind in AREAS for c in chosen)

    def _drawn(self, locative: Locative, event: Event) -> Footprint:
        resolved = self._with_entered_country(self._with_known_anchors(locative), event)
        day = event.when.end if event.when else self._report.published
        footprint = spatial.footprint(
            resolved, self._anchors(resolved), border=self._tools.region.border, lines=self._tools.fronts(day), on=day
        )
        if not self._tools.region.concerns(*footprint.point):
            raise _ElsewhereError(f"it lies outside the region of the {self._tools.region.title}")
        lost = [m for place in event.locatives for m in _mentions(place) if self._is_lost(m)]
        left_out = f"; no place is known for {_names(lost)}, so that is left out" if lost else ""
        return replace(footprint, reading=footprint.reading + left_out)

    def _is_lost(self, mention: Mention) -> bool:
        return bool(mention.found_by) and self._chosen.get(mention.span) is None

    def _with_entered_country(self, locative: Locative, event: Event) -> Locative:
        """A depth whose country the words leave out: that of the event, else the side that did not act."""
        if locative.relation != "depth_into" or locative.into_country:
            return locative
        others = [side for side in self._tools.region.sides if side != event.initiator_side]
        entered = event.into_country or (others[0] if len(others) == 1 else None)
        rule = () if event.into_country or entered is None else ("entered_by_the_other_side",)
        return replace(locative, into_country=entered, rules=(*locative.rules, *rule))

    def _with_known_anchors(self, locative: Locative) -> Locative:
        """The expression without the names that were resolved to no place."""
        known = tuple(m for m in locative.anchors if self._chosen.get(m.span) or m.longitude is not None)
        lost = [m for m in locative.anchors if m not in known]
        also = tuple(self._known_parts(locative.also))
        if lost and (not known or (locative.relation in OF_ALL and any(m.found_by for m in lost))):
            return self._area_instead(lost, locative, also)
        # of "the X–Y section" one end is known: it happened near there
        relation = "near" if lost and locative.relation == "between" and len(known) == 1 else locative.relation
        return replace(locative, anchors=known, also=also, relation=relation)

    def _area_instead(self, lost: Sequence[Mention], locative: Locative, also: Sequence[Locative]) -> Locative:
        """The area that the words put an unknown place in: "the village of Unknown in Gegharkunik"."""
        areas = [part for part in also if part.relation == "within_admin" and self._is_area(part)]
        if not areas or not all(m.found_by for m in lost):
            raise NotRead(f"no place is known for {_names(lost)}")
        rules = (*locative.rules, *areas[0].rules, "area_of_unknown_place")
        return replace(areas[0], also=tuple(areas[1:]), rules=rules)

    def _is_area(self, locative: Locative) -> bool:
        """Tell whether an expression is of areas that are no whole countries."""
        return all((c := self._chosen.get(m.span)) and c.kind != "country" for m in locative.anchors)

    def _known_parts(self, parts: Iterable[Locative]) -> Iterator[Locative]:
        for part in parts:
            try:
                yield self._with_known_anchors(part)
            except NotRead:
                continue

    def _anchors(self, locative: Locative) -> dict[Mention, Anchor]:
        chosen = {mention: self._chosen.get(mention.span) for mention in _mentions(locative)}
        return {mention: anchor_of(c.place, self._tools.region) for mention, c in chosen.items() if c is not None}

    def _claim(
        self, event: Event, number: int, footprint: Footprint | None, locative: Locative | None, reason: str
    ) -> Claim:
        places = self._places(locative) if locative else []
        claim_id = _claim_id(self._report, event, number)
        country, admin1 = self._area_of(footprint)
        beside = (m.found_by for x in (*event.locatives, *event.origins) for m in _mentions(x) if m.found_by)
        rules = (*event.rules, *(footprint.rules if footprint else ()), *beside)
        return Claim(
            claim_id=claim_id,
            incident_id=claim_id,
            report=self._report,
            event=event,
            footprint=footprint,
            place=self._display(places, footprint),
            place_text=locative.span.of(self._report.text) if locative else "",
            anchor_kinds=tuple(place.kind for place in places),
            origin_anchors=tuple(c.id for o in event.origins for c in self._candidates(o)),
            country=country,
            admin1=admin1,
            unplaced_reason=reason,
            rules=tuple(dict.fromkeys(rules)),
        )

    def _places(self, locative: Locative) -> list[Place]:
        """The places that give the incident its name: those it is measured from, and no area that they lie in.

        Along a border every place that is named selects a part.
        """
        own = [c.place for m in locative.anchors if (c := self._chosen.get(m.span))]
        named = [c.place for c in self._candidates(locative)] if locative.relation in ALONG_BORDER or not own else own
        return [place for place in named if place.kind not in AREAS] or named

    def _candidates(self, locative: Locative) -> list[Candidate]:
        return [c for m in _mentions(locative) if (c := self._chosen.get(m.span))]

    def _area_of(self, footprint: Footprint | None) -> tuple[str, str]:
        if footprint is None:
            return "", ""
        country = self._tools.region.country_at(*footprint.point) or ""
        province = self._tools.region.province_at(*footprint.point, country) if country else None
        return country, province.name if province else ""

    def _display(self, places: Sequence[Place], footprint: Footprint | None) -> str:
        if places:
            return ", ".join(dict.fromkeys(display_name(place) for place in places))
        return self._tools.region.border.name if footprint else ""


def anchor_of(place: Place, region: RegionPack) -> Anchor:
    """Return a gazetteer entry as geometry works with it; a country beside the region has its outline there."""
    beside = (feature.shape for feature in region.neighbours if feature.country == place.country)
    shape = next(beside, None) if place.shape is None and place.kind == "country" else place.shape
    return Anchor(
        id=place.id,
        name=display_name(place),
        longitude=place.longitude,
        latitude=place.latitude,
        extent_m=place.extent_m,
        country=place.country,
        kind=place.kind,
        shape=shape,
    )


def _narrowed(locatives: Sequence[Locative]) -> Iterator[Locative]:
    """The first expression narrowed by the others; then each alone, should the first be of no known place."""
    first, *others = locatives
    if others:
        yield replace(first, also=(*first.also, *others))
    yield from locatives
    for locative in locatives:
        if FRONT in locative.rules:
            yield replace(locative, relation="near", rules=(*locative.rules, "front_away_from_border"))


def _mentions(locative: Locative) -> Iterator[Mention]:
    yield from locative.anchors
    for part in locative.also:
        yield from _mentions(part)


def _names(mentions: Sequence[Mention]) -> str:
    return ", ".join(dict.fromkeys(m.text for m in mentions))


def _claim_id(report: Report, event: Event, number: int) -> str:
    """The same report and words give the same id, whatever else is read in the run."""
    parts = (report.id, report.source_sha256, str(event.quote.start), str(event.quote.end), event.type, str(number))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
