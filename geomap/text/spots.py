"""Expressions about one spot: what belongs together is put together, what only describes is told apart.

Three steps over the expressions of a text: offsets that describe a place ("Kut, which lies 15 km south-east
of Vardenis") move nothing and join its expression; a depth said elsewhere in a clause joins its place; expressions side
by side narrow each other ("3.5 km into Armenia at Sev Lich").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property

from geomap.model import Distance, Heading, Locative, Span
from geomap.text import tokens
from geomap.text.languages import Language, load
from geomap.text.placephrases import KIND_REACH, NEVER, PlacePhrase, overlapping
from geomap.text.placephrases import words as phrase_words
from geomap.text.shadows import one_of

__all__ = ["ALSO_MAX", "OFFSETS", "inside", "put_together", "rank"]

ALSO_MAX = 3  # further expressions about one spot
DEPTH_REACH = 160  # characters within which a depth and its place are one expression's words
PLACED = ("at", "near", "border_section")
OFFSETS = ("direction_distance", "distance", "direction", "orthogonal")
DEEPENED = ("at", "near", "toward", "within_admin", "border_section", "depth_into")
SPECIFIC = (
    "coordinates", "depth_into", "orthogonal", "direction_distance", "distance", "along", "between", "border_section",
    "opposite", "direction", "near", "at", "toward", "within_admin", "none",
)  # fmt: skip


def put_together(
    text: str,
    smoothed: str,
    code: str,
    found: list[Locative],
    phrases: Sequence[PlacePhrase],
    lengths: Sequence[Distance],
) -> list[Locative]:
    """Return the expressions of a text, in order, put together; `lengths` are its distances."""
    spots = _Spots(_words(code), text, smoothed, phrases)
    return spots.combined(spots.deepened(spots.without_descriptions(found), lengths))


def inside(area: tuple[PlacePhrase, Heading | None], text: str) -> Locative:
    """Return the expression of an area that a place lies in, or of its part."""
    phrase, part = area
    span = phrase.span
    return Locative("within_admin", span, span.of(text), phrase.anchors, part=part, rules=("locative:lies-in",))


@cache
def _words(code: str) -> _Words:
    return _Words(load(code))


class _Words:
    """The compiled words of one language that stand between expressions."""

    def __init__(self, language: Language) -> None:
        self.table = language.table("locative")
        self.join = phrase_words(language.code).join
        self.beside = re.compile(r"[\s,(–—-]{0,4}")
        self.verbs_last = bool(language.table("clauses")["verb_final"])  # two places meet there that part elsewhere

    @cached_property
    def described(self) -> re.Pattern[str]:
        """Return what makes an offset after a place its description."""
        words = rf"(?:{one_of(self.table['described'])}\s{{1,3}})"
        return re.compile(rf"\s?[,(–—-]\s{{0,3}}{words}{{0,3}}{self._lead}|\s{{1,3}}{words}{{1,3}}{self._lead}")

    @cached_property
    def described_too(self) -> re.Pattern[str]:
        """Return what may stand between two descriptions of a place."""
        return re.compile(rf"(?:{self.join.pattern}|[\s,]{{1,3}}){self._lead}")

    @cached_property
    def described_before(self) -> re.Pattern[str]:
        """Return what makes an offset before a place its description."""
        words = self.table["described_before"]
        return re.compile(rf"\s{{1,3}}{one_of(words)}\s{{1,3}}" if words else NEVER)

    @cached_property
    def described_subject(self) -> re.Pattern[str]:
        """Return "the village lies": an offset after it describes a place that is not named again."""
        subject, verbs = one_of(self.table["described_subject"]), one_of(self.table["described"])
        return re.compile(rf"(?<!\w){subject}\s{{1,3}}(?:{verbs}\s{{1,3}}){{1,3}}{self._lead}\Z")

    @cached_property
    def aimed(self) -> re.Pattern[str]:
        """Return what leads from where fire came from to where it went."""
        words = self.table["aimed"]
        return re.compile(rf"{one_of(words)}\s" if words else NEVER)

    @property
    def _lead(self) -> str:
        words = self.table["described_lead"]
        return rf"(?:{one_of(words)}\s{{1,3}}){{0,2}}" if words else ""


class _Spots:
    """One text's expressions on their way to spots."""

    def __init__(self, words: _Words, text: str, smoothed: str, phrases: Sequence[PlacePhrase]) -> None:
        self.words, self.text, self.smoothed = words, text, smoothed
        places = [p for p in phrases if p.sort == "place"]
        self.by_end = {p.span.end: p for p in places}
        self.by_start = {p.span.start: p for p in places}

    def without_descriptions(self, found: list[Locative]) -> list[Locative]:
        """Take out offsets that describe a place and move nothing: "Kut, 15 km south-east of Vardenis"."""
        kept: list[Locative] = []
        for locative in sorted(found, key=lambda f: f.span):
            described = self._described(locative, kept)
            if described is None and not self._of_a_subject(locative):
                kept.append(locative)
            elif described:
                self._describe(kept, described, locative)
        return self._merged_descriptions(sorted(kept, key=lambda f: f.span))

    def _describe(self, kept: list[Locative], unit: PlacePhrase, offset: Locative) -> None:
        """Add a description to the expression of the place it describes, or make one of the bare name."""
        last = range(len(kept) - 1, max(-1, len(kept) - 4), -1)
        index = next((i for i in last if set(kept[i].anchors) & set(unit.anchors)), -1)
        also = tuple(inside(area, self.text) for area in unit.within)
        place = kept.pop(index) if index >= 0 else Locative("at", unit.span, "", unit.anchors, also=also)
        span = Span(min(place.span.start, offset.span.start), max(place.span.end, offset.span.end))
        rules = tuple(dict.fromkeys((*place.rules, "locative:described")))
        kept.append(replace(place, span=span, text=span.of(self.text), rules=rules))

    def _described(self, offset: Locative, kept: Sequence[Locative]) -> PlacePhrase | None:
        """Return the place that an offset beside it describes; what describes an unknown one is all that places it."""
        if offset.relation not in OFFSETS or offset.origin:
            return None
        place = self._place_before_or_after(offset, kept)
        return None if place is None or all(m.found_by for m in place.anchors) else place

    def _place_before_or_after(self, offset: Locative, kept: Sequence[Locative]) -> PlacePhrase | None:
        """Return the place that the words between make an offset's."""
        window = max(0, offset.span.start - KIND_REACH)
        for start in range(offset.span.start - 1, window - 1, -1):
            if start in self.by_end and self._describes(start, offset):
                return self.by_end[start]
        after = self.words.described_before.match(self.smoothed, offset.span.end, offset.span.end + KIND_REACH)
        if after and after.end() in self.by_start:
            return self.by_start[after.end()]
        last = kept[-1] if kept else None
        if last and last.relation in PLACED and last.anchors and self._describes(last.span.end, offset):
            return PlacePhrase(last.span, last.anchors, "place")
        if last and "locative:described" in last.rules and 0 <= offset.span.start - last.span.end < 10:
            gap = self.smoothed[last.span.end : offset.span.start]
            if self.words.described_too.fullmatch(gap):
                return PlacePhrase(last.span, last.anchors, "place")
        return None

    def _of_a_subject(self, offset: Locative) -> bool:
        window = max(0, offset.span.start - KIND_REACH), offset.span.start
        away = offset.relation in OFFSETS or (offset.relation == "border_section" and offset.distance is not None)
        return away and bool(self.words.described_subject.search(self.smoothed, *window))

    def _describes(self, end: int, offset: Locative) -> bool:
        close = 0 <= offset.span.start - end <= KIND_REACH
        return close and bool(self.words.described.fullmatch(self.smoothed, end, offset.span.start))

    @staticmethod
    def _merged_descriptions(found: list[Locative]) -> list[Locative]:
        """Fold a place told twice, as itself and as what a description is of, into one expression."""
        merged: list[Locative] = []
        for locative in found:
            last = merged[-1] if merged else None
            if last and last.span.overlaps(locative.span) and set(last.anchors) & set(locative.anchors):
                span = Span(min(last.span.start, locative.span.start), max(last.span.end, locative.span.end))
                first = last if "locative:described" in locative.rules else locative
                rules = tuple(dict.fromkeys((*first.rules, "locative:described")))
                merged[-1] = replace(first, span=span, rules=rules)
            else:
                merged.append(locative)
        return merged

    def deepened(self, found: list[Locative], lengths: Sequence[Distance]) -> list[Locative]:
        """Give a depth that no pattern used to the place of its clause: "at Jermuk they came several kilometres in"."""
        used = sorted(f.span for f in found)
        loose = [d for d in lengths if d.kind == "depth" and not overlapping(d.span, used)]
        if not loose:
            return found
        clauses = self._clauses()
        ordered = sorted(found, key=lambda f: f.span)
        starts = [f.span.start for f in ordered]
        left: list[Locative | None] = [*ordered]
        deep = []
        for distance in loose:
            clause = clauses[max(0, bisect_left(clauses, Span(distance.span.start + 1, 0)) - 1)]
            first = bisect_left(starts, max(clause.start, distance.span.start - 2 * DEPTH_REACH))
            end = bisect_left(starts, min(clause.end, distance.span.end + DEPTH_REACH))
            said = {i: f for i in range(first, end) if (f := left[i]) and clause.covers(f.span) and not f.origin}
            locative, swallowed = _with_depth(said, distance, self.text)
            deep.append(locative)
            for index in swallowed:
                left[index] = None
        return sorted([*(f for f in left if f), *deep], key=lambda f: f.span)

    def _clauses(self) -> list[Span]:
        """Return the sentences, parted at semicolons."""
        clauses = []
        for sentence in tokens.sentences(self.text):
            start = sentence.start
            for piece in sentence.of(self.text).split(";"):
                clauses.append(Span(start, start + len(piece)))
                start += len(piece) + 1
        return clauses

    def combined(self, found: list[Locative]) -> list[Locative]:
        """Put expressions side by side that are about one spot together: "3.5 km into Armenia at Sev Lich"."""
        combined: list[Locative] = []
        for locative in sorted(found, key=lambda f: f.span):
            last = combined[-1] if combined else None
            if last and self._about_one_spot(last, locative):
                combined[-1] = _together(last, locative, self.text)
            else:
                combined.append(replace(locative, text=locative.span.of(self.text)))
        return combined

    def _about_one_spot(self, last: Locative, locative: Locative) -> bool:
        gap = self.smoothed[last.span.end : locative.span.start]
        described = not last.origin or (gap == " " and not self._aimed(locative))  # "from posts at X on the shore of Y"
        if locative.origin or not described or last.relation == locative.relation or len(last.also) >= ALSO_MAX:
            return False
        apart = "," in gap and {last.relation, locative.relation} <= {"at", "within_admin"}
        return len(gap) < 6 and not apart and bool(self.words.beside.fullmatch(gap))

    def _aimed(self, locative: Locative) -> bool:
        """Return whether what follows an origin is where it went: "from X at the Y district"."""
        return self.words.verbs_last or bool(self.words.aimed.match(self.smoothed, locative.span.start))


def _with_depth(said: Mapping[int, Locative], distance: Distance, text: str) -> tuple[Locative, set[int]]:
    """Return a loose depth joined to the nearest place of its clause, else on its own, and what it replaces."""
    land = next((f.into_country for f in said.values() if f.into_country), None)
    places = [i for i, f in said.items() if f.relation in DEEPENED and f.distance is None]
    nearest = min(places, key=lambda i: (_whole(said[i]), _gap(said[i].span, distance.span)), default=-1)
    if nearest < 0 or _gap(said[nearest].span, distance.span) > DEPTH_REACH:
        rules = ("locative:depth",)
        return Locative("depth_into", distance.span, distance.text, (), distance, into_country=land, rules=rules), set()
    place = said[nearest]
    span = Span(min(place.span.start, distance.span.start), max(place.span.end, distance.span.end))
    deep = Locative(
        "depth_into", span, span.of(text), place.anchors, distance, part=place.part,
        into_country=place.into_country or land, rules=(*place.rules, "locative:depth"), also=place.also,
    )  # fmt: skip
    return deep, {nearest, *(i for i in places if _whole(said[i]))}


def _whole(locative: Locative) -> bool:
    """Tell whether an expression names a country or the border and no place in it."""
    return locative.relation in ("depth_into", "border_section") and not locative.anchors


def _together(last: Locative, locative: Locative, text: str) -> Locative:
    """Return the more specific of two expressions, narrowed by the other; a border without a place adds nothing."""
    first, other = sorted((last, locative), key=rank)
    span = Span(last.span.start, locative.span.end)
    on_the_way = other.relation == "toward" and not _whole(first)  # "at X on the road to Y" is at X
    if other.rules == ("locative:border",) or on_the_way:
        return replace(first, span=span, text=span.of(text), rules=(*first.rules, *other.rules), origin=last.origin)
    other = replace(other, text=other.span.of(text))
    return replace(first, span=span, text=span.of(text), also=(*first.also, other), origin=last.origin)


def rank(locative: Locative) -> int:
    """Return how specific an expression is, 0 the most; a border without a place says least."""
    whole_border = (
        _whole(locative) and locative.relation == "border_section" and not (locative.distance or locative.part)
    )
    return len(SPECIFIC) if whole_border else SPECIFIC.index(locative.relation)


def _gap(one: Span, other: Span) -> int:
    return max(0, other.start - one.end, one.start - other.end)
