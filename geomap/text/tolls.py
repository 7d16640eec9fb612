"""What the figures told of one incident come to: other persons add up, those told of again do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = [
    "BODY", "BURIED", "CIVIL", "ENEMY", "HURT", "KINDS", "LOST", "OPPOSED", "PRESUMED", "RUMOUR", "Toll", "account",
]  # fmt: skip

KINDS = ("killed", "wounded", "captured")
HURT = ("killed", "wounded")
ENEMY = "actors.enemy"
CIVIL = "casualties.unarmed"
OPPOSED = "casualties.opposed"  # those who attacked and "the other side": not whose losses are told before
BODY = "body"  # killed, left or found there
LOST = "lost"  # killed, where it is persons that were lost
BURIED = "buried"  # killed, where it is said whom they bury
RUMOUR = "rumour"  # told by nobody who answers for it: counts where nothing else is told
PRESUMED = "presumed"  # by no known word, but all that is said: counts where nothing else is told
_OTHERS = frozenset({ENEMY, OPPOSED})
_UNSURE = frozenset({RUMOUR, PRESUMED})


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure for one kind and the words [first, end) it stands on; None where the text leaves the number open.

    `told` says how it goes with the figures before it: ``more`` other persons, ``body`` one left on the field,
    ``part`` some of those told of, ``some`` of those told of beside them, ``rumour`` what nobody answers for,
    ``presumed`` what no known word says,
    ``again`` the same by somebody else, ``total`` what it came to in the end,
    ``after`` somebody hurt before who then died, ``name`` a name alone, ``bare`` a number alone, ``one`` a verb alone
    that agrees with one person, ``dead`` a word for the dead alone, ``there`` others at a place of their own for
    whom the verb is understood, ``buried`` who is buried, of whom mostly more is told.
    `said` is the first word of its sentence, `side` whose persons they are.
    """

    kind: str
    count: int | None
    first: int
    end: int
    told: str = ""
    said: int = -1
    side: str = ""


def account(tolls: Sequence[Toll]) -> dict[str, int]:
    """Return how many were killed, wounded and captured, by all that is told of one incident."""
    tolls = _in_order(_answered_for(tolls))
    figures: dict[str, int] = {}
    latest: dict[str, Toll] = {}
    for toll in _counting(_without_items(tolls)):
        _enter(toll, figures, latest.get(toll.kind))
        latest[toll.kind] = toll
    _divide(tolls, figures)
    if figures.pop("unhurt", 0) and not figures:
        return {"killed": 0, "wounded": 0}
    some = {toll.kind for toll in _counting(tolls) if toll.count}
    return {kind: count for kind, count in figures.items() if count or kind not in some}  # not who died later


def _answered_for(tolls: Sequence[Toll]) -> list[Toll]:
    """Leave out what nobody answers for, or is only presumed, where somebody says more."""
    sure = {toll.kind for toll in tolls if toll.told not in _UNSURE and toll.count is not None}
    return [toll for toll in tolls if toll.told not in _UNSURE or toll.kind not in sure]


def _in_order(tolls: Sequence[Toll]) -> list[Toll]:
    """Put those some of whom died before them, where one sentence tells of both."""
    said = list(dict.fromkeys(toll.said for toll in tolls))
    wounding = {toll.said for toll in tolls if toll.kind == "wounded" and toll.told != "more"}
    return sorted(tolls, key=lambda toll: (said.index(toll.said), toll.told == "some" and toll.said in wounding))


def _without_items(tolls: Sequence[Toll]) -> list[Toll]:
    """Leave out what a sentence lists of those counted in one before.

    "Four were hurt. A guard and a sapper have leg wounds, two more were struck by splinters."
    """
    items: list[Toll] = []
    for whole in (toll for toll in tolls if (toll.count or 0) > 1 and not toll.told):
        later = [t for t in tolls if t.kind == whole.kind and t.count and t.said > whole.said]
        for said in {toll.said for toll in later}:
            listed = [toll for toll in later if toll.said == said]
            if len(listed) > 1 and sum(toll.count or 0 for toll in listed) == whole.count:
                items += listed
    return [toll for toll in tolls if toll not in items]


def _counting(tolls: Sequence[Toll]) -> Iterator[Toll]:
    """The figures that say how many, but for what tells of the same dead or of none where others came to harm.

    A burial, bodies left on the field (the attackers' own losses, or those told of), unhurt villagers.
    """
    died = any(t.kind == "killed" and t.count and t.told not in {BURIED, "more"} for t in tolls)
    fell = any(t.kind == "killed" and t.count and t.told != BODY for t in tolls)
    hurt = any(t.kind in HURT and t.count for t in tolls)
    for toll in tolls:
        again = (died and toll.told == BURIED) or (fell and toll.told == BODY)
        spared = hurt and toll.side == CIVIL and not toll.count
        if toll.count is not None and not again and not spared:
            yield toll


def _enter(toll: Toll, figures: dict[str, int], before: Toll | None) -> None:
    """Add a figure to those before it, `before` being the last of its kind."""
    count, known = toll.count or 0, figures.get(toll.kind, 0)
    hit = toll.told == "dead" and not known and figures.get("wounded") == 1  # who was shot, as told before
    later = hit or toll.told in {"part", "some", "after"}
    if toll.kind == "killed" and later and figures.get("wounded", 0) >= count > 0:
        figures["wounded"] -= count  # hurt before, dead now
        figures["killed"] = known + count
    elif known and count and toll.told != "total" and before is not None:
        figures[toll.kind] = known + count * _besides(toll, before)
    else:
        figures[toll.kind] = max(known, count)


def _divide(tolls: Sequence[Toll], figures: dict[str, int]) -> None:
    """Count as wounded those left, where dead and treated sum up to those hit: "six were hit; two died, ..."."""
    killed, wounded = figures.get("killed", 0), figures.get("wounded", 0)
    first = next((t for t in tolls if t.kind in HURT and t.count), None)
    if first is None or first.kind == "killed":
        return  # "one dead and two wounded": the dead are none of these
    if killed and any(t.kind == "wounded" and t.told == "part" and (t.count or 0) + killed == wounded for t in tolls):
        figures["wounded"] = wounded - killed


def _besides(toll: Toll, before: Toll) -> bool:
    """Return whether a figure counts other persons than one before it."""
    opposed = OPPOSED in {toll.side, before.side} and toll.side != before.side
    if opposed or toll.told in {"part", "some", "after", "again", "one", "dead"}:
        return False
    if toll.told in {BODY, "more", "there"}:
        return True
    if _OTHERS & {toll.side, before.side}:
        return toll.side == before.side  # what a side says the enemy lost is not added to its own
    if toll.side and before.side and toll.side != before.side:
        return True
    if toll.told == "name" and before.told != "name":
        return False  # "two soldiers were killed; Aram Galoyan and ... died on the spot"
    return toll.said == before.said and "bare" not in {toll.told, before.told}
