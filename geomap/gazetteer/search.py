"""From a name asked for to ranked places: exact, inflected, in another spelling, with a letter wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import exp, log10

from geomap.model import Candidate, Place
from geomap.text.folding import fold, loose, skeletons
from geomap.text.hints import KINDS_ALIKE
from geomap.text.inflection import adjectives, bases, language_of_word
from geomap.text.languages import CODES, alternation, load, smooth
from geomap.text.toponyms import NameIndex

__all__ = ["READINGS", "Search"]

# how a name was read: (share of the score, why it is worth less)
READINGS: dict[str, tuple[float, str]] = {
    "exact": (1.0, "spelled so"),
    "kind word": (0.97, "spelled so, beside a word for its kind"),
    "another kind": (0.75, "spelled so, beside a word for another kind"),
    "inflected": (0.9, "a case form of it"),
    "transliterated": (0.85, "the same in another spelling"),
    "vowels": (0.65, "the same but for its vowels"),
    "misspelt": (0.6, "the same but for one letter"),
}
VARIANT = 0.9  # share left where the name is only a variant or an old one
ANOTHER_SPELLING = 0.97  # share left where diacritics or case endings differ
WORTH = {
    True: (0.8, 0.02),
    False: (0.3, 0.08),
}  # of places of the region or elsewhere: bare, and per tenfold inhabitants
AT_BORDER, BORDER_REACH_M = (
    0.05,
    15_000.0,
)  # more for a place at a border that geomap knows; falls off with the distance
WORTH_OF_KIND = {"country": 0.2, "province": 0.12, "region": 0.12, "district": -0.03}  # more than bare
CANDIDATES_MOST = 20
LOOSE_LEAST = 4  # letters of a name read but for its vowels

PLACES_REMEMBERED = 4_096

_QUALIFIED = re.compile(r"^(?P<name>[^(,]+?)\s*(?:\((?P<inside>[^)]*)\)|,\s*(?P<after>.+))\s*$")


@dataclass(frozen=True, eq=False)
class _Known:
    """What every look-up of a place needs of it."""

    place: Place
    own: frozenset[str]  # its own names, without regard to case
    variants: frozenset[str]  # keys of its variant and older ones
    worth: float  # of the place itself, 0 to 1


@dataclass(frozen=True, eq=False)
class Search:
    """Look-up over the names of one gazetteer."""

    index: NameIndex
    place: Callable[[str], Place]
    border_distance_m: Callable[[str], float | None]  # None for a place elsewhere
    world: Callable[[str, int], tuple[str, ...]]

    def lookup(self, name: str, lang: str | None = None) -> list[Candidate]:
        """Return the places a name may mean, best first; empty where there is none.

        A qualifier after the name, "Agarak (Kapan)" or "Aghdam, Tovuz", prefers places near or in what it names.
        """
        found = self._read(name, lang)
        qualified = _QUALIFIED.match(name)
        if qualified:
            inner = self._read(qualified["name"], lang)
            found = _merged(self._preferring(inner, qualified["inside"] or qualified["after"] or ""), found)
        return found[:CANDIDATES_MOST]

    def _preferring(self, candidates: Sequence[Candidate], qualifier: str) -> list[Candidate]:
        if not candidates:
            return self._read(qualifier, None)
        others = [c.place for c in self._read(qualifier, None)[:3]]
        scored = [_nearer(c, others) for c in candidates]
        return sorted(scored, key=lambda c: (-c.score, c.id))

    def _read(self, name: str, lang: str | None) -> list[Candidate]:
        best: dict[str, Candidate] = {}
        for reading, ids in self._readings(name, lang):
            for place_id in ids:
                if place_id not in best:
                    best[place_id] = self._candidate(place_id, name, reading)
        return sorted(best.values(), key=lambda c: (-c.score, c.id))

    def _readings(self, name: str, lang: str | None) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the ids each way of reading finds, the plainest first; the vaguer ones only where those find none."""
        key = fold(name)
        found = self._exact(key)
        yield "exact", found
        bare = _without_kind(name)
        with_kind = [i for b, _ in bare for i in self._exact(b)]
        yield "kind word", [i for b, kind in bare for i in self._exact(b) if self._is(i, kind)]
        yield "another kind", with_kind
        if any(self.border_distance_m(i) is not None for i in (*found, *with_kind)):
            return
        keys = [key, *(b for b, _ in bare)]
        inflected = [i for k in keys for form in _forms(k, lang) for i in self._exact(form)]
        yield "inflected", inflected
        by_sound = [i for k in keys for s in skeletons(k) for i in self.index.sounds.get(s, ())]
        yield "transliterated", by_sound
        if not (found or with_kind or inflected or by_sound):
            yield (
                "vowels",
                [i for k in keys for s in skeletons(k) for i in self._loose.get(loose(s), ()) if len(s) >= LOOSE_LEAST],
            )
            yield "misspelt", [i for k in keys for i in self.index.misspelt(k)]

    def _is(self, place_id: str, kind: str) -> bool:
        return self.place(place_id).kind in KINDS_ALIKE.get(kind, {kind})

    def _exact(self, key: str) -> tuple[str, ...]:
        return (*self.index.names.get(key, ()), *self.world(key, 0)) if key else ()

    @cached_property
    def _loose(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for sound, ids in self.index.sounds.items():
            key = loose(sound)
            found[key] = (*found.get(key, ()), *ids)
        return found

    def _candidate(self, place_id: str, name: str, reading: str) -> Candidate:
        known = self._known(place_id)
        share, reason = READINGS[reading]
        spelling, spelled = _spelling(known, name)
        return Candidate(known.place, round(share * spelling * known.worth, 3), (reason, *spelled))

    @cached_property
    def _known(self) -> Callable[[str], _Known]:
        return lru_cache(maxsize=PLACES_REMEMBERED)(self._learnt)

    def _learnt(self, place_id: str) -> _Known:
        place = self.place(place_id)
        own = [place.name, *(n for language, names in place.names.items() if language != "other" for n in names)]
        variants = frozenset(map(fold, place.names.get("other", ())))
        return _Known(place, frozenset(n.casefold() for n in own), variants, self._worth(place))

    def _worth(self, place: Place) -> float:
        distance_m = self.border_distance_m(place.id)
        bare, per_decade = WORTH[distance_m is not None]
        bare += AT_BORDER * exp(-distance_m / BORDER_REACH_M) if distance_m is not None else 0.0
        decades = log10(max(1, place.population)) if place.kind != "country" else 9
        return min(1.0, bare + WORTH_OF_KIND.get(place.kind, 0.0) + per_decade * decades)


def _spelling(known: _Known, name: str) -> tuple[float, tuple[str, ...]]:
    """Return the share left for a variant name or another spelling, and the reason where there is one to say."""
    if name.casefold() in known.own:
        return 1.0, ()
    if fold(name) in known.variants:
        return VARIANT, ("a variant or older name",)
    return ANOTHER_SPELLING, ()


def _nearer(candidate: Candidate, others: Sequence[Place]) -> Candidate:
    """Return the candidate with more score the nearer it lies to one of the qualifier's places."""
    gaps = [_degrees(candidate.place, o) for o in others if o.id != candidate.id]
    if not gaps:
        return candidate
    gain = 0.3 / (1 + 5 * min(gaps))
    return Candidate(
        candidate.place, round(candidate.score * 0.7 + gain, 3), (*candidate.reasons, "near what is named beside it")
    )


def _degrees(one: Place, other: Place) -> float:
    return float(abs(one.longitude - other.longitude) * 0.77 + abs(one.latitude - other.latitude))


def _merged(first: Sequence[Candidate], second: Sequence[Candidate]) -> list[Candidate]:
    return [*first, *(c for c in second if c.id not in {f.id for f in first})]


def _forms(key: str, lang: str | None) -> Iterator[str]:
    words = key.split(" ")
    if not key:
        return
    language = language_of_word(
        words[-1], lang or "az"
    )  # of words in Latin letters, only Azerbaijani ones have endings
    for base in (*bases(words[-1], language), *adjectives(words[-1], language)):
        yield " ".join([*words[:-1], base])


@cache
def _kind_words() -> re.Pattern[str]:
    """Return a pattern of the words for kinds that stand before or after names, each kind a group of its own."""
    phrases: dict[str, set[str]] = {}
    for code in CODES:
        for table in ("before", "after"):
            for kind, words in load(code).table("toponym").get(table, {}).items():
                phrases.setdefault(kind, set()).update(words)
    groups = "|".join(f"(?P<{kind}>{alternation(words)})" for kind, words in phrases.items() if words)
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)")


def _without_kind(name: str) -> list[tuple[str, str]]:
    """Return the folded name without a word for its kind at either end, and the kind: "озеро Сев", "Tovuz rayonu"."""
    smoothed = smooth(name.strip())
    if smoothed.isalnum():
        return []
    found = []
    for match in _kind_words().finditer(smoothed):
        if match.start() == 0 and match.end() < len(smoothed):
            found.append((fold(smoothed[match.end() :]), str(match.lastgroup)))
        elif match.end() == len(smoothed) and match.start() > 0:
            found.append((fold(smoothed[: match.start()]), str(match.lastgroup)))
    return [(key, kind) for key, kind in found if key]
