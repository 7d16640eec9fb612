"""Names that no gazetteer holds: found by a recogniser the user asked for, and asked of a service where one is named.

They add to a report's mentions and change none of them. One that no service knows either stays unresolved, and an event
at it is placed no closer than an area the words put it in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geomap import recognition
from geomap.errors import ServiceError
from geomap.model import Mention, Place, Resolution
from geomap.pipeline.tools import Tools
from geomap.recognition import RecogniserLike
from geomap.text import recognisers
from geomap.text.folding import fold
from geomap.text.inflection import bases, language_of_word
from geomap.text.recognisers import Recogniser

if TYPE_CHECKING:
    from geomap.gazetteer.online import Service

__all__ = ["UnknownNames"]

FORMS_MOST = 3  # of one name that a service is asked for: as written, and what it may be a case form of


@dataclass(eq=False)
class UnknownNames:
    """What finds them, and who is asked about those where something happened.

    It travels to other processes, where a recogniser given by its name is opened anew.
    """

    given: RecogniserLike
    service: str | Service | None = None
    problem: str = field(default="", init=False)  # why the service is asked no more

    @property
    def recogniser(self) -> Recogniser:
        """What finds the names; InputError or MissingExtra where it cannot be had."""
        return recognition.opened(self.given)

    def find(self, text: str, lang: str, known: Sequence[Mention], tools: Tools) -> list[Mention]:
        """Return the mentions that the recogniser adds to those of the gazetteer."""
        return recognisers.unknown(text, lang, self.recogniser, known, tools.gazetteer.name_index)

    def resolved(
        self, mentions: Sequence[Mention], text: str, lang: str, tools: Tools, *, scenes: Collection[Mention]
    ) -> list[Resolution]:
        """Return what each of the added mentions means; `mentions` are all of the report's, `scenes` places of events.

        Only the names of scenes are asked for. What a service answers is ranked with what the report's other names
        mean, and counts only where it lies in the region.
        """
        added = [m for m in mentions if m.found_by]
        wanted = {m.text for m in added if m in scenes} if self.service is not None else set()
        answers = {name: self._asked(name, lang, tools) for name in sorted(wanted)}
        known = {place.id: place for places in answers.values() for place in places}
        if not known:
            return [self._unresolved(m, asked=m.text in wanted) for m in added]
        told = [replace(m, place_ids=tuple(p.id for p in answers.get(m.text, ())) or m.place_ids) for m in mentions]
        ranked = {r.mention.span: r for r in tools.resolved(told, text, lang, scenes=scenes, besides=known)}
        return [self._resolution(m, ranked[m.span], asked=m.text in wanted) for m in added]

    def _resolution(self, mention: Mention, ranked: Resolution, *, asked: bool) -> Resolution:
        if not ranked.candidates:
            return self._unresolved(mention, asked=asked)
        reason = f"{self._found}; asked of {self._service}: {ranked.reason}"
        return Resolution(mention, ranked.candidates, ranked.chosen, reason)

    def _unresolved(self, mention: Mention, *, asked: bool) -> Resolution:
        told = self.problem or f"{self._service} knows no such place in the region"
        return Resolution(mention, (), None, f"{self._found}; {told}" if asked else self._found)

    @property
    def _found(self) -> str:
        return f"a name no gazetteer holds; found by {self.recogniser.name}"

    @property
    def _service(self) -> str:
        return getattr(self.service, "name", None) or str(self.service)

    def _asked(self, name: str, lang: str, tools: Tools) -> list[Place]:
        """Return the service's places of a name in the region; after it has failed once it is asked no more."""
        from geomap.gazetteer import online

        if self.service is None:
            return []
        for form in _forms(name, lang):
            if self.problem:
                return []
            try:
                answers = online.ask(form, self.service, iso3=tools.gazetteer.iso3)
            except ServiceError as problem:
                self.problem = str(problem)
                return []
            if near := [place for answer in answers if (place := _here(answer.place, tools)) is not None]:
                return near
        return []


def _forms(name: str, lang: str) -> Iterator[str]:
    yield name
    key = fold(name)
    found = [form.title() for form in bases(key, language_of_word(key, lang))]
    yield from found[: FORMS_MOST - 1]


def _here(place: Place, tools: Tools) -> Place | None:
    """Return a place of the region with its country and province, None for one elsewhere."""
    if not tools.region.concerns(*place.point):
        return None
    country = tools.region.country_at(*place.point) or place.country
    province = tools.region.province_at(*place.point, country) if country else None
    return replace(place, country=country, admin1=province.name if province else place.admin1)
