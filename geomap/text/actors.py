"""Who acted on whom, as the words say: troops, sides and their grammar (active, passive, instrumental)."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.text.casualties import KINDS
from geomap.text.reading import Reading
from geomap.text.triggers import Trigger

__all__ = ["Deed", "deed"]

_REACH = 16  # words to either side of what happened in which its actors stand
_HURT = 4  # words between "was killed" and "by gunfire"


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did it, to whom, and the side of who did it (ISO3 or empty)."""

    initiator: str = ""
    target: str = ""
    initiator_side: str = ""


@dataclass(frozen=True, slots=True)
class _Actor:
    side: str
    first: int
    end: int
    acts: bool


def deed(reading: Reading, trigger: Trigger, first: int, end: int, speaker: tuple[int, int] = (0, 0)) -> Deed:
    """Return the actors nearest to a trigger in the words [first, end) of its sentence; who speaks acts not there."""
    low, high = max(first, trigger.first - _REACH), min(end, trigger.end + _REACH)
    actors = [a for a in _actors(reading, low, high) if not speaker[0] <= a.first < speaker[1]]
    doers = sorted(
        (a for a in actors if a.acts and _same_clause(reading, a, trigger)),
        key=lambda a: reading.gap((a.first, a.end), trigger.words),
    )
    others = sorted((a for a in actors if not a.acts), key=lambda a: reading.gap((a.first, a.end), trigger.words))
    if not doers and others and not _suffers(reading, trigger, first):
        doers, others = _subject(others, trigger), [a for a in others if a not in _subject(others, trigger)]
    doer = doers[0] if doers else None
    target = next((a for a in others if doer is None or a.side != doer.side), None)
    return Deed(_name(reading, doer), _name(reading, target), doer.side if doer else "")


def _same_clause(reading: Reading, actor: _Actor, trigger: Trigger) -> bool:
    """Return whether no "and" parts who did it from what was done: "the intrusion and measures taken by ..."."""
    return not reading.has("clauses.coordination", trigger.end, actor.first)


def _subject(actors: list[_Actor], trigger: Trigger) -> list[_Actor]:
    before = sorted((a for a in actors if a.end <= trigger.first), key=lambda a: a.first)
    return before[:1]


def _suffers(reading: Reading, trigger: Trigger, first: int) -> bool:
    """Return whether the subject is whom it was done to: "was shelled", "was killed by gunfire"."""
    hurt = any(reading.has(f"casualties.{kind}", max(first, trigger.first - _HURT), trigger.first) for kind in KINDS)
    if trigger.type in {"casualty", "landmine"} or (hurt and not reading.settings.get("verb_final")):
        return True
    return reading.has("roles.passive", max(trigger.first - 2, 0), trigger.end)


def _actors(reading: Reading, low: int, high: int) -> list[_Actor]:
    found = []
    for key in reading.hits.keys("actors.sides"):
        for hit in reading.hits.within(key, low, high):
            if _joined(reading, hit.first, hit.last):
                continue
            stop = _with_forces(reading, hit.last + 1, high)
            found.append(_Actor(key.rpartition(".")[2], hit.first, stop, _acts(reading, hit.first, stop)))
    return sorted(found, key=lambda a: a.first)


def _joined(reading: Reading, first: int, last: int) -> bool:
    """Return whether a side's name is half of the border's: "Armenian-Azerbaijani", "армяно-азербайджанской"."""
    hyphens = {"-", "–", "‐"}
    before = first > 0 and reading.between(first - 1, first) in hyphens
    return before or (last + 1 < len(reading.words) and reading.between(last, last + 1) in hyphens)


def _with_forces(reading: Reading, end: int, high: int) -> int:
    """Extend a side's adjective over the troops it speaks of: "Azerbaijani" to "Azerbaijani border guards"."""
    stop = end
    while stop < min(end + 3, high) and reading.toll(stop - 1, stop) == 0:
        if reading.has("attribution.verb", stop, stop + 1):
            return end
        if any(reading.has(f"actors.{key}", stop, stop + 1) for key in ("forces", "civil")):
            return stop + 1
        stop += 1
    return end


def _acts(reading: Reading, first: int, end: int) -> bool:
    """Return whether words mark the actor: "by ...", "... կողմից", "... tərəfindən", an instrumental."""
    agent_first = reading.has("actors.agent", max(first - 2, 0), first)
    agent_last = reading.has("actors.agent", end - 1, min(end + 1, len(reading.words)))
    endings = tuple(reading.settings.get("agent_endings", ()))
    by_ending = bool(endings) and any(word.text.endswith(endings) for word in reading.words[first:end])
    last = bool(reading.settings.get("verb_final"))
    return by_ending or (agent_last if last else agent_first)


def _name(reading: Reading, actor: _Actor | None) -> str:
    return reading.string(actor.first, actor.end) if actor else ""
