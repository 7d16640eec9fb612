"""What became of persons of whom no known word says so, weighed by all the words around them.

The rules of :mod:`~geomap.text.casualties` ask for words they know: "killed", "was taken to hospital". Here every word
of the sentence adds its weight, as in :mod:`~geomap.text.evidence`: "the shelling cost the post its youngest man".
Fitted to the annotated reports of ``data/reading`` by ``data/build/evidence.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.text import evidence
from geomap.text.evidence import Features
from geomap.text.persons import Group
from geomap.text.reading import Reading
from geomap.text.tolls import HURT, PRESUMED, Toll

__all__ = ["asks", "features", "presumed"]

SURE = 0.6  # so likely that counting them finds more than it invents (data/build/evidence.py --check)
NEAR = 9.0  # words and tolls from persons within which a word is said of them
CLOSE = 4.0  # the same of one beside them


def asks(reading: Reading) -> bool:
    """Return whether a report is one of those the weights are fitted to."""
    return evidence.judges(reading)


def presumed(reading: Reading, first: int, end: int, groups: Sequence[Group], told: Sequence[Toll]) -> Iterator[Toll]:
    """Yield figures for those persons of a sentence whom none of the figures `told` counts, where it is likely."""
    if not asks(reading):
        return
    for group in groups:
        if group.count and not any(t.first < group.end and group.first < t.end for t in told):
            found = features(reading, first, end, group)
            likely, kind = max((evidence.fate(found, kind), kind) for kind in HURT)
            if likely >= SURE:
                yield Toll(kind, group.count, group.first, group.end, PRESUMED)


def features(reading: Reading, first: int, end: int, group: Group) -> Features:
    """Return what bears on the fate of persons told of in the words [first, end), a sentence.

    ``who:LANG:STEM`` are their own words, ``in:LANG:STEM`` those of the sentence, ``left:`` and ``right:`` those near
    them on either side, ``left+:`` and ``right+:`` those beside them; the same of word classes.
    """
    return frozenset((*_words(reading, first, end, group), *_classes(reading, first, end, group), *_form(group)))


def _words(reading: Reading, first: int, end: int, group: Group) -> Iterator[str]:
    for index, stem in evidence.stems(reading, first, end):
        if group.first <= index < group.end:
            yield f"who:{stem}"
        else:
            yield f"in:{stem}"
            yield from _sides(reading, index, index + 1, stem, group)


def _classes(reading: Reading, first: int, end: int, group: Group) -> Iterator[str]:
    for key in evidence.weighed(reading.hits.found):
        for hit in reading.hits.within(key, first, end):
            yield f"in:{key}"
            yield from _sides(reading, hit.first, hit.last + 1, key, group)


def _sides(reading: Reading, first: int, end: int, name: str, group: Group) -> Iterator[str]:
    gap = reading.gap((first, end), (group.first, group.end))
    side = "left" if first < group.first else "right"
    yield from (f"{side}{sign}:{name}" for sign, reach in (("", NEAR), ("+", CLOSE)) if gap < reach)


def _form(group: Group) -> Iterator[str]:
    said = {
        "numbered": group.numbered,
        "named": group.named,
        "bare": group.bare,
        "part": group.part,
        "more": group.more,
    }
    yield from (name for name, holds in said.items() if holds)
    yield "one" if group.count == 1 else "several"
