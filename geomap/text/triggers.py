"""Words that say something happened, and those that only seem to: plans, denials, quiet, history, accidents.

Every trigger is kept with a `status`; only those with an empty one or ``denied`` make events. The reasons are the
names under which ``--explain`` lists what was dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.text.reading import TOLLS, Reading
from geomap.text.terms import Hit, normal

__all__ = [
    "ACCIDENT", "ARMED", "ASIDE", "CIRCUMSTANCE", "COURSES", "HISTORY", "NO_FIGHT", "POLICE", "RUMOUR", "Report",
    "Trigger", "dismissed", "find", "participial", "participle", "settled",
]  # fmt: skip

_REACH = 6  # words before a trigger in which "could" or "plans to" still speaks of it
_REACH_AFTER = 4
_HABIT_REACH = 8  # words between what happens and "every day"
_TOTAL_REACH = 20  # words from "in the course of the year" to those who were killed
_NEGATION_REACH = 3
_SPREAD_REACH = 8  # words after a denied rumour in which a side that spread it would be named
_APPARENT = 3  # words of "not only", the negation being one
_LEFT_REACH = 6  # words from "left" to the war a mine was left by
_NEGATED_VERB_REACH = 7  # words between "fire" and "was not opened", no comma between them
_BY_WEAPONS = frozenset({"shelling", "clash", "casualty"})
_HOSTILE = frozenset({"shelling", "clash", "drone", "incursion", "capture", "landmine", "casualty"})
HISTORY = "history"
HABIT = "goes on all the time: no one incident"
MOURNED = "those hurt before are mourned"
TOTAL = "a total over months"
OWN = "among soldiers of one side"
GAMES = "a game, a film or an exercise"
UNARMED = "nothing armed in the sentence"
NO_KIND = "names no kind of event"
CLEARANCE = "mine clearance"
POLICE = "a matter for the police"
RUMOUR = "a rumour that is denied"
CIVIL = "built for peaceful use"
ACCIDENT = "an accident or the weather"
NO_FIGHT = frozenset({ACCIDENT, OWN})  # what follows is part of that until somebody armed acts
# Whoever was hurt then was hurt in nothing told here.
ASIDE = frozenset({HISTORY, GAMES, HABIT, MOURNED, TOTAL}) | NO_FIGHT
UNSURE = frozenset({"", UNARMED, NO_KIND})  # counts, or nothing is known against it
COURSES = frozenset({GAMES, POLICE})  # what goes on in the next sentences until they name a place or a day
ARMED = frozenset({"shelling", "clash", "drone"})
_SAME_CLAUSE = 4.9  # a toll below a joining word's: one clause, commas allowed
_FIERY = frozenset({"shelling", "clash", "casualty", "drone", "landmine"})
_AT_PROTESTS = frozenset({"capture", "clash", "casualty", "other", "buildup", "withdrawal"})
_BY_POLICE = frozenset({"capture", "casualty", "clash", "other", "blockade"})
_DEMAND_REACH = 25
_ABOUT_REACH = 4  # words between "who" and "would" in a clause about somebody
_BY_ACCIDENT = frozenset({"casualty", "shelling", "landmine", "other", "blockade", "construction", "clash", "buildup"})
_COUNTED_UP = frozenset({"casualty", "clash", "shelling", "landmine"})
_BY_WORKS = frozenset({"blockade", "construction", "withdrawal"})
_BY_FORTUNE = frozenset({"withdrawal", "incursion", "capture"})  # hikers lost, a fire come near: unless a side is named
CIRCUMSTANCE = "says during what it happened"
_CIRCUMSTANCE_REACH = 5  # words between "while" and what went on meanwhile
_WORK = frozenset({"construction", "buildup"})
# What happened, and what it may have happened during: "captured during engineering work" is no construction.
_DURING = {
    "capture": frozenset({"construction", "buildup", "clash", "incursion"}),
    "casualty": frozenset({"construction", "buildup"}),
    "shelling": frozenset({"construction", "buildup"}),
    "landmine": frozenset({"construction", "buildup"}),
    "drone": frozenset({"construction", "buildup"}),
    "clash": frozenset({"construction", "buildup"}),
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words [first, end) that say what happened; `status` is why they do not count, or empty."""

    type: str
    strong: bool
    first: int
    end: int
    pattern: str
    status: str = ""
    negated: bool = False
    presumed: bool = False  # no word says it, but all that is said (geomap.text.evidence)

    @property
    def words(self) -> tuple[int, int]:
        """Return the run of words, (first, end)."""
        return self.first, self.end


@dataclass(frozen=True, slots=True)
class Report:
    """What a report has told before a sentence, and whether the sentence names days."""

    hostile: bool = False  # an incident: weak words are then believed
    mishap: bool = False  # an accident or the weather: what follows is part of that until somebody armed acts
    course: str = ""  # why nothing counts so far, where the sentence names no place or day: an exercise, smugglers held
    recalled: bool = False  # it looks back, and the sentence names no day of this week
    dated: bool = False  # what was told last
    days: Sequence[int] = ()  # the first words of the sentence's own


def find(reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]], report: Report) -> list[Trigger]:
    """Return the triggers among the words [first, end) of one sentence; none overlaps a run in `blocked`."""
    raw = _raw(reading, first, end, blocked)
    found = _apart(raw)
    struck = _struck(reading, found, first, end)
    hostile = report.hostile or struck or _corroborated(reading, found, first, end)
    armed = _armed(reading, first, end, blocked)
    sided = bool(reading.hits.under("actors.sides", first, end))
    setting = _Setting(
        first,
        end,
        armed=armed,
        sided=sided,
        hostile=hostile or any(t.strong and t.type in _HOSTILE for t in found),
        they=reading.has("actors.they", first, end),
        caused=hostile or any(t.type in _FIERY and t.type != "casualty" for t in raw),
        calm=reading.has("negation.calm", first, end),
        accident=(report.mishap or reading.has("accident.words", first, end))
        and not (struck or reading.has("accident.armed", first, end) or ((armed or sided) and _fired(reading, found))),
        crime=reading.has("accident.crime", first, end),
        law=reading.has("accident.law", first, end),
        rumour=_rumoured(reading, first, end),
        civil=_outside(reading.hits.within("accident.civil", first, end), blocked),  # "on the Goris-Kapan highway"
        works=reading.has("accident.works", first, end),
        protest=reading.has("accident.protest", first, end),
        course=report.course,
        games=reading.has("accident.games", first, end),
        own=reading.has("accident.own", first, end),
        demining=reading.has("accident.demining", first, end)
        and not reading.has("accident.blown", first, end)
        and not any(t.type == "casualty" for t in found),
        mined=any(t.strong and t.type == "landmine" and not _unreal(reading, t, first, end) for t in found),
        mourning=reading.has("history.mourning", first, end),
        recalled=report.recalled,
        past=_looking_back(reading, found, first, end),
        habit=not report.dated and reading.has("history.habit", first, end),
        total=any(t.type in _COUNTED_UP and _counted_up(reading, t, first, end) for t in found),
        days=report.days,
    )
    return _without_circumstances(reading, [_judged(reading, trigger, setting) for trigger in found], first, end)


def _looking_back(reading: Reading, found: Sequence[Trigger], first: int, end: int) -> list[int]:
    """Return where a sentence speaks of years ago, and not of a mine left since then that hurt somebody now."""
    hits = reading.hits.within("history.words", first, end)
    if {"landmine", "casualty"} <= {t.type for t in found}:
        hits = [h for h in hits if not reading.has("history.left", h.first - _LEFT_REACH, h.last + _LEFT_REACH)]
    return [hit.first for hit in hits]


def _of_years_ago(reading: Reading, t: Trigger, setting: _Setting) -> bool:
    """Return whether a trigger is told of years ago: not where it has a day, and those years a clause of their own."""
    apart = all(reading.toll(*sorted((t.first, at))) >= TOLLS["strong"] for at in setting.past)
    dated = any(reading.toll(*sorted((t.first, day))) < TOLLS["strong"] for day in setting.days)
    return bool(setting.past) and not (apart and dated)


def _corroborated(reading: Reading, found: Sequence[Trigger], first: int, end: int) -> bool:
    """Return whether a weapon or a bullet bears out a weak word beside it: a boy "was hit", "a bullet" was removed."""
    weak = [t for t in found if t.type in _BY_WEAPONS]
    said = {at for t in found for at in range(t.first, t.end)}
    if weak and any(hit.first not in said for hit in reading.hits.under("weapons", first, end)):
        return True
    bullets = [hit.first for hit in reading.hits.within("casualties.bullet", first, end)]
    return any(not t.first <= at < t.end for t in weak for at in bullets)


def _rumoured(reading: Reading, first: int, end: int) -> bool:
    """Return whether a sentence denies a rumour, and the next does not name a side that spread it."""
    if not reading.has("attribution.rumour", first, end):
        return False
    after = end, min(end + _SPREAD_REACH, len(reading.words))
    sided = bool(reading.hits.under("actors.sides", *after))
    spread = sided and reading.has("attribution.verb", *after)
    return not spread and any(reading.has(f"attribution.{key}", first, end) for key in ("deny", "denier"))


def _struck(reading: Reading, found: Sequence[Trigger], first: int, end: int) -> bool:
    """Return whether bullets or shells are told of and what they hit: "tracer set the hay alight" is no accident.

    Not those of hunters, nor of a wreck.
    """
    shots = [hit for hit in reading.hits.within("casualties.shot", first, end) if _told_as_fire(found, hit)]
    if not shots or reading.has("accident.spent", first, end):
        return False
    said = {at for hit in shots for at in range(hit.first, hit.last + 1)}
    return any(hit.first not in said for hit in reading.hits.within("casualties.struck", first, end))


def _told_as_fire(found: Sequence[Trigger], shot: Hit) -> bool:
    return any(t.type == "shelling" and t.first <= shot.last and shot.first < t.end for t in found)


def _fired(reading: Reading, found: Sequence[Trigger]) -> bool:
    """Return whether a sentence says that arms were fired: "shots aimed at a house set it on fire" is no accident."""
    return any(t.strong and t.type == "shelling" and reading.hits.under("weapons", *t.words) for t in found)


def _without_circumstances(reading: Reading, found: Sequence[Trigger], first: int, end: int) -> list[Trigger]:
    """Mark what went on meanwhile where the sentence tells what happened: "captured while digging trenches"."""
    drawn = {kind for t in found if t.strong and not t.status for kind in _DURING.get(t.type, ())}
    finite = any(not t.status and not _meanwhile(reading, t) for t in found)
    return [
        replace(t, status=CIRCUMSTANCE)
        if not t.status
        and (
            (finite and _meanwhile(reading, t))
            or (t.type in drawn and (_of_those_at_work(reading, t) or _during(reading, t, first, end)))
            or (t.type == "other" and _of_the_hurt(reading, t, found))
        )
        else t
        for t in found
    ]


def _of_the_hurt(reading: Reading, t: Trigger, found: Sequence[Trigger]) -> bool:
    """Return whether it is the wounded who were evacuated, no village."""
    hurt = [other for other in found if other.type == "casualty" and not other.status]
    return reading.has("casualties.rescue", *t.words) and any(
        reading.toll(min(t.first, other.first), max(t.first, other.first)) < TOLLS["comma"] for other in hurt
    )


def _of_those_at_work(reading: Reading, t: Trigger) -> bool:
    """Return whether a participle only says what those were doing whom it befell: "yol çəkən texnikaya atəş"."""
    return t.type in _WORK and participle(reading, t)


def dismissed(t: Trigger) -> bool:
    """Return whether it is known that a trigger is no incident, and not only that its words are weak."""
    return t.negated or t.status not in UNSURE


def settled(found: Sequence[Trigger]) -> bool:
    """Return whether a sentence has words for deeds, and all were not done, or long ago, in a drill or by accident."""
    return bool(found) and all(t.negated or t.status in ASIDE for t in found)


def _meanwhile(reading: Reading, t: Trigger) -> bool:
    """Return whether the verb's form itself says "while": "gücləndirərkən"."""
    endings = _endings(reading, "meanwhile_endings")
    return bool(endings) and reading.words[t.end - 1].text.endswith(endings)


def _during(reading: Reading, t: Trigger, first: int, end: int) -> bool:
    """Return whether "while" stands close before a trigger, or "during" after it, in its clause."""
    before = reading.hits.within("clauses.circumstance", max(first, t.first - _CIRCUMSTANCE_REACH), t.first)
    after = reading.hits.within("clauses.circumstance_after", t.first, min(end, t.end + 3))
    return any(reading.toll(hit.last, t.first) < TOLLS["comma"] for hit in before if hit.last < t.first) or any(
        reading.toll(t.end - 1, hit.first) < TOLLS["comma"] for hit in after if hit.first >= t.end
    )


def _armed(reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]) -> bool:
    """Return whether troops are named; the name of a place is none ("Ordubad" begins like the army, "ordu")."""
    if any(reading.has(f"actors.{key}", first, end) for key in ("enemy", "our")):
        return True
    return _outside(reading.hits.within("actors.forces", first, end), blocked)


def _outside(hits: Sequence[Hit], blocked: Sequence[tuple[int, int]]) -> bool:
    """Return whether any of some words stands in no name."""
    named = {index for start, stop in blocked for index in range(start, stop)} if hits else set()
    return any(hit.first not in named for hit in hits)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the rest of a sentence says that bears on its triggers."""

    first: int
    end: int
    armed: bool
    sided: bool
    hostile: bool
    they: bool
    caused: bool
    calm: bool
    accident: bool
    crime: bool
    law: bool
    rumour: bool
    civil: bool
    works: bool
    protest: bool
    course: str
    games: bool
    own: bool
    demining: bool
    mined: bool
    mourning: bool
    recalled: bool
    past: Sequence[int]  # words that speak of years ago
    habit: bool
    total: bool
    days: Sequence[int]


def _raw(reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]) -> list[Trigger]:
    taken = {index for start, stop in blocked for index in range(max(start, first), min(stop, end))}
    free = ("accident.roads", *reading.hits.keys("actors.sides"))  # "the X-Y road was closed", "handed to Azerbaijan"
    taken -= {hit.first for key in free for hit in reading.hits.within(key, first, end)}
    taken |= {
        i for hit in reading.hits.within("accident.lookalike", first, end) for i in range(hit.first, hit.last + 1)
    }
    found = []
    for hit in reading.hits.under("event", first, end):
        _, kind, strength = hit.key.split(".")
        if hit.first not in taken and hit.last not in taken:
            found.append(Trigger(kind, strength == "strong", hit.first, hit.last + 1, hit.pattern))
    return found


def _apart(found: Sequence[Trigger]) -> list[Trigger]:
    """Keep the longest and strongest of overlapping triggers, in text order."""
    kept: list[Trigger] = []
    taken: set[int] = set()
    order = sorted(
        found,
        key=lambda t: (t.type != "response", not t.strong, t.type == "generic", t.first - t.end, t.first, t.type),
    )
    for trigger in order:
        run = range(trigger.first, trigger.end)
        if not any(index in taken for index in run):
            kept.append(trigger)
            taken.update(run)
    return sorted(kept, key=lambda t: t.first)


def _judged(reading: Reading, t: Trigger, setting: _Setting) -> Trigger:
    negated = _negated(reading, t, setting.first, setting.end)
    status = next(_reasons(reading, t, setting, negated=negated), "")
    if not status and negated and setting.calm:
        status = "nothing happened: calm"
    return Trigger(t.type, t.strong, t.first, t.end, t.pattern, status, negated)


def _reasons(reading: Reading, t: Trigger, setting: _Setting, *, negated: bool) -> Iterator[str]:
    """Why a trigger does not count, the plainest reason first."""
    armed, sided = setting.armed, setting.armed or setting.sided
    mishap = setting.accident and not negated and t.type in _BY_ACCIDENT
    they_came = setting.they and t.type == "incursion"  # troops told of before: "they came to X, too"
    believed = t.strong or armed or (setting.hostile and (t.type in _FIERY or they_came))
    checks = (
        (t.type == "generic", NO_KIND),
        (t.type == "response", "an answer to fire, no incident of its own"),
        (setting.rumour, RUMOUR),
        (mishap and not (t.strong and t.type in ARMED and armed), ACCIDENT),
        (setting.law and not (t.strong and t.type in ARMED), POLICE),
        (not believed, UNARMED),
        (setting.accident and not (sided and t.strong) and t.type in _BY_FORTUNE, ACCIDENT),
        (setting.games, GAMES),
        (bool(setting.course), setting.course),
        (setting.works and not sided and t.type in _BY_WORKS, "repairs, snow or neighbours"),
        (not sided and not setting.hostile and _road_built(reading, t), CIVIL),
        (setting.protest and t.type in _AT_PROTESTS, "a protest"),
        (setting.crime and t.type in _BY_POLICE and not sided, POLICE),
        (setting.civil and t.type == "construction" and not armed, CIVIL),
        (t.type == "casualty" and not (sided or setting.caused), UNARMED),
        (setting.demining and (t.type == "landmine" or (t.type == "shelling" and not t.strong)), CLEARANCE),
        (setting.own and t.type in _FIERY, OWN),
        (setting.mourning and t.type == "casualty", MOURNED),
        (setting.mined and t.type == "incursion" and not armed, CIRCUMSTANCE),
        (_unreal(reading, t, setting.first, setting.end), "planned, possible or demanded"),
        (setting.recalled or _of_years_ago(reading, t, setting), HISTORY),
        (setting.total and t.type in _COUNTED_UP, TOTAL),
        (setting.habit and _habitual(reading, t, setting), HABIT),
    )
    return (reason for holds, reason in checks if holds)


def _habitual(reading: Reading, t: Trigger, setting: _Setting) -> bool:
    """Return whether "every day" stands with a trigger in its clause, and no day does."""
    if any(reading.toll(*sorted((t.first, day))) < _SAME_CLAUSE for day in setting.days):
        return False
    return _in_clause(reading, "history.habit", t, setting.first, setting.end, _HABIT_REACH, _HABIT_REACH)


def _counted_up(reading: Reading, t: Trigger, first: int, end: int) -> bool:
    """Return whether "in the course of the year" stands before those who were hurt."""
    return _in_clause(reading, "history.total", t, first, end, _TOTAL_REACH, 0)


def _road_built(reading: Reading, t: Trigger) -> bool:
    """Return whether what is built is a road or a bridge: nobody's troops being named, it is anybody's."""
    return t.type == "construction" and reading.has("accident.roads", t.first, t.end)


def _unreal(reading: Reading, t: Trigger, first: int, end: int) -> bool:
    if _in_clause(reading, "irrealis.before", t, first, end, _REACH, 0):
        return True
    if any(
        reading.toll(hit.last, t.first) < TOLLS["contrast"]
        and not _perceived(reading, hit.first)
        and not _of_clause_about(reading, hit.first, t.first)
        for hit in reading.hits.within("irrealis.demand", max(first, t.first - _DEMAND_REACH), t.first)
    ):
        return True
    if _in_clause(reading, "irrealis.after", t, first, end, 0, _REACH_AFTER):
        return True
    if any(reading.has("irrealis.demand", at, at + 1) for at in _inside(reading, t)):
        return True  # "the army should leave the border"
    endings = _endings(reading, "unreal_endings")
    return bool(endings) and reading.words[t.end - 1].text.endswith(endings)


def _of_clause_about(reading: Reading, at: int, deed: int) -> bool:
    """Return whether a word stands in a clause about somebody that ends before a deed: "who would lose it, shut"."""
    about = any(
        reading.toll(hit.first - 1, hit.first) >= TOLLS["comma"] and reading.toll(hit.first, at) == 0
        for hit in reading.hits.within("clauses.relative", max(at - _ABOUT_REACH, 0), at)
        if hit.first
    )
    return about and reading.toll(at, deed) >= TOLLS["comma"]


def _negated(reading: Reading, t: Trigger, first: int, end: int) -> bool:
    endings = _endings(reading, "negative_endings")
    spelt = (t.pattern.split()[0], t.pattern.split()[-1])
    if endings and any(
        reading.words[at].text.endswith(endings) and not _spells(part, reading.words[at].text, endings)
        for at, part in zip((t.first, t.end - 1), spelt, strict=True)
    ):
        return True  # not a word between them: "helikopteri bilmədən vurub", shot down unawares
    for hit in reading.hits.within("negation.before", max(first, t.first - _NEGATION_REACH), t.first):
        apparent = reading.has("negation.apparent", hit.first, hit.last + _APPARENT)
        stopped = reading.has("negation.stop", hit.last + 1, hit.last + 3)
        if not apparent and not stopped and reading.toll(hit.last, t.first) < 3:
            return True
    after = reading.hits.within("negation.after", t.end, min(end, t.end + _NEGATION_REACH))
    if any(
        reading.toll(t.first, hit.first) < TOLLS["comma"] and not _of_losses(reading, t, hit.first) for hit in after
    ):  # "fire was opened, no one was hurt"
        return True
    if any(reading.has(f"negation.{key}", i, i + 1) for i in _inside(reading, t) for key in ("before", "after")):
        return True  # "fire was not opened", "կրակ չեն բացել"
    verbs = reading.hits.within("negation.verb", t.end, min(end, t.end + _NEGATED_VERB_REACH))
    return any(reading.toll(t.end - 1, hit.first) < TOLLS["comma"] for hit in verbs)


def _spells(part: str, word: str, endings: tuple[str, ...]) -> bool:
    """Return whether a pattern has the negative form itself: "təpədən çıxmayıb", they are there still."""
    choices = [normal(choice.removesuffix("*")) for choice in part.split("|")]
    return any(word.startswith(choice) and choice.endswith(endings) for choice in choices)


def _inside(reading: Reading, t: Trigger) -> list[int]:
    """The words within a trigger that are none of its own: "no car gets through" says so with its negation."""
    own = re.split(r"[ |]", t.pattern)
    return [at for at in range(t.first + 1, t.end - 1) if reading.words[at].text not in own]


def _of_losses(reading: Reading, t: Trigger, negation: int) -> bool:
    """Return whether a word denies losses by what was done, not the deed: "nobody was hurt by the shots"."""
    if t.type == "casualty":
        return False
    none = reading.hits.across("casualties.none", t.end, negation)
    return any(not reading.has("clauses.coordination", t.end, hit.first) for hit in none)


def _endings(reading: Reading, key: str) -> tuple[str, ...]:
    return tuple(normal(ending) for ending in reading.settings.get(key, ()))


def participle(reading: Reading, t: Trigger) -> bool:
    """Return whether a trigger is a participle: it speaks of what the sentence's own verb presupposes."""
    return participial(reading, t.end - 1)


def participial(reading: Reading, index: int, *, attributive: bool = False) -> bool:
    """Return whether a word ends as participles do; `attributive` adds endings that finite verbs have too."""
    endings = _endings(reading, "participle_endings")
    if attributive:
        endings += _endings(reading, "attributive_endings")
    return bool(endings) and reading.words[index].text.endswith(endings)


def _in_clause(reading: Reading, key: str, t: Trigger, first: int, end: int, before: int, after: int) -> bool:
    """Return whether a word of a table stands within some words of the trigger, in the same clause."""
    if before:
        for hit in reading.hits.within(key, max(first, t.first - before), t.first):
            apart = reading.in_date(hit.first) or _perceived(reading, hit.first)  # "May 27", "could be heard"
            if reading.toll(hit.last, t.first) < _SAME_CLAUSE and not apart:
                return True
    if after:
        for hit in reading.hits.within(key, t.end, min(end, t.end + after)):
            if reading.toll(t.end - 1, hit.first) < _SAME_CLAUSE and not _perceived(reading, hit.first):
                return True
    return False


def _perceived(reading: Reading, index: int) -> bool:
    """Return whether a word of possibility says what was perceived or was so: "could be heard", "yaralı halda"."""
    hits = reading.hits.within("irrealis.perceived", max(index - 1, 0), index + 1)
    return any(hit.first <= index <= hit.last for hit in hits)
