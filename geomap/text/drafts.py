"""Events while they are put together: a sentence's findings, a draft of what it tells, and how drafts compare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from geomap.model import DateWindow, EventType, Locative, Mention, Span
from geomap.text import roles
from geomap.text.attribution import NOBODY, Voice
from geomap.text.reading import Reading
from geomap.text.tolls import Toll, account
from geomap.text.triggers import Trigger

__all__ = [
    "AREAS", "FAR", "FRONT", "HISTORY_AFTER", "LONGEST_SPAN", "SPECIFIC", "Beyond", "Context", "Draft", "Sentence",
    "Spot", "akin", "alike", "family", "ids", "kind_of", "meet", "names", "rank", "reproach", "specific", "united",
    "voice_of",
]  # fmt: skip

HISTORY_AFTER = timedelta(days=366)  # the contract: what happened more than twelve months ago is not an incident
FAR = "far"  # the trait of a name that nothing near the border bears
FRONT = "of a line of contact"  # the trait of one of these that something near another front bears
TOLLS_MAX = 60  # figures told of one incident
LONGEST_SPAN = timedelta(days=3)  # two days told of one event are one window up to here
AREAS = frozenset({"district", "province", "region"})
CAUSES = frozenset({"landmine", "drone", "shelling", "clash", "incursion", "capture", "blockade", "withdrawal"})

SPECIFIC = (
    "coordinates", "direction_distance", "distance", "orthogonal", "depth_into", "between", "at", "near", "toward",
    "opposite", "along", "border_section", "direction", "within_admin", "none",
)  # fmt: skip


_OVER_HARM = ("landmine", "drone", "shelling", "clash")  # what may have hurt those of whom it is told
_OVER_WORKS = (*_OVER_HARM, "capture", "casualty")  # what befell those who dug or stood on guard
_FAMILIES: dict[str, str] = dict.fromkeys(("shelling", "clash", "casualty", "drone"), "fire") | dict.fromkeys(
    ("incursion", "capture", "withdrawal"), "ground"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place expression of a sentence by its words [first, end)."""

    locative: Locative
    first: int
    end: int
    bare: bool = False

    @property
    def words(self) -> tuple[int, int]:
        """Return the run of words, (first, end)."""
        return self.first, self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what was found in it."""

    span: Span
    first: int
    end: int
    happened: Sequence[Trigger]
    voices: Sequence[Voice]
    windows: Sequence[DateWindow]
    blocked: Sequence[tuple[int, int]]
    found: Sequence[Trigger]
    spots: Sequence[Spot]
    index: int
    tolls: Sequence[Toll] = ()
    quoted: bool = False  # it goes on with a quotation that an earlier one opened
    course: str = ""  # why it tells no incident, nor need the next ones: an exercise, smugglers held


@dataclass(slots=True, eq=False)
class Draft:
    """An event while it is put together."""

    triggers: list[Trigger]
    sentence: Span
    spots: list[Spot] = field(default_factory=list)
    origins: list[Spot] = field(default_factory=list)
    window: DateWindow | None = None
    voice: Voice = NOBODY
    denies: bool = False
    tolls: list[Toll] = field(default_factory=list)
    group: int = -1
    rules: list[str] = field(default_factory=list)
    dated: bool = False  # by its own sentence
    said_on: DateWindow | None = None  # the day of the statement
    words: tuple[int, int] = (0, 0)
    inherited: bool = False
    later: list[Trigger] = field(default_factory=list)  # what the next sentences say of it
    refuted: bool = False  # a rumour, which a later sentence denies
    doubtful: bool = False  # counts only should a place be found for it

    @property
    def main(self) -> Trigger:
        """Return the trigger that gives the type."""
        return self.triggers[0]

    def count(self, tolls: Sequence[Toll]) -> None:
        """Add what was told of persons, as far as one incident can have so much told.

        Of a rumour that is denied, that nobody was hurt takes the place of what it told.
        """
        if self.denies and tolls and all(toll.count == 0 for toll in tolls):
            self.tolls = [toll for toll in self.tolls if not toll.count]
        self.tolls += tolls[: max(TOLLS_MAX - len(self.tolls), 0)]

    @property
    def figures(self) -> dict[str, int]:
        """Return what the tolls told of it come to."""
        return account(self.tolls)


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is known beyond a report's text: its title's word classes and places, and which names lie far off."""

    title_keys: frozenset[str] = frozenset()
    title_places: frozenset[str] = frozenset()  # what the names in the title may mean
    traits: Callable[[Mention], Collection[str]] = lambda _: ()  # of the places that bear a name: FAR, FRONT, its kinds
    provinces: Callable[[Mention], frozenset[str]] = lambda _: frozenset()  # in which the places that bear a name lie


@dataclass(frozen=True, slots=True)
class Context:
    """One report as all its sentences see it."""

    reading: Reading
    head_end: int  # where the dateline ends
    home: str  # ISO3 of the side whose outlets write in this language
    named: bool  # one of the sides is named somewhere
    armed: bool  # troops, weapons or a ministry are named somewhere
    drop: Callable[[Span, str, str], None]  # keeps what was left out: where, why, what it is
    beyond: Beyond
    inland: bool = False  # it names no place but by another front, countries and capitals

    def refusal(self, spot: Spot) -> str:
        """Return why nothing can have happened at a place expression, or nothing."""
        called = any(mention.kind_hint for mention in spot.locative.anchors)  # Mount Gizilgaya
        if spot.bare and not called and roles.person(self.reading, spot.first, spot.end):
            return "the name of a person"
        if spot.locative.span.start < self.head_end:
            return "the dateline"
        return roles.refusal(self.reading, spot.locative, spot.first, spot.end)

    def vague(self, draft: Draft) -> bool:
        """Return whether a draft has no place, or only a country's border or land."""
        return all(roles.wide(self.reading, s.locative) for s in draft.spots)

    def dates_only(self, trigger: Trigger) -> bool:
        """Return whether a trigger only dates something else: "before the attack", "նոյեմբերյան բախումներից հետո"."""
        late = bool(self.reading.settings.get("verb_final"))
        low, high = (trigger.end, trigger.end + 1) if late else (trigger.first - 2, trigger.first)
        hits = self.reading.hits.within("anaphora.another", trigger.end, trigger.end + 2) if late else ()
        later = any(self.reading.toll(trigger.end - 1, hit.first) == 0 for hit in hits)  # "a day after it"
        return later or self.reading.has("roles.temporal", low, high)

    def points_back(self, sentence: Sentence) -> bool:
        """Return whether "the village" stands alone, without a name beside it."""
        named = {i for s in sentence.spots for i in range(s.first - 2, s.end + 2)}
        named |= {i for i in range(sentence.first + 1, sentence.end) if self.reading.words[i].capital}
        hits = self.reading.hits.within("anaphora.place", sentence.first, sentence.end)
        return any({hit.first - 1, hit.first, hit.last, hit.last + 1}.isdisjoint(named) for hit in hits)

    def names_areas(self, spot: Spot) -> bool:
        """Return whether an expression names nothing but areas, be it as towns are named: "in Syunik"."""
        return bool(spot.locative.anchors) and all(map(self._may_be_area, spot.locative.anchors))

    def _may_be_area(self, mention: Mention) -> bool:
        if mention.kind_hint:
            return mention.kind_hint in AREAS
        return any(not AREAS.isdisjoint(trait.split(" or ")) for trait in self.beyond.traits(mention))

    def is_far(self, spot: Spot) -> bool:
        """Return whether nothing that an expression names lies near the border."""
        return bool(spot.locative.anchors) and all(map(self._lies_far, spot.locative.anchors))

    def reaches_far(self, spot: Spot) -> bool:
        """Return whether anything that an expression names lies far from the border: "the Lachin to X road"."""
        return any(map(self._lies_far, spot.locative.anchors))

    def _lies_far(self, mention: Mention) -> bool:
        return FAR in self.beyond.traits(mention)

    def wide_place(self, sentence: Sentence) -> bool:
        """Return whether the sentence puts what happened into a country or region too wide to place it in."""
        tellers = [voice.speaker for voice in sentence.voices]
        return any(
            self.reading.has("roles.wide", *s.words) and not any(first <= s.first < end for first, end in tellers)
            for s in sentence.spots
        )


def voice_of(at: int, voices: Sequence[Voice]) -> Voice:
    """Return who speaks at a word, :data:`NOBODY` where nobody does."""
    return next((v for v in voices if v.first <= at < v.end), NOBODY)


def united(windows: Sequence[DateWindow]) -> DateWindow:
    """One window for days that belong together, the first being the nearest to what happened.

    Of days years apart the later count ("born in 1988 ... on Friday"), of a day within a window the day.
    """
    latest = max(w.end for w in windows)
    first, *others = [w for w in windows if latest - w.end < HISTORY_AFTER]
    for other in others:
        if first.start <= other.start and other.end <= first.end:
            first = other
            continue
        start, end = min(first.start, other.start), max(first.end, other.end)
        if end - start <= LONGEST_SPAN:
            first = replace(first, start=start, end=end)
    return first


def meet(one: DateWindow, other: DateWindow) -> bool:
    """Return whether two windows share a day."""
    return one.start <= other.end and other.start <= one.end


def rank(draft: Draft) -> int:
    """How exactly a draft is placed: the smaller the better."""
    return min((specific(s) for s in draft.spots), default=len(SPECIFIC))


def specific(spot: Spot) -> int:
    """How exactly one expression places something; a province named alone only narrows."""
    area = bool(spot.locative.anchors) and all(m.kind_hint in AREAS for m in spot.locative.anchors)
    wide = area and spot.locative.relation in {"at", "near"}
    return SPECIFIC.index("within_admin" if wide else spot.locative.relation)


def names(draft: Draft) -> frozenset[str]:
    """Return what a draft's names may mean."""
    return frozenset(name for spot in draft.spots for name in ids(spot))


def alike(one: Draft, other: Draft) -> bool:
    """Return whether two drafts name a place alike; names that merely share a namesake do not (Tovuz and Tavush)."""
    meant = [_meanings(m) for spot in other.spots for m in spot.locative.anchors]
    named = [_meanings(m) for spot in one.spots for m in spot.locative.anchors]
    if any(mine <= theirs or theirs <= mine for mine in named for theirs in meant):
        return True
    return _surrounds(one, other) or _surrounds(other, one)


def _surrounds(area: Draft, place: Draft) -> bool:
    """Return whether one draft names only a district or province, and the other a place in it: "near X in Tavush"."""
    if rank(area) < SPECIFIC.index("within_admin"):
        return False
    around = [_meanings(m) for spot in place.spots for part in spot.locative.also for m in part.anchors]
    return any(_meanings(m) & names for spot in area.spots for m in spot.locative.anchors for names in around)


def _meanings(mention: Mention) -> frozenset[str]:
    return frozenset(mention.place_ids) or frozenset((mention.text.casefold(),))


def ids(spot: Spot) -> frozenset[str]:
    """What a place expression's names may mean; the name itself where nothing is known."""
    return frozenset(
        place or m.text.casefold() for m in spot.locative.anchors for place in (m.place_ids or ("",))
    ) or frozenset((spot.locative.text,))


def family(draft: Draft) -> str:
    """Return what kinds of event one incident may be called by different people."""
    kind = kind_of(draft)
    return _FAMILIES.get(kind, kind)


def reproach(draft: Draft) -> bool:
    """Return whether a draft has only a word of reproach for what somebody did: "a provocation"."""
    kind = kind_of(draft)
    return (kind == "other" and not draft.main.strong) or (
        kind == "clash" and not any(t.strong for t in draft.triggers)
    )


def akin(one: Draft, other: Draft) -> bool:
    """Return whether two drafts may tell one incident by their kinds; "a provocation" may be any act of arms."""
    kinds = {family(one), family(other)}
    return len(kinds) == 1 or (kinds <= {"other", "fire", "ground"} and (reproach(one) or reproach(other)))


def kind_of(draft: Draft) -> EventType:
    """The main trigger's type; a cause goes before what it did to people, and fire before mere surroundings."""
    main = draft.main
    if main.type == "incursion" and any(
        t.strong and t.type == "capture" and t.end - t.first == 1 for t in draft.triggers
    ):
        return "capture"
    if not main.strong:
        told = CAUSES if main.type != "clash" else CAUSES | {"casualty"}  # what "a provocation" was
        main = next((t for t in draft.triggers if t.strong and t.type in told), main)
    if main.type in {"casualty", "other", "construction", "buildup", "generic"}:
        found = _cause(draft.triggers, main) or (_cause(draft.later, main) if main.type == "casualty" else None)
        main = found or main
    return "other" if main.type == "generic" else main.type  # type: ignore[return-value]


def _cause(found: Sequence[Trigger], main: Trigger) -> Trigger | None:
    for kind in _OVER_WORKS if main.type in {"construction", "buildup"} else _OVER_HARM:
        for trigger in found:
            hinted = main.type == "casualty" and kind != "clash"  # a bullet, a mine; "a provocation" says nothing
            if trigger.type == kind and not trigger.negated and (trigger.strong or hinted):
                return trigger
    return None
