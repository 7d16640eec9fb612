"""Whether an incident is told of a place, and by a report at all, weighed by everything that is said.

The rules of :mod:`~geomap.text.triggers` ask for words they know: "shelled", "crossed the border". Reporters have
others. Here nothing proves anything alone: every word class of the lexicon and every word that stands in the sentence
of a place, close to it or in a sentence beside it adds its weight, for or against, as do the form of the place
expression, what kind of place it is and what the rules made of the sentence. The sums are logistic regressions fitted
to the annotated reports of ``data/reading`` by ``data/build/evidence.py``: one says whether an incident is told of a
place, one for each kind of incident which it was, one whether a report tells of any, and one whether what is told is
told in somebody's name. They add a place that no word for a deed is linked to, and strike one or a whole report against
which everything speaks, whatever word is there.
Word classes serve all languages, since their lexicons share their keys.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources

import msgspec

from geomap.model import EventType
from geomap.text import triggers
from geomap.text.drafts import Context, Sentence, Spot, ids
from geomap.text.reading import Reading
from geomap.text.terms import Hit
from geomap.text.triggers import Trigger

__all__ = [
    "AGAINST", "ALWAYS", "QUIET", "Features", "Fitted", "Surroundings", "Weights", "applies", "attributed", "believed",
    "fate", "judges", "kind", "likelihood", "report", "speaks_against", "stems", "struck", "surest", "trigger",
    "weighed",
]  # fmt: skip

BELIEVED = 0.55  # so likely an incident that adding it finds more than it invents (data/build/evidence.py --check)
STRUCK = 0.2  # so unlikely that a known word for a deed does not count either
STRUCK_AFAR = 0.4  # the same of a place far from the border, where much is named and little of this happens
QUIET = 0.5  # so unlikely that a report tells of any incident
ATTRIBUTED = 0.65  # so likely that somebody says so though the rules hear nobody (data/build/evidence.py --check)
OWN_VOICE = 0.4  # so unlikely that whom the rules hear does not say it
REPORT_WORDS = range(25, 500)  # of the reports that were fitted
AGAINST = "all that is said speaks against it"
ALWAYS = "always"  # the feature of every place
NEAR = 8.0  # words and tolls from a place within which a word is said close to it
TOLD_OF = 3  # features that a rule's name gives
LETTERS = 7  # of a word, that tell it from others whatever its ending
ENDINGS = (2, 3)  # letters at the end of a place, that tell its case
MANY = 4  # places in a sentence: more say no more
LONG_SENTENCES = 8  # of a longer report most tell of what was before or what somebody thinks
# Word classes that say what a report is about; those of grammar would fit the reports at hand better and others worse.
WEIGHED = (
    "accident.", "actors.enemy", "actors.forces", "actors.our", "attribution.deny", "attribution.doubt",
    "attribution.ministry", "attribution.verb", "casualties.captured", "casualties.killed", "casualties.person",
    "casualties.wounded", "event.", "history.", "irrealis.", "negation.", "roles.capital", "roles.elsewhere",
    "roles.hospital", "roles.meeting", "roles.office", "roles.village_head", "weapons.",
)  # fmt: skip
KNOWN_OF_ALL = ("in:", "title:", "dropped:", "tells:")  # what is known of a sentence beyond its very words
STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)  # of likelihood
NO_DEED = ("event.generic", "event.response")  # "the incident", "fired back": of no kind

Features = frozenset[str]
Weights = Mapping[str, float]


class Fitted(msgspec.Struct, frozen=True):
    """Weights by feature: for any incident in a report, for one at a place, its kinds, who says so, persons' fates."""

    any: dict[str, float]
    attributed: dict[str, float]
    fates: dict[str, dict[str, float]]
    told: dict[str, float]
    kinds: dict[EventType, dict[str, float]]


@cache
def _fitted() -> Fitted:
    written = resources.files("geomap.text").joinpath("lexicon", "evidence.json").read_bytes()
    return msgspec.json.decode(written, type=Fitted)


class Surroundings:
    """All that is said in one sentence and in those beside it, as evidence on each of its places.

    `told` is whether the report has told an incident already.
    """

    def __init__(self, context: Context, sentence: Sentence, *, told: bool) -> None:
        self.context = context
        self.sentence = sentence
        self.told = told
        self._reading = context.reading
        self._features: dict[Spot, Features] = {}

    @cached_property
    def _aside(self) -> set[int]:
        """Words that tell nothing more: of places, and of deeds known to be no incident."""
        places = (spot.words for spot in self.sentence.spots)
        dismissed = (t.words for t in self.sentence.found if triggers.dismissed(t))
        return {index for words in (*places, *dismissed) for index in range(*words)}

    @cached_property
    def _words(self) -> list[tuple[int, str]]:
        said = stems(self._reading, self.sentence.first, self.sentence.end)
        return [(index, stem) for index, stem in said if index not in self._aside]

    @cached_property
    def shared(self) -> Features:
        """Return what bears on every place of the sentence alike; most sentences name none that is asked about."""
        return frozenset((*self._said(), *self._beside(), *self._form()))

    def features(self, spot: Spot) -> Features:
        """Return what bears on a place expression: names of features, each there or not.

        ``in:CLASS``, ``near:CLASS`` and ``title:CLASS`` are word classes of the lexicon in its sentence, close to it
        and in the report's title. ``word:LANG:STEM`` and ``close:LANG:STEM`` are words in its sentence and close to
        it, ``before:LANG:STEM`` and ``after:LANG:STEM`` those of the sentences before and after, ``ends:LANG:LETTERS``
        how the place itself ends: the case it stands in. They are worked out once a place.
        """
        if spot not in self._features:
            self._features[spot] = self.shared.union(self._near(spot), self._known(spot))
        return self._features[spot]

    def open(self) -> Iterator[Features]:
        """Yield the features of each place of the sentence at which something may have happened."""
        spots = self.sentence.spots
        return (self.features(s) for s in spots if not (s.locative.origin or self.context.refusal(s)))

    def _said(self) -> Iterator[str]:
        yield from (f"in:{key}" for key in weighed(self._reading.hits.found) if any(self._hits(key)))
        yield from (f"title:{key}" for key in weighed(self.context.beyond.title_keys))
        yield from (f"word:{stem}" for _, stem in self._words)

    def _hits(self, key: str) -> Iterator[Hit]:
        """Yield where words of a class stand in the sentence, but for those that are known to tell nothing."""
        hits = self._reading.hits.within(key, self.sentence.first, self.sentence.end)
        return (hit for hit in hits if not (key.startswith("event.") and hit.first in self._aside))

    def _beside(self) -> Iterator[str]:
        sentences = self._reading.sentences
        for where, number in (("before", self.sentence.index - 1), ("after", self.sentence.index + 1)):
            if 0 <= number < len(sentences):
                _, first, end = sentences[number]
                yield from (f"{where}:{stem}" for _, stem in stems(self._reading, first, end))

    def _form(self) -> Iterator[str]:
        sentence = self.sentence
        long = len(self._reading.sentences) > LONG_SENTENCES
        said = (("told", self.told), ("dated", sentence.windows), ("spoken", sentence.voices), ("long", long))
        yield from (name for name, holds in said if holds)
        yield f"places:{min(len(sentence.spots), MANY)}"
        yield from (f"dropped:{t.status}" for t in sentence.found if t.status)
        yield from (f"tells:{t.type}" for t in sentence.happened)

    def _near(self, spot: Spot) -> Iterator[str]:
        reading = self._reading
        for key in weighed(reading.hits.found):
            if any(reading.gap((hit.first, hit.last + 1), spot.words) < NEAR for hit in self._hits(key)):
                yield f"near:{key}"
        close = (stem for index, stem in self._words if reading.gap((index, index + 1), spot.words) < NEAR)
        yield from (f"close:{stem}" for stem in close)
        last = reading.words[spot.end - 1].text
        yield from (f"ends:{reading.lang}:{last[-letters:]}" for letters in ENDINGS)

    def _known(self, spot: Spot) -> Iterator[str]:
        """What is known of a place beyond its surroundings."""
        beyond = self.context.beyond
        yield f"relation:{spot.locative.relation}"
        yield from (name for name, holds in (("bare", spot.bare), ("origin", spot.locative.origin)) if holds)
        if ids(spot) & beyond.title_places:
            yield "titled"
        for anchor in spot.locative.anchors:
            yield f"called:{anchor.kind_hint}"
            yield from (f"is:{trait}" for trait in beyond.traits(anchor))
        if refusal := self.context.refusal(spot):
            yield f"refused:{refusal}"
        yield f"nearest:{_nearest(self._reading, self.sentence, spot)[0]}"


def report(reading: Reading, weighed: Iterable[Surroundings], linked: int, found: int) -> Features:
    """Return what bears on whether a report tells of any incident, but for how likely one is at its places.

    ``says:LANG:STEM`` are its words, ``has:FEATURE`` what is known of any of its sentences, ``linked:NUMBER`` the
    places that a word for a deed is linked to, and ``found:NUMBER`` the incidents that the rules find.
    """
    words = (f"says:{stem}" for _, stem in stems(reading, 0, len(reading.words)))
    known = (f"has:{name}" for around in weighed for name in around.shared if name.startswith(KNOWN_OF_ALL))
    return frozenset((*words, *known, f"linked:{min(linked, MANY)}", f"found:{min(found, MANY)}"))


def surest(likely: Iterable[float]) -> Features:
    """Return how likely incidents are at the likeliest and the second likeliest place of a report, by steps."""
    two = zip(("first", "second"), sorted(likely, reverse=True), strict=False)
    return frozenset(f"{which}>{step}" for which, value in two for step in STEPS if value > step)


def applies(reading: Reading) -> bool:
    """Return whether a report is one of those the weights are fitted to: of more than one sentence."""
    return len(reading.sentences) > 1


def judges(reading: Reading) -> bool:
    """Return whether a report is one of those that were fitted as a whole: neither a few words nor many."""
    return applies(reading) and len(reading.words) in REPORT_WORDS


def stems(reading: Reading, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the words [first, end) of a report by the letters they begin with, with their language."""
    for index, word in enumerate(reading.words[first:end], first):
        if word.text[0].isalpha():
            yield index, f"{reading.lang}:{word.text[:LETTERS]}"


def speaks_against(said: Features, likely: Iterable[float]) -> bool:
    """Return whether all that is `said` in a report speaks against any incident, `likely` as each of its places is."""
    return likelihood(said | surest(likely), _fitted().any) < QUIET


def attributed(found: Features, *, heard: bool, weights: Weights | None = None) -> tuple[bool, float]:
    """Return whether what is told of a place with these features is told in somebody's name, and how likely that is.

    `heard` is whether the rules find in whose: it takes much to say otherwise. By the fitted weights, or by others of
    their kind.
    """
    likely = likelihood(found, _fitted().attributed if weights is None else weights)
    return likely >= (OWN_VOICE if heard else ATTRIBUTED), likely


def fate(found: Features, kind: str) -> float:
    """Return how likely it is that persons with these features (:mod:`~geomap.text.fates`) came to harm of a kind."""
    return likelihood(found, _fitted().fates[kind])


def weighed(keys: Iterable[str]) -> Iterator[str]:
    """Yield those word classes that say what a report is about."""
    return (key for key in keys if key.startswith(WEIGHED))


def _nearest(reading: Reading, sentence: Sentence, spot: Spot) -> tuple[str, tuple[int, int]]:
    """Return the nearest words that the lexicon has for any deed, by its kind; `other`, the place, without them."""
    said = [
        (reading.gap((hit.first, hit.last + 1), spot.words), (hit.first, hit.last + 1), hit.key.split(".")[1])
        for hit in reading.hits.under("event", sentence.first, sentence.end)
        if not hit.key.startswith(NO_DEED) and (hit.last < spot.first or hit.first >= spot.end)
    ]
    _, words, kind = min(said, default=(0.0, spot.words, "other"))
    return kind, words


def _sum(found: Features, weights: Weights) -> float:
    return weights[ALWAYS] + math.fsum(weights.get(name, 0.0) for name in found)


def likelihood(found: Features, weights: Weights | None = None) -> float:
    """Return how likely it is, from 0 to 1, that an incident is told of a place with these features.

    By the fitted weights, or by others of their kind.
    """
    return 1.0 / (1.0 + math.exp(-_sum(found, _fitted().told if weights is None else weights)))


def believed(found: Features, weights: Weights | None = None) -> bool:
    """Return whether an incident is told of a place with these features, though no known word for a deed is."""
    return likelihood(found, weights) >= BELIEVED


def struck(likely: float, *, afar: bool) -> bool:
    """Return whether nothing happened at a place where an incident is so `likely`, `afar` from the border or not."""
    return likely < (STRUCK_AFAR if afar else STRUCK)


def kind(found: Features, kinds: Mapping[EventType, Weights] | None = None) -> EventType:
    """Return of what kind an incident at a place with these features is most likely.

    By the fitted weights, or by others of their kind.
    """
    weights = _fitted().kinds if kinds is None else kinds
    return max(sorted(weights), key=lambda name: _sum(found, weights[name]))


def telling(found: Features) -> list[str]:
    """Return the features that speak most for an incident, with their weights, for whoever asks why."""
    weights = _fitted().told
    heaviest = sorted(found, key=lambda name: (-weights.get(name, 0.0), name))[:TOLD_OF]
    return [f"{name} {weights[name]:+.1f}" for name in heaviest if weights.get(name, 0.0) > 0]


def trigger(reading: Reading, sentence: Sentence, spot: Spot, found: Features) -> Trigger:
    """Return what must have happened at a place, said by the nearest words that the lexicon has for any deed."""
    first, end = _nearest(reading, sentence, spot)[1]
    pattern = f"evidence {likelihood(found):.2f} ({', '.join(telling(found))})"
    return Trigger(kind(found), strong=False, first=first, end=end, pattern=pattern, presumed=True)
