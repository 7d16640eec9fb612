"""Whether an incident is told of a place, and by a report at all, weighed by everything that is said.

The rules of :mod:`~geomap.text.triggers` ask for words they know: "shelled", "crossed the border". Reporters have
others. Here nothing proves anything alone: every word class of the lexicon and every word that stands in the sentence
of a place, close to it or in a sentence beside it adds its weight, for or against, as do the form of the place
expression, what kind of place it is and what the rules made of the sentence. The sums are logistic regressions fitted
to the annotated reports of ``data/reading`` by ``data/build/evidence.py``: one says whether an incident is told of a
place, one for each kind of incident which it was, and one whether a report tells of any. They add a place that no word
for a deed is linked to, and strike one or a whole report against which everything speaks, whatever word is there.
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
    "AGAINST", "ALWAYS", "QUIET", "SURE", "Features", "Fitted", "Surroundings", "Weights", "applies", "believed",
    "kind", "likelihood", "report", "speaks_against", "struck", "trigger",
]  # fmt: skip

BELIEVED = 0.55  # so likely an incident that adding it finds more than it invents (data/build/evidence.py --check)
STRUCK = 0.2  # so unlikely that a known word for a deed does not count either
STRUCK_AFAR = 0.4  # the same of a place far from the border, where much is named and little of this happens
QUIET = 0.4  # so unlikely that a report tells of any incident
SURE = 0.75  # so likely at a place that no report speaks against it
REPORT_WORDS = range(20, 500)  # of the reports that were fitted
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
NO_DEED = ("event.generic", "event.response")  # "the incident", "fired back": of no kind

Features = frozenset[str]
Weights = Mapping[str, float]


class Fitted(msgspec.Struct, frozen=True):
    """Weights by feature: for any incident in a report, for one at a place, and for each kind of incident."""

    any: dict[str, float]
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
    def _shared(self) -> Features:
        """What bears on every place of the sentence alike; most sentences name none that is asked about."""
        return frozenset((*self._said(), *self._beside(), *self._form()))

    def features(self, spot: Spot) -> Features:
        """Return what bears on a place expression: names of features, each there or not.

        ``in:CLASS``, ``near:CLASS`` and ``title:CLASS`` are word classes of the lexicon in its sentence, close to it
        and in the report's title. ``word:LANG:STEM`` and ``close:LANG:STEM`` are words in its sentence and close to
        it, ``before:LANG:STEM`` and ``after:LANG:STEM`` those of the sentences before and after, ``ends:LANG:LETTERS``
        how the place itself ends: the case it stands in. They are worked out once a place.
        """
        if spot not in self._features:
            self._features[spot] = self._shared.union(self._near(spot), self._known(spot))
        return self._features[spot]

    def _said(self) -> Iterator[str]:
        yield from (f"in:{key}" for key in _weighed(self._reading.hits.found) if any(self._hits(key)))
        yield from (f"title:{key}" for key in _weighed(self.context.beyond.title_keys))
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
        for key in _weighed(reading.hits.found):
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


def report(reading: Reading) -> Features:
    """Return what bears on whether a report tells of any incident: its words, as ``says:LANG:STEM``."""
    return frozenset(f"says:{stem}" for _, stem in stems(reading, 0, len(reading.words)))


def applies(reading: Reading) -> bool:
    """Return whether a report is one of those the weights are fitted to: of more than one sentence."""
    return len(reading.sentences) > 1


def stems(reading: Reading, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the words [first, end) of a report by the letters they begin with, with their language."""
    for index, word in enumerate(reading.words[first:end], first):
        if word.text[0].isalpha():
            yield index, f"{reading.lang}:{word.text[:LETTERS]}"


def speaks_against(reading: Reading) -> bool:
    """Return whether the words of a report all in all speak against any incident.

    Those of a few words or of many are never judged so: none like them was fitted.
    """
    fitted = applies(reading) and len(reading.words) in REPORT_WORDS
    return fitted and likelihood(report(reading), _fitted().any) < QUIET


def _weighed(keys: Iterable[str]) -> Iterator[str]:
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
