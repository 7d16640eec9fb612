"""Rank the places a mention may mean, and choose one or none.

Each factor of `FACTORS` adds its weight where it holds; the sum is kept as the
candidate's score, the factors that held as its reasons. Two passes: the first
settles what needs no neighbours, the second lets the settled places speak for
their neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, exp, log10, radians, sin, sqrt

from geomap.model import Candidate, Mention, Place, Resolution
from geomap.resolution.context import Context
from geomap.text.folding import fold

__all__ = ["FACTORS", "resolve"]

# name: (weight, why it says something)
FACTORS: dict[str, tuple[float, str]] = {
    "named so": (0.20, "the name is one of its own in the four languages, not an old or variant one"),
    "kind": (0.30, "the text says village, lake, district ... and it is one"),
    "other kind": (-0.30, "the text says another kind"),
    "area beside": (0.35, "the province or district named beside it holds it"),
    "another area beside": (-0.25, "the province or district named beside it does not hold it"),
    "country beside": (0.60, "the country written after it is its own"),
    "another country beside": (-0.60, "another country is written after it"),
    "on the border's sides": (0.25, "the report is about this border, and it lies on one of its sides"),
    "near the border": (0.15, "reports from a border name what lies near it; falls off with the distance"),
    "near others": (0.25, "near other places of the report; falls off with the distance"),
    "large": (0.20, "better known; grows with the logarithm of its inhabitants"),
    "well known": (0.20, "a country, or a first-level area"),
    "misspelt": (-0.15, "only with one letter changed"),
    "by sound": (-0.08, "only by its sound in another spelling"),
    "far off": (-0.30, "the report is about this border, and it lies elsewhere and is small"),
}

NEIGHBOUR_REACH_M = 40_000.0  # distance at which another place of the report says little more
BORDER_REACH_M = 20_000.0  # the same of the border: most named places lie within 17 km of it
BESIDE_CHARS = 60  # an area named within so many characters of a place, in one sentence, is taken to hold it
MARGIN_LEAST = 0.04  # of the best over the second best, if they are not the same ground
SAME_GROUND_M = 5_000.0
CHOSEN_LEAST = 0.15
REGION_LEAST = 2  # words of the region that make a report one about it

SETTLEMENTS = frozenset({"village", "town", "city", "settlement"})
AREAS = frozenset({"province", "district", "region", "country"})
KINDS_ALIKE: dict[str, frozenset[str]] = {
    "village": frozenset({"village", "settlement"}),
    "settlement": SETTLEMENTS,
    "town": frozenset({"town", "city", "settlement"}),
    "district": frozenset({"district"}),
    "province": frozenset({"province", "region"}),
    "region": frozenset({"province", "district", "region"}),
    "lake": frozenset({"lake", "reservoir"}),
    "reservoir": frozenset({"reservoir", "lake"}),
}


@dataclass(frozen=True, eq=False)
class _Case:
    """One mention with the places it may mean."""

    mention: Mention
    places: tuple[Place, ...]


def resolve(mentions: Sequence[Mention], places: Callable[[str], Place], context: Context) -> list[Resolution]:
    """Return, for each mention, its candidates best first, the chosen one or none, and why.

    A coordinate written in the text is its own place. Where nothing else in the report is of the region, names
    that only the region's small places bear stay unresolved.
    """
    cases = [_Case(m, tuple(places(i) for i in m.place_ids)) for m in mentions]
    about = _about_region(cases, context)
    first = [_ranked(case, cases, (), about, context) for case in cases]
    settled = [(r.mention, r.chosen.place) for r in first if r.chosen and r.chosen.place.kind not in AREAS]
    return [_ranked(case, cases, settled, about, context) for case in cases]


def _about_region(cases: Sequence[_Case], context: Context) -> bool:
    """Return whether the report is about the region: its words, or names that nothing elsewhere bears."""
    if context.lang in {"hy", "az"} or not context.sides:
        return True
    text = context.text.lower()
    if any(cue in text for cue in context.cues):
        return True
    sure = {c.mention.text for c in cases if c.places and all(p.country in context.sides for p in c.places)
            and c.mention.rule == "exact" and len(c.mention.text) >= 6}  # fmt: skip
    return len(sure) >= REGION_LEAST


def _ranked(case: _Case, cases: Sequence[_Case], settled: Sequence[tuple[Mention, Place]], about: bool,
            context: Context) -> Resolution:  # fmt: skip
    if case.mention.longitude is not None:
        return _written(case.mention)
    candidates = sorted((_scored(case, p, cases, settled, about, context) for p in case.places),
                        key=lambda c: (-c.score, c.place.id))  # fmt: skip
    chosen, reason = _choice(case.mention, candidates, about, context)
    return Resolution(case.mention, tuple(candidates), chosen, reason)


def _written(mention: Mention) -> Resolution:
    assert mention.longitude is not None and mention.latitude is not None  # noqa: S101, PT018  a coordinate has both
    place = Place(f"coordinate:{mention.latitude},{mention.longitude}", mention.text, "point", mention.longitude,
                  mention.latitude, extent_m=mention.precision_m or 0.0, source="report")  # fmt: skip
    candidate = Candidate(place, 1.0, ("coordinate written in the text",))
    return Resolution(mention, (candidate,), candidate, "coordinate written in the text")


def _scored(case: _Case, place: Place, cases: Sequence[_Case], settled: Sequence[tuple[Mention, Place]], about: bool,
            context: Context) -> Candidate:  # fmt: skip
    score, reasons = 0.0, []
    for name, share in _holding(case, place, cases, settled, about, context):
        weight = FACTORS[name][0] * share
        if abs(weight) >= 0.005:
            score += weight
            reasons.append(f"{name} {weight:+.2f}")
    return Candidate(place, round(max(0.0, min(1.0, score)), 3), tuple(reasons))


def _holding(case: _Case, place: Place, cases: Sequence[_Case], settled: Sequence[tuple[Mention, Place]], about: bool,
             context: Context) -> Iterator[tuple[str, float]]:  # fmt: skip
    """Yield the factors that hold for a candidate and how far, 0 to 1."""
    mention = case.mention
    if _named_so(place, mention):
        yield "named so", 1.0
    if mention.kind_hint:
        yield (
            ("kind", 1.0)
            if place.kind in KINDS_ALIKE.get(mention.kind_hint, {mention.kind_hint})
            else ("other kind", 1.0)
        )
    yield from _beside(case, place, cases, context)
    yield (
        {"misspelt": "misspelt", "transliterated": "by sound"}.get(mention.rule, "misspelt"),
        float(mention.rule in {"misspelt", "transliterated"}),
    )
    yield from _standing(place, about, context)
    yield "near others", _company(place, mention, settled)


def _named_so(place: Place, mention: Mention) -> bool:
    key = fold(mention.text)
    own = [place.name, *(n for language, names in place.names.items() if language != "other" for n in names)]
    return any(key.startswith(fold(name)[: max(3, len(fold(name)) - 2)]) for name in own)


def _standing(place: Place, about: bool, context: Context) -> Iterator[tuple[str, float]]:
    inside = place.country in context.sides
    if about and inside:
        yield "on the border's sides", 1.0
        if context.border_distance_m and place.kind not in AREAS:
            yield "near the border", exp(-context.border_distance_m(place.longitude, place.latitude) / BORDER_REACH_M)
    if about and not inside and context.sides and place.population < 300_000 and place.kind not in AREAS:
        yield "far off", 1.0
    yield "large", min(1.0, log10(max(1, place.population)) / 7)
    if place.kind in {"country", "province", "region"}:
        yield "well known", 1.0 if place.kind == "country" else 0.5


def _company(place: Place, mention: Mention, settled: Sequence[tuple[Mention, Place]]) -> float:
    near = [_distance_m(place, other) for m, other in settled if other.id != place.id and m.text != mention.text]
    return max((exp(-d / NEIGHBOUR_REACH_M) for d in near), default=0.0)


def _beside(case: _Case, place: Place, cases: Sequence[_Case], context: Context) -> Iterator[tuple[str, float]]:
    """Yield what areas and countries named in the same breath say of a candidate."""
    for other in cases:
        if other is case or not other.places:
            continue
        gap = _gap(case.mention, other.mention, context.text)
        if gap is None:
            continue
        areas = [p for p in other.places if p.kind in {"province", "district", "region"}]
        if (
            gap.strip() == ","
            and other.mention.span.start > case.mention.span.start
            and other.places[0].kind == "country"
        ):
            yield (
                ("country beside", 1.0) if place.country == other.places[0].country else ("another country beside", 1.0)
            )
        elif areas and place.kind not in AREAS:
            yield ("area beside", 1.0) if any(_holds(a, place) for a in areas) else ("another area beside", 1.0)


def _gap(one: Mention, other: Mention, text: str) -> str | None:
    """Return the words between two mentions of one sentence that stand close together."""
    first, second = sorted((one.span, other.span))
    between = text[first.end : second.start]
    return None if len(between) > BESIDE_CHARS or any(mark in between for mark in ".!?։\n;") else between


def _holds(area: Place, place: Place) -> bool:
    if area.country != place.country:
        return False
    name = fold(area.name.removesuffix(" District"))
    return fold(place.admin1) == name or _distance_m(area, place) < area.extent_m * 0.6


def _choice(
    mention: Mention, candidates: Sequence[Candidate], about: bool, context: Context
) -> tuple[Candidate | None, str]:
    if not candidates:
        return None, "no place of that name is known"
    best = candidates[0]
    if not about and best.country in context.sides and best.kind not in {"country", "province"}:
        return None, "nothing else in the report is of the region"
    if best.score < CHOSEN_LEAST:
        return None, f"nothing in the report speaks for {best.name} or another place of that name"
    rival = next(
        (c for c in candidates[1:] if _distance_m(best.place, c.place) > SAME_GROUND_M and _separate(best, c)), None
    )
    if rival and best.score - rival.score < MARGIN_LEAST:
        return None, f"ambiguous: {_said(best)} and {_said(rival)} fit alike"
    return best, "; ".join(best.reasons)


def _separate(best: Candidate, other: Candidate) -> bool:
    """Return whether another candidate is a rival: not the area around it, nor the seat of the area."""
    return not (best.kind in AREAS) != (other.kind in AREAS) or not _holds_either(best.place, other.place)


def _holds_either(one: Place, other: Place) -> bool:
    area, place = (one, other) if one.kind in AREAS else (other, one)
    return _holds(area, place)


def _said(candidate: Candidate) -> str:
    return f"{candidate.name} ({candidate.admin1 or candidate.country})"


def _distance_m(one: Place, other: Place) -> float:
    """Return the great-circle distance: good to half a per cent, which ranking does not notice."""
    a, b = radians(one.latitude), radians(other.latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 12_742_000 * asin(sqrt(half))
