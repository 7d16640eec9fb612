"""What happened, by a report's own words: incident statements with their place, day, figures and who says so.

One sentence is read at a time. Words that say something happened (:mod:`~geomap.text.triggers`) draw the nearest
places and days to themselves; meetings, offices and hospitals draw places away (:mod:`~geomap.text.roles`).
What stands in the next sentences without a place of its own is added to the incident before it, or becomes a second
claim about it where another side speaks. What looked like an incident and is none is kept with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from geomap.model import DateWindow, Event, EventType, Locative, Mention, Span, Unresolved
from geomap.text import actors, attribution, casualties, languages, roles, triggers
from geomap.text.attribution import NOBODY, Voice
from geomap.text.reading import Reading
from geomap.text.triggers import ARMED, Trigger

__all__ = ["Findings", "find"]

# Ours, in words and tolls (see geomap.text.reading): beyond this a place is not drawn to what happened.
FARTHEST_LINK = 45.0
BARE_NAME_LINK = 10.0  # a name without a place word ("shelled Chinari") must stand beside it
AFTER_VERB = 5.0  # more for a place after the verb where verbs end the clause (Armenian, Azerbaijani)
HISTORY_AFTER = timedelta(days=366)  # the contract: what happened more than twelve months ago is not an incident
LONGEST_SPAN = timedelta(days=3)  # two days told of one event are one window up to here
SPEECH_REACH = 7  # words between "said" and "on Tuesday", all in one clause
SPEECH_FIRST = 0.5  # at like distance the day is that of the statement
DAY_BEFORE_PLACE = 6.0  # more for a day that stands on the unusual side of its place
COARSE = frozenset({"within_admin", "border_section", "toward", "along", "between", "none"})
AREAS = frozenset({"district", "province", "region"})
OFFSETS = frozenset({"coordinates", "direction_distance", "distance"})
OTHER_CLAUSE = 15.0  # more for a place before "and" and the verb, where verbs stand in the middle (English, Russian)
CAUSES = frozenset({"landmine", "drone", "shelling", "clash", "incursion", "capture", "blockade", "withdrawal"})
ATTRIBUTED_BACK = 4  # incidents told before "The ministry spread this information"
FROM_THERE = frozenset({"incursion", "withdrawal", "buildup", "construction", "blockade", "capture"})  # not fire
LIST_SIGNS = 3  # characters between two names of a list
THERE_REACH = 8  # words between what happened and "there"
NEAREST_TRIGGERS = 8  # to either side of a place that are weighed
UNDATED_DAYS = 1  # an undated event lies between the day before publication and publication

_SPECIFIC = (
    "coordinates", "direction_distance", "distance", "orthogonal", "depth_into", "between", "at", "near", "toward",
    "opposite", "along", "border_section", "direction", "within_admin", "none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Findings:
    """The events of one report, and what looked like one or like its place and was left out, with the reason."""

    events: tuple[Event, ...]
    dropped: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place expression of a sentence by its words [first, end)."""

    locative: Locative
    first: int
    end: int
    bare: bool = False

    @property
    def words(self) -> tuple[int, int]:
        return self.first, self.end


@dataclass(slots=True, eq=False)
class _Draft:
    """An event while it is put together."""

    triggers: list[Trigger]
    sentence: Span
    spots: list[_Spot] = field(default_factory=list)
    origins: list[_Spot] = field(default_factory=list)
    window: DateWindow | None = None
    voice: Voice = NOBODY
    denies: bool = False
    figures: dict[str, int] = field(default_factory=dict)
    group: int = -1
    rules: list[str] = field(default_factory=list)
    dated: bool = False  # by its own sentence
    said_on: DateWindow | None = None  # the day of the statement
    words: tuple[int, int] = (0, 0)
    inherited: bool = False
    later: list[Trigger] = field(default_factory=list)  # what the next sentences say of it
    doubtful: bool = False  # counts only should a place be found for it

    @property
    def main(self) -> Trigger:
        return self.triggers[0]


def find(
    text: str,
    lang: str,
    *,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    locatives: Sequence[Locative],
    dates: Sequence[DateWindow],
    published: date | None,
) -> Findings:
    """Return the incident statements of a report, in text order, and what was dropped and why."""
    return _Finder(text, lang, sentences, mentions, locatives, dates, published).findings()


class _Finder:
    """One report on its way from words to events."""

    def __init__(
        self,
        text: str,
        lang: str,
        sentences: Sequence[Span],
        mentions: Sequence[Mention],
        locatives: Sequence[Locative],
        dates: Sequence[DateWindow],
        published: date | None,
    ) -> None:
        self.reading = Reading(text, lang, sentences, [x.span for x in locatives], [x.span for x in dates])
        self.published = published
        self.dates = sorted(dates, key=lambda w: w.span)
        self.mentions = sorted(mentions, key=lambda m: m.span)
        self.spots = self._spots(locatives)
        self.blocked = [self.reading.words_of(x.span) for x in (*self.mentions, *self.dates)]
        self.captions = roles.captions(text)
        self.head_end = roles.dateline_end(text, self.mentions)
        self.home = str(languages.load(lang).table("actors").get("home", ""))
        self.side = self._dateline_side() or self.home
        everything = (0, len(self.reading.words))
        self.named = any(self.reading.has(key, *everything) for key in self.reading.hits.keys("actors.sides"))
        self.foreign = not self.named and self.reading.has("roles.elsewhere", *everything)
        self.drafts: list[_Draft] = []
        self.dropped: list[Unresolved] = []
        self.groups = 0
        self.days = _before(published)  # of the incident told last
        self.mishap = False  # an accident has been told, no incident yet
        self.office_place: list[_Spot] = []  # the village whose mayor speaks
        self.speaking = NOBODY  # whose words the sentences before were
        self.last_sentence = -1
        self.last_place: list[_Spot] = []  # what "there" and "the village" mean

    def findings(self) -> Findings:
        """Read all sentences, then settle days, groups and wording."""
        cursor = _Cursors(self)
        for index, (span, first, end) in enumerate(self.reading.sentences):
            if first < end:
                self._sentence(span, first, end, cursor, index)
        return Findings(tuple(self._events()), tuple(self.dropped))

    def _events(self) -> Iterator[Event]:
        """The drafts as events; an undated one lies in the days of the one before it."""
        before: _Draft | None = None
        window: DateWindow | None = None
        for draft in filter(self._counts, self.drafts):
            event = self._event(draft, before, window)
            before, window = draft, draft.window if draft.dated else window
            if event is not None:
                yield event

    # -- what a sentence holds --------------------------------------------------------------------------------------

    def _spots(self, locatives: Sequence[Locative]) -> list[_Spot]:
        found = [_Spot(x, *self.reading.words_of(x.span)) for x in locatives]
        covered = sorted((s.locative.span for s in found), key=lambda s: s.start)
        reach, at, bare = -1, 0, []
        for mention in self.mentions:
            while at < len(covered) and covered[at].start <= mention.span.start:
                reach = max(reach, covered[at].end)
                at += 1
            if mention.span.start >= reach:
                bare.append(mention)
        found += [self._bare(names) for names in self._lists(bare)]
        return sorted(found, key=lambda s: (s.first, s.end))

    def _lists(self, bare: Sequence[Mention]) -> Iterator[list[Mention]]:
        """Names without a place word, those of one list together: "Vorotan, Shurnukh and Bardzravan"."""
        names: list[Mention] = []
        for mention in bare:
            if names and not self._listed(names[-1], mention):
                yield names
                names = []
            names.append(mention)
        if names:
            yield names

    def _listed(self, one: Mention, other: Mention) -> bool:
        (_, end), (start, _) = self.reading.words_of(one.span), self.reading.words_of(other.span)
        if start == end:
            return "," in self.reading.between(end - 1, start)[:LIST_SIGNS]
        return start == end + 1 and self.reading.has("clauses.coordination", end, start)

    def _bare(self, names: Sequence[Mention]) -> _Spot:
        span = Span(names[0].span.start, names[-1].span.end)
        text = span.of(self.reading.text)
        locative = Locative("at", span, text, anchors=tuple(names), rules=("locative:bare-name",))
        return _Spot(locative, *self.reading.words_of(span), bare=True)

    def _dateline_side(self) -> str:
        first, end = self.reading.words_of(Span(0, self.head_end))
        side = attribution.side_of(self.reading, first, end) if self.head_end else ""
        return "" if side == attribution.OTHER else side

    def _drop(self, span: Span, reason: str, kind: str) -> None:
        self.dropped.append(Unresolved(span, span.of(self.reading.text), reason, kind))

    def _sentence(self, span: Span, first: int, end: int, cursor: _Cursors, index: int) -> None:
        spots, windows, blocked = cursor.spots(end), cursor.dates(span.end), cursor.blocked(first, end)
        if any(start <= span.start and span.end <= stop + 1 for start, stop in self.captions):
            self._drop(span, "the caption of a picture", "event")
            return
        found = triggers.find(self.reading, first, end, blocked, hostile=bool(self.drafts), mishap=self.mishap)
        self.mishap = self.mishap or any(t.status == triggers.ACCIDENT for t in found)
        said_of = [t.words for t in found if t.type != "generic"]
        named = [s.words for s in spots]
        voices = attribution.voices(self.reading, first, end, self.side, self.speaking, said_of, named)
        live = [t for t in found if not t.status]
        for trigger in found:
            if trigger.status and trigger.type != "generic":
                self._drop(self.reading.span_of(*trigger.words), trigger.status, "event")
        if self.foreign or self._elsewhere(first, end):
            self._drop(span, "another country's conflict", "event")
            return
        happened = self._not_merely_negated(live, voices) or self._likewise(found, first, end)
        places, origins = self._places(spots, happened, first, end, voices)
        sentence = _Sentence(span, first, end, happened, voices, windows, blocked, found, spots, index)
        drafts = self._drafted(sentence, places, origins)
        self._settle(sentence, drafts)
        self._remember(sentence, spots)

    def _remember(self, sentence: _Sentence, spots: Sequence[_Spot]) -> None:
        """Keep who spoke and which place was named last, for the sentences to come."""
        self.speaking = sentence.voices[-1] if sentence.voices else self.speaking
        own = [d.spots for d in self.drafts[-1:] if d.sentence == sentence.span and d.spots]
        named = [[s] for s in spots if not self._refusal(s)] if not self._of_meeting(sentence) else []
        offices = [s for s in spots if self._refusal(s) in {roles.OFFICE, roles.RESIDENT}]
        self.office_place = offices[-1:] or self.office_place
        self.mishap = self.mishap and not self.drafts
        if own or named:
            self.last_place = own[0] if own else named[0]
            self.last_sentence = sentence.index

    def _of_meeting(self, sentence: _Sentence) -> bool:
        rivals = roles.rivals(self.reading, sentence.first, sentence.end)
        return any(reason != roles.STATIC for reason, _, _ in rivals)

    def _not_merely_negated(self, live: Sequence[Trigger], voices: Sequence[Voice]) -> list[Trigger]:
        """Keep what happened and what a side denies; quiet ("no shots were heard") is dropped."""
        kept = []
        for trigger in live:
            voice = _voice_of(trigger.first, voices)
            if voice.silent and not voice.denies:
                self._drop(self.reading.span_of(*trigger.words), "it is not said", "event")
                continue
            if (
                not trigger.negated
                or voice.denies
                or (voice.side not in {attribution.OTHER, attribution.NONE} and trigger.type in ARMED)
            ):
                kept.append(trigger)
            else:
                self._drop(self.reading.span_of(*trigger.words), "it is said not to have happened", "event")
        return kept

    def _elsewhere(self, first: int, end: int) -> bool:
        """Return whether a sentence speaks of a country far from the border and of neither side."""
        sides = any(self.reading.has(key, first, end) for key in self.reading.hits.keys("actors.sides"))
        return not sides and self.reading.has("roles.elsewhere", first, end)

    def _likewise(self, found: Sequence[Trigger], first: int, end: int) -> list[Trigger]:
        """ "The situation is similar at X": the incident before happened there too."""
        if not self.drafts or not self.reading.has("anaphora.similar", first, end):
            return []
        kind = _type(self.drafts[-1])
        return [replace(t, type=kind, strong=True, status="") for t in found if t.type == "generic"][:1]

    # -- places to what happened ------------------------------------------------------------------------------------

    def _places(
        self, spots: Sequence[_Spot], happened: Sequence[Trigger], first: int, end: int, voices: Sequence[Voice]
    ) -> tuple[list[tuple[_Spot, Trigger]], list[tuple[_Spot, Trigger]]]:
        rivals = roles.rivals(self.reading, first, end)
        places, origins = [], []
        for spot in spots:
            reason = self._refusal(spot)
            if not reason and any(v.speaker[0] <= spot.first < v.speaker[1] for v in voices):
                reason = "belongs to whoever speaks"
            trigger = None if reason else self._nearest(spot, happened, spots)
            if trigger is None:
                reason = reason or "nothing is said to have happened there"
            elif rival := self._rival(spot, trigger, rivals):
                reason = rival
            if reason or trigger is None:
                self._drop(spot.locative.span, reason, "locative")
            elif spot.locative.origin or self._is_origin(spot, trigger, spots):
                origins.append((spot, trigger))
            elif any(_ids(spot) <= _ids(known) for known, _ in places):
                self._drop(spot.locative.span, "named again", "locative")
            else:
                places.append((spot, trigger))
        return places, origins

    def _refusal(self, spot: _Spot) -> str:
        if spot.bare and roles.person(self.reading, spot.first, spot.end):
            return "the name of a person"
        if spot.locative.span.start < self.head_end:
            return "the dateline"
        return roles.refusal(self.reading, spot.locative, spot.first, spot.end)

    def _cost(self, spot: _Spot, words: tuple[int, int]) -> float:
        gap = self.reading.gap(spot.words, words)
        if self.reading.settings.get("verb_final"):
            return gap + (AFTER_VERB if spot.first >= words[1] else 0.0)
        own_clause = spot.end > words[0] or not self.reading.has("clauses.coordination", spot.end, words[0])
        return gap + (0.0 if own_clause else OTHER_CLAUSE)

    def _weakness(self, trigger: Trigger) -> float:
        """What a trigger gives way by, in words: weak ones, people hurt (to the cause), participles (to the verb)."""
        minor = trigger.type in {"casualty", "construction", "other"}
        presumed = 6.0 if triggers.participle(self.reading, trigger) else 0.0
        dates = 10.0 if self._dates_only(trigger) else 0.0
        return (0.0 if trigger.strong else 2.0) + (1.0 if minor else 0.0) + presumed + dates

    def _nearest(self, spot: _Spot, happened: Sequence[Trigger], spots: Sequence[_Spot]) -> Trigger | None:
        near = _around(happened, spot.first)
        if not near:
            return None
        best = min(near, key=lambda t: (self._cost(spot, t.words) + self._weakness(t), t.first))
        cost = self._cost(spot, best.words)
        if spot.bare:
            cost -= self._beside(spot, best.words, spots)
        return best if cost <= (BARE_NAME_LINK if spot.bare else FARTHEST_LINK) else None

    def _beside(self, spot: _Spot, words: tuple[int, int], spots: Sequence[_Spot]) -> float:
        """What lies between a bare name and what happened only to describe the place: other place expressions."""
        low, high = min(spot.end, words[1]), max(spot.first, words[0])
        inside = [s for s in spots if s is not spot and low <= s.first and s.end <= high]
        return sum(s.end - s.first + self.reading.toll(s.first - 1, min(s.end, high)) for s in inside)

    def _rival(self, spot: _Spot, trigger: Trigger, rivals: Sequence[tuple[str, int, int]]) -> str:
        own = self._cost(spot, trigger.words)
        late = bool(self.reading.settings.get("verb_final"))
        near = [
            (self._cost(spot, (start, stop)), reason)
            for reason, start, stop in _around_runs(rivals, spot.first)
            if reason != roles.STATIC or (spot.end <= start if late else spot.first >= start)
        ]
        cost, reason = min(near, default=(own, ""))
        return reason if cost < own else ""

    def _is_origin(self, spot: _Spot, trigger: Trigger, spots: Sequence[_Spot]) -> bool:
        """ "Guns in A fired at B": the place of the troops before an act of fire, with its target named after it."""
        if trigger.type != "shelling" or spot.end > trigger.first or self.reading.settings.get("verb_final"):
            return False
        if self.reading.has("roles.passive", max(trigger.first - 2, 0), trigger.end):
            return False
        targets = [s for s in spots if s.first >= trigger.end and not s.locative.origin and not self._refusal(s)]
        return bool(targets) and roles.follows_forces(self.reading, spot.first)

    # -- drafts of one sentence -------------------------------------------------------------------------------------

    def _drafted(
        self,
        sentence: _Sentence,
        places: Sequence[tuple[_Spot, Trigger]],
        origins: Sequence[tuple[_Spot, Trigger]],
    ) -> list[_Draft]:
        drafts: list[_Draft] = []
        for trigger in sentence.happened:
            own = sorted((spot for spot, t in places if t is trigger), key=lambda s: s.first)
            for spots in self._parted(own, sentence):
                drafts.append(_Draft([trigger], sentence.span, list(spots), words=(sentence.first, sentence.end)))
        if drafts:
            self._join_others(sentence, drafts)
        elif sentence.happened:
            drafts = [
                _Draft(
                    sorted(sentence.happened, key=lambda t: (self._weakness(t), t.first)),
                    sentence.span,
                    words=(sentence.first, sentence.end),
                )
            ]
        for spot, trigger in origins:
            draft = min(drafts, key=lambda d: min(self.reading.gap(spot.words, t.words) for t in d.triggers))
            draft.origins.append(spot)
        for draft in drafts:
            if self._vague(draft) and draft.origins and draft.main.type in FROM_THERE:
                draft.spots += [replace(s, locative=replace(s.locative, origin=False)) for s in draft.origins]
                draft.rules.append("place:where-from")
            elif draft.spots and self._vague(draft) and (home := self._home_of(draft, sentence)):
                draft.spots.append(home)
                draft.rules.append("place:of-those-hurt")
        return self._detailed(sentence, drafts)

    def _home_of(self, draft: _Draft, sentence: _Sentence) -> _Spot | None:
        """Where those hurt on the border come from: it happened near there ("two men of X and Y ... on the contact line")."""
        if draft.main.type not in {"landmine", "casualty", "capture"}:
            return None
        found = [s for s in sentence.spots if s.locative.origin or self._refusal(s) == roles.RESIDENT]
        if not found:
            return None
        return replace(found[0], locative=replace(found[0].locative, relation="near", origin=False))

    def _parted(self, spots: Sequence[_Spot], sentence: _Sentence) -> Iterator[list[_Spot]]:
        """Part the places of one trigger into incidents: those joined by "and" or with days of their own."""
        part: list[_Spot] = []
        for spot in spots:
            if part and self._other_incident(part[-1], spot, sentence):
                yield part
                part = []
            part.append(spot)
        if part:
            yield part

    def _other_incident(self, one: _Spot, other: _Spot, sentence: _Sentence) -> bool:
        between = (one.end, other.first)
        days = [self.reading.words_of(w.span)[0] for w in sentence.windows]
        dated = len(days) > 1 and any(between[0] <= day < between[1] for day in days)
        happened = any(between[0] <= t.first < between[1] for t in sentence.found)
        joined = any(self.reading.has(f"clauses.{key}", *between) for key in ("coordination", "apart"))
        sources = [s.first for s in sentence.spots if s.locative.origin]
        paired = any(at < one.first for at in sources) and any(one.end <= at < other.first for at in sources)
        return (dated and not happened) or joined or paired

    def _join_others(self, sentence: _Sentence, drafts: Sequence[_Draft]) -> None:
        linked = {id(t) for d in drafts for t in d.triggers}
        for trigger in sentence.happened:
            if id(trigger) not in linked:
                nearest = min(drafts, key=lambda d: self.reading.gap(trigger.words, d.main.words))
                nearest.triggers.append(trigger)

    def _detailed(self, sentence: _Sentence, drafts: list[_Draft]) -> list[_Draft]:
        """Give each draft its voice, its day and its figures."""
        for draft in drafts:
            draft.voice = self._voice(draft, sentence)
            draft.denies = draft.voice.denies or all(t.negated for t in draft.triggers)
        self._counted(sentence, drafts)
        return self._dated(sentence, drafts)

    def _voice(self, draft: _Draft, sentence: _Sentence) -> Voice:
        """Whoever speaks in its part of the sentence; else who spoke before and is still meant ("its posts were ...")."""
        own = _voice_of(draft.main.first, sentence.voices)
        if own is not NOBODY or sentence.voices:
            return own
        if any(self.reading.has(f"actors.{key}", sentence.first, sentence.end) for key in ("our", "enemy")):
            draft.rules.append("attribution:our")
            return Voice("", self.home or attribution.OTHER, sentence.first, sentence.end, -1, -1)
        again = self.reading.has("anaphora.again", sentence.first, sentence.end)
        goes_on = self.head_end or again or self._points_back(sentence)
        if self.speaking is not NOBODY and goes_on:
            draft.rules.append("attribution:goes-on")
            return replace(self.speaking, at=-1, at_end=-1, denies=False)
        return NOBODY

    def _dated(self, sentence: _Sentence, drafts: Sequence[_Draft]) -> list[_Draft]:
        """Give each draft the days that stand nearest to it; days of a statement are the statement's."""
        speech = [(v.at, v.at_end) for v in sentence.voices if v.at >= 0]
        said_on: DateWindow | None = None
        chosen: dict[int, list[DateWindow]] = {}
        for window in sentence.windows:
            run = self.reading.words_of(window.span)
            if self.reading.has("casualties.age", run[0], run[1] + 2):
                continue  # "born in 1988"
            costs = [
                (self._day_cost(run, draft, alone=sum(d.main is draft.main for d in drafts) == 1), 1, number)
                for number, draft in enumerate(drafts)
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

    def _occurrences(self, windows: Sequence[DateWindow]) -> list[DateWindow]:
        """One window for all days of a draft, or several: "on Monday and again on Tuesday" happened twice."""
        parts = [[windows[0]]]
        for one, other in zip(windows, windows[1:], strict=False):
            between = self.reading.words_of(one.span)[1], self.reading.words_of(other.span)[0]
            if self.reading.has("anaphora.repeated", *between) and not _meet(one, other):
                parts.append([])
            parts[-1].append(other)
        return [_united(part) for part in parts]

    @staticmethod
    def _again(draft: _Draft, window: DateWindow) -> _Draft:
        rules = [*draft.rules, "coreference:again"]
        return replace(draft, window=window, figures={}, rules=rules, triggers=list(draft.triggers))

    def _day_cost(self, run: tuple[int, int], draft: _Draft, *, alone: bool) -> float:
        late = bool(self.reading.settings.get("verb_final"))
        by_deed = min(self.reading.gap(run, t.words) for t in draft.triggers)
        by_place = [
            self.reading.gap(run, s.words) + (DAY_BEFORE_PLACE if (run[0] < s.first) != late else 0.0)
            for s in draft.spots
        ]
        return min([by_deed, *by_place] if alone else by_place or [by_deed])

    def _counted(self, sentence: _Sentence, drafts: Sequence[_Draft]) -> None:
        if not drafts:
            return
        blocked = [run for run in sentence.blocked if run not in {s.words for d in drafts for s in d.spots}]
        for toll in casualties.find(self.reading, sentence.first, sentence.end, blocked):
            if toll.count is None:
                continue
            run = (toll.first, toll.end)
            draft = min(drafts, key=lambda d: min(self.reading.gap(run, t.words) for t in d.triggers))
            draft.figures.setdefault(toll.kind, toll.count)

    # -- from sentence to sentence ----------------------------------------------------------------------------------

    def _settle(self, sentence: _Sentence, drafts: Sequence[_Draft]) -> None:
        """Add a sentence's drafts to the report's: as new incidents, as more about one, as another's claim."""
        if not drafts:
            self._continued(sentence)
            return
        for draft in drafts:
            known = None if "coreference:again" in draft.rules else self._told_before(draft)
            if draft.spots and self._vague(draft) and self._there_by(draft):
                draft.spots += self.drafts[-1].spots if self.drafts else []
            if self._says_less(draft):
                draft.spots = []
            if known is not None and (
                self._others_tell(known, draft) or draft.denies != known.denies or not _names(draft)
            ):
                draft.window = draft.window or known.window
                known.window = known.window or draft.window
                self._append(draft, known.group)
            elif known is not None:
                self._merge(known, draft)
            elif draft.spots:
                self._append(draft, self._absorbed(draft))
            else:
                self._placeless(sentence, draft)

    def _append(self, draft: _Draft, group: int | None = None) -> None:
        if group is None:
            group = self.groups
            self.groups += 1
        draft.group = group
        self.drafts.append(draft)
        self.days = draft.window if draft.dated else self.days

    def _says_less(self, draft: _Draft) -> bool:
        """Return whether a draft only names the country again of an incident just told with its place."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not draft.spots or not self._vague(draft) or self._vague(last):
            return False
        return not self._conflict(last, draft)

    def _absorbed(self, draft: _Draft) -> int | None:
        """Take in what the sentence before told without a place: "Fighting broke out on Friday. ... near X"."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not self._vague(last) or self._vague(draft) or _family(last) != _family(draft):
            return None
        opposed = self._others_tell(last, draft) and attribution.OTHER not in {last.voice.side, draft.voice.side}
        if opposed or self._conflict(last, draft):
            return None
        self.drafts.pop()
        draft.window, draft.dated = (draft.window, True) if draft.dated else (last.window, last.dated)
        for kind, count in last.figures.items():
            draft.figures.setdefault(kind, count)
        if draft.voice is NOBODY:
            draft.voice = last.voice
        draft.rules.append("coreference:placed-next")
        return last.group

    def _conflict(self, known: _Draft, more: _Draft) -> bool:
        """Return whether the days of two drafts cannot be one; an undated one is of the days told before it."""
        first, other = known.window or self.days, more.window
        if first is None or other is None:
            return False
        return not _meet(first, other) or abs((first.start - other.start).days) > 1

    def _placeless(self, sentence: _Sentence, draft: _Draft) -> None:
        if self.reading.has("history.cumulative", sentence.first, sentence.end):
            self._drop(draft.sentence, "a count over a long time", "event")
            return
        if all(self._dates_only(t) or self._ended(t) for t in draft.triggers):
            self._drop(draft.sentence, "only says when something else was", "event")
            for kind, count in draft.figures.items() if self.drafts else ():
                self.drafts[-1].figures.setdefault(kind, count)
            return
        last = self.drafts[-1] if self.drafts else None
        here = self._here(sentence, draft) or self._home_hit(sentence, draft)
        if here:
            draft.spots, draft.inherited = here, True
            draft.rules.append("coreference:there")
            self._append(draft)
        elif last is not None and self._about(sentence, draft, last):
            if self._others_tell(last, draft) or draft.denies != last.denies:
                draft.spots, draft.origins, draft.inherited = last.spots, [], True
                draft.window = draft.window or last.window
                draft.rules.append("coreference:same-incident")
                self._append(draft, last.group)
            else:
                self._merge(last, draft)
        elif place := self._meant(sentence, draft):
            draft.spots, draft.inherited = place, True
            draft.rules.append("coreference:there")
            self._append(draft)
        elif any(t.strong for t in draft.triggers) and not draft.denies:
            draft.doubtful = not self._of_the_sides(sentence)
            self._append(draft)
        else:
            self._drop(draft.sentence, "no place and no incident before it that it could speak of", "event")

    def _ended(self, trigger: Trigger) -> bool:
        """Return whether the words only say that it stopped: "Fighting ended in the evening"."""
        return self.reading.has("negation.stop", trigger.end, trigger.end + 2)

    def _dates_only(self, trigger: Trigger) -> bool:
        """Return whether a trigger only dates something else: "before the attack", "նոյեմբերյան բախումներից հետո"."""
        late = bool(self.reading.settings.get("verb_final"))
        low, high = (trigger.end, trigger.end + 1) if late else (trigger.first - 2, trigger.first)
        return self.reading.has("roles.temporal", low, high)

    def _about(self, sentence: _Sentence, draft: _Draft, last: _Draft) -> bool:
        """Return whether a sentence without a place of its own goes on about the incident before it."""
        if self._wide_place(sentence):
            return False
        return not self._conflict(last, draft)

    def _wide_place(self, sentence: _Sentence) -> bool:
        """Return whether the sentence puts what happened into a country or region too wide to place it in."""
        return any(self.reading.has("roles.wide", *s.words) for s in sentence.spots)

    def _here(self, sentence: _Sentence, draft: _Draft) -> list[_Spot]:
        """The place named earlier in the sentence that "there" points back to ("visited X, where ... there")."""
        for hit in self.reading.hits.within("anaphora.there", sentence.first, sentence.end):
            named = [s for s in sentence.spots if s.end <= hit.first and not self._refusal(s)]
            if named and abs(hit.first - draft.main.first) <= THERE_REACH:
                return named[-1:]
        return []

    def _of_the_sides(self, sentence: _Sentence) -> bool:
        """Return whether troops act in a sentence of a report that names the sides: else it needs a place to count."""
        armed = any(
            self.reading.has(f"actors.{key}", sentence.first, sentence.end) for key in ("forces", "enemy", "our")
        )
        return armed and self.named

    def _others_tell(self, known: _Draft, more: _Draft) -> bool:
        """Return whether two drafts are told by different people, as far as the words tell.

        What the report tells in its own voice is not what the side says that is blamed for it.
        """
        sides = {known.voice.side, more.voice.side}
        if known.voice is NOBODY and more.voice.side not in {attribution.NONE, attribution.OTHER}:
            return actors.deed(self.reading, known.main, *known.words).initiator_side == more.voice.side
        return len(sides) == 2 and attribution.NONE not in sides

    def _vague(self, draft: _Draft) -> bool:
        """Return whether a draft has no place, or only a country's border or land."""
        return all(roles.wide(self.reading, s.locative) for s in draft.spots)

    def _points_back(self, sentence: _Sentence) -> bool:
        """Return whether "the village" stands alone, without a name beside it."""
        named = {i for s in sentence.spots for i in range(s.first - 2, s.end + 2)}
        named |= {i for i in range(sentence.first + 1, sentence.end) if self.reading.words[i].capital}
        hits = self.reading.hits.within("anaphora.place", sentence.first, sentence.end)
        return any({hit.first - 1, hit.first, hit.last, hit.last + 1}.isdisjoint(named) for hit in hits)

    def _there_by(self, draft: _Draft) -> bool:
        """Return whether "there" stands close to what happened."""
        first, end = draft.main.first - THERE_REACH, draft.main.end + THERE_REACH
        return self.reading.has("anaphora.there", max(first, draft.words[0]), min(end, draft.words[1]))

    def _home_hit(self, sentence: _Sentence, draft: _Draft) -> list[_Spot]:
        """The village of those who were shot at, where no other place is said ("a resident of X was hit by a bullet")."""
        last = self.drafts[-1] if self.drafts else None
        if last is not None or _family(draft) != "fire" or self._wide_place(sentence):
            return []
        return [s for s in sentence.spots if self._refusal(s) == roles.RESIDENT][-1:]

    def _meant(self, sentence: _Sentence, draft: _Draft) -> list[_Spot]:
        """The place of the sentences before: where the words point back to it, or nothing else has been told yet."""
        if self.drafts and self.drafts[-1].spots and self._there_by(draft):
            return list(self.drafts[-1].spots)
        if self._wide_place(sentence):
            return []
        if not self.last_place:
            return list(self.office_place) if self._points_back(sentence) else []
        points = self.reading.has("anaphora.there", sentence.first, sentence.end) or self._points_back(sentence)
        first_told = (
            not self.drafts and draft.main.strong and not draft.denies and self.last_sentence == sentence.index - 1
        )
        return list(self.last_place) if points or first_told else []

    def _continued(self, sentence: _Sentence) -> None:
        """A sentence in which nothing happens may still say who says so, or that there were no losses."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.sentence.end > sentence.span.start:
            return
        for toll in casualties.find(self.reading, sentence.first, sentence.end, sentence.blocked):
            if toll.count is not None and not any(t.status == "history" for t in sentence.found):
                last.figures.setdefault(toll.kind, toll.count)
        self._refined(last, sentence)
        if sentence.windows and not last.dated and any(t.type == "generic" for t in sentence.found):
            last.window, last.dated = _united(sentence.windows), True
            last.rules.append("coreference:its-day")
        if not last.spots and (place := self._place_told(sentence)):
            last.spots = [place]
            last.rules.append("coreference:its-place")
        voice = next((v for v in sentence.voices if not v.silent or v.denies), None)
        if voice is not None and voice.denies:
            self._denied(last, voice, sentence)
        elif voice is not None and self._speaks_for_all(voice, sentence):
            for draft in self.drafts[-ATTRIBUTED_BACK:]:
                self._attribute(draft, voice)

    def _speaks_for_all(self, voice: Voice, sentence: _Sentence) -> bool:
        """Return whether a speaker tells what was told before, not a villager something of his own."""
        if any(sign in sentence.span.of(self.reading.text) for sign in '«“"'):
            return False
        if any(t.negated and t.type not in {"casualty", "shelling", "clash"} for t in sentence.found):
            return False
        if attribution.side_of(self.reading, *voice.speaker) == attribution.OTHER:
            return False  # a third party calls for calm
        named = voice.speaker[0] < voice.speaker[1] and self.reading.has("attribution.speaker", *voice.speaker)
        return (named or voice.side != attribution.OTHER) and not self.reading.has("roles.resident", *voice.speaker)

    def _denied(self, last: _Draft, voice: Voice, sentence: _Sentence) -> None:
        """ "Baku called the report false": its own claim about the incident before."""
        words = (voice.at, voice.at_end) if voice.at >= 0 else (sentence.first, sentence.first + 1)
        trigger = replace(last.main, type=_type(last), first=words[0], end=words[1], pattern="denial", negated=True)
        draft = _Draft([trigger], sentence.span, last.spots, window=last.window, voice=voice, denies=True)
        draft.words, draft.inherited = (sentence.first, sentence.end), True
        draft.rules.append("coreference:denied")
        self._append(draft, last.group)

    def _place_told(self, sentence: _Sentence) -> _Spot | None:
        """The place of "The incident happened near X", or coordinates given for what was told before."""
        happened = any(t.type == "generic" for t in sentence.found)
        for spot in sentence.spots:
            exact = spot.locative.relation == "coordinates"
            if (happened or exact) and not spot.locative.origin and not self._refusal(spot):
                return spot
        return None

    def _refined(self, last: _Draft, sentence: _Sentence) -> None:
        """Take a nearer place that the next sentence gives for what a district or the border only located."""
        rivals = roles.rivals(self.reading, sentence.first, sentence.end)
        coarse = all(
            s.locative.relation in COARSE or any(m.kind_hint in AREAS for m in s.locative.anchors) for s in last.spots
        )
        found = [s for s in sentence.spots if s.locative.relation in OFFSETS and not s.locative.origin]
        if last.spots and coarse and len(found) == 1 and not rivals and not self._refusal(found[0]):
            last.spots = [found[0], *last.spots]
            last.rules.append("coreference:nearer")

    @staticmethod
    def _attribute(draft: _Draft, voice: Voice) -> None:
        """Let the next sentence say whose statement it was ("The ministry spread this information")."""
        unnamed = not draft.voice.claimant and voice.side in {draft.voice.side, attribution.OTHER}
        if voice.claimant and (draft.voice is NOBODY or unnamed):
            side = draft.voice.side if unnamed else voice.side
            draft.voice = replace(voice, side=side, denies=False)
            draft.rules.append("attribution:next-sentence")

    def _told_before(self, draft: _Draft) -> _Draft | None:
        """Return the earlier draft that tells the same incident: same names, same family, days that meet."""
        names = _names(draft)
        if not names:
            return self._same_crossing(draft)
        for known in reversed(self.drafts[-6:]):
            same_day = known.window is None or draft.window is None or _meet(known.window, draft.window)
            elsewhere = known.sentence != draft.sentence
            if elsewhere and names & _names(known) and same_day and _family(known) == _family(draft):
                return known
        return None

    def _same_crossing(self, draft: _Draft) -> _Draft | None:
        """The earlier draft that tells of the border crossed, where both name nothing smaller than the country."""
        for known in reversed(self.drafts[-6:]):
            ground = _family(known) == _family(draft) == "ground"
            if ground and draft.spots and known.spots and self._vague(known) and self._vague(draft):
                days = known.window is None or draft.window is None or _meet(known.window, draft.window)
                return known if days else None
        return None

    def _merge(self, known: _Draft, more: _Draft) -> None:
        known.later += more.triggers
        known.origins += [o for o in more.origins if o not in known.origins]
        if more.window is not None and (known.window is None or not known.dated):
            known.window, known.dated = more.window, more.dated
        for kind, count in more.figures.items():
            known.figures.setdefault(kind, count)
        self._attribute(known, more.voice)
        if _rank(more) < _rank(known) and not more.inherited:
            known.spots = more.spots
        known.rules.append("coreference:told-on")

    # -- the event --------------------------------------------------------------------------------------------------

    def _counts(self, draft: _Draft) -> bool:
        if draft.doubtful and not draft.spots:
            self._drop(draft.sentence, "no place, and nobody armed of either side", "event")
            return False
        return True

    def _event(self, draft: _Draft, before: _Draft | None, days_before: DateWindow | None) -> Event | None:
        window, rule = self._window(draft, days_before)
        kind = self._kind(draft, before)
        if window is not None and self.published is not None and window.end < self.published - HISTORY_AFTER:
            self._drop(draft.sentence, "history: more than twelve months before publication", "event")
            return None
        deed = actors.deed(self.reading, draft.main, *draft.words)
        places = sorted(draft.spots, key=_specific)
        voice = draft.voice
        return Event(
            type=kind,
            quote=draft.sentence,
            trigger=self.reading.span_of(*draft.main.words),
            locatives=tuple(s.locative for s in places),
            origins=tuple(s.locative for s in draft.origins),
            when=window,
            initiator=deed.initiator,
            initiator_side=deed.initiator_side,
            target=deed.target,
            claimant=voice.claimant,
            claimant_side=voice.side,
            hedged=voice is not NOBODY,
            stance="denies" if draft.denies else "asserts",
            killed=draft.figures.get("killed"),
            wounded=draft.figures.get("wounded"),
            captured=draft.figures.get("captured"),
            into_country=next((s.locative.into_country for s in places if s.locative.into_country), None),
            sub_type=self._weapon(draft),
            group=draft.group,
            rules=tuple(dict.fromkeys([f"event:{kind}:{draft.main.pattern}", *draft.rules, rule])),
        )

    def _kind(self, draft: _Draft, before: _Draft | None) -> EventType:
        """The type; people hurt without a word on how, after a mine and with nobody armed about, were hurt by one."""
        kind = _type(draft)
        armed = any(self.reading.has(f"actors.{key}", *draft.words) for key in ("enemy", "our"))
        return (
            "landmine"
            if kind == "casualty" and before is not None and before.main.type == "landmine" and not armed
            else kind
        )

    def _window(self, draft: _Draft, earlier: DateWindow | None) -> tuple[DateWindow | None, str]:
        if draft.window is not None:
            return draft.window, draft.window.rule
        if earlier is not None:
            return earlier, "date:of-the-incident-before"
        last = draft.said_on.end if draft.said_on is not None else self.published
        if last is None:
            return None, "date:none"
        rule = "date:of-the-statement" if draft.said_on is not None else "date:published"
        return DateWindow(last - timedelta(days=UNDATED_DAYS), last, "", Span(0, 0), rule), rule

    def _weapon(self, draft: _Draft) -> str:
        for key in self.reading.hits.keys("weapons"):
            if self.reading.has(key, *draft.words):
                return key.rpartition(".")[2]
        return ""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence with what was found in it."""

    span: Span
    first: int
    end: int
    happened: Sequence[Trigger]
    voices: Sequence[Voice]
    windows: Sequence[DateWindow]
    blocked: Sequence[tuple[int, int]]
    found: Sequence[Trigger]
    spots: Sequence[_Spot]
    index: int


class _Cursors:
    """Hands out, sentence by sentence, the findings that lie in it: each is visited once."""

    def __init__(self, finder: _Finder) -> None:
        self._finder = finder
        self._spot = self._date = self._block = 0
        self._blocks = sorted(finder.blocked)

    def spots(self, end: int) -> list[_Spot]:
        start, spots = self._spot, self._finder.spots
        while self._spot < len(spots) and spots[self._spot].first < end:
            self._spot += 1
        return spots[start : self._spot]

    def dates(self, end: int) -> list[DateWindow]:
        start, dates = self._date, self._finder.dates
        while self._date < len(dates) and dates[self._date].span.start < end:
            self._date += 1
        return dates[start : self._date]

    def blocked(self, first: int, end: int) -> list[tuple[int, int]]:
        start = self._block
        while self._block < len(self._blocks) and self._blocks[self._block][0] < end:
            self._block += 1
        return [run for run in self._blocks[start : self._block] if run[1] > first]


def _around(happened: Sequence[Trigger], at: int) -> Sequence[Trigger]:
    low = sum(1 for t in happened if t.first < at) if len(happened) <= 64 else _bisect(happened, at)
    return happened[max(low - NEAREST_TRIGGERS, 0) : low + NEAREST_TRIGGERS]


def _bisect(happened: Sequence[Trigger], at: int) -> int:
    low, high = 0, len(happened)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if happened[middle].first < at else (low, middle)
    return low


def _around_runs(runs: Sequence[tuple[str, int, int]], at: int) -> Iterable[tuple[str, int, int]]:
    return runs[:64] if len(runs) <= 64 else [run for run in runs[:256] if abs(run[1] - at) < 60]


def _voice_of(at: int, voices: Sequence[Voice]) -> Voice:
    return next((v for v in voices if v.first <= at < v.end), NOBODY)


def _united(windows: Sequence[DateWindow]) -> DateWindow:
    """One window for days that belong together, the first being the nearest to what happened.

    Of days years apart the later count ("born in 1988 ... on Friday").
    """
    latest = max(w.end for w in windows)
    first, *others = [w for w in windows if latest - w.end < HISTORY_AFTER]
    for other in others:
        start, end = min(first.start, other.start), max(first.end, other.end)
        if end - start <= LONGEST_SPAN:
            first = replace(first, start=start, end=end)
    return first


def _before(published: date | None) -> DateWindow | None:
    if published is None:
        return None
    return DateWindow(published - timedelta(days=UNDATED_DAYS), published, "", Span(0, 0), "date:published")


def _meet(one: DateWindow, other: DateWindow) -> bool:
    return one.start <= other.end and other.start <= one.end


def _rank(draft: _Draft) -> int:
    """How exactly a draft is placed: the smaller the better."""
    return min((_specific(s) for s in draft.spots), default=len(_SPECIFIC))


def _specific(spot: _Spot) -> int:
    """How exactly one expression places something; a province named alone only narrows."""
    area = bool(spot.locative.anchors) and all(m.kind_hint in AREAS for m in spot.locative.anchors)
    wide = area and spot.locative.relation in {"at", "near"}
    return _SPECIFIC.index("within_admin" if wide else spot.locative.relation)


def _names(draft: _Draft) -> frozenset[str]:
    return frozenset(name for spot in draft.spots for name in _ids(spot))


def _ids(spot: _Spot) -> frozenset[str]:
    """What a place expression's names may mean; the name itself where nothing is known."""
    return frozenset(
        place or m.text.casefold() for m in spot.locative.anchors for place in (m.place_ids or ("",))
    ) or frozenset((spot.locative.text,))


_FAMILIES: dict[str, str] = dict.fromkeys(("shelling", "clash", "casualty", "drone"), "fire") | dict.fromkeys(
    ("incursion", "capture", "withdrawal"), "ground"
)


def _family(draft: _Draft) -> str:
    kind = _type(draft)
    return _FAMILIES.get(kind, kind)


def _type(draft: _Draft) -> EventType:
    """The main trigger's type; a cause goes before what it did to people, and fire before mere surroundings."""
    main = draft.main
    if main.type == "incursion" and any(
        t.strong and t.type == "capture" and t.end - t.first == 1 for t in draft.triggers
    ):
        return "capture"
    if not main.strong:
        main = next((t for t in draft.triggers if t.strong and t.type in CAUSES), main)
    if main.type in {"casualty", "other", "construction", "buildup", "generic"}:
        found = _cause(draft.triggers, main) or (_cause(draft.later, main) if main.type == "casualty" else None)
        main = found or main
    return "other" if main.type == "generic" else main.type  # type: ignore[return-value]


def _cause(found: Sequence[Trigger], main: Trigger) -> Trigger | None:
    for kind in ("landmine", "drone", "shelling", "clash"):
        for trigger in found:
            if trigger.type == kind and (trigger.strong or main.type == "casualty"):
                return trigger
    return None
