"""Places that nothing was linked to, for incidents that were told without one.

What happened must have happened somewhere, and most reports say where. An incident is linked to a place of its own
sentence by how near they stand, and to one told before by words that point back. Where neither gave it a place, the
place that the sentence named and nothing else claimed is meant; or else one that a sentence beside it names and in
which nothing else happened, be it only the village of those who tell: "Villagers of X saw a stranger. A soldier was
detained."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.text import roles
from geomap.text.drafts import SPECIFIC, Context, Draft, Spot, specific

__all__ = ["NOTHING_THERE", "Unclaimed", "give"]

NOTHING_THERE = "nothing is said to have happened there"
RULE = "place:named-beside"
_SAME = frozenset({NOTHING_THERE, roles.SPOKEN, roles.STATIC, roles.RESIDENT})  # reasons that weigh less than no place
_BESIDE = frozenset({NOTHING_THERE, roles.RESIDENT, roles.OFFICE})
_OF_PEOPLE = frozenset({roles.RESIDENT, roles.OFFICE})
_DISTRICT = SPECIFIC.index("within_admin")


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A place expression left over, the number of its sentence, and why nothing was linked to it."""

    spot: Spot
    sentence: int
    reason: str


def give(context: Context, drafts: Sequence[Draft], left: Sequence[Unclaimed], tells: frozenset[int]) -> None:
    """Give incidents without a place one that nothing claimed; `tells` are the sentences where others have theirs."""
    placed = {draft.group for draft in drafts if draft.spots}
    by_sentence: dict[int, list[Unclaimed]] = {}
    for each in left:
        by_sentence.setdefault(each.sentence, []).append(each)
    for draft in drafts:
        if draft.group in placed or draft.denies or not any(t.strong and not t.negated for t in draft.triggers):
            continue
        found = next(_candidates(context, draft, by_sentence, tells), None)
        if found is not None:
            of_people = found.reason in _OF_PEOPLE
            locative = replace(found.spot.locative, relation="near") if of_people else found.spot.locative
            draft.spots = [replace(found.spot, locative=locative)]
            draft.rules.append(RULE)


def _candidates(
    context: Context, draft: Draft, left: dict[int, list[Unclaimed]], tells: frozenset[int]
) -> Iterator[Unclaimed]:
    """The places that may be a draft's, the likeliest first."""
    reading, here = context.reading, context.reading.sentence_at(draft.words[0])
    own = [each for each in left.get(here, ()) if each.reason in _SAME and not each.spot.locative.origin]
    yield from sorted(
        own, key=lambda each: (specific(each.spot) >= _DISTRICT, reading.gap(each.spot.words, draft.main.words))
    )
    if reading.has("roles.wide", *draft.words):
        return
    for index in (here + 1, here - 1):
        beside = [each for each in left.get(index, ()) if each.reason in _BESIDE and specific(each.spot) < _DISTRICT]
        if index not in tells and len(beside) == 1 and not beside[0].spot.locative.origin:
            yield beside[0]
