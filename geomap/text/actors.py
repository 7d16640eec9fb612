"""Who acted on whom, as the words say: troops, sides and their grammar (active, passive, instrumental)."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.text.reading import Reading
from geomap.text.tolls import KINDS
from geomap.text.triggers import Trigger

__all__ = ["Deed", "deed"]

_REACH = 16  # words to either side of what happened in which its actors stand
_FAR = 40  # words before a verb that ends its sentence, in which its subject stands
_HURT = 4  # words between "was killed" and "by gunfire"
_OFFICE = 3  # words between a side and its troops or its ministry
_BODIES = ("forces", "civil")
_AT_LAND = frozenset({"incursion", "shelling", "drone", "capture"})  # done to a country's ground or border
_MOVES = frozenset({"incursion", "withdrawal", "buildup", "construction"})  # "of X" after these says who moved
_SUFFERED = frozenset({"casualty", "capture", "landmine"})


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
    acts: bool  # marked as who did it
    land: bool = False  # a country's border, ground or occupation, not who acts for it
    object: bool = False  # marked as whom it was done to


def deed(reading: Reading, trigger: Trigger, first: int, end: int, speaker: tuple[int, int] = (0, 0)) -> Deed:
    """Return the actors nearest to a trigger in the words [first, end) of its sentence; who speaks acts not there."""
    back = _FAR if reading.settings.get("verb_final") else _REACH
    low, high = max(first, trigger.first - back), min(end, trigger.end + _REACH)
    actors = [a for a in _actors(reading, low, high, trigger) if not speaker[0] <= a.first < speaker[1]]
    doers = sorted(
        (a for a in actors if a.acts and _same_clause(reading, a, trigger)),
        key=lambda a: reading.gap((a.first, a.end), trigger.words),
    )
    others = sorted((a for a in actors if not a.acts), key=lambda a: reading.gap((a.first, a.end), trigger.words))
    if not doers and others and not _suffers(reading, trigger, first):
        doers, others = _subject(others, trigger), [a for a in others if a not in _subject(others, trigger)]
    doer = doers[0] if doers else None
    target = next((a for a in others if _meets(reading, a, trigger) and (doer is None or a.side != doer.side)), None)
    return Deed(_name(reading, doer), _name(reading, target), doer.side if doer else "")


def _same_clause(reading: Reading, actor: _Actor, trigger: Trigger) -> bool:
    """Return whether no "and" parts who did it from what was done: "the intrusion and measures taken by ..."."""
    return not reading.has("clauses.coordination", trigger.end, actor.first)


def _subject(actors: list[_Actor], trigger: Trigger) -> list[_Actor]:
    late = trigger.type in _SUFFERED  # "the captured Armenian troops": whom it was done to may stand in it
    before = (a for a in actors if (a.end if late else a.first) <= trigger.first)
    return sorted((a for a in before if not a.land and not a.object), key=lambda a: a.first)[:1]


def _meets(reading: Reading, actor: _Actor, trigger: Trigger) -> bool:
    """Return whether what was done can have met an actor: a mine in a country has not the country for a target."""
    if actor.land:
        return trigger.type in _AT_LAND and actor.first >= trigger.end
    parted = actor.first >= trigger.end and reading.toll(trigger.end - 1, actor.first) > 0
    return not (parted and reading.settings.get("verb_final"))  # what follows the verb is another clause's


def _suffers(reading: Reading, trigger: Trigger, first: int) -> bool:
    """Return whether the subject is whom it was done to: "was shelled", "was killed by gunfire"."""
    hurt = any(reading.has(f"casualties.{kind}", max(first, trigger.first - _HURT), trigger.first) for kind in KINDS)
    if trigger.type in {"casualty", "landmine"} or (hurt and not reading.settings.get("verb_final")):
        return True
    return reading.has("roles.passive", max(trigger.first - 2, 0), trigger.end)


def _actors(reading: Reading, low: int, high: int, trigger: Trigger) -> list[_Actor]:
    found = []
    for key in reading.hits.keys("actors.sides"):
        for hit in reading.hits.within(key, low, high):
            stop = _with_forces(reading, hit.last + 1, high, trigger)
            if _joined(reading, hit.first, hit.last) or _only_speaks(reading, hit.first, hit.last + 1):
                continue
            start = _forces_of(reading, low, hit.first) if stop == hit.last + 1 or not _of(reading) else hit.first
            land = start == hit.first and stop == hit.last + 1 and _land(reading, hit.first, stop)
            owner = _owner(reading, stop, trigger) if reading.settings.get("verb_final") else ""
            acts = (
                owner == "agent" or _acts(reading, start, stop) or _does(reading, (start, hit.last + 1, stop), trigger)
            )
            hurt = owner == "object" or _hurt(reading, stop, trigger)
            found.append(_Actor(key.rpartition(".")[2], start, stop, acts and not land, land, object=hurt))
    return sorted(found, key=lambda a: a.first)


def _joined(reading: Reading, first: int, last: int) -> bool:
    """Return whether a side's name is half of the border's: "Armenian-Azerbaijani", "армяно-азербайджанской"."""
    hyphens = {"-", "–", "‐"}
    before = first > 0 and reading.between(first - 1, first) in hyphens
    return before or (last + 1 < len(reading.words) and reading.between(last, last + 1) in hyphens)


def _only_speaks(reading: Reading, first: int, end: int) -> bool:
    """Return whether a side stands in a speaker's name or in what was told: "the statement of Baku's ministry"."""
    start = first
    while start > 0 and reading.has("actors.of", start - 1, start):
        start -= 1
    if reading.has("attribution.accuse", start - 1, start):
        return False
    told = reading.hits.within("attribution.theirs", start - _OFFICE, end + _OFFICE)
    if any(hit.first < end and hit.last >= start - 1 and reading.toll(hit.first, hit.last) == 0 for hit in told):
        return True
    for at in range(end, min(end + _OFFICE, len(reading.words))):
        if reading.toll(end - 1, at) > 0 or any(reading.has(f"actors.{key}", at, at + 2) for key in _BODIES):
            break
        if reading.has("attribution.ministry", at, at + 1):
            return True
    return False


def _with_forces(reading: Reading, end: int, high: int, trigger: Trigger) -> int:
    """Extend a side's adjective over the troops it speaks of: "Azerbaijani" to "Azerbaijani border guards"."""
    stop, known = end, end
    while stop < min(known + _OFFICE, high) and reading.toll(stop - 1, stop) == 0:
        if any(reading.has(key, stop, stop + 1) for key in ("attribution.verb", "roles.passive")):
            break
        if known > end and reading.has("actors.agent", stop, stop + 1):
            break
        if ends := [h.last + 1 for key in _BODIES for h in reading.hits.within(f"actors.{key}", stop, stop + 1)]:
            known = stop = min(max(ends), high)
        elif known > end or trigger.first <= stop < trigger.end or reading.hits.under("event", stop, stop + 1):
            break  # behind the troops, and where something happens, no more of the name
        else:
            stop += 1
    return known


def _forces_of(reading: Reading, low: int, first: int) -> int:
    """Extend a side's name back over its troops: "the armed forces of Azerbaijan", «подразделения ВС Армении»."""
    if reading.settings.get("verb_final"):
        return first
    at = first
    while at > low and reading.toll(at - 1, at) == 0 and reading.has("actors.of", at - 1, at):
        at -= 1
    start = at
    while start > low and reading.toll(start - 1, start) == 0 and reading.has("actors.forces", start - 1, start):
        start -= 1
    return start if start < at else first


def _of(reading: Reading) -> bool:
    """Return whether a word stands between troops and whose they are: "the forces of X", not a case."""
    return reading.hits.any("actors.of", 0, len(reading.words))


def _land(reading: Reading, first: int, end: int) -> bool:
    """Return whether words beside a side's name make it a place: "the border with X", "the territory of X"."""
    before = first
    while before > 0 and reading.has("actors.of", before - 1, before):
        before -= 1
    after = end + reading.has("actors.of", end, end + 1)
    return reading.has("actors.land", before - 1, before) or reading.has("actors.land", after, after + 1)


def _owner(reading: Reading, end: int, trigger: Trigger) -> str:
    """Return what an owner before its thing is by the case of the thing: agent, object or nothing.

    "Azərbaycan Ordusunun X-də yerləşən mövqelərini atəşə tutub": whose positions were shelled.
    """
    endings = tuple(reading.settings["genitive_endings"])
    if not endings or not reading.words[end - 1].text.endswith(endings):
        return ""
    if reading.has("actors.against", end, end + 1):
        return "object"
    if end == trigger.first:
        return "agent"  # "the fire of the Armenian side"
    stop = min([trigger.end, *(hit.first for hit in reading.hits.under("actors.sides", end, trigger.end))])
    for hit in reading.hits.within("actors.forces", end, max(stop, end)):
        thing = reading.words[hit.last].text
        if reading.has("actors.agent", hit.last + 1, hit.last + 2):
            return "agent"
        if not thing.endswith(endings):
            return "object" if thing.endswith(tuple(reading.settings["object_endings"])) else ""
    return ""


def _hurt(reading: Reading, end: int, trigger: Trigger) -> bool:
    """Return whether the words after an actor say that it was hurt: "12 Azerbaijani soldiers were killed in ..."."""
    for kind in KINDS:
        for hit in reading.hits.within(f"casualties.{kind}", end, min(end + _HURT, trigger.first)):
            active = reading.has("casualties.does", hit.first, hit.last + 1)
            if reading.toll(end - 1, hit.first) == 0 and (not active or reading.has("roles.passive", end, hit.first)):
                return True
    return False


def _acts(reading: Reading, first: int, end: int) -> bool:
    """Return whether words mark the actor: "by ...", "... կողմից", "... tərəfindən", an instrumental."""
    agent_first = reading.has("actors.agent", max(first - 2, 0), first)
    agent_last = reading.has("actors.agent", end - 1, min(end + 1, len(reading.words)))
    endings = tuple(reading.settings.get("agent_endings", ()))
    by_ending = bool(endings) and any(word.text.endswith(endings) for word in reading.words[first:end])
    last = bool(reading.settings.get("verb_final"))
    return by_ending or (agent_last if last else agent_first)


def _does(reading: Reading, words: tuple[int, int, int], trigger: Trigger) -> bool:
    """Return whether a noun says that its owner did it: "Azerbaijani attack", "the actions of X", "accused X of"."""
    first, named, end = words
    passive = reading.has("roles.passive", trigger.first, trigger.end)
    if end == trigger.first and named == end and trigger.type not in _SUFFERED and not passive:
        return True
    if reading.settings.get("verb_final"):
        return reading.has("actors.deed", end, end + 1)
    before = first
    while before > 0 and reading.has("actors.of", before - 1, before):
        before -= 1
    if trigger.first < before <= trigger.end and end > named and trigger.type in _MOVES:
        return True  # "the presence of Azerbaijani troops"
    return any(reading.has(key, before - 1, before) for key in ("actors.deed", "attribution.accuse"))


def _name(reading: Reading, actor: _Actor | None) -> str:
    return reading.string(actor.first, actor.end) if actor else ""
