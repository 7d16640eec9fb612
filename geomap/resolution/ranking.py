"""Rank the places a mention may mean, and choose one or none.

Each factor of `FACTORS` adds its weight as far as it holds; the sum is the
candidate's score, the factors that held are its reasons. Two passes: the first
settles what needs no neighbours, the second lets the settled places speak for
the others. Only mentions close by and the places settled first are looked at,
so the work grows with the number of mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import exp, inf, log10

from geomap.model import Candidate, Mention, Place, Resolution
from geomap.resolution.context import Context
from geomap.spatial.geodesy import distance_m
from geomap.text.folding import fold
from geomap.text.hints import KINDS_ALIKE, is_join, owns_what_follows
from geomap.text.placephrases import SETTLEMENTS, leads_into

__all__ = ["FACTORS", "resolve"]

# name: (weight, why it says something)
FACTORS: dict[str, tuple[float, str]] = {
    "named so": (0.20, "the name is one of its own in the four languages, not an old or variant one"),
    "a case form": (-0.50, "it is called so in a case form only, and the name as written is another place's own"),
    "kind": (0.30, "the text says village, lake, district ... and it is one"),
    "other kind": (-0.30, "the text says another kind, and another place of the name is of that kind"),
    "area for a section": (
        0.35,
        "a section or direction of the border is called by the district more than by its seat",
    ),
    "area beside": (0.35, "the province or district named beside it holds it"),
    "area named": (0.40, "the report names the province or district that holds it, and none that holds a namesake"),
    "another area beside": (-0.25, "the province or district named beside it holds another place of the name, not it"),
    "outside the area beside": (-1.00, "of another country than the area that owns it, or a look-alike outside that"),
    "water beside": (0.25, "of the places of its name it lies nearest to the lake named beside it"),
    "holds what is beside": (0.40, "it is an area, and the place named beside it lies in it"),
    "country beside": (0.60, "the country written after it is its own"),
    "another country beside": (-0.60, "another country is written after it"),
    "province first": (0.30, "a bare name of a province and of a small place in it is the province's"),
    "better known namesake": (
        -0.30,
        "a bare name of a village and of a district elsewhere or a larger town is theirs, unless its own is named",
    ),
    "settlement first": (-0.20, "a bare name of a settlement and of a district, river or mountain is the settlement's"),
    "listed with": (0.25, "the places it is listed with lie in the same country"),
    "close to what it is listed with": (
        0.35,
        "a village or town named in the same list lies close; falls off with the distance",
    ),
    "on the border's sides": (0.25, "the report is about this border, and it lies on one of its sides"),
    "near the border": (0.30, "reports from a border name what lies near it; falls off with the distance"),
    "near others": (0.25, "near other places of the report; falls off with the distance"),
    "as before": (0.15, "the name was settled elsewhere in the report"),
    "large": (0.20, "better known; grows with the logarithm of its inhabitants"),
    "well known": (0.20, "a country, or a first-level area"),
    "misspelt": (-0.15, "only with one letter changed"),
    "by sound": (-0.08, "only by its sound in another spelling"),
    "far off": (-0.30, "the report is about this border, and it lies elsewhere and is small"),
}

NEIGHBOUR_REACH_M = 40_000.0  # distance at which another place of the report says little more
LIST_REACH_M = 20_000.0  # the same of a place named in the same list: it is of the same district
BORDER_REACH_M = 10_000.0  # the same of the border: half of the places that reports name lie within 8 km of it
BESIDE_CHARS = 60  # an area named within so many characters of a place, in one sentence, is taken to hold it
NEIGHBOURS = 5  # mentions looked at on either side
SETTLED_MOST = 40  # places settled first that speak for others
OWN_NAMES = frozenset({"en", "hy", "ru", "az"})
NAME_LEAST = 4  # letters of a name that is recognised with its last letter changed by an ending
FULL_SCORE = 2.0  # sum of weights that is a score of 1: no candidate has all factors on its side
REASON_LEAST = 0.005  # weight of a factor that is worth naming
MARGIN_LEAST = 0.02  # score of the best over the second best, if they are not the same ground
MARGIN_SETTLED = 0.05  # score of the best over the second best for it to speak for others
SAME_GROUND_M = 5_000.0
CHOSEN_LEAST = 0.075
CAPITAL = 500_000  # inhabitants of those that a report may name wherever things happened
SMALL_PLACE = 100_000  # inhabitants below which a place's name is its province's first
SURE_LEAST = 2  # names that only the region bears and that make a report one about it
SURE_LETTERS = 5
SURE_LETTERS_OF_TOWNS = 4  # of names that a known town bears, or that stand in a text in a local language
LONG_LETTERS = 10
PLAIN = frozenset({"exact", "inflected"})  # ways of recognising a name that leave little doubt
PUT_CHARS = 30  # at most between a name and the country that holds it: in Oyo State, Nigeria
FAR_OFF_M = 100_000.0  # from the border to the nearest ground of a country that is no neighbour
LARGE_ELSEWHERE = 300_000  # inhabitants of a place elsewhere that a report of the region may well name
LOCAL_LANGUAGES = frozenset({"hy", "az"})  # of reports that need not say which countries they are about

OWNING = frozenset({"", "'s", "’s"})  # between an area and what it holds: Kəlbəcərin Zəylik kəndi, Armenia's Syunik
OWNED_CHARS = 16  # at most between a look-alike and the area that follows and holds it: in the district of, rayonunun
DISTRICT_REACH_M = 80_000.0  # of whatever is named as the district of a place; none at the border is longer
OWNER_REACH_M = 30_000.0  # of a town that is named as the owner of a place
LOOK_ALIKE = frozenset({"misspelt", "transliterated"})
NATURAL = frozenset({"lake", "reservoir", "river", "peak", "mountain", "pass", "ridge"})
WATERS = frozenset({"lake", "reservoir"})
KNOWN_TOWN = 10_000  # inhabitants from which a town is better known than a village of its name

AREAS = frozenset({"province", "district", "region", "country"})
SHARED_AREAS = AREAS - {"country"}
AREA_HINTS = SHARED_AREAS | {"section"}  # words beside a name that make it an area: the Tovuz section of the border


@dataclass(frozen=True, eq=False)
class _Case:
    """One mention with the places it may mean."""

    mention: Mention
    places: tuple[Place, ...]
    key: str


@dataclass(eq=False)
class _Pass:
    """What one pass over the mentions knows; remembers what does not change between them."""

    cases: Sequence[_Case]
    context: Context
    about: bool
    settled: dict[str, Place] = field(default_factory=dict)  # by folded name
    areas: Sequence[tuple[Place, str]] = ()  # the districts and provinces that the report calls so, or by a seat's name
    landmarks: Sequence[Place] = ()  # towns and villages that its other names can only mean
    standing: dict[str, list[tuple[str, float]]] = field(default_factory=dict)  # by place id

    def ranked(self, number: int) -> Resolution:
        """Return the ranking of one mention."""
        case = self.cases[number]
        if case.mention.longitude is not None:
            return _written(case.mention)
        beside = list(self._neighbours(number))
        scored = [_candidate(place, self._holding(case, place, beside)) for place in case.places]
        candidates = sorted(scored, key=lambda c: (-c.score, c.place.id))
        chosen, reason = self._choice(candidates)
        return Resolution(case.mention, tuple(candidates), chosen, reason)

    def owned(self, number: int, resolutions: Sequence[Resolution]) -> Resolution:
        """Return a resolution, of an unknown village that looks like a known one elsewhere the area that owns it."""
        own = resolutions[number]
        if own.chosen is not None or self.cases[number].mention.rule not in LOOK_ALIKE:
            return own
        if not any(reason.startswith("outside the area beside") for c in own.candidates for reason in c.reasons):
            return own
        owners = (there for relation, there in self._beside_of(number) if relation in {"owner", "owned by"})
        chosen = next((c for there in owners if (c := resolutions[there].chosen) is not None), None)
        if chosen is None:
            return own
        return Resolution(own.mention, (chosen, *own.candidates), chosen, f"not known in {chosen.name}, which is taken")

    def _neighbours(self, number: int) -> Iterator[tuple[str, _Case]]:
        return ((relation, self.cases[there]) for relation, there in self._beside_of(number))

    def _beside_of(self, number: int) -> Iterator[tuple[str, int]]:
        """Yield the mentions in the same breath by number, each with how it stands to this one.

        That is "listed" with it, the "country" after its comma, the "owner" right before it or after ("owned by"), or
        just "near".
        """
        case = self.cases[number]
        for there in range(max(0, number - NEIGHBOURS), min(len(self.cases), number + NEIGHBOURS + 1)):
            other = self.cases[there]
            gap = _gap(case.mention, other.mention, self.context.text) if other.places and there != number else None
            if gap is None:
                continue
            words = gap.strip()
            if words == "," and there > number and other.places[0].kind == "country" and not other.mention.kind_hint:
                yield "country", there
            elif is_join(gap, self.context.lang):
                yield "listed", there
            elif there < number:
                owns = words in OWNING or owns_what_follows(gap, other.mention, self.context.lang)
                yield ("owner" if owns else "near"), there
            else:
                yield ("owned by" if _owned_after(gap, self.context.lang) else "near"), there

    def _holding(self, case: _Case, place: Place, beside: Sequence[tuple[str, _Case]]) -> Iterator[tuple[str, float]]:
        """Yield the factors that hold for a candidate and how far, 0 to 1."""
        if _named_so(place, case.key):
            yield "named so", 1.0
        if _inflected_beside_another(case, place):
            yield "a case form", 1.0
        yield from _of_kind(case, place)
        yield from _bare(case, place)
        listed = _closeness(place, beside)
        yield "close to what it is listed with", listed
        better = [known for known in _better_known(case, place) if listed <= _closeness(known, beside)]
        if better and not self._singled_out(case, place, better) and not self._among_landmarks(place, better):
            yield "better known namesake", 1.0
        namesakes = [p for p in case.places if p.id != place.id and p.kind in SETTLEMENTS]
        settled_there = place.kind in SETTLEMENTS and case.mention.kind_hint not in AREA_HINTS
        if namesakes and settled_there and self._singled_out(case, place, namesakes):
            yield "area named", 1.0
        for relation, other in beside:
            yield from self._beside(case, place, relation, other)
        if case.mention.rule in LOOK_ALIKE:
            yield ("misspelt" if case.mention.rule == "misspelt" else "by sound"), 1.0
        if place.id not in self.standing:
            self.standing[place.id] = [*self._standing(place)]
        yield from self.standing[place.id]
        before = self.settled.get(case.key)
        if before is not None and before.id == place.id:
            yield "as before", 1.0

    def _singled_out(self, case: _Case, village: Place, better: Sequence[Place]) -> bool:
        """Return whether the report names a district or province that holds a village but not its namesakes."""
        areas = [area for area, seat in self.areas if seat != case.key]  # a name cannot support itself
        return any(_holds(area, village) and not any(_holds(area, p) for p in better) for area in areas)

    def _among_landmarks(self, village: Place, better: Sequence[Place]) -> bool:
        """Return whether other towns and villages of the report lie about a village but not about its namesakes."""

        def near(place: Place) -> bool:
            return any(distance_m(place.point, landmark.point) <= NEIGHBOUR_REACH_M for landmark in self.landmarks)

        return near(village) and not any(map(near, better))

    def _standing(self, place: Place) -> Iterator[tuple[str, float]]:
        """Yield what holds for a place wherever in the report it is named."""
        inside = place.country in self.context.sides
        if self.about and inside:
            yield "on the border's sides", 1.0
            if self.context.border_distance_m and place.kind != "country":
                own_m = place.extent_m if place.kind in AREAS else 0.0
                away_m = max(0.0, self.context.border_distance_m(*place.point) - own_m)
                yield "near the border", exp(-away_m / BORDER_REACH_M)
        small = place.population < LARGE_ELSEWHERE and place.kind not in AREAS
        if self.about and not inside and self.context.sides and small:
            yield "far off", 1.0
        yield "large", min(1.0, log10(max(1, place.population)) / 7)
        if place.kind in {"country", "province", "region"}:
            yield "well known", 1.0 if place.kind == "country" else 0.5
        others = [p for p in self.settled.values() if p.id != place.id and p.kind not in AREAS]
        near = [distance_m(place.point, other.point) for other in others] if place.kind not in AREAS else []
        yield "near others", max((exp(-d / NEIGHBOUR_REACH_M) for d in near), default=0.0)

    def _beside(self, case: _Case, place: Place, relation: str, other: _Case) -> Iterator[tuple[str, float]]:
        """Yield what a name in the same breath says of a candidate."""
        if relation == "country":
            country = other.places[0].country
            if any(p.country == country for p in case.places):
                yield ("country" if place.country == country else "another country") + " beside", 1.0
        elif relation == "listed":
            known = self.settled.get(other.key)
            if known is not None and known.country == place.country:
                yield "listed with", 1.0
        elif place.kind in SHARED_AREAS:
            bare = case.mention.kind_hint in ("", "section", *SHARED_AREAS)
            if bare and other.places[0].kind not in AREAS:
                yield "holds what is beside", float(any(_holds(place, p) for p in other.places if p.kind not in AREAS))
        elif any(p.kind in WATERS for p in other.places) and place.kind in SETTLEMENTS:
            yield "water beside", float(_nearest_water(case, place, other))
        elif _far_from(case, place, relation, other):
            yield "outside the area beside", 1.0
        elif _means_area(other, owner=relation == "owner"):
            yield from _by_area(case, place, other, owned=relation != "near")

    def _choice(self, candidates: Sequence[Candidate]) -> tuple[Candidate | None, str]:
        if not candidates:
            return None, "no place of that name is known"
        best = candidates[0]
        if not self.about and best.country in self.context.sides and best.kind != "country":
            elsewhere = [c for c in candidates if c.country not in self.context.sides]
            if not elsewhere:
                return None, "nothing else in the report is of the region"
            candidates, best = elsewhere, elsewhere[0]
        if best.score < CHOSEN_LEAST:
            return None, f"nothing in the report speaks for {_said(best)} or another place of that name"
        rival = next((c for c in candidates if c is not best and _is_rival(best, c)), None)
        if rival and best.score - rival.score < MARGIN_LEAST:
            return None, f"ambiguous: {_said(best)} and {_said(rival)} fit alike"
        return best, "; ".join(best.reasons)


def resolve(mentions: Sequence[Mention], places: Callable[[str], Place], context: Context) -> list[Resolution]:
    """Return, for each mention, its candidates best first, the chosen one or none, and why.

    A coordinate written in the text is its own place. Where nothing else in the report is of the region, names
    that only the region's small places bear stay unresolved.
    """
    cases = [_Case(m, tuple(places(i) for i in m.place_ids), fold(m.text)) for m in mentions]
    about = _about_region(cases, context)
    called = (p for c in cases for p in _areas_called(c))
    areas = list(islice(called, SETTLED_MOST))
    landmarks = list(islice(filter(None, map(_landmark, cases)), SETTLED_MOST))
    first = _Pass(cases, context, about, areas=areas, landmarks=landmarks)
    settled = _settled([first.ranked(number) for number in range(len(cases))])
    second = _Pass(cases, context, about, settled, areas, landmarks)
    resolutions = [second.ranked(number) for number in range(len(cases))]
    return [second.owned(number, resolutions) for number in range(len(cases))]


def _areas_called(case: _Case) -> Iterator[tuple[Place, str]]:
    """Yield the districts and provinces that a name means, or whose seats it does, then with that name."""
    areas = [p for p in case.places if p.kind in SHARED_AREAS]
    if _means_area(case, owner=False):
        yield from ((a, "") for a in areas)
    else:
        yield from ((a, case.key) for a in areas if any(p.kind in SETTLEMENTS and _holds(a, p) for p in case.places))


def _landmark(case: _Case) -> Place | None:
    """Return the one town or village that a name can mean; none for capitals, which are named in any report."""
    settlements = [p for p in case.places if p.kind in SETTLEMENTS]
    return settlements[0] if len(settlements) == 1 and settlements[0].population < CAPITAL else None


def _settled(resolutions: Sequence[Resolution]) -> dict[str, Place]:
    """Return the places chosen clearly enough to speak for others, by folded name."""
    settled: dict[str, Place] = {}
    for resolution in resolutions:
        if len(settled) >= SETTLED_MOST:
            break
        chosen = resolution.chosen
        if chosen is None or chosen.kind == "country":
            continue
        second = next((c.score for c in resolution.candidates if c is not chosen and _is_rival(chosen, c)), 0.0)
        if chosen.score - second >= MARGIN_SETTLED:
            settled.setdefault(fold(resolution.mention.text), chosen.place)
    return settled


def _about_region(cases: Sequence[_Case], context: Context) -> bool:
    """Return whether the report is about the region: its words, or names that nothing elsewhere bears."""
    if context.about_region or not context.sides:
        return True
    if context.has_cue:
        return True
    telling = [c for n, c in enumerate(cases) if _only_here(c, context) and not _put_elsewhere(cases, n, context)]
    if any(c.mention in context.scenes and _unmistakable(c) for c in telling):
        return True
    scenes = {c.key for c in cases if c.mention in context.scenes and _also_here(c, context)}
    if telling and scenes - {c.key for c in telling}:
        return True
    here = [c for c in cases if _also_here(c, context)]
    neighbours = any(_are_neighbours(one, other) for one in telling[:NEIGHBOURS] for other in here)
    sure = {c.places[0].id for c in telling}
    hinted = any(c.mention.kind_hint for c in telling)
    local = context.lang in LOCAL_LANGUAGES
    if neighbours or len(sure) >= SURE_LEAST or (local and (hinted or bool(sure))):
        return True
    return local and len({c.key for c in here}) >= SURE_LEAST


def _only_here(case: _Case, context: Context) -> bool:
    """Return whether a name is long and plain enough, and nothing elsewhere bears it."""
    letters = SURE_LETTERS_OF_TOWNS if any(p.population >= KNOWN_TOWN for p in case.places) else SURE_LETTERS
    plain = case.mention.rule in PLAIN and len(case.key) >= letters
    return plain and bool(case.places) and all(p.country in context.sides for p in case.places)


def _unmistakable(case: _Case) -> bool:
    """Return whether a name is a place's own, or so long that nothing else is called so."""
    return len(case.key) >= LONG_LETTERS or any(_named_so(p, case.key) for p in case.places)


def _also_here(case: _Case, context: Context) -> bool:
    """Return whether a name is a town's or village's of the region too: another beside it may settle what it means."""
    plain = case.mention.rule in PLAIN and len(case.key) >= SURE_LETTERS_OF_TOWNS
    return plain and any(p.country in context.sides and p.kind in SETTLEMENTS for p in case.places)


def _are_neighbours(one: _Case, other: _Case) -> bool:
    """Return whether two names are those of settlements so close together that no chance brings both into a report."""
    return one.key != other.key and any(
        p.id != q.id and distance_m(p.point, q.point) <= LIST_REACH_M
        for p in one.places
        for q in other.places
        if p.kind in SETTLEMENTS and q.kind in SETTLEMENTS
    )


def _put_elsewhere(cases: Sequence[_Case], number: int, context: Context) -> bool:
    """Return whether a country or town far from the region stands right beside a name: Shaki in Oyo State, Nigeria."""
    for there in (number - 2, number - 1, number + 1, number + 2):
        if 0 <= there < len(cases) and _far_off(cases[there], context):
            gap = _gap(cases[number].mention, cases[there].mention, context.text)
            if gap is not None and len(gap) <= PUT_CHARS:
                return True
    return False


def _far_off(case: _Case, context: Context) -> bool:
    from_border_m = context.border_distance_m
    if from_border_m is None or not case.places:
        return False
    return all(from_border_m(*p.point) - p.extent_m > FAR_OFF_M for p in case.places)


def _candidate(place: Place, holding: Iterator[tuple[str, float]]) -> Candidate:
    score, reasons, once = 0.0, [], set()
    for name, share in holding:
        weight = FACTORS[name][0] * share
        if abs(weight) >= REASON_LEAST and name not in once:
            once.add(name)
            score += weight
            reasons.append(f"{name} {weight:+.2f}")
    return Candidate(place, round(max(0.0, min(1.0, score / FULL_SCORE)), 3), tuple(reasons))


def _written(mention: Mention) -> Resolution:
    longitude, latitude = mention.longitude or 0.0, mention.latitude or 0.0
    place = Place(f"coordinate:{latitude},{longitude}", mention.text, "point", longitude, latitude,
                  extent_m=mention.precision_m or 0.0, source="report")  # fmt: skip
    candidate = Candidate(place, 1.0, ("coordinate written in the text",))
    return Resolution(mention, (candidate,), candidate, "coordinate written in the text")


@lru_cache(maxsize=16_384)
def _own_keys(place_id: str, names: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  the id is the cache's key
    return tuple(dict.fromkeys(map(fold, names)))


def _named_so(place: Place, key: str) -> bool:
    """Return whether a folded mention is one of a place's own names, give or take a case ending."""
    return any(key == k or (len(k) >= NAME_LEAST and key.startswith(k[:-1])) for k in _names_of_its_own(place))


def _names_of_its_own(place: Place) -> tuple[str, ...]:
    """Return a place's folded names in the four languages, without old and variant ones."""
    own = (place.name, *(n for language, names in place.names.items() if language in OWN_NAMES for n in names))
    return _own_keys(place.id, own)


def _inflected_beside_another(case: _Case, place: Place) -> bool:
    """Return whether the name as written is another candidate's own, and of this one's names no more than a form."""
    if case.mention.rule != "exact" or len(case.places) == 1 or _is_called(place, case.key):
        return False
    return any(case.key in _names_of_its_own(other) for other in case.places)


def _is_called(place: Place, key: str) -> bool:
    """Return whether a folded name is, as it stands, any of a place's."""
    return key in _names_of_its_own(place) or any(fold(n) == key for names in place.names.values() for n in names)


def _of_kind(case: _Case, place: Place) -> Iterator[tuple[str, float]]:
    hint = case.mention.kind_hint
    if hint == "section":
        if place.kind in SHARED_AREAS:
            yield "area for a section", 1.0
    elif hint and _is_kind(place, hint):
        yield "kind", 1.0
    elif hint and any(_is_kind(other, hint) for other in case.places):
        yield "other kind", 1.0


def _bare(case: _Case, place: Place) -> Iterator[tuple[str, float]]:
    """Yield what a name without a word for its kind says, where an area or a river shares it with a settlement."""
    if case.mention.kind_hint and case.mention.kind_hint != "section":
        return
    settlements = [p for p in case.places if p.kind in SETTLEMENTS and p.country == place.country]
    if place.kind in {"province", "region"} and settlements and all(p.population < SMALL_PLACE for p in settlements):
        yield "province first", 1.0
    elif place.kind not in SETTLEMENTS and place.kind != "country" and settlements:
        yield "settlement first", 1.0


def _better_known(case: _Case, village: Place) -> list[Place]:
    """Return what a bare name means before a village: districts elsewhere, and larger towns of its country."""
    if village.kind != "village" or case.mention.kind_hint not in {"", "section"}:
        return []
    areas = [p for p in case.places if p.kind in SHARED_AREAS and not _holds(p, village)]
    towns = [p for p in case.places if p.kind in {"town", "city"} and p.country == village.country]
    return [*areas, *(p for p in towns if p.population >= KNOWN_TOWN)]


def _closeness(place: Place, beside: Sequence[tuple[str, _Case]]) -> float:
    """Return how close a settlement lies to the settlements it is listed with, 0 to 1."""
    if place.kind not in SETTLEMENTS:
        return 0.0
    listed = (c.places for relation, c in beside if relation == "listed" and not any(p.kind in AREAS for p in c.places))
    apart_m = min((distance_m(place.point, p.point) for places in listed for p in places), default=inf)
    return exp(-apart_m / LIST_REACH_M)


def _nearest_water(case: _Case, place: Place, water: _Case) -> bool:
    """Return whether a place lies within the circle of a lake and no namesake lies nearer to it."""
    lake = next(p for p in water.places if p.kind in WATERS)
    away_m = distance_m(place.point, lake.point)
    return away_m <= min(lake.extent_m, *(distance_m(p.point, lake.point) + SAME_GROUND_M for p in case.places))


def _is_kind(place: Place, hint: str) -> bool:
    return place.kind in KINDS_ALIKE.get(hint, {hint})


def _by_area(case: _Case, place: Place, other: _Case, *, owned: bool) -> Iterator[tuple[str, float]]:
    areas = [p for p in other.places if p.kind in SHARED_AREAS]
    if place.kind in AREAS or case.mention.kind_hint in SHARED_AREAS or not areas:
        return
    if any(_holds(area, place) or _shares(area, place) for area in areas):
        yield "area beside", 1.0
    elif any(_holds(area, p) for area in areas for p in case.places):
        yield "another area beside", 1.0
    elif owned and (case.mention.rule in LOOK_ALIKE or all(area.country != place.country for area in areas)):
        yield "outside the area beside", 1.0


def _owned_after(gap: str, lang: str | None) -> bool:
    """Return whether words after a name lead to the area that holds it: "X in the D district", "X, a village of D"."""
    short = len(gap) <= OWNED_CHARS and "," not in gap
    return short or leads_into(gap, lang)


def _far_from(case: _Case, place: Place, relation: str, owner: _Case) -> bool:
    """Return whether a settlement lies far from everything that the name of its owner may mean.

    A look-alike from a town before it; whatever is named "X in Y" from all that Y can be, districts included.
    """
    kinds = {p.kind for p in owner.places}
    if relation == "owner":
        told = case.mention.rule in LOOK_ALIKE and kinds.isdisjoint(AREAS)
    else:
        told = relation == "owned by" and "district" in kinds
    if place.kind not in SETTLEMENTS or not told:
        return False
    reach_m = OWNER_REACH_M if relation == "owner" else DISTRICT_REACH_M
    return all(distance_m(place.point, p.point) > reach_m for p in owner.places)


def _means_area(case: _Case, *, owner: bool) -> bool:
    """Return whether a mention is of an area: it says so, no settlement is called so, or it stands before its own.

    An adjective says so: it is only read before a direction or an area.
    """
    if case.mention.rule == "adjective":
        return True
    if case.mention.kind_hint:
        return case.mention.kind_hint in AREA_HINTS
    settlements = [p for p in case.places if p.kind in SETTLEMENTS]
    provinces = any(p.kind in {"province", "region"} for p in case.places)
    return owner or not settlements or (provinces and all(p.population < SMALL_PLACE for p in settlements))


def _gap(one: Mention, other: Mention, text: str) -> str | None:
    """Return the words between two mentions of one sentence that stand close together."""
    first, second = sorted((one.span, other.span))
    if second.start - first.end > BESIDE_CHARS:
        return None
    between = text[first.end : second.start]
    return None if any(mark in between for mark in ".!?։\n;") else between


def _holds(area: Place, place: Place) -> bool:
    if area.country != place.country or area.kind not in SHARED_AREAS:
        return False
    if fold(place.admin1) == fold(area.name.removesuffix(" District")):
        return True
    return (area.kind == "region" or not place.admin1) and distance_m(area.point, place.point) < area.extent_m


def _shares(area: Place, place: Place) -> bool:
    """Return whether a lake, river or peak that is counted to another country may be called the area's as well."""
    natural = place.kind in NATURAL and area.country != place.country
    return natural and area.kind in SHARED_AREAS and distance_m(area.point, place.point) < area.extent_m


def _is_rival(best: Candidate, other: Candidate) -> bool:
    """Return whether a candidate is other ground than the best: not the same spot, an area around it, or its seat."""
    if distance_m(best.place.point, other.place.point) <= SAME_GROUND_M:
        return False
    one, two = best.place, other.place
    area_and_place = (one.kind in AREAS) != (two.kind in AREAS)
    return not (area_and_place and distance_m(one.point, two.point) <= max(one.extent_m, two.extent_m))


def _said(candidate: Candidate) -> str:
    return f"{candidate.name} ({candidate.admin1 or candidate.country})"
