"""From a name asked for to ranked places: exact, inflected, in another spelling, with a letter wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
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
# share left for how the name stands to the place, and the reason where there is one to say
OWN: tuple[float, tuple[str, ...]] = (1.0, ())
VARIANT = (0.9, ("a variant or older name",))
ANOTHER_SPELLING: tuple[float, tuple[str, ...]] = (0.97, ())  # diacritics or case endings differ
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

_QUALIFIER = re.compile(r"[(,]")  # what begins a qualifier: Agarak (Kapan), Aghdam, Tovuz


@dataclass(frozen=True, eq=False)
class Search:
    """Look-up over the names of one gazetteer."""

    index: NameIndex
    place: Callable[[str], Place]
    named: Callable[[str], Sequence[Place]]  # the places that bear a folded name
    border_distance_m: Callable[[str], float | None]  # None for a place elsewhere

    def lookup(self, name: str, lang: str | None = None) -> list[Candidate]:
        """Return the places a name may mean, best first; empty where there is none.

        Vaguer ways of reading a name are tried only where plainer ones find nothing. A qualifier after the name,
        "Agarak (Kapan)" or "Aghdam, Tovuz", prefers places near or in what it names.
        """
        exact = self._exact(name)
        if exact:
            return exact
        first, *qualifier = _QUALIFIER.split(name, maxsplit=1)
        if not qualifier:
            return self._otherwise(name, lang)
        return self._preferring(self._read(first.strip(), lang), qualifier[0].strip(" )"))

    def _preferring(self, candidates: Sequence[Candidate], qualifier: str) -> list[Candidate]:
        named_beside = self._read(qualifier, None)
        if not candidates:
            return named_beside
        others = [c.place for c in named_beside[:3]]
        return _ranked(_nearer(c, others) for c in candidates)

    def _read(self, name: str, lang: str | None) -> list[Candidate]:
        return self._exact(name) or self._otherwise(name, lang)

    def _exact(self, name: str) -> list[Candidate]:
        return _ranked([self._candidate(place, name, "exact") for place in self.named(fold(name))])

    def _otherwise(self, name: str, lang: str | None) -> list[Candidate]:
        """Return the candidates for a name that no place bears as it stands, each read in the plainest way."""
        found: dict[str, Candidate] = {}
        for reading, places in self._readings(name, lang):
            for place in places:
                if place.id not in found:
                    found[place.id] = self._candidate(place, name, reading)
        return _ranked(found.values())

    def _readings(self, name: str, lang: str | None) -> Iterator[tuple[str, Sequence[Place]]]:
        """Yield the places that each way of reading finds for a name that no place bears as it stands."""
        bare = _without_kind(name)
        with_kind = [(place, kind) for b, kind in bare for place in self.named(b)]
        if with_kind:
            yield "kind word", [place for place, kind in with_kind if place.kind in KINDS_ALIKE.get(kind, {kind})]
            yield "another kind", [place for place, _ in with_kind]
            return
        keys = [fold(name), *(b for b, _ in bare)]
        inflected = [place for k in keys for form in _forms(k, lang) for place in self.named(form)]
        sounds = [sound for k in keys for sound in skeletons(k)]
        alike = self._places(i for sound in sounds for i in self.index.sounds.get(sound, ()))
        if inflected or alike:
            yield "inflected", inflected
            yield "transliterated", alike
            return
        long_enough = (loose(sound) for sound in sounds if len(sound) >= LOOSE_LEAST)
        yield "vowels", self._places(i for sound in long_enough for i in self._loose.get(sound, ()))
        yield "misspelt", self._places(i for k in keys for i in self.index.misspelt(k))

    def _places(self, ids: Iterable[str]) -> list[Place]:
        return [self.place(place_id) for place_id in ids]

    @cached_property
    def _loose(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for sound, ids in self.index.sounds.items():
            key = loose(sound)
            found[key] = (*found.get(key, ()), *ids)
        return found

    def _candidate(self, place: Place, name: str, reading: str) -> Candidate:
        share, reason = READINGS[reading]
        spelling, spelled = _spelling(place, name)
        return Candidate(place, round(share * spelling * self._worth(place), 3), (reason, *spelled))

    def _worth(self, place: Place) -> float:
        """Return what a place is worth by itself, 0 to 1."""
        distance_m = self.border_distance_m(place.id)
        bare, per_decade = WORTH[distance_m is not None]
        bare += AT_BORDER * exp(-distance_m / BORDER_REACH_M) if distance_m is not None else 0.0
        decades = log10(max(1, place.population)) if place.kind != "country" else 9
        return min(1.0, bare + WORTH_OF_KIND.get(place.kind, 0.0) + per_decade * decades)


def _ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the best candidates, the best first."""
    return sorted(candidates, key=lambda c: (-c.score, c.place.id))[:CANDIDATES_MOST]


def _spelling(place: Place, name: str) -> tuple[float, tuple[str, ...]]:
    """Return the share left for a variant name or another spelling, and the reason where there is one to say."""
    if name == place.name:
        return OWN
    for language, names in place.names.items():
        if name in names:
            return OWN if language != "other" else VARIANT
    own = (n for language, names in place.names.items() if language != "other" for n in names)
    if name.casefold() in map(str.casefold, (place.name, *own)):
        return OWN
    return VARIANT if fold(name) in map(fold, place.names.get("other", ())) else ANOTHER_SPELLING


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
