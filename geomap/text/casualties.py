"""How many were killed, wounded and captured, counted from number words and from single persons.

"Three servicemen, among them an officer" is three, "two journalists and an official" is three, "a sergeant" is one,
"soldiers" is unknown. 0 stands only where the text denies losses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.model import Span
from geomap.text import languages, numbers
from geomap.text.reading import Reading
from geomap.text.terms import normal

__all__ = ["KINDS", "Toll", "find"]

KINDS = ("killed", "wounded", "captured")
_REACH = 9  # words between a count and "was killed", names and ranks included
_NAMES = 9  # more for names, ages and commas between them
_ADJACENT = 1  # words between a bare number and its verb: "six were wounded"
_BETWEEN_GROUPS = 8  # words between persons that "and" adds up


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure for one kind and the words [first, end) it stands on; None where the text leaves the number open."""

    kind: str
    count: int | None
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Persons named together: how many (None unknown) in words [first, end)."""

    count: int | None
    first: int
    end: int
    numbered: bool


def find(reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]) -> list[Toll]:
    """Return the figures of one sentence; numbers inside runs of `blocked` (dates, distances) count nobody."""
    denied = [
        Toll(kind, 0, hit.first, hit.last + 1)
        for hit in reading.hits.within("casualties.none", first, end)[:1]
        for kind in ("killed", "wounded")
    ]
    if denied:
        return denied
    verbs = _verbs(reading, first, end)
    if not verbs:
        return []
    groups = _groups(reading, first, end, blocked, verbs)
    return list(_figures(reading, verbs, groups))


def _verbs(reading: Reading, first: int, end: int) -> list[tuple[str, int, int]]:
    """The words of each kind in text order, one for each place in the sentence."""
    found: dict[int, tuple[str, int, int]] = {}
    for kind in KINDS:
        for hit in reading.hits.within(f"casualties.{kind}", first, end):
            if hit.first not in found:
                found[hit.first] = (kind, hit.first, hit.last + 1)
    verbs = [found[at] for at in sorted(found)]
    return [v for n, v in enumerate(verbs) if not (n and _fatal(reading, verbs[n - 1], v))]


def _fatal(reading: Reading, one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    """Return whether two words are one: "fatally wounded" is killed."""
    return other[0] == "wounded" and other[1] - one[2] <= 1 and reading.has("casualties.fatal", one[1], one[2])


def _figures(reading: Reading, verbs: Sequence[tuple[str, int, int]], groups: Sequence[_Group]) -> Iterator[Toll]:
    used: set[int] = set()
    for number, (kind, first, end) in enumerate(verbs):
        floor = verbs[number - 1][2] if number else -1
        ceiling = verbs[number + 1][1] if number + 1 < len(verbs) else len(reading.words)
        stop = min(end + 1, len(reading.words)) if reading.has("casualties.fatal", first, end) else end
        group = _own(reading, groups, used, (first, stop), (floor, ceiling))
        if group is not None:
            used.add(group.first)
            yield Toll(kind, group.count, min(first, group.first), max(end, group.end))
        elif number and kind != verbs[number - 1][0] and reading.gap(verbs[number - 1][1:], (first, end)) <= 1:
            continue  # "killed or injured": no second figure
        else:
            yield Toll(kind, None, first, end)


def _own(
    reading: Reading, groups: Sequence[_Group], used: set[int], verb: tuple[int, int], limits: tuple[int, int]
) -> _Group | None:
    """The persons a verb speaks of: the nearest not yet counted, before it by preference."""
    floor, ceiling = limits
    best: tuple[float, _Group] | None = None
    for group in groups:
        if group.first in used or group.first < floor - 1 or group.end > ceiling + 1:
            continue
        cost = reading.gap((group.first, group.end), verb)
        if cost > _REACH + _NAMES:
            continue
        after = group.first >= verb[1]
        if after and reading.toll(verb[1] - 1, group.first) > 0:
            continue
        cost += (2.5 if after else 0.0) - (1.0 if group.numbered else 0.0)
        if best is None or cost < best[0]:
            best = (cost, group)
    return best[1] if best else None


def _groups(
    reading: Reading,
    first: int,
    end: int,
    blocked: Sequence[tuple[int, int]],
    verbs: Sequence[tuple[str, int, int]],
) -> list[_Group]:
    counts = _counts(reading, first, end, blocked)
    taken = {index for _, start, stop in verbs for index in range(start, stop)}
    persons = list(_persons(reading, first, end, counts, taken))
    bare = [
        _Group(count, at, stop, numbered=True)
        for (at, stop), count in counts.items()
        if not any(g.first <= at < g.end for g in persons) and _touches(reading, (at, stop), taken)
    ]
    return _added(reading, sorted([*persons, *bare], key=lambda g: g.first), taken)


def _touches(reading: Reading, run: tuple[int, int], taken: set[int]) -> bool:
    """Return whether a bare number stands right beside a verb: "six wounded", "7 dead", "погибли двое"."""
    first, end = run
    near = range(max(first - _ADJACENT - 1, 0), min(end + _ADJACENT + 1, len(reading.words)))
    return any(i in taken and reading.toll(min(i, first), max(i, end - 1)) < 1 for i in near)


def _counts(
    reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], int | None]:
    """Whole numbers in the sentence by their run of words."""
    span = reading.span_of(first, end)
    found: dict[tuple[int, int], int | None] = {}
    for number in numbers.find(span.of(reading.text), reading.lang):
        run = reading.words_of(Span(span.start + number.span.start, span.start + number.span.end))
        if (
            number.ordinal
            or reading.has("casualties.age", run[0] - 1, run[1] + 1)
            or any(start < run[1] and run[0] < stop for start, stop in blocked)
        ):
            continue
        exact = number.low == number.high and number.best == int(number.best) and number.bound in {"exact", "about"}
        found[run] = int(number.best) if exact and number.best < 10_000 else None
    return found


def _persons(
    reading: Reading, first: int, end: int, counts: dict[tuple[int, int], int | None], taken: set[int]
) -> Iterator[_Group]:
    """Runs of person nouns, each with the number that precedes it, else one for a singular, else unknown."""
    nouns = sorted(
        {hit.first for key in ("person", "people") for hit in reading.hits.within(f"casualties.{key}", first, end)}
        - taken
    )
    by_end = {stop: ((start, stop), count) for (start, stop), count in counts.items()}
    at = 0
    while at < len(nouns):
        last = at
        while (
            last + 1 < len(nouns)
            and nouns[last + 1] - nouns[last] <= 2
            and reading.toll(nouns[last], nouns[last + 1]) < 1
            and not _and_between(reading, nouns[last], nouns[last + 1])
        ):
            last += 1
        start, stop = nouns[at], nouns[last] + 1
        number = next(
            (
                by_end[i]
                for i in range(start, max(start - 4, first - 1), -1)
                if i in by_end and reading.toll(max(i - 1, 0), start) < 1
            ),
            None,
        )
        inside = next((by_end[i] for i in range(start + 1, stop + 1) if i in by_end), None)
        if number is not None and not _and_between(reading, number[0][1] - 1, start):
            yield _Group(number[1], number[0][0], stop, numbered=True)
        elif inside is not None:
            yield _Group(inside[1], start, stop, numbered=True)
        else:
            yield _Group(1 if _single(reading, start, stop) else None, start, stop, numbered=False)
        at = last + 1


def _and_between(reading: Reading, low: int, high: int) -> bool:
    return reading.has("clauses.coordination", low + 1, high)


def _single(reading: Reading, first: int, end: int) -> bool:
    """Return whether the last noun of a run is one person: listed as such and without a plural ending."""
    endings = tuple(normal(e) for e in languages.load(reading.lang).table("casualties").get("plural_endings", ()))
    for index in range(end - 1, first - 1, -1):
        if reading.has("casualties.people", index, index + 1):
            return False
        if not reading.has("casualties.person", index, index + 1):
            continue
        word = reading.words[index].text
        stems = [
            hit.pattern.split()[-1].rstrip("*") for hit in reading.hits.within("casualties.person", index, index + 1)
        ]
        rest = word[max(len(normal(stem)) for stem in stems) :]
        return not (endings and rest.startswith(endings))
    return False


def _added(reading: Reading, groups: Sequence[_Group], taken: set[int]) -> list[_Group]:
    """Join "two journalists and an official" into three, and leave out "among them an officer"."""
    joined: list[_Group] = []
    for group in groups:
        last = joined[-1] if joined else None
        if last is not None and group.first - last.end <= _BETWEEN_GROUPS:
            between = range(last.end, group.first)
            if reading.has("casualties.among", last.end - 1, group.first + 1) and not _subject(reading, group, taken):
                continue
            same = not any(i in taken for i in between)
            if same and _and_between(reading, last.end - 1, group.first) and group.first - last.end <= 4:
                total = None if last.count is None or group.count is None else last.count + group.count
                joined[-1] = replace(last, count=total, end=group.end, numbered=True)
                continue
        joined.append(group)
    return joined


def _subject(reading: Reading, group: _Group, taken: set[int]) -> bool:
    """Return whether a verb follows right after: "one of them was wounded" speaks of one."""
    ahead = range(group.end, min(group.end + 4, len(reading.words)))
    return any(i in taken and reading.toll(group.end - 1, i) == 0 for i in ahead)
