"""One sentence's events: which places, days, figures and speakers belong to what happened.

Nearness is counted in words and tolls (:mod:`geomap.text.reading`); what stands in another clause is farther.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from geomap.model import DateWindow, Locative, Mention, Span
from geomap.text import attribution, evidence, languages, roles, terms, triggers
from geomap.text.attribution import NOBODY, Voice
from geomap.text.drafts import (
    AREAS,
    HISTORY_AFTER,
    LONGEST_SPAN,
    Context,
    Draft,
    Sentence,
    Spot,
    ids,
    meet,
    united,
    voice_of,
)
from geomap.text.reading import TOLLS, Reading
from geomap.text.terms import Hit
from geomap.text.tolls import Toll
from geomap.text.triggers import Trigger
from geomap.text.unclaimed import NOTHING_THERE, Unclaimed

__all__ = ["BY_NOBODY", "Linker", "spots"]

# Ours, in words and tolls (see geomap.text.reading): beyond this a place is not drawn to what happened.
FARTHEST_LINK = 45.0
BARE_NAME_LINK = 10.0  # a name without a place word ("shelled Chinari") must stand beside it
AFTER_VERB = 5.0  # more for a place after the verb where verbs end the clause (Armenian, Azerbaijani)
OTHER_CLAUSE = 15.0  # more for a place before "and" and the verb, where verbs stand in the middle (English, Russian)
SPEECH_REACH = 7  # words between "said" and "on Tuesday", all in one clause
SPEECH_FIRST = 0.5  # at like distance the day is that of the statement
DAY_BEFORE_PLACE = 6.0  # more for a day that stands on the unusual side of its place
FROM_THERE = frozenset(
    {"incursion", "withdrawal", "buildup", "construction", "blockade", "capture", "casualty"}
)  # not fire
ENDS_OF_A_WAY = frozenset({"at", "toward", "within_admin", "none"})
BY_NOBODY = "voice:nobody"  # the feature of what the rules hear nobody say
IN_AREAS = frozenset({"at", "near", "within_admin", "toward"})
STRETCHES = frozenset({"border_section", "along", "within_admin"})
OF_A_MOMENT = frozenset({"casualty", "landmine", "capture", "withdrawal", "drone", "shelling"})
ON_ROADS = frozenset({"blockade", "construction", "incursion"})  # a post is set up, and the road is closed
BESIDE = 2.0  # words and tolls between persons and the place right beside which they are told of
NOT_BESIDE = 10.0  # what it costs persons to belong to another place than that
BED_REACH = 7  # words between the wounded, where they lie and how they came there
BED_AFTER = 4  # words after a place to the verb for who lies there, where verbs end the clause
THERE_WORDS = 3  # nearer to a place it is said that nobody was hurt there
HERE_REACH = 6  # words between what happened and "there"
ROAD_REACH = 4.0  # words and tolls from what is done at a place to the road that is closed by it
LIST_WORDS = 12  # words of unknown names in a list of places
LIST_SIGNS = 3  # characters between two names of a list
PARTICIPLE_REACH = 2  # words from a place to the participle it belongs to
SIGHT_WORDS = 4  # words of "within sight of"
ONE_MORE_REACH = 2  # words between a place and "another"
FREED_REACH = 6  # words between "liberated" and the year
A_MONTH = timedelta(days=31)
SEVERAL_DAYS = 2  # in a sentence: what happened on each may have happened elsewhere
NEAREST_TRIGGERS = 8  # to either side of a place that are weighed
NEAREST_RIVALS = 32  # to either side of a place


class Linker:
    """Links what stands in one sentence."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.reading = context.reading
        self.unclaimed = Unclaimed(context)
        self.weighed: dict[Span, evidence.Surroundings] = {}  # all that is said, by sentence
        self.linked = 0  # places to which the rules link what happened

    def link(self, sentence: Sentence, speaking: Voice, *, told: bool = False) -> list[Draft]:
        """Return a draft for each incident that a sentence tells.

        `speaking` is who spoke before, `told` whether the report has told an incident already.
        """
        around = evidence.Surroundings(self.context, sentence, told=told)
        if evidence.judges(self.reading):
            self.weighed[sentence.span] = around
        sentence = self._with_evidence(sentence, around)
        places, origins = self._places(sentence, around)
        return self._detailed(sentence, self._drafted(sentence, places, origins), speaking)

    def _places(
        self, sentence: Sentence, around: evidence.Surroundings
    ) -> tuple[list[tuple[Spot, Trigger]], list[tuple[Spot, Trigger]]]:
        rivals = [
            (reason, first, end)
            for reason, first, end in roles.rivals(self.reading, sentence.first, sentence.end)
            if not any(t.first <= first and end <= t.end for t in sentence.found)  # "a sniper round": no talks
        ]
        places: list[tuple[Spot, Trigger]] = []
        origins: list[tuple[Spot, Trigger]] = []
        for spot in (self._of_target(each, sentence) for each in sentence.spots):
            reason = self.context.refusal(spot) or self._beside_the_matter(spot, sentence)
            trigger = None if reason else self._nearest(spot, sentence)
            if trigger is None:
                reason = reason or NOTHING_THERE
            elif rival := self._rival(spot, trigger, rivals, sentence) or self._spoken_at(spot, sentence):
                reason = rival
            self.linked += not (reason or trigger is None or trigger.presumed or spot.locative.origin)
            if reason or trigger is None:
                self.context.drop(spot.locative.span, reason, "locative")
                self.unclaimed.keep(spot, sentence.index, reason)
            elif spot.locative.origin or self._is_origin(spot, trigger, sentence.spots):
                origins.append((spot, trigger))
            elif self._struck(spot, around):
                self.context.drop(spot.locative.span, evidence.AGAINST, "locative")
            elif any(ids(spot) <= ids(known) for known, _ in places):
                self.context.drop(spot.locative.span, "named again", "locative")
            elif places and self._district_of_list(places[-1][0], spot):
                self.context.drop(spot.locative.span, "the district of the places listed before it", "locative")
            else:
                places.append((spot, trigger))
        return [*self._of_own_verb(places, sentence)], origins

    def _with_evidence(self, sentence: Sentence, around: evidence.Surroundings) -> Sentence:
        """Add what must have happened, by all that is said, at places that no word for a deed is linked to."""
        added: dict[tuple[int, int], Trigger] = {}
        asked = () if self._tells_none(sentence) else sentence.spots
        for spot in (s for s in asked if self._is_open(s, sentence)):
            found = around.features(spot)
            if evidence.believed(found) and not self._beside_the_matter(spot, sentence):
                trigger = evidence.trigger(self.reading, sentence, spot, found)
                added.setdefault(trigger.words, trigger)
        happened = sorted([*sentence.happened, *added.values()], key=lambda t: (t.first, t.end))
        return replace(sentence, happened=happened) if added else sentence

    def _struck(self, spot: Spot, around: evidence.Surroundings) -> bool:
        """Return whether all that is said speaks against an incident at a place, whatever word is linked to it."""
        if not evidence.applies(self.reading) or self.context.inland:
            return False  # nothing like it was fitted
        if spot.locative.relation == "depth_into":
            return False  # "3 km into Armenia" itself says that somebody went there
        return evidence.struck(evidence.likelihood(around.features(spot)), afar=self.context.is_far(spot))

    def speaks_against(self, drafts: Sequence[Draft]) -> bool:
        """Return whether all that the report says speaks against any incident, whatever `drafts` were found."""
        if not drafts or not evidence.judges(self.reading):
            return False
        said = evidence.report(self.reading, self.weighed.values(), self.linked, len(drafts))
        return evidence.speaks_against(said, self._likely())

    def _likely(self) -> Iterator[float]:
        """Yield how likely an incident is at each place of the report."""
        return (evidence.likelihood(found) for around in self.weighed.values() for found in around.open())

    def speaker(self, draft: Draft) -> Voice:
        """Return in whose name a draft is told: by its words, unless all that is said is clearly of another opinion.

        Then somebody unnamed says so, or the report itself.
        """
        found = self._told_how(draft)
        heard = draft.voice is not NOBODY
        attributed, likely = evidence.attributed(found, heard=heard) if found else (heard, 1.0)
        if attributed == heard:
            return draft.voice
        draft.rules.append(f"attribution:evidence {likely:.2f}")
        return Voice("", attribution.OTHER, *draft.words, -1, -1) if attributed else NOBODY

    def _told_how(self, draft: Draft) -> evidence.Features:
        """Return what bears on whether a draft is told in somebody's name: how its words name a speaker, and the rest.

        Nothing where that is plain, or nothing like the report was fitted.
        """
        around = self.weighed.get(draft.sentence)
        if around is None or around.sentence.quoted or not draft.spots or draft.denies:
            return frozenset()
        how = next((f"voice:{rule}" for rule in draft.rules if rule.startswith("attribution:")), "voice:by name")
        speaking = {
            each.sentence.index - around.sentence.index for each in self.weighed.values() if each.sentence.voices
        }
        return around.features(draft.spots[0]).union(
            [how if draft.voice is not NOBODY else BY_NOBODY],
            [f"voice:{name}" for name, at in (("before", -1), ("here", 0), ("after", 1)) if at in speaking],
            [] if speaking else ["voice:nowhere"],
        )

    def _tells_none(self, sentence: Sentence) -> bool:
        """Return whether it is known of a whole sentence that it tells no incident, or nothing else bears it out."""
        rumour = any(t.status == triggers.RUMOUR for t in sentence.found)
        borne_out = self.context.armed and evidence.applies(self.reading)
        alike = not sentence.found and self.reading.has("accident.lookalike", sentence.first, sentence.end)  # sheep
        return bool(sentence.course) or rumour or alike or not borne_out or triggers.settled(sentence.found)

    def _is_open(self, spot: Spot, sentence: Sentence) -> bool:
        """Return whether a place of the border has no known word for a deed linked to it, and nothing against it."""
        if spot.locative.origin or self.context.is_far(spot) or self.context.refusal(spot):
            return False
        return self._nearest(spot, sentence) is None

    def _beside_the_matter(self, spot: Spot, sentence: Sentence) -> str:
        """Return why a place is none of the incident's in its sentence, or nothing."""
        if any(self._of_speaker(spot, voice, sentence) for voice in sentence.voices):
            return "belongs to whoever speaks"
        if self._only_seen_from(spot, sentence):
            return roles.STATIC
        if self._taken_to(spot, sentence):
            return roles.HOSPITAL
        detour = roles.detour(self.reading, spot.first, spot.end)
        return roles.ROUTE if detour or self._on_the_way(spot, sentence) else ""

    def _taken_to(self, spot: Spot, sentence: Sentence) -> bool:
        """Return whether a place is where the wounded lie or are taken: "carried toward X", "X, where they lie"."""
        if spot.locative.origin or roles.from_there(self.reading, spot.end):
            return False
        return any(self._of_wounded(bed, sentence) for bed in self._beds(spot))

    def _of_wounded(self, bed: Hit, sentence: Sentence) -> bool:
        """Return whether it is the wounded that lie or are taken, by another word beside that one."""
        low, high = max(bed.first - BED_REACH, sentence.first), min(bed.last + BED_REACH, sentence.end)
        near = [h for kind in ("wounded", "treated") for h in self.reading.hits.within(f"casualties.{kind}", low, high)]
        died = self.reading.has("casualties.died_after", low, high)  # "died on the way to X"
        return died or any(not hit.first <= bed.first <= hit.last for hit in near)

    def _beds(self, spot: Spot) -> list[Hit]:
        """The words for lying or being taken somewhere that rule a place, or stand in a clause about it."""
        if self.reading.settings.get("verb_final"):
            low, high = spot.end, spot.end + BED_AFTER
        else:
            low, high = max(spot.first - BED_REACH, 0), spot.first
        found = [h for h in self.reading.hits.within("casualties.bed", low, high) if self._straight(h, spot)]
        if self.reading.has("casualties.whither", spot.end, spot.end + 1):
            found += self.reading.hits.within("casualties.bed", spot.end, spot.end + BED_REACH)
        return found

    def _straight(self, hit: Hit, spot: Spot) -> bool:
        return self.reading.toll(*sorted((hit.first, spot.first))) == 0

    def _of_target(self, spot: Spot, sentence: Sentence) -> Spot:
        """Read troops named after a deed as whom it was done to: "opened fire on units stationed in X"."""
        if not spot.locative.origin or self.reading.settings.get("verb_final"):
            return spot
        troops = any(self.reading.has(key, spot.first, spot.first + 1) for key in ("actors.forces", "roles.lying"))
        fired = any(t.type == "shelling" and t.end <= spot.first for t in _around(sentence.happened, spot.first))
        return replace(spot, locative=replace(spot.locative, origin=False)) if troops and fired else spot

    def _of_own_verb(
        self, places: Sequence[tuple[Spot, Trigger]], sentence: Sentence
    ) -> Iterator[tuple[Spot, Trigger]]:
        """Leave out the places of participles where the verb has its own: "lost towards A, a man was held near B"."""
        for number, (spot, trigger) in enumerate(places):
            others = places[number + 1 : number + 1 + NEAREST_RIVALS]
            later = any(t is trigger and not roles.wide(self.reading, other.locative) for other, t in others)
            if later and (self._before_participle(spot, trigger, sentence) or self._other_part(spot, trigger, others)):
                self.context.drop(spot.locative.span, "where something else was done", "locative")
                self.unclaimed.keep(spot, sentence.index, NOTHING_THERE)
            else:
                yield spot, trigger

    def _other_part(self, spot: Spot, trigger: Trigger, others: Sequence[tuple[Spot, Trigger]]) -> bool:
        """Return whether a semicolon parts a place from what happened and its own place: "heard in A; B was hit"."""
        if self.reading.settings.get("verb_final") or spot.end > trigger.first:
            return False
        starts = [other.first for other, t in others if t is trigger and other.first < trigger.first]
        return any(";" in self.reading.between(at - 1, at) for at in range(spot.end, min(starts, default=0) + 1))

    def _before_participle(self, spot: Spot, trigger: Trigger, sentence: Sentence) -> bool:
        """Return whether a participle follows a place before what happened, in languages whose verbs stand last."""
        if not self.reading.settings.get("verb_final"):
            return False
        reach = range(spot.end, min(spot.end + PARTICIPLE_REACH, trigger.first - 1))
        return any(
            triggers.participial(self.reading, index, attributive=True)
            and self.reading.toll(spot.end - 1, index) == 0
            and not any(t.first <= index < t.end for t in _around(sentence.found, index))
            and not self._somebody(index)
            for index in reach
        )

    def _somebody(self, index: int) -> bool:
        """Return whether a word is a name or a person: some nouns end as participles do ("զինծառայող")."""
        known = ("actors.forces", "actors.civil", "casualties.person")
        return self.reading.words[index].capital or any(self.reading.has(key, index, index + 1) for key in known)

    def _of_speaker(self, spot: Spot, voice: Voice, sentence: Sentence) -> bool:
        """Return whether a place stands in the name of whoever speaks, not where something "was reported"."""
        if spot.locative.relation == "near" and roles.inside(self.reading, spot.end):
            return False  # "near X the ministry speaks of 600 meters", where verbs stand last
        return voice.speaker[0] <= spot.first < voice.speaker[1] and not self._reported_at(spot, voice, sentence)

    def _reported_at(self, spot: Spot, voice: Voice, sentence: Sentence) -> bool:
        """Return whether a place says where something was reported: "skirmishing was reported near X"."""
        if self.reading.settings.get("verb_final"):
            return spot.end == voice.at and not voice.claimant and roles.from_there(self.reading, spot.end)
        beside = spot.first == voice.at_end and not spot.bare
        passive = self.reading.has("roles.passive", voice.at - 1, voice.at)
        return beside and (passive or any(t.end == voice.at for t in sentence.happened))

    def _only_seen_from(self, spot: Spot, sentence: Sentence) -> bool:
        """Return whether another place is described as seen from this one: "Kut, overlooking Azat"."""
        others = (s for s in sentence.spots if s is not spot and not self.context.refusal(s))
        return _seen(self.reading, spot.locative) and any(others)

    def _on_the_way(self, spot: Spot, sentence: Sentence) -> bool:
        """Return whether somebody was only going there or coming from there, before the place where it happened.

        "A car going from X to Y was shot at near Z": neither X nor Y.
        """
        if spot.locative.relation not in ENDS_OF_A_WAY or not roles.travelled(self.reading, spot.first, spot.end):
            return False
        later = (s for s in sentence.spots if s.first >= spot.end and not roles.wide(self.reading, s.locative))
        return any(not self.context.refusal(s) and not roles.travelled(self.reading, s.first, s.end) for s in later)

    def _district_of_list(self, village: Spot, area: Spot) -> bool:
        """Return whether only unknown names of a list part a place from its district: "X, Unknown and Y in Tovuz"."""
        if not self._is_area(area) or area.first - village.end > LIST_WORDS:
            return False
        return self._unknown_between(village.end, area.first)

    def _lists_unknown(self, first: int, end: int) -> bool:
        """Return whether words are nothing but names that nobody knows and what joins a list."""
        return first < end and all(
            self.reading.words[i].capital
            or self.reading.has("clauses.coordination", i, i + 1)
            or self.reading.has("roles.connector", i, i + 1)
            for i in range(first, end)
        )

    def _is_area(self, spot: Spot) -> bool:
        """Return whether an expression names a district or province with the word for it."""
        after = languages.load(self.reading.lang).table("toponym")["after"]
        words = {terms.normal(word) for kind in AREAS for word in after.get(kind, ())}
        named = any(word.text in words for word in self.reading.words[spot.first : spot.end])
        return named or (bool(spot.locative.anchors) and all(m.kind_hint in AREAS for m in spot.locative.anchors))

    def _cost(self, spot: Spot, words: tuple[int, int]) -> float:
        gap = self.reading.gap(spot.words, words)
        if self.reading.settings.get("verb_final"):
            return gap + (AFTER_VERB if spot.first >= words[1] else 0.0)
        own_clause = spot.end > words[0] or not self.reading.has("clauses.coordination", spot.end, words[0])
        return gap + (0.0 if own_clause else OTHER_CLAUSE)

    def _weakness(self, trigger: Trigger) -> float:
        """What a trigger gives way by, in words: weak ones, people hurt (to the cause), participles (to the verb)."""
        minor = trigger.type in {"casualty", "construction", "other"}
        presumed = 6.0 if triggers.participle(self.reading, trigger) else 0.0
        dates = 10.0 if self.context.dates_only(trigger) else 0.0
        return (0.0 if trigger.strong else 2.0) + (1.0 if minor else 0.0) + presumed + dates

    def _nearest(self, spot: Spot, sentence: Sentence) -> Trigger | None:
        late = bool(self.reading.settings.get("verb_final"))
        near = [
            t
            for t in _around(sentence.happened, spot.first)
            if not (late and spot.first >= t.end and self.context.dates_only(t))  # "a day after X, Y was ..."
        ]
        if not near:
            return None
        best = min(near, key=lambda t: (self._cost(spot, t.words) + self._weakness(t), t.first))
        cost = self._cost(spot, best.words)
        if spot.bare:
            cost -= self._beside(spot, best.words, sentence.spots)
        return best if cost <= (BARE_NAME_LINK if spot.bare else FARTHEST_LINK) else None

    def _beside(self, spot: Spot, words: tuple[int, int], spots: Sequence[Spot]) -> float:
        """What lies between a bare name and what happened only to describe the place: other place expressions."""
        low, high = min(spot.end, words[1]), max(spot.first, words[0])
        inside = [s for s in spots if s is not spot and low <= s.first and s.end <= high]
        return sum(s.end - s.first + self.reading.toll(s.first - 1, min(s.end, high)) for s in inside)

    def _rival(self, spot: Spot, trigger: Trigger, rivals: Sequence[tuple[str, int, int]], sentence: Sentence) -> str:
        own = self._cost(spot, trigger.words)
        late = bool(self.reading.settings.get("verb_final"))
        near = [
            (self._cost(spot, (start, stop)), reason)
            for reason, start, stop in _around_rivals(rivals, spot.first)
            if (
                not self._said_at(spot, start, sentence)
                if reason != roles.STATIC
                else (spot.end <= start if late else spot.first >= stop) and spot.locative.relation != "along"
            )
        ]
        cost, reason = min(near, default=(own, ""))
        return reason if cost < own else ""

    def _said_at(self, spot: Spot, rival: int, sentence: Sentence) -> bool:
        """Return whether a meeting is only where it was said what happened at a place: "at X, he told the cabinet"."""
        late = bool(self.reading.settings.get("verb_final"))
        return not late and any(spot.end <= voice.at < rival for voice in sentence.voices)

    def _spoken_at(self, spot: Spot, sentence: Sentence) -> str:
        """Return a reason where the place stands right beside the speech verb: "said in Goris"."""
        late = bool(self.reading.settings.get("verb_final"))
        for voice in sentence.voices:
            beside = spot.end == voice.at if late else spot.first == voice.at_end
            if self._reported_at(spot, voice, sentence):
                continue
            if beside and not spot.bare and self.reading.gap(spot.words, (voice.at, voice.at_end)) == 0:
                return roles.SPOKEN
        return ""

    def _is_origin(self, spot: Spot, trigger: Trigger, spots: Sequence[Spot]) -> bool:
        """Read "Guns in A fired at B": the place of the troops before an act of fire, its target named after it."""
        if trigger.type != "shelling":
            return False
        if roles.troops_fired_from(self.reading, spot.first, spot.end):
            return True
        if spot.end > trigger.first or self.reading.settings.get("verb_final"):
            return False
        if self.reading.has("roles.passive", max(trigger.first - 2, 0), trigger.end):
            return False
        targets = [s for s in spots if s.first >= trigger.end and not s.locative.origin and not self.context.refusal(s)]
        return bool(targets) and roles.follows_forces(self.reading, spot.first)

    def _drafted(
        self,
        sentence: Sentence,
        places: Sequence[tuple[Spot, Trigger]],
        origins: Sequence[tuple[Spot, Trigger]],
    ) -> list[Draft]:
        drafts: list[Draft] = []
        for trigger in sentence.happened:
            own = sorted((spot for spot, t in places if t is trigger), key=lambda s: s.first)
            parts = self._parted(own, sentence)
            words = (sentence.first, sentence.end)
            drafts += [Draft([trigger], sentence.span, list(part), words=words) for part in parts]
        drafts = self._with_their_areas(self._with_their_roads(drafts), sentence)
        if drafts:
            self._join_others(sentence, drafts)
        elif sentence.happened:
            drafts = [
                Draft(
                    sorted(sentence.happened, key=lambda t: (self._weakness(t), t.first)),
                    sentence.span,
                    words=(sentence.first, sentence.end),
                )
            ]
        for spot, _ in origins:
            draft = min(drafts, key=lambda d: min(self.reading.gap(spot.words, t.words) for t in d.triggers))
            draft.origins.append(spot)
        for draft in drafts:
            draft.spots = [s for s in draft.spots if not self.context.reaches_far(s)] or draft.spots
            near = [s for s in draft.origins if not (self.context.is_far(s) or self._is_all_said(s, sentence))]
            if self.context.vague(draft) and near and draft.main.type in FROM_THERE:
                draft.spots += [replace(s, locative=replace(s.locative, origin=False)) for s in near]
                draft.rules.append("place:where-from")
            elif draft.spots and self.context.vague(draft) and (home := self._home_of(draft, sentence)):
                draft.spots.append(home)
                draft.rules.append("place:of-those-hurt")
        return drafts

    def _is_all_said(self, origin: Spot, sentence: Sentence) -> bool:
        """Return whether a sentence ends with saying that somebody is from a place: "հայրը Մարտունուց է"."""
        ends = sentence.end - origin.end <= 1 and not any(t.end > origin.end for t in sentence.happened)
        return ends and bool(self.reading.settings.get("verb_final"))

    def _with_their_roads(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Take a road that was closed for what was closed, not for one more place: "at X they closed the Y road"."""
        roads = [d for d in drafts if d.main.type == "blockade" and d.spots and all(map(self._is_road, d.spots))]
        others = [d for d in drafts if d.main.type in ON_ROADS and d not in roads]
        if len(roads) != 1 or len(others) != 1:
            return list(drafts)
        (road,), (other,) = roads, others
        both = road.main is other.main and road.spots[0].first < other.spots[0].first  # "the Y road and one at X"
        if both or self.reading.gap(road.main.words, other.main.words) > ROAD_REACH:
            return list(drafts)
        other.triggers.insert(0, road.main)
        other.triggers += road.triggers[1:]
        return [d for d in drafts if d is not road]

    def _with_their_areas(self, drafts: Sequence[Draft], sentence: Sentence) -> list[Draft]:
        """Join what is told of an area to what is told of the places in it: "near X ... died in the Y district"."""
        areas = [d for d in drafts if d.spots and all(map(self._names_area, d.spots))]
        exact = [d for d in drafts if d.spots and d not in areas]
        kept = list(drafts)
        for area in areas if len(sentence.windows) < SEVERAL_DAYS else ():
            inside = [d for d in exact if self._lies_in(d, area)]
            all_there = len(inside) == 1 or (inside and inside == exact)
            if all_there and _of_one_kind(*inside, area) and not self._set_against(*inside, area):
                for draft in inside:
                    draft.triggers += area.triggers
                    draft.rules.append("place:in-that-area")
                kept.remove(area)
        return kept

    def _names_area(self, spot: Spot) -> bool:
        """Return whether an expression says in which areas something was."""
        return spot.locative.relation in IN_AREAS and self.context.names_areas(spot)

    def _lies_in(self, draft: Draft, area: Draft) -> bool:
        """Return whether each name of a draft may be that of a place in an area."""
        provinces = self.context.beyond.provinces
        around = {name for spot in area.spots for anchor in spot.locative.anchors for name in provinces(anchor)}
        anchors = [anchor for spot in draft.spots for anchor in spot.locative.anchors]
        return bool(anchors) and all(around & provinces(anchor) for anchor in anchors)

    def _set_against(self, *drafts: Draft) -> bool:
        """Return whether words between drafts' places tell them apart: "near X, while in Y another ..."."""
        at = sorted(spot.first for draft in drafts for spot in draft.spots)
        return any(self.reading.has(key, at[0], at[-1]) for key in ("clauses.contrast", "anaphora.another"))

    def _is_road(self, spot: Spot) -> bool:
        return spot.locative.relation == "along" or self.reading.has("accident.roads", spot.first, spot.end)

    def _home_of(self, draft: Draft, sentence: Sentence) -> Spot | None:
        """Where those hurt on the border come from ("two men of X ... on the contact line"): it was near there."""
        if draft.main.type not in {"landmine", "casualty", "capture"} and not self.context.points_back(sentence):
            return None
        found = [s for s in sentence.spots if s.locative.origin or self.context.refusal(s) == roles.RESIDENT]
        if not found:
            return None
        return replace(found[0], locative=replace(found[0].locative, relation="near", origin=False))

    def _parted(self, spots: Sequence[Spot], sentence: Sentence) -> Iterator[list[Spot]]:
        """Part the places of one trigger into incidents: those joined by "and" or with days of their own."""
        part: list[Spot] = []
        for spot in spots:
            if part and self._other_incident(part[-1], spot, sentence):
                yield part
                part = []
            part.append(spot)
        if part:
            yield part

    def _other_incident(self, one: Spot, other: Spot, sentence: Sentence) -> bool:
        between = (one.end, other.first)
        others = not self.context.names_areas(one)  # "struck two villages of X: A B in Y, C D in Z"
        if others and any(self._beside_place(toll, spot) for toll in sentence.tolls for spot in (one, other)):
            return True
        if other.first - one.end <= LIST_WORDS and self._unknown_between(*between):
            return False
        days = [self.reading.words_of(w.span)[0] for w in sentence.windows]
        dated = len(days) > 1 and any(between[0] <= day < between[1] for day in days)
        happened = any(between[0] <= t.first < between[1] for t in sentence.found)
        joined = any(self.reading.has(f"clauses.{key}", *between) for key in ("coordination", "apart"))
        joined |= self._another_between(one, other) or self._one_more(other, sentence)
        sources = [s.first for s in sentence.spots if s.locative.origin]
        paired = any(at < one.first for at in sources) and any(one.end <= at < other.first for at in sources)
        return (dated and not happened) or joined or paired

    def _beside_place(self, toll: Toll, spot: Spot) -> bool:
        """Return whether all that is said of a place is who else came to harm there."""
        reach = 0 if toll.count else THERE_WORDS  # the words of who came to harm there hold the place
        return toll.told == "there" and max(spot.first - toll.end, toll.first - spot.end) < reach

    def _unknown_between(self, first: int, end: int) -> bool:
        """Return whether a name that nobody knows stands in one list with two that are known: "A, Unknown and B"."""
        return self._lists_unknown(first, end) and any(word.capital for word in self.reading.words[first:end])

    def _another_between(self, one: Spot, other: Spot) -> bool:
        """Return whether "another" parts two places; in "in X, on another stretch of the border" it says where X is."""
        stretch = other.locative.relation in STRETCHES
        return any(
            not (stretch and self.reading.toll(hit.last, other.first) == 0)
            for hit in self.reading.hits.within("anaphora.another", one.end, other.first)
            if hit.last < other.first
        )

    def _one_more(self, spot: Spot, sentence: Sentence) -> bool:
        """Return whether "one more" stands right after a place: "a soldier was killed in X, in Y another"."""
        return self.reading.has("anaphora.another", spot.end, min(spot.end + ONE_MORE_REACH, sentence.end))

    def _join_others(self, sentence: Sentence, drafts: list[Draft]) -> None:
        linked = {id(t) for d in drafts for t in d.triggers}
        elsewhere: list[Trigger] = []
        for trigger in sentence.happened:
            if id(trigger) not in linked:
                nearest = min(drafts, key=lambda d: self.reading.gap(trigger.words, d.main.words))
                if self._there(trigger, nearest):
                    elsewhere.append(trigger)
                else:
                    nearest.triggers.append(trigger)
        if elsewhere:
            drafts.insert(0, Draft(elsewhere, sentence.span, words=drafts[0].words))

    def _there(self, trigger: Trigger, draft: Draft) -> bool:
        """Return whether something happened "there", where another place follows in another clause.

        "Four men had been wounded there, while Baku announced a loss in the Kalbajar direction."
        """
        low, high = trigger.first - HERE_REACH, trigger.end + HERE_REACH
        hits = self.reading.hits.within("anaphora.there", max(low, 0), high)
        here = [h for h in hits if self.reading.toll(*sorted((h.first, trigger.first))) < TOLLS["comma"]]
        places = [spot.first for spot in draft.spots]
        parted = any(self.reading.has("clauses.contrast", trigger.end, at) for at in places)
        return bool(here) and parted and all(trigger.end <= at and hit.first < at for hit in here for at in places)

    def _detailed(self, sentence: Sentence, drafts: list[Draft], speaking: Voice) -> list[Draft]:
        """Give each draft its voice, its day and its figures."""
        for draft in drafts:
            draft.voice = self._voice(draft, sentence, speaking)
            draft.denies = draft.voice.denies or all(t.negated for t in draft.triggers)
        self._counted(sentence, drafts)
        return self._dated(sentence, drafts)

    def _voice(self, draft: Draft, sentence: Sentence, speaking: Voice) -> Voice:
        """Whoever speaks in its part of the sentence; else who spoke before and is still meant ("its posts ...")."""
        own = voice_of(draft.main.first, sentence.voices)
        if own is not NOBODY or sentence.voices:
            return own
        ours = any(self.reading.has(f"actors.{key}", sentence.first, sentence.end) for key in ("our", "enemy"))
        if ours and (self.context.home or speaking is NOBODY):
            draft.rules.append("attribution:our")
            return Voice("", self.context.home or attribution.OTHER, sentence.first, sentence.end, -1, -1)
        again = self.reading.has("anaphora.again", sentence.first, sentence.end)
        official = speaking.sided and not sentence.windows
        goes_on = any(
            (sentence.quoted, ours, official, self.context.head_end, again, self._led_to(sentence, speaking))
        ) or self.context.points_back(sentence)
        if speaking is not NOBODY and goes_on:
            draft.rules.append("attribution:goes-on")
            return replace(speaking, at=-1, at_end=-1, denies=False)
        return NOBODY

    def _led_to(self, sentence: Sentence, speaking: Voice) -> bool:
        """Return whether the speaker right before led on to a sentence: by "the following", or it is a quotation."""
        if speaking.at < 0 or speaking.end != sentence.first:
            return False
        quotation = any(sign in self.reading.between(sentence.first - 1, sentence.first) for sign in '«“"')
        return quotation or self.reading.has("attribution.following", speaking.first, speaking.end)

    def _dated(self, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
        """Give each draft the days that stand nearest to it; days of a statement are the statement's."""
        speech = [(v.at, v.at_end) for v in sentence.voices if v.at >= 0]
        said_on: DateWindow | None = None
        chosen: dict[int, list[DateWindow]] = {}
        for window in sentence.windows:
            run = self.reading.words_of(window.span)
            if self.reading.has("casualties.age", run[0] - 2, run[1] + 2):
                continue  # "born in 1988"
            if (len(sentence.windows) > 1 or window.end - window.start > A_MONTH) and self._freed(run):
                continue  # "a mine in X, liberated in 2020"
            costs = [
                (self._day_cost(run, draft, alone=sum(d.main is draft.main for d in drafts) == 1), 1, number)
                for number, draft in enumerate(drafts)
                if not (_long_since(window) and draft.main.type in OF_A_MOMENT)
            ]
            said = [
                (self.reading.gap(run, words) - SPEECH_FIRST, 0, -1)
                for words in speech
                if self.reading.gap(run, words) <= SPEECH_REACH and self.reading.toll(run[0], words[0]) < 1
            ]
            if costs and min(costs + said)[2] >= 0:
                chosen.setdefault(min(costs)[2], []).append(window)
            elif said:
                said_on = window
        for draft in drafts:
            draft.said_on = said_on
        again = []
        for number, windows in chosen.items():
            draft, (first, *others) = drafts[number], self._occurrences(windows)
            draft.window, draft.dated = first, True
            again += [self._again(draft, window) for window in others]
        return [*drafts, *again]

    def _freed(self, run: tuple[int, int]) -> bool:
        """Return whether words beside a day say that a place changed hands then."""
        late = bool(self.reading.settings.get("verb_final"))
        low, high = (run[1], run[1] + FREED_REACH) if late else (run[0] - FREED_REACH, run[0])
        return self.reading.has("history.freed", low, high)

    def _occurrences(self, windows: Sequence[DateWindow]) -> list[DateWindow]:
        """One window for all days of a draft, or several: "on Monday and again on Tuesday" happened twice."""
        parts = [[windows[0]]]
        for one, other in pairwise(windows):
            between = self.reading.words_of(one.span)[1], self.reading.words_of(other.span)[0]
            if self.reading.has("anaphora.repeated", *between) and not meet(one, other):
                parts.append([])
            parts[-1].append(other)
        return [united(part) for part in parts]

    @staticmethod
    def _again(draft: Draft, window: DateWindow) -> Draft:
        rules = [*draft.rules, "coreference:again"]
        return replace(draft, window=window, tolls=[], rules=rules, triggers=list(draft.triggers))

    def _day_cost(self, run: tuple[int, int], draft: Draft, *, alone: bool) -> float:
        late = bool(self.reading.settings.get("verb_final"))
        by_deed = min(self.reading.gap(run, t.words) for t in draft.triggers)
        by_place = [
            self.reading.gap(run, s.words) + (DAY_BEFORE_PLACE if (run[0] < s.first) != late else 0.0)
            for s in draft.spots
        ]
        return min([by_deed, *by_place] if alone else by_place or [by_deed])

    def _counted(self, sentence: Sentence, drafts: Sequence[Draft]) -> None:
        if not drafts:
            return
        before: tuple[Toll, Draft] | None = None
        spared = [toll for toll in sentence.tolls if toll.told == "there" and not toll.count]
        for toll in spared:
            self._count_spared(toll, drafts)
        for toll in (toll for toll in sentence.tolls if toll not in spared):
            run = (toll.first, toll.end)
            there = [
                (self.reading.gap(run, s.words), n)
                for n, d in enumerate(drafts)
                for s in d.spots
                if self._beside_place(toll, s)
            ]
            if before is not None and not there and self._goes_on(before[0], toll, drafts):
                draft = before[1]
            else:
                draft = drafts[min(there)[1]] if there else min(drafts, key=lambda d: self._apart(run, d))
            draft.count([toll])
            before = toll, draft
        nobody = [toll for toll in sentence.tolls if toll.count == 0 and not self._of_one_place(toll, sentence)]
        for draft in drafts:
            if not draft.figures:
                draft.count(nobody)

    def _count_spared(self, toll: Toll, drafts: Sequence[Draft]) -> None:
        """Count nobody at the place that stands in one clause with that: "at X two were hurt, at Y nobody"."""
        for draft in drafts:
            if any(self.reading.toll(*sorted((toll.first, spot.first))) == 0 for spot in draft.spots):
                draft.count([toll])

    def _of_one_place(self, toll: Toll, sentence: Sentence) -> bool:
        """Return whether a place stands in the clause of a figure, or that is about one: "at X, where nobody ..."."""
        if self.reading.has("casualties.whither", toll.first - 1, toll.first + 1):
            return True
        return any(self.reading.toll(*sorted((toll.first, spot.first))) < TOLLS["comma"] for spot in sentence.spots)

    def _goes_on(self, told: Toll, toll: Toll, drafts: Sequence[Draft]) -> bool:
        """Return whether a figure goes on a list and has no place: "four died, two were hurt, and at Y a fifth"."""
        spots = [spot.first for draft in drafts for spot in draft.spots]
        straight = self.reading.toll(*sorted((told.end - 1, toll.first))) <= TOLLS["comma"]
        placed = any(told.end <= at < toll.end for at in spots)
        own = any(at >= toll.end and self.reading.toll(toll.end - 1, at) == 0 for at in spots)
        return straight and not placed and not own and not self.reading.settings.get("verb_final")

    def _apart(self, run: tuple[int, int], draft: Draft) -> float:
        """How far persons stand from what happened, and whether beside its place: "two died at X, one at Y"."""
        beside = any(self.reading.gap(run, spot.words) < BESIDE for spot in draft.spots)
        return min(self.reading.gap(run, t.words) for t in draft.triggers) + (0.0 if beside else NOT_BESIDE)


def spots(reading: Reading, mentions: Sequence[Mention], locatives: Sequence[Locative]) -> list[Spot]:
    """Return the place expressions by their words, and the names that stand without one, those of a list together."""
    found = [Spot(_unseen(reading, x), *reading.words_of(x.span)) for x in locatives]
    covered = sorted((s.locative.span for s in found), key=lambda s: s.start)
    reach, at, bare = -1, 0, []
    for mention in mentions:
        while at < len(covered) and covered[at].start <= mention.span.start:
            reach = max(reach, covered[at].end)
            at += 1
        if mention.span.start >= reach:
            bare.append(mention)
    found += [_bare(reading, listed) for listed in _lists(reading, bare)]
    return sorted(found, key=lambda s: (s.first, s.end))


def _of_one_kind(*drafts: Draft) -> bool:
    """Return whether drafts tell what may be one incident: of one type, or of those who came to harm by it."""
    kinds = {draft.main.type for draft in drafts}
    return "casualty" in kinds or len(kinds) == 1


def _long_since(window: DateWindow) -> bool:
    """Return whether days begin in a month of this year and last until now ("since April"): no day of one deed."""
    open_month = window.rule in {"date:month+since", "date:year+since"}
    return open_month and LONGEST_SPAN < window.end - window.start <= HISTORY_AFTER


def _seen(reading: Reading, locative: Locative) -> bool:
    """Return whether an expression says from where a place is seen ("within sight of X"), not where it is."""
    first, _ = reading.words_of(locative.span)
    return any(hit.first == first for hit in reading.hits.within("roles.sight", first, first + SIGHT_WORDS))


def _unseen(reading: Reading, locative: Locative) -> Locative:
    """Drop the parts that only say from where the place is seen."""
    return replace(locative, also=tuple(part for part in locative.also if not _seen(reading, part)))


def _lists(reading: Reading, bare: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Names without a place word, those of one list together: "Vorotan, Shurnukh and Bardzravan"."""
    listed: list[Mention] = []
    for mention in bare:
        if listed and not _listed(reading, listed[-1], mention):
            yield listed
            listed = []
        listed.append(mention)
    if listed:
        yield listed


def _listed(reading: Reading, one: Mention, other: Mention) -> bool:
    (first, end), (start, stop) = reading.words_of(one.span), reading.words_of(other.span)
    if reading.has("roles.capital", first, end) != reading.has("roles.capital", start, stop):
        return False  # "in the district of X, Baku said"
    if start == end:
        return "," in reading.between(end - 1, start)[:LIST_SIGNS]
    return start == end + 1 and reading.has("clauses.coordination", end, start)


def _bare(reading: Reading, listed: Sequence[Mention]) -> Spot:
    span = Span(listed[0].span.start, listed[-1].span.end)
    locative = Locative("at", span, span.of(reading.text), anchors=tuple(listed), rules=("locative:bare-name",))
    return Spot(locative, *reading.words_of(span), bare=True)


def _around(happened: Sequence[Trigger], at: int) -> Sequence[Trigger]:
    low = bisect_left(happened, at, key=lambda t: t.first)
    return happened[max(low - NEAREST_TRIGGERS, 0) : low + NEAREST_TRIGGERS]


def _around_rivals(rivals: Sequence[tuple[str, int, int]], at: int) -> Sequence[tuple[str, int, int]]:
    low = bisect_left(rivals, at, key=lambda rival: rival[1])
    return rivals[max(low - NEAREST_RIVALS, 0) : low + NEAREST_RIVALS]
