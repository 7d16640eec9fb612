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
from geomap.text import evidence, linking
from geomap.text.drafts import Sentence, Spot
from geomap.text.evidence import ALWAYS, Fitted

ROOT = Path(__file__).resolve().parents[2]
READING = ROOT / "data" / "reading"
GOLD = ROOT / "tests" / "gold"
SENTENCES = ROOT / "tests" / "text"  # told.txt and quiet.txt
WEIGHTS = ROOT / "geomap" / "text" / "lexicon" / "evidence.json"
LANGUAGES = ("en", "ru", "hy", "az")
SOME_DAY = "2021-06-03"  # of sentences, which have none

STRICTNESS = 0.2  # inverse of the penalty on squared weights: of 0.02 to 1 the one that foretells sets left out best
KIND_STRICTNESS = 1.0  # inverse of the penalty on absolute weights, which leaves few of them
SEEN_LEAST = 4  # places that a feature must have stood with
DIGITS = 2
NEGLIGIBLE = 0.02  # lighter weights are left out


@dataclass(frozen=True)
class Example:
    """One place expression: what stands around it, and whether an incident is told of it."""

    group: str
    features: frozenset[str]
    kind: EventType | None  # of the incident told of it
    asked: bool  # the rules link nothing to it and nothing speaks against it


class Noting(linking.Linker):
    """Links by rules alone and keeps the features of every place expression."""

    noted: list[tuple[Spot, frozenset[str]]]

    def _with_evidence(self, sentence: Sentence, around: evidence.Surroundings) -> Sentence:
        self.noted += [(spot, around.features(spot)) for spot in sentence.spots]
        return sentence


def reports() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the annotated reports, each with the name of the set it was written for."""
    files = [*sorted(READING.glob("*.jsonl")), *(GOLD / f"{lang}.jsonl" for lang in LANGUAGES)]
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            yield report.get("set", "gold"), report
    yield from (("quiet", _sentence(lang, text)) for lang, text in _lines("quiet.txt"))
    yield from (("told", _sentence(lang, text, wants)) for lang, wants, text in _lines("told.txt"))


def _lines(name: str) -> Iterator[list[str]]:
    lines = (SENTENCES / name).read_text("utf-8").splitlines()
    yield from (line.split("\t") for line in lines if line and not line.startswith("#"))


def _sentence(lang: str, text: str, wants: str = "") -> dict[str, Any]:
    """Read a sentence as a report; `wants` is what happened where, as in told.txt: "kind/other kind@Name;..."."""
    told = [want.partition("@") for want in wants.split(";") if want]
    starts = [(kinds.split("/")[0], text.casefold().find(name.casefold()), len(name)) for kinds, _, name in told]
    incidents = [{"type": kind, "place_text": text[start : start + length]} for kind, start, length in starts]
    return {"lang": lang, "text": text, "title": "", "published": SOME_DAY, "incidents": incidents}


def examples(group: str, report: Mapping[str, Any], tools: Tools) -> Iterator[Example]:
    """Yield the place expressions of one report."""
    text = report["text"]
    day = date.fromisoformat(report["published"])
    Noting.noted = []
    found = analysis.read(Report("", text, report["lang"], day, title=report["title"]), tools, linker=Noting).found
    linked = {place.span for event in found.events for place in event.locatives}
    placed = (truth for truth in report["incidents"] if truth["place_text"])
    truths = [(_where(text, truth["place_text"]), truth["type"]) for truth in placed]
    for spot, features in Noting.noted:
        span = spot.locative.span
        refused = spot.locative.origin or any(name.startswith("refused:") for name in features)
        asked = not refused and not any(other.overlaps(span) for other in linked)
        kind = next((kind for truth, kind in truths if truth.overlaps(span)), None)
        yield Example(group, features, kind, asked)


def _where(text: str, words: str) -> Span:
    start = max(text.find(words), 0)
    return Span(start, start + len(words))


class Table:
    """Places as rows and features as columns, each there or not."""

    def __init__(self, found: Sequence[Example]) -> None:
        counts = Counter(name for example in found for name in example.features)
        self.names = sorted(name for name, count in counts.items() if count >= SEEN_LEAST)
        column = {name: number for number, name in enumerate(self.names)}
        cells = [(row, column[name]) for row, e in enumerate(found) for name in sorted(e.features) if name in column]
        self.cells = csr_matrix(
            (np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(found), len(self.names))
        )

    def fit(self, truths: Sequence[bool], penalty: str, strictness: float) -> dict[str, float]:
        """Return the weights of a logistic regression by feature."""
        model = LogisticRegression(C=strictness, penalty=penalty, solver="liblinear", max_iter=3000, random_state=0)
        model.fit(self.cells, truths)
        always = round(float(model.intercept_[0]), DIGITS)
        fitted = {name: round(float(weight), DIGITS) for name, weight in zip(self.names, model.coef_[0], strict=True)}
        return {ALWAYS: always} | {name: weight for name, weight in fitted.items() if abs(weight) >= NEGLIGIBLE}


def fit_told(found: Sequence[Example]) -> dict[str, float]:
    """Return the weights for an incident at all."""
    return Table(found).fit([example.kind is not None for example in found], "l2", STRICTNESS)


def fit_kinds(found: Sequence[Example]) -> dict[EventType, dict[str, float]]:
    """Return the weights for each kind of incident, told of the rest."""
    told = [example for example in found if example.kind is not None]
    table = Table(told)
    kinds = sorted({example.kind for example in told if example.kind is not None})
    return {kind: table.fit([example.kind == kind for example in told], "l1", KIND_STRICTNESS) for kind in kinds}


def write(fitted: Fitted) -> None:
    """Write the weights, one a line, sorted."""
    plain = msgspec.to_builtins(fitted)
    WEIGHTS.write_text(json.dumps(plain, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def check(found: Sequence[Example]) -> None:
    """Print, for each set left out, what the others' weights find of what the rules missed."""
    for group in sorted({example.group for example in found}):
        others = [example for example in found if example.group != group]
        weights, kinds = fit_told(others), fit_kinds(others)
        left = [example for example in found if example.group == group and example.asked]
        missed = [example for example in left if example.kind]
        print(f"{group:8}", end="")
        for limit in (0.4, evidence.BELIEVED, 0.6):
            believed = [example.kind for example in left if evidence.likelihood(example.features, weights) >= limit]
            print(f"  {limit}: {len(believed) - believed.count(None)} right of {len(believed)}", end="")
        right = sum(evidence.kind(example.features, kinds) == example.kind for example in missed)
        print(f"   of {len(missed)} missed, whose kind is right for {right}")


def main() -> None:
    """Fit, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    tools = open_tools()
    found = [example for group, report in reports() for example in examples(group, report, tools)]
    missed = sum(example.kind is not None and example.asked for example in found)
    told = sum(example.kind is not None for example in found)
    print(f"{len(found)} places, {told} of incidents; the rules miss {missed}")
    if arguments.check:
        check(found)
    else:
        write(Fitted(fit_told(found), fit_kinds(found)))


if __name__ == "__main__":
    main()
