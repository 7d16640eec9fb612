"""Places that nothing was linked to, for incidents that were told without one.

What happened must have happened somewhere, and most reports say where. An incident is linked to a place of its own
sentence by how near they stand, and to one told before by words that point back. Where neither gave it a place, the
place that the sentence named and nothing else claimed is meant; or else one that a sentence beside it names and in
which nothing else happened, be it only the village of those who tell: "Villagers of X saw a stranger. A soldier was
detained."
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.text import roles
from geomap.text.drafts import SPECIFIC, Context, Draft, Spot, specific

__all__ = ["NOTHING_THERE", "Unclaimed"]

NOTHING_THERE = "nothing is said to have happened there"
RULE = "place:named-beside"
_OWN = frozenset({NOTHING_THERE, roles.SPOKEN, roles.STATIC})  # reasons that weigh less than no place
_BESIDE = frozenset({NOTHING_THERE, roles.RESIDENT, roles.OFFICE})
_OF_PEOPLE = frozenset({roles.RESIDENT, roles.OFFICE})
_DISTRICT = SPECIFIC.index("within_admin")


@dataclass(frozen=True, slots=True)
class _Place:
    """A place expression left over and why nothing was linked to it."""

    spot: Spot
    reason: str


class Unclaimed:
    """The places of a report that nothing was linked to, by the number of their sentence."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._places: dict[int, list[_Place]] = defaultdict(list)

    def keep(self, spot: Spot, sentence: int, reason: str) -> None:
        """Keep a place that nothing was linked to, but for those that fire came from and those far from the border."""
        if not (spot.locative.origin or self.context.is_far(spot)):
            self._places[sentence].append(_Place(spot, reason))

    def give_own(self, draft: Draft, sentence: int) -> None:
        """Give an incident without a place one of its own sentence."""
        if not _wants(draft):
            return
        places = [place for place in self._places[sentence] if place.reason in _OWN]
        gap = self.context.reading.gap
        found = min(
            places,
            key=lambda place: (specific(place.spot) >= _DISTRICT, gap(place.spot.words, draft.main.words)),
            default=None,
        )
        if found is not None:
            _put(draft, found)

    def give_beside(self, drafts: Sequence[Draft]) -> None:
        """Give incidents still without a place that of those told of, or of a sentence beside theirs."""
        reading = self.context.reading
        told_in = {reading.sentence_at(draft.words[0]) for draft in drafts if draft.spots}
        placed = {draft.group for draft in drafts if draft.spots}
        for draft in drafts:
            if draft.group in placed or not _wants(draft) or reading.has("roles.wide", *draft.words):
                continue
            here = reading.sentence_at(draft.words[0])
            found = (self._only_place(at) for at in (here, here + 1, here - 1) if at not in told_in)
            if place := next(filter(None, found), None):
                _put(draft, place)

    def _only_place(self, sentence: int) -> _Place | None:
        """The one place smaller than a district that a sentence names and nothing claims."""
        places = [p for p in self._places[sentence] if p.reason in _BESIDE and specific(p.spot) < _DISTRICT]
        return places[0] if len(places) == 1 else None


def _wants(draft: Draft) -> bool:
    """Return whether a draft says clearly that something happened, and not where."""
    return not draft.spots and not draft.denies and any(t.strong and not t.negated for t in draft.triggers)


def _put(draft: Draft, place: _Place) -> None:
    of_people = place.reason in _OF_PEOPLE  # it happened near where they live
    locative = replace(place.spot.locative, relation="near") if of_people else place.spot.locative
    draft.spots = [replace(place.spot, locative=locative)]
    draft.rules.append(RULE)
