"""Fit the weights of geomap/text/evidence.py to the annotated reports of data/reading.

    python data/build/evidence.py            write geomap/text/lexicon/evidence.toml
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

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from geomap.model import Span
from geomap.pipeline.tools import Tools, open_tools
from geomap.text import dates, directions, distances, events, evidence, linking, locatives, tokens
from geomap.text.drafts import Sentence, Spot
from geomap.text.recognisers import GazetteerNames

ROOT = Path(__file__).resolve().parents[2]
READING = ROOT / "data" / "reading"
GOLD = ROOT / "tests" / "gold"
QUIET = ROOT / "tests" / "text" / "quiet.txt"
WEIGHTS = ROOT / "geomap" / "text" / "lexicon" / "evidence.toml"
LANGUAGES = ("en", "ru", "hy", "az")
SOME_DAY = "2021-06-03"  # of the sentences of quiet.txt, which have none

STRICTNESS = 0.4  # inverse of the penalty on absolute weights: leaves about a hundred, few enough to be read
SEEN_LEAST = 6  # places that a feature must have stood with
DIGITS = 2
NEGLIGIBLE = 0.1  # lighter weights are left out


@dataclass(frozen=True)
class Example:
    """One place expression: what stands around it, and whether an incident is told of it."""

    group: str
    features: frozenset[str]
    told: bool
    asked: bool  # the rules link nothing to it and nothing speaks against it


class Noting(linking.Linker):
    """Links by rules alone and keeps the features of every place expression."""

    noted: list[tuple[Spot, frozenset[str]]]

    def _with_evidence(self, sentence: Sentence, *, told: bool) -> Sentence:
        self.noted += [(s, evidence.features(self.context, sentence, s, told=told)) for s in sentence.spots]
        return sentence


def reports() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the annotated reports, each with the name of the set it was written for."""
    files = [*sorted(READING.glob("*.jsonl")), *(GOLD / f"{lang}.jsonl" for lang in LANGUAGES)]
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            yield report.get("set", "gold"), report
    for line in QUIET.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, _, text = line.partition("\t")
            yield "quiet", {"lang": lang, "text": text, "title": "", "published": SOME_DAY, "incidents": []}


def examples(group: str, report: Mapping[str, Any], tools: Tools) -> Iterator[Example]:
    """Yield the place expressions of one report."""
    text, lang, published = report["text"], report["lang"], date.fromisoformat(report["published"])
    names = GazetteerNames(tools.gazetteer.name_index)
    mentions = names.find(text, lang)
    lengths, headings = distances.find(text, lang), directions.find(text, lang)
    Noting.noted = []
    found = events.find(
        text,
        lang,
        sentences=tokens.sentences(text),
        mentions=mentions,
        locatives=locatives.find(text, lang, mentions, lengths, headings, kinds_of=tools.kinds_of),
        dates=dates.find(text, lang, published),
        published=published,
        beyond=events.beyond(report["title"], lang, names.find(report["title"], lang), tools.is_far),
        linker=Noting,
    )
    linked = {place.span for event in found.events for place in event.locatives}
    truths = [_where(text, truth["place_text"]) for truth in report["incidents"] if truth["place_text"]]
    for spot, features in Noting.noted:
        span = spot.locative.span
        refused = spot.locative.origin or any(name.startswith("refused:") for name in features)
        asked = not refused and not any(other.overlaps(span) for other in linked)
        yield Example(group, features, any(truth.overlaps(span) for truth in truths), asked)


def _where(text: str, words: str) -> Span:
    start = max(text.find(words), 0)
    return Span(start, start + len(words))


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a logistic regression with a penalty on their absolute values, by feature."""
    counts = Counter(name for example in found for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= SEEN_LEAST)
    column = {name: number for number, name in enumerate(names)}
    cells = [(row, column[name]) for row, e in enumerate(found) for name in sorted(e.features) if name in column]
    matrix = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(found), len(names)))
    model = LogisticRegression(C=STRICTNESS, penalty="l1", solver="liblinear", max_iter=3000, random_state=0)
    model.fit(matrix, [example.told for example in found])
    always = round(float(model.intercept_[0]), DIGITS)
    fitted = {name: round(float(weight), DIGITS) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"always": always} | {name: weight for name, weight in fitted.items() if abs(weight) >= NEGLIGIBLE}


def write(weights: Mapping[str, float]) -> None:
    """Write the weights as TOML, sorted."""
    head = "# Written by data/build/evidence.py; see geomap/text/evidence.py. Not to be edited by hand."
    lines = [f'"{feature}" = {weight}' for feature, weight in sorted(weights.items())]
    WEIGHTS.write_text("\n".join([head, "", "[weights]", *lines]) + "\n", "utf-8")


def check(found: Sequence[Example]) -> None:
    """Print, for each set left out, what the others' weights find of what the rules missed."""
    for group in sorted({example.group for example in found}):
        weights = fit([example for example in found if example.group != group])
        left = [example for example in found if example.group == group and example.asked]
        print(f"{group:8}", end="")
        for limit in (0.45, evidence.BELIEVED, 0.75):
            believed = [example for example in left if evidence.likelihood(example.features, weights) >= limit]
            print(f"  {limit}: {sum(example.told for example in believed)} right of {len(believed)}", end="")
        print(f"   of {sum(example.told for example in left)} missed")


def main() -> None:
    """Fit, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    tools = open_tools()
    found = [example for group, report in reports() for example in examples(group, report, tools)]
    missed = sum(example.told and example.asked for example in found)
    print(f"{len(found)} places, {sum(example.told for example in found)} of incidents; the rules miss {missed}")
    if arguments.check:
        check(found)
    else:
        write(fit(found))


if __name__ == "__main__":
    main()
