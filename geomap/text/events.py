"""What happened, by a report's own words: incident statements with their place, day, figures and who says so.

One sentence is read at a time. Words that say something happened (:mod:`~geomap.text.triggers`) draw the nearest
places and days to themselves (:mod:`~geomap.text.linking`); meetings, offices and hospitals draw places away
(:mod:`~geomap.text.roles`). What stands in the next sentences without a place of its own is added to the incident
before it, or becomes a second claim about it where another side speaks (:mod:`~geomap.text.coreference`). What looked
like an incident and is none is kept with the reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from geomap.model import DateWindow, Event, EventType, Locative, Mention, Span, Unresolved
from geomap.text import actors, attribution, casualties, evidence, languages, linking, roles, triggers
from geomap.text import dates as calendar
from geomap.text.attribution import NOBODY, Voice
from geomap.text.coreference import Story
from geomap.text.drafts import FRONT, HISTORY_AFTER, Beyond, Context, Draft, Sentence, Spot, kind_of, specific, voice_of
from geomap.text.reading import Reading
from geomap.text.tolls import PRESUMED
from geomap.text.triggers import ARMED, Trigger

__all__ = ["Findings", "beyond", "find"]

ARMED_WORDS = (
    "weapons.", "actors.forces", "actors.enemy", "actors.our", "attribution.ministry", "casualties.captured",
    "casualties.shot", "event.shelling.strong", "event.clash.strong", "event.incursion.strong", "event.capture.strong",
    "event.landmine.strong",
)  # fmt: skip
HEAD_WORDS = 8  # of a date line's place and day
WEEK = timedelta(days=7)
LONG_AGO = timedelta(days=200)
RECORD_REACH = 12  # words between "the heaviest" and "since 2016"
NOTHING_KNOWN = Beyond()
UNDATED_DAYS = 1  # an undated event lies between the day before publication and publication


@dataclass(frozen=True, slots=True)
class Findings:
    """The events of one report, and what looked like one or like its place and was left out, with the reason."""

    events: tuple[Event, ...]
    dropped: tuple[Unresolved, ...]


def find(
    text: str,
    lang: str,
    *,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    locatives: Sequence[Locative],
    dates: Sequence[DateWindow],
    published: date | None,
    beyond: Beyond = NOTHING_KNOWN,
    linker: type[linking.Linker] = linking.Linker,
) -> Findings:
    """Return the incident statements of a report, in text order, and what was dropped and why.

    `beyond` is what is known beyond the text (:func:`beyond`), `linker` what links its places.
    """
    return _Finder(text, lang, sentences, mentions, locatives, dates, published, beyond, linker).findings()


def _armed(key: str) -> bool:
    """Return whether words of a class speak of troops or weapons; a drone may be a farmer's."""
    return key.startswith(ARMED_WORDS) and key != "weapons.drone"


def beyond(
    title: str,
    lang: str,
    mentions: Sequence[Mention],
    traits: Callable[[Mention], frozenset[str]],
    provinces: Callable[[Mention], frozenset[str]],
) -> Beyond:
    """Read a title with the names in it; `traits` tells what the places are that bear a name, `provinces` where."""
    hits = Reading(title, lang, [Span(0, len(title))], [m.span for m in mentions], []).hits
    named = frozenset(place for m in mentions for place in m.place_ids)
    return Beyond(frozenset(hits.found), named, cache(traits), cache(provinces))  # asked of a place again and again


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
        beyond: Beyond,
        linker: type[linking.Linker],
    ) -> None:
        places, days, names = ([x.span for x in found] for found in (locatives, dates, mentions))
        self.reading = Reading(text, lang, sentences, places, days, names)
        self.published = published
        self.dropped: list[Unresolved] = []
        self.captions = roles.captions(text)
        self.quotations = roles.quotations(text)
        mentions = sorted(mentions, key=lambda m: m.span)
        self.context = self._context(text, lang, mentions, locatives, beyond)
        head = calendar.heading(text, lang)
        self.heading = head.span if head else Span(0, 0)  # the date line's or byline's own day
        dates = [w for w in dates if not (w.span.overlaps(self.heading) or self._only_compared(w))]
        self.side = self._dateline_side() or self.context.home
        everything = (0, len(self.reading.words))
        self.foreign = not self.context.named and roles.abroad(self.reading, *everything)
        self.cursors = _Cursors(self.reading, linking.spots(self.reading, mentions, locatives), mentions, dates)
        self.linker = linker(self.context)
        self.story = Story(self.context, _before(published))
        self.mishap = False  # an accident has been told, no incident yet
        self.course = ""  # why nothing told so far counts, while no incident has been: an exercise, smugglers held
        self.causes: dict[int, set[str]] = {}  # sentences that only tell of an accident: first word, the sides that do
        self.recalling = False  # an anniversary or a life has been told, no incident yet

    def _context(
        self, text: str, lang: str, mentions: Sequence[Mention], locatives: Sequence[Locative], beyond: Beyond
    ) -> Context:
        everything = (0, len(self.reading.words))
        return Context(
            self.reading,
            head_end=roles.dateline_end(text, mentions),
            home=str(languages.load(lang).table("actors").get("home", "")),
            named=bool(self.reading.hits.under("actors.sides", *everything)),
            armed=any(map(_armed, (*self.reading.hits.found, *beyond.title_keys))),
            drop=self._drop,
            beyond=beyond,
            inland=self._inland(locatives, beyond),
        )

    def _inland(self, locatives: Sequence[Locative], beyond: Beyond) -> bool:
        """Return whether a report is of another front: it names places by that, else countries and capitals only."""
        named = [place for place in locatives if not (place.anchors and roles.wide(self.reading, place))]
        anchors = [mention for place in named for mention in place.anchors]
        return bool(anchors) and all(p.anchors for p in named) and all(FRONT in beyond.traits(m) for m in anchors)

    def _only_compared(self, window: DateWindow) -> bool:
        """Return whether something is only compared with days long ago: "its heaviest loss since 2016"."""
        if self.published is None or window.start > self.published - LONG_AGO:
            return False
        first, end = self.reading.words_of(window.span)
        hits = self.reading.hits.within("history.record", max(first - RECORD_REACH, 0), end + RECORD_REACH)
        return any(not self._parted(*sorted((hit.first, first))) for hit in hits)

    def _parted(self, low: int, high: int) -> bool:
        """Return whether a mark stands between two words."""
        return any(self.reading.between(at - 1, at).strip() for at in range(low + 1, high + 1))

    def _dateline_side(self) -> str:
        line = self.reading.text.rfind("\n", 0, self.heading.start) + 1
        first, end = self.reading.words_of(Span(line, max(self.context.head_end, self.heading.start)))
        side = attribution.side_of(self.reading, first, end) if first < end <= first + HEAD_WORDS else ""
        return "" if side == attribution.OTHER else side

    def _drop(self, span: Span, reason: str, kind: str) -> None:
        self.dropped.append(Unresolved(span, span.of(self.reading.text), reason, kind))

    def findings(self) -> Findings:
        """Read all sentences, then settle days and wording."""
        for index, (span, first, end) in enumerate(self.reading.sentences):
            if first < end:
                self._sentence(span, first, end, index)
        self.linker.unclaimed.give_beside(self.story.drafts)
        told = () if self._nothing() else tuple(self._events())
        placed = {place.span for event in told for place in event.locatives}
        return Findings(told, tuple(u for u in self.dropped if u.kind != "locative" or u.span not in placed))

    def _nothing(self) -> bool:
        """Return whether what was found is dropped, since all that the report says speaks against any incident."""
        against = self.linker.speaks_against(self.story.drafts)
        for draft in self.story.drafts if against else ():
            self._drop(draft.sentence, evidence.AGAINST, "event")
        return against

    # -- a sentence -------------------------------------------------------------------------------------------------

    def _sentence(self, span: Span, first: int, end: int, index: int) -> None:
        spots, windows, blocked = self.cursors.take(span, first, end)
        if span.covers(self.heading):
            first = max(first, self.reading.words_of(self.heading)[1])  # a date line tells nothing
        if any(start <= span.start and span.end <= stop + 1 for start, stop in self.captions):
            self._drop(span, "the caption of a picture", "event")
            return
        own = bool(windows) or any(not self.context.refusal(s) for s in spots)
        found = self._found(first, end, blocked, windows, own)
        course = self._course(found, first, end)
        if self.foreign or self._elsewhere(first, end, spots):
            self._drop(span, "another country's conflict", "event")
            return
        said_of, named = [t.words for t in found if t.type != "generic"], [s.words for s in spots]
        voices = attribution.voices(self.reading, first, end, self.side, self.story.speaking, said_of, named)
        if not own and self._of_accident(first, end):
            self.causes[first] = {voice.side for voice in voices if voice.sided}
        live = [t for t in found if not t.status and not self._into_third(t, spots)]
        happened = self._not_merely_negated(live, voices) or self._likewise(found, first, end)
        quoted = self._quoted(span)
        tolls = casualties.find(self.reading, first, end, blocked)
        sentence = Sentence(
            span, first, end, happened, voices, windows, blocked, found, spots, index, tolls, quoted, course
        )
        if self._opens_paragraph(index) and not quoted:
            self.story.carried = NOBODY
        known = len(self.story.drafts)
        self.story.settle(sentence, self.linker.link(sentence, self.story.carried, told=bool(self.story.drafts)))
        for draft in self.story.drafts[known:]:
            self.linker.unclaimed.give_own(draft, index)
        self.story.remember(sentence)
        self.mishap = self.mishap and not self.story.drafts
        self.course = "" if self.story.drafts else self.course

    def _found(
        self, first: int, end: int, blocked: Sequence[tuple[int, int]], windows: Sequence[DateWindow], own: bool
    ) -> list[Trigger]:
        """Return what a sentence says happened; `own` is whether it names a day or a place of its own."""
        told = bool(self.story.drafts)
        self.recalling |= not told and self.reading.has("history.tribute", first, end)
        recalled = self.recalling and not any(map(self._of_this_week, windows))
        dated = any(draft.dated for draft in self.story.drafts[-1:])
        days = [self.reading.words_of(window.span)[0] for window in windows]
        course = self.course if not own or self._goes_by_itself(first, end) else ""
        report = triggers.Report(told, self.mishap, course, recalled, dated, days)
        found = triggers.find(self.reading, first, end, blocked, report)
        self.mishap |= any(t.status in triggers.NO_FIGHT for t in found) or self._weather(told, found, first, end)
        for trigger in found:
            if trigger.status and trigger.type != "generic":
                self._drop(self.reading.span_of(*trigger.words), trigger.status, "event")
        return found

    def _goes_by_itself(self, first: int, end: int) -> bool:
        """Return whether what counts for nothing goes on though a place is named: whoever was held, what was heard."""
        fought = any(self.reading.has(f"event.{kind}.strong", first, end) for kind in ARMED)
        held = self.course == triggers.POLICE and not fought
        return held or self.reading.has("accident.heard", first, end)

    def _course(self, found: Sequence[Trigger], first: int, end: int) -> str:
        """Return what a sentence itself tells before any incident that the next may go on about, and keep it for them.

        Smuggling told of in passing does not end what runs already.
        """
        if self.story.drafts:
            return ""
        said = next((t.status for t in found if t.status in triggers.COURSES), "")
        smuggling = triggers.POLICE if self.reading.has("accident.law", first, end) else ""
        self.course = said or self.course or smuggling
        return said or smuggling

    def _of_accident(self, first: int, end: int) -> bool:
        """Return whether a sentence speaks of an accident, an illness or a suicide, and of nobody's fire."""
        accident = any(self.reading.has(f"accident.{key}", first, end) for key in ("words", "own"))
        return accident and not self.reading.has("accident.armed", first, end)

    def _weather(self, told: bool, found: Sequence[Trigger], first: int, end: int) -> bool:
        """Return whether a sentence tells of snow or an accident before anything else happens in a report."""
        quiet = not told and not any(t.strong and not t.status for t in found)
        return (
            quiet
            and self.reading.has("accident.words", first, end)
            and not self.reading.has("actors.enemy", first, end)
        )

    def _of_this_week(self, window: DateWindow) -> bool:
        """Return whether days are news; a bare "July 14" of an anniversary is that of another year."""
        told = self.published is None or window.end >= self.published - WEEK
        return told and not window.rule.startswith("date:absolute")

    def _not_merely_negated(self, live: Sequence[Trigger], voices: Sequence[Voice]) -> list[Trigger]:
        """Keep what happened and what a side denies; quiet ("no shots were heard") is dropped."""
        kept = []
        for trigger in live:
            voice = voice_of(trigger.first, voices)
            if voice.silent and not voice.denies:
                self._drop(self.reading.span_of(*trigger.words), "it is not said", "event")
                continue
            if not trigger.negated or voice.denies or (voice.sided and trigger.type in ARMED):
                kept.append(trigger)
            else:
                self._drop(self.reading.span_of(*trigger.words), "it is said not to have happened", "event")
        return kept

    def _into_third(self, trigger: Trigger, spots: Sequence[Spot]) -> bool:
        """Return whether somebody entered a third country, or was held there: "crossed into Turkish territory"."""
        entered = (s for s in spots if self.context.refusal(s) == roles.THIRD)
        there = any(s.first <= trigger.end if trigger.type == "capture" else self._meets(trigger, s) for s in entered)
        if trigger.type not in {"incursion", "capture"} or not there:
            return False
        self._drop(self.reading.span_of(*trigger.words), roles.THIRD, "event")
        return True

    @staticmethod
    def _meets(trigger: Trigger, spot: Spot) -> bool:
        return spot.first <= trigger.end and trigger.first <= spot.end

    def _elsewhere(self, first: int, end: int, spots: Sequence[Spot]) -> bool:
        """Return whether a sentence speaks of a country far from the border, and of neither side or no place of theirs.

        "Israel shelled Lebanon, Armenian television said" names a side; all its places are abroad.
        """
        if not roles.abroad(self.reading, first, end):
            return False
        reasons = {self.context.refusal(s) for s in spots}
        if roles.ELSEWHERE in reasons and "" not in reasons:
            return True
        return not self.reading.hits.under("actors.sides", first, end)

    def _quoted(self, span: Span) -> bool:
        """Return whether a sentence begins inside a quotation that an earlier one opened."""
        at = bisect_left(self.quotations, span.start, key=lambda quotation: quotation.start)
        return at > 0 and self.quotations[at - 1].end > span.start

    def _opens_paragraph(self, index: int) -> bool:
        """Return whether a line end stands before a sentence: whoever spoke before speaks no more."""
        before, here = self.reading.sentences[index - 1][0], self.reading.sentences[index][0]
        return index == 0 or "\n" in self.reading.text[before.end : here.start]

    def _likewise(self, found: Sequence[Trigger], first: int, end: int) -> list[Trigger]:
        """Read "The situation is similar at X": the incident before happened there too."""
        if not self.story.drafts or not self.reading.has("anaphora.similar", first, end):
            return []
        kind = kind_of(self.story.drafts[-1])
        return [replace(t, type=kind, strong=True, status="") for t in found if t.type == "generic"][:1]

    # -- the events -------------------------------------------------------------------------------------------------

    def _events(self) -> Iterator[Event]:
        """The drafts as events; an undated one lies in the days of the one before it."""
        before: Draft | None = None
        window: DateWindow | None = None
        past: DateWindow | None = None  # of history told last, whose paragraph goes on about it
        past_told: Draft | None = None
        for draft in filter(self._counts, self.story.drafts):
            event = self._event(draft, before, past if self._goes_on(past_told, draft) else window)
            before = draft
            if event is not None:
                window = draft.window if draft.dated else window
                yield event
            elif draft.dated:
                past, past_told = draft.window, draft

    def _goes_on(self, past: Draft | None, draft: Draft) -> bool:
        """Return whether a paragraph that tells history goes on."""
        return past is not None and "\n" not in self.reading.text[past.sentence.end : draft.sentence.start]

    def _counts(self, draft: Draft) -> bool:
        bare = kind_of(draft) == "casualty" and not (draft.spots or draft.window or draft.figures)
        checks = (
            (draft.doubtful and not draft.spots, "no place, and nobody armed of either side"),
            (bare, "no place, no day, and nobody counted"),
            (draft.refuted, triggers.RUMOUR),
            (self._explained(draft), triggers.ACCIDENT),
            (self._accuses(draft), "an accusation in general terms"),
            (self._considers(draft), "what analysts make of it"),
        )
        reason = next((reason for holds, reason in checks if holds), "")
        if reason:
            self._drop(draft.sentence, reason, "event")
        return not reason

    def _explained(self, draft: Draft) -> bool:
        """Return whether people came to harm by nobody's weapon, and the next sentence tells of an accident.

        Not where the other side says so: then it is disputed.
        """
        sides = self.causes.get(draft.words[1])
        harmed = all(t.type == "casualty" for t in (*draft.triggers, *draft.later))
        armed = any(self.reading.has(key, *draft.words) for key in ("actors.enemy", "accident.armed"))
        return harmed and sides is not None and sides <= {draft.voice.side} and not armed

    def _accuses(self, draft: Draft) -> bool:
        """Return whether a side says what the other goes on doing, on no day and at no place but the border."""
        told = draft.dated or draft.figures or draft.denies or not self.context.vague(draft)
        return not told and draft.voice is not NOBODY and self.reading.has("irrealis.going_on", *draft.words)

    def _considers(self, draft: Draft) -> bool:
        """Return whether an analyst speaks, and of no day of this week."""
        told = draft.dated and draft.window is not None and self._of_this_week(draft.window)
        return not told and self.reading.has("attribution.analysts", *draft.words)

    def _event(self, draft: Draft, before: Draft | None, days_before: DateWindow | None) -> Event | None:
        window, rule = self._window(draft, days_before)
        kind = self._kind(draft, before)
        if window is not None and self._history(window):
            self._drop(draft.sentence, "history: more than twelve months before publication", "event")
            return None
        deed = actors.deed(self.reading, draft.main, *draft.words, draft.voice.speaker)
        places = sorted(draft.spots, key=specific)
        voice, figures = self.linker.speaker(draft), draft.figures
        how = f"event:{kind}:{draft.main.pattern}"
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
            killed=figures.get("killed"),
            wounded=figures.get("wounded"),
            captured=figures.get("captured"),
            into_country=next((s.locative.into_country for s in places if s.locative.into_country), None),
            sub_type=self._weapon(draft),
            group=draft.group,
            rules=tuple(dict.fromkeys([how, *draft.rules, *_presumed(draft, figures), rule])),
        )

    def _history(self, window: DateWindow) -> bool:
        """Return whether days lie more than twelve months back, or began there and go on: "since 1991"."""
        if self.published is None:
            return False
        oldest = self.published - HISTORY_AFTER
        return window.end < oldest or (window.start < oldest and window.end - window.start > HISTORY_AFTER)

    def _kind(self, draft: Draft, before: Draft | None) -> EventType:
        """The type; people hurt without a word on how, after a mine and with nobody armed about, were hurt by one."""
        kind = kind_of(draft)
        armed = any(self.reading.has(f"actors.{key}", *draft.words) for key in ("enemy", "our"))
        return (
            "landmine"
            if kind == "casualty" and before is not None and before.main.type == "landmine" and not armed
            else kind
        )

    def _window(self, draft: Draft, earlier: DateWindow | None) -> tuple[DateWindow | None, str]:
        if draft.window is not None:
            return draft.window, draft.window.rule
        if earlier is not None:
            return earlier, "date:of-the-incident-before"
        last = draft.said_on.end if draft.said_on is not None else self.published
        if last is None:
            return None, "date:none"
        rule = "date:of-the-statement" if draft.said_on is not None else "date:published"
        return DateWindow(last - timedelta(days=UNDATED_DAYS), last, "", Span(0, 0), rule), rule

    def _weapon(self, draft: Draft) -> str:
        for key in self.reading.hits.keys("weapons"):
            if self.reading.has(key, *draft.words):
                return key.rpartition(".")[2]
        return ""


class _Cursors:
    """Hands out, sentence by sentence, the findings that lie in it: each is visited once."""

    def __init__(
        self, reading: Reading, spots: Sequence[Spot], mentions: Sequence[Mention], dates: Sequence[DateWindow]
    ) -> None:
        self._dates = sorted(dates, key=lambda w: w.span)
        self._spots = spots
        spans = [*(m.span for m in mentions), *(w.span for w in dates)]
        self._blocks = sorted(reading.words_of(span) for span in spans)
        self._spot = self._date = self._block = 0

    def take(
        self, span: Span, first: int, end: int
    ) -> tuple[Sequence[Spot], Sequence[DateWindow], list[tuple[int, int]]]:
        """Return the places, days and names (as runs of words) of the next sentence."""
        spot, day, block = self._spot, self._date, self._block
        while self._spot < len(self._spots) and self._spots[self._spot].first < end:
            self._spot += 1
        while self._date < len(self._dates) and self._dates[self._date].span.start < span.end:
            self._date += 1
        while self._block < len(self._blocks) and self._blocks[self._block][0] < end:
            self._block += 1
        blocked = [run for run in self._blocks[block : self._block] if run[1] > first]
        return self._spots[spot : self._spot], self._dates[day : self._date], blocked


def _presumed(draft: Draft, figures: Mapping[str, int]) -> Iterator[str]:
    """Yield the rule of figures that no known word tells, where they count."""
    for kind, count in figures.items():
        told = {toll.told for toll in draft.tolls if toll.kind == kind and toll.count}
        if count and told == {PRESUMED}:
            yield f"{kind}:evidence"


def _before(published: date | None) -> DateWindow | None:
    if published is None:
        return None
    return DateWindow(published - timedelta(days=UNDATED_DAYS), published, "", Span(0, 0), "date:published")
