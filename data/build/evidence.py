"""Fit the weights of geomap/text/evidence.py to the annotated reports of data/reading.

    python data/build/evidence.py            write geomap/text/lexicon/evidence.json
    python data/build/evidence.py --check    leave each set of reports out in turn: how well do the others foretell it?

A place expression is one that something happened at where it overlaps an incident's `place_text`. Needs the extra
``geomap[build]`` (scikit-learn). The same reports and lexicons give the same file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from geomap.model import EventType, Report, Span
from geomap.pipeline import analysis
from geomap.pipeline.tools import Tools, open_tools
from geomap.text import casualties, evidence, fates, linking
from geomap.text.attribution import Voice
from geomap.text.drafts import Context, Draft, Sentence, Spot
from geomap.text.evidence import ALWAYS, Features, Fitted
from geomap.text.reading import Reading
from geomap.text.tolls import HURT

ROOT = Path(__file__).resolve().parents[2]
READING = ROOT / "data" / "reading"
GOLD = ROOT / "tests" / "gold"
WEIGHTS = ROOT / "geomap" / "text" / "lexicon" / "evidence.json"
SOME_DAY = "2021-06-03"  # of texts that have none
LANGUAGES = ("en", "ru", "hy", "az")

# Inverse of the penalty on squared weights: of 0.02 to 1 those that foretell sets left out best.
STRICTNESS = 0.2
ANY_STRICTNESS = 0.4
ATTRIBUTED_STRICTNESS = 0.1
FATE_STRICTNESS = 0.1
PARTS = 6  # in which the sets are left out to see how likely their places look to weights that do not know them
KIND_STRICTNESS = 1.0  # inverse of the penalty on absolute weights, which leaves few of them
SEEN_LEAST = 4  # places or reports that a feature must have stood with
DIGITS = 2
NEGLIGIBLE = 0.02  # lighter weights are left out


@dataclass(frozen=True)
class Example:
    """A place expression: what stands around it, and the kind of the incident told of it, if any."""

    features: Features
    kind: EventType | None
    asked: bool  # the rules link nothing to it and nothing speaks against it
    open: bool  # something may have happened there
    voiced: Features | None  # with how the rules found in whose name it is told; None where they found no incident
    attributed: bool | None  # whether it is told in somebody's name, where that is known


@dataclass(frozen=True)
class Exercise:
    """One annotated report: its words, whether it tells of any incident, and its place expressions."""

    group: str
    features: Features  # but for how likely an incident is at its places
    told: bool
    places: tuple[Example, ...]
    fates: tuple[tuple[Features, str], ...]  # of persons, and what became of them


class Noting(linking.Linker):
    """Links by rules alone and keeps what the weights would be asked."""

    last: Noting

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.voiced: dict[Span, Features] = {}
        self.found = 0
        Noting.last = self

    @property
    def noted(self) -> Iterator[tuple[Spot, Features]]:
        """Yield every place expression with its features."""
        for around in self.weighed.values():
            yield from ((spot, around.features(spot)) for spot in around.sentence.spots)

    def _with_evidence(self, sentence: Sentence, around: evidence.Surroundings) -> Sentence:
        self.weighed[sentence.span] = around  # of a lone sentence, too
        return sentence

    def _struck(self, _spot: Spot, _around: evidence.Surroundings) -> bool:
        return False

    def speaks_against(self, drafts: Sequence[Draft]) -> bool:
        """Let everything be found, whatever weights there are already."""
        self.found = len(drafts)
        return False

    def speaker(self, draft: Draft) -> Voice:
        """Return in whose name a draft is told by its words."""
        self.voiced |= {spot.locative.span: self._told_how(draft) for spot in draft.spots}
        return draft.voice


def reports() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the annotated reports, each with the name of the set it was written for."""
    files = [*sorted(READING.glob("*.jsonl")), *(GOLD / f"{lang}.jsonl" for lang in LANGUAGES)]
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            yield report.get("set", "gold"), report
    for path in sorted((GOLD / "quiet").glob("*.txt")):
        text = path.read_text("utf-8")
        yield "quiet", {"lang": path.name[:2], "text": text, "title": "", "published": SOME_DAY, "incidents": []}


def exercise(group: str, report: Mapping[str, Any], tools: Tools) -> Exercise:
    """Read a report by rules alone."""
    text, day = report["text"], date.fromisoformat(report["published"])
    found = analysis.read(Report("", text, report["lang"], day, report["title"]), tools, linker=Noting).found
    linked = {place.span for event in found.events for place in event.locatives}
    linker = Noting.last
    truths = [(_where(text, truth["place_text"]), truth) for truth in report["incidents"] if truth["place_text"]]

    def example(spot: Spot, features: Features) -> Example:
        span = spot.locative.span
        truth: Mapping[str, Any] = next((truth for where, truth in truths if where.overlaps(span)), {})
        refused = spot.locative.origin or any(name.startswith("refused:") for name in features)
        asked = not refused and not any(other.overlaps(span) for other in linked)
        voiced = linker.voiced.get(span) or None
        return Example(features, truth.get("type"), asked, not refused, voiced, truth.get("hedged"))

    places = tuple(example(spot, features) for spot, features in linker.noted)
    known = evidence.report(linker.reading, linker.weighed.values(), linker.linked, linker.found)
    return Exercise(group, known, bool(report["incidents"]), places, tuple(fated(report, linker)))


def fated(report: Mapping[str, Any], linker: Noting) -> Iterator[tuple[Features, str]]:
    """Yield the persons told of, and what became of so many of them in the same sentence or in one beside it.

    Not where as many were killed as wounded, nor in reports whose figures are not annotated.
    """
    if not all("hedged" in truth for truth in report["incidents"]):
        return
    reading = linker.reading
    truths = [
        (reading.sentence_at(_word(reading, truth)), truth) for truth in report["incidents"] if truth["place_text"]
    ]
    for around in linker.weighed.values():
        sentence = around.sentence
        near = [truth for number, truth in truths if abs(number - sentence.index) <= 1]
        for group in casualties.people(reading, sentence.first, sentence.end, sentence.blocked):
            came_to = [kind for kind in HURT if any(truth.get(kind) == group.count for truth in near)]
            if group.count and len(came_to) < len(HURT):
                yield fates.features(reading, sentence.first, sentence.end, group), (*came_to, "")[0]


def _word(reading: Reading, truth: Mapping[str, Any]) -> int:
    return reading.words_of(_where(reading.text, truth["place_text"]))[0]


def _where(text: str, words: str) -> Span:
    start = max(text.find(words), 0)
    return Span(start, start + len(words))


class Table:
    """Places or reports as rows and features as columns, each there or not."""

    def __init__(self, found: Sequence[Features]) -> None:
        counts = Counter(name for features in found for name in features)
        self.names = sorted(name for name, count in counts.items() if count >= SEEN_LEAST)
        column = {name: number for number, name in enumerate(self.names)}
        cells = [(row, column[name]) for row, each in enumerate(found) for name in sorted(each) if name in column]
        places = tuple(zip(*cells, strict=True))
        self.cells = csr_matrix((np.ones(len(cells)), places), shape=(len(found), len(self.names)))

    def fit(self, truths: Sequence[bool], penalty: str, strictness: float) -> dict[str, float]:
        """Return the weights of a logistic regression by feature."""
        model = LogisticRegression(C=strictness, penalty=penalty, solver="liblinear", max_iter=3000, random_state=0)
        model.fit(self.cells, truths)
        always = round(float(model.intercept_[0]), DIGITS)
        fitted = {name: round(float(weight), DIGITS) for name, weight in zip(self.names, model.coef_[0], strict=True)}
        return {ALWAYS: always} | {name: weight for name, weight in fitted.items() if abs(weight) >= NEGLIGIBLE}


def fit(exercises: Sequence[Exercise]) -> Fitted:
    """Return the weights for any incident in a report, for one at a place, its kinds, and whether somebody says so."""
    places = [place for each in exercises for place in each.places]
    told = [place for place in places if place.kind is not None]
    by_incident = Table([place.features for place in told])
    kinds = sorted({place.kind for place in told if place.kind is not None})
    return Fitted(
        any=fit_any(exercises, foreseen(exercises)),
        attributed=fit_attributed(places),
        fates=fit_fates(exercises),
        told=fit_told(places),
        kinds={k: by_incident.fit([place.kind == k for place in told], "l1", KIND_STRICTNESS) for k in kinds},
    )


def fit_told(places: Sequence[Example]) -> dict[str, float]:
    """Return the weights for an incident at a place."""
    table = Table([place.features for place in places])
    return table.fit([place.kind is not None for place in places], "l2", STRICTNESS)


def fit_attributed(places: Sequence[Example]) -> dict[str, float]:
    """Return the weights for somebody's saying so."""
    known = [(p.voiced, p.attributed) for p in places if p.voiced is not None and p.attributed is not None]
    return Table([voiced for voiced, _ in known]).fit([said for _, said in known], "l2", ATTRIBUTED_STRICTNESS)


def fit_fates(exercises: Sequence[Exercise]) -> dict[str, dict[str, float]]:
    """Return the weights for each kind of harm that persons came to."""
    known = [fate for each in exercises for fate in each.fates]
    table = Table([features for features, _ in known])
    return {kind: table.fit([fate == kind for _, fate in known], "l2", FATE_STRICTNESS) for kind in HURT}


def fit_any(exercises: Sequence[Exercise], likely: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return the weights for any incident in a report, by weights for its places that were fitted without it."""
    table = Table([judged(each, likely[each.group]) for each in exercises])
    return table.fit([each.told for each in exercises], "l2", ANY_STRICTNESS)


def judged(exercise: Exercise, told: Mapping[str, float]) -> Features:
    """Return all that bears on whether a report tells of any incident."""
    found = (place.features for place in exercise.places if place.open)
    return exercise.features | evidence.surest(evidence.likelihood(features, told) for features in found)


def foreseen(exercises: Sequence[Exercise]) -> dict[str, dict[str, float]]:
    """Return for each set of reports weights for an incident at a place that were fitted to other sets."""
    groups = sorted({each.group for each in exercises})
    likely: dict[str, dict[str, float]] = {}
    for number in range(PARTS):
        left = set(groups[number::PARTS])
        others = [place for each in exercises if each.group not in left for place in each.places]
        likely |= dict.fromkeys(left, fit_told(others))
    return likely


def write(fitted: Fitted) -> None:
    """Write the weights, one a line, sorted."""
    plain = msgspec.to_builtins(fitted)
    WEIGHTS.write_text(json.dumps(plain, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def check(exercises: Sequence[Exercise]) -> None:
    """Print, for each set left out, what the others' weights say of what the rules missed and of quiet reports."""
    for group in sorted({each.group for each in exercises}):
        fitted = fit([each for each in exercises if each.group != group])
        left = [each for each in exercises if each.group == group]
        asked = [place for each in left for place in each.places if place.asked]
        believed = [p for p in asked if evidence.believed(p.features, fitted.told)]
        right = [p for p in believed if p.kind is not None]
        kinds = sum(evidence.kind(p.features, fitted.kinds) == p.kind for p in right)
        quiet = [e.told for e in left if evidence.likelihood(judged(e, fitted.told), fitted.any) < evidence.QUIET]
        print(
            f"{group:6} of {sum(p.kind is not None for p in asked)} places missed finds {len(right)}, {kinds} of the "
            f"right kind, and {len(believed) - len(right)} wrong ones; of {sum(not each.told for each in left)} quiet "
            f"reports knows {quiet.count(False)}, and takes {quiet.count(True)} others for quiet"
        )
        check_attributed(left, fitted)
        check_fates(left, fitted)


def check_attributed(left: Sequence[Exercise], fitted: Fitted) -> None:
    """Print how often rules alone and the weights beside them are wrong on whether somebody says so."""
    known = [
        (p.voiced, p.attributed) for e in left for p in e.places if p.voiced is not None and p.attributed is not None
    ]
    heard = [(linking.BY_NOBODY not in voiced, voiced, said) for voiced, said in known]
    rules = sum(by_rule != said for by_rule, _, said in heard)
    both = sum(evidence.attributed(voiced, heard=h, weights=fitted.attributed)[0] != said for h, voiced, said in heard)
    print(f"       of {len(heard)} attributions the rules miss or invent {rules}, with the weights {both}")


def check_fates(left: Sequence[Exercise], fitted: Fitted) -> None:
    """Print how many persons likely to have come to a kind of harm did, and how many did not."""
    for kind in HURT:
        sure = [fate for each in left for features, fate in each.fates if _sure(features, fitted.fates[kind])]
        print(f"       likely {kind}: {sure.count(kind)} who were, {len(sure) - sure.count(kind)} who were not")


def _sure(features: Features, weights: Mapping[str, float]) -> bool:
    return evidence.likelihood(features, weights) >= fates.SURE


def main() -> None:
    """Fit, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    tools = open_tools()
    exercises = [exercise(group, report, tools) for group, report in reports()]
    places = [place for each in exercises for place in each.places]
    missed = sum(place.kind is not None and place.asked for place in places)
    told = sum(place.kind is not None for place in places)
    print(f"{len(exercises)} reports, {len(places)} places, {told} of incidents; the rules miss {missed}")
    if arguments.check:
        check(exercises)
    else:
        write(fit(exercises))


if __name__ == "__main__":
    main()
