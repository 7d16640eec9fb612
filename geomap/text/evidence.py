"""Whether something happened at a place that no word for a deed is linked to, by all that is said around it.

The rules of :mod:`~geomap.text.triggers` ask for words they know: "shelled", "crossed the border". Reporters have
others. Here nothing proves anything alone: every word class of the lexicon that occurs close to the place, in its
sentence or in the report's title adds its weight, for or against, as do the form of the place expression and what the
rules made of the sentence. The sum is a logistic regression fitted to the annotated reports of ``data/reading`` by
``data/build/evidence.py``; one set of weights serves all languages, since their lexicons share their keys.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from geomap.text.drafts import Context, Sentence, Spot, ids
from geomap.text.reading import Reading
from geomap.text.triggers import Trigger

__all__ = ["BELIEVED", "armed", "features", "likelihood", "telling", "trigger"]

BELIEVED = 0.6  # so likely an incident that adding it finds more than it invents (data/build/evidence.py --check)
NEAR = 8.0  # words and tolls from a place within which a word is said close to it
TOLD_OF = 3  # features that a rule's name gives
MANY = 4  # places in a sentence: more say no more
# Word classes that say what a report is about; those of grammar would fit the reports at hand better and others worse.
WEIGHED = (
    "accident.", "actors.enemy", "actors.forces", "actors.our", "attribution.deny", "attribution.doubt",
    "attribution.ministry", "attribution.verb", "casualties.captured", "casualties.killed", "casualties.person",
    "casualties.wounded", "event.", "history.", "irrealis.", "negation.", "roles.capital", "roles.elsewhere",
    "roles.hospital", "roles.meeting", "roles.office", "roles.village_head", "weapons.",
)  # fmt: skip
ARMED = (
    "tells:", "in:event.", "in:weapons.", "in:actors.forces", "in:actors.enemy", "in:actors.our",
    "in:casualties.captured", "in:casualties.killed", "in:casualties.wounded",
)  # fmt: skip
NO_DEED = ("event.generic", "event.response")  # "the incident", "fired back": of no kind
_WEIGHTS = "evidence.toml"

Features = frozenset[str]


@cache
def _weights() -> Mapping[str, float]:
    """Fitted weights by feature; ``always`` is that of any place."""
    table = tomllib.loads(resources.files("geomap.text").joinpath("lexicon", _WEIGHTS).read_text("utf-8"))
    weights: dict[str, float] = table["weights"]
    return weights


def features(context: Context, sentence: Sentence, spot: Spot, *, told: bool) -> Features:
    """Return what bears on a place expression: names of features, each there or not.

    ``near:KEY``, ``in:KEY`` and ``title:KEY`` are word classes close to it, in its sentence and in the report's title;
    `told` is whether the report has told an incident already.
    """
    reading = context.reading
    return frozenset((*_words(reading, sentence, spot), *_form(sentence, spot, told=told), *_known(context, spot)))


def _words(reading: Reading, sentence: Sentence, spot: Spot) -> Iterator[str]:
    for key in _weighed(reading.hits.found):
        hits = reading.hits.within(key, sentence.first, sentence.end)
        if hits:
            yield f"in:{key}"
        if any(reading.gap((hit.first, hit.last + 1), spot.words) < NEAR for hit in hits):
            yield f"near:{key}"


def _weighed(keys: Iterable[str]) -> Iterator[str]:
    return (key for key in keys if key.startswith(WEIGHED))


def _known(context: Context, spot: Spot) -> Iterator[str]:
    """What is known of a place beyond its sentence."""
    yield from (f"title:{key}" for key in _weighed(context.beyond.title_keys))
    if ids(spot) & context.beyond.title_places:
        yield "titled"
    if spot.locative.anchors and all(map(context.beyond.is_far, spot.locative.anchors)):
        yield "far"
    if refusal := context.refusal(spot):
        yield f"refused:{refusal}"


def _form(sentence: Sentence, spot: Spot, *, told: bool) -> Iterator[str]:
    yield f"relation:{spot.locative.relation}"
    yield from (name for name, holds in (("bare", spot.bare), ("origin", spot.locative.origin)) if holds)
    yield from (name for name, holds in (("told", told), ("opens", sentence.index == 0)) if holds)
    yield from (name for name, holds in (("dated", sentence.windows), ("spoken", sentence.voices)) if holds)
    yield f"places:{min(len(sentence.spots), MANY)}"
    yield from (f"dropped:{t.status}" for t in sentence.found if t.status)
    yield from (f"tells:{t.type}" for t in sentence.happened)


def likelihood(found: Features, weights: Mapping[str, float] | None = None) -> float:
    """Return how likely it is, from 0 to 1, that an incident is told of a place with these features.

    By the fitted weights, or by others of their kind.
    """
    weights = _weights() if weights is None else weights
    total = weights["always"] + math.fsum(weights.get(name, 0.0) for name in found)
    return 1.0 / (1.0 + math.exp(-total))


def armed(found: Features) -> bool:
    """Return whether features speak of troops, weapons or harm at all, close to the place or in its sentence."""
    return any(name.startswith(ARMED) and not name.startswith("in:event.generic") for name in found)


def telling(found: Features) -> list[str]:
    """Return the features that speak most for an incident, with their weights, for whoever asks why."""
    weights = _weights()
    heaviest = sorted(found, key=lambda name: (-weights.get(name, 0.0), name))[:TOLD_OF]
    return [f"{name} {weights[name]:+.1f}" for name in heaviest if weights.get(name, 0.0) > 0]


def trigger(reading: Reading, sentence: Sentence, spot: Spot, found: Features) -> Trigger:
    """Return what happened at a place, as the nearest words that the lexicon has for any deed; `other` without them."""
    said = [
        (reading.gap((hit.first, hit.last + 1), spot.words), hit.first, hit.last + 1, hit.key.split(".")[1])
        for hit in reading.hits.under("event", sentence.first, sentence.end)
        if not hit.key.startswith(NO_DEED) and (hit.last < spot.first or hit.first >= spot.end)
    ]
    _, first, end, kind = min(said, default=(0.0, *spot.words, "other"))
    pattern = f"evidence {likelihood(found):.2f} ({', '.join(telling(found))})"
    return Trigger(kind, strong=False, first=first, end=end, pattern=pattern, presumed=True)
