"""What the stages work with: one gazetteer and one region pack, opened once a process."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType

from geomap import gazetteer, regions
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Mention, Place, Resolution
from geomap.regions import DEFAULT as DEFAULT_REGION
from geomap.regions import RegionPack
from geomap.resolution import Context, resolve
from geomap.spatial import Border
from geomap.text.drafts import FAR, FRONT

__all__ = ["Tools", "open_tools"]

FAR_M = 25_000.0  # beyond this a place is not of the border
FRONT_M = 40_000.0  # within this a place is of a line of contact
NEAR_M = (1000.0, 3000.0, 6000.0, 10_000.0, 15_000.0, FAR_M)  # a place is the less of the border the farther it is


@dataclass(frozen=True)
class Tools:
    """The gazetteer that knows the names and the region pack that knows the border."""

    gazetteer: EmbeddedGazetteer
    region: RegionPack

    def resolved(
        self,
        mentions: Sequence[Mention],
        text: str,
        lang: str,
        *,
        about_region: bool = False,
        scenes: Collection[Mention] = (),
        besides: Mapping[str, Place] = MappingProxyType({}),
    ) -> list[Resolution]:
        """Return what each mention was taken to mean, with what this region knows.

        `besides` are places, by id, that stand beside those of the gazetteer.
        """
        context = replace(self._context(text), lang=lang, about_region=about_region, scenes=frozenset(scenes))
        return resolve(mentions, lambda place_id: besides.get(place_id) or self.gazetteer.place(place_id), context)

    def is_foreign(self, text: str, resolutions: Sequence[Resolution]) -> bool:
        """Return whether a report names places, and neither they nor its words are of this region."""
        chosen = [r.chosen.place for r in resolutions if r.chosen is not None]
        return bool(chosen) and not self._context(text).has_cue and not any(map(self._holds, chosen))

    def _holds(self, place: Place) -> bool:
        return place.country in self.region.sides or self.region.concerns(*place.point)

    def _context(self, text: str) -> Context:
        sides, depth_m = frozenset(self.region.sides), self.region.border.depth_m
        return Context(text=text, sides=sides, border_distance_m=depth_m, cues=self.region.cues)

    def traits(self, mention: Mention) -> frozenset[str]:
        """Return what is known of the places that bear a mention's name: their kinds, and how near the border one lies.

        "town or village" and "within 3 km" are such traits; `FAR` is where none lies within `FAR_M` of the border, and
        `FRONT` besides where one of these lies within `FRONT_M` of a line of contact.
        """
        places = [self.gazetteer.place(place_id) for place_id in mention.place_ids]
        depth_m = min((self.region.border.depth_m(*p.point) for p in places), default=math.inf)
        near = next((f"within {reach_m / 1000:.0f} km" for reach_m in NEAR_M if depth_m < reach_m), FAR)
        kinds = " or ".join(sorted({p.kind for p in places}))
        return frozenset((kinds, near, FRONT) if near == FAR and any(map(self._of_a_front, places)) else (kinds, near))

    def _of_a_front(self, place: Place) -> bool:
        front = self._line_of_contact
        return front is not None and front.depth_m(*place.point) < FRONT_M

    @cached_property
    def _line_of_contact(self) -> Border | None:
        return self.region.front("line_of_contact", None)

    def provinces(self, mention: Mention) -> frozenset[str]:
        """Return in which provinces of the region the places that bear a mention's name lie."""
        places = map(self.gazetteer.place, mention.place_ids)
        return frozenset(area.name for p in places if (area := self.region.province_at(*p.point, p.country or None)))

    def kinds_of(self, mention: Mention) -> list[str]:
        """Return the kinds of the places that bear a mention's name: village, province ..."""
        return [self.gazetteer.place(place_id).kind for place_id in mention.place_ids]

    def fronts(self, day: date | None) -> tuple[Border, ...]:
        """Return the lines other than the border itself that held on a day, such as a line of contact."""
        kinds = dict.fromkeys(line.kind for line in self.region.lines_on(day))
        return tuple(front for kind in kinds if (front := self.region.front(kind, day)) is not None)


@cache
def open_tools(region: str = DEFAULT_REGION, border_error_m: float | None = None) -> Tools:
    """Return the tools for a region, with another error of its border where one is given; opened once, then shared."""
    pack = regions.load(region)
    if border_error_m is not None:
        pack = replace(pack, border_error_m=border_error_m)
    return Tools(gazetteer.embedded(), pack)
