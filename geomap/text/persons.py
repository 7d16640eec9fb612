"""Who is told of: persons counted by number words, single persons, names, and those told together.

"Three servicemen, among them an officer" are three, "two journalists and an official" are three, "a sergeant" and
"Sergeant Aram Petrosian" are one, of "soldiers" nobody knows how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.model import Span
from geomap.text import distances, languages, numbers, strangers
from geomap.text.clauses import LEFT_OUT, and_between, ends_clause, one_clause
from geomap.text.reading import TOLLS, Reading
from geomap.text.terms import normal
from geomap.text.tolls import HURT, LOST

__all__ = ["Group", "find", "whole"]

_ADJACENT = 1  # words between a bare number and its verb: "six were wounded"
_BETWEEN_GROUPS = 8  # words between persons that "and" adds up
_VERB_BEFORE = 3  # words between a verb and the persons after it
_APPOSED = 7  # words between persons and what is added about them: "two men, aged 20 and 31, from X and Y"
_NAMED_AMONG = 4  # words between "including" and whom it names
_NEARLY = 0.25  # of a number: how far its ends may lie apart for it to be a count
_FULL_NAME = (2, 3)  # words of a person's name
_SHARED = 2  # words between a number and the "and" that gives it the noun of the next: "100 Armenian and 40 ..."
_PLACED = 2  # words before a number in which a place stands, with a word after its name: "X yaxınlığında iki"
_AUXILIARY = 2  # letters of the longest auxiliary: "է", "են"
_AGES = range(1, 120)


@dataclass(frozen=True, slots=True)
class Group:
    """Persons named together: how many (None unknown) in words [first, end)."""

    count: int | None
    first: int
    end: int
    numbered: bool
    named: bool = False  # only a name, no word for a person
    bare: bool = False  # only a number
    part: bool = False  # some of those of whom the same sentence tells what befell them all
    more: bool = False  # one more than those counted: "an eighth"


def find(
    reading: Reading,
    first: int,
    end: int,
    blocked: Sequence[tuple[int, int]],
    verbs: Sequence[tuple[str, int, int]],
) -> list[Group]:
    """Return the persons of one sentence in text order.

    `verbs` are the words [first, end) for what became of them, each with its kind; numbers inside runs of `blocked`
    (dates, distances) count nobody.
    """
    counts = _counts(reading, first, end, blocked)
    taken = {index for _, start, stop in verbs for index in range(start, stop)}
    ends = {index for _, start, stop in verbs for index in (start, stop - 1)}  # "hit the woman in the leg" has a woman
    persons = list(_persons(reading, first, end, counts, ends))
    met = [(group.first, group.end) for group in persons]
    mortal = [(start, stop) for kind, start, stop in verbs if kind in HURT]
    numbered = {at for at, _ in counts}
    unlisted = strangers.nouns(reading, first, end, counts, mortal, met)
    others = [Group(count, *run, numbered=run[0] in numbered) for run, count in unlisted.items()]
    direct = {index for kind, start, stop in verbs if kind != LOST for index in range(start, stop)}
    bare = [
        Group(count, *run, numbered=True, bare=True)
        for run, count in counts.items()
        if not any(group.first < run[1] and run[0] < group.end for group in (*persons, *others))
        and _counts_persons(reading, run, direct, persons)
    ]
    named = [Group(1, *run, numbered=False, named=True) for run in strangers.names(reading, first, end, blocked, ends)]
    known = [*persons, *others, *bare, *_ordinals(reading, first, end, blocked, taken)]
    ordered = sorted([*known, *named], key=lambda g: (g.first, g.named, -g.end))
    told = _without_leading(reading, _described(reading, ordered, taken))
    return _parted(reading, _added(reading, told, taken), taken)


def _counts_persons(reading: Reading, run: tuple[int, int], direct: set[int], persons: Sequence[Group]) -> bool:
    """Return whether a number alone counts persons: beside a verb other than "lost", "two of them", "Armenia two"."""
    at, stop = run
    if _more_beasts(reading, at, persons):
        return False
    some = reading.has("casualties.of_them", stop, stop + 1)
    if reading.settings.get("verb_final"):
        some |= any(reading.has(f"casualties.{key}", at - 1, at) for key in ("of_them", "rest"))
    return (
        some
        or _touches(reading, run, direct)
        or _risen(reading, run)
        or _of_side(reading, at, stop)
        or _of_place(reading, at, stop)
        or reading.has("casualties.collective", at, stop)
        or reading.has("casualties.nationals", stop, stop + 1)
        or any(_shares_noun(reading, stop, person) or _picks(reading, stop, person) for person in persons)
    )


def _ordinals(
    reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]], taken: set[int]
) -> Iterator[Group]:
    """The one more that an ordinal alone tells of: "an eighth died", "a sixth, a cook, did not survive"."""
    for hit in reading.hits.within("casualties.nth", first, end):
        at, stop = hit.first, hit.last + 1
        dated = any(low < stop and at < high for low, high in blocked)
        if stop < end and not dated and not reading.has("casualties.person", at, stop):
            alone = stop in taken or reading.toll(stop - 1, stop) > 0
            placed = reading.in_name(stop + 1) and reading.toll(stop - 1, stop + 1) == 0
            if alone or placed or any(reading.has(key, stop, stop + 1) for key in ("roles.passive", "negation.before")):
                yield Group(1, at, stop, numbered=False, more=True)


def _parted(reading: Reading, groups: Sequence[Group], taken: set[int]) -> list[Group]:
    """Tell some from all: "two of the six men" are two, "of the six wounded one" is one of them."""
    kept: list[Group] = []
    whole: Group | None = None
    for group in groups:
        last = kept[-1] if kept else None
        if group.numbered and whole is None:
            whole = group
        if last is not None and _some_of(reading, last, group):
            fated = _fated(reading, group, taken)
            kept[-1] = replace(last, part=True) if fated else replace(last, end=group.end, bare=False)
            kept += [group] if fated else []
        elif last is not None and last is whole and group.count and _out_of_all(reading, last):
            fated = _fated(reading, last, taken)
            kept[-1:] = [last, replace(group, part=True)] if fated else [group]
        else:
            kept.append(group)
    return kept


def _some_of(reading: Reading, some: Group, whole: Group) -> bool:
    """Return whether persons are some of those told of next: "two of the six men"."""
    if reading.settings.get("verb_final") or not some.count or not whole.numbered:
        return False
    return 0 < whole.first - some.end <= _ADJACENT + 1 and reading.has("casualties.out_of", some.end, some.end + 1)


def _out_of_all(reading: Reading, whole: Group) -> bool:
    """Return whether a sentence opens with those of whom some are told: "of the six men in the car one ..."."""
    opening = reading.hits.within("casualties.out_of", whole.first - _ADJACENT - 1, whole.first)
    return any(_opens(reading, hit.first) and hit.last == whole.first - 1 for hit in opening)


def _opens(reading: Reading, at: int) -> bool:
    """Return whether a sentence begins with a word, or what stands after a semicolon."""
    return reading.opens_sentence(at) or reading.toll(at - 1, at) >= TOLLS["strong"]


def _fated(reading: Reading, group: Group, taken: set[int]) -> bool:
    """Return whether it is added what befell persons, beside the verb: "two of the six men wounded there died"."""
    inside = any(at in taken for at in range(group.first, group.end))
    if group.end not in taken and not inside:
        return False
    limit = reading.sentences[reading.sentence_at(group.first)][2]
    later = range(group.end + 1, limit)
    aside = not inside and reading.toll(group.end - 1, group.end) > 0
    return (
        aside
        or any(at in taken and at - 1 not in taken for at in later)
        or reading.has("roles.passive", group.end, limit)
    )


def _more_beasts(reading: Reading, at: int, persons: Sequence[Group]) -> bool:
    """Return whether a number alone counts some or more of the beasts counted right before: "երեք կով, ևս երկուսը"."""
    if not reading.has("casualties.more", at - 1, at) and not reading.has("casualties.of_those", at, at + 1):
        return False
    before = [h.first for h in reading.hits.within("casualties.beasts", max(at - _BETWEEN_GROUPS, 0), at)]
    return bool(before) and not any(before[-1] < group.first < at for group in persons)


def whole(reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]) -> int:
    """Return how many persons words [first, end) count at most, 0 where they count none."""
    told = _persons(reading, first, end, _counts(reading, first, end, blocked), set())
    return max((group.count or 0 for group in told if group.numbered), default=0)


def _of_side(reading: Reading, at: int, stop: int) -> bool:
    """Return whether a bare number ends what is said of a side: "Armenia lost a man, Azerbaijan two"."""
    return ends_clause(reading, stop) and bool(reading.hits.under("actors.sides", at - _ADJACENT - 1, at))


def _of_place(reading: Reading, at: int, stop: int) -> bool:
    """Return whether a bare number is all that is said of a place: "two died at X, one at Y", "X-də iki, Y-də bir"."""
    late = bool(reading.settings.get("verb_final"))
    if ends_clause(reading, stop) and any(map(reading.in_name, range(max(at - (_PLACED if late else 1), 0), at))):
        return True
    at -= reading.has("casualties.more", at - 1, at)  # "and another one at X"
    begins = at > 0 and (reading.toll(at - 1, at) > 0 or reading.has("clauses.coordination", at - 1, at))
    return begins and not late and stop + 1 < len(reading.words) and reading.in_name(stop + 1)


def _picks(reading: Reading, stop: int, person: Group) -> bool:
    """Return whether a number before `stop` counts some of the persons counted next: "один из двух рабочих"."""
    return person.numbered and person.first == stop + 1 and reading.has("casualties.out_of", stop, stop + 1)


def _shares_noun(reading: Reading, stop: int, person: Group) -> bool:
    """Return whether a number before `stop` counts the same noun as the next: "100 Armenian and 40 Azeri soldiers"."""
    near = person.numbered and 0 < person.first - stop <= _SHARED + 2 and reading.toll(stop - 1, person.first) == 0
    return near and and_between(reading, stop - 1, person.first)


def _described(reading: Reading, groups: Sequence[Group], taken: set[int]) -> list[Group]:
    """Let names belong to the persons they are added to: "two soldiers, A B and C D", "Sergeant A B"."""
    kept: list[Group] = []
    rest = 0  # names that the persons before may still have
    listed = 0  # names that stand right after persons of unknown number: there are as many
    for group in groups:
        last = kept[-1] if kept else None
        if last is None or not group.named or last.named or _apart(reading, last, group, taken):
            kept.append(group)
            rest = (group.count or _FULL_NAME[1]) if not group.named else 0
            listed = 0
            continue
        if group.end <= last.end:
            continue
        listed += group.first - last.end <= 1
        added = last.count is not None and rest < 1 and and_between(reading, last.end - 1, group.first)
        if added and not last.numbered:
            kept[-1] = replace(last, count=(last.count or 0) + 1, end=group.end)
        elif rest > 0:
            rest -= 1
            count = listed if last.count is None and listed > 1 else last.count
            kept[-1] = replace(last, count=count, end=group.end)
        else:
            kept.append(group)
    return kept


def _apart(reading: Reading, one: Group, other: Group, taken: set[int]) -> bool:
    between = range(one.end, other.first)
    return len(between) > _APPOSED or not taken.isdisjoint(between) or _at_another_place(reading, one, other)


def _risen(reading: Reading, run: tuple[int, int]) -> bool:
    """Return whether a bare number is where a toll stands now: "has risen to three", "üçə çatıb"."""
    low, high = max(run[0] - 4, 0), min(run[1] + 2, len(reading.words))
    hits = [hit for hit in reading.hits.within("casualties.risen", low, high) if hit.first not in range(*run)]
    return any(reading.gap((hit.first, hit.last + 1), run) <= 1 for hit in hits)


def _touches(reading: Reading, run: tuple[int, int], taken: set[int]) -> bool:
    """Return whether a bare number stands beside a verb: "six wounded", "погибли двое", "two of them died"."""
    first, end = run
    of_them = [h.last + 1 for h in reading.hits.within("casualties.of_them", end, end + 1)]
    stop = max([end, *of_them])
    stop += reading.has("casualties.more", stop, stop + 1)  # "three more were wounded"
    if first > 0 and reading.between(first - 1, first).startswith(":"):
        heading = reading.sentences[reading.sentence_at(first)][1]  # "Wounded at X: three"
        if heading in taken and one_clause(reading, heading, first):
            return True
    near = range(max(first - _ADJACENT - 1, 0), min(stop + _ADJACENT + 1, len(reading.words)))
    return any(i in taken and one_clause(reading, *((i, first) if i < first else (stop - 1, i))) for i in near)


def _counts(
    reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], int | None]:
    """Whole numbers in the sentence by their run of words."""
    span = reading.span_of(first, end)
    lengths = distances.find(span.of(reading.text), reading.lang)
    blocked = [*blocked, *(reading.words_of(Span(span.start + d.span.start, span.start + d.span.end)) for d in lengths)]
    found: dict[tuple[int, int], int | None] = {}
    for number in numbers.find(span.of(reading.text), reading.lang):
        run = reading.words_of(Span(span.start + number.span.start, span.start + number.span.end))
        if (
            number.ordinal
            or reading.has("casualties.units", run[1], run[1] + 1)
            or _aged(reading, *run)
            or (number.best in _AGES and (_aged_of(reading, run[0]) or _second_age(reading, run[0])))
            or (number.best in _AGES and _aside(reading, *run))
            or _of_clock(reading, *run)
            or _of_things(reading, run[1])
            or _of_children(reading, *run)
            or _out_of(reading, run[1], end)
            or _two_ages(reading, run[1] + 2)
            or reading.has("attribution.pronoun", *run)  # Azerbaijani "onun": his, and of ten
            or any(start < run[1] and run[0] < stop for start, stop in blocked)
        ):
            continue
        near = number.high is not None and number.high - number.low <= _NEARLY * number.best  # "a dozen"
        exact = near and number.best == int(number.best) and number.bound in {"exact", "about"}
        found[run] = int(number.best) if exact and number.best < 10_000 else None
    return found


def _of_things(reading: Reading, at: int) -> bool:
    """Return whether what is counted are beasts, houses or limbs, not "two village residents"."""
    same = not reading.opens_sentence(at + 1)
    person = reading.has("casualties.person", at, at + 1 + same)  # "գյուղացի" begins like a village
    whole = reading.has("casualties.of_those", at - 1, at)  # "ikisi güllə yarasından ölüb": a number by itself
    return reading.has("casualties.things", at, at + 1) and not person and not whole


def _out_of(reading: Reading, at: int, end: int) -> bool:
    """Return whether a number is some of those that the next number counts: "three of the four dead"."""
    if reading.settings.get("verb_final") or not reading.has("casualties.out_of", at, at + 1):
        return False
    fates = [h.first for kind in ("killed", "wounded") for h in reading.hits.within(f"casualties.{kind}", at, end)]
    rest = reading.span_of(at + 1, min(at + 4, end))
    counted = [
        reading.words_of(Span(rest.start + n.span.start, rest.start + n.span.end))[1]
        for n in numbers.find(rest.of(reading.text), reading.lang)
    ]
    return bool(counted) and counted[0] in fates and not any(fate > counted[0] for fate in fates)


def _of_children(reading: Reading, first: int, end: int) -> bool:
    """Return whether a number is how many children somebody has: "a father of three", "üç uşaq atası"."""
    late = bool(reading.settings.get("verb_final"))
    if late:
        return reading.has("casualties.parents", end, end + 2)
    before = reading.hits.within("casualties.parents", max(first - 2, 0), first)
    return any(hit.last == first - 1 for hit in before)


def _aged(reading: Reading, first: int, end: int) -> bool:
    """Return whether a word beside a number says that it is an age or a year of birth, not another's age before it."""
    before = reading.has("casualties.age", first - 1, first)
    others = before and first > 1 and reading.words[first - 2].text.isdigit()  # "94 və 83 yaşlı iki qadın"
    return reading.has("casualties.age", first if others else first - 1, end + 1)


def _second_age(reading: Reading, at: int) -> bool:
    """Return whether a number goes on ages: "two women, aged 83 and 94"."""
    joined = at > 2 and reading.has("clauses.coordination", at - 1, at)
    return joined and reading.words[at - 2].text.isdigit() and reading.has("casualties.age", at - 3, at - 2)


def _aged_of(reading: Reading, at: int) -> bool:
    """Return whether a number is the age of one person before it: "a woman of 41"."""
    band = reading.has("casualties.band", at - 2, at - 1)  # "a crew of three"
    return (
        not band and reading.has("casualties.of_age", at - 1, at) and reading.has("casualties.person", at - 2, at - 1)
    )


def _aside(reading: Reading, first: int, end: int) -> bool:
    """Return whether a number stands between commas or in brackets after a person: an age, "Aram Galoyan, 35, ..."."""
    if first < 1 or end >= len(reading.words):
        return False
    if not reading.words[first - 1].capital and not reading.has("casualties.nth", first - 1, first):
        return False
    return reading.between(first - 1, first).strip() in {",", "("} and reading.between(end - 1, end)[:1] in {",", ")"}


def _of_clock(reading: Reading, first: int, end: int) -> bool:
    """Return whether a number is a part of a time of day: "11:30"."""
    before = first > 0 and reading.between(first - 1, first) == ":"
    return before or (end < len(reading.words) and reading.between(end - 1, end) == ":")


def _persons(
    reading: Reading, first: int, end: int, counts: dict[tuple[int, int], int | None], taken: set[int]
) -> Iterator[Group]:
    """Runs of person nouns, each with the number that precedes it, else one for a singular, else unknown."""
    nouns = sorted({*_nouns(reading, first, end), *_by_age(reading, first, end)} - taken)
    at = 0
    while at < len(nouns):
        last = at
        while (
            last + 1 < len(nouns)
            and nouns[last + 1] - nouns[last] <= 2
            and reading.toll(nouns[last], nouns[last + 1]) < 1
            and not and_between(reading, nouns[last], nouns[last + 1])
            and not _ablative(reading, nouns[last])
            and not reading.has("casualties.present", nouns[last] + 1, nouns[last + 1])
        ):
            last += 1
        group = _counted(reading, nouns[at], nouns[last] + 1, first, counts, taken)
        if group is not None:
            yield group
        at = last + 1


def _counted(
    reading: Reading,
    start: int,
    stop: int,
    floor: int,
    counts: dict[tuple[int, int], int | None],
    taken: set[int],
) -> Group | None:
    """The persons of a run of nouns [start, stop), nothing where the nouns name none."""
    members = _members(reading, start, stop, counts)
    if members is not None:
        return members
    number = _number_before(reading, start, stop, floor, counts)
    rest = (
        next((run for run in counts if run[0] == stop), None) if reading.has("casualties.rest", start, stop) else None
    )
    if reading.has("casualties.two", start, stop):
        return Group(2, number[0] if number else start, stop, numbered=True)  # "a couple"
    if rest is not None:
        return Group(counts[rest], start, rest[1], numbered=True)
    if number is not None and _counts_noun(reading, number[1], start):
        return Group(counts[number], number[0], stop, numbered=True)
    inside = next((run for run in counts if start < run[1] <= stop), None)
    if inside is not None:
        return Group(counts[inside], start, stop, numbered=True)
    return _uncounted(reading, start, stop, taken)


def _number_before(
    reading: Reading, start: int, stop: int, floor: int, counts: dict[tuple[int, int], int | None]
) -> tuple[int, int] | None:
    """The words of the number that precedes a run of nouns, none where it opens with one of its own: "մեկ"."""
    if any(run[0] == start and run[1] <= stop for run in counts):
        return None
    by_end = {run[1]: run for run in counts}
    for end in range(start, max(start - 4, floor - 1), -1):
        near = end in by_end and reading.toll(max(end - 1, 0), start) < 1
        if not reading.has("casualties.band", start, stop):  # "üç nəfərdən ibarət heyət"
            near &= not any(_ablative(reading, at) for at in range(end, start))  # "altı nəfərdən zabit"
        if near and not reading.has("casualties.present", end, start):
            return by_end[end]
    return None


def _uncounted(reading: Reading, start: int, stop: int, taken: set[int]) -> Group | None:
    """One person for a singular, two for two ages, else persons of unknown number."""
    if stop - start == 1 and reading.has("casualties.nationals", start, stop) and _of_noun(reading, stop, taken):
        return None  # "Erməni mediası"
    if reading.has("casualties.no", start - 1, start):
        return Group(0, start - 1, stop, numbered=True)
    if _single(reading, start, stop) or reading.has("casualties.parents", start, start + 1):
        return Group(1, start, stop, numbered=False)
    two = _two_ages(reading, start)
    return Group(2 if two else None, start, stop, numbered=two)


def _members(reading: Reading, start: int, stop: int, counts: dict[tuple[int, int], int | None]) -> Group | None:
    """Those of whom a body of people is made up: "a crew of three"."""
    if not reading.has("casualties.band", start, stop) or not reading.has("casualties.out_of", stop, stop + 1):
        return None
    number = next((run for run in counts if run[0] == stop + 1), None)
    return Group(counts[number], start, number[1], numbered=True) if number else None


def _of_noun(reading: Reading, at: int, taken: set[int]) -> bool:
    """Return whether a word for persons only says whose what follows is: "erməni mediası", "զինվորական մեքենա"."""
    if not reading.settings.get("verb_final") or at >= len(reading.words) or at in taken:
        return False
    return reading.toll(at - 1, at) == 0 and len(reading.words[at].text) > _AUXILIARY


def _partitive(reading: Reading, whole: Group, part: Group) -> bool:
    """Return whether persons are some of those right before them: "beş nəfərdən biri", "հինգ ուղևորից մեկը"."""
    fewer = whole.count is None or (part.count is not None and part.count < whole.count)
    return fewer and part.first == whole.end and _ablative(reading, whole.end - 1)


def _ablative(reading: Reading, at: int) -> bool:
    """Return whether a word's ending says that some of those it names are told of next."""
    endings = tuple(normal(ending) for ending in reading.settings.get("partitive_endings", ()))
    return bool(endings) and reading.words[at].text.endswith(endings)


def _two_ages(reading: Reading, at: int) -> bool:
    """Return whether the ages of two stand before a noun: "the 83- and 94-year-old women"."""
    if at < 3 or not reading.has("casualties.age", at - 1, at + 1):
        return False
    first, second = reading.words[at - 3].text, reading.words[at - 1].text
    return first.isdigit() and second.isdigit() and reading.has("clauses.coordination", at - 2, at - 1)


def _counts_noun(reading: Reading, first: int, end: int) -> bool:
    """Return whether words between a number and a noun leave them together: "eight Armenian and Azeri soldiers"."""
    others = [at for at in range(first, end) if not reading.hits.under("actors.sides", at, at + 1)]
    return len(others) <= 1 < end - first or not and_between(reading, first - 1, end)


def _nouns(reading: Reading, first: int, end: int) -> Iterator[int]:
    """The words for persons that are no part of an office's name ("the border guard service") and did not shoot."""
    shots = reading.hits.within("casualties.shooter", first, end)
    shooters = {at for hit in shots for at in range(hit.first, hit.last + 1)}
    for key in ("person", "people", "two"):
        for hit in reading.hits.within(f"casualties.{key}", first, end):
            abstract = any(part in reading.words[hit.last].text for part in reading.settings.get("abstract_parts", ()))
            if abstract:
                continue
            that = reading.has("attribution.pronoun", hit.first, hit.first + 1)  # "o anda": at that moment
            if that and _of_things(reading, hit.first + 1):
                continue
            if hit.first > first and strangers.surname(reading, hit.first):
                continue
            limbs = key == "two" and _of_things(reading, hit.last + 1)  # "both legs"
            if not limbs and not _of_office(reading, hit.last + 1, end) and hit.first not in shooters:
                yield hit.first


def _of_office(reading: Reading, at: int, end: int) -> bool:
    if at >= end or reading.toll(at - 1, at) > 0 or reading.has("casualties.person", at, at + 1):
        return False
    return reading.has("attribution.office", at, at + 1)


def _by_age(reading: Reading, first: int, end: int) -> Iterator[int]:
    """The words of an age that stand for a person or before his name: "a 41-year-old"."""
    for hit in reading.hits.within("casualties.aged", first, end):
        yield from range(hit.first, hit.last + 1)


def _single(reading: Reading, first: int, end: int) -> bool:
    """Return whether the last noun of a run is one person: listed as such and without a plural ending."""
    listed = [normal(e) for e in languages.load(reading.lang).table("casualties").get("plural_endings", ())]
    endings = {e for e in listed if not e.endswith("*")}
    open_endings = tuple(e[:-1] for e in listed if e.endswith("*"))  # more endings may follow
    for index in range(end - 1, first - 1, -1):
        if reading.has("casualties.people", index, index + 1):
            return False
        if not reading.has("casualties.person", index, index + 1):
            if index > first or not reading.has("casualties.aged", first, end):
                continue
            return True  # "a 41-year-old"
        word = reading.words[index].text
        stems = [
            hit.pattern.split()[-1].rstrip("*") for hit in reading.hits.within("casualties.person", index, index + 1)
        ]
        rest = word[max(len(normal(stem)) for stem in stems) :]
        return not (rest in endings or (open_endings and rest.startswith(open_endings)))
    return False


def _added(reading: Reading, groups: Sequence[Group], taken: set[int]) -> list[Group]:
    """Join "two journalists and an official" into three, and leave out "among them an officer"."""
    joined: list[Group] = []
    listed = False  # the persons before were counted already, and so are those joined to them
    apposed = False  # the persons before say who those counted are, and so do those joined to them
    for group in groups:
        last = _there(reading, joined, group)
        if last is not None and _partitive(reading, last, group):
            served = last.first - 1 in taken  # "yaralanan üç əsgərdən biri": all three have a verb of their own
            joined[len(joined) - (not served) :] = [replace(group, part=True)]
            listed = False
            continue
        same_list = listed and last is not None and _on_list(reading, last, group)
        listed = last is not None and (same_list or _included(reading, last, group, taken))
        if listed and last is not None:
            if taken.isdisjoint(range(last.end, group.first)):
                joined[-1] = replace(last, end=group.end)
            continue
        if last is not None and _of_body(reading, last, group):
            joined[-1] = replace(last, end=group.end)
            continue
        if last is not None and group.first - last.end <= _BETWEEN_GROUPS:
            same = taken.isdisjoint(range(last.end, group.first))
            apposed = same and (_apposed(reading, last, group) or (apposed and _goes_on(reading, last, group)))
            if apposed:
                joined[-1] = replace(last, end=group.end)
                continue
            if same and last.count in {1, 2} and reading.has("casualties.both", group.first, group.end):
                joined[-1] = replace(last, count=2, end=group.end, numbered=True)
                continue
            if same and _adds_up(reading, last, group, taken):
                total = None if last.count is None or group.count is None else last.count + group.count
                joined[-1] = replace(last, count=total, end=group.end, numbered=True)
                _add_listed(reading, joined, taken)
                continue
        joined.append(group)
    return _comma_listed(reading, joined, taken)


def _without_leading(reading: Reading, groups: Sequence[Group]) -> list[Group]:
    """Leave out those who are named before all are counted: "A və B də daxil olmaqla yeddi hərbçi"."""
    kept: list[Group] = []
    for group in groups:
        after = reading.hits.within("casualties.among", group.first - _NAMED_AMONG, group.first)
        if group.numbered and reading.settings.get("verb_final") and any(h.last == group.first - 1 for h in after):
            while kept and kept[-1].count == 1 and group.first - kept[-1].end <= _BETWEEN_GROUPS:
                group = replace(group, first=kept.pop().first)  # noqa: PLW2901 -- the list grows backwards
        kept.append(group)
    return kept


def _adds_up(reading: Reading, last: Group, group: Group, taken: set[int]) -> bool:
    """Return whether "and" joins persons to those before it, and not a clause of theirs.

    "..., the mayor told us, and a woman ...", "killed three and left five wounded", "a killed soldier and six wounded".
    """
    parted = any(reading.has(key, last.end, group.first) for key in ("attribution.verb", "casualties.left"))
    apart = group.bare and group.end in taken and last.first - 1 in taken
    of_body = reading.has("actors.of", last.end, last.end + 1) and reading.toll(last.end, group.first) == 0
    near = group.first - last.end <= (_BETWEEN_GROUPS if of_body else _BETWEEN_GROUPS // 2)
    between = range(last.end, group.first + 1)
    apart |= any(reading.between(at - 1, at).startswith(";") for at in between)  # "scouts and guns; three men ..."
    return near and not (parted or apart) and and_between(reading, last.end - 1, group.first)


def _there(reading: Reading, joined: Sequence[Group], group: Group) -> Group | None:
    """Return the persons told of last, unless those after them are somewhere else: "two died, and in Koti a boy"."""
    last = joined[-1] if joined else None
    return None if last is None or _at_another_place(reading, last, group) else last


def _at_another_place(reading: Reading, last: Group, group: Group) -> bool:
    """Return whether persons have a place of their own: "two died, and in Koti a boy", "at X two, at Y — A B"."""
    contrasts = [h.last + 1 for h in reading.hits.within("clauses.contrast", last.end, group.first)]
    if any(any(map(reading.in_name, range(at, group.first))) for at in contrasts):
        return True
    if reading.settings.get("verb_final"):
        return _opens_at_place(reading, last, group)
    joints = [h.last + 2 for h in reading.hits.within("clauses.coordination", last.end, group.first)]
    joined = any(reading.in_name(at) for at in joints if at < group.first and not reading.in_name(at - 1))
    return joined or _opens_at_place(reading, last, group) or _each_placed(reading, last, group)


def _opens_at_place(reading: Reading, last: Group, group: Group) -> bool:
    """Return whether a place set off by a sign or a word stands before persons: "Կոթիում՝ մի կին", "Kotidə isə"."""
    late = bool(reading.settings.get("verb_final"))
    for at in range(last.end + 1, group.first + 1):
        set_off = reading.between(at - 1, at).strip() in LEFT_OUT
        set_off |= late and reading.has("clauses.apart", at, at + 1)
        if set_off and reading.in_name(at - 1):
            return True
    return False


def _each_placed(reading: Reading, last: Group, group: Group) -> bool:
    """Return whether a place follows either of two groups of persons: "two women at X and another one at Y"."""
    between = range(last.end, group.first)
    after = range(group.end, min(group.end + _PLACED, len(reading.words)))
    near = [at for at in after if reading.toll(group.end - 1, at) == 0 and reading.in_name(at)]
    return bool(near) and any(map(reading.in_name, between)) and and_between(reading, last.end - 1, group.first)


def _of_body(reading: Reading, last: Group, group: Group) -> bool:
    """Return whether persons are those one of whom was told of: "Major Galoyan of the border guards"."""
    near = last.count is not None and group.count is None and 0 < group.first - last.end <= _BETWEEN_GROUPS // 2
    return near and reading.has("actors.of", last.end, last.end + 1) and reading.toll(last.end, group.first) == 0


def _comma_listed(reading: Reading, groups: Sequence[Group], taken: set[int]) -> list[Group]:
    """Join numbered persons with only a comma between: "two Armenians, one Azerbaijani were wounded".

    Persons right after their own verb are told of already: "killed was one, two were wounded".
    """
    joined: list[Group] = []
    for group in groups:
        last = joined[-1] if joined else None
        joined.append(group)
        some = reading.has("casualties.of_those", group.first, group.end)  # "biri": one of them
        if last is None or not (last.numbered and group.numbered) or group.bare or some:
            continue  # a number alone is some of them: "two drivers, one fatally"
        placed = any(map(reading.in_name, range(last.end, group.first)))  # "X-də iki, Y-də bir qadın"
        if taken.isdisjoint(range(last.first - _VERB_BEFORE, last.first)) and not placed:
            _add_listed(reading, joined, taken)
    return joined


def _apposed(reading: Reading, last: Group, group: Group) -> bool:
    """Return whether single persons say who those counted are: "two women, Sona, 61, and her niece"."""
    several = last.numbered and (last.count or 0) > 1 and not group.numbered and group.count == 1
    another = reading.has("casualties.more", group.first, group.end)
    another |= reading.has("casualties.present", last.end, group.first)  # "five men were in it: the driver died, ..."
    return several and not another and reading.toll(last.end - 1, last.end) >= TOLLS["comma"]


def _add_listed(reading: Reading, joined: list[Group], taken: set[int]) -> None:
    """Add single persons with only commas between to the group that closes their list: "A B, C D and three more"."""
    while len(joined) > 1:
        one, rest = joined[-2:]
        between = range(one.end, rest.first)
        apart = len(between) > 1 or reading.has("casualties.present", one.end, rest.first)
        apart |= reading.toll(one.end - 1, rest.first) > TOLLS["comma"]
        uncounted = one.count is None or (one.numbered and reading.toll(one.end - 1, rest.first) < TOLLS["comma"])
        if apart or uncounted or not taken.isdisjoint(between):
            return
        parts = one.numbered and one.count == rest.count  # "three men, two soldiers and a guard"
        total = None if rest.count is None else rest.count + (0 if parts else one.count or 0)
        joined[-2:] = [replace(rest, count=total, first=one.first)]


def _on_list(reading: Reading, last: Group, group: Group) -> bool:
    near = group.first - last.end <= 1 and reading.toll(last.end - 1, group.first) <= TOLLS["comma"]
    return near and (group.first == last.end or and_between(reading, last.end - 1, group.first))


def _goes_on(reading: Reading, last: Group, group: Group) -> bool:
    """Return whether a list of single persons goes on: "Sona, 94, Leyla, 83, and Lia"."""
    near = group.first - last.end <= _FULL_NAME[1] and reading.toll(last.end - 1, group.first) <= 2 * TOLLS["comma"]
    return near and group.count == 1 and not group.numbered


def _included(reading: Reading, last: Group, group: Group, taken: set[int]) -> bool:
    """Return whether persons were counted already: "seven, including a major, were killed", "two of them"."""
    if _some_of(reading, last, group):
        return False
    if group.first - last.end > _BETWEEN_GROUPS:
        far = group.first - last.end > 2 * _BETWEEN_GROUPS
        return not far and last.numbered and reading.has("casualties.among", group.first - _NAMED_AMONG, group.first)
    if last.numbered and not group.numbered and reading.has("casualties.amid", last.first - 2, last.first):
        return True  # "among the seven dead are a colonel and a major"
    between = max(last.end - 1, last.first), group.first + 1
    if reading.has("casualties.of_them", between[0], max(between[1], group.end + group.bare)):
        apart = last.count is None and reading.toll(last.end - 1, group.first) >= TOLLS["strong"]
        return not apart and not _subject(reading, group, taken) and not _own_clause(reading, last, group, taken)
    if not reading.has("casualties.among", *between):
        return False
    served = any(i in taken for i in range(max(last.first - 3, 0), group.first) if not last.first <= i < last.end)
    return not (served and _subject(reading, group, taken))


def _own_clause(reading: Reading, last: Group, group: Group, taken: set[int]) -> bool:
    """Return whether a clause of its own tells of some of those before: "eight were hurt, ...; one of them died"."""
    limit = reading.sentences[reading.sentence_at(group.first)][2]
    served = any(at in taken for at in range(last.end, group.first))
    return served and any(at in taken and not and_between(reading, group.end - 1, at) for at in range(group.end, limit))


def _subject(reading: Reading, group: Group, taken: set[int]) -> bool:
    """Return whether a verb follows right after: "one of them was wounded" speaks of one."""
    ahead = range(group.end, min(group.end + 4, len(reading.words)))
    return any(i in taken and one_clause(reading, group.end - 1, i) for i in ahead)
