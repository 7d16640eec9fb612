"""Persons whom no word list knows: by their names, or since it is said that they were killed or wounded.

"Aram Galoyan died", "three ploughmen were killed", "a sexton and two of his sons were hurt".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geomap.text.clauses import around_commas, governed, one_clause
from geomap.text.reading import Reading

__all__ = ["names", "nouns", "surname"]

_FULL_NAME = (2, 3)  # words of a person's name
_NOUN = 3  # words of a noun with what is said of it before: "local Armenian ploughmen"
_TO_VERB = 4  # words between a noun and what befell it
_INSERTED = 9  # the same where something stands between commas: "four ploughmen, one of them a Kurd, were killed"

Run = tuple[int, int]


def nouns(
    reading: Reading,
    first: int,
    end: int,
    counts: Mapping[Run, int | None],
    mortal: Sequence[Run],
    known: Sequence[Run],
) -> dict[Run, int]:
    """Return how many persons nouns that no list knows tell of, by their run of words.

    `counts` are the numbers of words [first, end), `mortal` the words that say who was killed or wounded, `known` the
    persons known already. Beasts and things have lists: what is counted and was killed is a person else.
    """
    runs = dict(counts)
    for key, many in (("articles", 1), ("no", 0)):
        for hit in reading.hits.within(f"casualties.{key}", first, end):
            if not any(low <= hit.first < high for low, high in counts):
                runs[hit.first, hit.last + 1] = many
    found: dict[Run, int] = {}
    for (at, stop), count in sorted(runs.items(), reverse=True):
        noun = _noun_end(reading, stop, end, mortal)
        if count is None or noun == stop or _oblique(reading, at, noun, mortal):
            continue
        if any(low < noun and at < high for low, high in known):
            continue
        listed = any(low == noun + 1 for low, _ in (*known, *found)) and reading.has(
            "clauses.coordination", noun, noun + 1
        )
        if listed or any(_befell(reading, at, noun, verb) for verb in mortal):
            found[at, noun] = count
    return found


def _noun_end(reading: Reading, at: int, end: int, mortal: Sequence[Run]) -> int:
    """Return the end of the noun that begins at a word, `at` itself where none does."""
    stop = at
    while stop < min(at + _NOUN, end) and reading.toll(max(stop - 1, 0), stop) == 0 and _unlisted(reading, stop):
        if any(low <= stop < high for low, high in mortal):
            break
        stop += 1
    return at if reading.words[stop - 1].capital else stop


def _unlisted(reading: Reading, at: int) -> bool:
    """Return whether the lexicon does not know a word, or only as the name of a side."""
    word = reading.words[at]
    if not word.text.isalpha() or reading.in_date(at) or reading.in_name(at):
        return False
    if reading.hits.under("actors.sides", at, at + 1):
        return True
    return not word.capital and not _known(reading, at)


def _known(reading: Reading, at: int) -> bool:
    return any(reading.has(key, at, at + 1) for key in reading.hits.found)


def _oblique(reading: Reading, at: int, noun: int, mortal: Sequence[Run]) -> bool:
    """Return whether a preposition or a case ending makes a noun neither who was hit nor whom it hit.

    "The death of a sexton" is his.
    """
    endings = tuple(reading.settings.get("oblique_endings", ()))
    if endings and any(reading.words[index].text.endswith(endings) for index in range(at + 1, noun)):
        return True
    whose = any(end == at - 1 for _, end in mortal)
    return not whose and governed(reading, at, 1)


def _befell(reading: Reading, at: int, noun: int, verb: Run) -> bool:
    """Return whether a verb says what became of those that words [at, noun) name."""
    first, end = verb
    if end <= at <= end + 1:  # "killing a sexton", "the death of a sexton"
        return one_clause(reading, end - 1, at)
    parted = first > noun and reading.toll(noun - 1, noun) > 0 and around_commas(reading, noun - 1, first)
    if noun <= first <= noun + _TO_VERB and one_clause(reading, noun - 1, first):
        return True
    return parted and first <= noun + _INSERTED


def names(reading: Reading, first: int, end: int, blocked: Sequence[Run], taken: set[int]) -> Iterator[Run]:
    """Runs of words that are a person's full name and neither a place, an office nor whoever speaks."""
    places = {index for start, stop in blocked for index in range(start, stop)}
    at = first
    while at < end:
        at, stop = _capitals(reading, at, end, taken)
        aside = stop < end and reading.toll(stop - 1, stop) > 0  # "... and Aram Galoyan, says the army"
        ceiling = stop if aside else end
        if _full_name(reading, range(at, stop), places) and not _known_body(reading, first, at, stop, ceiling):
            yield at, stop
        at = max(stop, at + 1)


def _capitals(reading: Reading, at: int, end: int, taken: set[int]) -> Run:
    """Return the run of capitalised words that begins at a word, without places beside a name."""
    stop = at
    while stop < end and _part_of_name(reading, stop, taken) and (stop == at or _follows(reading, stop)):
        if stop - at >= _FULL_NAME[0] and reading.in_name(stop):
            break  # "Aqil Məlikzadə Tovuzun Əlibəyli kəndində"
        stop += 1
    if stop - at > _FULL_NAME[0] and reading.in_name(at) and not reading.in_name(at + 1):
        at += 1  # "Մովսեսում Վանիկ Սահրադյանը"
    return at, stop


def _full_name(reading: Reading, run: range, places: set[int]) -> bool:
    """Return whether capitalised words are a first name and a surname, be it one that a village has, too."""
    if not _FULL_NAME[0] <= len(run) <= _FULL_NAME[1]:
        return False
    borne = run[0] not in places and reading.in_name(run[-1]) and not _known(reading, run[0])
    return borne or not places.issuperset(run[1:])


def _part_of_name(reading: Reading, at: int, taken: set[int]) -> bool:
    noun = any(reading.has(f"casualties.{key}", at, at + 1) for key in ("person", "people"))
    someone = noun and not (at and surname(reading, at))
    return reading.words[at].capital and at not in taken and not someone and not reading.in_date(at)


def _follows(reading: Reading, at: int) -> bool:
    """Return whether a word goes on a name; an initial has its stop."""
    between = reading.between(at - 1, at)
    return between == " " or (len(reading.words[at - 1].text) == 1 and between in {". ", "."})


def _known_body(reading: Reading, floor: int, first: int, end: int, ceiling: int) -> bool:
    """Return whether capitalised words name a side, a body or an official, or stand with "said" or "by"."""
    title = first - 1 if first > floor and reading.toll(first - 1, first) == 0 else first
    if any(reading.has(key, title, end) for key in ("attribution.speaker", "attribution.ministry")):
        return not reading.has("casualties.person", title, end)
    bodies = ("actors.others.others", "actors.forces", *reading.hits.keys("actors.sides"))
    if any(reading.has(key, first, end) and not reading.has("casualties.person", first, end) for key in bodies):
        return True
    spoken = ("attribution.verb", "attribution.according")
    beside = ((title, first), (end, min(end + 1, ceiling)))
    return any(reading.has(key, *run) for key in spoken for run in beside) or reading.has("actors.agent", title, first)


def surname(reading: Reading, at: int) -> bool:
    """Return whether a word is a name that looks like a noun, in languages that write nouns small: "Elnur Babayev"."""
    small = bool(reading.settings.get("verb_final"))
    named = reading.words[at].capital and reading.words[at - 1].capital
    return small and named and reading.between(at - 1, at) == " " and not reading.opens_sentence(at)
