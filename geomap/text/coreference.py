"""From sentence to sentence: what goes on about the incident before, tells it again, denies it, or is another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geomap.model import DateWindow, Distance, Locative, Span
from geomap.text import actors, attribution, distances, roles
from geomap.text.attribution import NOBODY, Voice
from geomap.text.drafts import (
    AREAS,
    SPECIFIC,
    Context,
    Draft,
    Sentence,
    Spot,
    akin,
    alike,
    family,
    ids,
    kind_of,
    meet,
    names,
    rank,
    reproach,
    specific,
    united,
)  # fmt: skip
from geomap.text.tolls import Toll
from geomap.text.triggers import ASIDE, Trigger

__all__ = ["Story"]

COARSE = frozenset({"within_admin", "border_section", "toward", "along", "between", "none"})
OFFSETS = frozenset({"coordinates", "direction_distance", "distance"})
HOME = "place:of-those-hurt"
DOINGS = frozenset({"capture", "incursion", "landmine", "construction", "clash", "blockade"})  # of those captured
HARM = frozenset({"killed", "wounded"})
ATTRIBUTED_BACK = 4  # incidents told before "The ministry spread this information"
THERE_REACH = 8  # words between what happened and "there"
EARLIER_REACH = 3  # words between "earlier" and "said"
SAME_DAY = "date:same"  # "that day": of the incident told
SINCE = "+since"  # days from one until now
A_DAY = timedelta(days=1)  # before the incident that a day told may lie, dates being what they are
LATER_MAX = 20  # words of later sentences that can still settle the kind of an incident
_DISTRICT = SPECIFIC.index("within_admin")
_TELLERS = frozenset({roles.OFFICE, roles.RESIDENT, ""})
NAME_WORDS = 2  # of a person's full name
REPROACH_REACH = 4  # words from "another" to "provocation"
PRESUMED_BACK = 2  # sentences back to what was only presumed
PAST = ("words", "cumulative", "total", "tribute", "habit")  # tables of what is long ago or sums up a time
FEW = 12  # persons told of before what befell them, no losses of a war
TOLD_BACK = 6  # incidents back in which one can be told again


class Story:
    """The incidents of a report so far, and what "there" and "it said" mean next."""

    def __init__(self, context: Context, days: DateWindow | None) -> None:
        self.context = context
        self.reading = context.reading
        self.drafts: list[Draft] = []
        self.days = days  # of the incident told last
        self.speaking = NOBODY  # whose words the sentences before were
        self.carried = NOBODY  # the same, where the paragraph goes on
        self._groups = 0
        self._early: list[Toll] = []  # told of persons before what befell them
        self._entered: str | None = None  # whose land was entered, as told last
        self._place: list[Spot] = []  # what "there" and "the village" mean
        self._place_sentence = -1
        self._office_place: list[Spot] = []  # the village whose mayor speaks
        self._titled: list[Spot] = []  # the places of the text that its title names, one of each

    def settle(self, sentence: Sentence, drafts: Sequence[Draft]) -> None:
        """Add a sentence's drafts to the report's: as new incidents, as more about one, as another's claim."""
        if not drafts:
            self._told_early(sentence)
            self._continued(sentence)
            self._nobody_hurt(sentence)
            return
        before = self.drafts[-1] if self.drafts else None
        for draft in drafts:
            if not self._tells_where(draft):
                self._settle(sentence, draft, sum(bool(d.spots) for d in drafts))
        last = self.drafts[-1] if self.drafts else None
        begins = min(t.first for draft in drafts for t in draft.triggers)
        for voice in sentence.voices:
            silent = not any(voice.first <= t.first < voice.end for t in sentence.found)
            earlier = voice.end <= begins  # "Baku denied it and said that ...", not "..., a charge that Baku denied"
            denied = (before or last) if earlier else last
            if denied is not None and voice.denies and silent:
                self._denied(denied, voice, sentence)
        self._nobody_hurt(sentence)
        self._in_its_village(sentence)

    def _in_its_village(self, sentence: Sentence) -> None:
        """Take the village a report is about, by its title, for "this village" of what only an area located."""
        last = self.drafts[-1] if self.drafts else None
        if (
            last is None
            or not last.spots
            or len(self._titled) != 1
            or not all(map(self.context.names_areas, last.spots))
        ):
            return
        told = any(ids(spot) & ids(self._titled[0]) for draft in self.drafts for spot in draft.spots)
        if self._says_village(sentence) and not told:  # nor where another told of the village, and this of elsewhere
            self._nearer(last, self._titled)

    def _says_village(self, sentence: Sentence) -> bool:
        """Return whether "the village" stands alone in a sentence, or "this village" after its province's name."""
        if self.context.points_back(sentence):
            hits = self.reading.hits.within("anaphora.place", sentence.first, sentence.end)
            return any(self.reading.has("anaphora.village", hit.first, hit.last + 1) for hit in hits)
        villages = self.reading.hits.within("anaphora.village", sentence.first, sentence.end)
        return any(self.reading.has("anaphora.again", hit.first - 1, hit.first) for hit in villages)

    def _settle(self, sentence: Sentence, draft: Draft, places: int) -> None:
        """Add one draft of a sentence that names so many places of incidents."""
        if self._says_less(draft) or self._strayed(draft):
            draft.spots = []
        known = None if "coreference:again" in draft.rules else self._told_before(draft)
        if draft.spots and self.context.vague(draft) and self._there_by(draft):
            draft.spots += self.drafts[-1].spots if self.drafts else []
        if self._measured(sentence, draft):
            return
        vague = self.context.vague(draft)
        if known is None and draft.denies and self._answers(draft):
            return
        if known is not None and (self._others_tell(known, draft) or draft.denies != known.denies or vague):
            draft.window = draft.window or known.window
            known.window = known.window or draft.window
            self._append(draft, known.group)
        elif known is not None:
            self._merge(sentence, known, draft)
        elif draft.spots and self._other_account(draft):
            if kind_of(self.drafts[-1]) == "capture":  # what they are said to have been doing is no incident besides
                draft.triggers.insert(0, replace(draft.main, type="capture", strong=True))
            self._append(draft, self.drafts[-1].group)
        elif draft.spots:
            self._append(draft, self._absorbed(draft, places))
        else:
            self._placeless(sentence, draft)

    def _other_account(self, draft: Draft) -> bool:
        """Return whether a side says where else those just told of were: "they were stopped in its own district"."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not last.spots or not draft.voice.sided or draft.voice.side == last.voice.side:
            return False
        others = DOINGS | {"capture"} if kind_of(last) == "capture" else frozenset({"capture", "incursion"})
        if kind_of(last) not in {"capture", "incursion"} or kind_of(draft) not in others:
            return False
        if last.voice is NOBODY or self.context.vague(last) or self._conflict(last, draft):
            return False
        first, end = draft.main.first - THERE_REACH, draft.main.end + THERE_REACH
        return self.reading.has("anaphora.those", max(first, draft.words[0]), min(end, draft.words[1]))

    def _tells_where(self, draft: Draft) -> bool:
        """Take "the incident happened near X" for the place of what was told of an area or the border only."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not last.spots or last.denies or not draft.spots or draft.denies:
            return False
        if not self._coarse(last.spots):
            return False
        again = reproach(draft) or all(t.presumed or self._generic(t) for t in draft.triggers)
        if not again or self._coarse(draft.spots) or self.context.vague(draft) or self._conflict(last, draft):
            return False
        self._nearer(last, draft.spots)
        self._attribute(last, draft.voice)
        return True

    def _generic(self, trigger: Trigger) -> bool:
        return not trigger.strong and self.reading.has("event.generic.weak", *trigger.words)

    @staticmethod
    def _coarse(spots: Sequence[Spot]) -> bool:
        return all(
            s.locative.relation in COARSE or any(m.kind_hint in AREAS for m in s.locative.anchors) for s in spots
        )

    @staticmethod
    def _nearer(draft: Draft, found: Sequence[Spot]) -> None:
        """Place a draft at what was found; of the places it had only the areas narrow it further."""
        areas = [s for s in draft.spots if specific(s) >= _DISTRICT]
        draft.spots = [*found, *areas]
        draft.rules.append("coreference:nearer")

    def _answers(self, draft: Draft) -> bool:
        """Add a denial to the incident before it that another tells; return whether there was one."""
        last = self._denied_kind(draft)
        if (
            last is None
            or last.denies
            or not last.spots
            or not draft.voice.claimant
            or draft.voice.side == last.voice.side
        ):
            return False
        draft.spots, draft.inherited, draft.window = last.spots, True, draft.window or last.window
        draft.rules.append("coreference:denied")
        self._append(draft, last.group)
        return True

    def remember(self, sentence: Sentence) -> None:
        """Keep who spoke and which place was named last, for the sentences to come."""
        self.speaking = sentence.voices[-1] if sentence.voices else self.speaking
        self.carried = self.speaking
        reasons = [(spot, self.context.refusal(spot)) for spot in sentence.spots]
        offices = [spot for spot, reason in reasons if reason in {roles.OFFICE, roles.RESIDENT}]
        for spot, reason in reasons:
            if reason in _TELLERS and self._is_titled(spot):
                self._titled.append(spot)
        self._office_place = offices[-1:] or self._office_place
        own = [d.spots for d in self.drafts[-1:] if d.sentence == sentence.span and d.spots]
        named = [] if self._of_meeting(sentence) else [[spot] for spot, reason in reasons if not reason]
        if own or named:
            self._place = own[0] if own else named[0]
            self._place_sentence = sentence.index

    def _is_titled(self, spot: Spot) -> bool:
        """Return whether a place, no area, is named in the title and for the first time here."""
        own = ids(spot)
        titled = bool(own & self.context.beyond.title_places) and not any(own & ids(known) for known in self._titled)
        return titled and len(spot.locative.anchors) == 1 and not self.context.names_areas(spot)

    def _told_early(self, sentence: Sentence) -> None:
        """Keep who came to harm where nothing was told yet of how: "Two lie in hospital. They were shot at in X"."""
        past = any(t.status in ASIDE for t in sentence.found) or any(
            self.reading.has(f"history.{key}", sentence.first, sentence.end) for key in PAST
        )
        few = all(toll.count is not None and toll.count <= FEW for toll in sentence.tolls)
        if sentence.tolls and not self.drafts and few and not past:
            self._early = [toll for toll in sentence.tolls if toll.kind in HARM and toll.count is not None]

    def _append(self, draft: Draft, group: int | None = None) -> None:
        if self._early and not draft.denies:
            own = draft.figures
            draft.count([toll for toll in self._early if toll.kind not in own])
            self._early = []
        if group is None:
            group = self._groups
            self._groups += 1
        draft.group = group
        self._entered = next((s.locative.into_country for s in draft.spots if s.locative.into_country), self._entered)
        self.drafts.append(draft)
        self.days = draft.window if draft.dated else self.days

    def _says_less(self, draft: Draft) -> bool:
        """Return whether a draft only names the country again of an incident just told with its place."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not draft.spots or not self.context.vague(draft) or self.context.vague(last):
            return False
        return not self._conflict(last, draft)

    def _strayed(self, draft: Draft) -> bool:
        """Return whether a side only says how those held came to be: "Baku said two soldiers had gone missing in Y"."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not last.spots or self.context.vague(last) or {kind_of(last), kind_of(draft)} != {"capture"}:
            return False
        lost = self.reading.has("anaphora.strayed", *draft.main.words)
        return lost and self._coarse(draft.spots) and not self._coarse(last.spots) and self._others_tell(last, draft)

    def _absorbed(self, draft: Draft, places: int) -> int | None:
        """Take in what the sentence before told without a place: "Fighting broke out on Friday. ... near X".

        A count for several `places` is no count for one, but where it comes to one for each.
        """
        last = self.drafts[-1] if self.drafts else None
        if last is None or (self.context.vague(draft) and last.spots):
            return None
        of_those_hurt = self._only_home(last) and {family(last), family(draft)} <= {"fire", "ground"}
        if not of_those_hurt and (not self.context.vague(last) or not akin(last, draft)):
            return None
        opposed = self._others_tell(last, draft) and attribution.OTHER not in {last.voice.side, draft.voice.side}
        if opposed or self._conflict(last, draft):
            return None
        self.drafts.pop()
        if reproach(draft):
            draft.triggers += last.triggers
        draft.window, draft.dated = (draft.window, True) if draft.dated else (last.window, last.dated)
        own = draft.figures
        draft.tolls += [
            replace(toll, count=toll.count // places)
            for toll in last.tolls
            if toll.count is not None and toll.kind not in own and places in {1, toll.count}
        ]
        if draft.voice is NOBODY:
            draft.voice = last.voice
        draft.rules.append("coreference:placed-next")
        return last.group

    def _only_home(self, draft: Draft) -> bool:
        """Return whether people were hurt and nothing is said of where but the village they come from."""
        return bool(draft.spots) and kind_of(draft) == "casualty" and HOME in draft.rules

    def _conflict(self, known: Draft, more: Draft) -> bool:
        """Return whether the days of two drafts cannot be one; an undated one is of the days told before it."""
        first, other = known.window or self.days, more.window
        if first is None or other is None or (more.window and more.window.rule == SAME_DAY):
            return False
        return not meet(first, other) or abs((first.start - other.start).days) > 1

    def _no_incident(self, sentence: Sentence, draft: Draft) -> bool:
        """Drop what has no place and counts up months, or only dates something else; return whether it did."""
        counted = self.reading.has("history.cumulative", sentence.first, sentence.end) or self._since(sentence, draft)
        if counted and not self._summed_up(sentence, draft):
            self.context.drop(draft.sentence, "a count over a long time", "event")
            for told in self.drafts[-ATTRIBUTED_BACK:]:
                self._attribute(told, draft.voice)  # who sums up told it all
            return True
        if all(self.context.dates_only(t) or self._ended(t) for t in draft.triggers):
            self.context.drop(draft.sentence, "only says when something else was", "event")
            if self.drafts:
                self.drafts[-1].count(draft.tolls)
            return True
        return False

    def _since(self, sentence: Sentence, draft: Draft) -> bool:
        """Return whether those hurt are counted since a day before the incident told: "since July 12 ..."."""
        last = (self.drafts[-1].window or self.days) if self.drafts else None
        if kind_of(draft) != "casualty" or last is None:
            return False
        days = [d for d in sentence.windows if d.rule.endswith(SINCE) and d.start < last.start - A_DAY]
        deed = draft.main.first
        return any(self.reading.toll(*sorted((self.reading.words_of(day.span)[0], deed))) == 0 for day in days)

    def _summed_up(self, sentence: Sentence, draft: Draft) -> bool:
        """Return whether "in all" sums up those hurt in the one incident told so far, not in those of months."""
        one = len({known.group for known in self.drafts}) == 1
        if not one or kind_of(draft) != "casualty" or sentence.windows:
            return False
        hits = self.reading.hits.within("history.cumulative", sentence.first, sentence.end)
        return all(self.reading.has("casualties.in_all", hit.first, hit.last + 1) for hit in hits)

    def _fared(self, draft: Draft) -> bool:
        """Count what became of some of those hurt before for their incident, whatever day it was; return whether so.

        So it is with what says of a rumour just denied that nobody was hurt.
        """
        last = self.drafts[-1] if self.drafts else None
        if last is None or not last.figures.keys() & HARM or kind_of(draft) != "casualty" or not draft.tolls:
            return False
        counted = [toll for toll in draft.tolls if toll.count]
        later = all(map(self._of_hurt, counted)) and self._conflict(last, draft)
        if not (later and counted) and not (last.denies and not any(draft.figures.values())):
            return False
        last.count(_told_by(last, draft.voice, draft.tolls))
        last.rules.append("coreference:told-on")
        return True

    def _of_hurt(self, toll: Toll) -> bool:
        """Return whether a figure is of those hurt before, be it one more of them: "a third died in hospital"."""
        return toll.told in {"part", "after"} or self.reading.has("casualties.died_after", toll.first, toll.end)

    def _placeless(self, sentence: Sentence, draft: Draft) -> None:
        if self._no_incident(sentence, draft) or self._takes_over(draft) or self._fared(draft):
            return
        before = self._of_its_people(sentence) or (self.drafts[-1] if self.drafts else None)
        last = self._denied_kind(draft) if draft.denies else before
        here = self._here(sentence, draft)
        home = [] if here else self._home_hit(sentence, draft)
        if here or home:
            draft.spots, draft.inherited = here or home, True
            draft.rules.append("coreference:there" if here else HOME)
            self._append(draft)
        elif last is not None and last.spots and self._there_too(sentence, draft, last):
            draft.spots, draft.inherited = last.spots, True
            draft.rules.append("coreference:there")
            self._append(draft)
        elif last is not None and self._about(sentence, draft, last):
            if draft.denies != last.denies or (
                self._others_tell(last, draft) and not self._tells_nothing_new(last, draft)
            ):
                first_told = next(d for d in self.drafts if d.group == last.group)
                draft.spots, draft.origins, draft.inherited = first_told.spots or last.spots, [], True
                draft.window = draft.window or last.window
                draft.rules.append("coreference:same-incident")
                self._append(draft, last.group)
            else:
                self._merge(sentence, last, draft)
        elif place := self._meant(sentence, draft):
            draft.spots, draft.inherited = place, True
            draft.rules.append("coreference:there")
            self._append(draft)
        elif place := self._of_teller(sentence, draft):
            draft.spots, draft.inherited = place, True
            draft.rules.append("place:of-those-who-tell")
            self._append(draft)
        elif any(t.strong for t in draft.triggers) and not draft.denies:
            draft.doubtful = not self._of_the_sides(sentence)
            self._append(draft)
        else:
            self.context.drop(draft.sentence, "no place and no incident before it that it could speak of", "event")
            self._told_early(sentence)
            if last is not None and draft.voice.claimant and not draft.denies:
                self._told_on(last, draft.voice, sentence)

    def _of_its_people(self, sentence: Sentence) -> Draft | None:
        """The incident told of the village whose people a sentence speaks of: "one more inhabitant of X was hurt"."""
        homes = {key for s in sentence.spots if self.context.refusal(s) == roles.RESIDENT for key in ids(s)}
        told = reversed(self.drafts[-TOLD_BACK:])
        return next((known for known in told if any(homes & ids(spot) for spot in known.spots)), None)

    def _takes_over(self, draft: Draft) -> bool:
        """Put what is told without a place where a sentence just before let something be presumed; return if it did.

        "The crossroads of X were crowded. A post had been built at night": nothing was built but the post.
        """
        last = self.drafts[-1] if self.drafts else None
        if last is None or draft.denies or not all(t.presumed for t in last.triggers):
            return False
        apart = self.reading.sentence_at(draft.words[0]) - self.reading.sentence_at(last.words[0])
        if apart > PRESUMED_BACK or (last.window and self._conflict(last, draft)):
            return False
        draft.spots, draft.window, draft.group = last.spots, draft.window or last.window, last.group
        draft.tolls += last.tolls
        draft.rules.append("coreference:placed-before")
        self.drafts[-1] = draft
        return True

    def _tells_nothing_new(self, last: Draft, draft: Draft) -> bool:
        """Return whether somebody else only speaks of "the incident", or an unnamed third of those hurt in it."""
        if reproach(draft):
            return not draft.figures
        unnamed = attribution.OTHER in {last.voice.side, draft.voice.side}
        return unnamed and kind_of(draft) == "casualty" and not draft.window and bool(last.figures)

    def _denied_kind(self, draft: Draft) -> Draft | None:
        """The last incident of the kind that is denied; that of another kind where there is none."""
        told = self.drafts[-TOLD_BACK:]
        return next((known for known in reversed(told) if akin(known, draft)), told[-1] if told else None)

    def _ended(self, trigger: Trigger) -> bool:
        """Return whether the words only say that it stopped: "Fighting ended in the evening"."""
        return self.reading.has("negation.stop", trigger.end, trigger.end + 2)

    def _about(self, sentence: Sentence, draft: Draft, last: Draft) -> bool:
        """Return whether a sentence without a place of its own goes on about the incident before it."""
        if self.context.wide_place(sentence):
            return False
        return not self._conflict(last, draft)

    def _there_too(self, sentence: Sentence, draft: Draft, last: Draft) -> bool:
        """Return whether a sentence tells another incident of the same place: "hours later another was hit there"."""
        again = self._one_more(draft) and self.reading.has("anaphora.there", sentence.first, sentence.end)
        return (again and not draft.denies) or self._besides(sentence, draft, last)

    def _besides(self, sentence: Sentence, draft: Draft, last: Draft) -> bool:
        """Return whether a sentence tells something of another kind of the same place ("the heights by the town")."""
        if {family(draft), family(last)} != {"fire", "ground"} or not draft.main.strong or draft.denies:
            return False
        there = self.reading.has("anaphora.there", sentence.first, sentence.end)
        return there or self.context.points_back(sentence)

    def _here(self, sentence: Sentence, draft: Draft) -> list[Spot]:
        """The place named earlier in the sentence that "there" points back to ("visited X, where ... there")."""
        for hit in self.reading.hits.within("anaphora.there", sentence.first, sentence.end):
            named = [s for s in sentence.spots if s.end <= hit.first and self.context.refusal(s) in _TELLERS]
            if named and abs(hit.first - draft.main.first) <= THERE_REACH:
                return named[-1:]
        if self._says_village(sentence):  # "a resident of X was shot near his village", not "on the road"
            return [s for s in sentence.spots if self.context.refusal(s) == roles.RESIDENT][:1]
        return []

    def _of_the_sides(self, sentence: Sentence) -> bool:
        """Return whether troops act in a sentence of a report that names the sides: else it needs a place to count."""
        return self._armed(sentence) and self.context.named

    def _of_somebody_armed(self, sentence: Sentence, draft: Draft) -> bool:
        """Return whether fire, a mine or the hurt are told of, or troops or a side: pupils, too, "move in"."""
        sided = bool(self.reading.hits.under("actors.sides", sentence.first, sentence.end))
        hurt = family(draft) in {"fire", "landmine"} or bool(sentence.tolls)
        return hurt or sided or self._armed(sentence)

    def _armed(self, sentence: Sentence) -> bool:
        keys = ("actors.forces", "actors.enemy", "actors.our")
        return any(self.reading.has(key, sentence.first, sentence.end) for key in keys)

    def _others_tell(self, known: Draft, more: Draft) -> bool:
        """Return whether two drafts are told by different people, as far as the words tell.

        What the report tells in its own voice is not what the side says that is blamed for it.
        """
        if more.figures and more.voice.claimant and self.reading.has("casualties.of_own", *more.words):
            return True  # "Baku acknowledged two wounded of its own"
        sides = {known.voice.side, more.voice.side}
        if known.voice is NOBODY and more.voice.sided:
            return actors.deed(self.reading, known.main, *known.words).initiator_side == more.voice.side
        return len(sides) == 2 and attribution.NONE not in sides

    def _there_by(self, draft: Draft) -> bool:
        """Return whether "there" stands close to what happened."""
        first, end = draft.main.first - THERE_REACH, draft.main.end + THERE_REACH
        return self.reading.has("anaphora.there", max(first, draft.words[0]), min(end, draft.words[1]))

    def _home_hit(self, sentence: Sentence, draft: Draft) -> list[Spot]:
        """The village of those shot at, where no other place is said ("a resident of X was hit by a bullet")."""
        last = self.drafts[-1] if self.drafts else None
        if last is not None or family(draft) != "fire" or self.context.wide_place(sentence):
            return []
        return [s for s in sentence.spots if self.context.refusal(s) == roles.RESIDENT][-1:]

    def _of_teller(self, sentence: Sentence, draft: Draft) -> list[Spot]:
        """The village whose people or head tell it, where no place is said ("residents of X heard shots")."""
        if not draft.main.strong or draft.denies or self.context.wide_place(sentence):
            return []
        first, end = draft.voice.speaker
        of_village = any(self.reading.has(key, first, end) for key in ("attribution.witness", "roles.village_head"))
        if not of_village or self.reading.has("roles.hospital", first, end):
            return []
        told = [s for s in sentence.spots if first <= s.first < end and self.context.refusal(s) in _TELLERS]
        heads = self.reading.has("roles.village_head", first, end)
        return [s for s in told or (self._office_place if heads else []) if specific(s) < _DISTRICT][-1:]

    def _meant(self, sentence: Sentence, draft: Draft) -> list[Spot]:
        """The place of the sentences before: where the words point back to it, or nothing else has been told yet."""
        if self.drafts and self.drafts[-1].spots and self._there_by(draft):
            return self._village(sentence) or list(self.drafts[-1].spots)
        if self.context.wide_place(sentence) or not self._of_somebody_armed(sentence, draft):
            return []
        if not self._place:
            return list(self._office_place) if self.context.points_back(sentence) else []
        points = self.reading.has("anaphora.there", sentence.first, sentence.end) or self.context.points_back(sentence)
        first_told = (
            not self.drafts and draft.main.strong and not draft.denies and self._place_sentence == sentence.index - 1
        )
        if points and all(specific(spot) >= _DISTRICT for spot in self._place):
            return self._village(sentence) or list(self._place)
        return list(self._place) if points or first_told else []

    def _village(self, sentence: Sentence) -> list[Spot]:
        """The last place told that is no district, where "in the same village" or "the village" asks for one."""
        for hit in self.reading.hits.under("anaphora", sentence.first, sentence.end):
            if hit.key in {"anaphora.there", "anaphora.place"} and self.reading.has(
                "anaphora.village", hit.first, hit.last + 2
            ):
                told = (draft.spots for draft in reversed(self.drafts[-TOLD_BACK:]))
                return next((list(spots) for spots in told if spots and specific(spots[0]) < _DISTRICT), [])
        return []

    def _continued(self, sentence: Sentence) -> None:
        """A sentence in which nothing happens may still say who says so, or that there were no losses."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.sentence.end > sentence.span.start:
            return
        if not any(t.status in ASIDE for t in sentence.found) and not self._of_earlier(last, sentence):
            last.count(_told_by(last, next(iter(sentence.voices), NOBODY), sentence.tolls))
        self._refined(last, sentence)
        self._when_and_where(last, sentence)
        for voice in sentence.voices:
            if voice.denies:
                self._denied(last, voice, sentence)
            elif not voice.silent:
                self._told_on(last, voice, sentence)

    @staticmethod
    def _of_earlier(last: Draft, sentence: Sentence) -> bool:
        """Return whether the days of a sentence lie before the incident: "another was killed there in 2021"."""
        window = last.window
        return window is not None and any(day.end < window.start - A_DAY for day in sentence.windows)

    def _told_on(self, last: Draft, voice: Voice, sentence: Sentence) -> None:
        """Let a speaker who tells no incident of his own have told those before, or how far they came."""
        if self._measured(sentence, replace(last, voice=voice, triggers=[last.main], spots=[])):
            return
        if self._speaks_back(voice, sentence) and self._speaks_for_all(voice, sentence):
            for draft in self.drafts[-ATTRIBUTED_BACK:]:
                self._attribute(draft, voice)

    def _nobody_hurt(self, sentence: Sentence) -> None:
        """Let a sentence without a place that denies all losses say so of every incident told before.

        Of one side's only, but where it says "in both villages".
        """
        if not sentence.tolls or any(toll.count != 0 for toll in sentence.tolls) or not self.drafts:
            return
        every = self.reading.has("casualties.every", sentence.first, sentence.end)
        if not every and any(not self.context.refusal(spot) for spot in sentence.spots):
            return
        last = self.drafts[-1]
        for draft in self.drafts[-ATTRIBUTED_BACK:]:
            if not draft.figures.keys() & HARM and (every or not self._opposed(draft.voice, last.voice)):
                draft.count(sentence.tolls)

    @staticmethod
    def _opposed(one: Voice, other: Voice) -> bool:
        """Return whether two speak for the two sides: a village head and his ministry do not."""
        return one.sided and other.sided and one.side != other.side

    def _when_and_where(self, last: Draft, sentence: Sentence) -> None:
        """Take the day and the place of "The incident happened on Friday near X"."""
        if sentence.windows and not last.dated and any(t.type == "generic" for t in sentence.found):
            last.window, last.dated = united(sentence.windows), True
            last.rules.append("coreference:its-day")
        place = self._place_told(sentence) or (None if last.spots else self._from_village(sentence))
        if place is not None and not last.spots:
            last.spots = [place]
            last.rules.append("coreference:its-place")
        elif place is not None and self._coarse(last.spots) and not self._coarse([place]):
            self._nearer(last, [place])

    def _speaks_back(self, voice: Voice, sentence: Sentence) -> bool:
        """Return whether a speaker may be whoever told what was told before.

        Who judges it, a third party, and who saw only his own part, a villager or a doctor, did not.
        """
        if self.reading.has("attribution.judge", voice.at, voice.at_end):
            return False
        if attribution.side_of(self.reading, *voice.speaker) == attribution.OTHER:
            return False  # a third party calls for calm
        if self.reading.has("attribution.earlier", max(voice.at - EARLIER_REACH, sentence.first), voice.at_end):
            return False  # "Baku had earlier said" something else
        told = bool(sentence.happened) and self._ends(voice, sentence)
        return told or not self.reading.has("attribution.witness", *voice.speaker)

    def _speaks_for_all(self, voice: Voice, sentence: Sentence) -> bool:
        """Return whether a speaker tells what was told before, not a villager something of his own."""
        if any(sign in sentence.span.of(self.reading.text) for sign in '«“"'):
            return False
        if any(t.negated and t.type not in {"casualty", "shelling", "clash"} for t in sentence.found):
            return False
        named = voice.speaker[0] < voice.speaker[1] and self.reading.has("attribution.speaker", *voice.speaker)
        full = sum(word.capital for word in self.reading.words[slice(*voice.speaker)]) >= NAME_WORDS
        return named or (full and self._ends(voice, sentence)) or voice.side != attribution.OTHER

    def _ends(self, voice: Voice, sentence: Sentence) -> bool:
        """Return whether a speaker and his verb end a sentence: "..., wrote Aram Galoyan" closes a statement."""
        first, end = min(voice.speaker[0], voice.at), max(voice.speaker[1], voice.at_end)
        return first > sentence.first and self.reading.toll(first - 1, first) > 0 and end >= sentence.end - 1

    def _denied(self, last: Draft, voice: Voice, sentence: Sentence) -> None:
        """Add a denial ("Baku called the report false"): its own claim about the incident before, once a side."""
        if not last.voice.claimant and self.reading.has("attribution.rumour", *last.words):
            last.refuted = True
            return
        if any(d.denies and d.group == last.group and d.voice.side == voice.side for d in self.drafts):
            return
        words = (voice.at, voice.at_end) if voice.at >= 0 else (sentence.first, sentence.first + 1)
        trigger = replace(last.main, type=kind_of(last), first=words[0], end=words[1], pattern="denial", negated=True)
        draft = Draft([trigger], sentence.span, last.spots, window=last.window, voice=voice, denies=True)
        draft.words, draft.inherited = (sentence.first, sentence.end), True
        draft.rules.append("coreference:denied")
        self._append(draft, last.group)

    def _measured(self, sentence: Sentence, draft: Draft) -> bool:
        """Add what somebody else says of how far they came ("the governor said 100 to 300 meters"): his own claim."""
        last = next((d for d in reversed(self.drafts) if d.spots and not self.context.vague(d)), None)
        if last is None or self.drafts[-1].group != last.group or "ground" not in {family(last), family(draft)}:
            return False
        if not draft.voice.claimant or draft.voice.claimant == last.voice.claimant or draft.denies:
            return False
        placed = [s for s in sentence.spots if s.locative.anchors and not self.context.refusal(s)]
        length = None if placed or family(last) != family(draft) else self._length(sentence)
        if length is None:
            return False
        into = next((s.locative.into_country for s in sentence.spots if s.locative.into_country), None)
        spot = _at_depth(last.spots[0], length, into or self._entered)
        words = (draft.voice.at, draft.voice.at_end) if draft.main.first < sentence.first else draft.main.words
        trigger = replace(last.main, first=words[0], end=words[1])
        claim = Draft([trigger], sentence.span, [spot], window=last.window, voice=draft.voice, inherited=True)
        claim.words, claim.dated = (sentence.first, sentence.end), last.dated
        claim.rules.append("coreference:own-distance")
        self._append(claim, last.group)
        return True

    def _length(self, sentence: Sentence) -> Distance | None:
        """The one length a sentence gives, should it give one."""
        found = distances.find(sentence.span.of(self.reading.text), self.reading.lang)
        lengths = [d for d in found if d.kind in {"distance", "depth"}]
        if len(lengths) != 1:
            return None
        start = sentence.span.start
        return replace(lengths[0], span=Span(start + lengths[0].span.start, start + lengths[0].span.end))

    def _place_told(self, sentence: Sentence) -> Spot | None:
        """The place of "The incident happened near X", or coordinates given for what was told before."""
        happened = any(t.type == "generic" for t in sentence.found)
        tellers = [v.speaker for v in sentence.voices]
        told = []
        for spot in sentence.spots:
            if any(first <= spot.first < end for first, end in tellers):
                continue
            exact = spot.locative.relation == "coordinates"
            if (happened or exact) and not spot.locative.origin and not self.context.refusal(spot):
                told.append(spot)
        return min(told, key=specific, default=None)

    def _from_village(self, sentence: Sentence) -> Spot | None:
        """Where "It happened 3 km from the village" says: from the village of those hurt, or named last."""
        known = (self._place or self._office_place)[-1:]
        if not known or sentence.spots or not self.context.points_back(sentence):
            return None
        if not any(t.type == "generic" for t in sentence.found):
            return None
        locative, length = replace(known[0].locative, origin=False), self._length(sentence)
        if length is not None:
            locative = Locative("distance", length.span, length.text, anchors=locative.anchors, distance=length)
        return replace(known[0], locative=locative)

    def _refined(self, last: Draft, sentence: Sentence) -> None:
        """Take a nearer place that the next sentence gives for what a district or the border only located."""
        rivals = roles.rivals(self.reading, sentence.first, sentence.end)
        found = [s for s in sentence.spots if s.locative.relation in OFFSETS and not s.locative.origin]
        if (
            last.spots
            and self._coarse(last.spots)
            and len(found) == 1
            and not rivals
            and not self.context.refusal(found[0])
        ):
            last.spots = [found[0], *last.spots]
            last.rules.append("coreference:nearer")

    @staticmethod
    def _attribute(draft: Draft, voice: Voice) -> None:
        """Let the next sentence say whose statement it was ("The ministry spread this information")."""
        unnamed = not draft.voice.claimant and voice.side in {draft.voice.side, attribution.OTHER}
        if voice.claimant and (draft.voice is NOBODY or unnamed):
            side = draft.voice.side if unnamed and draft.voice.side != attribution.NONE else voice.side
            draft.voice = replace(voice, side=side, denies=False)
            draft.rules.append("attribution:next-sentence")

    def _told_before(self, draft: Draft) -> Draft | None:
        """Return the earlier draft that tells the same incident: same names, same family, days that meet."""
        own = names(draft)
        if not own:
            return self._same_crossing(draft)
        for known in reversed(self.drafts[-TOLD_BACK:]):
            same_day = known.window is None or draft.window is None or meet(known.window, draft.window)
            elsewhere = known.sentence != draft.sentence
            if elsewhere and alike(draft, known) and same_day and akin(known, draft):
                return None if self._one_more(draft) else known
        if self._confirms(draft):
            return self.drafts[-1]
        return self._same_crossing(draft) if self.context.vague(draft) else None

    def _confirms(self, draft: Draft) -> bool:
        """Return whether "Baku confirmed that a soldier had gone missing" tells the incident before it again."""
        last = self.drafts[-1] if self.drafts else None
        voice = draft.voice
        if last is None or voice.at < 0 or not self.reading.has("attribution.confirm", voice.at, voice.at_end):
            return False
        return family(last) == family(draft) and self._coarse(draft.spots) and not self._conflict(last, draft)

    def _one_more(self, draft: Draft) -> bool:
        """Return whether "an hour later" or "another" opens what a draft tells: it happened besides."""
        last = max(t.first for t in draft.triggers)
        return any(
            not self.reading.has("anaphora.reproach", hit.last + 1, hit.last + REPROACH_REACH)
            for hit in self.reading.hits.within("anaphora.another", draft.words[0], last)
        ) and not self._others_tell(self.drafts[-1], draft)

    def _same_crossing(self, draft: Draft) -> Draft | None:
        """The earlier draft that tells of the border crossed, where both name nothing smaller than the country."""
        for known in reversed(self.drafts[-TOLD_BACK:]):
            ground = family(known) == family(draft) == "ground"
            if ground and draft.spots and known.spots and self.context.vague(known) and self.context.vague(draft):
                days = known.window is None or draft.window is None or meet(known.window, draft.window)
                return known if days else None
        return None

    def _merge(self, sentence: Sentence, known: Draft, more: Draft) -> None:
        if reproach(known) and not reproach(more) and more.spots:
            self._superseded(known, more)
            return
        known.later += more.triggers[: max(LATER_MAX - len(known.later), 0)]
        known.origins += [o for o in more.origins if o not in known.origins]
        if more.window is not None and (known.window is None or not known.dated):
            known.window, known.dated = more.window, more.dated
        known.count(_told_by(known, more.voice, more.tolls))
        all_of_it = not self._adds_only_figures(more) or self._ends(more.voice, sentence)
        if self._speaks_back(more.voice, sentence) and all_of_it:
            for told in self.drafts[-ATTRIBUTED_BACK:]:
                if told.sentence == known.sentence:
                    self._attribute(told, more.voice)
        if rank(more) < rank(known) and not more.inherited and not reproach(more):
            known.spots = more.spots
        known.rules.append("coreference:told-on")

    def _superseded(self, known: Draft, more: Draft) -> None:
        """Put what somebody did in the place of "a provocation" told before it."""
        more.voice = known.voice if more.voice is NOBODY else more.voice
        if not more.dated:
            more.window, more.dated = known.window, known.dated
        more.tolls = [*known.tolls, *more.tolls]
        more.group = known.group
        more.rules.append("coreference:told-on")
        self.drafts[self.drafts.index(known)] = more

    def _adds_only_figures(self, more: Draft) -> bool:
        """Return whether a third party adds only who was hurt to what the report told in its own voice."""
        official = self.reading.has("attribution.ministry", *more.voice.speaker)
        return more.voice.side == attribution.OTHER and not official and kind_of(more) == "casualty" and not names(more)

    def _of_meeting(self, sentence: Sentence) -> bool:
        rivals = roles.rivals(self.reading, sentence.first, sentence.end)
        return any(reason != roles.STATIC for reason, _, _ in rivals)


def _told_by(known: Draft, voice: Voice, tolls: Sequence[Toll]) -> list[Toll]:
    """The figures of a sentence for an incident told before: another speaker's own are no other persons."""
    if NOBODY in {voice, known.voice} or (voice.claimant, voice.side) == (known.voice.claimant, known.voice.side):
        return list(tolls)
    return [replace(toll, told="again") if toll.told in {"", "more"} else toll for toll in tolls]


def _at_depth(spot: Spot, length: Distance, into: str | None) -> Spot:
    """The place told before with another's distance into the country."""
    known = spot.locative
    measured = Locative("depth_into", length.span, length.text, distance=replace(length, kind="depth"), also=(known,))
    if known.relation == "depth_into":
        measured = replace(measured, anchors=known.anchors, also=known.also)
    rules = (*known.rules, "coreference:own-distance")
    return replace(spot, locative=replace(measured, into_country=into or known.into_country, rules=rules))
